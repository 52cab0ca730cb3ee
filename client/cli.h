/* The truce command: one command is one row of a table and one function.
 *
 * A row says what the command is called, which options it takes, which methods it
 * calls and what help says of it; the function reads its options, makes its calls
 * and prints. A function answers the program's exit code and has printed why by
 * then. Each part below stands on those before it. One thread; all memory is in
 * arenas. */
#ifndef TRUCE_CLIENT_CLI_H
#define TRUCE_CLIENT_CLI_H

#include <stdio.h>

#include "client/truce.h"
#include "proto/message.h"
#include "truce/v1/common.pb-c.h"

enum exit_code {
	EXIT_OK = 0,
	EXIT_REWRITTEN = 2, /* the record is not what its chain says, or not what was noted */
	EXIT_ABSENT = 3,    /* NOT_FOUND */
	EXIT_STATE = 4,     /* ALREADY_EXISTS, FAILED_PRECONDITION */
	EXIT_LIMIT = 5,     /* RESOURCE_EXHAUSTED */
	EXIT_USAGE = 64,    /* the command line; the rest as in sysexits.h */
	EXIT_DATA = 65,     /* INVALID_ARGUMENT, OUT_OF_RANGE, and input that is wrong */
	EXIT_INPUT = 66,    /* an input file that cannot be read */
	EXIT_SERVICE = 69,  /* UNAVAILABLE, UNIMPLEMENTED */
	EXIT_SOFTWARE = 70, /* INTERNAL, UNKNOWN */
	EXIT_IO = 74,       /* DATA_LOSS, and output that cannot be written */
	EXIT_AGAIN = 75,    /* DEADLINE_EXCEEDED, ABORTED, CANCELLED */
	EXIT_ACCESS = 77,   /* PERMISSION_DENIED, UNAUTHENTICATED */
};

enum output { OUTPUT_TABLE, OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_JSONL, OUTPUT_SVG };

#define COMMAND_METHODS_MOST 7

struct option_row {
	const char *name;  /* without "--" */
	int letter;        /* 0 for none */
	const char *value; /* what help calls its value; NULL for a switch */
	const char *help;
};

struct option_value {
	const struct option_row *row;
	const char *text; /* "" of a switch */
	struct option_value *next;
};

struct cli;
struct collection;

struct command {
	const char *words;                /* "zone status" */
	const char *synopsis;             /* "[NAME…]" */
	const char *summary;              /* one line of help */
	const char *about;                /* paragraphs, parted by "\n"; may be NULL */
	const char *examples;             /* lines, each ended by "\n"; may be NULL */
	const char *dashed;               /* what to do about arguments that begin with -; may be NULL */
	const struct option_row *options; /* ended by a row without a name; may be NULL */
	int least, most;                  /* arguments; most < 0 for any number */
	int (*run)(struct cli *cli, int count, char **args);
	bool draws;                                    /* what it prints can be had as a picture */
	bool any_method;                               /* calls whichever is named */
	const struct collection *collection;           /* of a command on one kind of record */
	const char *methods[COMMAND_METHODS_MOST + 1]; /* paths that it calls, "/package.Service/Method" */
};

/* The text that the message of the next call was read from. */
struct input {
	const char *label; /* what the user calls it: "zones.json", "standard input" */
	const ProtobufCMessageDescriptor *type;
	struct buffer text;
	size_t added; /* lines of the text that stand before what the user gave */
};

struct origin; /* client/origin.c */
struct named;

struct cli {
	struct arena arena;                  /* of the whole run */
	const struct command *const *tables; /* of commands, in the order of help; ended by NULL */
	const struct command *command;
	struct option_value *values; /* in the order given */
	enum output output;
	bool color, asked_output;
	bool ascii; /* the user's terminal is not in UTF-8 */
	int64_t timeout_ms;
	const char *server; /* where calls go, for messages */
	struct truce *truce;
	int64_t revision; /* of the last reply */
	const char *more; /* that there is more than what is printed, and how to have it; NULL where that is all */
	bool changes;     /* whether a call was made that changes the record */
	struct input input;
	struct named *named; /* records that the user named, the last first; client/names.c */
	struct origin *origins;
	struct referred *referred; /* names that what was sent names; client/referred.c */
};

/* ---- Errors (client/errors.c) ----------------------------------------- */

