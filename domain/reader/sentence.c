/* Sentences that stand apart from speech: what they begin and end with, and which lines
 * they take. */
#include "base/ascii.h"
#include "domain/reader/direction.h"

#include <string.h>

bool window_begins(const struct window *w, const char *words)
{
	size_t n = strlen(words);
	return w->size >= n && memcmp(w->text, words, n) == 0;
}

bool window_ends(const struct window *w, const char *words)
{
	size_t n = strlen(words), size = w->size;
	return size >= n && text_equal(w->text + size - n, n, words, n);
}

/* Whether a line ends a sentence, a footnote's number behind it or not: "(resolution 3236
 * (XXIX)).1", "with 6 abstentions.2"; not "A/61/L.1", whose words are short. */
static bool ends_sentence(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), end = size, letters = 0;
	if (line_ends_sentence(l, line))
		return true;
	end -= text[end - 1] == '/'; /* "with 6 abstentions.1/" */
	size_t number = end;
	while (end > 0 && is_digit(text[end - 1]))
		end--;
	size_t digits = number - end;
	end -= digits > 0 && end > 1 && text[end - 1] == ' '; /* "adopted unanimously. 1" */
	if (digits == 0 || digits > 2 || end < 2 || text[end - 1] != '.')
		return false;
	while (letters < end - 1 && is_small(text[end - 2 - letters]))
		letters++;
	bool alone = letters > 1 && letters + 1 == end; /* "none.1" */
	return text[end - 2] == ')' || letters > 5 || alone || text_ends_with(text, end - 1, " none");
}

/* "… by 41 votes to", a column's end, "5, with 3 abstentions.": a number that is asked for. */
static bool is_count_asked(const struct lines *l, size_t line)
{
	static const char *const words[] = { " to", " by", " with", " and" };
	const char *before = line_text(l, line - 1), *text = line_text(l, line);
	for (size_t k = 0; is_digit(*text) && k < sizeof words / sizeof *words; k++) {
		if (text_ends_with(before, line_size(l, line - 1), words[k]))
			return true;
	}
	return false;
}

/* Whether the sentence of the line before may go on at a line behind a blank one: a column's end stands between. */
static bool goes_on_behind_gap(const struct lines *l, size_t line)
{
	char first = *line_text(l, line);
	return is_small(first) || first == '(' || l->at[line - 1].furniture ||
	       ends_with_title(line_text(l, line - 1), line_size(l, line - 1)) || is_count_asked(l, line);
}

/* Whether a line ends with a colon that ends a sentence: "…, as follows:". */
static bool ends_with_colon(const char *text, size_t size, char first)
{
	static const char *const ends[] = { " spoke as follows:", " hands, as follows:", "roll-call, as follows:",
					    " was as follows:", " resulted as follows:" };
	if (text[size - 1] != ':')
		return false;
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		if (text_ends_with(text, size, ends[k]))
			return true;
	}
	return first == 'A' || (size < 12 && text_ends_with(text, size, "follows:"));
}

/* "at 12.40 a.m. / on Friday" */
static bool is_hour_before(const struct lines *l, size_t line)
{
	return text_ends_with(line_text(l, line), line_size(l, line), ".m.") && line + 1 < l->count &&
	       !l->at[line + 1].gap && is_small(*line_text(l, line + 1));
}

/* The line after the one that ends the sentence of line first, of at most so many lines;
 * 0 where none does. */
size_t sentence_end(struct record *rec, size_t first, size_t most)
{
	const struct lines *l = &rec->r->lines;
	size_t end = first;
	for (size_t seen = 0; end < l->count && seen < most; end++) {
		rec->r->steps++;
		if (l->at[end].furniture)
			continue;
		const char *text = line_text(l, end);
		if (seen++ > 0 && ((l->at[end].gap && !goes_on_behind_gap(l, end)) || *text == '*' ||
				   (*text == 'T' && direction_stands_alone(l, end))))
			return 0; /* another begins, or a footnote */
		size_t size = line_size(l, end);
		char last = text[size - 1];
		if (is_small(last) || last == ',' || is_hour_before(l, end))
			continue;
		bool ends = ends_with_colon(text, size, *line_text(l, first)) ||
			    (ends_sentence(l, end) && !ends_with_title(text, size));
		if (*line_text(l, first) == '[' ? last == ']' : ends)
			return end + 1;
	}
	return 0;
}

/* Puts the sentence of line first together; false where none ends in so many lines. */
bool sentence_fill(struct record *rec, size_t first, size_t most, struct window *w)
{
	size_t end = sentence_end(rec, first, most);
	if (end > 0)
		window_fill(w, &rec->r->lines, first, end);
	return end > 0 && w->end == end;
}
