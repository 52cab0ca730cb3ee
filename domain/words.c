#include "domain/words.h"

#include <string.h>

#include "base/ascii.h"
#include "base/status.h"

#define LETTERS_A_WORD 5
#define ABBREVIATION_MOST 5 /* letters of "paras" */
#define OPENINGS 1024
#define OPENINGS_LOOKED 8

/* What a byte is: of a character past ASCII each byte is a letter, but for the first
 * bytes of those blocks that hold marks. */
enum {
	LETTER = 1,
	DIGIT = 2,
	SPACE = 4,
	CAPITAL = 8,
	MARKS = 16, /* U+0080 to U+00BF: marks, and the no-break space */
	WIDE = 32,  /* U+2000 to U+2FFF: marks up to U+207F */
};

/* clang-format off */
#define TEN(of) of, of, of, of, of, of, of, of, of, of
#define SIXTEEN(of) TEN(of), of, of, of, of, of, of
#define CAP (LETTER | CAPITAL)
static const uint8_t classes[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, SPACE, SPACE, SPACE, SPACE, SPACE, 0, 0,
	SIXTEEN(0),
	SPACE, 0, 0, 0, 0, 0, TEN(0),
	TEN(DIGIT), 0, 0, 0, 0, 0, 0,
	0, TEN(CAP), TEN(CAP), CAP, CAP, CAP, CAP, CAP, CAP, 0, 0, 0, 0, 0,
	0, TEN(LETTER), TEN(LETTER), LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, 0, 0, 0, 0, 0,
	SIXTEEN(LETTER), SIXTEEN(LETTER), SIXTEEN(LETTER), SIXTEEN(LETTER),
	LETTER, LETTER, MARKS, LETTER, LETTER, LETTER, TEN(LETTER), SIXTEEN(LETTER),
	LETTER, LETTER, WIDE, LETTER, LETTER, LETTER, TEN(LETTER), SIXTEEN(LETTER),
};
/* clang-format on */

static unsigned class_at(const char *at)
{
	return classes[(unsigned char)*at];
}

/* ---- Cutting ---------------------------------------------------------- */

/* Whether a character of U+2000 to U+2FFF is a mark. */
static bool is_wide_mark(const char *at, size_t left)
{
	return left > 1 && ((unsigned char)at[1] == 0x80 || (unsigned char)at[1] == 0x81);
}

/* Whether a byte is a character by itself that shows. */
static inline bool is_plain(char c)
{
	return c > ' ' && (unsigned char)c < 0x80;
}

static inline size_t skip_space(const char *text, size_t size, size_t p)
{
	if (p + 1 < size && text[p] == ' ' && is_plain(text[p + 1])) /* one blank between words */
		return p + 1;
	for (; p < size; p++) {
		if ((class_at(text + p) & SPACE) != 0)
			continue;
		bool no_break = (unsigned char)text[p] == 0xC2 && p + 1 < size && (unsigned char)text[p + 1] == 0xA0;
		if (!no_break)
			return p;
		p++;
	}
	return p;
}

static size_t letters_end(const char *text, size_t size, size_t p)
{
	while (p < size) {
		unsigned class = class_at(text + p);
		if ((class & LETTER) == 0 && ((class & WIDE) == 0 || is_wide_mark(text + p, size - p)))
			break;
		p++;
	}
	return p;
}

/* Whether a byte past ASCII behind letters is a mark's, a quote's or a dash's, and no letter's. */
static inline bool is_mark_behind(const char *at)
{
	return (unsigned char)at[0] == 0xE2 && is_wide_mark(at, 2);
}

/* A word of one to 15 letters of ASCII and none other, with room behind it, as most are;
 * answers its end, 0 for any other. */
static inline size_t plain_cut(const char *text, size_t size, size_t p, struct word *out)
{
	if (size - p <= 16)
		return 0;
	uint64_t eight = text_load_8(text + p), more = text_load_8(text + p + 8);
	size_t n = text_letters_8(eight), behind = n == 8 ? text_letters_8(more) : 0, end = p + n + behind;
	if (n == 0 || behind == 8 || ((unsigned char)text[end] >= 0x80 && !is_mark_behind(text + end)))
		return 0;
	const uint64_t lower = UINT64_C(0x2020202020202020); /* of letters */
	eight |= lower;
	uint64_t h = text_hash_lower(TEXT_HASH_FIRST, n == 8 ? eight : eight & ~(UINT64_MAX << 8 * n));
	if (behind > 0)
		h = text_hash_lower(h, (more | lower) & ~(UINT64_MAX << 8 * behind));
	*out = (struct word){
		.start = (uint32_t)p,
		.end = (uint32_t)end,
		.hash = (uint32_t)h,
		.kind = WORD_LETTERS,
		.capital = (text[p] & 0x20) == 0,
	};
	return end;
}

