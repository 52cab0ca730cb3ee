#include "domain/commitment.h"

#include "base/time.h"
#include "service/indexes.h"
#include "service/listing.h"
#include "service/replaced.h"

struct question {
	int32_t day;
	struct replacements replaced;
};

/* The date asked about, today (UTC) where the request names none, and what was replaced. */
static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	struct question *question = arena_alloc(&call->arena, sizeof *question);
	out->terms[out->count++] = (struct listing_term){ "commitments", INDEX_THERE };
	if (question == NULL)
		return call_no_memory(call);
	if (!date_parse(call_text(call, "date"), &question->day))
		question->day = day_today();
	call->prepared = question;
	return replacements_begin(call, as_of, &question->replaced);
}

static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	struct question *question = call->prepared;
	const struct replacement *replaced;
	if (i >= statement->n_commitments || commitment_is_later(statement, question->day))
		return STATUS_NOT_FOUND;
	Truce__V1__CommitmentStatus *answer = commitment_status(statement, i, question->day, arena);
	if (answer == NULL)
		return call_no_memory(call);
	enum status status = replacements_find(call, &question->replaced, statement->name, question->day, &replaced);
	if (status == STATUS_OK && replaced != NULL)
		replacement_put(replaced, answer);
	*out = &answer->base;
	return status;
}

static const struct listing_use uses[] = { { .path = NULL } };

const struct listing_source listing_commitments = { .collection = STATEMENTS,
						    .type = &truce__v1__commitment_status__descriptor,
						    .order_by = "due.latest, statement, commitment",
						    .scope = scope,
						    .view = view,
						    .uses = uses };
