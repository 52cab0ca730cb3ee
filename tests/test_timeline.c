#include "tests/support_arena.h"
#include "tests/support_random.h"

#include "base/time.h"
#include "domain/consent.h"
#include "domain/timeline.h"
#include "domain/zone.h"
#include "proto/json.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))

/* --- zones, from JSON --- */

static Truce__V1__Zone *zone_of(const char *json)
{
	ProtobufCMessage *zone = NULL;
	struct error error = { .message = "" };
	if (json_read(&truce__v1__zone__descriptor, bytes_text(json), &arena, &zone, &error) != STATUS_OK)
		fail_msg("%s in %s", error.message, json);
	return (Truce__V1__Zone *)zone;
}

#define ON(date) "{\"earliest\":\"" date "\",\"latest\":\"" date "\"}"
#define PARTY(id) "{\"party\":{\"id\":\"" id "\"}}"
#define SOURCE(id) "\"sources\":[{\"source\":\"" id "\"}]"
#define CONSENT(party, date)                                                                                           \
	"{\"party\":{\"id\":\"" party                                                                                  \
	"\"},\"term\":2,\"decision\":\"DECISION_CONSENT\",\"date\":" ON(date) "," SOURCE("letter") "}"
#define AREA(more)                                                                                                            \
	"{\"name\":\"zones/area\",\"title\":\"Area\",\"kind\":\"KIND_DE_ESCALATION_AREA\",\"guarantors\":[" PARTY(            \
		"IRN") "," PARTY("RUS") "],\"readings\":["                                                                    \
					"{\"id\":\"may-4\",\"effective\":" ON(                                                \
						"2017-05-04") ",\"initialTermMonths\":6,\"extensionRule\":"                   \
							      "\"EXTENSION_RULE_CONSENSUS\"," SOURCE(                         \
								      "memo") "},"                                            \
									      "{\"id\":\"may-6\",\"effective\":" ON(          \
										      "2017-05-06") ",\"initialTermMo"        \
												    "nths\":6,"               \
												    "\"extensionRule"         \
												    "\":"                     \
												    "\"EXTENSION_"            \
												    "RULE_"                   \
												    "AUTOMATIC\""             \
												    "," SOURCE(               \
													    "memo") "}]" more \
														    "}"

static int32_t day(const char *date)
{
	int32_t out;
	assert_true(date_parse(date, &out));
	return out;
}

