#include "store/text_private.h"

#include <stdlib.h>

/* A bucket has the prints that begin with the same bits: as many bits as make a bucket
 * of some thirty prints. */
enum { EACH = 32, DIGIT = 8 };

static unsigned bucket_bits(uint32_t count)
{
	unsigned bits = bits_of(count / EACH);
	return bits < STORE_TEXT_PRINT_BITS ? bits : STORE_TEXT_PRINT_BITS;
}

static unsigned rest_bits(uint32_t count)
{
	return STORE_TEXT_PRINT_BITS - bucket_bits(count);
}

static unsigned unit_bits(uint32_t units)
{
	return units == 0 ? 0 : bits_of(units - 1);
}

/* ---- Writing -------------------------------------------------------------------------- */

/* The digits of units, and then of prints. */
static uint32_t digit_of(const struct text_print *print, unsigned shift)
{
	const uint64_t all = (uint64_t)print->print << 32 | print->unit;
	return all >> shift & ((1 << DIGIT) - 1);
}

static bool units_ascend(const struct text_print *prints, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (prints[i].unit < prints[i - 1].unit)
			return false;
	return true;
}

/* By print, then by unit: digit after digit, the last first. Those that are equal stay as they
 * were, so that units that ascend need no look. */
static bool sort(struct text_print *prints, uint32_t count, uint32_t units)
{
	struct text_print *from = prints, *to = malloc((count + (size_t)1) * sizeof *to), *other = to;
	const unsigned unit_end = units_ascend(prints, count) ? 0 : unit_bits(units);
	if (other == NULL)
		return false;
	for (unsigned shift = 0; shift < 32 + STORE_TEXT_PRINT_BITS; shift += DIGIT) {
		uint32_t places[1 << DIGIT] = { 0 }, place = 0;
		if (shift < 32 && shift >= unit_end)
			continue;
		for (uint32_t i = 0; i < count; i++)
			places[digit_of(&from[i], shift)]++;
		for (unsigned i = 0; i < 1 << DIGIT; i++) {
			uint32_t own = places[i];
			places[i] = place;
			place += own;
		}
		for (uint32_t i = 0; i < count; i++)
			to[places[digit_of(&from[i], shift)]++] = from[i];
		struct text_print *sorted = to;
		to = from;
		from = sorted;
	}
	if (count > 0 && from != prints)
		memcpy(prints, from, count * sizeof *prints);
	free(other);
	return true;
}

static uint32_t once_each(struct text_print *prints, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count; i++)
		if (kept == 0 || prints[i].print != prints[kept - 1].print || prints[i].unit != prints[kept - 1].unit)
			prints[kept++] = prints[i];
	return kept;
}

/* Where each bucket ends. */
static enum status put_ends(const struct text_print *prints, uint32_t count, struct buffer *out)
{
	enum status status = STATUS_OK;
	uint32_t at = 0;
	for (uint32_t bucket = 0; bucket < UINT32_C(1) << bucket_bits(count) && status == STATUS_OK; bucket++) {
		while (at < count && prints[at].print >> rest_bits(count) == bucket)
			at++;
		status = buffer_put(out, &at, sizeof at);
	}
	return status;
}

enum status text_prints_put(struct text_print *prints, uint32_t *number, uint32_t units, struct buffer *out)
{
	uint32_t count = *number, *values = malloc((count + (size_t)1) * sizeof *values);
	enum status status = values == NULL || !sort(prints, count, units) ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
	if (status == STATUS_OK) {
		*number = count = once_each(prints, count);
		status = put_ends(prints, count, out);
	}
	for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
		values[i] = prints[i].print & ((UINT32_C(1) << rest_bits(count)) - 1);
	if (status == STATUS_OK)
		status = numbers_put(out, values, count, rest_bits(count));
	for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
		values[i] = prints[i].unit;
	if (status == STATUS_OK)
		status = numbers_put(out, values, count, unit_bits(units));
	free(values);
	return status;
}

