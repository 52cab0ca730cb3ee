#include "store/text/private.h"

#include <stdlib.h>

/* What was given unit by unit, term by term: the places of each term stand together, in
 * the order of the units. */
struct place {
	uint32_t unit, position;
};

struct inverse {
	const struct store_text *text;
	const struct text_unit *units;
	const struct text_given *given;
	uint32_t unit_count, given_count;
	uint32_t *ends; /* by term: where its places end */
	uint32_t *gone; /* by term: units that died with it */
	struct place *places;
	uint32_t *order; /* terms in the order of their bytes */
	struct buffer gaps;
};

static uint32_t end_of_unit(const struct inverse *v, uint32_t unit)
{
	return unit + 1 < v->unit_count ? v->units[unit + 1].from : v->given_count;
}

/* A unit that died counts once for a term, however often it has it. */
static void count_gone(struct inverse *v, uint32_t unit, uint32_t *seen)
{
	for (uint32_t i = v->units[unit].from; i < end_of_unit(v, unit); i++) {
		uint32_t term = v->given[i].term;
		v->gone[term] += seen[term] != unit + 1;
		seen[term] = unit + 1;
	}
}

static void count_places(struct inverse *v, uint32_t *seen)
{
	for (uint32_t unit = 0; unit < v->unit_count; unit++) {
		if (v->units[unit].row == TEXT_GONE) {
			count_gone(v, unit, seen);
			continue;
		}
		for (uint32_t i = v->units[unit].from; i < end_of_unit(v, unit); i++)
			v->ends[v->given[i].term]++;
	}
}

/* Counts become where each term's places begin, and then, while they are put, end. */
static void put_places(struct inverse *v)
{
	uint32_t from = 0;
	for (uint32_t term = 0; term < v->text->terms.count; term++) {
		uint32_t count = v->ends[term];
		v->ends[term] = from;
		from += count;
	}
	for (uint32_t unit = 0; unit < v->unit_count; unit++) {
		uint32_t row = v->units[unit].row;
		for (uint32_t i = v->units[unit].from; row != TEXT_GONE && i < end_of_unit(v, unit); i++)
			v->places[v->ends[v->given[i].term]++] = (struct place){ row, v->given[i].position };
	}
}

static bool invert(struct inverse *v)
{
	uint32_t terms = v->text->terms.count;
	uint32_t *seen = calloc(terms + (size_t)1, sizeof *seen);
	v->ends = calloc(terms + (size_t)1, sizeof *v->ends);
	v->gone = calloc(terms + (size_t)1, sizeof *v->gone);
	v->places = malloc((v->given_count + (size_t)1) * sizeof *v->places);
	v->order = text_table_sorted(&v->text->terms);
	bool made = seen != NULL && v->ends != NULL && v->gone != NULL && v->places != NULL && v->order != NULL;
	if (made) {
		count_places(v, seen);
		put_places(v);
	}
	free(seen);
	return made;
}

/* The places of one unit, as gaps; the same place twice counts once. Where the next
 * unit's begin; how many there are in *tf. */
static const struct place *take_unit(struct inverse *v, const struct place *p, const struct place *end, uint32_t *tf)
{
	uint32_t unit = p->unit, position = 0, *gaps = (uint32_t *)(void *)v->gaps.data, count = 0;
	for (; p < end && p->unit == unit; p++) {
		if (count > 0 && p->position == position)
			continue;
		gaps[count++] = p->position - position;
		position = p->position;
	}
	*tf = count;
	return p;
}

static bool write_term(struct inverse *v, uint32_t term, struct text_writer *w)
{
	struct bytes key = text_table_at(&v->text->terms, term);
	const struct place *p = v->places + (term == 0 ? 0 : v->ends[term - 1]), *end = v->places + v->ends[term];
	bool is_word = key.data[0] == STORE_TEXT_WORD;
	v->gaps.size = 0;
	if (buffer_reserve(&v->gaps, (size_t)(end - p) * sizeof(uint32_t)) != STATUS_OK)
		return false;
	text_writer_term(w, key);
	while (p < end) {
		uint32_t tf, unit = p->unit;
		p = take_unit(v, p, end, &tf);
		text_writer_posting(w, unit, is_word ? tf : 1, (const uint32_t *)(const void *)v->gaps.data);
	}
	text_writer_term_end(w, (int64_t)w->count - v->gone[term]);
	return true;
}

static bool write_terms(struct inverse *v, struct text_writer *w)
{
	bool written = invert(v);
	for (uint32_t i = 0; written && i < v->text->terms.count; i++)
		written = write_term(v, v->order[i], w);
	return written;
}

static void write_prints(const struct store_text *text, struct text_writer *w)
{
	const struct text_print *prints = (const struct text_print *)(const void *)text->prints.data;
	for (size_t i = 0; i < text->prints.size / sizeof *prints; i++)
		text_writer_print(w, prints[i].print, prints[i].unit);
}

enum status text_encode(struct store_text *text, struct buffer *out, struct error *error)
{
	struct text_writer w;
	struct inverse v = {
		.text = text,
		.units = (const struct text_unit *)(const void *)text->units.data,
		.given = (const struct text_given *)(const void *)text->given.data,
		.unit_count = (uint32_t)(text->units.size / sizeof *v.units),
		.given_count = (uint32_t)(text->given.size / sizeof *v.given),
	};
	buffer_init(&v.gaps, TEXT_GIVEN_MOST);
	text_writer_init(&w, &text->rows, NULL);
	if (!write_terms(&v, &w))
		w.failed = true;
	write_prints(text, &w);
	enum status status = text_writer_finish(&w, out, error);
	text_writer_fini(&w);
	buffer_fini(&v.gaps);
	free(v.ends);
	free(v.gone);
	free(v.places);
	free(v.order);
	return status;
}
