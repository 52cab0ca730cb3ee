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

/* fingerprints.c: terms of an index, three bytes each. */
#define FINGERPRINT_KEY 3
enum status fingerprint_terms(const struct store_index *self, struct bytes name, struct bytes body,
			      struct store_terms *out);
void fingerprint_key(uint32_t term, uint8_t out[FINGERPRINT_KEY]);

/* The text of a packed statement's next block; the cursor begins at the statement.
 * NOT_FOUND after the last. */
struct wire_cursor;
enum status fingerprint_next_block(struct wire_cursor *cursor, struct bytes *text) MUST_CHECK;

/* precedent_search.c: statements that share fingerprints with a wording, those that
 * share most, and rarest, first. Terms that very many statements have are read in
 * part; see POSTINGS_MOST there. */
struct precedent_candidates {
	uint32_t *docs;
	size_t count;
};
enum status precedent_search(struct call *call, const struct store_index *index, const uint64_t *grams,
			     size_t gram_count, struct precedent_candidates *out) MUST_CHECK;

#endif
