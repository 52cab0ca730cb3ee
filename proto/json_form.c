#include "proto/json_form.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/time.h"

#define SECONDS_PER_DAY 86400
#define SECONDS_FIRST ((int64_t)DAY_FIRST * SECONDS_PER_DAY)
#define SECONDS_LAST ((int64_t)DAY_LAST * SECONDS_PER_DAY + SECONDS_PER_DAY - 1)
#define DURATION_MOST INT64_C(315576000000) /* seconds; the specification's bound */

enum json_form json_form_of(const ProtobufCMessageDescriptor *type)
{
	static const struct {
		const char *name;
		enum json_form form;
	} rows[] = {
		{ "Timestamp", JSON_FORM_TIMESTAMP },  { "Duration", JSON_FORM_DURATION },
		{ "FieldMask", JSON_FORM_FIELD_MASK }, { "Any", JSON_FORM_ANY },
		{ "DoubleValue", JSON_FORM_WRAPPER },  { "FloatValue", JSON_FORM_WRAPPER },
		{ "Int64Value", JSON_FORM_WRAPPER },   { "UInt64Value", JSON_FORM_WRAPPER },
		{ "Int32Value", JSON_FORM_WRAPPER },   { "UInt32Value", JSON_FORM_WRAPPER },
		{ "BoolValue", JSON_FORM_WRAPPER },    { "StringValue", JSON_FORM_WRAPPER },
		{ "BytesValue", JSON_FORM_WRAPPER },
	};
	if (strcmp(type->package_name, "google.protobuf") != 0)
		return JSON_FORM_MEMBERS;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, type->short_name) == 0)
			return rows[i].form;
	return JSON_FORM_MEMBERS;
}

/* The next character of a name's lowerCamelCase; *name moves behind it. */
static char camel(const char **name)
{
	bool raise = false;
	for (; **name == '_'; (*name)++)
		raise = true;
	char c = **name;
	if (c != '\0')
		(*name)++;
	return raise && is_small(c) ? (char)(c - 'a' + 'A') : c;
}

/* protoc names the entries of the map "metadata" "MetadataEntry". */
bool json_is_map(const ProtobufCFieldDescriptor *f)
{
	if (f->label != PROTOBUF_C_LABEL_REPEATED || f->type != PROTOBUF_C_TYPE_MESSAGE)
		return false;
	const ProtobufCMessageDescriptor *entry = f->descriptor;
	if (entry->n_fields != 2 || strcmp(entry->fields[0].name, "key") != 0 ||
	    strcmp(entry->fields[1].name, "value") != 0)
		return false;
	const char *name = f->name, *made = entry->short_name;
	for (bool first = true; *name != '\0'; first = false, made++) {
		char c = camel(&name);
		if (first && is_small(c))
			c = (char)(c - 'a' + 'A');
		if (c != *made)
			return false;
	}
	return strcmp(made, "Entry") == 0;
}

int json_compare_keys(const ProtobufCMessage *a, const ProtobufCMessage *b)
{
	const ProtobufCFieldDescriptor *key = &a->descriptor->fields[0];
	if (key->type == PROTOBUF_C_TYPE_STRING)
		return strcmp(message_text_at(a, key, 0), message_text_at(b, key, 0));
	int64_t x = message_int_at(a, key, 0), y = message_int_at(b, key, 0);
	return (x > y) - (x < y);
}

enum status json_put_name(struct buffer *out, const char *name)
{
	enum status status = buffer_reserve(out, strlen(name));
	for (char c; status == STATUS_OK && (c = camel(&name)) != '\0';)
		out->data[out->size++] = (uint8_t)c;
	return status;
}

bool json_name_is(const char *name, struct bytes text)
{
	if (bytes_equal(bytes_text(name), text))
		return true;
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '\0' || camel(&name) != (char)text.data[i])
			return false;
	return camel(&name) == '\0';
}

