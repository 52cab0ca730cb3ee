/* Any two texts: their words are compared, their lines aligned, and the steps must
 * join to both. A zero byte parts the texts. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/align.h"
#include "domain/fingerprint.h"

#define LINES_MOST 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t lines_of(struct bytes text, struct bytes out[LINES_MOST])
{
	size_t count = 0;
	while (text.size > 0 && count < LINES_MOST) {
		const uint8_t *end = memchr(text.data, '\n', text.size);
		size_t size = end == NULL ? text.size : (size_t)(end - text.data);
		out[count++] = bytes_of(text.data, size);
		size += end != NULL;
		text = bytes_of(text.data + size, text.size - size);
	}
	return count;
}

static void check_steps(const struct wording_edits *edits, struct bytes first, struct bytes second)
{
	for (size_t i = 0; i < edits->count; i++) {
		const struct wording_edit *e = &edits->at[i];
		assert(bytes_start_with(first, e->first) && bytes_start_with(second, e->second));
		assert(bytes_equal(e->first, e->second) == (e->kind == WORDING_SAME));
		first = bytes_of(first.data + e->first.size, first.size - e->first.size);
		second = bytes_of(second.data + e->second.size, second.size - e->second.size);
	}
	assert(first.size == 0 && second.size == 0);
}

static void check_kept(struct bytes text)
{
	struct fingerprint all, kept;
	uint64_t gram, next;
	fingerprint_all(&all, (const char *)text.data, text.size);
	fingerprint_kept(&kept, (const char *)text.data, text.size);
	while (fingerprint_next(&kept, &gram)) {
		do {
			bool more = fingerprint_next_gram(&all, &next);
			assert(more);
			(void)more;
		} while (next != gram);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct wording a, b;
	struct wording_match match;
	struct wording_edits edits;
	struct bytes lines[2][LINES_MOST];
	const uint8_t *part = size == 0 ? NULL : memchr(data, 0, size);
	size_t first_size = part == NULL ? size : (size_t)(part - data);
	struct bytes first = bytes_of(data, first_size), second = BYTES_LITERAL("");
	if (part != NULL)
		second = bytes_of(part + 1, size - first_size - 1);
	arena_init(&arena, 64 << 20);
	if (wording_split((const char *)first.data, first.size, &arena, &a) == STATUS_OK &&
	    wording_split((const char *)second.data, second.size, &arena, &b) == STATUS_OK &&
	    wording_compare(&a, &b, &arena, &match) == STATUS_OK &&
	    wording_edit(&a, &b, &match, &arena, &edits) == STATUS_OK)
		check_steps(&edits, first, second);
	struct align_side sides[2] = { { lines[0], lines_of(first, lines[0]) },
				       { lines[1], lines_of(second, lines[1]) } };
	struct alignments all;
	if (align(&sides[0], &sides[1], NULL, &arena, &all) == STATUS_OK)
		assert(all.count >= sides[1].count || sides[0].count > 0);
	check_kept(first);
	arena_fini(&arena);
	return 0;
}
