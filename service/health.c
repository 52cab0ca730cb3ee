/* Services stay SERVING while the store takes no writes, because reads are answered
 * and a balancer must not drop the server for it. Whether writes are taken is told
 * by a name of its own, "truce.v1.writes". */
#include "service/handlers.h"

#include "base/time.h"
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

#define STATE(name) GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__##name

static enum status state_of(struct call *call, Grpc__Health__V1__HealthCheckResponse *out)
{
	const char *name = call_text(call, "service");
	bool writes = strcmp(name, WRITES) == 0, serving = true;
	enum status status = writes ? takes_writes(call, &serving) : STATUS_OK;
	out->status = serving ? STATE(SERVING) : STATE(NOT_SERVING);
	if (!writes && name[0] != '\0' && !is_service(name))
		out->status = STATE(SERVICE_UNKNOWN);
	return status;
}

enum status health_check(struct call *call)
{
	Grpc__Health__V1__HealthCheckResponse reply = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
	enum status status = state_of(call, &reply);
	if (status != STATUS_OK)
		return status;
	if (reply.status == STATE(SERVICE_UNKNOWN))
		return error_set(&call->error, STATUS_NOT_FOUND, "NO_SUCH_SERVICE",
				 "There is no service \"%s\" here; leave service empty to ask about the whole server, "
				 "or ask about \"" WRITES "\".",
				 call_text(call, "service"));
	return call_reply_message(call, &reply.base);
}

/* A store that stops taking writes tells nobody, so that it is asked. */
enum status health_watch(struct call *call)
{
	Grpc__Health__V1__HealthCheckResponse reply = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
	enum status status = state_of(call, &reply);
	if (status != STATUS_OK)
		return status;
	call->told = call->seen != (int64_t)reply.status;
	call->seen = (int64_t)reply.status;
	call->look_at = clock_monotonic() + NS_PER_SECOND;
	return call_reply_message(call, &reply.base);
}
