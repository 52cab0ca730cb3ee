/* Which zones a point lies in, and which zones overlap. */
#include "tests/support_random.h"
#include "tests/support_service.h"

#include <math.h>

#include "domain/geo.h"

#define LOCATE "PlaceService.LocatePoint"
#define OVERLAPS "PlaceService.FindOverlaps"

/* A boundary from its coordinates ("" for none), as a member of a zone's JSON. */
static char *boundary_of(const char *coordinates)
{
	if (coordinates[0] == '\0')
		return strdup("");
	return support_text(",\"boundary\":{\"geojson\":\"{\\\"type\\\":\\\"%s\\\",\\\"coordinates\\\":%s}\"}",
			    coordinates[3] == '[' ? "MultiPolygon" : "Polygon", coordinates);
}

static int put_zone(struct rig *rig, const char *method, const char *id, const char *coordinates)
{
	char *boundary = boundary_of(coordinates);
	bool creates = strcmp(method, "CreateZone") == 0;
	char *name = support_text("ZoneService.%s", method);
	char *key = creates ? support_text("\"zoneId\":\"%s\",", id) : strdup("");
	int code = rig_callf(rig, name,
			     "{%s\"zone\":{\"name\":\"zones/%s\",\"kind\":\"KIND_DE_ESCALATION_AREA\",\"title\":\"%s\","
			     "\"readings\":[{\"id\":\"first\",\"effective\":{\"earliest\":\"2017-05-05\","
			     "\"latest\":\"2017-05-05\"},\"initialTermMonths\":6,\"sources\":[{\"source\":\"s\"}]}],"
			     "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]%s}}",
			     key, id, id, boundary);
	free(boundary);
	free(name);
	free(key);
	return code;
}

static void create(struct rig *rig, const char *id, const char *coordinates)
{
	put_zone(rig, "CreateZone", id, coordinates);
	rig_expect(rig, STATUS_OK, "");
}

/* The ids of the zones in the last reply, in their order, with spaces; to be freed. */
static char *ids_of(struct rig *rig, const char *member)
{
	char *ids = strdup(""), *key = support_text("\"%s\":\"zones/", member);
	for (const char *at = strstr(rig->json, key); at != NULL; at = strstr(at + 1, key)) {
		const char *id = at + strlen(key);
		if (strncmp(at - 1, "{", 1) != 0)
			continue; /* of a status: not its first member */
		char *more = support_text("%s%s%.*s", ids, ids[0] == '\0' ? "" : " ", (int)strcspn(id, "\""), id);
		free(ids);
		ids = more;
	}
	free(key);
	return ids;
}

static void expect_zones(struct rig *rig, double lat, double lon, double radius, const char *wanted)
{
	rig_callf(rig, LOCATE, "{\"latitude\":%.9g,\"longitude\":%.9g,\"radiusM\":%.9g,\"date\":\"2017-06-01\"}", lat,
		  lon, radius);
	rig_expect(rig, STATUS_OK, "");
	char *found = support_text("%s", rig->json), *list = strdup("");
	/* Each location begins with its zone; that of its status follows the status's brace. */
	for (char *at = found; (at = strstr(at, "{\"zone\":\"zones/")) != NULL; at++) {
		char *id = at + strlen("{\"zone\":\"zones/");
		if (at > found && at[-1] == ':')
			continue;
		char *more = support_text("%s%s%.*s", list, list[0] == '\0' ? "" : " ", (int)strcspn(id, "\""), id);
		free(list);
		list = more;
	}
	if (strcmp(list, wanted) != 0)
		fail_msg("at %g, %g within %g: \"%s\", expected \"%s\"", lat, lon, radius, list, wanted);
	free(list);
	free(found);
}

#define SQUARE "[[[10,10],[20,10],[20,20],[10,20],[10,10]]]"
#define RING "[[[10,10],[20,10],[20,20],[10,20],[10,10]],[[12,12],[12,18],[18,18],[18,12],[12,12]]]"
#define ISLANDS "[[[[10,10],[11,10],[11,11],[10,10]]],[[[40,40],[41,40],[41,41],[40,40]]]]"

