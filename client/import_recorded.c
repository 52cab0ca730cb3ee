/* The texts that are on record, to be read anew. */
#include <stdlib.h>
#include <string.h>

#include "client/import_texts.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/text.pb-c.h"

#define PAGE 1000
#define HEX 64 /* digits of a text's id */

static const char prefix[] = "texts/";

bool import_is_recorded(const struct cli *cli, const char *path)
{
	size_t n = strlen(prefix);
	return option_given(cli, "again") && strncmp(path, prefix, n) == 0 && strlen(path + n) == HEX &&
	       strspn(path + n, "0123456789abcdef") == HEX;
}

int import_recorded_read(struct cli *cli, const char *name, struct arena *arena, Truce__V1__ImportTextRequest *out)
{
	Truce__V1__GetTextRequest request = TRUCE__V1__GET_TEXT_REQUEST__INIT;
	ProtobufCMessage *message;
	request.name = message_borrow(name);
	int code = cli_call(cli, cli_method(cli, 3), &request.base, arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__Text *text = (const void *)message;
	out->content = text->content;
	out->filename = text->filename;
	return EXIT_OK;
}

/* A meeting and its turns, which stand behind it, rest on one text. */
static int add_page(struct cli *cli, struct intake *in, const Truce__V1__ListStatementsResponse *page)
{
	for (size_t i = 0; i < page->n_statements; i++) {
		const Truce__V1__Statement *s = page->statements[i];
		for (size_t k = 0; k < s->n_sources; k++) {
			const char *name = s->sources[k]->text;
			bool known = name[0] == '\0' ||
				     (in->count > 0 && strcmp(in->paths[in->count - 1], name) == 0);
			int code = known ? EXIT_OK : intake_add(cli, in, name);
			if (code != EXIT_OK)
				return code;
		}
	}
	return EXIT_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void keep_each_once(struct intake *in)
{
	size_t kept = 0;
	if (in->count > 0)
		qsort(in->paths, in->count, sizeof *in->paths, by_name);
	for (size_t i = 0; i < in->count; i++)
		if (kept == 0 || strcmp(in->paths[kept - 1], in->paths[i]) != 0)
			in->paths[kept++] = in->paths[i];
	in->count = kept;
}

int import_recorded_list(struct cli *cli, struct intake *out)
{
	Truce__V1__ListStatementsRequest request = TRUCE__V1__LIST_STATEMENTS_REQUEST__INIT;
	struct arena arena;
	const char *token = "";
	int code;
	request.page_size = PAGE;
	*out = (struct intake){ .folder = true };
	do {
		ProtobufCMessage *page;
		request.page_token = message_borrow(token);
		arena_init(&arena, SIZE_MAX);
		code = cli_call(cli, cli_method(cli, 2), &request.base, &arena, &page);
		token = code == EXIT_OK ? arena_text(&cli->arena, message_text(page, "next_page_token")) : "";
		if (code == EXIT_OK)
			code = token == NULL ? cli_no_memory() : add_page(cli, out, (const void *)page);
		arena_fini(&arena);
	} while (code == EXIT_OK && token[0] != '\0');
	keep_each_once(out);
	if (code == EXIT_OK && out->count == 0)
		return cli_fail(EXIT_OK, "no statement on record rests on a text that was imported");
	return code;
}
