#include "tests/support_service.h"

#include "proto/schema.h"
#include "proto/wire.h"
#include "service/call.h"
#include "service/indexes.h"

static const struct method *row_of(const char *path)
{
	const struct method *found = NULL;
	for (const struct method *row = methods; row->path != NULL; row++) {
		if (strcmp(row->path, path) != 0)
			continue;
		assert_null(found);
		found = row;
	}
	return found;
}

static void each_method_of_the_schema_has_exactly_one_row(void **state)
{
	(void)state;
	size_t declared = 0;
	for (size_t i = 0; schema_services[i] != NULL; i++) {
		const ProtobufCServiceDescriptor *service = schema_services[i];
		for (unsigned k = 0; k < service->n_methods; k++, declared++) {
			char *path = support_text("/%s/%s", service->name, service->methods[k].name);
			const struct method *row = row_of(path);
			if (row == NULL)
				fail_msg("%s has no row", path);
			assert_ptr_equal(row->input, service->methods[k].input);
			assert_ptr_equal(row->output, service->methods[k].output);
			free(path);
		}
	}
	assert_int_equal(declared, methods_count());
}

/* The method's declaration in its file, as descriptor.proto numbers the fields. */
static struct bytes declaration_of(const ProtobufCServiceDescriptor *service, const char *method)
{
	enum { FILE_SERVICE = 6, SERVICE_METHOD = 2, NAME = 1 };
	const char *file, *name = strrchr(service->name, '.') + 1;
	struct bytes content;
	assert_true(schema_file_of_symbol(service->name, &file) && schema_file(file, &content));
	struct wire_cursor services = wire_begin(content);
	struct wire_field s, m;
	while (wire_next(&services, &s) == STATUS_OK) {
		if (s.number != FILE_SERVICE || !bytes_equal(wire_find(s.content, NAME), bytes_text(name)))
			continue;
		struct wire_cursor parts = wire_begin(s.content);
		while (wire_next(&parts, &m) == STATUS_OK)
			if (m.number == SERVICE_METHOD && bytes_equal(wire_find(m.content, NAME), bytes_text(method)))
				return m.content;
	}
	fail_msg("%s has no %s", service->name, method);
	return content;
}

static bool is_set(struct bytes message, uint32_t number)
{
	struct wire_cursor fields = wire_begin(message);
	struct wire_field f;
	while (wire_next(&fields, &f) == STATUS_OK)
		if (f.number == number)
			return f.value != 0;
	return false;
}

static void each_row_streams_as_the_schema_says(void **state)
{
	enum { CLIENT_STREAMING = 5, SERVER_STREAMING = 6 };
	(void)state;
	for (size_t i = 0; schema_services[i] != NULL; i++) {
		const ProtobufCServiceDescriptor *service = schema_services[i];
		for (unsigned k = 0; k < service->n_methods; k++) {
			struct bytes method = declaration_of(service, service->methods[k].name);
			char *path = support_text("/%s/%s", service->name, service->methods[k].name);
			bool both = is_set(method, CLIENT_STREAMING), replies = is_set(method, SERVER_STREAMING);
			assert_true(replies || !both);
			assert_int_equal(row_of(path)->streaming, both      ? STREAM_BOTH
								  : replies ? STREAM_REPLIES
									    : STREAM_NONE);
			free(path);
		}
	}
}

static void each_write_can_be_repeated_by_its_request_id(void **state)
{
	(void)state;
	for (const struct method *row = methods; row->path != NULL; row++) {
		const ProtobufCFieldDescriptor *f =
			protobuf_c_message_descriptor_get_field_by_name(row->input, "request_id");
		if ((row->mode == MODE_WRITE) != (f != NULL))
			fail_msg("%s", row->path);
		if (row->mode == MODE_WRITE)
			assert_true(row->role >= ROLE_WRITER);
		assert_true(row->prepare == NULL || row->mode == MODE_WRITE);
	}
}

