#include "service/handlers.h"

#include "base/time.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "service/records.h"
#include "truce/v1/server_service.pb-c.h"

/* Figures of the rows that were called. */
static enum status add_methods(struct call *call, Truce__V1__ServerStatus *out)
{
	const struct service *service = call->service;
	out->methods = arena_array(&call->arena, service->method_count, sizeof *out->methods);
	if (out->methods == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < service->method_count; i++) {
		const struct figures *figures = &service->figures[i];
		int64_t calls = atomic_load_explicit(&figures->calls, memory_order_relaxed);
		if (calls == 0)
			continue;
		Truce__V1__MethodStatus *row = arena_alloc(&call->arena, sizeof *row);
		if (row == NULL)
			return call_no_memory(call);
		truce__v1__method_status__init(row);
		row->method = message_borrow(service->methods[i].path);
		row->calls = calls;
		row->errors = atomic_load_explicit(&figures->errors, memory_order_relaxed);
		row->busy_us = atomic_load_explicit(&figures->busy_ns, memory_order_relaxed) / 1000;
		out->methods[out->n_methods++] = row;
	}
	return STATUS_OK;
}

static enum status add_records(struct call *call, Truce__V1__ServerStatus *out)
{
	out->records = arena_array(&call->arena, COLLECTION_COUNT, sizeof *out->records);
	if (out->records == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < COLLECTION_COUNT; i++) {
		Truce__V1__ServerStatus__RecordsEntry *row = arena_alloc(&call->arena, sizeof *row);
		if (row == NULL)
			return call_no_memory(call);
		truce__v1__server_status__records_entry__init(row);
		struct bytes prefix = bytes_text(collections[i].prefix);
		row->key = arena_text_n(&call->arena, prefix.data, prefix.size - 1);
		if (row->key == NULL)
			return call_no_memory(call);
		enum status status = store_count(call->txn, prefix, &row->value, &call->error);
		if (status != STATUS_OK)
			return status;
		out->records[out->n_records++] = row;
	}
	return STATUS_OK;
}

static enum status add_store(struct call *call, Truce__V1__ServerStatus *out)
{
	struct store_state *state = arena_alloc(&call->arena, sizeof *state);
	if (state == NULL)
		return call_no_memory(call);
	enum status status = store_state(call->service->store, state, &call->error);
	if (status != STATUS_OK)
		return status;
	out->store_id = state->id;
	out->revision = store_revision(call->txn);
	out->oldest_revision = store_oldest(call->txn);
	out->read_only_reason = state->read_only_reason;
	out->store_bytes = state->file_bytes;
	out->map_bytes = state->map_bytes;
	out->free_bytes = state->free_bytes;
	out->readers = state->readers;
	out->oldest_reader_lag = state->oldest_reader_lag;
	return STATUS_OK;
}

enum status server_status(struct call *call)
{
	const struct service_options *options = &call->service->options;
	Truce__V1__ServerStatus out = TRUCE__V1__SERVER_STATUS__INIT;
	Google__Protobuf__Timestamp started = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
	instant_split(call->service->started, &started.seconds, &started.nanos);
	out.start_time = &started;
	out.version = message_borrow(options->version == NULL ? "" : options->version);
	if (options->connections != NULL)
		out.connections = options->connections(options->connections_arg);
	enum status status = add_store(call, &out);
	if (status == STATUS_OK)
		status = add_records(call, &out);
	if (status == STATUS_OK)
		status = add_methods(call, &out);
	return status == STATUS_OK ? call_reply_message(call, &out.base) : status;
}
