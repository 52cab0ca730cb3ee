#include "tests/support_arena.h"

#include "domain/citation_use.h"
#include "proto/message.h"

#define ACT(name) TRUCE__V1__ACT__KIND__KIND_##name
#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name
#define NONE TRUCE__V1__CITATION_USE__STANCE__STANCE_UNSPECIFIED
#define FOR TRUCE__V1__CITATION_USE__STANCE__STANCE_FOR
#define AGAINST TRUCE__V1__CITATION_USE__STANCE__STANCE_AGAINST
#define CITED "resolution 2254 (2015)"

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

/* A statement of one block by Kazakhstan, which cites resolution 2254 where its words
 * stand in the text. */
static Truce__V1__Statement *statement(const char *text, const char *lead)
{
	Truce__V1__Statement *s = new_message(&truce__v1__statement__descriptor);
	Truce__V1__Turn *turn = new_message(&truce__v1__turn__descriptor);
	Truce__V1__Block *block = new_message(&truce__v1__block__descriptor);
	Truce__V1__Citation *citation = new_message(&truce__v1__citation__descriptor);
	const char *at = strstr(text, CITED);
	assert_non_null(at);
	turn->speaker = new_message(&truce__v1__person__descriptor);
	turn->speaker->party = new_message(&truce__v1__party__descriptor);
	turn->speaker->party->id = arena_text(&arena, "KAZ");
	block->text = arena_text(&arena, text);
	block->lead_verb = arena_text(&arena, lead);
	block->turn = 1;
	citation->instrument = arena_text(&arena, "S/RES/2254 (2015)");
	citation->printed = arena_text(&arena, CITED);
	citation->span = new_message(&truce__v1__text_span__descriptor);
	citation->span->block = 1;
	citation->span->start = (int32_t)(at - text);
	citation->span->end = citation->span->start + (int32_t)strlen(CITED);
	append(s, "turns", turn);
	append(s, "blocks", block);
	append(s, "citations", citation);
	return s;
}

static void add_act(Truce__V1__Statement *s, int kind, const char *verb, const char *topic)
{
	Truce__V1__Act *act = new_message(&truce__v1__act__descriptor);
	act->kind = (Truce__V1__Act__Kind)kind;
	act->verb = arena_text(&arena, verb);
	act->topic = arena_text(&arena, topic);
	act->span = new_message(&truce__v1__text_span__descriptor);
	act->span->block = 1;
	append(s, "acts", act);
}

static Truce__V1__Vote *add_ballot(Truce__V1__Statement *s, const char *instrument, const char *id, int choice)
{
	Truce__V1__Vote *vote = new_message(&truce__v1__vote__descriptor);
	Truce__V1__Vote__Ballot *ballot = new_message(&truce__v1__vote__ballot__descriptor);
	vote->instrument = arena_text(&arena, instrument);
	ballot->party = new_message(&truce__v1__party__descriptor);
	ballot->party->id = arena_text(&arena, id);
	ballot->choice = (Truce__V1__Vote__Choice)choice;
	append(vote, "ballots", ballot);
	append(s, "votes", vote);
	return vote;
}

static int stance_in(const Truce__V1__Statement *meeting, const Truce__V1__Statement *s)
{
	Truce__V1__CitationUse__Stance out;
	assert_true(citation_stance(s, meeting, s->citations[0], &arena, &out));
	return (int)out;
}

static int stance(const Truce__V1__Statement *s)
{
	return stance_in(NULL, s);
}

static void who_presides_takes_no_stance_from_the_chair(void **state)
{
	(void)state;
	static const struct {
		const char *label;
		int stance;
	} rows[] = {
		{ "The President", NONE },
		{ "5. The PRESIDENT (interpretation from French)", NONE },
		{ "The Acting President", NONE },
		{ "The Chair", NONE },
		{ "The Rapporteur", AGAINST },
		{ "Mr. Odd (Kazakhstan)", AGAINST },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		Truce__V1__Statement *s = statement("We support " CITED ".", "");
		s->turns[0]->label = arena_text(&arena, rows[i].label);
		add_act(s, ACT(SUPPORT), "support", "");
		add_ballot(s, "S/RES/2254 (2015)", "KAZ", CHOICE(AGAINST));
		if (stance(s) != rows[i].stance)
			fail_msg("%s: %d", rows[i].label, stance(s));
		Truce__V1__CapacitySpan *span = new_message(&truce__v1__capacity_span__descriptor);
		span->begin = new_message(&truce__v1__text_span__descriptor);
		span->begin->block = 1;
		append(s->turns[0], "capacities", span);
		assert_int_equal(stance(s), AGAINST);
	}
}

