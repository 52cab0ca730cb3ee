/* Searches the documents of gen_corpus.py through a service, several calls outstanding.
 *
 *   truce-bench-search fill DIR DOCS.TSV         a new store, a statement for each document
 *   truce-bench-search query URL QUERIES.TSV [OUTSTANDING [SECONDS [IDS]]]
 *   truce-bench-search get URL [OUTSTANDING [SECONDS]]   statements of the first documents, one by one
 *
 * A query's words are quoted, so that they are looked for as they stand; statements are of
 * no language, so that they are cut as the peers cut them. IDS is a file for the documents
 * that each query finds, in order. Prints a line of JSON for each class of queries. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/time.h"
#include "client/truce.h"
#include "proto/message.h"
#include "service/service.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define BATCH 500
#define FILLERS 4
#define SEARCH "/truce.v1.SearchService/SearchStatements"
#define GET "/truce.v1.StatementService/GetStatement"
#define QUERIES_MOST 4096
#define CLASSES_MOST 16

static void die(const char *what)
{
	fprintf(stderr, "truce-bench-search: %s\n", what);
	exit(1);
}

static char *text_of(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);
	if (copy == NULL)
		die("no memory");
	return copy;
}

/* ---- Filling ----------------------------------------------------------- */

static void *new_message(struct arena *arena, const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, arena);
	if (m == NULL)
		die("no memory");
	return m;
}

static void **one(struct arena *arena, void *message)
{
	void **list = arena_array(arena, 1, sizeof *list);
	if (list == NULL)
		die("no memory");
	list[0] = message;
	return list;
}

/* id, country, yyyymmdd, title, text */
static Truce__V1__Statement *statement_of(struct arena *arena, char *line)
{
	Truce__V1__Statement *s = new_message(arena, &truce__v1__statement__descriptor);
	Truce__V1__Block *block = new_message(arena, &truce__v1__block__descriptor);
	Truce__V1__Source *source = new_message(arena, &truce__v1__source__descriptor);
	Truce__V1__Signatory *signatory = new_message(arena, &truce__v1__signatory__descriptor);
	Truce__V1__Party *party = new_message(arena, &truce__v1__party__descriptor);
	Truce__V1__DateInterval *date = new_message(arena, &truce__v1__date_interval__descriptor);
	char *id = strsep(&line, "\t"), *country = strsep(&line, "\t"), *day = strsep(&line, "\t");
	char *title = strsep(&line, "\t");
	if (line == NULL)
		die("a document has not five columns");
	s->name = arena_printf(arena, "statements/d%s", id);
	s->kind = TRUCE__V1__STATEMENT__KIND__KIND_SPEECH;
	s->language = text_of(arena, "und");
	date->earliest = date->latest = arena_printf(arena, "%.4s-%.2s-%.2s", day, day + 4, day + 6);
	s->date = date;
	party->id = text_of(arena, country);
	signatory->party = party;
	block->kind = TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH;
	block->text = arena_printf(arena, "%s\n\n%s", title, line);
	source->id = text_of(arena, "made");
	s->n_signatories = s->n_blocks = s->n_sources = 1;
	s->signatories = (Truce__V1__Signatory **)one(arena, signatory);
	s->blocks = (Truce__V1__Block **)one(arena, block);
	s->sources = (Truce__V1__Source **)one(arena, source);
	return s;
}

static void import(struct service *service, Truce__V1__RecordSet *records, struct arena *arena)
{
	static const struct service_peer peer = { .actor = "bench", .role = ROLE_ADMIN };
	Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
	Truce__Rpc__V1__Request envelope = TRUCE__RPC__V1__REQUEST__INIT;
	struct bytes message, packed;
	struct buffer reply;
	request.records = records;
	buffer_init(&reply, 64 << 20);
	if (message_pack_arena(&request.base, arena, &message) != STATUS_OK)
		die("no memory");
	envelope.method = text_of(arena, "/truce.v1.ImportService/ImportRecords");
	envelope.message = (ProtobufCBinaryData){ message.size, (uint8_t *)message_borrow((const char *)message.data) };
	if (message_pack_arena(&envelope.base, arena, &packed) != STATUS_OK ||
	    service_handle(service, &peer, packed, &reply) != STATUS_OK)
		die("no memory");
	Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, reply.size, reply.data);
	if (r == NULL || r->code != 0)
		die(r == NULL ? "no reply" : r->message);
	truce__rpc__v1__response__free_unpacked(r, NULL);
	buffer_fini(&reply);
}

/* Callers, each with one call outstanding, take the documents in turn. */
struct filler {
	struct service *service;
	pthread_mutex_t mutex;
	FILE *in;
	size_t count;
};

