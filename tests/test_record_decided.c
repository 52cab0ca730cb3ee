/* What decisions, footnotes and the presiding officer's words behind a vote tell of it: on
 * whose text it was, what its text became, the votes that few words tell. */
#include "tests/record_puts.h"

static char *total_text(bool told, int total)
{
	return told ? support_text("%d", total) : support_text("%s", "-");
}

/* "document|part|instrument|in favour/against/abstaining" */
static char *vote_text(const Truce__V1__Vote *v)
{
	char *in_favour = total_text(v->in_favour_total_case != 0, v->in_favour);
	char *against = total_text(v->against_total_case != 0, v->against);
	char *abstaining = total_text(v->abstaining_total_case != 0, v->abstaining);
	char *text =
		support_text("%s|%s|%s|%s/%s/%s", v->document, v->part, v->instrument, in_favour, against, abstaining);
	free(in_favour);
	free(against);
	free(abstaining);
	return text;
}

static void expect_decided(const struct put_case *cases, size_t count)
{
	expect_told(cases, count, vote_text);
}

#define SHOW "\nA vote was taken by show of hands.\n\n"

static const struct put_case subjects[] = {
	/* the decision says whose text it is on */
	{ P "I shall put to the vote the draft resolution submitted by Canada and France [S/1500, II], and then that "
	    "of the USSR [S/1501]." SHOW
	    "The Canadian and French draft resolution was adopted by 9 votes to none, with 2 abstentions.\n\n"
	    "The draft resolution of the USSR was rejected by 9 votes to 2.\n",
	  "S/1500|||9/0/2\nS/1501|||2/9/-\n" },
	{ P "There are two draft resolutions, one submitted by fourteen Powers in document A/L.567, the other by "
	    "eighteen Powers in document A/L.569. I shall put first the fourteen-Power draft resolution, which says "
	    "that the matter is important.\n"
	    "\nThe fourteen-Power draft resolution was adopted by 71 votes to 48, with 4 abstentions.\n" P
	    "We come to the eighteen-Power draft resolution.\n"
	    "\nThe eighteen-Power draft resolution was rejected by 56 votes to 48, with 21 abstentions.\n",
	  "A/L.567|||71/48/4\nA/L.569|||48/56/21\n" },
	/* the words that open the vote say it */
	{ P "We come to the United States draft resolution [S/391]. I put it to the vote paragraph by paragraph.\n"
	    "\nA vote was taken by show of hands, and paragraph 1 was adopted by 9 votes, with 2 abstentions.\n"
	    "\nA vote was taken by show of hands. Paragraph 2 was adopted by 8 votes, with 3 abstentions.\n" P
	    "I now put to the vote the resolution as a whole.\n"
	    "\nA vote was taken by show of hands. There were 9 votes in favour, and 2 against, one of the latter being "
	    "that of a permanent member. The resolution was not adopted.\n",
	  "S/391|paragraph 1||9/-/2\nS/391|Paragraph 2||8/-/3\nS/391|||9/2/-\n" },
	{ P "I have a proposal by the representative of Egypt. I shall take a vote on it. Those in favour of the "
	    "Egyptian proposal will please raise their hands.\n"
	    "\nA vote was taken by show of hands. There were four votes in favour. The proposal was not adopted, "
	    "having failed to obtain the affirmative votes of seven members.\n",
	  "|Egyptian proposal||4/-/-\n" },
	/* a numbered point of an amendment */
	{ P "We shall vote on the amendment of Ghana [A/L.406] to the draft resolution which appears in paragraph 15 "
	    "of the report of the Second Committee [A/5310]. The vote will be on its two points, one by one. First, "
	    "point 1.\n"
	    "\nPoint 1 was rejected by 50 votes to 11, with 28 abstentions.\n"
	    "\nPoint 2 was rejected by 55 votes to 12, with 25 abstentions.\n" P
	    "I now put to the vote the draft resolution of the Second Committee.\n"
	    "\nThe draft resolution was adopted by 93 votes to none, with 10 abstentions.\n",
	  "A/L.406|Point 1||11/50/28\nA/L.406|Point 2||12/55/25\nA/5310|||93/0/10\n" },
	{ P "I put to the vote the last six words of paragraph 2 of draft resolution A/L.3.\n"
	    "\nThe words were rejected by 31 votes to 30, with 14 abstentions.\n",
	  "A/L.3|last six words of paragraph 2||30/31/14\n" },
};

