/* What `truce describe` tells of the schema, before it is printed. */
#ifndef TRUCE_CLIENT_DESCRIBE_H
#define TRUCE_CLIENT_DESCRIBE_H

#include "client/cli.h"

/* One thing of the schema: one of these is set. */
struct described {
	const ProtobufCServiceDescriptor *service;
	const char *method; /* its path */
	const ProtobufCMessageDescriptor *message;
	const ProtobufCEnumDescriptor *type;
};

/* Prints things as JSON: an array of them, or one a line. An exit code. */
int describe_json(struct cli *cli, const struct described *described, size_t count);

/* How .proto files call the type of a field that is no message or enum. */
const char *describe_scalar(ProtobufCType type);

#endif
