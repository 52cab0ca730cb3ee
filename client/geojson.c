#include "client/geojson.h"

#include <stdio.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#define DEPTH_MOST 64 /* GeoJSON needs 8 */
#define KEY_MOST 256  /* bytes of a key that are compared */

/* What a container is, by the one that it stands in and its key there. */
enum role { OTHER, ROOT, FEATURES, FEATURE, PROPERTIES, GEOMETRY, COORDINATES, CRS, CRS_PROPERTIES };

static const struct {
	enum role within;
	const char *key; /* NULL in an array */
	bool is_array;
	enum role role;
} roles[] = {
	{ ROOT, "crs", false, CRS },
	{ FEATURE, "crs", false, CRS },
	{ GEOMETRY, "crs", false, CRS },
	{ CRS, "properties", false, CRS_PROPERTIES },
	{ ROOT, "features", true, FEATURES },
	{ ROOT, "properties", false, PROPERTIES },
	{ ROOT, "geometry", false, GEOMETRY },
	{ ROOT, "coordinates", true, COORDINATES },
	{ FEATURES, NULL, false, FEATURE },
	{ FEATURE, "properties", false, PROPERTIES },
	{ FEATURE, "geometry", false, GEOMETRY },
	{ FEATURE, "coordinates", true, COORDINATES },
	{ GEOMETRY, "coordinates", true, COORDINATES },
	{ COORDINATES, NULL, true, COORDINATES },
};

/* The text as a whole, or one of its features: a geometry of its own, or one that it
 * has as a feature. */
struct subject {
	struct geojson_shape own, inner;
	bool is_chosen;
};

struct reading {
	const struct geojson_choice *choice;
	struct geojson *out;
	struct subject root, feature;
	struct geojson_shape *shape; /* whose coordinates are being read */
	bool follows;                /* another coordinate */
	enum role stack[DEPTH_MOST];
	size_t depth;
	char key[KEY_MOST]; /* the last one of a role that has keys */
};

/* ---- Shapes and subjects ---------------------------------------------------- */

static void shape_init(struct geojson_shape *shape, size_t most)
{
	*shape = (struct geojson_shape){ .status = STATUS_OK };
	buffer_init(&shape->text, most);
}

static void shape_clear(struct geojson_shape *shape)
{
	shape->type[0] = '\0';
	shape->is_there = shape->is_bad = false;
	shape->status = STATUS_OK;
	shape->text.size = 0;
}

static void subject_init(struct subject *subject, size_t most)
{
	shape_init(&subject->own, most);
	shape_init(&subject->inner, most);
	subject->is_chosen = false;
}

static void subject_clear(struct subject *subject)
{
	shape_clear(&subject->own);
	shape_clear(&subject->inner);
	subject->is_chosen = false;
}

static void subject_fini(struct subject *subject)
{
	buffer_fini(&subject->own.text);
	buffer_fini(&subject->inner.text);
}

/* A subject ends: what it holds is the answer where it was sought. */
static void take(struct reading *r, struct subject *subject)
{
	struct geojson_shape *from = strcmp(subject->own.type, "Feature") == 0 ? &subject->inner : &subject->own;
	struct geojson_shape kept = r->out->shape;
	if (r->choice->value != NULL && !subject->is_chosen)
		return;
	r->out->found++;
	r->out->shape = *from;
	*from = kept;
}

/* ---- What the parser tells --------------------------------------------------- */

static enum role role_now(const struct reading *r)
{
	return r->depth == 0 ? OTHER : r->stack[r->depth - 1];
}

/* The subject at hand. */
static struct subject *subject_now(struct reading *r)
{
	for (size_t i = 0; i < r->depth; i++)
		if (r->stack[i] == FEATURE)
			return &r->feature;
	return &r->root;
}

static void put(struct reading *r, const char *text, size_t size)
{
	if (r->shape->status == STATUS_OK)
		r->shape->status = buffer_put(&r->shape->text, text, size);
}

/* Before a number or an array of coordinates. */
static void separate(struct reading *r)
{
	if (r->follows)
		put(r, ",", 1);
	r->follows = false;
}

static enum role role_of(const struct reading *r, bool is_array)
{
	if (r->depth == 0)
		return is_array ? OTHER : ROOT;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (roles[i].within == role_now(r) && roles[i].is_array == is_array &&
		    (roles[i].key == NULL || strcmp(roles[i].key, r->key) == 0))
			return roles[i].role;
	return OTHER;
}

static int begin(struct reading *r, bool is_array)
{
	enum role within = role_now(r), role = role_of(r, is_array);
	if (r->depth == DEPTH_MOST)
		return 0;
	if (role == FEATURE)
		subject_clear(&r->feature);
	if (role == COORDINATES && within != COORDINATES) {
		struct subject *subject = subject_now(r);
		r->shape = within == GEOMETRY ? &subject->inner : &subject->own;
		r->shape->is_there = true;
		r->shape->text.size = 0;
		r->follows = false;
	} else if (within == COORDINATES && role != COORDINATES) {
		r->shape->is_bad = true;
	}
	if (role == COORDINATES) {
		separate(r);
		put(r, "[", 1);
	}
	r->stack[r->depth++] = role;
	return 1;
}

