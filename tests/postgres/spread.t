#!/usr/bin/env bash
# The database can be spread over the machines of a Citus cluster: its tables keep Citus's rules, and
# share/sql/citus.sql does it, again and again; and what the programs ask of one organization is asked
# of one machine.  Citus's functions have stand-ins here that hold the tables to the documented rules.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

unset PLEXUS_SQL_LOG # it reads what others recorded
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

# What is not ours and refers to ours would be emptied with it.
sql -c 'CREATE TABLE other (organization bigint, task bigint)' -c 'ALTER EVENT TRIGGER stand_in_altered DISABLE' \
	-c 'ALTER TABLE other ADD FOREIGN KEY (organization, task) REFERENCES task (organization, id)' -c 'DELETE FROM stand_in_call'
spread
like "$code $err" '^3 .*table other is not of Plexus and refers to what is' "another's table that refers to ours stops it"
is "$(calls) $(keys | grep -v ^other)" "0 $(<keys.before)" 'before anything is done'
sql -c 'DROP TABLE other' -c 'ALTER EVENT TRIGGER stand_in_altered ENABLE'

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

# A database of the programs' own: how it is now, and that they go on.
PLEXUS_DB=$(cluster_database "$cluster" team)
team() { cluster_sql "$cluster" team "$@"; }
plexus init --name 'MSP du Val' --kind msp -q
run plexus doctor --distribution --json
is "$code $(json 'map(.now) | unique | tostring') $err" '0 [null] ' 'without Citus nothing is said of now'
run plexus doctor --json
is "$code $(json 'map(select(.check == "distribution")) | length')" '0 0' 'nor by doctor'
team -f "$top/tests/postgres/citus.sql"
run plexus doctor --distribution --json
like "$code $(json 'map(.now) | unique | tostring') $err" '^0 \["local"\] .*[0-9]+ tables are not so in this database' 'before: all is in one place'
team -f "$top/share/sql/citus.sql" >"$tmp/x"
run plexus doctor --distribution --json
is "$code $(json 'map(select(.now != .spread)) | length') $err" '0 0 ' 'after: each is in its place'
run plexus doctor --json
is "$code $(json '.[] | select(.check == "distribution") | .level + " " + .message')" '0 ok every table is where it belongs' 'doctor is content'
team -c "DELETE FROM pg_dist_partition WHERE logicalrelid = 'rate'::regclass"
run plexus doctor --json
is "$code $(json '.[] | select(.check == "distribution") | .level + " " + .message')" \
	'0 warning 1 table is not so in this database: share/sql/citus.sql does it' 'and names what was left behind'
team -c 'ALTER TABLE rate DROP CONSTRAINT rate_organization_reference' -f "$top/share/sql/citus.sql" >"$tmp/x"
plexus-directory add Dupont --given Anne --profession 10 --rpps 10000000009 -q
run plexus-task add 'Relancer' --assignees dupont --ids
is "$code $out" '0 1' 'programs go on'
team -c 'CREATE TRIGGER one_by_one AFTER INSERT OR UPDATE OR DELETE ON organization FOR EACH ROW EXECUTE FUNCTION stand_in_one_by_one()' \
	-c 'CREATE TRIGGER one_by_one AFTER INSERT ON rpps_person FOR EACH ROW EXECUTE FUNCTION stand_in_one_by_one()'
for command in 'plexus-directory add --type organization Nord --kind cpts' 'plexus-directory edit --type organization nord --phone 0241000000' \
	'plexus undo' 'plexus-directory remove --type organization nord' 'plexus-directory import --type organization nord.csv' \
	'plexus-directory import --from rpps rpps.txt'; do
	[[ -e nord.csv ]] || printf 'name,kind\nOuest,cpts\n' >nord.csv
	[[ -e rpps.txt ]] || "$top/share/demo/make-register" 20 >rpps.txt
	# shellcheck disable=SC2086
	run $command -q
	status 0 "what is copied is changed one machine after the other: $command"
done

