/* Private to the service: which statements of the record take the place of which. */
#ifndef TRUCE_SERVICE_REPLACED_H
#define TRUCE_SERVICE_REPLACED_H

#include "domain/replaced.h"
#include "service/call.h"

/* Those of the whole record, of a past state; of the latest, those of the statement asked about last. */
struct replacements {
	struct replacement *list;
	size_t count, room;
	int64_t as_of; /* 0: the latest */
	char *of;      /* the statement asked about last; NULL for none */
};

/* Begins with those of a state that was; nothing is read of the latest. */
enum status replacements_begin(struct call *call, int64_t as_of, struct replacements *out) MUST_CHECK;

/* The replacement of a statement on a day; NULL in *out for none. */
enum status replacements_find(struct call *call, struct replacements *r, const char *name, int32_t day,
			      const struct replacement **out) MUST_CHECK;

#endif
