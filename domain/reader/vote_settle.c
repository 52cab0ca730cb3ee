/* How votes ended and what was voted on, once all that was said is known: by the
 * decision behind the lists, or by the presiding officer's words. */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

#define RESULT_BLOCKS 6 /* of a turn that may tell the result */
#define RESULT_BYTES 6000
#define PART_BYTES 400 /* of a block, from its end, that may name the part */
#define PART_BLOCKS 2
#define PARTS_BACK 6 /* turns between the votes on a part and on what it is of */

/* The first document that a block of the meeting cites, "" for none; from: where to
 * look first in the citations, moved on. */
static const char *document_of(const struct draft *d, int block, size_t *from)
{
	while (*from < d->citations.count && ((Truce__V1__Citation *)d->citations.items[*from])->span->block < block)
		(*from)++;
	for (size_t i = *from; i < d->citations.count; i++) {
		const Truce__V1__Citation *c = d->citations.items[i];
		if (c->span->block != block)
			break;
		if (document_is(c->instrument))
			return c->instrument;
	}
	return "";
}

static bool block_tally(struct reader *r, const struct draft *d, size_t block, struct tally *out)
{
	struct words w = { .count = 0 };
	const char *text = block_read(d, block);
	if (!words_split(&w, text, strlen(text), r->arena)) {
		r->full = true;
		return false;
	}
	tally_read(out, &w, 0, w.count, r->arena);
	return out->any;
}

/* Where the words that open a vote go on with how it ended: "A vote was taken …, and the draft
 * was adopted by …", "A vote was taken. Paragraph 2 was adopted by …"; NULL for none. */
static const char *opening_goes_on(const char *text)
{
	const char *and = strstr(text, ", and "), *stop = strstr(text, ". ");
	if (and != NULL && (stop == NULL || and < stop))
		return and+strlen(", and ");
	return stop == NULL ? NULL : stop + strlen(". ");
}

static void opening_said(struct record *rec, struct ballot_box *box)
{
	struct tally t;
	const Truce__V1__Block *b = box->opening == 0 ? NULL : rec->meeting->blocks.items[box->opening - 1];
	if (b == NULL || !block_tally(rec->r, rec->meeting, box->opening - 1, &t))
		return;
	vote_tally(box->vote, &t);
	vote_named(rec, box, block_read(rec->meeting, box->opening - 1));
	box->vote->result_bytes = vote_range(rec->r, b);
	const char *more = opening_goes_on(block_read(rec->meeting, box->opening - 1));
	if (more != NULL && box->vote->part[0] == '\0') {
		box->vote->part = message_borrow(vote_part_of(rec->r, more, false));
		box->subject = vote_subject(rec->r, more);
	}
	box->settled |= t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
}

/* Whether words say that the whole is adopted with its last part, "as a whole", and not by itself. */
static bool says_whole(const char *text)
{
	return strstr(text, "as a whole") != NULL && strstr(text, "without a vote") == NULL &&
	       strstr(text, "o objection") == NULL;
}

/* The presiding officer's words behind the lists; behind the result, those of the whole that
 * is adopted with its last part. */
static void result_said(struct record *rec, struct ballot_box *box)
{
	struct draft *d = box->turn_after < rec->r->drafts.count && box->turn_after > 0
				  ? rec->r->drafts.items[box->turn_after]
				  : NULL;
	size_t bytes = 0, first = d == NULL ? 0 : block_behind(rec, box);
	bool told = false;
	for (size_t i = first;
	     d != NULL && d->presides && i < d->blocks.count && i < first + RESULT_BLOCKS && bytes < RESULT_BYTES;
	     i++) {
		struct tally t;
		const Truce__V1__Block *b = d->blocks.items[i];
		bytes += strlen(b->text);
		if ((told && !says_whole(b->text)) || !block_tally(rec->r, d, i, &t))
			continue;
		vote_tally(box->vote, &t);
		vote_named(rec, box, block_read(d, i));
		box->said = box->said == NULL ? block_read(d, i) : box->said;
		if (box->vote->result_bytes == NULL)
			box->vote->result_bytes = vote_range(rec->r, b);
		told |= t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
		if (told && box->vote->instrument[0] != '\0')
			return;
	}
}

static Truce__V1__TextSpan *block_span(struct reader *r, int block, const char *text)
{
	Truce__V1__TextSpan *span = reader_new(r, &truce__v1__text_span__descriptor);
	if (span == NULL)
		return NULL;
	span->block = block;
	span->end = (int32_t)strlen(text);
	return span;
}

