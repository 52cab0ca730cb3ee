/* Citations: symbols and resolutions in prose, instruments of the lexicon, and the votes
 * that a speaker reports of them. */
#include "base/ascii.h"
#include "domain/reader/finder.h"

#include <stdlib.h>
#include <string.h>

#include "domain/dates.h"

#define TITLE_WORDS 8 /* words that may stand between an instrument's name and its date */
#define NUMBERS 10000 /* resolutions by number, for those that are printed without a year */
#define RANGE_MOST 20 /* from the first document of a range to the last */

/* A resolution that is printed by its number alone. */
struct bare {
	Truce__V1__Citation *citation;
	int number;
	uint32_t line;
};

static struct numbered *numbered_find(const struct finder *f, int number)
{
	struct numbered *n = f->by_number[number % NUMBER_BUCKETS];
	while (n != NULL && n->number != number)
		n = n->next;
	return n;
}

static void number_note(struct finder *f, const struct citation *c)
{
	if (c->number <= 0 || c->number >= NUMBERS || c->instrument == NULL || strchr(c->instrument, '(') == NULL)
		return;
	struct numbered *known = numbered_find(f, c->number), **bucket = &f->by_number[c->number % NUMBER_BUCKETS];
	if (known != NULL) {
		known->instrument = strcmp(known->instrument, c->instrument) == 0 ? known->instrument : "";
		return;
	}
	struct numbered *n = arena_alloc(f->r->arena, sizeof *n);
	if (n == NULL) {
		f->r->full = true;
		return;
	}
	*n = (struct numbered){ .number = c->number, .instrument = c->instrument, .next = *bucket };
	*bucket = n;
}

static void bare_note(struct finder *f, Truce__V1__Citation *citation, const struct citation *c)
{
	struct bare *bare = arena_alloc(f->r->arena, sizeof *bare);
	if (bare == NULL) {
		f->r->full = true;
		return;
	}
	*bare = (struct bare){ citation, c->number, found_line(f, c->start) };
	list_add(f->r, &f->bares, bare);
}

static void vote_make(struct finder *f, const char *instrument, uint32_t start, uint32_t end)
{
	Truce__V1__Vote *vote = reader_new(f->r, &truce__v1__vote__descriptor);
	Truce__V1__Vote__Ballot *ballot = reader_new(f->r, &truce__v1__vote__ballot__descriptor);
	struct list ballots = { 0 };
	if (vote == NULL || ballot == NULL)
		return;
	union {
		const Truce__V1__Party *in;
		Truce__V1__Party *out;
	} party = { .in = f->speaker };
	ballot->party = party.out;
	ballot->choice = f->choice;
	list_add(f->r, &ballots, ballot);
	vote->instrument = message_borrow(instrument);
	vote->ballots = (Truce__V1__Vote__Ballot **)ballots.items;
	vote->n_ballots = ballots.count;
	vote->span = span_make(f, start, end);
	list_add(f->r, &f->d->votes, vote);
}

static Truce__V1__Citation *citation_add(struct finder *f, uint32_t start, uint32_t end, const char *instrument,
					 const char *statement)
{
	Truce__V1__Citation *c = reader_new(f->r, &truce__v1__citation__descriptor);
	if (c == NULL)
		return NULL;
	c->instrument = message_borrow(instrument == NULL ? "" : instrument);
	c->statement = message_borrow(statement == NULL ? "" : statement);
	c->printed = message_borrow(printed_at(f, start, end));
	c->span = span_make(f, start, end);
	list_add(f->r, &f->d->citations, c);
	return c;
}

/* Bytes of a symbol before the digits that end it. */
static size_t before_number(const char *symbol)
{
	size_t n = strlen(symbol);
	while (n > 0 && is_digit(symbol[n - 1]))
		n--;
	return n;
}

/* The first number between the document that was cited last and this one at word i, where they
 * are the ends of a range: "A/64/401 to A/64/415"; 0 where they are none. */
