#include "service/listing.h"

#include <stdio.h>
#include <stdlib.h>

#include "service/briefs.h"
#include "service/candidates.h"
#include "service/handlers.h"
#include "service/naming.h"
#include "service/pages.h"

#define KEY_MOST 1024 /* bytes of an order's key that count; what ties there is ordered by name */

/* Something that passed, by the record that it is a view of. Its content is made
 * when the reply is. */
struct item {
	struct bytes key; /* of the order */
	uint8_t *room;    /* that the key lies in */
	size_t room_size;
	struct bytes name, body; /* of the record, or its brief; in the store */
	size_t view;
};

struct listing {
	struct call *call;
	const struct listing_source *source;
	struct filter *filter;
	struct order *order;
	struct listing_scope scope;
	bool is_ordered; /* by more than the name */
	bool is_blind;   /* nothing has to be known of a record but its name */
	bool is_brief;   /* briefs do in place of records */
	bool shows_deleted;
	int64_t as_of;
	struct arena scratch; /* of the record that is looked at */
	bool has_after;
	struct item after;
	struct item *heap; /* the best so far, the last of them first */
	size_t count, most;
};

/* ---- Order ------------------------------------------------------------ */

static int compare(const struct item *a, const struct item *b)
{
	int order = bytes_compare(a->key, b->key);
	if (order == 0)
		order = naming_compare(a->name, b->name);
	return order != 0 ? order : (a->view > b->view) - (a->view < b->view);
}

static int compare_items(const void *a, const void *b)
{
	return compare(a, b);
}

static void swap(struct item *a, struct item *b)
{
	struct item kept = *a;
	*a = *b;
	*b = kept;
}

static void sift_up(struct listing *l, size_t at)
{
	for (; at > 0 && compare(&l->heap[(at - 1) / 2], &l->heap[at]) < 0; at = (at - 1) / 2)
		swap(&l->heap[(at - 1) / 2], &l->heap[at]);
}

static void sift_down(struct listing *l)
{
	size_t at = 0;
	for (;;) {
		size_t last = at, left = 2 * at + 1;
		for (size_t child = left; child < l->count && child <= left + 1; child++)
			if (compare(&l->heap[last], &l->heap[child]) < 0)
				last = child;
		if (last == at)
			return;
		swap(&l->heap[last], &l->heap[at]);
		at = last;
	}
}

/* Puts an item into a slot; its key is copied into the slot's own room. */
static enum status fill(struct listing *l, struct item *slot, const struct item *item)
{
	if (item->key.size > slot->room_size) {
		size_t size = item->key.size * 2;
		slot->room = arena_alloc(&l->call->arena, size);
		if (slot->room == NULL)
			return call_no_memory(l->call);
		slot->room_size = size;
	}
	if (item->key.size > 0)
		memcpy(slot->room, item->key.data, item->key.size);
	slot->key = bytes_of(slot->room, item->key.size);
	slot->name = item->name;
	slot->body = item->body;
	slot->view = item->view;
	return STATUS_OK;
}

static enum status keep(struct listing *l, const struct item *item)
{
	if (l->has_after && compare(item, &l->after) <= 0)
		return STATUS_OK;
	bool full = l->count == l->most;
	if (full && compare(item, &l->heap[0]) >= 0)
		return STATUS_OK;
	enum status status = fill(l, &l->heap[full ? 0 : l->count], item);
	if (status != STATUS_OK)
		return status;
	if (full)
		sift_down(l);
	else
		sift_up(l, l->count++);
	return STATUS_OK;
}

/* ---- Looking ---------------------------------------------------------- */

static enum status offer(struct listing *l, const ProtobufCMessage *message, struct item *item)
{
	if (!filter_test(l->filter, message))
		return STATUS_OK;
	if (order_key(l->order, message, &l->scratch, &item->key) != STATUS_OK)
		return call_no_memory(l->call);
	if (item->key.size > KEY_MOST)
		item->key.size = KEY_MOST;
	return keep(l, item);
}

static enum status offer_views(struct listing *l, const ProtobufCMessage *record, struct item *item)
{
	for (item->view = 0;; item->view++) {
		ProtobufCMessage *view;
		enum status status = l->source->view(l->call, record, item->view, &l->scratch, &view);
		if (status == STATUS_OK)
			status = offer(l, view, item);
		if (status != STATUS_OK)
			return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	}
}

