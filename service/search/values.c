/* What a person may have meant by a field's value that no passage has.
 *
 * Values that passages have are held against it: those that differ by few letters, and no figure;
 * those that have all its words, or of whose words it has all; parties under each of their names. Of
 * several that are as near, the one that most passages have. */

#include "base/ascii.h"
#include "domain/party.h"
#include "proto/filter.h"
#include "service/search/seek.h"

#define VALUES_MOST 4096 /* that a value is held against, by each of its beginnings */
#define ID_MOST 40       /* bytes of a party's id */

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct values {
	struct search *s;
	struct store_text_view *view;
	const char *head;  /* "=delegation:" */
	const char *value; /* folded, that was asked for */
	bool of_parties;
	size_t distance; /* of the best so far */
	int64_t passages;
	struct bytes best; /* its mark; empty for none */
};

/* ---- Values of the record -------------------------------------------------- */

/* The party of an id or of a name, as they are folded: "un sc" for UN-SC. */
static const struct party *party_folded(const char *text)
{
	char id[ID_MOST + 1];
	size_t size = strlen(text);
	for (size_t i = 0; i <= size && size <= ID_MOST; i++)
		id[i] = text[i] == ' ' ? '-' : to_capital(text[i]);
	const struct party *party = size > ID_MOST ? NULL : party_find(id);
	return party == NULL ? party_match(text, NULL) : party;
}

/* The nearest of the names of a party that a value is the id or a name of. */
static enum status distance_of_names(struct values *v, const char *other, size_t *out)
{
	char folded[STORE_TERM_MOST + 1];
	size_t size;
	const struct party *party = party_folded(other);
	for (const struct party_name *n = party == NULL ? NULL : party->names; n != NULL && n->name != NULL; n++) {
		if (!text_fold_value(v->s->analyser, bytes_text(n->name), folded, sizeof folded, &size))
			return call_no_memory(v->s->call);
		size_t distance = name_likeness(v->value, folded);
		*out = distance < *out ? distance : *out;
	}
	return STATUS_OK;
}

static enum status look(struct values *v, const struct store_text_walk *walk)
{
	char other[STORE_TERM_MOST + 1];
	const size_t head = strlen(v->head), size = walk->name.size - head;
	memcpy(other, walk->name.data + head, size);
	other[size] = '\0';
	size_t distance = name_likeness(v->value, other);
	enum status status = v->of_parties ? distance_of_names(v, other, &distance) : STATUS_OK;
	if (status != STATUS_OK || distance == SIZE_MAX || distance > v->distance ||
	    (distance == v->distance && walk->term.df <= v->passages))
		return status;
	const uint8_t *mark = arena_copy(&v->s->call->arena, walk->name.data, walk->name.size);
	if (mark == NULL)
		return call_no_memory(v->s->call);
	v->distance = distance;
	v->passages = walk->term.df;
	v->best = bytes_of(mark, walk->name.size);
	return STATUS_OK;
}

/* Those that begin with so many letters of the value. */
static enum status look_at_all(struct values *v, size_t letters)
{
	struct search *s = v->s;
	struct store_text_walk *walk = arena_alloc(&s->call->arena, sizeof *walk);
	const char *prefix = arena_printf(&s->call->arena, "%s%.*s", v->head, (int)letters, v->value);
	if (walk == NULL || prefix == NULL)
		return call_no_memory(s->call);
	enum status status = store_text_walk_begin(v->view, STORE_TEXT_MARK, bytes_text(prefix), walk, &s->call->error);
	for (size_t i = 0; i < VALUES_MOST && status == STATUS_OK && store_text_walk_next(walk); i++) {
		status = call_on_time_at(s->call, i);
		if (status == STATUS_OK)
			status = look(v, walk);
	}
	return status;
}

/* ---- As it stands in a statement -------------------------------------------- */

/* A passage that has the mark; false where there is none. */
static bool find_passage(struct store_text_view *view, const struct store_text_term *term, uint32_t *doc,
			 uint32_t *block)
{
	struct store_text_cursor cursor;
	for (size_t i = 0; i < view->count; i++) {
		const struct store_text_segment *segment = &view->segments[i];
		if (term->lists[i].count == 0)
			continue;
		store_text_cursor_begin(term, i, &cursor);
		while (cursor.unit != STORE_TEXT_END && store_text_dead(segment, cursor.unit))
			store_text_next(&cursor);
		if (cursor.unit == STORE_TEXT_END || cursor.unit >= segment->units)
			continue;
		*doc = store_text_value(&segment->doc, cursor.unit);
		*block = store_text_value(&segment->block, cursor.unit);
		return true;
	}
	return false;
}

