/* What records of the decades before 1990 print that text layers bring into disorder: heads
 * of pages, footnotes, French columns, printers' notes, covers, each in a record that was
 * made for it. */
#include "tests/record_forms.h"

static const Truce__V1__Statement *turn_of(const struct reading *r, size_t turn)
{
	assert_true(r->response.n_statements > turn);
	return r->response.statements[turn];
}

static void expect_block(const struct reading *r, size_t turn, size_t block, const char *text)
{
	const Truce__V1__Statement *s = turn_of(r, turn);
	assert_true(s->n_blocks > block);
	assert_string_equal(s->blocks[block]->text, text);
}

/* Furniture between two lines of one sentence, which is whole again. */
static const char *const between[] = {
	"562nd meeting\xE2\x80\x94"
	"1 November 1956 25\n",
	"1976th meeting - 25 October 1971 3\n",
	"Nine hundred and third meeting - 25 October 1961          3\n",
	"4/ Ferries of the upper lake (Charter,\nArticle 4, of the League).\n\n"
	"Nine hundred and third meeting - 25 October 1961          3\n\n",
	"1 The amendments are numbered here in the order\nof their submission; see S/7243.\n",
	"1 Admission of a League to the Union (Charter,\nArt. 4), Advisory Opinion: I.C.J.\nReports 1948, p. 57.\n",
};

static void what_stands_in_a_sentence_and_is_not_said_is_left_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(between); i++) {
		struct reading r;
		char *text = support_text("%sMr. ODD (Norway): We hold that the river which is to be\n%scrossed by "
					  "the ferries is not wide.\n%s",
					  OPENED, between[i], ROSE);
		read_words(&r, text);
		expect_block(&r, 1, 0, "We hold that the river which is to be crossed by the ferries is not wide.");
		assert_int_equal(turn_of(&r, 1)->n_blocks, 1);
		reading_end(&r);
		free(text);
	}
}

static void a_page_head_with_a_comma_scanned_for_its_stop_is_one(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "S/PV.1660\n25 August 1972\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 "
		   "p.m.\n\nMr. ODD (Norway): We hold that the river which is to be\n\fBHS/fm\n\nS/PV,1660\n\n6\n\n"
		   "crossed is not wide, as document S/3713/Rev,1 says." ROSE);
	expect_block(&r, 1, 0,
		     "We hold that the river which is to be crossed is not wide, as document S/3713/Rev,1 says.");
	assert_string_equal(turn_of(&r, 1)->citations[0]->instrument, "S/3713/Rev.1");
	reading_end(&r);
}

/* A paragraph does not end behind "the", where each line has a blank one behind it. */
static void a_line_that_asks_for_more_ends_no_paragraph(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. ODD (Norway): No other member of the\n\nCouncil has asked for the floor. The list of the\n\n"
		   "Council is empty." ROSE);
	expect_block(&r, 1, 0,
		     "No other member of the Council has asked for the floor. The list of the Council is empty.");
	reading_end(&r);
}

/* Nor behind a title: whom it introduces is known by it. */
static void a_title_at_a_lines_end_has_its_name_behind_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: The letter reads:\n\n\"We ask to hear, under rule 39, Mr.\n\nAdam Even, "
			      "Deputy Observer of the\n\nRepublic of Chad.\"\n\nIt is so decided by all of the\n\n"
			      "members here.\n\nMr. EVEN: I thank the\n\nCouncil for its patience." ROSE);
	const Truce__V1__Statement *turn = r.response.statements[2];
	expect_block(&r, 1, 1,
		     "\"We ask to hear, under rule 39, Mr. Adam Even, Deputy Observer of the Republic of Chad.\"");
	assert_string_equal(turn->turns[0]->speaker->party->id, "TCD");
	reading_end(&r);
}

