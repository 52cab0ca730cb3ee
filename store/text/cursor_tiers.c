#include "store/text/private.h"

unsigned store_text_tiers(const struct store_text_cursor *c)
{
	return c->tiers[0] == NULL ? 0 : text_tiers_of(c->list.count);
}

uint32_t store_text_tier_size(const struct store_text_cursor *c, unsigned tier)
{
	uint16_t count;
	memcpy(&count, c->tiers[tier], sizeof count);
	return count;
}

uint32_t store_text_tier(struct store_text_cursor *c, unsigned tier, uint32_t units[STORE_TEXT_TIER_MOST])
{
	const uint8_t *from = c->tiers[tier];
	const uint32_t count = store_text_tier_size(c, tier);
	uint64_t next = 0; /* unit: it does not fall, so that the last tells whether all hold */
	numbers_get(from + TEXT_TIER, count, from[2], units);
	for (uint32_t i = 0; i < count; i++) {
		next += units[i];
		units[i] = (uint32_t)next++;
	}
	if (next <= c->segment->units)
		return count;
	c->view->damaged = true;
	return 0;
}

uint32_t store_text_tier_tf(const struct store_text_cursor *c, unsigned tier, uint32_t place)
{
	const uint8_t *from = c->tiers[tier];
	const uint64_t gaps = numbers_size(store_text_tier_size(c, tier), from[2]);
	return packed_number_at(from + TEXT_TIER + gaps, from[3], place) + 1;
}

void store_text_bound_rest(struct store_text_cursor *c, unsigned tier, struct store_text_bound *out)
{
	const unsigned count = store_text_tiers(c);
	if (count == 0) {
		store_text_bound_all(c, out);
		return;
	}
	out->last = STORE_TEXT_END;
	text_bounds_get(c->tiers[tier < count ? tier : count - 1] + TEXT_TIER_SIZES, TEXT_TIER_PAIRS, out);
}
