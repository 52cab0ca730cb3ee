/* Clocks and the civil calendar.
 *
 * Instants are nanoseconds since 1970-01-01T00:00:00Z; deadlines are nanoseconds
 * of the monotonic clock. A day is a number of days since 1970-01-01 in the
 * proleptic Gregorian calendar, years 1 to 9999. Pure functions but for the two
 * clocks; any thread. */
#ifndef TRUCE_BASE_TIME_H
#define TRUCE_BASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#define NS_PER_SECOND INT64_C(1000000000)
#define NS_PER_MS INT64_C(1000000)
#define DAY_FIRST (-719162) /* 0001-01-01 */
#define DAY_LAST 2932896    /* 9999-12-31 */
#define DATE_SIZE 11        /* "YYYY-MM-DD" and its NUL */

int64_t clock_monotonic(void);
int64_t clock_wall(void);
/* A deadline so many milliseconds, 0 or more, from now; INT64_MAX, which does not come, where that
 * is further away than the clock tells. */
int64_t deadline_in(int64_t ms);
int32_t day_today(void); /* in UTC */
/* The day of an instant, in UTC. */
int32_t day_of_instant(int64_t instant);

/* Day of a date; month 1 to 12. False where it does not exist. */
bool day_of(int year, int month, int day, int32_t *out);
void day_split(int32_t day, int *year, int *month, int *day_of_month);

/* Days of a month, 28 to 31. */
int month_length(int year, int month);

/* Strictly "YYYY-MM-DD"; false for anything else and for a date that does not
 * exist. */
bool date_parse(const char *text, int32_t *out);
void date_print(int32_t day, char out[DATE_SIZE]);

/* The same day of the month so many months later, or that month's last day where
 * it has no such day: 31 August + 6 months is the last of February. False past
 * the calendar's ends. The rule is that of a period of months in ISO 8601-1:2019
 * as date libraries apply it (java.time's plusMonths, PostgreSQL's interval). */
bool day_add_months(int32_t day, int months, int32_t *out);
/* The same where a series fell on another day of the month, 1 to 31, which the month of
 * this day may not have: the last of February of a series on the 31st + 6 months is 31
 * August. */
bool day_add_months_on(int32_t day, int months, int of_month, int32_t *out);

/* The instant so many seconds and nanoseconds (0 to 999999999) after 1970 began; false
 * where it is none: further away than 292 years, too. */
bool instant_of(int64_t seconds, int64_t nanos, int64_t *out);
void instant_split(int64_t instant, int64_t *seconds, int32_t *nanos);
/* When a day begins; of a day too far away for an instant, a second short of where
 * instants end. */
int64_t day_begin(int32_t day);
/* RFC 3339 with "Z" or an offset, up to nine digits of a second; false for
 * anything else. */
bool instant_parse(const char *text, int64_t *out);

#endif
