/* Allocation that fails on demand, for one test program that includes this.
 *
 * Stands in front of the C library's, or the sanitizer's, functions. Until the
 * program's constructors run, and while those are looked up, memory comes from a
 * plain array: a sanitizer is not ready then, and these functions are not to be
 * instrumented. */
#ifndef TRUCE_TESTS_FAILING_H
#define TRUCE_TESTS_FAILING_H

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define PLAIN __attribute__((no_sanitize("address", "undefined", "thread")))

static atomic_long countdown; /* to the allocation that fails; 0 for none */
static atomic_bool failed;
static atomic_bool own_only; /* other threads' allocations do not count */
static _Thread_local bool is_own;
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);

static _Alignas(max_align_t) char early[256 << 10];
static size_t early_used;

PLAIN static void *early_alloc(size_t size)
{
	void *object = early + early_used;
	early_used += (size + 15) & ~(size_t)15;
	return early_used <= sizeof early ? object : NULL;
}

PLAIN static bool is_early(const void *object)
{
	return (uintptr_t)object - (uintptr_t)early < sizeof early;
}

__attribute__((constructor)) static void find_next(void)
{
	*(void **)&next_malloc = dlsym(RTLD_NEXT, "malloc");
	*(void **)&next_calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&next_realloc = dlsym(RTLD_NEXT, "realloc");
	*(void **)&next_free = dlsym(RTLD_NEXT, "free");
}

/* A sanitizer's thread allocates as it begins, and cannot do without. */
#define BEGINNING 4
static _Thread_local int begun;

PLAIN static bool fails_now(void)
{
	if (begun < BEGINNING) {
		begun++;
		return false;
	}
	if (atomic_load(&countdown) == 0 || (atomic_load(&own_only) && !is_own))
		return false;
	if (atomic_fetch_sub(&countdown, 1) != 1)
		return false;
	atomic_store(&failed, true);
	errno = ENOMEM;
	return true;
}

PLAIN void *malloc(size_t size)
{
	if (next_free == NULL)
		return early_alloc(size);
	return fails_now() ? NULL : next_malloc(size);
}

PLAIN void *calloc(size_t count, size_t size)
{
	if (next_free == NULL)
		return early_alloc(count * size);
	return fails_now() ? NULL : next_calloc(count, size);
}

PLAIN void *realloc(void *object, size_t size)
{
	if (next_free == NULL || is_early(object))
		return early_alloc(size); /* what was there is not looked at again */
	return fails_now() ? NULL : next_realloc(object, size);
}

PLAIN void free(void *object)
{
	if (next_free != NULL && !is_early(object))
		next_free(object);
}

#endif
