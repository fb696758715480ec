#!/usr/bin/env bash
# The clock set back and forth between writes, by seconds and by years: ids and journal go on, uids
# stay apart, and what was written is there, in the order of writing.
. "$(dirname "$0")/torture.sh"

new_team
moments=(2025-03-14T09:00:00Z 2025-03-14T08:59:59Z 2024-02-29T23:59:59Z 2025-03-30T01:00:00Z
	1970-01-01T00:00:00Z 2038-01-19T03:14:08Z 2025-10-26T00:59:59Z 1999-12-31T23:59:59Z 2100-02-28T12:00:00Z)
writes=$(times 45 600) edits=0 dones=0
for ((i = 1; i <= writes; i++)); do
	at "${moments[RANDOM % ${#moments[@]}]}"
	run plexus-task add "Tâche $i" --json
	attempt test "$code $(json .id)" = "0 $i"
	if ((i % 5 == 0)); then
		run plexus-task edit "$i" --title "Tâche $i revue" -q
		attempt test $code = 0
		edits=$((edits + 1))
	elif ((i % 7 == 0)); then
		run plexus-task done "$i" -q
		attempt test $code = 0
		dones=$((dones + 1))
	fi
done
at 2020-01-01T00:00:00Z # before anything that was written
attempt sound
is "$(plexus-task list --ids | wc -l)" "$writes" 'every task is there'
is "$(plexus-task list --jsonl | jq -r .uid | sort -u | wc -l)" "$writes" 'each has a uid of its own'
is "$(plexus-task list --jsonl | jq -r 'select(.title | endswith("revue")) | .id' | wc -l)" $((writes / 5)) 'every change is there'
like "$(plexus doctor --json | jq -r '.[] | select(.check == "journal") | .message')" "^$((1 + writes + edits + dones)) lines, the chain holds" 'each write has its line, and the chain holds'
is "$(plexus log --jsonl | jq .seq | tr '\n' ' ')" "$(seq -s ' ' $((1 + writes + edits + dones))) " 'in the order of writing'
is "$(plexus log task 5 --jsonl | jq -r .change | tr '\n' ' ')" 'add edit ' 'whatever the clock said'
attempt sound
sum_up 'checks while the clock went back and forth'
done_testing
