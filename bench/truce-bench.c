/* truce-bench: loads a truced and reports rates and latencies as JSON lines. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/load.h"
#include "bench/work.h"

#define FILL_BATCH 500

struct options {
	struct load_options load;
	struct work_options work;
	int repeat;
};

static const struct option long_options[] = {
	{ "url", required_argument, NULL, 'u' },     { "conns", required_argument, NULL, 'c' },
	{ "window", required_argument, NULL, 'w' },  { "rate", required_argument, NULL, 'r' },
	{ "seconds", required_argument, NULL, 's' }, { "pid", required_argument, NULL, 'p' },
	{ "count", required_argument, NULL, 'n' },   { "size", required_argument, NULL, 'b' },
	{ "batch", required_argument, NULL, 'k' },   { "repeat", required_argument, NULL, 'R' },
	{ "help", no_argument, NULL, 'h' },          { NULL, 0, NULL, 0 },
};

static void usage(FILE *to)
{
	fputs("usage: truce-bench WORK [OPTION]...\n\n"
	      "Loads a truced and prints one JSON line for each run.\n\nWork:\n"
	      "  fill      create the statements that the others read\n",
	      to);
	for (const struct work_kind *k = work_kinds; k->name != NULL; k++)
		fprintf(to, "  %-9s %s\n", k->name, k->summary);
	fputs("\nOptions:\n"
	      "  --url URL      tcp://HOST:PORT or ipc://PATH (tcp://127.0.0.1:7710)\n"
	      "  --conns N      connections (1)\n"
	      "  --window N     requests outstanding on each connection (1)\n"
	      "  --rate N       open loop: N calls a second, whatever comes back\n"
	      "  --seconds S    length of a run (2)\n"
	      "  --repeat N     runs, one line each (1)\n"
	      "  --pid PID      report the processor time of this process, the server\n"
	      "  --count N      statements in the store, made by fill (100000)\n"
	      "  --size B       bytes of text in a statement (1900, about 2 KB packed)\n"
	      "  --batch N      names in one call of batch, 1 to 100 (10)\n",
	      to);
}

static bool set_option(struct options *o, int letter, const char *value)
{
	switch (letter) {
	case 'u':
		o->load.url = value;
		return true;
	case 'c':
		o->load.connections = atoi(value);
		return o->load.connections > 0;
	case 'w':
		o->load.window = atoi(value);
		return o->load.window > 0 && o->load.window <= 32768;
	case 'r':
		o->load.rate = atof(value);
		return o->load.rate > 0;
	case 's':
		o->load.seconds = atof(value);
		return o->load.seconds > 0;
	case 'R':
		o->repeat = atoi(value);
		return o->repeat > 0;
	case 'p':
		o->load.server_pid = atoi(value);
		return o->load.server_pid > 0;
	case 'n':
		o->work.count = strtoull(value, NULL, 10);
		return o->work.count > 0;
	case 'b':
		o->work.size = strtoull(value, NULL, 10);
		return o->work.size <= (1 << 20);
	case 'k':
		o->work.batch = atoi(value);
		return o->work.batch > 0 && o->work.batch <= 100;
	default:
		return false;
	}
}

static void report(const char *what, const struct options *o, const struct load_result *r)
{
	const struct histogram *h = &r->latency;
	double n = h->count > 0 ? (double)h->count : 1;
	printf("{\"what\":\"truce "
	       "%s\",\"url\":\"%.5s\",\"conns\":%d,\"window\":%d,\"n\":%llu,\"errors\":%llu,\"rate\":%.1f,"
	       "\"p50_us\":%.2f,\"p99_us\":%.2f,\"p999_us\":%.2f,\"srv_cpu_us\":%.3f,\"cli_cpu_us\":%.3f}\n",
	       what, o->load.url, o->load.connections, o->load.window, (unsigned long long)h->count,
	       (unsigned long long)r->errors, (double)h->count / r->seconds, (double)histogram_at(h, .5) / 1e3,
	       (double)histogram_at(h, .99) / 1e3, (double)histogram_at(h, .999) / 1e3, (double)r->server_cpu / n / 1e3,
	       (double)r->client_cpu / n / 1e3);
	fflush(stdout);
}

static enum status measure(const struct work_kind *kind, const struct options *o, struct error *error)
{
	static struct load_result result;
	struct work work;
	enum status status = work_init(&work, kind, &o->work);
	for (int i = 0; i < o->repeat && status == STATUS_OK; i++) {
		status = load_run(&o->load, &work, &result, error);
		if (status == STATUS_OK)
			report(kind->name, o, &result);
		if (status == STATUS_OK && result.errors > 0)
			status =
				error_set(error, STATUS_FAILED_PRECONDITION, "ERRORS",
					  "%llu calls were refused; has `truce-bench fill` been run with this --count?",
					  (unsigned long long)result.errors);
	}
	work_fini(&work);
	return status;
}

static enum status fill(const struct options *o, struct error *error)
{
	enum status status = STATUS_OK;
	uint64_t most = (3 << 20) / (o->work.size + 256), step = most < FILL_BATCH ? most : FILL_BATCH;
	for (uint64_t first = 0; first < o->work.count && status == STATUS_OK; first += step) {
		uint64_t left = o->work.count - first;
		struct buffer request, reply;
		buffer_init(&request, 8 << 20);
		buffer_init(&reply, 8 << 20);
		status = work_fill(&request, &o->work, first, left < step ? left : step);
		if (status == STATUS_OK)
			status = load_call(o->load.url, buffer_bytes(&request), &reply, error);
		if (status == STATUS_OK && reply.size > 0 && reply.data[0] == 0x08)
			status =
				error_set(error, STATUS_FAILED_PRECONDITION, "REFUSED", "the service refused: %.*s",
					  (int)(reply.size > 300 ? 300 : reply.size - 4), (const char *)reply.data + 4);
		buffer_fini(&request);
		buffer_fini(&reply);
	}
	return status;
}

int main(int argc, char **argv)
{
	struct options o = { .load = { .url = "tcp://127.0.0.1:7710", .connections = 1, .window = 1, .seconds = 2 },
			     .work = { .count = 100000, .size = 1900, .batch = 10 },
			     .repeat = 1 };
	struct error error = { .status = STATUS_RESOURCE_EXHAUSTED, .message = "no memory" };
	for (int letter; (letter = getopt_long(argc, argv, "h", long_options, NULL)) != -1;) {
		if (letter == 'h') {
			usage(stdout);
			return 0;
		}
		if (!set_option(&o, letter, optarg)) {
			if (letter != '?')
				fprintf(stderr, "truce-bench: %s: out of range\n", optarg);
			return 64;
		}
	}
	if (optind + 1 != argc) {
		usage(stderr);
		return 64;
	}
	const struct work_kind *kind = work_kinds;
	while (kind->name != NULL && strcmp(kind->name, argv[optind]) != 0)
		kind++;
	enum status status;
	if (strcmp(argv[optind], "fill") == 0)
		status = fill(&o, &error);
	else if (kind->name != NULL)
		status = measure(kind, &o, &error);
	else
		status = error_set(&error, STATUS_INVALID_ARGUMENT, "WORK", "%s: no such work; see --help",
				   argv[optind]);
	if (status != STATUS_OK)
		fprintf(stderr, "truce-bench: %s\n", error.message);
	return status == STATUS_OK ? 0 : 1;
}
