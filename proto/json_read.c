#include "proto/json.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "proto/field.h"
#include "proto/filter.h"
#include "proto/json_reader.h"
#include "proto/quote.h"

#define PATH_MOST 160 /* bytes of a path that a message names */

static bool is_between_tokens(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':';
}

size_t reader_token(const struct reader *r)
{
	size_t at = r->before;
	while (at < r->after && is_between_tokens(r->text.data[at]))
		at++;
	return at;
}

static enum status put_key(const struct frame *map, struct buffer *out)
{
	const ProtobufCMessage *entry = ((ProtobufCMessage **)(void *)map->elements)[map->count - 1];
	const ProtobufCFieldDescriptor *key = &entry->descriptor->fields[0];
	enum status status = buffer_put_text(out, "[");
	if (status == STATUS_OK && key->type == PROTOBUF_C_TYPE_STRING)
		status = json_write_text(out, bytes_text(message_text_at(entry, key, 0)));
	else if (status == STATUS_OK)
		status = buffer_printf(out, "%lld", (long long)message_int_at(entry, key, 0));
	return status == STATUS_OK ? buffer_put_text(out, "]") : status;
}

static enum status put_step(const struct frame *frame, struct buffer *out)
{
	if (frame->kind == FRAME_LIST && frame->count > 0)
		return buffer_printf(out, "[%zu]", frame->count - 1);
	if (frame->kind == FRAME_MAP && frame->count > 0)
		return put_key(frame, out);
	if (frame->kind != FRAME_MEMBERS || frame->field == NULL)
		return STATUS_OK;
	enum status status = out->size > 0 ? buffer_put_text(out, ".") : STATUS_OK;
	return status == STATUS_OK ? json_put_name(out, frame->field->name) : status;
}

/* The path to the value that is being read, in JSON's names, its head cut off
 * where it is long; "" for the whole text. */
static const char *path_text(const struct reader *r)
{
	struct buffer path;
	buffer_init(&path, SIZE_MAX / 2);
	enum status status = STATUS_OK;
	for (int i = 1; i <= r->top && status == STATUS_OK; i++)
		status = put_step(&r->frames[i], &path);
	size_t from = path.size > PATH_MOST ? path.size - PATH_MOST : 0;
	while (from > 0 && from < path.size && (path.data[from] & 0xC0) == 0x80)
		from++;
	const char *text = NULL;
	if (status == STATUS_OK && path.size > 0)
		text = arena_printf(r->arena, ", %s%.*s", from > 0 ? "…" : "", (int)(path.size - from),
				    (const char *)path.data + from);
	buffer_fini(&path);
	return text == NULL ? "" : text;
}

/* Line and column, in characters from 1, of an offset. */
static void place_of(struct bytes text, size_t offset, size_t *line, size_t *column)
{
	*line = 1;
	*column = 1;
	for (size_t i = 0; i < offset && i < text.size; i++) {
		if (text.data[i] == '\n') {
			++*line;
			*column = 1;
		} else {
			*column += (text.data[i] & 0xC0) != 0x80;
		}
	}
}

static bool fail_at(struct reader *r, size_t offset, const char *path, const char *message)
{
	size_t line, column;
	place_of(r->text, offset, &line, &column);
	if (r->status == STATUS_OK)
		r->status = error_set(r->error, STATUS_INVALID_ARGUMENT, "INVALID_JSON", "line %zu, column %zu%s: %s",
				      line, column, path, message);
	return false;
}

bool reader_fail(struct reader *r, const char *format, ...)
{
	char message[400];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	message[quote_cut(bytes_text(message), sizeof message - 4)] = '\0';
	return fail_at(r, reader_token(r), path_text(r), message);
}

bool reader_no_room(struct reader *r)
{
	if (r->status == STATUS_OK)
		r->status = error_set(r->error, STATUS_RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE",
				      "the JSON text needs more memory than the %zu bytes that one call may take; "
				      "send it in parts",
				      r->arena->cap);
	return false;
}

const char *reader_quote(struct reader *r, struct bytes text)
{
	return quote_text(r->arena, text);
}

