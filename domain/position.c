#include "domain/position.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/position_told.h"
#include "proto/message.h"

static bool is_in_time(const struct position_query *q, const char *date)
{
	if (q->from[0] == '\0' && q->to[0] == '\0')
		return true;
	return date[0] != '\0' && strcmp(q->from, date) <= 0 && (q->to[0] == '\0' || strcmp(date, q->to) <= 0);
}

/* ---- The table -------------------------------------------------------- */

void position_table_init(struct position_table *table, struct arena *arena, const struct position_query *query)
{
	*table = (struct position_table){ .arena = arena, .query = query };
	table->tellings_end = &table->tellings;
}

bool position_has_choice(const struct position_query *query)
{
	return query->grouping <= TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_PARTY || query->party[0] != '\0';
}

/* What the grouping keeps of an act. */
static struct position_row key_of(const struct position_table *t, const struct position_act *act)
{
	Truce__V1__PositionGrouping by = t->query->grouping;
	bool all = by == TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_UNSPECIFIED ||
		   by == TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_ALL;
	bool party = all || by == TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_PARTY;
	bool topic = all || by == TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_TOPIC;
	bool track = all || by == TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_TRACK;
	bool choice = position_has_choice(t->query);
	return (struct position_row){ .party = party ? act->party : "",
				      .topic = topic ? act->topic : "",
				      .track = track ? act->track : TRUCE__V1__TRACK__TRACK_UNSPECIFIED,
				      .kind = act->kind,
				      .choice = choice ? act->choice : TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED };
}

static int compare_rows(const struct position_row *a, const struct position_row *b)
{
	int order = strcmp(a->party, b->party);
	if (order == 0)
		order = strcmp(a->topic, b->topic);
	if (order == 0)
		order = (a->track > b->track) - (a->track < b->track);
	if (order == 0)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	return order != 0 ? order : (a->choice > b->choice) - (a->choice < b->choice);
}

static uint32_t hash_byte(uint32_t hash, unsigned char byte)
{
	return (hash ^ byte) * 16777619u;
}

/* FNV-1a */
static uint32_t hash_row(const struct position_row *row)
{
	uint32_t hash = 2166136261u;
	for (const char *p = row->party; *p != '\0'; p++)
		hash = hash_byte(hash, (unsigned char)*p);
	hash = hash_byte(hash, 0);
	for (const char *p = row->topic; *p != '\0'; p++)
		hash = hash_byte(hash, (unsigned char)*p);
	hash = hash_byte(hash_byte(hash, (unsigned char)row->track), (unsigned char)row->kind);
	return hash_byte(hash, (unsigned char)row->choice);
}

/* Where the row is, or would go. */
static uint32_t *slot_of(const struct position_table *t, const struct position_row *row)
{
	for (size_t i = hash_row(row);; i++) {
		uint32_t *slot = &t->slots[i & (t->slot_count - 1)];
		if (*slot == 0 || compare_rows(&t->rows[*slot - 1], row) == 0)
			return slot;
	}
}

/* Room for one more element in an array that grows by doubling. */
static bool make_room(struct arena *arena, void **array, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return true;
	size_t more = *room == 0 ? 64 : *room * 2;
	void *grown = arena_array(arena, more, size);
	if (grown == NULL)
		return false;
	if (count > 0)
		memcpy(grown, *array, count * size);
	*array = grown;
	*room = more;
	return true;
}

/* Slots are kept at most half full. */
static bool make_slots(struct position_table *t)
{
	if (t->row_count * 2 < t->slot_count)
		return true;
	size_t count = t->slot_count == 0 ? 128 : t->slot_count * 2;
	uint32_t *slots = arena_array(t->arena, count, sizeof *slots);
	if (slots == NULL)
		return false;
	t->slots = slots;
	t->slot_count = count;
	for (size_t i = 0; i < t->row_count; i++)
		*slot_of(t, &t->rows[i]) = (uint32_t)i + 1;
	return true;
}

