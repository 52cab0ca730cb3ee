#include "proto/filter.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

#define LIST_MOST 240   /* bytes of names that a message lists */
#define WORD_MOST 64    /* longer words are near to nothing */
#define LETTERS_LEAST 3 /* of a word that stands for a longer one */
#define WITHIN 2        /* the distance of a name that has all words */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn a into b
 * (no part edited twice); neither is longer than WORD_MOST. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t rows[3][WORD_MOST + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t k = 0; k <= b_size; k++)
		last[k] = before[k] = k;
	for (size_t i = 1; i <= a_size; i++) {
		row[0] = i;
		for (size_t k = 1; k <= b_size; k++) {
			size_t edit = last[k - 1] + (a[i - 1] != b[k - 1]);
			row[k] = least(edit, least(last[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
		size_t *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b_size];
}

static size_t name_distance(const char *word, const char *other)
{
	size_t size = strnlen(word, WORD_MOST + 1), other_size = strnlen(other, WORD_MOST + 1), most = size / 3;
	if (size > WORD_MOST || other_size > size + most || size > other_size + most || other_size > WORD_MOST)
		return SIZE_MAX;
	size_t d = distance(word, size, other, other_size);
	return d <= most ? d : SIZE_MAX;
}

const char *names_listed(struct arena *arena, const char *const *names, size_t count)
{
	const char *list = names[0];
	for (size_t i = 1; i < count && list != NULL; i++) {
		bool full = strlen(list) >= LIST_MOST;
		list = arena_printf(arena, "%s, %s", list, full ? "…" : names[i]);
		if (full)
			break;
	}
	return list == NULL ? names[0] : list;
}

const char *nearest_name(const char *word, const char *const *candidates, size_t count)
{
	size_t nearest = SIZE_MAX;
	const char *name = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t d = name_distance(word, candidates[i]);
		if (d >= nearest)
			continue;
		nearest = d;
		name = candidates[i];
	}
	return name;
}

/* ---- Names of several words ------------------------------------------------ */

static bool has_same_figures(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a != '\0' && !is_digit(*a))
			a++;
		while (*b != '\0' && !is_digit(*b))
			b++;
		if (*a == '\0' || *a != *b)
			return *a == *b;
	}
}

/* Whether a text has a word, or one that begins so; figures are whole. */
static bool has_word(const char *text, const char *word, size_t size)
{
	bool may_go_on = size >= LETTERS_LEAST && !is_digit(word[size - 1]);
	for (const char *at = text; at != NULL; at = strpbrk(at, " -")) {
		at += *at == ' ' || *at == '-';
		if (strncmp(at, word, size) == 0 && (may_go_on || strchr(" -", at[size]) != NULL))
			return true;
	}
	return false;
}

static bool has_words(const char *text, const char *words)
{
	while (*words != '\0') {
		size_t size = strcspn(words, " -");
		if (size > 0 && !has_word(text, words, size))
			return false;
		words += size + (words[size] != '\0');
	}
	return true;
}

size_t name_likeness(const char *typed, const char *name)
{
	size_t letters = has_same_figures(typed, name) ? name_distance(typed, name) : SIZE_MAX;
	bool within = has_words(name, typed) || (strlen(name) >= LETTERS_LEAST && has_words(typed, name));
	return within && letters > WITHIN ? WITHIN : letters;
}
