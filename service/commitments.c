#include "domain/commitment.h"

#include "base/time.h"
#include "service/indexes.h"
#include "service/listing.h"

/* The date asked about; today (UTC) where the request names none. */
static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	int32_t *day = arena_alloc(&call->arena, sizeof *day);
	(void)as_of;
	out->terms[out->count++] = (struct listing_term){ "commitments", INDEX_THERE };
	if (day == NULL)
		return call_no_memory(call);
	if (!date_parse(call_text(call, "date"), day))
		*day = day_today();
	call->prepared = day;
	return STATUS_OK;
}

static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	const int32_t *day = call->prepared;
	if (i >= statement->n_commitments || commitment_is_later(statement, *day))
		return STATUS_NOT_FOUND;
	Truce__V1__CommitmentStatus *status = commitment_status(statement, i, *day, arena);
	if (status == NULL)
		return call_no_memory(call);
	*out = &status->base;
	return STATUS_OK;
}

static const struct listing_use uses[] = { { .path = NULL } };

const struct listing_source listing_commitments = { .collection = STATEMENTS,
						    .type = &truce__v1__commitment_status__descriptor,
						    .order_by = "due.latest, statement, commitment",
						    .scope = scope,
						    .view = view,
						    .uses = uses };
