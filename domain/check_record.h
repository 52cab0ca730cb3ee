/* The checks behind domain/check: one function for a type of message.
 *
 * Each adds its violations with the path of the field that is at fault and words
 * that say the way out. Pure; any thread. */
#ifndef TRUCE_DOMAIN_CHECK_RECORD_H
#define TRUCE_DOMAIN_CHECK_RECORD_H

#include "proto/field.h"
#include "truce/v1/round.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/zone.pb-c.h"

struct id;

struct checker {
	const ProtobufCMessage *record; /* a Statement, Round or Zone */
	const struct id *sources;       /* ids of the record's sources, in order */
	size_t source_count;
	int32_t today; /* nothing has happened on a later day */
	struct violations *v;
};

/* domain/check_record.c: a violation at a field of the message whose path is up. */
void check_fault(const struct checker *c, const struct path *up, const char *field, const char *description);
/* Whether the elements of a list of the record each have an id of their own; learns those of its
 * sources. */
void check_ids(struct checker *c, const char *name, const struct path *root);
bool check_has_source(const struct checker *c, const char *id);

/* domain/check_shared.c */
void check_date(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_figure(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_byte_range(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_source_reference(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_span(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_block(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_commitment(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_link(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_session(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_next_meeting(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_agenda_item(const struct checker *c, const ProtobufCMessage *m, const struct path *path);

/* domain/check_vote.c */
void check_vote(const struct checker *c, const ProtobufCMessage *m, const struct path *path);

/* domain/check_zone.c */
void check_zone(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_reading(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_consent(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
void check_extension(const struct checker *c, const ProtobufCMessage *m, const struct path *path);

/* domain/check_boundary.c */
void check_boundary(const struct checker *c, const ProtobufCMessage *m, const struct path *path);

#endif
