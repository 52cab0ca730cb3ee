/* Private to text analysis: the names that parties are found by among the words of a text. */
#ifndef TRUCE_DOMAIN_TEXT_PARTIES_H
#define TRUCE_DOMAIN_TEXT_PARTIES_H

#include "domain/text_inside.h"

#define TEXT_PARTIES_SLOTS 8192

/* A party's name as it is compared: its words as text_read_name has them, each ended by a
 * space. */
struct name {
	struct name *next;       /* of the same slot; those of more words first */
	const char *id;          /* "" for words that are no name */
	size_t words, first;     /* first: bytes of the first */
	enum text_language only; /* in passages of this language, unless TEXT_PLAIN */
	bool capitals;           /* matches capitals alone */
	bool capital;            /* begins with a capital */
	bool adjective;          /* names its party before who stands for it alone, and in no query */
	char text[];
};

/* By the first word. */
struct text_parties {
	struct name *slots[TEXT_PARTIES_SLOTS];
};

/* Takes a name. Of two that read the same in a passage, the first stays. */
void text_parties_add(struct text_parties *parties, struct name *name);

/* Where a word of a text is looked up. */
struct asked {
	const struct text_tokens *t;
	const uint32_t *counted; /* the words from the first on */
	size_t left;
	struct bytes text;
	bool query;
};
/* The longest name that the words are; NULL for none. */
const struct name *text_parties_find(const struct text_parties *parties, const struct asked *a);

/* Whether a text is written in capitals, and whether it begins with one. */
bool text_is_capitals(struct bytes text);
bool text_is_capital(struct bytes text);

#endif
