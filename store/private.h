/* What the store's files share. LMDB is named in this folder only. What an open store has
 * beside its environment, its threads too, is in live.h.
 *
 * Databases, all in one environment; integers in keys and values are big-endian.
 * Every value but a posting's is sealed: it begins with a sum of the XXH3-64 of the
 * rest and of the key, so that bytes that moved or changed are noticed.
 *
 *   meta      word                    -> see meta.c
 *   journal   revision                -> entry (entry.c); the record itself
 *   names     name                    -> doc, revision, kind        of its last change
 *   docs      doc                     -> revision, kind, name       of its last change
 *   versions  doc, revision           -> kind
 *   terms     index id, term          -> doc, check                 many, sorted
 *   counts    0, prefix up to a '/'   -> records not deleted; the empty prefix too
 *   text      see text/format.h       -> segments of the text index
 *   briefs    doc                     -> brief of its last change
 *   requests  SHA-256 of actor and id -> what is remembered (remember.c)
 *   expiry    serial number           -> time, key in requests
 *
 * names to briefs are the view, made again from the journal by rebuild.c. */
#ifndef TRUCE_STORE_PRIVATE_H
#define TRUCE_STORE_PRIVATE_H

#include <lmdb.h>

#include "store/store.h"

#define STORE_FORMAT 1
#define STORE_DATA "data.mdb"
#define STORE_FRESH "fresh.mdb" /* being made; renamed to STORE_DATA when it is whole */
#define STORE_LOCK "store.lock"
#define ENV_READERS 2048 /* slots of LMDB's own table, shared with other processes */
#define MAP_USUAL ((size_t)64 << 20)
#define MAP_ROOM (sizeof(size_t) < 8 ? 0 : (size_t)1 << 36) /* of who writes */
#define SEAL 8                                              /* bytes of a seal */

/* ---- env.c: one environment and its databases --------------------------- */

enum db {
	DB_META,
	DB_JOURNAL,
	DB_NAMES,
	DB_DOCS,
	DB_VERSIONS,
	DB_TERMS,
	DB_COUNTS,
	DB_TEXT,
	DB_BRIEFS,
	DB_REQUESTS,
	DB_EXPIRY,
	DB_COUNT
};

#define DB_VIEW_FIRST DB_NAMES
#define DB_VIEW_LAST DB_BRIEFS

struct hints;
struct known;

struct env {
	MDB_env *mdb;          /* NULL where it could not be opened again */
	MDB_dbi dbi[DB_COUNT]; /* 0 where an older store that is only read has none */
	struct hints *hints;   /* NULL where another process may write, or nobody reads by name */
	struct known *known;   /* the same */
	struct lock *lock;     /* NULL for a fresh file, which is nobody else's */
	ino_t readers;         /* LMDB's file of readers; 0 where it is not known */
};

/* How a process holds a store. */
enum hold {
	HOLD_READ,  /* beside others */
	HOLD_WRITE, /* the one writer, beside readers */
	HOLD_ALONE  /* the writer, and nobody beside it */
};

/* That dir is missing or holds no store; DATA_LOSS where it held one. */
enum status env_missing(const char *dir, struct error *error) MUST_CHECK;

/* Opens the store in dir; map_bytes 0 for the size it had. */
enum status env_open(const char *dir, enum hold hold, size_t map_bytes, struct env *out,
		     struct error *error) MUST_CHECK;

/* Makes dir/fresh.mdb anew, with empty databases, to be filled and then put in
 * place by env_install. The caller holds dir's lock. */
enum status env_fresh(const char *dir, size_t map_bytes, struct env *out, struct error *error) MUST_CHECK;

/* Syncs and closes a fresh environment, renames it to data.mdb and syncs dir. */
enum status env_install(struct env *env, const char *dir, struct error *error) MUST_CHECK;
/* Closes a fresh environment and removes its file. */
void env_discard(struct env *env, const char *dir);

/* Fills a fresh file from the store in dir, which nobody else has open meanwhile, and puts it in
 * the place of the store's if that went well; else nothing is changed. */
typedef enum status env_filler(void *of, const struct env *from, struct env *to, struct error *error);
enum status env_replace(const char *dir, env_filler *fill, void *of, struct error *error) MUST_CHECK;
/* Whether the open file is the one that STORE_DATA names in a folder. */
bool env_is_in_place(const struct env *env, int folder);
/* Whether who reads beside a writer is seen by it: its file of readers is still the one of its name. */
bool env_sees_readers(const struct env *env, int folder);
void env_close(struct env *env);

