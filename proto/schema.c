#include "proto/schema.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "google/protobuf/any.pb-c.h"
#include "google/protobuf/duration.pb-c.h"
#include "google/protobuf/field_mask.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "google/rpc/error_details.pb-c.h"
#include "google/rpc/status.pb-c.h"
#include "grpc/health/v1/health.pb-c.h"
#include "grpc/reflection/v1/reflection.pb-c.h"
#include "grpc/reflection/v1alpha/reflection.pb-c.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/agenda_service.pb-c.h"
#include "truce/v1/commitment_service.pb-c.h"
#include "truce/v1/consent_service.pb-c.h"
#include "truce/v1/coverage_service.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/place_service.pb-c.h"
#include "truce/v1/position_service.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/text.pb-c.h"
#include "truce/v1/wording_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

const ProtobufCServiceDescriptor *const schema_services[] = {
	&truce__v1__statement_service__descriptor,
	&truce__v1__round_service__descriptor,
	&truce__v1__zone_service__descriptor,
	&truce__v1__position_service__descriptor,
	&truce__v1__consent_service__descriptor,
	&truce__v1__agenda_service__descriptor,
	&truce__v1__commitment_service__descriptor,
	&truce__v1__wording_service__descriptor,
	&truce__v1__place_service__descriptor,
	&truce__v1__search_service__descriptor,
	&truce__v1__coverage_service__descriptor,
	&truce__v1__text_service__descriptor,
	&truce__v1__import_service__descriptor,
	&truce__v1__journal_service__descriptor,
	&truce__v1__server_service__descriptor,
	&grpc__health__v1__health__descriptor,
	&grpc__reflection__v1__server_reflection__descriptor,
	&grpc__reflection__v1alpha__server_reflection__descriptor,
	NULL,
};

/* Messages that no method leads to. */
static const ProtobufCMessageDescriptor *const others[] = {
	&google__protobuf__any__descriptor,
	&google__protobuf__duration__descriptor,
	&google__protobuf__field_mask__descriptor,
	&google__protobuf__timestamp__descriptor,
	&google__rpc__bad_request__descriptor,
	&google__rpc__error_info__descriptor,
	&google__rpc__precondition_failure__descriptor,
	&google__rpc__status__descriptor,
	&truce__rpc__v1__request__descriptor,
	&truce__rpc__v1__response__descriptor,
};

/* Every message and enum, by name. Made once from the descriptors, whose number is
 * fixed when the program is built. */
enum { TYPES_MOST = 512 };
static struct types {
	const void *descriptors[TYPES_MOST];
	size_t count;
} messages, enums;
static pthread_once_t types_once = PTHREAD_ONCE_INIT;

static const char *message_name(const void *descriptor)
{
	return ((const ProtobufCMessageDescriptor *)descriptor)->name;
}

static const char *enum_name(const void *descriptor)
{
	return ((const ProtobufCEnumDescriptor *)descriptor)->name;
}

static bool add_type(struct types *types, const void *descriptor)
{
	for (size_t i = 0; i < types->count; i++)
		if (types->descriptors[i] == descriptor)
			return false;
	assert(types->count < TYPES_MOST);
	types->descriptors[types->count++] = descriptor;
	return true;
}

static void add_message(const ProtobufCMessageDescriptor *type)
{
	if (!add_type(&messages, type))
		return;
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		if (f->type == PROTOBUF_C_TYPE_MESSAGE)
			add_message(f->descriptor);
		if (f->type == PROTOBUF_C_TYPE_ENUM)
			add_type(&enums, f->descriptor);
	}
}

static int compare_messages(const void *a, const void *b)
{
	return strcmp(message_name(*(const void *const *)a), message_name(*(const void *const *)b));
}

static int compare_enums(const void *a, const void *b)
{
	return strcmp(enum_name(*(const void *const *)a), enum_name(*(const void *const *)b));
}

static void make_types(void)
{
	for (const ProtobufCServiceDescriptor *const *service = schema_services; *service != NULL; service++) {
		for (unsigned i = 0; i < (*service)->n_methods; i++) {
			add_message((*service)->methods[i].input);
			add_message((*service)->methods[i].output);
		}
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		add_message(others[i]);
	qsort(messages.descriptors, messages.count, sizeof(void *), compare_messages);
	qsort(enums.descriptors, enums.count, sizeof(void *), compare_enums);
}

static const void *find_type(const struct types *types, const char *(*name_of)(const void *), const char *full_name)
{
	pthread_once(&types_once, make_types);
	size_t low = 0, high = types->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(full_name, name_of(types->descriptors[middle]));
		if (order == 0)
			return types->descriptors[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const ProtobufCMessageDescriptor *schema_message(const char *full_name)
{
	return find_type(&messages, message_name, full_name);
}

const ProtobufCEnumDescriptor *schema_enum(const char *full_name)
{
	return find_type(&enums, enum_name, full_name);
}

bool schema_method(const char *path, const ProtobufCServiceDescriptor **service,
		   const ProtobufCMethodDescriptor **method)
{
	const char *slash = path[0] == '/' ? strchr(path + 1, '/') : NULL;
	if (slash == NULL)
		return false;
	size_t length = (size_t)(slash - path - 1);
	for (const ProtobufCServiceDescriptor *const *s = schema_services; *s != NULL; s++) {
		if (strlen((*s)->name) != length || memcmp((*s)->name, path + 1, length) != 0)
			continue;
		const ProtobufCMethodDescriptor *m = protobuf_c_service_descriptor_get_method_by_name(*s, slash + 1);
		if (m == NULL)
			return false;
		*service = *s;
		*method = m;
		return true;
	}
	return false;
}
