#include "domain/cells.h"

#include <math.h>
#include <stdlib.h>

#define HALF (INT64_C(180) * GEO_DEGREE) /* from the corner of the square to longitude 0 */
#define QUARTER (INT64_C(90) * GEO_DEGREE)
#define BITS 32
#define PATH_BITS (2 * CELLS_LEVEL_MOST) /* 5 bytes */
#define TRIES 64                         /* to find a point on no edge */
#define FINENESS 2                       /* cells of a quarter of the boundary's width or less */

/* Where a cell is: its corner in the square, and the level. */
struct spot {
	uint64_t x, y;
	int level;
};

/* One run over a boundary. */
struct cover {
	const struct geo *geo;
	const struct cells_sink *sink;
	uint32_t *edges; /* by their first points; room for all at each level */
	size_t room;
	int least_level; /* of a cell with edges */
};

/* A cell of the cover. */
struct node {
	struct spot spot;
	const uint32_t *edges;
	size_t count;
	struct geo_point known;
	bool inside;
};

/* ---- Cells and their bytes ------------------------------------------------ */

static uint64_t side_of(int level)
{
	return UINT64_C(1) << (BITS - level);
}

static struct spot spot_at(struct geo_point p, int level)
{
	uint64_t mask = ~(side_of(level) - 1);
	return (struct spot){ (uint64_t)(p.x + HALF) & mask, (uint64_t)(p.y + QUARTER) & mask, level };
}

static int32_t clamp(int64_t value, int64_t most)
{
	return (int32_t)(value > most ? most : value);
}

/* What of the cell is on the globe. */
static struct geo_box box_of(struct spot s)
{
	int64_t side = (int64_t)side_of(s.level), x = (int64_t)s.x - HALF, y = (int64_t)s.y - QUARTER;
	return (struct geo_box){ { (int32_t)x, (int32_t)y },
				 { clamp(x + side - 1, HALF), clamp(y + side - 1, QUARTER) } };
}

/* The lower half's bits, each moved to twice its place, and back. */
static uint64_t spread(uint64_t bits)
{
	bits = (bits | bits << 16) & UINT64_C(0x0000FFFF0000FFFF);
	bits = (bits | bits << 8) & UINT64_C(0x00FF00FF00FF00FF);
	bits = (bits | bits << 4) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	bits = (bits | bits << 2) & UINT64_C(0x3333333333333333);
	return (bits | bits << 1) & UINT64_C(0x5555555555555555);
}

static uint64_t gather(uint64_t bits)
{
	bits &= UINT64_C(0x5555555555555555);
	bits = (bits | bits >> 1) & UINT64_C(0x3333333333333333);
	bits = (bits | bits >> 2) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	bits = (bits | bits >> 4) & UINT64_C(0x00FF00FF00FF00FF);
	bits = (bits | bits >> 8) & UINT64_C(0x0000FFFF0000FFFF);
	return (bits | bits >> 16) & UINT32_MAX;
}

/* Two bits a level, the first in the highest of PATH_BITS. */
static uint64_t path_of(struct spot s)
{
	return (spread(s.y & UINT32_MAX) << 1 | spread(s.x & UINT32_MAX)) >> (2 * BITS - PATH_BITS);
}

static struct spot spot_of(uint64_t path, int level)
{
	path <<= 2 * BITS - PATH_BITS;
	return (struct spot){ gather(path), gather(path >> 1), level };
}

static void put_key(uint8_t out[CELLS_KEY], uint64_t path, int level)
{
	for (int i = 0; i < PATH_BITS / 8; i++)
		out[i] = (uint8_t)(path >> (PATH_BITS - 8 * (i + 1)));
	out[CELLS_KEY - 1] = (uint8_t)level;
}

static uint64_t get_path(const uint8_t *key)
{
	uint64_t path = 0;
	for (int i = 0; i < PATH_BITS / 8; i++)
		path = path << 8 | key[i];
	return path;
}

static struct cells_range range_at(struct spot s)
{
	struct cells_range range;
	put_key(range.from, path_of(s), s.level);
	put_key(range.to, path_of(s), s.level + 1);
	return range;
}

