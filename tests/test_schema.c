#include "tests/support.h"

#include <pthread.h>

#include "proto/schema.h"
#include "proto/wire.h"

/* ---- What the embedded files declare ------------------------------------------ */

enum { SET_FILE = 1, NAME = 1, PACKAGE = 2, FILE_MESSAGE = 4, FILE_ENUM = 5, FILE_SERVICE = 6 };
enum { MESSAGE_MESSAGE = 3, MESSAGE_ENUM = 4, SERVICE_METHOD = 2 };

typedef void visit_name(const char *full_name, void *arg);

static char *join(const char *scope, struct bytes declaration)
{
	struct bytes name = wire_find(declaration, NAME);
	return support_text("%s.%.*s", scope, (int)name.size, (const char *)name.data);
}

/* Visits what field number of the declaration declares. */
static void each_of(struct bytes declaration, const char *scope, uint32_t number, visit_name *visit, void *arg)
{
	struct wire_cursor c = wire_begin(declaration);
	struct wire_field field;
	while (wire_next(&c, &field) == STATUS_OK) {
		if (field.number != number)
			continue;
		char *name = join(scope, field.content);
		visit(name, arg);
		free(name);
	}
}

/* Visits messages or enums, whichever field numbers say: nested ones as well. */
static void each_type(struct bytes in, const char *scope, bool in_file, bool enums, visit_name *visit, void *arg)
{
	uint32_t number = in_file ? (enums ? FILE_ENUM : FILE_MESSAGE) : (enums ? MESSAGE_ENUM : MESSAGE_MESSAGE);
	each_of(in, scope, number, visit, arg);
	struct wire_cursor c = wire_begin(in);
	struct wire_field field;
	while (wire_next(&c, &field) == STATUS_OK) {
		if (field.number != (in_file ? (uint32_t)FILE_MESSAGE : (uint32_t)MESSAGE_MESSAGE))
			continue;
		char *name = join(scope, field.content);
		each_type(field.content, name, false, enums, visit, arg);
		free(name);
	}
}

typedef void visit_file(struct bytes file, const char *package, void *arg);

static void each_file(visit_file *visit, void *arg)
{
	struct wire_cursor c = wire_begin(schema_files());
	struct wire_field field;
	while (wire_next(&c, &field) == STATUS_OK) {
		assert_int_equal(field.number, SET_FILE);
		struct bytes package = wire_find(field.content, PACKAGE);
		char *text = support_text("%.*s", (int)package.size, (const char *)package.data);
		visit(field.content, text, arg);
		free(text);
	}
}

/* ---- Types ---------------------------------------------------------------------- */

static void expect_message(const char *name, void *arg)
{
	const ProtobufCMessageDescriptor *type = schema_message(name);
	if (type == NULL)
		fail_msg("the message %s is declared and not found", name);
	assert_string_equal(type->name, name);
	++*(size_t *)arg;
}

struct counts {
	size_t messages, services;
};

static void expect_types(struct bytes file, const char *package, void *arg)
{
	struct counts *counts = arg;
	each_type(file, package, true, false, expect_message, &counts->messages);
}

static void every_message_that_is_declared_is_found_by_its_name(void **state)
{
	(void)state;
	struct counts counts = { 0, 0 };
	each_file(expect_types, &counts);
	assert_true(counts.messages > 100);
}

static void what_is_not_declared_is_not_found(void **state)
{
	(void)state;
	static const char *const names[] = {
		"",  "truce", "truce.v1", "truce.v1.Zon", "truce.v1.Zonee", "zone", "Zone", "truce.v1.Zone.Kin",
		"a", "zzz"
	};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const char *file;
		struct bytes bytes;
		assert_null(schema_message(names[i]));
		assert_false(schema_file_of_symbol(names[i], &file));
		assert_false(schema_file(names[i], &bytes));
		assert_null(schema_imports(names[i]));
		assert_string_equal(schema_comment(names[i]), "");
	}
	assert_null(schema_message("truce.v1.Zone.Kind"));
}

/* ---- Services -------------------------------------------------------------------- */

