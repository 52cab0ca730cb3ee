/* Pages of records: their numbers, symbols, running heads and titles. */
#include "tests/record_leaves.h"

static void a_typed_page_has_its_language_and_number_below_its_symbol(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Ms. Odd (Norway): We wait for\n\nS/PV.9001\nEnglish\nPage 2\n\nthe ferry." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "We wait for the ferry.");
	reading_end(&r);
}

static void a_page_number_between_dashes_needs_no_header(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Ms. Odd (Norway): We wait for\n\n- 2 -\n\nthe ferry." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "We wait for the ferry.");
	reading_end(&r);
}

/* Two pages of twelve begin with the same words, and the letterhead's stand in the text. */
static void words_that_two_pages_begin_with_are_no_running_title(void **state)
{
	(void)state;
	char *text = support_text("United Nations\n\n%s", OPENED "Ms. Odd (Norway):");
	for (int i = 0; i < 12; i++) {
		char *more = support_text("%s The words of page %d are those of all" PAGE "%s\ngo on here.", text, i,
					  i == 3 || i == 9 ? "Members of the council that"
					  : i == 5         ? "United Nations"
							   : "who");
		free(text);
		text = more;
	}
	struct reading r;
	read_words(&r, text);
	size_t words = 0;
	for (size_t i = 0; i < r.response.statements[1]->n_blocks; i++) {
		const char *block = r.response.statements[1]->blocks[i]->text;
		for (; (block = strstr(block, "Members of the council that")) != NULL; block++)
			words++;
	}
	assert_int_equal(words, 2);
	assert_null(finding_at(&r, FINDING(FURNITURE), 1));
	free(text);
	reading_end(&r);
}

/* A page in two columns, with a head over it; one row of the left column begins with a
 * record's symbol, and one of the right ends with it. */
static void a_symbol_in_a_column_begins_no_page(void **state)
{
	(void)state;
	char *text = support_text("%s", OPENED "\fSecurity Council                            9001st meeting\n"
					       "Seventy-seventh year                        4 March 2022\n\n"
					       "  Ms. Odd (Norway): We go on.\n");
	for (int i = 0; i < 30; i++) {
		char *more = support_text("%s%-44s%s\n", text,
					  i == 9 ? "S/PV.8990) as it was read to them and"
						 : "of the ferry that crosses the lake and",
					  i == 19   ? "as was said before, in S/PV.8990"
					  : i == 29 ? "under the bridge. Nobody repairs it."
						    : "under the bridge that nobody repairs");
		free(text);
		text = more;
	}
	char *whole = support_text("%s\n%-44sThe meeting rose at 4 p.m.\n", text, "");
	struct reading r;
	read_words(&r, whole);
	const Truce__V1__Statement *s = r.response.statements[1];
	size_t left = 0, right = 0, at = 0;
	for (size_t b = 0; b < s->n_blocks; b++) {
		left += strstr(s->blocks[b]->text, "lake and S/PV.8990) as it was read") != NULL;
		right += strstr(s->blocks[b]->text, "before, in S/PV.8990 under the bridge") != NULL;
		at += strstr(s->blocks[b]->text, "9001st meeting") != NULL;
	}
	assert_int_equal(left, 1);
	assert_int_equal(right, 1);
	assert_int_equal(at, 0);
	reading_end(&r);
	free(whole);
	free(text);
}

/* The running head of the nineties, as its two columns may be read. */
static void a_running_head_may_be_read_in_any_order(void **state)
{
	(void)state;
	static const char *const heads[] = {
		"Security Council 9001st meeting\nForty-ninth year 4 March 2022",
		"Security Council\n9001st meeting\nForty-ninth year\n4 March 2022",
		"Security Council\n\n9001st meeting\nForty-ninth year\n\n4 March 2022",
		"Security Council\nForty-ninth year\n9001st meeting\n4 March 2022",
		"Security Council\n9001st meeting\n\nForty-ninth year 4 March 2022",
		"9001st meeting - 4 March 2022 25",
		"24 9001st meeting - 4 March 2022",
		"9001st meeting - 4 March 2022\n\n1253\n",
		"9001st meetlng \xE2\x80\x94 4 March 2022   16",
		"9001st meeting Security Council\n4 March 2022 Forty-ninth year",
		"4 March 2022                  812           9001st meeting",
		"9001st plenary meeting     924     4 March 2022",
		"4 March 2022 813 9001st plenary meeiing",
		"S/PV.9001\n          Forty-ninth year\n              4 March 2022\n\n              2\n",
	};
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct reading r;
		char *text =
			support_text("S/PV.9001\n\n9001st meeting\n\nPresident: Mr. First (Ghana)\n\nAgenda\nThe "
				     "ferry\n\n%s\nThe meeting was called to order at 3 p.m.\n\nThe President: The "
				     "declaration of\n%s\nprinciples stands." ROSE,
				     heads[i], heads[i]);
		read_words(&r, text);
		assert_int_equal(r.response.statements[0]->record->n_items, 1);
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "The declaration of principles stands.");
		reading_end(&r);
		free(text);
	}
}

