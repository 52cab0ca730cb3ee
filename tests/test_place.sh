#!/bin/sh
# Where zones lie, from the command line: places, overlaps, boundaries from GeoJSON.
. "$(dirname "$0")/support.sh"

make_store
zone() {
	cat <<-ZONE
	{"kind": "KIND_DE_ESCALATION_AREA", "title": "$1", "sources": [{"id": "map", "title": "A map of ours"}],
	 "readings": [{"id": "first", "effective": {"earliest": "2017-05-05", "latest": "2017-05-05"},
	  "initial_term_months": 6, "sources": [{"source": "map"}]}]}
	ZONE
}
for id in north south open; do
	zone "Area $id" >$id.json
	expect 0 zone create $id ./$id.json
done
cat >areas.geojson <<'END'
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"code": "AA01", "name": "North"}, "geometry":
  {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]],
   [[36.4, 35.4], [36.4, 35.6], [36.6, 35.6], [36.6, 35.4], [36.4, 35.4]]]}},
 {"type": "Feature", "properties": {"code": "AA02", "name": "South", "number": 7}, "geometry":
  {"type": "MultiPolygon", "coordinates": [[[[36, 34.9], [37, 34.9], [37, 35.1], [36, 35.1], [36, 34.9]]]]}},
 {"type": "Feature", "properties": {"code": "AA03", "name": "Knot"}, "geometry":
  {"type": "Polygon", "coordinates": [[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]}},
 {"type": "Feature", "properties": {"code": "AA03", "name": "Spot"}, "geometry":
  {"type": "Point", "coordinates": [0, 0]}}]}
END

# Boundaries from a file.
expect 0 zone boundary north areas.geojson --feature AA01 --source map --reason 'as agreed'
matches out '^zones/north '
expect 0 zone boundary zones/south areas.geojson --property number=7 --source map
expect 0 zone get north south
says out 'Polygon of 10 positions, longitude 36 to 37, latitude 35 to 36'
says out 'MultiPolygon of 5 positions, longitude 36 to 37, latitude 34.9 to 35.1'
says_not out coordinates
expect 0 zone get north -o json
says out coordinates
expect 65 zone boundary open areas.geojson --source map
matches err 'has 4 features; choose one with --feature'
expect 65 zone boundary open areas.geojson --feature ZZ99 --source map
matches err '0 of its 4 features have a property with the value ZZ99'
expect 65 zone boundary open areas.geojson --feature AA03 --source map
matches err '2 of its 4 features'
expect 65 zone boundary open areas.geojson --property name=Knot --source map
matches err '^truce: areas.geojson: crosses itself at longitude 5, latitude 5 \(ring 1, after position 1\)'
expect 65 zone boundary open areas.geojson --property name=Spot --source map
matches err 'expected a Polygon'
expect 65 zone boundary open areas.geojson --property name=South --source other
matches err '^truce: --source: '
printf '{"type": "Polygon",\n "coordinates": [[[1, 2], [3, 4],\n  [5,}' >broken.geojson
expect 65 zone boundary open broken.geojson --source map
matches err '^truce: broken.geojson: line 3, column 6: expected a value'
expect 64 zone boundary open areas.geojson --feature AA01
matches err '\-\-source ID'
expect 64 zone boundary open areas.geojson --feature AA01 --property a=b --source map
expect 64 zone boundary open areas.geojson --property name --source map
expect 66 zone boundary open absent.geojson --source map
echo '{"type": "Polygon"' >half.geojson
for crs in EPSG:3857 urn:ogc:def:crs:EPSG::3857; do
	printf '{"type":"Polygon","crs":{"type":"name","properties":{"name":"%s"}},"coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}' \
		$crs >metres.geojson
	expect 65 zone boundary open metres.geojson --source map
	says err "its coordinates are in \"$crs\"; bring them into longitude and latitude of WGS 84 first"
done
printf '{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}' >degrees.geojson
expect 65 zone boundary open degrees.geojson --source other
says_not err "its coordinates are in"
expect 65 zone boundary open half.geojson --source map
matches err 'half.geojson: line 2, column 1: the text ends'
echo '[1, 2]' >list.geojson
expect 65 zone boundary open list.geojson --source map
matches err 'no GeoJSON Polygon or MultiPolygon'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[" }' >deep.geojson
expect 65 zone boundary open deep.geojson --source map
matches err 'nested deeper'
awk 'BEGIN { for (i = 0; i < 120; i++) digits = digits "1"; printf "{\"type\":\"Polygon\",\"coordinates\":[[[0,0]"
	for (i = 0; i < 17500; i++) printf ",[1.%s,2.%s]", digits, digits; print "]]}" }' >large.geojson
expect 5 zone boundary open large.geojson --source map
matches err 'more than the 3.9 MiB that a record has room for; simplify it first'