static const struct put_case later[] = {
	/* the text of a part is named only behind it */
	{ P "There has been a request for a separate vote on the words \"and on the parties\" in paragraph (d) of the "
	    "draft. I shall put those words to the vote." SHOW "In favour: Chad\n\nAgainst: Peru\n"
	    "\nThe words were not adopted, having failed to obtain the affirmative votes of nine members.\n" P
	    "I shall now put draft resolution S/11888 as a whole to the vote." SHOW
	    "The draft resolution was adopted by 13 votes to none.\n",
	  "S/11888|words \"and on the parties\"||-/-/-\nS/11888|||13/0/-\n" },
	{ P
	  "The Council will first vote on the oral amendment proposed by the representative of Peru." SHOW
	  "In favour: Chad\n\nAgainst: Peru\n" P
	  "The result of the voting is as follows: 6 votes in favour, 3 against and 6 abstentions. The oral amendment "
	  "has not been adopted.\n\nI shall now put to the vote draft resolution S/1700." SHOW
	  "The draft resolution was adopted by 13 votes to none, with 1 abstention.\n",
	  "S/1700|oral amendment proposed by the representative of Peru||6/3/6\nS/1700|||13/0/1\n" },
	/* of no other text's */
	{ P "I put to the vote the proposal to adjourn." SHOW
	    "The proposal was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I shall now put draft resolution S/1700 to the vote." SHOW
	    "The draft resolution was adopted by 13 votes to none.\n",
	  "|proposal to adjourn||2/9/3\nS/1700|||13/0/-\n" },
};

static const struct put_case amended[] = {
	/* several in one document and its addendum, beside another document; then a part of the draft */
	{ P "The Assembly has before it a draft resolution [A/L.9/Rev.1] and two sets of amendments: those submitted "
	    "by Chad and Mali [A/L.11 and Add.1], and those submitted by Peru [A/L.12]. I put to the vote the first "
	    "of the two-Power amendments [A/L.11 and Add.1].\n\nThe first amendment was adopted by 7 votes to 1.\n" P
	    "We shall now vote on the second amendment, relating to paragraph 3.\n\n"
	    "The second amendment was adopted by 6 votes to 2.\n" P
	    "The remainder of the amendments has been accepted. The representative of Chad has asked that the draft "
	    "resolution be voted on by paragraphs. I put to the vote operative paragraph 1.\n\n"
	    "Operative paragraph 1 was adopted by 5 votes to 3.\n",
	  "A/L.11|The first amendment||7/1/-\nA/L.11|The second amendment||6/2/-\n"
	  "A/L.9/Rev.1|Operative paragraph 1||5/3/-\n" },
	/* amendments whose own text names the draft first */
	{ "\nMr. EVEN (Chad): Chad and Mali have laid before the Council a draft resolution (S/4523).\n"
	  "\nMr. ODD (Norway): My delegation accordingly proposes the following amendments to document S/4523; they "
	  "are set out in S/4524.\n" P
	  "We shall begin with the amendments of Norway (S/4524). I put to the vote the first amendment." SHOW
	  "The first amendment was rejected by 9 votes to 2.\n" P "I put to the vote the second amendment." SHOW
	  "The second amendment was rejected by 6 votes to 4, with 1 abstention.\n" P
	  "We come to the joint draft resolution of Chad and Mali (S/4523). I put it to the vote." SHOW
	  "The draft resolution was adopted by 8 votes to 2, with 1 abstention.\n",
	  "S/4524|The first amendment||2/9/-\nS/4524|The second amendment||4/6/1\nS/4523|||8/2/1\n" },
	{ P "Members have in front of them the draft of Japan in document S/7450, and the amendments to it which Mali "
	    "has put forward in document S/7451.\n\nI shall take up the amendments one after another. The first would "
	    "replace the second preambular paragraph." SHOW
	    "The first amendment was rejected by 7 votes to 5, with 3 abstentions.\n",
	  "S/7451|The first amendment||5/7/3\n" },
	/* a tie that is told alone */
	{ P "I shall take first the second part of the amendment of Peru [A/L.178], since the first part has been "
	    "withdrawn.\n\nThere were 19 votes in favour, 19 against and 17 abstentions.\n" P
	    "The votes being equally divided, the amendment must be put to the vote again at a later stage. I put the "
	    "second part of the amendment to the vote again.\n"
	    "\nThere were 20 votes in favour, 22 against and 14 abstentions. The second part of the amendment was not "
	    "adopted.\n",
	  "A/L.178|second part of the amendment||19/19/17\nA/L.178|The second part of the amendment||20/22/14\n" },
	/* a report and what is behind it */
	{ P "We vote on the draft resolutions that the Fourth Committee recommends in its report [A/4017 and "
	    "Corr.1].\n\nOn draft resolution II a vote has been requested.\n"
	    "\nDraft resolution II was adopted by 62 votes to none, with 15 abstentions.\n",
	  "A/4017|Draft resolution II||62/0/15\n" },
	/* "The result … as follows:" is no heading */
	{ P "We turn to the report of the First Committee [A/1456]. I put draft resolution A to the vote. A vote by "
	    "roll-call on part C of it has been asked for.\n\nA vote was taken by roll-call.\n"
	    "\nThe result of the vote was as follows:\n\nIn favour: Chad, Mali.\n\nAgainst: Peru.\n"
	    "\nPart C was adopted by 44 votes to 5, with 7 abstentions.\n" P
	    "I shall now put draft resolution A as a whole to the vote.\n"
	    "\nDraft resolution A was adopted by 50 votes to 5, with 1 abstention.\n",
	  "A/1456|Part C||44/5/7\nA/1456|Draft resolution A||50/5/1\n" },
};

