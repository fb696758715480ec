#!/usr/bin/env bash
# Slots out to others, in FHIR as the SAS guide wants it, and in from other software.  What an audience
# may not see is in no export for it, whatever the format.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/fhir

at 2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team --kind cpts
plexus-directory edit --type organization 1 --finess 490000031 --address '1 place du Val' --postcode 49320 --city 'Brissac Loire Aubance' --lat 47.35 --lon -0.44 --phone 0241000000 -q
plexus-directory add Martin --given Zoé --profession 10 --specialty SM54 --skills SI01 --rpps 10000000009 --email zoe.martin@example.org --phone 0612345678 -q
plexus-directory add Dupont --given Jeanne --profession 60 --rpps 10890000010 -q
plexus-directory add Tilleul --profession 40 --rpps 10100000008 -q
plexus-directory add 'Centre du Puits' --type organization --kind imaging --finess 350000048 --address '2 rue du Puits' --postcode 49000 --city Angers --lat 47.47 --lon -0.55 -q
plexus-directory add 'Annexe' --type location --address '3 rue des Prés' --postcode 49100 --city Angers --lat 47.48 --lon -0.56 -q
faults() { jq -r --argjson outside "$1" -f "$top/tests/sas.jq" "$2"; }
counts() { json '[.new, .changed, .unchanged, .rejected] | join(" ")'; }
statuses() { plexus-slot list --jsonl | jq -r .status | sort | uniq -c | awk '{ print $1 $2 }' | paste -sd' '; }

# For somebody, always.
run plexus-slot export --format fhir
status 2 'an export that is for nobody is refused'
like "$err" 'for whom\? say --for' 'and says how it is not'
run plexus-slot export
status 2 'as rows too'
run plexus-slot export --for self
status 2 'one’s own: whose?'
run plexus-slot export --for everyone
status 2 'an audience that is none'
run plexus-slot export --type appointment --for sas
status 2 'only slots have an audience'
run plexus-slot export --type appointment --fhir
status 2 'only slots are a bundle'
run plexus-slot export --fhir --json --for team
status 2 'one format at a time'
run plexus-slot export --format xml --for team
status 2 'that it knows'
run plexus-slot export --for public --fhir
is "$code $(json -c '[.type, .total, .entry]')" '0 ["searchset",0,[]]' 'nothing to show is a bundle without entry'
run plexus-slot export --for public --fhir --exit-code
status 3 'which --exit-code tells'
is "$(plexus-directory export --format fhir)" "$(plexus-directory export --fhir)" 'the directory takes the same word'
run plexus-directory export --format vcard
like "$out" 'BEGIN:VCARD' 'and its other one'

# The local hour and its offset, on both sides of both changes of clocks.
plexus-slot open --who martin --start '2026-03-29 00:30' --every 60min --count 4 --audience public --reason 'Visite de contrôle' -q
plexus-slot open --who martin --start '2026-10-25 01:30' --every 60min --count 4 --audience public --mode video --place 1 -q
plexus-slot export --format fhir --for public >public.json
is "$(faults true public.json)" '' 'a bundle for everyone has no fault'
spoiled() { jq "$2" public.json >spoiled.json; like "$(faults true spoiled.json)" "$1" "one would be seen: $1"; }
spoiled 'label' '(.entry[].resource | select(.meta).meta.security[0].code) = "TEAM"'
spoiled 'status' '(.entry[].resource | select(.status).status) = "busy"'
spoiled 'times' '(.entry[].resource | select(.start).start) |= .[:19] + "Z"'
spoiled 'out of it' 'del(.entry[] | select(.resource.resourceType == "Practitioner"))'
spoiled 'total' '.total += 1'
is "$(jq -r '.entry[].resource | select(.start) | .start[5:16] + .start[19:]' public.json | paste -sd' ')" \
	'03-29T00:30+01:00 03-29T01:30+01:00 03-29T03:30+02:00 03-29T04:30+02:00 10-25T01:30+02:00 10-25T02:30+02:00 10-25T02:30+01:00 10-25T03:30+01:00' 'Paris: its hours and their offsets'
