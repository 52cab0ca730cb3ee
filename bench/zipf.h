/* Made words: of a vocabulary in which each is said as often as its rank is small (G. K. Zipf,
 * 1949). Any thread, each with a state of its own. */
#ifndef TRUCE_BENCH_ZIPF_H
#define TRUCE_BENCH_ZIPF_H

#include <stdint.h>

/* splitmix64 (G. Steele, D. Lea, C. Flood, 2014). */
static inline uint64_t zipf_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* sums has one more than the words; the first word has this rank, from 1. */
static inline void zipf_init(double *sums, unsigned words, unsigned rank)
{
	sums[0] = 0;
	for (unsigned i = 0; i < words; i++)
		sums[i + 1] = sums[i] + 1.0 / (i + rank);
}

/* The number of a word, from 0. */
static inline unsigned zipf_word(const double *sums, unsigned words, uint64_t *state)
{
	double at = (double)(zipf_random(state) >> 11) / 9007199254740992.0 * sums[words];
	unsigned low = 0, high = words;
	while (low + 1 < high) {
		unsigned middle = (low + high) / 2;
		if (sums[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

#endif