static const struct put_case outcomes[] = {
	{ P "I put to the vote draft resolution S/10200." SHOW
	    "The draft resolution was adopted by 14 votes to none.\n" P
	    "Resolution 340 (1973) has thus been adopted.\n",
	  "S/10200||S/RES/340 (1973)|14/0/-\n" },
	{ P "I put to the vote draft resolution S/10200." SHOW
	    "The draft resolution was adopted by 14 votes to none.\n" P
	    "The draft resolution has been adopted as resolution 340 (1973).\n",
	  "S/10200||S/RES/340 (1973)|14/0/-\n" },
	{ P "I put to the vote draft resolution S/10200." SHOW "In favour: Chad, Mali\n\nAgainst: None\n" P
	    "The result of the voting is 14 votes in favour, none against and 1 abstention. The draft resolution has "
	    "been adopted.*\n\nMr. ODD (Norway): We agree.\n\n* See resolution 303 (1971).\n",
	  "S/10200||S/RES/303 (1971)|14/0/1\n" },
	{ P "I put to the vote draft resolution A/L.630.\n"
	    "\nThe draft resolution was adopted by 76 votes to 35, with 17 abstentions.4\n"
	    "\n4 For the text, see resolution 2758 (XXVI).\n",
	  "A/L.630||A/RES/2758 (XXVI)|76/35/17\n" },
	/* of another one's he only speaks */
	{ P "I put to the vote draft resolution S/10200." SHOW
	    "The draft resolution was adopted by 14 votes to none.\n" P
	    "I call on France, which was a sponsor when resolution 340 (1973) was adopted.\n",
	  "S/10200|||14/0/-\n" },
};

static const struct put_case unanimous[] = {
	{ P "I put to the vote draft resolution II in the report of the Third Committee [A/1536]. Is there any request "
	    "for a roll-call? Since there is none, we shall vote by show of hands.\n"
	    "\nDraft resolution II was adopted unanimously.\n",
	  "A/1536|Draft resolution II||-/-/-\n" },
	{ P "The Committee recommends two draft resolutions in its report [A/2296]. I put to the vote draft resolution "
	    "A.\n\nDraft resolution A was adopted by 36 votes to 15, with 7 abstentions.\n"
	    "\nDraft resolution B was adopted unanimously.\n",
	  "A/2296|Draft resolution A||36/15/7\nA/2296|Draft resolution B||-/-/-\n" },
	/* nobody voted */
	{ P "I turn to the report of the Third Committee [A/1536]. If there is no objection, I shall consider that the "
	    "Assembly adopts draft resolution II without a vote.\n"
	    "\nDraft resolution II was adopted unanimously.\n",
	  "" },
};