static bool read_batch(struct filler *f, Truce__V1__RecordSet *records, struct arena *arena, char **line, size_t *room)
{
	size_t count = 0;
	pthread_mutex_lock(&f->mutex);
	for (; count < BATCH && getline(line, room, f->in) > 0; count++) {
		(*line)[strcspn(*line, "\n")] = '\0';
		if (!message_append(&records->base, "statements", &statement_of(arena, *line)->base, arena))
			die("no memory");
	}
	f->count += count;
	pthread_mutex_unlock(&f->mutex);
	return count > 0;
}

static void *fill_on(void *arg)
{
	struct filler *f = arg;
	struct arena arena;
	char *line = NULL;
	size_t room = 0;
	arena_init(&arena, (size_t)256 << 20);
	for (;;) {
		Truce__V1__RecordSet *records = new_message(&arena, &truce__v1__record_set__descriptor);
		if (!read_batch(f, records, &arena, &line, &room))
			break;
		import(f->service, records, &arena);
		arena_reset(&arena);
	}
	arena_fini(&arena);
	free(line);
	return NULL;
}

static void fill_all(struct filler *f)
{
	pthread_t threads[FILLERS];
	pthread_mutex_init(&f->mutex, NULL);
	for (size_t i = 0; i < FILLERS; i++)
		if (pthread_create(&threads[i], NULL, fill_on, f) != 0)
			die("cannot start a thread");
	for (size_t i = 0; i < FILLERS; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&f->mutex);
}

