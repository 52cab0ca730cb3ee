/* Cells: which boundaries are near a point, without reading them.
 *
 * The globe is a square of 2^32 by 2^32 units, divided in four again and again; a
 * cell is one of these squares. A boundary is covered by cells, each a term of an
 * index: one that lies in it as a whole, or one with the edges that pass through it
 * and a point of which it is known whether it is inside, so that the term alone
 * answers for any point of the cell, exactly. A cell is divided until its edges fit
 * into a term; in the smallest cells that still have too many, the term says that the
 * boundary itself must be asked. Terms are in the order of a walk through the square
 * that visits each cell before its parts: what lies in a cell is one range. Pure; any
 * thread. */
#ifndef TRUCE_DOMAIN_CELLS_H
#define TRUCE_DOMAIN_CELLS_H

#include "domain/geo.h"

#define CELLS_TERM_MOST 400 /* bytes */
#define CELLS_LEVEL_MOST 20 /* parts of 4096 units: some 45 metres */
#define CELLS_KEY 6         /* bytes of a term that name its cell */
#define CELLS_POINTS_MOST (CELLS_TERM_MOST / 2)

struct cells_sink {
	enum status (*add)(void *arg, struct bytes term);
	void *arg;
};

/* The terms of a boundary, each once. RESOURCE_EXHAUSTED without memory, or what the
 * sink answers. */
enum status cells_cover(const struct geo *geo, const struct cells_sink *sink) MUST_CHECK;

/* Terms from..to (exclusive) in the order of their bytes. */
struct cells_range {
	uint8_t from[CELLS_KEY], to[CELLS_KEY];
};

/* Of the cell of a level, 0 to CELLS_LEVEL_MOST, in which a point lies. */
struct cells_range cells_at(struct geo_point p, int level);

/* Of cells that together hold a box, with all their parts: at most CELLS_ACROSS of them
 * side by side and one above the other, so that what they hold around it is little.
 * The cells around them are those of cells_around, from the largest. Both answer how
 * many there are. */
#define CELLS_ACROSS 6
#define CELLS_RANGES (CELLS_ACROSS * CELLS_ACROSS)
size_t cells_under(const struct geo_box *box, struct cells_range out[CELLS_RANGES]);
/* Halved, six in a row are four at most, four are three, and three two. */
#define CELLS_AROUND (16 + 9 + 4 * CELLS_LEVEL_MOST)
size_t cells_around(const struct geo_box *box, struct cells_range out[CELLS_AROUND]);

enum cells_kind {
	CELLS_WHOLE = 1,   /* every point of the cell is inside */
	CELLS_EDGES = 2,   /* the edges follow */
	CELLS_BOUNDARY = 3 /* the boundary itself must be asked */
};

/* A term, read. */
struct cell {
	enum cells_kind kind;
	struct geo_box box;
	bool inside;            /* whether `known` is */
	struct geo_point known; /* a point of the cell that is on no edge */
	struct geo_point points[CELLS_POINTS_MOST];
	size_t line_ends[CELLS_POINTS_MOST]; /* lines of edges one after the other */
	size_t line_count;
};

/* False for bytes that are no term. */
bool cells_read(struct bytes term, struct cell *out) MUST_CHECK;
/* The cell of a term, without reading more of it. False for bytes that are no term. */
bool cells_box(struct bytes term, struct geo_box *out) MUST_CHECK;
enum cells_kind cells_kind(struct bytes term); /* of one that has a cell */
/* Of CELLS_EDGES: whether a point of the cell is in the boundary or on it, and how
 * many metres a point is from its edges, as geo_lines_distance. */
bool cell_contains(const struct cell *cell, struct geo_point p);
double cell_distance(const struct cell *cell, struct geo_point p, double limit);

#endif
