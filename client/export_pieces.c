#include <stdlib.h>
#include <string.h>

#include "client/export_forms.h"

static int by_name(const void *a, const void *b)
{
	const Truce__V1__Statement *const *x = a, *const *y = b;
	return strverscmp((*x)->name, (*y)->name);
}

/* Parts of one whole stay in the order of their names: they are sorted by then. */
static int by_whole(const void *a, const void *b)
{
	const struct export_part *x = a, *y = b;
	int order = strcmp(x->whole, y->whole);
	return order != 0 ? order : strverscmp(x->part->name, y->part->name);
}

static size_t links_of(const Truce__V1__Statement *s, struct export_part *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_links; i++) {
		if (s->links[i]->kind != TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF)
			continue;
		if (out != NULL)
			out[n] = (struct export_part){ s->links[i]->statement, s };
		n++;
	}
	return n;
}

bool export_prepare(struct export_set *set)
{
	Truce__V1__RecordSet *r = set->records;
	size_t links = 0;
	for (size_t i = 0; i < r->n_statements; i++)
		links += links_of(r->statements[i], NULL);
	set->parts = arena_array(&set->cli->arena, links + 1, sizeof *set->parts);
	if (set->parts == NULL)
		return false;
	set->part_count = 0;
	for (size_t i = 0; i < r->n_statements; i++)
		set->part_count += links_of(r->statements[i], set->parts + set->part_count);
	if (r->n_statements > 0)
		qsort(r->statements, r->n_statements, sizeof(Truce__V1__Statement *), by_name);
	qsort(set->parts, set->part_count, sizeof *set->parts, by_whole);
	return true;
}

static int compare_name(const void *key, const void *element)
{
	const Truce__V1__Statement *const *statement = element;
	return strverscmp(key, (*statement)->name);
}

static const Truce__V1__Statement *find(const struct export_set *set, const char *name)
{
	Truce__V1__Statement **found = NULL;
	if (set->records->n_statements > 0)
		found = bsearch(name, set->records->statements, set->records->n_statements,
				sizeof(Truce__V1__Statement *), compare_name);
	return found == NULL ? NULL : *found;
}

const Truce__V1__Statement *export_whole(const struct export_set *set, const Truce__V1__Statement *s)
{
	for (size_t i = 0; i < s->n_links; i++) {
		const Truce__V1__StatementLink *link = s->links[i];
		const Truce__V1__Statement *whole =
			link->kind == TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF ? find(set, link->statement) : NULL;
		if (whole != NULL && whole->record != NULL)
			return whole;
	}
	return NULL;
}

/* Pieces while they are gathered. */
struct gathering {
	const struct export_set *set;
	const Truce__V1__Statement *meeting;
	const struct export_part *parts;
	bool *taken; /* of the parts */
	size_t part_count;
	struct export_piece *pieces;
	size_t count;
};

/* The first of the parts whose whole is not before a name. */
static size_t first_part(const struct export_set *set, const char *whole)
{
	size_t low = 0, high = set->part_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(set->parts[middle].whole, whole) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool find_parts(struct gathering *g)
{
	const struct export_set *set = g->set;
	struct arena *arena = &set->cli->arena;
	g->parts = set->parts + first_part(set, g->meeting->name);
	while (g->parts + g->part_count < set->parts + set->part_count &&
	       strcmp(g->parts[g->part_count].whole, g->meeting->name) == 0)
		g->part_count++;
	size_t pieces = g->part_count + g->meeting->n_blocks + 2 * g->meeting->record->n_sections + 1;
	g->taken = arena_zalloc(arena, g->part_count + 1);
	g->pieces = arena_array(arena, pieces, sizeof *g->pieces);
	return g->taken != NULL && g->pieces != NULL;
}

static void add(struct gathering *g, const Truce__V1__Statement *s, size_t first, size_t last,
		Truce__V1__TextSection__Kind kind)
{
	if (first < last)
		g->pieces[g->count++] = (struct export_piece){ s, first, last, kind };
}

static void add_part(struct gathering *g, const char *name)
{
	for (size_t i = 0; i < g->part_count; i++) {
		const Truce__V1__Statement *part = g->parts[i].part;
		if (g->taken[i] || strcmp(part->name, name) != 0)
			continue;
		g->taken[i] = true;
		add(g, part, 0, part->n_blocks, TRUCE__V1__TEXT_SECTION__KIND__KIND_TURN);
	}
}

/* The meeting's own blocks up to before a block, in one piece. */
static void add_own(struct gathering *g, size_t *next, size_t before, Truce__V1__TextSection__Kind kind)
{
	size_t last = before < g->meeting->n_blocks ? before : g->meeting->n_blocks;
	add(g, g->meeting, *next, last, kind);
	*next = last > *next ? last : *next;
}

/* The meeting's blocks without its footnotes, which are the last. */
static size_t count_body(const Truce__V1__Statement *meeting)
{
	size_t count = meeting->n_blocks;
	while (count > 0 && meeting->blocks[count - 1]->kind == TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE)
		count--;
	return count;
}

static void follow_sections(struct gathering *g)
{
	const Truce__V1__MeetingRecord *record = g->meeting->record;
	Truce__V1__TextSection__Kind kind = TRUCE__V1__TEXT_SECTION__KIND__KIND_COVER;
	size_t next = 0;
	for (size_t i = 0; i < record->n_sections; i++) {
		const Truce__V1__TextSection *section = record->sections[i];
		bool own = section->statement[0] == '\0' || strcmp(section->statement, g->meeting->name) == 0;
		if (section->kind == TRUCE__V1__TEXT_SECTION__KIND__KIND_FOOTNOTE)
			continue;
		if (own && section->block > 0) {
			add_own(g, &next, (size_t)section->block - 1, kind);
			kind = section->kind;
			add_own(g, &next, (size_t)section->block, kind);
		} else if (!own) {
			add_part(g, section->statement);
		}
	}
	add_own(g, &next, count_body(g->meeting), kind);
	for (size_t i = 0; i < g->part_count; i++)
		add_part(g, g->parts[i].part->name);
	add_own(g, &next, g->meeting->n_blocks, TRUCE__V1__TEXT_SECTION__KIND__KIND_FOOTNOTE);
}

size_t export_pieces(const struct export_set *set, const Truce__V1__Statement *statement, struct export_piece **out)
{
	struct gathering g = { .set = set, .meeting = statement };
	if (statement->record == NULL) {
		struct export_piece *piece = arena_alloc(&set->cli->arena, sizeof *piece);
		if (piece == NULL)
			return SIZE_MAX;
		*piece = (struct export_piece){ statement, 0, statement->n_blocks,
						TRUCE__V1__TEXT_SECTION__KIND__KIND_TEXT };
		*out = piece;
		return 1;
	}
	if (!find_parts(&g))
		return SIZE_MAX;
	follow_sections(&g);
	*out = g.pieces;
	return g.count;
}
