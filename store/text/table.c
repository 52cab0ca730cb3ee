#include "store/text/private.h"

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

/* A table that was large, and was hardly used, is made small again. */
void text_table_clear(struct text_table *table)
{
	if (table->capacity > 1024 && table->count < table->capacity / 8) {
		text_table_fini(table);
		text_table_init(table);
	}
	table->bytes.size = 0;
	if (table->count > 0)
		memset(table->slots, 0, (table->mask + (size_t)1) * sizeof *table->slots);
	table->count = 0;
}

static uint32_t load_u32(const uint8_t *from)
{
	uint32_t v;
	memcpy(&v, from, sizeof v);
	return le32toh(v);
}

/* Kind and first seven bytes of a term, zeroes after a shorter one: most words are as
 * short, and need no other look. */
static uint64_t start_of(uint8_t kind, struct bytes term)
{
	size_t n = term.size > 7 ? 7 : term.size;
	uint64_t v = 0;
	if (n >= 4)
		v = load_u32(term.data) | (uint64_t)load_u32(term.data + n - 4) << (8 * (n - 4));
	else if (n > 0)
		v = term.data[0] | (uint64_t)term.data[n / 2] << (8 * (n / 2)) |
		    (uint64_t)term.data[n - 1] << (8 * (n - 1));
	return be64toh(htole64(v << 8 | kind));
}

static uint64_t hash(uint64_t start, struct bytes term)
{
	uint64_t h = term.size > 7 ? XXH3_64bits(term.data, term.size) ^ start : start + term.size;
	h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
	return h ^ h >> 29;
}

static bool is_key(const struct text_table *table, uint32_t number, uint64_t start, struct bytes term)
{
	const struct text_key *key = &table->keys[number];
	if (key->start != start || key->size != term.size + 1)
		return false;
	return term.size <= 7 || memcmp(table->bytes.data + key->offset + 8, term.data + 7, term.size - 7) == 0;
}

/* Its slot, or the empty one where it belongs. */
static uint64_t *slot_of(const struct text_table *table, uint64_t h, uint64_t start, struct bytes term)
{
	for (uint32_t i = (uint32_t)h & table->mask;; i = (i + 1) & table->mask) {
		uint64_t slot = table->slots[i];
		if (slot == 0 || (slot >> 32 == h >> 32 && is_key(table, (uint32_t)slot - 1, start, term)))
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
		struct bytes term = bytes_of(table->bytes.data + keys[number].offset + 1, keys[number].size - 1);
		uint64_t h = hash(keys[number].start, term);
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

static enum status add_key(struct text_table *table, uint64_t start, struct bytes term, uint8_t kind)
{
	enum status status = buffer_reserve(&table->bytes, 1 + term.size);
	if (status != STATUS_OK)
		return status;
	table->keys[table->count] = (struct text_key){
		.start = start,
		.offset = (uint32_t)table->bytes.size,
		.size = (uint32_t)term.size + 1,
	};
	uint8_t *to = table->bytes.data + table->bytes.size;
	to[0] = kind;
	if (term.size > 0)
		memcpy(to + 1, term.data, term.size);
	table->bytes.size += 1 + term.size;
	return STATUS_OK;
}

enum status text_table_put(struct text_table *table, uint8_t kind, struct bytes term, uint32_t *number)
{
	enum status status = table->count == table->capacity ? grow(table) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	uint64_t start = start_of(kind, term), h = hash(start, term), *slot = slot_of(table, h, start, term);
	if (*slot == 0) {
		status = add_key(table, start, term, kind);
		if (status != STATUS_OK)
			return status;
		*slot = (h >> 32 << 32) | ++table->count;
	}
	*number = (uint32_t)*slot - 1;
	return STATUS_OK;
}

struct bytes text_table_at(const struct text_table *table, uint32_t number)
{
	return bytes_of(table->bytes.data + table->keys[number].offset, table->keys[number].size);
}

/* ---- In order ----------------------------------------------------------------------- */

struct row {
	uint64_t start;
	uint32_t number;
};

static int by_bytes(const void *a, const void *b, void *table)
{
	const struct row *left = a, *right = b;
	return bytes_compare(text_table_at(table, left->number), text_table_at(table, right->number));
}

/* By the first eight bytes: a digit of eight bits after the other, the last first. */
static struct row *sort_starts(struct row *rows, struct row *other, uint32_t count)
{
	uint32_t counts[8][256] = { { 0 } };
	for (uint32_t i = 0; i < count; i++)
		for (unsigned digit = 0; digit < 8; digit++)
			counts[digit][rows[i].start >> 8 * digit & 255]++;
	for (unsigned digit = 0; digit < 8; digit++) {
		uint32_t from = 0, *to = counts[digit];
		if (count > 0 && to[rows[0].start >> 8 * digit & 255] == count)
			continue;
		for (unsigned i = 0; i < 256; i++) {
			uint32_t own = to[i];
			to[i] = from;
			from += own;
		}
		for (uint32_t i = 0; i < count; i++)
			other[to[rows[i].start >> 8 * digit & 255]++] = rows[i];
		struct row *sorted = other;
		other = rows;
		rows = sorted;
	}
	return rows;
}

uint32_t *text_table_sorted(const struct text_table *table)
{
	uint32_t count = table->count, *order = malloc((count + (size_t)1) * sizeof *order);
	struct row *rows = malloc((2 * (size_t)count + 1) * sizeof *rows);
	if (order == NULL || rows == NULL) {
		free(order);
		free(rows);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		rows[i] = (struct row){ table->keys[i].start, i };
	struct row *sorted = sort_starts(rows, rows + count, count);
	for (uint32_t from = 0, to; from < count; from = to) { /* those that begin alike */
		for (to = from + 1; to < count && sorted[to].start == sorted[from].start;)
			to++;
		if (to - from > 1)
			qsort_r(sorted + from, to - from, sizeof *sorted, by_bytes, (void *)(uintptr_t)table);
	}
	for (uint32_t i = 0; i < count; i++)
		order[i] = sorted[i].number;
	free(rows);
	return order;
}
