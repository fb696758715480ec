#!/usr/bin/env bash
# The waiting list: slots that come free are held for who waits, in order, for a time.
. "$(dirname "$0")/../lib.sh"

at() { export PLEXUS_NOW=2026-03-02T$1:00Z; } # a Monday; Paris is an hour ahead
field() { jq -r "$1" "$tmp/out"; }
entry() { plexus-slot show "$1" --type waiting --json | jq -r '[.status, .held_until, .offered] | map(. // "-") | join(" ")'; }
slot() { plexus-slot show "$1" --json | jq -r .status; }
notices() { plexus-slot notices | jq -r '"\(.kind):\(.to):\(.record)"' | sort | tr '\n' ' '; }
wait_for() { plexus-slot wait "$@" --by dupont --json | jq .id; }
new_slot() { # START [OPTION…]: booked before anybody else sees it; its appointment is $taken
	plexus-slot open --who martin --start "$1" -q "${@:2}"
	slot=$(plexus-slot list practitioner=martin --ids | tail -1)
	taken=$(plexus-slot book "$slot" --patient 'Z. Z., 1950' --by martin --json | jq .id)
	plexus-slot publish "$slot" --audience team -q
}

at 08:00
new_team
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Noir --given Luc --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-directory add --type organization 'Imagerie du Val' --slug imagerie --kind imaging -q

# In order: urgent first, then who came first; whom it does not suit keeps their place.
new_slot '3 mars 14:00'
is "$(wait_for kiné --patient A)" 1 'somebody waits'
is "$(wait_for kiné --patient B --mode video)" 2 'for a video'
is "$(wait_for kiné --patient C --urgent yes --audience public)" 3 'for what everyone is shown'
is "$(wait_for --who noir --patient D --urgent yes)" 4 'for somebody else'
is "$(wait_for dermato --patient E --urgent yes)" 5 'for another trade'
is "$(wait_for kiné --patient F --urgent yes --until '2 mars')" 6 'for today'
is "$(wait_for kiné --patient G --urgent yes --near 75001 --radius 20km)" 7 'for elsewhere'
is "$(wait_for kiné --patient H --urgent yes --near 49320)" 8 'for near there, urgently'
is "$(notices)" '' 'whose slot it is knows what they booked themselves'
run plexus-slot cancel "$taken" --reason grippe
is "$(entry 8)" 'offered 2026-03-02T10:00:00Z 1' 'the first urgent one whom it suits'
is "$(notices)" 'cancelled:martin:1 offered:dupont:8 ' 'and who entered them is told'
is "$(plexus-slot list --type waiting status=waiting --ids | tr '\n' ' ')" '1 2 3 4 5 6 7 ' 'the others wait'

# Held: neither found nor booked, by anybody.
is "$(slot 1)" busy-tentative 'the slot is held'
run plexus-slot find kiné --within 7d --json
is "$(field length)" 0 'nobody finds it'
run plexus-slot book 1 --patient 'X. Y., 1950' --by dupont
is "$code" 4 'nobody books it'
like "$err" 'held for somebody who waits' 'and reads why'
plexus-slot publish 1 --audience cpts -q
run plexus-slot find kiné --within 7d --json
is "$(field length)" 0 'shown to others, it is held still'

# Declined: the next, at once; and not the same again.
run plexus-slot decline 8 --json
is "$(field '[.status, .slot, (.let_go | length)] | map(. // "-") | join(" ")')" 'waiting - 1' 'declined, the place is kept'
is "$(entry 1)" 'offered 2026-03-02T10:00:00Z 1' 'the next is offered it'
is "$(slot 1)" busy-tentative 'never free in between'
run plexus-slot decline 8
status 4 'once'
run plexus-slot accept 8
status 4 'nothing is held any more'

# Run out: the next again, by whoever writes; an accept comes too late.
at 10:00
run plexus-slot accept 1
is "$code" 4 'too late to accept'
like "$err" 'is no more' 'and said'
run plexus-slot find kiné --within 7d --json
is "$(field 'map(.id)[]')" 1 'what nobody holds is found'
run plexus-slot climb
like "$out" '1 holds ran out, 0 slots offered' 'nobody else whom it suits'
is "$(notices)" 'expired:dupont:1 offered:dupont:1 ' 'who lost it is told'
is "$(slot 1) $(entry 1)" 'free waiting - 1' 'free, and not offered again to whom had it'

