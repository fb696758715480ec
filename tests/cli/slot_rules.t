#!/usr/bin/env bash
# What slots stand on: what stands in their way, whoever comes late, other organizations, and the
# tables that hold the rules, broken by hand and made anew.
. "$(dirname "$0")/../lib.sh"

export PLEXUS_NOW=2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-directory add -q Cardi --profession 10 --specialty cardiologue --skills cardiologue,SM04
field() { jq -r "$1" "$tmp/out"; }
status_of() { plexus-slot show "$1" --json | jq -r .status; }
found() { plexus-slot find "$@" --ids | tr '\n' ' '; }
sound() { run plexus doctor --json; is "$(field 'map(select(.check == "slots"))[].level')" ok "$1"; }
opened() { plexus-slot open -q "$@" && plexus-slot list --ids | tail -n "${count:-1}" | head -1; }

# A specialty that is among the skills as well is one trade.
run plexus-slot open --who cardi --start '3 mars 08:00' --audience team
status 0 'a specialty that is a skill too'
is "$(plexus-slot find cardiologue --json | jq length)" 1 'is found once'

# Offers of different grids over each other: what is opened over time that is taken is not free.
first=$(count=4 opened --who martin --start '2 mars 14:00' --every 20min --count 4 --audience team)
plexus-slot book "$first" --patient a --by dupont -q
second=$(count=3 opened --who martin --start '2 mars 13:55' --every 15min --count 3 --audience team)
is "$(for ((i = second; i < second + 3; i++)); do status_of $i; done | tr '\n' ' ')" \
	'busy-unavailable busy-unavailable free ' 'an offer over time that is taken'
unlike " $(found kiné) " " $second " 'is not found there'
run plexus-slot book "$second" --patient b --by dupont
is "$code" 4 'nor booked'
like "$err" "slot $second is taken" 'and said so'
run plexus-slot move 1 $((second + 1))
status 0 'its own appointment may move onto a slot that overlaps its old one'
is "$(status_of "$first") $(status_of $((first + 1)))" 'busy-unavailable busy-unavailable' 'what it left is in its way now'
plexus-slot cancel 1 --reason x -q
is "$(for ((i = first; i < second + 3; i++)); do status_of $i; done | uniq -c | awk '{ print $1 $2 }')" 7free 'given back, all are free'
run plexus-slot open --who martin --start '2 mars 18:02'
is "$code" 4 'slots begin every five minutes'
like "$err" 'every 5 minutes' 'which is said'

# Terms: what cannot be booked now is not found.
late=$(opened --who dupont --start '2 mars 11:00' --audience team --notice 3h)
far=$(opened --who dupont --start '20 mars 11:00' --audience team --horizon 7)
is "$(found médecin --within 30j)" '1 ' 'neither too late nor too early is found'
is "$(PLEXUS_NOW=2026-03-14T08:00:00Z found médecin --within 30j)" "$far " 'in its time it is'
is "$(PLEXUS_NOW=2026-03-02T06:59:00Z found médecin)" "$late 1 " 'and the other'

# The most a day counts appointments of any offer, whatever was given up among them.
free=$(count=3 opened --who dupont --start '5 mars 08:00' --count 3 --audience team)
for i in 0 1 2; do plexus-slot book $((free + i)) --patient "p$i" --by martin -q; done
plexus-slot cancel "$(plexus-slot list --type appointment patient=p0 --ids)" --reason x -q
most=$(count=2 opened --who dupont --start '5 mars 10:00' --count 2 --audience team --daily 2)
is "$(status_of "$most")" busy-unavailable 'a day that is full is not offered'
run plexus-slot book "$most" --patient q --by martin
is "$code" 4 'nor booked'
like "$err" 'no more appointments that day' 'and said so'
plexus-slot cancel "$(plexus-slot list --type appointment patient=p1 --ids)" --reason x -q
is "$(status_of "$most")" free 'one given up, it is'
plexus-slot book "$most" --patient q --by martin -q
is "$(status_of $((most + 1)))" busy-unavailable 'the second one is the last'

# As oneself: whoever offers it alone.
own=$(opened --who dupont --start '9 mars 08:00')
run plexus-slot book "$own" --patient z --by martin --audience self
is "$code" 4 'nobody books as somebody else'
run plexus-slot book "$own" --patient z --by dupont
status 0 'who offers it does'

# Whoever loses is told of what they may see: later ones first, then those before.
base=$(count=6 opened --who cardi --start '4 mars 09:00' --count 6 --audience public)
plexus-slot publish $((base + 5)) --audience team -q
plexus-slot book $((base + 3)) --patient a --by dupont -q
run plexus-slot book $((base + 3)) --patient b --by dupont --audience public --json
is "$(field 'map(.id) | join(" ")')" "$((base + 4)) $base $((base + 1))" 'the next one, then those before it'
run plexus-slot book $((base + 3)) --patient b --by dupont --json
is "$(field 'map(.id) | join(" ")')" "$((base + 4)) $((base + 5)) 1" 'the team sees one more'

