#include "base/hostport.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool read_port(const char *text, int *out)
{
	size_t digits = strspn(text, "0123456789");
	int port = 0;
	if (digits == 0 || digits > 5 || text[digits] != '\0')
		return false;
	for (; *text != '\0'; text++)
		port = 10 * port + (*text - '0');
	*out = port;
	return port <= 65535;
}

const char *hostport_read(const char *text, struct hostport *out)
{
	const char *colon = strrchr(text, ':'), *bracket = strrchr(text, ']');
	if (strcspn(text, "/?#@ \t\r\n") < strlen(text))
		return "it has more than a host and a port";
	if (colon == NULL || (bracket != NULL && colon < bracket))
		return "it names no port";
	struct hostport found;
	size_t size = (size_t)(colon - text);
	bool bracketed = size >= 2 && text[0] == '[' && colon[-1] == ']';
	if (bracketed) {
		text++;
		size -= 2;
	}
	if (!bracketed && memchr(text, ':', size) != NULL)
		return "an IPv6 address stands in brackets, as in [::1]:7710";
	if (memchr(text, '[', size) != NULL || memchr(text, ']', size) != NULL)
		return "its brackets do not match";
	if (size >= sizeof found.host)
		return "the name of its host is too long";
	if (!read_port(colon + 1, &found.port))
		return "its port is no number from 0 to 65535";
	memcpy(found.host, text, size);
	found.host[size] = '\0';
	*out = found;
	return NULL;
}

void hostport_print(const struct hostport *hostport, char *out, size_t size)
{
	bool v6 = strchr(hostport->host, ':') != NULL;
	snprintf(out, size, "%s%s%s:%d", v6 ? "[" : "", hostport->host, v6 ? "]" : "", hostport->port);
}
