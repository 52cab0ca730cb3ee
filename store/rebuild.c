#include "store/rebuild.h"

#include "store/free.h"

#include <stdlib.h>

static enum status drop_views(struct store_txn *txn, struct error *error)
{
	for (enum db db = DB_VIEW_FIRST; db <= DB_VIEW_LAST; db++) {
		int code = mdb_drop(txn->mdb, txn->env->dbi[db], 0);
		if (code != 0)
			return txn_failed(txn, code, "drop the view", error);
	}
	return STATUS_OK;
}

struct views {
	struct store_txn *txn;
	const struct store_index *const *indexes;
	struct store_report *report;
	struct rebuild_record *records; /* by doc; the first is unused */
	uint32_t docs, capacity;        /* the last doc; records that there is room for */
};

static enum status learn(struct views *v, const struct store_change *change, struct error *error)
{
	if (change->doc >= v->capacity) {
		uint32_t capacity = v->capacity == 0 ? 1024 : v->capacity * 2;
		struct rebuild_record *more = realloc(v->records, capacity * sizeof *more);
		if (more == NULL)
			return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
					 "There is no memory to rebuild the store.");
		v->records = more;
		v->capacity = capacity;
	}
	v->records[change->doc] = (struct rebuild_record){ change->revision, change->kind };
	return STATUS_OK;
}

/* Views are made of entries that follow one another as appends do. */
static enum status apply(struct views *v, const struct store_change *change, struct error *error)
{
	struct record_row before;
	enum status found = record_find(v->txn, change->name, &before, error);
	if (found != STATUS_OK && found != STATUS_NOT_FOUND)
		return found;
	uint32_t doc = found == STATUS_OK ? before.doc : v->docs + 1;
	if (change->doc != doc || !view_fits(change->kind, found == STATUS_OK ? &before : NULL))
		return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
				 "The journal itself is damaged: change %lld does not follow from those before it. "
				 "Restore a backup.",
				 (long long)change->revision);
	if (found == STATUS_NOT_FOUND)
		v->docs = doc;
	enum status status = learn(v, change, error);
	return status == STATUS_OK ? view_record(v->txn, change, error) : status;
}

static enum status make_rows(struct views *v, struct error *error)
{
	enum status status = drop_views(v->txn, error);
	for (int64_t revision = 1; revision <= v->txn->revision && status == STATUS_OK; revision++) {
		struct store_change change;
		status = change_at(v->txn, revision, &change, error);
		if (status == STATUS_OK)
			status = apply(v, &change, error);
		v->report->changes++;
		v->report->compacted += status == STATUS_OK && change.compacted;
		report_progress(v->report, revision, v->txn->revision + v->docs);
	}
	return status;
}

static enum status add_indexes(struct views *v, uint32_t doc, struct error *error)
{
	struct store_change change;
	struct work *work = v->txn->work;
	enum status status = store_get_doc(v->txn, doc, 0, &change, error);
	if (status != STATUS_OK || change.kind == STORE_DELETED)
		return status;
	status = terms_collect(&work->before, NULL, change.name, change.body, error);
	if (status == STATUS_OK)
		status = terms_collect(&work->after, v->indexes, change.name, change.body, error);
	v->report->terms += (int64_t)work->after.count;
	if (status == STATUS_OK)
		status = view_brief(v->txn, v->indexes, &change, error);
	return status == STATUS_OK ? view_terms(v->txn, doc, error) : status;
}

static enum status make_indexes(struct views *v, struct error *error)
{
	enum { PUT_EVERY = 256 };
	struct rebuild_text text;
	enum status status = STATUS_OK;
	rebuild_text_init(&text, v->txn->env, text_index_of(v->indexes), v->records, v->docs);
	rebuild_text_start(&text);
	for (uint32_t doc = 1; doc <= v->docs && status == STATUS_OK; doc++) {
		status = add_indexes(v, doc, error);
		if (status == STATUS_OK && doc % PUT_EVERY == 0)
			status = rebuild_text_put(&text, v->txn, error);
		v->report->records++;
		report_progress(v->report, v->txn->revision + doc, v->txn->revision + v->docs);
	}
	if (status == STATUS_OK)
		status = late_write(v->txn, error);
	if (status == STATUS_OK)
		status = rebuild_text_end(&text, v->txn, error);
	rebuild_text_fini(&text);
	return status;
}

