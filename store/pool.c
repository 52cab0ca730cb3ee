#include "store/live.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

/* A transaction of LMDB is made once for a slot and renewed after that, which
 * allocates nothing. A thread tries the slot that it had last first, so that
 * threads do not meet. */
enum { SLOT_FREE, SLOT_TAKEN };

static _Thread_local unsigned last_slot = POOL_SLOTS;

/* The transactions of one pool that this thread has open. Who has one may begin
 * another while somebody waits, who waits for the first as well. */
struct held {
	const struct pool *pool;
	unsigned count;
};

static _Thread_local struct held held;

/* What reads of this thread share. It is given back early where somebody waits. */
static _Thread_local struct {
	const struct pool *pool; /* NULL where they do not */
	struct slot *slot;       /* NULL until the first begins */
	bool taken;              /* one of them is open */
} shared;

static unsigned first_slot(void)
{
	static atomic_uint threads;
	if (last_slot == POOL_SLOTS)
		last_slot = atomic_fetch_add_explicit(&threads, 1, memory_order_relaxed) % POOL_SLOTS;
	return last_slot;
}

static struct slot *take(struct pool *pool)
{
	unsigned first = first_slot();
	for (unsigned i = 0; i < POOL_SLOTS; i++) {
		unsigned at = (first + i) % POOL_SLOTS;
		int expected = SLOT_FREE;
		if (atomic_compare_exchange_strong(&pool->slots[at].state, &expected, SLOT_TAKEN)) {
			last_slot = at;
			return &pool->slots[at];
		}
	}
	return NULL;
}

/* Either we see that somebody waits, or he sees that the slot is free: both
 * accesses are sequentially consistent, here and in pool_pause. */
static void give(struct slot *slot)
{
	struct pool *pool = slot->pool;
	atomic_store(&slot->state, SLOT_FREE);
	if (!atomic_load(&pool->paused))
		return;
	pthread_mutex_lock(&pool->mutex);
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->mutex);
}

static void wait_resumed(struct pool *pool)
{
	pthread_mutex_lock(&pool->mutex);
	while (atomic_load(&pool->paused))
		pthread_cond_wait(&pool->changed, &pool->mutex);
	pthread_mutex_unlock(&pool->mutex);
}

static bool all_free(const struct pool *pool)
{
	for (unsigned i = 0; i < POOL_SLOTS; i++)
		if (atomic_load(&pool->slots[i].state) != SLOT_FREE)
			return false;
	return true;
}

void pool_pause(struct pool *pool)
{
	pthread_mutex_lock(&pool->mutex);
	while (atomic_load(&pool->paused))
		pthread_cond_wait(&pool->changed, &pool->mutex);
	atomic_store(&pool->paused, true);
	while (!all_free(pool))
		pthread_cond_wait(&pool->changed, &pool->mutex);
	pthread_mutex_unlock(&pool->mutex);
}

void pool_resume(struct pool *pool)
{
	if (pool->env->hints != NULL)
		hints_clear(pool->env->hints);
	if (pool->env->known != NULL)
		known_clear(pool->env->known);
	pthread_mutex_lock(&pool->mutex);
	pool->maps++;
	atomic_store(&pool->paused, false);
	pthread_cond_broadcast(&pool->changed);
	pthread_mutex_unlock(&pool->mutex);
}

enum status pool_adopt_map(struct pool *pool, struct error *error)
{
	pool_pause(pool);
	int code = env_follow(pool->env);
	pool_resume(pool);
	return code == 0 ? STATUS_OK : env_failed(error, code, "follow the store's growth");
}

static int start(struct slot *slot)
{
	if (slot->txn.mdb != NULL)
		return mdb_txn_renew(slot->txn.mdb);
	if (slot->pool->env->mdb == NULL)
		return MDB_PANIC;
	return txn_begin_lmdb(slot->pool->env->mdb, MDB_RDONLY, &slot->txn.mdb);
}

static void hold(struct slot *slot)
{
	if (held.count == 0)
		held.pool = slot->pool;
	slot->held = held.pool == slot->pool ? &held : NULL;
	held.count += slot->held != NULL;
}

static void let_go(struct slot *slot)
{
	assert(slot->held == NULL || slot->held == &held); /* by the thread that began */
	held.count -= slot->held != NULL;
}

static void end(struct slot *slot)
{
	mdb_txn_reset(slot->txn.mdb);
	let_go(slot);
	give(slot);
}

void pool_note_commit(struct pool *pool, size_t id)
{
	atomic_store(&pool->last, id);
}

/* Whether a transaction that has just begun surely sees the state that its number names. LMDB takes the number of
 * the last commit first, and then copies that one's roots from a page which the commit after the next writes anew: a
 * thread that is held up in between sees a later state, a whole one, under the earlier number. As long as the commit
 * after its own has not ended, the next one has not begun. */
