#include "service/call.h"

#include <stdlib.h>

#include "base/time.h"

/* Somebody who waits for one reply. */
struct service_waiter {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct buffer reply;
	enum status status;
	bool done;
};

static void put_reply(struct service_waiter *waiter, const struct service_reply *reply)
{
	waiter->status = envelope_encode(reply, &waiter->reply);
	if (waiter->status == STATUS_OK)
		return;
	struct error error;
	error_set(&error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the reply.");
	waiter->status = envelope_refuse(&error, reply->revision, &waiter->reply);
}

static void take(void *arg, const struct service_reply *reply)
{
	struct service_waiter *waiter = arg;
	put_reply(waiter, reply);
	pthread_mutex_lock(&waiter->lock);
	waiter->done = true;
	pthread_cond_signal(&waiter->wake);
	pthread_mutex_unlock(&waiter->lock);
}

static void waiter_begin(struct service_waiter *waiter, struct service *service, const struct service_peer *peer,
			 struct bytes request)
{
	struct service_request decoded;
	struct error error;
	pthread_mutex_init(&waiter->lock, NULL);
	pthread_cond_init(&waiter->wake, NULL);
	waiter->done = envelope_decode(request, &decoded, &error) != STATUS_OK;
	if (waiter->done) {
		waiter->status = envelope_refuse(&error, service_revision(service), &waiter->reply);
		return;
	}
	decoded.arrived = clock_monotonic();
	decoded.peer = peer;
	service_call(service, &decoded, take, waiter);
}

static void waiter_end(struct service_waiter *waiter)
{
	pthread_mutex_lock(&waiter->lock);
	while (!waiter->done)
		pthread_cond_wait(&waiter->wake, &waiter->lock);
	pthread_mutex_unlock(&waiter->lock);
	pthread_cond_destroy(&waiter->wake);
	pthread_mutex_destroy(&waiter->lock);
}

enum status service_handle(struct service *service, const struct service_peer *peer, struct bytes request,
			   struct buffer *reply)
{
	struct service_waiter waiter = { .reply = *reply };
	waiter_begin(&waiter, service, peer, request);
	waiter_end(&waiter);
	*reply = waiter.reply;
	return waiter.status;
}

struct service_waiter *service_handle_start(struct service *service, const struct service_peer *peer,
					    struct bytes request)
{
	struct service_waiter *waiter = calloc(1, sizeof *waiter);
	if (waiter == NULL)
		return NULL;
	buffer_init(&waiter->reply, SERVICE_MESSAGE_MOST);
	waiter_begin(waiter, service, peer, request);
	return waiter;
}

enum status service_handle_take(struct service_waiter *waiter, struct buffer *reply)
{
	waiter_end(waiter);
	enum status status = waiter->status;
	*reply = waiter->reply;
	free(waiter);
	return status;
}
