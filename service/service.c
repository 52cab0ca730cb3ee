#include "service/service.h"

#include <stdlib.h>

#include "base/time.h"
#include "base/utf8.h"
#include "proto/rules.h"
#include "service/call.h"
#include "service/credentials.h"
#include "service/lookup.h"
#include "service/pool.h"
#include "service/watch.h"
#include "service/writing.h"

#define SEARCH_THREADS 2
#define MAKERS_NICE 5 /* the writer, which all writes wait for, goes before them */
#define QUEUE_MOST 1024
#define ARENA_MOST (64 << 20)
#define INLINE_MOST (16 << 10) /* bytes of a message that is unpacked in the caller's thread */
#define REASON_MOST (8 << 10)

bool service_is_inline(const struct service *service, struct service_request *request)
{
	request->row = lookup_method(service, request->method);
	request->streaming = request->row == NULL ? STREAM_NONE : request->row->streaming;
	return request->row == NULL || request->row->mode == MODE_POINT;
}

void service_calls_begin(struct service *service)
{
	store_share(service->store);
}

void service_calls_end(struct service *service)
{
	store_part(service->store);
}

void service_cancelled(struct service *service)
{
	watch_cancelled(service->watch);
}

/* ---- Opening ---------------------------------------------------------- */

static enum status read_revision(struct service *service, struct error *error)
{
	struct store_txn *txn;
	enum status status = store_read(service->store, &txn, error);
	if (status != STATUS_OK)
		return status;
	atomic_init(&service->revision, store_revision(txn));
	store_read_end(txn);
	return STATUS_OK;
}

static enum status open_parts(struct service *service, struct error *error)
{
	const struct service_options *options = &service->options;
	if (lookup_make(service, methods, methods_count()) != STATUS_OK)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for the service.");
	enum status status = read_revision(service, error);
	if (status == STATUS_OK)
		status = credentials_open(options->credentials_file, options->certificates, &service->credentials,
					  error);
	if (status == STATUS_OK)
		status = pool_open(options->search_threads, 0, options->queue_most, &service->pool, error);
	if (status == STATUS_OK)
		status = pool_open(options->search_threads, MAKERS_NICE, options->queue_most, &service->makers, error);
	if (status == STATUS_OK)
		status = watch_open(service->store, options->queue_most, &service->watch, error);
	return status;
}

