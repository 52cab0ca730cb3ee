#include "service/wordings.h"

#include <assert.h>

#include "domain/align.h"
#include "service/handlers.h"

/* The numbers of domain's kinds are those of the wire. */
static_assert((int)WORDING_SAME == TRUCE__V1__EDIT__KIND__KIND_SAME, "");
static_assert((int)WORDING_FORM == TRUCE__V1__EDIT__KIND__KIND_FORM, "");
static_assert((int)WORDING_INSERTED == TRUCE__V1__EDIT__KIND__KIND_INSERTED, "");
static_assert((int)WORDING_DELETED == TRUCE__V1__EDIT__KIND__KIND_DELETED, "");
static_assert((int)WORDING_REPLACED == TRUCE__V1__EDIT__KIND__KIND_REPLACED, "");
static_assert((int)ALIGN_SAME == TRUCE__V1__ALIGNMENT__KIND__KIND_SAME, "");
static_assert((int)ALIGN_FORM == TRUCE__V1__ALIGNMENT__KIND__KIND_FORM, "");
static_assert((int)ALIGN_CHANGED == TRUCE__V1__ALIGNMENT__KIND__KIND_CHANGED, "");
static_assert((int)ALIGN_SPLIT == TRUCE__V1__ALIGNMENT__KIND__KIND_SPLIT, "");
static_assert((int)ALIGN_MERGED == TRUCE__V1__ALIGNMENT__KIND__KIND_MERGED, "");
static_assert((int)ALIGN_ADDED == TRUCE__V1__ALIGNMENT__KIND__KIND_ADDED, "");
static_assert((int)ALIGN_DROPPED == TRUCE__V1__ALIGNMENT__KIND__KIND_DROPPED, "");

/* One statement in one state: the blocks that are compared. */
struct compared {
	struct bytes *texts;
	int32_t *places; /* of each text: the block, counted from 1 */
	size_t count;
	const char *language;
};

enum status wording_failed(struct call *call, enum status status)
{
	if (status == STATUS_RESOURCE_EXHAUSTED && call->error.status == STATUS_OK)
		return call_no_memory(call);
	return status;
}

/* ---- Reading ---------------------------------------------------------- */

static enum status resolve(struct call *call, const char *field, int64_t *as_of)
{
	int64_t asked = call_int(call, field);
	*as_of = 0;
	return asked == 0 ? STATUS_OK : call_revision(call, field, asked, as_of);
}

static bool is_compared(const Truce__V1__Block *block, int64_t kind)
{
	if (kind != TRUCE__V1__BLOCK__KIND__KIND_UNSPECIFIED)
		return (int64_t)block->kind == kind;
	return block->kind != TRUCE__V1__BLOCK__KIND__KIND_HEADING &&
	       block->kind != TRUCE__V1__BLOCK__KIND__KIND_DATELINE;
}

static enum status take_blocks(struct call *call, const Truce__V1__Statement *statement, struct compared *out)
{
	int64_t kind = call_int(call, "kind");
	out->language = statement->language;
	if (statement->n_blocks > ALIGN_PASSAGES_MOST)
		return error_set(&call->error, STATUS_RESOURCE_EXHAUSTED, "TOO_MANY_PASSAGES",
				 "%s has %zu blocks; statements of at most %d are compared.", statement->name,
				 statement->n_blocks, ALIGN_PASSAGES_MOST);
	out->texts = arena_array(&call->arena, statement->n_blocks, sizeof *out->texts);
	out->places = arena_array(&call->arena, statement->n_blocks, sizeof *out->places);
	if (out->texts == NULL || out->places == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < statement->n_blocks; i++) {
		if (!is_compared(statement->blocks[i], kind))
			continue;
		out->texts[out->count] = bytes_text(statement->blocks[i]->text);
		out->places[out->count++] = (int32_t)i + 1;
	}
	return STATUS_OK;
}

