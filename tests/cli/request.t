#!/usr/bin/env bash
# Requests for care: up a ladder, replayed by --now, until the first yes.
. "$(dirname "$0")/../lib.sh"

new_team
at() { export PLEXUS_NOW=2026-03-02T$1:00Z; }
field() { jq -r "$1" "$tmp/out"; }
asked() { plexus-slot list --type ask request="$1" --sort step,id --jsonl | jq -r '"\(.step):\(.practitioner)"' | tr '\n' ' '; }
notices() { plexus-slot notices | jq -r '"\(.kind):\(.to)"' | sort | tr '\n' ' '; }
status_of() { plexus-slot show "$1" --type request --json | jq -r '[.status, .accepted_by, .step] | join(" ")'; }
at 08:00
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
plexus-directory add -q Dupont --given Jeanne --profession médecin
for name in Martin Noir Olive Petit; do plexus-directory add -q "$name" --profession infirmier; done
plexus-directory add -q Quint --profession kiné

# The usual professional first.
run plexus-slot request infirmière --place 49320 --reason pansement --by dupont --usual martin --json
status 0 'care is asked for'
is "$(field '[.status, .step, .next, .origin] | join(" ")')" 'asking 1 2026-03-02T10:00:00Z practice' 'for two hours'
like "$err" 'ladder default' 'the ladder is laid down once'
is "$(asked 1)" '1:martin ' 'the usual one is asked'
is "$(notices)" 'asked:martin ' 'and told so'
is "$(notices)" '' 'once'
run plexus-slot notices --json
is "$(field length)" 0 'nothing is an empty array'
run plexus-slot climb
is "$code $out" '0 ' 'it is not time yet'

# Then everyone near.
at 10:00
run plexus-slot climb
like "$out" '1 went up, 3 professionals asked' 'two hours later, the others of the trade'
is "$(asked 1)" '1:martin 2:noir 2:olive 2:petit ' 'nobody twice, and no physiotherapist'
is "$(plexus-slot notices --dry-run | wc -l)" 3 'tried, notices stay'
is "$(notices)" 'asked:noir asked:olive asked:petit ' 'told'
run plexus-slot notices --type x
status 2 'there is one kind of notice'

# The first yes wins.
run plexus-slot answer 1 yes --who quint
is "$code" 4 'who was not asked has no say'
run plexus-slot answer 1 maybe --who noir
status 2 'yes or no'
run plexus-slot answer 1 non --who noir --json
is "$(field .status)" asking 'a no changes nothing'
run plexus-slot answer 1 no --who noir
status 4 'said already'
run plexus-slot answer 1 oui --as olive --json
is "$(field '[.status, .accepted_by] | join(" ")')" 'accepted olive' 'the first yes has it'
run plexus-slot answer 1 yes --who petit
is "$code" 4 'the second has not'
like "$err" 'request 1 is taken' 'and reads so'
is "$(notices)" 'accepted:dupont taken:martin taken:petit ' 'who asked is told, and who might still have answered'
run plexus-slot show 1 --type request
like "$out" 'Who was asked.*  2  olive  yes  2026-03-02 11:00' 'its card says who was asked and what they said'
run plexus-slot withdraw 1
status 4 'what is taken is not withdrawn'

# Given up when its time is over, or when nobody is left.
at 12:00
plexus-slot request infirmière --within 5h --by dupont --usual martin -q
at 14:00; plexus-slot climb -q
at 17:00
run plexus-slot climb
like "$out" '1 given up' 'past its delay it is given up'
is "$(status_of 2)" 'unanswered  2' 'and stays where it was'
plexus-slot notices >/dev/null
plexus-slot request sage-femme --by dupont -q
is "$(status_of 3)" 'unanswered  0' 'nobody of the trade: given up at once'
is "$(notices)" 'unanswered:dupont ' 'and told'
plexus-slot request kiné --by dupont --usual quint -q
plexus-slot answer 4 no --who quint -q
is "$(status_of 4)" 'unanswered  1' 'the last no climbs at once'
plexus-slot request kiné --by dupont -q
plexus-slot notices >/dev/null
plexus-slot withdraw 5 -q
is "$(notices)" 'withdrawn:quint ' 'withdrawn: who was asked is told'

