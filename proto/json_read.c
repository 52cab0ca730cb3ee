#include "proto/json.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "proto/field.h"
#include "proto/filter.h"
#include "proto/json_reader.h"

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

/* Called for each string, names of members too. yajl lets some bytes pass that are
 * not UTF-8. */
static bool is_sound_text(struct reader *r, struct bytes text)
{
	size_t token = reader_token(r), bad;
	struct bytes raw = bytes_of(r->text.data + token, r->after - token);
	bool escapes = raw.size != text.size + 2;
	if (escapes && has_half_character(raw))
		return reader_fail(r, "found half of a surrogate pair, expected \\u escapes in pairs");
	if (utf8_is_text(text, &bad))
		return true;
	if (text.data[bad] == '\0')
		return reader_fail(r, "found a text with \\u0000, which no text may hold");
	return reader_fail_at(r, escapes ? token : token + 1 + bad, "found bytes in a text that are not UTF-8");
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
	if (r->note != NULL)
		r->note(r, frame);
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

static enum status parse(struct reader *r, const yajl_callbacks *callbacks)
{
	r->yajl = yajl_alloc(callbacks, NULL, r);
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
		reader_fail_syntax(r);
	yajl_free(r->yajl);
	return r->status;
}

enum status reader_run(struct reader *r, const ProtobufCMessageDescriptor *type)
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
	r->root_field.name = "";
	r->root_field.label = PROTOBUF_C_LABEL_NONE;
	r->root_field.type = PROTOBUF_C_TYPE_MESSAGE;
	r->root_field.descriptor = type;
	r->frames[0] = (struct frame){ .kind = FRAME_ROOT, .field = &r->root_field, .sought = UINT64_MAX };
	return parse(r, &callbacks);
}

enum status json_read(const ProtobufCMessageDescriptor *type, struct bytes text, struct arena *arena,
		      ProtobufCMessage **out, struct error *error)
{
	struct reader r = { .text = text, .arena = arena, .error = error };
	enum status status = reader_run(&r, type);
	if (status == STATUS_OK)
		*out = r.root;
	return status;
}

/* ---- Any JSON ----------------------------------------------------------- */

static int pass_token(void *context)
{
	advance(context);
	return true;
}

static int pass_bool(void *context, int truth)
{
	(void)truth;
	return pass_token(context);
}

static int pass_number(void *context, const char *text, size_t size)
{
	(void)text;
	(void)size;
	return pass_token(context);
}

static int pass_text(void *context, const unsigned char *text, size_t size)
{
	return is_sound_text(advance(context), bytes_of(text, size));
}

enum status json_check(struct bytes text, struct error *error)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = pass_token,
		.yajl_boolean = pass_bool,
		.yajl_number = pass_number,
		.yajl_string = pass_text,
		.yajl_start_map = pass_token,
		.yajl_map_key = pass_text,
		.yajl_end_map = pass_token,
		.yajl_start_array = pass_token,
		.yajl_end_array = pass_token,
	};
	struct arena arena;
	struct reader r = { .text = text, .arena = &arena, .error = error };
	arena_init(&arena, 1 << 16);
	enum status status = parse(&r, &callbacks);
	arena_fini(&arena);
	return status;
}
