/* What begins a speaker's label, and the notes in its brackets.
 *
 * Tables of titles before names, of officers without a name, of languages. They look
 * at plain text from its first byte and answer how many bytes they take, 0 for none.
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_READER_TITLES_H
#define TRUCE_DOMAIN_READER_TITLES_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/words.h"

/* Whether a title or an officer may begin a text, by its first two letters: false for
 * most that begin with neither. */
bool speaker_may_begin(const char *text, size_t size);

/* "Mr.", "Crown Prince", "His Excellency": with the words of a title of several. */
size_t title_at(const char *text, size_t size);

/* "The President", "The ACTING PRESIDENT", "The Chair of the Committee". */
size_t officer_at(const char *text, size_t size);

/* Whether an officer's words say that another sits in for him or her. */
bool officer_is_acting(const char *text, size_t size);

/* Whether an officer presides: "The President", "The Chair"; not "The
 * Secretary-General". */
bool officer_presides(const char *text, size_t size);

/* Whether a scan spoiled a letter of "The PRESIDENT", which it is taken for. */
bool officer_is_spoiled(const char *text, size_t size);

/* The end of a person's name that begins at text, of words that a name is made of;
 * 0 where none begins there. */
size_t person_name_end(const char *text, size_t size);

/* Words of the party whose name begins at word i, in its sentence; 0 for none. */
size_t party_named_at(const struct words *w, size_t i, const char **id);

/* A note of language in brackets, both included: "(spoke in French)", and square ones as
 * the official records of some years have them. *code is BCP 47,
 * or "" for a language that the table lacks. */
bool language_note_is(const char *text, size_t size, const char **code);

/* Whether the words in a label's bracket are an office and no party: "Special Envoy". */
bool words_are_office(const char *text, size_t size);

#endif
