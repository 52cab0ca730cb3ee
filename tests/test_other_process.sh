#!/bin/sh
# A process that is nobody's but its own: a city's truce of some days, its terms and kinds, put on record by hand.
. "$(dirname "$0")/support.sh"
make_store

# ---- A truce of seven days, extended by five -----------------------------------
cat >city.json <<'END'
{"kind": "KIND_DE_ESCALATION_AREA", "title": "The city", "guarantors":
 [{"party": {"id": "SAU"}}, {"party": {"id": "USA"}}],
 "readings": [{"id": "text", "effective": {"earliest": "2023-05-22", "latest": "2023-05-22"},
   "initialTermDays": 7, "extensionTermDays": 5, "printed": "seven days", "sources": [{"source": "s"}]}],
 "sources": [{"id": "s", "title": "A text of ours", "date": {"earliest": "2023-05-20", "latest": "2023-05-20"}}]}
END
expect 0 zone create city city.json
expect 0 zone list
matches out 'city .* 2023-05-22 +7 d '
expect 0 zone status city --on 2023-05-25
matches out 'in term +1 +2023-05-22 +2023-05-29 +4 d'
expect 0 zone expiring --on 2023-05-25 --within 7d
matches out 'city .* 2023-05-29'
for party in SAU USA; do
	expect 0 zone consent city --party $party --decision consent --term 2 --date 2023-05-29 --source s
done
expect 0 zone status city --on 2023-06-03
matches out 'extended +2 +2023-05-30 +2023-06-03 +0 d'
expect 0 zone timeline city -o json
says out '"lastDate": "2023-06-03"'
sed 's/"initialTermDays": 7/"initialTermDays": 7, "initialTermMonths": 6/' city.json >both.json
expect 65 zone create both both.json
says err 'readings[0].initialTermDays: is given beside initial_term_months; a term has one length'

# ---- A text that sets no term ---------------------------------------------------
sed 's/"initialTermDays": 7, "extensionTermDays": 5,//' city.json >open.json
expect 0 zone create open open.json
expect 0 zone status open --on 2031-01-01
says out 'open: No end on record: the reading gives no length of the term.'
expect 0 zone timeline open --from 2023-05-01 --to 2023-06-30 -o json
says out 'No end on record'

# ---- A text that another corrects -------------------------------------------------
cat >said.jsonl <<'END'
{"name": "statements/seven", "kind": "KIND_JOINT_STATEMENT", "date": {"earliest": "2023-05-20", "latest": "2023-05-20"}, "commitments": [{"id": "hold", "action": "Hold fire", "parties": [{"id": "SAF"}], "due": {"latest": "2023-05-29"}}], "sources": [{"id": "s", "title": "Ours"}]}
{"name": "statements/eight", "kind": "KIND_JOINT_STATEMENT", "date": {"earliest": "2023-05-21", "latest": "2023-05-21"}, "commitments": [{"id": "hold", "action": "Hold fire", "parties": [{"id": "SAF"}], "due": {"latest": "2023-05-30"}}], "links": [{"kind": "KIND_CORRECTS", "statement": "statements/seven"}], "sources": [{"id": "s", "title": "Ours"}]}
END
expect 0 import said.jsonl
expect 0 commitments --on 2023-05-31
matches out '^superseded +2023-05-29 '
says out 'seven: superseded by eight'
matches out '^overdue +2023-05-30 +1 d '
expect 0 commitments --on 2023-05-31 --overdue -o jsonl
says_not out '"statement":"statements/seven"'

# ---- A commitment with a condition -------------------------------------------------
cat >law.jsonl <<'END'
{"name": "statements/arms", "kind": "KIND_JOINT_STATEMENT", "date": {"earliest": "2016-08-24", "latest": "2016-08-24"}, "commitments": [{"id": "arms", "action": "Lay down arms", "condition": "if the amnesty law has been passed", "parties": [{"id": "FARC-EP"}], "due": {"latest": "2017-03-01"}}], "sources": [{"id": "s", "title": "Ours"}]}
END
expect 0 import law.jsonl
expect 0 commitments --on 2017-03-12 --party FARC-EP
matches out '^conditional +2017-03-01 .*Lay down arms, if the amnesty law has been passed'
expect 0 commitments --on 2017-03-12 --overdue --party FARC-EP
says err 'no such commitments'
sed 's/"due"/"conditionMet": {"earliest": "2016-12-30", "latest": "2016-12-30"}, "due"/' law.jsonl >met.jsonl
expect 0 import met.jsonl
expect 0 commitments --on 2017-03-12 --overdue --party FARC-EP
matches out '^overdue +2017-03-01 +11 d '

# ---- A party in small letters, and by its name ------------------------------------
for party in FARC-EP farc-ep; do
	expect 0 commitments --on 2017-03-12 --party $party
	says out 'Lay down arms'
done
expect 0 zone consent city --party usa --term 3 --decision objection --date 2023-06-01 --source s
for command in 'commitments' 'positions' 'statement passages' \
	'zone consent city --term 3 --decision consent --date 2023-06-02 --source s'; do
	expect 65 $command --party 'The Sudan'
	says err 'truce: --party: "The Sudan" is not a party'"'"'s id: 2 to 40 capital letters'
done
expect 0 import "$TRUCE_SOURCE"/data/statements.json "$TRUCE_SOURCE"/data/rounds.json "$TRUCE_SOURCE"/data/zones.json
for command in 'commitments' 'positions' 'statement passages'; do
	expect 0 $command --party kaz
	cp out small
	expect 0 $command --party KAZ
	cmp -s small out || fault "$command --party kaz is not that of KAZ"
	for name in Kazakhstan kazakhstan; do
		expect 65 $command --party $name
		says err 'did you mean --party KAZ?'
		[ "$(grep -c 'did you mean' err)" -eq 1 ] || fault "$command says twice what was meant"
	done
	says_not out 'KAZ'
done

# ---- Kinds, roles and outcomes of other processes ---------------------------------
expect 0 zone create town city.json --set kind=KIND_CEASEFIRE_AREA
expect 0 zone list -f 'kind = CEASEFIRE_AREA'
matches out 'town +ceasefire area'
expect 65 zone create other city.json --set kind=KIND_CANTON
says err 'expected "KIND_" and one of DE_ESCALATION_AREA'
says err 'ASSEMBLY_AREA'
cat >talks.jsonl <<'END'
{"name": "rounds/havana-31", "process": "havana", "ordinal": 31, "title": "Talks", "participants": [{"party": {"id": "CHL"}, "role": "ROLE_ACCOMPANYING"}, {"party": {"id": "UN"}, "role": "ROLE_MEDIATOR"}], "agenda": [{"id": "land", "topic": "land", "title": "Share the land", "outcome": "OUTCOME_AGREED_IN_PART"}], "sources": [{"id": "s", "title": "Ours"}]}
END
expect 0 import talks.jsonl
expect 0 round agenda havana-31
says out 'agreed in part'
expect 0 round agenda havana-31 --open
says out 'Share the land'

done_testing
