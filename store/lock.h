/* Who has a store open. */
#ifndef TRUCE_STORE_LOCK_H
#define TRUCE_STORE_LOCK_H

#include "store/private.h"

/* Takes the lock file of dir; FAILED_PRECONDITION, reason STORE_BUSY or STORE_SERVED, names the
 * process that has it. Answers NULL in *out, with OK, for a reader on a file
 * system that cannot be written. */
enum status lock_take(const char *dir, enum hold hold, struct lock **out, struct error *error) MUST_CHECK;
/* Notes where the writer can be asked, for those that it keeps out. */
void lock_tell(struct lock *lock, const char *where);
void lock_drop(struct lock *lock); /* NULL is fine */
/* Takes the writer's open data file, until it is closed: the lock's own file may have been removed. */
enum status lock_data(int file, const char *dir, struct error *error) MUST_CHECK;
/* Whether another process writes; false for NULL. */
bool lock_has_writer(const struct lock *lock);

#endif
