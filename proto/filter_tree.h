/* A compiled filter. Private to proto/filter_*.c and proto/order.c.
 *
 * A filter is a tree of AND, OR and NOT over tests. A test follows a path to
 * values and asks each whether it fits; where a list is empty or a message on the
 * path is unset there is no value, and nothing fits. */
#ifndef TRUCE_PROTO_FILTER_TREE_H
#define TRUCE_PROTO_FILTER_TREE_H

#include "proto/filter.h"

#define FILTER_SIZE 4096
#define FILTER_LEVELS 64
#define FILTER_TERMS 256

enum filter_op { OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_LESS_EQUAL, OP_GREATER, OP_GREATER_EQUAL, OP_HAS };

/* One step of a path; of a map's entries only that with the key. */
struct filter_step {
	const ProtobufCFieldDescriptor *field;
	const char *key; /* NULL but for maps */
};

/* Words to search for, folded, with one space for each run of white space. */
struct filter_phrase {
	uint32_t *characters;
	uint32_t *fallback; /* where to go on after a mismatch (Knuth, Morris, Pratt) */
	size_t size;
	bool whole;     /* the first begins a word where it is of one */
	bool ends_word; /* no word goes on behind the last */
	char heads[3]; /* the first, small and capital, where it is of ASCII; "" otherwise */
};

struct filter_test {
	struct filter_step *steps; /* none: every text of the message */
	size_t n_steps;
	const char *path; /* the steps' names with dots; keys in quotes */
	enum filter_op op;
	/* Whether a value fits: element i of the last step's field of m. NULL asks
	 * only whether there is a value that is set. */
	bool (*fits)(const struct filter_test *test, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		     size_t i);
	/* What to compare with, as the type of the values needs it. */
	const char *text;
	size_t size;
	bool any_head, any_tail; /* wildcards around text */
	struct bytes bytes;
	int64_t number; /* also of enums and booleans; bits of unsigned ones */
	double real;
	int64_t seconds; /* of instants and durations */
	int32_t nanos;
	struct filter_phrase phrase;
};

enum filter_kind { FILTER_TEST, FILTER_AND, FILTER_OR, FILTER_NOT };

struct filter_node {
	enum filter_kind kind;
	struct filter_test *test;
	struct filter_node *first; /* child */
	struct filter_node *next;  /* sibling */
};

struct filter {
	struct filter_node *root; /* NULL passes all */
};

/* A word of the text of a filter or order, with where it stands. */
struct filter_word {
	const char *text; /* without quotes and escapes, ended by NUL */
	size_t size;
	size_t at, end; /* offsets in the text */
	bool quoted;
	bool star_head, star_tail; /* '*' without '\' as first or last character; not in text */
	bool star;                 /* nothing but one '*' */
};

/* What compiling shares. Failing functions set the error and answer NULL or
 * false. */
struct filter_source {
	const char *text;
	size_t size;
	const ProtobufCMessageDescriptor *type;
	struct arena *arena;
	const char *reason; /* INVALID_FILTER */
	enum status status;
	struct error *error;
};

/* ---- filter_source.c: what is wrong, and where ------------------------ */

/* The first error stays; false. The second is for want of memory. */
bool filter_fail(struct filter_source *s, size_t at, const char *format, ...) PRINTF_LIKE(3, 4);
bool filter_no_room(struct filter_source *s);
const char *filter_quote(struct filter_source *s, const struct filter_word *word); /* for a message */
size_t filter_position(const struct filter_source *s, size_t at);                  /* in characters, from 1 */
/* Refuses texts that are too long or not UTF-8. */
bool filter_source_check(struct filter_source *s);

/* ---- filter_bind.c, filter_phrase.c ------------------------------------ */

/* Finds the fields that words name, from the source's type on. */
bool filter_resolve(struct filter_source *s, const struct filter_word *words, size_t count, struct filter_step *steps,
		    size_t *n_steps);

/* The test "path op value"; op_at is where the operator stands. */
struct filter_test *filter_bind(struct filter_source *s, const struct filter_word *path, size_t count,
				enum filter_op op, size_t op_at, const struct filter_word *value);
/* The test for words anywhere. */
struct filter_test *filter_bind_words(struct filter_source *s, const struct filter_word *words);

bool filter_phrase_make(struct filter_source *s, const struct filter_word *words, struct filter_phrase *out);

#endif
