#include "tests/support_arena.h"

#include "domain/fingerprint.h"
#include "domain/letters.h"
#include "domain/wording.h"
#include "tests/support_random.h"

static void ascii_letters_alone_are_words_in_ascii(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 128; c++) {
		enum letter_class class = letter_class(c);
		assert_int_equal(class == LETTER_WORD, letter_plain[c] != 0);
		assert_true(class != LETTER_ALONE && class != LETTER_UNSEEN);
		if (letter_plain[c] != 0)
			assert_int_equal(letter_fold(c), letter_plain[c]);
	}
}

static struct wording words_of(const char *text)
{
	struct wording w;
	assert_int_equal(wording_split(text, strlen(text), &arena, &w), STATUS_OK);
	return w;
}

/* How the steps are written here. */
static const struct mark {
	const char *open, *close;
	bool first, second;
} marks[] = {
	[WORDING_SAME] = { "", "", true, false },       [WORDING_FORM] = { "~", "~", true, true },
	[WORDING_INSERTED] = { "+", "+", false, true }, [WORDING_DELETED] = { "-", "-", true, false },
	[WORDING_REPLACED] = { "<", ">", true, true },
};

static const char *steps(const char *first, const char *second)
{
	static char out[4096];
	struct wording a = words_of(first), b = words_of(second);
	struct wording_match match;
	struct wording_edits edits;
	size_t used = 0;
	assert_int_equal(wording_compare(&a, &b, &arena, &match), STATUS_OK);
	assert_int_equal(wording_edit(&a, &b, &match, &arena, &edits), STATUS_OK);
	out[0] = '\0';
	for (size_t i = 0; i < edits.count; i++) {
		const struct wording_edit *e = &edits.at[i];
		const struct mark *mark = &marks[e->kind];
		used += (size_t)snprintf(out + used, sizeof out - used, "%s%.*s%s%.*s%s", mark->open,
					 mark->first ? (int)e->first.size : 0, (const char *)e->first.data,
					 mark->first && mark->second ? "|" : "", mark->second ? (int)e->second.size : 0,
					 (const char *)e->second.data, mark->close);
	}
	return out;
}

static double similarity_of(const char *first, const char *second)
{
	struct wording a = words_of(first), b = words_of(second);
	struct wording_match match;
	assert_int_equal(wording_compare(&a, &b, &arena, &match), STATUS_OK);
	return match.similarity;
}

