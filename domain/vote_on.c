#include "domain/vote_on.h"

#include <string.h>

#include "domain/citation_asked.h"
#include "domain/words.h"

/* What a part of a text is called. */
static const char pieces[] = "paragraph|paragraphs|subparagraph|subparagraphs|preamble|preambular|operative|section|"
			     "sections|sentence|words|word|phrase|title|annex|amendment|amendments|part|article|clause";

/* Whether the part is a text of its own: "Draft resolution II" of a report. */
static bool is_whole(const struct words *part, size_t first)
{
	if (words_match(part, first, "draft") == 0)
		return false;
	for (size_t i = first + 1; i < part->count; i++)
		if (words_match(part, i, pieces) > 0)
			return false;
	return true;
}

/* The part within a line: without its article, and without the capital that began a sentence. */
static char *part_inside(const struct words *part, size_t first, struct arena *arena)
{
	size_t start = part->at[first].start;
	char *text = arena_text_n(arena, part->text + start, part->size - start);
	bool common = words_match(part, first, pieces) > 0 || words_match(part, first, "draft|motion|sub|proposal");
	if (text != NULL && common && part->at[first].capital)
		text[0] = (char)(text[0] - 'A' + 'a');
	return text;
}

const char *vote_topic(const Truce__V1__Vote *vote, struct arena *arena)
{
	struct words part = { 0 };
	if (!words_split(&part, vote->part, strlen(vote->part), arena))
		return NULL;
	size_t first = words_match(&part, 0, "the");
	const char *whole = vote->document[0] != '\0' ? vote->document : vote->instrument;
	if (first == part.count || (vote->instrument[0] != '\0' && is_whole(&part, first)))
		return vote->instrument[0] != '\0' ? vote->instrument : whole;
	const char *text = part_inside(&part, first, arena);
	return whole[0] == '\0' || text == NULL ? text : arena_printf(arena, "%s, %s", whole, text);
}

/* Whether a vote that has a part was on all that the instrument is. */
static bool made_all(const Truce__V1__Vote *vote, struct arena *arena, bool *out)
{
	struct words part = { 0 };
	if (!words_split(&part, vote->part, strlen(vote->part), arena))
		return false;
	size_t first = words_match(&part, 0, "the");
	*out = first == part.count || is_whole(&part, first);
	return true;
}

bool vote_is_on(const Truce__V1__Vote *vote, const char *document, struct arena *arena, bool *out)
{
	bool made = citation_is_same(vote->instrument, document);
	*out = made || citation_is_same(vote->document, document);
	if (!*out || vote->part[0] == '\0')
		return true;
	*out = made;
	return !made || made_all(vote, arena, out);
}
