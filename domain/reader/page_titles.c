/* Running titles of a record's pages: what stands beside their headers, or between the marks of one. */
#include "domain/reader/record.h"

#include <stdlib.h>
#include <string.h>

#include "domain/party.h"
#include "domain/reader/page.h"
#include "domain/reader/titles.h"

#define PAGE_TITLE_COLUMNS 120
#define HEADING_LEAST 12 /* columns */
#define TITLE_ROUNDS 3   /* lines of a running title */
#define TITLE_PAGES 4    /* it stands on one page in so many */
#define MAY_BE_HEADER 3

/* Whether a party stands between a line's commas, as in a vote's list. */
static bool lists_parties(struct reader *r, const char *text, size_t size)
{
	for (const char *comma = memchr(text, ',', size); comma != NULL;) {
		size_t n = (size_t)(comma - text);
		if (n > 0 && party_of(reader_text(r, text, n)) != NULL)
			return true;
		size_t skip = n + 1 + (n + 1 < size && text[n + 1] == ' ');
		text += skip < size ? skip : size;
		size -= skip < size ? skip : size;
		comma = memchr(text, ',', size);
	}
	return false;
}

/* A line that may be a running title: no sentence, no label, no list. */
static bool may_be_title(struct reader *r, size_t i)
{
	const struct lines *l = &r->lines;
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	static const char *const never[] = { "Agenda item", "AGENDA ITEM", "None",          "In favour",
					     "Against",     "Abstain",     "United Nations" };
	for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
		size_t n = strlen(never[k]);
		if (size >= n && memcmp(text, never[k], n) == 0)
			return false;
	}
	char last = text[size - 1];
	bool begins_label = memchr(text, '(', size) != NULL && (title_at(text, size) > 0 || officer_at(text, size) > 0);
	return !l->at[i].furniture && l->at[i].columns <= PAGE_TITLE_COLUMNS && strchr(".:;,?!", last) == NULL &&
	       line_begins_sentence(l, i) && language_note(l, i) == NULL && !label_is_near(l, i) && !begins_label &&
	       !lists_parties(r, text, size);
}

/* The words of a line between a page's symbol, date and number: its title. */
static size_t title_between(const char *text, size_t size, size_t *from, bool *marked)
{
	size_t end = size;
	*from = 0;
	*marked = false;
	for (bool more = true; more && *from < end;) {
		size_t word = *from, symbol = record_symbol_at(text + word, end - word), stop = word + symbol;
		while (symbol == 0 && stop < end && (unsigned char)text[stop] > ' ')
			stop++;
		more = stop < end && page_word_is(text + word, stop - word);
		*from = more ? stop : word;
		*marked |= more;
		while (*from < end && (unsigned char)text[*from] <= ' ')
			++*from;
	}
	for (bool more = true; more && end > *from;) {
		size_t word = end;
		while (word > *from && (unsigned char)text[word - 1] > ' ')
			word--;
		more = word > *from && page_word_is(text + word, end - word);
		end = more ? word : end;
		*marked |= more;
		while (end > *from && (unsigned char)text[end - 1] <= ' ')
			end--;
	}
	return end - *from;
}

/* The title between a page's marks on a line; false where there are none. */
static bool marked_title(const struct lines *l, size_t i, uint32_t *hash)
{
	size_t start;
	bool marked;
	if ((l->at[i].lacks & LACKS_STROKE) != 0 || l->at[i].columns > 2 * PAGE_TITLE_COLUMNS ||
	    memchr(line_text(l, i), '/', line_size(l, i)) == NULL) /* of a symbol or a date */
		return false;
	size_t size = title_between(line_text(l, i), line_size(l, i), &start, &marked);
	if (line_size(l, i) > 2 && memcmp(line_text(l, i) + line_size(l, i) - 2, ").", 2) == 0)
		return false; /* "38/180 B)." ends a decision */
	*hash = text_hash(line_text(l, i) + start, size);
	return marked && size > 0;
}

/* Whether a line begins with the record's symbol and ends with the day, or the other way
 * round: surely a page's header. */
static bool is_headed_twice(const char *text, size_t size)
{
	size_t symbol = record_symbol_at(text, size), last = size;
	while (last > 0 && (unsigned char)text[last - 1] > ' ')
		last--;
	if (symbol > 0 && symbol < last)
		return page_date_is(text + last, size - last);
	size_t first = 0;
	while (first < size && (unsigned char)text[first] > ' ')
		first++;
	return first < last && page_date_is(text, first) && record_symbol_is(text + last, size - last);
}

/* A title between a page's marks on one line that the cover or another page has. */
static void marked_titles(struct reader *r, size_t from, size_t cover_end, uint8_t *header)
{
	struct lines *l = &r->lines;
	struct text_set once = { .arena = r->arena }, known = { .arena = r->arena };
	for (size_t i = 0; i < cover_end && !r->full; i++)
		text_set_add(&known, text_hash(line_text(l, i), line_size(l, i)), &r->full);
	for (size_t i = from; i < l->count && !r->full; i++) {
		uint32_t hash;
		if (l->at[i].furniture || !marked_title(l, i, &hash))
			continue;
		header[i] = MAY_BE_HEADER;
		if (!text_set_add(&once, hash, &r->full))
			text_set_add(&known, hash, &r->full);
	}
	for (size_t i = from; i < l->count && !r->full; i++) {
		uint32_t hash;
		if (header[i] != MAY_BE_HEADER)
			continue;
		header[i] = marked_title(l, i, &hash) && (text_set_has(&known, hash) || l->at[i].page ||
							  is_headed_twice(line_text(l, i), line_size(l, i)));
		if (header[i] != 0)
			furniture_add(r, i, "a page's header or footer, left out");
	}
}