is "$(jq -c '[.entry[].resource | select(.resourceType == "Slot") | [.meta.security[].code, .serviceType[0].coding[0].code, .specialty[].coding[0].code]] | unique' public.json)" \
	'[["PUBLIC","CPTS","AMB","SM54"],["PUBLIC","CPTS","VR","SM54"]]' 'labels, classes, specialties'
is "$(jq -c '[.entry[].resource.contained[0].address | select(.) | [.line[0], .postalCode]] | sort' public.json)" '[["1 place du Val","49320"],["3 rue des Prés","49100"]]' 'a role at each place'
unlike "$(<public.json)" 'example.org|612345678' 'nobody’s address or telephone'
for zone in 'Indian/Reunion +04:00 14400' 'America/Martinique -04:00 -14400' 'Asia/Kolkata +05:30 19800'; do
	read -r name offset seconds <<<"$zone"
	plexus-directory edit --type organization 1 --timezone "$name" -q
	is "$(plexus-slot export --fhir --for public | jq -r '[.entry[].resource | select(.start) | .start[19:]] | unique | join(" ")')" "$offset" "$name: the same all year"
	is "$(plexus-slot export --fhir --for public | jq -r '.entry[].resource | select(.start) | .start | .[:19] + "Z" | fromdate' | paste -sd' ')" \
		"$(plexus-slot list --jsonl | jq -r --argjson east "$seconds" '(.start | fromdate) + $east' | paste -sd' ')" "$name: the same instants"
done
plexus-directory edit --type organization 1 --timezone Europe/Paris -q
plexus-slot close status=free --yes -q

# Random offers of everyone, to everyone; some shown to others since, some taken back, some taken.
RANDOM=26
audiences=(self team cpts sas public)
whose=(martin dupont tilleul centre-du-puits)
modes=(office home video)
for i in {0..47}; do
	plexus-slot open --who "${whose[RANDOM % 4]}" --start "$(printf '2026-03-%02d %02d:00' $((3 + i / 8)) $((8 + i % 8)))" --every 20min --count $((1 + RANDOM % 3)) \
		--audience "${audiences[RANDOM % 5]}" --mode "${modes[RANDOM % 3]}" --reason "offre $i" -q
done
plexus-slot open --who martin --start '2026-03-02 06:00' --audience public -q # it has begun
mapfile -t slots < <(plexus-slot list start\>=2026-03-03 'start<2026-03-20' --ids)
for slot in "${slots[@]}"; do
	case $((RANDOM % 6)) in
	0) plexus-slot publish "$slot" --audience "${audiences[RANDOM % 5]}" -q ;;
	1) plexus-slot close "$slot" -q ;;
	2) plexus-slot book "$slot" --patient 'Z. Quidam, 1950' --by dupont --reason 'mal secret' --audience team -q >/dev/null 2>&1 ;;
	esac
