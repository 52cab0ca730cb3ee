/* What directions and decisions do to the record that they stand in. */
#include "domain/reader/record.h"

#include <string.h>

#define CALL_LINES 4  /* before a decision, that may call for a vote */
#define NEXT_BYTES 80 /* of one that says no more than which text comes */

#define KIND(name) TRUCE__V1__BLOCK__KIND__KIND_##name

static const char *vote_method(const char *text)
{
	static const char *const methods[][2] = {
		{ "show of hands", "show of hands" },       { "secret ballot", "secret ballot" },
		{ "roll-call", "roll-call vote" },          { "roll call", "roll-call vote" },
		{ "non-recorded", "non-recorded vote" },    { "recorded vote", "recorded vote" },
		{ "mechanical means", "mechanical means" },
	};
	for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
		if (strstr(text, methods[k][0]) != NULL)
			return methods[k][1];
	}
	return "";
}

/* Whether a line says no more than which text comes: "The PRESIDENT: Draft resolution II." */
static bool names_next(const char *text, size_t size)
{
	static const char *const nouns[] = { "raft resolution ", "raft decision ", "aragraph ", "ection ", "rticle " };
	const char *at = NULL;
	for (size_t k = 0; size < NEXT_BYTES && at == NULL && k < sizeof nouns / sizeof *nouns; k++) {
		at = memmem(text, size, nouns[k], strlen(nouns[k]));
		at = at == NULL ? NULL : at + strlen(nouns[k]);
	}
	size_t rest = at == NULL ? 0 : size - (size_t)(at - text);
	return rest > 1 && text[size - 1] == '.' && memchr(at, ' ', rest) == NULL &&
	       memchr(at, '.', rest) == text + size - 1;
}

/* Whether the words before a decision call for a vote, and for no consent: "We shall vote by show
 * of hands." */
static bool calls_for_vote(const struct record *rec, size_t piece)
{
	static const char *const consents[] = { "objection", "consider", "take it", "without a vote" };
	const struct lines *l = &rec->r->lines;
	const struct piece *p = &rec->meeting->pieces[piece];
	size_t line = p->first, before = piece > 0 ? p[-1].end : 0;
	bool vote = false;
	for (size_t seen = 0; line > before && seen < CALL_LINES; line--) {
		const char *text = line_text(l, line - 1);
		size_t size = line_size(l, line - 1);
		if (l->at[line - 1].furniture)
			continue;
		for (size_t k = 0; k < sizeof consents / sizeof *consents; k++) {
			if (memmem(text, size, consents[k], strlen(consents[k])) != NULL)
				return vote; /* what is nearer counts */
		}
		vote |= seen == 0 && names_next(text, size);
		bool begins = size > 5 && memcmp(text, "vote ", 5) == 0; /* "to the", "vote the amendments" */
		bool without = line > before + 1 &&
			       text_ends_with(line_text(l, line - 2), line_size(l, line - 2), " without a");
		vote |= begins && !without;
		vote |= memmem(text, size, " vote", 5) != NULL || memmem(text, size, "show of hands", 13) != NULL;
		seen++;
	}
	return vote;
}

/* Whether a decision's words end with "adopted unanimously", and what came of it: "(resolution 2996
 * (XXVII))". */
static bool ends_unanimously(const char *text)
{
	static const char unanimously[] = " adopted unanimously";
	const char *at = strstr(text, unanimously);
	const char *behind = at == NULL ? "" : at + sizeof unanimously - 1;
	return *behind == '.' || strncmp(behind, " (", 2) == 0 || strncmp(behind, " [", 2) == 0;
}

/* Whether a decision ends a vote of which no figures are told: "was adopted unanimously", where a
 * vote was called for, or right behind another vote's. */
static bool is_unanimous(const struct record *rec, const struct window *w, const struct tally *t, size_t piece)
{
	const struct ruling *last = rec->rulings.count == 0 ? NULL : rec->rulings.items[rec->rulings.count - 1];
	if (t->result != TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED || !ends_unanimously(w->text))
		return false;
	bool behind = last != NULL && last->vote > 0 && last->piece + 1 == piece &&
		      last->decision->turn == (int32_t)rec->turn_number;
	return behind || calls_for_vote(rec, piece);
}

