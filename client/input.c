#include "client/cli.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "proto/json.h"
#include "truce/v1/import_service.pb-c.h"

#define JSON_MOST ((size_t)1 << 30)

/* Standard input that was looked at, until it is read. */
static struct buffer looked_at;

static int over_the_limit(const char *path, size_t limit)
{
	return cli_fail(EXIT_LIMIT, "%s: over the limit of %zu bytes", input_label(path), limit);
}

static int take_looked_at(size_t limit, struct buffer *out)
{
	bool over = looked_at.size > limit;
	if (over)
		buffer_fini(&looked_at);
	*out = looked_at;
	looked_at = (struct buffer){ .data = NULL };
	return over ? over_the_limit("-", limit) : EXIT_OK;
}

int input_look(struct bytes *out)
{
	int code = looked_at.size > 0 ? EXIT_OK : input_read("-", JSON_MOST, &looked_at);
	*out = code == EXIT_OK ? buffer_bytes(&looked_at) : bytes_of(NULL, 0);
	return code;
}

int input_read(const char *path, size_t limit, struct buffer *out)
{
	bool standard = strcmp(path, "-") == 0;
	if (standard && looked_at.size > 0)
		return take_looked_at(limit, out);
	FILE *file = standard ? stdin : fopen(path, "rb");
	if (file == NULL)
		return cli_fail(EXIT_INPUT, "%s: %s", path, strerror(errno));
	char chunk[65536];
	enum status s = STATUS_OK;
	buffer_init(out, limit);
	if (isatty(fileno(file)))
		fprintf(stderr, "truce: reads what is typed here, up to Ctrl-D on a line of its own\n");
	while (s == STATUS_OK && !feof(file) && !ferror(file)) /* a terminal can be read past its end */
		s = buffer_put(out, chunk, fread(chunk, 1, sizeof chunk, file));
	int failed = ferror(file) ? errno : 0;
	if (file != stdin)
		fclose(file);
	if (s == STATUS_OK && failed == 0)
		return EXIT_OK;
	buffer_fini(out);
	if (failed != 0)
		return cli_fail(EXIT_INPUT, "%s: %s", input_label(path), strerror(failed));
	return over_the_limit(path, limit);
}

const char *input_label(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

bool input_ends_in(const char *path, const char *ending)
{
	size_t size = strlen(path), n = strlen(ending);
	return size > n && strcasecmp(path + size - n, ending) == 0;
}

static int parse(struct cli *cli, const ProtobufCMessageDescriptor *type, ProtobufCMessage **out)
{
	struct error error;
	size_t line;
	int rest = 0;
	cli->input.type = type;
	enum status s = json_read(type, buffer_bytes(&cli->input.text), &cli->arena, out, &error);
	if (s == STATUS_OK)
		return EXIT_OK;
	if (sscanf(error.message, "line %zu%n", &line, &rest) == 1 && line > cli->input.added)
		return cli_fail(exit_of(s), "%s: line %zu%s", cli->input.label, line - cli->input.added,
				error.message + rest);
	return cli_fail(exit_of(s), "%s: %s", cli->input.label, error.message);
}

/* A byte order mark, which some editors put before UTF-8, is no part of the text (RFC 8259, 8.1). */
static void drop_mark(struct buffer *text)
{
	static const char mark[3] = "\xEF\xBB\xBF";
	if (text->size < sizeof mark || memcmp(text->data, mark, sizeof mark) != 0)
		return;
	text->size -= sizeof mark;
	memmove(text->data, text->data + sizeof mark, text->size);
}

static int read_text(struct cli *cli, const char *path)
{
	input_fini(cli);
	int code = input_read(path, JSON_MOST, &cli->input.text);
	cli->input.label = input_label(path);
	if (code == EXIT_OK)
		drop_mark(&cli->input.text);
	return code;
}

int input_message(struct cli *cli, const char *path, const ProtobufCMessageDescriptor *type, ProtobufCMessage **out)
{
	int code = read_text(cli, path);
	return code == EXIT_OK ? parse(cli, type, out) : code;
}

static int make_set(struct cli *cli, bool lines)
{
	struct buffer set;
	struct bytes text = buffer_bytes(&cli->input.text);
	buffer_init(&set, SIZE_MAX / 2);
	int code = lines ? input_lines(cli, text, &set) : input_one(text, &set);
	buffer_fini(&cli->input.text);
	cli->input.text = set;
	cli->input.added = 1;
	return code;
}

int input_records(struct cli *cli, const char *path, ProtobufCMessage **out)
{
	int code = read_text(cli, path);
	struct bytes text = code == EXIT_OK ? buffer_bytes(&cli->input.text) : bytes_of(NULL, 0);
	bool lines = input_ends_in(path, ".jsonl") || input_is_lines(text);
	if (code == EXIT_OK && (lines || input_is_record(text)))
		code = make_set(cli, lines);
	return code == EXIT_OK ? parse(cli, &truce__v1__record_set__descriptor, out) : code;
}

int input_json(struct cli *cli, const char *label, const char *text, const ProtobufCMessageDescriptor *type,
	       ProtobufCMessage **out)
{
	input_fini(cli);
	buffer_init(&cli->input.text, JSON_MOST);
	cli->input.label = label;
	if (buffer_put_text(&cli->input.text, text) != STATUS_OK)
		return cli_no_memory();
	return parse(cli, type, out);
}

void input_fini(struct cli *cli)
{
	buffer_fini(&cli->input.text);
	cli->input.added = 0;
	origins_forget(cli);
}

Truce__V1__DateInterval *input_date(struct arena *arena, const char *text)
{
	Truce__V1__DateInterval *date = (void *)message_new(&truce__v1__date_interval__descriptor, arena);
	const char *dots = strstr(text, "..");
	char *earliest = arena_text_n(arena, text, dots == NULL ? strlen(text) : (size_t)(dots - text));
	char *latest = arena_text(arena, dots == NULL ? text : dots + 2);
	if (date == NULL || earliest == NULL || latest == NULL)
		return NULL;
	date->earliest = earliest;
	date->latest = latest;
	return date;
}
