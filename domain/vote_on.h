/* What a vote was on: the whole of a document, or a part of it.
 *
 * The instrument that it made; where it made none, the document, with the part behind it
 * where it was on a part of it; of a motion the part alone. A draft of a report ("Draft
 * resolution II") is what became of it, a paragraph or an amendment never. Pure; any
 * thread. */
#ifndef TRUCE_DOMAIN_VOTE_ON_H
#define TRUCE_DOMAIN_VOTE_ON_H

#include "base/arena.h"
#include "base/status.h"
#include "truce/v1/statement.pb-c.h"

/* "A/RES/61/295", "A/41/L.18, operative paragraph 4". NULL where the arena is full. */
const char *vote_topic(const Truce__V1__Vote *vote, struct arena *arena);

/* Whether it was on the whole of a document, by the normal form of the instrument or of the
 * draft. False where the arena is full. */
bool vote_is_on(const Truce__V1__Vote *vote, const char *document, struct arena *arena, bool *out) MUST_CHECK;

#endif
