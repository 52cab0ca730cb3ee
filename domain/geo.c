#include "domain/geo.h"

#include <math.h>
#include <stdlib.h>

#define RADIANS (M_PI / 180 / GEO_DEGREE) /* of a unit */
#define HALF_TURN (180 * INT64_C(10000000))
#define NEAR 0.1 /* radians */
#define STEPS 4  /* towards the nearest point of an edge: each squares what is left of the error */

struct geo_point geo_point_at(double latitude, double longitude)
{
	return (struct geo_point){ (int32_t)lround(longitude * GEO_DEGREE), (int32_t)lround(latitude * GEO_DEGREE) };
}

/* ---- Sides: exact, a longitude's difference times a latitude's fits 63 bits ---- */

/* On which side of the line from a to b a point lies: > 0 left, 0 on the line. */
static int side_of(struct geo_point a, struct geo_point b, struct geo_point p)
{
	int64_t left = ((int64_t)b.x - a.x) * ((int64_t)p.y - a.y);
	int64_t right = ((int64_t)b.y - a.y) * ((int64_t)p.x - a.x);
	return (left > right) - (left < right);
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static bool apart(struct geo_point a, struct geo_point b, struct geo_point c, struct geo_point d)
{
	return most(a.x, b.x) < least(c.x, d.x) || most(c.x, d.x) < least(a.x, b.x) ||
	       most(a.y, b.y) < least(c.y, d.y) || most(c.y, d.y) < least(a.y, b.y);
}

/* The walk is taken an instant to its left, so that no position is on its line. */
bool geo_cross(const struct geo_point *points, size_t count, struct geo_point from, struct geo_point p, bool *inside)
{
	for (size_t i = 1; i < count; i++) {
		struct geo_point a = points[i - 1], b = points[i];
		if (apart(a, b, from, p))
			continue;
		int side = side_of(a, b, p);
		if (side == 0 && !apart(a, b, p, p))
			return true;
		if ((side_of(from, p, a) > 0) == (side_of(from, p, b) > 0))
			continue;
		*inside ^= (side_of(a, b, from) > 0) != (side > 0);
	}
	return false;
}

bool geo_contains(const struct geo *geo, struct geo_point p)
{
	struct geo_point outside = { geo->box.least.x - 1, geo->box.least.y };
	bool inside = false;
	for (size_t i = 0; i < geo->ring_count; i++)
		if (geo_cross(geo->points + geo->rings[i].first, geo->rings[i].count, outside, p, &inside))
			return true;
	return inside;
}

bool geo_edge_meets(struct geo_point a, struct geo_point b, const struct geo_box *box)
{
	if (apart(a, b, box->least, box->most))
		return false;
	const struct geo_point others[] = { { box->most.x, box->least.y }, box->most, { box->least.x, box->most.y } };
	int side = side_of(a, b, box->least);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (side == 0 || side_of(a, b, others[i]) != side)
			return true;
	return false;
}

/* ---- Distances --------------------------------------------------------- */

static double haversine(double lon, double lat, double other_lon, double other_lat)
{
	double x = sin((other_lon - lon) / 2), y = sin((other_lat - lat) / 2);
	double h = y * y + cos(lat) * cos(other_lat) * x * x;
	return 2 * GEO_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}

static double east_of(struct geo_point p, struct geo_point q)
{
	int64_t east = (int64_t)q.x - p.x;
	if (east > HALF_TURN)
		east -= 2 * HALF_TURN;
	else if (east < -HALF_TURN)
		east += 2 * HALF_TURN;
	return (double)east * RADIANS;
}

/* From a latitude to the edge from so far east and north of there, that goes on by so
 * much. The nearest point is looked for on a plane whose east is scaled for a latitude
 * between the first and the point found before. */
static double stretch_distance(double lat, double ax, double ay, double dx, double dy)
{
	double along = 0;
	for (int i = 0; i < STEPS; i++) {
		double scale = cos(lat + (ay + along * dy) / 2);
		double x = dx * scale, length = x * x + dy * dy;
		if (length == 0)
			break;
		along = -(ax * scale * x + ay * dy) / length;
		along = along < 0 ? 0 : along > 1 ? 1 : along;
	}
	return haversine(0, lat, ax + along * dx, lat + ay + along * dy);
}

/* An edge that is wide may be reached to the east and to the west: its ends are then not on the
 * same side of p as the way between them has them. */
static double edge_distance(struct geo_point a, struct geo_point b, struct geo_point p)
{
	double lat = p.y * RADIANS, ax = east_of(p, a), ay = a.y * RADIANS - lat, bx = east_of(p, b);
	double dx = ((double)b.x - a.x) * RADIANS, dy = ((double)b.y - a.y) * RADIANS;
	double distance = stretch_distance(lat, ax, ay, dx, dy);
	return fabs(bx - dx - ax) < 1 ? distance : fmin(distance, stretch_distance(lat, bx - dx, ay, dx, dy));
}

/* The least cosine of the latitudes between p's and the points'. */
static double least_cosine(const struct geo_point *points, size_t count, struct geo_point p)
{
	int32_t far = p.y < 0 ? -p.y : p.y;
	for (size_t i = 0; i < count; i++)
		far = most(far, points[i].y < 0 ? -points[i].y : points[i].y);
	return cos(far * RADIANS);
}

/* Less than the square of the angle between p and any point of an edge. For angles up
 * to NEAR, by the haversine: sin²(d/2) = sin²(dlat/2) + cos cos sin²(dlon/2), where
 * the sines are less than a thousandth smaller than their angles. */
static double least_angle2(struct geo_point a, struct geo_point b, struct geo_point p, double cosine)
{
	double ax = east_of(p, a), ay = ((double)a.y - p.y) * RADIANS;
	double bx = east_of(p, b), by = ((double)b.y - p.y) * RADIANS;
	if (fmax(fmax(fabs(ax), fabs(ay)), fmax(fabs(bx), fabs(by))) > NEAR || llabs((int64_t)b.x - a.x) > HALF_TURN)
		return 0;
	double dx = (bx - ax) * cosine, dy = by - ay, length = dx * dx + dy * dy;
	ax *= cosine;
	double along = length > 0 ? -(ax * dx + ay * dy) / length : 0;
	along = along < 0 ? 0 : along > 1 ? 1 : along;
	double x = ax + along * dx, y = ay + along * dy;
	return 0.998 * (x * x + y * y);
}

static double angle2_of(double metres)
{
	return metres / GEO_RADIUS_M * (metres / GEO_RADIUS_M);
}

/* First the edge that seems nearest: most of the others are then surely further. */
double geo_lines_distance(const struct geo_point *points, const size_t *ends, size_t lines, struct geo_point p,
			  double limit)
{
	double cosine = least_cosine(points, lines == 0 ? 0 : ends[lines - 1], p);
	double angle2 = angle2_of(limit), best = INFINITY;
	size_t nearest = 0; /* the edge to this point */
	for (size_t line = 0, i = 1; line < lines; i = ends[line++] + 1)
		for (; i < ends[line]; i++) {
			double least = least_angle2(points[i - 1], points[i], p, cosine);
			if (least <= angle2 && least < best) {
				best = least;
				nearest = i;
			}
		}
	if (nearest == 0)
		return INFINITY;
	double distance = edge_distance(points[nearest - 1], points[nearest], p);
	for (size_t line = 0, i = 1; line < lines; i = ends[line++] + 1)
		for (; i < ends[line]; i++) {
			angle2 = fmin(angle2, angle2_of(distance));
			if (i != nearest && least_angle2(points[i - 1], points[i], p, cosine) <= angle2)
				distance = fmin(distance, edge_distance(points[i - 1], points[i], p));
		}
	return distance > limit ? INFINITY : distance;
}

double geo_box_distance(const struct geo_box *box, struct geo_point p)
{
	const struct geo_point corners[] = { box->least, box->most };
	double east = 0, north = 0;
	if (p.x < box->least.x || p.x > box->most.x)
		east = fmin(fabs(east_of(p, box->least)), fabs(east_of(p, box->most)));
	if (p.y < box->least.y || p.y > box->most.y)
		north = fmin(fabs((double)box->least.y - p.y), fabs((double)box->most.y - p.y)) * RADIANS;
	if (fmax(east, north) > NEAR)
		return 0;
	east *= least_cosine(corners, 2, p);
	return GEO_RADIUS_M * sqrt(0.998 * (east * east + north * north));
}

double geo_distance(const struct geo *geo, struct geo_point p)
{
	double distance = INFINITY;
	for (size_t i = 0; i < geo->ring_count; i++) {
		const struct geo_ring *ring = &geo->rings[i];
		distance = fmin(distance, geo_lines_distance(geo->points + ring->first, &ring->count, 1, p, distance));
	}
	return distance;
}

/* ---- Areas ------------------------------------------------------------- */

/* The mean of sin over the latitudes of an edge: (cos a - cos b) / (b - a), in a form
 * that loses nothing where they are close. */
static double mean_sine(double a, double b)
{
	double half = (b - a) / 2;
	return sin((a + b) / 2) * (fabs(half) < 1e-6 ? 1 : sin(half) / half);
}

double geo_ring_km2(const double *positions, size_t count)
{
	double sum = 0;
	for (size_t i = 2; i + 1 < 2 * count; i += 2)
		sum += (positions[i] - positions[i - 2]) * M_PI / 180 *
		       mean_sine(positions[i - 1] * M_PI / 180, positions[i + 1] * M_PI / 180);
	return fabs(sum) * GEO_AUTHALIC_KM * GEO_AUTHALIC_KM;
}

static double ring_km2(const struct geo *geo, const struct geo_ring *ring)
{
	const struct geo_point *p = geo->points + ring->first;
	double sum = 0;
	for (size_t i = 1; i < ring->count; i++)
		sum += ((double)p[i].x - p[i - 1].x) * RADIANS * mean_sine(p[i - 1].y * RADIANS, p[i].y * RADIANS);
	return fabs(sum) * GEO_AUTHALIC_KM * GEO_AUTHALIC_KM;
}

double geo_area_km2(const struct geo *geo)
{
	double sum = 0;
	for (size_t i = 0; i < geo->polygon_count; i++)
		for (size_t k = 0; k < geo->polygons[i].count; k++) {
			double ring = ring_km2(geo, &geo->rings[geo->polygons[i].first + k]);
			sum += k == 0 ? ring : -ring;
		}
	return sum;
}
