#include "domain/words.h"

#include <string.h>

#define LETTERS_A_WORD 5
#define OPENINGS 1024
#define OPENINGS_LOOKED 8

static unsigned char lower_of(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

uint32_t text_hash(const char *text, size_t size)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < size; i++)
		h = (h ^ lower_of(text[i])) * 16777619u;
	return h;
}

bool text_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
	if (a_size != b_size)
		return false;
	for (size_t i = 0; i < a_size; i++) {
		if (lower_of(a[i]) != lower_of(b[i]))
			return false;
	}
	return true;
}

static size_t character_size(const char *at, size_t left)
{
	unsigned char c = (unsigned char)*at;
	size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	return size < left ? size : left;
}

static bool is_space(const char *at, size_t left)
{
	if ((unsigned char)*at == 0xC2)
		return left > 1 && (unsigned char)at[1] == 0xA0;
	return *at == ' ' || (*at >= '\t' && *at <= '\r');
}

/* Of a character past ASCII: U+00A0 to U+00BF and U+2000 to U+207F are marks, all
 * others count as letters. */
static bool is_wide_mark(const char *at, size_t left)
{
	unsigned char c = (unsigned char)*at, d = left > 1 ? (unsigned char)at[1] : 0;
	return c == 0xC2 || (c == 0xE2 && (d == 0x80 || d == 0x81));
}

static bool is_letter(const char *at, size_t left)
{
	return (unsigned char)*at < 0x80 ? is_ascii_letter(*at) : !is_wide_mark(at, left);
}

static bool word_next(const char *text, size_t size, size_t *from, struct word *out)
{
	size_t p = *from;
	while (p < size && is_space(text + p, size - p))
		p += character_size(text + p, size - p);
	if (p >= size)
		return false;
	size_t start = p;
	uint8_t kind = is_digit(text[p]) ? WORD_DIGITS : is_letter(text + p, size - p) ? WORD_LETTERS : WORD_MARK;
	p += character_size(text + p, size - p);
	if (kind == WORD_DIGITS) {
		while (p < size && is_digit(text[p]))
			p++;
	} else if (kind == WORD_LETTERS) {
		while (p < size && is_letter(text + p, size - p))
			p += character_size(text + p, size - p);
	}
	*from = p;
	*out = (struct word){
		.start = (uint32_t)start,
		.end = (uint32_t)p,
		.kind = kind,
		.capital = text[start] >= 'A' && text[start] <= 'Z',
	};
	return true;
}

/* Words before a full stop that does not end a sentence. */
static const char *const abbreviations[] = { "mr",  "mrs", "ms",   "dr", "st",  "no",  "nos", "para", "paras",
					     "art", "vol", "prof", "vs", "gen", "col", "lt",  "pv" };

static bool is_abbreviation(const struct words *w, size_t i)
{
	const struct word *word = &w->at[i];
	if (word->kind != WORD_LETTERS)
		return false;
	if (word->capital && word->end - word->start == 1)
		return true;
	for (size_t k = 0; k < sizeof abbreviations / sizeof *abbreviations; k++) {
		if (word_is(w, i, abbreviations[k]))
			return true;
	}
	return false;
}

static bool is_closing(const struct words *w, size_t i)
{
	static const char *const closing[] = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB" };
	for (size_t k = 0; k < sizeof closing / sizeof *closing; k++) {
		if (word_is(w, i, closing[k]))
			return true;
	}
	return false;
}

/* Whether the sentence ends with word i; marks that close what stands before them
 * belong to it. */
static bool ends_sentence(const struct words *w, size_t i)
{
	if (i + 1 == w->count)
		return true;
	if (w->at[i].kind != WORD_MARK || word_is_glued(w, i + 1))
		return false;
	size_t stop = i;
	while (stop > 0 && i - stop < 3 && is_closing(w, stop) && word_is_glued(w, stop))
		stop--;
	if (word_is_mark(w, stop, '!') || word_is_mark(w, stop, '?'))
		return true;
	if (!word_is_mark(w, stop, '.') || stop == 0 || is_abbreviation(w, stop - 1))
		return false;
	const struct word *next = &w->at[i + 1];
	return next->kind != WORD_LETTERS || next->capital || (unsigned char)w->text[next->start] >= 0x80;
}

static void mark_sentences(struct words *w)
{
	size_t first = 0;
	for (size_t i = 0; i < w->count; i++) {
		if (!ends_sentence(w, i))
			continue;
		for (size_t k = first; k <= i; k++) {
			w->at[k].first = (uint32_t)first;
			w->at[k].last = (uint32_t)(i + 1);
		}
		first = i + 1;
	}
}

/* Room for more words: for as many as a text of its size is likely to have, then for
 * twice as many. */
static bool words_grow(struct words *w, size_t size, struct arena *arena)
{
	size_t likely = size / LETTERS_A_WORD + 16, capacity = w->count * 2 > likely ? w->count * 2 : likely;
	struct word *at = arena_alloc(arena, capacity * sizeof *at);
	if (at == NULL)
		return false;
	if (w->count > 0)
		memcpy(at, w->at, w->count * sizeof *at);
	w->at = at;
	w->capacity = capacity;
	return true;
}

bool words_split(struct words *w, const char *text, size_t size, struct arena *arena)
{
	size_t from = 0;
	struct word word;
	w->text = text;
	w->size = size;
	w->count = 0;
	while (word_next(text, size, &from, &word)) {
		if (w->count == w->capacity && !words_grow(w, size, arena))
			return false;
		word.hash = text_hash(text + word.start, word.end - word.start);
		w->at[w->count++] = word;
	}
	mark_sentences(w);
	return true;
}

