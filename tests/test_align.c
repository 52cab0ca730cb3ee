#include "tests/support_arena.h"

#include "domain/align.h"
#include "tests/support_random.h"

#define PASSAGES_MOST 64

static struct align_side side_of(const char *const *texts)
{
	struct bytes *list = arena_array(&arena, PASSAGES_MOST, sizeof *list);
	struct align_side side = { .texts = list };
	for (; texts[side.count] != NULL; side.count++)
		list[side.count] = bytes_text(texts[side.count]);
	return side;
}

/* The alignments in order, as "changed 1>1; moved same 2>4; split 3>2,3; added >5". */
static const char *alignments_of(const char *const *first, const char *const *second)
{
	static const char *const kinds[] = { "", "same", "form", "changed", "split", "merged", "added", "dropped" };
	static char out[2048];
	struct align_side a = side_of(first), b = side_of(second);
	struct alignments all;
	out[0] = '\0';
	FILE *to = fmemopen(out, sizeof out, "w");
	assert_int_equal(align(&a, &b, NULL, &arena, &all), STATUS_OK);
	for (size_t i = 0; i < all.count; i++) {
		const struct alignment *x = &all.at[i];
		fprintf(to, "%s%s%s ", i > 0 ? "; " : "", x->moved ? "moved " : "", kinds[x->kind]);
		for (size_t k = 0; k < x->first_count; k++)
			fprintf(to, "%s%u", k > 0 ? "," : "", x->first[k] + 1);
		fprintf(to, ">");
		for (size_t k = 0; k < x->second_count; k++)
			fprintf(to, "%s%u", k > 0 ? "," : "", x->second[k] + 1);
	}
	fclose(to);
	return out;
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NOTHING ((const char *const[]){ NULL })

#define TRUCE "The parties shall observe the ceasefire along the whole line of contact from midnight."
#define BELT "Observers are posted on the inner and the outer border of the security belt."
#define AID "Convoys with food and medicine pass the crossing twice a week without being searched."
#define TERM                                                                                                           \
	"The creation of the areas is a temporary measure whose duration is six months, extended by consensus of all."
#define TOLD                                                                                                           \
	"The minister said that setting up the areas is a measure whose duration is six months with extension by "     \
	"consensus."
#define MEN "Every detainee whose name is on either list is handed over within thirty days."

static void passages_find_their_partners(void **state)
{
	(void)state;
	assert_string_equal(alignments_of(LIST(TRUCE, BELT), LIST(TRUCE, BELT)), "same 1>1; same 2>2");
	assert_string_equal(alignments_of(LIST("Twice a Week!"), LIST("twice a week")), "form 1>1");
	assert_string_equal(alignments_of(LIST(TRUCE, BELT),
					  LIST(TRUCE, "Observers are posted on the border of the security zone.")),
			    "same 1>1; changed 2>2");
	assert_string_equal(alignments_of(LIST(TRUCE, AID), LIST(TRUCE, BELT, AID)), "same 1>1; added >2; same 2>3");
	assert_string_equal(alignments_of(LIST(MEN, TRUCE, BELT, AID), LIST(TRUCE, AID)),
			    "dropped 1>; same 2>1; dropped 3>; same 4>2");
	assert_string_equal(alignments_of(NOTHING, LIST(TRUCE)), "added >1");
	assert_string_equal(alignments_of(LIST(TRUCE), NOTHING), "dropped 1>");
	assert_string_equal(alignments_of(NOTHING, NOTHING), "");
}

static void the_passage_that_left_the_order_is_the_one_that_moved(void **state)
{
	(void)state;
	assert_string_equal(alignments_of(LIST(TRUCE, BELT, AID, MEN), LIST(MEN, TRUCE, BELT, AID)),
			    "moved same 4>1; same 1>2; same 2>3; same 3>4");
	assert_string_equal(alignments_of(LIST(TRUCE, BELT, AID, MEN), LIST(BELT, AID, MEN, TRUCE)),
			    "same 2>1; same 3>2; same 4>3; moved same 1>4");
}

static void one_passage_can_become_several_and_several_one(void **state)
{
	(void)state;
	assert_string_equal(alignments_of(LIST(TRUCE " " BELT), LIST(TRUCE, BELT)), "split 1>1,2");
	assert_string_equal(alignments_of(LIST(TRUCE, BELT), LIST(TRUCE " " BELT)), "merged 1,2>1");
	assert_string_equal(alignments_of(LIST(MEN, TRUCE " " BELT " " AID), LIST(MEN, TRUCE, BELT, AID)),
			    "same 1>1; split 2>2,3,4");
	assert_string_equal(alignments_of(LIST(TRUCE), LIST(TRUCE, TRUCE)), "same 1>1; added >2");
}

/* Words that stand all over the whole say nothing of a part. */
static void a_part_said_otherwise_lies_within_its_whole_where_a_stretch_is_like_it(void **state)
{
	(void)state;
	assert_string_equal(alignments_of(LIST(BELT " " TOLD " " AID), LIST(BELT, TERM, AID)), "split 1>1,2,3");
	assert_string_equal(alignments_of(LIST(BELT, TERM, AID), LIST(BELT " " TOLD " " AID)), "merged 1,2,3>1");
	assert_string_equal(alignments_of(LIST(BELT " a b " TRUCE " c d " AID), LIST(BELT, AID, "a b x c y d z w")),
			    "split 1>1,2; added >3");
}

static void pairs_are_chosen_for_the_closest_whole_not_the_closest_pair(void **state)
{
	(void)state;
	/* The first is closest to the second's second, which alone fits the second. */
	assert_string_equal(
		alignments_of(LIST("a b c d e f g h", "c d e f g h x y"), LIST("a b c d p q r s", "b c d e f g h x")),
		"changed 1>1; changed 2>2");
}

static void equal_passages_keep_their_order(void **state)
{
	(void)state;
	assert_string_equal(alignments_of(LIST(TRUCE, AID, TRUCE), LIST(TRUCE, BELT, TRUCE)),
			    "same 1>1; dropped 2>; added >2; same 3>3");
}

/* ---- Any texts -------------------------------------------------------- */

static const char *random_passage(struct random *r)
{
	char *text = arena_zalloc(&arena, 512);
	for (size_t n = random_below(r, 16); n > 0; n--)
		sprintf(text + strlen(text), "%c%c%s", (char)('a' + random_below(r, 6)),
			(char)('a' + random_below(r, 3)), random_below(r, 9) == 0 ? ", " : " ");
	return text;
}

static struct bytes joined(const uint32_t *places, size_t count, const struct align_side *side)
{
	char *text = arena_zalloc(&arena, 513 * (count + 1));
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			strcat(text, "\n");
		strcat(text, (const char *)side->texts[places[i]].data);
	}
	return bytes_text(text);
}

