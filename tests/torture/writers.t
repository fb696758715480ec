#!/usr/bin/env bash
# 200 writers at once, none lost: each a process of its own that adds a task and prints its id.
. "$(dirname "$0")/../lib.sh"

new_team
count_of() { plexus-task count "$@" --json | jq ".[0].count"; }
writers=200
for ((i = 1; i <= writers; i++)); do
	plexus-task add "Relance $i" --json >"$tmp/added.$i" 2>"$tmp/said.$i" || echo "$?" >"$tmp/failed.$i" &
done
wait

is "$(find "$tmp" -name 'failed.*' | wc -l)" 0 'no writer failed' || note "$(cat "$tmp"/said.* | sort | uniq -c | sort -rn | head -5)"
is "$(count_of)" "$writers" 'every task is there'
is "$(cat "$tmp"/added.* | jq -r .id | sort -n | tr '\n' ' ')" "$(seq -s ' ' $writers) " 'each has an id of its own, none is missing'
is "$(plexus-task list --jsonl | jq -r .title | sort)" "$(seq -f 'Relance %g' $writers | sort)" 'each is whole'
run plexus doctor --json
status 0 'the database is sound, and the chain holds'
is "$(json -r '[.[] | select(.check == "journal") | .message][0]')" "$((writers + 1)) lines, the chain holds" 'with a line each'

# Readers read while a writer imports, and see all of it or nothing.
seq -f 'Import %g' 3000 | sed '1i title' >tasks.csv
plexus-task import tasks.csv -q &
importer=$!
seen=
while kill -0 $importer 2>/dev/null; do
	seen="$seen $(count_of)" || seen="$seen failed"
done
wait $importer
is $? 0 'an import among readers is done'
is "$(tr ' ' '\n' <<<"$seen" | grep -vxE "|$writers|$((writers + 3000))")" '' 'readers saw the import whole or not at all'
is "$(count_of)" "$((writers + 3000))" 'it is whole at the end'
done_testing
