/* The store: a journal of changes in LMDB, and the views made from it.
 *
 * The journal is the record: entry n holds change n, with who, when, why and the
 * record's bytes after it, chained by SHA-256. All else (names, documents,
 * versions, index terms) is a view, written in the same transaction, and can be
 * made again from the journal. A revision is the journal's last sequence number.
 * The store knows nothing of protobuf: bodies are bytes, and index functions come
 * from above.
 *
 * Threads: a struct store is shared by all threads. A read transaction belongs to
 * the thread that began it and is cheap (renewed, not made); do not hold one while
 * waiting for anything. Writes run on the store's one writer thread, which gathers
 * the jobs that wait into one commit and reports them done after the sync.
 *
 * Bytes that a read answers are borrowed from the map until its transaction ends.
 * One process at a time has a store open for writing (a lock file says who);
 * others may read, verify and back it up. Call store_open after any fork. */
#ifndef TRUCE_STORE_STORE_H
#define TRUCE_STORE_STORE_H

#include "base/arena.h"
#include "base/bytes.h"

#define STORE_DIGEST 32     /* bytes of SHA-256 */
#define STORE_NAME_MOST 200 /* bytes of a record's name */
#define STORE_TERM_MOST 400 /* bytes of a term; a longer one is clamped */
#define STORE_BODY_MOST (16 << 20)

struct store;
struct store_txn;

/* ---- Indexes ---------------------------------------------------------- */

struct store_terms; /* collects the terms of one record */

/* Adds a term; one given twice counts once; clamped to STORE_TERM_MOST; empty
 * terms are left out. */
enum status store_terms_add(struct store_terms *terms, struct bytes term) MUST_CHECK;

struct store_text; /* collects the units of one record: store/text.h */

/* A pure function from a record to its terms, to the units of its text, or to its brief:
 * what of its body most questions need, where that is little of it (empty: it has none).
 * The other two are NULL. At most one index of a store is of text, and one of briefs. A
 * record that is deleted has none of them. Two programs that give one id different
 * functions must differ in version, so that the store knows that the view is stale. */
struct store_index {
	uint8_t id; /* 1 to 255; unique, kept for ever */
	uint8_t version;
	const char *name; /* "citations.instrument" */
	enum status (*terms)(const struct store_index *self, struct bytes name, struct bytes body,
			     struct store_terms *out);
	enum status (*text)(const struct store_index *self, struct bytes name, struct bytes body,
			    struct store_text *out);
	enum status (*brief)(const struct store_index *self, struct bytes name, struct bytes body, struct buffer *out);
};

/* ---- Opening ---------------------------------------------------------- */

struct store_options {
	const struct store_index *const *indexes; /* ended by NULL; NULL for none */
	bool read_only;                           /* for another process's store: no lock, no writer */
	size_t map_bytes;                         /* first size of the map; 0: one that will not be full */
	size_t queue_most;                        /* jobs waiting at most; 0 for 1024 */
	bool unsafe_no_sync;                      /* tests and fuzzing only */
};

/* Makes an empty store in dir, which is made if it is absent and must be empty
 * otherwise; everything is synced, the parent folder too. ALREADY_EXISTS where dir
 * holds a store. */
enum status store_init(const char *dir, struct error *error) MUST_CHECK;

/* Opens a store. NOT_FOUND, reason NO_STORE, where dir is missing or holds none; FAILED_PRECONDITION with reason
 * STORE_BUSY and the other process's id where it is open, STORE_SERVED where it can be asked there, NEWER_STORE where a
 * later version made it, STALE_INDEX where the index functions changed (the message names `truced rebuild`), READ_ONLY
 * on a file system that cannot be written; DATA_LOSS where the file is damaged. */
enum status store_open(const char *dir, const struct store_options *options, struct store **out,
		       struct error *error) MUST_CHECK;

/* Says where this process can be asked, to those that find the store busy. */
void store_tell(struct store *store, const char *where);
/* Waits for running jobs, refuses waiting ones with UNAVAILABLE, frees all. NULL
 * is fine. No read transaction may be open. */
