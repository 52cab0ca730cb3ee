#include "domain/zone_term.h"

#include "base/time.h"
#include "domain/stance.h"
#include "domain/zone.h"

#define RULE(name) TRUCE__V1__READING__EXTENSION_RULE__EXTENSION_RULE_##name

/* What makes a term stand: since when, and whether surely; told where that is on record.
 * Where objections may close the way, objected holds the days from the first to the last
 * that can do so for good: the term stands only where it begins no later than the objection. */
struct evidence {
	struct days since, objected;
	bool may, must, told;
};

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static struct days later_days(struct days a, struct days b)
{
	return (struct days){ later(a.lo, b.lo), later(a.hi, b.hi) };
}

static int32_t day_after(int32_t day)
{
	return earlier(day + 1, DAY_LAST);
}

/* A day that terms are counted from, of a series on a day of the month that this day's
 * month may not have. Two of them keep their order over each number of months. */
struct counted_from {
	int32_t day;
	int of_month;
};

static struct counted_from count_from(int32_t day)
{
	int year, month, of_month;
	day_split(day, &year, &month, &of_month);
	return (struct counted_from){ day, of_month };
}

/* Of the counts up to one, the latest that is on a day or before it. */
static struct counted_from capped(struct counted_from at, int32_t day)
{
	bool ends_month = count_from(day_after(day)).of_month == 1;
	if (at.day <= day)
		return at;
	return ends_month ? (struct counted_from){ day, 31 } : count_from(day);
}

bool zone_length_none(struct zone_length length)
{
	return length.months <= 0 && length.days <= 0;
}

static struct zone_length or_else(struct zone_length length, struct zone_length other)
{
	return zone_length_none(length) ? other : length;
}

struct zone_length zone_length_first(const Truce__V1__Reading *reading)
{
	return (struct zone_length){ reading->initial_term_months, reading->initial_term_days };
}

struct zone_length zone_length_further(const Truce__V1__Reading *reading)
{
	struct zone_length further = { reading->extension_term_months, reading->extension_term_days };
	return or_else(further, zone_length_first(reading));
}

/* The last day of a term, which what follows is counted from; without end where it has no length
 * or passes the calendar's. */
static struct counted_from last_day(struct counted_from from, struct zone_length length)
{
	int32_t last;
	if (length.months > 0 && day_add_months_on(from.day, length.months, from.of_month, &last))
		return (struct counted_from){ last, from.of_month };
	if (length.months <= 0 && length.days > 0 && from.day < DAY_LAST - length.days)
		return count_from(from.day + length.days);
	return (struct counted_from){ DAY_LAST, from.of_month };
}

static struct counted_from end_of(const struct zone_term *term, int end)
{
	return (struct counted_from){ end == 0 ? term->last.lo : term->last.hi, term->of_month[end] };
}

/* Sets the last day of a term, counted from the earliest and the latest day. */
static void put_last(struct zone_term *term, struct counted_from lo, struct counted_from hi, struct zone_length length)
{
	lo = last_day(lo, length);
	hi = last_day(hi, length);
	term->last = (struct days){ lo.day, hi.day };
	term->of_month[0] = lo.of_month;
	term->of_month[1] = hi.of_month;
}

void zone_terms_init(struct zone_terms *terms, const struct zone_record *record, const Truce__V1__Reading *reading)
{
	int rule = (int)reading->extension_rule;
	*terms = (struct zone_terms){ .record = record, .reading = reading, .rule = rule };
	if (rule == RULE(POSSIBLE))
		terms->rule = RULE(CONSENSUS);
}

bool zone_terms_possible(const struct zone_terms *terms, struct zone_terms *out)
{
	*out = *terms;
	out->rule = RULE(AUTOMATIC);
	return (int)terms->reading->extension_rule == RULE(POSSIBLE);
}

bool zone_term_first(const struct zone_terms *terms, struct zone_term *out)
{
	const Truce__V1__DateInterval *effective = terms->reading->effective;
	if (effective == NULL || (effective->earliest[0] == '\0' && effective->latest[0] == '\0'))
		return false;
	struct days first = zone_days(effective);
	*out = (struct zone_term){
		.number = 1, .since = { DAY_FIRST, DAY_FIRST }, .first = first, .told = true, .doubt = DAY_LAST
	};
	put_last(out, count_from(first.lo), count_from(first.hi), zone_length_first(terms->reading));
	return true;
}

