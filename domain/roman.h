/* Letters of other scripts in a to z, for names that are read and typed.
 *
 * Cyrillic by GOST 7.79-2000, system B (the form of ISO 9 in ASCII), without its accents ("`", "'");
 * "ц" is "c" before e, i, j and y, else "cz"; the letters of Kazakh, which it lacks, by ISO 9:1995
 * without its marks. Arabic by the United Nations' system of 2017 (UNGEGN),
 * without its dots and lines: consonants and long vowels as they are written, no short ones; the
 * letters of Persian by UNGEGN's for Persian. Other letters of these scripts have none, and so have
 * ideographs. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ROMAN_H
#define TRUCE_DOMAIN_ROMAN_H

#include <stdint.h>

/* Of a letter in any case; "" for a sign that is not written, NULL for a letter that has none. */
const char *roman_letter(uint32_t c);

#endif
