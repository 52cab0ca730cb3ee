#include "tests/support.h"

#include "domain/citation.h"

/* All citations of a text as "instrument[printed]", "?" for a number alone, "!"
 * behind one in doubt, with "; " between. */
static const char *citations_of(const char *text)
{
	static char out[1024];
	size_t used = 0;
	struct arena arena;
	struct words w = { 0 };
	struct citation_run run = { 0 };
	arena_init(&arena, 1 << 20);
	assert_true(words_split(&w, text, strlen(text), &arena));
	out[0] = '\0';
	for (size_t i = 0; i < w.count;) {
		struct citation c;
		long n = citation_match(&run, &w, i, &arena, &c);
		assert_true(n >= 0);
		if (n > 0)
			used += (size_t)snprintf(out + used, sizeof out - used, "%s%s[%.*s]%s", used > 0 ? "; " : "",
						 c.instrument == NULL ? "?" : c.instrument, (int)(c.end - c.start),
						 text + c.start, c.doubt == NULL ? "" : "!");
		i += n > 0 ? (size_t)n : 1;
	}
	arena_fini(&arena);
	return out;
}

static void prose_citations_have_their_normal_form(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "by resolution 2254 (2015).", "S/RES/2254 (2015)[resolution 2254 (2015)]" },
		{ "of UNSC resolution\n2254 (2015);", "S/RES/2254 (2015)[UNSC resolution\n2254 (2015)]" },
		{ "the Resolution SC 2165 on", "S/RES/2165[Resolution SC 2165]" },
		{ "resolution 47 (1948)", "S/RES/47 (1948)[resolution 47 (1948)]" },
		{ "resolutions 687 (1991) and 715 (1991) were",
		  "S/RES/687 (1991)[resolutions 687 (1991)]; S/RES/715 (1991)[715 (1991)]" },
		{ "resolutions 687 (1991), 707 (1991), and 715 (1991), and 12 men",
		  "S/RES/687 (1991)[resolutions 687 (1991)]; S/RES/707 (1991)[707 (1991)]; S/RES/715 (1991)[715 "
		  "(1991)]" },
		{ "resolutions 2254 and 2401", "?[resolutions 2254]; ?[2401]" },
		{ "resolution 687 (1991) and 715 people", "S/RES/687 (1991)[resolution 687 (1991)]" },
		{ "General Assembly resolution 2625 (XXV)",
		  "A/RES/2625 (XXV)[General Assembly resolution 2625 (XXV)]" },
		{ "resolution 61/295 of", "A/RES/61/295[resolution 61/295]" },
		{ "Security Council resolution 2286", "S/RES/2286[Security Council resolution 2286]" },
		{ "resolution 2286, which", "?[resolution 2286]" },
		{ "a resolution of the conflict", "" },
		{ "resolutions on the issue", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

static void symbols_have_their_normal_form(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "(S/PV.8422)", "S/PV.8422[S/PV.8422]" },
		{ "see S/PV. 8422.", "S/PV.8422[S/PV. 8422]" },
		{ "S/PV.4568 (Resumption 1)", "S/PV.4568 (Resumption 1)[S/PV.4568 (Resumption 1)]" },
		{ "S/RES/2254 (2015)", "S/RES/2254 (2015)[S/RES/2254 (2015)]" },
		{ "S/RES/2254(2015)", "S/RES/2254 (2015)[S/RES/2254(2015)]" },
		{ "S/2018/1016/Add.1", "S/2018/1016/Add.1[S/2018/1016/Add.1]" },
		{ "S/2018/1016/Rev.1/Corr.2,", "S/2018/1016/Rev.1/Corr.2[S/2018/1016/Rev.1/Corr.2]" },
		{ "S/12345 and", "S/12345[S/12345]" },
		{ "S/PRST/2018/21", "S/PRST/2018/21[S/PRST/2018/21]" },
		{ "A/61/PV.107", "A/61/PV.107[A/61/PV.107]" },
		{ "A/ES-10/PV.3", "A/ES-10/PV.3[A/ES-10/PV.3]" },
		{ "A/C.1/61/PV.4", "A/C.1/61/PV.4[A/C.1/61/PV.4]" },
		{ "A/61/L.3/Rev.1", "A/61/L.3/Rev.1[A/61/L.3/Rev.1]" },
		{ "A/RES/61/295", "A/RES/61/295[A/RES/61/295]" },
		{ "A/RES/2625 (XXV)", "A/RES/2625 (XXV)[A/RES/2625 (XXV)]" },
		{ "S/2018/1016 (draft)", "S/2018/1016[S/2018/1016]" },
		{ "and/or, A/B, S/x, USA/12, A/61/PV.107b, S/", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

static void a_number_and_year_that_cannot_belong_together_are_in_doubt(void **state)
{
	(void)state;
	static const struct {
		int number, year;
		bool doubt;
	} rows[] = {
		{ 2254, 2015, false }, { 2254, 2014, true },  { 2254, 2016, true }, { 2336, 2016, false },
		{ 2401, 2018, false }, { 47, 1948, false },   { 687, 1991, false }, { 242, 1967, false },
		{ 338, 1973, false },  { 1325, 2000, false }, { 1, 1946, false },   { 1, 1945, true },
		{ 2254, 1915, true },  { 2532, 2020, false }, { 2401, 2021, true }, { 9000, 2021, true },
		{ 2686, 2023, false },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if ((citation_year_doubt(rows[i].number, rows[i].year) != NULL) != rows[i].doubt)
			fail_msg("resolution %d (%d): %s expected", rows[i].number, rows[i].year,
				 rows[i].doubt ? "doubt" : "no doubt");
	}
	assert_string_equal(citations_of("resolution 2254 (2051)"), "S/RES/2254 (2051)[resolution 2254 (2051)]!");
	assert_string_equal(citations_of("Security Council resolution 61/295"),
			    "A/RES/61/295[Security Council resolution 61/295]!");
}

/* Every year's numbers begin where the year before ends. */
static void the_years_of_resolutions_do_not_run_backwards(void **state)
{
	(void)state;
	int first = 1;
	for (int year = 1946; year <= 2018; year++) {
		assert_null(citation_year_doubt(first, year));
		int last = first;
		while (citation_year_doubt(last + 1, year) == NULL)
			last++;
		assert_true(last > first);
		first = last - 3 + 1;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prose_citations_have_their_normal_form),
		cmocka_unit_test(symbols_have_their_normal_form),
		cmocka_unit_test(a_number_and_year_that_cannot_belong_together_are_in_doubt),
		cmocka_unit_test(the_years_of_resolutions_do_not_run_backwards),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
