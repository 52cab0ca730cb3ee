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

static void expect_citations_of(const struct reading *r, const char *name)
{
	char *told = support_text("%s", ""), *expected = answers(name, "citations");
	for (size_t i = 0; i < r->response.n_statements; i++) {
		const Truce__V1__Statement *s = r->response.statements[i];
		for (size_t k = 0; k < s->n_citations; k++) {
			const Truce__V1__Citation *c = s->citations[k];
			char *more = support_text("%s%zu\t%s\t%s\t%s\n", told, i, c->printed, c->instrument,
						  c->doubt[0] == '\0' ? "" : "!");
			free(told);
			told = more;
		}
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

static const char *const all_made[] = { "council_1951",  "council_1985",  "council_2002_resumption",
					"council_2023",  "assembly_1993", "committee_2012",
					"assembly_2020", "council_1993",  "council_1964",
					"council_1948",  "council_1949",  "council_1973",
					"assembly_1961", "assembly_1974", "assembly_1991",
					"assembly_2024" };

static void records_of_every_decade_give_their_turns_and_votes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(all_made); i++) {
		size_t size;
		char *text = made(all_made[i], &size);
		expect_answers(all_made[i], text, size);
		free(text);
	}
}

static void the_records_that_are_read_by_hand_give_their_turns_votes_and_citations(void **state)
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
		struct reading r;
		read_bytes(&r, text, size);
		expect_citations_of(&r, names[i][0]);
		reading_end(&r);
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

/* Texts that are no good records. */

#define COVER                                                                                                          \
	"S/PV.9001\n\nSecurity Council\n\n9001st meeting\nFriday, 4 March 2022, 3 p.m.\nNew York\n\n"                  \
	"President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n"

static void a_record_of_labels_alone_has_turns_without_words(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "The President:\nMs. Odd (Norway):\nMr. Third (India):\n");
	assert_int_equal(r.response.n_statements, 4);
	for (size_t i = 1; i < 4; i++)
		assert_string_equal(r.response.statements[i]->blocks[0]->text, "");
	assert_int_equal(findings_of(&r, FINDING(MISSING)), 4); /* and the meeting's end */
	reading_end(&r);
}

static void a_record_that_is_cut_in_the_middle_says_so(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "The President: I give the floor to\nthe represent");
	assert_string_equal(meeting_of(&r)->record->closed, "");
	assert_string_equal(finding_at(&r, FINDING(MISSING), 0)->explanation,
			    "the record does not say when the meeting rose: its end may be missing");
	reading_end(&r);
}

static void a_cover_of_one_meeting_over_the_pages_of_another_is_found(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "The President: We begin\n\n\fS/PV.9002\n\nhere.\nThe meeting rose at 4 p.m.\n");
	expect_finding(&r, FINDING(INCONSISTENT), 14, "S/PV.9002");
	assert_string_equal(meeting_of(&r)->symbol, "S/PV.9001");
	reading_end(&r);
}

static void marks_of_direction_hide_no_label(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "\xE2\x80\x8FMs. Odd (Norway): We wait.\xE2\x80\x8E\nThe meeting rose at 4 p.m.\n");
	assert_int_equal(r.response.n_statements, 2);
	assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "NOR");
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "We wait.");
	reading_end(&r);
}

static void a_novel_is_no_record(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Chapter One\n\nThe meeting was over when General Marrow came in.\n\n"
		       "\"Mr. Odd: it is you,\" he said. The agenda was adopted by the cat.\n");
	assert_int_equal(r.response.n_statements, 1);
	assert_int_not_equal(r.response.statements[0]->kind, STATEMENT(MEETING_RECORD));
	reading_end(&r);
}

static void a_speech_that_tells_of_a_vote_stays_one_turn(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "Ms. Odd (Norway): We remember that day in the hall.\n"
			     "Draft resolution A/61/L.66 was adopted by 8 votes to 2.\n"
			     "That was long ago, and we think of it still with pride.\n"
			     "The meeting rose at 4 p.m.\n");
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(r.response.n_statements, 2);
	expect_ends(s->blocks[0], "We remember that day", "with pride.");
	reading_end(&r);
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

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* A stretch that begins and ends with lines. */
static void stretch(const char *text, size_t size, uint32_t *seed, size_t most, size_t *start, size_t *end)
{
	*start = next_random(seed) % size;
	while (*start > 0 && text[*start - 1] != '\n')
		--*start;
	*end = *start + 1 + next_random(seed) % most;
	*end = *end > size ? size : *end;
	while (*end < size && text[*end - 1] != '\n')
		++*end;
}

/* Another text made of a record: lines left out, doubled, moved to another place, or
 * the end cut off. */
static char *mangle(const char *text, size_t *size, uint32_t *seed)
{
	size_t a, b, to, end, n = 0;
	char *out = malloc(*size * 2 + 1);
	assert_non_null(out);
	stretch(text, *size, seed, 600, &a, &b);
	stretch(text, *size, seed, 2, &to, &end);
	uint32_t how = next_random(seed) % 4;
	for (size_t i = 0; i <= *size; i++) {
		if (i == to && how < 2) {
			memcpy(out + n, text + a, b - a);
			n += b - a;
		}
		bool left_out = i >= a && i < b && how != 0;
		if (i < *size && !left_out)
			out[n++] = text[i];
		if (how == 3 && i == b && n > 0)
			break;
	}
	*size = n;
	return out;
}

