#include "client/views.h"

#include <string.h>

#include "client/screen.h"
#include "client/table.h"
#include "client/words.h"
#include "proto/json.h"
#include "truce/v1/import_service.pb-c.h"

#define RECORDS_BYTES ((size_t)3 << 20) /* of one call; the envelope's limit is 4 MiB */
#define RECORDS_MOST 10000              /* of one call */
#define TEXT_MOST ((size_t)3 << 20)

static const struct column finding_columns[] = {
	{ "LINE", COLUMN_RIGHT, 0 },
	{ "FINDING", 0, 0 },
	{ "TEXT", COLUMN_CUT, 16 },
	{ "WHY", COLUMN_WRAP, 20 },
};

/* ---- Sets of records -------------------------------------------------- */

static const char *const kinds[] = { "statements", "rounds", "zones" };
#define KINDS (sizeof kinds / sizeof *kinds)

/* What has been sent of a set, and the part that is being gathered. */
struct sending {
	ProtobufCMessage *part;
	size_t bytes, records;
	size_t of_kind[KINDS]; /* records of each in the parts so far */
	size_t created, updated, unchanged, calls, done, all;
};

static int send_part(struct cli *cli, struct sending *s)
{
	Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
	ProtobufCMessage *message;
	request.records = (Truce__V1__RecordSet *)(void *)s->part;
	request.validate_only = option_given(cli, "dry-run");
	int code = cli_call(cli, cli_method(cli, 0), &request.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__ImportRecordsResponse *response = (const void *)message;
	s->created += response->n_created;
	s->updated += response->n_updated;
	s->unchanged += response->n_unchanged;
	s->done += s->records;
	s->calls++;
	s->part = NULL;
	if (s->done < s->all)
		screen_progress("%zu of %zu records", s->done, s->all);
	return output_is_json(cli) ? output_message(cli, message, NULL) : EXIT_OK;
}

/* The next part's records follow those that were sent. */
static bool begin_part(struct cli *cli, struct sending *s)
{
	bool complete = true;
	s->part = message_new(&truce__v1__record_set__descriptor, &cli->arena);
	s->bytes = s->records = 0;
	origins_forget(cli);
	for (size_t k = 0; k < KINDS; k++) {
		const char *part = arena_printf(&cli->arena, "records.%s", kinds[k]);
		complete = complete && part != NULL && origin_input(cli, part, kinds[k], s->of_kind[k]);
	}
	return complete && s->part != NULL;
}

static int add_record(struct cli *cli, struct sending *s, size_t kind, const ProtobufCMessage *record)
{
	size_t size = protobuf_c_message_get_packed_size(record) + 8;
	int code = EXIT_OK;
	if (s->part != NULL && (s->bytes + size > RECORDS_BYTES || s->records == RECORDS_MOST))
		code = send_part(cli, s);
	if (code != EXIT_OK)
		return code;
	ProtobufCMessage *copy = message_copy(record, &cli->arena);
	if (s->part == NULL && !begin_part(cli, s))
		return cli_no_memory();
	if (copy == NULL || !message_append(s->part, kinds[kind], copy, &cli->arena))
		return cli_no_memory();
	s->of_kind[kind]++;
	s->bytes += size;
	s->records++;
	return EXIT_OK;
}

static int import_records(struct cli *cli, const char *path)
{
	struct sending s = { .part = NULL };
	ProtobufCMessage *set;
	int code = input_message(cli, path, &truce__v1__record_set__descriptor, &set);
	for (size_t k = 0; code == EXIT_OK && k < KINDS; k++)
		s.all += message_count(set, field_of(set, kinds[k]));
	for (size_t k = 0; code == EXIT_OK && k < KINDS; k++) {
		const ProtobufCFieldDescriptor *f = field_of(set, kinds[k]);
		for (size_t i = 0; code == EXIT_OK && i < message_count(set, f); i++)
			code = add_record(cli, &s, k, message_at(set, f, i));
	}
	if (code == EXIT_OK && s.part != NULL)
		code = send_part(cli, &s);
	input_fini(cli);
	if (s.calls > 1)
		screen_progress_end();
	if (code != EXIT_OK && s.calls > 0)
		cli_fail(EXIT_OK, "%s: the first %zu of %zu records were stored", input_label(path), s.done, s.all);
	if (code == EXIT_OK && s.all == 0)
		return cli_fail(EXIT_DATA, "%s: no records in it", input_label(path));
	if (code == EXIT_OK && !output_is_json(cli))
		printf("%s%s: %zu created, %zu updated, %zu unchanged\n", screen_safe(&cli->arena, path, false),
		       option_given(cli, "dry-run") ? " (not stored)" : "", s.created, s.updated, s.unchanged);
	return code;
}

/* ---- Texts ------------------------------------------------------------ */

static int put_date(struct cli *cli, ProtobufCMessage *request)
{
	const char *text = option_text(cli, "date");
	Truce__V1__DateInterval *date = text == NULL ? NULL : input_date(&cli->arena, text);
	if (text == NULL)
		return EXIT_OK;
	return date != NULL && field_message(request, "date", &date->base) ? EXIT_OK : cli_no_memory();
}

static int put_marks(struct cli *cli, ProtobufCMessage *request)
{
	static const struct {
		const char *option, *field;
	} rows[] = { { "id", "statement_id" },    { "symbol", "symbol" }, { "organ", "organ" },
		     { "meeting", "meeting" },    { "place", "place" },   { "uri", "uri" },
		     { "publisher", "publisher" } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text = option_text(cli, rows[i].option);
		if (text != NULL && !field_text(request, rows[i].field, text, &cli->arena))
			return cli_no_memory();
	}
	return put_date(cli, request);
}

static int print_findings(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	struct table *table = table_new(cli, finding_columns, 4);
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_findings; i++) {
		const Truce__V1__Finding *f = r->findings[i];
		const char *kind = words_enum(&cli->arena, &truce__v1__finding__kind__descriptor, (int)f->kind);
		const char *cells[] = { f->line == 0 ? "" : arena_printf(&cli->arena, "%d", f->line), kind, f->printed,
					f->explanation };
		table_add(table, cells);
	}
	return table_print(table, NULL);
}

