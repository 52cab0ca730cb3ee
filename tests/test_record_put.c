/* What votes are on: the forms by which presiding officers have put something to the vote
 * since 1946, each in a record that was made for it, with what was before the meeting. */
#include "tests/record_puts.h"

static const struct put_case puts_alone[] = {
	/* named where it is put to the vote */
	{ P "I shall now put to the vote the draft resolution contained in document S/8247." HANDS PASSED,
	  "S/8247|\n" },
	{ P "We shall now vote on the joint draft resolution submitted by Chad and Mali (S/5100/Rev.1)." HANDS PASSED,
	  "S/5100/Rev.1|\n" },
	{ P "I put to the vote the draft resolution in document A/L.450 and Add.1-3." RECORDED PASSED, "A/L.450|\n" },
	{ P "The Council will now proceed to vote on the draft resolution before it, document S/12345." HANDS PASSED,
	  "S/12345|\n" },
	{ P "If there are no objections, I shall put draft resolution S/11281 to the vote now." HANDS PASSED,
	  "S/11281|\n" },
	{ P "I shall ask the Council to pronounce itself on the draft resolution in document S/9000." HANDS PASSED,
	  "S/9000|\n" },
	{ P "We have documents S/101 and S/102, which contain two amendments proposed by Mali to draft resolution S/100. "
	    "I shall put the amendments to the vote first. I shall begin with the amendment contained in document "
	    "S/101." RECORDED "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "S/101|\n" },
	/* what is put as an amendment, with its symbol, is all of it, however it was called before */
	{ P "We have the report [A/500] of the Committee, and the proposal of Chad [A/L.20] on it." LONG P
	    "I invite the Assembly to vote on the amendment of Chad and other States [A/L.20]." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.20|\n" },
	{ P "The Assembly has the first report of the Committee [A/500]. An amendment to the draft resolution that is "
	    "recommended by the Committee in paragraph 24 of that report has been submitted by the Lao People's "
	    "Democratic Republic and by Chad in document A/L.8." LONG P
	    "I put to the vote the amendment contained in document A/L.8." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.8|\n" },
	{ P "I have on my table a draft resolution in document S/200, sponsored by Chad, Mali, Niger and Togo, and an "
	    "amendment to it submitted by Norway in document S/201." LONG P
	    "I now put to the vote the four-Power draft resolution." HANDS PASSED,
	  "S/200|\n" },
	{ P "We have before us the amendment of Cuba [A/L.123]. We shall vote first on that amendment." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.123|\n" },
	{ P "I invite the Assembly to vote on the draft resolution recommended by the First Committee in paragraph 12 "
	    "of its report [A/6700]." RECORDED PASSED,
	  "A/6700|\n" },
	{ P "The Assembly will now take a decision on the recommendation of the Third Committee in paragraph 12 of its "
	    "report (A/6700)." RECORDED "\nThe recommendation was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/6700|recommendation of the Third Committee\n" },
	{ P
	  "It is the turn of the draft resolution as amended, that is, S/10784 with the words of S/10786. I put draft "
	  "resolution S/10784, as amended by document S/10786, to the vote." HANDS PASSED,
	  "S/10784|\n" },
	{ P "I shall put to the vote draft resolution A/46/L.8/Rev.1, which replaces A/46/L.8 and which takes up the "
	    "amendments in A/46/L.10." RECORDED PASSED,
	  "A/46/L.8/Rev.1|\n" },
	{ P "The Secretary-General has told us in A/5000 of the costs. We shall now vote on the draft resolution in "
	    "document A/L.400." RECORDED PASSED,
	  "A/L.400|\n" },
	{ P "We shall now vote on draft resolution A/L.400. The report of the Fifth Committee on its costs is in "
	    "document A/5001." RECORDED PASSED,
	  "A/L.400|\n" },
	{ P "I now put to the vote the draft resolution. Members have it in document S/1501." HANDS PASSED,
	  "S/1501|\n" },
	{ P "We come to the vote. The text is that of document S/4985. I shall ask for a show of hands." HANDS PASSED,
	  "S/4985|\n" },
	/* named before a debate, alone */
	{ P "The Council has before it a draft resolution submitted by Ceylon [S/4855]." LONG P
	    "I shall put the draft resolution to the vote." HANDS PASSED,
	  "S/4855|\n" },
	{ P "Members of the Council have before them document S/2018/1200, which contains the text of a draft "
	    "resolution submitted by Norway. I wish to draw attention to document S/2018/1100, which contains the "
	    "report of the Secretary-General." LONG P
	    "The Council is ready to proceed to the vote on the draft resolution before it. I shall put the draft "
	    "resolution to the vote now." HANDS TOLD
	    "The draft resolution has been adopted as resolution 2450 (2018).\n",
	  "S/2018/1200|\n" },
	{ P "The sponsor of draft resolution S/100 has now submitted a revised text, document S/100/Rev.1." LONG P
	    "I put the draft resolution to the vote." HANDS PASSED,
	  "S/100/Rev.1|\n" },
	{ P "A draft resolution is before us in document S/100." LONG P
	    "A revised draft resolution has been circulated as document S/100/Rev.2." D1 P
	    "I put the draft resolution to the vote, as revised." HANDS PASSED,
	  "S/100/Rev.2|\n" },
};

static const struct put_case puts_listed[] = {
	/* sponsors */
	{ P "The Council has before it two draft resolutions: one submitted by the United Kingdom [S/4300] and one "
	    "submitted by the Soviet Union [S/4301]." LONG P
	    "I put to the vote the United Kingdom draft resolution." HANDS PASSED P
	    "We shall now vote on the Soviet Union draft resolution." HANDS PASSED,
	  "S/4300|\nS/4301|\n" },
	{ P "There are two draft resolutions: one submitted by the United Kingdom [S/4300] and one submitted by Peru "
	    "[S/4301]." LONG P "I put to the vote the draft resolution submitted by Peru." HANDS PASSED P
	    "I put to the vote the text submitted by the United Kingdom." HANDS PASSED,
	  "S/4301|\nS/4300|\n" },
	{ P "We have the nine-Power draft resolution [A/L.300] and the draft resolution of India [A/L.301]." LONG P
	    "I put to the vote the nine-Power draft resolution." RECORDED PASSED P
	    "I put to the vote the Indian draft resolution." RECORDED PASSED,
	  "A/L.300|\nA/L.301|\n" },
	{ P "The draft resolution of Poland is in document S/3, and that of France in document S/4." LONG P
	    "The Polish draft resolution will be put to the vote first." HANDS FAILED P
	    "I put to the vote the French draft resolution." HANDS PASSED,
	  "S/3|\nS/4|\n" },
	{ P "The Assembly has before it the draft resolution of Ghana, India and Nepal [A/L.310] and that of the "
	    "United States of America [A/L.311]." LONG P
	    "I put to the vote the draft resolution submitted by Ghana, India and Nepal." RECORDED PASSED,
	  "A/L.310|\n" },
	{ P
	  "Two texts have been circulated: S/2018/301, submitted by the Russian Federation, and S/2018/302, submitted "
	  "by the United States of America." LONG P
	  "I shall now put to the vote the draft resolution submitted by the United States of America." HANDS TOLD
	  "The draft resolution has not been adopted, owing to the negative vote of a permanent member of the "
	  "Council.\n\nI shall now put to the vote the draft resolution submitted by the Russian Federation." HANDS TOLD
	  "The draft resolution has not been adopted, having failed to obtain the required number of votes.\n",
	  "S/2018/302|\nS/2018/301|\n" },
	{ P "The five-Power draft resolution is in document A/L.12 and the twelve-Power draft resolution in document "
	    "A/L.13/Rev.1." LONG P "We shall vote on the twelve-Power draft resolution." RECORDED PASSED,
	  "A/L.13/Rev.1|\n" },
	{ P "The USSR draft resolution is in document A/L.12. The seven-Power draft is in document A/L.13." LONG P
	    "I put to the vote the draft resolution of the Union of Soviet Socialist Republics." RECORDED FAILED,
	  "A/L.12|\n" },
	{ "\nMr. EVEN (Chad): I submit on behalf of Chad and Mali the draft resolution in document S/700.\n"
	  "\nMr. ODD (Norway): I submit the Norwegian draft resolution, which is in document S/701.\n" P
	  "I put to the vote the draft resolution of Norway, document S/701." HANDS FAILED,
	  "S/701|\n" },
	{ P "We have the draft resolution submitted by twenty-three Powers in document A/L.630 and Add.1 and 2; the "
	    "draft "
	    "resolution in document A/L.632 and Add.1 and 2, submitted by twenty-two Powers; and that in document "
	    "A/L.633." LONG P
	    "We shall now proceed to vote on the draft resolution submitted by Fiji and twenty-one other "
	    "Powers." RECORDED PASSED P
	    "We turn to the vote on the draft resolution of the twenty-three Powers." RECORDED PASSED,
	  "A/L.632|\nA/L.630|\n" },
	/* ordinals */
	{ P "There are three draft resolutions before the Council, in documents S/100, S/101 and S/102." LONG P
	    "I shall put to the vote the first draft resolution." HANDS PASSED P
	    "I now put the second draft resolution to the vote." HANDS PASSED P
	    "We come to the vote on the third draft resolution." HANDS PASSED,
	  "S/100|\nS/101|\nS/102|\n" },
	{ P "There are two draft resolutions, S/100 and S/101." LONG P
	    "I shall put to the vote the first of the two draft resolutions." HANDS PASSED P
	    "We shall now vote on the other draft resolution." HANDS PASSED,
	  "S/100|\nS/101|\n" },
	{ P "We have draft resolutions A/L.1, A/L.2 and A/L.3." LONG P "We shall vote on the last of the three draft "
	    "resolutions." RECORDED PASSED,
	  "A/L.3|\n" },
	{ P "The Assembly will vote on draft resolutions A/L.1, A/L.2 and A/L.3, one by one. I put to the vote "
	    "A/L.1." RECORDED PASSED P "Next is draft resolution A/L.2." RECORDED PASSED P
	    "We now come to draft resolution A/L.3." RECORDED PASSED,
	  "A/L.1|\nA/L.2|\nA/L.3|\n" },
	/* what is voted is not taken again, what is withdrawn never */
	{ P "The Council has before it draft resolutions S/100 and S/101." LONG P
	    "I put to the vote draft resolution S/100." HANDS PASSED P
	    "We shall now proceed to the vote on the remaining draft resolution." HANDS PASSED,
	  "S/100|\nS/101|\n" },
	{ P "The Council has before it draft resolutions S/100 and S/101." LONG P
	    "I put to the vote draft resolution S/100." HANDS PASSED P
	    "I shall put the draft resolution to the vote." HANDS PASSED,
	  "S/100|\nS/101|\n" },
	{ P "The Council has before it draft resolutions S/100 and S/101." D1 P
	    "Draft resolution S/101 has been withdrawn by its sponsors." LONG P
	    "I put the draft resolution to the vote." HANDS PASSED,
	  "S/100|\n" },
	{ P "The Council has before it draft resolutions S/100 and S/101." D1
	    "\nMr. EVEN (Chad): The sponsors do not press draft resolution S/100 to the vote.\n" P
	    "I put the draft resolution to the vote." HANDS PASSED,
	  "S/101|\n" },
	/* left unresolved */
	{ P "The Council has before it draft resolutions S/100 and S/101." LONG P
	    "I put the draft resolution to the vote." HANDS PASSED,
	  "|\n" },
	{ P "There are a draft resolution by Norway [S/100] and one by Chad [S/101]." LONG P
	    "I put to the vote the draft resolution of Peru." HANDS PASSED,
	  "|\n" },
	/* told by the result alone, and the next one in the same words */
	{ P
	  "The Council has before it draft resolution S/100, submitted by Chad, and draft resolution S/101, submitted "
	  "by Peru. I put to the vote draft resolution S/100." HANDS TOLD
	  "Draft resolution S/100 has been adopted as resolution 400 (1976).\n\nI shall now put to the vote the draft "
	  "resolution submitted by Peru." HANDS TOLD
	  "The draft resolution has been adopted as resolution 401 (1976).\n",
	  "S/100|\nS/101|\n" },
	{ P "I put draft resolution S/100 to the vote." HANDS TOLD
	    "The draft resolution contained in document S/100 has been adopted as resolution 400 (1976).\n\nWe shall "
	    "proceed with the second draft resolution, S/101, to which I referred." HANDS TOLD
	    "The draft resolution has been adopted as resolution 401 (1976).\n",
	  "S/100|\nS/101|\n" },
};

static const struct put_case puts_amended[] = {
	/* several, and the second of them first */
	{ P "We have draft resolution S/500 and the amendments to it in document S/501." D1 P
	    "I put to the vote first the amendments in document S/501, beginning with the second, which is to delete "
	    "operative paragraph 4." HANDS TOLD "The second amendment is not adopted.\n",
	  "S/501|second amendment\n" },
	{ P "The Assembly will vote on draft resolution A/L.120 and on the amendment of Cuba thereto [A/L.123]. I put "
	    "the amendment of Cuba to the vote." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I now put to the vote the draft resolution as a whole." RECORDED PASSED,
	  "A/L.123|\nA/L.120|\n" },
	{ P "Before us is draft resolution A/L.120, with amendments in documents A/L.121 and A/L.122. We shall vote "
	    "first on the amendment in document A/L.121." RECORDED
	    "\nThe amendment was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "We shall now vote on the amendment in document A/L.122." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote draft resolution A/L.120 as a whole, as amended." RECORDED PASSED,
	  "A/L.121|\nA/L.122|\nA/L.120|\n" },
	{ P "Before us is draft resolution A/L.120, with the amendments in A/L.121 and A/L.122. We shall vote first on "
	    "the amendments. I put to the vote the first amendment [A/L.121]." RECORDED
	    "\nThe amendment was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "I put to the vote the second amendment [A/L.122]." RECORDED
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole, as amended." RECORDED PASSED,
	  "A/L.121|\nA/L.122|\nA/L.120|\n" },
	{ P "Before putting draft resolution S/10784 to the vote, I shall put to the vote the amendments contained in "
	    "document S/10786. I put to the vote the first amendment." HANDS TOLD
	    "The amendment has not been adopted, owing to the negative vote of a permanent member.\n\nI shall now put "
	    "to the vote the second amendment." HANDS TOLD
	    "The second amendment has not been adopted.\n\nI shall now put to the vote draft resolution S/10784." HANDS
		    TOLD
	    "The draft resolution has not been adopted, owing to the negative vote of a permanent member.\n",
	  "S/10786|first amendment\nS/10786|second amendment\nS/10784|\n" },
	{ P "We have draft resolution A/L.50. I put to the vote the oral amendment submitted by Iraq." RECORDED
	    "\nThe oral amendment was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "I put to the vote the draft resolution, as amended." RECORDED PASSED,
	  "A/L.50|oral amendment\nA/L.50|\n" },
	{ P "The Assembly has before it draft resolution A/70/L.5 and draft amendments A/70/L.6 and A/70/L.7. In "
	    "accordance with rule 90 of the rules of procedure, the amendments are voted on first. We turn first to "
	    "draft amendment A/70/L.6. A recorded vote has been requested." RECORDED
	    "\nDraft amendment A/70/L.6 was rejected by 90 votes to 40, with 8 abstentions.\n" P
	    "The Assembly will now take a decision on draft amendment A/70/L.7." RECORDED
	    "\nThe draft amendment was rejected by 90 votes to 40, with 8 abstentions.\n" P
	    "Since the amendments were not adopted, the Assembly will now take action on the draft resolution as a "
	    "whole." RECORDED "\nThe draft resolution was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/70/L.6|\nA/70/L.7|\nA/70/L.5|\n" },
	{ P
	  "The draft resolution of Norway is in document S/80. To that draft resolution Chad has submitted amendments "
	  "[S/81]. I put the amendments of Chad to the vote." HANDS
	  "\nThe amendments were adopted by 2 votes to none, with 1 abstention.\n" P
	  "I put to the vote the draft resolution of Norway, as amended." HANDS PASSED,
	  "S/81|\nS/80|\n" },
	{ P "The USSR has submitted amendments [S/900] to the joint draft resolution [S/890]. I shall put them to the "
	    "vote one by one. We shall vote on the first USSR amendment." HANDS
	    "\nThe first USSR amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "We shall vote on the second USSR amendment." HANDS
	    "\nThe second USSR amendment was rejected by 7 votes to 2, with 2 abstentions.\n" P
	    "The Council will now vote on the joint draft resolution." HANDS PASSED,
	  "S/900|The first USSR amendment\nS/900|The second USSR amendment\nS/890|\n" },
	{ P "Members have the draft resolution of Norway [S/7621] and amendments to it submitted by Chad and Mali "
	    "[S/7630]. I put to the vote the first amendment [S/7630], on the preamble." HANDS
	    "\nThe amendment was adopted by 2 votes to none, with 1 abstention.\n" P
	    "The second amendment concerns paragraph 1 and reads: add the word \"all\"." HANDS
	    "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "We come to the third amendment. A separate vote has been asked for on the words \"at once\". I put these "
	    "words to the vote first." HANDS "\nThe words were rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I shall now put to the vote the third amendment as a whole, without these words." HANDS
	    "\nThe amendment was adopted by 2 votes to none, with 1 abstention.\n" P
	    "I put to the vote the draft resolution, as amended." HANDS PASSED,
	  "S/7630|first amendment\nS/7630|second amendment\nS/7630|words \"at once\"\nS/7630|third amendment\n"
	  "S/7621|\n" },
	{ "\nMr. ODD (Norway): We submit a draft resolution [A/L.160] and amend-\nments [A/L.161] to draft resolution "
	  "A.\n" P "I put to the vote first the amendments of Norway [A/L.161] to draft resolution A." RECORDED
	  "\nThe first amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.161|The first amendment\n" },
	{ P
	  "Amendments have been submitted by Peru [A/L.325] and by Norway [A/L.328] to draft resolution A/L.323." LONG P
	  "I put to the vote the first amendment of Norway [A/L.328]." RECORDED
	  "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	  "I put to the vote the second amendment contained in document A/L.328. I have been asked whether a rule "
	  "applies. It does." RECORDED "\nThe amendment was rejected by 30 votes to 12, with 8 abstentions.\n",
	  "A/L.328|first amendment\nA/L.328|second amendment\n" },
	{ P "I shall put to the vote the amendments of Mali and Uganda [S/7243] to draft resolution S/7236/Rev.1. We "
	    "shall "
	    "vote first on the first amendment, on the preamble." HANDS
	    "\nThe first amendment was rejected by 30 votes to "
	    "12, with 8 abstentions.\n" P "We come to the second amendment." HANDS
	    "\nThe second amendment was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the third "
	    "amendment, which is to delete paragraph 1." HANDS "\nThe amendment was adopted by 30 votes to 12, with 8 "
	    "abstentions.\n",
	  "S/7243|The first amendment\nS/7243|The second amendment\nS/7243|third amendment\n" },
	{ P "There are a draft resolution submitted by Chad in document A/38/L.8 and Add.1, and an amendment submitted "
	    "by "
	    "Norway in document A/38/L.9." LONG P
	    "We shall now begin. In accordance with rule 90 the amendment will be "
	    "voted upon first. A recorded vote has been requested." RECORDED
	    "\nThe amendment was adopted by 77 votes to 26, with 41 abstentions.\n" P
	    "A separate vote has been requested on operative paragraph 1 of draft resolution A/38/L.8." RECORDED
	    "\nOperative paragraph 1 was adopted by 77 votes to 26, with 41 abstentions.\n",
	  "A/38/L.9|\nA/38/L.8|Operative paragraph 1\n" },
	/* a motion not to act on an amendment */
	{ P "We have draft resolution A/70/L.5 and the amendment in document A/70/L.6. I put to the vote the motion of "
	    "Norway that no action be taken on A/70/L.6." RECORDED "\nThe motion was adopted by 2 votes to 1, with 1 "
	    "abstention.\n" P "We shall now vote on draft resolution A/70/L.5." RECORDED PASSED,
	  "|motion of Norway that no action be taken on A/70/L.6\nA/70/L.5|\n" },
};

static const struct put_case puts_parts[] = {
	/* requested in the sentence before, and then the whole */
	{ P "We have draft resolutions S/2017/30 and S/2017/31." D1 P
	    "A separate vote has been requested on operative paragraph 4 of draft resolution S/2017/30, as revised. "
	    "I put it to the vote now." HANDS TOLD
	    "Paragraph 4 is retained. I now put to the vote the draft resolution, "
	    "as revised, as a whole." HANDS TOLD "It is adopted.\n",
	  "S/2017/30|operative paragraph 4\nS/2017/30|\n" },
	/* what was decided comes last */
	{ P "We take up draft resolution A/55/L.20. A vote has been asked for on the words \"and its banks\" in "
	    "paragraph 3.\n\nBy 60 votes to 20, with 9 abstentions, it was decided not to retain the words \"and its "
	    "banks\".\n" P "We go on.\n",
	  "A/55/L.20|the words \"and its banks\"\n" },
	{ P "The Assembly will vote on draft resolution A/L.30 paragraph by paragraph. I put to the vote operative "
	    "paragraph 1." RECORDED "\nOperative paragraph 1 was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "I put to the vote operative paragraph 2." RECORDED
	    "\nOperative paragraph 2 was rejected by 30 votes to 12, with 8 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole, as amended." RECORDED PASSED,
	  "A/L.30|Operative paragraph 1\nA/L.30|Operative paragraph 2\nA/L.30|\n" },
	{ P "We have draft resolutions A/L.30, submitted by Peru, and A/L.31, submitted by Chad." LONG P
	    "A separate vote has been requested on operative paragraph 3 of the draft resolution of Chad. I put that "
	    "paragraph to the vote." RECORDED
	    "\nOperative paragraph 3 was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "I put to the vote the draft resolution of Chad as a whole." RECORDED PASSED,
	  "A/L.31|Operative paragraph 3\nA/L.31|\n" },
	{ P "A separate vote has been asked for on the words \"at once\" in operative paragraph 4 of draft resolution "
	    "A/L.77. I put those words to the vote." RECORDED
	    "\nThe words \"at once\" were retained by 2 votes to 1, with 1 abstention.\n" P
	    "I put paragraph 4 to the vote." RECORDED
	    "\nParagraph 4 was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "We shall now vote on draft resolution A/L.77 as a whole." RECORDED PASSED,
	  "A/L.77|The words \"at once\"\nA/L.77|Paragraph 4\nA/L.77|\n" },
	{ P "I put to the vote the preamble of the draft resolution [A/512]." RECORDED
	    "\nThe preamble was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "I put to the vote sub-paragraph (b) of paragraph 2." RECORDED
	    "\nSub-paragraph (b) of paragraph 2 was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "We shall vote on the draft resolution as a whole." RECORDED PASSED,
	  "A/512|The preamble\nA/512|Sub-paragraph (b) of paragraph 2\nA/512|\n" },
	{ P "The draft resolution of Norway [S/51] consists of two parts. I put the first part to the vote." HANDS
	    "\nThe first part was adopted by 2 votes to none, with 1 abstention.\n" P
	    "I put the second part to the vote." HANDS
	    "\nThe second part was rejected by 7 votes to 2, with 2 abstentions.\n",
	  "S/51|The first part\nS/51|The second part\n" },
	{ P "I put to the vote operative paragraph 2 of draft resolution S/8700." HANDS TOLD
	    "Operative paragraph 2 has been adopted.\n\nI put to the vote operative paragraph 3." HANDS TOLD
	    "Operative paragraph 3 has been adopted.\n\nI put to the vote the draft resolution as a whole." HANDS TOLD
	    "The draft resolution has been adopted as resolution 300 (1971).\n",
	  "S/8700|operative paragraph 2\nS/8700|operative paragraph 3\nS/8700|\n" },
	{ P "We have three drafts of the First Committee [A/1456] and the two draft resolutions of Norway [A/1466 and "
	    "A/1467]." LONG P "I shall put draft resolution A to the vote in parts. I put to the vote the preamble.\n"
	    "\nThe preamble was adopted by 50 votes to none, with 5 abstentions.\n"
	    "\nSections C and D were adopted by 49 votes to 5, with 3 abstentions.\n",
	  "|The preamble\n|Sections C and D\n" },
	{ P
	  "We have draft resolutions S/13027 and S/13028." LONG
	  "\nMr. EVEN (Chad): I request a separate vote on operative paragraph 2 of the draft resolution [S/13027].\n" P
	  "There being no objection, I shall put paragraph 2 to the vote separately." HANDS
	  "\nThe result of the vote was 13 in favour and 2 against. The paragraph was not adopted, the negative vote "
	  "being "
	  "that of a permanent member of the Council.\n",
	  "S/13027|paragraph 2\n" },
	{ P
	  "We have draft resolutions S/61 and S/62. I put to the vote operative paragraph 3 of the draft resolution in "
	  "document S/61." HANDS TOLD "Operative paragraph 3 is adopted.\n\nI now put to the vote the six-Power draft "
	  "resolution as a whole." HANDS PASSED,
	  "S/61|operative paragraph 3\nS/61|\n" },
	/* drafts of a report, by their places */
	{ "\nAgenda item 7\n\nReport of the First Committee (A/70/487)\n" P
	  "The Assembly will now take a decision on draft resolutions I to III. We turn first to draft resolution I. A "
	  "recorded vote has been requested." RECORDED
	  "\nDraft resolution I was adopted by 2 votes to 1, with 1 abstention (resolution 70/30).\n" P
	  "We turn to draft resolution II. Separate votes have been requested on operative paragraph 5." RECORDED
	  "\nOperative paragraph 5 was retained by 2 votes to 1, with 1 abstention.\n" P
	  "I put to the vote draft resolution II as a whole." RECORDED
	  "\nDraft resolution II, as a whole, was adopted by 2 votes to 1, with 1 abstention (resolution 70/31).\n",
	  "A/70/487|Draft resolution I\nA/70/487|Operative paragraph 5\nA/70/487|Draft resolution II\n" },
	{ "\nAgenda item 7\n\nReport of the First Committee (A/40/487)\n" P
	  "The Assembly will vote on draft resolutions A and B, recommended by the Committee in paragraph 10 of its "
	  "report. I put to the vote draft resolution A." RECORDED
	  "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention (resolution 40/18 A).\n" P
	  "I put to the vote draft resolution B." RECORDED
	  "\nDraft resolution B was adopted by 2 votes to 1, with 1 abstention (resolution 40/18 B).\n",
	  "A/40/487|Draft resolution A\nA/40/487|Draft resolution B\n" },
	/* two reports that are presented together, and the item of the second by its number */
	{ "\nAgenda item 46\n\nThe wells: report of the First Committee (A/32/40)\n\nAgenda item 49\n\n"
	  "The bridges: report of the First Committee (A/32/41)\n" P
	  "I put to the vote the draft resolution in paragraph 7 of document A/32/40." RECORDED PASSED P
	  "We now turn to agenda item 49. I shall call on those who wish to explain their votes on draft resolutions A "
	  "and B." LONG P "I put to the vote draft resolution A." RECORDED
	  "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/32/40|\nA/32/41|Draft resolution A\n" },
	{ "\nReport of the First Committee (A/32/41)\n" P "We shall wait for the papers.\n"
	  "\n1613\n\nA/32/PV.99\n\f1614\n" P "I put to the vote draft resolution A." RECORDED
	  "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention.\n", /* a page's number is no item */
	  "A/32/41|Draft resolution A\n" },
	{ "\nReport of the First Committee (A/2037)\n" P
	  "I put the last paragraph of draft resolution III to the vote.\n"
	  "\nThe last paragraph was adopted by 30 votes to 12, with 11 abstentions.\n"
	  "\nDraft resolution III as a whole was adopted by 39 votes to 8, with 9 abstentions.\n",
	  "A/2037|The last paragraph\nA/2037|Draft resolution III\n" },
	{ P "The next report is in document A/42/750. I put to the vote draft resolution A." RECORDED
	    "\nDraft resolution A was adopted by 2 votes to 1, with 1 abstention (resolution 42/26 A).\n",
	  "A/42/750|Draft resolution A\n" },
	{ P "The report of the Fourth Committee is in document A/9400. I put to the vote draft resolution IV." RECORDED
	    "\nDraft resolution IV was adopted by 2 votes to 1, with 1 abstention.\n" P
	    "The report of the Fifth Committee is in document A/9450. I put to the vote draft resolution I." RECORDED
	    "\nDraft resolution I was adopted by 2 votes to 1, with 1 abstention.\n",
	  "A/9400|Draft resolution IV\nA/9450|Draft resolution I\n" },
	{ P
	  "We turn to the report of the Special Political Committee [A/7800]. The Assembly will vote on the draft "
	  "resolution recommended in paragraph 9." RECORDED PASSED P
	  "The next report is that of the Second Committee [A/7810]. The recommendation is in paragraph 22. I put the "
	  "draft resolution to the vote." RECORDED PASSED,
	  "A/7800|\nA/7810|\n" },
};

static const struct put_case puts_modern[] = {
	{ "\nAgenda item 31\n\nThe river\n\nDraft resolution (A/61/L.67)\n" P
	  "I now give the floor to the representative of Chad to introduce the draft resolution." D2 LONG P
	  "We shall now proceed to consider the draft resolution. A recorded vote has been requested." RECORDED PASSED,
	  "A/61/L.67|\n" },
	{ "\nAgenda item 31\n\nThe river\n\nDraft resolutions (A/61/L.67 and A/61/L.68)\n" P
	  "The Assembly will now take a decision on draft resolution A/61/L.67, entitled \"The river\". A recorded "
	  "vote "
	  "has been requested." RECORDED
	  "\nThe draft resolution was adopted by 2 votes to 1, with 1 abstention (resolution "
	  "61/200).\n" P
	  "The Assembly will now take a decision on draft resolution A/61/L.68, entitled \"The lake\"." D1 P
	  "I give the floor to Chad, who wishes to explain its vote." D2 P
	  "A recorded vote has been requested." RECORDED PASSED,
	  "A/61/L.67|\nA/61/L.68|\n" },
	{ P "The Assembly will now take a decision on draft resolution A/70/L.5, entitled \"The river\". I give the "
	    "floor "
	    "to the representative of the Secretariat.\n\nMs. SHORT (Department for General Assembly and Conference "
	    "Management): Since the submission of the draft resolution, and in addition to those in document "
	    "A/70/L.5, Fiji has become a sponsor.\n" P "A recorded vote has been requested." RECORDED PASSED,
	  "A/70/L.5|\n" },
	{ P
	  "Members have before them the text of two draft resolutions. Document S/2022/720 contains the text of a "
	  "draft "
	  "resolution submitted by Chad. Document S/2022/721 contains the text of a draft resolution submitted by "
	  "Peru. The Council is ready to proceed to the vote on the draft resolutions before it. I shall first put to "
	  "the vote the draft resolution contained in document S/2022/720." HANDS TOLD
	  "The draft resolution has not been adopted.\n\nI shall now put to the vote the draft resolution contained in "
	  "document S/2022/721." HANDS TOLD "The draft resolution has been adopted as resolution 2650 (2022).\n",
	  "S/2022/720|\nS/2022/721|\n" },
	{ P
	  "Document S/2022/720 contains the text of a draft resolution submitted by Chad. Document S/2022/721 contains "
	  "an amendment submitted by Peru to the draft resolution in document S/2022/720. Pursuant to rule 36, the "
	  "amendment shall be voted on first. I shall now put the proposed amendment to the vote." HANDS TOLD
	  "The amendment has not been adopted.\n\nI shall now put to the vote the draft resolution." HANDS TOLD
	  "The draft resolution has been adopted as resolution 2650 (2022).\n",
	  "S/2022/721|\nS/2022/720|\n" },
	{ P "In accordance with the provisional agenda we shall hear the Fifth Committee's report (A/70/700) on the "
	    "costs "
	    "of draft resolution A/70/L.5. We shall now take action on draft resolution A/70/L.5." RECORDED PASSED,
	  "A/70/L.5|\n" },
	{ P "May I take it that the Assembly agrees to take note of document A/70/30?\n\nIt was so decided.\n" P
	    "We shall now take a decision on draft decision A/70/L.9." RECORDED
	    "\nThe draft decision was adopted by 2 votes to 1, with 1 abstention (decision 70/500).\n",
	  "A/70/L.9|\n" },
	{ P
	  "We have draft resolution A/70/L.5.\n\nThe agenda was adopted.\n" P
	  "The Assembly adopted draft resolution A/70/L.4 this morning. We turn to draft resolution A/70/L.5." RECORDED
		  PASSED,
	  "A/70/L.5|\n" },
	{ P "Draft resolution S/2019/55, submitted by Norway, is now before the Council, and I invite members to raise "
	    "their hands." HANDS TOLD "The draft resolution has been adopted as resolution 2455 (2019).\n",
	  "S/2019/55|\n" },
};

static void a_vote_is_on_what_is_named_where_it_is_put(void **state)
{
	(void)state;
	expect_puts(puts_alone, COUNT_OF(puts_alone));
}

static void ordinals_and_sponsors_tell_which_of_the_texts_before_the_meeting(void **state)
{
	(void)state;
	expect_puts(puts_listed, COUNT_OF(puts_listed));
}

static void amendments_go_first_and_the_whole_behind_them(void **state)
{
	(void)state;
	expect_puts(puts_amended, COUNT_OF(puts_amended));
}

static void parts_are_of_the_text_that_is_voted_on(void **state)
{
	(void)state;
	expect_puts(puts_parts, COUNT_OF(puts_parts));
}

static void votes_of_this_century_are_on_their_drafts(void **state)
{
	(void)state;
	expect_puts(puts_modern, COUNT_OF(puts_modern));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vote_is_on_what_is_named_where_it_is_put),
		cmocka_unit_test(ordinals_and_sponsors_tell_which_of_the_texts_before_the_meeting),
		cmocka_unit_test(amendments_go_first_and_the_whole_behind_them),
		cmocka_unit_test(parts_are_of_the_text_that_is_voted_on),
		cmocka_unit_test(votes_of_this_century_are_on_their_drafts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
