/* Private to text analysis: what its files share.
 *
 * An analyser reads a text word by word. Words of ASCII, most of them, are folded by a
 * table and looked up among those that it has met: what a word becomes is remembered
 * whole. All others are folded character by character. */
#ifndef TRUCE_DOMAIN_TEXT_INSIDE_H
#define TRUCE_DOMAIN_TEXT_INSIDE_H

#include "domain/text.h"
#include "domain/text_fold.h"

#define WORD_MOST (TEXT_TERM_MOST - 1) /* of a folded word; a term has its tag before it */

/* ---- Stems: text_stem.c ----------------------------------------------- */

/* The stem of a folded word of the language; what it answers is valid until the next
 * call; false without memory. */
struct text_stemmer;
struct text_stemmer *text_stemmer_new(void);
void text_stemmer_free(struct text_stemmer *stemmer);
bool text_stem(struct text_stemmer *stemmer, enum text_language language, struct bytes word, struct bytes *out);

/* A folded word of English as it is stemmed, in the one of its two spellings that is taken for
 * both: "organise" for "organize", "color" for "colour". The word itself, or in out.
 * text_spelling.c */
struct bytes text_spell(struct bytes word, uint8_t out[WORD_MOST]);

/* ---- Terms: text_terms.c ---------------------------------------------- */

extern const char text_form_tags[], text_stem_tags[]; /* by language */
/* The language of a word in a passage: the passage's, where it is written so; in one of
 * another language that has a stemmer, words in Cyrillic letters are Russian's, and those
 * in Arabic letters Arabic's. */
enum text_language text_language_of_word(enum text_language passage, enum text_script script);
/* Tag and word, cut at TEXT_TERM_MOST; the size. */
size_t text_put_term(char tag, struct bytes word, uint8_t *out);

/* ---- Words that were run together: text_joined.c ---------------------- */

/* Where the parts of a word that was run together end, given as it stands and folded;
 * 0 for a word of one part. */
#define TEXT_PARTS_MOST 4
size_t text_parts(struct bytes folded, const uint8_t *capitals, size_t ends[TEXT_PARTS_MOST]);

/* ---- Parties: text_parties.c, text_names.c, text_readings.c ------------ */

/* The names that parties are found by: all that are known. text_names.c */
struct text_parties;
const struct text_parties *text_names_known(void);

/* The party named by tokens that count, from token i on: how many it takes, 0 for none.
 * The id is "" for words that only look like a name. */
size_t text_party_at(const struct text_parties *parties, const struct text_tokens *t, const uint32_t *counted,
		     size_t count, size_t i, struct bytes text, const char **id);
/* Whether any party's name begins with a folded word. */
bool text_party_begins(const struct text_parties *parties, struct bytes word);

/* A word of a name as it is compared: one that has cases is cut to what they share, and
 * marked. */
#define TEXT_DECLINED "~"
#define TEXT_READINGS_MOST 12
#define TEXT_READ_OTHERWISE 0xD0 /* first byte of words that are read otherwise as well */
struct text_reading {
	uint8_t text[63], size;
};
struct text_readings {
	struct text_reading at[TEXT_READINGS_MOST];
	size_t count;
};
/* Size 0 for a word that is too long. */
void text_read_name(struct bytes word, struct text_reading *out);
/* The readings of a word of a text; first: it is the first of a name. */
void text_read_word(struct bytes word, bool first, struct text_readings *out);

/* ---- Analysers -------------------------------------------------------- */

/* What a short word becomes. */
#define KNOWN 32768   /* words that are remembered */
#define KNOWN_MOST 24 /* bytes of one */
#define STEM_MOST 32  /* bytes of its stem */
#define KNOWN_WORDS (KNOWN_MOST / 8)
struct known {
	uint64_t word[KNOWN_WORDS]; /* folded, zeroes after it */
	uint8_t size, language;     /* size 0: none */
	uint8_t stem_size;          /* 0: the word has none of its own */
	bool is_joined;             /* small letters that were run together */
	bool begins_party;
	uint8_t stem[STEM_MOST];
};

/* A character that was folded by itself. */
#define FOLDS 512
#define FOLD_MOST 11
struct folded_letter {
	int32_t c;
	uint8_t size, bytes[FOLD_MOST];
};

/* The word that is being read. */
struct word {
	uint8_t text[WORD_MOST + TEXT_FOLDED_MOST]; /* folded */
	uint8_t capitals[WORD_MOST + TEXT_FOLDED_MOST];
	uint32_t from[WORD_MOST + TEXT_FOLDED_MOST]; /* where in the source each of its bytes stands */
	size_t size;
	uint32_t start, end;
	bool letters; /* nothing but letters */
};

/* Words joined by hyphens, in one. */
struct chain {
	uint8_t text[WORD_MOST];
	size_t size, words;
	uint32_t start, end, position;
};

struct text_analyser {
	struct text_tokens tokens;
	struct text_stemmer *stemmer;       /* NULL of one that knows no stems */
	const struct text_parties *parties; /* NULL of one that knows none */
	enum text_language language;
	bool bare, full;
	struct bytes text;
	size_t at;
	uint32_t position;
	struct word word;
	struct chain chain;

	struct text_token *beside; /* tokens that belong before some that are there */
	size_t beside_count, beside_room;
	uint32_t *counted; /* tokens that count */
	size_t counted_count, counted_room;
	uint32_t *begins; /* places in counted where a party's name may begin */
	size_t begins_count, begins_room;

	struct known known[KNOWN];
	struct folded_letter folds[FOLDS];
};

/* ---- Tokens: text_tokens.c -------------------------------------------- */

void text_tokens_begin(struct text_analyser *a);
/* What a folded word of 1 to KNOWN_MOST bytes becomes; NULL for one that cannot be
 * remembered, or without memory. Valid until the next call. */
const struct known *text_know(struct text_analyser *a, const uint64_t word[KNOWN_WORDS], size_t size,
			      enum text_language language);
/* Adds its form, and its stem. */
void text_put_known(struct text_analyser *a, const struct known *known, const struct text_token *like,
		    enum text_kind kind);
/* The same of any folded word. */
void text_put_word(struct text_analyser *a, struct bytes word, const struct text_token *like, enum text_kind kind);
/* Adds a form that is no word of a language. */
void text_put_plain(struct text_analyser *a, struct bytes word, const struct text_token *like);
/* Finds the parties, and puts all tokens in order. */
void text_tokens_end(struct text_analyser *a);

/* ---- Words: text_words.c ---------------------------------------------- */

/* Reads what stands at a->at: a word, a run of ideographs, or what parts them. */
void text_read(struct text_analyser *a);
void text_end_chain(struct text_analyser *a);

#endif
