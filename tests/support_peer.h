/* A peer of libtruce that does what a test wants of it: an SP server on a local
 * socket, whose script runs in a thread of its own. Nothing in it asserts; what a
 * script finds out is read after peer_end. */
#ifndef TRUCE_TESTS_SUPPORT_PEER_H
#define TRUCE_TESTS_SUPPORT_PEER_H

#include <pthread.h>
#include <stdatomic.h>

#include "client/truce.h"
#include "tests/support.h"
#include "truce/rpc/v1/envelope.pb-c.h"

struct peer {
	char *folder, *url;
	int listener;
	pthread_t thread;
	void (*script)(struct peer *peer);
	atomic_int connections, requests; /* seen so far */
	atomic_bool step;                 /* set by the test, for a script that waits for it */
	char seen[16][128];               /* what a script noted */
	int seen_count;
};

/* One request as it came; envelope is freed by peer_free. */
struct peer_request {
	uint32_t id;
	uint8_t *bytes;
	size_t size;
	Truce__Rpc__V1__Request *envelope;
};

void peer_start(struct peer *peer, void (*script)(struct peer *peer));
void peer_end(struct peer *peer); /* waits for the script */

/* ---- For scripts ------------------------------------------------------ */

/* A connection, with or without the exchange of hellos; -1 where none comes. */
int peer_accept_raw(struct peer *peer);
int peer_accept(struct peer *peer);
bool peer_read(int fd, void *data, size_t size);
bool peer_write(int fd, const void *data, size_t size);
/* The next request; false at the end of the connection. */
bool peer_next(struct peer *peer, int fd, struct peer_request *out);
void peer_free(struct peer_request *request);
/* The header of a frame of so many bytes after the request id. */
bool peer_header(int fd, uint32_t id, uint64_t size);
/* A whole reply: OK with a payload, or a code with a message and the reason TEST. */
bool peer_reply(int fd, uint32_t id, int code, const char *text);
/* Waits until the other side closes. */
void peer_drain(int fd);
void peer_note(struct peer *peer, const char *text);
/* Answers every request of a connection (-1: none) with its own message. */
void peer_echo(struct peer *peer, int fd);

/* ---- For tests: calls of /test.Echo/Say ------------------------------- */

#define CLIENT_LIMIT 1024 /* bytes of a reply that these clients take */

struct truce *client_open(const char *url, const char *token);
/* One that takes replies of so many bytes. */
struct truce *client_open_taking(const char *url, const char *token, size_t most);
struct truce_request client_request(const char *text, int idempotent);
struct truce_reply *client_call(struct truce *t, const char *text, int idempotent);
struct truce_call *client_start(struct truce *t, const char *text);
/* Fails the test unless the reply, which it frees, has the code and the text. */
void client_expect(struct truce_reply *reply, int code, const char *text);
void client_take(struct truce_call *c, int code, const char *text);

#endif
