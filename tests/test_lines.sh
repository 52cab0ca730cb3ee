#!/bin/sh
# What is wrong in a JSON file is told by line, column and field, whoever finds it: the
# reader of JSON, or the service by its rules; from a store and over a socket.
. "$(dirname "$0")/support.sh"

cat >bad.json <<'END'
{
  "statements": [],
  "zones": [
    {"name": "zones/fine", "kind": "KIND_SECURITY_BELT", "title": "Fine",
     "sources": [{"id": "s", "title": "Ours"}]},
    {
      "name": "zones/bad",
      "kind": "KIND_SECURITY_BELT",
      "readings": [
        {"id": "first",
         "effective": {
           "latest": "2017-05-32", "earliest": "2017-05-31"},
         "initialTermMonths":
            9000
        }
      ],
      "sources": [
        {"id": "s", "title": "Ours"}]
    },
    {"kind": "KIND_SECURITY_BELT", "name": "zones/bad"}
  ]
}
END
tr -d '\n' <bad.json >one-line.json
cat >zone.json <<'END'
{"kind": "KIND_SECURITY_BELT",
 "title": "Belt",
 "sources": [
  {"id": "s", "title": "Ours"},
  {"id": "s", "title": "Ours again"}],
 "controlForces": [
  {"party": {"id": "rus"}}]}
END
python3 - <<'P' || exit 77
import json
def statement(n, date):
    return {"name": f"statements/s{n}", "kind": "KIND_SPEECH", "title": "t", "sources": [{"id": "s", "title": "t"}],
            "blocks": [{"kind": "KIND_PARAGRAPH", "text": "word " * 400}] * 5,
            "date": {"earliest": date, "latest": date}}
# One record in three lines; ten megabytes make several calls.
with open("large.json", "w") as out:
    out.write('{"statements": [\n')
    for n in range(1000):
        text = json.dumps(statement(n, "2017-02-29" if n == 998 else "2017-02-28"))
        out.write(text.replace('"blocks"', '\n"blocks"').replace('"date"', '\n"date"') + (",\n" if n < 999 else "\n"))
    out.write(']}\n')
P

printf '{"zones": [\n {"kind": 1,\n  "kind": 1}]}' >twice.json
echo '{"zones": []}' >empty.json
sed '6,$d; 5s/,$/]}/' bad.json >good.json

printf '{"pageSize": 5,\n "pageToken":\n"x"}' >page.json

# told WORDS...: the command is refused as data that is wrong.
told() {
	expect 65 "$@"
	says err "refused (INVALID_FIELDS)"
}
each_way() {
	# Every fault of a file at once, of the field or of what is around it.
	told import bad.json
	says err 'bad.json: line 12, column 22, zones[1].readings[0].effective.latest: "2017-05-32" is not a date'
	says err 'bad.json: line 14, column 13, zones[1].readings[0].initialTermMonths: is 9000'
	says err 'bad.json: line 10, column 9, zones[1].readings[0].sources: has 0 elements'
	says err 'bad.json: line 20, column 5, zones[2].sources: has 0 elements'
	says err 'bad.json: line 20, column 44, zones[2].name: is given twice'
	says_not err 'zones[0]'
	says_not err 'records.'
	# On one line the column is what tells.
	told import one-line.json
	column=$(grep -ob '"2017-05-32"' one-line.json | cut -d: -f1)
	says err "one-line.json: line 1, column $((column + 1)), zones[1].readings[0].effective.latest"
	# From standard input, and of several files the one that is wrong.
	input=bad.json
	told import --json -
	input=
	says err 'standard input: line 14, column 13, zones[1].readings[0].initialTermMonths'
	told import good.json bad.json one-line.json
	says out 'good.json: '
	says err 'bad.json: line 12, column 22, '
	says_not err 'good.json'
	says_not err 'one-line.json'
	# One record.
	told zone create belt zone.json
	says err 'zone.json: line 5, column 10, sources[1].id: '
	says err 'zone.json: line 7, column 20, controlForces[0].party.id: '
	told zone update fine zone.json
	says err 'zone.json: line 5, column 10, sources[1].id: '
	input=zone.json
	told zone create belt
	input=
	says err 'standard input: line 5, column 10, sources[1].id: '
	# An option says what it set, over the file and without one.
	told zone create belt zone.json --set 'readings=[{"initial_term_months": 1201}]' --set 'title=' --set 'parent=zone/x'
	says err 'truce: --set parent: '
	says err 'truce: --set readings: readings[0].initial_term_months: is 1201'
	says err 'zone.json: line 5, column 10, sources[1].id: '
	told zone create belt --set 'sources=[{"id": "S"}]'
	says err 'truce: --set sources: sources[0].id: '
	says err 'truce: zone.kind: is required'
	expect 65 zone update fine --set 'readings=[{"id": 3}]'
	says err 'truce: --set readings=[{"id": 3}]: readings[0].id: found 3, expected a text'
	# Any method.
	told call CreateZone "{\"zone_id\": \"belt\",
		\"zone\": $(cat zone.json)}"
	says err 'the request: line 6, column 10, zone.sources[1].id: '
	input=page.json
	expect 65 call ListZones -
	input=
	says err 'standard input: line 3, column 1, pageToken: '
	# What the service is not asked about.
	expect 65 import empty.json -
	says err 'empty.json: no records in it'
	expect 65 import twice.json
	says err 'twice.json: line 3, column 3, zones[0].kind: given twice'
}

make_store
expect 0 import good.json
each_way
cp err store.err
serve
where="--server ipc://$dir/s"
each_way
same store.err err "a socket gives another error than a store"

# Several calls make a file: its lines are those of the file, and what was stored is said.
expect 65 import large.json
matches err 'large.json: line 2998, column 22, statements\[998\].date.earliest: "2017-02-29"'
matches err 'large.json: line 2998, column 46, statements\[998\].date.latest: "2017-02-29"'
matches err 'large.json: the first [1-9][0-9]* of 1000 records were stored'
done_testing
