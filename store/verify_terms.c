#include "store/verify.h"

static enum status open_terms(struct verifier *v, MDB_cursor **cursor, struct error *error)
{
	int code = mdb_cursor_open(v->txn.mdb, v->txn.env->dbi[DB_TERMS], cursor);
	return code == 0 ? STATUS_OK : env_failed(error, code, "read the terms");
}

/* A key's term for people: its size, and where it begins. */
static int term_size(struct bytes key)
{
	return key.size < 1 ? 0 : key.size > 60 ? 59 : (int)key.size - 1;
}

static const char *term_text(struct bytes key)
{
	return (const char *)key.data + 1;
}

/* That of the index that a key is of; "?" where there is none. */
static const char *index_name(const struct verifier *v, struct bytes key)
{
	const struct store_index *const *index = key.size == 0 ? NULL : v->indexes;
	for (; index != NULL && *index != NULL; index++)
		if ((*index)->id == key.data[0])
			return (*index)->name;
	return "?";
}

static enum status note_unread(struct verifier *v, MDB_cursor *cursor, int code, struct error *error)
{
	struct error trouble;
	(void)env_failed(&trouble, code, "read the terms");
	verify_unreadable(v, DB_TERMS, &trouble);
	enum status status = verify_renew(v, error);
	code = status == STATUS_OK ? mdb_cursor_renew(v->txn.mdb, cursor) : 0;
	return code == 0 ? status : env_failed(error, code, "read the terms");
}

/* Each term that a record has is there. */
static enum status check_terms(struct verifier *v, MDB_cursor *cursor, uint32_t doc, struct error *error)
{
	const struct store_terms *terms = &v->work.after;
	struct verify_record record;
	int code = mdb_cursor_renew(v->txn.mdb, cursor); /* the transaction may have been */
	enum status status = code == 0 ? STATUS_OK : env_failed(error, code, "read the terms");
	v->records[doc].terms = terms->count;
	v->report->terms += (int64_t)terms->count;
	for (size_t i = 0; i < terms->count && status == STATUS_OK; i++) {
		struct bytes key = terms_at(terms, i);
		uint8_t posting[POSTING];
		posting_put(posting, posting_seed(key), doc);
		MDB_val k = to_val(key), value = { sizeof posting, posting };
		code = mdb_cursor_get(cursor, &k, &value, MDB_GET_BOTH);
		if (code == MDB_NOTFOUND)
			verify_differs(v, "Database terms lacks %s at \"%.*s\" of index %s.",
				       verify_record(v, doc, &record), term_size(key), term_text(key),
				       index_name(v, key));
		else if (code != 0)
			status = note_unread(v, cursor, code, error);
	}
	return status;
}

/* Whether the record's terms are there, and its brief. The change may be gone once a read failed. */
static enum status check_record(struct verifier *v, MDB_cursor *cursor, const struct store_change *change,
				struct error *error)
{
	struct error trouble;
	uint32_t doc = change->doc;
	enum status collected = terms_collect(&v->work.after, v->indexes, change->name, change->body, &trouble);
	if (collected == STATUS_RESOURCE_EXHAUSTED)
		return error_set(error, collected, "MEMORY", "%s", trouble.message);
	if (collected != STATUS_OK)
		verify_fault(v, "%s", trouble.message);
	enum status status = verify_brief(v, change, error);
	return status == STATUS_OK && collected == STATUS_OK ? check_terms(v, cursor, doc, error) : status;
}

static enum status check_records(struct verifier *v, MDB_cursor *cursor, struct error *error)
{
	for (uint32_t doc = 1; doc < v->record_count; doc++) {
		struct store_change change;
		const struct known_record *record = &v->records[doc];
		if (record->kind == STORE_DELETED || record->lost || record->changes == 0)
			continue;
		if (change_at(&v->txn, record->revision, &change, NULL) != STATUS_OK)
			continue; /* a fault of the journal, told before */
		enum status status = check_record(v, cursor, &change, error);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status look_at_posting(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	uint32_t doc;
	(void)error;
	if (!posting_get(posting_seed(key), value, &doc) || doc == 0 || doc >= v->record_count)
		verify_differs(v, "Database terms has an entry at \"%.*s\" of index %s that does not hold.",
			       term_size(key), term_text(key), index_name(v, key));
	else
		v->records[doc].postings++;
	return STATUS_OK;
}

/* All that should be there is; so what is more should not. */
enum status verify_terms(struct verifier *v, struct error *error)
{
	MDB_cursor *cursor;
	struct verify_record record;
	enum status status = open_terms(v, &cursor, error);
	if (status != STATUS_OK)
		return status;
	status = check_records(v, cursor, error);
	mdb_cursor_close(cursor);
	if (status == STATUS_OK)
		status = verify_rows(v, DB_TERMS, look_at_posting, error);
	for (uint32_t doc = 1; doc < v->record_count && status == STATUS_OK; doc++)
		if (!v->records[doc].lost && v->records[doc].postings > v->records[doc].terms)
			verify_differs(v, "Database terms has %s %llu times; it should be %llu.",
				       verify_record(v, doc, &record), (unsigned long long)v->records[doc].postings,
				       (unsigned long long)v->records[doc].terms);
	return status;
}
