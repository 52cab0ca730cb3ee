#include "service/grpc_text.h"

#include "base/time.h"

#define TIMEOUT_DIGITS 8
#define TIMEOUT_MOST (INT64_C(100) * 365 * 86400 * NS_PER_SECOND)

bool grpc_timeout(struct bytes text, int64_t *nanoseconds)
{
	static const struct {
		char unit;
		int64_t ns;
	} units[] = {
		{ 'H', 3600 * NS_PER_SECOND },
		{ 'M', 60 * NS_PER_SECOND },
		{ 'S', NS_PER_SECOND },
		{ 'm', NS_PER_MS },
		{ 'u', 1000 },
		{ 'n', 1 },
	};
	if (text.size < 2 || text.size > TIMEOUT_DIGITS + 1)
		return false;
	int64_t count = 0;
	for (size_t i = 0; i + 1 < text.size; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		count = count * 10 + (text.data[i] - '0');
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (units[i].unit != (char)text.data[text.size - 1])
			continue;
		*nanoseconds = count > TIMEOUT_MOST / units[i].ns ? TIMEOUT_MOST : count * units[i].ns;
		return true;
	}
	return false;
}

bool grpc_content_type(struct bytes text)
{
	static const struct bytes type = { (const uint8_t *)"application/grpc", 16 };
	static const struct bytes proto = { (const uint8_t *)"+proto", 6 };
	if (!bytes_start_with(text, type))
		return false;
	struct bytes rest = bytes_of(text.data + type.size, text.size - type.size);
	if (bytes_start_with(rest, proto))
		rest = bytes_of(rest.data + proto.size, rest.size - proto.size);
	return rest.size == 0 || rest.data[0] == ';' || rest.data[0] == ' ';
}

bool grpc_list_has(struct bytes list, struct bytes item)
{
	size_t at = 0;
	while (at < list.size) {
		size_t end = at;
		while (end < list.size && list.data[end] != ',')
			end++;
		size_t from = at, to = end;
		while (from < to && list.data[from] == ' ')
			from++;
		while (to > from && list.data[to - 1] == ' ')
			to--;
		if (bytes_equal(bytes_of(list.data + from, to - from), item))
			return true;
		at = end + 1;
	}
	return false;
}

enum status grpc_put_message(struct buffer *out, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	enum status status = buffer_reserve(out, 3 * strlen(text));
	if (status != STATUS_OK)
		return status;
	uint8_t *to = out->data + out->size;
	for (const uint8_t *c = (const uint8_t *)text; *c != '\0'; c++) {
		if (*c >= ' ' && *c <= '~' && *c != '%') {
			*to++ = *c;
			continue;
		}
		*to++ = '%';
		*to++ = (uint8_t)digits[*c >> 4];
		*to++ = (uint8_t)digits[*c & 15];
	}
	out->size = (size_t)(to - out->data);
	return STATUS_OK;
}
