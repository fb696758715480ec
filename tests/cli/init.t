#!/usr/bin/env bash
# init: a database with its organization; what it refuses leaves nothing, what exists stays.
. "$(dirname "$0")/../lib.sh"

org() { plexus-directory show --type organization "${1:-1}" --json | jq -r "$2"; }
nothing() { # of PostgreSQL: no table
	if [[ $server ]]; then sql "SELECT COALESCE(max('tables'), 'none') FROM pg_tables WHERE schemaname = 'public'"; else compgen -G "$PLEXUS_DB*" || echo none; fi
}
no_database

# What is wrong is refused before anything is made.
refused() { # STATUS MESSAGE NAME OPTION…
	run plexus init "${@:4}"
	is "$code $out" "$1 " "$3"
	like "$err" "$2" "$3: said"
	is "$(nothing)" none "$3: no database is left"
}
refused 2 'name' 'without a name' --kind msp
refused 2 'plexus init --name' 'without anything'
refused 2 'finess.*check digit|finess' 'a wrong FINESS number' --name 'MSP du Val' --finess 750000001
refused 2 'timezone' 'a time zone that is none' --name 'MSP du Val' --timezone Europe/Lyon
refused 2 'kind.*boulangerie' 'a kind that is none' --name 'MSP du Val' --kind boulangerie
refused 2 'siret' 'a wrong SIRET number' --name 'MSP du Val' --siret 12345678901234

# A centre, unless said otherwise.
run plexus init --name 'MSP du Val' --finess 750000002
status 0 'init'
is "$out" "$(said_as "$PLEXUS_DB"): made for MSP du Val" 'says what it made'
is "$(org 1 '[.id, .slug, .kind, .finess, .timezone, .organization] | join(" ")')" \
	'1 msp-du-val msp 750000002 Europe/Paris msp-du-val' 'an MSP in Paris, that belongs to itself'
is "$(plexus log --json | jq -r 'map(.change + " " + .type) | join(",")')" 'add organization' 'journaled'
sqlite_only 'modes' && is "$(stat -c %a "$PLEXUS_DB")" "$(printf '%o' $((8#660 & ~8#$(umask))))" 'not for others to read'

# Twice is a conflict, and changes nothing.
before=$(plexus log --json)
run plexus init --name 'Autre' --kind cpts
is "$code $out" '4 ' 'twice'
like "$err" 'exists already' 'is said'
run plexus init
is "$code $out" '4 ' 'without a word as well'
like "$err" "$(said_as "$PLEXUS_DB"): exists already, for MSP du Val \\(people: 0, tasks: 0, meetings: 0\\).*plexus today.*--db" 'what is there, and what can be done'
is "$(plexus log --json)" "$before" 'and changes nothing'
is "$(org 1 .name)" 'MSP du Val' 'the organization is the first one'

# Kind, zone, place.
deep=deep/er/plexus.db
[[ ! $server ]] || deep=$(database deep)
run plexus init --name 'CPTS des Îles' --kind cpts --timezone Indian/Reunion --db "$deep" --json
is "$code $(json '[.kind, .timezone, .slug] | join(" ")')" '0 cpts Indian/Reunion cpts-des-iles' '--json gives the organization'
is "$(plexus-task add X --due today --now 2025-01-31T21:00:00Z --db "$deep" --json | jq -r .due)" 2025-02-01 'its days are those of its zone'
run plexus init --name X --db postgresql://localhost/x
is "$code" 6 'an engine that is not there'
if sqlite_only 'other files'; then
	echo 'not a database' >file.db
	run plexus init --name X --db file.db
	is "$code" 4 'a file that is something else'
	is "$(<file.db)" 'not a database' 'is left alone'
	run plexus init --name X --db /proc/plexus.db
	is "$code" 6 'a place where nothing can be made'
	like "$err" '/proc' 'is named'
	rm -rf "$HOME/.local"
	run env -u PLEXUS_DB plexus init --name 'Chez moi' -q
	is "$code $out$err" '0 ' 'quiet says nothing'
	ok 'the default place' test -s "$HOME/.local/share/plexus/plexus.db"
fi

# Broken off between the file and its organization: the next init ends the work.
new_team
[[ ! $server ]] || sql 'ALTER SEQUENCE organization_ids RESTART'
force "DELETE FROM journal; DELETE FROM setting WHERE name = 'organization'; DELETE FROM organization; DELETE FROM counter; DELETE FROM token"
run plexus-task list
isnt "$code" 0 'a database without an organization cannot be used'
like "$err" 'plexus init' 'and says how to mend it'
run plexus doctor
is "$code" 5 'doctor sees it'
run plexus init --name 'MSP du Val'
status 0 'init ends what was begun'
is "$(org 1 '[.id, .slug] | join(" ")')" '1 msp-du-val' 'as if nothing had happened'
run plexus doctor
status 0 'and all is well'

# Several at once: one makes it.
together=$(database together)
for i in {1..8}; do
	(plexus init --name "MSP $i" -q --db "$together" 2>"err.$i"; echo $? >"code.$i") &
done
wait
is "$(cat code.? | sort | uniq -c | tr -s ' ' | paste -sd,)" ' 1 0, 7 4' 'eight at once: one does it'
is "$(plexus-directory list --type organization --db "$together" --org all --ids)" 1 'one organization'
ok 'and all is well' plexus doctor --db "$together"
done_testing