static int end(struct reading *r)
{
	enum role role = r->stack[--r->depth];
	if (role == COORDINATES) {
		put(r, "]", 1);
		r->follows = true;
	} else if (role == FEATURE) {
		r->out->features++;
		take(r, &r->feature);
	}
	return 1;
}

static int on_start_map(void *arg)
{
	return begin(arg, false);
}

static int on_start_array(void *arg)
{
	return begin(arg, true);
}

static int on_end(void *arg)
{
	return end(arg);
}

static int on_key(void *arg, const unsigned char *key, size_t size)
{
	struct reading *r = arg;
	size = size < KEY_MOST ? size : KEY_MOST - 1;
	memcpy(r->key, key, size);
	r->key[size] = '\0';
	return 1;
}

static bool is(const char *text, const void *value, size_t size)
{
	return strlen(text) == size && memcmp(text, value, size) == 0;
}

/* A text or a number: what makes a feature the one that is sought. */
static void weigh(struct reading *r, const void *value, size_t size)
{
	const struct geojson_choice *choice = r->choice;
	enum role role = role_now(r);
	if (choice->value == NULL || !is(choice->value, value, size))
		return;
	if (role == PROPERTIES ? choice->name == NULL || strcmp(r->key, choice->name) == 0
			       : (role == ROOT || role == FEATURE) && choice->name == NULL && strcmp(r->key, "id") == 0)
		subject_now(r)->is_chosen = true;
}

static bool ends_in(const void *text, size_t size, const char *end)
{
	size_t least = strlen(end);
	return size >= least && memcmp((const char *)text + size - least, end, least) == 0;
}

/* The first system that is another one; or where it is told, "href". */
static void note_crs(struct reading *r, const void *text, size_t size)
{
	static const char *const usual[] = { "CRS84", "4326" };
	bool known = strcmp(r->key, "name") == 0 && (ends_in(text, size, usual[0]) || ends_in(text, size, usual[1]));
	if (strcmp(r->key, "type") != 0 && !known && r->out->crs[0] == '\0')
		snprintf(r->out->crs, sizeof r->out->crs, "%.*s", (int)(size < GEOJSON_CRS ? size : GEOJSON_CRS - 1),
			 (const char *)text);
}

static int on_number(void *arg, const char *text, size_t size)
{
	struct reading *r = arg;
	if (role_now(r) == COORDINATES) {
		separate(r);
		put(r, text, size);
		r->follows = true;
	} else {
		weigh(r, text, size);
	}
	return 1;
}

static int on_string(void *arg, const unsigned char *text, size_t size)
{
	struct reading *r = arg;
	enum role role = role_now(r);
	if (role == COORDINATES)
		r->shape->is_bad = true;
	else
		weigh(r, text, size);
	if (role == CRS_PROPERTIES)
		note_crs(r, text, size);
	if (strcmp(r->key, "type") == 0 && (role == ROOT || role == FEATURE || role == GEOMETRY)) {
		struct subject *subject = subject_now(r);
		struct geojson_shape *shape = role == GEOMETRY ? &subject->inner : &subject->own;
		snprintf(shape->type, sizeof shape->type, "%.*s", (int)(size < GEOJSON_TYPE ? size : GEOJSON_TYPE - 1),
			 (const char *)text);
	}
	return 1;
}

static int on_other(struct reading *r)
{
	if (role_now(r) == COORDINATES)
		r->shape->is_bad = true;
	return 1;
}

static int on_null(void *arg)
{
	return on_other(arg);
}

static int on_boolean(void *arg, int value)
{
	(void)value;
	return on_other(arg);
}

/* ---- The text ------------------------------------------------------------------ */

static enum status parse(struct reading *r, struct bytes text)
{
	static const yajl_callbacks callbacks = { .yajl_null = on_null,
						  .yajl_boolean = on_boolean,
						  .yajl_number = on_number,
						  .yajl_string = on_string,
						  .yajl_start_map = on_start_map,
						  .yajl_map_key = on_key,
						  .yajl_end_map = on_end,
						  .yajl_start_array = on_start_array,
						  .yajl_end_array = on_end };
	yajl_handle parser = yajl_alloc(&callbacks, NULL, r);
	if (parser == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	yajl_status got = yajl_parse(parser, text.data, text.size);
	if (got == yajl_status_ok)
		got = yajl_complete_parse(parser);
	yajl_free(parser);
	if (got == yajl_status_client_canceled)
		return STATUS_OUT_OF_RANGE;
	return got == yajl_status_ok ? STATUS_OK : STATUS_INVALID_ARGUMENT;
}

enum status geojson_read(struct bytes text, const struct geojson_choice *choice, size_t most, struct geojson *out)
{
	struct reading r = { .choice = choice, .out = out };
	*out = (struct geojson){ .found = 0 };
	shape_init(&out->shape, most);
	subject_init(&r.root, most);
	subject_init(&r.feature, most);
	enum status status = parse(&r, text);
	out->is_collection = strcmp(r.root.own.type, "FeatureCollection") == 0;
	if (!out->is_collection) {
		out->found = 0;
		take(&r, &r.root);
	}
	subject_fini(&r.root);
	subject_fini(&r.feature);
	return status;
}

void geojson_fini(struct geojson *geojson)
{
	buffer_fini(&geojson->shape.text);
}
