/* Private to the service: what comparing wordings and finding precedents share. */
#ifndef TRUCE_SERVICE_WORDINGS_H
#define TRUCE_SERVICE_WORDINGS_H

#include "domain/wording.h"
#include "service/records.h"
#include "truce/v1/wording_service.pb-c.h"

#define WORDING_WORDS_LEAST 3
#define WORDING_BYTES_MOST (64 << 10)

/* Steps as messages, with copies of their texts in arena. NULL without room. */
Truce__V1__Edit **wording_messages(const struct wording_edits *edits, struct arena *arena);

/* What a status of domain/wording.h or domain/align.h becomes. */
enum status wording_failed(struct call *call, enum status status);

/* precedent_search.c: statements that share fingerprints with a wording, those that
 * share most, and rarest, first. Fingerprints that very many statements have are read in
 * part; see DOCS_MOST there. */
struct precedent_candidates {
	uint32_t *docs;
	size_t count;
};
enum status precedent_search(struct call *call, const uint64_t *grams, size_t gram_count,
			     struct precedent_candidates *out) MUST_CHECK;
/* precedent_short.c: of a wording of fewer than FINGERPRINT_SURE words, whose fingerprints may
 * have been left out: at most so many statements that hold three words of it in a row, those
 * that hold most, and rarest, first. */
enum status precedent_search_short(struct call *call, const struct wording *wording, size_t most,
				   struct precedent_candidates *out) MUST_CHECK;

#endif
