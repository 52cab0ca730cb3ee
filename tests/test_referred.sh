#!/bin/sh
# Names of records that are not there, and records that were deleted: told, not refused.
. "$(dirname "$0")/support.sh"
make_store
expect 0 import "$TRUCE_SOURCE"/data/rounds.json "$TRUCE_SOURCE"/data/zones.json "$TRUCE_SOURCE"/data/statements.json
says_not err "note:"

# A slip in a name is told with the change that brings it, with what was meant.
expect 0 zone update idlib --set round=rounds/astanna-6
says out "zones/idlib  etag"
says err "note: zones/idlib names rounds/astanna-6, which is not on record"
says err "Did you mean rounds/astana-6?"
expect 0 zone update idlib --set title="Idlib area" -o json
says err "rounds/astanna-6"
expect 0 zone update idlib --set round=rounds/astana-6
says_not err "note:"
printf '{"zones":[{"name":"zones/lake","kind":"KIND_PROTECTED_SITE","parent":"zones/sea","agreement":"statements/pact",
	"round":"rounds/shore","sources":[{"id":"a","title":"A"}]}]}' >lake.json
printf '{"zones":[{"name":"zones/sea","kind":"KIND_PROTECTED_SITE","sources":[{"id":"a","title":"A"}]}]}' >sea.json
expect 0 import --dry-run lake.json
says err "note: zones/lake names statements/pact, which is not on record"
expect 0 import lake.json sea.json
for name in statements/pact rounds/shore; do says err "note: zones/lake names $name, which is not on record"; done
says_not err zones/sea
"$truced" verify store >out 2>err || fault "verify fails for names of what is not on record"
says out "not on record: rounds/shore, which zones/lake names"
says out "not on record: statements/pact, which zones/lake names"
says out "correct the record that names it"
says_not out texts/

# A deleted zone says so, and so does a list with deleted ones. What names it is well.
expect 0 zone delete sea
says_not err "note:"
expect 0 zone status idlib lake --on 2017-12-20
says_not out Deleted
expect 0 zone delete idlib
expect 0 zone status idlib --on 2017-12-20
says out "idlib: Deleted from the record on 2"
says out lapsed
expect 0 zone status idlib -o json
says out '"deleteTime"'
expect 0 zone list --deleted
says out DELETED
checks=$((checks + 1))
[ "$(grep -c "^\(idlib\|sea\) .* $(date -u +%Y)-[0-9][0-9]-[0-9][0-9]" out)" = 2 ] || fault "which zones are deleted is not told"
expect 0 zone list
says_not out DELETED
expect 0 zone undelete idlib

# An end that was recorded by mistake is taken back.
expect 0 zone terminate idlib --date 2018-04-14 --why ended --source interfax
expect 4 zone terminate idlib --date 2018-04-15 --why ended --source interfax
says err "zone update NAME --set termination=null"
expect 0 zone update idlib --set termination=null
expect 0 zone terminate idlib --date 2018-04-15 --why ended --source interfax
expect 0 zone status idlib --on 2018-05-10
says out "Ended on 2018-04-15"
checks=$((checks + 1))
[ "$(grep -c Ended out)" = 1 ] || fault "an end is told of each reading"
done_testing
