/* Speakers' labels that a scan spoiled: "l3. Mr, ABDOH (Iran) {translated from. French).". */
#include "base/ascii.h"
#include "domain/reader/scan.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "domain/reader/titles.h"
#include "domain/scan.h"

#define NAME_MOST 64    /* bytes of a name before its bracket */
#define PARTY_MOST 100  /* bytes of a bracket */
#define TITLE_LEAST 6   /* bytes from a title on, */
#define OFFICER_MOST 24 /* and up to the end of "The PRESIDENT", behind a number */
#define NUMBER_MOST 8   /* bytes of a paragraph's number and what a scan made of it */

/* Whether a label's first word may begin at a text: "Mr.", "The PRESIDENT". */
static bool may_be_title(const char *text)
{
	static const char *const begins[] = { "Mr", "Mt", "Me.", "Mc.", "Ms", "Miss ", "Nr.", "Th", "Sir ", "Lord " };
	for (size_t k = 0; k < sizeof begins / sizeof *begins; k++) {
		if (*text == *begins[k] && strncmp(text, begins[k], strlen(begins[k])) == 0)
			return true;
	}
	return false;
}

/* Whether a line may begin with one, behind a number or not: most need no closer look. */
static bool may_begin(const char *text, size_t size)
{
	for (size_t i = 0; i < NUMBER_MOST && i + TITLE_LEAST < size; i++) {
		if (is_capital(text[i]) && (i == 0 || !is_letter(text[i - 1])) &&
		    (may_be_title(text + i) || title_at(text + i, size - i) > 0))
			return true;
	}
	return size > OFFICER_MOST && text_find(text, OFFICER_MOST, "PRESID", 'P') != NULL;
}

/* Bytes of a paragraph's number, "l2, ", and the blanks behind it; 0 for none. */
static size_t number_size(const struct stretch *v)
{
	size_t n = 0, digits = 0;
	while (n < 4 && scan_digit(v->text[n]) != '\0') {
		digits += is_digit(v->text[n]);
		n++;
	}
	bool mark = n > 0 && n < 4 && v->text[n] != '\0' && strchr(".,:;", v->text[n]) != NULL;
	return mark && v->text[n + 1] == ' ' && digits > 0 ? blanks_end(v, n + 1) : 0;
}

/* Bytes before a label's first word that hold a digit or a mark: what a scan made of a
 * number; 0 for none. */
static size_t spoiled_number_size(const struct stretch *v)
{
	size_t end = 0, marks = 0;
	for (; end < NUMBER_MOST && end < v->first; end++) {
		if (may_be_title(v->text + end) && (end == 0 || !is_letter(v->text[end - 1])))
			return marks > 0 ? end : 0;
		marks += !is_letter(v->text[end]) && v->text[end] != ' ';
	}
	return 0;
}

/* A number that can be told becomes "12. ", another one blanks. The byte behind it. */
static size_t number_mend(struct stretch *v)
{
	size_t end = number_size(v), n = 0;
	end = end > 0 ? end : spoiled_number_size(v);
	while (n < end && scan_digit(v->text[n]) != '\0')
		n++;
	bool told = n > 0 && n < 4 && end - n > 1 && (unsigned char)v->text[n] < 0x80 && !is_letter(v->text[n]);
	for (size_t i = 0; i < end; i++)
		v->text[i] = !told || i > n ? ' ' : i == n ? '.' : scan_digit(v->text[i]);
	return end;
}

/* The title before a name: the byte behind it, 0 for none. */
static size_t title_mend(struct stretch *v, size_t at)
{
	static const char *const titles[] = { "Mr. ", "Mrs. ", "Miss ", "Sir ", "Lord " };
	size_t exact = title_at(v->text + at, v->size - at);
	unsigned faults;
	if (exact > 0)
		return at + exact;
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		size_t n = scan_match(v->text + at, v->size - at, titles[k], 1, &faults);
		if (n > 0 && is_capital(v->text[at]) && is_capital(v->text[at + n]) &&
		    stretch_put(v, at, n, titles[k], strlen(titles[k])))
			return at + n;
	}
	return 0;
}

/* Whether what was read for a colon may stand at a byte: "The PRESIDENTs I call". */
static bool is_joined_mark(const struct stretch *v, size_t at)
{
	return at + 2 < v->size && strchr("sti1", v->text[at]) != NULL && v->text[at + 1] == ' ' &&
	       is_capital(v->text[at - 1]) && is_capital(v->text[at + 2]);
}

