/* Votes of meeting records: lists of who voted how, totals, results, later notes.
 *
 * Lists come in any order, run over lines and pages, and may stand behind one another
 * on a line. What was voted on and how it ended is said by the decision behind the
 * lists or by the presiding officer's next words. */
#include "domain/reader_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/reader_page.h"
#include "domain/reader_titles.h"

#define STRETCHES_MOST 4 /* of a vote's lists, footnotes between them */
#define PAGE_DIGITS 4
#define COUNTED_TURNS 3 /* from a secret ballot to its list, while the papers are counted */
#define SMALL_WORDS 3   /* words of a line that begin small before it is no list */

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

static const struct head {
	const char *words;
	Truce__V1__Vote__Choice choice;
} heads[] = {
	{ "In favour", CHOICE(IN_FAVOUR) },
	{ "In favor", CHOICE(IN_FAVOUR) },
	{ "For", CHOICE(IN_FAVOUR) },
	{ "Votes for", CHOICE(IN_FAVOUR) },
	{ "Vote for", CHOICE(IN_FAVOUR) },
	{ "Vote in favour", CHOICE(IN_FAVOUR) },
	{ "Votes in favour", CHOICE(IN_FAVOUR) },
	{ "Voting for", CHOICE(IN_FAVOUR) },
	{ "Votes against", CHOICE(AGAINST) },
	{ "Vote against", CHOICE(AGAINST) },
	{ "Voting against", CHOICE(AGAINST) },
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
		if (size == 0 || text[0] != heads[k].words[0])
			continue;
		size_t n = strlen(heads[k].words);
		if (n > size || !text_equal(text, n, heads[k].words, n))
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
	return (first == 'I' || first == 'A' || first == 'N' || first == 'P' || first == 'F' || first == 'V') &&
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
	box->opening = rec->meeting->piece_count;
	rec->meeting->pieces[box->piece].vote = (int)rec->votes.count;
}

struct ballot_box *vote_of_ballot(struct record *rec)
{
	struct ballot_box *box = rec->box;
	bool announced = box != NULL && strcmp(box->vote->method, "secret ballot") == 0 &&
			 box->vote->election == NULL && box->ballots.count == 0 &&
			 box->turn_before + COUNTED_TURNS >= rec->turn_number;
	if (!announced)
		box = box_new(rec);
	if (box == NULL)
		return NULL;
	box->vote->method = message_borrow("secret ballot");
	box->piece = rec->meeting->piece_count - 1;
	box->turn_list = rec->turn_number;
	box->settled = true;
	return box;
}

/* Whether a line goes on with a list: not one of running words. */
static bool lists(const struct lines *l, size_t line)
{
	static const char *const joints[] = { "of", "the", "and", "former", "de", "d", "la", "et", "s", "part" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), small = 0;
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && strchr(" -,;.()", text[end]) == NULL)
			end++;
		bool begins_small = text[i] >= 'a' && text[i] <= 'z', joint = false;
		for (size_t k = 0; begins_small && k < sizeof joints / sizeof *joints; k++)
			joint = joint || (strlen(joints[k]) == end - i && memcmp(joints[k], text + i, end - i) == 0);
		small += begins_small && !joint ? 1 : 0;
		i = end + 1;
	}
	return small < SMALL_WORDS;
}

/* Whether a comma asks for a name, and a line begins with one that a decision could begin like:
 * "The former Yugoslav Republic of Macedonia, Turkey". */
static bool is_name_asked(const struct lines *l, size_t line)
{
	size_t before = line;
	if (!line_begins(l, line, "The former "))
		return false;
	while (before > 0 && l->at[before - 1].furniture)
		before--;
	return before > 0 && l->text[l->at[before - 1].end - 1] == ',';
}

static bool ends_lists(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	struct window w;
	struct label label;
	if (vote_list_at(l, line) || is_name_asked(l, line))
		return false;
	if (*text == '[' || language_note(l, line) != NULL || !lists(l, line) || column_is(rec, line))
		return true;
	if (line_size(l, line) > 11 && text_equal(text, 11, "agenda item", 11))
		return true;
	return label_at(rec->r, line, l->count, &label) || direction_at(rec, line, &w) != DIRECTION_NONE;
}

/* Bytes of a page's number alone on a line of a list, or before a name: "1057 Pakistan". No
 * state's name begins with one. */
