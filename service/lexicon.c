#include "service/lexicon.h"

#include "domain/citation_asked.h"
#include "service/indexes.h"

#define FIRST_ROOM 64

/* The entries so far, and the memory of the record that is looked at. */
struct maker {
	struct call *call;
	struct arena *arena;
	struct arena scratch;
	struct lexicon_entry *entries;
	size_t count, room;
};

static bool grow(struct maker *m)
{
	if (m->count < m->room)
		return true;
	size_t room = m->room == 0 ? FIRST_ROOM : m->room * 2;
	struct lexicon_entry *entries = arena_array(m->arena, room, sizeof *entries);
	if (entries == NULL)
		return false;
	if (m->count > 0)
		memcpy(entries, m->entries, m->count * sizeof *entries);
	m->entries = entries;
	m->room = room;
	return true;
}

/* Copies the entry's texts; one without words is left out. */
static bool add(struct maker *m, struct lexicon_entry entry)
{
	if (entry.words[0] == '\0')
		return true;
	if (!grow(m))
		return false;
	entry.words = arena_text(m->arena, entry.words);
	entry.target = arena_text(m->arena, entry.target);
	entry.instrument = entry.instrument == NULL ? NULL : arena_text(m->arena, entry.instrument);
	entry.process = entry.process == NULL ? NULL : arena_text(m->arena, entry.process);
	m->entries[m->count++] = entry;
	return entry.words != NULL && entry.target != NULL;
}

/* One entry for the title and one for each alias. */
static bool add_names(struct maker *m, struct lexicon_entry entry, const char *title, char *const *aliases,
		      size_t alias_count)
{
	entry.words = title;
	bool added = add(m, entry);
	for (size_t i = 0; added && i < alias_count; i++) {
		entry.words = aliases[i];
		added = add(m, entry);
	}
	return added;
}

static bool add_zone(struct maker *m, const ProtobufCMessage *record)
{
	const Truce__V1__Zone *zone = (const Truce__V1__Zone *)record;
	struct lexicon_entry entry = { .kind = LEXICON_ZONE, .target = zone->name };
	return add_names(m, entry, zone->title, zone->aliases, zone->n_aliases);
}

static bool has_process(const struct maker *m, const char *process)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i].kind == LEXICON_PROCESS && strcmp(m->entries[i].target, process) == 0)
			return true;
	return false;
}

static bool add_round(struct maker *m, const ProtobufCMessage *record)
{
	const Truce__V1__Round *round = (const Truce__V1__Round *)record;
	struct lexicon_entry process = { .kind = LEXICON_PROCESS, .words = round->process, .target = round->process };
	struct lexicon_entry entry = {
		.kind = LEXICON_ROUND, .target = round->name, .process = round->process, .ordinal = round->ordinal
	};
	if (!has_process(m, round->process) && !add(m, process))
		return false;
	return add_names(m, entry, round->title, round->aliases, round->n_aliases);
}

/* A symbol of a series that the reader has no form of, "IGAD/HSG/2011/COM-3". Which statement has it
 * is told behind the reading, as of any symbol: it may be several. */
static bool add_symbol(struct maker *m, const ProtobufCMessage *record)
{
	const char *symbol = ((const Truce__V1__Statement *)record)->symbol;
	struct lexicon_entry entry = {
		.kind = LEXICON_INSTRUMENT, .words = symbol, .target = "", .instrument = symbol
	};
	struct citation_asked asked;
	if (strchr(symbol, '/') == NULL || strpbrk(symbol, "0123456789") == NULL)
		return true;
	if (!citation_asked(symbol, &m->scratch, &asked))
		return false;
	return asked.count > 0 || add(m, entry);
}

static bool add_agreement(struct maker *m, const ProtobufCMessage *record)
{
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)record;
	struct lexicon_entry entry = { .kind = LEXICON_INSTRUMENT, .target = statement->name };
	entry.instrument = statement->symbol[0] != '\0' ? statement->symbol : statement->title;
	return add_names(m, entry, statement->title, statement->aliases, statement->n_aliases) && add_symbol(m, record);
}

static enum status look(struct maker *m, enum collection_id collection, const struct store_change *record,
			bool (*add_record)(struct maker *m, const ProtobufCMessage *record))
{
	ProtobufCMessage *message;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	arena_reset(&m->scratch);
	enum status status = record_load(m->call, &collections[collection], record, &m->scratch, &message);
	if (status != STATUS_OK)
		return status;
	return add_record(m, message) ? STATUS_OK : call_no_memory(m->call);
}

static enum status scan(struct maker *m, enum collection_id collection,
			bool (*add_record)(struct maker *m, const ProtobufCMessage *record))
{
	struct store_scan scanned;
	struct store_change record;
	enum status status = store_scan_begin(m->call->txn, bytes_text(collections[collection].prefix), bytes_text(""),
					      0, &scanned, &m->call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(m->call, i);
		if (status == STATUS_OK)
			status = store_scan_next(&scanned, &record, &m->call->error);
		if (status == STATUS_OK)
			status = look(m, collection, &record, add_record);
	}
	store_scan_end(&scanned);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Agreements and joint statements are few among many statements: they are had by their kind. Resolutions
 * may be thousands, of series whose form the reader has. */
static enum status scan_kind(struct maker *m, const char *kind,
			     bool (*add_record)(struct maker *m, const ProtobufCMessage *record))
{
	struct store_postings postings;
	struct store_change record;
	uint32_t doc;
	enum status status = store_postings_begin(m->call->txn, index_find(STATEMENTS, "kind"), bytes_text(kind),
						  &postings, &m->call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(m->call, i);
		if (status == STATUS_OK)
			status = store_postings_next(&postings, &doc, &m->call->error);
		if (status == STATUS_OK)
			status = store_get_doc(m->call->txn, doc, 0, &record, &m->call->error);
		if (status == STATUS_OK)
			status = look(m, STATEMENTS, &record, add_record);
	}
	store_postings_end(&postings);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status lexicon_make(struct call *call, struct arena *arena, struct lexicon *out)
{
	struct maker m = { .call = call, .arena = arena };
	arena_init(&m.scratch, call->service->options.arena_most / 2);
	enum status status = scan(&m, ZONES, add_zone);
	if (status == STATUS_OK)
		status = scan(&m, ROUNDS, add_round);
	if (status == STATUS_OK)
		status = scan_kind(&m, "KIND_AGREEMENT", add_agreement);
	if (status == STATUS_OK)
		status = scan_kind(&m, "KIND_JOINT_STATEMENT", add_symbol);
	arena_fini(&m.scratch);
	if (status == STATUS_OK)
		*out = (struct lexicon){ .entries = m.entries, .count = m.count };
	return status;
}