static void a_record_in_any_disorder_is_tiled(void **state)
{
	(void)state;
	uint32_t seed = 1;
	for (size_t i = 0; i < COUNT_OF(all_made); i++) {
		size_t whole;
		char *text = made(all_made[i], &whole);
		for (int round = 0; round < 40; round++) {
			size_t size = whole;
			char *other = mangle(text, &size, &seed);
			for (int more = 0; more < round % 4 && size > 0; more++) {
				char *next = mangle(other, &size, &seed);
				free(other);
				other = next;
			}
			struct reading r;
			reading_begin(&r, other, size);
			reading_run(&r); /* fails where the sections do not tile */
			assert_true(r.status == STATUS_OK || size == 0 || strspn(other, " \n\f\t\r") == size);
			reading_end(&r);
			free(other);
		}
		free(text);
	}
}

static uint64_t steps_of(const char *text, size_t size)
{
	struct reading r;
	uint64_t steps = 0;
	reading_begin(&r, text, size);
	r.status = reader_read(&r.request, &lexicon, TEXT_NAME, &r.arena, &r.response, &steps, &r.error);
	assert_int_equal(r.status, STATUS_OK);
	reading_end(&r);
	return steps;
}

/* A text of one stretch again and again, a number of times and twice as often. */
static void expect_linear(const char *cover, const char *stretch_of, size_t times)
{
	uint64_t steps[2];
	size_t cover_size = strlen(cover), n = strlen(stretch_of);
	for (size_t k = 0; k < 2; k++) {
		size_t count = times << k, size = cover_size + count * n;
		char *text = malloc(size + 1);
		assert_non_null(text);
		memcpy(text, cover, cover_size);
		for (size_t i = 0; i < count; i++)
			memcpy(text + cover_size + i * n, stretch_of, n);
		text[size] = '\0';
		steps[k] = steps_of(text, size);
		free(text);
	}
	if (steps[1] > steps[0] * 5 / 2)
		fail_msg("\"%.40s\": %llu steps, and %llu for twice the text", stretch_of, (unsigned long long)steps[0],
			 (unsigned long long)steps[1]);
}

static void twice_the_text_takes_twice_the_steps(void **state)
{
	(void)state;
	static const char cover[] = "S/PV.9001\n\n9001st meeting\n\nPresident: Mr. First (Ghana)\n\n"
				    "The meeting was called to order at 3 p.m.\n\n";
	static const char *const stretches[] = {
		"Mr. Odd (Norway): We recall resolution 1325 (2000).\n",
		"Mr. Odd:\n",
		"The President: I invite Mr. Even Odd, Head of the Office of Norway, to brief.\nMr. Odd: Yes.\n",
		"In favour:\nNorway, Chad and Peru\n",
		"In favour: Norway, Chad (\n",
		"A vote was taken by show of hands.\nIn favour:\nNone\nThe motion was carried by 3 votes to 2.\n",
		"At the invitation of the President, Mr. Odd (Norway)\n",
		"Draft resolution A/61/L.66 (resolution 61/294).\n\nwas\n\n",
		"[Subsequently the delegation of Norway\n",
		"Agenda item 13\n",
		"(spoke in French)\nwords\n",
		"ALL OF THESE ARE CAPITALS\n",
		"The\n",
		"(((((\n",
		"S/PV.9001\n2\nwords that go on\n",
		"Le PRESIDENT (traduit de l'anglais): il est dans la ville\n",
		"A vote was taken.\nIn favour:\nChad\nChad did not participate in the voting.\n",
		"The President: draft resolution II\nA recorded vote was taken.\nDraft resolution II was adopted.\n",
		"Faris ODD (Norway): words\n12. words\n",
		"Agenda item 5\nReport (A/70/5)\nParagraph 2 was retained by 3 votes to 2.\n",
	};
	static const char in_a_line[] = "S/PV.9001 9001st meeting President: Mr. First (Ghana) "
					"The meeting was called to order at 3 p.m. ";
	static const char *const in_lines[] = {
		"Mr. Odd (Norway): We recall resolution 1325 (2000). ",
		"The President: I put it to the vote. A vote was taken. In favour: Norway, Chad and Peru. Against: "
		"None. ",
		"Draft resolution II was ",
		"words without an end ",
	};
	for (size_t i = 0; i < COUNT_OF(stretches); i++)
		expect_linear(cover, stretches[i], 300);
	for (size_t i = 0; i < COUNT_OF(in_lines); i++) /* records whose lines are lost */
		expect_linear(in_a_line, in_lines[i], 300);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_of_every_decade_give_their_turns_and_votes),
		cmocka_unit_test(the_records_that_are_read_by_hand_give_their_turns_votes_and_citations),
		cmocka_unit_test(a_cover_gives_the_meeting_its_marks),
		cmocka_unit_test(turns_are_statements_of_their_own_in_a_chain),
		cmocka_unit_test(a_president_who_speaks_for_a_state_does_so_in_a_span),
		cmocka_unit_test(lists_that_disagree_with_their_total_are_found),
		cmocka_unit_test(a_record_of_labels_alone_has_turns_without_words),
		cmocka_unit_test(a_record_that_is_cut_in_the_middle_says_so),
		cmocka_unit_test(a_cover_of_one_meeting_over_the_pages_of_another_is_found),
		cmocka_unit_test(marks_of_direction_hide_no_label),
		cmocka_unit_test(a_novel_is_no_record),
		cmocka_unit_test(a_speech_that_tells_of_a_vote_stays_one_turn),
		cmocka_unit_test(a_record_in_any_disorder_is_tiled),
		cmocka_unit_test(twice_the_text_takes_twice_the_steps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
