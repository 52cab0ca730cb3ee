#include "store/text_private.h"

enum { MOST = STORE_TEXT_PEAK_MOST };

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

enum status text_peaks_put(const struct text_peak *postings, uint32_t count, uint32_t units, struct buffer *out)
{
	const unsigned shift = text_peaks_shift(count, units);
	const size_t size = text_peaks_size(units, shift);
	enum status status = buffer_reserve(out, size);
	if (status != STATUS_OK)
		return status;
	uint8_t *to = out->data + out->size;
	memset(to, 0, size);
	for (uint32_t i = 0; i < count;) {
		uint32_t run = postings[i].unit >> shift, most = 0;
		for (; i < count && postings[i].unit >> shift == run; i++)
			most = postings[i].tf > most ? postings[i].tf : most;
		to[run / 2] |= (uint8_t)(least(most, MOST) << 4 * (run % 2));
	}
	out->size += size;
	return STATUS_OK;
}

/* The runs before one, from that which is being gone through. */
static void check_before(struct text_peaks_check *check, uint32_t run)
{
	const struct store_text_cursor *c = check->cursor;
	for (; check->run < run; check->run++, check->most = 0)
		if (store_text_peak(c, check->run << c->peaks_shift) != least(check->most, MOST))
			check->holds = false;
}

void text_peaks_check_posting(struct text_peaks_check *check, uint32_t unit, uint32_t tf)
{
	check_before(check, unit >> check->cursor->peaks_shift);
	check->most = tf > check->most ? tf : check->most;
}

bool text_peaks_check_end(struct text_peaks_check *check)
{
	const struct store_text_cursor *c = check->cursor;
	if (c->segment->units > 0)
		check_before(check, ((c->segment->units - 1) >> c->peaks_shift) + 1);
	return check->holds;
}
