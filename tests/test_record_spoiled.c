/* Records as public copies of scanned ones have them: covers whose number, session, day and
 * officer a scan spoiled, notes of language without their blanks, and both languages of a
 * bilingual record. */
#include "tests/record_forms.h"

struct cover_case {
	const char *text, *symbol, *date, *president;
	int session;
};

#define HEAD(session, number, day)                                                                                     \
	"United Nations\nGENERAL\nASSEMBLY\n" session "\nOfficial Records\n\n" number "\n" day "\n\nNEW YORK\n\n"
#define BEGUN "President: Mr. Imro HOLLEN (Hungary).\n\nAGENDA ITEM 17\n\nThe ferries\n\n1. The PRESIDENT: We begin.\n"

static const struct cover_case covers[] = {
	{ HEAD("TlIIRTY:SEVENTH SESSION", "16th\nPLENARY MEDlNG", "Monday, 4' October /982,\nat3./5 p.m.") BEGUN,
	  "A/37/PV.16", "1982-10-04", "Mr. Imro HOLLEN", 37 },
	{ HEAD("THlRTY\xC2\xB7NINTH SESSION", "102nd\nPLENARY MEETING", "MOI\xC2\xB7;'day, 17 December 1984.") BEGUN,
	  "A/39/PV.102", "1984-12-17", "Mr. Imro HOLLEN", 39 },
	{ "United Nations\nGE:NERAL\nASSEMBLY\nFORTY-FIRST SESSION\n\n1122nd\nPLENARY IEmHO\nThursday, 4 December "
	  "1986\n"
	  "\n" BEGUN,
	  "A/41/PV.1122", "1986-12-04", "Mr. Imro HOLLEN", 41 },
	/* the weekday and the session know the year */
	{ HEAD("SEVENTEENTH SESSION", "1122nd\nPLENARY MEETING", "Tuesday, 18 September 1964,\nat 3 p.m.") BEGUN,
	  "A/PV.1122", "1962-09-18", "Mr. Imro HOLLEN", 17 },
	{ HEAD("SEVENTEENTH SESSION", "1122nd\nPLENARY MEETING", "Friday, 18 September 1964,\nat 3 p.m.") BEGUN,
	  "A/PV.1122", "1964-09-18", "Mr. Imro HOLLEN", 17 },
	{ HEAD("SEVENTEENTH SESSION", "1187th\nPLENARY MEETING", "Thursday, 21 February 1963,\nat 3 p.m.") BEGUN,
	  "A/PV.1187", "1963-02-21", "Mr. Imro HOLLEN", 17 },
	/* the year on the next line */
	{ "Held in the General Assembly Hall at Flushing\nMeadow, New York, on Monday, 28 April\n1947, at 11 a.m.\n\n"
	  "President: Mr. Imro HOLLEN (Hungary).\n\nThe PRESIDENT: We begin.\n",
	  "", "1947-04-28", "Mr. Imro HOLLEN", 0 },
	/* who presides, and who does later, behind the day on its line */
	{ "UNITED NATIONS A\n\nGeneral Assembly\n\nPROVISIONAL\n\nA/43/PV.13 4 October 1988\n\nENGLISH\n\n"
	  "PROVISIONAL VERBATIM RECORD OF THE THIRTEENTH MEETING\n\nHeld at Headquarters, New York, on Friday, 30 "
	  "september 1988, at 3 p.m. President: Mr. Imro HOLLEN (Argentina) later: Mr. ODDBERGSON (Sao Tome and "
	  "Principe) Mr. HOLLEN (Argentina) later: Mr. EVENSON (Libyan Arab Jamahiriya)\n\nThe meeting was called to "
	  "order at 3.20 p.m.\n\nThe PRESIDENT: We begin.\n",
	  "A/43/PV.13", "1988-09-30", "Mr. Imro HOLLEN", 0 },
	{ "1409th GENERAL PLENARY MEETING (Opening meeting) I ASSEMBLY Tuesday, 20 September 1966, TWENTY.FIRST "
	  "SESSION at 3 p.m. Official R~cords NEW YORK\n\n" BEGUN,
	  "A/PV.1409", "1966-09-20", "Mr. Imro HOLLEN", 0 },
	/* a blank in the symbol's number, and a page behind it */
	{ "A/42/PV.8 5\n3 December 1987\nForty-second session\n\nPROVISIONAL VERBATIM RECORD OF THE EIGHTY-FIFTH "
	  "MEETING\n\nHeld at Headquarters, New York, on Monday, 30 November 1987, at 3 p.m.\n\n" BEGUN,
	  "A/42/PV.85", "1987-11-30", "Mr. Imro HOLLEN", 42 },
	{ "A/42/PV.8 5\n3 December 1987\nForty-second session\n\nPROVISIONAL VERBATIM RECORD OF THE EIGHTH "
	  "MEETING\n\nHeld at Headquarters, New York, on Monday, 30 November 1987, at 3 p.m.\n\n" BEGUN,
	  "A/42/PV.8", "1987-11-30", "Mr. Imro HOLLEN", 42 },
	/* the number behind what it is of, and others that the item names */
	{ "United Nations\n\nPLENARY 572nd\nMEETING\nGENERAL (CLOSING MEETZNG)\n\nASSEMBLY Saturday, 10 November "
	  "1956,\n\nat 10.30 c4.m\n\nCONTENTS\nAgenda item 5 :\nThe river, which was considered at the\n%zh and 750th "
	  "meetings\n\nPresident: Mr. Imro HOLLEN (Chile).\n\n1. The PRESIDENT: We begin.\n",
	  "A/PV.572", "1956-11-10", "Mr. Imro HOLLEN", 0 },
	{ "United Nations\nPLENARY\nMEETING\n572nd\nGENERAL\nASSEMBLY\n(CLOSING\nSaturday,\nMEETZNG)\n10 "
	  "November\n1956,\n\nPresident:\nMr. Imro HOLLEN (Chile).\n\n1. The PRESIDENT: We begin.\n",
	  "A/PV.572", "1956-11-10", "Mr. Imro HOLLEN", 0 },
	/* the officer's state on the next line */
	{ "TWENTY- FIFTH YEAR\n\nth\nMEETING: 12 MAY 1970\n\nNEW YORK\n\nSlPV.1537\n\nHeld in New York on Tuesday, 12 "
	  "May 1970, at 11 a.m.\n\nPresidenr: Mr. Imro HOLLEN-MORI\n(France).\n\nAdoption of the agenda\n\nThe agenda "
	  "was adopted.\n\n1. The PRESIDENT: We begin.\n",
	  "S/PV.1537", "1970-05-12", "Mr. Imro HOLLEN-MORI", 25 },
};

