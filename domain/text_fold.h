/* Characters of a text, as it is searched: in small letters, without accents. Pure; any thread. */
#ifndef TRUCE_DOMAIN_TEXT_FOLD_H
#define TRUCE_DOMAIN_TEXT_FOLD_H

#include "base/bytes.h"

/* What a character does to a word. */
enum text_class { TEXT_BREAK, TEXT_LETTER, TEXT_DIGIT, TEXT_CAPITAL, TEXT_MARK, TEXT_UNSEEN, TEXT_IDEOGRAPH };

/* The character at a place; its bytes, 1 for one that is none, which is U+FFFD. */
size_t text_decode(struct bytes text, size_t at, int32_t *c);
/* The same, and its class. */
enum text_class text_class_at(struct bytes text, size_t at, int32_t *c, size_t *size);

/* Folds a character and the marks on it into UTF-8: at most TEXT_FOLDED_MOST bytes, none
 * for what is left out. */
#define TEXT_CLUSTER_MOST 4 /* characters that are folded together */
#define TEXT_FOLDED_MOST 320
size_t text_fold(const int32_t *characters, size_t count, uint8_t *out);

#endif