/* A quote or a dash of three bytes; answers its end, 0 for any other. */
static inline size_t wide_mark_cut(const char *text, size_t size, size_t p, struct word *out)
{
	if (size - p < 3 || !is_mark_behind(text + p))
		return 0;
	*out = (struct word){
		.start = (uint32_t)p, .end = (uint32_t)p + 3, .hash = text_hash(text + p, 3), .kind = WORD_MARK
	};
	return p + 3;
}

/* A mark of ASCII, as most that are no words, or a quote; answers its end, 0 for any other. */
static inline size_t mark_cut(const char *text, size_t size, size_t p, struct word *out)
{
	unsigned char c = (unsigned char)text[p];
	if (c >= 0x80)
		return wide_mark_cut(text, size, p, out);
	if (classes[c] != 0)
		return 0;
	*out = (struct word){ .start = (uint32_t)p,
			      .end = (uint32_t)p + 1,
			      .hash = (uint32_t)text_hash_lower(TEXT_HASH_FIRST, c),
			      .kind = WORD_MARK };
	return p + 1;
}

static size_t digits_end(const char *text, size_t size, size_t p)
{
	while (p < size && (class_at(text + p) & DIGIT) != 0)
		p++;
	return p;
}

/* The word at p, where no white space is; answers its end. */
static size_t any_cut(const char *text, size_t size, size_t p, struct word *out)
{
	unsigned class = class_at(text + p);
	uint8_t kind = WORD_MARK;
	size_t end;
	if ((class & LETTER) != 0 || ((class & WIDE) != 0 && !is_wide_mark(text + p, size - p))) {
		kind = WORD_LETTERS;
		end = letters_end(text, size, p + 1);
	} else if ((class & DIGIT) != 0) {
		kind = WORD_DIGITS;
		end = digits_end(text, size, p + 1);
	} else {
		size_t length = (class & MARKS) != 0 ? 2 : (class & WIDE) != 0 ? 3 : 1;
		end = length < size - p ? p + length : size;
	}
	*out = (struct word){
		.start = (uint32_t)p,
		.end = (uint32_t)end,
		.hash = end - p == 1 ? (uint32_t)text_hash_step(TEXT_HASH_FIRST, (unsigned char)text[p])
				     : text_hash(text + p, end - p),
		.kind = kind,
		.capital = (class & CAPITAL) != 0,
	};
	return end;
}

static inline size_t word_cut(const char *text, size_t size, size_t p, struct word *out)
{
	size_t end = mark_cut(text, size, p, out);
	return end > 0 ? end : any_cut(text, size, p, out);
}

/* ---- Sentences -------------------------------------------------------- */

/* Words before a full stop that does not end a sentence. */
static const char *const abbreviations[] = { "mr",  "mrs", "ms",   "dr", "st",  "no",  "nos", "para", "paras",
					     "art", "vol", "prof", "vs", "gen", "col", "lt",  "pv" };

static bool is_letter_alone(const struct words *w, size_t i)
{
	const struct word *word = &w->at[i];
	return word->kind == WORD_LETTERS && word->capital && word->end - word->start == 1;
}

/* Whether a letter is what something is told by, "draft resolutions A and B", and no name's first. */
static bool is_of_series(const struct words *w, size_t i)
{
	static const char *const series[] = { "resolution", "resolutions", "decision", "decisions", "section",
					      "sections",   "part",        "parts",    "group",     "annex" };
	while (i > 1 && (word_is(w, i - 1, "and") || word_is(w, i - 1, "to")) && is_letter_alone(w, i - 2))
		i -= 2;
	if (i > 0 && strspn(w->text + w->at[i - 1].start, "IVXL") >= w->at[i - 1].end - w->at[i - 1].start)
		i--; /* "draft resolution II B" */
	for (size_t k = 0; i > 0 && k < sizeof series / sizeof *series; k++) {
		if (word_is(w, i - 1, series[k]))
			return true;
	}
	return false;
}

static bool is_abbreviation(const struct words *w, size_t i)
{
	const struct word *word = &w->at[i];
	if (word->kind != WORD_LETTERS || word->end - word->start > ABBREVIATION_MOST)
		return false;
	if (is_letter_alone(w, i))
		return !is_of_series(w, i);
	for (size_t k = 0; k < sizeof abbreviations / sizeof *abbreviations; k++) {
		if (word_is(w, i, abbreviations[k]))
			return true;
	}
	return false;
}

