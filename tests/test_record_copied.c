/* Records as people copy them from web pages: without their symbol, with the page's own
 * lines above, cells of a table on lines of their own, or of a part only. */
#include "base/utf8.h"
#include "tests/record_forms.h"

struct copied_case {
	const char *text;
	const char *symbol, *organ, *meeting, *date, *place;
	const char *president; /* id; NULL for none */
	size_t members, turns;
	const char *items; /* titles with their numbers, each on a line */
};

static const struct copied_case copies[] = {
	/* the Council's: a blank line between the cells; "Members" without its colon */
	{ "The wells: the Council is briefed - Verbatim record\n\nProvisional\n\nSecurity Council \n\nSeventieth "
	  "year\n\n \xC2\xA0 \n\n7361st meeting\n\nFriday, 16 January 2015, 10 a.m.\n\nNew York\n\nPresident:\n\nMr. "
	  "Mu\xC3\xB1"
	  "oz/Mr. Barro\n\n(Chile)\n\nMembers\n\nAngola\n\nMr. Gaspard\n\nJordan   \n\nMrs. Kawara\n\nUnited Kingdom "
	  "of Great Britain and Northern Ireland\n\nSir Mark Lyell\n\nAgenda \n\nThe wells of the lowlands\n\nThe "
	  "meeting was called to order at 10.15 a.m.\n\nAdoption of the agenda\n\nThe agenda was adopted.\n\nThe wells "
	  "of the lowlands\n\nThe President (spoke in Spanish): We begin.\n",
	  "S/PV.7361", "Security Council", "7361", "2015-01-16", "New York", "CHL.munoz", 3, 1,
	  "|The wells of the lowlands\n|Adoption of the agenda\n|The wells of the lowlands\n" },
	/* tabulators between the cells */
	{ "Security Council\t\t\tProvisional\n\nFifty-second Year\n\n3836th Meeting\n\nMonday, 24 November 1997, 1.25 "
	  "p.m.\n\nNew York\n\nPresident:\xC2\xA0\xC2\xA0\tMr. Qin Hua\t(China)\n\nMembers:\tChile\tMr. "
	  "Larra\n\n\tCosta Rica\tMr. Berro\n\nAgenda\n\nThe wells\n\nThe meeting was called to order at 1.30 "
	  "p.m.\n\nThe President (interpretation from Chinese): We begin.\n",
	  "S/PV.3836", "Security Council", "3836", "1997-11-24", "New York", "CHN.qin-hua", 2, 1, "|The wells\n" },
	/* the agenda's number is the meeting's; the items begin behind it */
	{ "Provisional agenda\n\n(S/Agenda/695/Rev.1)\n\n1. Adoption of the agenda.\n\n2. The wells:\n\n(a) Complaint "
	  "by "
	  "Egypt concerning:\n\nTheir being stopped.\n\n1. The PRESIDENT: We begin.\n\n2. Mr. BELLA (Peru): I thank "
	  "him.\n",
	  "S/PV.695", "Security Council", "695", NULL, "", NULL, 0, 2, "1|Adoption of the agenda.\n2|The wells:\n" },
	{ "FIVE HUNDRED AND SIXTH MEETING\n\nHeld in New York on Friday, 29 September 1950, at 3 p.m.\n\nPresident: "
	  "Sir "
	  "Gladwyn ODD (Norway).\n\nProvisional agenda (S/Agenda 506)\n\n1. Adoption of the agenda.\n\n1. The "
	  "PRESIDENT: We begin.\n",
	  "S/PV.506", "Security Council", "506", "1950-09-29", "New York", "NOR.gladwyn-odd", 0, 1,
	  "1|Adoption of the agenda.\n" },
	/* the Assembly's of two columns, line by line, below a page's own lines */
	{ "Home || Permalink || Search\n\n        General Assembly\n15 November 1974\n\nUnited Nations "
	  "2288th\nASSEMBLY Friday, 15 November 1974,\n\nOfficial Records NEW YORK\nAgenda item 108:\nThe wells "
	  "(continued) 897\n\nPresident: Mr. Abdel BOUTEF (Algeria)\n\nThe wells (continued)*\n\n1. Mr. JELLO "
	  "(Somalia): We wait.\n",
	  "A/PV.2288", "General Assembly", "2288", "1974-11-15", "NEW YORK", "DZA.abdel-boutef", 0, 1,
	  "108|The wells (continued)\n" },
	{ "United Nations 2269th\nGENERAL PLENARY MEETING\nASSEMBLY Monday, 14 October 1974,\nTWENTY-NINTH SESSION at "
	  "3 p.m.\n\nOfficial "
	  "Records NEW YORK\n\nPresident: Mr. Abdel BOUTEF\n(Algeria).\n\nAGENDA ITEM 108\nThe "
	  "wells\n\n1. Mr. FLORIAN (Norway): We wait.\n",
	  "A/PV.2269", "General Assembly", "2269", "1974-10-14", "NEW YORK", "DZA.abdel-boutef", 0, 1,
	  "108|The wells\n" },
	/* neither organ nor number: a part of a record all the same */
	{ "CONTENTS\nAgenda item 27:\nThe wells: report (continued)\nPresident: Mr. Gaston THORNE "
	  "(Luxembourg).\nAGENDA ITEM 27\nThe wells: report (continued)\n1. Mr. VELLO (Malta): We wait.\n",
	  "", "", "", NULL, "", "LUX.gaston-thorne", 0, 1, "27|The wells: report (continued)\n" },
	{ "Agenda item 22:\n\nNew Members (continued)\n\nAgenda item 17:\n\nElection of five judges\n\nPresident: Mr. "
	  "Gaston THORNE (Luxembourg).\n\nNew Members (continued):\n\n1. The PRESIDENT: We defer it.\n\nIt was so "
	  "decided.\n\nElection of five judges\n\n2. The PRESIDENT: We wait.\n",
	  "", "", "", NULL, "", "LUX.gaston-thorne", 0, 2,
	  "22|New Members (continued):\n17|Election of five judges\n" },
	{ "General Assembly\n6 November 1975\n\nAgenda item 27:\n\nThe wells\n\n1. Mr. MALIK (Afghanistan): We "
	  "wait.\n\n2. Mr. ODD (Norway): We too.\n",
	  "", "General Assembly", "", "1975-11-06", "", NULL, 0, 2, "" },
	/* of the first sessions: who presides behind the time of day */
	{ "General Assembly\nForty-third session\nFIRST MEETING\nHeld at Headquarters, New York, on Tuesday, 20 "
	  "September "
	  "1988, at 3 p.m. President: Mr. FLO (Norway)\n\nThe PRESIDENT: We begin.\n",
	  "A/43/PV.1", "General Assembly", "1", "1988-09-20", "New York", "NOR.flo", 0, 1, "" },
	{ "Held at the Old Hall at Flatbush Meadow, New York, on Thursday, 15 May 1947,\n\nat 10 a.m. President: Mr. "
	  "O. "
	  "Aran (Brazil).\n\n21. Final report\n\nThe PRESIDENT: We begin.\n\nColonel Hodge (Australia): I present "
	  "it.\n",
	  "", "", "", "1947-05-15", "the Old Hall at Flatbush Meadow, New York", "BRA.o-aran", 0, 2,
	  "|21. Final report\n" },
	{ "SEVENTY-SIXTH PLENARY MEETING\nHeld in the Old Hall at Flatbush\nMeadow, New York, on Tuesday, 6 May "
	  "1947,\nat 2.30 p.m.\nPresident: Mr. O. ARAN (Brazil).\n17. Continuation of the debate\nThe PRESIDENT: We "
	  "begin.\n",
	  "A/PV.76", "General Assembly", "76", "1947-05-06", "the Old Hall at Flatbush Meadow, New York", "BRA.o-aran",
	  0, 1, "|17. Continuation of the debate\n" },
	/* emergency special sessions: within the series of all sessions, and with their own */
	{ "GENERAL ASSEMBLY OFFICIAL RECORDS,\n\n1ST EMERGENCY SPECIAL SESSION : 563RD PLENARY MEETING,\n\nSATURDAY, 3 "
	  "NOVEMBER 1956, NEW YORK\n\nPresident: Mr. Rudo ORTEGO (Chile).\n\n1. The PRESIDENT: We begin.\n",
	  "A/PV.563", "General Assembly", "563", "1956-11-03", "NEW YORK", "CHL.rudo-ortego", 0, 1, "" },
	{ "Ninth emergency special session\n\nGENERAL ASSEMBLY\n\nPROVISIONAL VERBATIM RECORD OF THE THIRD "
	  "MEETING\n\nHeld at Headquarters, New York,\n\non Monday, 1 February 1982, at 11:40 a.m.\n\nPresident: Mr. "
	  "Ismat KITTAN (Iraq)\n\nITEM 1 OF THE PROVISIONAL AGENDA\n\nOPENING OF THE SESSION\n\nThe PRESIDENT: I "
	  "declare the session resumed.\n",
	  "A/ES-9/PV.3", "General Assembly", "3", "1982-02-01", "New York", "IRQ.ismat-kittan", 0, 1,
	  "1|OPENING OF THE SESSION\n" },
	/* cells of who sat in later, an item that begins as documents do, words left out */
	{ "Forty-third session\n\nGENERAL ASSEMBLY\n\nPROVISIONAL VERBATIM RECORD OF THE FORTY-SIXTH MEETING\n\nHeld "
	  "at "
	  "Headquarters, New York,\non Friday, 4 November 1988, at 3 p.m.\n\nPresident:\n\nMr. CAPO\n\n(Argentina)\n\n"
	  "later:\n\nMr. PEJO (Vice-President)\n\n(Yugoslavia)\n\nThe wells and their keepers [30]\n\n(a) Report of "
	  "the "
	  "keepers\n(b) Draft resolution\n\nReport of the Committee on Wells [77]\n\nThe meeting was called to order "
	  "at "
	  "3.10 P.M.\n/\xE2\x80\xA6\n\nAGENDA ITEM 30\n\nTHE WELLS AND THEIR KEEPERS\n\nThe PRESIDENT: We begin.\n",
	  "A/43/PV.46", "General Assembly", "46", "1988-11-04", "New York", "ARG.capo", 0, 1,
	  "30|The wells and their keepers\n77|Report of the Committee on Wells\n30|THE WELLS AND THEIR KEEPERS\n" },
	/* columns of the cover one after the other, leaders by themselves, no blank line behind the printers' note */
	{ "United Nations\nS/PV.4012\nSecurity Council\nProvisional\nFifty-fourth Year\n4012th Meeting\nFriday, 11 "
	  "June "
	  "1999, 12.15 p.m.\nNew York\nPresident:\nMr. Jagn . . . . . . .\nMembers:\nArgentina . . . . .\nUnited "
	  "Kingdom "
	  "of Great Britain and Northern Ireland\n.\n.\n.\n.\n(Gambia)\nMr. Petr\nSir Jeremy Green\nAgenda\nThe "
	  "wells\nLetter dated 6 May 1999 (S/1999/516)\n99-85612 (E)\nThis record contains the original text of "
	  "speeches "
	  "delivered in English and\nin the other languages. The final text will be printed in the Official "
	  "Records.\nThe meeting was called to order at 12.40 p.m.\nAdoption of the agenda\nThe agenda was "
	  "adopted.\nThe "
	  "wells\nThe President: We begin.\nMr. Odd (Norway): We wait.\n",
	  "S/PV.4012", "Security Council", "4012", "1999-06-11", "New York", "GMB.jagn", 2, 2,
	  "|The wells\n|Adoption of the agenda\n|The wells\n" },
	/* an item on each line, its own number within; a page of the cover's own; "at 10 a.m." before who presides */
	{ "Forty-sixth session\nGENERAL ASSEMBLY\nPROVISIONAL VERBATIM RECORD OF THE 75th MEETING\nHeld at "
	  "Headquarters, "
	  "New York, on Tuesday, 17 Decenber 1991,\nat 3 p.m. President: Mr. FLOR (Honduras)\n(Vice-President)\nThe "
	  "wells [92]\n(a) Report of the keepers\n(b) Draft resolution\nRights of keepers [93]: report of the "
	  "Committee\nThis record contains the original text of speeches delivered in English.\n91-62037 8125V "
	  "(E)\n\nJCG/12 A/46/PV.75\n(1 A-S)\nThe rivers [94]\n(a) Report of the Committee\n\nJCG/12 "
	  "A/46/PV.75\n2-5\nThe meeting was called to order at 3.10 P.M.\nAGENDA ITEM 92\nTHE WELLS\nThe PRESIDENT: "
	  "We begin.\n",
	  "A/46/PV.75", "General Assembly", "75", "1991-12-17", "New York", "HND.flor", 0, 1,
	  "92|The wells\n93|Rights of keepers: report of the Committee\n94|The rivers\n92|THE WELLS\n" },
};

