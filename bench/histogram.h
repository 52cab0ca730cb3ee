/* Latencies in logarithmic steps: 64 to each power of two, so within 1.6 %. */
#ifndef TRUCE_BENCH_HISTOGRAM_H
#define TRUCE_BENCH_HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_STEPS 64
#define HISTOGRAM_SLOTS (HISTOGRAM_STEPS * 40)

struct histogram {
	uint64_t count, sum;
	uint64_t slots[HISTOGRAM_SLOTS];
};

void histogram_add(struct histogram *h, uint64_t ns);

/* The value that a share (0 to 1) of the values do not exceed; 0 when empty. */
uint64_t histogram_at(const struct histogram *h, double share);

#endif
