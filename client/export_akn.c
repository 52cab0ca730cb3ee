/* Akoma Ntoso 3.0: a meeting as a debate of speeches, narratives and roll calls, any other
 * text as a statement. The text is written first, for what stands before it lists what it
 * refers to. */
#include "client/export_akn.h"

#include <stdlib.h>
#include <string.h>

#include "client/words.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

typedef Truce__V1__Statement Statement;
typedef Truce__V1__Block Block;

/* ---- Places in the text ------------------------------------------------ */

static void close_section(struct akn *a)
{
	if (a->open != NULL)
		fprintf(a->out, "</%s>\n", a->open);
	a->open = NULL;
}

/* name: of a section; NULL for what has an element of its own. */
static void open_section(struct akn *a, const char *element, const char *name, const char *id)
{
	close_section(a);
	xml_begin(a->out, element, "eId", id, "name", name, NULL);
	fputc('\n', a->out);
	a->open = element;
	a->section = id;
	a->counter_count = 0;
	a->headed = false;
}

static void open_debate(struct akn *a, const char *name)
{
	open_section(a, "debateSection", name, akn_print(a, "dbsect_%zu", ++a->sections));
}

static void need_section(struct akn *a)
{
	if (a->open == NULL || strcmp(a->open, "debateSection") != 0)
		open_debate(a, "meeting");
	a->headed = false;
}

/* Votes whose words stand in a block were taken where it is written. */
static void note_taken(struct akn *a, const Statement *s, size_t block, const char *id)
{
	for (size_t v = 0; s == a->document && v < s->n_votes; v++)
		if (s->votes[v]->span != NULL && (size_t)s->votes[v]->span->block == block + 1)
			a->taken[v] = akn_print(a, "#%s", id);
}

/* ---- Words -------------------------------------------------------------- */

static void put_paragraph(struct akn *a, const Statement *s, size_t block, const struct xml_mark *marks, size_t count)
{
	const Block *b = s->blocks[block];
	xml_begin(a->out, "p", "xml:lang", b->language[0] == '\0' ? NULL : b->language, NULL);
	akn_put_words(a, s, block, marks, count);
	fputs("</p>\n", a->out);
}

/* ---- What is not said by a speaker ----------------------------------------- */

static void put_heading(struct akn *a, const Statement *s, size_t block)
{
	bool more = a->headed;
	if (!more)
		open_debate(a, "item");
	const char *element = more ? "subheading" : "heading", *id = akn_id(a, element);
	xml_begin(a->out, element, "eId", id, NULL);
	akn_put_words(a, s, block, NULL, 0);
	fprintf(a->out, "</%s>\n", element);
	note_taken(a, s, block, id);
	a->headed = true;
}

static void put_adjournment(struct akn *a, const Statement *s, size_t block)
{
	struct xml_mark hour;
	const char *closed = s->record == NULL ? "" : s->record->closed;
	if (a->open == NULL || strcmp(a->open, "adjournment") != 0)
		open_section(a, "adjournment", NULL, akn_print(a, "adjournment_%zu", ++a->adjournments));
	put_paragraph(a, s, block, &hour, akn_mark_hour(a, s->blocks[block]->text, closed, "endEvent", &hour));
}

static void put_roll_call(struct akn *a, const Statement *s, size_t block)
{
	need_section(a);
	const char *id = akn_id(a, "rollCall");
	note_taken(a, s, block, id);
	xml_begin(a->out, "rollCall", "eId", id, NULL);
	fputc('\n', a->out);
	akn_put_roll_call(a, s, block);
	fputs("</rollCall>\n", a->out);
}

/* What a block is that no speaker says, where it is not a narrative of what happened. */
static const char *element_of(const Block *b)
{
	return b->kind == TRUCE__V1__BLOCK__KIND__KIND_DECISION ? "summary"
	       : b->kind == TRUCE__V1__BLOCK__KIND__KIND_REFUSED || b->kind == TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE
		       ? "other"
		       : "narrative";
}

