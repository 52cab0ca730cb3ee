/* Texts that are not UTF-8: read as what they are, kept as they came. */
#include "domain/encoding.h"
#include "service/import.h"

enum status import_decode(struct call *call, const Truce__V1__ImportTextRequest *request, struct arena *arena,
			  Truce__V1__ImportTextRequest *out, struct decoded *decoded)
{
	struct bytes raw = bytes_of(request->content.data, request->content.len);
	size_t at;
	*out = *request;
	*decoded = (struct decoded){ .text = bytes_of(NULL, 0) };
	enum encoding encoding = encoding_of(raw, &at);
	if (encoding == ENCODING_MIXED)
		return error_set(
			&call->error, STATUS_INVALID_ARGUMENT, "NOT_TEXT",
			"content is UTF-8 in part, and byte %zu, 0x%02x, is not; give the text in one encoding", at,
			raw.data[at]);
	if (encoding != ENCODING_WINDOWS_1252)
		return STATUS_OK; /* the reader says what is wrong with it */
	if (!encoding_decode(raw, arena, decoded))
		return call_no_memory(call);
	out->content.data = (uint8_t *)(uintptr_t)decoded->text.data;
	out->content.len = decoded->text.size;
	return STATUS_OK;
}

/* Every stretch of bytes in a message, put back on the bytes as they came. */
static void restore_ranges(ProtobufCMessage *m, const struct decoded *decoded, struct decoded_walk *walk)
{
	if (m->descriptor == &truce__v1__byte_range__descriptor) {
		Truce__V1__ByteRange *range = (Truce__V1__ByteRange *)m;
		range->start = (int64_t)decoded_place(decoded, walk, (size_t)range->start);
		range->end = (int64_t)decoded_place(decoded, walk, (size_t)range->end);
		return;
	}
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		for (size_t k = 0; f->type == PROTOBUF_C_TYPE_MESSAGE && k < message_count(m, f); k++)
			restore_ranges((ProtobufCMessage *)(uintptr_t)message_at(m, f, k), decoded, walk);
	}
}

enum status import_restore(struct call *call, const struct decoded *decoded, struct arena *arena,
			   Truce__V1__ImportTextResponse *response)
{
	struct decoded_walk walk = { 0 };
	if (decoded->text.size == 0)
		return STATUS_OK;
	ProtobufCMessage *note = message_new(&truce__v1__finding__descriptor, arena);
	Truce__V1__Finding *finding = (Truce__V1__Finding *)note;
	restore_ranges(&response->base, decoded, &walk);
	if (note == NULL || !message_append(&response->base, "findings", note, arena))
		return call_no_memory(call);
	finding->kind = TRUCE__V1__FINDING__KIND__KIND_REPAIR;
	finding->explanation =
		message_borrow("not UTF-8: read as Latin-1 (Windows-1252); the bytes are kept as they came");
	return STATUS_OK;
}
