#include "tests/support_message.h"

#include "base/utf8.h"

/* ---- Reading and changing --------------------------------------------------- */

static void a_number_of_every_type_is_read(void **state)
{
	(void)state;
	uint32_t fixed32s[] = { 1, UINT32_MAX };
	double doubles[] = { 0.5 };
	int64_t sint64s[] = { INT64_MIN, 7 };
	struct every m;
	every_init(&m);
	for (unsigned i = 0; i < every_descriptor.n_fields; i++)
		assert_false(message_has(&m.base, &every_descriptor.fields[i]));
	m.int32 = m.sint32 = m.sfixed32 = INT32_MIN;
	m.int64 = m.sint64 = m.sfixed64 = INT64_MIN;
	m.uint32 = m.fixed32 = UINT32_MAX;
	m.uint64 = m.fixed64 = INT64_MAX;
	m.single = -0.5F;
	m.real = 1e300;
	m.boolean = 1;
	m.fixed32s = fixed32s;
	m.n_fixed32s = COUNT_OF(fixed32s);
	m.doubles = doubles;
	m.n_doubles = COUNT_OF(doubles);
	m.sint64s = sint64s;
	m.n_sint64s = COUNT_OF(sint64s);
	static const int64_t expected[] = { INT32_MIN, INT32_MIN,  INT32_MIN,  INT64_MIN, INT64_MIN,
					    INT64_MIN, UINT32_MAX, UINT32_MAX, INT64_MAX, INT64_MAX };
	for (unsigned i = 0; i < COUNT_OF(expected); i++) {
		assert_true(message_has(&m.base, &every_descriptor.fields[i]));
		assert_true(message_int_at(&m.base, &every_descriptor.fields[i], 0) == expected[i]);
	}
	assert_true(message_double_at(&m.base, field(EVERY, "single"), 0) == -0.5);
	assert_true(message_double_at(&m.base, field(EVERY, "real"), 0) == 1e300);
	assert_true(message_double_at(&m.base, field(EVERY, "int32"), 0) == (double)INT32_MIN);
	assert_true(message_int_at(&m.base, field(EVERY, "boolean"), 0) == 1);
	assert_int_equal(message_count(&m.base, field(EVERY, "fixed32s")), 2);
	assert_true(message_int_at(&m.base, field(EVERY, "fixed32s"), 1) == UINT32_MAX);
	assert_true(message_double_at(&m.base, field(EVERY, "doubles"), 0) == 0.5);
	assert_true(message_int_at(&m.base, field(EVERY, "sint64s"), 0) == INT64_MIN);
	assert_true(message_int_at(&m.base, field(EVERY, "sint64s"), 1) == 7);
}

static void a_member_of_a_oneof_is_read_only_where_it_is_the_one_set(void **state)
{
	struct fixture *f = *state;
	ProtobufCMessage *m = message_new(GET_ZONE, &f->arena);
	const ProtobufCFieldDescriptor *revision = field(GET_ZONE, "as_of_revision"),
				       *time = field(GET_ZONE, "as_of_time");
	assert_false(message_has(m, revision));
	assert_false(message_has(m, time));
	assert_null(message_at(m, time, 0));
	((Truce__V1__GetZoneRequest *)(void *)m)->as_of_case = TRUCE__V1__GET_ZONE_REQUEST__AS_OF_AS_OF_REVISION;
	assert_true(message_has(m, revision)); /* a oneof knows a 0 that was sent */
	assert_int_equal(message_count(m, revision), 1);
	ProtobufCMessage *instant = message_new(time->descriptor, &f->arena);
	assert_true(message_set_message(m, "as_of_time", instant));
	assert_false(message_has(m, revision));
	assert_true(message_int_at(m, revision, 0) == 0);
	assert_ptr_equal(message_at(m, time, 0), instant);
	assert_true(message_set_message(m, "as_of_time", NULL));
	assert_false(message_has(m, time));
}

