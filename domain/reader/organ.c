/* Whose record it is: the organ, by its symbols and by its name on the cover. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/reader/page.h"
#include "domain/reader/record.h"

static const struct {
	const char *prefix, *organ;
} organs[] = {
	{ "S/", "Security Council" },
	{ "A/C.1/", "First Committee" },
	{ "A/C.2/", "Second Committee" },
	{ "A/C.3/", "Third Committee" },
	{ "A/C.4/", "Fourth Committee" },
	{ "A/C.5/", "Fifth Committee" },
	{ "A/C.6/", "Sixth Committee" },
	{ "A/SPC/", "Special Political Committee" },
	{ "A/BUR/", "General Committee" },
	{ "A/AC.", "" },
	{ "A/CONF.", "" },
	{ "A/", "General Assembly" },
	{ "T/", "Trusteeship Council" },
	{ "E/", "Economic and Social Council" },
	{ "CD/", "Conference on Disarmament" },
};

const char *organ_of_symbol(const char *symbol)
{
	for (size_t k = 0; k < sizeof organs / sizeof *organs; k++) {
		if (strncmp(symbol, organs[k].prefix, strlen(organs[k].prefix)) == 0)
			return organs[k].organ;
	}
	return "";
}

/* Bytes of " OFFICIAL RECORDS" and the like at a line's end. */
static size_t note_behind(const char *text, size_t size)
{
	static const char *const notes[] = { " official records", " official records,", " provisional" };
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		size_t n = strlen(notes[k]);
		if (size > n && text_equal(text + size - n, n, notes[k], n))
			return n;
	}
	return 0;
}

/* Whether a line begins with a word in capitals and goes on: "GENERAL PLENARY MEETING". */
static bool begins_word(const struct lines *l, size_t line, const char *word, size_t n)
{
	const char *text = line_text(l, line);
	return line_size(l, line) > n && text[n] == ' ' && is_capital(text[1]) && text_equal(text, n, word, n);
}

/* "SECURITY COUNCIL", "SECURITY COUNCIL OFFICIAL RECORDS", "GENERAL" over "ASSEMBLY". */
void organ_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	Truce__V1__Statement *s = rec->meeting->statement;
	for (size_t k = 0; k < sizeof organs / sizeof *organs && s->organ[0] == '\0'; k++) {
		const char *organ = organs[k].organ, *space = strchr(organ, ' ');
		size_t size = strlen(organ), first = space == NULL ? 0 : (size_t)(space - organ);
		size_t own = line_size(l, line) - note_behind(line_text(l, line), line_size(l, line));
		bool whole = size > 0 && text_equal(line_text(l, line), own, organ, size);
		bool over = first > 0 && line + 1 < end &&
			    text_equal(line_text(l, line), line_size(l, line), organ, first) &&
			    text_equal(line_text(l, line + 1), line_size(l, line + 1), space + 1, size - first - 1);
		bool beside = first > 0 && line + 1 < end && begins_word(l, line, organ, first) &&
			      begins_word(l, line + 1, space + 1, size - first - 1);
		if (whole || over || beside)
			s->organ = message_borrow(organ);
	}
}

/* "Provisional agenda (S/Agenda/2381)" is the Council's, and numbered as its meeting. */
void organ_of_agenda(struct record *rec, size_t line)
{
	static const char words[] = "(S/Agenda"; /* "/695" or " 695" */
	Truce__V1__Statement *s = rec->meeting->statement;
	const char *text = line_text(&rec->r->lines, line), *at;
	size_t size = line_size(&rec->r->lines, line), n = sizeof words - 1;
	if ((s->organ[0] != '\0' && rec->m->meeting_number > 0) || (at = memmem(text, size, words, n)) == NULL)
		return;
	n += (size_t)(at - text) + n < size && strchr("/ ", at[n]) != NULL;
	size_t digits = page_digits_at(text, size, (size_t)(at - text) + n);
	if (s->organ[0] == '\0')
		s->organ = message_borrow("Security Council");
	if (rec->m->meeting_number == 0 && strcmp(s->organ, "Security Council") == 0 && digits > 0 && digits < 7)
		rec->m->meeting_number = atoi(at + n);
}
