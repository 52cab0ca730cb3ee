/* zone boundary: from a GeoJSON file, of which one feature is chosen. */
#include "client/views.h"

#include <string.h>

#include "client/geojson.h"
#include "client/record.h"
#include "client/screen.h"
#include "google/protobuf/field_mask.pb-c.h"
#include "proto/json.h"
#include "truce/v1/zone_service.pb-c.h"

#define FILE_MOST ((size_t)256 << 20)
#define BOUNDARY_MOST ((size_t)(4 << 20) - (64 << 10)) /* that a message has room for */

/* ---- Choosing a feature ------------------------------------------------------- */

static int read_choice(struct cli *cli, struct geojson_choice *out)
{
	const char *feature = option_text(cli, "feature"), *property = option_text(cli, "property");
	const char *equals = property == NULL ? NULL : strchr(property, '=');
	if (feature != NULL && property != NULL)
		return cli_usage(cli, "give --feature or --property, not both");
	if (property != NULL && equals == NULL)
		return cli_usage(cli, "--property %s: expected NAME=VALUE", property);
	*out = (struct geojson_choice){ NULL, feature };
	if (equals != NULL) {
		out->name = arena_text_n(&cli->arena, property, (size_t)(equals - property));
		out->value = equals + 1;
		return out->name == NULL ? cli_no_memory() : EXIT_OK;
	}
	return EXIT_OK;
}

static int check_found(const char *file, const struct geojson_choice *choice, const struct geojson *geojson)
{
	if (geojson->found == 1)
		return EXIT_OK;
	if (!geojson->is_collection)
		return cli_fail(EXIT_DATA, "%s: is one feature, which has no such property", file);
	if (choice->value == NULL)
		return cli_fail(EXIT_DATA,
				"%s: has %zu features; choose one with --feature CODE or --property NAME=VALUE", file,
				geojson->features);
	return cli_fail(EXIT_DATA, "%s: %zu of its %zu features have %s%s%s, expected one", file, geojson->found,
			geojson->features, choice->name == NULL ? "a property with the value " : choice->name,
			choice->name == NULL ? "" : "=", choice->value);
}

static int check_crs(struct cli *cli, const char *file, const char *crs)
{
	if (crs[0] == '\0')
		return EXIT_OK;
	return cli_fail(EXIT_DATA,
			"%s: its coordinates are in \"%s\"; bring them into longitude and latitude of WGS 84 first "
			"(ogr2ogr -t_srs EPSG:4326)",
			file, screen_safe(&cli->arena, crs, false));
}

static int check_shape(const char *file, const struct geojson_shape *shape)
{
	if (!shape->is_there || shape->is_bad || shape->type[0] == '\0')
		return cli_fail(EXIT_DATA,
				"%s: no GeoJSON Polygon or MultiPolygon, nor a Feature or "
				"FeatureCollection of them (RFC 7946)",
				file);
	if (shape->status != STATUS_OK)
		return cli_fail(EXIT_LIMIT,
				"%s: the boundary takes more than the %.1f MiB that a record has room for; "
				"simplify it first",
				file, (double)BOUNDARY_MOST / (1 << 20));
	return EXIT_OK;
}

/* ---- The file ------------------------------------------------------------------- */

static int write_geometry(struct cli *cli, const struct geojson_shape *shape, const char **out)
{
	struct buffer text;
	buffer_init(&text, SIZE_MAX);
	enum status status = buffer_put_text(&text, "{\"type\":");
	if (status == STATUS_OK)
		status = json_write_text(&text, bytes_text(shape->type));
	if (status == STATUS_OK)
		status = buffer_put_text(&text, ",\"coordinates\":");
	if (status == STATUS_OK)
		status = buffer_put(&text, shape->text.data, shape->text.size);
	if (status == STATUS_OK)
		status = buffer_put(&text, "}", 2); /* its NUL, too */
	const char *copy = status == STATUS_OK ? arena_text(&cli->arena, (const char *)text.data) : NULL;
	buffer_fini(&text);
	if (copy == NULL)
		return cli_no_memory();
	*out = copy;
	return EXIT_OK;
}

/* What is wrong with a text that is no JSON. */
static int fail_json(const char *label, struct bytes text)
{
	struct error error;
	enum status status = json_check(text, &error);
	return status == STATUS_OK ? cli_no_memory() : cli_fail(exit_of(status), "%s: %s", label, error.message);
}

static int pick(struct cli *cli, const char *label, struct bytes text, const struct geojson_choice *choice,
		const char **out)
{
	struct geojson geojson;
	int code = EXIT_OK;
	enum status status = geojson_read(text, choice, BOUNDARY_MOST, &geojson);
	if (status == STATUS_OUT_OF_RANGE)
		code = cli_fail(EXIT_DATA, "%s: nested deeper than GeoJSON is", label);
	else if (status != STATUS_OK)
		code = fail_json(label, text);
	if (code == EXIT_OK)
		code = check_crs(cli, label, geojson.crs);
	if (code == EXIT_OK)
		code = check_found(label, choice, &geojson);
	if (code == EXIT_OK)
		code = check_shape(label, &geojson.shape);
	if (code == EXIT_OK)
		code = write_geometry(cli, &geojson.shape, out);
	geojson_fini(&geojson);
	return code;
}

static int read_boundary(struct cli *cli, const char *file, const struct geojson_choice *choice, const char **out)
{
	const char *label = input_label(file);
	struct buffer text;
	int code = input_read(file, FILE_MOST, &text);
	if (code != EXIT_OK)
		return code;
	code = pick(cli, label, buffer_bytes(&text), choice, out);
	buffer_fini(&text);
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
	const char *name = name_read(cli, "zones", args[0]), *source = option_text(cli, "source"), *geojson;
	struct geojson_choice choice;
	if (name == NULL)
		return EXIT_USAGE;
	if (source == NULL)
		return cli_usage(cli, "name what the boundary rests on: --source ID, one of the zone's sources");
	int code = read_choice(cli, &choice);
	if (code == EXIT_OK)
		code = read_boundary(cli, args[1], &choice, &geojson);
	return code != EXIT_OK ? code : send_boundary(cli, name, geojson, source);
}
