#include "service/call.h"

#include <stdarg.h>

#include "base/utf8.h"
#include "google/protobuf/any.pb-c.h"
#include "google/rpc/error_details.pb-c.h"

#define FACTS_MOST 8

enum status call_no_memory(struct call *call)
{
	return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
			 "The call needs more memory than one call may take; ask for less at a time.");
}

void call_fact(struct call *call, const char *key, const char *format, ...)
{
	char value[320];
	va_list args;
	va_start(args, format);
	utf8_vprint(value, sizeof value, format, args);
	va_end(args);
	struct fact *fact = arena_zalloc(&call->failure, sizeof *fact);
	char *copy = arena_text(&call->failure, value);
	if (fact == NULL || copy == NULL)
		return;
	*fact = (struct fact){ .key = key, .value = copy, .next = call->facts };
	call->facts = fact;
}

enum status call_violation(struct call *call, const char *reason, const char *field, const char *format, ...)
{
	char text[400];
	va_list args;
	va_start(args, format);
	utf8_vprint(text, sizeof text, format, args);
	va_end(args);
	violations_add(&call->violations, field, "%s", text);
	return error_set(&call->error, STATUS_INVALID_ARGUMENT, reason, "%s: %s", field, text);
}

enum status call_blame(struct call *call, enum status status, const char *field)
{
	if (status == STATUS_INVALID_ARGUMENT)
		violations_add(&call->violations, field, "%s", call->error.message);
	return status;
}

static bool add_detail(struct call *call, const ProtobufCMessage *detail, struct bytes *out)
{
	struct bytes packed;
	if (message_pack_arena(detail, &call->failure, &packed) != STATUS_OK)
		return false;
	Google__Protobuf__Any any = GOOGLE__PROTOBUF__ANY__INIT;
	any.type_url = arena_printf(&call->failure, "type.googleapis.com/%s", detail->descriptor->name);
	any.value.data = (uint8_t *)message_borrow((const char *)packed.data);
	any.value.len = packed.size;
	return any.type_url != NULL && message_pack_arena(&any.base, &call->failure, out) == STATUS_OK;
}

static bool error_info(struct call *call, struct bytes *out)
{
	Google__Rpc__ErrorInfo info = GOOGLE__RPC__ERROR_INFO__INIT;
	Google__Rpc__ErrorInfo__MetadataEntry rows[FACTS_MOST], *list[FACTS_MOST];
	info.reason = call->error.reason;
	info.domain = message_borrow("truce");
	info.metadata = list;
	for (const struct fact *fact = call->facts; fact != NULL && info.n_metadata < FACTS_MOST; fact = fact->next) {
		Google__Rpc__ErrorInfo__MetadataEntry *row = &rows[info.n_metadata];
		google__rpc__error_info__metadata_entry__init(row);
		row->key = message_borrow(fact->key);
		row->value = message_borrow(fact->value);
		list[info.n_metadata++] = row;
	}
	return add_detail(call, &info.base, out);
}

static bool bad_request(struct call *call, struct bytes *out)
{
	Google__Rpc__BadRequest bad = GOOGLE__RPC__BAD_REQUEST__INIT;
	Google__Rpc__BadRequest__FieldViolation rows[VIOLATIONS_KEPT], *list[VIOLATIONS_KEPT];
	bad.field_violations = list;
	for (const struct violation *v = call->violations.first; v != NULL; v = v->next) {
		if (bad.n_field_violations == VIOLATIONS_KEPT)
			break;
		Google__Rpc__BadRequest__FieldViolation *row = &rows[bad.n_field_violations];
		google__rpc__bad_request__field_violation__init(row);
		row->field = message_borrow(v->field);
		row->description = message_borrow(v->description);
		list[bad.n_field_violations++] = row;
	}
	return bad.n_field_violations > 0 && add_detail(call, &bad.base, out);
}

/* The record that a failure is about, where one was told. */
static const char *subject_of(const struct call *call)
{
	for (const struct fact *fact = call->facts; fact != NULL; fact = fact->next)
		if (strcmp(fact->key, "resource") == 0)
			return fact->value;
	return "store";
}

static bool precondition(struct call *call, struct bytes *out)
{
	if (call->error.status != STATUS_FAILED_PRECONDITION)
		return false;
	Google__Rpc__PreconditionFailure failure = GOOGLE__RPC__PRECONDITION_FAILURE__INIT;
	Google__Rpc__PreconditionFailure__Violation row = GOOGLE__RPC__PRECONDITION_FAILURE__VIOLATION__INIT;
	Google__Rpc__PreconditionFailure__Violation *list[] = { &row };
	row.type = call->error.reason;
	row.subject = message_borrow(subject_of(call));
	row.description = call->error.message;
	failure.violations = list;
	failure.n_violations = 1;
	return add_detail(call, &failure.base, out);
}

static bool (*const rows[DETAIL_MOST])(struct call *call, struct bytes *out) = {
	error_info,
	bad_request,
	precondition,
};

size_t call_details(struct call *call, enum status status, struct bytes *out)
{
	if (call->error.status != status && status == STATUS_RESOURCE_EXHAUSTED)
		status = call_no_memory(call);
	else if (call->error.status != status)
		error_set(&call->error, status, status_name(status), "The call ended with %s.", status_name(status));
	size_t count = 0;
	for (size_t i = 0; i < DETAIL_MOST; i++)
		if (rows[i](call, &out[count]))
			count++;
	return count;
}
