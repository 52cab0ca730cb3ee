#include "base/time.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/ascii.h"

#define SECONDS_PER_DAY 86400

static int64_t read_clock(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * NS_PER_SECOND + t.tv_nsec;
}

int64_t clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_wall(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t deadline_in(int64_t ms)
{
	int64_t deadline;
	if (__builtin_mul_overflow(ms, NS_PER_MS, &deadline) ||
	    __builtin_add_overflow(deadline, clock_monotonic(), &deadline))
		return INT64_MAX;
	return deadline;
}

int32_t day_today(void)
{
	return day_of_instant(clock_wall());
}

int32_t day_of_instant(int64_t instant)
{
	const int64_t day = SECONDS_PER_DAY * NS_PER_SECOND;
	return (int32_t)(instant / day - (instant % day < 0));
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/* Days before a year and month, counted in 400-year eras from 1 March of year 0
 * so that the leap day is an era year's last (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"). */
bool day_of(int year, int month, int day, int32_t *out)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return false;
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400, year_of_era = y % 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	*out = era * 146097 + day_of_era - 719468;
	return true;
}

void day_split(int32_t day, int *year, int *month, int *day_of_month)
{
	int z = day + 719468;
	int era = z / 146097, day_of_era = z % 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	*day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

/* Exactly count digits; -1 for anything else. */
static int digits(const char *text, int count)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static bool date_at(const char *text, int32_t *out)
{
	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return false;
	return day_of(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2), out);
}

bool date_parse(const char *text, int32_t *out)
{
	return strnlen(text, DATE_SIZE) == 10 && date_at(text, out);
}

static void put_digits(char *out, int count, int number)
{
	for (; count > 0; number /= 10)
		out[--count] = (char)('0' + number % 10);
}

/* By hand: lists of zones print thousands. */
void date_print(int32_t day, char out[DATE_SIZE])
{
	int y, m, d;
	day_split(day, &y, &m, &d);
	put_digits(out, 4, y);
	out[4] = '-';
	put_digits(out + 5, 2, m);
	out[7] = '-';
	put_digits(out + 8, 2, d);
	out[10] = '\0';
}

bool day_add_months_on(int32_t day, int months, int of_month, int32_t *out)
{
	int y, m, d;
	day_split(day, &y, &m, &d);
	int64_t count = (int64_t)y * 12 + (m - 1) + months;
	if (count < 12 || count >= 120000)
		return false;
	int year = (int)(count / 12), month = (int)(count % 12) + 1;
	int longest = month_length(year, month);
	return day_of(year, month, of_month < longest ? of_month : longest, out);
}

bool day_add_months(int32_t day, int months, int32_t *out)
{
	int y, m, d;
	day_split(day, &y, &m, &d);
	return day_add_months_on(day, months, d, out);
}

/* ".123" as nanoseconds; *text moves behind it. -1 where it is malformed. */
static int64_t fraction(const char **text)
{
	if (**text != '.')
		return 0;
	const char *p = *text + 1;
	int64_t value = 0;
	int count = 0;
	for (; is_digit(*p) && count < 9; p++, count++)
		value = value * 10 + (*p - '0');
	if (count == 0)
		return -1;
	for (; count < 9; count++)
		value *= 10;
	*text = p;
	return value;
}

/* "Z" or "+hh:mm" at the end of the text, in seconds. */
static bool offset(const char *text, int *seconds)
{
	*seconds = 0;
	if (strcmp(text, "Z") == 0)
		return true;
	if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6 || text[3] != ':')
		return false;
	int hours = digits(text + 1, 2), minutes = digits(text + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*seconds = (hours * 60 + minutes) * 60 * (text[0] == '-' ? -1 : 1);
	return true;
}

bool instant_of(int64_t seconds, int64_t nanos, int64_t *out)
{
	int64_t whole;
	if (nanos < 0 || nanos >= NS_PER_SECOND || __builtin_mul_overflow(seconds, NS_PER_SECOND, &whole) ||
	    __builtin_add_overflow(whole, nanos, &whole))
		return false;
	*out = whole;
	return true;
}

void instant_split(int64_t instant, int64_t *seconds, int32_t *nanos)
{
	bool borrows = instant % NS_PER_SECOND < 0;
	*seconds = instant / NS_PER_SECOND - borrows;
	*nanos = (int32_t)(instant % NS_PER_SECOND + (borrows ? NS_PER_SECOND : 0));
}

int64_t day_begin(int32_t day)
{
	const int64_t last = INT64_MAX / NS_PER_SECOND - 1, first = -last;
	int64_t seconds = (int64_t)day * SECONDS_PER_DAY;
	return (seconds < first ? first : seconds > last ? last : seconds) * NS_PER_SECOND;
}

bool instant_parse(const char *text, int64_t *out)
{
	int32_t day;
	if (strnlen(text, 20) < 20 || !date_at(text, &day) || text[10] != 'T' || text[13] != ':' || text[16] != ':')
		return false;
	int hour = digits(text + 11, 2), minute = digits(text + 14, 2), second = digits(text + 17, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return false;
	const char *rest = text + 19;
	int64_t ns = fraction(&rest);
	int away;
	if (ns < 0 || !offset(rest, &away))
		return false;
	return instant_of((int64_t)day * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - away, ns, out);
}