/* "The PRESIDENT": the byte behind it, 0 for none. */
static size_t officer_mend(struct stretch *v, size_t at)
{
	static const char *const officers[] = { "The PRESIDENT", "The President", "The ACTING PRESIDENT",
						"The SECRETARY-GENERAL" };
	size_t exact = officer_at(v->text + at, v->size - at);
	unsigned faults;
	if (exact > 0 && !officer_is_spoiled(v->text + at, exact))
		return at + exact;
	for (size_t k = 0; k < sizeof officers / sizeof *officers; k++) {
		size_t n = scan_match(v->text + at, v->size - at, officers[k], 2, &faults);
		bool ends = !is_small(v->text[at + n]) && !is_capital(v->text[at + n]);
		if (n > 0 && (ends || is_joined_mark(v, at + n)) &&
		    stretch_put(v, at, n, officers[k], strlen(officers[k])))
			return at + n;
	}
	return 0;
}

/* "(translated from French)" at a bracket: the byte behind it, 0 for none. */
static size_t note_mend(struct stretch *v, size_t at)
{
	static const char *const verbs[] = { "(translated from ", "(interpretation from ", "(translation from ",
					     "(spoke in " };
	static const char *const languages[] = { "French)", "Spanish)", "Russian)", "Chinese)", "Arabic)", "English)" };
	size_t whole = strcspn(v->text + at, ")]") + 1;
	const char *language;
	if (at + whole <= v->size && language_note_is(v->text + at, whole, &language) && language[0] != '\0')
		return at + whole;
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		unsigned faults;
		size_t verb = scan_match(v->text + at, v->size - at, verbs[k], (unsigned)strlen(verbs[k]) / 5, &faults);
		for (size_t j = 0; verb > 0 && j < sizeof languages / sizeof *languages; j++) {
			char note[48];
			size_t from = at + verb,
			       n = scan_match(v->text + from, v->size - from, languages[j], 2, &faults);
			snprintf(note, sizeof note, "%s%s", verbs[k], languages[j]);
			size_t room = at > 0 && v->text[at - 1] == ' '; /* of a letter that was lost */
			if (n > 0 && stretch_put(v, at - room, room + verb + n, note, 0))
				return from + n;
		}
	}
	return 0;
}

/* "&Jordan)": where a party's name ends at a bracket and begins behind what
 * was read for one; at for none. */
static size_t open_find(struct scan *s, const struct stretch *v, size_t at)
{
	size_t close = at;
	while (close < v->size && close - at < NAME_MOST && v->text[close] != ':' && !scan_closes(v->text[close]))
		close++;
	for (size_t i = at; i < close && scan_closes(v->text[close]); i++) {
		size_t first = i + 1;
		while (first < close && utf8_is_inside(v->text[first]))
			first++;
		if (v->text[i] == ' ' || (i > 0 && v->text[i - 1] != ' ') || first == close)
			continue;
		if (scan_is_party(s, v->text + first, close - first))
			return first - 1;
	}
	return at;
}

/* The bracket that closes one at a byte, or the colon where none does; the text's end. */
static size_t close_find(const struct stretch *v, size_t at)
{
	size_t end = at + 1, depth = 0;
	while (end < v->size && end - at < PARTY_MOST && v->text[end] != ':' &&
	       (depth > 0 || !scan_closes(v->text[end]))) {
		depth += v->text[end] == '(';
		depth -= v->text[end] == ')' && depth > 0;
		end++;
	}
	return end - at < PARTY_MOST ? end : v->size;
}

/* "(Iran)" at a bracket: the byte behind it, 0 for none. Its end may be read for a letter,
 * where a colon follows. */
static size_t party_mend(struct scan *s, struct stretch *v, size_t at)
{
	size_t end = close_find(v, at), stray = end;
	if (end == v->size)
		return 0;
	end -= v->text[end] == ':';
	if (end > at + 1 && v->text[stray] != ':' && !scan_is_party(s, v->text + at + 1, end - at - 1)) {
		end = close_find(v, stray); /* "(Union of Soviet Socialist) Republics)" */
		if (end == v->size || v->text[end] == ':')
			return 0;
		v->text[stray] = ' ';
	}
	if (end <= at + 1 || !scan_is_party(s, v->text + at + 1, end - at - 1))
		return 0;
	for (size_t i = at; i > 0 && (unsigned char)v->text[i] >= 0x80; i--)
		v->text[i - 1] = (unsigned char)v->text[i - 1] >= 0x80 ? ' ' : v->text[i - 1];
	v->text[at] = '(';
	v->text[end] = ')';
	return end + 1;
}

