#include "service/import_turns.h"

#include <stdlib.h>
#include <string.h>

#include "domain/align.h"

#define NOWHERE SIZE_MAX

static enum status load_old(struct call *call, const char *name, bool deleted, const Truce__V1__Statement **out)
{
	struct store_change record;
	ProtobufCMessage *stored;
	*out = NULL;
	enum status status = store_get(call->txn, bytes_text(name), 0, &record, &call->error);
	if (status == STATUS_NOT_FOUND || (status == STATUS_OK && record.kind == STORE_DELETED && !deleted))
		return STATUS_OK;
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &record, &call->arena, &stored);
	if (status == STATUS_OK)
		*out = (const Truce__V1__Statement *)stored;
	return status;
}

enum status import_load_old(struct call *call, const char *name, const Truce__V1__Statement **out)
{
	return load_old(call, name, false, out);
}

/* ---- The turns of the record before ----------------------------------- */

/* Their names are in its sections, which are in the order of the bytes: where columns stand beside
 * one another a turn may begin before one that was spoken earlier. */
static const char **turn_names(struct call *call, const Truce__V1__MeetingRecord *record, size_t *count)
{
	size_t most = 0;
	for (size_t i = 0; i < record->n_sections; i++)
		if (record->sections[i]->turn > 0 && (size_t)record->sections[i]->turn > most)
			most = (size_t)record->sections[i]->turn;
	*count = most < record->n_sections ? most : record->n_sections;
	const char **names = arena_zalloc(&call->arena, (*count + 1) * sizeof *names);
	for (size_t i = 0; names != NULL && i < record->n_sections; i++) {
		const Truce__V1__TextSection *section = record->sections[i];
		if (section->turn > 0 && (size_t)section->turn <= *count)
			names[section->turn - 1] = section->statement;
	}
	return names;
}

static enum status load_turns(struct call *call, const Truce__V1__Statement *meeting, bool deleted,
			      struct turn_matches *m)
{
	size_t count;
	const char **names = turn_names(call, meeting->record, &count);
	m->old = arena_array(&call->arena, count + 1, sizeof *m->old);
	if (names == NULL || m->old == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < count; i++) {
		const Truce__V1__Statement *turn = NULL;
		enum status status = call_on_time_at(call, i);
		if (status == STATUS_OK && names[i] != NULL)
			status = load_old(call, names[i], deleted, &turn);
		if (status != STATUS_OK)
			return status;
		if (turn != NULL)
			m->old[m->old_count++] = turn;
	}
	return STATUS_OK;
}

/* ---- Which is which --------------------------------------------------- */

/* A turn's label and words, one paragraph a line. */
static bool turn_words(const Truce__V1__Statement *s, struct arena *arena, struct bytes *out)
{
	const char *label = s->n_turns > 0 ? s->turns[0]->label : "";
	size_t size = strlen(label), at = size;
	for (size_t i = 0; i < s->n_blocks; i++)
		size += strlen(s->blocks[i]->text) + 1;
	char *text = arena_alloc(arena, size + 1);
	if (text == NULL)
		return false;
	memcpy(text, label, at);
	for (size_t i = 0; i < s->n_blocks; i++) {
		size_t n = strlen(s->blocks[i]->text);
		text[at++] = '\n';
		memcpy(text + at, s->blocks[i]->text, n);
		at += n;
	}
	*out = (struct bytes){ (const uint8_t *)text, at };
	return true;
}

static enum status side_make(struct call *call, const Truce__V1__Statement *const *turns, size_t count,
			     struct align_side *out)
{
	struct bytes *texts = arena_array(&call->arena, count, sizeof *texts);
	if (texts == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < count; i++) {
		if (!turn_words(turns[i], &call->arena, &texts[i]))
			return call_no_memory(call);
	}
	*out = (struct align_side){ texts, count };
	return STATUS_OK;
}

