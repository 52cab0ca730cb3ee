#include "tests/support_arena.h"

#include "domain/conflicts.h"
#include "domain/references.h"
#include "proto/json.h"
#include "truce/v1/import_service.pb-c.h"

static void *read_json(const ProtobufCMessageDescriptor *type, const char *json)
{
	ProtobufCMessage *message = NULL;
	struct error error = { .message = "" };
	if (json_read(type, bytes_text(json), &arena, &message, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return message;
}

static Truce__V1__ZoneConflict **find(const Truce__V1__Zone *zone, size_t *count)
{
	Truce__V1__ZoneConflict **conflicts = NULL;
	assert_true(zone_conflicts(zone, &arena, &conflicts, count));
	return conflicts;
}

static Truce__V1__ZoneConflict **find_in(const char *json, size_t *count)
{
	return find(read_json(&truce__v1__zone__descriptor, json), count);
}

/* The conflict of a fact, with all its values: "value [readings] source, source; …". */
static const char *words_of(Truce__V1__ZoneConflict **conflicts, size_t count, const char *fact)
{
	const char *words = "";
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; strcmp(conflicts[i]->fact, fact) == 0 && k < conflicts[i]->n_values; k++) {
			const Truce__V1__ZoneConflict__Value *value = conflicts[i]->values[k];
			words = arena_printf(&arena, "%s%s%s", words, k == 0 ? "" : "; ", value->value);
			for (size_t r = 0; r < value->n_readings; r++)
				words = arena_printf(&arena, "%s [%s]", words, value->readings[r]);
			for (size_t s = 0; s < value->n_sources; s++)
				words = arena_printf(&arena, "%s %s", words, value->sources[s]->source);
		}
	}
	return words;
}

static const Truce__V1__Zone *zone_of_data(const char *name)
{
	char *text = support_read(SOURCE_DIR "/data/zones.json", NULL);
	assert_non_null(text);
	const Truce__V1__RecordSet *set = read_json(&truce__v1__record_set__descriptor, text);
	free(text);
	for (size_t i = 0; i < set->n_zones; i++)
		if (strcmp(set->zones[i]->name, name) == 0)
			return set->zones[i];
	fail_msg("no %s in data/", name);
	return NULL;
}

static void what_sources_dispute_of_the_memorandum_stands_side_by_side(void **state)
{
	(void)state;
	static const char *const areas[] = { "zones/idlib", "zones/north-homs", "zones/eastern-ghouta",
					     "zones/southern-syria" };
	for (size_t i = 0; i < COUNT_OF(areas); i++) {
		size_t count;
		Truce__V1__ZoneConflict **all = find(zone_of_data(areas[i]), &count);
		assert_int_equal(count, 4);
		assert_string_equal(words_of(all, count, "readings.effective"),
				    "2017-05-05 [may-5] interfax joint-statement; 2017-05-04 [may-4] tass; "
				    "2017-05-06 [may-6] tass");
		assert_string_equal(words_of(all, count, "readings.extension_rule"),
				    "by consensus of the guarantors [may-5] interfax joint-statement; "
				    "possibly by itself [may-4] [may-6] tass");
		assert_string_equal(words_of(all, count, "maps.due"),
				    "2017-06-04 interfax tass; 2017-05-27 tass; 2017-05-22 arabic-drafts");
		assert_string_equal(words_of(all, count, "mechanisms.due"),
				    "2017-05-04 to 2017-05-18 interfax joint-statement; "
				    "2017-05-04 to 2017-05-14 tass joint-statement; "
				    "2017-05-04 to 2017-05-09 arabic-drafts joint-statement");
	}
}

static void values_are_in_conflict_only_where_they_are_of_one_subject(void **state)
{
	(void)state;
	size_t count;
	find_in("{\"maps\":[{\"title\":\"A\",\"due\":{\"latest\":\"2017-05-22\"}},"
		"{\"title\":\"B\",\"due\":{\"latest\":\"2017-05-27\"}}]}",
		&count);
	assert_int_equal(count, 0);
	Truce__V1__ZoneConflict **all = find_in("{\"maps\":[{\"title\":\"A\",\"due\":{\"latest\":\"2017-05-22\"}},"
						"{\"title\":\"B\",\"due\":{\"latest\":\"2017-05-27\"}},"
						"{\"title\":\"A\",\"due\":{\"earliest\":\"2017-05-22\"}}]}",
						&count);
	assert_int_equal(count, 1);
	assert_string_equal(all[0]->subject, "A");
	assert_string_equal(words_of(all, count, "maps.due"), "by 2017-05-22; from 2017-05-22");
}

static void a_value_that_is_not_stated_is_in_no_conflict(void **state)
{
	(void)state;
	size_t count;
	find_in("{\"readings\":[{\"id\":\"a\",\"initialTermMonths\":6,\"extensionRule\":\"EXTENSION_RULE_CONSENSUS\","
		"\"effective\":{\"earliest\":\"2017-05-04\",\"latest\":\"2017-05-04\"}},"
		"{\"id\":\"b\"},{\"id\":\"c\",\"effective\":{}}]}",
		&count);
	assert_int_equal(count, 0);
	find_in("{\"maps\":[{\"title\":\"A\",\"due\":{\"latest\":\"2017-05-22\"}},{\"title\":\"A\"}]}", &count);
	assert_int_equal(count, 0);
}

