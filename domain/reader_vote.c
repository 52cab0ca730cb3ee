/* Votes of meeting records: lists of who voted how, totals, results, later notes.
 *
 * Lists come in any order, run over lines and pages, and may stand behind one another
 * on a line. What was voted on and how it ended is said by the decision behind the
 * lists or by the presiding officer's next words. */
#include "domain/reader_record.h"

#include <stdlib.h>
#include <string.h>

#include "domain/reader_titles.h"

#define SMALL_WORDS 3   /* words of a line that begin small before it is no list */
#define RESULT_BLOCKS 6 /* of a turn that may tell the result */
#define RESULT_BYTES 6000
#define TURNS_BACK 4 /* that may name what was voted on */

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

static const struct head {
	const char *words;
	Truce__V1__Vote__Choice choice;
} heads[] = {
	{ "In favour", CHOICE(IN_FAVOUR) },
	{ "In favor", CHOICE(IN_FAVOUR) },
	{ "For", CHOICE(IN_FAVOUR) },
	{ "Against", CHOICE(AGAINST) },
	{ "Abstaining", CHOICE(ABSTAINING) },
	{ "Abstentions", CHOICE(ABSTAINING) },
	{ "Abstention", CHOICE(ABSTAINING) },
	{ "Abstained", CHOICE(ABSTAINING) },
	{ "Absent", CHOICE(NOT_VOTING) },
	{ "Not participating in the voting", CHOICE(NOT_VOTING) },
	{ "Not participating in the vote", CHOICE(NOT_VOTING) },
	{ "Not participating", CHOICE(NOT_VOTING) },
	{ "Present and not voting", CHOICE(NOT_VOTING) },
	{ "Present but not voting", CHOICE(NOT_VOTING) },
	{ "Present but not participating in the voting", CHOICE(NOT_VOTING) },
	{ "Not voting", CHOICE(NOT_VOTING) },
};

/* The head of a list at text: bytes taken with its colon, 0 for none. A total may
 * stand in it, "In favour (13):". */
static size_t head_at(const char *text, size_t size, bool line_begins, const struct head **out, int *total)
{
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		size_t n = strlen(heads[k].words);
		if (n > size || !text_equal(text, n, heads[k].words, n) || text[0] != heads[k].words[0])
			continue;
		size_t i = n;
		*total = -1;
		while (i < size && strchr(" ()", text[i]) != NULL)
			i++;
		for (int digits = 0; i < size && text[i] >= '0' && text[i] <= '9' && digits < 3; i++, digits++)
			*total = (*total < 0 ? 0 : *total) * 10 + (text[i] - '0');
		while (i < size && strchr(" ()", text[i]) != NULL)
			i++;
		bool colon = i < size && (text[i] == ':' || text[i] == ';');
		if (!colon && !(line_begins && i == size && n > 3))
			continue;
		*out = &heads[k];
		return i + (colon ? 1 : 0);
	}
	return 0;
}

bool vote_list_at(const struct lines *l, size_t line)
{
	const struct head *head;
	int total;
	char first = *line_text(l, line);
	return (first == 'I' || first == 'A' || first == 'N' || first == 'P' || first == 'F') &&
	       head_at(line_text(l, line), line_size(l, line), true, &head, &total) > 0;
}

static struct ballot_box *box_new(struct record *rec)
{
	struct ballot_box *box = arena_zalloc(rec->r->arena, sizeof *box);
	Truce__V1__Vote *vote = reader_new(rec->r, &truce__v1__vote__descriptor);
	if (box == NULL || vote == NULL) {
		rec->r->full = true;
		return NULL;
	}
	box->vote = vote;
	box->piece = SIZE_MAX;
	box->turn_before = rec->turn_number;
	vote->turn = (int32_t)rec->turn_number;
	list_add(rec->r, &rec->votes, box);
	rec->box = box;
	return box;
}

void vote_open(struct record *rec, const char *method)
{
	struct ballot_box *box = box_new(rec);
	if (box == NULL)
		return;
	box->vote->method = message_borrow(method);
	box->piece = rec->meeting->piece_count - 1;
	rec->meeting->pieces[box->piece].vote = (int)rec->votes.count;
}