# Accepted: an appointment, with all that was said.
id=$(wait_for kiné --patient I --reason épaule)
is "$(entry "$id")" 'offered 2026-03-02T12:00:00Z 1' 'what is free already is held at once'
run plexus-slot accept "$id" --json
is "$(field '[.status, .patient, .by, .reason, .start, .practitioner] | join(" ")')" \
	'booked I dupont épaule 2026-03-03T13:00:00Z martin' 'it is an appointment'
is "$(slot 1) $(entry "$id")" 'busy booked - 1' 'and leaves the list'
is "$(notices)" "booked:martin:2 offered:dupont:$id " 'whose slot it is knows'
run plexus-slot accept "$id"
status 4 'once'
run plexus-slot leave "$id"
status 4 'what is over cannot be left'

# Moved away from, opened, shown, closed, left.
new_slot '4 mars 9:00'
is "$(entry 8)" 'waiting - 1' 'a slot that is taken at once is offered to nobody'
plexus-slot open --who noir --start '4 mars 9:00' --count 2 --every 30min -q
is "$(plexus-slot list --type waiting status=offered --ids)" '' 'what is shown to nobody neither'
plexus-slot publish practitioner=noir --audience team --yes -q
is "$(plexus-slot list --type waiting status=offered --ids | tr '\n' ' ')" '4 8 ' 'what is shown is held, soonest to the first'
plexus-slot leave 4 -q
is "$(entry 1)" 'offered 2026-03-02T12:00:00Z 2' 'what is left behind goes to the next'
plexus-slot close practitioner=noir --yes -q
is "$(plexus-slot list --type waiting status=offered --ids)" '' 'taken back by whoever offered it'
plexus-slot open --who martin --start '5 mars 11:00' --audience team -q
is "$(entry 8)" 'offered 2026-03-02T12:00:00Z 3' 'a new offer is held'
taken=$(plexus-slot accept 8 --json | jq .id)
plexus-slot open --who noir --start '5 mars 16:00' --audience self -q
plexus-slot move "$taken" "$(plexus-slot list practitioner=noir --ids | tail -1)" 2>/dev/null
is "$(entry 1)" 'waiting - 2' 'a move that is refused leaves all as it was'
plexus-slot publish "$(plexus-slot list practitioner=noir --ids | tail -1)" --audience team -q
plexus-slot decline 1 -q
plexus-slot move "$taken" "$(plexus-slot list practitioner=noir --ids | tail -1)" -q
is "$(entry 1)" 'offered 2026-03-02T12:00:00Z 4' 'what is moved away from is held'
is "$(plexus-slot notices | jq -r 'select(.about == "appointment") | "\(.kind):\(.to)"' | sort | tr '\n' ' ')" \
	'booked:martin booked:noir cancelled:martin ' 'and both are told'

# Never later than it can be booked; never in vain.
plexus-slot leave 1 -q
new_slot '6 mars 9:00' --hold 0
wait_for kiné --patient J >/dev/null
plexus-slot cancel "$taken" --reason x -q
is "$(slot "$slot")" free 'an offer that holds nothing'
plexus-slot close "$slot" -q
plexus-slot list --type waiting status=offered --ids | while read -r id; do plexus-slot leave "$id" -q; done
new_slot '2 mars 15:00' --notice 3h
wait_for kiné --patient K --until '2 mars' --urgent yes >/dev/null
plexus-slot cancel "$taken" --reason x -q
is "$(plexus-slot list --type waiting slot="$slot" --json | jq -r '.[0].held_until')" 2026-03-02T11:00:00Z \
	'held no longer than its notice allows'

# A hold that ran out blocks nobody.
at 10:59
run plexus-slot book "$slot" --patient 'X. Y., 1950' --by dupont
is "$code" 4 'held to the last minute'
at 11:00
run plexus-slot book "$slot" --patient 'X. Y., 1950' --by dupont
is "$code" 0 'then booked, though nobody climbed'

# The last day.
export PLEXUS_NOW=2026-03-03T08:00:00Z
plexus-slot notices >/dev/null
run plexus-slot climb
like "$out" '[1-9] given up' 'who is past their last day leaves'
is "$(entry 6)" 'expired - 1' 'as expired'
like "$(notices)" 'unanswered:dupont:6' 'and is told so'

