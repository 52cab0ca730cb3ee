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

static void who_presides_may_stand_behind_several_offices(void **state)
{
	(void)state;
	static const char *const covers[] = {
		"Temporary President:\nPresident:\n\nMr. First . . . . (Gabon)\nMs. Second . . . . (Chad)\n\n",
		"Temporary President:\nPresident:\n\nMr. First . . . .\n(Gabon)\nMs. Second . . . .\n(Chad)\n\n",
		"Temporary President: Mr. First . . . . (Gabon)\nPresident: Ms. Second . . . . (Chad)\n\n",
	};
	for (size_t i = 0; i < COUNT_OF(covers); i++) {
		struct reading r;
		char *text = support_text("A/S-28/PV.1\n\nTwenty-eighth special session\n\n1st plenary meeting\n"
					  "Monday, 24 January 2005, 10 a.m.\nNew York\n\n%sThe meeting was called to "
					  "order at 10 a.m.\n\nThe Temporary President: We begin.\n\nMs. Second (Chad) "
					  "took the Chair.\n\nThe President: We go on.%s",
					  covers[i], ROSE);
		read_words(&r, text);
		const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
		assert_int_equal(m->n_presiding, 2);
		assert_string_equal(m->presiding[0]->role, "Temporary President");
		assert_string_equal(m->presiding[1]->person->printed, "Ms. Second");
		assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "GAB");
		assert_string_equal(r.response.statements[2]->turns[0]->speaker->party->id, "TCD");
		reading_end(&r);
		free(text);
	}
}

static void one_person_may_preside_in_both_offices(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "A/S-28/PV.1\n\nTwenty-eighth special session\n\nTemporary President: Mr. First . . . . (Gabon)\n"
		   "President: Mr. First . . . . (Gabon)\n\nThe meeting was called to order at 10 a.m.\n\n"
		   "The Temporary President: We begin.\n\nThe President: We go on." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_presiding, 2);
	assert_string_equal(m->presiding[1]->role, "President");
	for (size_t i = 1; i < 3; i++) {
		assert_non_null(r.response.statements[i]->turns[0]->speaker->party);
		assert_string_equal(r.response.statements[i]->turns[0]->speaker->party->id, "GAB");
	}
	reading_end(&r);
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
		{ "We recall what is said in resolution\n\nES-10/22 in that case.", "A/RES/ES-10/22" },
		{ "We recall what is said in document\n\nS/2004/1 in that case.", "S/2004/1" },
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

static void a_range_is_each_of_its_documents(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *instruments;
	} rows[] = {
		{ "A/59/2005 and Add.1-3", "A/59/2005 A/59/2005/Add.1 A/59/2005/Add.2 A/59/2005/Add.3 " },
		{ "A/59/2005/Add.1 to Add.4", "A/59/2005/Add.1 A/59/2005/Add.2 A/59/2005/Add.3 A/59/2005/Add.4 " },
		{ "A/59/2005 and Corr.1 and 2", "A/59/2005 A/59/2005/Corr.1 A/59/2005/Corr.2 " },
		{ "A/59/2005, Add.1 and 3", "A/59/2005 A/59/2005/Add.1 A/59/2005/Add.3 " },
		{ "A/59/2005/Add.1-56", "A/59/2005/Add.1 A/59/2005/Add.56 " },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We read (%s).%s", OPENED, rows[i].printed, ROSE);
		char told[512] = "";
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		for (size_t c = 0; c < s->n_citations; c++) {
			strcat(told, s->citations[c]->instrument);
			strcat(told, " ");
		}
		expect_text("citations", rows[i].printed, told, rows[i].instruments);
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

static void amendments_are_voted_on_by_their_order(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: I shall put to the vote the amendments contained in document S/2025/1, "
			  "beginning with the first amendment, relating to the second preambular paragraph.\n\n"
			  "A vote was taken by show of hands.\n\nIn favour:\nChad\n\nAgainst:\nMali, Peru\n\n"
			  "The President: There were 1 vote in favour and 2 against. The first amendment has not been "
			  "adopted, having failed to obtain the required number of votes.\n\n"
			  "I shall now put to the vote the second amendment contained in the same document.\n\n"
			  "A vote was taken by show of hands.\n\nIn favour:\nChad\n\nAgainst:\nMali, Peru\n\n"
			  "The President: There were 1 vote in favour and 2 against. The second amendment has not "
			  "been adopted. As none of the amendments has been adopted, I shall now put to the vote the "
			  "draft resolution contained in document S/2025/2.\n\n"
			  "A vote was taken by show of hands.\n\nIn favour:\nChad, Mali, Peru\n\n"
			  "The President: The draft resolution has been adopted unanimously as resolution 2790 "
			  "(2025)." ROSE);
	static const struct {
		const char *part, *document;
		Truce__V1__Vote__Result result;
	} expected[] = {
		{ "first amendment", "S/2025/1", TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED },
		{ "second amendment", "S/2025/1", TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED },
		{ "", "S/2025/2", TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED },
	};
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(m->votes[i]->part, expected[i].part);
		assert_string_equal(m->votes[i]->document, expected[i].document);
		assert_int_equal(m->votes[i]->result, expected[i].result);
	}
	reading_end(&r);
}

