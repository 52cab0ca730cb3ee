#include "service/links.h"

#include <inttypes.h>

#include "domain/agenda.h"
#include "proto/field.h"
#include "proto/wire.h"
#include "service/indexes.h"
#include "service/numbers.h"
#include "truce/v1/zone.pb-c.h"

#define LINKS_MOST 256 /* that are followed back from an item that is written */
#define PARENTS_MOST 32

/* ---- Links of a round that is written --------------------------------- */

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

/* ---- Links that others have to it ------------------------------------- */

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

static enum status check_agenda(struct links *links, const char *prefix)
{
	const Truce__V1__Round *round = links->round;
	struct path root = { .up = NULL, .name = prefix, .index = -1 };
	struct path date = { .up = &root, .name = "date", .index = -1 };
	for (size_t i = 0; i < round->n_agenda; i++) {
		struct path element = { .up = &root, .name = "agenda", .index = (ptrdiff_t)i };
		struct path path = { .up = &element, .name = "carries_on", .index = -1 };
		enum status status = check_link(links, round->agenda[i], &path);
		if (status == STATUS_OK)
			status = check_followers(links, round->agenda[i]->id, &date);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* ---- The number of a round --------------------------------------------- */

/* The round on record that a posting is of, if it is another one that has the number now. */
static enum status check_numbered(struct links *l, uint32_t doc)
{
	const Truce__V1__Round *other;
	struct store_change record;
	enum status status = store_get_doc(l->call->txn, doc, 0, &record, &l->call->error);
	if (status != STATUS_OK || bytes_equal(record.name, bytes_text(l->name)))
		return status;
	status = find(l, record.name, &other);
	if (status != STATUS_OK || other == NULL || other->ordinal != l->round->ordinal ||
	    strcmp(other->process, l->round->process) != 0)
		return status;
	call_fact(l->call, "resource", "%s", other->name);
	return error_set(&l->call->error, STATUS_ALREADY_EXISTS, "ROUND_EXISTS",
			 "%s is round %" PRId32 " of %s already, so that %s cannot be; update that one, or give this "
			 "one its own ordinal (where it is a resumed part of that round, its own or none).",
			 other->name, l->round->ordinal, l->round->process, l->name);
}

static enum status check_number(struct links *l)
{
	struct store_postings postings;
	char term[NUMBER_TERM];
	uint32_t doc;
	size_t size = number_term(l->round, term);
	if (size == 0)
		return STATUS_OK;
	enum status status = store_postings_begin(l->call->txn, index_find(ROUNDS, "ordinal"), bytes_of(term, size),
						  &postings, &l->call->error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK) {
		status = store_postings_next(&postings, &doc, &l->call->error);
		if (status == STATUS_OK)
			status = check_numbered(l, doc);
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status check_round(struct call *call, const char *name, const ProtobufCMessage *message, const char *prefix)
{
	struct links links = { .call = call, .name = name, .round = (const Truce__V1__Round *)message };
	enum status status = check_number(&links);
	return status == STATUS_OK ? check_agenda(&links, prefix) : status;
}

/* ---- Parents of a zone ------------------------------------------------ */

/* The parent of a zone on record; empty where it has none or is not on record. */
static enum status parent_of(struct call *call, struct bytes name, struct bytes *out)
{
	const ProtobufCMessageDescriptor *type = collections[ZONES].type;
	struct store_change record;
	enum status status = store_get(call->txn, name, 0, &record, &call->error);
	*out = bytes_text("");
	if (status == STATUS_NOT_FOUND || (status == STATUS_OK && record.kind == STORE_DELETED))
		return STATUS_OK;
	if (status == STATUS_OK)
		*out = wire_find(record.body, protobuf_c_message_descriptor_get_field_by_name(type, "parent")->id);
	return status;
}

static enum status check_parents(struct call *call, const char *name, const ProtobufCMessage *message,
				 const char *prefix)
{
	struct bytes at = bytes_text(((const Truce__V1__Zone *)message)->parent);
	struct path root = { .up = NULL, .name = prefix, .index = -1 };
	struct path path = { .up = &root, .name = "parent", .index = -1 };
	for (int above = 1; at.size > 0; above++) {
		if (bytes_equal(at, bytes_text(name))) {
			violations_add_at(&call->violations, &path,
					  "leads back to the zone itself; name one that is not part of it");
			return STATUS_OK;
		}
		if (above > PARENTS_MOST) {
			violations_add_at(&call->violations, &path,
					  "has more than %d zones above it; name one further up", PARENTS_MOST);
			return STATUS_OK;
		}
		enum status status = parent_of(call, at, &at);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* ---- All of them ------------------------------------------------------ */

/* Adds a violation for each rule that is broken, each path beginning with prefix. */
typedef enum status link_check(struct call *call, const char *name, const ProtobufCMessage *record, const char *prefix);

static link_check *const checks[COLLECTION_COUNT] = { [ROUNDS] = check_round, [ZONES] = check_parents };

enum status record_check_others(struct call *call, const struct collection *collection, const char *name,
				const ProtobufCMessage *record, const char *prefix)
{
	link_check *check = checks[collection - collections];
	if (check == NULL)
		return STATUS_OK;
	enum status status = check(call, name, record, prefix);
	return status == STATUS_OK ? violations_status(&call->violations, &call->error) : status;
}
