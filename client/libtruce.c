#include "client/libtruce.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"

#define CONNECT_MS 5000
#define REPLY_MOST ((size_t)INT32_MAX) /* bytes that any message of protobuf has */
#define SILENCE (5 * NS_PER_SECOND) /* after which a connection that answers nothing is given up */

const char *truce_version(void)
{
	return TRUCE_VERSION;
}

static void free_all(struct truce *t)
{
	if (t->transport.exchange != NULL && t->transport.close != NULL)
		t->transport.close(t->transport.arg);
	pthread_cond_destroy(&t->wake);
	pthread_mutex_destroy(&t->lock);
	free(t->calls);
	free(t->token);
	free(t->url);
	free(t);
}

/* With the lock held; drops it. */
static void unlock_and_drop(struct truce *t)
{
	bool last = --t->references == 0;
	pthread_mutex_unlock(&t->lock);
	if (last)
		free_all(t);
}

static struct truce *new_truce(const struct truce_options *options, const char *url)
{
	struct truce *t = calloc(1, sizeof *t);
	if (t == NULL)
		return NULL;
	pthread_mutex_init(&t->lock, NULL);
	condition_init(&t->wake);
	t->references = 1;
	t->header_size = 8;
	t->message_most = options->message_most > 0 ? options->message_most : (size_t)REQUEST_MOST;
	if (t->message_most > REPLY_MOST)
		t->message_most = REPLY_MOST;
	t->connect_ms = options->connect_ms > 0 ? options->connect_ms : CONNECT_MS;
	if (t->connect_ms > INT32_MAX) /* what nng counts to */
		t->connect_ms = INT32_MAX;
	t->token = options->token == NULL ? NULL : strdup(options->token);
	t->url = strdup(url);
	t->calls = calloc(CALLS_MOST, sizeof(struct truce_call *));
	if (t->url == NULL || t->calls == NULL || (options->token != NULL && t->token == NULL)) {
		free_all(t);
		return NULL;
	}
	return t;
}

int truce_open(const char *url, const struct truce_options *options, struct truce **out, char *why, size_t size)
{
	struct error error = { .message = "no memory" };
	static const struct truce_options none;
	if (options == NULL)
		options = &none;
	enum status s = STATUS_RESOURCE_EXHAUSTED;
	struct truce *t = new_truce(options, url);
	if (t != NULL)
		s = address_read(t, options, &error);
	if (s == STATUS_OK)
		s = link_init(t, &error);
	if (s == STATUS_OK) {
		*out = t;
		return 0;
	}
	if (why != NULL && size > 0)
		snprintf(why, size, "%s", error.message);
	if (t != NULL) {
		link_fini(t);
		free_all(t);
	}
	return (int)s;
}

