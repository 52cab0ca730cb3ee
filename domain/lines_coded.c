/* Characters that a copy holds in another coding: tags and entities of HTML, "Norway&#8217;s", and UTF-8
 * that a program took for Windows-1252 and encoded again; and the marks of quoted mail. */
#include "base/ascii.h"
#include "domain/lines.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "domain/encoding.h"

#define NAME_MOST 8      /* letters of an entity's name */
#define NUMBER_MOST 10   /* digits of its number */
#define RUN_MOST 128     /* characters past ASCII in a row */
#define BARE_MOST 200    /* bytes of a line that holds nothing */
#define TAGS_LEAST 3     /* of a text that has some */
#define NAME_LONGEST 10  /* letters of a tag's name */
#define COMMENT_MOST 200 /* bytes */
#define CELL_APART 4     /* blanks for the tag of a cell, which is no shorter */
#define QUOTED_LEAST 8   /* lines of mail */
#define LATIN_FIRST 0xC0
#define PAIR_FIRST 0xA0 /* what two characters may be that were one */
#define PAIR_LAST 0x17F

/* ---- Entities --------------------------------------------------------- */

/* Of U+00C0 and on. */
static const char *const latin[] = {
	"Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",
	"Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
	"Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave",
	"aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",
	"igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",
	"divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
	const char *name;
	uint32_t character;
} names[] = {
	{ "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },     { "apos", '\'' },
	{ "nbsp", 0xA0 },     { "shy", 0xAD },      { "laquo", 0xAB },    { "raquo", 0xBB },   { "sect", 0xA7 },
	{ "para", 0xB6 },     { "middot", 0xB7 },   { "deg", 0xB0 },      { "copy", 0xA9 },    { "reg", 0xAE },
	{ "ordf", 0xAA },     { "ordm", 0xBA },     { "sup1", 0xB9 },     { "sup2", 0xB2 },    { "sup3", 0xB3 },
	{ "frac12", 0xBD },   { "frac14", 0xBC },   { "frac34", 0xBE },   { "pound", 0xA3 },   { "cent", 0xA2 },
	{ "yen", 0xA5 },      { "iexcl", 0xA1 },    { "iquest", 0xBF },   { "acute", 0xB4 },   { "OElig", 0x152 },
	{ "oelig", 0x153 },   { "Scaron", 0x160 },  { "scaron", 0x161 },  { "Zcaron", 0x17D }, { "zcaron", 0x17E },
	{ "ensp", 0x2002 },   { "emsp", 0x2003 },   { "thinsp", 0x2009 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
	{ "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "sbquo", 0x201A },  { "ldquo", 0x201C }, { "rdquo", 0x201D },
	{ "bdquo", 0x201E },  { "dagger", 0x2020 }, { "Dagger", 0x2021 }, { "bull", 0x2022 },  { "hellip", 0x2026 },
	{ "lsaquo", 0x2039 }, { "rsaquo", 0x203A }, { "euro", 0x20AC },   { "trade", 0x2122 }, { "minus", 0x2212 },
};

static uint32_t named(const char *name, size_t size)
{
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		if (*names[k].name == *name && strlen(names[k].name) == size && memcmp(names[k].name, name, size) == 0)
			return names[k].character;
	}
	for (size_t k = 0; k < sizeof latin / sizeof *latin; k++) {
		if (*latin[k] == *name && strlen(latin[k]) == size && memcmp(latin[k], name, size) == 0)
			return LATIN_FIRST + (uint32_t)k;
	}
	return 0;
}

static int digit_of(char c, int base)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character of a number; 0 for one that no text holds. Controls are blanks, and those of
 * Latin-1 are the characters that Windows-1252 has in their places, as browsers read them. */
static uint32_t numbered(uint32_t n)
{
	bool none = n == 0 || n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF) || (n & 0xFFFE) == 0xFFFE;
	if (none)
		return 0;
	if (n < 0x20 || n == 0x7F)
		return ' ';
	return n >= 0x80 && n < 0xA0 ? encoding_character((uint8_t)n) : n;
}

/* Bytes of "amp;" or "#8217;" behind the "&", and what it stands for; 0 for none. */
static size_t body_at(const char *text, size_t size, uint32_t *character)
{
	size_t n = 0;
	*character = 0;
	if (size > 2 && *text == '#') {
		int base = (text[1] | 0x20) == 'x' ? 16 : 10, digit;
		size_t from = n = base == 16 ? 2 : 1;
		uint32_t number = 0;
		for (; n < size && n - from < NUMBER_MOST && (digit = digit_of(text[n], base)) >= 0; n++)
			number = number > 0x10FFFF ? number : number * (uint32_t)base + (uint32_t)digit;
		*character = n > from ? numbered(number) : 0;
	} else {
		while (n < size && n <= NAME_MOST && (is_digit(text[n]) || is_letter(text[n])))
			n++;
		*character = n > 0 && n < size && text[n] == ';' ? named(text, n) : 0;
	}
	return *character != 0 && n < size && text[n] == ';' ? n + 1 : 0;
}

/* Bytes of an entity that begins at a "&", be it escaped twice, "&amp;#8217;"; 0 for none. */
static size_t entity_at(const char *text, size_t size, uint32_t *character)
{
	uint32_t inner;
	size_t n = body_at(text + 1, size - 1, character);
	size_t more = n > 0 && *character == '&' ? body_at(text + 1 + n, size - 1 - n, &inner) : 0;
	*character = more > 0 ? inner : *character;
	return n > 0 ? 1 + n + more : 0;
}

static bool holds_entity(const char *text, size_t size)
{
	uint32_t character;
	const char *end = text + size;
	for (const char *at = text; (at = memchr(at, '&', (size_t)(end - at))) != NULL; at++) {
		if (entity_at(at, (size_t)(end - at), &character) > 0)
			return true;
	}
	return false;
}

static size_t put(char *to, uint32_t c)
{
	size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const uint8_t leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	for (size_t k = size - 1; k > 0; k--, c >>= 6)
		to[k] = (char)(0x80 | (c & 0x3F));
	to[0] = (char)(leads[size] | c);
	return size;
}

/* Puts characters for the entities of a line; no entity is shorter than what it stands for. */
static size_t entities_take(char *text, size_t size)
{
	size_t kept = 0;
	for (size_t i = 0; i < size;) {
		uint32_t character;
		size_t n = text[i] == '&' ? entity_at(text + i, size - i, &character) : 0;
		if (n > 0)
			kept += put(text + kept, character);
		else
			text[kept++] = text[i];
		i += n > 0 ? n : 1;
	}
	return kept;
}

/* ---- Encoded twice ---------------------------------------------------- */

/* Whether a character past ASCII that may be the first byte of one stands before another that
 * may be its second: what is encoded twice has such. */
static bool may_be_twice(const char *text, size_t size)
{
	const char *end = text + size;
	for (const char *at = text; (at = memchr(at, '\xC3', (size_t)(end - at))) != NULL; at++) {
		unsigned char lead = end - at > 2 ? (unsigned char)at[1] : 0;
		if (lead >= 0x82 && lead <= 0xB4 && memchr("\xC2\xC5\xC6\xCB\xE2", at[2], 5) != NULL)
			return true;
	}
	return false;
}

/* What a run of characters past ASCII was before it was encoded again, in bytes; 0 where it was
 * not. *run: its own bytes. */
static size_t run_once(const char *text, size_t size, char *once, size_t *run)
{
	size_t n = 0, characters = 0, last = 0;
	uint32_t c = 0;
	bool fits = true;
	for (*run = 0; *run < size && (unsigned char)text[*run] >= 0x80; characters++) {
		*run += utf8_next(bytes_of(text + *run, size - *run), &c);
		int byte = encoding_byte(c);
		fits = fits && byte >= 0x80;
		once[n++] = (char)byte;
		if (n == RUN_MOST)
			break;
	}
	for (size_t i = 0; fits && i < n; i += last) {
		last = utf8_next(bytes_of(once + i, n - i), &c);
		fits = last > 1;
	}
	return fits && (characters > 2 || (c >= PAIR_FIRST && c <= PAIR_LAST)) ? n : 0;
}

/* Whether most of a text's letters past ASCII are two or more for one. */
static bool is_twice(const struct lines *l)
{
	char once[RUN_MOST];
	size_t twice = 0, others = 0, run;
	for (size_t line = 0; line < l->count; line++) {
		for (size_t i = l->at[line].start; i < l->at[line].end; i += run) {
			run = 1;
			if ((unsigned char)l->text[i] < 0x80)
				continue;
			bool so = run_once(l->text + i, l->at[line].end - i, once, &run) > 0;
			twice += so;
			others += !so;
		}
	}
	return twice > others;
}

static size_t twice_take(char *text, size_t size)
{
	char once[RUN_MOST];
	size_t kept = 0, run;
	for (size_t i = 0; i < size; i += run) {
		size_t n = 0;
		run = 1;
		if ((unsigned char)text[i] >= 0x80)
			n = run_once(text + i, size - i, once, &run);
		memmove(text + kept, n > 0 ? once : text + i, n > 0 ? n : run);
		kept += n > 0 ? n : run;
	}
	return kept;
}

/* ---- Tags ------------------------------------------------------------- */

/* What begins a line of its own, and what does not. */
static const char *const blocks[] = { "p",  "div", "h1",   "h2",   "h3",    "h4",    "h5",    "h6",
				      "li", "ul",  "ol",   "tr",   "table", "tbody", "thead", "blockquote",
				      "br", "hr",  "html", "head", "body",  "title" };
static const char *const cells[] = { "td", "th" };
static const char *const others[] = { "b",   "i",   "u",    "em",     "strong", "span", "a",
				      "sup", "sub", "font", "center", "img",    "small" };

enum tag { TAG_NONE, TAG_BLOCK, TAG_CELL, TAG_OTHER };

static bool is_among(const char *const *list, size_t count, const char *name, size_t size)
{
	for (size_t k = 0; k < count; k++) {
		if (strlen(list[k]) == size && strncasecmp(list[k], name, size) == 0)
			return true;
	}
	return false;
}

static enum tag tag_named(const char *name, size_t size)
{
	if (is_among(blocks, sizeof blocks / sizeof *blocks, name, size))
		return TAG_BLOCK;
	if (is_among(cells, sizeof cells / sizeof *cells, name, size))
		return TAG_CELL;
	return is_among(others, sizeof others / sizeof *others, name, size) ? TAG_OTHER : TAG_NONE;
}

/* Bytes of the tag, or of the comment, that begins at a "<"; 0 where none does, or it goes on over
 * the line. */
static size_t tag_at(const char *text, size_t size, enum tag *tag)
{
	*tag = TAG_NONE;
	if (size > 6 && memcmp(text, "<!--", 4) == 0) {
		const char *end = memmem(text + 4, size - 4 < COMMENT_MOST ? size - 4 : COMMENT_MOST, "-->", 3);
		*tag = TAG_BLOCK;
		return end == NULL ? 0 : (size_t)(end - text) + 3;
	}
	size_t from = size > 1 && text[1] == '/' ? 2 : 1, n = from;
	while (n < size && n < from + NAME_LONGEST && (is_letter(text[n]) || is_digit(text[n])))
		n++;
	if (n == from || n >= size || (text[n] != '>' && text[n] != ' ' && text[n] != '/'))
		return 0;
	*tag = tag_named(text + from, n - from);
	while (n < size && text[n] != '>' && text[n] != '<')
		n++;
	return *tag != TAG_NONE && n < size && text[n] == '>' ? n + 1 : 0;
}

bool block_begins(const char *text, size_t size)
{
	enum tag tag;
	return *text == '<' && size > 1 && text[1] != '/' && tag_at(text, size, &tag) > 0 && tag == TAG_BLOCK;
}

bool lines_hold_tags(const struct lines *l)
{
	enum tag tag;
	size_t tags = 0;
	if (memchr(l->text, '<', l->size) == NULL)
		return false;
	for (size_t i = 0; i < l->count && tags < TAGS_LEAST; i++) {
		const char *text = line_text(l, i), *end = text + line_size(l, i);
		for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
			tags += tag_at(at, (size_t)(end - at), &tag) > 0;
	}
	return tags >= TAGS_LEAST;
}

/* Leaves tags out; cells stand apart. */
static size_t tags_take(char *text, size_t size)
{
	size_t kept = 0;
	for (size_t i = 0; i < size;) {
		enum tag tag;
		size_t n = text[i] == '<' ? tag_at(text + i, size - i, &tag) : 0;
		if (n == 0) {
			text[kept++] = text[i++];
			continue;
		}
		size_t blanks = tag == TAG_CELL && text[i + 1] != '/' ? CELL_APART : 0;
		memset(text + kept, ' ', blanks);
		kept += blanks;
		i += n;
	}
	return kept;
}

/* A block's tag at a line's beginning begins a paragraph, and one that closes it at a line's end ends
 * it. */
static void tags_part(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *text = line_text(l, i);
		size_t size = line_size(l, i), last = size;
		enum tag tag;
		if (*text == '<' && tag_at(text, size, &tag) > 0 && tag == TAG_BLOCK)
			l->at[i].gap = true;
		while (last > 0 && text[last - 1] != '<')
			last--;
		bool closes = last > 0 && last < size && text[last] == '/' && text[size - 1] == '>';
		if (closes && i + 1 < l->count && tag_at(text + last - 1, size - last + 1, &tag) > 0 &&
		    tag == TAG_BLOCK)
			l->at[i + 1].gap = true;
	}
}