/* A footnote of a vote in somebody's speech is a note of the vote, and his sentence goes on. */
static void a_footnote_of_a_vote_is_its_note_wherever_it_stands(void **state)
{
	(void)state;
	static const char *const marks[] = { "1 ", "2/ " };
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		struct reading r;
		char *text = support_text("%sThe PRESIDENT: I put draft resolution A/L.3 to the vote.\n\nA recorded "
					  "vote was taken.\n\nIn "
					  "favour: Chad, Norway\n\nAgainst: Peru\n\nThe draft resolution was adopted "
					  "by 2 votes to 1 (resolution 6/2).1\n\nMr. "
					  "ODD (Norway): The river is the\n\n%sThe delegation of Mali subsequently "
					  "informed\nthe Secretariat "
					  "that, had it been present, it would\nhave abstained.\n\nborder of us all.%s",
					  OPENED, marks[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
		assert_int_equal(v->n_notes, 1);
		assert_string_equal(v->notes[0]->party->id, "MLI");
		assert_int_equal(v->notes[0]->intended, TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING);
		expect_block(&r, 2, 0, "The river is the border of us all.");
		reading_end(&r);
		free(text);
	}
}

/* A page ends, with a note to the vote before, inside of a decision. */
static void a_decision_goes_on_behind_a_note_at_a_pages_foot(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "The PRESIDENT: We have before us draft resolution A,\nand I put to the vote the words of which a "
		   "vote by\nthemselves was asked for.\n\nThe words were retained by 2 votes to none.1\n\nDraft "
		   "resolution A was adopted by 2 votes to\nnone, with 27 abstentions (resolution 3151 A\n\n1 The "
		   "delegation of Mali subsequently informed the\nSecretariat that it had intended to vote in "
		   "favour.\n2199th meeting - 12 December 1973\n\n3\n\n(XXVIII)).\n\nThe PRESIDENT: We go on to draft "
		   "resolution B, the\nfinancial implications of which the Fifth Committee has\nset out in its own "
		   "report to the Assembly." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->record->n_decisions, 2);
	assert_string_equal(m->record->decisions[1]->instrument, "A/RES/3151 A (XXVIII)");
	assert_int_equal(m->n_votes, 2);
	assert_int_equal(m->votes[0]->n_notes, 1);
	assert_int_equal(m->votes[1]->n_notes, 0);
	assert_int_equal(m->votes[1]->abstaining, 27);
	reading_end(&r);
}

/* The same inside of the brackets that tell the resolution, before its letter. */
static void a_resolutions_letter_stands_behind_a_note_at_a_pages_foot(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The PRESIDENT: I put to the vote draft\nresolution B as a whole.\n\nDraft resolution B was "
			  "adopted by 131 votes to\n1, with 11 abstentions (resolution 34/87 B).2\n\n"
			  "The PRESIDENT: I put to the vote draft\nresolution C.\n\nDraft resolution C was "
			  "adopted by 121 votes to\nnone, with 18 abstentions (resolution 34/87\n\n2 The "
			  "delegation of Mali subsequently informed the\nSecretariat that it had intended to "
			  "abstain.\n2199th meeting - 12 December 1973\n\n3\n\nC).\n\nThe PRESIDENT: We go on to draft "
			  "resolution D, the\n"
			  "financial implications of which are told." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	assert_string_equal(m->votes[1]->instrument, "A/RES/34/87 C");
	reading_end(&r);
}

/* The French column of a bilingual record begins at its head, and holds labels of any title. */
static void the_french_column_begins_at_its_head(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. ODD (Norway): We hold that the river is not wide, and that the ferries\n"
		   "CINQ CENT UNIEME SEANCE\nTenue \xC3\xA0 Lakeport, le mardi\n12 septembre 1950, \xC3\xA0 15 "
		   "heures.\n4. Sir Benegal EVEN (Inde) (traduit\nde l'anglais): Je m'abstiendrai.\nwhich cross it by "
		   "night are lit." ROSE);
	assert_int_equal(r.response.n_statements, 2);
	expect_block(&r, 1, 0, "We hold that the river is not wide, and that the ferries");
	expect_block(&r, 1, 1, "which cross it by night are lit.");
	reading_end(&r);
}

/* A printers' note of one line takes nothing of the next column with it. */
static void a_printers_line_is_one_line(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. ODD (Norway): We shall vote for\nPrinted in U.S.A. 77104\xE2\x80\x94"
			      "April 1957\xE2\x80\x94"
			      "2,100\nthis resolution, because it asks for what all of\nus ask for.\nPrinted in "
			      "U.S.A.\nThe river is wide." ROSE);
	expect_block(&r, 1, 0, "We shall vote for this resolution, because it asks for what all of us ask for.");
	expect_block(&r, 1, 1, "The river is wide.");
	reading_end(&r);
}