static void a_point_lies_in_the_zones_around_it(void **state)
{
	struct rig *rig = *state;
	create(rig, "islands", ISLANDS);
	create(rig, "square", SQUARE);
	create(rig, "ring", RING);
	create(rig, "unknown", "");
	expect_zones(rig, 15, 15, 0, "square");
	rig_has(rig, "\"inside\":true");
	rig_has(rig, "\"title\":\"square\"");
	rig_has(rig, "\"kind\":\"KIND_DE_ESCALATION_AREA\"");
	rig_has(rig, "\"state\":\"STATE_IN_TERM\"");
	rig_has(rig, "\"zonesWithoutBoundary\":1");
	expect_zones(rig, 11, 19, 0, "ring square");
	expect_zones(rig, 10, 10, 0, "islands ring square");
	expect_zones(rig, 40.5, 40.9, 0, "islands");
	expect_zones(rig, 15, 25, 0, "");
	expect_zones(rig, -15, -25, 0, "");
}

static void a_zone_near_by_is_told_with_its_distance(void **state)
{
	struct rig *rig = *state;
	create(rig, "square", SQUARE);
	create(rig, "far", "[[[21,10],[22,10],[22,20],[21,20],[21,10]]]");
	expect_zones(rig, 15, 20.1, 0, "");
	expect_zones(rig, 15, 20.1, 10000, "");
	expect_zones(rig, 15, 20.1, 11000, "square");
	rig_has(rig, "\"distanceM\":1074");
	rig_has_not(rig, "\"inside\"");
	expect_zones(rig, 15, 20.6, 100000, "far square");
	expect_zones(rig, 15, 19.9, 100000, "square");
	rig_has(rig, "\"inside\":true");
	rig_has_not(rig, "\"distanceM\"");
}

static void the_antimeridian_is_one_line(void **state)
{
	struct rig *rig = *state;
	create(rig, "east", "[[[-180,0],[-179,0],[-179,1],[-180,1],[-180,0]]]");
	create(rig, "west", "[[[179,0],[179.99,0],[179.99,1],[179,1],[179,0]]]");
	expect_zones(rig, 0.5, 180, 0, "east");
	expect_zones(rig, 0.5, -180, 0, "east");
	expect_zones(rig, 0.5, 179.999, 2000, "east west");
	expect_zones(rig, 0.5, -179.999, 5000, "east west");
	rig_has(rig, "\"inside\":true");
	expect_zones(rig, 90, 0, 1000, "");
}

static void the_index_follows_the_record(void **state)
{
	struct rig *rig = *state;
	create(rig, "a", SQUARE);
	expect_zones(rig, 15, 15, 0, "a");
	put_zone(rig, "UpdateZone", "a", "[[[30,30],[40,30],[40,40],[30,40],[30,30]]]");
	rig_expect(rig, STATUS_OK, "");
	expect_zones(rig, 15, 15, 0, "");
	expect_zones(rig, 35, 35, 0, "a");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\"}");
	expect_zones(rig, 35, 35, 0, "");
	rig_has_not(rig, "zonesWithoutBoundary");
	rig_call(rig, "ZoneService.UndeleteZone", "{\"name\":\"zones/a\"}");
	expect_zones(rig, 35, 35, 0, "a");
	put_zone(rig, "UpdateZone", "a", "");
	expect_zones(rig, 35, 35, 0, "");
	rig_has(rig, "\"zonesWithoutBoundary\":1");
	rig_reopen(rig);
	rig_call(rig, LOCATE, "{}");
	rig_has(rig, "\"zonesWithoutBoundary\":1");
}

/* A round boundary of so many positions, in degrees around a place. */
static char *circle(int positions, int lon)
{
	char *text = strdup("[[");
	for (int i = 0; i <= positions; i++) {
		double turn = 2 * M_PI * (i % positions) / positions;
		char *more = support_text("%s%s[%.4f,%.4f]", text, i == 0 ? "" : ",", lon + cos(turn), 30 + sin(turn));
		free(text);
		text = more;
	}
	char *whole = support_text("%s]]", text);
	free(text);
	return whole;
}

