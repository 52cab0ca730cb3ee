#include "service/place_index.h"

#include "service/indexes.h"

static const struct store_index *place_index(void)
{
	return index_find(ZONES, "boundary.geojson");
}

enum status place_count_unbounded(struct call *call, int32_t *out)
{
	struct store_postings postings;
	int64_t count;
	enum status status = store_postings_begin(call->txn, place_index(), place_nowhere(), &postings, &call->error);
	if (status != STATUS_OK)
		return status;
	status = store_postings_count(&postings, &count, &call->error);
	store_postings_end(&postings);
	if (status == STATUS_OK)
		*out = (int32_t)count;
	return status;
}

static bool meets(const struct geo_box *a, const struct geo_box *b)
{
	return a->least.x <= b->most.x && b->least.x <= a->most.x && a->least.y <= b->most.y && b->least.y <= a->most.y;
}

static enum status visit_range(struct call *call, struct store_range *range, const struct cells_range *cells,
			       const struct geo_box *box, const struct place_visitor *visitor)
{
	struct bytes term;
	uint32_t doc;
	struct geo_box cell;
	enum status status = STATUS_OK;
	store_range_seek(range, bytes_of(cells->from, CELLS_KEY), bytes_of(cells->to, CELLS_KEY));
	for (size_t i = 1; status == STATUS_OK; i++) {
		status = store_range_next(range, &term, &doc, &call->error);
		if (status != STATUS_OK)
			return status == STATUS_NOT_FOUND ? STATUS_OK : status;
		if (cells_box(term, &cell) && meets(&cell, box))
			status = visitor->visit(visitor->arg, doc, term, &cell);
		if (status == STATUS_OK)
			status = call_on_time_at(call, i);
	}
	return status;
}

static enum status visit_all(struct call *call, const struct cells_range *cells, size_t count,
			     const struct geo_box *box, const struct place_visitor *visitor)
{
	struct store_range range;
	enum status status = store_range_begin(call->txn, place_index(), &range, &call->error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		status = visit_range(call, &range, &cells[i], box, visitor);
	store_range_end(&range);
	return status;
}

enum status place_walk(struct call *call, const struct geo_box *box, const struct place_visitor *visitor)
{
	struct cells_range cells[CELLS_RANGES + CELLS_AROUND];
	size_t count = cells_under(box, cells);
	count += cells_around(box, cells + count);
	return visit_all(call, cells, count, box, visitor);
}

enum status place_walk_point(struct call *call, struct geo_point p, const struct place_visitor *visitor)
{
	struct cells_range cells[CELLS_LEVEL_MOST + 1];
	struct geo_box box = { p, p };
	for (int level = 0; level <= CELLS_LEVEL_MOST; level++)
		cells[level] = cells_at(p, level);
	return visit_all(call, cells, CELLS_LEVEL_MOST + 1, &box, visitor);
}