static void each_fact_of_the_table_is_compared(void **state)
{
	(void)state;
	static const struct {
		const char *fact, *json, *words;
	} cases[] = {
		{ "readings.initial_term_months",
		  "{\"readings\":[{\"id\":\"a\",\"initialTermMonths\":1,\"extensionTermMonths\":6},"
		  "{\"id\":\"b\",\"initialTermMonths\":6}]}",
		  "1 month [a]; 6 months [b]" },
		{ "readings.extension_term_months",
		  "{\"readings\":[{\"id\":\"a\",\"initialTermMonths\":6},"
		  "{\"id\":\"b\",\"initialTermMonths\":6,\"extensionTermMonths\":3}]}",
		  "6 months [a]; 3 months [b]" },
		{ "readings.initial_term_months",
		  "{\"readings\":[{\"id\":\"a\",\"initialTermMonths\":6,\"extensionTermDays\":1},"
		  "{\"id\":\"b\",\"initialTermDays\":180,\"extensionTermDays\":1}]}",
		  "6 months [a]; 180 days [b]" },
		{ "readings.extension_term_months",
		  "{\"readings\":[{\"id\":\"a\",\"initialTermDays\":7},"
		  "{\"id\":\"b\",\"initialTermDays\":7,\"extensionTermDays\":1}]}",
		  "7 days [a]; 1 day [b]" },
		{ "maps.agreed",
		  "{\"maps\":[{\"title\":\"A\",\"agreed\":{\"earliest\":\"2017-09-08\",\"latest\":\"2017-09-08\"}},"
		  "{\"title\":\"A\",\"agreed\":{\"printed\":\"in autumn\"}}]}",
		  "2017-09-08; in autumn" },
		{ "mechanisms.formed",
		  "{\"mechanisms\":[{\"title\":\"A\",\"formed\":{\"latest\":\"2017-09-08\"}},"
		  "{\"title\":\"A\",\"formed\":{\"latest\":\"2017-09-09\"}}]}",
		  "by 2017-09-08; by 2017-09-09" },
		{ "provinces.extent",
		  "{\"provinces\":[{\"pCode\":\"SY07\",\"extent\":\"EXTENT_WHOLE\"},"
		  "{\"pCode\":\"SY07\",\"printed\":\"Idlib\",\"extent\":\"EXTENT_PARTS\"}]}",
		  "all of it; parts of it" },
		{ "control_forces.since",
		  "{\"controlForces\":[{\"party\":{\"id\":\"RUS\"},\"area\":\"belt\",\"since\":{\"latest\":\"2017-10-"
		  "01\"}},"
		  "{\"party\":{\"id\":\"RUS\"},\"since\":{\"latest\":\"2017-10-02\"}},"
		  "{\"party\":{\"id\":\"RUS\"},\"area\":\"belt\",\"since\":{\"latest\":\"2017-10-03\"}}]}",
		  "by 2017-10-01; by 2017-10-03" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t count;
		Truce__V1__ZoneConflict **all = find_in(cases[i].json, &count);
		assert_string_equal(words_of(all, count, cases[i].fact), cases[i].words);
	}
}

static void an_extension_that_never_comes_has_no_length(void **state)
{
	(void)state;
	size_t count;
	find_in("{\"readings\":[{\"id\":\"a\",\"initialTermMonths\":6,\"extensionRule\":\"EXTENSION_RULE_NONE\"},"
		"{\"id\":\"b\",\"initialTermMonths\":6,\"extensionTermMonths\":3}]}",
		&count);
	assert_int_equal(count, 0);
}

static void references_are_given_once_where_they_stood_first(void **state)
{
	(void)state;
	const Truce__V1__ZoneMap *map =
		read_json(&truce__v1__zone_map__descriptor,
			  "{\"sources\":[{\"source\":\"b\"},{\"source\":\"a\"},{\"source\":\"b\"},"
			  "{\"source\":\"b\",\"place\":\"page 1\"},{\"source\":\"a\"}]}");
	struct references r = { .count = 0 };
	assert_true(references_add(&r, map->n_sources, map->sources, &arena));
	assert_true(references_add(&r, map->n_sources, map->sources, &arena));
	assert_int_equal(r.count, 10);
	assert_true(references_unite(&r, &arena));
	assert_int_equal(r.count, 3);
	assert_ptr_equal(r.list[0], map->sources[0]);
	assert_ptr_equal(r.list[1], map->sources[1]);
	assert_ptr_equal(r.list[2], map->sources[3]);
}

static void without_memory_there_is_no_half_answer(void **state)
{
	(void)state;
	const Truce__V1__Zone *zone = zone_of_data("zones/idlib");
	bool done = false;
	int refused = 0;
	for (size_t cap = 0; !done; cap += 128, refused++) {
		Truce__V1__ZoneConflict **conflicts = NULL;
		size_t count;
		struct arena small;
		arena_init(&small, cap);
		done = zone_conflicts(zone, &small, &conflicts, &count);
		assert_true(done || conflicts == NULL);
		arena_fini(&small);
	}
	assert_true(refused > 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_sources_dispute_of_the_memorandum_stands_side_by_side),
		TEST(values_are_in_conflict_only_where_they_are_of_one_subject),
		TEST(a_value_that_is_not_stated_is_in_no_conflict),
		TEST(each_fact_of_the_table_is_compared),
		TEST(an_extension_that_never_comes_has_no_length),
		TEST(references_are_given_once_where_they_stood_first),
		TEST(without_memory_there_is_no_half_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