static void lists_of_zones_show_their_boundaries_and_may_ask_about_them(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *query;
		int count;
	} rows[] = {
		{ "", 3 },
		{ "\"filter\":\"title = \\\"west\\\"\"", 1 },
		{ "\"filter\":\"boundary:*\"", 2 },
		{ "\"filter\":\"boundary.geojson:\\\"[36\\\"\"", 1 },
		{ "\"filter\":\"MultiPolygon\"", 0 },
		{ "\"filter\":\"Polygon\"", 2 },
		{ "\"orderBy\":\"boundary.geojson desc\"", 3 },
		{ "\"orderBy\":\"title desc\",\"asOfRevision\":\"-1\"", 3 },
		{ "\"filter\":\"kind = KIND_DE_ESCALATION_AREA\",\"showDeleted\":true", 4 },
	};
	char *west = circle(400, 36), *east = circle(400, 46);
	create(rig, "east", east);
	create(rig, "west", west);
	create(rig, "none", "");
	create(rig, "gone", west);
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/gone\"}");
	rig_call(rig, "ZoneService.UpdateZone",
		 "{\"zone\":{\"name\":\"zones/none\",\"agreement\":\"statements/x\"},\"updateMask\":\"agreement\"}");
	rig_expect(rig, STATUS_OK, "");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int zones = 0, shapes = 0;
		rig_callf(rig, "ZoneService.ListZones", "{%s}", rows[i].query);
		rig_expect(rig, STATUS_OK, "");
		for (const char *at = rig->json; (at = strstr(at, "{\"name\":\"zones/")) != NULL; at++)
			zones++;
		for (const char *at = rig->json; (at = strstr(at, "\\\"type\\\":\\\"Polygon")) != NULL; at++)
			shapes++;
		assert_int_equal(zones, rows[i].count);
		bool none = strstr(rig->json, "zones/none") != NULL;
		assert_int_equal(shapes, zones - none);
	}
	rig_call(rig, "ZoneService.ListZones", "{\"orderBy\":\"boundary.geojson desc\",\"pageSize\":1}");
	rig_has(rig, "zones/east");
	free(west);
	free(east);
}

/* What is said of a zone does not depend on how much its boundary is. */
static void statuses_and_terms_of_zones_with_large_boundaries(void **state)
{
	struct rig *rig = *state;
	static const char *const methods[] = { "ZoneService.ListZoneStatuses", "ConsentService.ListZoneTimelines" };
	char *large = circle(400, 36);
	create(rig, "a", "");
	for (size_t i = 0; i < COUNT_OF(methods); i++) {
		const char *date = i == 0 ? "\"date\":\"2017-06-01\"" : "\"fromDate\":\"2017-05-01\"";
		put_zone(rig, "UpdateZone", "a", "");
		rig_callf(rig, methods[i], "{%s}", date);
		rig_expect(rig, STATUS_OK, "");
		char *before = strdup(rig->json);
		put_zone(rig, "UpdateZone", "a", large);
		rig_expect(rig, STATUS_OK, "");
		rig_callf(rig, methods[i], "{%s}", date);
		assert_string_equal(rig->json, before);
		rig_callf(rig, methods[i], "{%s,\"asOfRevision\":\"%lld\"}", date, (long long)rig->response->revision);
		assert_string_equal(rig->json, before);
		free(before);
	}
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\",\"date\":\"2017-06-01\"}");
	rig_has(rig, "STATE_IN_TERM");
	free(large);
}

static void a_question_that_cannot_be_is_refused_by_its_fields(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *method, *json, *fields;
	} rows[] = {
		{ LOCATE, "{\"latitude\":90.1}", "latitude" },
		{ LOCATE, "{\"latitude\":\"NaN\",\"longitude\":\"Infinity\"}", "latitude longitude" },
		{ LOCATE, "{\"longitude\":-181}", "longitude" },
		{ LOCATE, "{\"radiusM\":100001}", "radius_m" },
		{ LOCATE, "{\"radiusM\":-1}", "radius_m" },
		{ LOCATE, "{\"date\":\"2017-02-30\"}", "date" },
		{ LOCATE, "{\"reading\":\"No\"}", "reading" },
		{ OVERLAPS, "{\"leastKm2\":-1}", "least_km2" },
		{ OVERLAPS, "{\"leastKm2\":\"NaN\"}", "least_km2" },
		{ OVERLAPS, "{\"pageSize\":-1}", "page_size" },
		{ OVERLAPS, "{\"zone\":\"idlib\"}", "zone" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_call(rig, rows[i].method, rows[i].json);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig->fields, rows[i].fields);
	}
	rig_call(rig, OVERLAPS, "{\"zone\":\"zones/none\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	create(rig, "unknown", "");
	rig_call(rig, OVERLAPS, "{\"zone\":\"zones/unknown\"}");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "NO_BOUNDARY");
}

