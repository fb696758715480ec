#!/usr/bin/env bash
# Meetings: who is invited, who came, and at what rate their time is frozen.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory import - -q <<'CSV'
nom,prénom,profession
Dupont,Anne,médecin
Martin,Luc,infirmier
Durand,Zoé,sage-femme
Petit,Jeanne,infirmière
Sans,Métier,
CSV
plexus-project add 'Parcours BPCO' --slug bpco -q
get() { plexus-meeting show "$1" --json | jq -r "$2"; }
# One person's attendance at one meeting, as "state minutes rate_cents".
who() { plexus-meeting list --type attendance --json "meeting=$1" "practitioner=$2" | jq -r '.[]|"\(.state) \(.minutes) \(.rate_cents)"'; }
all() { plexus-meeting list --type attendance --json "meeting=$1" | jq -r 'map("\(.practitioner):\(.state)")|join(" ")'; }

# add, and invite at once.
run plexus-meeting add 'RCP diabète' --kind concertation --start 'jeudi 12:30' --minutes 90 --project bpco --invite dupont,martin
is "$code" 0 'add with --invite'
is "$out" $'meeting 1 added: RCP diabète\nattendance 1 invited: dupont\nattendance 2 invited: martin' 'says the meeting, and whom it invites'
is "$(get 1 '[.kind, .start, .minutes, .status, .project, .files] | map(tostring) | join(" ")')" \
	'concertation 2025-03-20T11:30:00Z 90 planned bpco null' 'next Thursday, local time'
is "$(all 1)" 'dupont:invited martin:invited' 'they are invited'
run plexus-meeting add 'X' --start demain --invite dupont,personne
is "$code $out" '3 ' 'somebody who is nobody'
like "$err" 'personne' 'is named'
is "$(plexus-meeting count --json | jq '.[0].count')" 1 'and no meeting is made'
run plexus-meeting add 'Bureau' --start '2025-04-01 19:00' --json --invite dupont
is "$(json '[.id, .kind, .minutes, .status] | map(tostring) | join(" ")')" '2 other 60 planned' 'an hour, unless said; --json gives the meeting'
run plexus-meeting add 'Sans date'
is "$code" 2 'a meeting begins some time'
run plexus-meeting add --type rate --profession 10 --from 2025-01-01 --hourly-cents 7500 --invite dupont
is "$code" 2 'a rate invites nobody'
run plexus-meeting add 'Essai' --start demain --invite dupont -n
is "$code $(plexus-meeting count --json | jq '.[0].count')" '0 2' 'a dry run adds nothing'
is "$(all 3 2>/dev/null)" '' 'and invites nobody'

# invite: who is there already stays so.
run plexus-meeting invite 1 martin durand
is "$code $(all 1)" '0 dupont:invited martin:invited durand:invited' 'invite'
is "$out" $'attendance 2 unchanged: martin\nattendance 4 invited: durand' 'says who was there already'
plexus-meeting attend 1 excused:martin -q
plexus-meeting invite 1 martin -q
is "$(who 1 martin)" 'excused null null' 'whatever their state'
run bash -c 'plexus-directory list profession=60 --ids | plexus-meeting invite 1 -'
is "$code $(all 1)" '0 dupont:invited martin:excused durand:invited petit:invited' 'every nurse, through a pipe'
run plexus-meeting invite 1 profession=60 --yes
is "$code" 0 'or by a filter'
run plexus-meeting invite 99 dupont
is "$code" 3 'a meeting that is not there'
like "$err" 'meeting 99' 'is named'
run plexus-meeting invite 1
is "$code" 2 'invite whom?'
run plexus-meeting invite 1 petit personne
is "$code" 3 'nobody'
run plexus-meeting invite bureau dupont
is "$code" 3 'a meeting has no name'

