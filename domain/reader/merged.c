/* Copies whose columns a program merged, line by line: which words are whose is not told any more.
 * Nothing is put apart; a finding says so. */
#include "domain/reader/record.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader/titles.h"

#define COLUMNS_LEAST 80 /* of lines that hold two columns' words */
#define LABELS_LEAST 2

/* Whether a sentence, or a part of one, ends before a byte. */
static bool is_stopped(const char *text, size_t size)
{
	return size < 2 || strchr(".:;?!)\"]", text[size - 2]) != NULL || text[size - 1] != ' ';
}

/* Whether words lead up to a name, "I call on Mr. Odd (Norway): he waits", or a sentence ends. */
static bool is_led(const char *text, size_t size)
{
	static const char *const words[] = { "to ", "of ", "by ", "on ", "and ", "from ", "with ", "thank ", "for " };
	if (is_stopped(text, size))
		return true;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (size >= n && memcmp(text + size - n, words[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether a colon stands at a byte, be it behind a note of language. */
static bool has_colon(const char *at, const char *end)
{
	const char *note = end - at > 2 && memcmp(at, " (", 2) == 0 ? memchr(at, ')', (size_t)(end - at)) : NULL;
	at = note == NULL ? at : note + 1;
	return at < end && *at == ':';
}

/* Whether a label stands in the middle of a line, behind words that it does not go on with: a name
 * with a known party, or who presides. */
static bool holds_label(struct reader *r, const char *text, size_t size)
{
	static const char officer[] = "The President";
	struct label label;
	const char *end = text + size;
	for (const char *at = text; (at = memchr(at, '.', (size_t)(end - at))) != NULL; at++) {
		const char *name = at; /* of "Mr." */
		while (name > text && name[-1] > ' ')
			name--;
		bool titled = name > text && title_at(name, (size_t)(end - name)) > 0;
		if (titled && !is_led(text, (size_t)(name - text)) &&
		    person_at(r, name, (size_t)(end - name), &label) && party_of(label.party) != NULL &&
		    has_colon(name + label.size, end))
			return true;
	}
	const char *at = memmem(text, size, officer, sizeof officer - 1);
	return at != NULL && !is_stopped(text, (size_t)(at - text)) && has_colon(at + sizeof officer - 1, end);
}

void merged_find(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	size_t labels = 0, first = 0;
	if (!rec->layout.wrapped || rec->layout.width < COLUMNS_LEAST)
		return;
	for (size_t i = rec->cover_end; i < l->count && labels < LABELS_LEAST && !rec->r->full; i++) {
		const char *text = line_text(l, i);
		size_t size = line_size(l, i);
		if (!l->at[i].furniture && memchr(text, ':', size) != NULL && holds_label(rec->r, text, size)) {
			labels++;
			first = labels == 1 ? i : first;
		}
	}
	if (labels == LABELS_LEAST)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, line_number(rec, first),
			    line_printed(rec, first),
			    "labels stand in the middle of lines: the copy may have merged columns that stood beside "
			    "one another; the words are kept as they stand");
}