int exit_of(enum status status);
/* Prints "truce: …" and answers the code. */
int cli_fail(int code, const char *format, ...) PRINTF_LIKE(2, 3);
int cli_usage(const struct cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
int cli_no_memory(void);

struct exit_row {
	int code;
	const char *meaning;
};
extern const struct exit_row exit_rows[]; /* ended by one without a meaning */

/* ---- Commands (client/commands.c) ------------------------------------- */

extern const struct option_row global_options[]; /* ended by a row without a name */

/* The nth command in the order of help; NULL past the last. */
const struct command *command_at(const struct cli *cli, size_t n);
/* Whether it is the first of its table: of a noun, or of a group of words. */
bool command_begins(const struct cli *cli, const struct command *command);
/* The row whose words begin the arguments; *taken is how many. NULL for none. */
const struct command *command_find(const struct cli *cli, int count, char *const *args, int *taken);
/* Whether a command's first word of two is this: "zone status" is of "zone". */
bool command_is_of(const struct command *command, const char *noun);
/* Whether a word is the first of commands of two: "zone". */
bool command_is_noun(const struct cli *cli, const char *word);
/* Whether a command calls the method of this path. */
bool command_calls(const struct command *command, const char *path);
/* Whether a command can be asked of an earlier state of the record. */
bool command_takes_as_of(const struct command *command);
/* A method of a row, checked to be its own: the nth of cli->command->methods. */
static inline const char *cli_method(const struct cli *cli, int n)
{
	return cli->command->methods[n];
}

/* ---- Options that were given (client/options.c) ------------------------ */

const char *option_text(const struct cli *cli, const char *name); /* the last given, or NULL */
bool option_given(const struct cli *cli, const char *name);
bool option_known(const struct cli *cli, const char *name); /* whether the command takes it */
/* Which of its words (option_words) an option's value is; `otherwise` where it is absent. */
int option_choice(struct cli *cli, const char *name, int otherwise, int *out);
/* The words that an option takes where it takes one of a few, ended by NULL: those of a name
 * (NULL for others), and all such options in turn (client/option_words.c). */
const char *const *option_words(const char *name);
const char *option_worded(size_t n); /* NULL past the last */
/* "consent or objection", of such an option. */
const char *option_words_told(struct cli *cli, const char *name);
/* A whole number within bounds, `otherwise` where the option is absent. */
int option_number(struct cli *cli, const char *name, int64_t least, int64_t most, int64_t otherwise, int64_t *out);

/* ---- What helps (client/hints.c) -------------------------------------- */

int cli_error(const struct error *error);
/* What helps against an error of that reason, where something does. */
void cli_hint(const struct cli *cli, const char *reason);

/* ---- Fields (client/fields.c): setting by name ------------------------ */

/* False where the type has no such field (or no memory). */
bool field_has(const ProtobufCMessage *m, const char *name);
bool field_number(ProtobufCMessage *m, const char *name, int64_t value); /* integers, enums, booleans */
bool field_text(ProtobufCMessage *m, const char *name, const char *value, struct arena *arena);
bool field_texts(ProtobufCMessage *m, const char *name, const char *const *values, size_t count, struct arena *arena);
bool field_message(ProtobufCMessage *m, const char *name, ProtobufCMessage *value); /* of a oneof, too */
/* Element i of a repeated message field, which has it. */
ProtobufCMessage *field_element(ProtobufCMessage *m, const char *name, size_t i);
const ProtobufCFieldDescriptor *cli_field(const ProtobufCMessage *m, const char *name);

/* ---- Origins (client/origin.c): where parts of a request came from ----- */

/* The part of the request at a path ("zone", "records.zones", "" for the whole) is what
 * the input has at `given`; an element of it is further on there by `skipped`. The last
 * origin that is given of a part counts. False without memory. */
bool origin_input(struct cli *cli, const char *part, const char *given, size_t skipped);
/* It is what an option gave: "zone.title" is the "title" of "--set title". */
bool origin_option(struct cli *cli, const char *part, const char *given, const char *option);
void origins_forget(struct cli *cli);
/* What the user knows fields of the request by: "zones.json: line 3, column 9,
 * zones[0].kind"; a field without an origin by its own path. */
void origin_names(struct cli *cli, const char *const *fields, size_t count, const char **out);
/* The option of the command that gives a field of the request, "--id" of "statement_id"; NULL for
 * none. */
const char *origin_option_for(struct cli *cli, const char *field);

/* ---- Input (client/input.c) ------------------------------------------- */

/* The bytes of a file, or of stdin for "-"; freed with buffer_fini. */
int input_read(const char *path, size_t limit, struct buffer *out);
/* What stands on standard input, which can still be read then. */
int input_look(struct bytes *out);
/* What the user calls a file: "-" is standard input. */
const char *input_label(const char *path);
/* Whether its name ends so, in either case: ".json". */
bool input_ends_in(const char *path, const char *ending);
/* A message from JSON in a file, or in a text that has a label. The text stays in
 * cli->input until the next is read; the origins of the last are forgotten. */
int input_message(struct cli *cli, const char *path, const ProtobufCMessageDescriptor *type, ProtobufCMessage **out);
int input_json(struct cli *cli, const char *label, const char *text, const ProtobufCMessageDescriptor *type,
	       ProtobufCMessage **out);
/* A set of records from a file of JSON, of one record, or of a record a line. */
int input_records(struct cli *cli, const char *path, ProtobufCMessage **out);
/* Records a line as one text of JSON, their lines one further down: client/input_lines.c. */
int input_lines(struct cli *cli, struct bytes lines, struct buffer *out);
/* Whether a text of JSON is one record, which its name tells, and the set of that one, its
 * lines one further down. */
bool input_is_record(struct bytes text);
bool input_is_lines(struct bytes text); /* whether another follows it */
/* Whether a text begins as JSON does, whose first sign no text of ours has before these. */
bool input_is_json(struct bytes text);
int input_one(struct bytes record, struct buffer *out);
void input_fini(struct cli *cli);
/* The days of "2017-09-15", "2017-09-14..2017-09-15", "..2017-09-15" or "2017-09-14..",
 * which the service checks. NULL without memory. */
Truce__V1__DateInterval *input_date(struct arena *arena, const char *text);

/* ---- Calls (client/invoke.c) ------------------------------------------ */

/* Makes ready to call; an exit code. */
int cli_open(struct cli *cli);
/* Calls a method after cli_open; the reply, whatever came of it, or NULL where the call could not
 * even be made (which was printed). timeout_ms 0: as asked for. A request id is put into a request
 * that has room for one. */
struct truce_reply *cli_exchange(struct cli *cli, const char *method, ProtobufCMessage *request, int64_t timeout_ms);
/* A call that is ready to be made from any thread: the request packed, with a request id
 * where it has room for one. False without memory. */
bool cli_ready(struct cli *cli, const char *method, ProtobufCMessage *request, struct arena *arena,
	       struct buffer *packed, struct truce_request *out);
/* Unpacks a reply that is OK. */
int cli_unpack(struct cli *cli, const char *method, const struct truce_reply *reply, struct arena *arena,
	       ProtobufCMessage **response);
/* A request of a method, all fields at their defaults. NULL without memory. */
ProtobufCMessage *cli_request(const char *method, struct arena *arena);
/* The like of its response. */
ProtobufCMessage *cli_response(const char *method, struct arena *arena);
/* An instant of RFC 3339, or as lists print it, "2026-11-23 19:00", in UTC; nanoseconds since 1970. */
bool instant_given(const char *text, int64_t *out);
/* Reads --as-of into a request; usage error where the request has no such field. */
int cli_as_of(struct cli *cli, ProtobufCMessage *request, struct arena *arena);
void cli_close(struct cli *cli);

/* ---- Words of a service (client/told.c) -------------------------------- */

/* A message whose methods are told as commands and its fields as options. */
const char *told(struct cli *cli, const char *message);

/* ---- Replies (client/reply.c) ----------------------------------------- */

/* Calls a method and takes its reply. On failure the error was printed, and the exit code is
 * answered. */
int cli_call(struct cli *cli, const char *method, ProtobufCMessage *request, struct arena *arena,
	     ProtobufCMessage **response);
/* What cli_call does with a reply, which it frees; NULL is EXIT_LIMIT. */
int cli_answer(struct cli *cli, const char *method, struct truce_reply *reply, struct arena *arena,
	       ProtobufCMessage **response);
/* The fields that the reply finds fault with are told by their origin. */
int cli_reply_error(struct cli *cli, const struct truce_reply *reply);

/* ---- Names of records (client/names.c) --------------------------------- */

/* "zones/idlib" from "idlib" or "zones/idlib", of a kind by its plural; NULL after a usage
 * error where it cannot be. The name is one that answers are asked about: see
 * names_check. */
const char *name_read(struct cli *cli, const char *plural, const char *text);
/* Adds a whole name to those; false without memory. */
bool name_add(struct cli *cli, const char *name);
/* Whether the records that were named are there at all, where an answer about them has
 * fewer elements than there are names; an exit code, printed. */
int names_check(struct cli *cli, int64_t answered);

/* ---- Output ----------------------------------------------------------- */

/* JSON by the output asked for (client/output.c): the message, pretty; or each
 * element of its repeated field `each` a line, the message itself where each is NULL. */
int output_message(struct cli *cli, const ProtobufCMessage *message, const char *each);
/* One message and a line feed to a file, with flags of json_write. */
int output_json(const ProtobufCMessage *message, unsigned flags, FILE *out);
bool output_is_json(const struct cli *cli);
/* Ends the program's output: an exit code, or `code` where all was written. */
int output_end(int code);

/* Record by record, every field that is set, for people (client/show.c). */
void show_message(struct cli *cli, const ProtobufCMessage *message);
/* Value i of a field in words; NULL for a message that has fields of its own. */
const char *show_value(struct arena *arena, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i);

/* ---- Help (client/help.c) --------------------------------------------- */

int help_run(struct cli *cli, int count, char **args);
void help_command(const struct command *command, FILE *out);
void help_all(const struct cli *cli, FILE *out);
/* Prints the commands of a noun; false, and nothing, where it is none. */
bool help_noun(const struct cli *cli, const char *noun);
/* A command and its summary, and those of all commands of a noun; false where there are none. */
void help_row(FILE *out, const struct command *command);
bool help_rows(const struct cli *cli, const char *noun, FILE *out);
/* Says that there is no such command, and which may have been meant (client/help_rows.c). */
void help_near(const struct cli *cli, const char *first, const char *second);

/* ---- The command line (client/command_line.c) -------------------------- */

/* Reads the command line; answers an exit code, or -1 to go on with the command,
 * whose arguments are then *args. */
int command_line_read(struct cli *cli, int argc, char **argv, int *count, char ***args);

#endif
