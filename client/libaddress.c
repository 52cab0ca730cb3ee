/* What an address says: the protocol that is spoken there, who is dialled, and whether over TLS. */
#include "client/libtruce.h"

#include <arpa/inet.h>
#include <stdio.h>

#define ADDRESS_MOST 500     /* bytes behind a scheme */
#define SOCKET_PATH_MOST 107 /* bytes of a socket's path (unix(7)) */

static const struct scheme {
	const char *text, *dialled;
	const struct protocol *protocol;
	size_t header_size; /* of a frame of SP */
	bool tls;
} schemes[] = {
	{ "ipc://", "ipc://", &sp_protocol, 9, false },    { "tcp://", "tcp://", &sp_protocol, 8, false },
	{ "tls+tcp://", "tcp://", &sp_protocol, 8, true }, { "grpc://", "tcp://", &grpc_protocol, 8, false },
	{ "grpcs://", "tcp://", &grpc_protocol, 8, true }, { "grpc+unix:", "ipc://", &grpc_protocol, 8, false },
	{ "unix:", "ipc://", &grpc_protocol, 8, false }, /* as gRPC itself has it */
};

static const struct scheme *scheme_of(const char *url)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncmp(url, schemes[i].text, strlen(schemes[i].text)) == 0)
			return &schemes[i];
	return NULL;
}

static enum status refuse_url(const struct truce *t, const char *why, struct error *error)
{
	return error_set(
		error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
		"%s is not an address: %s; expected ipc://PATH, tcp://HOST:PORT or tls+tcp://HOST:PORT, or for "
		"gRPC grpc://HOST:PORT, grpcs://HOST:PORT or unix:PATH",
		t->url, why);
}

static bool is_number(const char *host)
{
	uint8_t bytes[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

/* A dialer for what the scheme says and, of a host that has a name, for either family. */
static int make_dialers(struct truce *t, const char *dialled, const char *rest)
{
	const char *const prefixes[DIALERS] = { dialled, "tcp4://", "tcp6://" };
	const size_t count = t->path == NULL && !is_number(t->at.host) ? DIALERS : 1;
	int rv = 0;
	for (size_t i = 0; i < count && rv == 0; i++) {
		char url[ADDRESS_MOST + sizeof "tcp4://"];
		snprintf(url, sizeof url, "%s%s", prefixes[i], rest);
		rv = nng_stream_dialer_alloc(&t->dialers[i], url);
	}
	return rv;
}

static enum status set_address(struct truce *t, const struct scheme *scheme, struct error *error)
{
	const char *rest = t->url + strlen(scheme->text);
	bool local = strcmp(scheme->dialled, "ipc://") == 0;
	if (local && strncmp(rest, "//", 2) == 0) /* unix:///PATH */
		rest += 2;
	if (*rest == '\0' || strlen(rest) > ADDRESS_MOST)
		return refuse_url(t, *rest == '\0' ? "it names nobody" : "it is too long", error);
	if (local && strlen(rest) > SOCKET_PATH_MOST)
		return refuse_url(t, "the path of a socket has at most 107 bytes", error);
	t->path = local ? rest : NULL;
	t->authority = local ? "localhost" : rest;
	const char *why = local ? NULL : hostport_read(rest, &t->at);
	if (why == NULL && !local && (t->at.host[0] == '\0' || t->at.port == 0))
		why = "it names nobody";
	if (why != NULL)
		return refuse_url(t, why, error);
	int rv = make_dialers(t, scheme->dialled, rest);
	if (rv == NNG_ENOMEM)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for a connection");
	return rv == 0 ? STATUS_OK : refuse_url(t, nng_strerror(rv), error);
}

static enum status set_tls(struct truce *t, const struct scheme *scheme, const struct truce_options *options,
			   struct error *error)
{
	const struct tls_files files = { options->cert_file, options->key_file, options->ca_file };
	if (files.key != NULL && files.cert == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "the key %s needs its certificate",
				 files.key);
	if (!scheme->tls && files.cert != NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES",
				 "%s is called without TLS, so that the certificate %s would not be shown", t->url,
				 files.cert);
	return scheme->tls ? tls_open_client(&files, scheme->protocol->http2, &t->tls, error) : STATUS_OK;
}

enum status address_read(struct truce *t, const struct truce_options *options, struct error *error)
{
	const struct scheme *scheme = scheme_of(t->url);
	if (scheme == NULL)
		return refuse_url(t, "its beginning is not known", error);
	t->protocol = scheme->protocol;
	t->header_size = scheme->header_size;
	enum status s = set_address(t, scheme, error);
	return s == STATUS_OK ? set_tls(t, scheme, options, error) : s;
}
