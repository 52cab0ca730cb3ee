/* Texts that have a symbol to themselves, and what tells a part of one from its like. */
#include "tests/record_puts.h"

#define REJECTED "The amendment was rejected by 8 votes to 3.\n"

static const struct put_case own[] = {
	/* by whatever it was announced or decided: it is all of its document */
	{ P "We shall vote on the amendments. We turn first to amendment A/L.8.\n"
	    "\nAmendment A/L.8 was rejected by 8 votes to 3.\n" P
	    "We turn next to the second draft amendment, contained in document A/L.9.\n"
	    "\nThe second draft amendment was rejected by 8 votes to 3.\n" P
	    "We turn to the third of the draft amendments, A/L.10.\n"
	    "\nThe third draft amendment was rejected by 8 votes to 3.\n",
	  "A/L.8|\nA/L.9|\nA/L.10|\n" },
	{ P "We have the amendments of Peru [S/8]. The second of them is withdrawn. I put to the vote the first "
	    "amendment." SHOW "The first amendment was rejected by 8 votes to 3.\n",
	  "S/8|The first amendment\n" },
	{ P "If nobody objects to its being put to the vote, I ask for a show of hands." SHOW
	    "The Peruvian draft resolution (S/3237) was adopted by 8 votes to 3.\n",
	  "S/3237|\n" },
	/* but of several that were voted on each is told */
	{ P "We have the amendments of Peru [S/8]. I put to the vote the first amendment." SHOW
	    "The first amendment was rejected by 8 votes to 3.\n" P "I put to the vote the second amendment." SHOW
	    "The second amendment was rejected by 8 votes to 3.\n",
	  "S/8|The first amendment\nS/8|The second amendment\n" },
	{ P "We have the amendments of Peru [S/8]. Chad proposes a sub-amendment to the first of them. I put to the "
	    "vote the sub-amendment." SHOW "The sub-amendment was rejected by 8 votes to 3.\n" P
	    "I put to the vote the first amendment." SHOW "The first amendment was rejected by 8 votes to 3.\n",
	  "S/8|The sub-amendment\nS/8|The first amendment\n" },
	/* and what has no symbol is a part of what it amends */
	{ P "We have draft resolution S/9. I put to the vote the oral amendment of Peru." SHOW
	    "The oral amendment was rejected by 8 votes to 3.\n" P "I put to the vote the draft resolution." SHOW
	    "The draft resolution was adopted by 8 votes to 3.\n",
	  "S/9|oral amendment\nS/9|\n" },
	{ P "We turn to the drafts A to C in document A/39/L.28. I put to the vote draft resolution B.\n"
	    "\nDraft resolution B was adopted by 8 votes to 3.\n",
	  "A/39/L.28|Draft resolution B\n" },
};

static void a_text_with_a_symbol_of_its_own_is_no_part(void **state)
{
	(void)state;
	expect_puts(own, sizeof own / sizeof *own);
}

