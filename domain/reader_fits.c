/* Whether a text is the record of a meeting: by how the meeting opened or rose, by the
 * record's symbol, or by a cover that says which meeting it is of and who presided. */
#include "domain/reader_record.h"

#include <string.h>

#define HEADER_SYMBOLS 40 /* lines that a cover's symbol is looked for in, */
#define COVER_LINES 120   /* and its other marks */
#define MEETING_BYTES 120

static const char *const openings[] = {
	"The meeting was called to order",
	"The meeting resumed",
	"The meeting was resumed",
	"The meeting was opened",
	"In the absence of the ",
	"The agenda was adopted",
	"The provisional agenda was adopted",
};

bool communique_begins(const struct lines *l, size_t i)
{
	static const char words[] = "official communiqu"; /* with its accent or without */
	size_t n = sizeof words - 1;
	return (*line_text(l, i) | 0x20) == 'o' && line_size(l, i) > n && text_equal(line_text(l, i), n, words, n);
}

bool meeting_opens(const struct lines *l, size_t i)
{
	if (strchr("TIO", *line_text(l, i)) == NULL)
		return false;
	if (communique_begins(l, i))
		return true;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		if (line_begins(l, i, openings[k]))
			return true;
	}
	return false;
}

/* Whether a line's last word is that one. */
static bool line_ends_with(const struct lines *l, size_t i, const char *word)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), n = strlen(word);
	return size > n && text_equal(text + size - n, n, word, n) && text[size - n - 1] == ' ';
}

/* "SECOND MEETING", "1381st MEETING: 20 NOVEMBER 1967", "Held at Lake Success, New York,". */
static bool names_meeting(const struct lines *l, size_t i)
{
	if (line_size(l, i) > MEETING_BYTES)
		return false;
	return line_begins(l, i, "Held at ") || line_begins(l, i, "Held in ") || meeting_digits(l, i) > 0 ||
	       meeting_number_behind(l, i) > 0 || line_ends_with(l, i, "meeting");
}

/* What of a record's marks its lines have so far. */
struct marks {
	bool opening, closing, symbol;
	bool held, presided; /* a cover that says which meeting it is of, and who presided */
};

static void marks_see(struct marks *m, const struct lines *l, size_t i)
{
	m->opening =
		meeting_opens(l, i) && (line_begins(l, i, "The meeting") || (m->symbol && communique_begins(l, i)));
	m->closing = m->closing || line_begins(l, i, "The meeting rose at");
	if (i >= COVER_LINES)
		return;
	m->symbol = m->symbol || (i < HEADER_SYMBOLS && record_symbol_is(line_text(l, i), line_size(l, i)));
	m->held = m->held || names_meeting(l, i);
	m->presided = m->presided || (m->held && president_begins(l, i));
}

bool record_fits(struct reader *r)
{
	const struct lines *l = &r->lines;
	struct marks m = { .opening = false };
	size_t labels = 0;
	for (size_t i = 0; i < l->count && !m.opening; i++) {
		struct label label;
		marks_see(&m, l, i);
		bool marked = m.symbol || m.closing || m.presided;
		if (labels == 0 && (marked || i > 0) && label_at(r, i, l->count, &label) &&
		    (label.sure || label.officer))
			labels++;
	}
	return m.opening || ((m.symbol || m.closing || m.presided) && labels > 0) || annexes_fit(l);
}
