#include "service/sequence.h"

#include "service/writing.h"

void sequence_init(struct sequence *sequence)
{
	*sequence = (struct sequence){ .first = NULL };
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
	pthread_mutex_unlock(&sequence->lock);
}

/* Takes the first off, where it is ready; the lock is held. */
static struct call *take_first(struct sequence *sequence)
{
	struct call *call = sequence->first;
	if (call == NULL || !call->ready)
		return NULL;
	sequence->first = call->later;
	if (sequence->first == NULL)
		sequence->last = &sequence->first;
	return call;
}

/* One thread at a time sends off, without the lock: a call that ends may be answered. */
void sequence_ready(struct sequence *sequence, struct call *call, enum status status)
{
	pthread_mutex_lock(&sequence->lock);
	call->outcome = status;
	call->ready = true;
	if (!sequence->leaving) {
		sequence->leaving = true;
		while ((call = take_first(sequence)) != NULL) {
			pthread_mutex_unlock(&sequence->lock);
			writing_leave(call, call->outcome);
			pthread_mutex_lock(&sequence->lock);
		}
		sequence->leaving = false;
	}
	pthread_mutex_unlock(&sequence->lock);
}