/* Opens the writer's environment again, which LMDB gave up because it could not write
 * a meta page; no transaction may be active in this process. Where that fails,
 * env->mdb is NULL, and nothing is read or written any more. */
enum status env_reopen(struct env *env, struct error *error) MUST_CHECK;

/* salvage.c: copies what is no view, the journal and what is remembered of requests. */
enum status salvage_journal(const struct env *from, const struct env *to, struct error *error) MUST_CHECK;

/* whole.c: what a process of its own answers, which may die of it: then no. */
bool env_ask_child(const char *dir, bool (*ask)(const char *dir));
/* So asked, whether all that a store's file should hold can be read; nobody writes it. */
bool env_is_whole(const char *dir);

/* ---- databases.c ---------------------------------------------------------- */

const char *db_name(enum db db);
bool db_is_late(enum db db); /* older stores have none */
/* Opens one, or makes it where it is not there; OK, and 0 in env->dbi, where an older store has none. */
enum status db_open(struct env *env, MDB_txn *txn, enum db db, bool make, struct error *error) MUST_CHECK;

/* Translates a code of LMDB (or an errno value), which is not 0. */
enum status env_failed(struct error *error, int code, const char *doing);

/* ---- map.c: how large the map is ------------------------------------------ */

/* Of a map with room for as much again as so many bytes, or as the store has. */
size_t map_of(size_t bytes);
size_t env_room(const struct env *env);

/* Makes the map as large as the store that another process made grow asks for; LMDB's code. No
 * transaction may be active in this process. */
int env_follow(const struct env *env) MUST_CHECK;

/* Doubles the map; no transaction may be active in this process. */
enum status env_grow(struct env *env, struct error *error) MUST_CHECK;

/* ---- files.c ------------------------------------------------------------- */

/* "dir/name" in a buffer of PATH_MAX; INVALID_ARGUMENT where it does not fit. */
enum status file_path(const char *dir, const char *name, char *out, struct error *error) MUST_CHECK;
/* Makes a file of the store in dir, where it is not there, with the owner and the rights of STORE_DATA, or the
 * owner of the folder, and not of root, who may make it. Where it cannot be made, opening it says why. */
void file_make(const char *dir, const char *path);
/* fsync of a file or a folder. */
enum status file_sync(const char *path, struct error *error) MUST_CHECK;
/* fsync of the folder that holds path. */
enum status file_sync_parent(const char *path, struct error *error) MUST_CHECK;
/* Makes dir (mode 0700) where it is absent. ALREADY_EXISTS where it holds a store
 * or anything else, but for what a killed init leaves behind. */
enum status file_make_folder(const char *dir, struct error *error) MUST_CHECK;

/* What is behind an EIO of LMDB, which also means a write that was cut short: ENOSPC
 * or EDQUOT where the disk takes no more, EFBIG where the file may not grow (ulimit -f),
 * else EIO. */
int file_probe(int folder);
uint64_t file_room(int folder); /* bytes that its disk has free */
/* Turns an error of reason IO into DISK_FULL where that is behind it. */
enum status file_blame(const char *dir, enum status status, struct error *error) MUST_CHECK;

/* ---- Transactions -------------------------------------------------------- */

struct work; /* memory of one writer, reused by its appends */

struct store_text_segment;

/* The segments of the text index as they were read; nothing in it is of one view alone. */
struct text_seen {
	bool known;
	int64_t units, length;
	size_t count;
	struct store_text_segment *segments;
	struct text_part_seen *parts; /* TEXT_PARTS_SEEN of them, each by its number */
};
void text_seen_free(struct text_seen *seen); /* text/read.c */

struct store_txn {
	const struct env *env;
	MDB_txn *mdb;
	int64_t revision, oldest;
	const struct store_index *const *indexes; /* when writing */
	struct work *work;                        /* when writing, else NULL */
	bool wrote;                               /* or tried to */
	int code;                                 /* first code of LMDB that a write met, or 0 */
	enum status failed;                       /* first status of an append or remember that was not OK */
	int64_t remember_ns, remember_count;
	struct text_seen *text; /* of a pooled one, else NULL */
};

/* LMDB's own; places of readers that were killed are given back where there are no others. */
int txn_begin_lmdb(MDB_env *mdb, unsigned flags, MDB_txn **out);
/* Begins a transaction of its own, without pool or writer: for a read where work is
 * NULL. No other may be active in this process. */
