#include "service/sequence.h"

#include "service/call.h"

#define READY_MOST 32 /* calls that wait for a commit of more */

void sequence_init(struct sequence *sequence, sequence_leave *leave)
{
	*sequence = (struct sequence){ .leave = leave };
	sequence->last = &sequence->first;
	pthread_mutex_init(&sequence->lock, NULL);
}

void sequence_fini(struct sequence *sequence)
{
	pthread_mutex_destroy(&sequence->lock);
}

void sequence_join(struct sequence *sequence, struct call *call)
{
	call->in_sequence = true;
	call->ready = false;
	call->later = NULL;
	pthread_mutex_lock(&sequence->lock);
	*sequence->last = call;
	sequence->last = &call->later;
	if (sequence->unready == NULL)
		sequence->unready = call;
	sequence->coming++;
	pthread_mutex_unlock(&sequence->lock);
}

/* Counts the first that are ready; the lock is held. */
static void count_ready(struct sequence *sequence)
{
	struct call *call = sequence->unready;
	for (; call != NULL && call->ready; call = call->later)
		sequence->ready++;
	sequence->unready = call;
}

/* Takes the first off, where it is ready; the lock is held. */
static struct call *take_first(struct sequence *sequence)
{
	struct call *call = sequence->first;
	if (sequence->ready == 0)
		return NULL;
	sequence->first = call->later;
	if (sequence->first == NULL)
		sequence->last = &sequence->first;
	sequence->ready--;
	return call;
}

/* One thread at a time sends off, without the lock: a call that ends may be answered. */
static void send_off(struct sequence *sequence)
{
	struct call *call;
	sequence->leaving = true;
	while ((call = take_first(sequence)) != NULL) {
		pthread_mutex_unlock(&sequence->lock);
		sequence->leave(call, call->outcome);
		pthread_mutex_lock(&sequence->lock);
	}
	sequence->leaving = false;
}

void sequence_ready(struct sequence *sequence, struct call *call, enum status status)
{
	pthread_mutex_lock(&sequence->lock);
	call->outcome = status;
	call->ready = true;
	sequence->coming--;
	if (call == sequence->unready)
		count_ready(sequence);
	bool many = sequence->ready >= sequence->coming || sequence->ready >= READY_MOST;
	if (many && !sequence->leaving)
		send_off(sequence);
	pthread_mutex_unlock(&sequence->lock);
}
