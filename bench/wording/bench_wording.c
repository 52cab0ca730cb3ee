/* How fast a wording finds its precedents, and how surely.
 *
 * Makes a record of statements of eight paragraphs each, 10 to 110 words of a
 * vocabulary whose n-th word is said 1/n as often as the first (G. K. Zipf, 1949);
 * one paragraph in five is a copy of one of 2,000 templates with a tenth of its
 * words changed. It is imported into a store on disk through the service, and then
 * asked for paragraphs that stand in it, with a tenth of their words changed.
 *
 *   truce-bench-wording [--paragraphs N] [--queries N] [--folder DIR]
 *
 * 20,000 paragraphs and 500 queries without options; the store is made in a new folder
 * below DIR (/tmp), and removed. Prints JSON lines. */
#include <ftw.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/time.h"
#include "bench/zipf.h"
#include "proto/message.h"
#include "service/service.h"
#include "store/store.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/wording_service.pb-c.h"

#define EACH 8 /* paragraphs of a statement */
#define WORDS_LEAST 10
#define WORDS_SPAN 101
#define VOCABULARY 50000
#define TEMPLATES 2000
#define BATCH 1000 /* statements of an import */
#define CREATES 200
#define PAIRS 200 /* of statements that are compared */
#define LONG 64   /* paragraphs of one of them */

static double sums[VOCABULARY + 1];
static const struct service_peer peer = { .actor = "bench", .role = ROLE_ADMIN };

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "truce-bench-wording: %s: %s\n", what, why);
	exit(1);
}

static void must(enum status status, const char *what, const struct error *error)
{
	if (status != STATUS_OK)
		fail(what, error->message);
}

/* ---- Text ------------------------------------------------------------- */

struct paragraph {
	unsigned words[WORDS_LEAST + WORDS_SPAN], count;
};

static void make(struct paragraph *p, uint64_t seed)
{
	uint64_t state = seed;
	p->count = WORDS_LEAST + (unsigned)(zipf_random(&state) % WORDS_SPAN);
	for (unsigned i = 0; i < p->count; i++)
		p->words[i] = zipf_word(sums, VOCABULARY, &state);
}

/* One word in ten becomes another. */
static void change(struct paragraph *p, uint64_t *state)
{
	for (unsigned n = (p->count + 9) / 10; n > 0; n--)
		p->words[zipf_random(state) % p->count] = zipf_word(sums, VOCABULARY, state);
}

/* Paragraph number n of the record, the same each time. */
static void paragraph(struct paragraph *p, uint64_t n)
{
	uint64_t state = n ^ UINT64_C(0x2254) << 32;
	if (zipf_random(&state) % 5 > 0) {
		make(p, zipf_random(&state));
		return;
	}
	make(p, zipf_random(&state) % TEMPLATES);
	change(p, &state);
}

/* A word's letters: its number to the base of 20 consonants and 5 vowels by turns. */
static char *put_word(char *to, unsigned word)
{
	*to++ = "bcdfghjklmnpqrstvwxz"[word % 20];
	for (word /= 20; word > 0; word /= 20) {
		*to++ = "aeiou"[word % 5];
		*to++ = "bcdfghjklmnpqrstvwxz"[word % 20];
	}
	*to++ = ' ';
	return to;
}

static char *text_of(const struct paragraph *p, struct arena *arena)
{
	char *text = arena_alloc(arena, 16 * (size_t)p->count), *to = text;
	for (unsigned i = 0; i < p->count; i++)
		to = put_word(to, p->words[i]);
	to[-1] = '\0';
	return text;
}

/* ---- Calls ------------------------------------------------------------ */

/* Calls a method; answers the payload, in arena. */
static struct bytes call(struct service *service, const char *method, const void *message, struct arena *arena)
{
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	struct bytes body, envelope;
	struct buffer reply;
	struct error error;
	ProtobufCMessage *m;
	request.method = message_borrow(method);
	request.timeout_ms = 600000;
	if (message_pack_arena(message, arena, &body) != STATUS_OK)
		fail(method, "no memory");
	request.message.len = body.size;
	request.message.data = (uint8_t *)message_borrow((const char *)body.data);
	if (message_pack_arena(&request.base, arena, &envelope) != STATUS_OK)
		fail(method, "no memory");
	buffer_init(&reply, 16 << 20);
	must(service_handle(service, &peer, envelope, &reply), method, &error);
	must(message_unpack_own(&truce__rpc__v1__response__descriptor, buffer_bytes(&reply), arena, &m, &error), method,
	     &error);
	buffer_fini(&reply);
	const Truce__Rpc__V1__Response *response = (const Truce__Rpc__V1__Response *)m;
	if (response->code != 0)
		fail(method, response->message);
	return bytes_of(response->payload.data, response->payload.len);
}