static void a_job_number_may_stand_before_the_printers_note(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "The President: We go on with the words of\n\n96-86183 (E)      This record contains the original "
		   "text of speeches delivered in English.\nCorrections should be sent in a consolidated "
		   "corrigendum.\n\nthe page." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "We go on with the words of the page.");
	reading_end(&r);
}

/* A heading of the text, once, right above a page's symbol, in the middle of a list. */
static void a_running_title_may_be_a_heading_of_the_text(void **state)
{
	(void)state;
	static const char *const heads[] = { "General state of the ferries\nS/PV.9001\n12/12/2022",
					     "S/PV.9001\nGeneral state of the ferries",
					     "12/12/2022\nGeneral state of the ferries\nS/PV.9001" };
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct reading r;
		char *text =
			support_text("%sGeneral state of the ferries\n\nMs. Odd (Norway): We have\nwaited for it upon "
				     "the\nlake since the day on which\nwe came, and nobody has seen it,\nnor do we "
				     "think that it\nis there. It may come,\nand so we wait for it\nevery day and "
				     "every\nnight of the year.\n\nThe President: We vote.\n\nA recorded vote was "
				     "taken.\n\nIn favour:\nChad, Norway,\n\n%s\n\nPeru, Mauritius\n\nThe draft "
				     "resolution was adopted by 4 votes to none.%s",
				     OPENED, heads[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Vote *v = r.response.statements[0]->votes[0];
		assert_int_equal(v->n_ballots, 4);
		assert_string_equal(v->ballots[2]->party->id, "PER");
		reading_end(&r);
		free(text);
	}
}

/* Two pages begin with one speaker's label, which goes on over the line. */
static void a_label_over_two_lines_is_no_running_title(void **state)
{
	(void)state;
	static const char *const labels[] = { "Mr. Odd (Russian Federation) (spoke\nin Russian)",
					      "The President (spoke in\nRussian)" };
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text(
			"%sMs. Even (Chad): We wait.%s%s: We do not.\n\nMs. Even (Chad): We do.%s%s: And so "
			"it is.%s",
			OPENED, PAGE, labels[i], PAGE, labels[i], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 5);
		assert_string_equal(r.response.statements[4]->turns[0]->language, "ru");
		reading_end(&r);
		free(text);
	}
}

static void a_heading_below_a_pages_head_is_the_texts(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The state of the ferries\n\nThe President: We begin.\n\nThe agenda was adopted.\n\n"
			      "S/PV.9001\n\nThe state of the ferries\n\nMs. Odd (Norway): We wait." ROSE);
	size_t items = r.response.statements[0]->record->n_items;
	assert_int_equal(items, 2);
	reading_end(&r);
}

/* The note stands below both columns; its last line is short, and set in where they are not. */
static void the_printers_note_below_two_columns_ends_no_list(void **state)
{
	(void)state;
	static const char row[] =
		"and we wait for the ferry upon the lower lake    and we wait for it upon the upper lake as well\n";
	struct reading r;
	char *words = support_text("%s", "");
	for (int i = 0; i < 20; i++) {
		char *more = support_text("%s%s", words, row);
		free(words);
		words = more;
	}
	char *text = support_text(
		"%sThe President: We have waited for a long time,     I put the draft resolution to the vote.\n%s"
		"and so we go to the other side of the water.\n"
		"                                                  A recorded vote was taken.\n\n"
		"                                                  In favour: Chad, Norway, Papua New\n\n"
		"     This record contains the original text of speeches delivered in English and interpretations of "
		"them.\n     Corrections should be sent under the signature of a member of the delegation to the "
		"Service,\n     room C-178.\n\n93-87732 (E)\n*9387732*\n\fS/PV.9001\n\n"
		"Guinea, Viet Nam                                 The President: The draft is adopted.\n%s%s%s",
		OPENED, words, words, words, ROSE);
	read_words(&r, text);
	const Truce__V1__Statement *m = r.response.statements[0];
	static const char *const ids[] = { "TCD", "NOR", "PNG", "VNM" };
	assert_int_equal(m->n_votes, 1);
	assert_true(m->votes[0]->n_ballots >= COUNT_OF(ids));
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		assert_string_equal(m->votes[0]->ballots[i]->party->id, ids[i]);
	reading_end(&r);
	free(words);
	free(text);
}

