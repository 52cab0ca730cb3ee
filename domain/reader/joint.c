/* Joint statements: title, place and date, who signs, preamble, numbered clauses. */
#include "domain/reader/articles.h"
#include "domain/reader/bound.h"

#include <string.h>

#include "base/ascii.h"

/* Lead phrases of more than one word, in preambles and clauses. */
static const char *const leads[] = {
	"taking note of",
	"taking into account",
	"bearing in mind",
	"having considered",
	"having regard to",
	"take note of",
	"guided|encouraged|inspired by",
	"deeply|gravely|seriously concerned",
	"call|calls|calling on|upon",
	"acting under",
	"convinced|aware|conscious|mindful of",
	"convinced that",
	"agree|agrees to",
};

size_t joint_find(struct reader *r, size_t first, size_t end)
{
	struct joint_head h;
	return joint_head_find(r, first, end, &h) ? h.start : end;
}

/* The first line that is none of a site's. */
static size_t first_line(const struct reader *r, const struct part *part)
{
	size_t i = part->first;
	while (i < part->end && r->lines.at[i].furniture)
		i++;
	return i;
}

bool agreement_fits(struct reader *r, const struct part *part)
{
	struct joint_head h;
	size_t i = first_line(r, part);
	return joint_head_find(r, i, part->end, &h) && h.start == i && h.agreement;
}

bool joint_fits(struct reader *r, const struct part *part)
{
	size_t i = first_line(r, part);
	return i < part->end && joint_find(r, i, part->end) == i;
}

/* Dash items and clauses begin a piece; the first clause ends the preamble. Behind a
 * line that does not stop, only the next clause's number does. */
static bool item_starts(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p)
{
	struct joint_marker m = joint_marker(&r->lines, line);
	const struct piece *last = &d->pieces[d->piece_count - 1];
	bool in_clauses = last->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
	if (m.bytes == 0 || (m.number == 0 && in_clauses))
		return false;
	if (!after_stop && (m.number == 0 || m.number != (in_clauses ? last->number : 0) + 1))
		return false;
	p->kind = m.number > 0 ? TRUCE__V1__BLOCK__KIND__KIND_CLAUSE : TRUCE__V1__BLOCK__KIND__KIND_PREAMBLE;
	p->number = m.number;
	p->text_from += (uint32_t)m.bytes;
	return true;
}

/* The same of an agreement, whose clauses may stand under articles and have items. */
static bool clause_starts(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p)
{
	if (!d->article.ended && item_starts(r, d, line, after_stop, p)) {
		if (p->number > 0)
			p->place = article_clause(r, d, p->number);
		return true;
	}
	return article_piece(r, d, line, after_stop, p);
}

static void clauses_check(struct reader *r, const struct draft *d)
{
	int expected = 1;
	for (size_t i = 0; i < d->piece_count; i++) {
		const struct piece *p = &d->pieces[i];
		if (p->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING)
			expected = 1;
		if (p->kind != TRUCE__V1__BLOCK__KIND__KIND_CLAUSE || p->nested)
			continue;
		expected = p->number == 1 && d->article.name != NULL ? 1 : expected;
		if (p->number != expected)
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, r->lines.at[p->first].number,
				    reader_printf(r, "%d.", p->number),
				    reader_printf(r, "clause numbers are not contiguous: clause %d was expected",
						  expected));
		expected = p->number + 1;
	}
}

/* Title, place and date. */
static void head_shape(struct reader *r, struct draft *d, const struct joint_head *h)
{
	const struct lines *l = &r->lines;
	for (size_t i = h->start; i < h->opening && !r->full; i++) {
		struct dateline dateline;
		bool dated = dateline_at(r, i, &dateline);
		bool more = !dated && d->piece_count > 0 && !l->at[i].gap &&
			    d->pieces[d->piece_count - 1].kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING;
		if (l->at[i].furniture)
			continue;
		if (dated) {
			d->statement->date = dateline.date;
			d->statement->place = message_borrow(dateline.place);
		}
		if (more)
			d->pieces[d->piece_count - 1].end = i + 1;
		else
			piece_add(r, d,
				  dated ? TRUCE__V1__BLOCK__KIND__KIND_DATELINE : TRUCE__V1__BLOCK__KIND__KIND_HEADING,
				  i);
	}
}

