#include "store/text/private.h"

/* The list of segments: units 8, length 8, next id 4, then for each segment, by id: id,
 * units, dead, bytes, level, 4 each. Absent: no segments. */
enum { HEAD = 8 + 8 + 4, PIECE = 5 * 4 };

static const uint8_t head_key[] = { 0 };

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the text index.");
}

enum status text_damaged(struct error *error)
{
	return error_set(error, STATUS_DATA_LOSS, "DAMAGED",
			 "The store is damaged: its text index does not hold. Make it again with: truced rebuild");
}

static void piece_get(const uint8_t *from, struct text_piece *out)
{
	*out = (struct text_piece){ get_u32(from), get_u32(from + 4), get_u32(from + 8), get_u32(from + 12),
				    get_u32(from + 16) };
}

enum status text_head_get(struct store_txn *txn, struct arena *arena, struct text_head *out, struct error *error)
{
	struct bytes content;
	struct text_head head = { .next = 1 };
	enum status status = txn_get(txn, DB_TEXT, bytes_of(head_key, sizeof head_key), &content, error);
	bool found = status == STATUS_OK;
	if (!found && status != STATUS_NOT_FOUND)
		return status;
	if (found && (content.size < HEAD || (content.size - HEAD) % PIECE != 0))
		return text_damaged(error);
	if (found) {
		head.units = (int64_t)get_u64(content.data);
		head.length = (int64_t)get_u64(content.data + 8);
		head.next = get_u32(content.data + 16);
		head.count = (uint32_t)((content.size - HEAD) / PIECE);
	}
	/* room for the one that a write adds */
	head.pieces = arena_array(arena, head.count + (size_t)1, sizeof *head.pieces);
	if (head.pieces == NULL)
		return no_memory(error);
	for (uint32_t i = 0; i < head.count; i++)
		piece_get(content.data + HEAD + PIECE * (size_t)i, &head.pieces[i]);
	*out = head;
	return STATUS_OK;
}

enum status text_head_put(struct store_txn *txn, const struct text_head *head, struct error *error)
{
	struct buffer content;
	buffer_init(&content, SIZE_MAX);
	if (buffer_reserve(&content, HEAD + PIECE * (size_t)head->count) != STATUS_OK)
		return no_memory(error);
	uint8_t *to = content.data;
	put_u64(to, (uint64_t)head->units);
	put_u64(to + 8, (uint64_t)head->length);
	put_u32(to + 16, head->next);
	to += HEAD;
	for (uint32_t i = 0; i < head->count; i++, to += PIECE) {
		const struct text_piece *piece = &head->pieces[i];
		const uint32_t fields[] = { piece->id, piece->units, piece->dead, piece->bytes, piece->level };
		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
			put_u32(to + 4 * f, fields[f]);
	}
	content.size = (size_t)(to - content.data);
	enum status status =
		txn_put(txn, DB_TEXT, bytes_of(head_key, sizeof head_key), buffer_bytes(&content), 0, error);
	buffer_fini(&content);
	return status;
}

struct bytes text_segment_key(uint8_t out[5], uint32_t id)
{
	out[0] = 1;
	put_u32(out + 1, id);
	return bytes_of(out, 5);
}

struct bytes text_page_key(uint8_t out[9], uint32_t id, uint32_t page)
{
	out[0] = 2;
	put_u32(out + 1, id);
	put_u32(out + 5, page);
	return bytes_of(out, 9);
}
