#include "store/text_private.h"

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

/* ---- A segment ------------------------------------------------------------------ */

static bool take(struct bytes *from, uint64_t size, struct bytes *out)
{
	if (size > from->size)
		return false;
	*out = bytes_of(from->data, (size_t)size);
	from->data += size;
	from->size -= (size_t)size;
	return true;
}

static bool take_facet(struct bytes *from, uint32_t size, struct bytes *out, uint32_t *values)
{
	*values = 1;
	if (!take(from, size, out))
		return false;
	if (size == 0)
		return true;
	if (size < 4)
		return false;
	memcpy(values, out->data, sizeof *values);
	return *values > 0 && ((uint64_t)*values + 1) * 4 <= size;
}

bool text_segment_read(struct bytes content, struct store_text_segment *out)
{
	uint32_t head[TEXT_NUMBERS], about[TEXT_COLUMNS][2];
	struct store_text_segment s = { 0 };
	if (content.size < TEXT_HEADER)
		return false;
	memcpy(head, content.data, sizeof head);
	memcpy(about, content.data + sizeof head, sizeof about);
	struct bytes rest = bytes_of(content.data + TEXT_HEADER, content.size - TEXT_HEADER);
	s.units = head[1];
	s.groups = head[2];
	s.shortest = head[3];
	s.part_bits = head[17];
	bool holds = s.part_bits >= TEXT_PART_BITS_LEAST && s.part_bits <= TEXT_WHOLE_BITS;
	for (size_t i = 0; i < STORE_TEXT_SECTIONS && holds; i++) {
		s.parts[i].last.number = head[18 + i];
		holds = (uint64_t)head[18 + i] << s.part_bits <= UINT32_MAX;
	}
	holds = holds && head[0] == TEXT_VERSION && text_columns_get(&rest, about, head[4] == 0, &s);
	for (size_t f = 0; f < STORE_TEXT_FACETS && holds; f++)
		holds = take_facet(&rest, head[5 + f], &s.facet_values[f], &s.values[f]);
	holds = holds && take(&rest, (uint64_t)s.groups * 4, &s.places) &&
		take(&rest, (uint64_t)s.groups * 8, &s.starts) && take(&rest, head[13], &s.dictionary) &&
		take(&rest, head[14], &s.parts[STORE_TEXT_POSTINGS].last.bytes) &&
		take(&rest, head[15], &s.parts[STORE_TEXT_POSITIONS].last.bytes) &&
		text_prints_get(&rest, head[16], &s) && text_zeroes_end(&rest) && rest.size == 0;
	if (holds)
		*out = s;
	return holds;
}