static char *items_of(const Truce__V1__MeetingRecord *m)
{
	char *items = support_text("%s", "");
	for (size_t i = 0; i < m->n_items; i++) {
		char *more = support_text("%s%s|%s\n", items, m->items[i]->number, m->items[i]->title);
		free(items);
		items = more;
	}
	return items;
}

static void a_copy_says_of_its_meeting_what_it_prints(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(copies); i++) {
		const struct copied_case *c = &copies[i];
		struct reading r;
		read_words(&r, c->text);
		const Truce__V1__Statement *s = meeting_of(&r);
		const Truce__V1__MeetingRecord *m = s->record;
		char *items = items_of(m);
		expect_text("symbol", c->text, s->symbol, c->symbol);
		expect_text("organ", c->text, s->organ, c->organ);
		expect_text("meeting", c->text, s->meeting, c->meeting);
		expect_text("date", c->text, s->date == NULL ? NULL : s->date->earliest, c->date);
		expect_text("place", c->text, s->place, c->place);
		expect_text("president", c->text, m->n_presiding == 0 ? NULL : m->presiding[0]->person->id,
			    c->president);
		expect_number("members", c->text, (long)m->n_members, (long)c->members);
		for (size_t k = 0; k < m->n_members; k++)
			assert_string_not_equal(m->members[k]->id, "");
		expect_number("turns", c->text, (long)r.response.n_statements - 1, (long)c->turns);
		if (c->items != NULL)
			expect_text("items", c->text, items, c->items);
		free(items);
		reading_end(&r);
	}
}

