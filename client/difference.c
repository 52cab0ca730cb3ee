#include "client/difference.h"

#include <string.h>

#include "client/screen.h"
#include "client/words.h"

#define INDENT 4
#define VALUE_MOST 600 /* columns of a value */

struct report {
	struct cli *cli;
	struct arena *arena;
	bool full; /* the arena */
};

/* A field of one message of the pair. */
struct side {
	const ProtobufCMessage *message;
	const ProtobufCFieldDescriptor *field;
	size_t from, count; /* elements that the other has not, or elsewhere */
};

static bool packed_alike(struct report *r, const ProtobufCMessage *a, const ProtobufCMessage *b)
{
	struct bytes x, y;
	if (message_pack_arena(a, r->arena, &x) == STATUS_OK && message_pack_arena(b, r->arena, &y) == STATUS_OK)
		return bytes_equal(x, y);
	r->full = true;
	return true;
}

static bool alike(struct report *r, const struct side *a, size_t i, const struct side *b, size_t k)
{
	const ProtobufCFieldDescriptor *f = a->field;
	switch (f->type) {
	case PROTOBUF_C_TYPE_MESSAGE:
		return packed_alike(r, message_at(a->message, f, i), message_at(b->message, f, k));
	case PROTOBUF_C_TYPE_STRING:
		return strcmp(message_text_at(a->message, f, i), message_text_at(b->message, f, k)) == 0;
	case PROTOBUF_C_TYPE_BYTES:
		return bytes_equal(message_bytes_at(a->message, f, i), message_bytes_at(b->message, f, k));
	case PROTOBUF_C_TYPE_DOUBLE:
	case PROTOBUF_C_TYPE_FLOAT:
		return message_double_at(a->message, f, i) == message_double_at(b->message, f, k);
	default:
		return message_int_at(a->message, f, i) == message_int_at(b->message, f, k);
	}
}

/* ---- Words ------------------------------------------------------------------- */

static const char *blanks(struct arena *arena, const char *name)
{
	char *words = arena_text(arena, name);
	for (char *c = words; c != NULL && *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
	return words == NULL ? name : words;
}

static const char *value_words(struct arena *arena, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			       size_t i);

/* A message on one line: "term 2; party TUR; decision consent". */
static const char *line_of(struct arena *arena, const ProtobufCMessage *m)
{
	const char *line = "";
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		struct words_list list = { .text = NULL };
		if (!message_has(m, f))
			continue;
		for (size_t k = 0; k < message_count(m, f); k++)
			words_add(arena, &list, ", ", value_words(arena, m, f, k));
		const char *part = arena_printf(arena, "%s %s", blanks(arena, f->name), words_listed(&list));
		line = words_join(arena, line, "; ", part == NULL ? "" : part);
	}
	return line;
}

static const char *value_words(struct arena *arena, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			       size_t i)
{
	const char *words = show_value(arena, m, f, i);
	if (words == NULL && f->type == PROTOBUF_C_TYPE_MESSAGE)
		words = arena_printf(arena, "(%s)", line_of(arena, message_at(m, f, i)));
	return words == NULL ? "" : words;
}

static void say(struct report *r, char sign, const struct side *side, size_t i)
{
	const ProtobufCFieldDescriptor *f = side->field;
	bool whole = f->type == PROTOBUF_C_TYPE_MESSAGE && show_value(r->arena, side->message, f, i) == NULL;
	const char *words =
		whole ? line_of(r->arena, message_at(side->message, f, i)) : value_words(r->arena, side->message, f, i);
	words = screen_cut(r->arena, screen_safe(r->arena, words, false), VALUE_MOST);
	printf("%*s%s%c ", INDENT, "", !r->cli->color ? "" : sign == '-' ? "\033[31m" : "\033[32m", sign);
	screen_wrap(stdout, words, INDENT + 2, INDENT + 2, screen_columns());
	printf("%s", r->cli->color ? "\033[0m" : "");
}

static void say_field(struct report *r, const char *path)
{
	printf("  %s\n", screen_safe(r->arena, blanks(r->arena, path), false));
}

/* ---- The walk ---------------------------------------------------------------- */

static const char *path_to(struct report *r, const char *path, const char *name)
{
	const char *longer = path[0] == '\0' ? name : arena_printf(r->arena, "%s, %s", path, name);
	r->full = r->full || longer == NULL;
	return longer == NULL ? name : longer;
}

