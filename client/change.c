/* Creating and replacing records: what the user gives becomes a message, and says
 * which of its fields count. */
#include "client/record.h"

#include <string.h>
#include <unistd.h>

#include "client/referred.h"
#include "client/screen.h"
#include "client/words.h"
#include "google/protobuf/field_mask.pb-c.h"
#include "proto/enum_names.h"
#include "proto/json.h"
#include "proto/rules.h"

#define PATHS_MOST 64

/* The fields that --set and --mask name. */
struct paths {
	const char *all[PATHS_MOST];
	size_t count;
};

static bool add_path(struct paths *paths, const char *path)
{
	if (path == NULL || paths->count == PATHS_MOST)
		return false;
	paths->all[paths->count++] = path;
	return true;
}

/* The field that a path ends at; NULL where there is none, or it goes into a list: *list is how
 * much of the path names that then. */
static const ProtobufCFieldDescriptor *find_path(const ProtobufCMessageDescriptor *type, const char *path, size_t *list)
{
	const char *begin = path;
	char name[64];
	while (type != NULL) {
		size_t size = strcspn(path, ".[");
		snprintf(name, sizeof name, "%.*s", (int)size, path);
		const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(type, name);
		if (f == NULL || path[size] == '\0')
			return f;
		*list = f->label == PROTOBUF_C_LABEL_REPEATED ? (size_t)(path - begin) + size : 0;
		type = f->type == PROTOBUF_C_TYPE_MESSAGE && *list == 0 && path[size] == '.' ? f->descriptor : NULL;
		path += size + 1;
	}
	return NULL;
}

/* {"venue":{"city":VALUE}} */
static enum status put_json(struct buffer *out, const char *path, const char *value, bool quoted)
{
	enum status s = STATUS_OK;
	size_t depth = 1;
	for (const char *p = path; s == STATUS_OK; depth++) {
		size_t size = strcspn(p, ".");
		s = buffer_printf(out, "{\"%.*s\":", (int)size, p);
		if (p[size] == '\0')
			break;
		p += size + 1;
	}
	if (s == STATUS_OK)
		s = quoted ? json_write_text(out, bytes_text(value)) : buffer_put_text(out, value);
	for (; s == STATUS_OK && depth > 0; depth--)
		s = buffer_put_text(out, "}");
	return s;
}

/* A place in JSON that we made would only mislead. */
static const char *behind_place(const char *message)
{
	int size = 0;
	(void)sscanf(message, "line %*u, column %*u, %n", &size);
	return message + size;
}

/* A value of an enum goes by the name that filters know it by as well: SPEECH for KIND_SPEECH. */
static const char *value_of(const ProtobufCFieldDescriptor *f, const char *given)
{
	const ProtobufCEnumValue *called =
		f->type == PROTOBUF_C_TYPE_ENUM ? enum_value_called(f->descriptor, given) : NULL;
	return called == NULL ? given : called->name;
}

/* One --set "path=value" into the record. */
static int set_field(struct cli *cli, const char *text, ProtobufCMessage *record, struct paths *paths)
{
	const char *equals = strchr(text, '=');
	if (equals == NULL)
		return cli_usage(cli, "--set %s: expected FIELD=VALUE", text);
	const char *path = arena_text_n(&cli->arena, text, (size_t)(equals - text));
	size_t list = 0;
	const ProtobufCFieldDescriptor *f = path == NULL ? NULL : find_path(record->descriptor, path, &list);
	if (list > 0)
		return cli_usage(
			cli,
			"--set %s: %.*s is a list, which is given whole: --set '%.*s=[...]', or a file and --mask %.*s",
			text, (int)list, text, (int)list, text, (int)list, text);
	if (f == NULL)
		return cli_usage(cli, "--set %s: a %s has no such field; `truce describe %s` lists them", text,
				 cli->command->collection->noun, record->descriptor->name);
	bool quoted = f->label != PROTOBUF_C_LABEL_REPEATED &&
		      (f->type == PROTOBUF_C_TYPE_STRING || f->type == PROTOBUF_C_TYPE_ENUM);
	struct buffer json;
	struct error error = { .status = STATUS_RESOURCE_EXHAUSTED, .message = "no memory" };
	struct violations v;
	ProtobufCMessage *part;
	buffer_init(&json, SIZE_MAX / 2);
	violations_init(&v, &cli->arena);
	enum status s = put_json(&json, path, value_of(f, equals + 1), quoted);
	if (s == STATUS_OK)
		s = json_read(record->descriptor, buffer_bytes(&json), &cli->arena, &part, &error);
	buffer_fini(&json);
	if (s == STATUS_OK) {
		message_apply_mask(&path, 1, part, record, &cli->arena, &v);
		s = violations_status(&v, &error);
	}
	if (s != STATUS_OK) /* of a mask there is but the path that is told already */
		return cli_fail(EXIT_DATA, "--set %s: %s", text,
				v.count > 0 ? v.first->description : behind_place(error.message));
	if (!origin_option(cli, arena_printf(&cli->arena, "%s.%s", cli->command->collection->noun, path), path,
			   arena_printf(&cli->arena, "--set %s", path)))
		return cli_no_memory();
	return add_path(paths, path) ? EXIT_OK : cli_usage(cli, "too many fields at once; give a file instead");
}

static int set_fields(struct cli *cli, ProtobufCMessage *record, struct paths *paths)
{
	int code = EXIT_OK;
	for (const struct option_value *v = cli->values; code == EXIT_OK && v != NULL; v = v->next)
		if (strcmp(v->row->name, "set") == 0)
			code = set_field(cli, v->text, record, paths);
	return code;
}

