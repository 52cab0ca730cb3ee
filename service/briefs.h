/* Private to the service: records without the bulk that only they themselves show.
 *
 * Nearly all of a zone is the text of its boundary, and what is asked about zones
 * (status, terms, conflicts) needs nothing of it. A brief is a record without its bulk
 * (collections.h): the store keeps the briefs of records that are mostly bulk, so that a
 * question about many of them reads little. */
#ifndef TRUCE_SERVICE_BRIEFS_H
#define TRUCE_SERVICE_BRIEFS_H

#include "service/records.h"

#define BRIEF_INDEX 33 /* id of the row in service/indexes.c */

enum status brief_record(const struct store_index *self, struct bytes name, struct bytes body, struct buffer *out);

/* record_load, without the bulk: of a change that has the brief or the whole body. */
enum status brief_load(struct call *call, const struct collection *collection, const struct store_change *record,
		       struct arena *arena, ProtobufCMessage **out) MUST_CHECK;

/* The bulk of a stored record; no bytes where it has none. */
struct bytes brief_bulk(const struct collection *collection, struct bytes body);

#endif
