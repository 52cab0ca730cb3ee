/* How long it takes to say which zones a point lies in: fills a store with zones and
 * asks a service in the same process.
 *
 *   truce-bench-place DIR ZONES POSITIONS POINTS [DEGREES]
 *
 * Zones are stars of some ten kilometres, spread over a square of ten degrees or of as
 * many as are given.
 * DIR is made; a store that is there is asked as it is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/time.h"
#include "proto/message.h"
#include "service/service.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/place_service.pb-c.h"

#define BATCH 200 /* zones of one commit */
#define SOUTH 30
#define WEST 35
#define SIZE 0.1

static double span = 10;

static uint64_t seed = 88172645463325252U;

static double random_double(double least, double most)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return least + (most - least) * (double)(seed >> 11) / (double)(UINT64_C(1) << 53);
}

static void must(enum status status, const struct error *error)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "truce-bench-place: %s\n", error == NULL ? status_name(status) : error->message);
	exit(1);
}

/* ---- Zones --------------------------------------------------------------- */

static void star(struct buffer *out, long positions)
{
	double lat = random_double(SOUTH, SOUTH + span), lon = random_double(WEST, WEST + span), first = 0;
	out->size = 0;
	must(buffer_put_text(out, "{\"type\":\"Polygon\",\"coordinates\":[["), NULL);
	for (long i = 0; i <= positions; i++) {
		double turn = 2 * M_PI * (double)(i % positions) / (double)positions;
		double far = i == positions ? first : SIZE * random_double(0.9, 1);
		first = i == 0 ? far : first;
		must(buffer_printf(out, "%s[%.7f,%.7f]", i == 0 ? "" : ",", lon + far * cos(turn),
				   lat + far * sin(turn)),
		     NULL);
	}
	must(buffer_put(out, "]]}", 4), NULL);
}

static void pack(const char *name, struct buffer *geojson, struct buffer *out)
{
	Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
	Truce__V1__Boundary boundary = TRUCE__V1__BOUNDARY__INIT;
	Truce__V1__Reading reading = TRUCE__V1__READING__INIT, *readings[] = { &reading };
	Truce__V1__DateInterval date = TRUCE__V1__DATE_INTERVAL__INIT;
	date.earliest = date.latest = message_borrow("2017-05-05");
	reading.id = message_borrow("first");
	reading.effective = &date;
	reading.initial_term_months = 6;
	boundary.geojson = (char *)geojson->data;
	zone.name = zone.title = message_borrow(name);
	zone.kind = TRUCE__V1__ZONE__KIND__KIND_DE_ESCALATION_AREA;
	zone.boundary = &boundary;
	zone.n_readings = 1;
	zone.readings = readings;
	out->size = 0;
	must(message_pack(&zone.base, out), NULL);
}

struct batch {
	struct store_job job;
	long next, end, positions;
	uint64_t seed; /* the same zones where the job is run again */
	struct buffer geojson, body;
};

static enum status run(struct store_job *job, struct store_txn *txn)
{
	struct batch *b = (struct batch *)job;
	enum status status = STATUS_OK;
	seed = b->seed;
	for (long i = b->next; status == STATUS_OK && i < b->end; i++) {
		char name[32];
		int64_t revision;
		snprintf(name, sizeof name, "zones/z%06ld", i);
		star(&b->geojson, b->positions);
		pack(name, &b->geojson, &b->body);
		struct store_entry entry = { .time = clock_wall(),
					     .kind = STORE_CREATED,
					     .actor = BYTES_LITERAL("bench"),
					     .name = bytes_text(name),
					     .body = buffer_bytes(&b->body) };
		status = store_append(txn, &entry, &revision, &job->error);
	}
	return status;
}

static void fill(struct store *store, long zones, long positions)
{
	struct batch b = { .job = { .run = run }, .positions = positions };
	int64_t start = clock_monotonic();
	buffer_init(&b.geojson, SIZE_MAX);
	buffer_init(&b.body, SIZE_MAX);
	for (; b.next < zones; b.next = b.end) {
		b.end = b.next + BATCH < zones ? b.next + BATCH : zones;
		b.seed = seed;
		must(store_write(store, &b.job), &b.job.error);
	}
	buffer_fini(&b.geojson);
	buffer_fini(&b.body);
	printf("{\"what\": \"zones stored\", \"count\": %ld, \"positions\": %ld, \"seconds\": %.1f}\n", zones,
	       positions, (double)(clock_monotonic() - start) / NS_PER_SECOND);
}