done
plexus-slot list --jsonl >all.jsonl
is "$(jq -r .status all.jsonl | sort -u | paste -sd' ')" 'busy closed free' 'there is some of each'
is "$(jq -r .audience all.jsonl | sort -u | paste -sd' ')" 'cpts public sas self team' 'for everybody'
# What somebody may see, said another way than the program does.
may_see() { # AUDIENCE
	jq -r --arg for "$1" '
		["self", "team", "cpts", "sas", "public"] as $ranks
		| ($ranks | index($for)) as $mine
		| select(.status != "closed")
		| select(if $for == "self" then .practitioner == "martin" else (.audience as $a | $ranks | index($a)) >= $mine end)
		| select($mine < 2 or (.status == "free" and .start >= "2026-03-02T08:00:00Z"))
		| .uid' all.jsonl | sort
}
for audience in "${audiences[@]}"; do
	for_them=(--for "$audience") outside=true
	[[ $audience != self ]] || for_them+=(--as martin)
	[[ $audience != self && $audience != team ]] || outside=false
	expected=$(may_see "$audience")
	ok "$audience: there is something" test -n "$expected"
	isnt "$expected" "$(jq -r .uid all.jsonl | sort)" "$audience: and not everything"
	plexus-slot export --format fhir "${for_them[@]}" -o bundle.json
	is "$(jq -r '.entry[].resource | select(.resourceType == "Slot").id' bundle.json | sort)" "$expected" "$audience: in FHIR"
	is "$(faults $outside bundle.json)" '' "$audience: without a fault"
	is "$(plexus-slot export "${for_them[@]}" | jq -r .uid | sort)" "$expected" "$audience: in JSON Lines"
	is "$(plexus-slot export "${for_them[@]}" --json | jq -r '.[].uid' | sort)" "$expected" "$audience: in JSON"
	is "$(plexus-slot export "${for_them[@]}" --csv --fields uid | tail -n +2 | tr -d '\r' | sort)" "$expected" "$audience: in CSV"
	is "$(plexus-slot export "${for_them[@]}" --csv=excel-fr --fields uid | tail -n +2 | tr -d '\r' | sort)" "$expected" "$audience: for spreadsheets"
	is "$(plexus-slot export "${for_them[@]}" --ids | sort)" "$(jq -r --argjson uids "$(jq -Rn '[inputs]' <<<"$expected")" 'select(.uid as $u | $uids | index($u)) | .id' all.jsonl | sort)" "$audience: as numbers"
	unlike "$(<bundle.json)" 'Quidam|secret' "$audience: not a word of a patient"
	taken=$(jq -r --argjson uids "$(jq -Rn '[inputs]' <<<"$expected")" 'select(.status == "busy" and (.uid as $u | $uids | index($u))) | .uid' all.jsonl | sort)
	is "$(jq -r '.entry[].resource | select(.resourceType == "Appointment") | .slot[0].reference[9:]' bundle.json | sort)" "$taken" "$audience: appointments of those who may know"
	is "$(jq -r '[.entry[].resource | select(.resourceType == "Schedule").id] | unique - $ids | length' --argjson ids "$(jq '[.entry[].resource.schedule.reference // empty | .[9:]]' bundle.json)" bundle.json)" 0 "$audience: no offer but those of its slots"
	is "$(plexus-slot export "${for_them[@]}" practitioner=dupont --limit 1 | jq -r .practitioner | grep -vc dupont)" 0 "$audience: filters narrow it"
done
is "$(plexus-slot export audience=sas,public | jq -r .uid | sort)" "$(may_see sas)" 'a filter says for whom as well'
is "$(plexus-slot export audience=public --fhir | jq .total)" "$(may_see public | wc -l)" 'in a bundle too'
is "$(plexus-slot export audience=self,public --for sas | jq -r .uid | sort)" "$(may_see public)" 'and opens nothing that --for closes'
is "$(plexus-slot export --for cpts audience=team,self | wc -l)" 0 'whatever it asks'
is "$(plexus-slot export --for cpts status=closed,busy | wc -l)" 0 'in any status'
for audience in cpts sas public; do
	for slot in $(plexus-slot export --for "$audience" --ids | head -3); do
		plexus-slot close "$slot" -q
		is "$(plexus-slot export --for "$audience" --ids | grep -cx "$slot")" 0 "$audience: what is closed is gone"
	done
	slot=$(plexus-slot export --for "$audience" --ids | head -1)
	plexus-slot publish "$slot" --audience team -q
	is "$(plexus-slot export --for "$audience" --fhir | grep -c "$(plexus-slot show "$slot" --json | jq -r .uid)")" 0 "$audience: what is shown to the team again as well"
done

