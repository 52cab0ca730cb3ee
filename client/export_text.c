/* Plain text and JSON. */
#include <string.h>

#include "client/export_forms.h"
#include "client/screen.h"
#include "client/words.h"
#include "proto/json.h"

#define PAGE_COLUMNS 80 /* of plain text */

/* ---- JSON ------------------------------------------------------------- */

int export_as_json(const struct export_set *set, FILE *out)
{
	return output_json(&set->records->base, JSON_PRETTY, out);
}

/* A record a line; its name says its kind. */
int export_as_jsonl(const struct export_set *set, FILE *out)
{
	const Truce__V1__RecordSet *r = set->records;
	int code = EXIT_OK;
	for (size_t i = 0; code == EXIT_OK && i < r->n_statements; i++)
		code = output_json(&r->statements[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_rounds; i++)
		code = output_json(&r->rounds[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_zones; i++)
		code = output_json(&r->zones[i]->base, 0, out);
	for (size_t i = 0; code == EXIT_OK && i < r->n_texts; i++)
		code = output_json(&r->texts[i]->base, 0, out);
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
	struct words_list presided = { .text = NULL }, members = presided;
	for (size_t i = 0; i < record->n_presiding; i++)
		if (record->presiding[i]->person != NULL)
			words_add(arena, &presided, "; ", person_words(arena, record->presiding[i]->person));
	for (size_t i = 0; i < record->n_members; i++)
		words_add(arena, &members, "; ", person_words(arena, record->members[i]));
	return (presided.size == 0 || write_paragraph("Presided: ", presided.text, out)) &&
	       (members.size == 0 || write_paragraph("Members: ", members.text, out));
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
