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

/* Every message, by name. Made once from the descriptors, whose number is fixed when the
 * program is built. */
enum { MESSAGES_MOST = 512 };
static const ProtobufCMessageDescriptor *messages[MESSAGES_MOST];
static size_t message_total;
static pthread_once_t messages_once = PTHREAD_ONCE_INIT;

static void add_message(const ProtobufCMessageDescriptor *type)
{
	for (size_t i = 0; i < message_total; i++)
		if (messages[i] == type)
			return;
	assert(message_total < MESSAGES_MOST);
	messages[message_total++] = type;
	for (unsigned i = 0; i < type->n_fields; i++)
		if (type->fields[i].type == PROTOBUF_C_TYPE_MESSAGE)
			add_message(type->fields[i].descriptor);
}

static int by_name(const void *a, const void *b)
{
	const ProtobufCMessageDescriptor *const *left = a, *const *right = b;
	return strcmp((*left)->name, (*right)->name);
}

static void make_messages(void)
{
	for (const ProtobufCServiceDescriptor *const *service = schema_services; *service != NULL; service++) {
		for (unsigned i = 0; i < (*service)->n_methods; i++) {
			add_message((*service)->methods[i].input);
			add_message((*service)->methods[i].output);
		}
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		add_message(others[i]);
	qsort(messages, message_total, sizeof *messages, by_name);
}

static int is_named(const void *name, const void *type)
{
	return strcmp(name, (*(const ProtobufCMessageDescriptor *const *)type)->name);
}

const ProtobufCMessageDescriptor *schema_message(const char *full_name)
{
	pthread_once(&messages_once, make_messages);
	const ProtobufCMessageDescriptor *const *found =
		bsearch(full_name, messages, message_total, sizeof *messages, is_named);
	return found == NULL ? NULL : *found;
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
