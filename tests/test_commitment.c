#include "tests/support_arena.h"
#include "tests/support_random.h"

#include "base/time.h"
#include "domain/commitment.h"
#include "domain/replaced.h"

#define STATE(name) TRUCE__V1__COMMITMENT_STATUS__STATE__STATE_##name
#define FULL TRUCE__V1__FULFILMENT__EXTENT__EXTENT_FULL
#define PARTIAL TRUCE__V1__FULFILMENT__EXTENT__EXTENT_PARTIAL

/* --- commitments to ask about --- */

static void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static Truce__V1__DateInterval *between(const char *earliest, const char *latest)
{
	Truce__V1__DateInterval *date = new_message(&truce__v1__date_interval__descriptor);
	date->earliest = arena_text(&arena, earliest);
	date->latest = arena_text(&arena, latest);
	return date;
}

static Truce__V1__Statement *statement_of(Truce__V1__DateInterval *due)
{
	Truce__V1__Statement *statement = new_message(&truce__v1__statement__descriptor);
	Truce__V1__Commitment *commitment = new_message(&truce__v1__commitment__descriptor);
	statement->name = arena_text(&arena, "statements/s");
	statement->date = between("2017-05-04", "2017-05-04");
	commitment->id = arena_text(&arena, "maps");
	commitment->due = due;
	assert_true(message_append(&statement->base, "commitments", &commitment->base, &arena));
	return statement;
}

static void fulfil(Truce__V1__Statement *statement, int extent, Truce__V1__DateInterval *date)
{
	Truce__V1__Fulfilment *fulfilment = new_message(&truce__v1__fulfilment__descriptor);
	fulfilment->extent = (Truce__V1__Fulfilment__Extent)extent;
	fulfilment->date = date;
	assert_true(message_append(&statement->commitments[0]->base, "fulfilments", &fulfilment->base, &arena));
}

static int32_t day(const char *date)
{
	int32_t out;
	assert_true(date_parse(date, &out));
	return out;
}

static const Truce__V1__CommitmentStatus *ask(const Truce__V1__Statement *statement, const char *date)
{
	const Truce__V1__CommitmentStatus *status = commitment_status(statement, 0, day(date), &arena);
	assert_non_null(status);
	assert_string_equal(status->date, date);
	return status;
}

#define expect(statement, date, name) assert_int_equal(ask(statement, date)->state, STATE(name))

/* --- examples --- */

static void maps_by_the_fourth_of_june_are_overdue_from_the_fifth(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-06-04", "2017-06-04"));
	expect(statement, "2017-06-03", PENDING);
	expect(statement, "2017-06-04", DUE);
	expect(statement, "2017-06-05", OVERDUE);
	assert_int_equal(ask(statement, "2017-06-05")->days_overdue, 1);
	assert_int_equal(ask(statement, "2017-06-04")->days_overdue, 0);
}

static void a_due_date_that_is_a_stretch_is_due_throughout_it(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-10-21", "2017-10-31"));
	expect(statement, "2017-10-20", PENDING);
	expect(statement, "2017-10-21", DUE);
	expect(statement, "2017-10-31", DUE);
	expect(statement, "2017-11-01", OVERDUE);
}

static void a_due_date_without_an_end_is_never_overdue(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-10-21", ""));
	expect(statement, "2017-10-20", PENDING);
	expect(statement, "9999-12-31", DUE);
	expect(statement_of(NULL), "9999-12-31", PENDING);
	expect(statement_of(between("", "")), "9999-12-31", PENDING);
	assert_int_equal(ask(statement_of(NULL), "9999-12-31")->days_overdue, 0);
}

static void what_may_not_have_been_made_yet_is_uncertain(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-06-04", "2017-06-06"));
	statement->date = between("2017-05-01", "2017-05-31");
	expect(statement, "2017-05-15", UNCERTAIN);
	expect(statement, "2017-05-31", PENDING);
	statement->date = NULL;
	expect(statement, "2016-01-01", UNCERTAIN);
	expect(statement, "2017-06-06", UNCERTAIN);
	expect(statement, "2017-06-07", OVERDUE);
	statement->create_time = new_message(&google__protobuf__timestamp__descriptor);
	statement->create_time->seconds = 1496534400; /* 2017-06-04 */
	expect(statement, "2017-06-03", UNCERTAIN);
	expect(statement, "2017-06-04", DUE);
	statement->commitments[0]->due = NULL;
	expect(statement, "2017-06-03", UNCERTAIN);
	expect(statement, "2017-06-04", PENDING);
	fulfil(statement, FULL, NULL);
	expect(statement, "2017-06-03", FULFILLED);
}

