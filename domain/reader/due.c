/* When what a clause binds to is to be done: by a day, before one, within so many days, or for
 * how long: until a day, from one on. */
#include "domain/reader/internal.h"

#include <string.h>

#include "base/time.h"
#include "domain/dates.h"
#include "domain/reader/record.h"

#define PRECISION(name) TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_##name

#define PLACED_WORDS 5   /* of a phrase before a date, at most */
#define TIME_WORDS 8     /* of a time of day between that phrase and the date */
#define FILLER_WORDS 6   /* between "within" and its number */
#define PRINTED_WORDS 12 /* of what is told of a time that gives no day */
#define HOURS_OF_A_DAY 24
#define DAYS_OF_A_WEEK 7
#define YEAR_LEAST 1900
#define YEAR_MOST 2100

/* What stands before a date, and what it makes of it. */
enum role {
	ROLE_NONE,
	ROLE_AT,     /* to be done then, in clauses that begin "decide to" or "agree to" */
	ROLE_BY,     /* to be done then at the latest */
	ROLE_BEFORE, /* to be done on the day before it at the latest */
	ROLE_UNTIL,  /* what lasts until then */
	ROLE_FROM,   /* what lasts from then on, in those clauses; or an event's first day */
	ROLE_SINCE,  /* the same in any clause */
};

/* The longest that fits counts. */
static const struct placed {
	const char *pattern;
	enum role role;
} placed[] = {
	{ "in|at|on|between", ROLE_AT },
	{ "by", ROLE_BY },
	{ "no|not later than by|on|in|at?", ROLE_BY },
	{ "at the latest by|on|in|at?", ROLE_BY },
	{ "on or before", ROLE_BY },
	{ "before", ROLE_BEFORE },
	{ "prior to", ROLE_BEFORE },
	{ "until|till", ROLE_UNTIL },
	{ "up to", ROLE_UNTIL },
	{ "until|to|including and including", ROLE_UNTIL },
	{ "up to and including", ROLE_UNTIL },
	{ "from", ROLE_FROM },
	{ "as of|from", ROLE_SINCE },
	{ "starting|beginning|commencing|effective from|on|in", ROLE_SINCE },
	{ "with effect from", ROLE_SINCE },
};

static const char times[] = "hours|hour|hrs|midnight|noon|local|time|gmt|utc|a|p|m|am|pm";
static const char events[] = "convene|reconvene|hold|meet|gather|organize|organise|conduct";

static const struct unit {
	const char *pattern;
	int days, months; /* of one; hours have neither */
} units[] = {
	{ "hour|hours", 0, 0 },
	{ "calendar? day|days", 1, 0 },
	{ "week|weeks", DAYS_OF_A_WEEK, 0 },
	{ "calendar? month|months", 0, 1 },
	{ "year|years", 0, 12 },
};

/* What begins a time that is counted from another. */
static const char *const counted[] = {
	"within",
	"no|not later than",
	"at the latest within|after?",
	"in|over|during the next|coming|following",
};
static const char fillers[] = "a|an|the|next|coming|following|first|period|maximum|limit|term|of|not|no|more|than|at|"
			      "most|up|to";

/* From what it is counted: these are the day of the text itself. */
static const char behind[] = "of|from|after|following|since";
static const char *const own_days[] = {
	"today|now",
	"this date|day",
	"the date|day hereof",
	"the|its|this? date|day|time|moment? of? the|its|this? signature|signing|adoption|issuance|issue|conclusion",
	"the|its|this? date|day|time|moment? of? the|its|this? publication",
	"the|this date|day of? the|this|present? joint? statement|communique|declaration|agreement|memorandum",
	"the|this present? joint? statement|communique|declaration|agreement|memorandum",
	"the|this date|day",
};

/* A clause whose time is looked for. */
struct clause {
	struct reader *r;
	const struct words *w;
	Truce__V1__DateInterval *made; /* the day of the text; NULL where it is not known */
	Truce__V1__Commitment *out;
	Truce__V1__DateInterval *at; /* the first that ROLE_AT gives, where nothing is told more exactly */
	uint32_t line;
	bool any; /* it begins "decide to" or "agree to" */
};

