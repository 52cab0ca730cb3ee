/* Conditions that are waited on until a time of the monotonic clock, which nobody sets
 * back. Threads: as pthread_cond_t; waiting is done under the mutex. */
#ifndef TRUCE_BASE_CONDITION_H
#define TRUCE_BASE_CONDITION_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

void condition_init(pthread_cond_t *condition); /* ended by pthread_cond_destroy */

/* Until the condition is signalled (or, as with every condition, for no reason) or a
 * time of clock_monotonic, INT64_MAX for ever; false where that has come. */
bool condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until);

#endif
