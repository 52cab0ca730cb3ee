/* Words that a line's end divides: whether the hyphen there is the word's own. It only
 * divides where the text spells the word in one elsewhere, or the word is one that
 * records often hold or are known by, and the text never spells it with the hyphen. */
#include "domain/reader_divided.h"

#include <string.h>

#include "base/utf8.h"
#include "domain/words_known.h"

#define DIVIDED_SIZE 64 /* longest part of a divided word; a longer one gives no evidence */

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Words as the text spells them within lines. */
void divided_learn(struct reader *r)
{
	bool divided = false;
	for (size_t i = 0; i < r->lines.count && !divided; i++)
		divided = line_text(&r->lines, i)[line_size(&r->lines, i) - 1] == '-';
	for (size_t i = 0; divided && i < r->lines.count && !r->full; i++) {
		const char *text = line_text(&r->lines, i);
		size_t size = line_size(&r->lines, i);
		for (size_t at = 0; at < size;) {
			size_t end = at;
			while (end < size && (in_word(text[end]) || text[end] == '-'))
				end++;
			if (end > at)
				text_set_add(&r->spelled, text_hash(text + at, end - at), &r->full);
			at = end + 1;
		}
	}
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
