#include "domain/text.h"
#include "tests/support.h"

#include <ctype.h>

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

/* At the very end of its memory, too. */
static void a_word_of_any_length_ends_before_any_byte_of_ascii_that_is_none(void **state)
{
	(void)state;
	for (size_t size = 1; size < 40; size++) {
		char word[48] = "", expected[64];
		for (size_t i = 0; i < size; i++)
			word[i] = "aZ5zA0mQ9kB"[i * 7 % 11];
		sprintf(expected, "0:w%s", word);
		for (char *c = expected; *c != '\0'; c++)
			*c = (char)tolower(*c);
		for (int byte = 0; byte < 128; byte++) {
			char *text = malloc(size + 1);
			memcpy(text, word, size);
			text[size] = (char)byte;
			assert_string_equal(analyse_size(text, size + !isalnum(byte), TEXT_PLAIN), expected);
			free(text);
		}
	}
}

/* Wherever the capital stands in the word. */
static void a_capital_inside_a_word_parts_it(void **state)
{
	(void)state;
	static const char *const heads[] = { "of",        "with",       "between",      "Security",
					     "agreement", "operations", "international" };
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		char text[64];
		sprintf(text, "%sKazakhstan", heads[i]);
		assert_non_null(strstr(analyse(text, TEXT_ENGLISH), "1:ekazakhstan"));
	}
}

static void a_word_is_found_by_its_stem_in_its_language(void **state)
{
	(void)state;
	assert_string_equal(analyse("negotiations zone", TEXT_ENGLISH), "0:enegotiations [0:Enegoti] 1:ezone");
	assert_string_equal(analyse("négociations", TEXT_FRENCH), "0:fnegociations [0:Fnegoci]");
	assert_string_equal(analyse("acuerdos", TEXT_SPANISH), "0:sacuerdos [0:Sacuerd]");
	assert_string_equal(analyse("переговоры", TEXT_RUSSIAN), "0:rпереговоры [0:Rпереговор]");
	assert_string_equal(analyse("المفاوضات", TEXT_ARABIC), "0:aالمفاوضات [0:Aمفاوض]");
}

static void words_in_other_letters_are_of_the_language_that_is_written_so(void **state)
{
	(void)state;
	assert_string_equal(analyse("зоны 2254", TEXT_ENGLISH), "0:rзоны [0:Rзон] 1:w2254");
	assert_string_equal(analyse("zones اتفاقات", TEXT_FRENCH), "0:fzones [0:Fzon] 1:aاتفاقات [1:Aاتفاق]");
	assert_string_equal(analyse("зоны zones", TEXT_RUSSIAN), "0:rзоны [0:Rзон] 1:wzones");
	assert_string_equal(analyse("зоны اتفاقات", TEXT_PLAIN), "0:wзоны 1:wاتفاقات");
}

static void letters_and_digits_are_those_that_are_typed(void **state)
{
	(void)state;
	assert_string_equal(analyse("Cœur ŒUVRE æther Łódź Søren đ", TEXT_PLAIN),
			    "0:wcoeur 1:woeuvre 2:waether 3:wlodz 4:wsoren 5:wd");
	assert_string_equal(analyse("İstanbul Diyarbakır ISI", TEXT_PLAIN), "0:wistanbul 1:wdiyarbakir 2:wisi");
	assert_string_equal(analyse("２２５４ ٢٢٥٤ ۲۲۵۴ Ｓ／ＰＶ", TEXT_PLAIN), "0:w2254 1:w2254 2:w2254 3:ws 4:wpv");
	assert_string_equal(analyse("España ESPAN\u0303A pingüino straße", TEXT_PLAIN),
			    "0:wespana [0:@ESP] 1:wespana [1:@ESP] 2:wpinguino 3:wstrasse");
	assert_string_equal(analyse("ac\u00adcord ac\u200bcord \u202bac\u200fcord\u202c", TEXT_PLAIN),
			    "0:waccord 1:waccord 2:waccord");
	assert_string_equal(analyse("الات\u200fفاق الاتـــفاق", TEXT_PLAIN), "0:wالاتفاق 1:wالاتفاق");
}

