#include "service/import_again.h"

#include <string.h>

#include "service/import_turns.h"
#include "service/indexes.h"
#include "truce/v1/text.pb-c.h"

/* A statement that rests on the text. */
struct resting {
	const char *name;
	bool by_hand, created; /* what it holds is somebody's; it was made by that */
};

struct resting_all {
	struct resting *rows;
	size_t count;
};

#define READ_BY BYTES_LITERAL("/truce.v1.ImportService/ImportText")
#define MOVED_BY BYTES_LITERAL("/truce.v1.ImportService/ImportRecords")

/* ---- What rests on the text ------------------------------------------- */

static enum status begin(struct call *call, const char *text, struct store_postings *out)
{
	return store_postings_begin(call->txn, index_find(STATEMENTS, "sources.text"), bytes_text(text), out,
				    &call->error);
}

/* The next one; NOT_FOUND at the end. */
static enum status next(struct call *call, struct store_postings *postings, struct store_change *out)
{
	uint32_t doc;
	enum status status = store_postings_next(postings, &doc, &call->error);
	return status == STATUS_OK ? store_get_doc(call->txn, doc, 0, out, &call->error) : status;
}

enum status import_find_first(struct call *call, const char *text, struct arena *arena,
			      const Truce__V1__Statement **out)
{
	struct store_postings postings;
	struct store_change record;
	ProtobufCMessage *statement;
	*out = NULL;
	enum status status = begin(call, text, &postings);
	if (status != STATUS_OK)
		return status;
	status = next(call, &postings, &record);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, arena, &statement);
	store_postings_end(&postings);
	if (status == STATUS_OK)
		*out = (const Truce__V1__Statement *)statement;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Who made what it holds: a change that only deleted it, or undid that, is passed over. A record
 * that was moved came as it was. */
static enum status look_at_hand(struct call *call, struct store_change change, struct resting *out)
{
	enum status status = STATUS_OK;
	int64_t before = change.revision;
	while (status == STATUS_OK && (change.kind == STORE_DELETED || change.kind == STORE_UNDELETED)) {
		status = store_history_next(call->txn, bytes_text(out->name), before, true, &before, &call->error);
		if (status == STATUS_OK)
			status = store_change(call->txn, before, &change, &call->error);
	}
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	out->created = change.kind == STORE_CREATED;
	out->by_hand = !bytes_equal(change.method, READ_BY) && !(out->created && bytes_equal(change.method, MOVED_BY));
	return STATUS_OK;
}

static enum status add(struct call *call, const struct store_change *record, size_t *room, struct resting_all *all)
{
	if (all->count == *room) {
		struct resting *rows = arena_array(&call->arena, *room = 2 * *room + 16, sizeof *rows);
		if (rows == NULL)
			return call_no_memory(call);
		if (all->count > 0)
			memcpy(rows, all->rows, all->count * sizeof *rows);
		all->rows = rows;
	}
	struct resting *row = &all->rows[all->count++];
	*row = (struct resting){ .name = NULL };
	row->name = arena_text_n(&call->arena, (const char *)record->name.data, record->name.size);
	return row->name == NULL ? call_no_memory(call) : look_at_hand(call, *record, row);
}

static enum status list(struct call *call, const char *text, struct resting_all *all)
{
	struct store_postings postings;
	struct store_change record;
	size_t room = 0;
	*all = (struct resting_all){ .rows = NULL };
	enum status status = begin(call, text, &postings);
	if (status != STATUS_OK)
		return status;
	while ((status = next(call, &postings, &record)) == STATUS_OK) {
		status = add(call, &record, &room, all);
		if (status == STATUS_OK)
			status = call_on_time_at(call, all->count);
		if (status != STATUS_OK)
			break;
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static const struct resting *find(const struct resting_all *all, const char *name)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->rows[i].name, name) == 0)
			return &all->rows[i];
	return NULL;
}

/* ---- What was told of it ---------------------------------------------- */

static void fill(char **field, const char *told)
{
	if ((*field)[0] == '\0')
		*field = message_borrow(told);
}

/* A title may be made of the file's name. */
static enum status fill_filename(struct call *call, const char *text, struct arena *arena,
				 Truce__V1__ImportTextRequest *request)
{
	struct store_change record;
	ProtobufCMessage *stored;
	enum status status = store_get(call->txn, bytes_text(text), 0, &record, &call->error);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(call, &collections[TEXTS], &record, arena, &stored);
	if (status == STATUS_OK)
		request->filename = ((const Truce__V1__Text *)stored)->filename;
	return status;
}

/* The source has what the request said; the statement, where the text says nothing itself. */
enum status import_again_marks(struct call *call, const char *text, struct arena *arena,
			       Truce__V1__ImportTextRequest *request)
{
	const Truce__V1__Statement *first;
	enum status status = import_find_first(call, text, arena, &first);
	if (status != STATUS_OK || first == NULL || first->n_sources == 0)
		return status;
	const Truce__V1__Source *source = first->sources[0];
	request->statement_id = message_borrow(first->name + strlen(collections[STATEMENTS].prefix));
	fill(&request->symbol, source->symbol);
	fill(&request->uri, source->uri);
	fill(&request->publisher, source->publisher);
	fill(&request->organ, first->organ);
	fill(&request->meeting, first->meeting);
	fill(&request->place, first->place);
	if (request->date == NULL)
		request->date = source->date;
	return fill_filename(call, text, arena, request);
}