static Truce__V1__ZoneTimeline *draw(const Truce__V1__Zone *zone, const char *reading, const char *from, const char *to)
{
	Truce__V1__ZoneTimeline *timeline = NULL;
	struct error error = { .message = "" };
	struct days days = { day(from), day(to) };
	if (zone_timeline(zone, reading, days, &arena, &timeline, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return timeline;
}

static void expect(const Truce__V1__ZoneTimeline *timeline, size_t i, int state, const char *from, const char *to)
{
	assert_true(i < timeline->n_stretches);
	assert_int_equal(timeline->stretches[i]->state, state);
	assert_string_equal(timeline->stretches[i]->first_date, from);
	assert_string_equal(timeline->stretches[i]->last_date, to);
}

/* --- examples --- */

static void an_area_of_the_memorandum_lapses_when_no_consent_is_recorded(void **state)
{
	(void)state;
	Truce__V1__ZoneTimeline *timeline = draw(zone_of(AREA("")), "may-4", "2017-05-01", "2017-12-31");
	assert_string_equal(timeline->reading, "may-4");
	assert_int_equal(timeline->n_stretches, 3);
	expect(timeline, 0, STATE(NOT_YET_IN_FORCE), "2017-05-01", "2017-05-03");
	expect(timeline, 1, STATE(IN_TERM), "2017-05-04", "2017-11-04");
	expect(timeline, 2, STATE(LAPSED), "2017-11-05", "2017-12-31");
	assert_int_equal(timeline->stretches[1]->term, 1);
	assert_string_equal(timeline->stretches[1]->sources[0]->source, "memo");
	assert_int_equal(timeline->stretches[2]->n_notes, 0);
}

static void by_the_reading_of_an_automatic_extension_terms_follow_one_another(void **state)
{
	(void)state;
	Truce__V1__ZoneTimeline *timeline = draw(zone_of(AREA("")), "may-6", "2017-11-01", "2018-12-31");
	assert_int_equal(timeline->n_stretches, 4);
	expect(timeline, 0, STATE(IN_TERM), "2017-11-01", "2017-11-06");
	expect(timeline, 1, STATE(EXTENDED), "2017-11-07", "2018-05-06");
	expect(timeline, 3, STATE(EXTENDED), "2018-11-07", "2018-12-31");
	assert_int_equal(timeline->stretches[3]->term, 4);
}

static void a_late_consent_leaves_a_gap_that_a_note_explains(void **state)
{
	(void)state;
	Truce__V1__Zone *zone =
		zone_of(AREA(",\"consents\":[" CONSENT("RUS", "2017-10-01") "," CONSENT("IRN", "2017-11-20") "]"));
	Truce__V1__ZoneTimeline *timeline = draw(zone, "may-4", "2017-05-04", "2018-01-01");
	assert_int_equal(timeline->n_stretches, 3);
	expect(timeline, 1, STATE(LAPSED), "2017-11-05", "2017-11-19");
	expect(timeline, 2, STATE(EXTENDED), "2017-11-20", "2018-01-01");
	assert_int_equal(timeline->stretches[1]->n_notes, 1);
	assert_non_null(strstr(timeline->stretches[1]->notes[0], "2017-11-20"));
	assert_int_equal(timeline->stretches[2]->n_sources, 2);
	assert_string_equal(timeline->stretches[2]->sources[1]->source, "letter");
	assert_int_equal(timeline->stretches[0]->n_sources, 1);
}

static void after_its_end_a_zone_is_terminated(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of(AREA(",\"termination\":{\"date\":" ON("2017-08-01") "," SOURCE("end") "}"));
	Truce__V1__ZoneTimeline *timeline = draw(zone, "may-6", "2017-07-01", "2019-01-01");
	assert_int_equal(timeline->n_stretches, 2);
	expect(timeline, 0, STATE(IN_TERM), "2017-07-01", "2017-07-31");
	expect(timeline, 1, STATE(TERMINATED), "2017-08-01", "2019-01-01");
	assert_int_equal(timeline->stretches[1]->term, 1);
	assert_string_equal(timeline->stretches[1]->sources[1]->source, "end");
}

static void dates_that_do_not_decide_give_an_uncertain_stretch(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of("{\"name\":\"zones/z\",\"readings\":[{\"id\":\"r\",\"effective\":{\"earliest\":"
					"\"2018-09-17\",\"latest\":\"2018-10-15\"},\"initialTermMonths\":1}]}");
	Truce__V1__ZoneTimeline *timeline = draw(zone, "", "2018-09-01", "2018-12-31");
	assert_int_equal(timeline->n_stretches, 5);
	expect(timeline, 1, STATE(UNCERTAIN), "2018-09-17", "2018-10-14");
	assert_int_equal(timeline->stretches[1]->n_possible_states, 2);
	assert_int_equal(timeline->stretches[1]->possible_states[0], STATE(NOT_YET_IN_FORCE));
	assert_int_equal(timeline->stretches[1]->possible_states[1], STATE(IN_TERM));
	expect(timeline, 2, STATE(IN_TERM), "2018-10-15", "2018-10-17");
	expect(timeline, 3, STATE(UNCERTAIN), "2018-10-18", "2018-11-15");
	expect(timeline, 4, STATE(LAPSED), "2018-11-16", "2018-12-31");
}

/* Where the start is known no better than to a stretch that is longer than the term. */
static void terms_that_are_passed_over_leave_what_the_first_makes_possible(void **state)
{
	(void)state;
	const Truce__V1__Zone *zone = zone_of(
		"{\"name\":\"zones/z\",\"readings\":[{\"id\":\"r\",\"effective\":{\"earliest\":\"2023-05-01\","
		"\"latest\":\"2023-05-31\"},\"initialTermDays\":7,\"extensionRule\":\"EXTENSION_RULE_AUTOMATIC\"}]}");
	Truce__V1__ZoneTimeline *timeline = draw(zone, "", "2023-06-03", "2023-06-03");
	assert_int_equal(timeline->n_stretches, 1);
	assert_int_equal(timeline->stretches[0]->state, STATE(UNCERTAIN));
	assert_int_equal(timeline->stretches[0]->n_possible_states, 2);
	assert_int_equal(timeline->stretches[0]->possible_states[0], STATE(IN_TERM));
	assert_int_equal(timeline->stretches[0]->possible_states[1], STATE(EXTENDED));
}

static void a_zone_without_a_term_says_so_throughout(void **state)
{
	(void)state;
	Truce__V1__ZoneTimeline *timeline = draw(zone_of("{\"name\":\"zones/z\"}"), "", "2018-01-01", "2018-01-01");
	assert_int_equal(timeline->n_stretches, 1);
	expect(timeline, 0, STATE(UNSPECIFIED), "2018-01-01", "2018-01-01");
	timeline = draw(zone_of("{\"readings\":[{\"id\":\"r\"}]}"), "", "2018-01-01", "2018-12-31");
	assert_int_equal(timeline->n_stretches, 1);
	expect(timeline, 0, STATE(UNSPECIFIED), "2018-01-01", "2018-12-31");
}

static struct days on_record(const char *json, const char *reading)
{
	const Truce__V1__Zone *zone = zone_of(json);
	struct days span = { DAY_LAST, DAY_FIRST };
	assert_true(timeline_widen(zone, timeline_reading(zone, reading), &arena, &span));
	return span;
}

static void the_days_on_record_run_from_the_start_to_the_last_term_decided_on(void **state)
{
	(void)state;
	struct days span = on_record(AREA(""), "may-4");
	assert_int_equal(span.lo, day("2017-05-04"));
	assert_int_equal(span.hi, day("2017-11-04"));
	span = on_record(AREA(",\"consents\":[" CONSENT("RUS", "2017-10-01") "]"), "may-6");
	assert_int_equal(span.hi, day("2018-05-06"));
	span = on_record(AREA(",\"termination\":{\"date\":" ON("2017-08-01") "}"), "may-6");
	assert_int_equal(span.hi, day("2017-08-01"));
	span = on_record("{\"readings\":[{\"id\":\"r\",\"effective\":" ON("2018-09-17") "}]}", "r");
	assert_int_equal(span.lo, day("2018-09-17"));
	assert_int_equal(span.hi, day("2018-09-17"));
	span = on_record("{\"readings\":[{\"id\":\"r\"}]}", "r");
	assert_true(span.lo > span.hi);
}

#define DECISION(party, term, date)                                                                                    \
	"{\"party\":{\"id\":\"" party "\"},\"term\":" #term ",\"date\":" ON(date) ",\"decision\":\"DECISION_"          \
										  "CONSENT\"}"

/* The last term that a consent of the zone can be on. */
static int32_t most_of(Truce__V1__Zone *zone, size_t readings, size_t consent)
{
	struct decisions decisions;
	zone->n_readings = readings;
	assert_true(decisions_init(&decisions, zone, &arena));
	return decisions_most(&decisions, zone->consents[consent]);
}

static void decisions_are_on_terms_up_to_the_one_that_follows(void **state)
{
	(void)state;
	Truce__V1__Zone *zone = zone_of(AREA(",\"consents\":[" DECISION("RUS", 9, "2017-06-01") "]"));
	assert_int_equal(most_of(zone, 2, 0), 2);
	/* By the automatic reading the third term is in course. */
	zone = zone_of(AREA(",\"consents\":[" DECISION("RUS", 9, "2018-06-01") "]"));
	assert_int_equal(most_of(zone, 2, 0), 4);
	assert_int_equal(most_of(zone, 1, 0), 2);
	assert_int_equal(most_of(zone, 0, 0), 0);
	/* Parties do not bear one another out on a term that nobody can decide on yet. */
	zone = zone_of(AREA(",\"consents\":[" CONSENT("RUS", "2017-10-01") "," DECISION(
		"IRN", 3, "2017-10-01") "," DECISION("RUS", 9, "2017-10-01") "," DECISION("IRN", 9, "2017-10-01") "]"));
	assert_int_equal(most_of(zone, 1, 1), 3);
	assert_int_equal(most_of(zone, 1, 2), 4);
	assert_int_equal(most_of(zone, 1, 3), 4);
	/* A text that tells of a later term opens the way to it and to the next. */
	zone = zone_of(AREA(",\"extensions\":[{\"term\":8}],\"consents\":[" DECISION("RUS", 9, "2017-10-01") "]"));
	assert_int_equal(most_of(zone, 1, 0), 9);
	zone = zone_of("{\"readings\":[{\"id\":\"r\",\"effective\":" ON(
		"2018-09-17") ",\"initialTermMonths\":1,\"extensionRule\":\"EXTENSION_RULE_NONE\"}],\"consents\":"
			      "[" CONSENT("RUS", "2019-01-01") "]}");
	assert_int_equal(most_of(zone, 1, 0), 0);
}

static void a_decision_takes_its_place_by_its_date(void **state)
{
	(void)state;
	Truce__V1__Zone *zone =
		zone_of(AREA(",\"consents\":[" CONSENT("RUS", "2017-10-01") "," CONSENT("IRN", "2017-11-20") "]"));
	Truce__V1__Consent *consent = zone->consents[0];
	assert_int_equal(consent_place(zone, consent), 1);
	assert_int_equal(consent_place(zone, zone->consents[1]), 2);
	consent->date = NULL; /* any day, so the first possible */
	assert_int_equal(consent_place(zone, consent), 1);
}

static void without_memory_there_is_no_half_answer(void **state)
{
	(void)state;
	Truce__V1__Zone *zone =
		zone_of(AREA(",\"consents\":[" CONSENT("RUS", "2017-10-01") "," CONSENT("IRN", "2017-11-20") "]"));
	struct days days = { day("2017-01-01"), day("2018-12-31") };
	enum status status = STATUS_UNKNOWN;
	int refused = 0;
	for (size_t cap = 0; status != STATUS_OK; cap += 64, refused++) {
		Truce__V1__ZoneTimeline *timeline = NULL;
		struct error error;
		struct arena small;
		arena_init(&small, cap);
		status = zone_timeline(zone, "may-4", days, &small, &timeline, &error);
		if (status != STATUS_OK && (status != STATUS_RESOURCE_EXHAUSTED || timeline != NULL))
			fail_msg("with %zu bytes: %s", cap, status_name(status));
		arena_fini(&small);
	}
	assert_true(refused > 5);
}

/* --- day by day: the status of each day, held against the stretches --- */

static const char *some_date(struct random *random, int32_t about)
{
	char from[DATE_SIZE], to[DATE_SIZE];
	int32_t first = about + (int32_t)random_below(random, 60) - 30;
	int32_t last = random_below(random, 3) > 0 ? first : first + (int32_t)random_below(random, 20);
	date_print(first, from);
	date_print(last, to);
	bool open_start = random_below(random, 30) == 0, open_end = random_below(random, 30) == 0;
	return arena_printf(&arena, "{\"earliest\":\"%s\",\"latest\":\"%s\"}", open_start ? "" : from,
			    open_end ? "" : to);
}

static Truce__V1__Zone *random_zone(struct random *random, int32_t start)
{
	static const char *const rules[] = { "CONSENSUS", "CONSENSUS", "AUTOMATIC", "NONE", "POSSIBLE" };
	static const char *const parties[] = { "AAA", "BBB", "CCC" };
	size_t months = 1 + random_below(random, 4), guarantors = 1 + random_below(random, 2);
	bool by_days = random_below(random, 4) == 0;
	const char *json = arena_printf(&arena,
					"{\"name\":\"zones/z\",\"readings\":[{\"id\":\"r\",\"effective\":%s,"
					"\"initialTerm%s\":%zu,\"extensionRule\":\"EXTENSION_RULE_%s\"}]",
					some_date(random, start), by_days ? "Days" : "Months",
					random_below(random, 12) == 0 ? 0
					: by_days                     ? 9 * months
								      : months,
					rules[random_below(random, COUNT_OF(rules))]);
	const char *consents = "", *extensions = "";
	for (size_t term = 2; term < 6; term++) {
		int32_t about = start + (int32_t)((term - 1) * months * 30);
		for (size_t p = 0; p < COUNT_OF(parties); p++)
			for (size_t k = random_below(random, 4) > 0 ? 0 : 3; k < 3; k += 1 + random_below(random, 3))
				consents = arena_printf(&arena,
							"%s%s{\"party\":{\"id\":\"%s\"},\"term\":%zu,\"decision\":"
							"\"DECISION_%s\",\"date\":%s}",
							consents, consents[0] == '\0' ? "" : ",", parties[p], term,
							random_below(random, k == 0 ? 8 : 2) == 0 ? "OBJECTION"
												  : "CONSENT",
							some_date(random, about + (int32_t)k * 20));
		if (random_below(random, 5) == 0)
			extensions = arena_printf(&arena, "%s%s{\"term\":%zu,\"months\":%zu,\"date\":%s}", extensions,
						  extensions[0] == '\0' ? "" : ",", term, random_below(random, 3),
						  some_date(random, about));
	}
	json = arena_printf(&arena,
			    "%s,\"consents\":[%s],\"extensions\":[%s],\"guarantors\":[{\"party\":{\"id\":\"AAA\"}}%s]",
			    json, consents, extensions, guarantors == 1 ? "" : ",{\"party\":{\"id\":\"BBB\"}}");
	if (random_below(random, 4) == 0)
		json = arena_printf(&arena, "%s,\"termination\":{\"date\":%s}", json, some_date(random, start + 120));
	return zone_of(arena_printf(&arena, "%s}", json));
}

static unsigned bits(Truce__V1__ZoneStatus__State state, const Truce__V1__ZoneStatus__State *possible, size_t count)
{
	unsigned all = state == STATE(UNCERTAIN) ? 0 : 1u << state;
	for (size_t i = 0; i < count; i++)
		all |= 1u << possible[i];
	return all;
}

static void compare_day(const Truce__V1__Zone *zone, int32_t today, const Truce__V1__ZoneTimeline__Stretch *stretch,
			unsigned seed)
{
	char date[DATE_SIZE];
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	date_print(today, date);
	assert_int_equal(zone_status(zone, date, "", &arena, &status, &error), STATUS_OK);
	unsigned wanted = bits(status->state, status->possible_states, status->n_possible_states);
	unsigned got = bits(stretch->state, stretch->possible_states, stretch->n_possible_states);
	if (wanted != got || status->term != stretch->term)
		fail_msg("zone %u on %s: states %x in term %d; its status has %x in term %d", seed, date, got,
			 (int)stretch->term, wanted, (int)status->term);
}

static void the_stretches_say_what_the_status_says_of_each_day(void **state)
{
	(void)state;
	unsigned seen = 0;
	for (unsigned seed = 1; seed <= 250; seed++) {
		struct random random = { .state = seed };
		int32_t start = 17300, first = start - (int32_t)random_below(&random, 400) + 200;
		int32_t last = first + (int32_t)random_below(&random, 700);
		arena_reset(&arena);
		const Truce__V1__Zone *zone = random_zone(&random, start);
		Truce__V1__ZoneTimeline *timeline;
		struct error error;
		assert_int_equal(zone_timeline(zone, "", (struct days){ first, last }, &arena, &timeline, &error),
				 STATUS_OK);
		int32_t today = first;
		for (size_t i = 0; i < timeline->n_stretches; i++) {
			const Truce__V1__ZoneTimeline__Stretch *stretch = timeline->stretches[i];
			assert_int_equal(day(stretch->first_date), today);
			int32_t until = day(stretch->last_date);
			assert_true(until >= today && until <= last);
			for (; today <= until; today++)
				compare_day(zone, today, stretch, seed);
			seen |= 1u << stretch->state;
			if (i > 0)
				assert_true(stretch->term != timeline->stretches[i - 1]->term ||
					    stretch->state != timeline->stretches[i - 1]->state ||
					    stretch->state == STATE(UNCERTAIN));
		}
		assert_int_equal(today, last + 1);
	}
	assert_int_equal(seen, BIT(NOT_YET_IN_FORCE) | BIT(IN_TERM) | BIT(EXTENDED) | BIT(LAPSED) | BIT(TERMINATED) |
				       BIT(UNCERTAIN));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_area_of_the_memorandum_lapses_when_no_consent_is_recorded),
		TEST(by_the_reading_of_an_automatic_extension_terms_follow_one_another),
		TEST(a_late_consent_leaves_a_gap_that_a_note_explains),
		TEST(after_its_end_a_zone_is_terminated),
		TEST(dates_that_do_not_decide_give_an_uncertain_stretch),
		TEST(terms_that_are_passed_over_leave_what_the_first_makes_possible),
		TEST(a_zone_without_a_term_says_so_throughout),
		TEST(the_days_on_record_run_from_the_start_to_the_last_term_decided_on),
		TEST(decisions_are_on_terms_up_to_the_one_that_follows),
		TEST(a_decision_takes_its_place_by_its_date),
		TEST(without_memory_there_is_no_half_answer),
		TEST(the_stretches_say_what_the_status_says_of_each_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
