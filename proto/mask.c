#include "proto/message.h"

#include <stdio.h>

#include "proto/field.h"
#include "proto/filter.h"
#include "proto/quote.h"
#include "proto/rules.h"

/* The field that the first part of a path names, and the rest of the path (NULL
 * at its end). NULL where the type has no such field. */
static const ProtobufCFieldDescriptor *step(const ProtobufCMessageDescriptor *type, const char *path, const char **rest)
{
	size_t length = strcspn(path, ".");
	*rest = path[length] == '.' ? path + length + 1 : NULL;
	for (unsigned i = 0; i < type->n_fields; i++)
		if (strlen(type->fields[i].name) == length && memcmp(type->fields[i].name, path, length) == 0)
			return &type->fields[i];
	return NULL;
}

static bool is_output_only(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *f)
{
	const struct rule *rule = rule_find(type, f->name);
	return rule != NULL && (rule->flags & RULE_OUTPUT_ONLY) != 0;
}

static void add_unknown(const ProtobufCMessageDescriptor *type, const char *name, const char *where,
			struct violations *v)
{
	const char *names[64], *near = NULL;
	char word[64];
	size_t count = 0, length = strcspn(name, ".");
	for (; count < type->n_fields && count < sizeof names / sizeof *names; count++)
		names[count] = type->fields[count].name;
	if (snprintf(word, sizeof word, "%.*s", (int)length, name) < (int)sizeof word)
		near = nearest_name(word, names, count);
	const char *quoted = quote_text(v->arena, bytes_of(name, length));
	if (near == NULL)
		violations_add(v, where, "%s has no field %s", type->name, quoted);
	else
		violations_add(v, where, "%s has no field %s; did you mean \"%s\"?", type->name, quoted, near);
}

static bool check_path(const ProtobufCMessageDescriptor *type, const char *path, const char *where,
		       struct violations *v)
{
	const char *rest = path;
	while (rest != NULL) {
		const char *name = rest;
		const ProtobufCFieldDescriptor *f = step(type, name, &rest);
		if (f == NULL) {
			add_unknown(type, name, where, v);
			return false;
		}
		if (is_output_only(type, f)) {
			violations_add(v, where, "%s.%s is output only", type->name, f->name);
			return false;
		}
		if (rest != NULL && (f->type != PROTOBUF_C_TYPE_MESSAGE || field_is_repeated(f))) {
			violations_add(v, where, "a path ends at %s.%s, which is %s", type->name, f->name,
				       field_is_repeated(f) ? "repeated: name it whole" : "no message");
			return false;
		}
		type = f->descriptor;
	}
	return true;
}

/* Makes the field of to what it is in from. */
static void replace(const ProtobufCMessage *from, ProtobufCMessage *to, const ProtobufCFieldDescriptor *f)
{
	if (message_count(from, f) == 0) {
		field_clear(to, f);
		return;
	}
	size_t size = field_is_repeated(f) ? sizeof(void *) : field_kind(f)->size;
	memmove(field_place_mutable(to, f), field_place(from, f), size);
	if (field_is_repeated(f))
		*field_count_place(to, f) = message_count(from, f);
	else if (field_is_in_oneof(f))
		*field_case_place(to, f) = f->id;
}

/* Follows a path that check_path passed. False without room. */
static bool apply(const ProtobufCMessage *from, ProtobufCMessage *to, const char *path, struct arena *arena)
{
	const char *rest;
	const ProtobufCFieldDescriptor *f = step(to->descriptor, path, &rest);
	while (rest != NULL) {
		if (!message_has(from, f) && !message_has(to, f))
			return true; /* unset on both sides, and all below with it */
		from = message_has(from, f) ? message_at(from, f, 0) : message_new(f->descriptor, arena);
		ProtobufCMessage *below = message_has(to, f) ? NULL : message_new(f->descriptor, arena);
		if (from == NULL || (below == NULL && !message_has(to, f)))
			return false;
		if (below != NULL && !message_set_message(to, f->name, below))
			return false;
		to = field_message(to, f, 0);
		f = step(to->descriptor, rest, &rest);
	}
	replace(from, to, f);
	return true;
}

void message_apply_mask(const char *const *paths, size_t count, const ProtobufCMessage *from, ProtobufCMessage *to,
			struct arena *arena, struct violations *v)
{
	bool sound = true;
	for (size_t i = 0; i < count; i++) {
		char where[64];
		snprintf(where, sizeof where, "update_mask.paths[%zu]", i);
		sound &= check_path(to->descriptor, paths[i], where, v);
	}
	for (size_t i = 0; sound && i < count; i++)
		if (!apply(from, to, paths[i], arena))
			violations_add(v, "update_mask", "there is no memory to apply it");
}