bool reader_wrong(struct reader *r, const struct value *found, const char *expected)
{
	static const char *const words[] = {
		[VALUE_NULL] = "null", [VALUE_OBJECT] = "an object", [VALUE_ARRAY] = "an array"
	};
	const char *what = words[found->kind % 6];
	if (found->kind == VALUE_BOOL)
		what = found->truth ? "true" : "false";
	else if (found->kind == VALUE_STRING)
		what = reader_quote(r, found->text);
	else if (found->kind == VALUE_NUMBER)
		what = arena_printf(r->arena, "%.*s%s",
				    (int)(found->text.size > QUOTE_MOST ? QUOTE_MOST : found->text.size),
				    (const char *)found->text.data, found->text.size > QUOTE_MOST ? "…" : "");
	return reader_fail(r, "found %s, expected %s", what == NULL ? "a value" : what, expected);
}

bool reader_open(struct reader *r, const struct frame *frame)
{
	if (frame->kind == FRAME_MEMBERS && ++r->depth > MESSAGE_DEPTH)
		return reader_fail(r, "nested deeper than %d messages", MESSAGE_DEPTH);
	assert(frame->n_fields <= FRAME_FIELDS);
	r->frames[++r->top] = *frame;
	return true;
}

/* Room for one more element at the end of a list or map; NULL after a failure. */
static void *add_element(struct reader *r, struct frame *frame)
{
	size_t size = field_kind(frame->field)->size;
	if (frame->count == frame->capacity) {
		size_t capacity = frame->capacity == 0 ? 4 : frame->capacity * 2;
		uint8_t *elements = arena_array(r->arena, capacity, size);
		if (elements == NULL) {
			reader_no_room(r);
			return NULL;
		}
		if (frame->count > 0)
			memcpy(elements, frame->elements, frame->count * size);
		frame->elements = elements;
		frame->capacity = capacity;
	}
	return frame->elements + size * frame->count++;
}

/* Makes f the member of its oneof, where it is in one and no other is set. */
static bool choose_member(struct reader *r, const struct frame *frame, const ProtobufCFieldDescriptor *f)
{
	if (!field_is_in_oneof(f))
		return true;
	uint32_t *which = field_case_place(frame->message, f);
	if (*which != 0) {
		const ProtobufCFieldDescriptor *other =
			protobuf_c_message_descriptor_get_field(frame->message->descriptor, *which);
		struct buffer name;
		buffer_init(&name, 256);
		bool named = json_put_name(&name, other->name) == STATUS_OK;
		reader_fail(r, "\"%.*s\" is set already, and only one of the two can be", named ? (int)name.size : 0,
			    named ? (const char *)name.data : "");
		buffer_fini(&name);
		return false;
	}
	*which = f->id;
	return true;
}

static bool open_many(struct reader *r, enum frame_kind kind, const struct frame *owner)
{
	struct frame frame = { .kind = kind, .message = owner->message, .field = owner->field };
	return reader_open(r, &frame);
}

/* The value of a member. */
static bool on_member(struct reader *r, struct frame *frame, const struct value *v)
{
	const ProtobufCFieldDescriptor *f = frame->field;
	if (frame->at_type) {
		frame->at_type = false;
		return v->kind == VALUE_STRING || reader_wrong(r, v, "the name of a type");
	}
	if (v->kind == VALUE_NULL)
		return true;
	if (json_is_map(f))
		return v->kind == VALUE_OBJECT ? open_many(r, FRAME_MAP, frame) : reader_wrong(r, v, "an object");
	if (field_is_repeated(f))
		return v->kind == VALUE_ARRAY ? open_many(r, FRAME_LIST, frame) : reader_wrong(r, v, "an array");
	return choose_member(r, frame, f) && reader_take(r, f, field_place_mutable(frame->message, f), v);
}

static bool on_element(struct reader *r, struct frame *frame, const struct value *v)
{
	void *place = add_element(r, frame);
	if (place == NULL)
		return false;
	if (v->kind == VALUE_NULL)
		return reader_wrong(r, v, "an element");
	return reader_take(r, frame->field, place, v);
}

static bool on_map_value(struct reader *r, struct frame *frame, const struct value *v)
{
	ProtobufCMessage *entry = ((ProtobufCMessage **)(void *)frame->elements)[frame->count - 1];
	const ProtobufCFieldDescriptor *f = &entry->descriptor->fields[1];
	if (v->kind == VALUE_NULL)
		return reader_wrong(r, v, "a value");
	return reader_take(r, f, field_place_mutable(entry, f), v);
}

