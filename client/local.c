#include "client/local.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "service/peer.h"
#include "service/service.h"
#include "store/store.h"

struct local {
	struct store *store;
	struct service *service;
	struct service_peer peer;
	char actor[96];
};

static int start(void *arg, const uint8_t *request, size_t request_size, void **pending)
{
	struct local *local = arg;
	*pending = service_handle_start(local->service, &local->peer, bytes_of(request, request_size));
	return *pending == NULL ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
}

static int take(void *arg, void *pending, uint8_t **reply, size_t *reply_size)
{
	struct buffer out;
	(void)arg;
	enum status s = service_handle_take(pending, &out);
	if (s != STATUS_OK) {
		buffer_fini(&out);
		return (int)s;
	}
	*reply = out.data;
	*reply_size = out.size;
	return 0;
}

static int exchange(void *arg, const uint8_t *request, size_t request_size, uint8_t **reply, size_t *reply_size)
{
	void *pending;
	int code = start(arg, request, request_size, &pending);
	return code == STATUS_OK ? take(arg, pending, reply, reply_size) : code;
}

static void close_local(void *arg)
{
	struct local *local = arg;
	service_close(local->service);
	store_close(local->store);
	free(local);
}

enum status local_open(const char *dir, struct truce_transport *out, struct error *error)
{
	struct local *local = calloc(1, sizeof *local);
	if (local == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory");
	peer_print_user(geteuid(), local->actor, sizeof local->actor);
	local->peer = (struct service_peer){ .actor = local->actor, .role = ROLE_ADMIN };
	struct store_options store = { .indexes = service_indexes() };
	enum status s = store_open(dir, &store, &local->store, error);
	store.read_only = s == STATUS_FAILED_PRECONDITION && strcmp(error->reason, "READ_ONLY") == 0;
	if (store.read_only) /* a disk that cannot be written is still read */
		s = store_open(dir, &store, &local->store, error);
	if (s == STATUS_OK) {
		struct service_options service = { .store = local->store, .version = TRUCE_VERSION };
		s = service_open(&service, &local->service, error);
	}
	if (s != STATUS_OK) {
		close_local(local);
		return s;
	}
	*out = (struct truce_transport){
		.exchange = exchange, .close = close_local, .arg = local, .start = start, .take = take
	};
	return STATUS_OK;
}
