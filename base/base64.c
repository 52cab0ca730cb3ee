#include "base/base64.h"

#include "base/ascii.h"

enum status base64_put(struct buffer *out, struct bytes bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	if (bytes.size > SIZE_MAX / 2)
		return STATUS_RESOURCE_EXHAUSTED;
	enum status status = buffer_reserve(out, (bytes.size + 2) / 3 * 4);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < bytes.size; i += 3) {
		size_t count = bytes.size - i < 3 ? bytes.size - i : 3;
		uint32_t word = 0;
		for (size_t k = 0; k < 3; k++)
			word = word << 8 | (k < count ? bytes.data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			out->data[out->size++] = (uint8_t)(k <= count ? digits[word >> (18 - 6 * k) & 63] : '=');
	}
	return STATUS_OK;
}

static int digit_of(uint8_t c)
{
	if (is_capital(c))
		return c - 'A';
	if (is_small(c))
		return c - 'a' + 26;
	if (is_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool base64_parse(struct bytes text, uint8_t *room, size_t *size)
{
	size_t length = text.size, made = 0;
	if (length % 4 == 0)
		for (int padding = 0; padding < 2 && length > 0 && text.data[length - 1] == '='; padding++)
			length--;
	if (length % 4 == 1)
		return false;
	uint32_t word = 0;
	for (size_t i = 0; i < length; i++) {
		int digit = digit_of(text.data[i]);
		if (digit < 0)
			return false;
		word = word << 6 | (uint32_t)digit;
		if (i % 4 > 0)
			room[made++] = (uint8_t)(word >> (6 - i % 4 * 2));
	}
	*size = made;
	return true;
}
