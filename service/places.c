#include "service/place_index.h"

#include <math.h>
#include <stdlib.h>

#include "proto/rules.h"
#include "service/briefs.h"
#include "service/handlers.h"
#include "service/zones.h"
#include "truce/v1/place_service.pb-c.h"

#define RADIUS_MOST_M 100000
#define LOCATIONS_MOST 1000
#define HITS_FIRST 64
#define NEAR_FIRST 256
#define INSIDE (-1.0) /* a distance less than any */

/* A zone that a term speaks of. */
struct hit {
	uint32_t doc;
	bool asks; /* the boundary itself must be asked */
	double distance;
	struct bytes name, body; /* of the brief, once it was looked up */
};

/* A term with edges that may be near enough. */
struct near {
	uint32_t doc;
	double least; /* metres to its cell */
	struct bytes term;
};

struct search {
	struct call *call;
	struct geo_point p;
	struct geo_point same; /* the point again: on the antimeridian it has two longitudes */
	struct geo_point at;   /* which of both is looked up */
	double radius;
	struct hit *hits; /* one of each zone */
	size_t count, room;
	uint32_t *slots; /* by doc: the hit's number, from 1; 0 for none */
	size_t slot_count;
	struct near *near;
	size_t near_count, near_room;
};

void place_check_locate(struct call *call)
{
	const Truce__V1__LocatePointRequest *r = (const Truce__V1__LocatePointRequest *)call->request;
	rules_check(call->request, "", &call->violations);
	if (!(fabs(r->latitude) <= 90))
		violations_add(&call->violations, "latitude", "expected -90 to 90 degrees");
	if (!(fabs(r->longitude) <= 180))
		violations_add(&call->violations, "longitude", "expected -180 to 180 degrees");
	if (!(r->radius_m >= 0 && r->radius_m <= RADIUS_MOST_M))
		violations_add(&call->violations, "radius_m", "expected 0 to %d metres", RADIUS_MOST_M);
}

/* ---- Looking ---------------------------------------------------------- */

/* The place in the table of a zone's hit, or of none yet. */
static uint32_t *slot_of(const struct search *s, uint32_t doc)
{
	size_t at = doc * UINT32_C(2654435769) & (s->slot_count - 1);
	while (s->slots[at] != 0 && s->hits[s->slots[at] - 1].doc != doc)
		at = (at + 1) & (s->slot_count - 1);
	return &s->slots[at];
}

static struct hit *find_hit(const struct search *s, uint32_t doc)
{
	uint32_t slot = s->count == 0 ? 0 : *slot_of(s, doc);
	return slot == 0 ? NULL : &s->hits[slot - 1];
}

/* Twice the room, and twice as many slots. */
static enum status grow(struct search *s)
{
	size_t room = s->room == 0 ? HITS_FIRST : 2 * s->room;
	struct hit *hits = arena_array(&s->call->arena, room, sizeof *hits);
	uint32_t *slots = arena_array(&s->call->arena, 2 * room, sizeof *slots);
	if (hits == NULL || slots == NULL)
		return call_no_memory(s->call);
	if (s->count > 0)
		memcpy(hits, s->hits, s->count * sizeof *hits);
	s->hits = hits;
	s->room = room;
	s->slots = slots;
	s->slot_count = 2 * room;
	for (size_t i = 0; i < s->count; i++)
		*slot_of(s, hits[i].doc) = (uint32_t)i + 1;
	return STATUS_OK;
}

/* Adds what a term says to the zone's hit. */
static enum status add_hit(struct search *s, struct hit hit)
{
	struct hit *known = find_hit(s, hit.doc);
	if (known != NULL) {
		known->asks |= hit.asks;
		known->distance = fmin(known->distance, hit.distance);
		return STATUS_OK;
	}
	enum status status = s->count == s->room ? grow(s) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	s->hits[s->count++] = hit;
	*slot_of(s, hit.doc) = (uint32_t)s->count;
	return STATUS_OK;
}

static enum status visit_inside(void *arg, uint32_t doc, struct bytes term, const struct geo_box *box)
{
	struct search *s = arg;
	struct cell cell;
	(void)box;
	if (!cells_read(term, &cell))
		return STATUS_OK;
	if (cell.kind == CELLS_BOUNDARY)
		return add_hit(s, (struct hit){ .doc = doc, .asks = true, .distance = INFINITY });
	if (cell.kind == CELLS_WHOLE || cell_contains(&cell, s->at))
		return add_hit(s, (struct hit){ .doc = doc, .distance = INSIDE });
	return STATUS_OK;
}

