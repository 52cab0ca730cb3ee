/* Bringing in texts: one, or one of many. */
#ifndef TRUCE_CLIENT_IMPORT_TEXTS_H
#define TRUCE_CLIENT_IMPORT_TEXTS_H

#include "client/intake.h"
#include "client/reading_report.h"

/* Reads and sends a text, one of several or alone, and prints what came of it; an exit code. */
int import_one_text(struct cli *cli, const char *path, bool several);

/* A text on its way: made ready, sent, and ended in the order in which texts are told.
 * Those that are sent first are recorded first. */
struct text_flight {
	const char *path;
	struct arena arena;   /* of its end */
	struct buffer packed; /* until it is sent */
	size_t size;          /* of that; 0 where it was not made ready */
	struct truce_request request;
	struct truce_call *call; /* NULL where it was not sent */
	int code;
};
void flight_begin(struct cli *cli, struct text_flight *flight, const char *path);
void flight_send(struct cli *cli, struct text_flight *flight);
void flight_drop(struct text_flight *flight); /* one that is not sent */
/* Waits for it, counts it, and prints a line; an exit code. */
int flight_end(struct cli *cli, struct text_flight *flight, struct reading_report *report);

/* Says which options had no effect on a text that was on record; of several, all that were given
 * (NULL). */
void import_say_unused(struct cli *cli, const Truce__V1__ImportTextResponse *response);

/* Whether --again was given and an operand is the name of a text on record. */
bool import_is_recorded(const struct cli *cli, const char *path);
/* Its bytes, in the arena, and its file's name. */
int import_recorded_read(struct cli *cli, const char *name, struct arena *arena, Truce__V1__ImportTextRequest *out);
/* The names of all that statements rest on, as paths. */
int import_recorded_list(struct cli *cli, struct intake *out);

/* A bar on the terminal, if there is one. */
void import_show_progress(size_t done, size_t all, const char *path);

#endif
