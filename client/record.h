/* The commands that every kind of record has, by a row that describes the kind. */
#ifndef TRUCE_CLIENT_RECORD_H
#define TRUCE_CLIENT_RECORD_H

#include "client/cli.h"
#include "client/table.h"

struct collection {
	const char *noun, *plural; /* "zone", "zones": names of fields, too */
	const ProtobufCMessageDescriptor *type;
	const struct column *columns; /* of a list */
	int column_count;
	/* The cells of one record's row. */
	void (*cells)(struct arena *arena, const ProtobufCMessage *record, const char **cells);
};

extern const struct collection kind_statements, kind_rounds, kind_zones; /* client/columns.c */

int list_run(struct cli *cli, int count, char **args);
int get_run(struct cli *cli, int count, char **args);
int create_run(struct cli *cli, int count, char **args);
int update_run(struct cli *cli, int count, char **args);
int delete_run(struct cli *cli, int count, char **args); /* and undelete */
int history_run(struct cli *cli, int count, char **args);

/* Says what a change made of a record (client/change.c). */
int changed_print(struct cli *cli, const ProtobufCMessage *record);

/* Pages of a List method (client/pages.c): sets filter, order, page size and state
 * of the request by the options, and calls until --limit is reached or, with --all,
 * to the end. *out is the response with the elements of all pages; what is left is
 * said on stderr. */
int answer_read(struct cli *cli, const char *method, ProtobufCMessage *request, const char *each,
		ProtobufCMessage **out);

/* The same with a filter made by the caller; NULL for none. */
int answer_read_filtered(struct cli *cli, const char *method, ProtobufCMessage *request, const char *filter,
			 const char *each, ProtobufCMessage **out);

/* Adds the elements of a page, which are borrowed, to those of the pages before it, and takes its token. */
bool answer_join(ProtobufCMessage *all, ProtobufCMessage *page, const char *each, struct arena *arena);

/* A filter with one condition more: `before` and, unless it is NULL, the value in
 * quotes. The filter NULL stands for that of --filter, before NULL for no condition.
 * NULL without memory. */
const char *answer_filter(struct cli *cli, const char *filter, const char *before, const char *value);

/* Prints what came: JSON, or every element as text, or `table`. */
int answer_print(struct cli *cli, const ProtobufCMessage *response, const char *each);

#endif