/* ".500" after the seconds: no digits, or 3, 6 or 9. */
static enum status put_fraction(struct buffer *out, int32_t nanos)
{
	if (nanos == 0)
		return STATUS_OK;
	if (nanos % 1000000 == 0)
		return buffer_printf(out, ".%03d", nanos / 1000000);
	if (nanos % 1000 == 0)
		return buffer_printf(out, ".%06d", nanos / 1000);
	return buffer_printf(out, ".%09d", nanos);
}

enum status json_put_timestamp(struct buffer *out, int64_t seconds, int32_t nanos)
{
	if (seconds < SECONDS_FIRST || seconds > SECONDS_LAST || nanos < 0 || nanos >= NS_PER_SECOND)
		return STATUS_INVALID_ARGUMENT;
	int64_t from_first = seconds - SECONDS_FIRST;
	int of_day = (int)(from_first % SECONDS_PER_DAY);
	char date[DATE_SIZE];
	date_print((int32_t)(from_first / SECONDS_PER_DAY) + DAY_FIRST, date);
	enum status status =
		buffer_printf(out, "%sT%02d:%02d:%02d", date, of_day / 3600, of_day / 60 % 60, of_day % 60);
	if (status == STATUS_OK)
		status = put_fraction(out, nanos);
	return status == STATUS_OK ? buffer_put_text(out, "Z") : status;
}

/* The time of the day is parsed as that of 1970-01-01, so that the years 1 to
 * 9999 are read that do not fit nanoseconds. */
bool json_parse_timestamp(const char *text, int64_t *seconds, int32_t *nanos)
{
	char date[DATE_SIZE] = { 0 }, time[48] = "1970-01-01";
	size_t length = strlen(text), date_length = DATE_SIZE - 1;
	if (length < date_length || length >= sizeof time)
		return false;
	memcpy(date, text, date_length);
	memcpy(time + date_length, text + date_length, length - date_length);
	int32_t day;
	int64_t instant;
	if (!date_parse(date, &day) || !instant_parse(time, &instant))
		return false;
	int64_t whole;
	int32_t fraction;
	instant_split(instant, &whole, &fraction);
	whole += (int64_t)day * SECONDS_PER_DAY;
	if (whole < SECONDS_FIRST || whole > SECONDS_LAST)
		return false;
	*seconds = whole;
	*nanos = fraction;
	return true;
}

enum status json_put_duration(struct buffer *out, int64_t seconds, int32_t nanos)
{
	if (seconds < -DURATION_MOST || seconds > DURATION_MOST || nanos <= -NS_PER_SECOND || nanos >= NS_PER_SECOND ||
	    (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0))
		return STATUS_INVALID_ARGUMENT;
	bool negative = seconds < 0 || nanos < 0;
	enum status status =
		buffer_printf(out, "%s%lld", negative ? "-" : "", (long long)(negative ? -seconds : seconds));
	if (status == STATUS_OK)
		status = put_fraction(out, negative ? -nanos : nanos);
	return status == STATUS_OK ? buffer_put_text(out, "s") : status;
}

bool json_parse_duration(const char *text, int64_t *seconds, int32_t *nanos)
{
	bool negative = *text == '-';
	const char *p = text + negative;
	int64_t whole = 0;
	int32_t fraction = 0;
	if (*p < '0' || *p > '9')
		return false;
	for (; is_digit(*p); p++)
		if ((whole = whole * 10 + (*p - '0')) > DURATION_MOST)
			return false;
	if (*p == '.') {
		int32_t unit = 100000000;
		for (p++; is_digit(*p) && unit > 0; p++, unit /= 10)
			fraction += (*p - '0') * unit;
		if (p[-1] == '.')
			return false;
	}
	if (strcmp(p, "s") != 0)
		return false;
	*seconds = negative ? -whole : whole;
	*nanos = negative ? -fraction : fraction;
	return true;
}

/* Whether a path comes back the same from lowerCamelCase: small letters, digits and
 * points, and underscores before small letters only. */
static bool has_form(struct bytes path)
{
	for (size_t i = 0; i < path.size; i++) {
		uint8_t c = path.data[i], next = i + 1 < path.size ? path.data[i + 1] : 0;
		bool plain = is_small(c) || is_digit(c) || c == '.' || c == '*';
		if (!plain && (c != '_' || next < 'a' || next > 'z'))
			return false;
	}
	return path.size > 0;
}

