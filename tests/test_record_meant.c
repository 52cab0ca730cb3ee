/* Which of several texts a vote is on, where the words that put it to the vote do not name it:
 * an earlier sentence does, or whose it is. */
#include "tests/record_puts.h"

static const struct put_case earlier[] = {
	/* over a page whose head tells the year of the Council */
	{ P
	  "Members have before them document S/521, which contains the text of a draft resolution.\n" D1 P
	  "I put to the vote the first oral amendment proposed by Mali, to replace the date in operative paragraph 4.\n"
	  "\nA vote was taken by show of hands.\n\n 2\nS/PV.9001\nFifty-first year\n\nIn favour: Chad\n\nAgainst: "
	  "Peru\n\n"
	  "Abstaining: Iraq\n" P
	  "There was 1 vote in favour, 1 against and 1 abstention. The first oral amendment has not "
	  "been adopted.\n\nI now put to the vote the proposal of Mali to delete operative paragraph 7." HANDS TOLD
	  "The proposal of Mali to delete operative paragraph 7 has not been adopted.\n",
	  "S/521|first oral amendment||1/1/1\nS/521|proposal of Mali to delete operative paragraph 7||2/0/1\n" },
	/* drafts by their letters, of a paper that holds two, at a Committee; and of the next paper, which has
	   amendments */
	{ P "The first is in document A/C.1/32/L.9, which, as members know, contains two texts, draft resolution A and "
	    "draft "
	    "resolution B.\n" D1 P "I put to the vote the last preambular paragraph of draft resolution A." SHOW
	    "The last preambular paragraph of draft resolution A was adopted by 77 votes to 2, with 31 abstentions.\n" P
	    "I put to the vote draft resolution A as a whole." SHOW
	    "Draft resolution A as a whole was adopted by 38 votes to none, with 11 abstentions.\n" P
	    "The next document is A/C.1/32/L.12/Rev.1, on a zone, to which Chad has submitted an amendment in "
	    "A/C.1/32/L.15.\n" D1 P "I put to the vote the amendment in document A/C.1/32/L.15." SHOW
	    "The amendment was rejected by 58 votes to 13, with 36 abstentions.\n" P
	    "I put to the vote the oral amendment for the deletion of one word in operative paragraph 2." SHOW
	    "The oral amendment was adopted by 44 votes to 39, with 27 abstentions.\n",
	  "A/C.1/32/L.9|The last preambular paragraph of draft resolution A||77/2/31\n"
	  "A/C.1/32/L.9|Draft resolution A||38/0/11\nA/C.1/32/L.15|||13/58/36\n"
	  "A/C.1/32/L.12/Rev.1|The oral amendment||44/39/27\n" },
	/* of a report's drafts the one whose amendment it was announced with */
	{ P
	  "The Assembly has before it five draft resolutions recommended in paragraph 32 of the report [A/70/500]. In "
	  "connection with draft resolution I, an amendment has been circulated in document A/70/L.31. In connection "
	  "with draft resolution III, two amendments have been circulated in document A/70/L.32.\n" D1 P
	  "The Assembly shall first take a decision on the amendment to draft resolution I. A recorded vote has been "
	  "requested." RECORDED P
	  "Since the amendment contained in document A/70/L.31 has not been adopted, we shall now "
	  "take a decision on draft resolution I." RECORDED
	  "Draft resolution I was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/70/L.31|||-/-/-\nA/70/500|Draft resolution I||2/1/1\n" },
	/* what is put behind the place of a draft is the paper that is named with it; behind a sub-amendment what that
	   amends */
	{ P
	  "We have draft resolutions A and B in the report of the Council (A/42/24), amendments in documents A/42/L.14 "
	  "and "
	  "A/42/L.15, and sub-amendments in document A/42/L.17.\n"
	  "\nMr. DRY (Peru): The three amendments in document A/42/L.14 all concern draft resolution A.\n"
	  "\nMr. TALL (Mali): The sub-amendments in document A/42/L.17 are to the third of the Peruvian amendments.\n" P
	  "We begin with draft resolution A, and with the first of the Peruvian amendments in document A/42/L.14, the "
	  "one "
	  "for the deletion of paragraph 14. I put it to the vote." SHOW
	  "The first amendment was rejected by 32 votes to 10, with 8 abstentions.\n" P
	  "We come now to the second amendment." SHOW
	  "The second amendment was rejected by 33 votes to 10, with 8 abstentions.\n" P
	  "The first sub-amendment in document A/42/L.17 would insert some words. I now put it to the vote." SHOW
	  "The first sub-amendment was adopted by 34 votes to none, with 8 abstentions.\n" P
	  "The Assembly will now vote on the third amendment, as amended." SHOW
	  "The third amendment, as amended, was adopted by 35 votes to none, with 8 abstentions.\n",
	  "A/42/L.14|The first amendment||10/32/8\nA/42/L.14|The second amendment||10/33/8\n"
	  "A/42/L.17|The first sub-amendment||34/0/8\nA/42/L.14|The third amendment||35/0/8\n" },
	/* an oral amendment is a part of what it amends, though that is an amendment */
	{ P "We have draft resolution S/333, and an amendment to it by Peru in document S/334.\n" D1 P
	    "I shall now put to the vote the oral amendment of Mali to the amendment in document S/334." HANDS TOLD
	    "The oral amendment has not been adopted.\n" P
	    "I shall now put to the vote the amendment contained in document S/334." HANDS TOLD
	    "The amendment has been adopted.\n",
	  "S/334|oral amendment||2/0/1\nS/334|||2/0/1\n" },
	{ P "We have draft resolution A/L.20. The amendment to it is in document A/L.24, and what is in document "
	    "A/L.26 is "
	    "a sub-amendment to that amendment. I put to the vote the sub-amendment contained in document A/L.26." SHOW
	    "The sub-amendment was adopted by 84 votes to 26, with 19 abstentions.\n" P
	    "I put to the vote the oral sub-amendment of Mali, by which two words would be added." SHOW
	    "The oral sub-amendment was rejected by 53 votes to 49, with 25 abstentions.\n" P
	    "I now put to the vote the amendment contained in document A/L.24, as amended." SHOW
	    "The amendment, as amended, was rejected by 71 votes to 38, with 20 abstentions.\n",
	  "A/L.26|||84/26/19\nA/L.24|The oral sub-amendment||49/53/25\nA/L.24|||38/71/20\n" },
	{ P "We have a draft resolution in document A/L.279, and the amendment of Peru and Chad in A/L.280.\n"
	    "\nMr. TALL (Mali): I propose orally a sub-amendment: that in document A/L.280 the order of the two items "
	    "should "
	    "be reversed.\n" P "We shall vote first upon the sub-amendment of Mali to the two-Power amendment." SHOW
	    "The Malian sub-amendment was rejected by 33 votes to 27, with 28 abstentions.\n" P
	    "I put to the vote the amendment of Peru and Chad in document A/L.280." SHOW
	    "The amendment was adopted by 34 votes to 27, with 28 abstentions.\n",
	  "A/L.280|The Malian sub-amendment||27/33/28\nA/L.280|||34/27/28\n" },
	/* a proposal to change a paragraph is no vote on it */
	{ P "We have draft resolution S/521.\n" D1 P
	    "I now put to the vote the proposal of Mali to delete operative paragraph "
	    "7." HANDS TOLD "The proposal of Mali to delete operative paragraph 7 has not been adopted.\n" P
	    "I shall now put to the vote the draft resolution (S/521)." HANDS PASSED,
	  "S/521|proposal of Mali to delete operative paragraph 7||2/0/1\nS/521|||2/0/1\n" },
	/* what the amendments are to that were voted on right before, and no other draft that was named with it */
	{ P
	  "The Assembly has before it the draft resolution of nineteen Powers [A/L.435 and Add.1-2], to which Iraq has "
	  "submitted an amendment [A/L.438], and the draft resolution submitted by Mali and Togo [A/L.437].\n" D1
	  "\nMr. DRY (Mali): I formally move that our draft resolution in document A/L.437 be given priority.\n" P
	  "I shall first put to the vote the motion for priority for draft resolution A/L.437." SHOW
	  "The motion was rejected by 47 votes to 31, with 20 abstentions.\n" P
	  "I put to the vote the amendment submitted by Iraq [A/L.438]." SHOW
	  "The amendment was adopted by 62 votes to 3, with 34 abstentions.\n" P
	  "A separate vote has been requested by the representative of Ireland on operative paragraph 4 of the draft "
	  "resolution. I put that paragraph to the vote." SHOW
	  "Operative paragraph 4 of the draft resolution was adopted by 71 votes to 11, with 17 abstentions.\n" P
	  "I now put to the vote the draft resolution [A/L.435 and Add.1-2] as a whole, as amended." SHOW
	  "The draft resolution as a whole, as amended, was adopted by 86 votes to none, with 12 abstentions.\n",
	  "|motion for priority for draft resolution A/L.437||31/47/20\nA/L.438|||62/3/34\n"
	  "A/L.435|Operative paragraph 4||71/11/17\nA/L.435|||86/0/12\n" },
	{ P "The Committee recommends a draft resolution in its report [A/3090]. There are two amendments to the draft "
	    "resolution, by Chad [A/L.208] and by Mali [A/L.209].\n" D1 P
	    "I put to the vote the amendment of Mali [A/L.209]." SHOW
	    "The amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the amendment of Chad [A/L.208]." SHOW
	    "The amendment was rejected by 31 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the words \"as soon as possible\" in the second paragraph of the draft resolution." SHOW
	    "The words were adopted by 32 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole." SHOW
	    "The draft resolution was adopted by 33 votes to 12, with 8 abstentions.\n",
	  "A/L.209|||12/30/8\nA/L.208|||12/31/8\nA/3090|words \"as soon as possible\"||32/12/8\nA/3090|||33/12/8\n" },
	/* what somebody proposed in an earlier turn on how to go on, and no text that was announced since or before */
	{ P "The Council has before it a draft resolution in document S/14985, and I have a letter in S/14986.\n"
	    "\nMr. TALL (Jordan): We have spoken of this in S/3. My delegation proposes that Mr. Pine be invited under "
	    "rule "
	    "39.\n" D1 D2 P "There are differing views. I shall put to the vote the proposal by Jordan." HANDS TOLD
	    "The proposal has been adopted.\n",
	  "|proposal by Jordan||2/0/1\n" },
	{ P "The Council has before it a draft resolution in document S/14985, and I have a request in document "
	    "S/14986.\n"
	    "\nMr. TALL (Peru): We formally propose that the representative of Chad be seated under rule 37.\n" D1 D2 P
	    "The Chair does not rule. I shall put to the vote the proposal of Peru." HANDS TOLD
	    "The proposal of Peru has not been adopted.\n",
	  "|proposal of Peru||2/0/1\n" },
	/* what somebody asked for his own text */
	{ P
	  "There are two draft resolutions before us, one submitted by the Soviet Union [S/6328], the other by Uruguay "
	  "[S/6346/Rev.1]. The representative of the Soviet Union has asked that his text be put to the vote paragraph "
	  "by paragraph. I shall so proceed.\n" D1 P "I put to the vote the preamble." SHOW
	  "The preamble was rejected by 6 votes to 2, with 3 abstentions.\n" P
	  "I put to the vote operative paragraph 1." SHOW
	  "Operative paragraph 1 was rejected by 7 votes to 1, with 3 abstentions.\n" P
	  "There is nothing left to be put to the vote as a whole. We turn to the draft resolution of Uruguay.\n" D1
		  SHOW "The result of the vote was 5 in favour, 1 against, with 5 abstentions. The draft resolution "
	  "was not adopted.\n",
	  "S/6328|The preamble||2/6/3\nS/6328|Operative paragraph 1||1/7/3\nS/6346/Rev.1|||5/1/5\n" },
	/* what the vote was to be on, before another text was named */
	{ P "The Council is ready to proceed to the vote on the draft resolution submitted by the Soviet Union and "
	    "contained in document S/7951/Rev.2. The representative of Peru and his co-sponsors wish to have their own "
	    "draft resolution [S/7968/Rev.3] voted on afterwards.\n" D1 P
	    "I shall put to the vote first operative paragraph 1 of the draft resolution." SHOW
	    "Operative paragraph 1 was rejected by 8 votes to 4, with 3 abstentions.\n" P
	    "We come to the draft resolution of Peru, Chad and Mali, concerning prisoners." SHOW
	    "The draft resolution was adopted by 15 votes to none.\n",
	  "S/7951/Rev.2|Operative paragraph 1||4/8/3\nS/7968/Rev.3|||15/0/-\n" },
	{ P
	  "The first draft resolution to be voted on is the five-Power text in document S/9696 and Corr.1 and 2. After "
	  "that we shall take up the draft resolution of Finland (S/9709/Rev.1).\n" D1 P
	  "I put to the vote operative paragraphs 8 and 9." SHOW
	  "Operative paragraphs 8 and 9 were rejected by 7 votes to 2.\n" P
	  "I now put to the vote the rest of the draft resolution." SHOW
	  "The draft resolution was rejected by 8 votes to 3.\n" P
	  "I now put to the vote the draft resolution of Finland, as revised." SHOW
	  "The draft resolution was adopted by 14 votes to none.\n",
	  "S/9696|Operative paragraphs 8 and 9||2/7/-\nS/9696|rest||3/8/-\nS/9709/Rev.1|||14/0/-\n" },
	/* nothing of a draft is left behind its remainder, nor behind a vote on it */
	{ P "We have draft resolution S/50. I put to the vote paragraph 3." SHOW
	    "Paragraph 3 was rejected by 7 votes to 2.\n" P
	    "I put to the vote the remainder of the draft resolution." SHOW
	    "The draft resolution was adopted by 9 votes to 2.\n" LONG P
	    "The Council has draft resolution S/60 before it. I put to the vote section B." SHOW
	    "Section B was adopted by 8 votes to 3.\n",
	  "S/50|Paragraph 3||2/7/-\nS/50|remainder||9/2/-\nS/60|Section B||8/3/-\n" },
	{ P
	  "I put to the vote the draft resolution of Peru, the United States and Chad [S/40]." SHOW
	  "The draft resolution was adopted by 9 votes to 2.\n" P
	  "We have two texts: that of the United States [S/41] and that of Sweden [S/42]. I put to the vote the draft "
	  "resolution of the United States." SHOW "The draft resolution was rejected by 9 votes to 2.\n",
	  "S/40|||9/2/-\nS/41|||2/9/-\n" },
	{ P "I put to the vote the five-Power text in document S/9696." SHOW
	    "The draft resolution was adopted by 8 votes to 3.\n" P
	    "We have the texts of China [S/13119] and of Indonesia, Malaysia, the Philippines, Singapore and Thailand "
	    "[S/13162]. I put to the vote the five-Power draft resolution." SHOW
	    "The draft resolution was rejected by 9 votes to 2.\n",
	  "S/9696|||8/3/-\nS/13162|||2/9/-\n" },
	/* a proposal that has a document is all of it; those of one document have letters */
	{ P "I put to the vote the proposal of Peru, as contained in document S/690." SHOW
	    "The proposal was rejected by 6 votes to 3.\n",
	  "S/690|||3/6/-\n" },
	{ P "We turn to the draft resolutions in document A/41/L.40, A to E. I put to the vote draft resolution "
	    "A/41/L.40 "
	    "A." RECORDED "\nDraft resolution A/41/L.40 A was adopted by 123 votes to 19 (resolution 41/162 A).\n",
	  "A/41/L.40|Draft resolution A/41/L.40 A|A/RES/41/162 A|123/19/-\n" },
	/* where a draft stands is no part of it, but tells it from another one of the report */
	{ P "Members have the report of the Committee in document S/1999/715. In paragraph 7 it recommends a draft "
	    "resolution on Nauru. I put to the vote the draft resolution contained in paragraph 7 of the "
	    "report." HANDS TOLD "The draft resolution has been adopted.\n",
	  "S/1999/715|||2/0/1\n" },
	{ P "Members have the report of the Committee in document S/1999/715. In paragraph 4 it recommends a draft "
	    "resolution on Kiribati, and in paragraph 7 one on Nauru.\n" D1 P
	    "I put to the vote the draft resolution contained "
	    "in paragraph 7 of the report." HANDS TOLD "The draft resolution has been adopted.\n",
	  "S/1999/715|the draft resolution contained in paragraph 7||2/0/1\n" },
	{ P
	  "The draft resolution in paragraph 9 of document A/41/831 was dealt with. We turn to the report in document "
	  "A/41/832. We shall take a decision on the draft resolution recommended in paragraph 8 of that "
	  "report." RECORDED PASSED,
	  "A/41/832|||2/0/1\n" },
	{ P "We have draft resolution S/50. I put section A to the vote." HANDS TOLD
	    "Section A has been adopted.\n\nIf "
	    "nobody wishes a separate vote on the rest of the text, I shall put to the vote the draft resolution as a "
	    "whole." SHOW "The draft resolution was adopted by 13 votes to none.\n",
	  "S/50|section A||2/0/1\nS/50|||13/0/-\n" },
};

