#include "store/rebuild.h"

#include <pthread.h>
#include <stdlib.h>

enum { BATCH = 64 };                    /* records that a thread takes at once */
#define BUILT_MOST ((size_t)256 << 20)  /* bytes of segments that wait to be put */
#define WAITING_MOST ((size_t)32 << 20) /* bytes of units that wait to become one */

void rebuild_text_init(struct rebuild_text *r, const struct env *env, const struct store_index *index,
		       const struct rebuild_record *records, uint32_t count)
{
	*r = (struct rebuild_text){ .env = env, .index = index, .records = records, .count = count };
	atomic_init(&r->next, 1);
	atomic_init(&r->failed, false);
	pthread_mutex_init(&r->mutex, NULL);
	pthread_cond_init(&r->taken, NULL);
}

void rebuild_text_fini(struct rebuild_text *r)
{
	atomic_store(&r->failed, true); /* if it has not ended, it need not go on */
	pthread_mutex_lock(&r->mutex);
	pthread_cond_broadcast(&r->taken);
	pthread_mutex_unlock(&r->mutex);
	if (r->running)
		pthread_join(r->thread, NULL);
	text_built_free(r->first);
	pthread_mutex_destroy(&r->mutex);
	pthread_cond_destroy(&r->taken);
}

/* ---- Building ---------------------------------------------------------------------- */

/* Hands a segment over, and waits while too many wait; may_wait: another thread takes
 * them. */
static void hand_over(struct rebuild_text *r, struct text_built *built, bool may_wait)
{
	pthread_mutex_lock(&r->mutex);
	while (may_wait && r->bytes > BUILT_MOST && !atomic_load(&r->failed))
		pthread_cond_wait(&r->taken, &r->mutex);
	built->next = r->first;
	r->first = built;
	r->bytes += built->content.size;
	pthread_mutex_unlock(&r->mutex);
}

static enum status build(struct rebuild_text *r, struct store_text *text, bool may_wait, struct error *error)
{
	struct text_built *built = NULL;
	enum status status = text_build(text, &built, error);
	if (built != NULL)
		hand_over(r, built, may_wait);
	return status;
}

static enum status take_batch(struct rebuild_text *r, struct store_txn *txn, struct store_text *text, uint32_t from,
			      struct error *error)
{
	enum status status = STATUS_OK;
	for (uint32_t doc = from; doc - from < BATCH && doc <= r->count && status == STATUS_OK; doc++) {
		struct store_change change;
		if (r->records[doc].kind == STORE_DELETED)
			continue;
		status = change_at(txn, r->records[doc].revision, &change, error);
		if (status == STATUS_OK)
			status = text_take(text, r->index, doc, change.name, change.body, false, error);
	}
	return status;
}

/* Takes batches until there are none. */
static enum status build_all(struct rebuild_text *r, struct store_txn *txn, bool may_wait, struct error *error)
{
	enum status status = STATUS_OK;
	struct store_text *text = store_text_new();
	if (text == NULL)
		return text_no_memory(error);
	while (status == STATUS_OK && !atomic_load(&r->failed)) {
		uint32_t from = atomic_fetch_add(&r->next, BATCH);
		if (from > r->count)
			break;
		status = take_batch(r, txn, text, from, error);
		if (status == STATUS_OK && text_memory(text) > WAITING_MOST)
			status = build(r, text, may_wait, error);
	}
	if (status == STATUS_OK)
		status = build(r, text, may_wait, error);
	store_text_free(text);
	return status;
}

/* Beside the rebuilding transaction, whose journal is the one that a reader sees. */
static void *work(void *arg)
{
	struct rebuild_text *r = arg;
	struct store_txn txn;
	r->status = txn_begin(r->env, NULL, &txn, &r->error);
	if (r->status == STATUS_OK) {
		r->status = build_all(r, &txn, true, &r->error);
		txn_abort(&txn);
	}
	if (r->status != STATUS_OK)
		atomic_store(&r->failed, true);
	return NULL;
}

void rebuild_text_start(struct rebuild_text *r)
{
	r->running = r->index != NULL && pthread_create(&r->thread, NULL, work, r) == 0;
}

/* ---- Putting ------------------------------------------------------------------------- */

enum status rebuild_text_put(struct rebuild_text *r, struct store_txn *txn, struct error *error)
{
	pthread_mutex_lock(&r->mutex);
	struct text_built *built = r->first;
	r->first = NULL;
	r->bytes = 0;
	pthread_cond_broadcast(&r->taken);
	pthread_mutex_unlock(&r->mutex);
	enum status status = text_built_put(txn, built, error);
	text_built_free(built);
	return status;
}

enum status rebuild_text_end(struct rebuild_text *r, struct store_txn *txn, struct error *error)
{
	if (r->index == NULL)
		return STATUS_OK;
	enum status status = build_all(r, txn, false, error);
	if (status == STATUS_OK)
		status = rebuild_text_put(r, txn, error);
	if (status == STATUS_OK && r->running) {
		pthread_join(r->thread, NULL);
		r->running = false;
		status = r->status;
		*error = status == STATUS_OK ? *error : r->error;
	}
	return status == STATUS_OK ? rebuild_text_put(r, txn, error) : status;
}