/* A copy is often of a part: it does not replace the record whose symbol it would have. */
static void a_symbol_that_is_not_printed_makes_no_name(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, copies[0].text);
	const char *name = meeting_of(&r)->name;
	assert_int_equal(strncmp(name, "statements/security-council-meeting-7361-", 41), 0);
	assert_string_equal(r.response.statements[1]->sources[0]->symbol, "S/PV.7361");
	reading_end(&r);
	read_words(&r, "Security Council\n\n3698th Meeting (Resumption 2)\n\nPresident: Mr. ODD (Norway)\n\nThe "
		       "meeting resumed at 3.15 p.m.\n\nThe President: We go on.\n");
	assert_string_equal(meeting_of(&r)->symbol, ""); /* which one it is of, its symbol would say */
	reading_end(&r);
}

/* Each paragraph is a line with a blank one behind it: these tell what stands apart. */
static void lines_that_are_paragraphs_keep_their_blank_lines(void **state)
{
	(void)state;
	static const char *const directions[] = {
		"The President of the Republic of Chad was escorted to the rostrum.",
		"The Council observed one minute of silence.",
		"The Secretary-General presented the award to Ms. Even.",
		"Representatives stood in silence for one minute.",
		"The representative of Chad withdrew from the Council Chamber.",
		"The Secretary-General took the oath of office.",
		"At the invitation of the President, Mr. Even (Chad) was invited to take the place reserved for him.",
	};
	for (size_t i = 0; i < COUNT_OF(directions); i++) {
		struct reading r;
		char *text = support_text(OPENED "The President: I now call on the keeper. We go on then.\n\n%s\n\nMr. "
						 "Odd (Peru): We end it here and now.\n\nThe President: We go." ROSE,
					  directions[i]);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_text("direction", directions[i], m->blocks[m->n_blocks - 2]->text, directions[i]);
		expect_number("turns", directions[i], (long)r.response.n_statements - 1, 3);
		reading_end(&r);
		free(text);
	}
}

