#include "domain/scan.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* Letters, and the strokes that scans read for them. */
static const struct {
	char letter;
	const char *strokes;
} pairs[] = {
	{ 'm', "rn" }, { 'm', "in" }, { 'm', "ni" }, { 'm', "nt" }, { 'm', "ri" }, { 'n', "ri" }, { 'u', "ii" },
	{ 'h', "li" }, { 'd', "cl" }, { 'w', "vv" }, { 'k', "lc" }, { 'H', "II" }, { 'M', "IV" }, { 'U', "LI" },
};

static size_t character_size(const char *text, size_t size)
{
	size_t n = 1;
	while ((unsigned char)text[0] >= 0x80 && n < size && utf8_is_inside(text[n]))
		n++;
	return n;
}

static bool is_letter(char c)
{
	return ((unsigned char)(c | 0x20) >= 'a' && (unsigned char)(c | 0x20) <= 'z') || (c >= '0' && c <= '9');
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
		if (pairs[k].letter == *words && size - at > 2 && memcmp(text + at, pairs[k].strokes, 2) == 0)
			best = better(best, text, size, at + 2, words + 1, most);
	}
	if (*words == ' ' ? !is_letter(text[at]) : text[at] != ' ')
		best = better(best, text, size, at + n, words + 1, most);
	if (!is_letter(text[at]))
		best = better(best, text, size, at + n, words, most);
	if (*words != ' ')
		best = better(best, text, size, at, words + 1, most);
	return best;
}

size_t scan_match(const char *text, size_t size, const char *words, unsigned most, unsigned *faults)
{
	struct reading found = read_on(text, size, 0, words, most);
	*faults = found.faults;
	return found.end == NONE ? 0 : found.end;
}

char scan_digit(char c)
{
	static const char letters[] = "lI|iOoSBZ", digits[] = "111100582";
	const char *at = c == '\0' ? NULL : strchr(letters, c);
	return c >= '0' && c <= '9' ? c : at == NULL ? '\0' : digits[at - letters];
}

bool scan_opens(char c)
{
	return c == '(' || c == '{' || c == '[' || c == '<';
}

bool scan_closes(char c)
{
	return c == ')' || c == '}' || c == ']' || c == '>';
}
