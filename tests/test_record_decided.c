/* What decisions, footnotes and the presiding officer's words behind a vote tell of it: on
 * whose text it was, what its text became, the votes that few words tell. */
#include "tests/record_puts.h"

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
	/* "joint": the one of several sponsors */
	{ P "There are two drafts before us, that of the Soviet Union in document S/4519 and that submitted by Ceylon "
	    "and Tunisia in document S/4523. It has been asked that priority be given to the joint draft resolution. I "
	    "put that proposal to the vote.\n\nThe proposal was adopted by 8 votes to 2.\n" P
	    "Accordingly I put to the vote the joint draft resolution." SHOW
	    "The draft resolution was adopted by 9 votes to 1.\n" P
	    "I now put to the vote the draft resolution of the Soviet Union." SHOW
	    "The draft resolution was rejected by 7 votes to 2.\n",
	  "|The proposal||8/2/-\nS/4523|||9/1/-\nS/4519|||2/7/-\n" },
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
	  "S/1700|oral amendment||6/3/6\nS/1700|||13/0/1\n" },
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
	/* several of one document, by what they amend */
	{ P
	  "The Assembly will now vote on the draft resolution submitted by the Third Committee [A/2829], and on the "
	  "amendments to it submitted by Chad and Mali [A/L.187] and by Peru [A/L.188]. The amendment of Peru will be "
	  "voted on first.\n\nThe amendment was rejected by 27 votes to 16.\n" P
	  "I now put to the vote the amendments submitted by Chad and Mali. First, the amendment to the third "
	  "paragraph "
	  "of the preamble.\n\nThe amendment was adopted by 31 votes to 12.\n" P
	  "Next, the amendment to paragraph 2 of the operative part.\n"
	  "\nThe amendment was adopted by 29 votes to 14.\n" P "I put to the vote the draft resolution as a whole.\n"
	  "\nThe draft resolution as a whole was adopted by 41 votes to 11.\n",
	  "A/L.188|||16/27/-\nA/L.187|amendment to the third paragraph of the preamble||31/12/-\n"
	  "A/L.187|amendment to paragraph 2 of the operative part||29/14/-\nA/2829|||41/11/-\n" },
	{ P "I put to the vote the first of the amendments submitted by Peru [S/4989/Rev.2] to draft resolution "
	    "S/4985." SHOW
	    "The result of the vote was 8 in favour, 1 against and 2 abstentions. The amendment was not adopted.\n" P
	    "I put to the vote the second of the amendments of Peru." SHOW
	    "The amendment was rejected by 6 votes to 1.\n",
	  "S/4989/Rev.2|first of the amendments||8/1/2\nS/4989/Rev.2|second of the amendments||1/6/-\n" },
	{ P
	  "I put to the vote amendment A/ES-10/L.24." RECORDED
	  "\nAmendment A/ES-10/L.24 received 62 votes in favour and 58 against, with 42 abstentions. The amendment was "
	  "not adopted, having failed to obtain the required two-thirds majority.\n",
	  "A/ES-10/L.24|||62/58/42\n" },
	/* a report's drafts by their order, and as they were called at first */
	{ P "The report of the Third Committee [A/1682] contains two draft resolutions. I put to the vote the first "
	    "draft "
	    "resolution, on wells.\n\nThe first draft resolution was adopted by 38 votes to 5.\n" P
	    "I put to the vote the second draft resolution.\n"
	    "\nThe second draft resolution was adopted by 41 votes to none.\n",
	  "A/1682|The first draft resolution||38/5/-\nA/1682|The second draft resolution||41/0/-\n" },
	{ P "We shall vote upon the resolutions proposed by the Fourth Committee (A/1048). I put to the vote "
	    "resolution I.\n"
	    "\nResolution I was adopted by 33 votes to 5.\n",
	  "A/1048|Resolution I||33/5/-\n" },
	{ P "We have the report of the Third Committee [A/2294], and that of the Fifth Committee on the financial "
	    "consequences "
	    "[A/2300]. I put draft resolution I to the vote.\n"
	    "\nDraft resolution I was adopted by 48 votes to none.\n",
	  "A/2294|Draft resolution I||48/0/-\n" },
	/* what it costs stands in the other report */
	{ P "The Assembly has before it the report of the Second Committee [A/3065] and the report of the Fifth "
	    "Committee on "
	    "the financial implications of draft resolution II [A/3070]. I put draft resolution I to the vote.\n"
	    "\nDraft resolution I was adopted by 48 votes to none.\n",
	  "A/3065|Draft resolution I||48/0/-\n" },
	/* the Committee's draft beside another one */
	{ P "In addition to the draft resolution of the First Committee [A/5571], there is a draft resolution "
	    "submitted by "
	    "Albania and Cambodia [A/L.427]. I shall put to the vote first the Committee's draft resolution.\n"
	    "\nThe draft resolution was adopted by 57 votes to 41.\n",
	  "A/5571|||57/41/-\n" },
	{ P "Amendments have been submitted to draft resolution II: by Brazil in document A/L.511, by Cuba in document "
	    "A/L.512. I put to the vote the Brazilian amendment.\n"
	    "\nThe Brazilian amendment was adopted by 51 votes to 18.\n" P
	    "I put to the vote the Cuban amendment.\n\nThe Cuban amendment was rejected by 44 votes to 20.\n",
	  "A/L.511|||51/18/-\nA/L.512|||20/44/-\n" },
	{ P "We have the report of the Fourth Committee [A/2556] and an amendment to draft resolution III submitted by "
	    "Denmark and Norway [A/L.163]. I put to the vote the two-Power amendment to draft resolution III.\n"
	    "\nThe amendment was rejected by 28 votes to 19.\n",
	  "A/L.163|||19/28/-\n" },
	/* amendments to a draft that is told by its place; a report on what is voted on */
	{ P
	  "The Rapporteur has presented the report [A/1561 and Corr.1]. It contains two draft resolutions. Amendments "
	  "have been submitted by Chad [A/1570].\n" D1 P
	  "I shall now put to the vote the amendments of Chad to draft resolution A. The first amendment would replace "
	  "paragraph 2." RECORDED "\nThe amendment was rejected by 46 votes to 5, with 5 abstentions.\n" P
	  "I put to the vote draft resolution A.\n"
	  "\nDraft resolution A was adopted by 50 votes to none, with 6 abstentions.\n" P
	  "I put to the vote draft resolution B, on which the Fifth Committee has submitted its observations "
	  "[A/1576].\n"
	  "\nDraft resolution B was adopted by 53 votes to none, with 5 abstentions.\n",
	  "A/1570|first amendment||5/46/5\nA/1561|Draft resolution A||50/0/6\nA/1561|Draft resolution B||53/0/5\n" },
	/* two reports in one sentence: the drafts are the first one's until the other is named */
	{ P
	  "The Assembly has before it eleven draft resolutions recommended by the Third Committee in paragraph 121 of "
	  "its report (A/72/439/Add.2 and Corr.1) and three recommended in paragraph 40 of the report contained in "
	  "document A/72/439/Add.3. We turn first to draft resolution IX. A recorded vote has been "
	  "requested." RECORDED "\nDraft resolution IX was adopted by 123 votes to 49, with 4 abstentions.\n" P
	  "We come to the draft resolutions in document A/72/439/Add.3. A recorded vote has been requested on draft "
	  "resolution II." RECORDED "\nDraft resolution II was adopted by 121 votes to 40, with 9 abstentions.\n",
	  "A/72/439/Add.2|Draft resolution IX||123/49/4\nA/72/439/Add.3|Draft resolution II||121/40/9\n" },
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
	/* or where its text was printed */
	{ P "I put to the vote draft resolution S/5376." SHOW
	    "The draft resolution was adopted by 8 votes to none, with 3 abstentions.1/\n"
	    "\nMr. ODD (Norway): We agree.\n\n1/ See document S/5380.\n",
	  "S/5376||S/5380|8/0/3\n" },
	/* what is adopted behind its parts without a vote is not the last part */
	{ P
	  "We shall vote on draft resolution S/1994/280 in parts. I put to the vote operative paragraphs 1 to 6." HANDS
	  "\nThe President: There were 15 votes in favour and 1 abstention. Operative paragraphs 1 to 6 have been "
	  "adopted.\n\nAs nobody has asked for a vote on the draft resolution as a whole, I take it that it is "
	  "adopted without a vote. There being no objection, the draft resolution as a whole has been adopted as "
	  "resolution 904 (1994).\n",
	  "S/1994/280|operative paragraphs 1 to 6||15/0/1\n" },
	/* of another one's he only speaks */
	{ P "I put to the vote draft resolution S/10200." SHOW
	    "The draft resolution was adopted by 14 votes to none.\n" P
	    "I call on France, which was a sponsor when resolution 340 (1973) was adopted.\n",
	  "S/10200|||14/0/-\n" },
};

