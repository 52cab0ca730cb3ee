#include "domain/consent.h"

#include <stdio.h>

#include "base/time.h"
#include "domain/check.h"
#include "service/handlers.h"
#include "truce/v1/consent_service.pb-c.h"

/* Where something of the request came to stand in the zone: its violations are told
 * by the request's own path. */
struct place {
	char in_zone[64], in_request[64];
};

struct addition {
	struct call *call;
	struct change change;
	Truce__V1__Zone *zone; /* as it will be */
	struct place *places;
	size_t place_count;
};

static void *no_room(struct call *call)
{
	call_no_memory(call);
	return NULL;
}

/* A copy of a list with one element put in. */
static void *with(struct call *call, void *const *list, size_t count, size_t at, void *element)
{
	void **bigger = arena_array(&call->arena, count + 1, sizeof *bigger);
	if (bigger == NULL)
		return no_room(call);
	for (size_t i = 0; i < at; i++)
		bigger[i] = list[i];
	bigger[at] = element;
	for (size_t i = at; i < count; i++)
		bigger[i + 1] = list[i];
	return bigger;
}

/* ---- Sources that the request brings ---------------------------------- */

static const Truce__V1__Source *source_of(const Truce__V1__Zone *zone, const char *id)
{
	for (size_t i = 0; i < zone->n_sources; i++)
		if (strcmp(zone->sources[i]->id, id) == 0)
			return zone->sources[i];
	return NULL;
}

static enum status is_same(struct call *call, const ProtobufCMessage *a, const ProtobufCMessage *b, bool *same)
{
	struct bytes x, y;
	if (message_pack_arena(a, &call->arena, &x) != STATUS_OK ||
	    message_pack_arena(b, &call->arena, &y) != STATUS_OK)
		return call_no_memory(call);
	*same = bytes_equal(x, y);
	return STATUS_OK;
}

static enum status add_source(struct addition *a, Truce__V1__Source *source, size_t index)
{
	struct place *place = &a->places[a->place_count++];
	const Truce__V1__Source *other = source_of(a->zone, source->id);
	snprintf(place->in_request, sizeof place->in_request, "sources[%zu]", index);
	snprintf(place->in_zone, sizeof place->in_zone, "zone.sources[%zu]", a->zone->n_sources);
	if (other != NULL) {
		bool same = false;
		enum status status = is_same(a->call, &source->base, &other->base, &same);
		if (status == STATUS_OK && !same) {
			char field[80];
			snprintf(field, sizeof field, "%s.id", place->in_request);
			violations_add(&a->call->violations, field,
				       "\"%s\" is another source of the zone; leave it out to name that one, or choose "
				       "another id",
				       source->id);
		}
		return status;
	}
	void *sources = with(a->call, (void *const *)a->zone->sources, a->zone->n_sources, a->zone->n_sources, source);
	if (sources == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	a->zone->sources = sources;
	a->zone->n_sources++;
	return STATUS_OK;
}

/* ---- Both ------------------------------------------------------------- */

static enum status begin(struct call *call, struct addition *a, Truce__V1__Source *const *sources, size_t count)
{
	*a = (struct addition){ .call = call };
	enum status status = resource_change_begin(call, call_text(call, "name"), call_text(call, "etag"), &a->change);
	if (status != STATUS_OK)
		return status;
	a->zone = (Truce__V1__Zone *)message_copy(a->change.stored, &call->arena);
	a->places = arena_array(&call->arena, count + 1, sizeof *a->places);
	if (a->zone == NULL || a->places == NULL)
		return call_no_memory(call);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		status = add_source(a, sources[i], i);
	return status;
}

/* The violation's field by the path of the request. */
static const char *in_request(const struct addition *a, const char *field)
{
	for (size_t i = 0; i < a->place_count; i++) {
		size_t size = strlen(a->places[i].in_zone);
		if (strncmp(field, a->places[i].in_zone, size) != 0 || (field[size] != '\0' && field[size] != '.'))
			continue;
		const char *path = arena_printf(&a->call->arena, "%s%s", a->places[i].in_request, field + size);
		return path == NULL ? field : path;
	}
	return field;
}

/* Checks the zone as it will be, stores it, and replies with it. */
static enum status end(struct addition *a)
{
	struct call *call = a->call;
	struct violations found;
	violations_init(&found, &call->arena);
	record_check_on(&a->zone->base, "zone", day_today() + 1, &found); /* somewhere it is the next day */
	for (const struct violation *v = found.first; v != NULL; v = v->next)
		violations_add(&call->violations, in_request(a, v->field), "%s", v->description);
	enum status status = violations_status(&call->violations, &call->error);
	return status == STATUS_OK ? resource_change_end(call, &a->change, &a->zone->base) : status;
}

/* ---- The methods ------------------------------------------------------ */

/* Where a consent comes to stand: behind another decision of the party on the term that it cannot
 * stand beside, so that the new one is found to be at fault, whichever is of the earlier date. */
static size_t place_of(const Truce__V1__Zone *zone, const Truce__V1__Consent *consent)
{
	size_t at = consent_place(zone, consent);
	for (size_t i = at; i < zone->n_consents; i++) {
		const Truce__V1__Consent *other = zone->consents[i];
		if (consent_is_of(other, consent) &&
		    (other->decision == consent->decision || consent_overlaps(other, consent)))
			at = i + 1;
	}
	return at;
}

enum status consent_record(struct call *call)
{
	const Truce__V1__RecordConsentRequest *request = (const Truce__V1__RecordConsentRequest *)call->request;
	struct addition a;
	enum status status = begin(call, &a, request->sources, request->n_sources);
	if (status != STATUS_OK)
		return status;
	size_t at = place_of(a.zone, request->consent);
	void *consents = with(call, (void *const *)a.zone->consents, a.zone->n_consents, at, request->consent);
	if (consents == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	a.zone->consents = consents;
	a.zone->n_consents++;
	struct place *place = &a.places[a.place_count++];
	snprintf(place->in_zone, sizeof place->in_zone, "zone.consents[%zu]", at);
	snprintf(place->in_request, sizeof place->in_request, "consent");
	return end(&a);
}

enum status consent_terminate_zone(struct call *call)
{
	const Truce__V1__TerminateZoneRequest *request = (const Truce__V1__TerminateZoneRequest *)call->request;
	struct addition a;
	enum status status = begin(call, &a, request->sources, request->n_sources);
	if (status != STATUS_OK)
		return status;
	if (a.zone->termination != NULL) {
		call_fact(call, "resource", "%s", a.zone->name);
		violations_add(&call->violations, "termination", "the zone's end is on record; a zone ends once");
		return error_set(
			&call->error, STATUS_FAILED_PRECONDITION, "ZONE_TERMINATED",
			"%s was terminated already. ZoneService.UpdateZone corrects its termination, and clears "
			"it where the mask names it and the zone has none.",
			a.zone->name);
	}
	a.zone->termination = request->termination;
	struct place *place = &a.places[a.place_count++];
	snprintf(place->in_zone, sizeof place->in_zone, "zone.termination");
	snprintf(place->in_request, sizeof place->in_request, "termination");
	return end(&a);
}
