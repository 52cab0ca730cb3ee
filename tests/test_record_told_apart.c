/* What votes are on where several texts are much alike: the other one of two, one like the one before,
 * points of amendments, drafts that come without a word more, reports of a list. */
#include "tests/record_puts.h"

static const struct put_case apart[] = {
	/* the other one of the same sponsors' */
	{ P "The Council has three draft resolutions before it: document S/2018/321, submitted by Chad; document "
	    "S/2018/175, submitted by Peru; and document S/2018/322, also submitted by Peru." LONG P
	    "I shall first put to the vote the draft resolution in document S/2018/321." HANDS FAILED P
	    "I shall put to the vote the draft resolution submitted by Peru in document S/2018/175." HANDS PASSED P
	    "I shall put to the vote the other draft resolution submitted by Peru." HANDS PASSED,
	  "S/2018/321|||12/30/8\nS/2018/175|||2/0/1\nS/2018/322|||2/0/1\n" },
	/* "that of": a text like the one before */
	{ P "We have two amendments, that of Chad [A/L.541] and that of Peru [A/L.542], to the draft resolution of the "
	    "eighteen Powers [A/L.540]." LONG P
	    "I put to the vote the Chadian amendment.\n\nThe amendment was adopted by 50 votes to 20.\n" P
	    "I put to the vote the amendment of Peru.\n\nThe amendment was adopted by 51 votes to 20.\n" P
	    "I put to the vote the draft resolution.\n\nThe draft resolution was adopted by 52 votes to 20.\n",
	  "A/L.541|||50/20/-\nA/L.542|||51/20/-\nA/L.540|||52/20/-\n" },
	/* the remainder of a paragraph is not that of its draft */
	{ P "I put to the vote the first sentence of paragraph 1 of draft resolution A/3713.\n"
	    "\nThe first sentence of paragraph 1 was adopted by 40 votes to 3.\n" P
	    "I put to the vote the remainder of paragraph 1.\n"
	    "\nThe remainder of paragraph 1 was adopted by 44 votes to 3.\n" P
	    "I put to the vote the draft resolution as a whole.\n"
	    "\nThe draft resolution was adopted by 31 votes to 23.\n",
	  "A/3713|The first sentence of paragraph 1||40/3/-\nA/3713|The remainder of paragraph 1||44/3/-\n"
	  "A/3713|||31/23/-\n" },
	/* an oral amendment to an amendment makes no sub-amendment of this */
	{ P "The sub-amendment proposed by Ghana to the amendment of Chad [A/L.380] will be put to the vote first.\n"
	    "\nThe oral sub-amendment was adopted by 32 votes to 20.\n" P
	    "I put to the vote the amendment of Chad.\n\nThe amendment was adopted by 50 votes to 7.\n",
	  "A/L.380|The oral sub-amendment||32/20/-\nA/L.380|||50/7/-\n" },
	/* "it" is what the sentence says that the text is, and the document that of what is amended */
	{ P "The draft resolution stands in paragraph 11 of the report [A/3926]. There are amendments to it, submitted by "
	    "Chad and Norway [A/L.246].\n" P
	    "The text farthest removed from the proposal is the oral sub-amendment to the first amendment, and I now put "
	    "it to the vote.\n"
	    "\nThe sub-amendment was rejected by 43 votes to 22, with 14 abstentions.\n" P
	    "I put to the vote the first of the amendments.\n"
	    "\nThe first amendment was rejected by 29 votes to 24, with 8 abstentions.\n",
	  "A/L.246|oral sub-amendment to the first amendment||22/43/14\nA/L.246|The first amendment||24/29/8\n" },
	{ P "We have the amendments of Chad and Norway, document S/1997/821, to draft resolution S/1997/816. I put to the "
	    "vote the oral sub-amendment to the second amendment." SHOW
	    "The President: The result of the voting is as follows: 7 votes in favour, 4 against and 4 abstentions. The "
	    "oral sub-amendment has not been adopted.\n",
	  "S/1997/821|oral sub-amendment to the second amendment||7/4/4\n" },
	/* the rule that somebody is to be invited under is what is proposed */
	{ P "I put to the vote the proposal of Chad that the delegation of Peru be invited under rule 37." HANDS TOLD,
	  "|proposal of Chad that the delegation of Peru be invited under rule 37||2/0/1\n" },
	/* whose an amendment is tells it, by the decision's words */
	{ P "We have two draft resolutions, that of Chad, document S/513, and that of Peru, document S/514. To the "
	    "first of these Norway has moved an amendment.\n"
	    "\nMr. EVEN (Chad): I abstain on document S/513.\n" P
	    "I shall put to the vote the amendment submitted by the representative of Norway to the joint draft "
	    "resolution of Chad.\n"
	    "\nThe Norwegian amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "I put to the vote the Iraqi motion for priority.\n\nThe Iraqi motion was adopted by 6 votes to 2.\n",
	  "S/513|The Norwegian amendment||2/7/2\n|The Iraqi motion||6/2/-\n" },
	/* points of amendments that a sentence before tells by their sponsors */
	{ P "To the recommendations of the Third Committee [A/1559] there are amendments of Chad [A/1576] and of Peru "
	    "and Iraq [A/1578]." LONG P
	    "We take first the amendments. Those proposed by Chad, the amendments of Chad to draft resolution A, "
	    "consist of two points. I put to the vote the first point, which would insert a paragraph.\n"
	    "\nThe first point was rejected by 34 votes to 5, with 13 abstentions.\n" P
	    "I now put to the vote the second point of the amendments of Chad.\n"
	    "\nThe second point was rejected by 35 votes to 5, with 12 abstentions.\n",
	  "A/1576|The first point||5/34/13\nA/1576|The second point||5/35/12\n" },
	/* a corrigendum is no other document */
	{ P "We shall vote on the draft resolutions recommended by the Fourth Committee in its report [A/6160]. I put "
	    "to the vote draft resolution III.\n\nDraft resolution III was adopted by 70 votes to none.\n" P
	    "I put to the vote draft resolution IV, as corrected [A/6160/Corr.1].\n"
	    "\nDraft resolution IV was adopted by 78 votes to none.\n",
	  "A/6160|Draft resolution III||70/0/-\nA/6160|Draft resolution IV||78/0/-\n" },
	/* a draft that comes next, and is adopted unanimously, was voted on */
	{ P "I put to the vote the draft resolutions proposed by the Second Committee [A/2520]. Draft resolution I.\n"
	    "\nDraft resolution I was adopted by 52 votes to none.\n" P
	    "Draft resolution II.\n\nDraft resolution II was adopted unanimously.\n" P
	    "Draft resolution III was adopted by the Committee without a vote. May I take it that the Assembly adopts "
	    "draft resolution III?\n\nDraft resolution III was adopted unanimously.\n",
	  "A/2520|Draft resolution I||52/0/-\nA/2520|Draft resolution II||-/-/-\n" },
	/* "it" is what the sentence before tells by its sponsors, or a proposal of procedure */
	{ P "The Council has before it two texts: document S/2003/980, submitted by Chad, and document S/2003/891, "
	    "submitted by Peru. The representative of Chad has asked that his draft be put to the vote. I shall now "
	    "put it to the vote.\n\nThe draft resolution was adopted by 11 votes to 1.\n",
	  "S/2003/980|||11/1/-\n" },
	{ P
	  "The representative of Peru has submitted a draft resolution [A/2703]; the representative of Chad has moved "
	  "that the Assembly not consider the matter. The Chadian proposal has priority. I put it to the vote.\n"
	  "\nThe Chadian proposal was adopted by 43 votes to 11.\n",
	  "|The Chadian proposal||43/11/-\n" },
	/* a single word */
	{ P "I put to the vote the last paragraph of the preamble of draft resolution A/L.476.\n"
	    "\nThe last paragraph of the preamble was adopted by 80 votes to none.\n" P
	    "I put to the vote the word \"all\".\n"
	    "\nIt was decided, by 47 votes to 30, with 18 abstentions, to retain the word.\n",
	  "A/L.476|The last paragraph of the preamble||80/0/-\nA/L.476|word \"all\"||47/30/18\n" },
	/* the next amendment of a document is told by its order alone */
	{ P "We shall vote on draft resolution I. The amendments of Chad [A/L.596] will be voted on first. There are "
	    "three. The first is to insert the word \"fully\" in paragraph 2.\n"
	    "\nThe first amendment was adopted by 61 votes to 8.\n" P
	    "The second is to delete operative paragraph 5.\n\nThe second amendment was rejected by 52 votes to 23.\n",
	  "A/L.596|The first amendment||61/8/-\nA/L.596|The second amendment||23/52/-\n" },
	/* what is told between commas of an agenda is no part of its name */
	{ P "I shall put the provisional agenda to the vote." HANDS P
	    "There were 10 votes in favour, 2 against and 3 abstentions. The provisional agenda, having received more "
	    "than nine votes, has been adopted.\n",
	  "|provisional agenda||10/2/3\n" },
	/* amendments to a draft whose report is named with it */
	{ P "Two amendments to draft resolution I of the Fourth Committee [A/3701] have been submitted: one by Liberia "
	    "[A/L.227], the other by Ceylon and others [A/L.228]. I put the Liberian amendment to the vote.\n"
	    "\nThe amendment was adopted by 44 votes to 15.\n" P
	    "I put to the vote the amendment submitted by Ceylon and others.\n"
	    "\nThe amendment was adopted by 35 votes to 22.\n" P
	    "I now put draft resolution I, as amended, to the vote.\n"
	    "\nDraft resolution I, as amended, was adopted by 53 votes to none.\n",
	  "A/L.227|||44/15/-\nA/L.228|||35/22/-\nA/3701|Draft resolution I||53/0/-\n" },
	{ P "Norway has submitted an oral amendment to operative paragraph 9 of draft resolution VII, recommended in "
	    "paragraph 39 of document A/68/456. I first put to the vote the oral amendment." RECORDED
	    "\nThe oral amendment was rejected by 88 votes to 20, with 40 abstentions.\n",
	  "A/68/456|oral amendment to operative paragraph 9 of draft resolution VII||20/88/40\n" },
	/* the next of somebody's amendments */
	{ P "We have the amendment of Chad (A/1480) to draft resolution B. I put to the vote the Chadian amendment.\n"
	    "\nThe amendment was rejected by 45 votes to 5, with 8 abstentions.\n" P
	    "The next Chadian amendment is to paragraph 5.\n"
	    "\nThe amendment was rejected by 44 votes to 6, with 7 abstentions.\n",
	  "A/1480|||5/45/8\nA/1480|next Chadian amendment||6/44/7\n" },
	/* the decision's adjective says whose, in whatever sentence the vote was called for */
	{ P "We have draft resolution A/L.522 of Norway, and A/L.523 of the Latin American States. The amendments of "
	    "Cuba [A/L.524] to the last of these will be put to the vote before it. I put to the vote the Norwegian "
	    "draft resolution.\n\nThe draft resolution was adopted by 53 votes to 46.\n" P
	    "We come to the Latin American draft resolution, and first to the Cuban amendments.\n"
	    "\nThe Cuban amendments were rejected by 78 votes to 22, with 20 abstentions.\n" P
	    "I now put to the vote draft resolution A/L.523.\n"
	    "\nThe draft resolution was adopted by 57 votes to 43, with 20 abstentions.\n",
	  "A/L.522|||53/46/-\nA/L.524|||22/78/20\nA/L.523|||57/43/20\n" },
	/* the next part of the amendments */
	{ P
	  "We have the draft resolution of the thirteen Powers [A/L.385] and the amendments to it of Chad [A/L.386]. I "
	  "put to the vote the first part of the amendments, concerning paragraph 2.\n"
	  "\nThe first part of the amendments was rejected by 48 votes to 20.\n" P "I put to the vote the second "
	  "part.\n\nThe second part was rejected by 50 votes to 18.\n" P
	  "I put to the vote the draft resolution as a whole.\n\nThe draft resolution was adopted by 73 votes to 9.\n",
	  "A/L.386|The first part of the amendments||20/48/-\nA/L.386|The second part||18/50/-\nA/L.385|||73/9/-\n" },
	/* amendments to "the latter" */
	{ P
	  "We come to the draft resolution of Italy in document A/C.1/L.237 and the revised draft resolution of twenty "
	  "Powers in document A/C.1/L.238/Rev.1. To the latter Panama has proposed two amendments, which are in "
	  "document "
	  "A/C.1/L.239. I put to the vote the first amendment of Panama, relating to the preamble." SHOW
	  "\nThe first amendment was adopted by 59 votes to 2, with 18 abstentions.\n" P
	  "The representative of France has requested a separate vote on operative paragraph 2. I shall put that "
	  "paragraph to the vote first.\n\nOperative paragraph 2 was adopted by 44 votes to 25, with 9 "
	  "abstentions.\n",
	  "A/C.1/L.239|The first amendment||59/2/18\n"
	  "A/C.1/L.238/Rev.1|Operative paragraph 2||44/25/9\n" },
	/* an amendment whose place alone is told puts it to the vote */
	{ P "Amendments to the draft resolution [A/723] have been submitted by Guatemala [A/737], by Chad [A/724] and, "
	    "jointly, by Peru and Mali [A/731]. I shall put the amendments to the vote in the order of the text. The "
	    "Guatemalan amendment relates to paragraph 2." SHOW
	    "\nThe amendment was rejected by 25 votes to 9, with 14 abstentions.\n" P
	    "The joint amendment of Peru and Mali concerns paragraph 3.\n\nMr. ODD (Norway): I ask for a vote by "
	    "parts.\n" P "I put to the vote the first part of the joint amendment, up to the words \"the wells\"."
	    "\n\nThe first part of the joint amendment was adopted by 29 votes to 7, with 11 abstentions.\n",
	  "A/737|||9/25/14\nA/731|The first part of the joint amendment||29/7/11\n" },
	/* amendments told behind what they are to */
	{ P "Mali and Uganda have asked that the amendments to the Chadian draft resolution (S/7621/Rev.1) which they "
	    "have "
	    "submitted in document S/7630/Rev.1 be put to the vote one by one. The first amendment would add to the "
	    "preamble." SHOW "\nThe amendment was adopted by 9 votes to none, with 6 abstentions.\n" P
	    "The next amendment concerns operative paragraph 2." SHOW
	    "\nThe amendment was adopted by 14 votes to none, with 1 abstention.\n" P
	    "I come to the amendment that would insert the words \"including oil\" in sub-paragraph (f)." SHOW
	    "\nThe amendment was rejected by 8 votes to 7.\n" P
	    "We shall now vote on the Chadian draft resolution as it has been amended." SHOW
	    "\nThe draft resolution, as amended, was adopted by 11 votes to none, with 4 abstentions.\n",
	  "S/7630/Rev.1|first amendment||9/0/6\nS/7630/Rev.1|next amendment||14/0/1\n"
	  "S/7630/Rev.1|amendment that would insert the words \"including oil\"||7/8/-\nS/7621/Rev.1|||11/0/4\n" },
	/* "Our draft resolution" is the speaker's */
	{ P "There are two draft resolutions, the first submitted by Chad (S/10416) and the second by Peru (S/10419).\n"
	    "\nMr. ODD (Norway): Our draft resolution, which has been circulated as document S/10418, should be voted "
	    "on.\n" P "I now put to the vote the Norwegian draft resolution." SHOW
	    "\nThe draft resolution was adopted by 11 votes to none, with 4 abstentions.\n",
	  "S/10418|||11/0/4\n" },
	/* parts of an amendment, and all of it */
	{ P "There are draft resolution A/40/L.12 and the amendments in A/40/L.15 and A/40/L.17. I put to the vote the "
	    "amendment in "
	    "document A/40/L.17. It has two parts. The first part deals with the preamble.\n"
	    "\nThe first part was rejected by 60 votes to 40, with 30 abstentions.\n" P
	    "The second part, which concerns operative paragraph 4.\n"
	    "\nThe second part was rejected by 61 votes to 41, with 28 abstentions.\n" P
	    "I now put the amendment as a whole to the vote.\n"
	    "\nThe amendment as a whole was rejected by 62 votes to 41, with 27 abstentions.\n" P
	    "We shall vote on draft resolution A/40/L.12." RECORDED
	    "\nThe draft resolution was adopted by 60 votes to 40, with 30 abstentions.\n",
	  "A/40/L.17|The first part||40/60/30\nA/40/L.17|The second part||41/61/28\nA/40/L.17|||41/62/27\n"
	  "A/40/L.12|||60/40/30\n" },
	{ P "We have the draft resolution of Chad [A/L.331] and the amendment of India [A/L.333]. We vote now on the "
	    "Indian "
	    "amendment. A separate vote has been asked on its last phrase, \"under our auspices\". I put that phrase "
	    "to the "
	    "vote.\n\nThe phrase was adopted by 50 votes to 20, with 22 abstentions.\n" P
	    "I now put the amendment as a whole to the vote.\n"
	    "\nThe amendment as a whole was adopted by 52 votes to 19, with 21 abstentions.\n",
	  "A/L.333|last phrase, \"under our auspices\"||50/20/22\nA/L.333|||52/19/21\n" },
	/* what an amendment would do is no sponsor's name */
	{ P "I have received from Chile a draft resolution (A/1451), and from El Salvador an amendment to section A "
	    "thereof. I "
	    "shall put section A to the vote first, with the amendment. The amendment of El Salvador would delete the "
	    "words "
	    "\"without delay\".\n"
	    "\nThe amendment was rejected by 33 votes to 5, with 10 abstentions.\n",
	  "A/1451|amendment of El Salvador||5/33/10\n" },
	/* what sponsors have is a draft */
	{ "\nMr. ODD (Norway): The sponsors of S/11940 ask that it be put to the vote. The amendment of Peru in "
	  "S/11942 is "
	  "not acceptable to us.\n" P "I put first to the vote the amendment of Peru in document S/11942." SHOW
	  "\nThe amendment was rejected by 9 votes to 4, with 2 abstentions.\n" P
	  "I shall now put to the vote the six-Power draft resolution." SHOW
	  "\nThe draft resolution was adopted by 9 votes to none, with 4 abstentions.\n",
	  "S/11942|||4/9/2\nS/11940|||9/0/4\n" },
	/* a text with its symbol in the decision */
	{ P "We shall take item 61 first, on which there are amendments to the title by Chad (A/L.180) and by Peru "
	    "(A/L.181). "
	    "The Chadian proposal goes the farther of the two. Those in favour?\n"
	    "\nThe Chadian amendment (A/L.180) was rejected by 31 votes to 14, with 13 abstentions.\n",
	  "A/L.180|||14/31/13\n" },
	/* what the General Committee recommends is on the agenda */
	{ P
	  "We turn to paragraph 5 of document A/2733. The Assembly will now vote on the recommendation of the General "
	  "Committee that item 62 should be included in the agenda." RECORDED
	  "\nThe recommendation was adopted by 30 votes to 19, with 11 abstentions.\n",
	  "|recommendation of the General Committee that item 62 should be included in the agenda||30/19/11\n" },
	/* submitted for a decision */
	{ P "We have draft resolution S/1999/517 and that of Peru in document S/1999/530. I put to the vote draft "
	    "resolution "
	    "S/1999/517." SHOW "\nThe draft resolution was adopted by 13 votes to none, with 2 abstentions.\n" P
	    "I now submit to the Council for its decision the other text before it, document S/1999/530." SHOW P
	    "Three votes were cast in favour and 12 against, with no abstentions. The draft resolution has not been "
	    "adopted.\n",
	  "S/1999/517|||13/0/2\nS/1999/530|||3/12/0\n" },
	/* a part that no amendment is to, of a draft without a symbol */
	{ P "The draft resolution of the First Committee consists of three parts, A, B and C. The Chadian amendment "
	    "(A/L.160) is "
	    "to part B. I put part A to the vote.\n"
	    "\nPart A was adopted by 55 votes to none, with 5 abstentions.\n" P
	    "I now put the Chadian amendment to the vote.\n"
	    "\nThe amendment was rejected by 40 votes to 5, with 14 abstentions.\n",
	  "|Part A||55/0/5\nA/L.160|||5/40/14\n" },
	/* two drafts, an amendment to the latter, and a motion between that and what else is on it */
	{ P "There are two draft resolutions before the Council. The first, submitted by Chad, is in document S/10721; "
	    "the "
	    "second, submitted by Peru and Mali, is in document S/10722. Norway has submitted an amendment to the "
	    "latter, "
	    "which has been circulated as document S/10724. We shall now proceed to vote on the amendment submitted by "
	    "Norway." SHOW "\nThe amendment was adopted by 11 votes to none, with 4 abstentions.\n" P
	    "I put to the vote the challenge of the representative of Chad to the ruling of the President." SHOW
	    "\nThe challenge was rejected by 9 votes to 4, with 2 abstentions.\n" P
	    "I now put to the vote the oral amendment to the fourth preambular paragraph proposed by Ghana." SHOW
	    "\nThe amendment was rejected by 9 votes to 6.\n",
	  "S/10724|||11/0/4\n|challenge of the representative of Chad to the ruling of the President||4/9/2\n"
	  "S/10722|oral amendment to the fourth preambular paragraph||6/9/-\n" },
	{ P "The Council has before it two draft resolutions. The first was submitted by Chad on 4 April "
	    "[S/5107/Rev.1] and will "
	    "be put to the vote. The second was submitted by Peru and Mali [S/5110]. I put to the vote the words \"and "
	    "of the "
	    "line\" in operative paragraph 6 of the joint draft resolution." SHOW
	    "\nThese words were retained by 10 votes to none, with 1 abstention.\n",
	  "S/5110|words \"and of the line\"||10/0/1\n" },
	/* a request in a document is no proposal of a text */
	{ P "I would draw attention to the request of the representative of Norway, in document S/10362, that an "
	    "invitation be "
	    "extended to Mr. Odd under rule 39.\n\nMr. EVEN (Peru): I ask that the matter be put to the vote." SHOW
	    "\nThe proposal of the representative of Norway was adopted by 11 votes to none, with 4 abstentions.\n",
	  "|The proposal of the representative of Norway||11/0/4\n" },
	/* the rule that a motion is made under, once more */
	{ P "I put to the vote the motion for the suspension of the meeting made by the representative of Chad under "
	    "that "
	    "rule.\n\nThe motion was rejected by 7 votes to 5, with 3 abstentions.\n",
	  "|motion for the suspension of the meeting made by the representative of Chad||5/7/3\n" },
	/* a title in quotes says not what its document is */
	{ P "The Assembly has before it a draft resolution entitled \"Report on the findings\", issued as document "
	    "A/64/L.11. The Assembly will now take a decision on it. I would draw attention to the statement of "
	    "programme budget implications in document A/C.5/64/9 and to the report of the Fifth Committee in document "
	    "A/64/550." RECORDED "\nThe draft resolution was adopted by 114 votes to 18, with 44 abstentions.\n",
	  "A/64/L.11|||114/18/44\n" },
	/* the heading tells of another's report first */
	{ "\nAGENDA ITEMS 35 TO 37\n\nWells in the valleys: report of the Secretary-General\n\nREPORTS OF THE FIRST "
	  "COMMITTEE (A/34/746, A/34/747, A/34/748)\n" P "I request the Rapporteur to introduce the reports.\n"
	  "\nMr. EVEN (Chad), Rapporteur of the First Committee: I place before the Assembly the reports of the First "
	  "Committee in documents A/34/746, A/34/747 and A/34/748.\n" P
	  "We shall take a decision first on the recommendations of the First Committee in paragraph 9 of document "
	  "A/34/746. A separate vote has been requested on operative paragraph 4. I shall put that paragraph to the "
	  "vote." RECORDED "\nOperative paragraph 4 was adopted by 129 votes to none, with 12 abstentions.\n",
	  "A/34/746|Operative paragraph 4||129/0/12\n" },
};

