/* A file that an answer is written to: whole, or as it was.
 *
 * It is made beside its path, and takes its place once all of it is written: a disk that
 * fills up, or an end in the middle, does not cost the answer of yesterday. What is no
 * plain file (a pipe, a device, a link), and what cannot be made beside, is written in
 * place. One thread. */
#ifndef TRUCE_CLIENT_SAVE_H
#define TRUCE_CLIENT_SAVE_H

#include <stdio.h>

#include "client/cli.h"

struct save {
	FILE *file;
	const char *path;
	char *beside; /* NULL where it is written in place; in the arena */
};

/* path NULL or "-" is standard output. Says what is wrong. */
int save_begin(struct cli *cli, const char *path, struct save *out) MUST_CHECK;
/* Ends it; code is what the writing came to. An answer to standard output that cannot be
 * written is told where the program ends. */
int save_end(struct save *save, int code) MUST_CHECK;

#endif
