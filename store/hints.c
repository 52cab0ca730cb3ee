#include "store/private.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A table of buckets, one to a cache line. A bucket is written by one thread at a
 * time, which makes turn odd meanwhile; a reader that finds it odd, or changed
 * when it has read, knows nothing. What follows turn is stored with release and
 * read with acquire: who reads it new reads turn as it is from then on.
 *
 * Before a change is committed the writer takes its record's hint away and leaves
 * its revision as the bucket's floor: who reads an earlier state adds nothing from
 * then on, and who reads a later one sees the change. */
#define BUCKETS ((size_t)1 << 18)
#define WAYS 2

struct way {
	atomic_int_least64_t revision; /* 0 where it is empty */
	_Atomic(const uint8_t *) value;
	atomic_uint_least32_t tag, size;
};

struct bucket {
	_Alignas(64) atomic_int_least64_t floor;
	atomic_uint_least32_t turn;
	struct way ways[WAYS];
};

struct hints {
	size_t stays; /* a value of so many bytes is never moved */
	struct bucket *buckets;
};

/* Half of a page does not fit beside another half, so that a value of this size
 * lies on pages of its own; those of the journal are written once. */
struct hints *hints_open(size_t page)
{
	size_t size = BUCKETS * sizeof(struct bucket);
	struct hints *hints = malloc(sizeof *hints);
	void *buckets = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (hints == NULL || buckets == MAP_FAILED) {
		if (buckets != MAP_FAILED)
			munmap(buckets, size);
		free(hints);
		return NULL;
	}
	madvise(buckets, size, MADV_HUGEPAGE);
	*hints = (struct hints){ .stays = page / 2, .buckets = buckets };
	return hints;
}

void hints_close(struct hints *hints)
{
	if (hints == NULL)
		return;
	munmap(hints->buckets, BUCKETS * sizeof(struct bucket));
	free(hints);
}

static struct bucket *bucket_of(const struct hints *hints, struct bytes name, uint32_t *tag)
{
	uint64_t hash = XXH3_64bits(name.data, name.size);
	*tag = (uint32_t)(hash >> 32);
	return &hints->buckets[hash % BUCKETS];
}

static bool enter(struct bucket *b)
{
	uint_least32_t turn = atomic_load_explicit(&b->turn, memory_order_relaxed);
	return turn % 2 == 0 && atomic_compare_exchange_strong(&b->turn, &turn, turn + 1);
}

static void leave(struct bucket *b)
{
	atomic_fetch_add_explicit(&b->turn, 1, memory_order_release);
}

static int64_t revision_of(const struct way *way)
{
	return atomic_load_explicit(&way->revision, memory_order_acquire);
}

static bool is_of(const struct way *way, uint32_t tag)
{
	return atomic_load_explicit(&way->tag, memory_order_acquire) == tag && revision_of(way) != 0;
}

static struct hint read_way(const struct way *way)
{
	return (struct hint){
		.revision = revision_of(way),
		.value = { atomic_load_explicit(&way->value, memory_order_acquire),
			   atomic_load_explicit(&way->size, memory_order_acquire) },
	};
}

bool hints_find(const struct hints *hints, struct bytes name, int64_t as_of, struct hint *out)
{
	uint32_t tag;
	const struct bucket *b = bucket_of(hints, name, &tag);
	uint_least32_t turn = atomic_load_explicit(&b->turn, memory_order_acquire);
	struct hint hint = { 0 };
	for (size_t i = 0; i < WAYS; i++)
		if (is_of(&b->ways[i], tag))
			hint = read_way(&b->ways[i]);
	if (turn % 2 != 0 || atomic_load_explicit(&b->turn, memory_order_relaxed) != turn)
		return false;
	*out = hint;
	return hint.revision > 0 && hint.revision <= as_of;
}

/* The way of this tag, or an empty one, or each in its turn. */
static struct way *way_for(struct bucket *b, uint32_t tag)
{
	struct way *way = &b->ways[atomic_load_explicit(&b->turn, memory_order_relaxed) / 2 % WAYS];
	for (size_t i = 0; i < WAYS; i++)
		if (revision_of(&b->ways[i]) == 0)
			way = &b->ways[i];
	for (size_t i = 0; i < WAYS; i++)
		if (is_of(&b->ways[i], tag))
			way = &b->ways[i];
	return way;
}

void hints_add(struct hints *hints, struct bytes name, int64_t seen_at, const struct hint *hint)
{
	uint32_t tag;
	struct bucket *b = bucket_of(hints, name, &tag);
	if (!enter(b))
		return;
	if (atomic_load_explicit(&b->floor, memory_order_relaxed) <= seen_at) {
		bool stays = hint->value.size >= hints->stays && hint->value.size <= UINT32_MAX;
		struct way *way = way_for(b, tag);
		atomic_store_explicit(&way->tag, tag, memory_order_release);
		atomic_store_explicit(&way->value, stays ? hint->value.data : NULL, memory_order_release);
		atomic_store_explicit(&way->size, stays ? (uint32_t)hint->value.size : 0, memory_order_release);
		atomic_store_explicit(&way->revision, hint->revision, memory_order_release);
	}
	leave(b);
}

void hints_drop(struct hints *hints, struct bytes name, int64_t revision)
{
	uint32_t tag;
	struct bucket *b = bucket_of(hints, name, &tag);
	while (!enter(b))
		sched_yield();
	for (size_t i = 0; i < WAYS; i++)
		if (is_of(&b->ways[i], tag))
			atomic_store_explicit(&b->ways[i].revision, 0, memory_order_release);
	if (atomic_load_explicit(&b->floor, memory_order_relaxed) < revision)
		atomic_store_explicit(&b->floor, revision, memory_order_relaxed);
	leave(b);
}

void hints_clear(struct hints *hints)
{
	for (size_t k = 0; k < BUCKETS; k++)
		for (size_t i = 0; i < WAYS; i++)
			if (revision_of(&hints->buckets[k].ways[i]) != 0)
				atomic_store_explicit(&hints->buckets[k].ways[i].revision, 0, memory_order_release);
}
