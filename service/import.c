#include "service/import.h"

#include <stdio.h>
#include <stdlib.h>

#include "proto/rules.h"
#include "service/handlers.h"
#include "service/links.h"
#include "service/making.h"
#include "service/records.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/text.pb-c.h"

#define RECORDS_MOST 10000

/* One record of a request, with the etag that guards it. */
struct incoming {
	const struct collection *collection;
	ProtobufCMessage *record;
	const char *name, *etag;
	size_t place; /* in its list */
	uint32_t made;
};

struct incoming_set {
	struct incoming *rows;
	size_t count;
	struct incoming **by_name;
};

/* ---- Checking --------------------------------------------------------- */

static const struct collection *const import_order[] = {
	&collections[TEXTS],
	&collections[STATEMENTS],
	&collections[ROUNDS],
	&collections[ZONES],
};
#define LISTS (sizeof import_order / sizeof *import_order)

static const ProtobufCFieldDescriptor *list_of(const ProtobufCMessage *set, const struct collection *collection)
{
	return protobuf_c_message_descriptor_get_field_by_name(set->descriptor, collection->plural);
}

static ProtobufCMessage *element(const ProtobufCMessage *set, const ProtobufCFieldDescriptor *list, size_t i)
{
	union {
		const ProtobufCMessage *in;
		ProtobufCMessage *out;
	} pun = { .in = message_at(set, list, i) };
	return pun.out;
}

/* Takes out the rows, in the order of import, with their etags: the rules clear
 * those as output only. */
static enum status take_rows(struct call *call, const ProtobufCMessage *set, struct incoming_set *out)
{
	size_t all = 0;
	for (size_t k = 0; k < LISTS; k++)
		all += message_count(set, list_of(set, import_order[k]));
	out->rows = arena_array(&call->kept, all, sizeof *out->rows);
	out->by_name = arena_array(&call->kept, all, sizeof *out->by_name);
	if (out->rows == NULL || out->by_name == NULL)
		return call_no_memory(call);
	for (size_t k = 0; k < LISTS; k++) {
		const ProtobufCFieldDescriptor *list = list_of(set, import_order[k]);
		for (size_t i = 0; i < message_count(set, list); i++) {
			struct incoming *row = &out->rows[out->count];
			row->collection = import_order[k];
			row->record = element(set, list, i);
			row->name = message_text(row->record, "name");
			row->etag = message_text(row->record, "etag");
			row->place = i;
			row->made = RECORD_NOT_MADE;
			out->by_name[out->count++] = row;
		}
	}
	return STATUS_OK;
}

static int compare_names(const void *a, const void *b)
{
	const struct incoming *const *one = a, *const *other = b;
	int order = strcmp((*one)->name, (*other)->name);
	return order != 0 ? order : ((*one)->place > (*other)->place) - ((*one)->place < (*other)->place);
}

static void path_of(const struct incoming *row, const char *field, char *out, size_t size)
{
	snprintf(out, size, "records.%s[%zu]%s", row->collection->plural, row->place, field);
}

/* A text's name is its digest, so that what names it can hold its bytes against it. */
static void check_text(struct call *call, const struct incoming *row)
{
	const Truce__V1__Text *text = (const void *)row->record;
	const char *name = import_text_name(&text->content, &call->arena);
	char path[64];
	path_of(row, ".content", path, sizeof path);
	if (text->content.len > IMPORT_TEXT_MOST)
		violations_add(&call->violations, path, "has %zu bytes; expected at most %d", text->content.len,
			       IMPORT_TEXT_MOST);
	else if (name != NULL && row->name[0] != '\0' && strcmp(name, row->name) != 0)
		violations_add(&call->violations, path, "is not what %s names: its SHA-256 makes %s", row->name, name);
}

static void check_row(struct call *call, const struct incoming *row)
{
	char path[64];
	if (row->collection == &collections[TEXTS])
		check_text(call, row);
	if (row->name[0] == '\0') {
		path_of(row, ".name", path, sizeof path);
		violations_add(&call->violations, path, "is required in an import, as \"%s{id}\"",
			       row->collection->prefix);
	}
	path_of(row, "", path, sizeof path);
	record_check_rules(call, row->record, path);
}

static void check_names_differ(struct call *call, struct incoming_set *set)
{
	if (set->count > 0)
		qsort(set->by_name, set->count, sizeof *set->by_name, compare_names);
	for (size_t i = 1; i < set->count; i++) {
		char path[64];
		if (set->by_name[i]->name[0] == '\0' || strcmp(set->by_name[i - 1]->name, set->by_name[i]->name) != 0)
			continue;
		path_of(set->by_name[i], ".name", path, sizeof path);
		violations_add(&call->violations, path, "is given twice; a record comes once in a set");
	}
}

