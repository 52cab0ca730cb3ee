/* Votes that a delegate tells of in a turn of the meeting where they were taken. */
#include "tests/positions.h"

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

/* A meeting that voted on two drafts, the second in part: Kazakhstan in favour of the first, against
 * the part; Sweden has no ballot. */
static Truce__V1__Statement *meeting(void)
{
	Truce__V1__Statement *s = statement("statements/m", "2018-12-13");
	add_block(s, "In favour: Kazakhstan.", 0);
	add_vote(s, "S/RES/2448 (2018)", "KAZ", 1);
	s->votes[0]->document = arena_text(&arena, "S/2018/1016");
	s->votes[0]->ballots[0]->choice = CHOICE(IN_FAVOUR);
	add_vote(s, "", "KAZ", 1);
	s->votes[1]->document = arena_text(&arena, "S/2018/1017");
	s->votes[1]->part = arena_text(&arena, "paragraph 2");
	return s;
}

static Truce__V1__Statement *turn(const char *who, const char *whole)
{
	Truce__V1__Statement *s = statement("statements/m-t1", "2018-12-13");
	Truce__V1__StatementLink *link = new_message(&truce__v1__statement_link__descriptor);
	link->kind = TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF;
	link->statement = arena_text(&arena, whole);
	append(s, "links", link);
	add_turn(s, who);
	add_block(s, "We voted so, as we said of that.", 1);
	return s;
}

static void cite(Truce__V1__Statement *s, const char *instrument, int start, int end)
{
	Truce__V1__Citation *c = new_message(&truce__v1__citation__descriptor);
	c->instrument = arena_text(&arena, instrument);
	c->span = span(1);
	c->span->start = start;
	c->span->end = end;
	append(s, "citations", c);
}

static Truce__V1__Act *tell(Truce__V1__Statement *s, const char *verb, const char *topic)
{
	Truce__V1__Act *act = add_act(s, KIND(VOTE), topic, 1);
	act->verb = arena_text(&arena, verb);
	act->span->start = 3;
	act->span->end = 12;
	return act;
}

/* Entries of a table of both, in either order. */
static size_t counted(const Truce__V1__Statement *one, const Truce__V1__Statement *other, const char *who,
		      const char *topic)
{
	begin(BY(ALL), who, topic, "", "");
	count(one);
	count(other);
	end();
	size_t n = table.entry_count;
	begin(BY(ALL), who, topic, "", "");
	count(other);
	count(one);
	end();
	assert_int_equal(table.entry_count, n);
	return n;
}