static const struct put_case no_texts[] = {
	/* a document that asks for something */
	{ P "The representative of Egypt has requested in document S/11893 that the Organization be invited to take "
	    "part. "
	    "Does any member wish to speak on the proposal?\n" D1 P
	    "I take it that the Council is ready to vote on the proposal by Egypt." HANDS TOLD
	    "The proposal has been adopted.\n",
	  "|proposal by Egypt||2/0/1\n" },
	/* how the draft is to be voted on */
	{ P "We shall now consider draft resolution A/ES-11/L.6.\n" D1 P
	    "I shall put to the vote the proposal that action on the draft resolution be taken by secret ballot.\n"
	    "\nThe proposal was rejected by 104 votes to 13, with 36 abstentions.\n" P
	    "Draft resolution A/ES-11/L.6 will be decided upon by a recorded vote." RECORDED
	    "\nDraft resolution A/ES-11/L.6 was adopted by 91 votes to 14, with 70 abstentions.\n",
	  "|proposal that action on the draft resolution be taken by secret "
	  "ballot||13/104/36\nA/ES-11/L.6|||91/14/70\n" },
	{ P "We have draft resolution A/80/L.7. We shall now vote on the no-action motion." RECORDED
	    "\nThe motion was adopted by 97 votes to 49, with 12 abstentions.\n",
	  "|no-action motion||97/49/12\n" },
	{ P "We have draft resolution A/52/L.26. I put to the vote the proposal to reconsider the decision just taken "
	    "on draft "
	    "resolution A/52/L.26." RECORDED "\nThe proposal was rejected by 51 votes to 49.\n",
	  "|proposal to reconsider the decision just taken on draft resolution A/52/L.26||49/51/-\n" },
	/* a verb is no challenge */
	{ P "Does the representative of the Soviet Union challenge the ruling?\n" D1 P
	    "The ruling of the Chair has been challenged. I put the challenge to the vote." SHOW
	    "The challenge was rejected by 10 votes to 1.\n",
	  "|The challenge||1/10/-\n" },
};

