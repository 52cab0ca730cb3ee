/* Forms that the verbatim records of eight decades print, each in a record of its own
 * that was made for it: directions, headings, scans, what pages print of themselves. */
#include "tests/record_forms.h"

/* ---- Directions ------------------------------------------------------- */

static const char *const stage_directions[] = {
	"At the invitation of the President, Mr. Odd (Norway) took a seat at the Council table.",
	"On the invitation of the President, Mr. Odd, representative of Norway, took his place at the Council table.",
	"At the invitation of the President, Mr. Odd (Norway) took the place reserved for him at the side of the "
	"Council Chamber.",
	"At the invitation of the Acting President, Ms. Odd (Norway) and Mr. Even (Chad) acted as tellers.",
	"At the invitation of the President, the same tellers continued to serve.",
	"Mr. Odd withdrew.",
	"Mr. Odd (Norway), Vice-President, took the Chair.",
	"Ms. Odd (Norway), Vice-President, in the Chair.",
	"In the absence of the President, Mr. Odd (Norway), Vice-President, took the Chair.",
	"The President returned to the Chair.",
	"The President in the Chair.",
	"Mr. Odd, President of the Republic of Norway, was escorted into the General Assembly Hall.",
	"Mr. Odd, Prime Minister of Norway, was escorted from the rostrum.",
	"Mr. Odd, Prime Minister of Norway, was escorted to the rostrum.",
	"His Majesty King Odd of Norway was escorted into the General Assembly Hall.",
	"The members of the General Assembly observed a minute of silent prayer or meditation.",
	"The members of the Council observed a minute of silence.",
	"The representatives stood in silence.",
	"The system of simultaneous interpretation was introduced at this point.",
	"The meeting was suspended at 11.20 a.m. and resumed at 11.45 a.m.",
	"The meeting was suspended at 11.20 a.m. on Monday, 4 March, and resumed at 3 p.m. on Friday, 8 March.",
	"Norway, having been drawn by lot by the President, was called upon to vote first.",
	"Having been drawn by lot by the President, Norway was called upon to vote first.",
	"A video was shown in the Council Chamber.",
	"An image was projected on screen.",
	"Two images were projected on screen.",
	"A recording was played in the Chamber.",
	"The President drew the following names from the box.",
	"The Assembly then heard a musical performance.",
	"The children sang for the General Assembly.",
	"[Mr. Odd continued in French.]",
	"[Applause]",
	"The Secretary-General escorted the President of the Republic to the rostrum.",
	"The delegations of Nauru and Tonga were escorted to their places in the General Assembly Hall.",
	"The Council observed one minute of silence.",
	"The members of the Security Council observed a moment of silence.",
	"The Assembly observed a minute of silence in tribute to the memory of Mr. Odd.",
	"At the request of the President, the members of the Council observed a minute of silence.",
	"Having obtained the required two-thirds majority, Chad, Norway and Peru were elected members of the Security "
	"Council for a two-year term beginning on 1 January 1998.",
	"Having obtained an absolute majority, Mr. Odd has been elected a member of the International Court of "
	"Justice.",
	"Chad and Norway were elected members of the Organizational Committee for a term of two years.",
	"In the absence of Mr. Odd (Norway), Mr. Even (Chad), Vice-President, took the Chair.",
	"Mr. Odd (Norway) took the Chair as Temporary President.",
	"The Chairman of the delegation of Norway took the Chair.",
	"The Minister for Foreign Affairs of Norway took the Chair.",
	"Mr. Odd took the presidential chair.",
	"The provisional agenda was adopted without objection.",
	"At this stage Mr. Odd, representative of Norway, took his seat at the Council table.",
	"The delegation of Norway left the Council chamber.",
	"The representative of Norway left the room.",
	"A videotape was shown in the Council Chamber.",
	"A short film was screened in the General Assembly Hall.",
	"The Secretary-General presented the award to Mr. Odd.",
	"The public meeting rose at 1 p.m. and the Council continued in private.",
	"The ballot papers were distributed.",
	"A pre-recorded video statement was shown in the General Assembly Hall (annex I and see A/75/592/Add.10).",
	"Mr. Odd (Norway), Rapporteur of the Fourth Committee, presented the report of that Committee (A/3079) and "
	"then spoke as follows:",
	"Mr. Odd (Norway), Rapporteur of the Fourth Committee, presented the report of that Committee and then spoke "
	"as "
	"follows:",
	"Mr. Odd (Norway), Chairman of the Credentials Committee, submitted the report of that Committee (A/2234).",
};

