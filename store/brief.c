#include "store/private.h"

enum status brief_make(const struct store_index *const *indexes, struct bytes name, struct bytes body,
		       struct buffer *out, struct error *error)
{
	out->size = 0;
	for (; indexes != NULL && *indexes != NULL; indexes++) {
		if ((*indexes)->brief == NULL)
			continue;
		enum status status = (*indexes)->brief(*indexes, name, body, out);
		return status == STATUS_OK ? STATUS_OK : index_refused(*indexes, name, status, error);
	}
	return STATUS_OK;
}

enum status view_brief(struct store_txn *txn, const struct store_index *const *indexes,
		       const struct store_change *change, struct error *error)
{
	uint8_t key[4];
	struct bytes doc = u32_key(key, change->doc);
	struct buffer *brief = &txn->work->brief;
	brief->size = 0;
	if (change->kind != STORE_DELETED) {
		enum status status = brief_make(indexes, change->name, change->body, brief, error);
		if (status != STATUS_OK)
			return status;
	}
	if (brief->size == 0)
		return txn_delete(txn, DB_BRIEFS, doc, error);
	return txn_put(txn, DB_BRIEFS, doc, buffer_bytes(brief), 0, error);
}

enum status brief_get(struct store_txn *txn, struct bytes name, const struct record_row *row, struct store_change *out,
		      struct error *error)
{
	uint8_t key[4];
	struct bytes body;
	enum status status = txn_get(txn, DB_BRIEFS, u32_key(key, row->doc), &body, error);
	if (status == STATUS_OK)
		*out = (struct store_change){
			.revision = row->revision, .kind = row->kind, .doc = row->doc, .name = name, .body = body
		};
	return status;
}
