#include "tests/support_text.h"

#include <stdlib.h>

enum { LINES = 1000, PRINTS = 256 };

/* Prints of small numbers lie all over those that there are. */
#define PRINT(number) ((number)*UINT32_C(65793))

static struct bytes next_part(struct bytes *from, char end)
{
	const uint8_t *stop = from->size == 0 ? NULL : memchr(from->data, end, from->size);
	size_t size = stop == NULL ? from->size : (size_t)(stop - from->data);
	struct bytes part = bytes_of(from->data, size);
	from->data += size + (stop != NULL);
	from->size -= size + (stop != NULL);
	return part;
}

static bool is_word(struct bytes part)
{
	return part.size > 0 && strchr("#@%", part.data[0]) == NULL;
}

static enum status begin_unit(struct bytes line, uint32_t number, struct store_text *out)
{
	struct bytes rest = line, first = { 0 };
	uint32_t words = 0;
	while (rest.size > 0) {
		struct bytes part = next_part(&rest, ' ');
		if (is_word(part) && words++ == 0)
			first = part;
	}
	static const char *const rests[] = { "", "one more", "two more" };
	const struct store_text_unit unit = {
		.block = number,
		.length = words,
		.first_day = 100 - (int32_t)words * 7,
		.last_day = (int32_t)words - 3,
		.facets = { [0] = first, [5] = bytes_text(rests[words % 3]) },
	};
	return store_text_begin(out, &unit);
}

static enum status put_part(struct bytes part, uint32_t *position, struct store_text *out)
{
	if (part.size == 0)
		return STATUS_OK;
	if (part.data[0] == '#')
		return store_text_mark(out, bytes_of(part.data + 1, part.size - 1));
	if (part.data[0] == '%')
		return store_text_print(out, PRINT((uint32_t)strtoul((const char *)part.data + 1, NULL, 10)));
	if (part.data[0] == '@') {
		*position += (uint32_t)strtoul((const char *)part.data + 1, NULL, 10);
		return STATUS_OK;
	}
	return store_text_word(out, part, (*position)++);
}

static enum status text(const struct store_index *self, struct bytes name, struct bytes body, struct store_text *out)
{
	enum status status = STATUS_OK;
	(void)self;
	(void)name;
	for (uint32_t number = 0; number < LINES && body.size > 0 && status == STATUS_OK; number++) {
		struct bytes line = next_part(&body, '\n');
		uint32_t position = 0;
		status = begin_unit(line, number, out);
		while (line.size > 0 && status == STATUS_OK)
			status = put_part(next_part(&line, ' '), &position, out);
	}
	return status;
}

const struct store_index support_text_index = { .id = 9, .version = 1, .name = "text", .text = text };

/* ---- Views --------------------------------------------------------------------------- */

void support_view_begin(struct store *store, struct support_view *view)
{
	struct error error;
	want(STATUS_OK, store_read(store, &view->txn, &error));
	arena_init(&view->arena, (size_t)64 << 20);
	want(STATUS_OK, store_text_open(view->txn, &view->arena, &view->view, &error));
}

void support_view_end(struct support_view *view)
{
	struct error error;
	want(STATUS_OK, store_text_check(view->view, &error));
	arena_fini(&view->arena);
	store_read_end(view->txn);
}

/* ---- Lines --------------------------------------------------------------------------- */

struct lines {
	char **lines;
	size_t count, capacity;
};

