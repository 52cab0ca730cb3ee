#include "service/truced.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/time.h"

#define DRAIN_MS 10000
#define LOOK_S 2       /* how often what happened is looked at */
#define GRACE_MS 5000  /* for closing, beyond the time for draining */
#define EXTRA_FILES 64 /* descriptors beyond the connections': the store's, the loops', the listener's */

const struct option_row serve_options[] = {
	{ "store", OPTION_TEXT, OPTION_AT(store), "DIR", "the store's folder; required" },
	{ "init", OPTION_FLAG, OPTION_AT(init), NULL, "make the store first, where there is none" },
	{ "listen", OPTION_URL, 0, "URL",
	  "ipc:///PATH, tcp://HOST:PORT or tls+tcp://HOST:PORT; may be repeated; port 0 is a free one" },
	{ "credentials", OPTION_TEXT, OPTION_AT(credentials), "FILE",
	  "who may do what: lines of NAME ROLE SHA-256-OF-TOKEN, or, with --tls-ca, NAME ROLE "
	  "certificate" },
	{ "tls-cert", OPTION_TEXT, OPTION_AT(tls_cert), "FILE", "our certificate with its chain, PEM" },
	{ "tls-key", OPTION_TEXT, OPTION_AT(tls_key), "FILE", "its key, PEM" },
	{ "tls-ca", OPTION_TEXT, OPTION_AT(tls_ca), "FILE",
	  "demand a client certificate of these authorities, PEM; its subject is who calls" },
	{ "insecure-allow-plain-tcp", OPTION_FLAG, OPTION_AT(plain_tcp_anywhere), NULL,
	  "allow tcp:// at addresses that other machines reach: everything, tokens too, can then be read and changed "
	  "on the way" },
	{ "connections", OPTION_COUNT, OPTION_AT(connections), "N", "open at most, 512" },
	{ "in-flight", OPTION_COUNT, OPTION_AT(in_flight), "N", "calls that wait, of one connection, at most, 128" },
	{ "message", OPTION_SIZE, OPTION_AT(message), "SIZE", "largest request, 4M" },
	{ "high-water", OPTION_SIZE, OPTION_AT(high_water), "SIZE",
	  "replies not read by a peer, above which it is not read from, 1M" },
	{ "handshake-time", OPTION_TIME, OPTION_AT(handshake_ms), "TIME", "for a new connection's hello, 10s" },
	{ "frame-time", OPTION_TIME, OPTION_AT(frame_ms), "TIME", "for one request, from its first byte, 30s" },
	{ "idle-time", OPTION_TIME, OPTION_AT(idle_ms), "TIME", "a connection may be silent, 10m" },
	{ "send-time", OPTION_TIME, OPTION_AT(send_ms), "TIME", "for a peer to take 256K of replies, 30s" },
	{ "drain-time", OPTION_TIME, OPTION_AT(drain_ms), "TIME", "for running calls when told to stop, 10s" },
	{ 0 },
};

struct server {
	struct store *store;
	struct service *service;
	_Atomic(struct listener *) listener;
	sigset_t signals; /* that stop us; blocked in every thread */
	int64_t drain_ms;
	pthread_t guard;
	bool guarded;
	atomic_bool stopped; /* the guard has nothing left to wait for */
};

static int open_connections(void *arg)
{
	struct server *server = arg;
	struct listener *listener = atomic_load(&server->listener);
	return listener == NULL ? 0 : listener_connections(listener);
}

static void say_notice(void *arg, const char *text)
{
	(void)arg;
	log_line(LEVEL_WARNING, "%s", text);
}

/* ---- Starting --------------------------------------------------------- */

/* As many descriptors as the system lets us have; the connections must leave some
 * for ourselves. */
static void raise_files(const struct settings *settings)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &files);
	int64_t wanted = settings->connections == 0 ? 512 : settings->connections;
	int64_t room = files.rlim_cur > INT32_MAX ? INT32_MAX : (int64_t)files.rlim_cur;
	if (wanted + EXTRA_FILES <= room)
		return;
	log_line(LEVEL_WARNING,
		 "only %lld files may be open, too few for %lld connections; raise the limit (ulimit -n)",
		 (long long)room, (long long)wanted);
}

/* One that is ignored where we were started, as by nohup, stays so: if it were blocked, it would come. */
static bool is_ignored(int number)
{
	struct sigaction action;
	return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void block_signals(struct server *server)
{
	static const int asked[] = { SIGINT, SIGHUP };
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&server->signals);
	sigaddset(&server->signals, SIGTERM);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (!is_ignored(asked[i]))
			sigaddset(&server->signals, asked[i]);
	pthread_sigmask(SIG_BLOCK, &server->signals, NULL);
}

