/* Whose words a text is, as its title tells: "Statement by the Minister for Foreign Affairs of Norway,
 * Ms. Odd", "Joint statement by the Foreign Ministers of Norway, Chad and Peru". */
#include <string.h>

#include "domain/party.h"
#include "domain/reader/record.h"
#include "domain/reader/titles.h"
#include "domain/side.h"

#define PARTS_MOST 6 /* between commas */

/* What ends who it is: what the words are about, where and when they were said. */
static const char behind_whom[] = "on|at|regarding|concerning|about|following|during|after|before|ahead|in|to|marking";

/* The words that tell whose a text is, up to what it is about. */
struct whose {
	struct words w;
	size_t first, end;
	size_t behalf; /* behind "on behalf of"; 0 for none */
	bool spoken;   /* remarks, a speech */
	bool joint;
	Truce__V1__Person *speaker;
};

static size_t the_at(const struct words *w, size_t i)
{
	return words_match(w, i, "the");
}

static size_t behalf_at(const struct words *w, size_t i)
{
	return words_match(w, i, "on behalf of the?");
}

/* Cuts the title's words; false where it does not say whose it is. */
static bool whose_find(struct reader *r, const char *title, struct whose *out)
{
	*out = (struct whose){ .first = 0 };
	struct words *w = &out->w;
	if (!words_split(w, title, strlen(title), r->arena)) {
		r->full = true;
		return false;
	}
	out->first = title_whose(w, &out->spoken);
	if (out->first == 0)
		return false;
	out->joint = word_is(w, 0, "joint");
	for (size_t i = out->first; i < w->count && out->behalf == 0; i++) {
		size_t behalf = behalf_at(w, i);
		out->behalf = behalf > 0 ? i + behalf : 0;
	}
	for (out->end = out->first; out->end < w->count; out->end++) {
		size_t i = out->end;
		bool apart = word_is_mark(w, i, ':') || word_is_mark(w, i, ';') || word_is_mark(w, i, '.');
		bool dash = word_is_dash(w, i) && !word_is_glued(w, i);
		bool abbreviated = word_is_mark(w, i, '.') && i > 0 && w->at[i - 1].end - w->at[i - 1].start < 4;
		if (words_match(w, i, behind_whom) > 0 || dash || (apart && !abbreviated))
			break;
	}
	while (out->end > out->first && word_is_mark(w, out->end - 1, ','))
		out->end--;
	return out->end > out->first;
}

/* A party that words from first to end begin with, before who speaks for it: "the African Union
 * Commission Chairperson". */
static Truce__V1__Party *party_leading(struct reader *r, const struct words *w, size_t first, size_t end)
{
	const char *id;
	size_t n = first < end ? party_named_at(w, first, &id) : 0, from = first + n;
	if (n == 0 || from > end)
		return NULL;
	const char *rest = w->text + (from < end ? w->at[from].start : w->at[end - 1].end);
	if (from < end && !words_are_office(rest, w->at[end - 1].end - w->at[from].start))
		return NULL;
	return reader_party(r, joint_text(r, w, first, from));
}

static bool is_office(const char *text)
{
	static const char *const others[] = { "Spokesperson", "Spokesman", "Spokeswoman", "King",       "Queen",
					      "Amir",         "Emir",      "Sultan",      "Government", "Office" };
	for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
		if (strncmp(text, others[k], strlen(others[k])) == 0)
			return true;
	}
	return words_are_office(text, strlen(text));
}

/* Whether an office is of a party itself, or of its ministry, and of nothing else that is there:
 * "Director of the Bank of Chad". */
static bool is_of(const char *office, const char *party)
{
	const char *of = strstr(office, " of ");
	return strstr(office, "Minist") != NULL || (of != NULL && strncmp(of + 4, party, strlen(party)) == 0);
}

/* The party that an office is of: of a state by who speaks for it, of others by "of", by the words
 * before it, or by nothing else; NULL for none. */
static Truce__V1__Party *party_of_office(struct reader *r, const struct words *w, size_t first, size_t end)
{
	first += the_at(w, first);
	if (first >= end)
		return NULL;
	Truce__V1__Party *party = reader_party_said(r, w, first, end, joint_text(r, w, first, end));
	if (party != NULL && party->id[0] != '\0')
		return party;
	const char *office = joint_text(r, w, first, end), *of = is_office(office) ? function_party(r, office) : "";
	if (of[0] != '\0' && is_of(office, of))
		return reader_party(r, of);
	return party_leading(r, w, first, end);
}

