/* How fast texts are read and resolved: pure work in memory, one thread, by the
 * processor's time.
 *
 *   truce-bench-reader SECONDS FILE...     prints a JSON line for each file, and one
 *                                          for all
 *   truce-bench-reader FOLDER/ FILE...     puts what is read of each, packed, into a
 *                                          folder: to be compared with another build's */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/reader.h"
#include "proto/message.h"

#define CALL_BYTES ((size_t)64 << 20)
#define TEXT_BYTES ((size_t)3 << 20)

/* As many as a record of a process may hold. */
static const struct lexicon_entry entries[] = {
	{ .kind = LEXICON_PROCESS, .words = "Lakeport", .target = "lakeport" },
	{ LEXICON_ROUND, "Fourth Lakeport round", "rounds/lakeport-4", NULL, "lakeport", 4 },
	{ .kind = LEXICON_ZONE, .words = "northern quiet area", .target = "zones/north" },
	{ .kind = LEXICON_INSTRUMENT, .words = "Memorandum of 12 March 2021", .target = "statements/memorandum" },
};

struct reading {
	double seconds;
	size_t bytes, turns, texts;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum status read_into(struct arena *arena, uint8_t *text, size_t size, Truce__V1__ImportTextResponse *response,
			     struct error *error)
{
	static const struct lexicon lexicon = { entries, sizeof entries / sizeof *entries };
	Truce__V1__ImportTextRequest request = TRUCE__V1__IMPORT_TEXT_REQUEST__INIT;
	request.content.data = text;
	request.content.len = size;
	truce__v1__import_text_response__init(response);
	return reader_read(&request, &lexicon, "texts/00112233445566778899aabbccddeeff", arena, response, NULL, error);
}

static size_t read_once(struct arena *arena, uint8_t *text, size_t size)
{
	Truce__V1__ImportTextResponse response;
	struct error error;
	if (read_into(arena, text, size, &response, &error) != STATUS_OK) {
		fprintf(stderr, "%s\n", error.message);
		exit(1);
	}
	size_t turns = response.n_statements - 1;
	arena_reset(arena);
	return turns;
}

static struct reading measure(struct arena *arena, uint8_t *text, size_t size, double seconds)
{
	struct reading r = { .texts = 0 };
	double start = now();
	while (r.seconds < seconds) {
		r.turns += read_once(arena, text, size);
		r.bytes += size;
		r.texts++;
		r.seconds = now() - start;
	}
	return r;
}

static void print(const char *name, const struct reading *r)
{
	printf("{\"text\":\"%s\",\"mb_per_s\":%.1f,\"turns_per_s\":%.0f,\"us_per_text\":%.0f}\n", name,
	       (double)r->bytes / r->seconds / 1e6, (double)r->turns / r->seconds, r->seconds / (double)r->texts * 1e6);
}

static void put(struct arena *arena, uint8_t *text, size_t size, const char *folder, const char *name)
{
	Truce__V1__ImportTextResponse response;
	struct error error;
	struct bytes packed;
	if (read_into(arena, text, size, &response, &error) != STATUS_OK)
		response.text = error.message; /* what is refused is compared too */
	const char *path = arena_printf(arena, "%s%s", folder, name);
	FILE *file = path == NULL ? NULL : fopen(path, "wb");
	if (file == NULL || message_pack_arena(&response.base, arena, &packed) != STATUS_OK ||
	    fwrite(packed.data, 1, packed.size, file) != packed.size || fclose(file) != 0) {
		fprintf(stderr, "%s%s: cannot be written\n", folder, name);
		exit(1);
	}
	arena_reset(arena);
}

int main(int count, char **args)
{
	static uint8_t text[TEXT_BYTES];
	struct reading all = { .texts = 0 };
	struct arena arena;
	if (count < 3) {
		fprintf(stderr, "usage: truce-bench-reader SECONDS|FOLDER/ FILE...\n");
		return 2;
	}
	bool writes = args[1][0] != '\0' && args[1][strlen(args[1]) - 1] == '/';
	arena_init(&arena, CALL_BYTES);
	for (int i = 2; i < count; i++) {
		FILE *file = fopen(args[i], "rb");
		size_t size = file == NULL ? 0 : fread(text, 1, sizeof text, file);
		if (file != NULL)
			fclose(file);
		if (size == 0) {
			fprintf(stderr, "%s: cannot be read\n", args[i]);
			return 1;
		}
		const char *slash = strrchr(args[i], '/'), *name = slash == NULL ? args[i] : slash + 1;
		if (writes) {
			put(&arena, text, size, args[1], name);
			continue;
		}
		struct reading r = measure(&arena, text, size, atof(args[1]));
		print(name, &r);
		all.bytes += r.bytes;
		all.turns += r.turns;
		all.texts += r.texts;
		all.seconds += r.seconds;
	}
	if (!writes)
		print("all", &all);
	arena_fini(&arena);
	return 0;
}
