/* zone boundary: from a GeoJSON file, of which one feature is chosen. */
#include "client/views.h"

#include <string.h>
#include <yajl/yajl_tree.h>

#include "client/record.h"
#include "google/protobuf/field_mask.pb-c.h"
#include "proto/json.h"
#include "truce/v1/zone_service.pb-c.h"

#define FILE_MOST ((size_t)256 << 20)
#define DEPTH_MOST 64                                  /* GeoJSON needs 8 */
#define BOUNDARY_MOST ((size_t)(4 << 20) - (64 << 10)) /* that a message has room for */

/* ---- JSON ------------------------------------------------------------------- */

static yajl_val member(yajl_val object, const char *name)
{
	const char *path[] = { name, NULL };
	return object == NULL ? NULL : yajl_tree_get(object, path, yajl_t_any);
}

static bool is_text(yajl_val value, const char *text)
{
	return YAJL_IS_STRING(value) && strcmp(value->u.string, text) == 0;
}

/* The tree is made and freed by calls that nest as the text does. */
static bool is_flat(struct bytes text)
{
	int depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.size; i++) {
		uint8_t c = text.data[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '[' || c == '{') && ++depth > DEPTH_MOST)
			return false;
		else if (!quoted && (c == ']' || c == '}'))
			depth--;
	}
	return true;
}

/* Coordinates, every number as it stood. */
static enum status put_value(struct buffer *out, yajl_val value)
{
	if (YAJL_IS_NUMBER(value))
		return buffer_put_text(out, value->u.number.r);
	if (!YAJL_IS_ARRAY(value))
		return STATUS_INVALID_ARGUMENT;
	enum status status = buffer_put_text(out, "[");
	for (size_t i = 0; status == STATUS_OK && i < value->u.array.len; i++) {
		if (i > 0)
			status = buffer_put_text(out, ",");
		if (status == STATUS_OK)
			status = put_value(out, value->u.array.values[i]);
	}
	return status == STATUS_OK ? buffer_put_text(out, "]") : status;
}

static enum status put_geometry(struct buffer *out, yajl_val geometry)
{
	yajl_val type = member(geometry, "type"), coordinates = member(geometry, "coordinates");
	if (!YAJL_IS_STRING(type) || coordinates == NULL)
		return STATUS_INVALID_ARGUMENT;
	enum status status = buffer_put_text(out, "{\"type\":");
	if (status == STATUS_OK)
		status = json_write_text(out, bytes_text(type->u.string));
	if (status == STATUS_OK)
		status = buffer_put_text(out, ",\"coordinates\":");
	if (status == STATUS_OK)
		status = put_value(out, coordinates);
	return status == STATUS_OK ? buffer_put(out, "}", 2) : status; /* its NUL, too */
}

/* ---- Choosing a feature ------------------------------------------------------- */

struct choice {
	const char *name, *value; /* of a property; name NULL for any, value NULL for none asked */
};

static bool has_value(yajl_val value, const char *wanted)
{
	return is_text(value, wanted) || (YAJL_IS_NUMBER(value) && strcmp(value->u.number.r, wanted) == 0);
}

static bool is_chosen(yajl_val feature, const struct choice *choice)
{
	yajl_val properties = member(feature, "properties");
	if (choice->value == NULL)
		return true;
	if (choice->name == NULL && has_value(member(feature, "id"), choice->value))
		return true;
	if (!YAJL_IS_OBJECT(properties))
		return false;
	for (size_t i = 0; i < properties->u.object.len; i++)
		if ((choice->name == NULL || strcmp(properties->u.object.keys[i], choice->name) == 0) &&
		    has_value(properties->u.object.values[i], choice->value))
			return true;
	return false;
}

static int read_choice(struct cli *cli, struct choice *out)
{
	const char *feature = option_text(cli, "feature"), *property = option_text(cli, "property");
	const char *equals = property == NULL ? NULL : strchr(property, '=');
	if (feature != NULL && property != NULL)
		return cli_usage(cli, "give --feature or --property, not both");
	if (property != NULL && equals == NULL)
		return cli_usage(cli, "--property %s: expected NAME=VALUE", property);
	*out = (struct choice){ NULL, feature };
	if (equals != NULL) {
		out->name = arena_text_n(&cli->arena, property, (size_t)(equals - property));
		out->value = equals + 1;
		return out->name == NULL ? cli_no_memory() : EXIT_OK;
	}
	return EXIT_OK;
}

static int choose_feature(const char *file, yajl_val collection, const struct choice *choice, yajl_val *out)
{
	yajl_val features = member(collection, "features");
	size_t count = YAJL_IS_ARRAY(features) ? features->u.array.len : 0, found = 0;
	for (size_t i = 0; i < count; i++) {
		yajl_val feature = features->u.array.values[i];
		if (!is_chosen(feature, choice))
			continue;
		*out = feature;
		found++;
	}
	if (found == 1)
		return EXIT_OK;
	if (choice->value == NULL)
		return cli_fail(EXIT_DATA,
				"%s: has %zu features; choose one with --feature CODE or --property NAME=VALUE", file,
				count);
	return cli_fail(EXIT_DATA, "%s: %zu of its %zu features have %s%s%s, expected one", file, found, count,
			choice->name == NULL ? "a property with the value " : choice->name,
			choice->name == NULL ? "" : "=", choice->value);
}

