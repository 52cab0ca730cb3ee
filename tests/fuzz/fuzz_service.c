/* Any bytes, taken for a truce.rpc.v1.Request to a service with a small record: the
 * reply is a well-formed Response, its code is known and none that admits a fault of
 * ours, a failure says why, and the service goes on. */
#include "service/service.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "google/protobuf/any.pb-c.h"
#include "google/rpc/error_details.pb-c.h"
#include "proto/json.h"
#include "proto/schema.h"
#include "proto/wire.h"
#include "service/call.h"
#include "truce/rpc/v1/envelope.pb-c.h"

#define ARENA_MOST (32 << 20)
#define REVISIONS_MOST 300 /* then a new store is made */
#define LOOK_EVERY 1024    /* calls between two looks at the service itself */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most) __attribute__((weak));

static struct store *store;
static struct service *service;
static struct service_peer peer = { .actor = "fuzz", .role = ROLE_ADMIN };
static char folder[64];
static struct arena arena;
static struct buffer reply, request;

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

/* ---- The service ------------------------------------------------------ */

static const char seed_records[] =
	"{\"records\":{\"statements\":[{\"name\":\"statements/s\",\"kind\":\"KIND_SPEECH\",\"symbol\":\"S/PV.1\","
	"\"turns\":[{\"speaker\":{\"party\":{\"id\":\"KAZ\"}}}],\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"turn\":1,"
	"\"text\":\"The committee.\"}],\"citations\":[{\"instrument\":\"S/RES/2254 (2015)\",\"span\":{\"block\":1,"
	"\"end\":3}}],\"sources\":[{\"id\":\"s\"}]},{\"name\":\"statements/m\",\"kind\":\"KIND_AGREEMENT\","
	"\"title\":\"Memorandum\",\"sources\":[{\"id\":\"s\"}]}],"
	"\"rounds\":[{\"name\":\"rounds/r\",\"process\":\"astana\",\"ordinal\":6,\"sources\":[{\"id\":\"s\"}]}],"
	"\"zones\":[{\"name\":\"zones/z\",\"kind\":\"KIND_DE_ESCALATION_AREA\",\"title\":\"North\","
	"\"guarantors\":[{\"party\":{\"id\":\"RUS\"}}],\"readings\":[{\"id\":\"memo\",\"effective\":{\"earliest\":"
	"\"2017-05-06\",\"latest\":\"2017-05-06\"},\"initialTermMonths\":6,\"sources\":[{\"source\":\"s\"}]}],"
	"\"sources\":[{\"id\":\"s\"}]}]}}";

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

static void check_store(void)
{
	struct store_report report = { 0 };
	struct error error;
	char path[80];
	snprintf(path, sizeof path, "%s/store", folder);
	require(store_verify(path, service_indexes(), &report, &error) == STATUS_OK, error.message);
	require(report.faults == 0, "the store is whole");
}

