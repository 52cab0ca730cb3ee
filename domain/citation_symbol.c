/* Symbols of documents among a text's words: "S/PV.8422", "A/C.1/61/L.4/Rev.1", "S/2018/1016 and
 * Add.1". */
#include "base/ascii.h"
#include "domain/citation_forms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDENDA_WORDS 8 /* back to the first of a list */
#define ADDENDA_MOST 20 /* from one of a list to the next */
#define SERIES_LEAST 3  /* letters of a series that no table has */
#define SERIES_MOST 8
#define RANGE_MOST 200 /* from the first to the last: "Add.1-56" */

static size_t word_after(const struct words *w, size_t at, size_t byte)
{
	while (at < w->count && w->at[at].start < byte)
		at++;
	return at;
}

/* Of the African Union's Peace and Security Council: the meeting's number behind it, since 2022 the year. */
static bool is_of_peace_council(const char *normal)
{
	return strncmp(normal, "PSC/", 4) == 0 && strchr(normal, '(') == NULL;
}

/* Whether a symbol is of resolutions with the session in roman behind the number. */
static bool has_session(const char *normal)
{
	static const char *const heads[] = { "A/RES/", "E/RES/",       "T/RES/",           "AHG/",
					     "CM/",    "Assembly/AU/", "Ext/Assembly/AU/", "EX.CL/" };
	if (is_of_peace_council(normal))
		return true;
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		if (strncmp(normal, heads[k], strlen(heads[k])) == 0)
			return true;
	}
	return false;
}

/* "(Part II)", "(Vol. II)" behind a symbol, as the normal form has it; words, 0 for none. */
static size_t take_volume(struct shape *m, const struct words *w, size_t i, struct citation *out)
{
	size_t part = word_is_mark(w, i, '(') ? words_match(w, i + 1, "part") : 0;
	size_t volume = part > 0 || !word_is_mark(w, i, '(') ? 0 : words_match(w, i + 1, "vol .");
	size_t at = i + 1 + part + volume;
	if (part + volume == 0 || !w->at[i + 1].capital || !word_is_mark(w, at + 1, ')') ||
	    w->at[at].end - w->at[at].start > SHAPE_ROMAN_MOST)
		return 0;
	struct shape number = { .text = w->text + w->at[at].start, .left = w->at[at].end - w->at[at].start };
	if (!(word_number(w, at) > 0 || (shape_take_roman(&number) && number.at == number.left)) ||
	    m->size + number.left + sizeof " (Vol. )" > sizeof m->normal)
		return 0;
	m->size += (size_t)snprintf(m->normal + m->size, sizeof m->normal - m->size, " (%s %.*s)",
				    part > 0 ? "Part" : "Vol.", (int)number.left, number.text);
	out->end = w->at[at + 1].end;
	return at + 2 - i;
}

/* The bracket that belongs to a symbol: a year to the Council's resolutions, a
 * session to the Assembly's, a resumption to meetings. Its words, 0 for none. */
static size_t take_bracket(struct shape *m, const struct words *w, size_t next, struct citation *out)
{
	char letter = strncmp(m->normal, "A/RES/", 6) == 0 && !is_letter(m->normal[m->size - 1])
			      ? citation_letter_at(w, next)
			      : '\0';
	if (letter != '\0') {
		shape_put(m, ' ');
		shape_put(m, letter);
		out->end = w->at[next].end;
	}
	struct bracket b = bracket_at(w, next + (letter != '\0'));
	size_t room = sizeof m->normal - m->size;
	bool council = strncmp(m->normal, "S/RES/", 6) == 0;
	out->number = council ? atoi(m->normal + 6) : 0;
	if (council && b.year > 0) {
		snprintf(m->normal + m->size, room, " (%d)", b.year);
		out->doubt = citation_year_doubt(out->number, b.year);
	} else if (b.year > 0 && is_of_peace_council(m->normal)) {
		snprintf(m->normal + m->size, room, " (%d)", b.year);
	} else if (b.roman != NULL && has_session(m->normal)) {
		snprintf(m->normal + m->size, room, " (%.*s)", (int)b.roman_size, b.roman);
	} else if (strstr(m->normal, "PV.") != NULL && b.resumption > 0) {
		snprintf(m->normal + m->size, room, " (Resumption %d)", b.resumption);
	} else if (strstr(m->normal, "PV.") != NULL && b.resumed) {
		snprintf(m->normal + m->size, room, " (Resumption)");
	} else {
		return letter != '\0' ? 1 : take_volume(m, w, next, out);
	}
	out->end = b.end;
	return b.words + (letter != '\0');
}

