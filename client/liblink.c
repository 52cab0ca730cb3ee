#include "client/libtruce.h"

#include <errno.h>
#include <signal.h>
#include <sys/random.h>

#include <nng/supplemental/tls/tls.h>

#include "base/time.h"

#define GATHER_MOST ((size_t)256 << 10) /* bytes of waiting calls that one send takes at least */
#define RECEIVE_SIZE ((size_t)64 << 10)
#define SKIP_TIMES 16 /* a reply this many times over the limit ends the connection */
#define SYSTEM_CA "/etc/ssl/certs/ca-certificates.crt"

/* Hello of the Scalability Protocols: REQ0 and REP0. */
static const uint8_t hello_req[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
static const uint8_t hello_rep[8] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };

bool wait_until(pthread_cond_t *condition, pthread_mutex_t *lock, int64_t until)
{
	struct timespec when = { (time_t)(until / NS_PER_SECOND), (long)(until % NS_PER_SECOND) };
	return pthread_cond_timedwait(condition, lock, &when) != ETIMEDOUT;
}

int64_t backoff_ms(int failures)
{
	uint16_t chance = 0;
	if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) < 0)
		chance = 0;
	int64_t most = INT64_C(40) << (failures < 5 ? failures : 5);
	return most / 2 + chance % (most / 2);
}

/* Waits for the keeper's operation with the lock dropped. */
static int finish(struct truce *t)
{
	pthread_mutex_unlock(&t->lock);
	nng_aio_wait(t->aio);
	pthread_mutex_lock(&t->lock);
	return nng_aio_result(t->aio);
}

typedef void operation(nng_stream *, nng_aio *);

/* Moves all of data before an absolute deadline. */
static int transfer(struct truce *t, operation *start, uint8_t *data, size_t size, int64_t deadline)
{
	for (size_t done = 0; done < size;) {
		int64_t left = (deadline - clock_monotonic()) / NS_PER_MS;
		nng_iov iov = { data + done, size - done };
		if (t->closing)
			return NNG_ECLOSED;
		if (left <= 0)
			return NNG_ETIMEDOUT;
		nng_aio_set_iov(t->aio, 1, &iov);
		nng_aio_set_timeout(t->aio, (nng_duration)left);
		start(t->stream, t->aio);
		int rv = finish(t);
		if (rv != 0)
			return rv;
		if (nng_aio_count(t->aio) == 0)
			return NNG_ECONNSHUT;
		done += nng_aio_count(t->aio);
	}
	return 0;
}

static const char *why_not(int rv)
{
	switch (rv) {
	case 0:
	case NNG_EPROTO:
		return "the peer does not speak the REP protocol";
	case NNG_ECRYPTO:
	case NNG_EPEERAUTH:
		return "TLS failed: the peer's certificate is not trusted, or not for this host";
	default:
		return nng_strerror(rv);
	}
}

static int connect_stream(struct truce *t, int64_t deadline, const char **why)
{
	uint8_t mine[sizeof hello_req], theirs[sizeof hello_rep];
	memcpy(mine, hello_req, sizeof mine);
	nng_aio_set_timeout(t->aio, (nng_duration)t->connect_ms);
	nng_stream_dialer_dial(t->dialer, t->aio);
	int rv = finish(t);
	if (rv == 0) {
		t->stream = nng_aio_get_output(t->aio, 0);
		rv = transfer(t, nng_stream_send, mine, sizeof mine, deadline);
	}
	if (rv == 0)
		rv = transfer(t, nng_stream_recv, theirs, sizeof theirs, deadline);
	if (rv == 0 && memcmp(theirs, hello_rep, sizeof theirs) != 0)
		rv = NNG_EPROTO;
	*why = why_not(rv);
	return rv;
}

static void send_rest(struct truce *t)
{
	nng_iov iov = { t->out.data + t->out_done, t->out.size - t->out_done };
	nng_aio_set_iov(t->send_aio, 1, &iov);
	t->sending = true;
	nng_stream_send(t->stream, t->send_aio);
}

