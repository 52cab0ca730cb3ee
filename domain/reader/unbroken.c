/* Records whose lines were lost: all of the text, or each page, in one line, as some copies
 * from PDF have it. Such a line is cut where lines of a record begin: before labels,
 * directions, decisions and lists, around page headers, and between the marks of the
 * cover. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader/label.h"
#include "domain/reader/page.h"
#include "domain/reader/titles.h"

#define UNBROKEN 1500 /* bytes to a line, of a text whose lines are lost */
#define PASSAGE 100   /* bytes of a text of few lines, which may be a part of a record */
#define PASSAGE_LINES 2
#define TOP_BYTES 600   /* in which a record's symbol stands */
#define HEADER_BYTES 40 /* of a page, before the symbol */
#define LABEL_BYTES 300
#define SENTENCE_BYTES 900 /* of a direction */
#define DECISION_BYTES 240 /* up to its verb */
#define CUT_LEAST 8        /* bytes between cuts, on the average */

/* What a line begins with: before it, and behind the sentence that it begins, is a cut. */
static const struct phrase {
	const char *begins;
	const char *holds; /* within DECISION_BYTES, in the same sentence; NULL for anything */
	bool anywhere;     /* also where no sentence ends before it */
	bool open;         /* what follows the sentence is not cut from it */
} phrases[] = {
	{ "The meeting was called to order", NULL, true, false },
	{ "The meeting was suspended", NULL, false, false },
	{ "The meeting was adjourned", NULL, false, false },
	{ "The meeting resumed", NULL, true, false },
	{ "The meeting was resumed", NULL, true, false },
	{ "The meeting rose", NULL, true, false },
	{ "In the absence of", " Chair", true, false },
	{ "The President returned to the Chair", NULL, false, false },
	{ "The agenda was adopted", NULL, true, false },
	{ "Adoption of the agenda", NULL, true, true },
	{ "It was so decided", NULL, false, false },
	{ "A recorded vote was taken", NULL, false, false },
	{ "A vote was taken", NULL, false, false },
	{ "In favour:", NULL, true, true },
	{ "Against:", NULL, true, true },
	{ "Abstaining:", NULL, true, true },
	{ "Draft resolution ", " adopted", true, false },
	{ "Draft decision ", " adopted", true, false },
	{ "Draft resolution ", " rejected", true, false },
	{ "The draft resolution ", " adopted", true, false },
	{ "The draft resolution ", " rejected", true, false },
	{ "The draft decision ", " adopted", true, false },
	{ "The amendment", " rejected", true, false },
	{ "The amendment", " adopted", true, false },
	{ "The motion", " rejected", true, false },
	{ "The motion", " adopted", true, false },
	{ "[Subsequently", NULL, true, false },
	{ "At the invitation of the", " took ", false, false },
	{ "The members of the General Assembly observed", NULL, false, false },
	{ "The members of the Council observed", NULL, false, false },
	{ "A vote was taken by secret ballot", NULL, false, false },
};

/* What begins a line of the cover: of its head alone, or also behind who presides. */
static const struct {
	const char *words;
	bool later;
} cover_begins[] = {
	{ "Security Council", false }, { "General Assembly", false }, { "Official Records", false },
	{ "Provisional", false },      { "PROVISIONAL", false },      { "Held at ", false },
	{ "Monday,", false },          { "Tuesday,", false },         { "Wednesday,", false },
	{ "Thursday,", false },        { "Friday,", false },          { "Saturday,", false },
	{ "Sunday,", false },          { "President:", true },        { "President :", true },
	{ "Members:", true },          { "Agenda ", true },           { "This record", true },
};

/* What ends one. */
static const char *const cover_ends[] = { " session",
					  " SESSION",
					  " year",
					  " Year",
					  " meeting",
					  " Meeting",
					  " a.m.",
					  " p.m.",
					  "General Assembly",
					  "Security Council",
					  "Official Records",
					  " noon",
					  "Provisional" };

struct cutter {
	struct reader *r;
	const char *text;
	size_t end; /* of the line that is cut */
	uint32_t *cuts;
	size_t count, room;
	bool opened;     /* the record's symbol or how the meeting opened stands before */
	bool spoken;     /* somebody speaks behind it */
	bool cover;      /* it has not ended, */
	bool head;       /* nor what stands above who presides */
	bool presided;   /* who presides stands before it */
	bool members;    /* of the cover */
	size_t seat;     /* where the text of a member's line began */
	char symbol[48]; /* the record's own; "" before it */
};

static bool at_words(const struct cutter *c, size_t i, const char *words)
{
	size_t n = strlen(words);
	return i + n <= c->end && memcmp(c->text + i, words, n) == 0;
}

