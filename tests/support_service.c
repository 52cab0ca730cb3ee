#include "tests/support_service.h"

#include <stdarg.h>

#include "google/protobuf/any.pb-c.h"
#include "google/rpc/error_details.pb-c.h"
#include "proto/json.h"
#include "proto/schema.h"

#define REPLY_MOST (64 << 20)

static void must(enum status status, const struct error *error)
{
	if (status != STATUS_OK)
		fail_msg("%s: %s", error->reason, error->message);
}

static void open_all(struct rig *rig, struct service_options options)
{
	struct error error = { .reason = "" };
	struct store_options store_options = { .indexes = service_indexes(), .unsafe_no_sync = true };
	char *path = support_text("%s/store", rig->folder);
	must(store_open(path, &store_options, &rig->store, &error), &error);
	free(path);
	options.store = rig->store;
	must(service_open(&options, &rig->service, &error), &error);
}

void rig_open_with(struct rig *rig, struct service_options options)
{
	struct error error = { .reason = "" };
	*rig = (struct rig){ .peer = { .actor = "unix:1(tester)", .role = ROLE_ADMIN },
			     .timeout_ms = SERVICE_TIMEOUT_MOST_MS };
	arena_init(&rig->arena, REPLY_MOST);
	buffer_init(&rig->bytes, REPLY_MOST);
	rig->folder = support_folder();
	char *path = support_text("%s/store", rig->folder);
	must(store_init(path, &error), &error);
	free(path);
	open_all(rig, options);
}

void rig_open(struct rig *rig)
{
	rig_open_with(rig, (struct service_options){ .version = "test" });
}

static void close_all(struct rig *rig)
{
	service_close(rig->service);
	store_close(rig->store);
}

void rig_reopen(struct rig *rig)
{
	close_all(rig);
	open_all(rig, (struct service_options){ .version = "test" });
}

void rig_close(struct rig *rig)
{
	close_all(rig);
	support_remove(rig->folder);
	arena_fini(&rig->arena);
	buffer_fini(&rig->bytes);
	free(rig->json);
}

int rig_set_up(void **state)
{
	struct rig *rig = calloc(1, sizeof *rig);
	assert_non_null(rig);
	rig_open(rig);
	*state = rig;
	return 0;
}

int rig_tear_down(void **state)
{
	rig_close(*state);
	free(*state);
	return 0;
}

/* ---- Replies ---------------------------------------------------------- */

static void read_detail(struct rig *rig, const Google__Protobuf__Any *any)
{
	struct error error;
	ProtobufCMessage *message;
	const ProtobufCMessageDescriptor *type = schema_message(strrchr(any->type_url, '/') + 1);
	assert_non_null(type);
	must(message_unpack_own(type, bytes_of(any->value.data, any->value.len), &rig->arena, &message, &error),
	     &error);
	if (type == &google__rpc__error_info__descriptor)
		rig->why = ((Google__Rpc__ErrorInfo *)message)->reason;
	if (type != &google__rpc__bad_request__descriptor)
		return;
	const Google__Rpc__BadRequest *bad = (const Google__Rpc__BadRequest *)message;
	for (size_t i = 0; i < bad->n_field_violations; i++)
		rig->fields = arena_printf(&rig->arena, "%s%s%s", rig->fields, i == 0 ? "" : " ",
					   bad->field_violations[i]->field);
}

static void read_reply(struct rig *rig, const ProtobufCMessageDescriptor *output)
{
	struct error error;
	ProtobufCMessage *message;
	must(message_unpack_own(&truce__rpc__v1__response__descriptor, buffer_bytes(&rig->bytes), &rig->arena, &message,
				&error),
	     &error);
	rig->response = (Truce__Rpc__V1__Response *)message;
	rig->code = rig->response->code;
	rig->message = rig->response->message;
	rig->why = rig->fields = "";
	for (size_t i = 0; i < rig->response->n_details; i++)
		read_detail(rig, rig->response->details[i]);
	free(rig->json);
	struct buffer json;
	buffer_init(&json, REPLY_MOST);
	struct bytes payload = bytes_of(rig->response->payload.data, rig->response->payload.len);
	if (rig->code == STATUS_OK && output != NULL) {
		must(message_unpack_own(output, payload, &rig->arena, &message, &error), &error);
		assert_int_equal(json_write(message, 0, &json), STATUS_OK);
	}
	assert_int_equal(buffer_put(&json, "", 1), STATUS_OK);
	rig->json = (char *)json.data;
}

