#include "client/libtruce.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/time.h"

#define RECEIVE_SIZE ((size_t)64 << 10)

int64_t backoff_ms(int failures)
{
	uint16_t chance = 0;
	if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0)
		chance = 0;
	int64_t most = INT64_C(40) << (failures < 5 ? failures : 5);
	return most / 2 + chance % (most / 2);
}

/* ---- Sending ---------------------------------------------------------- */

/* No operation may be started on a stream once it is closed. */
static void give_up(struct truce *t)
{
	t->open = false;
	if (t->stream != NULL)
		nng_stream_close(t->stream);
}

void link_give_up(struct truce *t)
{
	if (t->up)
		give_up(t);
}

static void send_rest(struct truce *t)
{
	nng_iov iov = { t->leaving.data + t->left, t->leaving.size - t->left };
	nng_aio_set_iov(t->send_aio, 1, &iov);
	t->sending = true;
	nng_stream_send(t->stream, t->send_aio);
}

static void swap(struct buffer *a, struct buffer *b)
{
	struct buffer was = *a;
	*a = *b;
	*b = was;
}

/* Gives what the protocol said to what is sent. */
static bool hand_over(struct truce *t)
{
	bool fits = true;
	if (t->session != NULL)
		fits = tls_put(t->session, buffer_bytes(&t->plain), &t->out);
	else if (t->out.size == 0)
		swap(&t->plain, &t->out);
	else
		fits = buffer_put(&t->out, t->plain.data, t->plain.size) == STATUS_OK;
	t->plain.size = 0;
	return fits;
}

void link_send(struct truce *t)
{
	if (!t->open || t->sending || t->deaf)
		return;
	if (t->secure && !(t->protocol->say(t) && hand_over(t))) {
		give_up(t);
		return;
	}
	if (t->out.size == 0)
		return;
	swap(&t->out, &t->leaving);
	t->out.size = t->left = 0;
	send_rest(t);
}

static void on_sent(void *arg)
{
	struct truce *t = arg;
	pthread_mutex_lock(&t->lock);
	int rv = nng_aio_result(t->send_aio);
	t->sending = false;
	if (rv == 0)
		t->left += nng_aio_count(t->send_aio);
	else
		t->deaf = true; /* what it said before is still read, up to its end */
	if (t->open && !t->deaf && t->left < t->leaving.size)
		send_rest(t);
	else
		link_send(t);
	pthread_cond_broadcast(&t->wake);
	pthread_mutex_unlock(&t->lock);
}

/* ---- Receiving -------------------------------------------------------- */

static void note(struct truce *t, const char *format, ...) PRINTF_LIKE(2, 3);

/* Why the connection ends. */
static void note(struct truce *t, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(t->why, sizeof t->why, format, args);
	va_end(args);
}

/* Waits for the keeper's operation with the lock dropped. */
static int finish(struct truce *t)
{
	pthread_mutex_unlock(&t->lock);
	nng_aio_wait(t->aio);
	pthread_mutex_lock(&t->lock);
	return nng_aio_result(t->aio);
}

/* Why nobody was reached; of a socket that is not there nng says what it says of one that
 * nobody listens at. */
static const char *dial_words(struct truce *t, int rv)
{
	if (rv == NNG_EADDRINVAL)
		return "no host of that name is known";
	if (t->path != NULL && access(t->path, F_OK) != 0 && errno == ENOENT)
		return "there is no such socket";
	if (rv == NNG_EPERM)
		t->reason = "CONNECT_DENIED";
	return nng_strerror(rv);
}

/* nng tries one address of a host: where that one refuses, those of the families are tried each. */
static int dial_any(struct truce *t)
{
	int first = 0;
	for (size_t i = 0; i < DIALERS && t->dialers[i] != NULL && !t->closing; i++) {
		nng_aio_set_timeout(t->aio, (nng_duration)t->connect_ms);
		nng_stream_dialer_dial(t->dialers[i], t->aio);
		const int rv = finish(t);
		if (rv == 0 || rv == NNG_ETIMEDOUT || rv == NNG_ECANCELED)
			return rv;
		first = first == 0 ? rv : first;
	}
	return first == 0 ? NNG_ECLOSED : first;
}

static bool dial(struct truce *t)
{
	int rv = dial_any(t);
	if (rv != 0) {
		note(t, "%s", dial_words(t, rv));
		return false;
	}
	t->stream = nng_aio_get_output(t->aio, 0);
	t->open = !t->closing;
	return true;
}

/* Lets the protocol begin. */
static bool speak(struct truce *t)
{
	t->secure = true;
	if (t->protocol->begin(t))
		return true;
	note(t, "there is no memory for it");
	return false;
}

static bool take_plain(struct truce *t)
{
	const char *why = t->secure ? t->protocol->take(t) : NULL;
	if (why != NULL)
		note(t, "%s", why);
	if (why != NULL && !t->up)
		t->reason = "CONNECT_PROTOCOL";
	return why == NULL;
}

/* Takes count bytes of raw; what they say before an end still counts. */
static bool take_raw(struct truce *t, size_t count)
{
	enum tls_state state = tls_take(t->session, bytes_of(t->raw.data, count), &t->in, &t->out);
	if (state == TLS_OPEN && !t->secure && !speak(t))
		return false;
	if (!take_plain(t))
		return false;
	if (state != TLS_ENDED)
		return true;
	const char *why = tls_why(t->session);
	if (why[0] != '\0')
		t->reason = "TLS";
	note(t, "%s%s", why[0] != '\0' ? "TLS failed: " : "the peer closed it", why);
	return false;
}

