#include "service/place_index.h"

#include <math.h>
#include <stdlib.h>

#include "proto/rules.h"
#include "service/handlers.h"
#include "service/pages.h"
#include "truce/v1/place_service.pb-c.h"

#define DOCS_FIRST 256
#define WORK_MOST 500000 /* positions that are compared for one page */

/* A zone with its boundary. */
struct area {
	struct bytes name;
	struct geo *geo;
	double km2;
};

/* The zones whose cells meet a box; any of them may stand there many times. */
struct near {
	struct call *call;
	uint32_t *docs;
	size_t count, room;
};

struct overlap {
	struct bytes first, second;
	double km2, first_km2, second_km2;
};

struct overlaps {
	struct call *call;
	double least;
	bool is_all; /* each pair of zones once */
	struct near near;
	struct arena one, other; /* of the boundaries at hand */
	struct overlap *found;   /* of this page */
	size_t count, most;
	size_t work;   /* positions that were compared for this page */
	bool is_ended; /* the page; *end says where */
	struct page_token end;
};

void place_check_overlaps(struct call *call)
{
	const Truce__V1__FindOverlapsRequest *r = (const Truce__V1__FindOverlapsRequest *)call->request;
	rules_check(call->request, "", &call->violations);
	if (!(r->least_km2 >= 0 && isfinite(r->least_km2)))
		violations_add(&call->violations, "least_km2", "expected a number of 0 or more");
}

/* ---- Pages ---------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	const struct overlap *x = a, *y = b;
	if (x->km2 != y->km2)
		return x->km2 > y->km2 ? -1 : 1;
	int order = bytes_compare(x->first, y->first);
	return order != 0 ? order : bytes_compare(x->second, y->second);
}

/* Ends the page, where it has to end, behind a zone's pair with a doc. A page goes on
 * to one pair at least: two boundaries fit into its work. */
_Static_assert(WORK_MOST > 2 * GEO_POSITIONS_MOST, "each page compares something");
static bool ends(struct overlaps *o, struct bytes name, int64_t doc)
{
	if (o->count < o->most && o->work < WORK_MOST)
		return false;
	o->is_ended = true;
	o->end = (struct page_token){ .position = doc, .name = name };
	return true;
}

/* ---- Pairs ------------------------------------------------------------- */

static enum status load(struct overlaps *o, const struct store_change *record, struct arena *arena, struct area *out)
{
	arena_reset(arena);
	out->name = record->name;
	enum status status = place_boundary(o->call, record->body, arena, &out->geo);
	if (status != STATUS_OK)
		return status;
	out->km2 = geo_area_km2(out->geo);
	o->work += out->geo->point_count;
	return STATUS_OK;
}

static enum status compare(struct overlaps *o, const struct area *a, const struct area *b)
{
	double km2;
	enum status status = geo_overlap_km2(a->geo, b->geo, &km2, &o->call->error);
	if (status != STATUS_OK || km2 <= 0 || km2 < o->least)
		return status;
	o->found[o->count++] = (struct overlap){ a->name, b->name, km2, a->km2, b->km2 };
	return STATUS_OK;
}

