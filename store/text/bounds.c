#include "store/text/private.h"

struct pair {
	uint32_t tf, length;
};

/* How much a bound grows where two neighbours become one pair, with the tf of the
 * first and the length of the second. */
static double growth(const struct pair *first)
{
	return (double)first[0].tf / first[1].tf * ((double)(first[0].length + 1) / (first[1].length + 1));
}

static size_t join_closest(struct pair *pairs, size_t count)
{
	size_t best = 0;
	for (size_t i = 1; i + 1 < count; i++)
		if (growth(&pairs[i]) < growth(&pairs[best]))
			best = i;
	pairs[best].length = pairs[best + 1].length;
	memmove(&pairs[best + 1], &pairs[best + 2], (count - best - 2) * sizeof *pairs);
	return count - 1;
}

void text_bounds_put(const uint32_t shortest[256], uint32_t most, size_t room, uint8_t *out)
{
	struct pair pairs[256];
	size_t count = 0;
	uint32_t least = UINT32_MAX;
	for (uint32_t tf = most; tf > 0; tf--) {
		if (shortest[tf] >= least)
			continue;
		least = shortest[tf];
		pairs[count++] = (struct pair){ tf, least };
	}
	while (count > room)
		count = join_closest(pairs, count);
	memset(out, 0, room * TEXT_PAIR);
	for (size_t i = 0; i < count && i < room; i++) {
		out[TEXT_PAIR * i] = (uint8_t)pairs[i].tf;
		out[TEXT_PAIR * i + 1] = (uint8_t)(pairs[i].length >> 8);
		out[TEXT_PAIR * i + 2] = (uint8_t)pairs[i].length;
	}
}

void text_bounds_get(const uint8_t *from, size_t room, struct store_text_bound *out)
{
	out->count = 0;
	for (; out->count < room && from[TEXT_PAIR * out->count] > 0; out->count++) {
		const uint8_t *pair = from + TEXT_PAIR * out->count;
		out->pairs[out->count].tf = pair[0] == 255 ? UINT32_MAX : pair[0];
		out->pairs[out->count].length = (uint32_t)pair[1] << 8 | pair[2];
	}
}
