#include "service/handlers.h"

#include "grpc/reflection/v1/reflection.pb-c.h"
#include "proto/schema.h"

#define FILES_MOST 64

/* Names as the generator makes them, cut to what differs. */
#define REFLECTION(name) Grpc__Reflection__V1__##name
#define ASKED(name) GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_##name
#define ANSWERED(name) GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_##name

static enum status answer_error(struct call *call, REFLECTION(ServerReflectionResponse) * out, enum status code,
				const char *message)
{
	REFLECTION(ErrorResponse) *error = arena_alloc(&call->arena, sizeof *error);
	if (error == NULL)
		return call_no_memory(call);
	grpc__reflection__v1__error_response__init(error);
	error->error_code = (int32_t)code;
	error->error_message = message_borrow(message);
	out->message_response_case = ANSWERED(ERROR_RESPONSE);
	out->error_response = error;
	return STATUS_OK;
}

/* ---- Files ------------------------------------------------------------ */

/* Adds a file, and after it those it imports, each once. */
static bool add_file(const char *file, const char *names[FILES_MOST], size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(names[i], file) == 0)
			return true;
	if (*count == FILES_MOST)
		return false;
	names[(*count)++] = file;
	for (const char *const *import = schema_imports(file); import != NULL && *import != NULL; import++)
		if (!add_file(*import, names, count))
			return false;
	return true;
}

static enum status answer_file(struct call *call, const char *file, REFLECTION(ServerReflectionResponse) * out)
{
	const char *names[FILES_MOST];
	size_t count = 0;
	struct bytes content;
	if (!schema_file(file, &content))
		return answer_error(call, out, STATUS_NOT_FOUND, "The schema has no such file.");
	REFLECTION(FileDescriptorResponse) *files = arena_alloc(&call->arena, sizeof *files);
	if (files == NULL || !add_file(file, names, &count))
		return call_no_memory(call);
	grpc__reflection__v1__file_descriptor_response__init(files);
	files->file_descriptor_proto = arena_array(&call->arena, count, sizeof *files->file_descriptor_proto);
	if (files->file_descriptor_proto == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < count; i++) {
		if (!schema_file(names[i], &content))
			continue;
		ProtobufCBinaryData *to = &files->file_descriptor_proto[files->n_file_descriptor_proto++];
		to->data = (uint8_t *)message_borrow((const char *)content.data);
		to->len = content.size;
	}
	out->message_response_case = ANSWERED(FILE_DESCRIPTOR_RESPONSE);
	out->file_descriptor_response = files;
	return STATUS_OK;
}

/* ---- Questions -------------------------------------------------------- */

static enum status by_filename(struct call *call, const REFLECTION(ServerReflectionRequest) * in,
			       REFLECTION(ServerReflectionResponse) * out)
{
	return answer_file(call, in->file_by_filename, out);
}

static enum status by_symbol(struct call *call, const REFLECTION(ServerReflectionRequest) * in,
			     REFLECTION(ServerReflectionResponse) * out)
{
	const char *file;
	if (!schema_file_of_symbol(in->file_containing_symbol, &file))
		return answer_error(call, out, STATUS_NOT_FOUND, "The schema declares no such symbol.");
	return answer_file(call, file, out);
}

static enum status by_extension(struct call *call, const REFLECTION(ServerReflectionRequest) * in,
				REFLECTION(ServerReflectionResponse) * out)
{
	(void)in;
	return answer_error(call, out, STATUS_NOT_FOUND, "The schema has no extensions.");
}

static enum status services(struct call *call, const REFLECTION(ServerReflectionRequest) * in,
			    REFLECTION(ServerReflectionResponse) * out)
{
	(void)in;
	size_t count = 0;
	while (schema_services[count] != NULL)
		count++;
	REFLECTION(ListServiceResponse) *list = arena_alloc(&call->arena, sizeof *list);
	REFLECTION(ServiceResponse) *rows = arena_array(&call->arena, count, sizeof *rows);
	REFLECTION(ServiceResponse) **row_list = arena_array(&call->arena, count, sizeof *row_list);
	if (list == NULL || rows == NULL || row_list == NULL)
		return call_no_memory(call);
	grpc__reflection__v1__list_service_response__init(list);
	for (size_t i = 0; i < count; i++) {
		grpc__reflection__v1__service_response__init(&rows[i]);
		rows[i].name = message_borrow(schema_services[i]->name);
		row_list[i] = &rows[i];
	}
	list->service = row_list;
	list->n_service = count;
	out->message_response_case = ANSWERED(LIST_SERVICES_RESPONSE);
	out->list_services_response = list;
	return STATUS_OK;
}

static const struct {
	int asked;
	enum status (*answer)(struct call *call, const REFLECTION(ServerReflectionRequest) * in,
			      REFLECTION(ServerReflectionResponse) * out);
} questions[] = {
	{ ASKED(FILE_BY_FILENAME), by_filename },
	{ ASKED(FILE_CONTAINING_SYMBOL), by_symbol },
	{ ASKED(FILE_CONTAINING_EXTENSION), by_extension },
	{ ASKED(ALL_EXTENSION_NUMBERS_OF_TYPE), by_extension },
	{ ASKED(LIST_SERVICES), services },
};

/* Fields that the schema does not know are not sent back. */
static void drop_unknown(REFLECTION(ServerReflectionRequest) * in)
{
	in->base.n_unknown_fields = 0;
	if ((int)in->message_request_case == ASKED(FILE_CONTAINING_EXTENSION))
		in->file_containing_extension->base.n_unknown_fields = 0;
}

enum status reflection_info(struct call *call)
{
	REFLECTION(ServerReflectionRequest) *in = (REFLECTION(ServerReflectionRequest) *)call->request;
	REFLECTION(ServerReflectionResponse) out = GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__INIT;
	drop_unknown(in);
	out.valid_host = in->host;
	out.original_request = in;
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		if (questions[i].asked != (int)in->message_request_case)
			continue;
		enum status status = questions[i].answer(call, in, &out);
		return status == STATUS_OK ? call_reply_message(call, &out.base) : status;
	}
	return call_violation(call, "INVALID_FIELDS", "message_request",
			      "is required: file_by_filename, file_containing_symbol or list_services");
}
