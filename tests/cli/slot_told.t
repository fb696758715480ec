#!/usr/bin/env bash
# Who booked an appointment is told when the professional's side moves or cancels it: once, and nothing of
# the patient.
. "$(dirname "$0")/../lib.sh"

at 2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus key init -q
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Petit --given Luc --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-slot open -q --who martin --start 'lundi 14:00' --every 15min --count 12 --audience team
plexus-slot open -q --who petit --start 'lundi 14:00' --every 15min --count 4 --audience team
given=''
notices() { given+=$(plexus-slot notices); plexus-slot list --type notice given="$PLEXUS_NOW" --jsonl | jq -r '"\(.kind):\(.to):\(.record)"' | sort | paste -sd' '; }
book() { plexus-slot book "$1" --patient 'Z. Quidam, 1948' --by "${2:-dupont}" --contact 0612345678 -q --as "${2:-dupont}"; }
minute=0
next() { minute=$((minute + 1)); at "2026-03-02T08:$(printf %02d $minute):00Z"; }

for slot in 1 2 3 4 5; do book $slot; done
book 6 martin
is "$(notices)" 'booked:martin:1 booked:martin:2 booked:martin:3 booked:martin:4 booked:martin:5' 'whose slots they are, is told'
next
plexus-slot cancel 1 --reason 'visite urgente' --side professional -q
is "$(notices)" 'cancelled:dupont:1 cancelled:martin:1' 'cancelled by the professional’s side: both'
next
plexus-slot cancel 2 --reason 'visite urgente' --side professional --as martin -q
is "$(notices)" 'cancelled:dupont:2' 'by the professional: who booked it'
next
plexus-slot cancel 3 --reason 'va mieux' -q
is "$(notices)" 'cancelled:martin:3' 'by the patient’s side: whose slot it is alone'
next
plexus-slot move 4 7 --as martin -q
is "$(notices)" 'moved:dupont:4' 'moved by the professional'
next
plexus-slot move 4 8 -q
is "$(notices)" 'moved:martin:4' 'moved for the patient'
next
plexus-slot move 4 9 --side professional -q
is "$(notices)" 'moved:dupont:4 moved:martin:4' 'moved by the professional’s side, whoever types it'
next
plexus-slot move 4 13 --as martin -q
is "$(notices)" 'booked:petit:4 moved:dupont:4' 'to somebody else, who has it now'
next
plexus-slot move 5 10 --as dupont --side professional -q
is "$(notices)" 'moved:martin:5' 'who acts knows'
next
plexus-slot token 5 | plexus-slot redeem - --to 11 -q
is "$(notices)" 'moved:martin:5' 'a link is the patient’s'
next
plexus-slot cancel 6 --reason x --side professional --as petit -q
is "$(notices)" 'cancelled:martin:6' 'one’s own patient: once'
is "$(notices)" 'cancelled:martin:6' 'nobody twice'
is "$(plexus-slot notices | wc -l)" 0 'nothing is left'
unlike "$given" 'Quidam|612345678|sealed' 'nothing of a patient'
run plexus-slot move 5 12 --side nobody
status 2 'a side that is none'
done_testing
