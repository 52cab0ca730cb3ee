/* Tables in CSV: a row for each turn, for each ballot, and for each candidate of an election. */
#include <string.h>

#include "base/utf8.h"
#include "client/export_forms.h"
#include "client/words.h"

static const char *const turn_columns[] = { "statement", "symbol", "organ", "meeting", "date",     "turn",
					    "label",     "person", "name",  "role",    "party_id", "party",
					    "language",  "spoken", "kind",  "text" };
#define TURN_COLUMNS (sizeof turn_columns / sizeof *turn_columns)

static const char *const vote_columns[] = { "statement", "symbol",     "organ",     "meeting",    "date",
					    "vote",      "instrument", "document",  "part",       "method",
					    "result",    "in_favour",  "against",   "abstaining", "choice",
					    "party_id",  "party",      "unanimous", "part_of",    "intended" };
#define VOTE_COLUMNS (sizeof vote_columns / sizeof *vote_columns)

static const char *const election_columns[] = { "statement", "symbol", "organ",      "meeting",  "date",
						"vote",      "part",   "method",     "required", "papers",
						"invalid",   "valid",  "abstaining", "voting",   "candidate",
						"party_id",  "party",  "votes",      "elected",  "part_of" };
#define ELECTION_COLUMNS (sizeof election_columns / sizeof *election_columns)

/* Controls that are no white space; no field has them by RFC 4180. */
static bool is_control(uint32_t c)
{
	return c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7F && c < 0xA0;
}

/* Whether a spreadsheet would take it for a formula, by the list of OWASP. */
static bool is_formula(struct bytes text)
{
	static const uint32_t signs[] = { '=', '+', '-', '@', '\t', '\r', '\n', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20 };
	uint32_t c = 0;
	if (text.size > 0)
		utf8_next(text, &c);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == c)
			return true;
	return false;
}

/* A field by RFC 4180, always quoted. A formula is led by an apostrophe, as OWASP advises
 * against CSV injection. Controls become U+FFFD. */