static void a_verb_speaks_only_of_its_own_object(void **state)
{
	(void)state;
	static const struct {
		const char *text, *verb;
		int kind, stance;
	} cases[] = {
		{ "We support resolution 2254 (2015).", "support", ACT(SUPPORT), FOR },
		{ "We SUPPORT the full implementation of Security Council resolution 2254 (2015).", "support",
		  ACT(SUPPORT), FOR },
		{ "We reaffirm resolutions 2118 (2013) and resolution 2254 (2015).", "reaffirm", ACT(REAFFIRM), FOR },
		{ "We support the talks that resolution 2254 (2015) began.", "support", ACT(SUPPORT), NONE },
		{ "We do not support resolution 2254 (2015).", "support", ACT(SUPPORT), NONE },
		{ "We support talks. See resolution 2254 (2015).", "support", ACT(SUPPORT), NONE },
		{ "We recall resolution 2254 (2015).", "recall", ACT(REAFFIRM), NONE },
		{ "We reject resolution 2254 (2015).", "reject", ACT(CONDEMN), AGAINST },
		{ "We oppose the draft resolution 2254 (2015).", "oppose", ACT(OPPOSE), AGAINST },
		{ "We condemn violations of resolution 2254 (2015).", "condemn", ACT(CONDEMN), NONE },
		{ "We call on all parties to implement fully resolution 2254 (2015).", "call on", ACT(CALL), FOR },
		{ "We call on all parties to comply with resolution 2254 (2015).", "call on", ACT(CALL), FOR },
		{ "We call on the authors of resolution 2254 (2015).", "call on", ACT(CALL), NONE },
		{ "We thank the authors of resolution 2254 (2015).", "thank", ACT(THANK), NONE },
		{ "In resolution 2254 (2015) we find much; we support it.", "support", ACT(SUPPORT), NONE },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__Statement *s = statement(cases[i].text, "");
		add_act(s, cases[i].kind, cases[i].verb, "");
		if (stance(s) != cases[i].stance)
			fail_msg("%s: %d, not %d", cases[i].text, stance(s), cases[i].stance);
	}
}

static void an_act_whose_topic_is_the_document_speaks_of_it(void **state)
{
	(void)state;
	static const struct {
		const char *topic;
		int kind, stance;
	} cases[] = {
		{ "resolution 2254", ACT(SUPPORT), FOR },
		{ "Resolution 2254 (2015)", ACT(OPPOSE), AGAINST },
		{ "S/RES/2254 (2015)", ACT(WELCOME), FOR },
		{ "extension of resolution 2254", ACT(SUPPORT), FOR },
		{ "implementation of resolution 2254", ACT(CALL), FOR },
		{ "violations of resolution 2254", ACT(CONDEMN), NONE },
		{ "resolution 22541", ACT(SUPPORT), NONE },
		{ "ceasefire", ACT(SUPPORT), NONE },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__Statement *s = statement("It rests on resolution 2254 (2015).", "");
		add_act(s, cases[i].kind, "words that the text has not", cases[i].topic);
		if (stance(s) != cases[i].stance)
			fail_msg("%s: %d, not %d", cases[i].topic, stance(s), cases[i].stance);
	}
}

static void a_clauses_lead_verb_speaks_of_what_follows_it(void **state)
{
	(void)state;
	assert_int_equal(stance(statement("Reaffirm resolution 2254 (2015);", "Reaffirm")), FOR);
	assert_int_equal(stance(statement("the provisions of resolution 2254 (2015);", "Guided by")), FOR);
	assert_int_equal(stance(statement("Calls for the implementation of resolution 2254 (2015);", "Calls for")),
			 FOR);
	assert_int_equal(stance(statement("Calls for a debate on resolution 2254 (2015);", "Calls for")), NONE);
	assert_int_equal(stance(statement("Rejecting resolution 2254 (2015),", "Rejecting")), AGAINST);
	assert_int_equal(stance(statement("Recalling resolution 2254 (2015),", "Recalling")), NONE);
	assert_int_equal(stance(statement("Not supporting resolution 2254 (2015),", "Not supporting")), NONE);
}

