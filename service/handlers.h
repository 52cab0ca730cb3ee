/* Private to the service: the handlers of the table, by file. Each makes its reply
 * in call->txn and answers OK, or sets call->error. */
#ifndef TRUCE_SERVICE_HANDLERS_H
#define TRUCE_SERVICE_HANDLERS_H

#include "service/records.h"

/* resources.c: any collection */
enum status resource_get(struct call *call) MUST_CHECK;
enum status resource_batch_get(struct call *call) MUST_CHECK;
enum status resource_create(struct call *call) MUST_CHECK;
enum status resource_update(struct call *call) MUST_CHECK;
enum status resource_delete(struct call *call) MUST_CHECK;
enum status resource_undelete(struct call *call) MUST_CHECK;
void resource_check_create(struct call *call);
void resource_check_update(struct call *call);

/* A change of a record of the row's collection, from the stored one to what it
 * becomes: for methods that change a record in a way of their own. */
struct change {
	const char *name;
	struct store_change record;
	ProtobufCMessage *stored; /* in call->arena */
};
/* The record must be there, not deleted, with this etag where one is given. */
enum status resource_change_begin(struct call *call, const char *name, const char *etag, struct change *out) MUST_CHECK;
/* Stores what it becomes and replies with it; the stored one where nothing changed. */
enum status resource_change_end(struct call *call, const struct change *change, ProtobufCMessage *whole) MUST_CHECK;

/* listing.c: any listing_source */
enum status listing_reply(struct call *call) MUST_CHECK;

/* zones.c */
enum status zone_get_status(struct call *call) MUST_CHECK;

/* positions.c */
enum status position_list(struct call *call) MUST_CHECK;

/* consents.c */
enum status consent_record(struct call *call) MUST_CHECK;
enum status consent_terminate_zone(struct call *call) MUST_CHECK;

/* timelines.c */
enum status timeline_list(struct call *call) MUST_CHECK;

/* wordings.c, precedents.c */
enum status wording_compare_statements(struct call *call) MUST_CHECK;
void precedent_check(struct call *call);
enum status precedent_find(struct call *call) MUST_CHECK;
/* places.c, overlaps.c */
enum status place_locate(struct call *call) MUST_CHECK;
void place_check_locate(struct call *call);
enum status place_overlaps(struct call *call) MUST_CHECK;
void place_check_overlaps(struct call *call);

/* coverage.c */
enum status coverage_survey(struct call *call) MUST_CHECK;
void coverage_check(struct call *call);

/* import.c, import_text.c */
enum status import_records(struct call *call) MUST_CHECK;
void import_check_records(struct call *call);
enum status import_make_records(struct call *call) MUST_CHECK;
void import_check_text(struct call *call);
enum status import_read_text(struct call *call) MUST_CHECK;
enum status import_text(struct call *call) MUST_CHECK;

/* search_statements.c */
enum status search_statements(struct call *call) MUST_CHECK;
void search_check(struct call *call);
bool search_is_quick(const struct call *call);
enum status search_watch(struct call *call) MUST_CHECK;

/* journal.c */
enum status journal_list(struct call *call) MUST_CHECK;
enum status journal_watch(struct call *call) MUST_CHECK;
/* After which revision a watch looks for changes. OUT_OF_RANGE where the record does not know it,
 * or what came after it was compacted away. */
enum status journal_watched(struct call *call, int64_t *after) MUST_CHECK;
enum status journal_head(struct call *call) MUST_CHECK;

/* server.c, health.c, reflection.c */
enum status server_status(struct call *call) MUST_CHECK;
enum status health_check(struct call *call) MUST_CHECK;
enum status health_watch(struct call *call) MUST_CHECK;
enum status reflection_info(struct call *call) MUST_CHECK;

#endif
