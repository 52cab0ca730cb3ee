/* The symbol of a meeting whose record prints none. Copies on web pages leave it out, and
 * so did the official records of the first decades: the organ, the session and the
 * meeting's number tell it. */
#include "domain/reader/record.h"

#include <string.h>

/* Kinds of sessions of the General Assembly, and the first of them whose meetings have a
 * series of their own: before, one series ran through all sessions. */
static const struct {
	const char *words, *prefix;
	int first;
} sessions[] = {
	{ "emergency special", "ES-", 6 },
	{ "special", "S-", 8 },
	{ "", "", 31 }, /* a regular session, whatever a scan made of the word */
};

#define SESSION_MEETINGS 300        /* more than one session ever had */
#define SESSIONS_APART "1976-09-21" /* from then on each regular session has a series */

/* Whether a text has words, in any letter case. */
static bool says(const char *text, const char *words)
{
	size_t n = strlen(words);
	for (; strlen(text) >= n; text++) {
		if (text_equal(text, n, words, n))
			return true;
	}
	return false;
}

static const char *assembly_symbol(struct record *rec)
{
	const char *session = rec->m->session;
	int number = rec->m->meeting_number, of = rec->m->session_number;
	for (size_t k = 0; of > 0 && k < sizeof sessions / sizeof *sessions; k++) {
		if (!says(session, sessions[k].words))
			continue;
		if (of >= sessions[k].first)
			return reader_printf(rec->r, "A/%s%d/PV.%d", sessions[k].prefix, of, number);
		bool regular = sessions[k].prefix[0] == '\0';
		return regular || number > SESSION_MEETINGS ? reader_printf(rec->r, "A/PV.%d", number) : "";
	}
	const Truce__V1__DateInterval *date = rec->meeting->statement->date;
	bool before = date != NULL && strcmp(date->earliest, SESSIONS_APART) < 0;
	return before || number > SESSION_MEETINGS ? reader_printf(rec->r, "A/PV.%d", number) : "";
}

/* Whether the record is of a meeting that resumed: its symbol says which time. */
static bool resumes(const struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	size_t end = rec->cover_end;
	bool any = end < l->count && line_begins(l, end, "The meeting ") &&
		   memmem(line_text(l, end), line_size(l, end), "resumed", 7) != NULL;
	for (size_t i = 0; i < end && !any; i++)
		any = memmem(line_text(l, i), line_size(l, i), "(Resumption", 11) != NULL;
	return any;
}

void symbol_tell(struct record *rec)
{
	Truce__V1__Statement *s = rec->meeting->statement;
	if (s->symbol[0] != '\0' || rec->r->request->symbol[0] != '\0' || rec->letter || rec->r->full ||
	    rec->m->meeting_number == 0 || resumes(rec))
		return;
	if (s->organ[0] == '\0' && rec->plenary)
		s->organ = message_borrow("General Assembly");
	const char *symbol = strcmp(s->organ, "Security Council") == 0
				     ? reader_printf(rec->r, "S/PV.%d", rec->m->meeting_number)
			     : strcmp(s->organ, "General Assembly") == 0 ? assembly_symbol(rec)
									 : "";
	if (symbol[0] == '\0')
		return;
	s->symbol = message_borrow(symbol);
	rec->meeting->symbol_told = true;
	reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_MISSING, 0, symbol,
		    "the record prints no symbol: its organ, its session and the meeting's number tell it");
}