static void a_cover_that_a_scan_spoiled_tells_the_meeting(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(covers); i++) {
		const struct cover_case *c = &covers[i];
		struct reading r;
		read_words(&r, c->text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_text("symbol", c->text, m->symbol, c->symbol);
		expect_text("date", c->text, m->date == NULL ? NULL : m->date->earliest, c->date);
		expect_number("session", c->text, m->record->session_number, c->session);
		assert_true(m->record->n_presiding > 0);
		expect_text("president", c->text, m->record->presiding[0]->person->printed, c->president);
		assert_non_null(m->record->presiding[0]->person->party);
		reading_end(&r);
	}
}

/* As far as a stretch of lines is looked at, and one byte more. */
static void a_president_without_a_state_may_take_a_long_line(void **state)
{
	(void)state;
	for (int n = 300; n < 330; n++) {
		struct reading r;
		char *text = support_text("A/37/PV.16\n\n16th\nPLENARY MEETING\nMonday, 4 October 1982\n\n"
					  "President: Mr. Imro %0*d\n\n1. The PRESIDENT: We begin.\n",
					  n, 7);
		read_words(&r, text);
		assert_string_equal(meeting_of(&r)->symbol, "A/37/PV.16");
		reading_end(&r);
		free(text);
	}
}

/* A title of more bytes than one is given ends with a whole character. */
static void a_long_title_ends_with_a_whole_character(void **state)
{
	(void)state;
	for (size_t blanks = 0; blanks < 4; blanks++) {
		struct reading r;
		char wells[6001] = "";
		for (size_t i = 0; i + 4 < sizeof wells; i += 4)
			memcpy(wells + i, "\xE2\x80\x99o", 5);
		char *text = support_text("A/37/PV.16\n\n16th\nPLENARY MEETING\nMonday, 4 October 1982\n\nPresident: "
					  "Mr. Imro HOLLEN (Chile).\n\nAGENDA ITEM 17\n\nThe%.*s wells %s\n\n"
					  "1. The PRESIDENT: We begin.\n",
					  (int)blanks, "sea", wells);
		read_words(&r, text);
		assert_int_equal(meeting_of(&r)->record->n_items, 1);
		const char *title = meeting_of(&r)->record->items[0]->title;
		size_t n = strlen(title);
		assert_true(n > 0);
		assert_true(title[n - 1] == 'o' || (n > 2 && memcmp(title + n - 3, "\xE2\x80\x99", 3) == 0));
		reading_end(&r);
		free(text);
	}
}

