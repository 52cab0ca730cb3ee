/* Records of the decades that were scanned: what stands apart from speech is read as it was
 * printed, and kept as it came; each such line is a finding. */
#include "tests/record_forms.h"

#include "domain/scan.h"

#define COVER                                                                                                          \
	"SECURITY COUNCIL\nOFFICIAL RECORDS\n\nTWENTIETH YEAR\n\n1901st MEETING: 4 MARCH 1965\n\nNEW YORK\n\n"         \
	"Held in New York on Thursday, 4 March 1965, at 3 p.m.\n\nPresident: Mr. FIRST (Ghana)\n\n"                    \
	"The meeting was called to order at 3 p.m.\n\n"
#define MODERN                                                                                                         \
	"S/PV.9001\n\nThursday, 4 March 2010\n\nPresident: Mr. First (Ghana)\n\n"                                      \
	"The meeting was called to order at 3 p.m.\n\n"

struct label_case {
	const char *printed, *person, *party, *language, *role;
};

static const struct label_case labels[] = {
	{ "12. Mr. ODDBERG (Norway) {translated from. French):", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "12. Mr. ODDBERG (Norway) (rranslated froin Spanish}:", "Mr. ODDBERG", "NOR", "es", NULL },
	{ "12. Mr. ODDBERG (Norway) fauterpretation from Russian):", "Mr. ODDBERG", "NOR", "ru", NULL },
	{ "12. Mr. ODDBERG (Union of. Soviet Socialist Republics) Uranslated from\nRussian):", "Mr. ODDBERG", "SUN",
	  "ru", NULL },
	{ "l2, Mr, ODDBERG {Norway}:", "Mr, ODDBERG", "NOR", NULL, NULL },
	{ "3..Mr. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "21.\xC2\xB0Mr. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "IJ. Mr. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "(8. Mr. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "7. Mt. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "7. Mr. ODDBERG (Norway).", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "7. Mr. ODDBERG (Norway) (translated from French).", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "7. Mr. ODDBERG \xC2\xA2Nigeria):", "Mr. ODDBERG", "NGA", NULL, NULL },
	{ "7. Mr. ODDBERG (Americay:", NULL, NULL, NULL, NULL },
	{ "7. Mr. ODDBERG (Norwayy:", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "7. Mr. ODD1N (Norway):", "Mr. ODDIN", "NOR", NULL, NULL },
	{ "7. Mr. AL-~ODDIN (Norway):", "Mr. AL-ODDIN", "NOR", NULL, NULL },
	{ "7. Mr. ODDBERG (Norway). Rapporteur of the First Committee:", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "\xE2\x80\x98 Mr. ODDBERG (Norway):", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "8. The. PRESIDENT (translated from French):", "The PRESIDENT", NULL, "fr", "President" },
	{ "8. The PRESIDENT. (translated from French}:", "The PRESIDENT", NULL, "fr", "President" },
	{ "6. Fhe PRESIDENT:", "The PRESIDENT", NULL, NULL, "President" },
	{ "S. The PRES1DENT:", "The PRESIDENT", NULL, NULL, "President" },
	{ "8. The PRESIDE\xE2\x80\xADNT:", "The PRESIDENT", NULL, NULL, "President" },
	{ "9. The PRESIDENT. ", "The PRESIDENT", NULL, NULL, "President" },
	{ "7. Mr. ODDBERG (Norway) (translated from French): 1", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "7. Mr. ODDBERG (lndia):", "Mr. ODDBERG", "IND", NULL, NULL },
	{ "7. Mr. ODDBERG (Syria) .", "Mr. ODDBERG", "SYR", NULL, NULL },
	{ "Mr. ODDBERG (United Republic of Tanzania)", "Mr. ODDBERG", "TZA", NULL, NULL },
	{ "7. Mr. ODDBERG (United Kingdom)s", "Mr. ODDBERG", "GBR", NULL, NULL },
	{ "7. Mr. ODDBERG (Union of Soviet. Socialist) Republics):", "Mr. ODDBERG", "SUN", NULL, NULL },
	{ "7. Mr. ODDBERG;", "Mr. ODDBERG", NULL, NULL, NULL },
	{ "The PRESIDENT s", "The PRESIDENT", NULL, NULL, "President" },
	{ "The PRESIDENT t", "The PRESIDENT", NULL, NULL, "President" },
	{ "The PRESIDENTs", "The PRESIDENT", NULL, NULL, "President" },
	{ "The PRESIDENTt", "The PRESIDENT", NULL, NULL, "President" },
	{ "The PRESIDENT (interpretation from French) s", "The PRESIDENT", NULL, "fr", "President" },
	{ "Mr. ODDBERG (Norway) t", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "Mr. ODDBERG (Norway)i", "Mr. ODDBERG", "NOR", NULL, NULL },
	{ "Mr. ODDBERG (Norway) (interpretation from French)s", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "Mr. ODDBERG (Norway) (interpretation from Spanish) t", "Mr. ODDBERG", "NOR", "es", NULL },
	{ "Mr. ODDBERG (Norway) (interJ;)retation from Frenchh", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "Mr. ODDBERG (Norway) (interpretation from Frenchh", "Mr. ODDBERG", "NOR", "fr", NULL },
	{ "The PRESIDENTs of both", NULL, NULL, NULL, NULL },
	{ "The PRESIDENT is", NULL, NULL, NULL, NULL },
	{ "7. Mr. ODDBERG (Norway), Mr. EVENSON (Sweden) and", NULL, NULL, NULL, NULL },
	{ "7. Mr. ODDBERG (no State of that name).", NULL, NULL, NULL, NULL },
};

static size_t repairs(const struct reading *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->response.n_findings; i++)
		n += r->response.findings[i]->kind == FINDING(REPAIR);
	return n;
}

