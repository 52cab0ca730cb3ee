#include "tests/support_random.h"

#include "base/time.h"
#include "domain/agenda.h"

#define OUTCOME(name) TRUCE__V1__AGENDA_ITEM__OUTCOME__OUTCOME_##name
#define AGREED OUTCOME(AGREED)
#define DISCUSSED OUTCOME(DISCUSSED)
#define MANY 12

static struct arena arena;
static const Truce__V1__Round *rounds[MANY];
static size_t round_count;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)16 << 20);
	round_count = 0;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

/* --- rounds to follow items through --- */

static void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static Truce__V1__Round *add_round(const char *id, const char *process, int ordinal, const char *from, const char *to)
{
	Truce__V1__Round *round = new_message(&truce__v1__round__descriptor);
	round->name = arena_printf(&arena, "rounds/%s", id);
	round->process = arena_text(&arena, process);
	round->ordinal = ordinal;
	round->date = new_message(&truce__v1__date_interval__descriptor);
	round->date->earliest = arena_text(&arena, from);
	round->date->latest = arena_text(&arena, to);
	rounds[round_count++] = round;
	return round;
}

static Truce__V1__AgendaItem *add_item(Truce__V1__Round *round, const char *id, int outcome, const char *carries_on)
{
	Truce__V1__AgendaItem *item = new_message(&truce__v1__agenda_item__descriptor);
	item->id = arena_text(&arena, id);
	item->topic = arena_text(&arena, id);
	item->title = arena_printf(&arena, "%s of %s", id, round->name);
	item->outcome = (Truce__V1__AgendaItem__Outcome)outcome;
	item->carries_on = arena_text(&arena, carries_on);
	assert_true(message_append(&round->base, "agenda", &item->base, &arena));
	return item;
}

static int32_t day(const char *date)
{
	int32_t out;
	assert_true(date_parse(date, &out));
	return out;
}

