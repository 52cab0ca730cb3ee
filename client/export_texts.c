/* The texts that what is exported rests on: without them its sources would name nothing. And, of a
 * whole record, those that nothing rests on any more: without them they would be new again. */
#include <stdlib.h>
#include <string.h>

#include "client/export_forms.h"
#include "client/words.h"
#include "proto/rules.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/text.pb-c.h"

#define CHANGES_PAGE 1000

struct names {
	const char **at;
	size_t count, room;
};

/* With at NULL it counts. */
static void add_names(struct names *names, const ProtobufCMessage *set, const char *kind)
{
	const ProtobufCFieldDescriptor *f = cli_field(set, kind);
	for (size_t i = 0; i < message_count(set, f); i++) {
		const ProtobufCMessage *record = message_at(set, f, i);
		const ProtobufCFieldDescriptor *sources = cli_field(record, "sources");
		for (size_t k = 0; k < message_count(record, sources); k++) {
			const char *text = message_text(message_at(record, sources, k), "text");
			if (text[0] != '\0' && names->at != NULL)
				names->at[names->count] = text;
			names->count += text[0] != '\0';
		}
	}
}

static void add_all(struct names *names, const ProtobufCMessage *set)
{
	static const char *const kinds[] = { "statements", "rounds", "zones" };
	names->count = 0;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		add_names(names, set, kinds[i]);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the texts that the sources of a set's records name, each once, in order;
 * NULL without memory. */
static const char **text_names(struct arena *arena, const ProtobufCMessage *set, size_t *count)
{
	struct names names = { .at = NULL };
	size_t kept = 0;
	add_all(&names, set);
	names.at = arena_array(arena, names.count + 1, sizeof *names.at);
	if (names.at == NULL)
		return NULL;
	add_all(&names, set);
	qsort(names.at, names.count, sizeof *names.at, by_name);
	for (size_t i = 0; i < names.count; i++)
		if (kept == 0 || strcmp(names.at[kept - 1], names.at[i]) != 0)
			names.at[kept++] = names.at[i];
	*count = kept;
	return names.at;
}

/* Adds one text; *lost counts those that are not on record. */
static int add_text(struct cli *cli, const char *method, const char *name, ProtobufCMessage *set, size_t *lost)
{
	Truce__V1__GetTextRequest request = TRUCE__V1__GET_TEXT_REQUEST__INIT;
	ProtobufCMessage *text;
	request.name = message_borrow(name);
	int code = cli_call(cli, method, &request.base, &cli->arena, &text);
	*lost += code == EXIT_ABSENT;
	if (code != EXIT_OK)
		return code == EXIT_ABSENT ? EXIT_OK : code;
	rules_clear_output_only(text);
	return message_append(set, "texts", text, &cli->arena) ? EXIT_OK : cli_no_memory();
}

int export_add_texts(struct cli *cli, const char *method, ProtobufCMessage *set)
{
	size_t count, lost = 0;
	int code = EXIT_OK;
	const char **names = text_names(&cli->arena, set, &count);
	for (size_t i = 0; names != NULL && code == EXIT_OK && i < count; i++)
		code = add_text(cli, method, names[i], set, &lost);
	if (names == NULL)
		return cli_no_memory();
	if (lost > 0)
		cli_fail(EXIT_OK,
			 "what is written names %s that %s not on record and %s left out; `truce import` of the file "
			 "that it was, or of an export that has it, puts it on record",
			 words_count(&cli->arena, lost, "text"), lost == 1 ? "is" : "are", lost == 1 ? "is" : "are");
	return code;
}

/* ---- Those that nothing rests on any more ------------------------------ */

/* Adds the texts that a page of the journal tells of, and that names does not have. */
static int add_others(struct cli *cli, const char *method, const Truce__V1__ListChangesResponse *page,
		      const struct names *names, ProtobufCMessage *set)
{
	static const char prefix[] = "texts/";
	int code = EXIT_OK;
	size_t lost = 0;
	for (size_t i = 0; code == EXIT_OK && i < page->n_changes; i++) {
		const Truce__V1__Change *change = page->changes[i];
		if (change->kind != TRUCE__V1__CHANGE__KIND__KIND_CREATED ||
		    strncmp(change->record, prefix, sizeof prefix - 1) != 0 ||
		    bsearch(&change->record, names->at, names->count, sizeof *names->at, by_name) != NULL)
			continue;
		code = add_text(cli, method, change->record, set, &lost);
	}
	return code;
}

int export_add_other_texts(struct cli *cli, const char *get, const char *changes, int64_t revision,
			   ProtobufCMessage *set)
{
	Truce__V1__ListChangesRequest request = TRUCE__V1__LIST_CHANGES_REQUEST__INIT;
	struct names names = { .at = text_names(&cli->arena, set, &names.count) };
	struct arena arena;
	int code = names.at == NULL ? cli_no_memory() : EXIT_OK;
	bool more = true;
	request.page_size = CHANGES_PAGE;
	arena_init(&arena, SIZE_MAX);
	while (code == EXIT_OK && more) {
		ProtobufCMessage *page;
		arena_reset(&arena);
		code = cli_call(cli, changes, &request.base, &arena, &page);
		if (code != EXIT_OK)
			break;
		const Truce__V1__ListChangesResponse *all = (const void *)page;
		code = add_others(cli, get, all, &names, set);
		if (all->n_changes > 0)
			request.after_revision = all->changes[all->n_changes - 1]->revision;
		more = all->next_page_token[0] != '\0' && request.after_revision < revision;
	}
	arena_fini(&arena);
	return code;
}
