#include "service/call.h"

#include "base/time.h"

/* Somebody who waits for one reply. */
struct waiter {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct buffer *reply;
	enum status status;
	bool done;
};

static void take(void *arg, const struct service_reply *reply)
{
	struct waiter *waiter = arg;
	enum status status = envelope_encode(reply, waiter->reply);
	if (status != STATUS_OK) {
		struct error error;
		error_set(&error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the reply.");
		status = envelope_refuse(&error, reply->revision, waiter->reply);
	}
	pthread_mutex_lock(&waiter->lock);
	waiter->status = status;
	waiter->done = true;
	pthread_cond_signal(&waiter->wake);
	pthread_mutex_unlock(&waiter->lock);
}

static enum status call_and_wait(struct service *service, const struct service_request *request, struct buffer *reply)
{
	struct waiter waiter = { .reply = reply };
	pthread_mutex_init(&waiter.lock, NULL);
	pthread_cond_init(&waiter.wake, NULL);
	service_call(service, request, take, &waiter);
	pthread_mutex_lock(&waiter.lock);
	while (!waiter.done)
		pthread_cond_wait(&waiter.wake, &waiter.lock);
	pthread_mutex_unlock(&waiter.lock);
	pthread_cond_destroy(&waiter.wake);
	pthread_mutex_destroy(&waiter.lock);
	return waiter.status;
}

enum status service_handle(struct service *service, const struct service_peer *peer, struct bytes request,
			   struct buffer *reply)
{
	struct service_request decoded;
	struct error error;
	if (envelope_decode(request, &decoded, &error) != STATUS_OK)
		return envelope_refuse(&error, service_revision(service), reply);
	decoded.arrived = clock_monotonic();
	decoded.peer = peer;
	return call_and_wait(service, &decoded, reply);
}
