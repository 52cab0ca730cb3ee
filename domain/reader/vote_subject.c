/* What a decision's own words tell of the text that it is on: "The five-Power draft resolution
 * was adopted", "The draft resolution of Peru was rejected". */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

/* Whether a subject may say whose it is: behind its first word stands a capital, as in a name, or
 * "Power" does. */
static bool may_name(const char *subject)
{
	for (const char *blank = strchr(subject, ' '); blank != NULL; blank = strchr(blank + 1, ' ')) {
		if (is_capital(blank[1]))
			return true;
	}
	return strstr(subject, "-Power") != NULL || strstr(subject, "-power") != NULL;
}

const char *subject_text(struct record *rec, const struct vote_texts *texts, const struct ballot_box *box)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	struct words w = { .count = 0 };
	struct sponsors sponsors = { .count = 0 };
	struct vote_put p = { .rec = rec, .texts = texts, .w = &w };
	struct text_query query = { .since = item == NULL ? 0 : (size_t)item->from_turn };
	if (box->subject == NULL || !may_name(box->subject))
		return "";
	if (!words_split(&w, box->subject, strlen(box->subject), rec->r->arena)) {
		rec->r->full = true;
		return "";
	}
	p.to = w.count;
	for (size_t i = 0; i < w.count && query.noun == NOUN_NONE; i++)
		noun_at(&w, i, &query.noun);
	if (query.noun != NOUN_DRAFT && query.noun != NOUN_AMENDMENT)
		return "";
	put_whose(&p, &query);
	bool whose = query.whose != NULL && sponsors_find(rec->r, query.whose, query.whose_size, &sponsors);
	const char *symbol = whose ? texts_ask(rec, texts, &query) : "";
	if (symbol[0] == '\0' || sponsors.count > 0 || sponsors.powers > 0)
		return symbol;
	size_t fits = whose_fits(rec, text_find_symbol(texts, symbol), &sponsors); /* "The Cuban amendments" */
	return fits > 0 && fits < SIZE_MAX ? symbol : "";
}