/* Labels with a blank or a bracket misprinted, and hyphens of copies from PDF. */
static void misprints_of_copies_are_read(void **state)
{
	(void)state;
	static const char *const labels[] = { "Mr.Odd (Norway): ", "Mr. Odd, (Norway): ", "Mr. Odd [Norway]: ",
					      "Mr. Odd (Norway) (resumed in English): " };
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text(OPENED "The President: We begin.\n\n%sWe wait for the Secretary\xEF\xBF\xBE"
						 "General." ROSE,
					  labels[i]);
		read_words(&r, text);
		expect_number("turns", labels[i], (long)r.response.n_statements - 1, 2);
		const Truce__V1__Statement *s = r.response.statements[2];
		expect_text("party", labels[i], s->turns[0]->speaker->party->id, "NOR");
		expect_text("text", labels[i], s->blocks[0]->text, "We wait for the Secretary-General.");
		reading_end(&r);
		free(text);
	}
}

#define DAYS 40

/* A speech long enough for a text whose lines are lost. */
static char *long_speech(void)
{
	char *text = support_text("%s", "We wait.");
	for (int i = 0; i < DAYS; i++) {
		char *more =
			support_text("%s The keepers of the wells wait for the day %d and do not tire of it.", text, i);
		free(text);
		text = more;
	}
	return text;
}