static bool find_row(struct position_table *t, const struct position_act *act, uint32_t *out)
{
	struct position_row row = key_of(t, act);
	void *rows = t->rows;
	if (!make_slots(t) || !make_room(t->arena, &rows, &t->row_room, t->row_count, sizeof *t->rows))
		return false;
	t->rows = rows;
	uint32_t *slot = slot_of(t, &row);
	if (*slot == 0) {
		row.party = arena_text(t->arena, row.party);
		row.topic = arena_text(t->arena, row.topic);
		if (row.party == NULL || row.topic == NULL)
			return false;
		t->rows[t->row_count++] = row;
		*slot = (uint32_t)t->row_count;
	}
	*out = *slot - 1;
	return true;
}

#define MONTH_DAYS 31

/* Whether a date is known to a month: one of a year is of no month of it. */
static bool has_month(const Truce__V1__DateInterval *date)
{
	int32_t first, last;
	return date != NULL && date_parse(date->earliest, &first) && date_parse(date->latest, &last) &&
	       last - first < MONTH_DAYS;
}

static const struct position_statement *keep_statement(struct position_table *t, const Truce__V1__Statement *s,
						       const char *date, struct bytes source)
{
	struct position_statement *kept = arena_alloc(t->arena, sizeof *kept);
	char *name = arena_text(t->arena, s->name), *day = arena_text(t->arena, date);
	if (kept == NULL || name == NULL || day == NULL)
		return NULL;
	*kept = (struct position_statement){
		.name = name, .date = day, .has_month = has_month(s->date), .source = source
	};
	return kept;
}

static bool count_act(struct position_table *t, const struct position_statement *statement, size_t i,
		      const struct position_act *act)
{
	uint32_t row;
	void *entries = t->entries;
	if (!find_row(t, act, &row) ||
	    !make_room(t->arena, &entries, &t->entry_room, t->entry_count, sizeof *t->entries))
		return false;
	t->entries = entries;
	t->entries[t->entry_count++] =
		(struct position_entry){ .statement = statement, .act = (uint32_t)i, .row = row };
	return true;
}

static bool keeps_party(const struct position_table *t)
{
	return key_of(t, &(struct position_act){ .party = "x" }).party[0] != '\0';
}

/* A statement while it is counted. */
struct counting {
	const Truce__V1__Statement *s;
	const struct position_statement *kept; /* NULL until something counts */
	struct bytes source;
	struct arena *scratch;
	bool sums;    /* over parties: an act of several counts once */
	bool counted; /* of the act's rows so far */
	bool asked, speaks;
};

/* By what it would be a position of, were nothing summed. */
static bool passes(const struct filter *acts, const struct position_act *act)
{
	Truce__V1__Position position = TRUCE__V1__POSITION__INIT;
	position.party = message_borrow(act->party);
	position.topic = message_borrow(act->topic);
	position.track = act->track;
	position.kind = act->kind;
	position.choice = act->choice;
	return acts == NULL || filter_test(acts, &position.base);
}

/* Whether the query asks for a row. */
static bool is_asked(struct position_table *t, struct counting *c, const struct position_act *act, bool *out)
{
	const struct position_query *q = t->query;
	*out = (q->party[0] == '\0' || strcmp(q->party, act->party) == 0) && passes(q->acts, act);
	if (!*out || q->topic == NULL)
		return true;
	if (!c->asked && !position_speaks(q->topic, c->s, act, c->scratch, &c->speaks))
		return false;
	c->asked = true;
	*out = c->speaks;
	return true;
}

static bool count_row(struct position_table *t, struct counting *c, size_t i, const struct position_act *act)
{
	const char *date = c->s->date == NULL ? "" : c->s->date->earliest;
	bool asked, tells = position_may_tell(c->s, act);
	c->counted = c->counted && act->again;
	c->asked = c->asked && act->again;
	if (c->counted && c->sums)
		return true;
	if (!is_asked(t, c, act, &asked))
		return false;
	if (!asked)
		return true;
	if (c->kept == NULL)
		c->kept = keep_statement(t, c->s, date, c->source);
	if (c->kept == NULL)
		return false;
	c->counted = !tells;
	return tells ? position_keep_telling(t, c->kept, i, c->s, act, c->scratch) : count_act(t, c->kept, i, act);
}

