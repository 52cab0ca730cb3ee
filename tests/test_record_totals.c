/* Votes whose totals, texts and ends are told in other forms than the usual ones, as records of
 * all decades print them. */
#include "tests/record_puts.h"

static const struct put_case forms[] = {
	/* totals that only the words that open the vote tell */
	{ P "The Council will vote upon the text of Peru, paragraph by paragraph (S/749). I put the first paragraph to "
	    "the vote.\n\nA vote was taken by a show of hands. There were 5 votes in favour and 6 abstentions.\n"
	    "\nThe paragraph was not adopted, having failed to obtain the affirmative votes of seven members.\n",
	  "S/749|first paragraph||5/-/6\n" },
	/* or those behind the decision */
	{ P "I put to the vote draft resolution A/L.605." RECORDED
	    "\nHaving failed to obtain the required two-thirds majority, the draft resolution was not adopted. There "
	    "were 51 votes in favour, 49 against and 25 abstentions.\n",
	  "A/L.605|||51/49/25\n" },
	{ P "I put to the vote draft resolution A/L.509. We vote on operative paragraph 4.\n"
	    "\nOperative paragraph 4 was not adopted. There were 50 votes in favour and 40 against, with 12 "
	    "abstentions; it failed to obtain the two-thirds majority.\n",
	  "A/L.509|Operative paragraph 4||50/40/12\n" },
	/* a list that says "None", where no words tell that total, or others */
	{ P "I put draft resolution S/12226 to the vote.\n\nA vote was taken by show of hands.\n\nIn favour: Chad, "
	    "Norway.\n\nAgainst: Peru.\n\nAbstaining: None.\n"
	    "\nThe draft resolution was adopted by 2 votes to 1.\n",
	  "S/12226|||2/1/0\n" },
	{ P "I put draft resolution S/12226 to the vote.\n\nA vote was taken by show of hands.\n\nIn favour:\nChad, "
	    "Norway\n\nAgainst:\nNone\n\nAbstaining:\nNone\n" P "The draft resolution has been adopted unanimously.\n",
	  "S/12226|||-/0/0\n" },
	{ P "I put draft resolution S/12226 to the vote.\n\nA vote was taken by show of hands.\n\nIn favour: Chad, "
	    "Norway.\n\nAgainst: Peru.\n\nAbstaining: None.\n"
	    "\nThe draft resolution was adopted by 2 votes to 1, with 1 abstention.\n",
	  "S/12226|||2/1/1\n" },
	/* "It was decided, by …, to …" */
	{ P "I put to the vote the words \"at once\" in paragraph 3 of draft resolution A/L.5.\n"
	    "\nIt was decided, by 50 votes to 5, with 2 abstentions, to retain the words.\n" P
	    "I put to the vote paragraph 5.\n"
	    "\nIt was decided by 50 votes to 6, with 2 abstentions, not to retain paragraph 5.\n" P
	    "I put to the vote paragraph 6.\n"
	    "\nIt was decided to delete paragraph 6 by 50 votes to 7, with 2 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole.\n"
	    "\nIt was decided, by 54 votes to none, to adopt it.\n",
	  "A/L.5|words \"at once\"||50/5/2\nA/L.5|paragraph 5||6/50/2\nA/L.5|paragraph 6||7/50/2\nA/L.5|||54/0/-\n" },
	{ P "Peru has moved the adjournment of the debate. I put the motion to the vote.\n"
	    "\nIt was decided by 30 votes to 11, with 8 abstentions, not to adjourn the debate.\n",
	  "|motion||11/30/8\n" },
	{ P "I put to the vote the proposal to refer the item to the Third Committee.\n"
	    "\nBy 30 votes to 11, with 8 abstentions, it was decided to refer the item to the Third Committee.\n",
	  "|proposal to refer the item to the Third Committee||30/11/8\n" },
	{ "\nMr. ODD (Norway): It was decided, by 30 votes to 11, in 1948, to refer a like item to a Committee, and it "
	  "was "
	  "decided well. It was decided then to go on.\n",
	  "" },
	/* in other words */
	{ P "I put to the vote draft resolution A/L.5.\n\nThe draft resolution was passed by a majority of 30 votes to "
	    "14.\n" P "I put to the vote draft resolution A/L.6.\n\nThe draft resolution was lost by 30 votes to 14.\n",
	  "A/L.5|||30/14/-\nA/L.6|||14/30/-\n" },
	/* "Those words", "That phrase" */
	{ P "We have draft resolution VII in the report of the Fourth Committee [A/2556]. I put to the vote first the "
	    "words \"of their own choosing\" in paragraph 3.\n"
	    "\nThose words were retained by 30 votes to 16, with 9 abstentions.\n",
	  "A/2556|words \"of their own choosing\"||30/16/9\n" },
	{ P "I put draft resolution A/44/L.41 to the vote. First, the phrase \"by force\" in operative paragraph "
	    "5." RECORDED "\nThat phrase was retained by 88 votes to 20, with 31 abstentions.\n",
	  "A/44/L.41|phrase \"by force\"||88/20/31\n" },
	/* several at once, and those behind them */
	{ P
	  "We come to the five draft resolutions in document A/39/L.28, A to E. I put draft resolutions A and B to the "
	  "vote together." RECORDED
	  "\nDraft resolutions A and B were adopted by 120 votes to 2, with 21 abstentions.\n" P
	  "Draft resolution C." RECORDED
	  "\nDraft resolution C was adopted by 131 votes to 3, with 15 abstentions (resolution 39/49 C).\n",
	  "A/39/L.28|Draft resolutions A and B||120/2/21\nA/39/L.28|Draft resolution C|A/RES/39/49 C|131/3/15\n" },
	/* the other text, once the parts of one were put */
	{ P "The Council has before it the draft resolution of Peru [S/6328] and that of Jordan and Malaysia "
	    "[S/6355].\n\nI put to the vote the preamble of document S/6328." SHOW
	    "The preamble was rejected by 5 votes to 1, with 5 abstentions.\n" P
	    "The whole of the draft having thus been rejected, we come to the other text." SHOW
	    "The draft resolution was adopted by 9 votes to none.\n",
	  "S/6328|The preamble||1/5/5\nS/6355|||9/0/-\n" },
	/* whose, of a text that is no more than listed */
	{ P "I shall take three drafts in the order of their submission: first that of the Soviet Union [S/4706]; then "
	    "the three-Power text [S/4722]; and lastly the other three-Power text [S/4733]." SHOW
	    "The USSR draft resolution was rejected by 8 votes to 1, with 2 abstentions.\n",
	  "S/4706|||1/8/2\n" },
	/* one that is not pressed */
	{ P
	  "Members have before them draft resolutions S/2003/980, submitted by Peru, and S/2003/981. I understand "
	  "that S/2003/981 is not being pressed at this stage. I shall put the draft resolution to the vote now." HANDS
		  TOLD "The draft resolution has not been adopted.\n",
	  "S/2003/980|||2/0/1\n" },
	{ P "We have draft resolution S/2025/112. Amendments have been proposed to it: S/2025/114 and S/2025/115. We "
	    "shall vote on the amendments first. The first is contained in document S/2025/114." HANDS TOLD
	    "The amendment has not been adopted.\n",
	  "S/2025/114|||2/0/1\n" },
	/* a star's note */
	{ P "I put draft resolution S/13827 to the vote." SHOW
	    "The draft resolution was adopted by 12 votes to none.*\n" P "I call on Norway.\n"
	    "\n* Resolution 465 (1980).\n",
	  "S/13827||S/RES/465 (1980)|12/0/-\n" },
	/* a part with who took no part, and a result without a subject */
	{ P "The next vote will be on paragraph 2 (b) of draft resolution S/10974." SHOW
	    "Paragraph 2 (b) was adopted by 14 votes to none. One member (Chad) did not participate in the voting.\n",
	  "S/10974|Paragraph 2 (b)||14/0/-\n" },
	{ P "I put to the vote draft resolution S/11940." SHOW
	    "The draft resolution received 9 votes in favour, 1 against and 3 abstentions, two members not "
	    "participating. It was not adopted, owing to the negative vote of a permanent member.\n",
	  "S/11940|||9/1/3\n" },
	/* a quote inside of what is asked for */
	{ P "I put to the vote the request of Peru that the word \"final\" be struck out.\n"
	    "\nThe request was granted by 60 votes to 20, with 31 abstentions.\n",
	  "|request of Peru that the word \"final\" be struck out||60/20/31\n" },
	/* totals in a line of their own, behind the result */
	{ P
	  "I put to the vote draft resolution A/L.605." RECORDED
	  "\nHaving failed to obtain the required majority, the draft resolution was not adopted.\nThere were 51 votes "
	  "in favour, 49 against and 25 abstentions.\n" P "I put to the vote draft resolution A/L.606." RECORDED
	  "\nThe draft resolution was adopted by 9 votes to 1.\n",
	  "A/L.605|||51/49/25\nA/L.606|||9/1/-\n" },
	/* a footnote over two lines */
	{ P "I put to the vote draft resolution A/L.630.\n"
	    "\nThe draft resolution was adopted by 76 votes to 35, with 17 abstentions.4\n"
	    "\n4 For the text, see resolution\n2758 (XXVI).\n",
	  "A/L.630||A/RES/2758 (XXVI)|76/35/17\n" },
	/* what it becomes, and the vote behind the next one */
	{ P "I shall now put draft resolution S/21969 to the vote." SHOW P
	    "With 12 votes in favour, 2 against and 1 abstention, the draft resolution has been adopted. It becomes "
	    "resolution 678 (1990).\n",
	  "S/21969||S/RES/678 (1990)|12/2/1\n" },
	{ P
	  "The Council will proceed to vote on the draft resolution contained in document S/2025/720. I shall then put "
	  "to the vote, should it be necessary, draft resolution S/2025/730." HANDS TOLD
	  "The draft resolution has been adopted as resolution 2803 (2025).\n",
	  "S/2025/720||S/RES/2803 (2025)|2/0/1\n" },
	{ P
	  "The Committee recommends two draft resolutions in its report (A/66/462). On draft resolution II a recorded "
	  "vote has been requested." RECORDED
	  "\nBy 89 votes to 30, with 64 abstentions, draft resolution II was adopted (resolution 66/175).\n",
	  "A/66/462|draft resolution II|A/RES/66/175|89/30/64\n" },
	{ P "I put to the vote draft resolution S/10429." SHOW P
	    "The result is 11 votes in favour, none againt, 4 abstentions. The draft resolution has been\nadopted. *\n"
	    "\nMr. ODD (Norway): We go on.\n\n* See resolution 303 (1971).\n",
	  "S/10429||S/RES/303 (1971)|11/0/4\n" },
	/* what a draft costs is told with it */
	{ P
	  "The Assembly has before it draft resolutions of the Fourth Committee (A/70/500). It will take a decision on "
	  "draft resolution VI, since the statement of programme budget implications (A/C.5/70/14) bears on that text "
	  "alone." RECORDED
	  "\nDraft resolution VI was adopted by 174 votes to 3, with 1 abstention (resolution 70/102).\n",
	  "A/70/500|Draft resolution VI|A/RES/70/102|174/3/1\n" },
	/* an item's heading ends where the President takes the Chair */
	{ P "We go on.\n\nAgenda item 69\n\n(c) Wells and their keepers\n\nReport of the Third Committee "
	    "(A/64/439/Add.3)\nThe President took the Chair.\n" P
	    "The Assembly has before it three draft resolutions recommended by the Third Committee in paragraph 33 of "
	    "its report. I put to the vote the motion to adjourn the debate." RECORDED
	    "\nThe motion was rejected by 73 votes to 51, with 47 abstentions.\n" P
	    "Since the motion was not carried, we shall proceed to the vote on draft resolution II." RECORDED
	    "\nDraft resolution II was adopted by 73 votes to 43, with 55 abstentions (resolution 64/176).\n",
	  "|motion to adjourn the debate||51/73/47\nA/64/439/Add.3|Draft resolution II|A/RES/64/176|73/43/55\n" },
	/* a letter that a scan spoiled */
	{ P "We come to draft resolution A of the report [A/2747]. I shall takc first the second part of the amendment "
	    "of "
	    "Syria [A/L.178].\n\nThere were 19 votes in favour, 19 against and 17 abstentions.\n",
	  "A/L.178|second part of the amendment||19/19/17\n" },
	/* a turn goes on behind a decision */
	{ P
	  "The Assembly has before it two draft resolutions: that which the Fifth Committee recommends in its report "
	  "[A/4072], and that of Peru [A/L.251 and Add.1].\n" D1 P
	  "I shall now put the two draft resolutions to the vote. I put first the draft resolution recommended by the "
	  "Fifth Committee [A/4072].\n\nThe draft resolution was adopted by 42 votes to 9, with 27 abstentions.\n"
	  "\n25. I now put to the vote the joint draft resolution [A/L.251 and Add.1].\n"
	  "\nThe draft resolution was adopted by 61 votes to 9, with 8 abstentions.\n",
	  "A/4072|||42/9/27\nA/L.251|||61/9/8\n" },
	{ P "We turn to the report on wells [A/6835]. I put the draft resolution recommended in it to the vote.\n"
	    "\nThe draft resolution was adopted by 82 votes to 7, with 21 abstentions.\n"
	    "\n41. The next report is that on Fiji [A/6868]. The Committee recommends two drafts. I put draft "
	    "resolution I to "
	    "the vote.\n\nDraft resolution I was adopted by 91 votes to 6, with 10 abstentions.\n"
	    "\n42. The last report is that on lakes [A/6870]. I put to the vote the draft resolution in it.\n"
	    "\nThe draft resolution was adopted by 90 votes to 7, with 10 abstentions.\n",
	  "A/6835|||82/7/21\nA/6868|Draft resolution I||91/6/10\nA/6870|||90/7/10\n" },
	/* a document that a delegate names in passing, and the report that is put to the vote */
	{ "\nMr. EVEN (Chad): My delegation, which has supported the cause since document A/1894 was circulated seven "
	  "years "
	  "ago, is not able to support the present draft resolution.\n" P
	  "We shall now vote on the draft resolution contained in the report of the First Committee [A/4075]. A "
	  "separate "
	  "vote has been requested on the fourth paragraph of the preamble. I shall put that paragraph to the vote "
	  "first.\n"
	  "\nThe fourth paragraph of the preamble was rejected by 31 votes to 29, with 19 abstentions.\n" P
	  "I now put to the vote the draft resolution as a whole." RECORDED
	  "\nThe draft resolution was adopted by 35 votes to 18, with 28 abstentions.\n",
	  "A/4075|The fourth paragraph of the preamble||29/31/19\nA/4075|||35/18/28\n" },
	/* a report that the Rapporteur names beside his own */
	{ "\nMr. EVEN (Chad), Rapporteur of the Fourth Committee: The report which I have the honour to lay before the "
	  "Assembly [A/2747 and Add.1] contains three draft resolutions. The Committee took as the basis of its work "
	  "the "
	  "report of the Committee on Wells [A/2666 and Corr.1].\n" P "I put to the vote draft resolution A." RECORDED
	  "\nDraft resolution A was adopted by 42 votes to 1, with 15 abstentions.\n",
	  "A/2747|Draft resolution A||42/1/15\n" },
	/* the letter that an item is on is no proposal */
	{ "\nTHE SITUATION IN THE TERRITORIES\n\nLETTER DATED 13 MAY 1986 FROM THE PERMANENT REPRESENTATIVE OF THE "
	  "UNITED "
	  "ARAB EMIRATES TO THE UNITED NATIONS ADDRESSED TO THE PRESIDENT OF THE SECURITY COUNCIL (S/18066)\n" P
	  "The proposal by the United Arab Emirates is not made pursuant to rule 37. I shall take it that the Council "
	  "is "
	  "ready to vote on the proposal by the United Arab Emirates.\n\nIt is so decided.\n" HANDS TOLD
	  "The proposal has been adopted.\n",
	  "|proposal by the United Arab Emirates||2/0/1\n" },
	/* the second of two amendments, of which the first was withdrawn */
	{ P
	  "We have draft resolution S/18080 and two amendments in document S/18082.\n" D1 P
	  "The first amendment in document S/18082 having been withdrawn, I shall put to the vote the second amendment "
	  "contained in that document." HANDS TOLD "The amendment has not been adopted.\n",
	  "S/18082|second amendment||2/0/1\n" },
	/* letters in brackets, and an amendment to a part of a document */
	{ P "I shall put to the vote the proposal of the Soviet Union to invert the order of sub-items (a) and (b) of "
	    "item "
	    "3." HANDS "\nThe proposal was rejected by 7 votes to 3, with 1 abstention.\n",
	  "|proposal of the Soviet Union to invert the order of sub-items (a) and (b) of item 3||3/7/1\n" },
	{ P "Members have before them document S/2022/800, submitted by Norway. I shall first put to the vote the oral "
	    "amendment proposed by the Russian Federation to paragraph 3 of document S/2022/800." HANDS TOLD
	    "The amendment has not been adopted.\n",
	  "S/2022/800|oral amendment||2/0/1\n" },
	/* a motion that is put as "that motion" is what its result says */
	{ P "The representative of Chad has moved that the meeting be suspended until 6 p.m. I shall put that motion "
	    "to the vote now." SHOW P
	    "There were 6 votes in favour, 6 against and 3 abstentions. The motion to suspend the meeting has not been "
	    "adopted, having failed to obtain the required number of votes.\n",
	  "|The motion to suspend the meeting||6/6/3\n" },
	{ P "I shall put the proposal to the vote." SHOW P
	    "There were 9 votes in favour and 6 abstentions. The proposal has been adopted.\n",
	  "|proposal||9/-/6\n" },
	/* what a motion asks for is not put to the vote */
	{ P "The next matter is the procedural motion of the United States that his draft resolution be voted on "
	    "first. I "
	    "put that motion to the vote." RECORDED
	    "\nThe motion was rejected by 61 votes to 53, with 15 abstentions.\n",
	  "|procedural motion of the United States that his draft resolution be voted on first||53/61/15\n" },
	/* the end of a decision is no page's header, though another ends alike */
	{ P "I put to the vote draft resolution A/38/L.1." RECORDED
	    "\nDraft resolution A/38/L.1 was adopted by 9 votes to 1 (resolution\n38/180 B).\n" P
	    "I put to the vote draft resolution A/38/L.2." RECORDED
	    "\nDraft resolution A/38/L.2 was adopted by 8 votes to 2 (resolution\n38/183 B).\n",
	  "A/38/L.1||A/RES/38/180 B|9/1/-\nA/38/L.2||A/RES/38/183 B|8/2/-\n" },
	/* nobody calls for a vote */
	{ P "We shall vote on draft resolution A.\n\nDraft resolution A was adopted by 97 votes to 1.\n" P
	    "We come to the draft resolution submitted by Chad [A/L.435].\n"
	    "\nThe draft resolution was adopted unanimously.\n",
	  "|Draft resolution A||97/1/-\n" },
};

