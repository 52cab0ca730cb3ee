/* Listeners: the URLs a service is reached at, and the connections made to them.
 *
 * A struct listener has some URLs (ipc://, tcp://, tls+tcp://), one list of connections
 * under one cap, loops (service/loop.h), which carry them, and one thread, the keeper,
 * which accepts them and from time to time calls the loops to each, so that deadlines
 * are looked at.
 *
 * Threads: open, add, quiesce, flush and close belong to one thread; the counts may
 * be asked for by any. Open after any fork. Nothing here writes to a terminal or a
 * log: what an operator should know goes to notice, from any thread. */
#ifndef TRUCE_SERVICE_LISTENER_H
#define TRUCE_SERVICE_LISTENER_H

#include "service/face.h"

#define LISTENER_URL_SIZE 320

struct listener;

/* Texts are borrowed until the last listener_add. */
struct listener_options {
	const struct face *const *faces; /* ended by NULL */
	void *context;                   /* conn_context */
	struct listener_limits limits;
	enum role tcp_role;                          /* role of a peer that only its address is known of */
	bool plain_tcp_anywhere;                     /* allow tcp:// beyond this machine */
	const char *tls_cert, *tls_key;              /* PEM files, for tls+tcp:// */
	const char *tls_ca;                          /* PEM file: demand a client certificate by it; may be NULL */
	void (*notice)(void *arg, const char *text); /* may be NULL */
	void *notice_arg;
	/* Of a connection that is ended for what its peer sent, or did not; from any thread. May be NULL. */
	void (*ended)(void *arg, const char *actor, const char *why);
	void *ended_arg;
};

enum status listener_open(const struct listener_options *options, struct listener **out,
			  struct error *error) MUST_CHECK;

/* Whether a URL is of a form that these options allow to listen at; looks at nothing
 * but them. INVALID_ARGUMENT, reason INVALID_URL, TLS_FILES or PLAIN_TCP. */
enum status listener_check(const struct listener_options *options, const char *url, struct error *error) MUST_CHECK;

/* Listens at a URL; real is it with the port that a port of 0 became. A socket file
 * gets mode 0600, and one whose server is dead is replaced. INVALID_ARGUMENT as of
 * listener_check; UNAVAILABLE, reason ADDRESS_IN_USE or LISTEN; RESOURCE_EXHAUSTED,
 * reason ADDRESSES, at the seventeenth. */
enum status listener_add(struct listener *listener, const char *url, char real[LISTENER_URL_SIZE],
			 struct error *error) MUST_CHECK;

/* Stops accepting and removes socket files; connections go on, and their faces are
 * told (conn_draining). */
void listener_quiesce(struct listener *listener);

/* Waits until every reply that was given has been sent; false at the deadline
 * (clock_monotonic). */
bool listener_flush(struct listener *listener, int64_t deadline);

/* Closes all and waits for what runs. No held call may be left that is never
 * answered. NULL is fine. */
void listener_close(struct listener *listener);

/* So far, but for open, which is now. */
struct listener_counts {
	uint64_t accepted, refused, accept_errors, overdue;
	size_t open;
};
void listener_count(struct listener *listener, struct listener_counts *out);
int listener_connections(void *listener); /* for service_options.connections */

#endif