static const struct put_case named[] = {
	/* what a document holds is told behind it, also where others are named before */
	{ P "The Assembly has before it draft resolution III, recommended in paragraph 30 of the report of the Third "
	    "Committee (A/77/463), and document A/77/L.40, containing an amendment to it. We shall first take action "
	    "on the amendment.\n\n" REJECTED,
	  "A/77/L.40|\n" },
	{ P "Peru has proposed in document A/L.456 two amendments to the draft resolution in document A/5790. Chad has "
	    "proposed, in A/L.457, to add a paragraph.\n\nThe Peruvian amendments were rejected by 8 votes to 3.\n" P
	    "I put the Chadian amendment to the vote.\n\nThe Chadian amendment was rejected by 8 votes to 3.\n" P
	    "I put to the vote the draft resolution.\n\nThe draft resolution was adopted by 8 votes to 3.\n",
	  "A/L.456|\nA/L.457|\nA/5790|\n" },
	/* or in the sentence before */
	{ "\nMr. ODD (Norway): I introduce amendments to the Peruvian draft resolution [S/7621]. They are contained in "
	  "document S/7630.\n" P
	  "I shall put the amendments to the vote one by one. The first amendment calls for a new "
	  "paragraph." SHOW "The first amendment was adopted by 8 votes to 3.\n" P "The second amendment." SHOW
	  "The second amendment was adopted by 8 votes to 3.\n",
	  "S/7630|The first amendment\nS/7630|The second amendment\n" },
	/* what is taken up first, whatever was named before it */
	{ P "There is first the draft resolution of Iran [S/3502], then the amendment of Peru [S/3517] to the draft "
	    "resolution of Chad [S/3506]. We shall take up the amendment first." SHOW REJECTED,
	  "S/3517|\n" },
	/* the words behind a semicolon put something to the vote */
	{ P "The amendment of Chad [A/L.415] concerns the preamble; the sub-amendment of Peru [A/L.416] to that "
	    "amendment will be voted on first.\n\nThe sub-amendment was rejected by 8 votes to 3.\n",
	  "A/L.416|\n" },
	/* what the sponsors took into theirs is not voted on */
	{ P "We have draft resolution A/L.7 and the amendments in documents A/L.10, A/L.11 and A/L.12. The sponsors "
	    "have accepted the first of these amendments, that of Peru in A/L.10. The Assembly will vote on the "
	    "amendments in A/L.11 and A/L.12.\n"
	    "\nThe amendment contained in document A/L.11 was rejected by 8 votes to 3.\n" P
	    "We shall now vote on the other amendment.\n\n" REJECTED,
	  "A/L.11|\nA/L.12|\n" },
	/* the whole behind its remainder, and points behind one another */
	{ "\nMr. ODD (Norway): We sponsor draft resolution S/8050.\n" P "I put to the vote paragraph 3." SHOW
	  "Paragraph 3 was adopted by 8 votes to 3.\n" P "I put to the vote the remainder of the draft resolution." SHOW
	  "The remainder of the draft resolution was adopted by 8 votes to 3.\n" P
	  "I put to the vote the draft resolution as a whole." SHOW
	  "The draft resolution as a whole was adopted by 8 votes to 3.\n",
	  "S/8050|Paragraph 3\nS/8050|The remainder of the draft resolution\nS/8050|\n" },
	{ P "I put to the vote the draft in the report of the First Committee [A/2531], and the Polish amendments "
	    "[A/L.168] to it. The vote will be taken on the two points of document A/L.168. Point 1 is put to the "
	    "vote.\n\nPoint 1 was rejected by 8 votes to 3.\n" P "Point 2.\n\nPoint 2 was rejected by 8 votes to 3.\n" P
	    "I put to the vote the preamble of the draft resolution.\n\nThe preamble was adopted by 8 votes to 3.\n",
	  "A/L.168|Point 1\nA/L.168|Point 2\nA/2531|The preamble\n" },
};

static void a_text_is_what_is_said_of_it_wherever_that_stands(void **state)
{
	(void)state;
	expect_puts(named, sizeof named / sizeof *named);
}

