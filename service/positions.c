#include "service/handlers.h"

#include <stdlib.h>

#include "domain/position.h"
#include "service/candidates.h"
#include "service/document.h"
#include "service/pages.h"

#define EVIDENCE 50

/* A row that passed the filter: where it stands among the answers. */
struct item {
	struct bytes key;  /* of the order */
	struct bytes name; /* party, topic, track and kind: compares as rows do */
	const struct position_row *row;
};

struct positions {
	struct call *call;
	int64_t as_of;
	struct position_query query;
	struct position_topic topic;
	struct position_table table;
	struct filter *filter;
	struct order *order;
	struct item *items;
	size_t count;
	struct arena scratch;
	/* The statement whose evidence was made last, in scratch. */
	const struct position_statement *loaded;
	const Truce__V1__Statement *statement;
	struct position_act *acts;
};

/* ---- What is summed over ------------------------------------------------ */

/* Fields that only one grouping keeps, beside that of all; choice one that is of one party, too. */
static const struct {
	const char *field;
	Truce__V1__PositionGrouping kept_by;
} summed[] = {
	{ "party", TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_PARTY },
	{ "choice", TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_PARTY },
	{ "topic", TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_TOPIC },
	{ "track", TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_TRACK },
};
#define SUMMED (sizeof summed / sizeof *summed)

/* A filter that asks for what is summed over is for each act, before it is counted; what it asks of a count
 * then has no meaning. One that looks at all fields is for the sums. */
static enum status read_filter(struct positions *p)
{
	static const char *const of_sums[] = { "count", "first", "last", "months" };
	const char *asked = NULL;
	bool sums = p->query.grouping > TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_ALL;
	for (size_t i = 0; i < SUMMED && sums && !filter_asks(p->filter, "evidence"); i++)
		if (summed[i].kept_by != p->query.grouping && filter_asks(p->filter, summed[i].field) &&
		    !(strcmp(summed[i].field, "choice") == 0 && position_has_choice(&p->query)))
			asked = summed[i].field;
	for (size_t i = 0; i < sizeof of_sums / sizeof *of_sums && asked != NULL; i++)
		if (filter_asks(p->filter, of_sums[i]))
			return call_violation(p->call, "INVALID_FILTER", "filter",
					      "asks for %s of the sums, and for %s, over which they are: leave one "
					      "of them out",
					      of_sums[i], asked);
	p->query.acts = asked == NULL ? NULL : p->filter;
	return STATUS_OK;
}

/* ---- The request ------------------------------------------------------- */

/* The document that the topic is; what several statements are called is words. */
static enum status find_document(struct positions *p, const char *topic)
{
	const struct citation_asked in_words = p->topic.document;
	struct citation_asked *document = &p->topic.document;
	enum status status = document_asked(p->call, topic, p->as_of, document);
	if (status != STATUS_INVALID_ARGUMENT)
		return status;
	p->call->error = (struct error){ .status = STATUS_OK };
	*document = in_words;
	return STATUS_OK;
}

static enum status read_query(struct positions *p)
{
	struct call *call = p->call;
	const char *topic = filter_unquoted(call_text(call, "topic"), &call->arena);
	enum status status = STATUS_OK;
	if (topic == NULL)
		return call_no_memory(call);
	p->query = (struct position_query){ .grouping = (Truce__V1__PositionGrouping)call_int(call, "grouping"),
					    .party = call_text(call, "party"),
					    .from = call_text(call, "from_date"),
					    .to = call_text(call, "to_date") };
	if (p->query.to[0] != '\0' && strcmp(p->query.from, p->query.to) > 0)
		return call_violation(call, "INVALID_FIELDS", "to_date", "is before the first day, %s", p->query.from);
	if (p->query.grouping > TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_TRACK)
		return call_violation(call, "INVALID_FIELDS", "grouping", "is no grouping that this service knows");
	if (topic[0] != '\0')
		status = position_topic(topic, &call->arena, &p->topic, &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "topic");
	p->query.topic = topic[0] == '\0' ? NULL : &p->topic;
	status = filter_compile(call_text(call, "filter"), &truce__v1__position__descriptor, &call->arena, &p->filter,
				&call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "filter");
	status = read_filter(p);
	if (status != STATUS_OK)
		return status;
	status = order_compile(call_text(call, "order_by"), &truce__v1__position__descriptor, &call->arena, &p->order,
			       &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "order_by");
	status = call_as_of(call, &p->as_of);
	return status == STATUS_OK && topic[0] != '\0' ? find_document(p, topic) : status;
}

