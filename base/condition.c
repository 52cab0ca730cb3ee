#include "base/condition.h"

#include <errno.h>
#include <time.h>

#include "base/time.h"

void condition_init(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

bool condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until)
{
	if (until == INT64_MAX) {
		pthread_cond_wait(condition, mutex);
		return true;
	}
	const struct timespec at = { .tv_sec = until / NS_PER_SECOND, .tv_nsec = until % NS_PER_SECOND };
	return pthread_cond_timedwait(condition, mutex, &at) != ETIMEDOUT;
}