static void put_event(struct akn *a, const Statement *s, size_t block)
{
	const Block *b = s->blocks[block];
	const char *element = element_of(b), *opened = s->record == NULL || a->opened ? "" : s->record->opened;
	bool other = strcmp(element, "other") == 0;
	struct xml_mark hour;
	need_section(a);
	const char *id = akn_id(a, element);
	size_t hours = akn_mark_hour(a, b->text, opened, "startEvent", &hour);
	a->opened = a->opened || hours > 0;
	note_taken(a, s, block, id);
	xml_begin(a->out, element, "eId", id, "xml:lang", b->language[0] == '\0' || other ? NULL : b->language, NULL);
	if (other)
		put_paragraph(a, s, block, &hour, hours);
	else
		akn_put_words(a, s, block, &hour, hours);
	fprintf(a->out, "</%s>\n", element);
}

/* ---- Speeches ---------------------------------------------------------------- */

/* Marks an entity that a label names. */
static void mark_label(struct akn *a, const char *label, const char *element, const char *name, const char *ref,
		       struct xml_mark *marks, size_t *count)
{
	size_t at = akn_find(label, 0, name);
	if (at != SIZE_MAX)
		marks[(*count)++] = akn_mark(a, element, at, at + strlen(name), ref);
}

static void put_label(struct akn *a, const Truce__V1__Turn *turn, const char *by, const char *as)
{
	const Truce__V1__Person *p = turn->speaker;
	struct xml_mark marks[3];
	size_t count = 0;
	if (turn->label[0] == '\0')
		return;
	if (as != NULL)
		mark_label(a, turn->label, "role", turn->role, as, marks, &count);
	if (p != NULL && p->party != NULL && akn_find(turn->label, 0, p->party->printed) != SIZE_MAX)
		mark_label(a, turn->label, "organization", p->party->printed, akn_refer_party(a, p->party), marks,
			   &count);
	if (p != NULL && (as == NULL || akn_find(p->printed, 0, turn->role) == SIZE_MAX))
		mark_label(a, turn->label, "person", p->printed, by, marks, &count);
	fputs("<from>", a->out);
	xml_marked(a->out, turn->label, marks, count);
	fputs("</from>\n", a->out);
}

/* The language that was spoken: that of the words is the document's. */
static const char *refer_language(struct akn *a, const Truce__V1__Turn *turn)
{
	if (turn->language[0] == '\0')
		return NULL;
	return akn_refer(a, AKN_CONCEPT, akn_print(a, "spoken-%s", turn->language),
			 akn_print(a, "spoken language: %s", turn->language));
}

static const char *begin_speech(struct akn *a, const Truce__V1__Turn *turn)
{
	need_section(a);
	const char *id = akn_id(a, "speech"), *by = akn_refer_speaker(a, turn);
	const char *as = turn->role[0] == '\0' ? NULL : akn_refer(a, AKN_ROLE, NULL, turn->role);
	xml_begin(a->out, "speech", "eId", id, "by", by, "as", as, "refersTo", refer_language(a, turn), NULL);
	fputc('\n', a->out);
	put_label(a, turn, by, as);
	return id;
}

/* Whose words a block is, counted from 1; 0 for what no speaker says. */
static size_t speaker_of(const Statement *s, const Block *b)
{
	bool speech =
		b->turn > 0 && (size_t)b->turn <= s->n_turns && b->kind != TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION;
	return speech ? (size_t)b->turn : 0;
}

static void put_silent(struct akn *a, const struct export_piece *piece, size_t block)
{
	const Statement *s = piece->statement;
	if (s == a->document && akn_is_roll_call(s, block))
		put_roll_call(a, s, block);
	else if (s->blocks[block]->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING)
		put_heading(a, s, block);
	else if (piece->kind == TRUCE__V1__TEXT_SECTION__KIND__KIND_ADJOURNMENT)
		put_adjournment(a, s, block);
	else
		put_event(a, s, block);
}

static void put_piece(struct akn *a, const struct export_piece *piece)
{
	const Statement *s = piece->statement;
	const char *speech = NULL;
	size_t turn = 0;
	for (size_t i = piece->first; i < piece->last; i++) {
		size_t speaks = speaker_of(s, s->blocks[i]);
		if (turn != speaks && turn > 0)
			fputs("</speech>\n", a->out);
		if (turn != speaks && speaks > 0)
			speech = begin_speech(a, s->turns[speaks - 1]);
		turn = speaks;
		if (speaks > 0) {
			note_taken(a, s, i, speech);
			put_paragraph(a, s, i, NULL, 0);
		} else {
			put_silent(a, piece, i);
		}
	}
	fputs(turn > 0 ? "</speech>\n" : "", a->out);
}

