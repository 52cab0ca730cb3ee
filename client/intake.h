/* Files to bring in: what the paths of a command line stand for, and their bytes.
 *
 * A folder stands for the files below it, sorted, that end in .txt, .text, .pdf, .json
 * or .jsonl; hidden ones and others are left out and counted. A PDF's bytes are its text
 * layer, by pdftotext. One thread. */
#ifndef TRUCE_CLIENT_INTAKE_H
#define TRUCE_CLIENT_INTAKE_H

#include "client/cli.h"

struct intake {
	const char **paths; /* in the cli's arena */
	size_t count, room;
	size_t left_out;    /* files of folders that are no texts, */
	const char *others; /* and the first of them by their names */
	size_t unreadable;  /* said on stderr by then */
	bool folder;        /* one of the paths was a folder */
};

/* An exit code; a folder that cannot be read is said and counted, and the rest goes on. Standard
 * input has been looked at then. */
int intake_list(struct cli *cli, int count, char *const *args, struct intake *out);

/* Adds one, copied; an exit code. */
int intake_add(struct cli *cli, struct intake *in, const char *path);

/* What a file is called, without its folder, in UTF-8: bytes of another encoding are taken for Latin-1, as
 * those of texts are. "" for stdin; NULL without memory. */
const char *intake_name(const char *path, struct arena *arena);

/* The bytes of a text from a file, or from stdin for "-"; freed with buffer_fini. JSON is none. */
int intake_read(const char *path, size_t limit, struct buffer *out);

#endif