/* ---- Counting ---------------------------------------------------------- */

static enum status count_statement(struct positions *p, const struct store_change *record)
{
	ProtobufCMessage *message;
	if (record->kind == STORE_DELETED)
		return STATUS_OK;
	arena_reset(&p->scratch);
	enum status status = record_load(p->call, &collections[STATEMENTS], record, &p->scratch, &message);
	if (status != STATUS_OK)
		return status;
	bool counted = position_table_add(&p->table, (const Truce__V1__Statement *)message, record->body, &p->scratch);
	return counted ? STATUS_OK : call_no_memory(p->call);
}

static enum status count_all(struct positions *p)
{
	const char *party = p->query.party;
	const struct listing_term terms[] = { { "turns.speaker.party.id", party },
					      { "signatories.party.id", party },
					      { "votes.ballots.party.id", party },
					      { "acts.actors.id", party } };
	const size_t count = party[0] == '\0' ? 0 : sizeof terms / sizeof *terms;
	struct candidates candidates;
	struct store_change record;
	const struct candidates_scope scope = { .collection = STATEMENTS, .as_of = p->as_of };
	enum status status = candidates_begin_terms(&candidates, p->call, &scope, terms, count);
	if (status != STATUS_OK)
		return status;
	position_table_init(&p->table, &p->call->arena, &p->query);
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(p->call, i);
		if (status == STATUS_OK)
			status = candidates_next(&candidates, &record);
		if (status == STATUS_OK)
			status = count_statement(p, &record);
	}
	candidates_end(&candidates);
	if (status != STATUS_NOT_FOUND)
		return status;
	return position_table_sort(&p->table) ? STATUS_OK : call_no_memory(p->call);
}

/* ---- Which, and in which order ----------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = bytes_compare(x->key, y->key);
	return order != 0 ? order : bytes_compare(x->name, y->name);
}

static bool name_row(const struct position_row *row, struct arena *arena, struct bytes *out)
{
	size_t party = strlen(row->party) + 1, topic = strlen(row->topic) + 1;
	uint8_t *name = arena_alloc(arena, party + topic + 3);
	if (name == NULL)
		return false;
	memcpy(name, row->party, party);
	memcpy(name + party, row->topic, topic);
	name[party + topic] = (uint8_t)row->track;
	name[party + topic + 1] = (uint8_t)row->kind;
	name[party + topic + 2] = (uint8_t)row->choice;
	*out = bytes_of(name, party + topic + 3);
	return true;
}

static enum status select_rows(struct positions *p)
{
	struct arena *arena = &p->call->arena;
	p->items = arena_array(arena, p->table.row_count + 1, sizeof *p->items);
	if (p->items == NULL)
		return call_no_memory(p->call);
	for (size_t i = 0; i < p->table.row_count; i++) {
		struct item *item = &p->items[p->count];
		item->row = &p->table.rows[i];
		arena_reset(&p->scratch);
		Truce__V1__Position *position = position_message(&p->table, item->row, &p->scratch);
		if (position == NULL)
			return call_no_memory(p->call);
		if (p->query.acts == NULL && !filter_test(p->filter, &position->base))
			continue;
		if (order_key(p->order, &position->base, arena, &item->key) != STATUS_OK ||
		    !name_row(item->row, arena, &item->name))
			return call_no_memory(p->call);
		p->count++;
	}
	qsort(p->items, p->count, sizeof *p->items, compare_items);
	return STATUS_OK;
}

/* The first answer of the page. */
static enum status first_item(struct positions *p, size_t *out)
{
	struct page_token end;
	enum status status = page_token_read(p->call, &end);
	*out = 0;
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	struct item after = { .key = end.key, .name = end.name };
	while (*out < p->count && compare_items(&p->items[*out], &after) <= 0)
		++*out;
	return STATUS_OK;
}

/* The state that all pages are of is the first page's. */
static enum status read_state(struct positions *p)
{
	struct page_token end;
	enum status status = p->as_of == 0 ? STATUS_NOT_FOUND : page_token_read(p->call, &end);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK && end.as_of < 1)
		return page_token_foreign(p->call);
	if (status == STATUS_OK)
		p->call->revision = p->as_of = end.as_of;
	return status;
}

