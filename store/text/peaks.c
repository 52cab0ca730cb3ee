#include "store/text/peaks.h"

#include "store/text/private.h"

enum {
	MOST = STORE_TEXT_PEAK_MOST,
	TRACES_LEAST = 1024, /* postings: a shorter list is as soon looked into */
	SHORTER = 2,         /* bits that a run of traces is shorter by, */
	SHORTEST = 4,        /* and in a large segment, of which more looks would find nothing */
	LARGE = 1 << 19,     /* some two units for each that it has at least */
	AGAIN = 63,
};

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* So that runs have at least one and a half postings, and less than three. */
unsigned text_peaks_shift(uint32_t count, uint32_t units)
{
	unsigned shift = 0;
	while (shift < 31 && (uint64_t)count << shift < (uint64_t)units + units / 2)
		shift++;
	return shift;
}

size_t text_peaks_size(uint32_t units, unsigned shift)
{
	return units == 0 ? 0 : ((units - 1) >> shift) / 2 + (size_t)1;
}

/* In a large segment bits are few enough for two of each posting, but where each unit has one of its own. */
struct store_text_traces text_traces_of(const uint8_t *bits, uint32_t count, unsigned peaks_shift)
{
	const bool is_large = (uint64_t)count << peaks_shift >= LARGE;
	const unsigned shorter = is_large ? SHORTEST : SHORTER,
		       shift = peaks_shift > shorter ? peaks_shift - shorter : 0;
	if (count < TRACES_LEAST)
		return (struct store_text_traces){ bits, 31, 0 }; /* all is one run */
	return (struct store_text_traces){ bits, shift, is_large && shift > 0 ? AGAIN : 0 };
}

/* Of those that have second bits whole eight bytes. */
size_t text_traces_size(uint32_t units, struct store_text_traces traces)
{
	if (units == 0)
		return 0;
	const size_t last = (units - 1) >> traces.shift;
	return traces.again != 0 ? (last / 64 + 1) * 8 : last / 8 + 1;
}

/* ---- Writing ----------------------------------------------------------------- */

/* So many zeroes more; NULL without memory. */
static uint8_t *put_zeroes(struct buffer *out, size_t size)
{
	if (buffer_reserve(out, size) != STATUS_OK)
		return NULL;
	uint8_t *to = out->data + out->size;
	memset(to, 0, size);
	out->size += size;
	return to;
}

static void set_bit(uint8_t *bits, uint32_t bit)
{
	bits[bit / 8] |= (uint8_t)(1 << bit % 8);
}

static bool put_traces(const struct text_peak *postings, uint32_t count, uint32_t units,
		       struct store_text_traces traces, struct buffer *out)
{
	uint8_t *to = put_zeroes(out, text_traces_size(units, traces));
	for (uint32_t i = 0; to != NULL && i < count; i++) {
		const uint32_t unit = postings[i].unit, run = unit >> traces.shift;
		set_bit(to, run);
		if (traces.again != 0)
			set_bit(to, run / 64 * 64 + store_text_trace_again(unit));
	}
	return to != NULL;
}

enum status text_peaks_put(const struct text_peak *postings, uint32_t count, uint32_t units, struct buffer *out)
{
	const unsigned shift = text_peaks_shift(count, units);
	uint8_t *to = put_zeroes(out, text_peaks_size(units, shift));
	if (to == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t i = 0; i < count;) {
		uint32_t run = postings[i].unit >> shift, most = 0;
		for (; i < count && postings[i].unit >> shift == run; i++)
			most = postings[i].tf > most ? postings[i].tf : most;
		to[run / 2] |= (uint8_t)(least(most, MOST) << 4 * (run % 2));
	}
	return put_traces(postings, count, units, text_traces_of(NULL, count, shift), out) ? STATUS_OK
											   : STATUS_RESOURCE_EXHAUSTED;
}
