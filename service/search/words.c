#include "service/search/seek.h"

#define END STORE_TEXT_END

/* To the first passage that has any of a word's terms. */
static uint32_t step_word(struct seeker *word, uint32_t unit)
{
	uint32_t best = END;
	for (size_t i = 0; i < word->cursor_count; i++) {
		uint32_t at = seek_step(&word->cursors[i], unit);
		best = at < best ? at : best;
	}
	return word->unit = best;
}

/* The first passage that has all words. */
static uint32_t meet(struct seeker *k, uint32_t unit, struct search *s)
{
	for (size_t i = 0; i < k->child_count && unit != END;) {
		uint32_t at =
			i == 0 || seek_may_hold(k->children[i], unit) ? step_word(k->children[i], unit) : unit + 1;
		if (at == unit) {
			i++;
			continue;
		}
		unit = search_goes_on(s, 1) ? at : END;
		i = i == 0 ? 1 : 0;
	}
	return unit;
}

/* The only term of a word that the passage has; NULL where there are more. */
static struct store_text_cursor *only_term(struct seeker *word)
{
	struct store_text_cursor *only = NULL;
	for (size_t i = 0; i < word->cursor_count; i++) {
		if (word->cursors[i].unit != word->unit)
			continue;
		if (only != NULL)
			return NULL;
		only = &word->cursors[i];
	}
	return only;
}

/* The positions of a word in the passage, into room that is kept from passage to passage. */
static bool read_word(struct seeker *word, struct search *s, struct places *out)
{
	struct store_text_cursor *c = only_term(word);
	if (c == NULL)
		return seek_places(word, s, out);
	uint32_t tf = store_text_tf(c);
	if (tf > out->room) {
		uint32_t *at = arena_alloc(&s->scratch, 2 * (size_t)tf * sizeof *at);
		if (at == NULL)
			return false;
		*out = (struct places){ .at = at, .room = 2 * (size_t)tf };
	}
	s->work += tf;
	out->count = store_text_positions(c, out->at, (uint32_t)out->room);
	return true;
}

/* Where the phrase begins in the passage; the rarest word first, as most passages end
 * there. False without memory. */
static bool find_starts(struct seeker *k, struct search *s, struct places *starts, struct places *word)
{
	for (size_t i = 0; i < k->child_count && (i == 0 || starts->count > 0); i++) {
		uint32_t offset = k->children[i]->planned->node->offset;
		if (!read_word(k->children[i], s, i == 0 ? starts : word))
			return false;
		if (i > 0) {
			seek_keep(starts, word, offset);
			continue;
		}
		size_t count = starts->count;
		starts->count = 0;
		for (size_t n = 0; n < count; n++)
			if (starts->at[n] >= offset)
				starts->at[starts->count++] = starts->at[n] - offset;
	}
	return true;
}

uint32_t seek_words(struct seeker *k, uint32_t unit, struct search *s)
{
	uint32_t rooms[2][64];
	struct places starts = { .at = rooms[0], .room = 64 }, word = { .at = rooms[1], .room = 64 };
	arena_reset(&s->scratch);
	while ((unit = meet(k, unit, s)) != END) {
		if (!search_goes_on(s, SEEK_PLACES_WORK))
			return END;
		if (!find_starts(k, s, &starts, &word)) {
			s->ended = call_no_memory(s->call);
			return END;
		}
		k->at = starts.count; /* its tf */
		if (starts.count > 0)
			return unit;
		unit++;
	}
	return unit;
}
