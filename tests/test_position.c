#include "tests/support_random.h"

#include "domain/position.h"
#include "domain/said.h"

#define KIND(name) TRUCE__V1__ACT__KIND__KIND_##name
#define BY(name) TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_##name

static struct arena arena, scratch;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)32 << 20);
	arena_init(&scratch, (size_t)8 << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	arena_fini(&scratch);
	return 0;
}

/* --- statements to count --- */

static void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static void append(void *to, const char *field, void *value)
{
	assert_true(message_append(to, field, value, &arena));
}

static Truce__V1__Party *party(const char *id)
{
	Truce__V1__Party *p = new_message(&truce__v1__party__descriptor);
	p->id = arena_text(&arena, id);
	return p;
}

static Truce__V1__Statement *statement(const char *name, const char *date)
{
	Truce__V1__Statement *s = new_message(&truce__v1__statement__descriptor);
	s->name = arena_text(&arena, name);
	if (date[0] != '\0') {
		s->date = new_message(&truce__v1__date_interval__descriptor);
		s->date->earliest = s->date->latest = arena_text(&arena, date);
	}
	return s;
}

static void add_turn(Truce__V1__Statement *s, const char *id)
{
	Truce__V1__Turn *turn = new_message(&truce__v1__turn__descriptor);
	turn->speaker = new_message(&truce__v1__person__descriptor);
	turn->speaker->party = party(id);
	append(s, "turns", turn);
}

static void add_signatory(Truce__V1__Statement *s, const char *id)
{
	Truce__V1__Signatory *signatory = new_message(&truce__v1__signatory__descriptor);
	signatory->party = party(id);
	append(s, "signatories", signatory);
}

static void add_block(Truce__V1__Statement *s, const char *text, int turn)
{
	Truce__V1__Block *block = new_message(&truce__v1__block__descriptor);
	block->text = arena_text(&arena, text);
	block->turn = turn;
	append(s, "blocks", block);
}

static Truce__V1__TextSpan *span(int block)
{
	Truce__V1__TextSpan *made = new_message(&truce__v1__text_span__descriptor);
	made->block = block;
	return made;
}

static Truce__V1__Act *add_act(Truce__V1__Statement *s, int kind, const char *topic, int block)
{
	Truce__V1__Act *act = new_message(&truce__v1__act__descriptor);
	act->kind = (Truce__V1__Act__Kind)kind;
	act->verb = arena_text(&arena, "verb");
	act->topic = arena_text(&arena, topic);
	act->span = span(block);
	append(s, "acts", act);
	return act;
}

static void add_vote(Truce__V1__Statement *s, const char *instrument, const char *id, int block)
{
	Truce__V1__Vote *vote = new_message(&truce__v1__vote__descriptor);
	Truce__V1__Vote__Ballot *ballot = new_message(&truce__v1__vote__ballot__descriptor);
	vote->instrument = arena_text(&arena, instrument);
	ballot->party = party(id);
	ballot->choice = TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST;
	append(vote, "ballots", ballot);
	vote->span = span(block);
	append(s, "votes", vote);
}

/* --- tables --- */

static struct position_query query;
static struct position_topic about;
static struct position_table table;

static void begin(int grouping, const char *who, const char *topic, const char *from, const char *to)
{
	if (topic[0] != '\0')
		assert_int_equal(position_topic(topic, &arena, &about, NULL), STATUS_OK);
	query = (struct position_query){ .grouping = (Truce__V1__PositionGrouping)grouping,
					 .party = who,
					 .topic = topic[0] == '\0' ? NULL : &about,
					 .from = from,
					 .to = to };
	position_table_init(&table, &arena, &query);
}

static void count(const Truce__V1__Statement *s)
{
	arena_reset(&scratch);
	assert_true(position_table_add(&table, s, bytes_text(""), &scratch));
}

static void end(void)
{
	assert_true(position_table_sort(&table));
}

static void expect_row(size_t i, const char *who, const char *topic, int kind, size_t times)
{
	assert_true(i < table.row_count);
	assert_string_equal(table.rows[i].party, who);
	assert_string_equal(table.rows[i].topic, topic);
	assert_int_equal(table.rows[i].kind, kind);
	assert_int_equal(table.rows[i].count, times);
}

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
		{ "Aland", 0 },    { "fishing", 1 }, { "RES/61", 2 }, { "61/L.1", 1 }, { "third", 1 },
		{ "the moon", 1 }, { "Rivers", 1 },  { "agenda", 0 }, { "L.12", 0 },
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_act_is_its_turns_speakers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_act_of_several_counts_for_each_and_once_where_parties_are_summed_over, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			ballots_are_apart_by_how_they_were_cast_but_where_parties_are_summed_over, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_ballot_is_a_vote_on_its_instrument_and_is_not_counted_twice, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_ballots_topic_is_what_was_voted_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_ballots_passage_tells_how_the_vote_ended, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_ballots_topic_is_sought_in_what_was_voted_on_and_not_in_names, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_document_is_one_topic_in_all_its_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_date_of_a_year_is_of_no_month, set_up, tear_down),
		cmocka_unit_test_setup_teardown(months_count_earliest_days_and_leave_the_undated_out, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_stretch_of_time_takes_both_its_ends_and_nothing_undated, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_topic_is_sought_in_topic_track_and_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_full_arena_is_said_and_not_counted_around, set_up, tear_down),
		cmocka_unit_test_setup_teardown(counts_are_those_of_plain_counting, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
