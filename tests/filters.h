/* Filters in tests of them: types, a speech, and what compiles and asks. */
#ifndef TRUCE_TESTS_FILTERS_H
#define TRUCE_TESTS_FILTERS_H

#include "tests/support_message.h"

#include "proto/filter.h"
#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define STATEMENT &truce__v1__statement__descriptor
#define ROUND &truce__v1__round__descriptor
#define REQUEST &truce__rpc__v1__request__descriptor
#define SERVER &truce__v1__server_status__descriptor

static const char speech[] =
	"{\"name\":\"statements/kaz-1\",\"kind\":\"KIND_SPEECH\",\"title\":\"On the  Astana\\nRound\","
	"\"aliases\":[\"The \\\"Speech\\\"\",\"Речь Казахстана\"],\"createTime\":\"2017-09-15T20:45:00Z\","
	"\"date\":{\"earliest\":\"2017-09-14\",\"latest\":\"2017-09-15\",\"precision\":\"PRECISION_PERIOD\"},"
	"\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"We support a constitutional committee.\"},"
	"{\"kind\":\"KIND_CLAUSE\",\"number\":3,\"text\":\"Call upon the parties\",\"track\":\"TRACK_POLITICAL\"}],"
	"\"votes\":[{\"instrument\":\"S/RES/2401 (2018)\",\"inFavour\":0,\"ballots\":[{\"party\":{\"id\":\"KAZ\"},"
	"\"choice\":\"CHOICE_IN_FAVOUR\"}]}],"
	"\"citations\":[{\"instrument\":\"S/RES/2254 (2015)\",\"printed\":\"resolution 2254\"},"
	"{\"instrument\":\"S/RES/2336 (2016)\"}]}";

static inline ProtobufCMessage *message_of(struct arena *arena, const ProtobufCMessageDescriptor *type,
					   const char *json)
{
	struct error error;
	ProtobufCMessage *m = NULL;
	if (json_read(type, bytes_text(json), arena, &m, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return m;
}

static inline struct filter *compiled(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	struct filter *filter = NULL;
	if (filter_compile(text, type, arena, &filter, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return filter;
}

#endif
