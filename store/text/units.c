#include "store/text/private.h"

/* Elias (1974) and Fano (1971), as Vigna uses them in "Quasi-succinct indices" (2013): of each
 * number the low bits stand apart, in order; the high ones as many zeroes as they are larger
 * than the number before, and a one. Which bit is the one of a number, and which zero comes
 * before those of some high bits, is told by counting bits, so that a place is found among
 * them without reading the others. */

enum {
	COUNT = STORE_TEXT_BLOCK,
	HIGH = 8,          /* bits of the last number that are high ones */
	DENSE = 4 * COUNT, /* numbers that are chosen from fewer are a bit each */
	HIGH_MOST = 64,    /* bytes of high bits */
};

/* What numbers are stored from: the unit behind the block before. */
struct shape {
	uint32_t span; /* the last number; that of the first may be 0 */
	unsigned low;  /* bits */
	bool dense;
};

static struct shape shape_of(uint32_t span)
{
	const bool dense = span < DENSE;
	return (struct shape){ .span = span, .dense = dense, .low = dense ? 0 : bits_of(span) - HIGH };
}

static size_t high_size(const struct shape *s)
{
	if (s->span == COUNT - 1) /* all there are */
		return 0;
	return s->dense ? s->span / 8 + 1 : (COUNT + (s->span >> s->low) + 7) / 8;
}

size_t text_units_size(uint32_t span)
{
	const struct shape s = shape_of(span);
	return high_size(&s) + 16 * (size_t)s.low;
}

size_t text_units_put(const uint32_t units[STORE_TEXT_BLOCK], uint32_t from, uint8_t out[TEXT_UNITS_MOST])
{
	const struct shape s = shape_of(units[COUNT - 1] - from);
	const size_t high = high_size(&s);
	uint32_t numbers[COUNT];
	memset(out, 0, high);
	for (uint32_t i = 0; i < COUNT; i++) {
		const uint32_t number = units[i] - from, bit = s.dense ? number : i + (number >> s.low);
		numbers[i] = number & ((UINT32_C(1) << s.low) - 1);
		if (high > 0)
			out[bit / 8] |= (uint8_t)(1 << bit % 8);
	}
	block_pack(numbers, s.low, out + high);
	return high + 16 * (size_t)s.low;
}

/* ---- Bits ---------------------------------------------------------------------- */