static void put_debate(struct akn *a, const struct export_piece *pieces, size_t count)
{
	fputs("<debateBody>\n", a->out);
	for (size_t i = 0; i < count; i++)
		put_piece(a, &pieces[i]);
	if (a->sections + a->adjournments == 0)
		need_section(a);
	close_section(a);
	fputs("</debateBody>\n", a->out);
}

/* ---- A text that is not a meeting's --------------------------------------- */

static void put_clause(struct akn *a, const Statement *s, size_t block)
{
	const char *id = akn_id(a, "para");
	note_taken(a, s, block, id);
	xml_begin(a->out, "paragraph", "eId", id, NULL);
	fprintf(a->out, "<num>%d.</num><content eId=\"%s__content\">\n", (int)s->blocks[block]->number, id);
	put_paragraph(a, s, block, NULL, 0);
	fputs("</content></paragraph>\n", a->out);
}

static void put_statement(struct akn *a, const Statement *s)
{
	fputs("<mainBody>\n", a->out);
	for (size_t i = 0; i < s->n_blocks; i++) {
		if (s->blocks[i]->number > 0)
			put_clause(a, s, i);
		else
			put_paragraph(a, s, i, NULL, 0);
	}
	if (s->n_blocks == 0)
		fputs("<p/>\n", a->out);
	fputs("</mainBody>\n", a->out);
}

/* ---- The document ------------------------------------------------------------ */

/* "debate", or what sort of text a statement is: "joint statement". */
static const char *name_of(struct akn *a, const char *type)
{
	bool debate = strcmp(type, "debate") == 0 || a->document->kind == TRUCE__V1__STATEMENT__KIND__KIND_UNSPECIFIED;
	return debate ? type : words_enum(a->arena, &truce__v1__statement__kind__descriptor, (int)a->document->kind);
}

static void put_document(struct akn *a, const char *type, FILE *out, const char *text, size_t size)
{
	a->out = out;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"" NAMESPACE "\">\n", out);
	xml_begin(out, type, "name", name_of(a, type), NULL);
	fputc('\n', out);
	akn_put_meta(a, type);
	fwrite(text, 1, size, out);
	fprintf(out, "</%s>\n</akomaNtoso>\n", type);
}

static int write_document(struct akn *a, const struct export_set *set, FILE *out)
{
	const Statement *s = a->document;
	const char *type = s->record != NULL || s->n_turns > 0 ? "debate" : "statement";
	struct export_piece *pieces;
	size_t count = export_pieces(set, s, &pieces), size = 0;
	char *text = NULL;
	a->out = count == SIZE_MAX ? NULL : open_memstream(&text, &size);
	if (a->out == NULL)
		return cli_no_memory();
	akn_refer(a, AKN_ORGANIZATION, "truce", "truce");
	a->open = a->section = "preface";
	akn_put_preface(a);
	a->open = NULL;
	a->counter_count = 0;
	if (strcmp(type, "debate") == 0)
		put_debate(a, pieces, count);
	else
		put_statement(a, s);
	bool whole = ferror(a->out) == 0;
	if (fclose(a->out) != 0 || !whole) {
		free(text);
		return cli_no_memory();
	}
	put_document(a, type, out, text, size);
	free(text);
	if (a->lost)
		return cli_no_memory();
	return a->full ? cli_fail(EXIT_LIMIT, "%s: more than %d persons, parties and documents", s->name,
				  AKN_REFERENCES)
		       : EXIT_OK;
}

int export_as_akn(const struct export_set *set, FILE *out)
{
	struct arena *arena = &set->cli->arena;
	struct akn *a = arena_zalloc(arena, sizeof *a);
	const Statement *document = NULL;
	for (size_t i = 0; i < set->records->n_statements; i++) {
		if (export_whole(set, set->records->statements[i]) != NULL)
			continue;
		if (document != NULL)
			return cli_usage(set->cli, "--format akn writes one debate: name it with --statement");
		document = set->records->statements[i];
	}
	if (document == NULL)
		return cli_fail(EXIT_ABSENT, "no statement to write as a debate");
	if (a == NULL)
		return cli_no_memory();
	a->arena = arena;
	a->document = document;
	a->taken = arena_zalloc(arena, (document->n_votes + 1) * sizeof *a->taken);
	return a->taken == NULL ? cli_no_memory() : write_document(a, set, out);
}
