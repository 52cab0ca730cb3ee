#include "service/call.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/time.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "proto/wire.h"

#define SPARES_MOST 64
#define SPARE_BYTES_MOST (256 << 10)

/* ---- Requests --------------------------------------------------------- */

static const ProtobufCFieldDescriptor *field_of(const struct call *call, const char *name)
{
	const ProtobufCFieldDescriptor *f =
		protobuf_c_message_descriptor_get_field_by_name(call->request->descriptor, name);
	assert(f != NULL);
	return f;
}

const char *call_text(const struct call *call, const char *field)
{
	return message_text_at(call->request, field_of(call, field), 0);
}

int64_t call_int(const struct call *call, const char *field)
{
	return message_int_at(call->request, field_of(call, field), 0);
}

const ProtobufCMessage *call_message(const struct call *call, const char *field)
{
	const ProtobufCFieldDescriptor *f = field_of(call, field);
	return message_count(call->request, f) == 0 ? NULL : message_at(call->request, f, 0);
}

const struct row_fields *call_fields(const struct call *call)
{
	return &call->service->fields[call->method - call->service->methods];
}

const char *call_name(const struct call *call)
{
	return message_text_at(call->request, call_fields(call)->name, 0);
}

enum status call_revision(struct call *call, const char *field, int64_t asked, int64_t *out)
{
	int64_t last = store_revision(call->txn);
	if (asked <= last && asked > -last && asked != 0) {
		*out = asked > 0 ? asked : last + asked;
		return STATUS_OK;
	}
	call_fact(call, "lastRevision", "%" PRId64, last);
	if (last == 0)
		return error_set(&call->error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
				 "The record is empty and has no earlier state; leave %s unset.", field);
	return error_set(&call->error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
			 "%s is outside the record: revisions are 1 to %" PRId64 ", or -1 to %" PRId64
			 " counted back from the latest.",
			 field, last, 1 - last);
}

/* An instant before the first change, of a record that is not empty. */
static enum status before_record(struct call *call)
{
	struct store_change first;
	char day[DATE_SIZE];
	enum status status = store_change(call->txn, 1, &first, &call->error);
	if (status != STATUS_OK)
		return status;
	date_print(day_of_instant(first.time), day);
	return error_set(&call->error, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION",
			 "as_of_time is before anything was known: the record begins on %s (UTC).", day);
}

static enum status revision_at(struct call *call, const ProtobufCMessage *message, int64_t *out)
{
	const Google__Protobuf__Timestamp *t = (const Google__Protobuf__Timestamp *)message;
	int64_t instant;
	if (!instant_of(t->seconds, t->nanos, &instant))
		return call_violation(call, "INVALID_FIELDS", "as_of_time",
				      "is no instant that the record can hold: seconds since 1970 within 292 years, "
				      "nanos 0 to 999999999");
	enum status status = store_revision_at(call->txn, instant, out, &call->error);
	return status == STATUS_OK && *out == 0 && store_revision(call->txn) > 0 ? before_record(call) : status;
}

enum status call_as_of(struct call *call, int64_t *as_of)
{
	const ProtobufCMessage *m = call->request;
	const ProtobufCFieldDescriptor *by_revision = call_fields(call)->as_of_revision;
	const ProtobufCFieldDescriptor *by_time = call_fields(call)->as_of_time;
	int64_t revision = 0;
	call->revision = store_revision(call->txn);
	if (by_revision != NULL && message_count(m, by_revision) > 0) {
		revision = message_int_at(m, by_revision, 0);
	} else if (by_time != NULL && message_count(m, by_time) > 0) {
		enum status status = revision_at(call, message_at(m, by_time, 0), &revision);
		if (status != STATUS_OK)
			return status;
	} else {
		*as_of = 0;
		return STATUS_OK;
	}
	enum status status = call_revision(call, "as_of", revision, as_of);
	if (status == STATUS_OK)
		call->revision = *as_of;
	return status;
}

int64_t service_revision(const struct service *service)
{
	return atomic_load_explicit(&service->revision, memory_order_relaxed);
}

/* Keeps the latest revision; it never falls. */
static void note_revision(struct service *service, int64_t revision)
{
	int_fast64_t known = atomic_load_explicit(&service->revision, memory_order_relaxed);
	while (known < revision && !atomic_compare_exchange_weak(&service->revision, &known, revision))
		continue;
}

void call_saw_latest(struct call *call)
{
	call->revision = store_revision(call->txn);
	note_revision(call->service, call->revision);
}