bool word_is(const struct words *w, size_t i, const char *lower)
{
	if (i >= w->count)
		return false;
	const struct word *word = &w->at[i];
	const char *text = w->text + word->start;
	size_t size = word->end - word->start;
	if (lower_of(*text) != (unsigned char)*lower)
		return false;
	return text_equal(text, size, lower, strlen(lower));
}

bool word_is_mark(const struct words *w, size_t i, char mark)
{
	return i < w->count && w->at[i].kind == WORD_MARK && w->text[w->at[i].start] == mark;
}

bool word_is_dash(const struct words *w, size_t i)
{
	static const char *const dashes[] = { "-", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94" };
	for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
		if (word_is(w, i, dashes[k]))
			return true;
	}
	return false;
}

bool word_is_glued(const struct words *w, size_t i)
{
	return i > 0 && i < w->count && w->at[i - 1].end == w->at[i].start;
}

/* Whether word i is one of the pattern word's choices. */
static bool fits_choice(const struct words *w, size_t i, const char *choices, size_t size)
{
	if (i >= w->count)
		return false;
	const char *text = w->text + w->at[i].start;
	size_t text_size = w->at[i].end - w->at[i].start;
	for (size_t p = 0; p < size; p++) {
		size_t k = 0;
		while (k < text_size && p + k < size && choices[p + k] == (char)lower_of(text[k]))
			k++;
		if (k == text_size && (p + k == size || choices[p + k] == '|'))
			return true;
		for (p += k; p < size && choices[p] != '|';)
			p++;
	}
	return false;
}

/* What a pattern may begin with: a bit for each word's hash. */
struct opening {
	const char *pattern;
	uint64_t bits[4];
};

static void opening_make(struct opening *o, const char *pattern)
{
	*o = (struct opening){ .pattern = pattern };
	while (*pattern != '\0') {
		size_t size = strcspn(pattern, " ");
		bool optional = size > 1 && pattern[size - 1] == '?';
		size_t end = optional ? size - 1 : size;
		for (size_t p = 0; p < end;) {
			const char *bar = memchr(pattern + p, '|', end - p);
			size_t choice = bar == NULL ? end - p : (size_t)(bar - pattern) - p;
			uint32_t hash = text_hash(pattern + p, choice);
			o->bits[hash >> 30] |= (uint64_t)1 << (hash >> 24 & 63);
			p += choice + 1;
		}
		if (!optional)
			return;
		pattern += size;
		pattern += *pattern == ' ';
	}
	memset(o->bits, 0xFF, sizeof o->bits);
}

/* Most words begin no pattern: whether a word may is remembered by the pattern's
 * address, for each thread. */
static bool may_open(const char *pattern, uint32_t hash)
{
	static _Thread_local struct opening openings[OPENINGS];
	size_t i = (size_t)((uint64_t)(uintptr_t)pattern * 0x9E3779B97F4A7C15u >> 32) % OPENINGS, looked = 0;
	while (openings[i].pattern != pattern && openings[i].pattern != NULL && ++looked < OPENINGS_LOOKED)
		i = (i + 1) % OPENINGS;
	if (openings[i].pattern != pattern)
		opening_make(&openings[i], pattern);
	return (openings[i].bits[hash >> 30] >> (hash >> 24 & 63) & 1) != 0;
}

size_t words_match(const struct words *w, size_t at, const char *pattern)
{
	if (at >= w->count || !may_open(pattern, w->at[at].hash))
		return 0;
	size_t i = at, end = w->at[at].last;
	while (*pattern != '\0') {
		size_t size = 0;
		while (pattern[size] != '\0' && pattern[size] != ' ')
			size++;
		bool optional = size > 1 && pattern[size - 1] == '?';
		if (i < end && fits_choice(w, i, pattern, optional ? size - 1 : size))
			i++;
		else if (!optional)
			return 0;
		pattern += size;
		pattern += *pattern == ' ';
	}
	return i - at;
}

int word_number(const struct words *w, size_t i)
{
	if (i >= w->count || w->at[i].kind != WORD_DIGITS || w->at[i].end - w->at[i].start > 9)
		return -1;
	int value = 0;
	for (size_t p = w->at[i].start; p < w->at[i].end; p++)
		value = value * 10 + (w->text[p] - '0');
	return value;
}

static uint32_t *slot_of(const struct text_set *set, uint32_t hash)
{
	size_t i = hash & set->mask;
	while (set->slots[i] != 0 && set->slots[i] != hash)
		i = (i + 1) & set->mask;
	return &set->slots[i];
}

static bool text_set_grow(struct text_set *set)
{
	struct text_set larger = { .mask = set->mask == 0 ? 63 : set->mask * 2 + 1, .arena = set->arena };
	larger.slots = arena_array(set->arena, larger.mask + 1, sizeof *larger.slots);
	if (larger.slots == NULL)
		return false;
	for (size_t i = 0; set->slots != NULL && i <= set->mask; i++) {
		if (set->slots[i] != 0)
			*slot_of(&larger, set->slots[i]) = set->slots[i];
	}
	larger.count = set->count;
	*set = larger;
	return true;
}

bool text_set_add(struct text_set *set, uint32_t hash, bool *full)
{
	hash += hash == 0;
	if ((set->slots == NULL || set->count * 2 > set->mask) && !text_set_grow(set)) {
		*full = true;
		return false;
	}
	uint32_t *slot = slot_of(set, hash);
	if (*slot == hash)
		return false;
	*slot = hash;
	set->count++;
	return true;
}

bool text_set_has(const struct text_set *set, uint32_t hash)
{
	hash += hash == 0;
	return set->slots != NULL && *slot_of(set, hash) == hash;
}
