#include "domain/check_record.h"

#include <stdlib.h>
#include <string.h>

void check_fault(const struct checker *c, const struct path *up, const char *field, const char *description)
{
	struct path path = { .up = up, .name = field, .index = -1 };
	violations_add_at(c->v, &path, "%s", description);
}

/* A text of an element of a list, and which element it is of. */
struct id {
	const char *text;
	size_t index;
};

static int compare_ids(const void *a, const void *b)
{
	const struct id *x = a, *y = b;
	int order = strcmp(x->text, y->text);
	return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* The ids of a list's elements, in order, and equal ones by their places. */
static struct id *sorted_ids(struct checker *c, const ProtobufCFieldDescriptor *list, size_t count)
{
	struct id *ids = arena_array(c->v->arena, count, sizeof *ids);
	if (ids == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		ids[i] = (struct id){ message_text(message_at(c->record, list, i), "id"), i };
	qsort(ids, count, sizeof *ids, compare_ids);
	return ids;
}

void check_ids(struct checker *c, const char *name, const struct path *root)
{
	const ProtobufCFieldDescriptor *list =
		protobuf_c_message_descriptor_get_field_by_name(c->record->descriptor, name);
	size_t count = message_count(c->record, list);
	struct id *ids = sorted_ids(c, list, count);
	if (ids == NULL) {
		check_fault(c, root, name, "has more elements than there is memory to check");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct path element = { .up = root, .name = name, .index = (ptrdiff_t)ids[i].index };
		struct path path = { .up = &element, .name = "id", .index = -1 };
		if (ids[i].text[0] == '\0')
			violations_add_at(c->v, &path, "is required: give each of %s an id of its own", name);
		else if (i > 0 && strcmp(ids[i].text, ids[i - 1].text) == 0)
			violations_add_at(c->v, &path, "\"%s\" is the id of %s[%zu] too; give each its own",
					  ids[i].text, name, ids[i - 1].index);
	}
	if (strcmp(name, "sources") != 0)
		return;
	c->sources = ids;
	c->source_count = count;
}

bool check_has_source(const struct checker *c, const char *id)
{
	struct id key = { id, 0 };
	size_t low = 0, high = c->source_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_ids(&c->sources[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->source_count && strcmp(c->sources[low].text, id) == 0;
}
