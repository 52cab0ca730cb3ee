/* Rules of single fields: required, output only, and forms of text.
 *
 * The schema states them in comments; proto/rules.c states them once more as rows
 * of a table, and a test holds the two against each other. Rules between fields
 * are domain's. Pure; any thread. */
#ifndef TRUCE_PROTO_RULES_H
#define TRUCE_PROTO_RULES_H

#include "proto/message.h"

enum rule_flags {
	RULE_REQUIRED = 1,    /* "Required." */
	RULE_OUTPUT_ONLY = 2, /* "Output only.": ignored in requests */
};

struct rule {
	const ProtobufCMessageDescriptor *type;
	const char *field;
	unsigned flags;
	/* Whether a text is of the form; NULL for any. Empty texts are not asked about. */
	bool (*form)(const char *text);
	const char *form_words; /* "a date that exists, as YYYY-MM-DD" */
	/* Of an integer, or of how many elements a repeated field has: where they are
	 * not both 0. */
	int64_t least, most;
};

/* The rows, ended by one without a type. */
extern const struct rule rules[];
const struct rule *rule_find(const ProtobufCMessageDescriptor *type, const char *field);

/* Adds a violation for each field of the message, deep, that breaks its rule, in
 * the order of the fields. prefix ("zone", or "") begins each path. */
void rules_check(const ProtobufCMessage *message, const char *prefix, struct violations *v);

/* Clears output-only fields, deep. An etag is one: who needs it reads it before. */
void rules_clear_output_only(ProtobufCMessage *message);

/* Forms, usable by themselves. */
bool form_words(const char *text);    /* not only white space */
bool form_date(const char *text);     /* YYYY-MM-DD, exists */
bool form_id(const char *text);       /* 1 to 63 of a-z 0-9 -, no hyphen at the ends */
bool form_party(const char *text);    /* [A-Z][A-Z0-9-]{1,39} */
bool form_person(const char *text);   /* a party, ".", [a-z0-9-] with single hyphens inside */
bool form_country(const char *text);  /* three capital letters */
bool form_p_code(const char *text);   /* two capital letters, two to eight digits */
bool form_uri(const char *text);      /* absolute, with a scheme */
bool form_language(const char *text); /* BCP 47 in shape */
bool form_uuid(const char *text);     /* RFC 9562 text form, any version */
bool form_filename(const char *text); /* no folders, at most 255 bytes */
/* "zones/{id}" with id as form_id, or "texts/{64 hex}". */
bool form_name_of(const char *text, const char *collection);
bool form_statement(const char *text); /* "statements/{id}" */
bool form_round(const char *text);     /* "rounds/{id}" */
bool form_zone(const char *text);      /* "zones/{id}" */
bool form_text(const char *text);      /* "texts/{64 hex}" */
bool form_record(const char *text);    /* any of the four */
bool form_record_or_party(const char *text);
bool form_agenda_item(const char *text); /* "rounds/{id}/agenda/{item}" */

#endif
