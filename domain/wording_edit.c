#include "domain/wording.h"

#include "base/utf8.h"

#define ISLAND_MOST 2 /* kept words that may be replaced with those around them */

/* The texts as they are cut: bytes before a and b are in steps already. Run twice:
 * once to count the steps, with out.at NULL, and once to write them. */
struct cutting {
	const struct wording *first, *second;
	struct wording_edits out;
	enum wording_kind last; /* kind of the last step; 0 before the first */
	size_t a, b;
};

/* A stretch of changed words on both sides, between matched ones. */
struct stretch {
	size_t a_from, a_to, b_from, b_to; /* words */
};

static bool is_tail(const char *text, size_t at, size_t end)
{
	return at < end && utf8_is_inside(text[at]);
}

/* Adds a step that takes so many bytes of each text; joins it to the last one where
 * both keep what they stand on. */
static void add(struct cutting *c, enum wording_kind kind, size_t a_to, size_t b_to)
{
	struct bytes first = bytes_of(c->first->text + c->a, a_to - c->a);
	struct bytes second = bytes_of(c->second->text + c->b, b_to - c->b);
	c->a = a_to;
	c->b = b_to;
	if (first.size == 0 && second.size == 0)
		return;
	bool joined = c->last == kind;
	c->last = kind;
	if (!joined && c->out.at != NULL)
		c->out.at[c->out.count] = (struct wording_edit){ kind, first, second };
	if (!joined)
		c->out.count++;
	if (joined && c->out.at != NULL) {
		c->out.at[c->out.count - 1].first.size += first.size;
		c->out.at[c->out.count - 1].second.size += second.size;
	}
}

/* Bytes that the two begin with alike, at most `most`, by whole characters. */
static size_t alike_before(const struct cutting *c, size_t most)
{
	const char *a = c->first->text + c->a, *b = c->second->text + c->b;
	size_t n = 0;
	while (n < most && a[n] == b[n])
		n++;
	while (n > 0 && n < most && is_tail(a, n, most))
		n--;
	return n;
}

/* Bytes that they end with alike, before a_to and b_to. */
static size_t alike_after(const struct cutting *c, size_t a_to, size_t b_to, size_t most)
{
	const char *a = c->first->text + a_to, *b = c->second->text + b_to;
	size_t n = 0;
	while (n < most && *(a - n - 1) == *(b - n - 1))
		n++;
	while (n > 0 && is_tail(a - n, 0, 1))
		n--;
	return n;
}

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What stands before the first word of a stretch, or in all of it, to `to`. */
static size_t lead(const struct wording *w, size_t from_word, size_t to_word, size_t at, size_t to)
{
	return (from_word < to_word ? w->at[from_word].start : to) - at;
}

static size_t tail(const struct wording *w, size_t from_word, size_t to_word, size_t at, size_t to)
{
	return to - (from_word < to_word ? w->at[to_word - 1].end : at);
}

/* The step over what differs, up to a_to and b_to. Where one side has marks alone,
 * they are another form, not words put in. */
static void add_changed(struct cutting *c, const struct stretch *s, size_t a_to, size_t b_to)
{
	bool words_out = s->a_from < s->a_to, words_in = s->b_from < s->b_to;
	if (words_out && words_in)
		add(c, WORDING_REPLACED, c->first->at[s->a_to - 1].end, c->second->at[s->b_to - 1].end);
	else if (words_out)
		add(c, WORDING_DELETED, b_to == c->b ? a_to : c->first->at[s->a_to - 1].end, c->b);
	else if (words_in)
		add(c, WORDING_INSERTED, c->a, a_to == c->a ? b_to : c->second->at[s->b_to - 1].end);
	add(c, WORDING_FORM, a_to, b_to);
}

/* All between two matched words: what is alike at either end, and the step between. */
static void add_stretch(struct cutting *c, const struct stretch *s, size_t a_to, size_t b_to)
{
	size_t before = alike_before(c, least_of(lead(c->first, s->a_from, s->a_to, c->a, a_to),
						 lead(c->second, s->b_from, s->b_to, c->b, b_to)));
	add(c, WORDING_SAME, c->a + before, c->b + before);
	size_t after = alike_after(c, a_to, b_to,
				   least_of(tail(c->first, s->a_from, s->a_to, c->a, a_to),
					    tail(c->second, s->b_from, s->b_to, c->b, b_to)));
	add_changed(c, s, a_to - after, b_to - after);
	add(c, WORDING_SAME, a_to, b_to);
}

