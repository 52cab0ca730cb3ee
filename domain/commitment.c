#include "domain/commitment.h"

#include "base/time.h"
#include "domain/zone_term.h"

#define STATE(name) TRUCE__V1__COMMITMENT_STATUS__STATE__STATE_##name

/* What is on record by a day. */
struct done {
	bool partly, fully, in_time;
	bool perhaps; /* in full, on a day that has passed, or on one that has not */
};

bool commitment_is_later(const Truce__V1__Statement *statement, int32_t day)
{
	return statement->date != NULL && zone_days(statement->date).lo > day;
}

/* Whether it surely was by the end of the day: by its date, or since it was on record. */
static bool is_made(const Truce__V1__Statement *statement, int32_t day)
{
	const Google__Protobuf__Timestamp *since = statement->create_time;
	int64_t instant;
	if (statement->date != NULL && zone_days(statement->date).hi <= day)
		return true;
	return since != NULL && instant_of(since->seconds, since->nanos, &instant) && day_of_instant(instant) <= day;
}

/* The day from which what was done on a date counts. */
static int32_t counts_from(const Truce__V1__DateInterval *date)
{
	struct days days = zone_days(date);
	return days.hi < DAY_LAST ? days.hi : days.lo;
}

/* From when it binds: the day from which its condition counts as met; behind all days where it does not. */
static int32_t binds_from(const Truce__V1__Commitment *commitment)
{
	if (commitment->condition[0] == '\0')
		return DAY_FIRST;
	return commitment->condition_met == NULL ? DAY_LAST + 1 : counts_from(commitment->condition_met);
}

/* Days behind the last on which it is not late. */
static int32_t days_late(const Truce__V1__Commitment *commitment, int32_t day)
{
	int32_t last = zone_days(commitment->due).hi, from = binds_from(commitment);
	last = last > from ? last : from;
	return day > last ? day - last : 0;
}

static void add_fulfilment(const Truce__V1__Fulfilment *fulfilment, struct days due, struct done *done)
{
	if (fulfilment->extent != TRUCE__V1__FULFILMENT__EXTENT__EXTENT_FULL) {
		done->partly = true;
		return;
	}
	done->fully = true;
	done->in_time |= zone_days(fulfilment->date).lo <= due.hi;
}

/* Whether it can have been in full by the day, and need not. */
static bool is_possible(const Truce__V1__Fulfilment *fulfilment, int32_t day)
{
	return fulfilment->extent == TRUCE__V1__FULFILMENT__EXTENT__EXTENT_FULL &&
	       counts_from(fulfilment->date) > day && zone_days(fulfilment->date).lo <= day;
}

static bool is_dated(const Truce__V1__DateInterval *date)
{
	return date != NULL && (date->earliest[0] != '\0' || date->latest[0] != '\0');
}

/* Whether its time is told in words that give no day. */
static bool is_unread(const Truce__V1__DateInterval *date)
{
	return date != NULL && date->printed[0] != '\0' && !is_dated(date);
}

/* What has no due date: it binds from a day, up to one, or without an end. */
static Truce__V1__CommitmentStatus__State lasting(const Truce__V1__Commitment *commitment, int32_t day)
{
	struct days lasts = zone_days(commitment->lasts);
	if (is_unread(commitment->due) || is_unread(commitment->lasts))
		return STATE(UNCERTAIN);
	return is_dated(commitment->lasts) && day >= lasts.lo ? STATE(IN_FORCE) : STATE(PENDING);
}

static Truce__V1__CommitmentStatus__State state_of(const Truce__V1__Statement *statement,
						   const Truce__V1__Commitment *commitment, const struct done *done,
						   int32_t day)
{
	struct days due = zone_days(commitment->due);
	if (done->fully)
		return done->in_time ? STATE(FULFILLED) : STATE(FULFILLED_LATE);
	if (done->perhaps)
		return STATE(UNCERTAIN);
	if (done->partly)
		return STATE(PARTLY_FULFILLED);
	if (days_late(commitment, day) > 0)
		return STATE(OVERDUE);
	if (!is_dated(commitment->due) && day > zone_days(commitment->lasts).hi)
		return STATE(ENDED);
	if (!is_made(statement, day))
		return STATE(UNCERTAIN);
	if (day < binds_from(commitment))
		return STATE(CONDITIONAL);
	if (!is_dated(commitment->due))
		return lasting(commitment, day);
	return day < due.lo ? STATE(PENDING) : STATE(DUE);
}

Truce__V1__CommitmentStatus *commitment_status(const Truce__V1__Statement *statement, size_t i, int32_t day,
					       struct arena *arena)
{
	const Truce__V1__Commitment *commitment = statement->commitments[i];
	struct days due = zone_days(commitment->due);
	struct done done = { .fully = false };
	Truce__V1__CommitmentStatus *status = arena_alloc(arena, sizeof *status);
	char *date = arena_alloc(arena, DATE_SIZE);
	Truce__V1__Fulfilment **fulfilments = arena_array(arena, commitment->n_fulfilments, sizeof *fulfilments);
	Truce__V1__Fulfilment **possible = arena_array(arena, commitment->n_fulfilments, sizeof *possible);
	if (status == NULL || date == NULL || fulfilments == NULL || possible == NULL)
		return NULL;
	truce__v1__commitment_status__init(status);
	date_print(day, date);
	status->fulfilments = fulfilments;
	status->possible_fulfilments = possible;
	for (size_t k = 0; k < commitment->n_fulfilments; k++) {
		Truce__V1__Fulfilment *fulfilment = commitment->fulfilments[k];
		if (is_possible(fulfilment, day))
			possible[status->n_possible_fulfilments++] = fulfilment;
		if (counts_from(fulfilment->date) > day)
			continue;
		add_fulfilment(fulfilment, due, &done);
		fulfilments[status->n_fulfilments++] = fulfilment;
	}
	done.perhaps = status->n_possible_fulfilments > 0;
	status->statement = statement->name;
	status->commitment = commitment->id;
	status->title = statement->title;
	status->made = statement->date;
	status->action = commitment->action;
	status->n_parties = commitment->n_parties;
	status->parties = commitment->parties;
	status->due = commitment->due;
	status->lasts = commitment->lasts;
	status->date = date;
	status->state = state_of(statement, commitment, &done, day);
	status->condition = commitment->condition;
	status->condition_met = commitment->condition_met;
	if (!done.fully)
		status->days_overdue = days_late(commitment, day);
	status->span = commitment->span;
	status->n_sources = commitment->n_sources;
	status->sources = commitment->sources;
	return status;
}
