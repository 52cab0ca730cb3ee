/* Footnotes of the official records: "1 See Official Records of the Security Council, …"
 * stands where a page or a column ends, in the middle of what is said. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/reader/page.h"

#define STAR_LEAST 12 /* bytes of a note behind a star */
#define NOTE_LINES 6
#define PAGE_LINES 80 /* back to what a note is of */
#define WORD_LEAST 3
#define CITED_LINES 3

/* What editors begin a note with, and speakers no sentence behind a bare number. */
static const char *const openings[] = {
	"See ",
	"Ibid",
	"Idem",
	"Official Records",
	"United Nations, Treaty Series",
	"United Nations publication",
	"Quoted in ",
	"For the text ",
	"For the report ",
	"For the discussion ",
	"Subsequently adopted as ",
	"Subsequently circulated",
	"Subsequently issued",
	"Subsequently distributed",
	"Later circulated",
	"Later issued",
	"Adopted as ",
	"Transmitted ",
	"Resumed from ",
	"Document ",
	"Documents ",
	"Resolution ",
	"General Assembly resolution",
	"Security Council resolution",
	"Mimeographed ",
	"Previously issued",
	"Previously circulated",
};

/* A note's number: digits, or one raised digit; its bytes. */
static size_t number_size(const char *text, size_t size)
{
	static const char raised[] = "\xB9\xB2\xB3"; /* U+00B9, U+00B2, U+00B3 */
	if (size > 1 && (unsigned char)*text == 0xC2)
		return memchr(raised, text[1], sizeof raised - 1) != NULL ? 2 : 0;
	return page_digits_at(text, size < 2 ? size : 2, 0);
}

/* "1 ", "12/ ", "* ", "1": the mark of a note; its bytes, 0 for none. */
static size_t mark_size(const char *text, size_t size)
{
	size_t i = number_size(text, size);
	while (i < size && i < 3 && text[0] == '*' && text[i] == '*')
		i++;
	if (i == 0)
		return 0;
	i += i < size && text[i] == '/' ? 1 : 0;
	i += i < size && text[i] == ' ' ? 1 : 0;
	return i;
}