static bool begin(struct truce *t)
{
	if (t->tls == NULL)
		return speak(t);
	t->session = tls_session_new(t->tls, t->at.host);
	if (t->session != NULL)
		return take_raw(t, 0);
	note(t, "there is no memory for TLS");
	return false;
}

static void note_end(struct truce *t, int rv)
{
	bool closed = rv == 0 || rv == NNG_ECONNSHUT || rv == NNG_ECONNRESET || rv == NNG_ECLOSED;
	const char *what = t->secure ? t->protocol->name : "TLS";
	if (t->open && !t->up)
		t->reason = "CONNECT_PROTOCOL";
	if (!t->open)
		note(t, "it was given up");
	else if (t->up)
		note(t, "%s", closed ? "the peer closed it" : nng_strerror(rv));
	else
		note(t, closed ? "the peer closed the connection; does it speak %s?" : "no answer in %s came in time",
		     what);
}

/* Waits for bytes; until a time, while the peer has not greeted. */
static bool receive(struct truce *t, int64_t deadline)
{
	struct buffer *to = t->session == NULL ? &t->in : &t->raw;
	int64_t left = t->up ? NNG_DURATION_INFINITE : (deadline - clock_monotonic()) / NS_PER_MS;
	if (buffer_reserve(to, RECEIVE_SIZE) != STATUS_OK) {
		note(t, "there is no memory for what comes");
		return false;
	}
	nng_iov iov = { to->data + to->size, to->capacity - to->size };
	nng_aio_set_iov(t->aio, 1, &iov);
	nng_aio_set_timeout(t->aio, t->up ? NNG_DURATION_INFINITE : (nng_duration)(left < 1 ? 1 : left));
	nng_stream_recv(t->stream, t->aio);
	int rv = finish(t);
	size_t count = rv == 0 ? nng_aio_count(t->aio) : 0;
	if (count == 0) {
		note_end(t, rv);
		return false;
	}
	t->heard = clock_monotonic();
	if (t->session != NULL)
		return take_raw(t, count);
	t->in.size += count;
	return take_plain(t);
}

/* ---- The keeper ------------------------------------------------------- */

/* Connects, and reads until the connection is lost; whether the peer greeted. */
static bool serve(struct truce *t)
{
	int64_t deadline = deadline_in(t->connect_ms);
	bool going = dial(t) && begin(t);
	link_send(t);
	while (going && t->open) {
		going = receive(t, deadline);
		link_send(t);
	}
	return t->up;
}

static void disconnect(struct truce *t)
{
	give_up(t);
	while (t->sending)
		pthread_cond_wait(&t->wake, &t->lock);
	if (t->secure && t->protocol->end != NULL)
		t->protocol->end(t);
	tls_session_free(t->session);
	t->session = NULL;
	if (t->stream != NULL)
		nng_stream_free(t->stream);
	t->stream = NULL;
	t->secure = t->up = t->deaf = false;
	t->plain.size = t->out.size = t->in.size = 0;
}

static void nap(struct truce *t)
{
	int64_t until = clock_monotonic() + backoff_ms(t->failures) * NS_PER_MS;
	while (!t->closing && condition_wait(&t->wake, &t->lock, until))
		;
}

static void *keep(void *arg)
{
	struct truce *t = arg;
	pthread_mutex_lock(&t->lock);
	while (!t->closing) {
		if (t->first == NULL) {
			pthread_cond_wait(&t->wake, &t->lock);
			continue;
		}
		t->failures++;
		t->reason = "CONNECT";
		note(t, "it was given up");
		bool connected = serve(t);
		t->met |= connected;
		disconnect(t);
		calls_lost(t, connected, t->why);
		if (t->failures > 0 && t->first != NULL)
			nap(t);
	}
	pthread_mutex_unlock(&t->lock);
	return NULL;
}

/* Signals are for the program's own threads. */
static bool start_keeper(struct truce *t)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool ok = pthread_create(&t->keeper, NULL, keep, t) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

enum status link_flush(struct truce *t)
{
	if (!t->keeper_runs) {
		t->keeper_runs = start_keeper(t);
		if (!t->keeper_runs)
			return STATUS_RESOURCE_EXHAUSTED;
	}
	if (t->up)
		link_send(t);
	else
		pthread_cond_broadcast(&t->wake);
	return STATUS_OK;
}

/* ---- Beginning and end ------------------------------------------------- */

enum status link_init(struct truce *t, struct error *error)
{
	struct buffer *const buffers[] = { &t->plain, &t->out, &t->leaving, &t->raw, &t->in };
	for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
		buffer_init(buffers[i], SIZE_MAX / 2);
	if (nng_aio_alloc(&t->aio, NULL, NULL) != 0 || nng_aio_alloc(&t->send_aio, on_sent, t) != 0)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for a connection");
	nng_aio_set_timeout(t->send_aio, NNG_DURATION_INFINITE);
	return STATUS_OK;
}

void link_fini(struct truce *t)
{
	pthread_mutex_lock(&t->lock);
	t->closing = true;
	pthread_cond_broadcast(&t->wake);
	give_up(t);
	if (t->aio != NULL)
		nng_aio_cancel(t->aio);
	bool runs = t->keeper_runs;
	pthread_mutex_unlock(&t->lock);
	if (runs)
		pthread_join(t->keeper, NULL);
	if (t->aio != NULL)
		nng_aio_free(t->aio);
	if (t->send_aio != NULL)
		nng_aio_free(t->send_aio);
	for (size_t i = 0; i < DIALERS && t->dialers[i] != NULL; i++)
		nng_stream_dialer_free(t->dialers[i]);
	tls_close(t->tls);
	struct buffer *const buffers[] = { &t->plain, &t->out, &t->leaving, &t->raw, &t->in };
	for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
		buffer_fini(buffers[i]);
}
