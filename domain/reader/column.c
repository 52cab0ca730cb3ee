/* The French column of bilingual records.
 *
 * Records of the first decade print English beside French; as text, a page's columns
 * stand behind one another, cut anywhere. In a record that says so of itself ("traduit
 * de l'anglais", "Tenue à") the language of each line tells its column: what is French is kept
 * with the meeting, and the turn that it cut goes on behind it. Lines that tell nothing
 * stay in the column that they stand in. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#include "domain/reader/titles.h"

#define CLEAR_WORDS 2   /* of one language, none of the other */
#define COVER_LINES 120 /* that may be of a cover */
#define LIST_LINES 60   /* of the French lists of a vote */

enum tongue { TONGUE_UNKNOWN, TONGUE_ENGLISH, TONGUE_FRENCH };

/* Words of the one language that the other has not. */
static const char *const english[] = { "the",   "of",   "and",   "to",     "that",  "is",   "was",   "which",
				       "this",  "with", "have",  "has",    "it",    "by",   "not",   "be",
				       "we",    "from", "would", "should", "at",    "will", "been",  "were",
				       "there", "for",  "are",   "his",    "its",   "our",  "their", "they",
				       "my",    "if",   "can",   "than",   "when",  "who",  "what",  "shall",
				       "could", "any",  "all",   "before", "under", "only" };
static const char *const french[] = { "le",          "la",
				      "les",         "des",
				      "du",          "et",
				      "une",         "que",
				      "qui",         "dans",
				      "est",         "au",
				      "aux",         "pour",
				      "sur",         "par",
				      "ce",          "cette",
				      "ont",         "nous",
				      "il",          "ne",
				      "pas",         "de",
				      "je",          "sera",
				      "sont",        "avec",
				      "cent",        "tenue",
				      "sa",          "ses",
				      "notre",       "vous",
				      "leur",        "leurs",
				      "mais",        "elle",
				      "ils",         "tout",
				      "tous",        "toute",
				      "ces",         "comme",
				      "dont",        "cela",
				      "ou",          "sans",
				      "soit",        "fait",
				      "entre",       "un",
				      "seance",      "heures",
				      "\xC3\xA0",    "s\303\251ance",
				      "\303\252tre", "\303\251t\303\251",
				      "m\303\252me" };

static bool is_one(const char *text, size_t size, const char *const *words, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		if (text_is(text, size, words[k]))
			return true;
	}
	return false;
}

static bool in_word(char c)
{
	return is_letter(c) || (unsigned char)c >= 0x80;
}

/* Whether a word has an accent that French has: "Président". */
static bool is_accented(const char *text, size_t size)
{
	for (size_t i = 0; i + 1 < size; i++) {
		if (text[i] == '\xC3' && strchr("\xA0\xA7\xA8\xA9\xAA", text[i + 1]) != NULL)
			return true;
	}
	return false;
}

static enum tongue tongue_of(const char *text, size_t size)
{
	size_t of[2] = { 0, 0 };
	bool accent = false; /* tells once: names have them as well */
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && in_word(text[end]))
			end++;
		bool elided = end == i + 1 && end + 1 < size && text[end] == '\'' && strchr("ldnsLD", text[i]) != NULL;
		of[0] += is_one(text + i, end - i, english, sizeof english / sizeof *english);
		of[1] += elided || is_one(text + i, end - i, french, sizeof french / sizeof *french);
		accent = accent || is_accented(text + i, end - i);
		i = end + 1;
	}
	of[1] += accent;
	if (of[1] >= CLEAR_WORDS && of[0] == 0)
		return TONGUE_FRENCH;
	return of[0] >= CLEAR_WORDS && of[1] == 0 ? TONGUE_ENGLISH : TONGUE_UNKNOWN;
}

static const char said[] = "traduit d", said_cut[] = "traduit"; /* behind a bracket, round or square */

/* Whether a label's note says so, as far as its line goes. */
static bool says_translated(const char *text, size_t size)
{
	size_t n = sizeof said_cut - 1;
	const char *at = memmem(text, size, said, sizeof said - 1);
	at = at == NULL && size > n && memcmp(text + size - n, said_cut, n) == 0 ? text + size - n : at;
	return at > text && (at[-1] == '(' || at[-1] == '[');
}

/* Bytes of a paragraph's number and what parts it from its words: "4. ". */
static size_t number_size(const char *text, size_t size)
{
	size_t n = 0;
	while (n < size && is_digit(text[n]))
		n++;
	return n > 0 && n + 2 < size && text[n] == '.' && text[n + 1] == ' ' ? n + 2 : 0;
}