static void cut(struct cutter *c, size_t i)
{
	if (c->count < c->room && (c->count == 0 || c->cuts[c->count - 1] < i))
		c->cuts[c->count++] = (uint32_t)i;
}

/* Whether a sentence ends before a byte: behind a longer word than a title's. */
static bool behind_sentence(const struct cutter *c, size_t i, size_t start)
{
	size_t last = i >= start + 4 && memchr("])\"", c->text[i - 2], 3) != NULL ? i - 3 : i - 2, letters = 0;
	if (i < start + 3 || memchr(".?!:", c->text[last], 4) == NULL)
		return false;
	while (last - letters > start && c->text[last - 1 - letters] > ' ')
		letters++;
	return letters > 2;
}

/* The byte behind the sentence that begins at one, at most so many on; 0 for none. */
static size_t sentence_behind(const struct cutter *c, size_t i, size_t most)
{
	size_t end = i + most < c->end ? i + most : c->end;
	for (size_t at = i + 1; at < end; at++) {
		bool stop = c->text[at] == ' ' &&
			    (c->text[at - 1] == '.' || (c->text[at - 1] == ']' && c->text[at - 2] == '.'));
		bool clock = stop && at > 5 && c->text[at - 3] == '.' && c->text[at - 2] == 'm' && at + 3 < end &&
			     is_small(c->text[at + 1]); /* "3 p.m. on Friday" */
		if (stop && !clock &&
		    (behind_sentence(c, at + 1, i) || c->text[at - 2] == 'm' || c->text[at - 2] == ')'))
			return at + 1;
	}
	return 0;
}

/* Whether a word before a byte asks for a name: "I give the floor to Mr. Odd (Norway): he …". */
static bool is_led(const struct cutter *c, size_t i, size_t start)
{
	static const char *const words[] = { "and ", "of ", "by ", "to ", "from ", "with ", "thank ", "for " };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (i >= start + n && memcmp(c->text + i - n, words[k], n) == 0)
			return true;
	}
	return false;
}

/* The byte behind a label that begins at one; 0 for none. */
static size_t label_behind(const struct cutter *c, size_t i, size_t start)
{
	char copy[LABEL_BYTES + 1];
	struct label_parts p;
	size_t size = c->end - i < LABEL_BYTES ? c->end - i : LABEL_BYTES;
	if (title_at(c->text + i, size) == 0 && officer_at(c->text + i, size) == 0)
		return 0;
	if (memchr(c->text + i, ':', size) == NULL)
		return 0;
	memcpy(copy, c->text + i, size);
	copy[size] = '\0';
	if (!label_parse(copy, size, &p) || p.bare)
		return 0;
	size_t text = skip_spaces(copy, p.end);
	bool named = p.officer || p.brackets > 0 || (behind_sentence(c, i, start) && is_capital(copy[text]));
	return named && !is_led(c, i, start) ? i + p.end : 0;
}

static bool holds(const struct cutter *c, size_t i, const struct phrase *phrase)
{
	if (phrase->holds == NULL)
		return true;
	size_t end = sentence_behind(c, i, SENTENCE_BYTES), most = i + DECISION_BYTES;
	end = end == 0 ? c->end : end;
	end = end < most ? end : most;
	return memmem(c->text + i, (end < c->end ? end : c->end) - i, phrase->holds, strlen(phrase->holds)) != NULL;
}

/* A direction, a decision or a list; the byte to go on at, 0 for none. */
static size_t phrase_take(struct cutter *c, size_t i, size_t start)
{
	bool stop = i == start || behind_sentence(c, i, start);
	for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
		if (*phrases[k].begins != c->text[i] || !at_words(c, i, phrases[k].begins) ||
		    (!stop && !phrases[k].anywhere) || !holds(c, i, &phrases[k]))
			continue;
		cut(c, i);
		size_t behind = phrases[k].open ? 0 : sentence_behind(c, i, SENTENCE_BYTES);
		if (behind > 0)
			cut(c, behind);
		bool meeting = strncmp(phrases[k].begins, "The meeting", 11) == 0;
		c->opened |= meeting;
		c->cover &= !meeting;
		return behind > 0 ? behind : i + strlen(phrases[k].begins);
	}
	return 0;
}

/* "Agenda item 9 (continued)": before it and behind. */
static size_t item_take(struct cutter *c, size_t i)
{
	static const char *const between[] = { "and ", "to ", "(continued) ", "(concluded) ", "(resumed) " };
	size_t at = i + 12;
	if (!at_words(c, i, "Agenda item"))
		return 0;
	at += at < c->end && c->text[at - 1] == 's';
	if (at >= c->end || c->text[at] < '0' || c->text[at] > '9')
		return 0;
	for (bool more = true; more && at < c->end;) {
		size_t digits = page_digits_at(c->text, c->end, at);
		more = digits > 0;
		at += digits;
		while (at < c->end && digits > 0 && memchr(", ", c->text[at], 2) != NULL)
			at++;
		for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
			if (at_words(c, at, between[k])) {
				at += strlen(between[k]);
				more = true;
			}
		}
	}
	cut(c, i);
	cut(c, at);
	return at;
}