static void expect_label(const struct label_case *c)
{
	struct reading r;
	char text[2048];
	snprintf(text, sizeof text,
		 "%s1. The PRESIDENT: We begin.\n\n%s We go on with it.\n\nThe meeting rose at 4 p.m.\n", COVER,
		 c->printed);
	read_words(&r, text);
	const Truce__V1__Turn *turn = r.response.n_statements > 2 ? r.response.statements[2]->turns[0] : NULL;
	expect_number("number of turns", c->printed, (long)r.response.n_statements - 1, c->person == NULL ? 1 : 2);
	if (turn != NULL) {
		const Truce__V1__Party *party = turn->speaker->party;
		char printed[256];
		size_t n = strcspn(c->printed, "\n");
		expect_text("person", c->printed, c->role != NULL ? c->person : turn->speaker->printed, c->person);
		expect_text("party", c->printed, c->role != NULL || party == NULL ? c->party : party->id, c->party);
		expect_text("language", c->printed, turn->language, c->language);
		expect_text("role", c->printed, turn->role, c->role);
		snprintf(printed, sizeof printed, "%.*s", (int)n, c->printed);
		if (c->printed[0] >= '0' && c->printed[0] <= '9' && c->printed[n] == '\0' &&
		    strncmp(turn->label, printed, strlen(turn->label)) != 0)
			fail_msg("\"%s\" is not the label as it came, of \"%s\"", turn->label, printed);
		assert_true(strlen(turn->label) > 0);
	}
	reading_end(&r);
}

static void labels_that_a_scan_spoiled_name_their_speaker(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		expect_label(&labels[i]);
}

/* "§/6101" is read as a blank and "S/6101", byte for byte. */
static void a_text_behind_a_label_begins_with_a_whole_character(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "1. The PRESIDENT (translated from French): \xC2\xA7/6101 is before us.\n\n"
			     "The meeting rose at 4 p.m.\n");
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_citations, 1);
	assert_string_equal(s->citations[0]->instrument, "S/6101");
	assert_string_equal(s->citations[0]->printed, "\xC2\xA7/6101");
	reading_end(&r);
}

static const char spoiled_vote[] =
	COVER "1. The PRESIDENT: I put to the vote the draft resolution in document 8/6101.\n\n"
	      "A vote was taken by show ot hands,\n\n"
	      "fn favour: Bolivia. China, . France, Ivory Coast: Jordan,\nNetherlands. Uruguay.\n\n"
	      "Abstuining: Malaysia, Union of. Soviet Socialist Republics.\n\n"
	      "The draft resotution was adopled by 7 votes. to none, with 2\nabsteutions.\n\n"
	      "2. The PRESIDENT: It is resplution 204 (l965).\n\nThe mecting rose at 4 p.m.\n";

