/* Votes and elections of the records since 1986: parts of a draft, later notes, lists that a
 * page cuts, who is elected. */
#include "tests/record_forms.h"

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
	assert_string_equal(m->votes[1]->part, "remainder");
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
		{ "The next ballot is restricted to the one who obtained most votes without having been elected, "
		  "namely, "
		  "Mr. Third.",
		  "The President: Mr. Adam Odd and Ms. Eve Even are elected members of the Court." },
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
			    "We say what we always say about this, that it stands in resolution 41/47, and that we "
			    "keep to it.");
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
		"\n\nA/45/PV.54\n6\n\n(Sir Adam Odd, United\nKingdom)\n\n",
		"\n\n17\n\n",
		"\n1057 ",
		"\n\n\nThis record contains the text of speeches delivered in English. Corrections should "
		"be\nincorporated "
		"in a copy of the record and sent to the Reporting Service (records@un.org).\nCorrected records will "
		"be "
		"reissued electronically\n(http://documents.un.org).\n\n\fA/45/PV.54\n\n",
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

/* A line of a list may begin as a decision does. */
static void a_name_that_a_comma_asks_for_is_no_decision(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "A/72/PV.62\n\nPresident: Mr. First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"
		   "The President: I put the fifth preambular paragraph to the vote.\n\nA recorded vote was taken.\n\n"
		   "In favour:\nChad, Mali\nAgainst:\nPeru\nAbstaining:\nSweden, Switzerland,\nThe former Yugoslav "
		   "Republic of Macedonia,\nTurkey\nThe fifth preambular paragraph was retained by 2\nvotes to 1, with "
		   "4 abstentions.\n\nThe President: We go on." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 7);
	assert_string_equal(m->votes[0]->ballots[5]->party->id, "MKD");
	assert_string_equal(m->votes[0]->part, "The fifth preambular paragraph");
	reading_end(&r);
}

static void a_veto_may_be_told_by_the_votes_against(void **state)
{
	(void)state;
	static const char *const told[] = {
		"The draft resolution was not adopted, two of the votes against being those of permanent members of "
		"the "
		"Council.",
		"The draft resolution was not adopted, the negative votes heing those of permanent members.",
		"The draft resolution was not adopted, one of the permanent members of the Council having voted "
		"against it.",
	};
	for (size_t i = 0; i < COUNT_OF(told); i++) {
		struct reading r;
		char *text = support_text("%sThe President: I put S/2022/7 to the vote.\n\nA vote was taken by show of "
					  "hands.\n\nIn favour: Chad, Peru\n\nAgainst: China, France\n\n%s%s",
					  OPENED, told[i], ROSE);
		read_words(&r, text);
		assert_int_equal(meeting_of(&r)->n_votes, 1);
		assert_int_equal(meeting_of(&r)->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_VETOED);
		reading_end(&r);
		free(text);
	}
}

static void who_voted_how_may_be_named_with_a_total(void **state)
{
	(void)state;
	static const struct {
		const char *told, *ballots; /* of those who abstained, or took no part */
		int abstaining;
	} rows[] = {
		{ "The paragraph was adopted by 12 votes to none, with 3 abstentions (Chad, Iran (Islamic Republic of) "
		  "and Peru).",
		  "3TCD 3IRN 3PER ", 3 },
		{ "The draft resolution was adopted by 12 votes to none, with 1 abstention (resolution 44/1).", "", 1 },
		{ "There were 8 votes in favour, none against and 6 abstentions. One member (China) did not "
		  "participate in "
		  "the voting. The paragraph was not adopted.",
		  "4CHN ", 6 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char told[64] = "";
		char *text = support_text("%sThe President: I put it to the vote.\n\nA vote was taken by show of "
					  "hands.\n\n%s\n\nThe President: We go on.%s",
					  OPENED, rows[i].told, ROSE);
		read_words(&r, text);
		expect_number("votes", rows[i].told, (long)meeting_of(&r)->n_votes, 1);
		const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
		for (size_t k = 0; k < v->n_ballots && k < 8; k++)
			snprintf(told + strlen(told), sizeof told - strlen(told), "%d%s ", (int)v->ballots[k]->choice,
				 v->ballots[k]->party->id);
		expect_text("ballots", rows[i].told, told, rows[i].ballots);
		expect_number("abstaining", rows[i].told, v->abstaining, rows[i].abstaining);
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(amendments_are_voted_on_by_their_order),
		cmocka_unit_test(an_appeal_may_be_rejected_by_totals_before_it),
		cmocka_unit_test(lines_of_a_list_are_no_running_title),
		cmocka_unit_test(a_name_with_a_letter_wrong_is_one_ballot),
		cmocka_unit_test(who_is_elected_may_be_told_in_the_next_turn),
		cmocka_unit_test(a_note_at_a_pages_foot_ends_nothing),
		cmocka_unit_test(a_decision_may_stand_between_a_question_and_a_heading),
		cmocka_unit_test(a_list_goes_on_over_a_page),
		cmocka_unit_test(a_name_that_a_comma_asks_for_is_no_decision),
		cmocka_unit_test(a_veto_may_be_told_by_the_votes_against),
		cmocka_unit_test(who_voted_how_may_be_named_with_a_total),
		cmocka_unit_test(one_sentence_may_name_who_is_elected_of_all_groups),
		cmocka_unit_test(a_draft_may_be_put_to_the_vote_section_by_section),
		cmocka_unit_test(a_later_note_is_of_the_vote_that_bears_its_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
