/* Words that a scan ran together, told from their letters alone: where a small letter
 * is followed by a capital ("ofKazakhstan"), and where a word is one of these little
 * words and a determiner ("ofthe", "andthat"), or ends in one of them and "the"
 * ("partofthe"). No word of an English dictionary does. */
#include "domain/text_inside.h"

static const char *const little[] = { "of",   "to",   "in",   "on", "by", "for", "and",
				      "with", "from", "that", "at", "as", "is" };
static const char *const determiners[] = { "the", "this", "that", "these", "those", "its", "their", "our" };
static const char *const endings[] = { "of", "to", "on", "for", "by", "and", "from", "with" }; /* before "the" */

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BEFORE_LEAST 2 /* letters before an ending */

static bool ends_with(const uint8_t *at, size_t size, const char *word)
{
	size_t own = strlen(word);
	return size >= own && memcmp(at + size - own, word, own) == 0;
}

/* Length of the determiner that a longer word ends in, 0 for none; most words do not end
 * in the last letter of one. */
static size_t determiner_size(const uint8_t *at, size_t size)
{
	if (size < 5 || memchr("estr", at[size - 1], 4) == NULL)
		return 0;
	for (size_t i = 0; i < COUNT(determiners); i++)
		if (ends_with(at, size, determiners[i]))
			return strlen(determiners[i]);
	return 0;
}

static bool is_little(const uint8_t *at, size_t size)
{
	for (size_t i = 0; i < COUNT(little); i++)
		if (strlen(little[i]) == size && memcmp(at, little[i], size) == 0)
			return true;
	return false;
}

static size_t add(size_t ends[TEXT_PARTS_MOST], size_t count, size_t end)
{
	if (count < TEXT_PARTS_MOST)
		ends[count++] = end;
	else
		ends[TEXT_PARTS_MOST - 1] = end;
	return count;
}

/* The parts of a stretch without a change of case. */
static size_t add_stretch(const uint8_t *word, size_t start, size_t end, size_t ends[TEXT_PARTS_MOST], size_t count)
{
	size_t last = determiner_size(word + start, end - start), before = end - start - last;
	if (last > 0 && is_little(word + start, before))
		return add(ends, add(ends, count, start + before), end);
	if (last == 0 || !ends_with(word + start, end - start, "the"))
		return add(ends, count, end);
	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t size = strlen(endings[i]);
		if (before < size + BEFORE_LEAST || !ends_with(word + start, before, endings[i]))
			continue;
		count = add(ends, count, start + before - size);
		return add(ends, add(ends, count, start + before), end);
	}
	return add(ends, count, end);
}

size_t text_parts(struct bytes folded, const uint8_t *capitals, size_t ends[TEXT_PARTS_MOST])
{
	size_t count = 0, start = 0;
	for (size_t i = 1; i < folded.size; i++) {
		if (!capitals[i] || capitals[i - 1] || folded.data[i - 1] < 'a' || folded.data[i - 1] > 'z')
			continue;
		count = add_stretch(folded.data, start, i, ends, count);
		start = i;
	}
	count = add_stretch(folded.data, start, folded.size, ends, count);
	return count < 2 ? 0 : count;
}
