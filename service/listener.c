#include "service/listener.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/condition.h"
#include "base/time.h"
#include "base/tls.h"
#include "service/attendants.h"
#include "service/conn.h"
#include "service/endpoint.h"

#define NAP_MS 20 /* before accepting again after an error */
#define SWEEP_MS INT64_C(1000)

/* One URL. */
struct gate {
	struct listener *listener;
	struct endpoint endpoint;
	nng_stream_listener *stream;
	nng_aio *accept, *nap;
	bool failing; /* the last accept failed: said once */
	struct gate *next;
};

struct listener {
	struct conn_owner owner; /* first: an owner is its listener */
	struct listener_options options;
	struct gate *gates;
	atomic_bool stopping;
	atomic_bool crowded; /* the cap was met: said once, until there is room again */
	pthread_t keeper;
	pthread_mutex_t lock; /* for all that follows */
	pthread_cond_t changed;
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

/* ---- The list and the keeper ------------------------------------------ */

static void gone(struct conn_owner *owner, struct conn *c)
{
	struct listener *l = (struct listener *)owner;
	pthread_mutex_lock(&l->lock);
	if (c->next != NULL)
		c->next->previous = c->previous;
	if (c->previous != NULL)
		c->previous->next = c->next;
	else
		l->conns = c->next;
	l->counts.open--;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
}

/* Under the lock: lets every face do what it has to. */
static void ask_all(struct listener *l)
{
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		conn_ask(c);
}

/* Closes what is overdue, and sees to the others. */
static void sweep(struct listener *l)
{
	int64_t now = clock_monotonic();
	struct conn *late = NULL;
	pthread_mutex_lock(&l->lock);
	for (struct conn *c = l->conns; c != NULL; c = c->next) {
		if (!conn_overdue(c, now))
			continue;
		c->next_overdue = late;
		late = c;
		l->counts.overdue += !conn_retiring(c);
	}
	ask_all(l);
	pthread_mutex_unlock(&l->lock);
	while (late != NULL) {
		struct conn *c = late;
		late = c->next_overdue;
		conn_part(c);
		conn_drop(c);
	}
}

/* How often to look: four times within the shortest limit, at least once a second. */
static int64_t sweep_period(const struct listener_limits *limits)
{
	const int64_t all[] = { limits->handshake_ms, limits->frame_ms, limits->idle_ms, limits->send_ms };
	int64_t period = SWEEP_MS;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] / 4 < period)
			period = all[i] / 4;
	return (period < 1 ? 1 : period) * NS_PER_MS;
}

