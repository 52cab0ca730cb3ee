/* Furniture: lines that are not the text's. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <pthread.h>
#include <string.h>

#include "domain/reader/page.h"

/* "Created at : 15.09.2017, 20:45" */
static bool is_page_stamp(const char *text, size_t size)
{
	static const char *const stamps[] = { "created at",   "updated at", "last updated", "published at",
					      "published on", "posted at",  "posted on",    "last modified" };
	for (size_t k = 0; k < sizeof stamps / sizeof *stamps; k++) {
		size_t n = strlen(stamps[k]);
		if (size <= n || !text_equal(text, n, stamps[k], n))
			continue;
		while (n < size && text[n] == ' ')
			n++;
		return n < size && text[n] == ':';
	}
	return false;
}

static const struct {
	bool (*is)(const char *text, size_t size);
	const char *explanation;
} furniture[] = {
	{ page_number_is, "a page number, left out" },
	{ page_mark_is, "a page number, left out" },
	{ job_number_is, "a job number, left out" },
	{ page_header_is, "a page header, left out" },
	{ is_page_stamp, "times of a web page, left out: they are not the text's date" },
};

void furniture_mark(struct reader *r)
{
	for (size_t i = 0; i < r->lines.count && !r->full; i++) {
		for (size_t k = 0; k < sizeof furniture / sizeof *furniture; k++) {
			if (furniture[k].is(line_text(&r->lines, i), line_size(&r->lines, i))) {
				furniture_add(r, i, furniture[k].explanation);
				break;
			}
		}
	}
}

/* Of the pages of a meeting record. */

#define BOILERPLATE_LINES 14
#define CUT_LEAST 40 /* bytes of a line that a page cuts off within a sentence */

static const char *const boilerplate[] = {
	"This record contains the ",
	"This record is issued in ",
	"This record is subject to correction",
	"The final text will ",
	"Corrections should be ",
	"Any corrections ",
	"Corrections to this record",
	"Corrected records will ",
	"Participants wishing only ",
	"Symbols of United Nations documents",
	"NOTE Symbols of United Nations",
	"Digitized by ",
	"Accessible document",
	"Please recycle",
	"Documents of the Security Council (symbol",
	"HOW TO OBTAIN UNITED NATIONS",
	"COMMENT SE PROCURER LES PUBLICATIONS",
	"Les publications des Nations Unies sont",
	"COMO CONSEGUIR PUBLICACIONES",
	"Las publicaciones de las Naciones Unidas",
	"United Nations publications may be ",
	"Printed at United Nations",
	"Printed in ",
	"Imprim\xC3\xA9 ",
	"Litho",
	"The resolutions of the Security Council, numbered",
	"AS THIS RECORD WAS DISTRIBUTED",
	"Distr. GENERAL",
	"The co-operation of delegations in strictly",
	"The cooperation of delegations in strictly",
};

static struct letter_pairs boilerplate_pairs;

static void boilerplate_ready(void)
{
	for (size_t k = 0; k < sizeof boilerplate / sizeof *boilerplate; k++)
		letter_pairs_add(&boilerplate_pairs, boilerplate[k]);
}

/* Notes of one line, at a page's foot: what stands behind may be the next column's. */
static bool is_one_line(const struct lines *l, size_t i)
{
	static const char *const notes[] = { "Printed ", "Imprim\xC3\xA9 ", "Litho", "Digitized by ",
					     "Please recycle" };
	size_t job = job_number_size(line_text(l, i), line_size(l, i));
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		size_t n = strlen(notes[k]);
		if (line_size(l, i) - job >= n && memcmp(line_text(l, i) + job, notes[k], n) == 0)
			return true;
	}
	return false;
}

