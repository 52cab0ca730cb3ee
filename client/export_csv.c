/* Tables in CSV: a row for each turn, and a row for each ballot. */
#include <string.h>

#include "client/export_forms.h"
#include "client/words.h"

static const char *const turn_columns[] = { "statement", "symbol", "organ", "meeting", "date",     "turn",
					    "label",     "person", "name",  "role",    "party_id", "party",
					    "language",  "spoken", "kind",  "text" };
#define TURN_COLUMNS (sizeof turn_columns / sizeof *turn_columns)

static const char *const vote_columns[] = { "statement",  "symbol",     "organ",  "meeting",  "date",   "vote",
					    "instrument", "document",   "part",   "method",   "result", "in_favour",
					    "against",    "abstaining", "choice", "party_id", "party" };
#define VOTE_COLUMNS (sizeof vote_columns / sizeof *vote_columns)

/* A field by RFC 4180, always quoted. What a spreadsheet would take for a formula is led
 * by an apostrophe, as OWASP advises against CSV injection. */
static void write_field(const char *text, FILE *out)
{
	bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
	fputs(formula ? "\"'" : "\"", out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void write_row(const char *const *fields, size_t count, FILE *out)
{
	for (size_t i = 0; i < count; i++) {
		fputs(i == 0 ? "" : ",", out);
		write_field(fields[i] == NULL ? "" : fields[i], out);
	}
	fputs("\r\n", out);
}

/* ---- Turns ------------------------------------------------------------ */

/* A turn's paragraphs, with a blank line between. */
static const char *words_of_turn(struct arena *arena, const Truce__V1__Statement *s, size_t turn)
{
	struct buffer text;
	enum status status = STATUS_OK;
	buffer_init(&text, SIZE_MAX / 2);
	for (size_t i = 0; status == STATUS_OK && i < s->n_blocks; i++) {
		if ((size_t)s->blocks[i]->turn != turn)
			continue;
		status = text.size == 0 ? STATUS_OK : buffer_put_text(&text, "\n\n");
		if (status == STATUS_OK)
			status = buffer_put_text(&text, s->blocks[i]->text);
	}
	const char *copy = status == STATUS_OK ? arena_text_n(arena, text.data, text.size) : NULL;
	buffer_fini(&text);
	return copy;
}

/* The languages that a turn was spoken in, as far as they are noted: "es fr". */
static const char *spoken_in(struct arena *arena, const Truce__V1__Turn *t)
{
	const char *all = t->language;
	for (size_t i = 0; i < t->n_languages; i++)
		if (!words_has(all, " ", t->languages[i]->language))
			all = words_join(arena, all, " ", t->languages[i]->language);
	return all;
}

/* The document a statement stands in: its own symbol, or of a record's turn the record's,
 * which its source names. */
static const char *symbol_of(const Truce__V1__Statement *s)
{
	const char *symbol = s->symbol;
	for (size_t i = 0; symbol[0] == '\0' && i < s->n_sources; i++)
		if (s->sources[i]->text[0] != '\0')
			symbol = s->sources[i]->symbol;
	return symbol;
}

/* Of a meeting's part the turn of the meeting that its first turn is; 1 of anything else. */
static size_t first_turn(const struct export_set *set, const Truce__V1__Statement *s)
{
	const Truce__V1__Statement *whole = export_whole(set, s);
	for (size_t i = 0; whole != NULL && i < whole->record->n_sections; i++) {
		const Truce__V1__TextSection *section = whole->record->sections[i];
		if (section->turn > 0 && strcmp(section->statement, s->name) == 0)
			return (size_t)section->turn;
	}
	return 1;
}

static bool write_turn(struct arena *arena, const Truce__V1__Statement *s, size_t turn, size_t number, FILE *out)
{
	const Truce__V1__Turn *t = s->turns[turn];
	const Truce__V1__Person *p = t->speaker;
	const Truce__V1__Party *party = p == NULL ? NULL : p->party;
	const char *text = words_of_turn(arena, s, turn + 1);
	const char *fields[TURN_COLUMNS] = {
		words_id(s->name),
		symbol_of(s),
		s->organ,
		s->meeting,
		words_date(arena, s->date),
		arena_printf(arena, "%zu", number),
		t->label,
		p == NULL ? "" : p->id,
		p == NULL ? "" : p->printed,
		t->role,
		party == NULL ? "" : party->id,
		party == NULL ? "" : party->printed,
		s->language,
		spoken_in(arena, t),
		words_enum(arena, &truce__v1__statement__kind__descriptor, (int)s->kind),
		text,
	};
	if (text != NULL)
		write_row(fields, TURN_COLUMNS, out);
	return text != NULL;
}

int export_as_csv(const struct export_set *set, FILE *out)
{
	struct arena arena;
	bool complete = true;
	size_t rows = 0;
	arena_init(&arena, SIZE_MAX);
	write_row(turn_columns, TURN_COLUMNS, out);
	for (size_t i = 0; complete && i < set->records->n_statements; i++) {
		const Truce__V1__Statement *s = set->records->statements[i];
		size_t first = first_turn(set, s);
		for (size_t turn = 0; complete && turn < s->n_turns; turn++) {
			arena_reset(&arena);
			complete = write_turn(&arena, s, turn, first + turn, out);
			rows++;
		}
	}
	arena_fini(&arena);
	if (complete && rows == 0)
		fputs("note: nobody's turn is on record here, and a row is a turn; --format votes has votes, text has "
		      "clauses\n",
		      stderr);
	return complete ? EXIT_OK : cli_no_memory();
}

/* ---- Votes ------------------------------------------------------------ */

static const char *total_of(struct arena *arena, bool told, int32_t total)
{
	return told ? arena_printf(arena, "%d", (int)total) : "";
}

/* A ballot of a vote, or with NULL the vote, of which nobody's ballot is on record. */
static bool write_ballot(struct arena *arena, const Truce__V1__Statement *s, size_t number,
			 const Truce__V1__Vote__Ballot *ballot, FILE *out)
{
	const Truce__V1__Vote *v = s->votes[number];
	const Truce__V1__Party *party = ballot == NULL ? NULL : ballot->party;
	int choice = ballot == NULL ? 0 : (int)ballot->choice;
	const char *fields[VOTE_COLUMNS] = {
		words_id(s->name),
		symbol_of(s),
		s->organ,
		s->meeting,
		words_date(arena, s->date),
		arena_printf(arena, "%zu", number + 1),
		v->instrument,
		v->document,
		v->part,
		v->method,
		words_enum(arena, &truce__v1__vote__result__descriptor, (int)v->result),
		total_of(arena, v->in_favour_total_case != 0, v->in_favour),
		total_of(arena, v->against_total_case != 0, v->against),
		total_of(arena, v->abstaining_total_case != 0, v->abstaining),
		words_enum(arena, &truce__v1__vote__choice__descriptor, choice),
		party == NULL ? "" : party->id,
		party == NULL ? "" : party->printed,
	};
	bool complete = fields[5] != NULL && fields[11] != NULL && fields[12] != NULL && fields[13] != NULL;
	if (complete)
		write_row(fields, VOTE_COLUMNS, out);
	return complete;
}

static bool write_vote(struct arena *arena, const Truce__V1__Statement *s, size_t number, FILE *out)
{
	const Truce__V1__Vote *v = s->votes[number];
	bool complete = v->n_ballots > 0 || write_ballot(arena, s, number, NULL, out);
	for (size_t i = 0; complete && i < v->n_ballots; i++) {
		arena_reset(arena);
		complete = write_ballot(arena, s, number, v->ballots[i], out);
	}
	return complete;
}

int export_as_votes(const struct export_set *set, FILE *out)
{
	struct arena arena;
	bool complete = true, any = false;
	arena_init(&arena, SIZE_MAX);
	write_row(vote_columns, VOTE_COLUMNS, out);
	for (size_t i = 0; complete && i < set->records->n_statements; i++) {
		const Truce__V1__Statement *s = set->records->statements[i];
		for (size_t number = 0; complete && number < s->n_votes; number++) {
			arena_reset(&arena);
			complete = write_vote(&arena, s, number, out);
			any = true;
		}
	}
	arena_fini(&arena);
	if (complete && !any)
		fputs("note: no vote is on record here\n", stderr);
	return complete ? EXIT_OK : cli_no_memory();
}
