/* Texts are cut into lines and words as a plain reading of the rules cuts them; hashes
 * and tables of words. */
#include "tests/support.h"

#include "domain/lines.h"
#include "domain/words.h"
#include "tests/support_random.h"

/* ---- A plain reading of the rule, to hold the quick one against ---------- */

static size_t character(const char *at, size_t left)
{
	unsigned char c = (unsigned char)*at;
	size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	return size < left ? size : left;
}

static bool is_white(const char *at, size_t left)
{
	return strchr(" \t\n\v\f\r", *at) != NULL || (left > 1 && memcmp(at, "\xC2\xA0", 2) == 0);
}

static enum word_kind kind_at(const char *at, size_t left)
{
	unsigned char c = (unsigned char)*at;
	if (c >= '0' && c <= '9')
		return WORD_DIGITS;
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? WORD_LETTERS : WORD_MARK;
	bool mark =
		c == 0xC2 || (c == 0xE2 && left > 1 && ((unsigned char)at[1] == 0x80 || (unsigned char)at[1] == 0x81));
	return mark ? WORD_MARK : WORD_LETTERS;
}

/* The end of the word that begins at a byte. */
static size_t end_of(const char *text, size_t size, size_t at)
{
	enum word_kind kind = kind_at(text + at, size - at);
	at += character(text + at, size - at);
	while (kind != WORD_MARK && at < size && !is_white(text + at, size - at) &&
	       kind_at(text + at, size - at) == kind)
		at += character(text + at, size - at);
	return at;
}

static void check_split(const char *text, size_t size)
{
	struct arena arena;
	struct words w = { .count = 0 };
	arena_init(&arena, 1 << 20);
	assert_true(words_split(&w, text, size, &arena));
	size_t at = 0, i = 0;
	for (;; i++) {
		while (at < size && is_white(text + at, size - at))
			at += character(text + at, size - at);
		if (at == size)
			break;
		assert_true(i < w.count);
		size_t end = end_of(text, size, at);
		assert_int_equal(w.at[i].start, at);
		assert_int_equal(w.at[i].end, end);
		assert_int_equal(w.at[i].kind, kind_at(text + at, size - at));
		assert_int_equal(w.at[i].capital, text[at] >= 'A' && text[at] <= 'Z');
		assert_int_equal(w.at[i].hash, text_hash(text + at, end - at));
		assert_true(w.at[i].first <= i && i < w.at[i].last && w.at[i].last <= w.count);
		at = end;
	}
	assert_int_equal(w.count, i);
	arena_fini(&arena);
}

static void words_are_runs_of_letters_runs_of_digits_and_single_marks(void **state)
{
	static const char *const bits[] = {
		"a",
		"Z",
		"resolution",
		"The",
		"w",
		"9",
		"2254",
		" ",
		"  ",
		"\n",
		".",
		",",
		"\xC3\xA9",
		"\xC2\xA0",
		"\xC2\xBB",
		"\xE2\x80\x99",
		"\xE2\x81\xA9",
		"\xE2\x82\xAC",
		"\xD8\xB9",
		"\xF0\x9F\x95\x8A",
		"[",
		"@",
		"`",
		"{",
		"\x7F",
		"\x1B",
		"_",
	};
	(void)state;
	struct random random = { 11 };
	for (int n = 0; n < 4000; n++) {
		struct buffer text;
		buffer_init(&text, 1 << 16);
		for (size_t bit, many = random_below(&random, 60); many > 0; many--) {
			bit = random_below(&random, COUNT_OF(bits));
			assert_int_equal(buffer_put(&text, bits[bit], strlen(bits[bit])), STATUS_OK);
		}
		char *exact = malloc(text.size + (text.size == 0)); /* so that reading past its end is seen */
		assert_non_null(exact);
		if (text.size > 0)
			memcpy(exact, text.data, text.size);
		check_split(exact, text.size);
		free(exact);
		buffer_fini(&text);
	}
}

static void sentences_end_at_marks_and_not_at_abbreviations(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t sentences;
	} rows[] = {
		{ "One. Two! Three? four", 4 },
		{ "Mr. Umarov spoke of para. 4 in vol. 2.", 1 },
		{ "He said \"Go.\" Then he left.", 2 },
		{ "It went on (so they say.) And on.", 2 },
		{ "3.5 metres, no more", 1 },
		{ "as was said. and so on", 1 },
		{ "J. Smith came. \xC3\x89mile too.", 2 },
		{ "We vote on draft resolution A. The rest of resolutions B to D. We wait for section C. Smith.", 4 },
		{ "Draft resolution II B. The end.", 2 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct arena arena;
		struct words w = { .count = 0 };
		size_t sentences = 0;
		arena_init(&arena, 1 << 20);
		assert_true(words_split(&w, rows[i].text, strlen(rows[i].text), &arena));
		for (size_t k = 0; k < w.count; k = w.at[k].last, sentences++)
			assert_int_equal(w.at[k].first, k);
		assert_int_equal(sentences, rows[i].sentences);
		arena_fini(&arena);
	}
}