static void what_lasts_is_in_force_until_it_has_ended_and_is_never_late(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(NULL);
	Truce__V1__Commitment *commitment = statement->commitments[0];
	commitment->lasts = between("", "2017-10-01");
	expect(statement, "2017-05-04", IN_FORCE);
	expect(statement, "2017-10-01", IN_FORCE);
	expect(statement, "2017-10-02", ENDED);
	assert_int_equal(ask(statement, "2017-10-02")->days_overdue, 0);
	assert_string_equal(ask(statement, "2017-10-02")->lasts->latest, "2017-10-01");
	commitment->lasts = between("2017-06-01", "");
	expect(statement, "2017-05-31", PENDING);
	expect(statement, "2017-06-01", IN_FORCE);
	expect(statement, "9999-12-31", IN_FORCE);
	commitment->due = between("2017-07-01", "2017-07-01"); /* what is due is late, whatever lasts */
	expect(statement, "2017-06-01", PENDING);
	expect(statement, "2017-07-02", OVERDUE);
	fulfil(statement, FULL, between("2017-06-30", "2017-06-30"));
	expect(statement, "2017-07-02", FULFILLED);
}

static void a_time_in_words_that_give_no_day_is_uncertain(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("", ""));
	Truce__V1__Commitment *commitment = statement->commitments[0];
	commitment->due->printed = arena_text(&arena, "within thirty days of the arrival");
	expect(statement, "2017-05-04", UNCERTAIN);
	expect(statement, "9999-12-31", UNCERTAIN);
	commitment->lasts = commitment->due;
	commitment->due = NULL;
	expect(statement, "2017-05-04", UNCERTAIN);
}

static void what_fulfils_it_counts_from_the_day_by_which_it_surely_was(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-10-21", "2017-10-31"));
	fulfil(statement, FULL, between("2017-10-25", "2017-11-02"));
	expect(statement, "2017-10-24", DUE);
	expect(statement, "2017-10-25", UNCERTAIN);
	expect(statement, "2017-11-01", UNCERTAIN);
	assert_int_equal(ask(statement, "2017-11-01")->days_overdue, 1);
	assert_int_equal(ask(statement, "2017-11-01")->n_fulfilments, 0);
	assert_int_equal(ask(statement, "2017-11-01")->n_possible_fulfilments, 1);
	assert_int_equal(ask(statement, "2017-11-02")->n_possible_fulfilments, 0);
	expect(statement, "2017-11-02", FULFILLED);
	assert_int_equal(ask(statement, "2017-11-02")->n_fulfilments, 1);
	assert_int_equal(ask(statement, "2017-11-02")->days_overdue, 0);
}

static void what_may_have_fulfilled_it_leaves_it_uncertain(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-05-18", "2017-05-18"));
	fulfil(statement, PARTIAL, between("2017-05-10", "2017-06-30"));
	expect(statement, "2017-06-01", OVERDUE); /* a part of it is nothing in full */
	fulfil(statement, FULL, between("", "2017-09-15"));
	expect(statement, "2017-05-04", UNCERTAIN);
	expect(statement, "2017-06-30", UNCERTAIN);
	expect(statement, "2017-09-14", UNCERTAIN);
	expect(statement, "2017-09-15", FULFILLED);
	statement = statement_of(between("2017-05-18", "2017-05-18"));
	fulfil(statement, FULL, between("2017-06-01", "2017-06-01")); /* one day: nothing is uncertain */
	expect(statement, "2017-05-31", OVERDUE);
	expect(statement, "2017-06-01", FULFILLED_LATE);
}

static void it_is_late_only_where_it_surely_was(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("", "2017-06-04"));
	fulfil(statement, FULL, between("2017-06-05", "2017-06-05"));
	expect(statement, "2017-07-01", FULFILLED_LATE);
	fulfil(statement, FULL, between("2017-06-04", "2017-06-30"));
	expect(statement, "2017-07-01", FULFILLED);
	expect(statement, "2017-06-10", FULFILLED_LATE);
}

static void a_part_is_not_the_whole_and_parts_do_not_add_up(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-06-04", "2017-06-04"));
	fulfil(statement, PARTIAL, between("2017-09-08", "2017-09-08"));
	fulfil(statement, 0, between("2017-09-09", "2017-09-09"));
	expect(statement, "2017-09-07", OVERDUE);
	expect(statement, "2017-09-10", PARTLY_FULFILLED);
	assert_int_equal(ask(statement, "2017-09-10")->days_overdue, 98);
	assert_int_equal(ask(statement, "2017-09-10")->n_fulfilments, 2);
}

static void a_fulfilment_without_a_date_counts_always(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-05-04", "2017-05-09"));
	fulfil(statement, FULL, NULL);
	expect(statement, "2017-05-04", FULFILLED);
	statement = statement_of(between("2017-05-04", "2017-05-09"));
	fulfil(statement, FULL, between("2017-05-08", ""));
	expect(statement, "2017-05-07", DUE);
	expect(statement, "2017-05-08", FULFILLED);
}