static void an_appeal_may_be_rejected_by_totals_before_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I put the appeal to the vote.\n\nA recorded vote was taken.\n\n"
			      "In favour: Chad, Peru\n\nAgainst: Mali, Togo\n\nAbstaining: Norway\n\n"
			      "By 2 votes to 2, with 1 abstention, the appeal was\nrejected." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_string_equal(m->votes[0]->part, "the appeal");
	assert_int_equal(m->votes[0]->against, 2);
	assert_int_equal(m->votes[0]->abstaining, 1);
	assert_int_equal(m->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED);
	reading_end(&r);
}

/* Two pages that begin with the same lines of a list. */
static void lines_of_a_list_are_no_running_title(void **state)
{
	(void)state;
#define LIST                                                                                                           \
	"A recorded vote was taken.\n\nIn favour:\nAlbania, Benin, Bhutan, Bolivia, Botswana,\n\n\fS/PV.9001\n\n"      \
	"Costa Rica, Cuba, Djibouti, Dominican\nRepublic, Ecuador, Egypt, Equatorial\nGuinea, Guyana, Haiti\n\n"
	struct reading r;
	read_words(&r, OPENED "The President: We vote on draft resolution A/61/L.1.\n\n" LIST
			      "The draft resolution was adopted by 14 votes to none.\n\n"
			      "The President: We vote on draft resolution A/61/L.2.\n\n" LIST
			      "The draft resolution was adopted by 14 votes to none." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(m->votes[i]->n_ballots, 14);
		assert_string_equal(m->votes[i]->ballots[11]->party->id, "GNQ");
	}
	reading_end(&r);
}

static void a_name_with_a_letter_wrong_is_one_ballot(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We vote.\n\nA recorded vote was taken.\n\n"
			      "Against: Belgium, Germauy, Federal Republic of, Gyprus, Egypl" ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	static const char *const ids[] = { "BEL", "DEU", "CYP", "EGY" };
	assert_int_equal(v->n_ballots, 4);
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(v->ballots[i]->party->id, ids[i]);
	reading_end(&r);
}