static enum status open_store(const struct settings *settings, struct server *server, struct error *error)
{
	struct store_options options = { .indexes = service_indexes() };
	enum status status = store_open(settings->store, &options, &server->store, error);
	options.read_only = status == STATUS_FAILED_PRECONDITION && strcmp(error->reason, "READ_ONLY") == 0;
	if (options.read_only) {
		log_line(LEVEL_WARNING, "%s; reads are answered, writes are refused", error->message);
		return store_open(settings->store, &options, &server->store, error);
	}
	if (status != STATUS_NOT_FOUND || !settings->init)
		return status;
	status = store_init(settings->store, error);
	if (status != STATUS_OK)
		return status;
	log_line(LEVEL_INFO, "made a store in %s", settings->store);
	return store_open(settings->store, &options, &server->store, error);
}

static enum status open_service(const struct settings *settings, struct server *server, struct error *error)
{
	const struct service_options options = {
		.store = server->store,
		.credentials_file = settings->credentials,
		.connections = open_connections,
		.connections_arg = server,
		.version = TRUCE_VERSION,
		.failed = events_call_failed,
		.certificates = settings->tls_ca != NULL,
	};
	return service_open(&options, &server->service, error);
}

static struct listener_options listening(const struct settings *s)
{
	return (struct listener_options){
		.faces = faces_all,
		.limits = {
			.connections = (size_t)s->connections,
			.message = (size_t)s->message,
			.in_flight = (size_t)s->in_flight,
			.high_water = (size_t)s->high_water,
			.handshake_ms = s->handshake_ms,
			.frame_ms = s->frame_ms,
			.idle_ms = s->idle_ms,
			.send_ms = s->send_ms,
		},
		.tcp_role = s->credentials == NULL ? ROLE_WRITER : ROLE_READER,
		.plain_tcp_anywhere = s->plain_tcp_anywhere,
		.tls_cert = s->tls_cert,
		.tls_key = s->tls_key,
		.tls_ca = s->tls_ca,
		.notice = say_notice,
		.ended = events_peer_ended,
	};
}

static enum status open_listener(const struct settings *s, struct server *server, struct error *error)
{
	struct listener_options options = listening(s);
	options.context = server->service;
	struct listener *listener;
	enum status status = listener_open(&options, &listener, error);
	if (status == STATUS_OK)
		atomic_store(&server->listener, listener);
	return status;
}

/* ---- Listening -------------------------------------------------------- */

/* The local socket's URL; false where the user has no place for one. */
static bool default_socket(char *url, size_t size)
{
	char path[128];
	if (!paths_socket(path, sizeof path)) {
		log_line(LEVEL_WARNING, "no local socket, and TCP alone, where everybody on this machine may call: "
					"XDG_RUNTIME_DIR names "
					"no folder for one (--listen ipc:///PATH has its own)");
		return false;
	}
	char folder[128];
	snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
	if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
		log_line(LEVEL_WARNING, "no local socket: cannot make %s: %s", folder, strerror(errno));
		return false;
	}
	snprintf(url, size, "ipc://%s", path);
	return true;
}

/* The revision that is served; warns where it was made by a clock that was ahead. */
static enum status tell_revision(struct store *store, int64_t *out, struct error *error)
{
	struct store_txn *txn;
	enum status status = store_read(store, &txn, error);
	if (status != STATUS_OK)
		return status;
	*out = store_revision(txn);
	struct store_change last;
	char words[CLOCK_WORDS];
	if (*out > 0 && store_change(txn, *out, &last, NULL) == STATUS_OK && clock_ahead(last.time, words))
		log_line(LEVEL_WARNING, "%s", words);
	store_read_end(txn);
	return STATUS_OK;
}

/* Where those are sent who find the store busy. */
static void add_where(char *all, size_t room, const char *url)
{
	size_t size = strlen(all);
	snprintf(all + size, room - size, "%s%s", size == 0 ? "" : " and ", url);
}

static enum status listen_at(const struct settings *settings, struct server *server, struct error *error)
{
	const char *urls[LISTEN_MOST] = { PATHS_TCP_URL };
	char local[LISTENER_URL_SIZE];
	size_t count = settings->listen_count;
	if (count > 0) {
		memcpy(urls, settings->listen, sizeof urls);
	} else {
		count = 1;
		if (default_socket(local, sizeof local))
			urls[count++] = local;
	}
	char where[LISTEN_MOST * LISTENER_URL_SIZE] = "";
	int64_t revision = 0;
	enum status status = tell_revision(server->store, &revision, error);
	for (size_t i = 0; status == STATUS_OK && i < count; i++) {
		char real[LISTENER_URL_SIZE];
		status = listener_add(server->listener, urls[i], real, error);
		if (status != STATUS_OK)
			break;
		log_line(LEVEL_INFO, "serving %s, revision %lld", real, (long long)revision);
		add_where(where, sizeof where, real);
	}
	if (status == STATUS_OK)
		store_tell(server->store, where);
	return status;
}

