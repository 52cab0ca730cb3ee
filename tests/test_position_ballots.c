/* Ballots as positions: what they are on, and what tells of it. */
#include "tests/positions.h"

static Truce__V1__MeetingRecord *record_of(Truce__V1__Statement *s)
{
	if (s->record == NULL)
		s->record = new_message(&truce__v1__meeting_record__descriptor);
	return s->record;
}

static void add_decision(Truce__V1__Statement *s, int vote, int block)
{
	Truce__V1__MeetingDecision *d = new_message(&truce__v1__meeting_decision__descriptor);
	d->vote = vote;
	d->span = span(block);
	append(record_of(s), "decisions", d);
}

static void add_item(Truce__V1__Statement *s, const char *title, int from_turn, int cover_item)
{
	Truce__V1__MeetingItem *item = new_message(&truce__v1__meeting_item__descriptor);
	item->title = arena_text(&arena, title);
	item->from_turn = from_turn;
	item->cover_item = cover_item;
	append(record_of(s), "items", item);
}

static const struct position_act *only_ballot(const Truce__V1__Statement *s)
{
	struct position_act *acts;
	size_t n;
	assert_true(position_acts(s, &arena, &acts, &n));
	assert_int_equal(n, 1);
	return &acts[0];
}

static void a_ballot_is_a_vote_on_its_instrument_and_is_not_counted_twice(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-24");
	add_turn(s, "KAZ");
	add_block(s, "one", 1);
	add_block(s, "two", 1);
	add_vote(s, "S/RES/2401 (2018)", "KAZ", 1);
	Truce__V1__Act *same = add_act(s, KIND(VOTE), "resolution 2401", 1);
	same->verb = arena_text(&arena, "voted against");
	add_act(s, KIND(VOTE), "resolution 2393", 2);
	begin(BY(ALL), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 2);
	expect_row(0, "KAZ", "S/RES/2401 (2018)", KIND(VOTE), 1);
	expect_row(1, "KAZ", "resolution 2393", KIND(VOTE), 1);
	struct position_act *acts;
	size_t n;
	assert_true(position_acts(s, &arena, &acts, &n));
	assert_int_equal(n, 2);
	assert_string_equal(acts[1].verb, "voted against");
	s->acts[0]->kind = KIND(CALL);
	assert_true(position_acts(s, &arena, &acts, &n));
	assert_string_equal(acts[n - 1].verb, "against");
}