static void differences_read_as_an_editor_would_mark_them(void **state)
{
	(void)state;
	static const struct {
		const char *first, *second, *steps;
	} rows[] = {
		{ "", "", "" },
		{ "the same", "the same", "the same" },
		{ "", "new words", "+new words+" },
		{ "old words", "", "-old words-" },
		{ "the security belt along it", "the security zone along it", "the security <belt|zone> along it" },
		{ "a b c d e", "a b e", "a b -c d -e" },
		{ "a b e", "a b c d e", "a b +c d +e" },
		{ "one, two.", "one two.", "one~,|~ two." },
		{ "The Zone", "the zone", "~The|the~ ~Zone|zone~" },
		{ "first; second", "first: second", "first~;|:~ second" },
		{ "a b c.", "a b.", "a b- c-." },
		{ "a b.", "a b, c.", "a b+, c+." },
		{ "line one\nline two", "line one line two", "line one~\n| ~line two" },
		{ "the state's belt", "the state\u2019s belt", "the ~state's|state\u2019s~ belt" },
		{ "ЗОНА мира", "зона мира", "~ЗОНА|зона~ мира" },
		{ "wx\u00E9 a", "wx\u00E8 a", "<wx\u00E9|wx\u00E8> a" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(steps(rows[i].first, rows[i].second), rows[i].steps);
}

static void a_few_kept_words_amid_many_changed_ones_are_one_change(void **state)
{
	(void)state;
	assert_string_equal(steps("x one two the three four y", "x five six the seven eight y"),
			    "x <one two the three four|five six the seven eight> y");
	assert_string_equal(steps("x a y", "x b c y d e f"), "x <a|b c> y+ d e f+");
	assert_string_equal(steps("x and y", "one two x and y"), "+one two +x and y");
	assert_string_equal(steps("x a b c d k l m e f g h y", "x p q r s k l m t u v w y"),
			    "x <a b c d|p q r s> k l m <e f g h|t u v w> y");
}

static void case_marks_and_blanks_alone_leave_texts_fully_similar(void **state)
{
	(void)state;
	assert_true(similarity_of("The Parties, agree.", "the  parties agree") == 1.0);
	assert_true(similarity_of("co\u00ADoperate", "cooperate") == 1.0);
	assert_true(similarity_of("", "") == 1.0);
	assert_true(similarity_of("...", "!") == 1.0);
	assert_true(similarity_of("words", "") == 0.0);
	assert_true(similarity_of("a b c d", "a b c x") == 0.75);
}

static void words_of_every_script_fold_to_lower_case(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "ÉCOUTE Œuvre Ÿ", "écoute œuvre ÿ" },
		{ "ΑΘΉΝΑ ς", "αθήνα σ" },
		{ "ЁЛКА ІЇЄҐ", "ёлка іїєґ" },
		{ "ŞĞİ", "şğİ" },
		{ "ԵՐԵՎԱՆ", "երեվան" },
		{ "ẤẾ", "ấế" },
	};
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		assert_true(similarity_of(pairs[i][0], pairs[i][1]) == 1.0);
	assert_int_equal(words_of("停火协议").count, 4);
	assert_int_equal(words_of("وقف، إطلاق؟ النار").count, 3);
	assert_int_equal(words_of("S/RES/2254 (2015)").count, 4);
	assert_int_equal(words_of("'quoted' don't").count, 2);
	assert_int_equal(words_of("\xFF\xC3 a \xE2\x80").count, 1);
}

static const char *random_passage(struct random *r, size_t most)
{
	static const char *const pieces[] = { "a",    "b",      "c",      "A ",   "b, ",  " ",     "\n",
					      "the ", "zone ",  "Zone ",  ". ",   "é ",   "É ",    "停",
					      "'",    "\u00AD", "\u2014", "2254", "\xFF", "l'eau " };
	char *text = arena_zalloc(&arena, 8 * most + 1);
	for (size_t n = random_below(r, most); n > 0; n--)
		strcat(text, pieces[random_below(r, COUNT_OF(pieces))]);
	return text;
}

static void assert_joins_to(const struct wording_edits *edits, bool second, const char *text)
{
	struct buffer joined;
	buffer_init(&joined, 1 << 20);
	for (size_t i = 0; i < edits->count; i++) {
		struct bytes piece = second ? edits->at[i].second : edits->at[i].first;
		assert_int_equal(buffer_put(&joined, piece.data, piece.size), STATUS_OK);
	}
	assert_true(bytes_equal(buffer_bytes(&joined), bytes_text(text)));
	buffer_fini(&joined);
}

static bool has_words(struct bytes text)
{
	struct wording_word word;
	size_t from = 0;
	return wording_next((const char *)text.data, text.size, &from, &word);
}

static void the_steps_join_to_both_texts_and_keep_what_their_kind_says(void **state)
{
	(void)state;
	struct random r = { 7 };
	for (size_t round = 0; round < 3000; round++) {
		arena_reset(&arena);
		const char *first = random_passage(&r, round % 40 + 1), *second = random_passage(&r, round % 40 + 1);
		struct wording a = words_of(first), b = words_of(second);
		struct wording_match match;
		struct wording_edits edits;
		assert_int_equal(wording_compare(&a, &b, &arena, &match), STATUS_OK);
		assert_int_equal(wording_edit(&a, &b, &match, &arena, &edits), STATUS_OK);
		assert_joins_to(&edits, false, first);
		assert_joins_to(&edits, true, second);
		for (size_t i = 0; i < edits.count; i++) {
			const struct wording_edit *e = &edits.at[i];
			bool in = has_words(e->second), out = has_words(e->first);
			assert_true(e->first.size + e->second.size > 0);
			assert_int_equal(bytes_equal(e->first, e->second), e->kind == WORDING_SAME);
			if (e->kind == WORDING_INSERTED)
				assert_true(in && e->first.size == 0);
			if (e->kind == WORDING_DELETED)
				assert_true(out && e->second.size == 0);
			if (e->kind == WORDING_REPLACED)
				assert_true(in && out);
		}
	}
}

