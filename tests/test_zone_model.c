/* The rules of terms against a slow model: one day after the other, for each choice of
 * exact days. */
#include "tests/zones.h"

#include <time.h>

#include "domain/check.h"

#define TERMS 6
#define PARTIES 4 /* the last is no guarantor */
#define CHANGES 3 /* decisions of a party on a term, each the other way than the one before */
#define HORIZON 1100
#define CHOICES_MOST 256

struct range {
	int32_t lo, hi, day; /* day is the one chosen; lo past hi where there is none */
};

/* How long a term is: so many months, or so many days. */
struct length {
	int months, days;
};

struct history {
	int rule, guarantors;
	struct length first, further, recorded_length[TERMS]; /* none: as the first, as the reading has it */
	struct range effective, termination, recorded[TERMS], decision[TERMS][PARTIES][CHANGES];
	bool objects[TERMS][PARTIES]; /* the first of them */
	bool changes;                 /* somebody changes its mind */
	struct range *open[4];        /* those with more than one day */
	int open_count;
};

static uint32_t random_state;

static int random_below(int most)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return (int)(random_state % (uint32_t)most);
}

static bool chance(int percent)
{
	return random_below(100) < percent;
}

static struct length make_length(void)
{
	return chance(70) ? (struct length){ .months = 1 + random_below(4) }
			  : (struct length){ .days = 1 + random_below(100) };
}

static bool is_none(struct length length)
{
	return length.months == 0 && length.days == 0;
}

static int32_t after(int32_t day, struct length length)
{
	assert_true(day_add_months(day, length.months, &day));
	return day + length.days;
}

static bool is_there(const struct range *r)
{
	return r->lo <= r->hi;
}

static void make_range(struct history *h, struct range *r, int32_t day, bool exact)
{
	*r = (struct range){ day, day, day };
	if (exact || h->open_count == (int)COUNT_OF(h->open) || chance(60))
		return;
	r->hi += 1 + random_below(3);
	h->open[h->open_count++] = r;
}

/* A day close to another, or some weeks from it: mostly where it makes a difference. */
static int32_t near(int32_t day)
{
	return day + (chance(50) ? random_below(7) - 3 : random_below(60) - 40);
}

/* What is on record of one further term, which would begin on a day. */
static void make_term(struct history *h, int t, int32_t begins, bool jumps)
{
	bool automatic = h->rule == RULE(AUTOMATIC);
	bool follows = t == 2 || is_there(&h->recorded[t - 1]);
	h->recorded[t] = (struct range){ .lo = 1 };
	if (jumps ? chance(50) : !automatic && follows && chance(10))
		make_range(h, &h->recorded[t], near(begins) - (jumps ? random_below(60) : 0), jumps);
	if (is_there(&h->recorded[t]) && chance(30))
		h->recorded_length[t] = make_length();
	for (int p = 0; p < PARTIES; p++) {
		struct range *decision = h->decision[t][p];
		decision[0] = decision[1] = decision[2] = (struct range){ .lo = 1 };
		h->objects[t][p] = chance(automatic ? 50 : 5);
		if (chance(automatic ? 30 : 90))
			make_range(h, &decision[0], near(begins), jumps);
		for (int i = 1; i < CHANGES && is_there(&decision[i - 1]) && chance(20); i++) {
			make_range(h, &decision[i], decision[i - 1].hi + random_below(20), jumps);
			h->changes = true;
		}
	}
}

static void make_history(struct history *h, int32_t start)
{
	static const int rules_of[] = { RULE(UNSPECIFIED), RULE(CONSENSUS), RULE(AUTOMATIC), RULE(NONE) };
	bool jumps = chance(25); /* terms are passed over: exact days only */
	*h = (struct history){ .rule = rules_of[random_below(4)], .guarantors = random_below(PARTIES) };
	h->first = make_length();
	if (chance(50))
		h->further = make_length();
	make_range(h, &h->effective, start, jumps);
	int32_t begins = start;
	for (int t = 2; t < TERMS; t++) {
		begins = after(begins, t == 2 || is_none(h->further) ? h->first : h->further);
		make_term(h, t, begins, jumps);
	}
	h->termination = (struct range){ .lo = 1 };
	if (chance(20))
		make_range(h, &h->termination, start + 20 + random_below(400), jumps);
}

static Truce__V1__DateInterval *date_of(const struct range *r)
{
	char lo[DATE_SIZE], hi[DATE_SIZE];
	date_print(r->lo, lo);
	date_print(r->hi, hi);
	return between(lo, hi);
}

