#include "service/listener.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/condition.h"
#include "base/time.h"
#include "service/conn.h"
#include "service/gate.h"

#define GATES_MOST 16
#define ACCEPT_MOST 64 /* of a gate, before others have their turn */
#define NAP_MS 20      /* before accepting again after an error */
#define SWEEP_MS INT64_C(1000)

struct listener {
	struct conn_owner owner; /* first: an owner is its listener */
	struct listener_options options;
	pthread_t keeper;
	int bell;             /* wakes the keeper */
	bool crowded;         /* the keeper's: the cap was met, said once until there is room again */
	bool failing;         /* the keeper's: the last accept failed, said once */
	pthread_mutex_t lock; /* for all that follows */
	pthread_cond_t changed;
	struct gate gates[GATES_MOST];
	size_t gate_count;
	struct conn *conns;
	struct listener_counts counts;
	bool keeper_ends;
};

static void notice(struct listener *l, const char *format, ...) PRINTF_LIKE(2, 3);

static void notice(struct listener *l, const char *format, ...)
{
	if (l->options.notice == NULL)
		return;
	char text[400];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	l->options.notice(l->options.notice_arg, text);
}

/* ---- The list --------------------------------------------------------- */

static void closed(struct conn_owner *owner, struct conn *c)
{
	struct listener *l = (struct listener *)owner;
	pthread_mutex_lock(&l->lock);
	if (c->next != NULL)
		c->next->previous = c->previous;
	if (c->previous != NULL)
		c->previous->next = c->next;
	else
		l->conns = c->next;
	pthread_mutex_unlock(&l->lock);
}

static void broken(struct conn_owner *owner, const char *actor, const char *why)
{
	const struct listener *l = (const struct listener *)owner;
	if (l->options.ended != NULL)
		l->options.ended(l->options.ended_arg, actor, why);
}

static void gone(struct conn_owner *owner)
{
	struct listener *l = (struct listener *)owner;
	pthread_mutex_lock(&l->lock);
	l->counts.open--;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
}

static void link_conn(struct listener *l, struct conn *c)
{
	c->next = l->conns;
	if (l->conns != NULL)
		l->conns->previous = c;
	l->conns = c;
	l->counts.open++;
}

static void call_all(struct listener *l)
{
	pthread_mutex_lock(&l->lock);
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		conn_call(c);
	pthread_mutex_unlock(&l->lock);
}

/* Lets the oldest of those that have been silent for long make way for a new one; false
 * where there is none. Under the lock. */
static bool make_way(struct listener *l)
{
	struct conn *oldest = NULL;
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		oldest = c;
	int64_t since = clock_monotonic() - l->owner.limits.give_way_ms * NS_PER_MS;
	for (struct conn *c = oldest; c != NULL; c = c->previous)
		if (conn_makes_way(c, since))
			return true;
	return false;
}

/* ---- Accepting -------------------------------------------------------- */

/* Puts a new connection into the list and lets it begin, if there is room. */
static bool admit(struct listener *l, struct conn *c)
{
	pthread_mutex_lock(&l->lock);
	bool full = l->counts.open >= l->owner.limits.connections;
	bool admitted = (!full || make_way(l)) && conn_start(c);
	if (admitted)
		link_conn(l, c);
	l->counts.accepted += admitted;
	l->counts.refused += !admitted;
	pthread_mutex_unlock(&l->lock);
	if (full && !l->crowded)
		notice(l, "%zu connections are open, the most allowed; silent ones make way, else new ones are refused",
		       l->owner.limits.connections);
	l->crowded = full;
	return admitted;
}

static void welcome(struct listener *l, enum transport transport, int fd)
{
	struct conn *c = conn_new(&l->owner, transport, fd);
	if (c == NULL)
		return;
	c->peer.role = transport == TRANSPORT_IPC ? ROLE_ADMIN : l->options.tcp_role;
	if (!admit(l, c))
		conn_free(c);
}

/* A gate may have been closed since it was polled. */
static int accept_one(struct listener *l, size_t gate, enum transport *transport, int *number)
{
	int fd = -1;
	*number = 0;
	pthread_mutex_lock(&l->lock);
	struct gate *g = &l->gates[gate];
	if (g->fd >= 0)
		fd = gate_accept(g, number);
	*transport = g->endpoint.transport;
	l->counts.accept_errors += *number != 0;
	pthread_mutex_unlock(&l->lock);
	return fd;
}

/* Accepts who waits at a gate; false where the system has no room for them. */
static bool accept_some(struct listener *l, size_t gate)
{
	for (int i = 0; i < ACCEPT_MOST; i++) {
		enum transport transport;
		int number, fd = accept_one(l, gate, &transport, &number);
		if (number != 0 && !l->failing)
			notice(l, "cannot accept a connection, trying again: %s", strerror(number));
		l->failing = number != 0 || (l->failing && fd < 0);
		if (fd < 0)
			return number == 0;
		welcome(l, transport, fd);
	}
	return true;
}

