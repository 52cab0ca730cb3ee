#include "tests/positions.h"

#include <time.h>

static void an_act_is_its_turns_speakers(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-01");
	add_turn(s, "KAZ");
	add_turn(s, "FRA");
	add_signatory(s, "SWE");
	add_block(s, "one", 1);
	add_block(s, "two", 2);
	add_block(s, "three", 0);
	add_act(s, KIND(CALL), "aid", 1);
	add_act(s, KIND(CALL), "aid", 2);
	add_act(s, KIND(CALL), "aid", 3);
	begin(BY(ALL), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 3);
	expect_row(0, "FRA", "aid", KIND(CALL), 1);
	expect_row(1, "KAZ", "aid", KIND(CALL), 1);
	expect_row(2, "SWE", "aid", KIND(CALL), 1);
}

static void add_actor(Truce__V1__Act *act, const char *id)
{
	append(act, "actors", party(id));
}

static void an_act_told_of_others_is_theirs(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-01");
	add_turn(s, "KAZ");
	add_signatory(s, "SWE");
	add_block(s, "one", 1);
	add_block(s, "two", 0);
	Truce__V1__Act *act = add_act(s, KIND(OPPOSE), "aid", 1);
	add_actor(act, "TUR");
	add_actor(act, "IRN");
	add_actor(add_act(s, KIND(SUPPORT), "aid", 2), "TUR");
	begin(BY(ALL), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 3);
	expect_row(0, "IRN", "aid", KIND(OPPOSE), 1);
	expect_row(1, "TUR", "aid", KIND(SUPPORT), 1);
	expect_row(2, "TUR", "aid", KIND(OPPOSE), 1);
	begin(BY(TOPIC), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.entry_count, 2);
	begin(BY(ALL), "KAZ", "", "", "");
	count(s);
	end();
	assert_int_equal(table.entry_count, 0);
}

static void an_act_of_several_counts_for_each_and_once_where_parties_are_summed_over(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2017-09-15");
	add_signatory(s, "IRN");
	add_signatory(s, "RUS");
	add_signatory(s, "TUR");
	add_block(s, "one", 0);
	add_act(s, KIND(WELCOME), "memorandum", 1);
	begin(BY(ALL), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 3);
	begin(BY(TOPIC), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 1);
	expect_row(0, "", "memorandum", KIND(WELCOME), 1);
	begin(BY(TOPIC), "TUR", "", "", "");
	count(s);
	end();
	expect_row(0, "", "memorandum", KIND(WELCOME), 1);
}

static void a_date_of_a_year_is_of_no_month(void **state)
{
	(void)state;
	static const char *const latest[] = { "2018-12-31", "2018-01-31", "2018-02-01" };
	begin(BY(ALL), "", "", "", "");
	for (size_t i = 0; i < COUNT_OF(latest); i++) {
		Truce__V1__Statement *s = statement("statements/a", "2018-01-01");
		s->date->latest = arena_text(&arena, latest[i]);
		add_act(s, KIND(CALL), "aid", 0);
		count(s);
	}
	end();
	Truce__V1__Position *p = position_message(&table, &table.rows[0], &arena);
	assert_int_equal(p->count, 3);
	assert_int_equal(p->n_months, 1);
	assert_int_equal(p->months[0]->count, 1);
}

static void months_count_earliest_days_and_leave_the_undated_out(void **state)
{
	(void)state;
	static const char *const dates[] = { "2018-02-28", "2017-12-01", "", "2018-02-01" };
	begin(BY(ALL), "", "", "", "");
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		Truce__V1__Statement *s = statement("statements/a", dates[i]);
		add_act(s, KIND(CALL), "aid", 0);
		count(s);
	}
	end();
	assert_int_equal(table.row_count, 1);
	Truce__V1__Position *p = position_message(&table, &table.rows[0], &arena);
	assert_int_equal(p->count, 4);
	assert_string_equal(p->first, "2017-12-01");
	assert_string_equal(p->last, "2018-02-28");
	assert_int_equal(p->n_months, 2);
	assert_string_equal(p->months[0]->month, "2017-12");
	assert_string_equal(p->months[1]->month, "2018-02");
	assert_int_equal(p->months[1]->count, 2);
	assert_string_equal(table.entries[3].statement->date, "");
}

static void a_stretch_of_time_takes_both_its_ends_and_nothing_undated(void **state)
{
	(void)state;
	static const char *const dates[] = { "2018-01-31", "2018-02-01", "2018-02-28", "2018-03-01", "" };
	begin(BY(ALL), "", "", "2018-02-01", "2018-02-28");
	for (size_t i = 0; i < COUNT_OF(dates); i++) {
		Truce__V1__Statement *s = statement("statements/a", dates[i]);
		add_act(s, KIND(CALL), "aid", 0);
		count(s);
	}
	end();
	expect_row(0, "", "aid", KIND(CALL), 2);
}

