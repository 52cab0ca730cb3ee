#include "domain/wording.h"

#include "domain/letters.h"

#define HASH_FIRST UINT64_C(14695981039346656037)
#define HASH_PRIME UINT64_C(1099511628211)

/* Whether an apostrophe stands at `at` and the word goes on behind it. */
static bool joins(const char *text, size_t size, size_t at, uint32_t c)
{
	uint32_t next;
	if ((c != '\'' && c != 0x2019) || at >= size)
		return false;
	letter_decode(text + at, size - at, &next);
	return letter_class(next) == LETTER_WORD;
}

/* The end of the word whose first character ends at `at`; adds to its hash. */
static size_t word_end(const char *text, size_t size, size_t at, uint64_t *hash)
{
	while (at < size) {
		uint32_t c;
		uint8_t plain = letter_plain[(uint8_t)text[at]];
		if (plain != 0) {
			*hash = (*hash ^ plain) * HASH_PRIME;
			at++;
			continue;
		}
		if ((uint8_t)text[at] < 0x80 && text[at] != '\'')
			break; /* no letter, and nothing that is passed over */
		size_t step = letter_decode(text + at, size - at, &c);
		enum letter_class class = letter_class(c);
		bool apostrophe = class == LETTER_MARK && joins(text, size, at + step, c);
		if (class != LETTER_WORD && class != LETTER_UNSEEN && !apostrophe)
			break;
		if (class != LETTER_UNSEEN)
			*hash = (*hash ^ (apostrophe ? '\'' : letter_fold(c))) * HASH_PRIME;
		at += step;
	}
	return at;
}

bool wording_next(const char *text, size_t size, size_t *from, struct wording_word *out)
{
	enum letter_class class = LETTER_MARK;
	uint32_t c = 0;
	size_t at = *from, end;
	while (at < size && (uint8_t)text[at] < 0x80 && letter_plain[(uint8_t)text[at]] == 0)
		at++;
	end = at;
	while (end < size && class != LETTER_WORD && class != LETTER_ALONE) {
		at = end;
		end += letter_decode(text + at, size - at, &c);
		class = letter_class(c);
	}
	*from = end;
	if (class != LETTER_WORD && class != LETTER_ALONE)
		return false;
	uint64_t hash = (HASH_FIRST ^ letter_fold(c)) * HASH_PRIME;
	if (class == LETTER_WORD)
		*from = word_end(text, size, end, &hash);
	*out = (struct wording_word){ .start = (uint32_t)at, .end = (uint32_t)*from, .hash = hash };
	return true;
}

enum status wording_split(const char *text, size_t size, struct arena *arena, struct wording *out)
{
	struct wording_word word;
	size_t count = 0, from = 0;
	while (wording_next(text, size, &from, &word))
		count++;
	struct wording_word *at = arena_alloc(arena, (count + 1) * sizeof *at);
	if (at == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	from = 0;
	for (size_t i = 0; i < count; i++)
		(void)wording_next(text, size, &from, &at[i]);
	*out = (struct wording){ .text = size == 0 ? "" : text, .size = size, .at = at, .count = count };
	return STATUS_OK;
}