static void texts_and_messages_are_set_by_name_where_the_type_is_right(void **state)
{
	struct fixture *f = *state;
	ProtobufCMessage *zone = message_new(ZONE, &f->arena);
	ProtobufCMessage *end = message_new(&truce__v1__termination__descriptor, &f->arena);
	ProtobufCMessage *reading = message_new(&truce__v1__reading__descriptor, &f->arena);
	assert_string_equal(message_text(zone, "title"), "");
	assert_null(message_text(zone, "titel"));
	assert_null(message_text(zone, "kind"));
	assert_null(message_text(zone, "aliases"));
	assert_true(message_set_text(zone, "title", "Idlib"));
	assert_string_equal(message_text(zone, "title"), "Idlib");
	assert_false(message_set_text(zone, "kind", "x"));
	assert_true(message_set_message(zone, "termination", end));
	assert_false(message_set_message(zone, "termination", reading));
	assert_ptr_equal(message_at(zone, field(ZONE, "termination"), 0), end);
	assert_true(message_set_message(zone, "termination", NULL));
	assert_false(message_has(zone, field(ZONE, "termination")));
	assert_false(message_append(zone, "readings", end, &f->arena));
}

/* Adds so many different readings, among other allocations, and looks at all. */
static void append_and_look(ProtobufCMessage *zone, size_t count, struct arena *arena)
{
	const ProtobufCFieldDescriptor *readings = field(ZONE, "readings");
	const ProtobufCMessage **added = calloc(count, sizeof *added);
	size_t before = message_count(zone, readings);
	assert_non_null(added);
	for (size_t i = 0; i < count; i++) {
		ProtobufCMessage *reading = message_new(readings->descriptor, arena);
		assert_non_null(reading);
		added[i] = reading;
		assert_true(message_append(zone, "readings", reading, arena));
	}
	assert_int_equal(message_count(zone, readings), before + count);
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(message_at(zone, readings, before + i), added[i]);
	free(added);
}

static void elements_are_added_one_by_one_in_memory_that_grows_with_them(void **state)
{
	struct fixture *f = *state;
	enum { MANY = 50000 };
	ProtobufCMessage *zone = message_new(ZONE, &f->arena);
	append_and_look(zone, MANY, &f->arena);
	size_t each = sizeof(Truce__V1__Reading) + 16 + 4 * sizeof(void *);
	assert_true(f->arena.used < MANY * each + (4 << 20));
	assert_false(message_append(zone, "readings", NULL, &f->arena));
}

static void elements_are_added_to_an_array_wherever_it_came_from(void **state)
{
	struct fixture *f = *state;
	/* Unpacked, at every count. */
	for (size_t count = 0; count < 20; count++) {
		ProtobufCMessage *zone = message_new(ZONE, &f->arena);
		append_and_look(zone, count, &f->arena);
		zone = message_copy(zone, &f->arena);
		assert_non_null(zone);
		append_and_look(zone, 20, &f->arena);
	}
	/* The caller's own, at both alignments. */
	Truce__V1__Reading reading = TRUCE__V1__READING__INIT;
	Truce__V1__Reading *own[] = { &reading, &reading, &reading };
	for (size_t i = 0; i < 2; i++) {
		Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
		zone.readings = own + i;
		zone.n_readings = 2;
		append_and_look(&zone.base, 9, &f->arena);
		assert_ptr_equal(zone.readings[1], &reading);
	}
	/* Grown in another arena, which goes on to be used. */
	struct arena other;
	arena_init(&other, 1 << 20);
	ProtobufCMessage *zone = message_new(ZONE, &other);
	append_and_look(zone, 3, &other);
	append_and_look(zone, 3, &f->arena);
	append_and_look(zone, 20, &other);
	arena_fini(&other);
}

static void what_does_not_fit_the_arena_is_not_added(void **state)
{
	struct fixture *f = *state;
	struct arena small;
	arena_init(&small, 4096);
	ProtobufCMessage *zone = message_new(ZONE, &f->arena);
	ProtobufCMessage *reading = message_new(&truce__v1__reading__descriptor, &f->arena);
	size_t added = 0;
	while (message_append(zone, "readings", reading, &small))
		added++;
	assert_true(added >= 8 && added < 512);
	assert_int_equal(message_count(zone, field(ZONE, "readings")), added);
	for (size_t i = 0; i < added; i++)
		assert_ptr_equal(message_at(zone, field(ZONE, "readings"), i), reading);
	arena_fini(&small);
}