static void ruling_settle(struct record *rec, struct ruling *ruling, size_t *from)
{
	struct tally t;
	int block = (int)ruling->piece + 1;
	const Truce__V1__Block *b = rec->meeting->blocks.items[ruling->piece];
	Truce__V1__MeetingDecision *d = ruling->decision;
	block_tally(rec->r, rec->meeting, ruling->piece, &t);
	d->span = block_span(rec->r, block, b->text);
	const char *document = document_of(rec->meeting, block, from);
	const char *part = vote_part_of(rec->r, block_read(rec->meeting, ruling->piece), document[0] != '\0');
	bool place = document[0] == '\0' && vote_part_is_place(part, strlen(part));
	d->document = message_borrow(place ? report_of_item(rec, ruling->piece) : document);
	if (t.instrument == NULL && t.result == TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED &&
	    (part[0] == '\0' || vote_part_is_place(part, strlen(part))))
		t.instrument = vote_outcome_noted(rec, &rec->meeting->pieces[ruling->piece]);
	d->instrument = message_borrow(t.instrument == NULL ? "" : t.instrument);
	d->result = t.result;
	bool counted = t.in_favour >= 0 || t.against >= 0;
	struct ballot_box *box = ruling->vote > 0 ? rec->votes.items[ruling->vote - 1] : NULL;
	if (box == NULL || (!counted && t.result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED))
		return;
	d->vote = (int)ruling->vote;
	vote_tally(box->vote, &t);
	vote_named(rec, box, block_read(rec->meeting, ruling->piece));
	box->vote->result_bytes = vote_range(rec->r, b);
	box->settled = true;
	box->named |= vote_part_told(block_read(rec->meeting, ruling->piece));
	box->subject = vote_subject(rec->r, block_read(rec->meeting, ruling->piece));
	if (part[0] != '\0' || box->named)
		box->vote->part = message_borrow(part);
	if (box->vote->document[0] == '\0' && !place)
		box->vote->document = d->document;
}

/* The part that the presiding officer put to the vote, where no decision names it. */
static void part_before(struct record *rec, struct ballot_box *box)
{
	const struct draft *d = rec->r->drafts.items[box->turn_before];
	size_t at, last = blocks_before(rec, box, box->turn_before, &at);
	for (size_t b = last; box->turn_before > 0 && d->presides && b > 0; b--) {
		const char *text = ((const Truce__V1__Block *)d->blocks.items[b - 1])->text;
		size_t size = b == last && at != SIZE_MAX ? at : strlen(text);
		size_t from = size > PART_BYTES ? size - PART_BYTES : 0;
		struct words w = { .count = 0 };
		if (!words_split(&w, text + from, size - from, rec->r->arena)) {
			rec->r->full = true;
			return;
		}
		const char *part = vote_part_said(rec->r, &w);
		box->vote->part = part[0] == '\0' ? box->vote->part : message_borrow(part);
		if (part[0] != '\0' || last - b == PART_BLOCKS)
			return;
	}
}

/* A draft that is voted on part by part is the same one until the next is named. */
static const char *document_of_parts(const struct record *rec, const struct ballot_box *before,
				     const struct ballot_box *box)
{
	bool same = before->vote->part[0] != '\0' && matter_of(rec, before->piece) == matter_of(rec, box->piece);
	return same ? before->vote->document : "";
}

/* Whether a motion's words say whose it is: "The Canadian motion". */
static bool says_whose(const char *said)
{
	for (const char *blank = strchr(said, ' '); blank != NULL; blank = strchr(blank + 1, ' ')) {
		if (is_capital(blank[1]))
			return true;
	}
	return false;
}

/* A mere noun, "motion", in the words that tell the result, where these say more of it; or a motion
 * that nothing but these tell. */
