/* What an answer without hits says: words and values that nobody used, or what each part of the
 * query finds by itself. */
#include "proto/filter.h"
#include "service/search/search.h"

#define SUGGESTED_MOST 4096 /* words that a word is compared with */
#define SUGGESTIONS_MOST 8
#define NEAR_MOST 64

/* ---- Words that nobody used --------------------------------------------- */

/* Words of the record that begin as the word does, or else as its first letter does;
 * nearest of them. Words of more than one language are compared by their letters. */
struct nearest {
	const char *names[SUGGESTED_MOST];
	size_t count;
};

static enum status collect(struct search *s, struct store_text_view *view, struct bytes prefix, struct nearest *n)
{
	struct store_text_walk *walk = arena_alloc(&s->call->arena, sizeof *walk);
	if (walk == NULL)
		return call_no_memory(s->call);
	enum status status = store_text_walk_begin(view, STORE_TEXT_WORD, prefix, walk, &s->call->error);
	while (status == STATUS_OK && n->count < SUGGESTED_MOST && store_text_walk_next(walk)) {
		const char *name = arena_text_n(&s->call->arena, walk->name.data + 1, walk->name.size - 1);
		if (name == NULL)
			return call_no_memory(s->call);
		n->names[n->count++] = name;
		status = call_on_time_at(s->call, n->count);
	}
	return status;
}

/* Forms of each language that begin with the first letters of the word. */
static enum status nearest_word(struct search *s, struct store_text_view *view, const struct query_node *word,
				const char **out)
{
	struct nearest *n = arena_alloc(&s->call->arena, sizeof *n);
	char *text = arena_text_n(&s->call->arena, word->word.data, word->word.size);
	if (n == NULL || text == NULL)
		return call_no_memory(s->call);
	*out = NULL;
	for (size_t letters = 3; *out == NULL && letters > 0; letters = letters == 3 ? 1 : 0) {
		n->count = 0;
		for (size_t i = 0; i < word->term_count; i++) {
			struct bytes term = word->terms[i];
			size_t size = term.size < letters + 1 ? term.size : letters + 1;
			if (term.data[0] < 'a' || term.data[0] > 'z')
				continue;
			enum status status = collect(s, view, bytes_of(term.data, size), n);
			if (status != STATUS_OK)
				return status;
		}
		*out = nearest_name(text, n->names, n->count);
	}
	return STATUS_OK;
}

static enum status suggest_one(struct search *s, struct store_text_view *view, const struct query_node *word,
			       Truce__V1__SearchStatementsResponse *out)
{
	struct arena *arena = &s->call->arena;
	const char *instead = NULL;
	Truce__V1__Suggestion *m = (Truce__V1__Suggestion *)message_new(&truce__v1__suggestion__descriptor, arena);
	if (m == NULL)
		return call_no_memory(s->call);
	m->position = (int32_t)query_position(s->query->text, word->at);
	m->word = arena_text_n(arena, word->word.data, word->word.size);
	enum status status = word->word.size <= NEAR_MOST ? nearest_word(s, view, word, &instead) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	if (instead != NULL)
		m->instead = message_borrow(instead);
	return m->word != NULL && message_append(&out->base, "suggestions", &m->base, arena) ? STATUS_OK
											     : call_no_memory(s->call);
}

/* Whether no passage has any of a word's terms. */
static enum status is_unused(struct search *s, struct store_text_view *view, const struct query_node *word,
			     bool *unused)
{
	*unused = word->word.size > 0;
	for (size_t i = 0; *unused && i < word->term_count; i++) {
		struct store_text_term term;
		enum status status = store_text_find(view, STORE_TEXT_WORD, word->terms[i], &term, &s->call->error);
		if (status != STATUS_OK)
			return status;
		*unused = term.df == 0;
	}
	return STATUS_OK;
}

static enum status suggest_in(struct search *s, struct store_text_view *view, const struct query_node *n,
			      Truce__V1__SearchStatementsResponse *out)
{
	bool unused = false;
	enum status status = STATUS_OK;
	if (n->kind == QUERY_NOT || out->n_suggestions >= SUGGESTIONS_MOST)
		return STATUS_OK;
	if (n->kind == QUERY_WORD)
		status = is_unused(s, view, n, &unused);
	if (status == STATUS_OK && unused)
		status = suggest_one(s, view, n, out);
	for (const struct query_node *c = n->first; status == STATUS_OK && c != NULL; c = c->next)
		status = suggest_in(s, view, c, out);
	return status;
}

/* ---- Values of fields ---------------------------------------------------- */

/* Says that no passage has the field's value; NULL for one without another that is like it. */
static enum status say_field(struct search *s, const struct query_node *field, const char *instead,
			     Truce__V1__SearchStatementsResponse *out)
{
	struct arena *arena = &s->call->arena;
	Truce__V1__Suggestion *m = (Truce__V1__Suggestion *)message_new(&truce__v1__suggestion__descriptor, arena);
	if (m == NULL)
		return call_no_memory(s->call);
	m->position = (int32_t)query_position(s->query->text, field->at);
	m->word = arena_text_n(arena, s->query->text + field->at, field->end - field->at);
	if (instead != NULL)
		m->instead = message_borrow(instead);
	return m->word != NULL && message_append(&out->base, "suggestions", &m->base, arena) ? STATUS_OK
											     : call_no_memory(s->call);
}

static enum status suggest_field(struct search *s, struct store_text_view *view, const struct query_node *field,
				 Truce__V1__SearchStatementsResponse *out)
{
	const char *instead;
	enum status status = search_suggest_value(s, view, field, &instead);
	return status != STATUS_OK || instead == NULL ? status : say_field(s, field, instead, out);
}

static enum status suggest_fields(struct search *s, struct store_text_view *view,
				  Truce__V1__SearchStatementsResponse *out)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < s->part_count && status == STATUS_OK && out->n_suggestions < SUGGESTIONS_MOST; i++)
		if (s->parts[i].passages == 0 && query_is_field(s->parts[i].node))
			status = suggest_field(s, view, s->parts[i].node, out);
	return status;
}

enum status search_suggest(struct search *s, struct store_text_view *view, Truce__V1__SearchStatementsResponse *out)
{
	bool parted = s->query->root->first != NULL || s->filter != NULL;
	search_parts_find(s);
	enum status status = search_parts_count(s, view);
	if (status == STATUS_OK && view != NULL)
		status = suggest_in(s, view, s->query->root, out);
	if (status == STATUS_OK && view != NULL)
		status = suggest_fields(s, view, out);
	if (status != STATUS_OK || out->n_suggestions > 0)
		return status;
	if (!parted)
		return query_is_field(s->query->root) ? say_field(s, s->query->root, NULL, out) : STATUS_OK;
	status = search_parts_open(s, view);
	return status == STATUS_OK ? search_parts_reply(s, out) : status;
}
