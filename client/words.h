/* Values in few words: dates, parties, enums, instants, names. In arena; "" for
 * what is not set. */
#ifndef TRUCE_CLIENT_WORDS_H
#define TRUCE_CLIENT_WORDS_H

#include "base/arena.h"
#include "truce/v1/common.pb-c.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

/* "2017-09-15", "2017-09-14..15", "2017-10", "2017", "..2017-09-15". */
const char *words_date(struct arena *arena, const Truce__V1__DateInterval *date);
/* "KAZ", or the printed name where it was not resolved. */
const char *words_party(const Truce__V1__Party *party);
/* "IRN RUS TUR"; a printed name has a comma on both sides, for it may be of several words. */
const char *words_parties(struct arena *arena, Truce__V1__Party *const *parties, size_t count);
/* Whose a statement is by its signatures: "IRN RUS TUR". */
const char *words_signatories(struct arena *arena, const Truce__V1__Statement *s);
/* "de-escalation area" for KIND_DE_ESCALATION_AREA; "" for the unspecified value. */
const char *words_enum(struct arena *arena, const ProtobufCEnumDescriptor *type, int value);
/* "2026-11-21 20:47:01" in UTC. */
const char *words_time(struct arena *arena, const Google__Protobuf__Timestamp *time);
/* "joint-statement, clause 5; memorandum". */
const char *words_sources(struct arena *arena, Truce__V1__SourceReference *const *sources, size_t count);
/* Adds a piece to a list: "" and "a" give "a", "a" and "b" give "a" between "b". */
const char *words_join(struct arena *arena, const char *list, const char *between, const char *piece);
/* Whether a piece was added to it. */
bool words_has(const char *list, const char *between, const char *piece);
/* The same of a list that may be long: zeroed to begin with, each piece is copied once. */
struct words_list {
	char *text;
	size_t size, room;
};
void words_add(struct arena *arena, struct words_list *list, const char *between, const char *piece);
const char *words_listed(const struct words_list *list);
/* A text in a filter's quotes; NULL without memory. */
const char *words_quote(struct arena *arena, const char *text);
/* "1 block", "2 blocks"; "" without memory. */
const char *words_count(struct arena *arena, size_t count, const char *noun);
/* "idlib" of "zones/idlib". */
const char *words_id(const char *name);

/* Where a passage stands: "s-pv-8422, clause 3", or its block; its title is block 0. */
const char *words_place(struct arena *arena, const Truce__V1__Passage *p);

#endif
