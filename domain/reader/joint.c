/* Joint statements: title, place and date, who signs, preamble, numbered clauses. */
#include "base/ascii.h"
#include "domain/reader/bound.h"

#include <string.h>

#define SIGNATORIES_MOST 16

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

struct joint_marker joint_marker(const struct lines *l, size_t line)
{
	static const char *const dashes[] = { "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = 0;
	struct joint_marker m = { 0 };
	for (size_t k = 0; k < sizeof dashes / sizeof *dashes && n == 0; k++) {
		size_t dash = strlen(dashes[k]);
		n = size > dash + 1 && memcmp(text, dashes[k], dash) == 0 ? dash : 0;
	}
	if (n == 0) {
		for (; n < size && n < 3 && is_digit(text[n]); n++)
			m.number = m.number * 10 + (text[n] - '0');
		if (n == 0 || m.number == 0 || n + 2 >= size || (text[n] != '.' && text[n] != ')'))
			return (struct joint_marker){ 0 };
		n++;
	}
	if (text[n] != ' ' && text[n] != '\t')
		return (struct joint_marker){ 0 };
	while (n < size && (text[n] == ' ' || text[n] == '\t'))
		n++;
	m.bytes = n;
	return m;
}

struct words joint_words(struct reader *r, size_t first, size_t end)
{
	struct words w = { 0 };
	size_t from = r->lines.at[first].start, to = r->lines.at[end - 1].end;
	if (!words_split(&w, r->lines.text + from, to - from, r->arena)) {
		r->full = true;
		w.count = 0;
	}
	return w;
}

static const char joins[] = "and|et|y|и";

/* What those whom an opening names do in it: "have agreed", "meeting in". */
static const char stops[] = "have|has|hereby|meeting|met|agree|agreed|declare|declared|acting|represented|"
			    "acuerdan|convienen|declaran|han|conviennent|déclarent|sont|ont|заявляют|договорились";

static size_t names_stop(const struct words *w, size_t at, size_t end)
{
	size_t i = at + 1;
	while (i < end && words_match(w, i, stops) == 0)
		i++;
	return i < end && word_is_mark(w, i - 1, ',') ? i - 1 : i < end ? i : end;
}

/* Names of parties from word at to end: between commas and "and", in whatever language. Words taken by
 * none are no names. */
static size_t signatories_split(const struct words *w, size_t at, size_t end, size_t bounds[SIGNATORIES_MOST][2])
{
	size_t count = 0, first = at;
	end = names_stop(w, at, end);
	for (size_t i = at; i <= end && count < SIGNATORIES_MOST; i++) {
		bool comma = i < end && word_is_mark(w, i, ','), and = i < end && words_match(w, i, joins) > 0;
		if (i < end && !comma && !and)
			continue;
		if (i > first) {
			bounds[count][0] = first;
			bounds[count++][1] = i;
		}
		first = i + 1;
	}
	return count;
}

/* What a capacity begins with, and what else ends the names, by the language of the opening. */
static const struct opening {
	const char *language, *as, *also;
} openings[] = {
	{ "", "as the?", "having|on" },
	{ "fr", "en tant que|qu", "ayant|réunis|réunies" },
	{ "fr", "en leur? qualité de", NULL },
	{ "es", "como", "habiendo|reunidos|reunidas" },
	{ "es", "en su? calidad|condición de", NULL },
	{ "ru", "в качестве", "выступая|собравшись" },
};

/* Words that a capacity takes at word i, 0 for none; *ends says whether the names end there all the same. */
static size_t opening_at(const struct words *w, size_t i, const char *language, bool *ends)
{
	size_t most = 0;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		const struct opening *o = &openings[k];
		if (o->language[0] != '\0' && strcmp(o->language, language) != 0)
			continue;
		size_t n = words_match(w, i, o->as);
		most = n > most ? n : most;
		*ends |= n > 0 || (o->also != NULL && words_match(w, i, o->also) > 0);
	}
	return most;
}

/* The words of the opening that name who signs: up to "as", a bracket or a colon. Words of the
 * capacity's beginning go to *as. */
static size_t names_end(const struct words *w, const char *language, size_t *as)
{
	size_t i = 0;
	*as = 0;
	for (bool ends = false; i < w->count && !word_is_mark(w, i, '(') && !word_is_mark(w, i, ':'); i++) {
		*as = opening_at(w, i, language, &ends);
		if (ends)
			break;
	}
	return i;
}

static const char *words_text(struct reader *r, const struct words *w, size_t first, size_t end)
{
	if (first >= end)
		return "";
	return reader_text(r, w->text + w->at[first].start, w->at[end - 1].end - w->at[first].start);
}

static Truce__V1__Party *signatory(struct reader *r, const struct words *w, size_t first, size_t end,
				   const char *language)
{
	Truce__V1__Party *party = reader_party_said(r, w, first, end, words_text(r, w, first, end));
	reader_party_told_in(party, language);
	return party;
}

