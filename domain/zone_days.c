#include "domain/zone_days.h"

#include "base/time.h"

struct days zone_days(const Truce__V1__DateInterval *date)
{
	struct days days = { DAY_FIRST, DAY_LAST };
	if (date == NULL)
		return days;
	if (!date_parse(date->earliest, &days.lo))
		days.lo = DAY_FIRST;
	if (!date_parse(date->latest, &days.hi))
		days.hi = DAY_LAST;
	if (days.hi < days.lo)
		days.hi = days.lo;
	return days;
}
