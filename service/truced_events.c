/* What an operator should know of a service that runs: refusals, writes that find no room, damaged
 * data, peers that speak no protocol. Of each kind one line at once, and what follows within
 * a minute is counted and told together: nobody can flood the log. */
#include "service/truced.h"

#include <pthread.h>
#include <stdarg.h>

#include "base/time.h"

#define PERIOD_NS (60 * NS_PER_SECOND)

enum event { EVENT_CALLER, EVENT_PEER, EVENT_BUSY, EVENT_WRITES, EVENT_DAMAGE, EVENT_FAULT, EVENTS };

static const struct {
	enum level level;
	const char *what;
} kinds[EVENTS] = {
	[EVENT_CALLER] = { LEVEL_WARNING, "a caller was refused" },
	[EVENT_PEER] = { LEVEL_WARNING, "a connection was ended" },
	[EVENT_BUSY] = { LEVEL_WARNING, "a call was turned away" },
	[EVENT_WRITES] = { LEVEL_ERROR, "writes are refused" },
	[EVENT_DAMAGE] = { LEVEL_ERROR, "a call met damaged data" },
	[EVENT_FAULT] = { LEVEL_ERROR, "a call failed by a fault of truced" },
};

/* Which failures of calls an operator is told of; any other is between the caller and the record.
 * The first row that fits. */
static const struct {
	const char *reason; /* NULL for any */
	enum status status; /* STATUS_OK for any */
	enum event event;
} failures[] = {
	{ "DISK_FULL", STATUS_OK, EVENT_WRITES },       { "MAP_FULL", STATUS_OK, EVENT_WRITES },
	{ "READ_ONLY", STATUS_OK, EVENT_WRITES },       { "QUEUE_FULL", STATUS_OK, EVENT_BUSY },
	{ "READERS", STATUS_OK, EVENT_BUSY },           { "MEMORY", STATUS_OK, EVENT_BUSY },
	{ NULL, STATUS_UNAUTHENTICATED, EVENT_CALLER }, { NULL, STATUS_PERMISSION_DENIED, EVENT_CALLER },
	{ NULL, STATUS_DATA_LOSS, EVENT_DAMAGE },       { NULL, STATUS_INTERNAL, EVENT_FAULT },
	{ NULL, STATUS_UNKNOWN, EVENT_FAULT },
};
#define FAILURES (sizeof failures / sizeof *failures)

static struct {
	pthread_mutex_t lock;
	struct tally {
		int64_t told_at; /* 0 before the first */
		long long count; /* since */
		char last[600];
	} of[EVENTS];
	bool refuses_writes; /* as was told last */
} events = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* ---- Counting ---------------------------------------------------------- */

/* With the lock held. */
static void tell_count(enum event event, int64_t now)
{
	struct tally *tally = &events.of[event];
	long long seconds = (long long)((now - tally->told_at) / NS_PER_SECOND);
	log_line(kinds[event].level, "%s, %lld more in %lld s, the last: %s", kinds[event].what, tally->count, seconds,
		 tally->last);
	tally->count = 0;
	tally->told_at = now;
}

static void PRINTF_LIKE(2, 3) note(enum event event, const char *format, ...)
{
	struct tally *tally = &events.of[event];
	int64_t now = clock_monotonic();
	va_list args;
	va_start(args, format);
	pthread_mutex_lock(&events.lock);
	vsnprintf(tally->last, sizeof tally->last, format, args);
	events.refuses_writes = events.refuses_writes || event == EVENT_WRITES;
	if (tally->told_at == 0 || (tally->count == 0 && now - tally->told_at >= PERIOD_NS)) {
		tally->told_at = now;
		log_line(kinds[event].level, "%s: %s", kinds[event].what, tally->last);
	} else if (++tally->count > 0 && now - tally->told_at >= PERIOD_NS) {
		tell_count(event, now);
	}
	pthread_mutex_unlock(&events.lock);
	va_end(args);
}

void events_tell(bool all)
{
	int64_t now = clock_monotonic();
	pthread_mutex_lock(&events.lock);
	for (enum event event = 0; event < EVENTS; event++)
		if (events.of[event].count > 0 && (all || now - events.of[event].told_at >= PERIOD_NS))
			tell_count(event, now);
	pthread_mutex_unlock(&events.lock);
}

/* ---- What happens ------------------------------------------------------ */

void events_call_failed(void *arg, const struct service_failure *failure)
{
	(void)arg;
	for (size_t i = 0; i < FAILURES; i++)
		if ((failures[i].reason == NULL || strcmp(failures[i].reason, failure->reason) == 0) &&
		    (failures[i].status == STATUS_OK || failures[i].status == failure->status)) {
			note(failures[i].event, "%.*s: %s (%s) %s", (int)failure->actor.size,
			     (const char *)failure->actor.data, failure->message, failure->reason, failure->method);
			return;
		}
}

void events_peer_ended(void *arg, const char *actor, const char *why)
{
	(void)arg;
	note(EVENT_PEER, "%s %s", actor, why);
}

void events_look_at(struct store *store)
{
	struct store_state state;
	struct error error;
	if (store_state(store, &state, &error) != STATUS_OK)
		return;
	pthread_mutex_lock(&events.lock);
	bool refused = events.refuses_writes;
	events.refuses_writes = state.read_only_reason[0] != '\0';
	pthread_mutex_unlock(&events.lock);
	if (!refused && state.read_only_reason[0] != '\0')
		note(EVENT_WRITES, "%s", state.read_only_reason);
	if (refused && state.read_only_reason[0] == '\0')
		log_line(LEVEL_INFO, "writes are taken again");
}