static void add_line(struct lines *lines, char *line)
{
	if (lines->count == lines->capacity) {
		lines->capacity = lines->capacity * 2 + 64;
		lines->lines = realloc(lines->lines, lines->capacity * sizeof *lines->lines);
	}
	lines->lines[lines->count++] = line;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *joined(struct lines *lines)
{
	struct buffer all;
	struct error error;
	buffer_init(&all, SIZE_MAX);
	if (lines->count > 0)
		qsort(lines->lines, lines->count, sizeof *lines->lines, by_text);
	for (size_t i = 0; i < lines->count; i++) {
		want(STATUS_OK, buffer_printf(&all, "%s\n", lines->lines[i]));
		free(lines->lines[i]);
	}
	free(lines->lines);
	want(STATUS_OK, buffer_put(&all, "", 1));
	return (char *)all.data;
}

static char *posting_line(bool mark, struct bytes term, uint32_t doc, uint32_t block, const uint32_t *positions,
			  uint32_t tf)
{
	char list[4096] = "";
	size_t at = 0;
	for (uint32_t i = 0; i < tf && !mark; i++)
		at += (size_t)snprintf(list + at, sizeof list - at, " %u", positions[i]);
	return support_text("%s %.*s: record %u block %u, %u times:%s", mark ? "mark" : "word", (int)term.size,
			    (const char *)term.data, doc, block, tf, list);
}

static char *unit_line(uint32_t doc, uint32_t block, uint32_t words, int32_t first_day, int32_t last_day,
		       struct bytes first, struct bytes rest)
{
	return support_text("unit: record %u block %u, %u words, days %d to %d, \"%.*s\", \"%.*s\"", doc, block, words,
			    first_day, last_day, (int)first.size, (const char *)first.data, (int)rest.size,
			    (const char *)rest.data);
}

/* ---- What the index says --------------------------------------------------------------- */

static void check_bound(const struct store_text_bound *bound, uint32_t unit, uint32_t tf, uint32_t length)
{
	bool holds = false;
	for (size_t i = 0; i < bound->count; i++)
		holds = holds || (bound->pairs[i].tf >= tf && bound->pairs[i].length <= length);
	assert_true(holds);
	assert_true(bound->last >= unit);
}

/* The peaks are as high as the postings, and say of no unit that it has the term where none
 * near it has. */
static void check_peaks(const struct store_text_cursor *any, const uint32_t *units, const uint32_t *tfs, size_t count)
{
	size_t runs = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t peak = store_text_peak(any, units[i]);
		assert_true(peak >= tfs[i] || peak == STORE_TEXT_PEAK_MOST);
		runs += i == 0 || units[i] >> any->peaks_shift != units[i - 1] >> any->peaks_shift;
	}
	for (uint32_t unit = 0; count >= STORE_TEXT_BLOCK && unit < any->segment->units; unit += 1U << any->peaks_shift)
		runs -= store_text_peak(any, unit) != 0;
	assert_true(runs == 0 || count < STORE_TEXT_BLOCK);
}

/* The traces lead to all postings and, where postings have one bit, to no run of units that has none. */
static void check_traces(const struct store_text_cursor *any, const uint32_t *units, size_t count)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++)
		assert_true(store_text_may_have(any, units[i]));
	if (any->traces.again != 0)
		return;
	for (uint32_t unit = 0; count >= STORE_TEXT_BLOCK && unit < any->segment->units; unit++) {
		while (at + 1 < count && units[at] < unit)
			at++;
		uint32_t run = unit >> any->traces.shift;
		bool near =
			units[at] >> any->traces.shift == run || (at > 0 && units[at - 1] >> any->traces.shift == run);
		assert_int_equal(store_text_may_have(any, unit), near);
	}
}

/* Each tier has postings of the list that no other has, and the rests bind those that are in
 * none up to one. */
static void check_tiers(struct store_text_cursor *any, const uint32_t *units, const uint32_t *tfs, size_t count)
{
	uint32_t tier_units[STORE_TEXT_TIER_MOST];
	bool *taken = calloc(count + 1, sizeof *taken);
	assert_int_equal(store_text_tiers(any) > 0, !any->marks && count >= 1024);
	for (unsigned tier = 0; tier < store_text_tiers(any); tier++) {
		const uint32_t size = store_text_tier(any, tier, tier_units);
		struct store_text_bound rest;
		assert_int_equal(size, store_text_tier_size(any, tier));
		for (uint32_t i = 0, at = 0; i < size; i++, at++) {
			while (at < count && units[at] < tier_units[i])
				at++;
			assert_true(at < count && units[at] == tier_units[i]);
			assert_int_equal(store_text_tier_tf(any, tier, i), tfs[at]);
			assert_false(taken[at]);
			taken[at] = true;
		}
		store_text_bound_rest(any, tier, &rest);
		for (size_t i = 0; i < count; i++)
			if (!taken[i])
				check_bound(&rest, units[i], tfs[i], store_text_value(&any->segment->length, units[i]));
	}
	free(taken);
}

/* What is told to have days of some stretch as a whole has them. */
static void check_whole_days(const struct store_text_segment *segment, int32_t first, int32_t last)
{
	const int32_t none = 0;
	for (uint32_t unit = 0; unit < segment->units; unit++) {
		const uint32_t end = store_text_days_whole(segment, unit, first, last, none);
		assert_in_range(end, unit, segment->units);
		for (; unit < end; unit++) {
			int32_t to, from = store_text_days(segment, unit, &to);
			assert_true(from >= first && to <= last);
			assert_true(from > to || (from != none && to != none)); /* some days are given the wrong way */
		}
	}
}

/* What lies between a unit and the next of some days has none of them. */
static void check_days(const struct store_text_segment *segment)
{
	static const int32_t some[][2] = {
		{ 0, 30 }, { 60, 61 }, { -40, -40 }, { 100, 100 }, { INT32_MIN, INT32_MAX }
	};
	for (size_t i = 0; i < COUNT_OF(some); i++) {
		uint32_t next = store_text_days_next(segment, 0, some[i][0], some[i][1]);
		for (uint32_t unit = 0; unit < segment->units; unit++) {
			int32_t last, first = store_text_days(segment, unit, &last);
			if (unit > next)
				next = store_text_days_next(segment, unit, some[i][0], some[i][1]);
			assert_true(next >= unit);
			if (first <= some[i][1] && last >= some[i][0])
				assert_true(next == unit);
		}
		check_whole_days(segment, some[i][0], some[i][1]);
	}
	assert_int_equal(store_text_days_whole(segment, 0, INT32_MIN, INT32_MAX, INT32_MAX), segment->units);
}