static bool is_closing(const struct words *w, size_t i)
{
	const char *text = w->text + w->at[i].start;
	switch (w->at[i].end - w->at[i].start) {
	case 1:
		return *text == '"' || *text == '\'' || *text == ')' || *text == ']';
	case 2:
		return memcmp(text, "\xC2\xBB", 2) == 0;
	case 3:
		return memcmp(text, "\xE2\x80\x9D", 3) == 0 || memcmp(text, "\xE2\x80\x99", 3) == 0;
	default:
		return false;
	}
}

/* Whether the sentence ends with word i, a mark that is not the last word; marks that
 * close what stands before them belong to it. */
static bool ends_sentence(const struct words *w, size_t i)
{
	if (word_is_glued(w, i + 1))
		return false;
	size_t stop = i;
	while (stop > 0 && i - stop < 3 && is_closing(w, stop) && word_is_glued(w, stop))
		stop--;
	char c = w->at[stop].kind == WORD_MARK ? w->text[w->at[stop].start] : '\0';
	if (c == '!' || c == '?')
		return true;
	if (c != '.' || stop == 0 || is_abbreviation(w, stop - 1))
		return false;
	const struct word *next = &w->at[i + 1];
	return next->kind != WORD_LETTERS || next->capital || (unsigned char)w->text[next->start] >= 0x80;
}

/* The words from first up to the one before last are a sentence. */
static void mark_sentence(struct word *at, size_t first, size_t last)
{
	for (size_t k = first; k < last; k++) {
		at[k].first = (uint32_t)first;
		at[k].last = (uint32_t)last;
	}
}

