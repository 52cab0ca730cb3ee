/* Many callers at once. Their findings are handed to the main thread, which fails. */
#include "tests/support_service.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/time.h"
#include "proto/json.h"
#include "proto/message.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

#define THREADS 8
#define ROUNDS 25

struct worker {
	struct rig *rig;
	int number;
	const char *json;
	pthread_t thread;
	pthread_barrier_t *start;
	struct buffer reply;
	int wrong; /* calls that were not answered as they should */
};

/* A packed request envelope, to be freed with buffer_fini. */
static bool make_request(const char *method, const ProtobufCMessageDescriptor *type, const char *json,
			 struct buffer *out)
{
	struct arena arena;
	ProtobufCMessage *message;
	struct bytes packed;
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	arena_init(&arena, 1 << 20);
	buffer_init(out, 1 << 20);
	bool made = json_read(type, bytes_text(json), &arena, &message, NULL) == STATUS_OK &&
		    message_pack_arena(message, &arena, &packed) == STATUS_OK;
	if (made) {
		request.method = message_borrow(method);
		request.message.data = (uint8_t *)message_borrow((const char *)packed.data);
		request.message.len = packed.size;
		made = message_pack(&request.base, out) == STATUS_OK;
	}
	arena_fini(&arena);
	return made;
}

static int call(struct worker *w, const char *method, const ProtobufCMessageDescriptor *type, const char *json)
{
	struct buffer request;
	int code = -1;
	if (!make_request(method, type, json, &request)) {
		buffer_fini(&request);
		return code;
	}
	w->reply.size = 0;
	if (service_handle(w->rig->service, &w->rig->peer, buffer_bytes(&request), &w->reply) == STATUS_OK) {
		Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, w->reply.size, w->reply.data);
		code = r == NULL ? -1 : r->code;
		truce__rpc__v1__response__free_unpacked(r, NULL);
	}
	buffer_fini(&request);
	return code;
}

static void run(struct rig *rig, struct worker *workers, int count, const char *json, void *(*work)(void *))
{
	pthread_barrier_t start;
	pthread_barrier_init(&start, NULL, (unsigned)count);
	for (int i = 0; i < count; i++) {
		workers[i] = (struct worker){ .rig = rig, .number = i, .json = json, .start = &start };
		buffer_init(&workers[i].reply, 8 << 20);
		assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
	}
	for (int i = 0; i < count; i++)
		pthread_join(workers[i].thread, NULL);
	pthread_barrier_destroy(&start);
}

/* ---- One request, eight times at once --------------------------------- */

static void *create_once(void *arg)
{
	struct worker *w = arg;
	pthread_barrier_wait(w->start);
	if (call(w, "/truce.v1.ZoneService/CreateZone", &truce__v1__create_zone_request__descriptor, w->json) !=
	    STATUS_OK)
		w->wrong++;
	return NULL;
}

static void one_request_id_makes_one_change_however_many_send_it(void **state)
{
	(void)state;
	struct rig rig;
	struct worker workers[THREADS];
	rig_open(&rig);
	for (int round = 0; round < ROUNDS; round++) {
		char *json = support_text(
			"{\"zone\":" ZONE_JSON ",\"requestId\":\"01234567-89ab-4cde-8f01-2345678900%02d\"}", round);
		run(&rig, workers, THREADS, json, create_once);
		for (int i = 0; i < THREADS; i++) {
			assert_int_equal(workers[i].wrong, 0);
			assert_int_equal(workers[i].reply.size, workers[0].reply.size);
			assert_memory_equal(workers[i].reply.data, workers[0].reply.data, workers[0].reply.size);
		}
		for (int i = 0; i < THREADS; i++)
			buffer_fini(&workers[i].reply);
		free(json);
	}
	rig_call(&rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig.response->revision, ROUNDS);
	rig_close(&rig);
}

/* ---- Everything at once ----------------------------------------------- */