static void match_add(struct turn_matches *m, const struct alignment *a)
{
	if (a->first_count == 0 || a->second_count == 0)
		return;
	size_t old = a->first[0], new = a->second[0];
	if (m->taken[old] || m->of[new].old != NOWHERE)
		return;
	m->taken[old] = true;
	m->of[new] = (struct turn_match){ .old = old, .same = a->kind == ALIGN_SAME && !a->moved };
}

static enum status go_on(void *arg)
{
	return call_on_time(arg);
}

static enum status match_all(struct call *call, const Truce__V1__Statement *const *turns, size_t count,
			     struct turn_matches *m)
{
	struct align_side old, new;
	struct align_watch watch = { go_on, call };
	struct alignments all;
	enum status status = side_make(call, m->old, m->old_count, &old);
	if (status == STATUS_OK)
		status = side_make(call, turns, count, &new);
	if (status == STATUS_OK)
		status = align(&old, &new, &watch, &call->arena, &all);
	for (size_t i = 0; status == STATUS_OK && i < all.count; i++)
		match_add(m, &all.at[i]);
	return status == STATUS_RESOURCE_EXHAUSTED ? call_no_memory(call) : status;
}

/* Turn by turn, where there are more than are compared. */
static void match_by_place(struct turn_matches *m, size_t count)
{
	for (size_t i = 0; i < count && i < m->old_count; i++) {
		m->taken[i] = true;
		m->of[i] = (struct turn_match){ .old = i };
	}
}

enum status import_turns_match(struct call *call, const Truce__V1__Statement *meeting, bool deleted,
			       const Truce__V1__Statement *const *turns, size_t count, struct turn_matches *out)
{
	struct turn_matches m = { .old = NULL };
	enum status status = load_turns(call, meeting, deleted, &m);
	if (status != STATUS_OK)
		return status;
	m.taken = arena_array(&call->arena, m.old_count, sizeof *m.taken);
	m.of = arena_array(&call->arena, count, sizeof *m.of);
	if (m.taken == NULL || m.of == NULL)
		return call_no_memory(call);
	memset(m.taken, 0, m.old_count * sizeof *m.taken);
	for (size_t i = 0; i < count; i++)
		m.of[i] = (struct turn_match){ .old = NOWHERE };
	if (count > ALIGN_PASSAGES_MOST || m.old_count > ALIGN_PASSAGES_MOST)
		match_by_place(&m, count);
	else
		status = match_all(call, turns, count, &m);
	if (status == STATUS_OK)
		*out = m;
	return status;
}

const Truce__V1__Statement *import_turn_was(const struct turn_matches *m, size_t i)
{
	return m->of == NULL || m->of[i].old == NOWHERE ? NULL : m->old[m->of[i].old];
}

/* ---- Turns that come back --------------------------------------------- */

static bool any_new(const struct turn_matches *m, size_t count)
{
	bool any = false;
	for (size_t i = 0; i < count && !any; i++)
		any = m->of[i].old == NOWHERE && m->of[i].back == NULL;
	return any;
}

/* Gives the first new turn that has the words of one that is gone its name. */
static enum status give_back(struct call *call, const struct store_change *record, const struct align_side *turns,
			     struct arena *scratch, struct turn_matches *m)
{
	ProtobufCMessage *gone;
	struct bytes words;
	arena_reset(scratch);
	enum status status = record_load(call, &collections[STATEMENTS], record, scratch, &gone);
	if (status != STATUS_OK)
		return status;
	if (!turn_words((const Truce__V1__Statement *)gone, scratch, &words))
		return call_no_memory(call);
	size_t i = 0;
	while (i < turns->count &&
	       (m->of[i].old != NOWHERE || m->of[i].back != NULL || !bytes_equal(words, turns->texts[i])))
		i++;
	if (i == turns->count)
		return STATUS_OK;
	m->of[i].back = arena_text(&call->kept, message_text(gone, "name"));
	return m->of[i].back == NULL ? call_no_memory(call) : STATUS_OK;
}

