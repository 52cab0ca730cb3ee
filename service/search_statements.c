#include "service/search/search.h"

#include "proto/rules.h"
#include "service/handlers.h"
#include "service/names.h"
#include "service/pages.h"

#define PAGE_USUAL 10
#define PAGE_MOST 1000
#define HITS_MOST (RECORD_MOST - (128 << 10)) /* bytes of those of a page: leaves room for the facets */
#define NOT_COUNTED (-1)                      /* a total */

/* ---- Page tokens -------------------------------------------------------- */

/* What a token keeps so that pages are stable: the ranks of the first page, and where
 * the last one ended. */
struct kept {
	double score;
	int64_t all, length;
	int32_t day;
	uint32_t doc;
};

static enum status read_token(struct search *s)
{
	struct call *call = s->call;
	struct page_token end;
	struct kept kept;
	size_t size = s->query->leaf_count * sizeof *s->having;
	enum status status = page_token_read(call, &end);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK)
		return status;
	if (end.key.size != sizeof kept + size || end.as_of < 1)
		return page_token_foreign(call);
	memcpy(&kept, end.key.data, sizeof kept);
	if (size > 0)
		memcpy(s->having, end.key.data + sizeof kept, size);
	s->page.has_after = true;
	s->page.after = (struct search_hit){ .score = kept.score, .day = kept.day, .doc = kept.doc };
	if (s->as_of != 0) {
		s->as_of = call->revision = end.as_of;
		return STATUS_OK;
	}
	s->since = end.as_of;
	s->all = kept.all;
	s->length = kept.length;
	s->ranked = true;
	return STATUS_OK;
}

static enum status reply_token(struct search *s, const struct search_hit *last)
{
	struct kept kept = {
		.score = last->score, .all = s->all, .length = s->length, .day = last->day, .doc = last->doc
	};
	size_t size = s->query->leaf_count * sizeof *s->having;
	uint8_t *key = arena_alloc(&s->call->arena, sizeof kept + size);
	if (key == NULL)
		return call_no_memory(s->call);
	memcpy(key, &kept, sizeof kept);
	if (size > 0)
		memcpy(key + sizeof kept, s->having, size);
	struct page_token end = { .as_of = s->since != 0 ? s->since : s->call->revision,
				  .key = bytes_of(key, sizeof kept + size) };
	return page_token_reply(s->call, &end);
}

/* ---- Requests ----------------------------------------------------------- */

void search_check(struct call *call)
{
	const Truce__V1__SearchStatementsRequest *r = (const Truce__V1__SearchStatementsRequest *)call->request;
	rules_check(call->request, "", &call->violations);
	for (size_t i = 0; i < r->n_facets; i++)
		if (r->facets[i] < 1 || r->facets[i] > SEARCH_FACETS)
			violations_add(&call->violations, "facets", "element %zu is no facet", i + 1);
}

enum status search_compile(struct call *call, struct text_analyser *analyser, struct query **query,
			   struct filter **filter)
{
	const struct row_fields *fields = call_fields(call);
	const char *text = message_text_at(call->request, fields->filter, 0);
	const struct query_names names = names_of_query(call);
	enum status status = query_parse_named(message_text_at(call->request, fields->query, 0), &names, analyser,
					       &call->arena, query, &call->error);
	if (status != STATUS_OK)
		return call_blame(call, status, "query");
	*filter = NULL;
	if (text[0] == '\0')
		return STATUS_OK;
	status = filter_compile(text, &truce__v1__statement__descriptor, &call->arena, filter, &call->error);
	return status == STATUS_OK ? STATUS_OK : call_blame(call, status, "filter");
}

/* Room for a page of so many hits of the query. */
static enum status make_room(struct search *s, size_t most)
{
	struct arena *arena = &s->call->arena;
	s->page.most = most;
	s->page.hits = arena_array(arena, most, sizeof *s->page.hits);
	s->having = arena_array(arena, s->query->leaf_count + 1, sizeof *s->having);
	s->idf = arena_array(arena, s->query->leaf_count + 1, sizeof *s->idf);
	bool made = s->page.hits != NULL && s->having != NULL && s->idf != NULL;
	return made ? STATUS_OK : call_no_memory(s->call);
}

static enum status read_request(struct search *s)
{
	struct call *call = s->call;
	const Truce__V1__SearchStatementsRequest *r = (const Truce__V1__SearchStatementsRequest *)call->request;
	s->analyser = text_analyser_mine();
	if (s->analyser == NULL)
		return call_no_memory(call);
	enum status status = search_compile(call, s->analyser, &s->query, &s->filter);
	if (status == STATUS_OK)
		status = make_room(s, page_size_of(call, PAGE_USUAL, PAGE_MOST) + 1);
	if (status != STATUS_OK)
		return status;
	s->page.order = r->order;
	s->counts = r->count || r->n_facets > 0;
	for (size_t i = 0; i < r->n_facets; i++)
		s->facets[r->facets[i]] = true;
	status = call_as_of(call, &s->as_of);
	if (status == STATUS_OK && s->as_of == store_revision(call->txn))
		s->as_of = 0;
	if (status == STATUS_OK)
		status = read_token(s);
	return status == STATUS_OK && r->n_facets > 0 ? search_sums_new(s) : status;
}

/* ---- Answers ------------------------------------------------------------ */

