/* Any bytes, taken for the JSON of the type that the first byte selects: reading
 * answers a message or one line that says why not, and what it read is written and
 * read back the same. */
#include "proto/json.h"

#include <stdio.h>
#include <stdlib.h>

#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "base/utf8.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* New types go to the end, so that the corpus keeps its meaning. */
static const ProtobufCMessageDescriptor *const types[] = {
	&truce__v1__record_set__descriptor,
	&truce__v1__update_zone_request__descriptor,
	&truce__v1__get_zone_request__descriptor,
	&truce__v1__zone_status__descriptor,
	&truce__v1__change__descriptor,
	&truce__rpc__v1__request__descriptor,
	&truce__rpc__v1__response__descriptor,
	&google__protobuf__any__descriptor,
	&google__protobuf__timestamp__descriptor,
	&google__protobuf__duration__descriptor,
	&google__protobuf__field_mask__descriptor,
	&truce__v1__server_status__descriptor,
};

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

static struct bytes pack(const ProtobufCMessage *m, struct arena *arena)
{
	struct bytes out;
	require(message_pack_arena(m, arena, &out) == STATUS_OK, "there is memory to pack");
	return out;
}

static void write_and_read(const ProtobufCMessage *m, unsigned flags, struct arena *arena)
{
	struct buffer json;
	struct error error = { 0 };
	ProtobufCMessage *back;
	buffer_init(&json, 1 << 26);
	require(json_write(m, flags, &json) == STATUS_OK, "what was read is written");
	require(utf8_is_text(buffer_bytes(&json), NULL), "JSON is text");
	for (size_t i = 0; i < json.size; i++)
		require(json.data[i] >= 0x20 || json.data[i] == '\n', "no control character is written");
	if (json_read(m->descriptor, buffer_bytes(&json), arena, &back, &error) != STATUS_OK)
		require(false, error.message);
	/* maps are written in the order of their keys, so compare what is written */
	struct buffer again;
	buffer_init(&again, 1 << 26);
	require(json_write(back, flags, &again) == STATUS_OK, "it is written twice");
	require(bytes_equal(buffer_bytes(&json), buffer_bytes(&again)), "it is written the same twice");
	require(pack(m, arena).size == pack(back, arena).size, "nothing was lost");
	buffer_fini(&json);
	buffer_fini(&again);
}

/* Every text that is read has a place for every path, on the way to it at least. */
static void find_places(const ProtobufCMessageDescriptor *type, struct bytes text, struct arena *arena)
{
	const char *paths[] = { "", "zones[1].sources[0].id", "zone.readings[0].effective.earliest", NULL };
	struct json_place places[sizeof paths / sizeof *paths];
	size_t count = sizeof paths / sizeof *paths;
	/* and what the text itself says is a path */
	paths[count - 1] = arena_text_n(arena, text.data, text.size);
	count -= paths[count - 1] == NULL;
	enum status status = json_find(type, text, paths, count, arena, places, NULL);
	require(status == STATUS_OK || status == STATUS_RESOURCE_EXHAUSTED, "what was read can be searched");
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		require(places[i].line > 0 && places[i].column > 0 && places[i].column <= text.size,
			"a place is in the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const ProtobufCMessageDescriptor *type = types[data[0] % (sizeof types / sizeof *types)];
	struct arena arena;
	struct error error = { 0 };
	ProtobufCMessage *m = NULL;
	arena_init(&arena, (size_t)64 << 20);
	enum status status = json_read(type, bytes_of(data + 1, size - 1), &arena, &m, &error);
	if (status == STATUS_OK) {
		require(json_check(bytes_of(data + 1, size - 1), &error) == STATUS_OK, "what was read is JSON");
		find_places(type, bytes_of(data + 1, size - 1), &arena);
		write_and_read(m, 0, &arena);
		write_and_read(m, JSON_PRETTY | JSON_DEFAULTS, &arena);
	} else {
		require(m == NULL, "a failure leaves the output untouched");
		require(utf8_is_text(bytes_text(error.message), NULL), "the error is text");
		require(strchr(error.message, '\n') == NULL, "the error is one line");
		bool named = status == STATUS_RESOURCE_EXHAUSTED || strncmp(error.message, "line ", 5) == 0;
		require(named, "the error names the line");
	}
	arena_fini(&arena);
	return 0;
}
