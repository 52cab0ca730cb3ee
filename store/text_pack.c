#include "store/text_private.h"

const uint8_t *varint_skip(const uint8_t *p, const uint8_t *end, uint32_t count)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	while (count >= 8 && end - p >= 8) { /* 8 bytes end 8 numbers at most */
		uint64_t word;
		memcpy(&word, p, sizeof word);
		count -= (uint32_t)__builtin_popcountll(~word & tops);
		p += 8;
	}
	if (count == 0)
		return p;
	for (; p < end; p++)
		if (*p < 0x80 && --count == 0)
			return p + 1;
	return NULL;
}

unsigned bits_of(uint32_t v)
{
	return v == 0 ? 0 : 32 - (unsigned)__builtin_clz(v);
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
