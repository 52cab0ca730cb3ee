/* A client of gRPC for tests, by nghttp2 over a blocking socket: whole calls, or the
 * parts of one. Every failure and every wait of over 30 seconds fails the test. */
#ifndef TRUCE_TESTS_SUPPORT_GRPC_H
#define TRUCE_TESTS_SUPPORT_GRPC_H

#include <nghttp2/nghttp2.h>

#include "service/listener.h"
#include "tests/support_service.h"

#define GRPC_STREAMS 600

/* A service with one zone ("zones/north"), which listens on both transports. */
struct grpc_rig {
	struct rig rig;
	struct listener *listener;
	int made; /* zones, beside the first */
	char tcp[LISTENER_URL_SIZE], ipc[LISTENER_URL_SIZE];
};

/* For the setup and the teardown of a test. */
int grpc_rig_open(void **state, struct listener_limits limits);
int grpc_rig_close(void **state);

/* One call, and what came of it so far. */
struct grpc_call {
	int32_t id;
	struct buffer sent; /* messages, framed */
	size_t sent_at;
	bool sends_on; /* more may be added to `sent` */

	char http[4], encoding[16], accepts[32], message[1024], details[4096], type[40];
	int status;        /* -1 before the trailers */
	int64_t revision;  /* -1 before the trailers */
	int heads;         /* blocks of header fields that came */
	struct buffer got; /* messages, framed */
	bool closed;
	uint32_t code; /* of RST_STREAM */
};

struct grpc_client {
	int fd;
	nghttp2_session *session;
	struct grpc_call *calls[GRPC_STREAMS];
	size_t call_count;
	bool gone; /* the server closed the connection */
	bool goaway;
	uint32_t goaway_code;
	int pings;      /* that the server answered */
	int asked;      /* pings of the server */
	bool pads;      /* DATA gets padding */
	bool no_window; /* what was read is not given back */
};

struct grpc_field {
	const char *name, *value;
};

void grpc_open(struct grpc_client *c, const char *url);
/* With a window of so many bytes for each stream. */
void grpc_open_window(struct grpc_client *c, const char *url, uint32_t window);
void grpc_close(struct grpc_client *c);

/* Begins a call with what is in frames; with_more leaves the stream open. Fields are
 * ended by one without a name, and may be NULL. */
struct grpc_call *grpc_begin(struct grpc_client *c, const char *path, struct bytes frames, bool with_more,
			     const struct grpc_field *fields);
/* The same with every field of the request's head. */
struct grpc_call *grpc_begin_raw(struct grpc_client *c, const nghttp2_nv *head, size_t count, struct bytes frames,
				 bool with_more);
/* Adds messages to a call that was begun with more. */
void grpc_send(struct grpc_client *c, struct grpc_call *call, struct bytes frames, bool with_more);
void grpc_cancel(struct grpc_client *c, struct grpc_call *call);

/* Sends and receives: until the call is over; until so many bytes of replies came;
 * until the server closes. */
void grpc_wait(struct grpc_client *c, struct grpc_call *call);
void grpc_wait_bytes(struct grpc_client *c, struct grpc_call *call, size_t bytes);
void grpc_wait_gone(struct grpc_client *c);
void grpc_turn(struct grpc_client *c); /* until something came */
void grpc_push(struct grpc_client *c);

/* Appends a message with its prefix. */
void grpc_put(struct buffer *out, struct bytes message, bool packed);

/* The n-th message of a reply. */
struct bytes grpc_message(const struct grpc_call *call, size_t n);
size_t grpc_messages(const struct grpc_call *call);

void grpc_wait_messages(struct grpc_client *c, struct grpc_call *call, size_t count); /* or more */

/* Initialises out with one message with its prefix, which it answers. */
struct bytes grpc_frame(struct buffer *out, struct bytes message);

/* Makes zones "zFIRST" and on. */
void grpc_rig_create(struct grpc_rig *w, int first, int count);

/* Begins a call with a message in JSON; a watch. */
struct grpc_call *grpc_begin_json(struct grpc_rig *w, struct grpc_client *c, const char *path, const char *type,
				  const char *json, bool with_more, const struct grpc_field *fields);
struct grpc_call *grpc_begin_watch(struct grpc_rig *w, struct grpc_client *c, const char *json,
				   const struct grpc_field *fields);

/* Does something over each transport, after which a good client is answered. */
void grpc_on_both(struct grpc_rig *w, void (*act)(struct grpc_rig *w, const char *url));

/* One whole call on a connection of its own, which must be answered OK: its message's
 * size. */
size_t grpc_good(const char *url, const char *path, struct bytes message);

#endif
