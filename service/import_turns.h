/* The turns of a record that corrects another: which is which.
 *
 * Turns are matched by their words (domain/align.h), not by their number, so that one
 * that was left out and is put in again does not make all behind it look changed. A turn
 * that was on record keeps its name, wherever it stands now, also where a record before
 * this one left it out; a new one takes a number that none ever had. What is answered
 * lives as long as the call. */
#ifndef TRUCE_SERVICE_IMPORT_TURNS_H
#define TRUCE_SERVICE_IMPORT_TURNS_H

#include "service/import.h"

struct turn_match {
	size_t old;       /* of the turns before; SIZE_MAX for a new one */
	bool same;        /* the same words at the same place among them */
	const char *back; /* of a new one, the name that it had before a record left it out; or NULL */
};

struct turn_matches {
	const Truce__V1__Statement **old;
	size_t old_count;
	bool *taken;           /* in step with old: a turn of the new record is it */
	struct turn_match *of; /* in step with the turns of the new record; NULL where none was before */
};

/* The statement of a name as it is now; NULL where there is none. */
enum status import_load_old(struct call *call, const char *name, const Truce__V1__Statement **out) MUST_CHECK;

/* meeting: of the record before, with the turns of it that were deleted or without. */
enum status import_turns_match(struct call *call, const Truce__V1__Statement *meeting, bool deleted,
			       const Truce__V1__Statement *const *turns, size_t count,
			       struct turn_matches *out) MUST_CHECK;

/* What the ith turn of the new record, from 0, was; NULL where it is new. */
const Truce__V1__Statement *import_turn_was(const struct turn_matches *m, size_t i);

/* Of the new ones, those whose words a deleted turn of the meeting has take its name again. */
enum status import_turns_find_back(struct call *call, const char *meeting, const Truce__V1__Statement *const *turns,
				   size_t count, struct turn_matches *m) MUST_CHECK;

/* Gives the response's turns their names, and to what names them. */
enum status import_turns_name(struct call *call, const struct turn_matches *m,
			      Truce__V1__ImportTextResponse *response) MUST_CHECK;

/* The same of the record that is there by the meeting's name, if one is. */
enum status import_turns_keep_names(struct call *call, Truce__V1__ImportTextResponse *response) MUST_CHECK;

#endif