void joint_shape(struct reader *r, const struct part *part, struct draft *d)
{
	struct joint_head h;
	if (!joint_head_find(r, first_line(r, part), part->end, &h))
		return; /* the recogniser saw it */
	d->joint = true;
	head_shape(r, d, &h);
	struct piece *p = h.opening < h.item ? piece_add(r, d, TRUCE__V1__BLOCK__KIND__KIND_OPENING, h.opening) : NULL;
	if (p != NULL)
		p->end = h.preamble;
	if (r->full)
		return;
	size_t preamble = d->piece_count;
	if (h.preamble < h.item)
		paragraphs_add(r, d, h.preamble, h.item, NULL);
	for (size_t i = preamble; i < d->piece_count; i++)
		d->pieces[i].kind = TRUCE__V1__BLOCK__KIND__KIND_PREAMBLE;
	paragraphs_add(r, d, h.item, part->end, h.agreement ? clause_starts : item_starts);
	clauses_check(r, d);
}

/* The words that lead a clause: a phrase of the table, an adverb with its verb, or
 * the first word. */
static size_t lead_words(const struct words *w)
{
	for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
		size_t n = words_match(w, 0, leads[k]);
		if (n > 0)
			return n;
	}
	if (w->count == 0 || w->at[0].kind != WORD_LETTERS)
		return 0;
	size_t size = w->at[0].end;
	bool adverb = size > 4 && text_equal(w->text + size - 2, 2, "ly", 2);
	return adverb && w->count > 1 && w->at[1].kind == WORD_LETTERS ? 2 : 1;
}

/* The day of a text: its own, or that of the request, which is the first document's. */
static Truce__V1__DateInterval *day_made(const struct reader *r, const struct draft *d)
{
	bool first = r->drafts.count == 0 || r->drafts.items[0] == d;
	return d->statement->date != NULL || !first ? d->statement->date : r->request->date;
}

/* "article-3-clause-1" of "article 3, clause 1"; with its block where another may have that place. */
static const char *commitment_id(struct reader *r, const char *place, size_t block)
{
	char id[64];
	size_t n = 0;
	for (const char *c = place; *c != '\0' && n + 1 < sizeof id; c++) {
		if (is_letter(*c) || is_digit(*c))
			id[n++] = *c;
		else if (n > 0 && id[n - 1] != '-')
			id[n++] = '-';
	}
	while (n > 0 && id[n - 1] == '-')
		n--;
	return block > 0 ? reader_printf(r, "%.*s-block-%zu", (int)n, id, block) : reader_printf(r, "%.*s", (int)n, id);
}

static void commitment_add(struct reader *r, struct draft *d, size_t block, bool again, const struct words *w,
			   const struct bound *bound)
{
	const Truce__V1__Block *b = d->blocks.items[block];
	Truce__V1__Commitment *c = reader_new(r, &truce__v1__commitment__descriptor);
	Truce__V1__TextSpan *span = reader_new(r, &truce__v1__text_span__descriptor);
	Truce__V1__SourceReference *source = reader_new(r, &truce__v1__source_reference__descriptor);
	struct list parties = { 0 }, sources = { 0 };
	if (c == NULL || span == NULL || source == NULL)
		return;
	list_add(r, &parties, bound->party);
	for (size_t i = 0; i < d->signatories.count && bound->party == NULL; i++)
		list_add(r, &parties, ((Truce__V1__Signatory *)d->signatories.items[i])->party);
	source->source = message_borrow("text");
	const char *place = d->pieces[block].place;
	place = place == NULL ? reader_printf(r, "clause %d", b->number) : place;
	source->place = message_borrow(place);
	list_add(r, &sources, source);
	span->block = (int32_t)(block + 1);
	span->end = (int32_t)w->size;
	size_t size = w->size;
	while (size > 0 && (w->text[size - 1] == '.' || w->text[size - 1] == ';'))
		size--;
	c->id = message_borrow(commitment_id(r, place, again ? block + 1 : 0));
	c->action = message_borrow(reader_text(r, w->text, size));
	due_read(r, w, day_made(r, d), block_line(r, d, block, 0), c);
	c->span = span;
	c->parties = (Truce__V1__Party **)parties.items;
	c->n_parties = parties.count;
	c->sources = (Truce__V1__SourceReference **)sources.items;
	c->n_sources = sources.count;
	list_add(r, &d->commitments, c);
}