#define NOTE_MOST 44 /* bytes of a note of language */

/* What may be read for a label's colon before a capital; a blank: it may be gone. */
#define MARKS "!*="
#define MARKS_OFFICER "!*=.sti1" /* of "The PRESIDENT" where it stands apart, */
#define MARKS_NAME " !*=.st1i"   /* of a name in capitals that does, */
#define MARKS_NOTED "!*=.,-"     /* behind a note of language, */
#define MARKS_BOTH " !*=.,-st1i" /* and behind one of a label that stands apart */

/* The colon that ends a label, or what is read for it: the byte behind it, 0 for none. */
static size_t colon_mend(struct stretch *v, size_t at, const char *marks)
{
	size_t i = blanks_end(v, at);
	if (i < v->size && v->text[i] != ':' && strchr(".,'-", v->text[i]) != NULL && v->text[i + 1] == ':')
		v->text[i++] = ' ';
	if (v->text[i] == ':' || v->text[i] == ';')
		return i + 1;
	bool gone = *marks == ' ' && i > at && i < v->first && is_capital(v->text[i]) &&
		    title_at(v->text + i, v->size - i) == 0;
	i = gone ? at : i;
	size_t next = blanks_end(v, i + 1);
	bool letter = is_letter(v->text[i]) || is_digit(v->text[i]);
	if (i >= v->size || strchr(marks, v->text[i]) == NULL ||
	    (letter && i == at && v->text[at - 1] != ')' && !is_joined_mark(v, at)) || next >= v->size ||
	    (next == i + 1 && !gone) || !is_capital(v->text[next]))
		return 0;
	v->text[i] = ':';
	return i + 1;
}

/* A stray mark before a bracket goes. The byte of the bracket, or of what else stands there. */
static size_t stray_mend(struct stretch *v, size_t at)
{
	size_t i = blanks_end(v, at), next = i < v->size ? blanks_end(v, i + 1) : i;
	if (i == v->size || strchr(".,-'", v->text[i]) == NULL || !scan_opens(v->text[next]))
		return i;
	v->text[i] = ' ';
	return next;
}

/* A note whose language and bracket are gone, "(translated frolyl Spa&.sJzJ:", is left out:
 * the byte behind its colon, 0 where there is none. */
static size_t note_lost(struct stretch *v, size_t at)
{
	static const char *const begins[] = { "(translated ", "(interpretation ", "(translation " };
	size_t colon = at + strcspn(v->text + at, ":");
	if (colon >= v->size || colon - at > NOTE_MOST || at + strcspn(v->text + at, ")]}>") < colon)
		return 0;
	for (size_t k = 0; k < sizeof begins / sizeof *begins; k++) {
		unsigned faults;
		if (scan_match(v->text + at, v->size - at, begins[k], 2, &faults) == 0)
			continue;
		stretch_blank(v, at, colon - at);
		return colon + 1;
	}
	return 0;
}

/* A note of language, if any, and the colon: the byte behind them, 0 for none. */
static size_t label_end(struct stretch *v, size_t at, const char *marks)
{
	size_t i = stray_mend(v, at);
	size_t note = i < v->size && strchr(":;.,", v->text[i]) == NULL ? note_mend(v, i) : 0;
	size_t lost = note == 0 && v->text[i] == '(' ? note_lost(v, i) : 0;
	if (lost > 0)
		return lost;
	bool apart = strchr(marks, 's') != NULL;
	return note == 0 ? colon_mend(v, at, marks) : colon_mend(v, note, apart ? MARKS_BOTH : MARKS_NOTED);
}

/* ", Rapporteur of the First Committee:" behind a bracket: the byte behind the colon. */
static size_t office_end(struct stretch *v, size_t at)
{
	size_t from = blanks_end(v, at + 1), size = strcspn(v->text + from, ":.;(");
	if (at >= v->size || strchr(".,", v->text[at]) == NULL || from + size >= v->size ||
	    v->text[from + size] != ':' || !is_capital(v->text[from]) || !words_are_office(v->text + from, size))
		return 0;
	v->text[at] = ',';
	return from + size + 1;
}