static void who_is_elected_may_be_told_in_the_next_turn(void **state)
{
	(void)state;
	static const char list[] =
		"The President: The result is as follows:\n\nNumber of ballot papers: 15\nInvalid ballots: None\n"
		"Number of valid ballots: 15\nRequired majority: 8\nNumber of votes obtained:\nMr. Adam Odd (Norway) "
		"14\n"
		"Ms. Eve Even (Chad) 9\nMr. Third (Peru) 3\n\n";
	static const char *const rows[][2] = {
		{ "The following candidates have obtained the required majority: Mr. Adam Odd and Ms. Eve Even.",
		  "The President: Accordingly they have been elected members of the Court." },
		{ "The same two have obtained a majority in the other organ: Mr. Adam Odd and Ms. Eve Even.",
		  "The President: They are accordingly elected members of the Court." },
		{ "Two candidates have obtained a majority; the next ballot is limited to those without being elected: "
		  "Mr. Third.",
		  "The President: The following candidates are elected members of the Court: Mr. Adam Odd and Ms. Eve "
		  "Even." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s%s%s\n\nMs. Ten (Togo): We wait.\n\n%s%s", OPENED, list, rows[i][0],
					  rows[i][1], ROSE);
		read_words(&r, text);
		const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
		assert_non_null(v->election);
		assert_int_equal(v->election->n_candidates, 3);
		assert_true(v->election->candidates[0]->elected);
		assert_true(v->election->candidates[1]->elected);
		assert_false(v->election->candidates[2]->elected);
		reading_end(&r);
		free(text);
	}
}

#define FOOT                                                                                                           \
	"\n\n* Subsequently the delegation of Togo advised the Secretariat that\nit had intended to vote in "          \
	"favour.\n\n\f"                                                                                                \
	"A/45/PV.54\n\n"

/* A page ends, with a note to the vote before, inside of what goes on over it. */
static void a_note_at_a_pages_foot_ends_nothing(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "A/45/PV.54\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"
		       "The President: We vote.\n\nA recorded vote was taken.\n\nIn favour: Chad, Peru\n\n"
		       "The draft resolution was adopted by 2 votes to none (resolution 45/1).*\n\n"
		       "The President: We vote again.\n\nA recorded vote was taken.\n\n"
		       "In favour: Chad, Mali,\nPeru, United Kingdom of" FOOT
		       "Great Britain and Northern Ireland, Zambia\n\nAgainst: Fiji\n\n"
		       "The draft resolution was adopted by 5 votes to 1 (resolution 45/2).\n\n"
		       "Ms. Odd (Norway): We say what we always say about this, that it" FOOT
		       "stands in resolution 41/47, and that we keep to it.\n\nMr. Even (Chad): So do we." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	assert_int_equal(m->votes[0]->n_notes, 2);
	assert_int_equal(m->votes[1]->n_notes, 0);
	assert_int_equal(m->votes[1]->n_ballots, 6);
	assert_string_equal(m->votes[1]->ballots[3]->party->id, "GBR");
	assert_int_equal(m->votes[1]->ballots[5]->choice, TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST);
	assert_int_equal(m->votes[1]->in_favour, 5);
	assert_int_equal(r.response.n_statements, 5);
	const Truce__V1__Statement *speech = r.response.statements[3];
	assert_string_equal(speech->blocks[speech->n_blocks - 1]->text,
			    "stands in resolution 41/47, and that we keep to it.");
	assert_int_equal(speech->n_citations, 1);
	reading_end(&r);
}

static void a_decision_may_stand_between_a_question_and_a_heading(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The PRESIDENT: Draft resolution B was adopted by the First\nCommittee without a vote. May I "
			  "consider that\nthe Assembly wishes to do likewise?\nDraft resolution B was adopted "
			  "(resolution 42/38 B).\nORGANIZATION OF WORK\nThe PRESIDENT: I wish to inform members\nthat "
			  "we go on." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_decisions, 1);
	assert_string_equal(m->decisions[0]->instrument, "A/RES/42/38 B");
	assert_int_equal(m->n_items, 1);
	reading_end(&r);
}