static void say(struct cli *cli, int indent, const char *words)
{
	printf("%*s", indent, "");
	screen_wrap(stdout, screen_safe(&cli->arena, words == NULL ? "" : words, false), indent, indent + 2,
		    screen_columns());
}

static int print_text(struct cli *cli, const char *path, const Truce__V1__ImportTextResponse *r)
{
	struct arena *arena = &cli->arena;
	const char *dry = option_given(cli, "dry-run") ? " (not stored)" : "";
	say(cli, 0,
	    arena_printf(arena, "%s: %s", path,
			 r->already_imported ? "imported before; nothing was stored again" : r->text));
	for (size_t i = 0; i < r->n_statements; i++) {
		const Truce__V1__Statement *s = r->statements[i];
		const char *kind = words_enum(arena, &truce__v1__statement__kind__descriptor, (int)s->kind);
		say(cli, 2,
		    arena_printf(
			    arena, "%s: %s, %s, %s, %s, %s%s", s->name, kind, words_count(arena, s->n_blocks, "block"),
			    words_count(arena, s->n_citations, "citation"),
			    words_count(arena, s->n_mentions, "mention"), words_count(arena, s->n_acts, "act"), dry));
	}
	return r->already_imported && r->n_findings == 0 ? EXIT_OK : print_findings(cli, r);
}

static int import_text(struct cli *cli, const char *path)
{
	Truce__V1__ImportTextRequest request = TRUCE__V1__IMPORT_TEXT_REQUEST__INIT;
	ProtobufCMessage *message;
	struct buffer content;
	int code = input_read(path, TEXT_MOST, &content);
	if (code != EXIT_OK)
		return code;
	const char *slash = strrchr(path, '/');
	request.filename = message_borrow(strcmp(path, "-") == 0 ? "" : slash == NULL ? path : slash + 1);
	request.content.data = content.data;
	request.content.len = content.size;
	request.validate_only = option_given(cli, "dry-run");
	code = put_marks(cli, &request.base);
	if (code == EXIT_OK)
		code = cli_call(cli, cli_method(cli, 1), &request.base, &cli->arena, &message);
	buffer_fini(&content);
	if (code != EXIT_OK)
		return code;
	if (output_is_json(cli))
		return output_message(cli, message, NULL);
	return print_text(cli, path, (const void *)message);
}

static bool is_json(const char *path)
{
	size_t size = strlen(path);
	return size > 5 && strcmp(path + size - 5, ".json") == 0;
}

int import_run(struct cli *cli, int count, char **args)
{
	static const char *const of_one_text[] = { "id", "symbol" };
	for (size_t i = 0; count > 1 && i < sizeof of_one_text / sizeof *of_one_text; i++)
		if (option_given(cli, of_one_text[i]))
			return cli_usage(cli, "--%s says something of one text: import one file at a time",
					 of_one_text[i]);
	int code = EXIT_OK;
	for (int i = 0; code == EXIT_OK && i < count; i++)
		code = is_json(args[i]) || option_given(cli, "json") ? import_records(cli, args[i])
								     : import_text(cli, args[i]);
	return code;
}
