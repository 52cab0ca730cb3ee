/* Words that a line's end divides: whether the hyphen there is the word's own. It only
 * divides where the text spells the word in one elsewhere, or the word is one that
 * records often hold or are known by, and the text never spells it with the hyphen. */
#include "domain/reader/divided.h"

#include <string.h>

#include "base/utf8.h"
#include "domain/words_known.h"

#define DIVIDED_SIZE 64 /* longest part of a divided word; a longer one gives no evidence */

static bool in_word(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80;
}

bool division_at(const char *text, size_t size, const char *next, size_t next_size, struct division *out)
{
	if (size < 2 || text[size - 1] != '-' || !in_word(text[size - 2]) || next_size == 0 || !in_word(*next))
		return false;
	size_t start = size - 1, end = 0;
	while (start > 0 && size - start < DIVIDED_SIZE && (in_word(text[start - 1]) || text[start - 1] == '-'))
		start--;
	while (end < next_size && end < DIVIDED_SIZE &&
	       (in_word(next[end]) || (next[end] == '-' && end + 1 < next_size)))
		end++;
	while (utf8_is_inside(text[start]))
		start++;
	while (end < next_size && utf8_is_inside(next[end]))
		end--;
	*out = (struct division){ text + start, next, size - 1 - start, end };
	return true;
}

/* What the words begin with that lines may divide: by the lower five bits of a letter, those of the next. */
struct begins {
	uint32_t next[32];
	bool any;
};

static struct begins begins_of(const struct lines *l)
{
	struct begins b = { .any = false };
	struct division d;
	for (size_t i = 0; i < l->count; i++) {
		const char *text = line_text(l, i);
		size_t size = line_size(l, i);
		if (text[size - 1] != '-' || !division_at(text, size, "a", 1, &d)) /* whatever it goes on with */
			continue;
		b.next[d.left[0] & 31] |= d.left_size > 1 ? (uint32_t)1 << (d.left[1] & 31) : UINT32_MAX;
		b.any = true;
	}
	return b;
}

/* Words as the text spells them within lines, of those that begin so. */
void divided_learn(struct reader *r)
{
	const struct begins b = begins_of(&r->lines);
	for (size_t i = 0; b.any && i < r->lines.count && !r->full; i++) {
		const char *text = line_text(&r->lines, i);
		size_t size = line_size(&r->lines, i);
		for (size_t at = 0, end; at + 1 < size; at = end + 1) {
			bool may = (b.next[text[at] & 31] >> (text[at + 1] & 31) & 1) != 0;
			for (end = at; end < size && (in_word(text[end]) || text[end] == '-');)
				end++;
			if (may && end > at)
				text_set_add(&r->spelled, text_hash(text + at, end - at), &r->full);
		}
	}
}

static bool only_divides(const struct reader *r, const struct division *d)
{
	char word[2 * DIVIDED_SIZE + 1];
	size_t size = d->left_size + d->right_size;
	memcpy(word, d->left, d->left_size);
	memcpy(word + d->left_size, d->right, d->right_size);
	bool whole = text_set_has(&r->spelled, text_hash(word, size)) || word_is_known(word, size);
	word[d->left_size] = '-';
	memcpy(word + d->left_size + 1, d->right, d->right_size);
	return whole && !text_set_has(&r->spelled, text_hash(word, size + 1));
}

void divided_mark(struct reader *r)
{
	struct lines *l = &r->lines;
	struct division d;
	size_t before = SIZE_MAX; /* a line that ends with a hyphen */
	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].furniture)
			continue;
		if (before != SIZE_MAX)
			l->at[before].divides = division_at(line_text(l, before), line_size(l, before), line_text(l, i),
							    line_size(l, i), &d) &&
						(l->at[before].soft || only_divides(r, &d));
		before = line_text(l, i)[line_size(l, i) - 1] == '-' ? i : SIZE_MAX;
	}
}
