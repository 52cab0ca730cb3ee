/* The cells that stand for boundaries. */
#include "tests/shapes.h"

#include <math.h>

#include "domain/cells.h"

struct zone_terms {
	uint8_t (*bytes)[CELLS_TERM_MOST];
	size_t *sizes, count;
};

static enum status keep_term(void *arg, struct bytes term)
{
	struct zone_terms *terms = arg;
	assert_true(term.size <= CELLS_TERM_MOST);
	terms->bytes = realloc(terms->bytes, (terms->count + 1) * sizeof *terms->bytes);
	terms->sizes = realloc(terms->sizes, (terms->count + 1) * sizeof *terms->sizes);
	memcpy(terms->bytes[terms->count], term.data, term.size);
	terms->sizes[terms->count++] = term.size;
	return STATUS_OK;
}

static struct zone_terms cover(const struct geo *geo)
{
	struct zone_terms terms = { 0 };
	struct cells_sink sink = { keep_term, &terms };
	assert_int_equal(cells_cover(geo, &sink), STATUS_OK);
	return terms;
}

static void terms_free(struct zone_terms *terms)
{
	free(terms->bytes);
	free(terms->sizes);
}

static bool in_range(const struct cells_range *range, struct bytes term)
{
	return bytes_compare(term, bytes_of(range->from, CELLS_KEY)) >= 0 &&
	       bytes_compare(term, bytes_of(range->to, CELLS_KEY)) < 0;
}

/* What the terms of the point's cells say. */
static bool cells_say(const struct zone_terms *terms, const struct geo *geo, struct geo_point p)
{
	bool inside = false;
	int answers = 0;
	for (int level = 0; level <= CELLS_LEVEL_MOST; level++) {
		struct cells_range range = cells_at(p, level);
		for (size_t i = 0; i < terms->count; i++) {
			struct bytes term = bytes_of(terms->bytes[i], terms->sizes[i]);
			struct cell cell;
			if (!in_range(&range, term))
				continue;
			assert_true(cells_read(term, &cell));
			answers++;
			inside = cell.kind == CELLS_WHOLE || (cell.kind == CELLS_EDGES && cell_contains(&cell, p)) ||
				 (cell.kind == CELLS_BOUNDARY && geo_contains(geo, p));
		}
	}
	assert_in_range(answers, 0, 1);
	return inside;
}