/* ---- The keeper ------------------------------------------------------- */

/* How often to look at deadlines: four times within the shortest, at least once a second. */
static int64_t sweep_period(const struct listener_limits *limits)
{
	const int64_t all[] = { limits->handshake_ms, limits->frame_ms, limits->idle_ms, limits->send_ms };
	int64_t period = SWEEP_MS;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] / 4 < period)
			period = all[i] / 4;
	return (period < 1 ? 1 : period) * NS_PER_MS;
}

static void ring(struct listener *l)
{
	const uint64_t one = 1;
	ssize_t written = write(l->bell, &one, sizeof one);
	assert(written == sizeof one);
	(void)written;
}

static void hush(struct listener *l)
{
	uint64_t rung;
	ssize_t got = read(l->bell, &rung, sizeof rung);
	assert(got == sizeof rung);
	(void)got;
}

/* The bell, then the gates; answers how many, 0 at the end. */
static nfds_t what_to_poll(struct listener *l, struct pollfd fds[1 + GATES_MOST])
{
	nfds_t count = 0;
	fds[count++] = (struct pollfd){ .fd = l->bell, .events = POLLIN };
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < l->gate_count; i++)
		fds[count++] = (struct pollfd){ .fd = l->gates[i].fd, .events = POLLIN };
	if (l->keeper_ends)
		count = 0;
	pthread_mutex_unlock(&l->lock);
	return count;
}

static int ms_until(int64_t time, int64_t now)
{
	return time <= now ? 0 : (int)((time - now + NS_PER_MS - 1) / NS_PER_MS);
}

/* Answers until when nobody is accepted. */
static int64_t see_to_gates(struct listener *l, const struct pollfd *fds, nfds_t count, int64_t now)
{
	for (nfds_t i = 0; i < count; i++)
		if (fds[i].revents != 0 && !accept_some(l, i))
			return now + NAP_MS * NS_PER_MS;
	return 0;
}

static void *keep(void *arg)
{
	struct listener *l = arg;
	struct pollfd fds[1 + GATES_MOST];
	int64_t now = clock_monotonic(), period = sweep_period(&l->owner.limits), sweep = now + period, nap = 0;
	nfds_t count;
	while ((count = what_to_poll(l, fds)) > 0) {
		bool naps = nap > now;
		int ready = poll(fds, naps ? 1 : count, ms_until(naps && nap < sweep ? nap : sweep, now));
		if (ready > 0 && fds[0].revents != 0)
			hush(l);
		now = clock_monotonic();
		if (ready > 0 && !naps)
			nap = see_to_gates(l, fds + 1, count - 1, now);
		if (now < sweep)
			continue;
		call_all(l); /* each looks at its deadlines */
		sweep = now + period;
	}
	return NULL;
}

/* ---- Opening and adding ----------------------------------------------- */

static void fill_limits(struct listener_limits *limits)
{
#define DEFAULT(field, value) limits->field = limits->field == 0 ? (value) : limits->field
	DEFAULT(connections, 512);
	DEFAULT(message, SERVICE_MESSAGE_MOST);
	DEFAULT(in_flight, 128);
	DEFAULT(high_water, (size_t)1 << 20);
	DEFAULT(handshake_ms, 10000);
	DEFAULT(frame_ms, 30000);
	DEFAULT(idle_ms, 600000);
	DEFAULT(give_way_ms, 5000);
	DEFAULT(send_ms, 30000);
#undef DEFAULT
}

static enum status start_threads(struct listener *l, struct error *error)
{
	l->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->bell < 0)
		return error_set_errno(error, errno, "Cannot start a listener");
	enum status status = loops_open(&conn_visitor, &l->owner.loops, error);
	if (status != STATUS_OK) {
		close(l->bell);
		return status;
	}
	int number = pthread_create(&l->keeper, NULL, keep, l);
	if (number == 0)
		return STATUS_OK;
	loops_close(l->owner.loops);
	close(l->bell);
	return error_set_errno(error, number, "Cannot start the threads of a listener");
}