/* ---- Reading -------------------------------------------------------------------------- */

static bool take(struct bytes *from, uint64_t size, const uint8_t **out)
{
	if (size > from->size)
		return false;
	*out = from->data;
	from->data += size;
	from->size -= (size_t)size;
	return true;
}

static struct store_text_column column_of(const uint8_t *data, unsigned width)
{
	return (struct store_text_column){ .data = data,
					   .mask = (uint32_t)((UINT64_C(1) << width) - 1),
					   .width = width };
}

static uint32_t end_of(const struct store_text_segment *s, uint32_t bucket)
{
	uint32_t end;
	memcpy(&end, s->print_ends + sizeof end * bucket, sizeof end);
	return end;
}

bool text_prints_get(struct bytes *from, uint32_t count, struct store_text_segment *out)
{
	const uint8_t *rests, *units;
	unsigned rest = rest_bits(count), unit = unit_bits(out->units);
	uint32_t buckets = UINT32_C(1) << bucket_bits(count);
	if (!take(from, sizeof(uint32_t) * (uint64_t)buckets, &out->print_ends) ||
	    !take(from, ((uint64_t)count * rest + 7) / 8, &rests) ||
	    !take(from, ((uint64_t)count * unit + 7) / 8, &units))
		return false;
	out->prints = count;
	out->print_rest = column_of(rests, rest);
	out->print_unit = column_of(units, unit);
	return end_of(out, buckets - 1) == count;
}

/* Where a bucket's prints stand; false where they stand nowhere. */
static bool bucket_at(const struct store_text_segment *s, uint32_t bucket, uint32_t *from, uint32_t *to)
{
	*from = bucket == 0 ? 0 : end_of(s, bucket - 1);
	*to = end_of(s, bucket);
	if (*from <= *to && *to <= s->prints)
		return true;
	s->view->damaged = true;
	return false;
}

bool text_print_next(const struct store_text_segment *s, struct text_print_place *place)
{
	uint32_t from;
	while (place->at == place->end) {
		if (place->bucket >> bucket_bits(s->prints) != 0 || !bucket_at(s, place->bucket, &from, &place->end))
			return false;
		place->bucket++;
	}
	const struct text_print before = place->here, here = {
		.print = (place->bucket - 1) << rest_bits(s->prints) | store_text_value(&s->print_rest, place->at),
		.unit = store_text_value(&s->print_unit, place->at),
	};
	bool ascends = here.print > before.print || (here.print == before.print && here.unit > before.unit);
	if (here.unit >= s->units || (place->at > 0 && !ascends)) {
		s->view->damaged = true;
		return false;
	}
	place->here = here;
	place->at++;
	return true;
}

/* The first of a bucket's prints that is not less. */
static uint32_t seek(const struct store_text_segment *s, uint32_t from, uint32_t to, uint32_t rest)
{
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (store_text_value(&s->print_rest, middle) < rest)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

size_t store_text_docs(const struct store_text_view *view, size_t segment, uint32_t print, uint32_t *docs, size_t room)
{
	const struct store_text_segment *s = &view->segments[segment];
	uint32_t at, end, rest = print & s->print_rest.mask;
	size_t count = 0;
	if (s->prints == 0 || !bucket_at(s, print >> rest_bits(s->prints), &at, &end))
		return 0;
	for (at = seek(s, at, end, rest); at < end && count < room; at++) {
		if (store_text_value(&s->print_rest, at) != rest)
			break;
		uint32_t unit = store_text_value(&s->print_unit, at);
		if (unit >= s->units) {
			s->view->damaged = true;
			break;
		}
		uint32_t doc = store_text_value(&s->doc, unit);
		if (!store_text_dead(s, unit) && (count == 0 || docs[count - 1] != doc))
			docs[count++] = doc;
	}
	return count;
}
