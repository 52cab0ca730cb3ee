/* The text that words mean by what it is on, or to: "the draft resolution on the wells", "the amendment to section I".
 */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

#define NAMED_MOST 64 /* texts, the last ones */
#define ABOUT_WORDS 4 /* that tell what a draft is on, */
#define ABOUT_LEAST 3 /* in more bytes */

const char *put_about(const struct vote_put *p)
{
	static const char joints[] = "on|concerning|regarding|relating|entitled to?";
	const struct list *texts = &p->texts->texts;
	const char *found = "";
	enum text_noun noun = NOUN_NONE;
	size_t i = p->from, n = 0;
	while (i < p->to && ((n = noun_at(p->w, i, &noun)) == 0 || noun != NOUN_DRAFT))
		i++;
	size_t on = i + n + words_match(p->w, i + n, joints), first = on + words_match(p->w, on, "the"), end = first;
	while (on > i + n && end < p->to && end < first + ABOUT_WORDS && p->w->at[end].kind != WORD_MARK)
		end++;
	size_t size = end > first ? p->w->at[end - 1].end - p->w->at[first].start : 0;
	const char *about = size > ABOUT_LEAST ? reader_text(p->rec->r, p->w->text + p->w->at[first].start, size) : "";
	for (size_t k = 0; about[0] != '\0' && k < texts->count && k < NAMED_MOST; k++) {
		const struct vote_text *text = texts->items[texts->count - 1 - k];
		bool fits = false;
		for (size_t m = 0; m < text->whose_count && !fits; m++)
			fits = strcasestr(text->whose[m], about) != NULL;
		if (!fits || text->noun != NOUN_DRAFT || text->voted || text->gone)
			continue;
		if (found[0] != '\0')
			return "";
		found = text->symbol;
	}
	return found;
}

/* Where a draft ends that words tell by its place from word i on; i for none. */
static size_t draft_end(const struct vote_put *p, size_t i)
{
	enum text_noun noun;
	size_t n = noun_at(p->w, i, &noun), end = n > 0 && noun == NOUN_DRAFT ? i + n : i;
	bool place = end > i && end < p->to && put_says_place(p, i, end + 1);
	return place ? end + 1 : i;
}

const struct vote_text *put_amends(const struct vote_put *p)
{
	const struct list *texts = &p->texts->texts;
	const struct vote_text *found = NULL;
	struct phrase phrase = { .noun = NOUN_NONE };
	size_t i = p->from, part;
	while (i < p->to && !(phrase_at(p->w, i, p->from, p->to, &phrase) && phrase.noun == NOUN_AMENDMENT))
		i++;
	for (part = i; part < phrase.end && words_match(p->w, part, "to") == 0;)
		part++;
	part += words_match(p->w, part, "to the?");
	if (i < p->to && part == phrase.end + words_match(p->w, phrase.end, "to the?"))
		phrase.end = draft_end(p, part); /* "the amendment to draft resolution I" */
	size_t size = i < p->to && part < phrase.end ? p->w->at[phrase.end - 1].end - p->w->at[part].start : 0;
	for (size_t n = 0; size > 0 && n < texts->count && n < NAMED_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		const char *to = text->to;
		size_t the = to != NULL && text->to_size > 4 && memcmp(to, "the ", 4) == 0 ? 4 : 0;
		bool fits = to != NULL && text->to_size > the + size && !text->voted && !text->gone &&
			    text_equal(to + the, size, p->w->text + p->w->at[part].start, size) &&
			    strchr(" ,.;)]", to[the + size]) != NULL;
		if (fits && found != NULL)
			return NULL;
		found = fits ? text : found;
	}
	return found;
}