static void expect_turns(const struct reading *r, const char *const *parties, size_t count)
{
	assert_int_equal(r->response.n_statements, count + 1);
	for (size_t i = 0; i < count; i++) {
		const Truce__V1__Party *party = r->response.statements[i + 1]->turns[0]->speaker->party;
		assert_string_equal(party == NULL ? "" : party->id, parties[i]);
	}
}

/* All of a record in one line: it is cut where its lines were. */
static void a_record_in_one_line_is_cut(void **state)
{
	(void)state;
	struct reading r;
	char *speech = long_speech(),
	     *text = support_text(
		     "United Nations A/60/PV.52 Official Records General Assembly Sixtieth session 52nd plenary "
		     "meeting "
		     "Monday, 14 November 2005, 3 p.m. New York President: Mr. Elias . . . . . . . (Sweden) In the "
		     "absence of "
		     "the President, Mr. Diar (Mali), Vice-President, took the Chair. The meeting was called to order "
		     "at 3.10 "
		     "p.m. Agenda items 9 and 117 (continued) Report of the keepers (A/60/2) Question of the wells and "
		     "related "
		     "matters Mr. Osh (Japan): %s The Acting President: I thank him. I give the floor to Mr. Odd "
		     "(Norway): he "
		     "waits. 2 05-59754 A/60/PV.52 Mr. Odd (Norway) (spoke in French): We agree. The Acting President: "
		     "We "
		     "vote on draft resolution A/60/L.5. A recorded vote was taken. In favour: Albania, Algeria "
		     "Against: "
		     "Israel, United States of America Abstaining: Fiji Draft resolution A/60/L.5 was rejected by 2 "
		     "votes to "
		     "2, with 1 abstention. [Subsequently, the delegation of Peru informed the Secretariat that it had "
		     "intended to vote in favour.] The Acting President: May I take it that we go on? It was so "
		     "decided. The "
		     "meeting rose at 5.55 p.m.\n",
		     speech);
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	static const char *const parties[] = { "JPN", "MLI", "NOR", "MLI", "MLI" };
	assert_string_equal(m->symbol, "A/60/PV.52");
	assert_string_equal(m->organ, "General Assembly");
	assert_string_equal(m->date->earliest, "2005-11-14");
	assert_string_equal(m->place, "New York");
	assert_int_equal(m->record->session_number, 60);
	assert_string_equal(m->record->presiding[0]->person->party->id, "SWE");
	assert_string_equal(m->record->items[0]->number, "9 and 117");
	expect_turns(&r, parties, COUNT_OF(parties));
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 5);
	assert_string_equal(m->votes[0]->document, "A/60/L.5");
	assert_string_equal(m->record->closed, "17:55");
	reading_end(&r);
	free(text);
	text = support_text("United Nations S/PV.7165 Security Council Provisional Sixty-ninth year 7165th meeting "
			    "Wednesday, 30 April "
			    "2014, 10.20 a.m. New York President: Mrs. Ogu/Mr. Sark . (Nigeria) Members: Argentina "
			    "........ Mrs. Perc "
			    "Jordan ....... Prince Zeid Al-Huss Republic of Korea ...... Mr. Oh United Kingdom of "
			    "Great Britain and "
			    "Northern Ireland .... Sir Mark Ly United States of America ........ Ms. Pow Agenda The "
			    "wells of the lowlands "
			    "This record contains the text of speeches delivered in English. 14-31416 (E) *1431416* "
			    "S/PV.7165 The wells of "
			    "the lowlands 30/04/2014 The meeting was called to order at 10.20 a.m. Adoption of the "
			    "agenda The agenda was "
			    "adopted. The wells of the lowlands The President: I give the floor to Mr. Serr. Mr. Serr: "
			    "%s The President: "
			    "I thank him. Mr. Pros (Israel): We wait. The meeting rose at 1 p.m.\n",
			    speech);
	read_words(&r, text);
	m = meeting_of(&r);
	assert_string_equal(m->symbol, "S/PV.7165");
	assert_int_equal(m->record->n_members, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_not_equal(m->record->members[i]->id, "");
	assert_string_equal(m->record->presiding[1]->person->party->id, "NGA");
	assert_string_equal(m->record->items[0]->title, "The wells of the lowlands");
	static const char *const guests[] = { "NGA", "", "NGA", "ISR" };
	expect_turns(&r, guests, COUNT_OF(guests));
	reading_end(&r);
	free(text);
	free(speech);
}

