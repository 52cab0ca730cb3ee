/* What the words about documents say that they are, and which of them a vote is on by these. */
#include "tests/record_puts.h"

#define DONE "The draft resolution was adopted by 9 votes to 2.\n"

static const struct put_case documents[] = {
	/* "it" is no letter, nor what nothing tells */
	{ P "Members have before them document S/1994/84, which contains the text of a draft resolution. I draw "
	    "attention to the following other documents: S/1994/40, S/1994/48 and S/1994/56. The Council is ready to "
	    "vote on the draft as orally corrected. Unless I hear any objection, I shall put it to the vote." SHOW DONE,
	  "S/1994/84|||9/2/-\n" },
	{ P "A letter is in document S/3. The draft of Chad is in S/4. Mr. Odd wrote S/5. I shall put it to the "
	    "vote." SHOW DONE,
	  "S/4|||9/2/-\n" },
	/* what is said behind a list is said of all of it */
	{ P "Members have before them document S/12, which contains the text of a draft resolution submitted by Chad, "
	    "documents S/13, S/14 and S/15, which contain amendments proposed by Peru, and document S/16, which "
	    "contains "
	    "an amendment proposed by Iraq. I shall first put to the vote the amendment contained in document "
	    "S/13." SHOW "The amendment was rejected by 8 votes to 3.\n" P
	    "I shall now put to the vote the draft resolution as a whole." SHOW DONE,
	  "S/13|||3/8/-\nS/12|||9/2/-\n" },
	/* of a range each document has the words before the range */
	{ P "The Assembly has before it the draft resolution of Peru [A/4502 and Corr.1] and the draft resolution "
	    "submitted by nine Powers [A/L.323 and Add.1-6]. I put to the vote the last three paragraphs of the draft "
	    "in document A/4502." SHOW "The three paragraphs were rejected by 9 votes to 2.\n" P
	    "I put to the vote the remainder of the Peruvian draft resolution." SHOW
	    "The remainder was rejected by 8 votes to 3.\n",
	  "A/4502|last three paragraphs||2/9/-\nA/4502|The remainder||3/8/-\n" },
	{ P "The Assembly has before it the draft resolution submitted by nine countries [A/L.483 and Add.1-3], the "
	    "amendments thereto submitted by Iraq [A/L.488], and the sub-amendment proposed by Peru [A/L.490]. I put "
	    "to "
	    "the vote the nine-Power draft resolution." SHOW DONE,
	  "A/L.483|||9/2/-\n" },
	/* of several amendments the one that is spoken of */
	{ P "Draft resolution A/L.25 and the amendments in documents A/L.26 and A/L.27 are before us. That of Iraq in "
	    "A/L.27 is not being pressed for the moment. We have before us the draft amendment in document A/L.26. The "
	    "amendment shall be voted on first." SHOW
	    "The amendment received 8 votes in favour, 5 votes against and 3 abstentions. Having failed to obtain a "
	    "two-thirds majority, the draft amendment was not adopted.\n",
	  "A/L.26|||8/5/3\n" },
	/* words behind a draft's symbol on troops that are to leave; of a letter's text */
	{ P "We have a report [S/16].\n\nMr. ODD (Norway): The other draft [S/24] leaves the date of withdrawal open.\n"
	    "\nMr. EVEN (Chad): We have introduced, with Peru, the draft resolution in document S/24, which calls on "
	    "all to withdraw their armed men and forces.\n" P
	    "I call for a vote on the draft resolution of Iraq [S/53]." SHOW
	    "The draft resolution was rejected by 7 votes to 2.\n" P
	    "We shall now vote on the draft resolution submitted by Chad and Peru." SHOW DONE,
	  "S/53|||2/7/-\nS/24|||9/2/-\n" },
	{ P "Members have before them a report, document S/76. They also have before them the text of a draft "
	    "resolution, "
	    "document S/79, which was prepared in consultations. I draw attention to document S/72, which contains the "
	    "text of a letter of 8 October. The Council is prepared to vote on the draft resolution before it. I shall "
	    "put "
	    "it to the vote." SHOW DONE,
	  "S/79|||9/2/-\n" },
	/* a part that he only comes to is the next one of the draft whose part was voted on */
	{ P "I put to the vote operative paragraph 1 of the draft resolution in document S/17." SHOW P
	    "There were 8 votes in favour and 3 against. The paragraph has not been adopted. We come to operative "
	    "paragraph 2." SHOW P "There were 7 votes in favour and 4 against. That paragraph, too, has not been "
	    "adopted.\n",
	  "S/17|operative paragraph 1||8/3/-\nS/17|operative paragraph 2||7/4/-\n" },
	/* an amendment that has a document is no part of it */
	{ P "We have document S/73, with a draft resolution of Chad, and documents S/75 and S/76, which contain the "
	    "texts "
	    "of amendments of Peru to that draft resolution. I put to the vote the amendment in document S/75." SHOW
	    "The amendment was rejected by 7 votes to 2.\n" P
	    "I shall now put to the vote the second amendment, contained in document S/76." SHOW
	    "\nThe PRESIDENT: The result is as follows: 7 votes in favour, 1 against and 7 abstentions. The amendment "
	    "has not been adopted.\n",
	  "S/75|||2/7/-\nS/76|||7/1/7\n" },
	/* what is put to the vote is named again behind it */
	{ P "There are three draft resolutions, which will be taken in the order in which they were submitted.\n"
	    "\nMr. EVEN (Chad): That is the sense of our text [S/54].\n" P
	    "I shall put the first of the texts to the vote, that is to say, the revised draft resolution of Peru "
	    "[S/47/Rev.1]." SHOW "The draft resolution was rejected by 8 votes to 1.\n" P
	    "The last is the draft resolution submitted by Chad." SHOW DONE,
	  "S/47/Rev.1|||1/8/-\nS/54|||9/2/-\n" },
	/* a letter ends a sentence where it tells a draft; a draft of a report stands in no amendment */
	{ P "We shall vote on the draft resolutions recommended in the report of the First Committee [A/7902]. A vote "
	    "has been requested on draft resolution A. The amendments of Peru [A/L.58] relate to draft resolution "
	    "B.\n"
	    "\nDraft resolution A was adopted by 9 votes to 2.\n" P
	    "We come now to draft resolution B. I put to the vote the amendments of Peru.\n"
	    "\nThe amendments were rejected by 8 votes to 3.\n\nDraft resolution B was adopted by 9 votes to 2.\n",
	  "A/7902|Draft resolution A||9/2/-\nA/L.58|||3/8/-\nA/7902|Draft resolution B||9/2/-\n" },
	/* to the end of who made it, and without its rule */
	{ P "I shall now put to the vote the motion for the adjournment of the debate made by the representative of "
	    "Peru." SHOW "The motion was rejected by 8 votes to 3.\n",
	  "|motion for the adjournment of the debate made by the representative of Peru||3/8/-\n" },
	{ P "The representative of Peru has moved the adjournment of the debate under rule 76. I put the motion to the "
	    "vote." SHOW "The motion was rejected by 8 votes to 3.\n",
	  "|The motion||3/8/-\n" },
	/* totals first, and a draft by its place */
	{ P "We turn to the report of the First Committee [A/7902].\n\nBy 9 votes to 2, with 1 abstention, draft "
	    "resolution "
	    "I was adopted.\n",
	  "A/7902|draft resolution I||9/2/1\n" },
	/* a draft of a report's says that the document is one; what costs is told in another */
	{ P "I draw attention to a correction in draft resolution II of document A/67/409. We turn first to draft "
	    "resolution I. What it costs is told elsewhere; the financial implications are set out in the report of "
	    "the Fifth Committee in document A/67/999." SHOW "Draft resolution I was adopted by 9 votes to 2.\n",
	  "A/67/409|Draft resolution I||9/2/-\n" },
	/* what else there is, is not what comes next */
	{ P "We have draft resolution A/67/L.4. I put draft resolution A/67/L.4 to the vote. There is also a "
	    "document A/67/L.9, of which I was told." SHOW DONE,
	  "A/67/L.4|||9/2/-\n" },
	/* whose amendment, part by its order, is told by the result; a part that stands behind "vote on" */
	{ P
	  "We have the draft resolution of Peru [S/84] and the amendments to it submitted by Chad [S/86]. I shall put "
	  "the amendments to the vote first. The first one is to add a paragraph." SHOW
	  "\nThe PRESIDENT: The result of the voting is 9 in favour and 6 against. The first amendment has not been "
	  "adopted.\n" P "The third amendment in document S/86 having been withdrawn, I shall put the second "
	  "amendment contained in that document to the vote." SHOW
	  "\nThe PRESIDENT: There were 8 votes in favour and 7 against. It was not adopted.\n",
	  "S/86|The first amendment||9/6/-\nS/86|second amendment||8/7/-\n" },
	{ P
	  "We turn to the draft resolutions before us, put forward by Peru [S/84] and tabled by Chad [S/86]. We shall "
	  "next take up the draft resolution of Chad." SHOW DONE P
	  "The other was put forward jointly by Peru and Mali. It has been requested that a separate vote be taken on "
	  "operative paragraph 2." SHOW "\nThe PRESIDENT: There were 8 votes in favour and 7 against.\n",
	  "S/86|||9/2/-\nS/84|operative paragraph 2||8/7/-\n" },
	{ P "The motion of Peru that the meeting be suspended will now be voted on." SHOW
	    "The motion was rejected by 8 votes to 3.\n",
	  "|motion of Peru that the meeting be suspended||3/8/-\n" },
	/* totals in other words */
	{ P
	  "I put to the vote the draft resolution of Peru [S/83].\n\nThe draft resolution was adopted by 36 votes "
	  "against "
	  "12, with 3 abstentions.\n" P
	  "I put to the vote the draft resolution of Chad [S/84].\n\nThe draft resolution was rejected, by 30 votes to "
	  "12, with 8 abstentions.\n" P "I put to the vote operative paragraphs 2 and 3 of the draft resolution of "
	  "Iraq [S/85].\n\nThe paragraphs were "
	  "passed by 9 votes to 2.\n" P
	  "I put to the vote the draft resolution of Iraq.\n\nThe draft resolution was negatived by 9 votes to 2.\n",
	  "S/83|||36/12/3\nS/84|||12/30/8\nS/85|operative paragraphs 2 and 3||9/2/-\nS/85|||2/9/-\n" },
	/* all of a report; words in question; a letter "as well as" a draft */
	{ P "We shall vote by roll-call on the report of the Ad Hoc Committee (document A/516).\n\nThe report was "
	    "adopted "
	    "by 33 votes to 13, with 10 abstentions.\n" P
	    "We have the draft resolution in the report of the First Committee [A/494]. A separate vote has been asked "
	    "for on the words \"in the air\" in operative paragraph 2.\n\nThe words in question were retained by 70 "
	    "votes to 10, with 4 abstentions.\n",
	  "A/516|||33/13/10\nA/494|words \"in the air\"||70/10/4\n" },
	{ P "Members have before them document S/2003/26, the draft resolution prepared by Peru, which Chad has "
	    "joined, as "
	    "well as S/2003/20 and S/2003/21, letters from Iraq and from Mali. The Council will now vote on the draft "
	    "resolution before it." SHOW DONE,
	  "S/2003/26|||9/2/-\n" },
	{ P "We have to take a decision on the draft Declaration, contained in document A/8018. I put it to the vote.\n"
	    "\nThe Declaration was adopted by 90 votes to none, with 10 abstentions.\n",
	  "A/8018|||90/0/10\n" },
	/* "that of", "the first proposal", and whose each of a list is */
	{ P "Two proposals are before us, the draft resolution of Peru [S/49] and that of France [S/58]. They will be "
	    "voted "
	    "upon in that order. I put the first proposal to the vote." SHOW
	    "The proposal was rejected by 6 votes to 2.\n" P
	    "I now put the French draft resolution to the vote." SHOW DONE,
	  "S/49|||2/6/-\nS/58|||9/2/-\n" },
	{ P
	  "The draft resolutions before us are: S/16, of Peru; S/17, of Belgium, Italy and Japan; and S/18, of Chad. I "
	  "have been asked to put that of Peru to the vote first." SHOW DONE,
	  "S/16|||9/2/-\n" },
	{ P "There are three draft resolutions: those of the Soviet Union [S/97], of the United States [S/16], and of "
	    "Peru "
	    "and Chad [S/23]. We shall vote first on the Soviet draft resolution." SHOW DONE,
	  "S/97|||9/2/-\n" },
	/* a motion that is a document */
	{ P "The report of the Committee [A/2276] recommends two draft resolutions. I shall put to the vote the motion "
	    "submitted by the delegation of Peru "
	    "[A/L.124]." SHOW "The motion was rejected by 8 votes to 3.\n" P
	    "A separate vote has been requested on paragraph 1 (c) of the operative part of draft resolution A. I "
	    "shall "
	    "first put that sub-paragraph to the vote." SHOW "The sub-paragraph was adopted by 9 votes to 2.\n",
	  "A/L.124|||3/8/-\nA/2276|paragraph 1 (c) of the operative part of draft resolution A||9/2/-\n" },
	{ P "Draft resolution A/L.24 is before us. I put to the vote the motion to adjourn the debate on A/L.24." SHOW
	    "The motion was rejected by 8 votes to 3.\n",
	  "|motion to adjourn the debate on A/L.24||3/8/-\n" },
};

