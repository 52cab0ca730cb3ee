/* Private to the service: the collections of records. */
#ifndef TRUCE_SERVICE_COLLECTIONS_H
#define TRUCE_SERVICE_COLLECTIONS_H

#include "proto/message.h"

struct collection {
	const char *prefix;   /* of names: "zones/" */
	const char *singular; /* "zone": the field of requests that holds a record */
	const char *plural;   /* "zones": the field of truce.v1.RecordSet; NULL where it has none */
	const char *id_field; /* of create requests: "zone_id"; NULL where there is none */
	const char *way_out;  /* what tells which records there are */
	const ProtobufCMessageDescriptor *type;
	uint32_t content; /* number of the member of truce.v1.Change.content */
	const char *bulk; /* path to the text that briefs are without (briefs.h); NULL for none */
};

enum collection_id { STATEMENTS, ROUNDS, ZONES, TEXTS, COLLECTION_COUNT };
extern const struct collection collections[COLLECTION_COUNT];

/* The collection of a record's name; NULL where there is none. */
const struct collection *collection_of(struct bytes name);

#endif
