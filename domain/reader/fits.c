/* Whether a text is the record of a meeting: by how the meeting opened or rose, by the
 * record's symbol, or by a cover that says which meeting it is of and who presided. */
#include "domain/reader/record.h"

#include <string.h>

#include "domain/reader/page.h"

#define HEADER_SYMBOLS 40 /* lines that a cover's symbol is looked for in, */
#define COVER_LINES 120   /* and its other marks */
#define MEETING_BYTES 120

/* What only a record's cover has: "Held at …", "1381st MEETING: 20 NOVEMBER 1967", "Agenda item
 * 27:". */
static bool is_of_cover(const struct lines *l, size_t i)
{
	return line_begins(l, i, "Held at ") || line_begins(l, i, "Held in ") || meeting_digits(l, i) > 0 ||
	       meeting_is_named(l, i) || agenda_begins(l, i) || item_begins(line_text(l, i), line_size(l, i));
}

/* What of a record's marks its lines have so far. */
struct marks {
	bool opening, closing, symbol;
	bool cover;          /* some line that only a cover has */
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
	if (line_size(l, i) <= MEETING_BYTES && !m->cover) {
		m->cover = is_of_cover(l, i);
		m->held = m->held || m->cover || ends_with_word(line_text(l, i), line_size(l, i), "meeting");
	}
	m->presided = m->presided || (m->held && president_begins(l, i));
}

/* Whether the label of a line has a paragraph's number, as those of records have. */
static bool is_numbered(const struct lines *l, size_t i)
{
	return page_digits_at(line_text(l, i), line_size(l, i), 0) > 0;
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
		    (label.sure || label.officer)) {
			m.presided = m.presided || (m.cover && (label.officer || is_numbered(l, i)));
			labels++;
		}
	}
	return m.opening || ((m.symbol || m.closing || m.presided) && labels > 0) || annexes_fit(l);
}
