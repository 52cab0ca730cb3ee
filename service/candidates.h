/* Private to the service: the records that a list has to look at. */
#ifndef TRUCE_SERVICE_CANDIDATES_H
#define TRUCE_SERVICE_CANDIDATES_H

#include "proto/filter.h"
#include "service/listing.h"

#define POSTINGS_MOST LISTING_TERMS_MOST

struct candidates {
	struct call *call;
	int64_t as_of;
	bool by_name; /* they come in the order of their names */
	struct store_scan scan;
	struct store_postings postings[POSTINGS_MOST];
	uint32_t heads[POSTINGS_MOST]; /* the next doc of each; 0 where it has ended */
	size_t posting_count;
};

/* From the indexes where current says that the latest state is read and deleted
 * records are not wanted, and the filter demands what an index has; else a scan, in
 * the order of names, after the name `after`. */
enum status candidates_begin(struct candidates *candidates, struct call *call, const struct listing_source *source,
			     const struct filter *filter, int64_t as_of, bool current, struct bytes after) MUST_CHECK;
/* The same from terms of indexes; from a scan where there are none. */
enum status candidates_begin_terms(struct candidates *candidates, struct call *call, enum collection_id collection,
				   const struct listing_term *terms, size_t count, int64_t as_of, bool current,
				   struct bytes after) MUST_CHECK;
/* NOT_FOUND at the end. */
enum status candidates_next(struct candidates *candidates, struct store_change *out) MUST_CHECK;
void candidates_end(struct candidates *candidates);

#endif
