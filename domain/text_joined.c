/* Words that a scan ran together, told from their letters alone: where a small letter
 * is followed by a capital ("ofKazakhstan"), and where a word is one of these little
 * words and a determiner ("ofthe", "andthat"), or ends in one of them and "the"
 * ("partofthe"). No word of an English dictionary does. */
#include "domain/text.h"

static const char *const little[] = { "of",   "to",   "in",   "on", "by", "for", "and",
				      "with", "from", "that", "at", "as", "is" };
static const char *const determiners[] = { "the", "this", "that", "these", "those", "its", "their", "our" };
static const char *const endings[] = { "ofthe", "tothe", "onthe", "forthe", "bythe", "andthe", "fromthe", "withthe" };

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BEFORE_LEAST 2 /* letters before an ending */

static bool is(const uint8_t *at, size_t size, const char *word)
{
	return strlen(word) == size && memcmp(at, word, size) == 0;
}

/* Length of the little word that a word of two begins with, 0 for none. */
static size_t little_size(const uint8_t *at, size_t size)
{
	for (size_t i = 0; i < COUNT(little); i++) {
		size_t first = strlen(little[i]);
		if (size <= first || memcmp(at, little[i], first) != 0)
			continue;
		for (size_t k = 0; k < COUNT(determiners); k++)
			if (is(at + first, size - first, determiners[k]))
				return first;
	}
	return 0;
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
	size_t first = little_size(word + start, end - start);
	if (first > 0)
		return add(ends, add(ends, count, start + first), end);
	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t size = strlen(endings[i]);
		if (end - start < size + BEFORE_LEAST || memcmp(word + end - size, endings[i], size) != 0)
			continue;
		count = add(ends, count, end - size);
		return add(ends, add(ends, count, end - 3), end);
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
