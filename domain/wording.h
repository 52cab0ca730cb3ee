/* Wordings: a passage as words, and how one wording becomes another.
 *
 * A word is a run of letters and digits of any script, apostrophes within it
 * included, or one ideograph; letter case and invisible characters do not part words
 * from one another, punctuation and white space belong to none. Two words are taken
 * for equal where their 64-bit hashes are. Accents are not folded, and composed and
 * decomposed letters differ.
 *
 * Differences are found by E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", Algorithmica 1 (1986), in linear space; past WORDING_EFFORT
 * differences in one stretch it settles for a good answer instead of the shortest.
 * Everything borrows the texts. Pure; any thread. */
#ifndef TRUCE_DOMAIN_WORDING_H
#define TRUCE_DOMAIN_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"

#define WORDING_EFFORT 256

struct wording_word {
	uint32_t start, end; /* bytes of the text */
	uint64_t hash;       /* of its folded characters */
};

struct wording {
	const char *text;
	size_t size;
	struct wording_word *at;
	size_t count;
};

/* The next word at or after *from, which moves behind it; false at the end. Texts
 * are UTF-8 of less than 4 GiB; a byte that is none counts as a mark. */
bool wording_next(const char *text, size_t size, size_t *from, struct wording_word *out);

/* Cuts a text into words, in arena. RESOURCE_EXHAUSTED where that is full. */
enum status wording_split(const char *text, size_t size, struct arena *arena, struct wording *out) MUST_CHECK;

/* Whether a text has no words but those that hold every text together: "of the", in the
 * official languages of the United Nations. */
bool wording_is_hollow(const char *text, size_t size);

/* Which words of the first are which of the second, in order on both sides. */
struct wording_match {
	int32_t *second;   /* of each word of the first: the second's, or -1 */
	size_t common;     /* matched words */
	double similarity; /* twice common by the words of both; 1 where neither has any */
};

enum status wording_compare(const struct wording *first, const struct wording *second, struct arena *arena,
			    struct wording_match *out) MUST_CHECK;

/* The stretch of a passage that is closest to a wording: of those that end at a word the one
 * that the fewest words left out or put in make of it (P. H. Sellers, "The Theory and
 * Computation of Evolutionary Distances: Pattern Recognition", Journal of Algorithms 1,
 * 1980), and of these the most similar. Its similarity is twice the words kept by those of
 * the wording and of the stretch, which counts as no shorter than the wording. */
#define WORDING_WITHIN_MOST (1 << 24) /* words of one by those of the other; past it there is none */

struct wording_stretch {
	size_t first, count; /* words of the passage; none where no word is kept */
	double similarity;
};

enum status wording_within(const struct wording *passage, const struct wording *asked, struct arena *arena,
			   struct wording_stretch *out) MUST_CHECK;

/* The words of a wording without their order, by which most texts that are not similar
 * to it are told at once. For one thread at a time. */
struct wording_bag {
	struct wording_bagged *at;
	size_t room;
	uint32_t turn;
};

enum status wording_bag_of(const struct wording *wording, struct arena *arena, struct wording_bag *out) MUST_CHECK;
/* How many words a text can keep of the wording at most; *words are those it has. */
size_t wording_bag_meet(struct wording_bag *bag, const char *text, size_t size, size_t *words);

/* Numbered as truce.v1.Edit.Kind. */
enum wording_kind { WORDING_SAME = 1, WORDING_FORM, WORDING_INSERTED, WORDING_DELETED, WORDING_REPLACED };

/* One step from the first text to the second. SAME: equal bytes. FORM: equal words.
 * The first texts of all steps, joined, are the whole first text, and the second's
 * the whole second. */
struct wording_edit {
	enum wording_kind kind;
	struct bytes first, second;
};

struct wording_edits {
	struct wording_edit *at;
	size_t count;
};

/* The steps by a match. A few kept words in the midst of many changed ones are
 * replaced with them, so that a reader sees one change. */
enum status wording_edit(const struct wording *first, const struct wording *second, const struct wording_match *match,
			 struct arena *arena, struct wording_edits *out) MUST_CHECK;

#endif
