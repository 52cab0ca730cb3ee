/* What tells a vote's part from its like, where the decision's mere noun leaves it out: its
 * ordinal, letter, number or quoted words, and the report that is being treated. */
#include "tests/record_puts.h"

static const struct put_case puts_marked[] = {
	{ P
	  "The Committee recommends three draft resolutions in its report [A/5365]. I put to the vote draft resolution "
	  "I." RECORDED PASSED P "We now come to draft resolution II. If I hear no objection, it is adopted.\n"
	  "\nDraft resolution II was adopted without a vote.\n" P "Finally, I put draft resolution III to the "
	  "vote." RECORDED PASSED,
	  "A/5365|draft resolution I\nA/5365|draft resolution III\n" },
	{ P
	  "We turn to the report of the First Committee on item 5 (A/36/752). I put to the vote the draft resolution "
	  "recommended in paragraph 9." RECORDED PASSED P
	  "Members will now turn to item 6 (A/36/757), a report of the same Committee. Draft resolution A is the first "
	  "of two. I shall now put it to the vote." RECORDED
	  "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention (resolution 36/97 A).\n" P
	  "A separate vote has been requested by the representative of Chad on the words \"in good faith\" in draft "
	  "resolution B." RECORDED "\nThe words were retained by 2 votes to 1, with 1 abstention.\n" P
	  "I put to the vote draft resolution B as a whole." RECORDED PASSED,
	  "A/36/752|\nA/36/757|Draft resolution A\nA/36/757|words \"in good faith\"\nA/36/757|draft resolution B\n" },
	{ P
	  "The reports are in documents A/40/10, A/40/11 and A/40/11/Add.1. We take up the report of the Committee in "
	  "document A/40/11." LONG P "A separate vote has been requested on operative paragraph 9." RECORDED
	  "\nOperative paragraph 9 was retained by 2 votes to 1, with 1 abstention.\n" P
	  "I put the draft resolution as a whole to the vote." RECORDED PASSED P
	  "Now the second part of the report (A/40/11/Add.1). I put draft resolution IV to the vote." RECORDED PASSED,
	  "A/40/11|Operative paragraph 9\nA/40/11|\nA/40/11/Add.1|draft resolution IV\n" },
	{ "\nMr. ODD (Norway), Rapporteur of the Second Committee: I present the report in document A/7391.\n" P
	  "The Secretary-General has sent us his report [A/7392]. We shall now vote on the draft resolution." RECORDED
		  PASSED,
	  "A/7391|\n" },
	/* several amendments of one text, and one text each */
	{ P "Before draft resolution S/50 we vote on the amendments of Poland in document S/51 and of Mali in document "
	    "S/52. I put the first amendment submitted by Poland to the vote." HANDS
	    "\nThe amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "A vote by show of hands has been asked for on the second Polish amendment." HANDS
	    "\nThe amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put to the vote the third amendment." HANDS
	    "\nThe amendment was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "S/51|first amendment\nS/51|second Polish amendment\nS/51|third amendment\n" },
	{ P "I put to the vote the first two paragraphs of the draft resolution [A/1560]." RECORDED
	    "\nThe paragraphs were rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "A separate vote has been requested on the last paragraph." RECORDED
	    "\nThe paragraph was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/1560|first two paragraphs\nA/1560|last paragraph\n" },
	{ P "We have draft resolution A/L.7 and the amendment in document A/L.9. I put the amendment to the "
	    "vote." RECORDED "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "As the amendment was not adopted, we come to draft resolution A/L.7. I first put to the vote the fifth "
	    "preambular paragraph." RECORDED
	    "\nThe fifth preambular paragraph was retained by 2 votes to 1, with 1 abstention.\n",
	  "A/L.9|\nA/L.7|The fifth preambular paragraph\n" },
	{ P "Before us is the draft resolution of Chad [S/50]. Under rule 36 the amendment of Peru to "
	    "the draft resolution concerning Nepal will be put to the vote first." HANDS
	    "\nThe amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put draft resolution S/50 to the vote." HANDS PASSED,
	  "S/50|amendment of Peru to the draft resolution concerning Nepal\nS/50|\n" },
	{ P "Before us is the joint draft resolution [S/50]. I now put to the vote the amendment of Peru to the "
	    "tenth paragrapb of the joint draft resolution." HANDS
	    "\nThere were 5 votes in favour, 1 against and 5 abstentions. The amendment was not adopted.\n",
	  "S/50|amendment of Peru to the tenth paragraph\n" }, /* a letter is spoiled */
	/* "it": the motion of a sentence before; the words that tell the result say most */
	{ P "We have draft resolution S/50.\n" P
	    "The representative of Chad has moved the adjournment of the meeting to a "
	    "certain hour. That motion comes first. It may be debated, but nobody asks for the floor. I therefore put "
	    "it to the vote." HANDS TOLD "The motion to adjourn until Saturday at 3 p.m. has been adopted.\n",
	  "|The motion to adjourn until Saturday at 3 p.m.\n" },
	{ P "We have draft resolution S/50.\n" P
	    "The representative of Chad has made the motion to suspend the meeting. It "
	    "may be debated, but nobody asks for the floor. I therefore put it to the vote." HANDS TOLD
	    "It has been adopted.\n",
	  "|motion to suspend the meeting\n" },
	/* of which draft of a report */
	{ P "We take up the report of the First Committee [A/10431]. I put to the vote operative paragraph 2 of draft "
	    "resolution D." RECORDED "\nThe paragraph was adopted by 71 votes to 8, with 39 abstentions.\n",
	  "A/10431|operative paragraph 2 of draft resolution D\n" },
	/* by its number */
	{ P "I put to the vote amendment No. 2 in document S/5006." SHOW "The amendment was adopted by 7 votes to 3.\n",
	  "S/5006|amendment No. 2\n" },
	/* a phrase by its words */
	{ P "We have draft resolution S/50. A separate vote has been requested on the last phrase of operative "
	    "paragraph 4, "
	    "namely, \"and to report thereon\"." RECORDED
	    "\nThe phrase was adopted by 79 votes to 3, with 16 abstentions.\n",
	  "S/50|last phrase of operative paragraph 4, namely, \"and to report thereon\"\n" },
	/* told with the vote's opening, or by totals alone */
	{ P
	  "We have draft resolution S/50. I put to the vote the second oral amendment.\n"
	  "\nA vote was taken by show of hands, and the amendment was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "S/50|second oral amendment\n" },
	{ P "We have draft resolution S/50. I put to the vote operative paragraph 2." HANDS
	    "\nThe result of the vote was as follows: 2 in favour, none against and 1 abstention.\n",
	  "S/50|operative paragraph 2\n" },
	{ P "We have draft resolution S/50. I put to the vote paragraph 3." HANDS "\nThe paragraph was not adopted.\n" P
	    "I put to the vote the rest of the draft resolution." HANDS "\nThe draft resolution was adopted.\n",
	  "S/50|paragraph 3\nS/50|rest\n" },
	{ P "We have draft resolution S/50. I put to the vote the remainder of the draft, without paragraph 2." HANDS
		  PASSED,
	  "S/50|remainder\n" },
	{ P "Members will find the drafts in paragraph 22 of document A/7902. I put draft resolution A to the "
	    "vote." RECORDED "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "Draft resolution B, as a whole." RECORDED PASSED,
	  "A/7902|Draft resolution A\nA/7902|Draft resolution B\n" },
	{ P "An amendment to draft resolution A/L.60 has been submitted by Chad in document A/L.61, and a "
	    "sub-amendment by "
	    "Mali. I put to the vote the sub-amendment." RECORDED
	    "\nThe sub-amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the amendment of Chad." RECORDED
	    "\nThe amendment, as amended, was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.61|The sub-amendment\nA/L.61|\n" },
	{ P "We have draft resolutions A/L.60, A/L.61 and A/L.62. I put A/L.60 to the vote." RECORDED PASSED P
	    "We turn next to the second draft resolution. A recorded vote has been requested." RECORDED PASSED,
	  "A/L.60|\nA/L.61|\n" },
	{ P "Before us are the report of the First Committee [A/3757], the amendments of Chad [A/L.31] and a draft "
	    "resolution of Peru [A/L.32]. I put the first part of the amendments of Chad to the vote." RECORDED
	    "\nThe first part was rejected by 30 votes to 12, with 8 abstentions.\n" P "The second part of the "
	    "amendments." RECORDED "\nThe second part was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the Committee's draft resolution." RECORDED PASSED P
	    "We come to the vote on the draft resolution of Peru." RECORDED FAILED,
	  "A/L.31|The first part\nA/L.31|The second part\nA/3757|\nA/L.32|\n" },
	/* a sub-amendment, and what goes on in other words */
	{ P
	  "Uruguay has submitted amendments [S/78] to draft resolution S/75. We go on to the vote, beginning with the "
	  "sub-amendment of Mali to the first amendment." HANDS
	  "\nThere were 8 votes in favour, none against and 7 abstentions. The sub-amendment was not adopted.\n" P
	  "I put the draft resolution to the vote, without operative paragraph 3." HANDS
	  "\nAs one of the negative votes was that of a permanent member, the draft resolution was not adopted.\n",
	  "S/78|The sub-amendment\nS/75|\n" },
	{ P "Before the Council is a draft resolution [S/87] and amendments to it by the USSR [S/89] and by Chad "
	    "[S/91]. I "
	    "put the amendments of the USSR to the vote." HANDS
	    "\nThe amendments were rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put to the vote the amendments submitted by Chad." HANDS
	    "\nThe amendments were rejected by 7 votes to 2, with 2 abstentions.\n",
	  "S/89|\nS/91|\n" },
	{ P "We have two drafts: the USSR draft (S/4406) and that of Italy (S/4409). The USSR draft having been "
	    "submitted "
	    "first, I shall put it to the vote first." HANDS FAILED P
	    "I put to the vote the draft of Italy." HANDS PASSED,
	  "S/4406|\nS/4409|\n" },
	{ P "The Council has draft resolutions S/61 and S/62. I put them to the vote in their order, beginning with "
	    "S/61." HANDS PASSED P
	    "I put to the vote the draft resolution contained in the other document." HANDS PASSED,
	  "S/61|\nS/62|\n" },
	{ "\nReport of the First Committee (A/6945)\n" P "I put to the vote draft resolution A." RECORDED
	  "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention.\n" P
	  "There is left the draft resolution submitted by Chad, Mali and Peru [A/L.534]. Norway has proposed that it "
	  "be "
	  "an important question. I consult the Assembly on that proposal first.\n"
	  "\nThe proposal was adopted by 51 votes to 39, with 18 abstentions.\n" P
	  "I put the three-Power draft resolution to the vote by roll-call." RECORDED FAILED,
	  "A/6945|Draft resolution A\n|The proposal\nA/L.534|\n" },
	/* texts named in the turn itself, before the words that put a part of them */
	{ "\nReport of the Fifth Committee (A/52/250)\n" P "I put to the vote paragraph 62 of the report." RECORDED
	  "\nParagraph 62 was adopted by 2 votes to 1, with 1 abstention.\n" P
	  "We turn now to the draft resolution contained in document A/52/L.2. Its operative paragraphs will be voted "
	  "on one by one.\n\nOperative paragraph 1 was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/52/250|Paragraph 62\nA/52/L.2|Operative paragraph 1\n" },
	{ P
	  "There are amendments to draft resolution A/73/L.3, in documents A/73/L.10 and A/73/L.11. I put to the vote "
	  "the amendment in document A/73/L.10." RECORDED
	  "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	  "The amendment contained in document A/73/L.11 has two paragraphs. A separate vote has been requested on "
	  "paragraph 2 of that amendment. I put paragraph 2 to the vote." RECORDED
	  "\nParagraph 2 was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/73/L.10|\nA/73/L.11|Paragraph 2\n" },
	/* a paper of the Committee's own is no report to the Assembly */
	{ "\nReport of the Fifth Committee (A/5638)\n"
	  "\nMr. ODD (Norway), Rapporteur of the Fifth Committee: The report A/5638 contains two draft resolutions. "
	  "The "
	  "figures in paragraph 22 of the report were supplied by the Secretariat A/C.5/988 after the Committee had "
	  "voted.\n" P "We proceed to the vote on the two draft resolutions recommended by the Fifth Committee.\n"
	  "\nDraft resolution I was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/5638|Draft resolution I\n" },
	/* motions and proposals, on no document */
	{ P "We are agreed on resolution S/1501, which was adopted last June. I put to the vote the Polish "
	    "proposal." HANDS "\nThe proposal was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "|Polish proposal\n" },
	{ P "I put to the vote the proposal made by Chad, the Ivory Coast and Mali." HANDS
	    "\nThe proposal was adopted by 2 votes to none, with 1 abstention.\n" P
	    "The motion for division must be voted upon. I put to the vote the motion of Chad." HANDS
	    "\nThe motion was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put to the vote the motion to adjourn the debate on draft resolution A/ES-11/L.7." HANDS
	    "\nThe motion was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "|proposal made by Chad, the Ivory Coast and Mali\n|motion for division\n"
	  "|motion to adjourn the debate on draft resolution A/ES-11/L.7\n" },
	/* words that nothing but the presiding officer tells, and not what they stand in */
	{ P "We have draft resolution S/50. Separate votes have been requested on operative paragraph 6 and on the "
	    "words \"at all\" in operative paragraph 11. I now put to the vote operative paragraph 6." HANDS TOLD
	    "Operative paragraph 6 has been adopted.\n"
	    "\nI put to the vote next the words \"at all\" in operative paragraph 11." HANDS TOLD
	    "The words have been retained.\n\nI put to the vote draft resolution S/50 as a whole." HANDS TOLD
	    "The draft resolution has been adopted.\n",
	  "S/50|operative paragraph 6\nS/50|words \"at all\"\nS/50|\n" },
	{ P "We take up draft resolution S/50. The vote will be on paragraph 2. A separate vote has been requested on "
	    "the "
	    "phrase \"in good time\", at the end of the third preambular paragraph." HANDS TOLD
	    "It has been adopted.\n",
	  "S/50|phrase \"in good time\"\n" },
	/* of a motion what puts it to the vote, be it only whose it is, before what only tells of it */
	{ P
	  "A motion for adjournment has been made, which is to be decided at once. I put to the vote the motion of the "
	  "representative of Chad." HANDS "\nThe motion was rejected by 5 votes to 4, with 2 abstentions.\n",
	  "|motion of the representative of Chad\n" },
	{ P "We have heard the proposal that the observer of Tonga should be invited to speak. I put to the vote the "
	    "proposal of Peru and Mali." HANDS "\nThe proposal was adopted by 11 votes to 1, with 3 abstentions.\n",
	  "|proposal of Peru and Mali\n" },
	{ P "A motion for adjournment has been made by the representative of Chad. I put that motion to the "
	    "vote." HANDS "\nThe motion was rejected by 5 votes to 4, with 2 abstentions.\n",
	  "|motion for adjournment\n" },
};

static void a_part_keeps_what_tells_it_from_its_like(void **state)
{
	(void)state;
	expect_puts(puts_marked, COUNT_OF(puts_marked));
}

/* The footnote to a decision says what the draft became. */
static void a_footnote_tells_the_resolution(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: I put draft resolution S/50 to the vote." HANDS
			      "\nThe draft resolution was adopted by 2 votes to none, with 1 abstention.2\n"
			      "\nMr. ODD (Norway): We say no more.\n\n2 See resolution 401 (1976).\n" ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_string_equal(m->votes[0]->instrument, "S/RES/401 (1976)");
	reading_end(&r);
	read_words(&r, OPENED "The PRESIDENT: I put draft resolution S/50 to the vote." HANDS
			      "\nThe draft resolution was adopted by 2 votes to none, with 1 abstention.\xC2\xB9\n"
			      "\n     ______________\n     \xC2\xB9 See resolution 401 (1976).\n"
			      "\nMr. ODD (Norway): We say no more.\n" ROSE);
	m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_string_equal(m->votes[0]->instrument, "S/RES/401 (1976)");
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_keeps_what_tells_it_from_its_like),
		cmocka_unit_test(a_footnote_tells_the_resolution),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