static enum status visit(void *arg, uint32_t doc, struct bytes term, const struct geo_box *cell)
{
	struct near *near = arg;
	(void)term;
	(void)cell;
	if (near->count > 0 && near->docs[near->count - 1] == doc)
		return STATUS_OK;
	if (near->count == near->room) {
		size_t room = near->room == 0 ? DOCS_FIRST : 2 * near->room;
		uint32_t *more = arena_array(&near->call->arena, room, sizeof *more);
		if (more == NULL)
			return call_no_memory(near->call);
		if (near->count > 0)
			memcpy(more, near->docs, near->count * sizeof *more);
		near->docs = more;
		near->room = room;
	}
	near->docs[near->count++] = doc;
	return STATUS_OK;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* A pair of all zones is looked at from the one that is first by its name. */
static enum status compare_doc(struct overlaps *o, const struct area *area, uint32_t doc)
{
	struct store_change record;
	struct area other;
	enum status status = store_get_doc(o->call->txn, doc, 0, &record, &o->call->error);
	if (status != STATUS_OK)
		return status;
	int order = bytes_compare(area->name, record.name);
	if (order == 0 || (o->is_all && order > 0))
		return STATUS_OK;
	status = load(o, &record, &o->other, &other);
	if (status == STATUS_OK)
		o->work += area->geo->point_count;
	if (status == STATUS_OK)
		status = compare(o, area, &other);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* With the zones near it, in the order of their docs, behind one of them. */
static enum status compare_area(struct overlaps *o, const struct area *area, int64_t behind)
{
	struct place_visitor visitor = { .visit = visit, .arg = &o->near };
	int64_t last = behind;
	o->near.count = 0;
	enum status status = place_walk(o->call, &area->geo->box, &visitor);
	if (o->near.count > 0)
		qsort(o->near.docs, o->near.count, sizeof *o->near.docs, by_number);
	for (size_t i = 0; status == STATUS_OK && i < o->near.count; i++) {
		if (o->near.docs[i] <= last)
			continue;
		if (last > behind && ends(o, area->name, last))
			return STATUS_OK;
		last = o->near.docs[i];
		status = call_on_time(o->call);
		if (status == STATUS_OK)
			status = compare_doc(o, area, o->near.docs[i]);
	}
	return status;
}

/* ---- Which zones ------------------------------------------------------- */

static enum status compare_one(struct overlaps *o, const char *name, int64_t behind)
{
	struct store_change record;
	struct area area;
	enum status status = record_get(o->call, &collections[ZONES], name, 0, &record);
	if (status != STATUS_OK)
		return call_blame(o->call, status, "zone");
	status = load(o, &record, &o->one, &area);
	if (status == STATUS_NOT_FOUND) {
		call_fact(o->call, "resource", "%s", name);
		return error_set(&o->call->error, STATUS_FAILED_PRECONDITION, "NO_BOUNDARY",
				 "%s has no boundary on record; `truce zone boundary` sets one.", name);
	}
	return status == STATUS_OK ? compare_area(o, &area, behind) : status;
}

/* A zone of all with those after it; without a boundary it overlaps none. */
static enum status compare_record(struct overlaps *o, const struct store_change *record, int64_t behind)
{
	struct area area;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	enum status status = load(o, record, &o->one, &area);
	if (status == STATUS_OK)
		status = compare_area(o, &area, behind);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* The zone that the page before ended in, if it is still there. */
static enum status compare_rest(struct overlaps *o, const struct page_token *before)
{
	struct store_change record;
	enum status status = store_get(o->call->txn, before->name, 0, &record, &o->call->error);
	if (status == STATUS_OK)
		status = compare_record(o, &record, before->position);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status compare_all(struct overlaps *o, const struct page_token *before)
{
	struct store_scan scan;
	struct call *call = o->call;
	enum status status =
		before->position >= 0 && before->position < INT64_MAX ? compare_rest(o, before) : STATUS_OK;
	struct bytes last = before->name;
	if (status == STATUS_OK)
		status = store_scan_begin(call->txn, bytes_text(collections[ZONES].prefix), last, 0, &scan,
					  &call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK && !o->is_ended; i++) {
		struct store_change record;
		if (ends(o, last, INT64_MAX))
			break;
		status = call_on_time_at(call, i);
		if (status == STATUS_OK)
			status = store_scan_next(&scan, &record, &call->error);
		if (status == STATUS_OK)
			status = compare_record(o, &record, -1);
		last = record.name;
	}
	store_scan_end(&scan);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- The reply --------------------------------------------------------- */

static char *text_of(struct call *call, struct bytes name)
{
	return arena_text_n(&call->arena, name.data, name.size);
}

static double share(double part, double whole)
{
	return whole > 0 ? fmin(part / whole, 1) : 0;
}

static enum status reply(struct overlaps *o)
{
	struct call *call = o->call;
	Truce__V1__FindOverlapsResponse response = TRUCE__V1__FIND_OVERLAPS_RESPONSE__INIT;
	Truce__V1__Overlap *all = arena_array(&call->arena, o->count, sizeof *all);
	response.overlaps = arena_array(&call->arena, o->count, sizeof *response.overlaps);
	if (all == NULL || response.overlaps == NULL)
		return call_no_memory(call);
	if (o->count > 0)
		qsort(o->found, o->count, sizeof *o->found, by_size);
	for (size_t i = 0; i < o->count; i++) {
		const struct overlap *from = &o->found[i];
		truce__v1__overlap__init(&all[i]);
		all[i].first = text_of(call, from->first);
		all[i].second = text_of(call, from->second);
		if (all[i].first == NULL || all[i].second == NULL)
			return call_no_memory(call);
		all[i].area_km2 = from->km2;
		all[i].share_of_first = share(from->km2, from->first_km2);
		all[i].share_of_second = share(from->km2, from->second_km2);
		response.overlaps[response.n_overlaps++] = &all[i];
	}
	enum status status = place_count_unbounded(call, &response.zones_without_boundary);
	if (status == STATUS_OK)
		status = call_reply_message(call, &response.base);
	return status == STATUS_OK && o->is_ended ? page_token_reply(call, &o->end) : status;
}

static enum status compare_zones(struct overlaps *o, const char *zone)
{
	struct page_token before = { .position = -1 };
	enum status status = page_token_read(o->call, &before);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	return zone[0] == '\0' ? compare_all(o, &before) : compare_one(o, zone, before.position);
}

enum status place_overlaps(struct call *call)
{
	const Truce__V1__FindOverlapsRequest *r = (const Truce__V1__FindOverlapsRequest *)call->request;
	struct overlaps o = { .call = call, .least = r->least_km2, .most = page_size(call), .near = { .call = call } };
	o.is_all = r->zone[0] == '\0';
	o.found = arena_array(&call->arena, o.most, sizeof *o.found);
	if (o.found == NULL)
		return call_no_memory(call);
	arena_init(&o.one, GEO_MEMORY);
	arena_init(&o.other, GEO_MEMORY);
	enum status status = compare_zones(&o, r->zone);
	if (status == STATUS_OK)
		status = reply(&o);
	arena_fini(&o.other);
	arena_fini(&o.one);
	return status;
}
