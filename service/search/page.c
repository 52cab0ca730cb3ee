#include <string.h>

#include "service/search/search.h"

static int by_score(const struct search_hit *a, const struct search_hit *b)
{
	return a->score == b->score ? 0 : a->score > b->score ? -1 : 1;
}

/* Those without a date come last, whichever way the order goes. */
static int by_day(const struct search_hit *a, const struct search_hit *b, bool newest)
{
	if (a->day == b->day)
		return 0;
	if (a->day == QUERY_NO_DAY || b->day == QUERY_NO_DAY)
		return a->day == QUERY_NO_DAY ? 1 : -1;
	return (a->day < b->day) == newest ? 1 : -1;
}

/* Whether a comes before b. */
static bool before(const struct search_page *page, const struct search_hit *a, const struct search_hit *b)
{
	int order;
	if (page->order == TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_UNSPECIFIED)
		order = by_score(a, b);
	else
		order = by_day(a, b, page->order == TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_NEWEST);
	return order != 0 ? order < 0 : a->doc < b->doc;
}

/* How many of the hits come after one: they are kept with the last of the page first. */
static size_t count_after(const struct search_page *p, const struct search_hit *hit)
{
	size_t low = 0, high = p->count;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		if (before(p, hit, &p->hits[middle]))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void take_out(struct search_page *p, size_t at)
{
	memmove(&p->hits[at], &p->hits[at + 1], (--p->count - at) * sizeof *p->hits);
}

static void put_in(struct search_page *p, const struct search_hit *hit)
{
	const size_t at = count_after(p, hit);
	memmove(&p->hits[at + 1], &p->hits[at], (p->count++ - at) * sizeof *p->hits);
	p->hits[at] = *hit;
}

/* Whether a is of a better passage of the same statement, or of an earlier one that is as good. */
static bool is_better(const struct search_hit *a, const struct search_hit *b)
{
	return a->score > b->score || (a->score == b->score && a->block < b->block);
}

bool search_page_takes(const struct search_page *p, const struct search_hit *hit)
{
	if (p->has_after && !before(p, &p->after, hit))
		return false;
	if (p->comes_again && p->count > 0 && p->hits[0].doc == hit->doc)
		return is_better(hit, &p->hits[0]);
	return p->count < p->most || before(p, hit, &p->hits[0]);
}

/* Whether the statement is on the page, where it has its better passage then. */
static bool keep_again(struct search_page *p, const struct search_hit *hit)
{
	for (size_t i = 0; i < p->count; i++) {
		if (p->hits[i].doc != hit->doc)
			continue;
		if (is_better(hit, &p->hits[i])) {
			take_out(p, i);
			put_in(p, hit);
		}
		return true;
	}
	return false;
}

void search_page_keep(struct search_page *p, const struct search_hit *hit)
{
	if (p->comes_again && keep_again(p, hit))
		return;
	if (p->count == p->most)
		take_out(p, 0);
	put_in(p, hit);
}

void search_page_sort(struct search_page *p)
{
	for (size_t i = 0, k = p->count; i + 1 < k; i++) {
		const struct search_hit hit = p->hits[i];
		p->hits[i] = p->hits[--k];
		p->hits[k] = hit;
	}
}
