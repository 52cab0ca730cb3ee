/* Private to the service: one call, from its request to its reply.
 *
 * A call is taken from the service's pool, carried by exactly one thread at a time,
 * and given back when its reply is out. What outlives a repeated run (the request,
 * what was prepared from it) is in kept; what one run makes is in arena; what
 * explains a failure is in a small arena of its own, so that it can be told even
 * when the others are full. */
#ifndef TRUCE_SERVICE_CALL_H
#define TRUCE_SERVICE_CALL_H

#include <pthread.h>
#include <stdatomic.h>

#include "proto/message.h"
#include "service/lately.h"
#include "service/makings.h"
#include "service/sequence.h"
#include "service/service.h"

#define PAYLOAD_MOST (SERVICE_MESSAGE_MOST - 4096) /* leaves room for the envelope */
#define FAILURE_MOST (64 << 10)

struct call;
struct collection;
struct credentials;
struct listing_source;
struct pool;
struct watch;

/* Where a call runs. */
enum mode {
	MODE_POINT,  /* in the caller's thread, within microseconds */
	MODE_SEARCH, /* on a thread of the pool, but for what is quick */
	MODE_WRITE,  /* in a job of the store's writer */
	MODE_WATCH,  /* when there is something to tell, or the time is up */
};

struct method {
	const char *path;
	const ProtobufCMessageDescriptor *input, *output;
	enum mode mode;
	enum role role; /* the least that may call */
	/* Makes the reply, in call->txn. Not-OK with call->error. */
	enum status (*handle)(struct call *call);
	const struct collection *collection;       /* of the methods that are the same for all */
	const struct listing_source *source;       /* of lists */
	void (*check)(struct call *call);          /* adds violations; NULL for the fields' rules alone */
	enum status (*prepare)(struct call *call); /* of a write: slow, pure work done on the pool before */
	bool (*is_quick)(const struct call *call); /* of a search: whether it may take microseconds, by its request */
	enum streaming streaming;
};

/* The table, ended by a row without a path. */
extern const struct method methods[];
size_t methods_count(void);

/* One entry of ErrorInfo.metadata. */
struct fact {
	const char *key, *value;
	struct fact *next;
};

struct own_body {
	size_t part;
	int64_t revision;
	struct own_body *next;
};

struct call {
	struct service *service;
	const struct method *method;
	int64_t arrived, deadline;
	enum role role;
	struct bytes actor, reason, request_id;
	struct bytes message; /* as received */
	ProtobufCMessage *request;
	uint8_t digest[STORE_DIGEST]; /* of a write's method and message */

	struct arena kept, arena, failure;
	struct arena scratch; /* a handler's, who gives back what it took */
	void *prepared;       /* in kept or arena, by the row's prepare or check, or its list's scope */
	struct makings makings;

	struct store_txn *txn;
	int64_t revision;
	struct bytes *parts; /* of the payload */
	size_t part_count, part_room, size;
	struct bytes few_parts[4];
	bool takes_back; /* a write that is only tried: what it wrote is taken back, and it is answered OK */
	struct own_body *own_bodies; /* parts of the payload that are bodies of own changes */

	struct error error;
	struct violations violations;
	struct fact *facts;

	service_emit *emit;
	void *arg;
	void *(*keep)(void *arg, service_emit **emit); /* of the request, until it was called */
	void (*step)(struct call *call);               /* what the pool is to do with it */
	struct call *next;
	struct store_job job;
	bool in_sequence, ready; /* of a write that is made ready: service/sequence.h; its outcome so far */
	enum status outcome;
	struct call *later;
	int64_t known;   /* the latest revision when the call came */
	int64_t seen;    /* of a watch: the state it has been held against, -1 before; the cursor of its stream */
	int64_t look_at; /* of a watch: when to hold it against the record though nothing was written */
	bool told;       /* of a watch: whether its handler found something to tell */
	bool quick;      /* of a search: in the caller's thread; its handler puts it off where it takes longer */
	bool put_off;
	const atomic_bool *cancelled; /* of the request */
};

/* The fields that many requests have, of one row's; NULL where it has none. */
struct row_fields {
	const ProtobufCFieldDescriptor *name, *as_of_revision, *as_of_time, *page_size, *page_token, *query, *filter;
};

/* Calls, errors and time of one row. */
struct figures {
	atomic_int_fast64_t calls, errors, busy_ns;
};

