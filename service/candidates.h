/* Private to the service: the records that a list has to look at.
 *
 * Terms of an index say which records have them now. Of an earlier state the
 * candidates are these and all that changed since: a record that did neither had not
 * the term then either. */
#ifndef TRUCE_SERVICE_CANDIDATES_H
#define TRUCE_SERVICE_CANDIDATES_H

#include "proto/filter.h"
#include "service/listing.h"

#define POSTINGS_MOST LISTING_TERMS_MOST

struct candidates_scope {
	enum collection_id collection;
	int64_t as_of;
	bool deleted;       /* deleted records as well */
	bool brief;         /* a brief does where a record has one */
	struct bytes after; /* in the order of names: only those behind this one */
};

struct candidates {
	struct call *call;
	struct candidates_scope scope;
	bool by_name; /* they come in the order of their names */
	struct store_scan scan;
	struct store_postings postings[POSTINGS_MOST];
	uint32_t heads[POSTINGS_MOST]; /* the next doc of each; the greatest number where it has ended */
	size_t posting_count;
	uint32_t *changed; /* docs that changed after as_of, ascending, each once */
	size_t changed_count, changed_at;
};

/* From the indexes where the filter demands what one has, deleted records are not wanted
 * and not more has changed since than there is to look at; else a scan, in the order of
 * names. */
enum status candidates_begin(struct candidates *candidates, struct call *call, const struct candidates_scope *scope,
			     const struct listing_source *source, const struct filter *filter) MUST_CHECK;
/* The same from terms of indexes; from a scan where there are none. */
enum status candidates_begin_terms(struct candidates *candidates, struct call *call,
				   const struct candidates_scope *scope, const struct listing_term *terms,
				   size_t count) MUST_CHECK;
/* NOT_FOUND at the end. */
enum status candidates_next(struct candidates *candidates, struct store_change *out) MUST_CHECK;
void candidates_end(struct candidates *candidates);

#endif
