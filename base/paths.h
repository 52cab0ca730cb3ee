/* Where the programs of one machine meet by default.
 *
 * Pure functions of the user and the environment; any thread. */
#ifndef TRUCE_BASE_PATHS_H
#define TRUCE_BASE_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#define PATHS_TCP_URL "tcp://127.0.0.1:7710"

/* Path of the local socket: /run/truce/truce.sock for root, $XDG_RUNTIME_DIR/truce.sock
 * for others. False where the user has no folder of that kind, or the path does not
 * fit size or a socket's address. */
bool paths_socket(char *out, size_t size);

#endif
