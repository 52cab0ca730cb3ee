/* The server of gRPC's interoperability tests: truced's gRPC face and its connections on
 * another service than truce's, which stands here in the place of service/service.c.
 * Usage: truce-interop-server URL; serves until its input ends. Source: the descriptions
 * of the cases in gRPC's doc/interop-test-descriptions.md. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/time.h"
#include "proto/wire.h"
#include "service/listener.h"

#define BODY_MOST (8 << 20)

/* Field numbers of grpc/testing/messages.proto. */
enum { PAYLOAD = 1, BODY = 2, RESPONSE_SIZE = 2, PARAMETERS = 2, PACK = 6, STATUS = 7, CAME_PACKED = 8 };
enum { BOOL_VALUE = 1 };
enum { STATUS_CODE = 1, STATUS_TEXT = 2, PARAMETER_SIZE = 1, PARAMETER_INTERVAL = 2 };

/* What one call answers. */
struct answer {
	int32_t status;
	char message[512];
	bool has_body, quiet, more;
	int64_t size, wait_us, cursor;
	enum packing packing;
	struct service_field head, trailer;
};

struct method {
	const char *path;
	enum streaming streaming;
	void (*read)(const struct service_request *request, struct answer *answer);
};

/* ---- What is asked ---------------------------------------------------- */

static int64_t number_of(struct bytes message, uint32_t number)
{
	struct wire_cursor cursor = wire_begin(message);
	struct wire_field field;
	int64_t found = 0;
	while (wire_next(&cursor, &field) == STATUS_OK)
		if (field.number == number && field.type == WIRE_VARINT)
			found = (int64_t)field.value;
	return found;
}

static bool read_status(struct bytes message, struct answer *answer)
{
	struct bytes status = wire_find(message, STATUS), text = wire_find(status, STATUS_TEXT);
	if (status.size == 0)
		return false;
	answer->status = (int32_t)number_of(status, STATUS_CODE);
	snprintf(answer->message, sizeof answer->message, "%.*s", (int)text.size, (const char *)text.data);
	return answer->status != 0;
}

/* Two keys of metadata are to come back. */
static void read_fields(const struct service_request *request, struct answer *answer)
{
	for (size_t i = 0; i < request->field_count; i++) {
		if (bytes_equal(request->fields[i].name, BYTES_LITERAL("x-grpc-test-echo-initial")))
			answer->head = request->fields[i];
		if (bytes_equal(request->fields[i].name, BYTES_LITERAL("x-grpc-test-echo-trailing-bin")))
			answer->trailer = request->fields[i];
	}
}

static void read_nothing(const struct service_request *request, struct answer *answer)
{
	(void)request;
	(void)answer;
}

/* Whether a field of a message that can be absent is there. */
static bool has(struct bytes message, uint32_t number)
{
	struct wire_cursor cursor = wire_begin(message);
	struct wire_field field;
	while (wire_next(&cursor, &field) == STATUS_OK)
		if (field.number == number)
			return true;
	return false;
}

static bool is_true(struct bytes message, uint32_t number)
{
	return number_of(wire_find(message, number), BOOL_VALUE) != 0;
}

static void read_simple(const struct service_request *request, struct answer *answer)
{
	if (read_status(request->message, answer))
		return;
	if (has(request->message, CAME_PACKED) && is_true(request->message, CAME_PACKED) != request->packed) {
		answer->status = STATUS_INVALID_ARGUMENT;
		snprintf(answer->message, sizeof answer->message, "The message came %s.",
			 request->packed ? "packed" : "as it is");
		return;
	}
	if (has(request->message, PACK))
		answer->packing = is_true(request->message, PACK) ? PACK_ALWAYS : PACK_NEVER;
	answer->has_body = true;
	answer->size = number_of(request->message, RESPONSE_SIZE);
}

/* The parameters of the message that the cursor counts to; *more where others follow. */
static void read_stream(const struct service_request *request, struct answer *answer)
{
	if (read_status(request->message, answer))
		return;
	struct wire_cursor cursor = wire_begin(request->message);
	struct wire_field field;
	int64_t at = request->resumed ? request->cursor : 0, seen = 0;
	answer->quiet = true;
	answer->cursor = at + 1;
	while (wire_next(&cursor, &field) == STATUS_OK) {
		if (field.number != PARAMETERS || field.type != WIRE_LENGTH)
			continue;
		answer->more = seen > at;
		if (seen++ != at)
			continue;
		answer->has_body = true;
		answer->quiet = false;
		answer->size = number_of(field.content, PARAMETER_SIZE);
		answer->wait_us = number_of(field.content, PARAMETER_INTERVAL);
	}
}

#define TEST_SERVICE "/grpc.testing.TestService/"

