/* Uses of a citation: who cites which document, where, and for or against it.
 *
 * A stance is only what the passage says, or how its party voted. A ballot of the citing
 * party on the document (domain/vote_on.h) in the same statement decides, or in the same
 * meeting, where the statement is a turn of one. Otherwise a verb does, of an act in whose
 * stretch the citation stands or of the clause that it leads, where the document is
 * the verb's own object: nothing stands between the two but the document's name and
 * words such as "full implementation of", or the act's topic is the document. To
 * support, welcome or reaffirm it, and to call for carrying it out, is for it; to
 * condemn or oppose it is against it; to recall or mention it is neither, and so is
 * what two verbs say differently. "Condemns violations of resolution 2254" says
 * nothing against the resolution.
 *
 * Who uses it are those who say the passage; where nobody does, as in a report, those of
 * whom an act is told in whose stretch it stands. An act told of others says nothing of
 * them who say the passage.
 *
 * The verbs are those by which operative and preambular clauses of the United Nations
 * begin (United Nations Editorial Manual, "Resolutions"). Pure; any thread. */
#ifndef TRUCE_DOMAIN_CITATION_USE_H
#define TRUCE_DOMAIN_CITATION_USE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "truce/v1/position_service.pb-c.h"

/* Sets *out to what the passage says, or the party's ballot. meeting is the statement whose part
 * this one is, by said_in(), or NULL. False where the arena is full. */
bool citation_stance(const Truce__V1__Statement *statement, const Truce__V1__Statement *meeting,
		     const Truce__V1__Citation *citation, struct arena *arena,
		     Truce__V1__CitationUse__Stance *out) MUST_CHECK;

/* Why the citation's parts cannot belong together: as read, else by the rule of
 * domain/citation.h; "" where they can. */
const char *citation_doubt(const Truce__V1__Citation *citation);

/* The use as a message that borrows from the statement; NULL where the arena is
 * full. */
Truce__V1__CitationUse *citation_use(const Truce__V1__Statement *statement, const Truce__V1__Statement *meeting,
				     const Truce__V1__Citation *citation, struct arena *arena);

#endif