static void ruling_add(struct record *rec, const struct window *w)
{
	struct reader *r = rec->r;
	struct ruling *ruling = arena_zalloc(r->arena, sizeof *ruling);
	Truce__V1__MeetingDecision *decision = reader_new(r, &truce__v1__meeting_decision__descriptor);
	struct words words = { .count = 0 };
	if (ruling == NULL || decision == NULL || !words_split(&words, w->text, w->size, r->arena)) {
		r->full = true;
		return;
	}
	struct tally t;
	tally_read(&t, &words, 0, words.count, r->arena);
	bool counted = t.in_favour >= 0;
	struct ballot_box *box = rec->box;
	bool first = box != NULL && box->decision == 0;
	bool figures = counted && t.result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED; /* and no more */
	bool goes_on = box != NULL && box->decision == rec->rulings.count &&
		       (!box->ended || (figures && !box->counted)); /* totals, then the result, or the other way */
	bool open = box != NULL && box->turn_after == 0 && (first || goes_on);
	size_t piece = rec->meeting->piece_count - 1;
	counted |= !open && is_unanimous(rec, w, &t, piece);
	if (counted && !open)
		vote_open(rec, "");
	decision->turn = (int32_t)rec->turn_number;
	*ruling = (struct ruling){ decision, piece, rec->box != NULL && (counted || open) ? rec->votes.count : 0 };
	if (ruling->vote > 0 && rec->box != NULL) {
		rec->box->vote->unanimous |=
			t.result == TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED && strstr(w->text, "unanimously") != NULL;
		rec->box->decision = rec->rulings.count + 1;
		rec->box->counted |= t.in_favour >= 0;
		rec->box->ended |= t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
	}
	list_add(r, &rec->rulings, ruling);
}

static void direction_apply(struct record *rec, enum direction direction, const struct window *w)
{
	const char *clock = clock_in(rec->r, w->text);
	if (direction == DIRECTION_OPENED || direction == DIRECTION_CLOSED || direction == DIRECTION_CHAIR ||
	    direction == DIRECTION_RETURN)
		rec->floor = NULL;
	if (direction == DIRECTION_OPENED && rec->opened == NULL)
		rec->opened = clock;
	if (direction == DIRECTION_CLOSED || direction == DIRECTION_SUSPENDED)
		rec->closed = clock;
	if (direction == DIRECTION_CHAIR)
		chair_took(rec, w->text);
	if (direction == DIRECTION_RETURN)
		chair_returned(rec, w->text);
	if (direction == DIRECTION_VOTE)
		vote_open(rec, vote_method(w->text));
	if (direction == DIRECTION_DECISION)
		ruling_add(rec, w);
	if (direction == DIRECTION_ABSENT)
		vote_absent(rec, w);
	if (direction == DIRECTION_NOTE && rec->box != NULL) {
		size_t vote = vote_of_note(rec, w->text);
		rec->meeting->pieces[rec->meeting->piece_count - 1].vote = (int)vote;
		vote_note(rec, rec->votes.items[vote - 1], w->text, (int)rec->meeting->piece_count);
	}
}

static const struct {
	enum direction direction;
	Truce__V1__Block__Kind kind;
	Truce__V1__TextSection__Kind section;
	bool goes_on; /* the turn before it goes on behind it */
} directions[] = {
	{ DIRECTION_STAGE, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_ASIDE, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_CHAIR, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_RETURN, KIND(STAGE_DIRECTION), 0, true },
	{ DIRECTION_OPENED, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_SUSPENDED, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_CLOSED, KIND(STAGE_DIRECTION), TRUCE__V1__TEXT_SECTION__KIND__KIND_ADJOURNMENT, false },
	{ DIRECTION_DECISION, KIND(DECISION), 0, true },
	{ DIRECTION_VOTE, KIND(STAGE_DIRECTION), 0, false },
	{ DIRECTION_ABSENT, KIND(STAGE_DIRECTION), TRUCE__V1__TEXT_SECTION__KIND__KIND_VOTE, true },
	{ DIRECTION_NOTE, KIND(STAGE_DIRECTION), TRUCE__V1__TEXT_SECTION__KIND__KIND_VOTE, true },
};

size_t direction_take(struct record *rec, size_t line, enum direction direction, const struct window *w)
{
	size_t row = 0;
	while (directions[row].direction != direction)
		row++;
	bool foot = direction == DIRECTION_NOTE && w->text[0] != '['; /* of a page, whoever speaks there */
	if (!directions[row].goes_on && !foot)
		rec->turn = NULL;
	struct piece *p = piece_add(rec->r, rec->meeting, directions[row].kind, line);
	if (p == NULL)
		return line + 1;
	p->end = w->end;
	p->section = directions[row].section;
	rec->before = w->end - 1;
	direction_apply(rec, direction, w);
	return w->end;
}
