#include "store/text_private.h"

enum {
	MOST = STORE_TEXT_PEAK_MOST,
	TRACES_LEAST = 1024, /* postings: a shorter list is as soon looked into */
	SHORTER = 2,         /* bits that a run of traces is shorter by */
	LONG = 8192,         /* postings: of a longer list more looks find nothing, */
	SPARSE = 5,          /* where runs of peaks have so many bits: then it is shorter yet */
	SHORTEST = 4,
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

unsigned text_traces_shift(uint32_t count, unsigned peaks_shift)
{
	if (count < TRACES_LEAST)
		return 31; /* all is one run */
	const unsigned shorter = count >= LONG && peaks_shift >= SPARSE ? SHORTEST : SHORTER;
	return peaks_shift > shorter ? peaks_shift - shorter : 0;
}

size_t text_traces_size(uint32_t units, unsigned shift)
{
	return units == 0 ? 0 : ((units - 1) >> shift) / 8 + (size_t)1;
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

static bool put_traces(const struct text_peak *postings, uint32_t count, uint32_t units, unsigned shift,
		       struct buffer *out)
{
	uint8_t *to = put_zeroes(out, text_traces_size(units, shift));
	for (uint32_t i = 0; to != NULL && i < count; i++) {
		uint32_t run = postings[i].unit >> shift;
		to[run / 8] |= (uint8_t)(1 << run % 8);
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
	return put_traces(postings, count, units, text_traces_shift(count, shift), out) ? STATUS_OK
											: STATUS_RESOURCE_EXHAUSTED;
}

/* ---- Checking ---------------------------------------------------------------- */

/* The runs before one, from that which is being gone through. */
static void check_before(struct text_peaks_check *check, uint32_t run)
{
	const struct store_text_cursor *c = check->cursor;
	for (; check->run < run; check->run++, check->most = 0)
		if (store_text_peak(c, check->run << c->peaks_shift) != least(check->most, MOST))
			check->holds = false;
}

/* Runs of traces before one, which have no posting. */
static void check_none_before(struct text_peaks_check *check, uint32_t run)
{
	for (; check->trace < run; check->trace++)
		if (store_text_may_have(check->cursor, check->trace << check->cursor->traces.shift))
			check->holds = false;
}

void text_peaks_check_posting(struct text_peaks_check *check, uint32_t unit, uint32_t tf)
{
	const uint32_t run = unit >> check->cursor->traces.shift;
	check_none_before(check, run);
	check->trace = run + 1;
	if (!store_text_may_have(check->cursor, unit))
		check->holds = false;
	check_before(check, unit >> check->cursor->peaks_shift);
	check->most = tf > check->most ? tf : check->most;
}

bool text_peaks_check_end(struct text_peaks_check *check)
{
	const struct store_text_cursor *c = check->cursor;
	if (c->segment->units > 0) {
		check_before(check, ((c->segment->units - 1) >> c->peaks_shift) + 1);
		check_none_before(check, ((c->segment->units - 1) >> c->traces.shift) + 1);
	}
	return check->holds;
}
