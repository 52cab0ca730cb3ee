#include "client/views.h"

#include <string.h>

#include "client/meant.h"
#include "client/record.h"
#include "truce/v1/consent_service.pb-c.h"

/* An option's text, "" where it is absent. */
static char *given(const struct cli *cli, const char *name)
{
	const char *text = option_text(cli, name);
	return message_borrow(text == NULL ? "" : text);
}

/* Says which of the options that a command needs is missing; NULL for none. */
static const char *missing(const struct cli *cli, const char *const *names)
{
	while (*names != NULL && *given(cli, *names) != '\0')
		names++;
	return *names;
}

/* The --source options as one reference, and as a source of the zone where they say
 * what it is. */
static bool put_source(struct cli *cli, Truce__V1__SourceReference ***references, size_t *n_references,
		       Truce__V1__Source ***sources, size_t *n_sources)
{
	struct arena *arena = &cli->arena;
	Truce__V1__SourceReference *reference = (void *)message_new(&truce__v1__source_reference__descriptor, arena);
	Truce__V1__Source *source = (void *)message_new(&truce__v1__source__descriptor, arena);
	*references = arena_array(arena, 1, sizeof **references);
	*sources = arena_array(arena, 1, sizeof **sources);
	if (reference == NULL || source == NULL || *references == NULL || *sources == NULL)
		return false;
	reference->source = given(cli, "source");
	reference->place = given(cli, "place");
	(*references)[0] = reference;
	*n_references = 1;
	if (!option_given(cli, "source-title") && !option_given(cli, "source-uri"))
		return true;
	source->id = reference->source;
	source->title = given(cli, "source-title");
	source->uri = given(cli, "source-uri");
	(*sources)[0] = source;
	*n_sources = 1;
	return true;
}

static bool read_decision(const char *text, Truce__V1__Consent__Decision *out)
{
	static const struct {
		const char *word;
		Truce__V1__Consent__Decision decision;
	} decisions[] = {
		{ "consent", TRUCE__V1__CONSENT__DECISION__DECISION_CONSENT },
		{ "objection", TRUCE__V1__CONSENT__DECISION__DECISION_OBJECTION },
	};
	for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
		if (strcmp(text, decisions[i].word) != 0)
			continue;
		*out = decisions[i].decision;
		return true;
	}
	return false;
}

static int read_name(struct cli *cli, const char *arg, const char *const *needed, char **name)
{
	const char *option = missing(cli, needed);
	if (option != NULL && option_words(option) != NULL)
		return cli_usage(cli, "truce %s needs --%s: %s", cli->command->words, option,
				 option_words_told(cli, option));
	if (option != NULL)
		return cli_usage(cli, "truce %s needs --%s", cli->command->words, option);
	*name = message_borrow(name_read(cli, "zones", arg));
	return *name == NULL ? EXIT_USAGE : EXIT_OK;
}

static int change(struct cli *cli, ProtobufCMessage *request)
{
	ProtobufCMessage *zone;
	int code = cli_call(cli, cli_method(cli, 0), request, &cli->arena, &zone);
	return code != EXIT_OK ? code : changed_print(cli, zone);
}

int consent_run(struct cli *cli, int count, char **args)
{
	static const char *const needed[] = { "party", "term", "date", "decision", "source", NULL };
	Truce__V1__RecordConsentRequest request = TRUCE__V1__RECORD_CONSENT_REQUEST__INIT;
	Truce__V1__Consent consent = TRUCE__V1__CONSENT__INIT;
	Truce__V1__Party party = TRUCE__V1__PARTY__INIT;
	const char *id;
	int64_t term;
	(void)count;
	int code = read_name(cli, args[0], needed, &request.name);
	if (code == EXIT_OK)
		code = meant_party(cli, &id);
	if (code == EXIT_OK)
		code = option_number(cli, "term", INT32_MIN, INT32_MAX, 0, &term);
	if (code != EXIT_OK)
		return code;
	if (!read_decision(given(cli, "decision"), &consent.decision))
		return cli_usage(cli, "--decision %s: expected %s", given(cli, "decision"),
				 option_words_told(cli, "decision"));
	party.id = message_borrow(id);
	consent.party = &party;
	consent.term = (int32_t)term;
	consent.date = input_date(&cli->arena, given(cli, "date"));
	request.consent = &consent;
	request.etag = given(cli, "etag");
	if (consent.date == NULL ||
	    !put_source(cli, &consent.sources, &consent.n_sources, &request.sources, &request.n_sources))
		return cli_no_memory();
	return change(cli, &request.base);
}

int terminate_run(struct cli *cli, int count, char **args)
{
	static const char *const needed[] = { "date", "why", "source", NULL };
	Truce__V1__TerminateZoneRequest request = TRUCE__V1__TERMINATE_ZONE_REQUEST__INIT;
	Truce__V1__Termination termination = TRUCE__V1__TERMINATION__INIT;
	(void)count;
	int code = read_name(cli, args[0], needed, &request.name);
	if (code != EXIT_OK)
		return code;
	termination.date = input_date(&cli->arena, given(cli, "date"));
	termination.reason = given(cli, "why");
	request.termination = &termination;
	request.etag = given(cli, "etag");
	if (termination.date == NULL ||
	    !put_source(cli, &termination.sources, &termination.n_sources, &request.sources, &request.n_sources))
		return cli_no_memory();
	return change(cli, &request.base);
}
