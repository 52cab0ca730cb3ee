/* Which of the drafts before a meeting a vote is on: the order that was told, whose text somebody
 * asked to be put in parts, what is left. */
#include "tests/record_puts.h"

#define VETOED TRUCE__V1__VOTE__RESULT__RESULT_VETOED
#define NOT_ADOPTED TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED
#define DONE(totals) "The draft resolution was adopted by " totals ".\n"
#define LOST(totals) "The draft resolution was rejected by " totals ".\n"

static const struct put_case cases[] = {
	/* 1: the order of voting is told in the opening turn */
	{ P
	  "There are two draft resolutions before the Council. The draft resolution of Poland is contained in document "
	  "S/3100 and that of Cuba in document S/3105. Under rule 32 the Polish draft will be voted on first.\n" D1 D2 P
	  "I put to the vote the first paragraph." SHOW
	  "The first paragraph was rejected by 8 votes to 2, with 1 abstention.\n",
	  "S/3100|The first paragraph||2/8/1\n" },
	{ P "The Council has before it the draft resolution of Belgium [S/3840] and that of Iraq [S/3842]. The former "
	    "was submitted first and will be voted on first.\n" D1 P
	    "I put the draft resolution to the vote." SHOW DONE("7 votes to 2, with 2 abstentions"),
	  "S/3840|||7/2/2\n" },
	{ P
	  "Two texts are before us: S/3840 submitted by Belgium and S/3842 submitted by Iraq. I shall put them to the "
	  "vote in the order in which they were submitted.\n" D1 P
	  "We shall vote on the draft resolution." SHOW DONE("7 votes to 2, with 2 abstentions") P
	  "We come to the other one." SHOW DONE("9 votes to none, with 2 abstentions"),
	  "S/3840|||7/2/2\nS/3842|||9/0/2\n" },
	{ P "We shall vote first on the draft resolution of Belgium [S/3840], and then on that of Iraq [S/3842].\n" D1 P
	    "I call for a show of hands." SHOW DONE("7 votes to 2, with 2 abstentions") P
	  "We now proceed to the next vote." SHOW DONE("9 votes to none, with 2 abstentions"),
	  "S/3840|||7/2/2\nS/3842|||9/0/2\n" },
	{ P
	  "It is my intention to put to the vote the draft resolution submitted by Ghana and Mali (S/8200). The draft "
	  "resolution of Denmark (S/8203) will be taken up later.\n" D1 P
	  "I shall now put operative paragraph 3 to the vote." SHOW
	  "Operative paragraph 3 was rejected by 6 votes to 5, with 4 abstentions.\n" P
	  "I put to the vote the remainder of the draft resolution." SHOW DONE("11 votes to none, with 4 abstentions"),
	  "S/8200|Operative paragraph 3||5/6/4\nS/8200|remainder||11/0/4\n" },
	/* priority was voted */
	{ P "There are two draft resolutions before us, S/5000 of the Soviet Union and S/5002 of the United States.\n"
	    "\nMr. ODD (Norway): I move that priority in voting be given to draft resolution S/5002.\n" P
	    "I put that motion to the vote." SHOW "The motion was adopted by 9 votes to 2.\n" P
	    "In accordance with that decision I put to the vote the draft resolution." SHOW DONE("9 votes to 2"),
	  "|The motion||9/2/-\nS/5002|||9/2/-\n" },
	/* 7: who asked for parts */
	{ P "We have the draft resolutions of Chile [S/6100] and of Ghana [S/6102].\n"
	    "\nMr. ODD (Norway): I ask for a separate vote on paragraph 2 of the Ghanaian draft.\n" P
	    "I put paragraph 2 to the vote." SHOW "Paragraph 2 was adopted by 9 votes to 2.\n",
	  "S/6102|Paragraph 2||9/2/-\n" },
	{ P "We have the draft resolutions of Chile [S/6100] and of Ghana [S/6102].\n"
	    "\nMr. EVEN (Ghana): I should like our draft resolution to be voted on in parts.\n" P
	    "I put to the vote the preamble." SHOW "The preamble was adopted by 9 votes to 2.\n" P
	    "We shall vote on operative paragraph 1." SHOW "Operative paragraph 1 was adopted by 8 votes to 3.\n",
	  "S/6102|The preamble||9/2/-\nS/6102|Operative paragraph 1||8/3/-\n" },
	{ P "We have the draft resolutions of Chile [S/6100] and of Ghana [S/6102].\n"
	    "\nMr. EVEN (Chad): I request that the last paragraph of the draft resolution of Chile be put to the vote "
	    "separately.\n" D1 D2 P "I shall first put the last paragraph to the vote." SHOW
	    "The last paragraph was adopted by 9 votes to 2.\n" P
	    "I now put to the vote the draft resolution of Chile as a whole." SHOW DONE("10 votes to 1"),
	  "S/6100|The last paragraph||9/2/-\nS/6100|||10/1/-\n" },
	{ P "We have the draft resolution of Chile [S/6100] and the amendments of Ghana [S/6102], and the draft "
	    "resolution "
	    "of Peru [S/6103]. A division has been asked for on the draft resolution of Chile.\n" D1 P
	    "I put to the vote the first paragraph." SHOW "The first paragraph was adopted by 9 votes to 2.\n",
	  "S/6100|The first paragraph||9/2/-\n" },
	/* 11: named by sponsors, a turn before */
	{ P
	  "The Council has before it draft resolutions S/7000, submitted by Mali, and S/7002, submitted by Japan.\n" D1
		  P "We shall begin with the Japanese draft.\n" D2 SHOW DONE("9 votes to 2"),
	  "S/7002|||9/2/-\n" },
	{ P
	  "The Council has before it draft resolutions S/7000, submitted by Mali, and S/7002, submitted by Japan. I "
	  "give "
	  "the floor to the representative of Mali, who wishes to speak before the vote on his draft resolution.\n" D1 P
	  "I shall now put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/7000|||9/2/-\n" },
	{ P "The Council has before it the five-Power draft resolution [S/7000] and the two-Power draft resolution "
	    "[S/7002]. I shall put to the vote first the two-Power text. The representative of Norway has asked to "
	    "speak on the five-Power text.\n" D1 P "We shall proceed to the vote." SHOW DONE("9 votes to 2"),
	  "S/7002|||9/2/-\n" },
	/* 14: all parts were rejected */
	{ P "We have two draft resolutions, that of Poland [S/2000] and that of France [S/2001]. The Polish draft will "
	    "be "
	    "voted on paragraph by paragraph. I put to the vote paragraph 1." SHOW
	    "Paragraph 1 was rejected by 8 votes to 2.\n" P "Paragraph 2." SHOW
	    "Paragraph 2 was rejected by 8 votes to 2.\n" P
	    "Since both paragraphs have been rejected, there can be no vote on the whole. I put to the vote the draft "
	    "resolution of France." SHOW DONE("9 votes to 2"),
	  "S/2000|Paragraph 1||2/8/-\nS/2000|Paragraph 2||2/8/-\nS/2001|||9/2/-\n" },
	{ P
	  "We have two draft resolutions, that of Poland [S/2000] and that of France [S/2001]. The Polish draft will "
	  "be "
	  "voted on paragraph by paragraph. I put to the vote paragraph 1." SHOW
	  "Paragraph 1 was rejected by 8 votes to 2.\n" P
	  "All the paragraphs having been rejected, the draft resolution as a whole is rejected. We shall now vote on "
	  "the draft resolution in document S/2001." SHOW DONE("9 votes to 2"),
	  "S/2000|Paragraph 1||2/8/-\nS/2001|||9/2/-\n" },
	/* 16: sponsors do not press theirs */
	{ P "We have draft resolutions S/900 of Chad and S/901 of Peru.\n"
	    "\nMr. TALL (Peru): In the light of this we do not press our draft resolution to a vote.\n" P
	    "I thank the representative of Peru. I put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/900|||9/2/-\n" },
	{ P "We have draft resolutions S/900 of Chad and S/901 of Peru.\n"
	    "\nMr. TALL (Peru): We withdraw draft resolution S/901 in favour of S/900.\n" P
	    "I put to the vote paragraph 2, on which a separate vote was asked for." SHOW
	    "Paragraph 2 was adopted by 9 votes to 2.\n",
	  "S/900|Paragraph 2||9/2/-\n" },
	/* 18: the sponsor speaks of another document */
	{ P "We have the joint draft resolution of Chad and Mali [S/900].\n"
	    "\nMr. TALL (Peru): I submit an amendment [S/902] to replace paragraph 2.\n" P
	    "I put to the vote the amendment." SHOW "The amendment was rejected by 6 votes to 3.\n" P
	    "I put to the vote paragraph 2 as it stands." SHOW "Paragraph 2 was adopted by 9 votes to 2.\n" P
	    "I put to the vote the joint draft resolution as a whole." SHOW DONE("9 votes to 2"),
	  "S/902|||3/6/-\nS/900|Paragraph 2||9/2/-\nS/900|||9/2/-\n" },
	/* 19: a letter is no text */
	{ P "I have received a letter from Chad (S/1996/500), and the Council has before it a draft resolution "
	    "(S/1996/502). I propose to put the draft resolution to the vote." SHOW DONE("14 votes to none"),
	  "S/1996/502|||14/0/-\n" },
	{ P "Members have before them S/2003/220, a letter of Iraq, and S/2003/221, which contains the text of a draft "
	    "resolution of Spain and Bulgaria.\n" D1 P "I shall now put it to the vote." SHOW DONE("14 votes to none"),
	  "S/2003/221|||14/0/-\n" },
	/* 21: two, one asked later */
	{ P
	  "Before the Council are the text submitted by Syria in document S/5800 and the text submitted by the United "
	  "Kingdom and the United States in document S/5801.\n" D1
	  "\nMr. EVEN (Syria): We would ask that the text of Syria be put to the vote first.\n" P
	  "There is no objection. I put it to the vote." SHOW LOST("6 votes to 3"),
	  "S/5800|||3/6/-\n" },
	{ P
	  "Before the Council are the text submitted by Syria in document S/5800 and the text submitted by the United "
	  "Kingdom and the United States in document S/5801. We take up the joint text first.\n" D1 P
	  "As there are no more speakers, we shall vote." SHOW DONE("9 votes to none") P
	  "The Syrian text is next." SHOW LOST("6 votes to 3"),
	  "S/5801|||9/0/-\nS/5800|||3/6/-\n" },
	{ P "Before the Council are draft resolutions S/5800, S/5801 and S/5802. We shall vote on them in that "
	    "order.\n" D1 P "The first vote will now be taken." SHOW LOST("6 votes to 3") P
	  "We pass to the second." SHOW DONE("9 votes to none") P "And now the third." SHOW DONE("8 votes to none"),
	  "S/5800|||3/6/-\nS/5801|||9/0/-\nS/5802|||8/0/-\n" },
	/* 24: named behind the vote before */
	{ P "Before us are draft resolutions S/5800 of Mali and S/5801 of Iraq. I put to the vote S/5801." SHOW LOST(
		  "6 votes to 3") P
	  "There remains the draft resolution of Mali. Its author asks that its two parts be voted on one by one. I "
	  "put "
	  "to the vote the first part." SHOW "The first part of the draft resolution was adopted by 9 votes to 2.\n" P
	  "We come to the second part." SHOW "The second part was rejected by 6 votes to 5.\n",
	  "S/5801|||3/6/-\nS/5800|The first part||9/2/-\nS/5800|The second part||5/6/-\n" },
	/* 25: the Assembly */
	{ P "The Assembly has before it draft resolution A/L.300, submitted by India, and draft resolution A/L.302, "
	    "submitted by Brazil and Peru. The second will be voted on only if the first is not adopted.\n" D1 P
	    "I put to the vote the draft resolution." RECORDED LOST("40 votes to 30, with 5 abstentions") P
	  "We shall therefore vote on the draft resolution of Brazil and Peru." RECORDED DONE(
		  "50 votes to 20, with 5 abstentions"),
	  "A/L.300|||30/40/5\nA/L.302|||50/20/5\n" },
};

