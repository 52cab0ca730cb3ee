/* What rebuilding's files share: the text index is made beside the other views, by a
 * thread of its own and then by both, from the records as the journal leaves them. */
#ifndef TRUCE_STORE_REBUILD_H
#define TRUCE_STORE_REBUILD_H

#include "store/text/private.h"

/* A record's last change. */
struct rebuild_record {
	int64_t revision;
	enum store_kind kind;
};

struct rebuild_text {
	const struct env *env;
	const struct store_index *index;      /* NULL: there is nothing to do */
	const struct rebuild_record *records; /* by doc; the first is unused */
	uint32_t count;                       /* the last doc */
	atomic_uint next;                     /* doc that nobody has taken */
	atomic_bool failed;                   /* so that the others end */
	pthread_t thread;
	bool running;
	enum status status; /* of the thread, once it ended */
	struct error error;
	pthread_mutex_t mutex;
	pthread_cond_t taken;
	struct text_built *first; /* segments that wait to be put; under mutex, as their bytes */
	size_t bytes;
};

void rebuild_text_init(struct rebuild_text *r, const struct env *env, const struct store_index *index,
		       const struct rebuild_record *records, uint32_t count);
void rebuild_text_fini(struct rebuild_text *r); /* ends the thread */
void rebuild_text_start(struct rebuild_text *r);
/* Puts what the thread has made by now. */
enum status rebuild_text_put(struct rebuild_text *r, struct store_txn *txn, struct error *error) MUST_CHECK;
/* Makes the rest together with the thread, and puts all. */
enum status rebuild_text_end(struct rebuild_text *r, struct store_txn *txn, struct error *error) MUST_CHECK;

#endif
