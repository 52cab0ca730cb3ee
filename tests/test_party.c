#include "tests/support.h"

#include "domain/party.h"
#include "domain/party_table.h"
#include "proto/rules.h"
#include "tests/support_members.h"

static void assert_party(const char *printed, const char *id)
{
	const char *found = party_of(printed);
	if (found == NULL || id == NULL ? found != id : strcmp(found, id) != 0)
		fail_msg("\"%s\" is %s, expected %s", printed, found == NULL ? "nobody" : found,
			 id == NULL ? "nobody" : id);
}

/* Calls each with every name of the table. */
static void with_each_name(void (*each)(const struct party *party, const struct party_name *name))
{
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++)
		for (const struct party_name *name = party->names; name->name != NULL; name++)
			each(party, name);
}

static void assert_found(const struct party *party, const struct party_name *name)
{
	const struct party_name *found;
	assert_party(name->name, party->id);
	assert_ptr_equal(party_match(name->name, &found), party);
	assert_ptr_equal(found, name); /* no name stands in the table twice */
}

static void every_name_of_the_table_is_found_as_printed(void **state)
{
	(void)state;
	with_each_name(assert_found);
}

static void assert_found_in_capitals(const struct party *party, const struct party_name *name)
{
	bool led = strncmp(name->name, "The ", 4) == 0;
	char *printed = support_text("%s%s\n", led ? "" : "THE  ", name->name);
	for (char *c = printed; *c != '\0'; c++)
		*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
	assert_party(printed, party->id);
	free(printed);
}

static void a_name_may_be_as_near_to_two_parties(void **state)
{
	(void)state;
	static const char *const forms[][3] = {
		{ "Austrlia", "AUT", "AUS" }, { "Slovania", "SVN", "SVK" }, { "Repubhc of Malla", "MLI", "MLT" },
		{ "Norwoy", NULL, NULL },     { "Norway", NULL, NULL },     { "Atlantis", NULL, NULL },
		{ "", NULL, NULL },
	};
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		const struct party *two[2] = { NULL, NULL };
		bool between = party_between(forms[i][0], two);
		if (between != (forms[i][1] != NULL))
			fail_msg("%s", forms[i][0]);
		if (between && (strcmp(two[0]->id, forms[i][1]) != 0 || strcmp(two[1]->id, forms[i][2]) != 0))
			fail_msg("%s: %s, %s", forms[i][0], two[0]->id, two[1]->id);
	}
}

static void every_name_is_found_in_capitals_and_behind_the(void **state)
{
	(void)state;
	with_each_name(assert_found_in_capitals);
}

