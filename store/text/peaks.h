/* Where a term may stand in a segment, and how often at most, told without its postings.
 *
 * Pure functions of what a cursor found; any thread. */
#ifndef TRUCE_STORE_TEXT_PEAKS_H
#define TRUCE_STORE_TEXT_PEAKS_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define STORE_TEXT_PEAK_MOST 15 /* of a peak; see store_text_peak */

/* A bit for each run of units. */
struct store_text_traces {
	const uint8_t *bits;
	unsigned shift;
	uint32_t again; /* 63: postings have a second bit among those of 64 runs; 0: they have not */
};
static inline uint32_t store_text_trace_again(uint32_t unit)
{
	return unit * UINT32_C(2654435761) >> 26; /* Knuth, The Art of Computer Programming 6.4 */
}

/* Whether a unit of the segment may have the term: it has not, where this is false. It is true
 * of all units where few have the term, else of two in five of those that have it not, of a long
 * list one in twenty. */
static inline bool store_text_traced(struct store_text_traces traces, uint32_t unit)
{
	const uint32_t run = unit >> traces.shift, first = run & 63;
	const uint32_t second = first ^ ((first ^ store_text_trace_again(unit)) & traces.again);
	uint64_t bits;
	memcpy(&bits, traces.bits + (run >> 6 << 3), sizeof bits);
	bits = le64toh(bits);
	return (bits >> first & bits >> second & 1) != 0;
}

#endif