static bool opens(const char *text, size_t size)
{
	size_t mark = mark_size(text, size);
	for (size_t k = 0; mark > 0 && mark < size && k < sizeof openings / sizeof *openings; k++) {
		if (text[mark] != *openings[k])
			continue;
		size_t n = strlen(openings[k]);
		if (size - mark >= n && memcmp(text + mark, openings[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether a line behind the mark cites what is printed, as speakers do not. */
static bool cites_print(const struct lines *l, size_t i)
{
	static const char *const words[] = { "I.C.J.", "Official Records", "Treaty Series", "Sales No." };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (memmem(line_text(l, i), line_size(l, i), words[k], strlen(words[k])) != NULL)
			return true;
	}
	return false;
}

/* "… Advisory Opinion: I.C.J." */
static bool ends_in_initials(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i);
	return size > 4 && text[size - 1] == '.' && text[size - 3] == '.' && text[size - 2] >= 'A' &&
	       text[size - 2] <= 'Z';
}

/* A line that begins with a mark and a capital, and within a few lines cites. */
static bool marks_cited(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t mark = mark_size(text, line_size(l, i));
	if (mark < 2 || mark >= line_size(l, i) || text[mark] < 'A' || text[mark] > 'Z')
		return false;
	for (size_t n = 0; n < CITED_LINES && i + n < l->count; n++) {
		if (cites_print(l, i + n))
			return true;
		if (line_ends_sentence(l, i + n))
			return false;
	}
	return false;
}

/* The lines of any other note with a star or a stroke, "4/ Those of the north.": a sentence that is a page's last, and
 * no vote's. */
static size_t starred_lines(const struct lines *l, size_t i)
{
	for (size_t n = 1; n <= NOTE_LINES && i + n <= l->count; n++) {
		size_t line = i + n - 1;
		if (text_find(line_text(l, line), line_size(l, line), "delegation", 'g') != NULL ||
		    (n > 1 && (l->at[line].gap || l->at[line].page)))
			return 0;
		bool foot = i + n == l->count || l->at[i + n].page ||
			    page_line_is(line_text(l, i + n), line_size(l, i + n)) || running_head(l, i + n) > 0;
		if (line_ends_sentence(l, line))
			return foot ? n : 0;
	}
	return 0;
}

static bool is_month(const char *text, size_t size)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	for (size_t k = 0; size > 3 && k < sizeof months / sizeof *months; k++) {
		if (memcmp(text, months[k], 3) == 0)
			return true;
	}
	return false;
}

/* A marked sentence inside of another one, which goes on behind it; no vote's. */
static bool interrupts(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), mark = mark_size(text, size), end = i;
	if (mark < 2 || mark >= size || text[mark - 1] != ' ' || text[mark] < 'A' || text[mark] > 'Z' || i == 0 ||
	    line_stops(l, i - 1) || l->at[i - 1].furniture || is_month(text + mark, size - mark))
		return false;
	while (end < l->count && end < i + CITED_LINES && !line_ends_sentence(l, end) &&
	       text_find(line_text(l, end), line_size(l, end), "delegation", 'g') == NULL)
		end++;
	bool ends = end < l->count && end < i + CITED_LINES && line_ends_sentence(l, end) &&
		    text_find(line_text(l, end), line_size(l, end), "delegation", 'g') == NULL;
	unsigned char next = end + 1 < l->count ? (unsigned char)*line_text(l, end + 1) : 0;
	return ends && is_small(next);
}

/* "4/ Those": a mark with a stroke, and a capital. */
static bool is_stroked(const char *text, size_t size)
{
	size_t mark = mark_size(text, size);
	return mark > 2 && mark < size && text[mark - 2] == '/' && is_capital(text[mark]);
}

/* The same of a line that begins with a mark. */
RARELY_CALLED static size_t marked_lines(const struct lines *l, size_t i)
{
	char first = *line_text(l, i);
	if (first == '*' && line_size(l, i) > STAR_LEAST && !opens(line_text(l, i), line_size(l, i)))
		return starred_lines(l, i);
	if (!opens(line_text(l, i), line_size(l, i)) && !marks_cited(l, i) && !interrupts(l, i))
		return is_stroked(line_text(l, i), line_size(l, i)) ? starred_lines(l, i) : 0;
	for (size_t n = 1; n <= NOTE_LINES && i + n <= l->count; n++) {
		if (n > 1 && (l->at[i + n - 1].gap || l->at[i + n - 1].page || l->at[i + n - 1].furniture))
			return 0;
		if (line_ends_sentence(l, i + n - 1) && !ends_in_initials(l, i + n - 1))
			return n;
	}
	return 0;
}

size_t footnote_lines(const struct lines *l, size_t i)
{
	char first = *line_text(l, i);
	return first == '*' || is_digit(first) || (unsigned char)first == 0xC2 ? marked_lines(l, i) : 0;
}

/* Bytes of a note's mark at a line's end, "completely.1", "stage.1/": a raised one, or behind a
 * stop that ends a small word, so no part of a symbol; 0 for none. */
static size_t mark_at_end(const char *text, size_t size, const char *mark, size_t mark_bytes)
{
	size_t slash = size > 0 && text[size - 1] == '/' ? 1 : 0, small = 0;
	if (size < slash + mark_bytes + 1 + WORD_LEAST ||
	    memcmp(text + size - slash - mark_bytes, mark, mark_bytes) != 0)
		return 0;
	if ((unsigned char)*mark == 0xC2)
		return slash + mark_bytes;
	size_t stop = size - slash - mark_bytes - 1;
	while (small < stop && is_small(text[stop - 1 - small]))
		small++;
	bool word = small >= WORD_LEAST && (small == stop || text[stop - 1 - small] == ' ');
	return text[stop] == '.' && word ? slash + mark_bytes : 0;
}

void footnote_unmark(struct lines *l, size_t note)
{
	const char *mark = line_text(l, note);
	size_t bytes = number_size(mark, line_size(l, note));
	for (size_t i = note; bytes > 0 && i > 0 && i + PAGE_LINES > note; i--) {
		struct line *line = &l->at[i - 1];
		size_t cut = line->furniture ? 0 : mark_at_end(line_text(l, i - 1), line_size(l, i - 1), mark, bytes);
		if (cut == 0)
			continue;
		line->end -= (uint32_t)cut;
		line->closed_up += (uint32_t)cut;
		line->columns -= (uint32_t)cut;
		return;
	}
}