# Our own bundle, read here again, is nothing new.
plexus-slot export --fhir --for team -o team.json
before=$(plexus-slot list --jsonl | sha256sum)
run plexus-slot import team.json --json
appointments=$(jq '[.entry[].resource | select(.resourceType == "Appointment")] | length' team.json)
ok 'it has appointments' test "$appointments" -gt 3
is "$code $(counts)" "0 0 0 $(($(jq .total team.json) + appointments)) 0" 'our own bundle changes nothing'
is "$(plexus-slot list --jsonl | sha256sum)" "$before" 'nothing at all'

# In from others.
PLEXUS_DB=$(location other)
new_team
plexus-directory import "$cases/cpts1.slot.json" -q 2>/dev/null
is "$(plexus-directory list --json | jq -r '.[].family')" Tilleul 'a bundle of slots names its people'
run plexus-directory import "$cases/cpts1.slot.json"
like "$err" '1 Slot was left \(plexus-slot import takes it\)' 'and says who reads its slots'
for n in 1 2; do
	at 2024-06-10T08:00:00Z
	run plexus-slot import "$cases/cpts$n.slot.json" --json
	is "$code $(counts)" "0 $((n == 1)) 0 $((n == 2)) 0" "the guide’s bundle of $n CPTS"
done
is "$(plexus-slot list --jsonl | jq -r '[.practitioner, .start, .minutes, .status, .audience, .mode] | join(" ")')" \
	'tilleul 2024-06-12T14:40:00Z 20 free public office' 'its slot'
is "$(plexus-slot list --type schedule --jsonl | jq -r .reason)" 'Visite de contrôle' 'and what it is for'
at 2024-06-13T08:00:00Z
PLEXUS_DB=$(location late)
new_team
plexus-directory import "$cases/cpts1.slot.json" -q 2>/dev/null
run plexus-slot import "$cases/cpts1.slot.json" --json
is "$code $(counts)" '0 0 0 1 0' 'what has begun is left'
like "$err" '1 slot has begun' 'which is said'

PLEXUS_DB=$(location agenda)
at 2026-03-02T08:00:00Z
new_team
plexus-directory add Tilleul --profession 10 --rpps 10000000009 -q
plexus-directory add 'Centre du Puits' --type organization --kind imaging --finess 350000048 -q
run plexus-slot import "$cases/agenda.slot.json" --rejects refused.csv --json
is "$code $(counts)" '5 2 0 3 8' 'what can be is taken, the rest refused'
like "$err" 'agenda.slot.json:13: rpps: 10890000010: the directory knows nobody' 'somebody unknown, with line, field and reason'
is "$(tail -n +2 refused.csv | grep -c .)" 8 'all of them kept'
is "$(head -1 refused.csv | grep -o 'line,reason')" 'line,reason' 'with line and reason'
for word in 'nothing says whose' 'no instant with its offset' 'every 5 minutes' 'none of free, busy' 'from 5 minutes to a day' 'could not be known again'; do
	like "$(<refused.csv)" "$word" "refused: $word"
done
like "$err" 'takes whoever comes \(WALKIN\)' 'nobody books a WALKIN'
is "$(plexus-slot list --jsonl | jq -r '[.practitioner // .service, .audience, .mode, .minutes] | join(" ")' | paste -sd,)" 'tilleul team office 15,centre-du-puits sas video 20' 'of a person and of a service'
run plexus-slot import "$cases/agenda.slot.json" --strict --json
is "$code $(json .new)" '5 0' 'strict: nothing'
run plexus-slot import "$cases/agenda.slot.json" --dry-run --json
is "$code $(counts)" '5 0 0 5 8' 'again: nothing new'
run plexus-slot import "$cases/agenda.slot.json" --map a=b
status 2 'columns have no meaning'
run plexus-slot import - <<<'practitioner,start'
status 2 'slots of other files are offers'

