#include "domain/text.h"
#include "tests/support.h"

/* The tokens as "position:term position:term"; those beside others in brackets. */
static const char *analyse_size(const char *text, size_t size, enum text_language language)
{
	static char out[1 << 16];
	struct text_analyser *analyser = text_analyser_mine();
	const struct text_tokens *t;
	assert_non_null(analyser);
	assert_int_equal(text_analyse(analyser, bytes_of(text, size), language, &t), STATUS_OK);
	char *to = out;
	*to = '\0';
	for (size_t i = 0; i < t->count && to < out + sizeof out - 400; i++) {
		struct bytes term = text_term(t, &t->at[i]);
		bool beside = t->at[i].kind != TEXT_FORM;
		assert_true(t->at[i].start < t->at[i].end && t->at[i].end <= size);
		to += sprintf(to, "%s%s%u:%.*s%s", i == 0 ? "" : " ", beside ? "[" : "", t->at[i].position,
			      (int)term.size, (const char *)term.data, beside ? "]" : "");
	}
	return out;
}

static const char *analyse(const char *text, enum text_language language)
{
	return analyse_size(text, strlen(text), language);
}

static void words_are_found_whatever_their_case_and_accents(void **state)
{
	(void)state;
	assert_string_equal(analyse("The Délégation, NAÏVE \xef\xac\x81t", TEXT_PLAIN),
			    "0:wthe 1:wdelegation 2:wnaive 3:wfit");
	assert_string_equal(analyse("De\xcc\x81le\xcc\x81gue\xcc\x81", TEXT_PLAIN), "0:wdelegue");
	assert_string_equal(analyse("Мир, ЁЛКА мой", TEXT_PLAIN), "0:wмир 1:wелка 2:wмой");
	assert_string_equal(analyse("\xd0\xb8\xcc\x86", TEXT_PLAIN), "0:wй");
	assert_string_equal(analyse("السَّلام أمن", TEXT_PLAIN), "0:wالسلام 1:wامن");
}

static void a_word_is_found_by_its_stem_in_its_language(void **state)
{
	(void)state;
	assert_string_equal(analyse("negotiations zone", TEXT_ENGLISH), "0:enegotiations [0:Enegoti] 1:ezone");
	assert_string_equal(analyse("négociations", TEXT_FRENCH), "0:fnegociations [0:Fnegoci]");
	assert_string_equal(analyse("acuerdos", TEXT_SPANISH), "0:sacuerdos [0:Sacuerd]");
	assert_string_equal(analyse("переговоры", TEXT_RUSSIAN), "0:rпереговоры [0:Rпереговор]");
	assert_string_equal(analyse("المفاوضات", TEXT_ARABIC), "0:aالمفاوضات [0:Aمفاوض]");
	assert_string_equal(analyse("зоны 2254", TEXT_ENGLISH), "0:wзоны 1:w2254");
}

static void spans_are_those_of_the_words_in_the_text(void **state)
{
	(void)state;
	struct text_analyser *analyser = text_analyser_mine();
	const struct text_tokens *t;
	const char *text = "(É) ofKazakhstan’s x";
	assert_int_equal(text_analyse(analyser, bytes_text(text), TEXT_ENGLISH, &t), STATUS_OK);
	static const struct {
		uint32_t start, end;
	} spans[] = { { 1, 3 }, { 5, 7 }, { 7, 17 }, { 22, 23 } };
	size_t k = 0;
	for (size_t i = 0; i < t->count; i++) {
		if (t->at[i].kind != TEXT_FORM)
			continue;
		assert_int_equal(t->at[i].start, spans[k].start);
		assert_int_equal(t->at[i].end, spans[k++].end);
	}
	assert_int_equal(k, 4);
	assert_int_equal(t->length, 4);
}

static void words_that_a_scan_ran_together_are_found_by_their_parts(void **state)
{
	(void)state;
	assert_string_equal(analyse("ofthe zone", TEXT_ENGLISH), "0:eof [0:eofthe] [0:Eofth] 1:ethe 2:ezone");
	assert_string_equal(analyse("ofKazakh men", TEXT_ENGLISH), "0:eof [0:eofkazakh] 1:ekazakh 2:emen");
	assert_string_equal(analyse("partofthe", TEXT_ENGLISH), "0:epart [0:epartofthe] [0:Epartofth] 1:eof 2:ethe");
	assert_string_equal(analyse("absinthe into within", TEXT_ENGLISH),
			    "0:eabsinthe [0:Eabsinth] 1:einto 2:ewithin");
	assert_string_equal(analyse("ofthe ofKazakhstan", TEXT_PLAIN), "0:wofthe 1:wofkazakhstan");
}