/* What was amended, and orders that ordinals are of. */
static const struct put_case orders[] = {
	{ P "We have the draft resolution of Chad [S/1653], that of Peru [S/1668], and two amendments to the former, "
	    "S/1655 and S/1656.\n" D1 P "I put document S/1655 to the vote." SHOW
	    "The amendment was adopted by 7 votes to 1.\n" P "I put to the vote S/1656." SHOW
	    "The amendment was rejected by 6 votes to 1.\n" P "I now put to the vote the draft resolution as "
	    "amended." SHOW DONE("9 votes to 2"),
	  "S/1655|||7/1/-\nS/1656|||1/6/-\nS/1653|||9/2/-\n" },
	{ P "There are the draft resolution of Chad [A/L.103], that of Poland [A/L.104] and the amendments of Iraq "
	    "[A/L.105] to the first of these.\n"
	    "\nMr. TALL (Peru): I move that the Polish draft be voted on first.\n" P "I put that motion to the vote.\n"
	    "\nThe motion was rejected by 30 votes to 10.\n" P "We shall vote on the amendments of Iraq.\n"
	    "\nThe amendments were adopted by 25 votes to 20.\n" P "I put to the vote the draft resolution, as "
	    "amended.\n\nThe draft resolution, as amended, was adopted by 40 votes to 5.\n",
	  "|The motion||10/30/-\nA/L.105|||25/20/-\nA/L.103|||40/5/-\n" },
	{ P "We have the draft resolution of Sweden (S/4054), that of the Soviet Union (S/4047/Rev.1) and that of the "
	    "United States (S/4050/Rev.1). I propose that they be voted on in the order of their submission, namely "
	    "first the Soviet draft, then that of the United States, and lastly the Swedish draft.\n" D1 P
	    "We shall vote." SHOW LOST("8 votes to 1") P "We come to the second draft." SHOW LOST("8 votes to 3") P
	  "The last is the Swedish draft." SHOW LOST("9 votes to 2"),
	  "S/4047/Rev.1|||1/8/-\nS/4050/Rev.1|||3/8/-\nS/4054|||2/9/-\n" },
	{ P
	  "We have the draft resolution of Sweden (S/4054), and that of Peru (S/4050). I shall put them to the vote in "
	  "the order of their submission.\n" D1 P "We shall vote." SHOW LOST("8 votes to 1"),
	  "S/4050|||1/8/-\n" },
	{ P "A draft resolution has been submitted by Chad and Peru (S/5690), and another by Mali (S/5695). The "
	    "sponsor of "
	    "the latter has told me that he will not at this stage insist on a vote.\n" D1 P
	    "I put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/5690|||9/2/-\n" },
	{ P
	  "We have draft resolutions S/70, S/71 and S/72. The sponsors of the first two do not now press theirs.\n" D1 P
	  "I put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/72|||9/2/-\n" },
	/* proposals that are texts */
	{ P
	  "We have two proposals: the four-Power proposal [A/L.355] and the proposal of Peru [A/L.353]. The latter was "
	  "submitted first and will be put to the vote first.\n" D1 P "I put to the vote operative paragraph 2.\n"
	  "\nOperative paragraph 2 was rejected by 40 votes to 20.\n" P "I put to the vote the rest of the "
	  "proposal.\n\nThe proposal was rejected by 45 votes to 20.\n" P "We shall vote on the four-Power "
	  "proposal.\n\nThe proposal was adopted by 80 votes to none.\n",
	  "A/L.353|Operative paragraph 2||20/40/-\nA/L.353|rest||20/45/-\nA/L.355|||80/0/-\n" },
};

