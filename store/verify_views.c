#include "store/verify.h"

/* Each row is held against the journal, and each record marked; what is not marked
 * at the end is missing. Keys are unique, so nothing is marked twice. */

static int printed(struct bytes name)
{
	return name.size > STORE_NAME_MOST ? STORE_NAME_MOST : (int)name.size;
}

/* A record whose last change cannot be read is what is lost. */
static struct known_record *tell_lost(struct verifier *v, struct known_record *record, struct bytes name,
				      const struct record_row *row)
{
	bool is_told = record->lost || row->kind == STORE_DELETED;
	record->lost = true;
	if (is_told)
		return record;
	if (record->changes == 0)
		verify_fault(v, "Record %.*s is lost with change %lld.", printed(name), (const char *)name.data,
			     (long long)row->revision);
	else
		verify_fault(v, "Record %.*s is lost with change %lld; as of change %lld it can be read.",
			     printed(name), (const char *)name.data, (long long)row->revision,
			     (long long)record->revision);
	return record;
}

/* The record that a row is of; NULL, and a fault, where they differ. */
static struct known_record *match(struct verifier *v, enum db db, struct bytes name, const struct record_row *row)
{
	struct known_record *record = row->doc > 0 && row->doc < v->record_count ? &v->records[row->doc] : NULL;
	if (record != NULL && row->revision > record->revision && verify_unread(v, row->revision))
		return tell_lost(v, record, name, row);
	if (record != NULL && record->name == posting_seed(name) && record->revision == row->revision &&
	    record->kind == row->kind)
		return record;
	verify_differs(v, "Database %s has record %.*s (number %u) otherwise than the journal.", db_name(db),
		       printed(name), (const char *)name.data, row->doc);
	return NULL;
}

static enum status look_at_name(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	struct bytes content;
	struct record_row row;
	(void)error;
	if (!verify_seal(v, DB_NAMES, key, value, &content))
		return STATUS_OK;
	if (!name_row_get(content, &row)) {
		verify_fault(v, "Database names has a row of %.*s that cannot be read.", printed(key),
			     (const char *)key.data);
		return STATUS_OK;
	}
	struct known_record *record = match(v, DB_NAMES, key, &row);
	if (record != NULL)
		record->in_names = true;
	return STATUS_OK;
}

enum status verify_names(struct verifier *v, struct error *error)
{
	struct verify_record record;
	enum status status = verify_rows(v, DB_NAMES, look_at_name, error);
	for (uint32_t doc = 1; doc < v->record_count && status == STATUS_OK; doc++)
		if (!v->records[doc].in_names)
			verify_differs(v, "Database names lacks %s.", verify_record(v, doc, &record));
	return status;
}

static enum status look_at_doc(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	struct bytes content, name;
	struct record_row row;
	(void)error;
	if (!verify_seal(v, DB_DOCS, key, value, &content))
		return STATUS_OK;
	if (key.size != 4 || !doc_row_get(content, &row, &name)) {
		verify_fault(v, "Database docs has a row that cannot be read.");
		return STATUS_OK;
	}
	row.doc = get_u32(key.data);
	struct known_record *record = match(v, DB_DOCS, name, &row);
	if (record != NULL)
		record->in_docs = true;
	return STATUS_OK;
}

enum status verify_docs(struct verifier *v, struct error *error)
{
	struct verify_record record;
	enum status status = verify_rows(v, DB_DOCS, look_at_doc, error);
	for (uint32_t doc = 1; doc < v->record_count && status == STATUS_OK; doc++)
		if (!v->records[doc].in_docs)
			verify_differs(v, "Database docs lacks %s.", verify_record(v, doc, &record));
	return status;
}

static enum status look_at_version(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	struct bytes content;
	struct verify_record record;
	(void)error;
	if (!verify_seal(v, DB_VERSIONS, key, value, &content))
		return STATUS_OK;
	uint32_t doc = key.size == 12 ? get_u32(key.data) : 0;
	int64_t revision = key.size == 12 ? (int64_t)get_u64(key.data + 4) : 0;
	if (doc != 0 && verify_unread(v, revision))
		return STATUS_OK;
	bool known = doc != 0 && revision > 0 && revision <= v->txn.revision && v->changes[revision].doc == doc;
	if (known && content.size == 1 && content.data[0] == v->changes[revision].kind)
		v->records[doc].versions++;
	else
		verify_differs(v, "Database versions says that change %lld was of %s; the journal does not.",
			       (long long)revision, verify_record(v, doc, &record));
	return STATUS_OK;
}

enum status verify_versions(struct verifier *v, struct error *error)
{
	struct verify_record record;
	enum status status = verify_rows(v, DB_VERSIONS, look_at_version, error);
	for (uint32_t doc = 1; doc < v->record_count && status == STATUS_OK; doc++)
		if (v->records[doc].versions != v->records[doc].changes)
			verify_differs(v, "Database versions has %u changes of %s; the journal has %u.",
				       v->records[doc].versions, verify_record(v, doc, &record),
				       v->records[doc].changes);
	return status;
}

static enum status look_at_request(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	(void)error;
	if (!remember_request_holds(&v->txn, key, value))
		verify_fault(v, "Database requests has a row that does not hold or does not fit expiry.");
	return STATUS_OK;
}

static enum status look_at_expiry(struct verifier *v, struct bytes key, struct bytes value, struct error *error)
{
	(void)error;
	if (!remember_expiry_holds(&v->txn, key, value))
		verify_fault(v, "Database expiry has a row that does not hold or does not fit requests.");
	return STATUS_OK;
}

enum status verify_requests(struct verifier *v, struct error *error)
{
	enum status status = verify_rows(v, DB_REQUESTS, look_at_request, error);
	return status == STATUS_OK ? verify_rows(v, DB_EXPIRY, look_at_expiry, error) : status;
}