static void close_service(void)
{
	if (service == NULL)
		return;
	service_close(service);
	store_close(store);
	service = NULL;
	check_store();
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void put_field(uint32_t number, struct bytes content)
{
	require(wire_put_bytes(&request, number, content) == STATUS_OK, "there is memory for a request");
}

/* Reads a message as strictly as the service reads a write. */
static ProtobufCMessage *unpack(const ProtobufCMessageDescriptor *type, struct bytes bytes)
{
	struct violations faults;
	ProtobufCMessage *message;
	violations_init(&faults, &arena);
	if (message_unpack(type, bytes, MESSAGE_STRICT, &arena, &faults, &message, NULL) == STATUS_OK)
		return message;
	fprintf(stderr, "%s: %s\n", type->name, faults.first == NULL ? "no memory" : faults.first->description);
	abort();
}

static Truce__Rpc__V1__Response *handle(struct bytes envelope)
{
	arena_reset(&arena);
	reply.size = 0;
	require(service_handle(service, &peer, envelope, &reply) == STATUS_OK, "each request is answered");
	return (Truce__Rpc__V1__Response *)unpack(&truce__rpc__v1__response__descriptor, buffer_bytes(&reply));
}

static Truce__Rpc__V1__Response *call(const char *path, const char *type, const char *json)
{
	ProtobufCMessage *message;
	struct bytes packed;
	struct error error;
	arena_reset(&arena);
	require(json_read(schema_message(type), bytes_text(json), &arena, &message, &error) == STATUS_OK,
		error.message);
	require(message_pack_arena(message, &arena, &packed) == STATUS_OK, "there is memory to pack");
	request.size = 0;
	put_field(1, bytes_text(path));
	put_field(2, packed);
	return handle(buffer_bytes(&request));
}

static void open_service(void)
{
	struct error error;
	struct store_options options = { .indexes = service_indexes(), .map_bytes = 4 << 20, .unsafe_no_sync = true };
	struct service_options service_options = { .version = "fuzz", .search_threads = 1, .arena_most = 8 << 20 };
	char path[80];
	snprintf(folder, sizeof folder, "%s/truce-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	require(mkdtemp(folder) != NULL, "a folder can be made");
	snprintf(path, sizeof path, "%s/store", folder);
	require(store_init(path, &error) == STATUS_OK, error.message);
	require(store_open(path, &options, &store, &error) == STATUS_OK, error.message);
	service_options.store = store;
	require(service_open(&service_options, &service, &error) == STATUS_OK, error.message);
	const Truce__Rpc__V1__Response *made =
		call("/truce.v1.ImportService/ImportRecords", "truce.v1.ImportRecordsRequest", seed_records);
	require(made->code == STATUS_OK, made->message);
}

static void prepare(void)
{
	static bool prepared;
	if (!prepared) {
		arena_init(&arena, ARENA_MOST);
		buffer_init(&reply, 2 * SERVICE_MESSAGE_MOST);
		buffer_init(&request, 2 * SERVICE_MESSAGE_MOST);
		atexit(close_service);
		prepared = true;
	}
	if (service == NULL)
		open_service();
}

/* ---- What holds of every reply ---------------------------------------- */

static void check_failure(const Truce__Rpc__V1__Response *r)
{
	require(r->message[0] != '\0', "a failure has a message");
	require(r->payload.len == 0, "a failure has no payload");
	require(r->n_details > 0, "a failure has details");
	for (size_t i = 0; i < r->n_details; i++) {
		const Google__Protobuf__Any *any = r->details[i];
		const ProtobufCMessageDescriptor *type = schema_message(strrchr(any->type_url, '/') + 1);
		require(type != NULL, "a detail is of a type of the schema");
		ProtobufCMessage *detail = unpack(type, bytes_of(any->value.data, any->value.len));
		if (i > 0)
			continue;
		require(type == &google__rpc__error_info__descriptor, "ErrorInfo comes first");
		require(((const Google__Rpc__ErrorInfo *)detail)->reason[0] != '\0', "a failure has a reason");
	}
}

static void check_reply(const Truce__Rpc__V1__Response *r, const struct method *row)
{
	bool ours = r->code == STATUS_INTERNAL || r->code == STATUS_DATA_LOSS || r->code == STATUS_UNKNOWN;
	require(r->code >= STATUS_OK && r->code < STATUS_COUNT, "the code is known");
	require(!ours, r->message);
	if (r->code != STATUS_OK) {
		check_failure(r);
		return;
	}
	require(row != NULL, "OK is said by a method only");
	unpack(row->output, bytes_of(r->payload.data, r->payload.len));
}

static const struct method *row_of(struct bytes path)
{
	for (const struct method *row = methods; row->path != NULL; row++)
		if (bytes_equal(path, bytes_text(row->path)))
			return row;
	return NULL;
}

static void look_at_the_service(void)
{
	const Truce__Rpc__V1__Response *r =
		call("/truce.v1.ZoneService/GetZone", "truce.v1.GetZoneRequest", "{\"name\":\"zones/z\"}");
	require(r->code == STATUS_OK, "a good caller is answered");
	if (r->revision > REVISIONS_MOST)
		close_service();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static size_t calls;
	struct service_request decoded;
	const struct method *row = NULL;
	prepare();
	request.size = 0;
	require(buffer_put(&request, data, size) == STATUS_OK, "there is memory for a request");
	if (envelope_decode(bytes_of(data, size), &decoded, NULL) == STATUS_OK)
		row = row_of(decoded.method);
	if (row != NULL && row->mode == MODE_WATCH) /* which would wait as long as it may */
		require(wire_put_varint(&request, 3, 1) == STATUS_OK, "there is memory for a request");
	check_reply(handle(buffer_bytes(&request)), row);
	if (++calls % LOOK_EVERY == 0)
		look_at_the_service();
	return 0;
}

/* ---- Mutations that know the form of a request ------------------------- */

static const char *const tokens[] = {
	"zones/z",
	"rounds/r",
	"statements/s",
	"statements/m",
	"new",
	"astana",
	"memo",
	"r4",
	"2017-12-20",
	"truce.v1.Zone",
	"truce/v1/zone.proto",
	"kind = KIND_SPEECH",
	"parties.id = \"KAZ\" AND text:committee",
	"citations.instrument = \"S/RES/2254 (2015)\"",
	"state = STATE_IN_TERM",
	"NOT (ordinal > 3 OR title = \"a*\")",
	"title desc, date.earliest",
	"01234567-89ab-4cde-8f01-23456789abcd",
	"\n\x07zones/n\x50\x02\xda\x01\x03\n\x01s",
	"\n\x05title",
};

/* A seldom choice of the method that waits. */
static const struct method *random_row(unsigned random)
{
	const struct method *row = &methods[random % methods_count()];
	return row->mode == MODE_WATCH && random % 7 != 0 ? &methods[0] : row;
}

/* Adds one field to the message; the last of a single field counts. */
static size_t add_field(uint8_t *message, size_t size, size_t most, unsigned random)
{
	struct buffer b;
	buffer_init(&b, most);
	bool added = buffer_put(&b, message, size) == STATUS_OK;
	uint32_t number = 1 + random % 9;
	const char *token = tokens[random / 9 % (sizeof tokens / sizeof *tokens)];
	if (random % 5 == 0)
		added = added && wire_put_varint(&b, number, random >> 8) == STATUS_OK;
	else
		added = added && wire_put_bytes(&b, number, bytes_text(token)) == STATUS_OK;
	if (added) {
		memcpy(message, b.data, b.size);
		size = b.size;
	}
	buffer_fini(&b);
	return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	struct service_request decoded;
	srandom(seed);
	if (random() % 4 == 0 || envelope_decode(bytes_of(data, size), &decoded, NULL) != STATUS_OK)
		return LLVMFuzzerMutate(data, size, most);
	size_t room = most < 512 ? 0 : most - 256, message_size = decoded.message.size;
	uint8_t *message = malloc(most + 1);
	if (message == NULL || message_size > room) {
		free(message);
		return LLVMFuzzerMutate(data, size, most);
	}
	if (message_size > 0)
		memcpy(message, decoded.message.data, message_size);
	struct bytes path = decoded.method;
	switch (random() % 3) {
	case 0:
		path = bytes_text(random_row((unsigned)random())->path);
		break;
	case 1:
		message_size = add_field(message, message_size, room, (unsigned)random());
		break;
	default:
		message_size = LLVMFuzzerMutate(message, message_size, room);
	}
	request.limit = 2 * SERVICE_MESSAGE_MOST;
	request.size = 0;
	put_field(1, path);
	put_field(2, bytes_of(message, message_size));
	if (request.size <= most) {
		memcpy(data, request.data, request.size);
		size = request.size;
	}
	free(message);
	return size;
}