# A newer version of the programs makes new tables, and puts them where they belong: one that was older.
team_keys() { team -Atc "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY CAST(conrelid::regclass AS text), conname"; }
team_keys >keys.before
older() {
	team -c 'DROP TABLE waiting_let_go, waiting, task_depends' \
		-c "DELETE FROM pg_dist_partition WHERE logicalrelid::oid NOT IN (SELECT oid FROM pg_class)" \
		-c 'ALTER TABLE task DROP COLUMN minutes, DROP COLUMN notes' -c "UPDATE setting SET value = '17' WHERE name = 'schema'"
}
ok 'an older database' older
run plexus doctor --distribution --json
is "$code $(json 'map(select(.now != .spread)) | length') $err" '0 0 ' 'a database that is spread is upgraded'
is "$(diff keys.before <(team_keys))" '' 'with every key and rule'
run plexus-task add 'Après' --minutes 20 --depends 1
is "$code $err" '0 ' 'and goes on'

# What a shard on another machine refuses, Citus tells by the message alone, with the shard's number.
team <<'SQL'
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_TABLE_NAME = 'practitioner' THEN
		RAISE 'duplicate key value violates unique constraint "practitioner_rpps_unique_102012"' USING ERRCODE = '23505';
	ELSIF NEW.title = 'valeur' THEN
		RAISE 'null value in column "title" of relation "task_102045" violates not-null constraint' USING ERRCODE = '23502';
	ELSIF NEW.title = 'français' THEN
		RAISE 'une valeur NULL viole la contrainte NOT NULL de la colonne « status » dans la relation « task_102045 »' USING ERRCODE = '23502';
	ELSE
		RAISE 'new row for relation "task_102045" violates check constraint "task_minutes_check"' USING ERRCODE = '23514';
	END IF;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON practitioner FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER refuse BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION refuse();
SQL
refuses() { run "${@:2}"; is "$code $err" "4 $1" "a shard's ${*:4}"; }
refuses 'plexus-directory: rpps 10000000009: already taken by practitioner 1' plexus-directory add Durand --rpps 10000000009
refuses 'plexus-task: task: title: is required' plexus-task add valeur
refuses 'plexus-task: task: status: is required' plexus-task add français
refuses 'plexus-task: task: minutes: this value is not allowed' plexus-task add autre
PLEXUS_DB=$tmp/plexus.db

# What is asked of one organization is asked of one machine.  PostgreSQL says how it would run every text
# that the tests made the programs prepare, with parameters left open: each distributed table that is
# read, or changed, is narrowed to one organization by the text itself, as Citus wants it.
log=${PX_SQL_LOG:-$built/sql.log}
ok 'texts were recorded' test -s "$log"
awk '!seen[$0]++' "$log" | grep -aiE '^(select|insert|update|delete|with) ' >texts
explained() { # FILE: a line of JSON for each of its texts
	awk 'BEGIN { print "SET plan_cache_mode = force_generic_plan;" }
	{
		most = 0
		for (rest = $0; match(rest, /\$[0-9]+/); rest = substr(rest, RSTART + RLENGTH)) {
			at = substr(rest, RSTART + 1, RLENGTH - 1) + 0
			if (at > most) most = at
		}
		given = ""
		for (i = 1; i <= most; i++) given = given (i > 1 ? ", " : "(") "NULL"
		print "PREPARE p AS " $0 ";"
		print "\\echo {\"text\": " NR ", \"plan\":"
		print "EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE p" given (most ? ")" : "") ";"
		print "\\echo }"
		print "DEALLOCATE p;"
	}' "$1" >explain.sql
	team -At -f explain.sql >plans || return 1
	jq -c --argjson far "$(jq -s 'map(select(.spread == "distributed").table)' spread.jsonl)" \
		--argjson near "$(jq -s 'map(select(.spread == "local").table)' spread.jsonl)" \
		-f "$top/tests/postgres/spread.jq" plans
}
shown() { # FILTER FILE: the texts of those, and how many
	local number
	for number in $(jq "select($1).text" said.jsonl); do sed -n "${number}p" "$2"; done
}
none() { # NAME FILTER
	local found
	found=$(shown "$2" texts)
	is "$found" '' "$1"
}
run explained texts
status 0 'every text is explained'
mv "$tmp/out" said.jsonl
is "$(wc -l <said.jsonl)" "$(wc -l <texts)" 'each of them'
ok 'most are about what is distributed' test "$(jq -s 'map(select(.far > 0)) | length' said.jsonl)" -gt 100
none 'what is changed is of one organization' '.writes and .everywhere > 0'
none 'a question about one organization is about it in every table' '.everywhere > 0 and .everywhere < .far'
is "$(shown .apart texts | grep -av ' WHERE 1 = 1 .*t."id" IN (SELECT ')" '' 'tables come together by the organization' # or after the rows of one were sent to the other
none 'what is kept in one place is never joined with what is not' '.mixed and .far > 0'
is "$(grep -ai '^insert' texts | sed -nE 's/^INSERT INTO "([a-z_]+)" \(([^)]*)\).*/\1 \2/Ip' | while read -r table columns; do
	[[ $columns == *'"organization"'* ]] || jq -r --arg table "$table" 'select(.table == $table and .spread == "distributed").table' spread.jsonl
