#include "store/private.h"

#include <ctype.h>
#include <stdio.h>

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

/* A key as people can read it: text as it is, a record's by its number, other bytes in hexadecimal. */
static void key_words(struct bytes key, char *out, size_t size)
{
	if (key.size == 4) {
		snprintf(out, size, "record number %u", get_u32(key.data));
		return;
	}
	bool plain = key.size < size;
	for (size_t i = 0; i < key.size && plain; i++)
		plain = isprint(key.data[i]);
	if (plain) {
		snprintf(out, size, "%.*s", (int)key.size, (const char *)key.data);
		return;
	}
	size_t at = 0;
	for (size_t i = 0; i < key.size && at + 3 <= size; i++)
		at += (size_t)snprintf(out + at, size - at, "%02x", key.data[i]);
}

enum status seal_check(enum db db, struct bytes key, struct bytes value, struct bytes *content, struct error *error)
{
	if (value.size >= SEAL) {
		struct bytes rest = bytes_of(value.data + SEAL, value.size - SEAL);
		if (get_u64(value.data) == seal_of(key, rest)) {
			*content = rest;
			return STATUS_OK;
		}
	}
	if (db == DB_JOURNAL && key.size == 8)
		return error_set(error, STATUS_DATA_LOSS, "CHECKSUM",
				 "The store is damaged: the checksum of change %llu does not hold." SEE_ALL_FAULTS,
				 (unsigned long long)get_u64(key.data));
	char words[80];
	key_words(key, words, sizeof words);
	return error_set(error, STATUS_DATA_LOSS, "CHECKSUM",
			 "The store is damaged: in its database %s, the checksum of %s does not hold." SEE_ALL_FAULTS,
			 db_name(db), words);
}