enum status txn_begin(const struct env *env, struct work *work, struct store_txn *out, struct error *error) MUST_CHECK;
enum status txn_commit(struct store_txn *txn, struct error *error) MUST_CHECK;
void txn_abort(struct store_txn *txn);

/* Fills revision. */
enum status txn_look(struct store_txn *txn, struct error *error) MUST_CHECK;

/* ---- seal.c; seal_wide.c, where the processor has AVX2 --------------------- */

uint64_t seal_hash_wide(struct bytes b);
uint64_t seal_of(struct bytes key, struct bytes content);
#define SEE_ALL_FAULTS " See all faults with: truced verify" /* of a fault that is met by the way */
/* The content of a sealed value; DATA_LOSS names database and key. */
enum status seal_check(enum db db, struct bytes key, struct bytes value, struct bytes *content,
		       struct error *error) MUST_CHECK;

/* ---- values.c: sealed values --------------------------------------------- */

/* Content of a sealed value, borrowed. NOT_FOUND leaves error alone. */
enum status txn_get(struct store_txn *txn, enum db db, struct bytes key, struct bytes *content,
		    struct error *error) MUST_CHECK;
/* Content of the last key; the key too. NOT_FOUND leaves error alone. */
enum status txn_last(struct store_txn *txn, enum db db, struct bytes *key, struct bytes *content,
		     struct error *error) MUST_CHECK;
/* Puts a sealed value; content may not lie in the map. */
enum status txn_put(struct store_txn *txn, enum db db, struct bytes key, struct bytes content, unsigned flags,
		    struct error *error) MUST_CHECK;
enum status txn_delete(struct store_txn *txn, enum db db, struct bytes key, struct error *error) MUST_CHECK;

/* A write that LMDB refused: keeps the code and translates it. */
enum status txn_failed(struct store_txn *txn, int code, const char *doing, struct error *error);

/* Walks a database in the order of its keys; the caller closes the cursor. */
struct walk {
	struct store_txn *txn;
	enum db db;
	MDB_cursor *cursor;
	bool started;
};
enum status walk_begin(struct store_txn *txn, enum db db, struct walk *walk, struct error *error) MUST_CHECK;
/* NOT_FOUND at the end, leaving error alone; the value is raw: the seal is not
 * looked at. */
enum status walk_next(struct walk *walk, struct bytes *key, struct bytes *value, struct error *error) MUST_CHECK;
void walk_end(struct walk *walk);

/* ---- entry.c: an entry of the journal as bytes --------------------------- */

enum status entry_encode(const struct store_change *change, struct buffer *out) MUST_CHECK;
/* Borrows from content; false where it is no entry. */
bool entry_decode(struct bytes content, struct store_change *out);
struct bytes entry_bytes(const struct store_change *change); /* what it was decoded from */
void entry_digest(const struct store_change *change, uint8_t out[STORE_DIGEST]);

/* ---- row.c: small values as structs -------------------------------------- */

/* Of names and docs: a record's last change. */
struct record_row {
	uint32_t doc;
	int64_t revision;
	enum store_kind kind;
};

#define NAME_ROW 13 /* bytes of a names content */
#define DOC_ROW 9   /* bytes of a docs content before the name */
#define POSTING 8   /* bytes of a terms value */

void name_row_put(uint8_t out[NAME_ROW], const struct record_row *row);
bool name_row_get(struct bytes content, struct record_row *out);
void doc_row_put(uint8_t *out, const struct record_row *row, struct bytes name);    /* DOC_ROW + name.size */
bool doc_row_get(struct bytes content, struct record_row *out, struct bytes *name); /* doc stays */
uint64_t posting_seed(struct bytes key);
void posting_put(uint8_t out[POSTING], uint64_t seed, uint32_t doc);
bool posting_get(uint64_t seed, struct bytes value, uint32_t *doc);
/* The same; DATA_LOSS where it does not hold. */
enum status posting_read(uint64_t seed, struct bytes value, uint32_t *doc, struct error *error) MUST_CHECK;
void version_key(uint8_t out[12], uint32_t doc, int64_t revision);
/* DATA_LOSS: what is kept of a record, or of a prefix, does not fit the journal. */
enum status row_damaged(struct bytes name, struct error *error);

static inline struct bytes u64_key(uint8_t out[8], int64_t number)
{
	put_u64(out, (uint64_t)number);
	return bytes_of(out, 8);
}

static inline struct bytes u32_key(uint8_t out[4], uint32_t number)
{
	put_u32(out, number);
	return bytes_of(out, 4);
}

