/* Private to the service: the indexes, each a path through a collection's records.
 *
 * A record's terms are the texts at the path, enum values by their names, and for
 * messages INDEX_THERE where there are any; of a boundary the cells that it covers
 * (place_index.h). Two rows have no terms: the text that is searched, with the fingerprints of
 * its wording (search/index.c), and briefs (briefs.h). Adding an
 * index is one row; a store opened with other rows than it was written with says
 * that it is to be rebuilt. */
#ifndef TRUCE_SERVICE_INDEXES_H
#define TRUCE_SERVICE_INDEXES_H

#include "service/records.h"

#define INDEX_THERE "+"

struct index_row {
	struct store_index index;
	enum collection_id collection;
	const char *path; /* as in a filter: "citations.instrument" */
};

/* The rows, ended by one without a path. */
extern const struct index_row index_rows[];

/* NULL where there is none. */
const struct store_index *index_find(enum collection_id collection, const char *path);

#endif
