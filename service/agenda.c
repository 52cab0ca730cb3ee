#include "domain/agenda.h"

#include <stdlib.h>

#include "base/time.h"
#include "service/handlers.h"
#include "service/listing.h"

/* All rounds, in the order of their names, and their threads. */
struct rounds {
	const Truce__V1__Round **list;
	size_t count, room;
	struct agenda agenda;
};

static enum status add_round(struct call *call, ProtobufCMessage *record, void *arg)
{
	struct rounds *rounds = arg;
	if (rounds->count == rounds->room) {
		size_t room = 2 * rounds->room + 64;
		const Truce__V1__Round **bigger = arena_array(&call->arena, room, sizeof *bigger);
		if (bigger == NULL)
			return call_no_memory(call);
		if (rounds->count > 0)
			memcpy(bigger, rounds->list, rounds->count * sizeof *bigger);
		rounds->list = bigger;
		rounds->room = room;
	}
	rounds->list[rounds->count++] = (const Truce__V1__Round *)record;
	return STATUS_OK;
}

static enum status scope(struct call *call, int64_t as_of, struct listing_scope *out)
{
	struct rounds *rounds = arena_zalloc(&call->arena, sizeof *rounds);
	int32_t until = DAY_LAST, today = day_today();
	(void)out;
	if (rounds == NULL)
		return call_no_memory(call);
	if (date_parse(call_text(call, "date"), &until))
		today = until;
	enum status status = listing_each(call, ROUNDS, as_of, &call->arena, add_round, rounds);
	if (status != STATUS_OK)
		return status;
	call->prepared = rounds;
	return agenda_threads(rounds->list, rounds->count, until, today, &call->arena, &rounds->agenda, &call->error);
}

static int compare_rounds(const void *key, const void *element)
{
	const Truce__V1__Round *const *round = element;
	return strcmp(key, (*round)->name);
}

/* A thread belongs to the round that began it. */
static enum status view(struct call *call, const ProtobufCMessage *record, size_t i, struct arena *arena,
			ProtobufCMessage **out)
{
	const struct rounds *rounds = call->prepared;
	const char *name = ((const Truce__V1__Round *)record)->name;
	const Truce__V1__Round **found = NULL;
	(void)arena;
	if (rounds->count > 0)
		found = bsearch(name, rounds->list, rounds->count, sizeof *rounds->list, compare_rounds);
	if (found == NULL)
		return STATUS_NOT_FOUND;
	const size_t *first = &rounds->agenda.first[found - rounds->list];
	if (i >= first[1] - first[0])
		return STATUS_NOT_FOUND;
	*out = &rounds->agenda.threads[first[0] + i]->base;
	return STATUS_OK;
}

static const struct listing_use uses[] = {
	{ "topic", { "agenda.topic" } },
	{ "process", { "process" } },
	{ .path = NULL },
};

const struct listing_source listing_agenda_threads = { .collection = ROUNDS,
						       .type = &truce__v1__agenda_thread__descriptor,
						       .order_by =
							       "raised.latest, raised.earliest, process, topic, thread",
						       .scope = scope,
						       .view = view,
						       .uses = uses };
