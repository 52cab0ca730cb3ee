/* Each allocation of each method fails once: the call is answered, nothing leaks, and
 * the store is whole. */
#include "tests/support_service.h"

#include <sched.h>

#include "base/time.h"
#include "proto/schema.h"
#include "service/call.h"
#include "service/grpc_gzip.h"
#include "tests/failing.h"

/* ---- One good request for each method --------------------------------- */

static const char *const requests[][2] = {
	{ "StatementService.GetStatement", "{\"name\":\"statements/s\"}" },
	{ "StatementService.BatchGetStatements", "{\"names\":[\"statements/s\",\"statements/s\"]}" },
	{ "StatementService.ListStatements",
	  "{\"filter\":\"citations.instrument = \\\"S/RES/2254 (2015)\\\"\",\"orderBy\":\"title\",\"pageSize\":1}" },
	{ "StatementService.ListPassages", "{\"filter\":\"parties.id = \\\"KAZ\\\"\",\"orderBy\":\"block desc\"}" },
	{ "StatementService.CreateStatement",
	  "{\"statement\":{\"kind\":\"KIND_SPEECH\",\"sources\":[{\"id\":\"s\"}]}}" },
	{ "StatementService.UpdateStatement",
	  "{\"statement\":{\"name\":\"statements/s\",\"title\":\"T%d\"},\"updateMask\":\"title\"}" },
	{ "StatementService.DeleteStatement", "{\"name\":\"statements/s\"}" },
	{ "StatementService.UndeleteStatement", "{\"name\":\"statements/s\"}" },
	{ "RoundService.GetRound", "{\"name\":\"rounds/r\",\"asOfRevision\":\"-1\"}" },
	{ "RoundService.BatchGetRounds", "{\"names\":[\"rounds/r\"]}" },
	{ "RoundService.ListRounds", "{\"filter\":\"process = \\\"astana\\\"\",\"showDeleted\":true}" },
	{ "RoundService.CreateRound", "{\"round\":{\"process\":\"geneva\",\"sources\":[{\"id\":\"s\"}]}}" },
	{ "RoundService.UpdateRound",
	  "{\"round\":{\"name\":\"rounds/r\",\"process\":\"astana\",\"title\":\"T%d\",\"sources\":[{\"id\":\"s\"}]}}" },
	{ "RoundService.DeleteRound", "{\"name\":\"rounds/r\"}" },
	{ "RoundService.UndeleteRound", "{\"name\":\"rounds/r\"}" },
	{ "ZoneService.GetZone", "{\"name\":\"zones/z\"}" },
	{ "ZoneService.BatchGetZones", "{\"names\":[\"zones/z\",\"zones/nobody\"]}" },
	{ "ZoneService.ListZones", "{\"asOfRevision\":\"3\"}" },
	{ "ZoneService.CreateZone", "{\"zone\":" ZONE_JSON ",\"requestId\":\"01234567-89ab-4cde-8f01-23456789%04d\"}" },
	{ "ZoneService.UpdateZone", "{\"zone\":{\"name\":\"zones/z\",\"title\":\"T%d\"},\"updateMask\":\"title\"}" },
	{ "ZoneService.DeleteZone", "{\"name\":\"zones/z\"}" },
	{ "ZoneService.UndeleteZone", "{\"name\":\"zones/z\"}" },
	{ "ZoneService.GetZoneStatus", "{\"name\":\"zones/z\",\"date\":\"2017-12-20\"}" },
	{ "ZoneService.ListZoneStatuses", "{\"date\":\"2017-12-20\"}" },
	{ "PositionService.ListPositions", "{\"topic\":\"a\",\"order_by\":\"count desc\"}" },
	{ "PositionService.ListCitations", "{\"instrument\":\"resolution 2254 (2015)\"}" },
	{ "ConsentService.RecordConsent",
	  "{\"name\":\"zones/t\",\"consent\":{\"party\":{\"id\":\"RUS\"},\"term\":2,\"decision\":\"DECISION_CONSENT\","
	  "\"date\":{\"earliest\":\"2017-11-01\",\"latest\":\"2017-11-01\"},\"sources\":[{\"source\":\"n\"}]},"
	  "\"sources\":[{\"id\":\"n\",\"title\":\"N\"}]}" },
	{ "ConsentService.TerminateZone",
	  "{\"name\":\"zones/t\",\"termination\":{\"date\":{\"earliest\":\"2018-01-01\",\"latest\":\"2018-01-01\"},"
	  "\"sources\":[{\"source\":\"s\"}]}}" },
	{ "ConsentService.ListZoneTimelines", "{\"toDate\":\"2018-12-31\",\"filter\":\"reading = \\\"r\\\"\"}" },
	{ "ConsentService.ListZoneConflicts", "{\"filter\":\"fact = \\\"readings.effective\\\"\"}" },
	{ "AgendaService.ListAgendaThreads", "{\"date\":\"2018-01-01\",\"filter\":\"open = true\"}" },
	{ "CommitmentService.ListCommitments", "{\"date\":\"2018-01-01\",\"filter\":\"state = STATE_OVERDUE\"}" },
	{ "WordingService.CompareStatements", "{\"first\":\"statements/s\",\"second\":\"statements/s\"}" },
	{ "WordingService.FindPrecedents", "{\"text\":\"One. Two. Three.\",\"leastSimilarity\":0.1}" },
	{ "PlaceService.LocatePoint", "{\"latitude\":1,\"longitude\":1,\"radiusM\":9000}" },
	{ "PlaceService.FindOverlaps", "{}" },
	{ "CoverageService.CheckCoverage", "{\"body\":\"Security Council\",\"from\":1,\"to\":9}" },
	{ "TextService.GetText",
	  "{\"name\":\"texts/0000000000000000000000000000000000000000000000000000000000000000\"}" },
	{ "ImportService.ImportRecords",
	  "{\"records\":{\"zones\":[{\"name\":\"zones/i\",\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"T%d\","
	  "\"sources\":[{\"id\":\"s\"}]}]}}" },
	{ "ImportService.ImportText", "{\"content\":\"V2Ugc3VwcG9ydCByZXNvbHV0aW9uIDIyNTQuCg==\"}" },
	{ "JournalService.ListChanges", "{\"includeContent\":true,\"pageSize\":2}" },
	{ "JournalService.WatchChanges", "{\"afterRevision\":\"1\",\"includeContent\":true}" },
	{ "SearchService.SearchStatements", "{\"query\":\"one\"}" },
	{ "SearchService.WatchSearch", "{\"query\":\"one\"}" },
	{ "JournalService.GetHead", "{}" },
	{ "ServerService.GetServerStatus", "{}" },
	{ "/grpc.health.v1.Health/Check", "{\"service\":\"truce.v1.writes\"}" },
	{ "/grpc.health.v1.Health/Watch", "{}" },
	{ "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "{\"fileContainingSymbol\":\"truce.v1.Zone\"}" },
	{ "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "{\"listServices\":\"\"}" },
};

static const char seed[] =
	"{\"records\":{\"statements\":[{\"name\":\"statements/s\",\"kind\":\"KIND_SPEECH\","
	"\"turns\":[{\"speaker\":{\"party\":{\"id\":\"KAZ\"}}}],\"blocks\":[{\"text\":\"One.\",\"turn\":1},"
	"{\"text\":\"Two.\",\"turn\":1}],\"citations\":[{\"instrument\":\"S/RES/2254 (2015)\"}],"
	"\"commitments\":[{\"id\":\"c\",\"due\":{\"latest\":\"2017-06-04\"}}],\"sources\":[{\"id\":\"s\"}]}],"
	"\"rounds\":[{\"name\":\"rounds/q\",\"process\":\"astana\",\"date\":{\"latest\":\"2017-06-04\"},"
	"\"agenda\":[{\"id\":\"i\"}],\"sources\":[{\"id\":\"s\"}]},"
	"{\"name\":\"rounds/r\",\"process\":\"astana\",\"date\":{\"latest\":\"2017-09-04\"},"
	"\"agenda\":[{\"id\":\"i\",\"carriesOn\":\"rounds/q/agenda/i\"}],\"sources\":[{\"id\":\"s\"}]}],"
	"\"zones\":[{\"name\":\"zones/"
	"t\",\"kind\":\"KIND_DE_ESCALATION_AREA\",\"guarantors\":[{\"party\":{\"id\":\"RUS\"}}],"
	"\"readings\":[{\"id\":\"r\",\"effective\":{\"earliest\":\"2017-05-04\",\"latest\":\"2017-05-04\"},"
	"\"initialTermMonths\":6,\"sources\":[{\"source\":\"s\"}]},{\"id\":\"q\",\"effective\":{\"earliest\":\"2017-05-"
	"05\","
	"\"latest\":\"2017-05-05\"},\"sources\":[{\"source\":\"s\"}]}],\"sources\":[{\"id\":\"s\"}]},{\"name\":\"zones/"
	"z\",\"kind\":\"KIND_DE_ESCALATION_AREA\",\"title\":\"Z\","
	"\"sources\":[{\"id\":\"s\"}]},"
	"{\"name\":\"zones/p\",\"kind\":\"KIND_SECURITY_BELT\",\"sources\":[{\"id\":\"s\"}],\"boundary\":{\"geojson\":"
	"\"{\\\"type\\\":\\\"Polygon\\\",\\\"coordinates\\\":[[[0,0],[2,0],[2,2],[0,0]]]}\"}},"
	"{\"name\":\"zones/q\",\"kind\":\"KIND_SECURITY_BELT\",\"sources\":[{\"id\":\"s\"}],\"boundary\":{\"geojson\":"
	"\"{\\\"type\\\":\\\"Polygon\\\",\\\"coordinates\\\":[[[1,0],[3,0],[3,2],[1,0]]]}\"}}]}}";

static char *path_of(const char *method)
{
	const char *dot = strchr(method, '.');
	return method[0] == '/' ? support_text("%s", method)
				: support_text("/truce.v1.%.*s/%s", (int)(dot - method), method, dot + 1);
}

/* ---- The loop --------------------------------------------------------- */

struct taken {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	enum status status;
	bool done, explained;
};

static void take(void *arg, const struct service_reply *reply)
{
	struct taken *taken = arg;
	pthread_mutex_lock(&taken->lock);
	taken->status = reply->status;
	taken->explained = reply->status == STATUS_OK || (reply->message[0] != '\0' && reply->detail_count > 0);
	taken->done = true;
	pthread_cond_signal(&taken->wake);
	pthread_mutex_unlock(&taken->lock);
}

/* Makes one call in which allocation number nth fails; whether one did. */
static bool call_once(struct rig *rig, const char *path, struct bytes message, long nth)
{
	struct taken taken = { .done = false };
	struct service_request request = {
		.method = bytes_text(path), .message = message, .arrived = clock_monotonic(), .peer = &rig->peer
	};
	pthread_mutex_init(&taken.lock, NULL);
	pthread_cond_init(&taken.wake, NULL);
	atomic_store(&failed, false);
	atomic_store(&countdown, nth);
	service_call(rig->service, &request, take, &taken);
	pthread_mutex_lock(&taken.lock);
	while (!taken.done)
		pthread_cond_wait(&taken.wake, &taken.lock);
	pthread_mutex_unlock(&taken.lock);
	atomic_store(&countdown, 0);
	pthread_mutex_destroy(&taken.lock);
	pthread_cond_destroy(&taken.wake);
	if (!taken.explained || taken.status == STATUS_INTERNAL || taken.status == STATUS_UNKNOWN ||
	    taken.status == STATUS_DATA_LOSS)
		fail_msg("%s, allocation %ld: %s", path, nth, status_name(taken.status));
	return atomic_load(&failed);
}

/* A service whose threads run, and which has no memory to spare. */
static void open_service(struct rig *rig)
{
	struct error error;
	struct service_options options = { .store = rig->store, .search_threads = 1 };
	assert_int_equal(service_open(&options, &rig->service, &error), STATUS_OK);
	rig_call(rig, "ServerService.GetServerStatus", "{}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "JournalService.WatchChanges", "{}");
	rig_expect(rig, STATUS_OK, "");
	pthread_mutex_lock(&rig->service->lock);
	while (rig->service->running > 0) { /* the last one's thread may still be giving it back */
		pthread_mutex_unlock(&rig->service->lock);
		sched_yield();
		pthread_mutex_lock(&rig->service->lock);
	}
	while (rig->service->spare != NULL) {
		struct call *call = rig->service->spare;
		rig->service->spare = call->next;
		rig->service->spares--;
		call_free(call);
	}
	pthread_mutex_unlock(&rig->service->lock);
}

static void every_call_survives_every_failing_allocation(void **state)
{
	(void)state;
	struct rig rig;
	int serial = 0;
	rig_open(&rig);
	rig_call(&rig, "ImportService.ImportRecords", seed);
	rig_expect(&rig, STATUS_OK, "");
	for (size_t i = 0; i < COUNT_OF(requests); i++) {
		char *path = path_of(requests[i][0]);
		const ProtobufCServiceDescriptor *service;
		const ProtobufCMethodDescriptor *row;
		assert_true(schema_method(path, &service, &row));
		for (long nth = 1, more = 1; more && nth < 200; nth++) {
			const char *hole = strchr(requests[i][1], '%');
			char *json = hole == NULL ? strdup(requests[i][1])
				     : strncmp(hole, "%d", 2) == 0
					     ? support_text("%.*s%d%s", (int)(hole - requests[i][1]), requests[i][1],
							    ++serial, hole + 2)
					     : support_text("%.*s%04d%s", (int)(hole - requests[i][1]), requests[i][1],
							    ++serial, hole + 4);
			service_close(rig.service);
			open_service(&rig);
			struct bytes message = rig_pack(&rig, row->input->name, json);
			more = call_once(&rig, path, message, nth);
			assert_true(more || nth > 1);
			free(json);
			arena_reset(&rig.arena);
		}
		free(path);
	}
	rig_call(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"after\",\"zone\":" ZONE_JSON "}");
	rig_expect(&rig, STATUS_OK, "");
	service_close(rig.service);
	store_close(rig.store);
	rig.service = NULL;
	rig.store = NULL;
	struct store_report report = { 0 };
	struct error error;
	char *folder = support_text("%s/store", rig.folder);
	assert_int_equal(store_verify(folder, service_indexes(), &report, &error), STATUS_OK);
	assert_int_equal(report.faults, 0);
	free(folder);
	rig_close(&rig);
}

static void each_method_has_its_request_here(void **state)
{
	(void)state;
	assert_int_equal(COUNT_OF(requests), methods_count());
	for (const struct method *row = methods; row->path != NULL; row++) {
		bool found = false;
		for (size_t i = 0; i < COUNT_OF(requests); i++) {
			char *path = path_of(requests[i][0]);
			found = found || strcmp(path, row->path) == 0;
			free(path);
		}
		if (!found)
			fail_msg("%s is not tried", row->path);
	}
}

static void opening_survives_every_failing_allocation(void **state)
{
	(void)state;
	struct rig rig;
	rig_open(&rig);
	service_close(rig.service);
	rig.service = NULL;
	struct service_options options = { .store = rig.store };
	struct error error;
	is_own = true; /* a sanitizer cannot start a thread without memory */
	atomic_store(&own_only, true);
	for (long nth = 1; nth < 100; nth++) {
		atomic_store(&failed, false);
		atomic_store(&countdown, nth);
		enum status status = service_open(&options, &rig.service, &error);
		atomic_store(&countdown, 0);
		if (status == STATUS_OK)
			service_close(rig.service);
		rig.service = NULL;
		if (!atomic_load(&failed))
			break;
	}
	atomic_store(&own_only, false);
	assert_int_equal(service_open(&options, &rig.service, &error), STATUS_OK);
	rig_call(&rig, "JournalService.GetHead", "{}");
	rig_expect(&rig, STATUS_OK, "");
	rig_close(&rig);
}

/* A message that is too large and memory that is not there are two things. */
static void unpacking_tells_lack_of_memory_from_a_limit(void **state)
{
	enum { SIZE = 64 << 10, ALLOCATIONS = 20 };
	struct buffer packed, out;
	struct bytes zeros = bytes_of(calloc(1, SIZE), SIZE);
	(void)state;
	assert_non_null(zeros.data);
	buffer_init(&packed, SIZE_MAX);
	assert_int_equal(gzip_pack(&zeros, 1, &packed), STATUS_OK);
	for (size_t limit = SIZE - 1; limit <= SIZE; limit++) {
		enum status last = limit < SIZE ? STATUS_OUT_OF_RANGE : STATUS_OK;
		for (long k = ALLOCATIONS; k >= 0; k--) {
			buffer_init(&out, limit);
			atomic_store(&failed, false);
			atomic_store(&countdown, k);
			enum status status = gzip_unpack(buffer_bytes(&packed), &out);
			atomic_store(&countdown, 0);
			assert_int_equal(status, atomic_load(&failed) ? STATUS_RESOURCE_EXHAUSTED : last);
			buffer_fini(&out);
		}
	}
	buffer_fini(&packed);
	free((void *)(uintptr_t)zeros.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_method_has_its_request_here),
		cmocka_unit_test(every_call_survives_every_failing_allocation),
		cmocka_unit_test(opening_survives_every_failing_allocation),
		cmocka_unit_test(unpacking_tells_lack_of_memory_from_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
