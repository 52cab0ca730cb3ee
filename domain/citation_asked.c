#include "domain/citation_asked.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

#define ORGAN_WORDS 8 /* at most, before "resolution" */

void citation_call(struct citation_asked *asked, const char *name)
{
	for (size_t i = 0; i < asked->count; i++)
		if (strcmp(asked->names[i], name) == 0)
			return;
	if (name[0] != '\0' && asked->count < CITATION_NAMES_MOST)
		asked->names[asked->count++] = name;
}

/* The last digits before a bracket: each form of a citation has them. */
static void find_digits(struct citation_asked *asked)
{
	const char *name = asked->names[0];
	size_t end = strcspn(name, "("), from;
	while (end > 0 && !is_digit(name[end - 1]))
		end--;
	for (from = end; from > 0 && is_digit(name[from - 1]);)
		from--;
	asked->digits = name + from;
	asked->digits_size = end - from;
}

/* The names of a resolution of the Council, unless it was asked for with another year. */
static bool add_resolution(struct citation_asked *asked, const struct citation *c, struct arena *arena)
{
	int year = citation_year(c->number);
	const char *bare = arena_printf(arena, "S/RES/%d", c->number);
	const char *dated = arena_printf(arena, "S/RES/%d (%d)", c->number, year);
	if (bare == NULL || dated == NULL)
		return false;
	const char *form = c->instrument == NULL ? bare : c->instrument;
	citation_call(asked, form);
	if (strcmp(form, bare) != 0 && strcmp(form, dated) != 0)
		return true;
	asked->number = c->number;
	if (year > 0)
		citation_call(asked, strcmp(form, bare) == 0 ? dated : bare);
	return true;
}

/* Reads words that are one citation and nothing else. */
static bool read_asked(const char *text, struct arena *arena, struct citation_asked *out)
{
	struct words words = { 0 };
	struct citation_run run = { 0 };
	struct citation citation = { 0 };
	*out = (struct citation_asked){ .count = 0 };
	if (!words_split(&words, text, strlen(text), arena))
		return false;
	size_t at = 0;
	long taken = 0;
	for (; at < words.count && at < ORGAN_WORDS && taken == 0; at += taken > 0 ? (size_t)taken : 1)
		taken = citation_match(&run, &words, at, arena, &citation);
	if (taken <= 0 || at < words.count || citation.start > words.at[0].start)
		return taken >= 0;
	if (citation.number > 0) {
		if (!add_resolution(out, &citation, arena))
			return false;
	} else if (citation.instrument != NULL) {
		citation_call(out, citation.instrument);
	}
	if (out->count == 0)
		return true;
	find_digits(out);
	if (strstr(out->names[0], "/RES/") != NULL && strchr(out->names[0], '(') == NULL)
		out->open = out->names[0];
	return true;
}

/* Words of which the one before the first stroke has capitals, as symbols begin with: "S/res/2254". */
static char *with_capitals(const char *text, struct arena *arena)
{
	char *copy = arena_text(arena, text), *c = copy == NULL ? NULL : strchr(copy, '/');
	while (c != NULL && c > copy && is_letter(c[-1])) {
		c--;
		*c = to_capital(*c);
	}
	return copy;
}

bool citation_asked(const char *text, struct arena *arena, struct citation_asked *out)
{
	if (!read_asked(text, arena, out))
		return false;
	if (out->count > 0 || strchr(text, '/') == NULL)
		return true;
	const char *capitals = with_capitals(text, arena);
	return capitals != NULL && read_asked(capitals, arena, out);
}

/* Whether what stands behind a resolution's symbol is a bracket, " (XXV)", or the letter of a part, " A". */
static bool is_behind(const char *rest)
{
	return rest[0] == ' ' && (rest[1] == '(' || (is_capital(rest[1]) && (rest[2] == '\0' || rest[2] == ' ')));
}

bool citation_is_asked(const struct citation_asked *asked, const char *instrument)
{
	size_t open = asked->open == NULL ? 0 : strlen(asked->open);
	if (open > 0 && strncmp(instrument, asked->open, open) == 0 && is_behind(instrument + open))
		return true;
	for (size_t i = 0; i < asked->count; i++)
		if (strcmp(asked->names[i], instrument) == 0)
			return true;
	return false;
}

bool citation_is_of(const struct citation_asked *asked, const char *instrument, const char *statement)
{
	bool held = asked->statement != NULL && strcmp(asked->statement, statement) == 0;
	return held || citation_is_asked(asked, instrument);
}

/* Number of a resolution of the Council; 0 where the form is of none. *bare: without its year. */
static int council_number(const char *form, bool *bare)
{
	int number = 0, end = 0;
	if (sscanf(form, "S/RES/%9d%n", &number, &end) < 1)
		return 0;
	*bare = form[end] == '\0';
	return *bare || form[end] == ' ' ? number : 0;
}

bool citation_is_same(const char *one, const char *other)
{
	bool bare = false, other_bare = false;
	if (strcmp(one, other) == 0)
		return one[0] != '\0';
	int number = council_number(one, &bare);
	return number > 0 && number == council_number(other, &other_bare) && bare != other_bare;
}

bool citation_finds_asked(const struct citation_asked *asked, const char *text, struct arena *arena, bool *out)
{
	struct words w = { 0 };
	struct citation_run run = { 0 };
	struct citation c;
	size_t size = strlen(text);
	long taken;
	*out = false;
	if (asked->digits_size == 0 || memmem(text, size, asked->digits, asked->digits_size) == NULL)
		return true;
	if (!words_split(&w, text, size, arena))
		return false;
	for (size_t i = 0; i < w.count && !*out; i += taken > 0 ? (size_t)taken : 1) {
		taken = citation_match(&run, &w, i, arena, &c);
		if (taken < 0)
			return false;
		if (taken > 0)
			*out = c.instrument == NULL ? asked->number > 0 && c.number == asked->number
						    : citation_is_asked(asked, c.instrument);
	}
	return true;
}
