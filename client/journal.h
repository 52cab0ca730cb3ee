/* The journal as people read it: lists, the watch, and the proof of the chain. */
#ifndef TRUCE_CLIENT_JOURNAL_H
#define TRUCE_CLIENT_JOURNAL_H

#include "client/cli.h"
#include "truce/v1/journal.pb-c.h"

/* Prints changes, newest first, of a record or (NULL) of all: -n, or 50, at most. */
int changes_list(struct cli *cli, const char *method, const char *record);

/* Tells what an update made of its record, field by field (client/log_changes.c). */
int changes_tell(struct cli *cli, const Truce__V1__Change *change);

/* Walks the whole chain over the wire and recomputes it, and holds every record that is answered against
 * its last change. */
int changes_verify(struct cli *cli);

/* How far a watch came. */
struct watched {
	int64_t *after;     /* the request's field: the last revision that is known */
	int64_t revision;   /* the last change whose digest is known; -1 for none */
	uint8_t digest[32]; /* its digest */
};
/* Prints what an answer to a watch tells, and notes how far it came; an exit code. */
typedef int watch_teller(struct cli *cli, const char *method, const struct truce_reply *reply, struct watched *watched);
/* Asks again and again, after the revision in the request's field *after: --from, or the latest, at first.
 * What is recorded after it is told, also where the service was away meanwhile. Ends with what cannot be
 * asked; a usage error where the command has the store for itself. */
int changes_watch(struct cli *cli, const char *head_method, const char *method, ProtobufCMessage *request,
		  int64_t *after, watch_teller *tell);

int log_run(struct cli *cli, int count, char **args);
int watch_run(struct cli *cli, int count, char **args);

#endif