static void a_statement_that_was_surely_made_later_does_not_bind_yet(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(NULL);
	assert_true(commitment_is_later(statement, day("2017-05-03")));
	assert_false(commitment_is_later(statement, day("2017-05-04")));
	statement->date = between("", "2017-05-04");
	assert_false(commitment_is_later(statement, day("2017-01-01")));
	statement->date = NULL;
	assert_false(commitment_is_later(statement, day("2017-01-01")));
}

static void what_has_a_condition_binds_from_the_day_it_is_met(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-06-01", "2017-06-04"));
	Truce__V1__Commitment *commitment = statement->commitments[0];
	commitment->condition = arena_text(&arena, "if the law has been passed");
	expect(statement, "2017-05-04", CONDITIONAL);
	expect(statement, "9999-12-31", CONDITIONAL);
	assert_int_equal(ask(statement, "2017-06-20")->days_overdue, 0);
	assert_string_equal(ask(statement, "2017-06-20")->condition, "if the law has been passed");
	commitment->condition_met = between("2017-06-02", "2017-06-03");
	expect(statement, "2017-06-02", CONDITIONAL);
	expect(statement, "2017-06-03", DUE);
	expect(statement, "2017-06-05", OVERDUE);
	assert_int_equal(ask(statement, "2017-06-05")->days_overdue, 1);
	commitment->condition_met = between("2017-06-10", "2017-06-10"); /* met too late: not late before it */
	expect(statement, "2017-06-09", CONDITIONAL);
	expect(statement, "2017-06-10", DUE);
	expect(statement, "2017-06-12", OVERDUE);
	assert_int_equal(ask(statement, "2017-06-12")->days_overdue, 2);
	commitment->condition_met = between("", ""); /* at some time */
	expect(statement, "2017-05-31", PENDING);
	expect(statement, "2017-06-05", OVERDUE);
	commitment->condition_met = NULL;
	fulfil(statement, PARTIAL, between("2017-06-06", "2017-06-06"));
	expect(statement, "2017-06-07", PARTLY_FULFILLED);
	assert_int_equal(ask(statement, "2017-06-07")->days_overdue, 0);
	commitment->n_fulfilments = 0;
	commitment->due = NULL;
	commitment->lasts = between("", "2017-06-30");
	expect(statement, "2017-06-30", CONDITIONAL);
	expect(statement, "2017-07-01", ENDED);
}

static void what_was_superseded_is_neither_overdue_nor_undone(void **state)
{
	(void)state;
	Truce__V1__Statement *statement = statement_of(between("2017-06-04", "2017-06-04"));
	Truce__V1__Statement *other = new_message(&truce__v1__statement__descriptor);
	Truce__V1__StatementLink *link = new_message(&truce__v1__statement_link__descriptor);
	struct replacement by;
	other->name = arena_text(&arena, "statements/t");
	link->statement = statement->name;
	link->kind = TRUCE__V1__STATEMENT_LINK__KIND__KIND_REPORTS;
	assert_true(message_append(&other->base, "links", &link->base, &arena));
	assert_false(replacement_make(other, 0, &by));
	link->kind = TRUCE__V1__STATEMENT_LINK__KIND__KIND_SUPERSEDES;
	assert_true(replacement_make(other, 0, &by));
	assert_ptr_equal(replacement_of(&by, 1, statement->name, day("2017-01-01")), &by); /* without a date: always */
	other->date = between("2017-06-10", "2017-06-12");
	assert_true(replacement_make(other, 0, &by));
	assert_null(replacement_of(&by, 1, statement->name, day("2017-06-09")));
	assert_null(replacement_of(&by, 1, "statements/u", day("2017-06-10")));
	assert_ptr_equal(replacement_of(&by, 1, statement->name, day("2017-06-10")), &by);
	Truce__V1__CommitmentStatus *status = commitment_status(statement, 0, day("2017-06-10"), &arena);
	replacement_put(&by, status);
	assert_int_equal(status->state, STATE(SUPERSEDED));
	assert_int_equal(status->days_overdue, 0);
	assert_string_equal(status->superseded_by, "statements/t");
	fulfil(statement, FULL, between("2017-06-03", "2017-06-03"));
	status = commitment_status(statement, 0, day("2017-06-10"), &arena);
	replacement_put(&by, status);
	assert_int_equal(status->state, STATE(FULFILLED));
	assert_string_equal(status->superseded_by, "statements/t");
}

static void without_memory_there_is_no_answer(void **state)
{
	(void)state;
	struct arena small;
	arena_init(&small, 16);
	assert_null(commitment_status(statement_of(NULL), 0, 0, &small));
	arena_fini(&small);
}