/* A star of n positions around a place: it may have deep bays, and cannot cross itself. */
static struct geo *star(struct random *r, double lat, double lon, double size, int n)
{
	struct buffer text;
	struct geo *geo = NULL;
	struct error error;
	buffer_init(&text, SIZE_MAX);
	assert_int_equal(buffer_put_text(&text, "{\"type\":\"Polygon\",\"coordinates\":[["), STATUS_OK);
	double first_x = 0, first_y = 0;
	for (int i = 0; i < n; i++) {
		double turn = 2 * M_PI * i / n, far = size * random_double(r, 0.3, 1);
		double x = lon + far * cos(turn), y = lat + far * sin(turn);
		if (i == 0) {
			first_x = x;
			first_y = y;
		}
		assert_int_equal(buffer_printf(&text, "[%.7f,%.7f],", x, y), STATUS_OK);
	}
	assert_int_equal(buffer_printf(&text, "[%.7f,%.7f]]]}", first_x, first_y), STATUS_OK);
	if (geo_read(buffer_bytes(&text), &arena, &geo, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	buffer_fini(&text);
	return geo;
}

static void cells_answer_for_every_point_as_the_boundary_does(void **state)
{
	(void)state;
	static const int counts[] = { 3, 5, 40, 700 };
	struct random r = { 7 };
	for (int i = 0; i < 24; i++) {
		arena_reset(&arena);
		double lat = random_double(&r, -60, 60), lon = random_double(&r, -150, 150);
		double size = pow(10, random_double(&r, -5, 1.3));
		struct geo *geo = star(&r, lat, lon, size, counts[i % 4]);
		struct zone_terms terms = cover(geo);
		int inside = 0;
		for (int k = 0; k < 300; k++) {
			struct geo_point p = geo_point_at(lat + random_double(&r, -size, size),
							  lon + random_double(&r, -size, size));
			if (k < (int)geo->point_count && k % 3 == 0)
				p = geo->points[k];
			inside += geo_contains(geo, p);
			if (cells_say(&terms, geo, p) != geo_contains(geo, p))
				fail_msg("boundary %d (%zu terms), point %d, %d", i, terms.count, p.x, p.y);
		}
		assert_true(inside > 10);
		terms_free(&terms);
	}
}

static void holes_islands_and_the_whole_globe_have_cells(void **state)
{
	(void)state;
	static const char *const texts[] = {
		SQUARE,
		RING,
		ISLANDS,
		"{'type':'Polygon','coordinates':[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}",
		"{'type':'Polygon','coordinates':[[[-180,-90],[180,-90],[180,90],[-180,-90]]]}",
		"{'type':'Polygon','coordinates':[[[0,0],[0.0000003,0],[0,0.0000002],[0,0]]]}",
	};
	static const double places[] = {
		-180, -90, -15, 0, 10, 10.5, 12, 14.9, 15, 18.7, 20, 20.5, 89.9, 90, 179.9, 180
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct geo *geo = geo_of(texts[i]);
		struct zone_terms terms = cover(geo);
		for (size_t k = 0; k < COUNT_OF(places) * COUNT_OF(places); k++) {
			double lat = places[k % COUNT_OF(places)], lon = places[k / COUNT_OF(places)];
			struct geo_point p = geo_point_at(fmax(fmin(lat, 90), -90), lon);
			if (cells_say(&terms, geo, p) != geo_contains(geo, p))
				fail_msg("%s at %g, %g", texts[i], lat, lon);
		}
		assert_true(terms.count <= 200);
		terms_free(&terms);
	}
}

/* Positions closer than the smallest cell can part: the cell sends to the boundary. */
static void a_cell_of_too_many_edges_asks_the_boundary(void **state)
{
	(void)state;
	struct random r = { 3 };
	struct geo *geo = star(&r, 36, 36, 0.0001, 3000);
	struct zone_terms terms = cover(geo);
	bool found = false;
	for (size_t i = 0; i < terms.count; i++) {
		struct cell cell;
		assert_true(cells_read(bytes_of(terms.bytes[i], terms.sizes[i]), &cell));
		found |= cell.kind == CELLS_BOUNDARY;
	}
	assert_true(found);
	terms_free(&terms);
}

static void what_is_near_a_box_is_under_or_around_its_cells(void **state)
{
	(void)state;
	struct random r = { 11 };
	for (int i = 0; i < 200; i++) {
		arena_reset(&arena);
		double lat = random_double(&r, -60, 60), lon = random_double(&r, -150, 150);
		struct geo *geo = star(&r, lat, lon, pow(10, random_double(&r, -3, 1)), 30);
		struct zone_terms terms = cover(geo);
		double size = pow(10, random_double(&r, -3, 1));
		struct geo_point low = geo_point_at(lat - size, lon - size),
				 high = geo_point_at(lat + size, lon + size);
		struct geo_box box = { low, high };
		struct cells_range under[CELLS_RANGES], around[CELLS_AROUND];
		size_t under_count = cells_under(&box, under), around_count = cells_around(&box, around);
		for (size_t k = 0; k < terms.count; k++) {
			struct bytes term = bytes_of(terms.bytes[k], terms.sizes[k]);
			struct cell cell;
			int times = 0;
			for (size_t n = 0; n < under_count; n++)
				times += in_range(&under[n], term);
			for (size_t n = 0; n < around_count; n++)
				times += in_range(&around[n], term);
			assert_true(cells_read(term, &cell));
			bool meets = cell.box.least.x <= high.x && cell.box.most.x >= low.x &&
				     cell.box.least.y <= high.y && cell.box.most.y >= low.y;
			assert_in_range(times, meets ? 1 : 0, 1);
		}
		terms_free(&terms);
	}
}

static void bytes_that_are_no_term_are_refused(void **state)
{
	(void)state;
	struct random r = { 5 };
	struct geo *geo = star(&r, 36, 36, 1, 40);
	struct zone_terms terms = cover(geo);
	struct cell cell;
	for (size_t i = 0; i < terms.count; i++) {
		uint8_t bytes[CELLS_TERM_MOST];
		for (int k = 0; k < 2000; k++) {
			memcpy(bytes, terms.bytes[i], terms.sizes[i]);
			bytes[random_below(&r, terms.sizes[i])] ^= (uint8_t)(1 + random_below(&r, 255));
			size_t size = random_below(&r, terms.sizes[i] + 1);
			if (cells_read(bytes_of(bytes, size), &cell) && cell.kind == CELLS_EDGES)
				(void)cell_contains(&cell, geo_point_at(36, 36));
		}
		assert_false(cells_read(bytes_of(terms.bytes[i], CELLS_KEY), &cell));
	}
	terms_free(&terms);
}

/* ---- The provinces of Syria ---------------------------------------------------- */

static void a_city_lies_in_its_province(void **state)
{
	(void)state;
	static const struct {
		double latitude, longitude;
		const char *code;
	} rows[] = {
		{ 35.93, 36.63, "SY07" }, /* Idlib */
		{ 36.20, 37.16, "SY02" }, /* Aleppo */
		{ 33.51, 36.29, "SY01" }, /* Damascus */
		{ 32.62, 36.10, "SY12" }, /* Daraa */
	};
	char *path = support_shared("geo/syr_admin1.geojson");
	char *text = support_read(path, NULL);
	assert_non_null(text);
	int provinces = 0, found = 0;
	for (char *at = strstr(text, "\"geometry\""); at != NULL; at = strstr(at + 1, "\"geometry\"")) {
		char *start = strchr(at, '{'), *end = strchr(start, '}'), code[5] = "";
		char *feature = start;
		while (strncmp(feature, "\"Feature\"", 9) != 0)
			feature--;
		struct geo *geo = NULL;
		struct error error;
		arena_reset(&arena);
		enum status status = geo_read(bytes_of(start, (size_t)(end - start) + 1), &arena, &geo, &error);
		if (status == STATUS_OK)
			status = geo_check(geo, &error);
		if (status != STATUS_OK)
			fail_msg("%s", error.message);
		char *named = strstr(feature, "\"SY");
		memcpy(code, named + 1, 4);
		struct zone_terms terms = cover(geo);
		for (size_t i = 0; i < COUNT_OF(rows); i++) {
			struct geo_point p = geo_point_at(rows[i].latitude, rows[i].longitude);
			bool wanted = strcmp(rows[i].code, code) == 0;
			if (geo_contains(geo, p) != wanted || cells_say(&terms, geo, p) != wanted)
				fail_msg("%s and %s", rows[i].code, code);
			found += wanted;
		}
		terms_free(&terms);
		provinces++;
	}
	assert_int_equal(provinces, 14);
	assert_int_equal(found, COUNT_OF(rows));
	free(text);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_answer_for_every_point_as_the_boundary_does),
		cmocka_unit_test(holes_islands_and_the_whole_globe_have_cells),
		cmocka_unit_test(a_cell_of_too_many_edges_asks_the_boundary),
		cmocka_unit_test(what_is_near_a_box_is_under_or_around_its_cells),
		cmocka_unit_test(bytes_that_are_no_term_are_refused),
		cmocka_unit_test(a_city_lies_in_its_province),
	};
	arena_init(&arena, (size_t)256 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_fini(&arena);
	return failed;
}
