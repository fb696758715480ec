#!/usr/bin/env bash
# The journal where several programs write at once: who cannot have the chain leaves lines that wait,
# which everyone reads, and which the next one who has it links.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"
if [[ ! $server ]]; then
	server=$(cluster_start) || skip_all 'no PostgreSQL here'
	trap 'leave; cluster_stop "$server"' EXIT
	psql=$(cluster_tools)/psql
	at_server() { "$psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "postgresql:///$1?host=$server&user=plexus" "${@:2}"; }
	named() { local name=${1#postgresql:///}; echo "${name%%\?*}"; }
fi
export PLEXUS_DB
PLEXUS_DB=$(cluster_database "$server" "t$$_journal")
key=$(sed -n 's/.*PX_POSTGRES_CHAIN = \([0-9a-fx]*\).*/\1/p' "$top"/lib/store/postgres/*.h)
waiting() { sql 'SELECT count(*) FROM journal_waiting'; }
chain() { plexus doctor --json | jq -r '.[]|select(.check == "journal")|.level + " " + .message'; }

# Somebody has the chain, until told.
hold() {
	coproc holder { at_server "$(named "$PLEXUS_DB")"; }
	holder_job=$!
	echo "BEGIN; SELECT pg_advisory_xact_lock($((key)), 0); SELECT 'held';" >&"${holder[1]}"
	while read -r line <&"${holder[0]}" && [[ $line != held ]]; do :; done
}
let_go() { echo "COMMIT;" >&"${holder[1]}"; eval "exec ${holder[1]}>&-"; wait "$holder_job"; }

plexus init --name 'MSP du Val' --kind msp -q
plexus-task add Un -q
is "$(waiting)" 0 'nothing waits'
hold
plexus-task add Deux -q
plexus-task edit 2 --priority high -q
is "$(waiting)" 2 'lines wait while another one has the chain'
is "$(plexus log --json | jq -c 'map(.seq)')" '[1,2,3,4]' 'and are read after the others'
is "$(plexus log --limit 1 --json | jq -r '.[0].what')" 'priority: normal → high' 'the newest last'
is "$(plexus log task 2 --json | jq -c 'map(.change)')" '["add","edit"]' 'those of a record'
is "$(plexus log --operations --json | jq -c 'map(.command)')" '["init","task-add","task-add","task-edit"]' 'and what commands did'
like "$(chain)" '^ok 4 lines' 'the chain holds with them'
before=$(plexus log --json | jq -c 'map(.chain)')
run timeout 30 plexus undo
is "$code" 75 'undo waits for the chain, and gives up'
is "$(plexus-task list priority=high --ids)" 2 'with nothing changed'
let_go
run plexus undo
status 0 'it is had again'
is "$(waiting)" 0 'nothing waits'
is "$(plexus log --json | jq -c 'map(.chain)[:4]')" "$before" 'each has its place, as it was read'
is "$(plexus log --json | jq -c 'map(.seq)')" '[1,2,3,4,5]' 'without a gap'
is "$(plexus-task list priority=high --ids)" '' 'it is undone'
like "$(chain)" '^ok 5 lines' 'the chain holds'

# Reading never writes what it must not; whoever writes next links them.
hold
plexus-task add Trois -q
is "$(waiting)" 1 'one waits'
let_go
plexus-task add Quatre -q
is "$(waiting) $(plexus log --json | jq -r '.[-2:] | map(.what) | join(",")')" '0 Trois,Quatre' 'in the order of writing'
like "$(chain)" '^ok 7 lines' 'the chain holds'
done_testing
