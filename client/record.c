#include "client/record.h"

#include <string.h>

#include "client/journal.h"
#include "client/words.h"

/* The day on which a record was deleted, "" where it was not. */
static const char *deleted_on(struct arena *arena, const ProtobufCMessage *record)
{
	const ProtobufCFieldDescriptor *f = cli_field(record, "delete_time");
	const char *time =
		message_count(record, f) == 0 ? "" : words_time(arena, (const void *)message_at(record, f, 0));
	const char *day = arena_text_n(arena, time, strcspn(time, " "));
	return day == NULL ? "" : day;
}

int list_run(struct cli *cli, int count, char **args)
{
	const struct collection *c = cli->command->collection;
	const char *method = cli_method(cli, 0);
	const char *cells[TABLE_COLUMNS_MOST];
	ProtobufCMessage *response;
	(void)count;
	(void)args;
	int code = answer_read(cli, method, cli_request(method, &cli->arena), c->plural, &response);
	if (code != EXIT_OK || cli->output != OUTPUT_TABLE)
		return code != EXIT_OK ? code : answer_print(cli, response, c->plural);
	struct column columns[TABLE_COLUMNS_MOST];
	bool shows = option_given(cli, "deleted");
	memcpy(columns, c->columns, (size_t)c->column_count * sizeof *columns);
	columns[c->column_count] = (struct column){ "DELETED", 0, 0 };
	struct table *table = table_new(cli, columns, c->column_count + shows);
	if (table == NULL)
		return cli_no_memory();
	const ProtobufCFieldDescriptor *f = cli_field(response, c->plural);
	for (size_t i = 0; i < message_count(response, f); i++) {
		const ProtobufCMessage *record = message_at(response, f, i);
		c->cells(&cli->arena, record, cells);
		cells[c->column_count] = deleted_on(&cli->arena, record);
		table_add(table, cells);
	}
	return table_print(table, arena_printf(&cli->arena, "no %s", c->plural));
}

/* Full names from arguments; NULL after a usage error. */
static const char **names_of(struct cli *cli, int count, char **args)
{
	const struct collection *c = cli->command->collection;
	const char **names = arena_array(&cli->arena, (size_t)count, sizeof *names);
	for (int i = 0; names != NULL && i < count; i++) {
		names[i] = name_read(cli, c->plural, args[i]);
		if (names[i] == NULL)
			return NULL;
	}
	return names;
}

static int get_one(struct cli *cli, const char *name)
{
	const char *method = cli_method(cli, 0);
	ProtobufCMessage *request = cli_request(method, &cli->arena), *record;
	if (request == NULL || !field_text(request, "name", name, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = cli_call(cli, method, request, &cli->arena, &record);
	if (code != EXIT_OK)
		return code;
	if (output_is_json(cli))
		return output_message(cli, record, NULL);
	show_message(cli, record);
	return EXIT_OK;
}

/* Those of the names that are on record, once one is not, which is said of each. */
static int get_each(struct cli *cli, const char *const *names, int count, ProtobufCMessage **out)
{
	const char *method = cli_method(cli, 0), *plural = cli->command->collection->plural;
	int missing = EXIT_OK;
	*out = cli_response(cli_method(cli, 1), &cli->arena);
	for (int i = 0; i < count; i++) {
		ProtobufCMessage *request = cli_request(method, &cli->arena), *record;
		if (*out == NULL || request == NULL || !field_text(request, "name", names[i], &cli->arena))
			return cli_no_memory();
		int code = cli_as_of(cli, request, &cli->arena);
		if (code == EXIT_OK)
			code = cli_call(cli, method, request, &cli->arena, &record);
		if (code == EXIT_OK && !message_append(*out, plural, record, &cli->arena))
			return cli_no_memory();
		if (code != EXIT_OK && code != EXIT_ABSENT)
			return code;
		missing = code != EXIT_OK ? code : missing;
	}
	return missing;
}

static int get_many(struct cli *cli, const char *const *names, int count)
{
	const char *method = cli_method(cli, 1), *plural = cli->command->collection->plural;
	ProtobufCMessage *request = cli_request(method, &cli->arena), *response;
	if (request == NULL || !field_texts(request, "names", names, (size_t)count, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK)
		code = cli_open(cli);
	struct truce_reply *reply = code == EXIT_OK ? cli_exchange(cli, method, request, 0) : NULL;
	if (code == EXIT_OK && reply != NULL && reply->code == STATUS_NOT_FOUND) {
		truce_reply_free(reply);
		code = get_each(cli, names, count, &response);
	} else if (code == EXIT_OK) {
		code = cli_answer(cli, method, reply, &cli->arena, &response);
	}
	if (code != EXIT_OK && code != EXIT_ABSENT)
		return code;
	int printed = answer_print(cli, response, plural);
	return code == EXIT_OK ? printed : code;
}

int get_run(struct cli *cli, int count, char **args)
{
	const char **names = names_of(cli, count, args);
	if (names == NULL)
		return EXIT_USAGE;
	return count == 1 ? get_one(cli, names[0]) : get_many(cli, names, count);
}

int delete_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *etag = option_text(cli, "etag");
	const char **names = names_of(cli, count, args);
	ProtobufCMessage *request = cli_request(method, &cli->arena), *record;
	if (names == NULL)
		return EXIT_USAGE;
	if (request == NULL || !field_text(request, "name", names[0], &cli->arena) ||
	    !field_text(request, "etag", etag == NULL ? "" : etag, &cli->arena))
		return cli_no_memory();
	int code = cli_call(cli, method, request, &cli->arena, &record);
	return code != EXIT_OK ? code : changed_print(cli, record);
}

int history_run(struct cli *cli, int count, char **args)
{
	const char **names = names_of(cli, count, args);
	return names == NULL ? EXIT_USAGE : changes_list(cli, cli_method(cli, 0), names[0]);
}
