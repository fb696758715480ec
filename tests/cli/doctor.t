#!/usr/bin/env bash
# doctor: what is broken is found and is exit 5; what is only to be looked at is a warning.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory add Dupont --given Anne --profession 10 -q
plexus-task add A --assignees dupont -q
plexus-task add B --depends 1 -q
plexus-task done 1 -q --now 2025-03-14T09:30:00Z
whole=$(location whole)
copy_database "$PLEXUS_DB" "$whole"
level() { json ".[]|select(.check==\"$1\")|.level" | sort -u | paste -sd,; }
message() { json ".[]|select(.check==\"$1\")|.message"; }
examine() { run plexus doctor --json "$@"; }

# All is well: an absent register and missing configuration are warnings.
examine
status 0 'a sound database'
is "$(json 'map(.check)|unique|join(",")')" configuration,contacts,integrity,journal,registers,slots 'what is looked at'
is "$(level integrity) $(level journal) $(level registers) $(level configuration)" 'ok ok warning warning' 'only warnings'
like "$(message registers)" 'never imported.*plexus-directory import --from rpps' 'says how to mend'
like "$(message configuration)" 'FINESS' 'of the configuration too'
is "$(message journal)" '5 lines, the chain holds' 'how many lines'
run plexus doctor
status 0 'for people'
like "$out" 'integrity +ok' 'a line each'
run plexus doctor --csv
like "$out" '^check,level,message' 'CSV'

# Registers grow old.
sql "INSERT INTO setting VALUES ('register.rpps.imported', '2025-03-01T00:00:00Z')"
examine
is "$(level registers)" ok 'a fresh register'
like "$(message registers)" '13 days old' 'and its age'
examine --now 2025-09-01
is "$code $(level registers)" '0 warning' 'an old one'
plexus-directory edit --type organization 1 --finess 750000002 -q
examine --as dupont
is "$(level configuration)" ok 'all is configured'

# Damage, a kind at a time.
damage() { # SQL NAME CHECK MESSAGE
	copy_database "$whole" "$PLEXUS_DB"
	force "$1"
	examine
	status 5 "$2"
	is "$(level "$3")" broken "$2: $3"
	like "$(message "$3")" "$4" "$2: said"
}
damage "UPDATE journal SET after = replace(after, 'Dupont', 'Durand') WHERE seq = 2" 'a line that was altered' journal 'line 2 was altered'
damage "DELETE FROM journal WHERE seq = 3" 'a line that was removed' journal 'line 3 is missing'
damage "DELETE FROM journal WHERE seq = 1" 'the first line' journal 'line 1 is missing'
damage "UPDATE journal SET chain = replace(chain, substr(chain, 1, 1), 'x') WHERE seq = 5" 'a chain that does not follow' journal 'line 5|line 6'
damage "DELETE FROM journal WHERE seq = 5" 'the last line' journal 'task 1: its last change has no line'
damage "DELETE FROM journal" 'a journal that was emptied' journal 'its last change has no line'
damage "UPDATE journal SET actor = 'personne' WHERE seq = 4" 'another actor' journal 'line 4 was altered'
damage "UPDATE journal SET chain = 'abc' WHERE seq = (SELECT max(seq) FROM journal)" 'a chain that was cut short' journal 'does not follow'
run plexus-task add 'Une de plus'
status 6 'nothing is chained to it'
like "$err" 'journal: line [0-9]+ was altered: .*plexus doctor' 'and that is said'
damage "DELETE FROM practitioner" 'a reference to nobody' integrity 'task_assignees.*refers to a practitioner'
damage "DELETE FROM task WHERE id = 1" 'a task that another waits for' integrity 'task_depends.*refers to a task'
# Of PostgreSQL the rule is put back without a look at what is there.
[[ $server ]] && aside=('ALTER TABLE task DROP CONSTRAINT task_status_check;'
	"; ALTER TABLE task ADD CONSTRAINT task_status_check CHECK (status IN ('open', 'started', 'done', 'dropped')) NOT VALID")
damage "${aside[0]-}UPDATE task SET status = 'perdue' WHERE id = 1${aside[1]-}" 'a value that is not allowed' integrity 'CHECK.*task|task_status'
damage "DELETE FROM setting WHERE name = 'organization'" 'no default organization' configuration 'organization'

# A page that is not what was written.
copy_database "$whole" "$PLEXUS_DB"
if sqlite_only 'damaged pages'; then
	page=$(sqlite3 "$PLEXUS_DB" "SELECT rootpage FROM sqlite_schema WHERE name = 'task'")
	size=$(sqlite3 "$PLEXUS_DB" 'PRAGMA page_size')
	dd if=/dev/urandom of="$PLEXUS_DB" bs="$size" seek=$((page - 1)) count=1 conv=notrunc status=none
	examine
	status 5 'a damaged page'
	is "$(level integrity)" broken 'is found'
	ok 'and it is still JSON' jq -e 'length >= 3' "$tmp/out"
	page=$(sqlite3 "$whole" "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'")
	dd if=/dev/urandom of="$PLEXUS_DB" bs="$size" seek=$((page - 1)) count=1 conv=notrunc status=none
	examine
	status 5 'even where the settings are'
fi

# What cannot be examined at all.
run plexus doctor --db "$(database nowhere)"
is "$code $out" '3 ' 'no database'
like "$err" 'plexus init' 'says how to make one'
for address in mysql://u:secret@host/x postgre://host/x postgresql:/x; do
	run plexus init --name Ailleurs --kind msp --db "$address"
	is "$code $err" "2 plexus: ${address%%:*}: no database has such an address: give the path of a file, or postgresql://[user@]host/database" "$address: no database is there"
	not_ok 'and no file is made of it' test -e "${address%%:*}:"
done
if sqlite_only 'other files'; then
	echo 'some text' >text.db
	run plexus doctor --db text.db
	is "$code $out" '6 ' 'a file that is something else'
	head -c 3000 "$whole" >cut.db
	run plexus doctor --db cut.db
	isnt "$code" 0 'a file that was cut'
fi

# Where the rows would go if the database were spread over machines: the schema says it, on any engine.
run plexus doctor --distribution --json --db "$whole"
status 0 'where the rows of tables go'
place() { json --arg table "$1" '.[] | select(.table == $table) | [.spread, .column // "-"] | join(" ")'; }
is "$(place task), $(place task_depends), $(place claim), $(place token)" \
	'distributed organization, distributed organization, distributed organization, distributed organization' 'what organizations own is distributed'
is "$(place organization), $(place commune), $(place setting)" 'copied -, copied -, local -' 'the rest is copied, or kept'
is "$(json 'map(select((.why | length) < 20)) | length')" 0 'with a reason each'
is "$(json '[.[] | select(.spread == "copied") | .table | select(startswith("rpps_") | not)] | sort | join(" ")')" \
	'commune finess organization' 'nothing else is copied'
run env LANGUAGE=fr plexus doctor --distribution --db "$whole"
like "$out" 'task +distributed +organization +.*enregistrements' 'in French'
run plexus doctor --sql --db "$whole"
is "$code $err" '2 plexus: --sql goes with --distribution' 'the SQL is of the distribution'
rows "$whole" >before.sql
plexus doctor --db "$whole" >"$tmp/x"
ok 'doctor writes nothing' cmp before.sql <(rows "$whole")
done_testing
