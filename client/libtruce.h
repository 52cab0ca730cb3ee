/* Inside libtruce: the table of calls, the link that carries them, and the protocols
 * that it speaks.
 *
 * A call waits in a queue, is sent, and is done when its reply, its deadline or the
 * end of the library comes. One thread, the keeper, makes the connection and reads
 * from it; sends go through one aio whose callback takes what gathered meanwhile.
 * A protocol makes bytes of calls, and replies of bytes; TLS stands between it and the
 * stream. All fields are under the one lock, but for what the keeper alone touches. */
#ifndef TRUCE_CLIENT_LIBTRUCE_H
#define TRUCE_CLIENT_LIBTRUCE_H

#include <pthread.h>

#include <nng/nng.h>

#include "base/bytes.h"
#include "base/condition.h"
#include "base/hostport.h"
#include "base/status.h"
#include "base/tls.h"
#include "client/truce.h"

#define CALLS_MOST 65536                /* in flight: the low 16 bits of a request id */
#define ATTEMPTS_MOST 6                 /* times that one call is sent at most */
#define REQUEST_MOST (4 << 20)          /* bytes of an envelope that a service takes */
#define METADATA_MOST 2                 /* entries of an envelope */
#define DIALERS 3                       /* of a host's name: as the system has it, IPv4, IPv6 */
#define GATHER_MOST ((size_t)256 << 10) /* bytes of waiting calls that one send takes at least */

enum call_state { CALL_WAITING, CALL_SENT, CALL_DONE };

struct truce_call {
	struct truce *owner;
	uint32_t id; /* with the high bit set; 0 while it has no place in the table */
	enum call_state state;
	int attempts;
	uint64_t order; /* calls are sent, and sent again, by it */
	bool idempotent;
	int64_t deadline, sent; /* monotonic */
	struct buffer frame;    /* header, request id, envelope */
	void *carried;          /* a protocol's or a transport's own, while the call is sent; NULL for none */
	struct truce_reply *reply;
	pthread_cond_t done;
	struct truce_call *previous, *next; /* in the queue, while waiting */
};

struct truce {
	pthread_mutex_t lock;
	pthread_cond_t wake; /* work for the keeper, a send ended, or closing */
	int references;      /* the caller's, and one for each call */
	bool closing;
	char *token;
	size_t message_most;
	struct truce_transport transport; /* exchange is NULL over a connection */

	struct truce_call **calls; /* CALLS_MOST places */
	uint32_t calls_used, calls_next, generation;
	uint64_t started;                /* calls, ever */
	struct truce_call *first, *last; /* the queue of calls to send */

	char *url;
	const char *authority; /* what HTTP calls the service; in url */
	const char *path;      /* of a local socket, in url; NULL for others */
	struct hostport at;    /* of the others */
	const struct protocol *protocol;
	size_t header_size; /* of a frame: 8, or 9 on ipc */
	int64_t connect_ms;
	nng_stream_dialer *dialers[DIALERS]; /* that are tried one after the other; NULL behind the last */
	struct tls *tls;                     /* NULL for none */
	nng_stream *stream;                  /* NULL while there is none */
	struct tls_session *session;
	bool open;   /* operations may be begun on the stream */
	bool secure; /* the protocol may speak */
	bool up;     /* the peer has greeted: calls may be sent */
	bool met;    /* it did before, on some connection: if it is away, it is waited for */
	bool deaf;   /* the peer takes nothing any more */
	bool sending;
	nng_aio *aio, *send_aio;
	struct buffer plain; /* what the protocol says, until TLS has it */
	struct buffer out;   /* what is to be sent */
	struct buffer leaving;
	size_t left;   /* bytes of it that were sent */
	int64_t heard; /* when the last bytes came */
	int failures;  /* connections in a row without a reply */
	pthread_t keeper;
	bool keeper_runs;
	void *state;       /* the protocol's, of this connection */
	struct buffer raw; /* the keeper's: what came, before TLS has it */
	struct buffer in;  /* the keeper's: what came for the protocol */
	uint64_t skip;     /* the keeper's: bytes of an oversized reply still to come */
	char why[256];     /* the keeper's: what the connection ended of */
	const char *reason; /* the keeper's: why nobody was reached */
};

