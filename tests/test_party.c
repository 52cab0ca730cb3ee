#include "tests/support.h"

#include "domain/party.h"
#include "proto/rules.h"

static void assert_party(const char *printed, const char *id)
{
	const char *found = party_of(printed);
	if (found == NULL || id == NULL ? found != id : strcmp(found, id) != 0)
		fail_msg("\"%s\" is %s, expected %s", printed, found == NULL ? "nobody" : found,
			 id == NULL ? "nobody" : id);
}

static void every_name_of_the_table_is_found_as_printed(void **state)
{
	(void)state;
	size_t count;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count; i++)
		assert_party(rows[i].name, rows[i].id);
}

static void every_name_is_found_in_capitals_and_behind_the(void **state)
{
	(void)state;
	size_t count;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count; i++) {
		bool led = strncmp(rows[i].name, "The ", 4) == 0;
		char *name = support_text("%s%s\n", led ? "" : "THE  ", rows[i].name);
		for (char *c = name; *c != '\0'; c++)
			*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
		assert_party(name, rows[i].id);
		free(name);
	}
}

static void the_forms_that_records_print_are_one_party(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *id;
	} cases[] = {
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
		{ "Viet-Nam", "VNM" },
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
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_party(cases[i].printed, cases[i].id);
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

static void the_rows_of_one_party_stand_together_and_name_their_id_well(void **state)
{
	(void)state;
	size_t count, parties = 0;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count; i++) {
		assert_true(form_party(rows[i].id));
		bool first = i == 0 || strcmp(rows[i].id, rows[i - 1].id) != 0;
		for (size_t k = 0; first && k < i; k++)
			if (strcmp(rows[k].id, rows[i].id) == 0)
				fail_msg("%s stands in two places of the table", rows[i].id);
		if (first)
			assert_string_equal(party_title(rows[i].id), rows[i].name);
		parties += first;
	}
	assert_true(parties > 193);
	assert_null(party_title("QQQ"));
	assert_null(party_title(""));
}

static void there_are_193_member_states(void **state)
{
	(void)state;
	static const char *const others[] = { "CSK", "DDR", "SCG", "SUN", "YMD", "YUG", /* no more */
					      "PSE", "VAT" /* observers */ };
	size_t count, states = 0;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count && strcmp(rows[i].id, "UN") != 0; i++) {
		bool counted = i > 0 && strcmp(rows[i].id, rows[i - 1].id) == 0;
		for (size_t k = 0; k < COUNT_OF(others); k++)
			counted |= strcmp(rows[i].id, others[k]) == 0;
		assert_true(form_country(rows[i].id));
		states += !counted;
	}
	assert_int_equal(states, 193);
}

static void no_adjective_belongs_to_two_parties(void **state)
{
	(void)state;
	size_t count;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; rows[i].adjective != NULL && k < count; k++) {
			bool other = strcmp(rows[k].id, rows[i].id) != 0;
			if (other && rows[k].adjective != NULL && strcmp(rows[k].adjective, rows[i].adjective) == 0)
				fail_msg("%s is %s and %s", rows[i].adjective, rows[i].id, rows[k].id);
		}
		if (rows[i].adjective != NULL && party_of(rows[i].adjective) != NULL)
			fail_msg("%s is a name too", rows[i].adjective);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_name_of_the_table_is_found_as_printed),
		cmocka_unit_test(every_name_is_found_in_capitals_and_behind_the),
		cmocka_unit_test(the_forms_that_records_print_are_one_party),
		cmocka_unit_test(what_is_no_whole_name_is_nobody),
		cmocka_unit_test(a_name_in_capitals_is_not_the_word_of_the_same_letters),
		cmocka_unit_test(the_rows_of_one_party_stand_together_and_name_their_id_well),
		cmocka_unit_test(there_are_193_member_states),
		cmocka_unit_test(no_adjective_belongs_to_two_parties),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