static void expect_service(const char *name, void *arg)
{
	for (const ProtobufCServiceDescriptor *const *s = schema_services; *s != NULL; s++) {
		if (strcmp((*s)->name, name) == 0) {
			++*(size_t *)arg;
			return;
		}
	}
	fail_msg("the service %s is declared and not served", name);
}

static void expect_services(struct bytes file, const char *package, void *arg)
{
	each_of(file, package, FILE_SERVICE, expect_service, &((struct counts *)arg)->services);
}

static void every_service_that_is_declared_is_served_once(void **state)
{
	(void)state;
	struct counts counts = { 0, 0 };
	each_file(expect_services, &counts);
	size_t served = 0;
	while (schema_services[served] != NULL)
		served++;
	assert_int_equal(counts.services, served);
	assert_true(served >= 9);
}

static void every_method_is_found_by_its_path(void **state)
{
	(void)state;
	for (const ProtobufCServiceDescriptor *const *s = schema_services; *s != NULL; s++) {
		for (unsigned i = 0; i < (*s)->n_methods; i++) {
			char *path = support_text("/%s/%s", (*s)->name, (*s)->methods[i].name);
			const ProtobufCServiceDescriptor *service = NULL;
			const ProtobufCMethodDescriptor *method = NULL;
			assert_true(schema_method(path, &service, &method));
			assert_ptr_equal(service, *s);
			assert_ptr_equal(method, &(*s)->methods[i]);
			free(path);
		}
	}
}

static void a_path_of_no_method_is_not_found(void **state)
{
	(void)state;
	static const char *const paths[] = {
		"",
		"/",
		"//",
		"/truce.v1.ZoneService",
		"/truce.v1.ZoneService/",
		"/truce.v1.ZoneService/getZone",
		"/truce.v1.ZoneService/GetZone/",
		"/truce.v1.ZoneService/GetRound",
		"/truce.v1.ZoneServic/GetZone",
		"/truce.v1.ZoneServices/GetZone",
		"truce.v1.ZoneService/GetZone",
		"//truce.v1.ZoneService/GetZone",
		"/ZoneService/GetZone",
	};
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		const ProtobufCServiceDescriptor *service = NULL;
		const ProtobufCMethodDescriptor *method = NULL;
		if (schema_method(paths[i], &service, &method))
			fail_msg("\"%s\" was found", paths[i]);
		assert_null(service);
		assert_null(method);
	}
}

/* ---- Comments and files ------------------------------------------------------------ */

