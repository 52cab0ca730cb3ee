#include "store/text/private.h"

#include <stdlib.h>

const struct store_index *text_index_of(const struct store_index *const *indexes)
{
	for (; indexes != NULL && *indexes != NULL; indexes++)
		if ((*indexes)->text != NULL)
			return *indexes;
	return NULL;
}

/* ---- What changes in a commit ------------------------------------------------------- */

enum status text_note(struct store_txn *txn, const struct text_change *change, struct error *error)
{
	if (text_index_of(txn->indexes) == NULL || (change->before == 0 && !change->has))
		return STATUS_OK;
	enum status status = buffer_put(&txn->work->texts, change, sizeof *change);
	return status == STATUS_OK ? STATUS_OK : text_no_memory(error);
}

static int by_doc(const void *a, const void *b)
{
	const struct text_change *left = a, *right = b;
	if (left->doc != right->doc)
		return left->doc < right->doc ? -1 : 1;
	return left->revision < right->revision ? -1 : left->revision > right->revision;
}

/* Makes one of all changes of a record, by number; how many are left. */
static size_t join_changes(struct buffer *texts)
{
	struct text_change *changes = (struct text_change *)(void *)texts->data;
	size_t count = texts->size / sizeof *changes, kept = 0;
	if (count > 0)
		qsort(changes, count, sizeof *changes, by_doc);
	for (size_t i = 0; i < count; i++) {
		int64_t before = changes[i].before;
		if (kept > 0 && changes[kept - 1].doc == changes[i].doc)
			before = changes[--kept].before;
		changes[kept] = changes[i];
		changes[kept++].before = before;
	}
	return kept;
}

/* The states of the records, borrowed until the next write. */
static enum status read_records(struct store_txn *txn, const struct text_change *changes, size_t count,
				struct text_record *out, struct error *error)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct store_change state;
		out[i] = (struct text_record){ .doc = changes[i].doc };
		if (changes[i].before != 0 &&
		    (status = change_at(txn, changes[i].before, &state, error)) == STATUS_OK) {
			out[i].name = state.name;
			out[i].before = state.body;
			out[i].had = true;
		}
		out[i].made = changes[i].made;
		out[i].record = changes[i].record;
		out[i].has = out[i].made != NULL;
		if (status == STATUS_OK && changes[i].has && !out[i].has &&
		    (status = change_at(txn, changes[i].revision, &state, error)) == STATUS_OK) {
			out[i].name = state.name;
			out[i].after = state.body;
			out[i].has = true;
		}
	}
	return status;
}

/* ---- Units that died ------------------------------------------------------------------ */

struct grave {
	size_t segment;
	uint32_t id, first, count;
};

/* Where the units of the records stand in the segments; all is looked up before anything
 * is written. */
static enum status find_graves(struct store_txn *txn, struct arena *arena, const struct text_record *records,
			       size_t count, struct grave **graves, size_t *found, struct error *error)
{
	struct store_text_view *view;
	struct grave *all = arena_array(arena, count, sizeof *all);
	enum status status = all == NULL ? text_no_memory(error) : store_text_open(txn, arena, &view, error);
	if (status != STATUS_OK)
		return status;
	*found = 0;
	for (size_t i = 0; i < count; i++) {
		struct grave *g = &all[*found];
		if (!records[i].had || !store_text_units_of(view, records[i].doc, &g->segment, &g->first, &g->count))
			continue;
		g->id = view->segments[g->segment].id;
		++*found;
	}
	*graves = all;
	return store_text_check(view, error);
}

static enum status bury_records(struct store_txn *txn, struct arena *arena, const struct text_record *records,
				size_t count, struct error *error)
{
	struct text_head head;
	struct grave *graves;
	size_t found = 0, had = 0;
	for (size_t i = 0; i < count; i++)
		had += records[i].had;
	if (had == 0)
		return STATUS_OK;
	enum status status = find_graves(txn, arena, records, count, &graves, &found, error);
	if (status == STATUS_OK && found > 0)
		status = text_head_get(txn, arena, &head, error);
	for (size_t i = 0; i < found && status == STATUS_OK; i++) {
		head.pieces[graves[i].segment].dead += graves[i].count;
		status = text_bury(txn, graves[i].id, graves[i].first, graves[i].count, error);
	}
	return status == STATUS_OK && found > 0 ? text_head_put(txn, &head, error) : status;
}

/* ---- The end of a commit ----------------------------------------------------------------- */

/* Makes the segments; late terms are written meanwhile where all records were made before,
 * and before their bytes are borrowed where not. */
static enum status make_segments(struct store_txn *txn, const struct text_change *changes, size_t count,
				 struct text_record *records, struct text_built **built, struct error *error)
{
	bool all_made = true;
	struct work *work = txn->work;
	for (size_t i = 0; i < count; i++)
		all_made = all_made && changes[i].before == 0 && changes[i].made != NULL;
	enum status status = all_made ? STATUS_OK : late_write(txn, error);
	if (status == STATUS_OK)
		status = read_records(txn, changes, count, records, error);
	if (status == STATUS_OK)
		status = text_make_begin(&work->maker, text_index_of(txn->indexes), records, count, all_made, error);
	if (status != STATUS_OK)
		return status;
	struct error trouble;
	enum status late = late_write(txn, error);
	status = text_make_end(work->maker, built, late == STATUS_OK ? error : &trouble);
	return late == STATUS_OK ? status : late;
}

static enum status write_texts(struct store_txn *txn, struct arena *arena, size_t count, struct error *error)
{
	struct text_built *built = NULL;
	const struct text_change *changes = (const struct text_change *)(const void *)txn->work->texts.data;
	struct text_record *records = arena_array(arena, count, sizeof *records);
	enum status status = records == NULL ? text_no_memory(error) : STATUS_OK;
	if (status == STATUS_OK)
		status = make_segments(txn, changes, count, records, &built, error);
	if (status == STATUS_OK)
		status = bury_records(txn, arena, records, count, error);
	if (status == STATUS_OK)
		status = text_built_put(txn, built, error);
	text_built_free(built);
	return status;
}

enum status text_finish(struct store_txn *txn, bool *more, struct error *error)
{
	struct arena arena;
	size_t count = join_changes(&txn->work->texts);
	if (count == 0)
		return late_write(txn, error);
	arena_init(&arena, TEXT_ARENA);
	enum status status = write_texts(txn, &arena, count, error);
	arena_fini(&arena);
	return status == STATUS_OK ? text_tidy(txn, more, error) : status;
}
