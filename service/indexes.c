#include "service/indexes.h"

#include <assert.h>

#include "proto/wire.h"
#include "service/briefs.h"
#include "service/coverage.h"
#include "service/names.h"
#include "service/numbers.h"
#include "service/place_index.h"
#include "service/search/search.h"

#define PART_MOST 64 /* bytes of a part of a path */
#define PARTS_MOST 4 /* of a path */

static enum status terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out);

#define ROW(number, of, field)                                                                                         \
	{                                                                                                              \
		{ .id = number, .version = 1, .name = #of " " field, .terms = terms }, of, field                       \
	}

/* clang-format off */
const struct index_row index_rows[] = {
	ROW( 1, STATEMENTS, "kind"),
	ROW( 2, STATEMENTS, "symbol"),
	ROW( 3, STATEMENTS, "round"),
	ROW( 4, STATEMENTS, "turns.speaker.party.id"),
	ROW( 5, STATEMENTS, "signatories.party.id"),
	ROW( 6, STATEMENTS, "citations.instrument"),
	ROW( 7, STATEMENTS, "citations.statement"),
	ROW( 8, STATEMENTS, "mentions.target"),
	ROW( 9, STATEMENTS, "links.statement"),
	ROW(10, STATEMENTS, "sources.text"),
	ROW(11, ROUNDS,     "process"),
	ROW(12, ROUNDS,     "participants.party.id"),
	ROW(13, ROUNDS,     "agenda.topic"),
	ROW(14, ZONES,      "guarantors.party.id"),
	ROW(15, ZONES,      "provinces.p_code"),
	ROW(16, ZONES,      "agreement"),
	ROW(17, ZONES,      "round"),
	ROW(18, ZONES,      "parent"),
	ROW(19, STATEMENTS, "aliases"),
	ROW(20, STATEMENTS, "votes.ballots.party.id"),
	ROW(21, STATEMENTS, "turns.speaker.id"),
	{ { .id = MEETING_INDEX, .version = 2, .name = "STATEMENTS meeting", .terms = meeting_terms }, STATEMENTS, "meeting" },
	ROW(24, ROUNDS,     "agenda.carries_on"),
	ROW(25, STATEMENTS, "commitments"),
	ROW(26, ZONES,      "readings.id"),
	ROW(27, STATEMENTS, "acts.actors.id"),
	{ { .id = NUMBER_INDEX, .version = 1, .name = "ROUNDS number", .terms = number_terms }, ROUNDS, "ordinal" },
	{ { .id = PLACE_INDEX, .version = 1, .name = "ZONES boundary.geojson", .terms = place_terms }, ZONES, "boundary.geojson" },
	{ { .id = BRIEF_INDEX, .version = 1, .name = "briefs", .brief = brief_record }, ZONES, "boundary" },
	{ { .id = NAME_INDEX, .version = 1, .name = "ZONES aliases", .terms = name_terms }, ZONES, "aliases" },
	{ { .id = 60, .version = 10, .name = "STATEMENTS text", .text = search_index_text }, STATEMENTS, "title" },
	{ .path = NULL },
};
/* clang-format on */

#define ROWS (sizeof index_rows / sizeof *index_rows)

static const struct store_index *list[ROWS]; /* the last stays NULL */

/* The fields along each row's path, ended by NULL. */
static const ProtobufCFieldDescriptor *paths[ROWS][PARTS_MOST + 1];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_path(const ProtobufCMessageDescriptor *type, const char *path, const ProtobufCFieldDescriptor **out)
{
	for (size_t i = 0; i < PARTS_MOST && *path != '\0'; i++) {
		char part[PART_MOST];
		size_t size = strcspn(path, ".");
		assert(type != NULL && size < sizeof part);
		memcpy(part, path, size);
		part[size] = '\0';
		out[i] = protobuf_c_message_descriptor_get_field_by_name(type, part);
		assert(out[i] != NULL);
		type = out[i]->type == PROTOBUF_C_TYPE_MESSAGE ? out[i]->descriptor : NULL;
		path += size + (path[size] == '.');
	}
	assert(*path == '\0');
}

static void make(void)
{
	for (size_t i = 0; i + 1 < ROWS; i++) {
		list[i] = &index_rows[i].index;
		if (index_rows[i].index.terms == terms)
			make_path(collections[index_rows[i].collection].type, index_rows[i].path, paths[i]);
	}
}

const struct store_index *const *service_indexes(void)
{
	pthread_once(&once, make);
	return list;
}

const struct store_index *index_find(enum collection_id collection, const char *path)
{
	for (const struct index_row *row = index_rows; row->path != NULL; row++)
		if (row->collection == collection && strcmp(row->path, path) == 0)
			return &row->index;
	return NULL;
}

static enum status add_value(const ProtobufCFieldDescriptor *f, const struct wire_field *value, struct store_terms *out)
{
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return store_terms_add(out, value->content);
	if (f->type == PROTOBUF_C_TYPE_MESSAGE)
		return store_terms_add(out, bytes_text(INDEX_THERE));
	assert(f->type == PROTOBUF_C_TYPE_ENUM);
	const ProtobufCEnumValue *named =
		protobuf_c_enum_descriptor_get_value(f->descriptor, (int)(int64_t)value->value);
	return named == NULL ? STATUS_OK : store_terms_add(out, bytes_text(named->name));
}

/* Walks the packed message along a path; nothing is unpacked. Bytes of the store were
 * validated before they were stored, and protobuf-c packs fields by their numbers. */
static enum status walk(const ProtobufCFieldDescriptor *const *path, struct bytes message, struct store_terms *out)
{
	struct wire_cursor c = wire_begin(message);
	struct wire_field value;
	enum status status;
	while ((status = wire_next(&c, &value)) == STATUS_OK && value.number <= path[0]->id) {
		if (value.number != path[0]->id)
			continue;
		status = path[1] == NULL ? add_value(path[0], &value, out) : walk(path + 1, value.content, out);
		if (status != STATUS_OK)
			return status;
	}
	return status == STATUS_NOT_FOUND || status == STATUS_OK ? STATUS_OK : STATUS_DATA_LOSS;
}

static enum status terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	const struct index_row *row = (const struct index_row *)self;
	const struct collection *collection = &collections[row->collection];
	if (!bytes_start_with(name, bytes_text(collection->prefix)))
		return STATUS_OK;
	pthread_once(&once, make);
	return walk(paths[row - index_rows], body, out);
}
