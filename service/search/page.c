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

static void swap(struct search_hit *a, struct search_hit *b)
{
	struct search_hit kept = *a;
	*a = *b;
	*b = kept;
}

/* The hits are a heap: none comes before those below it. */
static void sift_up(struct search_page *p, size_t at)
{
	for (; at > 0 && before(p, &p->hits[(at - 1) / 2], &p->hits[at]); at = (at - 1) / 2)
		swap(&p->hits[(at - 1) / 2], &p->hits[at]);
}

static void sift_down(struct search_page *p, size_t at, size_t count)
{
	for (size_t last = at;; at = last) {
		for (size_t child = 2 * at + 1; child < count && child <= 2 * at + 2; child++)
			if (before(p, &p->hits[last], &p->hits[child]))
				last = child;
		if (last == at)
			return;
		swap(&p->hits[last], &p->hits[at]);
	}
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
			p->hits[i] = *hit;
			sift_down(p, i, p->count);
		}
		return true;
	}
	return false;
}

void search_page_keep(struct search_page *p, const struct search_hit *hit)
{
	if (p->comes_again && keep_again(p, hit))
		return;
	if (p->count == p->most) {
		p->hits[0] = *hit;
		sift_down(p, 0, p->count);
	} else {
		p->hits[p->count] = *hit;
		sift_up(p, p->count++);
	}
}

void search_page_sort(struct search_page *p)
{
	for (size_t left = p->count; left > 1; left--) {
		swap(&p->hits[0], &p->hits[left - 1]);
		sift_down(p, 0, left - 1);
	}
}
