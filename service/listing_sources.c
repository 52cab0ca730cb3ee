#include "service/listing.h"

#include "truce/v1/round.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/zone.pb-c.h"

/* Per filter path the index that has it, the more telling first. */
static const struct listing_use statement_uses[] = {
	{ "citations.statement", { "citations.statement" } },
	{ "citations.instrument", { "citations.instrument" } },
	{ "symbol", { "symbol" } },
	{ "sources.text", { "sources.text" } },
	{ "links.statement", { "links.statement" } },
	{ "mentions.target", { "mentions.target" } },
	{ "round", { "round" } },
	{ "turns.speaker.id", { "turns.speaker.id" } },
	{ "turns.speaker.party.id", { "turns.speaker.party.id" } },
	{ "signatories.party.id", { "signatories.party.id" } },
	{ .path = NULL },
};

static const struct listing_use round_uses[] = {
	{ "process", { "process" } },
	{ "participants.party.id", { "participants.party.id" } },
	{ "agenda.topic", { "agenda.topic" } },
	{ .path = NULL },
};

static const struct listing_use zone_uses[] = {
	{ "parent", { "parent" } },
	{ "agreement", { "agreement" } },
	{ "round", { "round" } },
	{ "provinces.p_code", { "provinces.p_code" } },
	{ "guarantors.party.id", { "guarantors.party.id" } },
	{ .path = NULL },
};

const struct listing_source listing_statements = { .collection = STATEMENTS,
						   .type = &truce__v1__statement__descriptor,
						   .uses = statement_uses };
const struct listing_source listing_rounds = { .collection = ROUNDS,
					       .type = &truce__v1__round__descriptor,
					       .uses = round_uses };
const struct listing_source listing_zones = { .collection = ZONES,
					      .type = &truce__v1__zone__descriptor,
					      .uses = zone_uses };