/* Bytes of the tags that a line begins with, and of the blanks behind them. */
static size_t tags_before(const char *text, size_t size)
{
	enum tag tag;
	size_t at = 0, n;
	while (at < size && text[at] == '<' && (n = tag_at(text + at, size - at, &tag)) > 0)
		for (at += n; at < size && text[at] == ' ';)
			at++;
	return at;
}

/* Bytes of a line before the tags that it ends with. */
static size_t before_tags(const char *text, size_t size)
{
	while (size > 0 && text[size - 1] == '>') {
		enum tag tag;
		const char *open = memrchr(text, '<', size);
		size_t at = open == NULL ? 0 : (size_t)(open - text);
		if (open == NULL || tag_at(open, size - at, &tag) != size - at)
			return size;
		while (at > 0 && text[at - 1] == ' ')
			at--;
		size = at;
	}
	return size;
}

bool lines_trim_tags(struct lines *l, struct arena *arena)
{
	char *copy = arena_alloc(arena, l->size);
	if (copy == NULL)
		return false;
	l->text = l->printed = memcpy(copy, l->text, l->size);
	tags_part(l);
	for (size_t i = 0; i < l->count; i++) {
		struct line *line = &l->at[i];
		char *text = copy + line->start;
		size_t size = before_tags(text, line_size(l, i)), from = tags_before(text, size);
		if (size == 0 || from >= size)
			continue;
		for (size_t k = 0; k < from; k++)
			text[k] = text[k] == ' ' ? ' ' : '\x80'; /* it takes no column */
		line->end = line->start + (uint32_t)size;
		line->start += (uint32_t)from;
		line->columns = text_columns(copy, line->start, line->end);
	}
	return true;
}