void store_close(struct store *store);

/* ---- Reading ---------------------------------------------------------- */

/* Begins a read transaction on this thread. */
enum status store_read(struct store *store, struct store_txn **out, struct error *error) MUST_CHECK;
void store_read_end(struct store_txn *txn);
/* Reads that this thread begins one after another between share and part see the same state, the
 * latest when the first of them began; it is for a time in which nothing is waited for. */
void store_share(struct store *store);
void store_part(struct store *store);

int64_t store_revision(const struct store_txn *txn); /* 0 for an empty store */
int64_t store_oldest(const struct store_txn *txn);   /* first revision with all content, 1 at first */

/* Numbered as truce.v1.Change.Kind. */
enum store_kind { STORE_CREATED = 1, STORE_UPDATED = 2, STORE_DELETED = 3, STORE_UNDELETED = 4 };

/* One entry of the journal; strings are not NUL-terminated. */
struct store_change {
	int64_t revision;
	int64_t time; /* ns since 1970 */
	enum store_kind kind;
	bool compacted; /* body was compacted away */
	uint32_t doc;   /* small number of the record, for postings */
	struct bytes actor, request_id, reason, method, name;
	struct bytes body;
	uint8_t request_digest[STORE_DIGEST];
	uint8_t record_digest[STORE_DIGEST];
	uint8_t previous_digest[STORE_DIGEST];
	uint8_t digest[STORE_DIGEST];
};

/* Change by revision. OUT_OF_RANGE past the last; DATA_LOSS where its checksum
 * does not hold. */
enum status store_change(struct store_txn *txn, int64_t revision, struct store_change *out,
			 struct error *error) MUST_CHECK;

/* Last revision made at or before an instant; 0 where there is none. */
enum status store_revision_at(struct store_txn *txn, int64_t time, int64_t *out, struct error *error) MUST_CHECK;

/* The last change of a record at or before revision as_of (0: the latest): its
 * state then. NOT_FOUND where it did not exist; a deleted record is found, with
 * kind STORE_DELETED; FAILED_PRECONDITION, reason COMPACTED, where the body is
 * gone. */
enum status store_get(struct store_txn *txn, struct bytes name, int64_t as_of, struct store_change *out,
		      struct error *error) MUST_CHECK;
enum status store_get_doc(struct store_txn *txn, uint32_t doc, int64_t as_of, struct store_change *out,
			  struct error *error) MUST_CHECK;

/* A record's latest state, its brief in place of the body where it has one: then only
 * revision, kind, doc, name and body are known, and the record itself was not read. */
enum status store_get_brief(struct store_txn *txn, uint32_t doc, struct store_change *out,
			    struct error *error) MUST_CHECK;

/* The name alone, without reading the record; it stands in room or in the store. */
#define STORE_DOC_NAME 56
enum status store_doc_name(struct store_txn *txn, uint32_t doc, uint8_t room[STORE_DOC_NAME], struct bytes *out,
			   struct error *error) MUST_CHECK;

/* Records whose names begin with prefix, in the order of their names, after the
 * name `after` (empty: from the first), each in its state as of a revision
 * (0: latest); deleted ones included. Embedded by the caller; private fields. */
struct store_scan {
	struct store_txn *txn;
	struct bytes prefix;
	int64_t as_of;
	void *cursor;
	bool started;
	uint8_t after[STORE_NAME_MOST];
	size_t after_size;
};
enum status store_scan_begin(struct store_txn *txn, struct bytes prefix, struct bytes after, int64_t as_of,
			     struct store_scan *scan, struct error *error) MUST_CHECK;
/* NOT_FOUND at the end. */
enum status store_scan_next(struct store_scan *scan, struct store_change *out, struct error *error) MUST_CHECK;
/* The same; of the latest state as store_get_brief. */
enum status store_scan_next_brief(struct store_scan *scan, struct store_change *out, struct error *error) MUST_CHECK;
void store_scan_end(struct store_scan *scan);

