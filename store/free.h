/* LMDB's list of the pages that the next changes may take. Nothing in it has a checksum, and where it
 * names a page that holds something, a change overwrites that. */
#ifndef TRUCE_STORE_FREE_H
#define TRUCE_STORE_FREE_H

#include "store/private.h"

/* DATA_LOSS, reason FREE_PAGES, where the list cannot be right: it names a page that the file does not
 * have, or one twice, or one that a row of a database stands in. Where rows cannot be read, another
 * DATA_LOSS; LMDB may end the process by it. */
enum status free_check(struct store_txn *txn, struct error *error) MUST_CHECK;
/* Whether a writer may begin: what can be told of the list by itself; the words say what to do. */
enum status free_may_write(const struct env *env, const char *dir, struct error *error) MUST_CHECK;

#endif
