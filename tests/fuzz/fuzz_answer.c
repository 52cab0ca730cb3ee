/* The answer of a peer of gRPC to libtruce, as records: a byte that says what it is, a
 * byte for its size, and so many bytes. Whatever comes, there is one reply, which is
 * whole: its words are text, its code is one of those known, and nothing larger than
 * what this program takes is kept. */
#include "client/libgrpc.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

#define MOST 300

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

static void check(struct truce_reply *reply)
{
	require(reply != NULL, "there is a reply");
	require(utf8_is_text(bytes_text(reply->message), NULL), "its words are text");
	require(utf8_is_text(bytes_text(reply->reason), NULL), "its reason is text");
	require(reply->payload_size <= MOST, "it is no larger than what is taken");
	require(reply->code != 0 || reply->message[0] == '\0', "what is well has no words");
	truce_reply_free(reply);
}

static const char *const names[] = { ":status",        "content-type", "grpc-status",
				     "grpc-message",   "grpc-message", "grpc-status-details-bin",
				     "truce-revision", "other" };
#define NAMES (sizeof names / sizeof *names)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct grpc_answer a;
	struct truce_reply *reply = NULL;
	bool over = false;
	answer_init(&a, MOST);
	while (size >= 2 && !over) {
		size_t what = data[0] % 16, length = data[1] < size - 2 ? data[1] : size - 2;
		struct bytes content = bytes_of(data + 2, length);
		if (what < NAMES)
			require(answer_field(&a, bytes_text(names[what]), content), "there is memory for a field");
		else if (what < 15)
			over = answer_bytes(&a, content, &reply);
		else
			a.ended = true;
		data += 2 + length;
		size -= 2 + length;
	}
	require(a.body.size <= MOST + GRPC_PREFIX, "no more is kept than is taken");
	check(over ? reply : answer_reply(&a, (uint32_t)size));
	answer_fini(&a);
	return 0;
}