static void a_copy_shares_nothing_with_its_original(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *zone = sample_zone(&f->arena);
	char title[] = "Idlib";
	zone->title = title;
	ProtobufCMessage *copy = message_copy(&zone->base, &f->arena);
	assert_non_null(copy);
	struct bytes before = packed(copy, &f->arena);
	title[0] = 'X';
	assert_true(message_set_text(&zone->readings[0]->base, "id", "changed"));
	zone->readings[1] = NULL;
	assert_true(bytes_equal(packed(copy, &f->arena), before));
}

/* ---- Field masks ------------------------------------------------------------ */

/* Applies paths to two zones and answers what became of the second. */
static Truce__V1__Zone *masked(struct fixture *f, const char *const *paths, size_t count, const Truce__V1__Zone *from,
			       Truce__V1__Zone *to)
{
	violations_init(&f->v, &f->arena);
	message_apply_mask(paths, count, &from->base, &to->base, &f->arena, &f->v);
	return to;
}

#define PATHS(...) ((const char *const[]){ __VA_ARGS__ }), COUNT_OF(((const char *const[]){ __VA_ARGS__ }))

static void a_mask_replaces_the_fields_that_it_names_and_no_other(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *from = sample_zone(&f->arena), *to = sample_zone(&f->arena);
	from->title = message_borrow("East Ghouta");
	from->parent = message_borrow("zones/damascus");
	from->n_aliases = 1;
	from->kind = TRUCE__V1__ZONE__KIND__KIND_PROTECTED_SITE;
	masked(f, PATHS("title", "aliases", "kind"), from, to);
	assert_int_equal(f->v.count, 0);
	assert_string_equal(to->title, "East Ghouta");
	assert_int_equal(to->n_aliases, 1);
	assert_int_equal(to->kind, TRUCE__V1__ZONE__KIND__KIND_PROTECTED_SITE);
	assert_string_equal(to->parent, "");
	assert_int_equal(to->n_readings, 3);
}

static void a_mask_clears_what_the_new_record_does_not_hold(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone empty = TRUCE__V1__ZONE__INIT;
	Truce__V1__Zone *to = sample_zone(&f->arena);
	masked(f, PATHS("title", "readings", "kind", "aliases"), &empty, to);
	assert_int_equal(f->v.count, 0);
	assert_string_equal(to->title, "");
	assert_int_equal(to->n_readings, 0);
	assert_int_equal(to->n_aliases, 0);
	assert_int_equal(to->kind, 0);
	assert_string_equal(to->name, "zones/eastern-ghouta");
	packed(&to->base, &f->arena);
}

static void a_mask_reaches_into_messages_and_makes_those_that_are_not_there(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Boundary new = TRUCE__V1__BOUNDARY__INIT, old = TRUCE__V1__BOUNDARY__INIT;
	Truce__V1__Termination end = TRUCE__V1__TERMINATION__INIT;
	Truce__V1__DateInterval date = TRUCE__V1__DATE_INTERVAL__INIT;
	Truce__V1__Zone from = TRUCE__V1__ZONE__INIT, to = TRUCE__V1__ZONE__INIT;
	new.geojson = message_borrow("{}");
	date.earliest = message_borrow("2018-05-01");
	end.date = &date;
	end.reason = message_borrow("not asked for");
	from.boundary = &new;
	from.termination = &end;
	Truce__V1__SourceReference reference = TRUCE__V1__SOURCE_REFERENCE__INIT, *references[] = { &reference };
	old.sources = references;
	old.n_sources = 1;
	to.boundary = &old;
	masked(f, PATHS("boundary.geojson", "termination.date.earliest"), &from, &to);
	assert_int_equal(f->v.count, 0);
	assert_string_equal(to.boundary->geojson, "{}");
	assert_int_equal(to.boundary->n_sources, 1);
	assert_string_equal(to.termination->date->earliest, "2018-05-01");
	assert_string_equal(to.termination->reason, "");
	/* And back: clearing below what only the old record has. */
	Truce__V1__Zone empty = TRUCE__V1__ZONE__INIT, other = TRUCE__V1__ZONE__INIT;
	masked(f, PATHS("boundary.geojson", "termination.date"), &empty, &to);
	assert_string_equal(to.boundary->geojson, "");
	assert_int_equal(to.boundary->n_sources, 1);
	assert_null(to.termination->date);
	masked(f, PATHS("boundary.geojson"), &empty, &other);
	assert_null(other.boundary);
}