# Cancelled after it began is late; it was not missed.
plexus-slot cancel "$(plexus-slot list --type appointment patient=a status=booked --ids)" --reason x --side professional --now 2026-03-04T10:00:00Z -q
is "$(plexus-slot list --type appointment patient=a status=cancelled --jsonl | jq -r '[.late, .cancelled_by] | join(" ")' | tail -1)" \
	'true professional' 'cancelled after its time'

# A service offers as a person does; another organization keeps its own.
plexus-directory add --type organization Imagerie --slug imagerie --kind imaging -q
scan=$(count=2 opened --who imagerie --start '3 mars 10:00' --every 30min --count 2 --audience cpts --before 5min)
plexus-slot book "$scan" --patient s --by dupont -q
is "$(status_of $((scan + 1)))" busy-unavailable 'a service has one room'
plexus-directory add --type organization 'CPTS du Sud' --slug sud --kind cpts --timezone Indian/Reunion -q
plexus-directory add Payet --profession médecin --org sud -q
away=$(plexus-slot open --who payet --start '2026-03-03T20:00:00Z' --count 2 --audience team --daily 1 --org sud -q; plexus-slot list --org sud --ids | head -1)
run plexus-slot book "$away" --patient r --by payet --org sud --json
status 0 'a slot of another organization'
is "$(sql "SELECT CASE WHEN c.organization = s.organization THEN 1 END, c.day FROM claim c JOIN slot s ON s.id = c.slot WHERE c.slot = $away")" \
	'1|20516' 'is kept there, on its own local day'
run plexus-slot move "$(plexus-slot list --type appointment patient=r --org sud --ids)" "$own" --org sud
is "$code" 3 'its appointment stays there'
run plexus-slot cancel "$(plexus-slot list --type appointment patient=r --org sud --ids)" --reason x --org sud
status 0 'and is given up'
is "$(sql "SELECT count(*) FROM claim WHERE slot = $away") $(plexus-slot list --org sud --jsonl | jq -r .status | uniq | tr '\n' ' ')" \
	'0 free ' 'which gives its slots back'

# Tried without a trace.
rows >before
run plexus-slot open --who martin --start '7 mars 10:00' --count 8 --dry-run
run plexus-slot publish "$base" --audience sas --dry-run
run plexus-slot close "$base" --dry-run
run plexus-slot book "$base" --patient d --by dupont --dry-run
status 0 'a dry run goes through'
ok 'and leaves nothing' diff before <(rows)

# The tables that hold the rules, broken by hand.
sound 'all is well before'
wound() { # SQL WORDS NAME
	sql "$1"
	run plexus doctor
	is "$code" 5 "$3: doctor sees it"
	like "$out" "$2" "$3: and says it"
	like "$out" 'plexus-slot rebuild' "$3: and how to mend it"
	run plexus-slot rebuild
	status 0 "$3: it is mended"
	sound "$3: all is well again"
}
wound 'DELETE FROM opening WHERE slot = (SELECT min(slot) FROM opening)' 'is free, and is not found' 'an opening lost'
wound 'UPDATE opening SET audience = 0' 'is free, and is not found' 'openings shown to others'
wound "UPDATE slot SET status = 'free' WHERE status = 'busy-unavailable'" 'against what stands' 'slots that are not free'
wound "UPDATE slot SET status = 'closed' WHERE id = (SELECT min(slot) FROM claim)" 'its status says otherwise' 'a status'
wound 'DELETE FROM quantum WHERE quantum = (SELECT min(quantum) FROM quantum)' 'not taken' 'five minutes lost'
wound 'INSERT INTO quantum VALUES (1, 1, 1, 1)' 'nobody has it' 'five minutes too many'
wound 'DELETE FROM claim WHERE slot = (SELECT max(slot) FROM claim)' 'does not have its slot' 'a claim lost'
wound 'UPDATE claim SET ordinal = ordinal + 5, daily = NULL' 'not counted' 'numbers of a day'
wound "UPDATE claim SET appointment = appointment + 1000 WHERE slot = (SELECT max(slot) FROM claim)" 'has it no more' 'a claim of nobody'
ok 'appointments have what they had' diff <(grep 'INSERT INTO appointment' before) <(rows | grep 'INSERT INTO appointment')
ok 'and slots are as they were' diff <(grep -E 'INSERT INTO (slot|quantum|opening) ' before) <(rows | grep -E 'INSERT INTO (slot|quantum|opening) ')
done_testing
