#include "tests/support_message.h"

#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"

#define SET &truce__v1__record_set__descriptor
#define REQUEST &truce__rpc__v1__request__descriptor
#define LARGE ((size_t)10 << 20)

/* Each place below is told by the text that stands there. */
static const char zones[] = "{\n"
			    "  \"rounds\": [],\n"
			    "  \"zones\": [\n"
			    "    {\"name\": \"zones/a\", \"sources\": [{\"id\": \"s1\"}, {\"id\": \"s2\"}]},\n"
			    "    {\n"
			    "      \"title\": \"\xd1\x91\xd1\x91\", \"name\": \"zones/b\", \"p\\u0061rent\": null,\n"
			    "      \"readings\": [\n"
			    "        {\"id\": \"r0\"},\n"
			    "        {\"effective\": {\n"
			    "           \"earliest\":\n"
			    "             \"2017-13-45\"\n"
			    "        }, \"initialTermMonths\": 6, \"extension_term_months\": 7}\n"
			    "      ]\n"
			    "    }\n"
			    "  ]\n"
			    "}\n";

static struct json_place place_of(const char *text, const char *mark)
{
	const char *at = strstr(text, mark);
	struct json_place place = { 1, 1 };
	if (at == NULL)
		fail_msg("no %s in the text", mark);
	for (const char *p = text; p < at; p++) {
		place.line += *p == '\n';
		place.column = *p == '\n' ? 1 : place.column + ((*p & 0xC0) != 0x80);
	}
	return place;
}

static void assert_at(const char *path, struct json_place found, struct json_place expected)
{
	if (found.line != expected.line || found.column != expected.column)
		fail_msg("%s: found at line %zu, column %zu, expected line %zu, column %zu", path, found.line,
			 found.column, expected.line, expected.column);
}

static void assert_finds(struct arena *arena, const char *text, const char *path, struct json_place expected)
{
	struct error error;
	struct json_place place;
	if (json_find(SET, bytes_text(text), &path, 1, arena, &place, &error) != STATUS_OK)
		fail_msg("%s: %s", path, error.message);
	assert_at(path, place, expected);
}

struct row {
	const char *path, *mark;
};

static void assert_rows(struct arena *arena, const char *text, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_finds(arena, text, rows[i].path, place_of(text, rows[i].mark));
}

/* ---- Tests ------------------------------------------------------------ */

static void a_path_leads_to_where_its_value_begins(void **state)
{
	struct fixture *f = *state;
	static const struct row rows[] = {
		{ "", "{\n  \"rounds\"" },
		{ "rounds", "[],\n" },
		{ "zones", "[\n    {\"name\"" },
		{ "zones[0]", "{\"name\": \"zones/a\"" },
		{ "zones[0].name", "\"zones/a\"" },
		{ "zones[0].sources[1]", "{\"id\": \"s2\"" },
		{ "zones[0].sources[1].id", "\"s2\"" },
		{ "zones[1]", "{\n      \"title\"" },
		{ "zones[1].name", "\"zones/b\"" },
		{ "zones[1].parent", "null" },
		{ "zones[1].readings[1].effective", "{\n           \"earliest\"" },
		{ "zones[1].readings[1].effective.earliest", "\"2017-13-45\"" },
		{ "zones[1].readings[1].initial_term_months", "6," },
		{ "zones[1].readings[1].extension_term_months", "7}" },
	};
	assert_rows(&f->arena, zones, rows, COUNT_OF(rows));
}

static void a_path_to_what_is_missing_leads_to_what_is_nearest_around_it(void **state)
{
	struct fixture *f = *state;
	static const struct row rows[] = {
		{ "statements", "{\n  \"rounds\"" },
		{ "zones[2]", "[\n    {\"name\"" },
		{ "zones[0].kind", "{\"name\": \"zones/a\"" },
		{ "zones[0].kind.further[3].down", "{\"name\": \"zones/a\"" },
		{ "zones[0].sources[18446744073709551616].id", "[{\"id\": \"s1\"" },
		{ "zones[1].readings[0].effective.earliest", "{\"id\": \"r0\"}" },
		{ "zones[1].readings[1].effective.latest", "{\n           \"earliest\"" },
		{ "zones[1].readings[1].sources[0].source", "{\"effective\"" },
		{ "zones[1].parent.name", "null" },
		{ "zone", "{\n  \"rounds\"" },
		{ "zones[0].nam", "{\"name\": \"zones/a\"" },
		{ "zones[0].names", "{\"name\": \"zones/a\"" },
	};
	assert_rows(&f->arena, zones, rows, COUNT_OF(rows));
}

