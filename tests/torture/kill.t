#!/usr/bin/env bash
# kill -9 in the middle of writes and imports: what was acknowledged is there, the rest is
# whole or absent, the database and the chain are sound each time.
. "$(dirname "$0")/torture.sh"

new_team
count_of() { plexus-task count "$@" --json | jq ".[0].count"; }
acknowledged=$tmp/acknowledged
: >"$acknowledged"

# Add tasks one after the other until killed; an id is written down once the command has ended well.
adder() {
	while id=$(plexus-task add "Tâche" --json | jq .id) && [[ $id ]]; do
		echo "$id" >>"$acknowledged"
	done
}

# In a process group of its own, so that the kill reaches the command at work.
victim() {
	set -m
	if (($1 % 3 == 0)); then
		seq -f "Import $1 %g" 400 | sed '1i title' >tasks.csv
		plexus-task import tasks.csv -q >/dev/null 2>&1 &
	else
		adder >/dev/null 2>&1 &
	fi
	set +m
	sleep "0.$(printf '%03d' $((RANDOM % 120 + 5)))"
	kill -KILL -- "-$!" 2>/dev/null
	wait $! 2>/dev/null
}

whole() {
	local imported
	imported=$(count_of title~^Import)
	((imported % 400 == 0)) || { note "round $round: $imported imported"; false; }
}
kills=$(times 100 500)
for ((round = 1; round <= kills; round++)); do
	victim $round
	attempt sound
	attempt whole
done
sort -n "$acknowledged" >"$tmp/expected"
plexus-task list --ids | sort -n >"$tmp/stored"
tried=$((tried + $(wc -l <"$acknowledged"))) lost=$((lost + $(comm -23 <(sort "$tmp/expected") <(sort "$tmp/stored") | wc -l)))
is "$(comm -23 <(sort "$tmp/expected") <(sort "$tmp/stored") | tr '\n' ' ')" '' 'nothing that was acknowledged is lost'
ok 'some was acknowledged' test -s "$acknowledged"
ok 'some imports were done' test "$(count_of title~^Import)" -gt 0
run plexus-task add 'Après'
status 0 'and it can still be written'
note "$(wc -l <"$acknowledged") tasks acknowledged"
sum_up "acknowledged writes and checks after $kills kills"
done_testing
