#include "service/gate.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "service/listener.h"

/* An address to bind to. */
struct place {
	struct sockaddr_storage address;
	socklen_t size;
};

/* ---- Finding ---------------------------------------------------------- */

static bool find_host(const struct endpoint *e, struct place *out)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
					.ai_flags = AI_PASSIVE | AI_ADDRCONFIG | AI_NUMERICSERV };
	struct addrinfo *found;
	char port[8];
	snprintf(port, sizeof port, "%d", e->at.port);
	if (getaddrinfo(e->at.host[0] == '\0' ? NULL : e->at.host, port, &hints, &found) != 0)
		return false;
	memcpy(&out->address, found->ai_addr, found->ai_addrlen);
	out->size = found->ai_addrlen;
	freeaddrinfo(found);
	return true;
}

static void find_path(const struct endpoint *e, struct place *out)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, e->path, sizeof address.sun_path);
	memcpy(&out->address, &address, sizeof address);
	out->size = sizeof address;
}

/* ---- Opening ---------------------------------------------------------- */

/* Nobody can connect until listen, so that a file is private from the first. */
static int listen_at(const struct endpoint *e, const struct place *place, int fd)
{
	const int one = 1;
	bool local = e->transport == TRANSPORT_IPC;
	if (local)
		(void)unlink(e->path);
	else
		(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (const struct sockaddr *)&place->address, place->size) != 0)
		return errno;
	bool open = (!local || chmod(e->path, 0600) == 0) && listen(fd, SOMAXCONN) == 0;
	int number = open ? 0 : errno;
	if (!open && local)
		(void)unlink(e->path);
	return number;
}

static int open_socket(const struct endpoint *e, int *out)
{
	struct place place = { .size = 0 };
	if (e->transport == TRANSPORT_IPC)
		find_path(e, &place);
	else if (!find_host(e, &place))
		return EADDRNOTAVAIL;
	int fd = socket(place.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return errno;
	int number = listen_at(e, &place, fd);
	if (number == 0)
		*out = fd;
	else
		close(fd);
	return number;
}

static int bound_port(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address;
	socklen_t size = sizeof address;
	if (getsockname(fd, &address.any, &size) != 0)
		return 0;
	return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

static const char *listen_words(int number)
{
	return number == EADDRNOTAVAIL ? "it is no address of this machine, nor the name of one"
	       : number == ENOENT      ? "its folder does not exist"
				       : strerror(number);
}

enum status gate_open(struct gate *gate, const struct endpoint *endpoint, struct error *error)
{
	char url[LISTENER_URL_SIZE];
	endpoint_print(endpoint, url, sizeof url);
	int fd = -1, number = open_socket(endpoint, &fd);
	if (number == EADDRINUSE)
		return error_set(error, STATUS_UNAVAILABLE, "ADDRESS_IN_USE",
				 "Another program listens at %s. Stop it, or listen elsewhere.", url);
	if (number != 0)
		return error_set(error, STATUS_UNAVAILABLE, "LISTEN", "Cannot listen at %s: %s.", url,
				 listen_words(number));
	*gate = (struct gate){ .endpoint = *endpoint, .fd = fd };
	if (endpoint->transport != TRANSPORT_IPC)
		gate->endpoint.at.port = bound_port(fd);
	return STATUS_OK;
}

void gate_close(struct gate *gate)
{
	if (gate->fd < 0)
		return;
	if (gate->endpoint.transport == TRANSPORT_IPC)
		(void)unlink(gate->endpoint.path);
	(void)shutdown(gate->fd, SHUT_RDWR); /* a thread that polls it would keep it open */
	close(gate->fd);
	gate->fd = -1;
}

/* ---- Accepting -------------------------------------------------------- */

int gate_accept(struct gate *gate, int *number)
{
	int fd;
	do
		fd = accept4(gate->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
	*number = fd >= 0 || errno == EAGAIN ? 0 : errno;
	return fd;
}
