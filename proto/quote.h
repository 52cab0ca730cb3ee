/* What messages about bad input repeat of it. Private to proto. Pure. */
#ifndef TRUCE_PROTO_QUOTE_H
#define TRUCE_PROTO_QUOTE_H

#include "base/arena.h"

#define QUOTE_MOST 40 /* bytes of the input in one quotation */

/* The head of a text, in quotes, escaped as JSON; "a text" without room. */
const char *quote_text(struct arena *arena, struct bytes text);

#endif
