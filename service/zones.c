#include "domain/zone.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "service/briefs.h"
#include "service/handlers.h"
#include "service/indexes.h"
#include "service/listing.h"
#include "service/zones.h"

#define PARENTS_MOST 8    /* above a zone that its status looks at */
#define READINGS_MOST 300 /* bytes of ids that an error lists */

/* The date asked about; today (UTC) where the request names none. */
static void date_of(const struct call *call, char out[DATE_SIZE])
{
	const char *date = call_text(call, "date");
	if (date[0] != '\0')
		snprintf(out, DATE_SIZE, "%s", date);
	else
		date_print(day_today(), out);
}

/* Notes the nearest zone above that was ended. One that is not on record, or no longer is of that
 * revision, says nothing. */
static enum status note_parents(struct call *call, const Truce__V1__Zone *zone, struct arena *arena,
				Truce__V1__ZoneStatus *answer)
{
	int64_t as_of = 0;
	bool ended = false;
	enum status status = call_as_of(call, &as_of);
	for (int i = 0; status == STATUS_OK && !ended && zone->parent[0] != '\0' && i < PARENTS_MOST; i++) {
		struct store_change record;
		ProtobufCMessage *parent;
		struct error error;
		status = store_get(call->txn, bytes_text(zone->parent), as_of, &record, &error);
		if (status == STATUS_NOT_FOUND || status == STATUS_FAILED_PRECONDITION ||
		    (status == STATUS_OK && record.kind == STORE_DELETED))
			return STATUS_OK;
		if (status == STATUS_OK)
			status = brief_load(call, &collections[ZONES], &record, arena, &parent);
		else
			call->error = error;
		if (status != STATUS_OK)
			break;
		zone = (const Truce__V1__Zone *)parent;
		if (!zone_note_parent(answer, zone, arena, &ended))
			return call_no_memory(call);
	}
	return status;
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
		status = brief_load(call, &collections[ZONES], &record, &call->arena, &zone);
	if (status != STATUS_OK)
		return status;
	date_of(call, date);
	status = zone_status((const Truce__V1__Zone *)zone, date, call_text(call, "reading"), &call->arena, &answer,
			     &call->error);
	if (status == STATUS_OK)
		status = note_parents(call, (const Truce__V1__Zone *)zone, &call->arena, answer);
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
	if (status == STATUS_NOT_FOUND)
		status = zone_status(zone, date, "", arena, out, &call->error);
	return status == STATUS_OK ? note_parents(call, zone, arena, *out) : status;
}

/* The readings of all zones, each once. */
struct reading_ids {
	char text[READINGS_MOST];
	bool more;
};

static bool is_listed(const char *list, const char *id)
{
	size_t size = strlen(id);
	for (const char *at = list; (at = strstr(at, id)) != NULL; at += size)
		if ((at == list || at[-1] == ' ') && (at[size] == ',' || at[size] == '\0'))
			return true;
	return false;
}

static enum status list_readings(struct call *call, ProtobufCMessage *record, void *arg)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)record;
	struct reading_ids *ids = arg;
	(void)call;
	for (size_t i = 0; i < zone->n_readings; i++) {
		const char *id = zone->readings[i]->id;
		size_t size = strlen(ids->text);
		if (is_listed(ids->text, id))
			continue;
		if (size + strlen(id) + 3 > sizeof ids->text)
			ids->more = true;
		else
			snprintf(ids->text + size, sizeof ids->text - size, "%s%s", size == 0 ? "" : ", ", id);
	}
	return STATUS_OK;
}

enum status zone_no_such_reading(struct call *call, int64_t as_of, const char *reading)
{
	struct reading_ids ids = { .text = "" };
	struct arena scratch;
	arena_init(&scratch, call->service->options.arena_most / 2);
	enum status status = listing_each(call, ZONES, as_of, &scratch, list_readings, &ids);
	arena_fini(&scratch);
	if (status != STATUS_OK)
		return status;
	const char *more = ids.more ? ", …" : "", *known = ids.text[0] == '\0' ? "no readings" : ids.text;
	violations_add(&call->violations, "reading", "no zone on record has it; there are %s%s", known, more);
	return error_set(&call->error, STATUS_NOT_FOUND, "NO_SUCH_READING",
			 "reading: no zone on record has a reading \"%s\"; there are %s%s.", reading, known, more);
}

static enum status has_reading(struct call *call, ProtobufCMessage *record, void *arg)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)record;
	const char *reading = call_text(call, "reading");
	bool *found = arg;
	for (size_t i = 0; i < zone->n_readings; i++)
		*found |= strcmp(zone->readings[i]->id, reading) == 0;
	return STATUS_OK;
}

/* Whether some zone had it then. */
static enum status look_for_reading(struct call *call, int64_t as_of, bool *found)
{
	struct arena scratch;
	arena_init(&scratch, call->service->options.arena_most / 2);
	enum status status = listing_each(call, ZONES, as_of, &scratch, has_reading, found);
	arena_fini(&scratch);
	return status;
}

enum status zone_check_reading(struct call *call, int64_t as_of)
{
	struct store_postings postings;
	const char *reading = call_text(call, "reading");
	int64_t count = 0;
	bool found = false;
	if (reading[0] == '\0')
		return STATUS_OK;
	enum status status = store_postings_begin(call->txn, index_find(ZONES, "readings.id"), bytes_text(reading),
						  &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	status = store_postings_count(&postings, &count, &call->error);
	store_postings_end(&postings);
	if (status == STATUS_OK && count == 0 && as_of != 0)
		status = look_for_reading(call, as_of, &found);
	return status != STATUS_OK || count > 0 || found ? status : zone_no_such_reading(call, as_of, reading);
}

/* ---- Lists ---------------------------------------------------------------- */

static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	(void)out;
	return zone_check_reading(call, as_of);
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
	.collection = ZONES, .type = &truce__v1__zone_status__descriptor, .scope = scope, .view = view, .uses = uses
};
