/* Queries of search: words, "phrases", near/5, OR, -not, prefix*, groups and fields.
 *
 * A query is a tree whose leaves are terms of passages (domain/text.h). A passage passes
 * as a whole: all that stands side by side is to be in one passage, fields included. A
 * bare word stands for all words of its stem, in each language that it may be of, a
 * quoted one for itself; bare words that together name a party stand for the party under
 * each of its names. docs/search.md is the language's page. Pure; any thread. */
#ifndef TRUCE_DOMAIN_QUERY_H
#define TRUCE_DOMAIN_QUERY_H

#include "base/arena.h"
#include "domain/text.h"

#define QUERY_BYTES_MOST (64 << 10)
#define QUERY_TERMS_MOST 256 /* words, phrases' words and fields */
#define QUERY_DEPTH_MOST 64
#define QUERY_NEAR_USUAL 10
#define QUERY_NEAR_MOST 1000

enum query_kind {
	QUERY_WORD,   /* any of the terms */
	QUERY_PREFIX, /* words that begin with any of the terms */
	QUERY_PHRASE, /* the children, each `offset` positions behind the first */
	QUERY_NEAR,   /* the children, each within `offset` positions of one of the child before */
	QUERY_MARK,   /* a field: any of the terms, as marks */
	QUERY_MARK_PREFIX,
	QUERY_DAYS, /* a day from first_day to last_day may be the passage's */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT, /* the child does not hold; a child of QUERY_AND only */
};

#define QUERY_NO_LEAF UINT32_MAX

struct query_node {
	enum query_kind kind;
	uint32_t at, end;    /* bytes of the query */
	uint32_t leaf;       /* its number among the leaves that score; QUERY_NO_LEAF */
	uint32_t offset;     /* see above */
	struct bytes *terms; /* of words and fields, with their first byte */
	size_t term_count;
	struct bytes word; /* as folded, of a bare or quoted word; empty for others */
	bool bare;         /* a word as typed without quotes */
	uint32_t number;   /* of a word or prefix, among them */
	int32_t first_day, last_day;
	struct query_node *first, *next; /* children, and the next one of the parent's */
};

/* A term that a passage's words are looked up by, and the word or prefix that it is of. */
struct query_term {
	struct bytes term;
	const struct query_node *node;
};

/* Terms by size, then bytes; and the sizes that they have, ascending. */
struct query_terms {
	struct query_term *at;
	size_t count;
	uint8_t sizes[TEXT_TERM_MOST];
	size_t size_count;
};

struct query {
	const char *text;
	struct query_node *root;
	struct query_node **leaves; /* that score: words, prefixes, phrases, near */
	size_t leaf_count;
	struct query_terms words, prefixes;
	size_t word_count; /* words and prefixes of the tree */
};

/* Who knows other names of what a word names: a bare word is looked for under each of them; and
 * what documents are called. */
#define QUERY_NAMES_MOST 16
struct citation_asked;
struct query_names {
	/* Folded words, at most QUERY_NAMES_MOST, that are names of what the folded word names; itself
	 * may be among them. They last as long as the query. */
	enum status (*find)(void *of, struct bytes word, struct text_analyser *analyser, struct bytes *out,
			    size_t *count);
	/* What the document that is asked for is called, and which statement holds it; no names where
	 * it is none that they know. */
	enum status (*document)(void *of, const char *value, struct citation_asked *out);
	void *of;
};

/* As query_parse; names may be NULL. A status of theirs ends it. */
enum status query_parse_named(const char *text, const struct query_names *names, struct text_analyser *analyser,
			      struct arena *arena, struct query **out, struct error *error) MUST_CHECK;

/* Parses a text of UTF-8. INVALID_ARGUMENT, reason INVALID_QUERY, with the position
 * ("position 14: …", counted in characters from 1) and a way out. RESOURCE_EXHAUSTED
 * where the arena is full. Linear in the size of the text. */
enum status query_parse(const char *text, struct text_analyser *analyser, struct arena *arena, struct query **out,
			struct error *error) MUST_CHECK;

/* The position of a byte of the text, as errors give it. */
size_t query_position(const char *text, size_t at);

/* ---- Passages ---------------------------------------------------------- */

/* Days of a passage without a date. */
#define QUERY_NO_DAY INT32_MIN

/* What a query is held against. */
struct query_passage {
	const struct text_tokens *tokens;
	const struct bytes *marks;
	size_t mark_count;
	int32_t first_day, last_day;
};

/* A stretch of the passage's text that a leaf stands in. */
struct query_span {
	uint32_t start, end;
};

/* Whether a passage passes. tfs, of the query's leaf_count, are how often each leaf
 * stands in it, also where it does not pass. spans, which may be NULL, are the stretches
 * of the text in which leaves stand, ascending, joined where they touch. Works in arena.
 * RESOURCE_EXHAUSTED where it is full. */
enum status query_match(const struct query *query, const struct query_passage *passage, struct arena *arena,
			bool *passes, uint32_t *tfs, struct query_span **spans, size_t *span_count) MUST_CHECK;

/* Whether a field of a query, or what stands for its value, holds in a passage; looks at no words. */
bool query_field_holds(const struct query_node *field, const struct query_passage *passage);

/* Adds to having, of the query's leaf_count, how many terms of each leaf that is a word
 * stand in a passage. */
void query_count(const struct query *query, const struct text_tokens *tokens, int64_t *having);

/* ---- Fields ------------------------------------------------------------ */

/* What the terms of a field are made from. */
enum query_field_kind {
	FIELD_FOLDED,   /* the value, folded */
	FIELD_PARTY,    /* a party's id, or its name */
	FIELD_NAME,     /* the id of a record's name */
	FIELD_LANGUAGE, /* a language's code, or its name */
	FIELD_WORDS,    /* each of its words */
	FIELD_CITED,    /* a document, in normal form */
	FIELD_KIND,     /* a kind of statement */
	FIELD_TRACK,    /* a track */
	FIELD_DAYS,     /* no term: a stretch of days */
};

struct query_field {
	const char *name;
	enum query_field_kind kind;
	const char *help;
};
extern const struct query_field query_fields[]; /* ended by a row without a name */

/* Whether a node is a field with its value, as a whole. */
bool query_is_field(const struct query_node *n);

/* The mark of a field's folded value: "=kind:speech". */
struct bytes query_mark(struct arena *arena, const char *field, const char *value, size_t size);

#endif