/* The record's symbol, with a job number and a page's: a page's header or footer. */
static size_t symbol_take(struct cutter *c, size_t i, size_t start)
{
	size_t n = memchr("AS", c->text[i], 2) == NULL ? 0 : record_symbol_at(c->text + i, c->end - i);
	if (n == 0 || n >= sizeof c->symbol ||
	    (c->symbol[0] != '\0' && (strlen(c->symbol) != n || memcmp(c->symbol, c->text + i, n) != 0)))
		return 0;
	if (c->symbol[0] == '\0') {
		memcpy(c->symbol, c->text + i, n);
		c->symbol[n] = '\0';
		c->opened |= c->cover;
	}
	size_t first = i;
	while (!c->cover && first > start + 2 && i - first < HEADER_BYTES && c->text[first - 2] != ' ' &&
	       memchr("0123456789-()E/*", c->text[first - 2], 16) != NULL) {
		first -= 2;
		while (first > start && i - first < HEADER_BYTES && c->text[first - 1] > ' ')
			first--;
	}
	size_t behind = i + n + (i + n < c->end && c->text[i + n] == ' '),
	       digits = page_digits_at(c->text, c->end, behind);
	if (!c->cover && digits > 0 && digits < 4 && behind + digits < c->end && c->text[behind + digits] == ' ')
		behind += digits + 1;
	cut(c, first);
	cut(c, behind);
	return behind;
}

/* Before the state of a member's line, "… Mrs. Perl Angola ....... Mr. Odd", at its leaders. */
static void seat_take(struct cutter *c, size_t i)
{
	char state[80];
	for (size_t at = c->seat; at < i; at++) {
		size_t size = i - at;
		if ((at > c->seat && c->text[at - 1] != ' ') || size >= sizeof state)
			continue;
		while (size > 0 && memchr(" .", c->text[at + size - 1], 2) != NULL)
			size--;
		memcpy(state, c->text + at, size);
		state[size] = '\0';
		if (size > 0 && party_of(state) != NULL) {
			cut(c, at);
			break;
		}
	}
	while (i < c->end && memchr(" .", c->text[i], 2) != NULL)
		i++;
	c->seat = i;
}

/* "THIRTY-SEVENTH SESSION" of a cover in capitals. */
static bool session_begins(const struct cutter *c, size_t i)
{
	size_t n = 0;
	while (i + n < c->end && (is_capital(c->text[i + n]) || c->text[i + n] == '-'))
		n++;
	return n > 4 && at_words(c, i + n, " SESSION");
}

/* The marks of the cover; the byte to go on at, 0 for none. */
static size_t cover_take(struct cutter *c, size_t i)
{
	for (size_t k = 0; k < sizeof cover_begins / sizeof *cover_begins; k++) {
		const char *words = cover_begins[k].words;
		size_t n = strlen(words);
		if (!at_words(c, i, words) || (!c->head && !cover_begins[k].later))
			continue;
		cut(c, i);
		c->head = c->head && !cover_begins[k].later;
		c->presided = strncmp(words, "President", 9) == 0;
		c->members = strcmp(words, "Members:") == 0;
		c->seat = i + n + c->members;
		if (words[n - 1] == ' ' && cover_begins[k].later) /* "Agenda" heads what follows */
			cut(c, i + n);
		return i + n;
	}
	if (c->head && session_begins(c, i))
		cut(c, i);
	size_t digits = page_digits_at(c->text, c->end, i);
	if (digits > 0 && digits < 7 && i + digits + 11 < c->end && c->text[i + digits + 2] == ' ' &&
	    (text_equal(c->text + i + digits + 3, 7, "meeting", 7) || at_words(c, i + digits + 3, "plenary") ||
	     at_words(c, i + digits + 3, "GENERAL PLENARY")))
		cut(c, i);
	return 0;
}

/* Whether a word that ends a line of the cover, or a state in brackets, ends at a byte. */
static bool ends_cover_line(const struct cutter *c, size_t i, size_t start)
{
	if (!c->head)
		return i > start && c->text[i - 1] == ')' && !c->members && c->presided;
	for (size_t k = 0; k < sizeof cover_ends / sizeof *cover_ends; k++) {
		size_t n = strlen(cover_ends[k]);
		if (i >= start + n && memcmp(c->text + i - n, cover_ends[k], n) == 0)
			return true;
	}
	return false;
}