static bool on_root(struct reader *r, struct frame *frame, const struct value *v)
{
	if (v->kind == VALUE_NULL)
		return reader_wrong(r, v, "a message");
	return reader_take(r, frame->field, &r->root, v);
}

/* Escapes that stand for half a character: yajl lets them pass. */
static bool has_half_character(struct bytes raw)
{
	for (size_t i = 0; i + 1 < raw.size; i++) {
		if (raw.data[i] != '\\')
			continue;
		char hex[5] = { 0 };
		if (raw.data[++i] != 'u' || i + 4 >= raw.size)
			continue;
		memcpy(hex, raw.data + i + 1, 4);
		unsigned long c = strtoul(hex, NULL, 16);
		i += 4;
		if (c < 0xD800 || c > 0xDFFF)
			continue;
		if (c >= 0xDC00 || i + 6 >= raw.size || raw.data[i + 1] != '\\' || raw.data[i + 2] != 'u')
			return true;
		memcpy(hex, raw.data + i + 3, 4);
		c = strtoul(hex, NULL, 16);
		if (c < 0xDC00 || c > 0xDFFF)
			return true;
		i += 6;
	}
	return false;
}

/* Called for each string, names of members too. */
static bool is_sound_text(struct reader *r, struct bytes text)
{
	if (text.size > 0 && memchr(text.data, '\0', text.size) != NULL)
		return reader_fail(r, "found a text with \\u0000, which no text may hold");
	size_t token = reader_token(r);
	struct bytes raw = bytes_of(r->text.data + token, r->after - token);
	if (raw.size == text.size + 2) /* no escapes */
		return true;
	return !has_half_character(raw) ||
	       reader_fail(r, "found half of a surrogate pair, expected \\u escapes in pairs");
}

/* Takes note of where a token ended; called first for each. */
static struct reader *advance(void *context)
{
	struct reader *r = context;
	r->before = r->after;
	r->after = r->at_end ? r->text.size : yajl_get_bytes_consumed(r->yajl);
	return r;
}

static bool on_value(struct reader *r, const struct value *v)
{
	static bool (*const by_frame[])(struct reader *, struct frame *, const struct value *) = {
		[FRAME_ROOT] = on_root,
		[FRAME_MEMBERS] = on_member,
		[FRAME_LIST] = on_element,
		[FRAME_MAP] = on_map_value,
	};
	struct frame *frame = &r->frames[r->top];
	return by_frame[frame->kind](r, frame, v);
}

static int on_null(void *context)
{
	return on_value(advance(context), &(struct value){ .kind = VALUE_NULL });
}

static int on_bool(void *context, int truth)
{
	return on_value(advance(context), &(struct value){ .kind = VALUE_BOOL, .truth = truth != 0 });
}

static int on_number(void *context, const char *text, size_t size)
{
	return on_value(advance(context), &(struct value){ .kind = VALUE_NUMBER, .text = bytes_of(text, size) });
}

static int on_string(void *context, const unsigned char *text, size_t size)
{
	struct reader *r = advance(context);
	struct value v = { .kind = VALUE_STRING, .text = bytes_of(text, size) };
	return is_sound_text(r, v.text) && on_value(r, &v);
}

static int on_object(void *context)
{
	return on_value(advance(context), &(struct value){ .kind = VALUE_OBJECT });
}

static int on_array(void *context)
{
	return on_value(advance(context), &(struct value){ .kind = VALUE_ARRAY });
}

static bool no_such_member(struct reader *r, struct frame *frame, struct bytes name)
{
	const char *near = NULL;
	const char **names = arena_array(r->arena, frame->n_fields, sizeof *names);
	const char *word = arena_text_n(r->arena, name.data, name.size);
	struct buffer spelled;
	buffer_init(&spelled, 1 << 16);
	bool complete = names != NULL && word != NULL;
	for (unsigned i = 0; i < frame->n_fields && complete; i++) {
		spelled.size = 0;
		complete = json_put_name(&spelled, frame->fields[i].name) == STATUS_OK &&
			   (names[i] = arena_text_n(r->arena, spelled.data, spelled.size)) != NULL;
	}
	buffer_fini(&spelled);
	if (complete)
		near = nearest_name(word, names, frame->n_fields);
	frame->field = NULL;
	if (near != NULL)
		return reader_fail(r, "%s is not a field of %s; did you mean \"%s\"?", reader_quote(r, name),
				   frame->type_name, near);
	return reader_fail(r, "%s is not a field of %s", reader_quote(r, name), frame->type_name);
}