/* Forms whose first stroke may be a letter: no word begins so. */
static const char *const scanned_forms[] = { "PV.#", "#/PV.#", "#/L.#", NULL };

/* Takes what may follow a symbol that was found at a word. */
static long end_match(struct shape *m, const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	uint32_t start = w->at[at].start;
	shape_take_endings(m);
	*out = (struct citation){ .start = start, .end = start + (uint32_t)m->at };
	size_t next = word_after(w, at, out->end);
	next += take_bracket(m, w, next, out);
	out->instrument = arena_text(arena, m->normal);
	return out->instrument == NULL ? -1 : (long)(next - at);
}

/* "SlPV.1717", "Al31/PV.8": a symbol whose first stroke a scan made a letter of. */
static long scanned_match(const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	const struct word *word = &w->at[at];
	struct shape m = { .text = w->text + word->start, .left = w->size - word->start, .strokes = 1 };
	if (!citation_is_scanned(m.text, m.left) || (at > 0 && word_is_glued(w, at)))
		return 0;
	shape_put(&m, *m.text);
	shape_put(&m, '/');
	m.at = 2;
	if (!shape_take(&m, scanned_forms))
		return 0;
	long words = end_match(&m, w, at, arena, out);
	out->scanned = true;
	return words;
}

/* Whether a word may be a series that no table has: capitals behind "document". */
static bool is_called_document(const struct words *w, size_t at)
{
	const char *text = w->text + w->at[at].start;
	size_t size = w->at[at].end - w->at[at].start;
	for (size_t i = 0; i < size; i++) {
		if (text[i] < 'A' || text[i] > 'Z')
			return false;
	}
	return size >= SERIES_LEAST && size <= SERIES_MOST && at > 0 &&
	       words_match(w, at - 1, "document|documents") > 0;
}

/* "ENDC/158", of any series. */
static bool take_unknown(struct shape *m)
{
	static const char *const forms[] = { "#", "PV.#", NULL };
	struct shape trial = *m;
	while (trial.text[trial.at] != '/')
		shape_put(&trial, trial.text[trial.at++]);
	shape_put(&trial, trial.text[trial.at++]);
	if (!shape_take(&trial, forms))
		return false;
	*m = trial;
	return true;
}

/* Whether a word is what a symbol begins with, the stroke behind it. */
static bool begins_symbol(const struct words *w, size_t at)
{
	const struct word *word = &w->at[at];
	const char *text = w->text + word->start;
	size_t size = word->end - word->start;
	bool stroke = word_is_mark(w, at + 1, '/');
	if (!word_is_glued(w, at + 1) ||
	    !(stroke || word_is_mark(w, at + 1, '(') || word_is_mark(w, at + 1, '.') || word_is_dash(w, at + 1)))
		return false;
	if (at > 0 && word_is_glued(w, at) && word_is_mark(w, at - 1, '/'))
		return false;
	if (size == 1)
		return stroke && strchr("SAETC", *text) != NULL;
	return shape_series_is(text, size) || (stroke && is_called_document(w, at));
}

/* "2014/512", a year and a number: its words. */
static size_t year_number_at(const struct words *w, size_t at)
{
	bool year = at < w->count && w->at[at].kind == WORD_DIGITS && w->at[at].end - w->at[at].start == 4;
	return year && word_is_mark(w, at + 1, '/') && word_is_glued(w, at + 1) && word_is_glued(w, at + 2) &&
			       word_number(w, at + 2) > 0
		       ? 3
		       : 0;
}

/* An act of the European Union's common policy: "2014/512/CFSP", since 2015 "Decision (CFSP) 2015/1333". */
static long union_match(const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	size_t number = year_number_at(w, at), i = at + number;
	if (number > 0) {
		if (!word_is_mark(w, i, '/') || !word_is_glued(w, i) || !word_is_glued(w, i + 1) ||
		    !word_is(w, i + 1, "cfsp") || word_is_glued(w, at))
			return 0;
		*out = (struct citation){ .start = w->at[at].start, .end = w->at[i + 1].end };
		out->instrument = arena_printf(arena, "%d/%d/CFSP", word_number(w, at), word_number(w, at + 2));
		return out->instrument == NULL ? -1 : 5;
	}
	number = word_is(w, at, "decision") && word_is_mark(w, at + 1, '(') && word_is(w, at + 2, "cfsp") &&
				 word_is_mark(w, at + 3, ')')
			 ? year_number_at(w, at + 4)
			 : 0;
	if (number == 0)
		return 0;
	*out = (struct citation){ .start = w->at[at].start, .end = w->at[at + 6].end };
	out->instrument = arena_printf(arena, "Decision (CFSP) %d/%d", word_number(w, at + 4), word_number(w, at + 6));
	return out->instrument == NULL ? -1 : 7;
}