/* Another way for the same term to stand; the earliest way counts. */
static void add_evidence(struct evidence *all, struct days since, bool must)
{
	if (must)
		all->since.hi = all->must ? earlier(all->since.hi, since.hi) : since.hi;
	else if (!all->must)
		all->since.hi = all->may ? later(all->since.hi, since.hi) : since.hi;
	all->since.lo = all->may ? earlier(all->since.lo, since.lo) : since.lo;
	all->may = true;
	all->must |= must;
}

/* Counts a way that decisions may close again. */
static void add_doubted(struct evidence *all, struct days since, struct days objected)
{
	if (all->may && !all->must)
		objected = (struct days){ earlier(objected.lo, all->objected.lo),
					  later(objected.hi, all->objected.hi) };
	all->objected = objected;
	add_evidence(all, since, false);
}

/* The end of the last stretch behind one, of those that begin before a day. */
static int32_t last_end(const struct stances *s, enum stance_question question, struct days run, int32_t before)
{
	struct days next;
	while (run.hi < DAY_LAST && stances_run(s, question, false, run.hi + 1, &next) && next.lo < before)
		run = next;
	return run.hi;
}

/* A term stands once every guarantor consents to it, or did on the day before it would begin:
 * who withdraws its consent before that closes the way until it consents again. */
static void add_consensus(const struct stances *s, struct days after, struct evidence *all)
{
	struct days possible, sure;
	if (!stances_run(s, STANCE_ALL_CONSENT, false, after.lo, &possible))
		return;
	all->told = true;
	if (stances_run(s, STANCE_ALL_CONSENT, true, after.hi, &sure)) {
		add_evidence(all, (struct days){ possible.lo, sure.lo }, true);
		return;
	}
	int32_t end = last_end(s, STANCE_ALL_CONSENT, possible, DAY_LAST);
	if (stances_run(s, STANCE_ALL_CONSENT, true, after.lo, &sure))
		add_doubted(all, (struct days){ possible.lo, sure.lo }, (struct days){ sure.hi, end });
	else
		add_doubted(all, (struct days){ possible.lo, end }, (struct days){ DAY_FIRST, end });
}

/* A term stands by itself if no guarantor objects to it at the end of the one before. */
static void add_by_itself(const struct stances *s, struct days after, struct evidence *all)
{
	const struct days since = { DAY_FIRST, DAY_FIRST };
	struct days possible, sure;
	if (!stances_run(s, STANCE_NONE_OBJECTS, false, after.lo, &possible) || possible.lo >= after.hi)
		return;
	bool surely = stances_run(s, STANCE_NONE_OBJECTS, true, after.lo, &sure) && sure.lo < after.lo;
	if (surely && sure.hi >= after.hi)
		add_evidence(all, since, true);
	else
		add_doubted(all, since,
			    (struct days){ surely ? sure.hi : DAY_FIRST,
					   last_end(s, STANCE_NONE_OBJECTS, possible, after.hi) });
}

/* What is agreed on counts where terms follow by themselves, too: against an objection that was
 * withdrawn too late. */
static struct evidence evidence_of(const struct zone_terms *terms, int32_t number, struct days after)
{
	struct evidence all = { .may = false };
	struct stances stances = stances_of(terms->record, number);
	const struct term_record *of = number <= terms->record->decided ? &terms->record->of[number] : NULL;
	all.told = of != NULL && of->extension != NULL;
	if (all.told)
		add_evidence(&all, of->since, true);
	if (terms->rule == RULE(AUTOMATIC) && stances.count == 0)
		add_evidence(&all, (struct days){ DAY_FIRST, DAY_FIRST }, true);
	if (terms->rule == RULE(NONE) || stances.count == 0)
		return all;
	if (terms->rule == RULE(AUTOMATIC))
		add_by_itself(&stances, after, &all);
	add_consensus(&stances, after, &all);
	return all;
}