/* The party that names i of a list tell, which may be two of them: "Bosnia and Herzegovina"; *i goes behind. */
static Truce__V1__Party *signatory_next(struct reader *r, const struct words *w, size_t bounds[SIGNATORIES_MOST][2],
					size_t count, const char *language, size_t *i)
{
	size_t at = (*i)++, first = bounds[at][0], end = bounds[at][1];
	if (at + 1 < count && words_match(w, end, joins) > 0 && bounds[at + 1][0] == end + 1) {
		Truce__V1__Party *party = signatory(r, w, first, bounds[at + 1][1], language);
		if (party == NULL || party->id[0] != '\0') {
			++*i;
			return party;
		}
	}
	return signatory(r, w, first, end, language);
}

int joint_parties_named(struct reader *r, const struct words *w)
{
	size_t bounds[SIGNATORIES_MOST][2], as;
	const char *language = reader_language_of(w);
	size_t count = signatories_split(w, 0, names_end(w, language, &as), bounds);
	int resolved = 0;
	for (size_t i = 0; i < count;) {
		Truce__V1__Party *party = signatory_next(r, w, bounds, count, language, &i);
		resolved += party != NULL && party->id[0] != '\0';
	}
	return resolved;
}

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

static void signatories_read(struct reader *r, struct draft *d, const char *opening, uint32_t line)
{
	struct words w = { 0 };
	if (!words_split(&w, opening, strlen(opening), r->arena)) {
		r->full = true;
		return;
	}
	const char *language = reader_language_of(&w);
	size_t bounds[SIGNATORIES_MOST][2], as, names = names_end(&w, language, &as), capacity = names + as, end;
	size_t count = signatories_split(&w, 0, names, bounds);
	for (end = capacity; end < w.count && !word_is_mark(&w, end, '(') && !word_is_mark(&w, end, ':');)
		end++;
	for (size_t i = 0; i < count && !r->full;) {
		Truce__V1__Signatory *s = reader_new(r, &truce__v1__signatory__descriptor);
		if (s == NULL)
			return;
		s->party = signatory_next(r, &w, bounds, count, language, &i);
		s->capacity = message_borrow(capacity > names ? words_text(r, &w, capacity, end) : "");
		list_add(r, &d->signatories, s);
		if (s->party != NULL && s->party->id[0] == '\0')
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, line, s->party->printed,
				    "signs, and is no party known by that name");
	}
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

static void clauses_check(struct reader *r, const struct draft *d)
{
	int expected = 1;
	for (size_t i = 0; i < d->piece_count; i++) {
		const struct piece *p = &d->pieces[i];
		if (p->kind != TRUCE__V1__BLOCK__KIND__KIND_CLAUSE)
			continue;
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
	struct piece *p = piece_add(r, d, TRUCE__V1__BLOCK__KIND__KIND_OPENING, h.opening);
	if (p == NULL)
		return;
	p->end = h.preamble;
	size_t preamble = d->piece_count;
	if (h.preamble < h.item)
		paragraphs_add(r, d, h.preamble, h.item, NULL);
	for (size_t i = preamble; i < d->piece_count; i++)
		d->pieces[i].kind = TRUCE__V1__BLOCK__KIND__KIND_PREAMBLE;
	paragraphs_add(r, d, h.item, part->end, item_starts);
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
	source->place = message_borrow(reader_printf(r, "clause %d", b->number));
	list_add(r, &sources, source);
	span->block = (int32_t)(block + 1);
	span->end = (int32_t)w->size;
	size_t size = w->size;
	while (size > 0 && (w->text[size - 1] == '.' || w->text[size - 1] == ';'))
		size--;
	const char *id = again ? reader_printf(r, "clause-%d-block-%zu", b->number, block + 1)
			       : reader_printf(r, "clause-%d", b->number);
	c->id = message_borrow(id);
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

/* Lead verbs of preamble and clauses, and what the clauses bind to. */
void joint_commit(struct reader *r, struct draft *d)
{
	struct words w = { 0 };
	int highest = 0; /* a number at or under it may have been used before */
	bool before = false;
	for (size_t i = 0; i < d->blocks.count && !r->full; i++) {
		Truce__V1__Block *b = d->blocks.items[i];
		bool clause = b->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
		bool opening = b->kind == TRUCE__V1__BLOCK__KIND__KIND_OPENING;
		struct bound bound;
		if (opening)
			signatories_read(r, d, b->text, block_line(r, d, i, 0));
		if ((!clause && !opening && b->kind != TRUCE__V1__BLOCK__KIND__KIND_PREAMBLE) || !block_words(r, b, &w))
			continue;
		bool binds = clause && bound_by(r, &w, before, &bound);
		before = clause ? before : bound_before(&w);
		if (!opening)
			b->lead_verb =
				message_borrow(binds && bound.verb > 0 ? words_text(r, &w, bound.verb, bound.verb + 1)
								       : words_text(r, &w, 0, lead_words(&w)));
		if (binds)
			commitment_add(r, d, i, b->number <= highest, &w, &bound);
		highest = b->number > highest ? b->number : highest;
	}
}