# What other software says later.
told() { jq -c --argjson ids "$1" '.entry |= map(select((.resource.resourceType | IN("Slot", "Appointment") | not) or (.resource.id as $i | ["a", "b"] | index($i)))) | (.entry[].resource | select(.id as $i | $ids | index($i))) |= (. + $change)' --argjson change "$2" "$cases/agenda.slot.json" >told.json; }
hear() { run plexus-slot import told.json --json; }
told '[]' '{}'
hear
is "$code $(counts)" '0 0 0 2 0' 'the same: nothing'
for word in busy busy-tentative busy-unavailable entered-in-error; do
	told '["a"]' "{\"status\": \"$word\"}"
	hear
	is "$(counts) $(statuses)" '0 1 1 0 1closed 1free' "$word: taken back"
	hear
	is "$(counts)" '0 0 2 0' "$word: once"
	told '[]' '{}'
	hear
	is "$(counts) $(statuses)" '0 1 1 0 2free' "free after $word: open again"
	is "$(plexus-slot find médecin --for team --ids | wc -l)" 1 'and found'
done
told '["a"]' '{"meta": {"security": [{"code": "PUBLIC"}]}}'
hear
is "$(counts) $(plexus-slot show 1 --json | jq -r .audience)" '0 1 1 0 public' 'shown to others there, and here'
told '["a"]' '{"end": "2026-03-03T09:30:00+01:00"}'
hear
is "$code $(counts)" '5 0 0 1 1' 'of another length: refused'
like "$err" 'slot 1 begins then and lasts 15 minutes, not 30' 'which says why'
plexus-slot book 1 --patient 'A. B., 1950' --by tilleul -q
for word in busy entered-in-error free; do
	told '["a", "b"]' "{\"status\": \"$word\"}"
	hear
	is "$(plexus-slot show 1 --json | jq -r .status) $(plexus-slot list --type appointment --jsonl | jq -r .status)" 'busy booked' "$word there: what somebody has here stays"
done
# Who waits for what opens by a file is offered it, and loses what is not free there any more.
plexus-slot wait médecin --patient 'C. D., 1960' --by tilleul -q
told '[]' '{"status": "busy"}'
later='{"start": "2026-03-03T13:00:00+01:00", "end": "2026-03-03T13:15:00+01:00"}'
told '["a"]' "$later"
hear
is "$(counts) $(plexus-slot list 'start>=2026-03-03 13:00' 'start<2026-03-03 14:00' --jsonl | jq -r .status)" '1 0 1 0 busy-tentative' 'what opens is held for who waits'
told '["a"]' "$(jq -c '. + {status: "busy"}' <<<"$later")"
hear
is "$(counts) $(plexus-slot list 'start>=2026-03-03 13:00' 'start<2026-03-03 14:00' --jsonl | jq -r .status)" '0 1 1 0 closed' 'and taken back from them when it is busy there'
told '["a"]' "$later"
hear
is "$(counts)" '0 1 1 0' 'free again, it is open again'
plexus-slot open --who tilleul --start '2026-03-03 14:00' --audience cpts -q
ours='{"start": "2026-03-03T14:00:00+01:00", "end": "2026-03-03T14:15:00+01:00"}'
told '["a"]' "$ours"
hear
is "$(counts)" '0 0 2 0' 'what the team opened itself'
is "$(plexus-slot show 4 --json | jq -r .audience)" cpts 'stays shown to whom it says'
told '["a"]' "$(jq -c '. + {status: "busy"}' <<<"$ours")"
hear
is "$(counts) $(plexus-slot show 4 --json | jq -r .status)" '0 1 1 0 closed' 'is taken back when it is busy there'
told '["a"]' "$ours"
hear
is "$(counts) $(plexus-slot show 4 --json | jq -r .status)" '0 0 2 0 closed' 'and is the team’s to open again'