static inline MDB_val to_val(struct bytes b)
{
	return (MDB_val){ b.size, (void *)(uintptr_t)b.data };
}

static inline struct bytes from_val(MDB_val v)
{
	return bytes_of(v.mv_data, v.mv_size);
}

/* Every so often, and at the end. */
static inline void report_progress(const struct store_report *report, int64_t done, int64_t all)
{
	if (report->progress != NULL && (done % 1024 == 0 || done == all))
		report->progress(report->arg, done, all);
}

/* ---- read.c -------------------------------------------------------------- */

/* The change at a revision, its body not required. */
enum status change_at(struct store_txn *txn, int64_t revision, struct store_change *out,
		      struct error *error) MUST_CHECK;
/* NOT_FOUND leaves error alone. */
enum status record_find(struct store_txn *txn, struct bytes name, struct record_row *out,
			struct error *error) MUST_CHECK;

/* ---- hints.c: where reads lately found the latest state of a record -------- */

/* A hint saves the way through names and journal, never the checks: what it leads to
 * is an entry with a seal and a name. */
struct hint {
	int64_t revision;
	struct bytes value; /* of the journal, sealed; none where it may be moved */
};

struct hints *hints_open(size_t page); /* NULL without memory */
void hints_close(struct hints *hints); /* NULL is fine */
/* Where the state of a record at a revision is, of those that the read sees. */
bool hints_find(const struct hints *hints, struct bytes name, int64_t as_of, struct hint *out);
/* What a read whose revision is seen_at has found. */
void hints_add(struct hints *hints, struct bytes name, int64_t seen_at, const struct hint *hint);
/* Before a change is committed. */
void hints_drop(struct hints *hints, struct bytes name, int64_t revision);
/* When the map may have moved, while nobody reads. */
void hints_clear(struct hints *hints);

/* ---- known.c: names that were lately looked up by number ------------------- */

/* A record keeps its number and its name for good; the table has room for 65,536 of them, and
 * longer names than STORE_DOC_NAME are not kept. Any thread. */
struct known *known_open(void);        /* NULL without memory */
void known_close(struct known *known); /* NULL is fine */
bool known_find(const struct known *known, uint32_t doc, uint8_t room[STORE_DOC_NAME], struct bytes *out);
/* A name that is committed. */
void known_add(struct known *known, uint32_t doc, struct bytes name);
/* When the store may be another, while nobody reads. */
void known_clear(struct known *known);

/* ---- terms.c ------------------------------------------------------------- */

struct index_term {
	uint64_t lead; /* its first bytes, in their order */
	size_t offset; /* of index id and term in data */
	size_t size;
};

struct store_terms {
	struct buffer data;
	struct index_term *terms;
	size_t count, capacity;
	uint8_t index; /* that is being asked */
};

/* What a function of an index answered, which is not OK, in words. */
enum status index_refused(const struct store_index *index, struct bytes name, enum status status,
			  struct error *error) MUST_CHECK;
void terms_init(struct store_terms *terms);
void terms_fini(struct store_terms *terms);
/* All terms of a record, sorted, each once; each is a key of the terms database. */
enum status terms_collect(struct store_terms *terms, const struct store_index *const *indexes, struct bytes name,
			  struct bytes body, struct error *error) MUST_CHECK;
/* Adds those of one more record behind those that are there. */
enum status terms_collect_more(struct store_terms *terms, const struct store_index *const *indexes, struct bytes name,
			       struct bytes body, struct error *error) MUST_CHECK;
/* Makes *to a copy of some that follow one another. */
enum status terms_copy(const struct store_terms *from, size_t first, size_t count, struct store_terms *to) MUST_CHECK;
struct bytes terms_at(const struct store_terms *terms, size_t i);
uint64_t term_lead(struct bytes term); /* of struct index_term */

/* ---- postings_late.c: postings that are still to be written ------------------ */

/* Postings are gathered over the records of a commit and written in the order of their
 * terms, which costs a third of writing them record by record. They are written before
 * terms are read and before the commit. */
struct late {
	struct buffer keys, postings; /* struct late_posting */
};

void late_init(struct late *late);
void late_fini(struct late *late);
void late_clear(struct late *late);
/* Adds or takes away a record of a term; what is done last holds. */
enum status late_note(struct store_txn *txn, struct bytes key, uint32_t doc, bool add, struct error *error) MUST_CHECK;
enum status late_write(struct store_txn *txn, struct error *error) MUST_CHECK;

