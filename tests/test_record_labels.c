/* Labels that the verbatim records of eight decades print, each in a record of its own
 * words: who speaks, for whom, in what function and language. */
#include "tests/record_forms.h"

struct label_case {
	const char *printed; /* the line up to the speech */
	const char *person, *party, *language, *function, *role;
};

static const struct label_case labels[] = {
	{ "Mrs. Odette (Belgium), speaking on a point of order:", "Mrs. Odette", "BEL", NULL, NULL, NULL },
	{ "Mr. Skovgaard (European Union), in its capacity as observer:", "Mr. Skovgaard", "EU", NULL, NULL, NULL },
	{ "Ms. Odette (Belgium), in exercise of the right of reply (spoke in French):", "Ms. Odette", "BEL", "fr", NULL,
	  NULL },
	{ "Mr. d\xE2\x80\x99"
	  "Odette Brockman (Nicaragua):",
	  "Mr. d\xE2\x80\x99"
	  "Odette Brockman",
	  "NIC", NULL, NULL, NULL },
	{ "Mr. al-Khatir (Qatar):", "Mr. al-Khatir", "QAT", NULL, NULL, NULL },
	/* the first decade: names in capitals, titles of many kinds and none */
	{ "Mr. GRIMYKOV (Union of Soviet Socialist Republics) (translated from Russian):", "Mr. GRIMYKOV", "SUN", "ru",
	  NULL, NULL },
	{ "Mr. van LANGENHAVEN (Belgium) (translated from French) :", "Mr. van LANGENHAVEN", "BEL", "fr", NULL, NULL },
	{ "Faris EL-KOURANI (Syria):", "Faris EL-KOURANI", "SYR", NULL, NULL, NULL },
	{ "Mahmoud FAZI Bey (Egypt):", "Mahmoud FAZI Bey", "EGY", NULL, NULL, NULL },
	{ "Nakrashy PASHA (Egypt):", "Nakrashy PASHA", "EGY", NULL, NULL, NULL },
	{ "Colonel HODGKIN (Australia):", "Colonel HODGKIN", "AUS", NULL, NULL, NULL },
	{ "General McNORTON (Canada):", "General McNORTON", "CAN", NULL, NULL, NULL },
	{ "Sir Mohammed ZAFAR KHAN (Pakistan):", "Sir Mohammed ZAFAR KHAN", "PAK", NULL, NULL, NULL },
	{ "Rabbi SILVERMAN (Jewish Agency for Palestine):", "Rabbi SILVERMAN", "JEWISH-AGENCY", NULL, NULL, NULL },
	{ "Prince WAN SOTHAYAKON (Siam):", "Prince WAN SOTHAYAKON", "THA", NULL, NULL, NULL },
	{ "Emir Adel ARSLANI (Syria):", "Emir Adel ARSLANI", "SYR", NULL, NULL, NULL },
	{ "U THEIN (Burma):", "U THEIN", "MMR", NULL, NULL, NULL },
	{ "Viscount de MALARTIC (France) (translated from French):", "Viscount de MALARTIC", "FRA", "fr", NULL, NULL },
	{ "Mr. MANUILOV (Ukrainian Soviet Socialist Republic):", "Mr. MANUILOV", "UKR", NULL, NULL, NULL },
	{ "Mr. KISELYEV (Byelorussian Soviet Socialist Republic):", "Mr. KISELYEV", "BLR", NULL, NULL, NULL },
	{ "Mr. NOSEK-OLD (Czechoslovakia):", "Mr. NOSEK-OLD", "CSK", NULL, NULL, NULL },
	{ "Mr. BEBLEROV (Yugoslavia):", "Mr. BEBLEROV", "YUG", NULL, NULL, NULL },
	{ "Mr. JOOSTE-VOS (Union of South Africa):", "Mr. JOOSTE-VOS", "ZAF", NULL, NULL, NULL },
	{ "The TEMPORARY PRESIDENT (translated from French):", "The TEMPORARY PRESIDENT", NULL, "fr", NULL,
	  "Temporary President" },
	{ "The ACTING CHAIRMAN:", "The ACTING CHAIRMAN", NULL, NULL, NULL, "Acting Chairman" },
	/* official records of the sixties and seventies: numbered paragraphs */
	{ "8. Mr. BOYADE (Benin) [interpretation from French]:", "Mr. BOYADE", "BEN", "fr", NULL, NULL },
	{ "9. Mr. BOYADE (Benin) [interpretation\nfrom French]:", "Mr. BOYADE", "BEN", "fr", NULL, NULL },
	{ "12. Mr. THAMBO-RAJ (Ceylon):", "Mr. THAMBO-RAJ", "LKA", NULL, NULL, NULL },
	{ "107. Mr. ADJIBAD\xC3\x89 (Dahomey) (interpretation from French):", "Mr. ADJIBAD\xC3\x89", "BEN", "fr", NULL,
	  NULL },
	{ "3. Mr. IPOTO EYEBU (Zaire) (interpretation from French):", "Mr. IPOTO EYEBU", "COD", "fr", NULL, NULL },
	{ "4. Mr. OUEDDO (Upper Volta):", "Mr. OUEDDO", "BFA", NULL, NULL, NULL },
	{ "5. Mr. PRASITH-THIN (Democratic Kampuchea):", "Mr. PRASITH-THIN", "KHM", NULL, NULL, NULL },
	{ "6. Mr. PRASITH-THIN (Khmer Republic):", "Mr. PRASITH-THIN", "KHM", NULL, NULL, NULL },
	{ "7. Mr. ABDULLAH-TAHA (Democratic Yemen):", "Mr. ABDULLAH-TAHA", "YMD", NULL, NULL, NULL },
	{ "8. Mr. ELMENDORP (German Democratic Republic):", "Mr. ELMENDORP", "DDR", NULL, NULL, NULL },
	{ "9. Mr. von WECHMARK (Federal Republic of Germany):", "Mr. von WECHMARK", "DEU", NULL, NULL, NULL },
	{ "10. Mr. JUMA-ALI (United Arab Republic):", "Mr. JUMA-ALI", "EGY", NULL, NULL, NULL },
	{ "11. Mr. RABETAFI (Malagasy Republic):", "Mr. RABETAFI", "MDG", NULL, NULL, NULL },
	{ "13. Mr. BAROODI (Saudi Arabia) :", "Mr. BAROODI", "SAU", NULL, NULL, NULL },
	{ "14. Mr. ARAFI (Palestine Liberation Organization) (interpretation from Arabic):", "Mr. ARAFI", "PSE", "ar",
	  NULL, NULL },
	{ "15. Mr. GARBAN (Special Committee against Apartheid):", "Mr. GARBAN", "UN-ANTI-APARTHEID", NULL, NULL,
	  NULL },
	{ "16. The DEPUTY SECRETARY-GENERAL:", "The DEPUTY SECRETARY-GENERAL", NULL, NULL, NULL,
	  "Deputy Secretary-General" },
	{ "17. Mr. DITCU (Romania) (interpretation from French)", "Mr. DITCU", "ROU", "fr", NULL, NULL },
	/* typed records of the eighties */
	{ "Mr. AL-ATASSI (Syrian Arab Republic) (interpretation from Arabic):", "Mr. AL-ATASSI", "SYR", "ar", NULL,
	  NULL },
	{ "Mr. TREIKI (Libyan Arab Jamahiriya):", "Mr. TREIKI", "LBY", NULL, NULL, NULL },
	{ "Mr. GBEHI (Ghana):", "Mr. GBEHI", "GHA", NULL, NULL, NULL },
	{ "Dame Nita BARRO (Barbados):", "Dame Nita BARRO", "BRB", NULL, NULL, NULL },
	{ "Miss DEVER-ROY (Belgium):", "Miss DEVER-ROY", "BEL", NULL, NULL, NULL },
	{ "Mr. MAKSUDI (League of Arab States):", "Mr. MAKSUDI", "LAS", NULL, NULL, NULL },
	{ "Mr. TERZIAN (Palestine):", "Mr. TERZIAN", "PSE", NULL, NULL, NULL },
	{ "Mr. DOS SANTOS-REY (Mozambique) (spoke in Portuguese; English text furnished by the delegation):",
	  "Mr. DOS SANTOS-REY", "MOZ", "pt", NULL, NULL },
	{ "The PRESIDENT (interpretation from Chinese):", "Mr. FIRST", "GHA", "zh", NULL, "President" },
	/* since 1994 */
	{ "Mr. O\xE2\x80\x99"
	  "Ceallaigh Ruane (Ireland):",
	  "Mr. O\xE2\x80\x99"
	  "Ceallaigh Ruane",
	  "IRL", NULL, NULL, NULL },
	{ "Mr. \xC3\x98rsted-L\xC3\xB8vald (Norway):", "Mr. \xC3\x98rsted-L\xC3\xB8vald", "NOR", NULL, NULL, NULL },
	{ "Ms. \xC3\x81lvarez N\xC3\xBA\xC3\xB1"
	  "ez de la Pe\xC3\xB1"
	  "a (Spain) (spoke in Spanish):",
	  "Ms. \xC3\x81lvarez N\xC3\xBA\xC3\xB1"
	  "ez de la Pe\xC3\xB1"
	  "a",
	  "ESP", "es", NULL, NULL },
	{ "Mr. van Bohemar (New Zealand):", "Mr. van Bohemar", "NZL", NULL, NULL, NULL },
	{ "Mr. Wang Yingfa (China) (spoke in Chinese):", "Mr. Wang Yingfa", "CHN", "zh", NULL, NULL },
	{ "Mr. Sea (Democratic People\xE2\x80\x99s Republic of Korea):", "Mr. Sea", "PRK", NULL, NULL, NULL },
	{ "Mr. Llorenti-Paz (Plurinational State of Bolivia) (spoke in Spanish):", "Mr. Llorenti-Paz", "BOL", "es",
	  NULL, NULL },
	{ "Mrs. Robar (Bolivarian Republic of Venezuela):", "Mrs. Robar", "VEN", NULL, NULL, NULL },
	{ "Mr. Gafour-Lim (Singapore), Chair of the Third Committee:", "Mr. Gafour-Lim", "SGP", NULL,
	  "Chair of the Third Committee", NULL },
	{ "Ms. Odd (European Union):", "Ms. Odd", "EU", NULL, NULL, NULL },
	{ "Archbishop Migli (Holy See):", "Archbishop Migli", "VAT", NULL, NULL, NULL },
	{ "Mr. Mansoori (State of Palestine) (spoke in Arabic):", "Mr. Mansoori", "PSE", "ar", NULL, NULL },
	{ "Sheikh Al-Thaneh (Qatar):", "Sheikh Al-Thaneh", "QAT", NULL, NULL, NULL },
	{ "Crown Prince Hakon-Olav (Norway):", "Crown Prince Hakon-Olav", "NOR", NULL, NULL, NULL },
	{ "King Abdallah III (Jordan):", "King Abdallah III", "JOR", NULL, NULL, NULL },
	{ "Major General Okoro (Nigeria):", "Major General Okoro", "NGA", NULL, NULL, NULL },
	{ "Vice-Admiral Pertwee (United Kingdom):", "Vice-Admiral Pertwee", "GBR", NULL, NULL, NULL },
	{ "Lieutenant-General Mokgota:", "Lieutenant-General Mokgota", NULL, NULL, NULL, NULL },
	{ "Metropolitan Hilarios:", "Metropolitan Hilarios", NULL, NULL, NULL, NULL },
	{ "Mr. Fedotin (United Nations Office on Drugs and Crime):", "Mr. Fedotin", "UN-UNODC", NULL, NULL, NULL },
	{ "Mr. Guehenneux (Under-Secretary-General for Peacekeeping Operations):", "Mr. Guehenneux", NULL, NULL,
	  "Under-Secretary-General for Peacekeeping Operations", NULL },
	{ "Mrs. Ogatan (United Nations High Commissioner for Refugees):", "Mrs. Ogatan", "UN-UNHCR", NULL, NULL, NULL },
	{ "Mr. Bensoudan (Prosecutor of the International Criminal Court):", "Mr. Bensoudan", NULL, NULL,
	  "Prosecutor of the International Criminal Court", NULL },
	{ "Jos\xC3\xA9 Ramos-Hortan (Timor-Leste):", "Jos\xC3\xA9 Ramos-Hortan", "TLS", NULL, NULL, NULL },
	{ "Mr. Jerandi (Tunisia) (spoke in Arabic; English translation provided by the delegation):", "Mr. Jerandi",
	  "TUN", "ar", NULL, NULL },
	{ "The Acting President (spoke in French):", "The Acting President", NULL, "fr", NULL, "Acting President" },
	{ "The Chair:", "Mr. FIRST", "GHA", NULL, NULL, "Chair" },
	/* titles in capitals, with a stop too many, and none of letters */
	{ "MRS. PANDYA (India) (spoke in French):", "MRS. PANDYA", "IND", "fr", NULL, NULL },
	{ "MR. MOLODTSOV (Union of Soviet Socialist Republics):", "MR. MOLODTSOV", "SUN", NULL, NULL, NULL },
	{ "Sir. Kerrin Prendergrass:", "Sir. Kerrin Prendergrass", NULL, NULL, NULL, NULL },
	{ "Mr. 't Hoofd (Netherlands):", "Mr. 't Hoofd", "NLD", NULL, NULL, NULL },
	{ "Right Honourable Paul FRAZER (New Zealand):", "Right Honourable Paul FRAZER", "NZL", NULL, NULL, NULL },
	/* offices that run over many lines of a column */
	{ "59. Mr. Farhat (Afghanistan), Rapporteur of the\nCommittee on the Exercise of the Inalienable Rights "
	  "of\nthe "
	  "Palestinian People (interpretation from\nFrench):",
	  "Mr. Farhat", "AFG", "fr",
	  "Rapporteur of the Committee on the Exercise of the Inalienable Rights of the Palestinian People", NULL },
	{ "Ms. McDowell, President of the International Tribunal\nfor the Prosecution of Persons Responsible for "
	  "Serious\nViolations of International Humanitarian Law\nCommitted in the Territory of the Former "
	  "Yugoslavia\nsince 1991:",
	  "Ms. McDowell", NULL, NULL,
	  "President of the International Tribunal for the Prosecution of Persons Responsible for Serious Violations "
	  "of "
	  "International Humanitarian Law Committed in the Territory of the Former Yugoslavia since 1991",
	  NULL },
	{ "Mr. Tessemo (Ethiopia), on behalf of the African Group:", "Mr. Tessemo", "ETH", NULL, NULL, NULL },
	{ "The Under-Secretary-General for Legal Affairs:", "The Under-Secretary-General for Legal Affairs", NULL, NULL,
	  NULL, "Under-Secretary-General for Legal Affairs" },
	/* heads of state and guests of the Assembly */
	{ "President Persson (spoke in Turkish; English interpretation provided by the delegation):",
	  "President Persson", NULL, "tr", NULL, NULL },
	{ "Mr. Kimm (Democratic People\xE2\x80\x99s Republic of Korea) (spoke in Korean; interpretation provided by "
	  "the "
	  "delegation)",
	  "Mr. Kimm", "PRK", "ko", NULL, NULL },
	{ "Mr, ODDE (Norway):", "Mr, ODDE", "NOR", NULL, NULL, NULL },
	{ "M r. ODDE (Norway):", "M r. ODDE", "NOR", NULL, NULL, NULL },
	{ "Sultan Quabos:", "Sultan Quabos", NULL, NULL, NULL, NULL },
	/* what scans made of a colon, and put between and into the brackets */
	{ "The PRESIDENT (interpretation from Spanish)*", "Mr. FIRST", "GHA", "es", NULL, "President" },
	{ "The PRESIDENT (interpretation from Spanish)", "Mr. FIRST", "GHA", "es", NULL, "President" },
	{ "Mr. AL-PARAH (League of Arab States) (interpretation from Arabic)!", "Mr. AL-PARAH", "LAS", "ar", NULL,
	  NULL },
	{ "6. Mr. BOSOVIC (Yugoslavia)!", "Mr. BOSOVIC", "YUG", NULL, NULL, NULL },
	{ "4. Mr. NASKOVSKI (Poland). (translated from French):", "Mr. NASKOVSKI", "POL", "fr", NULL, NULL },
	{ "1. Mr. KISELEV (Byelorussian So'V\"iet Socialist\nRepublic):", "Mr. KISELEV", "BLR", NULL, NULL, NULL },
	/* who presents a report, and speaks at once */
	{ "4. Mr. THORSEN (Iceland), Rapporteur of the Second Committee, presented the report\nof that Committee and "
	  "then spoke as follows:",
	  "Mr. THORSEN", "ISL", NULL, "Rapporteur of the Second Committee", NULL },
	{ "Pope Benedictus XX:", "Pope Benedictus XX", NULL, NULL, NULL, NULL },
};

