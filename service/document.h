/* Private to the service: the document that somebody asks for, as the record knows it.
 *
 * The one place that decides what is meant, for citations, passages, positions and searches
 * alike: the name of a statement, its symbol or an alias, in any letter case; words that are
 * one citation (domain/citation_asked.h); or what citations call an instrument without a
 * symbol. */
#ifndef TRUCE_SERVICE_DOCUMENT_H
#define TRUCE_SERVICE_DOCUMENT_H

#include "domain/citation_asked.h"
#include "service/call.h"
#include "service/listing.h"
#include "truce/v1/statement.pb-c.h"

/* What the text asks for, as of a state; its names are those by which citations give the document.
 * The text itself is one of them where it is neither a citation nor an alias. NOT_FOUND for
 * "statements/{id}" that is not there; INVALID_ARGUMENT, reason AMBIGUOUS, for what two
 * statements are called, unless it is the symbol of both. */
enum status document_asked(struct call *call, const char *text, int64_t as_of, struct citation_asked *out) MUST_CHECK;

/* Has a list look only at statements that cite it. */
void document_scope(const struct citation_asked *asked, struct listing_scope *scope);

#endif
