#include "tests/support.h"

#include "domain/person.h"
#include "proto/rules.h"

static void assert_person(const char *printed, const char *party, const char *id)
{
	struct arena arena;
	arena_init(&arena, 1 << 16);
	const char *found = person_id(printed, party, &arena);
	assert_non_null(found);
	if (strcmp(found, id) != 0)
		fail_msg("\"%s\" of %s is \"%s\", expected \"%s\"", printed, party, found, id);
	assert_true(found[0] == '\0' || form_person(found));
	arena_fini(&arena);
}

static void the_printed_forms_of_one_name_are_one_person(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *party, *id;
	} rows[] = {
		{ "Mr. LI Zhaoxing", "CHN", "CHN.li-zhaoxing" },
		{ "Mr. Li Zhaoxing", "CHN", "CHN.li-zhaoxing" },
		{ "MR. LI  ZHAOXING", "CHN", "CHN.li-zhaoxing" },
		{ "Mr. Umarov", "KAZ", "KAZ.umarov" },
		{ "M. Umarov", "KAZ", "KAZ.umarov" },
		{ "Mr. M. Umarov", "KAZ", "KAZ.m-umarov" },
		{ "Mme Umarova", "KAZ", "KAZ.umarova" },
		{ "Sra. Umarova", "KAZ", "KAZ.umarova" },
		{ "Mr UMAROV", "KAZ", "KAZ.umarov" },
		{ "Mr. Umarov ", "KAZ", "KAZ.umarov" },
		{ "Mr. Briz Guti\xC3\xA9rrez", "GTM", "GTM.briz-gutierrez" },
		{ "Mr. BRIZ GUTI\xC3\x89RREZ", "GTM", "GTM.briz-gutierrez" },
		{ "Mr. Briz Gutie\xCC\x81rrez", "GTM", "GTM.briz-gutierrez" },
		{ "Mrs. Al-Khalifa", "BHR", "BHR.al-khalifa" },
		{ "Mrs. Al Khalifa", "BHR", "BHR.al-khalifa" },
		{ "Mr. O'Brien", "IRL", "IRL.obrien" },
		{ "Mr. O\xE2\x80\x99"
		  "Brien",
		  "IRL", "IRL.obrien" },
		{ "Mr. Motoc\xC8\x99"
		  "an",
		  "ROU", "ROU.motocsan" },
		{ "Mr. Motoc\xC5\x9F"
		  "an",
		  "ROU", "ROU.motocsan" },
		{ "Mr. Nguy\xE1\xBB\x85n", "VNM", "VNM.nguyen" },
		{ "Mr. De Mistura", "UN", "UN.de-mistura" },
		{ "Mr. de Mistura", "UN", "UN.de-mistura" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_person(rows[i].printed, rows[i].party, rows[i].id);
}

static void titles_are_not_names_and_names_are_not_titles(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *party, *id;
	} rows[] = {
		{ "Sir Jeremy Example", "GBR", "GBR.jeremy-example" },
		{ "H.E. Mr. Example", "FRA", "FRA.example" },
		{ "H. E. Mr. Example", "FRA", "FRA.example" },
		{ "His Excellency Dr. Example", "FRA", "FRA.example" },
		{ "Lieutenant General Example", "UN", "UN.example" },
		{ "Lieutenant-General Example", "UN", "UN.example" },
		{ "Archbishop Example", "VAT", "VAT.example" },
		{ "Mr. King", "USA", "USA.king" },
		{ "Mr. Judge Example", "USA", "USA.judge-example" },
		{ "Mr. Major", "GBR", "GBR.major" },
		{ "Dame", "GBR", "GBR.dame" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_person(rows[i].printed, rows[i].party, rows[i].id);
}

static void what_names_nobody_has_no_id(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *party;
	} rows[] = {
		{ "The President", "KAZ" },
		{ "THE PRESIDENT", "KAZ" },
		{ "The Secretary-General", "UN" },
		{ "Mr. Smith", "" },
		{ "", "KAZ" },
		{ "...", "KAZ" },
		{ "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD\xD0\xBE\xD0\xB2", "RUS" },
		{ "\xFF\xFE", "KAZ" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_person(rows[i].printed, rows[i].party, "");
	char longest[512];
	memset(longest, 'a', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_person(longest, "KAZ", "");
}

static void a_surname_joins_nobody_of_another_party(void **state)
{
	(void)state;
	static const char *const parties[] = { "GBR", "USA", "UN", "UN-OCHA", "IRL" };
	struct arena arena;
	arena_init(&arena, 1 << 16);
	for (size_t i = 0; i < COUNT_OF(parties); i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(person_id("Mr. Smith", parties[i], &arena),
						person_id("Mr. Smith", parties[k], &arena));
	arena_fini(&arena);
}

static void an_id_has_a_form(void **state)
{
	(void)state;
	static const char *const good[] = { "KAZ.umarov", "UN-OCHA.o-b-2", "CHN.li-zhaoxing" };
	static const char *const bad[] = { "",       "KAZ",    "KAZ.",     ".umarov", "kaz.umarov", "KAZ.Umarov",
					   "KAZ.-a", "KAZ.a-", "KAZ.a--b", "KAZ.a b", "K.a",        "KAZ.a.b" };
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(form_person(good[i]));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (form_person(bad[i]))
			fail_msg("\"%s\" passes as a person's id", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_printed_forms_of_one_name_are_one_person),
		cmocka_unit_test(titles_are_not_names_and_names_are_not_titles),
		cmocka_unit_test(what_names_nobody_has_no_id),
		cmocka_unit_test(a_surname_joins_nobody_of_another_party),
		cmocka_unit_test(an_id_has_a_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
