/* Acts: the verbs by which a speaker calls, supports, welcomes, condemns.
 *
 * A table of verb phrases with what each does, and the rule by which a verb agrees
 * with who speaks: "we call on" and "Kazakhstan calls on", but not "they call on".
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_ACTS_H
#define TRUCE_DOMAIN_ACTS_H

#include "domain/words.h"
#include "truce/v1/statement.pb-c.h"

enum verb_form {
	VERB_BASE,  /* "call": after "we", or after the parties of a joint statement */
	VERB_THIRD, /* "calls": after a name */
	VERB_PAST,  /* "called": after either */
};

struct act_verb {
	Truce__V1__Act__Kind kind;
	enum verb_form form;
	size_t words;
	/* Of an act of voting; CHOICE_UNSPECIFIED for others. */
	Truce__V1__Vote__Choice choice;
	bool addresses; /* whom it addresses stands right after it */
};

/* The longest verb phrase that begins at word at; false where none does. */
bool acts_match(const struct words *w, size_t at, struct act_verb *out);

/* Words that may stand between who speaks and the verb: "also", "would like to". */
bool acts_is_filler(const struct words *w, size_t at);

/* Where the words end that say whom an act addresses: at the "to" before what they
 * are to do, at a comma before it, or at the sentence's end. The word after the
 * last; at where there are none or they do not end within 60 words. */
size_t acts_addressee_end(const struct words *w, size_t at);

/* Adds to a table the words that an act's verb may begin with, and the fillers. */
void acts_words_add(struct word_table *table, uint32_t opens, uint32_t fills);

#endif