/* The hit's statement, where the search did not need it. */
static enum status find_statement(struct search *s, struct search_hit *hit)
{
	struct store_change change;
	if (hit->name.data != NULL)
		return STATUS_OK;
	enum status status = store_get_doc(s->call->txn, hit->doc, s->as_of, &change, &s->call->error);
	if (status != STATUS_OK)
		return status;
	hit->name = change.name;
	hit->body = change.body;
	return STATUS_OK;
}

/* As many as fit: a page ends where half of a call's memory is used, for what is made of a record is
 * larger than it, or where a reply has no room for another. */
static enum status put_hits(struct search *s, size_t count, Truce__V1__SearchStatementsResponse *out)
{
	struct call *call = s->call;
	size_t bytes = 0;
	out->hits = arena_array(&call->arena, count + 1, sizeof *out->hits);
	if (out->hits == NULL)
		return call_no_memory(call);
	for (size_t i = 0; i < count && (i == 0 || call->arena.used <= call->arena.cap / 2); i++) {
		struct search_hit *hit = &s->page.hits[i];
		enum status status = call_on_time(call); /* a passage may be long */
		if (status == STATUS_OK)
			status = find_statement(s, hit);
		if (status == STATUS_OK)
			status = search_hit_message(call, s->query, s->analyser, hit, &out->hits[i]);
		if (status != STATUS_OK)
			return status;
		bytes += protobuf_c_message_get_packed_size(&out->hits[i]->base);
		if (i > 0 && bytes > HITS_MOST)
			return STATUS_OK;
		out->n_hits++;
	}
	return STATUS_OK;
}

static bool is_basic(const struct call *call)
{
	const Truce__V1__SearchStatementsRequest *r = (const Truce__V1__SearchStatementsRequest *)call->request;
	return r->view == TRUCE__V1__SEARCH_STATEMENTS_REQUEST__VIEW__VIEW_BASIC;
}

static enum status reply(struct search *s, struct store_text_view *view)
{
	Truce__V1__SearchStatementsResponse out = TRUCE__V1__SEARCH_STATEMENTS_RESPONSE__INIT;
	size_t wanted = s->page.most - 1, count = s->page.count < wanted ? s->page.count : wanted;
	search_page_sort(&s->page);
	bool basic = is_basic(s->call);
	enum status status = basic ? search_put_basic(s, count) : put_hits(s, count, &out);
	count = basic ? count : out.n_hits;
	out.total = s->counts ? s->total : NOT_COUNTED;
	out.total_passages = s->counts ? s->total_passages : NOT_COUNTED;
	if (status == STATUS_OK && s->sums != NULL)
		status = search_sums_reply(s, &out);
	if (status == STATUS_OK && count == 0 && !s->page.has_after)
		status = search_suggest(s, view, &out);
	if (status == STATUS_OK)
		status = call_reply_message(s->call, &out.base);
	if (status != STATUS_OK || s->page.count == count)
		return status;
	return reply_token(s, &s->page.hits[count - 1]);
}

#define QUICK_BYTES 100 /* of a query */

/* A word, or what looks like one, and no more to say of what it finds than which it is. */
bool search_is_quick(const struct call *call)
{
	const Truce__V1__SearchStatementsRequest *r = (const Truce__V1__SearchStatementsRequest *)call->request;
	return is_basic(call) && !r->count && r->n_facets == 0 && r->filter[0] == '\0' && r->page_token[0] == '\0' &&
	       r->as_of_case == TRUCE__V1__SEARCH_STATEMENTS_REQUEST__AS_OF__NOT_SET &&
	       strcspn(r->query, " *(") == strlen(r->query) && strlen(r->query) <= QUICK_BYTES;
}

enum status search_statements(struct call *call)
{
	struct search s = { .call = call };
	struct store_text_view *view = NULL;
	arena_init(&s.scratch, call->service->options.arena_most);
	enum status status = read_request(&s);
	if (status == STATUS_OK && s.as_of != 0) {
		status = search_by_scan(&s);
	} else if (status == STATUS_OK) {
		status = store_text_open(call->txn, &call->arena, &view, &call->error);
		if (status == STATUS_OK)
			status = search_by_index(&s, view);
	}
	if (status == STATUS_OK)
		status = reply(&s, view);
	search_sums_free(s.sums);
	arena_fini(&s.scratch);
	return status;
}

enum status search_best(struct call *call, const char *query, size_t most, uint32_t **docs, size_t *count)
{
	struct search s = { .call = call, .analyser = text_analyser_mine() };
	struct store_text_view *view;
	if (s.analyser == NULL)
		return call_no_memory(call);
	arena_init(&s.scratch, call->service->options.arena_most);
	enum status status = query_parse(query, s.analyser, &call->arena, &s.query, &call->error);
	if (status == STATUS_OK)
		status = make_room(&s, most);
	if (status == STATUS_OK)
		status = store_text_open(call->txn, &call->arena, &view, &call->error);
	if (status == STATUS_OK)
		status = search_by_index(&s, view);
	search_page_sort(&s.page);
	*count = s.page.count;
	*docs = arena_array(&call->arena, s.page.count + 1, sizeof **docs);
	for (size_t i = 0; *docs != NULL && i < s.page.count; i++)
		(*docs)[i] = s.page.hits[i].doc;
	arena_fini(&s.scratch);
	return status == STATUS_OK && *docs == NULL ? call_no_memory(call) : status;
}