static void a_mask_over_a_oneof_sets_or_clears_the_member_it_names(void **state)
{
	struct fixture *f = *state;
	Truce__V1__ZoneStatus from = TRUCE__V1__ZONE_STATUS__INIT, to = TRUCE__V1__ZONE_STATUS__INIT;
	const char *const paths[] = { "days_left" };
	from.left_case = TRUCE__V1__ZONE_STATUS__LEFT_DAYS_LEFT;
	message_apply_mask(paths, 1, &from.base, &to.base, &f->arena, &f->v);
	assert_int_equal(to.left_case, TRUCE__V1__ZONE_STATUS__LEFT_DAYS_LEFT);
	from.left_case = TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET;
	message_apply_mask(paths, 1, &from.base, &to.base, &f->arena, &f->v);
	assert_int_equal(to.left_case, TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET);
	assert_int_equal(f->v.count, 0);
}

static void a_mask_that_names_what_cannot_be_set_changes_nothing(void **state)
{
	static const struct {
		const char *path, *words;
	} rows[] = {
		{ "titel", "truce.v1.Zone has no field \"titel\"; did you mean \"title\"?" },
		{ "nothing_of_the_kind", "truce.v1.Zone has no field \"nothing_of_the_kind\"" },
		{ "", "truce.v1.Zone has no field \"\"" },
		{ "boundary.", "truce.v1.Boundary has no field \"\"" },
		{ "boundary.area", "truce.v1.Boundary has no field \"area\"" },
		{ "readings.id", "truce.v1.Zone.readings, which is repeated: name it whole" },
		{ "title.x", "truce.v1.Zone.title, which is no message" },
		{ "etag", "truce.v1.Zone.etag is output only" },
		{ "create_time", "is output only" },
		{ "create_time.seconds", "is output only" },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		Truce__V1__Zone from = TRUCE__V1__ZONE__INIT, to = TRUCE__V1__ZONE__INIT;
		from.title = message_borrow("new");
		masked(f, PATHS("title", rows[i].path), &from, &to);
		assert_int_equal(f->v.count, 1);
		assert_string_equal(f->v.first->field, "update_mask.paths[1]");
		if (strstr(f->v.first->description, rows[i].words) == NULL)
			fail_msg("%s: %s", rows[i].path, f->v.first->description);
		assert_string_equal(to.title, "");
	}
}

static void a_long_path_is_shown_in_part_and_stays_text(void **state)
{
	struct fixture *f = *state;
	char path[401] = "x";
	for (size_t i = 1; i + 2 < sizeof path; i += 2)
		memcpy(path + i, "\xc3\xa9", 2);
	Truce__V1__Zone from = TRUCE__V1__ZONE__INIT, to = TRUCE__V1__ZONE__INIT;
	masked(f, PATHS(path), &from, &to);
	assert_int_equal(f->v.count, 1);
	assert_true(utf8_is_text(bytes_text(f->v.first->description), NULL));
	assert_true(strlen(f->v.first->description) < 120);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(a_number_of_every_type_is_read),
		WITH_FIXTURE(a_member_of_a_oneof_is_read_only_where_it_is_the_one_set),
		WITH_FIXTURE(texts_and_messages_are_set_by_name_where_the_type_is_right),
		WITH_FIXTURE(elements_are_added_one_by_one_in_memory_that_grows_with_them),
		WITH_FIXTURE(elements_are_added_to_an_array_wherever_it_came_from),
		WITH_FIXTURE(what_does_not_fit_the_arena_is_not_added),
		WITH_FIXTURE(a_copy_shares_nothing_with_its_original),
		WITH_FIXTURE(a_mask_replaces_the_fields_that_it_names_and_no_other),
		WITH_FIXTURE(a_mask_clears_what_the_new_record_does_not_hold),
		WITH_FIXTURE(a_mask_reaches_into_messages_and_makes_those_that_are_not_there),
		WITH_FIXTURE(a_mask_over_a_oneof_sets_or_clears_the_member_it_names),
		WITH_FIXTURE(a_mask_that_names_what_cannot_be_set_changes_nothing),
		WITH_FIXTURE(a_long_path_is_shown_in_part_and_stays_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
