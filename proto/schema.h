/* The schema at run time: services, methods, messages by name, and the files.
 *
 * Built from the generated descriptors and from the FileDescriptorSet that is
 * embedded at build time with its comments. Constant after first use; any thread. */
#ifndef TRUCE_PROTO_SCHEMA_H
#define TRUCE_PROTO_SCHEMA_H

#include "proto/message.h"

/* Every service that truced serves, ended by NULL. */
extern const ProtobufCServiceDescriptor *const schema_services[];

/* A method by its path "/truce.v1.ZoneService/GetZone"; false where there is none. */
bool schema_method(const char *path, const ProtobufCServiceDescriptor **service, const ProtobufCMethodDescriptor **method);

/* A message by its full name, among all that the schema's files declare; NULL where
 * there is none. */
const ProtobufCMessageDescriptor *schema_message(const char *full_name);

/* The leading comment of a declaration, by its full name: a service, a method
 * ("truce.v1.ZoneService.GetZone"), a message, a field ("truce.v1.Zone.kind"), an
 * enum, a value ("truce.v1.Zone.Kind.KIND_DEMILITARISED_ZONE" — scoped by its
 * enum, so that names do not meet), a oneof; or of a file, by the file's name.
 * Lines are parted by '\n', without blanks around. "" where there is none. Static. */
const char *schema_comment(const char *full_name);

/* The embedded FileDescriptorSet, packed, every import included; and one file of
 * it as a packed FileDescriptorProto, by file name or by a symbol it declares. */
struct bytes schema_files(void);
bool schema_file(const char *file_name, struct bytes *out);
bool schema_file_of_symbol(const char *full_name, const char **file_name);
/* Names of the files that a file imports, ended by NULL; NULL for no such file. */
const char *const *schema_imports(const char *file_name);

#endif
