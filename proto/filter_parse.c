#include "proto/filter_tree.h"

#include "proto/quote.h"

/* The grammar of AIP-160, in the order of its rules:
 *
 *   expression = sequence {"AND" sequence}     factors side by side are joined by
 *   sequence   = factor {factor}               AND as well: one list of factors
 *   factor     = term {"OR" term}
 *   term       = {"NOT" | "-"} simple
 *   simple     = restriction | "(" expression ")"
 *   restriction = member [operator value]
 *   member     = word {"." word}
 */

#define PATH_STEPS 32 /* more than any message has levels */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_DOT, TOKEN_OP, TOKEN_MINUS, TOKEN_COMMA };

struct token {
	enum token_kind kind;
	size_t at, end; /* offsets */
	enum filter_op op;
	struct filter_word word;
};

struct parser {
	struct filter_source source;
	struct token token; /* the next */
	int level, terms;
};

static struct filter_node *parse_expression(struct parser *p);

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Characters that end a word without quotes. */
static bool ends_word(char c)
{
	return c == '\0' || is_space(c) || strchr("().,:=<>!\"'", c) != NULL;
}

/* A quoted text: '\' takes the meaning from the character behind it. */
static bool scan_quoted(struct parser *p, size_t at)
{
	struct filter_source *s = &p->source;
	struct filter_word word = { .at = at, .quoted = true };
	char *to = arena_alloc(s->arena, s->size - at), quote = s->text[at];
	if (to == NULL)
		return filter_no_room(s);
	word.text = to;
	size_t from = at + 1, i = from;
	for (; s->text[i] != quote; i++) {
		bool escaped = s->text[i] == '\\' && s->text[i + 1] != '\0';
		i += escaped;
		if (s->text[i] == '\0')
			return filter_fail(s, at, "the text in quotes has no end");
		bool star = s->text[i] == '*' && !escaped;
		bool head = star && i == from, tail = star && s->text[i + 1] == quote;
		word.star = head && tail;
		word.star_head |= head;
		word.star_tail |= tail;
		if (!head && !tail)
			*to++ = s->text[i];
	}
	*to = '\0';
	word.size = (size_t)(to - word.text);
	word.end = i + 1;
	p->token = (struct token){ .kind = TOKEN_WORD, .at = at, .end = i + 1, .word = word };
	return true;
}

static bool make_bare(struct parser *p, size_t at, size_t end)
{
	struct filter_source *s = &p->source;
	struct filter_word word = { .at = at, .end = end };
	size_t from = at, to = end;
	if (s->text[from] == '*') {
		word.star_head = true;
		from++;
	}
	if (to > from && s->text[to - 1] == '*') {
		word.star_tail = true;
		to--;
	}
	word.star = end - at == 1 && word.star_head;
	word.size = to - from;
	word.text = arena_text_n(s->arena, s->text + from, word.size);
	if (word.text == NULL)
		return filter_no_room(s);
	p->token = (struct token){ .kind = TOKEN_WORD, .at = at, .end = end, .word = word };
	return true;
}

static bool scan_operator(struct parser *p, size_t at)
{
	static const struct {
		const char *text;
		enum filter_op op;
	} rows[] = {
		{ "!=", OP_NOT_EQUAL }, { "<=", OP_LESS_EQUAL }, { ">=", OP_GREATER_EQUAL },
		{ "=", OP_EQUAL },      { "<", OP_LESS },        { ">", OP_GREATER },
		{ ":", OP_HAS },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t size = strlen(rows[i].text);
		if (strncmp(p->source.text + at, rows[i].text, size) != 0)
			continue;
		p->token = (struct token){ .kind = TOKEN_OP, .at = at, .end = at + size, .op = rows[i].op };
		return true;
	}
	return filter_fail(&p->source, at, "found '%c', expected an operator such as \"!=\"", p->source.text[at]);
}

static size_t skip_space(const struct parser *p)
{
	size_t at = p->token.end;
	while (is_space(p->source.text[at]))
		at++;
	return at;
}

