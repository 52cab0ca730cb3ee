/* Words that English texts of meetings often hold: a table of their hashes. Pure; any thread. */
#ifndef TRUCE_DOMAIN_WORDS_KNOWN_H
#define TRUCE_DOMAIN_WORDS_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a word is one of them, in whatever case, also with a regular ending. */
bool word_is_known(const char *text, size_t size);

#endif
