#include "domain/query.h"

#include <limits.h>
#include <stdlib.h>

#include "domain/query_inside.h"
#include "proto/filter.h"

/* ---- Pieces ----------------------------------------------------------- */

/* Bytes of a quote at a place, 0 for none: straight, curly or angular. */
static size_t quote_at(const char *text, size_t at)
{
	static const char *const quotes[] = { "\"", "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb" };
	if (text[at] != '"' && (unsigned char)text[at] < 0x80)
		return 0;
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (strncmp(text + at, quotes[i], strlen(quotes[i])) == 0)
			return strlen(quotes[i]);
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static enum status take_quoted(struct parser *p, struct token *t)
{
	size_t open = quote_at(p->text, t->at), at = t->at + open;
	t->sign = SIGN_QUOTED;
	t->from = at;
	while (p->text[at] != '\0' && quote_at(p->text, at) == 0)
		at++;
	if (p->text[at] == '\0')
		return parse_fault(p, t->at, "the quote is not closed; add a \" behind its last word");
	t->to = at;
	t->end = at + quote_at(p->text, at);
	return STATUS_OK;
}

/* A word up to a blank, a bracket or a quote; a quote behind a colon belongs to it. */
static enum status take_word(struct parser *p, struct token *t)
{
	size_t at = t->at;
	while (p->text[at] != '\0' && !is_blank(p->text[at]) && p->text[at] != '(' && p->text[at] != ')' &&
	       quote_at(p->text, at) == 0)
		at++;
	t->sign = SIGN_WORD;
	t->end = t->to = at;
	t->from = t->at;
	if (at > t->at && p->text[at - 1] == ':' && quote_at(p->text, at) > 0) {
		struct token value = { .at = at };
		enum status status = take_quoted(p, &value);
		if (status != STATUS_OK)
			return status;
		t->end = value.end;
	}
	return STATUS_OK;
}

static bool reads(const struct parser *p, const struct token *t, const char *word)
{
	return t->end - t->at == strlen(word) && memcmp(p->text + t->at, word, t->end - t->at) == 0;
}

/* "near/5", in either case, and "NEAR". */
static enum status see_near(struct parser *p, struct token *t)
{
	const char *text = p->text + t->at;
	size_t size = t->end - t->at;
	t->offset = QUERY_NEAR_USUAL;
	if (reads(p, t, "NEAR")) {
		t->sign = SIGN_NEAR;
		return STATUS_OK;
	}
	if (size < 6 || strncasecmp(text, "near/", 5) != 0)
		return STATUS_OK;
	size_t digits = strspn(text + 5, "0123456789");
	long number = digits > 6 ? LONG_MAX : strtol(text + 5, NULL, 10);
	if (digits != size - 5 || number < 1 || number > QUERY_NEAR_MOST)
		return parse_fault(p, t->at, "near/ takes a number of words from 1 to %d, as in: aid near/5 convoy",
				   QUERY_NEAR_MOST);
	t->sign = SIGN_NEAR;
	t->offset = (uint32_t)number;
	return STATUS_OK;
}

/* Reads the piece at p->at. */
static enum status next(struct parser *p, struct token *t)
{
	while (is_blank(p->text[p->at]))
		p->at++;
	char c = p->text[p->at];
	*t = (struct token){ .at = p->at, .end = p->at + 1 };
	enum status status = STATUS_OK;
	if (c == '\0')
		t->end--;
	else if (c == '(')
		t->sign = SIGN_OPEN;
	else if (c == ')')
		t->sign = SIGN_CLOSE;
	else if (c == '-' && p->text[p->at + 1] != '\0' && !is_blank(p->text[p->at + 1]) && p->text[p->at + 1] != '-')
		t->sign = SIGN_NOT;
	else if (quote_at(p->text, p->at) > 0)
		status = take_quoted(p, t);
	else {
		status = take_word(p, t);
		if (status == STATUS_OK)
			status = see_near(p, t);
		if (t->sign == SIGN_WORD && reads(p, t, "OR"))
			t->sign = SIGN_OR;
		else if (t->sign == SIGN_WORD && reads(p, t, "AND"))
			t->sign = SIGN_AND;
		else if (t->sign == SIGN_WORD && reads(p, t, "NOT"))
			t->sign = SIGN_NOT;
	}
	return status;
}

static enum status peek(struct parser *p, struct token *t)
{
	const size_t before = p->at;
	enum status status = p->seen ? STATUS_OK : next(p, &p->piece);
	p->at = before;
	p->seen = status == STATUS_OK;
	*t = p->piece;
	return status;
}

static void take(struct parser *p, const struct token *t)
{
	p->at = t->end;
	p->seen = false;
}

/* ---- The tree --------------------------------------------------------- */

/* A list of nodes that grows at its end. */
struct list {
	struct query_node *first, **last;
	size_t count;
};

static void add(struct list *l, struct query_node *n)
{
	*l->last = n;
	l->last = &n->next;
	l->count++;
}

/* The list as one node; the only one of it by itself, NULL for none. */
static enum status join(struct parser *p, const struct list *l, enum query_kind kind, struct query_node **out)
{
	*out = l->first;
	if (l->count < 2)
		return STATUS_OK;
	struct query_node *n = parse_node(p, kind, l->first->at, l->first->end);
	if (n == NULL)
		return parse_full(p);
	n->first = l->first;
	for (const struct query_node *c = l->first; c != NULL; c = c->next)
		n->end = c->end;
	*out = n;
	return STATUS_OK;
}

static enum status parse_or(struct parser *p, struct query_node **out);

static enum status parse_group(struct parser *p, const struct token *open, struct query_node **out)
{
	struct token close;
	take(p, open);
	if (++p->depth > QUERY_DEPTH_MOST)
		return parse_fault(p, open->at, "groups stand in each other more than %d deep; take some brackets away",
				   QUERY_DEPTH_MOST);
	enum status status = parse_or(p, out);
	if (status == STATUS_OK)
		status = peek(p, &close);
	if (status != STATUS_OK)
		return status;
	if (close.sign != SIGN_CLOSE)
		return parse_fault(p, open->at, "the group is not closed; add a ) behind its last word");
	take(p, &close);
	p->depth--;
	if (*out == NULL)
		return parse_fault(p, open->at, "the group is empty; put words into it or take it away");
	if ((*out)->kind == QUERY_NOT)
		return parse_fault(p, open->at, "the group only excludes; put -( before it, or add what to look for");
	return STATUS_OK;
}

/* A word, a phrase, a field or a group; *out stays NULL for a word of no letters. */
static enum status parse_primary(struct parser *p, struct query_node **out)
{
	struct token t;
	enum status status = peek(p, &t);
	*out = NULL;
	if (status != STATUS_OK)
		return status;
	switch (t.sign) {
	case SIGN_OPEN:
		return parse_group(p, &t, out);
	case SIGN_QUOTED:
		take(p, &t);
		return parse_quoted(p, t.at, t.end, t.from, t.to, out);
	case SIGN_WORD:
		take(p, &t);
		return parse_word(p, t.at, t.end, t.to, out);
	case SIGN_END:
		return parse_fault(p, t.at, "the query ends where a word is expected; add one");
	default:
		return parse_fault(p, t.at, "expected a word here; to look for this word itself, put it in quotes");
	}
}

static bool stands_somewhere(const struct query_node *n)
{
	if (n->kind != QUERY_OR)
		return n->kind <= QUERY_NEAR;
	for (const struct query_node *c = n->first; c != NULL; c = c->next)
		if (!stands_somewhere(c))
			return false;
	return true;
}

/* The next one of a chain of near; NULL where it has no letters. */
static enum status add_near(struct parser *p, const struct token *near, struct list *list)
{
	struct query_node *n;
	enum status status = parse_primary(p, &n);
	if (status != STATUS_OK)
		return status;
	if (n == NULL || !stands_somewhere(n))
		return parse_fault(p, near->at,
				   "near stands between words, phrases or words with OR, as in: "
				   "(aid OR relief) near/5 convoy");
	if (list->count > 0)
		n->offset = near->offset;
	add(list, n);
	return STATUS_OK;
}

static enum status parse_near(struct parser *p, struct query_node **out)
{
	struct list list = { .last = &list.first };
	struct token t;
	enum status status = parse_primary(p, out);
	if (status == STATUS_OK)
		status = peek(p, &t);
	if (status != STATUS_OK || t.sign != SIGN_NEAR)
		return status;
	if (*out == NULL || !stands_somewhere(*out))
		return parse_fault(p, t.at,
				   "near stands between words, phrases or words with OR, as in: "
				   "(aid OR relief) near/5 convoy");
	add(&list, *out);
	while (status == STATUS_OK && t.sign == SIGN_NEAR) {
		take(p, &t);
		status = add_near(p, &t, &list);
		if (status == STATUS_OK)
			status = peek(p, &t);
	}
	return status == STATUS_OK ? join(p, &list, QUERY_NEAR, out) : status;
}

static enum status parse_unary(struct parser *p, struct query_node **out)
{
	struct token t;
	enum status status = peek(p, &t);
	if (status != STATUS_OK || t.sign != SIGN_NOT)
		return status == STATUS_OK ? parse_near(p, out) : status;
	size_t at = t.at;
	take(p, &t);
	status = peek(p, &t);
	if (status == STATUS_OK && t.sign == SIGN_NOT)
		return parse_fault(p, at, "what is excluded twice is not excluded; take both signs away");
	struct query_node *child;
	if (status == STATUS_OK)
		status = parse_near(p, &child);
	*out = NULL;
	if (status != STATUS_OK || child == NULL)
		return status;
	struct query_node *n = parse_node(p, QUERY_NOT, at, child->end);
	if (n == NULL)
		return parse_full(p);
	n->first = child;
	*out = n;
	return STATUS_OK;
}

static enum status check_and(struct parser *p, const struct list *list)
{
	if (list->count < 2)
		return STATUS_OK;
	for (const struct query_node *c = list->first; c != NULL; c = c->next)
		if (c->kind != QUERY_NOT)
			return STATUS_OK;
	return parse_fault(p, list->first->at,
			   "nothing is left to look for but what is excluded; add a word or a field");
}

static bool begins_one(enum sign sign)
{
	return sign == SIGN_OPEN || sign == SIGN_QUOTED || sign == SIGN_WORD || sign == SIGN_NOT;
}

static enum status parse_and(struct parser *p, struct query_node **out)
{
	struct list list = { .last = &list.first };
	struct token t;
	enum status status = peek(p, &t);
	while (status == STATUS_OK && (list.count == 0 || begins_one(t.sign) || t.sign == SIGN_AND)) {
		struct query_node *n;
		if (t.sign == SIGN_END || (t.sign == SIGN_CLOSE && p->depth > 0))
			break;
		if (t.sign == SIGN_CLOSE)
			return parse_fault(p, t.at, "this ) closes nothing; take it away or add a ( before it");
		if (t.sign == SIGN_AND && list.count > 0)
			take(p, &t);
		status = parse_unary(p, &n);
		if (status == STATUS_OK && n != NULL)
			add(&list, n);
		if (status == STATUS_OK)
			status = peek(p, &t);
		if (list.count == 0 && !begins_one(t.sign) && t.sign != SIGN_AND)
			break;
	}
	if (status == STATUS_OK)
		status = parse_parties(p, &list.first, &list.count);
	if (status == STATUS_OK)
		status = check_and(p, &list);
	return status == STATUS_OK ? join(p, &list, QUERY_AND, out) : status;
}

static enum status parse_or(struct parser *p, struct query_node **out)
{
	struct list list = { .last = &list.first };
	struct token t = { .sign = SIGN_OR };
	enum status status = STATUS_OK;
	while (status == STATUS_OK && t.sign == SIGN_OR) {
		struct query_node *n = NULL;
		size_t before = p->at;
		status = parse_and(p, &n);
		if (status == STATUS_OK)
			status = peek(p, &t);
		if (status != STATUS_OK)
			break;
		if (n == NULL && (list.count > 0 || t.sign == SIGN_OR))
			return parse_fault(p, before, "OR stands between two things to look for, as in: aid OR relief");
		if (n != NULL && n->kind == QUERY_NOT && (list.count > 0 || t.sign == SIGN_OR))
			return parse_fault(p, n->at,
					   "what is excluded stands beside what is looked for, not beside OR; "
					   "put both in brackets: (aid -food) OR relief");
		if (n != NULL)
			add(&list, n);
		if (t.sign == SIGN_OR)
			take(p, &t);
	}
	return status == STATUS_OK ? join(p, &list, QUERY_OR, out) : status;
}

/* ---- All -------------------------------------------------------------- */

/* Numbers the leaves that score: those that a passage may be there for. */
static bool number(struct parser *p, struct query *q, struct query_node *n, bool counting)
{
	if (n->kind <= QUERY_NEAR) {
		if (!counting) {
			n->leaf = (uint32_t)q->leaf_count;
			q->leaves[q->leaf_count] = n;
		}
		q->leaf_count++;
		return true;
	}
	for (struct query_node *c = n->kind == QUERY_NOT ? NULL : n->first; c != NULL; c = c->next)
		if (!number(p, q, c, counting))
			return false;
	return true;
}

static bool number_leaves(struct parser *p, struct query *q)
{
	q->leaf_count = 0;
	number(p, q, q->root, true);
	q->leaves = arena_array(p->arena, q->leaf_count + 1, sizeof *q->leaves);
	q->leaf_count = 0;
	return q->leaves != NULL && number(p, q, q->root, false);
}

enum status query_parse(const char *text, struct text_analyser *analyser, struct arena *arena, struct query **out,
			struct error *error)
{
	return query_parse_named(text, NULL, analyser, arena, out, error);
}

enum status query_parse_named(const char *text, const struct query_names *names, struct text_analyser *analyser,
			      struct arena *arena, struct query **out, struct error *error)
{
	struct parser p = { .text = text, .analyser = analyser, .names = names, .arena = arena, .error = error };
	struct query *q = arena_zalloc(arena, sizeof *q);
	struct token t;
	size_t size = strnlen(text, QUERY_BYTES_MOST + 1);
	if (size > QUERY_BYTES_MOST)
		return parse_fault(&p, QUERY_BYTES_MOST, "a query has at most %d bytes; ask for less",
				   QUERY_BYTES_MOST);
	if (q == NULL)
		return parse_full(&p);
	q->text = arena_text(arena, text);
	enum status status = q->text == NULL ? parse_full(&p) : parse_or(&p, &q->root);
	if (status == STATUS_OK)
		status = peek(&p, &t);
	if (status != STATUS_OK)
		return status;
	if (t.sign == SIGN_CLOSE)
		return parse_fault(&p, t.at, "this ) closes nothing; take it away or add a ( before it");
	if (t.sign != SIGN_END)
		return parse_fault(&p, t.at,
				   "expected a word before this; to look for this word itself, put it in quotes");
	if (q->root == NULL)
		return parse_fault(&p, 0, "the query has no words; say what to look for, as in: de-escalation zones");
	if (q->root->kind == QUERY_NOT)
		return parse_fault(&p, q->root->at,
				   "nothing is left to look for but what is excluded; add a word or a field");
	if (!number_leaves(&p, q) || !query_sort(q, arena))
		return parse_full(&p);
	*out = q;
	return STATUS_OK;
}