static void an_earlier_sentence_tells_which_text_is_put_to_the_vote(void **state)
{
	(void)state;
	expect_decided(earlier, COUNT_OF(earlier));
}

static void what_is_on_no_text_has_no_document(void **state)
{
	(void)state;
	expect_decided(no_texts, COUNT_OF(no_texts));
}

/* The reason may stand before what it is of. */
static void a_veto_is_told_before_the_text_that_it_fell_on(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: I put draft resolution S/50 to the vote." SHOW
			      "In favour: Chad, Norway.\n\nAgainst: Peru.\n"
			      "\nThe draft resolution received 13 votes in favour and 2 against.\n"
			      "\nOne of the negative votes being that of a permanent member of the Council, the draft "
			      "resolution was not adopted.\n\nMr. ODD (Norway): We say no more.\n" ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_VETOED);
	assert_int_equal(m->votes[0]->against, 2);
	assert_string_equal(m->votes[0]->document, "S/50");
	assert_string_equal(m->votes[0]->part, "");
	reading_end(&r);
}

/* A text is its giver's whichever verb gives it, though earlier texts of others are cited with it. */
static void who_gives_a_text_may_say_so_in_many_words(void **state)
{
	(void)state;
	static const char *const gives[] = {
		"We submit a draft resolution (S/50)",
		"It is an honour to lay before the Council a draft resolution (S/50)",
		"My country lays a draft resolution (S/50) before the Council",
		"On Monday we laid on the table a draft resolution (S/50)",
		"My delegation has tabled a draft resolution (S/50)",
		"It falls to me to present a draft resolution (S/50)",
		"My delegation has put forward a draft resolution (S/50)",
		"I ask for a vote on our draft resolution (S/50)",
	};
	for (size_t i = 0; i < COUNT_OF(gives); i++) {
		char *text =
			support_text("\nMr. ODD (Norway): %s on wells. In S/31 and in S/35 proposals to that "
				     "effect were made.\n"
				     "\nMr. TALL (Peru): My delegation has submitted a draft resolution (S/52).\n" P
				     "I shall put the Norwegian draft resolution to the vote." HANDS PASSED,
				     gives[i]);
		struct put_case row = { text, "S/50|\n" };
		expect_puts(&row, 1);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_earlier_sentence_tells_which_text_is_put_to_the_vote),
		cmocka_unit_test(what_is_on_no_text_has_no_document),
		cmocka_unit_test(who_gives_a_text_may_say_so_in_many_words),
		cmocka_unit_test(a_veto_is_told_before_the_text_that_it_fell_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