/* what others say of texts in passing */
static const struct put_case in_passing[] = {
	{ P "We have the draft resolution of Peru [S/83].\n\nMr. ODD (Norway): We appeal to the sponsors not to press "
	    "the "
	    "draft resolution in document S/83 to a vote.\n" P
	    "I put to the vote the Peruvian draft resolution." SHOW DONE,
	  "S/83|||9/2/-\n" },
	{ P "Before us are the draft resolutions of Peru [S/83] and of Iraq [S/84].\n"
	    "\nMr. ODD (Norway): We hope that Iraq will not insist on a vote on its draft resolution.\n" P
	    "They will be put to the vote in the order in which they were submitted. I put the first to the vote." SHOW
	    "The draft resolution was rejected by 9 votes to 2.\n" P "We vote on the other one." SHOW DONE,
	  "S/83|||2/9/-\nS/84|||9/2/-\n" },
	{ P "We have the report of the First Committee [A/50/590].\n\nMr. ODD (Norway): We shall vote for the draft "
	    "resolution in document A/50/590, as we did for draft resolution A/49/L.7 of the last session, and for "
	    "draft resolution S/1994/888 in another place. The draft resolution of Peru, submitted as A/50/L.6, was "
	    "adopted as resolution 50/9.\n" P
	    "I put to the vote the draft resolution recommended in the report." SHOW DONE,
	  "A/50/590|||9/2/-\n" },
	{ P "I put to the vote the proposal by Peru that the meeting be suspended.\n"
	    "\nMr. ODD (Norway): We shall vote for the draft resolution in document S/83.\n" P
	    "I put to the vote the proposal by Peru." SHOW "The proposal was rejected by 9 votes to 2.\n",
	  "|proposal by Peru that the meeting be suspended||2/9/-\n" },
};

