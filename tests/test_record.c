#include <stdio.h>

#include "tests/reading.h"

/* Answers to records, read by hand: turns ("<name>.turns.tsv": first byte, label,
 * party, language) and votes ("<name>.votes.tsv": document, outcome, result, totals,
 * lists, notes). */

static char *answers(const char *name, const char *what)
{
	char *path = support_text("%s/tests/data/records/%s.%s.tsv", SOURCE_DIR, name, what);
	char *text = support_read(path, NULL);
	free(path);
	return text;
}

static char *made(const char *name, size_t *size)
{
	char *path = support_text("%s/tests/data/records/%s.txt", SOURCE_DIR, name);
	char *text = support_read(path, size);
	free(path);
	return text;
}

static void read_bytes(struct reading *r, const char *text, size_t size)
{
	reading_begin(r, text, size);
	reading_run(r);
	assert_int_equal(r->status, STATUS_OK);
}

static const Truce__V1__Statement *meeting_of(const struct reading *r)
{
	const Truce__V1__Statement *s = r->response.statements[0];
	assert_int_equal(s->kind, STATEMENT(MEETING_RECORD));
	assert_non_null(s->record);
	return s;
}

static char *turns_told(const struct reading *r)
{
	char *told = support_text("%s", "");
	for (size_t i = 1; i < r->response.n_statements; i++) {
		const Truce__V1__Statement *s = r->response.statements[i];
		const Truce__V1__Turn *t = s->turns[0];
		assert_int_equal(s->n_turns, 1);
		char *more = support_text("%s%d\t%s\t%s\t%s\n", told, (int)s->blocks[0]->bytes->start, t->label,
					  t->speaker->party == NULL ? "" : t->speaker->party->id, t->language);
		free(told);
		told = more;
	}
	return told;
}

static void expect_lines(const char *name, const char *told, const char *expected)
{
	int line = 1;
	while (*told != '\0' || *expected != '\0') {
		size_t a = strcspn(told, "\n"), b = strcspn(expected, "\n");
		if (a != b || memcmp(told, expected, a) != 0)
			fail_msg("%s, line %d: \"%.*s\" is expected, not \"%.*s\"", name, line, (int)b, expected,
				 (int)a, told);
		told += a + (told[a] == '\n');
		expected += b + (expected[b] == '\n');
		line++;
	}
}

static void expect_turns(const struct reading *r, const char *name)
{
	char *told = turns_told(r), *expected = answers(name, "turns");
	expect_lines(name, told, expected);
	free(told);
	free(expected);
}

static int count_choice(const Truce__V1__Vote *v, Truce__V1__Vote__Choice choice)
{
	int n = 0;
	for (size_t i = 0; i < v->n_ballots; i++) {
		n += v->ballots[i]->choice == choice;
		assert_string_not_equal(v->ballots[i]->party->id, "");
	}
	return n;
}

static const char *result_word(Truce__V1__Vote__Result result)
{
	static const char *const words[] = { "-", "adopted", "rejected", "vetoed" };
	return words[result];
}

#define VOTE_CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

static void expect_votes(const struct reading *r, const char *name)
{
	char *told = support_text("%s", ""), *expected = answers(name, "votes");
	const Truce__V1__Statement *s = meeting_of(r);
	for (size_t i = 0; i < s->n_votes; i++) {
		const Truce__V1__Vote *v = s->votes[i];
		char *more = support_text(
			"%s%s\t%s\t%s\t%s\t%s\t%d/%d/%d\t%d/%d/%d\t%zu\n", told, v->document, v->part, v->instrument,
			v->method, result_word(v->result), v->in_favour_total_case == 0 ? -1 : v->in_favour,
			v->against_total_case == 0 ? -1 : v->against,
			v->abstaining_total_case == 0 ? -1 : v->abstaining, count_choice(v, VOTE_CHOICE(IN_FAVOUR)),
			count_choice(v, VOTE_CHOICE(AGAINST)), count_choice(v, VOTE_CHOICE(ABSTAINING)), v->n_notes);
		free(told);
		told = more;
	}
	expect_lines(name, told, expected);
	free(told);
	free(expected);
}

static void expect_answers(const char *name, const char *text, size_t size)
{
	struct reading r;
	read_bytes(&r, text, size);
	meeting_of(&r);
	expect_turns(&r, name);
	expect_votes(&r, name);
	reading_end(&r);
}

static void records_of_every_decade_give_their_turns_and_votes(void **state)
{
	(void)state;
	static const char *const names[] = { "council_1951", "council_1985",  "council_2002_resumption",
					     "council_2023", "assembly_1993", "committee_2012" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t size;
		char *text = made(names[i], &size);
		expect_answers(names[i], text, size);
		free(text);
	}
}

