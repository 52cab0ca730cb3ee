#include "base/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/un.h>
#include <unistd.h>

bool paths_socket(char *out, size_t size)
{
	const char *folder = geteuid() == 0 ? "/run/truce" : getenv("XDG_RUNTIME_DIR");
	if (folder == NULL || *folder != '/')
		return false;
	char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
	int length = snprintf(path, sizeof path, "%s/truce.sock", folder);
	if (length < 0 || (size_t)length >= sizeof path || (size_t)length >= size)
		return false;
	snprintf(out, size, "%s", path);
	return true;
}