/* "Le PRÉSIDENT (traduit de l'anglais):", "M. PARODI (France):", over two lines; the heads of
 * lists, "Votent pour:". */
static bool is_french_label(const struct lines *l, size_t line)
{
	static const char *const titles[] = { "M. ",     "Mme ",     "Mlle ",      "Le PR",       "La PR",
					      "Le Pr",   "La Pr",    "Le SECR",    "Votent ",     "Vote pour",
					      "Vote co", "S'abstie", "Nombre de ", "Bulletins n", "Majorit\303\251 " };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), number = number_size(text, size);
	text += number;
	size -= number;
	if (title_at(text, size) > 0 && says_translated(text, size))
		return true;
	bool titled = false;
	for (size_t k = 0; k < sizeof titles / sizeof *titles && !titled; k++)
		titled = size > strlen(titles[k]) && memcmp(text, titles[k], strlen(titles[k])) == 0;
	if (!titled)
		return false;
	bool next = line + 1 < l->count && memchr(text, '(', size) != NULL;
	return memchr(text, ':', size) != NULL ||
	       (next && memchr(line_text(l, line + 1), ':', line_size(l, line + 1)) != NULL);
}

/* Whether a line of a cover is its French half's: "Tenue à New York, le mardi". */
static bool is_french_cover(const struct lines *l, size_t line)
{
	static const char *const begins[] = { "Tenue \303\240 ",   "Tenue au ",     "Pr\303\251sents:",
					      "Pr\303\251sents :", "Ordre du jour", "TABLE DES MATI" };
	bool so = ends_with_word(line_text(l, line), line_size(l, line), "SEANCE") ||
		  ends_with_word(line_text(l, line), line_size(l, line), "S\303\211ANCE");
	for (size_t k = 0; k < sizeof begins / sizeof *begins; k++)
		so |= line_begins(l, line, begins[k]);
	return so;
}

void columns_find(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	const char *at = l->text, *end = l->text + l->size;
	for (size_t i = 0; i < l->count && i < COVER_LINES && !rec->bilingual; i++)
		rec->bilingual = is_french_cover(l, i);
	for (; !rec->bilingual && (at = memchr(at, '(', (size_t)(end - at))) != NULL; at++)
		rec->bilingual = (size_t)(end - at) > sizeof said + 1 &&
				 memcmp(at + 1, said_cut, sizeof said_cut - 1) == 0 && at[sizeof said_cut] <= ' ' &&
				 at[sizeof said_cut + 1] == 'd';
}

bool column_is(const struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	return rec->bilingual &&
	       (is_french_label(l, line) || tongue_of(line_text(l, line), line_size(l, line)) == TONGUE_FRENCH);
}

void column_take(struct record *rec, size_t line)
{
	static const char reason[] = "the French column of a bilingual record";
	struct draft *d = rec->meeting;
	if (!rec->column) {
		loose_end(rec, line);
		struct piece *p = piece_add(rec->r, d, TRUCE__V1__BLOCK__KIND__KIND_REFUSED, line);
		if (p == NULL)
			return;
		p->reason = reason;
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_NOT_UNDERSTOOD, line_number(rec, line),
			    line_printed(rec, line), "the French column of a bilingual record; kept with the meeting");
		rec->column_turn = rec->turn;
		rec->column = true;
		rec->turn = NULL;
	}
	d->pieces[d->piece_count - 1].end = line + 1;
	rec->before = line;
}

void column_end(struct record *rec)
{
	if (rec->column)
		rec->turn = rec->column_turn;
	rec->column = false;
}

bool column_goes_on(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines; /* a page begins with its English column */
	if (rec->column && !l->at[line].page && tongue_of(line_text(l, line), line_size(l, line)) != TONGUE_ENGLISH)
		return true;
	column_end(rec);
	return false;
}

size_t column_between(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t end = line;
	if (!rec->bilingual || line >= l->count || !column_is(rec, line))
		return 0;
	while (end < l->count && end < line + LIST_LINES && !vote_list_at(l, end) &&
	       (column_is(rec, end) || tongue_of(line_text(l, end), line_size(l, end)) == TONGUE_UNKNOWN))
		end++;
	if (end == l->count || !vote_list_at(l, end))
		return 0;
	for (size_t i = line; i < end; i++) {
		if (!l->at[i].furniture)
			column_take(rec, i);
	}
	column_end(rec);
	return end;
}