static void a_vote_that_a_scan_spoiled_is_exact(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, spoiled_vote);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	const Truce__V1__Vote *v = m->votes[0];
	assert_string_equal(v->method, "show of hands");
	assert_string_equal(v->document, "S/6101");
	assert_int_equal(v->result, TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED);
	assert_int_equal(v->in_favour, 7);
	assert_int_equal(v->abstaining, 2);
	assert_int_equal(v->n_ballots, 9);
	for (size_t i = 0; i < v->n_ballots; i++)
		assert_true(v->ballots[i]->party->id[0] != '\0');
	assert_string_equal(v->ballots[8]->party->id, "SUN");
	assert_string_equal(m->record->closed, "16:00");
	reading_end(&r);
}

static void who_takes_the_chair_and_parts_are_read_where_a_scan_spoiled_them(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "1. The PRESIDENT: I put the last preambular paragraph to the vote.\n\n"
			     "The last preambular paragraph was adopted by 77 votcs to 3,\nwith 33 abstentions.\n\n"
			     "2. Mr. ODDBERG (Norway): Yes.\n\nMr. Even (Chad), Vice-President,\ntook tbe Chair.\n\n"
			     "3. The PRESIDENT: We go on.\n\nThe meeting rose at 4 p.m.\n");
	assert_int_equal(meeting_of(&r)->n_votes, 1);
	assert_int_equal(meeting_of(&r)->votes[0]->in_favour, 77);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->party->id, "TCD");
	reading_end(&r);
}

static void what_is_kept_is_the_text_as_it_came(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, spoiled_vote);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "I put to the vote the draft resolution in document 8/6101.");
	const Truce__V1__Statement *last = r.response.statements[2];
	assert_string_equal(last->blocks[0]->text, "It is resplution 204 (l965).");
	assert_int_equal(last->n_citations, 1);
	assert_string_equal(last->citations[0]->instrument, "S/RES/204 (1965)");
	assert_string_equal(last->citations[0]->printed, "resplution 204 (l965)");
	size_t decision = 0;
	for (size_t i = 0; i < r.response.statements[0]->n_blocks; i++)
		decision += strstr(r.response.statements[0]->blocks[i]->text,
				   "resotution was adopled by 7 votes. to") != NULL;
	assert_int_equal(decision, 1);
	size_t said = 0;
	for (size_t i = 0; i < r.response.n_findings; i++)
		said += strstr(r.response.findings[i]->printed, "in document 8/6101.") != NULL &&
			strstr(r.response.findings[i]->explanation, "in document S/6101.") != NULL;
	assert_int_equal(said, 1);
	reading_end(&r);
}

static void heads_and_stray_marks_between_the_lines_are_none_of_them(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER
		   "1. The PRESIDENT: I have received\n\f4 474th meeting\nfrom my Government other amendments. -\n"
		   "2. Mr. ODDBERG (Norway): We go on.\n\nA vote was taken by roll-call.\n\nIn favour: "
		   "Bolivia, Chile,\n\f474th meeting \xE2\x80\x94 14 December 1960                1275\nDenmark, "
		   "Yugoslavia\n\f474th meeting 5\nAgainst: None\n\nThe draft resolution was adopted by 4 votes "
		   "to none.\n\nThe meeting rose at 4 p.m.\n\n\fHOW TO OBTAIN UNITED NATIONS PUBLICATIONS\n");
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "I have received from my Government other amendments.");
	assert_int_equal(meeting_of(&r)->votes[0]->n_ballots, 4);
	assert_int_equal(findings_of(&r, FINDING(NOT_UNDERSTOOD)), 0);
	assert_int_equal(findings_of(&r, FINDING(UNRESOLVED)), 0);
	reading_end(&r);
}

static void an_election_that_a_scan_spoiled_is_exact(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER "1. The PRESIDENT: The result of the ballot is:\n\nNurnber of ballot papers: 9\nInva1id "
			     "ballots: 1\nNumber of "
			     "va1id ballots: 8\nRequired rnajority: 5\nNurnber of votes obtained:\nBolivia . . . . "
			     "6\nChile . . . . 2\n"
			     "Other . . . . 1\n\nBolivia, having obtained the required majority, is elccted.\n\n2. Mr. "
			     "ODDBERG (Norway): "
			     "We go on.\n\nThe meeting rose at 4 p.m.\n");
	assert_int_equal(meeting_of(&r)->n_votes, 1);
	const Truce__V1__Election *e = meeting_of(&r)->votes[0]->election;
	assert_int_equal(e->ballot_papers, 9);
	assert_int_equal(e->invalid, 1);
	assert_int_equal(e->valid, 8);
	assert_int_equal(e->required_majority, 5);
	assert_int_equal(e->n_candidates, 2);
	assert_true(e->candidates[0]->elected);
	reading_end(&r);
}

