#include "domain/agenda.h"

#include <stdlib.h>

#include "base/time.h"
#include "proto/field.h"
#include "service/handlers.h"
#include "service/indexes.h"
#include "service/listing.h"

#define LINKS_MOST 256 /* that are followed back from an item that is written */

/* ---- Threads ---------------------------------------------------------- */

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
						       .order_by = "raised.latest, raised.earliest, process, topic, thread",
						       .scope = scope,
						       .view = view,
						       .uses = uses };

/* ---- Links that a write brings ---------------------------------------- */

/* Rounds that links were followed to. */
struct known {
	const char *name;
	const Truce__V1__Round *round; /* NULL where it is not on record */
	struct known *next;
};

struct links {
	struct call *call;
	const char *name; /* of the round that is written */
	const Truce__V1__Round *round;
	struct known *known;
};

static enum status load(struct links *l, const char *name, struct known *known)
{
	struct store_change record;
	ProtobufCMessage *message;
	enum status status = store_get(l->call->txn, bytes_text(name), 0, &record, &l->call->error);
	if (status == STATUS_NOT_FOUND || (status == STATUS_OK && record.kind == STORE_DELETED))
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(l->call, &collections[ROUNDS], &record, &l->call->arena, &message);
	if (status == STATUS_OK)
		known->round = (const Truce__V1__Round *)message;
	return status;
}

/* The round of a name, NULL in *out where there is none. The one that is written is
 * as it will be. */
static enum status find(struct links *l, struct bytes name, const Truce__V1__Round **out)
{
	if (bytes_equal(name, bytes_text(l->name))) {
		*out = l->round;
		return STATUS_OK;
	}
	for (const struct known *known = l->known; known != NULL; known = known->next) {
		if (bytes_equal(name, bytes_text(known->name))) {
			*out = known->round;
			return STATUS_OK;
		}
	}
	struct known *known = arena_zalloc(&l->call->arena, sizeof *known);
	const char *copy = arena_text_n(&l->call->arena, name.data, name.size);
	if (known == NULL || copy == NULL)
		return call_no_memory(l->call);
	enum status status = load(l, copy, known);
	known->name = copy;
	known->next = l->known;
	l->known = known;
	*out = known->round;
	return status;
}

static const Truce__V1__AgendaItem *item_of(const Truce__V1__Round *round, const char *id)
{
	for (size_t i = 0; i < round->n_agenda; i++)
		if (strcmp(round->agenda[i]->id, id) == 0)
			return round->agenda[i];
	return NULL;
}

/* Follows the links back from an item; *circle where they lead to the item again. A
 * round that was over before leads back only through rounds whose days are not known:
 * such a circle passes, and is cut where threads are read. */
static enum status follow(struct links *l, const Truce__V1__AgendaItem *item, bool *circle)
{
	const Truce__V1__AgendaItem *at = item;
	*circle = false;
	for (int steps = 0; steps < LINKS_MOST && at != NULL && !*circle; steps++) {
		const Truce__V1__Round *round;
		struct bytes name;
		const char *id;
		if (!agenda_item_name(at->carries_on, &name, &id))
			return STATUS_OK;
		enum status status = find(l, name, &round);
		if (status != STATUS_OK)
			return status;
		bool is_over = round == NULL || agenda_is_later(l->round, round);
		at = is_over ? NULL : item_of(round, id);
		*circle = at == item;
	}
	return STATUS_OK;
}

static enum status check_link(struct links *l, const Truce__V1__AgendaItem *item, const struct path *path)
{
	const Truce__V1__Round *earlier;
	struct bytes name;
	const char *id;
	bool circle = false;
	if (!agenda_item_name(item->carries_on, &name, &id))
		return STATUS_OK;
	enum status status = find(l, name, &earlier);
	if (status == STATUS_OK)
		status = follow(l, item, &circle);
	if (status != STATUS_OK)
		return status;
	if (earlier == l->round)
		violations_add_at(&l->call->violations, path,
				  "is an item of the same round; name the item of an earlier one");
	else if (circle)
		violations_add_at(
			&l->call->violations, path,
			"leads back to this item in a circle; a thread begins with an item that carries on from none");
	else if (earlier != NULL && agenda_is_later(earlier, l->round))
		violations_add_at(&l->call->violations, path,
				  "is an item of a later round (%s, %s); an item carries on from an earlier one",
				  earlier->name, earlier->date->earliest);
	return STATUS_OK;
}

/* ---- Links that others have to what is written -------------------------- */

/* A round that carries on an item of the written one, which a new date may have put
 * after it; one that this call has written has its own link checked. Adds one
 * violation at most. */
static enum status check_follower(struct links *l, uint32_t doc, const char *item, const struct path *date)
{
	const Truce__V1__Round *later;
	struct store_change record;
	enum status status = store_get_doc(l->call->txn, doc, 0, &record, &l->call->error);
	if (status != STATUS_OK || record.revision > l->call->revision)
		return status;
	status = find(l, record.name, &later);
	if (status != STATUS_OK || later == NULL || later == l->round || !agenda_is_later(l->round, later))
		return status;
	violations_add_at(&l->call->violations, date,
			  "is after %s (%s), where an item carries on from this round's %s; correct that round's date "
			  "or its link first",
			  later->name, later->date->latest, item);
	return STATUS_OK;
}

static enum status check_followers(struct links *l, const char *item, const struct path *date)
{
	struct store_postings postings;
	uint32_t doc;
	const char *term = arena_printf(&l->call->arena, "%s/agenda/%s", l->name, item);
	if (term == NULL)
		return call_no_memory(l->call);
	enum status status = store_postings_begin(l->call->txn, index_find(ROUNDS, "agenda.carries_on"),
						  bytes_text(term), &postings, &l->call->error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && l->call->violations.count == 0) {
		status = store_postings_next(&postings, &doc, &l->call->error);
		if (status == STATUS_OK)
			status = check_follower(l, doc, item, date);
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status agenda_check_links(struct call *call, const char *name, const ProtobufCMessage *message, const char *prefix)
{
	const Truce__V1__Round *round = (const Truce__V1__Round *)message;
	struct links links = { .call = call, .name = name, .round = round };
	struct path root = { .up = NULL, .name = prefix, .index = -1 };
	struct path date = { .up = &root, .name = "date", .index = -1 };
	for (size_t i = 0; i < round->n_agenda; i++) {
		struct path element = { .up = &root, .name = "agenda", .index = (ptrdiff_t)i };
		struct path path = { .up = &element, .name = "carries_on", .index = -1 };
		enum status status = check_link(&links, round->agenda[i], &path);
		if (status == STATUS_OK)
			status = check_followers(&links, round->agenda[i]->id, &date);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}