static void expect_label(const struct label_case *c)
{
	struct reading r;
	char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%s We agree with it.%s", OPENED, c->printed, ROSE);
	read_words(&r, text);
	if (r.response.n_statements != 3)
		fail_msg("%s: %zu statements", c->printed, r.response.n_statements);
	const Truce__V1__Statement *s = r.response.statements[2];
	const Truce__V1__Turn *t = s->turns[0];
	expect_text("words", c->printed, s->blocks[0]->text, "We agree with it.");
	expect_text("person", c->printed, t->speaker->printed, c->person);
	expect_text("party", c->printed, t->speaker->party == NULL ? NULL : t->speaker->party->id, c->party);
	expect_text("language", c->printed, t->language, c->language);
	expect_text("function", c->printed, t->speaker->function, c->function);
	expect_text("role", c->printed, t->role, c->role);
	reading_end(&r);
	free(text);
}

static void labels_of_every_decade_name_their_speaker(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		expect_label(&labels[i]);
}

static void what_only_looks_like_a_label_is_none(void **state)
{
	(void)state;
	static const char *const words[] = {
		"Mr. President: let me say one thing.",
		"Mission reports: they are all alike.",
		"General debate: it will go on tomorrow.",
		"The Council (see resolution 1325): let us read it.",
		"President of my country (Norway): he said it.",
		"Two States (Norway and Chad): they agree.",
		"Western Asia (including Iraq): nothing is new.",
		"In favour of Chad (Africa): many spoke.",
		"Sir, the text says: no.",
		"Mr. Odd (Russian Federation): 11",
		"M. ODD (Norvege): nous attendons.",
		"MR. PRESIDENT: let me say one thing.",
		"The High Commissioner for Refugees said this: we wait.",
		"The President (of France) He said it.",
		"Mr. Odd (Norway) said it. He did.",
		"Mr. Odd (Norwich)! We all know him.",
		"Mr. Odd, President of the Council of the\nWorld, said much. He then\nwent on: we wait.",
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait.\n\n%s%s", OPENED, words[i], ROSE);
		read_words(&r, text);
		if (r.response.n_statements != 2)
			fail_msg("%s: %zu statements", words[i], r.response.n_statements);
		reading_end(&r);
		free(text);
	}
}