static enum status make_views(struct store_txn *txn, const struct store_index *const *indexes,
			      struct store_report *report, struct error *error)
{
	struct views v = { .txn = txn, .indexes = indexes, .report = report };
	enum status status = make_rows(&v, error);
	if (status == STATUS_OK)
		status = make_indexes(&v, error);
	free(v.records);
	if (status == STATUS_OK)
		status = remember_mend(txn, error);
	return status == STATUS_OK ? meta_set_indexes(txn, indexes, error) : status;
}

/* *code is LMDB's, where it refused a write, else 0. */
static enum status rebuild_once(struct env *env, struct work *work, const struct store_index *const *indexes,
				struct store_report *report, int *code, struct error *error)
{
	struct store_txn txn;
	*code = 0;
	enum status status = txn_begin(env, work, &txn, error);
	if (status != STATUS_OK)
		return status;
	report->changes = report->records = report->terms = report->compacted = 0;
	late_clear(&work->late);
	status = make_views(&txn, indexes, report, error);
	if (status == STATUS_OK)
		status = txn_commit(&txn, error);
	else
		txn_abort(&txn);
	*code = txn.code;
	return status;
}

/* Grows the map as often as the views ask for. */
static enum status rebuild_in(struct env *env, const struct store_index *const *indexes, struct store_report *report,
			      struct error *error)
{
	struct work work;
	int code = 0;
	work_init(&work);
	enum status status = rebuild_once(env, &work, indexes, report, &code, error);
	while (code == MDB_MAP_FULL && (status = env_grow(env, error)) == STATUS_OK)
		status = rebuild_once(env, &work, indexes, report, &code, error);
	work_fini(&work);
	return status;
}

struct rebuilding {
	const struct store_index *const *indexes;
	struct store_report *report;
};

/* The journal, and views made from it. */
static enum status fill(void *of, const struct env *from, struct env *to, struct error *error)
{
	const struct rebuilding *r = of;
	enum status status = salvage_journal(from, to, error);
	return status == STATUS_OK ? rebuild_in(to, r->indexes, r->report, error) : status;
}

static enum status rebuild_in_place(const char *dir, const struct store_index *const *indexes,
				    struct store_report *report, struct error *error)
{
	struct env env;
	enum status status = env_open(dir, HOLD_WRITE, 0, &env, error);
	if (status != STATUS_OK)
		return status;
	status = rebuild_in(&env, indexes, report, error);
	env_close(&env);
	return status;
}

static bool may_write(const char *dir)
{
	struct env env;
	struct store_txn txn;
	if (env_open(dir, HOLD_READ, 0, &env, NULL) != STATUS_OK)
		return false;
	enum status status = txn_begin(&env, NULL, &txn, NULL);
	if (status == STATUS_OK) {
		status = free_check(&txn, NULL);
		txn_abort(&txn);
	}
	env_close(&env);
	return status == STATUS_OK;
}

enum status store_rebuild(const char *dir, const struct store_index *const *indexes, struct store_report *report,
			  struct error *error)
{
	enum status status = STATUS_DATA_LOSS;
	if (env_ask_child(dir, may_write)) /* else the journal may be overwritten */
		status = rebuild_in_place(dir, indexes, report, error);
	if (status == STATUS_DATA_LOSS) /* LMDB does not drop a view that has lost a page */
		status = env_replace(dir, fill, &(struct rebuilding){ indexes, report }, error);
	return file_blame(dir, status, error);
}