/* How near an edge has to be to tell something new of a zone. */
static double limit_of(const struct search *s, uint32_t doc)
{
	const struct hit *known = find_hit(s, doc);
	return known == NULL ? s->radius : fmin(s->radius, known->distance);
}

static enum status add_near(struct search *s, struct near near)
{
	if (s->near_count == s->near_room) {
		size_t room = s->near_room == 0 ? NEAR_FIRST : 2 * s->near_room;
		struct near *bigger = arena_array(&s->call->arena, room, sizeof *bigger);
		if (bigger == NULL)
			return call_no_memory(s->call);
		if (s->near_count > 0)
			memcpy(bigger, s->near, s->near_count * sizeof *bigger);
		s->near = bigger;
		s->near_room = room;
	}
	s->near[s->near_count++] = near;
	return STATUS_OK;
}

/* What lies wholly inside has its edges elsewhere. */
static enum status visit_near(void *arg, uint32_t doc, struct bytes term, const struct geo_box *box)
{
	struct search *s = arg;
	double limit = cells_kind(term) == CELLS_WHOLE ? INSIDE : limit_of(s, doc);
	double least = limit < 0 ? 0 : geo_box_distance(box, s->p);
	if (least > limit)
		return STATUS_OK;
	return add_near(s, (struct near){ .doc = doc, .least = least, .term = term });
}

static int by_least(const void *a, const void *b)
{
	const struct near *x = a, *y = b;
	return (x->least > y->least) - (x->least < y->least);
}

/* The nearest cells first: most of the others are then further than what is known. */
static enum status measure_near(struct search *s)
{
	enum status status = STATUS_OK;
	if (s->near_count > 0)
		qsort(s->near, s->near_count, sizeof *s->near, by_least);
	for (size_t i = 0; status == STATUS_OK && i < s->near_count; i++) {
		const struct near *near = &s->near[i];
		struct cell cell;
		double limit = limit_of(s, near->doc), distance = INFINITY;
		if (near->least > limit || !cells_read(near->term, &cell))
			continue;
		if (cell.kind == CELLS_EDGES)
			distance = cell_distance(&cell, s->p, limit);
		if (cell.kind == CELLS_BOUNDARY || distance <= limit)
			status = add_hit(
				s, (struct hit){ near->doc, cell.kind == CELLS_BOUNDARY, distance, { 0 }, { 0 } });
		if (status == STATUS_OK)
			status = call_on_time_at(s->call, i);
	}
	return status;
}

static int32_t unit(double degrees, double most)
{
	return (int32_t)lround(fmax(fmin(degrees, most), -most) * GEO_DEGREE);
}

/* The box around the circle; what of it is beyond the antimeridian is a second one. */
static size_t boxes_around(const struct search *s, struct geo_box out[2])
{
	double turn = s->radius / GEO_RADIUS_M * 180 / M_PI * 1.001, lat = (double)s->p.y / GEO_DEGREE;
	double lon = (double)s->p.x / GEO_DEGREE, across = 180, sine = sin(turn * M_PI / 180) / cos(lat * M_PI / 180);
	size_t count = 1;
	if (fabs(lat) + turn < 90 && sine < 1)
		across = asin(sine) * 180 / M_PI;
	out[0] = (struct geo_box){ { unit(lon - across, 180), unit(lat - turn, 90) },
				   { unit(lon + across, 180), unit(lat + turn, 90) } };
	if (fabs(lon) + across > 180) {
		double from = lon > 0 ? -180 : lon - across + 360, to = lon > 0 ? lon + across - 360 : 180;
		out[1] = (struct geo_box){ { unit(from, 180), out[0].least.y }, { unit(to, 180), out[0].most.y } };
		count = 2;
	}
	return count;
}

static enum status look(struct search *s)
{
	struct place_visitor inside = { .visit = visit_inside, .arg = s };
	struct place_visitor near = { .visit = visit_near, .arg = s };
	struct geo_box boxes[2];
	size_t count = s->radius > 0 ? boxes_around(s, boxes) : 0;
	s->at = s->p;
	enum status status = place_walk_point(s->call, s->at, &inside);
	s->at = s->same;
	if (status == STATUS_OK && s->same.x != s->p.x)
		status = place_walk_point(s->call, s->at, &inside);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		status = place_walk(s->call, &boxes[i], &near);
	return status == STATUS_OK ? measure_near(s) : status;
}

/* ---- Zones ------------------------------------------------------------ */

static int by_doc(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	return (x->doc > y->doc) - (x->doc < y->doc);
}