/* Of the later terms that a text records as extended, the one that begins first; of several
 * that all begin behind the term before, the lowest: a walk that looks for it goes on from it. */
static void pass_over(const struct zone_terms *terms, struct days after, int32_t *number, struct evidence *evidence)
{
	const struct term_record *of = terms->record->of;
	int32_t best = later(evidence->since.lo, after.lo);
	int32_t next = *number <= terms->record->decided ? of[*number].next : 0;
	if (next == 0 || (evidence->may && (best == after.lo || of[next].since.lo >= best)))
		return;
	if (of[next].since.lo <= after.lo)
		for (next = *number + 1; of[next].extension == NULL || of[next].since.lo > after.lo;)
			next++;
	*number = next;
	*evidence = (struct evidence){ .since = of[next].since, .may = true, .must = true, .told = true };
}

static struct zone_length length_of(const struct zone_terms *terms, int32_t number)
{
	const Truce__V1__Extension *extension =
		number <= terms->record->decided ? terms->record->of[number].extension : NULL;
	struct zone_length own = { 0, 0 };
	if (extension != NULL)
		own = (struct zone_length){ extension->months, extension->days };
	return or_else(own, zone_length_further(terms->reading));
}

bool zone_term_next(const struct zone_terms *terms, const struct zone_term *term, struct zone_term *out)
{
	if (term->last.lo >= DAY_LAST)
		return false;
	struct days after = { day_after(term->last.lo), day_after(term->last.hi) };
	int32_t number = term->number + 1;
	struct evidence evidence = evidence_of(terms, number, after);
	pass_over(terms, after, &number, &evidence);
	if (!evidence.may)
		return false;
	struct days first = later_days(evidence.since, after), since = evidence.since;
	struct counted_from lo = end_of(term, 0), hi = end_of(term, 1);
	if (!evidence.must) {
		first.hi = earlier(first.hi, evidence.objected.hi);
		since.hi = earlier(since.hi, evidence.objected.hi);
		hi = capped(hi, evidence.objected.hi - 1);
	}
	lo = since.lo > lo.day ? count_from(since.lo) : lo;
	hi = since.hi > hi.day ? count_from(since.hi) : hi;
	*out = (struct zone_term){ .number = number,
			      .since = evidence.since,
			      .first = first,
			      .told = evidence.told,
			      .doubt = evidence.must ? DAY_LAST : evidence.objected.lo };
	put_last(out, lo, hi, length_of(terms, number));
	return true;
}

/* Terms of one length, counted from a day, that are surely over before another behind it. */
static int32_t whole_terms(int32_t from, int32_t to, struct zone_length length)
{
	int y1, m1, d1, y2, m2, d2;
	if (length.months <= 0)
		return (to - 1 - from) / length.days;
	day_split(from, &y1, &m1, &d1);
	day_split(to, &y2, &m2, &d2);
	return later(0, (y2 - y1) * 12 + (m2 - m1) - 1) / length.months;
}

static struct zone_length times(struct zone_length length, int32_t count)
{
	return (struct zone_length){ length.months * count, length.days * count };
}

void zone_term_skip(const struct zone_terms *terms, int32_t day, struct zone_term *term)
{
	struct zone_length length = length_of(terms, term->number + 1);
	if (terms->rule != RULE(AUTOMATIC) || zone_length_none(length) || term->number < terms->record->decided ||
	    term->last.lo >= day)
		return;
	struct counted_from lo = end_of(term, 0), hi = end_of(term, 1);
	int32_t count = whole_terms(lo.day, day, length);
	if (count == 0)
		return;
	struct days last = term->last;
	if (count > 1)
		last = (struct days){ last_day(lo, times(length, count - 1)).day,
				      last_day(hi, times(length, count - 1)).day };
	*term = (struct zone_term){
		.number = term->number + count,
		.since = { DAY_FIRST, DAY_FIRST },
		.first = { day_after(last.lo), day_after(last.hi) },
		.doubt = DAY_LAST,
	};
	put_last(term, lo, hi, times(length, count));
}