/* The same words behind which nobody else takes the floor, or of one's own doings. */
static void words_of_a_speech_are_no_direction(void **state)
{
	(void)state;
	static const char *const words[] = {
		"The Secretary-General escorted the President to the rostrum. It was a great day.",
		"We heard that the Council observed one minute of silence.",
		"Chad and Norway were elected members of the Committee, and we welcome it.",
		"(2021) must now be continued in the",
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%s\n\nThe President: We go on.%s", OPENED,
					  words[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		assert_non_null(strstr(s->blocks[s->n_blocks - 1]->text, words[i]));
		reading_end(&r);
		free(text);
	}
}

static void directions_are_not_speech(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(stage_directions); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%s\n\nThe President: We go on.%s", OPENED,
					  stage_directions[i], ROSE);
		read_words(&r, text);
		expect_number("statements", stage_directions[i], (long)r.response.n_statements, 3);
		const Truce__V1__Statement *s = r.response.statements[1];
		for (size_t b = 0; b < s->n_blocks; b++) {
			if (s->blocks[b]->kind == BLOCK(PARAGRAPH))
				expect_text("the turn", stage_directions[i], s->blocks[b]->text, "We wait.");
		}
		for (size_t b = 0; b < meeting_of(&r)->n_blocks; b++)
			assert_int_not_equal(meeting_of(&r)->blocks[b]->kind, BLOCK(REFUSED));
		reading_end(&r);
		free(text);
	}
}

