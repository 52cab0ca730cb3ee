/* Services stay SERVING while the store takes no writes, because reads are answered
 * and a balancer must not drop the server for it. Whether writes are taken is told
 * by a name of its own, "truce.v1.writes". */
#include "service/handlers.h"

#include "grpc/health/v1/health.pb-c.h"
#include "proto/schema.h"

#define WRITES "truce.v1.writes"

static bool is_service(const char *name)
{
	for (size_t i = 0; schema_services[i] != NULL; i++)
		if (strcmp(schema_services[i]->name, name) == 0)
			return true;
	return false;
}

static enum status takes_writes(struct call *call, bool *out)
{
	struct store_state state;
	enum status status = store_state(call->service->store, &state, &call->error);
	if (status == STATUS_OK)
		*out = state.read_only_reason[0] == '\0';
	return status;
}

enum status health_check(struct call *call)
{
	const char *name = call_text(call, "service");
	bool serving = true;
	if (strcmp(name, WRITES) == 0) {
		enum status status = takes_writes(call, &serving);
		if (status != STATUS_OK)
			return status;
	} else if (name[0] != '\0' && !is_service(name)) {
		return error_set(&call->error, STATUS_NOT_FOUND, "NO_SUCH_SERVICE",
				 "There is no service \"%s\" here; leave service empty to ask about the whole server, "
				 "or ask about \"" WRITES "\".",
				 name);
	}
	Grpc__Health__V1__HealthCheckResponse reply = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
	reply.status = serving ? GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING
			       : GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__NOT_SERVING;
	return call_reply_message(call, &reply.base);
}