static void totals_and_texts_are_told_in_many_forms(void **state)
{
	(void)state;
	expect_decided(forms, COUNT_OF(forms));
}

static void a_tie_ends_as_the_presiding_officer_says(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		Truce__V1__Vote__Result result;
	} rows[] = {
		{ "The votes being equally divided, the amendment is regarded as rejected.",
		  TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED },
		{ "The votes being equally divided, the amendment is not adopted.",
		  TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED },
		{ "The votes are equally divided. A second vote could be held, but Peru does not insist. The "
		  "amendment is therefore regarded as rejected.",
		  TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED },
		{ "The votes being equally divided, it must be put to the vote again. The last one was adopted.",
		  TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s" P
					  "I put to the vote the amendment of Peru [A/L.55].\n\nThere were 21 votes in "
					  "favour, 21 against and 14 abstentions.\n" P "%s%s",
					  OPENED, rows[i].words, ROSE);
		read_words(&r, text);
		expect_number("votes", rows[i].words, (long)meeting_of(&r)->n_votes, 1);
		expect_number("result", rows[i].words, (long)meeting_of(&r)->votes[0]->result, (long)rows[i].result);
		reading_end(&r);
		free(text);
	}
}

/* "One member of the Council (Chad) did not participate in the vote.", behind the outcome. */
static void who_took_no_part_is_told_behind_the_outcome(void **state)
{
	(void)state;
	static const struct {
		const char *words, *ids;
	} rows[] = {
		{ "China did not participate in the vote.", "CHN" },
		{ "One member (China) did not participate in the voting.", "CHN" },
		{ "One member of the Council (China) did not participate in the vote.", "CHN" },
		{ "Two members of the Security Council (Chad and China) did not take part in the vote.", "TCD CHN" },
		{ "Two members of the Council, Chad and China, did not participate in the voting.", "TCD CHN" },
		{ "One member of the Bureau (China) did not participate in the vote.", "" },
		{ "One member of the Council did not participate in the vote.", "" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct reading r;
		char *ids = support_text("%s", "");
		char *text = support_text("%s" P "I put draft resolution S/50 to the vote." SHOW
					  "In favour: Norway.\n\nAgainst: None.\n\nAbstaining: Peru.\n"
					  "\nThe result of the vote was 1 in favour, none against and 1 abstention. "
					  "The draft resolution was not adopted.\n\n%s\n" D1 "%s",
					  OPENED, rows[i].words, ROSE);
		read_words(&r, text);
		const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
		for (size_t k = 0; k < v->n_ballots; k++) {
			if (v->ballots[k]->choice != TRUCE__V1__VOTE__CHOICE__CHOICE_NOT_VOTING)
				continue;
			char *more = support_text("%s%s%s", ids, ids[0] == '\0' ? "" : " ", v->ballots[k]->party->id);
			free(ids);
			ids = more;
		}
		if (strcmp(ids, rows[i].ids) != 0)
			print_error("%s: %s\n", rows[i].words, ids);
		assert_string_equal(ids, rows[i].ids);
		free(ids);
		free(text);
		reading_end(&r);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_and_texts_are_told_in_many_forms),
		cmocka_unit_test(a_tie_ends_as_the_presiding_officer_says),
		cmocka_unit_test(who_took_no_part_is_told_behind_the_outcome),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
