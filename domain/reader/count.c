/* How many votes words say: in digits, some of which a scan may have read as letters, or in words. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <pthread.h>
#include <string.h>

#define SPOILED_MOST 3 /* digits of a number that a scan spoiled */

static const char *const units[] = { "none",     "one",     "two",     "three",     "four",     "five",    "six",
				     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
				     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen" };
static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };

static struct word_table firsts; /* words that a number may begin with */

static void firsts_make(void)
{
	word_table_add(&firsts, "a|no|zero|nil", 1);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		word_table_add(&firsts, units[i], 1);
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++)
		word_table_add(&firsts, tens[i], 1);
}

static bool may_begin(const struct words *w, size_t i)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, firsts_make);
	return word_table_bits(&firsts, w->at[i].hash) != 0;
}

static int below_hundred(const struct words *w, size_t i, size_t *taken)
{
	*taken = 1;
	for (int k = 0; k < 20; k++) {
		if (word_is(w, i, units[k]))
			return k;
	}
	for (int k = 0; k < 8; k++) {
		if (!word_is(w, i, tens[k]))
			continue;
		size_t next = i + 1 + (word_is_dash(w, i + 1) ? 1 : 0);
		for (int u = 1; u < 10; u++) {
			if (word_is(w, next, units[u])) {
				*taken = next + 1 - i;
				return (k + 2) * 10 + u;
			}
		}
		return (k + 2) * 10;
	}
	*taken = 0;
	return -1;
}

/* A number some of whose digits a scan read as letters, "l4", "1O", "l": words taken. */
static size_t spoiled_at(const struct words *w, size_t i, int *out)
{
	size_t end = i, digits = 0;
	if (i > 0 && word_is_glued(w, i))
		return 0;
	for (end++; end < w->count && word_is_glued(w, end) && w->at[end].kind != WORD_MARK;)
		end++;
	const char *text = w->text + w->at[i].start;
	size_t size = w->at[end - 1].end - w->at[i].start;
	int value = 0;
	for (size_t k = 0; k < size && size <= SPOILED_MOST; k++) {
		bool digit = is_digit(text[k]);
		if (!digit && (text[k] == '\0' || strchr("lIO", text[k]) == NULL))
			return 0;
		value = value * 10 + (digit ? text[k] - '0' : text[k] != 'O');
		digits += digit;
	}
	if (size > SPOILED_MOST || digits == size || (digits == 0 && *text != 'l'))
		return 0;
	*out = value;
	return end - i;
}

/* A number of votes at word i: "143", "thirteen", "none", "one hundred and two". */
size_t count_at(const struct words *w, size_t i, int *out)
{
	size_t n = 0, more;
	if (i >= w->count)
		return 0;
	bool figures = w->at[i].kind == WORD_DIGITS, letters = i + 1 < w->count && word_is_glued(w, i + 1);
	char first = w->text[w->at[i].start];
	size_t spoiled = (figures && letters) || first == 'l' || first == 'I' ? spoiled_at(w, i, out) : 0;
	if (spoiled > 0)
		return spoiled;
	int digits = figures ? word_number(w, i) : -1;
	if (digits >= 0 && digits < 1000) {
		*out = digits;
		return 1;
	}
	if (!may_begin(w, i))
		return 0;
	if (word_is(w, i, "no") || word_is(w, i, "zero") || word_is(w, i, "nil")) {
		*out = 0;
		return 1;
	}
	int value = word_is(w, i, "a") && word_is(w, i + 1, "hundred") ? 1 : below_hundred(w, i, &n);
	if (value < 0)
		return 0;
	n = word_is(w, i, "a") ? 1 : n;
	if (value > 0 && word_is(w, i + n, "hundred")) {
		n++;
		size_t and = word_is(w, i + n, "and") ? 1 : 0;
		int rest = below_hundred(w, i + n + and, &more);
		value = value * 100 + (rest > 0 ? rest : 0);
		n += rest > 0 ? and+more : 0;
	}
	*out = value;
	return n;
}
