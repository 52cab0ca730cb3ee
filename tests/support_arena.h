/* An arena that each test of a program begins with empty: cmocka_unit_test_setup_teardown's
 * arena_up and arena_down. One thread. */
#ifndef TRUCE_TESTS_SUPPORT_ARENA_H
#define TRUCE_TESTS_SUPPORT_ARENA_H

#include "tests/support.h"

#include "base/arena.h"

static struct arena arena;

static inline int arena_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 20);
	return 0;
}

static inline int arena_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

#endif
