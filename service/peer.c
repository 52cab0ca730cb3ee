#include "service/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/socket.h>

void peer_print_user(uid_t user, char *out, size_t size)
{
	char room[4096];
	struct passwd entry, *found = NULL;
	if (getpwuid_r(user, &entry, room, sizeof room, &found) == 0 && found != NULL)
		snprintf(out, size, "unix:%lu(%s)", (unsigned long)user, found->pw_name);
	else
		snprintf(out, size, "unix:%lu", (unsigned long)user);
}

static void describe_user(int fd, char *out, size_t size)
{
	struct ucred peer;
	socklen_t length = sizeof peer;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0)
		peer_print_user(peer.uid, out, size);
	else
		snprintf(out, size, "unix:?");
}

static void describe_address(int fd, const char *scheme, char *out, size_t size)
{
	char text[INET6_ADDRSTRLEN] = "?";
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address;
	socklen_t length = sizeof address;
	if (getpeername(fd, &address.any, &length) == 0) {
		if (address.any.sa_family == AF_INET)
			inet_ntop(AF_INET, &address.v4.sin_addr, text, sizeof text);
		else if (address.any.sa_family == AF_INET6)
			inet_ntop(AF_INET6, &address.v6.sin6_addr, text, sizeof text);
	}
	snprintf(out, size, "%s:%s", scheme, text);
}

void peer_describe(int fd, enum transport transport, char *out, size_t size)
{
	if (transport == TRANSPORT_IPC)
		describe_user(fd, out, size);
	else
		describe_address(fd, transport == TRANSPORT_TLS ? "tls" : "tcp", out, size);
}