static Truce__V1__DateInterval *days_message(const struct clause *c, size_t first, size_t end, const int32_t *lo,
					     const int32_t *hi, Truce__V1__DateInterval__Precision precision)
{
	char text[DATE_SIZE];
	Truce__V1__DateInterval *m = reader_new(c->r, &truce__v1__date_interval__descriptor);
	if (m == NULL)
		return NULL;
	uint32_t from = c->w->at[first].start;
	m->printed = message_borrow(reader_text(c->r, c->w->text + from, c->w->at[end - 1].end - from));
	m->precision = lo != NULL || hi != NULL ? precision : PRECISION(UNSPECIFIED);
	if (lo != NULL) {
		date_print(*lo, text);
		m->earliest = message_borrow(reader_text(c->r, text, strlen(text)));
	}
	if (hi != NULL) {
		date_print(*hi, text);
		m->latest = message_borrow(reader_text(c->r, text, strlen(text)));
	}
	return m;
}

static bool made_days(const struct clause *c, int32_t *lo, int32_t *hi)
{
	return c->made != NULL && date_parse(c->made->earliest, lo) && date_parse(c->made->latest, hi);
}

/* Words that tell a time and give no day. */
static Truce__V1__DateInterval *unread(const struct clause *c, size_t first, size_t end, const char *why)
{
	Truce__V1__DateInterval *m = days_message(c, first, end, NULL, NULL, PRECISION(UNSPECIFIED));
	if (m != NULL)
		reader_find(c->r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, c->line, m->printed, why);
	return m;
}

/* --- a time that is counted: "within thirty days of the signature" --- */

static const struct unit *unit_at(const struct words *w, size_t i, size_t *n)
{
	i += word_is_dash(w, i) ? 1 : 0;
	for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
		*n = words_match(w, i, units[k].pattern);
		*n += *n > 0 && word_is_dash(w, i - 1) ? 1 : 0;
		if (*n > 0)
			return &units[k];
	}
	return NULL;
}

/* "thirty (30) days", "a week", "a 30-day period": words taken. */
static size_t span_at(const struct words *w, size_t at, const struct unit **unit, int *count)
{
	size_t i = at, n;
	for (; i < at + FILLER_WORDS && words_match(w, i, fillers) > 0; i++) {
		*count = 1;
		*unit = words_match(w, i, "a|an|the|next|coming|following") > 0 ? unit_at(w, i + 1, &n) : NULL;
		if (*unit != NULL)
			return i + 1 + n - at;
	}
	n = count_at(w, i, count);
	if (n == 0 || *count == 0)
		return 0;
	i += n;
	i += word_is_mark(w, i, '(') && word_is_mark(w, i + 2, ')') ? 3 : 0;
	*unit = unit_at(w, i, &n);
	return *unit == NULL ? 0 : i + n - at;
}

static bool span_add(int32_t day, const struct unit *unit, int count, int32_t *out)
{
	if (unit->months > 0)
		return day_add_months(day, unit->months * count, out);
	*out = day + (unit->days > 0 ? unit->days * count : (count + HOURS_OF_A_DAY - 1) / HOURS_OF_A_DAY);
	return *out <= DAY_LAST;
}

/* What it is counted from, where that is told: words taken. own: the day of the text itself. */
static size_t base_at(const struct words *w, size_t at, bool *own)
{
	size_t n = words_match(w, at, behind), most = 0, end = at;
	*own = n == 0 && words_match(w, at, "thereafter|thereof|before|prior|ahead") == 0;
	for (size_t k = 0; n > 0 && k < sizeof own_days / sizeof *own_days; k++) {
		size_t taken = words_match(w, at + n, own_days[k]);
		most = taken > most ? taken : most;
	}
	size_t of = most > 0 ? words_match(w, at + n + most,
					   "of the|this|present? joint? statement|communique|"
					   "declaration|agreement|memorandum|document")
			     : 0;
	if (*own || (most > 0 && (of > 0 || words_match(w, at + n + most, "of|when|on") == 0))) {
		*own = true;
		return n + most + of;
	}
	while (end < w->count && end < at + PRINTED_WORDS && w->at[end].kind != WORD_MARK)
		end++;
	return end - at;
}

/* Such a time at a word: words taken. */
static size_t counted_read(struct clause *c, size_t at)
{
	const struct unit *unit = NULL;
	int count = 0;
	int32_t lo, hi, last;
	size_t n = 0, span = 0;
	bool own;
	for (size_t k = 0; k < sizeof counted / sizeof *counted && span == 0; k++) {
		n = words_match(c->w, at, counted[k]);
		span = n > 0 ? span_at(c->w, at + n, &unit, &count) : 0;
	}
	if (span == 0 || c->out->due != NULL)
		return span == 0 ? 0 : n + span;
	size_t end = at + n + span;
	end += base_at(c->w, end, &own);
	if (own && made_days(c, &lo, &hi) && span_add(hi, unit, count, &last))
		c->out->due = days_message(c, at, end, &lo, &last, PRECISION(RANGE));
	else
		c->out->due = unread(c, at, end,
				     own ? "is a time counted from the text's day, which is not known"
					 : "is a time counted from what has no day in the text: set the commitment's "
					   "`due` once that is known");
	return end - at;
}