static void a_ballots_topic_is_what_was_voted_on(void **state)
{
	(void)state;
	static const struct {
		const char *instrument, *document, *part, *topic;
	} rows[] = {
		{ "A/RES/61/5", "A/61/L.1", "", "A/RES/61/5" },
		{ "", "A/61/L.1", "", "A/61/L.1" },
		{ "", "A/61/L.1", "Operative paragraph 4", "A/61/L.1, operative paragraph 4" },
		{ "", "A/61/L.1", "The seventh preambular paragraph", "A/61/L.1, seventh preambular paragraph" },
		{ "", "A/61/L.1", "Belgian amendment", "A/61/L.1, Belgian amendment" },
		{ "", "A/61/L.1", "The", "A/61/L.1" },
		{ "", "", "motion to adjourn", "motion to adjourn" },
		{ "", "", "The motion to adjourn", "motion to adjourn" },
		{ "", "", "", "" },
		/* a draft of a report is what became of it, a paragraph is not */
		{ "A/RES/61/5", "A/61/400", "Draft resolution II", "A/RES/61/5" },
		{ "A/RES/61/5", "", "the draft decision", "A/RES/61/5" },
		{ "A/RES/61/5", "A/61/400", "Operative paragraph 2 of draft resolution II",
		  "A/61/400, operative paragraph 2 of draft resolution II" },
		{ "A/RES/61/5", "A/61/400", "Draft resolution II, paragraph 2",
		  "A/61/400, draft resolution II, paragraph 2" },
		{ "A/RES/61/5", "", "Paragraph 2", "A/RES/61/5, paragraph 2" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		Truce__V1__Statement *s = statement("statements/a", "2007-09-13");
		add_vote(s, rows[i].instrument, "KAZ", 0);
		s->votes[0]->document = arena_text(&arena, rows[i].document);
		s->votes[0]->part = arena_text(&arena, rows[i].part);
		assert_string_equal(only_ballot(s)->topic, rows[i].topic);
	}
}

static const char *ballot_words(const Truce__V1__Statement *s)
{
	return position_words(s, only_ballot(s), &arena);
}

static void a_ballots_passage_tells_how_the_vote_ended(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2007-09-13");
	add_block(s, "In favour: Aland, Bland.", 0);
	s->blocks[0]->kind = TRUCE__V1__BLOCK__KIND__KIND_VOTE;
	add_vote(s, "", "KAZ", 1);
	assert_string_equal(ballot_words(s), "by name 1 against");
	Truce__V1__Vote *vote = s->votes[0];
	vote->document = arena_text(&arena, "A/61/L.1");
	vote->in_favour_total_case = TRUCE__V1__VOTE__IN_FAVOUR_TOTAL_IN_FAVOUR;
	vote->in_favour = 9;
	vote->against_total_case = TRUCE__V1__VOTE__AGAINST_TOTAL_AGAINST;
	assert_string_equal(ballot_words(s), "A/61/L.1: 9 in favour, 0 against");
	vote->result = TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED;
	assert_string_equal(ballot_words(s), "A/61/L.1: 9 in favour, 0 against; adopted");
	assert_int_equal(only_ballot(s)->span->block, 1);
	s->blocks[0]->kind = TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH;
	assert_string_equal(ballot_words(s), "In favour: Aland, Bland.");
	add_block(s, "It got 9 votes.", 0);
	add_block(s, "It was adopted.", 0);
	add_decision(s, 0, 1);
	add_decision(s, 7, 1);
	add_decision(s, 1, 2);
	assert_string_equal(ballot_words(s), "It got 9 votes.");
	for (int i = 0; i < 5; i++)
		add_decision(s, 1, 3);
	assert_string_equal(ballot_words(s), "It got 9 votes. It was adopted.");
	assert_int_equal(only_ballot(s)->span->block, 2);
}

static void ballots_are_apart_by_how_they_were_cast_but_where_parties_are_summed_over(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-02-24");
	add_block(s, "one", 0);
	add_vote(s, "A/RES/61/295", "KAZ", 1);
	add_vote(s, "A/RES/61/296", "KAZ", 1);
	add_vote(s, "A/RES/61/295", "FRA", 1);
	s->votes[1]->ballots[0]->choice = TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR;
	begin(BY(PARTY), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 3);
	expect_row(0, "FRA", "", KIND(VOTE), 1);
	expect_row(1, "KAZ", "", KIND(VOTE), 1);
	assert_int_equal(table.rows[1].choice, TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR);
	assert_int_equal(table.rows[2].choice, TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST);
	Truce__V1__Position *p = position_message(&table, &table.rows[2], &arena);
	assert_int_equal(p->choice, TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST);
	begin(BY(TRACK), "", "", "", "");
	count(s);
	end();
	assert_int_equal(table.row_count, 1);
	assert_int_equal(table.rows[0].choice, TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED);
	assert_int_equal(table.rows[0].count, 3);
	begin(BY(TOPIC), "KAZ", "", "", ""); /* one party's are not summed with others' */
	count(s);
	end();
	assert_int_equal(table.row_count, 2);
	assert_int_equal(table.rows[0].choice, TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST);
	assert_int_equal(table.rows[1].choice, TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR);
}

static size_t count_asked(const Truce__V1__Statement *s, const char *topic)
{
	begin(BY(ALL), "", topic, "", "");
	count(s);
	end();
	return table.entry_count;
}

static void a_ballots_topic_is_sought_in_what_was_voted_on_and_not_in_names(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2007-09-13");
	add_block(s, "In favour: Aland, Bland.", 0);
	add_block(s, "The draft on fishing was adopted.", 0);
	s->blocks[0]->kind = TRUCE__V1__BLOCK__KIND__KIND_VOTE;
	add_vote(s, "A/RES/61/5", "KAZ", 1);
	add_vote(s, "A/RES/61/6", "KAZ", 1);
	s->votes[0]->document = arena_text(&arena, "A/61/L.1");
	s->votes[0]->part = arena_text(&arena, "third paragraph");
	s->votes[0]->turn = 4;
	s->votes[1]->turn = 5;
	add_decision(s, 1, 2);
	add_item(s, "Adoption of the agenda", 0, 0);
	add_item(s, "Moon", 0, 0);
	add_item(s, "Adoption of the agenda", 2, 0);
	add_item(s, "The Moon", 2, 2);
	add_item(s, "Rivers", 5, 0);
	static const struct {
		const char *topic;
		size_t count;
	} rows[] = {
		{ "Aland", 0 },
		{ "fishing", 1 },
		{ "RES/61", 2 },
		{ "61/L.1", 1 },
		{ "third", 1 },
		{ "the moon", 1 },
		{ "Rivers", 1 },
		{ "agenda", 0 },
		{ "L.12", 0 },
		{ "A/61/L.1, third paragraph", 1 },
		{ "A/61/L.1, third", 1 },
		{ "A/61/L.1, fourth paragraph", 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (count_asked(s, rows[i].topic) != rows[i].count)
			fail_msg("%s: %zu", rows[i].topic, table.entry_count);
	s->record->n_items = 1;
	assert_int_equal(count_asked(s, "agenda"), 2);
	s->record->n_items = 2;
	assert_int_equal(count_asked(s, "moon"), 0);
}

static void a_document_is_one_topic_in_all_its_forms(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("statements/a", "2018-12-13");
	add_block(s, "We welcome the text. We thank for resolution 2448 (2018), and resolution 2449.", 0);
	add_vote(s, "S/RES/2448 (2018)", "KAZ", 0);
	s->votes[0]->document = arena_text(&arena, "S/2018/1016");
	add_vote(s, "S/RES/2449 (2018)", "KAZ", 0);
	add_vote(s, "", "KAZ", 0);
	s->votes[2]->part = arena_text(&arena, "motion on the amendment S/2018/1017");
	add_act(s, KIND(WELCOME), "", 1)->span->end = 20;
	Truce__V1__Act *thank = add_act(s, KIND(THANK), "", 1);
	thank->span->start = 21;
	thank->span->end = 77;
	add_act(s, KIND(CALL), "resolution 2449", 0);
	Truce__V1__Citation *c = new_message(&truce__v1__citation__descriptor);
	c->instrument = arena_text(&arena, "S/2018/1016");
	c->span = span(1);
	c->span->start = 11;
	c->span->end = 19;
	append(s, "citations", c);
	static const struct {
		const char *topic;
		size_t count;
	} rows[] = {
		{ "S/RES/2448 (2018)", 2 },
		{ "S/RES/2448", 2 },
		{ "resolution 2448", 2 },
		{ "Security Council resolution 2448 (2018)", 2 },
		{ "S/RES/2449", 3 },
		{ "resolution 2449 (2018)", 3 },
		{ "S/RES/2448 (2017)", 0 },
		{ "S/2018/1016", 2 },
		{ "S/2018/101", 0 },
		{ "S/2018/1017", 1 },
		{ "resolution 2448 in full", 0 },
		{ "2448", 2 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (count_asked(s, rows[i].topic) != rows[i].count)
			fail_msg("%s: %zu", rows[i].topic, table.entry_count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		POSITION(a_ballot_is_a_vote_on_its_instrument_and_is_not_counted_twice),
		POSITION(a_ballots_topic_is_what_was_voted_on),
		POSITION(a_ballots_passage_tells_how_the_vote_ended),
		POSITION(ballots_are_apart_by_how_they_were_cast_but_where_parties_are_summed_over),
		POSITION(a_ballots_topic_is_sought_in_what_was_voted_on_and_not_in_names),
		POSITION(a_document_is_one_topic_in_all_its_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
