/* The totals of votes beside their lists: majorities that are told first, and whether they
 * agree. */
#include "domain/reader/vote.h"

#include <stdlib.h>
#include <string.h>

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

static int listed(const struct ballot_box *box, Truce__V1__Vote__Choice choice)
{
	int n = 0;
	for (size_t i = 0; i < box->ballots.count; i++)
		n += ((const Truce__V1__Vote__Ballot *)box->ballots.items[i])->choice == choice;
	return n;
}

/* Totals are the other way round where the lists say so: "was not adopted by 81 votes to
 * 40" may tell the majority first. */
static void totals_turn(const struct ballot_box *box)
{
	Truce__V1__Vote *v = box->vote;
	bool told = v->in_favour_total_case != 0 && v->against_total_case != 0;
	bool lists = box->listed[CHOICE(IN_FAVOUR)] && box->listed[CHOICE(AGAINST)];
	if (!told || !lists || v->in_favour == v->against || listed(box, CHOICE(IN_FAVOUR)) != v->against ||
	    listed(box, CHOICE(AGAINST)) != v->in_favour)
		return;
	int in_favour = v->against;
	v->against = v->in_favour;
	v->in_favour = in_favour;
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

/* A list that says "None" is a total, where no words tell another one. */
static void totals_none(const struct ballot_box *box)
{
	Truce__V1__Vote *v = box->vote;
	const bool told[] = { [CHOICE(IN_FAVOUR)] = v->in_favour_total_case != 0,
			      [CHOICE(AGAINST)] = v->against_total_case != 0,
			      [CHOICE(ABSTAINING)] = v->abstaining_total_case != 0 };
	for (size_t choice = 1; choice < sizeof told / sizeof *told; choice++) {
		if (box->nobody[choice] && !told[choice])
			vote_total(v, (Truce__V1__Vote__Choice)choice, 0);
	}
}

void totals_settle(struct record *rec, struct ballot_box *box)
{
	totals_turn(box);
	totals_none(box);
	const Truce__V1__Vote *v = box->vote;
	compare(rec, box, CHOICE(IN_FAVOUR), v->in_favour_total_case != 0, v->in_favour, "in favour");
	compare(rec, box, CHOICE(AGAINST), v->against_total_case != 0, v->against, "against");
	compare(rec, box, CHOICE(ABSTAINING), v->abstaining_total_case != 0, v->abstaining, "abstaining");
	twice_find(rec, box);
}
