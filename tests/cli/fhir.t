#!/usr/bin/env bash
# FHIR R4 bundles in and out of the directory.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/fhir
new_team

essence() { plexus-directory export "$@" | jq -c 'del(.id, .created, .updated, .organization)'; }

run plexus-directory import "$cases/searchset.json" --rejects refused.csv --json
status 5 'a page of a search, with a role whose person is elsewhere'
is "$(json -c '[.read,.new,.rejected]')" '[2,1,1]' 'the person is new, the role refused'
like "$err" 'searchset.json:36: a role of nobody' 'with file, line and reason'
like "$err" '1 Organization was left \(--type organization takes it\)' 'what is not a person is said'
is "$(plexus-directory show 10890000010 --json | jq -c '[.family,.profession,.specialty,.skills,.mssante,.phone]')" \
	"[\"L'HERMITE\",\"10\",\"SM26\",[\"CEX22\",\"CAPA06\"],\"eric.lhermite@medecin.mssante.fr\",\"+33261910001\"]" \
	'the person has what their roles say'
run plexus-directory import "$cases/searchset.json" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,1]' 'again, nothing changes'
run plexus-directory import --type organization "$cases/searchset.json" --json
is "$(json -c '[.read,.new]')" '[1,1]' 'its organization, when it is asked for'
run plexus-directory import - --json <"$cases/transaction.json"
is "$(json -c '[.read,.new]')" '[2,2]' 'a transaction, from standard input'
run plexus-directory import --type organization "$cases/places.organization.json" --json
is "$(json -c '[.read,.new]')" '[2,2]' 'organizations'
is "$(plexus-directory list --type organization finess=350000048 --json | jq -c '.[0] | [.kind,.address,.city]')" \
	'["hospital","30 RTE DE RENNES","VITRE"]' 'whose address stood in extensions'
run plexus-directory import "$cases/lines.ndjson" --json
is "$(json -c '[.read,.new]')" '[2,2]' 'a resource a line'
run plexus-directory import "$cases/empty.json" --json
status 0 'a bundle without entry'
is "$(json .read)" 0 'is nobody'
run plexus-directory import "$cases/cut.json"
status 5 'a bundle that was cut'
like "$err" 'cut.json:1:[0-9]+: ' 'says where'
is "$(wc -l <"$tmp/err")" 1 'in one line'
run plexus-task import "$cases/lines.ndjson"
status 5 'no task is FHIR'
echo '[{"family":"Guillemets","given":"\"resourceType\": x"}]' >quotes.json
run plexus-directory import quotes.json --json
is "$(json .read)" 1 'our own JSON that speaks of FHIR is not FHIR'
unlike "$err" 'FHIR' 'and is read as ours'

PLEXUS_DB=$(location team)
new_team
plexus-directory import "$top/share/demo/equipe.csv" -q 2>/dev/null
plexus-directory edit nadeau --skills 'écho\, doppler,SI01' --specialty 'mots & "guillemets"' --left 2024-12-31 -q
plexus-directory edit joly --specialty= --skills SM54 --email= -q
plexus-directory add 'Site du Puits' --type location --address '12, rue du Puits' --postcode 49320 --city 'Le Val' --lat 47.36 --lon -1.17 --finess 490000031 -q
plexus-directory add 'Site nu' --type location -q
plexus-directory edit --type organization 1 --address '1 place, du Val' --postcode 49320 --city '49320 Le Val' --insee 49023 --siret 35600000000048 -q
run plexus-directory export --fhir -o team.json
status 0 'export'
is "$(jq -r '.resourceType + " " + .type' team.json)" 'Bundle collection' 'is a bundle'
people=$(plexus-directory list --ids | wc -l)
is "$(jq -c '[.entry[].resource.resourceType] | group_by(.) | map([.[0], length])' team.json)" \
	"[[\"Organization\",1],[\"Practitioner\",$people],[\"PractitionerRole\",$people]]" 'of everyone, their role and their team'
is "$(jq '[.entry[].fullUrl] as $all | [.. | .reference? // empty] - $all | length' team.json)" 0 'every reference leads to an entry'
is "$(jq '[.entry[].fullUrl] | length - (unique | length)' team.json)" 0 'each of another address'
is "$(jq '[.entry[] | select(.fullUrl != "urn:uuid:" + .resource.id)] | length' team.json)" 0 'which is that of its resource'
is "$(jq '[.. | select(. == null or . == "" or . == [] or . == {})] | length' team.json)" 0 'nothing is empty'
is "$(jq -c '[.entry[].resource | select(.resourceType == "PractitionerRole" and (.active | not)) | .period.end]' team.json)" \
	'["2024-12-31"]' 'who has left is not active'
at 2024-12-31T23:30:00Z # it is the next year in Paris
is "$(plexus-directory export --fhir | jq -c '[.entry[].resource | select(.resourceType == "PractitionerRole" and (.active | not)) | .period.end]')" \
	'["2024-12-31"]' 'from the midnight of the team on'
at 2025-03-14T09:00:00Z
plexus-directory export --fhir >again.json
ok 'and the same again' cmp team.json again.json
plexus-directory export --type location --fhir -o sites.json
is "$(jq -c '[.entry[].resource.resourceType]' sites.json)" '["Location","Location","Organization"]' 'sites'
run plexus-directory import team.json --json
is "$(json -c '[.new,.changed,.rejected]')" '[0,0,0]' 'import here changes nothing'
essence >here.jsonl
essence --type organization >here-organization.jsonl
essence --type location >here-location.jsonl

PLEXUS_DB=$(database other)
plexus init --name 'Ailleurs' --kind cpts -q
run plexus-directory import team.json --json
status 0 'import elsewhere'
essence >there.jsonl
ok 'loses nothing' cmp here.jsonl there.jsonl
run plexus-directory import team.json --json
is "$(json -c '[.new,.changed]')" '[0,0]' 'and again changes nothing'
plexus-directory import --type organization team.json -q 2>/dev/null
essence --type organization id=2 >there.jsonl
ok 'the organization is whole' cmp here-organization.jsonl there.jsonl
plexus-directory import --type location sites.json -q 2>/dev/null
essence --type location >there.jsonl
ok 'the sites are whole' cmp here-location.jsonl there.jsonl

is "$(plexus-directory export family=nobody --fhir | jq -c .entry)" '[]' 'nobody is a bundle without entry'
run plexus-directory export --fhir --vcard
status 2 'two formats at once'
run plexus-directory export --fhir --type rpps
status 2 'the register is no team'
samples=$top/../shared/data/fhir
if [[ -d $samples ]]; then
	PLEXUS_DB=$(location samples)
	new_team
	read=0 refused=0
	for file in "$samples"/*.json; do
		run plexus-directory import "$file" -q
		((code == 0 || code == 5)) || note "$file: $code"
		# Only three of the published samples are JSON; two of them name someone.
		if jq -e . "$file" >/dev/null 2>&1; then read=$((read + (code == 0))); else refused=$((refused + (code == 5))); fi
	done
	is "$read $refused" '2 6' 'the published samples: those that are JSON are read, the others refused'
else
	skip 'no published samples here'
fi
done_testing