/* ---- Quoted mail ------------------------------------------------------ */

/* Whether nearly all lines begin with ">". */
static bool is_quoted(const struct lines *l)
{
	size_t quoted = 0;
	for (size_t i = 0; i < l->count && (i < QUOTED_LEAST || quoted * 2 > i); i++)
		quoted += *line_text(l, i) == '>';
	return quoted >= QUOTED_LEAST && quoted * 10 >= l->count * 8;
}

bool lines_unquote(struct lines *l)
{
	if (!is_quoted(l))
		return false;
	for (size_t i = 0; i < l->count; i++) {
		struct line *line = &l->at[i];
		for (; line->start < line->end && memchr("> \f", l->text[line->start], 3) != NULL; line->start++)
			line->page |= l->text[line->start] == '\f';
		line->columns = text_columns(l->text, line->start, line->end);
	}
	return true;
}

/* ---- Lines ------------------------------------------------------------ */

void line_hollow(struct lines *l, size_t i, char *text)
{
	struct line *line = &l->at[i];
	line->closed_up += line->end - line->start - 1;
	line->end = line->start + 1;
	line->columns = 1;
	line->hollow = true;
	text[line->start] = '&';
	if (i + 1 < l->count)
		l->at[i + 1].gap = true;
}

bool lines_take(struct lines *l, struct arena *arena, size_t (*take)(char *text, size_t size))
{
	char *copy = arena_alloc(arena, l->size);
	if (copy == NULL)
		return false;
	l->text = l->printed = memcpy(copy, l->text, l->size);
	for (size_t i = 0; i < l->count; i++) {
		struct line *line = &l->at[i];
		char *text = copy + line->start;
		size_t size = line_size(l, i), start = 0, end = take(text, size);
		if (end == size)
			continue;
		line_trim(text, &start, &end);
		if (start >= end) {
			line_hollow(l, i, copy);
			continue;
		}
		memmove(text, text + start, end - start);
		line->closed_up += (uint32_t)(size - (end - start));
		line->end = line->start + (uint32_t)(end - start);
		line->columns = text_columns(copy, line->start, line->end);
	}
	return true;
}

