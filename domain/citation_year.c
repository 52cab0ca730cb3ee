#include "domain/citation.h"

/* The last Security Council resolution of each year from 1946, by the Council's
 * yearly lists of resolutions. */
static const short last_of_year[] = {
	15,   37,   66,   78,   89,   96,   98,   103,  105,  110,  121,  126,  131,  132,  160,  170,
	177,  185,  199,  219,  232,  244,  262,  275,  291,  307,  324,  344,  366,  384,  402,  422,
	443,  461,  484,  499,  528,  545,  559,  580,  593,  606,  626,  646,  683,  725,  799,  892,
	969,  1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907,
	1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
};
#define FIRST_YEAR 1946
#define YEARS ((int)(sizeof last_of_year / sizeof *last_of_year))
#define LAST_YEAR (FIRST_YEAR + YEARS - 1)
#define MOST_A_YEAR 120

const char *citation_year_doubt(int number, int year)
{
	if (year < FIRST_YEAR)
		return "the Security Council adopted no resolutions before 1946";
	int y = year - FIRST_YEAR, known = last_of_year[YEARS - 1];
	int low = y == 0 ? 1 : y < YEARS ? last_of_year[y - 1] + 1 : known + 1;
	int high = y < YEARS ? last_of_year[y] : known + MOST_A_YEAR * (year - LAST_YEAR);
	if (number < low)
		return "the number is of an earlier year";
	if (number > high)
		return "the number is of a later year";
	return NULL;
}

int citation_year(int number)
{
	for (int y = 0; number > 0 && y < YEARS; y++)
		if (number <= last_of_year[y])
			return FIRST_YEAR + y;
	return 0;
}