enum status service_open(const struct service_options *options, struct service **out, struct error *error)
{
	struct service *service = calloc(1, sizeof *service);
	if (service == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for the service.");
	service->options = *options;
	service->store = options->store;
	service->started = clock_wall();
	if (service->options.search_threads == 0)
		service->options.search_threads = SEARCH_THREADS;
	if (service->options.queue_most == 0)
		service->options.queue_most = QUEUE_MOST;
	if (service->options.arena_most == 0)
		service->options.arena_most = ARENA_MOST;
	pthread_mutex_init(&service->lock, NULL);
	sequence_init(&service->sequence, writing_leave);
	pthread_cond_init(&service->idle, NULL);
	enum status status = open_parts(service, error);
	if (status != STATUS_OK) {
		service_close(service);
		return status;
	}
	*out = service;
	return STATUS_OK;
}

void service_drain(struct service *service)
{
	pthread_mutex_lock(&service->lock);
	service->closing = true;
	pthread_mutex_unlock(&service->lock);
	if (service->watch != NULL)
		watch_end(service->watch);
	pthread_mutex_lock(&service->lock);
	while (service->running > 0)
		pthread_cond_wait(&service->idle, &service->lock);
	pthread_mutex_unlock(&service->lock);
}

void service_close(struct service *service)
{
	if (service == NULL)
		return;
	service_drain(service);
	pool_close(service->pool);
	pool_close(service->makers);
	watch_close(service->watch);
	credentials_close(service->credentials);
	while (service->spare != NULL) {
		struct call *call = service->spare;
		service->spare = call->next;
		call_free(call);
	}
	pthread_cond_destroy(&service->idle);
	pthread_mutex_destroy(&service->lock);
	sequence_fini(&service->sequence);
	lookup_free(service);
	free(service);
}

/* ---- Admission -------------------------------------------------------- */

static enum status admit_time(struct call *call, const struct service_request *request)
{
	int64_t ms = request->timeout_ms == 0 ? SERVICE_TIMEOUT_MS : request->timeout_ms;
	call->arrived = request->arrived;
	call->deadline = INT64_MAX;
	if (ms < 0 || ms > SERVICE_TIMEOUT_MOST_MS)
		return call_violation(call, "INVALID_TIMEOUT", "timeout_ms", "expected 1 to %d, or 0 for %d",
				      SERVICE_TIMEOUT_MOST_MS, SERVICE_TIMEOUT_MS);
	call->deadline = request->arrived + ms * NS_PER_MS;
	call->cancelled = request->cancelled;
	if (request->resumed)
		call->seen = request->cursor;
	return STATUS_OK;
}

static enum status admit_caller(struct call *call, const struct service_request *request)
{
	const struct service_peer *peer = request->peer;
	call->actor = bytes_text(peer->actor); /* until another is proven */
	if (request->authorization.size > 0)
		peer = credentials_find(call->service->credentials, request->authorization);
	if (peer == NULL)
		return error_set(&call->error, STATUS_UNAUTHENTICATED, "UNKNOWN_CREDENTIALS",
				 "The authorization is not \"Bearer TOKEN\" with a token that this service knows.");
	call->actor = bytes_text(peer->actor);
	call->role = peer == request->peer ? credentials_role(call->service->credentials, peer) : peer->role;
	if (call->role >= call->method->role)
		return STATUS_OK;
	call_fact(call, "role", "%s", role_name(call->role));
	call_fact(call, "requiredRole", "%s", role_name(call->method->role));
	return error_set(&call->error, STATUS_PERMISSION_DENIED, "ROLE",
			 "%s needs the role %s and %.*s has the role %s; call with a token of that role.",
			 call->method->path, role_name(call->method->role), (int)call->actor.size,
			 (const char *)call->actor.data, role_name(call->role));
}

static enum status admit_size(struct call *call, const struct service_request *request)
{
	size_t most = call->method->mode == MODE_POINT ? INLINE_MOST : SERVICE_MESSAGE_MOST;
	call->message = request->message;
	if (request->message.size > most)
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
				 "The message has %zu bytes; %s takes at most %zu.", request->message.size,
				 call->method->path, most);
	if (request->reason.size > REASON_MOST || !utf8_is_text(request->reason, NULL))
		return call_violation(call, "INVALID_METADATA", "metadata[\"truce-reason\"]",
				      "expected at most %d bytes of UTF-8 without NUL", REASON_MOST);
	return STATUS_OK;
}

static enum status admit(struct call *call, const struct service_request *request)
{
	call->method = request->row != NULL ? request->row : lookup_method(call->service, request->method);
	if (call->method == NULL) {
		call->arrived = request->arrived;
		return lookup_failed(call, request->method);
	}
	enum status status = admit_time(call, request);
	if (status == STATUS_OK)
		status = admit_caller(call, request);
	if (status == STATUS_OK)
		status = admit_size(call, request);
	return status;
}

/* ---- From a message to its row ---------------------------------------- */

/* Unpacks and validates the message: once, here, for every method. */
static enum status open_message(struct call *call)
{
	const struct method *row = call->method;
	enum message_strictness strictness = row->mode == MODE_WRITE ? MESSAGE_STRICT : MESSAGE_LENIENT;
	enum status status = message_unpack(row->input, call->message, strictness, &call->kept, &call->violations,
					    &call->request, &call->error);
	if (status != STATUS_OK)
		return status;
	if (row->check != NULL)
		row->check(call);
	else
		rules_check(call->request, "", &call->violations);
	if (call->error.status != STATUS_OK)
		return call->error.status;
	return violations_status(&call->violations, &call->error);
}