/* Whether a line goes on with a list: not one of running words. */
static bool lists(const struct lines *l, size_t line)
{
	static const char *const joints[] = { "of", "the", "and", "former", "de", "d", "la", "et", "s", "part" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), small = 0;
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && text[end] != ' ' && text[end] != '-' && text[end] != ',')
			end++;
		bool begins_small = text[i] >= 'a' && text[i] <= 'z', joint = false;
		for (size_t k = 0; begins_small && k < sizeof joints / sizeof *joints; k++)
			joint = joint || (strlen(joints[k]) == end - i && memcmp(joints[k], text + i, end - i) == 0);
		small += begins_small && !joint ? 1 : 0;
		i = end + 1;
	}
	return small < SMALL_WORDS;
}

static bool ends_lists(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	struct window w;
	struct label label;
	if (vote_list_at(l, line))
		return false;
	if (*text == '[' || language_note(l, line) != NULL || !lists(l, line))
		return true;
	if (line_size(l, line) > 11 && text_equal(text, 11, "agenda item", 11))
		return true;
	return label_at(rec->r, line, l->count, &label) || direction_at(rec, line, &w) != DIRECTION_NONE;
}

/* The lists' lines as one text. */
static char *lists_text(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t room = 1, size = 0;
	for (size_t i = first; i < end; i++)
		room += line_size(l, i) + 1;
	char *text = arena_alloc(rec->r->arena, room);
	if (text == NULL) {
		rec->r->full = true;
		return NULL;
	}
	for (size_t i = first; i < end; i++) {
		if (l->at[i].furniture)
			continue;
		if (size > 0 && text[size - 1] != '-')
			text[size++] = ' ';
		memcpy(text + size, line_text(l, i), line_size(l, i));
		size += line_size(l, i);
	}
	text[size] = '\0';
	return text;
}

struct casting {
	struct ballot_box *box;
	Truce__V1__Vote__Choice choice;
	uint32_t line;
};

static void cast(struct reader *r, const char *name, void *of)
{
	struct casting *c = of;
	Truce__V1__Vote__Ballot *ballot = reader_new(r, &truce__v1__vote__ballot__descriptor);
	if (ballot == NULL)
		return;
	ballot->party = reader_party(r, name);
	ballot->choice = c->choice;
	list_add(r, &c->box->ballots, ballot);
	if (ballot->party != NULL && ballot->party->id[0] == '\0')
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, c->line, ballot->party->printed,
			    "a name in a vote's list is no party known by it; it is kept as printed");
}

static void total_set(Truce__V1__Vote *vote, Truce__V1__Vote__Choice choice, int total)
{
	if (total < 0)
		return;
	if (choice == CHOICE(IN_FAVOUR)) {
		vote->in_favour_total_case = TRUCE__V1__VOTE__IN_FAVOUR_TOTAL_IN_FAVOUR;
		vote->in_favour = total;
	} else if (choice == CHOICE(AGAINST)) {
		vote->against_total_case = TRUCE__V1__VOTE__AGAINST_TOTAL_AGAINST;
		vote->against = total;
	} else if (choice == CHOICE(ABSTAINING)) {
		vote->abstaining_total_case = TRUCE__V1__VOTE__ABSTAINING_TOTAL_ABSTAINING;
		vote->abstaining = total;
	}
}

static void lists_parse(struct record *rec, struct ballot_box *box, char *text, uint32_t line)
{
	struct casting c = { .box = box, .line = line };
	size_t size = strlen(text), from = SIZE_MAX;
	for (size_t i = 0; i <= size && !rec->r->full; i++) {
		const struct head *head = NULL;
		int total = -1;
		bool border = i == 0 || text[i - 1] == ' ';
		size_t n = i < size && border ? head_at(text + i, size - i, i == 0, &head, &total) : 0;
		if (n == 0 && i < size)
			continue;
		if (from != SIZE_MAX) {
			char *end = &text[i < size && i > 0 ? i - 1 : i], was = *end;
			*end = '\0';
			names_split(rec->r, text + from, cast, &c);
			*end = was;
		}
		if (n > 0) {
			c.choice = head->choice;
			box->listed[head->choice] = true;
			total_set(box->vote, head->choice, total);
			from = i + n;
			i = from - 1;
		}
	}
}

size_t vote_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct ballot_box *box = rec->box;
	size_t end = line, last = line + 1;
	while (end < l->count && (l->at[end].furniture || end == line || !ends_lists(rec, end))) {
		last = l->at[end].furniture ? last : end + 1;
		end++;
	}
	bool announced = box != NULL && box->ballots.count == 0 && box->turn_before == rec->turn_number &&
			 !box->listed[1] && !box->settled;
	if (!announced)
		box = box_new(rec);
	struct piece *p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_VOTE, line);
	char *text = lists_text(rec, line, last);
	if (box == NULL || p == NULL || text == NULL)
		return last;
	p->end = last;
	p->vote = (int)rec->votes.count;
	box->piece = rec->meeting->piece_count - 1;
	lists_parse(rec, box, text, l->at[line].number);
	return last;
}