/* "readings may-4" by the element's id, else by its place, from 1. */
static const char *element_path(struct report *r, const char *path, const struct side *side, size_t i)
{
	if (side->field->label != PROTOBUF_C_LABEL_REPEATED)
		return path;
	const char *id = message_text(message_at(side->message, side->field, i), "id");
	const char *longer = id == NULL || id[0] == '\0' ? arena_printf(r->arena, "%s %zu", path, i + 1)
							 : arena_printf(r->arena, "%s %s", path, id);
	r->full = r->full || longer == NULL;
	return longer == NULL ? path : longer;
}

/* Leaves out what is the same at both ends. */
static void trim(struct report *r, struct side *a, struct side *b)
{
	while (a->count > 0 && b->count > 0 && alike(r, a, a->from, b, b->from)) {
		a->from++, a->count--;
		b->from++, b->count--;
	}
	while (a->count > 0 && b->count > 0 && alike(r, a, a->from + a->count - 1, b, b->from + b->count - 1)) {
		a->count--;
		b->count--;
	}
}

static void differ(struct report *r, const ProtobufCMessage *before, const ProtobufCMessage *after, const char *path);

/* Those that have gone, and those that have come. */
static void differ_whole(struct report *r, const struct side *before, const struct side *after, const char *path)
{
	say_field(r, path);
	for (size_t i = 0; i < before->count; i++)
		say(r, '-', before, before->from + i);
	for (size_t i = 0; i < after->count; i++)
		say(r, '+', after, after->from + i);
}

static void differ_pair(struct report *r, const struct side *before, size_t i, const struct side *after, size_t k,
			const char *path)
{
	differ(r, message_at(before->message, before->field, i), message_at(after->message, after->field, k),
	       element_path(r, path, after, k));
}

static const char *id_at(const struct side *side, size_t i)
{
	return message_text(message_at(side->message, side->field, i), "id");
}

/* Where the other side has an element's id; past its end where it has not. */
static size_t find_id(const struct side *side, const char *id)
{
	size_t i = side->from;
	while (i < side->from + side->count && strcmp(id_at(side, i), id) != 0)
		i++;
	return i;
}

static void say_unpaired(struct report *r, char sign, const struct side *side, const struct side *other,
			 const char *path, bool *said)
{
	for (size_t i = side->from; i < side->from + side->count; i++) {
		if (find_id(other, id_at(side, i)) < other->from + other->count)
			continue;
		if (!*said)
			say_field(r, path);
		*said = true;
		say(r, sign, side, i);
	}
}

static void differ_by_id(struct report *r, const struct side *before, const struct side *after, const char *path)
{
	bool said = false;
	say_unpaired(r, '-', before, after, path, &said);
	say_unpaired(r, '+', after, before, path, &said);
	for (size_t i = before->from; i < before->from + before->count; i++) {
		size_t k = find_id(after, id_at(before, i));
		if (k < after->from + after->count)
			differ_pair(r, before, i, after, k, path);
	}
}

static void differ_field(struct report *r, struct side *before, struct side *after, const char *path)
{
	trim(r, before, after);
	if (before->count == 0 && after->count == 0)
		return;
	const struct side *any = before->count > 0 ? before : after;
	bool has_fields = any->field->type == PROTOBUF_C_TYPE_MESSAGE &&
			  show_value(r->arena, any->message, any->field, any->from) == NULL;
	if (has_fields && id_at(any, any->from) != NULL)
		differ_by_id(r, before, after, path);
	else if (has_fields && before->count == after->count)
		for (size_t i = 0; i < before->count; i++)
			differ_pair(r, before, before->from + i, after, after->from + i, path);
	else
		differ_whole(r, before, after, path);
}

static bool is_of_every_change(const char *field)
{
	static const char *const names[] = { "etag", "create_time", "update_time" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], field) == 0)
			return true;
	return false;
}

static void differ(struct report *r, const ProtobufCMessage *before, const ProtobufCMessage *after, const char *path)
{
	for (unsigned i = 0; i < before->descriptor->n_fields && !r->full; i++) {
		const ProtobufCFieldDescriptor *f = &before->descriptor->fields[i];
		if (path[0] == '\0' && is_of_every_change(f->name))
			continue;
		struct side b = { before, f, 0, message_has(before, f) ? message_count(before, f) : 0 };
		struct side a = { after, f, 0, message_has(after, f) ? message_count(after, f) : 0 };
		differ_field(r, &b, &a, path_to(r, path, f->name));
	}
}

bool difference_print(struct cli *cli, struct arena *arena, const ProtobufCMessage *before,
		      const ProtobufCMessage *after)
{
	struct report r = { .cli = cli, .arena = arena };
	differ(&r, before, after, "");
	return !r.full;
}