static void what_is_no_path_leads_as_far_as_it_is_one(void **state)
{
	struct fixture *f = *state;
	static const struct row rows[] = {
		{ ".", "{\n  \"rounds\"" },           { "[", "{\n  \"rounds\"" },
		{ "[0]", "{\n  \"rounds\"" },         { "]]]", "{\n  \"rounds\"" },
		{ "zones[", "[\n    {\"name\"" },     { "zones[x].name", "[\n    {\"name\"" },
		{ "zones[0", "[\n    {\"name\"" },    { "zones[0]..name", "{\"name\": \"zones/a\"" },
		{ "zones.name", "[\n    {\"name\"" }, { "zones[0][0]", "{\"name\": \"zones/a\"" },
		{ "zones[0].name.x", "\"zones/a\"" }, { "zones[0].name[0]", "\"zones/a\"" },
	};
	assert_rows(&f->arena, zones, rows, COUNT_OF(rows));
	char deep[4096] = "zones";
	for (size_t i = 0; i < 500; i++)
		strcat(deep, "[0].x");
	assert_finds(&f->arena, zones, deep, place_of(zones, "{\"name\": \"zones/a\""));
}

static void a_path_does_not_lead_into_a_map(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "{\"metadata\":{\"a\":\"b\"},\n \"method\":\n  \"/x\"}";
	static const char *const paths[] = { "metadata", "metadata[0].value", "metadata.a", "method" };
	struct json_place places[COUNT_OF(paths)];
	struct error error;
	assert_int_equal(json_find(REQUEST, bytes_text(text), paths, COUNT_OF(paths), &f->arena, places, &error),
			 STATUS_OK);
	for (size_t i = 0; i < 3; i++)
		assert_at(paths[i], places[i], place_of(text, "{\"a\""));
	assert_at(paths[3], places[3], place_of(text, "\"/x\""));
}

static void many_paths_are_found_in_any_order_at_once(void **state)
{
	struct fixture *f = *state;
	const char *paths[JSON_PATHS_MOST];
	struct json_place places[JSON_PATHS_MOST];
	struct buffer text;
	struct error error;
	buffer_init(&text, 1 << 20);
	assert_int_equal(buffer_put_text(&text, "{\"zones\":["), STATUS_OK);
	for (size_t i = 0; i < JSON_PATHS_MOST; i++)
		assert_int_equal(buffer_printf(&text, "%s\n{\"title\":\"t\"}", i == 0 ? "" : ","), STATUS_OK);
	assert_int_equal(buffer_put_text(&text, "]}"), STATUS_OK);
	for (size_t i = 0; i < JSON_PATHS_MOST; i++)
		paths[i] = arena_printf(&f->arena, "zones[%zu].title", i * 37 % JSON_PATHS_MOST);
	assert_int_equal(json_find(SET, buffer_bytes(&text), paths, JSON_PATHS_MOST, &f->arena, places, &error),
			 STATUS_OK);
	for (size_t i = 0; i < JSON_PATHS_MOST; i++)
		assert_at(paths[i], places[i], (struct json_place){ 2 + i * 37 % JSON_PATHS_MOST, 10 });
	paths[1] = paths[0];
	assert_int_equal(json_find(SET, buffer_bytes(&text), paths, 2, &f->arena, places, &error), STATUS_OK);
	assert_at(paths[1], places[1], places[0]);
	assert_int_equal(json_find(SET, buffer_bytes(&text), paths, 0, &f->arena, places, &error), STATUS_OK);
	buffer_fini(&text);
}

static void a_text_on_one_line_is_told_by_its_columns(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "{\"zones\":[{\"name\":\"a\"},{\"name\":\"b\",\"sources\":[{}]}]}";
	assert_finds(&f->arena, text, "zones[1].name", (struct json_place){ 1, 32 });
	assert_finds(&f->arena, text, "zones[1].sources[0].id", (struct json_place){ 1, 47 });
}

