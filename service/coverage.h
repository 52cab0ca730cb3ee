/* Private to the service: the index of meetings.
 *
 * Terms of the meeting that a statement belongs to, by domain/meeting.h: a letter for
 * what is held of it, the series, the number and the resumption, so that a range of
 * terms is a range of meetings. Statements whose numbered clauses have a gap have a
 * term besides. */
#ifndef TRUCE_SERVICE_COVERAGE_H
#define TRUCE_SERVICE_COVERAGE_H

#include "domain/meeting.h"
#include "service/indexes.h"

#define MEETING_INDEX 22

enum meeting_term {
	MEETING_RECORD = 'R',    /* a record of the meeting */
	MEETING_STATEMENT = 'S', /* a single statement made in it */
	MEETING_CLAUSES = 'C',   /* one that lacks clauses; of no meeting: the letter alone */
};

#define MEETING_TERM 160      /* bytes of a term, with its NUL */
#define MEETING_TERM_FIXED 14 /* of them without the series: letter, number, stroke, resumption */
/* Size of the term written. */
size_t meeting_term_write(enum meeting_term what, const struct meeting *meeting, char out[MEETING_TERM]);
/* Number and resumption of a term. */
bool meeting_term_read(struct bytes term, int *number, int *resumption);

enum status meeting_terms(const struct store_index *self, struct bytes name, struct bytes body,
			  struct store_terms *out) MUST_CHECK;

/* The first run of numbers that a statement's numbered clauses lack behind `after`,
 * up to the largest that it has; false for none. */
bool clauses_gap(struct bytes statement, int after, int *first, int *last);

#endif