long symbol_match(const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	const struct word *word = &w->at[at];
	const char *text = w->text + word->start;
	if (word->kind == WORD_DIGITS || *text == 'D' || *text == 'd') {
		long taken = union_match(w, at, arena, out);
		if (taken != 0)
			return taken;
	}
	if (!begins_symbol(w, at)) {
		bool may = word->kind == WORD_LETTERS && w->size - word->start > 2 && (*text == 'S' || *text == 'A') &&
			   (text[2] == 'P' || is_digit(text[2]));
		return may ? scanned_match(w, at, arena, out) : 0;
	}
	struct shape m = { .text = text, .left = w->size - word->start };
	if (!shape_take_symbol(&m) &&
	    (!is_called_document(w, at) || !word_is_mark(w, at + 1, '/') || !take_unknown(&m)))
		return 0;
	return end_match(&m, w, at, arena, out);
}

/* ---- The next of a list ----------------------------------------------- */

/* What may stand alone behind "A/61/L.3 and": a part of that document, or another of
 * its series. */
static const char *const parts[] = { "Add.#", "Corr.#", "Rev.#", "Amend.#", NULL };
static const char *const siblings[] = { "L.#", "PV.#", NULL };

/* How deep an ending may stand: a revision has addenda, and either has corrections. */
static int ending_depth(const char *ending)
{
	return strncmp(ending, "Rev", 3) == 0 ? 0 : strncmp(ending, "Corr", 4) == 0 ? 2 : 1;
}

/* The length of a symbol up to its own parts that the ending cannot stand behind:
 * "A/61/L.3" of "A/61/L.3/Add.1" for "Add.2", all of it for "Corr.1". */
static size_t whole_of(const char *symbol, const char *other)
{
	size_t size = strlen(symbol);
	for (const char *const *ending = shape_endings; *ending != NULL; ending++) {
		char part[16];
		if (ending_depth(*ending + 1) < ending_depth(other))
			continue;
		snprintf(part, sizeof part, "%.*s", (int)strcspn(*ending, "#"), *ending);
		const char *at = strstr(symbol, part);
		if (at != NULL && (size_t)(at - symbol) < size)
			size = (size_t)(at - symbol);
	}
	return size;
}

/* The length up to where "L." stands in a symbol whose series has it; 0 where not. */
static size_t series_of(const char *symbol, const char *form)
{
	char part[16];
	snprintf(part, sizeof part, "/%.*s", (int)strcspn(form, "#"), form);
	const char *at = strstr(symbol, part);
	return at == NULL ? 0 : (size_t)(at - symbol);
}

/* Puts "A/61/L.3" and a stroke before what m has so far. */
static bool put_before(struct shape *m, const char *symbol, size_t size)
{
	char part[INSTRUMENT_SIZE];
	memcpy(part, m->normal, sizeof part);
	if (size == 0 || size + 1 + m->size >= sizeof m->normal)
		return false;
	m->size = 0;
	for (size_t i = 0; i < size; i++)
		shape_put(m, symbol[i]);
	shape_put(m, '/');
	for (const char *c = part; *c != '\0'; c++)
		shape_put(m, *c);
	return true;
}

static bool take_part(struct shape *m, const char *symbol)
{
	size_t size = 0;
	if (shape_take(m, parts))
		size = whole_of(symbol, m->text);
	else if (shape_take(m, siblings))
		size = series_of(symbol, *m->text == 'L' ? "L.#" : "PV.#");
	if (!put_before(m, symbol, size))
		return false;
	shape_take_endings(m);
	return true;
}

/* What a list of parts goes on from: "Add.1 and", "Corr.1, 2 and". */
struct part_before {
	int number; /* of the last; 0 where there is none */
	bool corrigendum;
};

static struct part_before part_before(const struct words *w, size_t at)
{
	int last = 0;
	for (size_t k = at; k > 2 && k + ADDENDA_WORDS > at; k--) {
		int number = word_number(w, k - 1);
		last = last == 0 && number > 0 ? number : last;
		bool corrigendum = word_is(w, k - 3, "corr") || words_match(w, k - 2, "corrigendum|corrigenda") > 0;
		if (number > 0 &&
		    (words_match(w, k - 2, "addendum|addenda") > 0 || (corrigendum && !word_is_mark(w, k - 2, '.'))))
			return (struct part_before){ last, corrigendum };
		if (number > 0 && word_is_mark(w, k - 2, '.') && (corrigendum || word_is(w, k - 3, "add")))
			return (struct part_before){ last, corrigendum };
		if (number <= 0 && !word_is_mark(w, k - 1, ',') && !word_is_dash(w, k - 1) &&
		    words_match(w, k - 1, "and|to") == 0)
			break;
	}
	return (struct part_before){ 0, false };
}

