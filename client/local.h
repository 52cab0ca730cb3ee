/* The service in this process, on a store: the transport of --store.
 *
 * The user of this process is the caller, with every right. Calls may come from
 * any thread. */
#ifndef TRUCE_CLIENT_LOCAL_H
#define TRUCE_CLIENT_LOCAL_H

#include "base/status.h"
#include "client/truce.h"

/* Opens the store in dir; the transport's close ends all. */
enum status local_open(const char *dir, struct truce_transport *out, struct error *error) MUST_CHECK;

#endif
