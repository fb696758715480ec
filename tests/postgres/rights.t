#!/usr/bin/env bash
# The rights that plexus-postgresql(7) says to give are enough, and no more than it says: it is read for
# them.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start '') || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
owner=$(cluster_database "$cluster" team)
as() { echo "postgresql:///team?host=$cluster&user=$1"; }
export PLEXUS_DB=$owner
cluster_sql "$cluster" team -c 'REVOKE ALL ON SCHEMA public FROM PUBLIC' -c 'CREATE ROLE secretary LOGIN' \
	-c 'CREATE ROLE auditor LOGIN' -c 'CREATE ROLE stranger LOGIN'
run plexus init --name 'MSP du Val' --kind msp
status 0 'the owner makes the database'
for page in share/man/plexus-postgresql.7 share/man/fr/plexus-postgresql.7; do
	grep '^GRANT .* TO .*;$' "$top/$page" >"$(basename "$(dirname "$page")").sql"
done
is "$(wc -l <man.sql) $(diff man.sql fr.sql)" '6 ' 'both manuals give the same rights'
cluster_sql "$cluster" team -f man.sql

# Who may write does a day's work.
PLEXUS_DB=$(as secretary)
for command in 'plexus-directory import team.csv' 'plexus-task add Relancer --assignees dupont --due 2025-03-20' \
	'plexus-task done 1' 'plexus undo' 'plexus redo' 'plexus-task remove 1' \
	'plexus-meeting add RCP --kind concertation --start 2025-03-01T11:00:00Z --invite dupont' \
	'plexus-meeting attend 1 dupont' 'plexus-meeting hold 1 --files 2' 'plexus-directory add --type organization Nord' \
	'plexus-slot open --who dupont --start 2025-03-18T09:00 --every 15min --count 4 --audience team' \
	'plexus-slot book 1 --patient P --by dupont' 'plexus-slot rebuild' 'plexus-directory import --from rpps rpps.txt' \
	'plexus-report set 2025 patients=6000' 'plexus verify'; do
	[[ -e team.csv ]] || printf 'nom,prénom,profession\nDupont,Anne,médecin\nMartin,Luc,infirmier\n' >team.csv
	[[ -e rpps.txt ]] || "$top/share/demo/make-register" 50 >rpps.txt
	# shellcheck disable=SC2086
	run $command
	status 0 "secretary: $command"
done

# Who may read reads.
PLEXUS_DB=$(as auditor)
for command in 'plexus-task list' 'plexus-meeting time --year 2025' 'plexus today' 'plexus log' 'plexus verify' 'plexus doctor' \
	'plexus-report aci --year 2025' 'plexus dump --dir all' 'plexus doctor --distribution' 'plexus-directory find kiné --near Angers'; do
	# shellcheck disable=SC2086
	run $command
	status 0 "auditor: $command"
done
before=$(PLEXUS_DB=$owner plexus log --json)
for command in 'plexus-task add Non' 'plexus-directory remove martin' 'plexus undo'; do
	# shellcheck disable=SC2086
	run $command
	like "$code $err" '^6 plexus[a-z-]*: (fact 1 patients: )?postgresql://auditor@[^ ]*: you have no right to do this: ask its owner for it \(GRANT\)$' "auditor: $command is refused"
done
is "$(PLEXUS_DB=$owner plexus log --json)" "$before" 'nothing changed'

# Who was given nothing sees nothing.
PLEXUS_DB=$(as stranger)
run plexus-task list
isnt "$code" 0 'stranger: refused'
is "$(wc -l <"$tmp/err")" 1 'in one line'
done_testing