/* A name alone is a label only for whom the presiding officer has just called. */
static void a_guest_is_known_by_the_name_that_was_called(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I give the floor to our guest of\nhonour, Kofi van den Odd, and thank "
			      "him.\n\nKofi van den Odd: I thank you. My points are these:\n\nFirst Point: we "
			      "wait.\n\nKofi van den Odd: that is who I am.\n\nThe President: We heard of Lake "
			      "Side.\n\nLake Side: It is a place, and no more.\n\nThe Group: nobody called it." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[2]->turns[0]->label, "Kofi van den Odd");
	assert_string_equal(r.response.statements[2]->turns[0]->speaker->printed, "Kofi van den Odd");
	assert_int_equal(strncmp(r.response.statements[2]->blocks[0]->text, "I thank you. My points are these:", 33),
			 0);
	assert_string_equal(r.response.statements[3]->turns[0]->label, "The President");
	reading_end(&r);
	read_words(&r, OPENED "Mr. Haidar Alim ogly Odd, President of the Azerbaijani Republic, was escorted into the "
			      "General Assembly Hall.\n\nThe President: I invite him to address us.\n\nPresident Odd "
			      "(interpretation from Russian): We wait." ROSE);
	const Truce__V1__Person *p = r.response.statements[2]->turns[0]->speaker;
	assert_string_equal(p->function, "President of the Azerbaijani Republic");
	assert_string_equal(p->party->id, "AZE");
	reading_end(&r);
	read_words(&r,
		   OPENED "The President: I welcome Mr. Even Odd, President of Saint Vincent and the Grenadines and "
			  "Chairman of the African Union. I invite him to speak.\n\nPresident Odd: We wait." ROSE);
	assert_string_equal(r.response.statements[2]->turns[0]->speaker->party->id, "VCT");
	reading_end(&r);
	read_words(&r, OPENED
		   "The President: I welcome Mr. Even Odd, Head of the Office of Piers and Boats and Lights, and "
		   "invite him to speak.\n\nMr. Odd: We wait." ROSE);
	assert_null(r.response.statements[2]->turns[0]->speaker->party);
	assert_string_equal(r.response.statements[2]->turns[0]->speaker->function,
			    "Head of the Office of Piers and Boats and Lights");
	reading_end(&r);
}

/* A heading ends no sentence, and text layers set no blank line around it. */
static void a_presiding_officer_speaks_behind_a_heading(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Odd (Norway): We wait for what has to\ncome, and go on to the end of it.\nProgramme of "
			  "work\nThe President: The list of speakers is\nopen. It was said by the\nPresident: we "
			  "wait for all of them.\nExpression of thanks to the Secretary of the\nAssembly\nThe "
			  "President: I thank him.\nMs. Odd (Norway): And we do." ROSE);
	assert_int_equal(r.response.n_statements, 5);
	assert_string_equal(r.response.statements[2]->turns[0]->label, "The President");
	assert_string_equal(r.response.statements[3]->blocks[0]->text, "I thank him.");
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 2);
	assert_string_equal(m->items[0]->title, "Programme of work");
	assert_string_equal(m->items[1]->title, "Expression of thanks to the Secretary of the Assembly");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_every_decade_name_their_speaker),
		cmocka_unit_test(what_only_looks_like_a_label_is_none),
		cmocka_unit_test(a_guest_is_known_by_the_name_that_was_called),
		cmocka_unit_test(a_presiding_officer_speaks_behind_a_heading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