static void a_topic_is_sought_in_topic_track_and_words(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-24");
	add_block(s, "Convoys bring HUMANITARIAN aid.", 0);
	add_block(s, "Nothing of the kind.", 0);
	add_act(s, KIND(CALL), "access", 1);
	add_act(s, KIND(CALL), "Humanitarian pauses", 2);
	add_act(s, KIND(CALL), "convoys", 2)->track = TRUCE__V1__TRACK__TRACK_HUMANITARIAN;
	add_act(s, KIND(CALL), "terrorism", 2);
	begin(BY(ALL), "", "humanitarian", "", "");
	count(s);
	end();
	assert_int_equal(table.entry_count, 3);
	begin(BY(ALL), "", "a \"quoted\" \\ word", "", "");
	count(s);
	end();
	assert_int_equal(table.entry_count, 0);
}

static void words_of_a_topic_are_whole(void **state)
{
	(void)state;
	static const struct {
		const char *text, *topic;
		bool found;
	} rows[] = {
		{ "promotion of peace", "motion", false },
		{ "promotion of peace", "ace", false },
		{ "promotion of peace", "Promotion", true },
		{ "promotion of peace", "promotion of pea", false },
		{ "operative paragraph 4", "opera", false },
		{ "operative paragraph 4", "opera*", true },
		{ "operative paragraph 4", "operative  paragraph *", true },
		{ "operative paragraph 47", "paragraph 4", false },
		{ "the co-motion's motion", "motion", true },
		{ "promotion, motions, (motion)", "motion", true },
		{ "ma ma mama", "ma mama", true },
		{ "mama ma ma", "ma ma ma", false },
		{ "A/71/L.47", "L.47", true },
		{ "A/71/L.471", "L.47", false },
		{ "prémotion", "motion", false },
		{ "motioné", "motion", false },
		{ "«motion»", "motion", true },
		{ "перемирие", "мир", false },
		{ "Мир и перемирие", "мир", true },
		{ "全面停火协议", "停火", true },
		{ "of 40%", "40%", true },
		{ "of 40%ers", "40%", true },
		{ "x", "*", false },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		Truce__V1__Statement *s = statement("statements/a", "2018-02-24");
		add_act(s, KIND(CALL), rows[i].text, 0);
		begin(BY(ALL), "", rows[i].topic, "", "");
		count(s);
		end();
		if (table.entry_count != rows[i].found)
			fail_msg("\"%s\" in \"%s\": %zu", rows[i].topic, rows[i].text, table.entry_count);
	}
}

static void a_full_arena_is_said_and_not_counted_around(void **state)
{
	(void)state;
	struct arena small;
	arena_init(&small, 3000);
	begin(BY(ALL), "", "", "", "");
	position_table_init(&table, &small, &query);
	Truce__V1__Statement *s = statement("statements/a", "2018-02-24");
	for (int i = 0; i < 200; i++)
		add_act(s, KIND(CALL), arena_printf(&arena, "topic %d", i), 0);
	arena_reset(&scratch);
	assert_false(position_table_add(&table, s, bytes_text(""), &scratch));
	arena_fini(&small);
}

/* --- against plain counting --- */

static const char *const ids[] = { "IRN", "KAZ", "RUS", "TUR" };
static const char *const topics[] = { "", "aid", "ceasefire" };

static Truce__V1__Statement *random_statement(struct random *r, int i)
{
	static const char *const dates[] = { "", "2017-09-15", "2017-12-22", "2018-02-24" };
	Truce__V1__Statement *s =
		statement(arena_printf(&arena, "statements/s%02d", i), dates[random_below(r, COUNT_OF(dates))]);
	for (size_t k = random_below(r, 3); k > 0; k--)
		add_turn(s, ids[random_below(r, COUNT_OF(ids))]);
	for (size_t k = random_below(r, 3); k > 0; k--)
		add_signatory(s, ids[k]);
	for (size_t k = random_below(r, 4); k > 0; k--)
		add_block(s, "words", (int)random_below(r, 3));
	for (size_t k = random_below(r, 6); k > 0; k--)
		add_act(s, (int)random_below(r, 11), topics[random_below(r, COUNT_OF(topics))],
			(int)random_below(r, 4));
	for (size_t k = random_below(r, 3); k > 0; k--) {
		add_vote(s, "S/RES/2401 (2018)", ids[random_below(r, COUNT_OF(ids))], (int)random_below(r, 3));
		s->votes[s->n_votes - 1]->ballots[0]->choice = (Truce__V1__Vote__Choice)random_below(r, 5);
	}
	return s;
}

