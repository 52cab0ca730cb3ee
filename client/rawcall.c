#include "client/views.h"

#include <string.h>
#include <strings.h>

#include "client/words.h"
#include "proto/filter.h"
#include "proto/schema.h"

#define METHODS_MOST 256
#define FEW 5

/* Whether what stands before the slash, if anything, names the service. */
static bool is_of_service(const ProtobufCServiceDescriptor *s, const char *text, const char *slash)
{
	size_t size = slash == NULL ? 0 : (size_t)(slash - text);
	return slash == NULL || (strlen(s->short_name) == size && strncmp(s->short_name, text, size) == 0) ||
	       (strlen(s->name) == size && strncmp(s->name, text, size) == 0);
}

const char *method_meant(struct arena *arena, const char *text)
{
	const char *slash = strrchr(text, '/'), *name = slash == NULL ? text : slash + 1;
	const char *found = NULL;
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *method, *first = NULL;
	if (text[0] == '/')
		return schema_method(text, &service, &method) ? text : NULL;
	for (size_t i = 0; schema_services[i] != NULL; i++) {
		const ProtobufCServiceDescriptor *s = schema_services[i];
		const ProtobufCMethodDescriptor *m = protobuf_c_service_descriptor_get_method_by_name(s, name);
		if (m == NULL || !is_of_service(s, text, slash))
			continue;
		if (first != NULL && first->input != m->input)
			return NULL;
		if (first != NULL) /* a service under an older name as well */
			continue;
		first = m;
		found = arena_printf(arena, "/%s/%s", s->name, m->name);
	}
	return found;
}

static int read_request(struct cli *cli, const char *text, const ProtobufCMessageDescriptor *type,
			ProtobufCMessage **out)
{
	int code = strcmp(text, "-") == 0 ? input_message(cli, "-", type, out)
					  : input_json(cli, "the request", text, type, out);
	return code == EXIT_OK && !origin_input(cli, "", "", 0) ? cli_no_memory() : code;
}

/* Of the methods that the words begin, or stand in: the first few, each once. */
static const char *few_with(struct cli *cli, const char *name, const char *const *names, size_t count)
{
	const char *few = "";
	size_t size = strlen(name), all = 0;
	for (int begin = 1; begin >= 0 && all == 0; begin--)
		for (size_t i = 0; i < count; i++) {
			bool has = begin ? strncasecmp(names[i], name, size) == 0 : strcasestr(names[i], name) != NULL;
			if (!has || size == 0 || words_has(few, ", ", names[i]) || ++all > FEW)
				continue;
			few = words_join(&cli->arena, few, ", ", names[i]);
		}
	return all == 0 ? NULL : all > FEW ? words_join(&cli->arena, few, ", ", "...") : few;
}

/* Of the services that are named, or all; how many. */
static size_t method_names(const char *text, const char *slash, const char **names)
{
	size_t count = 0;
	for (size_t i = 0; schema_services[i] != NULL; i++)
		for (unsigned m = 0; m < schema_services[i]->n_methods && count < METHODS_MOST; m++)
			if (is_of_service(schema_services[i], text, slash))
				names[count++] = schema_services[i]->methods[m].name;
	return count;
}

static int refuse(struct cli *cli, const char *text)
{
	const char *slash = strrchr(text, '/'), *name = slash == NULL ? text : slash + 1, *names[2 * METHODS_MOST];
	size_t all = method_names("", NULL, names), count = method_names(text, slash, names + all);
	const char *near = nearest_name(name, names, all);
	if (near != NULL && strcmp(near, name) == 0)
		return cli_usage(cli, "%s is not clear, or not of that service; `truce describe` lists all methods",
				 text);
	const char *few = near == NULL ? few_with(cli, name, names + all, count) : NULL;
	if (few != NULL)
		return cli_usage(cli, "%s is no method; it may be %s: `truce describe` lists them", text, few);
	if (near == NULL)
		return cli_usage(cli, "%s is no method; `truce describe` lists them", text);
	return cli_usage(cli, "%s is no method; did you mean %s? `truce describe` lists them", text, near);
}

int call_run(struct cli *cli, int count, char **args)
{
	const char *method = method_meant(&cli->arena, args[0]);
	ProtobufCMessage *request = method == NULL ? NULL : cli_request(method, &cli->arena), *response;
	if (method == NULL)
		return refuse(cli, args[0]);
	int code = request == NULL ? cli_no_memory() : EXIT_OK;
	if (code == EXIT_OK && count > 1)
		code = read_request(cli, args[1], request->descriptor, &request);
	if (code == EXIT_OK)
		code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = cli_call(cli, method, request, &cli->arena, &response);
	return code != EXIT_OK ? code : output_message(cli, response, NULL);
}