struct cells_range cells_at(struct geo_point p, int level)
{
	return range_at(spot_at(p, level));
}

/* The cells of one level that hold a box, in rows; how many there are side by side and
 * one above the other. */
struct grid {
	struct spot first;
	size_t across, up;
};

static struct grid grid_of(const struct geo_box *box, int level)
{
	struct spot least = spot_at(box->least, level), most = spot_at(box->most, level);
	return (struct grid){ least, (size_t)((most.x - least.x) >> (BITS - level)) + 1,
			      (size_t)((most.y - least.y) >> (BITS - level)) + 1 };
}

static struct spot grid_at(const struct grid *grid, size_t i)
{
	struct spot spot = grid->first;
	spot.x += i % grid->across * side_of(spot.level);
	spot.y += i / grid->across * side_of(spot.level);
	return spot;
}

/* The finest that is no more than CELLS_ACROSS cells wide or high. */
static struct grid finest_grid(const struct geo_box *box)
{
	int level = CELLS_LEVEL_MOST;
	struct grid grid = grid_of(box, level);
	while (grid.across > CELLS_ACROSS || grid.up > CELLS_ACROSS)
		grid = grid_of(box, --level);
	return grid;
}

size_t cells_under(const struct geo_box *box, struct cells_range out[CELLS_RANGES])
{
	struct grid grid = finest_grid(box);
	size_t count = grid.across * grid.up;
	for (size_t i = 0; i < count; i++) {
		struct spot spot = grid_at(&grid, i);
		uint64_t path = path_of(spot), parts = UINT64_C(1) << (PATH_BITS - 2 * spot.level);
		put_key(out[i].from, path, spot.level);
		put_key(out[i].to, path + parts - 1, CELLS_LEVEL_MOST + 1);
	}
	return count;
}

size_t cells_around(const struct geo_box *box, struct cells_range out[CELLS_AROUND])
{
	int finest = finest_grid(box).first.level;
	size_t made = 0;
	for (int level = 0; level < finest; level++) {
		struct grid grid = grid_of(box, level);
		for (size_t i = 0; i < grid.across * grid.up; i++)
			out[made++] = range_at(grid_at(&grid, i));
	}
	return made;
}

/* ---- Numbers: seven bits a byte, the sign in the lowest bit ----------------- */

struct writer {
	uint8_t bytes[CELLS_TERM_MOST];
	size_t size;
	bool full;
};

