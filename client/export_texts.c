/* The texts that what is exported rests on: without them its sources would name nothing. */
#include <stdlib.h>
#include <string.h>

#include "client/export_forms.h"
#include "client/words.h"
#include "proto/rules.h"
#include "truce/v1/text.pb-c.h"

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

int export_add_texts(struct cli *cli, const char *method, ProtobufCMessage *set)
{
	size_t count, lost = 0;
	int code = EXIT_OK;
	const char **names = text_names(&cli->arena, set, &count);
	for (size_t i = 0; names != NULL && code == EXIT_OK && i < count; i++) {
		Truce__V1__GetTextRequest request = TRUCE__V1__GET_TEXT_REQUEST__INIT;
		ProtobufCMessage *text;
		request.name = message_borrow(names[i]);
		code = cli_call(cli, method, &request.base, &cli->arena, &text);
		lost += code == EXIT_ABSENT;
		if (code == EXIT_ABSENT) {
			code = EXIT_OK;
			continue;
		}
		if (code == EXIT_OK)
			rules_clear_output_only(text);
		if (code == EXIT_OK && !message_append(set, "texts", text, &cli->arena))
			return cli_no_memory();
	}
	if (names == NULL)
		return cli_no_memory();
	if (lost > 0)
		cli_fail(EXIT_OK,
			 "what is written names %s that %s not on record and %s left out; `truce import` of the file "
			 "that it was, or of an export that has it, puts it on record",
			 words_count(&cli->arena, lost, "text"), lost == 1 ? "is" : "are", lost == 1 ? "is" : "are");
	return code;
}
