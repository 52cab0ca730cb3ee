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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_every_decade_name_their_speaker),
		cmocka_unit_test(what_only_looks_like_a_label_is_none),
		cmocka_unit_test(a_guest_is_known_by_the_name_that_was_called),
		cmocka_unit_test(a_presiding_officer_speaks_behind_a_heading),
		cmocka_unit_test(directions_are_not_speech),
		cmocka_unit_test(words_of_a_speech_are_no_direction),
		cmocka_unit_test(a_finding_cuts_no_character),
		cmocka_unit_test(a_wrong_letter_of_a_scan_is_a_repair),
		cmocka_unit_test(a_president_is_known_by_all_letters_but_one),
		cmocka_unit_test(an_agenda_is_adopted_behind_its_heading),
		cmocka_unit_test(items_under_one_heading_keep_their_numbers),
		cmocka_unit_test(a_symbol_is_read_without_its_stroke),
		cmocka_unit_test(a_page_cuts_no_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