static bool is_of_its_number(const struct pool *pool, size_t id)
{
	MDB_envinfo info = { .me_last_txnid = atomic_load(&pool->last) };
	if (info.me_last_txnid == 0) /* another process may write */
		mdb_env_info(pool->env->mdb, &info);
	return info.me_last_txnid <= id;
}

/* Reads what each transaction has to know; where nothing was committed since the last one of
 * the slot, it is known, and so is what that one saw of the text index. */
static enum status look(struct slot *slot, struct error *error)
{
	const size_t id = mdb_txn_id(slot->txn.mdb);
	if (slot->known && slot->id == id && slot->maps == slot->pool->maps && is_of_its_number(slot->pool, id))
		return STATUS_OK;
	slot->txn.env = slot->pool->env;
	slot->txn.oldest = slot->pool->oldest;
	slot->txn.text = &slot->text;
	slot->text.known = false;
	enum status status = txn_look(&slot->txn, error);
	slot->known = status == STATUS_OK;
	slot->id = id;
	slot->maps = slot->pool->maps;
	return status;
}

/* ABORTED: to be tried again. */
static enum status try_begin(struct pool *pool, struct store_txn **out, struct error *error)
{
	struct slot *slot = take(pool);
	if (slot == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "READERS", "%d reads are open: too many at once.",
				 POOL_SLOTS);
	if (atomic_load(&pool->paused) && !(held.count > 0 && held.pool == pool)) {
		give(slot);
		wait_resumed(pool);
		return STATUS_ABORTED;
	}
	int code = start(slot);
	if (code == MDB_MAP_RESIZED) {
		give(slot);
		enum status status = pool_adopt_map(pool, error);
		return status == STATUS_OK ? STATUS_ABORTED : status;
	}
	if (code != 0) {
		give(slot);
		return env_failed(error, code, "read the store");
	}
	hold(slot);
	enum status status = look(slot, error);
	if (status != STATUS_OK) {
		end(slot);
		return status;
	}
	*out = &slot->txn;
	return STATUS_OK;
}

static enum status begin(struct pool *pool, struct store_txn **out, struct error *error)
{
	enum status status;
	do
		status = try_begin(pool, out, error);
	while (status == STATUS_ABORTED);
	return status;
}

enum status pool_begin(struct pool *pool, struct store_txn **out, struct error *error)
{
	if (shared.pool != pool || shared.taken)
		return begin(pool, out, error);
	enum status status = STATUS_OK;
	if (shared.slot == NULL && (status = begin(pool, out, error)) == STATUS_OK)
		shared.slot = (struct slot *)*out;
	if (status != STATUS_OK)
		return status;
	shared.taken = true;
	*out = &shared.slot->txn;
	return STATUS_OK;
}

static void end_shared(void)
{
	struct slot *slot = shared.slot;
	shared.slot = NULL;
	if (slot != NULL)
		end(slot);
}

void pool_end(struct store_txn *txn)
{
	struct slot *slot = (struct slot *)txn;
	if (slot != shared.slot) {
		end(slot);
		return;
	}
	shared.taken = false;
	if (atomic_load(&slot->pool->paused))
		end_shared();
}

void pool_share(struct pool *pool)
{
	assert(shared.pool == NULL);
	shared.pool = pool;
}

void pool_part(struct pool *pool)
{
	assert(shared.pool == pool && !shared.taken);
	(void)pool;
	shared.pool = NULL;
	end_shared();
}

enum status pool_init(struct pool *pool, const struct env *env, struct error *error)
{
	struct slot *slots = aligned_alloc(_Alignof(struct slot), POOL_SLOTS * sizeof *slots);
	if (slots == NULL)
		return error_set_errno(error, ENOMEM, "Cannot open the store");
	memset(slots, 0, POOL_SLOTS * sizeof *slots);
	*pool = (struct pool){ .env = env, .slots = slots };
	for (unsigned i = 0; i < POOL_SLOTS; i++) {
		slots[i].pool = pool;
		atomic_init(&slots[i].state, SLOT_FREE);
	}
	pthread_mutex_init(&pool->mutex, NULL);
	pthread_cond_init(&pool->changed, NULL);
	return STATUS_OK;
}

void pool_forget(struct pool *pool)
{
	assert(all_free(pool));
	for (unsigned i = 0; i < POOL_SLOTS; i++) {
		if (pool->slots[i].txn.mdb != NULL)
			mdb_txn_abort(pool->slots[i].txn.mdb);
		pool->slots[i].txn.mdb = NULL;
		pool->slots[i].known = false;
	}
}

void pool_fini(struct pool *pool)
{
	if (pool->slots == NULL)
		return;
	pool_forget(pool);
	for (unsigned i = 0; i < POOL_SLOTS; i++)
		text_seen_free(&pool->slots[i].text);
	free(pool->slots);
	pthread_mutex_destroy(&pool->mutex);
	pthread_cond_destroy(&pool->changed);
	*pool = (struct pool){ 0 };
}
