#!/usr/bin/env bash
# PostgreSQL killed, stopped, cut off and away under those who write to it, and started again: what was
# acknowledged is there once, the rest is whole or absent, every change has its line, the chain holds.
# The servers are this test's own, and flush as they would at a hospital.
. "$(dirname "$0")/../postgres/cluster.sh"
durable=(fsync=on full_page_writes=on)
PX_TEST_POSTGRES=$(cluster_start '' "${durable[@]}") || { echo '1..0 # SKIP no PostgreSQL here'; exit 0; }
. "$(dirname "$0")/torture.sh"
near=$(mktemp -d "${TMPDIR:-/tmp}/plexus-pg.XXXXXX")
far=$(mktemp -d "${TMPDIR:-/tmp}/plexus-pg.XXXXXX")
leave() {
	cluster_stop "$server"
	cluster_stop "$near"
	cluster_stop "$far"
	rm -rf "$tmp" "$near" "$far"
}
start() { cluster_start "$server" "${durable[@]}" >/dev/null 2>"$tmp/start" || note "$(<"$tmp/start")"; }

# --- away ----------------------------------------------------------------------------------------
# On servers of their own, meanwhile: four writers wait for their turn behind one that is in the middle of
# its own, and the server goes away.  Soon back, it is found again by those who had written nothing.
outage() { # NAME FOLDER SECONDS: leaves the statuses of the five, and how many tasks are there
	local writer
	cluster_start "$2" "${durable[@]}" >/dev/null
	PLEXUS_DB=$(cluster_database "$2" away)
	plexus init --name 'MSP du Loin' --kind msp -q
	cluster_sql "$2" away -c 'BEGIN; LOCK TABLE task IN EXCLUSIVE MODE; SELECT pg_sleep(60)' >/dev/null 2>&1 &
	sleep 0.5
	for writer in 1 2 3 4 5; do
		(
			plexus-task add "Loin $writer" -q 2>"$tmp/$1.said.$writer"
			echo "$?" >"$tmp/$1.status.$writer"
		) &
		sleep 0.2
	done
	cluster_kill "$2"
	SECONDS=0
	sleep "$3"
	plexus-task list >"$tmp/$1.absent" 2>&1
	echo "$?" >>"$tmp/$1.absent"
	cluster_start "$2" "${durable[@]}" >/dev/null
	echo "$SECONDS" >"$tmp/$1.away"
	wait
	{
		cat "$tmp/$1.status".* | tr '\n' ' '
		plexus-task count --json | jq '.[0].count'
	} >"$tmp/$1"
}
outage near "$near" 3 &
absences=($!)
outage far "$far" "$(times 12 15)" &
absences+=($!)

# --- several teams at once -----------------------------------------------------------------------
new_team
teams=4
for ((team = 2; team <= teams; team++)); do
	plexus-directory add --type organization "MSP $team" --kind msp --slug "msp-$team" -q
done
org() { (($1 % teams)) && echo "--org msp-$((1 + $1 % teams))"; }
lines() { sql 'SELECT (SELECT count(*) FROM journal) + (SELECT count(*) FROM journal_waiting)'; }
settled() { sql "SELECT count(*) = max(seq) AND min(seq) = 1 FROM journal"; }

writers=32 each=$(times 4 40) before=$(lines)
at_work=()
begun=$EPOCHSECONDS
for ((i = 1; i <= writers; i++)); do
	for ((n = 1; n <= each; n++)); do
		# shellcheck disable=SC2046 # --org is a word of its own
		plexus-task add "Ensemble $i $n" $(org $i) -q || echo "$i $n"
	done >"$tmp/refused.$i" 2>"$tmp/why.$i" &
	at_work+=($!)
done
wait "${at_work[@]}"
note "$writers writers of $teams teams: $((writers * each)) additions in $((EPOCHSECONDS - begun)) s, $(sql 'SELECT count(*) FROM journal_waiting') lines wait for the chain"
is "$(cat "$tmp"/refused.* "$tmp"/why.*)" '' 'nobody was refused'
is "$(lines)" $((before + writers * each)) 'each has its line'
attempt sound
tried=$((tried + writers * each))
plexus-task add 'Encore' -q
is "$(sql 'SELECT count(*) FROM journal_waiting')" 0 'who writes alone takes along the lines that waited'
is "$(settled)" t 'the lines are numbered without a gap'
attempt sound
ok 'the chain holds' plexus verify -q

# --- the server dies -----------------------------------------------------------------------------
# A writer adds, one of three times ends what it added, one of five imports twenty at once; what it was told is
# done, it writes down.  Told otherwise, it waits a little.
go_on=$tmp/go-on
writer() { # NUMBER
	local n=0 id args
	args=$(org "$1")
	while [[ -e $go_on ]]; do
		n=$((n + 1))
		# shellcheck disable=SC2086
		if ((n % 5 == 0)); then
			seq -f "Lot $1 $n %g." 20 | sed '1i title' | plexus-task import - $args -q && echo "$1 $n" >>"$tmp/lots.$1"
		elif id=$(plexus-task add "Seul $1 $n." $args --json) && id=$(jq .id <<<"$id"); then
			echo "$1 $n" >>"$tmp/added.$1"
			((n % 3)) || { plexus-task done "$id" $args -q && echo "$1 $n" >>"$tmp/done.$1"; }
		else
			# shellcheck disable=SC2320 # it is the command's
			echo "$? $1 $n" >>"$tmp/told.$1"
			sleep 0.05
		fi
	done 2>>"$tmp/said.$1"
}
deaths=(kill halt cut stall)
die() {
	case $1 in
	kill) cluster_kill "$server" ;;
	halt) cluster_halt "$server" ;;
	cut) # half of those who are connected
		at_server postgres -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 't$$%' AND random() < 0.5" >/dev/null
		return ;;
	stall)
		local pids
		mapfile -t pids < <(cluster_pids "$server")
		kill -STOP "${pids[@]}" 2>/dev/null
		sleep "0.$((RANDOM % 900 + 100))"
		kill -CONT "${pids[@]}" 2>/dev/null
		return ;;
	esac
	sleep "0.$((RANDOM % 300 + 100))"
	start
}
touch "$go_on" "$tmp"/{lots,added,done,told}.0
writers=$(times 8 24) rounds=$(times 6 60) restarts=0 at_work=()
for ((i = 1; i <= writers; i++)); do
	writer $i &
	at_work+=($!)