void import_again_untie(const Truce__V1__ImportTextResponse *response)
{
	for (size_t i = 0; i < response->n_statements; i++) {
		const Truce__V1__Statement *s = response->statements[i];
		for (size_t k = 0; k < s->n_citations; k++)
			if (strcmp(s->citations[k]->statement, response->statements[0]->name) == 0)
				s->citations[k]->statement = message_borrow("");
	}
}

/* ---- Storing ---------------------------------------------------------- */

static enum status add_change(struct call *call, Truce__V1__ImportTextResponse *out, Truce__V1__TurnChange__Kind kind,
			      const char *name, const Truce__V1__Statement *s)
{
	ProtobufCMessage *m = message_new(&truce__v1__turn_change__descriptor, &call->arena);
	Truce__V1__TurnChange *change = (Truce__V1__TurnChange *)m;
	if (m == NULL)
		return call_no_memory(call);
	change->kind = kind;
	change->statement = message_borrow(name);
	change->label = message_borrow(s != NULL && s->n_turns > 0 ? s->turns[0]->label : "");
	return message_append(&out->base, "changes", m, &call->arena) ? STATUS_OK : call_no_memory(call);
}

/* One that somebody changed: whether what is read now is something else is told. The reply leaves
 * after other statements were written. */
static enum status keep(struct call *call, Truce__V1__ImportTextResponse *out, Truce__V1__Statement *s)
{
	struct store_change old;
	ProtobufCMessage *stored;
	bool same = false;
	enum status status = store_get(call->txn, bytes_text(s->name), 0, &old, &call->error);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &old, &call->arena, &stored);
	if (status == STATUS_OK)
		status = record_is_same(call, &s->base, stored, old.body, &same);
	if (status == STATUS_OK && !same)
		status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_KEPT, s->name, s);
	if (status != STATUS_OK)
		return status;
	const uint8_t *body = arena_copy(&call->arena, old.body.data, old.body.size);
	return body == NULL ? call_no_memory(call) : import_reply_statement(call, bytes_of(body, old.body.size), false);
}

/* One that does not rest on the text now: new; deleted since; or another's. */
static enum status look_at_name(struct call *call, const char *text, const char *name, bool *deleted)
{
	struct store_change old;
	ProtobufCMessage *stored;
	*deleted = false;
	enum status status = store_get(call->txn, bytes_text(name), 0, &old, &call->error);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &old, &call->arena, &stored);
	if (status != STATUS_OK)
		return status;
	*deleted = old.kind == STORE_DELETED && import_rests_on((const Truce__V1__Statement *)stored, text);
	return *deleted ? STATUS_OK : import_refuse_taken(call, name);
}

static enum status put(struct call *call, const struct resting_all *all, Truce__V1__ImportTextResponse *out,
		       Truce__V1__Statement *s)
{
	const struct resting *was = find(all, s->name);
	struct bytes body;
	enum import_outcome outcome;
	bool deleted = false;
	enum status status = was == NULL ? look_at_name(call, out->text, s->name, &deleted) : STATUS_OK;
	if (status == STATUS_OK && deleted)
		return add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_DELETED, s->name, s);
	if (status != STATUS_OK)
		return status;
	if (was != NULL && was->by_hand)
		return keep(call, out, s);
	status = import_record(call, &collections[STATEMENTS], s->name, "", &s->base, RECORD_NOT_MADE, &body, &outcome);
	if (status == STATUS_OK && outcome != IMPORT_UNCHANGED)
		status = add_change(call, out,
				    outcome == IMPORT_CREATED ? TRUCE__V1__TURN_CHANGE__KIND__KIND_ADDED
							      : TRUCE__V1__TURN_CHANGE__KIND__KIND_CHANGED,
				    s->name, s);
	return status == STATUS_OK ? import_reply_statement(call, body, outcome != IMPORT_UNCHANGED) : status;
}

static bool is_read(const Truce__V1__ImportTextResponse *response, const char *name)
{
	for (size_t i = 0; i < response->n_statements; i++)
		if (strcmp(response->statements[i]->name, name) == 0)
			return true;
	return false;
}

/* One that is not read any more. */
static enum status drop(struct call *call, Truce__V1__ImportTextResponse *out, const struct resting *row)
{
	struct store_change old;
	ProtobufCMessage *stored;
	struct bytes body;
	if (row->by_hand)
		return row->created ? STATUS_OK
				    : add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_KEPT, row->name, NULL);
	enum status status = store_get(call->txn, bytes_text(row->name), 0, &old, &call->error);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &old, &call->arena, &stored);
	if (status == STATUS_OK)
		status = add_change(call, out, TRUCE__V1__TURN_CHANGE__KIND__KIND_GONE, row->name,
				    (const Truce__V1__Statement *)stored);
	return status == STATUS_OK ? record_append(call, row->name, STORE_DELETED, stored, stored, &body) : status;
}

enum status import_again(struct call *call, Truce__V1__ImportTextResponse *response)
{
	struct resting_all all;
	response->changes = NULL; /* a call may be carried out again */
	response->n_changes = 0;
	response->read_again = true;
	enum status status = list(call, response->text, &all);
	if (status == STATUS_OK && response->statements[0]->record != NULL)
		status = import_turns_keep_names(call, response);
	for (size_t i = 0; status == STATUS_OK && i < response->n_statements; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = put(call, &all, response, response->statements[i]);
	}
	for (size_t i = 0; status == STATUS_OK && i < all.count; i++)
		if (!is_read(response, all.rows[i].name))
			status = drop(call, response, &all.rows[i]);
	return status;
}
