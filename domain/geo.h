/* Boundaries as geometry: what a GeoJSON text encloses.
 *
 * A geometry is the rings of one or more polygons, their positions rounded to ten
 * millionths of a degree (about a centimetre), so that every question about sides is
 * answered exactly, in integers. Source of the rules: RFC 7946. Lines between
 * positions are straight in longitude and latitude (3.1.1); rings have four
 * positions or more and are closed, the first is the exterior and the others are
 * holes (3.1.6; which way round they go is not looked at, as it says there); a
 * boundary over the antimeridian is two polygons (3.1.9). What OGC 06-103r4, 6.1.11
 * says of valid polygons is checked by GEOS. Distances are on the sphere of the
 * earth's mean radius, areas on the one of its own surface; both differ from those on
 * the ellipsoid of WGS 84 by less than 0.6 per cent. Pure; any thread. */
#ifndef TRUCE_DOMAIN_GEO_H
#define TRUCE_DOMAIN_GEO_H

#include "base/arena.h"
#include "base/status.h"

#define GEO_DEGREE 10000000 /* units of a degree */
#define GEO_POSITIONS_MOST 200000
#define GEO_MEMORY ((size_t)16 << 20) /* that an arena needs for one of so many */
#define GEO_RADIUS_M 6371008.8        /* mean radius R1 of WGS 84 */
#define GEO_AUTHALIC_KM 6371.0072     /* radius of the sphere with its surface */

struct geo_point {
	int32_t x, y; /* longitude and latitude in units */
};

struct geo_box {
	struct geo_point least, most; /* both within */
};

struct geo_polygon {
	size_t first, count; /* rings */
};

struct geo_ring {
	size_t first, count; /* points; the last is the first again */
};

/* Lives in an arena. */
struct geo {
	struct geo_point *points;
	size_t point_count;
	struct geo_ring *rings;
	size_t ring_count;
	struct geo_polygon *polygons;
	size_t polygon_count;
	struct geo_box box;
};

/* Reads a Polygon or a MultiPolygon. INVALID_ARGUMENT says in its message what the
 * text has that it should not, and where: "has a ring of fewer than four positions
 * (ring 2, position 3)"; RESOURCE_EXHAUSTED where the arena is full. */
enum status geo_read(struct bytes text, struct arena *arena, struct geo **out, struct error *error) MUST_CHECK;

/* Whether the rings make valid polygons; INVALID_ARGUMENT says which does not and
 * where, in the same way. */
enum status geo_check(const struct geo *geo, struct error *error) MUST_CHECK;

/* The point nearest to a place in degrees, which is on the globe. */
struct geo_point geo_point_at(double latitude, double longitude);

/* Whether a point lies in it; one on the boundary does. */
bool geo_contains(const struct geo *geo, struct geo_point p);
/* Metres from a point to the boundary, along the earth's surface. */
double geo_distance(const struct geo *geo, struct geo_point p);
double geo_area_km2(const struct geo *geo);
/* Area in common, 0 where they only touch. RESOURCE_EXHAUSTED without memory. */
enum status geo_overlap_km2(const struct geo *a, const struct geo *b, double *out, struct error *error) MUST_CHECK;

/* ---- Pieces of boundaries ---------------------------------------------- */

/* Walks along a line of points from `from`, which is on none of the boundary, to p:
 * turns *inside round at each crossing of the points' edges. True where p is on one. */
bool geo_cross(const struct geo_point *points, size_t count, struct geo_point from, struct geo_point p, bool *inside);

/* Metres from p to the nearest of the edges of lines, one behind the other in points,
 * each up to its end; INFINITY where none is nearer than limit. Within 100 km of p and 85
 * degrees of latitude the figure is right to 0.1 per cent; beyond it may be too large by
 * more. */
double geo_lines_distance(const struct geo_point *points, const size_t *ends, size_t lines, struct geo_point p,
			  double limit);

/* Metres that every point of a box is from p at the least; 0 where that is not known
 * (further than some 600 km). */
double geo_box_distance(const struct geo_box *box, struct geo_point p);

/* Whether the edge from a to b and the box have a point in common. */
bool geo_edge_meets(struct geo_point a, struct geo_point b, const struct geo_box *box);

/* Square kilometres that a closed ring encloses, by its lines in longitude and
 * latitude; positions in degrees, longitude first, every other number. */
double geo_ring_km2(const double *positions, size_t count);

#endif