static void *keep(void *arg)
{
	struct listener *l = arg;
	int64_t period = sweep_period(&l->owner.limits), next = clock_monotonic() + period;
	pthread_mutex_lock(&l->lock);
	while (!l->keeper_ends) {
		if (clock_monotonic() < next) {
			condition_wait(&l->changed, &l->lock, next);
			continue;
		}
		pthread_mutex_unlock(&l->lock);
		sweep(l);
		next = clock_monotonic() + period;
		pthread_mutex_lock(&l->lock);
	}
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

/* ---- Accepting -------------------------------------------------------- */

/* A connection to close in favour of a new one: the oldest of those that have been
 * silent for long, with a reference; NULL where there is none. Under the lock. */
static struct conn *give_way(struct listener *l)
{
	struct conn *oldest = NULL;
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		oldest = c;
	int64_t since = clock_monotonic() - l->owner.limits.give_way_ms * NS_PER_MS;
	for (struct conn *c = oldest; c != NULL; c = c->previous)
		if (conn_silent(c, since))
			return c;
	return NULL;
}

/* Puts a new connection into the list, if there is room. */
static bool admit(struct listener *l, struct conn *c)
{
	struct conn *victim = NULL;
	pthread_mutex_lock(&l->lock);
	bool full = l->counts.open >= l->owner.limits.connections;
	if (full)
		victim = give_way(l);
	bool admitted = !full || victim != NULL;
	if (admitted) {
		c->next = l->conns;
		if (l->conns != NULL)
			l->conns->previous = c;
		l->conns = c;
		c->number = (size_t)l->counts.accepted;
		l->counts.open++;
	}
	l->counts.accepted += admitted;
	l->counts.refused += !admitted;
	pthread_mutex_unlock(&l->lock);
	if (victim != NULL) {
		conn_part(victim);
		conn_drop(victim);
	}
	if (full != atomic_exchange(&l->crowded, full) && full)
		notice(l, "%zu connections are open, the most allowed; silent ones make way, else new ones are refused",
		       l->owner.limits.connections);
	return admitted;
}

static void welcome(struct gate *g, nng_stream *stream)
{
	struct listener *l = g->listener;
	struct conn *c = conn_new(&l->owner, g->endpoint.transport, stream);
	if (c == NULL)
		return;
	c->peer.role = g->endpoint.transport == TRANSPORT_IPC ? ROLE_ADMIN : l->options.tcp_role;
	if (admit(l, c))
		conn_start(c);
	else
		conn_free(c);
}

static void on_accept(void *arg)
{
	struct gate *g = arg;
	struct listener *l = g->listener;
	int result = nng_aio_result(g->accept);
	if (result == 0)
		welcome(g, nng_aio_get_output(g->accept, 0));
	if (atomic_load(&l->stopping))
		return;
	if (result == 0) {
		g->failing = false;
		nng_stream_listener_accept(g->stream, g->accept);
		return;
	}
	pthread_mutex_lock(&l->lock);
	l->counts.accept_errors++;
	pthread_mutex_unlock(&l->lock);
	if (!g->failing)
		notice(l, "cannot accept a connection, trying again: %s", nng_strerror(result));
	g->failing = true;
	nng_sleep_aio(NAP_MS, g->nap);
}

static void on_nap(void *arg)
{
	struct gate *g = arg;
	if (!atomic_load(&g->listener->stopping))
		nng_stream_listener_accept(g->stream, g->accept);
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
	enum status status = attendants_open(&l->owner.attendants, error);
	if (status != STATUS_OK)
		return status;
	int number = pthread_create(&l->keeper, NULL, keep, l);
	if (number == 0)
		return STATUS_OK;
	attendants_close(l->owner.attendants);
	return error_set_errno(error, number, "Cannot start the listener's thread");
}

enum status listener_open(const struct listener_options *options, struct listener **out, struct error *error)
{
	struct listener *l = calloc(1, sizeof *l);
	if (l == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for a listener.");
	l->options = *options;
	l->owner = (struct conn_owner){
		.faces = options->faces, .context = options->context, .limits = options->limits, .gone = gone
	};
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

static void gate_free(struct gate *g)
{
	if (g->stream != NULL)
		nng_stream_listener_free(g->stream);
	if (g->accept != NULL)
		nng_aio_free(g->accept);
	if (g->nap != NULL)
		nng_aio_free(g->nap);
	free(g);
}

static enum status open_tls(struct listener *l, struct error *error)
{
	const struct tls_files files = { l->options.tls_cert, l->options.tls_key, l->options.tls_ca };
	if (files.cert == NULL || files.key == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES",
				 "tls+tcp:// needs a certificate and its key: --tls-cert and --tls-key.");
	return tls_open_server(&files, &l->owner.tls, error);
}

static enum status check(struct listener *l, const struct endpoint *e, const char *url, struct error *error)
{
	if (e->transport == TRANSPORT_IPC)
		return endpoint_check_socket(e, error);
	if (e->transport == TRANSPORT_TCP && !e->loopback && !l->options.plain_tcp_anywhere)
		return error_set(error, STATUS_INVALID_ARGUMENT, "PLAIN_TCP",
				 "%s would send everything in the clear to other machines. Use tls+tcp://, or say "
				 "--insecure-allow-plain-tcp.",
				 url);
	return e->transport == TRANSPORT_TLS && l->owner.tls == NULL ? open_tls(l, error) : STATUS_OK;
}

/* Sets what the transport has to be told; 0 or nng's error. */
static int prepare(struct gate *g)
{
	if (g->endpoint.transport == TRANSPORT_IPC)
		return nng_stream_listener_set_int(g->stream, NNG_OPT_IPC_PERMISSIONS, 0600);
	return nng_stream_listener_set_bool(g->stream, NNG_OPT_TCP_NODELAY, true);
}

/* nng listens for TCP; TLS is the connections' own. */
static const char *strip_tls(const char *url)
{
	return strncmp(url, "tls+", 4) == 0 ? url + 4 : url;
}

static const char *listen_words(int number)
{
	return number == NNG_EADDRINVAL ? "it is no address of this machine, nor the name of one"
	       : number == NNG_ENOENT   ? "its folder does not exist"
					: nng_strerror(number);
}

static enum status gate_open(struct gate *g, struct error *error)
{
	char url[LISTENER_URL_SIZE];
	endpoint_print(&g->endpoint, url, sizeof url);
	int number = nng_aio_alloc(&g->accept, on_accept, g);
	if (number == 0)
		number = nng_aio_alloc(&g->nap, on_nap, g);
	if (number == 0)
		number = nng_stream_listener_alloc(&g->stream, strip_tls(url));
	if (number == 0)
		number = prepare(g);
	if (number == 0)
		number = nng_stream_listener_listen(g->stream);
	if (number == NNG_EADDRINUSE)
		return error_set(error, STATUS_UNAVAILABLE, "ADDRESS_IN_USE",
				 "Another program listens at %s. Stop it, or listen elsewhere.", url);
	if (number != 0)
		return error_set(error, STATUS_UNAVAILABLE, "LISTEN", "Cannot listen at %s: %s.", url,
				 listen_words(number));
	int port;
	if (g->endpoint.port == 0 && nng_stream_listener_get_int(g->stream, NNG_OPT_TCP_BOUND_PORT, &port) == 0)
		g->endpoint.port = port;
	return STATUS_OK;
}

enum status listener_add(struct listener *l, const char *url, char real[LISTENER_URL_SIZE], struct error *error)
{
	struct endpoint endpoint;
	enum status status = endpoint_parse(url, &endpoint, error);
	if (status == STATUS_OK)
		status = check(l, &endpoint, url, error);
	if (status != STATUS_OK)
		return status;
	struct gate *g = calloc(1, sizeof *g);
	if (g == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory to listen at %s.", url);
	g->listener = l;
	g->endpoint = endpoint;
	status = gate_open(g, error);
	if (status != STATUS_OK) {
		gate_free(g);
		return status;
	}
	g->next = l->gates;
	l->gates = g;
	endpoint_print(&g->endpoint, real, LISTENER_URL_SIZE);
	nng_stream_listener_accept(g->stream, g->accept);
	return STATUS_OK;
}

/* ---- Ending ----------------------------------------------------------- */

void listener_quiesce(struct listener *l)
{
	atomic_store(&l->stopping, true);
	while (l->gates != NULL) {
		struct gate *g = l->gates;
		l->gates = g->next;
		nng_stream_listener_close(g->stream);
		nng_aio_stop(g->nap);
		nng_aio_stop(g->accept);
		gate_free(g);
	}
	atomic_store(&l->owner.draining, true);
	pthread_mutex_lock(&l->lock);
	ask_all(l);
	pthread_mutex_unlock(&l->lock);
}

static bool all_drained(struct listener *l)
{
	for (struct conn *c = l->conns; c != NULL; c = c->next)
		if (!conn_drained(c))
			return false;
	return attendants_idle(l->owner.attendants);
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

/* Closes every connection. Each is closed with the list unlocked and under a
 * reference; what is closing already goes by itself. */
static void close_all(struct listener *l)
{
	struct conn *open = NULL;
	pthread_mutex_lock(&l->lock);
	for (struct conn *c = l->conns; c != NULL; c = c->next) {
		if (!conn_take(c))
			continue;
		c->next_overdue = open;
		open = c;
	}
	pthread_mutex_unlock(&l->lock);
	while (open != NULL) {
		struct conn *c = open;
		open = c->next_overdue;
		conn_close(c);
		conn_drop(c);
	}
}

void listener_close(struct listener *l)
{
	if (l == NULL)
		return;
	listener_quiesce(l);
	close_all(l);
	pthread_mutex_lock(&l->lock);
	while (l->counts.open > 0)
		pthread_cond_wait(&l->changed, &l->lock);
	l->keeper_ends = true;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->keeper, NULL);
	attendants_close(l->owner.attendants);
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
	pthread_mutex_unlock(&l->lock);
}

int listener_connections(void *listener)
{
	struct listener_counts counts;
	listener_count(listener, &counts);
	return (int)counts.open;
}
