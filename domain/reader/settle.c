/* What the finds of all blocks say of the statement as a whole. */
#include "domain/reader/internal.h"

#include <string.h>

static bool is_head(const struct draft *d, const Truce__V1__Mention *m)
{
	const Truce__V1__Block *b = d->blocks.items[m->span->block - 1];
	return b->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING || b->kind == TRUCE__V1__BLOCK__KIND__KIND_DATELINE ||
	       b->kind == TRUCE__V1__BLOCK__KIND__KIND_OPENING;
}

/* Whether a mention stands behind thanks for hosting: "express their gratitude to …
 * for hosting the sixth round". */
static bool is_hosted(const struct draft *d, const Truce__V1__Mention *m)
{
	const Truce__V1__Block *b = d->blocks.items[m->span->block - 1];
	for (size_t i = 0; i < d->acts.count; i++) {
		const Truce__V1__Act *act = d->acts.items[i];
		if (act->kind != TRUCE__V1__ACT__KIND__KIND_THANK || act->span->block != m->span->block ||
		    act->span->start > m->span->start || act->span->end < m->span->end)
			continue;
		const char *hosting = strstr(b->text + act->span->start, " hosting ");
		if (hosting != NULL && hosting - b->text < m->span->start)
			return true;
	}
	return false;
}

/* The one round of the mentions that are so; "" for none, and for several. */
static const char *one_round(const struct draft *d, bool (*is_so)(const struct draft *d, const Truce__V1__Mention *m))
{
	const char *round = "";
	for (size_t i = 0; i < d->mentions.count; i++) {
		const Truce__V1__Mention *m = d->mentions.items[i];
		if (strncmp(m->target, "rounds/", 7) != 0 || !is_so(d, m))
			continue;
		if (round[0] != '\0' && strcmp(round, m->target) != 0)
			return "";
		round = m->target;
	}
	return round;
}

void statement_settle(struct reader *r, struct draft *d)
{
	Truce__V1__Statement *s = d->statement;
	if (r->full || !d->joint)
		return;
	const char *round = one_round(d, is_head);
	s->round = message_borrow(round[0] != '\0' ? round : one_round(d, is_hosted));
}