/* The length of the longest common subsequence, by the whole table. */
static size_t longest_common(const struct wording *a, const struct wording *b)
{
	size_t *row = arena_array(&arena, b->count + 1, sizeof *row);
	for (size_t i = 0; i < a->count; i++) {
		size_t corner = 0;
		for (size_t k = 0; k < b->count; k++) {
			size_t above = row[k + 1];
			if (a->at[i].hash == b->at[k].hash)
				row[k + 1] = corner + 1;
			else if (row[k] > row[k + 1])
				row[k + 1] = row[k];
			corner = above;
		}
	}
	return row[b->count];
}

static void as_many_words_are_kept_as_can_be(void **state)
{
	(void)state;
	struct random r = { 11 };
	for (int round = 0; round < 500; round++) {
		arena_reset(&arena);
		struct wording a = words_of(random_passage(&r, 80)), b = words_of(random_passage(&r, 80));
		struct wording_match match;
		int32_t last = -1;
		size_t kept = 0;
		assert_int_equal(wording_compare(&a, &b, &arena, &match), STATUS_OK);
		assert_int_equal(match.common, longest_common(&a, &b));
		for (size_t i = 0; i < a.count; i++) {
			if (match.second[i] < 0)
				continue;
			assert_true(match.second[i] > last);
			last = match.second[i];
			assert_true(a.at[i].hash == b.at[last].hash);
			kept++;
		}
		assert_int_equal(kept, match.common);
	}
}

/* The closest stretch as its words, and its similarity in hundredths: "a b c 100". */
static const char *within(const char *passage, const char *asked)
{
	static char out[256];
	struct wording a = words_of(passage), b = words_of(asked);
	struct wording_stretch s;
	assert_int_equal(wording_within(&a, &b, &arena, &s), STATUS_OK);
	size_t start = s.count == 0 ? 0 : a.at[s.first].start;
	size_t end = s.count == 0 ? 0 : a.at[s.first + s.count - 1].end;
	snprintf(out, sizeof out, "%.*s %.0f", (int)(end - start), passage + start, 100 * s.similarity);
	return out;
}

