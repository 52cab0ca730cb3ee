#include "client/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "proto/json.h"

#define MEMORY_MOST ((size_t)4 << 30)

struct origin {
	const char *part;
	const char *given;  /* its path in what gave it */
	const char *option; /* that gave it; NULL for the input */
	size_t skipped;
	struct origin *next; /* that was given before */
};

static bool add(struct cli *cli, const struct origin *row)
{
	struct origin *o = arena_copy(&cli->arena, row, sizeof *row);
	if (o == NULL)
		return false;
	o->next = cli->origins;
	cli->origins = o;
	return true;
}

bool origin_input(struct cli *cli, const char *part, const char *given, size_t skipped)
{
	return add(cli, &(struct origin){ .part = part, .given = given, .skipped = skipped });
}

bool origin_option(struct cli *cli, const char *part, const char *given, const char *option)
{
	return part != NULL && option != NULL &&
	       add(cli, &(struct origin){ .part = part, .given = given, .option = option });
}

void origins_forget(struct cli *cli)
{
	cli->origins = NULL;
}

/* What is left of a field's path behind the part; NULL where it is not in it. */
static const char *rest_of(const char *field, const char *part)
{
	size_t size = strlen(part);
	bool within = strncmp(field, part, size) == 0 &&
		      (size == 0 || field[size] == '\0' || field[size] == '.' || field[size] == '[');
	return within ? field + size : NULL;
}

static const struct origin *origin_of(const struct cli *cli, const char *field)
{
	for (const struct origin *o = cli->origins; o != NULL; o = o->next)
		if (rest_of(field, o->part) != NULL)
			return o;
	return NULL;
}

/* The path in the input of a field of the request; NULL without memory. */
static const char *path_in_input(struct cli *cli, const struct origin *o, const char *field)
{
	const char *rest = rest_of(field, o->part);
	if (*rest == '[') {
		char *end;
		unsigned long long index = strtoull(rest + 1, &end, 10);
		return arena_printf(&cli->arena, "%s[%llu%s", o->given, index + o->skipped, end);
	}
	rest += *rest == '.';
	return arena_printf(&cli->arena, "%s%s%s", o->given, o->given[0] != '\0' && *rest != '\0' ? "." : "", rest);
}

static const char *option_name(struct cli *cli, const struct origin *o, const char *field)
{
	const char *rest = rest_of(field, o->part);
	rest += o->given[0] == '\0' && *rest == '.';
	return *rest == '\0' ? o->option : arena_printf(&cli->arena, "%s: %s%s", o->option, o->given, rest);
}

/* The option of those that do that gives a field of the request, or what the field is a part of:
 * the one of its name, or one that is called otherwise; NULL for none. */
static const char *option_that(struct cli *cli, bool (*does)(const struct cli *cli, const char *name),
			       const char *field)
{
	static const struct {
		const char *part, *option;
	} others[] = {
		{ "date", "on" },
		{ "date", "date" },
		{ "as_of", "as-of" },
		{ "as_of_revision", "as-of" },
		{ "as_of_time", "as-of" },
		{ "from_date", "from" },
		{ "to_date", "to" },
		{ "radius_m", "radius" },
		{ "least_km2", "least" },
		{ "statement_id", "id" },
		{ "words", "about" },
		{ "instrument", "cites" },
		{ "page_size", "limit" },
		{ "consent.party", "party" },
		{ "consent.term", "term" },
		{ "consent.date", "date" },
		{ "consent.sources[0].source", "source" },
		{ "consent.sources[0].place", "place" },
		{ "termination.date", "date" },
		{ "termination.reason", "why" },
		{ "termination.sources[0].source", "source" },
		{ "termination.sources[0].place", "place" },
		{ "sources[0].id", "source" },
		{ "sources[0].title", "source-title" },
		{ "sources[0].uri", "source-uri" },
	};
	char *name = arena_printf(&cli->arena, "--%s", field);
	for (char *c = name; c != NULL && *c != '\0'; c++)
		*c = *c == '_' ? '-' : *c;
	if (name != NULL && does(cli, name + 2))
		return name;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (rest_of(field, others[i].part) != NULL && does(cli, others[i].option))
			return arena_printf(&cli->arena, "--%s", others[i].option);
	return NULL;
}

const char *origin_option_for(struct cli *cli, const char *field)
{
	return option_that(cli, option_known, field);
}

/* Where paths lead in the input: all at line 0 where that cannot be told. */
static void find(const struct input *input, const char *const *paths, size_t count, struct json_place *out)
{
	struct arena arena;
	arena_init(&arena, MEMORY_MOST);
	memset(out, 0, count * sizeof *out);
	if (json_find(input->type, buffer_bytes(&input->text), paths, count, &arena, out, NULL) != STATUS_OK)
		memset(out, 0, count * sizeof *out);
	arena_fini(&arena);
}

/* A path with its names as JSON has them, where the input does not have them otherwise. */
static const char *as_written(struct cli *cli, const char *path)
{
	struct bytes text = buffer_bytes(&cli->input.text);
	char *copy = arena_text(&cli->arena, path), *to = copy;
	for (const char *at = path; copy != NULL && *at != '\0';) {
		size_t size = strcspn(at, ".["), end = size + strcspn(at + size, ".");
		end += at[end] == '.';
		const char *name = arena_printf(&cli->arena, "\"%.*s\"", (int)size, at);
		bool plain = name == NULL || memmem(text.data, text.size, name, strlen(name)) != NULL;
		for (size_t i = 0; i < end; i++) {
			bool joins = !plain && i < size && at[i] == '_' && i + 1 < size;
			*to++ = joins ? to_capital(at[++i]) : at[i];
		}
		at += end;
	}
	if (copy == NULL)
		return path;
	*to = '\0';
	return copy;
}

static const char *place_name(struct cli *cli, const char *path, const struct json_place *place)
{
	if (place->line <= cli->input.added)
		return arena_printf(&cli->arena, "%s: %s", cli->input.label, path);
	return arena_printf(&cli->arena, "%s: line %zu, column %zu%s%s", cli->input.label,
			    place->line - cli->input.added, place->column, path[0] == '\0' ? "" : ", ", path);
}

void origin_names(struct cli *cli, const char *const *fields, size_t count, const char **out)
{
	const char *paths[JSON_PATHS_MOST];
	size_t owners[JSON_PATHS_MOST], found = 0;
	struct json_place places[JSON_PATHS_MOST];
	for (size_t i = 0; i < count; i++) {
		const struct origin *o = origin_of(cli, fields[i]);
		const char *name = o == NULL           ? option_that(cli, option_given, fields[i])
				   : o->option != NULL ? option_name(cli, o, fields[i])
						       : NULL;
		out[i] = name == NULL ? fields[i] : name;
		if (o == NULL || o->option != NULL || found == JSON_PATHS_MOST)
			continue;
		owners[found] = i;
		paths[found] = path_in_input(cli, o, fields[i]);
		found += paths[found] != NULL;
	}
	if (found == 0)
		return;
	find(&cli->input, paths, found, places);
	for (size_t i = 0; i < found; i++) {
		const char *name = place_name(cli, as_written(cli, paths[i]), &places[i]);
		out[owners[i]] = name == NULL ? fields[owners[i]] : name;
	}
}
