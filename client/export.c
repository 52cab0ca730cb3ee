#include "client/views.h"

#include <string.h>

#include "client/export_forms.h"
#include "client/record.h"
#include "client/save.h"
#include "client/words.h"
#include "proto/rules.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define PAGE 1000

static const struct form {
	const char *name;
	int (*write)(const struct export_set *set, FILE *out);
	int first, last; /* of the kinds: which are written; texts with all of them */
} forms[] = {
	{ "json", export_as_json, 0, 2 },   { "jsonl", export_as_jsonl, 0, 2 },
	{ "text", export_as_text, 0, 0 },   { "csv", export_as_csv, 0, 0 },
	{ "votes", export_as_votes, 0, 0 }, { "elections", export_as_elections, 0, 0 },
	{ "akn", export_as_akn, 0, 0 },     { "geojson", export_as_geojson, 2, 2 },
};
#define FORMS (sizeof forms / sizeof *forms)

static const char *const kinds[] = { "statements", "rounds", "zones" };

/* ---- What is written -------------------------------------------------- */

static bool add_record(struct cli *cli, ProtobufCMessage *record, const char *each, ProtobufCMessage *set)
{
	rules_clear_output_only(record);
	return message_append(set, each, record, &cli->arena);
}

/* Whether a statement is part of another; it may have other links to it. */
static bool is_part(const ProtobufCMessage *record, const char *whole)
{
	const Truce__V1__Statement *s = (const void *)record;
	for (size_t i = 0; i < s->n_links; i++)
		if (s->links[i]->kind == TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF &&
		    strcmp(s->links[i]->statement, whole) == 0)
			return true;
	return false;
}

static bool add_page(struct cli *cli, ProtobufCMessage *page, const char *each, const char *whole,
		     ProtobufCMessage *set)
{
	const size_t count = message_count(page, cli_field(page, each));
	for (size_t i = 0; i < count; i++) {
		ProtobufCMessage *record = field_element(page, each, i);
		if ((whole == NULL || is_part(record, whole)) && !add_record(cli, record, each, set))
			return false;
	}
	return true;
}

/* Every record of one kind, or every statement that is part of one, as of a revision or as --as-of
 * says. */
static int read_all(struct cli *cli, const char *method, const char *each, const char *whole, int64_t revision,
		    ProtobufCMessage *set)
{
	const char *quoted = whole == NULL ? "" : words_quote(&cli->arena, whole), *filter = quoted;
	if (whole != NULL && quoted != NULL)
		filter = arena_printf(&cli->arena, "links.statement = %s", quoted);
	if (filter == NULL)
		return cli_no_memory();
	ProtobufCMessage *request = cli_request(method, &cli->arena), *page;
	const char *token = "";
	int code = request == NULL || !field_text(request, "filter", filter, &cli->arena)
			   ? cli_no_memory()
			   : cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK && revision > 0)
		field_number(request, "as_of_revision", revision);
	do {
		if (code != EXIT_OK)
			return code;
		if (!field_text(request, "page_token", token, &cli->arena))
			return cli_no_memory();
		field_number(request, "page_size", PAGE);
		code = cli_call(cli, method, request, &cli->arena, &page);
		if (code == EXIT_OK && !add_page(cli, page, each, whole, set))
			return cli_no_memory();
		token = code == EXIT_OK ? message_text(page, "next_page_token") : "";
	} while (token[0] != '\0');
	return code;
}

/* One statement, and those that are parts of it. */
static int read_statement(struct cli *cli, const char *given, int64_t revision, ProtobufCMessage *set)
{
	const char *name = name_read(cli, "statements", given);
	ProtobufCMessage *request = cli_request(cli_method(cli, 4), &cli->arena), *statement;
	if (name == NULL)
		return EXIT_USAGE;
	if (request == NULL || !field_text(request, "name", name, &cli->arena))
		return cli_no_memory();
	int code = cli_as_of(cli, request, &cli->arena);
	if (code == EXIT_OK && revision > 0)
		field_number(request, "as_of_revision", revision);
	if (code == EXIT_OK)
		code = cli_call(cli, cli_method(cli, 4), request, &cli->arena, &statement);
	if (code != EXIT_OK)
		return code;
	if (!add_record(cli, statement, "statements", set))
		return cli_no_memory();
	return read_all(cli, cli_method(cli, 0), "statements", name, revision, set);
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

static int read_set(struct cli *cli, const struct form *form, ProtobufCMessage *set)
{
	const char *statement = option_text(cli, "statement");
	int64_t revision = 0;
	int code = read_head(cli, &revision);
	if (statement != NULL && code == EXIT_OK)
		code = read_statement(cli, statement, revision, set);
	for (int i = form->first; statement == NULL && code == EXIT_OK && i <= form->last; i++)
		code = read_all(cli, cli_method(cli, i), kinds[i], NULL, revision, set);
	bool texts = form->first < form->last, whole = texts && statement == NULL && revision > 0;
	if (code == EXIT_OK && texts)
		code = export_add_texts(cli, cli_method(cli, 5), set);
	return code == EXIT_OK && whole
		       ? export_add_other_texts(cli, cli_method(cli, 5), cli_method(cli, 6), revision, set)
		       : code;
}

/* ---- Writing ---------------------------------------------------------- */

static int write_set(struct export_set *set, const struct form *form, const char *path)
{
	struct save save;
	int code = save_begin(set->cli, path, &save);
	return code == EXIT_OK ? save_end(&save, form->write(set, save.file)) : code;
}

static const struct form *form_asked(struct cli *cli)
{
	const char *name = option_text(cli, "format");
	if (name == NULL)
		name = cli->asked_output && cli->output == OUTPUT_JSONL  ? "jsonl"
		       : cli->asked_output && cli->output == OUTPUT_TEXT ? "text"
									 : "json";
	for (size_t i = 0; i < FORMS; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	cli_usage(cli, "--format %s: expected %s", name, option_words_told(cli, "format"));
	return NULL;
}

int export_run(struct cli *cli, int count, char **args)
{
	const struct form *form = form_asked(cli);
	ProtobufCMessage *records = message_new(&truce__v1__record_set__descriptor, &cli->arena);
	struct export_set set = { .cli = cli, .records = (Truce__V1__RecordSet *)(void *)records };
	if (form == NULL)
		return EXIT_USAGE;
	if (form->first > 0 && option_given(cli, "statement"))
		return cli_usage(cli, "--format %s is of %s: leave --statement out", form->name, kinds[form->first]);
	int code = records == NULL ? cli_no_memory() : read_set(cli, form, records);
	if (code == EXIT_OK && form->write != export_as_json && !export_prepare(&set))
		code = cli_no_memory();
	return code != EXIT_OK ? code : write_set(&set, form, count == 0 ? NULL : args[0]);
}
