/* Private to the service: the order of records in lists, which is that of their names, with the
 * turns of a meeting's record in their own: "s-pv-1-t9" before "s-pv-1-t10". Only names that
 * begin alike up to a number stand otherwise than their bytes would have it. Pure. */
#ifndef TRUCE_SERVICE_NAMING_H
#define TRUCE_SERVICE_NAMING_H

#include "base/bytes.h"

int naming_compare(struct bytes a, struct bytes b);

/* How much of a name all names have that may stand before it in a list and behind it by their
 * bytes; all of it where none does. */
size_t naming_shared(struct bytes name);

#endif
