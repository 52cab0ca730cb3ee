#include "proto/message.h"

#include <stdarg.h>
#include <stdio.h>

#include "proto/field.h"

void violations_init(struct violations *v, struct arena *arena)
{
	*v = (struct violations){ .arena = arena };
	v->last = &v->first;
}

/* Keeps a violation whose parts found room. */
static void keep(struct violations *v, const char *field, const char *description)
{
	struct violation *one = arena_alloc(v->arena, sizeof *one);
	if (one == NULL || field == NULL || description == NULL)
		return;
	*one = (struct violation){ .field = field, .description = description };
	*v->last = one;
	v->last = &one->next;
}

void violations_add(struct violations *v, const char *field, const char *format, ...)
{
	if (v->count++ >= VIOLATIONS_KEPT)
		return;
	va_list args;
	va_start(args, format);
	keep(v, arena_text(v->arena, field), arena_vprintf(v->arena, format, args));
	va_end(args);
}

void violations_add_at(struct violations *v, const struct path *path, const char *format, ...)
{
	if (v->count++ >= VIOLATIONS_KEPT)
		return;
	va_list args;
	va_start(args, format);
	keep(v, path_print(path, v->arena), arena_vprintf(v->arena, format, args));
	va_end(args);
}

enum status violations_status(const struct violations *v, struct error *error)
{
	if (v->count == 0)
		return STATUS_OK;
	const struct violation *one = v->first;
	char others[48] = "";
	if (v->count > 1)
		snprintf(others, sizeof others, " (and %d more)", v->count - 1);
	if (one == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS", "the message breaks %d rules",
				 v->count);
	const char *colon = one->field[0] == '\0' ? "" : ": ";
	return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS", "%s%s%s%s", one->field, colon,
			 one->description, others);
}

const char *path_print(const struct path *path, struct arena *arena)
{
	const char *up = path->up == NULL ? "" : path_print(path->up, arena);
	if (up == NULL || path->name[0] == '\0')
		return up;
	const char *dot = up[0] == '\0' ? "" : ".";
	if (path->index < 0)
		return arena_printf(arena, "%s%s%s", up, dot, path->name);
	return arena_printf(arena, "%s%s%s[%td]", up, dot, path->name, path->index);
}
