#include "store/text/private.h"

#include <assert.h>

static enum status check_sizes(const struct store_entry *entry, struct error *error)
{
	const struct bytes shorts[] = { entry->actor, entry->request_id, entry->method };
	bool fit = entry->name.size > 0 && entry->name.size <= STORE_NAME_MOST;
	fit = fit && entry->body.size <= STORE_BODY_MOST && entry->reason.size <= STORE_BODY_MOST;
	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
		fit = fit && shorts[i].size <= UINT16_MAX;
	if (fit)
		return STATUS_OK;
	return error_set(error, STATUS_INVALID_ARGUMENT, "TOO_LARGE",
			 "A name has 1 to %d bytes, a record %d at most, and who changes it 65535.", STORE_NAME_MOST,
			 STORE_BODY_MOST);
}

/* What comes from the change before: its digest, and the time that this one may
 * not be before. */
static enum status follow(struct store_txn *txn, struct store_change *change, struct error *error)
{
	struct store_change last;
	change->revision = txn->revision + 1;
	if (txn->revision == 0)
		return STATUS_OK;
	enum status status = change_at(txn, txn->revision, &last, error);
	if (status != STATUS_OK)
		return status;
	memcpy(change->previous_digest, last.digest, STORE_DIGEST);
	if (change->time < last.time)
		change->time = last.time;
	return STATUS_OK;
}

/* Docs are numbered from 1 in the order of their creation. */
static enum status new_doc(struct store_txn *txn, uint32_t *doc, struct error *error)
{
	struct bytes key, content;
	enum status status = txn_last(txn, DB_DOCS, &key, &content, error);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	uint32_t last = status == STATUS_OK ? get_u32(key.data) : 0;
	if (last == UINT32_MAX)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "TOO_MANY", "The store has no number for a record.");
	*doc = last + 1;
	return STATUS_OK;
}

static enum status find_doc(struct store_txn *txn, struct store_change *change, struct record_row *before,
			    struct error *error)
{
	enum status status = record_find(txn, change->name, before, error);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	bool found = status == STATUS_OK;
	if (!view_fits(change->kind, found ? before : NULL))
		return error_set(error, STATUS_INTERNAL, "KIND", "Change of kind %d does not fit the state of %.*s.",
				 (int)change->kind, (int)change->name.size, (const char *)change->name.data);
	if (!found)
		return new_doc(txn, &change->doc, error);
	change->doc = before->doc;
	return STATUS_OK;
}

/* The terms that the record has now, which may have been made before. */
static enum status collect_now(struct store_txn *txn, const struct store_entry *entry,
			       const struct store_change *change, struct error *error)
{
	struct store_terms *after = &txn->work->after;
	bool has = change->kind != STORE_DELETED;
	const struct text_made *made = has ? text_terms_made(entry->text, entry->text_record) : NULL;
	if (made == NULL)
		return terms_collect(after, has ? txn->indexes : NULL, change->name, change->body, error);
	enum status status = terms_copy(&entry->text->others, made->term, made->term_count, after);
	return status == STATUS_OK ? status : text_no_memory(error);
}

/* The terms that the record had and has now, before anything is written: writing
 * may move what was read. */
static enum status collect(struct store_txn *txn, const struct store_entry *entry, const struct store_change *change,
			   const struct record_row *before, struct error *error)
{
	struct store_change old = { 0 };
	bool had = change->kind == STORE_UPDATED || change->kind == STORE_DELETED;
	enum status status = STATUS_OK;
	if (had)
		status = change_at(txn, before->revision, &old, error);
	if (status == STATUS_OK)
		status = terms_collect(&txn->work->before, had ? txn->indexes : NULL, old.name, old.body, error);
	return status == STATUS_OK ? collect_now(txn, entry, change, error) : status;
}

static enum status note_text(struct store_txn *txn, const struct store_entry *entry, const struct store_change *change,
			     const struct record_row *before, struct error *error)
{
	bool had = change->kind == STORE_UPDATED || change->kind == STORE_DELETED;
	const struct text_change text = {
		.doc = change->doc,
		.has = change->kind != STORE_DELETED,
		.before = had ? before->revision : 0,
		.revision = change->revision,
		.made = entry->text,
		.record = entry->text_record,
	};
	return text_note(txn, &text, error);
}

static enum status put_entry(struct store_txn *txn, const struct store_change *change, struct error *error)
{
	uint8_t key[8];
	return txn_put(txn, DB_JOURNAL, u64_key(key, change->revision), buffer_bytes(&txn->work->entry), MDB_APPEND,
		       error);
}

/* Encodes the change and turns its strings to the encoded ones: those that the
 * caller lent may lie in pages that writing moves. */
static enum status encode(struct store_txn *txn, struct store_change *change, struct error *error)
{
	struct buffer *to = &txn->work->entry;
	store_digest(&change->body, 1, change->record_digest);
	entry_digest(change, change->digest);
	to->size = 0;
	if (entry_encode(change, to) != STATUS_OK)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the change.");
	bool whole = entry_decode(buffer_bytes(to), change);
	assert(whole);
	(void)whole;
	return STATUS_OK;
}

static enum status append(struct store_txn *txn, const struct store_entry *entry, struct store_change *change,
			  struct error *error)
{
	struct record_row before = { 0 };
	enum status status = check_sizes(entry, error);
	if (status == STATUS_OK)
		status = find_doc(txn, change, &before, error);
	if (status == STATUS_OK)
		status = follow(txn, change, error);
	if (status == STATUS_OK)
		status = encode(txn, change, error);
	if (status == STATUS_OK)
		status = collect(txn, entry, change, &before, error);
	if (status == STATUS_OK)
		status = put_entry(txn, change, error);
	if (status == STATUS_OK)
		status = view_record(txn, change, error);
	if (status == STATUS_OK)
		status = view_brief(txn, txn->indexes, change, error);
	if (status == STATUS_OK)
		status = view_terms(txn, change->doc, error);
	return status == STATUS_OK ? note_text(txn, entry, change, &before, error) : status;
}

enum status store_append(struct store_txn *txn, const struct store_entry *entry, int64_t *revision, struct error *error)
{
	assert(txn->work != NULL);
	struct store_change change = {
		.time = entry->time,
		.kind = entry->kind,
		.actor = entry->actor,
		.request_id = entry->request_id,
		.reason = entry->reason,
		.method = entry->method,
		.name = entry->name,
		.body = entry->body,
	};
	memcpy(change.request_digest, entry->request_digest, STORE_DIGEST);
	enum status status = append(txn, entry, &change, error);
	if (status != STATUS_OK) {
		if (txn->failed == STATUS_OK)
			txn->failed = status;
		return status;
	}
	txn->revision = change.revision;
	*revision = change.revision;
	return STATUS_OK;
}
