/* Plain text, JSON, and CSV. */
#include <string.h>

#include "client/export_forms.h"
#include "client/screen.h"
#include "client/words.h"
#include "proto/json.h"

#define PAGE_COLUMNS 80 /* of plain text */

/* ---- JSON ------------------------------------------------------------- */

static int write_json(const ProtobufCMessage *message, unsigned style, FILE *out)
{
	struct buffer text;
	buffer_init(&text, SIZE_MAX / 2);
	enum status s = json_write(message, style, &text);
	if (s == STATUS_OK)
		s = buffer_put_text(&text, "\n");
	if (s == STATUS_OK)
		fwrite(text.data, 1, text.size, out);
	buffer_fini(&text);
	return s == STATUS_OK ? EXIT_OK : cli_no_memory();
}

int export_as_json(const struct export_set *set, FILE *out)
{
	return write_json(&set->records->base, JSON_PRETTY, out);
}

/* A record a line; its name says its kind. */
int export_as_jsonl(const struct export_set *set, FILE *out)
{
	const Truce__V1__RecordSet *r = set->records;
	int code = EXIT_OK;
	for (size_t i = 0; code == EXIT_OK && i < r->n_statements; i++)
		code = write_json(&r->statements[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_rounds; i++)
		code = write_json(&r->rounds[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_zones; i++)
		code = write_json(&r->zones[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_texts; i++)
		code = write_json(&r->texts[i]->base, 0, out);
	return code;
}

/* ---- Plain text ------------------------------------------------------- */

static const Truce__V1__Turn *turn_of(const Truce__V1__Statement *s, const Truce__V1__Block *b)
{
	return b->turn > 0 && (size_t)b->turn <= s->n_turns ? s->turns[b->turn - 1] : NULL;
}

/* A paragraph on the page, behind what leads it: who speaks, the number of a clause. */
static bool write_paragraph(const char *lead, const char *text, FILE *out)
{
	struct arena arena;
	arena_init(&arena, SIZE_MAX);
	const char *whole = arena_printf(&arena, "%s%s", lead, text);
	const char *safe = whole == NULL ? "" : screen_safe(&arena, whole, true);
	bool complete = whole != NULL && (safe[0] != '\0' || whole[0] == '\0');
	screen_wrap(out, safe, 0, 0, PAGE_COLUMNS);
	arena_fini(&arena);
	return complete;
}

static bool write_piece(struct arena *arena, const struct export_piece *piece, FILE *out)
{
	int turn = 0;
	bool complete = true;
	for (size_t i = piece->first; complete && i < piece->last; i++) {
		const Truce__V1__Block *b = piece->statement->blocks[i];
		const Truce__V1__Turn *speaks = turn_of(piece->statement, b);
		bool begins = speaks != NULL && b->turn != turn && speaks->label[0] != '\0';
		const char *lead = begins ? arena_printf(arena, "%s: ", speaks->label) : "";
		turn = speaks == NULL ? turn : b->turn;
		if (b->number > 0 && lead != NULL)
			lead = arena_printf(arena, "%s%d. ", lead, (int)b->number);
		complete = lead != NULL && write_paragraph(lead, b->text, out);
		fputc('\n', out);
	}
	return complete;
}

/* "Mr. Adom, Côte d'Ivoire"; a party alone is one that is present without a name. */
static const char *person_words(struct arena *arena, const Truce__V1__Person *p)
{
	const char *party = p->party == NULL ? "" : p->party->printed[0] != '\0' ? p->party->printed : p->party->id;
	if (p->printed[0] == '\0' || party[0] == '\0')
		return p->printed[0] == '\0' ? party : p->printed;
	const char *both = arena_printf(arena, "%s, %s", p->printed, party);
	return both == NULL ? p->printed : both;
}

/* Who presided and who was there, as the cover of a record says. */
static bool write_present(struct arena *arena, const Truce__V1__MeetingRecord *record, FILE *out)
{
	const char *presided = "", *members = "";
	for (size_t i = 0; i < record->n_presiding; i++)
		if (record->presiding[i]->person != NULL)
			presided = words_join(arena, presided, "; ", person_words(arena, record->presiding[i]->person));
	for (size_t i = 0; i < record->n_members; i++)
		members = words_join(arena, members, "; ", person_words(arena, record->members[i]));
	return (presided[0] == '\0' || write_paragraph("Presided: ", presided, out)) &&
	       (members[0] == '\0' || write_paragraph("Members: ", members, out));
}

/* What it is; where, by whom and when it was made; who was there. */
static bool write_head(struct arena *arena, const Truce__V1__Statement *s, FILE *out)
{
	const char *head = words_join(arena, s->symbol, "  ", s->title), *made = s->organ;
	if (s->record != NULL)
		made = words_join(arena, made, ", ", s->record->session);
	made = words_join(arena, made, ", ", s->place);
	made = words_join(arena, made, ", ", words_date(arena, s->date));
	if (s->record != NULL)
		made = words_join(arena, made, ", ", s->record->opened);
	bool complete = write_paragraph("", head[0] == '\0' ? s->name : head, out) &&
			(made[0] == '\0' || write_paragraph("", made, out)) &&
			(s->record == NULL || write_present(arena, s->record, out));
	fputc('\n', out);
	return complete;
}

int export_as_text(const struct export_set *set, FILE *out)
{
	const Truce__V1__RecordSet *r = set->records;
	struct arena *arena = &set->cli->arena;
	bool first = true;
	for (size_t i = 0; i < r->n_statements; i++) {
		struct export_piece *pieces;
		if (export_whole(set, r->statements[i]) != NULL)
			continue;
		size_t count = export_pieces(set, r->statements[i], &pieces);
		if (count == SIZE_MAX)
			return cli_no_memory();
		fputs(first ? "" : "\f\n", out);
		first = false;
		bool complete = write_head(arena, r->statements[i], out);
		for (size_t k = 0; complete && k < count; k++)
			complete = write_piece(arena, &pieces[k], out);
		if (!complete)
			return cli_no_memory();
	}
	return EXIT_OK;
}

/* ---- CSV of turns ----------------------------------------------------- */

static const char *const columns[] = { "statement", "symbol", "organ", "meeting", "date",     "turn",
				       "label",     "person", "name",  "role",    "party_id", "party",
				       "language",  "spoken", "kind",  "text" };
#define COLUMNS (sizeof columns / sizeof *columns)

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

static void write_row(const char *const *fields, FILE *out)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		fputs(i == 0 ? "" : ",", out);
		write_field(fields[i] == NULL ? "" : fields[i], out);
	}
	fputs("\r\n", out);
}

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
	for (size_t i = 0; all != NULL && i < t->n_languages; i++) {
		const char *code = t->languages[i]->language;
		if (code[0] != '\0' && strstr(all, code) == NULL)
			all = arena_printf(arena, "%s%s%s", all, all[0] == '\0' ? "" : " ", code);
	}
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
	const char *fields[COLUMNS] = {
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
		write_row(fields, out);
	return text != NULL;
}

int export_as_csv(const struct export_set *set, FILE *out)
{
	struct arena arena;
	bool complete = true;
	size_t rows = 0;
	arena_init(&arena, SIZE_MAX);
	write_row(columns, out);
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
		fputs("note: nobody's turn is on record here, and a row is a turn; --format text has clauses\n",
		      stderr);
	return complete ? EXIT_OK : cli_no_memory();
}
