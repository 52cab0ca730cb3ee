/* Three texts with NULs between them: a filter, an order and a message as JSON, of
 * the type that the first byte selects. What compiles says yes or no, its negation
 * the opposite, and demands what the message then has; keys are the same twice. */
#include "proto/filter.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/round.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* New types go to the end, so that the corpus keeps its meaning. */
static const ProtobufCMessageDescriptor *const types[] = {
	&truce__v1__statement__descriptor,     &truce__v1__round__descriptor,
	&truce__v1__zone__descriptor,          &truce__v1__zone_status__descriptor,
	&truce__v1__server_status__descriptor, &truce__rpc__v1__request__descriptor,
};

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

static void check_error(enum status status, const struct error *error)
{
	require(status == STATUS_INVALID_ARGUMENT, "bad text is the caller's mistake");
	require(strncmp(error->message, "position ", 9) == 0, "the error names the position");
	require(utf8_is_text(bytes_text(error->message), NULL), "the error is text");
}

static const char *take_text(struct bytes *rest, struct arena *arena)
{
	size_t size = strnlen((const char *)rest->data, rest->size);
	char *text = arena_text_n(arena, rest->data, size);
	require(text != NULL, "there is memory for the text");
	rest->data += size + (size < rest->size);
	rest->size -= size + (size < rest->size);
	return text;
}

/* path = "text" */
static const char *comparison(const char *path, const char *text, struct arena *arena)
{
	char *filter = arena_alloc(arena, strlen(path) + 2 * strlen(text) + 8);
	require(filter != NULL, "there is memory for the filter");
	char *to = stpcpy(stpcpy(filter, path), " = \"");
	for (; *text != '\0'; text++) {
		if (strchr("\"\\*", *text) != NULL)
			*to++ = '\\';
		*to++ = *text;
	}
	strcpy(to, "\"");
	return filter;
}

static void check_demands(const struct filter *filter, const ProtobufCMessage *m, struct arena *arena)
{
	static const char *const paths[] = { "name", "title", "sources.title", "date.earliest" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		const char *text = filter_demands(filter, paths[i]);
		struct filter *exact;
		if (text == NULL || !filter_test(filter, m))
			continue;
		if (filter_compile(comparison(paths[i], text, arena), m->descriptor, arena, &exact, NULL) == STATUS_OK)
			require(filter_test(exact, m), "a message that passes has what is demanded");
	}
}

static void try_filter(const char *text, const ProtobufCMessage *m, struct arena *arena)
{
	struct filter *filter, *negated;
	struct error error = { 0 };
	enum status status = filter_compile(text, m->descriptor, arena, &filter, &error);
	if (status != STATUS_OK) {
		check_error(status, &error);
		return;
	}
	bool passes = filter_test(filter, m);
	const char *not = arena_printf(arena, "NOT (%s)", text);
	require(not != NULL, "there is memory for the negation");
	if (filter_compile(not, m->descriptor, arena, &negated, &error) == STATUS_OK)
		require(filter_test(negated, m) == !passes, "NOT negates");
	check_demands(filter, m, arena);
}

static void try_order(const char *text, const ProtobufCMessage *m, struct arena *arena)
{
	struct order *order;
	struct error error = { 0 };
	struct bytes first, second;
	enum status status = order_compile(text, m->descriptor, arena, &order, &error);
	if (status != STATUS_OK) {
		check_error(status, &error);
		return;
	}
	require(order_key(order, m, arena, &first) == STATUS_OK, "there is memory for a key");
	require(order_key(order, m, arena, &second) == STATUS_OK, "there is memory for another");
	require(bytes_equal(first, second), "keys are the same twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	const ProtobufCMessageDescriptor *type = types[data[0] % (sizeof types / sizeof *types)];
	struct arena arena;
	arena_init(&arena, (size_t)64 << 20);
	struct bytes rest = bytes_of(data + 1, size - 1);
	const char *filter = take_text(&rest, &arena), *order = take_text(&rest, &arena);
	ProtobufCMessage *m;
	if (json_read(type, rest, &arena, &m, NULL) != STATUS_OK)
		m = message_new(type, &arena);
	require(m != NULL, "there is memory for a message");
	try_filter(filter, m, &arena);
	try_order(order, m, &arena);
	arena_fini(&arena);
	return 0;
}
