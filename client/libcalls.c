#include "client/libtruce.h"

#include <stdlib.h>

#define PLACE(id) ((id) & (CALLS_MOST - 1))

enum status calls_add(struct truce *t, struct truce_call *call)
{
	if (t->calls_used == CALLS_MOST)
		return STATUS_RESOURCE_EXHAUSTED;
	while (t->calls[t->calls_next] != NULL)
		t->calls_next = PLACE(t->calls_next + 1);
	t->generation = (t->generation + 1) & 0x7fff;
	call->id = UINT32_C(0x80000000) | t->generation << 16 | t->calls_next;
	t->calls[t->calls_next] = call;
	t->calls_used++;
	t->calls_next = PLACE(t->calls_next + 1);
	calls_queue(t, call);
	return STATUS_OK;
}

struct truce_call *calls_find(struct truce *t, uint32_t id)
{
	struct truce_call *call = t->calls[PLACE(id)];
	return call != NULL && call->id == id ? call : NULL;
}

void calls_queue(struct truce *t, struct truce_call *call)
{
	struct truce_call *before = t->last;
	while (before != NULL && before->order > call->order)
		before = before->previous;
	call->state = CALL_WAITING;
	call->previous = before;
	call->next = before == NULL ? t->first : before->next;
	if (before == NULL)
		t->first = call;
	else
		before->next = call;
	if (call->next == NULL)
		t->last = call;
	else
		call->next->previous = call;
}

static void unqueue(struct truce *t, struct truce_call *call)
{
	if (call->previous == NULL)
		t->first = call->next;
	else
		call->previous->next = call->next;
	if (call->next == NULL)
		t->last = call->previous;
	else
		call->next->previous = call->previous;
	call->previous = call->next = NULL;
}

struct truce_call *calls_dequeue(struct truce *t)
{
	struct truce_call *call = t->first;
	if (call != NULL) {
		unqueue(t, call);
		call->state = CALL_SENT;
	}
	return call;
}

void calls_remove(struct truce *t, struct truce_call *call)
{
	if (call->id == 0)
		return;
	if (call->state == CALL_WAITING)
		unqueue(t, call);
	if (call->carried != NULL)
		t->protocol->forget(t, call);
	t->calls[PLACE(call->id)] = NULL;
	t->calls_used--;
	call->id = 0;
}

void calls_end(struct truce *t, struct truce_call *call, struct truce_reply *reply)
{
	calls_remove(t, call);
	call->state = CALL_DONE;
	call->reply = reply;
	pthread_cond_signal(&call->done);
}

static void lose(struct truce *t, struct truce_call *call, bool connected, const char *why)
{
	if (call->state == CALL_SENT && call->idempotent && call->attempts < ATTEMPTS_MOST)
		calls_queue(t, call);
	else if (call->state == CALL_SENT)
		calls_end(t, call,
			  reply_make(STATUS_UNAVAILABLE, "CONNECTION_LOST",
				     "the connection to %s was lost after the call was sent (%s); whether it was "
				     "carried out is not known",
				     t->url, why));
	else if (!connected && !t->met)
		calls_end(t, call, reply_make(STATUS_UNAVAILABLE, t->reason, "cannot reach %s: %s", t->url, why));
}

void calls_lost(struct truce *t, bool connected, const char *why)
{
	uint32_t left = t->calls_used;
	for (uint32_t i = 0; i < CALLS_MOST && left > 0; i++) {
		if (t->calls[i] == NULL)
			continue;
		left--;
		lose(t, t->calls[i], connected, why);
	}
}

void calls_cancel(struct truce *t)
{
	for (uint32_t i = 0; i < CALLS_MOST && t->calls_used > 0; i++)
		if (t->calls[i] != NULL)
			calls_end(t, t->calls[i],
				  reply_make(STATUS_CANCELLED, "CLOSED", "the connection was closed by this program"));
}