/* What a page's head and foot print besides, inside of a vote's list. */
static void a_list_goes_on_over_a_page(void **state)
{
	(void)state;
	static const char *const breaks[] = {
		"\n\nA/45/PV.54\n-8-10-\n\nJSM/8\n\n",
		"\n\nA/45/PV.54\nPage 8-10\n\nJSM/8\n\n",
		"\n\n\fed/3\n\nA/45/PV.54\n3-5\n\n",
		"\n\n* The statement was delivered in Arabic and later circulated as\ndocument "
		"A/45/701.\n\n\fA/45/PV.54\n\n",
		"\n\nA/45/PV.54\n6\n\n(President Odd)\n\n",
	};
	for (size_t i = 0; i < COUNT_OF(breaks); i++) {
		struct reading r;
		char *text = support_text(
			"A/45/PV.54\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 "
			"p.m.\n\nThe President: We vote.\n\nA recorded vote was taken.\n\n"
			"In favour: Chad, Mali, Peru, Saudi%sArabia, Togo, Zambia\n\n"
			"The draft resolution was adopted by 6 votes to none (resolution 45/2)." ROSE,
			breaks[i]);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_number("number of votes", breaks[i], (long)m->n_votes, 1);
		expect_number("number of ballots", breaks[i], (long)m->votes[0]->n_ballots, 6);
		expect_text("fourth ballot", breaks[i], m->votes[0]->ballots[3]->party->id, "SAU");
		reading_end(&r);
		free(text);
	}
}

static void one_sentence_may_name_who_is_elected_of_all_groups(void **state)
{
	(void)state;
	struct reading r;
	static const char *const groups[] = { "A", "B", "C", "D", "E", "F" };
	static const char *const names[] = { "Chad", "Fiji", "Peru", "Togo", "Mali", "Cuba" };
	char text[4096] = OPENED "The President: The result is as follows:\n\n";
	for (size_t i = 0; i < COUNT_OF(groups); i++)
		snprintf(text + strlen(text), sizeof text - strlen(text),
			 "Group %s \xE2\x80\x94 Some States\nNumber of ballot papers: 190\nNumber of invalid ballots: "
			 "0\n"
			 "Number of valid ballots: 190\nRequired majority: 96\nNumber of votes obtained:\n%s "
			 "150\nTonga 3\n\n",
			 groups[i], names[i]);
	snprintf(text + strlen(text), sizeof text - strlen(text),
		 "Having obtained the required majority, the following States were elected, and we congratulate them: "
		 "Chad, "
		 "Cuba, Fiji, Mali, Peru and Togo.%s",
		 ROSE);
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, COUNT_OF(groups));
	for (size_t i = 0; i < m->n_votes; i++) {
		assert_int_equal(m->votes[i]->election->n_candidates, 2);
		assert_true(m->votes[i]->election->candidates[0]->elected);
		assert_false(m->votes[i]->election->candidates[1]->elected);
	}
	reading_end(&r);
}

/* ---- Speakers ---------------------------------------------------------- */