/* Seeks by steps, and to units that are not there, come to the same postings. */
static void check_seeks(const struct store_text_term *term, size_t segment, const uint32_t *units, size_t count,
			size_t step)
{
	struct store_text_cursor cursor;
	store_text_cursor_begin(term, segment, &cursor);
	for (size_t i = 0; i < count; i += step) {
		uint32_t before = i == 0 ? 0 : units[i - 1] + 1;
		assert_int_equal(store_text_seek(&cursor, i % 2 == 0 ? units[i] : before), units[i]);
	}
	assert_true(store_text_seek(&cursor, units[count - 1] + 1) == STORE_TEXT_END);
	assert_true(store_text_next(&cursor) == STORE_TEXT_END);
}

static int64_t dump_list(const struct store_text_term *term, struct bytes name, size_t at, struct lines *lines)
{
	const struct store_text_segment *segment = &term->view->segments[at];
	uint32_t *units = malloc((segment->units + (size_t)1) * sizeof *units), positions[256], count = 0;
	uint32_t *tfs = malloc((segment->units + (size_t)1) * sizeof *tfs);
	struct store_text_cursor cursor, bounds;
	struct store_text_bound all, here;
	int64_t alive = 0;
	store_text_cursor_begin(term, at, &cursor);
	store_text_cursor_begin(term, at, &bounds);
	store_text_bound_all(&bounds, &all);
	for (uint32_t unit = cursor.unit; unit != STORE_TEXT_END; unit = store_text_next(&cursor)) {
		uint32_t tf = store_text_tf(&cursor), length = store_text_value(&segment->length, unit);
		tfs[count] = tf;
		units[count++] = unit;
		store_text_bound_at(&bounds, unit, &here);
		check_bound(&all, unit, tf, length);
		check_bound(&here, unit, tf, length);
		if (store_text_dead(segment, unit))
			continue;
		alive++;
		assert_int_equal(store_text_positions(&cursor, positions, COUNT_OF(positions)),
				 term->kind == STORE_TEXT_MARK ? 0 : tf);
		add_line(lines, posting_line(term->kind == STORE_TEXT_MARK, name, store_text_value(&segment->doc, unit),
					     store_text_value(&segment->block, unit), positions, tf));
	}
	assert_int_equal(count, term->lists[at].count);
	check_peaks(&bounds, units, tfs, count);
	check_traces(&bounds, units, count);
	check_tiers(&bounds, units, tfs, count);
	for (size_t step = 1; step < 400 && count > 0; step = step * 5 + 1)
		check_seeks(term, at, units, count, step);
	free(units);
	free(tfs);
	return alive;
}

static void dump_term(struct store_text_view *view, const struct store_text_walk *walk, struct lines *lines)
{
	struct store_text_term found;
	struct error error;
	int64_t alive = 0;
	want(STATUS_OK, store_text_find(view, walk->term.kind, walk->name, &found, &error));
	assert_int_equal(found.df, walk->term.df);
	for (size_t i = 0; i < view->count; i++)
		alive += dump_list(&found, walk->name, i, lines);
	assert_int_equal(alive, found.df);
}

static void dump_terms(struct store_text_view *view, enum store_text_kind kind, struct lines *lines)
{
	struct store_text_walk walk;
	struct error error;
	char last[STORE_TERM_MOST + 1] = "";
	want(STATUS_OK, store_text_walk_begin(view, kind, (struct bytes){ 0 }, &walk, &error));
	while (store_text_walk_next(&walk)) {
		char now[STORE_TERM_MOST + 1];
		snprintf(now, sizeof now, "%.*s", (int)walk.name.size, (const char *)walk.name.data);
		assert_true(strcmp(last, now) < 0);
		memcpy(last, now, sizeof last);
		dump_term(view, &walk, lines);
	}
}

static void dump_unit(const struct store_text_segment *segment, uint32_t unit, struct lines *lines)
{
	int32_t last, first = store_text_days(segment, unit, &last);
	add_line(lines, unit_line(store_text_value(&segment->doc, unit), store_text_value(&segment->block, unit),
				  store_text_value(&segment->length, unit), first, last,
				  store_text_facet(segment, 0, store_text_value(&segment->facet[0], unit)),
				  store_text_facet(segment, 5, store_text_value(&segment->facet[5], unit))));
	assert_int_equal(store_text_value(&segment->facet[3], unit), 0);
}

