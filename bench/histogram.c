#include "bench/histogram.h"

#define STEP_BITS 6

static unsigned slot_of(uint64_t value)
{
	if (value < HISTOGRAM_STEPS)
		return (unsigned)value;
	unsigned power = 63U - (unsigned)__builtin_clzll(value);
	unsigned slot =
		(power - STEP_BITS + 1) * HISTOGRAM_STEPS + (unsigned)(value >> (power - STEP_BITS)) % HISTOGRAM_STEPS;
	return slot < HISTOGRAM_SLOTS ? slot : HISTOGRAM_SLOTS - 1;
}

static uint64_t value_of(unsigned slot)
{
	if (slot < HISTOGRAM_STEPS)
		return slot;
	unsigned shift = slot / HISTOGRAM_STEPS - 1;
	return (uint64_t)(HISTOGRAM_STEPS + slot % HISTOGRAM_STEPS) << shift;
}

void histogram_add(struct histogram *h, uint64_t ns)
{
	h->slots[slot_of(ns)]++;
	h->count++;
	h->sum += ns;
}

uint64_t histogram_at(const struct histogram *h, double share)
{
	uint64_t wanted = (uint64_t)(share * (double)h->count), seen = 0;
	for (unsigned i = 0; i < HISTOGRAM_SLOTS; i++) {
		seen += h->slots[i];
		if (seen > wanted)
			return value_of(i);
	}
	return 0;
}
