#include "domain/text_hash.h"

#include <assert.h>

/* ---- Hashes ----------------------------------------------------------- */

static uint64_t load_4(const char *from)
{
	uint32_t v;
	memcpy(&v, from, sizeof v);
	return le32toh(v);
}

/* One to seven bytes, without reading past them. */
static uint64_t load_few(const char *text, size_t size)
{
	if (size >= 4)
		return load_4(text) | load_4(text + size - 4) << 8 * (size - 4);
	uint64_t v = (unsigned char)text[0];
	v |= (uint64_t)(unsigned char)text[size / 2] << 8 * (size / 2);
	return v | (uint64_t)(unsigned char)text[size - 1] << 8 * (size - 1);
}

bool text_equal_sized(const char *a, const char *b, size_t size)
{
	if (size < 8)
		return text_lower_8(load_few(a, size)) == text_lower_8(load_few(b, size));
	for (size_t i = 0; i + 8 <= size; i += 8) {
		if (text_lower_8(text_load_8(a + i)) != text_lower_8(text_load_8(b + i)))
			return false;
	}
	return text_lower_8(text_load_8(a + size - 8)) == text_lower_8(text_load_8(b + size - 8));
}

/* Eight bytes at a time; fewer at the end, padded with zeros. */
uint32_t text_hash(const char *text, size_t size)
{
	uint64_t h = TEXT_HASH_FIRST;
	if (size > 0 && size < 8)
		return (uint32_t)text_hash_step(h, load_few(text, size));
	size_t left = size;
	for (; left >= 8; left -= 8, text += 8)
		h = text_hash_step(h, text_load_8(text));
	if (left > 0)
		h = text_hash_step(h, text_load_8(text + left - 8) >> 8 * (8 - left));
	return (uint32_t)h;
}

/* ---- Sets and tables -------------------------------------------------- */

static uint32_t *slot_of(const struct text_set *set, uint32_t hash)
{
	size_t i = hash & set->mask;
	while (set->slots[i] != 0 && set->slots[i] != hash)
		i = (i + 1) & set->mask;
	return &set->slots[i];
}

static bool text_set_grow(struct text_set *set)
{
	struct text_set larger = { .mask = set->mask == 0 ? 63 : set->mask * 2 + 1, .arena = set->arena };
	larger.slots = arena_array(set->arena, larger.mask + 1, sizeof *larger.slots);
	if (larger.slots == NULL)
		return false;
	for (size_t i = 0; set->slots != NULL && i <= set->mask; i++) {
		if (set->slots[i] != 0)
			*slot_of(&larger, set->slots[i]) = set->slots[i];
	}
	larger.count = set->count;
	*set = larger;
	return true;
}

bool text_set_add(struct text_set *set, uint32_t hash, bool *full)
{
	hash += hash == 0;
	if ((set->slots == NULL || set->count * 2 > set->mask) && !text_set_grow(set)) {
		*full = true;
		return false;
	}
	uint32_t *slot = slot_of(set, hash);
	if (*slot == hash)
		return false;
	*slot = hash;
	set->count++;
	return true;
}

bool text_set_has(const struct text_set *set, uint32_t hash)
{
	hash += hash == 0;
	return set->slots != NULL && *slot_of(set, hash) == hash;
}

void word_bits_add(struct word_bits *bits, const char *words)
{
	for (size_t size; *words != '\0'; words += size + (words[size] == ' ' ? 1 : 0)) {
		size = strcspn(words, " ");
		uint32_t hash = text_hash(words, size);
		bits->any[hash / 64 % 256] |= (uint64_t)1 << hash % 64;
	}
}

void word_table_add(struct word_table *table, const char *words, uint32_t bits)
{
	while (*words != '\0' && *words != ' ') {
		size_t size = strcspn(words, "| ");
		uint32_t hash = text_hash(words, size);
		size_t i = hash % WORD_TABLE_SLOTS;
		while (table->slots[i].bits != 0 && table->slots[i].hash != hash)
			i = (i + 1) % WORD_TABLE_SLOTS;
		table->count += table->slots[i].bits == 0;
		assert(table->count < WORD_TABLE_SLOTS / 2);
		table->any[hash / 64 % 128] |= (uint64_t)1 << hash % 64;
		table->slots[i].hash = hash;
		table->slots[i].bits |= bits;
		words += size + (words[size] == '|' ? 1 : 0);
	}
}
