#include "proto/json.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/protobuf/field_mask.pb-c.h>
#include <google/protobuf/timestamp.pb-c.h>

#include "base/base64.h"
#include "proto/json_form.h"
#include "proto/schema.h"
#include "base/utf8.h"

/* Memory that the message inside an Any may take. */
#define ANY_ROOM(size) ((size)*64 + 65536)

/* The first failure stays; after it nothing is written. */
struct writer {
	struct buffer *out;
	unsigned flags;
	int level; /* of indentation */
	int anys;  /* that we are inside of */
	enum status status;
};

static void write_message(struct writer *w, const ProtobufCMessage *m);
static void write_value(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i);

static void put(struct writer *w, const char *text)
{
	if (w->status == STATUS_OK)
		w->status = buffer_put_text(w->out, text);
}

static void put_text(struct writer *w, const char *text)
{
	if (w->status == STATUS_OK)
		w->status = json_write_text(w->out, bytes_text(text));
}

static void put_line(struct writer *w)
{
	if ((w->flags & JSON_PRETTY) == 0)
		return;
	put(w, "\n");
	for (int i = 0; i < w->level; i++)
		put(w, "  ");
}

static void begin(struct writer *w, const char *bracket)
{
	put(w, bracket);
	w->level++;
}

static void next_item(struct writer *w, bool *any)
{
	if (*any)
		put(w, ",");
	*any = true;
	put_line(w);
}

static void end(struct writer *w, const char *bracket, bool any)
{
	w->level--;
	if (any)
		put_line(w);
	put(w, bracket);
}

static void put_colon(struct writer *w)
{
	put(w, (w->flags & JSON_PRETTY) != 0 ? ": " : ":");
}

static bool is_escaped(uint32_t c)
{
	return utf8_is_unsafe(c) || c == UTF8_REPLACEMENT;
}

static enum status put_escape(struct buffer *out, uint32_t c)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	for (const char *p = letters; c != 0 && *p != '\0'; p += 2)
		if ((uint32_t)(uint8_t)*p == c)
			return buffer_put(out, (const char[]){ '\\', p[1] }, 2);
	if (c > 0xFFFF)
		return buffer_printf(out, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (c >> 10)),
				     (unsigned)(0xDC00 | (c & 0x3FF)));
	return buffer_printf(out, "\\u%04x", (unsigned)c);
}

/* Bytes at the head of text that are written as they are. Most texts are ASCII. */
static size_t plain_run(struct bytes text)
{
	size_t at = 0, length;
	for (uint32_t c; at < text.size; at += length) {
		c = text.data[at];
		length = 1;
		if (c == '"' || c == '\\')
			break;
		if (c >= 0x20 && c < 0x7F)
			continue;
		length = utf8_next(bytes_of(text.data + at, text.size - at), &c);
		if (is_escaped(c))
			break;
	}
	return at;
}

enum status json_write_text(struct buffer *out, struct bytes text)
{
	size_t start = out->size;
	enum status status = buffer_put_text(out, "\"");
	while (status == STATUS_OK && text.size > 0) {
		size_t run = plain_run(text);
		status = buffer_put(out, text.data, run);
		text = bytes_of(text.data + run, text.size - run);
		if (status != STATUS_OK || text.size == 0)
			break;
		uint32_t c;
		size_t length = utf8_next(text, &c);
		status = put_escape(out, c);
		text = bytes_of(text.data + length, text.size - length);
	}
	if (status == STATUS_OK)
		status = buffer_put_text(out, "\"");
	if (status != STATUS_OK)
		out->size = start;
	return status;
}

static bool is_blank(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r';
}

enum status json_write_escaped(struct buffer *out, struct bytes json)
{
	size_t start = out->size;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && json.size > 0) {
		uint32_t c;
		size_t length = utf8_next(json, &c);
		bool plain = !is_escaped(c) || is_blank(c);
		status = plain ? buffer_put(out, json.data, length) : put_escape(out, c);
		json = bytes_of(json.data + length, json.size - length);
	}
	if (status != STATUS_OK)
		out->size = start;
	return status;
}

static void write_int32(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (w->status == STATUS_OK)
		w->status = buffer_printf(w->out, "%d", (int)message_int_at(m, f, i));
}

static void write_uint32(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (w->status == STATUS_OK)
		w->status = buffer_printf(w->out, "%u", (unsigned)message_int_at(m, f, i));
}

static void write_int64(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (w->status == STATUS_OK)
		w->status = buffer_printf(w->out, "\"%lld\"", (long long)message_int_at(m, f, i));
}

static void write_uint64(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	if (w->status == STATUS_OK)
		w->status = buffer_printf(w->out, "\"%llu\"", (unsigned long long)message_int_at(m, f, i));
}

