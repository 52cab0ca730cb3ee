#include "client/views.h"

#include <stdlib.h>
#include <string.h>

#include "client/journal.h"
#include "client/marked.h"
#include "client/meant.h"
#include "client/record.h"
#include "client/screen.h"
#include "client/words.h"
#include "proto/enum_names.h"
#include "truce/v1/search_service.pb-c.h"

#define TEXT_INDENT 2
#define PAGE_MOST 1000
#define LIMIT_MOST 100000
#define COUNTS_SHOWN 12 /* values of a facet, on a terminal and elsewhere */
#define BAR_MOST 24

/* ---- One hit ----------------------------------------------------------- */

static const char *head_of(struct arena *arena, const Truce__V1__SearchHit *h)
{
	const Truce__V1__Passage *p = h->passage;
	const char *head = words_date(arena, p->date);
	head = words_join(arena, head, "  ", words_parties(arena, p->parties, p->n_parties));
	head = words_join(arena, head, "  ", p->speaker == NULL ? "" : p->speaker->printed);
	head = words_join(arena, head, "  ", words_place(arena, p));
	return words_join(arena, head, "  ", p->symbol);
}

/* Whether a line ends there between two ideographs, which are no two words by that. */
static bool is_run_on(const char *text, size_t at)
{
	const unsigned char *t = (const unsigned char *)text;
	return (t[at] == '\n' || t[at] == '\r') && at >= 3 && t[at - 3] >= 0xE3 && t[at + 1] >= 0xE3;
}

static bool is_blank_at(const char *text, size_t i)
{
	return text[i] == '\n' || text[i] == '\r' || text[i] == ' ';
}

/* A piece of the passage's text, with one blank for each run of them; spans that do not lie in it are cut to it. */
static bool add_piece(struct marked *m, struct arena *arena, const char *text, size_t start, size_t end,
		      enum marking mark)
{
	size_t size = strlen(text);
	end = end < size ? end : size;
	if (start >= end)
		return true;
	char *piece = arena_text_n(arena, text + start, end - start);
	char *to = piece;
	for (size_t i = start; piece != NULL && i < end; i++)
		if (!is_run_on(text, i) && !(is_blank_at(text, i) && i > 0 && is_blank_at(text, i - 1)))
			*to++ = is_blank_at(text, i) ? ' ' : text[i];
	if (to != NULL)
		*to = '\0';
	return piece != NULL && (piece[0] == '\0' || marked_add(m, piece, mark));
}

static bool add_snippet(struct marked *m, struct arena *arena, const Truce__V1__SearchHit *h)
{
	const char *text = h->passage->text;
	size_t size = strlen(text), at = h->snippet->start > 0 ? (size_t)h->snippet->start : 0;
	size_t end = h->snippet->end > 0 ? (size_t)h->snippet->end : 0;
	if (at > 0 && !marked_add(m, "\u2026 ", MARK_NONE))
		return false;
	for (size_t i = 0; i < h->n_matches; i++) {
		const Truce__V1__TextSpan *s = h->matches[i];
		size_t from = s->start > 0 ? (size_t)s->start : 0, to = s->end > 0 ? (size_t)s->end : 0;
		if (to <= at || from >= end)
			continue;
		if (!add_piece(m, arena, text, at, from, MARK_NONE) ||
		    !add_piece(m, arena, text, from > at ? from : at, to < end ? to : end, MARK_HIT))
			return false;
		at = to < end ? to : end;
	}
	return add_piece(m, arena, text, at, end, MARK_NONE) && (end >= size || marked_add(m, " \u2026", MARK_NONE));
}

static int print_hit(struct cli *cli, const Truce__V1__SearchHit *h)
{
	struct arena *arena = &cli->arena;
	struct marked text;
	if (h->passage == NULL || h->snippet == NULL)
		return EXIT_OK;
	printf("%s", cli->color ? "\033[1m" : "");
	screen_wrap(stdout, screen_safe(arena, head_of(arena, h), false), 0, TEXT_INDENT, screen_columns());
	printf("%s", cli->color ? "\033[0m" : "");
	marked_init(&text, cli);
	bool made = add_snippet(&text, arena, h);
	if (made)
		marked_print(&text, TEXT_INDENT, screen_columns());
	marked_fini(&text);
	return made ? EXIT_OK : cli_no_memory();
}

/* ---- The whole --------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const Truce__V1__FacetCount *const *x = a, *const *y = b;
	return strcmp((*x)->value, (*y)->value);
}

/* How long the bar of a count is beside those of others. */
static int bar_of(int64_t count, int64_t most)
{
	if (count <= 0)
		return 0;
	return count >= most ? BAR_MOST : (int)(((double)count * BAR_MOST + (double)(most - 1)) / (double)most);
}

static int64_t largest(const Truce__V1__FacetCounts *f)
{
	int64_t most = 0;
	for (size_t i = 0; i < f->n_counts; i++)
		most = f->counts[i]->count > most ? f->counts[i]->count : most;
	return most;
}