bool call_is_cancelled(const struct call *call)
{
	return call->cancelled != NULL && atomic_load_explicit(call->cancelled, memory_order_relaxed);
}

enum status call_on_time(struct call *call)
{
	if (call_is_cancelled(call))
		return error_set(&call->error, STATUS_CANCELLED, "CANCELLED", "The caller took the call back.");
	if (clock_monotonic() < call->deadline)
		return STATUS_OK;
	return error_set(&call->error, STATUS_DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED",
			 "The call took longer than the %" PRId64
			 " ms that its caller allowed; ask for less at a time or allow more.",
			 (call->deadline - call->arrived) / NS_PER_MS);
}

/* ---- Replies ---------------------------------------------------------- */

static enum status more_parts(struct call *call)
{
	size_t room = call->part_room * 4;
	struct bytes *parts = arena_array(&call->arena, room, sizeof *parts);
	if (parts == NULL)
		return call_no_memory(call);
	memcpy(parts, call->parts, call->part_count * sizeof *parts);
	call->parts = parts;
	call->part_room = room;
	return STATUS_OK;
}

enum status call_part(struct call *call, struct bytes part)
{
	if (part.size > PAYLOAD_MOST - call->size)
		return error_set(
			&call->error, STATUS_RESOURCE_EXHAUSTED, "REPLY_TOO_LARGE",
			"The reply is larger than the %d bytes that one reply may have; ask for less at a time.",
			PAYLOAD_MOST);
	if (call->part_count == call->part_room) {
		enum status status = more_parts(call);
		if (status != STATUS_OK)
			return status;
	}
	call->parts[call->part_count++] = part;
	call->size += part.size;
	return STATUS_OK;
}

enum status call_part_header(struct call *call, uint32_t number, size_t content_size)
{
	size_t size = wire_header_size(number, content_size);
	uint8_t *header = arena_alloc(&call->arena, size);
	if (header == NULL)
		return call_no_memory(call);
	wire_varint_write(wire_varint_write(header, (uint64_t)number << 3 | WIRE_LENGTH), content_size);
	return call_part(call, bytes_of(header, size));
}

enum status call_part_field(struct call *call, uint32_t number, struct bytes content)
{
	enum status status = call_part_header(call, number, content.size);
	return status == STATUS_OK ? call_part(call, content) : status;
}

enum status call_part_body(struct call *call, struct bytes body, int64_t revision)
{
	struct own_body *own = arena_alloc(&call->arena, sizeof *own);
	if (own == NULL)
		return call_no_memory(call);
	*own = (struct own_body){ call->part_count, revision, call->own_bodies };
	call->own_bodies = own;
	return call_part(call, body);
}

enum status call_reply_message(struct call *call, const ProtobufCMessage *message)
{
	struct bytes packed;
	if (message_pack_arena(message, &call->arena, &packed) != STATUS_OK)
		return call_no_memory(call);
	return call_part(call, packed);
}

/* ---- Life ------------------------------------------------------------- */

static struct call *call_new(const struct service *service)
{
	struct call *call = malloc(sizeof *call);
	if (call == NULL)
		return NULL;
	size_t most = service->options.arena_most / 2;
	arena_init(&call->kept, most);
	arena_init(&call->arena, most);
	arena_init(&call->scratch, service->options.arena_most);
	arena_init(&call->failure, FAILURE_MOST);
	return call;
}

void call_free(struct call *call)
{
	arena_fini(&call->kept);
	arena_fini(&call->arena);
	arena_fini(&call->scratch);
	arena_fini(&call->failure);
	free(call);
}

static struct call *take_spare(struct service *service)
{
	struct call *call = service->spare;
	if (call != NULL) {
		service->spare = call->next;
		service->spares--;
	}
	return call;
}

static void leave(struct service *service)
{
	service->running--;
	if (service->closing && service->running == 0)
		pthread_cond_broadcast(&service->idle);
}

static void reset(struct call *call, struct service *service)
{
	call->service = service;
	call->method = NULL;
	call->request = NULL;
	call->prepared = NULL;
	makings_init(&call->makings);
	call->txn = NULL;
	call->request_id = bytes_of(NULL, 0);
	call->actor = bytes_of(NULL, 0);
	call->known = service_revision(service);
	call->seen = -1;
	call->cancelled = NULL;
	call->in_sequence = false;
	call->quick = call->put_off = false;
	call_rewind(call);
}