/* --- a date --- */

/* What stands right before word end; its first word in first. */
static enum role placed_before(const struct words *w, size_t end, size_t *first)
{
	enum role role = ROLE_NONE;
	size_t longest = 0, most = end < PLACED_WORDS ? end : PLACED_WORDS;
	for (size_t k = 0; k < sizeof placed / sizeof *placed; k++) {
		for (size_t n = most; n > longest; n--) {
			if (words_match(w, end - n, placed[k].pattern) != n)
				continue;
			longest = n;
			role = placed[k].role;
		}
	}
	*first = end - longest;
	return role;
}

static bool is_time_word(const struct words *w, size_t i)
{
	return w->at[i].kind == WORD_DIGITS || word_is_mark(w, i, ':') || word_is_mark(w, i, '.') ||
	       word_is_mark(w, i, ',') || words_match(w, i, times) > 0;
}

/* The same with a time of day between: "no later than noon on 1 March". A day before whose
 * noon something is to be done is the last day itself. */
static enum role role_before(const struct words *w, size_t date, size_t *first)
{
	size_t the = words_match(w, date - 1, "the") > 0 ? 1 : 0, end = date - the, timed;
	enum role role = end > 0 ? placed_before(w, end, first) : ROLE_NONE, other;
	size_t at = role == ROLE_AT ? *first : end, least = at > TIME_WORDS ? at - TIME_WORDS : 0;
	if (role != ROLE_AT && role != ROLE_NONE)
		return role;
	while (at > least && is_time_word(w, at - 1))
		at--;
	other = at > 0 && at < end ? placed_before(w, at, &timed) : ROLE_NONE;
	if (other == ROLE_NONE || other == ROLE_AT)
		return role;
	*first = timed;
	return other == ROLE_BEFORE ? ROLE_BY : other;
}

/* "2015", "the end of 2015": a year by itself, behind words that look ahead. */
static size_t year_match(const struct words *w, size_t at, struct date_words *d)
{
	size_t n = words_match(w, at, "the? end of");
	int year = word_number(w, at + n);
	bool alone = at + n + 1 >= w->count || w->at[at + n + 1].kind == WORD_MARK ||
		     words_match(w, at + n + 1, "at|and|to") > 0;
	if (year < YEAR_LEAST || year > YEAR_MOST || !alone || word_is_glued(w, at + n) || word_is_dash(w, at + n + 1))
		return 0;
	*d = (struct date_words){ .count = n + 1,
				  .year_kind = DATE_YEAR_SAID,
				  .from = { 1, 1, 1, year },
				  .to = { 12, 1, 0, year },
				  .precision = n > 0 ? PRECISION(RANGE) : PRECISION(YEAR) };
	return n + 1;
}

/* "the end of this month", of the text's own day; a year's or a month's. */
static size_t this_end_match(const struct clause *c, size_t at, struct date_words *d)
{
	int32_t lo, hi;
	int year, month, day, end_year, end_month;
	size_t n = words_match(c->w, at, "the? end of the|this|current month|year");
	if (n == 0 || !made_days(c, &lo, &hi))
		return 0;
	day_split(lo, &year, &month, &day);
	day_split(hi, &end_year, &end_month, &day);
	bool whole = words_match(c->w, at + n - 1, "year") > 0;
	if (year != end_year || (!whole && month != end_month))
		return 0;
	*d = (struct date_words){ .count = n,
				  .year_kind = DATE_YEAR_SAID,
				  .from = { whole ? 1 : month, 1, 1, year },
				  .to = { whole ? 12 : month, 1, 0, year },
				  .precision = PRECISION(RANGE) };
	return n;
}

/* Whether it is the end of something: what is to be done before it may be done in it. */
static bool is_end(const struct date_words *d)
{
	return d->to.last == 0 && (d->precision == PRECISION(PART_OF_MONTH) || d->precision == PRECISION(RANGE));
}