static void a_guest_is_of_who_sent_him(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "Special Envoy of the Chairperson of the African Union Commission on Women, Peace and Security",
		  "AU" },
		{ "of the North Atlantic Treaty Organization", "NATO" },
		{ "Director-General of the Organization for the Prohibition of Chemical Weapons", "OPCW" },
		{ "Director-General of the United Nations Educational, Scientific and Cultural Organization",
		  "UNESCO" },
		{ "Special Representative of the Secretary-General for the Democratic Republic of the Congo", "" },
		{ "Special Envoy for the Democratic Republic of the Congo", "" },
		{ "President of the Republic of the Congo", "COG" },
		{ "Executive Director of Lakeport Watch", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sThe President: I give the floor to His Excellency Mr.\n\n\fS/PV.9001\n\n"
					  "Adam Odd, %s.\n\nMr. Odd: We go on.\n\nThe President: We end.%s",
					  OPENED, rows[i][0], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 4);
		const Truce__V1__Party *party = r.response.statements[2]->turns[0]->speaker->party;
		expect_text("party", rows[i][0], party == NULL ? "" : party->id, rows[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void a_number_that_ends_a_sentence_is_not_the_next_labels(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Odd (Norway): We ask for what the draft names in its paragraph\n\n\fS/PV.9001\n\n6.\n"
			  "Nana Even-Odd (Ghana): Ghana voted for it." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "We ask for what the draft names in its paragraph 6.");
	assert_string_equal(r.response.statements[2]->turns[0]->label, "Nana Even-Odd (Ghana)");
	reading_end(&r);
}

static void a_direction_goes_on_behind_a_blank_line(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: We begin.\nAt the invitation of the President, Mr. Odd\n\n(Palestine) took a "
			  "place at the Council table.\nThe President: We go on." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_string_equal(
		m->blocks[1]->text,
		"At the invitation of the President, Mr. Odd (Palestine) took a place at the Council table.");
	reading_end(&r);
}

static void titles_of_rank_begin_a_label(void **state)
{
	(void)state;
	static const char *const labels[][2] = {
		{ "H.R.H. Prince Odd (Saudi Arabia):", "SAU" },     { "The Honourable Odd Even (Jamaica):", "JAM" },
		{ "Dr. the Honourable Odd (Grenada):", "GRD" },     { "Tan Sri Odd Even (Malaysia):", "MYS" },
		{ "Alhaji Odd Even-Odd (Nigeria):", "NGA" },        { "Ratu Odd Even (Fiji):", "FJI" },
		{ "Baroness Odd (Commonwealth):", "COMMONWEALTH" }, { "Air Vice-Marshal Odd (Pakistan):", "PAK" },
	};
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text("%sMs. Ten (Norway): We begin with\nthis and that.\n\n%s We go on.\n\n"
					  "The President: We end.%s",
					  OPENED, labels[i][0], ROSE);
		read_words(&r, text);
		expect_number("statements", labels[i][0], (long)r.response.n_statements, 4);
		expect_text("party", labels[i][0], r.response.statements[2]->turns[0]->speaker->party->id,
			    labels[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void capitals_before_a_colon_may_be_a_heading(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Ms. Ten (Norway): We invite him to address the\nGeneral Assembly.\nMr. Odd (Saint Vincent and "
		   "the\nGrenadines): Ours is a small State.\n\n"
		   "GENERAL AND COMPLETE DISARMAMENT: REPORT OF THE FIRST COMMITTEE (A/46/673)\n\n"
		   "The PRESIDENT: We go on." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[2]->turns[0]->label, "Mr. Odd (Saint Vincent and the Grenadines)");
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 1);
	assert_string_equal(m->items[0]->symbols[0], "A/46/673");
	reading_end(&r);
}

static void a_heading_goes_on_over_a_columns_end(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Ten (Norway): We wait for it\nas long as we must.\nIt was so decided.\nAgenda item 66\n"
			  "Elimination of racism, racial discrimination,\n\nxenophobia and related intolerance\n"
			  "Report of the Third Committee (A/69/486)\nThe President: We go on\nwith the next item.\n\n"
			  "Tribute to the memory of His Excellency Mr.\nOdd Even\n\nThe President: We mourn him." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 2);
	assert_string_equal(m->items[0]->number, "66");
	assert_string_equal(m->items[0]->symbols[0], "A/69/486");
	assert_non_null(strstr(m->items[0]->title, "discrimination, xenophobia and"));
	assert_string_equal(m->items[1]->title, "Tribute to the memory of His Excellency Mr. Odd Even");
	for (size_t b = 0; b < meeting_of(&r)->n_blocks; b++)
		assert_int_not_equal(meeting_of(&r)->blocks[b]->kind, BLOCK(REFUSED));
	reading_end(&r);
}

/* A bracket that closes where no more of a text is looked at. */
static void a_guests_bracket_may_be_as_long_as_is_looked_at(void **state)
{
	(void)state;
	for (int size = 440; size < 500; size++) {
		struct reading r;
		char *text = support_text(
			"%sThe President: I give the floor to Mr. Odd (%0*d), who is here.\n\nMr. Odd: We go "
			"on.%s",
			OPENED, size, 7, ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 3);
		reading_end(&r);
		free(text);
	}
}

static void a_name_before_small_letters_is_no_label(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I call on Mr. Odd.\n\nMs. Ten (Norway): No cause justifies it.\n"
			      "Mr. Odd: you have our thanks.\n\nMr. Odd: Thank you." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[2]->blocks[0]->text,
			    "No cause justifies it. Mr. Odd: you have our thanks.");
	reading_end(&r);
}

static void heads_of_state_are_known_by_their_titles(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"S/PV.3046\n\nPresident:\n\nMr. FIRST\n(Prime Minister of the United Kingdom\nof Great Britain and "
		"Northern Ireland)\n\nThe meeting was called to order at 3 p.m.\n\n"
		"The President: I give the floor to King Odd II, King of the Hashemite Kingdom of Jordan.\n\n"
		"King Odd II: We begin.\n\nThe President: I give the floor to Crown Prince Odd Bin Even, Commander of "
		"the Guard of the Kingdom of Saudi Arabia.\n\nCrown Prince Odd: We go on." ROSE);
	static const char *const ids[] = { "GBR", "JOR", "GBR", "SAU" };
	assert_int_equal(r.response.n_statements, 5);
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		const Truce__V1__Party *party = r.response.statements[i + 1]->turns[0]->speaker->party;
		assert_non_null(party);
		assert_string_equal(party->id, ids[i]);
	}
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_columns_of_a_cover_may_stand_one_by_one),
		cmocka_unit_test(who_presides_may_stand_behind_several_offices),
		cmocka_unit_test(one_person_may_preside_in_both_offices),
		cmocka_unit_test(a_title_of_the_cover_goes_on_over_lines),
		cmocka_unit_test(amendments_are_voted_on_by_their_order),
		cmocka_unit_test(an_appeal_may_be_rejected_by_totals_before_it),
		cmocka_unit_test(lines_of_a_list_are_no_running_title),
		cmocka_unit_test(a_name_with_a_letter_wrong_is_one_ballot),
		cmocka_unit_test(who_is_elected_may_be_told_in_the_next_turn),
		cmocka_unit_test(a_note_at_a_pages_foot_ends_nothing),
		cmocka_unit_test(a_decision_may_stand_between_a_question_and_a_heading),
		cmocka_unit_test(a_list_goes_on_over_a_page),
		cmocka_unit_test(one_sentence_may_name_who_is_elected_of_all_groups),
		cmocka_unit_test(a_guest_is_of_who_sent_him),
		cmocka_unit_test(titles_of_rank_begin_a_label),
		cmocka_unit_test(capitals_before_a_colon_may_be_a_heading),
		cmocka_unit_test(a_heading_goes_on_over_a_columns_end),
		cmocka_unit_test(a_guests_bracket_may_be_as_long_as_is_looked_at),
		cmocka_unit_test(a_name_before_small_letters_is_no_label),
		cmocka_unit_test(heads_of_state_are_known_by_their_titles),
		cmocka_unit_test(a_number_that_ends_a_sentence_is_not_the_next_labels),
		cmocka_unit_test(a_direction_goes_on_behind_a_blank_line),
		cmocka_unit_test(a_blank_line_parts_no_number_from_its_year),
		cmocka_unit_test(a_range_is_each_of_its_documents),
		cmocka_unit_test(an_item_of_a_list_begins_a_paragraph),
		cmocka_unit_test(a_label_may_come_word_by_word),
		cmocka_unit_test(a_draft_may_be_put_to_the_vote_section_by_section),
		cmocka_unit_test(a_later_note_is_of_the_vote_that_bears_its_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