/* --- a naive model: what a diary would say, one day after the other --- */

#define DAYS 60
#define FULFILMENTS 4

struct stretch {
	int lo, hi; /* of the diary; lo -1 and hi DAYS + 1 where an end is open */
};

static struct stretch random_stretch(struct random *random)
{
	struct stretch s = { .lo = (int)random_below(random, DAYS), .hi = DAYS + 1 };
	if (random_below(random, 6) > 0)
		s.hi = s.lo + (int)random_below(random, 8);
	if (random_below(random, 6) == 0)
		s.lo = -1;
	return s;
}

static Truce__V1__DateInterval *date_of(struct stretch s, int32_t start)
{
	char lo[DATE_SIZE] = "", hi[DATE_SIZE] = "";
	if (s.lo >= 0)
		date_print(start + s.lo, lo);
	if (s.hi <= DAYS)
		date_print(start + s.hi, hi);
	return between(lo, hi);
}

/* The day in the diary on which a fulfilment is written down. */
static int entry_day(struct stretch s)
{
	return s.hi <= DAYS ? s.hi : s.lo;
}

static void the_state_agrees_with_a_diary_kept_from_day_to_day(void **state)
{
	(void)state;
	unsigned seen = 0;
	for (unsigned seed = 1; seed <= 400; seed++) {
		struct random random = { .state = seed };
		struct stretch due = random_stretch(&random), made = random_stretch(&random), done[FULFILMENTS];
		bool full[FULFILMENTS], part_yet = false, full_yet = false, punctual = false;
		size_t count = random_below(&random, FULFILMENTS), late = 0;
		int32_t start = 17200;
		arena_reset(&arena);
		Truce__V1__Statement *statement = statement_of(date_of(due, start));
		statement->date = date_of(made, start);
		for (size_t i = 0; i < count; i++) {
			done[i] = random_stretch(&random);
			full[i] = random_below(&random, 2) == 0;
			fulfil(statement, full[i] ? FULL : PARTIAL, date_of(done[i], start));
		}
		for (int today = -1; today < DAYS; today++) {
			for (size_t i = 0; i < count; i++) {
				if (entry_day(done[i]) != today)
					continue;
				part_yet |= !full[i];
				full_yet |= full[i];
				punctual |= full[i] && done[i].lo <= due.hi;
			}
			if (today < 0)
				continue;
			bool perhaps = false;
			for (size_t i = 0; i < count; i++)
				perhaps |= full[i] && done[i].hi <= DAYS && done[i].lo <= today && done[i].hi > today;
			bool dated = due.lo >= 0 || due.hi <= DAYS;
			late += dated && due.hi < today;
			int wanted = full_yet                   ? punctual ? STATE(FULFILLED) : STATE(FULFILLED_LATE)
						       : perhaps ? STATE(UNCERTAIN)
				     : part_yet                 ? STATE(PARTLY_FULFILLED)
				     : late > 0                 ? STATE(OVERDUE)
				     : made.hi > today          ? STATE(UNCERTAIN)
				     : dated && due.lo <= today ? STATE(DUE)
								: STATE(PENDING);
			const Truce__V1__CommitmentStatus *status =
				commitment_status(statement, 0, start + today, &arena);
			assert_non_null(status);
			if ((int)status->state != wanted || status->days_overdue != (full_yet ? 0 : (int)late))
				fail_msg("diary %u, day %d: state %d, %d days late; the diary has %d, %zu", seed, today,
					 (int)status->state, (int)status->days_overdue, wanted, late);
			seen |= 1u << wanted;
		}
	}
	assert_int_equal(seen, 0xFE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(maps_by_the_fourth_of_june_are_overdue_from_the_fifth),
		TEST(a_due_date_that_is_a_stretch_is_due_throughout_it),
		TEST(a_due_date_without_an_end_is_never_overdue),
		TEST(what_may_not_have_been_made_yet_is_uncertain),
		TEST(what_lasts_is_in_force_until_it_has_ended_and_is_never_late),
		TEST(a_time_in_words_that_give_no_day_is_uncertain),
		TEST(what_fulfils_it_counts_from_the_day_by_which_it_surely_was),
		TEST(what_may_have_fulfilled_it_leaves_it_uncertain),
		TEST(it_is_late_only_where_it_surely_was),
		TEST(a_part_is_not_the_whole_and_parts_do_not_add_up),
		TEST(a_fulfilment_without_a_date_counts_always),
		TEST(a_statement_that_was_surely_made_later_does_not_bind_yet),
		TEST(what_has_a_condition_binds_from_the_day_it_is_met),
		TEST(what_was_superseded_is_neither_overdue_nor_undone),
		TEST(without_memory_there_is_no_answer),
		TEST(the_state_agrees_with_a_diary_kept_from_day_to_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
