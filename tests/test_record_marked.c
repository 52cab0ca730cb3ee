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
	/* told with the vote's opening, or by totals alone */
	{ P
	  "We have draft resolution S/50. I put to the vote the second oral amendment.\n"
	  "\nA vote was taken by show of hands, and the amendment was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "S/50|second oral amendment\n" },
	{ P "We have draft resolution S/50. I put to the vote operative paragraph 2." HANDS
	    "\nThe result of the vote was as follows: 2 in favour, none against and 1 abstention.\n",
	  "S/50|operative paragraph 2\n" },
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
};

static void a_part_keeps_what_tells_it_from_its_like(void **state)
{
	(void)state;
	expect_puts(puts_marked, COUNT_OF(puts_marked));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_keeps_what_tells_it_from_its_like),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
