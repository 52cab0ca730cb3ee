#include "domain/citation.h"

#include <string.h>

#include "domain/citation_forms.h"

/* The last Security Council resolution of each year from 1946, by the Council's
 * yearly lists of resolutions. */
static const short last_of_year[] = {
	15,   37,   66,   78,   89,   96,   98,   103,  105,  110,  121,  126,  131,  132,  160,  170,
	177,  185,  199,  219,  232,  244,  262,  275,  291,  307,  324,  344,  366,  384,  402,  422,
	443,  461,  484,  499,  528,  545,  559,  580,  593,  606,  626,  646,  683,  725,  799,  892,
	969,  1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907,
	1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
};
#define FIRST_YEAR 1946
#define YEARS ((int)(sizeof last_of_year / sizeof *last_of_year))
#define LAST_YEAR (FIRST_YEAR + YEARS - 1)
#define MOST_A_YEAR 120

const char *citation_year_doubt(int number, int year)
{
	if (year < FIRST_YEAR)
		return "the Security Council adopted no resolutions before 1946";
	int y = year - FIRST_YEAR, known = last_of_year[YEARS - 1];
	int low = y == 0 ? 1 : y < YEARS ? last_of_year[y - 1] + 1 : known + 1;
	int high = y < YEARS ? last_of_year[y] : known + MOST_A_YEAR * (year - LAST_YEAR);
	if (number < low)
		return "the number is of an earlier year";
	if (number > high)
		return "the number is of a later year";
	return NULL;
}

int citation_year(int number)
{
	for (int y = 0; number > 0 && y < YEARS; y++)
		if (number <= last_of_year[y])
			return FIRST_YEAR + y;
	return 0;
}

/* ---- Brackets --------------------------------------------------------- */

static bool is_roman(const struct words *w, size_t i)
{
	size_t size = i < w->count ? w->at[i].end - w->at[i].start : 0;
	if (size == 0 || size > 8 || w->at[i].kind != WORD_LETTERS)
		return false;
	return strspn(w->text + w->at[i].start, "IVXLC") >= size;
}

/* Words of "XXV", "S-VI", "ES-II": 0 for none. */
static size_t roman_at(const struct words *w, size_t i)
{
	if (is_roman(w, i))
		return 1;
	return (word_is(w, i, "s") || word_is(w, i, "es")) && word_is_dash(w, i + 1) && is_roman(w, i + 2) ? 3 : 0;
}

static size_t resumption_at(const struct words *w, size_t i, struct bracket *b)
{
	if (words_match(w, i, "resumption|resumed") == 0)
		return 0;
	int number = word_number(w, i + 1);
	b->resumed = true;
	b->resumption = number > 0 ? number : 0;
	return number > 0 ? 2 : 1;
}

struct bracket bracket_at(const struct words *w, size_t i)
{
	struct bracket b = { 0 };
	if (!word_is_mark(w, i, '(') || i + 2 >= w->count)
		return b;
	const struct word *in = &w->at[i + 1];
	size_t inside = resumption_at(w, i + 1, &b), roman = roman_at(w, i + 1);
	if (inside == 0 && in->kind == WORD_DIGITS && in->end - in->start == 4) {
		b.year = word_number(w, i + 1);
		inside = 1;
	} else if (inside == 0 && roman > 0) {
		b.roman = w->text + in->start;
		b.roman_size = w->at[i + roman].end - in->start;
		inside = roman;
	}
	if (inside == 0 || !word_is_mark(w, i + 1 + inside, ')'))
		return (struct bracket){ 0 };
	b.words = inside + 2;
	b.end = w->at[i + 1 + inside].end;
	return b;
}

/* ---- One word of the run ---------------------------------------------- */

long citation_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena,
		    struct citation *out)
{
	struct citation found = { 0 };
	if (at >= w->count)
		return 0;
	bool listed = run->list_at > 0 && run->list_at == at;
	const char *symbol = listed ? run->symbol : NULL;
	long taken = symbol_match(w, at, arena, &found);
	if (taken == 0 && symbol != NULL)
		taken = symbol_match_next(w, at, symbol, arena, &found);
	if (taken > 0) {
		size_t next = at + (size_t)taken;
		bool range = word_is_dash(w, next) && word_is_glued(w, next) && word_is_glued(w, next + 1);
		next += range || word_is_mark(w, next, ',') ? 1 : 0;
		next += words_match(w, next, "and|to|or|through");
		bool part = listed && (words_match(w, at, "add|corr|rev|amend") > 0 || word_number(w, at) > 0);
		*run = (struct citation_run){
			.list_at = next,
			.symbol = part ? symbol : found.instrument,
			.plural = run->plural,
			.named = run->named,
		};
	} else if (taken == 0) {
		run->list_at = symbol != NULL ? 0 : run->list_at;
		taken = prose_match(run, w, at, arena, &found);
	}
	if (taken > 0)
		*out = found;
	return taken;
}