static void a_year_that_was_mended_is_found(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, covers[3].text);
	size_t found = 0;
	for (size_t i = 0; i < r.response.n_findings; i++)
		found += strstr(r.response.findings[i]->explanation, "the session and the weekday") != NULL;
	assert_int_equal(found, 1);
	assert_string_equal(meeting_of(&r)->date->printed, "18 September 1964");
	reading_end(&r);
}

static const char *const notes[][2] = {
	{ "Mr. ODD (Norway) (spoke in Spanish ):", "es" },
	{ "Mr. ODD (Norway) ( spoke in Arabic):", "ar" },
	{ "Mr. ODD (Norway) (spoke inChinese):", "zh" },
	{ "Mr. ODD (Norway) (interpretation fromSpanish):", "es" },
	{ "Mr. ODD (Norway) (spoke in Prench):", "fr" },
	{ "Mr. ODD (Norway) (spoke in Chiness):", "zh" },
	{ "Mr. ODD (Norway) (spoke in Frenci.):", "" },
	{ "Mr. ODD (Norway) (spoke in Slovenian):", "sl" },
	{ "Mr. ODD (Norway) (translated fromRussian):", "ru" },
};

static void a_note_of_language_may_have_lost_a_blank_or_a_letter(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(notes); i++) {
		struct reading r;
		char *text = support_text("%s%s We hold that the river is not wide.%s", OPENED, notes[i][0], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 2);
		expect_text("language", notes[i][0], r.response.statements[1]->turns[0]->language, notes[i][1]);
		reading_end(&r);
		free(text);
	}
}

/* A note of which a scan left nothing but its beginning is none, and the label is one. */
static void a_note_of_language_may_be_lost(void **state)
{
	(void)state;
	static const char *const labels[] = {
		"1. The PRESIDENT (translated frolyl Spa&.sJzJ:",
		"1. The PRESIDENT (translnted frnt sfz:",
		"1. Mr. ODD (Norway) (interpretation f&om%:",
	};
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text("%s\n4 March 1957\n\n%s The Assembly has a text before it.%s", OPENED,
					  labels[i], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 2);
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "The Assembly has a text before it.");
		reading_end(&r);
		free(text);
	}
}