/* Docs that have a term now, ascending. */
struct store_postings {
	struct store_txn *txn;
	void *cursor;
	uint64_t seed;
	bool started;
};
enum status store_postings_begin(struct store_txn *txn, const struct store_index *index, struct bytes term,
				 struct store_postings *postings, struct error *error) MUST_CHECK;
enum status store_postings_next(struct store_postings *postings, uint32_t *doc, struct error *error) MUST_CHECK;
void store_postings_end(struct store_postings *postings);
/* How many docs have the term, without walking through them. */
enum status store_postings_count(const struct store_postings *postings, int64_t *out, struct error *error) MUST_CHECK;

/* Terms from `from` to before `to`, in the order of their bytes, each with every doc
 * that has it, ascending. Begun once, it may be put on one range after another; from
 * and to are borrowed until the next seek. */
struct store_range {
	struct store_txn *txn;
	void *cursor;
	struct bytes from, to;
	uint8_t index;
	bool started, ended;
};
enum status store_range_begin(struct store_txn *txn, const struct store_index *index, struct store_range *range,
			      struct error *error) MUST_CHECK;
void store_range_seek(struct store_range *range, struct bytes from, struct bytes to);
/* NOT_FOUND at the end. The term is borrowed as all that is read. */
enum status store_range_next(struct store_range *range, struct bytes *term, uint32_t *doc,
			     struct error *error) MUST_CHECK;
void store_range_end(struct store_range *range);

/* Revisions at which a record changed: the first one after `after` (or, newest
 * first, the last one before `after`; INT64_MAX for the end). NOT_FOUND at the end. */
enum status store_history_next(struct store_txn *txn, struct bytes name, int64_t after, bool newest_first,
			       int64_t *revision, struct error *error) MUST_CHECK;

/* A piece of a reply: some bytes, or the body of a change, which is not kept twice. */
struct store_piece {
	struct bytes bytes; /* of a body: not looked at when it is remembered */
	int64_t revision;   /* whose body it is; 0 for none's */
};

/* A result that was remembered for a request id of an actor. */
struct store_remembered {
	uint8_t digest[STORE_DIGEST];
	int64_t revision; /* of the transaction that it was made in */
	const struct store_piece *pieces;
	size_t count;
};
/* NOT_FOUND, or the result, whose pieces are the arena's. */
enum status store_recall(struct store_txn *txn, struct bytes actor, struct bytes request_id, struct arena *arena,
			 struct store_remembered *out, struct error *error) MUST_CHECK;

/* ---- Writing ---------------------------------------------------------- */

/* A job of the writer. run is called on the writer thread
 * (it reads and writes with txn, what jobs before it wrote among it) and may be called
 * again from the start, when the map had to grow or a job beside it failed; OK keeps what it wrote, anything else takes
 * it back. done is called once, on the writer thread, after the sync (or with the failure); it must not block. Not-OK
 * with error->reason: DISK_FULL (RESOURCE_EXHAUSTED; until there is room again), READ_ONLY (a disk that cannot be
 * written, or failed), QUEUE_FULL, CLOSING. Bytes that were read in run are borrowed until its next write. */
struct store_job {
	enum status (*run)(struct store_job *job, struct store_txn *txn);
	void (*done)(struct store_job *job, enum status status);
	struct error error;
	struct store_job *next; /* private, as what follows */
	enum status status;
	void *waiter;
};

/* Queues a job; done comes later from the writer thread, or at once from this one
 * where the queue is full or closing. */
void store_submit(struct store *store, struct store_job *job);
/* The same, waiting until done, which may be NULL; not from the writer thread. */
enum status store_write(struct store *store, struct store_job *job) MUST_CHECK;

