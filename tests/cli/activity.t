#!/usr/bin/env bash
# What each person did, by month: beside what was stored by hand.
. "$(dirname "$0")/../lib.sh"

new_team
export PLEXUS_NOW=2026-03-02T08:00:00Z
field() { jq -r "$1" "$tmp/out"; }
for who in 'Dupont médecin' 'Martin kiné'; do plexus-directory add -q "${who% *}" --profession "${who#* }"; done
run plexus-report activity --year 2026 --json
is "$code $(field length)" '0 0' 'nothing was done'
plexus-meeting add -q RCP --kind concertation --start '2026-01-31 23:30' --minutes 45 --invite dupont,martin
plexus-meeting attend 1 dupont martin:30 -q 2>/dev/null
plexus-meeting hold 1 -q 2>/dev/null
plexus-task add -q Appeler --assignees dupont,martin
plexus-task done 1 -q --now 2026-01-31T23:30:00Z
plexus-slot open --who martin --start '3 mars 09:00' --count 4 --audience team -q
plexus-slot open --who martin --start '4 mars 09:00' --count 4 -q
plexus-slot book 1 --patient a --by dupont -q
plexus-slot book 2 --patient b --by dupont -q
plexus-slot attended 1 -q --now 2026-03-03T12:00:00Z
plexus-slot missed 2 -q --now 2026-03-03T12:00:00Z
run plexus-report activity --year 2026 --json
is "$(field 'map([.month, .practitioner, .meetings, .meeting_minutes, .tasks, .offered, .booked, .attended, .missed] | join(":")) | join(" ")')" \
	'2026-01:dupont:1:45:0:0:0:0:0 2026-01:martin:1:30:0:0:0:0:0 2026-02:dupont:0:0:1:0:0:0:0 2026-02:martin:0:0:1:0:0:0:0 2026-03:martin:0:0:0:4:2:1:1' \
	'each in the month of Paris'
is "$(field 'all(.requests == null)')" true 'no request: not 0'
run plexus-report activity --year 2026 --by person --json
is "$(field 'map([.practitioner, .meetings, .tasks, .offered] | join(":")) | join(" ")')" 'dupont:1:1:0 martin:1:1:4' 'a line a person'
is "$(field 'all(.month == null)')" true 'of no month'
run plexus-report activity --year 2026 --by month --json
is "$(field 'map([.month, .meetings, .meeting_minutes] | join(":")) | join(" ")')" '2026-01:2:75 2026-02:0:0 2026-03:0:0' 'a line a month'
run plexus-report activity --year 2025 --json
is "$(field length)" 0 'another year'
run plexus-report activity --year 2026 --by week
status 2 'a word that is none'
run plexus-report activity --year 2026 --html -o page.html
ok 'a page has its chart' grep -q '<svg' page.html
done_testing
