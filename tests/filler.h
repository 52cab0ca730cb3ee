/* Stores on disks that fill up: a file that takes what room there is, and whether a store is whole. */
#ifndef TRUCE_TESTS_FILLER_H
#define TRUCE_TESTS_FILLER_H

#include "tests/support_store.h"

#include <fcntl.h>
#include <unistd.h>

static inline bool put_filler(const char *dir, size_t size)
{
	char *path = support_text("%s/filler", dir), *bytes = calloc(1, size);
	int file = open(path, O_WRONLY | O_CREAT, 0600);
	bool written = write(file, bytes, size) == (ssize_t)size;
	close(file);
	free(bytes);
	free(path);
	return written;
}

static inline void remove_filler(const char *dir)
{
	char *path = support_text("%s/filler", dir);
	unlink(path);
	free(path);
}

static inline bool is_readable(struct store *store, int64_t last)
{
	struct store_txn *txn;
	struct store_change change;
	if (store_read(store, &txn, NULL) != STATUS_OK)
		return false;
	bool right = store_revision(txn) == last;
	right = right && (last == 0 || store_change(txn, last, &change, NULL) == STATUS_OK);
	store_read_end(txn);
	return right;
}

#endif