/* What store_append needs to know of a change; all borrowed. */
struct store_entry {
	int64_t time; /* ns; raised to the last entry's where the clock went back */
	enum store_kind kind;
	struct bytes actor, request_id, reason, method, name, body;
	uint8_t request_digest[STORE_DIGEST];
	/* What the text function makes of the record, where the caller has made it before: a
	 * record of a text (store/text.h) that stays until the job is done. NULL else, and of a
	 * record that is deleted. */
	const struct store_text *text;
	uint32_t text_record;
};

/* Appends a change and updates every view. *revision is its own. The kind must fit
 * the record's state (INTERNAL otherwise: the caller checked). In a job's run only. */
enum status store_append(struct store_txn *txn, const struct store_entry *entry, int64_t *revision,
			 struct error *error) MUST_CHECK;

/* Remembers the result of a request; dropped after a day or 100,000 others,
 * whichever is later. In a job's run only. */
enum status store_remember(struct store_txn *txn, struct bytes actor, struct bytes request_id,
			   const struct store_remembered *result, struct error *error) MUST_CHECK;

/* Calls back on the writer thread after each commit that changed the revision. One
 * listener; NULL takes it away, and it is not called any more from then on. */
void store_on_commit(struct store *store, void (*committed)(void *arg, int64_t revision), void *arg);

/* SHA-256; and a digest over several pieces. */
void store_digest(const struct bytes *pieces, size_t count, uint8_t out[STORE_DIGEST]);

/* A sum that finds mistakes, and nobody's intent. */
uint64_t store_sum(struct bytes key, struct bytes content);

/* ---- State ------------------------------------------------------------ */

struct store_state {
	char id[37]; /* UUID */
	int64_t revision, oldest;
	char read_only_reason[200]; /* "" while writes are taken */
	int64_t file_bytes, map_bytes, free_bytes;
	int32_t readers;
	int64_t oldest_reader_lag; /* in LMDB transactions */
	int64_t queued;
};
enum status store_state(struct store *store, struct store_state *out, struct error *error) MUST_CHECK;
/* Records that are not deleted, whose names begin with prefix ("zones/"). Kept, not counted. */
enum status store_count(struct store_txn *txn, struct bytes prefix, int64_t *out, struct error *error) MUST_CHECK;

/* ---- Keeping ---------------------------------------------------------- */

struct store_report {
	int64_t changes, records, terms, compacted; /* looked at */
	int64_t faults;
	int64_t journal_faults;                     /* of these, those of the journal itself */
	int64_t last_time;                          /* of the last change that can be read; only verified */
	bool stale;                                 /* the indexes are another version's, and were not looked at */
	void (*fault)(void *arg, const char *what); /* each fault in a sentence; may be NULL */
	void (*progress)(void *arg, int64_t done, int64_t all);
	void *arg;
};

/* Checks every checksum, the chain, every view against the journal and back.
 * Reads only; works beside a serving process. OK means that it looked at all;
 * report->faults says what it found. Indexes that other functions made cannot be held
 * against the records, and are left out. The file may be damaged so that reading it
 * kills the process: run it in one of its own (truced verify does). */
enum status store_verify(const char *dir, const struct store_index *const *indexes, struct store_report *report,
			 struct error *error) MUST_CHECK;

/* A consistent copy in a new folder `to`, synced; verify it next. Works beside a
 * serving process. ALREADY_EXISTS where `to` holds anything. */
enum status store_backup(const char *dir, const char *to, struct error *error) MUST_CHECK;

/* Makes every view again from the journal; takes the lock. All or nothing. Where pages of the
 * views are lost, in a file of its own, as compacting does. */
enum status store_rebuild(const char *dir, const struct store_index *const *indexes, struct store_report *report,
			  struct error *error) MUST_CHECK;

/* Drops the bodies of changes before revision keep_from that are not the state of
 * their record at keep_from, keeps their entries and the chain, and gives the
 * room back to the file system; takes the lock. keep_from may be at most the
 * revision + 1. */
enum status store_compact(const char *dir, int64_t keep_from, struct store_report *report,
			  struct error *error) MUST_CHECK;

#endif
