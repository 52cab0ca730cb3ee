/* Sparklines: counts by month in a few columns.
 *
 * All rows of an answer share one span of months and one scale, so that they can be
 * compared; a span longer than the columns is folded, several months to a column.
 * Blocks where the terminal takes UTF-8, else digits: the counts themselves while none
 * is past 9, else their height of 1 to 9. A month without any is a dot. Pure functions. */
#ifndef TRUCE_CLIENT_SPARK_H
#define TRUCE_CLIENT_SPARK_H

#include <stdbool.h>

#include "base/arena.h"

#define SPARK_COLUMNS 24

struct spark {
	int first, last; /* months since year 0; first > last where there is none */
	int most;        /* largest count of a column */
	bool blocks;
};

/* Month of "YYYY-MM"; -1 for anything else. */
int spark_month(const char *text);

/* Widens the span to hold the month. */
void spark_span(struct spark *spark, int month);

/* Months to a column. */
int spark_fold(const struct spark *spark);

/* The column that holds a month of the span. */
int spark_column(const struct spark *spark, int month);

/* The line of one row's counts by column; NULL where the arena is full. */
const char *spark_line(const struct spark *spark, const int *counts, struct arena *arena);

#endif