/* The words of a block's text; false where the arena is full. */
static bool block_words(struct reader *r, const Truce__V1__Block *b, struct words *w)
{
	r->full = r->full || !words_split(w, b->text, strlen(b->text), r->arena);
	return !r->full;
}

/* The only one who signs as a government, where the text goes on with "the Government". */
static Truce__V1__Party *government_of(const struct draft *d, const struct words *w, size_t verb)
{
	Truce__V1__Party *found = NULL;
	if (words_match(w, 0, "the? government") != verb)
		return NULL;
	for (size_t i = 0; i < d->signatories.count; i++) {
		Truce__V1__Party *party = ((Truce__V1__Signatory *)d->signatories.items[i])->party;
		bool governs = party != NULL && (strstr(party->printed, "overnment") != NULL ||
						 strstr(party->printed, "GOVERNMENT") != NULL);
		if (governs && found != NULL)
			return NULL;
		found = governs ? party : found;
	}
	return found != NULL && found->id[0] != '\0' ? found : NULL;
}

static bool clause_binds(struct reader *r, const struct draft *d, const struct words *w, bool before,
			 struct bound *bound)
{
	if (bound_by(r, w, before, bound))
		return true;
	bound->party = bound->verb > 0 ? government_of(d, w, bound->verb) : NULL;
	return bound->party != NULL;
}

/* What is read on the way through the clauses. */
struct commits {
	struct words w;
	struct text_set places;
	bool before;        /* the words before the clauses say that what follows is agreed */
	bool all;           /* the words before the clauses bind by each of them, */
	bool items;         /* or those before items: "The Parties shall:" */
	struct bound bound; /* whom they bind */
};

static void clause_commit(struct reader *r, struct draft *d, size_t i, struct commits *c)
{
	Truce__V1__Block *b = d->blocks.items[i];
	struct bound bound;
	bool item = d->pieces[i].item, binds = clause_binds(r, d, &c->w, c->before, &bound);
	c->items = c->items && item;
	bool before_items = bound_leads(&c->w, binds);
	if (!binds && (c->all || c->items)) {
		bound = (struct bound){ .party = c->bound.party };
		binds = true;
	} else if (before_items) {
		c->items = true;
		c->bound = bound;
		binds = false;
	}
	b->lead_verb = message_borrow(binds && bound.verb > 0 ? joint_text(r, &c->w, bound.verb, bound.verb + 1)
							      : joint_text(r, &c->w, 0, lead_words(&c->w)));
	const char *place = d->pieces[i].place;
	place = place == NULL ? reader_printf(r, "clause %d", b->number) : place;
	if (binds)
		commitment_add(r, d, i, !text_set_add(&c->places, text_hash(place, strlen(place)), &r->full), &c->w,
			       &bound);
}

/* Lead verbs of preamble and clauses, and what the clauses bind to. */
void joint_commit(struct reader *r, struct draft *d)
{
	struct commits c = { .places = { .arena = r->arena } };
	size_t first = 0;
	while (first < d->piece_count && d->pieces[first].kind != TRUCE__V1__BLOCK__KIND__KIND_OPENING &&
	       d->pieces[first].kind != TRUCE__V1__BLOCK__KIND__KIND_CLAUSE)
		first++;
	if (first < d->piece_count && d->pieces[first].kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE)
		signatories_find(r, d, "", r->lines.at[d->pieces[first].first].number); /* no opening */
	for (size_t i = 0; i < d->blocks.count && !r->full; i++) {
		Truce__V1__Block *b = d->blocks.items[i];
		bool opening = b->kind == TRUCE__V1__BLOCK__KIND__KIND_OPENING;
		if (opening)
			signatories_find(r, d, b->text, block_line(r, d, i, 0));
		bool clause = b->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
		if ((!clause && !opening && b->kind != TRUCE__V1__BLOCK__KIND__KIND_PREAMBLE) ||
		    !block_words(r, b, &c.w))
			continue;
		if (clause) {
			clause_commit(r, d, i, &c);
			continue;
		}
		c.before = bound_before(&c.w);
		c.all = bound_leads(&c.w, bound_by(r, &c.w, false, &c.bound));
		if (!opening)
			b->lead_verb = message_borrow(joint_text(r, &c.w, 0, lead_words(&c.w)));
	}
}
