/* One geometry out of a GeoJSON text (RFC 7946), without a tree of the text.
 *
 * The text is read once, from front to back: the coordinates of each feature are kept,
 * every number as it stood, until its end says whether it is the one that is sought,
 * for an id or a property may come after them. Any thread. */
#ifndef TRUCE_CLIENT_GEOJSON_H
#define TRUCE_CLIENT_GEOJSON_H

#include "base/bytes.h"

/* A feature by the value of its property `name`, or with NULL for that by its id or
 * any property; by nothing where value is NULL. */
struct geojson_choice {
	const char *name, *value;
};

#define GEOJSON_TYPE 32

/* A geometry: its type and its coordinates. */
struct geojson_shape {
	char type[GEOJSON_TYPE];
	struct buffer text;
	bool is_there, is_bad; /* coordinates; of more than arrays and numbers */
	enum status status;    /* of keeping them: RESOURCE_EXHAUSTED past the limit */
};

/* A system that a text says its coordinates are in (the member "crs" of before RFC 7946). */
#define GEOJSON_CRS 64

struct geojson {
	char crs[GEOJSON_CRS]; /* one that is not degrees of WGS 84, longitude first; "" for none */
	bool is_collection;
	size_t features, found;     /* of a collection; of it or of the text those that were chosen */
	struct geojson_shape shape; /* of the last one found */
};

/* Reads a text; coordinates of more than `most` bytes are not kept. INVALID_ARGUMENT
 * where it is no JSON (json_check tells where), OUT_OF_RANGE where it nests deeper than
 * GeoJSON does. */
enum status geojson_read(struct bytes text, const struct geojson_choice *choice, size_t most,
			 struct geojson *out) MUST_CHECK;
void geojson_fini(struct geojson *geojson);

#endif
