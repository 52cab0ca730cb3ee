/* Commitments: how what a text binds parties to do stands on a date.
 *
 * Source of the rules: what the texts themselves set. The joint statement of 15
 * September 2017 announces a next meeting within a window (its last clause), the
 * Memorandum of 4 May 2017 a working group and maps by a date: who, what, and a due
 * date that is as vague as its words. So a due date is a stretch of days: before it
 * a commitment is pending, within it due, after its last day overdue. A fulfilment
 * counts from the latest day that it can have been on; one without a latest from its
 * earliest, an undated one always, since calling a commitment overdue that is on
 * record as fulfilled would be false. Only EXTENT_FULL fulfils; parts do not add up.
 * A fulfilment is late only where it surely is. What is not yet overdue stands only if the
 * text had been made by the day: by its date, or since it was on record by then. Where
 * neither says so it is uncertain, and where the text surely is later it is none. What is to be
 * done until a day, or from one on, is not late behind it: without a due date it is in force on the
 * days that it lasts, and ended after them. A time in words that give no day is uncertain.
 * What has a condition binds from the latest day on which that can have been met: until then it is
 * conditional, and not late before it.
 * Pure; any thread. */
#ifndef TRUCE_DOMAIN_COMMITMENT_H
#define TRUCE_DOMAIN_COMMITMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "truce/v1/commitment_service.pb-c.h"

/* Whether the statement was surely made after the day. */
bool commitment_is_later(const Truce__V1__Statement *statement, int32_t day);

/* How commitment i of a statement stands at the end of a day. The answer lives in
 * arena and borrows from the statement; NULL without room. */
Truce__V1__CommitmentStatus *commitment_status(const Truce__V1__Statement *statement, size_t i, int32_t day,
					       struct arena *arena);

#endif
