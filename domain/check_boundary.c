#include "domain/check_record.h"

#include "domain/geo.h"

void check_boundary(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Boundary *boundary = (const Truce__V1__Boundary *)m;
	struct arena arena;
	struct error error;
	struct geo *geo;
	arena_init(&arena, GEO_MEMORY);
	enum status status = geo_read(bytes_text(boundary->geojson), &arena, &geo, &error);
	if (status == STATUS_OK)
		status = geo_check(geo, &error);
	arena_fini(&arena);
	if (status == STATUS_RESOURCE_EXHAUSTED)
		check_fault(c, path, "geojson", "cannot be checked without memory");
	else if (status != STATUS_OK)
		check_fault(c, path, "geojson", error.message);
}
