/* Any record, of the type that the first byte names: the checks between its fields
 * and, of a zone, its status on some days. Neither may trust that rules were kept. */
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/check.h"
#include "domain/zone.h"
#include "proto/message.h"
#include "truce/v1/round.pb-c.h"
#include "truce/v1/statement.pb-c.h"

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ProtobufCMessageDescriptor *const types[] = {
	&truce__v1__zone__descriptor,
	&truce__v1__statement__descriptor,
	&truce__v1__round__descriptor,
};

static void demand(bool truth)
{
	if (!truth)
		abort();
}

static void check_status(const Truce__V1__ZoneStatus *status, const char *date)
{
	bool in_force = status->state == STATE(IN_TERM) || status->state == STATE(EXTENDED);
	demand(strcmp(status->date, date) == 0);
	demand((status->state == STATE(UNCERTAIN)) == (status->n_possible_states >= 2));
	demand(status->term >= 0 && (!in_force || status->term >= 1));
	demand(status->left_case == TRUCE__V1__ZONE_STATUS__LEFT__NOT_SET || (in_force && status->days_left >= 0));
	demand(!in_force || status->term_start == NULL || strcmp(status->term_start->earliest, date) <= 0);
	demand(!in_force || status->term_end == NULL || status->term_end->latest[0] == '\0' ||
	       strcmp(status->term_end->latest, date) >= 0);
}

static void ask(const Truce__V1__Zone *zone, const char *date, struct arena *arena)
{
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	enum status s = zone_status(zone, date, "", arena, &status, &error);
	demand(s == STATUS_OK || s == STATUS_RESOURCE_EXHAUSTED);
	if (s != STATUS_OK)
		return;
	check_status(status, date);
	struct bytes packed;
	s = message_pack_arena(&status->base, arena, &packed);
	demand(s == STATUS_OK || s == STATUS_RESOURCE_EXHAUSTED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const dates[] = { "0001-01-01", "2017-11-05", "2018-02-28", "9999-12-31" };
	struct arena arena;
	struct violations v;
	ProtobufCMessage *record = NULL;
	if (size == 0)
		return 0;
	arena_init(&arena, (size_t)16 << 20);
	violations_init(&v, &arena);
	const ProtobufCMessageDescriptor *type = types[data[0] % (sizeof types / sizeof *types)];
	if (message_unpack(type, bytes_of(data + 1, size - 1), MESSAGE_LENIENT, &arena, &v, &record, NULL) ==
	    STATUS_OK) {
		record_check(record, "record", &v);
		for (size_t i = 0; type == &truce__v1__zone__descriptor && i < sizeof dates / sizeof *dates; i++)
			ask((const Truce__V1__Zone *)record, dates[i], &arena);
	}
	arena_fini(&arena);
	return 0;
}