/* The numbers of a meeting's turns were given one after the other. */
static enum status find_back(struct call *call, const char *meeting, const struct align_side *turns,
			     struct arena *scratch, struct turn_matches *m)
{
	for (size_t number = 1; any_new(m, turns->count); number++) {
		struct store_change record;
		const char *name = arena_printf(&call->arena, "%s-t%zu", meeting, number);
		if (name == NULL)
			return call_no_memory(call);
		enum status status = store_get(call->txn, bytes_text(name), 0, &record, &call->error);
		if (status == STATUS_NOT_FOUND)
			return STATUS_OK;
		if (status == STATUS_OK)
			status = call_on_time_at(call, number);
		if (status == STATUS_OK && record.kind == STORE_DELETED)
			status = give_back(call, &record, turns, scratch, m);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status import_turns_find_back(struct call *call, const char *meeting, const Truce__V1__Statement *const *turns,
				   size_t count, struct turn_matches *m)
{
	struct align_side all = { .count = 0 };
	struct arena scratch;
	if (!any_new(m, count))
		return STATUS_OK;
	enum status status = side_make(call, turns, count, &all);
	if (status != STATUS_OK)
		return status;
	arena_init(&scratch, call->service->options.arena_most / 2);
	status = find_back(call, meeting, &all, &scratch, m);
	arena_fini(&scratch);
	return status;
}

/* ---- Names ------------------------------------------------------------ */

/* The next "…-t12" that no record has ever had. */
static enum status name_new(struct call *call, const char *meeting, size_t *number, const char **out)
{
	struct store_change record;
	enum status status;
	do {
		*out = arena_printf(&call->kept, "%s-t%zu", meeting, ++*number);
		if (*out == NULL)
			return call_no_memory(call);
		status = store_get(call->txn, bytes_text(*out), 0, &record, &call->error);
	} while (status == STATUS_OK);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static void follow(Truce__V1__Statement *turn, const char *before)
{
	for (size_t i = 0; i < turn->n_links; i++) {
		if (turn->links[i]->kind == TRUCE__V1__STATEMENT_LINK__KIND__KIND_FOLLOWS)
			turn->links[i]->statement = message_borrow(before);
	}
}

enum status import_turns_name(struct call *call, const struct turn_matches *m, Truce__V1__ImportTextResponse *response)
{
	const char *meeting = response->statements[0]->name;
	Truce__V1__MeetingRecord *record = response->statements[0]->record;
	size_t number = m->old_count;
	for (size_t i = 1; i < response->n_statements; i++) {
		const Truce__V1__Statement *was = import_turn_was(m, i - 1);
		const char *back = was == NULL && m->of != NULL ? m->of[i - 1].back : NULL;
		const char *name = was != NULL ? arena_text(&call->kept, was->name) : back;
		enum status status = STATUS_OK;
		if (was == NULL && back == NULL)
			status = name_new(call, meeting, &number, &name);
		if (status == STATUS_OK && name == NULL)
			status = call_no_memory(call);
		if (status != STATUS_OK)
			return status;
		response->statements[i]->name = message_borrow(name);
		follow(response->statements[i], response->statements[i - 1]->name);
	}
	for (size_t i = 0; i < record->n_sections; i++) {
		Truce__V1__TextSection *section = record->sections[i];
		if (section->turn > 0 && (size_t)section->turn < response->n_statements)
			section->statement = response->statements[section->turn]->name;
	}
	return STATUS_OK;
}

enum status import_turns_keep_names(struct call *call, Truce__V1__ImportTextResponse *response)
{
	const Truce__V1__Statement *was;
	struct turn_matches m;
	union {
		Truce__V1__Statement **in;
		const Truce__V1__Statement *const *out;
	} turns = { .in = response->statements + 1 };
	enum status status = import_load_old(call, response->statements[0]->name, &was);
	if (status != STATUS_OK || was == NULL || was->record == NULL)
		return status;
	status = import_turns_match(call, was, true, turns.out, response->n_statements - 1, &m);
	return status == STATUS_OK ? import_turns_name(call, &m, response) : status;
}