enum status listener_open(const struct listener_options *options, struct listener **out, struct error *error)
{
	struct listener *l = calloc(1, sizeof *l);
	if (l == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for a listener.");
	l->options = *options;
	l->owner = (struct conn_owner){ .faces = options->faces,
					.context = options->context,
					.limits = options->limits,
					.broken = broken,
					.closed = closed,
					.gone = gone };
	fill_limits(&l->owner.limits);
	for (const struct face *const *face = options->faces; *face != NULL; face++)
		if ((*face)->state_size > l->owner.state_size)
			l->owner.state_size = (*face)->state_size;
	pthread_mutex_init(&l->lock, NULL);
	condition_init(&l->changed);
	enum status status = start_threads(l, error);
	if (status != STATUS_OK) {
		pthread_cond_destroy(&l->changed);
		pthread_mutex_destroy(&l->lock);
		free(l);
		return status;
	}
	*out = l;
	return STATUS_OK;
}

static enum status check(const struct listener_options *options, const char *url, struct endpoint *out,
			 struct error *error)
{
	enum status status = endpoint_parse(url, out, error);
	if (status != STATUS_OK)
		return status;
	if (out->transport == TRANSPORT_TCP && !out->loopback && !options->plain_tcp_anywhere)
		return error_set(error, STATUS_INVALID_ARGUMENT, "PLAIN_TCP",
				 "%s would send everything in the clear to other machines. Use tls+tcp://, or say "
				 "--insecure-allow-plain-tcp.",
				 url);
	if (out->transport == TRANSPORT_TLS && (options->tls_cert == NULL || options->tls_key == NULL))
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES",
				 "%s needs a certificate and its key: --tls-cert and --tls-key.", url);
	return STATUS_OK;
}

enum status listener_check(const struct listener_options *options, const char *url, struct error *error)
{
	struct endpoint endpoint;
	return check(options, url, &endpoint, error);
}

/* What an endpoint needs before its socket is made. */
static enum status prepare(struct listener *l, const struct endpoint *e, struct error *error)
{
	if (e->transport == TRANSPORT_IPC)
		return endpoint_check_socket(e, error);
	if (e->transport == TRANSPORT_TCP || l->owner.tls != NULL)
		return STATUS_OK;
	const struct tls_files files = { l->options.tls_cert, l->options.tls_key, l->options.tls_ca };
	return tls_open_server(&files, &l->owner.tls, error);
}

static enum status add_gate(struct listener *l, const struct gate *gate, struct error *error)
{
	pthread_mutex_lock(&l->lock);
	bool room = l->gate_count < GATES_MOST;
	if (room)
		l->gates[l->gate_count++] = *gate;
	pthread_mutex_unlock(&l->lock);
	if (!room)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "ADDRESSES", "At most %d addresses are listened at.",
				 GATES_MOST);
	ring(l);
	return STATUS_OK;
}

enum status listener_add(struct listener *l, const char *url, char real[LISTENER_URL_SIZE], struct error *error)
{
	struct endpoint endpoint;
	struct gate gate;
	enum status status = check(&l->options, url, &endpoint, error);
	if (status == STATUS_OK)
		status = prepare(l, &endpoint, error);
	if (status == STATUS_OK)
		status = gate_open(&gate, &endpoint, error);
	if (status != STATUS_OK)
		return status;
	status = add_gate(l, &gate, error);
	if (status == STATUS_OK)
		endpoint_print(&gate.endpoint, real, LISTENER_URL_SIZE);
	else
		gate_close(&gate);
	return status;
}

/* ---- Ending ----------------------------------------------------------- */

void listener_quiesce(struct listener *l)
{
	pthread_mutex_lock(&l->lock);
	for (size_t i = 0; i < l->gate_count; i++)
		gate_close(&l->gates[i]);
	pthread_mutex_unlock(&l->lock);
	atomic_store(&l->owner.draining, true);
	call_all(l);
}

static bool all_drained(struct listener *l)
{
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		if (!conn_drained(c))
			return false;
	return true;
}

bool listener_flush(struct listener *l, int64_t deadline)
{
	pthread_mutex_lock(&l->lock);
	bool drained = all_drained(l);
	while (!drained && clock_monotonic() < deadline) {
		condition_wait(&l->changed, &l->lock, clock_monotonic() + 2 * NS_PER_MS);
		drained = all_drained(l);
	}
	pthread_mutex_unlock(&l->lock);
	return drained;
}

static void end_keeper(struct listener *l)
{
	pthread_mutex_lock(&l->lock);
	l->keeper_ends = true;
	pthread_mutex_unlock(&l->lock);
	ring(l);
	pthread_join(l->keeper, NULL);
	close(l->bell);
}

void listener_close(struct listener *l)
{
	if (l == NULL)
		return;
	listener_quiesce(l);
	end_keeper(l); /* nobody is admitted any more */
	atomic_store(&l->owner.ending, true);
	call_all(l);
	pthread_mutex_lock(&l->lock);
	while (l->counts.open > 0)
		pthread_cond_wait(&l->changed, &l->lock);
	pthread_mutex_unlock(&l->lock);
	loops_close(l->owner.loops);
	tls_close(l->owner.tls);
	pthread_cond_destroy(&l->changed);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

/* ---- Counts ----------------------------------------------------------- */

void listener_count(struct listener *l, struct listener_counts *out)
{
	pthread_mutex_lock(&l->lock);
	*out = l->counts;
	out->overdue = atomic_load(&l->owner.overdue);
	pthread_mutex_unlock(&l->lock);
}

int listener_connections(void *listener)
{
	struct listener_counts counts;
	listener_count(listener, &counts);
	return (int)counts.open;
}
