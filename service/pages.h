/* Private to the service: pages and their tokens.
 *
 * A token is where a page ended, tied to its query: a page asked for with the token
 * of another query is refused. It is no secret and guards nothing. */
#ifndef TRUCE_SERVICE_PAGES_H
#define TRUCE_SERVICE_PAGES_H

#include "service/call.h"

/* Where a page ended. */
struct page_token {
	int64_t as_of;     /* the state that is paged through; 0 for the latest at each page */
	int64_t position;  /* of a change: its revision; of a view: its number in its record */
	struct bytes key;  /* of the order */
	struct bytes name; /* of the record */
};

/* page_size of the request, which its rule has kept from being negative: usual for 0, and
 * never over most (AIP-158). */
size_t page_size_of(const struct call *call, size_t usual, size_t most);
/* Of lists: 50, and 5000 at most: what is worked out from the whole is worked out for each page. */
size_t page_size(const struct call *call);

/* The request's page_token; NOT_FOUND where there is none, INVALID_ARGUMENT with
 * reason PAGE_TOKEN where it is none of this query's, or of a state that is not the record's. */
enum status page_token_read(struct call *call, struct page_token *out) MUST_CHECK;
/* The same INVALID_ARGUMENT, of one whose end the record does not have. */
enum status page_token_foreign(struct call *call);

/* Adds next_page_token (field 2) to the reply. */
enum status page_token_reply(struct call *call, const struct page_token *end) MUST_CHECK;

#endif
