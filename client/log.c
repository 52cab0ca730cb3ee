#include "client/journal.h"

#include <string.h>
#include <time.h>

#include "base/time.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/table.h"
#include "client/words.h"

#define LOG_MOST 1000000
#define LOG_PAGE 1000
#define WATCH_MEMORY ((size_t)1 << 30) /* of one answer */

static const struct column columns[] = {
	{ "REV", COLUMN_RIGHT, 0 },
	{ "TIME (UTC)", 0, 0 },
	{ "WHO", COLUMN_WRAP, 12 },
	{ "WHAT", COLUMN_STATE, 0 },
	{ "RECORD", COLUMN_NAME | COLUMN_WRAP, 16 },
	{ "WHY", COLUMN_WRAP, 14 },
};

/* A text's name is a digest: on a terminal its beginning is enough. */
static const char *record_words(struct arena *arena, const char *name)
{
	bool is_text = strncmp(name, "texts/", 6) == 0 && strlen(name) > 20;
	const char *words = is_text && screen_columns() > 0 ? arena_printf(arena, "%.18s\u2026", name) : name;
	return words == NULL ? name : words;
}

static void add_change(struct table *table, struct arena *arena, const Truce__V1__Change *c)
{
	const char *cells[] = { arena_printf(arena, "%lld", (long long)c->revision),
				arena_printf(arena, "%.16s", words_time(arena, c->time)), /* to the minute */
				c->actor,
				words_enum(arena, &truce__v1__change__kind__descriptor, (int)c->kind),
				record_words(arena, c->record),
				c->reason };
	table_add(table, cells);
}

/* One change, one line: the reader of a watch sees it as it comes. */
static int print_change(struct cli *cli, const Truce__V1__Change *c, struct arena *arena)
{
	if (output_is_json(cli)) {
		enum output before = cli->output;
		cli->output = OUTPUT_JSONL;
		int code = output_message(cli, &c->base, NULL);
		cli->output = before;
		return code;
	}
	const char *kind = words_enum(arena, &truce__v1__change__kind__descriptor, (int)c->kind);
	const char *line =
		arena_printf(arena, "%6lld  %s  %-9s  %s  %s%s%s", (long long)c->revision, words_time(arena, c->time),
			     kind, c->record, c->actor, c->reason[0] == '\0' ? "" : "  ", c->reason);
	screen_wrap(stdout, screen_safe(arena, line == NULL ? "" : line, false), 0, 8, screen_columns());
	return EXIT_OK;
}

/* With what it changed, where that is asked for. */
static int tell_change(struct cli *cli, const Truce__V1__Change *c, struct arena *arena)
{
	int code = print_change(cli, c, arena);
	return code == EXIT_OK && option_given(cli, "changes") ? changes_tell(cli, c) : code;
}

static int tell_changes(struct cli *cli, const Truce__V1__ListChangesResponse *all)
{
	int code = EXIT_OK;
	for (size_t i = 0; code == EXIT_OK && i < all->n_changes; i++)
		code = tell_change(cli, all->changes[i], &cli->arena);
	return code;
}

/* What each change made of its record is told to people. */
static int check_told(struct cli *cli)
{
	if (!option_given(cli, "changes") || !output_is_json(cli))
		return EXIT_OK;
	return cli_usage(cli, "--changes is for reading; in JSON a change can have the record after it (--content)");
}

static int print_changes(struct cli *cli, const Truce__V1__ListChangesResponse *all)
{
	if (output_is_json(cli))
		return output_message(cli, &all->base, "changes");
	if (option_given(cli, "changes") && all->n_changes > 0)
		return tell_changes(cli, all);
	if (cli->output == OUTPUT_TEXT) {
		for (size_t i = 0; i < all->n_changes; i++)
			show_message(cli, &all->changes[i]->base);
		return EXIT_OK;
	}
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < all->n_changes; i++)
		add_change(table, &cli->arena, all->changes[i]);
	return table_print(table, "no changes");
}

/* What an option says of where to begin: behind a revision, or at an instant. */
struct since {
	int64_t revision, instant;
};

static int read_since(struct cli *cli, const char *option, struct since *out)
{
	const char *text = option_text(cli, option);
	int32_t day;
	*out = (struct since){ .instant = INT64_MIN };
	if (text == NULL || instant_given(text, &out->instant))
		return EXIT_OK;
	if (date_parse(text, &day)) {
		out->instant = day_begin(day);
		return EXIT_OK;
	}
	if (text[strspn(text, "0123456789")] == '\0')
		return option_number(cli, option, 0, INT64_MAX, 0, &out->revision);
	return cli_usage(cli, "--%s %s: expected a revision (12), a date or an instant of RFC 3339", option, text);
}