struct service {
	struct service_options options;
	struct store *store;
	struct credentials *credentials;
	struct pool *pool;   /* of searches */
	struct pool *makers; /* of what writes have made before */
	struct watch *watch;
	struct sequence sequence;
	struct lately lately;          /* the writer's */
	const struct method *methods;  /* the table */
	const struct method **by_path; /* by length and bytes of the path */
	size_t *path_sizes;            /* in the same order */
	struct figures *figures;       /* by row */
	struct row_fields *fields;     /* by row */
	size_t method_count;
	int64_t started;              /* ns since 1970 */
	atomic_int_fast64_t revision; /* the latest that a call saw: of replies to what is refused unread */

	atomic_uint_fast64_t languages; /* of passages, as of a revision: search/plan.c */
	atomic_uint_fast64_t names;     /* of zones, likewise: names.c */

	pthread_mutex_t lock;
	pthread_cond_t idle;
	struct call *spare;
	int spares;
	int64_t running; /* calls between take and give */
	bool closing;
};

/* ---- Requests --------------------------------------------------------- */

/* A field of the request by name, for the fields that many requests share; "" or 0
 * where it is unset. The field must exist. */
const char *call_text(const struct call *call, const char *field);
int64_t call_int(const struct call *call, const char *field);
const ProtobufCMessage *call_message(const struct call *call, const char *field); /* NULL where unset */

/* The same of one of these fields, which are known by row. */
const struct row_fields *call_fields(const struct call *call);

/* The request's name, which it must have as a field. */
const char *call_name(const struct call *call);

/* The revision that a field asks for, which may be counted back from the latest: -1 is the one before it.
 * OUT_OF_RANGE, also for 0, names the range. */
enum status call_revision(struct call *call, const char *field, int64_t asked, int64_t *out) MUST_CHECK;

/* Which state to read, by the request's as_of: 0 for the latest, also where the
 * request has no such field. Sets the revision of the reply. OUT_OF_RANGE names the
 * range. */
enum status call_as_of(struct call *call, int64_t *as_of) MUST_CHECK;

/* Makes the latest revision of call->txn the reply's. */
void call_saw_latest(struct call *call);

/* Whether the caller said that it no longer waits. */
bool call_is_cancelled(const struct call *call);
/* DEADLINE_EXCEEDED or CANCELLED once the caller no longer waits. */
enum status call_on_time(struct call *call) MUST_CHECK;

/* The same, looked at every 256th time. */
static inline enum status call_on_time_at(struct call *call, size_t count)
{
	return (count & 255) == 0 ? call_on_time(call) : STATUS_OK;
}

/* ---- Replies ---------------------------------------------------------- */

/* The payload, piece by piece; the bytes are borrowed until the reply is out.
 * RESOURCE_EXHAUSTED past the largest reply. */
enum status call_part(struct call *call, struct bytes part) MUST_CHECK;
/* One length-delimited field: its header is made, its content borrowed. */
enum status call_part_field(struct call *call, uint32_t number, struct bytes content) MUST_CHECK;
enum status call_part_header(struct call *call, uint32_t number, size_t content_size) MUST_CHECK;
/* A part that is the body of an own change, which is not kept twice for the request id. */
enum status call_part_body(struct call *call, struct bytes body, int64_t revision) MUST_CHECK;
enum status call_reply_message(struct call *call, const ProtobufCMessage *message) MUST_CHECK;

/* Adds to the failure's metadata; key in lowerCamelCase. */
void call_fact(struct call *call, const char *key, const char *format, ...) PRINTF_LIKE(3, 4);
/* INVALID_ARGUMENT with one field violation. */
enum status call_violation(struct call *call, const char *reason, const char *field, const char *format, ...)
	PRINTF_LIKE(4, 5);
/* Adds a violation of this field with the failure's own words, where it is one of
 * the request; answers status. */
enum status call_blame(struct call *call, enum status status, const char *field);
/* What arena_alloc's NULL becomes. */
enum status call_no_memory(struct call *call);

/* ---- Life ------------------------------------------------------------- */

/* UNAVAILABLE while closing, RESOURCE_EXHAUSTED without memory. */
enum status call_take(struct service *service, struct call **out, struct error *error) MUST_CHECK;
void call_give(struct call *call);
void call_free(struct call *call);
/* Forgets what a run made and why it failed. */
void call_rewind(struct call *call);
/* Sends the reply, once, and counts it. The call is the caller's to give back. */
void call_answer(struct call *call, enum status status);
/* Both. */
void call_finish(struct call *call, enum status status);

/* Runs the row's handler in a read transaction and finishes. */
void call_read(struct call *call);
/* The same of a quick call; false, and as it was before, where its handler put it off. */
bool call_read_quickly(struct call *call);

/* The failure's details, packed, into rows of DETAIL_MOST; their number. Makes sure
 * that call->error explains status. */
#define DETAIL_MOST 3
size_t call_details(struct call *call, enum status status, struct bytes *out);

#endif
