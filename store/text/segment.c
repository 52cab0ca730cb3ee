#include "store/text/private.h"

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