/* ---- Points --------------------------------------------------------------- */

static void ask(struct service *service, double radius, struct buffer *reply)
{
	static const struct service_peer peer = { .actor = "bench", .role = ROLE_READER };
	Truce__V1__LocatePointRequest question = TRUCE__V1__LOCATE_POINT_REQUEST__INIT;
	Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
	struct buffer message, envelope;
	buffer_init(&message, SIZE_MAX);
	buffer_init(&envelope, SIZE_MAX);
	question.latitude = random_double(SOUTH, SOUTH + span);
	question.longitude = random_double(WEST, WEST + span);
	question.radius_m = radius;
	question.date = message_borrow("2017-06-01");
	must(message_pack(&question.base, &message), NULL);
	request.method = message_borrow("/truce.v1.PlaceService/LocatePoint");
	request.message.data = message.data;
	request.message.len = message.size;
	must(message_pack(&request.base, &envelope), NULL);
	reply->size = 0;
	must(service_handle(service, &peer, buffer_bytes(&envelope), reply), NULL);
	buffer_fini(&message);
	buffer_fini(&envelope);
}

static int by_time(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Of this process: what a call costs, whatever else the machine does. */
static int64_t cpu_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * NS_PER_SECOND + t.tv_nsec;
}

static void print_some(const char *kind, int64_t *times, long count)
{
	qsort(times, (size_t)count, sizeof *times, by_time);
	printf(", \"%sp50_us\": %.0f, \"%sp99_us\": %.0f, \"%smost_us\": %.0f", kind, (double)times[count / 2] / 1e3,
	       kind, (double)times[count * 99 / 100] / 1e3, kind, (double)times[count - 1] / 1e3);
}

static void measure(struct service *service, long points, double radius)
{
	int64_t *times = calloc((size_t)points, sizeof *times), *cpu = calloc((size_t)points, sizeof *cpu);
	long bytes = 0;
	struct buffer reply;
	must(times == NULL || cpu == NULL ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK, NULL);
	buffer_init(&reply, SIZE_MAX);
	for (long i = 0; i < points; i++) {
		int64_t start = clock_monotonic(), busy = cpu_time();
		ask(service, radius, &reply);
		times[i] = clock_monotonic() - start;
		cpu[i] = cpu_time() - busy;
		bytes += (long)reply.size;
	}
	printf("{\"what\": \"points located\", \"count\": %ld, \"radius_m\": %.0f", points, radius);
	print_some("", times, points);
	print_some("cpu_", cpu, points);
	printf(", \"bytes_of_reply\": %ld}\n", bytes / points);
	free(cpu);
	free(times);
	buffer_fini(&reply);
}

int main(int argc, char **argv)
{
	struct store_options options = { .indexes = service_indexes(), .unsafe_no_sync = true };
	struct service_options service_options = { .version = "bench" };
	struct service *service;
	struct error error;
	if (argc != 5 && argc != 6) {
		fprintf(stderr, "usage: truce-bench-place DIR ZONES POSITIONS POINTS [DEGREES]\n");
		return 64;
	}
	long zones = atol(argv[2]), positions = atol(argv[3]), points = atol(argv[4]);
	if (argc == 6)
		span = atof(argv[5]);
	if (!(span > 0 && span <= 50) || zones < 1 || positions < 3 || points < 1) {
		fprintf(stderr, "truce-bench-place: expected a zone, three positions and a point at least, and up to "
				"50 degrees\n");
		return 64;
	}
	enum status made = store_init(argv[1], &error);
	if (made != STATUS_ALREADY_EXISTS)
		must(made, &error);
	must(store_open(argv[1], &options, &service_options.store, &error), &error);
	if (made == STATUS_OK)
		fill(service_options.store, zones, positions);
	must(service_open(&service_options, &service, &error), &error);
	measure(service, points, 0);
	measure(service, points, 5000);
	service_close(service);
	store_close(service_options.store);
	return 0;
}
