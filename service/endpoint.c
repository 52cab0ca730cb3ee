#include "service/endpoint.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static const struct {
	const char *scheme;
	enum transport transport;
} schemes[] = {
	{ "ipc", TRANSPORT_IPC },
	{ "tcp", TRANSPORT_TCP },
	{ "tls+tcp", TRANSPORT_TLS },
};

static bool is_loopback(const char *host)
{
	struct in_addr v4;
	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return strcmp(host, "::1") == 0 || strcmp(host, "localhost") == 0;
}

static enum status parse_path(const char *url, const char *rest, struct endpoint *out, struct error *error)
{
	if (*rest != '/')
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
				 "%s needs an absolute path, as in ipc:///run/truce/truce.sock.", url);
	if (strlen(rest) >= sizeof out->path)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
				 "The path of %s is longer than the %zu bytes that a socket's may have.", url,
				 sizeof out->path - 1);
	snprintf(out->path, sizeof out->path, "%s", rest);
	out->loopback = true;
	return STATUS_OK;
}

static enum status parse_host(const char *url, const char *rest, struct endpoint *out, struct error *error)
{
	const char *why = hostport_read(rest, &out->at);
	if (why != NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
				 "%s cannot be listened at: %s. Use %s://HOST:PORT, as in %s://127.0.0.1:7710.", url,
				 why, out->scheme, out->scheme);
	if (strcmp(out->at.host, "*") == 0)
		out->at.host[0] = '\0';
	out->loopback = is_loopback(out->at.host);
	return STATUS_OK;
}

enum status endpoint_parse(const char *url, struct endpoint *out, struct error *error)
{
	const char *sep = strstr(url, "://");
	size_t length = sep == NULL ? 0 : (size_t)(sep - url);
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (strlen(schemes[i].scheme) != length || strncmp(url, schemes[i].scheme, length) != 0)
			continue;
		struct endpoint endpoint = { .transport = schemes[i].transport, .scheme = schemes[i].scheme };
		enum status status = endpoint.transport == TRANSPORT_IPC ? parse_path(url, sep + 3, &endpoint, error)
									 : parse_host(url, sep + 3, &endpoint, error);
		if (status == STATUS_OK)
			*out = endpoint;
		return status;
	}
	return error_set(
		error, STATUS_INVALID_ARGUMENT, "INVALID_URL",
		"%s cannot be listened at. Use ipc:///PATH, tcp://HOST:PORT or tls+tcp://HOST:PORT: at each of "
		"them gRPC is answered, too.",
		url);
}

void endpoint_print(const struct endpoint *e, char *out, size_t size)
{
	int length = snprintf(out, size, "%s://%s", e->scheme, e->transport == TRANSPORT_IPC ? e->path : "");
	if (e->transport != TRANSPORT_IPC && (size_t)length < size)
		hostport_print(&e->at, out + length, size - (size_t)length);
}

enum status endpoint_check_socket(const struct endpoint *e, struct error *error)
{
	struct stat found;
	if (lstat(e->path, &found) != 0)
		return errno == ENOENT ? STATUS_OK
				       : error_set_errno(error, errno, "Cannot make the socket %s", e->path);
	if (!S_ISSOCK(found.st_mode))
		return error_set(error, STATUS_FAILED_PRECONDITION, "NOT_A_SOCKET",
				 "%s is there and is not a socket. Remove it, or listen at another path.", e->path);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "%s", e->path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return error_set_errno(error, errno, "Cannot look at the socket %s", e->path);
	bool alive = connect(fd, (struct sockaddr *)&address, sizeof address) == 0 || errno == EAGAIN;
	close(fd);
	if (!alive)
		return STATUS_OK;
	return error_set(error, STATUS_UNAVAILABLE, "ADDRESS_IN_USE",
			 "Another server answers at ipc://%s. Stop it, or listen at another path.", e->path);
}
