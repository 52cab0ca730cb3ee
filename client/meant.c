#include "client/meant.h"

#include <inttypes.h>
#include <string.h>

#include "base/ascii.h"
#include "client/screen.h"
#include "proto/filter.h"
#include "proto/quote.h"
#include "proto/rules.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

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

static const char method[] = "/truce.v1.SearchService/SearchStatements";

/* The value of a field of search that is like one which nobody has; NULL for none. */
static const char *meant_value(struct cli *cli, const char *field, const char *value)
{
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

/* An id in small letters, in capital ones; a name that has both stays as it is. */
static bool in_capitals(char *id)
{
	bool small = strpbrk(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL;
	for (char *c = id; small && *c != '\0'; c++)
		*c = is_small(*c) ? (char)(*c - 'a' + 'A') : *c;
	return small;
}

int meant_party(struct cli *cli, const char **out)
{
	const char *given = option_text(cli, "party"), *meant = NULL;
	const struct rule *rule = rule_find(&truce__v1__party__descriptor, "id");
	*out = NULL;
	if (given == NULL)
		return EXIT_OK;
	char *id = arena_text(&cli->arena, given);
	if (id == NULL)
		return cli_no_memory();
	bool small = in_capitals(id), formed = rule->form(id);
	int code = small || !formed ? cli_open(cli) : EXIT_OK;
	if (code == EXIT_OK && small)
		meant = meant_value(cli, "delegation", given);
	if (code == EXIT_OK && formed && (meant == NULL || strcmp(meant, id) == 0))
		*out = id;
	if (code != EXIT_OK || *out != NULL)
		return code;
	code = cli_fail(EXIT_DATA, "--party: %s is not %s", quote_text(&cli->arena, bytes_text(given)),
			rule->form_words);
	meant_say(cli, "party", "delegation", given);
	return code;
}

/* Says how many passages a query finds that stands for words which were looked for in vain. */
static void say_found(struct cli *cli, const char *field, const char *words, const char *one, const char *several)
{
	Truce__V1__SearchStatementsRequest request = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	if (words == NULL || strlen(words) > VALUE_MOST || strpbrk(words, "\"'\\") != NULL)
		return;
	request.query = arena_printf(&cli->arena, "%s\"%s\"", field, words);
	request.page_size = 1;
	request.view = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
	request.count = true;
	const Truce__V1__SearchStatementsResponse *r =
		request.query == NULL ? NULL : (const void *)ask(cli, method, &request.base);
	if (r != NULL && r->total_passages > 0)
		fprintf(stderr, "%" PRId64 " %s: truce search '%s'\n", r->total_passages,
			r->total_passages == 1 ? one : several, screen_safe(&cli->arena, request.query, false));
}

void meant_say_words(struct cli *cli, const char *words)
{
	say_found(cli, "", words, "passage has these words", "passages have these words");
}

void meant_say_cited(struct cli *cli, const char *words)
{
	say_found(cli, "cites:", words, "passage cites it", "passages cite it");
}

/* ---- Persons --------------------------------------------------------------- */

/* The id in a statement that is nearest to a name; NULL for none. */
static const char *nearest_speaker(const Truce__V1__Statement *s, const char *name)
{
	const char *nearest = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < s->n_turns; i++) {
		const char *id = s->turns[i]->speaker == NULL ? "" : s->turns[i]->speaker->id, *dot = strchr(id, '.');
		size_t likeness = dot == NULL ? SIZE_MAX : name_likeness(name, dot + 1);
		if (likeness < least) {
			least = likeness;
			nearest = id;
		}
	}
	return nearest;
}

/* The id of who speaks under a name in the first statement that search finds; NULL for nobody. */
static const char *speaker_of(struct cli *cli, const char *name)
{
	static const char get[] = "/truce.v1.StatementService/GetStatement";
	Truce__V1__SearchStatementsRequest request = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	Truce__V1__GetStatementRequest one = TRUCE__V1__GET_STATEMENT_REQUEST__INIT;
	request.query = arena_printf(&cli->arena, "speaker:\"%s\"", name);
	request.page_size = 1;
	request.view = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
	const Truce__V1__SearchStatementsResponse *r =
		request.query == NULL ? NULL : (const void *)ask(cli, method, &request.base);
	if (r == NULL || r->n_hits == 0)
		return NULL;
	one.name = r->hits[0]->statement;
	const ProtobufCMessage *statement = ask(cli, get, &one.base);
	return statement == NULL ? NULL : nearest_speaker((const void *)statement, name);
}

void meant_say_person(struct cli *cli, const char *option, const char *value)
{
	const char *dot = value == NULL ? NULL : strchr(value, '.');
	char *name = value == NULL ? NULL : arena_text(&cli->arena, dot == NULL ? value : dot + 1);
	for (char *c = name; c != NULL && *c != '\0'; c++)
		*c = strchr("-\"", *c) == NULL ? to_small(*c) : ' ';
	const char *id = name == NULL || strlen(name) > VALUE_MOST ? NULL : speaker_of(cli, name);
	if (name != NULL && id == NULL) {
		const char *other = meant_value(cli, "speaker", name);
		id = other == NULL ? NULL : speaker_of(cli, other);
	}
	if (id != NULL && strcmp(id, value) != 0)
		fprintf(stderr, "did you mean --%s %s?\n", option, screen_safe(&cli->arena, id, false));
}

/* ---- Records ---------------------------------------------------------------- */

static const struct {
	const char *prefix, *method, *list;
} few[] = {
	{ "rounds/", "/truce.v1.RoundService/ListRounds", "rounds" },
	{ "zones/", "/truce.v1.ZoneService/ListZones", "zones" },
};

/* Of a kind of which there are few, the nearest of their names. */
static const char *nearest_of(struct cli *cli, size_t kind, const char *id)
{
	ProtobufCMessage *request = cli_request(few[kind].method, &cli->arena);
	const char *nearest = NULL;
	size_t least = SIZE_MAX;
	if (request == NULL || !field_number(request, "page_size", NAMES_MOST))
		return NULL;
	const ProtobufCMessage *response = ask(cli, few[kind].method, request);
	const ProtobufCFieldDescriptor *f = response == NULL ? NULL : cli_field(response, few[kind].list);
	for (size_t i = 0; f != NULL && i < message_count(response, f); i++) {
		const char *name = message_text(message_at(response, f, i), "name");
		size_t likeness = name_likeness(id, name + strlen(few[kind].prefix));
		if (strcmp(id, name + strlen(few[kind].prefix)) == 0) /* which is there, though not in this state */
			return NULL;
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
	for (size_t i = 0; i < sizeof few / sizeof *few; i++)
		if (strncmp(name, few[i].prefix, strlen(few[i].prefix)) == 0)
			return nearest_of(cli, i, name + strlen(few[i].prefix));
	if (strncmp(name, statements, strlen(statements)) != 0)
		return NULL;
	const char *meant = meant_value(cli, "statement", name + strlen(statements));
	return meant == NULL ? NULL : arena_printf(&cli->arena, "%s%s", statements, meant);
}
