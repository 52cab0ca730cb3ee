#include "service/making.h"

#include "service/records.h"
#include "service/search/search.h"

/* Room that the fields which come later take of the memory that a call may have. */
#define STAMPS_ROOM 4096

/* Appends the packed record and takes the fields off its front that are stamped. */
static enum status pack(struct call *call, const ProtobufCMessage *record, struct bytes *out)
{
	struct buffer *packed = &call->makings.packed;
	size_t from = packed->size;
	enum status status = message_pack(record, packed);
	if (status != STATUS_OK)
		return status;
	struct bytes rest = record_behind_stamps(bytes_of(packed->data + from, packed->size - from));
	if (rest.size > 0)
		memmove(packed->data + from, rest.data, rest.size);
	packed->size = from + rest.size;
	*out = bytes_of(packed->data + from, rest.size);
	return record_check_readable(call, record->descriptor, *out, call->arena.cap - STAMPS_ROOM);
}

/* All that can be made of a record whose number is the next. */
static enum status make(struct call *call, const char *name, const ProtobufCMessage *record)
{
	struct store_text *text = call->makings.text;
	struct bytes rest;
	enum status status = pack(call, record, &rest);
	if (status == STATUS_OK)
		status = store_text_terms(text, call->service->store, bytes_text(name), rest);
	return status == STATUS_OK ? search_make(record, text) : status;
}

uint32_t record_make(struct call *call, const char *name, const ProtobufCMessage *record)
{
	struct makings *m = &call->makings;
	uint32_t number = (uint32_t)(m->ends.size / sizeof(size_t));
	if (m->text == NULL && (m->text = store_text_new()) == NULL)
		return RECORD_NOT_MADE;
	if (buffer_put(&m->ends, &m->packed.size, sizeof m->packed.size) != STATUS_OK)
		return RECORD_NOT_MADE;
	if (store_text_record(m->text) != STATUS_OK) {
		m->ends.size -= sizeof(size_t);
		return RECORD_NOT_MADE;
	}
	enum status status = make(call, name, record);
	*makings_end(m, number) = m->packed.size;
	call->error.status = STATUS_OK; /* storing it tells */
	return status == STATUS_OK ? number : RECORD_NOT_MADE;
}