/* What is spoken over a connection. All is called with the lock held; take may let it
 * go meanwhile, and is the keeper's alone. */
struct protocol {
	const char *name;
	bool http2;                           /* asked for by ALPN */
	bool (*begin)(struct truce *t);       /* on a new connection; false without memory */
	bool (*say)(struct truce *t);         /* appends to plain what is to be said; false where that cannot be */
	const char *(*take)(struct truce *t); /* takes what is in `in`; says why the connection must end */
	void (*forget)(struct truce *t, struct truce_call *call); /* that is carried, and over; may be NULL */
	void (*end)(struct truce *t);                             /* the connection is gone; may be NULL */
};

extern const struct protocol sp_protocol;   /* the Scalability Protocols, the asking side (REQ) */
extern const struct protocol grpc_protocol; /* gRPC over HTTP/2 */

/* ---- Calls (client/libcalls.c); the lock is held ---------------------- */

/* Gives the call a place and a request id, and queues it. */
enum status calls_add(struct truce *t, struct truce_call *call) MUST_CHECK;
struct truce_call *calls_find(struct truce *t, uint32_t id);
/* Takes the call out of table and queue. */
void calls_remove(struct truce *t, struct truce_call *call);
/* Behind those that were started before it. */
void calls_queue(struct truce *t, struct truce_call *call);
/* The next that waits, counted as sent; NULL for none. */
struct truce_call *calls_dequeue(struct truce *t);
/* Ends a call with a reply, which may be NULL where there was no memory for one. */
void calls_end(struct truce *t, struct truce_call *call, struct truce_reply *reply);
/* What a lost connection (connected), or one that was not made, means to each. */
void calls_lost(struct truce *t, bool connected, const char *why);
void calls_cancel(struct truce *t);

/* ---- Link (client/liblink.c) ------------------------------------------ */

enum status link_init(struct truce *t, struct error *error) MUST_CHECK;
/* Ends the keeper and the connection, as far as they were begun, and drops what the address said;
 * the lock is not held. */
void link_fini(struct truce *t);
/* Sends what waits, where nothing is being sent; starts the keeper. The lock is held. */
enum status link_flush(struct truce *t) MUST_CHECK;
/* The same where there is a connection. */
void link_send(struct truce *t);
/* Gives up a connection that has been silent; the lock is held. */
void link_give_up(struct truce *t);
/* Milliseconds to wait before try number failures + 1. */
int64_t backoff_ms(int failures);

/* ---- Addresses (client/libaddress.c) ---------------------------------- */

/* Sets what is dialled and spoken by the url. */
enum status address_read(struct truce *t, const struct truce_options *options, struct error *error) MUST_CHECK;

/* ---- Envelope (client/libenvelope.c) ---------------------------------- */

/* The whole frame of a call, its request id left open. */
enum status frame_make(const struct truce *t, const struct truce_request *request, struct buffer *out,
		       struct error *error) MUST_CHECK;
/* Writes the request id and the time that is left into a frame. */
void frame_stamp(const struct truce *t, struct buffer *frame, uint32_t id, int64_t left_ms);
/* The packed Request in a frame. */
struct bytes frame_envelope(const struct truce *t, const struct buffer *frame);

/* What is in the envelope of a frame, for a protocol that has no envelopes. */
struct parts {
	struct bytes method, message;
	int64_t timeout_ms;
	struct {
		struct bytes key, value;
	} metadata[METADATA_MOST];
	size_t metadata_count;
};
void frame_parts(const struct truce *t, const struct buffer *frame, struct parts *out);

/* A reply from a packed Response; one that says so where the bytes are none. NULL
 * without memory. */
struct truce_reply *reply_read(struct bytes response);
/* The same from what a Response would hold: the payload of one that is OK, or the
 * packed google.rpc.Status of one that is not. */
struct truce_reply *reply_of_payload(struct bytes payload, int64_t revision);
struct truce_reply *reply_of_status(struct bytes packed, int64_t revision);
struct truce_reply *reply_make(enum status status, const char *reason, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
