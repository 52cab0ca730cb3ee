/* Covers of verbatim records, as eight decades print them: what they say of the meeting,
 * and that they alone tell a record. */
#include "tests/record_forms.h"

/* ---- Covers ----------------------------------------------------------- */

struct cover_case {
	const char *text;
	const char *symbol, *organ, *meeting, *date, *place;
	int session, resumption;
	const char *president, *party;
	size_t members;
	const char *items; /* titles with their numbers, each on a line */
};

static const struct cover_case covers[] = {
	{ "SECURITY COUNCIL\nOFFICIAL RECORDS\n\nTHIRD YEAR\n\nTWO HUNDRED AND SIXTY-SECOND MEETING\n\nHeld at Lake "
	  "Success, "
	  "New York,\non Friday, 5 March 1948, at 10.30 a.m.\n\nPresident: Mr. T. F. TSIEN (China).\n\nPresent: The "
	  "representatives of the following countries: Argentina, Belgium, Canada, China, Syria, Ukrainian Soviet "
	  "Socialist "
	  "Republic, Union of Soviet Socialist Republics.\n\n5. Provisional agenda (document S/Agenda 262)\n\n1. "
	  "Adoption of "
	  "the agenda.\n\n2. The question of the river:\n\n(a) First monthly report (document S/663).\n\n(b) First "
	  "special "
	  "report (document S/676).\n\n6. Adoption of the agenda\n\nThe agenda was adopted.\n\n",
	  "S/PV.262", "Security Council", "262", "1948-03-05", "Lake Success, New York", 3, 0, "Mr. T. F. TSIEN", "CHN",
	  7, "1|Adoption of the agenda.\n2|The question of the river:\n" },
	{ "United Nations\nGENERAL ASSEMBLY\nSIXTEENTH SESSION\nOfficial Records\n\n1028th\nPLENARY MEETING\n\nFriday, "
	  "6 October "
	  "1961,\nat 10.30 a.m.\n\nNEW YORK\n\nCONTENTS\n\nAgenda item 9:\nGeneral debate (continued)\n\nPresident: "
	  "Mr. Mongi "
	  "SALIM (Tunisia).\n\nAGENDA ITEM 9\n\nGeneral debate (continued)\n\n1. The PRESIDENT (translated from "
	  "French): We "
	  "begin.\n\n",
	  "A/PV.1028", "General Assembly", "1028", "1961-10-06", "NEW YORK", 16, 0, "Mr. Mongi SALIM", "TUN", 0,
	  "9|General debate (continued)\n" },
	{ "UNITED NATIONS\nGENERAL ASSEMBLY\n\nPROVISIONAL\n\nA/ES-7/PV.12\n21 April 1982\n\nENGLISH\n\nSeventh "
	  "emergency "
	  "special session\n\nGENERAL ASSEMBLY\n\nPROVISIONAL VERBATIM RECORD OF THE TWELFTH MEETING\n\nHeld at "
	  "Headquarters, "
	  "New York,\non Tuesday, 20 April 1982, at 3 p.m.\n\nPresident: Mr. KITTANEH (Iraq)\n\n- Resumption of the "
	  "seventh "
	  "emergency special session\n\n- Organization of work\n\n- Question of the river [5] (continued)\n\nThis "
	  "record "
	  "contains the original text of speeches delivered in English.\n\n82-61302/A\n\nThe meeting was called to "
	  "order at "
	  "3.35 p.m.\n\n",
	  "A/ES-7/PV.12", "General Assembly", "12", "1982-04-20", "New York", 7, 0, "Mr. KITTANEH", "IRQ", 0,
	  "|Resumption of the seventh emergency special session\n|Organization of work\n5|Question of the river "
	  "(continued)\n" },
	{ "United Nations S/PV.3698 (Resumption 2)\n\nSecurity Council Provisional\nFifty-first Year\n\n3698th "
	  "Meeting\n"
	  "Saturday, 28 September 1996, 3 p.m.\nNew York\n\nPresident: Mr. Cabrera Ortiz . . . . . . "
	  "(Guinea-Bissau)\n\n"
	  "Members: Botswana . . . . . Mr. Legwail\nChile . . . . . Mr. Larrain\nUnited Kingdom of Great Britain\nand "
	  "Northern "
	  "Ireland . . . . . Sir John Westone\n\nAgenda\n\nThe situation in the occupied Arab territories\n\nLetter "
	  "dated 26 "
	  "September 1996 from the Permanent Representative of Norway (S/1996/790)\n\nThe meeting resumed at 3.15 "
	  "p.m.\n\n",
	  "S/PV.3698 (Resumption 2)", "Security Council", "3698", "1996-09-28", "New York", 51, 2, "Mr. Cabrera Ortiz",
	  "GNB", 3, "|The situation in the occupied Arab territories\n" },
	{ "United Nations A/ES-10/PV.39\n\nGeneral Assembly\nTenth emergency special session\n\n39th plenary "
	  "meeting\nThursday, "
	  "26 October 2023, 10 a.m.\nNew York\n\nOfficial Records\n\nPresident: Mr. Francon.. . . . . (Trinidad and "
	  "Tobago)\n\n"
	  "The meeting was called to order at 10.05 a.m.\n\n",
	  "A/ES-10/PV.39", "General Assembly", "39", "2023-10-26", "New York", 10, 0, "Mr. Francon", "TTO", 0, "" },
	{ "United Nations S/PV.7777\n\nSecurity Council\nSeventy-first year\n\n7777th meeting\nTuesday, 20 September "
	  "2016, 3 "
	  "p.m.\nNew York\n\nProvisional\n\nPresident: Mr. Keyan/Ms. Adams . . . . (New Zealand)\n\nMembers: Angola . "
	  ". . . . "
	  "Mr. Gaspard\nChina . . . . . Mr. Liu\n\nAgenda\n1. Adoption of the agenda.\n2. The situation in "
	  "Cyprus\nReport of "
	  "the Secretary-General (S/2016/598)\n3. The situation in Haiti\n\nThe meeting was called to order at 3.05 "
	  "p.m.\n\n",
	  "S/PV.7777", "Security Council", "7777", "2016-09-20", "New York", 71, 0, "Mr. Keyan", "NZL", 2,
	  "1|Adoption of the agenda.\n2|The situation in Cyprus\n3|The "
	  "situation in Haiti\n" },
};