static void put(struct writer *w, int64_t number)
{
	uint64_t left = (uint64_t)number << 1 ^ (uint64_t)(number >> 63);
	do {
		if (w->size == sizeof w->bytes) {
			w->full = true;
			return;
		}
		w->bytes[w->size++] = (uint8_t)((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
		left >>= 7;
	} while (left > 0);
}

static void put_point(struct writer *w, struct geo_point *last, struct geo_point p)
{
	put(w, (int64_t)p.x - last->x);
	put(w, (int64_t)p.y - last->y);
	*last = p;
}

static bool take(struct bytes *from, int64_t *out)
{
	uint64_t number = 0;
	for (int shift = 0; shift < 63; shift += 7) {
		if (from->size == 0)
			return false;
		uint8_t byte = *from->data++;
		from->size--;
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80) {
			*out = (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
			return true;
		}
	}
	return false;
}

static bool take_point(struct bytes *from, struct geo_point *last)
{
	int64_t x, y;
	if (!take(from, &x) || !take(from, &y) || llabs(x) > 2 * HALF || llabs(y) > 2 * HALF)
		return false;
	x += last->x;
	y += last->y;
	if (llabs(x) > HALF || llabs(y) > QUARTER)
		return false;
	*last = (struct geo_point){ (int32_t)x, (int32_t)y };
	return true;
}

/* ---- Covering ---------------------------------------------------------------- */

static enum status emit(const struct cover *c, const struct node *node, struct writer *w, enum cells_kind kind)
{
	put_key(w->bytes, path_of(node->spot), node->spot.level);
	w->bytes[CELLS_KEY] = (uint8_t)((unsigned)kind | (node->inside ? 0x80U : 0U));
	return c->sink->add(c->sink->arg, bytes_of(w->bytes, w->size));
}

/* Edges that follow each other are one line: its number of points, then these, each
 * by what lies between it and the one before. */
static bool put_edges(const struct cover *c, const struct node *node, struct writer *w)
{
	struct geo_point last = box_of(node->spot).least;
	put_point(w, &last, node->known);
	for (size_t i = 0, end; i < node->count && !w->full; i = end) {
		for (end = i + 1; end < node->count && node->edges[end] == node->edges[end - 1] + 1;)
			end++;
		put(w, (int64_t)(end - i + 1));
		for (size_t k = 0; k <= end - i; k++)
			put_point(w, &last, c->geo->points[node->edges[i] + k]);
	}
	return !w->full;
}

/* Whether `known` lies inside, by the walk to it from a point of which that is known,
 * within the cell whose edges these are. True where p is on one of them. */
static bool look(const struct cover *c, const struct node *node, struct geo_point p, bool *inside)
{
	*inside = node->inside;
	for (size_t i = 0; i < node->count; i++)
		if (geo_cross(&c->geo->points[node->edges[i]], 2, node->known, p, inside))
			return true;
	return false;
}

/* A point of the cell on no edge of its parent's, from a sequence that spreads
 * evenly over any box (R2: steps of the plastic number's powers). */
static bool find_known(const struct cover *c, const struct node *parent, struct node *node)
{
	struct geo_box box = box_of(node->spot);
	uint64_t width = (uint64_t)((int64_t)box.most.x - box.least.x) + 1;
	uint64_t height = (uint64_t)((int64_t)box.most.y - box.least.y) + 1;
	for (uint32_t i = 1; i <= TRIES; i++) {
		node->known.x = (int32_t)(box.least.x + (int64_t)(width * (i * 3242174889U) >> 32));
		node->known.y = (int32_t)(box.least.y + (int64_t)(height * (i * 2447445414U) >> 32));
		if (!look(c, parent, node->known, &node->inside))
			return true;
	}
	return false;
}

static enum status cover_node(const struct cover *c, const struct node *node);

static enum status cover_part(const struct cover *c, const struct node *parent, unsigned part)
{
	uint64_t side = side_of(parent->spot.level + 1);
	struct spot spot = { parent->spot.x + (part & 1) * side, parent->spot.y + (part >> 1) * side,
			     parent->spot.level + 1 };
	struct node node = { .spot = spot };
	if ((int64_t)spot.x > 2 * HALF || (int64_t)spot.y > 2 * QUARTER)
		return STATUS_OK; /* beyond the globe */
	struct geo_box box = box_of(spot);
	uint32_t *edges = c->edges + (size_t)spot.level * c->room;
	for (size_t i = 0; i < parent->count; i++) {
		const struct geo_point *p = &c->geo->points[parent->edges[i]];
		if (geo_edge_meets(p[0], p[1], &box))
			edges[node.count++] = parent->edges[i];
	}
	node.edges = edges;
	struct writer w = { .size = CELLS_KEY + 1 };
	if (!find_known(c, parent, &node))
		return emit(c, &node, &w, CELLS_BOUNDARY);
	return cover_node(c, &node);
}

static enum status cover_node(const struct cover *c, const struct node *node)
{
	struct writer w = { .size = CELLS_KEY + 1 };
	if (node->count == 0)
		return node->inside ? emit(c, node, &w, CELLS_WHOLE) : STATUS_OK;
	if (node->spot.level >= c->least_level && put_edges(c, node, &w))
		return emit(c, node, &w, CELLS_EDGES);
	if (node->spot.level == CELLS_LEVEL_MOST) {
		w = (struct writer){ .size = CELLS_KEY + 1 };
		return emit(c, node, &w, CELLS_BOUNDARY);
	}
	enum status status = STATUS_OK;
	for (unsigned part = 0; status == STATUS_OK && part < 4; part++)
		status = cover_part(c, node, part);
	return status;
}

/* The smallest cell that holds all, and a level at which the cells are a quarter as
 * wide as the boundary, or less. */
static void find_levels(const struct geo *geo, struct spot *root, int *least)
{
	int level = CELLS_LEVEL_MOST;
	struct spot a, b;
	for (;; level--) {
		a = spot_at(geo->box.least, level);
		b = spot_at(geo->box.most, level);
		if (a.x == b.x && a.y == b.y)
			break;
	}
	*root = a;
	uint64_t width = (uint64_t)((int64_t)geo->box.most.x - geo->box.least.x);
	uint64_t height = (uint64_t)((int64_t)geo->box.most.y - geo->box.least.y);
	while (level < CELLS_LEVEL_MOST && side_of(level) << FINENESS > (width > height ? width : height))
		level++;
	*least = level;
}

enum status cells_cover(const struct geo *geo, const struct cells_sink *sink)
{
	struct cover c = { .geo = geo, .sink = sink, .room = geo->point_count };
	struct node root = { .known = { geo->box.least.x - 1, geo->box.least.y } };
	c.edges = calloc(c.room * (CELLS_LEVEL_MOST + 1), sizeof *c.edges);
	if (c.edges == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	find_levels(geo, &root.spot, &c.least_level);
	uint32_t *edges = c.edges + (size_t)root.spot.level * c.room;
	for (size_t i = 0; i < geo->ring_count; i++)
		for (size_t k = 0; k + 1 < geo->rings[i].count; k++)
			edges[root.count++] = (uint32_t)(geo->rings[i].first + k);
	root.edges = edges;
	struct node inner = root;
	enum status status = STATUS_OK;
	if (find_known(&c, &root, &inner))
		status = cover_node(&c, &inner);
	else
		status = emit(&c, &inner, &(struct writer){ .size = CELLS_KEY + 1 }, CELLS_BOUNDARY);
	free(c.edges);
	return status;
}

/* ---- Reading ------------------------------------------------------------------- */

static bool read_line(struct bytes *from, struct geo_point *last, struct cell *out)
{
	size_t at = out->line_count == 0 ? 0 : out->line_ends[out->line_count - 1];
	int64_t count;
	if (!take(from, &count) || count < 2 || count > (int64_t)(CELLS_POINTS_MOST - at))
		return false;
	for (int64_t i = 0; i < count; i++) {
		if (!take_point(from, last))
			return false;
		out->points[at++] = *last;
	}
	out->line_ends[out->line_count++] = at;
	return true;
}

bool cells_box(struct bytes term, struct geo_box *out)
{
	if (term.size <= CELLS_KEY || term.data[CELLS_KEY - 1] > CELLS_LEVEL_MOST)
		return false;
	*out = box_of(spot_of(get_path(term.data), term.data[CELLS_KEY - 1]));
	return true;
}

enum cells_kind cells_kind(struct bytes term)
{
	return (enum cells_kind)(term.data[CELLS_KEY] & 0x7FU);
}

bool cells_read(struct bytes term, struct cell *out)
{
	if (!cells_box(term, &out->box))
		return false;
	out->kind = cells_kind(term);
	out->inside = (term.data[CELLS_KEY] & 0x80) != 0;
	out->line_count = 0;
	struct bytes left = bytes_of(term.data + CELLS_KEY + 1, term.size - CELLS_KEY - 1);
	if (out->kind == CELLS_WHOLE || out->kind == CELLS_BOUNDARY)
		return left.size == 0;
	struct geo_point last = out->box.least;
	if (out->kind != CELLS_EDGES || !take_point(&left, &last))
		return false;
	out->known = last;
	while (left.size > 0)
		if (!read_line(&left, &last, out))
			return false;
	return true;
}

bool cell_contains(const struct cell *cell, struct geo_point p)
{
	bool inside = cell->inside;
	for (size_t i = 0, at = 0; i < cell->line_count; at = cell->line_ends[i++])
		if (geo_cross(cell->points + at, cell->line_ends[i] - at, cell->known, p, &inside))
			return true;
	return inside;
}

double cell_distance(const struct cell *cell, struct geo_point p, double limit)
{
	return geo_lines_distance(cell->points, cell->line_ends, cell->line_count, p, limit);
}