/* Years come in their order, and all of them, for they tell a course of time. */
static void print_facet(struct cli *cli, const Truce__V1__FacetCounts *f)
{
	const bool years = f->facet == TRUCE__V1__FACET__FACET_YEAR;
	const size_t shown = years || f->n_counts < COUNTS_SHOWN ? f->n_counts : COUNTS_SHOWN;
	const char *name = words_enum(&cli->arena, &truce__v1__facet__descriptor, (int)f->facet);
	const int64_t most = largest(f);
	if (years && f->n_counts > 0)
		qsort(f->counts, f->n_counts, sizeof(Truce__V1__FacetCount *), by_value);
	printf("%sby %s%s\n", cli->color ? "\033[1m" : "", name, cli->color ? "\033[0m" : "");
	if (f->n_counts == 0)
		printf("           no statement found has one\n");
	for (size_t i = 0; i < shown; i++) {
		const char *value = screen_cut(&cli->arena, screen_safe(&cli->arena, f->counts[i]->value, false), 36);
		const int bar = bar_of(f->counts[i]->count, most);
		printf("  %7lld  %s%*s", (long long)f->counts[i]->count, value, 38 - screen_width(value), "");
		for (int k = 0; k < bar; k++)
			fputs(cli->ascii ? "#" : "\u2586", stdout);
		putchar('\n');
	}
	if (f->values > (int64_t)shown)
		printf("           and %lld more\n", (long long)f->values - (long long)shown);
}

static void print_suggestions(struct cli *cli, const Truce__V1__SearchStatementsResponse *r)
{
	for (size_t i = 0; i < r->n_suggestions; i++) {
		const char *word = screen_safe(&cli->arena, r->suggestions[i]->word, false);
		const char *instead = screen_safe(&cli->arena, r->suggestions[i]->instead, false);
		const bool field = strchr(word, ':') != NULL; /* whose value may stand in quotes */
		const char *quote = field ? "" : "\"";
		fprintf(stderr, "truce: %s %s%s%s", field ? "no passage has" : "nobody used", quote, word, quote);
		if (instead[0] == '\0')
			fputs("\n", stderr);
		else
			fprintf(stderr, "; did you mean %s%s%s?\n", quote, instead, quote);
	}
}

/* Why nothing is found, where every word by itself would be. */
static void print_nothing(struct cli *cli, const Truce__V1__SearchStatementsResponse *r)
{
	if (r->n_parts == 0) {
		fputs("nothing is found\n", stderr);
		return;
	}
	fputs("nothing is found in one passage; passages that have each part by itself:\n", stderr);
	for (size_t i = 0; i < r->n_parts; i++) {
		const char *text = screen_safe(&cli->arena, r->parts[i]->text, false);
		fprintf(stderr, "  %7lld  %s\n", (long long)r->parts[i]->passages, screen_cut(&cli->arena, text, 68));
	}
}

static int print_response(struct cli *cli, const Truce__V1__SearchStatementsResponse *r)
{
	print_suggestions(cli, r);
	if (r->n_hits == 0)
		print_nothing(cli, r);
	else
		printf("%lld statement%s, %lld passage%s\n", (long long)r->total, r->total == 1 ? "" : "s",
		       (long long)r->total_passages, r->total_passages == 1 ? "" : "s");
	for (size_t i = 0; i < r->n_facets && r->n_hits > 0; i++)
		print_facet(cli, r->facets[i]);
	for (size_t i = 0; i < r->n_hits; i++) {
		int code = print_hit(cli, r->hits[i]);
		if (code != EXIT_OK)
			return code;
	}
	return EXIT_OK;
}

/* ---- The question ------------------------------------------------------ */

static const char *join_args(struct cli *cli, int count, char **args)
{
	const char *query = "";
	for (int i = 0; i < count && query != NULL; i++)
		query = words_join(&cli->arena, query, " ", args[i]);
	return query;
}

static int read_facet(struct cli *cli, const char *text, Truce__V1__Facet *out)
{
	const ProtobufCEnumValue *called = enum_value_called(&truce__v1__facet__descriptor, text);
	if (called == NULL || called->value == 0)
		return cli_usage(cli, "--facet %s: expected %s", text, option_words_told(cli, "facet"));
	*out = (Truce__V1__Facet)called->value;
	return EXIT_OK;
}

static int put_facets(struct cli *cli, Truce__V1__SearchStatementsRequest *request)
{
	size_t count = 0;
	for (const struct option_value *v = cli->values; v != NULL; v = v->next)
		count += strcmp(v->row->name, "facet") == 0;
	request->facets = arena_array(&cli->arena, count + 1, sizeof *request->facets);
	if (request->facets == NULL)
		return cli_no_memory();
	for (const struct option_value *v = cli->values; v != NULL; v = v->next) {
		if (strcmp(v->row->name, "facet") != 0)
			continue;
		int code = read_facet(cli, v->text, &request->facets[request->n_facets]);
		if (code != EXIT_OK)
			return code;
		request->n_facets++;
	}
	return EXIT_OK;
}