static void what_is_amended_and_what_is_next_is_told_before(void **state)
{
	(void)state;
	expect_decided(orders, COUNT_OF(orders));
}

/* What is said of a document is not said of the next one. */
static const struct put_case neighbours[] = {
	{ P
	  "There are two proposals: the Peruvian, in document S/1000; the Fijian, in document S/1002; and the Canadian "
	  "amendments to the Peruvian proposal, in document S/1003.\n" D1 P
	  "I put to the vote the second Canadian amendment." SHOW "The amendment was adopted by 7 votes to 4.\n" P
	  "I put to the vote the Peruvian proposal as amended." SHOW
	  "The proposal, as amended, was adopted by 7 votes to 4.\n",
	  "S/1003|second Canadian amendment||7/4/-\nS/1000|||7/4/-\n" },
	{ P "Two texts are before us: S/10974, sponsored by eight members, and a working paper, S/10975, of which no "
	    "vote "
	    "is asked.\n" D1 P "I put the eight-Power draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/10974|||9/2/-\n" },
	{ P "Members have before them document S/2003/891, submitted by Chad and Peru, and its amendment by Fiji in "
	    "document S/2003/900. The sponsor of the amendment has withdrawn it.\n" D1 P
	    "I put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/2003/891|||9/2/-\n" },
	{ P "We have the report of the First Committee [A/1456] and the draft resolution of Fiji [A/1491].\n" D1 P
	    "I put to the vote, paragraph by paragraph, the Committee's draft resolution. Paragraph 1.\n"
	    "\nParagraph 1 was adopted by 50 votes to 5.\n",
	  "A/1456|Paragraph 1||50/5/-\n" },
	{ P "The first draft resolution is A/L.468, the second A/L.469 and Add.1. We shall vote on the first.\n"
	    "\nThe draft resolution was adopted by 82 votes to 9.\n" P "We pass on to the second.\n"
	    "\nThe draft resolution was adopted by 70 votes to 12.\n",
	  "A/L.468|||82/9/-\nA/L.469|||70/12/-\n" },
	{ P "The draft resolutions of Chad [S/5372] and of Peru [S/5373] have the same aim. Their sponsors have agreed "
	    "on "
	    "one text, which is now in document S/5380.\n" D1 P
	    "I put the draft resolution to the vote." SHOW DONE("9 votes to 2"),
	  "S/5380|||9/2/-\n" },
	{ P
	  "There is the draft resolution of Peru [S/522] with the amendments of Chad [S/524] and of Fiji [S/525], and "
	  "the draft resolution of ten States [S/523].\n" D1 P "The Fijian amendments." SHOW
	  "The amendments were rejected by 7 votes to 2.\n",
	  "S/525|||2/7/-\n" },
	{ P "The draft resolution in document S/784 is sponsored by Chad, Fiji, Iraq and Mali. That in S/785 is "
	    "sponsored "
	    "by Norway.\n" D1 P "I now put to the vote the four-Power draft resolution. A separate vote has been asked "
	    "for on the second paragraph." SHOW "The second paragraph was adopted by 9 votes to 2.\n",
	  "S/784|The second paragraph||9/2/-\n" },
	{ P "Peru has submitted draft resolutions on those who apply (S/1331 to S/1337). I put to the vote the one on "
	    "Chad, S/1331." SHOW LOST("9 votes to 2") P "Next, Fiji, document S/1333." SHOW LOST("9 votes to 2") P
	  "We now have document S/1335." SHOW LOST("8 votes to 2"),
	  "S/1331|||2/9/-\nS/1333|||2/9/-\nS/1335|||2/8/-\n" },
	/* a part that a later sentence does not put */
	{ P "We have draft resolution S/64. I was asked to put paragraph 1 to the vote by itself. I put the motion of "
	    "Chad "
	    "to the vote." HANDS TOLD "The motion has not been carried.\n",
	  "|motion of Chad||2/0/1\n" },
	{ P "We have the amendments of Chad [S/575] and of Fiji [S/576]. Who submitted the first amendment has asked "
	    "for a "
	    "vote on it. I put the Chadian amendment to the vote." HANDS TOLD "The amendment has been adopted.\n",
	  "S/575|||2/0/1\n" },
	{ P
	  "We have the draft resolution of Peru [S/4055]. There are two amendments to it, S/4063 and S/4064. We shall "
	  "vote on the first amendment." SHOW "The first amendment was rejected by 8 votes to 1.\n" P
	  "We shall vote on the second." SHOW "The second amendment was rejected by 8 votes to 1.\n",
	  "S/4063|||1/8/-\nS/4064|||1/8/-\n" },
	{ P "In document S/713 there is a draft resolution of Iraq and Mali. Peru has circulated a text of its own, "
	    "S/715.\n" D1 P "I put the Iraqi and Malian draft resolution to the vote." SHOW LOST("6 votes to 5"),
	  "S/713|||5/6/-\n" },
	{ P "We have document S/508, which contains a draft resolution, and document S/878, which contains the text of "
	    "another one. I shall put the latter to the vote." SHOW DONE("9 votes to 2"),
	  "S/878|||9/2/-\n" },
	{ P "We have the text of Peru, S/795, that of Chad, S/749, and a third, S/794/Rev.2. They will be voted on in "
	    "the "
	    "order of their presentation. I put the text of Chad first." SHOW LOST("6 votes to 5") P
	  "We shall vote again." SHOW LOST("9 votes to 2"),
	  "S/749|||5/6/-\nS/794/Rev.2|||2/9/-\n" },
	/* a question of how to vote */
	{ P
	  "We have the draft resolution of Chad (S/4214). I put to the vote the question whether the vote on the draft "
	  "resolution shall be considered procedural." SHOW
	  "The question was decided in the affirmative by 10 votes to 1.\n" P "The draft resolution will be voted "
	  "on." SHOW DONE("10 votes to 1"),
	  "|question whether the vote on the draft resolution shall be considered procedural||10/1/-\n"
	  "S/4214|||10/1/-\n" },
	/* totals that are told as the ones before */
	{ P "I put to the vote draft resolution S/70." SHOW
	    "The draft resolution received 3 votes in favour and 5 against. "
	    "It was not adopted.\n" P "The next is S/71." SHOW
	    "The result was the same: 3 votes in favour and 5 against. The draft resolution was not adopted.\n",
	  "S/70|||3/5/-\nS/71|||3/5/-\n" },
};