/* Decisions whose words a blank cut. */
static void a_word_that_a_blank_cut_is_one_of_a_decision(void **state)
{
	(void)state;
	static const char *const decisions[] = {
		"The draft resolution was adop ted by 9 votes to 2, with 3 abstent ions.",
		"The draft resol ution was adopted by 9 votes to 2, with 3 absten tions.",
		"The amend ment was reje cted by 9 votes to 2, with 3 abstentions.",
	};
	for (size_t i = 0; i < COUNT_OF(decisions); i++) {
		struct reading r;
		char *text = support_text("%s\n4 March 1987\n\nThe PRESIDENT: I put the text to the vote.\n\n%s\n\nThe "
					  "PRESIDENT: I thank all.%s",
					  OPENED, decisions[i], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		assert_int_equal(m->n_votes, 1);
		expect_number("votes in favour", decisions[i], m->votes[0]->in_favour, i == 2 ? 2 : 9);
		expect_number("abstentions", decisions[i], m->votes[0]->abstaining, 3);
		reading_end(&r);
		free(text);
	}
}

/* Documents and resolutions whose figures a scan spoiled or set apart. */
static const char *const cited[][4] = {
	{ "I introduce draft resolution A/L.736 and Add. l and 2.", "A/L.736", "A/L.736/Add.1", "A/L.736/Add.2" },
	{ "See document A/L.736/Rev. l, please.", "A/L.736/Rev.1" },
	{ "See resolution l8l (II).", "A/RES/181 (II)" },
	{ "See resolution 331 (I 973), which we adopted.", "S/RES/331 (1973)" },
	{ "See resolution 331 (I973).", "S/RES/331 (1973)" },
};

static void figures_that_a_scan_set_apart_are_cited(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cited); i++) {
		struct reading r;
		char *text = support_text("%s\n4 March 1974\n\n1. Mr. ODD (Norway): %s%s", OPENED, cited[i][0], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		size_t n = 0;
		while (n < 3 && cited[i][n + 1] != NULL)
			n++;
		expect_number("citations", cited[i][0], (long)s->n_citations, (long)n);
		for (size_t k = 0; k < n; k++)
			expect_text("citation", cited[i][0], s->citations[k]->instrument, cited[i][k + 1]);
		reading_end(&r);
		free(text);
	}
}

#define BOTH                                                                                                           \
	"SECURITY COUNCIL\nOFFICIAL RECORDS\n909\nFIFTEENTH YEAR\nth MEETING: 16 NOVEMBER 1960\n%sCONSEIL DE "         \
	"SECURITE\nNEW YORK\nHeld in New York on Wednesday, 16 November 1960, at 3 p.m.\nPresident: Mr. Armand FIRST " \
	"(France).\n1. The PRESIDENT (translated from French): We "                                                    \
	"begin.\n"

/* Marks of a cover in both languages, each of which tells the French half of the record. */
static const char *const marks[] = {
	"eme SEANCE\n",
	"Tenue \xC3\xA0 New York, le mercredi 16 novembre\n",
	"Pr\xC3\xA9sents: Les repr\xC3\xA9sentants des Etats suivants:\n",
	"Ordre du jour provisoire (S/Agenda/909)\n",
};

static void a_cover_in_both_languages_tells_the_french_half(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		struct reading r;
		char *text = support_text(BOTH "2. Mr. ODD (Norway): If so, we agree to it.\nRemerciements au "
					       "Pr\xC3\xA9sident\n2. M. ODD (Norv\xC3\xA8ge): Si tel est le cas, "
					       "nous sommes\nd'accord.\n3. The PRESIDENT: Yes.\n3. Le PRESIDENT: "
					       "Oui.\n",
					  marks[i]);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 4);
		assert_string_equal(r.response.statements[2]->blocks[0]->text, "If so, we agree to it.");
		assert_int_equal(r.response.statements[2]->n_blocks, 1);
		assert_string_equal(r.response.statements[3]->blocks[0]->text, "Yes.");
		reading_end(&r);
		free(text);
	}
}

static void a_note_in_square_brackets_tells_the_french_half(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. ODD (Norway): We hold that the river is not wide.\nM. ODD (Norv\xC3\xA8ge) [traduit "
		   "de\nl'anglais]: "
		   "La rivi\xC3\xA8re n'est pas large.\nSir Benegal EVEN (Inde) [traduit de l'anglais]: Oui." ROSE);
	assert_int_equal(r.response.n_statements, 2);
	assert_int_equal(r.response.statements[1]->n_blocks, 1);
	reading_end(&r);
}

