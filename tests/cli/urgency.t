#!/usr/bin/env bash
# Urgency: what each term adds, explained, and weighed in the configuration.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 1
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-meeting add RCP --kind concertation --start 2025-03-01T11:00:00Z -q
urgency() { plexus-task show "$1" --json | jq .urgency; }
explain() { plexus-task next --explain --jsonl id="$1" "${@:2}" | jq -r '[.term, .weight, .points] | join(" ")'; }

# Each term alone.
id=0
term() { # EXPECTED TERM OPTION…: a task that it alone makes urgent
	id=$((id + 1))
	plexus-task add "Tâche $id" -q "${@:3}"
	is "$(urgency $id)" "$1" "$2: ${*:3}"
	is "$(explain $id)" "$2" "$2: explained"
}
term 1200 'due 1200 1200' --due 2025-03-07
term 1200 'due 1200 1200' --due 2024-01-01
term 960 'due 1200 960' --due 2025-03-14
term 925 'due 1200 925' --due 2025-03-15
term 240 'due 1200 240' --due 2025-04-04
term 240 'due 1200 240' --due 2026-04-04
term 600 'high 600 600' --priority high
term -180 'low -180 -180' --priority low
term 400 'started 400 400' --status started
term 300 'scheduled 300 300' --scheduled 2025-03-14
term 0 '  0' --scheduled 2025-03-15
term 100 'meeting 100 100' --meeting 1
term 100 'project 100 100' --project bpco
term 50 'assigned 50 50' --assignees dupont
plexus-task add Attend --wait 2025-04-01 -q
is "$(urgency 15)" -300 'a task hidden until a day to come'
is "$(explain 15)" '' 'is not next, and needs no explanation'

# A sum, and its explanation.
plexus-task add 'Relancer l’ARS' --due 2025-03-17 --priority high --project bpco --assignees dupont --meeting 1 --status started --scheduled 2025-03-01 -q
run plexus-task next --explain --json
is "$(json 'group_by(.id) | map(select((map(.points) | add) != .[0].urgency)) | length')" 0 'the points of every task sum to its urgency'
is "$(json 'map(.id) | unique | length')" 15 'every task is there'
is "$(plexus-task next --explain --json --limit 1 | jq -r 'map(.term)|join(" ")')" \
	'due high started scheduled meeting project assigned' '--limit counts tasks, not terms'
run plexus-task next --explain --limit 1
like "$out" 'Relancer l’ARS +2407 +due +857 +due in 3 days' 'people are told why'
run plexus-task next --explain id=16 --now 2025-03-19 --fields term,because
like "$out" 'due +2 days late' 'late'
run plexus-task next --explain id=16 --now 2025-03-17 --fields because --csv
is "$code" 2 'reasons, in a language, are not for machines'
run plexus-task next --explain id=16 --now 2025-03-17
like "$out" 'due today' 'today'
is "$(plexus-task next --explain --sort title --ids | sort -u | wc -l)" 15 'another order, and ids'
plexus-task next --explain --schema >schema.json
run plexus-task next --explain --json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as its schema says'
isnt "$(plexus-task next --schema)" "$(<schema.json)" 'which is not that of tasks'

# The configuration.
mkdir -p "$HOME/.config/plexus"
config=$HOME/.config/plexus/config
printf 'urgency.high = -20\n# a comment\nurgency.due=1\nurgency.project = 0\nurgency.age = 3650\n' >"$config"
is "$(explain 7)" 'high -20 -20' 'a weight of ours'
is "$(urgency 1)" 1 'another'
is "$(explain 13)" '  0' 'a term that does not count'
is "$(explain 9)" 'started 400 400' 'what is not said weighs as before'
is "$(explain 14 --now 2025-06-22 | tr '\n' ' ')" 'assigned 50 50 age 3650 1000 ' 'age, which did not count: a hundred days'
is "$(explain 14 --now 2027-06-22 | tail -1)" 'age 3650 3650' 'all of it after a year'
is "$(plexus-task next --limit 3 --ids | tr '\n' ' ')" '16 9 10 ' 'the order follows'
is "$(plexus-task list 'urgency<0' --ids | tr '\n' ' ')" '7 8 15 ' 'and filters'
bad() { # LINE REGEX
	echo "$1" >"$config"
	run plexus-task next
	is "$code" 2 "$1 is refused"
	like "$err" "$config:1: $2" "$1: where and why"
}
bad 'urgency.duee = 3' 'unknown key: urgency.duee .did you mean urgency.due'
bad 'urgency.due = lourd' 'urgency.due: not a whole number'
bad 'urgency.due = 1,5' 'urgency.due: not a whole number'
bad 'urgency.due =' 'urgency.due: not a whole number'
bad 'urgency.due = 99999999999999999999' 'urgency.due: not a whole number'
rm "$config"

# Help, manual and configuration know the same terms.
is "$(plexus-task help next | grep -o 'urgency\.[a-z]*  ' | wc -l)" 10 'help has every term'
for key in $(plexus-task help next | grep -o 'urgency\.[a-z]*  '); do
	echo "$key = 7" >"$config"
	run plexus-task next
	status 0 "$key is a key of the configuration"
	is "$(plexus-task --manual | grep -c "^.It $key\$")" 1 "$key is in the manual"
done
done_testing