done
for ((round = 0; round < rounds; round++)); do
	sleep "0.$((RANDOM % 500 + 300))"
	how=${deaths[round % ${#deaths[@]}]}
	die "$how"
	[[ $how == cut || $how == stall ]] || restarts=$((restarts + 1))
	attempt sound
done
rm "$go_on"
wait "${at_work[@]}"

# Titles end in a point, so that 1 is not the beginning of 12.
plexus-task list --org all --fields title,status --csv | tr -d '\r' >"$tmp/stored"
for kind in lots added done; do cat "$tmp/$kind".* | sort >"$tmp/$kind"; done
missing() { # of what was acknowledged
	awk -F'[ .]' '$1 == "Seul" { print $2, $3 }' "$tmp/stored" | sort | comm -23 "$tmp/added" -
	awk -F'[ .,]' '$1 == "Seul" && $NF == "done" { print $2, $3 }' "$tmp/stored" | sort | comm -23 "$tmp/done" -
	awk -F'[ .]' '$1 == "Lot" { n[$2 " " $3]++ } END { for (lot in n) if (n[lot] == 20) print lot }' "$tmp/stored" | sort | comm -23 "$tmp/lots" -
}
halves() { awk -F'[ .]' '$1 == "Lot" { n[$2 " " $3]++ } END { for (lot in n) if (n[lot] != 20) print lot ": " n[lot] }' "$tmp/stored"; }
unmatched() { # records and lines, one without the other
	sql "WITH line AS (SELECT uid, before, after FROM journal WHERE type = 'task' UNION ALL
		SELECT uid, before, after FROM journal_waiting WHERE type = 'task')
		SELECT title FROM task t WHERE (SELECT count(*) FROM line WHERE uid = t.uid AND before IS NULL) <> 1
			OR (status = 'done') <> EXISTS (SELECT 1 FROM line WHERE uid = t.uid AND before IS NOT NULL)
		UNION ALL SELECT uid FROM line WHERE NOT EXISTS (SELECT 1 FROM task WHERE uid = line.uid)"
}
acknowledged=$(cat "$tmp"/{lots,added,done} | wc -l) told=$(cat "$tmp"/told.* | wc -l)
tried=$((tried + acknowledged)) lost=$((lost + $(missing | wc -l)))
is "$(missing)" '' 'what was acknowledged is there'
is "$(cut -d, -f1 "$tmp/stored" | sort | uniq -d)" '' 'and nothing twice'
is "$(halves)" '' 'imports are whole or absent'
is "$(unmatched)" '' 'no record without its line, no line without its record'
is "$(cat "$tmp"/told.* | awk '$1 != 75 && $1 != 6')" '' 'others were told to try again, or that there is no server' || note "$(cat "$tmp"/said.* | sort | uniq -c | sort -rn | head -5)"
ok 'additions, imports and changes were among them' test -s "$tmp/lots" -a -s "$tmp/done" -a -s "$tmp/added"
run plexus-task add 'Après' -q
status 0 'and it can still be written'
is "$(settled)" t 'the lines are numbered without a gap'
ok 'the chain holds' plexus verify -q
attempt sound

# Each record is what its last line says: a restore looks at all of them.
ok 'all of it is dumped' plexus dump --dir "$tmp/dump" -q
ok 'and restored' plexus --db "$(database copy)" restore "$tmp/dump" -q

# Who is told to try again would otherwise have it twice.
cat "$tmp"/told.* >"$tmp/told"
is "$(awk -F'[ .]' '$1 == "Seul" { print 75, $2, $3 }' "$tmp/stored" | sort | comm -12 - <(sort "$tmp/told"))" '' \
	'what was not stored is what was said not to be'
note "told otherwise, by exit status: $(cut -d' ' -f1 "$tmp/told" | sort | uniq -c | awk '{ print $2 ": " $1 }' | paste -sd';')"

# --- what became of those who waited -------------------------------------------------------------
wait "${absences[@]}"
if (($(<"$tmp/near.away") < 9)); then
	is "$(<"$tmp/near")" '75 0 0 0 0 4' 'away for 3 s: who had written nothing waits and goes on' || note "$(cat "$tmp"/near.said.*)"
else # a busy machine: that is longer than they wait
	skip "the server took $(<"$tmp/near.away") s to come back"
fi
like "$(<"$tmp/near.said.1")" 'nothing was stored' 'who was in the middle is told that nothing was stored'
is "$(<"$tmp/far")" '75 75 75 75 75 0' 'away for longer than 10 s: all are told to try again later' || note "$(cat "$tmp"/far.said.*)"
is "$(tail -1 "$tmp/far.absent")" 6 'who comes while there is no server is told so' || note "$(<"$tmp/far.absent")"

sum_up "writes and checks: $acknowledged writes of $writers writers acknowledged, $told refused, $restarts restarts"
done_testing
