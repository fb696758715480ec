#!/usr/bin/env bash
# Slots: offered, shown, found, taken once, moved, given up.
. "$(dirname "$0")/../lib.sh"

export PLEXUS_NOW=2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-directory add -q Cardi --profession 10 --specialty cardiologue
field() { jq -r "$1" "$tmp/out"; }
starts() { plexus-slot list practitioner="$1" --jsonl | jq -r .start | tr '\n' ' '; }
statuses() { plexus-slot list practitioner="$1" --jsonl | jq -r .status | uniq -c | awk '{ print $1 $2 }' | tr '\n' ' '; }

# Offered.
run plexus-slot open --who martin --start 'lundi 14:00' --every 15min --count 8
status 0 'slots are opened'
like "$out" 'offer of slots 1 opened: martin' 'the offer is named'
like "$out" '8 slots' 'and how many'
like "$err" 'nobody else sees' 'closed to others until published'
run plexus-slot find kiné --for team
is "$code $out" '0 ' 'the team does not find them'
run plexus-slot find kiné --for self --json
is "$(field length)" 8 'their practitioner does'
run plexus-slot open --who martin --start 'lundi 14:00' --every 15min --count 10
like "$out" '10 slots, 8 of them there already' 'what is offered twice is kept once'
run plexus-slot open --who nobody --start 'lundi 14:00'
status 3 'somebody unknown offers nothing'
run plexus-slot open --start 'lundi 14:00'
status 2 'nor nobody'
run plexus-slot open --who martin --start 'lundi 18:00' --every 7min
is "$code" 4 'time is cut in five minutes'
like "$err" 'counted by 5 minutes' 'and the refusal says so'

# Shown.
run plexus-slot publish practitioner=martin status=free --audience team --yes
status 0 'slots are published'
run plexus-slot find kiné --json
is "$(field length)" 10 'the team finds them'
run plexus-slot find kiné --for public --json
is "$(field length)" 0 'the public does not'
run plexus-slot publish 1 --audience public -q
run plexus-slot find kiné --for public --json
is "$(field 'map(.id)[]')" 1 'but the one that is shown to it'
run plexus-slot find 'Zébrûlogue'
like "$err" '^plexus-slot: Zébrûlogue: no profession' 'a word that means nothing is said as it was written'
run plexus-slot find kinee
status 2 'a word that is no trade is refused'

# Taken once.
run plexus-slot book 3 --patient 'M. D., 1948' --by dupont --reason lombalgie --urgent --json
status 0 'a slot is booked'
is "$(field '[.status, .practitioner, .by, .urgent, .audience, .start] | join(" ")')" \
	'booked martin dupont true team 2026-03-02T13:30:00Z' 'the appointment has what its slot has'
run plexus-slot book 3 --patient 'X. Y., 1950' --by dupont --json
status 4 'nobody takes it again'
is "$(field 'map(.id) | join(" ")')" '4 5 6' 'the loser is shown the next three'
like "$err" 'slot 3 is taken' 'and told why'
run plexus-slot find kiné --within 48
is "$code" 2 'so much of what?'
run plexus-slot book 6 --patient 'X. Y., 1950' --by dupont --now 2026-03-02T15:00:00Z
is "$code" 4 'what is past is not taken'
like "$err" 'slot 6 has begun' 'and that is said'
run plexus-slot book 999 --patient 'X. Y., 1950' --by dupont
status 3 'a slot that is not'
run plexus-slot close 3
status 4 'a slot that is taken is not closed'
run plexus-slot close 10 -q
run plexus-slot book 10 --patient 'X. Y., 1950' --by dupont
status 4 'a closed one is not booked'
run plexus-slot book 4 --patient 'X. Y., 1950' --by dupont --dry-run
status 0 'tried without a trace'
is "$(plexus-slot list --type appointment --ids | wc -l)" 1 'nothing is stored'

