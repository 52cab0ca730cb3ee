#include "domain/citation.h"

#include <stdio.h>
#include <string.h>

#define INSTRUMENT_SIZE 96

/* Forms of symbols. # stands for 1 to 6 digits; a "." may be followed by a space,
 * which the normal form leaves out. The longest form wins. */
static const char *const symbols[] = {
	"S/PV.#",   "S/RES/#",      "S/PRST/#/#",   "S/#/#",        "S/#",         "S/AGENDA/#", "S/INF/#",
	"A/#/PV.#", "A/ES-#/PV.#",  "A/S-#/PV.#",   "A/PV.#",       "A/#/#",       "A/#/L.#",    "A/ES-#/L.#",
	"A/ES-#/#", "A/S-#/#",      "A/C.#/#/PV.#", "A/C.#/#/SR.#", "A/C.#/#/L.#", "A/C.#/#/#",  "A/RES/#/#",
	"A/RES/#",  "A/RES/ES-#/#", "A/RES/S-#/#",  "A/CONF.#/#",   "A/AC.#/#",    "A/INF/#/#",
};

/* Endings that may follow, several in a row. */
static const char *const endings[] = { "/Add.#", "/Corr.#", "/Rev.#", "/Amend.#" };
#define ENDINGS_MOST 4

/* The last Security Council resolution of each year from 1946. */
static const short last_of_year[] = {
	15,   37,   66,   78,   89,   96,   98,   103,  106,  110,  121,  126,  131,  132,  160,
	171,  176,  185,  199,  219,  232,  244,  262,  275,  291,  307,  324,  344,  366,  384,
	402,  422,  443,  461,  484,  499,  529,  545,  559,  580,  593,  606,  626,  646,  683,
	725,  799,  892,  969,  1035, 1092, 1146, 1219, 1284, 1334, 1386, 1451, 1521, 1580, 1651,
	1738, 1794, 1859, 1907, 1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451,
};
#define FIRST_YEAR 1946
#define YEARS ((int)(sizeof last_of_year / sizeof *last_of_year))
#define LAST_YEAR (FIRST_YEAR + YEARS - 1)
#define SLACK 3
#define MOST_A_YEAR 120

const char *citation_year_doubt(int number, int year)
{
	if (year < FIRST_YEAR)
		return "the Security Council adopted no resolutions before 1946";
	int y = year - FIRST_YEAR;
	int low = y == 0 ? 1 : y < YEARS ? last_of_year[y - 1] + 1 : last_of_year[YEARS - 1] + 1;
	int high = y < YEARS ? last_of_year[y] : last_of_year[YEARS - 1] + MOST_A_YEAR * (year - LAST_YEAR);
	if (number < low - SLACK)
		return "the number is of an earlier year";
	if (number > high + SLACK)
		return "the number is of a later year";
	return NULL;
}

static size_t digits_at(const char *text, size_t left)
{
	size_t n = 0;
	while (n < left && text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3;
}

/* Bytes of text that a form takes, with the normal form appended at out; 0 where it
 * does not fit. */
static size_t form_match(const char *form, const char *text, size_t left, char *out, size_t *out_size)
{
	size_t at = 0, n = *out_size;
	for (; *form != '\0'; form++) {
		if (*form == '#') {
			size_t digits = digits_at(text + at, left - at);
			if (digits == 0 || digits > 6)
				return 0;
			memcpy(out + n, text + at, digits);
			n += digits;
			at += digits;
			continue;
		}
		if (at >= left || text[at] != *form)
			return 0;
		out[n++] = text[at++];
		if (*form == '.' && at < left && text[at] == ' ')
			at++;
	}
	*out_size = n;
	return at;
}

/* A bracket behind a symbol: "(2015)", "(XXV)", "(Resumption 1)". */
struct bracket {
	size_t words; /* 0 where there is none */
	int year, resumption;
	uint32_t end;
	const char *roman;
	size_t roman_size;
};

static bool is_roman(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (strchr("IVXLC", text[i]) == NULL)
			return false;
	}
	return size > 0 && size <= 8;
}