static void words_on_a_neighbour_are_not_a_texts_own(void **state)
{
	(void)state;
	expect_decided(neighbours, COUNT_OF(neighbours));
}

/* What tells one of several by what it is on; what is on no text; who is told as Powers. */
static const struct put_case subjects[] = {
	{ P
	  "We have the joint draft resolution of Chad and Peru [S/3502] and the amendments of Fiji [S/3506], which add "
	  "two names. I put to the vote the Fijian amendment relating to the Isle of Sand." SHOW
	  "The amendment was adopted by 9 votes to 1.\n" P "We come to the joint draft resolution, name by name. I put "
	  "to the vote the recommendation for the admission of Mali." SHOW
	  "The recommendation was adopted by 8 votes to 2.\n" P "The next is the recommendation for the admission of "
	  "Iraq." SHOW "The recommendation was rejected by 8 votes to 2.\n",
	  "S/3506|Fijian amendment relating to the Isle of Sand||9/1/-\n"
	  "S/3502|recommendation for the admission of Mali||8/2/-\n"
	  "S/3502|recommendation for the admission of Iraq||2/8/-\n" },
	{ P "We have the amendment of Fiji [S/3506]. I put to the vote the Fijian amendment relating to the Isle of "
	    "Sand." SHOW "The amendment was adopted by 9 votes to 1.\n",
	  "S/3506|||9/1/-\n" },
	{ P "There are three drafts: that of Fiji [S/4579]; that of the three Powers [S/4578/Rev.1]; and that of Iraq "
	    "[S/4598].\n" D1 P
	    "I call for a vote on the draft resolution of Chad, Mali and Peru." SHOW LOST("7 votes to 3"),
	  "S/4578/Rev.1|||3/7/-\n" },
	{ P "S/2017/962 contains the text of a draft resolution of Chad, and S/2017/968 that of a draft resolution of "
	    "Peru.\n" D1 P "The representative of Peru has requested that the Council vote first on draft resolution "
	    "S/2017/968. I shall put the proposal of Peru to the vote." HANDS TOLD
	    "The proposal has not been adopted.\n",
	  "|proposal of Peru||2/0/1\n" },
};