/* Reads the next token. */
static bool advance(struct parser *p)
{
	static const struct {
		char text;
		enum token_kind kind;
	} marks[] = { { '(', TOKEN_OPEN },
		      { ')', TOKEN_CLOSE },
		      { '.', TOKEN_DOT },
		      { '-', TOKEN_MINUS },
		      { ',', TOKEN_COMMA } };
	size_t at = skip_space(p), end = at;
	const char *text = p->source.text;
	if (text[at] == '\0') {
		p->token = (struct token){ .kind = TOKEN_END, .at = at, .end = at };
		return true;
	}
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (text[at] != marks[i].text)
			continue;
		p->token = (struct token){ .kind = marks[i].kind, .at = at, .end = at + 1 };
		return true;
	}
	if (text[at] == '"' || text[at] == '\'')
		return scan_quoted(p, at);
	if (strchr("=<>!:", text[at]) != NULL)
		return scan_operator(p, at);
	while (!ends_word(text[end]))
		end++;
	return make_bare(p, at, end);
}

/* Whether a character that ends words belongs to a value all the same: the point
 * and the colon between letters or digits, as in 1.5 and 20:45. */
static bool joins(const char *text, size_t at)
{
	return (text[at] == '.' || text[at] == ':') && !ends_word(text[at + 1]) && text[at + 1] != '*';
}

/* Reads the token behind an operator: a word may begin with '-' and hold points
 * and colons. */
static bool advance_to_value(struct parser *p)
{
	size_t at = skip_space(p), end = at;
	const char *text = p->source.text;
	while (!ends_word(text[end]) || (end > at && joins(text, end)))
		end++;
	return end > at ? make_bare(p, at, end) : advance(p);
}

static bool is_keyword(const struct parser *p, const char *keyword)
{
	const struct filter_word *word = &p->token.word;
	return p->token.kind == TOKEN_WORD && !word->quoted && strcmp(word->text, keyword) == 0;
}

static struct filter_node *make_node(struct parser *p, enum filter_kind kind, struct filter_node *first)
{
	struct filter_node *node = arena_zalloc(p->source.arena, sizeof *node);
	if (node == NULL) {
		filter_no_room(&p->source);
		return NULL;
	}
	node->kind = kind;
	node->first = first;
	return node;
}

static struct filter_node *make_test(struct parser *p, struct filter_test *test)
{
	struct filter_node *node = test == NULL ? NULL : make_node(p, FILTER_TEST, NULL);
	if (node != NULL)
		node->test = test;
	return node;
}

static const char *describe(const struct parser *p)
{
	const struct token *t = &p->token;
	if (t->kind == TOKEN_END)
		return "the end";
	return quote_text(p->source.arena, bytes_of(p->source.text + t->at, t->end - t->at));
}

/* The words of a member, with dots between them. */
static bool parse_member(struct parser *p, struct filter_word *path, size_t *count)
{
	for (*count = 0;;) {
		if (p->token.kind != TOKEN_WORD)
			return filter_fail(&p->source, p->token.at, "found %s, expected the name of a field",
					   describe(p));
		if (*count == PATH_STEPS)
			return filter_fail(&p->source, p->token.at, "the path has more than %d names", PATH_STEPS);
		path[(*count)++] = p->token.word;
		if (!advance(p))
			return false;
		if (p->token.kind != TOKEN_DOT)
			return true;
		if (!advance(p))
			return false;
	}
}

/* Words where no field is named: searched for as written, "2017.5" too. */
static struct filter_node *parse_words(struct parser *p, const struct filter_word *path, size_t count)
{
	struct filter_word words = path[0];
	if (count > 1) {
		words.size = path[count - 1].end - words.at;
		words.text = arena_text_n(p->source.arena, p->source.text + words.at, words.size);
		if (words.text == NULL) {
			filter_no_room(&p->source);
			return NULL;
		}
	}
	return make_test(p, filter_bind_words(&p->source, &words));
}

/* "name(" is a call in the AIP's grammar. */
static bool refuse_call(struct parser *p, const struct filter_word *first, const struct filter_word *last)
{
	if (p->token.kind != TOKEN_OPEN || last->quoted || p->token.at != last->end)
		return true;
	return filter_fail(&p->source, first->at, "found a call of a function, and there are none; compare a field");
}