static void part_said(struct record *rec, struct vote_texts *texts, struct ballot_box *box, bool silent)
{
	Truce__V1__Vote *v = box->vote;
	bool mere = false, also = false, none = v->part[0] == '\0';
	const struct vote_text *text = none ? text_find_symbol(texts, v->document) : NULL;
	bool of_many = text != NULL && text->noun == NOUN_AMENDMENT && text->many;
	if (box->said == NULL || (none && !silent))
		return;
	if (of_many) { /* "The first amendment has not been adopted." */
		const char *nth = vote_subject_said(rec->r, box->said);
		if (part_is_of_order(nth) && part_noun(rec, texts, nth, &mere) == NOUN_AMENDMENT)
			v->part = message_borrow(nth);
		return;
	}
	enum text_noun noun = none ? NOUN_PROCEDURE : part_noun(rec, texts, v->part, &mere);
	bool nth = noun == NOUN_AMENDMENT && silent && !mere; /* "The first amendment is therefore adopted." */
	bool motion = none || nth || ((mere || silent) && (noun == NOUN_PROCEDURE || noun == NOUN_PROPOSAL));
	const char *said = motion ? vote_subject_said(rec->r, box->said) : "";
	if (nth && !part_is_of_order(v->part) && strstr(said, "mendment to ") == NULL)
		return; /* nor does its place tell more: "The oral amendment to paragraph 6 received 3 votes" */
	enum text_noun told = said[0] == '\0' ? NOUN_NONE : part_noun(rec, texts, said, &also);
	also &= !(silent && motion && !none && !nth && v->document[0] == '\0' && says_whose(said));
	bool same = strcasecmp(said + (strncmp(said, "The ", 4) == 0 ? 4 : 0), v->part) == 0;
	if (told != NOUN_NONE && !also && !same && (told == noun || (none && told == NOUN_PART)))
		v->part = message_borrow(said); /* "The second preambular paragraph has been adopted." */
}

/* What tells the part from its like; a motion is on no document, and an amendment that has
 * one of its own is no part. changes: it is a proposal to change a text. */
static void part_settle(struct record *rec, struct vote_texts *texts, struct ballot_box *box,
			const struct ballot_box *previous, bool silent, bool changes)
{
	Truce__V1__Vote *v = box->vote;
	const struct vote_text *text = text_find_symbol(texts, v->document);
	bool mere = false;
	enum text_noun own = text != NULL && text->motion ? NOUN_PROCEDURE : NOUN_PROPOSAL;
	bool whole = text != NULL && !changes && (text->noun == NOUN_PROPOSAL || text->noun == NOUN_DRAFT);
	if (v->part[0] != '\0' && whole && part_noun(rec, texts, v->part, &mere) == own && mere)
		v->part = message_borrow(""); /* all of it */
	v->part = message_borrow(part_marked(rec, texts, box, previous));
	part_said(rec, texts, box, silent);
	enum text_noun noun = v->part[0] == '\0' ? NOUN_NONE : part_noun(rec, texts, v->part, &mere);
	if (noun == NOUN_PROCEDURE)
		v->document = message_borrow("");
	else if (noun == NOUN_DRAFT && mere && text != NULL &&
		 !((text->noun == NOUN_REPORT || text->several) && part_is_of_order(v->part)))
		v->part = message_borrow(""); /* "The five-Power draft resolution" */
	else if (noun == NOUN_NONE && box->subject != NULL && (text == NULL || text->noun == NOUN_REPORT) &&
		 strcmp(box->subject, "The draft decision") == 0)
		v->part = message_borrow(box->subject); /* of a report, which has resolutions as well */
	else if (noun == NOUN_AMENDMENT && mere && text != NULL && text->noun == NOUN_AMENDMENT &&
		 strcasestr(v->part, "oral") == NULL && (text->sub || strcasestr(v->part, "sub") == NULL) &&
		 !(text->many && strstr(v->part, "mendment to ") != NULL))
		v->part = message_borrow("");
	if (noun == NOUN_NONE && part_is_title(v->part) && v->document[0] != '\0')
		v->part = message_borrow("");
	else if (noun == NOUN_REPORT && strstr(v->part, "General Committee") != NULL)
		v->document = message_borrow(""); /* it recommends items of the agenda */
	else if (noun == NOUN_NONE && (strstr(v->part, " item") != NULL || strncmp(v->part, "Item ", 5) == 0))
		v->document = message_borrow(""); /* "The first item" of the agenda */
	bool report = strncmp(v->part, "The report", 10) == 0 && (v->part[10] == '\0' || v->part[10] == ' ');
	if (text != NULL && text->noun == NOUN_REPORT && report)
		v->part = message_borrow("");
	if (v->part[0] == '\0' && text != NULL && text->noun == NOUN_REPORT)
		v->part = message_borrow(place_told(rec, texts, box, text));
}

/* Whether a part is an amendment to a draft that is told by its place alone. */
static bool is_of_place(struct record *rec, struct vote_texts *texts, const char *part)
{
	bool mere;
	return vote_part_says_place(part) && part_noun(rec, texts, part, &mere) == NOUN_AMENDMENT;
}

