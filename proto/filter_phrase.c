#include "proto/filter_tree.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Ranges of characters and what folds them, ascending. With alternate, only the
 * first and every other after it are capitals. */
static const struct fold {
	uint32_t first, last;
	int32_t add;
	bool alternate;
} folds[] = {
	{ 0x00C0, 0x00D6, 32, false },  { 0x00D8, 0x00DE, 32, false }, { 0x0100, 0x012F, 1, true },
	{ 0x0132, 0x0137, 1, true },    { 0x0139, 0x0148, 1, true },   { 0x014A, 0x0177, 1, true },
	{ 0x0178, 0x0178, -121, true }, { 0x0179, 0x017E, 1, true },   { 0x0386, 0x0386, 38, false },
	{ 0x0388, 0x038A, 37, false },  { 0x038C, 0x038C, 64, false }, { 0x038E, 0x038F, 63, false },
	{ 0x0391, 0x03A1, 32, false },  { 0x03A3, 0x03AB, 32, false }, { 0x03C2, 0x03C2, 1, false },
	{ 0x0400, 0x040F, 80, false },  { 0x0410, 0x042F, 32, false }, { 0x0460, 0x0481, 1, true },
	{ 0x048A, 0x04BF, 1, true },    { 0x04C0, 0x04C0, 15, false }, { 0x04C1, 0x04CE, 1, true },
	{ 0x04D0, 0x052F, 1, true },
};

/* Ranges of characters that stand for one. */
static const struct {
	uint32_t first, last, one;
} likes[] = {
	{ '\t', '\r', ' ' },     { 0x85, 0x85, ' ' },     { 0xA0, 0xA0, ' ' },      { 0x1680, 0x1680, ' ' },
	{ 0x2000, 0x200A, ' ' }, { 0x2010, 0x2015, '-' }, { 0x2018, 0x2019, '\'' }, { 0x201C, 0x201D, '"' },
	{ 0x2028, 0x2029, ' ' }, { 0x202F, 0x202F, ' ' }, { 0x205F, 0x205F, ' ' },  { 0x3000, 0x3000, ' ' },
};

/* A character as a filter sees it: case folded for Latin, Greek and Cyrillic letters
 * (Unicode's simple folding), typographic quotes and dashes as those of ASCII, white
 * space as a space. */
static uint32_t fold(uint32_t c)
{
	if (c < 0x80 && c > ' ')
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	for (size_t i = 0; i < sizeof folds / sizeof *folds && folds[i].first <= c; i++)
		if (c <= folds[i].last && (!folds[i].alternate || (c - folds[i].first) % 2 == 0))
			return (uint32_t)((int32_t)c + folds[i].add);
	for (size_t i = 0; i < sizeof likes / sizeof *likes && likes[i].first <= c; i++)
		if (c <= likes[i].last)
			return likes[i].one;
	return c;
}

/* Ranges of characters behind ASCII that are of no word: marks and signs, and ideographs and kana, which
 * are parted by no blanks. */
static const struct {
	uint32_t first, last;
} wordless[] = {
	{ 0x0080, 0x00A9 },   { 0x00AB, 0x00B4 },   { 0x00B6, 0x00B9 }, { 0x00BB, 0x00BF }, { 0x00D7, 0x00D7 },
	{ 0x00F7, 0x00F7 },   { 0x0589, 0x058A },   { 0x05BE, 0x05BE }, { 0x060C, 0x060C }, { 0x061B, 0x061F },
	{ 0x066A, 0x066D },   { 0x06D4, 0x06D4 },   { 0x0964, 0x0965 }, { 0x1680, 0x1680 }, { 0x2000, 0x206F },
	{ 0x20A0, 0x20CF },   { 0x2190, 0x2BFF },   { 0x2E00, 0xA4CF }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE6F },
	{ 0xFF00, 0xFF0F },   { 0xFF1A, 0xFF20 },   { 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF9F }, { 0xFFF0, 0xFFFF },
	{ 0x1F000, 0x1FAFF }, { 0x20000, 0x3FFFF },
};

static bool is_of_word(uint32_t c)
{
	if (c < 0x80)
		return is_letter((int)c) || is_digit((int)c);
	for (size_t i = 0; i < sizeof wordless / sizeof *wordless && wordless[i].first <= c; i++)
		if (c <= wordless[i].last)
			return false;
	return true;
}

#define BEGINS_WORD (1u << 31) /* set in the first character of a word where words are whole */

/* A text as a run of folded characters, one space for each run of white space. */
struct folded {
	struct bytes rest;
	bool after_space;
	bool whole, in_word; /* words begin with a mark; the character before was of one */
};