/* Ends a page, newest first, before the first change that is older: none after it is
 * younger, for the journal never goes back in time. */
static void cut_older(Truce__V1__ListChangesResponse *page, int64_t instant)
{
	for (size_t i = 0; i < page->n_changes; i++) {
		const Google__Protobuf__Timestamp *time = page->changes[i]->time;
		int64_t made;
		if (time == NULL || !instant_of(time->seconds, time->nanos, &made) || made >= instant)
			continue;
		page->n_changes = i;
		page->next_page_token = message_borrow("");
		return;
	}
}

int changes_list(struct cli *cli, const char *method, const char *record)
{
	Truce__V1__ListChangesRequest request = TRUCE__V1__LIST_CHANGES_REQUEST__INIT;
	Truce__V1__ListChangesResponse *all = NULL, *page;
	struct since since;
	int64_t most;
	int code = option_number(cli, "limit", 1, LOG_MOST, option_given(cli, "all") ? LOG_MOST : 50, &most);
	if (code == EXIT_OK)
		code = check_told(cli);
	if (code == EXIT_OK)
		code = read_since(cli, "since", &since);
	if (code != EXIT_OK)
		return code;
	request.after_revision = since.revision;
	request.newest_first = 1;
	request.record = message_borrow(record == NULL ? "" : record);
	request.include_content = option_given(cli, "content");
	while (code == EXIT_OK &&
	       (all == NULL || (all->next_page_token[0] != '\0' && (int64_t)all->n_changes < most))) {
		int64_t left = most - (all == NULL ? 0 : (int64_t)all->n_changes);
		request.page_size = (int32_t)(left < LOG_PAGE ? left : LOG_PAGE);
		if (all != NULL)
			request.page_token = all->next_page_token;
		code = cli_call(cli, method, &request.base, &cli->arena, (ProtobufCMessage **)(void *)&page);
		if (code == EXIT_OK)
			cut_older(page, since.instant);
		if (code == EXIT_OK && all == NULL)
			all = page;
		else if (code == EXIT_OK && !answer_join(&all->base, &page->base, "changes", &cli->arena))
			code = cli_no_memory();
	}
	if (code == EXIT_OK)
		code = names_check(cli, (int64_t)all->n_changes);
	if (code != EXIT_OK)
		return code;
	if (all->next_page_token[0] != '\0' && !output_is_json(cli))
		cli->more = "there are older changes; --all shows all";
	return print_changes(cli, all);
}

int log_run(struct cli *cli, int count, char **args)
{
	static const char *const of_lists[] = { "limit", "all", "since", "record", "changes", "content" };
	(void)count;
	(void)args;
	bool verifies = option_given(cli, "verify");
	for (size_t i = 0; verifies && i < sizeof of_lists / sizeof *of_lists; i++)
		if (option_given(cli, of_lists[i]))
			return cli_usage(cli, "--verify checks every change: leave --%s out", of_lists[i]);
	if (!verifies && option_given(cli, "noted"))
		return cli_usage(cli, "--noted goes with --verify");
	if (verifies)
		return changes_verify(cli);
	const char *record = option_text(cli, "record");
	if (record != NULL && !name_add(cli, record))
		return cli_no_memory();
	return changes_list(cli, cli_method(cli, 0), record);
}

static void note_digest(struct watched *w, int64_t revision, const ProtobufCBinaryData *digest)
{
	w->revision = digest->len == sizeof w->digest ? revision : -1;
	if (w->revision >= 0)
		memcpy(w->digest, digest->data, sizeof w->digest);
}

/* Each change carries the digest of the one before: whether this one follows what was told. */
static int follow(struct watched *w, const Truce__V1__Change *c)
{
	const ProtobufCBinaryData *before = &c->previous_digest;
	const bool follows = before->len == sizeof w->digest && memcmp(before->data, w->digest, before->len) == 0;
	if (w->revision >= 0 && c->revision == w->revision + 1 && !follows)
		return cli_fail(
			EXIT_REWRITTEN,
			"change %lld does not follow from change %lld as it was: the record was rewritten, or a "
			"copy of it, or another record, was put in its place. `truce log --verify --noted HEAD` "
			"says whether this one still is what it was; --from watches it",
			(long long)c->revision, (long long)w->revision);
	note_digest(w, c->revision, &c->digest);
	return EXIT_OK;
}