static void *do_all(void *arg)
{
	struct worker *w = arg;
	pthread_barrier_wait(w->start);
	for (int i = 0; i < ROUNDS; i++) {
		char create[400], name[100], update[200];
		snprintf(create, sizeof create, "{\"zoneId\":\"z%d-%d\",\"zone\":" ZONE_JSON "}", w->number, i);
		snprintf(name, sizeof name, "{\"name\":\"zones/z%d-%d\"}", w->number, i);
		snprintf(update, sizeof update,
			 "{\"zone\":{\"name\":\"zones/z%d-%d\",\"title\":\"T\"},\"updateMask\":\"title\"}", w->number,
			 i);
		const struct {
			const char *method;
			const ProtobufCMessageDescriptor *type;
			const char *json;
		} calls[] = {
			{ "/truce.v1.ZoneService/CreateZone", &truce__v1__create_zone_request__descriptor, create },
			{ "/truce.v1.ZoneService/GetZone", &truce__v1__get_zone_request__descriptor, name },
			{ "/truce.v1.ZoneService/UpdateZone", &truce__v1__update_zone_request__descriptor, update },
			{ "/truce.v1.ZoneService/ListZones", &truce__v1__list_zones_request__descriptor,
			  "{\"filter\":\"title = \\\"T\\\"\",\"orderBy\":\"title\",\"pageSize\":5}" },
			{ "/truce.v1.JournalService/WatchChanges", &truce__v1__watch_changes_request__descriptor,
			  "{\"pageSize\":3}" },
			{ "/truce.v1.JournalService/ListChanges", &truce__v1__list_changes_request__descriptor,
			  "{\"newestFirst\":true,\"includeContent\":true,\"pageSize\":3}" },
			{ "/truce.v1.ZoneService/DeleteZone", &truce__v1__delete_zone_request__descriptor, name },
		};
		for (size_t k = 0; k < COUNT_OF(calls); k++)
			if (call(w, calls[k].method, calls[k].type, calls[k].json) != STATUS_OK)
				w->wrong++;
	}
	return NULL;
}

static void callers_at_once_are_all_answered_and_the_store_is_whole(void **state)
{
	(void)state;
	struct rig rig;
	struct worker workers[THREADS];
	rig_open(&rig);
	run(&rig, workers, THREADS, NULL, do_all);
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(workers[i].wrong, 0);
		buffer_fini(&workers[i].reply);
	}
	rig_call(&rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig.response->revision, THREADS * ROUNDS * 3);
	rig_reopen(&rig);
	service_close(rig.service);
	store_close(rig.store);
	rig.service = NULL;
	rig.store = NULL;
	struct store_report report = { 0 };
	struct error error;
	char *path = support_text("%s/store", rig.folder);
	assert_int_equal(store_verify(path, service_indexes(), &report, &error), STATUS_OK);
	assert_int_equal(report.faults, 0);
	free(path);
	rig_close(&rig);
}

/* ---- Searches beside writers ------------------------------------------ */

#define WRITERS 2
#define TEXTS 30 /* of each writer */
#define SEARCH "/truce.v1.SearchService/SearchStatements"

static atomic_int begun, written, writing;

/* Statements that come, change and stay: every passage that has "guarantors" has
 * "observers", in every state. */
static void *write_texts(struct worker *w)
{
	for (int i = 0; i < TEXTS; i++) {
		char create[400], update[400];
		snprintf(create, sizeof create,
			 "{\"statementId\":\"t%d-%d\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"language\":\"en\","
			 "\"sources\":[{\"id\":\"s\"}],\"blocks\":[{\"text\":\"Guarantors and observers w%d\"}]}}",
			 w->number, i, i);
		snprintf(update, sizeof update,
			 "{\"statement\":{\"name\":\"statements/t%d-%d\",\"blocks\":[{\"text\":\"A title.\"},"
			 "{\"text\":\"Observers beside the guarantors, later\"}]},\"updateMask\":\"blocks\"}",
			 w->number, i);
		atomic_fetch_add(&begun, 1);
		if (call(w, "/truce.v1.StatementService/CreateStatement",
			 &truce__v1__create_statement_request__descriptor, create) != STATUS_OK)
			w->wrong++;
		atomic_fetch_add(&written, 1);
		if (call(w, "/truce.v1.StatementService/UpdateStatement",
			 &truce__v1__update_statement_request__descriptor, update) != STATUS_OK)
			w->wrong++;
	}
	atomic_fetch_sub(&writing, 1);
	return NULL;
}

#define FAILED INT64_MIN