bool line_is_bare(const struct lines *l, size_t i, bool tags)
{
	char text[BARE_MOST];
	const char *at = line_text(l, i);
	size_t size = line_size(l, i), start = 0, kept = 0;
	bool blank = size == 0, may = size > 0 && size < sizeof text && memchr("<&\xE2\xEF", *at, 4) != NULL;
	if (!may)
		return blank;
	memcpy(text, at, size);
	size = entities_take(text, tags ? tags_take(text, size) : size);
	for (size_t k = 0; k < size;) { /* blanks without a width */
		bool none = size - k > 2 &&
			    (memcmp(text + k, "\xE2\x80\x8B", 3) == 0 || memcmp(text + k, "\xEF\xBB\xBF", 3) == 0);
		if (!none)
			text[kept++] = text[k];
		k += none ? 3 : 1;
	}
	line_trim(text, &start, &kept);
	return start >= kept;
}

bool lines_decode(struct lines *l, struct arena *arena, struct lines_coding *out)
{
	out->tags = lines_hold_tags(l);
	if (out->tags) {
		tags_part(l);
		if (!lines_take(l, arena, tags_take))
			return false;
	}
	out->entities = holds_entity(l->text, l->size);
	if (out->entities && !lines_take(l, arena, entities_take))
		return false;
	out->twice = may_be_twice(l->text, l->size) && is_twice(l);
	return !out->twice || lines_take(l, arena, twice_take);
}
