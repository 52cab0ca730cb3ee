#include "store/private.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

/* A table of slots, one to a cache line, each for the numbers that leave the same rest. A slot
 * is written by one thread at a time, which makes turn odd meanwhile; a reader that finds it
 * odd, or changed when it has read, knows nothing. */
#define SLOTS ((size_t)1 << 16)
#define WORDS (STORE_DOC_NAME / sizeof(uint64_t))

struct known_slot {
	_Alignas(64) atomic_uint_least32_t turn;
	atomic_uint_least32_t doc;          /* 0: nothing */
	atomic_uint_least64_t words[WORDS]; /* a byte for the size, then the name */
};

struct known {
	struct known_slot *slots;
};

struct known *known_open(void)
{
	struct known *known = malloc(sizeof *known);
	void *slots = mmap(NULL, SLOTS * sizeof(struct known_slot), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			   -1, 0);
	if (known == NULL || slots == MAP_FAILED) {
		if (slots != MAP_FAILED)
			munmap(slots, SLOTS * sizeof(struct known_slot));
		free(known);
		return NULL;
	}
	*known = (struct known){ slots };
	return known;
}

void known_close(struct known *known)
{
	if (known == NULL)
		return;
	munmap(known->slots, SLOTS * sizeof(struct known_slot));
	free(known);
}

bool known_find(const struct known *known, uint32_t doc, uint8_t room[STORE_DOC_NAME], struct bytes *out)
{
	const struct known_slot *slot = &known->slots[doc % SLOTS];
	const uint_least32_t turn = atomic_load_explicit(&slot->turn, memory_order_acquire);
	union {
		uint64_t words[WORDS];
		uint8_t bytes[STORE_DOC_NAME];
	} name;
	if (turn % 2 != 0 || atomic_load_explicit(&slot->doc, memory_order_acquire) != doc || doc == 0)
		return false;
	name.words[0] = atomic_load_explicit(&slot->words[0], memory_order_acquire);
	const size_t used = name.bytes[0] / sizeof *name.words + 1;
	for (size_t i = 1; i < used && i < WORDS; i++)
		name.words[i] = atomic_load_explicit(&slot->words[i], memory_order_acquire);
	if (atomic_load_explicit(&slot->turn, memory_order_relaxed) != turn)
		return false;
	memcpy(room, name.bytes + 1, name.bytes[0]);
	*out = bytes_of(room, name.bytes[0]);
	return true;
}

void known_add(struct known *known, uint32_t doc, struct bytes name)
{
	struct known_slot *slot = &known->slots[doc % SLOTS];
	uint64_t words[WORDS] = { 0 };
	uint_least32_t turn = atomic_load_explicit(&slot->turn, memory_order_relaxed);
	if (name.size >= sizeof words || turn % 2 != 0 || !atomic_compare_exchange_strong(&slot->turn, &turn, turn + 1))
		return;
	((uint8_t *)words)[0] = (uint8_t)name.size;
	memcpy((uint8_t *)words + 1, name.data, name.size);
	atomic_store_explicit(&slot->doc, doc, memory_order_release);
	for (size_t i = 0; i < WORDS; i++)
		atomic_store_explicit(&slot->words[i], words[i], memory_order_release);
	atomic_fetch_add_explicit(&slot->turn, 1, memory_order_release);
}

void known_clear(struct known *known)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (atomic_load_explicit(&known->slots[i].doc, memory_order_relaxed) != 0)
			atomic_store_explicit(&known->slots[i].doc, 0, memory_order_release);
}
