/* A draft that a report's paragraph tells from the others of that report: "the draft resolution
 * contained in paragraph 7", where paragraph 4 has one as well. */
#include "domain/reader/vote.h"

#include <string.h>

#define PLACE_BYTES 4096 /* of a paragraph, from its end */
#define PLACE_WORDS 12   /* between the draft and its paragraph */
#define PLACE_TURNS 4    /* before a vote, */
#define PLACE_BLOCKS 8   /* and their last paragraphs */

/* Where the words end that begin with the draft at word i and say its paragraph; 0 for none. */
static size_t place_at(const struct words *w, size_t i, size_t to, int *number)
{
	size_t n = words_match(w, i, "draft resolution|decision");
	for (size_t k = i + n; n > 0 && k < to && k < i + n + PLACE_WORDS && !word_is_mark(w, k, ','); k++) {
		size_t in = words_match(w, k, "in paragraph");
		*number = in > 0 ? word_number(w, k + in) : 0;
		if (*number > 0)
			return k + in + 1;
	}
	return 0;
}

/* Whether a sentence says a draft in another paragraph. */
static bool says_other(const struct words *w, size_t first, size_t end, const char *noun, int number)
{
	bool draft = false, other = false;
	for (size_t i = first; i < end; i++) {
		size_t in = words_match(w, i, "in paragraph");
		int told = in > 0 ? word_number(w, i + in) : 0;
		other |= told > 0 && told != number;
		draft |= words_match(w, i, noun) > 0;
	}
	return draft && other;
}

/* The words of the turn before the vote that put a draft by its paragraph; first: of the sentence. */
static const char *place_put(struct record *rec, struct vote_put *p, size_t *first, const char **noun, int *number)
{
	for (p->end = p->w->count; p->end > 0; p->end = p->first) {
		p->first = p->w->at[p->end - 1].first;
		struct vote_put sentence = *p;
		if (!sentence_puts(&sentence) || !sentence.vote)
			continue;
		*first = p->first;
		for (size_t i = sentence.from; i < sentence.to; i++) {
			size_t end = place_at(p->w, i, p->end, number);
			if (end == 0)
				continue;
			*noun = words_match(p->w, i, "draft resolution") > 0 ? "draft resolution" : "draft decision";
			size_t from = i > p->first && word_is(p->w, i - 1, "the") ? i - 1 : i;
			return reader_text(rec->r, p->w->text + p->w->at[from].start,
					   p->w->at[end - 1].end - p->w->at[from].start);
		}
		return "";
	}
	return "";
}

/* What was put, while the paragraphs before a vote are looked through, back to where the report was named. */
struct placed {
	const char *put, *noun;
	int number;
};

/* Whether words of a paragraph say that the report has such a draft in another place; takes what they
 * put to the vote where that was not found yet. go_on: nothing is decided. */
static bool block_places(struct vote_put *p, struct placed *placed, bool *go_on)
{
	size_t end = p->w->count;
	if (placed->put[0] == '\0')
		placed->put = place_put(p->rec, p, &end, &placed->noun, &placed->number);
	*go_on = placed->put[0] != '\0';
	for (size_t first; *go_on && end > 0; end = first) {
		first = p->w->at[end - 1].first;
		if (says_other(p->w, first, end, placed->noun, placed->number))
			return true;
	}
	return false;
}

const char *place_told(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
		       const struct vote_text *report)
{
	struct placed placed = { "", "", 0 };
	size_t blocks = 0;
	for (size_t turn = box->turn_before; turn > 0 && turn >= report->last && turn + PLACE_TURNS > box->turn_before;
	     turn--) {
		const struct draft *d = rec->r->drafts.items[turn];
		size_t at, last = blocks_before(rec, box, turn, &at);
		size_t first = turn == report->last && report->block > 0 ? report->block - 1 : 0;
		for (size_t b = d->presides ? last : 0; b > first && blocks < PLACE_BLOCKS; b--, blocks++) {
			const char *text = block_read(d, b - 1);
			size_t size = b == last && at != SIZE_MAX ? at : strlen(text);
			size_t from = size > PLACE_BYTES ? size - PLACE_BYTES : 0;
			bool names = turn == report->last && b == report->block;
			from = names && report->at > from && report->at < size ? report->at : from;
			struct vote_put p = { rec, texts, d, &texts->words, turn, b - 1, .offset = from };
			bool go_on = true;
			if (!clause_has(text + from, size - from, "paragraph "))
				continue;
			if (!words_split(&texts->words, text + from, size - from, rec->r->arena)) {
				rec->r->full = true;
				return "";
			}
			rec->r->steps += texts->words.count;
			if (block_places(&p, &placed, &go_on))
				return placed.put;
			if (!go_on)
				return "";
		}
		if (placed.put[0] == '\0')
			return "";
	}
	return "";
}
