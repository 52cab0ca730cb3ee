/* Lists of parties: "Chad, Iran, Islamic Republic of, and Norway". */
#include "domain/reader/record.h"

#include <string.h>

#include "domain/party.h"

#define NAME_BYTES 160
#define NAME_WORDS 12

static void name_put(struct reader *r, const char *text, size_t size,
		     void (*put)(struct reader *r, const char *name, void *of), void *of)
{
	while (size > 0 && strchr(" .;", text[size - 1]) != NULL)
		size--;
	while (size > 0 && *text == ' ') {
		text++;
		size--;
	}
	if (size > 0)
		put(r, reader_text(r, text, size), of);
}

static bool is_party(struct reader *r, const char *text, size_t size)
{
	char name[NAME_BYTES + 1];
	while (size > 0 && strchr(" .", text[size - 1]) != NULL)
		size--;
	r->steps++;
	if (size == 0 || size > NAME_BYTES)
		return false;
	memcpy(name, text, size);
	name[size] = '\0';
	return party_of(name) != NULL;
}

/* Whether all of it is a party's name with a letter wrong: "United Kingdom of Great Britain
 * and Northern Iretand". */
static bool is_near(struct reader *r, const char *text, size_t size)
{
	char name[NAME_BYTES + 1];
	while (size > 0 && strchr(" .", text[size - 1]) != NULL)
		size--;
	if (size == 0 || size > NAME_BYTES || r->mended >= MENDED_MOST)
		return false;
	r->mended++;
	memcpy(name, text, size);
	name[size] = '\0';
	return party_near(name) != NULL;
}

/* Bytes of the longest party at text, ended at a word; 0 for none. */
static size_t party_prefix(struct reader *r, const char *text, size_t size)
{
	size_t best = 0, words = 0;
	for (size_t i = 0; i <= size && i <= NAME_BYTES && words < NAME_WORDS; i++) {
		if (i < size && text[i] != ' ')
			continue;
		words++;
		if (i > 0 && is_party(r, text, i))
			best = i;
	}
	return best;
}

/* Whether " and " and another party are all that follows. */
static bool is_joined(struct reader *r, const char *text, size_t size)
{
	return size > 5 && memcmp(text, " and ", 5) == 0 && is_party(r, text + 5, size - 5);
}

/* One stretch between commas: a party, as may be known, or several that "and" or nothing parts. */
static void stretch_split(struct reader *r, const char *text, size_t size, bool is_one,
			  void (*put)(struct reader *r, const char *name, void *of), void *of)
{
	while (size > 0 && !r->full) {
		while (size > 0 && *text == ' ') {
			text++;
			size--;
		}
		bool led = size > 4 && memcmp(text, "and ", 4) == 0;
		text += led ? 4 : 0;
		size -= led ? 4 : 0;
		size_t n = is_one || is_party(r, text, size) ? size : party_prefix(r, text, size);
		bool near = n > 0 && n < size && !is_joined(r, text + n, size - n) && is_near(r, text, size);
		n = near ? size : n;
		bool ends = n == size || (n > 0 && (n + 1 >= size || text[n] == ' '));
		if (n == 0 || !ends)
			n = size;
		name_put(r, text, n, put, of);
		text += n;
		size -= n;
	}
}

/* Bytes of what parts two names: a comma, a semicolon, a bullet. */
static size_t parting_at(const char *text, size_t size)
{
	static const char *const bullets[] = { "\xE2\x80\xA2", "\xE2\x97\x8F", "\xE2\x96\xAA", "\xC2\xB7" };
	if (*text == ',' || *text == ';')
		return 1;
	for (size_t k = 0; (unsigned char)*text >= 0x80 && k < sizeof bullets / sizeof *bullets; k++) {
		size_t n = strlen(bullets[k]);
		if (size >= n && memcmp(text, bullets[k], n) == 0)
			return n;
	}
	return 0;
}

static size_t stretch_end(const char *text, size_t size)
{
	int depth = 0;
	size_t i = 0;
	for (; i < size; i++) {
		depth += text[i] == '(' ? 1 : text[i] == ')' && depth > 0 ? -1 : 0;
		if (depth == 0 && parting_at(text + i, size - i) > 0)
			break;
	}
	return i;
}

/* The words of a list, from its first name to its last one; their bytes. */
static size_t list_of(const char **text)
{
	size_t size = strlen(*text), before;
	while (size > 0 && (before = **text == ' ' ? 1 : parting_at(*text, size)) > 0) {
		*text += before;
		size -= before;
	}
	while (size > 0 && strchr(" .", (*text)[size - 1]) != NULL)
		size--;
	return size;
}

bool names_are_none(const char *text)
{
	static const char *const none[] = { "None", "none", "None.",        "none.", "NONE",
					    "Nil",  "-",    "\xE2\x80\x94", "0",     "None:" };
	size_t size = list_of(&text);
	for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
		if (text_is(text, size, none[k]))
			return true;
	}
	return false;
}

void names_split(struct reader *r, const char *text, void (*put)(struct reader *r, const char *name, void *of),
		 void *of)
{
	if (names_are_none(text))
		return;
	size_t size = list_of(&text);
	while (size > 0 && !r->full) {
		size_t n = stretch_end(text, size), longer = n + 1;
		bool known = false;
		/* "Iran, Islamic Republic of"; "Germany, Federal Republic of", whose first word is one */
		if (n < size && (unsigned char)text[n] < 0x80) {
			longer += stretch_end(text + n + 1, size - n - 1);
			bool ends = longer <= size && longer > 3 && memcmp(text + longer - 3, " of", 3) == 0;
			known = !ends && is_party(r, text, n);
			bool one = longer <= size && !known && is_party(r, text, longer);
			known |= one;
			n = one || (longer <= size && ends && is_near(r, text, longer)) ? longer : n;
		}
		stretch_split(r, text, n, known, put, of);
		n += n < size ? parting_at(text + n, size - n) : 0;
		text += n;
		size -= n;
	}
}
