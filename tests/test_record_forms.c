/* Forms that the verbatim records of eight decades print, each in a record of its own
 * that was made for it: labels, directions, covers. */
#include "tests/record_forms.h"

/* ---- Labels ----------------------------------------------------------- */

struct label_case {
	const char *printed; /* the line up to the speech */
	const char *person, *party, *language, *function, *role;
};

static const struct label_case labels[] = {
	{ "Mrs. Odette (Belgium), speaking on a point of order:", "Mrs. Odette", "BEL", NULL, NULL, NULL },
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

/* ---- Directions ------------------------------------------------------- */

static const char *const stage_directions[] = {
	"At the invitation of the President, Mr. Odd (Norway) took a seat at the Council table.",
	"On the invitation of the President, Mr. Odd, representative of Norway, took his place at the Council table.",
	"At the invitation of the President, Mr. Odd (Norway) took the place reserved for him at the side of the "
	"Council Chamber.",
	"At the invitation of the Acting President, Ms. Odd (Norway) and Mr. Even (Chad) acted as tellers.",
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
};

/* The same words behind which nobody else takes the floor, or of one's own doings. */
static void words_of_a_speech_are_no_direction(void **state)
{
	(void)state;
	static const char *const words[] = {
		"The Secretary-General escorted the President to the rostrum. It was a great day.",
		"We heard that the Council observed one minute of silence.",
		"Chad and Norway were elected members of the Committee, and we welcome it.",
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
	  "", "Security Council", "262", "1948-03-05", "Lake Success, New York", 3, 0, "Mr. T. F. TSIEN", "CHN", 7,
	  "1|Adoption of the agenda.\n2|The question of the river:\n" },
	{ "United Nations\nGENERAL ASSEMBLY\nSIXTEENTH SESSION\nOfficial Records\n\n1028th\nPLENARY MEETING\n\nFriday, "
	  "6 October "
	  "1961,\nat 10.30 a.m.\n\nNEW YORK\n\nCONTENTS\n\nAgenda item 9:\nGeneral debate (continued)\n\nPresident: "
	  "Mr. Mongi "
	  "SALIM (Tunisia).\n\nAGENDA ITEM 9\n\nGeneral debate (continued)\n\n1. The PRESIDENT (translated from "
	  "French): We "
	  "begin.\n\n",
	  "", "General Assembly", "1028", "1961-10-06", "NEW YORK", 16, 0, "Mr. Mongi SALIM", "TUN", 0,
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
	  "26 October 2023, 10 a.m.\nNew York\n\nOfficial Records\n\nPresident: Mr. Francon . . . . . (Trinidad and "
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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_every_decade_name_their_speaker),
		cmocka_unit_test(what_only_looks_like_a_label_is_none),
		cmocka_unit_test(a_presiding_officer_speaks_behind_a_heading),
		cmocka_unit_test(directions_are_not_speech),
		cmocka_unit_test(words_of_a_speech_are_no_direction),
		cmocka_unit_test(covers_of_every_decade_give_their_marks),
		cmocka_unit_test(a_heading_is_linked_to_its_item_of_the_cover),
		cmocka_unit_test(a_member_without_a_name_shifts_no_other),
		cmocka_unit_test(a_finding_cuts_no_character),
		cmocka_unit_test(a_wrong_letter_of_a_scan_is_a_repair),
		cmocka_unit_test(a_president_is_known_by_all_letters_but_one),
		cmocka_unit_test(a_page_cuts_no_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
