#!/usr/bin/env bash
# Connections that break off, locks that are waited for, two that begin at once: what is told of a write
# is what became of it.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
middle=$(mktemp -d "${TMPDIR:-/tmp}/plexus-cut.XXXXXX") cutter=
stop() {
	[[ ! $cutter ]] || kill "$cutter" 2>/dev/null
	cluster_stop "$cluster"
	rm -rf "$middle" "$tmp"
}
trap stop EXIT
asks() { cluster_sql "$cluster" plexus -At "$@"; }
tasks() { asks -c 'SELECT count(*) FROM task'; }
PLEXUS_DB=$(cluster_database "$cluster" plexus)
export PLEXUS_DB
direct=$PLEXUS_DB
plexus init --name 'MSP du Val' --kind msp -q

# The next commands go through a socket that breaks one connection off: cut TEXT before|after
cut_at() {
	[[ ! $cutter ]] || { kill "$cutter"; wait "$cutter"; } 2>/dev/null
	rm -f "$middle"/.s*
	coproc CUT { exec "$top/tests/postgres/cut.pl" "$middle" "$cluster" "$@"; }
	cutter=$CUT_PID
	read -r _ <&"${CUT[0]}"
	PLEXUS_DB=${direct/"$cluster"/$middle}
}

cut_at 'COMMIT\0' after
run plexus-task add 'Réponse perdue'
status 0 'a COMMIT whose answer was lost: the server is asked'
like "$out" 'task 1 added' 'and it was stored'
is "$(tasks)" 1 'once'

cut_at 'COMMIT\0' before
run plexus-task add 'Demande perdue'
status 75 'a COMMIT that never arrived'
like "$err" 'the connection was lost, nothing was stored: try again' 'is said'
is "$(tasks)" 1 'and nothing is there'

cut_at 'INSERT INTO "task"' before
run plexus-task add 'Coupée au milieu'
status 75 'a connection lost half way'
like "$err" 'lost, nothing was stored' 'is said'
is "$(tasks)" 1 'and nothing is there'

cut_at 'BEGIN ISOLATION LEVEL READ COMMITTED' before
run plexus-task add 'Reprise au début'
status 0 'a connection lost before anything was written is regained'
is "$(tasks)" 2 'and the record is there, once'

cut_at 'schema' before
run plexus-task list --json
is "$code $(json length)" '0 2' 'lost while it was opened: it is opened again'
cut_at 'WHERE "name" = $1' before
run plexus-task list --json
is "$code $(json length)" '0 2' 'a reader that was given nothing yet begins again'
cut_at 'FROM "task" t' before
run plexus-task list --json
is "$code" 75 'one that was given something does not mix two moments'

# A server that is killed and started again, while one waits for it.
kill "$cutter" 2>/dev/null
cutter='' PLEXUS_DB=$direct
asks -c "SELECT pg_advisory_lock(1349281144, 0), pg_sleep(2)" >/dev/null 2>&1 &
holder=$!
sleep 0.5
plexus-task add 'Attente' >"$tmp/waited" 2>&1 &
waiting=$!
sleep 0.5
asks -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'plexus'" >/dev/null
wait $waiting
like "$? $(cat "$tmp/waited")" '^0 task [0-9]+ added: Attente$' 'ended by the administrator while it waited: it comes back and waits again'
wait $holder

# Nobody waits for ever, and what is waited for is said.
asks -c 'BEGIN; SELECT pg_advisory_xact_lock(1349281144, 1); SELECT pg_sleep(14)' >/dev/null 2>&1 &
holder=$!
sleep 0.5
SECONDS=0
run plexus-task add 'Trop tard'
status 75 'another one writes for long: busy'
like "$err" 'another program has been writing for 10 seconds: try again later' 'is said'
ok 'after ten seconds' test "$SECONDS" -ge 9 -a "$SECONDS" -le 13
run plexus-task list --ids
is "$code" 0 'a reader does not wait'
kill $holder 2>/dev/null
wait $holder 2>/dev/null
asks -c "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'psql' AND pid <> pg_backend_pid()" >/dev/null

# Organizations do not wait for each other; who changes organizations waits for all.
plexus-directory add 'MSP du Mont' --type organization -q
asks -c 'BEGIN; SELECT pg_advisory_xact_lock_shared(1349281144, 0), pg_advisory_xact_lock(1349281144, 1); SELECT pg_sleep(5)' >/dev/null 2>&1 &
holder=$!
sleep 0.5
SECONDS=0
run plexus-task --org msp-du-mont add 'Ailleurs'
status 0 'another organization writes'
ok 'at once' test "$SECONDS" -le 2
run plexus-directory edit --type organization 2 --city Angers
status 0 'a change of an organization waits'
ok 'for those who write' test "$SECONDS" -ge 3
wait $holder

# One database, made by one of two.
twice=$(cluster_database "$cluster" twice)
for i in 1 2 3 4; do
	plexus --db "$twice" init --name "Équipe $i" >"$tmp/init.$i" 2>&1
	echo $? >"$tmp/init.$i.code"
done &
for i in 5 6 7 8; do
	plexus --db "$twice" init --name "Équipe $i" >"$tmp/init.$i" 2>&1
	echo $? >"$tmp/init.$i.code"
done
wait
is "$(sort "$tmp"/init.*.code | uniq -c | tr -s ' \n' ' ')" ' 1 0 7 4 ' 'eight times init, by two: one makes it'
is "$(cluster_sql "$cluster" twice -At -c 'SELECT count(*) FROM organization')" 1 'one organization'

# The server dies under a writer and comes back: nothing is there by halves.
cluster_halt "$cluster"
run plexus-task list
status 6 'a server that is down'
like "$err" 'cannot be reached: is the server running' 'is said'
cluster_start "$cluster" >/dev/null
run plexus-task list --ids
status 0 'and that came back'
run plexus doctor
is "$code" 0 'doctor finds nothing'
done_testing