# attend: WHO, WHO:MINUTES, STATE:WHO.
run plexus-meeting attend 1 dupont:90 martin absent:durand
is "$code" 0 'attend'
is "$out" $'attendance 1 present: dupont\nattendance 2 present: martin\nattendance 4 absent: durand' 'says who was what'
is "$(who 1 dupont) $(who 1 martin) $(who 1 durand)" 'present 90 null present 90 null absent null null' 'minutes are the meeting’s when not said'
run plexus-meeting attend 1 dupont:1h15 present:petit:30min sans
is "$(who 1 dupont) $(who 1 petit) $(who 1 sans)" 'present 75 null present 30 null present 90 null' 'hours, minutes, and who was not invited'
run plexus-meeting attend 1 invited:sans
is "$(who 1 sans)" 'invited null null' 'back to invited, without minutes'
bad() { # STATUS MESSAGE NAME WORD…
	run plexus-meeting attend 1 "${@:4}"
	is "$code $out" "$1 " "$3"
	like "$err" "$2" "$3: said"
}
bad 3 'personne' 'who is nobody' personne
bad 2 'minutes' 'an absent person has no minutes' absent:durand:30
bad 2 'more than a day' 'more than a day' dupont:1500
bad 2 'bientot|minutes' 'minutes that are none' dupont:bientot
bad 2 'minutes|-5' 'fewer than none' dupont:-5
bad 2 'asleep:dupont: neither minutes' 'a state that is none' asleep:dupont
bad 3 'personne' 'all or nothing' durand personne
is "$(who 1 durand)" 'absent null null' 'nobody is written when one is refused'
bad 2 'dupont.*twice|twice.*dupont' 'the same person in two ways' dupont absent:dupont
run plexus-meeting attend 99 dupont
is "$code" 3 'a meeting that is not there'
run plexus-meeting attend 1
is "$code" 2 'attend whom?'
run plexus-meeting attend 1 dupont:80 --json
is "$(json -c 'map([.practitioner, .state, .minutes])')" '[["dupont","present",80]]' '--json gives the attendances'
run plexus-meeting attend 1 dupont:20 -n
is "$(who 1 dupont)" 'present 80 null' 'a dry run writes none'

# Rates are dated records; hold freezes those of the day.
rate() { plexus-meeting add --type rate "$@" -q; }
is "$(plexus-meeting count --type rate --json | jq '.[0].count // 0')" 0 'init makes no rate'
rate --profession médecin --from 2024-01-01 --hourly-cents 7000
rate --profession 10 --from 2025-03-01 --hourly-cents 7500
rate --profession 10 --from 2025-03-21 --hourly-cents 9000
rate --profession 10 --from 2025-01-01 --hourly-cents 3000 --nature remuneration
rate --profession 60 --from 2025-03-20 --hourly-cents 4001
run plexus-meeting add --type rate --profession 10 --from 2024-01-01 --hourly-cents 1
is "$code" 4 'two rates for the same day are refused'
plexus-meeting attend 1 present:durand:30 -q
run plexus-meeting hold 1 --files 8
is "$code $out" '0 meeting 1 held: RCP diabète' 'hold'
like "$err" '1 presence.*no rate' 'says what has no rate'
is "$(get 1 '"\(.status) \(.files)"')" 'held 8' 'with the files examined'
is "$(who 1 dupont) $(who 1 martin)" 'present 80 7500 present 90 4001' 'the rate of the day, by profession'
is "$(who 1 durand)" 'present 30 null' 'without a rate there is none, never 0'
is "$(who 1 sans)" 'invited null null' 'who was invited stays invited'
run plexus-meeting hold 1
is "$code $out" '0 meeting 1 unchanged: RCP diabète' 'held twice is no change'
plexus-meeting edit --type rate 2 --hourly-cents 1 -q
plexus-meeting remove --type rate 1 -q
is "$(who 1 dupont)" 'present 80 7500' 'what was frozen stays, whatever becomes of the rates'
plexus-meeting attend 1 petit:20 -q
is "$(who 1 petit)" 'present 20 4001' 'who is added afterwards has the rate of the day'
plexus-meeting attend 1 absent:petit -q
is "$(who 1 petit)" 'absent null null' 'and who is taken out has none'
plexus-meeting edit --type rate 2 --hourly-cents 7600 -q
plexus-meeting attend 1 dupont:60 -q
is "$(who 1 dupont)" 'present 60 7500' 'a correction of minutes keeps the rate'

# Nature: the wage of the same person at the same meeting is another rate.
plexus-meeting add 'Réunion' --start '2025-03-20 18:00' --invite dupont -q
id=$(plexus-meeting list --type attendance meeting=3 practitioner=dupont --ids)
plexus-meeting edit --type attendance "$id" --nature remuneration -q
plexus-meeting attend 3 dupont -q
plexus-meeting hold 3 -q
is "$(who 3 dupont)" 'present 60 3000' 'the rate of its nature'

# The local day decides: 23:30 in London is the day after in Paris.
plexus-meeting add 'Minuit' --start 2025-03-20T23:30:00Z --invite dupont -q
plexus-meeting attend 4 dupont -q
plexus-meeting hold 4 -q
is "$(who 4 dupont)" 'present 60 9000' 'the rate of the local day'

# cancel.
run plexus-meeting cancel 2
is "$code $out $(get 2 .status)" '0 meeting 2 cancelled: Bureau cancelled' 'cancel'
run plexus-meeting cancel 1
is "$code $(get 1 .status)" '4 held' 'what was held cannot be cancelled'
like "$err" 'held' 'and is said'
run plexus-meeting hold 2
is "$code" 4 'what is cancelled cannot be held'
run plexus-meeting attend 2 dupont
is "$code" 4 'nor attended'
run plexus-meeting invite 2 dupont
is "$code" 4 'nor does one invite to it'
run plexus-meeting edit 2 --status planned
is "$code" 0 'edit brings it back'
run plexus-meeting hold 2 1 99
is "$code $(get 2 .status)" '3 planned' 'all or nothing'
run plexus-meeting hold 'start<2025-04-30' status=planned --yes -q
is "$(get 2 .status)" held 'held by a filter'
run plexus-meeting hold 1 --files -1
is "$code" 2 'files cannot be fewer than none'