static enum status read_statement(struct call *call, const char *field, const char *revision, struct compared *out)
{
	int64_t as_of = 0;
	struct store_change change;
	ProtobufCMessage *statement;
	enum status status = resolve(call, revision, &as_of);
	if (status == STATUS_OK)
		status = record_get(call, &collections[STATEMENTS], call_text(call, field), as_of, &change);
	if (status == STATUS_OK)
		status = record_load(call, &collections[STATEMENTS], &change, &call->arena, &statement);
	return status == STATUS_OK ? take_blocks(call, (const Truce__V1__Statement *)statement, out) : status;
}

/* ---- Answering -------------------------------------------------------- */

Truce__V1__Edit **wording_messages(const struct wording_edits *edits, struct arena *arena)
{
	Truce__V1__Edit **list = arena_array(arena, edits->count + 1, sizeof *list);
	Truce__V1__Edit *at = arena_array(arena, edits->count + 1, sizeof *at);
	if (list == NULL || at == NULL)
		return NULL;
	for (size_t i = 0; i < edits->count; i++) {
		const struct wording_edit *edit = &edits->at[i];
		truce__v1__edit__init(&at[i]);
		at[i].kind = (Truce__V1__Edit__Kind)edit->kind;
		at[i].first = arena_text_n(arena, edit->first.data, edit->first.size);
		at[i].second = arena_text_n(arena, edit->second.data, edit->second.size);
		if (at[i].first == NULL || at[i].second == NULL)
			return NULL;
		list[i] = &at[i];
	}
	return list;
}

static int32_t *places_of(const struct compared *side, const uint32_t *from, size_t count, struct arena *arena)
{
	int32_t *places = arena_array(arena, count, sizeof *places);
	for (size_t i = 0; places != NULL && i < count; i++)
		places[i] = side->places[from[i]];
	return places;
}

static Truce__V1__Alignment *alignment_message(const struct alignment *a, const struct compared *first,
					       const struct compared *second, struct arena *arena)
{
	Truce__V1__Alignment *m = (Truce__V1__Alignment *)message_new(&truce__v1__alignment__descriptor, arena);
	if (m == NULL)
		return NULL;
	m->kind = (Truce__V1__Alignment__Kind)a->kind;
	m->moved = a->moved;
	m->n_first_blocks = a->first_count;
	m->first_blocks = places_of(first, a->first, a->first_count, arena);
	m->n_second_blocks = a->second_count;
	m->second_blocks = places_of(second, a->second, a->second_count, arena);
	m->similarity = a->similarity;
	m->n_edits = a->edits.count;
	m->edits = wording_messages(&a->edits, arena);
	return m->first_blocks == NULL || m->second_blocks == NULL || m->edits == NULL ? NULL : m;
}

static enum status reply(struct call *call, const struct alignments *all, const struct compared *first,
			 const struct compared *second)
{
	Truce__V1__CompareStatementsResponse response = TRUCE__V1__COMPARE_STATEMENTS_RESPONSE__INIT;
	response.similarity = all->similarity;
	response.first_language = message_borrow(first->language);
	response.second_language = message_borrow(second->language);
	response.alignments = arena_array(&call->arena, all->count, sizeof *response.alignments);
	if (response.alignments == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < all->count; i++) {
		Truce__V1__Alignment *m = alignment_message(&all->at[i], first, second, &call->arena);
		if (m == NULL)
			return call_no_memory(call);
		response.alignments[response.n_alignments++] = m;
	}
	return call_reply_message(call, &response.base);
}

static enum status go_on(void *arg)
{
	return call_on_time(arg);
}

enum status wording_compare_statements(struct call *call)
{
	struct compared first = { .count = 0 }, second = { .count = 0 };
	struct alignments all;
	enum status status = read_statement(call, "first", "first_revision", &first);
	if (status == STATUS_OK)
		status = read_statement(call, "second", "second_revision", &second);
	if (status != STATUS_OK)
		return status;
	struct align_side a = { first.texts, first.count }, b = { second.texts, second.count };
	struct align_watch watch = { go_on, call };
	status = wording_failed(call, align(&a, &b, &watch, &call->arena, &all));
	return status == STATUS_OK ? reply(call, &all, &first, &second) : status;
}
