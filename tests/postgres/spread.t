#!/usr/bin/env bash
# The database can be spread over the machines of a Citus cluster: its tables keep Citus's rules, and
# share/sql/citus.sql does it, again and again; and what the programs ask of one organization is asked
# of one machine.  Citus's functions have stand-ins here that hold the tables to the documented rules.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

cluster=$(cluster_start '') || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
sql() { cluster_sql "$cluster" postgres "$@"; }
ask() { sql -Atc "$1"; }
new_team
plexus doctor --distribution --jsonl >spread.jsonl

# One description.
"$built/tests/ddl" >ddl.sql
sql -f ddl.sql 2>/dev/null
is "$(jq -r .table spread.jsonl | sort)" \
	"$(ask "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" | sort)" \
	'every table is spoken of, once'
run plexus doctor --distribution --sql
cmp -s "$tmp/out" "$top/share/sql/citus.sql"
report $((!$?)) 'share/sql/citus.sql is what doctor --distribution --sql prints' \
	'plexus doctor --distribution --sql >share/sql/citus.sql'
is "$(ask "SELECT t.tablename FROM pg_tables t WHERE schemaname = 'public' AND EXISTS (SELECT 1 FROM
	information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = t.tablename
	AND c.column_name = 'organization') AND tablename <> 'organization'" | sort)" \
	"$(jq -r 'select(.spread == "distributed").table' spread.jsonl | sort)" \
	'what belongs to an organization is distributed by it, all of it'

# It is done.
keys() { ask "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1, 2"; }
calls() { ask 'SELECT count(*) FROM stand_in_call'; }
spread() { run sql -f "$top/share/sql/citus.sql"; }
keys >keys.before
run sql -f "$top/share/sql/citus.sql"
like "$code $err" '^3 .*Citus is not in this database' 'without Citus it says so and stops'
is "$(keys)" "$(<keys.before)" 'and has changed nothing'
sql -f "$top/tests/postgres/citus.sql"
ask 'INSERT INTO setting VALUES (1, 2)'

# Broken off in the middle, and begun again.
for breaks in 'copied finess' 'distributed location' 'distributed task' 'emptied setting'; do
	PGOPTIONS="-c stand_in.breaks=${breaks/ /\\ }" spread
	[[ $breaks == emptied* ]] || like "$code $err" '^3 .*the remote node failed' "broken off: $breaks"
done
status 0 'what is kept is never emptied'
ask "DELETE FROM stand_in_call"
spread
status 0 'it is done'
is "$(calls)" 0 'and was done already: nothing was'
is "$(keys)" "$(<keys.before)" 'every foreign key is back, as it was'
is "$(ask "SELECT logicalrelid, CASE repmodel WHEN 't' THEN 'copied' ELSE 'distributed' END, partkey
	FROM pg_dist_partition" | sort)" \
	"$(jq -r 'select(.spread != "local") | [.table, .spread, .column // ""] | join("|")' spread.jsonl | sort)" \
	'each table as doctor says'
is "$(ask "SELECT count(DISTINCT colocationid) FROM pg_dist_partition WHERE partmethod = 'h'")" 1 'those that are distributed are together'

# With rows in it: they are not left behind.
sql -c 'DELETE FROM pg_dist_partition' -c "INSERT INTO organization (id, uid, organization, created, updated, slug, name, kind, timezone)
	VALUES (1, '01900000-0000-7000-8000-000000000001', 1, '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', 'a', 'A', 'msp', 'Europe/Paris')"
spread
status 0 'a database with rows'
is "$(ask "SELECT what FROM stand_in_call WHERE what LIKE 'emptied%'")" 'emptied organization' 'what was moved is emptied'

# A new table, after an upgrade: Citus lets it be made without its foreign keys alone.
sql -c 'ALTER TABLE task_depends DROP CONSTRAINT task_depends_owner_reference, DROP CONSTRAINT task_depends_target_reference' \
	-c "DELETE FROM pg_dist_partition WHERE logicalrelid = 'task_depends'::regclass" \
	-c 'DELETE FROM stand_in_call'
spread
is "$(ask "SELECT what FROM stand_in_call WHERE what NOT LIKE 'emptied%'")" 'distributed task_depends' 'a table that is new is all there is to do'
is "$(keys)" "$(<keys.before)" 'its keys too'

# The stand-ins refuse what Citus refuses.
refused() { # NAME MESSAGE SQL…
	run sql -c "BEGIN" "${@:3}"
	((code)) && [[ $err =~ $2 ]]
	report $((!$?)) "$1" "$code $err"
}
refused 'a unique without the organization' 'a unique of lonely without organization' \
	-c 'CREATE TABLE lonely (organization bigint NOT NULL, id bigint PRIMARY KEY)' \
	-c "SELECT create_distributed_table('lonely', 'organization', colocate_with => 'task')"
refused 'one that is made later' 'a unique of task without organization' \
	-c 'ALTER TABLE task ADD CONSTRAINT lonely UNIQUE (id)'
refused 'a foreign key by another column' 'organization is not at the same place on both sides' \
	-c 'CREATE TABLE lonely (organization bigint NOT NULL, other bigint, task bigint)' \
	-c "SELECT create_distributed_table('lonely', 'organization', colocate_with => 'task')" \
	-c 'ALTER TABLE lonely ADD FOREIGN KEY (other, task) REFERENCES task (organization, id)'
refused 'a foreign key to what is distributed apart' 'from a table of group [0-9]+ to one of group' \
	-c 'CREATE TABLE lonely (organization bigint NOT NULL, task bigint)' \
	-c "SELECT create_distributed_table('lonely', 'organization', colocate_with => 'none')" \
	-c 'ALTER TABLE lonely ADD FOREIGN KEY (organization, task) REFERENCES task (organization, id)'
refused 'a foreign key to what is kept in one place' 'a foreign key from a table of group [0-9]+ to one of one place' \
	-c "ALTER TABLE task ADD FOREIGN KEY (title) REFERENCES setting (name)"
refused 'a foreign key from what is copied' 'a foreign key from a table of copied to one of group' \
	-c 'ALTER TABLE organization ADD lead bigint' \
	-c 'ALTER TABLE organization ADD FOREIGN KEY (organization, lead) REFERENCES practitioner (organization, id)'
refused 'one that sets the organization to nothing' 'would change organization' \
	-c 'ALTER TABLE task ADD FOREIGN KEY (organization, project) REFERENCES project (organization, id) ON DELETE SET NULL'

done_testing
