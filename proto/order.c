#include "proto/filter_tree.h"

#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "proto/field.h"
#include "proto/json_form.h"

#define ORDER_FIELDS 16
#define ORDER_STEPS 32

struct order_field {
	struct filter_step *steps;
	size_t n_steps;
	bool descending;
};

struct order {
	struct order_field fields[ORDER_FIELDS];
	size_t count;
};

struct order_parser {
	struct filter_source source;
	size_t at;
};

static void skip_space(struct order_parser *p)
{
	p->at += strspn(p->source.text + p->at, " \t\r\n");
}

static bool take_word(struct order_parser *p, const char *ends, struct filter_word *out)
{
	size_t size = strcspn(p->source.text + p->at, ends);
	if (size == 0)
		return filter_fail(&p->source, p->at, "expected the name of a field");
	*out = (struct filter_word){ .at = p->at, .end = p->at + size, .size = size };
	out->text = arena_text_n(p->source.arena, p->source.text + p->at, size);
	p->at += size;
	return out->text != NULL || filter_no_room(&p->source);
}

static bool take_path(struct order_parser *p, struct filter_word *words, size_t *count)
{
	for (*count = 0; *count < ORDER_STEPS;) {
		if (!take_word(p, " \t\r\n,.", &words[(*count)++]))
			return false;
		if (p->source.text[p->at] != '.')
			return true;
		p->at++;
	}
	return filter_fail(&p->source, p->at, "the path has more than %d names", ORDER_STEPS);
}

static bool is_time(const ProtobufCFieldDescriptor *f)
{
	enum json_form form = json_form_of(f->descriptor);
	return form == JSON_FORM_TIMESTAMP || form == JSON_FORM_DURATION;
}

static bool take_field(struct order_parser *p, struct order_field *out)
{
	struct filter_source *s = &p->source;
	struct filter_word words[ORDER_STEPS];
	size_t count;
	skip_space(p);
	if (!take_path(p, words, &count))
		return false;
	out->steps = arena_array(s->arena, count, sizeof *out->steps);
	if (out->steps == NULL)
		return filter_no_room(s);
	if (!filter_resolve(s, words, count, out->steps, &out->n_steps))
		return false;
	for (size_t i = 0; i < out->n_steps; i++)
		if (field_is_repeated(out->steps[i].field))
			return filter_fail(s, words[i].at, "%s is repeated; order by a field that has one value",
					   out->steps[i].field->name);
	const ProtobufCFieldDescriptor *last = out->steps[out->n_steps - 1].field;
	if (last->type == PROTOBUF_C_TYPE_MESSAGE && !is_time(last))
		return filter_fail(s, words[count - 1].at, "%s is a message; order by one of its fields, as in %s.%s",
				   last->name, last->name,
				   ((const ProtobufCMessageDescriptor *)last->descriptor)->fields[0].name);
	return true;
}

static bool take_direction(struct order_parser *p, bool *descending)
{
	skip_space(p);
	*descending = false;
	if (p->source.text[p->at] == '\0' || p->source.text[p->at] == ',')
		return true;
	struct filter_source *s = &p->source;
	struct filter_word word;
	if (!take_word(p, " \t\r\n,", &word))
		return false;
	*descending = strcmp(word.text, "desc") == 0;
	if (!*descending && strcmp(word.text, "asc") != 0)
		return filter_fail(s, word.at, "found %s, expected \"desc\", \",\" or the end", filter_quote(s, &word));
	skip_space(p);
	char next = p->source.text[p->at];
	return next == '\0' || next == ',' || filter_fail(&p->source, p->at, "expected \",\" or the end");
}

static bool take_fields(struct order_parser *p, struct order *order)
{
	skip_space(p);
	if (p->source.text[p->at] == '\0')
		return true;
	for (;;) {
		if (order->count == ORDER_FIELDS)
			return filter_fail(&p->source, p->at, "found more than %d fields to order by", ORDER_FIELDS);
		struct order_field *field = &order->fields[order->count++];
		if (!take_field(p, field) || !take_direction(p, &field->descending))
			return false;
		if (p->source.text[p->at] == '\0')
			return true;
		p->at++;
	}
}

enum status order_compile(const char *text, const ProtobufCMessageDescriptor *type, struct arena *arena,
			  struct order **out, struct error *error)
{
	struct order_parser p = {
		.source = { .text = text, .type = type, .arena = arena, .error = error, .reason = "INVALID_ORDER_BY" }
	};
	struct order *order = arena_zalloc(arena, sizeof *order);
	if (order == NULL)
		filter_no_room(&p.source);
	else if (filter_source_check(&p.source) && take_fields(&p, order))
		*out = order;
	return p.source.status;
}

