/* Who is elected, by the sentences behind the lists: each of their names counts for the last
 * ballot that it stood in. */
#include "base/ascii.h"
#include "domain/reader/election.h"

#include <string.h>

#include "domain/reader/titles.h"

#define ELECTIONS_BACK 12 /* ballots that a sentence may be about */
#define DECISIONS_MOST 6  /* behind a list that may say who was elected, */
#define BLOCKS_MOST 12    /* or paragraphs of a turn, */
#define TEXT_BYTES 4096   /* none of them longer; */
#define TURNS_ON 3        /* of as many turns behind that of the list */
#define STATES_MOST 64
#define NAME_WORDS 5
#define GIVEN_MOST 2    /* names between a title and the last of them */
#define LOOKED_MOST 256 /* candidates held against a sentence */

/* An election of the meeting, and where its list stands. */
struct contest {
	struct ballot_box *box;
	size_t line;
};

struct electing {
	struct record *rec;
	struct contest *contests;
	size_t count;
	size_t at;                       /* the last contest before what is read */
	bool opened;                     /* "The following are elected:", and the names come */
	const char *states[STATES_MOST]; /* of a sentence, by id */
	size_t state_count;
	struct words words, obtained; /* of a block; of the last one that says who obtained the majority, */
	size_t first, end;            /* its sentence */
};

static void states_find(struct electing *e, const struct words *w, size_t first, size_t end)
{
	e->state_count = 0;
	for (size_t i = first; i < end && e->state_count < STATES_MOST; i++) {
		const char *id;
		size_t n = w->at[i].capital ? party_named_at(w, i, &id) : 0;
		e->rec->r->steps++;
		if (n == 0)
			continue;
		e->states[e->state_count++] = id;
		i += n - 1;
	}
}

static bool in_word(char c)
{
	return is_letter(c) || (unsigned char)c >= 0x80;
}

/* Whether a title stands before a byte of text, names of a person between: "Mr. Adam Odd". */
static bool is_titled(const char *text, size_t at)
{
	for (int names = 0; names <= GIVEN_MOST && at > 1 && text[at - 1] == ' '; names++) {
		if (text[at - 2] == '.' || (at > 5 && memcmp(text + at - 6, "Judge", 5) == 0))
			return true;
		size_t word = at - 1;
		while (word > 0 && in_word(text[word - 1]))
			word--;
		if (word == at - 1 || is_small(text[word]))
			return false;
		at = word;
	}
	return false;
}

/* Whether a name stands in a stretch of text as whole words, a title before it where one is
 * asked for. */
static bool stands(const char *text, size_t size, const char *name, size_t n, bool titled)
{
	for (const char *at = text; n > 0 && (at = memmem(at, size - (size_t)(at - text), name, n)) != NULL; at++) {
		size_t before = (size_t)(at - text), behind = before + n;
		bool whole = (before == 0 || !in_word(at[-1])) && (behind == size || !in_word(at[n]));
		if (whole && (!titled || is_titled(text, before)))
			return true;
	}
	return false;
}

/* Whether a person is named: by the name and what stands behind any blank of it, or by its
 * first word, each behind a title. */
static bool person_named(const char *text, size_t size, const char *name)
{
	name += title_at(name, strlen(name));
	name += strspn(name, " ");
	if (strchr(name, ' ') != NULL && stands(text, size, name, strlen(name), false))
		return true;
	int words = 0;
	for (const char *end = name; end != NULL && words < NAME_WORDS; end = strchr(end, ' '), words++) {
		end += strspn(end, " ");
		if (stands(text, size, end, strlen(end), true))
			return true;
	}
	return stands(text, size, name, strcspn(name, " "), true);
}

/* Whether two candidates are one: "Mr. Adam de Odd" of the first ballot is "Mr. de Odd" of the next. */
static bool is_same(const char *one, const char *other)
{
	size_t title = title_at(one, strlen(one)), other_title = title_at(other, strlen(other));
	if (title == 0 || other_title == 0)
		return strcmp(one, other) == 0;
	one += title;
	other += other_title;
	one += strspn(one, " ");
	other += strspn(other, " ");
	size_t size = strlen(one), other_size = strlen(other), least = size < other_size ? size : other_size;
	const char *longer = size < other_size ? other : one;
	size_t before = (size < other_size ? other_size : size) - least;
	return memcmp(one + size - least, other + other_size - least, least) == 0 &&
	       (before == 0 || longer[before - 1] == ' ');
}

