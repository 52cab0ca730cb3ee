#include "service/grpc.h"

#include <stdlib.h>

#define SPARES_MOST 32
#define SPARE_BYTES ((size_t)64 << 10) /* a buffer of a spare exchange is not larger */
#define TEXTS_MOST ((size_t)128 << 10) /* of one request's head */

struct exchange *exchange_new(struct grpc *g, int32_t id)
{
	struct exchange *e = g->spare;
	if (e != NULL) {
		g->spare = e->next;
		g->spares--;
	} else {
		e = calloc(1, sizeof *e);
		if (e == NULL)
			return NULL;
		arena_init(&e->texts, TEXTS_MOST);
	}
	e->grpc = g;
	e->id = id;
	e->began = g->now;
	buffer_init(&e->words, SIZE_MAX);
	e->in.limit = conn_limits(g->conn)->message + GRPC_PREFIX + 2 * GRPC_WINDOW;
	e->previous = NULL;
	e->next = g->all;
	if (g->all != NULL)
		g->all->previous = e;
	g->all = e;
	return e;
}

void exchange_free(struct exchange *e)
{
	arena_fini(&e->texts);
	buffer_fini(&e->in);
	buffer_fini(&e->plain);
	buffer_fini(&e->words);
	buffer_fini(&e->body);
	free(e);
}

/* A spare one: all forgotten but its memory. */
static struct exchange renewed(const struct exchange *e)
{
	struct exchange fresh = { .texts = e->texts, .in = e->in, .body = e->body };
	arena_reset(&fresh.texts);
	fresh.in.size = fresh.body.size = 0;
	return fresh;
}

static void unlink_exchange(struct exchange *e)
{
	struct grpc *g = e->grpc;
	if (e->next != NULL)
		e->next->previous = e->previous;
	if (e->previous != NULL)
		e->previous->next = e->next;
	else
		g->all = e->next;
}

void exchange_release(struct exchange *e)
{
	struct grpc *g = e->grpc;
	if (!e->closed || e->calling || e->queued)
		return;
	unlink_exchange(e);
	buffer_fini(&e->plain);
	buffer_fini(&e->words);
	if (g->spares >= SPARES_MOST || e->in.capacity > SPARE_BYTES || e->body.capacity > SPARE_BYTES) {
		exchange_free(e);
		return;
	}
	*e = renewed(e);
	e->next = g->spare;
	g->spare = e;
	g->spares++;
}

void exchange_ready(struct exchange *e)
{
	struct grpc *g = e->grpc;
	if (e->queued)
		return;
	e->queued = true;
	e->next_ready = NULL;
	*g->ready_last = e;
	g->ready_last = &e->next_ready;
}
