#include "client/views.h"

#include <errno.h>
#include <string.h>

#include "proto/json.h"
#include "proto/rules.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"

#define PAGE 1000

static bool add_page(struct cli *cli, const ProtobufCMessage *page, const char *each, ProtobufCMessage *set)
{
	const ProtobufCFieldDescriptor *f = field_of(page, each);
	for (size_t i = 0; i < message_count(page, f); i++) {
		ProtobufCMessage *record = message_copy(message_at(page, f, i), &cli->arena);
		if (record == NULL)
			return false;
		rules_clear_output_only(record);
		if (!message_append(set, each, record, &cli->arena))
			return false;
	}
	return true;
}

/* Every record of one kind as of a revision, or as --as-of says. */
static int read_all(struct cli *cli, const char *method, const char *each, int64_t revision, ProtobufCMessage *set)
{
	ProtobufCMessage *request = cli_request(method, &cli->arena), *page;
	const char *token = "";
	int code = request == NULL ? cli_no_memory() : cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK && revision > 0)
		field_number(request, "as_of_revision", revision);
	do {
		if (code != EXIT_OK)
			return code;
		if (!field_text(request, "page_token", token, &cli->arena))
			return cli_no_memory();
		field_number(request, "page_size", PAGE);
		code = cli_call(cli, method, request, &cli->arena, &page);
		if (code == EXIT_OK && !add_page(cli, page, each, set))
			return cli_no_memory();
		token = code == EXIT_OK ? message_text(page, "next_page_token") : "";
	} while (token[0] != '\0');
	return code;
}

static int write_set(const ProtobufCMessage *set, const char *path)
{
	FILE *file = path == NULL || strcmp(path, "-") == 0 ? stdout : fopen(path, "wb");
	struct buffer text;
	if (file == NULL)
		return cli_fail(EXIT_IO, "%s: %s", path, strerror(errno));
	buffer_init(&text, SIZE_MAX / 2);
	enum status s = json_write(set, JSON_PRETTY, &text);
	if (s == STATUS_OK)
		s = buffer_put_text(&text, "\n");
	if (s == STATUS_OK)
		fwrite(text.data, 1, text.size, file);
	buffer_fini(&text);
	bool failed = ferror(file) || (file != stdout && fclose(file) != 0);
	if (s != STATUS_OK)
		return cli_no_memory();
	return failed && file != stdout ? cli_fail(EXIT_IO, "%s: %s", path, strerror(errno)) : EXIT_OK;
}

/* All kinds are read as of one revision. */
static int read_head(struct cli *cli, int64_t *revision)
{
	const char *method = cli_method(cli, 3);
	ProtobufCMessage *head;
	*revision = 0;
	if (option_given(cli, "as-of"))
		return EXIT_OK;
	int code = cli_call(cli, method, cli_request(method, &cli->arena), &cli->arena, &head);
	if (code == EXIT_OK)
		*revision = ((const Truce__V1__Head *)(const void *)head)->revision;
	return code;
}

int export_run(struct cli *cli, int count, char **args)
{
	static const char *const kinds[] = { "statements", "rounds", "zones" };
	ProtobufCMessage *set = message_new(&truce__v1__record_set__descriptor, &cli->arena);
	int64_t revision = 0;
	int code = set == NULL ? cli_no_memory() : read_head(cli, &revision);
	for (int i = 0; code == EXIT_OK && i < (int)(sizeof kinds / sizeof *kinds); i++)
		code = read_all(cli, cli_method(cli, i), kinds[i], revision, set);
	return code != EXIT_OK ? code : write_set(set, count == 0 ? NULL : args[0]);
}