/* The first line from i on that is a page's or may stand beside one; most are told eight at a time. */
static size_t near_header(const struct lines *l, const uint8_t *header, size_t i)
{
	while (i > 0 && i + 7 <= l->count && text_load_8((const char *)header + i - 1) == 0)
		i += 6;
	return i;
}

static bool is_beside(const struct lines *l, const uint8_t *header, size_t from, size_t i)
{
	return (i > from && header[i - 1] != 0) || (i + 1 < l->count && header[i + 1] != 0);
}

static int hash_compare(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Of lines beside page headers those that stand on many of the pages: a line of text that
 * two pages happen to begin with is none. */
static void titles_know(struct reader *r, uint32_t *hashes, size_t count, size_t pages, struct text_set *known)
{
	qsort(hashes, count, sizeof *hashes, hash_compare);
	for (size_t i = 0, end; i < count && !r->full; i = end) {
		for (end = i + 1; end < count && hashes[end] == hashes[i];)
			end++;
		if (end - i > 1 && (end - i) * TITLE_PAGES >= pages)
			text_set_add(known, hashes[i], &r->full);
	}
}

/* Whether a line goes on with the one before it: nothing parts them, and no sentence ends. */
static bool runs_on(const struct lines *l, size_t i)
{
	return i > 0 && !l->at[i].gap && !l->at[i].page && !l->at[i - 1].furniture && !line_ends_sentence(l, i - 1);
}

/* Whether a line stands right above or below a page's header, no blank line between. */
static bool is_at_header(const struct lines *l, const uint8_t *header, size_t i)
{
	return (i > 0 && header[i - 1] != 0 && !l->at[i].gap) ||
	       (i + 1 < l->count && header[i + 1] != 0 && !l->at[i + 1].gap);
}

/* Whether a heading may stand behind the line before: a sentence's end, or "Agenda item 98". */
static bool may_head_follow(const struct lines *l, size_t i)
{
	return i == 0 || line_ends_sentence(l, i - 1) || item_begins(line_text(l, i - 1), line_size(l, i - 1));
}

/* Of lines right beside page headers those that stand as headings elsewhere, between blank lines. */
static void headings_know(struct reader *r, size_t from, const uint8_t *header, struct text_set *known)
{
	const struct lines *l = &r->lines;
	struct text_set asked = { .arena = r->arena };
	bool any = false;
	for (size_t i = from; (i = near_header(l, header, i)) < l->count && !r->full; i++) {
		if (!is_at_header(l, header, i) || l->at[i].columns <= HEADING_LEAST || !may_be_title(r, i))
			continue;
		text_set_add(&asked, text_hash(line_text(l, i), line_size(l, i)), &r->full);
		any = true;
	}
	for (size_t i = from; any && i + 1 < l->count && !r->full; i++) {
		bool apart = l->at[i].gap && l->at[i + 1].gap && l->at[i].columns <= PAGE_TITLE_COLUMNS;
		if (!apart || l->at[i].furniture || !may_head_follow(l, i))
			continue;
		uint32_t hash = text_hash(line_text(l, i), line_size(l, i));
		if (text_set_has(&asked, hash))
			text_set_add(known, hash, &r->full);
	}
}

/* Titles that stand beside page headers of many pages, or of one and on the cover; false
 * where there are none. */
static bool titles_mark(struct reader *r, size_t from, size_t cover_end, uint8_t *header)
{
	struct lines *l = &r->lines;
	struct text_set known = { .arena = r->arena }, cover = { .arena = r->arena }, heads = { .arena = r->arena };
	uint32_t *hashes = arena_array(r->arena, l->count, sizeof *hashes);
	size_t count = 0, pages = 0;
	bool any = false;
	if (hashes == NULL) {
		r->full = true;
		return false;
	}
	size_t page = from < cover_end ? from : cover_end; /* the first behind the cover's own */
	while (page < cover_end && header[page] == 0)
		page++;
	for (size_t i = 0; i < page && !r->full; i++) {
		if (l->at[i].columns > 8)
			text_set_add(&cover, text_hash(line_text(l, i), line_size(l, i)), &r->full);
	}
	for (size_t i = from; (i = near_header(l, header, i)) < l->count; i++) {
		pages += header[i] != 0 && (i == from || header[i - 1] == 0);
		if (is_beside(l, header, from, i) && may_be_title(r, i))
			hashes[count++] = text_hash(line_text(l, i), line_size(l, i));
	}
	titles_know(r, hashes, count, pages, &known);
	if (count > 0)
		headings_know(r, from, header, &heads);
	for (size_t i = from > page ? from : page; (i = near_header(l, header, i)) < l->count && !r->full; i++) {
		if (!is_beside(l, header, from, i))
			continue;
		uint32_t hash = text_hash(line_text(l, i), line_size(l, i));
		if (!text_set_has(&known, hash) && (!text_set_has(&cover, hash) || runs_on(l, i)) &&
		    !(is_at_header(l, header, i) && text_set_has(&heads, hash)))
			continue;
		if (!may_be_title(r, i))
			continue;
		furniture_add(r, i, "a page's running title, left out");
		header[i] = 2; /* of the next round */
		any = true;
	}
	for (size_t i = from; any && i < l->count; i++)
		header[i] = header[i] == 2 ? 1 : header[i];
	return any;
}

void page_titles_mark(struct reader *r, size_t from, size_t cover_end, uint8_t *header)
{
	marked_titles(r, from, cover_end, header);
	bool more = true;
	for (int round = 0; more && round < TITLE_ROUNDS; round++)
		more = titles_mark(r, from, cover_end, header);
}
