#!/usr/bin/env bash
# Meetings as iCalendar, out and in: followed without a duplicate, here and by other programs.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/calendars.sh"
cases=$top/tests/cases/ical
new_team --email contact@val.example
plexus-directory add --family Dupont --given Anne --profession 60 --email anne@val.example -q
plexus-directory add --family Durand --profession 60 -q

lines() { tr -d '\r' <"$1" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' | grep -E "^($2)[:;]"; }
events() { plexus-meeting list --json | jq -c ".[] | $1"; }

# What is written.
title='RCP « diabète » ; évaluation, à Besançon — un titre assez long pour que sa ligne soit pliée'
plexus-meeting add "$title" --start 'jeudi 12:30' --minutes 90 --place 'Salle 2' --notes 'Mme X' --invite dupont,durand -q
run plexus-meeting ics 1 -o first.ics
status 0 'ics writes a file'
uid=$(plexus-meeting list --json | jq -r '.[0].uid')
is "$(lines first.ics 'METHOD|UID|SEQUENCE|DTSTAMP|STATUS|DTSTART;TZID=Europe/Paris|DTEND')" "METHOD:REQUEST
UID:$uid
SEQUENCE:0
DTSTAMP:20250314T090000Z
DTSTART;TZID=Europe/Paris:20250320T123000
DTEND;TZID=Europe/Paris:20250320T140000
STATUS:CONFIRMED" 'an invitation, with its UID, sequence and local times'
is "$(lines first.ics RRULE)" $'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU' \
	'the zone, described'
is "$(grep -vc $'\r$' first.ics)" 0 'lines end in CR LF'
is "$(LC_ALL=C awk 'length($0) > 76' first.ics)" '' 'and have 75 octets at most'
ok 'which are UTF-8, line by line' iconv -f UTF-8 -t UTF-8 first.ics
not_ok 'people stay' grep -qi -e attendee -e dupont -e anne@ first.ics
not_ok 'and so do minutes' grep -q 'Mme X' first.ics
run plexus-meeting ics 1 --attendees
like "${out//$'\r\n '/}" 'CN="Anne Dupont":mailto:anne@val.example' 'people leave when they are asked for'

plexus-meeting edit 1 --start 'vendredi prochain 08:30' -q
plexus-meeting ics 1 >moved.ics
is "$(lines moved.ics 'SEQUENCE|DTSTART;TZID=Europe/Paris')" $'SEQUENCE:1\nDTSTART;TZID=Europe/Paris:20250321T083000' \
	'a change raises the sequence'
plexus-meeting edit 1 --minutes 90 -q
is "$(plexus-meeting show 1 --json | jq .sequence)" 1 'no change does not'
plexus-meeting cancel 1 -q
plexus-meeting ics 1 >cancelled.ics
is "$(lines cancelled.ics 'METHOD|UID|SEQUENCE|STATUS')" "METHOD:CANCEL
UID:$uid
SEQUENCE:2
STATUS:CANCELLED" 'a cancellation'
plexus-meeting add Autre --start 'demain 10:00' -q
run plexus-meeting ics 1 2
like "$out" 'METHOD:PUBLISH' 'both kinds together are published'
run plexus-meeting ics
like "$out" 'METHOD:PUBLISH.*SUMMARY:Autre' 'as is everything'
run plexus-meeting ics status=held
unlike "$out" 'BEGIN:VEVENT' 'nothing is an empty calendar'
status 0 'and no error'
run plexus-meeting ics 99
status 3 'a meeting that is not there'

# Our own files, back.
run plexus-meeting import first.ics --json
is "$(json -c '[.unchanged,.changed,.new]')" '[1,0,0]' 'an older copy changes nothing'
like "$err" 'older version of meeting 1' 'and is said'
run plexus-meeting import cancelled.ics --json
is "$(json -c '[.unchanged,.changed,.new]')" '[1,0,0]' 'nor does the same'
elsewhere=$(database other)
PLEXUS_DB=$elsewhere plexus init --name 'CPTS du Val' --kind cpts -q
for copy in first moved cancelled; do
	PLEXUS_DB=$elsewhere run plexus-meeting import "$copy.ics" -q
	status 0 "another database takes $copy"
done
is "$(PLEXUS_DB=$elsewhere plexus-meeting list --json | jq -c '.[] | [.uid,.start,.minutes,.status,.place,.sequence]')" \
	"[\"$uid\",\"2025-03-21T07:30:00Z\",90,\"cancelled\",\"Salle 2\",2]" 'one meeting, moved and cancelled'
plexus-meeting ics 2 >held.ics
plexus-meeting hold 2 -q
sed 's/SEQUENCE:0/SEQUENCE:9/' held.ics >later.ics
run plexus-meeting import later.ics
is "$(plexus-meeting show 2 --json | jq -r .status)" held 'a calendar does not plan again what was held'

# Files of others.
new_team
for copy in outlook outlook-moved outlook-cancelled outlook-moved; do
	run plexus-meeting import "$cases/$copy.ics" -q
	status 0 "$copy is read"
done
is "$(events '[.title,.start,.minutes,.status,.place,.notes,.sequence]')" \
	'["RCP diabète","2025-07-04T06:30:00Z",90,"cancelled","Salle des fêtes, 2e étage",null,2]' \
	'by a zone that the file describes; one meeting, moved, then cancelled'
like "$err" 'older version' 'a late copy is said'
is "$(plexus-meeting ics 1 | tr -d '\r' | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' | grep ^UID)" \
	"$(tr -d '\r' <"$cases/outlook.ics" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' | grep ^UID)" 'its UID goes back as it came'
new_team
run plexus-meeting import "$cases/outlook.ics" --map description=notes
is "$(events .notes)" '"Ordre du jour :\n- patients complexes"' 'an agenda, when it is asked for'

new_team
run plexus-meeting import "$cases/weekly.ics" --json
is "$(json .new)" 4 'an event that recurs is its occurrences'
is "$(events '[.start,.status,.recurrence,.place]' | sort)" '["2025-03-18T11:30:00Z","planned","2025-03-18T11:30:00Z",null]
["2025-03-25T11:30:00Z","cancelled","2025-03-25T11:30:00Z",null]
["2025-04-02T07:00:00Z","planned","2025-04-01T10:30:00Z","Visio"]
["2025-04-08T10:30:00Z","planned","2025-04-08T10:30:00Z",null]' 'over the change of clocks, one cancelled, one moved'
run plexus-meeting import "$cases/weekly.ics" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,4]' 'again, nothing changes'
grep -v COUNT "$cases/weekly.ics" | sed 's/^DURATION:PT1H/&\nRRULE:FREQ=DAILY/' >endless.ics
run plexus-meeting import endless.ics --json
ok "an endless one ends in a year ($(json .new) more)" test "$(json '.new + .unchanged + .changed')" -lt 400