static void what_a_turn_tells_of_the_meetings_vote_is_not_counted_again(void **state)
{
	(void)state;
	static const struct {
		const char *who, *whole, *verb, *topic, *cited;
		size_t count; /* beside the ballots */
	} rows[] = {
		{ "KAZ", "statements/m", "voted in favour of", "", NULL, 0 },
		{ "KAZ", "statements/m", "voted so", "", NULL, 0 },
		{ "KAZ", "statements/m", "voted in favour of", "resolution 2448", NULL, 0 },
		{ "KAZ", "statements/m", "voted in favour of", "", "S/RES/2448 (2018)", 0 },
		{ "KAZ", "statements/m", "voted in favour of", "", "S/2018/1016", 0 },
		{ "KAZ", "statements/m", "voted against", "", "S/2018/1017", 0 },
		{ "KAZ", "statements/m", "voted in favour of", "a ceasefire", NULL, 0 },
		/* another document, another vote, another party, another meeting */
		{ "KAZ", "statements/m", "voted in favour of", "resolution 2401 (2018)", NULL, 1 },
		{ "KAZ", "statements/m", "voted in favour of", "", "S/RES/2401 (2018)", 1 },
		{ "KAZ", "statements/m", "voted in favour of", "", "S/2018/1017", 1 },
		{ "KAZ", "statements/m", "abstained in the voting", "", NULL, 1 },
		{ "SWE", "statements/m", "voted in favour of", "", NULL, 1 },
		{ "", "statements/m", "voted in favour of", "", NULL, 1 },
		{ "KAZ", "statements/n", "voted in favour of", "", NULL, 1 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		Truce__V1__Statement *s = turn(rows[i].who, rows[i].whole);
		tell(s, rows[i].verb, rows[i].topic);
		if (rows[i].cited != NULL)
			cite(s, rows[i].cited, 4, 8);
		if (counted(meeting(), s, "", "") != 2 + rows[i].count)
			fail_msg("row %zu: %zu", i, table.entry_count);
	}
}

static void what_is_cited_elsewhere_is_no_matter_of_the_act(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/m");
	tell(s, "voted in favour of", "");
	cite(s, "S/RES/2401 (2018)", 20, 30);
	assert_int_equal(counted(meeting(), s, "", ""), 2);
	cite(s, "S/RES/2448 (2018)", 4, 6);
	assert_int_equal(counted(meeting(), s, "", ""), 2);
	cite(s, "S/RES/2399 (2018)", 8, 12);
	assert_int_equal(counted(meeting(), s, "", ""), 3);
}

static void a_ballot_that_a_turn_reports_is_not_counted_again(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/m");
	tell(s, "voted in favour of", "");
	add_vote(s, "S/RES/2448 (2018)", "KAZ", 1);
	s->votes[0]->ballots[0]->choice = CHOICE(IN_FAVOUR);
	assert_int_equal(counted(meeting(), s, "", ""), 2);
	s->votes[0]->ballots[0]->choice = CHOICE(AGAINST);
	assert_int_equal(counted(meeting(), s, "", ""), 3);
	s->votes[0]->instrument = arena_text(&arena, "S/RES/2401 (2018)");
	assert_int_equal(counted(meeting(), s, "", ""), 3);
}

static void other_acts_of_a_turn_count(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/m");
	tell(s, "support", "resolution 2448")->kind = KIND(SUPPORT);
	assert_int_equal(counted(meeting(), s, "", ""), 3);
}

static void the_query_selects_what_is_counted_and_not_what_is_known(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/m");
	tell(s, "voted in favour of", "a word of ours");
	assert_int_equal(counted(meeting(), s, "KAZ", "a word of ours"), 0);
	assert_int_equal(counted(meeting(), s, "", "a word of ours"), 0);
	assert_int_equal(counted(meeting(), s, "SWE", ""), 0);
	s->links[0]->statement = arena_text(&arena, "statements/n");
	assert_int_equal(counted(meeting(), s, "KAZ", "a word of ours"), 1);
}

static void where_parties_are_summed_over_an_act_counts_once(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/m");
	s->n_turns = 0;
	s->blocks[0]->turn = 0;
	add_signatory(s, "KAZ");
	add_signatory(s, "SWE");
	add_signatory(s, "FRA");
	tell(s, "voted in favour of", "");
	begin(BY(TOPIC), "", "", "", "");
	count(s);
	count(meeting());
	end();
	assert_int_equal(table.entry_count, 3);
	begin(BY(PARTY), "", "", "", "");
	count(s);
	count(meeting());
	end();
	assert_int_equal(table.entry_count, 4);
}

static void each_arena_may_be_full(void **state)
{
	(void)state;
	Truce__V1__Statement *s = turn("KAZ", "statements/n"), *m = meeting();
	bool passed = false;
	tell(s, "voted in favour of", "resolution 2401");
	cite(s, "S/RES/2401 (2018)", 4, 8);
	for (size_t cap = 0; !passed && cap < 1 << 20; cap += 256) {
		struct arena few;
		arena_init(&few, cap);
		query = (struct position_query){ .party = "", .from = "", .to = "" };
		position_table_init(&table, &few, &query);
		arena_reset(&scratch);
		passed = position_table_add(&table, m, bytes_text(""), &scratch) &&
			 position_table_add(&table, s, bytes_text(""), &scratch) && position_table_sort(&table);
		arena_fini(&few);
	}
	assert_true(passed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		POSITION(what_a_turn_tells_of_the_meetings_vote_is_not_counted_again),
		POSITION(what_is_cited_elsewhere_is_no_matter_of_the_act),
		POSITION(a_ballot_that_a_turn_reports_is_not_counted_again),
		POSITION(other_acts_of_a_turn_count),
		POSITION(the_query_selects_what_is_counted_and_not_what_is_known),
		POSITION(where_parties_are_summed_over_an_act_counts_once),
		POSITION(each_arena_may_be_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
