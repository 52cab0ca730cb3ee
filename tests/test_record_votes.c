/* Votes as the verbatim records of eight decades print them, each in a record
 * that was made for it. */
#include "tests/record_forms.h"

struct vote_case {
	const char *text;
	const char *document, *part, *instrument, *method;
	Truce__V1__Vote__Result result;
	int totals[3];   /* -1 where none is told */
	size_t lists[3]; /* in favour, against, abstaining */
	size_t notes;
};

#define ADOPTED TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED
#define REJECTED TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED
#define VETOED TRUCE__V1__VOTE__RESULT__RESULT_VETOED
#define PUT "The President: I put the draft resolution in document S/2019/100 to the vote.\n\n"
#define PUT_OLD "The PRESIDENT: I put to the vote draft resolution A/L.12.\n\n"

static const struct vote_case votes[] = {
	/* words of all decades */
	{ "The President: I put to the vote draft decision A/61/L.7.\n\nA recorded vote was taken.\n\n"
	  "Draft decision A/61/L.7 was adopted by 9 votes to 2, with 4 abstentions (decision 61/501).\n\n",
	  "A/61/L.7",
	  NULL,
	  "A/DEC/61/501",
	  "recorded vote",
	  ADOPTED,
	  { 9, 2, 4 },
	  { 0 },
	  0 },
	{ "The President: I put to the vote draft resolution A/61/L.7.\n\nA recorded vote was taken.\n\n"
	  "Having failed to obtain the required two-thirds majority, draft resolution A/61/L.7 was not adopted.\n\n",
	  "A/61/L.7",
	  NULL,
	  NULL,
	  "recorded vote",
	  REJECTED,
	  { -1, -1, -1 },
	  { 0 },
	  0 },
	{ "The President: I put to the vote draft resolution A/61/L.7.\n\nA recorded vote was taken.\n\n"
	  "Draft resolution A/61/L.7 was not adopted, having received 40 votes in favour and 90 against, with 4 "
	  "abstentions.\n\n",
	  "A/61/L.7",
	  NULL,
	  NULL,
	  "recorded vote",
	  REJECTED,
	  { 40, 90, 4 },
	  { 0 },
	  0 },
	{ PUT_OLD "A vote was taken by show of hands. The draft resolution was adopted by 8 votes to 1 (Poland),\n"
		  "with 2 abstentions (India, Yugoslavia).\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 8, 1, 2 },
	  { 0, 1, 2 },
	  0 },
	{ "The President: I put to the vote the motion.\n\nA recorded vote was taken.\n\n"
	  "The motion was lost by 2 votes to 9, with 4 abstentions.\n\n",
	  NULL,
	  "The motion",
	  NULL,
	  "recorded vote",
	  REJECTED,
	  { 2, 9, 4 },
	  { 0 },
	  0 },
	{ "The President: I put to the vote the draft resolution contained in document S/2018/1.\n\n"
	  "A vote was taken by show of hands.\n\nThe President: The draft resolution received 9 votes in favour, 2 "
	  "against and 4 abstentions. The draft resolution was therefore not adopted owing to the negative vote of a "
	  "permanent member of the Council.\n\n",
	  "S/2018/1",
	  NULL,
	  NULL,
	  "show of hands",
	  VETOED,
	  { 9, 2, 4 },
	  { 0 },
	  0 },
	{ PUT "A vote was taken by show of hands.\n\nThe President: There were 9 votes in favour, 2 against and 4 "
	      "abstentions. The draft resolution has not been adopted because of the neg ative vote of a permanent "
	      "member.\n\n",
	  "S/2019/100",
	  NULL,
	  NULL,
	  "show of hands",
	  VETOED,
	  { 9, 2, 4 },
	  { 0 },
	  0 },
	/* 1946 to 1955 */
	{ PUT_OLD "A vote was taken by show of hands, and the draft resolution was rejected by a vote of seven to two, "
		  "with two abstentions.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "show of hands",
	  REJECTED,
	  { 2, 7, 2 },
	  { 0 },
	  0 },
	{ PUT_OLD "A vote was taken by show of hands.\n\n"
		  "Decision: The draft resolution was adopted by 28 votes to 15, with 6 abstentions.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 28, 15, 6 },
	  { 0 },
	  0 },
	{ "The PRESIDENT: I put to the vote draft resolution A/L.630 and Add.1.\n\n"
	  "A vote was taken by roll call.\n\nIn favour: Chad.\n\nAgainst: Mali, Peru.\n\n"
	  "The draft resolution was rejected by 2 votes to 1.\n\n",
	  "A/L.630",
	  NULL,
	  NULL,
	  "roll-call vote",
	  REJECTED,
	  { 1, 2, -1 },
	  { 1, 2, 0 },
	  0 },
	{ PUT_OLD "The draft resolution was adopted by a recorded vote of 110 to 2, with 30 abstentions.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  NULL,
	  ADOPTED,
	  { 110, 2, 30 },
	  { 0 },
	  0 },
	{ PUT_OLD "A recorded vote was taken.\n\nIn favour: Ghana\n\n"
		  "Against: Germany, Federal Republic of, Israel\n\nAbstaining: Burma\n\n"
		  "The draft resolution was not adopted by 2 votes to 1, with 1 abstention.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "recorded vote",
	  REJECTED,
	  { 1, 2, 1 },
	  { 1, 2, 1 },
	  0 },
	{ PUT_OLD "A vote was taken by show of hands, and the draft resolution was adopted by 9 votes to none, with 2 "
		  "abstentions.\n\n"
		  "Votes for: Argentina, Belgium, Canada, China, Colombia, France, Syria, United Kingdom, United "
		  "States of America.\n\n"
		  "Abstentions: Ukrainian Soviet Socialist Republic, Union of Soviet Socialist Republics.\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 9, 0, 2 },
	  { 9, 0, 2 },
	  0 },
	{ PUT_OLD "A vote was taken by show of hands. There were 5 votes in favour, none against and 6 abstentions. "
		  "The resolution was not adopted, having failed to obtain the affirmative votes of seven members.\n\n"
		  "Votes for: Belgium, Canada, China, France, United Kingdom.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "show of hands",
	  REJECTED,
	  { 5, 0, 6 },
	  { 5, 0, 0 },
	  0 },
	{ PUT_OLD "A vote was taken by roll-call, as follows:\n\nIn favour: Chad, Norway.\n\nAgainst: Peru.\n\n"
		  "Abstaining: India.\n\nAbsent: Paraguay.\n\n"
		  "The draft resolution was adopted by 2 votes to 1, with 1 abstention.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "roll-call vote",
	  ADOPTED,
	  { 2, 1, 1 },
	  { 2, 1, 1 },
	  0 },
	{ PUT_OLD "A vote was taken by roll-call.\n\n"
		  "Norway, having been drawn by lot by the President, was called upon to vote first.\n\n"
		  "In favour: Norway, Peru, Chad.\n\nAgainst: India.\n\nAbstaining: Iraq, Mali.\n\n"
		  "The result of the vote was 3 in favour, 1 against, with 2 abstentions.\n\n"
		  "The draft resolution was adopted, having obtained the required two-thirds majority.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  "roll-call vote",
	  ADOPTED,
	  { 3, 1, 2 },
	  { 3, 1, 2 },
	  0 },
	{ PUT_OLD "The draft resolution was adopted by 46 votes to 5, with 6 abstentions.\n\n",
	  "A/L.12",
	  NULL,
	  NULL,
	  NULL,
	  ADOPTED,
	  { 46, 5, 6 },
	  { 0 },
	  0 },
	{ PUT_OLD "Paragraph 2 of the operative part was rejected by 30 votes to 12, with 11 abstentions.\n\n",
	  "A/L.12",
	  "Paragraph 2 of the operative part",
	  NULL,
	  NULL,
	  REJECTED,
	  { 12, 30, 11 },
	  { 0 },
	  0 },
	{ PUT_OLD "The USSR amendment was rejected by 40 votes to 5, with 3 abstentions.\n\n",
	  "A/L.12",
	  "The USSR amendment",
	  NULL,
	  NULL,
	  REJECTED,
	  { 5, 40, 3 },
	  { 0 },
	  0 },
	/* the Council of the seventies and eighties */
	{ PUT "A vote was taken by show of hands.\n\nIn favour: Australia, Chad, China, France, India\n\n"
	      "Against: None\n\nAbstaining: Poland, Union of Soviet Socialist Republics\n\n"
	      "The President: The result of the voting is as follows: five votes in favour, none against and two "
	      "abstentions. The draft resolution has been adopted as resolution 2448 (2018).\n\n",
	  "S/2019/100",
	  NULL,
	  "S/RES/2448 (2018)",
	  "show of hands",
	  ADOPTED,
	  { 5, 0, 2 },
	  { 5, 0, 2 },
	  0 },
	{ PUT "A vote was taken by show of hands.\n\nIn favour: Chad, China, Peru\n\n"
	      "Against: United States of America\n\nAbstaining: France\n\n"
	      "The President: The result of the voting is as follows: 3 votes in favour, one against and one "
	      "abstention. The draft resolution has not been adopted owing to the negative vote of a permanent "
	      "member of the Council.\n\n",
	  "S/2019/100",
	  NULL,
	  NULL,
	  "show of hands",
	  VETOED,
	  { 3, 1, 1 },
	  { 3, 1, 1 },
	  0 },
	{ PUT "A vote was taken by show of hands.\n\nIn favour:\nChad, Peru\n\nAbstaining:\nFrance\n\n"
	      "China did not participate in the vote.\n\n"
	      "The draft resolution was adopted by 2 votes to none, with 1 abstention.\n\n",
	  "S/2019/100",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 2, 0, 1 },
	  { 2, 0, 1 },
	  0 },
	{ PUT "A vote was taken by show of hands.\n\nThe draft resolution was adopted unanimously.\n\n",
	  "S/2019/100",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { -1, -1, -1 },
	  { 0 },
	  0 },
	/* the Council of this century */
	{ PUT "A vote was taken by show of hands.\n\n"
	      "In favour:\nChad, China, Ecuador, Malta, Russian\nFederation, Sierra Leone, United Kingdom\nof "
	      "Great Britain and Northern Ireland\n\nS/PV.9001\n\n3/4 23-20117\n\n"
	      "Against:\nUnited States of America\n\nAbstaining:\nRepublic of Korea\n\n"
	      "The President: The draft resolution received 7 votes in favour, 1 against and 1 abstention. The "
	      "draft resolution has not been adopted, owing to the negative vote of a permanent member of the "
	      "Council.\n\n",
	  "S/2019/100",
	  NULL,
	  NULL,
	  "show of hands",
	  VETOED,
	  { 7, 1, 1 },
	  { 7, 1, 1 },
	  0 },
	{ "The President: The representative of Chad has asked that the provisional agenda be put to a "
	  "procedural vote.\n\nA vote was taken by show of hands.\n\nIn favour:\nChad, Peru\n\n"
	  "Against:\nChina\n\nAbstaining:\nNone\n\n"
	  "The President: There were 2 votes in favour, 1 against and no abstentions. The provisional agenda "
	  "has been adopted.\n\n",
	  NULL,
	  "provisional agenda",
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 2, 1, 0 },
	  { 2, 1, 0 },
	  0 },
	/* the Assembly of this century */
	{ "Agenda item 7\n\nReport of the First Committee (A/70/487)\n\n"
	  "The President: We turn to draft resolution II. Separate votes have been requested on the ninth preambular "
	  "paragraph.\n\nMs. Odd (Norway): We ask for one.\n\nThe President: I put to the vote that paragraph.\n\n"
	  "A recorded vote was taken.\n\nIn favour:\nChad, Norway\n\nAgainst:\nPeru\n2\n\fA/70/PV.8\nAbstaining:\n"
	  "None\n\nThe ninth preambular paragraph was retained by 2 votes to 1.\n\n",
	  "A/70/487",
	  "The ninth preambular paragraph",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, 0 },
	  { 2, 1, 0 },
	  0 },
	/* of two reports the one with the recommendation */
	{ "Agenda item 7\n\nReport of the Fourth Committee (A/70/487)\nReport of the Fifth Committee (A/70/621)\n\n"
	  "The President: We act on the recommendation in paragraph 26 of document A/70/487.\n\nMs. Odd (Norway): We "
	  "wait.\n\nThe President: We turn to draft resolution XXII.\n\nA recorded vote was taken.\n\nIn "
	  "favour:\nChad, "
	  "Norway\n\nAgainst:\nPeru\n\nOperative paragraph 3 was retained by 2 votes to 1.\n\n",
	  "A/70/487",
	  "Operative paragraph 3",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, -1 },
	  { 2, 1, 0 },
	  0 },
	/* of documents between semicolons the draft */
	{ "The ferry\n\nThe President: Members have two documents: S/2006/440, text of a draft resolution; and "
	  "S/2006/433, report of the Secretary-General. I shall put the draft resolution to the vote now.\n\n"
	  "A vote was taken by show of hands.\n\nIn favour:\nChad, Peru\n\nAgainst:\nNone\n\nAbstaining:\nIndia\n\n"
	  "The President: The draft resolution has been adopted as resolution 1700 (2006).\n\n",
	  "S/2006/440",
	  NULL,
	  "S/RES/1700 (2006)",
	  "show of hands",
	  ADOPTED,
	  { -1, 0, -1 },
	  { 2, 0, 1 },
	  0 },
	/* a draft that was named before a long debate */
	{ "The ferry\n\nThe President: Members have before them document S/2019/100, which contains the text of a "
	  "draft resolution.\n\nMr. A (Chad): We speak.\n\nMr. B (Peru): We speak.\n\nMr. C (India): We speak.\n\n"
	  "Mr. D (Mali): We recall S/2018/7.\n\nMr. E (Cuba): We speak.\n\nMr. F (Fiji): We speak.\n\n"
	  "The President: I put the draft resolution to the vote.\n\nA vote was taken by show of hands.\n\n"
	  "In favour:\nChad, Peru\n\nAgainst:\nNone\n\nAbstaining:\nIndia\n\n"
	  "The President: The draft resolution has been adopted as resolution 2450 (2019).\n\n",
	  "S/2019/100",
	  NULL,
	  "S/RES/2450 (2019)",
	  "show of hands",
	  ADOPTED,
	  { -1, 0, -1 },
	  { 2, 0, 1 },
	  0 },
	{ "Agenda item 7\n\nReport of the Third Committee (A/70/487)\n\n"
	  "The President: We turn to draft resolution II. A recorded vote has been requested.\n\n"
	  "A recorded vote was taken.\n\nIn favour:\nChad, Norway\n\nAgainst:\nPeru\n\nAbstaining:\nIndia\n\n"
	  "Draft resolution II was adopted by 2 votes to 1, with 1 abstention (resolution 70/161).\n\n"
	  "[Subsequently, the delegation of Mali advised the Secretariat that it had intended to vote in "
	  "favour.]\n\n",
	  "A/70/487",
	  "Draft resolution II",
	  "A/RES/70/161",
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, 1 },
	  { 2, 1, 1 },
	  1 },
	{ "The President: The drafts are in paragraph 155 of the report of the Third Committee "
	  "(A/72/439/Add.2). Separate votes have been requested on operative paragraph 7 of draft resolution "
	  "III.\n\nA recorded vote was taken.\n\nIn favour:\nChad\n\nAbstaining:\nPeru, Israel\n\n"
	  "Operative paragraph 7 was retained by 1 vote to none, with 2 abstentions.\n\n",
	  "A/72/439/Add.2",
	  "Operative paragraph 7",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 1, 0, 2 },
	  { 1, 0, 2 },
	  0 },
	{ "The Acting President: I put to the vote draft amendment A/70/L.4.\n\nA recorded vote was taken.\n\n"
	  "In favour:\nChad\n\nAgainst:\nPeru, Norway\n\nAbstaining:\nIndia\n\n"
	  "The amendment (A/70/L.4) was rejected by 2 votes to 1, with 1 abstention.\n\n",
	  "A/70/L.4",
	  NULL,
	  NULL,
	  "recorded vote",
	  REJECTED,
	  { 1, 2, 1 },
	  { 1, 2, 1 },
	  0 },
	{ "The Acting President: I put to the vote the motion of the representative of Chad.\n\n"
	  "A recorded vote was taken.\n\nIn favour:\nChad, Mali\n\nAgainst:\nPeru\n\nAbstaining:\nNone\n\n"
	  "The motion was carried by 2 votes to 1.\n\n",
	  NULL,
	  "motion of the representative of Chad",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, 0 },
	  { 2, 1, 0 },
	  0 },
	{ "The President: Separate votes have been requested on operative paragraphs 3 and 4 of draft "
	  "resolution A/70/L.5.\n\nA recorded vote was taken.\n\nIn favour:\nChad, Mali\n\nAgainst:\nPeru\n\n"
	  "Abstaining:\nNone\n\n"
	  "Operative paragraphs 3 and 4 of draft resolution A/70/L.5 were retained by 2 votes to 1.\n\n",
	  "A/70/L.5",
	  "Operative paragraphs 3 and 4",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, 0 },
	  { 2, 1, 0 },
	  0 },
	/* totals before what was decided */
	{ "The President: I put to the vote preambular paragraph 8 of draft resolution A/49/L.3.\n\n"
	  "A recorded vote was taken.\n\nIn favour:\nChad, Mali\n\nAgainst:\nPeru\n\nAbstaining:\nFiji\n\n"
	  "By 2 votes to 1, with 1 abstention, preambular paragraph 8 was retained.\n\n",
	  "A/49/L.3",
	  "preambular paragraph 8",
	  NULL,
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, 1 },
	  { 2, 1, 1 },
	  0 },
	{ "The President: I put draft resolution A/49/L.4 to the vote.\n\nA recorded vote was taken.\n\n"
	  "In favour:\nChad, Mali\n\nAgainst:\nPeru\n\n"
	  "By 2 votes to 1, the draft resolution was adopted (resolution 49/75 K).\n\n",
	  "A/49/L.4",
	  NULL,
	  "A/RES/49/75 K",
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, -1 },
	  { 2, 1, 0 },
	  0 },
	/* totals in a sentence of their own, without lists */
	{ "The PRESIDENT: I put the draft resolution (A/512) to the vote.\n\n"
	  "The result of the vote was 36 in favour and 33 against, with 11 abstentions.\n\n"
	  "The draft resolution was not adopted, having failed to obtain the required two-thirds majority.\n\n",
	  "A/512",
	  NULL,
	  NULL,
	  NULL,
	  REJECTED,
	  { 36, 33, 11 },
	  { 0 },
	  0 },
	{ "The PRESIDENT: I put the draft resolution (S/1752) to the vote.\n\n"
	  "There were 9 votes in favour, 1 against and 1 abstention. The draft resolution was not adopted, "
	  "since one of the negative votes was that of a permanent member of the Council.\n\n",
	  "S/1752",
	  NULL,
	  NULL,
	  NULL,
	  TRUCE__V1__VOTE__RESULT__RESULT_VETOED,
	  { 9, 1, 1 },
	  { 0 },
	  0 },
	{ "The PRESIDENT: I put the draft resolution (S/1152) to the vote.\n\n"
	  "A vote was taken by show of hands. The draft resolution was adopted by 9 votes, with 2 "
	  "abstentions.\n\n",
	  "S/1152",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 9, -1, 2 },
	  { 0 },
	  0 },
	{ "The PRESIDENT: I put the proposal (S/840) to the vote.\n\n"
	  "A vote was taken by show of hands, as follows:\n\nVotes for:\nArgentina\nBelgium\n\n"
	  "Vote against:\nUkrainian Soviet Socialist Republic\n\nAbstentions:\nChina\n\n"
	  "The proposal was adopted by two votes to one, with one abstention.\n\n",
	  "S/840",
	  NULL,
	  NULL,
	  "show of hands",
	  ADOPTED,
	  { 2, 1, 1 },
	  { 2, 1, 1 },
	  0 },
	{ "The PRESIDENT: The Assembly will vote on the resolution of the First Committee (A/1060).\n\n"
	  "At the request of the representative of Chad, a vote was taken by roll-call.\n\n"
	  "In favour: Chad, Mali.\n\nAgainst: None.\n\nAbstaining: Peru.\n\n"
	  "The resolution was adopted by 2 votes to none, with 1 abstention.\n\n",
	  "A/1060",
	  NULL,
	  NULL,
	  "roll-call vote",
	  ADOPTED,
	  { 2, 0, 1 },
	  { 2, 0, 1 },
	  0 },
	/* who had not intended to take part */
	{ "The President: I put draft resolution A/49/L.4 to the vote.\n\nA recorded vote was taken.\n\n"
	  "In favour:\nChad, Mali\n\nAgainst:\nPeru\n\n"
	  "Draft resolution A/49/L.4 was adopted by 2 votes to 1 (resolution 49/75).\n\n"
	  "[Subsequently, the delegation of Chad informed the Secretariat that it had intended to abstain; the "
	  "delegation of Mali had not intended to participate.]\n\n",
	  "A/49/L.4",
	  NULL,
	  "A/RES/49/75",
	  "recorded vote",
	  ADOPTED,
	  { 2, 1, -1 },
	  { 2, 1, 0 },
	  2 },
};