static const struct put_case told_apart[] = {
	/* an oral amendment is on no document but the draft */
	{ P "We shall consider draft resolution A/78/L.5 and the amendment in document A/78/L.7. I put to the vote the "
	    "amendment contained in document A/78/L.7." RECORDED
	    "\nThe amendment was rejected by 71 votes to 29, with 56 abstentions.\n" P
	    "We shall now take a decision on the oral amendment to paragraph 9 proposed by the representative of "
	    "Chad." RECORDED "\nThe oral amendment was adopted by 69 votes to 54, with 33 abstentions.\n" P
	    "We shall now take a decision on draft resolution A/78/L.5, as amended." RECORDED
	    "\nDraft resolution A/78/L.5, as amended, was adopted by 90 votes to 3, with 7 abstentions.\n",
	  "A/78/L.7|||29/71/56\nA/78/L.5|oral amendment to paragraph 9||69/54/33\nA/78/L.5|||90/3/7\n" },
	{ P "The representative of Iraq has proposed an oral amendment to operative paragraph 12 of draft resolution "
	    "A/76/L.47. We shall first take a decision on the oral amendment." RECORDED
	    "\nThe oral amendment was rejected by 90 votes to 30, with 25 abstentions.\n",
	  "A/76/L.47|oral amendment to operative paragraph 12||30/90/25\n" },
	/* an amendment to a report's draft, in a document of its own */
	{ P "We shall now vote on the amendment to the draft resolution recommended by the Credentials Committee, "
	    "contained in document A/L.639." RECORDED
	    "\nThe amendment was adopted by 60 votes to 40, with 11 abstentions.\n",
	  "A/L.639|||60/40/11\n" },
	/* a sub-amendment, and what it amends */
	{ P "We have draft resolution A/54/L.30, and an amendment to it in document A/54/L.35. To that amendment Ghana "
	    "has moved an oral sub-amendment. I put the sub-amendment to the vote first.\n"
	    "\nThe sub-amendment was adopted by 70 votes to 31, with 33 abstentions.\n" P
	    "I now put to the vote the amendment, as amended." RECORDED
	    "\nThe amendment, as amended, was adopted by 75 votes to 29, with 32 abstentions.\n",
	  "A/54/L.35|The sub-amendment||70/31/33\nA/54/L.35|||75/29/32\n" },
	{ P "I put to the vote the sub-amendment of Peru [S/3524]." SHOW
	    "The sub-amendent was rejected by 6 votes to 1, with 4 abstentions.\n",
	  "S/3524|||1/6/4\n" },
	{ P "I put to the vote draft resolution S/3519." SHOW
	    "There were 6 votes in favour, 1 againt, and 4 abstentions. The draft resolution was not adopted.\n",
	  "S/3519|||6/1/4\n" },
	/* amendments before the draft that the same words are on */
	{ P "The Assembly will take a decision on draft resolution A/59/516/Add.1, recommended by the Sixth Committee. "
	    "Before that, we take up the draft amendments submitted by Peru in document A/C.6/59/L.27/Add.1, beginning "
	    "with the first." RECORDED
	    "\nThe first draft amendment was rejected by 57 votes to 52, with 42 abstentions.\n",
	  "A/C.6/59/L.27/Add.1|The first draft amendment||52/57/42\n" },
	/* whose a draft is stands behind what it contains */
	{ P "The Council has before it document S/2018/337, which contains the text of a draft resolution submitted by "
	    "Peru, document S/2018/339, which contains the text of a draft resolution submitted by Chad, and document "
	    "S/2018/341, which contains the text of a draft resolution submitted by Iraq and Sweden.\n" D1 P
	    "The Council will now vote on the draft resolution submitted by Iraq and Sweden as it stands." HANDS TOLD
	    "The draft resolution has been adopted as resolution 2416 (2018).\n" P
	    "We shall vote on the draft resolution submitted by Chad." HANDS TOLD
	    "The draft resolution has not been adopted.\n",
	  "S/2018/341||S/RES/2416 (2018)|2/0/1\nS/2018/339|||2/0/1\n" },
	/* a report has a draft decision as well */
	{ P "We turn to the report of the Fourth Committee (A/46/634). The draft resolution is in paragraph 11, and in "
	    "paragraph 12 a draft decision. I put the draft resolution to the vote." RECORDED
	    "\nThe draft resolution was adopted by 109 votes to 21, with 21 abstentions (resolution 46/64).\n" P
	    "We turn to the draft decision." RECORDED
	    "\nThe draft decision was adopted by 104 votes to 38, with 14 abstentions.\n",
	  "A/46/634||A/RES/46/64|109/21/21\nA/46/634|The draft decision||104/38/14\n" },
	{ P "We shall vote on the draft resolution recommended by the Third Committee in paragraph 147 of its report "
	    "contained in document A/61/443/Add.2 and Corr.1." RECORDED
	    "\nThe draft resolution was adopted by 118 votes to 52.\n",
	  "A/61/443/Add.2|||118/52/-\n" },
};