static void a_name_with_wrong_letters_is_near_one_party(void **state)
{
	(void)state;
	static const char *const forms[][2] = {
		{ "Austalia", "AUS" },
		{ "Argentlna", "ARG" },
		{ "Irag", "IRQ" },
		{ "Mozambigue", "MOZ" },
		{ "Marshal Islands", "MHL" },
		{ "Lichtenstein", "LIE" },
		{ "Cote d'lvoire", "CIV" },
		{ "8audi Arabia", "SAU" },
		{ "United States of Arnerica", "USA" },
		{ "Denrnark", "DNK" },
		{ "Union of Soviet Sociaiist Republics", "SUN" },
		{ "Umted Kmgdom", "GBR" }, /* a letter for two, twice */
		{ "Chma", "CHN" },
		{ "Nonvay", "NOR" },
		{ "I taly", "ITA" },
		{ "Ukrainian SovietSocialist Repubhc", "UKR" },
		{ "Byelorussian Soviet Sociabst Repubhc", "BLR" },
		{ "Afqhanlstan", "AFG" }, /* two letters of a long name */
		{ "Dominicon Republie", "DOM" },
		{ "Repubhc of Kovea", "KOR" },
		{ "Asutralia", "AUS" }, /* two letters in the other order */
		{ "Jnited States of America", "USA" },
		{ "United States of Amerit:a", "USA" }, /* the head of a name, whatever is behind it */
		{ "United Kingdom of Grea~ Britain and Northern rrelanrl", "GBR" },
		{ "Norway of the fjords", NULL },
		{ "Australia", NULL },        /* as it stands */
		{ "Repubhc of Malla", NULL }, /* Malta, or Mali with another */
		{ "Hungory and Peru", NULL },
		{ "Norwoy", "NOR" },
		{ "Narwoy", NULL },   /* two of a short one */
		{ "Izeland", NULL },  /* Iceland, or Ireland with another */
		{ "Irak", NULL },     /* another shape */
		{ "Austrlia", NULL }, /* Austria with a letter more, Australia with one less */
		{ "Atlantis", NULL },
		{ "", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		const struct party *near = party_near(forms[i][0]);
		if (near == NULL ? forms[i][1] != NULL : forms[i][1] == NULL || strcmp(near->id, forms[i][1]) != 0)
			fail_msg("\"%s\" is near %s", forms[i][0], near == NULL ? "nobody" : near->id);
	}
}

static const struct {
	const char *printed, *id;
} printed_forms[] = {
	{ "Iran", "IRN" },
	{ "Iran (Islamic Republic of)", "IRN" },
	{ "Iran, Islamic Republic of", "IRN" },
	{ "Islamic Republic of Iran", "IRN" },
	{ "The Islamic Republic\nof Iran", "IRN" },
	{ "Turkey", "TUR" },
	{ "T\xC3\xBCrkiye", "TUR" },
	{ "Turkiye", "TUR" },
	{ "Tu\xCC\x88rkiye", "TUR" }, /* u and a combining diaeresis */
	{ "the Republic of Turkey", "TUR" },
	{ "Russia", "RUS" },
	{ "RUSSIAN FEDERATION", "RUS" },
	{ "Bolivia (Plurinational State of)", "BOL" },
	{ "Venezuela (Bolivarian Republic of)", "VEN" },
	{ "Syria", "SYR" },
	{ "Syrian Arab Republic", "SYR" },
	{ "United Kingdom of Great Britain and Northern Ireland", "GBR" },
	{ "United States of America", "USA" },
	{ "the United\xC2\xA0States", "USA" }, /* a no-break space */
	{ "USA", "USA" },
	{ "U.S.A.", "USA" },
	{ "C\xC3\xB4te d'Ivoire", "CIV" },
	{ "C\xC3\xB4te d\xE2\x80\x99Ivoire", "CIV" },
	{ "Cote d\xE2\x80\x98Ivoire", "CIV" },
	{ "Czechia", "CZE" },
	{ "Czech Republic", "CZE" },
	{ "Swaziland", "SWZ" },
	{ "Eswatini", "SWZ" },
	{ "Viet Nam", "VNM" },
	{ "Timor\xE2\x80\x93Leste", "TLS" },
	{ "S\xC3\xA3o Tom\xC3\xA9 and Pr\xC3\xADncipe", "STP" },
	{ "Democratic People's Republic of Korea", "PRK" },
	{ "Republic of Korea", "KOR" },
	{ "Democratic Republic of the Congo", "COD" },
	{ "Congo", "COG" },
	{ "Niger", "NER" },
	{ "the Niger", "NER" },
	{ "Union of Soviet Socialist Republics", "SUN" },
	{ "German Democratic Republic", "DDR" },
	{ "Federal Republic of Germany", "DEU" },
	{ "Czechoslovakia", "CSK" },
	{ "Yugoslavia", "YUG" },
	{ "Holy See", "VAT" },
	{ "State of Palestine", "PSE" },
	{ "OCHA", "UN-OCHA" },
	{ "United Nations", "UN" },
	{ "UNESCO", "UNESCO" },
	{ "League of Arab States", "LAS" },
	{ "International Committee of the Red Cross", "ICRC" },
	{ "Bosnia & Herzegovina", "BIH" },
	{ "TRINIDAD&TOBAGO", "TTO" },
	{ "Viet-Nam", "VNM" },
	{ "Burma", "MMR" },
	{ "Union of Burma", "MMR" },
	{ "Zaire", "COD" },
	{ "Congo (Leopoldville)", "COD" },
	{ "Congo (Brazzaville)", "COG" },
	{ "Dahomey", "BEN" },
	{ "Upper Volta", "BFA" },
	{ "Ceylon", "LKA" },
	{ "Byelorussian SSR", "BLR" },
	{ "Byelorussian Soviet Socialist Republic", "BLR" },
	{ "Ukrainian SSR", "UKR" },
	{ "U.S.S.R.", "SUN" },
	{ "Germany, Federal Republic of", "DEU" },
	{ "Democratic Yemen", "YMD" },
	{ "Southern Yemen", "YMD" },
	{ "Yemen Arab Republic", "YEM" },
	{ "United Arab Republic", "EGY" },
	{ "Tanganyika", "TZA" },
	{ "Zanzibar", "ZANZIBAR" },
	{ "Republic of China", "CHN" },
	{ "People's Republic of China", "CHN" },
	{ "Democratic Republic of Viet-Nam", "VDR" },
	{ "the former Yugoslav Republic of Macedonia", "MKD" },
	{ "Serbia and Montenegro", "SCG" },
	{ "Federation of Malaya", "MYS" },
	{ "Siam", "THA" },
	{ "Roumania", "ROU" },
	{ "Maldive Islands", "MDV" },
	{ "Libyan Arab Jamahiriya", "LBY" },
	{ "Micronesia (Federated States of)", "FSM" },
	{ "Gambia (The)", "GMB" },
	{ "Palestine Liberation Organization", "PSE" },
	{ "Cook Islands", "COK" },
	{ "Organization of African Unity", "AU" },
	{ "OAU", "AU" },
	{ "European Community", "EU" },
	{ "Organization of the Islamic Conference", "OIC" },
	{ "Group of 77", "G-77" },
	{ "Sovereign Military Order of Malta", "ORDER-OF-MALTA" },
	{ "Jewish Agency for Palestine", "JEWISH-AGENCY" },
	{ "Frente Polisario", "POLISARIO" },
};

static void the_forms_that_records_print_are_one_party(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(printed_forms); i++)
		assert_party(printed_forms[i].printed, printed_forms[i].id);
}