/* ---- Later notes ------------------------------------------------------ */

struct noting {
	struct ballot_box *box;
	Truce__V1__Vote__Choice choice;
	int block;
	size_t size;
};

static void note_put(struct reader *r, const char *name, void *of)
{
	struct noting *n = of;
	Truce__V1__VoteNote *note = reader_new(r, &truce__v1__vote_note__descriptor);
	Truce__V1__TextSpan *span = reader_new(r, &truce__v1__text_span__descriptor);
	if (note == NULL || span == NULL)
		return;
	note->party = reader_party(r, name);
	note->intended = n->choice;
	span->block = n->block;
	span->end = (int32_t)n->size;
	note->span = span;
	list_add(r, &n->box->notes, note);
}

static Truce__V1__Vote__Choice intended_at(const struct words *w, size_t i)
{
	if (words_match(w, i, "vote|voted|voting in favour") > 0)
		return CHOICE(IN_FAVOUR);
	if (words_match(w, i, "vote|voted|voting against") > 0)
		return CHOICE(AGAINST);
	if (words_match(w, i, "abstain|abstained|abstaining") > 0)
		return CHOICE(ABSTAINING);
	if (words_match(w, i, "not participate|participated|to participate") > 0)
		return CHOICE(NOT_VOTING);
	return CHOICE(UNSPECIFIED);
}

/* "the delegations of A and B advised … that they had intended to vote in favour; the
 * delegation of C had intended to abstain": each list takes the next intention. */
void vote_note(struct record *rec, struct ballot_box *box, const char *text, int block)
{
	struct words w = { .count = 0 };
	struct noting note = { .box = box, .block = block, .size = strlen(text) };
	if (!words_split(&w, text, strlen(text), rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	const char *names = NULL;
	for (size_t i = 0; i < w.count && !rec->r->full; i++) {
		size_t n = words_match(&w, i, "delegation|delegations|representative|representatives of");
		if (n > 0) {
			size_t end = i + n;
			while (end < w.count && words_match(&w, end,
							    "advised|informed|had|that|who|notified|stated|indicated|"
							    "which|intended|wished|would|subsequently") == 0)
				end++;
			if (end > i + n)
				names = reader_text(rec->r, w.text + w.at[i + n].start,
						    w.at[end - 1].end - w.at[i + n].start);
			i = end > i ? end - 1 : i;
			continue;
		}
		note.choice = names == NULL ? CHOICE(UNSPECIFIED) : intended_at(&w, i);
		if (note.choice == CHOICE(UNSPECIFIED))
			continue;
		names_split(rec->r, names, note_put, &note);
		names = NULL;
	}
}

/* ---- Results ---------------------------------------------------------- */

static void tally_apply(Truce__V1__Vote *vote, const struct tally *t)
{
	if (vote->in_favour_total_case == 0)
		total_set(vote, CHOICE(IN_FAVOUR), t->in_favour);
	if (vote->against_total_case == 0)
		total_set(vote, CHOICE(AGAINST), t->against);
	if (vote->abstaining_total_case == 0)
		total_set(vote, CHOICE(ABSTAINING), t->abstaining);
	if (vote->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
		vote->result = t->result;
	if (vote->instrument[0] == '\0' && t->instrument != NULL)
		vote->instrument = message_borrow(t->instrument);
}

/* A symbol that can be a draft's: "A/61/L.67", "S/2018/1016", "S/24567". */
static bool is_document(const char *symbol)
{
	static const char *const never[] = { "/PV.", "/SR.", "/RES/", "/PRST/", "/INF/", "S/AGENDA" };
	if (symbol[0] == '\0' || symbol[1] != '/')
		return false;
	for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
		if (strstr(symbol, never[k]) != NULL)
			return false;
	}
	return true;
}

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
		if (is_document(c->instrument))
			return c->instrument;
	}
	return "";
}

/* The sentence of a text around a stretch of it. */
static void sentence_around(const char *text, size_t from, size_t to, size_t *start, size_t *end)
{
	*start = from;
	while (*start > 0 && !(text[*start - 1] == ' ' && *start > 1 && strchr(".?!", text[*start - 2]) != NULL))
		--*start;
	*end = to;
	while (text[*end] != '\0' &&
	       !(strchr(".?!", text[*end]) != NULL && (text[*end + 1] == ' ' || text[*end + 1] == '\0')))
		++*end;
}

