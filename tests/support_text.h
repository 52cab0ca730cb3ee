/* A text index for tests: each line of a body is a unit (not more than a thousand);
 * words are parted by spaces, "#word" is a mark, "@7" takes the position to 7 more, "%7"
 * is a print (below 256). The first word is facet 0, the number of words mod 3 facet 5. */
#ifndef TRUCE_TESTS_SUPPORT_TEXT_H
#define TRUCE_TESTS_SUPPORT_TEXT_H

#include "store/text/cursor.h"
#include "tests/support_store.h"

extern const struct store_index support_text_index;

/* A view of the last revision, to be given back. */
struct support_view {
	struct store_txn *txn;
	struct arena arena;
	struct store_text_view *view;
};
void support_view_begin(struct store *store, struct support_view *view);
void support_view_end(struct support_view *view);

/* All that the index says, in words that do not depend on its segments: totals, each
 * term with df, each posting with doc, block, length, days, facets, tf and positions, each
 * print with its docs.
 * Every cursor's bounds are held against its postings. To be freed. */
char *support_text_dump(struct store *store);

/* The same from bodies, by number of the record less 1; NULL for none. */
char *support_text_model(const char *const *bodies, size_t count);

#endif
