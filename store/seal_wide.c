#include "store/private.h"

/* The same hash, built for a processor with AVX2 (cmake/truce.cmake). The library's own
 * choice would be AVX-512, which it leaves with its upper registers in use: what
 * comes next then waits longer than the hash took. */
#if defined(__AVX2__)
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t seal_hash_wide(struct bytes b)
{
	return XXH3_64bits(b.data, b.size);
}
#endif