# Moved, given up, over.
uid=$(plexus-slot show 1 --type appointment --json | jq -r .uid)
run plexus-slot move 1 5 --json
is "$(field '[.uid, .start] | join(" ")')" "$uid 2026-03-02T14:00:00Z" 'it moves and stays the same one'
is "$(plexus-slot show 3 --json | jq -r .status)" free 'its old slot is free'
run plexus-slot move 1 10
status 4 'not to a closed slot'
is "$(plexus-slot show 1 --type appointment --json | jq -r .start)" 2026-03-02T14:00:00Z 'it keeps its own then'
run plexus-slot cancel 1
status 2 'a reason is asked'
run plexus-slot cancel 1 --reason grippe --json
is "$(field '[.status, .cancelled_by, .late] | join(" ")')" 'cancelled patient true' 'given up, late'
run plexus-slot cancel 1 --reason grippe
status 4 'once'
plexus-slot book 5 --patient 'M. D., 1948' --by dupont -q
run plexus-slot attended 2
status 4 'nobody came yet'
run plexus-slot attended 2 --now 2026-03-02T15:00:00Z --json
is "$(field .status)" fulfilled 'they came'
run plexus-slot missed 2 --now 2026-03-02T15:00:00Z
status 4 'and so did not miss it'

# Buffers: what a booking leaves no time for is not offered.
plexus-slot open --who cardi --start '3 mars 09:00' --every 15min --count 8 --audience team --before 5min --after 10min -q
is "$(statuses cardi)" '8free ' 'all free'
plexus-slot book "$(plexus-slot list practitioner=cardi --ids | sed -n 4p)" --patient 'A. B., 1960' --by dupont -q
is "$(statuses cardi)" '2free 1busy-unavailable 1busy 1busy-unavailable 3free ' 'its neighbours are not'
plexus-slot cancel 3 --reason erreur -q
is "$(statuses cardi)" '8free ' 'given back, they are'

# Terms.
plexus-slot open --who dupont --start '2 mars 11:00' --audience team --notice 3h -q
slot=$(plexus-slot list practitioner=dupont --ids | tail -1)
run plexus-slot book "$slot" --patient 'A. B., 1960' --by martin
is "$code" 4 'too late for its notice'
like "$err" 'notice' 'which is said'
plexus-slot open --who dupont --start '20 mars 11:00' --audience team --horizon 7 -q
slot=$(plexus-slot list practitioner=dupont --ids | tail -1)
run plexus-slot book "$slot" --patient 'A. B., 1960' --by martin
is "$code" 4 'too early for its horizon'
run plexus-slot book "$slot" --patient 'A. B., 1960' --by martin --now 2026-03-14T08:00:00Z
is "$code" 0 'not a week before'
plexus-slot open --who dupont --start '5 mars 08:00' --count 4 --audience team --daily 2 -q
mapfile -t day < <(plexus-slot list practitioner=dupont 'start>=5 mars' 'start<6 mars' --ids)
plexus-slot book "${day[0]}" --patient a --by martin -q
plexus-slot book "${day[1]}" --patient b --by martin -q
run plexus-slot book "${day[2]}" --patient c --by martin
is "$code" 4 'no more than two that day'
plexus-slot cancel "$(plexus-slot list --type appointment patient=a --ids)" --reason x -q
run plexus-slot book "${day[2]}" --patient c --by martin
is "$code" 0 'unless one is given up'
plexus-slot open --who dupont --start '6 mars 08:00' -q
run plexus-slot book "$(plexus-slot list practitioner=dupont --ids | tail -1)" --patient c --by martin
is "$code" 4 'what is not shown to the team is not booked by it'
run plexus-slot book "$(plexus-slot list practitioner=dupont --ids | tail -1)" --patient c --by dupont
is "$code" 0 'but by whoever offers it'

