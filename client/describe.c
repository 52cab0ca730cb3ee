#include "client/describe.h"

#include <string.h>

#include "client/screen.h"
#include "client/views.h"
#include "proto/filter.h"
#include "proto/schema.h"

#define WIDTH 80
#define NAME_COLUMN 28
#define NAMES_MOST 512

static int width(void)
{
	int columns = screen_columns();
	return columns == 0 ? WIDTH : columns;
}

static void comment(struct cli *cli, const char *full_name, int first, int indent)
{
	const char *text = full_name == NULL ? "" : screen_safe(&cli->arena, schema_comment(full_name), false);
	screen_wrap(stdout, text, first, indent, width());
}

/* The comment's first sentence. */
static const char *sentence(struct arena *arena, const char *full_name)
{
	const char *text = screen_safe(arena, schema_comment(full_name), false), *end = strstr(text, ". ");
	const char *first = end == NULL ? text : arena_text_n(arena, text, (size_t)(end - text) + 1);
	return first == NULL ? "" : first;
}

static void pad(int printed, int column)
{
	if (printed >= column) {
		putchar('\n');
		printed = 0;
	}
	printf("%*s", column - printed, "");
}

static const char *type_name(const ProtobufCFieldDescriptor *f)
{
	if (f->type == PROTOBUF_C_TYPE_MESSAGE)
		return ((const ProtobufCMessageDescriptor *)f->descriptor)->short_name;
	if (f->type == PROTOBUF_C_TYPE_ENUM)
		return ((const ProtobufCEnumDescriptor *)f->descriptor)->short_name;
	return describe_scalar(f->type);
}

static void print_message(struct cli *cli, const ProtobufCMessageDescriptor *type)
{
	printf("message %s\n", type->name);
	if (schema_comment(type->name)[0] != '\0') {
		printf("  ");
		comment(cli, type->name, 2, 2);
	}
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		const char *full = arena_printf(&cli->arena, "%s.%s", type->name, f->name);
		bool repeated = f->label == PROTOBUF_C_LABEL_REPEATED;
		printf("\n  %s%s%s  %s%s\n      ", cli->color ? "\033[1m" : "", f->name, cli->color ? "\033[0m" : "",
		       repeated ? "repeated " : "", type_name(f));
		comment(cli, full, 6, 6);
	}
}

static void print_enum(struct cli *cli, const ProtobufCEnumDescriptor *type)
{
	printf("enum %s\n", type->name);
	if (schema_comment(type->name)[0] != '\0') {
		printf("  ");
		comment(cli, type->name, 2, 2);
	}
	for (unsigned i = 0; i < type->n_values; i++) {
		const char *full = arena_printf(&cli->arena, "%s.%s", type->name, type->values[i].name);
		pad(printf("  %s", type->values[i].name), NAME_COLUMN + 4);
		comment(cli, full, NAME_COLUMN + 4, NAME_COLUMN + 4);
	}
}

static void print_method(struct cli *cli, const char *path)
{
	const ProtobufCServiceDescriptor *service = NULL;
	const ProtobufCMethodDescriptor *method = NULL;
	if (!schema_method(path, &service, &method))
		return;
	const char *full = arena_printf(&cli->arena, "%s.%s", service->name, method->name);
	printf("method %s\n  ", path);
	comment(cli, full, 2, 2);
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++)
		if (command_calls(c, path))
			printf("  called by `truce %s`\n", c->words);
	putchar('\n');
	print_message(cli, method->input);
	putchar('\n');
	print_message(cli, method->output);
}

static void print_service(struct cli *cli, const ProtobufCServiceDescriptor *service)
{
	printf("%s%s%s\n  ", cli->color ? "\033[1m" : "", service->name, cli->color ? "\033[0m" : "");
	comment(cli, service->name, 2, 2);
	for (unsigned i = 0; i < service->n_methods; i++) {
		const char *full = arena_printf(&cli->arena, "%s.%s", service->name, service->methods[i].name);
		pad(printf("    %s", service->methods[i].name), NAME_COLUMN);
		screen_wrap(stdout, full == NULL ? "" : sentence(&cli->arena, full), NAME_COLUMN, NAME_COLUMN, width());
	}
}

