/* The zones on record, by libtruce with stubs of protoc-c: zones URL [TOKEN] */
#include <stdio.h>
#include <stdlib.h>

#include <truce/truce.h>

#include "truce/v1/zone_service.pb-c.h"

/* libtruce carries packed messages; what packs and reads them is anybody's choice. */
static int list_zones(struct truce *truce)
{
	Truce__V1__ListZonesRequest ask = TRUCE__V1__LIST_ZONES_REQUEST__INIT;
	size_t size = truce__v1__list_zones_request__get_packed_size(&ask);
	uint8_t *packed = malloc(size + 1);
	if (packed == NULL)
		return 1;
	struct truce_request request = {
		.method = "/truce.v1.ZoneService/ListZones",
		.message = packed,
		.message_size = truce__v1__list_zones_request__pack(&ask, packed),
		.idempotent = 1, /* it only reads: it may be sent again */
	};
	struct truce_reply *reply;
	int code = truce_call(truce, &request, &reply);
	free(packed);
	if (code != 0) {
		fprintf(stderr, "%s (%s)\n", reply == NULL ? "no memory" : reply->message,
			reply == NULL ? "" : reply->reason);
		truce_reply_free(reply);
		return 1;
	}
	Truce__V1__ListZonesResponse *zones =
		truce__v1__list_zones_response__unpack(NULL, reply->payload_size, reply->payload);
	for (size_t i = 0; zones != NULL && i < zones->n_zones; i++)
		printf("%s %s\n", zones->zones[i]->name, zones->zones[i]->title);
	code = zones == NULL;
	if (zones != NULL)
		truce__v1__list_zones_response__free_unpacked(zones, NULL);
	truce_reply_free(reply);
	return code;
}

int main(int argc, char **argv)
{
	struct truce_options options = { .token = argc > 2 ? argv[2] : NULL };
	struct truce *truce;
	char why[256];
	if (argc < 2 || truce_open(argv[1], &options, &truce, why, sizeof why) != 0) {
		fprintf(stderr, "%s\n", argc < 2 ? "usage: zones URL [TOKEN]" : why);
		return 2;
	}
	int code = list_zones(truce);
	truce_close(truce);
	return code;
}
