/* The journal as people read it: lists, the watch, and the proof of the chain. */
#ifndef TRUCE_CLIENT_JOURNAL_H
#define TRUCE_CLIENT_JOURNAL_H

#include "client/cli.h"
#include "truce/v1/journal.pb-c.h"

/* Prints changes, newest first, of a record or (NULL) of all: -n, or 50, at most. */
int changes_list(struct cli *cli, const char *method, const char *record);

/* Tells what an update made of its record, field by field (client/log_changes.c). */
int changes_tell(struct cli *cli, const Truce__V1__Change *change);

/* Walks the whole chain over the wire and recomputes it. */
int changes_verify(struct cli *cli, const char *list_method, const char *head_method);

/* The revision to watch from: --from, or the latest. What is recorded after it is told,
 * also where the service was away meanwhile. */
int changes_first_revision(struct cli *cli, const char *head_method, int64_t *after);

int log_run(struct cli *cli, int count, char **args);
/* A usage error where the command has the store for itself: what others write is watched at a service. */
int watch_refuse_store(struct cli *cli);
int watch_run(struct cli *cli, int count, char **args);

#endif