# All that an agenda has of its time.
PLEXUS_DB=$(location replace)
new_team
plexus-directory add Tilleul --profession 10 --rpps 10000000009 -q
plexus-directory add Dupont --profession 60 --rpps 10890000010 -q
agenda() { # JQ: of hours (tens of minutes after 8:00) of Tilleul, the first day of the month
	jq -n '[range(0; 8)] | '"$1"' | {resourceType: "Bundle", type: "searchset", entry: ([
		{resource: {resourceType: "Schedule", id: "t", actor: [{identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "810000000009"}}]}},
		{resource: {resourceType: "Schedule", id: "d", actor: [{identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "810890000010"}}]}}
	] + map({resource: {resourceType: "Slot", schedule: {reference: "Schedule/t"}, status: "free", start: "2026-03-04T08:\(.)0:00+01:00", "end": "2026-03-04T08:\(.)5:00+01:00"}}))}' >replace.json
}
free() { plexus-slot list practitioner=tilleul status!=closed --jsonl | jq -r '.start[14:15]' | sort | paste -sd' '; }
agenda 'map(select(. < 6))'
jq '.entry += [{resource: {resourceType: "Slot", schedule: {reference: "Schedule/d"}, status: "free", start: "2026-03-04T08:20:00+01:00", "end": "2026-03-04T08:25:00+01:00"}}]' replace.json >both.json
run plexus-slot import both.json --replace --json
is "$code $(counts) $(json '.closed, .kept' | paste -sd' ')" '0 7 0 0 0 0 0' 'at first nothing was there'
plexus-slot open --who tilleul --start '2026-03-04 08:35' --every 5min --audience team -q
plexus-slot book 2 --patient 'A. B., 1950' --by tilleul -q
agenda 'map(select(. == 0 or . == 4))'
run plexus-slot import replace.json --json
is "$code $(json 'has("closed")') $(free)" '0 false 0 1 2 3 3 4 5' 'what a file does not list stays, unless it is said'
run plexus-slot import replace.json --replace --dry-run --json
is "$code $(json '.closed, .kept' | paste -sd' ') $(free)" '5 2 1 0 1 2 3 3 4 5' 'a dry run says it'
run plexus-slot import replace.json --replace --json
is "$code $(free)" '5 0 1 3 4 5' 'between its first slot and its last: what is free is closed'
is "$(json '[.read, .rejected, .closed, .kept] | join(" ")')" '2 0 2 1' 'which is counted'
like "$err" 'slot 2 is not listed any more, and appointment 1 has it' 'what somebody has is named, and stays'
is "$(plexus-slot list --type appointment --jsonl | jq -r .status)" booked 'with its appointment'
is "$(plexus-slot list practitioner=dupont --jsonl | jq -r .status)" free 'and nobody else’s'
run plexus-slot import replace.json --replace
is "$code ${out##*$'\n'}" '5 not listed any more: 0 closed, 1 kept' 'again: the same, in words'
plexus-slot cancel 1 --reason x -q
run plexus-slot import replace.json --replace --json
is "$code $(json '.closed, .kept' | paste -sd' ')" '0 1 0' 'given up here, it is closed too'
plexus-slot import both.json -q
is "$(free)" '0 1 2 3 3 4 5' 'listed again, they are open again'
jq '.entry[0].resource.planningHorizon = {start: "2026-03-04T08:30:00+01:00", "end": "2026-03-05T00:00:00+01:00"} | .entry |= .[:2]' replace.json >horizon.json
run plexus-slot import horizon.json --replace --json
is "$code $(json .closed) $(free)" '0 3 0 1 2 3' 'of an agenda that is empty for a time'
plexus-slot import both.json -q
jq '.entry += [{resource: {resourceType: "Slot", schedule: {reference: "Schedule/nobody"}, status: "free", start: "2026-03-04T08:20:00+01:00", "end": "2026-03-04T08:25:00+01:00"}}]' replace.json >unsure.json
run plexus-slot import unsure.json --replace --json
is "$code $(json .closed)" '5 0' 'when a slot does not say whose it is, none is closed'
like "$err" 'nothing was closed' 'which is said'
at 2026-03-04T07:15:00Z
run plexus-slot import replace.json --replace --json
is "$(json .closed) $(free)" '2 0 1 3 4 5' 'what has begun is left'
run plexus-slot import offres.csv --type schedule --replace
status 2 'offers are not replaced'
run plexus doctor
status 0 'all is well'
done_testing
