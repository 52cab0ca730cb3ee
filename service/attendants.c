#include "service/attendants.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "service/conn.h"

#define ATTENDANTS_MOST 8

struct attendant {
	pthread_t thread;
	pthread_mutex_t lock; /* for all that follows */
	pthread_cond_t called;
	struct conn *first, *last;
	bool ends;
};

struct attendants {
	size_t count;
	struct attendant each[ATTENDANTS_MOST];
};

/* Takes the whole list, waiting for one; NULL at the end. */
static struct conn *take_list(struct attendant *a)
{
	pthread_mutex_lock(&a->lock);
	while (a->first == NULL && !a->ends)
		pthread_cond_wait(&a->called, &a->lock);
	struct conn *list = a->first;
	a->first = a->last = NULL;
	pthread_mutex_unlock(&a->lock);
	return list;
}

static void *attend(void *arg)
{
	struct attendant *a = arg;
	struct conn *list;
	while ((list = take_list(a)) != NULL) {
		while (list != NULL) {
			struct conn *c = list;
			list = c->next_waking;
			conn_attend(c);
		}
	}
	return NULL;
}

static int start(struct attendant *a)
{
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->called, NULL);
	int number = pthread_create(&a->thread, NULL, attend, a);
	if (number != 0) {
		pthread_cond_destroy(&a->called);
		pthread_mutex_destroy(&a->lock);
	}
	return number;
}

enum status attendants_open(struct attendants **out, struct error *error)
{
	struct attendants *all = calloc(1, sizeof *all);
	if (all == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for a listener.");
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = processors < 2 ? 1 : (size_t)processors / 2;
	if (count > ATTENDANTS_MOST)
		count = ATTENDANTS_MOST;
	for (; all->count < count; all->count++) {
		int number = start(&all->each[all->count]);
		if (number == 0)
			continue;
		attendants_close(all);
		return error_set_errno(error, number, "Cannot start the listener's thread");
	}
	*out = all;
	return STATUS_OK;
}

void attendants_close(struct attendants *all)
{
	for (size_t i = 0; all != NULL && i < all->count; i++) {
		struct attendant *a = &all->each[i];
		pthread_mutex_lock(&a->lock);
		a->ends = true;
		pthread_cond_signal(&a->called);
		pthread_mutex_unlock(&a->lock);
		pthread_join(a->thread, NULL);
		pthread_cond_destroy(&a->called);
		pthread_mutex_destroy(&a->lock);
	}
	free(all);
}

void attendants_call(struct attendants *all, struct conn *c)
{
	struct attendant *a = &all->each[c->number % all->count];
	c->next_waking = NULL;
	pthread_mutex_lock(&a->lock);
	bool first = a->first == NULL;
	if (first)
		a->first = c;
	else
		a->last->next_waking = c;
	a->last = c;
	if (first)
		pthread_cond_signal(&a->called);
	pthread_mutex_unlock(&a->lock);
}

bool attendants_idle(struct attendants *all)
{
	bool idle = true;
	for (size_t i = 0; i < all->count; i++) {
		struct attendant *a = &all->each[i];
		pthread_mutex_lock(&a->lock);
		idle = idle && a->first == NULL;
		pthread_mutex_unlock(&a->lock);
	}
	return idle;
}
