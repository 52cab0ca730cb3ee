/* The run over the words of a statement's blocks, and what its finders share. */
#ifndef TRUCE_DOMAIN_READER_FINDER_H
#define TRUCE_DOMAIN_READER_FINDER_H

#include "domain/citation.h"
#include "domain/language.h"
#include "domain/reader/internal.h"

#define SPEAKER_NAMES 16
#define NUMBER_BUCKETS 64

enum subject {
	SUBJECT_NONE,
	SUBJECT_FIRST,   /* "we" */
	SUBJECT_NAMED,   /* "Kazakhstan", "my delegation" */
	SUBJECT_IMPLIED, /* the parties of a joint statement */
	SUBJECT_TOLD,    /* whom the words before a verb name: nobody speaks */
};

/* A name by which a speaker may be meant; cut into words once its first is met. */
struct speaker_name {
	const char *text;
	uint32_t hash;  /* of its first word */
	bool adjective; /* before who stands for the state: "the Kazakh delegation" */
	struct words words;
};

/* The instrument that has a number; "" where there are two. */
struct numbered {
	int number;
	const char *instrument;
	struct numbered *next; /* of the same bucket */
};

struct finder {
	struct reader *r;
	struct draft *d;
	struct words w, own; /* of the block; the room for those that are cut here */
	size_t block;        /* of blocks, from 0 */
	Truce__V1__Block *b;

	/* In a block. */
	bool tells; /* nobody speaks in it: acts are those of whom it tells */
	struct citation_run run;
	size_t cited_to, mentioned_to, dated_to, acted_to; /* words taken already */

	/* In a sentence. */
	const struct lexicon_entry *process; /* the last that it named */
	enum subject subject;
	size_t verb_at;   /* where a verb of the subject may stand */
	bool subordinate; /* a verb after "and" need not be the subject's any more */
	size_t vote_at;   /* words behind a verb of voting; 0 for none */
	Truce__V1__Vote__Choice choice;

	/* Over the statement. */
	const Truce__V1__Party *speaker; /* of the turn; NULL where it has no delegation */
	int turn;
	struct speaker_name names[SPEAKER_NAMES]; /* of the speaker's state, and of its government's seat */
	size_t name_count;
	uint64_t name_bits;         /* of the hashes of their first words */
	struct text_set unresolved; /* words that a finding names already */
	struct numbered *by_number[NUMBER_BUCKETS];
	struct list bares;
	struct language_count language;
};

/* found.c */
Truce__V1__TextSpan *span_make(struct finder *f, uint32_t start, uint32_t end);
const char *printed_at(struct finder *f, uint32_t start, uint32_t end);
uint32_t found_line(const struct finder *f, uint32_t at); /* number of the line of a byte of the block */
/* One finding for each wording of a statement. */
void find_unresolved(struct finder *f, uint32_t at, const char *printed, const char *explanation);

/* cited.c */
void citation_at(struct finder *f, size_t i);   /* whether one begins at word i */
void instrument_at(struct finder *f, size_t i); /* whether the name of one begins there */
void bares_resolve(struct finder *f);           /* numbers alone, now that all are read */

/* mentioned.c */
void mention_at(struct finder *f, size_t i);

/* acts.c */
void speaker_learn(struct finder *f); /* at a block of another turn */
/* Whether a name of the speaker may begin with a word. */
static inline bool speaker_begins(const struct finder *f, uint32_t hash)
{
	return (f->name_bits >> hash % 64 & 1) != 0;
}
/* Whether the speaker is named at word i; speaks: it is a word of his own, "we", "my". */
void subject_at(struct finder *f, size_t i, bool speaks);
void act_at(struct finder *f, size_t i); /* whether an act begins at word i */
/* What word i means for a verb behind it: it may fill the place before the verb, or it
 * may turn what follows away from the subject. */
void filler_at(struct finder *f, size_t i, bool fills, bool turns);

#endif