/* "MAL1K" and "AL-~ASHTAL" are no names: digits among capitals become letters, and marks
 * are left out. */
static void name_mend(struct stretch *v, size_t at, size_t end)
{
	size_t kept = at;
	for (size_t i = at; i < end; i++) {
		char c = v->text[i];
		bool among = (i > at && is_capital(v->text[i - 1])) || is_capital(v->text[i + 1]);
		c = among && (c == '1' || c == '!' || c == '|') ? 'I' : among && c == '0' ? 'O' : c;
		if (c != '\0' && strchr("~!|*^\"_=", c) == NULL)
			v->text[kept++] = c;
	}
	stretch_blank(v, kept, end - kept);
}

/* "30. Mr. ODD;" of a guest: behind a paragraph's number, in capitals. */
static size_t alone_end(struct stretch *v, size_t at)
{
	size_t name = at + person_name_end(v->text + at, v->size - at);
	if (name == at || v->text[name] != ';' || v->text[name + 1] != ' ' || !is_capital(v->text[name - 1]) ||
	    number_size(v) == 0)
		return 0;
	v->text[name] = ':';
	return name + 1;
}

/* A name and its party, then what ends the label. */
static size_t name_end(struct scan *s, struct stretch *v, size_t at, bool apart)
{
	size_t open = at = blanks_end(v, at);
	while (open < v->size && open - at < NAME_MOST && v->text[open] != ':' && !scan_opens(v->text[open]))
		open++;
	open = open < v->size && scan_opens(v->text[open]) ? open : open_find(s, v, at);
	if (open == at || open >= v->first)
		return alone_end(v, at);
	size_t last = open;
	while (last > at && (v->text[last - 1] == ' ' || (unsigned char)v->text[last - 1] >= 0x80))
		last--;
	name_mend(v, at, last);
	size_t name = at + person_name_end(v->text + at, last - at), end = party_mend(s, v, open);
	if (name == at || end == 0 || stray_mend(v, name) != open)
		return 0;
	size_t office = office_end(v, end);
	return office > 0 ? office : label_end(v, end, apart && is_capital(v->text[name - 1]) ? MARKS_NAME : MARKS);
}

bool label_mend(struct scan *s, size_t line, size_t skip, bool apart)
{
	struct stretch v;
	const struct lines *l = &s->r->lines;
	if (!may_begin(line_text(l, line) + skip, line_size(l, line) - skip))
		return false;
	stretch_make(&v, s, line, skip);
	size_t at = number_mend(&v), behind = officer_mend(&v, at), end;
	if (behind > 0) {
		bool capital = is_capital(v.text[behind - 1]);
		end = label_end(&v, behind, capital && apart ? MARKS_OFFICER : MARKS);
	} else {
		behind = title_mend(&v, at);
		end = behind > 0 ? name_end(s, &v, behind, apart) : 0;
	}
	if (end > 0)
		stretch_keep(s, &v, skip, end);
	return end > 0;
}

/* "President: Mr, FIRST ODD1N {Ghana)." of a cover. */
bool president_mend(struct scan *s, size_t line, size_t skip)
{
	static const char words[] = "President:";
	struct stretch v;
	unsigned faults;
	const char *text = line_text(&s->r->lines, line) + skip;
	if (*text != 'P' && memmem(text, line_size(&s->r->lines, line) - skip, "ident", 5) == NULL)
		return false;
	stretch_make(&v, s, line, skip);
	size_t n = scan_match(v.text, v.size, words, 1, &faults), at = n > 0 ? blanks_end(&v, n) : 0;
	if (n == 0 || v.text[n - 1] != ':' || !stretch_put(&v, 0, n, words, sizeof words - 1))
		return false;
	size_t name = title_mend(&v, at), open = name > 0 ? name : 0;
	while (open > 0 && open < v.first && !scan_opens(v.text[open]))
		open++;
	open += open == v.first && open < v.size && scan_opens(v.text[open + 1]) ? 1 : 0; /* on the next line */
	size_t end = open > 0 && open != v.first && open < v.size ? party_mend(s, &v, open) : 0;
	if (end == 0)
		return false;
	name_mend(&v, blanks_end(&v, name), open);
	stretch_keep(s, &v, skip, end);
	return true;
}
