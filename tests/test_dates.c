#include "tests/support.h"

#include "base/time.h"
#include "domain/dates.h"

struct dates {
	struct arena arena;
	struct words words;
};

static void dates_of(struct dates *d, const char *text)
{
	arena_init(&d->arena, 1 << 20);
	memset(&d->words, 0, sizeof d->words);
	assert_true(words_split(&d->words, text, strlen(text), &d->arena));
}

/* The first date of a text as "first..last precision [printed]", "none" where it has
 * none. */
static const char *first_date(const char *text, int this_year)
{
	static char out[160];
	struct dates d;
	dates_of(&d, text);
	snprintf(out, sizeof out, "none");
	struct date_words words;
	for (size_t i = 0; i < d.words.count; i++) {
		size_t n = dates_match(&d.words, i, &words);
		if (n == 0)
			continue;
		assert_int_equal(n, words.count);
		Truce__V1__DateInterval *m = dates_message(&d.words, i, n, &words, this_year, &d.arena);
		assert_non_null(m);
		snprintf(out, sizeof out, "%s..%s %d [%s]", m->earliest, m->latest, (int)m->precision, m->printed);
		break;
	}
	arena_fini(&d.arena);
	return out;
}

static void dates_are_read_in_the_forms_that_texts_print(void **state)
{
	(void)state;
	static const struct {
		const char *text, *date;
	} rows[] = {
		{ "on 14 September 2017 there", "2017-09-14..2017-09-14 1 [14 September 2017]" },
		{ "14-15 September 2017", "2017-09-14..2017-09-15 2 [14-15 September 2017]" },
		{ "14\xE2\x80\x93"
		  "15 September 2017",
		  "2017-09-14..2017-09-15 2 [14\xE2\x80\x93"
		  "15 September 2017]" },
		{ "14 and 15 March 2021", "2021-03-14..2021-03-15 2 [14 and 15 March 2021]" },
		{ "30 September to 2 October 2017", "2017-09-30..2017-10-02 2 [30 September to 2 October 2017]" },
		{ "30 December - 2 January 2018", "2017-12-30..2018-01-02 2 [30 December - 2 January 2018]" },
		{ "30 December 2016 - 2 January 2018", "2016-12-30..2018-01-02 2 [30 December 2016 - 2 January 2018]" },
		{ "held on September 14-15, 2017.", "2017-09-14..2017-09-15 2 [September 14-15, 2017]" },
		{ "September 30 - October 2, 2017", "2017-09-30..2017-10-02 2 [September 30 - October 2, 2017]" },
		{ "Memorandum of May 4, 2017 on", "2017-05-04..2017-05-04 1 [May 4, 2017]" },
		{ "on 24 September 2020 and 3 October 2020",
		  "2020-09-24..2020-10-03 2 [24 September 2020 and 3 October 2020]" },
		{ "in early May 2017", "2017-05-01..2017-05-10 3 [early May 2017]" },
		{ "in mid-March 2018", "2018-03-11..2018-03-20 3 [mid-March 2018]" },
		{ "in the end of October 2017", "2017-10-21..2017-10-31 3 [the end of October 2017]" },
		{ "the beginning of February 2016", "2016-02-01..2016-02-10 3 [the beginning of February 2016]" },
		{ "in late February 2016", "2016-02-21..2016-02-29 3 [late February 2016]" },
		{ "late January - early February 2018",
		  "2018-01-21..2018-02-10 6 [late January - early February 2018]" },
		{ "in January 2017", "2017-01-01..2017-01-31 4 [January 2017]" },
		{ "15.09.2017, 20:45", "2017-09-15..2017-09-15 1 [15.09.2017]" },
		{ "since 2017-09-15", "2017-09-15..2017-09-15 1 [2017-09-15]" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(first_date(rows[i].text, 0), rows[i].date);
}

static void a_date_without_a_year_keeps_its_words_and_has_no_days(void **state)
{
	(void)state;
	assert_string_equal(first_date("on 24 October in Moscow", 2018), ".. 0 [24 October]");
	assert_string_equal(first_date("in mid-March or earlier", 2018), ".. 0 [mid-March]");
	assert_string_equal(first_date("on December 21, the plenary", 2018), ".. 0 [December 21]");
}

static void this_year_is_the_year_that_the_caller_knows(void **state)
{
	(void)state;
	assert_string_equal(first_date("On December 20th this year in", 0), ".. 0 [December 20th this year]");
	assert_string_equal(first_date("On December 20th this year in", 2017),
			    "2017-12-20..2017-12-20 1 [December 20th this year]");
	assert_string_equal(first_date("in late October of this year", 2017),
			    "2017-10-21..2017-10-31 3 [late October of this year]");
}

static void what_is_no_date_is_none(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"we may 4 times", "a march of 2017 people", "in May", "resolution 2254 (2015)", "2.09", "1.2.3", "",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(first_date(rows[i], 2017), "none");
}

static void a_date_that_does_not_exist_has_no_days_and_says_so(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool exists;
	} rows[] = {
		{ "31 April 2017", false }, { "29 February 2017", false },
		{ "29 February", true },    { "15-14 May 2017", false },
		{ "4 May", true },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct dates d;
		dates_of(&d, rows[i].text);
		struct date_words words;
		int32_t first, last;
		bool exists = !rows[i].exists;
		assert_true(dates_match(&d.words, 0, &words) > 0);
		assert_false(dates_days(&words, 0, &first, &last, &exists));
		assert_int_equal(exists, rows[i].exists);
		arena_fini(&d.arena);
	}
}

static void ordinals_are_read_in_words_and_digits(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int value, words;
	} rows[] = {
		{ "sixth round", 6, 1 },   { "8th round", 8, 2 },   { "Twenty-first meeting", 21, 3 },
		{ "twentieth", 20, 1 },    { "nineteenth", 19, 1 }, { "61st session", 61, 2 },
		{ "twenty rounds", 0, 0 }, { "8 th", 0, 0 },        { "sixty", 0, 0 },
		{ "ninety-ninth", 99, 3 }, { "0th", 0, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct dates d;
		int value = 0;
		dates_of(&d, rows[i].text);
		assert_int_equal(ordinal_match(&d.words, 0, &value), rows[i].words);
		assert_int_equal(value, rows[i].value);
		arena_fini(&d.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_in_the_forms_that_texts_print),
		cmocka_unit_test(a_date_without_a_year_keeps_its_words_and_has_no_days),
		cmocka_unit_test(this_year_is_the_year_that_the_caller_knows),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(a_date_that_does_not_exist_has_no_days_and_says_so),
		cmocka_unit_test(ordinals_are_read_in_words_and_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
