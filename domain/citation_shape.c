#include "domain/citation_shape.h"

#include <pthread.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/citation_table.h"

/* Endings that may follow, several in a row. */
const char *const shape_endings[] = { "/Add.#", "/Corr.#", "/Rev.#", "/Amend.#", "/Annex.#", "/Summary.#", NULL };
#define ENDINGS_MOST 4
#define NUMBER_LONG 4 /* digits */
#define WORD_LEAST 3  /* letters, before a blank for a stroke */

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The three bytes of dashes and quotes begin with E2. */
static bool is_word_byte(char c)
{
	return is_digit(c) || is_letter(c) || ((unsigned char)c >= 0xC3 && (unsigned char)c != 0xE2);
}

void shape_put(struct shape *m, char c)
{
	if (m->size + 1 < sizeof m->normal)
		m->normal[m->size++] = c;
	m->normal[m->size] = '\0';
}

/* A run of least to 6 digits. */
static bool take_digits(struct shape *m, size_t least)
{
	size_t n = 0;
	while (m->at + n < m->left && is_digit(m->text[m->at + n]))
		n++;
	if (n < least || n > 6)
		return false;
	for (size_t i = 0; i < n; i++)
		shape_put(m, m->text[m->at + i]);
	m->at += n;
	return true;
}

static bool take_roman(struct shape *m, const char *letters, size_t most)
{
	size_t n = 0;
	while (m->at + n < m->left && m->text[m->at + n] != '\0' && strchr(letters, m->text[m->at + n]) != NULL)
		n++;
	for (size_t i = 0; i < n; i++)
		shape_put(m, m->text[m->at + i]);
	m->at += n;
	return n > 0 && n <= most;
}

bool shape_take_roman(struct shape *m)
{
	return take_roman(m, "IVXLC", SHAPE_ROMAN_MOST);
}

/* Whether a byte is the form's; "S/Res/1325" is printed for "S/RES/1325". */
static bool is_form(char c, char form, int strokes)
{
	return c == form || (strokes > 0 && is_capital(form) && c == (form | 0x20));
}

/* "S/ 12063": a blank of a scan, or a line's end, before a number as long as only documents have. */
static bool long_number_behind(const struct shape *m)
{
	size_t digits = 0;
	for (size_t i = m->at + 1; m->at < m->left && is_white(m->text[m->at]) && i < m->left && is_digit(m->text[i]);
	     i++)
		digits++;
	return digits >= NUMBER_LONG;
}

/* White space behind a full stop or a stroke, where the form goes on. A line may end
 * with CR LF. */
static void skip_white(struct shape *m, char next)
{
	if (m->strokes == 1 && m->text[m->at - 1] == '/' && next == '#' && !long_number_behind(m))
		return;
	for (int most = 2; most > 0 && m->at < m->left && is_white(m->text[m->at]); most--)
		m->at++;
}

/* "K" of "A/RES/49/75K", the part of a resolution. */
static bool take_letter(struct shape *m)
{
	char letter = m->text[m->at];
	if (letter < 'A' || letter > 'Z' || strncmp(m->normal, "A/RES/", 6) != 0 ||
	    (m->at + 1 < m->left && is_word_byte(m->text[m->at + 1])))
		return false;
	shape_put(m, ' ');
	shape_put(m, letter);
	m->at++;
	return true;
}

/* "S/Agenda 546", "S/RES 1325": a blank for the stroke behind a word. */
static bool is_blank_stroke(const struct shape *m, const char *form)
{
	size_t letters = 0;
	while (letters < m->size && is_letter(m->normal[m->size - 1 - letters]))
		letters++;
	return form[0] == '/' && form[1] == '#' && m->strokes == 1 && letters >= WORD_LEAST && m->text[m->at] == ' ' &&
	       m->at + 1 < m->left && is_digit(m->text[m->at + 1]);
}