static void a_meeting_rises_at_a_time_of_day(void **state)
{
	(void)state;
	static const char *const times[][2] = {
		{ "1.5 p.m.", "13:05" }, { "6.35 p.m.", "18:35" }, { "12.10 a.m.", "00:10" }, { "noon.", "12:00" },
		{ "11 a.m.", "11:00" },  { "18:05.", "18:05" },    { "4.75 p.m.", "" },       { "14.30 p.m.", "" },
	};
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		struct reading r;
		char *text =
			support_text("%sMs. Odd (Norway): We wait.\n\nThe meeting rose at %s\n", OPENED, times[i][0]);
		read_words(&r, text);
		expect_text("the end", times[i][0], meeting_of(&r)->record->closed, times[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void explanations_of_vote_are_what_the_president_calls_for(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		bool calls;
	} cases[] = {
		{ "I give the floor to those who wish to speak in explanation of vote.", true },
		{ "I call first on those representatives who wish to explain their vote before the voting.", true },
		{ "Before giving the floor for explanations of vote after the voting, may I remind delegations of the "
		  "time.",
		  true },
		{ "We have heard the last speaker in explanation of vote. We shall now vote.", false },
		{ "May I remind delegations that explanations of vote are limited to 10 minutes.", false },
		{ "I give the floor to the representative of Norway.", false },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct reading r;
		char *text = support_text("%sThe PRESIDENT: %s\n\nMs. Odd (Norway): We wait.%s", OPENED, cases[i].words,
					  ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[r.response.n_statements - 1];
		expect_number("kind", cases[i].words, s->kind,
			      cases[i].calls ? STATEMENT(EXPLANATION_OF_VOTE) : STATEMENT(SPEECH));
		reading_end(&r);
		free(text);
	}
}

/* The President, in records of the first decades, is who sits in the Chair; where labels say
 * "the Acting President", who does not. */
static void a_president_is_who_sits_in_the_chair(void **state)
{
	(void)state;
	static const struct {
		const char *between, *person, *party;
	} chairs[] = {
		{ "", "Mr. FIRST", "GHA" },
		{ "Mr. Even (Chad), Vice-President, took the Chair.\n\n", "Mr. Even", "TCD" },
		{ "Mr. Even (Chad), Vice-President, took the Chair.\n\nThe PRESIDENT: We hear Norway.\n\n"
		  "Ms. Odd (Norway): We wait.\n\n",
		  "Mr. Even", "TCD" },
		{ "Mr. Even (Chad), Vice-President, took the Chair.\n\nThe PRESIDENT: We hear Norway.\n\n"
		  "Ms. Odd (Norway): We wait.\n\nThe President returned to the Chair.\n\n",
		  "Mr. FIRST", "GHA" },
		{ "Mr. Even (Chad), Vice-President, took the Chair.\n\nThe Acting President: We hear Norway.\n\n"
		  "Ms. Odd (Norway): We wait.\n\n",
		  "Mr. FIRST", "GHA" },
		{ "Mr. Even (Chad), Vice-President, took the Chair.\n\nThe Acting President: We hear Norway.\n\n"
		  "Ms. Odd (Norway): We wait.\n\nMr. FIRST took the Chair.\n\n",
		  "Mr. FIRST", "GHA" },
	};
	for (size_t i = 0; i < COUNT_OF(chairs); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%sThe PRESIDENT: We go on.%s", OPENED,
					  chairs[i].between, ROSE);
		read_words(&r, text);
		const Truce__V1__Turn *t = r.response.statements[r.response.n_statements - 1]->turns[0];
		expect_text("person", text, t->speaker->printed, chairs[i].person);
		expect_text("party", text, t->speaker->party->id, chairs[i].party);
		reading_end(&r);
		free(text);
	}
}

static void a_president_is_known_by_all_letters_but_one(void **state)
{
	(void)state;
	static const char *const labels_of[] = { "The PRESlDENT:",
						 "The PRESIDEXT (interpretation from French):",
						 "12. The PRESI DENT:",
						 "The PRESDENT:",
						 "The PRESIDENTS:",
						 "The RESIDENCE:",
						 "The PRECEDENT (of that year) was:" };
	static const size_t turns[] = { 3, 3, 2, 3, 3, 2, 2 };
	for (size_t i = 0; i < COUNT_OF(labels_of); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%s We go on.%s", OPENED, labels_of[i], ROSE);
		read_words(&r, text);
		expect_number("statements", labels_of[i], (long)r.response.n_statements, (long)turns[i]);
		const Truce__V1__Turn *t = r.response.statements[r.response.n_statements - 1]->turns[0];
		size_t repairs = 0;
		for (size_t k = 0; k < r.response.n_findings; k++)
			repairs += strstr(r.response.findings[k]->explanation, "read as \"The PRESIDENT\"") != NULL;
		expect_number("repairs", labels_of[i], (long)repairs, (long)turns[i] - 2);
		if (turns[i] == 3) {
			expect_text("role", labels_of[i], t->role, "President");
			expect_text("person", labels_of[i], t->speaker->printed, "Mr. FIRST");
		}
		reading_end(&r);
		free(text);
	}
}

/* A finding shows the begin of a long line, of whole characters. */
static void a_finding_cuts_no_character(void **state)
{
	(void)state;
	for (size_t before = 196; before < 202; before++) {
		struct reading r;
		char *text = support_text(
			"S/PV.9001\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 "
			"p.m.\n\nThe %0*d\xE2\x80\x9C"
			"words stand where nobody speaks.%s",
			(int)before - 4, 0, ROSE);
		read_words(&r, text);
		size_t cut = before == 198 || before == 199 ? before : before < 198 ? before + 3 : 200, told = 0;
		for (size_t i = 0; i < r.response.n_findings; i++) {
			if (strncmp(r.response.findings[i]->printed, "The 0", 5) == 0) {
				size_t size = strlen(r.response.findings[i]->printed);
				if (before < 198 ? size < cut || size > 200 : size != cut)
					fail_msg("%zu: %zu bytes", before, size);
				told++;
			}
		}
		assert_int_equal(told, 1);
		reading_end(&r);
		free(text);
	}
}

/* A scan's wrong letter in the name of a state: read, and told with its line. */
static void a_wrong_letter_of_a_scan_is_a_repair(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Odd (Argentlna): We wait.\n\nA recorded vote was taken.\n\nIn favour:\nAustalia, Irag, "
			  "Atlantis\n\nAgainst:\nNone" ROSE);
	const Truce__V1__Turn *t = r.response.statements[1]->turns[0];
	assert_string_equal(t->speaker->party->id, "ARG");
	assert_string_equal(t->speaker->party->printed, "Argentlna");
	assert_string_equal(t->speaker->id, "ARG.odd");
	assert_int_equal(t->confidence, TRUCE__V1__CONFIDENCE__CONFIDENCE_UNSPECIFIED);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 3);
	assert_string_equal(v->ballots[0]->party->id, "AUS");
	assert_string_equal(v->ballots[1]->party->id, "IRQ");
	assert_string_equal(v->ballots[2]->party->id, "");
	size_t repairs = 0;
	for (size_t i = 0; i < r.response.n_findings; i++) {
		const Truce__V1__Finding *f = r.response.findings[i];
		repairs += f->kind == TRUCE__V1__FINDING__KIND__KIND_REPAIR &&
			   strncmp(f->explanation, "read as ", 8) == 0 && f->line > 0;
	}
	assert_int_equal(repairs, 3);
	reading_end(&r);
}

