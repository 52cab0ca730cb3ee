#include "service/document.h"

#include "proto/rules.h"
#include "service/candidates.h"
#include "service/indexes.h"
#include "service/records.h"
#include "service/spelling.h"

struct asking {
	struct call *call;
	int64_t as_of;
	const char *alias; /* what was asked for, as aliases spell it */
	struct citation_asked *out;
	bool by_alias, several; /* of the statement that holds it */
};

/* ---- What citations call it ---------------------------------------------- */

static enum status call_it(struct asking *a, const char *name)
{
	if (name == NULL)
		return call_no_memory(a->call);
	citation_call(a->out, name);
	return STATUS_OK;
}

static enum status call_behind(struct asking *a, const char *name)
{
	return name != NULL && !citation_is_asked(a->out, name) ? STATUS_OK : call_it(a, name);
}

/* Those of the normal forms on record that have something in brackets behind them, or the letter of a
 * part; no more than there is room for, which document_scope knows. */
static enum status call_open(struct asking *a)
{
	struct call *call = a->call;
	struct store_range range;
	struct bytes term, last = bytes_text("");
	uint32_t doc;
	const char *from = arena_printf(&call->arena, "%s (", a->out->open);
	const char *to = arena_printf(&call->arena, "%s [", a->out->open);
	if (from == NULL || to == NULL)
		return call_no_memory(call);
	enum status status =
		store_range_begin(call->txn, index_find(STATEMENTS, "citations.instrument"), &range, &call->error);
	if (status != STATUS_OK)
		return status;
	store_range_seek(&range, bytes_text(from), bytes_text(to));
	for (size_t i = 0; (status = store_range_next(&range, &term, &doc, &call->error)) == STATUS_OK; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK && !bytes_equal(term, last))
			status = call_behind(a, arena_text_n(&call->arena, (const char *)term.data, term.size));
		if (status != STATUS_OK)
			break;
		last = term;
	}
	store_range_end(&range);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* The names of the document that words are a citation of; else the words, as citations spell them. */
static enum status call_asked(struct asking *a, const char *text)
{
	struct call *call = a->call;
	enum status status = spelling_of(call, "aliases", text, &a->alias);
	if (status != STATUS_OK || a->out->open != NULL)
		return status == STATUS_OK ? call_open(a) : status;
	if (a->out->count > 0)
		return STATUS_OK;
	if (strcmp(a->alias, text) != 0)
		return call_it(a, a->alias);
	status = spelling_of(call, "citations.instrument", text, &text);
	return status == STATUS_OK ? call_it(a, text) : status;
}

/* ---- The statement that holds it ------------------------------------------ */

/* A symbol in each form that it has. */
static enum status call_held(struct asking *a, const char *symbol)
{
	struct citation_asked forms;
	if (symbol == NULL || !citation_asked(symbol, &a->call->arena, &forms))
		return call_no_memory(a->call);
	for (size_t i = 0; i < forms.count; i++)
		citation_call(a->out, forms.names[i]);
	citation_call(a->out, symbol);
	return STATUS_OK;
}

static enum status hold(struct asking *a, const Truce__V1__Statement *s, bool by_alias)
{
	struct call *call = a->call;
	struct citation_asked *out = a->out;
	if (out->statement != NULL && (a->by_alias || by_alias))
		return error_set(&call->error, STATUS_INVALID_ARGUMENT, "AMBIGUOUS",
				 "%s and %s are both called \"%s\"; give the name of one of them", out->statement,
				 s->name, a->alias);
	a->several = out->statement != NULL;
	a->by_alias = by_alias;
	out->statement = arena_text(&call->arena, s->name);
	if (out->statement == NULL)
		return call_no_memory(call);
	return call_held(a, arena_text(&call->arena, s->symbol[0] != '\0' ? s->symbol : s->title));
}

static enum status look(struct asking *a, const struct store_change *record, struct arena *scratch)
{
	ProtobufCMessage *message;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	arena_reset(scratch);
	enum status status = record_load(a->call, &collections[STATEMENTS], record, scratch, &message);
	if (status != STATUS_OK)
		return status;
	const Truce__V1__Statement *s = (const Truce__V1__Statement *)message;
	for (size_t i = 0; i < s->n_aliases; i++)
		if (strcmp(s->aliases[i], a->alias) == 0)
			return hold(a, s, true);
	return s->symbol[0] != '\0' && citation_is_asked(a->out, s->symbol) ? hold(a, s, false) : STATUS_OK;
}

static enum status find_by_words(struct asking *a)
{
	struct call *call = a->call;
	struct listing_term terms[CITATION_NAMES_MOST + 1] = { { "aliases", a->alias } };
	size_t count = 1;
	struct candidates candidates;
	struct store_change record;
	struct arena scratch;
	const struct candidates_scope scope = { .collection = STATEMENTS, .as_of = a->as_of };
	for (size_t i = 0; i < a->out->count; i++)
		terms[count++] = (struct listing_term){ "symbol", a->out->names[i] };
	enum status status = candidates_begin_terms(&candidates, call, &scope, terms, count);
	if (status != STATUS_OK)
		return status;
	arena_init(&scratch, call->service->options.arena_most / 2);
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = candidates_next(&candidates, &record);
		if (status == STATUS_OK)
			status = look(a, &record, &scratch);
	}
	arena_fini(&scratch);
	candidates_end(&candidates);
	if (a->several) /* with one symbol: it is what stands for them */
		a->out->statement = NULL;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status find_by_name(struct asking *a, const char *name)
{
	struct call *call = a->call;
	struct store_change record;
	ProtobufCMessage *message;
	enum status status = record_get(call, &collections[STATEMENTS], name, a->as_of, &record);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, &call->arena, &message);
	return status == STATUS_OK ? hold(a, (const Truce__V1__Statement *)message, false) : status;
}

enum status document_asked(struct call *call, const char *text, int64_t as_of, struct citation_asked *out)
{
	struct asking a = { .call = call, .as_of = as_of, .alias = text, .out = out };
	struct store_change record;
	const char *name = arena_printf(&call->arena, "%s%s", collections[STATEMENTS].prefix, text);
	*out = (struct citation_asked){ .count = 0 };
	if (name == NULL)
		return call_no_memory(call);
	if (bytes_start_with(bytes_text(text), bytes_text(collections[STATEMENTS].prefix)))
		return find_by_name(&a, text);
	if (form_id(text) && store_get(call->txn, bytes_text(name), as_of, &record, NULL) == STATUS_OK)
		return find_by_name(&a, name);
	if (!citation_asked(text, &call->arena, out))
		return call_no_memory(call);
	enum status status = call_asked(&a, text);
	return status == STATUS_OK ? find_by_words(&a) : status;
}

void document_scope(const struct citation_asked *asked, struct listing_scope *scope)
{
	if (asked->count == CITATION_NAMES_MOST) /* there may be more: all are looked at */
		return;
	for (size_t i = 0; i < asked->count; i++)
		scope->terms[scope->count++] = (struct listing_term){ "citations.instrument", asked->names[i] };
	if (asked->statement != NULL)
		scope->terms[scope->count++] = (struct listing_term){ "citations.statement", asked->statement };
}
