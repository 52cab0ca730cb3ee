/* Private to the service: lists, by filter, in order, page by page.
 *
 * A list looks at the records of one collection, or at views of them (a statement's
 * passages, a zone's status on a date), and keeps the best page of those that pass:
 * its memory is bounded by the page, not by the record. Candidates come from an
 * index where the filter demands a term that one has, else from a scan; a list in
 * the order of names ends as soon as its page is full. With as_of, all pages are of
 * the state that the first page was of; without, each page is of the latest. */
#ifndef TRUCE_SERVICE_LISTING_H
#define TRUCE_SERVICE_LISTING_H

#include "service/records.h"

/* That the filter's path can be had from the indexes of these paths, together. */
struct listing_use {
	const char *path;
	const char *indexes[3]; /* ended by NULL */
};

struct listing_source {
	enum collection_id collection;
	const ProtobufCMessageDescriptor *type; /* of what is listed */
	/* View i, from 0, of a record, made in arena, borrowing from the record.
	 * NOT_FOUND after the last. NULL: the record itself. */
	enum status (*view)(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			    ProtobufCMessage **out);
	const struct listing_use *uses; /* ended by one without a path */
};

extern const struct listing_source listing_statements, listing_rounds, listing_zones; /* listing_sources.c */
extern const struct listing_source listing_passages;                                  /* passages.c */
extern const struct listing_source listing_zone_statuses;                             /* zones.c */

#endif
