#!/usr/bin/env bash
# A primary and a replica that streams from it: who reads may read on either, who writes finds the
# primary among several hosts, a write on the replica says so, and after a promotion all goes on.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

primary=$(cluster_start '') || { echo 'Bail out! no cluster'; exit 1; }
replica=$(mktemp -d "${TMPDIR:-/tmp}/plexus-pg.XXXXXX")
trap 'cluster_stop "$primary"; cluster_stop "$replica"; rm -rf "$replica" "$tmp"' EXIT
tools=$(cluster_tools)
at_primary=$(cluster_database "$primary" team)
at_replica="postgresql:///team?host=$replica&user=plexus"
at_both="postgresql:///team?host=$replica,$primary&user=plexus"
export PLEXUS_DB=$at_primary

run plexus init --name 'MSP du Val' --kind msp
status 0 'a database on the primary'
chmod 755 "$replica"
[[ $(id -u) -ne 0 ]] || chown postgres "$replica"
run cluster_as_server "$tools/pg_basebackup" -h "$primary" -U plexus -D "$replica/data" -R -X stream -c fast --no-sync
status 0 'a copy of it'
run cluster_start "$replica"
status 0 'that follows it'

ask() { cluster_sql "$1" team -Atc "$2"; } # CLUSTER SQL
# Until the replica has all that the primary has.
caught_up() {
	local end
	end=$(ask "$primary" 'SELECT pg_current_wal_lsn()')
	for _ in $(seq 300); do
		[[ $(ask "$replica" "SELECT pg_last_wal_replay_lsn() >= '$end'") != t ]] || return 0
		sleep 0.1
	done
	return 1
}

# Reading is the same on both.
new_people 3
plexus-task add 'Relancer le laboratoire' --assignees dupont --due 2025-03-20 -q
plexus-task add 'Imprimer' --depends 1 -q
ok 'the replica follows' caught_up
is "$(ask "$replica" 'SELECT pg_is_in_recovery()')" t 'and is one'
for command in 'plexus-task list --json' 'plexus-directory export' 'plexus-task list laboratoire --ids' \
	'plexus-task count --by status' 'plexus today --json' 'plexus log --json'; do
	# shellcheck disable=SC2086
	{
		run $command --db "$at_primary"
		before=$out
		run $command --db "$at_replica"
	}
	is "$code $out" "0 $before" "$command is the same on the replica"
	is "$err" '' 'and says nothing else'
done
for at in primary replica; do
	location=at_$at
	run plexus dump --dir "dump.$at" --db "${!location}" -q
	status 0 "the $at is dumped"
done
is "$(diff -r -x manifest.json dump.primary dump.replica)" '' 'to the same folder' # the manifest has the last ids: a replica skips some
run plexus verify --db "$at_replica"
status 0 'the chain is checked on the replica'
run plexus doctor --json --db "$at_replica"
status 0 'doctor looks the replica over'
is "$(json '[.[] | select(.check == "integrity" or .check == "journal") | .level] | join(" ")')" 'ok ok' 'and finds it whole'

# Writing is the primary's.
refused() { # NAME COMMAND…
	run "${@:2}"
	like "$code $err" '^6 plexus[a-z-]*: postgresql://[^ ]*: can be read but not written: it is a replica' "$1"
	is "$(wc -l <"$tmp/err") $out" '1 ' 'in one line'
}
for command in 'plexus-task add Non' 'plexus-task done 1' 'plexus-task remove 2' 'plexus-slot rebuild'; do
	# shellcheck disable=SC2086
	refused "$command is not for the replica" $command --db "$at_replica"
done
printf 'nom,profession\nPetit,60\n' >petit.csv
refused 'nor is an import' plexus-directory import petit.csv --db "$at_replica"
refused 'nor an import that is a trial' plexus-directory import petit.csv -n --db "$at_replica"
is "$(plexus-task list --jsonl --fields id,status)" "$(plexus-task list --jsonl --fields id,status --db "$at_replica")" 'nothing changed'

# Several hosts: the one that can.
run plexus-task add 'Écrit où il faut' --db "$at_both&target_session_attrs=read-write" --ids
is "$code $out" '0 3' 'a write finds the primary behind the replica'
run plexus-task list --ids --db "$at_both&target_session_attrs=primary"
is "$code $(wc -w <"$tmp/out")" '0 3' 'so does who reads what was just written'
ok 'the replica follows' caught_up
run plexus-task list --ids --db "postgresql:///team?host=$primary,$replica&user=plexus&target_session_attrs=prefer-standby"
is "$code $(wc -w <"$tmp/out")" '0 3' 'who reads may prefer the replica'
refused 'which is then written as little' plexus-task add Non --db "$at_both&target_session_attrs=standby"
run plexus-task list --db "postgresql:///team?host=$replica&user=plexus&target_session_attrs=read-write"
like "$code $err" '^6 plexus-task: postgresql://.*\(.*read-write.*\)|^6 plexus-task: postgresql://.*session is read-only' 'no primary among the hosts: it is said'
is "$(wc -l <"$tmp/err")" 1 'in one line'

# The primary is lost; the replica takes its place.
ask "$primary" 'ALTER ROLE plexus SET default_transaction_read_only = on'
refused 'a role that may only read is told the same' plexus-task add Non
PGOPTIONS='-c default_transaction_read_only=off' ask "$primary" 'ALTER ROLE plexus RESET default_transaction_read_only'
ok 'the replica follows' caught_up
cluster_halt "$primary"
run plexus-task list --ids --db "postgresql:///team?host=$primary,$replica&user=plexus"
is "$code $(wc -w <"$tmp/out")" '0 3' 'without the primary one reads on'
PGCONNECT_TIMEOUT=2 run plexus-task add Non --db "$at_both&target_session_attrs=read-write"
isnt "$code" 0 'and writes nothing'
is "$(wc -l <"$tmp/err")" 1 'which is said in one line'
run cluster_as_server "$tools/pg_ctl" -D "$replica/data" -w promote
status 0 'the replica is promoted'
run plexus-task add 'Après' --db "$at_both&target_session_attrs=read-write" --ids
like "$code $out" '^0 [0-9]+$' 'the same location writes there' # ids go on, after a gap
run plexus-task list --json --db "$at_replica"
is "$(json 'map(.title) | join("; ")')" 'Relancer le laboratoire; Imprimer; Écrit où il faut; Après' 'all is there'
run plexus doctor --json --db "$at_replica"
is "$code $(json '[.[] | select(.level == "broken")] | length')" '0 0' 'and whole'
done_testing