static bool on_member_name(struct reader *r, struct frame *frame, struct bytes name)
{
	if (frame->any != NULL && bytes_equal(name, BYTES_LITERAL("@type"))) {
		frame->field = NULL;
		if (frame->seen_type)
			return reader_fail(r, "\"@type\" is given twice");
		frame->at_type = frame->seen_type = true;
		return true;
	}
	unsigned i = 0;
	while (i < frame->n_fields && !json_name_is(frame->fields[i].name, name))
		i++;
	if (i == frame->n_fields)
		return no_such_member(r, frame, name);
	frame->field = &frame->fields[i];
	uint64_t bit = UINT64_C(1) << i % 64, *seen = &frame->seen[i / 64];
	if ((*seen & bit) != 0)
		return reader_fail(r, "given twice");
	*seen |= bit;
	return true;
}

static bool on_key(struct reader *r, struct frame *frame, struct bytes name)
{
	ProtobufCMessage **place = add_element(r, frame);
	if (place == NULL)
		return false;
	ProtobufCMessage *entry = *place = message_new(frame->field->descriptor, r->arena);
	if (entry == NULL) {
		frame->count--;
		return reader_no_room(r);
	}
	const ProtobufCFieldDescriptor *key = &entry->descriptor->fields[0];
	struct value v = { .kind = VALUE_STRING, .text = name };
	if (key->type == PROTOBUF_C_TYPE_BOOL) {
		v.truth = bytes_equal(name, BYTES_LITERAL("true"));
		if (v.truth || bytes_equal(name, BYTES_LITERAL("false")))
			v.kind = VALUE_BOOL;
	}
	return reader_take(r, key, field_place_mutable(entry, key), &v);
}

static int on_name(void *context, const unsigned char *text, size_t size)
{
	struct reader *r = advance(context);
	struct frame *frame = &r->frames[r->top];
	struct bytes name = bytes_of(text, size);
	if (!is_sound_text(r, name))
		return false;
	return frame->kind == FRAME_MAP ? on_key(r, frame, name) : on_member_name(r, frame, name);
}

static void put_elements(const struct frame *frame)
{
	*field_count_place(frame->message, frame->field) = frame->count;
	*(void **)field_place_mutable(frame->message, frame->field) = frame->elements;
}

static int compare_entries(const void *a, const void *b)
{
	return json_compare_keys(*(ProtobufCMessage *const *)a, *(ProtobufCMessage *const *)b);
}

/* Keys are compared once the map is whole, in sorted order. */
static bool has_distinct_keys(struct reader *r, const struct frame *frame)
{
	ProtobufCMessage **sorted = arena_copy(r->arena, frame->elements, frame->count * sizeof *sorted);
	if (sorted == NULL)
		return reader_no_room(r);
	qsort(sorted, frame->count, sizeof *sorted, compare_entries);
	for (size_t i = 1; i < frame->count; i++) {
		if (json_compare_keys(sorted[i - 1], sorted[i]) != 0)
			continue;
		((ProtobufCMessage **)(void *)frame->elements)[frame->count - 1] = sorted[i];
		return reader_fail(r, "the key is given twice");
	}
	return true;
}

/* Packs the content that was read into its Any. */
static bool close_any(struct reader *r, struct frame *frame)
{
	const ProtobufCMessage *content = frame->boxed != NULL ? *frame->boxed : frame->message;
	frame->field = NULL;
	if (content == &frame->any->base)
		return true;
	if (content == NULL)
		return reader_fail(r, "the content is missing, expected a member \"value\"");
	struct bytes bytes;
	if (message_pack_arena(content, r->arena, &bytes) != STATUS_OK)
		return reader_no_room(r);
	frame->any->value.len = bytes.size;
	frame->any->value.data = (uint8_t *)(uintptr_t)bytes.data;
	return true;
}