/* A typed cover without columns, with who typed it; a cover of two columns whose note of
 * the printers and running head came in between, and a member without a name. */
#define HEAD                                                                                                           \
	"United Nations\n\nS/PV.9143\n\nSecurity Council\nProvisional\nSeventy-seventh year\n\n9143rd "                \
	"meeting\nFriday, "                                                                                            \
	"30 September 2022, 3 p.m.\nNew York\nPresident:\nMembers:\n\n"
#define FOOT                                                                                                           \
	"\n\nAgenda\nThe ferry\n\nThis record contains the text of speeches delivered in English.\n\n\f"               \
	"S/PV.9143\n\nThe meeting was called to order at 3.05 p.m.\n\n"
static const struct cover_case later_covers[] = {
	{ "UNITED\nNATIONS S\n\nSecurity Council\nPROVISIONAL\n\nS/PV.2501\n12 December 1983\n\nENGLISH\n\nPROVISIONAL "
	  "VERBATIM RECORD OF THE TWO THOUSAND FIVE HUNDRED AND FIRST MEETING\n\nHeld at Headquarters, New York,\non "
	  "Monday, 12 December 1983, at 11 a.m.\n\nPresident: Mr. van der STOLK (Netherlands)\n\nMembers: China Mr. "
	  "LING "
	  "Qinge\nPakistan Mr. SHAH NAWAB\nUnited Kingdom of Great Britain and\nNorthern Ireland Sir John "
	  "THOMPSEN\nZaire "
	  "Mr. UMBA di LUTETO\n\nThis record contains the original text of speeches delivered in "
	  "English.\n\n83-61234/A "
	  "2345V (E)\n\nS/PV.2501\n2\n\nThe meeting was called to order at 11.40 a.m.\n\n",
	  "S/PV.2501", "Security Council", "2501", "1983-12-12", "New York", 0, 0, "Mr. van der STOLK", "NLD", 4, "" },
	{ "United Nations S/PV.3401\n\nSecurity Council Provisional\nForty-ninth Year\n\n3401st Meeting\nMonday, 11 "
	  "July "
	  "1994, 10.45 a.m.\nNew York\n\nPresident: Mr. Markar .......... (Pakistan)\n\nMembers: Argentina .......... "
	  "Mr. Cardinas\nBrazil .......... Mr. Sardenburg\nRwanda\nSpain .......... Mr. Ya\xC3\xB1"
	  "ez\n\nAgenda\n\nThe situation in the lowlands\n\nProgress report of the Secretary-General "
	  "(S/1994/728)\n\n94-86131 (E) This record contains the original text of speeches delivered in English.\n\n"
	  "Security Council 3401st Meeting\nForty-ninth Year 11 July 1994\n\nThe meeting was called to order at 11 "
	  "a.m.\n\n",
	  "S/PV.3401", "Security Council", "3401", "1994-07-11", "New York", 49, 0, "Mr. Markar", "PAK", 4,
	  "|The situation in the lowlands\n" },
	{ "United Nations\n\nA/60/PV.86\n\nGeneral Assembly\nSixtieth session\n\n86th plenary meeting\nThursday, 1 "
	  "June "
	  "2006, 4 p.m.\nNew York\n\nOfficial Records\n\n06-37121 (E)\n\n*0637121*\n\nPresident:\n\nMr. Eliassonen . . "
	  ". . "
	  ". . . . . .\n\n(Sweden)\n\nThe meeting was called to order at 4.20 p.m.\n\n",
	  "A/60/PV.86", "General Assembly", "86", "2006-06-01", "New York", 60, 0, "Mr. Eliassonen", "SWE", 0, "" },
	/* a text layer that gives the left column's two words first */
	{ HEAD "Mr. First . . . . . . . . . . . . . . (C\xC3\xB4te d\xE2\x80\x99Ivoire)\nAlbania . . . . . . Mr. "
	       "Even\nBrazil . . . . . . Mr. Odd\nUnited Arab Emirates . . . . \nMrs. Long-Name" FOOT,
	  "S/PV.9143", "Security Council", "9143", "2022-09-30", "New York", 77, 0, "Mr. First", "CIV", 3,
	  "|The ferry\n" },
	{ HEAD
	  "Mr. First . . . . . . . . .\nAlbania . . . . . .\nBrazil . . . . . .\n\n(Ghana)\n\nMr. Even\nMr. Odd" FOOT,
	  "S/PV.9143", "Security Council", "9143", "2022-09-30", "New York", 77, 0, "Mr. First", "GHA", 2,
	  "|The ferry\n" },
};

