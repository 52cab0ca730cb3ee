#include "store/text/private.h"

unsigned bits_of(uint32_t v)
{
	return v == 0 ? 0 : 32 - (unsigned)__builtin_clz(v);
}

enum status numbers_put(struct buffer *out, const uint32_t *values, size_t count, unsigned width)
{
	size_t size = (count * width + 7) / 8;
	enum status status = buffer_reserve(out, size + 2 * sizeof(uint64_t));
	if (status != STATUS_OK)
		return status;
	uint8_t *to = out->data + out->size;
	uint64_t word = 0;
	unsigned used = 0;
	for (size_t i = 0; i < count; i++) {
		word |= (uint64_t)values[i] << used;
		used += width;
		if (used < 32)
			continue;
		uint32_t low = htole32((uint32_t)word);
		memcpy(to, &low, sizeof low);
		to += sizeof low;
		word >>= 32;
		used -= 32;
	}
	word = htole64(word);
	memcpy(to, &word, sizeof word);
	out->size += size;
	return STATUS_OK;
}

void numbers_get(const uint8_t *from, size_t count, unsigned width, uint32_t *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = packed_number_at(from, width, i);
}

/* Four numbers side by side: number i stands in lane i % 4. */
enum { LANES = 4, ROWS = STORE_TEXT_BLOCK / LANES };
typedef uint32_t lanes __attribute__((vector_size(16)));

void block_pack(const uint32_t in[STORE_TEXT_BLOCK], unsigned width, uint8_t *out)
{
	lanes word = { 0 };
	unsigned used = 0;
	for (unsigned i = 0; i < ROWS && width > 0; i++) {
		lanes v;
		memcpy(&v, in + LANES * i, sizeof v);
		word |= v << used;
		used += width;
		if (used < 32)
			continue;
		memcpy(out, &word, sizeof word);
		out += sizeof word;
		used -= 32;
		word = used == 0 ? (lanes){ 0 } : v >> (width - used);
	}
}

void block_unpack(const uint8_t *in, unsigned width, uint32_t out[STORE_TEXT_BLOCK])
{
	if (width == 0) {
		memset(out, 0, STORE_TEXT_BLOCK * sizeof *out);
		return;
	}
	const uint32_t one = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
	const lanes mask = { one, one, one, one };
	lanes word;
	unsigned used = 0;
	memcpy(&word, in, sizeof word);
	for (unsigned i = 0; i < ROWS; i++) {
		lanes v = word >> used;
		used += width;
		if (used >= 32 && i + 1 < ROWS) {
			in += sizeof word;
			memcpy(&word, in, sizeof word);
			used -= 32;
			if (used > 0)
				v |= word << (width - used);
		}
		v &= mask;
		memcpy(out + LANES * i, &v, sizeof v);
	}
}

uint32_t block_at(const uint8_t *from, unsigned width, uint32_t i)
{
	const uint32_t bit = i / LANES * width, used = bit % 32;
	const uint8_t *at = from + 16 * (bit / 32) + 4 * (i % LANES);
	uint32_t low, high;
	if (width == 0)
		return 0;
	memcpy(&low, at, sizeof low);
	uint64_t v = low;
	if (used + width > 32) {
		memcpy(&high, at + 16, sizeof high);
		v |= (uint64_t)high << 32;
	}
	return (uint32_t)(v >> used & ((UINT64_C(1) << width) - 1));
}
