/* Private to the gRPC face: one connection, and its exchanges.
 *
 * An exchange is one stream of HTTP/2: a request's head, its messages, and for each
 * message a call, whose reply goes back as messages and, at the end, trailers. What
 * happens to it is decided in the connection's turn (feed or tend), in one thread at
 * a time; a call that is answered later fills in the exchange's reply and puts it on
 * the connection's list of those done, from any thread. An exchange lives until its
 * stream is closed and its call is answered.
 *
 * Source: PROTOCOL-HTTP2 of the gRPC documentation, RFC 9113. */
#ifndef TRUCE_SERVICE_GRPC_H
#define TRUCE_SERVICE_GRPC_H

#include <nghttp2/nghttp2.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "service/face.h"
#include "service/grpc_pace.h"

#define GRPC_PREFIX 5                       /* of a message: whether it is packed, and its length */
#define GRPC_WINDOW 65535                   /* bytes of a stream that come without being asked for */
#define GRPC_EXTRA 4                        /* keys of metadata that a reply may have, before it and after */
#define GRPC_FIELDS_MOST ((size_t)16 << 10) /* bytes of a request's header fields, as RFC 9113 counts */

enum grpc_coding { CODING_IDENTITY, CODING_GZIP };

/* Why a request is refused by its head, or its messages by their form. */
struct grpc_refusal {
	const char *http; /* the status of HTTP */
	enum status status;
	const char *reason, *message;
	bool codings; /* tell which codings there are */
};

struct exchange {
	struct grpc *grpc;
	int32_t id;
	struct exchange *previous, *next; /* of the connection */
	struct exchange *next_ready, *next_done;

	/* What is asked. */
	struct arena texts; /* of the head */
	struct service_request request;
	struct service_field *fields; /* of the request; room for fields_room */
	size_t fields_room;
	size_t field_bytes;
	bool headed, posted, typed, timed, once;
	int64_t timeout, deadline; /* ns; INT64_MAX where the caller named none */
	enum grpc_coding coding;
	bool takes_gzip;
	const struct grpc_refusal *refusal;
	struct buffer in;      /* messages as they came, from `taken` on not yet taken */
	size_t taken, message; /* of in; message is the size of the one that is being answered */
	struct buffer plain;   /* the message unpacked */
	size_t messages;       /* taken so far */
	size_t granted;        /* bytes of window beyond the first */
	int64_t began;         /* when the bytes that are waited for began to come */
	bool ended;            /* the peer sends no more */

	/* The call and its reply. While calling is set, the reply is the call's. */
	atomic_bool cancelled;
	bool calling, at_once, closed, queued;
	enum status status;
	int64_t revision;
	bool quiet, more;
	const char *http;
	bool codings;
	struct service_field head[GRPC_EXTRA], trailer[GRPC_EXTRA];
	size_t head_count, trailer_count;
	enum packing packing;
	struct buffer words; /* grpc-message, then from `details` on the packed Status in base64 */
	size_t details;
	uint8_t prefix[GRPC_PREFIX];
	size_t prefix_left;
	struct bytes whole; /* the body in one piece */
	struct buffer body; /* it, where it had to be copied */
	const struct bytes *parts;
	size_t part_count, part_at; /* pieces left, and how much of the first has left */
	size_t left;                /* bytes of the message that are to be sent, prefix included */
	int64_t due;                /* when the peer must have taken them */
	bool opened, last;          /* the reply's head is submitted; nothing follows this message */
};

struct grpc {
	struct conn *conn;
	nghttp2_session *session;
	int64_t now, heard, looked, pinged; /* pinged is 0 while no answer is waited for */
	struct pace pace;
	struct exchange *all, *spare;
	size_t spares;
	struct exchange *ready, **ready_last; /* something may be done for them */
	_Atomic(struct exchange *) done;      /* answered in other threads, the last first */
	size_t kept, granted, messages;
	bool greeted, broken, farewell, cut; /* cut: a frame's header has come in part */
};

/* ---- grpc_exchange.c -------------------------------------------------- */

struct exchange *exchange_new(struct grpc *g, int32_t id); /* NULL without memory */
void exchange_ready(struct exchange *e);                   /* lets exchange_go_on be called, soon */
void exchange_release(struct exchange *e);                 /* once nothing is left of it */
void exchange_free(struct exchange *e);

/* ---- grpc_head.c ------------------------------------------------------ */

/* One header field; false without memory. */
bool exchange_field(struct exchange *e, struct bytes name, struct bytes value);
void exchange_head_ends(struct exchange *e);

/* ---- grpc_body.c ------------------------------------------------------ */

/* Bytes of messages; false without memory. */
bool exchange_bytes(struct exchange *e, struct bytes bytes);
void exchange_go_on(struct exchange *e);
void exchange_answered(struct exchange *e); /* from the list of those done */
void grpc_grant(struct grpc *g);            /* window to those that wait for it */

/* ---- grpc_reply.c ----------------------------------------------------- */

void exchange_take(struct exchange *e, const struct service_reply *reply);
bool exchange_copy(struct exchange *e, const struct service_reply *reply); /* false without memory */
void exchange_borrow(struct exchange *e, const struct service_reply *reply);
void exchange_keep(struct exchange *e); /* copies what was borrowed and has not left */
void exchange_send(struct exchange *e);
void exchange_open(struct exchange *e); /* lets the head of a stream go before its first reply */
void exchange_end(struct exchange *e);  /* OK, without a message */
void exchange_fail(struct exchange *e, enum status status, const char *reason, const char *format, ...)
	PRINTF_LIKE(4, 5);
void exchange_refuse(struct exchange *e, const struct grpc_refusal *refusal);
void grpc_flush(struct grpc *g); /* makes bytes of what is submitted */
int grpc_send_data(nghttp2_session *session, nghttp2_frame *frame, const uint8_t *header, size_t length,
		   nghttp2_data_source *source, void *user);

#endif