static void a_boundary_that_is_none_is_refused_with_its_place(void **state)
{
	struct rig *rig = *state;
	static const struct {
		const char *coordinates, *words;
	} rows[] = {
		{ "[[[0,0],[10,10],[10,0],[0,10],[0,0]]]", "crosses itself at longitude 5, latitude 5" },
		{ "[[[0,0],[9,0],[9,9],[0,1]]]", "not closed" },
		{ "[[[0,0]]]", "fewer than four" },
		{ "[[[0,0],[9,91],[9,9],[0,0]]]", "ring 1, position 2" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		put_zone(rig, "CreateZone", "a", rows[i].coordinates);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig->fields, "zone.boundary.geojson");
		assert_non_null(strstr(rig->message, rows[i].words));
	}
}

/* ---- Against every boundary, one by one ------------------------------------- */

#define ZONES 60

static char *star(struct random *r, double lat, double lon, double size, int n)
{
	struct buffer text;
	char first[64] = "";
	buffer_init(&text, SIZE_MAX);
	enum status status = buffer_put_text(&text, "[[");
	for (int i = 0; i < n && status == STATUS_OK; i++) {
		double turn = 2 * M_PI * i / n, far = size * random_double(r, 0.4, 1);
		char position[64];
		snprintf(position, sizeof position, "[%.7f,%.7f]", lon + far * cos(turn), lat + far * sin(turn));
		if (i == 0)
			memcpy(first, position, sizeof first);
		status = buffer_printf(&text, "%s,", position);
	}
	if (status == STATUS_OK)
		status = buffer_printf(&text, "%s]]", first);
	if (status == STATUS_OK)
		status = buffer_put(&text, "", 1);
	assert_int_equal(status, STATUS_OK);
	return (char *)text.data;
}

struct brute {
	struct arena arena;
	struct geo *geos[ZONES];
};

static void make_zones(struct rig *rig, struct random *r, struct brute *brute)
{
	static const int counts[] = { 4, 12, 150, 2500 };
	arena_init(&brute->arena, (size_t)64 << 20);
	for (int i = 0; i < ZONES; i++) {
		struct error error;
		char id[16];
		double size = i % 15 == 0 ? 0.00005 : pow(10, random_double(r, -2, 0));
		char *coordinates = star(r, 35 + random_double(r, -0.5, 0.5), 37 + random_double(r, -0.5, 0.5), size,
					 counts[i % 4 == 3 && i > 12 ? i % 3 : i % 4]);
		char *geojson = support_text("{\"type\":\"Polygon\",\"coordinates\":%s}", coordinates);
		assert_int_equal(geo_read(bytes_text(geojson), &brute->arena, &brute->geos[i], &error), STATUS_OK);
		snprintf(id, sizeof id, "z%02d", i);
		create(rig, id, coordinates);
		free(geojson);
		free(coordinates);
	}
}

struct near {
	int zone;
	double distance;
};

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;
	int order = (x->distance > y->distance) - (x->distance < y->distance);
	return order != 0 ? order : x->zone - y->zone;
}

static char *wanted_zones(const struct brute *brute, struct geo_point p, double radius)
{
	struct near all[ZONES];
	size_t count = 0;
	char *list = strdup("");
	for (int i = 0; i < ZONES; i++) {
		double distance = geo_contains(brute->geos[i], p) ? -1 : geo_distance(brute->geos[i], p);
		if (distance < 0 || (radius > 0 && distance <= radius))
			all[count++] = (struct near){ i, distance };
	}
	qsort(all, count, sizeof *all, by_distance);
	for (size_t i = 0; i < count; i++) {
		char *more = support_text("%s%sz%02d", list, i == 0 ? "" : " ", all[i].zone);
		free(list);
		list = more;
	}
	return list;
}