static int range_of(const struct finder *f, size_t i, const char *symbol)
{
	bool joined = i > 0 && f->cited_to + 1 == i && f->d->citations.count > 0 &&
		      (word_is_dash(&f->w, i - 1) || words_match(&f->w, i - 1, "to|through") > 0);
	if (!joined || symbol == NULL)
		return 0;
	const Truce__V1__Citation *before = f->d->citations.items[f->d->citations.count - 1];
	const size_t own = before_number(symbol), other = before_number(before->instrument);
	if (own == 0 || own != other || memcmp(symbol, before->instrument, own) != 0)
		return 0;
	const long first = strtol(before->instrument + own, NULL, 10), last = strtol(symbol + own, NULL, 10);
	return first > 0 && last > first + 1 && last <= first + RANGE_MOST ? (int)first + 1 : 0;
}

/* The documents between the two that a range names: "Add.1-4". */
static void range_add(struct finder *f, const struct citation *c)
{
	size_t whole = before_number(c->instrument);
	for (int n = c->range, last = atoi(c->instrument + whole); n < last && !f->r->full; n++)
		citation_add(f, c->start, c->end, reader_printf(f->r, "%.*s%d", (int)whole, c->instrument, n), NULL);
}

/* The parts between the two that a range names: "42/14 C to E", "1721 A to C (XVI)". */
static void parts_add(struct finder *f, const struct citation *c)
{
	const size_t size = strlen(c->instrument);
	size_t at = size;
	while (at > 1 && (c->instrument[at - 2] != ' ' || !is_capital(c->instrument[at - 1])))
		at--;
	for (char part = c->letter; at > 1 && part < c->instrument[at - 1] && !f->r->full; part++)
		citation_add(f, c->start, c->end,
			     reader_printf(f->r, "%.*s%c%s", (int)(at - 1), c->instrument, part, c->instrument + at),
			     NULL);
}

void citation_at(struct finder *f, size_t i)
{
	struct citation found;
	long taken = i < f->cited_to ? 0 : citation_match(&f->run, &f->w, i, f->r->arena, &found);
	if (taken < 0)
		f->r->full = true;
	if (taken <= 0)
		return;
	if (found.range == 0)
		found.range = range_of(f, i, found.instrument);
	if (found.range > 0)
		range_add(f, &found);
	if (found.letter != '\0' && found.instrument != NULL)
		parts_add(f, &found);
	Truce__V1__Citation *c = citation_add(f, found.start, found.end, found.instrument, NULL);
	if (c == NULL)
		return;
	f->cited_to = i + (size_t)taken;
	number_note(f, &found);
	bool yearless = found.number > 0 && found.instrument != NULL && strchr(found.instrument, '(') == NULL;
	if (found.instrument == NULL || yearless)
		bare_note(f, c, &found);
	if (found.scanned)
		reader_find(
			f->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, found_line(f, found.start), c->printed,
			reader_printf(f->r, "read as \"%s\", whose stroke a scan made a letter of", found.instrument));
	if (found.doubt != NULL) {
		c->doubt = message_borrow(found.doubt);
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, found_line(f, found.start), c->printed,
			    found.doubt);
	}
	if (f->vote_at > 0 && found.instrument != NULL && i - f->vote_at <= 5 && f->speaker != NULL)
		vote_make(f, found.instrument, found.start, found.end);
	f->vote_at = 0;
}

/* The date of "of 4 May 2017" at word i; words taken with the "of", 0 for none. */
static size_t of_date(const struct finder *f, size_t i, int32_t *first, int32_t *last)
{
	struct date_words d;
	bool exists;
	size_t of = words_match(&f->w, i, "of|dated"), n = of > 0 ? dates_match(&f->w, i + of, &d) : 0;
	return n > 0 && dates_days(&d, 0, first, last, &exists) ? of + n : 0;
}

