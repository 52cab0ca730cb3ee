#include "domain/check_record.h"

#include <stdlib.h>
#include <string.h>

/* A ballot and its place in the vote. */
struct cast {
	const Truce__V1__Vote__Ballot *ballot;
	size_t place;
};

static const char *party_id(const struct cast *cast)
{
	return cast->ballot->party == NULL ? "" : cast->ballot->party->id;
}

static int compare_casts(const void *a, const void *b)
{
	const struct cast *x = a, *y = b;
	int order = strcmp(party_id(x), party_id(y));
	return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* Whether the vote is a reading of a text, and so is the ballot: then it stands as it is printed. */
static bool is_printed(const Truce__V1__Vote *vote, const struct cast *cast)
{
	bool placed = (vote->span != NULL && vote->span->block > 0) || vote->result_bytes != NULL;
	return placed && cast->ballot->party->printed[0] != '\0';
}

static void refuse_second(const struct checker *c, const struct path *path, const struct cast *first,
			  const struct cast *second)
{
	struct path element = { .up = path, .name = "ballots", .index = (ptrdiff_t)second->place };
	struct path party = { .up = &element, .name = "party", .index = -1 };
	violations_add_at(c->v, &party,
			  "\"%s\" has ballots[%zu] as well; a party votes once: leave one of the two out (where a text "
			  "prints both, each has its printed name, and the vote its span)",
			  party_id(second), first->place);
}

void check_vote(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Vote *vote = (const Truce__V1__Vote *)m;
	size_t count = vote->n_ballots;
	if (count < 2)
		return;
	struct cast *casts = arena_array(c->v->arena, count, sizeof *casts);
	if (casts == NULL) {
		check_fault(c, path, "ballots", "has more elements than there is memory to check");
		return;
	}
	for (size_t i = 0; i < count; i++)
		casts[i] = (struct cast){ vote->ballots[i], i };
	qsort(casts, count, sizeof *casts, compare_casts);
	for (size_t i = 1; i < count; i++) {
		const struct cast *first = &casts[i - 1], *second = &casts[i];
		bool twice = party_id(second)[0] != '\0' && strcmp(party_id(first), party_id(second)) == 0;
		if (twice && !(is_printed(vote, first) && is_printed(vote, second)))
			refuse_second(c, path, first, second);
	}
}