/* Whether a part is an amendment: not one of several by its order, nor one to another one. */
static bool is_amendment(struct record *rec, struct vote_texts *texts, const char *part)
{
	bool mere = false;
	return part[0] != '\0' && !part_is_of_order(part) && strcasestr(part, "sub") == NULL &&
	       strcasestr(part, "oral") == NULL && part_noun(rec, texts, part, &mere) == NOUN_AMENDMENT;
}

/* The one amendment that is left, which a part of one is of; the document where none is. */
static const char *amendment_of(struct record *rec, const struct vote_texts *texts, const struct ballot_box *box,
				const char *document)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	struct text_query query = { .noun = NOUN_AMENDMENT, .since = item == NULL ? 0 : (size_t)item->from_turn };
	const char *symbol = texts_ask(rec, texts, &query);
	return symbol[0] == '\0' ? document : symbol;
}

static bool is_motion(struct record *rec, struct vote_texts *texts, const char *part)
{
	bool mere;
	enum text_noun noun = part[0] == '\0' ? NOUN_NONE : part_noun(rec, texts, part, &mere);
	return noun == NOUN_PROCEDURE || noun == NOUN_PROPOSAL;
}

/* What a vote is on that no decision names. */
static void document_settle(struct record *rec, struct vote_texts *texts, struct ballot_box *box,
			    const struct ballot_box *previous, bool silent)
{
	Truce__V1__Vote *v = box->vote;
	const char *order = vote_part_is_order(v->part) ? v->part : NULL;
	silent |= order != NULL;
	v->document = order != NULL ? message_borrow("") : v->document;
	v->part = order != NULL ? message_borrow("") : v->part;
	const char *part = "", *document = v->document;
	size_t after = previous == NULL ? 0 : previous->turn_before;
	after = after == box->turn_before && after > 0 ? after - 1 : after;
	texts_learn(rec, texts, box);
	bool motion = silent && v->part[0] == '\0' && motion_said(rec, texts, box);
	if (document[0] == '\0')
		v->document = message_borrow(document = subject_text(rec, texts, box));
	if (document[0] == '\0') {
		const char *put = vote_put_before(rec, texts, box, previous, after, &part);
		const struct vote_text *text = put == NULL ? NULL : text_find_symbol(texts, put);
		bool amends = text != NULL && text->noun == NOUN_AMENDMENT && !silent && /* that was voted on before */
			      vote_part_says_place(v->part) && strstr(v->part, "mendment") == NULL;
		document = put == NULL || amends ? "" : put;
		if (silent && (v->part[0] == '\0' || part == vote_put_whole || (motion && part[0] != '\0')))
			v->part = message_borrow(part);
		bool aside = put == NULL && strcmp(v->part, "The proposal") == 0; /* of procedure */
		if (aside)
			put = "";
		else if (put == NULL || vote_part_says_place(v->part) ||
			 (put[0] == '\0' && is_of_place(rec, texts, part)) || (put[0] == '\0' && part[0] == '\0'))
			document = document[0] == '\0' ? report_before(rec, texts, box) : document;
		if (previous != NULL && part_is_next(rec, texts, previous, v->part, document))
			document = previous->vote->document;
		if (put == NULL && document[0] == '\0' && previous != NULL)
			document = document_of_parts(rec, previous, box);
		v->document = message_borrow(document);
	}
	const struct vote_text *of = v->document[0] == '\0' ? NULL : text_find_symbol(texts, v->document);
	if (strstr(v->part, " of the amendment") != NULL && of != NULL && of->noun == NOUN_DRAFT)
		v->document = message_borrow(amendment_of(rec, texts, box, v->document));
	if (strcmp(v->instrument, v->document) == 0) /* the note to the decision was on the draft */
		v->instrument = message_borrow("");
	part_settle(rec, texts, box, previous, silent, part == put_change);
	if (part == put_named && is_amendment(rec, texts, v->part))
		v->part = message_borrow(""); /* all of its document */
	if (order != NULL && !is_motion(rec, texts, v->part)) {
		v->part = message_borrow(order);
		v->document = message_borrow("");
	}
	texts_voted(texts, v->document, v->part);
	own_learn(rec, texts, box);
}

/* Whether the presiding officer never spoke of a document. */
static bool is_in_passing(const struct vote_texts *texts, const char *document)
{
	const struct vote_text *text = text_find_symbol(texts, document);
	return document[0] == '\0' || (text != NULL && !text->listed);
}

