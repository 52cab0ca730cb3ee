#include "store/text/private.h"

void work_init(struct work *work)
{
	buffer_init(&work->entry, SIZE_MAX);
	buffer_init(&work->brief, SIZE_MAX);
	terms_init(&work->before);
	terms_init(&work->after);
	late_init(&work->late);
	buffer_init(&work->texts, SIZE_MAX);
	work->maker = NULL;
}

void work_fini(struct work *work)
{
	buffer_fini(&work->entry);
	buffer_fini(&work->brief);
	terms_fini(&work->before);
	terms_fini(&work->after);
	late_fini(&work->late);
	buffer_fini(&work->texts);
	text_maker_free(work->maker);
}

bool view_fits(enum store_kind kind, const struct record_row *before)
{
	switch (kind) {
	case STORE_CREATED:
		return before == NULL;
	case STORE_UPDATED:
	case STORE_DELETED:
		return before != NULL && before->kind != STORE_DELETED;
	case STORE_UNDELETED:
		return before != NULL && before->kind == STORE_DELETED;
	}
	return false;
}

enum status view_record(struct store_txn *txn, const struct store_change *change, struct error *error)
{
	const struct record_row row = { change->doc, change->revision, change->kind };
	const uint8_t kind = (uint8_t)change->kind;
	uint8_t doc[4], version[12], name_row[NAME_ROW], doc_row[DOC_ROW + STORE_NAME_MOST];
	name_row_put(name_row, &row);
	doc_row_put(doc_row, &row, change->name);
	version_key(version, change->doc, change->revision);
	if (txn->env->hints != NULL)
		hints_drop(txn->env->hints, change->name, change->revision);
	enum status status = txn_put(txn, DB_NAMES, change->name, bytes_of(name_row, sizeof name_row), 0, error);
	if (status == STATUS_OK)
		status = txn_put(txn, DB_DOCS, u32_key(doc, change->doc),
				 bytes_of(doc_row, DOC_ROW + change->name.size), 0, error);
	if (status == STATUS_OK)
		status = txn_put(txn, DB_VERSIONS, bytes_of(version, sizeof version), bytes_of(&kind, 1),
				 MDB_NOOVERWRITE, error);
	return status == STATUS_OK ? view_counts(txn, change, error) : status;
}

enum status view_terms(struct store_txn *txn, uint32_t doc, struct error *error)
{
	const struct store_terms *before = &txn->work->before, *after = &txn->work->after;
	enum status status = STATUS_OK;
	for (size_t b = 0, a = 0; status == STATUS_OK && (b < before->count || a < after->count);) {
		int order = b == before->count  ? 1
			    : a == after->count ? -1
						: bytes_compare(terms_at(before, b), terms_at(after, a));
		if (order < 0)
			status = late_note(txn, terms_at(before, b), doc, false, error);
		else if (order > 0)
			status = late_note(txn, terms_at(after, a), doc, true, error);
		b += order <= 0;
		a += order >= 0;
	}
	return status;
}