done | sort -u)" '' 'what is added says its organization'

# Questions about every organization are few, and meant so.
meant=(
	' WHERE 1 = 1( |$)'                                # --org all, and dump
	' WHERE CAST\(\$1 AS bigint\) = 0 '                # time and money of all
	' WHERE t\."id" = \$1$'                            # a record that is not of the organization at work
	'^SELECT "id" FROM "[a-z_]+" WHERE "[a-z_]+" = \$1 LIMIT 2$' # a name, with --org all
	'^SELECT "[a-z]+" FROM "[a-z_]+" WHERE "(service|target|organization)" = \$1 ORDER BY ' # what keeps an organization
	'^SELECT COALESCE\(MAX\("id"\), 0\) FROM '         # how many there are at most
	'^SELECT COUNT\(\*\) FROM "[a-z_]+"$'              # dump
	'^SELECT "[a-z]+" FROM "[a-z_]+" WHERE "[a-z]+" IS NOT NULL$' # restore: what is sealed
	' FROM "journal(_waiting)?"( j)?( |$)'                 # one chain
	' FROM "(seal|redemption)" t .* ORDER BY t\."organization", ' # dump
	' FROM "practitioner" p JOIN "organization" o ON ' # who is near, wherever
	'^SELECT "id", "timezone" FROM "organization" '    # figures of all
	' ORDER BY 1 LIMIT 1$'                             # doctor
	'^SELECT DISTINCT "organization", '                # doctor, rebuild
	' LEFT JOIN \(SELECT "organization", "slot", '      # doctor
)
# One that is new belongs to one organization, or in this list.
shown '.everywhere > 0' texts >everywhere
ok 'there are some' test -s everywhere
run grep -avE "$(IFS='|' && echo "${meant[*]}")" everywhere
is "$code $out$err" '1 ' 'what is asked of every organization is meant so'
note "$(jq -s 'map(select(.far > 0)) | length' said.jsonl) texts, $(jq -s 'map(select(.everywhere > 0)) | length' said.jsonl) of them about every organization"

# And this can fail.
cat >wrong <<'SQL'
SELECT t."id" FROM "task" t JOIN "project" p ON p."id" = t."project" WHERE t."organization" = $1
SELECT t."id" FROM "task" t JOIN "project" p ON p."id" = t."project"
UPDATE "task" SET "title" = $1 WHERE "id" = $2
UPDATE "task" SET "title" = $1 WHERE "id" = $2 AND ("organization" = $3 OR "minutes" = 3)
DELETE FROM "claim" WHERE "organization" = $1 AND NOT EXISTS (SELECT 1 FROM "slot" s WHERE s."id" = "claim"."slot")
SELECT t."id" FROM "task" t JOIN "setting" s ON s."name" = t."title" WHERE t."organization" = $1
SELECT t."id" FROM "task" t JOIN "project" p ON p."organization" = t."organization" AND p."id" = t."project" WHERE t."organization" = $1
SELECT t."id" FROM "task" t JOIN "project" p ON p."organization" = t."organization" AND p."id" = t."project"
SQL
explained wrong >said.jsonl
is "$(jq -r '[.text, .writes and .everywhere > 0, .everywhere > 0 and .everywhere < .far, .apart, .mixed and .far > 0] | map(tostring[0:1]) | join(" ")' said.jsonl)" \
"1 f t t f
2 f f t f
3 t f f f
4 t f f f
5 t t t f
6 f f f t
7 f f f f
8 f f f f" 'each fault is found, and only faults are'
done_testing
