/* Zones as a FeatureCollection of GeoJSON (RFC 7946): those that have a boundary. */
#include "client/export_forms.h"
#include "client/words.h"
#include "proto/json.h"

/* What a feature says of its zone, beside its boundary. */
static enum status put_properties(struct arena *arena, const Truce__V1__Zone *zone, struct buffer *out)
{
	const char *kind = words_enum(arena, &truce__v1__zone__kind__descriptor, (int)zone->kind);
	const struct {
		const char *lead, *text;
	} parts[] = {
		{ "{\"type\":\"Feature\",\"id\":", zone->name },
		{ ",\"properties\":{\"name\":", zone->name },
		{ ",\"title\":", zone->title },
		{ ",\"kind\":", kind },
		{ ",\"parent\":", zone->parent },
	};
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < sizeof parts / sizeof *parts; i++) {
		status = buffer_put_text(out, parts[i].lead);
		if (status == STATUS_OK)
			status = json_write_text(out, bytes_text(parts[i].text));
	}
	return status == STATUS_OK ? buffer_put_text(out, "},\"geometry\":") : status;
}

static enum status put_feature(struct arena *arena, const Truce__V1__Zone *zone, struct buffer *out)
{
	enum status status = put_properties(arena, zone, out);
	if (status == STATUS_OK)
		status = json_write_escaped(out, bytes_text(zone->boundary->geojson));
	return status == STATUS_OK ? buffer_put_text(out, "}") : status;
}

int export_as_geojson(const struct export_set *set, FILE *out)
{
	struct arena *arena = &set->cli->arena;
	const Truce__V1__RecordSet *r = set->records;
	enum status status = STATUS_OK;
	size_t written = 0;
	fputs("{\"type\":\"FeatureCollection\",\"features\":[", out);
	for (size_t i = 0; status == STATUS_OK && i < r->n_zones; i++) {
		struct buffer text;
		if (r->zones[i]->boundary == NULL)
			continue;
		buffer_init(&text, SIZE_MAX / 2);
		status = put_feature(arena, r->zones[i], &text);
		if (status == STATUS_OK)
			fprintf(out, "%s\n%.*s", written++ == 0 ? "" : ",", (int)text.size, (const char *)text.data);
		buffer_fini(&text);
	}
	fputs("\n]}\n", out);
	if (status == STATUS_OK && written < r->n_zones)
		fprintf(stderr, "note: %s without a boundary on record %s left out\n",
			words_count(arena, r->n_zones - written, "zone"), r->n_zones - written == 1 ? "is" : "are");
	return status == STATUS_OK ? EXIT_OK : cli_no_memory();
}