static void a_ballot_decides_over_words(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("We support resolution 2254 (2015).", "");
	add_act(s, ACT(SUPPORT), "support", "");
	add_ballot(s, "S/RES/2254 (2015)", "RUS", CHOICE(AGAINST));
	assert_int_equal(stance(s), FOR);
	add_ballot(s, "S/RES/2254 (2015)", "KAZ", CHOICE(AGAINST));
	assert_int_equal(stance(s), AGAINST);
}

static void a_ballot_of_the_meeting_decides_of_its_turns(void **state)
{
	(void)state;
	static const struct {
		const char *text, *instrument, *document, *part, *party;
		int choice, stance;
	} cases[] = {
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "KAZ", CHOICE(IN_FAVOUR), FOR },
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "KAZ", CHOICE(AGAINST), AGAINST },
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "KAZ", CHOICE(ABSTAINING), NONE },
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "SWE", CHOICE(IN_FAVOUR), NONE },
		/* by a form without its year; by the draft */
		{ "On resolution 2254 (2015).", "S/RES/2254", "", "", "KAZ", CHOICE(IN_FAVOUR), FOR },
		{ "On resolution 2254 (2015).", "S/RES/2254 (1995)", "", "", "KAZ", CHOICE(IN_FAVOUR), NONE },
		{ "On resolution 2254 (2015).", "S/RES/22540", "", "", "KAZ", CHOICE(IN_FAVOUR), NONE },
		{ "On resolution 2254 (2015).", "", "S/RES/2254 (2015)", "", "KAZ", CHOICE(IN_FAVOUR), FOR },
		{ "On resolution 2254 (2015).", "", "", "", "KAZ", CHOICE(IN_FAVOUR), NONE },
		/* a part is not the document, but a draft of a report is what it made */
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "Paragraph 2", "KAZ", CHOICE(AGAINST), NONE },
		{ "On resolution 2254 (2015).", "", "S/RES/2254 (2015)", "Amendment", "KAZ", CHOICE(AGAINST), NONE },
		{ "On resolution 2254 (2015).", "S/RES/2254 (2015)", "", "Draft resolution II", "KAZ", CHOICE(AGAINST),
		  AGAINST },
		/* over words, as in one statement */
		{ "We support resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "KAZ", CHOICE(AGAINST), AGAINST },
		{ "We support resolution 2254 (2015).", "S/RES/2254 (2015)", "", "", "KAZ", CHOICE(ABSTAINING), FOR },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		Truce__V1__Statement *s = statement(cases[i].text, ""), *meeting = statement(CITED, "");
		add_act(s, ACT(SUPPORT), "support", "");
		Truce__V1__Vote *vote = add_ballot(meeting, cases[i].instrument, cases[i].party, cases[i].choice);
		vote->document = arena_text(&arena, cases[i].document);
		vote->part = arena_text(&arena, cases[i].part);
		if (stance_in(meeting, s) != cases[i].stance)
			fail_msg("row %zu, %s: %d", i, cases[i].text, stance_in(meeting, s));
	}
}

static void two_ballots_that_differ_are_no_stance(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("We support resolution 2254 (2015).", ""), *meeting = statement(CITED, "");
	add_ballot(s, "S/RES/2254 (2015)", "KAZ", CHOICE(IN_FAVOUR));
	add_ballot(meeting, "S/RES/2254 (2015)", "KAZ", CHOICE(AGAINST));
	assert_int_equal(stance_in(meeting, s), NONE);
}

static void add_actor(Truce__V1__Statement *s, size_t act, const char *id)
{
	Truce__V1__Party *party = new_message(&truce__v1__party__descriptor);
	party->id = arena_text(&arena, id);
	append(s->acts[act], "actors", party);
}

static void a_verb_told_of_others_is_not_its_tellers(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("Norway and Chad oppose resolution 2254 (2015).", "");
	add_act(s, ACT(OPPOSE), "oppose", "");
	add_actor(s, 0, "NOR");
	assert_int_equal(stance(s), NONE);
	add_actor(s, 0, "KAZ");
	assert_int_equal(stance(s), AGAINST);
}

