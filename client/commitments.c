#include "client/views.h"

#include "client/meant.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/commitment_service.pb-c.h"

/* What surely is, or may be. */
#define OVERDUE "(days_overdue > 0)"

#define STATE(name) TRUCE__V1__COMMITMENT_STATUS__STATE__STATE_##name

/* Columns of a clause that a terminal shows in its row; -o text and JSON have all of it. */
#define WHAT_MOST 160

static const struct column columns[] = {
	{ "STATE", COLUMN_STATE | COLUMN_WRAP, 11 },
	{ "DUE BY", 0, 0 },
	{ "LATE", COLUMN_RIGHT, 0 },
	{ "WHO", COLUMN_WRAP, 7 },
	{ "WHAT", COLUMN_WRAP, 22 },
	{ "BY", COLUMN_NAME | COLUMN_WRAP, 15 },
};

static bool is_dated(const Truce__V1__DateInterval *date)
{
	return date != NULL && (date->earliest[0] != '\0' || date->latest[0] != '\0');
}

/* The last day; "from" the first where that alone is known. What has none, and lasts: until when. */
static const char *due_words(struct arena *arena, const Truce__V1__CommitmentStatus *c)
{
	const Truce__V1__DateInterval *date = is_dated(c->due) ? c->due : c->lasts;
	if (!is_dated(date) || (date == c->due && date->latest[0] != '\0'))
		return is_dated(date) ? date->latest : "";
	const char *words = date->latest[0] == '\0' ? arena_printf(arena, "from %s", date->earliest)
						    : arena_printf(arena, "until %s", date->latest);
	return words == NULL ? "" : words;
}

static const char *state_words(struct arena *arena, const Truce__V1__CommitmentStatus *c)
{
	if (c->n_possible_fulfilments > 0 && c->state == STATE(UNCERTAIN))
		return c->days_overdue > 0 ? "uncertain: overdue or fulfilled" : "uncertain: open or fulfilled";
	return words_enum(arena, &truce__v1__commitment_status__state__descriptor, (int)c->state);
}

static const char *what_words(struct arena *arena, const Truce__V1__CommitmentStatus *c)
{
	const char *action = screen_columns() == 0 ? c->action : screen_cut(arena, c->action, WHAT_MOST);
	return words_join(arena, action, ", ", c->condition);
}

/* Whether its time is told, in words that give no day. */
static bool is_unread(const Truce__V1__CommitmentStatus *c)
{
	const Truce__V1__DateInterval *times[] = { c->due, c->lasts };
	bool told = false;
	for (size_t i = 0; i < 2; i++) {
		if (is_dated(times[i]))
			return false;
		told |= times[i] != NULL && times[i]->printed[0] != '\0';
	}
	return told;
}

/* Why it is uncertain, once for each reason. */
static void say_uncertain(const Truce__V1__ListCommitmentsResponse *all)
{
	bool made = false, done = false, read = true;
	for (size_t i = 0; i < all->n_commitments; i++) {
		const Truce__V1__CommitmentStatus *c = all->commitments[i];
		bool uncertain = c->state == STATE(UNCERTAIN), fulfilled = c->n_possible_fulfilments > 0;
		bool unread = uncertain && !fulfilled && is_unread(c);
		done |= uncertain && fulfilled;
		read &= !unread;
		made |= uncertain && !fulfilled && !unread;
	}
	if (made)
		puts("uncertain: the date of the text does not say whether it had been made by then");
	if (!read)
		puts("uncertain: by when is told in words that no day was read from");
	if (done)
		puts("uncertain: what fulfilled it may have been done by then, or only later");
}

/* What takes the place of a statement, once for each: what was fulfilled all the same is told by its state. */
static void say_replaced(struct cli *cli, const Truce__V1__ListCommitmentsResponse *all)
{
	struct arena *arena = &cli->arena;
	const char *said = "";
	for (size_t i = 0; i < all->n_commitments; i++) {
		const Truce__V1__CommitmentStatus *c = all->commitments[i];
		bool withdrawn = c->state == STATE(WITHDRAWN), superseded = c->state == STATE(SUPERSEDED);
		if (c->superseded_by[0] == '\0' || words_has(said, "\n", c->statement))
			continue;
		said = words_join(arena, said, "\n", c->statement);
		const char *line = arena_printf(arena, "%s: %s by %s", words_id(c->statement),
						withdrawn    ? "withdrawn"
						: superseded ? "superseded"
							     : "superseded or withdrawn",
						words_id(c->superseded_by));
		if (line != NULL)
			screen_wrap(stdout, screen_safe(arena, line, false), 0, 2, screen_columns());
	}
}

static int print_commitments(struct cli *cli, const Truce__V1__ListCommitmentsResponse *all)
{
	struct arena *arena = &cli->arena;
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < all->n_commitments; i++) {
		const Truce__V1__CommitmentStatus *c = all->commitments[i];
		const char *cells[] = {
			state_words(arena, c),
			due_words(arena, c),
			c->days_overdue == 0 ? "" : arena_printf(arena, "%d d", c->days_overdue),
			words_parties(arena, c->parties, c->n_parties),
			what_words(arena, c),
			words_id(c->statement),
		};
		table_add(table, cells);
	}
	int code = table_print(table, "no such commitments");
	if (code == EXIT_OK)
		say_uncertain(all);
	if (code == EXIT_OK)
		say_replaced(cli, all);
	return code;
}

int commitments_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *on = option_text(cli, "on"), *party;
	ProtobufCMessage *request = cli_request(method, &cli->arena), *all;
	const char *filter = answer_filter(cli, NULL, option_given(cli, "overdue") ? OVERDUE : NULL, NULL);
	(void)count;
	(void)args;
	int code = meant_party(cli, &party);
	if (code != EXIT_OK)
		return code;
	if (party != NULL)
		filter = answer_filter(cli, filter, "parties.id = ", party);
	if (filter == NULL || request == NULL || !field_text(request, "date", on == NULL ? "" : on, &cli->arena))
		return cli_no_memory();
	code = answer_read_filtered(cli, method, request, filter, "commitments", &all);
	if (code != EXIT_OK || cli->output != OUTPUT_TABLE)
		return code != EXIT_OK ? code : answer_print(cli, all, "commitments");
	const Truce__V1__ListCommitmentsResponse *response = (const void *)all;
	code = print_commitments(cli, response);
	if (code == EXIT_OK && response->n_commitments == 0)
		meant_say(cli, "party", "delegation", option_text(cli, "party"));
	return code;
}
