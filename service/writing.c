#include "service/writing.h"

#include <assert.h>

static struct call *call_of(struct store_job *job)
{
	return (struct call *)((uint8_t *)job - offsetof(struct call, job));
}

/* ---- Request ids ------------------------------------------------------ */

static enum status recalled_reply(struct call *call, const struct store_remembered *remembered)
{
	struct bytes reply = remembered->reply;
	struct store_change change;
	if (remembered->reply_is_body) {
		enum status status = store_change(call->txn, remembered->revision, &change, &call->error);
		if (status != STATUS_OK)
			return status;
		if (change.compacted)
			return error_set(&call->error, STATUS_FAILED_PRECONDITION, "COMPACTED",
					 "The request was carried out before, and its result was compacted away; "
					 "read the record instead.");
		reply = change.body;
	}
	const uint8_t *copy = arena_copy(&call->arena, reply.data, reply.size);
	if (copy == NULL)
		return call_no_memory(call);
	call->revision = remembered->revision;
	return call_part(call, bytes_of(copy, reply.size));
}

/* NOT_FOUND where the request is new. */
static enum status recall(struct call *call)
{
	if (call->request_id.size == 0)
		return STATUS_NOT_FOUND;
	struct store_remembered remembered;
	enum status status = store_recall(call->txn, call->actor, call->request_id, &remembered, &call->error);
	if (status != STATUS_OK)
		return status;
	if (memcmp(remembered.digest, call->digest, sizeof call->digest) != 0)
		return call_violation(call, "REQUEST_ID_REUSED", "request_id",
				      "was sent before with another request; make a new UUID for each request");
	return recalled_reply(call, &remembered);
}

static enum status remember(struct call *call)
{
	if (call->request_id.size == 0)
		return STATUS_OK;
	struct store_remembered remembered = { .revision = call->revision };
	memcpy(remembered.digest, call->digest, sizeof call->digest);
	if (call->body_revision > 0) {
		remembered.revision = call->body_revision;
		remembered.reply_is_body = true;
	} else {
		uint8_t *reply = arena_alloc(&call->arena, call->size);
		if (reply == NULL)
			return call_no_memory(call);
		remembered.reply = bytes_of(reply, call->size);
		for (size_t i = 0; i < call->part_count; reply += call->parts[i++].size)
			if (call->parts[i].size > 0)
				memcpy(reply, call->parts[i].data, call->parts[i].size);
	}
	return store_remember(call->txn, call->actor, call->request_id, &remembered, &call->error);
}

/* ---- The job ---------------------------------------------------------- */

static enum status carry_out(struct call *call)
{
	enum status status = call_on_time(call);
	if (status == STATUS_OK)
		status = recall(call);
	if (status != STATUS_NOT_FOUND)
		return status;
	call->error.status = STATUS_OK;
	int64_t before = store_revision(call->txn);
	status = call->method->handle(call);
	call->revision = call->takes_back ? before : store_revision(call->txn);
	if (status != STATUS_OK || call->takes_back)
		return status;
	status = remember(call);
	return status == STATUS_OK ? call_on_time(call) : status;
}

static enum status run(struct store_job *job, struct store_txn *txn)
{
	struct call *call = call_of(job);
	call_rewind(call);
	call->txn = txn;
	call_saw_latest(call);
	enum status status = carry_out(call);
	if (status == STATUS_OK && call->takes_back)
		return error_set(&job->error, STATUS_CANCELLED, "TAKEN_BACK", "The write was only tried.");
	if (status != STATUS_OK)
		job->error = call->error;
	return status;
}

static void done(struct store_job *job, enum status status)
{
	struct call *call = call_of(job);
	if (status == STATUS_CANCELLED && call->takes_back)
		status = STATUS_OK;
	if (status != STATUS_OK)
		call->error = job->error;
	call_finish(call, status);
}

static void digest_request(struct call *call)
{
	const struct bytes pieces[] = { bytes_of(call->method->path, strlen(call->method->path) + 1), call->message };
	store_digest(pieces, sizeof pieces / sizeof *pieces, call->digest);
}

/* The row's slow, pure work, in a read transaction of its own. */
static enum status prepare(struct call *call)
{
	enum status status = store_read(call->service->store, &call->txn, &call->error);
	if (status != STATUS_OK)
		return status;
	status = call->method->prepare(call);
	store_read_end(call->txn);
	call->txn = NULL;
	return status;
}

void writing_start(struct call *call)
{
	enum status status = call_on_time(call);
	if (status == STATUS_OK && call->method->prepare != NULL)
		status = prepare(call);
	if (status != STATUS_OK) {
		call_finish(call, status);
		return;
	}
	call->request_id = bytes_text(call_text(call, "request_id"));
	digest_request(call);
	call->job = (struct store_job){ .run = run, .done = done };
	store_submit(call->service->store, &call->job);
}