# A service offers its own.
plexus-directory add --type organization 'Imagerie du Val' --kind imaging --postcode 49000 -q
run plexus-slot open --who imagerie-du-val --start '3 mars 16:00' --every 30min --count 2 --audience cpts
status 0 'a service opens slots'
for word in imagerie radio scanner; do
	run plexus-slot find "$word" --near 49000 --radius 20km --for cpts --json
	is "$(field 'map(.service) | unique | join(" ")') $(field length)" 'imagerie-du-val 2' "found as $word"
done
slot=$(field '.[0].id')
run plexus-slot book "$slot" --patient 'E. F., 1970' --by dupont --json
is "$(field '[.service, .practitioner] | map(tostring) | join(" ")')" 'imagerie-du-val null' 'and taken'
run plexus-slot find labo --json
is "$(field length)" 0 'a laboratory it is not'

# By a rule: the same local hour on both sides of a change of clocks, holidays left out.
plexus-slot open --who martin --start '2026-03-25 09:00' --repeat 'FREQ=DAILY;COUNT=14' --skip-holidays --audience team -q
is "$(plexus-slot list practitioner=martin 'start>=25 mars' --jsonl | jq -r .start | cut -c6-13 | tr '\n' ' ')" \
	'03-25T08 03-26T08 03-27T08 03-28T08 03-29T07 03-30T07 03-31T07 04-01T07 04-02T07 04-03T07 04-04T07 04-05T07 04-07T07 ' \
	'nine o’clock before and after, and not on Easter Monday'

# From a file; and what other verbs leave alone.
printf 'professionnel;début;toutes les;nombre;public\nmartin;05/05/2026 10:00;15;4;team\ncardi;05/05/2026 10:00;20;2;cpts\n' >offres.csv
run plexus-slot import --type schedule offres.csv --json
is "$code $(field '[.new, .rejected] | join(" ")')" '0 2 0' 'offers come from a file'
is "$(plexus-slot count 'start>=2026-05-05' 'start<2026-05-06' --json | jq '.[0].count')" 6 'with their slots'
run plexus-slot import --type schedule offres.csv --json
is "$code $(field '[.new, .unchanged] | join(" ")')" '0 0 2' 'once'
run plexus-slot import offres.csv
is "$code" 2 'slots are not'
for type in slot schedule appointment; do
	run plexus-slot remove 1 --type "$type" --yes
	is "$code" 2 "a $type is not removed"
	like "$err" 'plexus-slot c' 'but closed or cancelled'
	run plexus-slot edit 1 --type "$type" --yes
	is "$code" 2 "nor edited"
done
run plexus doctor
status 0 'all is well'

# For people: words of the country, tables without what is empty, whose an appointment is.
export LANGUAGE=fr
run plexus-slot find kiné --for équipe --mode cabinet --within '60 jours' --json
ok 'options take French words' [ "$(field length)" -gt 0 ]
plexus-slot find kiné --mode téléconsultation --json >other && run plexus-slot find kiné --mode visio --json
ok 'and their synonyms' cmp -s "$tmp/out" other
run plexus-slot list practitioner=martin statut=libre
is "$(head -1 "$tmp/out" | tr -s ' ')" 'id practitioner start minutes status audience mode' 'a column that no slot fills is left out'
run plexus-slot list practitioner=martin --fields id,service
like "$out" 'id +service' 'unless it is asked for'
free=$(plexus-slot list statut=libre practitioner=martin 'start>=5 mai' --ids | head -1)
run plexus-slot book "$free" --patient 'G. H., 1931' --by dupont --audience équipe
like "$out" '^pris.: rendez-vous [0-9]+ – martin, 2026-05-05 10:00$' 'said with whom and when'
last=$(plexus-slot list --type appointment status=pris --ids | tail -1)
plexus-slot cancel "$last" --reason essai -q
run plexus-slot cancel "$last" --reason essai
like "$err" 'est fini.: annulé$' 'a rendez-vous is masculine'
run plexus-slot close "$free"
like "$out" '^fermé.: créneau' 'so is a slot'
run plexus-slot show 1
like "$out" 'Conditions de son offre' 'a slot shows its terms'
run plexus-slot show "$free"
like "$out" "Rendez-vous"$'\n  '"$last  annulé  G. H., 1931  dupont" 'and its appointments'
run plexus-slot show "$free" --json
is "$(field 'has("terms")')" false 'rows do not'
run plexus-slot find kiné --near 49320 --within 5min
is "$out" '' 'nothing free'
like "$err" 'rien n.est libre.*plexus-slot request' 'and what to do'
unset LANGUAGE

