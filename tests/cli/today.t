#!/usr/bin/env bash
# today: what is late, what comes, what the ACI still waits for; the team's, or one person's.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 2
at 2025-12-04T09:00:00Z # a Thursday
valid() { # NAME: the JSON last run is as its schema says
	plexus today --schema >"$tmp/schema.json"
	is "$(jq -rn --slurpfile schema "$tmp/schema.json" --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' "$1"
}

# Nothing to do says so.
run plexus today
status 0 'an empty day'
like "$out" '^MSP du Val, Thursday 4 December 2025' 'who and when, as people write it'
like "$out" 'Nothing is late, nothing is to be done within a week' 'says that there is nothing'
like "$out" 'The ACI of 2025 still waits for'$'\n''A1-HOR ' 'but for the ACI'
run plexus today --json
valid 'an empty day, by its schema'
is "$(json -c '[.late, .due, .meetings, .unheld]')" '[[],[],[],[]]' 'empty lists are there'

# Tasks.
add() { plexus-task add "$@" -q; }
add Vieille --due 2024-12-30
add Retard --due 2025-12-03 --assignees dupont
add Aujourd --due 2025-12-04 --assignees dupont,martin
add Semaine --due 2025-12-10 --assignees martin
add 'Plus tard' --due 2025-12-11
add 'Sans date'
add Faite --due 2025-12-03 --status done
add Abandonnée --due 2025-12-03 --status dropped
add Commencée --due 2025-12-05 --status started
plexus-meeting add 'Concertation' --kind concertation --start '2025-12-05 12:30' --place 'Salle 2' --invite dupont -q
plexus-meeting add 'Ce matin' --start '2025-12-04 08:00' -q
plexus-meeting add 'Dans huit jours' --start '2025-12-11 08:00' -q
plexus-meeting add 'Oubliée' --start '2025-11-20 12:30' --invite martin -q
plexus-meeting add 'Annulée' --start '2025-12-05 12:30' --status cancelled -q
plexus-meeting add 'Minuit' --start 2025-12-10T23:30:00Z -q # the 11th in Paris
titles() { json ".$1|map(.title)|join(\",\")"; }
run plexus today --json
valid 'a full day, by its schema'
is "$(titles late)" Vieille,Retard 'late: before today, oldest first'
is "$(titles due)" Aujourd,Commencée,Semaine 'within a week, today included'
is "$(titles meetings)" 'Ce matin,Concertation' 'planned meetings of the week, local days'
is "$(titles unheld)" Oubliée 'meetings past that are neither held nor cancelled'
is "$(json '.date, .organization, .practitioner' | paste -sd' ')" '2025-12-04 msp-du-val null' 'whose day it is'
is "$(json '.aci.exercise')" 2025 'the exercise'
like "$(json '.aci.missing|map(.code)|join(" ")')" 'A1-HOR.*A2-COO.*A3-SI-STD' 'and what it waits for'

run plexus today
like "$out" $'\nLate\n *1  Monday 30 December 2024  +Vieille' 'another year is said'
like "$out" $'\n *2  Wednesday 3 December  +Retard +dupont' 'this one is not'
like "$out" '10  Friday 5 December 12:30|1  Friday 5 December 12:30 +Concertation +concertation +Salle 2' 'meetings with their hour'
unlike "$out" 'Nothing is late' 'there is something'
unlike "$out" $'\e' 'no colours off a terminal'
like "$(plexus today --color always)" $'\e\\[1mLate' 'unless asked'

# One person's day.
run plexus today --as dupont --json
valid 'a person’s day, by its schema'
is "$(titles late)|$(titles due)|$(titles meetings)|$(titles unheld)" 'Retard|Aujourd|Concertation|' 'her tasks, her meetings'
is "$(json .practitioner)" dupont 'is said whose'
run plexus today --as martin --json
is "$(titles late)|$(titles due)|$(titles meetings)|$(titles unheld)" '|Aujourd,Semaine||Oubliée' 'his'
plexus-meeting attend 1 excused:dupont -q
is "$(plexus today --as dupont --json | jq '.meetings|length')" 0 'not where she is excused'
run env PLEXUS_USER=dupont plexus today
like "$out" '^MSP du Val · Anne Dupont, Thursday 4 December 2025' 'the person of the environment'
run plexus today --as personne
is "$code" 3 'nobody'

# The exercise is the one being closed until its declaration is due, then the current one.
is "$(plexus today --json --now 2026-01-31 | jq .aci.exercise)" 2025 'until 31 January'
is "$(plexus today --json --now 2026-02-01 | jq .aci.exercise)" 2026 'then the current one'
waits() { plexus today --json | jq '.aci.missing|map(.code)|index("A2-COO") != null'; }
is "$(waits)" true 'the coordination is not declared'
plexus-report set 2025 coordination=yes -q
echo contrat >contrat.txt
plexus-report evidence 2025 A2-COO contrat.txt -q
is "$(waits)" false 'once it is, nothing waits for it'

