/* Bringing in texts: one, or one of many. */
#ifndef TRUCE_CLIENT_IMPORT_TEXTS_H
#define TRUCE_CLIENT_IMPORT_TEXTS_H

#include "client/reading_report.h"

/* Reads and sends a text and prints what came of it; an exit code. */
int import_one_text(struct cli *cli, const char *path);

/* The same in one line, counted in a report; memory of the text is in arena alone. */
int import_some_text(struct cli *cli, const char *path, struct arena *arena, struct reading_report *report);

/* A bar on the terminal, if there is one. */
void import_show_progress(size_t done, size_t all, const char *path);

#endif
