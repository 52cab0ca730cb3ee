/* Lines: a text's lines that hold something, with their places in its bytes.
 *
 * A line ends with LF, CR LF or CR; white space and marks of direction at its ends and
 * blank lines are not kept, but each line knows its number and whether a blank one
 * stood before it. Pure; any thread; linear. */
#ifndef TRUCE_DOMAIN_LINES_H
#define TRUCE_DOMAIN_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct line {
	uint32_t start, end; /* bytes of the text, white space at the ends left out */
	uint32_t number;     /* from 1 */
	uint32_t columns;    /* characters */
	uint32_t text_at;    /* where its words begin in its block's text; set with the blocks */
	uint32_t closed_up;  /* bytes that it has behind its end since its words were moved together */
	bool gap;            /* a blank line stands before it, or it is the first */
	bool page;           /* a form feed stands before it */
	bool beside;         /* the first of a page whose columns stood beside one another */
	bool furniture;      /* left out of the text; set with the furniture */
	bool soft;           /* the hyphen at its end was a soft one */
	bool hollow;         /* it holds nothing that is read: "&nbsp;", a mark of mail */
	bool divides;        /* the hyphen at its end only divides a word; set behind the furniture */
	uint8_t lacks;       /* marks that it surely has none of; set once the text is as it is read */
};

enum {
	LACKS_COLON = 1,   /* and a semicolon */
	LACKS_BRACKET = 2, /* that closes before a capital or a mark of its own, not before words that go on */
	LACKS_STROKE = 4,
	LACKS_ALL = 7,
};

struct lines {
	const char *text;    /* as it is read: */
	const char *printed; /* the same with the letters that a scan spoiled */
	size_t size;
	struct line *at;
	size_t count;
	bool byte_order_mark;
	bool moved; /* lines stand as they are read, not by their bytes */
};

/* false where the arena is full. */
bool lines_split(struct lines *out, struct bytes text, struct arena *arena) MUST_CHECK;

/* Lines of a page's head that begin at line i; 0 for none. */
typedef size_t page_head(const struct lines *l, size_t i);

/* Puts pages whose columns stand beside one another into the order in which they are
 * read; what they hold of one line of the text are two then. A page begins at a form feed
 * or with its head. false where the arena is full. */
bool lines_beside(const struct lines *l, page_head *head, struct arena *arena, struct lines *out) MUST_CHECK;

/* Moves start and end over the blanks at either end of a line. */
void line_trim(const char *text, size_t *start, size_t *end);

/* Characters of a text from a byte to another. */
uint32_t text_columns(const char *text, size_t start, size_t end);

/* Leaves out the marks of Markdown, in a text that has some; *marked: whether it has. The text is
 * a copy then, with every line where it was. false where the arena is full. */
bool lines_unmark(struct lines *l, struct arena *arena, bool *marked) MUST_CHECK;

/* Leaves of line i, which holds nothing that is read, a mark that is none of the text's; a blank
 * line stands there then. text: the copy that is read. */
void line_hollow(struct lines *l, size_t i, char *text);
/* Takes characters out of each line, in a copy of the text: take answers how many bytes are left. */
bool lines_take(struct lines *l, struct arena *arena, size_t (*take)(char *text, size_t size)) MUST_CHECK;

/* Moves lines behind the marks of quoted mail, ">", where nearly all begin with one; whether they
 * do. One that holds no more is empty then. */
bool lines_unquote(struct lines *l);

bool lines_hold_tags(const struct lines *l);      /* of HTML: three at least */
bool block_begins(const char *text, size_t size); /* with a tag of HTML that begins one, "<p>" */

/* Whether a line holds nothing but tags and blanks of HTML, or blanks without a width. */
bool line_is_bare(const struct lines *l, size_t i, bool tags);

/* What a copy made of a text's characters. */
struct lines_coding {
	bool tags;     /* of HTML */
	bool entities; /* of HTML */
	bool twice;    /* UTF-8 was taken for Windows-1252 and encoded again */
};

/* Reads such characters as what they stand for. The text is a copy then, with every line where it
 * was. false where the arena is full. */
bool lines_decode(struct lines *l, struct arena *arena, struct lines_coding *out) MUST_CHECK;

/* Makes one of the blanks that part two words, of whatever width, up to three in a row; more
 * set columns apart. Ligatures, soft and no-break hyphens become what they stand for. The text
 * is a copy then, with every line where it was. false where the arena is full. */
bool lines_close_up(struct lines *l, struct arena *arena) MUST_CHECK;

/* Where no-break spaces may set columns apart, or lines stand inside of tags: a copy of the text, with
 * every line where it was, in which each blank of whatever width is one byte and lines have no tags
 * at their ends. Then, of lines cut from that copy, the bytes that they have in the text as it was.
 * false where the arena is full. */
bool lines_plain(struct lines *l, struct arena *arena) MUST_CHECK;
void lines_restore(struct lines *l, const struct lines *plain, const struct lines *was);

/* Moves lines' ends over tags; what stood before them takes no column then, and those of blocks part
 * lines. The text is a copy. false where the arena is full. */
bool lines_trim_tags(struct lines *l, struct arena *arena) MUST_CHECK;

/* Tells of each line which marks it lacks: most lack all. */
void lines_note_marks(struct lines *l);

/* Whether two blanks stand in a row. */
bool blanks_in_row(const char *text, size_t size);

/* Length of the words of line i. */
static inline size_t line_size(const struct lines *l, size_t i)
{
	return l->at[i].end - l->at[i].start;
}

static inline const char *line_text(const struct lines *l, size_t i)
{
	return l->text + l->at[i].start;
}

/* How the lines from first to end are set. */
struct layout {
	bool wrapped;   /* a paragraph runs over several lines; else each line is one */
	uint32_t width; /* columns that nine lines in ten keep to; 0 where too few tell */
};

struct layout lines_layout(const struct lines *l, size_t first, size_t end);

/* Whether a line ends as a sentence does: a full stop, "!" or "?", also of Chinese or Arabic,
 * with quotes and brackets closed after it. */
bool line_ends_sentence(const struct lines *l, size_t i);

/* Whether it ends so, or with ";", ":" or ",": what comes behind it may be new. */
bool line_stops(const struct lines *l, size_t i);

/* Whether a line begins as a sentence may: a capital letter, a letter past ASCII or
 * an opening quote. */
bool line_begins_sentence(const struct lines *l, size_t i);

#endif