static void a_hash_knows_no_letter_case_and_no_neighbours(void **state)
{
	(void)state;
	static const char lower[] = "[the quick brown fox@jumps over the lazy dog`{z}";
	static const char mixed[] = "[tHe QuIcK bRoWn FoX@jUmPs OvEr ThE lAzY dOg`{Z}";
	for (size_t from = 0; from < sizeof lower - 1; from++) {
		for (size_t size = 1; from + size < sizeof lower; size++) {
			char alone[64] = "################################################";
			memcpy(alone + 3, mixed + from, size);
			assert_int_equal(text_hash(lower + from, size), text_hash(alone + 3, size));
			alone[3] ^= 1;
			assert_int_not_equal(text_hash(lower + from, size), text_hash(alone + 3, size));
		}
	}
}

static void a_table_answers_all_bits_of_a_word_and_none_of_others(void **state)
{
	(void)state;
	static struct word_table table;
	word_table_add(&table, "we|i|our", 1);
	word_table_add(&table, "the|we|,", 4);
	static const struct {
		const char *word;
		uint32_t bits;
	} rows[] = { { "we", 5 },  { "WE", 5 }, { "i", 1 }, { "our", 1 },
		     { "the", 4 }, { ",", 4 },  { "w", 0 }, { "they", 0 } };
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(word_table_bits(&table, text_hash(rows[i].word, strlen(rows[i].word))), rows[i].bits);
}

/* ---- Lines --------------------------------------------------------------- */

static const char *const blanks[] = {
	" ", "\t", "\f", "\v", "\xC2\xA0", "\xE2\x80\x8E", "\xE2\x81\xA6", "\xEF\xBB\xBF"
};

/* Bytes of a blank at the beginning, or at the end, of a text; 0 for none. */
static size_t blank(const char *text, size_t size, bool at_end)
{
	for (size_t k = 0; k < COUNT_OF(blanks); k++) {
		size_t n = strlen(blanks[k]);
		if (n <= size && memcmp(at_end ? text + size - n : text, blanks[k], n) == 0)
			return n;
	}
	return 0;
}

/* Bytes of what ends a line at the beginning of a text; 0 for none. */
static size_t line_end(const char *text, size_t size)
{
	return *text == '\n' ? 1 : *text != '\r' ? 0 : size > 1 && text[1] == '\n' ? 2 : 1;
}

static size_t characters(const char *text, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < size; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}

static void check_lines(const char *text, size_t size)
{
	struct arena arena;
	struct lines l;
	arena_init(&arena, 1 << 20);
	assert_true(lines_split(&l, bytes_of(text, size), &arena));
	size_t found = 0;
	uint32_t number = 0;
	bool gap = true;
	for (size_t at = l.byte_order_mark ? 3 : 0; at < size;) {
		size_t start = at, end = at, n;
		while (end < size && line_end(text + end, size - end) == 0)
			end++;
		at = end < size ? end + line_end(text + end, size - end) : end;
		number++;
		while (start < end && (n = blank(text + start, end - start, false)) > 0)
			start += n;
		while (start < end && (n = blank(text + start, end - start, true)) > 0)
			end -= n;
		if (start == end) {
			gap = true;
			continue;
		}
		assert_true(found < l.count);
		assert_int_equal(l.at[found].start, start);
		assert_int_equal(l.at[found].end, end);
		assert_int_equal(l.at[found].number, number);
		assert_int_equal(l.at[found].columns, characters(text + start, end - start));
		assert_int_equal(l.at[found].gap, gap);
		gap = false;
		found++;
	}
	assert_int_equal(l.count, found);
	arena_fini(&arena);
}

static void lines_end_with_lf_cr_lf_or_cr_and_keep_no_blanks_at_their_ends(void **state)
{
	static const char *const bits[] = {
		"\n",
		"\r\n",
		"\r",
		"\n\n",
		"a",
		"The meeting",
		"\xC3\xA9",
		"\xE2\x80\x93",
		"\xF0\x9F\x95\x8A",
		"eight by",
		" ",
		"\t",
		"\f",
		"\xC2\xA0",
		"\xE2\x80\x8E",
		"\xE2\x81\xA6",
		"\xEF\xBB\xBF",
	};
	(void)state;
	struct random random = { 12 };
	for (int n = 0; n < 4000; n++) {
		struct buffer text;
		buffer_init(&text, 1 << 16);
		for (size_t many = random_below(&random, 50); many > 0; many--) {
			const char *bit = bits[random_below(&random, COUNT_OF(bits))];
			assert_int_equal(buffer_put(&text, bit, strlen(bit)), STATUS_OK);
		}
		if (text.size > 0)
			check_lines((const char *)text.data, text.size);
		buffer_fini(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_runs_of_letters_runs_of_digits_and_single_marks),
		cmocka_unit_test(sentences_end_at_marks_and_not_at_abbreviations),
		cmocka_unit_test(a_hash_knows_no_letter_case_and_no_neighbours),
		cmocka_unit_test(a_table_answers_all_bits_of_a_word_and_none_of_others),
		cmocka_unit_test(lines_end_with_lf_cr_lf_or_cr_and_keep_no_blanks_at_their_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