static int fill(const char *dir, const char *file)
{
	struct error error = { 0 };
	struct store_options store_options = { .indexes = service_indexes() };
	struct store *store;
	struct filler f = { .in = fopen(file, "r") };
	if (f.in == NULL)
		die("cannot open the documents");
	if (store_init(dir, &error) != STATUS_OK || store_open(dir, &store_options, &store, &error) != STATUS_OK)
		die(error.message);
	struct service_options options = { .store = store, .version = "bench" };
	if (service_open(&options, &f.service, &error) != STATUS_OK)
		die(error.message);
	int64_t began = clock_monotonic();
	fill_all(&f);
	double seconds = (double)(clock_monotonic() - began) / 1e9;
	struct timespec cpu;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	printf("{\"what\": \"filled\", \"documents\": %zu, \"seconds\": %.2f, \"per_second\": %.0f, "
	       "\"cpu_seconds\": %.2f}\n",
	       f.count, seconds, (double)f.count / seconds, (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9);
	fclose(f.in);
	service_close(f.service);
	store_close(store);
	return 0;
}

/* ---- Asking ------------------------------------------------------------ */

struct query {
	const char *method;
	char class[16];
	uint8_t *message;
	size_t size;
};

static struct query queries[QUERIES_MOST];
static size_t query_count;

/* class, words, country, from, to */
static void read_query(char *line)
{
	struct query *q = &queries[query_count++];
	Truce__V1__SearchStatementsRequest request = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	char *class = strsep(&line, "\t"), *words = strsep(&line, "\t"), *country = strsep(&line, "\t");
	char *from = strsep(&line, "\t"), *to = line, text[1024] = "", *word;
	if (to == NULL)
		die("a query has not five columns");
	bool phrase = strcmp(class, "phrase") == 0, any = strcmp(class, "or3") == 0;
	q->method = SEARCH;
	snprintf(q->class, sizeof q->class, "%s", class);
	if (phrase)
		sprintf(text, "\"%.900s\"", words);
	else
		while ((word = strsep(&words, " ")) != NULL)
			sprintf(text + strlen(text), "%s\"%.200s\"", text[0] == '\0' ? "" : any ? " OR " : " ", word);
	if (atoi(from) != 0)
		sprintf(text + strlen(text), " delegation:%.8s on:%.4s-%.2s-%.2s..%.4s-%.2s-%.2s", country, from,
			from + 4, from + 6, to, to + 4, to + 6);
	request.query = text;
	request.view = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
	q->size = truce__v1__search_statements_request__get_packed_size(&request);
	q->message = malloc(q->size);
	if (q->message == NULL)
		die("no memory");
	truce__v1__search_statements_request__pack(&request, q->message);
}

static void make_get(size_t number)
{
	struct query *q = &queries[query_count++];
	Truce__V1__GetStatementRequest request = TRUCE__V1__GET_STATEMENT_REQUEST__INIT;
	char name[64];
	snprintf(name, sizeof name, "statements/d%zu", number);
	request.name = name;
	*q = (struct query){ .method = GET, .class = "get" };
	q->size = truce__v1__get_statement_request__get_packed_size(&request);
	q->message = malloc(q->size);
	if (q->message == NULL)
		die("no memory");
	truce__v1__get_statement_request__pack(&request, q->message);
}

static struct truce_call *start(struct truce *truce, const struct query *q)
{
	struct truce_request request = {
		.method = q->method, .message = q->message, .message_size = q->size, .idempotent = 1
	};
	struct truce_call *call;
	if (truce_call_start(truce, &request, &call) != 0)
		die("a call cannot be started");
	return call;
}

/* A reply that is OK. */
static struct truce_reply *take(struct truce_call *call)
{
	struct truce_reply *reply;
	if (truce_call_take(call, &reply) != 0 || reply->code != 0)
		die(reply == NULL ? "no reply" : reply->message);
	return reply;
}

/* How many hits it has. */
static size_t take_hits(struct truce_call *call, FILE *ids)
{
	struct truce_reply *reply = take(call);
	size_t hits = 0;
	Truce__V1__SearchStatementsResponse *r =
		truce__v1__search_statements_response__unpack(NULL, reply->payload_size, reply->payload);
	if (r == NULL)
		die("a reply does not read");
	hits = r->n_hits;
	for (size_t i = 0; ids != NULL && i < hits; i++)
		fprintf(ids, "%s%s", i == 0 ? "" : " ", r->hits[i]->statement + strlen("statements/d"));
	if (ids != NULL)
		fputc('\n', ids);
	truce__v1__search_statements_response__free_unpacked(r, NULL);
	truce_reply_free(reply);
	return hits;
}

static void ask_class(struct truce *truce, size_t from, size_t to, int outstanding, double seconds)
{
	struct truce_call **calls = calloc((size_t)outstanding, sizeof(struct truce_call *));
	size_t asked = 0, taken = 0, count = to - from;
	if (calls == NULL)
		die("no memory");
	int64_t began = clock_monotonic(), end = began + (int64_t)(seconds * 1e9);
	while (clock_monotonic() < end || taken < asked) {
		bool more = clock_monotonic() < end;
		while (more && asked - taken < (size_t)outstanding) {
			calls[asked % (size_t)outstanding] = start(truce, &queries[from + asked % count]);
			asked++;
		}
		truce_reply_free(take(calls[taken % (size_t)outstanding]));
		taken++;
	}
	double time = (double)(clock_monotonic() - began) / 1e9;
	printf("{\"what\": \"%s\", \"outstanding\": %d, \"queries\": %zu, \"per_second\": %.0f}\n", queries[from].class,
	       outstanding, taken, (double)taken / time);
	fflush(stdout);
	free(calls);
}

static struct truce *open_service(const char *url)
{
	struct truce *truce;
	char why[256];
	if (truce_open(url, NULL, &truce, why, sizeof why) != 0)
		die(why);
	return truce;
}

static int get(const char *url, int outstanding, double seconds)
{
	struct truce *truce = open_service(url);
	for (size_t i = 0; i < QUERIES_MOST; i++)
		make_get(i);
	ask_class(truce, 0, query_count, outstanding, seconds);
	truce_close(truce);
	return 0;
}

static int ask(const char *url, const char *file, int outstanding, double seconds, const char *ids)
{
	char *line = NULL;
	size_t room = 0;
	FILE *in = fopen(file, "r"), *out = ids == NULL ? NULL : fopen(ids, "w");
	if (in == NULL || (ids != NULL && out == NULL))
		die("cannot open a file");
	while (query_count < QUERIES_MOST && getline(&line, &room, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		read_query(line);
	}
	struct truce *truce = open_service(url);
	for (size_t a = 0, b; a < query_count; a = b) {
		size_t hits = 0;
		for (b = a; b < query_count && strcmp(queries[a].class, queries[b].class) == 0; b++)
			hits += take_hits(start(truce, &queries[b]), out);
		printf("{\"what\": \"%s\", \"first_pass_hits\": %zu}\n", queries[a].class, hits);
		if (seconds > 0)
			ask_class(truce, a, b, outstanding, seconds);
	}
	truce_close(truce);
	if (out != NULL)
		fclose(out);
	fclose(in);
	free(line);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "fill") == 0)
		return fill(argv[2], argv[3]);
	if (argc >= 4 && argc <= 7 && strcmp(argv[1], "query") == 0)
		return ask(argv[2], argv[3], argc > 4 ? atoi(argv[4]) : 16, argc > 5 ? atof(argv[5]) : 2,
			   argc > 6 ? argv[6] : NULL);
	if (argc >= 3 && argc <= 5 && strcmp(argv[1], "get") == 0)
		return get(argv[2], argc > 3 ? atoi(argv[3]) : 16, argc > 4 ? atof(argv[4]) : 2);
	fputs("Usage: truce-bench-search fill DIR DOCS.TSV\n"
	      "       truce-bench-search query URL QUERIES.TSV [OUTSTANDING [SECONDS [IDS]]]\n"
	      "       truce-bench-search get URL [OUTSTANDING [SECONDS]]\n",
	      stderr);
	return 64;
}
