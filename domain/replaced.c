#include "domain/replaced.h"

#include <string.h>

#include "domain/zone_days.h"
#include "proto/message.h"

#define LINK(name) TRUCE__V1__STATEMENT_LINK__KIND__KIND_##name
#define STATE(name) TRUCE__V1__COMMITMENT_STATUS__STATE__STATE_##name

bool replacement_make(const Truce__V1__Statement *by, size_t link, struct replacement *out)
{
	static const struct {
		Truce__V1__StatementLink__Kind kind;
		Truce__V1__CommitmentStatus__State state;
		bool restates; /* only what it states itself */
	} rows[] = {
		{ LINK(CORRECTS), STATE(SUPERSEDED), true },
		{ LINK(SUPERSEDES), STATE(SUPERSEDED), false },
		{ LINK(WITHDRAWS), STATE(WITHDRAWN), false },
	};
	const Truce__V1__StatementLink *l = by->links[link];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (l->kind != rows[i].kind || (rows[i].restates && by->n_commitments == 0))
			continue;
		*out = (struct replacement){ l->statement, by->name, rows[i].state, zone_days(by->date).lo };
		return true;
	}
	return false;
}

static bool is_withdrawn(const struct replacement *all, size_t count, const char *name, int32_t day)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].state == STATE(WITHDRAWN) && all[i].since <= day && strcmp(all[i].of, name) == 0)
			return true;
	return false;
}

static bool is_before(const struct replacement *a, const struct replacement *b)
{
	return a->since != b->since ? a->since > b->since : strcmp(a->by, b->by) < 0;
}

const struct replacement *replacement_of(const struct replacement *all, size_t count, const char *name, int32_t day)
{
	const struct replacement *best = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct replacement *r = &all[i];
		if (r->since <= day && strcmp(r->of, name) == 0 && (best == NULL || is_before(r, best)) &&
		    !is_withdrawn(all, count, r->by, day))
			best = r;
	}
	return best;
}

void replacement_put(const struct replacement *replacement, Truce__V1__CommitmentStatus *status)
{
	status->superseded_by = message_borrow(replacement->by);
	if (status->state == STATE(FULFILLED) || status->state == STATE(FULFILLED_LATE))
		return;
	status->state = replacement->state;
	status->days_overdue = 0;
}