static void assert_edits_give(const struct alignment *x, const struct align_side *a, const struct align_side *b)
{
	struct buffer first, second;
	buffer_init(&first, 1 << 20);
	buffer_init(&second, 1 << 20);
	for (size_t i = 0; i < x->edits.count; i++) {
		const struct wording_edit *e = &x->edits.at[i];
		assert_int_equal(buffer_put(&first, e->first.data, e->first.size), STATUS_OK);
		assert_int_equal(buffer_put(&second, e->second.data, e->second.size), STATUS_OK);
	}
	assert_true(bytes_equal(buffer_bytes(&first), joined(x->first, x->first_count, a)));
	assert_true(bytes_equal(buffer_bytes(&second), joined(x->second, x->second_count, b)));
	buffer_fini(&first);
	buffer_fini(&second);
}

static void count_places(const uint32_t *places, size_t count, int *seen)
{
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || places[i] > places[i - 1]);
		seen[places[i]]++;
	}
}

static void every_passage_is_in_one_alignment_whose_steps_lead_over(void **state)
{
	(void)state;
	struct random r = { 23 };
	for (int round = 0; round < 400; round++) {
		arena_reset(&arena);
		struct bytes texts[2][PASSAGES_MOST];
		struct align_side sides[2] = { { texts[0], random_below(&r, 20) }, { texts[1], random_below(&r, 20) } };
		for (int k = 0; k < 2; k++)
			for (size_t i = 0; i < sides[k].count; i++)
				texts[k][i] = k == 1 && sides[0].count > 0 && random_below(&r, 2) == 0
						      ? texts[0][random_below(&r, sides[0].count)]
						      : bytes_text(random_passage(&r));
		struct alignments all;
		int seen[2][PASSAGES_MOST] = { { 0 } };
		assert_int_equal(align(&sides[0], &sides[1], NULL, &arena, &all), STATUS_OK);
		for (size_t i = 0; i < all.count; i++) {
			const struct alignment *x = &all.at[i];
			count_places(x->first, x->first_count, seen[0]);
			count_places(x->second, x->second_count, seen[1]);
			assert_edits_give(x, &sides[0], &sides[1]);
			assert_true(x->similarity >= 0 && x->similarity <= 1);
			assert_int_equal(x->first_count == 0, x->kind == ALIGN_ADDED);
			assert_int_equal(x->second_count == 0, x->kind == ALIGN_DROPPED);
			assert_int_equal(x->first_count > 1, x->kind == ALIGN_MERGED);
			assert_int_equal(x->second_count > 1, x->kind == ALIGN_SPLIT);
		}
		for (int k = 0; k < 2; k++)
			for (size_t i = 0; i < sides[k].count; i++)
				assert_int_equal(seen[k][i], 1);
		assert_true(all.similarity >= 0 && all.similarity <= 1);
	}
}