static void the_index_answers_as_every_boundary_would(void **state)
{
	struct rig *rig = *state;
	struct random r = { 42 };
	struct brute brute;
	make_zones(rig, &r, &brute);
	static const double radii[] = { 0, 0, 50, 5000, 100000 };
	for (int i = 0; i < 250; i++) {
		double lat = 35 + random_double(&r, -1, 1), lon = 37 + random_double(&r, -1, 1);
		const struct geo *at = brute.geos[i % ZONES];
		struct geo_point p = geo_point_at(lat, lon);
		if (i % 3 == 0)
			p = at->points[(size_t)i % at->point_count];
		double radius = radii[i % 5];
		char *wanted = wanted_zones(&brute, p, radius);
		expect_zones(rig, (double)p.y / GEO_DEGREE, (double)p.x / GEO_DEGREE, radius, wanted);
		free(wanted);
	}
	arena_fini(&brute.arena);
}

static void a_reading_that_no_zone_has_is_refused(void **state)
{
	struct rig *rig = *state;
	create(rig, "square", SQUARE);
	rig_call(rig, LOCATE, "{\"latitude\":15,\"longitude\":15,\"reading\":\"first\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, LOCATE, "{\"latitude\":15,\"longitude\":15,\"reading\":\"second\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
	assert_string_equal(rig->fields, "reading");
	rig_call(rig, "ZoneService.UpdateZone",
		 "{\"zone\":{\"name\":\"zones/square\",\"readings\":[]},\"updateMask\":\"readings\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"reading\":\"first\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"reading\":\"first\",\"asOfRevision\":1}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"reading\":\"second\",\"asOfRevision\":1}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
}

/* ---- Overlaps ---------------------------------------------------------------- */

static void zones_overlap_by_what_they_have_in_common(void **state)
{
	struct rig *rig = *state;
	create(rig, "square", SQUARE);
	create(rig, "half", "[[[15,5],[30,5],[30,30],[15,30],[15,5]]]");
	create(rig, "beside", "[[[0,10],[10,10],[10,20],[0,20],[0,10]]]");
	create(rig, "small", "[[[11,11],[12,11],[12,12],[11,12],[11,11]]]");
	create(rig, "unknown", "");
	create(rig, "gone", SQUARE);
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/gone\"}");
	rig_call(rig, OVERLAPS, "{\"zone\":\"zones/square\"}");
	rig_expect(rig, STATUS_OK, "");
	char *second = ids_of(rig, "first");
	assert_string_equal(second, "square square");
	free(second);
	assert_true(strstr(rig->json, "zones/half") < strstr(rig->json, "zones/small"));
	rig_has(rig, "\"shareOfSecond\":1}");
	rig_has_not(rig, "zones/beside");
	rig_call(rig, OVERLAPS, "{}");
	second = ids_of(rig, "first");
	assert_string_equal(second, "half small");
	free(second);
	rig_call(rig, OVERLAPS, "{\"leastKm2\":20000}");
	rig_has(rig, "zones/half");
	rig_has_not(rig, "zones/small");
	rig_call(rig, OVERLAPS, "{\"pageSize\":1}");
	rig_has(rig, "zones/half");
	rig_has_not(rig, "zones/small");
	rig_call(rig, OVERLAPS, "{\"zone\":\"zones/beside\"}");
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig->json, "{\"zonesWithoutBoundary\":1}");
}

/* A square of one degree, of so many positions along its sides. */
static char *square_at(int lat, int lon, int positions)
{
	struct buffer out;
	buffer_init(&out, 8 << 20);
	static const int corners[][2] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 0, 0 } };
	assert_int_equal(buffer_put_text(&out, "[["), STATUS_OK);
	for (int side = 0; side < 4; side++)
		for (int i = 0; i < positions / 4; i++) {
			double t = (double)i / (positions / 4);
			double x = corners[side][0] + t * (corners[side + 1][0] - corners[side][0]);
			double y = corners[side][1] + t * (corners[side + 1][1] - corners[side][1]);
			assert_int_equal(buffer_printf(&out, "[%.7g,%.7g],", lon + x, lat + y), STATUS_OK);
		}
	assert_int_equal(buffer_printf(&out, "[%d,%d]]]", lon, lat), STATUS_OK);
	assert_int_equal(buffer_put(&out, "", 1), STATUS_OK);
	char *text = strdup((const char *)out.data);
	buffer_fini(&out);
	return text;
}

