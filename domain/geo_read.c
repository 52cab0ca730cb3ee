#include "domain/geo.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

#define FULL_CIRCLE 360.0
#define LEVELS_MOST 4 /* MultiPolygon: polygons, rings, positions, numbers */
#define NUMBER_SIZE 64
#define DEPTH_MOST 64 /* of what is not looked at */

enum member { MEMBER_OTHER, MEMBER_TYPE, MEMBER_COORDINATES };

/* What a pass over the text has seen. */
struct pass {
	struct geo *geo;
	struct arena *arena;
	jmp_buf full;       /* where yajl, which does not expect that, has no more memory */
	size_t room;        /* for points */
	const char *fault;  /* the first; NULL while there is none */
	enum member member; /* of the object itself, which is being read */
	int maps, arrays;   /* open ones */
	int levels;         /* of coordinates, by the type; 0 while it is not known */
	int found;          /* levels at which numbers stand; 0 while there are none */
	int numbers;        /* of the open position */
	size_t number;      /* of the position that was begun last, in its ring, from 1 */
	bool has_coordinates;
	double position[2];
	struct geo_ring ring;       /* that is open */
	struct geo_polygon polygon; /* that is open */
};

static const struct {
	const char *name;
	int levels;
} types[] = { { "Polygon", 3 }, { "MultiPolygon", 4 } };

/* A locale in which a decimal point is one; made once and kept. */
static locale_t plain;
static pthread_once_t plain_once = PTHREAD_ONCE_INIT;

static void make_plain(void)
{
	plain = newlocale(LC_ALL_MASK, "C", NULL);
}

static int stop(struct pass *pass, const char *fault)
{
	pass->fault = fault;
	return 0;
}

static bool in_object(const struct pass *pass)
{
	return pass->maps == 1 && pass->arrays == 0;
}

static bool in_coordinates(const struct pass *pass)
{
	return pass->maps == 1 && pass->member == MEMBER_COORDINATES;
}

/* ---- Values ------------------------------------------------------------ */

static int on_other(void *context)
{
	struct pass *pass = context;
	return in_coordinates(pass) || pass->maps == 0 ? stop(pass, "has coordinates that are no numbers") : 1;
}

static int on_boolean(void *context, int value)
{
	(void)value;
	return on_other(context);
}

static int on_string(void *context, const unsigned char *text, size_t size)
{
	struct pass *pass = context;
	if (!in_object(pass) || pass->member != MEMBER_TYPE)
		return on_other(context);
	if (pass->levels != 0)
		return stop(pass, "has two types");
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i].name) == size && memcmp(types[i].name, text, size) == 0)
			pass->levels = types[i].levels;
	return pass->levels != 0 ? 1 : stop(pass, "is of another type; expected a Polygon or a MultiPolygon");
}

/* What a number past its most is, most likely. */
static const char *beyond(const struct pass *pass, double value)
{
	if (!(fabs(value) <= FULL_CIRCLE))
		return "has numbers that are no degrees; positions are longitude and latitude of WGS 84";
	return pass->numbers == 0 ? "has a longitude beyond 180 degrees; what crosses the antimeridian is cut there "
				    "into two polygons of a MultiPolygon (RFC 7946, 3.1.9)"
				  : "has a latitude beyond 90 degrees; longitude comes first";
}

static int on_number(void *context, const char *text, size_t size)
{
	static const double most[] = { 180, 90 };
	struct pass *pass = context;
	char number[NUMBER_SIZE];
	if (!in_coordinates(pass) || size >= sizeof number || pass->arrays == 0)
		return on_other(context);
	memcpy(number, text, size);
	number[size] = '\0';
	if (pass->found != 0 && pass->found != pass->arrays)
		return stop(pass, "has positions at different depths");
	pass->found = pass->arrays;
	if (pass->numbers == 0)
		pass->number = pass->ring.count + 1;
	if (pass->numbers < 2) {
		double value = strtod_l(number, NULL, plain);
		if (!(fabs(value) <= most[pass->numbers]))
			return stop(pass, beyond(pass, value));
		pass->position[pass->numbers] = value;
	}
	pass->numbers++;
	return 1;
}

/* ---- Objects and lists -------------------------------------------------- */

