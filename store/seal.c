#include "store/private.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#if defined(__x86_64__)
static uint64_t hash(struct bytes b)
{
	return __builtin_cpu_supports("avx2") ? seal_hash_wide(b) : XXH3_64bits(b.data, b.size);
}
#else
static uint64_t hash(struct bytes b)
{
	return XXH3_64bits(b.data, b.size);
}
#endif

/* A seed of its own for each value would cost XXH3 a table of secrets each time. */
uint64_t seal_of(struct bytes key, struct bytes content)
{
	return hash(content) + XXH3_64bits(key.data, key.size) * UINT64_C(0x9E3779B97F4A7C15);
}

uint64_t store_sum(struct bytes key, struct bytes content)
{
	return seal_of(key, content);
}