static const struct put_case put[] = {
	/* an amendment and a draft in one sentence, each with its symbol */
	{ P
	  "We vote on draft resolution A/L.26 and on the amendments of Peru, which are reproduced in document A/L.50. "
	  "The first of these would add a paragraph.\n\nThe first amendment was adopted by 8 votes to 3.\n",
	  "A/L.50|The first amendment\n" },
	/* the first of several without a noun */
	{ P "The draft of Chad is in S/1431. Peru has submitted a draft in S/1433. I propose to put the first to the "
	    "vote by "
	    "paragraphs. Preamble." SHOW "The preamble was adopted by 9 votes to 1.\n" P
	    "I put to the vote the draft resolution of Peru." SHOW
	    "The draft resolution was rejected by 8 votes to 3.\n",
	  "S/1431|The preamble\nS/1433|\n" },
	/* a vote behind this one; a proposal that the body should do something */
	{ P "The Assembly will take a decision first on the proposal of Peru that the Assembly should hear Mr. Odd, "
	    "and then "
	    "on the draft resolution in A/L.722.\n\nThe proposal was adopted by 8 votes to 3.\n" P
	    "We shall now take a decision on the draft resolution.\n\nThe draft resolution was adopted by 8 votes to "
	    "3.\n",
	  "|proposal of Peru that the Assembly should hear Mr. Odd\nA/L.722|\n" },
	{ P "We vote on the draft resolution in document S/15500. Before that, there is a proposal by Peru to invite "
	    "Mr. Odd. "
	    "If no member wishes to speak I put it to the vote." SHOW "The proposal was adopted by 8 votes to 3.\n" P
	    "I put to the vote the draft resolution." SHOW "The draft resolution was adopted by 8 votes to 3.\n",
	  "|proposal by Peru to invite Mr. Odd\nS/15500|\n" },
	/* what a paragraph is of that an amendment is to change; a draft that only the next vote names */
	{ P "Peru has circulated an amendment which would add a paragraph after paragraph 7 of S/2008/200. I put the "
	    "draft "
	    "amendment to the vote." HANDS P "There were 2 votes in favour. It has not been adopted. I put the draft "
	    "resolution to the vote now." HANDS P "There were 2 votes in favour. It has been adopted.\n",
	  "S/2008/200|draft amendment\nS/2008/200|\n" },
	{ P "We shall vote first on the Chadian amendment to the second paragraph of the Peruvian resolution." SHOW
	    "The amendment was rejected by 8 votes to 3.\n" P
	    "I put to the vote the Peruvian resolution in document S/268." SHOW
	    "The resolution was adopted by 8 votes to 3.\n",
	  "S/268|Chadian amendment to the second paragraph\nS/268|\n" },
	/* drafts in one paper that are told by their order */
	{ P "The First Committee recommends two resolutions [A/447]. I put to the vote the first resolution.\n"
	    "\nThe first resolution was adopted by 8 votes to 3.\n" P
	    "I put to the vote the second resolution.\n\nThe second resolution was adopted by 8 votes to 3.\n",
	  "A/447|The first resolution\nA/447|The second resolution\n" },
	/* one of several is withdrawn, and no draft */
	{ "\nMr. ODD (Norway): Our amendments [S/7630] are four. We withdraw the fourth, since the sponsors of the "
	  "draft "
	  "resolution [S/7621/Rev.1] have met us.\n" P
	  "I put to the vote the first amendment, in document S/7630." SHOW REJECTED P
	  "I now put to the vote the draft resolution submitted by Chad, as amended." SHOW
	  "The draft resolution, as amended, was adopted by 11 votes to none.\n",
	  "S/7630|first amendment\nS/7621/Rev.1|\n" },
	/* a decision that tells whose the negative votes were */
	{ P "We vote on the amendments of Peru [S/8]. The first one." SHOW
	    "The first amendment was adopted by 8 votes to 3.\n" P "The second amendment is to delete a word.\n"
	    "\nThe second amendment was not adopted, having received 9 votes in favour and 2 against, two of the "
	    "negative "
	    "votes being those of permanent members of the Council.\n",
	  "S/8|The first amendment\nS/8|The second amendment\n" },
	/* whole report */
	{ P "I put to the vote the report of the Credentials Committee [A/56/7].\n"
	    "\nThe report of the Credentials Committee was adopted by 8 votes to 3.\n",
	  "A/56/7|\n" },
};

static void what_is_put_is_found_among_others(void **state)
{
	(void)state;
	expect_puts(put, sizeof put / sizeof *put);
}

/* A paragraph is kept where it is retained, and not whom somebody informs. */
static void what_is_kept_is_adopted(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		Truce__V1__Vote__Result result;
	} ends[] = {
		{ "Paragraph 3 has therefore been kept in the text.", TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED },
		{ "The Council has been kept informed.", TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED },
	};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct reading r;
		char *text = support_text("%s" P "I put to the vote paragraph 3 of draft resolution S/9." HANDS P
					  "There were 2 votes in favour and 1 abstention. %s" ROSE,
					  OPENED, ends[i].words);
		read_words(&r, text);
		assert_int_equal(meeting_of(&r)->votes[0]->result, ends[i].result);
		reading_end(&r);
		free(text);
	}
}