/* A matched word: the same, or in another form. */
static void add_word(struct cutting *c, const struct wording_word *a, const struct wording_word *b)
{
	bool same = bytes_equal(bytes_of(c->first->text + a->start, a->end - a->start),
				bytes_of(c->second->text + b->start, b->end - b->start));
	add(c, same ? WORDING_SAME : WORDING_FORM, a->end, b->end);
}

/* The next stretch from its a_from and b_from on: to the next matched word, or to
 * the end. */
static void stretch_end(const struct cutting *c, const int32_t *match, struct stretch *s)
{
	s->a_to = s->a_from;
	while (s->a_to < c->first->count && match[s->a_to] < 0)
		s->a_to++;
	s->b_to = s->a_to < c->first->count ? (size_t)match[s->a_to] : c->second->count;
}

/* How many matched words follow one another from s's end on, without a change. */
static size_t run_after(const struct cutting *c, const int32_t *match, const struct stretch *s)
{
	size_t n = 0;
	while (s->a_to + n < c->first->count && match[s->a_to + n] == (int32_t)(s->b_to + n))
		n++;
	return n;
}

/* Takes matches back that are islands: a word or two with at least three times as many
 * words going, and coming, around them. */
static void sink_islands(const struct cutting *c, int32_t *match)
{
	struct stretch left = { 0, 0, 0, 0 };
	stretch_end(c, match, &left);
	while (left.a_to < c->first->count) {
		size_t run = run_after(c, match, &left);
		struct stretch right = { .a_from = left.a_to + run, .b_from = left.b_to + run };
		stretch_end(c, match, &right);
		size_t out_left = left.a_to - left.a_from, in_left = left.b_to - left.b_from;
		size_t out_right = right.a_to - right.a_from, in_right = right.b_to - right.b_from;
		bool island = run <= ISLAND_MOST && out_left + in_left > 0 && out_right + in_right > 0 &&
			      out_left + out_right >= 3 * run && in_left + in_right >= 3 * run;
		if (island) {
			for (size_t i = 0; i < run; i++)
				match[left.a_to + i] = -1;
			right.a_from = left.a_from;
			right.b_from = left.b_from;
		}
		left = right;
	}
}

/* All of both texts, by the matches kept. */
static void cut(struct cutting *c, const int32_t *match)
{
	struct stretch s = { 0, 0, 0, 0 };
	for (;;) {
		stretch_end(c, match, &s);
		if (s.a_to == c->first->count)
			break;
		const struct wording_word *a = &c->first->at[s.a_to], *b = &c->second->at[s.b_to];
		add_stretch(c, &s, a->start, b->start);
		add_word(c, a, b);
		s.a_from = s.a_to + 1;
		s.b_from = s.b_to + 1;
	}
	add_stretch(c, &s, c->first->size, c->second->size);
}

/* Joined steps may come to hold the same on both sides, marks that were out of step
 * with each other: they keep them, and belong to what is kept beside them. */
static void settle(struct wording_edits *edits)
{
	size_t count = 0;
	for (size_t i = 0; i < edits->count; i++) {
		struct wording_edit step = edits->at[i];
		if (bytes_equal(step.first, step.second))
			step.kind = WORDING_SAME;
		if (count > 0 && step.kind == WORDING_SAME && edits->at[count - 1].kind == WORDING_SAME) {
			edits->at[count - 1].first.size += step.first.size;
			edits->at[count - 1].second.size += step.second.size;
		} else {
			edits->at[count++] = step;
		}
	}
	edits->count = count;
}

enum status wording_edit(const struct wording *first, const struct wording *second, const struct wording_match *match,
			 struct arena *arena, struct wording_edits *out)
{
	struct cutting counted = { .first = first, .second = second }, c = counted;
	int32_t *kept = arena_copy(arena, match->second, (first->count + 1) * sizeof *kept);
	if (kept == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	sink_islands(&c, kept);
	cut(&counted, kept);
	c.out.at = arena_array(arena, counted.out.count + 1, sizeof *c.out.at);
	if (c.out.at == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	cut(&c, kept);
	settle(&c.out);
	*out = c.out;
	return STATUS_OK;
}
