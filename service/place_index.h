/* Private to the service: where zones lie.
 *
 * The index of boundaries has the terms of domain/cells for each zone that has one,
 * and one term of its own for each that has none; a point is answered from the terms
 * of its cells, without reading the boundaries of the zones near it. */
#ifndef TRUCE_SERVICE_PLACE_INDEX_H
#define TRUCE_SERVICE_PLACE_INDEX_H

#include "domain/cells.h"
#include "service/records.h"

#define PLACE_INDEX 32 /* id of the row in service/indexes.c */

/* ---- place_index.c: its terms -------------------------------------------- */

enum status place_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out);

/* The term of zones without a boundary. */
static inline struct bytes place_nowhere(void)
{
	return bytes_of("", 1);
}

/* The boundary of a stored zone. NOT_FOUND where it has none (leaving call->error
 * alone); RESOURCE_EXHAUSTED where the arena is full. */
enum status place_boundary(struct call *call, struct bytes body, struct arena *arena, struct geo **out) MUST_CHECK;

/* ---- place_walk.c: what asks the index ----------------------------------- */

/* How many zones have no boundary on record. */
enum status place_count_unbounded(struct call *call, int32_t *out) MUST_CHECK;

/* Calls visit for each term of the cells that a box meets, or in which a point lies,
 * with one of its zones and the box of its cell. The term is borrowed until the
 * transaction ends. Not-OK ends the walk. */
struct place_visitor {
	enum status (*visit)(void *arg, uint32_t doc, struct bytes term, const struct geo_box *cell);
	void *arg;
};
enum status place_walk(struct call *call, const struct geo_box *box, const struct place_visitor *visitor) MUST_CHECK;
enum status place_walk_point(struct call *call, struct geo_point p, const struct place_visitor *visitor) MUST_CHECK;

#endif