static struct bracket bracket_at(const struct words *w, size_t i)
{
	struct bracket b = { 0 };
	if (!word_is_mark(w, i, '(') || i + 2 >= w->count)
		return b;
	const struct word *in = &w->at[i + 1];
	const char *text = w->text + in->start;
	size_t size = in->end - in->start, inside = 1;
	if (in->kind == WORD_DIGITS && size == 4) {
		b.year = word_number(w, i + 1);
	} else if (words_match(w, i + 1, "resumption") > 0 && word_number(w, i + 2) > 0) {
		b.resumption = word_number(w, i + 2);
		inside = 2;
	} else if (in->kind == WORD_LETTERS && is_roman(text, size)) {
		b.roman = text;
		b.roman_size = size;
	} else {
		return b;
	}
	if (!word_is_mark(w, i + 1 + inside, ')'))
		return (struct bracket){ 0 };
	b.words = inside + 2;
	b.end = w->at[i + 1 + inside].end;
	return b;
}

static size_t word_after(const struct words *w, size_t at, size_t byte)
{
	while (at < w->count && w->at[at].start < byte)
		at++;
	return at;
}

/* The longest form at a byte; its bytes, 0 for none. */
static size_t symbol_form(const char *text, size_t left, char normal[INSTRUMENT_SIZE], const char **form)
{
	size_t best = 0;
	for (size_t k = 0; k < sizeof symbols / sizeof *symbols; k++) {
		char buffer[INSTRUMENT_SIZE];
		size_t n = 0, taken = form_match(symbols[k], text, left, buffer, &n);
		if (taken <= best || (taken < left && is_word_byte(text[taken])))
			continue;
		best = taken;
		*form = symbols[k];
		memcpy(normal, buffer, n);
		normal[n] = '\0';
	}
	return best;
}

static size_t symbol_endings(const char *text, size_t left, char normal[INSTRUMENT_SIZE])
{
	size_t taken = 0, size = strlen(normal);
	for (int more = 0; more < ENDINGS_MOST;) {
		size_t k = 0, n = 0, before = size;
		for (; k < sizeof endings / sizeof *endings && n == 0; k++)
			n = form_match(endings[k], text + taken, left - taken, normal, &size);
		if (n == 0 || (taken + n < left && is_word_byte(text[taken + n]))) {
			normal[before] = '\0';
			break;
		}
		taken += n;
		more++;
		normal[size] = '\0';
	}
	return taken;
}

static long match_symbol(const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	const struct word *word = &w->at[at];
	char normal[INSTRUMENT_SIZE];
	const char *form = NULL, *text = w->text + word->start;
	size_t left = w->size - word->start;
	bool begins = word->end - word->start == 1 && word_is_mark(w, at + 1, '/') && word_is_glued(w, at + 1) &&
		      (*text == 'S' || *text == 'A') && !(word_is_glued(w, at) && word_is_mark(w, at - 1, '/'));
	size_t taken = begins ? symbol_form(text, left, normal, &form) : 0;
	if (taken == 0)
		return 0;
	taken += symbol_endings(text + taken, left - taken, normal);
	*out = (struct citation){ .start = word->start, .end = word->start + (uint32_t)taken };
	size_t next = word_after(w, at, out->end);
	struct bracket b = bracket_at(w, next);
	size_t size = strlen(normal), room = sizeof normal - size;
	bool council = strcmp(form, "S/RES/#") == 0;
	if (council)
		out->number = word_number(w, at + 4);
	if (council && b.year > 0) {
		snprintf(normal + size, room, " (%d)", b.year);
		out->doubt = citation_year_doubt(out->number, b.year);
	} else if (strcmp(form, "A/RES/#") == 0 && b.roman != NULL) {
		snprintf(normal + size, room, " (%.*s)", (int)b.roman_size, b.roman);
	} else if (strstr(form, "PV.") != NULL && b.resumption > 0) {
		snprintf(normal + size, room, " (Resumption %d)", b.resumption);
	} else {
		b.words = 0;
	}
	if (b.words > 0)
		out->end = b.end;
	out->instrument = arena_text(arena, normal);
	return out->instrument == NULL ? -1 : (long)(next + b.words - at);
}

enum organ { ORGAN_NONE, ORGAN_COUNCIL, ORGAN_ASSEMBLY };

/* Organs as they stand before "resolution". */
static const struct {
	const char *pattern;
	size_t words;
	enum organ organ;
} organs[] = {
	{ "united nations security council", 4, ORGAN_COUNCIL },
	{ "un security council", 3, ORGAN_COUNCIL },
	{ "security council", 2, ORGAN_COUNCIL },
	{ "unsc|sc|unscr", 1, ORGAN_COUNCIL },
	{ "united nations general assembly", 4, ORGAN_ASSEMBLY },
	{ "un general assembly", 3, ORGAN_ASSEMBLY },
	{ "general assembly", 2, ORGAN_ASSEMBLY },
	{ "unga|ga", 1, ORGAN_ASSEMBLY },
};
#define ORGANS (sizeof organs / sizeof *organs)

