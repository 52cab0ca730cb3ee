/* Statements that other statements take the place of: by a correction, a later agreement or a
 * withdrawal.
 *
 * Source of the rules: how agreements end and are mended in the law of treaties (Vienna Convention
 * of 1969: article 59, a later one that takes its place; article 79, a corrected text replaces the
 * defective one from the beginning; article 68, revocation of an instrument, here of a
 * withdrawal). A correction takes the place of what it states itself: one without commitments
 * leaves those of the corrected text as they are. What has been withdrawn takes nothing's place.
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_REPLACED_H
#define TRUCE_DOMAIN_REPLACED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/v1/commitment_service.pb-c.h"

/* That a statement takes the place of another from a day on: the first on which it can have been made. */
struct replacement {
	const char *of, *by;
	Truce__V1__CommitmentStatus__State state; /* of the other's commitments */
	int32_t since;
};

/* What a link of a statement says of commitments; false for nothing. Borrows from it. */
bool replacement_make(const Truce__V1__Statement *by, size_t link, struct replacement *out);

/* Of all replacements the one that takes the place of a statement on a day: the latest, or of one
 * day the first by name; NULL for none. */
const struct replacement *replacement_of(const struct replacement *all, size_t count, const char *name, int32_t day);

/* Puts into the answer that the statement was replaced. What was fulfilled stays so. */
void replacement_put(const struct replacement *replacement, Truce__V1__CommitmentStatus *status);

#endif
