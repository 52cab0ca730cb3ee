#include "domain/zone.h"

#include <stdio.h>

#include "base/time.h"
#include "service/handlers.h"
#include "service/listing.h"
#include "service/places.h"

/* The date asked about; today (UTC) where the request names none. */
static void date_of(const struct call *call, char out[DATE_SIZE])
{
	const char *date = call_text(call, "date");
	if (date[0] != '\0')
		snprintf(out, DATE_SIZE, "%s", date);
	else
		date_print(day_today(), out);
}

enum status zone_get_status(struct call *call)
{
	int64_t as_of;
	struct store_change record;
	ProtobufCMessage *zone;
	Truce__V1__ZoneStatus *answer;
	char date[DATE_SIZE];
	const char *name = call_name(call);
	enum status status = call_as_of(call, &as_of);
	if (status == STATUS_OK)
		status = record_get(call, &collections[ZONES], name, as_of, &record);
	if (status == STATUS_OK)
		status = record_load(call, &collections[ZONES], &record, &call->arena, &zone);
	if (status != STATUS_OK)
		return status;
	date_of(call, date);
	status = zone_status((const Truce__V1__Zone *)zone, date, call_text(call, "reading"), &call->arena, &answer,
			     &call->error);
	if (status != STATUS_OK)
		return status;
	return call_reply_message(call, &answer->base);
}

enum status zone_status_asked(struct call *call, const ProtobufCMessage *record, struct arena *arena,
			      Truce__V1__ZoneStatus **out)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)record;
	char date[DATE_SIZE];
	date_of(call, date);
	enum status status = zone_status(zone, date, call_text(call, "reading"), arena, out, &call->error);
	return status == STATUS_NOT_FOUND ? zone_status(zone, date, "", arena, out, &call->error) : status;
}

static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	Truce__V1__ZoneStatus *answer;
	if (i > 0)
		return STATUS_NOT_FOUND;
	enum status status = zone_status_asked(call, record, arena, &answer);
	if (status == STATUS_OK)
		*out = &answer->base;
	return status;
}

static const struct listing_use uses[] = { { .path = NULL } };

const struct listing_source listing_zone_statuses = {
	.collection = ZONES, .type = &truce__v1__zone_status__descriptor, .view = view, .uses = uses
};
