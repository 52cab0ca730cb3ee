/* truced: the program around the service. Commands are rows of a table, each with
 * its options; help is made from the table. */
#ifndef TRUCE_SERVICE_TRUCED_H
#define TRUCE_SERVICE_TRUCED_H

#include <stdio.h>

#include "service/listener.h"

#define LISTEN_MOST 16

/* Exit codes, as `truced help` tells them. */
enum {
	EXIT_OK = 0,
	EXIT_FAILED = 1,
	EXIT_FAULTS = 2,
	EXIT_USAGE = 64,
};

/* What the command line says; each option row names its field. */
struct settings {
	const char *operands[2];
	const char *store;
	const char *listen[LISTEN_MOST];
	size_t listen_count;
	const char *credentials;
	const char *tls_cert, *tls_key, *tls_ca;
	bool init, plain_tcp_anywhere;
	int64_t connections, in_flight, message, high_water;
	int64_t handshake_ms, frame_ms, idle_ms, send_ms, drain_ms;
	int64_t keep_from;
};

/* truced_clock.c: what to say where the last change of a record is dated well ahead of the clock, which
 * stood wrong then or does now; false, and nothing, where it is not. */
enum { CLOCK_WORDS = 320 };
bool clock_ahead(int64_t last_change, char out[CLOCK_WORDS]);

enum option_kind {
	OPTION_FLAG,  /* bool */
	OPTION_TEXT,  /* const char * */
	OPTION_URL,   /* one more of settings.listen */
	OPTION_COUNT, /* int64_t, 1 or more */
	OPTION_SIZE,  /* int64_t in bytes: "512K", "4M" */
	OPTION_TIME,  /* int64_t in milliseconds: "250ms", "30s", "10m" */
};

struct option_row {
	const char *name;
	enum option_kind kind;
	size_t field;      /* offset in struct settings */
	const char *value; /* the word for it in help; NULL for a flag */
	const char *help;
};
#define OPTION_AT(member) offsetof(struct settings, member)

struct command {
	const char *name;
	const char *operands;             /* as in the usage line; "" for none */
	size_t operand_count;             /* exactly so many */
	const char *summary;              /* one line */
	const char *text;                 /* paragraphs */
	const struct option_row *options; /* ended by a NULL name */
	int (*run)(const struct settings *settings);
};

extern const struct option_row serve_options[], compact_options[];
int run_serve(const struct settings *settings);
int run_init(const struct settings *settings);
int run_verify(const struct settings *settings);
int run_backup(const struct settings *settings);
int run_rebuild(const struct settings *settings);
int run_compact(const struct settings *settings);

/* ---- truced_options.c ------------------------------------------------- */

/* Reads a command's options and operands; EXIT_OK, or EXIT_USAGE after saying why.
 * asked_help is set where -h or --help stood there. */
int options_read(const struct command *command, int argc, char **argv, struct settings *out, bool *asked_help);

/* Says what is wrong with a command's line, and where its help is; EXIT_USAGE. */
int misused(const char *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* ---- truced_named.c --------------------------------------------------- */

/* Says which texts and records that records of a whole store name are not on record; an exit
 * code. */
int tell_lost_names(const char *dir);

/* ---- truced_help.c ---------------------------------------------------- */

/* Of a table of commands that ends with a NULL name. */
void help_all(const struct command *commands, FILE *out);
void help_command(const struct command *command, FILE *out);
const struct command *command_find(const struct command *commands, const char *name); /* NULL where there is none */
int command_unknown(const struct command *commands, const char *name); /* says so, with what is near; EXIT_USAGE */

/* ---- truced_log.c, truced_events.c ----------------------------------------------------- */

enum level { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR };

/* One line on stderr: "truced: warning: …", and nothing that could repaint a terminal. */
void log_line(enum level level, const char *format, ...) PRINTF_LIKE(2, 3);
/* The same of what happens again and again, from any thread: a line at once, and what follows within a minute
 * counted. What callers and peers did, for the service and the listener. */
void events_call_failed(void *arg, const struct service_failure *failure);
void events_peer_ended(void *arg, const char *actor, const char *why);
/* Now and then: what was counted for a minute, or all of it; whether the store takes writes. */
void events_tell(bool all);
void events_look_at(struct store *store);

int log_failure(const struct error *error); /* at LEVEL_ERROR; answers EXIT_FAILED */
/* Ends what was printed: a code, or EXIT_FAILED for EXIT_OK where it could not be written. */
int output_end(int code);

#endif