/* Ten megabytes of zones: what took the square of the time would never end. */
static void places_at_the_end_of_a_large_text_are_found(void **state)
{
	(void)state;
	const char *paths[32];
	struct json_place places[COUNT_OF(paths)];
	struct arena arena;
	struct buffer text;
	struct error error;
	size_t count = 0;
	arena_init(&arena, (size_t)1 << 30);
	buffer_init(&text, 2 * LARGE);
	assert_int_equal(buffer_put_text(&text, "{\"zones\":["), STATUS_OK);
	for (; text.size < LARGE; count++)
		assert_int_equal(buffer_printf(&text,
					       "%s\n{\"name\":\"zones/%zu\",\"sources\":[{\"id\":\"s\"},\n{\"id\":"
					       "\"t\"}]}",
					       count == 0 ? "" : ",", count),
				 STATUS_OK);
	assert_int_equal(buffer_put_text(&text, "]}"), STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		paths[i] = arena_printf(&arena, "zones[%zu].sources[1].id", count - 1 - i);
	if (json_find(SET, buffer_bytes(&text), paths, COUNT_OF(paths), &arena, places, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		assert_at(paths[i], places[i], (struct json_place){ 2 * (count - i) + 1, 7 });
	buffer_fini(&text);
	arena_fini(&arena);
}

static void a_text_that_cannot_be_read_has_no_places(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "{\"zones\": [{}, {\"kind\": 1.5}]}";
	const char *path = "zones[0]";
	struct json_place place = { 77, 88 };
	struct error error;
	assert_int_equal(json_find(SET, bytes_text(text), &path, 1, &f->arena, &place, &error),
			 STATUS_INVALID_ARGUMENT);
	assert_non_null(strstr(error.message, "line 1, column 25, zones[1].kind"));
	assert_int_equal(place.line, 77);
	assert_int_equal(place.column, 88);
}

static void no_cap_makes_the_search_fail_in_any_other_way(void **state)
{
	(void)state;
	const char *path = "zones[1].readings[1].effective.earliest";
	enum status status = STATUS_RESOURCE_EXHAUSTED;
	for (size_t cap = 0; status == STATUS_RESOURCE_EXHAUSTED && cap < 1 << 20; cap += 64) {
		struct arena arena;
		struct error error;
		struct json_place place = { 77, 88 };
		arena_init(&arena, cap);
		status = json_find(SET, bytes_text(zones), &path, 1, &arena, &place, &error);
		if (status == STATUS_OK) {
			assert_at(path, place, place_of(zones, "\"2017-13-45\""));
		} else {
			assert_int_equal(status, STATUS_RESOURCE_EXHAUSTED);
			assert_int_equal(place.line, 77);
		}
		arena_fini(&arena);
	}
	assert_int_equal(status, STATUS_OK);
}

static void a_member_is_looked_for_in_its_own_object(void **state)
{
	(void)state;
	static const struct {
		const char *inside, *text;
	} rows[] = {
		{ "\"name\":\"a\"}", "a" },
		{ " \"x\" : [{\"name\":\"b\"}, \"name\"] ,\n\"name\" : \"a\\\"c\" }", "a\\\"c" },
		{ "\"x\":\"\\\"name\\\":\",\"name\":\"a\"}", "a" },
		{ "\"name\":\"a\",\"name\":\"b\"}", "a" },
		{ "\"names\":\"a\",\"nam\":\"b\"}", "" },
		{ "\"x\":1},{\"name\":\"a\"}", "" },
		{ "\"name\":1}", "" },
		{ "\"name\":[\"a\"]}", "" },
		{ "\"name\"}", "" },
		{ "\"name\":", "" },
		{ "\"name", "" },
		{ "\"name\":\"a", "" },
		{ "\"\\", "" },
		{ "}", "" },
		{ "", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!bytes_equal(json_look(bytes_text(rows[i].inside), "name"), bytes_text(rows[i].text)))
			fail_msg("%s", rows[i].inside);
	assert_true(json_is_empty(bytes_text(" \n}")));
	assert_false(json_is_empty(bytes_text(" ")));
	assert_false(json_is_empty(bytes_text("\"}\":1}")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(a_path_leads_to_where_its_value_begins),
		WITH_FIXTURE(a_path_to_what_is_missing_leads_to_what_is_nearest_around_it),
		WITH_FIXTURE(what_is_no_path_leads_as_far_as_it_is_one),
		WITH_FIXTURE(a_path_does_not_lead_into_a_map),
		WITH_FIXTURE(many_paths_are_found_in_any_order_at_once),
		WITH_FIXTURE(a_text_on_one_line_is_told_by_its_columns),
		WITH_FIXTURE(places_at_the_end_of_a_large_text_are_found),
		WITH_FIXTURE(a_text_that_cannot_be_read_has_no_places),
		WITH_FIXTURE(no_cap_makes_the_search_fail_in_any_other_way),
		cmocka_unit_test(a_member_is_looked_for_in_its_own_object),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