static void what_is_no_whole_name_is_nobody(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"",
		" ",
		"the",
		"The ",
		"Iran and Turkey",
		"Irann",
		"Ira",
		"Kazakh",
		"12",
		"Iran/Turkey",
		"(",
		"\xC3",
		"\xFF\xFE",
		"\xE2\x80",
		"\xF0",
		"Iran\x01",
		"\xD0\x98\xD1\x80",
		"Iran 2017",
		"theIran",
		"Thei ran",
		"The The Iran",
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_party(cases[i], NULL);
	char longest[4096];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_party(longest, NULL);
}

static void a_name_in_capitals_is_not_the_word_of_the_same_letters(void **state)
{
	(void)state;
	assert_party("WHO", "WHO");
	assert_party("the WHO", "WHO");
	assert_party("who", NULL);
	assert_party("Who", NULL);
	assert_party("US", "USA");
	assert_party("us", NULL);
	assert_party("Un", NULL);
}

static void every_party_has_an_id_of_its_own_and_few_names(void **state)
{
	(void)state;
	const struct party *party;
	size_t count = 0;
	for (; (party = party_at(count)) != NULL; count++) {
		assert_true(form_party(party->id));
		assert_ptr_equal(party_find(party->id), party);
		size_t names = 0;
		while (party->names[names].name != NULL)
			names++;
		assert_in_range(names, 1, 13);
	}
	assert_true(count > 300);
	assert_null(party_find("QQQ"));
	assert_null(party_find(""));
	assert_null(party_find("kaz"));
}

static void assert_years_in_order(const struct party *party, const struct party_name *name)
{
	if (name->last != 0 && (name->last > 2026 || name->last < name->first || name->last < 1935))
		fail_msg("%s, \"%s\": until %d", party->id, name->name, name->last);
	if (name->first != 0 && (name->first > 2026 || name->first < 1900))
		fail_msg("%s, \"%s\": since %d", party->id, name->name, name->first);
}

static bool is_used(const struct party_name *name, int year)
{
	return (name->first == 0 || year >= name->first) && (name->last == 0 || year <= name->last);
}