enum status json_put_path(struct buffer *out, const char *path)
{
	return has_form(bytes_text(path)) ? json_put_name(out, path) : STATUS_INVALID_ARGUMENT;
}

bool json_parse_path(struct bytes text, char *room)
{
	char *to = room;
	for (size_t i = 0; i < text.size; i++) {
		char c = (char)text.data[i];
		bool upper = is_capital(c);
		if (c == '\0')
			return false;
		if (upper)
			*to++ = '_';
		*to++ = upper ? (char)(c - 'A' + 'a') : c;
	}
	*to = '\0';
	return has_form(bytes_of(room, (size_t)(to - room)));
}

/* The digits of a number, read over once: where they are, and where the point. */
struct decimal {
	struct bytes whole, fraction;
	int64_t exponent;
	bool negative;
};

static struct bytes take_digits(const uint8_t **p, const uint8_t *end)
{
	const uint8_t *from = *p;
	while (*p < end && is_digit(**p))
		(*p)++;
	return bytes_of(from, (size_t)(*p - from));
}

static bool split_decimal(struct bytes text, struct decimal *out)
{
	struct decimal d = { 0 };
	const uint8_t *p = text.data, *end = p + text.size;
	if (p < end && *p == '-') {
		d.negative = true;
		p++;
	}
	d.whole = take_digits(&p, end);
	if (d.whole.size == 0 || (d.whole.size > 1 && d.whole.data[0] == '0'))
		return false;
	if (p < end && *p == '.') {
		p++;
		d.fraction = take_digits(&p, end);
		if (d.fraction.size == 0)
			return false;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		bool down = p < end && *p == '-';
		p += p < end && (*p == '-' || *p == '+');
		struct bytes digits = take_digits(&p, end);
		if (digits.size == 0)
			return false;
		for (size_t i = 0; i < digits.size && d.exponent < 1000000000; i++)
			d.exponent = d.exponent * 10 + (digits.data[i] - '0');
		d.exponent = down ? -d.exponent : d.exponent;
	}
	*out = d;
	return p == end;
}

static int digit_at(const struct decimal *d, size_t i)
{
	return i < d->whole.size ? d->whole.data[i] - '0' : d->fraction.data[i - d->whole.size] - '0';
}

enum json_number json_parse_whole(struct bytes text, bool *negative, uint64_t *magnitude)
{
	struct decimal d;
	if (!split_decimal(text, &d))
		return JSON_NUMBER_MALFORMED;
	size_t count = d.whole.size + d.fraction.size;
	int64_t zeros = d.exponent - (int64_t)d.fraction.size; /* to put behind the digits */
	while (count > 0 && digit_at(&d, count - 1) == 0) {
		count--;
		zeros++;
	}
	if (count > 0 && zeros < 0)
		return JSON_NUMBER_FRACTION;
	uint64_t value = 0;
	bool over = false;
	for (size_t i = 0; i < count && !over; i++)
		over = __builtin_mul_overflow(value, UINT64_C(10), &value) ||
		       __builtin_add_overflow(value, (uint64_t)digit_at(&d, i), &value);
	for (; value != 0 && zeros > 0 && !over; zeros--)
		over = __builtin_mul_overflow(value, UINT64_C(10), &value);
	if (over)
		return JSON_NUMBER_RANGE;
	*negative = d.negative;
	*magnitude = value;
	return JSON_NUMBER_OK;
}

enum json_number json_parse_double(const char *text, double *out)
{
	struct decimal d;
	if (!split_decimal(bytes_text(text), &d))
		return JSON_NUMBER_MALFORMED;
	locale_t plain = newlocale(LC_ALL_MASK, "C", NULL);
	if (plain == NULL)
		return JSON_NUMBER_MALFORMED;
	double value = strtod_l(text, NULL, plain);
	freelocale(plain);
	if (!isfinite(value))
		return JSON_NUMBER_RANGE;
	*out = value;
	return JSON_NUMBER_OK;
}