/* Whether a sentence names a candidate; its states are known. */
static bool is_named(const struct electing *e, const struct words *w, size_t first, size_t end,
		     const Truce__V1__Candidate *c)
{
	const char *text = w->text + w->at[first].start, *id = c->party == NULL ? "" : c->party->id;
	size_t size = w->at[end - 1].end - w->at[first].start;
	if (title_at(c->printed, strlen(c->printed)) > 0)
		return person_named(text, size, c->printed);
	for (size_t i = 0; i < e->state_count && id[0] != '\0'; i++) {
		if (strcmp(e->states[i], id) == 0)
			return true;
	}
	return id[0] == '\0' && stands(text, size, c->printed, strlen(c->printed), false);
}

/* The word that ends what a sentence says of those who are elected: "…, and I thank Chad". */
static size_t elected_end(const struct words *w, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++) {
		if (words_match(w, i, "thank|thanks|while|whereas|gratitude|appreciation") > 0)
			return i;
	}
	return end;
}

/* Whether the majority that was required is reached, where both are told: a sentence on another ballot, whose list was
 * not read, elects nobody in this one. */
static bool has_enough(const Truce__V1__Election *election, const Truce__V1__Candidate *candidate)
{
	return candidate->votes == 0 || candidate->votes >= election->required_majority;
}

/* Finds who is named in a sentence, each in the last ballot that has the name, and marks them
 * where they are elected; how many. */
static size_t sentence_names(struct electing *e, const struct words *w, size_t first, size_t end, bool elected)
{
	size_t marked = 0, from = e->at + 1 > ELECTIONS_BACK ? e->at + 1 - ELECTIONS_BACK : 0;
	const Truce__V1__MeetingItem *item = matter_of(e->rec, e->contests[e->at].box->piece);
	const char *seen[STATES_MOST];
	size_t looked = 0;
	states_find(e, w, first, end);
	for (size_t k = e->at + 1; k > from; k--) {
		const struct ballot_box *box = e->contests[k - 1].box;
		Truce__V1__Election *election = box->vote->election;
		if (matter_of(e->rec, box->piece) != item)
			break;
		for (size_t c = 0; c < election->n_candidates && marked < STATES_MOST && looked < LOOKED_MOST;
		     c++, looked++) {
			Truce__V1__Candidate *candidate = election->candidates[c];
			bool again = !is_named(e, w, first, end, candidate);
			for (size_t i = 0; i < marked && !again; i++)
				again = is_same(seen[i], candidate->printed);
			e->rec->r->steps++;
			if (again)
				continue;
			candidate->elected |= elected && has_enough(election, candidate);
			seen[marked++] = candidate->printed;
		}
	}
	return marked;
}

/* Whether a sentence says that somebody is elected, and not who is not or is to be. */
static bool says_elected(const struct words *w, size_t first, size_t end)
{
	static const char *const never[] = {
		"remain|remains|remaining", "without being|having",
		"not been? elected",        "no candidate|candidates|state|states|one|member",
		"neither|nobody",           "to|shall|will|must|should|can|could|may be duly? elected"
	};
	for (size_t i = first; i < end; i++) {
		if (word_is(w, i, "elected") || word_is_spoiled(w, i, "elected"))
			return true;
		for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
			if (words_match(w, i, never[k]) > 0)
				return false;
		}
	}
	return false;
}

/* "They have been elected", "These five States are elected", "He is elected". */
static bool says_they(const struct words *w, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		if (words_match(w, i, "they|them|these|those|both|he|she") > 0)
			return true;
	}
	return false;
}

static bool says_obtained(const struct words *w, size_t first, size_t end)
{
	bool obtained = false, majority = false;
	for (size_t i = first; i < end; i++) {
		if (words_match(w, i, "no|neither|not") > 0)
			return false;
		obtained |= words_match(w, i, "obtained|received|having|have") > 0;
		majority |= word_is(w, i, "majority");
	}
	return obtained && majority;
}

/* Whether words from i on say that it is the Assembly's majority, at a meeting of the Council, or
 * that more have it than there are seats. */
static bool says_exceeds(const struct record *rec, const struct words *w, size_t i)
{
	bool council = rec->meeting->statement->symbol[0] == 'S';
	for (; i < w->count; i++) {
		bool whom = i > 3 && words_match(w, i - 4, "president of the general") > 0; /* who is told of it */
		if (council && !whom &&
		    words_match(w, i, "assembly|plenary") > 0) /* the Council has no plenary meeting */
			return true;
		if (words_match(w, i, "more than") > 0 || words_match(w, i, "exceeds|exceeding|exceeded") > 0 ||
		    words_match(w, i, "another|new|further|second|next ballot") > 0)
			return true;
	}
	return false;
}

