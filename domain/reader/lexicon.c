#include "domain/reader/internal.h"

#include <string.h>

#include "domain/dates.h"

/* Zones that a text can only mean by what stands around them. */
#define GENERIC(text)                                                                                                  \
	{                                                                                                              \
		.kind = LEXICON_ZONE, .words = text, .target = ""                                                      \
	}
static const struct lexicon_entry generic_zones[] = {
	GENERIC("de-escalation zone"),  GENERIC("de-escalation zones"),   GENERIC("de-escalation area"),
	GENERIC("de-escalation areas"), GENERIC("deescalation zone"),     GENERIC("deescalation zones"),
	GENERIC("deescalation area"),   GENERIC("deescalation areas"),    GENERIC("demilitarized zone"),
	GENERIC("demilitarized zones"), GENERIC("demilitarised zone"),    GENERIC("demilitarised zones"),
	GENERIC("security belt"),       GENERIC("security belts"),        GENERIC("security zone"),
	GENERIC("security zones"),      GENERIC("humanitarian corridor"), GENERIC("humanitarian corridors"),
	GENERIC("buffer zone"),         GENERIC("buffer zones"),          GENERIC("safe zone"),
	GENERIC("safe zones"),          GENERIC("no-fly zone"),           GENERIC("no-fly zones"),
	GENERIC("de-confliction zone"), GENERIC("de-confliction zones"),
};
#define GENERIC_ZONES (sizeof generic_zones / sizeof *generic_zones)

static void find_date(struct lexicon_row *row)
{
	row->first_day = 1;
	row->last_day = 0;
	struct date_words d;
	bool exists, figures = false;
	for (size_t i = 0; i < row->words.count; i++)
		figures |= row->words.at[i].kind == WORD_DIGITS;
	for (size_t i = 0; figures && i < row->words.count; i++) { /* a day of a year has some */
		if (dates_match(&row->words, i, &d) > 0 && dates_days(&d, 0, &row->first_day, &row->last_day, &exists))
			return;
	}
}

static size_t *slot_of(const struct lexicon_index *index, uint32_t hash)
{
	size_t i = hash & index->mask;
	while (index->slots[i] != 0 && index->rows[index->slots[i] - 1].words.at[0].hash != hash)
		i = (i + 1) & index->mask;
	return &index->slots[i];
}

static size_t *key_of(struct lexicon_index *index, int32_t key)
{
	return &index->by_key[(uint32_t)key % (sizeof index->by_key / sizeof *index->by_key)];
}

static size_t keyed(const struct lexicon_index *index, int32_t key)
{
	return index->by_key[(uint32_t)key % (sizeof index->by_key / sizeof *index->by_key)];
}

static void begins_add(struct lexicon_index *index, uint32_t hash)
{
	index->begins[hash >> 22 & 15] |= (uint64_t)1 << (hash >> 26);
}

static bool row_add(struct lexicon_index *index, const struct lexicon_entry *entry, struct arena *arena)
{
	struct lexicon_row *row = &index->rows[index->count];
	*row = (struct lexicon_row){ .entry = entry };
	if (entry->words == NULL)
		return true;
	if (!words_split(&row->words, entry->words, strlen(entry->words), arena))
		return false;
	if (row->words.count == 0)
		return true;
	find_date(row);
	size_t *slot = slot_of(index, row->words.at[0].hash);
	row->next = *slot;
	*slot = ++index->count;
	begins_add(index, row->words.at[0].hash);
	size_t *key = key_of(index, entry->kind == LEXICON_ROUND ? entry->ordinal : row->first_day);
	row->next_key = *key;
	*key = index->count;
	return true;
}

bool lexicon_index_build(struct lexicon_index *index, const struct lexicon *lexicon, struct arena *arena)
{
	size_t given = lexicon == NULL ? 0 : lexicon->count, count = given + GENERIC_ZONES;
	*index = (struct lexicon_index){ .mask = 63 };
	while (index->mask < count * 2)
		index->mask = index->mask * 2 + 1;
	index->rows = arena_array(arena, count, sizeof *index->rows);
	index->slots = arena_array(arena, index->mask + 1, sizeof *index->slots);
	if (index->rows == NULL || index->slots == NULL)
		return false;
	/* The caller's come last and so are found first. */
	for (size_t i = 0; i < GENERIC_ZONES; i++) {
		if (!row_add(index, &generic_zones[i], arena))
			return false;
	}
	for (size_t i = given; i > 0; i--) {
		if (!row_add(index, &lexicon->entries[i - 1], arena))
			return false;
	}
	return true;
}

bool lexicon_has(const struct lexicon_index *index, uint32_t hash)
{
	return *slot_of(index, hash) != 0;
}

static bool row_fits(const struct lexicon_row *row, const struct words *w, size_t at)
{
	if (at + row->words.count > w->count || at + row->words.count > w->at[at].last)
		return false;
	for (size_t i = 0; i < row->words.count; i++) {
		const struct word *a = &row->words.at[i], *b = &w->at[at + i];
		if (a->hash != b->hash ||
		    !text_equal(row->words.text + a->start, a->end - a->start, w->text + b->start, b->end - b->start))
			return false;
	}
	return true;
}

size_t lexicon_match(const struct lexicon_index *index, const struct words *w, size_t at, unsigned kinds,
		     const struct lexicon_entry **out)
{
	size_t best = 0;
	for (size_t i = *slot_of(index, w->at[at].hash); i != 0; i = index->rows[i - 1].next) {
		const struct lexicon_row *row = &index->rows[i - 1];
		if ((kinds >> row->entry->kind & 1) != 0 && row->words.count > best && row_fits(row, w, at)) {
			best = row->words.count;
			*out = row->entry;
		}
	}
	return best;
}

const struct lexicon_entry *lexicon_round(const struct lexicon_index *index, const char *process, int ordinal)
{
	for (size_t i = keyed(index, ordinal); i != 0; i = index->rows[i - 1].next_key) {
		const struct lexicon_entry *e = index->rows[i - 1].entry;
		if (e->kind == LEXICON_ROUND && e->ordinal == ordinal && e->process != NULL &&
		    strcmp(e->process, process) == 0)
			return e;
	}
	return NULL;
}

static bool row_has(const struct lexicon_row *row, const struct words *w, size_t head)
{
	const struct word *h = &w->at[head];
	for (size_t i = 0; i < row->words.count; i++) {
		const struct word *a = &row->words.at[i];
		if (a->hash == h->hash &&
		    text_equal(row->words.text + a->start, a->end - a->start, w->text + h->start, h->end - h->start))
			return true;
	}
	return false;
}

const struct lexicon_entry *lexicon_instrument(const struct lexicon_index *index, const struct words *w, size_t head,
					       int32_t first_day, int32_t last_day)
{
	for (size_t i = keyed(index, first_day); i != 0; i = index->rows[i - 1].next_key) {
		const struct lexicon_row *row = &index->rows[i - 1];
		if (row->entry->kind == LEXICON_INSTRUMENT && row->first_day == first_day &&
		    row->last_day == last_day && row_has(row, w, head))
			return row->entry;
	}
	return NULL;
}

bool lexicon_dated(const struct lexicon_index *index, const char *target, int32_t first_day, int32_t last_day)
{
	for (size_t i = keyed(index, first_day); i != 0; i = index->rows[i - 1].next_key) {
		const struct lexicon_row *row = &index->rows[i - 1];
		if (row->entry->kind == LEXICON_INSTRUMENT && row->first_day == first_day &&
		    row->last_day == last_day && strcmp(row->entry->target, target) == 0)
			return true;
	}
	return false;
}