static struct filter_node *parse_restriction(struct parser *p)
{
	struct filter_word path[PATH_STEPS];
	size_t count, at = p->token.at;
	if (++p->terms > FILTER_TERMS) {
		filter_fail(&p->source, at, "the filter has more than %d terms", FILTER_TERMS);
		return NULL;
	}
	if (!parse_member(p, path, &count))
		return NULL;
	if (!refuse_call(p, &path[0], &path[count - 1]))
		return NULL;
	if (p->token.kind != TOKEN_OP)
		return parse_words(p, path, count);
	enum filter_op op = p->token.op;
	size_t op_at = p->token.at;
	if (!advance_to_value(p))
		return NULL;
	if (p->token.kind != TOKEN_WORD) {
		filter_fail(&p->source, p->token.at, "found %s, expected a value to compare with", describe(p));
		return NULL;
	}
	struct filter_word value = p->token.word;
	struct filter_test *test = filter_bind(&p->source, path, count, op, op_at, &value);
	if (test == NULL || !advance(p))
		return NULL;
	return refuse_call(p, &value, &value) ? make_test(p, test) : NULL;
}

static struct filter_node *parse_group(struct parser *p)
{
	size_t at = p->token.at;
	if (++p->level > FILTER_LEVELS) {
		filter_fail(&p->source, at, "groups are nested deeper than %d levels", FILTER_LEVELS);
		return NULL;
	}
	if (!advance(p))
		return NULL;
	struct filter_node *node = parse_expression(p);
	if (node == NULL)
		return NULL;
	if (p->token.kind != TOKEN_CLOSE) {
		filter_fail(&p->source, p->token.at, "found %s, expected \")\" for the \"(\" at %zu", describe(p),
			    filter_position(&p->source, at));
		return NULL;
	}
	p->level--;
	return advance(p) ? node : NULL;
}

static struct filter_node *parse_term(struct parser *p)
{
	bool negated = false;
	while (p->token.kind == TOKEN_MINUS || is_keyword(p, "NOT")) {
		negated = !negated;
		if (!advance(p))
			return NULL;
	}
	if (is_keyword(p, "AND") || is_keyword(p, "OR") ||
	    (p->token.kind != TOKEN_WORD && p->token.kind != TOKEN_OPEN)) {
		filter_fail(&p->source, p->token.at, "found %s, expected a term such as title = \"Astana\"",
			    describe(p));
		return NULL;
	}
	struct filter_node *node = p->token.kind == TOKEN_OPEN ? parse_group(p) : parse_restriction(p);
	return node == NULL || !negated ? node : make_node(p, FILTER_NOT, node);
}

/* One child stands for itself. */
static struct filter_node *join(struct parser *p, enum filter_kind kind, struct filter_node *first)
{
	return first->next == NULL ? first : make_node(p, kind, first);
}

static struct filter_node *parse_factor(struct parser *p)
{
	struct filter_node *first = parse_term(p), *last = first;
	while (last != NULL && is_keyword(p, "OR")) {
		if (!advance(p))
			return NULL;
		last->next = parse_term(p);
		last = last->next;
	}
	return last == NULL ? NULL : join(p, FILTER_OR, first);
}

static struct filter_node *parse_expression(struct parser *p)
{
	struct filter_node *first = parse_factor(p), *last = first;
	while (last != NULL && p->token.kind != TOKEN_END && p->token.kind != TOKEN_CLOSE) {
		if (is_keyword(p, "AND") && !advance(p))
			return NULL;
		last->next = parse_factor(p);
		last = last->next;
	}
	return last == NULL ? NULL : join(p, FILTER_AND, first);
}

static struct filter_node *parse_filter(struct parser *p)
{
	if (!advance(p))
		return NULL;
	struct filter_node *root = parse_expression(p);
	if (root != NULL && p->token.kind != TOKEN_END) {
		filter_fail(&p->source, p->token.at, "found \")\" without a \"(\" before it");
		return NULL;
	}
	return root;
}

enum status filter_compile(const char *text, const ProtobufCMessageDescriptor *type, struct arena *arena,
			   struct filter **out, struct error *error)
{
	struct parser p = {
		.source = { .text = text, .type = type, .arena = arena, .error = error, .reason = "INVALID_FILTER" }
	};
	if (!filter_source_check(&p.source))
		return p.source.status;
	struct filter *filter = arena_zalloc(arena, sizeof *filter);
	if (filter == NULL)
		filter_no_room(&p.source);
	else if (text[skip_space(&p)] != '\0')
		filter->root = parse_filter(&p);
	if (p.source.status == STATUS_OK)
		*out = filter;
	return p.source.status;
}