static void sentence_read(struct electing *e, const struct words *w, size_t first, size_t end)
{
	bool elected = says_elected(w, first, end);
	if (elected || e->opened) {
		size_t marked = sentence_names(e, w, first, elected_end(w, first, end), true);
		if (elected && marked == 0 && e->obtained.count > 0 && says_they(w, first, end))
			sentence_names(e, &e->obtained, e->first, e->end, true);
		e->opened = word_is_mark(w, end - 1, ':') || (e->opened && !word_is_mark(w, end - 1, '.'));
	} else if (says_obtained(w, first, end) &&
		   sentence_names(e, w, first, end, !says_exceeds(e->rec, w, first)) > 0) {
		e->obtained = *w;
		e->first = first;
		e->end = end;
	}
}

static void block_elects(struct electing *e, const char *text)
{
	if (strnlen(text, TEXT_BYTES) == TEXT_BYTES)
		return;
	struct words w = { .count = 0 };
	if (!words_split(&w, text, strlen(text), e->rec->r->arena)) {
		e->rec->r->full = true;
		return;
	}
	e->rec->r->steps += w.count;
	for (size_t i = 0; i < w.count && !e->rec->r->full; i = w.at[i].last)
		sentence_read(e, &w, i, w.at[i].last);
}

/* What stands between a contest's list and the next one's: decisions. */
static void decisions_elect(struct electing *e, size_t next, size_t *from)
{
	const struct contest *c = &e->contests[e->at];
	const struct record *rec = e->rec;
	size_t taken = 0;
	for (; *from < rec->rulings.count && taken < DECISIONS_MOST; ++*from) {
		const struct ruling *ruling = rec->rulings.items[*from];
		size_t line = rec->meeting->pieces[ruling->piece].first;
		if (line >= next)
			return;
		if (line < c->line || ruling->decision->turn > (int)(c->box->turn_list + TURNS_ON))
			continue;
		taken++;
		block_elects(e, ((const Truce__V1__Block *)rec->meeting->blocks.items[ruling->piece])->text);
	}
}

/* The first of a turn's blocks that begins at a line or behind it. */
static size_t block_from(const struct draft *d, size_t line)
{
	size_t low = 0, high = d->blocks.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (d->pieces[middle].first < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void turns_elect(struct electing *e, size_t next)
{
	const struct contest *c = &e->contests[e->at];
	struct record *rec = e->rec;
	for (size_t t = c->box->turn_list; t < rec->r->drafts.count && t <= c->box->turn_list + TURNS_ON; t++) {
		const struct draft *d = rec->r->drafts.items[t];
		if (t == 0 || !d->presides)
			continue;
		if (d->label_line >= next)
			return;
		size_t first = block_from(d, c->line);
		for (size_t b = first; b < d->blocks.count && b < first + BLOCKS_MOST && d->pieces[b].first < next; b++)
			block_elects(e, ((const Truce__V1__Block *)d->blocks.items[b])->text);
	}
}

/* Where a ballot's list begins, or the turn whose words tell it. */
static size_t contest_line(const struct record *rec, const struct ballot_box *box)
{
	const struct piece *p = &rec->meeting->pieces[box->piece];
	const struct draft *turn = rec->r->drafts.items[box->turn_list];
	return p->kind == TRUCE__V1__BLOCK__KIND__KIND_VOTE ? p->first : turn->label_line;
}

void elections_settle(struct record *rec)
{
	struct electing e = { .rec = rec };
	size_t from = 0;
	e.contests = arena_array(rec->r->arena, rec->votes.count + 1, sizeof *e.contests);
	rec->r->full |= e.contests == NULL;
	for (size_t i = 0; i < rec->votes.count && !rec->r->full; i++) {
		struct ballot_box *box = rec->votes.items[i];
		if (strcmp(box->vote->method, "secret ballot") == 0 && box->vote->election == NULL &&
		    box->ballots.count == 0)
			election_told(rec, box);
		if (box->vote->election != NULL)
			e.contests[e.count++] = (struct contest){ box, contest_line(rec, box) };
	}
	for (e.at = 0; e.at < e.count && !rec->r->full; e.at++) {
		size_t next = e.at + 1 < e.count ? e.contests[e.at + 1].line : SIZE_MAX;
		e.opened = false;
		decisions_elect(&e, next, &from);
		turns_elect(&e, next);
	}
}