/* Covers as scans and other copies of the official records give them. */
static const struct cover_case scanned_covers[] = {
	/* two columns wide apart: the meeting beside the organ */
	{ "United Nations                              333rd\nGENERAL                             PLENARY "
	  "MEETING\n                                  (CLOSING MEETING)\nASSEMBLY          Tuesday, 6 November 1951, "
	  "at "
	  "3 p.m.\nFIFTH SESSION\nOfficial Records                  Palais Ancien, Lakeport\n\nCONTENTS\n             "
	  "                                  Page\nThe lowlands . . . . . . . . . . . . .  747\n\nPresident: Mr. Nasir "
	  "ENTESSAR (Iran).\n\nThe lowlands\n\n",
	  "A/PV.333", "General Assembly", "333", "1951-11-06", "Palais Ancien, Lakeport", 5, 0, "Mr. Nasir ENTESSAR",
	  "IRN", 0, "|The lowlands\n" },
	/* of an opening, with two who preside and items in the list of contents */
	{ "United Nations                              1840th\nGENERAL                             PLENARY "
	  "MEETING\n                                  (Opening meeting)\nASSEMBLY          Wednesday, 16 September "
	  "1970,\nTWENTY-FIFTH SESSION                    at 3 p.m.\nOfficial Records                        NEW "
	  "YORK\n\nCONTENTS\n                                               Page\nAgenda item 1:\n   Opening of the "
	  "session . . . . . . .   1\n\nTemporary President: Mrs. Angela BROKE-RAND\n(Liberia).\n\nPresident: Mr. "
	  "Edward HAMBERG\n(Norway).\n\nAGENDA ITEM 1\n\nOpening of the session\n\n",
	  "A/PV.1840", "General Assembly", "1840", "1970-09-16", "NEW YORK", 25, 0, "Mrs. Angela BROKE-RAND", "LBR", 0,
	  "1|Opening of the session\n" },
	/* what a scan made of "Present" */
	{ "TWENTY-EIGHTH YEAR\n\nNEW YORK\n\nSEVENTEEN HUNDRED AND EIGHTEENTH MEETING\n\nHeld in New York on "
	  "Thursday, 7 June 1973, at 10.30 a.m.\n\nPresident: Mr. Yakob MALIN\n(Union of Soviet Socialist "
	  "Republics).\n\nPLesenf: The representatives of the following States:\nAustralia, Austria, China and "
	  "Yugoslavia.\n1. Adoption of the agenda.\n\nProvisional agenda (S/Agenda/1718)\n\n1. Adoption of the "
	  "agenda.\n\n2. The situation in the lowlands:\nAdoption of the agenda\n\nThe agenda was adopted.\n\n",
	  "S/PV.1718", "Security Council", "1718", "1973-06-07", "New York", 28, 0, "Mr. Yakob MALIN", "SUN", 4,
	  "1|Adoption of the agenda.\n2|The situation in the lowlands:\n" },
	/* the place behind the meeting; no head over the agenda */
	{ "Security Council\n16 January 1976\n\n1876th MEETING Held in New York on Friday,\n16 January 1976, at 3 "
	  "p.m.\n\nPresident: Mr. Salem A. SALEM\n(United Republic of Tanzania)\n\nPresent: The representatives of "
	  "the following States: Benin, China, France and United States of America.\n1. Adoption of the agenda\n\n2. "
	  "The problem of the lowlands\n\nThe meeting was called to order at 3.50 p.m.\n\n",
	  "S/PV.1876", "Security Council", "1876", "1976-01-16", "New York", 0, 0, "Mr. Salem A. SALEM", "TZA", 4,
	  "1|Adoption of the agenda\n2|The problem of the lowlands\n" },
	/* typed, over pages of its own, with who sat in later */
	{ "General Assembly                 PROVISIONAL\n                                 A/42/PV.90\n               "
	  "                  8 December 1987\n\nForty-second session\n\nGENERAL ASSEMBLY\n\nPROVISIONAL VERBATIM "
	  "RECORD OF THE NINETIETH MEETING\n\nHeld at Headquarters, New York,\non Thursday, 3 December 1987, at 3 "
	  "p.m.\n\nPresident:       Mr. FLORIAN       (German Democratic Republic)\n\nlater:           Mr. LEGWAN    "
	  "    (Botswana)\n                 (Vice-President)\n\n- The lowlands: reports [39] (continued)\n\n(a) "
	  "Report\n\n/ . . .\n\nThis record contains the original text of speeches delivered in English.\n\n87-64534/A "
	  "  2472V (E)\n\n                                 A/42/PV.90\n                                 1 (a-z)\n\n- "
	  "Effects of floods: report of the Special Committee [74]\n\n- Question of the wells: report of the\nSpecial "
	  "Committee [81]\n\nEMS/plj                          A/42/PV.90\n                                 2\n\n     "
	  "   The meeting was called to order at 3.15 p.m.\n\n",
	  "A/42/PV.90", "General Assembly", "90", "1987-12-03", "New York", 42, 0, "Mr. FLORIAN", "DDR", 0,
	  "39|The lowlands: reports (continued)\n74|Effects of floods: report of the Special Committee\n81|Question "
	  "of the wells: report of the Special Committee\n" },
	/* no head over the agenda, a bare list of members, a page's head among the lines */
	{ "Security Council\nFifty-seventh year\n4553rd meeting\nFriday, 14 June 2002, 11.40 a.m.\nNew "
	  "York\n\nPresident:Mr. Wehb (Syrian Arab Republic)\nMembers:Bulgaria Mr. Tafrin\nUnited States of America "
	  "Mr. Rosenblum\n\nThe situation in the lowlands, including the question of the wells\n\nLetter dated 11 "
	  "June 2002 (S/2002/655)\nS/PV.4553 The lowlands 14/06/2002\n\nThe meeting was called to order at 11.40 "
	  "a.m.\n\n",
	  "S/PV.4553", "Security Council", "4553", "2002-06-14", "New York", 57, 0, "Mr. Wehb", "SYR", 2,
	  "|The situation in the lowlands, including the question of the wells\n" },
};

