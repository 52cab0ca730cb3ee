/* Boundaries for tests, written with single quotes for double ones, in an arena of the test program. */
#ifndef TRUCE_TESTS_SHAPES_H
#define TRUCE_TESTS_SHAPES_H

#include "tests/support_random.h"

#include "domain/geo.h"

static struct arena arena;

static inline struct bytes text_of(const char *text)
{
	char *json = arena_text(&arena, text);
	for (char *c = json; *c != '\0'; c++)
		*c = (char)(*c == '\'' ? '"' : *c);
	return bytes_text(json);
}

static inline struct geo *geo_of(const char *text)
{
	struct geo *geo = NULL;
	struct error error;
	enum status status = geo_read(text_of(text), &arena, &geo, &error);
	if (status == STATUS_OK)
		status = geo_check(geo, &error);
	if (status != STATUS_OK)
		fail_msg("%.200s: %s", text, error.message);
	return geo;
}

#define SQUARE "{'type':'Polygon','coordinates':[[[10,10],[20,10],[20,20],[10,20],[10,10]]]}"
#define RING                                                                                                           \
	"{'type':'Polygon','coordinates':[[[10,10],[20,10],[20,20],[10,20],[10,10]],"                                  \
	"[[12,12],[12,18],[18,18],[18,12],[12,12]]]}"
#define ISLANDS                                                                                                        \
	"{'type':'MultiPolygon','coordinates':[[[[10,10],[11,10],[11,11],[10,10]]],[[[20,20],[21,20],[21,21],[20,20]]" \
	"]]}"

#endif
