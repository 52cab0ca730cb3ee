/* The values of an enum by the names that people write. Pure; any thread. */
#ifndef TRUCE_PROTO_ENUM_NAMES_H
#define TRUCE_PROTO_ENUM_NAMES_H

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"

/* How many bytes of a value's name are the enum's own: of KIND_SPEECH in the enum
 * Kind, 5; of EXTENSION_RULE_NONE in ExtensionRule, 15. */
size_t enum_prefix(const ProtobufCEnumDescriptor *type, const char *name);

/* The name of a value without those, in small letters and with such a character between its words:
 * "joint-statement". NULL without memory. */
char *enum_word(const ProtobufCEnumDescriptor *type, const ProtobufCEnumValue *value, char between, struct arena *arena);

/* The names of all values but the one of 0, without those: names_listed. NULL where the arena is full. */
const char *enum_values_listed(const ProtobufCEnumDescriptor *type, struct arena *arena);

/* The value of a name, with or without those, in any letter case; NULL for none. */
const ProtobufCEnumValue *enum_value_called(const ProtobufCEnumDescriptor *type, const char *word);

#endif