static int on_object_end(void *context)
{
	struct reader *r = advance(context);
	struct frame *frame = &r->frames[r->top];
	if (frame->kind == FRAME_MAP) {
		if (!has_distinct_keys(r, frame))
			return false;
		put_elements(frame);
	} else {
		if (frame->any != NULL && !close_any(r, frame))
			return false;
		r->depth--;
	}
	r->top--;
	return true;
}

static int on_array_end(void *context)
{
	struct reader *r = advance(context);
	put_elements(&r->frames[r->top--]);
	return true;
}

/* yajl's words for what is no JSON, and ours. */
static const char *explain(const char *words)
{
	static const struct {
		const char *yajl, *ours;
	} rows[] = {
		{ "premature EOF", "the text ends before its value does" },
		{ "trailing garbage", "found more behind the value, expected the end of the text" },
		{ "separated by a colon", "expected ':' behind the name of the member" },
		{ "inside map, I expect", "expected ',' or '}' behind the value" },
		{ "after array element", "expected ',' or ']' behind the element" },
		{ "invalid object key", "expected the name of a member in quotes" },
		{ "unallowed token", "expected a value" },
		{ "invalid bytes in UTF8", "found bytes in a text that are not UTF-8" },
		{ "inside a string, '\\' occurs", "found '\\' before a character that it does not escape" },
		{ "invalid character inside string", "found a control character in a text, expected its escape" },
		{ "(non-hex) character", "expected four hexadecimal digits behind \\u" },
		{ "after the minus sign", "expected a digit behind the minus sign" },
		{ "after the exponent", "expected a digit in the exponent" },
		{ "after the decimal point", "expected a digit behind the decimal point" },
		{ "probable comment", "found a comment, which JSON does not have" },
		{ "invalid string in json", "found a word that is no value; texts stand in quotes" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strstr(words, rows[i].yajl) != NULL)
			return rows[i].ours;
	return "found a character that begins no value";
}

/* The token that yajl stopped at: the last to begin before where it stopped; or
 * the very place, where it lies in a string. */
static size_t syntax_place(const struct reader *r, bool in_token)
{
	size_t stop = yajl_get_bytes_consumed(r->yajl), at = r->after;
	if (r->at_end)
		return r->text.size;
	while (at + 1 < stop && is_between_tokens(r->text.data[at]))
		at++;
	return in_token && r->text.data[at] == '"' ? stop : at;
}

static void fail_syntax(struct reader *r)
{
	unsigned char *words = yajl_get_error(r->yajl, 0, NULL, 0);
	const char *message = words == NULL ? "" : (const char *)words;
	bool in_token = strstr(message, "lexical error") != NULL;
	fail_at(r, syntax_place(r, in_token), path_text(r), explain(message));
	if (words != NULL)
		yajl_free_error(r->yajl, words);
}

static enum status parse(struct reader *r)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = on_null,
		.yajl_boolean = on_bool,
		.yajl_number = on_number,
		.yajl_string = on_string,
		.yajl_start_map = on_object,
		.yajl_map_key = on_name,
		.yajl_end_map = on_object_end,
		.yajl_start_array = on_array,
		.yajl_end_array = on_array_end,
	};
	r->yajl = yajl_alloc(&callbacks, NULL, r);
	if (r->yajl == NULL) {
		reader_no_room(r);
		return r->status;
	}
	yajl_status status = yajl_parse(r->yajl, r->text.data, r->text.size);
	if (status == yajl_status_ok) {
		r->at_end = true;
		status = yajl_complete_parse(r->yajl);
	}
	if (status == yajl_status_error)
		fail_syntax(r);
	yajl_free(r->yajl);
	return r->status;
}

enum status json_read(const ProtobufCMessageDescriptor *type, struct bytes text, struct arena *arena,
		      ProtobufCMessage **out, struct error *error)
{
	struct reader r = { .text = text, .arena = arena, .error = error };
	r.root_field.name = "";
	r.root_field.label = PROTOBUF_C_LABEL_NONE;
	r.root_field.type = PROTOBUF_C_TYPE_MESSAGE;
	r.root_field.descriptor = type;
	r.frames[0] = (struct frame){ .kind = FRAME_ROOT, .field = &r.root_field };
	enum status status = parse(&r);
	if (status == STATUS_OK)
		*out = r.root;
	return status;
}