/* A star's note to a vote before, at a column's end: no list of names, though one goes on behind it. */
static void a_note_within_a_scanned_list_is_none_of_its_names(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER
		   "1. The PRESIDENT: I put the draft to the vote.\n\nA vote was taken by roll-call.\n\nIn favour: "
		   "Bolivia\n"
		   "\nThe draft resolution was adopted by 1 vote to none.*\n\n2. The PRESIDENT: We vote again.\n\n"
		   "A vote was taken by roll-call.\n\nIn favour:\nBolivia, Chile,\n\n"
		   "* Subsequently, the delegation of Norway advised\nthe Secretariat that it had intended to vote in\n"
		   "favour.\n\nDenmark. Norway,\nYugoslavia\nAgainst: None\n\nThe draft resolution was adopted by 5 "
		   "votes to none.\n\nThe meeting rose at 4 p.m.\n");
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	assert_int_equal(m->votes[0]->n_notes, 1);
	assert_int_equal(m->votes[1]->n_ballots, 5);
	assert_int_equal(findings_of(&r, FINDING(NOT_UNDERSTOOD)), 0);
	assert_int_equal(findings_of(&r, FINDING(UNRESOLVED)), 0);
	reading_end(&r);
}

/* Neither is guessed. */
static void a_name_that_is_near_two_states_is_told_with_both(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r, COVER
		"1. The PRESIDENT: I put the draft to the vote.\n\nA vote was taken by roll-call.\n\nIn favour: "
		"Bolivia, Austrlia, Denmark\nAgainst: Atlantis\n\nThe draft resolution was adopted by 3 votes to 1.\n\n"
		"2. Mr. ODDBERG (Slovania): We go on.\n\nThe meeting rose at 4 p.m.\n");
	static const char *const told[][2] = {
		{ "Austrlia", "may be \"Austria\" or \"Australia\", of whose names it has letters wrong" },
		{ "Atlantis", "is no party known by it" },
		{ "Slovania", "may be \"Slovenia\" or \"Slovakia\", of whose names it has letters wrong" },
	};
	const Truce__V1__Vote *vote = meeting_of(&r)->votes[0];
	assert_int_equal(vote->n_ballots, 4);
	assert_string_equal(vote->ballots[1]->party->printed, "Austrlia");
	assert_string_equal(vote->ballots[1]->party->id, "");
	assert_int_equal(findings_of(&r, FINDING(UNRESOLVED)), COUNT_OF(told));
	for (size_t k = 0; k < COUNT_OF(told); k++) {
		bool found = false;
		for (size_t i = 0; i < r.response.n_findings; i++)
			found |= strcmp(r.response.findings[i]->printed, told[k][0]) == 0 &&
				 strstr(r.response.findings[i]->explanation, told[k][1]) != NULL;
		if (!found)
			fail_msg("%s", told[k][0]);
	}
	reading_end(&r);
}

static void words_of_the_presiding_officer_are_read_as_they_were_printed(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, COVER
		   "1. The PRESIDENT: I invite Mr. Clovis Odd, Permanent Observer of the . League of Arab States "
		   "to the United Nations, to speak. We vote on\nthe draft reso1ution of Ceylon, in document "
		   "S/4722.\n\nA vote was taken by show of hands.\n\nIn favour: Ceylon, Liberia\n\nAgainst: "
		   "None\n\n2. The PRESIDENT: There were 2 votes in favour. The draft reso1ution bas beeu adopted.\n\n"
		   "3. Mr. ODD: I thank you.\n\nThe meeting rose at 4 p.m.\n");
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_string_equal(v->document, "S/4722");
	assert_int_equal(v->result, TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED);
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->party->id, "LAS");
	assert_non_null(strstr(r.response.statements[2]->blocks[0]->text, "reso1ution bas beeu adopted"));
	reading_end(&r);
}

static const struct {
	const char *text;
	int in_favour, against, abstaining;
} decisions[] = {
	{ "Paragraph -1 was adopted by 49-votes to none, with 1\n\nabstention.", 49, 0, 1 },
	{ "The draft resolution was rejected by 13 votes to.none, with 1 abstention.", 0, 13, 1 },
	{ "The amendment was adopted\xE2\x80\x99 by 9 votes to 2, with 4 abstentlons.", 9, 2, 4 },
	{ "The draft resolution was adopted by 9 votes to 2, with 4 abstentions. 1", 9, 2, 4 },
	{ "The amendment was rejectecl by 45 votes to 30, wi th 24 abstentions.", 30, 45, 24 },
	{ "Part C wos adopted by 9 votes to 2, wilh 4 abstentions.", 9, 2, 4 },
	{ "The recommendation was adopled by 9 votes to n0ne, with 4 abstentious.", 9, 0, 4 },
	{ "The draft resolution was adopted by nine votes to one, with 4 abstentions.", 9, 1, 4 },
};

