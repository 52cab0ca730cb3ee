#include "service/peer.h"

#include <arpa/inet.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/types.h>

#ifdef NNG_OPT_PEER_UID
#define PEER_UID NNG_OPT_PEER_UID
#else
#define PEER_UID NNG_OPT_IPC_PEER_UID
#endif

static void describe_user(nng_stream *stream, char *out, size_t size)
{
	uint64_t uid;
	if (nng_stream_get_uint64(stream, PEER_UID, &uid) != 0) {
		snprintf(out, size, "unix:?");
		return;
	}
	char room[4096];
	struct passwd entry, *found = NULL;
	if (getpwuid_r((uid_t)uid, &entry, room, sizeof room, &found) == 0 && found != NULL)
		snprintf(out, size, "unix:%llu(%s)", (unsigned long long)uid, found->pw_name);
	else
		snprintf(out, size, "unix:%llu", (unsigned long long)uid);
}

static void describe_address(nng_stream *stream, const char *scheme, char *out, size_t size)
{
	char text[INET6_ADDRSTRLEN] = "?";
	nng_sockaddr address;
	if (nng_stream_get_addr(stream, NNG_OPT_REMADDR, &address) == 0) {
		if (address.s_family == NNG_AF_INET)
			inet_ntop(AF_INET, &address.s_in.sa_addr, text, sizeof text);
		else if (address.s_family == NNG_AF_INET6)
			inet_ntop(AF_INET6, &address.s_in6.sa_addr, text, sizeof text);
	}
	snprintf(out, size, "%s:%s", scheme, text);
}

void peer_describe(nng_stream *stream, enum transport transport, char *out, size_t size)
{
	if (transport == TRANSPORT_IPC)
		describe_user(stream, out, size);
	else
		describe_address(stream, transport == TRANSPORT_TLS ? "tls" : "tcp", out, size);
}
