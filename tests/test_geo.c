/* Boundaries as geometry. */
#include "tests/shapes.h"

#include <math.h>

#define WITHIN(value, wanted, off) assert_true(fabs((value) - (wanted)) <= (off))

static void a_fault_says_what_is_wrong_and_at_which_ring_and_position(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,1]]]}",
		  "not closed: its last position must be its first (ring 1, position 4)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[1,1]]]}",
		  "fewer than four positions (ring 2, position 3)" },
		{ "{'type':'MultiPolygon','coordinates':[[[[0,0],[9,0],[9,9],[0,0]]],[[[10,95]]]]}",
		  "longitude comes first (polygon 2, ring 1, position 1)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[200,0],[9,9],[0,0]]]}",
		  "longitude beyond 180 degrees; what crosses the antimeridian is cut there into two polygons of a "
		  "MultiPolygon (RFC 7946, 3.1.9) (ring 1, position 2)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[4000000,0],[9,9],[0,0]]]}",
		  "no degrees; positions are longitude and latitude of WGS 84 (ring 1, position 2)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[9],[9,9],[0,0]]]}", "(ring 1, position 2)" },
		{ "{'type':'Polygon','coordinates':[[[5,5]]]}", "fewer than four positions (ring 1, position 1)" },
		{ "{'type':'Polygon','coordinates':[[[170,0],[-170,0],[-170,9],[170,9],[170,0]]]}",
		  "cut it there into two polygons of a MultiPolygon (RFC 7946, 3.1.9) (ring 1, position 2)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}",
		  "crosses itself at longitude 5, latitude 5 (ring 1, after position 1)" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,0]],[[20,1],[21,1],[21,2],[20,1]]]}",
		  "has a hole outside the ring that it is a hole of at longitude 20, latitude 1 (ring 2, after "
		  "position 1)" },
		{ "{'type':'MultiPolygon','coordinates':[[[[0,0],[9,0],[9,9],[0,9],[0,0]]],"
		  "[[[2,2],[3,2],[3,3],[2,2]]]]}",
		  "has a polygon within another at longitude 2, latitude 2 (polygon 2, ring 1" },
		{ "{'type':'MultiPolygon','coordinates':[[[[0,0],[9,0],[9,9],[0,9],[0,0]]],"
		  "[[[5,5],[15,5],[15,15],[5,5]]]]}",
		  "crosses itself" },
		{ "{'type':'Polygon','coordinates':[[[1,1],[1,1],[1,1],[1,1]]]}", "a ring that encloses nothing" },
		{ "{'type':'Polygon','coordinates':[[[1,1],[1.00000001,1],[1,1.00000001],[1,1]]]}",
		  "a ring that encloses nothing" },
		{ "{'type':'Polygon','type':'MultiPolygon','coordinates':[]}", "two types" },
		{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,0]]],'coordinates':[]}",
		  "coordinates twice" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct geo *geo = NULL;
		struct error error = { .message = "" };
		enum status status = geo_read(text_of(rows[i].text), &arena, &geo, &error);
		if (status == STATUS_OK)
			status = geo_check(geo, &error);
		assert_int_equal(status, STATUS_INVALID_ARGUMENT);
		if (strstr(error.message, rows[i].words) == NULL)
			fail_msg("%s: \"%s\", expected \"%s\"", rows[i].text, error.message, rows[i].words);
	}
}

