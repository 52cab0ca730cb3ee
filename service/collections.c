#include "service/collections.h"

#include "truce/v1/journal.pb-c.h"

const struct collection collections[COLLECTION_COUNT] = {
	[STATEMENTS] = { .prefix = "statements/",
			 .singular = "statement",
			 .plural = "statements",
			 .id_field = "statement_id",
			 .way_out = "StatementService.ListStatements lists those there are",
			 .type = &truce__v1__statement__descriptor,
			 .content = TRUCE__V1__CHANGE__CONTENT_STATEMENT },
	[ROUNDS] = { .prefix = "rounds/",
		     .singular = "round",
		     .plural = "rounds",
		     .id_field = "round_id",
		     .way_out = "RoundService.ListRounds lists those there are",
		     .type = &truce__v1__round__descriptor,
		     .content = TRUCE__V1__CHANGE__CONTENT_ROUND },
	[ZONES] = { .prefix = "zones/",
		    .singular = "zone",
		    .plural = "zones",
		    .id_field = "zone_id",
		    .way_out = "ZoneService.ListZones lists those there are",
		    .type = &truce__v1__zone__descriptor,
		    .content = TRUCE__V1__CHANGE__CONTENT_ZONE,
		    .bulk = "boundary.geojson" },
	[TEXTS] = { .prefix = "texts/",
		    .singular = "text",
		    .plural = "texts",
		    .way_out = "the sources of a statement name the texts it rests on",
		    .type = &truce__v1__text__descriptor,
		    .content = TRUCE__V1__CHANGE__CONTENT_TEXT },
};

const struct collection *collection_of(struct bytes name)
{
	for (size_t i = 0; i < COLLECTION_COUNT; i++)
		if (bytes_start_with(name, bytes_text(collections[i].prefix)))
			return &collections[i];
	return NULL;
}
