/* Who speaks or acts for a state, told by its adjective or its name: "the Kazakh delegation",
 * "the Turkish and Iranian Foreign Ministers", "the United States side".
 *
 * What stands behind the adjective tells the state surely; an adjective alone does not ("the
 * Turkish border"). Pure; any thread. */
#ifndef TRUCE_DOMAIN_SIDE_H
#define TRUCE_DOMAIN_SIDE_H

#include "domain/words.h"

/* Words from word i on that are who stands for a state ("Foreign Minister", "delegation"); 0 for
 * none. Whether they are several goes to *many. */
size_t side_at(const struct words *w, size_t i, bool *many);

/* The same of the words that end before word end, not before the first. */
size_t side_before(const struct words *w, size_t first, size_t end, bool *many);

/* The adjective that ends before word end: how many words it has, 0 for none, and its state; ""
 * for one that is no state's. */
size_t side_adjective(const struct words *w, size_t first, size_t end, const char **id);

/* The same of one that begins with word i. */
size_t side_adjective_at(const struct words *w, size_t i, const char **id);

/* Words of the "'s" that ends before word end; 0 for none. */
size_t side_possessive(const struct words *w, size_t first, size_t end);

/* Whether an id is a state's or a territory's, and no organisation's. */
bool side_is_state(const char *id);

/* Whether the words from first to end are a state's name, with its article or without. */
bool side_state_named(const struct words *w, size_t first, size_t end, const char **id);

/* The state that all words from first to end are said for, "the Turkish Government", "the
 * Government of Türkiye"; NULL for none. */
const char *side_state(const struct words *w, size_t first, size_t end);

#endif
