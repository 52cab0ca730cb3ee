#include "client/views.h"

#include <stdlib.h>
#include <string.h>

#include "client/marked.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/statement_service.pb-c.h"

#define TEXT_INDENT 2
#define PAGE_MOST 100
#define CONTEXT 60 /* bytes at most on either side of a stretch */

static void print_head(struct cli *cli, const Truce__V1__Precedent *p)
{
	struct arena *arena = &cli->arena;
	const Truce__V1__Passage *passage = p->passage;
	const char *head = arena_printf(arena, "%.2f", p->similarity);
	head = words_join(arena, head == NULL ? "" : head, "  ", words_date(arena, passage->date));
	head = words_join(arena, head, "  ", words_parties(arena, passage->parties, passage->n_parties));
	head = words_join(arena, head, "  ", passage->speaker == NULL ? "" : passage->speaker->printed);
	head = words_join(arena, head, "  ", words_place(arena, passage));
	printf("%s", cli->color ? "\033[1m" : "");
	screen_wrap(stdout, screen_safe(arena, head, false), 0, TEXT_INDENT, screen_columns());
	printf("%s", cli->color ? "\033[0m" : "");
}

/* Some words of a passage before a byte of it, from one that is not cut. */
static const char *words_before(struct arena *arena, const char *text, size_t at)
{
	size_t from = at > CONTEXT ? at - CONTEXT : 0;
	while (from > 0 && from < at && text[from - 1] != ' ')
		from++;
	return arena_printf(arena, "%s%.*s", from > 0 ? "… " : "", (int)(at - from), text + from);
}

static const char *words_behind(struct arena *arena, const char *text, size_t at)
{
	size_t size = strlen(text + at), most = size > CONTEXT ? CONTEXT : size;
	while (most > 0 && most < size && text[at + most] != ' ')
		most--;
	return arena_printf(arena, "%.*s%s", (int)most, text + at, most < size ? " …" : "");
}

/* The changes of the passage, or of the stretch of it that is compared, among its words. */
static bool add_wording(struct marked *marked, const Truce__V1__Precedent *p)
{
	const char *text = p->passage->text;
	size_t size = strlen(text), start = p->span == NULL ? 0 : (size_t)p->span->start,
	       end = p->span == NULL ? size : (size_t)p->span->end;
	if (start > end || end > size)
		return marked_add_edits(marked, p->edits, p->n_edits, MARKED_BOTH);
	const char *before = words_before(marked->arena, text, start), *behind = words_behind(marked->arena, text, end);
	return before != NULL && behind != NULL && marked_add(marked, before, MARK_NONE) &&
	       marked_add_edits(marked, p->edits, p->n_edits, MARKED_BOTH) && marked_add(marked, behind, MARK_NONE);
}

static int print_response(struct cli *cli, const Truce__V1__FindPrecedentsResponse *r)
{
	for (size_t i = 0; i < r->n_precedents; i++) {
		const Truce__V1__Precedent *p = r->precedents[i];
		struct marked text;
		if (p->passage == NULL)
			continue;
		print_head(cli, p);
		marked_init(&text, cli);
		bool made = add_wording(&text, p);
		if (made)
			marked_print(&text, TEXT_INDENT, screen_columns());
		marked_fini(&text);
		if (!made)
			return cli_no_memory();
	}
	if (r->n_precedents == 0)
		fputs("no passage is as close as that; --least asks for less, and truce search for single words\n",
		      stderr);
	return EXIT_OK;
}

/* A share from 0 to 1. */
static int read_similarity(struct cli *cli, double *out)
{
	const char *text = option_text(cli, "least");
	char *end;
	*out = 0;
	if (text == NULL)
		return EXIT_OK;
	double value = strtod(text, &end);
	if (end == text || *end != '\0' || !(value >= 0 && value <= 1))
		return cli_usage(cli, "--least %s: expected a similarity from 0 to 1", text);
	*out = value;
	return EXIT_OK;
}

/* ---- The question -------------------------------------------------------- */

/* A block by its number among all, "15", or a clause by its own, "clause 1"; 0 where there is none. */
static int32_t block_of(const Truce__V1__Statement *s, const char *place)
{
	static const char clause[] = "clause ";
	bool own = strncmp(place, clause, sizeof clause - 1) == 0;
	const char *digits = place + (own ? sizeof clause - 1 : 0);
	char *end;
	long number = strtol(digits, &end, 10);
	if (end == digits || *end != '\0' || number < 1)
		return 0;
	for (size_t i = 0; own && i < s->n_blocks; i++)
		if (s->blocks[i]->number == number && s->blocks[i]->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE)
			return (int32_t)i + 1;
	return own || (size_t)number > s->n_blocks ? 0 : (int32_t)number;
}