static void a_statement_is_fully_similar_to_itself(void **state)
{
	(void)state;
	struct align_side side = side_of(LIST(TRUCE, BELT, "", "...", AID, AID));
	struct alignments all;
	assert_int_equal(align(&side, &side, NULL, &arena, &all), STATUS_OK);
	assert_int_equal(all.count, side.count);
	assert_true(all.similarity == 1.0);
	for (size_t i = 0; i < all.count; i++)
		assert_int_equal(all.at[i].kind, ALIGN_SAME);
}

static enum status stop(void *arg)
{
	int *left = arg;
	return --*left < 0 ? STATUS_DEADLINE_EXCEEDED : STATUS_OK;
}

static void the_watch_can_end_the_work(void **state)
{
	(void)state;
	struct align_side a = side_of(LIST(TRUCE, BELT)), b = side_of(LIST(AID, MEN));
	struct alignments all = { .count = 77 };
	for (int calls = 0; calls < 2; calls++) {
		int left = calls;
		struct align_watch watch = { stop, &left };
		assert_int_equal(align(&a, &b, &watch, &arena, &all), STATUS_DEADLINE_EXCEEDED);
	}
	assert_int_equal(all.count, 77);
}

static void too_many_passages_and_a_full_arena_are_said(void **state)
{
	(void)state;
	struct align_side a = side_of(LIST(TRUCE)), b = a;
	struct alignments all;
	struct arena small;
	arena_init(&small, 256);
	assert_int_equal(align(&a, &b, NULL, &small, &all), STATUS_RESOURCE_EXHAUSTED);
	arena_fini(&small);
	b.count = ALIGN_PASSAGES_MOST + 1;
	assert_int_equal(align(&a, &b, NULL, &arena, &all), STATUS_RESOURCE_EXHAUSTED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(passages_find_their_partners),
		TEST(the_passage_that_left_the_order_is_the_one_that_moved),
		TEST(one_passage_can_become_several_and_several_one),
		TEST(a_part_said_otherwise_lies_within_its_whole_where_a_stretch_is_like_it),
		TEST(pairs_are_chosen_for_the_closest_whole_not_the_closest_pair),
		TEST(equal_passages_keep_their_order),
		TEST(every_passage_is_in_one_alignment_whose_steps_lead_over),
		TEST(a_statement_is_fully_similar_to_itself),
		TEST(the_watch_can_end_the_work),
		TEST(too_many_passages_and_a_full_arena_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
