/* What the verifier's files share: what the journal says, to hold the views
 * against. One verifier, one thread. */
#ifndef TRUCE_STORE_VERIFY_H
#define TRUCE_STORE_VERIFY_H

#include "store/private.h"

/* A record as the journal tells it, and how often the views have it. */
struct known_record {
	uint64_t name; /* posting_seed of it */
	int64_t revision;
	enum store_kind kind;
	bool in_names, in_docs;
	bool lost;                  /* its last change cannot be read */
	bool emptied;               /* its last change says that it was compacted */
	uint32_t changes, versions; /* without those that cannot be read; 0: nothing is known of it */
	uint64_t terms, postings;
};

struct known_change {
	uint32_t doc; /* 0 where the entry cannot be read */
	uint8_t kind;
};

enum { VERIFY_ALIKE = 20, VERIFY_KINDS = 32 };

struct verifier {
	struct store_txn txn;
	const char *dir;
	const struct store_index *const *indexes;
	struct store_report *report;
	struct work work;
	int64_t briefs;               /* of records that have one */
	struct known_record *records; /* by doc; the first is unused */
	uint32_t record_count;        /* the first included */
	size_t record_capacity;
	struct known_change *changes; /* by revision; the first is unused */
	int64_t unread_changes;
	int64_t unread;    /* they, and what else cannot be read, */
	int64_t differing; /* and what was therefore counted only */
	struct {
		const char *format;
		int told;
	} kinds[VERIFY_KINDS]; /* of what differs */
	bool told[DB_COUNT];   /* that a database cannot be read everywhere */
	char said[512];        /* the fault told last */
	bool moved;            /* what is read is not what was at first */
};

/* ---- verify_faults.c: what is found, told; and reading on behind what cannot be read ---- */

void verify_fault(struct verifier *v, const char *format, ...) PRINTF_LIKE(2, 3);
/* A fault in what follows from the whole journal. Where something cannot be read it may
 * follow from that, and is only counted: one flipped bit is not told a hundred times. Nor
 * are more of one kind than VERIFY_ALIKE. */
void verify_differs(struct verifier *v, const char *format, ...) PRINTF_LIKE(2, 3);

/* A record for people: its name and the change that it was last changed by, where the journal tells
 * them; else its number. */
struct verify_record {
	char text[STORE_NAME_MOST + 40];
};
const char *verify_record(struct verifier *v, uint32_t doc, struct verify_record *out);

/* That the checksum of a row that is keyed by a record does not hold. */
void verify_damaged(struct verifier *v, enum db db, uint32_t doc);

/* Reads go on: LMDB answers nothing more in a transaction that met a page which is none.
 * The new one sees what is there by now. */
enum status verify_renew(struct verifier *v, struct error *error) MUST_CHECK;
/* A row that cannot be read: a fault where it is the row's own, else one of its database, once. */
void verify_unreadable(struct verifier *v, enum db db, const struct error *trouble);
bool verify_unread(const struct verifier *v, int64_t revision); /* one that there is, and cannot be read */

/* Calls look for each row of a database until it does not answer OK. A walk that
 * fails is a fault. */
enum status verify_rows(struct verifier *v, enum db db,
			enum status (*look)(struct verifier *v, struct bytes key, struct bytes value,
					    struct error *error),
			struct error *error) MUST_CHECK;

/* The content of a sealed value; false, and a fault, where it does not hold. */
bool verify_seal(struct verifier *v, enum db db, struct bytes key, struct bytes value, struct bytes *content);

/* ---- The steps ----------------------------------------------------------- */

/* Fills records and changes (verify_journal.c). */
enum status verify_journal(struct verifier *v, struct error *error) MUST_CHECK;

/* Each looks at one view, or more (verify_views.c, verify_terms.c). */
enum status verify_names(struct verifier *v, struct error *error) MUST_CHECK;
enum status verify_docs(struct verifier *v, struct error *error) MUST_CHECK;
enum status verify_versions(struct verifier *v, struct error *error) MUST_CHECK;
enum status verify_counts(struct verifier *v, struct error *error) MUST_CHECK;
enum status verify_requests(struct verifier *v, struct error *error) MUST_CHECK;
enum status verify_terms(struct verifier *v, struct error *error) MUST_CHECK;
/* verify_briefs.c: whether a record has the brief that it should, and then whether
 * there are others. */
enum status verify_brief(struct verifier *v, const struct store_change *change, struct error *error) MUST_CHECK;
enum status verify_briefs(struct verifier *v, struct error *error) MUST_CHECK;
/* verify_text.c */
enum status verify_text(struct verifier *v, struct error *error) MUST_CHECK;

#endif