static void decisions_that_a_scan_spoiled_have_their_totals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(decisions); i++) {
		struct reading r;
		char text[2048];
		snprintf(text, sizeof text,
			 "%s1. The PRESIDENT: We vote.\n\nA vote was taken by show of hands.\n\n%s\n\n2. The "
			 "PRESIDENT: We "
			 "did.\n\nThe meeting rose at 4 p.m.\n",
			 COVER, decisions[i].text);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_number("number of votes", decisions[i].text, (long)m->n_votes, 1);
		expect_number("in favour", decisions[i].text, m->votes[0]->in_favour, decisions[i].in_favour);
		expect_number("against", decisions[i].text, m->votes[0]->against, decisions[i].against);
		expect_number("abstaining", decisions[i].text, m->votes[0]->abstaining, decisions[i].abstaining);
		reading_end(&r);
	}
}

static void words_that_are_whole_are_not_read_as_others(void **state)
{
	(void)state;
	struct reading r;
	char text[2048];
	snprintf(
		text, sizeof text,
		"%s1. The PRESIDENT: We vote.\n\nA vote was taken by show of hands.\n\nThe draft resolution was not "
		"adopted, one of the permanent members of the Council having voted against it.\n\n2. The PRESIDENT: We "
		"did.\n\nThe meeting rose at 4 p.m.\n",
		COVER);
	read_words(&r, text);
	assert_int_equal(meeting_of(&r)->n_votes, 1);
	assert_int_equal(meeting_of(&r)->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_VETOED);
	reading_end(&r);
}

static void a_cover_that_a_scan_spoiled_says_who_presides(void **state)
{
	(void)state;
	static const char *const lines[] = { "Pr\xC3\xA9sident: Mr. Kofi FIRST (Ghana)",
					     "President: Mr, Kofi F1RST {Ghana).",
					     "President: Mr. Kofi FIRST (Gbana)" };
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct reading r;
		char text[2048];
		snprintf(text, sizeof text,
			 "SECURITY COUNCIL\n\n1901st MEETING: 4 MARCH 1965\n\nHeld in New York on Thursday, 4 March "
			 "1965, "
			 "at 3 p.m.\n\n%s\n\nThe meeting was called to order at 3 p.m.\n\n1. The PRESIDENT: We "
			 "begin.\n\nThe meeting rose at 4 p.m.\n",
			 lines[i]);
		read_words(&r, text);
		const Truce__V1__Party *party = r.response.statements[1]->turns[0]->speaker->party;
		expect_text("who presides", lines[i], party == NULL ? NULL : party->id, "GHA");
		reading_end(&r);
	}
}

static const struct {
	const char *printed, *instrument;
} symbols[] = {
	{ "8/6101", "S/6101" },
	{ "$/6101/Rev.l", "S/6101/Rev.1" },
	{ "S$/6101", "S/6101" },
	{ "\xC2\xA7/6101", "S/6101" },
	{ "S/PV.l101", "S/PV.1101" },
	{ "A/L.6l0/Rev.i", "A/L.610/Rev.1" },
	{ "A/37/L,19", "A/37/L.19" },
	{ "resolution 1514 (xV)", "A/RES/1514 (XV)" },
	{ "resolution 2131 (XX1)", "A/RES/2131 (XXI)" },
	{ "resolution 204.(1965)", "S/RES/204 (1965)" },
	{ "resolution l89 (1964)", "S/RES/189 (1964)" },
	{ "resolution 20l (l964)", "S/RES/201 (1964)" },
	{ "the text in S/6101, Corr.l", "S/6101|S/6101/Corr.1" },
	{ "the text in S/6101 and Add.l, which", "S/6101|S/6101/Add.1" },
	{ "the text in S/6101 and Rev. l, which", "S/6101|S/6101/Rev.1" },
};