/* How surely a sentence that names a document says that it is voted on: 0 for not. */
static int says_vote(const char *text, size_t start, size_t end)
{
	static const char *const drafts[] = { "draft resolution", "draft decision", "draft presidential",
					      "amendment",        "draft text",     "motion" };
	static const char *const acts[] = { "to the vote", "vote on",          "take action on", "take a decision on",
					    "voting on",   "decides to adopt", "to adopt",       "put to vote" };
	int draft = 0, act = 0;
	for (size_t i = start; i < end; i++) {
		for (size_t k = 0; draft == 0 && k < sizeof drafts / sizeof *drafts; k++)
			draft = strncmp(text + i, drafts[k], strlen(drafts[k])) == 0;
		for (size_t k = 0; act == 0 && k < sizeof acts / sizeof *acts; k++)
			act = strncmp(text + i, acts[k], strlen(acts[k])) == 0;
	}
	return draft == 0 ? 0 : 1 + act;
}

/* The document that a turn says is voted on: the surest, of those the last. */
static const char *document_said(const struct draft *d)
{
	const char *best = "";
	int surest = 0;
	for (size_t i = 0; i < d->citations.count; i++) {
		const Truce__V1__Citation *c = d->citations.items[i];
		const char *text = ((const Truce__V1__Block *)d->blocks.items[c->span->block - 1])->text;
		size_t start, end;
		if (!is_document(c->instrument))
			continue;
		sentence_around(text, (size_t)c->span->start, (size_t)c->span->end, &start, &end);
		int sure = says_vote(text, start, end);
		if (sure > 0 && sure >= surest) {
			surest = sure;
			best = c->instrument;
		}
	}
	return best;
}

/* The document that the presiding officer named before the vote, and behind the vote
 * before it. */
static const char *document_before(const struct record *rec, const struct ballot_box *box, size_t after)
{
	for (size_t turn = box->turn_before; turn > after && turn + TURNS_BACK > box->turn_before; turn--) {
		const struct draft *d = rec->r->drafts.items[turn];
		const char *document = d->presides ? document_said(d) : "";
		if (document[0] != '\0')
			return document;
	}
	return "";
}

static Truce__V1__ByteRange *range_of(struct reader *r, const Truce__V1__Block *b)
{
	Truce__V1__ByteRange *range = reader_new(r, &truce__v1__byte_range__descriptor);
	if (range == NULL || b->bytes == NULL)
		return NULL;
	range->start = b->bytes->start;
	range->end = b->bytes->end;
	return range;
}

static bool block_tally(struct reader *r, const Truce__V1__Block *b, struct tally *out)
{
	struct words w = { .count = 0 };
	if (!words_split(&w, b->text, strlen(b->text), r->arena)) {
		r->full = true;
		return false;
	}
	tally_read(out, &w, 0, w.count, r->arena);
	return out->any;
}

/* The presiding officer's words behind the lists. */
static void result_said(struct record *rec, struct ballot_box *box)
{
	struct draft *d = box->turn_after < rec->r->drafts.count && box->turn_after > 0
				  ? rec->r->drafts.items[box->turn_after]
				  : NULL;
	size_t bytes = 0;
	for (size_t i = 0; d != NULL && d->presides && i < d->blocks.count && i < RESULT_BLOCKS && bytes < RESULT_BYTES;
	     i++) {
		struct tally t;
		const Truce__V1__Block *b = d->blocks.items[i];
		bytes += strlen(b->text);
		if (!block_tally(rec->r, b, &t))
			continue;
		tally_apply(box->vote, &t);
		if (box->vote->result_bytes == NULL)
			box->vote->result_bytes = range_of(rec->r, b);
		if (t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
			return;
	}
}

static int listed(const struct ballot_box *box, Truce__V1__Vote__Choice choice)
{
	int n = 0;
	for (size_t i = 0; i < box->ballots.count; i++)
		n += ((const Truce__V1__Vote__Ballot *)box->ballots.items[i])->choice == choice;
	return n;
}

static void compare(struct record *rec, const struct ballot_box *box, Truce__V1__Vote__Choice choice, bool told,
		    int total, const char *words)
{
	int n = listed(box, choice);
	if (!told || n == total || !box->listed[choice])
		return;
	const struct piece *p = &rec->meeting->pieces[box->piece];
	reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, rec->r->lines.at[p->first].number,
		    reader_printf(rec->r, "%d %s", total, words),
		    reader_printf(rec->r, "the vote's list has %d %s; lists and total are kept as printed", n, words));
}

