#include "store/verify.h"

enum status verify_brief(struct verifier *v, const struct store_change *change, struct error *error)
{
	struct buffer *brief = &v->work.brief;
	struct error trouble;
	uint8_t key[4];
	struct bytes kept = { 0 };
	struct verify_record record;
	enum status status = brief_make(v->indexes, change->name, change->body, brief, &trouble);
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return error_set(error, status, "MEMORY", "%s", trouble.message);
	if (status != STATUS_OK) {
		verify_fault(v, "%s", trouble.message);
		return STATUS_OK;
	}
	status = txn_get(&v->txn, DB_BRIEFS, u32_key(key, change->doc), &kept, &trouble);
	v->briefs += status != STATUS_NOT_FOUND;
	if (status == STATUS_DATA_LOSS && strcmp(trouble.reason, "CHECKSUM") == 0) {
		verify_damaged(v, DB_BRIEFS, change->doc);
		return STATUS_OK;
	}
	if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
		verify_unreadable(v, DB_BRIEFS, &trouble);
		return verify_renew(v, error);
	}
	if (!bytes_equal(kept, buffer_bytes(brief)))
		verify_differs(v, "Database briefs has %s otherwise than the journal.",
			       verify_record(v, change->doc, &record));
	return STATUS_OK;
}

enum status verify_briefs(struct verifier *v, struct error *error)
{
	MDB_stat facts = { 0 };
	MDB_dbi dbi = v->txn.env->dbi[DB_BRIEFS];
	int code = dbi == 0 ? 0 : mdb_stat(v->txn.mdb, dbi, &facts);
	if (code != 0)
		return env_failed(error, code, "read the briefs");
	if ((int64_t)facts.ms_entries != v->briefs)
		verify_differs(v, "Database briefs has %zu rows; %lld are of records that the journal has.",
			       facts.ms_entries, (long long)v->briefs);
	return STATUS_OK;
}