/* The first between a part before word at and the one with that number there, where they are
 * a range: "Add.1-4", "Add.1 to Add.4". */
static int range_at(const struct words *w, size_t at, int number)
{
	bool range = at > 0 && (word_is_dash(w, at - 1) || word_is(w, at - 1, "to"));
	int before = range ? part_before(w, at).number : 0;
	return before > 0 && number > before + 1 && number <= before + ADDENDA_MOST ? before + 1 : 0;
}

/* "2" of "S/1996/1045/Add.1 and 2": the next addendum, where no counted noun follows. */
static long number_match_next(const struct words *w, size_t at, const char *symbol, struct arena *arena,
			      struct citation *out)
{
	int number = word_number(w, at);
	struct part_before before = part_before(w, at);
	bool last = at + 1 >= w->count || w->at[at + 1].first != w->at[at].first ||
		    (w->at[at + 1].kind == WORD_MARK && !word_is_mark(w, at + 1, '/') && !word_is_mark(w, at + 1, '('));
	int most = at > 0 && word_is_dash(w, at - 1) ? RANGE_MOST : ADDENDA_MOST;
	if (before.number == 0 || number <= before.number || number > before.number + most ||
	    !(last || words_match(w, at + 1, "and|to") > 0))
		return 0;
	const char *part = before.corrigendum ? "/Corr." : "/Add.", *own = strstr(symbol, part);
	size_t whole = own == NULL ? strlen(symbol) : (size_t)(own - symbol);
	*out = (struct citation){ .start = w->at[at].start, .end = w->at[at].end };
	out->instrument = arena_printf(arena, "%.*s%s%d", (int)whole, symbol, part, number);
	out->range = range_at(w, at, number);
	return out->instrument == NULL ? -1 : 1;
}

/* "Resumption 1" of "(S/PV.5052 and Resumption 1)". */
static long resumption_match_next(const struct words *w, size_t at, const char *symbol, struct arena *arena,
				  struct citation *out)
{
	int number = word_number(w, at + 1);
	*out = (struct citation){ .start = w->at[at].start, .end = w->at[at + 1].end };
	out->instrument = arena_printf(arena, "%.*s (Resumption %d)", (int)strcspn(symbol, " "), symbol, number);
	return out->instrument == NULL ? -1 : 2;
}

/* "Addendum 1" of "S/2008/601 and Addendum 1". */
static long part_match_next(const struct words *w, size_t at, const char *symbol, struct arena *arena,
			    struct citation *out)
{
	static const char *const words[][2] = { { "addendum|addenda", "Add." },
						{ "corrigendum|corrigenda", "Corr." },
						{ "revision", "Rev." } };
	int number = w->at[at].capital ? word_number(w, at + 1) : 0;
	for (size_t k = 0; number > 0 && number <= ADDENDA_MOST && k < sizeof words / sizeof *words; k++) {
		if (words_match(w, at, words[k][0]) == 0)
			continue;
		*out = (struct citation){ .start = w->at[at].start, .end = w->at[at + 1].end };
		int whole = (int)whole_of(symbol, words[k][1]);
		out->instrument = arena_printf(arena, "%.*s/%s%d", whole, symbol, words[k][1], number);
		return out->instrument == NULL ? -1 : 2;
	}
	return 0;
}

long symbol_match_next(const struct words *w, size_t at, const char *symbol, struct arena *arena, struct citation *out)
{
	if (strstr(symbol, "PV.") != NULL && words_match(w, at, "resumption") > 0 && word_number(w, at + 1) > 0)
		return resumption_match_next(w, at, symbol, arena, out);
	const struct word *word = &w->at[at];
	if (word->kind == WORD_DIGITS)
		return number_match_next(w, at, symbol, arena, out);
	long said = part_match_next(w, at, symbol, arena, out);
	if (said != 0)
		return said;
	struct shape m = { .text = w->text + word->start, .left = w->size - word->start, .strokes = 2 };
	if (word->kind != WORD_LETTERS || !word->capital || !take_part(&m, symbol))
		return 0;
	*out = (struct citation){ .start = word->start, .end = word->start + (uint32_t)m.at };
	out->instrument = arena_text(arena, m.normal);
	size_t next = word_after(w, at, out->end);
	bool addendum = word_is(w, at, "add") && next == at + 3; /* and nothing behind it */
	out->range = addendum ? range_at(w, at, word_number(w, at + 2)) : 0;
	return out->instrument == NULL ? -1 : (long)(next - at);
}