static void each_method_answers_an_empty_message(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	rig.timeout_ms = 200; /* a watch waits for it */
	for (const struct method *row = methods; row->path != NULL; row++) {
		int code = rig_call_bytes(&rig, row->path, bytes_of(NULL, 0));
		if (code != STATUS_OK && code != STATUS_INVALID_ARGUMENT && code != STATUS_DEADLINE_EXCEEDED)
			fail_msg("%s: %s %s", row->path, status_name((enum status)code), rig.message);
	}
	rig_close(&rig);
}

static bool is_inline(const struct service *service, const char *path)
{
	struct service_request request = { .method = bytes_text(path) };
	bool yes = service_is_inline(service, &request);
	assert_ptr_equal(request.row, row_of(path));
	return yes;
}

static void point_reads_are_answered_where_they_arrive(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	assert_true(is_inline(rig.service, "/truce.v1.ZoneService/GetZone"));
	assert_true(is_inline(rig.service, "/no/Such"));
	assert_false(is_inline(rig.service, "/truce.v1.ZoneService/ListZones"));
	assert_false(is_inline(rig.service, "/truce.v1.ZoneService/CreateZone"));
	rig_close(&rig);
}

static void what_the_service_sets_comes_first_in_every_record(void **state)
{
	static const char *const stamps[] = { "name", "etag", "create_time", "update_time", "delete_time" };
	enum { STAMPS = sizeof stamps / sizeof *stamps };
	(void)state;
	for (size_t i = 0; i < COLLECTION_COUNT; i++) {
		const ProtobufCMessageDescriptor *type = collections[i].type;
		for (size_t k = 0; k < STAMPS; k++)
			assert_string_equal(type->fields[k].name, stamps[k]);
		assert_int_equal(type->fields[STAMPS - 1].id, RECORD_STAMP_LAST);
		assert_true(type->fields[STAMPS].id > RECORD_STAMP_LAST);
	}
}

static void each_index_has_an_id_of_its_own_and_a_path_that_exists(void **state)
{
	(void)state;
	const struct store_index *const *list = service_indexes();
	size_t count = 0;
	bool seen[256] = { false };
	for (const struct index_row *row = index_rows; row->path != NULL; row++, count++) {
		assert_ptr_equal(list[count], &row->index);
		assert_false(seen[row->index.id]);
		seen[row->index.id] = true;
		assert_ptr_equal(index_find(row->collection, row->path), &row->index);
		const ProtobufCMessageDescriptor *type = collections[row->collection].type;
		char *path = support_text("%s", row->path), *rest = path, *part;
		while ((part = strsep(&rest, ".")) != NULL) {
			const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(type, part);
			if (f == NULL)
				fail_msg("%s has no %s", type->name, part);
			type = f->descriptor;
			if (rest == NULL)
				assert_true(f->type == PROTOBUF_C_TYPE_STRING || f->type == PROTOBUF_C_TYPE_ENUM ||
					    f->type == PROTOBUF_C_TYPE_INT32 || f->type == PROTOBUF_C_TYPE_MESSAGE);
			else
				assert_int_equal(f->type, PROTOBUF_C_TYPE_MESSAGE);
		}
		free(path);
	}
	assert_null(list[count]);
}

