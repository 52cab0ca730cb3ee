/* Passages of a statement, as search finds them.
 *
 * Its title, with symbol and aliases, is passage 0 where it has any of them; its blocks
 * are 1 and on. A passage has its text and language, the days that its statement may be
 * of, marks for the fields of queries (domain/query.h), and values for facets. Borrows
 * from the statement. Pure; any thread. */
#ifndef TRUCE_DOMAIN_PASSAGE_H
#define TRUCE_DOMAIN_PASSAGE_H

#include "domain/query.h"
#include "truce/v1/statement.pb-c.h"

enum passage_facet { FACET_DELEGATION, FACET_BODY, FACET_KIND, FACET_TRACK, FACET_TOPIC, PASSAGE_FACETS };

/* Parts the values of one facet. */
#define PASSAGE_FACET_PARTS '\n'

struct passage {
	int32_t block; /* 0 for the title */
	struct bytes text;
	enum text_language language;
	int32_t first_day, last_day; /* QUERY_NO_DAY without a date */
	struct bytes *marks;
	size_t mark_count;
	struct bytes facets[PASSAGE_FACETS];
};

/* Elements of a list by the block that they stand in: those of block b are order[from[b]] up to
 * order[from[b + 1]]. */
struct placed_list {
	uint32_t *from, *order;
};

/* All passages of a statement in order, one by one. NOT_FOUND after the last. Texts of
 * nothing are passages too. */
struct passages {
	const Truce__V1__Statement *statement;
	struct text_analyser *analyser;
	struct arena *arena;
	size_t next; /* block of the next one; may be set */
	const char *language;
	struct bytes *shared; /* marks of the whole statement */
	size_t shared_count;
	struct placed_list cited, named, acted; /* private */
	int32_t first_day, last_day;
	struct bytes wanted; /* private: a mark whose value is looked for, and the value */
	const char *found;
};
/* RESOURCE_EXHAUSTED where the arena is full, as passages_next. */
enum status passages_begin(struct passages *p, const Truce__V1__Statement *statement, struct text_analyser *analyser,
			   struct arena *arena) MUST_CHECK;
enum status passages_next(struct passages *p, struct passage *out) MUST_CHECK;

/* The words of a passage; adds to its marks one of field mentions for each party that a
 * block names. Valid as those of text_analyse. */
enum status passage_analyse(struct passages *p, struct passage *passage, const struct text_tokens **out) MUST_CHECK;

/* What stands in the statement of which a mark of its passage was made: "S/RES/2254 (2015)" for
 * "=cites:s res 2254 2015". NOT_FOUND where the passage does not have the mark. */
enum status passage_value(const Truce__V1__Statement *statement, uint32_t block, struct bytes mark,
			  struct text_analyser *analyser, struct arena *arena, const char **out) MUST_CHECK;

#endif
