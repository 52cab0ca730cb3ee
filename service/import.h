/* Private to the service: one record that comes in, whatever is on record. */
#ifndef TRUCE_SERVICE_IMPORT_H
#define TRUCE_SERVICE_IMPORT_H

#include "service/records.h"
#include "truce/v1/import_service.pb-c.h"

#define IMPORT_TEXT_MOST (3 << 20) /* bytes of a text */

/* "texts/{sha256}" of a content; NULL without memory. */
const char *import_text_name(const ProtobufCBinaryData *content, struct arena *arena);

/* Whether one of a statement's sources is the text of that name. */
bool import_rests_on(const Truce__V1__Statement *statement, const char *text);

enum import_outcome { IMPORT_CREATED, IMPORT_UPDATED, IMPORT_UNCHANGED, IMPORT_KEPT };

/* Creates or replaces a record; one that holds the same makes no change, and one
 * that was deleted is undeleted first. An etag must match. made as record_append_made.
 * *body is what is stored then, of a change the last one of call->txn. */
enum status import_record(struct call *call, const struct collection *collection, const char *name, const char *etag,
			  ProtobufCMessage *record, uint32_t made, struct bytes *body,
			  enum import_outcome *out) MUST_CHECK;

/* Whether a record, which a set brings without an etag, stays as it is, though the set has it
 * otherwise: what the set has was on record before and was replaced since, or what is on record now
 * was made, or deleted, by another method than those of the ImportService. */
enum status import_keeps(struct call *call, const char *name, const ProtobufCMessage *record, bool *out) MUST_CHECK;

/* The name of the other text that the record of the same meeting rests on; NULL for none. */
enum status import_other_text(struct call *call, const Truce__V1__ImportTextResponse *response,
			      const char **out) MUST_CHECK;
/* Adds a finding of it: stays where the meeting goes on resting on it, else it is replaced. */
enum status import_tell_other(struct call *call, const char *other, bool stays,
			      Truce__V1__ImportTextResponse *response) MUST_CHECK;

/* ALREADY_EXISTS: a statement of that name is of another text. */
enum status import_refuse_taken(struct call *call, const char *name) MUST_CHECK;

/* Adds a stored statement to the reply of ImportText; changed: by the last change. */
enum status import_reply_statement(struct call *call, struct bytes body, bool changed) MUST_CHECK;

/* Stores the record of a meeting: the meeting and its turns, in place of what a record
 * of the same names said, with what changed in the response. made of each statement as
 * record_append_made. */
enum status import_meeting(struct call *call, Truce__V1__ImportTextResponse *response, const uint32_t *made) MUST_CHECK;

/* The request with a content that is UTF-8: its own, or what it decodes to, which goes to
 * *decoded. INVALID_ARGUMENT, reason NOT_TEXT, for a mixture of encodings. */
struct decoded;
enum status import_decode(struct call *call, const Truce__V1__ImportTextRequest *request, struct arena *arena,
			  Truce__V1__ImportTextRequest *out, struct decoded *decoded) MUST_CHECK;
/* Puts the stretches of bytes in a response back on the bytes as they came, and notes
 * that they were decoded; nothing where they were not. */
enum status import_restore(struct call *call, const struct decoded *decoded, struct arena *arena,
			   Truce__V1__ImportTextResponse *response) MUST_CHECK;

/* Adds a finding for each statement that may be on record already under another name: the same
 * kind, signatories or speaker, no other days, and the same words up to form; or several
 * signatories and the same days. text: its name. None for the record of a meeting. */
enum status import_find_same(struct call *call, const char *text, struct arena *arena,
			     Truce__V1__ImportTextResponse *response) MUST_CHECK;

#endif
