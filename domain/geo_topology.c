#include "domain/geo.h"

#include <geos_c.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- Handles ------------------------------------------------------------ */

/* GEOS ends the process where it finds no memory for a handle; nothing else in it does. So
 * the first are made as the program begins, and all are kept. */
#define HANDLES_FIRST 16
#define HANDLES_MOST 64

static struct {
	pthread_mutex_t lock;
	GEOSContextHandle_t kept[HANDLES_MOST];
	size_t count;
} handles = { .lock = PTHREAD_MUTEX_INITIALIZER };

__attribute__((constructor)) static void handles_make(void)
{
	while (handles.count < HANDLES_FIRST)
		handles.kept[handles.count++] = GEOS_init_r();
}

/* One that no other call has. */
static GEOSContextHandle_t handle_take(void)
{
	pthread_mutex_lock(&handles.lock);
	GEOSContextHandle_t geos = handles.count == 0 ? NULL : handles.kept[--handles.count];
	pthread_mutex_unlock(&handles.lock);
	return geos != NULL ? geos : GEOS_init_r();
}

static void handle_give(GEOSContextHandle_t geos)
{
	pthread_mutex_lock(&handles.lock);
	bool kept = handles.count < HANDLES_MOST;
	if (kept)
		handles.kept[handles.count++] = geos;
	pthread_mutex_unlock(&handles.lock);
	if (!kept)
		GEOS_finish_r(geos);
}

/* ---- To GEOS and back --------------------------------------------------- */

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const struct geo *geo, const struct geo_ring *ring)
{
	GEOSCoordSequence *line = GEOSCoordSeq_create_r(geos, (unsigned)ring->count, 2);
	for (size_t i = 0; line != NULL && i < ring->count; i++) {
		struct geo_point p = geo->points[ring->first + i];
		if (!GEOSCoordSeq_setXY_r(geos, line, (unsigned)i, (double)p.x / GEO_DEGREE,
					  (double)p.y / GEO_DEGREE)) {
			GEOSCoordSeq_destroy_r(geos, line);
			return NULL;
		}
	}
	return line == NULL ? NULL : GEOSGeom_createLinearRing_r(geos, line); /* takes line */
}

static void destroy(GEOSContextHandle_t geos, GEOSGeometry **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		GEOSGeom_destroy_r(geos, list[i]);
}

static GEOSGeometry *polygon_of(GEOSContextHandle_t geos, const struct geo *geo, const struct geo_polygon *polygon)
{
	GEOSGeometry **rings = calloc(polygon->count, sizeof *rings), *made = NULL;
	size_t count = 0;
	while (rings != NULL && count < polygon->count) {
		rings[count] = ring_of(geos, geo, &geo->rings[polygon->first + count]);
		if (rings[count] == NULL)
			break;
		count++;
	}
	if (rings != NULL && count == polygon->count)
		made = GEOSGeom_createPolygon_r(geos, rings[0], rings + 1, (unsigned)count - 1); /* takes rings */
	else
		destroy(geos, rings, count);
	free(rings);
	return made;
}

/* A MultiPolygon; NULL without memory. */
static GEOSGeometry *geometry_of(GEOSContextHandle_t geos, const struct geo *geo)
{
	GEOSGeometry **polygons = calloc(geo->polygon_count, sizeof *polygons), *made = NULL;
	size_t count = 0;
	while (polygons != NULL && count < geo->polygon_count) {
		polygons[count] = polygon_of(geos, geo, &geo->polygons[count]);
		if (polygons[count] == NULL)
			break;
		count++;
	}
	if (polygons != NULL && count == geo->polygon_count)
		made = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons, (unsigned)count);
	else
		destroy(geos, polygons, count);
	free(polygons);
	return made;
}

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the boundary.");
}

/* ---- Validity ------------------------------------------------------------ */

/* What GEOS calls a fault, by how it begins, and what it is called here. */
static const struct {
	const char *reason, *words;
} faults[] = {
	{ "Self-intersection", "crosses itself" },
	{ "Ring Self-intersection", "has a ring that touches itself" },
	{ "Hole lies outside shell", "has a hole outside the ring that it is a hole of" },
	{ "Holes are nested", "has a hole within a hole" },
	{ "Interior is disconnected", "has holes that cut it in two; make it a MultiPolygon" },
	{ "Nested shells", "has a polygon within another" },
	{ "Duplicate Rings", "has the same ring twice" },
	{ "Too few points", "has a ring that encloses nothing" },
};

static const char *words_of(const char *reason)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strncmp(reason, faults[i].reason, strlen(faults[i].reason)) == 0)
			return faults[i].words;
	return "is not a valid polygon";
}

/* Squared degrees between a place and the edge from a to b. */
static double off_edge(double x, double y, struct geo_point a, struct geo_point b)
{
	double ax = a.x, ay = a.y, dx = b.x - ax, dy = b.y - ay, length = dx * dx + dy * dy;
	double along = length == 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length;
	along = fmin(fmax(along, 0), 1);
	return pow(x - ax - along * dx, 2) + pow(y - ay - along * dy, 2);
}