/* Who was for a ruling that was overruled. */
static void a_ruling_is_overruled_by_those_against_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "The President: I put the ruling to the vote.\n\nA vote was taken by show of hands.\n\nIn "
		   "favour of the ruling: Chad, Peru.\n\nAgainst: Cuba, Egypt, Iraq, Norway, Mali, Togo, China, "
		   "France.\n\nAbstaining: India.\n\nThe President's ruling was overruled by 8 votes to 2, with 1 "
		   "abstention.\n\nMs. Odd (Norway): We wait." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 11);
	assert_int_equal(v->in_favour, 2);
	assert_int_equal(v->against, 8);
	assert_int_equal(v->result, TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED);
	reading_end(&r);
}

static const struct put_case parts[] = {
	/* the paragraph of a report that its drafts stand in is none that is voted on */
	{ P "We shall vote on the drafts recommended by the Committee in paragraph 18 of its report [A/3489]. Iraq has "
	    "asked for a separate vote on the second paragraph of the preamble of draft resolution A. I put that "
	    "paragraph to the vote.\n\nThe paragraph was adopted by 8 votes to 3.\n",
	  "A/3489|second paragraph of the preamble of draft resolution A\n" },
	/* motions that are told by what they are of, and such as are only told of */
	{ P "We shall first vote on the motion of priority submitted by Peru.\n\nThe motion was adopted by 8 votes to "
	    "3.\n",
	  "|motion of priority submitted by Peru\n" },
	{ P "I put to the vote the appeal against the ruling.\n\nThe appeal was rejected by 8 votes to 3.\n",
	  "|appeal against the ruling\n" },
	{ P "Peru has moved the closure of the debate. If nobody opposes it, I shall put it to the vote.\n"
	    "\nThe motion was adopted by 8 votes to 3.\n",
	  "|The motion\n" },
	{ P "Peru has proposed that Mr. Odd be invited. I shall now put it to the vote." HANDS
	    "\nThe PRESIDENT: There were 2 votes in favour. The proposal has not been adopted.\n",
	  "|The proposal\n" },
	{ P "Two drafts are recommended in paragraph 14 of the report of the Committee [A/5746]. In paragraph 15 it "
	    "recommends that the item should be included in the agenda. I put to the vote the recommendation contained "
	    "in paragraph 15.\n\nThe recommendation was adopted by 8 votes to 3.\n",
	  "A/5746|recommendation contained in paragraph 15\n" },
	{ P "I put to the vote the second recommendation.\n\nThe recommendation was adopted by 8 votes to 3.\n",
	  "|second recommendation\n" },
	{ P "We shall vote on the motion made by Peru, in accordance with rule 76 of the rules of procedure, for the "
	    "closure of the debate.\n\nThe motion was adopted by 8 votes to 3.\n",
	  "|motion made by Peru, in accordance with rule 76 of the rules of procedure, for the closure of the "
	  "debate\n" },
	/* a sentence that is nothing but the part, and points of an amendment without numbers */
	{ P "A separate vote is requested on the last preambular paragraph and on operative paragraph 4 of draft "
	    "resolution "
	    "S/9. I shall put them to the vote in that order. The last preambular paragraph." HANDS P
	    "There were 2 votes in favour. The last preambular paragraph has been adopted.\n",
	  "S/9|last preambular paragraph\n" },
	{ P "We have draft resolution A/L.522 and the amendment of Peru [A/L.524]. I put to the vote the first point "
	    "of the "
	    "amendment.\n\nThe first point of the amendment was adopted by 8 votes to 3.\n" P
	    "I put to the vote the third point.\n\nThe third point of the amendment was rejected by 8 votes to 3.\n",
	  "A/L.524|The first point of the amendment\nA/L.524|The third point of the amendment\n" },
	{ P "I put to the vote the Chadian proposal, that the Council should hear Mr. Odd." SHOW
	    "The proposal was rejected by 8 votes to 3.\n",
	  "|Chadian proposal, that the Council should hear Mr. Odd\n" },
	{ P "Peru has suggested that the last preambular paragraph be deleted from S/9. I shall therefore put that "
	    "paragraph "
	    "to the vote." SHOW "The last preambular paragraph was retained by 8 votes to 3.\n" P
	    "I put to the vote the draft resolution of Chad." SHOW
	    "The draft resolution was adopted by 8 votes to 3.\n",
	  "S/9|The last preambular paragraph\nS/9|\n" },
	/* a letter alone, and words that a scan ran together */
	{ P "We have draft resolution S/9. I put to the vote sub-paragraph (b), which calls for rest." SHOW
	    "There were 5 votes in favour, none against and 6 abstentions. The sub-paragraph was not adopted.\n",
	  "S/9|sub-paragraph (b)\n" },
	{ P "I put to the vote the proposal of the delegation ofthe lake that his text be voted upon first.\n"
	    "\nThe proposal was adopted by 8 votes to 3.\n",
	  "|proposal of the delegation of the lake that his text be voted upon first\n" },
	/* a sub-amendment by what it is to; the number of one that only the presiding officer decides */
	{ P "We have the amendments of Peru [S/8]. I shall put first the Chadian sub-amendment to the second Peruvian "
	    "amendment." SHOW "The sub-amendment was rejected by 8 votes to 3.\n",
	  "S/8|Chadian sub-amendment to the second Peruvian amendment\n" },
	{ P "I put to the vote the first Peruvian amendment contained in document S/8, one of two." HANDS P
	    "There are 2 votes in favour and 1 abstention. The first amendment is therefore adopted.\n",
	  "S/8|\n" },
	{ P "Draft S/8 is to be voted on by paragraphs. First, the second preambular paragraph." HANDS P
	    "There were 2 votes in favour. The second preambular paragraph has been adopted.\n",
	  "S/8|second preambular paragraph\n" },
	/* whole texts by their titles, and items of an agenda */
	{ P "I put to the vote the universal declaration on wells, as a whole [A/777].\n"
	    "\nThe universal declaration on wells as a whole was adopted by 8 votes to 3.\n",
	  "A/777|\n" },
	{ "\nMr. ODD (Norway): We were seized of it by our resolution of 25 June (S/1501).\n" P
	  "I put to the vote the first item." SHOW "The first item was included in the agenda by 8 votes to 1.\n",
	  "|The first item\n" },
	/* a motion without the rule that it is made under, and one whose words say whose it is */
	{ P "I put to the vote the motion for division made by the representative of Peru under rule 91." SHOW
	    "The motion was adopted by 8 votes to 3.\n" P
	    "I put to the vote the motion for the adjournment of the debate made by the representative of Chad under "
	    "rule 76 of the rules of procedure." SHOW "The motion was adopted by 8 votes to 3.\n",
	  "|motion for division made by the representative of Peru\n"
	  "|motion for the adjournment of the debate made by the representative of Chad\n" },
	{ P
	  "I put to the vote the proposal made by the representative of Peru to extend an invitation to Mr. Tall under "
	  "rule 39. It is a question of procedure." HANDS TOLD "The proposal has been adopted.\n" P
	  "I shall now put to the vote the Chadian proposal that the briefing be heard in a private meeting." HANDS TOLD
	  "The Chadian proposal has not been adopted.\n",
	  "|proposal made by the representative of Peru to extend an invitation to Mr. Tall under rule 39\n|The Chadian proposal\n" },
	{ P "If the representative of Peru wishes to appeal against my ruling, I shall put the appeal to the vote.\n"
	    "\nMr. DRY (Peru): I regret that I must appeal.\n\nThe appeal was rejected by 8 votes to 3.\n",
	  "|The appeal\n" },
	/* amendments of one paper and of another, told in one sentence, and a part of what one is to */
	{ P "There are two draft resolutions. The first was submitted by Peru [S/51]. The second was submitted by Chad "
	    "and "
	    "Mali [S/52]. To these two texts amendments have been circulated: those of Iraq to the Peruvian draft "
	    "resolution [S/53], and those of Fiji to the joint draft resolution [S/54].\n" P
	    "We shall now vote on the amendments of Iraq to the Peruvian draft resolution. I put to the vote the first "
	    "of these amendments." SHOW "The first amendment was rejected by 8 votes to 3.\n"
	    "\nMr. WIDE (Iraq): I shall not press the second of our amendments. I would ask that operative paragraph 3 "
	    "of the Peruvian draft resolution be put to the vote separately.\n" P
	    "In accordance with rule 32, I put operative paragraph 3 to the vote." SHOW
	    "Operative paragraph 3 was rejected by 8 votes to 3.\n" P
	    "I put to the vote the amendment submitted by Fiji [S/54] to the joint draft resolution." SHOW
	    "The amendment was adopted by 8 votes to 3.\n",
	  "S/53|The first amendment\nS/51|Operative paragraph 3\nS/54|\n" },
	/* a Committee's secretary conducts the voting */
	{ P
	  "We have drafts A/C.1/61/L.38 and A/C.1/61/L.51. Amendments to the second of these have been circulated as "
	  "A/C.1/61/L.60.\n" P "We shall begin with draft resolution A/C.1/61/L.51 and the amendments thereto.\n"
	  "\nMr. Tall (Secretary of the Committee): Draft resolution A/C.1/61/L.51 was introduced by Chad. The "
	  "sponsors "
	  "are listed in document A/C.1/61/INF/2. The amendments submitted by Peru, in document A/C.1/61/L.60, relate "
	  "to the title. The Committee will now vote on the first amendment.\n"
	  "\nThe first amendment was rejected by 8 votes to 3.\n"
	  "\nMr. Tall (Secretary of the Committee): The Committee will now vote on the second amendment contained in "
	  "document A/C.1/61/L.60.\n\nThe second amendment was adopted by 8 votes to 3.\n",
	  "A/C.1/61/L.60|The first amendment\nA/C.1/61/L.60|The second amendment\n" },
	/* what is adopted unanimously where a line begins with the vote that was called for; a page's number within the
	   sentence that tells a result */
	{ P
	  "There are amendments in document S/55.\n" P
	  "The Council has heard all who asked for the floor. I shall now put to the\nvote the amendments contained in "
	  "document S/55, beginning with the first.\n\nThe first amendment was adopted unanimously.\n" P
	  "I put to the vote the second amendment." SHOW
	  "In favour: Chad, Iraq.\n\nAgainst: Peru.\n\nThere were 2 votes in favour and 1 against. The\n"
	  "second amendment was not adopted, having failed to obtain the affirmative\n\n               "
	  "                 14\n\nvotes of seven members.\n",
	  "S/55|The first amendment\nS/55|The second amendment\n" },
	/* a proposal that is to change a text */
	{ P
	  "Peru has proposed the deletion of paragraph 5 of draft resolution S/9. I put this proposal to the vote." SHOW
	  "The proposal was rejected by 8 votes to 3.\n" P "I put to the vote the draft resolution as a whole." SHOW
	  "The draft resolution was adopted by 8 votes to 3.\n",
	  "S/9|The proposal\nS/9|\n" },
};

static void a_part_is_told_from_its_like(void **state)
{
	(void)state;
	expect_puts(parts, sizeof parts / sizeof *parts);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_with_a_symbol_of_its_own_is_no_part),
		cmocka_unit_test(a_text_is_what_is_said_of_it_wherever_that_stands),
		cmocka_unit_test(what_is_put_is_found_among_others),
		cmocka_unit_test(what_is_kept_is_adopted),
		cmocka_unit_test(a_ruling_is_overruled_by_those_against_it),
		cmocka_unit_test(a_part_is_told_from_its_like),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
