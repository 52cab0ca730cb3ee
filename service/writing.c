#include "service/writing.h"

#include <assert.h>

static struct call *call_of(struct store_job *job)
{
	return (struct call *)((uint8_t *)job - offsetof(struct call, job));
}

/* ---- Request ids ------------------------------------------------------ */

static enum status recalled_reply(struct call *call, const struct store_remembered *remembered)
{
	enum status status = STATUS_OK;
	call->revision = remembered->revision;
	for (size_t i = 0; i < remembered->count && status == STATUS_OK; i++) {
		struct bytes piece = remembered->pieces[i].bytes;
		const uint8_t *copy = arena_copy(&call->arena, piece.data, piece.size);
		status = copy == NULL ? call_no_memory(call) : call_part(call, bytes_of(copy, piece.size));
	}
	return status;
}

/* NOT_FOUND where the request is new. */
static enum status recall(struct call *call)
{
	if (call->request_id.size == 0)
		return STATUS_NOT_FOUND;
	struct store_remembered remembered;
	enum status status =
		store_recall(call->txn, call->actor, call->request_id, &call->arena, &remembered, &call->error);
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
	struct store_piece *pieces = arena_array(&call->arena, call->part_count, sizeof *pieces);
	if (pieces == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < call->part_count; i++)
		pieces[i] = (struct store_piece){ .bytes = call->parts[i] };
	for (const struct own_body *own = call->own_bodies; own != NULL; own = own->next)
		pieces[own->part].revision = own->revision;
	struct store_remembered remembered = { .revision = call->revision,
					       .pieces = pieces,
					       .count = call->part_count };
	memcpy(remembered.digest, call->digest, sizeof call->digest);
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

static enum status make_ready(struct call *call)
{
	enum status status = call_on_time(call);
	if (status == STATUS_OK && call->method->prepare != NULL)
		status = prepare(call);
	if (status != STATUS_OK)
		return status;
	call->request_id = bytes_text(call_text(call, "request_id"));
	digest_request(call);
	return STATUS_OK;
}

void writing_start(struct call *call)
{
	enum status status = make_ready(call);
	if (call->in_sequence)
		sequence_ready(&call->service->sequence, call, status);
	else
		writing_leave(call, status);
}

void writing_leave(struct call *call, enum status status)
{
	call->job = (struct store_job){ .run = run, .done = done };
	if (status == STATUS_OK)
		store_submit(call->service->store, &call->job);
	else
		call_finish(call, status);
}
