/* The codes of countries by ISO 3166-1: two letters and three, of those that have both.
 *
 * Pure; any thread. */
#ifndef TRUCE_BASE_COUNTRIES_H
#define TRUCE_BASE_COUNTRIES_H

#include <stdbool.h>

#define COUNTRY_TWO 2
#define COUNTRY_THREE 3

/* The three letters of two, whose case does not matter; false where no country has them. */
bool country_three(const char *two, char three[COUNTRY_THREE + 1]);

/* The two letters of three, in capitals. */
bool country_two(const char *three, char two[COUNTRY_TWO + 1]);

#endif