static int compare_ids(const void *a, const void *b)
{
	const Truce__V1__Vote__Ballot *const *x = a, *const *y = b;
	return strcmp((*x)->party->id, (*y)->party->id);
}

static void twice_find(struct record *rec, const struct ballot_box *box)
{
	size_t count = box->ballots.count;
	Truce__V1__Vote__Ballot **sorted = arena_array(rec->r->arena, count, sizeof *sorted);
	if (sorted == NULL) {
		rec->r->full = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		sorted[i] = box->ballots.items[i];
	if (count > 0)
		qsort(sorted, count, sizeof *sorted, compare_ids);
	for (size_t i = 1; i < count; i++) {
		const char *id = sorted[i]->party->id;
		if (id[0] != '\0' && strcmp(id, sorted[i - 1]->party->id) == 0)
			reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT,
				    rec->r->lines.at[rec->meeting->pieces[box->piece].first].number,
				    sorted[i]->party->printed, "a party stands in the vote's lists twice");
	}
}

static void box_check(struct record *rec, struct ballot_box *box)
{
	const Truce__V1__Vote *v = box->vote;
	compare(rec, box, CHOICE(IN_FAVOUR), v->in_favour_total_case != 0, v->in_favour, "in favour");
	compare(rec, box, CHOICE(AGAINST), v->against_total_case != 0, v->against, "against");
	compare(rec, box, CHOICE(ABSTAINING), v->abstaining_total_case != 0, v->abstaining, "abstaining");
	twice_find(rec, box);
}

/* "Operative paragraph 2" of "Operative paragraph 2 of draft … was retained by …". */
static const char *part_of(struct reader *r, const char *text)
{
	static const char *const whole[] = { "Draft ",     "The draft ", "The resolution", "The proposal",
					     "The motion", "The agenda", "The provisional" };
	for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
		if (strncmp(text, whole[k], strlen(whole[k])) == 0)
			return "";
	}
	const char *verb = strstr(text, " was ");
	verb = verb == NULL ? strstr(text, " were ") : verb;
	return verb == NULL ? "" : reader_text(r, text, (size_t)(verb - text));
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

static void ruling_settle(struct record *rec, struct ruling *ruling, size_t *cited)
{
	struct tally t;
	int block = (int)ruling->piece + 1;
	const Truce__V1__Block *b = rec->meeting->blocks.items[ruling->piece];
	Truce__V1__MeetingDecision *d = ruling->decision;
	block_tally(rec->r, b, &t);
	d->span = block_span(rec->r, block, b->text);
	d->document = message_borrow(document_of(rec->meeting, block, cited));
	d->instrument = message_borrow(t.instrument == NULL ? "" : t.instrument);
	d->result = t.result;
	bool counted = t.in_favour >= 0 || t.against >= 0;
	struct ballot_box *box = ruling->vote > 0 ? rec->votes.items[ruling->vote - 1] : NULL;
	if (box == NULL || (!counted && t.result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED))
		return;
	d->vote = (int)ruling->vote;
	tally_apply(box->vote, &t);
	box->vote->result_bytes = range_of(rec->r, b);
	box->settled = true;
	box->vote->part = message_borrow(part_of(rec->r, b->text));
	if (box->vote->document[0] == '\0')
		box->vote->document = d->document;
}

void votes_settle(struct record *rec)
{
	size_t cited = 0;
	for (size_t i = 0; i < rec->rulings.count && !rec->r->full; i++)
		ruling_settle(rec, rec->rulings.items[i], &cited);
	for (size_t i = 0; i < rec->votes.count && !rec->r->full; i++) {
		struct ballot_box *box = rec->votes.items[i];
		Truce__V1__Vote *v = box->vote;
		size_t before = i == 0 ? 0 : ((const struct ballot_box *)rec->votes.items[i - 1])->turn_before;
		before = before == box->turn_before ? before - (before > 0) : before;
		if (!box->settled)
			result_said(rec, box);
		if (v->document[0] == '\0')
			v->document = message_borrow(document_before(rec, box, before));
		const Truce__V1__Block *b = rec->meeting->blocks.items[box->piece];
		v->span = block_span(rec->r, (int)box->piece + 1, b->text);
		v->ballots = (Truce__V1__Vote__Ballot **)box->ballots.items;
		v->n_ballots = box->ballots.count;
		v->notes = (Truce__V1__VoteNote **)box->notes.items;
		v->n_notes = box->notes.count;
		box_check(rec, box);
		list_add(rec->r, &rec->meeting->votes, v);
	}
}