static size_t listed(const Truce__V1__Vote *v, Truce__V1__Vote__Choice choice)
{
	size_t n = 0;
	for (size_t i = 0; i < v->n_ballots; i++)
		n += v->ballots[i]->choice == choice;
	return n;
}

static void expect_vote(const struct vote_case *c)
{
	struct reading r;
	char *text = support_text("%s%sMs. Odd (Norway): We wait.%s", OPENED, c->text, ROSE);
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	expect_number("votes", c->text, (long)m->n_votes, 1);
	const Truce__V1__Vote *v = m->votes[0];
	expect_text("document", c->text, v->document, c->document);
	expect_text("part", c->text, v->part, c->part);
	expect_text("instrument", c->text, v->instrument, c->instrument);
	expect_text("method", c->text, v->method, c->method);
	expect_number("result", c->text, (long)v->result, (long)c->result);
	expect_number("in favour", c->text, v->in_favour_total_case == 0 ? -1 : v->in_favour, c->totals[0]);
	expect_number("against", c->text, v->against_total_case == 0 ? -1 : v->against, c->totals[1]);
	expect_number("abstaining", c->text, v->abstaining_total_case == 0 ? -1 : v->abstaining, c->totals[2]);
	for (int k = 0; k < 3; k++)
		expect_number("listed", c->text, (long)listed(v, (Truce__V1__Vote__Choice)(k + 1)), (long)c->lists[k]);
	expect_number("notes", c->text, (long)v->n_notes, (long)c->notes);
	for (size_t b = 0; b < m->n_blocks; b++)
		assert_int_not_equal(m->blocks[b]->kind, BLOCK(REFUSED));
	reading_end(&r);
	free(text);
}

