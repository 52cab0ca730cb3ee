/* The index of boundaries: see service/place_index.h. */
#include "service/place_index.h"

#include "service/briefs.h"

static enum status add(void *arg, struct bytes term)
{
	return store_terms_add(arg, term);
}

enum status place_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	(void)self;
	_Static_assert(CELLS_TERM_MOST <= STORE_TERM_MOST, "a term is kept whole");
	if (!bytes_start_with(name, bytes_text(collections[ZONES].prefix)))
		return STATUS_OK;
	struct bytes geojson = brief_bulk(&collections[ZONES], body);
	if (geojson.size == 0)
		return store_terms_add(out, place_nowhere());
	struct cells_sink sink = { add, out };
	struct arena arena;
	struct error error;
	struct geo *geo;
	arena_init(&arena, GEO_MEMORY);
	enum status status = geo_read(geojson, &arena, &geo, &error);
	if (status == STATUS_OK)
		status = cells_cover(geo, &sink);
	else if (status == STATUS_INVALID_ARGUMENT)
		status = store_terms_add(out, place_nowhere());
	arena_fini(&arena);
	return status;
}

enum status place_boundary(struct call *call, struct bytes body, struct arena *arena, struct geo **out)
{
	struct bytes geojson = brief_bulk(&collections[ZONES], body);
	struct error error;
	enum status status = geojson.size == 0 ? STATUS_NOT_FOUND : geo_read(geojson, arena, out, &error);
	if (status == STATUS_RESOURCE_EXHAUSTED)
		return call_no_memory(call);
	return status == STATUS_OK ? STATUS_OK : STATUS_NOT_FOUND;
}