static void what_a_part_is_on_tells_it_from_its_like(void **state)
{
	(void)state;
	expect_decided(subjects, COUNT_OF(subjects));
}

/* "The proposal has been adopted. One member of the Council, China, did not participate in the voting." */
static void who_took_no_part_is_named_between_commas(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED P "I put draft resolution S/50 to the vote." SHOW
				"In favour: Chad, Norway.\n\nAgainst: Peru.\n" P
				"There were 2 votes in favour and 1 against. One member of the Council, China, did not "
				"participate in the voting. The draft resolution has been adopted." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 4);
	assert_string_equal(m->votes[0]->ballots[3]->party->id, "CHN");
	assert_int_equal(m->votes[0]->ballots[3]->choice, TRUCE__V1__VOTE__CHOICE__CHOICE_NOT_VOTING);
	reading_end(&r);
}

/* "of the draft resolution" tells nothing of a part. */
static const struct put_case tails[] = {
	{ P "I put to the vote the first part of the joint draft resolution in document S/3671." SHOW
	    "The first part of the draft resolution was adopted by 9 votes to 2.\n" P
	    "I put to the vote the second part, as amended." SHOW
	    "The second part of the joint draft resolution was rejected by 6 votes to 5.\n" P
	    "I put to the vote the preamble." SHOW "The preamble of that text was adopted by 9 votes to 2.\n" P
	    "I put to the vote the remainder of the draft resolution." SHOW
	    "The remainder of the draft resolution was adopted by 9 votes to 2.\n",
	  "S/3671|The first part||9/2/-\nS/3671|The second part||5/6/-\nS/3671|The preamble||9/2/-\n"
	  "S/3671|The remainder of the draft resolution||9/2/-\n" },
	{ P "I put to the vote paragraph 2 of draft resolution S/3671." SHOW
	    "Paragraph 2 of draft resolution S/3671 was adopted by 9 votes to 2.\n",
	  "S/3671|Paragraph 2||9/2/-\n" },
};