static void what_nobody_says_is_used_by_those_of_whom_it_tells(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("Norway and Chad oppose resolution 2254 (2015).", "");
	s->n_turns = 0;
	s->blocks[0]->turn = 0;
	add_act(s, ACT(OPPOSE), "oppose", "");
	add_actor(s, 0, "NOR");
	add_actor(s, 0, "TCD");
	add_act(s, ACT(OPPOSE), "oppose", "");
	add_actor(s, 1, "NOR");
	Truce__V1__CitationUse *use = citation_use(s, NULL, s->citations[0], &arena);
	assert_non_null(use);
	assert_int_equal(use->stance, AGAINST);
	assert_int_equal(use->n_parties, 2);
	assert_string_equal(use->parties[0]->id, "NOR");
	assert_string_equal(use->parties[1]->id, "TCD");
	/* what the text says itself is no word of theirs */
	add_act(s, ACT(SUPPORT), "support", "resolution 2254");
	assert_int_equal(stance(s), AGAINST);
	add_actor(s, 2, "FRA");
	assert_int_equal(stance(s), NONE);
	/* an act elsewhere is no matter */
	s->acts[2]->span->start = 1;
	s->acts[2]->span->end = 4;
	assert_int_equal(stance(s), AGAINST);
	s->n_acts = 0;
	use = citation_use(s, NULL, s->citations[0], &arena);
	assert_int_equal(use->n_parties, 0);
}

static void what_two_verbs_say_differently_is_no_stance(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("We support resolution 2254 (2015).", "");
	add_act(s, ACT(SUPPORT), "support", "");
	add_act(s, ACT(OPPOSE), "oppose", "resolution 2254");
	assert_int_equal(stance(s), NONE);
}

static void a_citation_without_a_place_has_no_stance_but_by_ballot(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("We support resolution 2254 (2015).", "");
	add_act(s, ACT(SUPPORT), "support", "");
	s->citations[0]->span = NULL;
	assert_int_equal(stance(s), NONE);
	add_ballot(s, "S/RES/2254 (2015)", "KAZ", CHOICE(IN_FAVOUR));
	assert_int_equal(stance(s), FOR);
}

static void a_number_of_another_year_is_doubted(void **state)
{
	(void)state;
	Truce__V1__Citation *c = statement(CITED, "")->citations[0];
	assert_string_equal(citation_doubt(c), "");
	c->instrument = arena_text(&arena, "S/RES/2254 (1995)");
	assert_true(strlen(citation_doubt(c)) > 0);
	c->doubt = arena_text(&arena, "as the reader found");
	assert_string_equal(citation_doubt(c), "as the reader found");
	c->doubt = arena_text(&arena, "");
	c->instrument = arena_text(&arena, "S/RES/2254");
	assert_string_equal(citation_doubt(c), "");
}

static void a_use_says_who_when_and_where(void **state)
{
	(void)state;
	Truce__V1__Statement *s = statement("We support resolution 2254 (2015).", "");
	s->name = arena_text(&arena, "statements/a");
	Truce__V1__CitationUse *use = citation_use(s, NULL, s->citations[0], &arena);
	assert_non_null(use);
	assert_string_equal(use->statement, "statements/a");
	assert_int_equal(use->n_parties, 1);
	assert_string_equal(use->parties[0]->id, "KAZ");
	assert_string_equal(use->text, "We support resolution 2254 (2015).");
	assert_int_equal(use->span->start, 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_presides_takes_no_stance_from_the_chair),
		cmocka_unit_test(a_verb_speaks_only_of_its_own_object),
		cmocka_unit_test(an_act_whose_topic_is_the_document_speaks_of_it),
		cmocka_unit_test(a_clauses_lead_verb_speaks_of_what_follows_it),
		cmocka_unit_test(a_ballot_decides_over_words),
		cmocka_unit_test(a_ballot_of_the_meeting_decides_of_its_turns),
		cmocka_unit_test(two_ballots_that_differ_are_no_stance),
		cmocka_unit_test(a_verb_told_of_others_is_not_its_tellers),
		cmocka_unit_test(what_nobody_says_is_used_by_those_of_whom_it_tells),
		cmocka_unit_test(what_two_verbs_say_differently_is_no_stance),
		cmocka_unit_test(a_citation_without_a_place_has_no_stance_but_by_ballot),
		cmocka_unit_test(a_number_of_another_year_is_doubted),
		cmocka_unit_test(a_use_says_who_when_and_where),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}