/* What the schema can be asked for, gathered by walking from the methods' messages. */
struct found {
	const ProtobufCMessageDescriptor *messages[NAMES_MOST];
	const ProtobufCEnumDescriptor *enums[NAMES_MOST];
	size_t message_count, enum_count;
};

static void gather_enum(struct found *found, const ProtobufCEnumDescriptor *type)
{
	for (size_t i = 0; i < found->enum_count; i++)
		if (found->enums[i] == type)
			return;
	if (found->enum_count < NAMES_MOST)
		found->enums[found->enum_count++] = type;
}

static void gather(struct found *found, const ProtobufCMessageDescriptor *type)
{
	for (size_t i = 0; i < found->message_count; i++)
		if (found->messages[i] == type)
			return;
	if (found->message_count == NAMES_MOST)
		return;
	found->messages[found->message_count++] = type;
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		if (f->type == PROTOBUF_C_TYPE_MESSAGE)
			gather(found, f->descriptor);
		if (f->type == PROTOBUF_C_TYPE_ENUM)
			gather_enum(found, f->descriptor);
	}
}

static void gather_all(struct found *found)
{
	for (size_t i = 0; schema_services[i] != NULL; i++) {
		for (unsigned j = 0; j < schema_services[i]->n_methods; j++) {
			gather(found, schema_services[i]->methods[j].input);
			gather(found, schema_services[i]->methods[j].output);
		}
	}
}

/* Whether a full name is meant by its whole or by its last parts. */
static bool meant(const char *full, const char *text)
{
	size_t a = strlen(full), b = strlen(text);
	return a >= b && strcmp(full + a - b, text) == 0 && (a == b || full[a - b - 1] == '.');
}

/* The services, all or the one that is meant. */
static size_t find_services(const char *text, struct described *out)
{
	size_t count = 0;
	for (size_t i = 0; schema_services[i] != NULL && count < NAMES_MOST; i++)
		if (text == NULL || meant(schema_services[i]->name, text))
			out[count++].service = schema_services[i];
	return count;
}

static size_t find_types(const struct found *found, const char *text, struct described *out)
{
	size_t count = 0;
	for (size_t i = 0; i < found->message_count && count < NAMES_MOST; i++)
		if (meant(found->messages[i]->name, text))
			out[count++].message = found->messages[i];
	for (size_t i = 0; i < found->enum_count && count < NAMES_MOST; i++)
		if (meant(found->enums[i]->name, text))
			out[count++].type = found->enums[i];
	return count;
}

static void print(struct cli *cli, const struct described *d)
{
	if (d->service != NULL)
		print_service(cli, d->service);
	else if (d->method != NULL)
		print_method(cli, d->method);
	else if (d->message != NULL)
		print_message(cli, d->message);
	else
		print_enum(cli, d->type);
}

static int absent(struct cli *cli, const struct found *found, const char *text)
{
	const char *names[NAMES_MOST];
	for (size_t i = 0; i < found->message_count; i++)
		names[i] = found->messages[i]->short_name;
	const char *near = nearest_name(text, names, found->message_count);
	return cli_usage(cli, "the schema has no \"%s\"%s%s%s", text, near == NULL ? "" : "; did you mean \"",
			 near == NULL ? "" : near, near == NULL ? "" : "\"?");
}

int describe_run(struct cli *cli, int count, char **args)
{
	static struct described described[NAMES_MOST];
	static struct found found;
	const char *text = count == 0 ? NULL : args[0];
	size_t n = find_services(text, described);
	if (n == 0 && (described[0].method = method_meant(&cli->arena, text)) != NULL)
		n = 1;
	if (n == 0) {
		gather_all(&found);
		n = find_types(&found, text, described);
	}
	if (n == 0)
		return absent(cli, &found, text);
	if (output_is_json(cli))
		return describe_json(cli, described, n);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			putchar('\n');
		print(cli, &described[i]);
	}
	return EXIT_OK;
}
