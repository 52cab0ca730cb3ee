/* Forms of the records since 1986: covers, lists and speeches whose columns a text layer
 * gives one by one, votes on parts of a draft, marks of later notes. */
#include "tests/record_forms.h"

/* ---- Covers ----------------------------------------------------------- */

static void expect_members(const char *cover, const char *president)
{
	struct reading r;
	char *text =
		support_text("%sThe meeting was called to order at 3 p.m.\n\nThe President: We begin.%s", cover, ROSE);
	read_words(&r, text);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_presiding, 1);
	assert_non_null(m->presiding[0]->person->party);
	expect_text("president's state", cover, m->presiding[0]->person->party->id, president);
	expect_text("turn's party", cover, r.response.statements[1]->turns[0]->speaker->party->id, president);
	expect_number("number of members", cover, (long)m->n_members, 3);
	expect_text("first member", cover, m->members[0]->printed, "Mr. One");
	expect_text("last member", cover, m->members[2]->printed, "Ms. Three");
	expect_text("last member's state", cover, m->members[2]->party->id, "GBR");
	reading_end(&r);
	free(text);
}

#define COVER                                                                                                          \
	"S/PV.3111\n\nSecurity Council\nForty-seventh Year\n\n3111th Meeting\nFriday, 4 September 1992, 3 p.m.\n"      \
	"New York\n\n"

static void the_columns_of_a_cover_may_stand_one_by_one(void **state)
{
	(void)state;
	expect_members(COVER
		       "President:\n\nMr. LI First\n\nMembers:\n\nAustria\nBelgium\nUnited Kingdom of Great Britain "
		       "and\nNorthern Ireland\n\n(China)\n\nMr. One\nMr. Two\nMs. Three\n\n",
		       "CHN");
	expect_members(COVER "President:\n\nMr. First\n\n. . . . . . . . . . .\n\n(Chile)\n\nMembers:\n\n"
			     "Austria . . . . Mr. One\nBelgium . . . . Mr. Two\nUnited Kingdom . . . . Ms. Three\n\n",
		       "CHL");
	expect_members(COVER "President:\n\nMr. First\n\nMembers:\n\nAustria\nBelgium\nUnited Kingdom\n\nAgenda\n\n"
			     ". . . . . . . . . . .\n\n(Chile)\n\n. . . . . . . . . .\n. . . . . . . .\n\n"
			     "Mr. One\nMr. Two\nMs. Three\n\nThe situation in the lowlands\n\n",
		       "CHL");
}

static void a_title_of_the_cover_goes_on_over_lines(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "A/42/PV.84\n\nForty-second session\n\nPresident: Mr. FIRST (Ghana)\n\n"
		       "- Treaty of the river (Treaty of\n  Lakeport):\n  report of the First Committee [49]\n"
		       "- Peace in the highlands: report of the\n  First Committee [53]\n"
		       "- Organization of work\n  Letter dated 1 May 1987\n\n"
		       "The meeting was called to order at 3 p.m.\n\nThe PRESIDENT: We begin." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 3);
	assert_string_equal(m->items[0]->number, "49");
	assert_string_equal(m->items[0]->title,
			    "Treaty of the river (Treaty of Lakeport): report of the First Committee");
	assert_string_equal(m->items[1]->number, "53");
	assert_string_equal(m->items[1]->title, "Peace in the highlands: report of the First Committee");
	assert_string_equal(m->items[2]->title, "Organization of work");
	reading_end(&r);
}

/* ---- Speech ------------------------------------------------------------ */

static void a_blank_line_parts_no_number_from_its_year(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "We recall resolution 780\n\n(1992) in that case.", "S/RES/780 (1992)" },
		{ "We recall resolution\n\n780 (1992) in that case.", "S/RES/780 (1992)" },
		{ "We recall resolution 2625\n\n(XXV) in that case.", "A/RES/2625 (XXV)" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait\nfor it.\n%s\nAnd we go on.\n%s", OPENED,
					  rows[i][0], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		assert_int_equal(s->n_citations, 1);
		assert_string_equal(s->citations[0]->instrument, rows[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void an_item_of_a_list_begins_a_paragraph(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Ms. Odd (Norway): We came a long way\nto this table, and today\nwe ask for two "
		   "things:\n\n(1) that the guns fall\nsilent on both of the\nbanks of the river;\n\n(2) that "
		   "the road to the\nhighlands opens at last\nto whoever is hungry.\n\n1992 was a hard\nyear." ROSE);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_blocks, 4);
	assert_string_equal(s->blocks[3]->text, "1992 was a hard year.");
	reading_end(&r);
}

static void a_label_may_come_word_by_word(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We go on.\nMr.\nOdd\n(Russian\nFederation)\n(interpretation\nfrom\n"
			      "Russian): We wait.\nSir\nJohn\nEven\n(United\nKingdom):\nWe do not." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	const Truce__V1__Turn *turn = r.response.statements[2]->turns[0];
	assert_string_equal(turn->speaker->printed, "Mr. Odd");
	assert_string_equal(turn->speaker->party->id, "RUS");
	assert_string_equal(turn->language, "ru");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->printed, "Sir John Even");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->party->id, "GBR");
	reading_end(&r);
}

