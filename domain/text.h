/* Text analysis: a passage and its language become the terms that it is found by.
 *
 * A token is a run of letters and digits; every character is folded (Unicode NFKC and case
 * folding, accents of Latin and Greek letters taken off, Arabic vowel marks and joiners
 * left out, letters and digits that are typed otherwise as they are typed), so that a word
 * is found with and without them. Each token stands at a position, counted from 0, and has
 * as terms its form as it stands and, where the passage's language has a stemmer and it
 * makes another form, its stem. At the same position may stand, not counted in the length
 * of the passage: the parts of words that a scan ran together ("ofthe", "ofKazakhstan";
 * then the whole is the one beside), a hyphened word in one ("deescalation"), and a party
 * that is named there under any of its names in six languages. Ideographs and kana are
 * indexed in pairs, the last of a run alone, over the end of a line as well. An empty line
 * leaves a gap that no phrase crosses.
 *
 * A term is a byte that says what it is, then folded text: the language's small letter
 * and a form, its capital letter and a stem, '@' and a party's id, '=' and a field. A
 * language's terms are of letters of its script; in a passage of a language with a
 * stemmer, other words in Cyrillic letters are Russian's, and those in Arabic letters
 * Arabic's; all else is TEXT_PLAIN's.
 *
 * Sources: Unicode Standard Annex 15 and CaseFolding.txt (by utf8proc); the Snowball
 * stemmers (snowballstem.org). Pure but for an analyser's memory; an analyser belongs
 * to one thread at a time. Linear in the size of the text. */
#ifndef TRUCE_DOMAIN_TEXT_H
#define TRUCE_DOMAIN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

#define TEXT_TERM_MOST 200 /* bytes of a term; a longer word counts by its beginning */
#define TEXT_GAP 16        /* positions of an empty line */

enum text_language {
	TEXT_PLAIN, /* no stemmer */
	TEXT_ENGLISH,
	TEXT_FRENCH,
	TEXT_SPANISH,
	TEXT_RUSSIAN,
	TEXT_ARABIC,
	TEXT_LANGUAGES,
};

enum text_kind {
	TEXT_FORM = 1,  /* a form that counts in the length */
	TEXT_STEM = 2,  /* the stem of a form */
	TEXT_ALSO = 3,  /* a form beside the one that counts */
	TEXT_PARTY = 4, /* a party, by its id */
};

struct text_token {
	uint32_t start, end; /* bytes of the text */
	uint32_t position;
	uint32_t term; /* place in text_tokens.bytes */
	uint8_t size, kind;
};

struct text_tokens {
	struct text_token *at;
	size_t count, capacity;
	struct buffer bytes; /* of the terms */
	uint32_t length;     /* tokens that count */
	unsigned languages;  /* of words, a bit each, but for those of ASCII */
};

static inline struct bytes text_term(const struct text_tokens *t, const struct text_token *token)
{
	return bytes_of(t->bytes.data + token->term, token->size);
}

struct text_analyser;

/* The calling thread's own, made when it is first asked for and freed with the thread.
 * NULL without memory. */
struct text_analyser *text_analyser_mine(void);

/* One that knows no stems and no parties. */
struct text_analyser *text_analyser_bare(void);
void text_analyser_free(struct text_analyser *analyser); /* NULL is fine */

/* By a BCP 47 tag: "en-GB" is English; TEXT_PLAIN for what has no stemmer. */
enum text_language text_language_of(const char *tag);

/* Analyses a text: tokens in the order of their positions, those that count before the
 * others of a position. Valid until the analyser's next text. A byte that is not of
 * UTF-8 parts words. RESOURCE_EXHAUSTED without memory. */
enum status text_analyse(struct text_analyser *analyser, struct bytes text, enum text_language language,
			 const struct text_tokens **out) MUST_CHECK;

/* A mark that every passage has that has words of a language with a stemmer, or is in it. */
#define TEXT_LANGUAGE_MARK 2
void text_language_mark(enum text_language language, uint8_t out[TEXT_LANGUAGE_MARK]);
/* The language of a term, by its first byte; TEXT_PLAIN for what has none. */
enum text_language text_language_of_term(struct bytes term);

/* The letters that set what languages a folded word may be of. */
enum text_script { TEXT_LATIN, TEXT_CYRILLIC, TEXT_ARABIC_SCRIPT, TEXT_OTHER, TEXT_IDEOGRAPHS };
enum text_script text_script_of(struct bytes folded);

/* Of a folded word, the term of its form or of its stem in a language; false where it
 * has none: the language is of another script, or the stem is the word itself. */
bool text_form_term(struct bytes folded, enum text_language language, uint8_t out[TEXT_TERM_MOST], size_t *size);
bool text_stem_term(struct text_analyser *analyser, struct bytes folded, enum text_language language,
		    uint8_t out[TEXT_TERM_MOST], size_t *size);

/* The party that a text is a name of, in any of the languages that its names are known
 * in; NULL for none. *word_too says that the name is a word of another meaning as well. */
const char *text_party_named(struct text_analyser *analyser, struct bytes text, bool *word_too);

/* A value of a field in the form that it is compared in: its words, folded, with a
 * space between them. Cut at size; *used is without the NUL. False without memory. */
bool text_fold_value(struct text_analyser *analyser, struct bytes text, char *out, size_t size,
		     size_t *used) MUST_CHECK;

#endif