/* Tells a service manager, where one asked to be told. */
static void tell_manager(const char *what)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (path == NULL || strlen(path) >= sizeof address.sun_path || (*path != '/' && *path != '@'))
		return;
	memcpy(address.sun_path, path, strlen(path));
	if (*path == '@')
		address.sun_path[0] = '\0';
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	(void)sendto(fd, what, strlen(what), MSG_NOSIGNAL, (const struct sockaddr *)&address, size);
	close(fd);
}

/* ---- Stopping --------------------------------------------------------- */

/* Ends the process when a second signal comes, or when stopping takes too long. What
 * was acknowledged is in the store by then. */
static void *lose_patience(void *arg)
{
	struct server *server = arg;
	int64_t ms = server->drain_ms + GRACE_MS;
	const struct timespec most = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * NS_PER_MS };
	int signal_number;
	do
		signal_number = sigtimedwait(&server->signals, NULL, &most);
	while (signal_number < 0 && errno == EINTR);
	if (atomic_load(&server->stopped))
		return NULL;
	if (signal_number > 0)
		log_line(LEVEL_WARNING, "told to stop again: stopping at once");
	else
		log_line(LEVEL_WARNING, "some calls did not end in time: stopping without them");
	_exit(EXIT_FAILED);
}

static void wait_for_end(struct server *server)
{
	static const struct timespec often = { .tv_sec = LOOK_S };
	while (sigtimedwait(&server->signals, NULL, &often) < 0) {
		events_look_at(server->store);
		events_tell(false);
	}
	server->guarded = pthread_create(&server->guard, NULL, lose_patience, server) == 0;
	events_tell(true);
	log_line(LEVEL_INFO, "stopping");
	tell_manager("STOPPING=1");
	int64_t deadline = clock_monotonic() + server->drain_ms * NS_PER_MS;
	listener_quiesce(server->listener);
	service_drain(server->service);
	if (!listener_flush(server->listener, deadline))
		log_line(LEVEL_WARNING, "some replies were not read in time");
}

/* The connections go before the service, and no call is running when they do. */
static void close_all(struct server *server)
{
	struct listener *listener = atomic_exchange(&server->listener, NULL);
	if (server->service != NULL)
		service_drain(server->service);
	listener_close(listener);
	service_close(server->service);
	store_close(server->store);
	if (!server->guarded)
		return;
	atomic_store(&server->stopped, true);
	pthread_kill(server->guard, SIGTERM);
	pthread_join(server->guard, NULL);
}

/* A certificate that no address uses would let an operator believe in encryption. */
static bool tls_is_used(const struct settings *settings)
{
	bool asked = settings->tls_cert != NULL || settings->tls_key != NULL || settings->tls_ca != NULL;
	for (size_t i = 0; asked && i < settings->listen_count; i++)
		if (strncmp(settings->listen[i], "tls+", 4) == 0)
			return true;
	return !asked;
}

/* What the command line alone shows to be wrong, before anything is made or opened. */
static int check_settings(const struct settings *settings)
{
	if (settings->store == NULL)
		return misused("serve", "It needs --store DIR.");
	const struct listener_options options = listening(settings);
	struct error error = { 0 };
	for (size_t i = 0; i < settings->listen_count; i++)
		if (listener_check(&options, settings->listen[i], &error) != STATUS_OK)
			return misused("serve", "--listen: %s", error.message);
	if (!tls_is_used(settings))
		return misused("serve",
			       "--tls-cert, --tls-key and --tls-ca are for --listen tls+tcp://HOST:PORT, which "
			       "is missing: nothing would be encrypted.");
	return EXIT_OK;
}

int run_serve(const struct settings *settings)
{
	int misuse = check_settings(settings);
	if (misuse != EXIT_OK)
		return misuse;
	struct server server = { .drain_ms = settings->drain_ms == 0 ? DRAIN_MS : settings->drain_ms };
	struct error error = { 0 };
	raise_files(settings);
	block_signals(&server);
	enum status status = open_store(settings, &server, &error);
	if (status == STATUS_OK)
		status = open_service(settings, &server, &error);
	if (status == STATUS_OK)
		status = open_listener(settings, &server, &error);
	if (status == STATUS_OK)
		status = listen_at(settings, &server, &error);
	if (status == STATUS_OK) {
		tell_manager("READY=1");
		wait_for_end(&server);
	}
	close_all(&server);
	if (status != STATUS_OK && strcmp(error.reason, "NO_STORE") == 0) {
		log_line(LEVEL_ERROR, "%s If the path is right, make one with --init, or with: truced init %s",
			 error.message, settings->store);
		return EXIT_FAILED;
	}
	return status == STATUS_OK ? EXIT_OK : log_failure(&error);
}
