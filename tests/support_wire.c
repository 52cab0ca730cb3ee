#include "tests/support_wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE_S 30

static socklen_t address_of(const char *url, struct sockaddr_storage *out)
{
	memset(out, 0, sizeof *out);
	if (strncmp(url, "ipc://", 6) == 0) {
		struct sockaddr_un *local = (struct sockaddr_un *)out;
		local->sun_family = AF_UNIX;
		snprintf(local->sun_path, sizeof local->sun_path, "%s", url + 6);
		return sizeof *local;
	}
	struct sockaddr_in *tcp = (struct sockaddr_in *)out;
	tcp->sin_family = AF_INET;
	tcp->sin_port = htons((uint16_t)atoi(strrchr(url, ':') + 1));
	tcp->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return sizeof *tcp;
}

int wire_connect(const char *url)
{
	struct sockaddr_storage address;
	socklen_t size = address_of(url, &address);
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval patience = { .tv_sec = PATIENCE_S };
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0)
		fail_msg("no socket: %s", strerror(errno));
	if (connect(fd, (struct sockaddr *)&address, size) != 0)
		fail_msg("cannot connect to %s: %s", url, strerror(errno));
	int one = 1;
	if (address.ss_family == AF_INET)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return fd;
}

bool wire_offer(int fd, const void *data, size_t size)
{
	const char *next = data;
	while (size > 0) {
		ssize_t sent = send(fd, next, size, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN)
			fail_msg("nobody reads what is sent");
		if (sent < 0)
			return false;
		next += sent;
		size -= (size_t)sent;
	}
	return true;
}

void wire_send(int fd, const void *data, size_t size)
{
	if (!wire_offer(fd, data, size))
		fail_msg("cannot send: %s", strerror(errno));
}

void wire_receive(int fd, void *data, size_t size)
{
	char *next = data;
	while (size > 0) {
		ssize_t got = recv(fd, next, size, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			fail_msg("nothing to read: %s", got == 0 ? "closed" : strerror(errno));
		next += got;
		size -= (size_t)got;
	}
}

void wire_until_closed(int fd)
{
	char room[65536];
	for (;;) {
		ssize_t got = recv(fd, room, sizeof room, 0);
		if (got == 0 || (got < 0 && (errno == ECONNRESET || errno == EPIPE)))
			return;
		if (got < 0 && errno != EINTR)
			fail_msg("still open: %s", strerror(errno));
	}
}