static Truce__V1__Zone *record_of(const struct history *h)
{
	static const char *const names[PARTIES] = { "AAA", "BBB", "CCC", "DDD" };
	const char *guarantors[PARTIES + 1] = { NULL };
	for (int p = 0; p < h->guarantors; p++)
		guarantors[p] = names[p];
	Truce__V1__Zone *zone = zone_of("zones/model", guarantors);
	Truce__V1__Reading *reading = add_reading(zone, "r", date_of(&h->effective), h->first.months, h->rule);
	reading->initial_term_days = h->first.days;
	reading->extension_term_months = h->further.months;
	reading->extension_term_days = h->further.days;
	for (int t = TERMS - 1; t >= 2; t--) {
		if (is_there(&h->recorded[t]))
			extend(zone, t, date_of(&h->recorded[t]), h->recorded_length[t].months)->days =
				h->recorded_length[t].days;
		for (int p = 0; p < PARTIES; p++)
			for (int i = 0; i < CHANGES; i++)
				if (is_there(&h->decision[t][p][i]))
					decide(zone, names[p], t, date_of(&h->decision[t][p][i]),
					       h->objects[t][p] == (i % 2 == 0) ? OBJECTION : CONSENT);
	}
	if (is_there(&h->termination))
		terminate(zone, date_of(&h->termination));
	return zone;
}

/* What a party holds of a term at the end of a day: its last decision by then. */
static int held(const struct history *h, int term, int p, int32_t day)
{
	int decision = 0;
	for (int i = 0; term < TERMS && i < CHANGES; i++)
		if (is_there(&h->decision[term][p][i]) && h->decision[term][p][i].day <= day)
			decision = h->objects[term][p] == (i % 2 == 0) ? OBJECTION : CONSENT;
	return decision;
}

static bool objected(const struct history *h, int term, int32_t before)
{
	for (int p = 0; p < h->guarantors; p++)
		if (held(h, term, p, before - 1) == OBJECTION)
			return true;
	return false;
}

static bool all_consent(const struct history *h, int term, int32_t by)
{
	for (int p = 0; p < h->guarantors; p++)
		if (held(h, term, p, by) != CONSENT)
			return false;
	return h->guarantors > 0;
}

static bool recorded_by(const struct history *h, int term, int32_t day)
{
	return term < TERMS && is_there(&h->recorded[term]) && h->recorded[term].day <= day;
}

/* The term that begins on a day after the last day of a term; 0 for none. A term
 * that was in time begins on the day after the one before it. */
static int term_beginning(const struct history *h, int term, int32_t last, int32_t day)
{
	int next = term + 1;
	int32_t known = day == last + 1 ? last : day;
	bool stands = recorded_by(h, next, day);
	if (h->rule == RULE(AUTOMATIC))
		stands |= day == last + 1 && !objected(h, next, day);
	if (h->rule != RULE(NONE))
		stands |= all_consent(h, next, known) || all_consent(h, next, day);
	if (stands)
		return next;
	for (int t = next + 1; t < TERMS; t++)
		if (recorded_by(h, t, day))
			return t;
	return 0;
}

/* Whether what makes a term stand, which begins on a day after the last day of another,
 * was there by that last day: it is then counted with those before it. */
static bool goes_on(const struct history *h, int term, int next, int32_t last, int32_t day)
{
	bool in_time = recorded_by(h, next, last);
	if (next == term + 1 && h->rule == RULE(AUTOMATIC))
		in_time |= !objected(h, next, day);
	else if (next == term + 1 && h->rule != RULE(NONE))
		in_time |= all_consent(h, next, last);
	return day == last + 1 && in_time;
}

/* The day that a series of terms is counted from, and the months of them so far. */
struct series {
	int32_t from;
	int months;
};

static int32_t model_last(const struct history *h, int term, struct series *series)
{
	struct length length = term == 1 || is_none(h->further) ? h->first : h->further;
	if (term < TERMS && !is_none(h->recorded_length[term]))
		length = h->recorded_length[term];
	if (length.days > 0) /* months behind it are counted from its last day */
		*series = (struct series){
			after(after(series->from, (struct length){ .months = series->months }), length), 0
		};
	series->months += length.months;
	return after(series->from, (struct length){ .months = series->months });
}

struct model_day {
	unsigned states;
	int term;
	int32_t last;
};