# A contact goes with whoever waits, sealed, and is forgotten with them.
plexus key init -q
plexus-slot open --who noir --start '7 mars 9:00' --count 2 --audience team -q
echo 0612345678 | plexus-slot wait --who noir --patient V --by dupont --contact - -q
echo 0687654321 | plexus-slot wait --who noir --patient W --by dupont --contact - -q
is "$(plexus-slot list --type waiting patient=V,W --jsonl | jq -r .contact | uniq)" sealed 'a contact is sealed'
mapfile -t both < <(plexus-slot list --type waiting patient=V,W --ids)
taken=$(plexus-slot accept "${both[0]}" --json | jq .id)
is "$(plexus-slot show "$taken" --type appointment --json | jq -r .contact | tr -d ' ')" +33612345678 'the appointment has it'
is "$(plexus-slot show "${both[0]}" --type waiting --json | jq -r .contact)" null 'and the entry no more'
plexus-slot leave "${both[1]}" -q
is "$(plexus-slot show "${both[1]}" --type waiting --json | jq -r .contact)" null 'who leaves is forgotten'
not_ok 'nor does it stand in the files' grep -aqE '612345678|687654321' <(bytes)
run plexus doctor
unlike "$out" 'contacts +error' 'no key is left over'

# By horizon: what can be booked from now on.
plexus-slot close practitioner=noir status=free --yes -q
plexus-slot open --who noir --start '20 mars 9:00' --audience team --horizon 7 -q
id=$(wait_for --who noir --patient L)
is "$(entry "$id")" 'waiting - 0' 'too early'
plexus-slot climb -q --now 2026-03-14T08:00:00Z
is "$(entry "$id")" 'offered 2026-03-14T10:00:00Z 1' 'not a week before'

# A service; and what is refused.
plexus-slot notices >/dev/null
id=$(wait_for --who imagerie --patient M)
plexus-slot open --who imagerie --start '10 mars 9:00' --audience cpts -q
is "$(entry "$id")" 'offered 2026-03-03T10:00:00Z 1' 'a service has its list too'
plexus-slot accept "$id" -q
is "$(plexus-slot notices --now 2026-03-15 | jq -r 'select(.about == "appointment" and .kind == "booked") | .to')" '' \
	'and nobody to be told'
run plexus-slot wait --patient N --by dupont
status 2 'for what?'
run plexus-slot wait sorcier --patient N --by dupont
status 2 'care that is none'
run plexus-slot wait kiné --by dupont
isnt "$code" 0 'for nobody'
run plexus-slot wait kiné --patient N --by dupont --until demain --within 2d
status 2 'two ends'
run plexus-slot wait kiné --patient N --by dupont --audience self
is "$code" 4 'as self, with nobody named'
run plexus-slot wait kiné --patient N --by dupont --near 99999
isnt "$code" 0 'a place that is none'
before=$(plexus-slot list --type waiting --jsonl | sha256sum)
run plexus-slot wait kiné --patient N --by dupont -n
is "$code $(plexus-slot list --type waiting --jsonl | sha256sum)" "0 $before" 'tried without a trace'
run plexus-slot remove 1 --type waiting --yes
status 2 'an entry is not removed'
run plexus doctor
status 0 'all is well'
plexus-slot rebuild -q
run plexus doctor
status 0 'and made anew'

# Two who accept one entry at once; one who accepts against whoever lets its hold run out.
settle() { # PID…: how many ended with 0, with 4
	local pid won=0 lost=0
	for pid; do wait "$pid"; case $? in 0) ((++won)) ;; 4) ((++lost)) ;; esac; done
	winners=$((winners + won)) losers=$((losers + lost))
}
give_up_one() { # a slot is held for $id, who waits for Martin
	new_slot "$1"
	plexus-slot cancel "$taken" --reason x -q
	id=$(plexus-slot list --type waiting slot="$slot" status=offered --ids)
}
for who in {1..30}; do echo "P$who"; done | while read -r who; do wait_for --who martin --patient "$who" --urgent yes; done >/dev/null
winners=0 losers=0
for round in {1..6}; do
	give_up_one "9 mars 1$round:00"
	plexus-slot accept "$id" -q 2>/dev/null & one=$!
	plexus-slot accept "$id" -q 2>/dev/null & other=$!
	settle $one $other
done
is "$winners $losers" '6 6' 'of two who accept at once one has it'
winners=0 losers=0 ran_out=0
for round in {1..6}; do
	give_up_one "11 mars 1$round:00"
	plexus-slot accept "$id" -q 2>/dev/null --now 2026-03-03T09:59:59Z & one=$!
	plexus-slot climb -q --now 2026-03-03T10:00:00Z
	settle $one
	case $(plexus-slot show "$id" --type waiting --json | jq -r .status) in booked) ;; *) ((++ran_out)) ;; esac
	plexus-slot list --type waiting status=offered --ids | while read -r held; do plexus-slot leave "$held" -q; done
