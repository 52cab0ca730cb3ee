#include "client/describe.h"

#include "proto/json.h"
#include "proto/schema.h"

/* JSON as it is written: whether it is in lines, and where the next member stands. */
struct writer {
	struct buffer out;
	bool pretty, first, failed;
	int depth;
};

static void put(struct writer *w, const char *text)
{
	w->failed = w->failed || text == NULL || buffer_put_text(&w->out, text) != STATUS_OK;
}

static void quote(struct writer *w, const char *text)
{
	w->failed = w->failed || json_write_text(&w->out, bytes_text(text)) != STATUS_OK;
}

static void new_line(struct writer *w)
{
	for (int i = -1; w->pretty && i < w->depth; i++)
		put(w, i < 0 ? "\n" : "  ");
}

/* Begins a member, or an element where key is NULL. */
static void begin(struct writer *w, const char *key)
{
	if (!w->first)
		put(w, ",");
	w->first = false;
	if (w->depth > 0)
		new_line(w);
	if (key == NULL)
		return;
	quote(w, key);
	put(w, w->pretty ? ": " : ":");
}

static void open(struct writer *w, const char *key, const char *bracket)
{
	begin(w, key);
	put(w, bracket);
	w->first = true;
	w->depth++;
}

static void close(struct writer *w, const char *bracket)
{
	w->depth--;
	if (!w->first)
		new_line(w);
	put(w, bracket);
	w->first = false;
}

static void member(struct writer *w, const char *key, const char *value)
{
	begin(w, key);
	quote(w, value);
}

static void member_plain(struct writer *w, const char *key, const char *value)
{
	begin(w, key);
	put(w, value);
}

/* ---- Things of the schema ---------------------------------------------- */

const char *describe_scalar(ProtobufCType type)
{
	static const struct {
		ProtobufCType type;
		const char *name;
	} names[] = {
		{ PROTOBUF_C_TYPE_INT32, "int32" }, { PROTOBUF_C_TYPE_INT64, "int64" },
		{ PROTOBUF_C_TYPE_BOOL, "bool" },   { PROTOBUF_C_TYPE_STRING, "string" },
		{ PROTOBUF_C_TYPE_BYTES, "bytes" }, { PROTOBUF_C_TYPE_DOUBLE, "double" },
		{ PROTOBUF_C_TYPE_FLOAT, "float" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].type == type)
			return names[i].name;
	return "?";
}

static void write_field(struct writer *w, struct cli *cli, const ProtobufCMessageDescriptor *type,
			const ProtobufCFieldDescriptor *f)
{
	const char *full = arena_printf(&cli->arena, "%s.%s", type->name, f->name);
	const char *name = describe_scalar(f->type);
	if (f->type == PROTOBUF_C_TYPE_MESSAGE)
		name = ((const ProtobufCMessageDescriptor *)f->descriptor)->name;
	if (f->type == PROTOBUF_C_TYPE_ENUM)
		name = ((const ProtobufCEnumDescriptor *)f->descriptor)->name;
	open(w, NULL, "{");
	member(w, "name", f->name);
	member_plain(w, "number", arena_printf(&cli->arena, "%u", f->id));
	member(w, "type", name);
	member_plain(w, "repeated", f->label == PROTOBUF_C_LABEL_REPEATED ? "true" : "false");
	member(w, "comment", full == NULL ? "" : schema_comment(full));
	close(w, "}");
}

static void write_message(struct writer *w, struct cli *cli, const ProtobufCMessageDescriptor *type)
{
	member(w, "message", type->name);
	member(w, "comment", schema_comment(type->name));
	open(w, "fields", "[");
	for (unsigned i = 0; i < type->n_fields; i++)
		write_field(w, cli, type, &type->fields[i]);
	close(w, "]");
}

static void write_enum(struct writer *w, struct cli *cli, const ProtobufCEnumDescriptor *type)
{
	member(w, "enum", type->name);
	member(w, "comment", schema_comment(type->name));
	open(w, "values", "[");
	for (unsigned i = 0; i < type->n_values; i++) {
		const char *full = arena_printf(&cli->arena, "%s.%s", type->name, type->values[i].name);
		open(w, NULL, "{");
		member(w, "name", type->values[i].name);
		member_plain(w, "number", arena_printf(&cli->arena, "%d", type->values[i].value));
		member(w, "comment", full == NULL ? "" : schema_comment(full));
		close(w, "}");
	}
	close(w, "]");
}

static void write_method(struct writer *w, struct cli *cli, const char *path)
{
	const ProtobufCServiceDescriptor *service = NULL;
	const ProtobufCMethodDescriptor *method = NULL;
	if (!schema_method(path, &service, &method))
		return;
	const char *full = arena_printf(&cli->arena, "%s.%s", service->name, method->name);
	member(w, "method", path);
	member(w, "comment", full == NULL ? "" : schema_comment(full));
	member(w, "request", method->input->name);
	member(w, "response", method->output->name);
	open(w, "commands", "[");
	const struct command *c;
	for (size_t i = 0; (c = command_at(cli, i)) != NULL; i++)
		if (command_calls(c, path))
			member(w, NULL, c->words);
	close(w, "]");
}

static void write_service(struct writer *w, struct cli *cli, const ProtobufCServiceDescriptor *service)
{
	member(w, "service", service->name);
	member(w, "comment", schema_comment(service->name));
	open(w, "methods", "[");
	for (unsigned i = 0; i < service->n_methods; i++) {
		const char *path = arena_printf(&cli->arena, "/%s/%s", service->name, service->methods[i].name);
		open(w, NULL, "{");
		write_method(w, cli, path == NULL ? "" : path);
		close(w, "}");
	}
	close(w, "]");
}

static void write_one(struct writer *w, struct cli *cli, const struct described *d)
{
	open(w, NULL, "{");
	if (d->service != NULL)
		write_service(w, cli, d->service);
	else if (d->method != NULL)
		write_method(w, cli, d->method);
	else if (d->message != NULL)
		write_message(w, cli, d->message);
	else
		write_enum(w, cli, d->type);
	close(w, "}");
}

int describe_json(struct cli *cli, const struct described *described, size_t count)
{
	struct writer w = { .pretty = cli->output == OUTPUT_JSON, .first = true };
	buffer_init(&w.out, SIZE_MAX / 2);
	if (w.pretty)
		open(&w, NULL, "[");
	for (size_t i = 0; i < count; i++) {
		write_one(&w, cli, &described[i]);
		if (!w.pretty)
			put(&w, "\n");
		w.first = !w.pretty;
	}
	if (w.pretty) {
		close(&w, "]");
		put(&w, "\n");
	}
	if (!w.failed)
		fwrite(w.out.data, 1, w.out.size, stdout);
	buffer_fini(&w.out);
	return w.failed ? cli_no_memory() : EXIT_OK;
}
