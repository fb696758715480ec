#!/usr/bin/env bash
# The demo, as `make demo` plays it: to the end, the same each time, and without a trace elsewhere.
. "$(dirname "$0")/../lib.sh"

sqlite_only 'the demo makes its own' || done_testing

demo() { TMPDIR=$tmp PX_BUILD=$built "$top/share/demo/run.sh"; }
folder() { printf '%s\n' "$out" | sed -n 's,^database: \(.*\)/plexus.db$,\1,p'; }
# What is made of every record, whatever folder it is in.
dump() {
	local type
	for type in directory project meeting task; do plexus-$type export --db "$1/plexus.db"; done
	plexus-meeting export --type attendance --db "$1/plexus.db"
	plexus-report export --type fact --db "$1/plexus.db"
}

# The user's own database, person and clock are set, and are no business of the demo's.
new_team
cp "$PLEXUS_DB" "$tmp/before.db"
export PLEXUS_USER=nobody PLEXUS_SHARE=/nonexistent
run demo
status 0 'it plays to the end'
unset PLEXUS_USER PLEXUS_SHARE
first=$(folder)
is "$(tail -3 <<<"$out")" "database: $first/plexus.db
report: $first/aci-2025.html
site: $first/site/index.html" 'the last three lines say where things are'
ok 'the site is there' test -s "$first/site/index.html"
is "$(grep -c 'Psychiatre: stored as physician' <<<"$err")" 1 'what it mends is said when it is stored, and not when the same file changes nothing'
unlike "$err" 'not found|cannot|unknown|rejected' 'and nothing is wrong'
like "$out" ' 0 rejected' 'files are imported'
unlike "$out" ' [1-9][0-9]* rejected' 'and no row is refused'
like "$out" '40 unchanged' 'twice changes nothing'
like "$(head -c 200 "$first/aci-2025.html")" '<html lang="fr"' 'the report is a French page'
ok 'the database is sound' plexus doctor --db "$first/plexus.db"
is "$(plexus-directory count --db "$first/plexus.db" --json | jq '.[0].count // .count')" 41 'a team of forty, and one'
ok "the user's database is as it was" cmp "$PLEXUS_DB" "$tmp/before.db"
first_said=${out//$first/FOLDER}

run demo
is "${out//$(folder)/FOLDER}" "$first_said" 'a second time says the same'
is "$(dump "$(folder)" | sha256sum)" "$(dump "$first" | sha256sum)" 'and makes the same records'

# A reader who copies the scripts gets the same: they are plain commands.
ok 'the scripts are plain commands' bash -n "$top/share/demo/week.sh"
is "$(find "$HOME" -type f)" '' 'nothing is written in the home folder'
done_testing