enum status call_take(struct service *service, struct call **out, struct error *error)
{
	struct call *call = NULL;
	pthread_mutex_lock(&service->lock);
	bool closing = service->closing;
	if (!closing) {
		service->running++;
		call = take_spare(service);
	}
	pthread_mutex_unlock(&service->lock);
	if (closing)
		return error_set(error, STATUS_UNAVAILABLE, "CLOSING",
				 "The service is closing; call again when it is back.");
	if (call == NULL && (call = call_new(service)) == NULL) {
		pthread_mutex_lock(&service->lock);
		leave(service);
		pthread_mutex_unlock(&service->lock);
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				 "The service is out of memory; call again later.");
	}
	reset(call, service);
	*out = call;
	return STATUS_OK;
}

void call_give(struct call *call)
{
	struct service *service = call->service;
	makings_fini(&call->makings);
	bool small = call->kept.used + call->arena.used + call->scratch.used + call->failure.used <= SPARE_BYTES_MOST;
	if (small)
		arena_reset(&call->kept);
	pthread_mutex_lock(&service->lock);
	bool keep = small && service->spares < SPARES_MOST;
	if (keep) {
		call->next = service->spare;
		service->spare = call;
		service->spares++;
	}
	leave(service);
	pthread_mutex_unlock(&service->lock);
	if (!keep)
		call_free(call);
}

void call_rewind(struct call *call)
{
	arena_reset(&call->arena);
	arena_reset(&call->failure);
	call->parts = call->few_parts;
	call->part_room = sizeof call->few_parts / sizeof *call->few_parts;
	call->part_count = 0;
	call->size = 0;
	call->revision = service_revision(call->service);
	call->own_bodies = NULL;
	call->takes_back = false;
	call->facts = NULL;
	call->error.status = STATUS_OK;
	violations_init(&call->violations, &call->failure);
}

static void count(struct call *call, enum status status, int64_t now)
{
	if (call->method == NULL)
		return;
	struct figures *figures = &call->service->figures[call->method - call->service->methods];
	atomic_fetch_add_explicit(&figures->calls, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&figures->busy_ns, now - call->arrived, memory_order_relaxed);
	if (status != STATUS_OK)
		atomic_fetch_add_explicit(&figures->errors, 1, memory_order_relaxed);
}

/* After the details, which make sure that the error says why. */
static void tell_failure(const struct call *call, enum status status)
{
	const struct service_options *options = &call->service->options;
	const struct service_failure failure = {
		.status = status,
		.reason = call->error.reason,
		.message = call->error.message,
		.method = call->method == NULL ? "" : call->method->path,
		.actor = call->actor,
	};
	if (options->failed != NULL)
		options->failed(options->failed_arg, &failure);
}

/* A write that is committed is answered OK however late it is. */
void call_answer(struct call *call, enum status status)
{
	int64_t now = clock_monotonic();
	if (status == STATUS_OK && now >= call->deadline && call->method->mode != MODE_WRITE)
		status = call_on_time(call);
	struct service_reply reply = { .status = status, .message = "", .revision = call->revision };
	struct bytes details[DETAIL_MOST];
	uint8_t info[ENVELOPE_INFO];
	if (status == STATUS_OK) {
		note_revision(call->service, call->revision);
		reply.parts = call->parts;
		reply.part_count = call->part_count;
		reply.size = call->size;
		reply.more = call->method->streaming == STREAM_REPLIES;
		reply.quiet = reply.more && !call->told;
		reply.cursor = call->seen;
	} else {
		reply.detail_count = call_details(call, status, details);
		reply.details = details;
		reply.message = call->error.message;
		if (reply.detail_count == 0)
			details[reply.detail_count++] = envelope_info(call->error.reason, info);
		tell_failure(call, status);
	}
	count(call, status, now);
	call->emit(call->arg, &reply);
}

void call_finish(struct call *call, enum status status)
{
	call_answer(call, status);
	call_give(call);
}

static bool read_in(struct call *call)
{
	enum status status = store_read(call->service->store, &call->txn, &call->error);
	if (status != STATUS_OK) {
		call_finish(call, status);
		return true;
	}
	call_saw_latest(call);
	status = call->method->handle(call);
	if (!call->put_off)
		call_answer(call, status);
	store_read_end(call->txn);
	if (call->put_off)
		return false;
	call_give(call);
	return true;
}

void call_read(struct call *call)
{
	read_in(call);
}

bool call_read_quickly(struct call *call)
{
	call->quick = true;
	if (read_in(call))
		return true;
	call->quick = call->put_off = false;
	call->txn = NULL;
	call_rewind(call);
	return false;
}
