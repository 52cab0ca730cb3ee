/* Plain text, JSON, and CSV. */
#include <string.h>

#include "client/export_forms.h"
#include "client/words.h"
#include "proto/json.h"

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
	return code;
}

/* ---- Plain text ------------------------------------------------------- */

static const Truce__V1__Turn *turn_of(const Truce__V1__Statement *s, const Truce__V1__Block *b)
{
	return b->turn > 0 && (size_t)b->turn <= s->n_turns ? s->turns[b->turn - 1] : NULL;
}

static void write_piece(const struct export_piece *piece, FILE *out)
{
	int turn = 0;
	for (size_t i = piece->first; i < piece->last; i++) {
		const Truce__V1__Block *b = piece->statement->blocks[i];
		const Truce__V1__Turn *speaks = turn_of(piece->statement, b);
		if (speaks != NULL && b->turn != turn && speaks->label[0] != '\0')
			fprintf(out, "%s: ", speaks->label);
		turn = speaks == NULL ? turn : b->turn;
		if (b->number > 0)
			fprintf(out, "%d. ", (int)b->number);
		fprintf(out, "%s\n\n", b->text);
	}
}

static void write_head(struct arena *arena, const Truce__V1__Statement *s, FILE *out)
{
	const char *head = words_join(arena, s->symbol, "  ", s->title);
	head = words_join(arena, head, "  ", s->organ);
	head = words_join(arena, head, "  ", words_date(arena, s->date));
	fprintf(out, "%s\n\n", head[0] == '\0' ? s->name : head);
}

int export_as_text(const struct export_set *set, FILE *out)
{
	const Truce__V1__RecordSet *r = set->records;
	bool first = true;
	for (size_t i = 0; i < r->n_statements; i++) {
		struct export_piece *pieces;
		if (export_is_part(set, r->statements[i]))
			continue;
		size_t count = export_pieces(set, r->statements[i], &pieces);
		if (count == SIZE_MAX)
			return cli_no_memory();
		fputs(first ? "" : "\f\n", out);
		first = false;
		write_head(&set->cli->arena, r->statements[i], out);
		for (size_t k = 0; k < count; k++)
			write_piece(&pieces[k], out);
	}
	return EXIT_OK;
}

/* ---- CSV of turns ----------------------------------------------------- */

static const char *const columns[] = { "statement", "symbol", "organ",    "meeting", "date",
				       "turn",      "label",  "person",   "name",    "role",
				       "party_id",  "party",  "language", "kind",    "text" };
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

static bool write_turn(struct arena *arena, const Truce__V1__Statement *s, size_t turn, FILE *out)
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
		arena_printf(arena, "%zu", turn + 1),
		t->label,
		p == NULL ? "" : p->id,
		p == NULL ? "" : p->printed,
		t->role,
		party == NULL ? "" : party->id,
		party == NULL ? "" : party->printed,
		t->language[0] != '\0' ? t->language : s->language,
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
	arena_init(&arena, SIZE_MAX);
	write_row(columns, out);
	for (size_t i = 0; complete && i < set->records->n_statements; i++) {
		const Truce__V1__Statement *s = set->records->statements[i];
		for (size_t turn = 0; complete && turn < s->n_turns; turn++) {
			arena_reset(&arena);
			complete = write_turn(&arena, s, turn, out);
		}
	}
	arena_fini(&arena);
	return complete ? EXIT_OK : cli_no_memory();
}
