#include "domain/position.h"

#include <string.h>

#include "domain/said.h"
#include "proto/message.h"

static const char *const track_names[] = {
	[TRUCE__V1__TRACK__TRACK_POLITICAL] = "political track",
	[TRUCE__V1__TRACK__TRACK_COUNTER_TERRORISM] = "counter-terrorism track",
	[TRUCE__V1__TRACK__TRACK_HUMANITARIAN] = "humanitarian track",
	[TRUCE__V1__TRACK__TRACK_SECURITY] = "security track",
	[TRUCE__V1__TRACK__TRACK_ECONOMIC] = "economic track",
	[TRUCE__V1__TRACK__TRACK_HUMAN_RIGHTS] = "human rights track",
};

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory left for the topic");
}

enum status position_topic(const char *words, struct arena *arena, struct position_topic *out, struct error *error)
{
	return citation_asked(words, arena, &out->document) ? filter_words(words, arena, &out->words, error)
							    : no_memory(error);
}

/* ---- Words --------------------------------------------------------------- */

/* The last turn at which an item begins under which something behind a turn was; 0 for
 * none. on_cover: one that begins there is on the cover as well. */
static int32_t items_begin(const Truce__V1__MeetingRecord *record, int32_t turn, bool *on_cover)
{
	int32_t last = 0;
	*on_cover = false;
	for (size_t i = 0; i < record->n_items; i++) {
		const Truce__V1__MeetingItem *item = record->items[i];
		if (item->from_turn < last || item->from_turn > turn || item->from_turn < 1)
			continue;
		*on_cover = (item->from_turn == last && *on_cover) || item->cover_item > 0;
		last = item->from_turn;
	}
	return last;
}

/* Whether an agenda item under which the vote was taken has the words in its title. Those
 * that began last count, and of them those of the cover where there are any: "Adoption of
 * the agenda" is no matter. Without headings it is the only item that there is. */
static bool item_has_words(const struct filter_phrase *words, const Truce__V1__MeetingRecord *record, int32_t turn)
{
	bool on_cover, found = false;
	int32_t from = items_begin(record, turn, &on_cover);
	if (from == 0 && record->n_items != 1)
		return false;
	for (size_t i = 0; i < record->n_items && !found; i++) {
		const Truce__V1__MeetingItem *item = record->items[i];
		found = item->from_turn == from && (!on_cover || item->cover_item > 0) &&
			filter_phrase_found(words, item->title);
	}
	return found;
}

/* Whether what was voted on has the words: the instrument, the document and the part of it, one by one and as
 * a rejected draft is told, "A/60/463, draft resolution II". */
static bool vote_has_words(const struct filter_phrase *words, const Truce__V1__Statement *s,
			   const Truce__V1__Vote *vote, struct arena *scratch, bool *out)
{
	bool both = vote->document[0] != '\0' && vote->part[0] != '\0';
	const char *draft = both ? arena_printf(scratch, "%s, %s", vote->document, vote->part) : vote->document;
	if (draft == NULL)
		return false;
	*out = filter_phrase_found(words, vote->instrument) || filter_phrase_found(words, draft) ||
	       filter_phrase_found(words, vote->part) ||
	       (s->record != NULL && item_has_words(words, s->record, vote->turn));
	return true;
}

static bool speaks_in_words(const struct position_topic *topic, const Truce__V1__Statement *s,
			    const struct position_act *act, const char *words, struct arena *scratch, bool *out)
{
	size_t track = (size_t)act->track;
	const char *name = track < sizeof track_names / sizeof *track_names ? track_names[track] : NULL;
	*out = filter_phrase_found(topic->words, act->topic) ||
	       (name != NULL && filter_phrase_found(topic->words, name)) || filter_phrase_found(topic->words, words);
	return *out || act->vote == NULL || vote_has_words(topic->words, s, act->vote, scratch, out);
}

/* ---- Documents ----------------------------------------------------------- */

/* Whether a citation that was read in the act's stretch, or the vote, is of the document. */
static bool is_noted(const struct citation_asked *document, const Truce__V1__Statement *s,
		     const struct position_act *act)
{
	if (act->vote != NULL)
		return citation_is_asked(document, act->vote->instrument) ||
		       citation_is_asked(document, act->vote->document);
	for (size_t i = 0; i < s->n_citations; i++)
		if (said_within(s->citations[i]->span, act->span) &&
		    citation_is_of(document, s->citations[i]->instrument, s->citations[i]->statement))
			return true;
	return false;
}

bool position_speaks(const struct position_topic *topic, const Truce__V1__Statement *s, const struct position_act *act,
		     struct arena *scratch, bool *out)
{
	const char *words = position_words(s, act, scratch);
	if (words == NULL)
		return false;
	bool cited = topic->document.digits_size > 0; /* the topic is a citation */
	*out = is_noted(&topic->document, s, act);
	if (*out || !cited)
		return *out || speaks_in_words(topic, s, act, words, scratch, out);
	return citation_finds_asked(&topic->document, act->topic, scratch, out) &&
	       (*out || citation_finds_asked(&topic->document, words, scratch, out));
}