/* What others, and the presiding officer, name in passing. */
static const struct put_case in_passing[] = {
	{ P "The Assembly has before it a draft resolution recommended by the Special Committee in paragraph 9 of its "
	    "report "
	    "(A/62/411). I call on Chad.\n"
	    "\nMr. EVEN (Chad): My delegation supported this text in the Committee, where it was document A/C.1/L.880, "
	    "and it "
	    "recalls document A/1894.\n" P "We shall now take a decision on the draft resolution." RECORDED
	    "\nThe draft resolution was adopted by 150 votes to 2, with 7 abstentions (resolution 62/107).\n",
	  "A/62/411||A/RES/62/107|150/2/7\n" },
	{ P "We turn to the report of the First Committee (A/69/440). Separate votes have been requested.\n"
	    "\nMr. EVEN (Chad): Togo has become a sponsor of A/65/L.3.\n" P
	    "I shall now put to the vote operative paragraph 3." RECORDED
	    "\nOperative paragraph 3 was retained by 117 votes to 40, with 13 abstentions.\n",
	  "A/69/440|Operative paragraph 3||117/40/13\n" },
	/* what a draft costs */
	{ P
	  "We turn to the report of the Third Committee (A/69/488), which recommends draft resolutions I and II.\n" D1 P
	  "The report of the Fifth Committee on the programme budget implications of the draft is contained in "
	  "document "
	  "A/69/671.\n" D1 P "We come to draft resolution II." RECORDED
	  "\nDraft resolution II was adopted by 170 votes to 1, with 8 abstentions (resolution 69/27).\n",
	  "A/69/488|Draft resolution II|A/RES/69/27|170/1/8\n" },
	{ P "We turn to the report of the Special Political Committee [A/5276]. I call on Norway.\n" D1 P
	    "The financial implications are set out in the note of the Secretary-General in document A/C.5/1300 and in "
	    "the "
	    "report of the Advisory Committee [A/7400].\n" D1 P "I now put to the vote the draft resolution." RECORDED
	    "\nThe draft resolution was adopted by 67 votes to 16, with 23 abstentions.\n",
	  "A/5276|||67/16/23\n" },
	{ P "The programme budget implications of draft resolution A/60/L.5 are stated in document A/C.5/60/3. We "
	    "shall now "
	    "vote on the draft resolution." RECORDED
	    "\nThe draft resolution was adopted by 67 votes to 16, with 23 abstentions.\n",
	  "A/60/L.5|||67/16/23\n" },
	/* the text of the words is named behind them */
	{ "\nMr. EVEN (Chad): Togo has become a sponsor of A/65/L.3.\n" P
	  "Peru has asked for a separate vote on the words \"and arms\" in operative paragraph 3. We shall first vote "
	  "on those "
	  "words." RECORDED "\nThe words \"and arms\" were retained by 80 votes to 18, with 34 abstentions.\n" P
	  "The Assembly will now vote on draft resolution A/35/L.38 as a whole." RECORDED
	  "\nDraft resolution A/35/L.38 was adopted by 98 votes to 16 (resolution 35/169 A).\n",
	  "A/35/L.38|The words \"and arms\"||80/18/34\nA/35/L.38||A/RES/35/169 A|98/16/-\n" },
	/* what another item's vote was on */
	{ P "I put the proposal to invite Mr. Odd under rule 39 to the vote." HANDS TOLD
	    "The proposal to invite Mr. Odd under rule 39 has been adopted.\n\nAGENDA ITEM 43\n\nThe wells of the "
	    "lake\n" P "I shall take it that the Council is ready to vote on the proposal." HANDS TOLD
	    "The proposal has been adopted.\n",
	  "|proposal to invite Mr. Odd under rule 39||2/0/1\n|proposal||2/0/1\n" },
	/* an amendment of others, voted on before */
	{ P "We shall vote on the amendment of Cambodia [A/L.372] to draft resolution A/L.360." RECORDED
	    "\nThe amendment was rejected by 45 votes to 30, with 24 abstentions.\n" P
	    "We shall now vote on the amendments submitted by Guinea and Mali [A/L.333]. I put to the vote the first "
	    "amendment.\n\nThe first amendment was adopted by 41 votes to 30, with 12 abstentions.\n",
	  "A/L.372|||30/45/24\nA/L.333|The first amendment||41/30/12\n" },
};

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
	  "S/2022/800|oral amendment proposed by the Russian Federation to paragraph 3||2/0/1\n" },
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