/* How many statements a query finds, -1 where it does not count them; FAILED where it fails. */
static int64_t total(struct worker *w, const char *query)
{
	int64_t found = FAILED;
	if (call(w, SEARCH, &truce__v1__search_statements_request__descriptor, query) != STATUS_OK)
		return FAILED;
	Truce__Rpc__V1__Response *r = truce__rpc__v1__response__unpack(NULL, w->reply.size, w->reply.data);
	Truce__V1__SearchStatementsResponse *m =
		r == NULL ? NULL : truce__v1__search_statements_response__unpack(NULL, r->payload.len, r->payload.data);
	if (m != NULL)
		found = m->total;
	truce__v1__search_statements_response__free_unpacked(m, NULL);
	truce__rpc__v1__response__free_unpacked(r, NULL);
	return found;
}

static void *search_texts(struct worker *w)
{
	while (atomic_load(&writing) > 0) {
		int least = atomic_load(&written);
		int64_t found = total(w, "{\"query\":\"guarantor\",\"count\":true,\"facets\":[\"FACET_KIND\"]}");
		w->wrong += found < least || found > atomic_load(&begun);
		w->wrong += total(w, "{\"query\":\"guarantors -observers\",\"count\":true}") != 0;
		w->wrong += total(w, "{\"query\":\"guarantors near/3 observers OR obs*\",\"filter\":\"kind = "
				     "KIND_LETTER\",\"count\":true}") != 0;
		w->wrong += total(w, "{\"query\":\"\\\"guarantors and observers\\\" OR later\",\"pageSize\":3}") != -1;
	}
	return NULL;
}

static void *search_or_write(void *arg)
{
	struct worker *w = arg;
	pthread_barrier_wait(w->start);
	return w->number < WRITERS ? write_texts(w) : search_texts(w);
}

static void searches_beside_writers_are_never_behind_the_record(void **state)
{
	(void)state;
	struct rig rig;
	struct worker workers[WRITERS + THREADS];
	rig_open(&rig);
	atomic_store(&writing, WRITERS);
	run(&rig, workers, WRITERS + THREADS, NULL, search_or_write);
	for (int i = 0; i < WRITERS + THREADS; i++) {
		assert_int_equal(workers[i].wrong, 0);
		buffer_fini(&workers[i].reply);
	}
	rig_call(&rig, "SearchService.SearchStatements", "{\"query\":\"later guarantor\",\"count\":true}");
	char *all = support_text("\"total\":\"%d\",\"totalPassages\":\"%d\"", WRITERS * TEXTS, WRITERS * TEXTS);
	rig_has(&rig, all);
	free(all);
	rig_close(&rig);
}

/* ---- A slow call beside a fast one ------------------------------------ */

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_open;
	int answered;
};

/* Holds the thread that answers until the gate is opened: a search that is slow. */
static void hold(void *arg, const struct service_reply *reply)
{
	struct gate *gate = arg;
	(void)reply;
	pthread_mutex_lock(&gate->lock);
	while (!gate->is_open)
		pthread_cond_wait(&gate->wake, &gate->lock);
	gate->answered++;
	pthread_cond_broadcast(&gate->wake);
	pthread_mutex_unlock(&gate->lock);
}

static void point_reads_and_writes_pass_slow_searches(void **state)
{
	(void)state;
	struct rig rig;
	struct gate gate = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
	struct service_request slow = { .method = BYTES_LITERAL("/truce.v1.ZoneService/ListZones") };
	rig_open_with(&rig, (struct service_options){ .search_threads = 2, .queue_most = 4 });
	slow.arrived = clock_monotonic();
	slow.peer = &rig.peer;
	slow.timeout_ms = SERVICE_TIMEOUT_MOST_MS;
	for (int i = 0; i < 4; i++)
		service_call(rig.service, &slow, hold, &gate);
	rig_call(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON "}");
	rig_expect(&rig, STATUS_OK, "");
	rig_call(&rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_expect(&rig, STATUS_OK, "");
	pthread_mutex_lock(&gate.lock);
	gate.is_open = true;
	pthread_cond_broadcast(&gate.wake);
	while (gate.answered < 4)
		pthread_cond_wait(&gate.wake, &gate.lock);
	pthread_mutex_unlock(&gate.lock);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_request_id_makes_one_change_however_many_send_it),
		cmocka_unit_test(callers_at_once_are_all_answered_and_the_store_is_whole),
		cmocka_unit_test(searches_beside_writers_are_never_behind_the_record),
		cmocka_unit_test(point_reads_and_writes_pass_slow_searches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
