/* Private to the service: how a search runs.
 *
 * A query (domain/query.h) is planned once for a view of the store's text index: terms
 * are looked up, words that begin so and phrases that are there are listed, and each leaf
 * gets its idf. Then each segment is gone through with cursors, its passages in order:
 * the rarest of what must be there leads, blocks of postings that cannot reach the best
 * page are passed over unread (block maxima: Ding and Suel, "Faster top-k document
 * retrieval using block-max indexes", 2011; lists that cannot alone: MaxScore, Turtle
 * and Flood, 1995), and so are passages in which the other words cannot stand often enough
 * (search/lead.c). Before that, the passages in which long lists weigh most are looked at;
 * often nothing else can reach the page then (search/tiers.c). A statement counts by its best passage. Deadlines are
 * looked at on the way. A state before the latest has no index and is read through (search/scan.c). */
#ifndef TRUCE_SERVICE_SEARCH_SEARCH_H
#define TRUCE_SERVICE_SEARCH_SEARCH_H

#include "domain/passage.h"
#include "domain/rank.h"
#include "proto/filter.h"
#include "service/records.h"
#include "store/text.h"
#include "truce/v1/search_service.pb-c.h"

#define SEARCH_FACETS 6 /* of the schema, 1 and on */

/* A statement that may be answered, by its best passage so far. */
struct search_hit {
	double score;
	int32_t day;  /* earliest; QUERY_NO_DAY */
	uint32_t doc; /* the store's number of the statement */
	uint32_t block;
	struct bytes name, body; /* where they are known */
};

/* The best page so far: a heap, the last of them first, until it is sorted. */
struct search_page {
	Truce__V1__SearchStatementsRequest__Order order;
	struct search_hit *hits;
	size_t count, most;
	bool comes_again; /* a statement may come several times, with other passages of it */
	bool has_after;
	struct search_hit after; /* the last of the page before */
};
/* Whether the page has room for such a hit. */
bool search_page_takes(const struct search_page *page, const struct search_hit *hit);
void search_page_keep(struct search_page *page, const struct search_hit *hit);
void search_page_sort(struct search_page *page);

/* A word, a phrase, near or a field of the query, and the passages that have it. */
#define SEARCH_PARTS_MOST 32
struct search_part {
	const struct query_node *node;
	int64_t passages;
};

struct search {
	struct call *call;
	struct text_analyser *analyser;
	struct query *query;
	struct filter *filter; /* NULL for none */
	struct search_page page;
	bool counts; /* the whole result is looked at */
	bool facets[SEARCH_FACETS + 1];
	int64_t as_of; /* 0 for the latest */
	int64_t since; /* statements that changed after this revision are left out; 0 for none */

	int64_t all, length; /* passages and their words, as the ranks take them */
	int64_t *having;     /* by leaf: passages that have it */
	bool ranked;         /* they came with the page's token */
	double *idf;         /* by leaf */
	double average;

	int64_t total, total_passages;
	struct search_sums *sums;
	struct search_part parts[SEARCH_PARTS_MOST]; /* once they are asked for */
	size_t part_count;
	struct arena scratch; /* of one record */
	size_t work;          /* steps since the last look at the clock */
	enum status ended;    /* why no more is looked at */
};

/* Counts steps of some ten nanoseconds, and looks at the clock after so many. False once
 * the call's time is up; s->ended says why then, and seekers are at their end. */
#define SEARCH_WORK_MOST (1 << 12)
static inline bool search_look(struct search *s)
{
	s->work = 0;
	if (s->ended == STATUS_OK)
		s->ended = call_on_time(s->call);
	return s->ended == STATUS_OK;
}
static inline bool search_goes_on(struct search *s, size_t steps)
{
	s->work += steps;
	return s->work < SEARCH_WORK_MOST || search_look(s);
}

/* ---- Sums by facet: search/facets.c ------------------------------------ */

struct search_sums;
enum status search_sums_new(struct search *s) MUST_CHECK;
void search_sums_free(struct search_sums *sums); /* NULL is fine */
/* Counts a passage's values once for its statement. Values of one facet are parted by
 * PASSAGE_FACET_PARTS; day is QUERY_NO_DAY for none. */
enum status search_sums_add(struct search *s, uint32_t doc, const struct bytes facets[PASSAGE_FACETS],
			    int32_t day) MUST_CHECK;
enum status search_sums_reply(struct search *s, Truce__V1__SearchStatementsResponse *out) MUST_CHECK;

/* ---- By the index: search/plan.c, search/seek.c, search/run.c ---------- */

/* Puts a quick call off where it is more than a look at few passages. */
#define SEARCH_QUICK_MOST 1024 /* passages */
enum status search_by_index(struct search *s, struct store_text_view *view) MUST_CHECK;
/* Without an index, of any state: search/scan.c */
enum status search_by_scan(struct search *s) MUST_CHECK;

/* The query and the filter, NULL for none, of a request that has both. */
enum status search_compile(struct call *call, struct text_analyser *analyser, struct query **query,
			   struct filter **filter) MUST_CHECK;

/* The numbers of the statements that a query ranks best, at most so many: search_statements.c */
enum status search_best(struct call *call, const char *query, size_t most, uint32_t **docs, size_t *count) MUST_CHECK;

/* ---- Answers: search/reply.c -------------------------------------------- */

enum status search_hit_message(struct call *call, const struct query *query, struct text_analyser *analyser,
			       const struct search_hit *hit, Truce__V1__SearchHit **out) MUST_CHECK;
/* The first hits of the page as a part of the reply, with names and scores alone. */
enum status search_put_basic(struct search *s, size_t count) MUST_CHECK;
/* Of an answer without hits, words and values of the query that no passage has, or what its parts
 * find; view is NULL where there was no index. search/suggest.c */
enum status search_suggest(struct search *s, struct store_text_view *view,
			   Truce__V1__SearchStatementsResponse *out) MUST_CHECK;
/* What takes the place of a field whose value no passage has, NULL for nothing. search/values.c */
enum status search_suggest_value(struct search *s, struct store_text_view *view, const struct query_node *field,
				 const char **out) MUST_CHECK;

/* ---- Parts of the query: search/parts.c ----------------------------------- */

void search_parts_find(struct search *s);
/* Counts the fields that hold in a passage, where all are looked at. */
void search_parts_hold(struct search *s, const struct query_passage *passage);
/* Counts the others; view is NULL where all were looked at. */
enum status search_parts_count(struct search *s, struct store_text_view *view) MUST_CHECK;
/* Of a query of one phrase or near, the parts of that. */
enum status search_parts_open(struct search *s, struct store_text_view *view) MUST_CHECK;
enum status search_parts_reply(struct search *s, Truce__V1__SearchStatementsResponse *out) MUST_CHECK;

/* ---- The index of statements: search/index.c ----------------------------- */

enum status search_index_text(const struct store_index *self, struct bytes name, struct bytes body,
			      struct store_text *out);
/* The same from a message: a statement has units, others have none. */
enum status search_make(const ProtobufCMessage *record, struct store_text *out) MUST_CHECK;

#endif