static void a_part_is_told_without_what_tells_nothing(void **state)
{
	(void)state;
	expect_decided(tails, COUNT_OF(tails));
}

/* The Council does not fail to adopt what enough voted for, but for a veto. */
static void enough_votes_and_no_adoption_are_a_veto(void **state)
{
	(void)state;
	static const struct {
		const char *date, *votes;
		Truce__V1__Vote__Result result;
	} rows[] = {
		{ "14 June 1985", "In favour: Peru.\n\nAgainst: United States of America.\n", VETOED },
		{ "14 June 1985", "In favour: Peru.\n\nAgainst: Chad.\n", NOT_ADOPTED },
		{ "14 June 1985", "", VETOED },
		{ "14 June 1961", "", VETOED },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		int in_favour = strstr(rows[i].date, "1961") == NULL ? 13 : 7;
		char *text = support_text(
			"S/PV.9001\n%s\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 p.m.\n" P
			"I put draft resolution S/50 to the vote." SHOW
			"%s\nThe PRESIDENT: The result is the same as that of the vote before: %d votes in favour, 1 "
			"against and 1 abstention. The draft resolution has not been adopted." ROSE,
			rows[i].date, rows[i].votes, in_favour);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_number("votes", rows[i].date, (long)m->n_votes, 1);
		if (m->n_votes == 1)
			expect_number("result", rows[i].votes, m->votes[0]->result, rows[i].result);
		reading_end(&r);
		free(text);
	}
}

