/* Copies whose columns a program merged, line by line: which words are whose is not told any more.
 * Nothing is put apart; a finding says so. */
#include "domain/reader_record.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader_titles.h"

#define COLUMNS_LEAST 80 /* of lines that hold two columns' words */
#define LABELS_LEAST 2

/* Whether words lead up to a name, "I call on Mr. Odd (Norway): he waits", or a sentence ends. */
static bool is_led(const char *text, size_t size)
{
	static const char *const words[] = { "to ", "of ", "by ", "on ", "and ", "from ", "with ", "thank ", "for " };
	if (size < 2 || strchr(".:;?!)\"]", text[size - 2]) != NULL || text[size - 1] != ' ')
		return true;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (size >= n && memcmp(text + size - n, words[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether a speaker's label with a known party stands in the middle of a line, behind words that it
 * does not go on with. */
static bool holds_label(struct reader *r, const char *text, size_t size)
{
	struct label label;
	const char *end = text + size;
	for (const char *at = text; (at = memchr(at, '.', (size_t)(end - at))) != NULL; at++) {
		const char *name = at; /* of "Mr." */
		while (name > text && name[-1] > ' ')
			name--;
		if (name == text || title_at(name, (size_t)(end - name)) == 0 || is_led(text, (size_t)(name - text)))
			continue;
		if (person_at(r, name, (size_t)(end - name), &label) && name + label.size < end &&
		    name[label.size] == ':' && party_of(label.party) != NULL)
			return true;
	}
	return false;
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
		bool may = !l->at[i].furniture && memmem(text, size, "):", 2) != NULL;
		if (may && holds_label(rec->r, text, size)) {
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