static int find_geometry(const char *file, yajl_val root, const struct choice *choice, yajl_val *out)
{
	yajl_val feature = root;
	if (is_text(member(root, "type"), "FeatureCollection")) {
		int code = choose_feature(file, root, choice, &feature);
		if (code != EXIT_OK)
			return code;
	} else if (!is_chosen(root, choice)) {
		return cli_fail(EXIT_DATA, "%s: is one feature, which has no such property", file);
	}
	*out = is_text(member(feature, "type"), "Feature") ? member(feature, "geometry") : feature;
	return EXIT_OK;
}

/* ---- The file ------------------------------------------------------------------- */

static int take_geometry(struct cli *cli, const char *file, yajl_val root, const struct choice *choice,
			 const char **out)
{
	struct buffer text;
	yajl_val geometry = NULL;
	int code = find_geometry(file, root, choice, &geometry);
	if (code != EXIT_OK)
		return code;
	buffer_init(&text, BOUNDARY_MOST);
	enum status status = put_geometry(&text, geometry);
	if (status == STATUS_OK)
		*out = arena_text(&cli->arena, (const char *)text.data);
	buffer_fini(&text);
	if (status == STATUS_INVALID_ARGUMENT)
		return cli_fail(EXIT_DATA,
				"%s: no GeoJSON Polygon or MultiPolygon, nor a Feature or "
				"FeatureCollection of them (RFC 7946)",
				file);
	if (status != STATUS_OK)
		return cli_fail(EXIT_LIMIT,
				"%s: the boundary takes more than the %.1f MiB that a record has room for; "
				"simplify it first",
				file, (double)BOUNDARY_MOST / (1 << 20));
	return *out == NULL ? cli_no_memory() : EXIT_OK;
}

static int parse(const char *label, struct buffer *text, yajl_val *out)
{
	struct error error;
	char why[256];
	if (!is_flat(buffer_bytes(text)))
		return cli_fail(EXIT_DATA, "%s: nested deeper than GeoJSON is", label);
	enum status status = json_check(buffer_bytes(text), &error);
	if (status != STATUS_OK)
		return cli_fail(exit_of(status), "%s: %s", label, error.message);
	if (buffer_put(text, "", 1) == STATUS_OK)
		*out = yajl_tree_parse((const char *)text->data, why, sizeof why);
	return *out == NULL ? cli_no_memory() : EXIT_OK;
}

static int read_boundary(struct cli *cli, const char *file, const struct choice *choice, const char **out)
{
	const char *label = input_label(file);
	struct buffer text;
	yajl_val root = NULL;
	int code = input_read(file, FILE_MOST, &text);
	if (code != EXIT_OK)
		return code;
	code = parse(label, &text, &root);
	buffer_fini(&text);
	if (code != EXIT_OK)
		return code;
	code = take_geometry(cli, label, root, choice, out);
	yajl_tree_free(root);
	if (code == EXIT_OK && (!origin_option(cli, "zone.boundary.geojson", "", label) ||
				!origin_option(cli, "zone.boundary.sources[0].source", "", "--source")))
		return cli_no_memory();
	return code;
}

/* ---- The change ------------------------------------------------------------------- */

static int send_boundary(struct cli *cli, const char *name, const char *geojson, const char *source)
{
	Truce__V1__SourceReference reference = TRUCE__V1__SOURCE_REFERENCE__INIT, *references[] = { &reference };
	Truce__V1__Boundary boundary = TRUCE__V1__BOUNDARY__INIT;
	Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
	Truce__V1__UpdateZoneRequest request = TRUCE__V1__UPDATE_ZONE_REQUEST__INIT;
	Google__Protobuf__FieldMask mask = GOOGLE__PROTOBUF__FIELD_MASK__INIT;
	char *paths[] = { message_borrow("boundary") };
	const char *etag = option_text(cli, "etag");
	ProtobufCMessage *record;
	reference.source = message_borrow(source);
	boundary.geojson = message_borrow(geojson);
	boundary.n_sources = 1;
	boundary.sources = references;
	zone.name = message_borrow(name);
	zone.etag = message_borrow(etag == NULL ? "" : etag);
	zone.boundary = &boundary;
	mask.n_paths = 1;
	mask.paths = paths;
	request.zone = &zone;
	request.update_mask = &mask;
	int code = cli_call(cli, cli_method(cli, 0), &request.base, &cli->arena, &record);
	return code != EXIT_OK ? code : changed_print(cli, record);
}

int boundary_run(struct cli *cli, int count, char **args)
{
	(void)count;
	const char *name = input_name(&cli->arena, "zones", args[0]), *source = option_text(cli, "source"), *geojson;
	struct choice choice;
	if (name == NULL)
		return cli_usage(cli, "%s is not the name of a zone", args[0]);
	if (source == NULL)
		return cli_usage(cli, "name what the boundary rests on: --source ID, one of the zone's sources");
	int code = read_choice(cli, &choice);
	if (code == EXIT_OK)
		code = read_boundary(cli, args[1], &choice, &geojson);
	return code != EXIT_OK ? code : send_boundary(cli, name, geojson, source);
}
