/* Load: connections in the framing of REQ, each with requests outstanding.
 *
 * One thread, plain sockets and epoll: the load generator shares no code with the
 * service's wire, and is cheap beside it. A closed loop keeps `window` requests
 * outstanding on each connection; an open loop starts `rate` a second whatever
 * comes back, and measures from when a request was due. */
#ifndef TRUCE_BENCH_LOAD_H
#define TRUCE_BENCH_LOAD_H

#include "bench/histogram.h"
#include "bench/work.h"

struct load_options {
	const char *url; /* tcp://HOST:PORT (IPv4) or ipc://PATH */
	int connections;
	int window;
	double rate; /* calls a second; 0 for a closed loop */
	double seconds;
	int server_pid; /* its processor time is read; 0 for none */
};

struct load_result {
	struct histogram latency;
	uint64_t errors; /* replies with another code than OK */
	double seconds;
	uint64_t server_cpu, client_cpu; /* ns */
};

/* Runs the load; what went wrong in error. */
enum status load_run(const struct load_options *options, struct work *work, struct load_result *out,
		     struct error *error) MUST_CHECK;

/* One call, waiting: a packed Request in, a packed Response appended to reply. */
enum status load_call(const char *url, struct bytes request, struct buffer *reply, struct error *error) MUST_CHECK;

#endif
