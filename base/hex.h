/* Bytes as hexadecimal digits, and identifiers that are made of them. Pure functions but for
 * uuid_make; any thread. */
#ifndef TRUCE_BASE_HEX_H
#define TRUCE_BASE_HEX_H

#include "base/bytes.h"

#define UUID_SIZE 37 /* of one as text, with its NUL */

/* Two digits of a to f for each byte, and a NUL. */
void hex_print(struct bytes bytes, char *out);
/* The bytes of exactly 2 * size such digits; false for anything else, and out is as it was. */
bool hex_parse(const char *text, uint8_t *out, size_t size);

/* A random UUID, version 4 of RFC 9562; false, with errno, where the system gives no random bytes. */
bool uuid_make(char out[UUID_SIZE]);

#endif