static void gather(struct truce *t)
{
	struct truce_call *call;
	int64_t now = clock_monotonic();
	t->out.size = t->out_done = 0;
	while (t->out.size < GATHER_MOST && (call = calls_dequeue(t)) != NULL) {
		int64_t left = call->deadline - now;
		frame_stamp(t, &call->frame, call->id, left / NS_PER_MS);
		if (buffer_put(&t->out, call->frame.data, call->frame.size) != STATUS_OK) {
			calls_end(t, call, reply_make(STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory to send"));
			continue;
		}
		call->sent = now;
		call->attempts++;
	}
}

static void send_waiting(struct truce *t)
{
	if (!t->up || t->sending || t->first == NULL)
		return;
	gather(t);
	if (t->out.size > 0)
		send_rest(t);
}

/* No operation may be started on a stream once it is closed. */
static void give_up(struct truce *t)
{
	t->up = false;
	if (t->stream != NULL)
		nng_stream_close(t->stream);
}

void link_give_up(struct truce *t)
{
	if (t->up)
		give_up(t);
}

static void on_sent(void *arg)
{
	struct truce *t = arg;
	pthread_mutex_lock(&t->lock);
	int rv = nng_aio_result(t->send_aio);
	t->sending = false;
	if (rv == 0)
		t->out_done += nng_aio_count(t->send_aio);
	else
		give_up(t);
	if (t->up && t->out_done < t->out.size)
		send_rest(t);
	else
		send_waiting(t);
	pthread_cond_broadcast(&t->wake);
	pthread_mutex_unlock(&t->lock);
}

static void answer(struct truce *t, uint32_t id, struct truce_reply *reply)
{
	pthread_mutex_lock(&t->lock);
	struct truce_call *call = calls_find(t, id);
	if (call != NULL && call->state == CALL_SENT) {
		t->failures = 0;
		calls_end(t, call, reply);
		reply = NULL;
	}
	pthread_mutex_unlock(&t->lock);
	truce_reply_free(reply);
}

/* Handles the frame at the start of data. Answers the bytes it took, 0 where more
 * are needed (*need), or -1 where the peer breaks the protocol. */
static int64_t take_frame(struct truce *t, struct bytes data, size_t *need)
{
	size_t header = t->header_size;
	*need = header + 4;
	if (data.size < *need)
		return 0;
	uint64_t length = get_u64(data.data + header - 8);
	uint32_t id = get_u32(data.data + header);
	if (length < 4 || (header == 9 && data.data[0] != 1) || length / SKIP_TIMES > t->message_most)
		return -1;
	if (length - 4 > t->message_most) {
		answer(t, id,
		       reply_make(STATUS_RESOURCE_EXHAUSTED, "REPLY_TOO_LARGE",
				  "the reply of %llu bytes is over this program's limit of %zu; ask for less",
				  (unsigned long long)length, t->message_most));
		t->skip = header + length;
		return (int64_t)(data.size < t->skip ? data.size : t->skip);
	}
	*need = header + length;
	if (data.size < *need)
		return 0;
	answer(t, id, reply_read(bytes_of(data.data + header + 4, length - 4)));
	return (int64_t)*need;
}

/* Handles all whole frames that came; false where the connection is to end. */
static bool take_frames(struct truce *t)
{
	struct bytes rest = buffer_bytes(&t->in);
	size_t need = 0;
	while (rest.size > 0) {
		int64_t took =
			t->skip > 0 ? (int64_t)(t->skip < rest.size ? t->skip : rest.size) : take_frame(t, rest, &need);
		if (took < 0)
			return false;
		if (took == 0)
			break;
		if (t->skip > 0)
			t->skip -= (uint64_t)took;
		rest = bytes_of(rest.data + took, rest.size - (size_t)took);
	}
	if (rest.size > 0)
		memmove(t->in.data, rest.data, rest.size);
	t->in.size = rest.size;
	size_t room = need > rest.size + RECEIVE_SIZE ? need - rest.size : RECEIVE_SIZE;
	return buffer_reserve(&t->in, room) == STATUS_OK;
}

/* Reads until the connection is lost; says why. */
static const char *serve(struct truce *t)
{
	t->in.size = t->skip = 0;
	bool going = buffer_reserve(&t->in, RECEIVE_SIZE) == STATUS_OK;
	while (going && t->up) {
		nng_iov iov = { t->in.data + t->in.size, t->in.capacity - t->in.size };
		nng_aio_set_iov(t->aio, 1, &iov);
		nng_aio_set_timeout(t->aio, NNG_DURATION_INFINITE);
		nng_stream_recv(t->stream, t->aio);
		int rv = finish(t);
		if (rv != 0)
			return nng_strerror(rv);
		if (nng_aio_count(t->aio) == 0)
			return "the peer closed it";
		t->heard = clock_monotonic();
		t->in.size += nng_aio_count(t->aio);
		pthread_mutex_unlock(&t->lock);
		going = take_frames(t);
		pthread_mutex_lock(&t->lock);
	}
	return going ? "it was given up" : "the peer broke the protocol";
}

static void disconnect(struct truce *t)
{
	give_up(t);
	while (t->sending)
		pthread_cond_wait(&t->wake, &t->lock);
	if (t->stream != NULL)
		nng_stream_free(t->stream);
	t->stream = NULL;
}

static void nap(struct truce *t)
{
	int64_t until = clock_monotonic() + backoff_ms(t->failures) * NS_PER_MS;
	while (!t->closing && wait_until(&t->wake, &t->lock, until))
		;
}

static void *keep(void *arg)
{
	struct truce *t = arg;
	pthread_mutex_lock(&t->lock);
	while (!t->closing) {
		const char *why;
		if (t->first == NULL) {
			pthread_cond_wait(&t->wake, &t->lock);
			continue;
		}
		t->failures++;
		bool connected = connect_stream(t, clock_monotonic() + t->connect_ms * NS_PER_MS, &why) == 0;
		if (connected && !t->closing) {
			t->up = true;
			send_waiting(t);
			why = serve(t);
		}
		disconnect(t);
		calls_lost(t, connected, why);
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
		send_waiting(t);
	else
		pthread_cond_broadcast(&t->wake);
	return STATUS_OK;
}

/* The name that the peer's certificate must bear: the URL's host. */
static int set_server_name(nng_tls_config *tls, const char *text)
{
	nng_url *url = NULL;
	int rv = nng_url_parse(&url, text);
	if (rv != 0)
		return rv;
	rv = nng_tls_config_server_name(tls, url->u_hostname);
	nng_url_free(url);
	return rv;
}

static enum status set_tls(struct truce *t, const char *ca_file, struct error *error)
{
	nng_tls_config *tls = NULL;
	const char *file = ca_file == NULL ? SYSTEM_CA : ca_file;
	int rv = nng_tls_config_alloc(&tls, NNG_TLS_MODE_CLIENT);
	if (rv == 0)
		rv = nng_tls_config_auth_mode(tls, NNG_TLS_AUTH_MODE_REQUIRED);
	if (rv == 0)
		rv = nng_tls_config_ca_file(tls, file);
	if (rv == 0)
		rv = set_server_name(tls, t->url);
	if (rv == 0)
		rv = nng_stream_dialer_set_ptr(t->dialer, NNG_OPT_TLS_CONFIG, tls);
	if (tls != NULL)
		nng_tls_config_free(tls);
	if (rv == NNG_ENOTSUP)
		return error_set(error, STATUS_UNIMPLEMENTED, "TLS", "this build of nng has no TLS");
	if (rv != 0)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS", "cannot use the certificates of %s: %s", file,
				 nng_strerror(rv));
	return STATUS_OK;
}

static const struct {
	const char *scheme;
	size_t header_size;
	bool tls;
} schemes[] = {
	{ "ipc://", 9, false },
	{ "tcp://", 8, false },
	{ "tls+tcp://", 8, true },
};

enum status link_init(struct truce *t, const struct truce_options *options, struct error *error)
{
	size_t i = 0;
	while (i < sizeof schemes / sizeof *schemes &&
	       strncmp(t->url, schemes[i].scheme, strlen(schemes[i].scheme)) != 0)
		i++;
	if (i == sizeof schemes / sizeof *schemes)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
				 "%s is not an address: expected ipc://PATH, tcp://HOST:PORT or tls+tcp://HOST:PORT",
				 t->url);
	t->header_size = schemes[i].header_size;
	int rv = nng_stream_dialer_alloc(&t->dialer, t->url);
	if (rv != 0)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_URL", "%s is not an address: %s", t->url,
				 nng_strerror(rv));
	enum status s = schemes[i].tls ? set_tls(t, options->ca_file, error) : STATUS_OK;
	if (s == STATUS_OK && (nng_aio_alloc(&t->aio, NULL, NULL) != 0 || nng_aio_alloc(&t->send_aio, on_sent, t) != 0))
		s = error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for a connection");
	if (s == STATUS_OK) {
		nng_aio_set_timeout(t->send_aio, NNG_DURATION_INFINITE);
		buffer_init(&t->out, SIZE_MAX / 2);
		buffer_init(&t->in, SIZE_MAX / 2);
		return STATUS_OK;
	}
	link_fini(t);
	return s;
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
	if (t->dialer != NULL)
		nng_stream_dialer_free(t->dialer);
	buffer_fini(&t->out);
	buffer_fini(&t->in);
}