/* Adds the states of one choice of exact days, from the day start on. */
static void step_through(const struct history *h, int32_t start, struct model_day *days)
{
	int term = 0;
	int32_t last = 0;
	struct series series = { h->effective.day, 0 };
	for (int32_t day = start; day < start + HORIZON; day++) {
		int next = day == h->effective.day  ? 1
			   : term > 0 && day > last ? term_beginning(h, term, last, day)
						    : 0;
		if (next > 1 && !goes_on(h, term, next, last, day))
			series = (struct series){ day, 0 };
		if (next > 0)
			last = model_last(h, next, &series);
		term = next > 0 ? next : term;
		unsigned state = term == 0 ? BIT(NOT_YET_IN_FORCE) : day > last ? BIT(LAPSED) : BIT(EXTENDED);
		state = term == 1 && day <= last ? BIT(IN_TERM) : state;
		if (is_there(&h->termination) && day >= h->termination.day)
			state = BIT(TERMINATED);
		days[day - start].states |= state;
		days[day - start].term = term;
		days[day - start].last = last;
	}
}

/* The next choice of exact days; false after the last. */
static bool choose_next(struct history *h)
{
	for (int i = 0; i < h->open_count; i++) {
		if (++h->open[i]->day <= h->open[i]->hi)
			return true;
		h->open[i]->day = h->open[i]->lo;
	}
	return false;
}

static unsigned states_in(const Truce__V1__ZoneStatus *status)
{
	unsigned states = 0;
	if (status->state != STATE(UNCERTAIN))
		return 1u << status->state;
	for (size_t i = 0; i < status->n_possible_states; i++)
		states |= 1u << status->possible_states[i];
	return states;
}

static void compare_day(const struct history *h, const Truce__V1__Zone *zone, int32_t day,
			const struct model_day *model, uint32_t seed)
{
	char date[DATE_SIZE], last[DATE_SIZE];
	date_print(day, date);
	Truce__V1__ZoneStatus *status = ask(zone, date, "");
	bool rough = h->changes && h->open_count > 0; /* not all that is told need be possible */
	if (rough ? (model->states & ~states_in(status)) != 0 : states_in(status) != model->states)
		fail_msg("history %u on %s: states %x, the model has %x", (unsigned)seed, date, states_in(status),
			 model->states);
	if (h->open_count > 0 || model->term == 0 || model->states == BIT(TERMINATED))
		return;
	date_print(model->last, last);
	if (status->term != model->term || strcmp(status->term_end->latest, last) != 0)
		fail_msg("history %u on %s: term %d to %s, the model has term %d to %s", (unsigned)seed, date,
			 (int)status->term, status->term_end->latest, model->term, last);
	if (day <= model->last && status->days_left != model->last - day)
		fail_msg("history %u on %s: %d days left", (unsigned)seed, date, (int)status->days_left);
}

static void the_status_agrees_with_a_model_that_steps_from_day_to_day(void **state)
{
	(void)state;
	static struct model_day days[HORIZON];
	unsigned seen = 0;
	for (uint32_t seed = 1; seed <= 2000; seed++) {
		struct history h;
		random_state = seed * 2654435761u;
		int32_t start = 17167 + random_below(800); /* in 2017 or 2018 */
		make_history(&h, start + 3);
		memset(days, 0, sizeof days);
		do
			step_through(&h, start, days);
		while (choose_next(&h));
		Truce__V1__Zone *zone = record_of(&h);
		for (int i = 0;
		     i<HORIZON; i += i> 0 && days[i].states != days[i - 1].states ? 1 : 1 + random_below(9)) {
			compare_day(&h, zone, start + i, &days[i], seed);
			seen |= days[i].states;
		}
		arena_reset(&arena);
	}
	assert_int_equal(seen, BIT(NOT_YET_IN_FORCE) | BIT(IN_TERM) | BIT(EXTENDED) | BIT(LAPSED) | BIT(TERMINATED));
}

/* The term that holds a day, or the last before it, one after the other. */
static struct zone_term walk_to(const struct zone_terms *terms, int32_t day, bool skip)
{
	struct zone_term term, next;
	assert_true(zone_term_first(terms, &term));
	for (;;) {
		if (!zone_term_next(terms, &term, &next) || next.first.lo > day)
			return term;
		term = next;
		if (skip)
			zone_term_skip(terms, day, &term);
	}
}

