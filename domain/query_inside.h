/* Private to the parser of queries: what its files share. */
#ifndef TRUCE_DOMAIN_QUERY_INSIDE_H
#define TRUCE_DOMAIN_QUERY_INSIDE_H

#include <stdarg.h>
#include <stdio.h>

#include "domain/query.h"

/* A form and a stem in each language. */
#define QUERY_WORD_TERMS_MOST (2 * TEXT_LANGUAGES)

/* One piece of the text. */
enum sign { SIGN_END, SIGN_OPEN, SIGN_CLOSE, SIGN_QUOTED, SIGN_WORD, SIGN_NOT, SIGN_OR, SIGN_AND, SIGN_NEAR };

struct token {
	enum sign sign;
	size_t at, end;  /* bytes of the text */
	size_t from, to; /* of a quoted one: what is between the quotes */
	uint32_t offset; /* of SIGN_NEAR */
};

struct parser {
	const char *text;
	size_t at;
	bool seen; /* the piece at hand was looked at before */
	struct token piece;
	struct text_analyser *analyser;
	const struct query_names *names; /* may be NULL */
	struct arena *arena;
	struct error *error;
	int depth;
	size_t terms;
};

/* query_node.c: a node of the tree, NULL without memory; and what is said where there is none. */
struct query_node *parse_node(struct parser *p, enum query_kind kind, size_t at, size_t end);
enum status parse_fault(struct parser *p, size_t at, const char *format, ...) PRINTF_LIKE(3, 4);
enum status parse_full(struct parser *p); /* without memory */
/* Counts one more term. */
enum status parse_count(struct parser *p, size_t at) MUST_CHECK;

/* query_terms.c: a bare word, a field where it has a colon: of the bytes from at to end,
 * those to `to` before a quoted value. A quoted text. *out stays NULL where there is no
 * letter and no digit. */
enum status parse_word(struct parser *p, size_t at, size_t end, size_t to, struct query_node **out) MUST_CHECK;
enum status parse_quoted(struct parser *p, size_t at, size_t end, size_t from, size_t to,
			 struct query_node **out) MUST_CHECK;

/* Puts a party in the place of neighbouring bare words that name one. */
enum status parse_parties(struct parser *p, struct query_node **first, size_t *count) MUST_CHECK;

/* Sorts the words and prefixes of the tree by their terms; false where the arena is full.
 * query_match.c */
bool query_sort(struct query *query, struct arena *arena) MUST_CHECK;

/* query_fields.c: a field and its value, which may end in a star. */
enum status parse_field(struct parser *p, const struct query_field *field, struct query_node *node, const char *value,
			bool prefix) MUST_CHECK;

#endif