static void start_read(struct call *call)
{
	enum status status = call_on_time(call);
	if (status != STATUS_OK)
		call_finish(call, status);
	else
		call_read(call);
}

/* The answer comes later. */
static enum status keep_answer(struct call *call)
{
	service_emit *emit = call->emit;
	void *arg = call->keep == NULL ? call->arg : call->keep(call->arg, &emit);
	call->keep = NULL;
	if (arg == NULL && call->arg != NULL)
		return call_no_memory(call);
	call->emit = emit;
	call->arg = arg;
	return STATUS_OK;
}

/* What is quick is not worth the way to another thread. */
static void start_search(struct call *call)
{
	const struct method *row = call->method;
	if (row->is_quick != NULL && row->is_quick(call) && call_read_quickly(call))
		return;
	enum status status = keep_answer(call);
	if (status == STATUS_OK)
		status = pool_submit(call->service->pool, call, start_read);
	if (status != STATUS_OK)
		call_finish(call, status);
}

static void start_watch(struct call *call)
{
	enum status status = watch_park(call->service->watch, call);
	if (status != STATUS_OK)
		call_finish(call, status);
}

static void (*const starts[])(struct call *call) = {
	[MODE_POINT] = call_read,
	[MODE_SEARCH] = start_search,
	[MODE_WRITE] = writing_start,
	[MODE_WATCH] = start_watch,
};

/* A write that has its place in the sequence fails there. */
static void fail(struct call *call, enum status status)
{
	if (call->in_sequence)
		sequence_ready(&call->service->sequence, call, status);
	else
		call_finish(call, status);
}

static void start(struct call *call)
{
	enum status status = open_message(call);
	if (status != STATUS_OK)
		fail(call, status);
	else
		starts[call->method->mode](call);
}

/* Copies what is borrowed from the caller and needed after service_call. */
static enum status keep(struct call *call, const struct service_request *request)
{
	const uint8_t *message = arena_copy(&call->kept, request->message.data, request->message.size);
	const uint8_t *reason = arena_copy(&call->kept, request->reason.data, request->reason.size);
	if (message == NULL || reason == NULL)
		return call_no_memory(call);
	call->message = bytes_of(message, request->message.size);
	call->reason = bytes_of(reason, request->reason.size);
	return STATUS_OK;
}

/* Who takes what is not done at once: a search does not wait for texts that are read. */
static struct pool *pool_of(const struct call *call)
{
	return call->method->prepare == NULL ? call->service->pool : call->service->makers;
}

static void dispatch(struct call *call, const struct service_request *request)
{
	enum status status = admit(call, request);
	if (status == STATUS_OK && call->method->mode == MODE_POINT) {
		start(call);
		return;
	}
	if (status == STATUS_OK)
		status = keep(call, request);
	bool small = request->message.size <= INLINE_MOST && (status != STATUS_OK || call->method->prepare == NULL);
	if (status == STATUS_OK && (!small || call->method->is_quick == NULL))
		status = keep_answer(call);
	if (status == STATUS_OK && call->method->prepare != NULL)
		sequence_join(&call->service->sequence, call);
	if (status == STATUS_OK && !small)
		status = pool_submit(pool_of(call), call, start);
	if (status != STATUS_OK)
		fail(call, status);
	else if (small)
		start(call);
}

static void refuse(const struct error *error, int64_t revision, service_emit *emit, void *arg)
{
	uint8_t info[ENVELOPE_INFO];
	struct bytes detail = envelope_info(error->reason, info);
	struct service_reply reply = {
		.status = error->status,
		.message = error->message,
		.details = &detail,
		.detail_count = 1,
		.revision = revision,
	};
	emit(arg, &reply);
}

void service_call(struct service *service, const struct service_request *request, service_emit *emit, void *arg)
{
	struct call *call;
	struct error error;
	if (call_take(service, &call, &error) != STATUS_OK) {
		refuse(&error, service_revision(service), emit, arg);
		return;
	}
	call->emit = emit;
	call->arg = arg;
	call->keep = request->keep;
	dispatch(call, request);
}