/* ---- Calls ------------------------------------------------------------ */

int rig_send(struct rig *rig, struct bytes envelope)
{
	rig->bytes.size = 0;
	assert_int_equal(service_handle(rig->service, &rig->peer, envelope, &rig->bytes), STATUS_OK);
	arena_reset(&rig->arena);
	read_reply(rig, NULL);
	return rig->code;
}

static char *path_of(struct rig *rig, const char *method)
{
	if (method[0] == '/')
		return arena_text(&rig->arena, method);
	const char *dot = strchr(method, '.');
	return arena_printf(&rig->arena, "/truce.v1.%.*s/%s", (int)(dot - method), method, dot + 1);
}

static void add_metadata(Truce__Rpc__V1__Request *request, Truce__Rpc__V1__Request__MetadataEntry *row, const char *key,
			 const char *value)
{
	if (value == NULL)
		return;
	truce__rpc__v1__request__metadata_entry__init(row);
	row->key = message_borrow(key);
	row->value = message_borrow(value);
	request->metadata[request->n_metadata++] = row;
}

int rig_call_bytes(struct rig *rig, const char *method, struct bytes message)
{
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	Truce__Rpc__V1__Request__MetadataEntry rows[2], *list[2];
	struct buffer envelope;
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *row = NULL;
	buffer_init(&envelope, REPLY_MOST);
	request.method = path_of(rig, method);
	request.message = (ProtobufCBinaryData){ .len = message.size,
						 .data = (uint8_t *)message_borrow((const char *)message.data) };
	request.timeout_ms = rig->timeout_ms;
	request.metadata = list;
	add_metadata(&request, &rows[0], "authorization", rig->authorization);
	add_metadata(&request, &rows[1], "truce-reason", rig->reason);
	bool known = schema_method(request.method, &service, &row);
	assert_int_equal(message_pack(&request.base, &envelope), STATUS_OK);
	rig->bytes.size = 0;
	assert_int_equal(service_handle(rig->service, &rig->peer, buffer_bytes(&envelope), &rig->bytes), STATUS_OK);
	buffer_fini(&envelope);
	arena_reset(&rig->arena);
	read_reply(rig, known ? row->output : NULL);
	return rig->code;
}

struct bytes rig_pack(struct rig *rig, const char *type, const char *json)
{
	struct error error;
	ProtobufCMessage *message;
	struct bytes packed;
	const ProtobufCMessageDescriptor *descriptor = schema_message(type);
	assert_non_null(descriptor);
	must(json_read(descriptor, bytes_text(json), &rig->arena, &message, &error), &error);
	assert_int_equal(message_pack_arena(message, &rig->arena, &packed), STATUS_OK);
	return packed;
}

int rig_call(struct rig *rig, const char *method, const char *json)
{
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *row;
	if (!schema_method(path_of(rig, method), &service, &row))
		return rig_call_bytes(rig, method, bytes_of(NULL, 0));
	return rig_call_bytes(rig, method, rig_pack(rig, row->input->name, json));
}

int rig_callf(struct rig *rig, const char *method, const char *format, ...)
{
	char *json = NULL;
	va_list args;
	va_start(args, format);
	int length = vasprintf(&json, format, args);
	va_end(args);
	assert_true(length >= 0);
	int code = rig_call(rig, method, json);
	free(json);
	return code;
}

void rig_expect_at(struct rig *rig, int code, const char *why, const char *file, int line)
{
	if (rig->code == code && strcmp(rig->why, why) == 0)
		return;
	print_error("%s:%d: expected %s %s, got %s %s: %s [%s]\n", file, line, status_name((enum status)code), why,
		    status_name((enum status)rig->code), rig->why, rig->message, rig->fields);
	_fail(file, line);
}

const char *rig_member(struct rig *rig, const char *name)
{
	char *key = support_text("\"%s\":\"", name);
	const char *at = strstr(rig->json, key);
	const char *value = at == NULL ? "" : at + strlen(key);
	free(key);
	return arena_text_n(&rig->arena, value, strcspn(value, "\""));
}