/* The first name of a party that was in use in a year, the usual one where none was. */
static const char *name_in(const char *id, int year)
{
	const struct party_name *usual = party_find(id)->names, *name = usual;
	while (name->name != NULL && !is_used(name, year))
		name++;
	return name->name == NULL ? usual->name : name->name;
}

static void names_have_the_years_in_which_they_were_in_use(void **state)
{
	(void)state;
	static const struct {
		const char *id;
		int year;
		const char *title;
	} cases[] = {
		{ "TUR", 2021, "Turkey" },
		{ "TUR", 2023, "T\xC3\xBCrkiye" },
		{ "BEN", 1970, "Dahomey" },
		{ "BEN", 1980, "Benin" },
		{ "BFA", 1980, "Upper Volta" },
		{ "LKA", 1960, "Ceylon" },
		{ "BLR", 1980, "Byelorussian Soviet Socialist Republic" },
		{ "BLR", 2000, "Belarus" },
		{ "SWZ", 2000, "Swaziland" },
		{ "THA", 1946, "Thailand" },
		{ "AU", 1990, "Organization of African Unity" },
		{ "MKD", 2005, "The former Yugoslav Republic of Macedonia" },
		{ "SUN", 2018, "Union of Soviet Socialist Republics" }, /* the usual one where none was */
		{ "KAZ", 1992, "Kazakhstan" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(name_in(cases[i].id, cases[i].year), cases[i].title);
	const struct party_name *zaire;
	assert_non_null(party_match("Zaire", &zaire));
	assert_false(is_used(zaire, 1970));
	assert_true(is_used(zaire, 1971));
	assert_true(is_used(zaire, 1997));
	assert_false(is_used(zaire, 1998));
	with_each_name(assert_years_in_order);
}

static size_t members_on(const char *day)
{
	size_t members = 0;
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++)
		members += support_is_member(party->id, day);
	return members;
}

/* The United Nations' own count of its members at the end of each year in which it
 * changed. */
static void the_members_of_each_year_are_as_many_as_the_united_nations_counts(void **state)
{
	(void)state;
	static const struct {
		int year;
		size_t members;
	} years[] = {
		{ 1945, 51 },  { 1946, 55 },  { 1947, 57 },  { 1948, 58 },  { 1949, 59 },  { 1950, 60 },  { 1954, 60 },
		{ 1955, 76 },  { 1956, 80 },  { 1957, 82 },  { 1958, 82 },  { 1959, 82 },  { 1960, 99 },  { 1961, 104 },
		{ 1962, 110 }, { 1963, 113 }, { 1964, 115 }, { 1965, 117 }, { 1966, 122 }, { 1967, 123 }, { 1968, 126 },
		{ 1970, 127 }, { 1971, 132 }, { 1973, 135 }, { 1974, 138 }, { 1975, 144 }, { 1976, 147 }, { 1977, 149 },
		{ 1978, 151 }, { 1979, 152 }, { 1980, 154 }, { 1981, 157 }, { 1983, 158 }, { 1984, 159 }, { 1990, 159 },
		{ 1991, 166 }, { 1992, 179 }, { 1993, 184 }, { 1994, 185 }, { 1999, 188 }, { 2000, 189 }, { 2002, 191 },
		{ 2006, 192 }, { 2011, 193 }, { 2026, 193 },
	};
	for (size_t i = 0; i < COUNT_OF(years); i++) {
		char day[16];
		snprintf(day, sizeof day, "%d-12-31", years[i].year);
		if (members_on(day) != years[i].members)
			fail_msg("%zu members at the end of %d, expected %zu", members_on(day), years[i].year,
				 years[i].members);
	}
	assert_int_equal(members_on("1945-10-23"), 0);
}

static void a_state_is_known_by_the_two_letters_of_its_code(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "KZ", "KAZ" }, { "kz", "KAZ" }, { "AD", "AND" }, { "ZW", "ZWE" }, { "GB", "GBR" }, { "PS", "PSE" },
		{ "UK", NULL },  { "K", NULL },   { "", NULL },    { "KAZ", NULL }, { "ZZ", NULL },  { "DA", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *id = party_of_two(rows[i][0]);
		if ((id == NULL) != (rows[i][1] == NULL) || (id != NULL && strcmp(id, rows[i][1]) != 0))
			fail_msg("%s is %s", rows[i][0], id == NULL ? "nobody" : id);
	}
}