/* ---- Answers ----------------------------------------------------------- */

static enum status load(struct positions *p, const struct position_statement *statement)
{
	struct store_change record = { .body = statement->source };
	ProtobufCMessage *message;
	size_t count;
	if (p->loaded == statement)
		return STATUS_OK;
	enum status status = record_load(p->call, &collections[STATEMENTS], &record, &p->scratch, &message);
	if (status != STATUS_OK)
		return status;
	p->statement = (const Truce__V1__Statement *)message;
	p->loaded = statement;
	return position_acts(p->statement, &p->scratch, &p->acts, &count) ? STATUS_OK : call_no_memory(p->call);
}

/* A vote as such, where its ballots are summed: none of them says what it was. */
static bool is_whole_vote(const struct positions *p, const struct position_act *act)
{
	return act->vote != NULL && !position_has_choice(&p->query) &&
	       (p->query.acts == NULL || !filter_asks(p->query.acts, "choice"));
}

static enum status add_evidence(struct positions *p, const struct position_entry *entry, Truce__V1__Position *to)
{
	enum status status = load(p, entry->statement);
	if (status != STATUS_OK)
		return status;
	const struct position_act *act = &p->acts[entry->act];
	const char *words = position_words(p->statement, act, &p->scratch);
	Truce__V1__Position__Evidence *evidence =
		(void *)message_new(&truce__v1__position__evidence__descriptor, &p->scratch);
	if (words == NULL || evidence == NULL)
		return call_no_memory(p->call);
	evidence->statement = p->statement->name;
	evidence->date = p->statement->date;
	evidence->verb = message_borrow(is_whole_vote(p, act) ? "" : act->verb);
	evidence->span = act->span;
	evidence->text = message_borrow(words);
	return message_append(&to->base, "evidence", &evidence->base, &p->scratch) ? STATUS_OK
										   : call_no_memory(p->call);
}

static enum status pack_item(struct positions *p, const struct item *item, struct bytes *out)
{
	int64_t asked = call_int(p->call, "evidence_limit");
	size_t limit = asked == 0 ? EVIDENCE : asked < 0 ? 0 : (size_t)asked;
	arena_reset(&p->scratch);
	p->loaded = NULL;
	Truce__V1__Position *position = position_message(&p->table, item->row, &p->scratch);
	if (position == NULL)
		return call_no_memory(p->call);
	for (size_t i = 0; i < item->row->count && i < limit; i++) {
		enum status status = call_on_time_at(p->call, i);
		if (status == STATUS_OK)
			status = add_evidence(p, &p->table.entries[item->row->first + i], position);
		if (status != STATUS_OK)
			return status;
	}
	return message_pack_arena(&position->base, &p->call->arena, out) == STATUS_OK ? STATUS_OK
										      : call_no_memory(p->call);
}

/* As many as are asked for and fit, then the token where there are more. */
static enum status reply(struct positions *p)
{
	size_t first = 0, done, wanted = page_size(p->call);
	enum status status = first_item(p, &first);
	for (done = first; status == STATUS_OK && done < p->count && done < first + wanted; done++) {
		struct bytes packed;
		status = pack_item(p, &p->items[done], &packed);
		if (status == STATUS_OK && done > first && p->call->size + packed.size > RECORD_MOST)
			break;
		if (status == STATUS_OK)
			status = call_part_field(p->call, 1, packed);
	}
	if (status != STATUS_OK || done == p->count)
		return status;
	const struct item *last = &p->items[done - 1];
	struct page_token end = { .as_of = p->as_of, .key = last->key, .name = last->name };
	return page_token_reply(p->call, &end);
}

enum status position_list(struct call *call)
{
	struct positions p = { .call = call };
	arena_init(&p.scratch, call->service->options.arena_most / 2);
	enum status status = read_query(&p);
	if (status == STATUS_OK)
		status = read_state(&p);
	if (status == STATUS_OK)
		status = count_all(&p);
	if (status == STATUS_OK)
		status = select_rows(&p);
	if (status == STATUS_OK)
		status = reply(&p);
	arena_fini(&p.scratch);
	return status;
}