static void votes_of_every_decade_are_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(votes); i++)
		expect_vote(&votes[i]);
}

#define SHOWN                                                                                                          \
	"A vote was taken by show of hands.\n\nIn favour:\nNorway, Chad\n\nAgainst:\nNone\n\nAbstaining:\nPeru\n\n"

/* A draft that is voted on part by part is named once, and its parts where they are put to
 * the vote. */
static void parts_are_named_where_they_are_put_to_the_vote(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "The ferry\n\nThe President: I shall put to the vote the draft resolution in document S/1994/280, "
		   "paragraph by paragraph.\n\nMr. Odd (Norway): We agree.\n\nThe President: I put to the vote "
		   "the first preambular paragraph.\n\n" SHOWN "The President: It received 2 votes in favour, "
		   "none against and 1 abstention.\nI now put to the vote operative paragraphs 1 to 6.\n\n" SHOWN
		   "The President: There were 2 votes in favour, none against and 1 abstention.\nPreambular "
		   "paragraph 2 says so. I put to the vote paragraph 7 (b).\n\n" SHOWN
		   "The President: There were 2 votes in favour.\nThe paragraphs stand, and so I put paragraph 1 "
		   "and the others, that is, the draft resolution as a whole, to the vote.\n\n" SHOWN
		   "The President: The draft resolution has been adopted as resolution 904 (1994)." ROSE);
	static const char *const parts[] = { "first preambular paragraph", "operative paragraphs 1 to 6",
					     "paragraph 7 (b)", "" };
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, COUNT_OF(parts));
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		assert_string_equal(m->votes[i]->part, parts[i]);
		assert_string_equal(m->votes[i]->document, "S/1994/280");
	}
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(votes_of_every_decade_are_exact),
		cmocka_unit_test(parts_are_named_where_they_are_put_to_the_vote),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