static struct agenda follow(int32_t until, const char *today)
{
	struct agenda agenda;
	struct error error = { .message = "" };
	if (agenda_threads(rounds, round_count, until, day(today), &arena, &agenda, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return agenda;
}

static size_t count(const struct agenda *agenda)
{
	return agenda->first[round_count];
}

static const Truce__V1__AgendaThread *thread_of(const struct agenda *agenda, const char *name)
{
	for (size_t i = 0; i < count(agenda); i++)
		if (strcmp(agenda->threads[i]->thread, name) == 0)
			return agenda->threads[i];
	fail_msg("no thread %s", name);
	return NULL;
}

/* Detainees raised, not settled, and settled in the third round. */
static void add_three_rounds(void)
{
	Truce__V1__Round *one = add_round("a-1", "a", 1, "2017-09-14", "2017-09-15");
	add_item(one, "maps", AGREED, "");
	add_item(one, "detainees", DISCUSSED, "");
	Truce__V1__Round *two = add_round("a-2", "a", 2, "2017-10-30", "2017-10-31");
	add_item(two, "detainees", OUTCOME(NOT_AGREED), "rounds/a-1/agenda/detainees");
	Truce__V1__Round *three = add_round("a-3", "a", 3, "2017-12-21", "2017-12-22");
	Truce__V1__AgendaItem *last = add_item(three, "release", AGREED, "rounds/a-2/agenda/detainees");
	last->n_documents = 1;
	last->documents = arena_array(&arena, 1, sizeof *last->documents);
	last->documents[0] = arena_text(&arena, "statements/group");
}

/* --- threads --- */

static void an_item_is_followed_to_the_round_that_closed_it(void **state)
{
	(void)state;
	add_three_rounds();
	struct agenda agenda = follow(DAY_LAST, "2018-06-01");
	assert_int_equal(count(&agenda), 2);
	const Truce__V1__AgendaThread *thread = thread_of(&agenda, "rounds/a-1/agenda/detainees");
	assert_false(thread->open);
	assert_string_equal(thread->closed_by, "rounds/a-3/agenda/release");
	assert_string_equal(thread->topic, "detainees");
	assert_string_equal(thread->title, "release of rounds/a-3");
	assert_string_equal(thread->raised->earliest, "2017-09-14");
	assert_int_equal(thread->age_days, day("2017-12-22") - day("2017-09-14"));
	assert_int_equal(thread->n_steps, 3);
	assert_string_equal(thread->steps[1]->round, "rounds/a-2");
	assert_int_equal(thread->steps[1]->outcome, OUTCOME(NOT_AGREED));
	assert_string_equal(thread->steps[2]->documents[0], "statements/group");
}

static void rounds_that_were_not_over_by_the_day_are_not_looked_at(void **state)
{
	(void)state;
	add_three_rounds();
	struct agenda agenda = follow(day("2017-12-21"), "2017-12-21");
	const Truce__V1__AgendaThread *thread = thread_of(&agenda, "rounds/a-1/agenda/detainees");
	assert_true(thread->open);
	assert_string_equal(thread->closed_by, "");
	assert_int_equal(thread->n_steps, 2);
	assert_int_equal(thread->age_days, day("2017-12-21") - day("2017-09-14"));
	agenda = follow(day("2017-09-14"), "2017-09-14");
	assert_int_equal(count(&agenda), 0);
}

static void an_item_that_was_agreed_and_is_taken_up_again_is_open(void **state)
{
	(void)state;
	add_three_rounds();
	Truce__V1__Round *four = add_round("a-4", "a", 4, "2018-03-15", "2018-03-16");
	add_item(four, "maps", DISCUSSED, "rounds/a-1/agenda/maps");
	struct agenda agenda = follow(DAY_LAST, "2018-06-01");
	assert_true(thread_of(&agenda, "rounds/a-1/agenda/maps")->open);
	agenda = follow(day("2018-01-01"), "2018-01-01");
	assert_false(thread_of(&agenda, "rounds/a-1/agenda/maps")->open);
}

static void processes_with_the_same_ordinal_stay_apart(void **state)
{
	(void)state;
	add_item(add_round("astana-8", "astana", 8, "2017-12-20", "2017-12-21"), "constitution", DISCUSSED, "");
	add_item(add_round("geneva-8", "geneva", 8, "2017-12-01", "2017-12-14"), "constitution", AGREED, "");
	add_item(add_round("geneva-9", "geneva", 9, "2018-01-25", "2018-01-26"), "constitution", AGREED,
		 "rounds/geneva-8/agenda/constitution");
	struct agenda agenda = follow(DAY_LAST, "2018-06-01");
	assert_int_equal(count(&agenda), 2);
	const Truce__V1__AgendaThread *astana = thread_of(&agenda, "rounds/astana-8/agenda/constitution");
	assert_string_equal(astana->process, "astana");
	assert_int_equal(astana->n_steps, 1);
	assert_true(astana->open);
	assert_false(thread_of(&agenda, "rounds/geneva-8/agenda/constitution")->open);
}

static void a_thread_that_splits_is_open_while_one_branch_is(void **state)
{
	(void)state;
	Truce__V1__Round *one = add_round("a-1", "a", 1, "2017-09-14", "2017-09-15");
	add_item(one, "prisoners", DISCUSSED, "");
	Truce__V1__Round *two = add_round("a-2", "a", 2, "2017-10-30", "2017-10-31");
	add_item(two, "women", AGREED, "rounds/a-1/agenda/prisoners");
	Truce__V1__AgendaItem *men = add_item(two, "men", DISCUSSED, "rounds/a-1/agenda/prisoners");
	struct agenda agenda = follow(DAY_LAST, "2018-01-01");
	assert_int_equal(count(&agenda), 1);
	assert_int_equal(agenda.threads[0]->n_steps, 3);
	assert_true(agenda.threads[0]->open);
	/* It is called by what is open, whatever else was dealt with last. */
	assert_string_equal(agenda.threads[0]->title, "men of rounds/a-2");
	for (size_t i = 0; i < 3; i++) {
		const Truce__V1__AgendaThread__Step *step = agenda.threads[0]->steps[i];
		assert_int_equal(step->open, strcmp(step->item, "rounds/a-2/agenda/men") == 0);
		assert_string_equal(step->topic, strrchr(step->item, '/') + 1);
	}
	add_item(two, "boys", DISCUSSED, "rounds/a-1/agenda/prisoners");
	agenda = follow(DAY_LAST, "2018-01-01");
	assert_string_equal(agenda.threads[0]->title, "boys of rounds/a-2; men of rounds/a-2");
	add_item(two, "girls", DISCUSSED, "rounds/a-1/agenda/prisoners");
	add_item(two, "wounded", DISCUSSED, "rounds/a-1/agenda/prisoners");
	agenda = follow(DAY_LAST, "2018-01-01");
	assert_string_equal(agenda.threads[0]->title,
			    "boys of rounds/a-2; girls of rounds/a-2; men of rounds/a-2; and 1 more");
	two->n_agenda = 2;
	men->outcome = AGREED;
	agenda = follow(DAY_LAST, "2018-01-01");
	assert_false(agenda.threads[0]->open);
	assert_string_equal(agenda.threads[0]->closed_by, "rounds/a-2/agenda/women");
}

static void a_link_to_a_later_round_counts_for_nothing(void **state)
{
	(void)state;
	add_item(add_round("a-1", "a", 1, "2017-09-14", "2017-09-15"), "x", DISCUSSED, "rounds/a-2/agenda/x");
	add_item(add_round("a-2", "a", 2, "2017-10-30", "2017-10-31"), "x", DISCUSSED, "");
	struct agenda agenda = follow(DAY_LAST, "2018-01-01");
	assert_int_equal(count(&agenda), 2);
}

static void a_circle_is_cut_and_each_item_of_it_begins_a_thread(void **state)
{
	(void)state;
	add_item(add_round("a-1", "a", 1, "", ""), "x", DISCUSSED, "rounds/a-2/agenda/x");
	add_item(add_round("a-2", "a", 2, "", ""), "x", DISCUSSED, "rounds/a-3/agenda/x");
	add_item(add_round("a-3", "a", 3, "", ""), "x", DISCUSSED, "rounds/a-1/agenda/x");
	add_item(add_round("a-4", "a", 4, "", ""), "x", DISCUSSED, "rounds/a-3/agenda/x");
	add_item(add_round("a-5", "a", 5, "", ""), "self", DISCUSSED, "rounds/a-5/agenda/self");
	struct agenda agenda = follow(DAY_LAST, "2018-01-01");
	assert_int_equal(count(&agenda), 4);
	assert_int_equal(thread_of(&agenda, "rounds/a-3/agenda/x")->n_steps, 2);
	assert_int_equal(thread_of(&agenda, "rounds/a-5/agenda/self")->n_steps, 1);
}

static void a_link_to_what_is_not_on_record_begins_a_thread(void **state)
{
	(void)state;
	Truce__V1__Round *round = add_round("a-1", "a", 1, "2017-09-14", "2017-09-15");
	add_item(round, "x", DISCUSSED, "rounds/a-0/agenda/x");
	add_item(round, "y", DISCUSSED, "not a name");
	struct agenda agenda = follow(DAY_LAST, "2018-01-01");
	assert_int_equal(count(&agenda), 2);
}

static void a_round_whose_days_are_not_known_has_no_age(void **state)
{
	(void)state;
	add_item(add_round("a-1", "a", 1, "", ""), "x", DISCUSSED, "");
	add_item(add_round("a-2", "a", 2, "", "2017-12-20"), "x", AGREED, "");
	struct agenda agenda = follow(DAY_LAST, "2018-01-01");
	assert_int_equal(agenda.threads[0]->age_days, 0);
	assert_int_equal(agenda.threads[1]->age_days, 0);
	agenda = follow(day("2018-01-01"), "2018-01-01");
	assert_int_equal(count(&agenda), 1);
}

static void names_of_items_are_taken_apart(void **state)
{
	(void)state;
	struct bytes round;
	const char *item;
	assert_true(agenda_item_name("rounds/a-1/agenda/x", &round, &item));
	assert_true(bytes_equal(round, BYTES_LITERAL("rounds/a-1")));
	assert_string_equal(item, "x");
	assert_false(agenda_item_name("zones/a/agenda/x", &round, &item));
	assert_false(agenda_item_name("rounds/a", &round, &item));
	assert_false(agenda_item_name("", &round, &item));
}

static void without_memory_there_is_no_half_answer(void **state)
{
	(void)state;
	add_three_rounds();
	enum status status = STATUS_UNKNOWN;
	int refused = 0;
	for (size_t cap = 0; status != STATUS_OK; cap += 64, refused++) {
		struct agenda agenda = { .threads = NULL };
		struct error error;
		struct arena small;
		arena_init(&small, cap);
		status = agenda_threads(rounds, round_count, DAY_LAST, 0, &small, &agenda, &error);
		if (status != STATUS_OK && (status != STATUS_RESOURCE_EXHAUSTED || agenda.threads != NULL))
			fail_msg("with %zu bytes: %s", cap, status_name(status));
		arena_fini(&small);
	}
	assert_true(refused > 3);
}

/* --- a naive model: every question answered by following links again --- */

struct place {
	size_t round, item;
};

static bool counted(size_t r, int32_t until)
{
	int32_t hi = DAY_LAST;
	if (rounds[r]->date->latest[0] != '\0')
		hi = day(rounds[r]->date->latest);
	return until == DAY_LAST || hi <= until;
}

static bool surely_later(size_t a, size_t b)
{
	return rounds[a]->date->earliest[0] != '\0' && rounds[b]->date->latest[0] != '\0' &&
	       strcmp(rounds[a]->date->earliest, rounds[b]->date->latest) > 0;
}

static bool linked(struct place from, int32_t until, struct place *to)
{
	for (size_t r = 0; r < round_count; r++) {
		for (size_t i = 0; counted(r, until) && i < rounds[r]->n_agenda; i++) {
			char *name = support_text("%s/agenda/%s", rounds[r]->name, rounds[r]->agenda[i]->id);
			bool is = strcmp(name, rounds[from.round]->agenda[from.item]->carries_on) == 0;
			free(name);
			if (is && surely_later(r, from.round))
				return false;
			if (is) {
				*to = (struct place){ r, i };
				return true;
			}
		}
	}
	return false;
}

static bool same(struct place a, struct place b)
{
	return a.round == b.round && a.item == b.item;
}

static bool in_circle(struct place at, int32_t until)
{
	struct place now = at;
	for (int steps = 0; steps < 200 && linked(now, until, &now); steps++)
		if (same(now, at))
			return true;
	return false;
}

static bool parent_of(struct place at, int32_t until, struct place *out)
{
	return !in_circle(at, until) && linked(at, until, out);
}

static struct place root_of(struct place at, int32_t until)
{
	while (parent_of(at, until, &at))
		;
	return at;
}

static bool has_child(struct place at, int32_t until)
{
	struct place parent;
	for (size_t r = 0; r < round_count; r++)
		for (size_t i = 0; counted(r, until) && i < rounds[r]->n_agenda; i++)
			if (parent_of((struct place){ r, i }, until, &parent) && same(parent, at))
				return true;
	return false;
}

static void make_rounds(struct random *random)
{
	static const int outcomes[] = { OUTCOME(UNSPECIFIED), AGREED,   AGREED, OUTCOME(NOT_AGREED),
					OUTCOME(DEFERRED),    DISCUSSED };
	size_t wanted = 1 + random_below(random, MANY - 1);
	for (size_t r = 0; r < wanted; r++) {
		char from[DATE_SIZE] = "", to[DATE_SIZE] = "", *id = support_text("r-%zu", r);
		int32_t first = 17000 + (int32_t)random_below(random, 300);
		if (random_below(random, 8) > 0)
			date_print(first, from);
		if (random_below(random, 8) > 0)
			date_print(first + (int32_t)random_below(random, 20), to);
		Truce__V1__Round *round = add_round(id, "p", 1, from, to);
		free(id);
		for (size_t i = random_below(random, 4); i > 0; i--) {
			char *item = support_text("i-%zu", i), *on = strdup("");
			if (random_below(random, 5) > 0) {
				free(on);
				on = support_text("rounds/r-%zu/agenda/i-%zu", random_below(random, wanted),
						  1 + random_below(random, 3));
			}
			add_item(round, item, outcomes[random_below(random, COUNT_OF(outcomes))], on);
			free(item);
			free(on);
		}
	}
}

/* The thread's name, its steps and whether it is open. */
static void compare_thread(struct place root, int32_t until, const Truce__V1__AgendaThread *thread, unsigned seed)
{
	size_t steps = 0;
	bool open = false;
	for (size_t r = 0; r < round_count; r++) {
		for (size_t i = 0; counted(r, until) && i < rounds[r]->n_agenda; i++) {
			struct place at = { r, i }, parent;
			char *name = support_text("%s/agenda/%s", rounds[r]->name, rounds[r]->agenda[i]->id);
			size_t k = 0, p = 0;
			while (k < thread->n_steps && strcmp(thread->steps[k]->item, name) != 0)
				k++;
			if ((k < thread->n_steps) != same(root_of(at, until), root))
				fail_msg("rounds %u: %s is %s thread %s", seed, name,
					 k < thread->n_steps ? "wrongly in" : "missing in", thread->thread);
			free(name);
			if (k == thread->n_steps)
				continue;
			steps++;
			open |= !has_child(at, until) && rounds[r]->agenda[i]->outcome != AGREED;
			if (!parent_of(at, until, &parent))
				continue;
			name = support_text("%s/agenda/%s", rounds[parent.round]->name,
					    rounds[parent.round]->agenda[parent.item]->id);
			while (p < k && strcmp(thread->steps[p]->item, name) != 0)
				p++;
			if (p == k)
				fail_msg("rounds %u: a step stands before %s", seed, name);
			free(name);
		}
	}
	if (steps != thread->n_steps || open != (bool)thread->open || open == (thread->closed_by[0] != '\0'))
		fail_msg("rounds %u: thread %s has %zu steps, open %d; the model has %zu, %d", seed, thread->thread,
			 thread->n_steps, thread->open, steps, open);
}

static void threads_agree_with_a_naive_recomputation(void **state)
{
	(void)state;
	size_t threads = 0, circles = 0;
	for (unsigned seed = 1; seed <= 150; seed++) {
		struct random random = { .state = seed };
		arena_reset(&arena);
		round_count = 0;
		make_rounds(&random);
		int32_t until = random_below(&random, 2) == 0 ? DAY_LAST : 17000 + (int32_t)random_below(&random, 330);
		struct agenda agenda = follow(until, "2018-01-01");
		size_t at = 0;
		for (size_t r = 0; r < round_count; r++) {
			assert_int_equal(agenda.first[r], at);
			for (size_t i = 0; counted(r, until) && i < rounds[r]->n_agenda; i++) {
				struct place place = { r, i };
				circles += in_circle(place, until);
				if (!same(root_of(place, until), place))
					continue;
				assert_true(at < count(&agenda));
				compare_thread(place, until, agenda.threads[at++], seed);
			}
		}
		assert_int_equal(count(&agenda), at);
		threads += at;
	}
	assert_true(threads > 300);
	assert_true(circles > 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_is_followed_to_the_round_that_closed_it),
		TEST(rounds_that_were_not_over_by_the_day_are_not_looked_at),
		TEST(an_item_that_was_agreed_and_is_taken_up_again_is_open),
		TEST(processes_with_the_same_ordinal_stay_apart),
		TEST(a_thread_that_splits_is_open_while_one_branch_is),
		TEST(a_link_to_a_later_round_counts_for_nothing),
		TEST(a_circle_is_cut_and_each_item_of_it_begins_a_thread),
		TEST(a_link_to_what_is_not_on_record_begins_a_thread),
		TEST(a_round_whose_days_are_not_known_has_no_age),
		TEST(names_of_items_are_taken_apart),
		TEST(without_memory_there_is_no_half_answer),
		TEST(threads_agree_with_a_naive_recomputation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