# What says which feature it is may come after its coordinates; other members do not count.
cat >late.geojson <<'END'
{"features": [
 {"geometry": {"coordinates": [[[36, 34.9], [37, 34.9], [37, 35.1], [36, 35.1], [36, 34.9]]], "bbox": [36, 34.9, 37, 35.1],
   "type": "Polygon"}, "properties": {"code": "A", "more": {"code": "B", "list": [1, {"code": "B"}]}}, "id": 5, "type": "Feature"},
 {"geometry": {"coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]], "type": "Polygon"}, "properties": null, "id": "B",
  "type": "Feature"}], "type": "FeatureCollection"}
END
expect 0 zone boundary south late.geojson --feature 5 --source map
expect 65 zone boundary open late.geojson --feature C --source map
matches err '0 of its 2 features'
expect 65 zone boundary open late.geojson --property code=B --source map
matches err '0 of its 2 features have code=B'
echo '{"type": "Polygon", "coordinates": [[[0, 0], [1, "x"]]]}' >text.geojson
expect 65 zone boundary open text.geojson --source map
matches err 'no GeoJSON Polygon or MultiPolygon'

# Places.
expect 0 zone at 35.2,36.2 --on 2017-06-01
matches out '^north  .* inside  first    in term  2017-11-05 *Area north'
matches out '^1 zone without a boundary on record may lie there as well:'
expect 0 zone list --filter 'NOT boundary:*'
matches out '^open '
expect 0 zone at 35.2 36.2 --on 2017-06-01
matches out '^north '
expect 0 zone at 35.2, 36.2 --on 2017-06-01
matches out '^north '
expect 64 zone at 35.2,36.2 36.2
expect 0 zone at 35.5,36.5 --on 2017-06-01
matches err 'no zone on record has its boundary there'
expect 0 zone at 35,36.5 --on 2017-06-01
matches out '^north '
matches out '^south '
expect 0 zone at 34.8,36.5 --radius 12km
matches out '^south .* 11.1 km'
expect 0 zone at 34.8,36.5 --radius 11000m
matches err 'no zone'
expect 0 zone at 35.2,36.2 --on 2017-06-01 -o json
matches out '"inside": true'
matches out '"zonesWithoutBoundary": 1'
expect 0 zone at 35.05,36.5 -o jsonl
[ "$(wc -l <out)" -eq 2 ] || fault "not one location a line"
expect 0 zone at -- -35.2,-36.2
expect 0 zone at -35.2 -36.2 --on 2017-06-01
expect 0 zone at -35.2,-36.2 --on 2017-06-01
expect 64 zone at -- -35.2,-36.2 --on 2017-06-01
says err 'truce zone at: --on stands behind --, which ends the options: put it before'
expect 0 zone get north -o json
cp out one.json
expect 0 import one.json
says out 'one.json: 0 created, 0 updated, 1 unchanged'
sed 's/"kind": "KIND/"kind": "KINT/' one.json >wrong.json
expect 65 import wrong.json
line=$(grep -n KINT wrong.json | cut -d: -f1)
says err "wrong.json: line $line, column"
echo '{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-60],[-180,-60],[-180,-90]]]}' >cap.geojson
zone Cap >cap.json
expect 0 zone create cap ./cap.json
expect 0 zone boundary cap cap.geojson --source map
for longitude in 12 -12 179 -179 0; do
	expect 0 zone at --radius 20km --on 2017-06-01 -- "-59.9,$longitude"
	matches out '^cap .* 11.1 km'
done
expect 0 zone delete cap
for place in 35 35, ,36 35,36,37 north 35,36x ' '; do
	expect 64 zone at "$place"
	matches err 'expected LATITUDE,LONGITUDE'
done
expect 65 zone at 36,190
matches err 'longitude: expected -180 to 180 degrees'
expect 64 zone at 35,36 --radius 5miles
expect 65 zone at 35,36 --radius 500km
matches err '^truce: --radius: expected 0'
expect 65 zone at 35,36 --on 2017-02-30
expect 64 zone at 35,36 --as-of 3

# A reading by which it is otherwise stands below the one that was used.
cat >readings.json <<'END'
{"name": "zones/south", "readings": [
 {"id": "first", "effective": {"earliest": "2017-05-05", "latest": "2017-05-05"},
  "initial_term_months": 6, "sources": [{"source": "map"}]},
 {"id": "second", "effective": {"earliest": "2017-05-04", "latest": "2017-05-04"},
  "initial_term_months": 12, "sources": [{"source": "map"}]}]}
END
expect 0 zone update south readings.json --mask readings
expect 0 zone at 34.95,36.5 --on 2017-12-20
matches out '^south .* first    lapsed  '
matches out '^ +second +in term +2018-05-04'

# Overlaps.
expect 0 zone overlaps
matches out '^north +south +'
matches out ' 10\.5 % +50\.0 %'
matches out '^1 zone without a boundary on record may overlap as well'
expect 0 zone overlaps south
matches out '^south +north '
expect 0 zone overlaps --least 100000
matches err 'no overlaps'
expect 64 zone overlaps --least many
expect 4 zone overlaps open
matches err 'has no boundary on record'
expect 3 zone overlaps nowhere


# All boundaries as one file of GeoJSON, with what each is.
expect 0 export --format geojson zones.geojson
matches err "^note: [0-9]+ zones? without a boundary on record (is|are) left out"
python3 - <<'P' || fault "the zones in GeoJSON are not those on record"
import json
features = json.load(open("zones.geojson"))["features"]
assert len(features) > 1 and all(f["type"] == "Feature" and f["geometry"]["type"].endswith("Polygon") for f in features)
north = [f for f in features if f["id"] == "zones/north"][0]
assert north["properties"]["title"] == "Area north" and north["properties"]["kind"] == "de-escalation area", north
P
# Also of what stands in a boundary beside its coordinates nothing moves a cursor.
note=$(printf 'wide\302\233\342\200\256')
expect 0 zone update north --set 'boundary.geojson={"type":"Polygon", "note":"'"$note"'",
	"coordinates":[[[36,35],[37,35],[37,36],[36,35]]]}'
expect 0 export --format geojson
says out 'note":"wide\u009b\u202e"'
expect 64 export --format geojson --statement a
done_testing