static void the_schema_can_be_had_over_the_wire(void **state)
{
	(void)state;
	static const char reflection[] = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
	struct rig rig;
	rig_open(&rig);
	rig_call(&rig, reflection, "{\"listServices\":\"*\"}");
	rig_expect(&rig, STATUS_OK, "");
	for (size_t i = 0; schema_services[i] != NULL; i++)
		rig_has(&rig, schema_services[i]->name);
	rig_call(&rig, reflection, "{\"fileContainingSymbol\":\"truce.v1.ZoneService\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "fileDescriptorProto");
	rig_call(&rig, reflection, "{\"fileByFilename\":\"truce/v1/zone.proto\"}");
	rig_has(&rig, "fileDescriptorProto");
	rig_call(&rig, reflection, "{\"fileByFilename\":\"no/such.proto\"}");
	rig_has(&rig, "\"errorCode\":5");
	rig_call(&rig, reflection, "{\"fileContainingExtension\":{}}");
	rig_has(&rig, "\"errorCode\":5");
	rig_call(&rig, reflection, "{}");
	rig_expect(&rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	rig_close(&rig);
}

static void health_is_told_for_the_server_each_service_and_writes(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	rig.peer.role = ROLE_NONE;
	rig_call(&rig, "/grpc.health.v1.Health/Check", "{}");
	rig_has(&rig, "\"SERVING\"");
	for (size_t i = 0; schema_services[i] != NULL; i++) {
		rig_callf(&rig, "/grpc.health.v1.Health/Check", "{\"service\":\"%s\"}", schema_services[i]->name);
		rig_has(&rig, "\"SERVING\"");
	}
	rig_call(&rig, "/grpc.health.v1.Health/Check", "{\"service\":\"truce.v1.writes\"}");
	rig_has(&rig, "\"SERVING\"");
	rig_call(&rig, "/grpc.health.v1.Health/Check", "{\"service\":\"nobody\"}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_SERVICE");
	rig_close(&rig);
}

static void a_store_that_is_only_read_says_so_and_answers_reads(void **state)
{
	(void)state;
	struct rig rig;
	struct error error;
	rig_open(&rig);
	rig_call(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}");
	service_close(rig.service);
	store_close(rig.store);
	char *path = support_text("%s/store", rig.folder);
	struct store_options options = { .indexes = service_indexes(), .read_only = true };
	assert_int_equal(store_open(path, &options, &rig.store, &error), STATUS_OK);
	struct service_options service_options = { .store = rig.store };
	assert_int_equal(service_open(&service_options, &rig.service, &error), STATUS_OK);
	rig_call(&rig, "ZoneService.GetZone", "{\"name\":\"zones/north\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, "ZoneService.DeleteZone", "{\"name\":\"zones/north\"}");
	assert_string_equal(rig.why, "READ_ONLY");
	rig_call(&rig, "/grpc.health.v1.Health/Check", "{\"service\":\"truce.v1.writes\"}");
	rig_has(&rig, "NOT_SERVING");
	rig_call(&rig, "/grpc.health.v1.Health/Check", "{}");
	rig_has_not(&rig, "NOT_SERVING");
	rig_call(&rig, "ServerService.GetServerStatus", "{}");
	assert_true(rig_member(&rig, "readOnlyReason")[0] != '\0');
	free(path);
	rig_close(&rig);
}

static void the_status_counts_records_and_calls(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	rig_call(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"north\",\"zone\":" ZONE_JSON "}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, "ZoneService.GetZone", "{\"name\":\"zones/south\"}");
	rig_expect(&rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_call(&rig, "ServerService.GetServerStatus", "{}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"zones\":\"1\"");
	rig_has(&rig, "\"version\":\"test\"");
	rig_has(&rig, "{\"method\":\"/truce.v1.ZoneService/GetZone\",\"calls\":\"1\",\"errors\":\"1\"");
	rig_has(&rig, "\"revision\":\"1\"");
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_method_of_the_schema_has_exactly_one_row),
		cmocka_unit_test(each_row_streams_as_the_schema_says),
		cmocka_unit_test(each_write_can_be_repeated_by_its_request_id),
		cmocka_unit_test(each_method_answers_an_empty_message),
		cmocka_unit_test(point_reads_are_answered_where_they_arrive),
		cmocka_unit_test(what_the_service_sets_comes_first_in_every_record),
		cmocka_unit_test(each_index_has_an_id_of_its_own_and_a_path_that_exists),
		cmocka_unit_test(the_schema_can_be_had_over_the_wire),
		cmocka_unit_test(health_is_told_for_the_server_each_service_and_writes),
		cmocka_unit_test(a_store_that_is_only_read_says_so_and_answers_reads),
		cmocka_unit_test(the_status_counts_records_and_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
