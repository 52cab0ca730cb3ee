#include "store/text_private.h"

static enum status drop_views(struct store_txn *txn, struct error *error)
{
	for (enum db db = DB_VIEW_FIRST; db <= DB_VIEW_LAST; db++) {
		int code = mdb_drop(txn->mdb, txn->env->dbi[db], 0);
		if (code != 0)
			return txn_failed(txn, code, "drop the view", error);
	}
	return STATUS_OK;
}

/* Views are made of entries that follow one another as appends do. */
static enum status apply(struct store_txn *txn, const struct store_change *change, uint32_t *docs, struct error *error)
{
	struct record_row before;
	enum status found = record_find(txn, change->name, &before, error);
	if (found != STATUS_OK && found != STATUS_NOT_FOUND)
		return found;
	uint32_t doc = found == STATUS_OK ? before.doc : *docs + 1;
	if (change->doc != doc || !view_fits(change->kind, found == STATUS_OK ? &before : NULL))
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "The journal itself is damaged: change %lld does not follow from those before it. "
				 "Restore a backup.",
				 (long long)change->revision);
	if (found == STATUS_NOT_FOUND)
		*docs = doc;
	return view_record(txn, change, error);
}

static enum status add_terms(struct store_txn *txn, uint32_t doc, const struct store_index *const *indexes,
			     struct store_report *report, struct error *error)
{
	struct store_change change;
	enum status status = store_get_doc(txn, doc, 0, &change, error);
	if (status != STATUS_OK || change.kind == STORE_DELETED)
		return status;
	status = terms_collect(&txn->work->before, NULL, change.name, change.body, error);
	if (status == STATUS_OK)
		status = terms_collect(&txn->work->after, indexes, change.name, change.body, error);
	report->terms += (int64_t)txn->work->after.count;
	if (status == STATUS_OK)
		status = text_collect(txn, doc, NULL, &change, error);
	return status == STATUS_OK ? view_terms(txn, doc, error) : status;
}

static enum status make_views(struct store_txn *txn, const struct store_index *const *indexes,
			      struct store_report *report, struct error *error)
{
	uint32_t docs = 0;
	enum status status = drop_views(txn, error);
	txn->indexes = indexes;
	if (txn->work->text != NULL)
		text_clear(txn->work->text);
	for (int64_t revision = 1; revision <= txn->revision && status == STATUS_OK; revision++) {
		struct store_change change;
		status = change_at(txn, revision, &change, error);
		if (status == STATUS_OK)
			status = apply(txn, &change, &docs, error);
		report->changes++;
		report->compacted += status == STATUS_OK && change.compacted;
		report_progress(report, revision, txn->revision + docs);
	}
	for (uint32_t doc = 1; doc <= docs && status == STATUS_OK; doc++) {
		status = add_terms(txn, doc, indexes, report, error);
		if (status == STATUS_OK && text_is_large(txn))
			status = text_flush(txn, error);
		report->records++;
		report_progress(report, txn->revision + doc, txn->revision + docs);
	}
	if (status == STATUS_OK)
		status = text_flush(txn, error);
	if (status == STATUS_OK)
		status = remember_mend(txn, error);
	return status == STATUS_OK ? meta_set_indexes(txn, indexes, error) : status;
}

/* *code is LMDB's, where it refused a write. */
static enum status rebuild_once(struct env *env, struct work *work, const struct store_index *const *indexes,
				struct store_report *report, int *code, struct error *error)
{
	struct store_txn txn;
	enum status status = txn_begin(env, work, &txn, error);
	if (status != STATUS_OK)
		return status;
	report->changes = report->records = report->terms = report->compacted = 0;
	status = make_views(&txn, indexes, report, error);
	if (status == STATUS_OK)
		status = txn_commit(&txn, error);
	else
		txn_abort(&txn);
	*code = txn.code;
	return status;
}

enum status store_rebuild(const char *dir, const struct store_index *const *indexes, struct store_report *report,
			  struct error *error)
{
	struct env env;
	struct work work;
	enum status status = env_open(dir, HOLD_WRITE, 0, &env, error);
	if (status != STATUS_OK)
		return status;
	work_init(&work);
	int code = 0;
	do {
		if (code == MDB_MAP_FULL)
			status = env_grow(&env, error);
		code = 0;
		if (status == STATUS_OK || status == STATUS_RESOURCE_EXHAUSTED)
			status = rebuild_once(&env, &work, indexes, report, &code, error);
	} while (code == MDB_MAP_FULL);
	work_fini(&work);
	env_close(&env);
	return file_blame(dir, status, error);
}