static void texts_that_are_much_alike_are_told_apart(void **state)
{
	(void)state;
	expect_decided(apart, sizeof apart / sizeof *apart);
}

static const struct put_case counts[] = {
	/* behind the reason, in the same sentence */
	{ P "I put to the vote paragraph 3 of draft resolution A/L.402.\n"
	    "\nParagraph 3 was not adopted, having failed to obtain the required two-thirds majority, the result of "
	    "the voting being 48 in favour, 30 against, with 17 abstentions.\n",
	  "A/L.402|Paragraph 3||48/30/17\n" },
	/* of an item that no decision names */
	{ P
	  "I put to the vote the inclusion of item 2 in the agenda." SHOW P
	  "The result of the voting is as follows: 14 votes in favour, none against and 1 abstention. Item 2 is "
	  "therefore included in the agenda.\n" P
	  "We come now to the inclusion of the additional item in the agenda, which I put to the vote." SHOW P
	  "The result of the voting is as follows: 7 votes in favour, 6 against and 2 abstentions. The additional item "
	  "has not been included in the agenda.\n",
	  "|inclusion of item 2 in the agenda||14/0/1\n|inclusion of the additional item in the agenda||7/6/2\n" },
	/* what was included was decided, too */
	{ P "We shall vote on the inclusion of the item in the agenda." SHOW
	    "The item was not included in the agenda, there being 5 votes in favour, 2 against and 4 abstentions.\n",
	  "|The item||5/2/4\n" },
	{ P
	  "The question is whether draft resolution A/L.495 requires a two-thirds majority. I put that question to the "
	  "vote.\n\nIt was decided, by 52 votes to 40, with 10 abstentions, that a two-thirds majority was required.\n",
	  "|question||52/40/10\n" },
	/* behind what was decided on */
	{ P "A vote has been requested on the retention of the last preambular paragraph of draft resolution A/L.44.\n"
	    "\nIt was decided to retain the last preambular paragraph by 106 votes to 3, with 32 abstentions.\n",
	  "A/L.44|the last preambular paragraph||106/3/32\n" },
	/* as what was the case */
	{ P "I put to the vote draft resolution S/5409." HANDS
	    "\nThe draft resolution was not adopted, 3 votes being in favour, none against, with 8 abstentions.\n",
	  "S/5409|||3/0/8\n" },
	/* digits that a scan read as letters */
	{ P "I put to the vote draft resolution S/12022." HANDS P
	    "The result of the voting is as follows: l4 votes in favour, l against and no abstentions. The draft "
	    "resolution has not been adopted.\n",
	  "S/12022|||14/1/0\n" },
	{ P "I put to the vote draft resolution S/12022." HANDS
	    "\nThe draft resolution was adopted by l4 votes to none, with l abstention.\n" P
	    "I put to the vote draft resolution S/12023." HANDS
	    "\nThe draft resolution was adopted by 1O votes to none, with 4 abstentions.\n",
	  "S/12022|||14/0/1\nS/12023|||10/0/4\n" },
	/* a footnote's mark behind the line's only word */
	{ P "I put to the vote draft resolution S/11046." HANDS
	    "\nThe draft resolution was adopted by 14 votes to\nnone.1\n\nOne member (Iraq) did not participate in the "
	    "voting.\n",
	  "S/11046|||14/0/-\n" },
};

static void figures_are_read_wherever_they_stand(void **state)
{
	(void)state;
	expect_decided(counts, sizeof counts / sizeof *counts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_that_are_much_alike_are_told_apart),
		cmocka_unit_test(figures_are_read_wherever_they_stand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