# Other organizations.
plexus-directory add --type organization 'CPTS du Nord' --kind other -q
run plexus today --org cpts-du-nord --json
is "$code $(json -c '[.organization, .late, .aci]')" '0 ["cpts-du-nord",[],null]' 'another organization, whose agreement is not known'
valid 'by the schema too'
run plexus today --org all --json
status 0 'all of them'
is "$(titles late)" Vieille,Retard 'together'

# What to type next; no more than a screen; polls; nothing to say.
run plexus today
like "$out" $'Retard[^\n]*\n→ plexus task done 1\n' 'a command after each list, for its first line'
like "$out" $'→ plexus meeting hold 4\n' 'of meetings past as well'
like "$out" $'\nto be declared by Saturday 31 January 2026, in 58 days\n→ plexus report aci$|in 58 days\n→ plexus report aci\n' 'the deadline of the declaration, when it is near'
while read -r command; do
	[[ $command == *' '@(done|start|hold)' '* ]] && command+=' -n'
	# shellcheck disable=SC2086 # the words of a command
	ok "it works: $command" $command
done < <(plexus today | sed -n 's/^→ //p')
is "$(plexus today -q | grep -c →)" 0 '-q leaves them out'
like "$(plexus today --now 2025-07-01)" $'\nACI of 2025: [0-9]+ indicators wait \\(A1-HOR…\\)\n' 'far from the declaration a line is enough'
for i in {1..9}; do add "Due $i" --due 2025-12-09; done
run plexus today
like "$out" $'\n… and [0-9]+ more: plexus task list status=open,started .due>=today. --sort due\n' 'long lists are cut, and say what lists them'
ok 'no more than a screen and a half' test "$(wc -l <<<"$out")" -lt 45
plexus-meeting poll open Bureau --dates '2025-12-16 12:30,2025-12-18 12:30' --invite martin -q
like "$(plexus today)" $'\nPolls that wait for answers\n1 .*Bureau.*\n→ plexus meeting poll show 1' 'an open poll'
is "$(plexus today --as dupont --json | jq '.polls|length') $(plexus today --as martin --json | jq '.polls|length')" '0 1' 'of who is asked'
run plexus today --json
valid 'with polls, by the schema'
is "$(json '.late | length')" 2 'JSON has no more and no less'
(
	PLEXUS_DB=$(location silent)
	export PLEXUS_DB
	new_team
	plexus today -q --now 2025-06-02
) >quiet
is "$(<quiet)" '' 'a day without anything says nothing with -q, for a login shell'

# Machines read the same whatever the locale; people read French.
is "$(LANGUAGE=fr plexus today --json)" "$(plexus today --json)" 'JSON does not depend on the language'
if [[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]]; then
	run env LANGUAGE=fr plexus today
	like "$out" '^MSP du Val, jeudi 4 décembre 2025' 'the day in French'
	like "$out" 'En retard' 'titles too'
	like "$(LANGUAGE=fr plexus today --now 2026-01-01T09:00:00Z)" 'jeudi 1er janvier 2026' 'the first of a month'
else
	skip 'no French catalogue'
fi

# Slots: today's appointments and the requests that wait, the team's or one person's.
is "$(plexus today --json | jq -c '[.appointments, .requests]')" '[[],[]]' 'nothing of slots'
plexus-directory add Soins --profession infirmier -q
plexus-directory add Garde --profession infirmier -q
plexus-slot open --who soins --start '2025-12-04 14:00' --count 2 --audience team -q
plexus-slot open --who soins --start '2025-12-05 14:00' --count 1 --audience team -q
for slot in 1 2 3; do plexus-slot book $slot --patient "P$slot" --by dupont -q; done
plexus-slot cancel 2 --reason x -q
plexus-slot request infirmière --usual soins --reason pansement --by dupont -q
run plexus today --as soins --json
valid 'with slots, by the schema'
is "$(json '[(.appointments|map(.patient)), (.requests|map(.care))] | flatten | join(" ")')" 'P1 infirmière' 'what is booked today, what she was asked'
is "$(plexus today --as garde --json | jq -c '[.appointments, .requests]')" '[[],[]]' 'not what others have, or were asked'
is "$(plexus today --json | jq -c '[.appointments, .requests] | map(length)')" '[1,1]' 'the team’s is all'
plexus-slot wait infirmière --patient P9 --by dupont --within 1d -q
is "$(plexus today --as dupont --json | jq -r '[.held[] | .patient, .held_until] | join(" ")')" 'P9 2025-12-04T11:00:00Z' 'a slot that is held, until when'
is "$(plexus today --as soins --json | jq '.held | length')" 0 'for whoever entered the patient'
run plexus today --json
valid 'with a hold, by the schema'
plexus-slot answer 1 no --who soins -q
is "$(plexus today --as soins --json | jq '.requests | length')" 0 'who answered is asked no more'
run plexus today --as soins
like "$out" $'\nAppointments of today\n1  Thursday 4 December 14:00  P1  soins\n→ plexus slot show' 'with its hour, and what to type next'
run plexus today -o day.txt
is "$out $(head -c 10 day.txt)" ' MSP du Val' '-o FILE'
run bash -c 'plexus today >/dev/full'
isnt "$code" 0 'a full disk'
done_testing