/* Where all lines stand apart, or none does, a heading that ends no sentence comes before
 * what was decided. */
static void an_agenda_is_adopted_behind_its_heading(void **state)
{
	(void)state;
	static const char *const breaks[] = { "\n", "\n\n" };
	for (size_t i = 0; i < COUNT_OF(breaks); i++) {
		struct reading r;
		const char *b = breaks[i];
		char *text = support_text(
			"S/PV.9001%sPresident: Mr. FIRST (Ghana)%sThe meeting was called to order at 3 "
			"P.M.%sExpression "
			"of thanks%sThe President: We thank him for all of it.%sAdoption of the agenda%sThe agenda was "
			"adopted.%sThe lowlands%sThe President: We begin.%sThe meeting rose at 4 P.M.%s",
			b, b, b, b, b, b, b, b, b, b);
		read_words(&r, text);
		const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
		assert_int_equal(r.response.n_statements, 3);
		assert_int_equal(r.response.statements[1]->n_blocks, 1);
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "We thank him for all of it.");
		assert_int_equal(m->n_decisions, 1);
		assert_int_equal(m->n_items, 3);
		assert_string_equal(m->items[1]->title, "Adoption of the agenda");
		assert_string_equal(m->opened, "15:00");
		assert_string_equal(m->closed, "16:00");
		reading_end(&r);
		free(text);
	}
}

static void items_under_one_heading_keep_their_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *number, *title;
	} rows[] = {
		{ "AGENDA ITEMS 108 (continued), 109 (continued), 110 to 115\n(continued) and 12 (concluded)\n\nTHE "
		  "LOWLANDS",
		  "108, 109, 110 to 115 and 12", "THE LOWLANDS" },
		{ "Agenda item 48 (b) (continued)\n\nThe lowlands (A/61/1)", "48 (b)", "The lowlands (A/61/1)" },
		{ "Agenda items 13 and 115\n\nThe lowlands", "13 and 115", "The lowlands" },
		{ "AGENDA ITEMS 92, 94 (a), 95 and 97 THE LOWLANDS", "92, 94 (a), 95 and 97", "THE LOWLANDS" },
		{ "Agenda item 7:\n\n1994 floods", "7", "1994 floods" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s%s\n\nMs. Odd (Norway): We wait.%s", OPENED, rows[i].printed, ROSE);
		read_words(&r, text);
		const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
		expect_number("items", rows[i].printed, (long)m->n_items, 1);
		expect_text("number", rows[i].printed, m->items[0]->number, rows[i].number);
		expect_text("title", rows[i].printed, m->items[0]->title, rows[i].title);
		reading_end(&r);
		free(text);
	}
}

/* A stroke that a scan made a letter of, in the record's symbol, on its pages and in what is
 * said. */
static void a_symbol_is_read_without_its_stroke(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "SlPV.9001\n\n9001st MEETING\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order "
		       "at 3 p.m.\n\nMs. Odd (Norway): We said so (see SIPV. 9000 and Add.1) and wait for\n\nSlPV.9001"
		       "\n\nwhat is in Al31/PV.8, SlOW, SPV and AL31." ROSE);
	static const char *const cited[] = { "S/PV.9000", "S/PV.9000/Add.1", "A/31/PV.8" };
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_string_equal(meeting_of(&r)->symbol, "S/PV.9001");
	assert_int_equal(s->n_blocks, 1);
	assert_null(strstr(s->blocks[0]->text, "9001"));
	assert_int_equal(s->n_citations, COUNT_OF(cited));
	for (size_t i = 0; i < COUNT_OF(cited); i++)
		assert_string_equal(s->citations[i]->instrument, cited[i]);
	assert_string_equal(s->citations[0]->printed, "SIPV. 9000");
	size_t repairs = 0;
	for (size_t i = 0; i < r.response.n_findings; i++) {
		repairs += strstr(r.response.findings[i]->explanation, "whose stroke a scan") != NULL;
		assert_null(strstr(r.response.findings[i]->explanation, "another record"));
	}
	assert_int_equal(repairs, 3);
	reading_end(&r);
}