static void expect_cover(const struct cover_case *c)
{
	struct reading r;
	char *items = support_text("%s", "");
	char *text = support_text("%sThe President: I call on Norway.\n\nMs. Odd (Norway): We wait.%s", c->text, ROSE);
	read_words(&r, text);
	const Truce__V1__Statement *s = meeting_of(&r);
	const Truce__V1__MeetingRecord *m = s->record;
	expect_text("symbol", c->text, s->symbol, c->symbol);
	expect_text("organ", c->text, s->organ, c->organ);
	expect_text("meeting", c->text, s->meeting, c->meeting);
	expect_text("date", c->text, s->date == NULL ? NULL : s->date->earliest, c->date);
	expect_text("place", c->text, s->place, c->place);
	expect_number("session", c->text, m->session_number, c->session);
	expect_number("resumption", c->text, m->resumption, c->resumption);
	expect_number("presiding", c->text, m->n_presiding > 0, 1);
	expect_text("president", c->text, m->presiding[0]->person->printed, c->president);
	expect_text("party", c->text, m->presiding[0]->person->party->id, c->party);
	expect_number("members", c->text, (long)m->n_members, (long)c->members);
	for (size_t i = 0; i < m->n_members; i++)
		assert_string_not_equal(m->members[i]->party->id, "");
	for (size_t i = 0; i < m->n_items; i++) {
		char *more = support_text("%s%s|%s\n", items, m->items[i]->number, m->items[i]->title);
		free(items);
		items = more;
	}
	expect_text("items", c->text, items, c->items);
	reading_end(&r);
	free(items);
	free(text);
}