static int on_key(void *context, const unsigned char *text, size_t size)
{
	struct pass *pass = context;
	if (pass->maps != 1 || pass->arrays != 0)
		return 1;
	pass->member = MEMBER_OTHER;
	if (size == 4 && memcmp(text, "type", size) == 0)
		pass->member = MEMBER_TYPE;
	else if (size == 11 && memcmp(text, "coordinates", size) == 0) {
		pass->member = MEMBER_COORDINATES;
		if (pass->has_coordinates)
			return stop(pass, "has coordinates twice");
		pass->has_coordinates = true;
	}
	return 1;
}

static int open_one(struct pass *pass, int *which)
{
	(*which)++;
	return pass->maps + pass->arrays <= DEPTH_MOST ? 1 : stop(pass, "is nested deeper than a boundary needs");
}

static int on_start_map(void *context)
{
	struct pass *pass = context;
	if (in_coordinates(pass) || (pass->maps == 0 && pass->arrays > 0))
		return stop(pass, "has coordinates that are no numbers");
	return open_one(pass, &pass->maps);
}

static int on_end_map(void *context)
{
	struct pass *pass = context;
	pass->maps--;
	return 1;
}

static int on_start_array(void *context)
{
	struct pass *pass = context;
	if (pass->maps == 0)
		return stop(pass, "is no object; expected a Polygon or a MultiPolygon");
	pass->numbers = 0;
	if (in_coordinates(pass) && pass->arrays == LEVELS_MOST)
		return stop(pass, "has coordinates deeper than a MultiPolygon's");
	return open_one(pass, &pass->arrays);
}

static void widen(struct geo_box *box, struct geo_point p)
{
	box->least.x = p.x < box->least.x ? p.x : box->least.x;
	box->least.y = p.y < box->least.y ? p.y : box->least.y;
	box->most.x = p.x > box->most.x ? p.x : box->most.x;
	box->most.y = p.y > box->most.y ? p.y : box->most.y;
}

/* From one edge of the map to the other is the long way round; else it is not. */
static bool is_turned(struct geo_point a, struct geo_point b)
{
	int64_t across = llabs((int64_t)a.x - b.x);
	return across > INT64_C(180) * GEO_DEGREE && across < INT64_C(360) * GEO_DEGREE;
}

static int end_position(struct pass *pass)
{
	struct geo *geo = pass->geo;
	if (pass->numbers < 2)
		return stop(pass, "has a position without a longitude and a latitude");
	if (geo->point_count == GEO_POSITIONS_MOST)
		return stop(pass, "has more than 200000 positions; simplify it first");
	if (geo->point_count == pass->room)
		return stop(pass, "has more positions than brackets");
	struct geo_point p = geo_point_at(pass->position[1], pass->position[0]);
	if (pass->ring.count > 0 && is_turned(geo->points[geo->point_count - 1], p))
		return stop(pass, "goes from one side of the antimeridian to the other; cut it there into two "
				  "polygons of a MultiPolygon (RFC 7946, 3.1.9)");
	geo->points[geo->point_count++] = p;
	widen(&geo->box, p);
	pass->ring.count++;
	return 1;
}

static int end_ring(struct pass *pass)
{
	struct geo *geo = pass->geo;
	const struct geo_point *p = geo->points + pass->ring.first;
	if (pass->ring.count < 4)
		return stop(pass, "has a ring of fewer than four positions");
	if (p[0].x != p[pass->ring.count - 1].x || p[0].y != p[pass->ring.count - 1].y)
		return stop(pass, "has a ring that is not closed: its last position must be its first");
	geo->rings[geo->ring_count++] = pass->ring;
	pass->ring = (struct geo_ring){ geo->point_count, 0 };
	pass->polygon.count++;
	return 1;
}

static void end_polygon(struct pass *pass)
{
	struct geo *geo = pass->geo;
	geo->polygons[geo->polygon_count++] = pass->polygon;
	pass->polygon = (struct geo_polygon){ geo->ring_count, 0 };
}