static void the_draft_that_is_meant(void **state)
{
	(void)state;
	expect_decided(cases, COUNT_OF(cases));
}

/* Many votes of which nothing says on which draft they are take no more room than the text has. */
static void votes_on_no_told_draft_take_little_room(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text("%s",
				  OPENED P "We have the draft resolutions of Chad [S/1], of Peru [S/2], of Mali [S/3], "
					   "of Iraq [S/4] and of Fiji [S/5].\n");
	for (int i = 0; i < 300; i++) {
		char *more = support_text(
			"%s%s", text,
			"\nMr. ODD (Norway): I ask that the Soviet draft be voted on first, and the Danish "
			"draft and that of Spain separately.\n" P "I put paragraph 2 to the vote." SHOW
			"Paragraph 2 was adopted by 9 votes to 2.\n");
		free(text);
		text = more;
	}
	read_words(&r, text);
	assert_int_equal(meeting_of(&r)->n_votes, 300);
	assert_string_equal(meeting_of(&r)->votes[299]->document, "");
	reading_end(&r);
	free(text);
}

/* A decision without a vote is one with what came of it. */
static void what_came_of_a_draft_without_a_vote_is_told_behind_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED P
		   "I propose that the Council adopt draft resolution S/70 without a vote. It is so decided.\n"
		   "\nThe draft resolution was adopted.\n" P
		   "The draft resolution has been adopted without a vote as resolution 1248 (1999). We go on.\n"
		   "\nMr. ODD (Norway): We say no more." ROSE);
	const Truce__V1__MeetingRecord *record = meeting_of(&r)->record;
	assert_int_equal(meeting_of(&r)->n_votes, 0);
	assert_int_equal(record->n_decisions, 1);
	assert_string_equal(record->decisions[0]->instrument, "S/RES/1248 (1999)");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_draft_that_is_meant),
		cmocka_unit_test(what_came_of_a_draft_without_a_vote_is_told_behind_it),
		cmocka_unit_test(votes_on_no_told_draft_take_little_room),
		cmocka_unit_test(what_a_part_is_on_tells_it_from_its_like),
		cmocka_unit_test(who_took_no_part_is_named_between_commas),
		cmocka_unit_test(words_on_a_neighbour_are_not_a_texts_own),
		cmocka_unit_test(what_is_amended_and_what_is_next_is_told_before),
		cmocka_unit_test(a_part_is_told_without_what_tells_nothing),
		cmocka_unit_test(enough_votes_and_no_adoption_are_a_veto),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