/* Bits that are set in each byte and those below it. */
static uint64_t count_below(uint64_t v)
{
	v -= v >> 1 & UINT64_C(0x5555555555555555);
	v = (v & UINT64_C(0x3333333333333333)) + (v >> 2 & UINT64_C(0x3333333333333333));
	return ((v + (v >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) * UINT64_C(0x0101010101010101);
}

static uint32_t count_bits(uint64_t v)
{
	return (uint32_t)(count_below(v) >> 56);
}

/* Eight bytes of some, zeroes behind the last. */
static uint64_t word_at(const uint8_t *from, size_t size, size_t at)
{
	uint64_t v;
	memcpy(&v, from + at, sizeof v);
	v = le64toh(v);
	return size - at >= sizeof v ? v : v & ((UINT64_C(1) << 8 * (size - at)) - 1);
}

/* The bit behind so many zeroes, of bits that have them; size * 8 where they have not. */
static uint32_t behind_zeroes(const uint8_t *from, size_t size, uint32_t zeroes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	for (size_t at = 0; zeroes > 0 && at < size; at += 8) {
		uint64_t v = ~word_at(from, size, at);
		const uint64_t below = count_below(v);
		if (below >> 56 < zeroes) {
			zeroes -= (uint32_t)(below >> 56);
			continue;
		}
		/* in which byte: the first in which no fewer are counted */
		const uint64_t enough = ((below | tops) - zeroes * ones) & tops;
		const unsigned byte = (unsigned)__builtin_ctzll(enough) / 8;
		zeroes -= byte == 0 ? 0 : (uint32_t)(below >> 8 * (byte - 1) & 0xFF);
		for (v = v >> 8 * byte; zeroes > 1; zeroes--)
			v &= v - 1;
		return (uint32_t)(8 * at) + 8 * byte + (uint32_t)__builtin_ctzll(v) + 1;
	}
	return zeroes == 0 ? 0 : (uint32_t)(8 * size);
}

/* The first bit from one on that is set; size * 8 where none is. */
static uint32_t next_one(const uint8_t *from, size_t size, uint32_t bit)
{
	uint64_t v = bit / 8 < size ? word_at(from, size, bit / 8) >> bit % 8 : 0;
	if (v != 0)
		return bit + (uint32_t)__builtin_ctzll(v);
	for (size_t at = bit / 8 + 8; at < size; at += 8)
		if ((v = word_at(from, size, at)) != 0)
			return (uint32_t)(8 * at) + (uint32_t)__builtin_ctzll(v);
	return (uint32_t)(8 * size);
}

/* ---- Finding one ----------------------------------------------------------------- */

static uint32_t find_dense(const uint8_t *from, size_t size, uint32_t number, uint32_t *place)
{
	const uint32_t bit = next_one(from, size, number);
	uint32_t before = 0;
	for (size_t at = 0; 8 * at < bit; at += 8) {
		const uint64_t v = word_at(from, size, at);
		const uint32_t left = bit - (uint32_t)(8 * at);
		before += count_bits(left >= 64 ? v : v & ((UINT64_C(1) << left) - 1));
	}
	*place = before;
	return bit;
}

static uint32_t find_sparse(const uint8_t *from, size_t size, const struct shape *s, uint32_t number, uint32_t *place)
{
	const uint32_t high = number >> s->low;
	uint32_t bit = behind_zeroes(from, size, high), i = bit - high;
	for (;; bit++, i++) {
		bit = next_one(from, size, bit);
		if (i >= COUNT || bit >= 8 * size || bit < i)
			break;
		const uint32_t here = (bit - i) << s->low | block_at(from + size, s->low, i);
		if (here < number)
			continue;
		*place = i;
		return here;
	}
	*place = COUNT;
	return UINT32_MAX;
}

uint32_t text_units_find(const uint8_t *bytes, uint32_t from, uint32_t last, uint32_t unit, uint32_t *place)
{
	const struct shape s = shape_of(last - from);
	const size_t size = high_size(&s);
	uint32_t number = unit < from ? 0 : unit - from, found;
	if (size == 0)
		found = *place = number;
	else if (s.dense)
		found = find_dense(bytes, size, number, place);
	else
		found = find_sparse(bytes, size, &s, number, place);
	return *place < COUNT && found >= number && found <= s.span ? from + found : STORE_TEXT_END;
}

/* ---- All of them ------------------------------------------------------------------ */

/* Which bits of a byte are set, in order, a byte each from the lowest on: those of its lower
 * four bits, and behind as many of them those of the upper ones. */
#define PAIR(low, count, high) ((uint64_t)(low) | ((uint64_t)(high) + 0x04040404) << 8 * (count))
#define PAIRS(high)                                                                                                    \
	PAIR(0, 0, high), PAIR(0, 1, high), PAIR(1, 1, high), PAIR(0x100, 2, high), PAIR(2, 1, high),                  \
		PAIR(0x200, 2, high), PAIR(0x201, 2, high), PAIR(0x20100, 3, high), PAIR(3, 1, high),                  \
		PAIR(0x300, 2, high), PAIR(0x301, 2, high), PAIR(0x30100, 3, high), PAIR(0x302, 2, high),              \
		PAIR(0x30200, 3, high), PAIR(0x30201, 3, high), PAIR(0x3020100, 4, high)
static const uint64_t ones_of[256] = {
	PAIRS(0),     PAIRS(0),       PAIRS(1),       PAIRS(0x100),     PAIRS(2),     PAIRS(0x200),
	PAIRS(0x201), PAIRS(0x20100), PAIRS(3),       PAIRS(0x300),     PAIRS(0x301), PAIRS(0x30100),
	PAIRS(0x302), PAIRS(0x30200), PAIRS(0x30201), PAIRS(0x3020100),
};

typedef uint8_t bytes8 __attribute__((vector_size(8)));
typedef uint16_t places8 __attribute__((vector_size(16)));

/* The bits that are set, in order; how many. */
static uint32_t list_ones(const uint8_t *from, size_t size, uint16_t out[8 * HIGH_MOST + 8])
{
	places8 first = { 0 };
	uint32_t count = 0;
	for (size_t at = 0; at < size; at += 8) {
		uint64_t v = word_at(from, size, at);
		uint64_t below = count_below(v) << 8; /* each byte */
		const uint32_t all = count + count_bits(v);
		for (unsigned i = 0; i < 8; i++, v >>= 8, below >>= 8, first += 8) {
			const uint64_t ones = htole64(ones_of[v & 0xFF]);
			bytes8 here;
			memcpy(&here, &ones, sizeof here);
			const places8 places = __builtin_convertvector(here, places8) + first;
			memcpy(out + count + (below & 0xFF), &places, sizeof places);
		}
		count = all;
	}
	return count;
}

static bool ascend(const uint32_t units[STORE_TEXT_BLOCK])
{
	enum { LANES = 4 };
	typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));
	lanes falls = { 0 };
	for (unsigned i = 0; i < COUNT; i += LANES) {
		const unsigned at = i + LANES < COUNT ? i : COUNT - LANES - 1;
		lanes here, next;
		memcpy(&here, units + at, sizeof here);
		memcpy(&next, units + at + 1, sizeof next);
		falls |= (lanes)(here >= next);
	}
	return (falls[0] | falls[1] | falls[2] | falls[3]) == 0;
}

bool text_units_get(const uint8_t *bytes, uint32_t from, uint32_t last, uint32_t out[STORE_TEXT_BLOCK])
{
	const struct shape s = shape_of(last - from);
	const size_t size = high_size(&s);
	uint16_t bits[8 * HIGH_MOST + 8];
	if (size == 0) {
		for (uint32_t i = 0; i < COUNT; i++)
			out[i] = from + i;
		return true;
	}
	if (list_ones(bytes, size, bits) != COUNT)
		return false;
	if (s.dense) {
		for (uint32_t i = 0; i < COUNT; i++)
			out[i] = from + bits[i];
	} else {
		block_unpack(bytes + size, s.low, out);
		for (uint32_t i = 0; i < COUNT; i++)
			out[i] = from + ((bits[i] - i) << s.low | out[i]);
	}
	return out[0] >= from && ascend(out) && out[COUNT - 1] == last;
}