/* All pages, their pairs counted; each must bring the token of the next. */
static int count_overlaps(struct rig *rig, const char *zone, int page_size, int *pages)
{
	char *token = strdup("");
	int pairs = 0;
	for (*pages = 1;; ++*pages) {
		rig_callf(rig, OVERLAPS, "{\"zone\":\"%s\",\"pageSize\":%d,\"pageToken\":\"%s\"}", zone, page_size,
			  token);
		rig_expect(rig, STATUS_OK, "");
		for (const char *at = rig->json; (at = strstr(at, "\"areaKm2\"")) != NULL; at++)
			pairs++;
		free(token);
		if (strstr(rig->json, "nextPageToken") == NULL)
			return pairs;
		token = strdup(rig_member(rig, "nextPageToken"));
	}
}

static void overlaps_come_page_by_page_each_pair_once(void **state)
{
	struct rig *rig = *state;
	int pages;
	for (int i = 0; i < 7; i++) {
		char *id = support_text("z%d", i), *square = square_at(10, 10, 4);
		create(rig, id, square);
		free(square);
		free(id);
	}
	for (int page_size = 1; page_size <= 22; page_size++) {
		assert_int_equal(count_overlaps(rig, "", page_size, &pages), 21);
		assert_int_equal(pages, page_size < 21 ? 21 / page_size + 1 : page_size == 21 ? 2 : 1);
		assert_int_equal(count_overlaps(rig, "zones/z3", page_size, &pages), 6);
	}
	rig_callf(rig, OVERLAPS, "{\"zone\":\"zones/z3\",\"pageSize\":2}");
	char *token = strdup(rig_member(rig, "nextPageToken"));
	rig_callf(rig, OVERLAPS, "{\"zone\":\"zones/z4\",\"pageToken\":\"%s\"}", token);
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "PAGE_TOKEN");
	rig_callf(rig, OVERLAPS, "{\"pageSize\":2}");
	free(token);
	token = strdup(rig_member(rig, "nextPageToken"));
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/z0\"}");
	rig_callf(rig, OVERLAPS, "{\"pageSize\":100,\"pageToken\":\"%s\"}", token);
	rig_expect(rig, STATUS_OK, "");
	char *firsts = ids_of(rig, "first");
	assert_int_equal(strlen(firsts), 15 * 3 - 1);
	free(firsts);
	free(token);
}

static void a_page_of_overlaps_does_no_more_work_than_it_may(void **state)
{
	struct rig *rig = *state;
	int pages;
	for (int i = 0; i < 8; i++) {
		char *id = support_text("z%d", i), *square = square_at(10, 10 + 3 * (i / 2), 100000);
		create(rig, id, square);
		free(square);
		free(id);
	}
	assert_int_equal(count_overlaps(rig, "", 50, &pages), 4);
	assert_in_range(pages, 2, 8);
}

int main(void)
{
#define WITH_A_RIG(test) cmocka_unit_test_setup_teardown(test, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		WITH_A_RIG(a_point_lies_in_the_zones_around_it),
		WITH_A_RIG(a_zone_near_by_is_told_with_its_distance),
		WITH_A_RIG(the_antimeridian_is_one_line),
		WITH_A_RIG(the_index_follows_the_record),
		WITH_A_RIG(lists_of_zones_show_their_boundaries_and_may_ask_about_them),
		WITH_A_RIG(statuses_and_terms_of_zones_with_large_boundaries),
		WITH_A_RIG(a_question_that_cannot_be_is_refused_by_its_fields),
		WITH_A_RIG(a_boundary_that_is_none_is_refused_with_its_place),
		WITH_A_RIG(the_index_answers_as_every_boundary_would),
		WITH_A_RIG(a_reading_that_no_zone_has_is_refused),
		WITH_A_RIG(zones_overlap_by_what_they_have_in_common),
		WITH_A_RIG(overlaps_come_page_by_page_each_pair_once),
		WITH_A_RIG(a_page_of_overlaps_does_no_more_work_than_it_may),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
