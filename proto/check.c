#include "proto/message.h"

#include <assert.h>
#include <stdarg.h>

#include "base/utf8.h"
#include "proto/field.h"

/* One message on the way from the root to the field that is looked at. */
struct level {
	const struct level *up;
	const ProtobufCMessageDescriptor *type;
	struct bytes bytes;                    /* the message */
	const ProtobufCFieldDescriptor *field; /* looked at now; NULL for none or an unknown one */
	const uint8_t *at;                     /* where it begins */
	size_t packed;                         /* values before it in its packed run */
	size_t members;                        /* fields read so far */
	uint64_t seen;                         /* fields read so far, by their place in the descriptor */
	int depth;
};

struct check {
	enum message_strictness strictness;
	size_t room; /* left */
	struct violations *out;
};

/* How many values a packed run holds. */
static size_t packed_count(const ProtobufCFieldDescriptor *f, struct bytes run)
{
	const struct field_kind *kind = field_kind(f);
	if (kind->wire == WIRE_FIXED32)
		return run.size / 4;
	if (kind->wire == WIRE_FIXED64)
		return run.size / 8;
	size_t count = 0;
	for (size_t i = 0; i < run.size; i++)
		count += run.data[i] < 0x80;
	return count;
}

static bool is_packed(const ProtobufCFieldDescriptor *f, const struct wire_field *field)
{
	return field_is_repeated(f) && field->type == WIRE_LENGTH && field_kind(f)->packable;
}

/* Index of the element that is looked at: counted only when a violation names it. */
static ptrdiff_t element_index(const struct level *l)
{
	size_t index = l->packed;
	struct wire_cursor c = wire_begin(l->bytes);
	struct wire_field field;
	while (c.next < l->at && wire_next(&c, &field) == STATUS_OK) {
		if (field.number != l->field->id)
			continue;
		index += is_packed(l->field, &field) ? packed_count(l->field, field.content) : 1;
	}
	return (ptrdiff_t)index;
}

/* The path to where l looks, in chain. */
static const struct path *path_of(const struct level *l, struct path chain[MESSAGE_DEPTH + 1])
{
	for (int i = 0; l != NULL; l = l->up, i++) {
		bool element = l->field != NULL && field_is_repeated(l->field);
		chain[i] = (struct path){
			.up = l->up == NULL ? NULL : &chain[i + 1],
			.name = l->field == NULL ? "" : l->field->name,
			.index = element ? element_index(l) : -1,
		};
	}
	return chain;
}

static void fault(struct check *k, const struct level *l, const char *format, ...) PRINTF_LIKE(3, 4);

static void fault(struct check *k, const struct level *l, const char *format, ...)
{
	if (k->out->count >= VIOLATIONS_KEPT) {
		k->out->count++;
		return;
	}
	char text[256];
	va_list args;
	va_start(args, format);
	utf8_vprint(text, sizeof text, format, args);
	va_end(args);
	struct path chain[MESSAGE_DEPTH + 1];
	violations_add_at(k->out, path_of(l, chain), "%s", text);
}

/* Takes size, as the arena rounds it, off the room; false where it does not hold it. */
static bool take(struct check *k, size_t size)
{
	size = (size + 15) & ~(size_t)15;
	if (size > k->room)
		return false;
	k->room -= size;
	return true;
}

/* protobuf-c notes each field it scans, 16 on its stack and all others in tables
 * that double. */
static bool take_scan(struct check *k, struct level *l)
{
	enum { ON_STACK = 16, NOTE = 32 };
	l->members++;
	if (l->members <= ON_STACK)
		return true;
	return take(k, l->members == ON_STACK + 1 ? l->members * 2 * NOTE : 2 * NOTE);
}

static bool take_field(struct check *k, const ProtobufCFieldDescriptor *f, const struct wire_field *field, bool first)
{
	size_t size = field_kind(f)->size;
	if (is_packed(f, field))
		return take(k, (first ? 16 : 0) + size * packed_count(f, field->content));
	if (field_is_repeated(f) && !take(k, size + (first ? 16 : 0)))
		return false;
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return take(k, field->content.size + 1);
	return f->type != PROTOBUF_C_TYPE_BYTES || take(k, field->content.size);
}

static void check_text(struct check *k, const struct level *l, struct bytes text)
{
	size_t where;
	if (utf8_is_text(text, &where))
		return;
	if (text.data[where] == 0)
		fault(k, l, "holds U+0000 at byte %zu", where);
	else
		fault(k, l, "is not UTF-8 at byte %zu", where);
}

/* Whether a varint holds the 32 bits of the field's type and no more. */
static bool fits(const ProtobufCFieldDescriptor *f, uint64_t value)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_INT32:
	case PROTOBUF_C_TYPE_ENUM:
		return (int64_t)value >= INT32_MIN && (int64_t)value <= INT32_MAX;
	case PROTOBUF_C_TYPE_UINT32:
	case PROTOBUF_C_TYPE_SINT32:
		return value <= UINT32_MAX;
	default:
		return true;
	}
}