done
is "$((winners + ran_out)) $losers" "6 $ran_out" 'accepted, or run out, never both'

# Twenty who give up, wait, accept, decline and leave at once, some of them killed.
once() { # N
	case $(($1 % 5)) in
	0) plexus-slot cancel "$(plexus-slot list --type appointment status=booked 'start>=12 mars' --ids | sed -n "$((1 + $1 / 5))p")" --reason x -q ;;
	1) wait_for kiné --patient "Q$1" ;;
	2) plexus-slot accept "$(plexus-slot list --type waiting status=offered --ids | sed -n "$((1 + $1 / 5))p")" -q ;;
	3) plexus-slot decline "$(plexus-slot list --type waiting status=offered --ids | sed -n "$((1 + $1 / 5))p")" -q ;;
	4) plexus-slot book "$(plexus-slot list practitioner=martin 'start>=12 mars' status=free --ids | sed -n "$((1 + $1 / 5))p")" --patient R --by dupont -q ;;
	esac
}
plexus-slot list --type waiting status=waiting --ids | while read -r held; do plexus-slot leave "$held" -q; done
plexus-slot open --who martin --start '12 mars 8:00' --count 12 --audience team -q
plexus-slot list practitioner=martin 'start>=12 mars' --ids | head -6 | while read -r id; do plexus-slot book "$id" --patient S --by dupont -q; done
for _ in {1..4}; do
	pids=()
	for n in {0..19}; do once "$n" >/dev/null 2>&1 & pids+=($!); done
	for n in 3 8 13; do sleep 0.02; pkill -9 -P "${pids[n]}" 2>/dev/null; done
	wait "${pids[@]}" 2>/dev/null
done 2>/dev/null
run plexus doctor
status 0 'all is well after them'
is "$(plexus-slot list status=busy --ids | wc -l)" \
	"$(plexus-slot list --type appointment status!=cancelled --ids | wc -l)" 'an appointment for each slot that is taken'
is "$(plexus-slot list status=busy-tentative --ids | wc -l)" \
	"$(plexus-slot list --type waiting status=offered --ids | wc -l)" 'an entry for each that is held'

# Names and telephones have no place in what is kept in clear.
plexus-slot wait --who martin --patient 'Anne Roy' --by dupont >said 2>&1
like "$(<said)" 'no name is needed' 'a name is too much'
plexus-slot wait --who martin --patient 'A. R.' --reason 'rappeler au 06 12 34 56 78' --by dupont >said 2>&1
like "$(<said)" 'kept in clear' 'a telephone is out of its place'

# One slot at a time is held for one who waits: the database says so, in an older one too.
PLEXUS_DB=$(location one)
export PLEXUS_NOW=2026-03-02T08:00:00Z
new_team
plexus-directory add -q Martin --profession kiné
plexus-directory add -q Dupont --profession médecin
plexus-slot open -q --who martin --start 'lundi 14:00' --every 15min --count 2 --audience team
plexus-slot wait kiné --patient 'A. B., 1950' --by dupont -q
twice="INSERT INTO claim (organization, slot, actor, waiting, until, made, opens, closes, day, ordinal, asked, audience)
	SELECT organization, 2, actor, waiting, until, made, opens, closes, day, 99, asked, audience FROM claim WHERE waiting = 1"
run sql "$twice"
like "$code $err" '^[1-9].*(UNIQUE.*claim.waiting|claim_waiting_unique)' 'a second hold is refused'
indexes() { # of these three
	local from="name FROM sqlite_master WHERE name"
	[[ ! $server ]] || from="indexname FROM pg_indexes WHERE indexname"
	sql "SELECT $from IN ('claim_waiting_unique', 'appointment_start_contact_index', 'task_completed_index') ORDER BY 1" | paste -sd,
}
sql 'DROP INDEX appointment_start_contact_index; DROP INDEX task_completed_index'
older 19
plexus-directory add -q Petit --profession kiné
is "$(indexes)" 'appointment_start_contact_index,claim_waiting_unique,task_completed_index' 'an older database gains what it lacks'
run plexus doctor
status 0 'all is well there'
done_testing
