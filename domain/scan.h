/* Known words that a scan spoiled.
 *
 * A fault is one letter read as another or lost, two strokes read for one letter ("rn"
 * for "m"), or a mark or a blank set where none was. Who asks gives the words that may stand there
 * and how many faults are forgiven; nothing here searches. Pure; any thread. */
#ifndef TRUCE_DOMAIN_SCAN_H
#define TRUCE_DOMAIN_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes at the beginning of text that are these words with at most so many faults; 0
 * where they are not. A blank of the words is one blank or more. */
size_t scan_match(const char *text, size_t size, const char *words, unsigned most, unsigned *faults);

/* The digit that a letter or a mark is read for by mistake, or that it is; '\0' for none. */
char scan_digit(char c);

/* What is read for a bracket. */
bool scan_opens(char c);
bool scan_closes(char c);

#endif