static void the_records_that_are_read_by_hand_give_their_turns_and_votes(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "sc_2018_PV.8422", "records/sc_2018_PV.8422.txt" },
		{ "ga_61_PV.107", "records/ga_61_PV.107.txt" },
		{ "ga_64_PV.121", "records/ga_64_PV.121.txt" },
	};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		size_t size;
		char *path = support_shared(names[i][1]), *text = support_read(path, &size);
		expect_answers(names[i][0], text, size);
		free(text);
		free(path);
	}
}

static void a_cover_gives_the_meeting_its_marks(void **state)
{
	(void)state;
	size_t size;
	char *text = made("council_2023", &size);
	struct reading r;
	read_bytes(&r, text, size);
	const Truce__V1__Statement *s = meeting_of(&r);
	const Truce__V1__MeetingRecord *m = s->record;
	assert_string_equal(s->name, "statements/s-pv-9871");
	assert_string_equal(s->symbol, "S/PV.9871");
	assert_string_equal(s->organ, "Security Council");
	assert_string_equal(s->meeting, "9871");
	assert_string_equal(s->place, "New York");
	assert_string_equal(s->date->earliest, "2023-07-12");
	assert_string_equal(m->session, "Seventy-eighth year");
	assert_int_equal(m->session_number, 78);
	assert_true(m->provisional);
	assert_string_equal(m->opened, "10:05");
	assert_string_equal(m->closed, "13:05");
	assert_string_equal(m->presiding[0]->person->printed, "Dame Beatrix Woodham");
	assert_string_equal(m->presiding[0]->person->party->id, "GBR");
	assert_int_equal(m->n_members, 14);
	assert_string_equal(m->members[3]->printed, "Mr. Pérez Loor");
	assert_string_equal(m->members[3]->party->id, "ECU");
	assert_int_equal(m->items[0]->n_symbols, 2);
	assert_string_equal(m->items[0]->symbols[1], "S/2023/501");
	reading_end(&r);
	free(text);
}

static void turns_are_statements_of_their_own_in_a_chain(void **state)
{
	(void)state;
	size_t size;
	char *text = made("council_2023", &size);
	struct reading r;
	read_bytes(&r, text, size);
	const Truce__V1__Statement *second = r.response.statements[2], *third = r.response.statements[3];
	assert_string_equal(second->name, "statements/s-pv-9871-t2");
	assert_string_equal(third->name, "statements/s-pv-9871-t3");
	assert_int_equal(third->n_links, 2);
	assert_string_equal(third->links[0]->statement, "statements/s-pv-9871");
	assert_string_equal(third->links[1]->statement, second->name);
	assert_string_equal(second->turns[0]->speaker->function,
			    "Special Envoy of the Secretary-General for the Amber Valley");
	assert_int_equal(second->turns[0]->confidence, TRUCE__V1__CONFIDENCE__CONFIDENCE_RECORD);
	assert_string_equal(second->date->earliest, "2023-07-12");
	reading_end(&r);
	free(text);
}

static void a_president_who_speaks_for_a_state_does_so_in_a_span(void **state)
{
	(void)state;
	size_t size;
	char *text = made("council_2023", &size);
	struct reading r;
	read_bytes(&r, text, size);
	const Truce__V1__Turn *t = r.response.statements[12]->turns[0];
	assert_int_equal(t->n_capacities, 1);
	assert_string_equal(t->capacities[0]->party->id, "GBR");
	assert_int_equal(t->capacities[0]->begin->block, 1);
	assert_int_equal(t->capacities[0]->end->block, 3);
	reading_end(&r);
	free(text);
}

static void lists_that_disagree_with_their_total_are_found(void **state)
{
	(void)state;
	size_t size;
	char *text = made("committee_2012", &size);
	struct reading r;
	read_bytes(&r, text, size);
	expect_finding(&r, FINDING(INCONSISTENT), 56, "6 in favour");
	const Truce__V1__Vote *v = meeting_of(&r)->votes[1];
	assert_string_equal(v->notes[1]->party->id, "VCT");
	assert_int_equal(v->notes[1]->intended, VOTE_CHOICE(IN_FAVOUR));
	assert_string_equal(v->notes[2]->party->id, "TCD");
	assert_int_equal(v->notes[2]->intended, VOTE_CHOICE(ABSTAINING));
	reading_end(&r);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_of_every_decade_give_their_turns_and_votes),
		cmocka_unit_test(the_records_that_are_read_by_hand_give_their_turns_and_votes),
		cmocka_unit_test(a_cover_gives_the_meeting_its_marks),
		cmocka_unit_test(turns_are_statements_of_their_own_in_a_chain),
		cmocka_unit_test(a_president_who_speaks_for_a_state_does_so_in_a_span),
		cmocka_unit_test(lists_that_disagree_with_their_total_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
