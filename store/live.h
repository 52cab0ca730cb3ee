/* What a store has while it is open: read transactions that threads take and give back, a
 * thread that writes, one that merges segments of the text index, and why nothing may be
 * written. What begins a transaction by itself (verify, compact, rebuild) needs none of it. */
#ifndef TRUCE_STORE_LIVE_H
#define TRUCE_STORE_LIVE_H

#include <pthread.h>
#include <stdatomic.h>

#include "store/private.h"

/* ---- pool.c: read transactions, and the map that grows under them -------- */

#define POOL_SLOTS 1024

struct held;

struct slot {
	_Alignas(64) struct store_txn txn; /* first: a transaction is its slot */
	struct pool *pool;
	struct held *held; /* of the thread that has it */
	atomic_int state;
	bool known; /* what the transaction has seen: a state of LMDB in a map */
	size_t id;
	uint64_t maps;
	struct text_seen text;
};

struct pool {
	const struct env *env;
	int64_t oldest; /* the same as long as a store is open */
	struct slot *slots;
	atomic_bool paused; /* nobody begins, somebody waits for the slots to be free */
	uint64_t maps;      /* maps before this one: changes while it is paused */
	atomic_size_t last; /* LMDB's number of the last commit that ended in this process; 0 for none */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
};

enum status pool_init(struct pool *pool, const struct env *env, struct error *error) MUST_CHECK;
void pool_fini(struct pool *pool);
enum status pool_begin(struct pool *pool, struct store_txn **out, struct error *error) MUST_CHECK;
void pool_end(struct store_txn *txn);
/* A commit of this process, by LMDB's number, has ended; before the next one begins. */
void pool_note_commit(struct pool *pool, size_t id);
/* Reads of this thread that begin between share and part, one after another, share a
 * transaction, the first one's. */
void pool_share(struct pool *pool);
void pool_part(struct pool *pool);
/* Waits until no read transaction is open and holds new ones back; then resumes. */
void pool_pause(struct pool *pool);
void pool_resume(struct pool *pool);
/* Gives LMDB's transactions of all slots back; paused. */
void pool_forget(struct pool *pool);
/* Takes the map's size from the file, where another process made it grow. */
enum status pool_adopt_map(struct pool *pool, struct error *error) MUST_CHECK;

/* ---- writer.c; jobs.c: how jobs come to it -------------------------------- */

#define GROUP_MOST 256 /* jobs in one commit */
#define MUCH_CHANGES 32
#define QUEUE_USUAL 1024

struct halt_row;

/* Why no writes are taken. */
struct halt {
	const struct halt_row *row; /* NULL: they are */
	int code;
	int64_t at;         /* monotonic */
	uint64_t disk_free; /* bytes, just after it failed */
};

struct writer {
	struct store *store;
	pthread_t thread;
	bool running;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	struct store_job *first, *last;
	size_t queued, queue_most;
	bool closing;
	struct halt halt; /* under mutex */
	struct work work;
	bool more_text;          /* the last commit left segments to merge beside the writer */
	_Atomic int64_t much_at; /* when a commit had MUCH_CHANGES last; monotonic */
	int64_t readers_checked;
	pthread_mutex_t listening; /* held while the listener is called or changed */
	void (*committed)(void *arg, int64_t revision);
	void *committed_arg;
};

enum status writer_init(struct writer *writer, struct store *store, size_t queue_most, struct error *error) MUST_CHECK;
void writer_fini(struct writer *writer);

/* ---- text/keep.c: merges beside the writer ------------------------------- */

/* Merges segments of the text index that would hold the writer up, and, once there was no
 * commit for a while, all that are worth it (text/beside.c); and drops what is left of them. */
struct keeper {
	struct store *store;
	pthread_t thread;
	bool running;
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	bool wanted, changed, idle; /* under mutex: there is something to merge; there was a commit;
				     * it waits for one */
	atomic_bool closing;        /* set under mutex */
};

enum status keeper_init(struct keeper *keeper, struct store *store, struct error *error) MUST_CHECK;
void keeper_fini(struct keeper *keeper); /* before the writer's */
/* After a commit; merge: it left segments to merge. */
void keeper_note(struct keeper *keeper, bool merge);

/* ---- halt.c: a disk that is full or broken ------------------------------- */

/* Halts where the code of LMDB, or errno value, says that the disk takes nothing;
 * false for other codes. */
bool halt_set(struct halt *halt, int code, int folder);
/* Whether there is more room on the disk than when it failed. */
bool halt_is_over(const struct halt *halt, int folder);
/* Whether to try a write all the same: at most once a second. */
bool halt_may_try(const struct halt *halt, int64_t now);
enum status halt_error(const struct halt *halt, struct error *error);
const char *halt_words(const struct halt *halt); /* "" where writes are taken */

struct store {
	struct env env;
	struct pool pool;
	struct writer writer;
	struct keeper keeper;
	struct meta meta;
	const struct store_index *const *indexes;
	int folder;    /* open folder of the store, for statvfs */
	bool is_named; /* its file was found to be the one of its name, which not every file system tells */
	bool read_only;
	int64_t remember_ns, remember_count;
};

#endif
