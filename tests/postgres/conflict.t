#!/usr/bin/env bash
# Two transactions that each wait for the other: the server ends one.  When it is a command, it is run
# again, unless it was given something to read that it could not read twice.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
PLEXUS_DB=$(cluster_database "$cluster" plexus)
export PLEXUS_DB
plexus init --name 'MSP du Val' --kind msp -q
for title in Un Deux Trois; do plexus-task add "$title" -q; done
PLEXUS_DB="$PLEXUS_DB&options=-c%20deadlock_timeout%3D3s" # the one that looks first is ended

# It holds the second task, and wants the first one once the command has it.
other() {
	cluster_sql "$cluster" plexus -c "SET deadlock_timeout = '60s'" -c "BEGIN; UPDATE task SET priority = 'high' WHERE id = 2;
		SELECT pg_sleep(1.5); UPDATE task SET priority = 'high' WHERE id = 1; SELECT pg_sleep(1); COMMIT" >/dev/null &
	sleep 0.5
}
deadlocks() { sleep 1; cluster_sql "$cluster" plexus -At -c "SELECT deadlocks FROM pg_stat_database WHERE datname = 'plexus'"; }

other
run plexus-task edit 1 2 --title Ensemble --json
wait
status 0 'ended by the server, it is run again'
is "$(plexus-task list --json | jq -r '.[] | [.id, .title, .priority] | join(" ")')" \
	$'1 Ensemble high\n2 Ensemble high\n3 Trois normal' 'and both are there'
is "$(deadlocks)" 1 'they did wait for each other'
is "$(plexus log task 1 --json | jq length)" 2 'one line for the change'

other
run plexus-task edit - --title Lu <<<$'1\n2'
wait
status 75 'what has read its input is not run again'
like "$err" 'another program was in the way: try again' 'and says so'
is "$(plexus-task list --json | jq -r '.[0].title')" Ensemble 'nothing was stored'
is "$(deadlocks)" 2 'they did'
done_testing