static int put_order(struct cli *cli, Truce__V1__SearchStatementsRequest *request)
{
	static const struct {
		const char *word;
		Truce__V1__SearchStatementsRequest__Order order;
	} words[] = {
		{ "rank", TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_UNSPECIFIED },
		{ "date", TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_NEWEST },
		{ "newest", TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_NEWEST },
		{ "oldest", TRUCE__V1__SEARCH_STATEMENTS_REQUEST__ORDER__ORDER_OLDEST },
	};
	const char *text = option_text(cli, "order");
	for (size_t i = 0; text != NULL && i < sizeof words / sizeof *words; i++) {
		if (strcmp(text, words[i].word) != 0)
			continue;
		request->order = words[i].order;
		return EXIT_OK;
	}
	return text == NULL ? EXIT_OK
			    : cli_usage(cli, "--order %s: expected %s", text, option_words_told(cli, "order"));
}

static int ask(struct cli *cli, Truce__V1__SearchStatementsRequest *request, Truce__V1__SearchStatementsResponse **out)
{
	Truce__V1__SearchStatementsResponse *all = NULL;
	const char *token = option_text(cli, "page-token");
	int64_t limit;
	int code = option_number(cli, "limit", 1, LIMIT_MOST, option_given(cli, "all") ? LIMIT_MOST : 10, &limit);
	request->page_token = message_borrow(token == NULL ? "" : token);
	while (code == EXIT_OK && (all == NULL || (all->next_page_token[0] != '\0' && (int64_t)all->n_hits < limit))) {
		ProtobufCMessage *page;
		int64_t left = limit - (all == NULL ? 0 : (int64_t)all->n_hits);
		request->page_size = (int32_t)(left < PAGE_MOST ? left : PAGE_MOST);
		if (all != NULL)
			request->page_token = all->next_page_token;
		code = cli_call(cli, cli_method(cli, 0), &request->base, &cli->arena, &page);
		if (code == EXIT_OK && all == NULL)
			all = (Truce__V1__SearchStatementsResponse *)page;
		else if (code == EXIT_OK && !answer_join(&all->base, page, "hits", &cli->arena))
			code = cli_no_memory();
	}
	*out = all;
	return code;
}

/* ---- Watching ---------------------------------------------------------- */

static int print_watched(struct cli *cli, const char *method, const struct truce_reply *reply, struct watched *watched)
{
	ProtobufCMessage *message;
	int code = cli_unpack(cli, method, reply, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__WatchSearchResponse *r = (const void *)message;
	enum output before = cli->output;
	if (output_is_json(cli))
		cli->output = OUTPUT_JSONL;
	for (size_t i = 0; code == EXIT_OK && i < r->n_hits; i++)
		code = output_is_json(cli) ? output_message(cli, &r->hits[i]->base, NULL) : print_hit(cli, r->hits[i]);
	cli->output = before;
	*watched->after = r->next_revision;
	return code;
}

static int watch(struct cli *cli, const char *query)
{
	Truce__V1__WatchSearchRequest request = TRUCE__V1__WATCH_SEARCH_REQUEST__INIT;
	const char *filter = option_text(cli, "filter");
	request.query = message_borrow(query);
	request.filter = message_borrow(filter == NULL ? "" : filter);
	return changes_watch(cli, cli_method(cli, 2), cli_method(cli, 1), &request.base, &request.after_revision,
			     print_watched);
}

/* A watch tells what comes, whole and in its order. */
static int check_options(struct cli *cli)
{
	static const char *const others[] = { "facet", "order", "limit", "all", "page-token", "as-of" };
	if (!option_given(cli, "watch"))
		return option_given(cli, "from") ? cli_usage(cli, "--from says where a watch begins; add --watch")
						 : EXIT_OK;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (option_given(cli, others[i]))
			return cli_usage(cli, "--watch tells all that matches as it comes; leave out --%s", others[i]);
	return EXIT_OK;
}

int search_run(struct cli *cli, int count, char **args)
{
	Truce__V1__SearchStatementsRequest request = TRUCE__V1__SEARCH_STATEMENTS_REQUEST__INIT;
	Truce__V1__SearchStatementsResponse *all;
	const char *query = join_args(cli, count, args), *filter = option_text(cli, "filter");
	if (query == NULL)
		return cli_no_memory();
	int code = check_options(cli);
	if (code != EXIT_OK)
		return code;
	if (option_given(cli, "watch"))
		return watch(cli, query);
	request.query = message_borrow(query);
	request.filter = message_borrow(filter == NULL ? "" : filter);
	request.count = 1;
	code = put_facets(cli, &request);
	if (code == EXIT_OK)
		code = put_order(cli, &request);
	if (code == EXIT_OK)
		code = cli_as_of(cli, &request.base, &cli->arena);
	if (code == EXIT_OK)
		code = ask(cli, &request, &all);
	if (code != EXIT_OK)
		return code;
	if (output_is_json(cli))
		return output_message(cli, &all->base, "hits");
	code = print_response(cli, all);
	if (all->n_hits == 0 && filter == NULL && strpbrk(query, "0123456789") != NULL)
		meant_say_cited(cli, query);
	if (all->next_page_token[0] != '\0')
		cli->more = "there are more; --limit or --all shows them";
	return code;
}