/* A meeting's number is not one that its contents name. */
static void a_cover_names_its_own_meeting(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "GENERAL\nASSEMBLY\nPLENARY MEETING 562nd\nThursday, 1 November 1956,\nat 9.50 p.m.\nNew York\n\n"
		   "CONTENTS\nAgenda item 5:\nQuestion considered by the Council at its\n749th and 750th meetings\n\n"
		   "President: Mr. FIRST (Ghana).\n\nAGENDA ITEM 5\nQuestion considered by the Council at its\n749th "
		   "and 750th meetings\n1. Mr. ODD (Norway): We hold that the river is not wide." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->record->meeting_number, 562);
	assert_string_equal(m->meeting, "562");
	assert_string_equal(m->date->printed, "1 November 1956");
	reading_end(&r);
}

/* Decisions and directions behind a question, without a blank line and divided at their
 * lines' ends. */
static void decisions_behind_a_question_are_no_speech(void **state)
{
	(void)state;
	static const char *const ends[] = { "accla-\nmation (resolution 3050 (XXVIII)).",
					    "without objec-\ntion (resolution 3051 (XXVIII))." };
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		struct reading r;
		char *text = support_text(
			"%s1. The PRESIDENT: May I take it that the draft resolution in\ndocument A/L.698 "
			"meets with no words against it from the\nfloor?\nThe draft resolution was adopted "
			"%s %s\nThe delegations of Peru and\nChad were escorted to their places in the General "
			"Assembly Hall.\n2. Mr. ODD (Norway): We are glad.%s",
			OPENED, i == 0 ? "by" : "", ends[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		size_t decisions = 0, asides = 0;
		for (size_t b = 0; b < m->n_blocks; b++) {
			decisions += m->blocks[b]->kind == BLOCK(DECISION);
			asides += m->blocks[b]->kind == BLOCK(STAGE_DIRECTION) &&
				  strstr(m->blocks[b]->text, "escorted") != NULL;
		}
		expect_number("decisions", text, (long)decisions, 1);
		expect_number("directions", text, (long)asides, 1);
		assert_int_equal(turn_of(&r, 1)->n_blocks, 1);
		reading_end(&r);
		free(text);
	}
}

/* The totals of a decision stand behind a column's end. */
static void a_column_may_end_before_a_total(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "1. The PRESIDENT: I put the amendment to the vote.\n\nA vote was taken by show of hands.\n\nThe "
		   "amendment was rejected by 41 votes to\n\n5, with 14 abstentions.\n2. Mr. ODD (Norway): We are "
		   "glad." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->in_favour, 5);
	assert_int_equal(m->votes[0]->against, 41);
	assert_int_equal(m->votes[0]->abstaining, 14);
	assert_int_equal(m->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED);
	reading_end(&r);
}

/* A heading with symbols under it, before a bracket with its item or a label. */
static void a_heading_of_symbols_is_no_speech(void **state)
{
	(void)state;
	static const char *const headings[] = {
		"Ferries of the upper lake: report\nof the Harbour Committee\n(A/2025)\n\n[Agenda item 66]",
		"Ferries of the upper lake\n\n(S/5851, S/5875)",
	};
	for (size_t i = 0; i < COUNT_OF(headings); i++) {
		struct reading r;
		char *text = support_text("%s1. Mr. ODD (Norway): We are glad of it.\n\n%s\n\n2. Mr. EVEN (Chad): We "
					  "are not.%s",
					  OPENED, headings[i], ROSE);
		read_words(&r, text);
		assert_int_equal(turn_of(&r, 1)->n_blocks, 1);
		expect_block(&r, 1, 0, "We are glad of it.");
		reading_end(&r);
		free(text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_in_a_sentence_and_is_not_said_is_left_out),
		cmocka_unit_test(a_page_head_with_a_comma_scanned_for_its_stop_is_one),
		cmocka_unit_test(a_line_that_asks_for_more_ends_no_paragraph),
		cmocka_unit_test(a_title_at_a_lines_end_has_its_name_behind_it),
		cmocka_unit_test(a_footnote_of_a_vote_is_its_note_wherever_it_stands),
		cmocka_unit_test(a_decision_goes_on_behind_a_note_at_a_pages_foot),
		cmocka_unit_test(a_resolutions_letter_stands_behind_a_note_at_a_pages_foot),
		cmocka_unit_test(the_french_column_begins_at_its_head),
		cmocka_unit_test(a_printers_line_is_one_line),
		cmocka_unit_test(a_cover_names_its_own_meeting),
		cmocka_unit_test(decisions_behind_a_question_are_no_speech),
		cmocka_unit_test(a_column_may_end_before_a_total),
		cmocka_unit_test(a_heading_of_symbols_is_no_speech),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
