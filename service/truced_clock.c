#include "service/truced.h"

#include "base/time.h"

bool clock_ahead(int64_t last_change, char out[CLOCK_WORDS])
{
	const int64_t now = clock_wall(), much = 24 * 3600 * NS_PER_SECOND;
	char last[DATE_SIZE], today[DATE_SIZE];
	if (last_change < now || last_change - much < now)
		return false;
	date_print(day_of_instant(last_change), last);
	date_print(day_of_instant(now), today);
	snprintf(
		out, CLOCK_WORDS,
		"the last change is dated %s, and this machine's clock says %s: changes keep that date until the clock "
		"has come past it. If the clock is wrong, set it; if it was wrong then, a backup of before has the "
		"record without it",
		last, today);
	return true;
}
