/* What votes are on where several texts, motions and parts are before a meeting: papers told by what they are on or
 * to, by who submitted them, by what became of them. */
#include "tests/record_puts.h"

static const struct put_case dockets[] = {
	/* a proposal to change a text is on it, and never all of it */
	{ P "A vote by division has been asked for on the draft resolution recommended by the Third Committee "
	    "[A/2829]. I shall put first to the vote the proposal of Haiti to delete from the third paragraph of the "
	    "preamble the words \"and of all peoples\".\n" SHOW
	    "The proposal was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole.\n" SHOW
	    "The draft resolution was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/2829|proposal of Haiti to delete from the third paragraph of the preamble the words \"and of all "
	  "peoples\"\nA/2829|\n" },
	/* what its sponsor does not press is left out, and a report on costs is no draft */
	{ P "We come to agenda item 25. The Assembly has before it the report of the Secretary-General in document "
	    "A/9800, the draft resolution in document A/L.741, sponsored by Algeria and others, and the draft "
	    "resolution in document A/L.742. The Fifth Committee's report on the administrative and financial "
	    "implications of draft resolution A/L.741 is in document A/9901.\n\nMr. EVEN (Chad): I have spoken of "
	    "A/L.742, and I shall not press it in the light of what was said.\n\nMr. ODD (Norway): The note in "
	    "document A/9825 tells what that would cost.\n" P
	    "In that case the Assembly has only one text to vote on. A recorded vote has been requested.\n" SHOW
	    "The draft resolution was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/L.741|\n" },
	/* who decided is no part */
	{ P
	  "The representative of Portugal, though not a member, has contested the Council's competence. The "
	  "representative of Brazil asks me to put the question of competence to the vote before the draft resolution "
	  "[S/5372]. I put to the vote the question whether the Council is competent to consider the item.\n" SHOW
	  "The Council decided, by 9 votes to 1, with 1 abstention, that it was competent.\n" P
	  "I shall now put to the vote the draft resolution in document S/5372.\n" SHOW
	  "The draft resolution was adopted by 8 votes to none, with 3 abstentions.\n",
	  "|question whether the Council is competent to consider the item\nS/5372|\n" },
	/* a proposal to reconsider a vote */
	{ P "The representative of Angola asks that the Council reconsider its vote on draft resolution S/2004/600, "
	    "since his delegation pressed the wrong button. I put to the vote the proposal to reconsider the vote on "
	    "draft resolution S/2004/600.\n" SHOW P
	    "The result of the voting is as follows: 11 votes in favour, none against and 4 abstentions. The proposal "
	    "has been adopted. I shall now put draft resolution S/2004/600 to the vote once more.\n" SHOW P
	    "The result of the voting is as follows: 14 votes in favour, none against and 1 abstention. The draft "
	    "resolution has been adopted as resolution 1560 (2004).\n",
	  "|proposal to reconsider the vote on draft resolution S/2004/600\nS/2004/600|\n" },
	/* what a motion is for goes on behind who made it, and until something has come about */
	{ P "Members have heard the motion just made by the representative of Chad, that the meeting should be "
	    "suspended. In accordance with rule 33, it will be decided without debate.\n" SHOW
	    "The motion was rejected by 6 votes to 4, with 5 abstentions.\n" P
	    "I shall now put to the vote the proposal to postpone the item until the Assembly has pronounced upon "
	    "it.\n" SHOW "The proposal was rejected by 8 votes to 3.\n",
	  "|motion just made by the representative of Chad, that the meeting should be suspended\n|proposal to "
	  "postpone the item until the Assembly has pronounced upon it\n" },
	/* an amendment told by the section that it is to */
	{ P "The Assembly has before it draft resolution A/72/L.50, with an annex, and the amendments in documents "
	    "A/72/L.51 and A/72/L.52. The amendment in document A/72/L.51 is to section I of the annex, that in "
	    "A/72/L.52 to section III. I shall first put to the vote the amendment to section I of the annex.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We now vote on the amendment to section III of the annex.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "A separate vote has been requested on paragraph 14 of the annex.\n" SHOW
	    "Paragraph 14 of the annex was retained by 9 votes to 2, with 3 abstentions.\n" P
	    "We shall now take a decision on draft resolution A/72/L.50 as a whole.\n" SHOW
	    "Draft resolution A/72/L.50 as a whole was adopted by 9 votes to 2, with 3 abstentions (resolution "
	    "72/266).\n",
	  "A/72/L.51|\nA/72/L.52|\nA/72/L.50|Paragraph 14 of the annex\nA/72/L.50|\n" },
	/* what whoever made a proposal had moved before */
	{ P "The representative of Finland proposed the closure of the list of speakers and that a vote be taken this "
	    "evening on the draft resolution in document S/9311. Zambia has proposed that the vote be put off until "
	    "tomorrow. I put the Finnish proposal to the vote first.\n" SHOW
	    "The proposal was not adopted, having failed to obtain the affirmative votes of nine members.\n" P
	    "I put to the vote the proposal of Zambia.\n" SHOW
	    "The proposal was adopted by 12 votes to none, with 3 abstentions.\n",
	  "|Finnish proposal\n|proposal of Zambia\n" },
	/* the second amendment behind the first of a paper, and a draft to which others are amendments */
	{ P "The Assembly has before it, under item 20, the draft resolution contained in document A/L.366 and Add.1 "
	    "to 3, to which amendments have been submitted by Liberia [A/L.367] and by the Soviet Union [A/L.368]. The "
	    "Soviet draft declaration is in document A/L.355.\n\nMr. ODD (Norway): I wish to introduce a sub-amendment "
	    "to the Liberian text, namely to say \"1970\" for \"1962\".\n" P
	    "As the representative of Norway does not insist on his sub-amendment, I shall put first to the vote the "
	    "Liberian amendment.\n" SHOW
	    "The amendment was not adopted, having failed to obtain the required majority.\n" P
	    "I shall now put to the vote the two Soviet amendments, which members will find in document A/L.368. The "
	    "first of these amendments is to operative paragraph 3.\n" SHOW
	    "The first amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We shall vote now on the second.\n" SHOW
	    "The second amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I now put to the vote the thirty-eight-Power draft resolution.\n" SHOW
	    "The draft resolution was adopted by 9 votes to none, with 3 abstentions.\n" P
	    "The Soviet representative does not press his draft declaration.\n",
	  "A/L.367|\nA/L.368|The first amendment\nA/L.368|The second amendment\nA/L.366|\n" },
	/* two texts of two, respectively */
	{ P "We shall now consider the report of the Third Committee on item 55 [A/7830], and the amendments submitted "
	    "by Saudi Arabia and by Mauritania in documents A/L.592 and A/L.593 respectively. A motion for a separate "
	    "vote on article 12 has been presented by Chad.\n\nI put to the vote first the amendment submitted by "
	    "Mauritania.\n" SHOW "The amendment was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the amendment submitted by Saudi Arabia.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I now invite the Assembly to vote on article 12, on which a separate vote was requested.\n" SHOW
	    "Article 12 was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the draft declaration as a whole, as amended.\n" SHOW
	    "The draft declaration as a whole, as amended, was adopted by 9 votes to none, with 3 abstentions.\n",
	  "A/L.593|\nA/L.592|\nA/7830|Article 12\nA/7830|\n" },
	/* "those of" behind what amendments are to */
	{ P "Three members have submitted amendments to draft resolution S/10784: those of France, Belgium, Italy and "
	    "the United Kingdom stand in document S/10786, and that of the United States was read out to us a moment "
	    "ago. Guinea has asked that its own text, S/10785, be voted on first. I put the Guinean request to the "
	    "vote.\n" SHOW "The request was rejected by 7 votes to 3, with 4 abstentions.\n" P
	    "I put to the vote the first of the four-Power amendments, relating to paragraph 2.\n" SHOW P
	    "There were 8 votes in favour, 4 against and 2 abstentions. The amendment was not adopted.\n\nI put to the "
	    "vote the The second amendment.\n" SHOW P
	    "There were 9 votes in favour and 6 against. The second amendment has not been adopted, owing to the "
	    "negative votes of two permanent members.\n\nI put to the vote the oral amendment of the United "
	    "States.\n" SHOW
	    "The amendment was not adopted, having failed to obtain the affirmative votes of nine members.\n" P
	    "I put to the vote draft resolution S/10784.\n" SHOW P
	    "There were 13 votes in favour, 1 against and 1 abstention. The draft resolution has not been adopted, "
	    "owing to the negative vote of a permanent member of the Council.\n",
	  "|Guinean request\nS/10786|first of the four-Power amendments\nS/10786|second amendment\nS/10784|oral "
	  "amendment\nS/10784|\n" },
	/* an amendment "to that recommendation" */
	{ P "The General Committee recommends, in paragraph 5 of its report [A/3350], that the Assembly should decide "
	    "not to consider any proposal to exclude the representatives of the Government of China. India has "
	    "submitted an amendment to that recommendation [A/L.217]. I put the Indian amendment to the vote.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I now put to the vote paragraph 1 of the draft resolution recommended by the General Committee.\n" SHOW
	    "Paragraph 1 was adopted by 9 votes to 2, with 3 abstentions.\n" P "I put paragraph 2 to the vote.\n" SHOW
	    "Paragraph 2 was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put the draft resolution as a whole to the vote.\n" SHOW
	    "The draft resolution as a whole was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/L.217|\nA/3350|Paragraph 1\nA/3350|Paragraph 2\nA/3350|\n" },
	/* a draft told by what it is on, and the amendment that remains */
	{ P "The draft resolution on the wells is in document A/L.701/Rev.1; that on the springs, which the same "
	    "sponsors submitted, in document A/L.702. The amendments of Portugal [A/L.705] relate only to the former. "
	    "They concern its title, its first preambular paragraph and its operative paragraph 2. I put the amendment "
	    "to the title to the vote.\n" SHOW "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the amendment to the first preambular paragraph.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put the remaining amendment to the vote.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I shall now put to the vote the draft resolution on the wells.\n" SHOW
	    "The draft resolution was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put the other draft resolution to the vote.\n" SHOW
	    "The draft resolution was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/L.705|amendment to the title\nA/L.705|amendment to the first preambular paragraph\nA/L.705|remaining "
	  "amendment\nA/L.701/Rev.1|\nA/L.702|\n" },
	/* a Committee's text */
	{ P "We have the report of the Ad Hoc Political Committee, document A/1103, with the draft resolution which it "
	    "recommends, and the draft resolution of the Polish delegation, document A/1104. I shall put to the vote "
	    "first the Committee's text. A vote by parts has been asked for on paragraph 2. I put to the vote the The "
	    "first sentence.\n" SHOW "The first sentence was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the The second sentence.\n" SHOW
	    "The second sentence was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "We shall vote on the resolution as a whole.\n" SHOW
	    "The resolution was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "There remains the Polish draft.\n" SHOW
	    "The draft resolution was rejected by 9 votes to 2, with 3 abstentions.\n",
	  "A/1103|The first sentence\nA/1103|The second sentence\nA/1103|\nA/1104|\n" },
	/* words that stand at the end of a paragraph */
	{ P
	  "There is before the Council document S/10974, a draft resolution by eight members. I understand that "
	  "Australia wishes a separate vote on paragraph 2.\n\nSir Laurence HIGH (Australia): No, only on the last "
	  "phrase of that paragraph, \"in any form\".\n" P
	  "Very well. I put to the vote the words \"in any form\", which stand at the end of paragraph 2.\n" SHOW P
	  "There were 7 votes in favour, 3 against and 5 abstentions. The words have not been retained, having failed "
	  "to obtain nine votes.\n\nI now put to the vote draft resolution S/10974 without those words.\n" SHOW P
	  "There were 13 votes in favour, none against and 2 abstentions. The draft resolution, as amended, has been "
	  "adopted as resolution 330 (1973).\n",
	  "S/10974|words \"in any form\"\nS/10974|\n" },
	/* an amendment that the sponsors have accepted */
	{ P
	  "I shall put to the vote, part by part, the draft resolution of the United Kingdom and France [S/3671]. The "
	  "first part, which consists of the preamble and six principles, is not contested. Let us vote on it.\n" SHOW
	  "The first part was adopted unanimously.\n" P
	  "The second part, beginning with the words \"Considers that the proposals\", will now be voted on. There is "
	  "an amendment of Iran in document S/3672 to it, which the sponsors have accepted.\n" SHOW
	  "The second part was not adopted, one of the negative votes being that of a permanent member.\n" P
	  "The representative of Yugoslavia has asked for a vote on his draft.\n\nMr. ODD (Yugoslavia): I do not "
	  "insist on a vote on my draft resolution [S/3673].\n",
	  "S/3671|The first part\nS/3671|The second part\n" },
	/* the third amendment behind a sub-amendment to it */
	{ P "The report of the First Committee [A/4078] contains two draft resolutions. India and Yugoslavia have "
	    "submitted amendments [A/L.253] to the second of them, and Norway a sub-amendment [A/L.254] to the third "
	    "of those amendments.\n\nWe begin with draft resolution I. Roll-call has been requested.\n" SHOW
	    "Draft resolution I was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "As regards draft resolution II, the amendments come first. I put to the vote the first amendment.\n" SHOW
	    "The first amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P "The second amendment.\n" SHOW
	    "The second amendment was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "Before voting on the third amendment we have to vote on the Norwegian sub-amendment.\n" SHOW
	    "The sub-amendment was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I now put to the vote the third amendment, as amended.\n" SHOW
	    "The third amendment, as amended, was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote draft resolution II as a whole, as amended.\n" SHOW
	    "Draft resolution II as a whole, as amended, was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/4078|Draft resolution I\nA/L.253|The first amendment\nA/L.253|The second amendment\nA/L.254|\nA/L.253|The "
	  "third amendment\nA/4078|draft resolution II\n" },
	/* "that of" behind each symbol of a list, and "others" who are Powers */
	{ P "The list of texts is as follows: document S/10416, the draft resolution of the United States; document "
	    "S/10418, that of the Soviet Union; document S/10419, that of Argentina and others; and document S/10421, "
	    "that of China. The representative of Somalia has proposed that S/10419 be put first. Does anyone object? "
	    "I see none.\n\nMr. LOW (Soviet Union): We have amendments to that text, document S/10426.\n" P
	    "Then these go first. I put to the vote the two amendments contained in document S/10426, together.\n" SHOW
	    "The amendments were not adopted, having failed to obtain the required majority.\n" P
	    "I put to the vote the eight-Power draft resolution.\n" SHOW P
	    "There were 11 votes in favour, 2 against and 2 abstentions. The draft resolution has not been adopted, "
	    "owing to the negative vote of a permanent member.\n\nWe now revert to the order of submission. The next "
	    "is the Soviet draft.\n" SHOW P
	    "There were 2 votes in favour, 1 against and 12 abstentions. It has not been adopted.\n\nDoes the "
	    "representative of China ask for a vote on his text?\n\nMr. HUANG (China): Not today.\n" P
	    "The draft of the United States was voted upon yesterday. The Council has thus finished.\n",
	  "S/10426|\nS/10419|\nS/10418|\n" },
	/* a vote, then, on a proposal */
	{ P "I shall put to the vote the recommendation of the Ad Hoc Committee [A/516], for which a two-thirds "
	    "majority is needed. Before that there is a proposal of the representative of Colombia that the matter be "
	    "referred back to the Committee.\n\nMr. LONG (Colombia): I withdraw it in favour of the Lebanese one.\n" P
	    "We shall vote, then, on the proposal of the representative of Iran to adjourn for a few weeks.\n" SHOW
	    "The proposal was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We shall now vote on the report.\n" SHOW "The report was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "|proposal of the representative of Iran to adjourn for a few weeks\nA/516|\n" },
	/* a motion that has a symbol, and their own text */
	{ P "Mali has put forward in document A/L.544 a motion to postpone the item to the next session; the "
	    "seventeen-Power draft resolution is in document A/L.540 and the Peruvian one in A/L.541/Rev.2. The motion "
	    "has precedence. I put it to the vote.\n" SHOW
	    "The motion was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the draft resolution submitted by Peru, in favour of which priority has been asked and "
	    "not opposed.\n" SHOW "The draft resolution was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "In view of that result, do the seventeen Powers want a vote?\n\nMr. EVEN (Chad): They do.\n" P
	    "The Assembly will then vote on their text.\n" SHOW
	    "The draft resolution was rejected by 9 votes to 2, with 3 abstentions.\n",
	  "A/L.544|\nA/L.541/Rev.2|\nA/L.540|\n" },
	/* two amendments of two, told respectively behind their symbols */
	{ P "The Assembly has before it a draft resolution issued as document A/78/L.56, and two amendments thereto, "
	    "issued as documents A/78/L.57 and A/78/L.58 and submitted by Nicaragua and by Belarus, respectively. In "
	    "addition the representative of Iraq proposes an oral amendment.\n\nWe shall first take action on the oral "
	    "amendment, then on the amendments in writing. A recorded vote has been requested on the oral "
	    "amendment.\n" SHOW "The oral amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We turn to the amendment of Belarus.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We turn to the amendment of Nicaragua, on which a recorded vote has also been requested.\n" SHOW
	    "The amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "We shall now take action on the draft resolution.\n" SHOW
	    "Draft resolution A/78/L.56 was adopted by 9 votes to 2, with 3 abstentions (resolution 78/282).\n",
	  "A/78/L.56|The oral amendment\nA/78/L.58|\nA/78/L.57|\nA/78/L.56|\n" },
	/* the second of amendments, behind another one */
	{ P "The Assembly has before it the draft resolution in document A/L.494 and Add.1 and 2, submitted by "
	    "fifty-four Powers; the amendments in document A/L.496 submitted by Saudi Arabia, which are three in "
	    "number; and the amendment in document A/L.500, submitted by Finland.\n\nI put to the vote first the "
	    "amendment of Finland. I understand that it is acceptable to the sponsors, but a vote was requested.\n" SHOW
	    "The amendment was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "Next are the Saudi Arabian amendments. The first of them has been withdrawn. I put the second to the "
	    "vote.\n" SHOW "The second amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put the third to the vote.\n" SHOW
	    "The third amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put the fifty-four-Power draft resolution, as amended, to the vote.\n" SHOW
	    "The draft resolution, as amended, was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/L.500|\nA/L.496|The second amendment\nA/L.496|The third amendment\nA/L.494|\n" },
	/* a part as a whole, with nothing else said */
	{ P "Yugoslavia proposes in document A/L.23 that the draft resolution of the Third Committee [A/1559] be voted "
	    "on part by part. Part A, section by section. Section I.\n" SHOW
	    "Section I was adopted by 9 votes to 2, with 3 abstentions.\n" P "Section II.\n" SHOW
	    "Section II was adopted by 9 votes to 2, with 3 abstentions.\n" P "Part A as a whole.\n" SHOW
	    "Part A as a whole was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole.\n" SHOW
	    "The draft resolution as a whole was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "A/1559|Section I\nA/1559|Section II\nA/1559|Part A\nA/1559|\n" },
	/* drafts beside the reports that recommend them, in the order of the applications */
	{ P
	  "We have the applications of two States. The reports of the Committee on the Admission of New Members are in "
	  "documents S/11754 and S/11758. The corresponding draft resolutions were circulated in S/11756 and S/11761 "
	  "and sponsored by the same five members. We shall vote on them in the order of the applications.\n\nI put to "
	  "the vote the draft resolution concerning the first application.\n" SHOW P
	  "There were 13 votes in favour, 1 against and 1 abstention. The draft resolution has not been adopted, owing "
	  "to the negative vote of a permanent member.\n\nI put the other draft resolution to the vote.\n" SHOW P
	  "There were 13 votes in favour, 1 against and 1 abstention. The draft resolution has not been adopted, owing "
	  "to the negative vote of a permanent member.\n",
	  "S/11756|\nS/11761|\n" },
	/* a paragraph of the same document */
	{ P "The Assembly has before it draft resolution A/61/L.9 and Corr.1, and the amendments to it in document "
	    "A/61/L.14, which were introduced this morning. The representative of the United States has requested that "
	    "paragraphs 3 and 5 of the amendments be voted on separately.\n\nWe shall begin with paragraph 3 of "
	    "document A/61/L.14.\n" SHOW "Paragraph 3 was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote paragraph 5 of the same document.\n" SHOW
	    "Paragraph 5 was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the rest of the amendments.\n" SHOW
	    "The remaining amendments were adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "We turn to the draft resolution as amended.\n" SHOW
	    "Draft resolution A/61/L.9, as amended, was adopted by 9 votes to 2, with 3 abstentions (resolution "
	    "61/20).\n",
	  "A/61/L.14|Paragraph 3\nA/61/L.14|Paragraph 5\nA/61/L.14|The remaining amendments\nA/61/L.9|\n" },
	/* a challenge that is put to the Council */
	{ P "I rule that the request is out of order. The representative of Ghana challenges my ruling. Rule 30 "
	    "obliges me to put the challenge to the Council. Those who wish to overrule the ruling will please raise "
	    "their hands.\n" SHOW "The challenge was rejected by 5 votes to 4, with 2 abstentions.\n" P
	    "My ruling therefore stands. We have draft resolution S/5134, submitted by Ireland.\n\nMr. LOW (Ireland): "
	    "I ask for a vote on it.\n" P "I call for a vote.\n" SHOW P
	    "There were 7 votes in favour, 2 against and 2 abstentions. The draft resolution was not adopted, since "
	    "one of the negative votes was that of a permanent member.\n",
	  "|The challenge\nS/5134|\n" },
	/* what is considered at a later date is not voted on */
	{ P "The Assembly will now consider the draft resolutions in documents A/47/L.24, A/47/L.25 and Corr.1, and "
	    "A/47/L.26/Rev.1. The last of them has been revised orally by the sponsors, and a separate vote on its "
	    "operative paragraph 7 has been requested. Draft resolution A/47/L.24 will be considered at a later "
	    "date.\n\nI put to the vote draft resolution A/47/L.25.\n" SHOW
	    "Draft resolution A/47/L.25 was adopted by 9 votes to 2, with 3 abstentions (resolution 47/63 A).\n" P
	    "I now put to the vote operative paragraph 7.\n" SHOW
	    "Operative paragraph 7 was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "I put to the vote the draft resolution as a whole, as orally revised.\n" SHOW
	    "The draft resolution as a whole, as orally revised, was adopted by 9 votes to 2, with 3 abstentions "
	    "(resolution 47/63 B).\n",
	  "A/47/L.25|\nA/47/L.26/Rev.1|Operative paragraph 7\nA/47/L.26/Rev.1|\n" },
	/* whose a suggestion is, in the genitive */
	{ P "Before the vote on S/12138 the Council has to settle two matters. First, Italy's suggestion that we "
	    "suspend for an hour; secondly, the amendment which France has handed in and which bears the number "
	    "S/12139. I put Italy's suggestion to the vote.\n" SHOW "The suggestion was not adopted.\n" P
	    "I put the French amendment to the vote.\n" SHOW
	    "The amendment was not adopted, having failed to obtain the affirmative votes of nine members.\n" P
	    "I put the draft resolution to the vote.\n" SHOW
	    "The draft resolution was adopted by 10 votes to none, with 5 abstentions.\n",
	  "|Italy's suggestion\nS/12139|\nS/12138|\n" },
	/* a part of the amendment */
	{ P "The five-Power draft resolution [A/L.317] and the Argentine amendment to it [A/L.320] are before the "
	    "Assembly. Ghana, for the sponsors, has asked for priority over the recommendation of the First Committee "
	    "in its report [A/4611]. I put to the vote the request for priority.\n" SHOW
	    "The request was granted by 9 votes to 2, with 3 abstentions.\n" P
	    "We therefore begin with the amendment of Argentina. The first part of it concerns the words \"the "
	    "President of\"; the second the words \"of one\".\n\nI put the first part to the vote.\n" SHOW
	    "The first part of the amendment was adopted by 9 votes to 2, with 3 abstentions.\n" P
	    "The second part.\n" SHOW
	    "The second part of the amendment was rejected by 9 votes to 2, with 3 abstentions.\n" P
	    "I now put to the vote the five-Power draft resolution, as amended.\n" SHOW
	    "The draft resolution, as amended, was not adopted, having failed to obtain the required two-thirds "
	    "majority.\n" P "We come finally to the recommendation of the First Committee.\n" SHOW
	    "The recommendation was adopted by 9 votes to 2, with 3 abstentions.\n",
	  "|request for priority\nA/L.320|The first part of the amendment\nA/L.320|The second part of the "
	  "amendment\nA/L.317|\nA/4611|recommendation of the First Committee\n" },
	/* a paragraph of an amendment that a sentence is nothing but, behind "first", and the last of a range */
	{ P "Members of the Council have before them document S/2025/112, the text of a draft resolution submitted by "
	    "the United States. Members also have before them documents S/2025/113 to S/2025/115, containing "
	    "amendments proposed by the Russian Federation, France and the United Kingdom, respectively.\n\nI shall "
	    "first put to the vote the amendment proposed by the Russian Federation in document S/2025/113.\n" SHOW P
	    "The amendment received 4 votes in favour, 1 against and 10 abstentions. It has not been adopted, having "
	    "failed to obtain the required number of votes.\n\nI shall now put to the vote the amendment contained in "
	    "document S/2025/114, paragraph by paragraph. First, paragraph 1 of the amendment.\n" SHOW P
	    "Paragraph 1 of the amendment received 9 votes in favour, 2 against and 4 abstentions. It has not been "
	    "adopted owing to the negative vote of a permanent member.\n\nWe proceed to paragraph 2.\n" SHOW P
	    "Paragraph 2 received 8 votes in favour, 2 against and 5 abstentions. It has not been adopted.\n\nI put "
	    "the last amendment to the vote.\n" SHOW P
	    "The amendment received 8 votes in favour, 2 against and 5 abstentions. It has not been adopted.\n\nI put "
	    "the draft resolution to the vote.\n" SHOW P
	    "The draft resolution received 10 votes in favour, none against and 5 abstentions. The draft resolution "
	    "has been adopted as resolution 2774 (2025).\n",
	  "S/2025/113|\nS/2025/114|paragraph 1 of the amendment\nS/2025/114|paragraph 2\nS/2025/115|\nS/2025/112|\n" },
	/* what stands behind "and" is on another text */
	{ P "There are two draft resolutions: that of the Soviet Union (S/519) and the one which Chad and Mali "
	    "introduced "
	    "(S/523). To the last of these Peru has circulated amendments in document S/524.\n\nWe pass to document "
	    "S/523, and first to the amendments of Peru. I put them to the vote." SHOW
	    "The amendments were rejected by 8 votes to 2.\n" P
	    "The Council will now vote on the draft resolution submitted by Chad and Mali." SHOW
	    "The draft resolution was adopted by 8 votes to 2.\n",
	  "S/524|\nS/523|\n" },
	/* who made an amendment, and how */
	{ P
	  "We have draft resolution S/89. We shall therefore vote first on the amendment submitted orally by Peru." SHOW
	  "The amendment was adopted by 71 votes to 23.\n",
	  "S/89|amendment submitted orally by Peru\n" },
	/* a part that the totals tell */
	{ P "We turn to document S/115, an amendment to draft resolution S/112, and to its first part." SHOW
	    "\nThe PRESIDENT: The first part of the amendment received 9 votes in favour, 1 vote against and 5 "
	    "abstentions. It has not been adopted.\n",
	  "S/115|The first part of the amendment\n" },
	/* a motion that names a text is on none */
	{ P
	  "Under rule 32 drafts are put in the order of their submission: S/62, then S/68. I shall put to the vote the "
	  "proposal of Peru to vote first on draft resolution S/68." SHOW
	  "The proposal was rejected by 8 votes to 4.\n",
	  "|proposal of Peru to vote first on draft resolution S/68\n" },
	/* a time with commas */
	{ P "I put to the vote the Peruvian motion to adjourn until Tuesday, 1 July, at 3 p.m." SHOW
	    "The motion was adopted by 8 votes to 3.\n",
	  "|Peruvian motion to adjourn until Tuesday, 1 July, at 3 p.m.\n" },
	/* one of several amendments that has a paper to itself */
	{ P "We have draft resolution S/98 and documents S/300, S/301 and S/302, containing amendments submitted by "
	    "Peru. "
	    "The third and last of the Peruvian amendments, that contained in document S/302, will be put to the vote "
	    "now." SHOW "\nThe PRESIDENT: There was 1 vote in favour, none against and 14 abstentions. The amendment "
	    "has not been adopted.\n",
	  "S/302|\n" },
	/* a paragraph of a report's draft, behind the vote on a paper that amends it */
	{ P "We have the drafts recommended in paragraph 41 of the report of the Third Committee (A/72/439/Add.3), and "
	    "an "
	    "amendment to draft resolution II in document A/72/L.34. We shall first take a decision on the amendment "
	    "contained in document A/72/L.34." SHOW "The amendment was rejected by 47 votes to 8.\n" P
	    "As the amendment has not been adopted, we shall proceed to draft resolution II. A separate vote has been "
	    "requested on operative paragraph 12." SHOW
	    "Operative paragraph 12 of draft resolution II was retained by 11 votes to 2.\n",
	  "A/72/L.34|\nA/72/439/Add.3|Operative paragraph 12 of draft resolution II\n" },
	/* the words of the result tell more of an amendment without a symbol */
	{ P
	  "We have draft resolution S/89. I shall put to the vote the oral amendment proposed by Peru to paragraph "
	  "6." HANDS
	  "\nThe PRESIDENT: The oral amendment to paragraph 6 received 3 votes in favour, 9 against and 3 abstentions. "
	  "It has not been adopted.\n",
	  "S/89|The oral amendment to paragraph 6\n" },
};

static void the_papers_before_a_meeting_are_told_apart(void **state)
{
	(void)state;
	expect_puts(dockets, COUNT_OF(dockets));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_papers_before_a_meeting_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