static void a_decision_tells_whose_text_it_is_on(void **state)
{
	(void)state;
	expect_decided(subjects, COUNT_OF(subjects));
}

static void a_part_is_of_the_text_that_is_named_behind_it(void **state)
{
	(void)state;
	expect_decided(later, COUNT_OF(later));
}

static void amendments_are_on_their_own_text(void **state)
{
	(void)state;
	expect_decided(amended, COUNT_OF(amended));
}

static void what_became_of_a_text_is_told_behind_the_vote(void **state)
{
	(void)state;
	expect_decided(outcomes, COUNT_OF(outcomes));
}

static void a_draft_that_is_voted_on_may_be_adopted_unanimously(void **state)
{
	(void)state;
	expect_decided(unanimous, COUNT_OF(unanimous));
}

static void amendments_decisions_and_drafts_are_told_apart(void **state)
{
	(void)state;
	expect_decided(told_apart, COUNT_OF(told_apart));
}

static void totals_and_texts_are_told_in_many_forms(void **state)
{
	(void)state;
	expect_decided(forms, COUNT_OF(forms));
}

static void what_is_named_in_passing_is_not_voted_on(void **state)
{
	(void)state;
	expect_decided(in_passing, COUNT_OF(in_passing));
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

/* What was decided without a vote, in few words. */
static void what_was_decided_is_no_speech(void **state)
{
	(void)state;
	static const char *const rows[] = { "The procedure was adopted.", "The suggestion was adopted." };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s" P "If there is no objection, we shall do so.\n\n%s\n" P "We go on.%s",
					  OPENED, rows[i], ROSE);
		read_words(&r, text);
		expect_number("decisions", rows[i], (long)meeting_of(&r)->record->n_decisions, 1);
		expect_number("votes", rows[i], (long)meeting_of(&r)->n_votes, 0);
		reading_end(&r);
		free(text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decision_tells_whose_text_it_is_on),
		cmocka_unit_test(a_part_is_of_the_text_that_is_named_behind_it),
		cmocka_unit_test(amendments_are_on_their_own_text),
		cmocka_unit_test(what_became_of_a_text_is_told_behind_the_vote),
		cmocka_unit_test(a_draft_that_is_voted_on_may_be_adopted_unanimously),
		cmocka_unit_test(amendments_decisions_and_drafts_are_told_apart),
		cmocka_unit_test(totals_and_texts_are_told_in_many_forms),
		cmocka_unit_test(what_is_named_in_passing_is_not_voted_on),
		cmocka_unit_test(a_tie_ends_as_the_presiding_officer_says),
		cmocka_unit_test(what_was_decided_is_no_speech),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
