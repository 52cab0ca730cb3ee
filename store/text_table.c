#include "store/text_private.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

void text_table_init(struct text_table *table)
{
	*table = (struct text_table){ 0 };
	buffer_init(&table->bytes, UINT32_MAX);
}

void text_table_fini(struct text_table *table)
{
	buffer_fini(&table->bytes);
	free(table->keys);
	free(table->slots);
	*table = (struct text_table){ 0 };
}

void text_table_clear(struct text_table *table)
{
	table->bytes.size = 0;
	if (table->count > 0)
		memset(table->slots, 0, (table->mask + (size_t)1) * sizeof *table->slots);
	table->count = 0;
}

static uint64_t hash(uint8_t kind, struct bytes term)
{
	return XXH3_64bits(term.data, term.size) + kind * UINT64_C(0x9E3779B97F4A7C15);
}

static bool is_key(const struct text_table *table, uint32_t number, uint8_t kind, struct bytes term)
{
	const struct text_key *key = &table->keys[number];
	const uint8_t *bytes = table->bytes.data + key->offset;
	return key->size == term.size + 1 && bytes[0] == kind && memcmp(bytes + 1, term.data, term.size) == 0;
}

/* Its slot, or the empty one where it belongs. */
static uint64_t *slot_of(const struct text_table *table, uint64_t h, uint8_t kind, struct bytes term)
{
	for (uint32_t i = (uint32_t)h & table->mask;; i = (i + 1) & table->mask) {
		uint64_t slot = table->slots[i];
		if (slot == 0 || (slot >> 32 == h >> 32 && is_key(table, (uint32_t)slot - 1, kind, term)))
			return &table->slots[i];
	}
}

static enum status grow(struct text_table *table)
{
	uint32_t capacity = table->capacity == 0 ? 64 : table->capacity * 2;
	struct text_key *keys = realloc(table->keys, capacity * sizeof *keys);
	if (keys == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	table->keys = keys;
	uint32_t mask = 2 * capacity - 1;
	uint64_t *slots = calloc(mask + (size_t)1, sizeof *slots);
	if (slots == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t number = 0; number < table->count; number++) {
		const uint8_t *bytes = table->bytes.data + keys[number].offset;
		uint64_t h = hash(bytes[0], bytes_of(bytes + 1, keys[number].size - 1));
		uint32_t i = (uint32_t)h & mask;
		while (slots[i] != 0)
			i = (i + 1) & mask;
		slots[i] = (h >> 32 << 32) | (number + 1);
	}
	free(table->slots);
	table->slots = slots;
	table->mask = mask;
	table->capacity = capacity;
	return STATUS_OK;
}

enum status text_table_put(struct text_table *table, uint8_t kind, struct bytes term, uint32_t *number)
{
	enum status status = table->count == table->capacity ? grow(table) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	uint64_t h = hash(kind, term), *slot = slot_of(table, h, kind, term);
	if (*slot == 0) {
		status = buffer_reserve(&table->bytes, 1 + term.size);
		if (status != STATUS_OK)
			return status;
		table->keys[table->count] = (struct text_key){ (uint32_t)table->bytes.size, (uint32_t)term.size + 1 };
		uint8_t *to = table->bytes.data + table->bytes.size;
		to[0] = kind;
		if (term.size > 0)
			memcpy(to + 1, term.data, term.size);
		table->bytes.size += 1 + term.size;
		*slot = (h >> 32 << 32) | ++table->count;
	}
	*number = (uint32_t)*slot - 1;
	return STATUS_OK;
}

bool text_table_has(const struct text_table *table, uint8_t kind, struct bytes term)
{
	return table->count > 0 && *slot_of(table, hash(kind, term), kind, term) != 0;
}

struct bytes text_table_at(const struct text_table *table, uint32_t number)
{
	return bytes_of(table->bytes.data + table->keys[number].offset, table->keys[number].size);
}