# A meeting that an edit says was held is frozen by the next hold.
plexus-meeting add 'Par edit' --start '2025-03-20 08:00' -q
plexus-meeting attend 5 dupont -q
plexus-meeting edit 5 --status held -q
is "$(who 5 dupont)" 'present 60 null' 'edit --status held freezes nothing'
plexus-meeting hold 5 -q
is "$(who 5 dupont)" 'present 60 7600' 'hold does, of a meeting that was held already'

# Attendance from CSV: key meeting and practitioner.
plexus-meeting add 'Import' --start '2025-03-20 08:00' -q
uid=$(get 6 .uid)
printf 'réunion;professionnel;état;durée\n%s;dupont;present;1h30\n6;martin;absent;\n6;personne;present;\n99;dupont;present;\n' "$uid" >presences.csv
run plexus-meeting import --type attendance presences.csv --rejects refused.csv --json
is "$code $(json '[.read, .new, .changed, .rejected] | join(" ")')" '5 4 2 0 2' 'attendance from CSV; bad rows are refused'
is "$(cut -d';' -f2,5 refused.csv | paste -sd' ')" 'professionnel;line personne;4 dupont;5' 'and kept, with their lines'
is "$(all 6)" 'dupont:present martin:absent' 'the good ones are stored'
run plexus-meeting import --type attendance presences.csv --json
is "$(json '[.new, .changed, .unchanged] | join(" ")')" '0 0 2' 'a second time changes nothing'
plexus-meeting hold 6 -q
is "$(who 6 dupont)" 'present 90 7600' 'and is priced as the rest'
is "$(plexus-meeting export --type attendance | jq -c 'select(.practitioner=="martin" and .state=="absent")|.meeting' | tr -d '"')" "$uid" 'a meeting has no key: its uid is the reference'

# What belongs to a meeting goes with it; people who attended stay.
before=$(plexus-meeting count --type attendance --json | jq '.[0].count')
run plexus-meeting remove 6
is "$code $(plexus-meeting count --type attendance --json | jq '.[0].count')" "0 $((before - 2))" 'attendances go with their meeting'
run plexus-directory remove dupont
is "$code" 4 'who attended a meeting stays'
ok 'all is well' plexus doctor

# What the report counts should have taken place.
run plexus-meeting add 'À venir' --start '+30d' --ids
run plexus-meeting hold "$out"
status 0 'a meeting to come can be held'
like "$err" 'begins later than now' 'but that is said'

# A meeting is shown with who was there and what is to be done; rows are the record alone.
plexus-meeting add Complète --start '2025-03-13 12:30' --minutes 90 --invite martin,durand --ids >id
plexus-meeting attend "$(<id)" martin excused:durand -q
plexus-task add 'Relancer' --meeting "$(<id)" --assignees martin --due 2025-03-28 -q
run plexus-meeting show "$(<id)"
like "$out" 'Attendance
  present  martin  1h30
  excused  durand

Tasks
  [0-9]+  open  Relancer  martin  2025-03-28$' 'show says who was there, and its tasks'
is "$(plexus-meeting show "$(<id)" --lang fr | grep -c 'excusé   durand')" 1 'in French'
is "$(plexus-meeting show "$(<id)" --json | jq 'has("attendance")')" false 'a row is the record alone'
is "$(plexus-meeting show "$(<id)" --fields id,title | tail -1)" 'title  Complète' 'as are fields that are named'

# States in the words of the team, and people as they are written.
plexus-meeting add 'Mots' --start 2025-03-13T12:30 --ids >id
run plexus-meeting hold "$(<id)"
like "$err" "meeting $(<id): nobody is said to have been there .plexus-meeting attend." 'a meeting that nobody was at is told of'
run plexus-meeting attend "$(<id)" 'présent:Anne Dupont:45' excusé:Martin absente:DURAND
status 0 'French states'
is "$(plexus-meeting list --type attendance meeting="$(<id)" --csv --fields practitioner,state,minutes | sed 1d | paste -sd' ')" \
	'dupont,present,45 martin,excused, durand,absent,' 'are those of the table'
run plexus-meeting hold "$(<id)"
unlike "$err" 'nobody' 'nor is one that somebody was at'
for word in p:dupont abs:dupont; do
	run plexus-meeting attend "$(<id)" "$word"
	isnt "$code" 0 "$word is no state"
done
done_testing