/* ---- Votes ------------------------------------------------------------- */

static void a_draft_may_be_put_to_the_vote_section_by_section(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I put to the vote section B of draft resolution S/1994/1.\n\n"
			      "A vote was taken by show of hands.\n\nIn favour:\nChad, Peru\n\nAgainst:\nMali\n\n"
			      "The President: There were 2 votes in favour, 1 against and no abstentions. Section B of "
			      "the draft resolution has been adopted.\n\n"
			      "I now put to the vote the remainder of the draft resolution.\n\n"
			      "A vote was taken by show of hands.\n\nIn favour:\nChad, Mali, Peru\n\n"
			      "The President: There were 3 votes in favour. The remainder of the draft resolution has "
			      "been adopted unanimously.\n\nThe draft resolution as a whole has thus been adopted as "
			      "resolution 918 (1994).\n\nLong ago resolution 242 (1967) was adopted." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	assert_string_equal(m->votes[0]->part, "section B");
	assert_string_equal(m->votes[0]->document, "S/1994/1");
	assert_string_equal(m->votes[0]->instrument, "");
	assert_string_equal(m->votes[1]->part, "the remainder");
	assert_string_equal(m->votes[1]->document, "S/1994/1");
	assert_string_equal(m->votes[1]->instrument, "S/RES/918 (1994)");
	reading_end(&r);
}

#define TWO_VOTES(first, second, note)                                                                                 \
	OPENED "The President: I put to the vote draft resolution A/45/L.1.\n\nA recorded vote was taken.\n\n"         \
	       "In favour: Chad, Peru\n\nThe draft resolution was adopted by 2 votes to none (resolution 45/1)." first \
	       "\n\nThe President: I put to the vote draft resolution A/45/L.2.\n\nA recorded vote was taken.\n\n"     \
	       "In favour: Chad, Mali\n\nThe draft resolution was adopted by 2 votes to none (resolution "             \
	       "45/2)." second "\n\nThe President: We go on.\n\n" note                                                 \
	       "Subsequently the delegation of Togo advised the Secretariat "                                          \
	       "that it had intended to vote in favour.\n\nThe President: We end." ROSE

static void a_later_note_is_of_the_vote_that_bears_its_mark(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t notes[2];
	} rows[] = {
		{ TWO_VOTES("*", "", "* "), { 1, 0 } },   { TWO_VOTES("", "*", "* "), { 0, 1 } },
		{ TWO_VOTES("*", "**", "* "), { 1, 0 } }, { TWO_VOTES("*", "**", "** "), { 0, 1 } },
		{ TWO_VOTES("*", "*", "* "), { 0, 1 } },  { TWO_VOTES("", "", ""), { 0, 1 } },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *m = meeting_of(&r);
		assert_int_equal(m->n_votes, 2);
		for (size_t k = 0; k < 2; k++)
			expect_number("number of notes", rows[i].text, (long)m->votes[k]->n_notes,
				      (long)rows[i].notes[k]);
		reading_end(&r);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_columns_of_a_cover_may_stand_one_by_one),
		cmocka_unit_test(a_title_of_the_cover_goes_on_over_lines),
		cmocka_unit_test(a_blank_line_parts_no_number_from_its_year),
		cmocka_unit_test(an_item_of_a_list_begins_a_paragraph),
		cmocka_unit_test(a_label_may_come_word_by_word),
		cmocka_unit_test(a_draft_may_be_put_to_the_vote_section_by_section),
		cmocka_unit_test(a_later_note_is_of_the_vote_that_bears_its_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