void import_check_records(struct call *call)
{
	const ProtobufCMessage *records = call_message(call, "records");
	struct incoming_set *set = arena_zalloc(&call->kept, sizeof *set);
	if (set == NULL || (records != NULL && take_rows(call, records, set) != STATUS_OK)) {
		call_no_memory(call);
		return;
	}
	call->prepared = set;
	rules_check(call->request, "", &call->violations);
	if (set->count > RECORDS_MOST)
		violations_add(&call->violations, "records", "has %zu records; expected at most %d", set->count,
			       RECORDS_MOST);
	for (size_t i = 0; i < set->count; i++) {
		check_row(call, &set->rows[i]);
		arena_reset(&call->arena); /* the violations were copied */
	}
	check_names_differ(call, set);
}

/* ---- Making, before the write ------------------------------------------ */

/* Of records that are not on record yet; what is there may well be the same. */
enum status import_make_records(struct call *call)
{
	const struct incoming_set *set = call->prepared;
	for (size_t i = 0; i < set->count && call_int(call, "validate_only") == 0; i++) {
		struct incoming *row = &set->rows[i];
		struct store_change old;
		enum status status = call_on_time_at(call, i);
		if (status != STATUS_OK)
			return status;
		if (store_get(call->txn, bytes_text(row->name), 0, &old, NULL) == STATUS_NOT_FOUND)
			row->made = record_make(call, row->name, row->record);
	}
	return STATUS_OK;
}

/* ---- Storing ---------------------------------------------------------- */

/* Whether a record may stay as it is: that is not asked for anew, nor is it a text, which is what
 * it is by its name. */
static bool may_stay(const struct call *call, const struct incoming *row)
{
	return call_int(call, "again") == 0 && row->etag[0] == '\0' && row->collection != &collections[TEXTS];
}

static enum status import_all(struct call *call, const struct incoming_set *set, enum import_outcome *outcomes)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct incoming *row = &set->rows[i];
		struct bytes body;
		bool kept = false;
		enum status status = call_on_time_at(call, i);
		if (status == STATUS_OK && may_stay(call, row))
			status = import_keeps(call, row->name, row->record, &kept);
		if (kept)
			outcomes[i] = IMPORT_KEPT;
		if (status == STATUS_OK && !kept)
			status = import_record(call, row->collection, row->name, row->etag, row->record, row->made,
					       &body, &outcomes[i]);
		if (status != STATUS_OK)
			return status;
		arena_reset(&call->arena); /* a record leaves nothing that the next one needs */
	}
	return STATUS_OK;
}

/* The rules between records, once all are there, in whatever order they came. */
static enum status check_others(struct call *call, const struct incoming_set *set, const enum import_outcome *outcomes)
{
	for (size_t i = 0; i < set->count; i++) {
		if (outcomes[i] == IMPORT_KEPT)
			continue;
		const struct incoming *row = &set->rows[i];
		char path[64];
		path_of(row, "", path, sizeof path);
		enum status status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = record_check_others(call, row->collection, row->name, row->record, path);
		if (status != STATUS_OK)
			return status;
		arena_reset(&call->arena);
	}
	return STATUS_OK;
}

/* Names by what became of them: field 1 created, 2 updated, 3 unchanged, 4 kept. */
static enum status reply_names(struct call *call, const struct incoming_set *set, const enum import_outcome *outcomes)
{
	for (int outcome = IMPORT_CREATED; outcome <= IMPORT_KEPT; outcome++) {
		for (size_t i = 0; i < set->count; i++) {
			if ((int)outcomes[i] != outcome)
				continue;
			enum status status =
				call_part_field(call, (uint32_t)outcome + 1, bytes_text(set->rows[i].name));
			if (status != STATUS_OK)
				return status;
		}
	}
	return STATUS_OK;
}

enum status import_records(struct call *call)
{
	const struct incoming_set *set = call->prepared;
	enum import_outcome *outcomes = arena_array(&call->kept, set->count, sizeof *outcomes);
	if (outcomes == NULL)
		return call_no_memory(call);
	enum status status = import_all(call, set, outcomes);
	if (status == STATUS_OK)
		status = check_others(call, set, outcomes);
	call->takes_back = call_int(call, "validate_only") != 0;
	return status == STATUS_OK ? reply_names(call, set, outcomes) : status;
}
