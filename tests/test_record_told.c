/* Votes on motions of procedure, and such as only the presiding officer's words tell. */
#include "tests/record_puts.h"

static const struct put_case puts_procedure[] = {
	/* totals and what came of them in sentences of their own, which nobody speaks */
	{ P "We have the draft resolution of Peru in document S/333 and that of Mali in document S/331.\n" D1 P
	    "I shall therefore put to the vote the Peruvian proposal to give priority to the draft resolution "
	    "contained in "
	    "document S/333." SHOW
	    "The proposal received 10 votes in favour, 3 against and 2 abstentions. The proposal has "
	    "been adopted.\n",
	  "|Peruvian proposal to give priority to the draft resolution contained in document S/333\n" },
	/* items of the agenda */
	{ P
	  "We have the first report of the General Committee [A/2733]. I shall put to the vote the recommendation of "
	  "the "
	  "General Committee that item 22 should be included in the agenda.\n\n"
	  "Item 22 was placed on the agenda by 45 votes to 1, with 11 abstentions.\n" P
	  "We shall now proceed to a vote on the inclusion of item 62. A vote by roll-call has been requested." RECORDED
	  "\nItem 62 was included in the agenda by 2 votes to 1, with 1 abstention.\n",
	  "|Item 22\n|Item 62\n" },
	/* what a motion is for may name a document, also in the decision alone */
	{ P
	  "We have the draft resolutions A/L.519 and A/L.520. I put to the vote, first, the question of priority." SHOW
	  "The motion for priority for draft resolution A/L.520 was adopted by 31 votes to 18, with 8 abstentions.\n",
	  "|The motion for priority for draft resolution A/L.520\n" },
	/* whose result does not say what it is of */
	{ P "I shall put the proposal to the vote." HANDS
	    "\nThe PRESIDENT: There are 2 votes in favour, none against and 1 abstention.\n",
	  "|proposal\n" },
	/* for what somebody is invited, behind who he is */
	{ P "I shall now put to the vote the proposal to invite Mr. Even Odd, Chair of the Panel on Wells, to "
	    "participate in this meeting." SHOW P
	    "The result of the voting is as follows: 10 votes in favour, 3 against and 2 abstentions. The proposal has "
	    "been adopted.\n",
	  "|proposal to invite Mr. Even Odd, Chair of the Panel on Wells, to participate in this meeting\n" },
	/* put to the vote behind it */
	{ P "The proposal of the representative of Chad that the first item should be the wells is now put to the "
	    "vote." HANDS "\nThe proposal was adopted by 8 votes to 1, with 2 abstentions.\n",
	  "|proposal of the representative of Chad that the first item should be the wells\n" },
	/* granted */
	{ P
	  "The representative of Chad has asked that priority should be given to draft resolution A/L.366. I put that "
	  "request to the vote.\n"
	  "\nThe request for priority was granted by 55 votes to 13, with 11 abstentions.\n",
	  "|The request for priority\n" },
	/* decided */
	{ P "The representative of Chad has moved priority for A/L.366. I put it to the vote.\n"
	    "\nIt was decided, by 55 votes to 13, with 11 abstentions, to give priority to the draft resolution in "
	    "document A/L.366.\n",
	  "|to give priority to the draft resolution in document A/L.366\n" },
	/* told in the sentence before */
	{ P "The Council has before it draft resolution S/100." D1 P
	    "We have heard the motion of Chad to suspend the meeting for a day. I put it to the vote, as is the "
	    "rule." HANDS TOLD "The motion is adopted.\n",
	  "|motion of Chad to suspend the meeting for a day\n" },
	/* that one draft be put to the vote behind another */
	{ P "We have draft resolutions S/100 and S/101." D1 P
	    "I put to the vote the proposal made by the representative of Chad that the draft in document S/100 be put "
	    "to "
	    "the vote after the draft in document S/101." HANDS TOLD "The proposal is adopted.\n",
	  "|proposal made by the representative of Chad that the draft in document S/100 be put to the vote after the "
	  "draft in document S/101\n" },
	{ P "The Council has before it draft resolution S/100." D1 P
	    "I put to the vote the motion for the adjournment of the debate." HANDS
	    "\nThe motion was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put the draft resolution to the vote." HANDS PASSED,
	  "|motion for the adjournment of the debate\nS/100|\n" },
	{ P "We have draft resolution A/L.60."
	    "\nMr. ODD (Norway): I move the closure of the debate.\n" P
	    "I shall put the motion of Norway to the vote." RECORDED
	    "\nThe motion was adopted by 38 votes to 19, with 22 abstentions.\n" P "We shall vote on draft resolution "
	    "A/L.60." RECORDED PASSED,
	  "|motion of Norway\nA/L.60|\n" },
	{ P "We have draft resolutions A/L.632 and A/L.630. I put to the vote the motion of Norway that priority be "
	    "given "
	    "to draft resolution A/L.632." RECORDED
	    "\nThe motion was adopted by 61 votes to 53, with 15 abstentions.\n" P
	    "We shall now vote on draft resolution A/L.632." RECORDED
	    "\nThe draft resolution was rejected by 59 votes to 55, with 15 abstentions.\n" P
	    "We shall vote on draft resolution A/L.630." RECORDED PASSED,
	  "|motion of Norway that priority be given to draft resolution A/L.632\nA/L.632|\nA/L.630|\n" },
	{ P
	  "I have received from Norway a letter [S/12500] in which it asks that the League be invited. The proposal is "
	  "not made under rule 37. I put the proposal to the vote." HANDS
	  "\nThe proposal was adopted by 2 votes to none, with 1 abstention.\n" P "We have draft resolution S/12510. I "
	  "put it to the vote." HANDS PASSED,
	  "|The proposal\nS/12510|\n" },
	{ P "The provisional agenda for this meeting is before the Council in document S/Agenda/2500. I put the "
	    "provisional agenda to the vote." HANDS TOLD "The agenda has been adopted.\n",
	  "|provisional agenda\n" },
	{ P "We have draft resolution S/100. The representative of Chad has challenged my ruling. I put that challenge "
	    "to "
	    "the vote." HANDS "\nThe ruling of the President was upheld by 2 votes to none, with 1 abstention.\n" P
	    "I put draft resolution S/100 to the vote." HANDS PASSED,
	  "|The ruling of the President\nS/100|\n" },
	{ P "We have before us draft resolution S/100. The representative of Chad has proposed that the meeting be "
	    "suspended until tomorrow. I put that proposal to the vote." HANDS
	    "\nThe proposal was adopted by 2 votes to none, with 1 abstention.\n",
	  "|The proposal\n" },
};