# Who was not told yet is not asked for what is over.
for over in 'answer @ yes --who quint' 'withdraw @'; do
	request=$(plexus-slot request kiné --by dupont --json | jq .id)
	# shellcheck disable=SC2086 # words of a command
	plexus-slot ${over//@/$request} -q
	unlike "$(plexus-slot notices --dry-run)" '"asked"' "${over%% *}: tried, nobody is asked"
	unlike "$(notices)" 'asked' "${over%% *}: nobody is asked for what is over"
	is "$(plexus-slot list --type notice kind=asked given= --ids | wc -l)" 0 "${over%% *}: that notice is gone"
done

# A ladder of one's own.
printf 'ladder,step,ask,who,km,wait\nnuit,1,list,"noir,olive",,30min\nnuit,2,radius,,5,1h\n' >ladder.csv
run plexus-slot import --type rung ladder.csv
status 0 'a ladder is a file'
plexus-slot request infirmière --by dupont --ladder nuit -q
is "$(asked 8)" '1:noir 1:olive ' 'a list is asked'
run plexus-slot request infirmière --by dupont --ladder jour
is "$code" 3 'a ladder that is not'
run plexus-slot request sorcier --by dupont
is "$code" 2 'care that is none'
run plexus-slot request kiné --by dupont --place 99999
isnt "$code" 0 'a place that is none'
run plexus-slot request kiné
isnt "$code" 0 'nobody asks nothing'

# Two who say yes at once: one winner, ten times.
winners=0 losers=0
for _ in {1..10}; do
	id=$(plexus-slot request infirmière --by dupont --ladder nuit --json | jq .id)
	for who in noir olive; do plexus-slot answer "$id" yes --who "$who" -q 2>/dev/null &
		pids+=($!); done
	for pid in "${pids[@]}"; do wait "$pid"; case $? in 0) ((++winners)) ;; 4) ((++losers)) ;; esac; done
	pids=()
done
is "$winners $losers" '10 10' 'of two yes at once one wins'
run plexus doctor
status 0 'all is well'

# A team whose place is not known: its people are there.
PLEXUS_DB=$(database nowhere)
at 08:00
plexus init --name Nulle-part --kind msp -q
plexus-directory add -q Dupont --profession médecin
plexus-directory add -q Noir --profession infirmier
run plexus-slot request infirmière --by dupont --json
is "$(field .status)" asking 'nobody knows where, and it is asked'
is "$(asked 1)" '2:noir ' 'of who is there'
plexus-slot answer 1 no --who noir -q
is "$(status_of 1)" 'unanswered  2' 'then of nobody'
# Steps may have gaps; a telephone is kept out of what is kept in clear.
at 08:00
plexus-directory add -q Proche --profession infirmier
printf '%s\n' ladder,step,ask,who,km,wait trous,3,list,noir,,60 trous,7,radius,,30,60 | plexus-slot import --type rung - -q
run plexus-slot request infirmière --by dupont --ladder trous --reason 'rappeler au 06 12 34 56 78' --json
is "$(field '[.status, .step] | join(" ")')" 'asking 3' 'the first step is the lowest one there is'
like "$err" 'kept in clear' 'a telephone has no place in the reason'
id=$(field .id)
at 09:00
plexus-slot climb -q
is "$(asked "$id")" '3:noir 7:proche ' 'the next one comes after the gap'
at 10:00
plexus-slot climb -q
is "$(status_of "$id")" 'asking  7' 'past the last step, who was asked may answer still'
run plexus-slot answer "$id" yes --who noir --json --dry-run
is "$(field .status)" accepted 'and have it'
export PLEXUS_NOW=2026-03-04T08:00:00Z
plexus-slot climb -q
is "$(status_of "$id")" 'unanswered  7' 'until its delay is over: then it is given up'

# Who has left is not asked; of many, the nearest first and no more than the step says.
PLEXUS_DB=$(database many)
export PLEXUS_NOW=2026-03-02T08:00:00Z
plexus init --name Val --kind cpts -q
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
plexus-directory add -q Dupont --profession médecin
plexus-directory add -q Parti --profession infirmier --left 2026-03-01
plexus-directory add -q Partant --profession infirmier --left 2026-03-02
plexus-directory add -q Asale --profession infirmier --skills 'asalée'
plexus-directory add -q Cardio --profession médecin --specialty SM04
plexus-directory add -q Doublon --profession médecin --skills SI01,SM04
for name in Un Deux Trois; do plexus-directory add -q "$name" --profession kiné; done
printf '%s\n' ladder,step,ask,who,km,most,wait peu,1,list,parti,,,60 peu,2,radius,,30,2,60 peu,3,radius,,30,,60 | plexus-slot import --type rung - -q
plexus-slot request infirmière --by dupont --ladder peu -q
is "$(asked 1)" '2:partant 2:asale ' 'who has left is not asked, whose last day it is still is'
plexus-slot request infirmière --by dupont --usual parti -q
is "$(asked 2)" '2:partant 2:asale ' 'nor the usual one who has'
plexus-slot request kiné --by dupont --ladder peu -q
is "$(asked 3)" '2:un 2:deux ' 'two at most'
at 10:00
plexus-slot climb -q
is "$(asked 3)" '2:un 2:deux 3:trois ' 'the next step asks those who are left'
plexus-slot request 'infirmière asalée' --by dupont --ladder peu -q
is "$(asked 4)" '2:asale ' 'a skill in words'
plexus-slot request cardiologue --by dupont --ladder peu -q
is "$(asked 5)" '2:cardio 2:doublon ' 'a specialty, wherever it stands, once each'
plexus-slot request généraliste --by cardio --ladder peu -q
is "$(asked 6)" '2:dupont 2:doublon ' 'who has no specialty of their own'
done_testing
