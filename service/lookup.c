#include "service/lookup.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "proto/filter.h"
#include "proto/schema.h"

#define NAME_MOST 64  /* bytes of a name that a near one is looked for: the search is quadratic */
#define NAMES_MOST 32 /* of services, or of one service's methods */

static int compare_paths(struct bytes a, struct bytes b)
{
	if (a.size != b.size)
		return a.size < b.size ? -1 : 1;
	return memcmp(a.data, b.data, a.size);
}

static int compare_methods(const void *a, const void *b)
{
	const struct method *const *one = a, *const *other = b;
	return compare_paths(bytes_text((*one)->path), bytes_text((*other)->path));
}

static struct row_fields fields_of(const ProtobufCMessageDescriptor *request)
{
	return (struct row_fields){
		.name = protobuf_c_message_descriptor_get_field_by_name(request, "name"),
		.as_of_revision = protobuf_c_message_descriptor_get_field_by_name(request, "as_of_revision"),
		.as_of_time = protobuf_c_message_descriptor_get_field_by_name(request, "as_of_time"),
		.page_size = protobuf_c_message_descriptor_get_field_by_name(request, "page_size"),
		.page_token = protobuf_c_message_descriptor_get_field_by_name(request, "page_token"),
		.query = protobuf_c_message_descriptor_get_field_by_name(request, "query"),
		.filter = protobuf_c_message_descriptor_get_field_by_name(request, "filter"),
	};
}

enum status lookup_make(struct service *service, const struct method *rows, size_t count)
{
	service->methods = rows;
	service->method_count = count;
	service->by_path = calloc(count, sizeof(const struct method *));
	service->path_sizes = calloc(count, sizeof *service->path_sizes);
	service->figures = calloc(count, sizeof *service->figures);
	service->fields = calloc(count, sizeof *service->fields);
	if (service->by_path == NULL || service->path_sizes == NULL || service->figures == NULL ||
	    service->fields == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t i = 0; i < count; i++) {
		service->by_path[i] = &rows[i];
		service->fields[i] = fields_of(rows[i].input);
	}
	qsort(service->by_path, count, sizeof *service->by_path, compare_methods);
	for (size_t i = 0; i < count; i++)
		service->path_sizes[i] = strlen(service->by_path[i]->path);
	return STATUS_OK;
}

const struct method *lookup_method(const struct service *service, struct bytes path)
{
	size_t low = 0, high = service->method_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare_paths(path, bytes_of(service->by_path[middle]->path, service->path_sizes[middle]));
		if (order == 0)
			return service->by_path[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void lookup_free(struct service *service)
{
	free(service->by_path);
	free(service->path_sizes);
	free(service->figures);
	free(service->fields);
}

/* ---- Paths without a row ---------------------------------------------- */

static enum status refuse(struct call *call, const char *what, const char *name, const char *slash, const char *near)
{
	if (near == NULL)
		return error_set(&call->error, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD",
				 "There is no %s \"%s\" here; reflection tells which there are.", what, name);
	return error_set(&call->error, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD",
			 "There is no %s \"%s\" here; did you mean %s%s?", what, name, slash, near);
}

static const ProtobufCServiceDescriptor *service_of(const char *name)
{
	for (size_t i = 0; schema_services[i] != NULL; i++)
		if (strcmp(schema_services[i]->name, name) == 0)
			return schema_services[i];
	return NULL;
}

static enum status no_such_service(struct call *call, const char *name)
{
	const char *names[NAMES_MOST];
	size_t count = 0;
	for (; schema_services[count] != NULL && count < NAMES_MOST; count++)
		names[count] = schema_services[count]->name;
	return refuse(call, "service", name, "", strlen(name) > NAME_MOST ? NULL : nearest_name(name, names, count));
}

static enum status no_such_method(struct call *call, const ProtobufCServiceDescriptor *service, const char *name)
{
	const char *names[NAMES_MOST];
	char slash[NAME_MOST + 3];
	unsigned count = 0;
	for (; count < service->n_methods && count < NAMES_MOST; count++)
		names[count] = service->methods[count].name;
	snprintf(slash, sizeof slash, "/%s/", service->name);
	return refuse(call, "method", name, slash, strlen(name) > NAME_MOST ? NULL : nearest_name(name, names, count));
}

enum status lookup_failed(struct call *call, struct bytes path)
{
	char text[257];
	if (path.size >= sizeof text || path.size == 0 || path.data[0] != '/' || !utf8_is_text(path, NULL))
		return error_set(&call->error, STATUS_UNIMPLEMENTED, "NO_SUCH_METHOD",
				 "The method is no path of one; such a path looks like %s.",
				 call->service->methods[0].path);
	memcpy(text, path.data + 1, path.size - 1);
	text[path.size - 1] = '\0';
	call_fact(call, "method", "/%s", text);
	char *name = text, *service_name = strsep(&name, "/");
	const ProtobufCServiceDescriptor *service = service_of(service_name);
	return service == NULL ? no_such_service(call, service_name)
			       : no_such_method(call, service, name == NULL ? "" : name);
}