static int input_record(struct cli *cli, const char *file, ProtobufCMessage **out)
{
	const struct collection *c = cli->command->collection;
	int code = input_message(cli, file, c->type, out);
	return code == EXIT_OK && !origin_input(cli, c->noun, "", 0) ? cli_no_memory() : code;
}

/* The record that a file (NULL: none was named) and --set make. */
static int read_record(struct cli *cli, const char *file, ProtobufCMessage **out, struct paths *paths)
{
	const ProtobufCMessageDescriptor *type = cli->command->collection->type;
	bool set = option_given(cli, "set");
	int code = EXIT_OK;
	*out = NULL;
	if (file == NULL && !set && isatty(STDIN_FILENO))
		return cli_usage(cli, "name a file, or - for standard input, or give fields with --set");
	if (file != NULL || !set)
		code = input_record(cli, file == NULL ? "-" : file, out);
	else if ((*out = message_new(type, &cli->arena)) == NULL)
		return cli_no_memory();
	return code != EXIT_OK ? code : set_fields(cli, *out, paths);
}

static int add_mask(struct cli *cli, struct paths *paths)
{
	const char *mask = option_text(cli, "mask");
	while (mask != NULL && *mask != '\0') {
		size_t size = strcspn(mask, ",");
		const char *path = arena_text_n(&cli->arena, mask, size);
		if (!add_path(paths, path))
			return cli_usage(cli, "too many fields in --mask");
		if (!origin_option(cli, arena_printf(&cli->arena, "update_mask.paths[%zu]", paths->count - 1), path,
				   arena_printf(&cli->arena, "--mask %s", path)))
			return cli_no_memory();
		mask += size + (mask[size] == ',');
	}
	return EXIT_OK;
}

int changed_print(struct cli *cli, const ProtobufCMessage *record)
{
	const char *name = message_text(record, "name"), *etag = message_text(record, "etag");
	int code = EXIT_OK;
	if (output_is_json(cli))
		code = output_message(cli, record, NULL);
	else if (cli->output == OUTPUT_TEXT)
		show_message(cli, record);
	else
		printf("%s  etag %s  revision %lld\n", screen_safe(&cli->arena, name, false),
		       screen_safe(&cli->arena, etag == NULL ? "" : etag, false), (long long)cli->revision);
	fflush(stdout);
	if (message_count(record, cli_field(record, "delete_time")) == 0)
		referred_add(cli, record);
	referred_say(cli);
	return code;
}

/* Whether an argument is an id or a name rather than a file. */
static bool is_name(const struct collection *c, const char *text)
{
	return form_id(text) || form_name_of(text, c->plural);
}

/* Whether an argument that is none can be a file: it is there, or is written as a path. */
static bool may_be_file(const char *text)
{
	return strcmp(text, "-") == 0 || strpbrk(text, "./") != NULL || access(text, F_OK) == 0;
}

int create_run(struct cli *cli, int count, char **args)
{
	const struct collection *c = cli->command->collection;
	const char *method = cli_method(cli, 0);
	bool named = count > 0 && is_name(c, args[0]);
	struct paths paths = { .count = 0 };
	ProtobufCMessage *record, *request = cli_request(method, &cli->arena);
	if (count > 0 && !named && (count == 2 || !may_be_file(args[0])))
		return cli_usage(cli,
				 "%s is not an id: 1 to 63 lower-case letters, digits and hyphens, with no "
				 "hyphen at either end%s",
				 args[0], count == 2 ? "" : "; nor is it a file");
	int code = read_record(cli, count > named ? args[named] : NULL, &record, &paths);
	if (code != EXIT_OK)
		return code;
	const char *id = words_id(named ? args[0] : message_text(record, "name"));
	const char *field = arena_printf(&cli->arena, "%s_id", c->noun);
	if (request == NULL || field == NULL || !field_text(request, field, id, &cli->arena) ||
	    !field_message(request, c->noun, record))
		return cli_no_memory();
	code = cli_call(cli, method, request, &cli->arena, &record);
	return code != EXIT_OK ? code : changed_print(cli, record);
}

static bool put_mask(struct cli *cli, ProtobufCMessage *request, const struct paths *paths)
{
	if (paths->count == 0)
		return true;
	ProtobufCMessage *mask = message_new(&google__protobuf__field_mask__descriptor, &cli->arena);
	return mask != NULL && field_texts(mask, "paths", paths->all, paths->count, &cli->arena) &&
	       field_message(request, "update_mask", mask);
}

int update_run(struct cli *cli, int count, char **args)
{
	const struct collection *c = cli->command->collection;
	const char *method = cli_method(cli, 0), *name = name_read(cli, c->plural, args[0]);
	const char *etag = option_text(cli, "etag");
	struct paths paths = { .count = 0 };
	ProtobufCMessage *record, *request = cli_request(method, &cli->arena);
	if (name == NULL)
		return EXIT_USAGE;
	if (!origin_option(cli, c->noun, "", name)) /* what nothing of this gives is what the record holds */
		return cli_no_memory();
	int code = read_record(cli, count > 1 ? args[1] : NULL, &record, &paths);
	if (code == EXIT_OK && count > 1 && !option_given(cli, "mask"))
		paths.count = 0;
	if (code == EXIT_OK)
		code = add_mask(cli, &paths);
	if (code != EXIT_OK)
		return code;
	if (request == NULL || !field_text(record, "name", name, &cli->arena) ||
	    (etag != NULL && !field_text(record, "etag", etag, &cli->arena)) ||
	    !field_message(request, c->noun, record) || !put_mask(cli, request, &paths))
		return cli_no_memory();
	code = cli_call(cli, method, request, &cli->arena, &record);
	return code != EXIT_OK ? code : changed_print(cli, record);
}
