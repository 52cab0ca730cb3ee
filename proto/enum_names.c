#include "proto/enum_names.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "proto/filter.h"

size_t enum_prefix(const ProtobufCEnumDescriptor *type, const char *name)
{
	const char *at = name;
	for (const char *p = type->short_name; *p != '\0'; p++) {
		if (p > type->short_name && is_capital(*p) && *at++ != '_')
			return 0;
		if (*at++ != to_capital(*p))
			return 0;
	}
	return *at == '_' && at[1] != '\0' ? (size_t)(at - name) + 1 : 0;
}

char *enum_word(const ProtobufCEnumDescriptor *type, const ProtobufCEnumValue *value, char between, struct arena *arena)
{
	char *word = arena_text(arena, value->name + enum_prefix(type, value->name));
	for (char *c = word; c != NULL && *c != '\0'; c++)
		*c = *c == '_' ? between : to_small(*c);
	return word;
}

const ProtobufCEnumValue *enum_value_called(const ProtobufCEnumDescriptor *type, const char *word)
{
	for (unsigned i = 0; i < type->n_values; i++) {
		const char *name = type->values[i].name;
		if (strcasecmp(word, name) == 0 || strcasecmp(word, name + enum_prefix(type, name)) == 0)
			return &type->values[i];
	}
	return NULL;
}

const char *enum_values_listed(const ProtobufCEnumDescriptor *type, struct arena *arena)
{
	const char **names = arena_array(arena, type->n_values, sizeof *names);
	size_t count = 0;
	if (names == NULL)
		return NULL;
	for (unsigned i = 0; i < type->n_values; i++) {
		const char *name = type->values[i].name;
		if (type->values[i].value != 0)
			names[count++] = name + enum_prefix(type, name);
	}
	return count == 0 ? "" : names_listed(arena, names, count);
}
