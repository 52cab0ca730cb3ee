/* Votes that nothing but the presiding officer's words tell: "I put the draft to the vote. …
 * The result is 5 in favour, 40 against, with 13 abstentions. It is not adopted." They
 * count where he put something to the vote before, and said no such totals since. */
#include "domain/reader/vote.h"

#include <string.h>

#define TURNS_BACK 2       /* in which it may have been put */
#define RESULT_SENTENCES 2 /* behind the totals, that may say how it ended */

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

/* What was told, while the turns are looked through. */
struct telling {
	struct record *rec;
	struct vote_texts *texts;
	struct list told;         /* boxes, in order */
	size_t box;               /* of the record's votes: the next one */
	bool claimed;             /* the turn's first totals are an open vote's */
	size_t put_turn;          /* where the words behind the last totals stand: a turn, */
	size_t put_block, put_at; /* a block and a byte of it */
};

Truce__V1__ByteRange *vote_range(struct reader *r, const Truce__V1__Block *b)
{
	Truce__V1__ByteRange *range = reader_new(r, &truce__v1__byte_range__descriptor);
	if (range == NULL || b->bytes == NULL)
		return NULL;
	range->start = b->bytes->start;
	range->end = b->bytes->end;
	return range;
}

void vote_tally(Truce__V1__Vote *vote, const struct tally *t)
{
	if (vote->in_favour_total_case == 0)
		vote_total(vote, CHOICE(IN_FAVOUR), t->in_favour);
	if (vote->against_total_case == 0)
		vote_total(vote, CHOICE(AGAINST), t->against);
	if (vote->abstaining_total_case == 0)
		vote_total(vote, CHOICE(ABSTAINING), t->abstaining);
	if (vote->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
		vote->result = t->result;
	if (vote->instrument[0] == '\0' && t->instrument != NULL)
		vote->instrument = message_borrow(t->instrument);
}

static bool is_told(const struct tally *t)
{
	bool against = t->against >= 0 || t->abstaining >= 0;
	return t->in_favour >= 0 && against && t->result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
}

static bool is_again(const struct ballot_box *box, const struct tally *t)
{
	const Truce__V1__Vote *v = box->vote;
	return v->in_favour_total_case != 0 && v->in_favour == t->in_favour &&
	       (v->against_total_case == 0 || t->against < 0 || v->against == t->against);
}

/* Whether a vote that was taken before the totals' turn, or in it, has them already. */
static bool is_told_again(const struct telling *t, size_t turn, const struct tally *tally)
{
	const struct list *votes = &t->rec->votes, *told = &t->told;
	if (told->count > 0 && is_again(told->items[told->count - 1], tally))
		return true;
	for (size_t i = t->box > 0 ? t->box - 1 : 0; i < votes->count; i++) {
		const struct ballot_box *box = votes->items[i];
		if (box->turn_before > turn)
			break;
		if (is_again(box, tally))
			return true;
	}
	return false;
}

/* Totals of the sentence at word i, with the result that one right behind it says; the
 * word behind them. */
static size_t totals_at(const struct words *w, size_t i, struct arena *arena, struct tally *out)
{
	size_t end = w->at[i].last;
	tally_read(out, w, i, end, arena);
	bool open = out->in_favour >= 0 && out->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
	for (int k = 0; open && k < RESULT_SENTENCES && end < w->count; k++) {
		struct tally more;
		tally_read(&more, w, end, w->at[end].last, arena);
		if (more.in_favour >= 0)
			break;
		end = w->at[end].last;
		tally_read(out, w, i, end, arena);
		open = out->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
	}
	return end;
}

/* The meeting's last piece before a line. */
static size_t piece_before(const struct record *rec, size_t line)
{
	size_t low = 0, high = rec->meeting->piece_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (rec->meeting->pieces[middle].first < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : 0;
}

/* Whether something was put to the vote behind the totals before, up to a byte of a block. */
static bool was_put(const struct telling *t, size_t turn, size_t block, size_t at)
{
	for (size_t back = turn; back > 0 && back + TURNS_BACK > turn && back >= t->put_turn; back--) {
		const struct draft *d = t->rec->r->drafts.items[back];
		size_t first = back == t->put_turn ? t->put_block : 0, end = back == turn ? block + 1 : d->blocks.count;
		for (size_t b = end; d->presides && b > first; b--) {
			size_t to = back == turn && b == end ? at : SIZE_MAX;
			size_t from = back == t->put_turn && b - 1 == t->put_block ? t->put_at : 0;
			if (put_is_said(t->rec, t->texts, d, b - 1, from, to, back == turn))
				return true;
		}
		if (back < turn && d->presides)
			break;
	}
	return false;
}

static void told_add(struct telling *t, size_t turn, size_t block, size_t at, const struct tally *tally)
{
	struct record *rec = t->rec;
	const struct draft *d = rec->r->drafts.items[turn];
	struct ballot_box *box = arena_zalloc(rec->r->arena, sizeof *box);
	Truce__V1__Vote *vote = reader_new(rec->r, &truce__v1__vote__descriptor);
	if (box == NULL || vote == NULL) {
		rec->r->full = true;
		return;
	}
	*box = (struct ballot_box){ .vote = vote,
				    .piece = piece_before(rec, d->label_line),
				    .turn_before = turn,
				    .settled = true,
				    .told = block + 1,
				    .told_at = at };
	vote->turn = (int32_t)turn;
	vote_tally(vote, tally);
	vote->result_bytes = vote_range(rec->r, d->blocks.items[block]);
	list_add(rec->r, &t->told, box);
}

static void block_told(struct telling *t, size_t turn, size_t block)
{
	struct record *rec = t->rec;
	const struct draft *d = rec->r->drafts.items[turn];
	const char *text = block_read(d, block);
	struct words w = { .count = 0 };
	size_t size = strlen(text);
	if (text_find(text, size, " favour", 'v') == NULL && text_find(text, size, " votes to ", 'v') == NULL)
		return;
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	rec->r->steps += w.count;
	for (size_t i = 0, end; i < w.count && !rec->r->full; i = end) {
		struct tally tally;
		size_t at = w.at[i].start;
		end = totals_at(&w, i, rec->r->arena, &tally);
		if (!is_told(&tally) || memmem(text + at, w.at[end - 1].end - at, "Committee", 9) != NULL)
			continue; /* or a Committee's own vote */
		bool told = !t->claimed && !is_told_again(t, turn, &tally) && was_put(t, turn, block, at);
		if (told && rec->meeting->piece_count > 0)
			told_add(t, turn, block, at, &tally);
		t->claimed = false;
		t->put_turn = turn;
		t->put_block = block;
		t->put_at = w.at[end - 1].end;
	}
}

/* Puts what was told among the other votes, and gives all of them their numbers. */
static void told_number(struct record *rec, const struct list *told)
{
	struct list all = { 0 };
	size_t *numbers = arena_array(rec->r->arena, rec->votes.count + 1, sizeof *numbers), k = 0;
	if (numbers == NULL) {
		rec->r->full = true;
		return;
	}
	numbers[0] = 0;
	for (size_t i = 0; i < rec->votes.count; i++) {
		struct ballot_box *box = rec->votes.items[i];
		while (k < told->count && ((struct ballot_box *)told->items[k])->turn_before <= box->turn_before)
			list_add(rec->r, &all, told->items[k++]);
		list_add(rec->r, &all, box);
		numbers[i + 1] = all.count;
	}
	while (k < told->count)
		list_add(rec->r, &all, told->items[k++]);
	for (size_t i = 0; i < rec->meeting->piece_count && !rec->r->full; i++)
		rec->meeting->pieces[i].vote = (int)numbers[rec->meeting->pieces[i].vote];
	for (size_t i = 0; i < rec->rulings.count && !rec->r->full; i++) {
		struct ruling *ruling = rec->rulings.items[i];
		ruling->vote = numbers[ruling->vote];
		ruling->decision->vote = (int32_t)numbers[ruling->decision->vote];
	}
	rec->votes = all;
}

/* Drops the turn's last totals where a vote is taken behind the turn on what it put before
 * them: they were another vote's. */
static void told_drop(struct telling *t, size_t turn)
{
	const struct draft *d = t->rec->r->drafts.items[turn];
	const struct list *votes = &t->rec->votes;
	bool taken = t->box < votes->count && ((const struct ballot_box *)votes->items[t->box])->turn_before == turn;
	bool last =
		t->told.count > 0 && ((const struct ballot_box *)t->told.items[t->told.count - 1])->turn_before == turn;
	if (taken && last && !was_put(t, turn, d->blocks.count - 1, SIZE_MAX))
		t->told.count--;
}

/* Passes the votes that stand in a turn that goes on behind them, before a block: the next one. */
static size_t votes_within(struct telling *t, size_t turn, size_t block, size_t next)
{
	for (; next < t->rec->votes.count; next++) {
		const struct ballot_box *box = t->rec->votes.items[next];
		if (box->turn_before != turn || box->turn_after != turn || block_behind(t->rec, box) > block)
			break;
		t->claimed = !box->settled;
		t->put_turn = turn;
		t->put_block = block;
		t->put_at = 0;
	}
	return next;
}

void votes_told(struct record *rec, struct vote_texts *texts)
{
	struct telling t = { .rec = rec, .texts = texts };
	for (size_t turn = 1; turn < rec->r->drafts.count && !rec->r->full; turn++) {
		const struct draft *d = rec->r->drafts.items[turn];
		t.claimed = false;
		for (; t.box < rec->votes.count; t.box++) {
			const struct ballot_box *box = rec->votes.items[t.box];
			if (box->turn_before >= turn)
				break;
			t.claimed |= box->turn_after == turn && !box->settled;
			t.put_turn = turn; /* what was put before it is its own */
			t.put_block = t.put_at = 0;
		}
		for (size_t b = 0, inside = t.box; d->presides && b < d->blocks.count; b++) {
			inside = votes_within(&t, turn, b, inside);
			block_told(&t, turn, b);
		}
		told_drop(&t, turn);
	}
	if (t.told.count > 0)
		told_number(rec, &t.told);
}
