#include "domain/wording.h"

/* One word of the bag, in a table by hash. */
struct wording_bagged {
	uint64_t hash;
	uint32_t count; /* in the bag; 0 for an empty place */
	uint32_t met;   /* in the text of this turn */
	uint32_t turn;
};

static struct wording_bagged *place_of(const struct wording_bag *bag, uint64_t hash)
{
	size_t at = (hash ^ hash >> 32) & (bag->room - 1);
	while (bag->at[at].count > 0 && bag->at[at].hash != hash)
		at = (at + 1) & (bag->room - 1);
	return &bag->at[at];
}

enum status wording_bag_of(const struct wording *wording, struct arena *arena, struct wording_bag *out)
{
	struct wording_bag bag = { .room = 16 };
	while (bag.room < 2 * wording->count)
		bag.room *= 2;
	bag.at = arena_array(arena, bag.room, sizeof *bag.at);
	if (bag.at == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t i = 0; i < wording->count; i++) {
		struct wording_bagged *word = place_of(&bag, wording->at[i].hash);
		word->hash = wording->at[i].hash;
		word->count++;
	}
	*out = bag;
	return STATUS_OK;
}

size_t wording_bag_meet(struct wording_bag *bag, const char *text, size_t size, size_t *words)
{
	struct wording_word word;
	size_t from = 0, all = 0, common = 0;
	bag->turn++;
	for (; wording_next(text, size, &from, &word); all++) {
		struct wording_bagged *same = place_of(bag, word.hash);
		if (same->turn != bag->turn) {
			same->turn = bag->turn;
			same->met = 0;
		}
		common += same->met++ < same->count;
	}
	*words = all;
	return common;
}
