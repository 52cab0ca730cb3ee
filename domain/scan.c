#include "domain/scan.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Letters, and the strokes that scans read for them. */
static const struct {
	char letter;
	const char *strokes;
} pairs[] = {
	{ 'm', "rn" }, { 'm', "in" }, { 'm', "ni" }, { 'm', "nt" }, { 'm', "ri" },
	{ 'n', "ri" }, { 'u', "ii" }, { 'h', "li" }, { 'd', "cl" }, { 'w', "vv" },
	{ 'k', "lc" }, { 'H', "II" }, { 'H', "lI" }, { 'M', "IV" }, { 'U', "LI" },
};

static size_t character_size(const char *text, size_t size)
{
	size_t n = 1;
	while ((unsigned char)text[0] >= 0x80 && n < size && utf8_is_inside(text[n]))
		n++;
	return n;
}

static bool is_sign(char c)
{
	return is_letter(c) || is_digit(c);
}

/* Bytes of text that are as the words are; the words move on to the first that is not. */
static size_t alike(const char *text, size_t size, const char **words)
{
	size_t i = 0;
	for (; **words != '\0'; (*words)++) {
		size_t blanks = 0;
		while (**words == ' ' && i + blanks < size && text[i + blanks] == ' ')
			blanks++;
		if (blanks == 0 && (i == size || text[i] != **words))
			break;
		i += blanks > 0 ? blanks : 1;
	}
	return i;
}

#define NONE SIZE_MAX

/* A reading of what is left of a text. */
struct reading {
	size_t end; /* NONE where it is none */
	unsigned faults;
};

static struct reading read_on(const char *text, size_t size, size_t at, const char *words, unsigned most);

/* The better of a reading and one that has a fault and goes on at a byte. */
static struct reading better(struct reading best, const char *text, size_t size, size_t at, const char *words,
			     unsigned most)
{
	struct reading other = read_on(text, size, at, words, most - 1);
	other.faults++;
	return other.end != NONE && (best.end == NONE || other.faults < best.faults) ? other : best;
}

static struct reading read_on(const char *text, size_t size, size_t at, const char *words, unsigned most)
{
	struct reading best = { NONE, 0 };
	at += alike(text + at, size - at, &words);
	if (*words == '\0')
		return (struct reading){ at, 0 };
	if (most == 0 || at == size)
		return best;
	size_t n = character_size(text + at, size - at);
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		if (pairs[k].letter == *words && size - at >= 2 && memcmp(text + at, pairs[k].strokes, 2) == 0)
			best = better(best, text, size, at + 2, words + 1, most);
	}
	if (*words == ' ' ? !is_sign(text[at]) : text[at] != ' ')
		best = better(best, text, size, at + n, words + 1, most);
	if (!is_sign(text[at]))
		best = better(best, text, size, at + n, words, most);
	if (*words != ' ')
		best = better(best, text, size, at, words + 1, most);
	return best;
}

#define FIRST 16 /* letters that are looked at, eight at a time */
#define MARGIN 8 /* bytes before them and behind */

static uint64_t eight(const char *text)
{
	uint64_t bytes;
	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

/* The highest bit of each byte that is not zero. */
static uint64_t not_zero(uint64_t bytes)
{
	const uint64_t low = 0x7F7F7F7F7F7F7F7F;
	return (((bytes & low) + low) | bytes) & ~low;
}

/* Whether words may be read with so many faults: each moves the letters behind it by one
 * byte at most, so all of the first letters but so many stand about their places. True
 * where a blank or a letter may be more than one byte. */
static bool may_match(const char *text, size_t size, const char *words, unsigned most)
{
	const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080, blanks = 0x2020202020202020;
	char window[MARGIN + FIRST + 2 * MARGIN] = { 0 };
	const char *at = window + MARGIN;
	const size_t first = strnlen(words, FIRST) & ~(size_t)7;
	unsigned missing = 0;
	if (most > MARGIN || size < first + most)
		return true;
	memcpy(window + MARGIN, text, first + most);
	for (size_t i = 0; i < first; i += 8) {
		uint64_t here = eight(at + i), next = eight(at + i + 1), letters = eight(words + i), none = high;
		if ((here & high) != 0 || not_zero((here ^ blanks) | (next ^ blanks)) != high)
			return true;
		for (const char *near = at + i - most; near <= at + i + most; near++)
			none &= not_zero(eight(near) ^ letters);
		missing += (unsigned)((none >> 7) * ones >> 56);
	}
	return missing <= most;
}

size_t scan_match(const char *text, size_t size, const char *words, unsigned most, unsigned *faults)
{
	struct reading found = { NONE, 0 };
	if (may_match(text, size, words, most))
		found = read_on(text, size, 0, words, most);
	*faults = found.faults;
	return found.end == NONE ? 0 : found.end;
}

char scan_digit(char c)
{
	static const char letters[] = "lI|iOoSBZ", digits[] = "111100582";
	const char *at = c == '\0' ? NULL : strchr(letters, c);
	return is_digit(c) ? c : at == NULL ? '\0' : digits[at - letters];
}

bool scan_opens(char c)
{
	return c == '(' || c == '{' || c == '[' || c == '<';
}

bool scan_closes(char c)
{
	return c == ')' || c == '}' || c == ']' || c == '>';
}
