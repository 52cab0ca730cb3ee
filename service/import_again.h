/* Private to the service: a text that is on record, read anew.
 *
 * Its statements take what is read now, each as a version of its own. They keep their
 * names, and what was told of the text when it was brought in. What somebody changed
 * since stays as it is, and so does what was deleted. */
#ifndef TRUCE_SERVICE_IMPORT_AGAIN_H
#define TRUCE_SERVICE_IMPORT_AGAIN_H

#include "service/import.h"

/* The first of the statements that rest on a text and are not deleted; NULL for none. */
enum status import_find_first(struct call *call, const char *text, struct arena *arena,
			      const Truce__V1__Statement **out) MUST_CHECK;

/* Puts into a request what it does not say and its text's first statement has of the
 * request that brought it in; its id in any case. Nothing where the text is not on record. */
enum status import_again_marks(struct call *call, const char *text, struct arena *arena,
			       Truce__V1__ImportTextRequest *request) MUST_CHECK;

/* A text that is on record cites none of its own statements, as when it was brought in. */
void import_again_untie(const Truce__V1__ImportTextResponse *response);

/* Stores what was read anew, with what changed in the response. */
enum status import_again(struct call *call, Truce__V1__ImportTextResponse *response) MUST_CHECK;

#endif