static void dump_units(const struct store_text_view *view, struct lines *lines)
{
	int64_t units = 0, length = 0;
	for (size_t i = 0; i < view->count; i++) {
		const struct store_text_segment *segment = &view->segments[i];
		check_days(segment);
		uint32_t dead = 0;
		for (uint32_t unit = 0; unit < segment->units; unit++) {
			dead += store_text_dead(segment, unit);
			assert_true(segment->shortest <= store_text_value(&segment->length, unit));
			if (store_text_dead(segment, unit))
				continue;
			units++;
			length += store_text_value(&segment->length, unit);
			dump_unit(segment, unit, lines);
		}
		assert_int_equal(dead, segment->dead);
	}
	assert_int_equal(units, view->units);
	assert_int_equal(length, view->length);
}

static void dump_prints(const struct store_text_view *view, struct lines *lines)
{
	uint32_t docs[1024];
	for (uint32_t print = 0; print < PRINTS; print++)
		for (size_t i = 0; i < view->count; i++) {
			size_t count = store_text_docs(view, i, PRINT(print), docs, COUNT_OF(docs));
			for (size_t k = 0; k < count; k++)
				add_line(lines, support_text("print %u: record %u", print, docs[k]));
			assert_int_equal(store_text_docs(view, i, PRINT(print) ^ 1, docs, COUNT_OF(docs)), 0);
			if (count > 0)
				assert_int_equal(store_text_docs(view, i, PRINT(print), docs, count - 1), count - 1);
		}
}

char *support_text_dump(struct store *store)
{
	struct support_view view;
	struct lines lines = { 0 };
	support_view_begin(store, &view);
	dump_units(view.view, &lines);
	dump_terms(view.view, STORE_TEXT_WORD, &lines);
	dump_terms(view.view, STORE_TEXT_MARK, &lines);
	dump_prints(view.view, &lines);
	support_view_end(&view);
	return joined(&lines);
}

/* ---- What it should say ------------------------------------------------------------------ */

struct part {
	struct bytes text;
	uint32_t position;
};

/* The parts of a line, with their positions; answers the number of words. */
static uint32_t cut(struct bytes line, struct part *parts, size_t *count)
{
	uint32_t position = 0, words = 0;
	*count = 0;
	while (line.size > 0) {
		struct bytes part = next_part(&line, ' ');
		if (part.size > 0 && part.data[0] == '@')
			position += (uint32_t)strtoul((const char *)part.data + 1, NULL, 10);
		else if (part.size > 0 && part.data[0] != '%')
			parts[(*count)++] = (struct part){ part, position };
		words += is_word(part);
		position += is_word(part);
	}
	return words;
}

static void model_line(uint32_t doc, uint32_t block, struct bytes line, struct lines *lines)
{
	static const char *const rests[] = { "", "one more", "two more" };
	struct part *parts = calloc(line.size + 1, sizeof *parts);
	struct bytes first = { 0 };
	size_t count;
	uint32_t words = cut(line, parts, &count);
	for (size_t i = 0; i < count; i++) {
		uint32_t positions[256], tf = 0;
		bool mark = !is_word(parts[i].text), again = false;
		for (size_t j = 0; j < count; j++) {
			if (!bytes_equal(parts[i].text, parts[j].text))
				continue;
			again = again || j < i;
			positions[tf++] = parts[j].position;
		}
		if (!mark && first.size == 0)
			first = parts[i].text;
		struct bytes term = mark ? bytes_of(parts[i].text.data + 1, parts[i].text.size - 1) : parts[i].text;
		if (!again)
			add_line(lines, posting_line(mark, term, doc, block, positions, mark ? 1 : tf));
	}
	add_line(lines, unit_line(doc, block, words, 100 - (int32_t)words * 7, (int32_t)words - 3, first,
				  bytes_text(rests[words % 3])));
	free(parts);
}

static void model_prints(uint32_t doc, struct bytes body, struct lines *lines)
{
	bool has[PRINTS] = { false };
	while (body.size > 0)
		for (struct bytes line = next_part(&body, '\n'); line.size > 0;) {
			struct bytes part = next_part(&line, ' ');
			if (part.size > 0 && part.data[0] == '%')
				has[strtoul((const char *)part.data + 1, NULL, 10)] = true;
		}
	for (uint32_t print = 0; print < PRINTS; print++)
		if (has[print])
			add_line(lines, support_text("print %u: record %u", print, doc));
}

char *support_text_model(const char *const *bodies, size_t count)
{
	struct lines lines = { 0 };
	for (size_t i = 0; i < count; i++) {
		struct bytes body = bytes_text(bodies[i]);
		model_prints((uint32_t)i + 1, body, &lines);
		for (uint32_t block = 0; body.size > 0; block++)
			model_line((uint32_t)i + 1, block, next_part(&body, '\n'), &lines);
	}
	return joined(&lines);
}
