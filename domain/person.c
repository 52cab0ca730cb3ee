#include "domain/person.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/letters.h"
#include "domain/text_hash.h"

#define ID_MOST 120 /* bytes of an id: the form of Person.id */

/* Titles before names, as they are folded; a courtesy is the last of them. */
static const struct {
	const char *word;
	bool courtesy;
} titles[] = {
	{ "mr", true },       { "mrs", true },        { "ms", true },          { "miss", true },
	{ "messrs", true },   { "sir", true },        { "dame", true },        { "lord", true },
	{ "lady", true },     { "h", false },         { "e", false },          { "he", false },
	{ "his", false },     { "her", false },       { "excellency", false }, { "dr", false },
	{ "prof", false },    { "professor", false }, { "baroness", true },    { "baron", true },
	{ "count", true },    { "prince", true },     { "princess", true },    { "king", true },
	{ "queen", true },    { "sheikh", true },     { "sheikha", true },     { "shaikh", true },
	{ "shaikha", true },  { "monsignor", true },  { "archbishop", true },  { "bishop", true },
	{ "cardinal", true }, { "father", true },     { "reverend", true },    { "lieutenant", false },
	{ "major", false },   { "brigadier", false }, { "vice", false },       { "rear", false },
	{ "general", true },  { "colonel", true },    { "captain", true },     { "commander", true },
	{ "admiral", true },  { "judge", true },      { "justice", true },     { "ambassador", true },
	{ "nana", true },     { "dato", true },       { "datuk", true },       { "begum", true },
	{ "m", true },        { "mme", true },        { "mlle", true },        { "madam", true },
	{ "madame", true },   { "sr", true },         { "sra", true },
};

/* A name being folded: words of small letters and digits with "-" between. */
struct folded {
	char text[ID_MOST + 1];
	size_t size;
	bool apart; /* a word ended */
	bool sound; /* nothing was met that no id holds */
};

static void put(struct folded *f, char c)
{
	if (f->size + 2 > ID_MOST)
		f->sound = false;
	if (!f->sound)
		return;
	if (f->apart && f->size > 0)
		f->text[f->size++] = '-';
	f->text[f->size++] = c;
	f->apart = false;
}

static bool is_apostrophe(uint32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019;
}

static void put_letter(struct folded *f, uint32_t c)
{
	if (c < 0x80 && letter_plain[c] != 0) {
		put(f, (char)letter_plain[c]);
		return;
	}
	char base = letter_base(c);
	bool combining = c >= 0x300 && c <= 0x36F;
	if (combining || is_apostrophe(c) || letter_class(c) == LETTER_UNSEEN)
		return;
	if (base != '\0')
		put(f, (char)(is_capital(base) ? base - 'A' + 'a' : base));
	else if (letter_class(c) == LETTER_SPACE || letter_class(c) == LETTER_MARK)
		f->apart = true;
	else
		f->sound = false;
}

static void fold(struct folded *f, const char *printed)
{
	size_t left = strlen(printed);
	*f = (struct folded){ .sound = true };
	while (left > 0) {
		uint32_t c;
		size_t n = letter_decode(printed, left, &c);
		put_letter(f, c);
		printed += n;
		left -= n;
	}
	f->text[f->size] = '\0';
}

/* The name behind its titles: the last word always is a name. */
static const char *without_titles(const char *name)
{
	for (;;) {
		const char *rest = strchr(name, '-');
		size_t size = rest == NULL ? 0 : (size_t)(rest - name), k = 0;
		while (k < sizeof titles / sizeof *titles && !text_is(name, size, titles[k].word))
			k++;
		if (size == 0 || k == sizeof titles / sizeof *titles)
			return name;
		name = rest + 1;
		if (titles[k].courtesy)
			return name;
	}
}

const char *person_id(const char *printed, const char *party, struct arena *arena)
{
	struct folded f;
	fold(&f, printed);
	const char *name = without_titles(f.text);
	bool officer = strncmp(name, "the-", 4) == 0;
	if (!f.sound || officer || name[0] == '\0' || party[0] == '\0' || strlen(party) + 1 + strlen(name) > ID_MOST)
		return "";
	char id[ID_MOST + 1];
	const char *end = stpcpy(stpcpy(stpcpy(id, party), "."), name);
	return arena_text_n(arena, id, (size_t)(end - id));
}
