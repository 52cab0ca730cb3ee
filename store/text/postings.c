#include "store/text/private.h"

enum {
	DIGIT = 11, /* bits that are sorted by at once */
	FEW = 64,   /* that are sorted by insertion */
	BUCKETS = 1 << DIGIT,
};

void text_postings_init(struct text_postings *p)
{
	*p = (struct text_postings){ .in_order = true };
	buffer_init(&p->list, SIZE_MAX);
	buffer_init(&p->spare, SIZE_MAX);
	buffer_init(&p->gaps, SIZE_MAX);
}

void text_postings_fini(struct text_postings *p)
{
	buffer_fini(&p->list);
	buffer_fini(&p->spare);
	buffer_fini(&p->gaps);
}

void text_postings_add(struct text_postings *p, uint32_t unit, uint32_t tf, const uint32_t *gaps)
{
	const struct text_posting one = { unit, tf, p->gaps.size / sizeof *gaps };
	p->in_order = p->in_order && (p->list.size == 0 || unit > p->last);
	p->last = unit;
	if (buffer_put(&p->list, &one, sizeof one) != STATUS_OK ||
	    (gaps != NULL && buffer_put(&p->gaps, gaps, tf * sizeof *gaps) != STATUS_OK))
		p->failed = true;
}

/* ---- Sorting ----------------------------------------------------------------- */

static void sort_few(struct text_posting *list, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct text_posting one = list[i];
		size_t at = i;
		for (; at > 0 && list[at - 1].unit > one.unit; at--)
			list[at] = list[at - 1];
		list[at] = one;
	}
}

static void sort_by_digit(const struct text_posting *from, size_t count, unsigned shift, struct text_posting *to)
{
	uint32_t starts[BUCKETS] = { 0 }, before = 0;
	for (size_t i = 0; i < count; i++)
		starts[from[i].unit >> shift & (BUCKETS - 1)]++;
	for (size_t i = 0; i < BUCKETS; i++) {
		const uint32_t here = starts[i];
		starts[i] = before;
		before += here;
	}
	for (size_t i = 0; i < count; i++)
		to[starts[from[i].unit >> shift & (BUCKETS - 1)]++] = from[i];
}

/* The postings in order; NULL without memory. */
static struct text_posting *sorted(struct text_postings *p, size_t count, uint32_t units)
{
	struct text_posting *list = (struct text_posting *)(void *)p->list.data;
	if (p->in_order)
		return list;
	if (count <= FEW) {
		sort_few(list, count);
		return list;
	}
	p->spare.size = 0;
	if (buffer_reserve(&p->spare, p->list.size) != STATUS_OK)
		return NULL;
	struct text_posting *other = (struct text_posting *)(void *)p->spare.data;
	for (unsigned shift = 0; shift < bits_of(units); shift += DIGIT) {
		struct text_posting *from = list;
		sort_by_digit(from, count, shift, other);
		list = other;
		other = from;
	}
	return list;
}

void text_postings_write(struct text_postings *p, struct text_writer *w)
{
	const size_t count = p->list.size / sizeof(struct text_posting);
	const uint32_t *gaps = (const uint32_t *)(const void *)p->gaps.data;
	const struct text_posting *list = count == 0 || p->failed ? NULL : sorted(p, count, w->rows->count);
	w->failed = w->failed || (count > 0 && list == NULL);
	for (size_t i = 0; i < count && !w->failed; i++)
		text_writer_posting(w, list[i].unit, list[i].tf, gaps == NULL ? NULL : gaps + list[i].gaps);
	p->list.size = p->gaps.size = 0;
	p->in_order = true;
}
