/* How fast positions are counted and stances read: pure work on statements in
 * memory, one thread.
 *
 *   positions [STATEMENTS]     10000 without a number; prints JSON lines */
#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "domain/citation_use.h"
#include "domain/position.h"
#include "proto/message.h"

#define BLOCKS 8
#define TOPICS 200

static const char *const parties[] = { "CHN", "FRA", "GBR", "IRN", "KAZ", "KWT", "RUS", "SWE", "TUR", "USA" };
static const char words[] = "We call on all parties to implement fully resolution 2254 (2015), and to let aid through.";
static const char cited[] = "resolution 2254 (2015)";

static void *make(const ProtobufCMessageDescriptor *type, struct arena *arena)
{
	ProtobufCMessage *m = message_new(type, arena);
	if (m == NULL)
		exit(1);
	return m;
}

static void add(void *to, const char *field, void *value, struct arena *arena)
{
	if (!message_append(to, field, value, arena))
		exit(1);
}

static Truce__V1__TextSpan *span(int block, size_t start, size_t end, struct arena *arena)
{
	Truce__V1__TextSpan *s = make(&truce__v1__text_span__descriptor, arena);
	s->block = block;
	s->start = (int32_t)start;
	s->end = (int32_t)end;
	return s;
}

static void add_block(Truce__V1__Statement *s, unsigned number, int block, struct arena *arena)
{
	Truce__V1__Block *b = make(&truce__v1__block__descriptor, arena);
	Truce__V1__Act *act = make(&truce__v1__act__descriptor, arena);
	Truce__V1__Citation *citation = make(&truce__v1__citation__descriptor, arena);
	size_t at = (size_t)(strstr(words, cited) - words);
	b->text = message_borrow(words);
	b->turn = 1;
	act->kind = (Truce__V1__Act__Kind)(1 + number % 9);
	act->verb = message_borrow("call on");
	act->topic = arena_printf(arena, "topic %u", number % TOPICS);
	act->span = span(block, 3, sizeof words - 1, arena);
	citation->instrument = message_borrow("S/RES/2254 (2015)");
	citation->printed = message_borrow(cited);
	citation->span = span(block, at, at + sizeof cited - 1, arena);
	add(s, "blocks", b, arena);
	add(s, "acts", act, arena);
	add(s, "citations", citation, arena);
}

static Truce__V1__Statement *statement(unsigned i, struct arena *arena)
{
	Truce__V1__Statement *s = make(&truce__v1__statement__descriptor, arena);
	Truce__V1__Turn *turn = make(&truce__v1__turn__descriptor, arena);
	turn->speaker = make(&truce__v1__person__descriptor, arena);
	turn->speaker->party = make(&truce__v1__party__descriptor, arena);
	turn->speaker->party->id = message_borrow(parties[i % (sizeof parties / sizeof *parties)]);
	s->name = arena_printf(arena, "statements/s%u", i);
	s->date = make(&truce__v1__date_interval__descriptor, arena);
	s->date->earliest = arena_printf(arena, "%u-%02u-01", 2012 + i % 8, 1 + i / 8 % 12);
	add(s, "turns", turn, arena);
	for (int block = 1; block <= BLOCKS; block++)
		add_block(s, i * 7 + (unsigned)block, block, arena);
	return s;
}

static void report(const char *what, size_t count, int64_t started)
{
	double seconds = (double)(clock_monotonic() - started) / NS_PER_SECOND;
	printf("{\"what\": \"%s\", \"count\": %zu, \"seconds\": %.6f, \"per_second\": %.0f}\n", what, count, seconds,
	       (double)count / seconds);
}

static void count_all(Truce__V1__Statement *const *all, unsigned n, struct arena *scratch)
{
	struct position_query query = { .party = "", .from = "", .to = "" };
	struct position_table table;
	struct arena arena;
	int64_t started = clock_monotonic();
	arena_init(&arena, (size_t)1 << 30);
	position_table_init(&table, &arena, &query);
	for (unsigned i = 0; i < n; i++) {
		arena_reset(scratch);
		if (!position_table_add(&table, all[i], bytes_text(""), scratch))
			exit(1);
	}
	if (!position_table_sort(&table))
		exit(1);
	report("acts counted", table.entry_count, started);
	arena_fini(&arena);
}

static void read_stances(Truce__V1__Statement *const *all, unsigned n, struct arena *scratch)
{
	size_t in_favour = 0;
	int64_t started = clock_monotonic();
	for (unsigned i = 0; i < n; i++) {
		arena_reset(scratch);
		for (size_t k = 0; k < all[i]->n_citations; k++) {
			Truce__V1__CitationUse__Stance stance;
			if (!citation_stance(all[i], NULL, all[i]->citations[k], scratch, &stance))
				exit(1);
			in_favour += stance == TRUCE__V1__CITATION_USE__STANCE__STANCE_FOR;
		}
	}
	report(in_favour > 0 ? "stances read" : "stances not read", (size_t)n * BLOCKS, started);
}

int main(int argc, char **argv)
{
	unsigned n = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10000;
	Truce__V1__Statement **all = calloc(n + 1, sizeof *all);
	struct arena arena, scratch;
	arena_init(&arena, (size_t)4 << 30);
	arena_init(&scratch, (size_t)64 << 20);
	for (unsigned i = 0; all != NULL && i < n; i++)
		all[i] = statement(i, &arena);
	if (all != NULL) {
		count_all(all, n, &scratch);
		read_stances(all, n, &scratch);
	}
	free(all);
	arena_fini(&scratch);
	arena_fini(&arena);
	return all == NULL;
}