static void check_number(struct check *k, const struct level *l, uint64_t value)
{
	const ProtobufCFieldDescriptor *f = l->field;
	if (k->strictness == MESSAGE_LENIENT)
		return;
	if (!fits(f, value))
		fault(k, l, "holds a number of more than 32 bits");
	else if (f->type == PROTOBUF_C_TYPE_ENUM &&
		 protobuf_c_enum_descriptor_get_value(f->descriptor, (int)value) == NULL)
		fault(k, l, "%d is no value of %s", (int)value, ((const ProtobufCEnumDescriptor *)f->descriptor)->name);
}

static void check_packed(struct check *k, struct level *l, struct bytes run)
{
	const struct field_kind *kind = field_kind(l->field);
	if (kind->wire != WIRE_VARINT) {
		if (run.size % (kind->wire == WIRE_FIXED32 ? 4 : 8) != 0)
			fault(k, l, "ends in the middle of a number");
		return;
	}
	struct wire_cursor c = wire_begin(run);
	uint64_t value;
	enum status status;
	for (l->packed = 0; (status = wire_next_varint(&c, &value)) == STATUS_OK; l->packed++)
		check_number(k, l, value);
	if (status != STATUS_NOT_FOUND)
		fault(k, l, "ends in the middle of a number");
	l->packed = 0;
}

static bool check_level(struct check *k, struct level *l);

static bool check_submessage(struct check *k, const struct level *l, struct bytes bytes)
{
	if (l->depth == MESSAGE_DEPTH) {
		fault(k, l, "is nested deeper than %d messages", MESSAGE_DEPTH);
		return true;
	}
	struct level below = { .up = l, .type = l->field->descriptor, .bytes = bytes, .depth = l->depth + 1 };
	return check_level(k, &below);
}

/* Whether the field, or another member of its oneof, was read before. */
static bool is_again(const struct level *l)
{
	const ProtobufCMessageDescriptor *type = l->type;
	const ProtobufCFieldDescriptor *f = l->field;
	if (field_is_repeated(f))
		return false;
	if (!field_is_in_oneof(f))
		return (l->seen >> (f - type->fields) & 1) != 0;
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *other = &type->fields[i];
		if ((l->seen >> i & 1) != 0 && field_is_in_oneof(other) &&
		    other->quantifier_offset == f->quantifier_offset)
			return true;
	}
	return false;
}

static bool check_known(struct check *k, struct level *l, const struct wire_field *field)
{
	static const char *const words[] = { "a varint", "64 bits", "a length and bytes", "", "", "32 bits" };
	const ProtobufCFieldDescriptor *f = l->field;
	const struct field_kind *kind = field_kind(f);
	uint64_t bit = UINT64_C(1) << (f - l->type->fields);
	if (field->type != kind->wire && !is_packed(f, field)) {
		fault(k, l, "is sent as %s, but the type is sent as %s", words[field->type], words[kind->wire]);
		return true;
	}
	if (is_again(l))
		fault(k, l, field_is_in_oneof(f) ? "is sent beside another member of its oneof" : "is sent twice");
	bool first = (l->seen & bit) == 0;
	l->seen |= bit;
	if (!take_field(k, f, field, first))
		return false;
	if (is_packed(f, field))
		check_packed(k, l, field->content);
	else if (f->type == PROTOBUF_C_TYPE_MESSAGE)
		return check_submessage(k, l, field->content);
	else if (f->type == PROTOBUF_C_TYPE_STRING)
		check_text(k, l, field->content);
	else if (kind->wire == WIRE_VARINT)
		check_number(k, l, field->value);
	return true;
}

static bool check_unknown(struct check *k, struct level *l, const struct wire_field *field, size_t size)
{
	if (k->strictness == MESSAGE_LENIENT)
		return take(k, sizeof(ProtobufCMessageUnknownField) + size) && take(k, 16);
	fault(k, l, "%s has no field of number %u", l->type->name, (unsigned)field->number);
	return true;
}

/* Checks one message; false where the walk must end. */
static bool check_level(struct check *k, struct level *l)
{
	assert(l->type->n_fields <= 64);
	if (!take(k, l->type->sizeof_message))
		return false;
	struct wire_cursor c = wire_begin(l->bytes);
	struct wire_field field;
	enum status status;
	bool going = true;
	while (going && (l->at = c.next, status = wire_next(&c, &field)) == STATUS_OK) {
		l->field = protobuf_c_message_descriptor_get_field(l->type, field.number);
		going = take_scan(k, l);
		if (going && l->field == NULL)
			going = check_unknown(k, l, &field, (size_t)(c.next - l->at));
		else if (going)
			going = check_known(k, l, &field);
	}
	l->field = NULL;
	if (going && status != STATUS_NOT_FOUND)
		fault(k, l, "is no %s: byte %td begins no whole field", l->type->name, l->at - l->bytes.data);
	return going;
}

bool message_check(const ProtobufCMessageDescriptor *type, struct bytes bytes, enum message_strictness strictness,
		   size_t room, struct violations *out)
{
	struct check k = { .strictness = strictness, .room = room, .out = out };
	struct level root = { .type = type, .bytes = bytes, .depth = 1 };
	bool whole = check_level(&k, &root);
	if (!whole)
		violations_add(out, "", "takes more than %zu bytes of memory", room);
	return whole;
}
