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
	const char *indexes[4]; /* ended by NULL */
};

/* Only what one record holds (name), or only records that have one of these terms;
 * neither: all. Terms are looked up in the latest state; views decide. */
#define LISTING_TERMS_MOST 42
struct listing_scope {
	const char *name;
	struct listing_term {
		const char *index, *term;
	} terms[LISTING_TERMS_MOST];
	size_t count;
};

struct listing_source {
	enum collection_id collection;
	const ProtobufCMessageDescriptor *type; /* of what is listed */
	/* View i, from 0, of a record without its bulk, made in arena, borrowing from the
	 * record. NOT_FOUND after the last. NULL: the record itself. */
	enum status (*view)(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			    ProtobufCMessage **out);
	const struct listing_use *uses; /* ended by one without a path */
	const char *order_by;           /* of a request that names no order; NULL for that of names */
	/* Reads what else the request says, as of a state, and keeps it in call->prepared for
	 * the views. NULL for nothing. */
	enum status (*scope)(struct call *call, int64_t as_of, struct listing_scope *out);
};

extern const struct listing_source listing_statements, listing_rounds, listing_zones; /* listing_sources.c */
extern const struct listing_source listing_passages;                                  /* passages.c */
extern const struct listing_source listing_zone_statuses;                             /* zones.c */
extern const struct listing_source listing_citations;                                 /* citations.c */
extern const struct listing_source listing_zone_timelines, listing_zone_conflicts;    /* timelines.c */
extern const struct listing_source listing_agenda_threads;                            /* agenda.c */
extern const struct listing_source listing_commitments;                               /* commitments.c */

/* Every record of the collection that is not deleted, in the order of their names,
 * unpacked without its bulk into arena, which each may reset. Ends with the first status
 * that is not OK. */
enum status listing_each(struct call *call, enum collection_id collection, int64_t as_of, struct arena *arena,
			 enum status (*each)(struct call *call, ProtobufCMessage *record, void *arg),
			 void *arg) MUST_CHECK;

#endif