bool position_table_add(struct position_table *t, const Truce__V1__Statement *s, struct bytes source,
			struct arena *scratch)
{
	struct counting counting = { .s = s, .source = source, .scratch = scratch, .sums = !keeps_party(t) };
	struct position_act *acts;
	size_t count;
	if (!is_in_time(t->query, s->date == NULL ? "" : s->date->earliest))
		return true;
	if (!position_keep_ballots(t, s) || !position_acts(s, scratch, &acts, &count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!count_row(t, &counting, i, &acts[i]))
			return false;
	return true;
}

/* Counts the acts of voting whose ballot no meeting has. */
static bool count_tellings(struct position_table *t)
{
	struct position_wholes wholes;
	bool counted = false, sums = !keeps_party(t);
	if (!position_wholes(t, &wholes))
		return false;
	for (const struct position_telling *told = t->tellings; told != NULL; told = told->next) {
		counted = counted && told->act.again;
		if ((counted && sums) || position_is_told(&wholes, told))
			continue;
		counted = true;
		if (!count_act(t, told->statement, told->row, &told->act))
			return false;
	}
	return true;
}

/* ---- In order --------------------------------------------------------- */

static int by_row(const void *a, const void *b)
{
	return compare_rows(a, b);
}

/* The undated last. */
static int compare_dates(const char *a, const char *b)
{
	int undated = (a[0] == '\0') - (b[0] == '\0');
	return undated != 0 ? undated : strcmp(a, b);
}

static int by_place(const void *a, const void *b)
{
	const struct position_entry *x = a, *y = b;
	int order = (x->row > y->row) - (x->row < y->row);
	if (order == 0)
		order = compare_dates(x->statement->date, y->statement->date);
	if (order == 0)
		order = strcmp(x->statement->name, y->statement->name);
	return order != 0 ? order : (x->act > y->act) - (x->act < y->act);
}

bool position_table_sort(struct position_table *t)
{
	if (!count_tellings(t))
		return false;
	struct position_row *sorted = arena_array(t->arena, t->row_count + 1, sizeof *sorted);
	uint32_t *rank = arena_array(t->arena, t->row_count + 1, sizeof *rank);
	if (sorted == NULL || rank == NULL)
		return false;
	for (size_t i = 0; i < t->row_count; i++) {
		sorted[i] = t->rows[i];
		sorted[i].first = i; /* where it was */
	}
	qsort(sorted, t->row_count, sizeof *sorted, by_row);
	for (size_t i = 0; i < t->row_count; i++)
		rank[sorted[i].first] = (uint32_t)i;
	t->rows = sorted;
	for (size_t i = 0; i < t->entry_count; i++)
		t->entries[i].row = rank[t->entries[i].row];
	if (t->entry_count > 0)
		qsort(t->entries, t->entry_count, sizeof *t->entries, by_place);
	for (size_t i = t->entry_count; i-- > 0;) {
		t->rows[t->entries[i].row].first = i;
		t->rows[t->entries[i].row].count++;
	}
	return true;
}

/* ---- As a message ----------------------------------------------------- */

static bool add_month(Truce__V1__Position *p, const struct position_statement *s, struct arena *arena)
{
	const char *date = s->date;
	if (!s->has_month)
		return true;
	if (p->n_months > 0 && strncmp(p->months[p->n_months - 1]->month, date, 7) == 0) {
		p->months[p->n_months - 1]->count++;
		return true;
	}
	Truce__V1__Position__Month *month = (void *)message_new(&truce__v1__position__month__descriptor, arena);
	if (month == NULL)
		return false;
	month->month = arena_text_n(arena, date, 7);
	month->count = 1;
	return month->month != NULL && message_append(&p->base, "months", &month->base, arena);
}

Truce__V1__Position *position_message(const struct position_table *t, const struct position_row *row,
				      struct arena *arena)
{
	Truce__V1__Position *p = (void *)message_new(&truce__v1__position__descriptor, arena);
	if (p == NULL)
		return NULL;
	p->party = message_borrow(row->party);
	p->topic = message_borrow(row->topic);
	p->track = row->track;
	p->kind = row->kind;
	p->choice = row->choice;
	p->count = (int32_t)row->count;
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const char *date = t->entries[i].statement->date;
		if (date[0] == '\0')
			break;
		if (i == row->first)
			p->first = message_borrow(date);
		p->last = message_borrow(date);
		if (!add_month(p, t->entries[i].statement, arena))
			return NULL;
	}
	return p;
}
