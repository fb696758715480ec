#!/usr/bin/env bash
# What a verb prints with --json is what its --schema says, for every verb that prints records.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory import - -q <<'CSV'
nom,prénom,profession,compétences
Dupont,Anne,médecin,"diabète,échographie"
Martin,Luc,infirmier,
CSV
plexus-project add BPCO --members dupont -q
plexus-task add A --assignees dupont --due 2025-03-20 --project bpco --minutes 30 -q
plexus-task add B --depends 1 --status done -q
plexus-meeting add RCP --kind concertation --start 2025-03-01T11:00:00Z --invite dupont,martin -q
plexus-meeting add --type rate --profession 10 --from 2025-01-01 --hourly-cents 7500 -q
plexus-meeting attend 1 dupont -q
plexus-meeting hold 1 --files 3 -q
plexus-report set 2025 patients=6000 -q
echo preuve >preuve.txt
plexus-report evidence 2025 A2-COO preuve.txt -q

agrees() { # PROGRAM VERB WORD…
	local type=()
	[[ ${*:3} != *--type* ]] || type=(--type "$(grep -oP -- '--type \K\S+' <<<"${*:3}")")
	"$1" "$2" --schema "${type[@]}" >schema.json
	run "$@" --json
	((code == 0)) && [[ ! $(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq" 2>&1) ]]
	report $((!$?)) "$*" "$err" "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq" 2>&1 | head -3)"
	[[ $(json 'if type == "array" then length else 1 end') != 0 ]]
	report $((!$?)) "$*: something to look at"
}
for verb in list 'show 1'; do
	# shellcheck disable=SC2086
	{
		agrees plexus-project $verb
		agrees plexus-task $verb
		for type in meeting attendance rate; do agrees plexus-meeting $verb --type $type; done
		for type in practitioner organization; do agrees plexus-directory $verb --type $type; done
		for type in exercise fact evidence; do agrees plexus-report $verb --type $type; done
	}
done
agrees plexus-task add C
agrees plexus-task next
agrees plexus-task done 1
agrees plexus-meeting invite 1 martin
agrees plexus-meeting attend 1 martin
agrees plexus-meeting time --year 2025
agrees plexus-report time --year 2025
agrees plexus-report set 2025 patients=6001
agrees plexus-report evidence 2025 A2-COO preuve.txt
agrees plexus-report aci --year 2025
agrees plexus-report explain A2-COO --year 2025
agrees plexus today
agrees plexus doctor
agrees plexus log

# The check itself sees what is wrong.
echo '{"type":"object","required":["a"],"properties":{"a":{"type":"integer","minimum":2}},"additionalProperties":false}' >schema.json
wrong() { isnt "$(jq -rn --slurpfile schema schema.json --argjson data "[$1]" -f "$top/tests/schema.jq")" '' "seen: $1"; }
wrong '{}'
wrong '{"a":1}'
wrong '{"a":"2"}'
wrong '{"a":2.5}'
wrong '{"a":2,"b":1}'
wrong '[]'
is "$(jq -rn --slurpfile schema schema.json --argjson data '[{"a":2}]' -f "$top/tests/schema.jq")" '' 'and lets pass what is right'
for file in "$top"/share/schemas/*.json; do
	like "$(jq -r '."$schema"' "$file")" 'draft/2020-12/schema' "${file##*/} names its dialect"
done
done_testing
