/* A made record of several pages: how it begins, how a page does, how it ends. */
#ifndef TRUCE_TESTS_RECORD_LEAVES_H
#define TRUCE_TESTS_RECORD_LEAVES_H

#include "tests/reading.h"

#define OPENED                                                                                                         \
	"S/PV.9001\n\nSecurity Council\n\n9001st meeting\nFriday, 4 March 2022, 3 p.m.\nNew York\n\n"                  \
	"President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n\n"
#define ROSE "\n\nThe meeting rose at 4 p.m.\n"
#define PAGE "\n\n\fS/PV.9001\n\n"

#endif