static const struct put_case unanimous[] = {
	/* with what came of it */
	{ P "In accordance with rule 68, and if there is no proposal to the contrary, the report [A/8963] will not be "
	    "discussed. I put to the vote draft resolution I.\n"
	    "\nDraft resolution I was adopted unanimously (resolution 2996 (XXVII)).\n",
	  "A/8963|Draft resolution I|A/RES/2996 (XXVII)|-/-/-\n" },
	{ P "There is no objection to a vote, and we now consider draft resolution A/L.5.\n" D1 P
	    "I put draft resolution A/L.5 to the vote.\n\nThe draft resolution was adopted unanimously.\n",
	  "A/L.5|||-/-/-\n" },
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
	/* a heading of several reports */
	{ "\nAGENDA ITEM 42\n\nThe wells of the lowlands:\n\n(a) Reports of the Wells Committee;\n\n"
	  "(b) Reports of the Secretary-General\n\nREPORT OF THE SPECIAL POLITICAL COMMITTEE (A/9360)\n" P
	  "In connexion with draft resolution A, the report of the Fifth Committee on the financial implications is "
	  "contained in document A/9428.\n" D1 P "I put draft resolution A to the vote." RECORDED
	  "\nDraft resolution A was adopted by 80 votes to 2, with 5 abstentions.\n",
	  "A/9360|Draft resolution A||80/2/5\n" },
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

static char *unanimity_of(const Truce__V1__Vote *v)
{
	return support_text("%s%s", v->part, v->unanimous ? ": all" : "");
}

static void a_vote_that_its_decision_says_was_unanimous_has_that(void **state)
{
	(void)state;
	static const struct put_case cases[] = {
		{ P "I put to the vote draft resolution S/10200." SHOW
		    "The draft resolution was adopted unanimously.1\n",
		  ": all\n" },
		{ P "I put to the vote draft resolution S/10200." SHOW
		    "The draft resolution was unanimously adopted by 15 votes.\n",
		  ": all\n" },
		{ P "I put to the vote draft resolution S/10200." SHOW
		    "The draft resolution was adopted by 14 votes to none.\n",
		  "\n" },
		{ P "The Committee recommends two draft resolutions in its report [A/2296]. I put to the vote draft "
		    "resolution A.\n\nDraft resolution A was adopted by 36 votes to 15, with 7 abstentions.\n"
		    "\nDraft resolution B was adopted unanimously.\n",
		  "Draft resolution A\nDraft resolution B: all\n" },
	};
	expect_told(cases, COUNT_OF(cases), unanimity_of);
}

static void amendments_decisions_and_drafts_are_told_apart(void **state)
{
	(void)state;
	expect_decided(told_apart, COUNT_OF(told_apart));
}

static void what_is_named_in_passing_is_not_voted_on(void **state)
{
	(void)state;
	expect_decided(in_passing, COUNT_OF(in_passing));
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
		cmocka_unit_test(a_vote_that_its_decision_says_was_unanimous_has_that),
		cmocka_unit_test(amendments_decisions_and_drafts_are_told_apart),
		cmocka_unit_test(what_is_named_in_passing_is_not_voted_on),
		cmocka_unit_test(what_was_decided_is_no_speech),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