static enum status load(struct listing *l, const struct store_change *record, ProtobufCMessage **out)
{
	const struct collection *collection = &collections[l->source->collection];
	return l->is_brief ? brief_load(l->call, collection, record, &l->scratch, out)
			   : record_load(l->call, collection, record, &l->scratch, out);
}

/* Whether a record has no place on the page, whatever is in it. */
static bool is_behind(const struct listing *l, struct bytes name)
{
	return !l->is_ordered && l->count == l->most && naming_compare(name, l->heap[0].name) > 0;
}

static enum status look(struct listing *l, const struct store_change *record)
{
	struct item item = { .name = record->name, .body = record->body };
	ProtobufCMessage *message;
	if ((record->kind == STORE_DELETED && !l->shows_deleted) || is_behind(l, record->name))
		return STATUS_OK;
	if (l->is_blind)
		return keep(l, &item);
	arena_reset(&l->scratch);
	enum status status = load(l, record, &message);
	if (status != STATUS_OK)
		return status;
	return l->source->view == NULL ? offer(l, message, &item) : offer_views(l, message, &item);
}

/* The record that the page before ended in may have more views, and a scan may go on
 * after it; or it is the only one that is asked for. */
static enum status look_at_record(struct listing *l, struct bytes name)
{
	struct store_change record;
	enum status status = store_get(l->call->txn, name, l->as_of, &record, &l->call->error);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	return status == STATUS_OK ? look(l, &record) : status;
}

static enum status begin(struct listing *l, struct candidates *c, struct bytes after)
{
	const struct candidates_scope scope = { .collection = l->source->collection,
						.as_of = l->as_of,
						.deleted = l->shows_deleted,
						.brief = l->is_brief,
						.after = after };
	if (l->scope.count > 0)
		return candidates_begin_terms(c, l->call, &scope, l->scope.terms, l->scope.count);
	return candidates_begin(c, l->call, &scope, l->source, l->filter);
}

/* Where a scan goes on behind a page, by the bytes of names: before all that share a beginning with
 * the last one, as they may stand behind it in the list. */
static struct bytes scan_after(const struct listing *l)
{
	if (l->is_ordered || !l->has_after)
		return bytes_text("");
	return bytes_of(l->after.name.data, naming_shared(l->after.name));
}

/* Whether the page is full, and nothing that a scan comes to can have a place on it. */
static bool is_done(const struct listing *l, struct bytes at)
{
	if (l->is_ordered || l->count < l->most)
		return false;
	struct bytes last = l->heap[0].name, shared = bytes_of(last.data, naming_shared(last));
	return shared.size == last.size || !bytes_start_with(at, shared);
}

