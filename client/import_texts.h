/* Bringing in texts: one, or one of many. */
#ifndef TRUCE_CLIENT_IMPORT_TEXTS_H
#define TRUCE_CLIENT_IMPORT_TEXTS_H

#include <pthread.h>

#include "client/reading_report.h"

/* Reads and sends a text and prints what came of it; an exit code. */
int import_one_text(struct cli *cli, const char *path);

/* A text on its way: begun, and ended in the order in which texts are told. */
struct text_flight {
	const char *path;
	struct arena arena; /* all of its memory */
	struct buffer packed;
	struct truce *truce;
	struct truce_request call;
	struct truce_reply *reply;
	pthread_t thread;
	bool flies;
	int code;
};
void flight_begin(struct cli *cli, struct text_flight *flight, const char *path);
/* Waits for it, counts it, and prints a line; an exit code. */
int flight_end(struct cli *cli, struct text_flight *flight, struct reading_report *report);

/* A bar on the terminal, if there is one. */
void import_show_progress(size_t done, size_t all, const char *path);

#endif
