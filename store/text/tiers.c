#include "store/text/private.h"

enum {
	LEVELS = 4096,
	USUAL = 128, /* level of a term that stands once in a unit of average length */
};

/* Postings of a list for each tier, and how many a tier and those before have at most. */
static const struct {
	uint32_t least, most;
} tiers[STORE_TEXT_TIERS] = { { 1024, 64 },  { 1024, 128 },  { 2048, 256 },
			      { 4096, 512 }, { 8192, 1024 }, { 16384, STORE_TEXT_TIER_MOST } };

unsigned text_tiers_of(uint32_t count)
{
	unsigned n = 0;
	while (n < STORE_TEXT_TIERS && count >= tiers[n].least)
		n++;
	return n;
}

/* ---- Writing ----------------------------------------------------------------- */

/* What a posting is worth, as formulas have it that grow with tf, ever less, and fall with
 * length; a third of the average is what they take for given. Which are the best decides how
 * soon a search ends, not what it finds. */
static uint32_t level_of(uint32_t tf, uint32_t length, uint32_t average)
{
	const uint64_t level = (uint64_t)tf * (4 * USUAL) * average / (3 * (uint64_t)length + average);
	return level < LEVELS ? (uint32_t)level : LEVELS - 1;
}

struct sorting {
	const struct text_peak *postings;
	uint32_t count;
	const uint16_t *lengths;
	uint32_t average;
	unsigned tiers;
	uint32_t cuts[STORE_TEXT_TIERS]; /* a tier has the levels from here on that none before has */
};

static uint32_t level_at(const struct sorting *s, uint32_t i)
{
	return level_of(s->postings[i].tf, s->lengths[s->postings[i].unit], s->average);
}

/* Which tier it is in; s->tiers for none. */
static unsigned tier_of(const struct sorting *s, uint32_t level)
{
	unsigned tier = 0;
	while (tier < s->tiers && level < s->cuts[tier])
		tier++;
	return tier;
}

static void set_cuts(struct sorting *s)
{
	uint32_t having[LEVELS] = { 0 }, level = LEVELS, sum = 0;
	for (uint32_t i = 0; i < s->count; i++)
		having[level_at(s, i)]++;
	for (unsigned tier = 0; tier < s->tiers; tier++) {
		while (level > 0 && sum + having[level - 1] <= tiers[tier].most)
			sum += having[--level];
		s->cuts[tier] = level;
	}
}

/* A bound over those in no tier up to one. */
static void put_rest(uint32_t shortest[STORE_TEXT_TIERS + 1][256], unsigned tier, unsigned count,
		     uint8_t out[TEXT_TIER_PAIRS * TEXT_PAIR])
{
	uint32_t rest[256], most = 0;
	memset(rest, 0xFF, sizeof rest);
	for (unsigned group = tier + 1; group <= count; group++)
		for (uint32_t tf = 1; tf < 256; tf++) {
			if (shortest[group][tf] == UINT32_MAX)
				continue;
			rest[tf] = shortest[group][tf] < rest[tf] ? shortest[group][tf] : rest[tf];
			most = tf > most ? tf : most;
		}
	text_bounds_put(rest, most, TEXT_TIER_PAIRS, out);
}

static enum status put_tier(const struct sorting *s, unsigned tier, uint8_t head[TEXT_TIER], struct buffer *out)
{
	uint32_t gaps[STORE_TEXT_TIER_MOST], tfs[STORE_TEXT_TIER_MOST], before = UINT32_MAX, both[2] = { 0 };
	uint16_t count = 0;
	for (uint32_t i = 0; i < s->count; i++) {
		if (tier_of(s, level_at(s, i)) != tier)
			continue;
		both[0] |= gaps[count] = s->postings[i].unit - before - 1;
		both[1] |= tfs[count++] = s->postings[i].tf - 1;
		before = s->postings[i].unit;
	}
	memcpy(head, &count, sizeof count);
	head[2] = (uint8_t)bits_of(both[0]);
	head[3] = (uint8_t)bits_of(both[1]);
	enum status status = buffer_put(out, head, TEXT_TIER);
	if (status == STATUS_OK)
		status = numbers_put(out, gaps, count, head[2]);
	return status == STATUS_OK ? numbers_put(out, tfs, count, head[3]) : status;
}

enum status text_tiers_put(const struct text_peak *postings, uint32_t count, const uint16_t *lengths, uint32_t average,
			   struct buffer *out)
{
	struct sorting s = { postings, count, lengths, average, text_tiers_of(count), { 0 } };
	uint32_t shortest[STORE_TEXT_TIERS + 1][256];
	enum status status = STATUS_OK;
	if (s.tiers == 0)
		return STATUS_OK;
	set_cuts(&s);
	memset(shortest, 0xFF, sizeof shortest);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *row = shortest[tier_of(&s, level_at(&s, i))];
		const uint32_t tf = postings[i].tf > 255 ? 255 : postings[i].tf, length = lengths[postings[i].unit];
		row[tf] = length < row[tf] ? length : row[tf];
	}
	for (unsigned tier = 0; tier < s.tiers && status == STATUS_OK; tier++) {
		uint8_t head[TEXT_TIER];
		put_rest(shortest, tier, s.tiers, head + TEXT_TIER_SIZES);
		status = put_tier(&s, tier, head, out);
	}
	return status;
}

/* ---- Reading ----------------------------------------------------------------- */

bool text_tiers_get(struct bytes *from, uint32_t count, const uint8_t *out[STORE_TEXT_TIERS])
{
	for (unsigned tier = 0; tier < text_tiers_of(count); tier++) {
		uint16_t held;
		if (from->size < TEXT_TIER)
			return false;
		memcpy(&held, from->data, sizeof held);
		const uint64_t size = TEXT_TIER + numbers_size(held, from->data[2]) + numbers_size(held, from->data[3]);
		if (held > tiers[tier].most || from->data[2] > 32 || from->data[3] > 32 || from->size < size)
			return false;
		out[tier] = from->data;
		from->data += size;
		from->size -= (size_t)size;
	}
	return true;
}