/* ---- view.c -------------------------------------------------------------- */

struct work {
	struct buffer entry; /* that is being encoded */
	struct buffer brief; /* of the record at hand */
	struct store_terms before, after;
	struct late late;
	struct buffer texts;      /* changes that the text index is behind with: struct text_change */
	struct text_maker *maker; /* of its segments; NULL at first */
};

void work_init(struct work *work);
void work_fini(struct work *work);

/* Writes what a change does to names, docs, versions and counts. */
enum status view_record(struct store_txn *txn, const struct store_change *change, struct error *error) MUST_CHECK;
/* Notes that the terms which are only in work->before go and those only in after come. */
enum status view_terms(struct store_txn *txn, uint32_t doc, struct error *error) MUST_CHECK;
/* Whether a kind of change fits a record in this state (NULL: never there). */
bool view_fits(enum store_kind kind, const struct record_row *before);

/* ---- counts.c: how many records there are below a prefix ------------------ */

/* Next prefix of name that ends in '/', after one of size `from`; false at the end. */
bool count_prefix(struct bytes name, size_t from, struct bytes *out);
/* Writes what a change does to counts. */
enum status view_counts(struct store_txn *txn, const struct store_change *change, struct error *error) MUST_CHECK;

/* ---- brief.c --------------------------------------------------------------- */

/* The brief of a record; no bytes in out where it has none. */
enum status brief_make(const struct store_index *const *indexes, struct bytes name, struct bytes body,
		       struct buffer *out, struct error *error) MUST_CHECK;
/* Writes what a change does to briefs. */
enum status view_brief(struct store_txn *txn, const struct store_index *const *indexes,
		       const struct store_change *change, struct error *error) MUST_CHECK;
/* The last change of a record, whose name and row are known, with its brief. NOT_FOUND,
 * leaving error alone, where it has none. */
enum status brief_get(struct store_txn *txn, struct bytes name, const struct record_row *row, struct store_change *out,
		      struct error *error) MUST_CHECK;

/* ---- remember.c ---------------------------------------------------------- */

#define REMEMBER_NS (INT64_C(86400) * 1000000000)
#define REMEMBER_COUNT 100000
#define REQUEST_KEY STORE_DIGEST
#define EXPIRY_SIZE (8 + REQUEST_KEY) /* bytes of an expiry content */

struct request_row {
	int64_t serial, revision;
	uint8_t form;
	uint8_t digest[STORE_DIGEST];
	struct bytes pieces; /* as written */
};
/* False where it, or one of its pieces, does not hold. */
bool request_row_get(struct bytes content, struct request_row *out);
/* Appends a row without pieces; then each. */
enum status request_row_put(const struct request_row *row, struct buffer *out) MUST_CHECK;
enum status request_piece_put(const struct store_piece *piece, struct buffer *out) MUST_CHECK;
/* Takes the next piece off the row, the bytes of a body left out; false at the end. */
bool request_piece_next(struct request_row *row, struct store_piece *out);

/* mend.c: whether a row of requests, or of expiry, holds and fits its other row. */
bool remember_request_holds(struct store_txn *txn, struct bytes key, struct bytes value);
bool remember_expiry_holds(struct store_txn *txn, struct bytes key, struct bytes value);
/* Drops the rows that do not. */
enum status remember_mend(struct store_txn *txn, struct error *error) MUST_CHECK;

/* ---- meta.c -------------------------------------------------------------- */

struct meta {
	char id[37];
	int64_t created;
};

/* What a store says of itself; NEWER_STORE, DATA_LOSS. */
enum status meta_read(struct store_txn *txn, struct meta *out, struct error *error) MUST_CHECK;
enum status meta_write(struct store_txn *txn, const struct meta *meta, struct error *error) MUST_CHECK;
enum status meta_new(struct meta *out, struct error *error) MUST_CHECK;
enum status meta_oldest(struct store_txn *txn, int64_t *out, struct error *error) MUST_CHECK;
enum status meta_set_oldest(struct store_txn *txn, int64_t oldest, struct error *error) MUST_CHECK;
/* Whether the view of the store in dir was made with these indexes; STALE_INDEX where not. */
enum status meta_check_indexes(struct store_txn *txn, const char *dir, const struct store_index *const *indexes,
			       struct error *error) MUST_CHECK;
enum status meta_set_indexes(struct store_txn *txn, const struct store_index *const *indexes,
			     struct error *error) MUST_CHECK;

#endif
