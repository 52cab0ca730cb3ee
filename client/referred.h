/* Names that a change makes a record refer to, and which of them are not on record. */
#ifndef TRUCE_CLIENT_REFERRED_H
#define TRUCE_CLIENT_REFERRED_H

#include "client/cli.h"

/* Notes what a record that was sent, or came back from a change, names. Without memory it
 * is not looked up. */
void referred_add(struct cli *cli, const ProtobufCMessage *record);

/* Says on standard error, once, what none of them is and the service has not either. */
void referred_say(struct cli *cli);

#endif
