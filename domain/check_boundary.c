#include "domain/check_record.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#define LEVELS_MOST 4 /* MultiPolygon: polygons, rings, positions, numbers */
#define NUMBER_SIZE 64

enum member { MEMBER_OTHER, MEMBER_TYPE, MEMBER_COORDINATES };

/* What a pass over the text has seen. */
struct pass {
	const char *fault;  /* the first; NULL while there is none */
	enum member member; /* of the object itself, which is being read */
	int maps, arrays;   /* open ones */
	int levels;         /* of coordinates, by the type; 0 while it is not known */
	int found;          /* levels at which numbers stand; 0 while there are none */
	int numbers;        /* of the open position */
	long positions;     /* of the open ring */
	double position[2], first[2];
};

static const struct {
	const char *name;
	int levels;
} types[] = { { "Polygon", 3 }, { "MultiPolygon", 4 } };

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
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i].name) == size && memcmp(types[i].name, text, size) == 0)
			pass->levels = types[i].levels;
	return pass->levels != 0 ? 1 : stop(pass, "is of another type; expected a Polygon or a MultiPolygon");
}

static int on_number(void *context, const char *text, size_t size)
{
	static const double most[] = { 180, 90 };
	struct pass *pass = context;
	char number[NUMBER_SIZE];
	if (!in_coordinates(pass) || size >= sizeof number)
		return on_other(context);
	memcpy(number, text, size);
	number[size] = '\0';
	if (pass->found != 0 && pass->found != pass->arrays)
		return stop(pass, "has positions at different depths");
	pass->found = pass->arrays;
	if (pass->numbers < 2) {
		double value = strtod(number, NULL);
		if (!(fabs(value) <= most[pass->numbers]))
			return stop(pass, pass->numbers == 0
						  ? "has a longitude beyond 180 degrees"
						  : "has a latitude beyond 90 degrees; longitude comes first");
		pass->position[pass->numbers] = value;
	}
	pass->numbers++;
	return 1;
}

static int on_key(void *context, const unsigned char *text, size_t size)
{
	struct pass *pass = context;
	if (pass->maps != 1 || pass->arrays != 0)
		return 1;
	pass->member = MEMBER_OTHER;
	if (size == 4 && memcmp(text, "type", size) == 0)
		pass->member = MEMBER_TYPE;
	else if (size == 11 && memcmp(text, "coordinates", size) == 0)
		pass->member = MEMBER_COORDINATES;
	return 1;
}

static int on_start_map(void *context)
{
	struct pass *pass = context;
	if (in_coordinates(pass) || (pass->maps == 0 && pass->arrays > 0))
		return stop(pass, "has coordinates that are no numbers");
	pass->maps++;
	return 1;
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
	pass->arrays++;
	pass->numbers = 0;
	if (in_coordinates(pass) && pass->arrays > LEVELS_MOST)
		return stop(pass, "has coordinates deeper than a MultiPolygon's");
	return 1;
}

static int end_position(struct pass *pass)
{
	if (pass->numbers < 2)
		return stop(pass, "has a position without a longitude and a latitude");
	if (pass->positions++ == 0)
		memcpy(pass->first, pass->position, sizeof pass->first);
	return 1;
}

static int end_ring(struct pass *pass)
{
	bool closed = pass->first[0] == pass->position[0] && pass->first[1] == pass->position[1];
	if (pass->positions < 4)
		return stop(pass, "has a ring of fewer than four positions");
	pass->positions = 0;
	return closed ? 1 : stop(pass, "has a ring that is not closed: its last position must be its first");
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
	return level == pass->found - 1 ? end_ring(pass) : 1;
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

static const char *fault_of(const char *text)
{
	struct pass pass = { .fault = NULL };
	yajl_handle parser = yajl_alloc(&callbacks, NULL, &pass);
	if (parser == NULL)
		return "cannot be checked without memory";
	yajl_status status = yajl_parse(parser, (const unsigned char *)text, strlen(text));
	if (status == yajl_status_ok)
		status = yajl_complete_parse(parser);
	yajl_free(parser);
	if (pass.fault != NULL)
		return pass.fault;
	if (status != yajl_status_ok)
		return "is no JSON";
	if (pass.levels == 0)
		return "has no type; expected a Polygon or a MultiPolygon";
	return pass.found == pass.levels ? NULL : "has coordinates that are not those of its type";
}

void check_boundary(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Boundary *boundary = (const Truce__V1__Boundary *)m;
	locale_t plain = newlocale(LC_ALL_MASK, "C", NULL); /* in which a decimal point is one */
	locale_t before = uselocale(plain);
	const char *fault = fault_of(boundary->geojson);
	uselocale(before);
	if (plain != NULL)
		freelocale(plain);
	if (fault != NULL)
		check_fault(c, path, "geojson", fault);
}
