#include "domain/timeline.h"

#include "base/time.h"
#include "domain/conflicts.h"
#include "proto/filter.h"
#include "service/handlers.h"
#include "service/listing.h"
#include "service/zones.h"

/* ---- Timelines -------------------------------------------------------- */

struct question {
	struct days days;
	const char *reading;
	struct days on_record; /* from the first day in force to the last of a term */
	bool has_reading;      /* some zone has it */
	bool cut;              /* the days on record go on behind those that are answered */
	struct filter *filter; /* which zones' days; NULL for all */
	struct arena scratch;  /* of the zone that is looked at */
};

static bool is_asked(const struct question *q, const Truce__V1__Zone *zone, const Truce__V1__Reading *reading)
{
	Truce__V1__ZoneTimeline head;
	timeline_head(zone, reading, &head);
	return q->filter == NULL || filter_test(q->filter, &head.base);
}

static enum status add_zone(struct call *call, ProtobufCMessage *record, void *arg)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)record;
	struct question *q = arg;
	const Truce__V1__Reading *reading = timeline_reading(zone, q->reading);
	enum status status = STATUS_OK;
	if (reading != NULL) {
		q->has_reading |= strcmp(reading->id, q->reading) == 0;
		if (is_asked(q, zone, reading) && !timeline_widen(zone, reading, &q->scratch, &q->on_record))
			status = call_no_memory(call);
	}
	arena_reset(&q->scratch);
	return status;
}

/* What the zones on record have to say of it, where that is needed. */
static enum status look_at_zones(struct call *call, struct question *q, int64_t as_of)
{
	if (q->reading[0] == '\0' && call_text(call, "from_date")[0] != '\0' && call_text(call, "to_date")[0] != '\0')
		return STATUS_OK;
	arena_init(&q->scratch, call->service->options.arena_most / 2);
	enum status status = listing_each(call, ZONES, as_of, &q->scratch, add_zone, q);
	arena_fini(&q->scratch);
	return status;
}

/* A filter that asks about stretches cannot say whose days these are; one that is none is refused
 * by the list. */
static void read_filter(struct call *call, struct question *q)
{
	struct error error;
	enum status status = filter_compile(call_text(call, "filter"), &truce__v1__zone_timeline__descriptor,
					    &call->arena, &q->filter, &error);
	if (status != STATUS_OK || filter_asks(q->filter, "stretches"))
		q->filter = NULL;
}

/* The latest day that may be asked about with this first one. */
static int32_t last_day(int32_t first)
{
	int32_t last;
	return day_add_months(first, 12 * TIMELINE_YEARS_MOST, &last) ? last : DAY_LAST;
}

/* The days asked about; where an end is open, those on record. */
static enum status put_days(struct call *call, struct question *q)
{
	bool from = date_parse(call_text(call, "from_date"), &q->days.lo);
	bool to = date_parse(call_text(call, "to_date"), &q->days.hi);
	bool none = q->on_record.lo > q->on_record.hi;
	if (!from)
		q->days.lo = none ? (to ? q->days.hi : day_today()) : q->on_record.lo;
	if (!from && to && q->days.lo > q->days.hi)
		q->days.lo = q->days.hi;
	if (!to)
		q->days.hi = none || q->on_record.hi < q->days.lo ? q->days.lo : q->on_record.hi;
	q->cut = !to && q->days.hi > last_day(q->days.lo);
	if (q->cut)
		q->days.hi = last_day(q->days.lo);
	if (q->days.hi < q->days.lo)
		return call_violation(call, "INVALID_FIELDS", "to_date", "is before the first day, %s",
				      call_text(call, "from_date"));
	if (q->days.hi > last_day(q->days.lo))
		return call_violation(call, "INVALID_FIELDS", from ? "to_date" : "from_date",
				      "the two are more than %d years apart; ask for fewer", TIMELINE_YEARS_MOST);
	return STATUS_OK;
}

static enum status scope_timelines(struct call *call, int64_t as_of, struct listing_scope *out)
{
	struct question *q = arena_zalloc(&call->arena, sizeof *q);
	(void)out;
	if (q == NULL)
		return call_no_memory(call);
	q->reading = call_text(call, "reading");
	q->on_record = (struct days){ .lo = DAY_LAST, .hi = DAY_FIRST };
	call->prepared = q;
	read_filter(call, q);
	enum status status = look_at_zones(call, q, as_of);
	if (status != STATUS_OK)
		return status;
	if (q->reading[0] != '\0' && !q->has_reading)
		return zone_no_such_reading(call, as_of, q->reading);
	return put_days(call, q);
}

static enum status view_timeline(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
				 ProtobufCMessage **out)
{
	const struct question *q = call->prepared;
	Truce__V1__ZoneTimeline *timeline;
	if (i > 0)
		return STATUS_NOT_FOUND;
	enum status status =
		zone_timeline((const Truce__V1__Zone *)record, q->reading, q->days, arena, &timeline, &call->error);
	if (status == STATUS_OK)
		*out = &timeline->base;
	return status;
}

enum status timeline_list(struct call *call)
{
	enum status status = listing_reply(call);
	if (status != STATUS_OK)
		return status;
	const struct question *q = call->prepared;
	char from[DATE_SIZE], to[DATE_SIZE];
	Truce__V1__ListZoneTimelinesResponse rest = TRUCE__V1__LIST_ZONE_TIMELINES_RESPONSE__INIT;
	date_print(q->days.lo, from);
	date_print(q->days.hi, to);
	rest.from_date = from;
	rest.to_date = to;
	rest.cut = q->cut;
	return call_reply_message(call, &rest.base);
}

static const struct listing_use no_uses[] = { { .path = NULL } };

const struct listing_source listing_zone_timelines = { .collection = ZONES,
						       .type = &truce__v1__zone_timeline__descriptor,
						       .scope = scope_timelines,
						       .view = view_timeline,
						       .uses = no_uses };

/* ---- Conflicts -------------------------------------------------------- */

static enum status view_conflict(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
				 ProtobufCMessage **out)
{
	Truce__V1__ZoneConflict **conflicts;
	size_t count;
	if (!zone_conflicts((const Truce__V1__Zone *)record, arena, &conflicts, &count))
		return call_no_memory(call);
	if (i >= count)
		return STATUS_NOT_FOUND;
	*out = &conflicts[i]->base;
	return STATUS_OK;
}

const struct listing_source listing_zone_conflicts = {
	.collection = ZONES, .type = &truce__v1__zone_conflict__descriptor, .view = view_conflict, .uses = no_uses
};