static bool take_form(struct shape *m, const char *form)
{
	while (*form != '\0') {
		size_t digits = 0;
		while (form[digits] == '#')
			digits++;
		if (digits > 0) {
			if (!take_digits(m, digits))
				return false;
			form += digits;
			continue;
		}
		if (*form == '@' || *form == '&') {
			if (!(*form == '@' ? shape_take_roman(m) : take_roman(m, "IVXLCDM", SHAPE_LONG_MOST)))
				return false;
			form++;
			continue;
		}
		if (m->at >= m->left || (!is_form(m->text[m->at], *form, m->strokes) && !is_blank_stroke(m, form)))
			return false;
		shape_put(m, *form);
		m->at++;
		m->strokes += *form == '/';
		if ((*form == '.' || *form == '/' || *form == '-') && form[1] != '\0')
			skip_white(m, form[1]);
		form++;
	}
	return m->at >= m->left || !is_word_byte(m->text[m->at]) || take_letter(m);
}

/* Whether a form may fit, as far as its letters before a number or white space tell. */
static bool may_fit(const struct shape *m, const char *form)
{
	size_t i = m->at;
	int strokes = m->strokes;
	for (; i < m->left && *form != '\0' && *form != '#' && *form != '@' && *form != '&' &&
	       is_form(m->text[i], *form, strokes);
	     i++)
		strokes += *form++ == '/';
	return *form == '\0' || (i < m->left && (is_white(m->text[i]) || *form == '@' || *form == '&' ||
						 (*form == '#' && is_digit(m->text[i]))));
}

/* The form at m, where it is longer than the best so far. */
static void take_longer(struct shape *best, const struct shape *m, const char *form)
{
	if (!may_fit(m, form))
		return;
	struct shape trial = *m;
	if (take_form(&trial, form) && trial.at > best->at)
		*best = trial;
}

/* The longest of the forms at m; false where none fits, and m is as it was. */
bool shape_take(struct shape *m, const char *const *forms)
{
	struct shape best = *m;
	for (; *forms != NULL; forms++)
		take_longer(&best, m, *forms);
	bool found = best.at > m->at;
	*m = best;
	return found;
}

#define SYMBOLS (sizeof symbols / sizeof *symbols - 1)
_Static_assert(SYMBOLS < 256, "a place in the index is a byte");

/* The symbols of each first letter, places from 1; 0 for none. */
static struct {
	unsigned char first['Z' + 1], next[SYMBOLS];
} symbol_index;

static void symbol_index_make(void)
{
	for (size_t k = SYMBOLS; k > 0; k--) {
		unsigned char letter = (unsigned char)symbols[k - 1][0];
		symbol_index.next[k - 1] = symbol_index.first[letter];
		symbol_index.first[letter] = (unsigned char)k;
	}
}

/* Whether a form that has a letter and a stroke first may have a byte behind them. */
static bool may_go_on(const char *form, char c)
{
	return form[1] != '/' || form[2] == '#' || form[2] == '@' || is_form(c, form[2], 1);
}

/* The longest of the symbols at m, which begins with a capital. */
bool shape_take_symbol(struct shape *m)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, symbol_index_make);
	struct shape best = *m;
	const char *text = m->text + m->at;
	bool stroke = m->left > m->at + 2 && text[1] == '/' && !is_white(text[2]);
	for (size_t k = symbol_index.first[(unsigned char)m->text[m->at]]; k > 0; k = symbol_index.next[k - 1])
		if (!stroke || may_go_on(symbols[k - 1], text[2]))
			take_longer(&best, m, symbols[k - 1]);
	bool found = best.at > m->at;
	*m = best;
	return found;
}

void shape_take_endings(struct shape *m)
{
	for (int more = 0; more < ENDINGS_MOST && shape_take(m, shape_endings); more++)
		;
}

/* Whether a word is what symbols of a series of their own begin with: "ST", "INFCIRC". */
bool shape_series_is(const char *word, size_t size)
{
	for (size_t k = 0; k < sizeof series / sizeof *series; k++) {
		if (strlen(series[k]) == size && memcmp(word, series[k], size) == 0)
			return true;
	}
	return false;
}
