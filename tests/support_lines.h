/* A listener with a protocol of the tests' own, so that what is tested is the connection
 * layer and no face.
 *
 * "LINE NAME\n" is the hello, answered by "hello\n". Then "x N\n" asks for N bytes and a
 * newline, "h\n" for "held\n" once the test lets go, "q\n" ends. Beside it, a connection
 * that begins with "LOUD" hears everything it says. Failures fail the test. */
#ifndef TRUCE_TESTS_SUPPORT_LINES_H
#define TRUCE_TESTS_SUPPORT_LINES_H

#include "tests/support_wire.h"

#include <sched.h>
#include <stdatomic.h>

#include "base/time.h"
#include "service/listener.h"

#define LINES_LARGE 65536
extern atomic_int lines_large_fed; /* requests for so many bytes that were fed */
/* Of a line "n SIZE" the answer takes milliseconds, of "w SIZE" until this is true. */
extern atomic_bool lines_may_go_on;

struct lines {
	struct listener *listener;
	char *folder;
	char tcp[LISTENER_URL_SIZE], ipc[LISTENER_URL_SIZE];
};

void lines_open(struct lines *f, struct listener_limits limits);
void lines_close(struct lines *f); /* no call may be held any more */
struct listener_counts lines_counts(struct lines *f);

size_t lines_held(void);
void lines_let_go(void); /* answers the last of the held calls */

void lines_send(int fd, const char *text);
void lines_expect(int fd, const char *text);
int lines_greeted(const char *url); /* a new connection, past the hello */

/* A connection that gets its hello; those that are refused are tried again. */
int lines_served(const char *url);

/* Asks for replies of 64 KiB, reading none, until no more requests are taken or the
 * connection is closed, while another client is answered. Answers how many. */
size_t lines_flood(int fd, const char *url);

/* A new client is served: what every attack must leave true. */
void lines_assert_serves(const char *url);

/* Waits for something that the listener's threads bring about. */
#define WAIT_FOR(condition)                                                                                            \
	do {                                                                                                           \
		for (int64_t end = clock_monotonic() + 60 * NS_PER_SECOND; !(condition);) {                            \
			assert_true(clock_monotonic() < end);                                                          \
			sched_yield();                                                                                 \
		}                                                                                                      \
	} while (0)

#endif
