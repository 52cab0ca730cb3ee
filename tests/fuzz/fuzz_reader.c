/* Any bytes: read, or refused as no text, and for want of memory only where they are many.
 * What is read tiles the text, has spans that hold, and passes the rules of its fields. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "domain/check.h"
#include "domain/reader.h"
#include "proto/rules.h"
#include "tests/tiling.h"

#define CALL_BYTES (64u << 20)
#define MANY_BYTES (32u << 10) /* a two-thousandth of it */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct lexicon_entry entries[] = {
	{ .kind = LEXICON_PROCESS, .words = "Lakeport", .target = "lakeport" },
	{ .kind = LEXICON_PROCESS, .words = "Lakeport process", .target = "lakeport" },
	{ .kind = LEXICON_ROUND,
	  .words = "Fourth Lakeport round",
	  .target = "rounds/lakeport-4",
	  .process = "lakeport",
	  .ordinal = 4 },
	{ .kind = LEXICON_ZONE, .words = "northern quiet area", .target = "zones/north" },
	{ .kind = LEXICON_INSTRUMENT, .words = "Memorandum of 12 March 2021", .target = "statements/memorandum" },
};

static void refuse(const char *why)
{
	fprintf(stderr, "%s\n", why);
	abort();
}

static void check(const uint8_t *data, size_t size, const Truce__V1__ImportTextResponse *response, struct arena *arena)
{
	const char *wrong = tiling_check((const char *)data, size, response);
	if (wrong != NULL)
		refuse(wrong);
	for (size_t i = 0; i < response->n_statements; i++) {
		struct violations v;
		violations_init(&v, arena);
		rules_check(&response->statements[i]->base, "statement", &v);
		record_check(&response->statements[i]->base, "statement", &v);
		if (v.count > 0)
			refuse(v.first->field);
	}
	struct violations v;
	struct bytes packed;
	ProtobufCMessage *back = NULL;
	violations_init(&v, arena);
	if (message_pack_arena(&response->base, arena, &packed) != STATUS_OK ||
	    message_unpack(response->base.descriptor, packed, MESSAGE_STRICT, arena, &v, &back, NULL) != STATUS_OK)
		refuse(v.count > 0 ? v.first->field : "a response that does not pack and unpack");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lexicon lexicon = { entries, sizeof entries / sizeof *entries };
	struct arena arena;
	struct error error;
	arena_init(&arena, CALL_BYTES);
	Truce__V1__ImportTextRequest request;
	Truce__V1__ImportTextResponse response;
	truce__v1__import_text_request__init(&request);
	truce__v1__import_text_response__init(&response);
	union {
		const uint8_t *in;
		uint8_t *out;
	} content = { .in = data };
	request.content.data = content.out;
	request.content.len = size;
	enum status status = reader_read(&request, &lexicon,
					 "texts/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
					 &arena, &response, NULL, &error);
	if (status == STATUS_OK)
		check(data, size, &response, &arena);
	else if (status != STATUS_INVALID_ARGUMENT && !(status == STATUS_RESOURCE_EXHAUSTED && size > MANY_BYTES))
		refuse(error.message);
	arena_fini(&arena);
	return 0;
}
