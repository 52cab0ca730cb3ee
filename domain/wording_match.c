#include "domain/wording.h"

/* Two runs of words, and the room that the search works in: for each diagonal
 * (place in the first less place in the second) how far one came on it. */
struct search {
	const struct wording_word *a, *b;
	int64_t *forward, *backward; /* by diagonal; both point at diagonal 0 */
	int32_t *match;
	size_t common;
};

/* A box of the grid of both: words a_from to a_to of the first, likewise b. */
struct box {
	int64_t a_from, a_to, b_from, b_to;
};

/* How far one way has come: the diagonals looked at, and the outermost there are. */
struct reach {
	int64_t *at;
	int64_t low, high, least, most;
};

/* One more diagonal on either side, as far as the box goes; those outside hold
 * what never wins. */
static void widen(struct reach *r, int64_t never)
{
	if (r->low > r->least)
		r->at[--r->low - 1] = never;
	else
		r->low++;
	if (r->high < r->most)
		r->at[++r->high + 1] = never;
	else
		r->high--;
}

/* One difference further from the start; true where it meets the way back, at
 * *a, *b. */
static bool step_forward(const struct search *s, const struct box *box, struct reach *f, const struct reach *back,
			 bool odd, int64_t *a, int64_t *b)
{
	widen(f, -1);
	for (int64_t d = f->high; d >= f->low; d -= 2) {
		int64_t x = f->at[d - 1] < f->at[d + 1] ? f->at[d + 1] : f->at[d - 1] + 1;
		while (x < box->a_to && x - d < box->b_to && s->a[x].hash == s->b[x - d].hash)
			x++;
		f->at[d] = x;
		if (odd && d >= back->low && d <= back->high && back->at[d] <= x) {
			*a = x;
			*b = x - d;
			return true;
		}
	}
	return false;
}

static bool step_backward(const struct search *s, const struct box *box, struct reach *back, const struct reach *f,
			  bool odd, int64_t *a, int64_t *b)
{
	widen(back, INT64_MAX);
	for (int64_t d = back->high; d >= back->low; d -= 2) {
		int64_t x = back->at[d - 1] < back->at[d + 1] ? back->at[d - 1] : back->at[d + 1] - 1;
		while (x > box->a_from && x - d > box->b_from && s->a[x - 1].hash == s->b[x - d - 1].hash)
			x--;
		back->at[d] = x;
		if (!odd && d >= f->low && d <= f->high && x <= f->at[d]) {
			*a = x;
			*b = x - d;
			return true;
		}
	}
	return false;
}

/* The place inside the box that is the furthest from where a way began: sign 1 for
 * the way forward, -1 for the way back. Answers how far. */
static int64_t furthest(const struct box *box, const struct reach *r, int sign, int64_t *a, int64_t *b)
{
	int64_t best = -1;
	for (int64_t d = r->high; d >= r->low; d -= 2) {
		int64_t x = r->at[d];
		x = x > box->a_to ? box->a_to : x < box->a_from ? box->a_from : x;
		int64_t y = x - d;
		y = y > box->b_to ? box->b_to : y < box->b_from ? box->b_from : y;
		x = y + d;
		int64_t come = sign > 0 ? x + y - box->a_from - box->b_from : box->a_to + box->b_to - x - y;
		if (come > best) {
			best = come;
			*a = x;
			*b = y;
		}
	}
	return best;
}

/* A place in the box that a shortest way leads through, or a good one where the
 * shortest is too far to seek. The box is not empty either way, and its corners do
 * not match. */
static void middle(const struct search *s, const struct box *box, int64_t *a, int64_t *b)
{
	int64_t least = box->a_from - box->b_to, most = box->a_to - box->b_from;
	int64_t start = box->a_from - box->b_from, end = box->a_to - box->b_to;
	struct reach f = { s->forward, start, start, least, most };
	struct reach back = { s->backward, end, end, least, most };
	bool odd = ((start - end) & 1) != 0;
	f.at[start] = box->a_from;
	back.at[end] = box->a_to;
	for (int effort = 0; effort < WORDING_EFFORT; effort++) {
		if (step_forward(s, box, &f, &back, odd, a, b) || step_backward(s, box, &back, &f, odd, a, b))
			return;
	}
	int64_t back_a = 0, back_b = 0;
	if (furthest(box, &f, 1, a, b) >= furthest(box, &back, -1, &back_a, &back_b))
		return;
	*a = back_a;
	*b = back_b;
}

static void keep(struct search *s, int64_t a, int64_t b)
{
	s->match[a] = (int32_t)b;
	s->common++;
}

static void trim(struct search *s, struct box *box)
{
	while (box->a_from < box->a_to && box->b_from < box->b_to && s->a[box->a_from].hash == s->b[box->b_from].hash)
		keep(s, box->a_from++, box->b_from++);
	while (box->a_from < box->a_to && box->b_from < box->b_to &&
	       s->a[box->a_to - 1].hash == s->b[box->b_to - 1].hash)
		keep(s, --box->a_to, --box->b_to);
}

static int64_t half_size(const struct box *box)
{
	return box->a_to - box->a_from + box->b_to - box->b_from;
}

/* Goes down into the smaller half and on with the larger: the depth is the
 * logarithm of the size. */
static void search_box(struct search *s, struct box box)
{
	for (;;) {
		int64_t a = 0, b = 0;
		trim(s, &box);
		if (box.a_from == box.a_to || box.b_from == box.b_to)
			return;
		middle(s, &box, &a, &b);
		struct box before = { box.a_from, a, box.b_from, b }, after = { a, box.a_to, b, box.b_to };
		bool first_is_smaller = half_size(&before) < half_size(&after);
		search_box(s, first_is_smaller ? before : after);
		box = first_is_smaller ? after : before;
	}
}

enum status wording_compare(const struct wording *first, const struct wording *second, struct arena *arena,
			    struct wording_match *out)
{
	size_t words = first->count + second->count, room = words + 3;
	int64_t *ways = arena_alloc(arena, 2 * room * sizeof *ways);
	int32_t *match = arena_alloc(arena, (first->count + 1) * sizeof *match);
	if (ways == NULL || match == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	for (size_t i = 0; i <= first->count; i++)
		match[i] = -1;
	struct search s = {
		.a = first->at,
		.b = second->at,
		.forward = ways + second->count + 1,
		.backward = ways + room + second->count + 1,
		.match = match,
	};
	search_box(&s, (struct box){ 0, (int64_t)first->count, 0, (int64_t)second->count });
	*out = (struct wording_match){
		.second = match,
		.common = s.common,
		.similarity = words == 0 ? 1 : 2.0 * (double)s.common / (double)words,
	};
	return STATUS_OK;
}