static int print_watched(struct cli *cli, const char *method, const struct truce_reply *reply, struct watched *watched)
{
	ProtobufCMessage *message;
	int code = cli_unpack(cli, method, reply, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__WatchChangesResponse *response = (const void *)message;
	for (size_t i = 0; code == EXIT_OK && i < response->n_changes; i++) {
		code = follow(watched, response->changes[i]);
		if (code == EXIT_OK)
			code = tell_change(cli, response->changes[i], &cli->arena);
	}
	*watched->after = response->next_revision;
	return code;
}

/* Whether a watch goes on after a failure: the service may come back. */
static bool passes(const struct truce_reply *reply)
{
	return reply->code == STATUS_DEADLINE_EXCEEDED || reply->code == STATUS_UNAVAILABLE;
}

/* The last change before an instant, whose digest is known then: behind it begins what is of it and later. */
static int last_before(struct cli *cli, int64_t instant, struct watched *watched)
{
	static const char method[] = "/truce.v1.JournalService/ListChanges";
	Truce__V1__ListChangesRequest request = TRUCE__V1__LIST_CHANGES_REQUEST__INIT;
	Truce__V1__ListChangesResponse *page;
	struct arena arena;
	int code;
	arena_init(&arena, WATCH_MEMORY);
	*watched->after = 0;
	request.newest_first = 1;
	request.page_size = LOG_PAGE;
	do {
		code = cli_call(cli, method, &request.base, &arena, (ProtobufCMessage **)(void *)&page);
		if (code != EXIT_OK)
			break;
		const size_t count = page->n_changes;
		cut_older(page, instant);
		if (page->n_changes < count) {
			const Truce__V1__Change *last = page->changes[page->n_changes];
			*watched->after = last->revision;
			note_digest(watched, last->revision, &last->digest);
		}
		request.page_token = page->next_page_token;
	} while (request.page_token[0] != '\0');
	arena_fini(&arena);
	return code;
}

/* The revision to watch from: --from, or the latest. */
static int first_revision(struct cli *cli, const char *head_method, struct watched *watched)
{
	ProtobufCMessage *message;
	struct since since;
	int code = read_since(cli, "from", &since);
	*watched->after = since.revision;
	if (code == EXIT_OK && since.instant != INT64_MIN)
		return last_before(cli, since.instant, watched);
	if (code != EXIT_OK || option_given(cli, "from"))
		return code;
	code = cli_call(cli, head_method, cli_request(head_method, &cli->arena), &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__Head *head = (const void *)message;
	*watched->after = head->revision;
	note_digest(watched, head->revision, &head->digest);
	return EXIT_OK;
}

/* What others write is watched at a service. */
static int refuse_store(struct cli *cli)
{
	if (!option_given(cli, "store"))
		return EXIT_OK;
	return cli_usage(cli,
			 "with --store nobody else can write, and nothing would ever come: watch the service that has "
			 "the store, with --server");
}

static void wait_for_service(bool said)
{
	if (!said)
		fputs("truce: the service does not answer; waiting\n", stderr);
	nanosleep(&(struct timespec){ .tv_nsec = 500 * NS_PER_MS }, NULL);
}

/* One answer, whose memory is given back. */
static int watch_once(struct cli *cli, const char *method, const struct truce_reply *reply, struct watched *watched,
		      watch_teller *tell)
{
	struct arena whole = cli->arena;
	arena_init(&cli->arena, WATCH_MEMORY);
	int code = tell(cli, method, reply, watched);
	arena_fini(&cli->arena);
	cli->arena = whole;
	return fflush(stdout) == 0 ? code : EXIT_IO;
}

int changes_watch(struct cli *cli, const char *head_method, const char *method, ProtobufCMessage *request,
		  int64_t *after, watch_teller *tell)
{
	struct watched watched = { .after = after, .revision = -1 };
	bool waits = false;
	int code = refuse_store(cli);
	if (code == EXIT_OK)
		code = cli_open(cli);
	if (code == EXIT_OK)
		code = first_revision(cli, head_method, &watched);
	while (code == EXIT_OK) {
		struct truce_reply *reply = cli_exchange(cli, method, request, 0);
		if (reply == NULL)
			return EXIT_LIMIT;
		if (reply->code == STATUS_OK)
			code = watch_once(cli, method, reply, &watched, tell);
		else if (passes(reply))
			wait_for_service(waits);
		else
			code = cli_reply_error(cli, reply);
		waits = reply->code != STATUS_OK;
		truce_reply_free(reply);
	}
	return code;
}

int watch_run(struct cli *cli, int count, char **args)
{
	Truce__V1__WatchChangesRequest request = TRUCE__V1__WATCH_CHANGES_REQUEST__INIT;
	const char *record = option_text(cli, "record");
	(void)count;
	(void)args;
	int code = check_told(cli);
	if (code == EXIT_OK && record != NULL)
		code = name_add(cli, record) ? names_check(cli, 0) : cli_no_memory();
	request.record = message_borrow(record == NULL ? "" : record);
	request.include_content = output_is_json(cli);
	return code != EXIT_OK ? code
			       : changes_watch(cli, cli_method(cli, 1), cli_method(cli, 0), &request.base,
					       &request.after_revision, print_watched);
}
