#!/usr/bin/env bash
# A series as one event that recurs: written, changed in one occurrence and in all, followed by other
# programs and by ours, never twice.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/calendars.sh"
new_team --email contact@val.example
plexus-directory add --family Dupont --given Anne --profession 60 --email anne@val.example -q
plexus-directory add --family Durand --profession 60 -q

# Unfolded lines of these names, events alone.
lines() { tr -d '\r' <"$1" | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g' | sed '1,/END:VTIMEZONE/d' | grep -E "^($2)[:;]"; }

plexus-meeting series add RCP --rule 'FREQ=WEEKLY;BYDAY=TU' --start '2025-03-18 12:30' --count 6 \
	--place 'Salle 2' --invited dupont -q
plexus-meeting add Seule --start '2025-03-20 18:00' -q
uid=$(plexus-meeting list --type series --json | jq -r '.[0].uid')
run plexus-meeting ics 2 -o first.ics
status 0 'one meeting of a series is written'
is "$(tr -d '\r' <first.ics | grep ^METHOD) $(lines first.ics 'UID|SEQUENCE|DTSTART|DTEND|RRULE|EXDATE|RECURRENCE-ID|STATUS')" \
	"METHOD:REQUEST UID:$uid
SEQUENCE:0
DTSTART;TZID=Europe/Paris:20250318T123000
DTEND;TZID=Europe/Paris:20250318T133000
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20250422T103000Z
STATUS:CONFIRMED" 'as its whole series: one UID, its rule, and its end in UTC'
run plexus-meeting ics
is "$(grep -c '^BEGIN:VEVENT' <<<"$out")" 2 'among all, once'
like "$out" 'METHOD:PUBLISH' 'and several events are published'
run plexus-meeting ics 1 3 -q
like "$out" 'METHOD:REQUEST' 'two of one series are one event'
run plexus-meeting ics 1 --attendees
like "${out//$'\r\n '/}" 'NEEDS-ACTION;RSVP=TRUE;CN="Anne Dupont":mailto:anne@val.example' 'who is invited to all'

# One moved, one cancelled, one renamed, one removed.
plexus-meeting edit 3 --start '2025-04-02 09:00' -q
plexus-meeting cancel 2 -q
plexus-meeting edit 5 --title 'RCP longue' --minutes 90 -q
plexus-meeting remove 4 -q
plexus-meeting ics 1 >second.ics
is "$(lines second.ics 'UID|SEQUENCE|DTSTART|RRULE|EXDATE|RECURRENCE-ID|SUMMARY')" "UID:$uid
SEQUENCE:4
DTSTART;TZID=Europe/Paris:20250318T123000
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20250422T103000Z
EXDATE;TZID=Europe/Paris:20250325T123000
EXDATE;TZID=Europe/Paris:20250408T123000
SUMMARY:RCP
UID:$uid
SEQUENCE:4
DTSTART;TZID=Europe/Paris:20250402T090000
RECURRENCE-ID;TZID=Europe/Paris:20250401T123000
SUMMARY:RCP
UID:$uid
SEQUENCE:4
DTSTART;TZID=Europe/Paris:20250415T123000
RECURRENCE-ID;TZID=Europe/Paris:20250415T123000
SUMMARY:RCP longue" 'what was cancelled or removed is taken out, what was changed says so, the sequence rises'

# All of them an hour later.
plexus-meeting series edit 1 --start '2025-03-18 13:30' -q
plexus-meeting ics 1 >third.ics
is "$(lines third.ics 'DTSTART|EXDATE|RECURRENCE-ID' | sed 's/.*2025/2025/' | paste -sd' ')" \
	'20250318T133000 20250325T133000 20250408T133000 20250402T090000 20250401T133000 20250415T133000 20250415T133000' \
	'another hour: exceptions stay exceptions'
ok 'and the sequence is higher' test "$(lines third.ics SEQUENCE | sort -u | cut -d: -f2)" -gt 4

# Each of its own.
run plexus-meeting ics series=1 --each
is "$(grep -c '^BEGIN:VEVENT' <<<"$out")" 5 '--each: an event for each meeting'
is "$(grep ^UID <<<"$out" | sort -u | wc -l)" 5 'each with its UID'
unlike "$out" 'RRULE:FREQ=WEEKLY|RECURRENCE-ID' 'and no rule'
plexus-meeting ics series=1 --each >each.ics

# Back into our own base: nothing changes, whichever copy comes.
for copy in first second third each; do
	run plexus-meeting import $copy.ics --json
	is "$(json -c '[.new,.changed,.rejected]')" '[0,0,0]' "our base learns nothing from our $copy copy"
done
is "$(plexus-meeting count series=1 --json | jq '.[0].count')" 5 'and has no meeting more'

# Into another base: followed.
here=$PLEXUS_DB
PLEXUS_DB=$(database other)
export PLEXUS_DB
plexus init --name 'CPTS du Val' --kind cpts -q
there() { plexus-meeting list --sort recurrence --json | jq -r '.[]|[(.recurrence|.[5:16]),(.start|.[5:16]),.minutes,.status,.title]|join(" ")'; }
plexus-meeting import first.ics -q
is "$(there)" '03-18T11:30 03-18T11:30 60 planned RCP
03-25T11:30 03-25T11:30 60 planned RCP
04-01T10:30 04-01T10:30 60 planned RCP
04-08T10:30 04-08T10:30 60 planned RCP
04-15T10:30 04-15T10:30 60 planned RCP
04-22T10:30 04-22T10:30 60 planned RCP' 'another base takes the occurrences'
run plexus-meeting import second.ics --json
is "$(json -c '[.new,.changed]')" '[0,6]' 'a change is one of the same meetings'
is "$(there)" '03-18T11:30 03-18T11:30 60 planned RCP
03-25T11:30 03-25T11:30 60 cancelled RCP
04-01T10:30 04-02T07:00 60 planned RCP
04-08T10:30 04-08T10:30 60 cancelled RCP
04-15T10:30 04-15T10:30 90 planned RCP longue
04-22T10:30 04-22T10:30 60 planned RCP' 'one moved, two cancelled, one longer'
run plexus-meeting import third.ics --json
is "$(json -c '[.new,.changed]')" '[0,6]' 'so is another hour for all'
is "$(there | sed -n '1p;3p;6p')" '03-18T12:30 03-18T12:30 60 planned RCP
04-01T11:30 04-02T07:00 60 planned RCP
04-22T11:30 04-22T11:30 60 planned RCP' 'each found by its day'
run plexus-meeting import third.ics --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,6]' 'again, nothing changes'
run plexus-meeting import first.ics --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,6]' 'nor with a late copy'
like "$err" 'older version' 'which is said'
PLEXUS_DB=$here