/* Which wording is looked for: blocks and clauses are counted apart. */
static void say_wording(struct cli *cli, const Truce__V1__Statement *s, int32_t number)
{
	struct arena *arena = &cli->arena;
	const Truce__V1__Block *block = s->blocks[number - 1];
	Truce__V1__Passage p = TRUCE__V1__PASSAGE__INIT;
	p.statement = s->name;
	p.kind = block->kind;
	p.number = block->number;
	p.block = number;
	const char *words = words_behind(arena, block->text, 0);
	fprintf(stderr, "looked for: %s, \"%s\"\n", screen_safe(arena, words_place(arena, &p), false),
		words == NULL ? "" : screen_safe(arena, words, false));
}

/* A wording, or a statement and the number of a block or a clause. */
static int put_question(struct cli *cli, Truce__V1__FindPrecedentsRequest *request, int count, char **args)
{
	Truce__V1__GetStatementRequest get = TRUCE__V1__GET_STATEMENT_REQUEST__INIT;
	ProtobufCMessage *message;
	if (count == 1) {
		request->text = args[0];
		return EXIT_OK;
	}
	if (strpbrk(args[1], "0123456789") == NULL)
		return cli_usage(cli, "%s is not the number of a block; quote a wording of several words", args[1]);
	const char *name = name_read(cli, "statements", args[0]);
	if (name == NULL)
		return EXIT_USAGE;
	get.name = message_borrow(name);
	int code = cli_call(cli, cli_method(cli, 1), &get.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__Statement *s = (const void *)message;
	request->statement = s->name;
	request->block = block_of(s, args[1]);
	if (request->block == 0)
		return cli_fail(EXIT_DATA,
				"%s is no block of %s: it has %zu, and \"clause 1\" is a clause by its number", args[1],
				words_id(s->name), s->n_blocks);
	if (!output_is_json(cli))
		say_wording(cli, s, request->block);
	return EXIT_OK;
}

/* ---- The order ------------------------------------------------------------ */

struct ranked {
	Truce__V1__Precedent *precedent;
	size_t rank;
};

static const char *day_of(const struct ranked *r)
{
	const Truce__V1__Passage *p = r->precedent->passage;
	return p == NULL || p->date == NULL ? "" : p->date->earliest;
}

/* By the earliest day, what has none last, and the closest first. */
static int compare_days(const void *a, const void *b, int direction)
{
	const struct ranked *x = a, *y = b;
	const char *one = day_of(x), *other = day_of(y);
	int order = (one[0] == '\0') - (other[0] == '\0');
	if (order == 0)
		order = strcmp(one, other) * direction;
	return order != 0 ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static int oldest_first(const void *a, const void *b)
{
	return compare_days(a, b, 1);
}

static int newest_first(const void *a, const void *b)
{
	return compare_days(a, b, -1);
}

/* The values of --order; the answer comes by rank. */
static const struct {
	const char *word;
	int (*compare)(const void *a, const void *b);
} orders[] = { { "rank", NULL }, { "newest", newest_first }, { "date", newest_first }, { "oldest", oldest_first } };
#define ORDERS (sizeof orders / sizeof *orders)

static int read_order(struct cli *cli, size_t *out)
{
	const char *text = option_text(cli, "order");
	*out = 0;
	while (text != NULL && *out < ORDERS && strcmp(text, orders[*out].word) != 0)
		++*out;
	return *out < ORDERS ? EXIT_OK
			     : cli_usage(cli, "--order %s: expected %s", text, option_words_told(cli, "order"));
}

static int put_in_order(struct cli *cli, size_t order, Truce__V1__FindPrecedentsResponse *r)
{
	struct ranked *ranked = arena_array(&cli->arena, r->n_precedents + 1, sizeof *ranked);
	if (ranked == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_precedents; i++)
		ranked[i] = (struct ranked){ r->precedents[i], i };
	if (orders[order].compare != NULL)
		qsort(ranked, r->n_precedents, sizeof *ranked, orders[order].compare);
	for (size_t i = 0; i < r->n_precedents; i++)
		r->precedents[i] = ranked[i].precedent;
	return EXIT_OK;
}

int precedent_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *from = option_text(cli, "from"), *to = option_text(cli, "to");
	ProtobufCMessage *message = cli_request(method, &cli->arena), *response;
	Truce__V1__FindPrecedentsRequest *request = (Truce__V1__FindPrecedentsRequest *)message;
	int64_t limit = 0;
	size_t order;
	if (message == NULL)
		return cli_no_memory();
	int code = read_order(cli, &order);
	if (code == EXIT_OK)
		code = put_question(cli, request, count, args);
	if (code == EXIT_OK)
		code = read_similarity(cli, &request->least_similarity);
	if (code == EXIT_OK)
		code = option_number(cli, "limit", 1, PAGE_MOST, 0, &limit);
	if (code != EXIT_OK)
		return code;
	request->page_size = (int32_t)limit;
	if (from != NULL)
		request->from_date = message_borrow(from);
	if (to != NULL)
		request->to_date = message_borrow(to);
	code = cli_call(cli, method, message, &cli->arena, &response);
	if (code == EXIT_OK)
		code = put_in_order(cli, order, (Truce__V1__FindPrecedentsResponse *)response);
	if (code != EXIT_OK)
		return code;
	return output_is_json(cli) ? output_message(cli, response, "precedents")
				   : print_response(cli, (const void *)response);
}