static void an_adjective_is_one_states(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "Kazakh", "KAZ" },   { "SOUTH AFRICAN", "ZAF" }, { "Papua New Guinean", "PNG" },
		{ "Guinean", "GIN" },  { "American", "USA" },      { "Latin American", "" },
		{ "Congolese", NULL }, { "Dominican", NULL },      { "Korean", NULL },
		{ "", NULL },          { "Kazakhstan", NULL },     { "Soviet", "SUN" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *id = party_of_adjective(cases[i][0], strlen(cases[i][0]));
		if ((id == NULL) != (cases[i][1] == NULL) || (id != NULL && strcmp(id, cases[i][1]) != 0))
			fail_msg("%s is %s", cases[i][0], id == NULL ? "nobody's" : id);
	}
	for (const struct party *row = party_adjectives; row->id != NULL; row++)
		for (const struct party_name *name = row->names; name->name != NULL; name++) {
			assert_null(party_of(name->name));
			assert_string_equal(party_of_adjective(name->name, strlen(name->name)), row->id);
			if (row->id[0] != '\0')
				assert_years_in_order(row, name);
		}
}

/* Of two members' one adjective, or none at all but the name. */
static bool has_no_adjective(const char *id)
{
	static const char *const ids[] = { "COG", "DMA", "DOM", "NZL" };
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static void every_member_has_an_adjective_or_a_reason(void **state)
{
	(void)state;
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++) {
		bool member = support_is_member(party->id, "2026-01-01") ||
			      support_is_member(party->id, "1950-01-01") || support_is_member(party->id, "1985-01-01");
		if (member && (party_adjectives_of(party->id) == NULL) != has_no_adjective(party->id))
			fail_msg("%s", party->id);
	}
	assert_null(party_adjectives_of("UN"));
	assert_null(party_adjectives_of(""));
}

static void members_come_go_and_come_back(void **state)
{
	(void)state;
	static const struct {
		const char *id, *day;
		bool member;
	} cases[] = {
		{ "SYR", "1957-01-01", true },  { "SYR", "1960-01-01", false }, { "SYR", "1961-10-13", true },
		{ "IDN", "1965-06-01", false }, { "IDN", "1966-09-28", true },  { "DDR", "1990-10-03", false },
		{ "SSD", "2011-07-13", false }, { "SSD", "2011-07-14", true },  { "VAT", "2018-01-01", false },
		{ "UN", "2018-01-01", false },  { "CHE", "2001-12-31", false }, { "RUS", "1990-01-01", false },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (support_is_member(cases[i].id, cases[i].day) != cases[i].member)
			fail_msg("%s on %s", cases[i].id, cases[i].day);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_of_the_table_is_found_as_printed),
		cmocka_unit_test(a_name_with_wrong_letters_is_near_one_party),
		cmocka_unit_test(a_name_may_be_as_near_to_two_parties),
		cmocka_unit_test(every_name_is_found_in_capitals_and_behind_the),
		cmocka_unit_test(the_forms_that_records_print_are_one_party),
		cmocka_unit_test(what_is_no_whole_name_is_nobody),
		cmocka_unit_test(a_name_in_capitals_is_not_the_word_of_the_same_letters),
		cmocka_unit_test(every_party_has_an_id_of_its_own_and_few_names),
		cmocka_unit_test(names_have_the_years_in_which_they_were_in_use),
		cmocka_unit_test(the_members_of_each_year_are_as_many_as_the_united_nations_counts),
		cmocka_unit_test(a_state_is_known_by_the_two_letters_of_its_code),
		cmocka_unit_test(an_adjective_is_one_states),
		cmocka_unit_test(every_member_has_an_adjective_or_a_reason),
		cmocka_unit_test(members_come_go_and_come_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