/* As a statement has it; NULL where that takes more memory than there is. */
static const char *value_in(struct values *v, struct bytes body, uint32_t block)
{
	struct call *call = v->s->call;
	struct arena arena;
	ProtobufCMessage *m;
	const char *value, *copy = NULL;
	arena_init(&arena, call->service->options.arena_most);
	if (message_unpack_own(&truce__v1__statement__descriptor, body, &arena, &m, NULL) == STATUS_OK &&
	    passage_value((const Truce__V1__Statement *)m, block, v->best, v->s->analyser, &arena, &value) ==
		    STATUS_OK &&
	    value[0] != '\0' && strchr(value, '"') == NULL)
		copy = arena_text(&call->arena, value);
	arena_fini(&arena);
	return copy;
}

/* The value that the mark was made of; what is folded, where that is not to be had. */
static enum status find_value(struct values *v, const char **out)
{
	struct call *call = v->s->call;
	struct store_text_term term;
	struct store_change change;
	uint32_t doc, block;
	*out = arena_text_n(&call->arena, v->best.data + strlen(v->head), v->best.size - strlen(v->head));
	enum status status = store_text_find(v->view, STORE_TEXT_MARK, v->best, &term, &call->error);
	if (*out == NULL)
		return call_no_memory(call);
	if (status != STATUS_OK || !find_passage(v->view, &term, &doc, &block))
		return status;
	status = store_get_doc(call->txn, doc, 0, &change, &call->error);
	const char *value = status == STATUS_OK ? value_in(v, change.body, block) : NULL;
	if (value != NULL)
		*out = value;
	return status;
}

/* ---- All ------------------------------------------------------------------- */

static const struct query_field *field_of(struct bytes mark)
{
	for (const struct query_field *f = query_fields; f->name != NULL; f++) {
		size_t size = strlen(f->name);
		if (mark.size > size + 1 && mark.data[size + 1] == ':' && memcmp(mark.data + 1, f->name, size) == 0)
			return f;
	}
	return NULL;
}

/* The first of the marks that stand for a value which no passage has. */
static enum status unused_mark(struct search *s, struct store_text_view *view, const struct query_node *n,
			       const struct query_node **out)
{
	*out = NULL;
	for (const struct query_node *m = n->first == NULL ? n : n->first; m != NULL; m = m->next) {
		int64_t passages;
		enum status status = m->term_count == 0 ? STATUS_OK : plan_count(s, view, m, &passages);
		if (status != STATUS_OK || (m->term_count > 0 && passages == 0)) {
			*out = m;
			return status;
		}
	}
	return STATUS_OK;
}

/* A party that is known is meant, whether it is on record or not. */
static bool is_known(const struct query_field *field, const struct query_node *mark, const char *value)
{
	if (field->kind != FIELD_PARTY)
		return field->kind == FIELD_KIND || field->kind == FIELD_TRACK || field->kind == FIELD_LANGUAGE;
	return mark->term_count > 1 || party_folded(value) != NULL;
}

enum status search_suggest_value(struct search *s, struct store_text_view *view, const struct query_node *n,
				 const char **out)
{
	struct arena *arena = &s->call->arena;
	const struct query_node *mark;
	*out = NULL;
	enum status status = unused_mark(s, view, n, &mark);
	if (status != STATUS_OK || mark == NULL)
		return status;
	const struct query_field *field = field_of(mark->terms[0]);
	if (field == NULL)
		return STATUS_OK;
	static const size_t beginnings[] = { 3, 1, 0 }; /* names of a party begin otherwise than it does */
	struct values v = { .s = s, .view = view, .distance = SIZE_MAX };
	size_t head = strlen(field->name) + 2;
	v.head = arena_text_n(arena, mark->terms[0].data, head);
	v.value = arena_text_n(arena, mark->terms[0].data + head, mark->terms[0].size - head);
	v.of_parties = field->kind == FIELD_PARTY || strcmp(field->name, "body") == 0;
	if (v.head == NULL || v.value == NULL)
		return call_no_memory(s->call);
	if (v.value[0] == '\0' || is_known(field, mark, v.value))
		return STATUS_OK;
	for (size_t i = v.of_parties ? COUNT(beginnings) - 1 : 0; i < COUNT(beginnings) && status == STATUS_OK; i++)
		if (v.best.size == 0)
			status = look_at_all(&v, beginnings[i]);
	if (status != STATUS_OK || v.best.size == 0)
		return status;
	const char *value;
	status = find_value(&v, &value);
	if (status != STATUS_OK)
		return status;
	const char *quote = strpbrk(value, " ()*") == NULL ? "" : "\"";
	*out = arena_printf(arena, "%s:%s%s%s", field->name, quote, value, quote);
	return *out == NULL ? call_no_memory(s->call) : STATUS_OK;
}
