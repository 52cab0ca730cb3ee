/* Records that a set brings and that stay as they are. */
#include "service/import.h"

#include "service/records.h"

#define READ_BY BYTES_LITERAL("/truce.v1.ImportService/ImportText")
#define BROUGHT_BY BYTES_LITERAL("/truce.v1.ImportService/ImportRecords")

/* Whether the record held the same before the change of a revision. */
static enum status held_before(struct call *call, const char *name, int64_t revision, struct bytes rest, bool *out)
{
	for (size_t looked = 0; !*out; looked++) {
		struct store_change change;
		enum status status = call_on_time_at(call, looked);
		if (status == STATUS_OK)
			status = store_history_next(call->txn, bytes_text(name), revision, true, &revision,
						    &call->error);
		if (status == STATUS_OK)
			status = store_change(call->txn, revision, &change, &call->error);
		if (status != STATUS_OK)
			return status == STATUS_NOT_FOUND ? STATUS_OK : status;
		*out = change.kind != STORE_DELETED && bytes_equal(record_behind_stamps(change.body), rest);
	}
	return STATUS_OK;
}

enum status import_keeps(struct call *call, const char *name, const ProtobufCMessage *record, bool *out)
{
	struct store_change now;
	struct bytes packed;
	*out = false;
	enum status status = store_get(call->txn, bytes_text(name), 0, &now, &call->error);
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	if (message_pack_arena(record, &call->arena, &packed) != STATUS_OK)
		return call_no_memory(call);
	struct bytes rest = record_behind_stamps(packed);
	if (now.kind != STORE_DELETED && bytes_equal(record_behind_stamps(now.body), rest))
		return STATUS_OK;
	*out = !bytes_equal(now.method, BROUGHT_BY) && !bytes_equal(now.method, READ_BY);
	return held_before(call, name, now.revision, rest, out);
}
