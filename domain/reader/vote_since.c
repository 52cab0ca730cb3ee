/* The draft that the presiding officer spoke of in the sentences before the words that put something to the vote. */
#include "domain/reader/vote.h"

#define TOLD_ASKS 6 /* sentences that say whose a draft is */

/* Whether a sentence puts "the Committee's draft resolution". */
static bool committees(const struct vote_put *p)
{
	for (size_t i = p->first; i + 2 < p->end; i++) {
		size_t n = words_match(p->w, i, "committee ' s draft|text|resolution|recommendation");
		if (n > 0 || words_match(p->w, i, "committee \xE2\x80\x99 s draft|text|resolution|recommendation") > 0)
			return true;
	}
	return false;
}

/* The place of "the first" that a sentence puts to the vote without a noun: "I put the first to the vote by
 * paragraphs."; 0 for none. */
static int nth_put(const struct vote_put *q)
{
	static const char *const nth[] = { "first|former", "second|latter", "third" };
	for (size_t i = q->first; i + 3 < q->end; i++) {
		bool puts = words_match(q->w, i, "put|take the") > 0 &&
			    words_match(q->w, i + 3, "to the vote|by|in|paragraph|first") > 0;
		for (int k = 0; puts && k < 3; k++) {
			if (words_match(q->w, i + 2, nth[k]) > 0)
				return k + 1;
		}
	}
	return 0;
}

const struct vote_text *put_told_since(const struct vote_put *p, size_t since)
{
	struct vote_put q = *p;
	int asks = 0;
	for (q.end = p->first; q.end > 0 && asks < TOLD_ASKS; q.end = q.first) {
		struct text_query query = { .noun = NOUN_DRAFT, .since = since };
		q.first = q.from = p->w->at[q.end - 1].first;
		size_t citation = citations_from(p->d, p->block, p->offset + p->w->at[q.first].start);
		q.to = q.end;
		const struct vote_text *report = committees(&q) ? texts_report(p->texts, since) : NULL;
		if (report != NULL)
			return report;
		if (put_document(&q, q.from, q.to, &citation)[0] != '\0')
			break;
		if (!put_holds(&q, q.from, q.to, "amendment|amendments|sub|subamendment"))
			put_whose(&q, &query);
		query.ordinal = query.whose == NULL ? nth_put(&q) : 0;
		asks += query.whose != NULL || query.ordinal > 0;
		bool told = query.whose != NULL || query.ordinal > 0;
		const char *symbol = told ? texts_ask(p->rec, p->texts, &query) : "";
		const struct vote_text *text = symbol[0] == '\0' ? NULL : text_find_symbol(p->texts, symbol);
		if (text != NULL && !text->voted && !text->gone)
			return text;
	}
	return NULL;
}
