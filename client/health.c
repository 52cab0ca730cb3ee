#include "client/views.h"

#include "client/table.h"
#include "client/words.h"
#include "grpc/health/v1/health.pb-c.h"
#include "truce/v1/server_service.pb-c.h"

static const struct column columns[] = {
	{ "WHAT", COLUMN_NAME, 0 },
	{ "VALUE", COLUMN_STATE | COLUMN_WRAP, 20 },
};
static const struct column method_columns[] = {
	{ "METHOD", COLUMN_NAME | COLUMN_WRAP, 30 },
	{ "CALLS", COLUMN_RIGHT, 0 },
	{ "ERRORS", COLUMN_RIGHT, 0 },
	{ "MEAN µs", COLUMN_RIGHT, 0 },
};

static void add(struct table *table, const char *what, const char *value)
{
	const char *cells[] = { what, value };
	if (value != NULL && value[0] != '\0')
		table_add(table, cells);
}

static const char *size_words(struct arena *arena, int64_t bytes)
{
	static const char *const units[] = { "bytes", "KiB", "MiB", "GiB", "TiB" };
	double size = (double)bytes;
	size_t unit = 0;
	for (; size >= 1024 && unit + 1 < sizeof units / sizeof *units; unit++)
		size /= 1024;
	return arena_printf(arena, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
}

static void add_status(struct table *table, struct arena *arena, const Truce__V1__ServerStatus *s)
{
	add(table, "version", s->version);
	add(table, "started", words_time(arena, s->start_time));
	add(table, "store", s->store_id);
	add(table, "revision", arena_printf(arena, "%lld", (long long)s->revision));
	add(table, "oldest revision", arena_printf(arena, "%lld", (long long)s->oldest_revision));
	add(table, "read only", s->read_only_reason);
	for (size_t i = 0; i < s->n_records; i++)
		add(table, s->records[i]->key, arena_printf(arena, "%lld", (long long)s->records[i]->value));
	add(table, "store file", size_words(arena, s->store_bytes));
	add(table, "free on disk", size_words(arena, s->free_bytes));
	add(table, "readers", arena_printf(arena, "%d", s->readers));
	add(table, "connections", arena_printf(arena, "%d", s->connections));
}

static int print_methods(struct cli *cli, const Truce__V1__ServerStatus *s)
{
	struct table *table = table_new(cli, method_columns, 4);
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < s->n_methods; i++) {
		const Truce__V1__MethodStatus *m = s->methods[i];
		double mean = m->calls == 0 ? 0 : (double)m->busy_us / (double)m->calls;
		const char *cells[] = { m->method, arena_printf(&cli->arena, "%lld", (long long)m->calls),
					arena_printf(&cli->arena, "%lld", (long long)m->errors),
					arena_printf(&cli->arena, "%.1f", mean) };
		table_add(table, cells);
	}
	putchar('\n');
	return table_print(table, NULL);
}

/* Well, or only read, or not serving. */
static int verdict(const ProtobufCMessage *health, const ProtobufCMessage *status)
{
	int serving = (int)((const Grpc__Health__V1__HealthCheckResponse *)(const void *)health)->status;
	if (serving != GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING)
		return EXIT_SERVICE;
	return ((const Truce__V1__ServerStatus *)(const void *)status)->read_only_reason[0] == '\0' ? EXIT_OK
												    : EXIT_STATE;
}

int health_run(struct cli *cli, int count, char **args)
{
	ProtobufCMessage *health, *status;
	(void)count;
	(void)args;
	int code =
		cli_call(cli, cli_method(cli, 0), cli_request(cli_method(cli, 0), &cli->arena), &cli->arena, &health);
	if (code == EXIT_OK)
		code = cli_call(cli, cli_method(cli, 1), cli_request(cli_method(cli, 1), &cli->arena), &cli->arena,
				&status);
	if (code != EXIT_OK)
		return code;
	int result = verdict(health, status);
	if (cli->output != OUTPUT_TABLE) {
		code = output_is_json(cli) ? output_message(cli, status, NULL) : EXIT_OK;
		if (cli->output == OUTPUT_TEXT)
			show_message(cli, status);
		return code != EXIT_OK ? code : result;
	}
	struct table *table = table_new(cli, columns, 2);
	if (table == NULL)
		return cli_no_memory();
	const char *serving =
		words_enum(&cli->arena, &grpc__health__v1__health_check_response__serving_status__descriptor,
			   (int)((const Grpc__Health__V1__HealthCheckResponse *)(const void *)health)->status);
	add(table, "health",
	    result == EXIT_STATE ? words_join(&cli->arena, serving, ", ", "but for writes: see read only") : serving);
	add(table, "answered by", cli->server);
	add_status(table, &cli->arena, (const void *)status);
	code = table_print(table, NULL);
	if (code == EXIT_OK && option_given(cli, "methods"))
		code = print_methods(cli, (const void *)status);
	return code != EXIT_OK ? code : result;
}