/* One that prints no symbol, and whose paragraphs are numbered. */
static void a_numbered_record_in_one_line_is_cut(void **state)
{
	(void)state;
	struct reading r;
	char *speech = long_speech(),
	     *text = support_text("United Nations 90th GENERAL PLENARY MEETING ASSEMBLY Friday, 3 December 1982, "
				  "THIRTY-SEVENTH SESSION at 11.10 a.m. Official Records NEW YORK President: Mr. Imro "
				  "ODDBERG (Hungary). AGENDA ITEM 78 The wells of the lowlands (concluded) 1. Mr. OSH "
				  "(Japan): %s We agree with paragraph 5. 23. The PRESIDENT: I thank him. 24. Mr. EVEN "
				  "(Norway): It is resolution 7. The PRESIDENT: So it is. The meeting rose at 1 p.m.\n",
				  speech);
	read_words(&r, text);
	static const char *const parties[] = { "JPN", "HUN", "NOR", "HUN" };
	assert_string_equal(meeting_of(&r)->symbol, "A/37/PV.90");
	assert_int_equal(meeting_of(&r)->record->session_number, 37);
	expect_turns(&r, parties, COUNT_OF(parties));
	assert_string_equal(r.response.statements[1]->turns[0]->label, "1. Mr. OSH (Japan)");
	assert_string_equal(r.response.statements[2]->turns[0]->label, "23. The PRESIDENT");
	assert_string_equal(r.response.statements[3]->blocks[0]->text, "It is resolution 7.");
	reading_end(&r);
	free(text);
	free(speech);
}

/* A passage in one line, or two, that is shorter than a page. */
static void a_short_record_in_one_line_is_cut(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"S/PV.9001 Security Council 9001st meeting Friday, 4 March 2022, 3 p.m. New York President: Mr. First "
		"(Ghana) The meeting was called to order at 3.05 p.m. The President: I call on Norway. Mr. Odd "
		"(Norway): We wait for the ferry. The meeting rose at 4 p.m.\n",
		"S/PV.9001 Security Council 9001st meeting Friday, 4 March 2022, 3 p.m. New York President: Mr. First "
		"(Ghana) The meeting was called to order at 3.05 p.m.\nThe President: I call on Norway. Mr. Odd "
		"(Norway): We wait for the ferry. The meeting rose at 4 p.m.\n",
		"The meeting resumed at 3.05 p.m. The Acting President: I call on Norway. Mr. Odd (Norway): We wait. "
		"The "
		"meeting rose at 4 p.m.",
	};
	static const char *const parties[] = { "GHA", "NOR" }, *const unknown[] = { "", "NOR" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct reading r;
		read_words(&r, texts[i]);
		expect_turns(&r, i < 2 ? parties : unknown, 2);
		assert_string_equal(meeting_of(&r)->symbol, i < 2 ? "S/PV.9001" : "");
		assert_string_equal(meeting_of(&r)->record->closed, "16:00");
		reading_end(&r);
	}
}