static void terms_passed_over_at_once_are_those_of_one_by_one(void **state)
{
	(void)state;
	random_state = 7;
	for (int i = 0; i < 400; i++) {
		int32_t from = random_below(40000), day = from + random_below(200000);
		struct range effective = { from, chance(10) ? DAY_LAST - random_below(4000) : from + random_below(5),
					   0 };
		Truce__V1__Zone *zone = zone_of("zones/z", nobody);
		Truce__V1__Reading *reading =
			add_reading(zone, "r", date_of(&effective), 1 + random_below(40), RULE(AUTOMATIC));
		if (chance(40)) {
			reading->initial_term_months = 0;
			reading->initial_term_days = 1 + random_below(200);
		}
		if (chance(30))
			reading->extension_term_days = 1 + random_below(200);
		else
			reading->extension_term_months = random_below(3) * random_below(30);
		struct zone_record record;
		struct zone_terms terms;
		assert_true(zone_record_make(&record, zone, &arena));
		zone_terms_init(&terms, &record, zone->readings[0]);
		struct zone_term slow = walk_to(&terms, day, false), fast = walk_to(&terms, day, true);
		if (slow.number != fast.number || slow.first.lo != fast.first.lo || slow.first.hi != fast.first.hi ||
		    slow.last.lo != fast.last.lo || slow.last.hi != fast.last.hi)
			fail_msg("from day %d, on day %d: term %d, one by one %d", (int)from, (int)day,
				 (int)fast.number, (int)slow.number);
		arena_reset(&arena);
	}
}

/* ---- The largest zone ------------------------------------------------- */

#define LARGEST_READINGS 64
#define LARGEST_GUARANTORS 64
#define LARGEST_CONSENTS 4096
#define LARGEST_SECONDS 2 /* of the processor; a walk that looks at all of the record in each step took 20 */

static const char *guarantor(size_t i)
{
	return arena_printf(&arena, "G%02d", (int)(i % LARGEST_GUARANTORS));
}

/* All that the limits allow, of which the consents are on terms from one on, each twice where asked for. */
static Truce__V1__Zone *largest_zone(int rule, int from, bool twice)
{
	const char *guarantors[LARGEST_GUARANTORS + 1] = { NULL };
	for (size_t i = 0; i < LARGEST_GUARANTORS; i++)
		guarantors[i] = guarantor(i);
	Truce__V1__Zone *zone = zone_of("zones/largest", guarantors);
	Truce__V1__Source *text = new_message(&truce__v1__source__descriptor);
	text->id = arena_text(&arena, "any");
	append(zone, "sources", text);
	for (int i = 0; i < LARGEST_READINGS; i++)
		add_reading(zone, arena_printf(&arena, "r%d", i), on("2017-05-04"), 1, rule);
	for (size_t i = 0; i < LARGEST_CONSENTS; i++)
		decide(zone, guarantor(twice ? i / 2 : i), from + (int)(i / LARGEST_GUARANTORS), on("2110-01-01"),
		       i % 3 == 0 ? OBJECTION : CONSENT);
	for (int term = 2; term <= ZONE_TERMS_MOST; term++)
		extend(zone, twice ? 2 : term, on("2010-01-01"), 0);
	return zone;
}

static int faults_of(const Truce__V1__Zone *zone)
{
	struct violations v;
	violations_init(&v, &arena);
	record_check(&zone->base, "zone", &v);
	return v.count;
}

static void the_largest_zone_costs_little_whatever_its_rule(void **state)
{
	(void)state;
	static const int rules[] = { RULE(CONSENSUS), RULE(AUTOMATIC), RULE(POSSIBLE) };
	clock_t since = clock();
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		Truce__V1__Zone *zone = largest_zone(rules[i], 1100, false);
		faults_of(zone);
		assert_int_equal(ask(zone, "2100-01-01", "")->n_alternatives, LARGEST_READINGS - 1);
		zone->n_extensions /= 2; /* so that the days decide which terms can have a consent */
		faults_of(zone);
		assert_int_equal(ask(zone, "2100-01-01", "")->n_alternatives, LARGEST_READINGS - 1);
		assert_true(faults_of(largest_zone(rules[i], 2, true)) > 0);
		arena_reset(&arena);
	}
	double seconds = (double)(clock() - since) / CLOCKS_PER_SEC;
	if (seconds > LARGEST_SECONDS)
		fail_msg("took %.1f s of the processor", seconds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_status_agrees_with_a_model_that_steps_from_day_to_day),
		cmocka_unit_test(the_largest_zone_costs_little_whatever_its_rule),
		cmocka_unit_test(terms_passed_over_at_once_are_those_of_one_by_one),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}
