/* Meetings: which meeting of which body a statement belongs to.
 *
 * A body's meetings are a series of symbols: "S/PV." runs on, "A/61/PV." counts anew
 * in each session. A statement is tied to its meeting by its symbol, else by the organ
 * and number that it names. Pure; any thread.
 *
 * Source of the series: the United Nations Editorial Manual, document symbols. */
#ifndef TRUCE_DOMAIN_MEETING_H
#define TRUCE_DOMAIN_MEETING_H

#include <stdbool.h>
#include <stddef.h>

#define MEETING_SERIES 96 /* bytes of a series, with its NUL */
#define MEETING_NUMBER_MOST 999999

struct meeting {
	char series[MEETING_SERIES]; /* "S/PV.", "A/61/PV."; "=" and a name where no symbols are known */
	int number;
	int resumption; /* from 1; 0 for the first part, and for a resumption without a number 1 */
};

/* The series of a body's meetings in a session, "" for none. False where the names
 * are too long. */
bool meeting_series(const char *body, const char *session, char out[MEETING_SERIES]);

/* The body and the session of a series, as meeting_series takes them; both hold
 * MEETING_SERIES. False for a series of a body that is not known. */
bool meeting_series_read(const char *series, char *body, char *session);

/* The meeting that a statement names; "" for what it does not say. The symbol of its
 * source, where that is a meeting of the same number, says of which session it is.
 * False for none. */
bool meeting_of(const char *symbol, const char *source, const char *organ, const char *number, struct meeting *out);

#endif
