/* Hashes of texts, where A to Z count as a to z; sets and tables of them.
 *
 * A set and a table know texts by their hash alone: they may answer for a text that
 * was never put in, about once in four thousand million questions. Pure; any thread,
 * one at a time while it changes. */
#ifndef TRUCE_DOMAIN_TEXT_HASH_H
#define TRUCE_DOMAIN_TEXT_HASH_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

uint32_t text_hash(const char *text, size_t size);

/* Equal but for the case of A to Z, of texts as long as one another, not empty. */
bool text_equal_sized(const char *a, const char *b, size_t size);

/* Equal but for the case of A to Z. Most that are compared differ in length or in the
 * first letter. */
static inline bool text_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
	if (a_size != b_size || a_size == 0)
		return a_size == b_size;
	return ((*a ^ *b) & ~0x20) == 0 && text_equal_sized(a, b, a_size);
}

/* The same of a text and a word that ends with a NUL; a word of none is in no text. */
static inline bool text_is(const char *text, size_t size, const char *word)
{
	return size > 0 && ((*text ^ *word) & ~0x20) == 0 && strlen(word) == size && text_equal_sized(text, word, size);
}

/* ---- How a hash is made ----------------------------------------------- */

#define TEXT_HASH_FIRST UINT64_C(0x2545F4914F6CDD1D)
#define TEXT_HASH_BY UINT64_C(0x9E3779B97F4A7C15)

/* The first byte lowest. */
static inline uint64_t text_load_8(const char *from)
{
	uint64_t v;
	memcpy(&v, from, sizeof v);
	return le64toh(v);
}

/* Eight bytes, those from A to Z as from a to z. */
static inline uint64_t text_lower_8(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t low = v & ones * 0x7F, from_a = low + ones * (0x80 - 'A'), past_z = low + ones * (0x7F - 'Z');
	return v | (from_a & ~past_z & ~v & ones * 0x80) >> 2;
}

/* Of bytes that are in lower case already. */
static inline uint64_t text_hash_lower(uint64_t h, uint64_t v)
{
	h = (h ^ v) * TEXT_HASH_BY;
	return h ^ h >> 32;
}

static inline uint64_t text_hash_step(uint64_t h, uint64_t v)
{
	return text_hash_lower(h, text_lower_8(v));
}

/* How many of eight bytes are letters of ASCII, up to the first that is none. */
static inline size_t text_letters_8(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t low = (v | ones * 0x20) & ones * 0x7F;
	uint64_t before_a = ones * (0x7F + 'a') - low, past_z = low + ones * (0x7F - 'z');
	uint64_t others = (before_a | past_z | v) & ones * 0x80;
	return others == 0 ? 8 : (size_t)__builtin_ctzll(others) / 8;
}

/* Whether eight bytes are ASCII, and none of them controls anything. */
static inline bool text_shows_8(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	return ((v | (v - ones * ' ')) & ones * 0x80) == 0;
}

/* ---- Sets and tables -------------------------------------------------- */

struct text_set {
	uint32_t *slots; /* a hash, or 0 */
	size_t mask, count;
	struct arena *arena;
};

/* Adds a hash; true where it was not in the set. full is set where the arena is. */
bool text_set_add(struct text_set *set, uint32_t hash, bool *full);
bool text_set_has(const struct text_set *set, uint32_t hash);

/* What words begin with: a bit for each two first letters, whatever their case. Zeroed to begin with. */
struct letter_pairs {
	uint32_t seconds[32];
};

static inline void letter_pairs_add(struct letter_pairs *pairs, const char *word)
{
	pairs->seconds[word[0] & 31] |= UINT32_C(1) << (word[1] & 31);
}

static inline bool letter_pairs_may(const struct letter_pairs *pairs, const char *text)
{
	return (pairs->seconds[text[0] & 31] >> (text[1] & 31) & 1) != 0;
}

/* Words that something may hold: a bit for each hash, so that one in twenty may be none of
 * some eight hundred. Zeroed to begin with. */
struct word_bits {
	uint64_t any[256];
};

/* Adds the words that stand between single blanks. */
void word_bits_add(struct word_bits *bits, const char *words);

static inline bool word_bits_may(const struct word_bits *bits, uint32_t hash)
{
	return (bits->any[hash / 64 % 256] >> hash % 64 & 1) != 0;
}

/* What words mean to who asks: bits for each, of some hundred words at most. Zeroed to
 * begin with. */
#define WORD_TABLE_SLOTS 1024
struct word_table {
	uint64_t any[128]; /* a bit for each hash: says no of most words */
	struct {
		uint32_t hash, bits;
	} slots[WORD_TABLE_SLOTS];
	size_t count;
};

/* Adds bits to each of the words between bars, "the|a|an", up to a blank. */
void word_table_add(struct word_table *table, const char *words, uint32_t bits);

/* Whether a word may be in the table. */
static inline bool word_table_may(const struct word_table *table, uint32_t hash)
{
	return (table->any[hash / 64 % 128] >> hash % 64 & 1) != 0;
}

static inline uint32_t word_table_bits(const struct word_table *table, uint32_t hash)
{
	size_t i = hash % WORD_TABLE_SLOTS;
	if (!word_table_may(table, hash))
		return 0;
	while (table->slots[i].bits != 0 && table->slots[i].hash != hash)
		i = (i + 1) % WORD_TABLE_SLOTS;
	return table->slots[i].bits;
}

#endif
