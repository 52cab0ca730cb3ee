/* A look into a text before it is read. */
#include "proto/json.h"

/* The byte after a string that begins at p. */
static const uint8_t *skip_string(const uint8_t *p, const uint8_t *end)
{
	for (p++; p < end && *p != '"'; p++)
		p += *p == '\\';
	return p < end ? p + 1 : end;
}

static const uint8_t *skip_space(const uint8_t *p, const uint8_t *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
		p++;
	return p;
}

/* The text that is the value of a member whose name ends at p; no bytes where it is no text. */
static struct bytes value_at(const uint8_t *p, const uint8_t *end)
{
	p = skip_space(p, end);
	const uint8_t *value = p < end ? skip_space(p + 1, end) : end;
	if (value == end || *value != '"')
		return (struct bytes){ 0 };
	p = skip_string(value, end);
	return p - value < 2 ? (struct bytes){ 0 } : bytes_of(value + 1, (size_t)(p - value) - 2);
}

static bool is_name(const uint8_t *string, const uint8_t *behind, const uint8_t *end, struct bytes name)
{
	const uint8_t *colon = skip_space(behind, end);
	return (size_t)(behind - string) == name.size + 2 && memcmp(string + 1, name.data, name.size) == 0 &&
	       colon < end && *colon == ':';
}

struct bytes json_look(struct bytes inside, const char *member)
{
	const struct bytes name = bytes_text(member);
	const uint8_t *p = inside.data, *end = p + inside.size;
	for (int depth = 1; p < end && depth > 0;) {
		if (*p != '"') {
			depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
			p++;
			continue;
		}
		const uint8_t *string = p;
		p = skip_string(p, end);
		if (depth == 1 && is_name(string, p, end, name))
			return value_at(p, end);
	}
	return (struct bytes){ 0 };
}

bool json_is_empty(struct bytes inside)
{
	const uint8_t *end = inside.data + inside.size, *next = skip_space(inside.data, end);
	return next < end && *next == '}';
}