/* told by nothing but the presiding officer's words */
static const struct put_case puts_told[] = {
	{ P "I put to the vote the draft resolution in document A/L.160. The vote is: 5 in favour, 40 against, with 13 "
	    "abstentions. The draft resolution is not adopted.\n" P
	    "We shall vote on draft resolution A/L.161. The result of the vote is 30 in favour, 5 against and 2 "
	    "abstentions. The draft resolution has been adopted.\n",
	  "A/L.160||2|5/40/13\nA/L.161||1|30/5/2\n" },
	{ P "I put the motion for adjournment to the vote.\n" P
	    "The motion was carried by 30 votes to 12, with 8 abstentions.\n",
	  "|motion for adjournment|1|30/12/8\n" },
	{ P "I put to the vote operative paragraph 2 of draft resolution S/300. There are 9 votes in favour, none "
	    "against "
	    "and 2 abstentions. The paragraph is adopted. I now put the draft resolution as a whole to the vote." HANDS
	    "\nThe draft resolution was adopted by 8 votes to none, with 3 abstentions.\n",
	  "S/300|operative paragraph 2|1|9/0/2\nS/300||1|8/0/3\n" },
	{ P "I put draft resolution A/L.159 to the vote." HANDS PASSED P
	    "There remains the draft resolution of the Soviet Union [A/L.160]. The vote is: 5 in favour, 40 against, "
	    "with "
	    "13 abstentions. The draft resolution is not adopted.\n",
	  "A/L.159||1|2/0/1\nA/L.160||2|5/40/13\n" },
	/* said twice */
	{ P "I put draft resolution S/300 to the vote." HANDS PASSED P
	    "The draft resolution has been adopted by 2 votes to none, with 1 abstention. We go on.\n",
	  "S/300||1|2/0/1\n" },
	{ P "I put draft resolution S/300 to the vote. There are 7 votes in favour, 2 against and 2 abstentions. It "
	    "has been "
	    "adopted. I repeat: the draft resolution has been adopted by 7 votes to 2, with 2 abstentions.\n",
	  "S/300||1|7/2/2\n" },
	/* another body's vote, another year's, and a speaker's words are none */
	{ P "I put draft resolution A/300 to the vote. It was adopted in the Third Committee by 70 votes to 2, with 20 "
	    "abstentions." RECORDED PASSED,
	  "A/300||1|2/0/1\n" },
	{ P "We shall vote on draft resolution A/300. Its like was adopted last year by 70 votes to 2, with 20 "
	    "abstentions." RECORDED PASSED,
	  "A/300||1|2/0/1\n" },
	{ P "We recall that resolution 3 was adopted by 70 votes to 2, with 20 abstentions.\n"
	    "\nMr. ODD (Norway): I put it to the vote at home. It was adopted by 7 votes to 2, with 2 abstentions.\n",
	  "" },
};

static void votes_that_only_the_president_tells_are_votes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(puts_told); i++) {
		struct reading r;
		char *text = support_text("%s%s\nMs. Odd (Norway): We wait.%s", OPENED, puts_told[i].text, ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		char *told = support_text("%s", "");
		for (size_t k = 0; k < m->n_votes; k++) {
			const Truce__V1__Vote *v = m->votes[k];
			char *more = support_text("%s%s|%s|%d|%d/%d/%d\n", told, v->document, v->part, (int)v->result,
						  v->in_favour, v->against, v->abstaining);
			free(told);
			told = more;
		}
		expect_text("votes", puts_told[i].text, told, puts_told[i].votes);
		free(told);
		reading_end(&r);
		free(text);
	}
}

static void a_motion_of_procedure_is_on_no_text(void **state)
{
	(void)state;
	expect_puts(puts_procedure, COUNT_OF(puts_procedure));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(votes_that_only_the_president_tells_are_votes),
		cmocka_unit_test(a_motion_of_procedure_is_on_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
