/* base64 (RFC 4648). Pure functions; any thread. */
#ifndef TRUCE_BASE_BASE64_H
#define TRUCE_BASE_BASE64_H

#include "base/bytes.h"

/* Appends the bytes in the standard alphabet, with padding. */
enum status base64_put(struct buffer *out, struct bytes bytes) MUST_CHECK;

/* Reads either alphabet, with or without padding; room is at least
 * text.size / 4 * 3 + 3. */
bool base64_parse(struct bytes text, uint8_t *room, size_t *size);

#endif