/* What lasts: until a day, or from one on, or both. */
static void lasts_read(struct clause *c, enum role role, size_t first, size_t end, const int32_t *days, bool both)
{
	Truce__V1__DateInterval *lasts = c->out->lasts;
	const int32_t *lo = role == ROLE_UNTIL ? NULL : &days[0], *hi = role == ROLE_UNTIL || both ? &days[1] : NULL;
	Truce__V1__DateInterval *m = days_message(c, first, end, lo, hi, PRECISION(PERIOD));
	if (lasts == NULL || m == NULL) {
		c->out->lasts = m;
	} else if (lasts->latest[0] == '\0' && hi != NULL && strcmp(lasts->earliest, m->latest) <= 0) {
		lasts->latest = m->latest;
		lasts->printed = message_borrow(reader_printf(c->r, "%s \xE2\x80\xA6 %s", lasts->printed, m->printed));
	}
}

static void due_read_days(struct clause *c, enum role role, size_t first, size_t end, const struct date_words *d,
			  int32_t *days)
{
	bool before = role == ROLE_BEFORE && !is_end(d);
	int32_t last = before ? days[0] - 1 : days[1];
	Truce__V1__DateInterval__Precision precision = before ? PRECISION(DAY) : d->precision;
	Truce__V1__DateInterval **out =
		role == ROLE_AT || role == ROLE_FROM || role == ROLE_SINCE ? &c->at : &c->out->due;
	if (*out == NULL)
		*out = days_message(c, first, end, before ? &last : &days[0], &last, precision);
}

static bool has_event(const struct clause *c, size_t end)
{
	for (size_t i = 0; i < end; i++) {
		if (words_match(c->w, i, events) > 0)
			return true;
	}
	return false;
}

/* What a date that stands behind words makes of the clause. */
static void date_read_as(struct clause *c, enum role role, size_t first, size_t end, const struct date_words *d)
{
	int32_t days[2], made_lo, made_hi;
	bool exists, from = role == ROLE_FROM || role == ROLE_SINCE, lasts = role == ROLE_UNTIL;
	if ((role == ROLE_AT || role == ROLE_FROM) && !c->any)
		return;
	lasts |= from && !has_event(c, first);
	if (dates_days(d, c->r->this_year, &days[0], &days[1], &exists)) {
		if (made_days(c, &made_lo, &made_hi) && days[1] < made_lo)
			return; /* it is told of what was before */
		bool both = from && d->precision == PRECISION(PERIOD);
		if (lasts)
			lasts_read(c, role, first, end, days, both);
		else
			due_read_days(c, role, first, end, d, days);
		return;
	}
	Truce__V1__DateInterval **out = lasts ? &c->out->lasts : role == ROLE_AT || from ? &c->at : &c->out->due;
	if (*out == NULL)
		*out = days_message(c, first, end, NULL, NULL, PRECISION(UNSPECIFIED)); /* a finding of its own */
}

/* A date with what stands before it, or "at the latest" behind: words taken. */
static size_t date_at(struct clause *c, size_t at)
{
	struct date_words d;
	size_t n = dates_match(c->w, at, &d), first = at;
	if (n == 0 && words_match(c->w, at - 1, "by|before|until|till|than") > 0) {
		n = this_end_match(c, at, &d);
		n = n > 0 ? n : year_match(c->w, at, &d);
	}
	if (n == 0)
		return 0;
	enum role role = role_before(c->w, at, &first);
	size_t latest = words_match(c->w, at + n, "at the latest");
	role = latest > 0 && role <= ROLE_AT ? ROLE_BY : role;
	if (role != ROLE_NONE)
		date_read_as(c, role, first, at + n + (role == ROLE_BY ? latest : 0), &d);
	return n;
}

/* Words that can only tell a time, where none was read. */
static void unread_at(struct clause *c, size_t at)
{
	size_t n = words_match(c->w, at, "no|not later than"), end = at;
	n = n > 0 ? n : words_match(c->w, at, "by the end of");
	if (n == 0 || c->out->due != NULL)
		return;
	while (end < c->w->count && end < at + PRINTED_WORDS && c->w->at[end].kind != WORD_MARK)
		end++;
	c->out->due = unread(c, at, end, "is a time of which no day was read: set the commitment's `due`");
}

void due_read(struct reader *r, const struct words *w, Truce__V1__DateInterval *made, uint32_t line,
	      Truce__V1__Commitment *out)
{
	struct clause c = { .r = r, .w = w, .made = made, .out = out, .line = line };
	c.any = words_match(w, 0, "decide|agree to") > 0;
	for (size_t i = 1; i < w->count && !r->full;) {
		size_t n = counted_read(&c, i);
		n = n > 0 ? n : date_at(&c, i);
		i += n > 0 ? n : 1;
	}
	for (size_t i = 1; i < w->count && !r->full && out->due == NULL && out->lasts == NULL; i++)
		unread_at(&c, i);
	if (out->due == NULL && out->lasts == NULL)
		out->due = c.at;
}
