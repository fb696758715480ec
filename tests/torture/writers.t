#!/usr/bin/env bash
# 200 writers at once, none lost: each a process of its own that adds a task and prints its id.
. "$(dirname "$0")/torture.sh"

new_team

# Meanwhile, on a database of its own: a lock that nobody gives back, and a writer that gives up.
stuck=$(database stuck)
plexus --db "$stuck" init --name 'MSP du Roc' --kind msp -q
hold() {
	if [[ ! $server ]]; then exec flock "$stuck-lock" sleep 30; fi
	local lock
	lock=$(sed -n 's/.*PX_POSTGRES_LOCK = \([0-9a-fx]*\).*/\1/p' "$top/lib/store/postgres/postgres.h")
	exec "$psql" -X -q -d "$stuck" -c "SELECT pg_advisory_lock($((lock)), 0)" -c 'SELECT pg_sleep(30)' >/dev/null
}
hold &
holder=$!
sleep 0.2
start=$(date +%s)
(plexus-task --db "$stuck" add 'Patience' 2>"$tmp/busy"; echo "$? $(($(date +%s) - start))" >"$tmp/gave-up") &
waiter=$!

count_tasks() { plexus-task count --json | jq ".[0].count"; }
writers=200 writers_at_work=()
for ((i = 1; i <= writers; i++)); do
	plexus-task add "Relance $i" --json >"$tmp/added.$i" 2>"$tmp/said.$i" || echo "$?" >"$tmp/failed.$i" &
	writers_at_work+=($!)
done
wait "${writers_at_work[@]}"

is "$(find "$tmp" -name 'failed.*' | wc -l)" 0 'no writer failed' || note "$(cat "$tmp"/said.* | sort | uniq -c | sort -rn | head -5)"
is "$(count_tasks)" "$writers" 'every task is there'
is "$(cat "$tmp"/added.* | jq -r .id | sort -n | tr '\n' ' ')" "$(seq -s ' ' $writers) " 'each has an id of its own, none is missing'
is "$(plexus-task list --jsonl | jq -r .title | sort)" "$(seq -f 'Relance %g' $writers | sort)" 'each is whole'
run plexus doctor --json
status 0 'the database is sound, and the chain holds'
is "$(json -r '[.[] | select(.check == "journal") | .message][0]')" "$((writers + 1)) lines, the chain holds" 'with a line each'

# 64 that write one after the other without a pause: add, change, remove.  Who is told to try again
# later does.
write() {
	local status
	until "$@"; do
		status=$?
		((status == 75)) || return $status
		echo "$*" >>"$tmp/later"
	done
}
without_pause() { # WRITER
	local n id
	for ((n = 1; n <= each; n++)); do
		id=$(write plexus-task add "Suite $1 $n" --json | jq .id)
		[[ $id ]] || { echo "add $1 $n"; continue; }
		((n % 3)) || write plexus-task done "$id" -q || echo "done $1 $n"
		((n % 5)) || write plexus-task remove "$id" --yes -q || echo "remove $1 $n"
	done
}
: >"$tmp/later"
each=$(times 5 40) at_work=()
before=$(count_tasks)
begun=$EPOCHSECONDS
for ((i = 1; i <= 64; i++)); do
	without_pause $i >"$tmp/refused.$i" 2>"$tmp/why.$i" &
	at_work+=($!)
done
wait "${at_work[@]}"
note "64 writers, $((64 * each)) additions in $((EPOCHSECONDS - begun)) s, $(wc -l <"$tmp/later") times told to try again"
tried=$((writers + 64 * (each + each / 3 + each / 5))) lost=$(cat "$tmp"/refused.* | wc -l)
((!lost)) || note "$(cat "$tmp"/refused.* "$tmp"/why.* | sort | uniq -c | sort -rn | head -5)"
attempt test "$(count_tasks)" = $((before + 64 * (each - each / 5)))
attempt test "$(plexus-task count title~^Suite status=done --json | jq ".[0].count")" = $((64 * (each / 3 - each / 15)))
attempt sound
sum_up 'writes of 264 writers'
plexus-task remove title~^Suite --yes -q

# Readers read while a writer imports, and see all of it or nothing.
seq -f 'Import %g' 3000 | sed '1i title' >tasks.csv
plexus-task import tasks.csv -q &
importer=$!
seen=
while kill -0 $importer 2>/dev/null; do
	seen="$seen $(count_tasks)" || seen="$seen failed"
done
wait $importer
is $? 0 'an import among readers is done'
is "$(tr ' ' '\n' <<<"$seen" | grep -vxE "|$writers|$((writers + 3000))")" '' 'readers saw the import whole or not at all'
is "$(count_tasks)" "$((writers + 3000))" 'it is whole at the end'

wait $waiter
read -r ended after <"$tmp/gave-up"
kill $holder
is "$ended" 75 'who cannot have the lock gives up'
((after >= 10 && after <= 12)); is $? 0 "after 10 seconds ($after)"
like "$(<"$tmp/busy")" 'try again later' 'and says to try again'
done_testing
