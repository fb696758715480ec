#!/usr/bin/env bash
# What `plexus doctor` finds of a database of PostgreSQL that somebody touched: exit 5, and its name.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
asks() { cluster_sql "$cluster" plexus -At -c "$1"; }
PLEXUS_DB=$(cluster_database "$cluster" plexus)
export PLEXUS_DB
plexus init --name 'MSP du Val' --kind msp -q
plexus-project add BPCO -q
plexus-task add 'Relancer' --project bpco -q
run plexus doctor
status 0 'a whole one is whole'

damaged() { # SQL MENDED-BY MESSAGE NAME
	asks "$1"
	run plexus doctor --json
	status 5 "$4"
	like "$(json -r '.[] | select(.check == "integrity" and .level == "broken") | .message')" "$3" "$4: is named"
	asks "$2"
	run plexus doctor
	status 0 "$4: mended"
}
damaged 'DROP INDEX task_project_index' 'CREATE INDEX task_project_index ON task (organization, project)' \
	'task_project_index is missing' 'an index that is gone'
damaged 'ALTER SEQUENCE task_ids RENAME TO task_no' 'ALTER SEQUENCE task_no RENAME TO task_ids' 'task_ids is missing' 'ids without a sequence'
damaged 'ALTER TABLE task DROP CONSTRAINT task_project_reference' \
	'ALTER TABLE task ADD CONSTRAINT task_project_reference FOREIGN KEY (organization, project) REFERENCES project (organization, id)' \
	'task_project_reference is missing' 'a reference that nobody keeps'
damaged "UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST('task_project_index' AS regclass)" \
	"UPDATE pg_index SET indisvalid = true WHERE indexrelid = CAST('task_project_index' AS regclass)" \
	'index task_project_index is not valid: REINDEX' 'an index that was not finished'
damaged 'ALTER TABLE task DISABLE TRIGGER ALL' 'ALTER TABLE task ENABLE TRIGGER ALL' 'table task: its rules are disabled' 'rules put aside'
damaged "SET session_replication_role = replica; UPDATE task SET project = 77" "UPDATE task SET project = 1" \
	'task 1: refers to a project that is not there' 'a reference to nothing'
damaged "ALTER TABLE task DROP CONSTRAINT task_priority_check; UPDATE task SET priority = 'x'; ALTER TABLE task ADD CONSTRAINT task_priority_check CHECK (priority = 'normal') NOT VALID" \
	"UPDATE task SET priority = 'normal'; ALTER TABLE task VALIDATE CONSTRAINT task_priority_check" \
	'task_priority_check is not validated' 'a rule that does not hold'
damaged 'ALTER TABLE poll RENAME TO sondage' 'ALTER TABLE sondage RENAME TO poll' 'poll is missing' 'a table under another name'
done_testing