static void add(void *to, const char *field, void *value, struct arena *arena)
{
	if (value == NULL || !message_append(to, field, value, arena))
		fail("a message", "no memory");
}

/* A statement of the paragraphs from a number on; with one word in ten changed where
 * there is a state to change them by. */
static void add_statement(Truce__V1__RecordSet *set, const char *name, uint64_t from, uint64_t count, uint64_t *state,
			  struct arena *arena)
{
	Truce__V1__Statement *s = (Truce__V1__Statement *)message_new(&truce__v1__statement__descriptor, arena);
	Truce__V1__Source *source = (Truce__V1__Source *)message_new(&truce__v1__source__descriptor, arena);
	add(set, "statements", s, arena);
	add(s, "sources", source, arena);
	source->id = message_borrow("s");
	s->name = arena_text(arena, name);
	s->kind = TRUCE__V1__STATEMENT__KIND__KIND_SPEECH;
	for (uint64_t k = 0; k < count; k++) {
		struct paragraph p;
		Truce__V1__Block *block = (Truce__V1__Block *)message_new(&truce__v1__block__descriptor, arena);
		add(s, "blocks", block, arena);
		paragraph(&p, from + k);
		if (state != NULL)
			change(&p, state);
		block->kind = TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH;
		block->text = text_of(&p, arena);
	}
}

static void import(struct service *service, uint64_t from, uint64_t count, struct arena *arena)
{
	Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
	Truce__V1__RecordSet set = TRUCE__V1__RECORD_SET__INIT;
	request.records = &set;
	for (uint64_t i = from; i < from + count; i++)
		add_statement(&set, arena_printf(arena, "statements/s%llu", (unsigned long long)i), i * EACH, EACH,
			      NULL, arena);
	call(service, "/truce.v1.ImportService/ImportRecords", &request, arena);
	arena_reset(arena);
}

/* ---- Figures ---------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Of this process: what a call costs, whatever else the machine does. */
static int64_t cpu_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * NS_PER_SECOND + t.tv_nsec;
}

static void print_some(const char *kind, int64_t *times, size_t count)
{
	qsort(times, count, sizeof *times, by_time);
	printf(", \"%sp50_ms\": %.3f, \"%sp99_ms\": %.3f, \"%smax_ms\": %.3f", kind,
	       (double)times[count / 2] / NS_PER_MS, kind, (double)times[count * 99 / 100] / NS_PER_MS, kind,
	       (double)times[count - 1] / NS_PER_MS);
}

static void print_times(const char *what, int64_t *times, int64_t *cpu, size_t count)
{
	printf("{\"what\": \"%s\", \"count\": %zu", what, count);
	print_some("", times, count);
	if (cpu != NULL)
		print_some("cpu_", cpu, count);
}

static void fill(struct service *service, struct store *store, uint64_t statements, struct arena *arena)
{
	struct store_state state;
	struct error error;
	int64_t busy = 0;
	for (uint64_t i = 0; i < statements; i += BATCH) {
		uint64_t count = statements - i < BATCH ? statements - i : BATCH;
		int64_t started = clock_monotonic();
		import(service, i, count, arena);
		busy += clock_monotonic() - started;
	}
	must(store_state(store, &state, &error), "the store's state", &error);
	printf("{\"what\": \"import\", \"statements\": %llu, \"paragraphs\": %llu, \"seconds\": %.3f, "
	       "\"statements_per_second\": %.0f, \"file_bytes_per_statement\": %.0f}\n",
	       (unsigned long long)statements, (unsigned long long)(statements * EACH), (double)busy / NS_PER_SECOND,
	       (double)statements * NS_PER_SECOND / (double)busy, (double)state.file_bytes / (double)statements);
	fflush(stdout);
}

/* Single statements, each acknowledged after its own sync. */
static void create(struct service *service, uint64_t from, struct arena *arena)
{
	int64_t times[CREATES];
	for (uint64_t i = 0; i < CREATES; i++) {
		int64_t started = clock_monotonic();
		import(service, from + i, 1, arena);
		times[i] = clock_monotonic() - started;
	}
	print_times("create", times, NULL, CREATES);
	printf("}\n");
	fflush(stdout);
}

/* Whether the answer has that paragraph. */
static bool has(struct bytes payload, uint64_t number, struct arena *arena)
{
	ProtobufCMessage *m;
	struct error error;
	char name[64];
	snprintf(name, sizeof name, "statements/s%llu", (unsigned long long)(number / EACH));
	must(message_unpack_own(&truce__v1__find_precedents_response__descriptor, payload, arena, &m, &error),
	     "a reply", &error);
	const Truce__V1__FindPrecedentsResponse *r = (const Truce__V1__FindPrecedentsResponse *)m;
	for (size_t i = 0; i < r->n_precedents; i++)
		if (strcmp(r->precedents[i]->passage->statement, name) == 0 &&
		    r->precedents[i]->passage->block == (int32_t)(number % EACH) + 1)
			return true;
	return false;
}

