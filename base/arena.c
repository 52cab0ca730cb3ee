#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define BLOCK_FIRST 4096
#define BLOCK_MOST (1 << 20)
#define SMALL 256 /* a text that is made at once, then copied */
#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
	struct arena_block *older;
	size_t size; /* of the whole block */
	max_align_t data[];
};

void arena_init(struct arena *a, size_t cap)
{
	*a = (struct arena){ .cap = cap };
}

static void free_from(struct arena_block *block)
{
	while (block != NULL) {
		struct arena_block *older = block->older;
		free(block);
		block = older;
	}
}

void arena_fini(struct arena *a)
{
	free_from(a->blocks);
	*a = (struct arena){ 0 };
}

static void enter(struct arena *a, struct arena_block *block)
{
	a->next = (uint8_t *)block->data;
	a->end = (uint8_t *)block + block->size;
}

void arena_reset(struct arena *a)
{
	struct arena_block *block = a->blocks;
	if (block == NULL)
		return;
	free_from(block->older);
	block->older = NULL;
	a->used = block->size;
	enter(a, block);
}

static bool grow(struct arena *a, size_t size)
{
	size_t want = a->blocks == NULL ? BLOCK_FIRST : a->blocks->size * 2;
	if (want > BLOCK_MOST)
		want = BLOCK_MOST;
	if (want < size + sizeof(struct arena_block))
		want = size + sizeof(struct arena_block);
	if (want > a->cap - a->used)
		want = a->cap - a->used;
	if (want < size + sizeof(struct arena_block))
		return false;
	struct arena_block *block = malloc(want);
	if (block == NULL)
		return false;
	*block = (struct arena_block){ .older = a->blocks, .size = want };
	a->blocks = block;
	a->used += want;
	enter(a, block);
	return true;
}

bool arena_owns(const struct arena *a, const void *p)
{
	uintptr_t at = (uintptr_t)p;
	for (const struct arena_block *block = a->blocks; block != NULL; block = block->older)
		if (at >= (uintptr_t)block->data && at < (uintptr_t)block + block->size)
			return block != a->blocks || at < (uintptr_t)a->next;
	return false;
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (size > a->cap)
		return NULL;
	size = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (size > (size_t)(a->end - a->next) && !grow(a, size))
		return NULL;
	void *object = a->next;
	a->next += size;
	return object;
}

void *arena_zalloc(struct arena *a, size_t size)
{
	void *object = arena_alloc(a, size);
	if (object != NULL)
		memset(object, 0, size);
	return object;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t whole;
	if (__builtin_mul_overflow(count, size, &whole))
		return NULL;
	return arena_zalloc(a, whole);
}

void *arena_copy(struct arena *a, const void *data, size_t size)
{
	void *object = arena_alloc(a, size);
	if (object != NULL && size > 0)
		memcpy(object, data, size);
	return object;
}

char *arena_text(struct arena *a, const char *text)
{
	return arena_text_n(a, text, strlen(text));
}

char *arena_text_n(struct arena *a, const void *text, size_t size)
{
	char *copy = arena_alloc(a, size + 1);
	if (copy == NULL)
		return NULL;
	if (size > 0)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
	char small[SMALL];
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(small, sizeof small, format, args);
	char *text = length < 0 ? NULL : arena_alloc(a, (size_t)length + 1);
	if (text != NULL && length < SMALL)
		memcpy(text, small, (size_t)length + 1);
	else if (text != NULL)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = arena_vprintf(a, format, args);
	va_end(args);
	return text;
}