static void a_wording_is_found_within_a_passage(void **state)
{
	(void)state;
	static const struct {
		const char *passage, *asked, *stretch;
	} rows[] = {
		{ "we keep to the unity and integrity of the land", "the unity and integrity",
		  "the unity and integrity 100" },
		{ "we keep to the full unity and integrity of it", "the unity and integrity",
		  "the full unity and integrity 89" },
		{ "and the land and the unity of it", "the unity and integrity", "the unity 50" },
		{ "the unity", "the unity", "the unity 100" },
		{ "the unity", "the unity and integrity", "the unity 50" },
		{ "x y z", "the unity and integrity", " 0" },
		{ "", "the unity", " 0" },
		{ "the unity", "", " 0" },
		{ "a b a b c", "a b c", "a b c 100" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(within(rows[i].passage, rows[i].asked), rows[i].stretch);
}

/* Words left out and put in that make one run of words of another, by the book. */
static size_t changes_between(const struct wording_word *a, size_t a_count, const struct wording_word *b,
			      size_t b_count)
{
	size_t kept[16][16] = { 0 };
	for (size_t i = 1; i <= a_count; i++)
		for (size_t k = 1; k <= b_count; k++)
			kept[i][k] = a[i - 1].hash == b[k - 1].hash    ? kept[i - 1][k - 1] + 1
				     : kept[i - 1][k] > kept[i][k - 1] ? kept[i - 1][k]
								       : kept[i][k - 1];
	return a_count + b_count - 2 * kept[a_count][b_count];
}

static void no_stretch_with_as_few_changes_is_closer(void **state)
{
	(void)state;
	struct random r = { 262 };
	for (int run = 0; run < 2000; run++) {
		char passage[32] = "", asked[16] = "";
		for (size_t i = random_below(&r, 12); i > 0; i--)
			strcat(passage, (const char *[]){ "a ", "b ", "c " }[random_below(&r, 3)]);
		for (size_t i = random_below(&r, 6); i > 0; i--)
			strcat(asked, (const char *[]){ "a ", "b ", "c " }[random_below(&r, 3)]);
		struct wording p = words_of(passage), w = words_of(asked);
		struct wording_stretch s;
		double best = 0;
		assert_int_equal(wording_within(&p, &w, &arena, &s), STATUS_OK);
		for (size_t end = 1; end <= p.count && w.count > 0; end++) {
			size_t least = SIZE_MAX, count = 0;
			for (size_t first = 0; first <= end; first++) {
				size_t changes = changes_between(p.at + first, end - first, w.at, w.count);
				count = changes < least ? end - first : count;
				least = changes < least ? changes : least;
			}
			size_t kept = (w.count + count - least) / 2, longer = count > w.count ? count : w.count;
			double similarity = 2.0 * (double)kept / (double)(w.count + longer);
			best = similarity > best ? similarity : best;
		}
		assert_true(s.similarity == best);
		arena_reset(&arena);
	}
}

static void long_texts_without_a_common_order_are_compared_in_bounded_time(void **state)
{
	(void)state;
	struct random r = { 13 };
	enum { WORDS = 30000 };
	struct wording sides[2];
	for (int k = 0; k < 2; k++) {
		char *text = arena_zalloc(&arena, 3 * WORDS + 1);
		for (size_t i = 0; i < WORDS; i++)
			memcpy(text + 3 * i,
			       (char[]){ (char)('a' + random_below(&r, 26)), (char)('a' + random_below(&r, 26)), ' ' },
			       3);
		sides[k] = words_of(text);
	}
	struct wording_match match;
	struct wording_edits edits;
	assert_int_equal(wording_compare(&sides[0], &sides[1], &arena, &match), STATUS_OK);
	assert_int_equal(wording_edit(&sides[0], &sides[1], &match, &arena, &edits), STATUS_OK);
	assert_true(match.common > WORDS / 100);
	assert_joins_to(&edits, false, sides[0].text);
	assert_joins_to(&edits, true, sides[1].text);
}

static void a_full_arena_is_said(void **state)
{
	(void)state;
	struct wording a = words_of("one two three four"), b = words_of("one two four");
	struct arena small;
	struct wording_match match;
	struct wording w;
	arena_init(&small, 64);
	assert_int_equal(wording_compare(&a, &b, &small, &match), STATUS_RESOURCE_EXHAUSTED);
	assert_int_equal(wording_split("a b c d e f g h i j k l m n o p q r s", 37, &small, &w),
			 STATUS_RESOURCE_EXHAUSTED);
	arena_fini(&small);
}

static void words_that_every_text_has_make_no_wording(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is_hollow;
	} rows[] = {
		{ "", true },
		{ "Of THE, and... in!", true },
		{ "of the land", false },
		{ "Dans le, OÙ les", true },
		{ "dans le pays", false },
		{ "Из-за них", false },
		{ "И не на", true },
		{ "de la que Él", false },
		{ "من على", true },
		{ "في المدينة", false },
		{ "的和在", true },
		{ "和平", false },
		{ "1992", false },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (wording_is_hollow(rows[i].text, strlen(rows[i].text)) != rows[i].is_hollow)
			fail_msg("%s", rows[i].text);
}

/* ---- Fingerprints ----------------------------------------------------- */

static size_t kept_of(const char *text, uint64_t *out)
{
	struct fingerprint f;
	size_t count = 0;
	fingerprint_kept(&f, text, strlen(text));
	while (fingerprint_next(&f, &out[count]))
		count++;
	return count;
}

static size_t grams_of(const char *text, uint64_t *out)
{
	struct fingerprint f;
	size_t count = 0;
	fingerprint_all(&f, text, strlen(text));
	while (fingerprint_next_gram(&f, &out[count]))
		count++;
	return count;
}

static bool has(const uint64_t *set, size_t count, uint64_t gram)
{
	for (size_t i = 0; i < count; i++)
		if (set[i] == gram)
			return true;
	return false;
}

static void what_is_kept_is_met_by_whoever_asks_with_all(void **state)
{
	(void)state;
	struct random r = { 17 };
	static uint64_t kept[2000], all[2000];
	for (int round = 0; round < 300; round++) {
		arena_reset(&arena);
		const char *text = random_passage(&r, 400);
		size_t grams = grams_of(text, all), count = kept_of(text, kept);
		assert_true(count <= grams);
		assert_int_equal(count == 0, grams == 0);
		for (size_t i = 0; i < count; i++)
			assert_true(has(all, grams, kept[i]));
	}
}

static void every_stretch_keeps_a_gram(void **state)
{
	(void)state;
	static uint64_t kept[2000], all[2000];
	char *text = arena_zalloc(&arena, 4000);
	struct random r = { 19 };
	for (int i = 0; i < 400; i++)
		sprintf(text + strlen(text), "w%zu ", random_below(&r, 300));
	size_t grams = grams_of(text, all), count = kept_of(text, kept), gap = 0;
	assert_int_equal(grams, 398);
	for (size_t i = 0; i < grams; i++) {
		gap = has(kept, count, all[i]) ? 0 : gap + 1;
		assert_true(gap < 2 * FINGERPRINT_STRETCH - 1);
	}
	assert_int_equal(count, (grams + FINGERPRINT_STRETCH - 1) / FINGERPRINT_STRETCH);
}

/* Grams that are kept and that a change of one word takes away. */
static size_t taken_away(struct arena *in, size_t words, size_t changed)
{
	uint64_t kept[16], all[64];
	char *before = arena_zalloc(in, 16 * words), *after = arena_zalloc(in, 16 * words);
	for (size_t i = 0; i < words; i++) {
		sprintf(before + strlen(before), "w%zu ", i);
		sprintf(after + strlen(after), i == changed ? "other " : "w%zu ", i);
	}
	size_t count = kept_of(before, kept), grams = grams_of(after, all), gone = 0;
	assert_int_equal(count, FINGERPRINT_LEAST);
	for (size_t i = 0; i < count; i++)
		gone += !has(all, grams, kept[i]);
	return gone;
}

static void one_changed_word_costs_one_of_the_grams_that_are_kept_where_there_is_room(void **state)
{
	(void)state;
	for (size_t words = 22; words <= 60; words++)
		for (size_t changed = 0; changed < words; changed++)
			assert_in_range(taken_away(&arena, words, changed), 0, 1);
}

static void letter_case_and_marks_change_no_fingerprint_and_short_texts_have_none(void **state)
{
	(void)state;
	uint64_t a[16], b[16];
	assert_int_equal(kept_of("The parties shall withdraw.", a), 2);
	assert_int_equal(kept_of("the PARTIES, shall\nwithdraw", b), 2);
	assert_memory_equal(a, b, 2 * sizeof *a);
	assert_int_equal(kept_of("two words", a), 0);
	assert_int_equal(kept_of("", a), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ascii_letters_alone_are_words_in_ascii),
		TEST(differences_read_as_an_editor_would_mark_them),
		TEST(a_few_kept_words_amid_many_changed_ones_are_one_change),
		TEST(case_marks_and_blanks_alone_leave_texts_fully_similar),
		TEST(words_of_every_script_fold_to_lower_case),
		TEST(the_steps_join_to_both_texts_and_keep_what_their_kind_says),
		TEST(as_many_words_are_kept_as_can_be),
		TEST(a_wording_is_found_within_a_passage),
		TEST(no_stretch_with_as_few_changes_is_closer),
		TEST(long_texts_without_a_common_order_are_compared_in_bounded_time),
		TEST(a_full_arena_is_said),
		TEST(words_that_every_text_has_make_no_wording),
		TEST(what_is_kept_is_met_by_whoever_asks_with_all),
		TEST(every_stretch_keeps_a_gram),
		TEST(one_changed_word_costs_one_of_the_grams_that_are_kept_where_there_is_room),
		TEST(letter_case_and_marks_change_no_fingerprint_and_short_texts_have_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
