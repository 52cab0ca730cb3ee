/* How fast texts are read and resolved: pure work in memory, one thread, by the
 * processor's time.
 *
 *   truce-bench-reader SECONDS FILE...     prints a JSON line for each file, and one
 *                                          for all */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/reader.h"

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

static size_t read_once(struct arena *arena, uint8_t *text, size_t size)
{
	static const struct lexicon lexicon = { entries, sizeof entries / sizeof *entries };
	Truce__V1__ImportTextRequest request = TRUCE__V1__IMPORT_TEXT_REQUEST__INIT;
	Truce__V1__ImportTextResponse response = TRUCE__V1__IMPORT_TEXT_RESPONSE__INIT;
	struct error error;
	request.content.data = text;
	request.content.len = size;
	if (reader_read(&request, &lexicon, "texts/00112233445566778899aabbccddeeff", arena, &response, NULL, &error) !=
	    STATUS_OK) {
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

int main(int count, char **args)
{
	static uint8_t text[TEXT_BYTES];
	struct reading all = { .texts = 0 };
	struct arena arena;
	if (count < 3) {
		fprintf(stderr, "usage: truce-bench-reader SECONDS FILE...\n");
		return 2;
	}
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
		struct reading r = measure(&arena, text, size, atof(args[1]));
		const char *slash = strrchr(args[i], '/');
		print(slash == NULL ? args[i] : slash + 1, &r);
		all.bytes += r.bytes;
		all.turns += r.turns;
		all.texts += r.texts;
		all.seconds += r.seconds;
	}
	print("all", &all);
	arena_fini(&arena);
	return 0;
}