static int on_end_array(void *context)
{
	struct pass *pass = context;
	int level = pass->arrays--;
	if (!in_coordinates(pass))
		return 1;
	if (pass->found == 0)
		return stop(pass, "has an empty list in its coordinates");
	if (level == pass->found)
		return end_position(pass);
	if (level == pass->found - 1)
		return end_ring(pass);
	if (level == pass->found - 2 && pass->polygon.count == 0)
		return stop(pass, "has an empty list in its coordinates");
	if (level == pass->found - 2)
		end_polygon(pass);
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_other,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_start_map,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end_map,
	.yajl_start_array = on_start_array,
	.yajl_end_array = on_end_array,
};

/* ---- The whole ---------------------------------------------------------- */

/* Room for as many positions as there can be: one for a bracket. */
static struct geo *make(struct bytes text, struct arena *arena, size_t *room)
{
	size_t brackets = 0;
	for (size_t i = 0; i < text.size; i++)
		brackets += text.data[i] == '[';
	*room = brackets < GEO_POSITIONS_MOST ? brackets : GEO_POSITIONS_MOST;
	struct geo *geo = arena_zalloc(arena, sizeof *geo);
	if (geo == NULL)
		return NULL;
	geo->points = arena_array(arena, *room, sizeof *geo->points);
	geo->rings = arena_array(arena, *room / 4 + 1, sizeof *geo->rings);
	geo->polygons = arena_array(arena, *room / 4 + 1, sizeof *geo->polygons);
	geo->box = (struct geo_box){ { INT32_MAX, INT32_MAX }, { INT32_MIN, INT32_MIN } };
	return geo->points == NULL || geo->rings == NULL || geo->polygons == NULL ? NULL : geo;
}

/* Memory of yajl: in the arena, the size before it. */
static void *take(void *context, size_t size)
{
	struct pass *pass = context;
	size_t *room = arena_alloc(pass->arena, sizeof(max_align_t) + size);
	if (room == NULL)
		longjmp(pass->full, 1);
	*room = size;
	return (char *)room + sizeof(max_align_t);
}

static void *take_more(void *context, void *from, size_t size)
{
	void *to = take(context, size);
	if (from != NULL) {
		size_t had = *(size_t *)(void *)((char *)from - sizeof(max_align_t));
		memcpy(to, from, had < size ? had : size);
	}
	return to;
}

static void leave(void *context, void *from)
{
	(void)context;
	(void)from;
}

static yajl_status parse(struct pass *pass, struct bytes text)
{
	yajl_alloc_funcs memory = { take, take_more, leave, pass };
	yajl_handle parser = yajl_alloc(&callbacks, &memory, pass);
	yajl_status status = yajl_parse(parser, text.data, text.size);
	return status == yajl_status_ok ? yajl_complete_parse(parser) : status;
}

static const char *fault_of(const struct pass *pass, yajl_status status)
{
	if (pass->fault != NULL)
		return pass->fault;
	if (status != yajl_status_ok)
		return "is no JSON";
	if (pass->levels == 0)
		return "has no type; expected a Polygon or a MultiPolygon";
	return pass->found == pass->levels ? NULL : "has coordinates that are not those of its type";
}

static enum status refuse(const struct pass *pass, const char *fault, struct error *error)
{
	size_t polygon = pass->geo->polygon_count + 1, ring = pass->polygon.count + 1;
	if (pass->found == 0 || !in_coordinates(pass))
		return error_set(error, STATUS_INVALID_ARGUMENT, "BOUNDARY", "%s", fault);
	if (pass->found == LEVELS_MOST)
		return error_set(error, STATUS_INVALID_ARGUMENT, "BOUNDARY", "%s (polygon %zu, ring %zu, position %zu)",
				 fault, polygon, ring, pass->number);
	return error_set(error, STATUS_INVALID_ARGUMENT, "BOUNDARY", "%s (ring %zu, position %zu)", fault, ring,
			 pass->number);
}

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory for the boundary.");
}

enum status geo_read(struct bytes text, struct arena *arena, struct geo **out, struct error *error)
{
	struct pass pass = { .arena = arena };
	pthread_once(&plain_once, make_plain);
	pass.geo = make(text, arena, &pass.room);
	if (pass.geo == NULL || plain == (locale_t)0 || setjmp(pass.full) != 0)
		return no_memory(error);
	const char *fault = fault_of(&pass, parse(&pass, text));
	if (fault != NULL)
		return refuse(&pass, fault, error);
	*out = pass.geo;
	return STATUS_OK;
}
