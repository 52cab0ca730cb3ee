/* Who speaks or acts for a state in another language than English: "la délégation kazakhe", "el
 * Gobierno de Noruega", "представители Норвегии", "挪威代表团".
 *
 * All words are a name of the state (domain/text_names.h) with its article, or such a name or, in
 * French, Spanish and Russian, an adjective (side_adjectives.c) with who stands for the state. What
 * has any other word is nobody's. Any thread. */
#ifndef TRUCE_DOMAIN_SIDE_IN_H
#define TRUCE_DOMAIN_SIDE_IN_H

#include <stddef.h>

/* The party that a text of a language ("fr", "es", "ru", "ar", "zh") is said for; NULL for none, and in
 * other languages. */
const char *side_in(const char *language, const char *text);

#define SIDE_ADJECTIVE_LANGUAGES 3 /* fr, es, ru */
struct side_adjectives {
	const char *id;
	const char *of[SIDE_ADJECTIVE_LANGUAGES];
};
extern const struct side_adjectives side_adjectives[]; /* ended by one without an id */

#endif
