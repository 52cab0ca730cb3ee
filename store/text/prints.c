#include "store/text/private.h"

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

bool text_prints_sort(struct text_print *prints, uint32_t *count, uint32_t units)
{
	if (!sort(prints, *count, units))
		return false;
	*count = once_each(prints, *count);
	return true;
}

void text_prints_init(struct text_prints *p)
{
	*p = (struct text_prints){ 0 };
	buffer_init(&p->ends, SIZE_MAX);
	buffer_init(&p->rests, SIZE_MAX);
	buffer_init(&p->units, SIZE_MAX);
}

void text_prints_fini(struct text_prints *p)
{
	buffer_fini(&p->ends);
	buffer_fini(&p->rests);
	buffer_fini(&p->units);
}

void text_prints_begin(struct text_prints *p, uint32_t count, uint32_t units)
{
	p->count = count;
	p->units_of = units;
	p->added = 0;
	p->ends.size = p->rests.size = p->units.size = 0;
}

/* Ends the buckets before one. */
static enum status end_buckets(struct text_prints *p, uint32_t bucket)
{
	enum status status = STATUS_OK;
	while (p->ends.size / sizeof p->added < bucket && status == STATUS_OK)
		status = buffer_put(&p->ends, &p->added, sizeof p->added);
	return status;
}

enum status text_prints_add(struct text_prints *p, const struct text_print *print)
{
	const unsigned width = rest_bits(p->count);
	const uint32_t rest = print->print & ((UINT32_C(1) << width) - 1);
	enum status status = end_buckets(p, print->print >> width);
	if (status == STATUS_OK)
		status = buffer_put(&p->rests, &rest, sizeof rest);
	if (status == STATUS_OK)
		status = buffer_put(&p->units, &print->unit, sizeof print->unit);
	p->added++;
	return status;
}

enum status text_prints_part(struct text_prints *p, struct buffer *out)
{
	const uint32_t *rests = (const uint32_t *)(const void *)p->rests.data,
		       *units = (const uint32_t *)(const void *)p->units.data;
	const size_t count = p->rests.size / sizeof *rests;
	enum status status = numbers_put(out, rests, count, rest_bits(p->count));
	if (status == STATUS_OK)
		status = numbers_put(out, units, count, unit_bits(p->units_of));
	p->rests.size = p->units.size = 0;
	return status;
}

enum status text_prints_ends(struct text_prints *p, struct buffer *out)
{
	enum status status = end_buckets(p, UINT32_C(1) << bucket_bits(p->count));
	return status == STATUS_OK ? buffer_put(out, p->ends.data, p->ends.size) : status;
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
	struct store_text_part *last = &out->parts[STORE_TEXT_PRINTS].last;
	const uint64_t before = (uint64_t)last->number * text_prints_each(out->part_bits);
	const uint32_t buckets = UINT32_C(1) << bucket_bits(count);
	if (before > count || !take(from, sizeof(uint32_t) * (uint64_t)buckets, &out->print_ends))
		return false;
	const uint32_t here = count - (uint32_t)before;
	const uint64_t size = numbers_size(here, rest_bits(count)) + numbers_size(here, unit_bits(out->units));
	if (!take(from, size, &last->bytes.data))
		return false;
	last->bytes.size = (size_t)size;
	out->prints = count;
	return end_of(out, buckets - 1) == count;
}

/* Goes to the part that a print stands in, where it is not there yet. */
static bool go_to(const struct store_text_segment *s, uint32_t at, struct text_print_part *part)
{
	const uint32_t each = text_prints_each(s->part_bits), last = s->parts[STORE_TEXT_PRINTS].last.number;
	const uint32_t number = at / each < last ? at / each : last, rest = rest_bits(s->prints);
	struct store_text_part known = { 0 };
	struct bytes bytes;
	if (at - part->from < part->count)
		return true;
	part->from = number * each;
	part->count = number < last ? each : s->prints - part->from;
	const uint64_t rests = numbers_size(part->count, rest);
	if (!text_part_find(s, STORE_TEXT_PRINTS, number << s->part_bits, &known, &bytes) ||
	    bytes.size != rests + numbers_size(part->count, unit_bits(s->units))) {
		part->count = 0;
		s->view->damaged = true;
		return false;
	}
	part->rest = column_of(bytes.data, rest);
	part->unit = column_of(bytes.data + rests, unit_bits(s->units));
	return true;
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
	if (!go_to(s, place->at, &place->part))
		return false;
	const struct text_print_part *part = &place->part;
	const struct text_print before = place->here, here = {
		.print = (place->bucket - 1) << rest_bits(s->prints) |
			 store_text_value(&part->rest, place->at - part->from),
		.unit = store_text_value(&part->unit, place->at - part->from),
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

/* The first of a bucket's prints that is not less; `to` where they do not hold. */
static uint32_t seek(const struct store_text_segment *s, uint32_t from, uint32_t to, uint32_t rest,
		     struct text_print_part *part)
{
	while (from < to) {
		const uint32_t middle = from + (to - from) / 2;
		if (!go_to(s, middle, part))
			return to;
		if (store_text_value(&part->rest, middle - part->from) < rest)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

size_t store_text_docs(const struct store_text_view *view, size_t segment, uint32_t print, uint32_t *docs, size_t room)
{
	const struct store_text_segment *s = &view->segments[segment];
	struct text_print_part part = { 0 };
	uint32_t at, end;
	size_t count = 0;
	if (s->prints == 0 || !bucket_at(s, print >> rest_bits(s->prints), &at, &end))
		return 0;
	const uint32_t wanted = print & ((UINT32_C(1) << rest_bits(s->prints)) - 1);
	for (at = seek(s, at, end, wanted, &part); at < end && count < room && go_to(s, at, &part); at++) {
		if (store_text_value(&part.rest, at - part.from) != wanted)
			break;
		uint32_t unit = store_text_value(&part.unit, at - part.from);
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