/* Whether a vote was on a part of a text that only the next one names. */
static bool is_of_next(struct record *rec, struct vote_texts *texts, const struct ballot_box *box,
		       const struct ballot_box *next)
{
	const Truce__V1__Vote *v = box->vote;
	bool mere;
	bool open = v->part[0] != '\0' && v->election == NULL && is_in_passing(texts, v->document);
	if (!open || is_in_passing(texts, next->vote->document) || next->turn_before > box->turn_before + PARTS_BACK ||
	    matter_of(rec, box->piece) != matter_of(rec, next->piece))
		return false;
	enum text_noun noun = part_noun(rec, texts, v->part, &mere);
	const struct vote_text *text = text_find_symbol(texts, next->vote->document);
	bool amended = text != NULL && text->noun == NOUN_AMENDMENT;
	bool oral = strcasestr(v->part, "oral") != NULL ||
		    (v->document[0] == '\0' && strstr(v->part, "mendment to ") != NULL);
	return !amended && (noun == NOUN_PART || (noun == NOUN_AMENDMENT && oral));
}

static void documents_back(struct record *rec, struct vote_texts *texts)
{
	for (size_t i = rec->votes.count; i > 1 && !rec->r->full; i--) {
		struct ballot_box *box = rec->votes.items[i - 2];
		const struct ballot_box *next = rec->votes.items[i - 1];
		if (is_of_next(rec, texts, box, next))
			box->vote->document = next->vote->document;
	}
}

void votes_settle(struct record *rec)
{
	struct sponsors asked = { .count = 0 };
	const char *symbol = rec->meeting->statement->symbol;
	struct vote_texts texts = { .asked = &asked,
				    .committees =
					    strncmp(symbol, "A/C.", 4) == 0 || strncmp(symbol, "A/SPC/", 6) == 0 };
	struct ballot_box *previous = NULL; /* that is no election */
	size_t cited = 0;
	for (size_t i = 0; i < rec->rulings.count && !rec->r->full; i++)
		ruling_settle(rec, rec->rulings.items[i], &cited);
	elections_settle(rec);
	votes_told(rec, &texts);
	for (size_t i = 0; i < rec->votes.count && !rec->r->full; i++) {
		struct ballot_box *box = rec->votes.items[i];
		Truce__V1__Vote *v = box->vote;
		bool silent = !box->named || box->told > 0; /* no decision says what it was on */
		if (!box->settled || v->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED ||
		    v->in_favour_total_case == 0)
			opening_said(rec, box);
		if (!box->settled)
			result_said(rec, box);
		bool unsaid = v->part[0] == '\0' ? silent : strcmp(v->part, "The paragraph") == 0;
		if (unsaid && v->election == NULL)
			part_before(rec, box);
		if (v->election == NULL) {
			document_settle(rec, &texts, box, previous, silent);
			outcome_settle(rec, box);
			previous = box;
		}
		const Truce__V1__Block *b = rec->meeting->blocks.items[box->piece];
		if (box->told == 0)
			v->span = block_span(rec->r, (int)box->piece + 1, b->text);
		v->ballots = (Truce__V1__Vote__Ballot **)box->ballots.items;
		v->n_ballots = box->ballots.count;
		v->notes = (Truce__V1__VoteNote **)box->notes.items;
		v->n_notes = box->notes.count;
		totals_settle(rec, box);
		list_add(rec->r, &rec->meeting->votes, v);
	}
	documents_back(rec, &texts);
	own_settle(rec, &texts);
	for (size_t i = 0; i < rec->rulings.count && !rec->r->full; i++) {
		const struct ruling *ruling = rec->rulings.items[i];
		const struct ballot_box *box = ruling->vote == 0 ? NULL : rec->votes.items[ruling->vote - 1];
		if (box != NULL && ruling->decision->vote > 0 && box->vote->document[0] != '\0')
			ruling->decision->document = box->vote->document;
		const struct ruling *next = i + 1 < rec->rulings.count ? rec->rulings.items[i + 1] : NULL;
		bool last = next == NULL || next->decision->turn != ruling->decision->turn;
		bool open = last && box == NULL &&
			    ruling->decision->result == TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED &&
			    ruling->decision->instrument[0] == '\0';
		const char *outcome = open ? outcome_behind(rec, ruling) : NULL;
		if (outcome != NULL)
			ruling->decision->instrument = message_borrow(outcome);
	}
}