static void covers_of_every_decade_give_their_marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(covers); i++)
		expect_cover(&covers[i]);
	for (size_t i = 0; i < COUNT_OF(later_covers); i++)
		expect_cover(&later_covers[i]);
	for (size_t i = 0; i < COUNT_OF(scanned_covers); i++)
		expect_cover(&scanned_covers[i]);
}

/* The official records do not print how a meeting opened; a part of one does not say how
 * it rose. */
static void a_record_is_known_by_its_cover_alone(void **state)
{
	(void)state;
	static const char *const heads[] = {
		"FIRST MEETING\n\nHeld at the Old House, Lakeport, on Thursday, 17 January 1946, at 3 "
		"p.m.\n\nTemporary "
		"Chairman: Mr. N. J. MAKER (Australia).",
		"Held at Lake Success, New York,\n\non Tuesday, 2 March 1948, at 2.30 p.m.\n\nPresident: Mr. T. SIANG "
		"(China).",
		"558th\nPLENARY MEETING\nSaturday, 17 December 1955, at 3 p.m.\n\nPresident; Mr. Jos\xC3\xA9 MASA "
		"(Chile).",
	};
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		struct reading r;
		char *text = support_text("%s\n\nThe lowlands\n\nMr. ODD (Norway): We wait.\n", heads[i]);
		read_words(&r, text);
		assert_string_equal(meeting_of(&r)->record->presiding[0]->person->printed +
					    strlen(meeting_of(&r)->record->presiding[0]->person->printed) - 1,
				    i == 0   ? "R"
				    : i == 1 ? "G"
					     : "A");
		assert_int_equal(r.response.n_statements, 2);
		reading_end(&r);
		free(text);
	}
}

/* A release that names who presides and a meeting is none of a meeting's records. */
static void words_about_a_meeting_are_no_record(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "The 12th meeting\n\nPresident: Mr. Odd opened it.\n\nThe parties spoke for an hour. They said "
		       "that they wait.\n");
	assert_int_not_equal(r.response.statements[0]->kind, STATEMENT(MEETING_RECORD));
	reading_end(&r);
}

static void a_heading_is_linked_to_its_item_of_the_cover(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"S/PV.9001\n\nPresident: Mr. FIRST (Ghana)\n\nAgenda\n\n1. Adoption of the agenda.\n2. The situation "
		"in the lowlands\nReport (S/2016/598)\n\nThe meeting was called to order at 3 p.m.\n\nThe agenda "
		"was adopted.\n\nThe situation in the lowlands\n\nReport of the Secretary-General "
		"(S/2016/598)\n\nThe President: We begin.\n\nMs. Odd (Norway): We wait.\n\nOther "
		"matters\n\nThe President: We end." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 4);
	assert_int_equal(m->items[1]->cover_item, 0);
	assert_int_equal(m->items[2]->cover_item, 2);
	assert_int_equal(m->items[2]->from_turn, 1);
	assert_int_equal(m->items[3]->cover_item, 0);
	reading_end(&r);
}

/* Each state keeps the name of its own line, where another has none. */
static void a_member_without_a_name_shifts_no_other(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text("%sMs. Odd (Norway): We wait.%s", later_covers[1].text, ROSE);
	read_words(&r, text);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_members, 4);
	assert_string_equal(m->members[2]->printed, "");
	assert_string_equal(m->members[2]->party->id, "RWA");
	assert_string_equal(m->members[3]->printed, "Mr. Ya\xC3\xB1"
						    "ez");
	reading_end(&r);
	free(text);
}

