/* The service: a method path and a message in, a status and a message out.
 *
 * Every method is one row of a table (service/methods.c): path, messages, mode,
 * role, handler. What all calls need (limits, validation, deadline, credentials,
 * idempotency, metrics) is done once, around the row. The service knows no socket:
 * a face (the wire, a test, the client in process) brings requests and is given
 * replies.
 *
 * A call runs in one store transaction, by its row's mode: a point read in the
 * calling thread, a search on a thread of the service's own, a write on the store's
 * writer, a watch when there is something to tell. All memory of a call is in its
 * capped arena. Threads: any, at any time between service_open and service_close. */
#ifndef TRUCE_SERVICE_SERVICE_H
#define TRUCE_SERVICE_SERVICE_H

#include <stdatomic.h>

#include "base/bytes.h"
#include "store/store.h"

#define SERVICE_MESSAGE_MOST (4 << 20) /* bytes of a request or a reply, envelope included */
#define SERVICE_TIMEOUT_MS 30000       /* of a call that names none */
#define SERVICE_TIMEOUT_MOST_MS 600000

struct service;
struct service_reply;
struct method;

enum role { ROLE_NONE, ROLE_READER, ROLE_WRITER, ROLE_ADMIN };

/* What a method says when its caller's protocol can stream. A protocol that cannot
 * calls it for one message at a time. */
enum streaming {
	STREAM_NONE,    /* one message, one reply */
	STREAM_REPLIES, /* one message, replies until there are no more */
	STREAM_BOTH,    /* any number of messages, each with its reply */
};

/* Who is at the other end, as the face knows it. The strings outlive the call. */
struct service_peer {
	const char *actor; /* "unix:1000(amal)", "tcp:127.0.0.1", "tls:CN=amal,O=Example" */
	const char *name;  /* the common name of a certificate that was proven; NULL or "" without */
	enum role role;
};

/* A key of metadata with its value; one whose name ends in "-bin" is in base64. */
struct service_field {
	struct bytes name, value;
};

/* Takes one reply. Called exactly once for each call, in any thread; must not
 * block and must not call into the service. */
typedef void service_emit(void *arg, const struct service_reply *reply);

/* One request, as a face decoded it. All bytes are borrowed until service_call
 * returns; the service copies what it needs longer. */
struct service_request {
	struct bytes method; /* "/truce.v1.ZoneService/GetZone" */
	struct bytes message;
	int64_t timeout_ms;                 /* 0 for the service's own */
	int64_t arrived;                    /* clock_monotonic() when it came in */
	struct bytes authorization, reason; /* metadata; empty where absent */
	const struct service_field *fields; /* metadata beyond these, where the face keeps it */
	size_t field_count;
	bool packed;                     /* whether the message came compressed */
	const struct service_peer *peer; /* outlives the call */
	const struct method *row;        /* as service_is_inline found it; NULL to be found */
	enum streaming streaming;        /* as service_is_inline found it */
	bool resumed;                    /* of a stream: the call goes on after a reply ... */
	int64_t cursor;                  /* ... which had this one */
	const atomic_bool *cancelled;    /* true when nobody waits any more; outlives the call; may be NULL */
	/* Called in service_call where the answer comes later: what it goes to then, in place
	 * of emit and its arg; NULL without memory. Without it they are the same. */
	void *(*keep)(void *arg, service_emit **emit);
};

/* Whether a reply is to be compressed, where the face and its caller can. */
enum packing { PACK_AS_ASKED, PACK_ALWAYS, PACK_NEVER };

/* One reply. Valid during the emit call only: parts may lie in the store's map. */
struct service_reply {
	enum status status;
	const char *message;         /* "" when OK */
	const struct bytes *details; /* packed google.protobuf.Any, each; when not OK */
	size_t detail_count;
	const struct bytes *parts; /* the payload is their concatenation; when OK */
	size_t part_count;
	size_t size; /* of the payload */
	int64_t revision;
	enum packing packing;
	const struct service_field *head, *trailer; /* metadata, where the face sends it; few */
	size_t head_count, trailer_count;

