/* The days that a date of a zone's record can be. Pure; any thread. */
#ifndef TRUCE_DOMAIN_ZONE_DAYS_H
#define TRUCE_DOMAIN_ZONE_DAYS_H

#include <stdint.h>

#include "truce/v1/common.pb-c.h"

struct days {
	int32_t lo, hi;
};

/* The days that a date can be; all of the calendar for one that is not set. */
struct days zone_days(const Truce__V1__DateInterval *date);

#endif
