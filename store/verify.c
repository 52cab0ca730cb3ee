#include "store/verify.h"

#include "store/free.h"

#include <stdlib.h>

static enum status verify_meta(struct verifier *v, struct error *error)
{
	struct meta meta;
	enum status status = meta_check_indexes(&v->txn, v->dir, v->indexes, error);
	if (status != STATUS_OK && status != STATUS_FAILED_PRECONDITION)
		return status;
	/* An empty store takes those that it is opened with. */
	v->report->stale = status == STATUS_FAILED_PRECONDITION && v->txn.revision > 0;
	if (v->txn.oldest < 1 || v->txn.oldest > v->txn.revision + 1)
		verify_fault(v, "The oldest revision, %lld, is none of 1 to %lld.", (long long)v->txn.oldest,
			     (long long)v->txn.revision + 1);
	return meta_read(&v->txn, &meta, error);
}

/* The last step: LMDB's walks through rows end the process where pages between them are lost. */
static enum status verify_free(struct verifier *v, struct error *error)
{
	struct error trouble;
	if (v->unread > 0)
		return STATUS_OK;
	enum status status = free_check(&v->txn, &trouble);
	if (status == STATUS_DATA_LOSS)
		verify_fault(v, "%s", trouble.message);
	else if (status != STATUS_OK)
		*error = trouble;
	return status == STATUS_DATA_LOSS ? STATUS_OK : status;
}

/* What could be looked at is told; a step that met what cannot be read is a fault, and the next
 * begins with a read of its own. */
static enum status step(struct verifier *v, enum status (*look)(struct verifier *, struct error *), struct error *error)
{
	struct error trouble;
	enum status status = look(v, &trouble);
	if (status == STATUS_DATA_LOSS) {
		verify_fault(v, "%s", trouble.message);
		v->unread++;
	} else if (status != STATUS_OK) {
		*error = trouble;
		return status;
	}
	return v->unread == 0 ? STATUS_OK : verify_renew(v, error);
}

static enum status verify_all(struct verifier *v, struct error *error)
{
	static const struct {
		enum status (*look)(struct verifier *, struct error *);
		bool of_indexes; /* needs the functions that made them */
	} steps[] = {
		{ verify_meta, false },     { verify_journal, false },  { verify_names, false },
		{ verify_docs, false },     { verify_versions, false }, { verify_counts, false },
		{ verify_terms, true },     { verify_briefs, true },    { verify_text, true },
		{ verify_requests, false }, { verify_free, false },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (steps[i].of_indexes && v->report->stale)
			continue;
		enum status status = step(v, steps[i].look, error);
		if (status != STATUS_OK)
			return status;
	}
	if (v->differing > 0 && v->unread == 0 && !v->moved)
		verify_fault(v, "More entries like these do not fit the journal (%lld).", (long long)v->differing);
	else if (v->differing > 0)
		verify_fault(v,
			     "As far as the store can be read, entries do not fit its journal (%lld); that may follow "
			     "from what cannot be read%s.",
			     (long long)v->differing, v->moved ? ", or from changes made meanwhile" : "");
	return STATUS_OK;
}

enum status store_verify(const char *dir, const struct store_index *const *indexes, struct store_report *report,
			 struct error *error)
{
	struct env env;
	struct verifier v = { .dir = dir, .indexes = indexes, .report = report };
	enum status status = env_open(dir, HOLD_READ, 0, &env, error);
	if (status != STATUS_OK)
		return status;
	work_init(&v.work);
	status = txn_begin(&env, NULL, &v.txn, error);
	if (status == STATUS_OK) {
		status = verify_all(&v, error);
		txn_abort(&v.txn);
	}
	work_fini(&v.work);
	free(v.records);
	free(v.changes);
	env_close(&env);
	return status;
}