new_team
run plexus-meeting import "$cases/hostile.ics" --rejects refused.csv --json
status 5 'a hostile file: what is bad is rejected'
is "$(json -c '[.read,.new,.rejected]')" '[11,5,6]' 'the rest is stored'
is "$(events '[.title,.start,.minutes]')" '["Heure flottante","2025-03-30T10:30:00Z",60]
["Toute la journée","2025-04-30T22:00:00Z",1440]
["Deux fois, la bonne","2025-03-31T08:00:00Z",60]
["Sans UID","2025-04-01T10:00:00Z",60]
["Fermé","2025-04-02T08:00:00Z",60]' 'as it says'
for reason in 'Mars/Phobos' 'weekday' 'thousand' 'before it begins' 'no END' 'minutes'; do
	like "$(<refused.csv)" "$reason" "a reason: $reason"
done
like "$err" '1 entry that is no event' 'a to-do is left, and said'
run plexus-meeting import "$cases/hostile.ics" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,5]' 'again, nothing changes'
{
	printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:big\nSUMMARY:'
	head -c 3000000 /dev/zero | tr '\0' x
	printf '\nDTSTART:20250401T100000Z\nEND:VEVENT\nEND:VCALENDAR\n'
} >huge.ics
run plexus-meeting import huge.ics
status 5 'a line of 3 MB is rejected'
like "$err" '1 MiB' 'with the reason'
head -c 200 "$cases/weekly.ics" >cut.ics
run plexus-meeting import cut.ics
status 5 'a file that was cut'
printf 'BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n' >shut.ics
run plexus-meeting import shut.ics
isnt "$code" 0 'a calendar that was cut before any event'
run plexus-task import "$cases/weekly.ics"
status 2 'no calendar of tasks'
like "$err" 'plexus-meeting import' 'and where it goes'
sed 's/$/\r/' "$cases/weekly.ics" | iconv -f UTF-8 -t UTF-16 >wide.ics
run plexus-meeting import wide.ics --json
is "$(json .new)" 4 'CR LF and UTF-16'

# Other programs read what we write, and follow it.
if khal_begins; then
	april() { khal_has 2025-03-14 30d; }
	khal_takes first.ics
	is "$(april)" "2025-03-20 12:30 14:00 CONFIRMED $title" 'khal reads a meeting'
	khal_takes moved.ics
	is "$(april)" "2025-03-21 08:30 10:00 CONFIRMED $title" 'follows it'
	khal_takes cancelled.ics
	is "$(april)" "2025-03-21 08:30 10:00 CANCELLED $title" 'and its cancellation, without a duplicate'
else
	skip 'khal is not installed'
fi

if command -v calcurse >/dev/null; then
	is "$(calcurse_has first.ics)" "2025-03-20 12:30 14:00 $title" 'calcurse reads a meeting'
	is "$(calcurse_has moved.ics)" "2025-03-21 08:30 10:00 $title" 'and where it was moved'
else
	skip 'calcurse is not installed'
fi

if icaljs_has first.ics >ical.js.out; then
	for copies in 'first.ics moved.ics' 'cancelled.ics moved.ics first.ics'; do
		# shellcheck disable=SC2086 # words of a command
		icaljs_has $copies
	done >>ical.js.out
	is "$(<ical.js.out)" "2025-03-20T11:30:00.000Z PT1H30M CONFIRMED $title
2025-03-21T07:30:00.000Z PT1H30M CONFIRMED $title
2025-03-21T07:30:00.000Z PT1H30M CANCELLED $title" 'ical.js follows a move and a cancellation, whatever the order'
else
	skip 'ical.js is not installed (npm install -g ical.js)'
fi
done_testing
