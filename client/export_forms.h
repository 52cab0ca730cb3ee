/* The forms in which a record is written out.
 *
 * A form is a function from statements, in the order of their names (numbers in them by
 * their value), to a file; a meeting's turns, which are statements of their own, stand
 * where they were spoken. One thread. */
#ifndef TRUCE_CLIENT_EXPORT_FORMS_H
#define TRUCE_CLIENT_EXPORT_FORMS_H

#include <stdio.h>

#include "client/cli.h"
#include "truce/v1/import_service.pb-c.h"

/* A statement that is a part of another. */
struct export_part {
	const char *whole;
	const Truce__V1__Statement *part;
};

struct export_set {
	struct cli *cli;
	Truce__V1__RecordSet *records;
	struct export_part *parts; /* by their whole, then by name */
	size_t part_count;
};

/* Sorts the statements, and finds which are parts of which; false without memory. */
bool export_prepare(struct export_set *set);

/* Adds the texts that the sources of a set's records name, by GetText. What is not on record is
 * said, and left out. */
int export_add_texts(struct cli *cli, const char *method, ProtobufCMessage *set);

/* Adds the other texts on record, as of a revision: those that another text of the same meeting
 * replaced, or whose statements were deleted. Who brings them in again is told so, then. */
int export_add_other_texts(struct cli *cli, const char *get, const char *changes, int64_t revision,
			   ProtobufCMessage *set);

/* One piece of a text in its order: a whole statement, or blocks of a meeting. */
struct export_piece {
	const Truce__V1__Statement *statement;
	size_t first, last; /* blocks, from 0 to before last */
	Truce__V1__TextSection__Kind kind;
};

/* The pieces of a statement: itself; of a meeting, its own blocks and its turns in
 * the order of its sections. Answers their number; SIZE_MAX without memory. */
size_t export_pieces(const struct export_set *set, const Truce__V1__Statement *statement, struct export_piece **out);

/* The meeting of the set that a statement is a part of, and is written with; NULL for none. */
const Truce__V1__Statement *export_whole(const struct export_set *set, const Truce__V1__Statement *statement);

/* An exit code each; what the file cannot take is found by its caller. */
int export_as_json(const struct export_set *set, FILE *out);
int export_as_jsonl(const struct export_set *set, FILE *out);
int export_as_text(const struct export_set *set, FILE *out);
int export_as_csv(const struct export_set *set, FILE *out);
int export_as_votes(const struct export_set *set, FILE *out);
int export_as_elections(const struct export_set *set, FILE *out);
int export_as_geojson(const struct export_set *set, FILE *out);
int export_as_akn(const struct export_set *set, FILE *out);

#endif