# Other programs.
plexus-meeting cancel 1 3 5 6 -q
plexus-meeting ics 3 >fourth.ics
is "$(tr -d '\r' <fourth.ics | grep ^METHOD) $(lines fourth.ics 'UID|STATUS' | paste -sd' ')" \
	"METHOD:CANCEL UID:$uid STATUS:CANCELLED" 'all cancelled: the series is'
second='2025-03-18 12:30 13:30 CONFIRMED RCP
2025-04-02 09:00 10:00 CONFIRMED RCP
2025-04-15 12:30 14:00 CONFIRMED RCP longue
2025-04-22 12:30 13:30 CONFIRMED RCP'
if khal_begins; then
	spring() { khal_has 2025-03-14 60d; }
	khal_takes first.ics
	is "$(spring | wc -l)" 6 'khal reads a series'
	khal_takes second.ics
	is "$(spring)" "$second" 'follows what was moved, cancelled and removed'
	khal_takes third.ics
	is "$(spring)" '2025-03-18 13:30 14:30 CONFIRMED RCP
2025-04-02 09:00 10:00 CONFIRMED RCP
2025-04-15 13:30 15:00 CONFIRMED RCP longue
2025-04-22 13:30 14:30 CONFIRMED RCP' 'follows the whole of it'
	khal_takes fourth.ics
	is "$(spring | cut -d' ' -f4 | sort -u)" CANCELLED 'and its cancellation'
else
	skip 'khal is not installed'
fi
if command -v calcurse >/dev/null; then
	is "$(calcurse_has first.ics | wc -l)" 6 'calcurse reads a series'
	is "$(calcurse_has each.ics)" '2025-03-18 13:30 14:30 RCP
2025-03-25 13:30 14:30 RCP
2025-04-02 09:00 10:00 RCP
2025-04-15 13:30 15:00 RCP longue
2025-04-22 13:30 14:30 RCP' 'and what was moved, with --each (it passes STATUS over)'
else
	skip 'calcurse is not installed'
fi
if icaljs_has first.ics >one.out; then
	is "$(wc -l <one.out)" 6 'ical.js reads a series'
	for copies in 'first.ics second.ics' 'second.ics first.ics'; do
		# shellcheck disable=SC2086 # words of a command
		icaljs_has $copies | sort >followed.out
		is "$(<followed.out)" '2025-03-18T11:30:00.000Z PT1H CONFIRMED RCP
2025-04-02T07:00:00.000Z PT1H CONFIRMED RCP
2025-04-15T10:30:00.000Z PT1H30M CONFIRMED RCP longue
2025-04-22T10:30:00.000Z PT1H CONFIRMED RCP' "follows it, read as $copies"
	done
	is "$(icaljs_has third.ics | sort | head -1)" '2025-03-18T12:30:00.000Z PT1H CONFIRMED RCP' 'and the new hour'
else
	skip 'ical.js is not installed (npm install -g ical.js)'
fi

# Both Sundays when clocks change, here and where they do not: instants by the zone that the file
# describes are those of the database.
at 2025-01-15T09:00:00Z
for zone in Europe/Paris Indian/Reunion America/Martinique; do
	new_team --timezone $zone
	plexus-meeting series add Dimanche --rule 'FREQ=WEEKLY;BYDAY=SU' --start '2025-03-23 12:30' --count 3 -q
	plexus-meeting series add Soir --rule 'FREQ=WEEKLY;BYDAY=SU' --start '2025-10-19 20:00' --count 3 -q
	for instant in 03-30T00:59 03-30T01:00 10-26T00:59 10-26T01:00; do
		plexus-meeting add Instant --start "2025-${instant}:00Z" -q
	done
	[[ $zone != Europe/Paris ]] || is "$(plexus-meeting list title~^[DS] --sort start --json | jq -r '[.[].start|.[5:16]]|join(" ")')" \
		'03-23T11:30 03-30T10:30 04-06T10:30 10-19T18:00 10-26T19:00 11-02T19:00' 'a series keeps its local hour'
	plexus-meeting ics >zone.ics
	if icaljs_has zone.ics >zone.out; then
		is "$(cut -c1-19 <zone.out | sort)" "$(plexus-meeting list --json | jq -r '.[].start|.[:19]' | sort)" "$zone, as the file says"
	else
		skip 'ical.js is not installed (npm install -g ical.js)'
	fi
	before=$(plexus-meeting export | jq -c '[.uid,.start]' | sort)
	plexus-meeting ics --each >zone.ics
	new_team --timezone America/Martinique
	plexus-meeting import zone.ics -q
	is "$(plexus-meeting export | jq -c '[.uid,.start]' | sort)" "$before" "$zone, read in Martinique"
done
done_testing