static const struct method table[] = {
	{ TEST_SERVICE "EmptyCall", STREAM_NONE, read_nothing },
	{ TEST_SERVICE "UnaryCall", STREAM_NONE, read_simple },
	{ TEST_SERVICE "StreamingOutputCall", STREAM_REPLIES, read_stream },
	{ TEST_SERVICE "FullDuplexCall", STREAM_BOTH, read_stream },
	{ .path = NULL },
};

/* ---- Answering -------------------------------------------------------- */

static void emit_answer(const struct answer *answer, service_emit *emit, void *arg)
{
	struct buffer out;
	buffer_init(&out, BODY_MOST);
	uint8_t *zeros = calloc(1, (size_t)answer->size + 1);
	size_t size = (size_t)answer->size;
	bool fits = zeros != NULL;
	if (fits && answer->has_body) {
		fits = wire_put_header(&out, PAYLOAD, size == 0 ? 0 : wire_header_size(BODY, size) + size) == STATUS_OK;
		if (fits && size > 0)
			fits = wire_put_bytes(&out, BODY, bytes_of(zeros, size)) == STATUS_OK;
	}
	struct bytes part = buffer_bytes(&out);
	struct service_reply reply = {
		.status = fits ? (enum status)answer->status : STATUS_RESOURCE_EXHAUSTED,
		.message = fits ? answer->message : "",
		.parts = &part,
		.part_count = 1,
		.size = part.size,
		.more = answer->more,
		.quiet = answer->quiet,
		.cursor = answer->cursor,
		.packing = answer->packing,
		.head = &answer->head,
		.head_count = answer->head.name.size > 0,
		.trailer = &answer->trailer,
		.trailer_count = answer->trailer.name.size > 0,
	};
	emit(arg, &reply);
	free(zeros);
	buffer_fini(&out);
}

struct later {
	struct answer answer;
	const atomic_bool *cancelled;
	service_emit *emit;
	void *arg;
};

static void *answer_later(void *arg)
{
	struct later *later = arg;
	const struct timespec millisecond = { .tv_nsec = NS_PER_MS };
	for (int64_t us = later->answer.wait_us; us > 0 && !atomic_load(later->cancelled); us -= 1000)
		nanosleep(&millisecond, NULL);
	emit_answer(&later->answer, later->emit, later->arg);
	free(later);
	return NULL;
}

static bool start_later(const struct answer *answer, const struct service_request *request, service_emit *emit,
			void *arg)
{
	pthread_t thread;
	struct later *later = malloc(sizeof *later);
	if (later == NULL)
		return false;
	*later = (struct later){ *answer, request->cancelled, emit, arg };
	if (pthread_create(&thread, NULL, answer_later, later) != 0) {
		free(later);
		return false;
	}
	pthread_detach(thread);
	return true;
}

/* ---- In the place of service/service.c -------------------------------- */

bool service_is_inline(const struct service *service, struct service_request *request)
{
	(void)service;
	request->row = NULL;
	for (const struct method *method = table; method->path != NULL; method++)
		if (bytes_equal(request->method, bytes_text(method->path)))
			request->row = method;
	request->streaming = request->row == NULL ? STREAM_NONE : request->row->streaming;
	return request->row == NULL;
}

void service_call(struct service *service, const struct service_request *request, service_emit *emit, void *arg)
{
	struct answer answer = { .status = STATUS_UNIMPLEMENTED, .message = "There is no such method." };
	(void)service;
	if (request->row != NULL) {
		answer = (struct answer){ 0 };
		read_fields(request, &answer);
		request->row->read(request, &answer);
	}
	if (answer.wait_us == 0 || !start_later(&answer, request, emit, arg))
		emit_answer(&answer, emit, arg);
}

void service_calls_begin(struct service *service)
{
	(void)service;
}

void service_calls_end(struct service *service)
{
	(void)service;
}

void service_cancelled(struct service *service)
{
	(void)service;
}

int64_t service_revision(const struct service *service)
{
	(void)service;
	return 0;
}

/* ---- Serving ---------------------------------------------------------- */

int main(int argc, char **argv)
{
	static const struct face *const faces[] = { &grpc_face, NULL };
	struct listener_options options = { .faces = faces, .context = argv, .tcp_role = ROLE_READER };
	struct listener *listener;
	struct error error = { 0 };
	char real[LISTENER_URL_SIZE], byte;
	enum status status = listener_open(&options, &listener, &error);
	if (status == STATUS_OK)
		status = listener_add(listener, argc > 1 ? argv[1] : "tcp://127.0.0.1:0", real, &error);
	if (status != STATUS_OK) {
		fprintf(stderr, "%s\n", error.message);
		return 1;
	}
	printf("%s\n", real);
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		continue;
	listener_close(listener);
	return 0;
}
