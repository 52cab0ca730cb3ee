/* libtruce: calls to a truced.
 *
 * A struct truce is one connection, made again by itself when it was lost. Calls
 * may be started from any thread, many at a time; each gets its own reply. A call
 * that was not sent yet when a connection was lost is sent on the next one. Calls leave in
 * the order in which they were started, each whole before the next. One that
 * was sent is sent again, within its deadline and a few times at most, only where
 * the caller says that it may be (idempotent), when the connection was lost or the
 * answer was UNAVAILABLE; any other ends as UNAVAILABLE, its outcome unknown. Where
 * nobody can be reached, calls end as UNAVAILABLE at once; once the service was reached,
 * calls wait for it within their deadlines. By gRPC, a call that ends
 * without its reply is cancelled at the service, and one that the service says it never
 * began is sent again.
 * This header stands alone: link with what `pkg-config --libs truce` says. After a fork,
 * open anew. */
#ifndef TRUCE_CLIENT_TRUCE_H
#define TRUCE_CLIENT_TRUCE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct truce;
struct truce_call;

#define TRUCE_TIMEOUT_MS 30000
#define TRUCE_TIMEOUT_MOST_MS 600000

struct truce_options {
	const char *token;     /* sent as "authorization: Bearer …"; NULL for none */
	const char *ca_file;   /* PEM, for tls+tcp:// and grpcs://; NULL for the system's */
	int64_t connect_ms;    /* time to connect; 0 for 5000 */
	size_t message_most;   /* bytes of a reply; 0 for 4 MiB, and more than 2 GiB for 2 GiB */
	const char *cert_file; /* PEM, shown to a service that demands a certificate; NULL for none */
	const char *key_file;  /* PEM; NULL where cert_file holds it */
};

/* What came of a call. Owned by the caller: truce_reply_free. */
struct truce_reply {
	int code;         /* google.rpc.Code: 0 is OK */
	char *message;    /* "" when OK */
	char *reason;     /* of google.rpc.ErrorInfo, "" when OK */
	uint8_t *payload; /* the method's response message, packed */
	size_t payload_size;
	uint8_t *details; /* the whole truce.rpc.v1.Response, packed, for its details */
	size_t details_size;
	int64_t revision;
};

struct truce_request {
	const char *method;  /* "/truce.v1.ZoneService/GetZone" */
	const void *message; /* packed request message */
	size_t message_size;
	int64_t timeout_ms; /* 0 for TRUCE_TIMEOUT_MS; a service works on it for TRUCE_TIMEOUT_MOST_MS at most */
	const char *reason; /* why a change is made; NULL for none */
	int idempotent;     /* only reads, or carries a request id: may be repeated */
};

/* Ways to reach a service other than a URL: takes a packed truce.rpc.v1.Request,
 * answers a packed Response in malloc'ed memory; 0, or a status code. Called from
 * the threads that make calls. */
struct truce_transport {
	int (*exchange)(void *arg, const uint8_t *request, size_t request_size, uint8_t **reply, size_t *reply_size);
	void (*close)(void *arg);
	void *arg;
	/* The same in two halves, for calls that are under way together; NULL both, where
	 * there are none. What start puts into *pending goes to take, once. */
	int (*start)(void *arg, const uint8_t *request, size_t request_size, void **pending);
	int (*take)(void *arg, void *pending, uint8_t **reply, size_t *reply_size);
};

/* "ipc:///run/truce/truce.sock", "tcp://127.0.0.1:7710", "tls+tcp://host:7710" by the
 * Scalability Protocols; "unix:/run/truce/truce.sock" (or "grpc+unix:PATH"),
 * "grpc://127.0.0.1:7710", "grpcs://host:7710" by gRPC. Answers are the same.
 * Answers 0, or a status code with a sentence in why (size bytes; may be NULL).
 * Connects on the first call. options may be NULL. */
int truce_open(const char *url, const struct truce_options *options, struct truce **out, char *why, size_t size);
int truce_open_transport(const struct truce_transport *transport, const struct truce_options *options,
			 struct truce **out);
/* Running calls end with CANCELLED and can still be taken; none may be started any
 * more. NULL is fine. */
void truce_close(struct truce *t);

/* One call, waiting for its reply. Answers the reply's code; *out is set always
 * (transport failures are UNAVAILABLE or DEADLINE_EXCEEDED in it), NULL only
 * without memory. */
int truce_call(struct truce *t, const struct truce_request *request, struct truce_reply **out);

/* Pipelined: start any number, then take each. truce_call_take waits, and frees the
 * call. Answers 0 from start, or a status code. Over a transport of the caller's
 * own that has no halves, start makes the call. */
int truce_call_start(struct truce *t, const struct truce_request *request, struct truce_call **out);
int truce_call_take(struct truce_call *call, struct truce_reply **out);

void truce_reply_free(struct truce_reply *reply); /* NULL is fine */

/* The version of the library: "0.1.0". */
const char *truce_version(void);

#ifdef __cplusplus
}
#endif

#endif