static void a_boundary_of_too_many_positions_is_refused(void **state)
{
	(void)state;
	struct buffer text;
	struct geo *geo;
	struct error error;
	buffer_init(&text, SIZE_MAX);
	assert_int_equal(buffer_put_text(&text, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0]"), STATUS_OK);
	for (int i = 0; i < GEO_POSITIONS_MOST; i++)
		assert_int_equal(buffer_put_text(&text, ",[1,1]"), STATUS_OK);
	assert_int_equal(buffer_put_text(&text, "]]}"), STATUS_OK);
	assert_int_equal(geo_read(buffer_bytes(&text), &arena, &geo, &error), STATUS_INVALID_ARGUMENT);
	assert_non_null(strstr(error.message, "more than 200000 positions"));
	buffer_fini(&text);
}

static void a_point_on_the_boundary_is_inside(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double latitude, longitude;
		bool inside;
	} rows[] = {
		{ SQUARE, 15, 15, true },         { SQUARE, 10, 10, true },         { SQUARE, 20, 20, true },
		{ SQUARE, 10, 15, true },         { SQUARE, 15, 20, true },         { SQUARE, 20.0000001, 15, false },
		{ SQUARE, 19.9999999, 15, true }, { SQUARE, 15, 9.9999999, false }, { SQUARE, 10, 9, false },
		{ SQUARE, 20, 9, false },         { RING, 15, 15, false },          { RING, 11, 11, true },
		{ RING, 12, 15, true },           { RING, 12.0000001, 15, false },  { RING, 18, 18, true },
		{ ISLANDS, 10.2, 10.7, true },    { ISLANDS, 20.2, 20.7, true },    { ISLANDS, 15, 15, false },
		{ ISLANDS, 20.7, 20.2, false },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (geo_contains(geo_of(rows[i].text), geo_point_at(rows[i].latitude, rows[i].longitude)) !=
		    rows[i].inside)
			fail_msg("%s at %.7f, %.7f", rows[i].text, rows[i].latitude, rows[i].longitude);
}

/* A degree along the equator or a meridian is 111.195 km on the sphere. */
static void distances_are_those_along_the_earth(void **state)
{
	(void)state;
	static const struct {
		double latitude, longitude, metres;
	} rows[] = {
		{ 15, 20.1, 10740.6 },   /* east: 0.1 degrees at 15 north */
		{ 20.1, 15, 11119.5 },   /* north */
		{ 15, 19.9, 10740.6 },   /* from within */
		{ 20, 15, 0 },           /* on it */
		{ 20.1, 20.1, 15256.7 }, /* from the corner */
	};
	const struct geo *geo = geo_of(SQUARE);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		WITHIN(geo_distance(geo, geo_point_at(rows[i].latitude, rows[i].longitude)), rows[i].metres, 8);
	const struct geo *edge = geo_of("{'type':'Polygon','coordinates':[[[179,0],[180,0],[180,1],[179,1],[179,0]]]}");
	WITHIN(geo_distance(edge, geo_point_at(0.5, -179.9)), 11119.1, 8);
}

static double haversine(double lat, double lon, double other_lat, double other_lon)
{
	double to = M_PI / 180, x = sin((other_lon - lon) * to / 2), y = sin((other_lat - lat) * to / 2);
	return 2 * GEO_RADIUS_M * asin(sqrt(y * y + cos(lat * to) * cos(other_lat * to) * x * x));
}

/* Against the nearest of many points of the edge. */
static void the_distance_to_an_edge_is_right_to_a_thousandth(void **state)
{
	(void)state;
	enum { STEPS = 4000 };
	struct random r = { 1 };
	double worst = 0;
	for (int i = 0; i < 400; i++) {
		double lat = random_double(&r, -85, 85), lon = random_double(&r, -170, 170);
		double span = 0.9 / cos(lat * M_PI / 180), best = INFINITY;
		double ends[4];
		for (int k = 0; k < 4; k++)
			ends[k] =
				k % 2 == 0 ? lon + random_double(&r, -span, span) : lat + random_double(&r, -0.9, 0.9);
		struct geo_point edge[2] = { geo_point_at(ends[1], ends[0]), geo_point_at(ends[3], ends[2]) };
		for (int k = 0; k <= STEPS; k++) {
			double t = (double)k / STEPS;
			best = fmin(best, haversine(lat, lon, ends[1] + t * (ends[3] - ends[1]),
						    ends[0] + t * (ends[2] - ends[0])));
		}
		double got = geo_lines_distance(edge, &(size_t){ 2 }, 1, geo_point_at(lat, lon), INFINITY);
		if (best < 100000 && best > 1000)
			worst = fmax(worst, fabs(got - best) / best);
	}
	if (worst > 0.001)
		fail_msg("off by %g", worst);
}

/* An edge goes the way its longitudes say, be that more than half round the earth. */
static void an_edge_round_the_earth_is_near_all_along(void **state)
{
	(void)state;
	enum { STEPS = 40000 };
	static const struct {
		double ends[4];
	} rows[] = {
		{ { -180, -60, 180, -60 } }, { { 180, 80, -180, 80 } },	{ { -170, 10, 175, 10 } },
		{ { 100, 5, -150, -5 } },    { { -180, 20, 180, 50 } }, { { 179.5, -70, -179.5, -69 } },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const double *e = rows[i].ends;
		struct geo_point edge[2] = { geo_point_at(e[1], e[0]), geo_point_at(e[3], e[2]) };
		for (double lon = -180; lon <= 180; lon += 7.5)
			for (double north = -0.4; north <= 0.4; north += 0.2) {
				double t = (lon - e[0]) / (e[2] - e[0]), best = INFINITY;
				double lat = e[1] + fmax(0, fmin(1, t)) * (e[3] - e[1]) + north;
				for (int k = 0; k <= STEPS; k++)
					best = fmin(best,
						    haversine(lat, lon, e[1] + (double)k / STEPS * (e[3] - e[1]),
							      e[0] + (double)k / STEPS * (e[2] - e[0])));
				struct geo_point p = geo_point_at(lat, lon);
				double got = geo_lines_distance(edge, &(size_t){ 2 }, 1, p, 100000);
				if (best < 99000 ? fabs(got - best) > 0.001 * best + 510 : best > 101000 && isfinite(got))
					fail_msg("edge %zu from %g, %g: %g, not %g", i + 1, lat, lon, got, best);
			}
	}
}

static void no_edge_that_may_be_the_nearest_is_left_out(void **state)
{
	(void)state;
	enum { EDGES = 40 };
	struct random r = { 3 };
	for (int i = 0; i < 2000; i++) {
		double lat = random_double(&r, -89, 89), lon = random_double(&r, -180, 180), best = INFINITY;
		double size = pow(10, random_double(&r, -4, 1.5)), best_of_lines = INFINITY;
		static const size_t ends[] = { 10, 11, 25, EDGES + 1 }; /* of lines, one of them a mere point */
		struct geo_point p = geo_point_at(lat, lon), line[EDGES + 1];
		for (int k = 0; k <= EDGES; k++)
			line[k] = geo_point_at(fmax(-90, fmin(90, lat + random_double(&r, -size, size))),
					       fmax(-180, fmin(180, lon + random_double(&r, -size, size))));
		for (int k = 0; k < EDGES; k++) {
			struct geo_point a = line[k], b = line[k + 1];
			struct geo_box box = { { a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y },
					       { a.x > b.x ? a.x : b.x, a.y > b.y ? a.y : b.y } };
			double distance = geo_lines_distance(&line[k], &(size_t){ 2 }, 1, p, INFINITY);
			assert_true(geo_box_distance(&box, p) <= distance);
			best = fmin(best, distance);
			if (k + 1 != 10 && k + 1 != 11 && k + 1 != 25)
				best_of_lines = fmin(best_of_lines, distance);
		}
		WITHIN(geo_lines_distance(line, ends, COUNT_OF(ends), p, INFINITY), best_of_lines, 0);
		WITHIN(geo_lines_distance(line, &(size_t){ EDGES + 1 }, 1, p, INFINITY), best, 0);
		WITHIN(geo_lines_distance(line, &(size_t){ EDGES + 1 }, 1, p, best * 1.01), best, 0);
		assert_true(isinf(geo_lines_distance(line, &(size_t){ EDGES + 1 }, 1, p, best * 0.99)));
	}
}

static void areas_are_those_on_the_sphere(void **state)
{
	(void)state;
	double to = M_PI / 180;
	double square = GEO_AUTHALIC_KM * GEO_AUTHALIC_KM * 10 * to * (sin(20 * to) - sin(10 * to));
	double hole = GEO_AUTHALIC_KM * GEO_AUTHALIC_KM * 6 * to * (sin(18 * to) - sin(12 * to));
	WITHIN(geo_area_km2(geo_of(SQUARE)), square, square * 1e-9);
	WITHIN(geo_area_km2(geo_of(RING)), square - hole, square * 1e-9);
	const struct geo *globe =
		geo_of("{'type':'Polygon','coordinates':[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}");
	WITHIN(geo_area_km2(globe), 510065622, 1000);
	const struct geo *islands = geo_of(ISLANDS);
	assert_true(geo_area_km2(islands) > 11000 && geo_area_km2(islands) < 12500);
}

static void an_overlap_is_what_two_boundaries_have_in_common(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		double share; /* of the square's area */
	} rows[] = {
		{ SQUARE, SQUARE, 1 },
		{ SQUARE, RING, -1 }, /* all of the other */
		{ SQUARE, ISLANDS, -2 },
		{ SQUARE, "{'type':'Polygon','coordinates':[[[20,10],[30,10],[30,20],[20,20],[20,10]]]}", 0 },
		{ SQUARE, "{'type':'Polygon','coordinates':[[[20,20],[30,20],[30,30],[20,30],[20,20]]]}", 0 },
		{ SQUARE, "{'type':'Polygon','coordinates':[[[15,5],[30,5],[30,30],[15,30],[15,5]]]}", 0.5 },
		{ RING, "{'type':'Polygon','coordinates':[[[13,13],[17,13],[17,17],[13,17],[13,13]]]}", 0 },
	};
	double square = geo_area_km2(geo_of(SQUARE));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct geo *a = geo_of(rows[i].a), *b = geo_of(rows[i].b);
		double one = -1, other = -2, wanted = rows[i].share * square;
		struct error error;
		assert_int_equal(geo_overlap_km2(a, b, &one, &error), STATUS_OK);
		assert_int_equal(geo_overlap_km2(b, a, &other, &error), STATUS_OK);
		if (rows[i].share == -1)
			wanted = geo_area_km2(b);
		if (rows[i].share == -2)
			wanted = geo_area_km2(b) / 2; /* the island at 10; the other touches */
		WITHIN(one, other, 1e-6 * square);
		WITHIN(one, wanted, 0.01 * square);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_says_what_is_wrong_and_at_which_ring_and_position),
		cmocka_unit_test(a_boundary_of_too_many_positions_is_refused),
		cmocka_unit_test(a_point_on_the_boundary_is_inside),
		cmocka_unit_test(distances_are_those_along_the_earth),
		cmocka_unit_test(the_distance_to_an_edge_is_right_to_a_thousandth),
		cmocka_unit_test(an_edge_round_the_earth_is_near_all_along),
		cmocka_unit_test(no_edge_that_may_be_the_nearest_is_left_out),
		cmocka_unit_test(areas_are_those_on_the_sphere),
		cmocka_unit_test(an_overlap_is_what_two_boundaries_have_in_common),
	};
	arena_init(&arena, (size_t)256 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_fini(&arena);
	return failed;
}