int truce_open_transport(const struct truce_transport *transport, const struct truce_options *options,
			 struct truce **out)
{
	static const struct truce_options none;
	struct truce *t = new_truce(options == NULL ? &none : options, "");
	if (t == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	t->transport = *transport;
	*out = t;
	return 0;
}

void truce_close(struct truce *t)
{
	if (t == NULL)
		return;
	pthread_mutex_lock(&t->lock);
	t->closing = true;
	pthread_cond_broadcast(&t->wake);
	calls_cancel(t);
	pthread_mutex_unlock(&t->lock);
	if (t->transport.exchange == NULL)
		link_fini(t);
	pthread_mutex_lock(&t->lock);
	unlock_and_drop(t);
}

static void call_free(struct truce_call *call)
{
	pthread_cond_destroy(&call->done);
	buffer_fini(&call->frame);
	free(call);
}

static void exchanged(struct truce_call *call, int code, uint8_t *bytes, size_t size)
{
	call->reply = code == 0 ? reply_read(bytes_of(bytes, size))
				: reply_make((enum status)code, "TRANSPORT", "the call could not be made");
	call->state = CALL_DONE;
	free(bytes);
}

/* Makes the call, or the first half of it. */
static void exchange(struct truce *t, struct truce_call *call, int64_t timeout_ms)
{
	const struct truce_transport *transport = &t->transport;
	uint8_t *bytes = NULL;
	size_t size = 0;
	frame_stamp(t, &call->frame, 0, timeout_ms);
	struct bytes envelope = frame_envelope(t, &call->frame);
	int code;
	if (transport->start != NULL)
		code = transport->start(transport->arg, envelope.data, envelope.size, &call->carried);
	else
		code = transport->exchange(transport->arg, envelope.data, envelope.size, &bytes, &size);
	if (transport->start == NULL || code != 0)
		exchanged(call, code, bytes, size);
}

/* The other half. */
static void end_exchange(struct truce *t, struct truce_call *call)
{
	uint8_t *bytes = NULL;
	size_t size = 0;
	int code = t->transport.take(t->transport.arg, call->carried, &bytes, &size);
	exchanged(call, code, bytes, size);
}

static enum status start(struct truce *t, struct truce_call *call, int64_t timeout_ms)
{
	enum status s = STATUS_CANCELLED;
	pthread_mutex_lock(&t->lock);
	t->references++;
	call->order = t->started++;
	if (t->closing || t->transport.exchange != NULL) {
		bool closing = t->closing;
		pthread_mutex_unlock(&t->lock);
		if (!closing) {
			exchange(t, call, timeout_ms);
			return STATUS_OK;
		}
		pthread_mutex_lock(&t->lock);
	} else {
		s = calls_add(t, call);
		if (s == STATUS_OK && (s = link_flush(t)) != STATUS_OK)
			calls_remove(t, call);
	}
	if (s == STATUS_OK)
		pthread_mutex_unlock(&t->lock);
	else
		unlock_and_drop(t);
	return s;
}

static enum status start_call(struct truce *t, const struct truce_request *request, struct truce_call **out,
			      struct error *error)
{
	int64_t timeout_ms = request->timeout_ms > 0 ? request->timeout_ms : TRUCE_TIMEOUT_MS;
	struct truce_call *call = calloc(1, sizeof *call);
	if (call == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for the call");
	condition_init(&call->done);
	call->owner = t;
	call->idempotent = request->idempotent != 0;
	call->deadline = deadline_in(timeout_ms);
	enum status s = frame_make(t, request, &call->frame, error);
	if (s == STATUS_OK) {
		s = start(t, call, timeout_ms);
		if (s != STATUS_OK)
			error_set(error, s, s == STATUS_CANCELLED ? "CLOSED" : "TOO_MANY_CALLS",
				  "the call could not be started");
	}
	if (s != STATUS_OK) {
		call_free(call);
		return s;
	}
	*out = call;
	return STATUS_OK;
}

int truce_call_start(struct truce *t, const struct truce_request *request, struct truce_call **out)
{
	return (int)start_call(t, request, out, NULL);
}

static void expire(struct truce *t, struct truce_call *call, int64_t now)
{
	bool sent = call->state == CALL_SENT;
	int64_t since = call->sent > t->heard ? call->sent : t->heard;
	if (sent && now - since >= SILENCE)
		link_give_up(t);
	calls_end(t, call,
		  sent ? reply_make(STATUS_DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "no reply from %s in time%s", t->url,
				    call->idempotent ? "" : "; whether the call was carried out is not known")
		       : reply_make(STATUS_UNAVAILABLE, "CONNECT", "%s could not be reached in time", t->url));
}

static void wait_done(struct truce *t, struct truce_call *call)
{
	while (call->state != CALL_DONE)
		if (!condition_wait(&call->done, &t->lock, call->deadline) && call->state != CALL_DONE)
			expire(t, call, clock_monotonic());
}

/* Whether a call that was answered UNAVAILABLE was sent again, after a while. */
static bool again(struct truce *t, struct truce_call *call)
{
	if (t->transport.exchange != NULL || call->reply == NULL || call->reply->code != STATUS_UNAVAILABLE ||
	    !call->idempotent || call->attempts == 0 || call->attempts >= ATTEMPTS_MOST)
		return false;
	int64_t until = clock_monotonic() + backoff_ms(call->attempts) * NS_PER_MS;
	if (until >= call->deadline)
		return false;
	while (!t->closing && condition_wait(&t->wake, &t->lock, until))
		;
	if (t->closing || calls_add(t, call) != STATUS_OK)
		return false;
	struct truce_reply *before = call->reply;
	call->reply = NULL;
	if (link_flush(t) != STATUS_OK) {
		calls_end(t, call, before);
		return false;
	}
	truce_reply_free(before);
	return true;
}

int truce_call_take(struct truce_call *call, struct truce_reply **out)
{
	struct truce *t = call->owner;
	if (t->transport.exchange != NULL && call->state != CALL_DONE)
		end_exchange(t, call);
	pthread_mutex_lock(&t->lock);
	do
		wait_done(t, call);
	while (again(t, call));
	*out = call->reply;
	int code = call->reply == NULL ? STATUS_RESOURCE_EXHAUSTED : call->reply->code;
	call_free(call);
	unlock_and_drop(t);
	return code;
}

int truce_call(struct truce *t, const struct truce_request *request, struct truce_reply **out)
{
	struct truce_call *call;
	struct error error;
	enum status s = start_call(t, request, &call, &error);
	if (s == STATUS_OK)
		return truce_call_take(call, out);
	*out = reply_make(s, error.reason, "%s", error.message);
	return (int)s;
}
