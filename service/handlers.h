/* Private to the service: the handlers of the table, by file. Each makes its reply
 * in call->txn and answers OK, or sets call->error. */
#ifndef TRUCE_SERVICE_HANDLERS_H
#define TRUCE_SERVICE_HANDLERS_H

#include "service/call.h"

/* resources.c: any collection */
enum status resource_get(struct call *call) MUST_CHECK;
enum status resource_batch_get(struct call *call) MUST_CHECK;
enum status resource_create(struct call *call) MUST_CHECK;
enum status resource_update(struct call *call) MUST_CHECK;
enum status resource_delete(struct call *call) MUST_CHECK;
enum status resource_undelete(struct call *call) MUST_CHECK;
void resource_check_create(struct call *call);
void resource_check_update(struct call *call);

/* listing.c: any listing_source */
enum status listing_reply(struct call *call) MUST_CHECK;

/* zones.c */
enum status zone_get_status(struct call *call) MUST_CHECK;

/* positions.c */
enum status position_list(struct call *call) MUST_CHECK;

/* import.c, import_text.c */
enum status import_records(struct call *call) MUST_CHECK;
void import_check_records(struct call *call);
void import_check_text(struct call *call);
enum status import_read_text(struct call *call) MUST_CHECK;
enum status import_text(struct call *call) MUST_CHECK;

/* journal.c */
enum status journal_list(struct call *call) MUST_CHECK;
enum status journal_watch(struct call *call) MUST_CHECK;
enum status journal_head(struct call *call) MUST_CHECK;

/* server.c, health.c, reflection.c */
enum status server_status(struct call *call) MUST_CHECK;
enum status health_check(struct call *call) MUST_CHECK;
enum status reflection_info(struct call *call) MUST_CHECK;

#endif
