/* An arena: all memory of one call, freed at once.
 *
 * Blocks are taken as needed, up to a cap; memory is aligned for any object and
 * not zeroed. Allocation past the cap or without memory answers NULL, and every
 * caller passes that on as RESOURCE_EXHAUSTED. One thread at a time. */
#ifndef TRUCE_BASE_ARENA_H
#define TRUCE_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/bytes.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	uint8_t *next, *end;        /* free room of the newest block */
	size_t used, cap;           /* bytes of all blocks, and their most */
};

void arena_init(struct arena *a, size_t cap); /* allocates nothing */
void arena_fini(struct arena *a);             /* frees all */

/* Forgets what was allocated but keeps one block for the next call. */
void arena_reset(struct arena *a);

/* Whether the memory at p was allocated from the arena since its last reset. */
bool arena_owns(const struct arena *a, const void *p);

void *arena_alloc(struct arena *a, size_t size); /* a size of 0 is a valid object */
void *arena_zalloc(struct arena *a, size_t size);

/* count objects of size, zeroed; NULL as well where the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

void *arena_copy(struct arena *a, const void *data, size_t size);
char *arena_text(struct arena *a, const char *text);
char *arena_text_n(struct arena *a, const void *text, size_t size); /* adds the NUL */
char *arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *format, va_list args) PRINTF_LIKE(2, 0);

#endif
