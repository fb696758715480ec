#!/usr/bin/env bash
# Calendars that other programs export, as they write them: read, read again, moved, cancelled.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/calendars.sh"
cases=$top/tests/cases/ical
has() { plexus-meeting list --sort start --json | jq -r '.[]|[.start,.minutes,.status,.title,(.place//"-")]|join(" ")'; }
# NAME FILE…: read twice, the second time without a change.
twice() {
	run plexus-meeting import "${@:2}" --json
	is "$(json -c '[.changed,.unchanged,.rejected]')" '[0,0,0]' "$1: all is new"
	run plexus-meeting import "${@:2}" --json
	is "$(json -c '[.new,.changed,.rejected]')" '[0,0,0]' "$1: again, nothing changes"
}

new_team
twice Google "$cases/google.ics"
is "$(has)" "2025-03-20T11:30:00Z 90 planned RCP; cas complexes 🩺 Salle 2, 12 rue de l'Église, 49000 Angers
2025-05-07T22:00:00Z 1440 planned Cabinet fermé -
2025-10-14T16:00:00Z 60 planned Coordination -
2025-10-21T16:00:00Z 60 cancelled Coordination -
2025-10-29T07:30:00Z 60 planned Coordination (matin) -
2025-11-04T17:00:00Z 60 planned Coordination -" 'UTC, a day, a zone, an occurrence moved and one struck, folded lines, alarms'
sed 's/20251014T1[89]/20251016T18/; s/BYDAY=TU/BYDAY=TH/; s/^SEQUENCE:[23]/SEQUENCE:5/; /^EXDATE/d; s/20251028T18/20251030T18/; s/20250320T1/20250321T1/; s/^DTEND;TZID=Europe.Paris:20251016T180000/DTEND;TZID=Europe\/Paris:20251016T190000/' "$cases/google.ics" |
	sed '/5k2v0m9q/,/END:VEVENT/s/SEQUENCE:0/SEQUENCE:1/' >moved.ics
run plexus-meeting import moved.ics --json
is "$(json .rejected)" 0 'Google, moved to another day'
is "$(plexus-meeting list status=planned --sort start --json | jq -r '.[].start')" '2025-03-21T11:30:00Z
2025-05-07T22:00:00Z
2025-10-16T16:00:00Z
2025-10-23T16:00:00Z
2025-10-29T07:30:00Z' 'what the rule gives no more is cancelled, and nothing stays twice'
run plexus-meeting import moved.ics --json
is "$(json -c '[.new,.changed]')" '[0,0]' 'again, nothing changes'
run plexus-meeting import "$cases/google.ics" --json
is "$(json -c '[.new,.changed]')" '[0,0]' 'nor by the copy of before'

new_team
twice Exchange "$cases/exchange.ics"
exchange="2025-09-18T10:30:00Z 60 planned Réunion d'équipe Réunion Microsoft Teams
2025-10-16T10:30:00Z 60 planned Réunion d'équipe Réunion Microsoft Teams
2025-11-20T11:30:00Z 60 cancelled Réunion d'équipe Réunion Microsoft Teams
2025-12-18T11:30:00Z 60 cancelled Réunion d'équipe Réunion Microsoft Teams"
is "$(has)" "$exchange" 'a Windows name of a zone, a list of exceptions'
at 2025-10-01T09:00:00Z
sed '/^RRULE/d; /^EXDATE/d; s/^METHOD.*/METHOD:CANCEL/; s/^STATUS.*/STATUS:CANCELLED/; s/^SEQUENCE:0/SEQUENCE:1/' "$cases/exchange.ics" >gone.ics
run plexus-meeting import gone.ics --json
is "$(has | cut -d' ' -f1,3 | paste -sd' ')" '2025-09-18T10:30:00Z planned 2025-10-16T10:30:00Z cancelled 2025-11-20T11:30:00Z cancelled 2025-12-18T11:30:00Z cancelled' \
	'cancelled without its rule: what is to come is, what is past stays'
at 2025-03-14T09:00:00Z
new_team
sed '/^BEGIN:VTIMEZONE/,/^END:VTIMEZONE/d' "$cases/exchange.ics" >bare.ics
twice 'Exchange without VTIMEZONE' bare.ics
is "$(has)" "$exchange" 'its name is enough'

# Who answers an invitation changes nothing of it.
new_team
plexus-meeting add RCP --start '2025-03-20 12:30' -q
plexus-meeting ics 1 | sed 's/^METHOD.*/METHOD:REPLY\r/; s/^SUMMARY:/SUMMARY:Accepté : /; s/^SEQUENCE:0/SEQUENCE:4/' >reply.ics
run plexus-meeting import reply.ics --json
is "$code$(json -c '[.read,.changed]')" '0[0,0]' 'a reply is left out'
like "$err" '1 answer to an invitation' 'and said'

# As calcurse exports: floating times, lengths, no UID.
if command -v calcurse >/dev/null; then
	new_team
	mkdir desk
	cat >desk/apts <<-'END'
		03/20/2025 @ 12:30 -> 03/20/2025 @ 14:00 |Réunion, « calcurse »
		03/21/2025 [1] Journée
		03/25/2025 @ 18:00 -> 03/25/2025 @ 19:00 {1W -> 04/15/2025 !04/01/2025} |Hebdo
	END
	TZ=Europe/Paris calcurse -D "$PWD/desk" -xical >calcurse.ics
	twice calcurse calcurse.ics
	is "$(has)" '2025-03-20T11:30:00Z 90 planned Réunion, « calcurse » -
2025-03-20T23:00:00Z 1440 planned Journée -
2025-03-25T17:00:00Z 60 planned Hebdo -
2025-04-01T16:00:00Z 60 cancelled Hebdo -
2025-04-08T16:00:00Z 60 planned Hebdo -
2025-04-15T16:00:00Z 60 planned Hebdo -' 'calcurse: local times, a day, a rule'
else
	skip 'calcurse is not installed'
fi

# As khal keeps: a file an event, a VTIMEZONE of one year.
if khal_begins; then
	new_team
	khal new -a team 2025-03-20 12:30 14:00 'Réunion khal' :: 'Ordre du jour' >/dev/null 2>&1
	khal new -a team -m 15m 2025-03-22 23:00 01:00 'Nuit' >/dev/null 2>&1
	khal new -a team -r weekly -u 2026-04-08 2026-03-24 18:00 19:00 'Hebdo' >/dev/null 2>&1
	twice khal calendar/*.ics
	is "$(has)" '2025-03-20T11:30:00Z 90 planned Réunion khal -
2025-03-22T22:00:00Z 120 planned Nuit -
2026-03-24T17:00:00Z 60 planned Hebdo -
2026-03-31T16:00:00Z 60 planned Hebdo -
2026-04-07T16:00:00Z 60 planned Hebdo -' 'khal: over midnight, and over a change of clocks that its zone does not tell'
	sed -i 's/20250320T12/20250320T13/; s/20250320T14/20250320T15/; s/^UID/SEQUENCE:1\r\n&/' "$(grep -l 'Réunion khal' calendar/*)"
	run plexus-meeting import calendar/*.ics --json
	is "$(json -c '[.new,.changed,.unchanged]')" '[0,1,4]' 'moved in khal: the same meeting'
else
	skip 'khal is not installed'
fi
done_testing
