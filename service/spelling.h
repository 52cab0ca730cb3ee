/* Private to the service: names as the record spells them. */
#ifndef TRUCE_SERVICE_SPELLING_H
#define TRUCE_SERVICE_SPELLING_H

#include "service/call.h"

/* The term of an index of statements, "aliases", that is the same words in any letter case and
 * accents, as it is on record now; the text itself where it is one, and where none is. In
 * call->arena. */
enum status spelling_of(struct call *call, const char *index, const char *text, const char **out) MUST_CHECK;

#endif