	/* Of a method that streams, when OK. */
	bool more;  /* the same message, called with this cursor, may get another reply */
	bool quiet; /* the payload tells nothing that a stream should carry */
	int64_t cursor;
};

/* A call that failed. */
struct service_failure {
	enum status status;
	const char *reason, *message, *method; /* method is "" where there is none such */
	struct bytes actor;
};

struct service_options {
	struct store *store;           /* borrowed; outlives the service */
	const char *credentials_file;  /* service/credentials.h says what is in it; NULL for none */
	int search_threads;            /* and as many that make writes ready; 0 for 2 */
	size_t queue_most;             /* calls waiting at most for each of both; 0 for 1024 */
	size_t arena_most;             /* bytes of one call's memory; 0 for 64 MiB */
	int (*connections)(void *arg); /* for the status; may be NULL */
	void *connections_arg;
	/* Told of each call that fails, by any thread; must not block. May be NULL. */
	void (*failed)(void *arg, const struct service_failure *failure);
	void *failed_arg;
	bool certificates; /* callers are asked for one; else a credential of one is refused */
	const char *version;
};

enum status service_open(const struct service_options *options, struct service **out, struct error *error) MUST_CHECK;

/* Refuses new calls with UNAVAILABLE, ends watches, and waits for running calls. */
void service_drain(struct service *service);
void service_close(struct service *service); /* drains; NULL is fine */

/* The indexes that a store for this service is opened with; static. */
const struct store_index *const *service_indexes(void);

/* Whether a request is answered before service_call returns, in the calling thread,
 * within microseconds (point reads, and methods that do not exist). Notes in the
 * request what it found out: also whether the method streams. */
bool service_is_inline(const struct service *service, struct service_request *request);

/* The latest revision that a call saw: that of replies to what is refused unread. */
int64_t service_revision(const struct service *service);

/* Answers a call: emit is called before service_call returns where the method is
 * inline or the call is refused at once, otherwise later from another thread. */
void service_call(struct service *service, const struct service_request *request, service_emit *emit, void *arg);

/* Calls that came together: those of this thread between begin and end that are answered at once read
 * the same state, one that was the latest after begin. Nothing may be waited for between. */
void service_calls_begin(struct service *service);
void service_calls_end(struct service *service);

/* Says that some request's cancelled became true: what only waits is ended soon, and
 * what runs ends where it looks at its time. Each is answered all the same. */
void service_cancelled(struct service *service);

/* The whole of a call as a function: bytes of a truce.rpc.v1.Request in, bytes of
 * a truce.rpc.v1.Response appended to reply. Waits. RESOURCE_EXHAUSTED only where
 * reply cannot hold even an error. */
enum status service_handle(struct service *service, const struct service_peer *peer, struct bytes request,
			   struct buffer *reply) MUST_CHECK;

/* The same in two halves, for calls that are under way together: the first answers NULL
 * without memory, the second waits, sets *reply and frees the waiter. */
struct service_waiter;
struct service_waiter *service_handle_start(struct service *service, const struct service_peer *peer,
					    struct bytes request);
enum status service_handle_take(struct service_waiter *waiter, struct buffer *reply) MUST_CHECK;

/* ---- The envelope (service/envelope.c) -------------------------------- */

/* Reads a truce.rpc.v1.Request without copying. INVALID_ARGUMENT, reason
 * INVALID_ENVELOPE, names the field. peer and arrived are the caller's to set. */
enum status envelope_decode(struct bytes envelope, struct service_request *out, struct error *error) MUST_CHECK;

/* Appends a truce.rpc.v1.Response; its size beforehand. */
size_t envelope_size(const struct service_reply *reply);
enum status envelope_encode(const struct service_reply *reply, struct buffer *out) MUST_CHECK;

/* A packed google.rpc.ErrorInfo in a packed google.protobuf.Any, without memory but
 * what is lent. */
#define ENVELOPE_INFO 256
struct bytes envelope_info(const char *reason, uint8_t out[ENVELOPE_INFO]);

/* Appends a Response, read at this revision, that refuses a request whose envelope
 * could not be read. */
enum status envelope_refuse(const struct error *error, int64_t revision, struct buffer *out) MUST_CHECK;

#endif