static bool next_folded(struct folded *text, uint32_t *out)
{
	while (text->rest.size > 0) {
		uint32_t c;
		size_t length = utf8_next(text->rest, &c);
		text->rest.data += length;
		text->rest.size -= length;
		c = fold(c);
		bool again = c == ' ' && text->after_space;
		text->after_space = c == ' ';
		if (again)
			continue;
		bool inside = text->in_word;
		text->in_word = text->whole && is_of_word(c);
		*out = text->in_word && !inside ? c | BEGINS_WORD : c;
		return true;
	}
	return false;
}

static bool make(struct filter_source *s, const struct filter_word *words, bool whole, struct filter_phrase *out)
{
	struct filter_phrase p = { .whole = whole };
	p.characters = arena_array(s->arena, words->size + 1, sizeof *p.characters);
	p.fallback = arena_array(s->arena, words->size + 1, sizeof *p.fallback);
	if (p.characters == NULL || p.fallback == NULL)
		return filter_no_room(s);
	struct folded text = { .rest = bytes_of(words->text, words->size), .after_space = true, .whole = whole };
	while (next_folded(&text, &p.characters[p.size]))
		p.size++;
	if (p.size > 0 && p.characters[p.size - 1] == ' ')
		p.size--;
	if (p.size == 0)
		return filter_fail(s, words->at, "expected words to search for");
	uint32_t k = 0;
	for (size_t i = 1; i < p.size; i++) {
		while (k > 0 && p.characters[k] != p.characters[i])
			k = p.fallback[k - 1];
		k += p.characters[k] == p.characters[i];
		p.fallback[i] = k;
	}
	uint32_t first = p.characters[0] & ~BEGINS_WORD;
	p.ends_word = whole && !words->star_tail && is_of_word(p.characters[p.size - 1] & ~BEGINS_WORD);
	if (first >= 'a' && first <= 'z') {
		p.heads[0] = (char)first;
		p.heads[1] = (char)(first - 'a' + 'A');
	}
	*out = p;
	return true;
}

bool filter_phrase_make(struct filter_source *s, const struct filter_word *words, struct filter_phrase *out)
{
	return make(s, words, false, out);
}

const char *filter_unquoted(const char *words, struct arena *arena)
{
	static const struct {
		const char *begin, *end;
	} quotes[] = { { "\"", "\"" }, { "\u201C", "\u201D" }, { "\u00AB", "\u00BB" } };
	size_t size = strlen(words);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		size_t begin = strlen(quotes[i].begin), end = strlen(quotes[i].end);
		if (size > begin + end && memcmp(words, quotes[i].begin, begin) == 0 &&
		    memcmp(words + size - end, quotes[i].end, end) == 0)
			return arena_text_n(arena, words + begin, size - begin - end);
	}
	return words;
}

enum status filter_words(const char *words, struct arena *arena, struct filter_phrase **out, struct error *error)
{
	struct filter_source s = { .text = words, .arena = arena, .error = error, .reason = "INVALID_FILTER" };
	if (!filter_source_check(&s))
		return s.status;
	struct filter_word word = { .text = words, .size = s.size };
	word.star_tail = word.size > 1 && words[word.size - 1] == '*';
	word.size -= word.star_tail;
	*out = arena_alloc(arena, sizeof **out);
	if (*out == NULL)
		filter_no_room(&s);
	else
		make(&s, &word, true, *out);
	return s.status;
}

/* Whether the character before a place of the text is of a word. */
static bool is_behind_word(const uint8_t *begin, const uint8_t *at)
{
	const uint8_t *from = at;
	uint32_t c;
	while (from > begin && utf8_is_inside(*--from) && at - from < 4)
		;
	if (from == at)
		return false;
	utf8_next(bytes_of(from, (size_t)(at - from)), &c);
	return is_of_word(fold(c));
}

/* Goes on to where the phrase may begin: no other character than these two folds to
 * a letter of ASCII. */
static void skip_to_head(const struct filter_phrase *phrase, const uint8_t *begin, struct folded *text)
{
	size_t skipped = strcspn((const char *)text->rest.data, phrase->heads);
	text->rest.data += skipped;
	text->rest.size -= skipped;
	if (text->whole && skipped > 0)
		text->in_word = is_behind_word(begin, text->rest.data);
}

static bool ends_here(const struct filter_phrase *phrase, struct folded rest)
{
	uint32_t c;
	return !phrase->ends_word || !next_folded(&rest, &c) || !rest.in_word;
}

bool filter_phrase_found(const struct filter_phrase *phrase, const char *text)
{
	struct folded folded = { .rest = bytes_text(text), .whole = phrase->whole };
	size_t k = 0;
	for (uint32_t c;;) {
		if (k == 0 && phrase->heads[0] != '\0')
			skip_to_head(phrase, (const uint8_t *)text, &folded);
		if (!next_folded(&folded, &c))
			return false;
		while (k > 0 && phrase->characters[k] != c)
			k = phrase->fallback[k - 1];
		k += phrase->characters[k] == c;
		if (k < phrase->size)
			continue;
		if (ends_here(phrase, folded))
			return true;
		k = phrase->fallback[k - 1];
	}
}