/* The shortest decimal that reads back as the same number. */
static void write_double(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	double value = message_double_at(m, f, i);
	if (!isfinite(value)) {
		put(w, isnan(value) ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
		return;
	}
	locale_t plain = newlocale(LC_ALL_MASK, "C", NULL);
	if (plain == NULL) {
		w->status = STATUS_RESOURCE_EXHAUSTED;
		return;
	}
	locale_t before = uselocale(plain);
	bool is_float = f->type == PROTOBUF_C_TYPE_FLOAT, same = false;
	char text[40];
	for (int digits = is_float ? 6 : 15; !same; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		same = is_float ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value;
	}
	uselocale(before);
	freelocale(plain);
	put(w, text);
}

static void write_bool(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	put(w, message_int_at(m, f, i) != 0 ? "true" : "false");
}

static void write_enum(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	int number = (int)message_int_at(m, f, i);
	const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(f->descriptor, number);
	if (value == NULL)
		write_int32(w, m, f, i);
	else
		put_text(w, value->name);
}

static void write_string(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	put_text(w, message_text_at(m, f, i));
}

static void write_base64(struct writer *w, struct bytes bytes)
{
	put(w, "\"");
	if (w->status == STATUS_OK)
		w->status = base64_put(w->out, bytes);
	put(w, "\"");
}

static void write_bytes(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	write_base64(w, message_bytes_at(m, f, i));
}

static void write_submessage(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	write_message(w, message_at(m, f, i));
}

static void write_value(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	static void (*const by_type[])(struct writer *, const ProtobufCMessage *, const ProtobufCFieldDescriptor *,
				       size_t) = {
		[PROTOBUF_C_TYPE_INT32] = write_int32,        [PROTOBUF_C_TYPE_SINT32] = write_int32,
		[PROTOBUF_C_TYPE_SFIXED32] = write_int32,     [PROTOBUF_C_TYPE_INT64] = write_int64,
		[PROTOBUF_C_TYPE_SINT64] = write_int64,       [PROTOBUF_C_TYPE_SFIXED64] = write_int64,
		[PROTOBUF_C_TYPE_UINT32] = write_uint32,      [PROTOBUF_C_TYPE_FIXED32] = write_uint32,
		[PROTOBUF_C_TYPE_UINT64] = write_uint64,      [PROTOBUF_C_TYPE_FIXED64] = write_uint64,
		[PROTOBUF_C_TYPE_FLOAT] = write_double,       [PROTOBUF_C_TYPE_DOUBLE] = write_double,
		[PROTOBUF_C_TYPE_BOOL] = write_bool,          [PROTOBUF_C_TYPE_ENUM] = write_enum,
		[PROTOBUF_C_TYPE_STRING] = write_string,      [PROTOBUF_C_TYPE_BYTES] = write_bytes,
		[PROTOBUF_C_TYPE_MESSAGE] = write_submessage,
	};
	by_type[f->type](w, m, f, i);
}

static void write_list(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	bool any = false;
	begin(w, "[");
	for (size_t i = 0; i < message_count(m, f) && w->status == STATUS_OK; i++) {
		next_item(w, &any);
		write_value(w, m, f, i);
	}
	end(w, "]", any);
}

struct entry {
	const ProtobufCMessage *message;
	size_t place;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = json_compare_keys(x->message, y->message);
	return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* Whether a key's type is written without quotes as a value. */
static bool is_bare(ProtobufCType type)
{
	return type == PROTOBUF_C_TYPE_INT32 || type == PROTOBUF_C_TYPE_SINT32 || type == PROTOBUF_C_TYPE_SFIXED32 ||
	       type == PROTOBUF_C_TYPE_UINT32 || type == PROTOBUF_C_TYPE_FIXED32 || type == PROTOBUF_C_TYPE_BOOL;
}

static void write_entry(struct writer *w, const ProtobufCMessage *entry)
{
	const ProtobufCFieldDescriptor *fields = entry->descriptor->fields;
	const char *quote = is_bare(fields[0].type) ? "\"" : "";
	put(w, quote);
	write_value(w, entry, &fields[0], 0);
	put(w, quote);
	put_colon(w);
	write_value(w, entry, &fields[1], 0);
}

/* By key; of entries with one key the last holds. */
static void write_map(struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	size_t count = message_count(m, f);
	struct entry *entries = calloc(count + 1, sizeof *entries);
	if (entries == NULL) {
		w->status = STATUS_RESOURCE_EXHAUSTED;
		return;
	}
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct entry){ message_at(m, f, i), i };
	qsort(entries, count, sizeof *entries, compare_entries);
	bool any = false;
	begin(w, "{");
	for (size_t i = 0; i < count && w->status == STATUS_OK; i++) {
		if (i + 1 < count && json_compare_keys(entries[i].message, entries[i + 1].message) == 0)
			continue;
		next_item(w, &any);
		write_entry(w, entries[i].message);
	}
	end(w, "}", any);
	free(entries);
}

static void write_name(struct writer *w, const char *name)
{
	put(w, "\"");
	if (w->status == STATUS_OK)
		w->status = json_put_name(w->out, name);
	put(w, "\"");
	put_colon(w);
}

static bool is_written(const struct writer *w, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f)
{
	if (message_has(m, f))
		return true;
	bool has_default = f->label == PROTOBUF_C_LABEL_REPEATED ||
			   (f->type != PROTOBUF_C_TYPE_MESSAGE && (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) == 0);
	return has_default && (w->flags & JSON_DEFAULTS) != 0;
}

static void write_members(struct writer *w, const ProtobufCMessage *m, bool *any)
{
	for (unsigned i = 0; i < m->descriptor->n_fields && w->status == STATUS_OK; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (!is_written(w, m, f))
			continue;
		next_item(w, any);
		write_name(w, f->name);
		if (json_is_map(f))
			write_map(w, m, f);
		else if (f->label == PROTOBUF_C_LABEL_REPEATED)
			write_list(w, m, f);
		else
			write_value(w, m, f, 0);
	}
}

static void write_object(struct writer *w, const ProtobufCMessage *m)
{
	bool any = false;
	begin(w, "{");
	write_members(w, m, &any);
	end(w, "}", any);
}

/* The message in an Any; NULL where its type is not ours or its bytes are not of
 * its type. */
static ProtobufCMessage *unpack_any(const Google__Protobuf__Any *any, struct arena *arena)
{
	const char *slash = strrchr(any->type_url, '/');
	const ProtobufCMessageDescriptor *type = schema_message(slash == NULL ? any->type_url : slash + 1);
	ProtobufCMessage *m = NULL;
	struct violations v;
	violations_init(&v, arena);
	struct bytes bytes = bytes_of(any->value.data, any->value.len);
	if (type == NULL || message_unpack(type, bytes, MESSAGE_LENIENT, arena, &v, &m, NULL) != STATUS_OK)
		return NULL;
	return m;
}

static void write_any_members(struct writer *w, const Google__Protobuf__Any *any, const ProtobufCMessage *content)
{
	bool some = false;
	next_item(w, &some);
	put(w, "\"@type\"");
	put_colon(w);
	put_text(w, any->type_url);
	if (content != NULL && json_form_of(content->descriptor) == JSON_FORM_MEMBERS) {
		write_members(w, content, &some);
		return;
	}
	next_item(w, &some);
	write_name(w, "value");
	if (content != NULL)
		write_message(w, content);
	else
		write_base64(w, bytes_of(any->value.data, any->value.len));
}

static void write_any(struct writer *w, const ProtobufCMessage *m)
{
	const Google__Protobuf__Any *any = (const Google__Protobuf__Any *)m;
	if (any->type_url[0] == '\0' && any->value.len == 0) {
		put(w, "{}");
		return;
	}
	struct arena arena;
	arena_init(&arena, ANY_ROOM(any->value.len));
	const ProtobufCMessage *content = w->anys < MESSAGE_DEPTH ? unpack_any(any, &arena) : NULL;
	w->anys++;
	begin(w, "{");
	write_any_members(w, any, content);
	end(w, "}", true);
	w->anys--;
	arena_fini(&arena);
}

static void write_timestamp(struct writer *w, const ProtobufCMessage *m)
{
	const Google__Protobuf__Timestamp *t = (const Google__Protobuf__Timestamp *)m;
	put(w, "\"");
	if (w->status == STATUS_OK)
		w->status = json_put_timestamp(w->out, t->seconds, t->nanos);
	put(w, "\"");
}

static void write_duration(struct writer *w, const ProtobufCMessage *m)
{
	const Google__Protobuf__Duration *d = (const Google__Protobuf__Duration *)m;
	put(w, "\"");
	if (w->status == STATUS_OK)
		w->status = json_put_duration(w->out, d->seconds, d->nanos);
	put(w, "\"");
}

static void write_mask(struct writer *w, const ProtobufCMessage *m)
{
	const Google__Protobuf__FieldMask *mask = (const Google__Protobuf__FieldMask *)m;
	put(w, "\"");
	for (size_t i = 0; i < mask->n_paths && w->status == STATUS_OK; i++) {
		if (i > 0)
			put(w, ",");
		if (w->status == STATUS_OK)
			w->status = json_put_path(w->out, mask->paths[i]);
	}
	put(w, "\"");
}

static void write_wrapper(struct writer *w, const ProtobufCMessage *m)
{
	write_value(w, m, &m->descriptor->fields[0], 0);
}

static void write_message(struct writer *w, const ProtobufCMessage *m)
{
	static void (*const by_form[])(struct writer *, const ProtobufCMessage *) = {
		[JSON_FORM_MEMBERS] = write_object,    [JSON_FORM_TIMESTAMP] = write_timestamp,
		[JSON_FORM_DURATION] = write_duration, [JSON_FORM_FIELD_MASK] = write_mask,
		[JSON_FORM_ANY] = write_any,           [JSON_FORM_WRAPPER] = write_wrapper,
	};
	by_form[json_form_of(m->descriptor)](w, m);
}

enum status json_write(const ProtobufCMessage *message, unsigned flags, struct buffer *out)
{
	struct writer w = { .out = out, .flags = flags };
	size_t start = out->size;
	write_message(&w, message);
	if (w.status != STATUS_OK)
		out->size = start;
	return w.status;
}