/* What a page prints of itself between two lines of a sentence. */
static void a_page_cuts_no_sentence(void **state)
{
	(void)state;
	static const char *const cuts[] = {
		"1 See Official Records of the Security Council, Twenty-\nfourth Year, Supplement for July, document "
		"S/9421.\n2 Ibid., document S/9427.",
		"* See S/PV.1499.",
		"12/ United Nations, Treaty Series, vol. 75, No. 973.",
		"Security Council 9001st Meeting\nForty-ninth Year 11 July 1994",
		"General Assembly\nForty-eighth session\n46th plenary meeting\n1 November 1993",
		"This record contains the text of speeches delivered in English.\nCorrections will be issued in a "
		"consolidated corrigendum.",
		"S/PV.9001\n3-5\n\n(Ms. Odd, Norway)\n",
		"\n2\n06-37121\n\nS/PV.9001\n",
		"/ . . .\n\nS/PV.9001\n3 (a-z)\n",
		"NS/pt\nS/PV.9001\n\n12\n\n(Ms. Odd, Norway)\n",
		"164    General Assembly - Seventh Session - Plenary Meetings",
		"1202        General Assembly -- Fifteenth Session -- Plenary Meetings",
		"389th Meeting\xE2\x80\x94"
		"25 October 1952          163",
		"General Assembly\xE2\x80\x94"
		"Forty-eighth session",
		"____________________",
	};
	for (size_t i = 0; i < COUNT_OF(cuts); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait for what\n%s\nwas said to come.%s", OPENED,
					  cuts[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		expect_number("blocks", cuts[i], (long)s->n_blocks, 1);
		expect_text("the turn", cuts[i], s->blocks[0]->text, "We wait for what was said to come.");
		reading_end(&r);
		free(text);
	}
}

/* The record of a closed meeting is a communique: what it says is nobody's speech. */
static void a_closed_meeting_has_a_communique(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"United Nations\n\nS/PV.4822\n\nSecurity Council\nProvisional\n\nFifty-eighth year\n\n4822nd meeting\n"
		"Tuesday, 9 September 2003, 10.30 a.m.\nNew York\n\n03-50301 (E)\n\n\fS/PV.4822\n\nOfficial "
		"communiqu\xC3\xA9 of the 4822nd (closed) meeting of the Security Council\n\nHeld in private at "
		"Headquarters, New York, on Tuesday, 9 September 2003, at 10.30 a.m.\n\nAt its 4822nd meeting, held "
		"in private, the Security Council heard the keepers\nof the ferry under resolution 1353 (2001).\n");
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(r.response.n_statements, 1);
	assert_string_equal(m->symbol, "S/PV.4822");
	assert_string_equal(m->meeting, "4822");
	assert_string_equal(m->date->earliest, "2003-09-09");
	for (size_t i = 0; i < m->n_blocks; i++)
		assert_int_not_equal(m->blocks[i]->kind, BLOCK(REFUSED));
	assert_string_equal(m->citations[0]->instrument, "S/RES/1353 (2001)");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(directions_are_not_speech),
		cmocka_unit_test(words_of_a_speech_are_no_direction),
		cmocka_unit_test(a_finding_cuts_no_character),
		cmocka_unit_test(a_wrong_letter_of_a_scan_is_a_repair),
		cmocka_unit_test(a_meeting_rises_at_a_time_of_day),
		cmocka_unit_test(explanations_of_vote_are_what_the_president_calls_for),
		cmocka_unit_test(a_president_is_who_sits_in_the_chair),
		cmocka_unit_test(a_president_is_known_by_all_letters_but_one),
		cmocka_unit_test(an_agenda_is_adopted_behind_its_heading),
		cmocka_unit_test(items_under_one_heading_keep_their_numbers),
		cmocka_unit_test(a_symbol_is_read_without_its_stroke),
		cmocka_unit_test(a_page_cuts_no_sentence),
		cmocka_unit_test(a_closed_meeting_has_a_communique),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
