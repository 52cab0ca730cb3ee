/* Messages to JSON and back, for tests in other languages: a line of input is "write TYPE
 * HEX" or "read TYPE JSON", and one of output "JSON" or "HEX", or "no " and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/json.h"
#include "proto/schema.h"

#define MEMORY_MOST ((size_t)64 << 20)

static bool put_hex(struct bytes bytes, struct buffer *out)
{
	bool ok = true;
	for (size_t i = 0; i < bytes.size && ok; i++)
		ok = buffer_printf(out, "%02x", bytes.data[i]) == STATUS_OK;
	return ok;
}

static size_t take_hex(char *text)
{
	size_t size = 0;
	for (unsigned byte; sscanf(text + 2 * size, "%2x", &byte) == 1; size++)
		text[size] = (char)byte;
	return size;
}

static enum status turn(const char *verb, const ProtobufCMessageDescriptor *type, char *rest, struct arena *arena,
			struct buffer *out, struct error *error)
{
	ProtobufCMessage *m;
	struct buffer packed;
	enum status status;
	if (strcmp(verb, "write") == 0) {
		status = message_unpack_own(type, bytes_of(rest, take_hex(rest)), arena, &m, error);
		return status == STATUS_OK ? json_write(m, 0, out) : status;
	}
	status = json_read(type, bytes_text(rest), arena, &m, error);
	if (status != STATUS_OK)
		return status;
	buffer_init(&packed, MEMORY_MOST);
	status = message_pack(m, &packed);
	if (status == STATUS_OK && !put_hex(buffer_bytes(&packed), out))
		status = STATUS_RESOURCE_EXHAUSTED;
	buffer_fini(&packed);
	return status;
}

static void answer(char *line)
{
	struct arena arena;
	struct buffer out;
	struct error error = { .message = "no form in JSON" };
	char *name = strchr(line, ' '), *rest = name == NULL ? NULL : strchr(name + 1, ' ');
	if (rest == NULL) {
		puts("no such line");
		return;
	}
	*name++ = *rest++ = '\0';
	const ProtobufCMessageDescriptor *type = schema_message(name);
	arena_init(&arena, MEMORY_MOST);
	buffer_init(&out, MEMORY_MOST);
	if (type == NULL)
		puts("no such type");
	else if (turn(line, type, rest, &arena, &out, &error) == STATUS_OK)
		printf("%.*s\n", (int)out.size, (const char *)out.data);
	else
		printf("no %s\n", error.message);
	buffer_fini(&out);
	arena_fini(&arena);
}

int main(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t size;
	while ((size = getline(&line, &room, stdin)) > 0) {
		line[size - (line[size - 1] == '\n')] = '\0';
		answer(line);
		fflush(stdout);
	}
	free(line);
	return 0;
}
