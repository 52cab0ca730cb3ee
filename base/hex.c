#include "base/hex.h"

#include <sys/random.h>

static const char digits[] = "0123456789abcdef";

void hex_print(struct bytes bytes, char *out)
{
	for (size_t i = 0; i < bytes.size; i++) {
		*out++ = digits[bytes.data[i] >> 4];
		*out++ = digits[bytes.data[i] & 15];
	}
	*out = '\0';
}

bool hex_parse(const char *text, uint8_t *out, size_t size)
{
	if (strlen(text) != 2 * size || strspn(text, digits) != 2 * size)
		return false;
	for (size_t i = 0; i < size; i++) {
		const char *high = strchr(digits, text[2 * i]), *low = strchr(digits, text[2 * i + 1]);
		out[i] = (uint8_t)((high - digits) << 4 | (low - digits));
	}
	return true;
}

bool uuid_make(char out[UUID_SIZE])
{
	static const size_t sizes[] = { 4, 2, 2, 2, 6 }; /* of the groups between hyphens */
	uint8_t random[16];
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return false;
	random[6] = (uint8_t)((random[6] & 0x0F) | 0x40);
	random[8] = (uint8_t)((random[8] & 0x3F) | 0x80);
	const uint8_t *from = random;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		hex_print(bytes_of(from, sizes[i]), out);
		from += sizes[i];
		out += 2 * sizes[i];
		*out++ = '-';
	}
	out[-1] = '\0';
	return true;
}