/* Where a paragraph's number stands before a label, behind a sentence; the label's byte
 * where none does. */
static size_t number_before(const struct cutter *c, size_t i, size_t start)
{
	size_t dot = i < start + 3 ? start : i - 2, at = dot;
	while (at > start && dot - at < 3 && is_digit(c->text[at - 1]))
		at--;
	if (at == dot || c->text[dot] != '.' || c->text[i - 1] != ' ')
		return i;
	char last = at > start + 3 ? c->text[at - 2] : '\0', before = last == '.' ? c->text[at - 3] : '\0';
	bool stop = at == start || last == ')' || is_digit(before) || behind_sentence(c, at, start);
	return stop ? at : i;
}

/* The cuts of a line. */
static void line_cut(struct cutter *c, const struct line *line)
{
	size_t start = line->start;
	c->end = line->end;
	c->seat = start;
	for (size_t i = start; i < c->end;) {
		bool word = i == start || c->text[i - 1] == ' ';
		if (c->cover && c->members && c->text[i] == '.' && at_words(c, i, "...") && c->text[i - 1] != '.')
			seat_take(c, i);
		if (c->cover && c->text[i] == ' ' && ends_cover_line(c, i, start))
			cut(c, i + 1);
		size_t next = 0;
		char first = c->text[i];
		if (first == '<' && i > start && block_begins(c->text + i, c->end - i))
			cut(c, i);
		if (word && (is_capital(first) || first == '[' || is_digit(first))) {
			next = label_behind(c, i, start);
			if (next > 0) {
				cut(c, number_before(c, i, start));
				c->spoken |= c->opened;
				c->cover = false;
			}
			next = next == 0 ? phrase_take(c, i, start) : next;
			next = next == 0 ? item_take(c, i) : next;
			next = next == 0 ? symbol_take(c, i, start) : next;
			next = next == 0 && c->cover ? cover_take(c, i) : next;
		}
		i = next > i ? next : i + 1;
	}
}

/* Whether a text may be a record's without its lines; one of few lines need not be long. */
static bool is_unbroken(const struct lines *l)
{
	static const char *const opened[] = { "The meeting was called to order", "The meeting resumed" };
	size_t least = l->count <= PASSAGE_LINES ? PASSAGE : UNBROKEN;
	if (l->count == 0 || l->size / l->count < least)
		return false;
	size_t top = l->size < TOP_BYTES ? l->size : TOP_BYTES;
	bool any = memmem(l->text, top, "/PV.", 4) != NULL || memmem(l->text, top, "PLENARY MEETING", 15) != NULL;
	for (size_t k = 0; k < sizeof opened / sizeof *opened && !any; k++)
		any = memmem(l->text, l->size, opened[k], strlen(opened[k])) != NULL;
	return any;
}

/* Adds the pieces of a line. */
static void pieces_add(struct lines *out, const char *text, const struct line *line, const struct cutter *c)
{
	size_t start = line->start;
	for (size_t k = 0; k <= c->count; k++) {
		size_t next = k < c->count ? c->cuts[k] : line->end, end = next;
		while (end > start && text[end - 1] == ' ')
			end--;
		if (end <= start)
			continue;
		struct line *piece = &out->at[out->count++];
		*piece = *line;
		piece->start = (uint32_t)start;
		piece->end = (uint32_t)end;
		piece->columns = (uint32_t)(end - start);
		piece->gap = line->gap || start > line->start;
		piece->page = line->page && start == line->start;
		start = next;
	}
}

void unbroken_cut(struct reader *r)
{
	const struct lines *l = &r->lines;
	if (!is_unbroken(l))
		return;
	struct lines out = *l;
	struct cutter c = { .r = r, .text = l->text, .cover = true, .head = true, .room = l->size / CUT_LEAST };
	c.cuts = arena_array(r->arena, c.room + 1, sizeof *c.cuts);
	out.at = arena_array(r->arena, l->count + c.room + 1, sizeof *out.at);
	out.count = 0;
	r->full |= c.cuts == NULL || out.at == NULL;
	for (size_t i = 0; i < l->count && !r->full; i++) {
		c.count = 0;
		c.room = (l->at[i].end - l->at[i].start) / CUT_LEAST;
		line_cut(&c, &l->at[i]);
		pieces_add(&out, l->text, &l->at[i], &c);
	}
	if (r->full)
		return;
	struct lines whole = *l;
	r->lines = out;
	if (whole.size / whole.count < UNBROKEN && (!c.spoken || !record_fits(r))) {
		r->lines = whole; /* words about a meeting */
		return;
	}
	reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, 0, "",
		    "the lines of the record are lost: it was cut where labels, directions and lists begin");
}
