/* Encodings of texts that are not UTF-8: Windows-1252, of which Latin-1's letters are
 * a part.
 *
 * A text is read so only where it cannot be UTF-8 and can be this: it has no NUL, at most
 * one control character in 64 bytes beside a text's, no byte that stands for nothing, no
 * mark of UTF-16, at most one byte in four past ASCII (in Cyrillic or Arabic most are), and
 * nothing in it reads as UTF-8 past ASCII, which would make it a mixture. What is
 * decoded maps back to the bytes as they came. Pure; any thread; linear.
 *
 * Source: the WHATWG Encoding Standard, index windows-1252. */
#ifndef TRUCE_DOMAIN_ENCODING_H
#define TRUCE_DOMAIN_ENCODING_H

#include "base/arena.h"
#include "base/bytes.h"
#include "base/status.h"

enum encoding {
	ENCODING_UTF_8,
	ENCODING_WINDOWS_1252,
	ENCODING_MIXED, /* both: *at is the first byte that is not UTF-8 */
	ENCODING_OTHER, /* no text that is known: *at is the byte that shows it */
};

enum encoding encoding_of(struct bytes raw, size_t *at);

uint32_t encoding_character(uint8_t byte); /* that Windows-1252 has for a byte; 0 for none */
/* The byte that stands for a character in Windows-1252, or for a control in Latin-1; -1 for none. */
int encoding_byte(uint32_t character);

/* A text of Windows-1252 as UTF-8. */
struct decoded {
	struct bytes raw, text; /* text is in the arena */
};
bool encoding_decode(struct bytes raw, struct arena *arena, struct decoded *out) MUST_CHECK;

/* Walks from places in the text to places in the bytes as they came, each from the one
 * before it. Zeroed to begin with. */
struct decoded_walk {
	size_t text, raw;
};
size_t decoded_place(const struct decoded *d, struct decoded_walk *walk, size_t place);

#endif