static int by_distance(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	int order = (x->distance > y->distance) - (x->distance < y->distance);
	return order != 0 ? order : bytes_compare(x->name, y->name);
}

static enum status ask(struct search *s, struct hit *hit)
{
	struct geo *geo;
	struct arena arena;
	arena_init(&arena, GEO_MEMORY);
	struct store_change record;
	enum status status = store_get_doc(s->call->txn, hit->doc, 0, &record, &s->call->error);
	if (status == STATUS_OK)
		status = place_boundary(s->call, record.body, &arena, &geo);
	hit->distance = INFINITY;
	if (status == STATUS_OK)
		hit->distance =
			geo_contains(geo, s->p) || geo_contains(geo, s->same) ? INSIDE : geo_distance(geo, s->p);
	arena_fini(&arena);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Looks the records up, and asks their boundaries where a term says so. */
static enum status settle(struct search *s)
{
	size_t kept = 0;
	enum status status = STATUS_OK;
	qsort(s->hits, s->count, sizeof *s->hits, by_doc);
	for (size_t i = 0; status == STATUS_OK && i < s->count; i++) {
		struct hit hit = s->hits[i];
		struct store_change record;
		status = store_get_brief(s->call->txn, hit.doc, &record, &s->call->error);
		if (status != STATUS_OK)
			break;
		hit.name = record.name;
		hit.body = record.body;
		if (hit.asks)
			status = ask(s, &hit);
		if (hit.distance <= s->radius && (hit.distance == INSIDE || s->radius > 0))
			s->hits[kept++] = hit;
		if (status == STATUS_OK)
			status = call_on_time_at(s->call, i);
	}
	s->count = kept;
	if (kept > 0)
		qsort(s->hits, kept, sizeof *s->hits, by_distance);
	return status;
}

/* ---- The reply -------------------------------------------------------- */

static enum status pack(struct call *call, const struct hit *hit, struct arena *scratch, struct bytes *out)
{
	const struct store_change record = { .body = hit->body };
	Truce__V1__Location location = TRUCE__V1__LOCATION__INIT;
	ProtobufCMessage *message;
	arena_reset(scratch);
	enum status status = brief_load(call, &collections[ZONES], &record, scratch, &message);
	if (status == STATUS_OK)
		status = zone_status_asked(call, message, scratch, &location.status);
	if (status != STATUS_OK)
		return status;
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)message;
	location.zone = zone->name;
	location.title = zone->title;
	location.kind = zone->kind;
	location.inside = hit->distance == INSIDE;
	location.distance_m = location.inside ? 0 : hit->distance;
	return message_pack_arena(&location.base, &call->arena, out) == STATUS_OK ? STATUS_OK : call_no_memory(call);
}

static enum status reply_locations(const struct search *s, struct arena *scratch)
{
	struct call *call = s->call;
	for (size_t i = 0; i < s->count && i < LOCATIONS_MOST; i++) {
		struct bytes packed;
		enum status status = pack(call, &s->hits[i], scratch, &packed);
		if (status == STATUS_OK && call->size + packed.size > RECORD_MOST)
			break;
		if (status == STATUS_OK)
			status = call_part_field(call, 1, packed);
		if (status == STATUS_OK)
			status = call_on_time_at(call, i);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* What of the reply is not its locations. */
static enum status reply_rest(struct call *call)
{
	Truce__V1__LocatePointResponse rest = TRUCE__V1__LOCATE_POINT_RESPONSE__INIT;
	enum status status = place_count_unbounded(call, &rest.zones_without_boundary);
	return status == STATUS_OK ? call_reply_message(call, &rest.base) : status;
}

enum status place_locate(struct call *call)
{
	const Truce__V1__LocatePointRequest *r = (const Truce__V1__LocatePointRequest *)call->request;
	struct search s = { .call = call, .p = geo_point_at(r->latitude, r->longitude), .radius = r->radius_m };
	struct arena scratch;
	s.same = (struct geo_point){ abs(s.p.x) == 180 * GEO_DEGREE ? -s.p.x : s.p.x, s.p.y };
	arena_init(&scratch, call->service->options.arena_most / 2);
	enum status status = zone_check_reading(call, 0);
	if (status == STATUS_OK)
		status = look(&s);
	if (status == STATUS_OK && s.count > 0)
		status = settle(&s);
	if (status == STATUS_OK)
		status = reply_locations(&s, &scratch);
	if (status == STATUS_OK)
		status = reply_rest(call);
	arena_fini(&scratch);
	return status;
}
