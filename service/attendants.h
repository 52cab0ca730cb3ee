/* Attendants: threads that go round the connections which somebody should see to.
 *
 * A connection is put on its attendant's list, once, when a held call was answered
 * or its reader left it to be looked at again; the attendant calls conn_attend for
 * each on the list and begins anew. There is one for every two processors, so that
 * a few hundred busy connections are not all one thread's. Threads: any. */
#ifndef TRUCE_SERVICE_ATTENDANTS_H
#define TRUCE_SERVICE_ATTENDANTS_H

#include <stdbool.h>

#include "base/status.h"

struct attendants;
struct conn;

enum status attendants_open(struct attendants **out, struct error *error) MUST_CHECK;
/* Ends the threads; no connection may be on a list, or come on one. NULL is fine. */
void attendants_close(struct attendants *attendants);

/* The connection is not on a list, and gives a reference. */
void attendants_call(struct attendants *attendants, struct conn *conn);
bool attendants_idle(struct attendants *attendants); /* whether nobody is on a list */

#endif
