#include "client/meant.h"

#include <stdint.h>
#include <string.h>

#include "client/screen.h"
#include "proto/filter.h"
#include "truce/v1/search_service.pb-c.h"

#define TIMEOUT_MS 2000 /* it is no more than a hint */
#define NAMES_MOST 1000
#define VALUE_MOST 200 /* bytes of a value that may be like another */

/* Calls without a word about what fails; NULL then. */
static ProtobufCMessage *ask(struct cli *cli, const char *method, ProtobufCMessage *request)
{
	ProtobufCMessage *response = NULL;
	if (cli->truce == NULL)
		return NULL;
	struct truce_reply *reply = cli_exchange(cli, method, request, TIMEOUT_MS);
	if (reply != NULL && reply->code == 0 && cli_unpack(cli, method, reply, &cli->arena, &response) != EXIT_OK)
		response = NULL;
	truce_reply_free(reply);
	return response;
}

/* ---- Values ---------------------------------------------------------------- */

/* What stands behind the field's name, without its quotes. */
static const char *value_of(struct cli *cli, const char *field)
{
	const char *value = strchr(field, ':');
	size_t size = value == NULL ? 0 : strlen(++value);
	bool quoted = size > 1 && value[0] == '"' && value[size - 1] == '"';
	return size == 0 ? NULL : quoted ? arena_text_n(&cli->arena, value + 1, size - 2) : value;
}

/* The party that all statements found have, where there is one: that of a name. */
static const char *common_party(const Truce__V1__SearchStatementsResponse *r)
{
	const char *common = NULL;
	for (size_t i = 0; r->n_facets > 0 && i < r->facets[0]->n_counts; i++) {
		const Truce__V1__FacetCount *c = r->facets[0]->counts[i];
		if (c->count < r->total)
			continue;
		if (common != NULL)
			return NULL;
		common = c->value;
	}
	return common;
}

/* The value of a field of search that is like one which nobody has; NULL for none. */
static const char *meant_value(struct cli *cli, const char *field, const char *value)
{
	static const char method[] = "/truce.v1.SearchService/SearchStatements";
	Truce__V1__Facet facet = TRUCE__V1__FACET__FACET_DELEGATION;
	Truce__V1__SearchStatementsRequest request = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	char *plain = strlen(value) > VALUE_MOST ? NULL : arena_text(&cli->arena, value);
	bool of_party = strcmp(field, "delegation") == 0;
	for (char *c = plain; c != NULL && *c != '\0'; c++)
		*c = *c == '"' ? ' ' : *c;
	request.query = plain == NULL ? NULL : arena_printf(&cli->arena, "%s:\"%s\"", field, plain);
	request.view = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
	request.count = of_party;
	request.facets = &facet;
	request.n_facets = of_party ? 1 : 0;
	const Truce__V1__SearchStatementsResponse *r =
		request.query == NULL ? NULL : (const void *)ask(cli, method, &request.base);
	if (r == NULL)
		return NULL;
	const char *meant = r->n_suggestions > 0 ? value_of(cli, r->suggestions[0]->instead)
			    : of_party           ? common_party(r)
						 : NULL;
	return meant == NULL || strcmp(meant, value) == 0 ? NULL : meant;
}

void meant_say(struct cli *cli, const char *option, const char *field, const char *value)
{
	const char *meant = value == NULL ? NULL : meant_value(cli, field, value);
	if (meant == NULL)
		return;
	const char *quote = strpbrk(meant, " ()*") == NULL ? "" : "\"";
	fprintf(stderr, "did you mean %s%s%s%s%s?\n", option == NULL ? "" : "--",
		option == NULL ? "" : arena_printf(&cli->arena, "%s ", option), quote,
		screen_safe(&cli->arena, meant, false), quote);
}

/* ---- Records ---------------------------------------------------------------- */

static const struct {
	const char *prefix, *method, *list;
} lists[] = {
	{ "rounds/", "/truce.v1.RoundService/ListRounds", "rounds" },
	{ "zones/", "/truce.v1.ZoneService/ListZones", "zones" },
};

/* Of a kind of which there are few, the nearest of their names. */
static const char *nearest_of(struct cli *cli, size_t kind, const char *id)
{
	ProtobufCMessage *request = cli_request(lists[kind].method, &cli->arena);
	const char *nearest = NULL;
	size_t least = SIZE_MAX;
	if (request == NULL || !field_number(request, "page_size", NAMES_MOST))
		return NULL;
	const ProtobufCMessage *response = ask(cli, lists[kind].method, request);
	const ProtobufCFieldDescriptor *f = response == NULL ? NULL : field_of(response, lists[kind].list);
	for (size_t i = 0; f != NULL && i < message_count(response, f); i++) {
		const char *name = message_text(message_at(response, f, i), "name");
		size_t likeness = name_likeness(id, name + strlen(lists[kind].prefix));
		if (likeness < least) {
			least = likeness;
			nearest = name;
		}
	}
	return nearest;
}

const char *meant_record(struct cli *cli, const char *name)
{
	static const char statements[] = "statements/";
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strncmp(name, lists[i].prefix, strlen(lists[i].prefix)) == 0)
			return nearest_of(cli, i, name + strlen(lists[i].prefix));
	if (strncmp(name, statements, strlen(statements)) != 0)
		return NULL;
	const char *meant = meant_value(cli, "statement", name + strlen(statements));
	return meant == NULL ? NULL : arena_printf(&cli->arena, "%s%s", statements, meant);
}