static void what_is_named_in_passing_is_not_before_the_meeting(void **state)
{
	(void)state;
	expect_decided(in_passing, sizeof in_passing / sizeof *in_passing);
}

static void a_document_is_what_the_words_about_it_say(void **state)
{
	(void)state;
	expect_decided(documents, sizeof documents / sizeof *documents);
}

/* A spoiled name that a line's end divides. */
static void a_divided_name_has_a_letter_wrong(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED P "I put the draft to the vote.\n\nA vote was taken by roll-call.\n\nIn favour: Chad, "
			    "lndo-\nnesia, Peru.\n\nAgainst: None.\n\nThe draft resolution was adopted by 3 votes to "
			    "none." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 3);
	assert_string_equal(v->ballots[1]->party->id, "IDN");
	reading_end(&r);
}

/* Beside one another: a footnote at the foot of the left column to a decision in the right one. */
static void what_a_draft_became_is_told_below_the_column_beside(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "UNITED NATIONS\n\nSECURITY COUNCIL\n\nS/PV.1386\n\n22 December 1967\n\nThe meeting was called "
		   "to order at 3 p.m.\n\n"
		   "   1. The PRESIDENT: The members of the           of some weeks, and as a result of long\n"
		   "Council have before them the report which         consultations a text has emerged which I\n"
		   "the Secretary-General has sent to us all.         understand to be acceptable to everybody.\n"
		   "We have heard the parties to it. We have          It has been circulated as document S/8307.\n"
		   "heard those who give men and money, and\n"
		   "who would like to know how long they are             A vote was taken by show of hands.\n"
		   "to do so. None of them has asked for more\n"
		   "than that the matter be brought to its               The draft resolution was adopted\n"
		   "end, and that those who can do something          unanimously.1\n"
		   "about it do so soon. That was said to us\n"
		   "in the report, and it was said to us here.           2. The PRESIDENT: I wish to thank all of\n"
		   "I have nothing to add to it, and I think          them for the patience which they have had\n"
		   "that nobody has. We have had the matter           with us, and with one another, for so long.\n"
		   "before us for the better part of a year.\n"
		   "All of us have spoken on it at the length            3. Mr. ODD (Norway): We have had men there\n"
		   "that we thought it was worth, and now I           since it began. We voted for it because we\n"
		   "ask you to come to a vote, at the end             think that they are still needed there now.\n"
		   "\n  1 See resolution 244 (1967).\n");
	assert_int_equal(meeting_of(&r)->n_votes, 1);
	assert_string_equal(meeting_of(&r)->votes[0]->instrument, "S/RES/244 (1967)");
	reading_end(&r);
}

/* A footnote in a scanned list is none of its names. */
static void a_footnote_in_a_list_is_no_name(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "UNITED NATIONS\n\nSECURITY COUNCIL\n\nS/PV.2074\n\n19 March 1978\n\nThe meeting was called to "
		   "order at 3 p.m.\n\nThe PRESIDENT: I put the draft to the vote.\n\nA vote was taken by show of "
		   "hands.\n\nIn favour: Chad, Gabon,\n\n  1 See resolution 425 (1978).\n\nGermany, Federal Republic "
		   "of, India\n\nAgainst: None\n\nThe draft resolution was adopted by 4 votes to none.1\n");
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 4);
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_what_the_words_about_it_say),
		cmocka_unit_test(what_is_named_in_passing_is_not_before_the_meeting),
		cmocka_unit_test(a_divided_name_has_a_letter_wrong),
		cmocka_unit_test(a_footnote_in_a_list_is_no_name),
		cmocka_unit_test(what_a_draft_became_is_told_below_the_column_beside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