static void ask(struct service *service, uint64_t paragraphs, size_t queries, struct arena *arena)
{
	int64_t *times = calloc(queries, sizeof *times), *cpu = calloc(queries, sizeof *cpu);
	uint64_t state = 1992;
	size_t found = 0;
	if (times == NULL || cpu == NULL)
		fail("the queries", "no memory");
	for (size_t i = 0; i < queries; i++) {
		Truce__V1__FindPrecedentsRequest request = TRUCE__V1__FIND_PRECEDENTS_REQUEST__INIT;
		struct paragraph p;
		uint64_t number = zipf_random(&state) % paragraphs;
		paragraph(&p, number);
		change(&p, &state);
		request.text = text_of(&p, arena);
		int64_t started = clock_monotonic(), busy = cpu_time();
		struct bytes payload = call(service, "/truce.v1.WordingService/FindPrecedents", &request, arena);
		times[i] = clock_monotonic() - started;
		cpu[i] = cpu_time() - busy;
		found += has(payload, number, arena);
		arena_reset(arena);
	}
	print_times("precedents", times, cpu, queries);
	printf(", \"recall\": %.4f}\n", (double)found / (double)queries);
	free(times);
	free(cpu);
}

/* Statements of LONG paragraphs beside others of the same with words changed. */
static void compare(struct service *service, struct arena *arena)
{
	int64_t times[PAIRS], cpu[PAIRS];
	uint64_t state = 2017;
	for (uint64_t i = 0; i < PAIRS; i++) {
		Truce__V1__ImportRecordsRequest import = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
		Truce__V1__CompareStatementsRequest request = TRUCE__V1__COMPARE_STATEMENTS_REQUEST__INIT;
		Truce__V1__RecordSet set = TRUCE__V1__RECORD_SET__INIT;
		request.first = arena_printf(arena, "statements/first%llu", (unsigned long long)i);
		request.second = arena_printf(arena, "statements/second%llu", (unsigned long long)i);
		import.records = &set;
		add_statement(&set, request.first, i * LONG, LONG, NULL, arena);
		add_statement(&set, request.second, i * LONG, LONG, &state, arena);
		call(service, "/truce.v1.ImportService/ImportRecords", &import, arena);
		int64_t started = clock_monotonic(), busy = cpu_time();
		call(service, "/truce.v1.WordingService/CompareStatements", &request, arena);
		times[i] = clock_monotonic() - started;
		cpu[i] = cpu_time() - busy;
		arena_reset(arena);
	}
	print_times("comparisons", times, cpu, PAIRS);
	printf(", \"paragraphs\": %d}\n", LONG);
}

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
	(void)stat;
	(void)kind;
	(void)place;
	return remove(path);
}

static void run(const char *folder, uint64_t paragraphs, size_t queries)
{
	struct store_options store_options = { .indexes = service_indexes() };
	struct service_options options = { .version = "bench" };
	struct service *service;
	struct arena arena;
	struct error error = { .message = "" };
	arena_init(&arena, (size_t)1 << 30);
	must(store_init(folder, &error), folder, &error);
	must(store_open(folder, &store_options, &options.store, &error), folder, &error);
	must(service_open(&options, &service, &error), "the service", &error);
	uint64_t statements = (paragraphs + EACH - 1) / EACH;
	fill(service, options.store, statements, &arena);
	create(service, statements, &arena);
	ask(service, statements * EACH, queries, &arena);
	compare(service, &arena);
	service_close(service);
	store_close(options.store);
	arena_fini(&arena);
}

int main(int argc, char **argv)
{
	static const struct option rows[] = {
		{ "paragraphs", required_argument, NULL, 'p' },
		{ "queries", required_argument, NULL, 'q' },
		{ "folder", required_argument, NULL, 'f' },
		{ NULL, 0, NULL, 0 },
	};
	unsigned long long paragraphs = 20000, queries = 500;
	const char *below = "/tmp";
	for (int letter; (letter = getopt_long(argc, argv, "", rows, NULL)) != -1;) {
		if (letter == '?')
			return 64;
		below = letter == 'f' ? optarg : below;
		paragraphs = letter == 'p' ? strtoull(optarg, NULL, 10) : paragraphs;
		queries = letter == 'q' ? strtoull(optarg, NULL, 10) : queries;
	}
	if (paragraphs == 0 || queries == 0)
		fail("--paragraphs and --queries", "expected 1 or more");
	zipf_init(sums, VOCABULARY, 1);
	char folder[4096];
	snprintf(folder, sizeof folder, "%s/truce-wording-XXXXXX", below);
	if (mkdtemp(folder) == NULL)
		fail(folder, "cannot be made");
	run(folder, paragraphs, (size_t)queries);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS) != 0;
}