/* One of the parts between commas: a person with a title, or an office. */
static void part_take(struct reader *r, struct whose *t, size_t first, size_t end)
{
	const struct words *w = &t->w;
	first += the_at(w, first);
	if (first >= end || t->speaker == NULL)
		return;
	Truce__V1__Person *s = t->speaker;
	struct label label;
	const char *text = joint_text(r, w, first, end);
	size_t size = strlen(text), of = size;
	bool named = s->printed[0] == '\0' && title_at(text, size) > 0 && person_at(r, text, size, &label);
	if (named) {
		of = label.size;
		s->printed = message_borrow(label.person);
		if (label.party[0] != '\0' && s->party == NULL && party_of(label.party) != NULL)
			s->party = reader_party(r, label.party);
	}
	size_t behind = first;
	while (named && behind < end && w->at[behind].start - w->at[first].start < of)
		behind++;
	if (s->party == NULL)
		s->party = party_of_office(r, w, behind, end);
	if (!named && s->function[0] == '\0')
		s->function = message_borrow(text);
}

/* Reads the parts; a list of more is whose words nobody can tell. */
static bool parts_read(struct reader *r, struct whose *t)
{
	const struct words *w = &t->w;
	size_t from = t->first, parts = 0;
	for (size_t i = t->first; i <= t->end; i++) {
		if (i < t->end && !word_is_mark(w, i, ','))
			continue;
		if (words_match(w, from, "and") > 0)
			return false;
		part_take(r, t, from, i);
		from = i + 1;
		parts++;
	}
	if (t->behalf > 0)
		t->speaker->party = party_of_office(r, w, t->behalf, w->at[t->behalf].last);
	return parts <= PARTS_MOST && t->speaker->party != NULL;
}

/* All that is said is said in one turn. */
static void turn_give(struct reader *r, struct draft *d, struct whose *t)
{
	Truce__V1__Turn *turn = reader_new(r, &truce__v1__turn__descriptor);
	Truce__V1__Person *s = t->speaker;
	if (turn == NULL)
		return;
	size_t first = t->first + the_at(&t->w, t->first);
	turn->label = message_borrow(joint_text(r, &t->w, first, t->end));
	turn->speaker = s;
	turn->confidence = TRUCE__V1__CONFIDENCE__CONFIDENCE_PRINTED;
	if (s->printed[0] != '\0') {
		reader_identify(r, s);
	} else {
		s->printed = turn->label;
		turn->role = s->function;
	}
	list_add(r, &d->turns, turn);
	for (size_t i = 0; i < d->blocks.count; i++) {
		Truce__V1__Block *b = d->blocks.items[i];
		if (b->kind == TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH)
			b->turn = 1;
	}
}

/* Words up to the names of who speaks together: "the Foreign Ministers of", "the Governments of". */
static size_t before_names(const struct words *w, size_t first)
{
	static const char *const offices[] = { "heads of state and|or government of", "leaders|envoys|troika of" };
	bool many = false;
	size_t i = first + the_at(w, first), n = side_at(w, i, &many);
	for (size_t k = 0; k < sizeof offices / sizeof *offices; k++) {
		size_t office = words_match(w, i, offices[k]);
		if (office > 0)
			return i + office;
	}
	return many && words_match(w, i + n, "of") > 0 ? i + n + 1 : first;
}

static bool names_person(const struct words *w)
{
	for (size_t i = 0; i < w->count; i++) {
		if (w->at[i].capital && title_at(w->text + w->at[i].start, w->size - w->at[i].start) > 0)
			return true;
	}
	return false;
}

/* Two or more states or others by name. */
static bool together_read(struct reader *r, struct draft *d, const struct whose *t, uint32_t line)
{
	const char *names = joint_text(r, &t->w, before_names(&t->w, t->first), t->end);
	struct words w = { 0 };
	if (!words_split(&w, names, strlen(names), r->arena)) {
		r->full = true;
		return false;
	}
	if (names_person(&w) || joint_parties_named(r, &w) < 2)
		return false;
	signatories_read(r, d, names, line);
	d->issued = true;
	d->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_JOINT_STATEMENT;
	return true;
}

void whose_read(struct reader *r, struct draft *d)
{
	const Truce__V1__Block *title = NULL;
	struct whose t;
	size_t block = 0;
	for (; block < d->blocks.count && block < 2 && title == NULL; block++) {
		const Truce__V1__Block *b = d->blocks.items[block];
		title = b->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING ? b : NULL;
	}
	if (title == NULL || !whose_find(r, title->text, &t))
		return;
	uint32_t line = block_line(r, d, block - 1, 0);
	if (t.behalf == 0 && together_read(r, d, &t, line))
		return;
	t.speaker = reader_new(r, &truce__v1__person__descriptor);
	if (t.joint || t.speaker == NULL || !parts_read(r, &t))
		return;
	turn_give(r, d, &t);
	d->statement->kind =
		t.spoken ? TRUCE__V1__STATEMENT__KIND__KIND_SPEECH : TRUCE__V1__STATEMENT__KIND__KIND_PRESS_RELEASE;
}