static size_t page_before(const char *text, size_t size)
{
	size_t digits = page_digits_at(text, size, 0);
	if (digits == 0 || digits > PAGE_DIGITS || (digits < size && text[digits] != ' '))
		return 0;
	return digits + (digits < size);
}

/* The lists' lines as one text. */
static char *lists_text(struct record *rec, size_t first, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t room = 1, size = 0, before = first;
	for (size_t i = first; i < end; i++)
		room += line_size(l, i) + 1;
	char *text = arena_alloc(rec->r->arena, room);
	if (text == NULL) {
		rec->r->full = true;
		return NULL;
	}
	for (size_t i = first; i < end; i++) {
		size_t page = i == first ? 0 : page_before(line_text(l, i), line_size(l, i));
		if (l->at[i].furniture || page == line_size(l, i))
			continue;
		if (size > 0 && text[size - 1] != '-')
			text[size++] = ' ';
		else if (size > 0 && l->at[before].divides)
			size--;
		before = i;
		memcpy(text + size, line_text(l, i) + page, line_size(l, i) - page);
		size += line_size(l, i) - page;
	}
	text[size] = '\0';
	return text;
}

static char *lists_join(struct record *rec, const char *text, const char *more)
{
	size_t room = strlen(text) + strlen(more) + 2;
	char *both = arena_alloc(rec->r->arena, room);
	if (both == NULL)
		rec->r->full = true;
	else
		snprintf(both, room, "%s %s", text, more);
	return both;
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
	reader_party_mend(r, ballot->party, c->line);
	list_add(r, &c->box->ballots, ballot);
	if (ballot->party != NULL && ballot->party->id[0] == '\0')
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, c->line, ballot->party->printed,
			    "a name in a vote's list is no party known by it; it is kept as printed");
}

void vote_total(Truce__V1__Vote *vote, Truce__V1__Vote__Choice choice, int total)
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
			box->nobody[c.choice] = names_are_none(text + from);
			names_split(rec->r, text + from, cast, &c);
			*end = was;
		}
		if (n > 0) {
			c.choice = head->choice;
			box->listed[head->choice] = true;
			vote_total(box->vote, head->choice, total);
			from = i + n;
			i = from - 1;
		}
	}
}

static size_t lists_end(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	size_t end = line, last = line + 1;
	while (end < l->count && (l->at[end].furniture || end == line || !ends_lists(rec, end))) {
		last = l->at[end].furniture ? last : end + 1;
		end++;
	}
	return last;
}

static size_t behind_furniture(const struct lines *l, size_t line)
{
	while (line < l->count && l->at[line].furniture)
		line++;
	return line;
}

/* Takes a footnote to a vote before where a page ends inside of the lists: the line that
 * they go on with; 0 where they do not. */
static size_t note_between(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct window w;
	size_t note = behind_furniture(l, line);
	if (note >= l->count || *line_text(l, note) == '[' || direction_at(rec, note, &w) != DIRECTION_NOTE)
		return 0;
	size_t next = behind_furniture(l, w.end);
	if (next >= l->count || ends_lists(rec, next))
		return 0;
	if (!vote_list_at(l, next) && memchr(line_text(l, next), ',', line_size(l, next)) == NULL)
		return 0;
	direction_take(rec, note, DIRECTION_NOTE, &w);
	return next;
}

size_t vote_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	struct ballot_box *box = rec->box;
	bool announced = box != NULL && box->ballots.count == 0 && box->turn_before == rec->turn_number &&
			 !box->listed[1] && !box->settled;
	if (!announced)
		box = box_new(rec);
	char *text = NULL;
	size_t from = line, last = line + 1;
	for (int stretches = 1; box != NULL && from > 0; stretches++) {
		last = lists_end(rec, from);
		struct piece *p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_VOTE, from);
		char *more = lists_text(rec, from, last);
		if (p == NULL || more == NULL)
			return last;
		p->end = last;
		p->vote = (int)rec->votes.count;
		box->piece = text == NULL ? rec->meeting->piece_count - 1 : box->piece;
		text = text == NULL ? more : lists_join(rec, text, more);
		from = stretches < STRETCHES_MOST ? note_between(rec, last) : 0;
		from = from > 0 ? from : column_between(rec, last);
	}
	if (text != NULL)
		lists_parse(rec, box, text, l->at[line].number);
	return last;
}

void vote_cast(struct record *rec, struct ballot_box *box, Truce__V1__Vote__Choice choice, const char *names)
{
	struct casting c = { .box = box, .choice = choice };
	names_split(rec->r, names, cast, &c);
}