static void every_kind_of_declaration_has_its_comment(void **state)
{
	(void)state;
	static const struct {
		const char *name, *comment;
	} rows[] = {
		{ "truce/v1/zone.proto", "Zones: ceasefire areas, their terms, and on whose consent they stand." },
		{ "truce.v1.Province", "A province that a zone covers." },
		{ "truce.v1.Province.extent", "How much of it." },
		{ "truce.v1.Province.Extent", "How much of the province lies in the zone." },
		{ "truce.v1.Province.Extent.EXTENT_WHOLE", "All of it." },
		{ "truce.v1.Track", "What a passage is about, where the text names a track." },
		{ "truce.v1.Track.TRACK_UNSPECIFIED", "The text names none." },
		{ "truce.v1.ZoneStatus.Alternative.state", "State by it." },
		{ "truce.v1.GetZoneRequest.as_of", "Which state of the record to read; unset for the latest." },
		{ "truce.v1.ZoneService", "The zones of the record." },
		{ "truce.v1.ZoneService.GetZone", "One zone; a deleted one too, with its delete_time." },
		{ "truce.v1.ByteRange", "A stretch of a source text's raw bytes." },
		{ "truce.v1.ServerStatus.RecordsEntry", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (strcmp(schema_comment(rows[i].name), rows[i].comment) != 0)
			fail_msg("%s: \"%s\"", rows[i].name, schema_comment(rows[i].name));
	/* Lines are kept, and blanks within a comment's own layout. */
	const char *comment = schema_comment("truce.v1.Change");
	assert_non_null(strstr(comment, "no\nentry can be altered"));
	assert_non_null(strstr(comment, "\n\n  digest = SHA-256(previous_digest"));
}

static void expect_symbol(const char *name, void *arg)
{
	const char *file = NULL;
	if (!schema_file_of_symbol(name, &file))
		fail_msg("%s is in no file", name);
	assert_string_equal(file, (const char *)arg);
}

static void expect_file(struct bytes file, const char *package, void *arg)
{
	struct bytes name = wire_find(file, NAME), found;
	char *text = support_text("%.*s", (int)name.size, (const char *)name.data);
	assert_true(schema_file(text, &found));
	assert_ptr_equal(found.data, file.data);
	assert_int_equal(found.size, file.size);
	each_type(file, package, true, false, expect_symbol, text);
	each_type(file, package, true, true, expect_symbol, text);
	each_of(file, package, FILE_SERVICE, expect_symbol, text);
	const char *const *imports = schema_imports(text);
	assert_non_null(imports);
	for (; *imports != NULL; imports++)
		if (!schema_file(*imports, &found))
			fail_msg("%s imports %s, which is not embedded", text, *imports);
	free(text);
	++*(size_t *)arg;
}

static void every_file_is_there_with_its_imports_and_its_symbols(void **state)
{
	(void)state;
	size_t files = 0;
	each_file(expect_file, &files);
	assert_true(files >= 18);
	const char *file;
	assert_true(schema_file_of_symbol("truce.v1.ZoneService.GetZone", &file));
	assert_string_equal(file, "truce/v1/zone_service.proto");
	assert_true(schema_file_of_symbol("truce.v1.Zone.kind", &file));
	assert_string_equal(file, "truce/v1/zone.proto");
	assert_false(schema_file_of_symbol("truce/v1/zone.proto", &file));
}

static void imports_are_listed_in_the_order_of_the_file(void **state)
{
	(void)state;
	const char *const *imports = schema_imports("truce/v1/zone_service.proto");
	assert_non_null(imports);
	static const char *const expected[] = { "google/protobuf/field_mask.proto", "google/protobuf/timestamp.proto",
						"truce/v1/common.proto", "truce/v1/zone.proto" };
	for (size_t i = 0; i < COUNT_OF(expected); i++)
		assert_string_equal(imports[i], expected[i]);
	assert_null(imports[COUNT_OF(expected)]);
	assert_null(schema_imports("truce/v1/common.proto")[0]);
}

struct answers {
	pthread_barrier_t *together;
	const void *type, *comment;
	const char *file;
};

static void *ask(void *arg)
{
	struct answers *a = arg;
	pthread_barrier_wait(a->together);
	a->type = schema_message("truce.v1.Zone");
	a->comment = schema_comment("truce.v1.Zone");
	if (!schema_file_of_symbol("truce.v1.Zone", &a->file))
		a->file = NULL;
	return NULL;
}

/* The first test: what is made at first use is made by eight threads at once. */
static void threads_that_ask_first_at_once_get_the_same_answers(void **state)
{
	(void)state;
	pthread_t threads[8];
	struct answers answers[COUNT_OF(threads)];
	pthread_barrier_t together;
	assert_int_equal(pthread_barrier_init(&together, NULL, COUNT_OF(threads)), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++) {
		answers[i] = (struct answers){ .together = &together };
		assert_int_equal(pthread_create(&threads[i], NULL, ask, &answers[i]), 0);
	}
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	pthread_barrier_destroy(&together);
	for (size_t i = 0; i < COUNT_OF(threads); i++) {
		assert_non_null(answers[i].type);
		assert_non_null(answers[i].file);
		assert_ptr_equal(answers[i].type, answers[0].type);
		assert_ptr_equal(answers[i].comment, answers[0].comment);
		assert_ptr_equal(answers[i].file, answers[0].file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_that_ask_first_at_once_get_the_same_answers),
		cmocka_unit_test(every_message_that_is_declared_is_found_by_its_name),
		cmocka_unit_test(what_is_not_declared_is_not_found),
		cmocka_unit_test(every_service_that_is_declared_is_served_once),
		cmocka_unit_test(every_method_is_found_by_its_path),
		cmocka_unit_test(a_path_of_no_method_is_not_found),
		cmocka_unit_test(every_kind_of_declaration_has_its_comment),
		cmocka_unit_test(every_file_is_there_with_its_imports_and_its_symbols),
		cmocka_unit_test(imports_are_listed_in_the_order_of_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