/* A key that is being made; without room only its size is counted. */
struct key {
	uint8_t *room;
	size_t size;
};

static void put(struct key *key, uint8_t byte)
{
	if (key->room != NULL)
		key->room[key->size] = byte;
	key->size++;
}

static void put_number(struct key *key, uint64_t value)
{
	uint8_t bytes[8];
	put_u64(bytes, value);
	for (int i = 0; i < 8; i++)
		put(key, bytes[i]);
}

/* 00 is written 00 FF, and the end 00 01: no text is the beginning of another. */
static void put_bytes(struct key *key, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.size; i++) {
		put(key, bytes.data[i]);
		if (bytes.data[i] == 0)
			put(key, 0xFF);
	}
	put(key, 0);
	put(key, 1);
}

static uint64_t sortable(int64_t value)
{
	return (uint64_t)value ^ UINT64_C(1) << 63;
}

/* The bits of IEEE 754 sort as the numbers do, once those of negative ones are
 * turned round; -0 is 0, and NaN comes last. */
static uint64_t sortable_double(double value)
{
	uint64_t bits;
	if (value != value)
		return UINT64_MAX;
	value += 0.0;
	memcpy(&bits, &value, sizeof bits);
	return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static void put_time(struct key *key, const ProtobufCMessage *m)
{
	int64_t seconds = 0;
	int32_t nanos = 0;
	if (m != NULL && json_form_of(m->descriptor) == JSON_FORM_TIMESTAMP) {
		const Google__Protobuf__Timestamp *t = (const Google__Protobuf__Timestamp *)m;
		seconds = t->seconds;
		nanos = t->nanos;
	} else if (m != NULL) {
		const Google__Protobuf__Duration *d = (const Google__Protobuf__Duration *)m;
		seconds = d->seconds;
		nanos = d->nanos;
	}
	put_number(key, sortable(seconds));
	put_number(key, sortable(nanos));
}

/* The field's value in m, or its default where m is NULL. */
static void put_value(struct key *key, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		put_bytes(key, bytes_text(m == NULL ? "" : message_text_at(m, f, 0)));
		return;
	case PROTOBUF_C_TYPE_BYTES:
		put_bytes(key, m == NULL ? bytes_of(NULL, 0) : message_bytes_at(m, f, 0));
		return;
	case PROTOBUF_C_TYPE_MESSAGE:
		put_time(key, m == NULL ? NULL : message_at(m, f, 0));
		return;
	case PROTOBUF_C_TYPE_FLOAT:
	case PROTOBUF_C_TYPE_DOUBLE:
		put_number(key, sortable_double(m == NULL ? 0 : message_double_at(m, f, 0)));
		return;
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
		put_number(key, m == NULL ? 0 : (uint64_t)message_int_at(m, f, 0));
		return;
	default:
		put_number(key, sortable(m == NULL ? 0 : message_int_at(m, f, 0)));
	}
}

/* Whether a text or a time is not there; of numbers nobody knows. */
static bool is_unset(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return m == NULL || message_text_at(m, f, 0)[0] == '\0';
	return f->type == PROTOBUF_C_TYPE_MESSAGE && (m == NULL || message_at(m, f, 0) == NULL);
}

/* What is unset comes last in either direction. */
static void put_field(struct key *key, const struct order_field *field, const ProtobufCMessage *m)
{
	size_t last = field->n_steps - 1;
	for (size_t i = 0; i < last && m != NULL; i++)
		m = message_at(m, field->steps[i].field, 0);
	put(key, is_unset(m, field->steps[last].field));
	size_t start = key->size;
	put_value(key, m, field->steps[last].field);
	for (size_t i = start; i < key->size && field->descending && key->room != NULL; i++)
		key->room[i] = (uint8_t)~key->room[i];
}

enum status order_key(const struct order *order, const ProtobufCMessage *message, struct arena *arena,
		      struct bytes *out)
{
	struct key counted = { 0 }, key = { 0 };
	for (size_t i = 0; i < order->count; i++)
		put_field(&counted, &order->fields[i], message);
	key.room = arena_alloc(arena, counted.size);
	if (key.room == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t i = 0; i < order->count; i++)
		put_field(&key, &order->fields[i], message);
	*out = bytes_of(key.room, key.size);
	return STATUS_OK;
}

bool order_asks(const struct order *order, const char *field)
{
	for (size_t i = 0; i < order->count; i++)
		if (strcmp(order->fields[i].steps[0].field->name, field) == 0)
			return true;
	return false;
}