/* How often a party does something on a topic, by looking at everything. */
static size_t count_plainly(Truce__V1__Statement *const *all, size_t n, const struct position_row *row)
{
	size_t times = 0;
	for (size_t i = 0; i < n; i++) {
		struct position_act *acts;
		size_t count;
		assert_true(position_acts(all[i], &arena, &acts, &count));
		for (size_t k = 0; k < count; k++)
			times += strcmp(acts[k].party, row->party) == 0 && strcmp(acts[k].topic, row->topic) == 0 &&
				 acts[k].kind == row->kind && acts[k].choice == row->choice;
	}
	return times;
}

static void counts_are_those_of_plain_counting(void **state)
{
	(void)state;
	struct random r = { 20180224 };
	for (int round = 0; round < 60; round++) {
		Truce__V1__Statement *all[20];
		size_t total = 0;
		arena_reset(&arena);
		begin(BY(ALL), "", "", "", "");
		for (int i = 0; i < 20; i++)
			count(all[i] = random_statement(&r, i));
		end();
		for (size_t i = 0; i < table.row_count; i++) {
			const struct position_row *row = &table.rows[i];
			size_t times = 0; /* rows of the same party, topic, kind and choice differ in track */
			for (size_t k = 0; k < table.row_count; k++)
				if (strcmp(table.rows[k].party, row->party) == 0 &&
				    strcmp(table.rows[k].topic, row->topic) == 0 && table.rows[k].kind == row->kind &&
				    table.rows[k].choice == row->choice)
					times += table.rows[k].count;
			assert_int_equal(times, count_plainly(all, 20, row));
			total += row->count;
		}
		assert_int_equal(total, table.entry_count);
		for (size_t i = 1; i < table.entry_count; i++)
			assert_true(table.entries[i - 1].row <= table.entries[i].row);
	}
}

/* ---- A statement of many who vote ---------------------------------------- */

#define MANY_SIGNATORIES 1200
#define MANY_BALLOTS 2400
#define MANY_ACTS 24
#define MANY_SECONDS 2 /* of the processor; each act asked of each ballot took minutes */

static const char *numbered(int i)
{
	return arena_printf(&arena, "P%04d", i);
}

static void many_who_vote_cost_little(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-01");
	Truce__V1__Vote *vote = new_message(&truce__v1__vote__descriptor);
	struct position_act *acts;
	size_t acted = 0, told = 0;
	add_block(s, "We voted.", 0);
	for (int i = 0; i < MANY_SIGNATORIES; i++)
		add_signatory(s, numbered(i));
	for (int i = 0; i < MANY_BALLOTS; i++) {
		Truce__V1__Vote__Ballot *ballot = new_message(&truce__v1__vote__ballot__descriptor);
		ballot->party = party(numbered(MANY_SIGNATORIES / 2 + i));
		append(vote, "ballots", ballot);
	}
	vote->span = new_message(&truce__v1__text_span__descriptor);
	vote->span->block = 1;
	append(s, "votes", vote);
	for (int i = 0; i < MANY_ACTS; i++)
		add_act(s, KIND(VOTE), "aid", 1);
	s->acts[0]->verb = arena_text(&arena, "voted first");
	clock_t since = clock();
	assert_true(position_acts(s, &scratch, &acts, &acted));
	double seconds = (double)(clock() - since) / CLOCKS_PER_SEC;
	/* Half of those who sign have ballots, and so count once, with the first act's verb. */
	assert_int_equal(acted, MANY_ACTS * MANY_SIGNATORIES / 2 + MANY_BALLOTS);
	for (size_t i = 0; i < acted; i++)
		told += strcmp(acts[i].verb, "voted first") == 0;
	assert_int_equal(told, MANY_SIGNATORIES / 2 + MANY_SIGNATORIES / 2);
	if (seconds > MANY_SECONDS)
		fail_msg("took %.1f s of the processor", seconds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		POSITION(an_act_is_its_turns_speakers),
		POSITION(an_act_told_of_others_is_theirs),
		POSITION(an_act_of_several_counts_for_each_and_once_where_parties_are_summed_over),
		POSITION(a_date_of_a_year_is_of_no_month),
		POSITION(months_count_earliest_days_and_leave_the_undated_out),
		POSITION(a_stretch_of_time_takes_both_its_ends_and_nothing_undated),
		POSITION(a_topic_is_sought_in_topic_track_and_words),
		POSITION(words_of_a_topic_are_whole),
		POSITION(a_full_arena_is_said_and_not_counted_around),
		POSITION(counts_are_those_of_plain_counting),
		POSITION(many_who_vote_cost_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