static void mark_sentences(struct words *w)
{
	size_t first = 0;
	for (size_t i = 0, before_last = w->count - 1; i < before_last; i++) {
		if (w->at[i].kind == WORD_MARK && ends_sentence(w, i)) {
			mark_sentence(w->at, first, i + 1);
			first = i + 1;
		}
	}
	mark_sentence(w->at, first, w->count);
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

/* Behind the last word that there is room for. */
static struct word *words_end(const struct words *w)
{
	return w->capacity == 0 ? w->at : w->at + w->capacity;
}

bool words_split(struct words *w, const char *text, size_t size, struct arena *arena)
{
	struct word *at = w->at, *end = words_end(w);
	size_t p = skip_space(text, size, 0);
	w->text = text;
	w->size = size;
	w->count = 0;
	if (p == size)
		return true;
	while (p < size) {
		if (at == end) {
			w->count = w->capacity;
			if (!words_grow(w, size, arena))
				return false;
			at = w->at + w->count;
			end = words_end(w);
		}
		size_t behind = plain_cut(text, size, p, at);
		if (behind > 0) {
			at++;
			p = behind + (text[behind] == ' '); /* nothing or a blank, as behind most */
			continue;
		}
		size_t from = skip_space(text, size, p);
		if (from == p) {
			p = word_cut(text, size, p, at++);
			p += p < size && text[p] == ' ';
		} else {
			p = from;
		}
	}
	w->count = (size_t)(at - w->at);
	mark_sentences(w);
	return true;
}

bool word_first(const char *text, size_t size, struct word *out)
{
	size_t p = skip_space(text, size, 0);
	if (p < size && plain_cut(text, size, p, out) == 0)
		word_cut(text, size, p, out);
	return p < size;
}

bool word_reads(const struct words *w, size_t i, const char *lower)
{
	const struct word *word = &w->at[i];
	return text_is(w->text + word->start, word->end - word->start, lower);
}

bool word_is_dash(const struct words *w, size_t i)
{
	if (i >= w->count || w->at[i].kind != WORD_MARK)
		return false;
	const char *text = w->text + w->at[i].start;
	if (w->at[i].end - w->at[i].start != 3)
		return *text == '-';
	unsigned char last = (unsigned char)text[2]; /* U+2010, 2011, 2013, 2014 */
	return memcmp(text, "\xE2\x80", 2) == 0 && last >= 0x90 && last <= 0x94 && last != 0x92;
}

static bool ends_choice(char c)
{
	static const bool ends[256] = { ['\0'] = true, [' '] = true, ['?'] = true, ['|'] = true };
	return ends[(unsigned char)c];
}

/* Whether text is one of the choices of a pattern's word; *pattern is moved behind it. */
static bool take_choices(const char **pattern, const char *text, size_t size)
{
	const char *p = *pattern;
	bool fits = false;
	for (bool more = true; more && !fits;) {
		size_t k = 0;
		while (k < size && p[k] == to_small(text[k]))
			k++;
		p += k;
		fits = k == size && ends_choice(*p);
		while (!ends_choice(*p))
			p++;
		more = *p == '|';
		p += more;
	}
	*pattern = *p == ' ' || *p == '\0' ? p : strchrnul(p, ' ');
	return fits;
}

#define CHOICES_KEPT 5

/* What a pattern may begin with: a bit for each word's hash; and the hashes themselves of one of a single word, which
 * then tell whether it fits. */
struct opening {
	const char *pattern;
	uint64_t bits[4];
	uint32_t kept, hashes[CHOICES_KEPT]; /* kept: how many, 0 where the pattern's words must be looked at */
};

static void opening_make(struct opening *o, const char *pattern)
{
	*o = (struct opening){ .pattern = pattern };
	const bool whole = strpbrk(pattern, " ?") == NULL;
	size_t nth = 0;
	while (*pattern != '\0') {
		size_t size = strcspn(pattern, " ");
		bool optional = size > 1 && pattern[size - 1] == '?';
		size_t end = optional ? size - 1 : size;
		for (size_t p = 0; p < end;) {
			const char *bar = memchr(pattern + p, '|', end - p);
			size_t choice = bar == NULL ? end - p : (size_t)(bar - pattern) - p;
			uint32_t hash = text_hash(pattern + p, choice);
			o->bits[hash >> 30] |= (uint64_t)1 << (hash >> 24 & 63);
			o->hashes[nth++ % CHOICES_KEPT] = hash;
			p += choice + 1;
		}
		if (!optional) {
			o->kept = whole && nth <= CHOICES_KEPT ? (uint32_t)nth : 0;
			return;
		}
		pattern += size;
		pattern += *pattern == ' ';
	}
	memset(o->bits, 0xFF, sizeof o->bits);
}

/* What patterns begin with is remembered by their addresses, for each thread. */
static _Thread_local struct opening openings[OPENINGS];

static size_t opening_place(const char *pattern)
{
	return (size_t)((uint64_t)(uintptr_t)pattern * 0x9E3779B97F4A7C15u >> 32) % OPENINGS;
}

static bool opens(const struct opening *o, uint32_t hash)
{
	return (o->bits[hash >> 30] >> (hash >> 24 & 63) & 1) != 0;
}

/* The opening of a pattern that is not at the first place where it may be. */
static const struct opening *opening_find(const char *pattern)
{
	size_t i = opening_place(pattern), looked = 0;
	while (openings[i].pattern != pattern && openings[i].pattern != NULL && ++looked < OPENINGS_LOOKED)
		i = (i + 1) % OPENINGS;
	if (openings[i].pattern != pattern)
		opening_make(&openings[i], pattern);
	return &openings[i];
}

/* Words taken by a pattern that may begin with a word's. */
RARELY_CALLED static size_t opened_match(const struct words *w, size_t at, const char *pattern)
{
	size_t i = at, end = w->at[at].last;
	while (*pattern != '\0') {
		const char *text = i < end ? w->text + w->at[i].start : "";
		bool fits = take_choices(&pattern, text, i < end ? w->at[i].end - w->at[i].start : 0);
		if (!fits && pattern[-1] != '?')
			return 0;
		i += fits;
		pattern += *pattern == ' ';
	}
	return i - at;
}

/* The same of an opening that has a bit for the word's hash. */
static inline size_t opening_match(const struct opening *o, const struct words *w, size_t at)
{
	for (uint32_t i = 0; i < o->kept; i++) {
		if (o->hashes[i] == w->at[at].hash)
			return 1;
	}
	return o->kept > 0 ? 0 : opened_match(w, at, o->pattern);
}

RARELY_CALLED static size_t found_match(const struct words *w, size_t at, const char *pattern)
{
	const struct opening *o = opening_find(pattern);
	return opens(o, w->at[at].hash) ? opening_match(o, w, at) : 0;
}

/* Most words begin no pattern. */
size_t words_match(const struct words *w, size_t at, const char *pattern)
{
	if (at >= w->count)
		return 0;
	const struct opening *o = &openings[opening_place(pattern)];
	if (o->pattern != pattern)
		return found_match(w, at, pattern);
	return opens(o, w->at[at].hash) ? opening_match(o, w, at) : 0;
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