static enum status look_at_all(struct listing *l)
{
	struct candidates candidates;
	struct bytes after = scan_after(l), at = after;
	if (l->scope.name != NULL)
		return look_at_record(l, bytes_text(l->scope.name));
	enum status status = begin(l, &candidates, after);
	if (status != STATUS_OK)
		return status;
	if (candidates.by_name && after.size > 0 && after.size == l->after.name.size)
		status = look_at_record(l, after);
	for (size_t i = 0; status == STATUS_OK && !(candidates.by_name && is_done(l, at)); i++) {
		struct store_change record;
		status = call_on_time_at(l->call, i);
		if (status == STATUS_OK)
			status = candidates_next(&candidates, &record);
		if (status != STATUS_OK)
			break;
		at = record.name;
		status = look(l, &record);
	}
	candidates_end(&candidates);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status listing_each(struct call *call, enum collection_id collection, int64_t as_of, struct arena *arena,
			 enum status (*each)(struct call *call, ProtobufCMessage *record, void *arg), void *arg)
{
	struct store_scan scan;
	struct store_change record;
	ProtobufCMessage *message;
	bool brief = collections[collection].bulk != NULL;
	enum status status = store_scan_begin(call->txn, bytes_text(collections[collection].prefix), bytes_text(""),
					      as_of, &scan, &call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = brief ? store_scan_next_brief(&scan, &record, &call->error)
				       : store_scan_next(&scan, &record, &call->error);
		if (status != STATUS_OK || record.kind == STORE_DELETED)
			continue;
		status = brief_load(call, &collections[collection], &record, arena, &message);
		if (status == STATUS_OK)
			status = each(call, message, arg);
	}
	store_scan_end(&scan);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- The page --------------------------------------------------------- */

/* The record itself; an item may have its brief alone. */
static enum status whole(struct listing *l, const struct item *item, struct bytes *out)
{
	struct store_change record = { .body = item->body };
	enum status status = STATUS_OK;
	if (l->is_brief)
		status = store_get(l->call->txn, item->name, l->as_of, &record, &l->call->error);
	*out = record.body;
	return status;
}

/* What the item stands for, as it is sent. */
static enum status content(struct listing *l, const struct item *item, struct bytes *out)
{
	struct store_change record = { .body = item->body };
	ProtobufCMessage *message, *view;
	if (l->source->view == NULL)
		return whole(l, item, out);
	arena_reset(&l->scratch);
	enum status status = load(l, &record, &message);
	if (status == STATUS_OK)
		status = l->source->view(l->call, message, item->view, &l->scratch, &view);
	if (status != STATUS_OK)
		return status;
	return message_pack_arena(view, &l->call->arena, out) == STATUS_OK ? STATUS_OK : call_no_memory(l->call);
}

/* As many items as are asked for and fit, then the token where there are more. */
static enum status reply(struct listing *l)
{
	size_t wanted = l->most - 1, done = 0;
	enum status status = STATUS_OK;
	qsort(l->heap, l->count, sizeof *l->heap, compare_items);
	while (status == STATUS_OK && done < l->count && done < wanted) {
		struct bytes packed;
		status = content(l, &l->heap[done], &packed);
		if (status == STATUS_OK && done > 0 && l->call->size + packed.size > RECORD_MOST)
			break;
		if (status == STATUS_OK)
			status = call_part_field(l->call, 1, packed);
		done++;
	}
	if (status != STATUS_OK || done == l->count)
		return status;
	const struct item *last = &l->heap[done - 1];
	struct page_token end = {
		.as_of = l->as_of, .position = (int64_t)last->view, .key = last->key, .name = last->name
	};
	return page_token_reply(l->call, &end);
}

/* ---- The request ------------------------------------------------------ */

/* Views are made from briefs; records may be asked about the rest. */
static bool briefs_do(const struct listing *l)
{
	char field[32];
	const char *bulk = collections[l->source->collection].bulk;
	if (bulk == NULL || l->source->view != NULL)
		return bulk != NULL;
	snprintf(field, sizeof field, "%.*s", (int)strcspn(bulk, "."), bulk);
	return !filter_asks(l->filter, field) && !order_asks(l->order, field);
}

static enum status read_query(struct listing *l)
{
	struct call *call = l->call;
	const char *filter = call_text(call, "filter"), *order_by = call_text(call, "order_by");
	if (order_by[0] == '\0' && l->source->order_by != NULL)
		order_by = l->source->order_by;
	l->most = page_size(call) + 1;
	l->heap = arena_array(&call->arena, l->most, sizeof *l->heap);
	if (l->heap == NULL)
		return call_no_memory(call);
	const ProtobufCFieldDescriptor *deleted =
		protobuf_c_message_descriptor_get_field_by_name(call->request->descriptor, "show_deleted");
	l->shows_deleted = deleted != NULL && message_int_at(call->request, deleted, 0) != 0;
	l->is_ordered = order_by[0] != '\0';
	l->is_blind = !l->is_ordered && filter[0] == '\0' && l->source->view == NULL;
	enum status status = filter_compile(filter, l->source->type, &call->arena, &l->filter, &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "filter");
	status = order_compile(order_by, l->source->type, &call->arena, &l->order, &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "order_by");
	l->is_brief = briefs_do(l);
	return STATUS_OK;
}

static enum status read_page(struct listing *l)
{
	struct page_token end;
	enum status status = call_as_of(l->call, &l->as_of);
	if (status == STATUS_OK)
		status = page_token_read(l->call, &end);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	if (end.position < 0)
		return page_token_foreign(l->call);
	if (l->as_of != 0)
		l->call->revision = l->as_of = end.as_of;
	l->has_after = true;
	l->after = (struct item){ .key = end.key, .name = end.name, .view = (size_t)end.position };
	return STATUS_OK;
}

enum status listing_reply(struct call *call)
{
	struct listing l = { .call = call, .source = call->method->source };
	arena_init(&l.scratch, call->service->options.arena_most / 2);
	enum status status = read_query(&l);
	if (status == STATUS_OK)
		status = read_page(&l);
	if (status == STATUS_OK && l.source->scope != NULL)
		status = l.source->scope(call, l.as_of, &l.scope);
	if (status == STATUS_OK)
		status = look_at_all(&l);
	if (status == STATUS_OK)
		status = reply(&l);
	arena_fini(&l.scratch);
	return status;
}