# Skills that are words and no codes: as plexus-directory find takes them.
plexus-directory add -q Asal --profession infirmier --skills 'asalée,éducation thérapeutique,SI01'
plexus-directory add -q Hypno --profession kiné --skills sophrologie,asalée
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
for name in asal hypno; do plexus-slot open -q --who $name --start '6 avril 2026 9:00' --audience team; done
found() { plexus-slot find --now 2026-04-06T00:00:00Z "$@" --jsonl 2>/dev/null | jq -r .practitioner | sort | tr '\n' ' '; }
for words in asalée Asalee 'infirmière asalée' 'kiné asalée' sophro 'éducation thérapeutique' thérapeu; do
	is "$(found "$words")" "$(plexus-directory find "$words" --jsonl 2>/dev/null | jq -r '.handle // .practitioner' | sort | tr '\n' ' ')" \
		"$words: those who say so are found, and nobody else"
done
is "$(found asalée)" 'asal hypno ' 'both of them'
is "$(found infirmier)" 'asal ' 'each is found once by the profession'
is "$(found médecin asalée)" '' 'nobody of another profession'
run plexus-slot find sophrologie thérapeutique
status 2 'no skill says both'
like "$err" 'sophrologie thérapeutique: no profession, specialty or skill' 'which is said'
run plexus-slot find cardiologue asalée
like "$err" 'no specialty' 'a skill in words goes with a profession'
for word in '' -; do
	run plexus-slot find "$word"
	status 2 "'$word' is no word: not everything is found"
done

# What is kept in clear is told; what it takes no name to tell has no warning.
at 2026-04-06T00:00:00Z
plexus-slot open -q --who martin --start '7 avril 2026 9:00' --count 9 --audience team
booked() { run plexus-slot book "$(plexus-slot find kiné --now 2026-04-06T00:00:00Z --within 3d --jsonl 2>/dev/null | jq -r 'select(.practitioner == "martin").id' | head -1)" --by dupont "$@"; }
booked --patient 'Marie Dupond'
status 0 'a name is taken'
like "$err" 'no name is needed' 'and found superfluous'
booked --patient 'M. D., 06 12 34 56 78'
like "$err" 'kept in clear.*--contact' 'a telephone has a place of its own'
booked --patient 'M. D., 1948' --reason 'appeler a@example.org'
like "$err" 'kept in clear' 'in the reason too'
booked --patient 'Marie Dupond' -q
is "$code $err" '0 ' 'silenced by -q'
for patient in 'M. D., 1948' 'MD 1948' 'dossier 4711'; do
	booked --patient "$patient"
	is "$code $err" '0 ' "$patient is as it should be"
done
plexus-slot list --type appointment status=booked --ids | tail -1 >"$tmp/last"
plexus-slot cancel "$(<"$tmp/last")" --reason x -q
run plexus-slot move "$(<"$tmp/last")" 1
is "$code $out" '4 ' 'what is over needs no other slot'

# A commune is shown whole, however long its name.
plexus-directory edit --type organization 1 --city "$(printf 'é%.0s' {1..60})" -q
plexus-slot open -q --who dupont --start '8 avril 2026 9:00' --audience team
run plexus-slot stats --year 2026 --by commune --json
is "$(json '.[].key | length' | sort -n | tail -1)" 60 'sixty letters of two bytes'

done_testing