static bool begins_boilerplate(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), job = job_number_size(text, size);
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, boilerplate_ready);
	if (size - job < 2 || !letter_pairs_may(&boilerplate_pairs, text + job))
		return false;
	for (size_t k = 0; k < sizeof boilerplate / sizeof *boilerplate; k++) {
		if (*boilerplate[k] != text[job])
			continue;
		size_t n = strlen(boilerplate[k]);
		if (size - job >= n && memcmp(text + job, boilerplate[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether a line goes on with the printers' note: no blank line stands between, though a page of
 * columns may have it set in. */
static bool follows_boilerplate(const struct lines *l, size_t i)
{
	return !l->at[i].page && (!l->at[i].gap || (l->moved && l->at[i].number == l->at[i - 1].number + 1));
}

/* Whether a line ends the printers' note: what follows is the record's again. */
static bool ends_boilerplate(const struct lines *l, size_t i)
{
	static const char *const ends[] = { "corrigendum.", "un.org).", "copy of the record." };
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t n = strlen(ends[k]), size = line_size(l, i);
		if (size >= n && memcmp(line_text(l, i) + size - n, ends[k], n) == 0)
			return true;
	}
	return false;
}

/* A line is blank on either side, or a page begins or ends there. */
static bool stands_alone(const struct lines *l, size_t i)
{
	bool before = l->at[i].gap || l->at[i].page || (i > 0 && l->at[i - 1].furniture);
	bool after = i + 1 == l->count || l->at[i + 1].gap || l->at[i + 1].page || l->at[i + 1].furniture;
	return before && (after || page_line_is(line_text(l, i + 1), line_size(l, i + 1)));
}

static bool is_at_page_end(const struct lines *l, size_t i)
{
	if (l->at[i].page || i + 1 == l->count || (i > 0 && l->at[i - 1].furniture))
		return true;
	return l->at[i + 1].page || l->at[i + 1].furniture || page_line_is(line_text(l, i + 1), line_size(l, i + 1));
}

static bool is_number(const struct lines *l, size_t i, size_t most)
{
	size_t size = line_size(l, i);
	return size <= most && page_digits_at(line_text(l, i), size, 0) == size;
}

/* Whether the record's symbol is all that stands between a line and the page's end. */
static bool is_over_symbol(const struct lines *l, size_t i)
{
	return i + 2 < l->count && l->at[i + 2].page && record_symbol_is(line_text(l, i + 1), line_size(l, i + 1));
}

/* Whether a number stands apart between two lines of one sentence, which does not ask for it: "negative votes being
 * that of a", "10", "permanent member". */
static bool cuts_sentence(const struct lines *l, size_t i)
{
	static const char *const asks[] = {
		" to", " by", " with", " and", " of", " paragraph", " paragraphs", " rule"
	};
	if (i == 0 || i + 1 >= l->count || !l->at[i].gap || !l->at[i + 1].gap)
		return false;
	const char *before = line_text(l, i - 1), *behind = line_text(l, i + 1);
	size_t size = line_size(l, i - 1);
	for (size_t k = 0; k < sizeof asks / sizeof *asks; k++) {
		if (text_ends_with(before, size, asks[k]))
			return false;
	}
	return size > CUT_LEAST && is_small(before[size - 1]) && (is_small(*behind) || *behind == '(');
}

/* "2" by itself: at a page's end, as its first line, within a sentence, or the number that comes next. */
static bool is_lone_page(const struct lines *l, size_t i, long *page)
{
	size_t size = line_size(l, i);
	bool last = i + 1 < l->count && l->at[i + 1].page;                       /* of its page */
	bool top = l->at[i].page && i + 1 < l->count && !is_number(l, i + 1, 4); /* no column of numbers */
	bool over = is_over_symbol(l, i), behind = i > 0 && l->at[i - 1].furniture;
	bool four = top || over || (behind && stands_alone(l, i));
	if (!is_number(l, i, four ? 4 : 3))
		return false;
	bool alone = stands_alone(l, i) || behind;
	if (!alone && !last && !top && !over)
		return false;
	long n = 0;
	for (size_t k = 0; k < size; k++)
		n = n * 10 + (line_text(l, i)[k] - '0');
	bool next = n == *page + 1 || n == *page + 2;
	if (!next && !top && !over && !(alone && is_at_page_end(l, i)) && !cuts_sentence(l, i))
		return false;
	*page = n;
	return true;
}

/* Whether a line goes on with a sentence, as most do: no header, footer, note or printers'
 * words begin with a small letter. */
static bool goes_on(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	return is_small(*text) && page_begins_plain(text, line_size(l, i));
}

/* Whether the meeting goes on at a line, whatever stands before it. */
static bool is_of_meeting(struct reader *r, size_t i)
{
	struct label label;
	return meeting_opens(&r->lines, i) || (label_at(r, i, r->lines.count, &label) && (label.sure || label.officer));
}

static void boilerplate_mark(struct reader *r, size_t *i)
{
	struct lines *l = &r->lines;
	size_t first = *i;
	furniture_add(r, first, "a note of the printers, left out");
	for (size_t k = first + 1; k < l->count && k < first + BOILERPLATE_LINES && !ends_boilerplate(l, k - 1); k++) {
		if (!follows_boilerplate(l, k) || is_one_line(l, first) || is_of_meeting(r, k))
			break;
		if (l->at[k].furniture)
			continue;
		furniture_add(r, k, "a note of the printers, left out");
		*i = k;
	}
}

/* What a line is that begins with a word of letters alone, as most do. */
static const char *plain_furniture(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	if (page_reissue_is(text, size))
		return "a note of the printers, left out";
	bool under = i > 0 && l->at[i - 1].furniture; /* of a page's header */
	bool number = page_mark_is(text, size) || (under && page_edition_is(text, size));
	return number ? "a page number, left out" : NULL;
}

static const char *page_furniture(const struct lines *l, size_t i, long *page, bool *header)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	if (page_begins_plain(text, size))
		return plain_furniture(l, i);
	if (page_line_is(text, size)) {
		*header = memchr(text, '/', size) != NULL && !page_footer_is_glued(text, size) &&
			  !page_number_is(text, size);
		return "a page's header or footer, left out";
	}
	if (page_speaker_is(text, size)) {
		*header = true;
		return "a page's note of who is speaking, left out";
	}
	if (page_reissue_is(text, size))
		return "a note of the printers, left out";
	if (page_letters_is(text, size) || page_mark_is(text, size))
		return "a page number, left out";
	if (page_typist_is(text, size)) {
		bool headed = i + 1 < l->count && record_symbol_is(line_text(l, i + 1), line_size(l, i + 1));
		if (headed || (i > 0 && l->at[i - 1].furniture && stands_alone(l, i)))
			return "a page's header or footer, left out";
	}
	if (page_rule_is(text, size))
		return "a line that is drawn, left out";
	if (page_omission_is(text, size))
		return "a mark of words that a copy leaves out, left out";
	bool under = i > 0 && l->at[i - 1].furniture; /* of a page's header */
	if (under && page_edition_is(text, size))
		return "a page number, left out";
	bool dashed = *text == '-' && text[size - 1] == '-'; /* "- 12 -" */
	if (page_range_is(text, size) && (under || (stands_alone(l, i) && (dashed || is_at_page_end(l, i)))))
		return "a page number, left out";
	return is_lone_page(l, i, page) ? "a page number, left out" : NULL;
}

void record_furniture_mark(struct reader *r, size_t from, size_t cover_end)
{
	struct lines *l = &r->lines;
	uint8_t *header = arena_array(r->arena, l->count, 1);
	long page = 0;
	if (header == NULL) {
		r->full = true;
		return;
	}
	for (size_t i = from; i < l->count && !r->full; i++) {
		bool is_header = false;
		if (goes_on(l, i))
			continue;
		const char *reason = page_furniture(l, i, &page, &is_header);
		bool under = reason == NULL && i > from && header[i - 1];
		size_t head = reason == NULL ? running_head(l, i) : 0;
		head = head == 0 && under && running_part(l, i) ? 1 : head; /* below the page's symbol */
		size_t note = head > 0 ? 0 : footnote_lines(l, i);
		if (note > 0) {
			footnote_unmark(l, i);
			r->fates[i].footnote = (uint32_t)note;
		}
		if (head + note > 0) {
			reason = head > 0 ? "a page's running head, left out"
					  : "a footnote, left out of what it stands in";
			for (size_t end = i + head + note; i < end; i++) {
				furniture_add(r, i, reason);
				header[i] = head > 0;
			}
			i--;
		} else if (reason != NULL) {
			furniture_add(r, i, reason);
			header[i] = is_header;
		} else if (begins_boilerplate(l, i)) {
			boilerplate_mark(r, &i);
		}
	}
	page_titles_mark(r, from, cover_end, header);
}