static void ideographs_are_found_in_pairs(void **state)
{
	(void)state;
	assert_string_equal(analyse("和平进程 x", TEXT_PLAIN), "0:w和平 1:w平进 2:w进程 3:w程 4:wx");
	assert_string_equal(analyse("和", TEXT_PLAIN), "0:w和");
}

static void a_hyphened_word_is_found_in_one_too(void **state)
{
	(void)state;
	assert_string_equal(analyse("de-escalation", TEXT_PLAIN), "0:wde [0:wdeescalation] 1:wescalation");
	assert_string_equal(analyse("com-\n  mittee 5-6", TEXT_PLAIN), "0:wcom [0:wcommittee] 1:wmittee 2:w5 3:w6");
}

static void parties_are_found_under_every_name(void **state)
{
	(void)state;
	assert_non_null(strstr(analyse("the Syrian Arab Republic and Russia", TEXT_ENGLISH), "[1:@SYR]"));
	assert_non_null(strstr(analyse("the Russian Federation", TEXT_ENGLISH), "[1:@RUS]"));
	assert_null(strstr(analyse("South Sudan", TEXT_ENGLISH), "@SDN"));
	assert_null(strstr(analyse("who said so", TEXT_ENGLISH), "@"));
}

static void an_empty_line_parts_phrases(void **state)
{
	(void)state;
	assert_string_equal(analyse("a\n b\n\n c", TEXT_PLAIN), "0:wa 1:wb 18:wc");
}

static void bytes_that_are_no_text_part_words(void **state)
{
	(void)state;
	assert_string_equal(analyse("a\xff"
				    "b\xe2\x82",
				    TEXT_PLAIN),
			    "0:wa 1:wb");
	assert_string_equal(analyse("", TEXT_ENGLISH), "");
	assert_string_equal(analyse("\xcc\x81 - ’s", TEXT_ENGLISH), "0:es");
}

static void a_word_of_a_megabyte_counts_by_its_beginning(void **state)
{
	(void)state;
	size_t size = 1 << 20;
	char *text = malloc(size);
	memset(text, 'x', size);
	const char *out = analyse_size(text, size, TEXT_ENGLISH);
	assert_int_equal(strlen(out), 2 + TEXT_TERM_MOST);
	free(text);
}

/* A word with a character in it that is not seen is folded character by character, and
 * becomes what it becomes without: each word, in each language, beside any other. */
static void a_word_is_the_same_however_it_is_read(void **state)
{
	static const char *const words[] = { "The",  "negotiations", "ofthe", "ofKazakhstan", "partofthe",
					     "S",    "2254",         "5th",   "Syrian",       "Arab",
					     "and",  "Republic",     "South", "escalation",   "internationalisations",
					     "eMail" };
	static const char *const between[] = { " ", "-", ", ", "'s ", ".\n\n", "-\n" };
	(void)state;
	for (unsigned i = 0; i < COUNT_OF(words) * COUNT_OF(words) * COUNT_OF(between) * TEXT_LANGUAGES; i++) {
		const char *left = words[i % COUNT_OF(words)], *right = words[i / COUNT_OF(words) % COUNT_OF(words)];
		unsigned rest = i / (COUNT_OF(words) * COUNT_OF(words));
		const char *gap = between[rest % COUNT_OF(between)];
		enum text_language language = (enum text_language)(rest / COUNT_OF(between));
		char text[200], quickly[1000];
		snprintf(text, sizeof text, "%s%s%s", left, gap, right);
		snprintf(quickly, sizeof quickly, "%s", analyse(text, language));
		snprintf(text, sizeof text, "%.1s\u00ad%s%s%.1s\u00ad%s", left, left + 1, gap, right, right + 1);
		assert_string_equal(analyse(text, language), quickly);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_whatever_their_case_and_accents),
		cmocka_unit_test(a_word_is_found_by_its_stem_in_its_language),
		cmocka_unit_test(spans_are_those_of_the_words_in_the_text),
		cmocka_unit_test(words_that_a_scan_ran_together_are_found_by_their_parts),
		cmocka_unit_test(ideographs_are_found_in_pairs),
		cmocka_unit_test(a_hyphened_word_is_found_in_one_too),
		cmocka_unit_test(parties_are_found_under_every_name),
		cmocka_unit_test(an_empty_line_parts_phrases),
		cmocka_unit_test(bytes_that_are_no_text_part_words),
		cmocka_unit_test(a_word_of_a_megabyte_counts_by_its_beginning),
		cmocka_unit_test(a_word_is_the_same_however_it_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
