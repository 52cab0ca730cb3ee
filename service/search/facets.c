#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "service/search/search.h"

#define VALUES_MOST (1 << 20)
#define ANSWERED_MOST 100

/* A value of a facet and the statements that have it. */
struct sum {
	struct sum *next;         /* of its slot */
	enum passage_facet facet; /* PASSAGE_FACETS for the year */
	uint32_t last;            /* the statement that was counted last, plus 1 */
	int64_t count;
	size_t size;
	char value[];
};

struct search_sums {
	struct arena arena;
	struct sum **slots;
	size_t mask, count;
};

/* Facets of the schema as passages have them. */
static const int of_schema[SEARCH_FACETS + 1] = {
	[TRUCE__V1__FACET__FACET_DELEGATION] = FACET_DELEGATION, [TRUCE__V1__FACET__FACET_BODY] = FACET_BODY,
	[TRUCE__V1__FACET__FACET_YEAR] = PASSAGE_FACETS,         [TRUCE__V1__FACET__FACET_KIND] = FACET_KIND,
	[TRUCE__V1__FACET__FACET_TRACK] = FACET_TRACK,           [TRUCE__V1__FACET__FACET_TOPIC] = FACET_TOPIC,
};

enum status search_sums_new(struct search *s)
{
	struct search_sums *sums = calloc(1, sizeof *sums);
	if (sums == NULL)
		return call_no_memory(s->call);
	arena_init(&sums->arena, s->call->service->options.arena_most);
	s->sums = sums;
	sums->mask = 255;
	sums->slots = arena_array(&sums->arena, sums->mask + 1, sizeof(struct sum *));
	return sums->slots == NULL ? call_no_memory(s->call) : STATUS_OK;
}

void search_sums_free(struct search_sums *sums)
{
	if (sums != NULL)
		arena_fini(&sums->arena);
	free(sums);
}

static uint32_t hash(enum passage_facet facet, const uint8_t *value, size_t size)
{
	uint32_t h = 2166136261U ^ (uint32_t)facet;
	for (size_t i = 0; i < size; i++)
		h = (h ^ value[i]) * 16777619U;
	return h ^ h >> 15;
}

static bool grow(struct search_sums *sums)
{
	size_t mask = sums->mask * 4 + 3;
	struct sum **slots = arena_array(&sums->arena, mask + 1, sizeof *slots);
	if (slots == NULL)
		return false;
	for (size_t i = 0; i <= sums->mask; i++) {
		for (struct sum *sum = sums->slots[i], *next; sum != NULL; sum = next) {
			next = sum->next;
			struct sum **slot = &slots[hash(sum->facet, (const uint8_t *)sum->value, sum->size) & mask];
			sum->next = *slot;
			*slot = sum;
		}
	}
	sums->slots = slots;
	sums->mask = mask;
	return true;
}

static bool add_value(struct search_sums *sums, enum passage_facet facet, const uint8_t *value, size_t size,
		      uint32_t doc)
{
	struct sum **slot = &sums->slots[hash(facet, value, size) & sums->mask], *sum = *slot;
	while (sum != NULL && (sum->facet != facet || sum->size != size || memcmp(sum->value, value, size) != 0))
		sum = sum->next;
	if (sum == NULL) {
		sum = arena_zalloc(&sums->arena, sizeof *sum + size + 1);
		if (sum == NULL || ++sums->count > VALUES_MOST)
			return false;
		sum->facet = facet;
		sum->size = size;
		memcpy(sum->value, value, size);
		sum->next = *slot;
		*slot = sum;
		if (sums->count > sums->mask && !grow(sums))
			return false;
	}
	if (sum->last != doc + 1)
		sum->count++;
	sum->last = doc + 1;
	return true;
}

static bool add_values(struct search_sums *sums, enum passage_facet facet, struct bytes values, uint32_t doc)
{
	for (size_t at = 0; at < values.size;) {
		const uint8_t *end = memchr(values.data + at, PASSAGE_FACET_PARTS, values.size - at);
		size_t size = end == NULL ? values.size - at : (size_t)(end - values.data) - at;
		if (size > 0 && !add_value(sums, facet, values.data + at, size, doc))
			return false;
		at += size + 1;
	}
	return true;
}

static bool add_year(struct search_sums *sums, int32_t day, uint32_t doc)
{
	char text[12];
	int year, month, day_of_month;
	if (day == QUERY_NO_DAY || day == DAY_FIRST)
		return true;
	day_split(day, &year, &month, &day_of_month);
	int size = snprintf(text, sizeof text, "%04d", year);
	return add_value(sums, PASSAGE_FACETS, (const uint8_t *)text, (size_t)size, doc);
}

enum status search_sums_add(struct search *s, uint32_t doc, const struct bytes facets[PASSAGE_FACETS], int32_t day)
{
	bool fine = true;
	for (int i = 1; i <= SEARCH_FACETS && fine; i++) {
		if (!s->facets[i])
			continue;
		fine = of_schema[i] == PASSAGE_FACETS
			       ? add_year(s->sums, day, doc)
			       : add_values(s->sums, (enum passage_facet)of_schema[i], facets[of_schema[i]], doc);
	}
	return fine ? STATUS_OK : call_no_memory(s->call);
}

/* ---- Answering --------------------------------------------------------- */

static int by_count(const void *a, const void *b)
{
	const struct sum *x = *(const struct sum *const *)a, *y = *(const struct sum *const *)b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->value, y->value);
}

static bool reply_facet(struct search *s, int facet, Truce__V1__SearchStatementsResponse *out)
{
	struct arena *arena = &s->call->arena;
	const struct search_sums *sums = s->sums;
	struct sum **all = arena_array(&s->sums->arena, sums->count + 1, sizeof *all);
	Truce__V1__FacetCounts *m = (Truce__V1__FacetCounts *)message_new(&truce__v1__facet_counts__descriptor, arena);
	size_t count = 0;
	if (all == NULL || m == NULL)
		return false;
	for (size_t i = 0; i <= sums->mask; i++)
		for (struct sum *sum = sums->slots[i]; sum != NULL; sum = sum->next)
			if ((int)sum->facet == of_schema[facet])
				all[count++] = sum;
	qsort(all, count, sizeof(struct sum *), by_count);
	m->facet = (Truce__V1__Facet)facet;
	m->values = (int64_t)count;
	for (size_t i = 0; i < count && i < ANSWERED_MOST; i++) {
		Truce__V1__FacetCount *c =
			(Truce__V1__FacetCount *)message_new(&truce__v1__facet_count__descriptor, arena);
		if (c == NULL)
			return false;
		c->value = arena_text_n(arena, all[i]->value, all[i]->size);
		c->count = all[i]->count;
		if (c->value == NULL || !message_append(&m->base, "counts", &c->base, arena))
			return false;
	}
	return message_append(&out->base, "facets", &m->base, arena);
}

enum status search_sums_reply(struct search *s, Truce__V1__SearchStatementsResponse *out)
{
	for (int i = 1; i <= SEARCH_FACETS; i++)
		if (s->facets[i] && !reply_facet(s, i, out))
			return call_no_memory(s->call);
	return STATUS_OK;
}