static size_t organ_before(const struct words *w, size_t at, int *organ)
{
	for (size_t k = 0; k < ORGANS; k++) {
		if (at >= organs[k].words &&
		    words_match(w, at - organs[k].words, organs[k].pattern) == organs[k].words) {
			*organ = (int)organs[k].organ;
			return organs[k].words;
		}
	}
	return 0;
}

static size_t organ_after(const struct words *w, size_t at, int *organ)
{
	for (size_t k = 0; k < ORGANS; k++) {
		size_t n = words_match(w, at, organs[k].pattern);
		if (n > 0) {
			*organ = (int)organs[k].organ;
			return n;
		}
	}
	return 0;
}

/* "2254 (2015)", "2625 (XXV)", "61/295", "2165": words taken, 0 for none. */
static long match_number(const struct words *w, size_t at, int organ, struct arena *arena, struct citation *out)
{
	int number = word_number(w, at);
	if (number < 1 || number > 99999)
		return 0;
	char normal[INSTRUMENT_SIZE] = "";
	struct bracket b = bracket_at(w, at + 1);
	int second = word_is_mark(w, at + 1, '/') && word_is_glued(w, at + 1) && word_is_glued(w, at + 2)
			     ? word_number(w, at + 2)
			     : -1;
	size_t taken = 1;
	if (second > 0) {
		taken = 3;
		snprintf(normal, sizeof normal, "A/RES/%d/%d", number, second);
	} else if (b.roman != NULL) {
		taken += b.words;
		snprintf(normal, sizeof normal, "A/RES/%d (%.*s)", number, (int)b.roman_size, b.roman);
	} else if (b.year > 0) {
		taken += b.words;
		out->doubt = organ == ORGAN_ASSEMBLY
				     ? "the text names the General Assembly, and a year means the Security Council"
				     : citation_year_doubt(number, b.year);
		snprintf(normal, sizeof normal, "S/RES/%d (%d)", number, b.year);
	} else if (organ != ORGAN_NONE) {
		snprintf(normal, sizeof normal, "%s/RES/%d", organ == ORGAN_COUNCIL ? "S" : "A", number);
	}
	if (organ == ORGAN_COUNCIL && normal[0] == 'A')
		out->doubt = "the text names the Security Council, and its form means the General Assembly";
	out->number = normal[0] == 'A' ? 0 : number;
	out->end = w->at[at + taken - 1].end;
	out->instrument = normal[0] == '\0' ? NULL : arena_text(arena, normal);
	return normal[0] != '\0' && out->instrument == NULL ? -1 : (long)taken;
}

/* Where the list goes on behind a resolution: at the number after "," or "and". */
static size_t list_next(const struct words *w, size_t at)
{
	size_t i = at;
	i += word_is_mark(w, i, ',') ? 1 : 0;
	i += words_match(w, i, "and|or");
	return i > at && word_number(w, i) > 0 ? i : 0;
}

static long match_prose(struct citation_run *run, const struct words *w, size_t at, struct arena *arena,
			struct citation *out)
{
	size_t i = at;
	bool listed = run->list_at > 0 && run->list_at == at;
	bool plural = listed || words_match(w, at, "resolutions") > 0;
	*out = (struct citation){ .start = w->at[at].start };
	if (!listed) {
		if (words_match(w, at, "resolution|resolutions") == 0)
			return 0;
		run->organ = ORGAN_NONE;
		size_t before = organ_before(w, at, &run->organ);
		out->start = w->at[at - before].start;
		i++;
		i += organ_after(w, i, &run->organ);
	}
	run->list_at = 0;
	long taken = match_number(w, i, run->organ, arena, out);
	if (taken <= 0)
		return taken;
	bool bare = taken == 1;
	if (listed && bare && !run->bare)
		return 0;
	i += (size_t)taken;
	run->bare = bare;
	if (plural)
		run->list_at = list_next(w, i);
	return (long)(i - at);
}

long citation_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena,
		    struct citation *out)
{
	if (at >= w->count)
		return 0;
	struct citation found;
	long taken = match_symbol(w, at, arena, &found);
	if (taken == 0)
		taken = match_prose(run, w, at, arena, &found);
	if (taken > 0)
		*out = found;
	return taken;
}