static void symbols_that_a_scan_spoiled_are_cited(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(symbols); i++) {
		struct reading r;
		char text[2048];
		snprintf(text, sizeof text, "%s1. The PRESIDENT: We have %s before us.\n\nThe meeting rose at 4 p.m.\n",
			 COVER, symbols[i].printed);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		char cited[200] = "";
		for (size_t k = 0; k < s->n_citations; k++) {
			strcat(cited, k > 0 ? "|" : "");
			strcat(cited, s->citations[k]->instrument);
		}
		expect_text("instruments", symbols[i].printed, cited, symbols[i].instrument);
		reading_end(&r);
	}
}

/* Nothing of a text is read otherwise where nothing is spoiled, or where it was never
 * scanned. */
static void a_clean_record_is_read_as_it_is(void **state)
{
	(void)state;
	static const char body[] =
		"Mr. Oddberg (Norway): In favour of that we spoke.\nAgainst this. The motion was voted upon. Paragraph "
		"4, "
		"is what\nI mean (see resolution 204 (1965)).\n\nMs. Evenson (Sweden), Rapporteur of the Second "
		"Committee: "
		"I shall report.\n\nA vote was taken by show of hands.\n\nIn favour: Bolivia, China, "
		"France\n\nAgainst: "
		"None\n\nAbstaining: Malaysia\n\nThe draft resolution was adopted by 3 votes to none, with 1 "
		"abstention.\n\nThe meeting rose at 4 p.m.\n";
	struct reading r;
	char text[4096];
	snprintf(text, sizeof text, "%s%s", COVER, body);
	read_words(&r, text);
	assert_int_equal(repairs(&r), 0);
	assert_int_equal(r.response.statements[0]->votes[0]->n_ballots, 4);
	reading_end(&r);
	snprintf(text, sizeof text, "%s%s", MODERN,
		 "Mr. Oddberg {Norway}: We saw 8/6101.\n\nThe meeting rose at 4 p.m.\n");
	read_words(&r, text);
	assert_int_equal(repairs(&r), 0);
	reading_end(&r);
}

static const struct {
	const char *text, *words;
	unsigned most, faults;
	size_t size;
} matches[] = {
	{ "In favour:", "In favour", 1, 0, 9 },
	{ "fn favour:", "In favour", 1, 1, 9 },
	{ "ln favor:", "In favour", 1, 0, 0 },
	{ "In favor:", "In favour", 1, 1, 8 },
	{ "froin French", "from", 1, 1, 5 },
	{ "In  favour", "In favour", 0, 0, 10 },
	{ "In\xE2\x80\x99 favour", "In favour", 1, 1, 12 },
	{ "Abstairnng", "Abstaining", 2, 2, 10 },
	{ "Abst.aining", "Abstaining", 1, 1, 11 },
	{ "r\xC3\xA9solution", "resolution", 1, 1, 11 },
	{ "", "In favour", 3, 0, 0 },
};

static void faults_are_letters_strokes_and_marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(matches); i++) {
		unsigned faults;
		size_t size = scan_match(matches[i].text, strlen(matches[i].text), matches[i].words, matches[i].most,
					 &faults);
		expect_number("bytes taken", matches[i].text, (long)size, (long)matches[i].size);
		if (size > 0)
			expect_number("faults", matches[i].text, (long)faults, (long)matches[i].faults);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_that_a_scan_spoiled_name_their_speaker),
		cmocka_unit_test(a_text_behind_a_label_begins_with_a_whole_character),
		cmocka_unit_test(a_vote_that_a_scan_spoiled_is_exact),
		cmocka_unit_test(who_takes_the_chair_and_parts_are_read_where_a_scan_spoiled_them),
		cmocka_unit_test(what_is_kept_is_the_text_as_it_came),
		cmocka_unit_test(heads_and_stray_marks_between_the_lines_are_none_of_them),
		cmocka_unit_test(an_election_that_a_scan_spoiled_is_exact),
		cmocka_unit_test(a_note_within_a_scanned_list_is_none_of_its_names),
		cmocka_unit_test(a_name_that_is_near_two_states_is_told_with_both),
		cmocka_unit_test(words_of_the_presiding_officer_are_read_as_they_were_printed),
		cmocka_unit_test(decisions_that_a_scan_spoiled_have_their_totals),
		cmocka_unit_test(words_that_are_whole_are_not_read_as_others),
		cmocka_unit_test(a_cover_that_a_scan_spoiled_says_who_presides),
		cmocka_unit_test(symbols_that_a_scan_spoiled_are_cited),
		cmocka_unit_test(a_clean_record_is_read_as_it_is),
		cmocka_unit_test(faults_are_letters_strokes_and_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