/* Nowhere is a character cut in two. */
static void characters_past_ascii_stay_whole_in_one_line(void **state)
{
	(void)state;
	static const char *const marks[] = { "\xE2\x80\xA8", "\xC2\xA0", "\xE2\x80\x94", "\xC3\xA9",
					     "\xF0\x9F\x90\xA6" };
	char *speech = long_speech();
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		const char *m = marks[i];
		struct reading r;
		char *text =
			support_text("S/PV.9001%sSecurity Council%s9001st meeting%sPresident:%sMr. First%s(Ghana)%s"
				     "Members:%sNorway ....%sMr. Odd Chad ....%s Mr. Even%sAgenda %sThe meeting was "
				     "called to order at 3.05 p.m.%sThe President: I call on Norway.%s%s Mr. Odd "
				     "(Norway):%sWe wait (S/PV.9001%sS/PV.9001). It was so decided.%s%s\n",
				     m, m, m, m, m, m, m, m, m, m, m, m, m, speech, m, m, m, m);
		read_words(&r, text);
		for (size_t k = 0; k < r.response.n_statements; k++) {
			const Truce__V1__Statement *s = r.response.statements[k];
			assert_true(utf8_is_text(bytes_of(s->title, strlen(s->title)), NULL));
			for (size_t b = 0; b < s->n_blocks; b++)
				assert_true(
					utf8_is_text(bytes_of(s->blocks[b]->text, strlen(s->blocks[b]->text)), NULL));
		}
		reading_end(&r);
		free(text);
	}
	free(speech);
}

static void a_speech_in_one_line_is_not_cut(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "Mr. Odd (Norway): As we said last week (S/PV.8999), and as the President of the Council, Mr. First "
		   "(Ghana): may he rest, said, we wait. The meeting rose at 4 p.m. and we went home to Oslo.\n");
	assert_int_equal(r.response.n_statements, 1);
	assert_int_equal(r.response.statements[0]->kind, STATEMENT(SPEECH));
	reading_end(&r);
}

static void a_paragraph_about_a_meeting_is_not_cut(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"The Council met yesterday, as S/PV.9001 says. The meeting was called to order at 3 p.m. by Mr. First "
		"(Ghana), and the meeting rose at 4 p.m. It heard Mr. Odd (Norway), who waits for the ferry.\n",
		"A short word: in S/PV.9001 we read of \"Mr. Odd (Norway)\": he waits for the ferry, as the day "
		"before. "
		"So did Chad and Peru, who said that they would wait for another day or two, and not for longer.\n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct reading r;
		read_words(&r, texts[i]);
		assert_int_equal(r.response.n_statements, 1);
		assert_int_equal(r.response.statements[0]->kind, STATEMENT(ANALYSIS));
		assert_int_equal(r.response.statements[0]->n_blocks, 1);
		reading_end(&r);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_record_in_one_line_is_cut),
		cmocka_unit_test(characters_past_ascii_stay_whole_in_one_line),
		cmocka_unit_test(a_speech_in_one_line_is_not_cut),
		cmocka_unit_test(a_paragraph_about_a_meeting_is_not_cut),
		cmocka_unit_test(a_copy_says_of_its_meeting_what_it_prints),
		cmocka_unit_test(a_symbol_that_is_not_printed_makes_no_name),
		cmocka_unit_test(lines_that_are_paragraphs_keep_their_blank_lines),
		cmocka_unit_test(misprints_of_copies_are_read),
		cmocka_unit_test(a_record_in_one_line_is_cut),
		cmocka_unit_test(a_numbered_record_in_one_line_is_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