/* A page begins with its English column, and French goes on in words that English has not. */
static void a_page_begins_with_its_english_column(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. ODD (Norway): We hold that the river is\nM. ODD (Norv\xC3\xA8ge) (traduit de l'anglais): La "
		   "rivi\xC3\xA8re n'est\npas large.\n\fwide.\nsans elle, comme tout cela\nMr. EVEN (Chad): So it "
		   "is." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_int_equal(r.response.statements[1]->n_blocks, 2);
	assert_string_equal(r.response.statements[1]->blocks[1]->text, "wide.");
	reading_end(&r);
}

/* The lists of a vote in both languages, one behind the other or list by list. */
static const char *const lists[] = {
	"In favour: Argentina, Ceylon, China.\nAgainst: Poland.\nAbstaining: Italy.\nVotent pour: Argentine, Ceylan,\n"
	"Chine.\nVote contre: Pologne.\nS'abstient: Italie.\n",
	"In favour: Argentina, Ceylon, China.\nVotent pour: Argentine, Ceylan, Chine.\nAgainst: Poland.\nVote contre: "
	"Pologne.\nAbstaining: Italy.\nS'abstient: Italie.\n",
};

static void lists_in_both_languages_are_one_vote(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lists); i++) {
		struct reading r;
		char *text = support_text(BOTH "A vote was taken by show of hands.\nIl est proc\xC3\xA9"
					       "d\xC3\xA9 au vote \xC3\xA0 main lev\xC3\xA9"
					       "e.\n%sThe draft resolution was adopted by 3 votes to 1, with 1 "
					       "abstention.\nPar 3 voix contre une, avec une abstention, le projet "
					       "est adopt\xC3\xA9.\n4. The PRESIDENT: I thank all.\n",
					  marks[0], lists[i]);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		assert_int_equal(m->n_votes, 1);
		assert_int_equal(m->votes[0]->n_ballots, 5);
		assert_int_equal(m->votes[0]->in_favour, 3);
		assert_int_equal(m->votes[0]->abstaining, 1);
		for (size_t k = 0; k < m->votes[0]->n_ballots; k++)
			assert_string_not_equal(m->votes[0]->ballots[k]->party->id, "");
		reading_end(&r);
		free(text);
	}
}

/* "Justice" at the beginning of a line is no one's title where the line before asks for it. */
static void an_item_of_the_court_of_justice_is_whole(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.909\n\n16 November 1960\n\nPresident: Mr. FIRST (France)\n\nProvisional agenda "
		       "(S/Agenda/909)\n1. Adoption of the agenda.\n2. Election of members of the International Court "
		       "of\nJustice:\n(a) One member.\n\nAdoption of the agenda\nThe agenda was adopted.\n\nThe "
		       "PRESIDENT: We begin.\n");
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_true(m->n_items >= 2);
	assert_non_null(strstr(m->items[1]->title, "Court of Justice"));
	reading_end(&r);
}

/* A mark that closes a quote is none that a scan put there, though a blank stands behind it. */
static void a_quote_of_a_scan_is_closed(void **state)
{
	(void)state;
	struct reading r;
	char *text =
		support_text("%s\n4 March 1955\n\nThe PRESIDENT: I put tbe words to the vote.\n\nThe words “having "
			     "regard to it” in the third paragraph of the preamble\nwere adopted by 27 votes to 18, "
			     "with 8 abstentions.\n\nThe PRESIDENT: I thank tbe members.%s",
			     OPENED, ROSE);
	read_words(&r, text);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 1);
	assert_string_equal(m->votes[0]->part,
			    "The words “having regard to it” in the third paragraph of the preamble");
	reading_end(&r);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_quote_of_a_scan_is_closed),
		cmocka_unit_test(a_cover_that_a_scan_spoiled_tells_the_meeting),
		cmocka_unit_test(a_president_without_a_state_may_take_a_long_line),
		cmocka_unit_test(a_long_title_ends_with_a_whole_character),
		cmocka_unit_test(a_year_that_was_mended_is_found),
		cmocka_unit_test(a_note_of_language_may_have_lost_a_blank_or_a_letter),
		cmocka_unit_test(a_note_of_language_may_be_lost),
		cmocka_unit_test(a_word_that_a_blank_cut_is_one_of_a_decision),
		cmocka_unit_test(figures_that_a_scan_set_apart_are_cited),
		cmocka_unit_test(a_cover_in_both_languages_tells_the_french_half),
		cmocka_unit_test(a_note_in_square_brackets_tells_the_french_half),
		cmocka_unit_test(a_page_begins_with_its_english_column),
		cmocka_unit_test(lists_in_both_languages_are_one_vote),
		cmocka_unit_test(an_item_of_the_court_of_justice_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