static void an_apostrophe_parts_words_however_it_is_set(void **state)
{
	static const char *const texts[] = { "d'Astana",      "d\u2019Astana", "d\u2018Astana",
					     "d\u02bcAstana", "d\u00b4Astana", "d\uff07Astana" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		assert_string_equal(analyse(texts[i], TEXT_FRENCH), "0:fd 1:fastana [1:Fastan]");
}

/* The stem of a word, or the word where it is its own; out holds 200 bytes. */
static void stem_of(const char *word, enum text_language language, char tag, char *out)
{
	const char head[] = { '[', '0', ':', tag, '\0' }, *all = analyse(word, language), *at = strstr(all, head);
	snprintf(out, 200, "%s", at != NULL ? at + 4 : all + 3);
	out[strcspn(out, "] ")] = '\0';
}

/* Each row is of forms that are found by one another. */
static void an_english_word_is_one_under_both_its_spellings(void **state)
{
	static const char *const rows[][12] = {
		{ "demilitarise", "demilitarize", "demilitarised", "demilitarized", "demilitarising", "demilitarizing",
		  "demilitarisation", "demilitarization", "demilitarises", "demilitarizes" },
		{ "organisation", "organization", "organisations", "organizations", "organise", "Organized",
		  "organisational", "organizational", "organiser", "organizers" },
		{ "realise", "realize", "realised", "realizing", "realisation", "realization" },
		{ "recognise", "recognize", "recognisable", "recognizable" },
		{ "analyse", "analyze", "analysed", "analyzed", "analysing", "analyzing" },
		{ "paralysed", "paralyzes", "paralyse" },
		{ "aggrandisement", "aggrandizement" },
		{ "utilise", "utilizing", "utilisations", "utilization" },
		{ "labour", "labor", "labours", "labors", "laboured", "labored", "labouring" },
		{ "favour", "favor", "favourable", "favorable", "favourably", "favorably" },
		{ "favourite", "favorites" },
		{ "behaviour", "behavior", "behavioural", "behavioral" },
		{ "honour", "honor", "honouring", "honored", "honourable" },
		{ "neighbour", "neighbor", "neighbours", "neighboring" },
		{ "neighbourhood", "neighborhoods" },
		{ "harbours", "harbor" },
		{ "armoured", "armored" },
	}, *const apart[][2] = {
		{ "four", "for" }, { "hour", "hor" }, { "your", "yor" }, { "tours", "tors" }, { "size", "sise" },
		{ "organize", "organ" }, { "authorize", "author" }, { "citizen", "citisen" }, { "revise", "reviz" },
	};
	char first[200], stem[200];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		stem_of(rows[i][0], TEXT_ENGLISH, 'E', first);
		for (size_t k = 1; k < COUNT_OF(rows[i]) && rows[i][k] != NULL; k++) {
			stem_of(rows[i][k], TEXT_ENGLISH, 'E', stem);
			if (strcmp(stem, first) != 0)
				print_error("%s: %s, but %s: %s\n", rows[i][0], first, rows[i][k], stem);
			assert_string_equal(stem, first);
		}
	}
	for (size_t i = 0; i < COUNT_OF(apart); i++) {
		stem_of(apart[i][0], TEXT_ENGLISH, 'E', first);
		stem_of(apart[i][1], TEXT_ENGLISH, 'E', stem);
		assert_string_not_equal(first, stem);
	}
	assert_string_equal(analyse("organize", TEXT_FRENCH), "0:forganize [0:Forganiz]");
	stem_of("revision", TEXT_ENGLISH, 'E', first);
	stem_of("revised", TEXT_ENGLISH, 'E', stem);
	assert_string_equal(first, stem);
}

/* Each row is of forms that are found by one another: stems of one, or the stem itself. */
static void an_arabic_word_has_one_stem_with_what_is_written_in_one_with_it(void **state)
{
	static const char *const rows[][11] = {
		{ "اتفاق", "الاتفاق", "والاتفاق", "فالاتفاق", "بالاتفاق", "للاتفاق", "وبالاتفاق", "وللاتفاق", "اتفاقات",
		  "والاتفاقات" },
		{ "هدنة", "الهدنة", "هدنه", "والهدنة", "بالهدنة", "للهدنة", "هُدْنَة", "هـدنـة", "هدنتهم" },
		{ "مفاوضات", "المفاوضات", "للمفاوضات", "وبالمفاوضات", "مفاوضة", "المفاوضة", "ومفاوضات" },
		{ "لجنة", "اللجنة", "للجنة", "وللجنة", "باللجنة" },
		{ "اللاجئين", "لاجئين", "للاجئين", "اللاجئون" },
		{ "إنساني", "الإنسانية", "انسانية", "والإنسانية", "بالإنسانيّة" },
		{ "وزير", "الوزير", "والوزير", "للوزير" },
		{ "سكان", "السكان", "للسكان" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t k = 0; k < COUNT_OF(rows[i]) && rows[i][k] != NULL; k++) {
			static char first[200];
			char stem[200];
			stem_of(rows[i][k], TEXT_ARABIC, 'A', stem);
			if (k == 0)
				snprintf(first, sizeof first, "%s", stem);
			else if (strcmp(stem, first) != 0)
				fail_msg("%s: %s, but %s: %s", rows[i][0], first, rows[i][k], stem);
		}
}

/* What Snowball leaves apart, and so do we: docs/search.md says so. */
static void an_arabic_plural_of_another_pattern_is_another_word(void **state)
{
	(void)state;
	assert_string_equal(analyse("منطقة مناطق", TEXT_ARABIC), "0:aمنطقه [0:Aمنطق] 1:aمناطق");
	assert_string_equal(analyse("باتفاق", TEXT_ARABIC), "0:aباتفاق");
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
	text = "\u202bмир\u202c ";
	assert_int_equal(text_analyse(analyser, bytes_text(text), TEXT_RUSSIAN, &t), STATUS_OK);
	assert_int_equal(t->at[0].start, 3);
	assert_int_equal(t->at[0].end, 9);
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
	assert_string_equal(analyse("和平、进程。", TEXT_PLAIN), "0:w和平 1:w平 2:w进程 3:w程");
	assert_string_equal(analyse("二〇一五", TEXT_PLAIN), "0:w二〇 1:w〇一 2:w一五 3:w五");
	assert_string_equal(analyse("和\r\n平\u200b进", TEXT_PLAIN), "0:w和平 1:w平进 2:w进");
	assert_string_equal(analyse("和\n\n平", TEXT_PLAIN), "0:w和 17:w平");
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
		cmocka_unit_test(a_word_of_any_length_ends_before_any_byte_of_ascii_that_is_none),
		cmocka_unit_test(a_capital_inside_a_word_parts_it),
		cmocka_unit_test(a_word_is_found_by_its_stem_in_its_language),
		cmocka_unit_test(words_in_other_letters_are_of_the_language_that_is_written_so),
		cmocka_unit_test(letters_and_digits_are_those_that_are_typed),
		cmocka_unit_test(an_apostrophe_parts_words_however_it_is_set),
		cmocka_unit_test(an_english_word_is_one_under_both_its_spellings),
		cmocka_unit_test(an_arabic_word_has_one_stem_with_what_is_written_in_one_with_it),
		cmocka_unit_test(an_arabic_plural_of_another_pattern_is_another_word),
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