/* A first page in two columns, whose right one begins with who presides. */
static void who_presides_may_stand_behind_a_gap_of_the_cover(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text(
		"%s", "United Nations\nGENERAL ASSEMBLY                                    1083rd meeting\n"
		      "SIXTEENTH SESSION                      Tuesday, 19 December 1961\n\n"
		      "                    CONTENTS\n                  Page          President: Mr. Mongi ODD "
		      "(Tunisia).\nAgenda item 76:\n   The river . . . . . . 1089\n\n");
	for (int i = 0; i < 24; i++) {
		char *more = support_text("%s%-48s%s\n", text,
					  i == 0 ? "   1. The PRESIDENT: We open the debate on"
						 : "the upper lake where the keepers wait for it",
					  i == 12 ? "   2. Mr. EVEN (Chad): We have waited"
						  : "on the lower lake they do not wait any");
		free(text);
		text = more;
	}
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_string_equal(m->date->earliest, "1961-12-19");
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "TUN");
	reading_end(&r);
	free(text);
}

/* A first page whose right column begins beside the list of contents. */
static void the_state_of_who_presides_may_stand_apart_without_brackets(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"     President:          Miss BROOKS                   Liberia\n\n- The ferry [30]\n",
		"President: Miss BROOKS . . . . . . . Liberia\nMembers: Chad\nPeru\n",
		"PRESIDENT:      Miss BROOKS      Liberia\n",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct reading r;
		char *text = support_text("A/PV.1838\n\nGENERAL ASSEMBLY\n\nHeld at Headquarters, New York,\non "
					  "Wednesday, 17 December 1969, at 10.30 a.m.\n\n%s\nThe PRESIDENT: I call on "
					  "Norway.\n\nMr. ODD (Norway): We wait.%s",
					  lines[i], ROSE);
		read_words(&r, text);
		const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
		assert_int_equal(m->n_presiding, 1);
		assert_string_equal(m->presiding[0]->person->printed, "Miss BROOKS");
		assert_string_equal(m->presiding[0]->person->party->id, "LBR");
		assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "LBR");
		reading_end(&r);
		free(text);
	}
}

static void text_may_stand_beside_the_list_of_contents(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text(
		"%s", "United Nations                                      1062nd\n"
		      "GENERAL ASSEMBLY                                    PLENARY MEETING\n"
		      "SIXTEENTH SESSION                      Tuesday, 28 November 1961\n\n"
		      "                    CONTENTS                    5. We have taken the words from\n"
		      "                                         Page   the rule of the lower lake, which\n"
		      "Agenda item 19:                                 the keepers hold, and there-\n"
		      "   The upper lake and its keepers . . .  795    fore we wait with them now.\n"
		      "   The lower lake and its fishermen . .  801    6. Mr. EVEN (Chad): We have waited\n\n"
		      "  President: Mr. Mongi ODD (Tunisia).           for the day of the fishermen and\n\n"
		      "AGENDA ITEM 19                                  the day of the keepers as well.\n"
		      "The upper lake and its keepers                  We do not tire of it at all now.\n\n");
	for (int i = 0; i < 24; i++) {
		char *more = support_text("%s%-48s%s\n", text,
					  i == 0 ? "1. Mr. ENKEL (Finland): We open the debate"
						 : "upon the upper lake where the keepers wait",
					  i == 12 ? "7. Mr. ODD (Norway): We have seen it"
						  : "on the lower lake they do not wait any");
		free(text);
		text = more;
	}
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	static const char *const parties[] = { "FIN", "TCD", "NOR" };
	assert_string_equal(m->date->earliest, "1961-11-28");
	assert_string_equal(m->symbol, "A/PV.1062");
	assert_int_equal(r.response.n_statements, 4);
	for (size_t i = 0; i < COUNT_OF(parties); i++)
		assert_string_equal(r.response.statements[i + 1]->turns[0]->speaker->party->id, parties[i]);
	const Truce__V1__Statement *first = r.response.statements[1];
	assert_non_null(strstr(first->blocks[first->n_blocks - 1]->text, "therefore we wait with them now."));
	reading_end(&r);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(covers_of_every_decade_give_their_marks),
		cmocka_unit_test(a_record_is_known_by_its_cover_alone),
		cmocka_unit_test(words_about_a_meeting_are_no_record),
		cmocka_unit_test(a_heading_is_linked_to_its_item_of_the_cover),
		cmocka_unit_test(a_member_without_a_name_shifts_no_other),
		cmocka_unit_test(who_presides_may_stand_behind_a_gap_of_the_cover),
		cmocka_unit_test(the_state_of_who_presides_may_stand_apart_without_brackets),
		cmocka_unit_test(text_may_stand_beside_the_list_of_contents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