static void the_page_behind_the_cover_has_its_running_title(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "S/PV.9001\n\n9001st meeting\n\nPresident: Mr. First (Ghana)\n\nAgenda\nThe state of the ferry\n\n"
		   "22-12345 (E)\n\nS/PV.9001\nThe state of the ferry\n31/01/2022\n\nThe meeting was called to order "
		   "at 3 p.m.\n\nThe state of the ferry\n\nThe President: We begin." ROSE);
	const Truce__V1__MeetingRecord *m = r.response.statements[0]->record;
	assert_int_equal(m->n_items, 2);
	assert_string_equal(m->items[0]->title, "The state of the ferry");
	assert_int_equal(m->items[1]->cover_item, 1);
	reading_end(&r);
}

static void a_heading_may_end_with_a_colon_before_its_lettered_parts(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: That concludes our\nconsideration of item 2.\n\nAdmission of new ferries:\n\n"
			  "  (a) Letter from the owner (S/4563);\n  (b) Letter from the captain\n      (S/4566)\n"
			  "The President: We go on." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "That concludes our consideration of item 2.");
	assert_int_equal(r.response.statements[1]->n_blocks, 1);
	reading_end(&r);
}

/* What follows tells that words behind a turn are a heading: its item's number in brackets, or
 * that it goes on. */
static const char *const headings[] = {
	"The state of the ferry: report of\nthe Third Committee (A/2037)\n[Agenda items 12, 13 and 38]\n",
	"The state of the ferry: report of\nthe Third Committee (A/2037)\n[Agenda item 12]\n",
	"\n      5. The state of the ferry (continued)\n\n  On the invitation of the President, Mr. Ten took a "
	"place\nat the Council table.\n",
};

static void what_follows_a_turn_may_be_a_heading(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(headings); i++) {
		struct reading r;
		char *text = support_text("%s  Mr. ODD (Norway): We are glad of it, and so\nare they.\n%s  Mr. EVEN "
					  "(Chad): We are not.%s",
					  OPENED, headings[i], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 3);
		assert_int_equal(r.response.statements[1]->n_blocks, 1);
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "We are glad of it, and so are they.");
		reading_end(&r);
		free(text);
	}
}

static void a_committees_reports_are_not_discussed_by_a_decision(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. Odd (Norway): We introduce the reports.\n\nIt was decided, pursuant to rule 66 of the rules "
		   "of procedure, not to discuss the reports of the Committee.\n\nMs. Even (Chad): Thank you." ROSE);
	assert_int_equal(r.response.statements[1]->n_blocks, 1);
	assert_int_equal(r.response.statements[0]->record->n_decisions, 1);
	reading_end(&r);
}

static void a_job_number_is_furniture_with_what_its_bars_were_read_as(void **state)
{
	static const char *const feet[] = { "99-12345 (E)", "99-12345 (E)    `````````", "99-12345 (E)    *9912345*" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(feet); i++) {
		char text[1000];
		struct reading r;
		snprintf(text, sizeof text,
			 OPENED "Mr. Odd (Norway): We introduce the report of the\n\n%s\n\nFirst Committee.\n" ROSE,
			 feet[i]);
		read_words(&r, text);
		assert_string_equal(r.response.statements[1]->blocks[0]->text,
				    "We introduce the report of the First Committee.");
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_committees_reports_are_not_discussed_by_a_decision),
		cmocka_unit_test(a_job_number_is_furniture_with_what_its_bars_were_read_as),
		cmocka_unit_test(a_typed_page_has_its_language_and_number_below_its_symbol),
		cmocka_unit_test(a_page_number_between_dashes_needs_no_header),
		cmocka_unit_test(words_that_two_pages_begin_with_are_no_running_title),
		cmocka_unit_test(a_symbol_in_a_column_begins_no_page),
		cmocka_unit_test(a_running_head_may_be_read_in_any_order),
		cmocka_unit_test(a_job_number_may_stand_before_the_printers_note),
		cmocka_unit_test(a_running_title_may_be_a_heading_of_the_text),
		cmocka_unit_test(a_label_over_two_lines_is_no_running_title),
		cmocka_unit_test(a_heading_below_a_pages_head_is_the_texts),
		cmocka_unit_test(the_printers_note_below_two_columns_ends_no_list),
		cmocka_unit_test(the_page_behind_the_cover_has_its_running_title),
		cmocka_unit_test(a_heading_may_end_with_a_colon_before_its_lettered_parts),
		cmocka_unit_test(what_follows_a_turn_may_be_a_heading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