/* The ring and the number of the position, from 0, where the edge nearest to a place
 * begins. */
static size_t nearest_ring(const struct geo *geo, double x, double y, size_t *position)
{
	double best = INFINITY;
	size_t found = 0;
	for (size_t i = 0; i < geo->ring_count; i++) {
		const struct geo_point *p = geo->points + geo->rings[i].first;
		for (size_t k = 1; k < geo->rings[i].count; k++) {
			double off = off_edge(x, y, p[k - 1], p[k]);
			if (off >= best)
				continue;
			best = off;
			found = i;
			*position = k - 1;
		}
	}
	return found;
}

static enum status refuse(const struct geo *geo, const char *reason, double x, double y, struct error *error)
{
	size_t position = 0, ring = nearest_ring(geo, x * GEO_DEGREE, y * GEO_DEGREE, &position), polygon = 0;
	char of[40] = "";
	while (ring >= geo->polygons[polygon].first + geo->polygons[polygon].count)
		polygon++;
	if (geo->polygon_count > 1)
		snprintf(of, sizeof of, "polygon %zu, ", polygon + 1);
	return error_set(error, STATUS_INVALID_ARGUMENT, "BOUNDARY",
			 "%s at longitude %.7g, latitude %.7g (%sring %zu, after position %zu)", words_of(reason), x, y,
			 of, ring - geo->polygons[polygon].first + 1, position + 1);
}

static enum status explain(GEOSContextHandle_t geos, const struct geo *geo, const GEOSGeometry *geometry,
			   struct error *error)
{
	char *reason = NULL;
	GEOSGeometry *where = NULL;
	double x = 0, y = 0;
	char valid = GEOSisValidDetail_r(geos, geometry, 0, &reason, &where);
	enum status status = STATUS_OK;
	if (valid != 0 && valid != 1)
		status = no_memory(error);
	if (where != NULL && (!GEOSGeomGetX_r(geos, where, &x) || !GEOSGeomGetY_r(geos, where, &y)))
		x = y = 0;
	if (valid == 0)
		status = refuse(geo, reason == NULL ? "" : reason, x, y, error);
	GEOSFree_r(geos, reason);
	GEOSGeom_destroy_r(geos, where);
	return status;
}

enum status geo_check(const struct geo *geo, struct error *error)
{
	GEOSContextHandle_t geos = handle_take();
	GEOSGeometry *geometry = geometry_of(geos, geo);
	enum status status = geometry == NULL ? no_memory(error) : explain(geos, geo, geometry, error);
	GEOSGeom_destroy_r(geos, geometry);
	handle_give(geos);
	return status;
}

/* ---- Overlaps ------------------------------------------------------------ */

/* NAN without memory. */
static double line_km2(GEOSContextHandle_t geos, const GEOSGeometry *ring)
{
	const GEOSCoordSequence *line = ring == NULL ? NULL : GEOSGeom_getCoordSeq_r(geos, ring);
	unsigned count = 0;
	double *positions = NULL, area = NAN;
	if (line != NULL && GEOSCoordSeq_getSize_r(geos, line, &count))
		positions = calloc(count + 1, 2 * sizeof *positions);
	if (positions != NULL && GEOSCoordSeq_copyToBuffer_r(geos, line, positions, 0, 0))
		area = geo_ring_km2(positions, count);
	free(positions);
	return area;
}

static double polygon_km2(GEOSContextHandle_t geos, const GEOSGeometry *polygon)
{
	int holes = GEOSGetNumInteriorRings_r(geos, polygon);
	double area = line_km2(geos, GEOSGetExteriorRing_r(geos, polygon));
	for (int i = 0; i < holes; i++)
		area -= line_km2(geos, GEOSGetInteriorRingN_r(geos, polygon, i));
	return holes < 0 ? NAN : area;
}

/* Polygons may stand among the points and lines where two boundaries touch. */
static double geometry_km2(GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
	int count = GEOSGetNumGeometries_r(geos, geometry);
	double area = count < 0 ? NAN : 0;
	for (int i = 0; i < count; i++) {
		const GEOSGeometry *part = GEOSGetGeometryN_r(geos, geometry, i);
		if (part == NULL)
			return NAN;
		if (GEOSGeomTypeId_r(geos, part) == GEOS_POLYGON && GEOSisEmpty_r(geos, part) == 0)
			area += polygon_km2(geos, part);
	}
	return area;
}

enum status geo_overlap_km2(const struct geo *a, const struct geo *b, double *out, struct error *error)
{
	GEOSContextHandle_t geos = handle_take();
	GEOSGeometry *one = geometry_of(geos, a);
	GEOSGeometry *other = one == NULL ? NULL : geometry_of(geos, b);
	GEOSGeometry *common = other == NULL ? NULL : GEOSIntersection_r(geos, one, other);
	double area = common == NULL ? NAN : geometry_km2(geos, common);
	GEOSGeom_destroy_r(geos, common);
	GEOSGeom_destroy_r(geos, other);
	GEOSGeom_destroy_r(geos, one);
	handle_give(geos);
	if (isnan(area))
		return no_memory(error);
	*out = area;
	return STATUS_OK;
}