static void write_field(const char *text, FILE *out)
{
	fputs(is_formula(bytes_text(text)) ? "\"'" : "\"", out);
	for (struct bytes rest = bytes_text(text); rest.size > 0;) {
		uint32_t c;
		size_t length = utf8_next(rest, &c);
		if (c == '"')
			fputc('"', out);
		if (is_control(c))
			fputs("\uFFFD", out);
		else
			fwrite(rest.data, 1, length, out);
		rest = bytes_of(rest.data + length, rest.size - length);
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

/* Id of the statement that this one is a part of, as a turn is of its meeting; "" for none. What such a
 * one tells of a vote is no row of the meeting's own. */
static const char *part_of(const Truce__V1__Statement *s)
{
	for (size_t i = 0; i < s->n_links; i++)
		if (s->links[i]->kind == TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF)
			return words_id(s->links[i]->statement);
	return "";
}

/* ---- Votes ------------------------------------------------------------ */

static const char *total_of(struct arena *arena, bool told, int32_t total)
{
	return told ? arena_printf(arena, "%d", (int)total) : "";
}

/* Whether two parties are one: by their id, or where neither has one as printed. */
static bool is_party(const Truce__V1__Party *one, const Truce__V1__Party *other)
{
	if (one == NULL || other == NULL)
		return false;
	const char *id = one->id;
	return strcmp(id, other->id) == 0 && (id[0] != '\0' || strcmp(one->printed, other->printed) == 0);
}

/* How a party said later that it had intended to vote; 0 where it said nothing. */
static int intended_by(const Truce__V1__Vote *v, const Truce__V1__Party *party)
{
	int choice = 0;
	for (size_t i = 0; i < v->n_notes; i++)
		if (is_party(v->notes[i]->party, party))
			choice = (int)v->notes[i]->intended;
	return choice;
}

/* The columns that tables of votes and of elections begin with: the meeting, and which of its votes. */
enum { OF_MEETING = 6 };

static void tell_meeting(struct arena *arena, const Truce__V1__Statement *s, size_t number, const char **fields)
{
	fields[0] = words_id(s->name);
	fields[1] = symbol_of(s);
	fields[2] = s->organ;
	fields[3] = s->meeting;
	fields[4] = words_date(arena, s->date);
	fields[5] = arena_printf(arena, "%zu", number + 1);
}

/* A party's row of a vote, or with NULL the vote's, of which nobody's is on record. */
static bool write_ballot(struct arena *arena, const Truce__V1__Statement *s, size_t number,
			 const Truce__V1__Party *party, int choice, FILE *out)
{
	const Truce__V1__Vote *v = s->votes[number];
	const char *fields[VOTE_COLUMNS] = {
		[OF_MEETING] = v->instrument,
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
		v->unanimous ? "true" : "",
		part_of(s),
		words_enum(arena, &truce__v1__vote__choice__descriptor, intended_by(v, party)),
	};
	tell_meeting(arena, s, number, fields);
	bool complete = fields[5] != NULL && fields[11] != NULL && fields[12] != NULL && fields[13] != NULL;
	if (complete)
		write_row(fields, VOTE_COLUMNS, out);
	return complete;
}

static bool has_ballot(const Truce__V1__Vote *v, const Truce__V1__Party *party)
{
	for (size_t i = 0; i < v->n_ballots; i++)
		if (is_party(v->ballots[i]->party, party))
			return true;
	return false;
}

/* A row for each ballot, and for who only told what was intended. */
static bool write_vote(struct arena *arena, const Truce__V1__Statement *s, size_t number, FILE *out)
{
	const Truce__V1__Vote *v = s->votes[number];
	bool complete = v->n_ballots > 0 || write_ballot(arena, s, number, NULL, 0, out);
	for (size_t i = 0; complete && i < v->n_ballots; i++) {
		arena_reset(arena);
		complete = write_ballot(arena, s, number, v->ballots[i]->party, (int)v->ballots[i]->choice, out);
	}
	for (size_t i = 0; complete && i < v->n_notes; i++) {
		arena_reset(arena);
		complete =
			has_ballot(v, v->notes[i]->party) || write_ballot(arena, s, number, v->notes[i]->party, 0, out);
	}
	return complete;
}

/* ---- Elections ---------------------------------------------------------- */

/* A candidate of an election, or with NULL the election, of which none is on record. */
static bool write_candidate(struct arena *arena, const Truce__V1__Statement *s, size_t number,
			    const Truce__V1__Candidate *candidate, FILE *out)
{
	const Truce__V1__Vote *v = s->votes[number];
	const Truce__V1__Election *e = v->election;
	const Truce__V1__Party *party = candidate == NULL ? NULL : candidate->party;
	bool known = candidate != NULL;
	const char *fields[ELECTION_COLUMNS] = {
		[OF_MEETING] = v->part,
		v->method,
		total_of(arena, e->required_majority > 0, e->required_majority),
		total_of(arena, e->ballot_papers > 0, e->ballot_papers),
		total_of(arena, e->ballot_papers > 0, e->invalid),
		total_of(arena, e->valid > 0, e->valid),
		total_of(arena, v->abstaining_total_case != 0, v->abstaining),
		total_of(arena, e->voting > 0, e->voting),
		known ? candidate->printed : "",
		party == NULL ? "" : party->id,
		party == NULL ? "" : party->printed,
		total_of(arena, known, known ? candidate->votes : 0),
		!known               ? ""
		: candidate->elected ? "true"
				     : "false",
		part_of(s),
	};
	tell_meeting(arena, s, number, fields);
	for (size_t i = 0; i < ELECTION_COLUMNS; i++)
		if (fields[i] == NULL)
			return false;
	write_row(fields, ELECTION_COLUMNS, out);
	return true;
}

static bool write_election(struct arena *arena, const Truce__V1__Statement *s, size_t number, FILE *out)
{
	const Truce__V1__Election *e = s->votes[number]->election;
	bool complete = e == NULL || e->n_candidates > 0 || write_candidate(arena, s, number, NULL, out);
	for (size_t i = 0; complete && e != NULL && i < e->n_candidates; i++) {
		arena_reset(arena);
		complete = write_candidate(arena, s, number, e->candidates[i], out);
	}
	return complete;
}

/* ---- Both ---------------------------------------------------------------- */

/* A table of what the votes of all statements hold. */
static int write_votes(const struct export_set *set, const char *const *columns, size_t count, FILE *out,
		       bool (*write)(struct arena *arena, const Truce__V1__Statement *s, size_t number, FILE *out))
{
	struct arena arena;
	bool complete = true;
	arena_init(&arena, SIZE_MAX);
	write_row(columns, count, out);
	for (size_t i = 0; complete && i < set->records->n_statements; i++) {
		const Truce__V1__Statement *s = set->records->statements[i];
		for (size_t number = 0; complete && number < s->n_votes; number++) {
			arena_reset(&arena);
			complete = write(&arena, s, number, out);
		}
	}
	arena_fini(&arena);
	return complete ? EXIT_OK : cli_no_memory();
}

static bool has_vote(const struct export_set *set, bool election)
{
	for (size_t i = 0; i < set->records->n_statements; i++)
		for (size_t k = 0; k < set->records->statements[i]->n_votes; k++)
			if (!election || set->records->statements[i]->votes[k]->election != NULL)
				return true;
	return false;
}

int export_as_votes(const struct export_set *set, FILE *out)
{
	if (!has_vote(set, false))
		fputs("note: no vote is on record here\n", stderr);
	return write_votes(set, vote_columns, VOTE_COLUMNS, out, write_vote);
}

int export_as_elections(const struct export_set *set, FILE *out)
{
	if (!has_vote(set, true))
		fputs("note: no election is on record here\n", stderr);
	return write_votes(set, election_columns, ELECTION_COLUMNS, out, write_election);
}
