/* The parts of a query, and what each finds by itself. */
#include "service/search/seek.h"

static void add(struct search *s, const struct query_node *n)
{
	if (s->part_count < SEARCH_PARTS_MOST)
		s->parts[s->part_count++].node = n;
}

/* Words, phrases, near and fields; those within a phrase only where there is nothing else. */
static void gather(struct search *s, const struct query_node *n)
{
	if (n->kind == QUERY_NOT)
		return;
	if (n->leaf != QUERY_NO_LEAF || query_is_field(n)) {
		add(s, n);
		return;
	}
	for (const struct query_node *c = n->first; c != NULL; c = c->next)
		gather(s, c);
}

void search_parts_find(struct search *s)
{
	if (s->part_count == 0)
		gather(s, s->query->root);
}

void search_parts_hold(struct search *s, const struct query_passage *passage)
{
	for (size_t i = 0; i < s->part_count; i++)
		if (query_is_field(s->parts[i].node))
			s->parts[i].passages += query_field_holds(s->parts[i].node, passage);
}

enum status search_parts_count(struct search *s, struct store_text_view *view)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < s->part_count && status == STATUS_OK; i++) {
		struct search_part *part = &s->parts[i];
		if (part->node->leaf != QUERY_NO_LEAF)
			part->passages = s->having[part->node->leaf];
		else if (view != NULL)
			status = plan_count(s, view, part->node, &part->passages);
	}
	return status;
}

enum status search_parts_open(struct search *s, struct store_text_view *view)
{
	const struct query_node *whole = s->parts[0].node;
	if (view == NULL || s->part_count != 1 || (whole->kind != QUERY_PHRASE && whole->kind != QUERY_NEAR))
		return STATUS_OK;
	s->part_count = 0;
	for (const struct query_node *c = whole->first; c != NULL; c = c->next)
		add(s, c);
	enum status status = STATUS_OK;
	for (size_t i = 0; i < s->part_count && status == STATUS_OK; i++)
		status = plan_count(s, view, s->parts[i].node, &s->parts[i].passages);
	return status;
}

/* As the query has it; of the words of a phrase each, as it is looked for. */
static char *text_of(struct search *s, const struct query_node *n)
{
	bool within = n->leaf == QUERY_NO_LEAF && n->kind == QUERY_WORD && n->word.size > 0;
	return within ? arena_text_n(&s->call->arena, n->word.data, n->word.size)
		      : arena_text_n(&s->call->arena, s->query->text + n->at, n->end - n->at);
}

enum status search_parts_reply(struct search *s, Truce__V1__SearchStatementsResponse *out)
{
	struct arena *arena = &s->call->arena;
	for (size_t i = 0; i < s->part_count; i++) {
		Truce__V1__QueryPart *m =
			(Truce__V1__QueryPart *)message_new(&truce__v1__query_part__descriptor, arena);
		if (m == NULL)
			return call_no_memory(s->call);
		m->position = (int32_t)query_position(s->query->text, s->parts[i].node->at);
		m->text = text_of(s, s->parts[i].node);
		m->passages = s->parts[i].passages;
		if (m->text == NULL || !message_append(&out->base, "parts", &m->base, arena))
			return call_no_memory(s->call);
	}
	return STATUS_OK;
}
