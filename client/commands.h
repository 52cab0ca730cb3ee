/* The tables of commands: a noun (statement, round, zone) or a group of words is a
 * file with its rows, in the order of help, and a line in the list of tables
 * (client/main.c). Here is what rows share. Constant; any thread. */
#ifndef TRUCE_CLIENT_COMMANDS_H
#define TRUCE_CLIENT_COMMANDS_H

#include "client/cli.h"
#include "client/record.h"

/* Each ended by a row without words. */
extern const struct command statement_commands[], round_commands[], zone_commands[];
extern const struct command question_commands[]; /* over all records */
extern const struct command record_commands[];   /* the record as a whole */
extern const struct command service_commands[];  /* the service and the program itself */

#define SERVICE(Type, method) "/truce.v1." Type "Service/" method

/* ---- Options that several commands take ------------------------------- */

#define OPTION(...)                                                                                                    \
	{                                                                                                              \
		__VA_ARGS__                                                                                            \
	}
#define OPTION_FILTER OPTION("filter", 'f', "FILTER", "only those that pass a filter; `truce help filters`")
#define OPTION_ORDER(whose, example)                                                                                   \
	OPTION("order-by", 0, "FIELDS", "in another order, by fields of " whose ": \"" example "\"")
#define OPTION_LIMIT OPTION("limit", 'n', "N", "at most so many (50)")
#define OPTION_ALL OPTION("all", 'a', NULL, "all, however many")
#define OPTION_TOKEN OPTION("page-token", 0, "TOKEN", "go on where the next_page_token of an answer in JSON says")
#define OPTION_ETAG OPTION("etag", 0, "ETAG", "only if the record still has this etag")
#define OPTION_SINCE                                                                                                   \
	OPTION("since", 0, "WHEN",                                                                                     \
	       "only changes after a revision (12), or of a day (2017-12-20, today, yesterday) or an instant "         \
	       "(RFC 3339) and later; a day begins at midnight UTC")
#define OPTION_CHANGES OPTION("changes", 'c', NULL, "what each change made of the record's fields")
#define OPTION_RECORD OPTION("record", 'r', "NAME", "only changes of this record: zones/idlib")
#define OPTIONS_END OPTION(NULL, 0, NULL, NULL)

/* Of a command that lists, by pages: messages of this type, and an order of them. */
#define OPTIONS_PAGES(Type, order) OPTION_FILTER, OPTION_ORDER(Type, order), OPTION_LIMIT, OPTION_ALL, OPTION_TOKEN

/* ---- Commands that every kind of record has --------------------------- */

extern const struct option_row list_options[], create_options[], update_options[], delete_options[], history_options[];

/* Noun "zone", type "Zone", its row of client/columns.c, an id; what its examples filter by and set. */
#define RECORD_COMMANDS(noun, Type, row, id, example_filter, example_set)                                              \
	{ .words = noun " list",                                                                                       \
	  .synopsis = "",                                                                                              \
	  .summary = "list " noun "s, by filter and in order",                                                         \
	  .examples = "  truce " noun " list\n"                                                                        \
		      "  truce " noun " list --filter '" example_filter "' -o jsonl\n",                                \
	  .options = list_options,                                                                                     \
	  .run = list_run,                                                                                             \
	  .collection = &(row),                                                                                        \
	  .methods = { SERVICE(Type, "List" Type "s") } },                                                             \
		{ .words = noun " get",                                                                                \
		  .synopsis = "NAME…",                                                                                 \
		  .summary = "show " noun "s with all that is on record",                                              \
		  .about = "Of several, those that are on record are shown, and each that is not is named.",           \
		  .examples = "  truce " noun " get " id "\n"                                                          \
			      "  truce " noun " get " id " --as-of -3    three changes ago\n"                          \
			      "  truce " noun " get " id " -o json\n",                                                 \
		  .least = 1,                                                                                          \
		  .most = -1,                                                                                          \
		  .run = get_run,                                                                                      \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Get" Type), SERVICE(Type, "BatchGet" Type "s") } },                      \
		{ .words = noun " create",                                                                             \
		  .synopsis = "[ID] [FILE|-]",                                                                         \
		  .summary = "add a " noun " from JSON",                                                               \
		  .about = "Adds a " noun " from JSON: from a file, from standard input (- or no file), or from "      \
			   "fields given with --set. Without an id, the record's own name is taken, or one is made. "  \
			   "A file that could be taken for an id is written ./FILE. `truce describe " Type "` lists "  \
			   "the fields.",                                                                              \
		  .examples = "  truce " noun " create example example.json --reason 'first entry'\n",                 \
		  .options = create_options,                                                                           \
		  .most = 2,                                                                                           \
		  .run = create_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Create" Type) } },                                                       \
		{ .words = noun " update",                                                                             \
		  .synopsis = "NAME [FILE|-]",                                                                         \
		  .summary = "replace a " noun " or some of its fields",                                               \
		  .about = "Replaces a " noun " by the JSON of a file or of standard input, or only the fields "       \
			   "named with --mask or given with --set. With --etag, or an etag in the JSON, only if "      \
			   "nobody changed the record meanwhile. Records that it names and that are not there are "    \
			   "noted, and nothing is refused for them.",                                                  \
		  .examples = "  truce " noun " update " id " --set " example_set " --reason 'typo'\n"                 \
			      "  truce " noun " update " id " " id ".json --mask title,aliases\n",                     \
		  .options = update_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 2,                                                                                           \
		  .run = update_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Update" Type) } },                                                       \
		{ .words = noun " delete",                                                                             \
		  .synopsis = "NAME",                                                                                  \
		  .summary = "mark a " noun " deleted; it stays readable",                                             \
		  .examples = "  truce " noun " delete " id " --reason 'entered twice'\n",                             \
		  .options = delete_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 1,                                                                                           \
		  .run = delete_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Delete" Type) } },                                                       \
		{ .words = noun " undelete",                                                                           \
		  .synopsis = "NAME",                                                                                  \
		  .summary = "take the mark of deletion away",                                                         \
		  .examples = "  truce " noun " undelete " id "\n",                                                    \
		  .options = delete_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 1,                                                                                           \
		  .run = delete_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Undelete" Type) } },                                                     \
	{                                                                                                              \
		.words = noun " history", .synopsis = "NAME", .summary = "changes of a " noun ": who, when and why",   \
		.examples = "  truce " noun " history " id "\n"                                                        \
			    "  truce " noun " history " id " --changes    and what each changed\n",                    \
		.options = history_options, .least = 1, .most = 1, .run = history_run, .collection = &(row),           \
		.methods = {                                                                                           \
			"/truce.v1.JournalService/ListChanges"                                                         \
		}                                                                                                      \
	}

#endif
