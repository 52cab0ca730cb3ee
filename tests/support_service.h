/* A service on a store of its own, called with JSON: for the tests of the service. */
#ifndef TRUCE_TESTS_SUPPORT_SERVICE_H
#define TRUCE_TESTS_SUPPORT_SERVICE_H

#include "base/arena.h"
#include "service/service.h"
#include "tests/support.h"
#include "truce/rpc/v1/envelope.pb-c.h"

struct rig {
	char *folder;
	struct store *store;
	struct service *service;
	struct service_peer peer;

	/* Of the next call; timeout_ms and the texts stay until they are changed. */
	int64_t timeout_ms;
	const char *authorization, *reason;

	/* Of the last reply; valid until the next call. */
	struct arena arena;
	struct buffer bytes;
	Truce__Rpc__V1__Response *response;
	int code;
	const char *message;
	const char *why;    /* reason of ErrorInfo */
	const char *fields; /* of BadRequest: "zone.kind zone.title" */
	char *json;         /* the payload */
};

void rig_open(struct rig *rig);
void rig_open_with(struct rig *rig, struct service_options options); /* store is the rig's */
void rig_close(struct rig *rig);
/* For cmocka: a rig of its own for each test, as its *state. */
int rig_set_up(void **state);
int rig_tear_down(void **state);
/* Closes the service and the store and opens them again. */
void rig_reopen(struct rig *rig);

/* Calls a method by service and name ("ZoneService.GetZone"; those of other packages by
 * their path) and answers the reply's code. */
int rig_call(struct rig *rig, const char *method, const char *json);
/* The same, printf-style. */
int rig_callf(struct rig *rig, const char *method, const char *format, ...) PRINTF_LIKE(3, 4);
/* With a message in bytes. */
int rig_call_bytes(struct rig *rig, const char *method, struct bytes message);
/* With an envelope in bytes. */
int rig_send(struct rig *rig, struct bytes envelope);

/* Fails the test, with the reply, unless the last call ended so. */
#define rig_expect(rig, wanted_code, wanted_why) rig_expect_at(rig, wanted_code, wanted_why, __FILE__, __LINE__)
void rig_expect_at(struct rig *rig, int code, const char *why, const char *file, int line);

/* Whether the last reply's JSON has this text. */
#define rig_has(rig, text) assert_non_null(strstr((rig)->json, text))
#define rig_has_not(rig, text) assert_null(strstr((rig)->json, text))

/* The text member of the last reply's JSON, found by its name wherever it first
 * stands; "" where there is none. Valid until the next call. */
const char *rig_member(struct rig *rig, const char *name);

/* Packs a message from JSON, in the rig's arena until the next call. */
struct bytes rig_pack(struct rig *rig, const char *type, const char *json);

/* Bodies that pass. */
#define ZONE_JSON                                                                                                      \
	"{\"kind\":\"KIND_DE_ESCALATION_AREA\",\"title\":\"North\",\"sources\":[{\"id\":\"memo\",\"title\":\"M\"}]}"

#endif