/* Words behind an instrument's name up to its date: "… in the Syrian Arab Republic of
 * 4 May 2017"; 0 where the clause has no such date of that instrument near. */
static size_t date_behind(const struct finder *f, size_t i, const char *target)
{
	int32_t first, last;
	for (size_t k = i; k < f->w.count && k < f->w.at[i].last && k - i < TITLE_WORDS; k++) {
		size_t n = of_date(f, k, &first, &last);
		if (n > 0)
			return k == i || lexicon_dated(&f->r->lexicon, target, first, last) ? k + n - i : 0;
		if (f->w.at[k].kind == WORD_MARK && !word_is_dash(&f->w, k))
			return 0;
	}
	return 0;
}

/* Whether the words of a symbol are all of it. */
static bool stands_alone(const struct finder *f, size_t first, size_t end)
{
	const struct words *w = &f->w;
	bool before = word_is_glued(w, first) && (w->at[first - 1].kind != WORD_MARK ||
						  word_is_mark(w, first - 1, '/') || word_is_dash(w, first - 1));
	bool behind = word_is_glued(w, end) && (w->at[end].kind != WORD_MARK || word_is_mark(w, end, '/') ||
						(word_is_mark(w, end, '.') && word_is_glued(w, end + 1)) ||
						(word_is_dash(w, end) && word_is_glued(w, end + 1)));
	return !before && !behind;
}

/* Instruments without a symbol, or with one of a series that is known by what is on record: by the lexicon's words, or
 * by their date. */
void instrument_at(struct finder *f, size_t i)
{
	if (i < f->cited_to)
		return;
	const struct lexicon_entry *entry = NULL;
	int32_t first = 1, last = 0;
	size_t n = lexicon_match(&f->r->lexicon, &f->w, i, 1u << LEXICON_INSTRUMENT, &entry);
	bool symbol = n > 0 && entry->target[0] == '\0';
	if (symbol && !stands_alone(f, i, i + n))
		return;
	if (n > 0) {
		n += symbol ? 0 : date_behind(f, i + n, entry->target);
	} else {
		size_t head = words_match(&f->w, i, "memorandum|protocol|agreement|declaration|statement");
		n = head > 0 ? of_date(f, i + head, &first, &last) : 0;
		if (n > 0)
			entry = lexicon_instrument(&f->r->lexicon, &f->w, i, first, last);
		n += n > 0 ? head : 0;
	}
	bool memorandum = words_match(&f->w, i, "memorandum") > 0;
	if (n == 0 && memorandum && words_match(&f->w, i + 1, "on") > 0)
		find_unresolved(f, f->w.at[i].start, printed_at(f, f->w.at[i].start, f->w.at[i + 1].end),
				"a memorandum that no record is known for by these words");
	if (n == 0 || (entry == NULL && !memorandum && words_match(&f->w, i, "protocol") == 0))
		return;
	uint32_t start = f->w.at[i].start, end = f->w.at[i + n - 1].end;
	const char *printed = printed_at(f, start, end);
	const char *normal = entry == NULL ? printed : entry->instrument == NULL ? entry->words : entry->instrument;
	citation_add(f, start, end, normal, entry == NULL ? NULL : entry->target);
	f->cited_to = i + n;
	if (entry == NULL)
		find_unresolved(f, start, printed, "an instrument that no record is known for; its words are kept");
}

/* Resolutions by their number alone are those that the text gives a year elsewhere. */
void bares_resolve(struct finder *f)
{
	for (size_t i = 0; i < f->bares.count && !f->r->full; i++) {
		const struct bare *bare = f->bares.items[i];
		const struct numbered *known = numbered_find(f, bare->number);
		if (known != NULL && known->instrument[0] != '\0')
			bare->citation->instrument = message_borrow(known->instrument);
		else if (bare->citation->instrument[0] == '\0')
			reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, bare->line,
				    bare->citation->printed, "a resolution without a year or an organ");
	}
}
