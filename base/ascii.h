/* Letters and digits of ASCII, whatever the locale. They take a char, a byte or a
 * character of Unicode; what is past ASCII is none of them. */
#ifndef TRUCE_BASE_ASCII_H
#define TRUCE_BASE_ASCII_H

#include <stdbool.h>

static inline bool is_digit(int c)
{
	return (unsigned)(c - '0') < 10;
}

static inline bool is_capital(int c)
{
	return (unsigned)(c - 'A') < 26;
}

static inline bool is_small(int c)
{
	return (unsigned)(c - 'a') < 26;
}

static inline bool is_letter(int c)
{
	return is_small(c | 0x20);
}

static inline char to_small(char c)
{
	return is_capital(c) ? (char)(c - 'A' + 'a') : c;
}

static inline char to_capital(char c)
{
	return is_small(c) ? (char)(c - 'a' + 'A') : c;
}

#endif
