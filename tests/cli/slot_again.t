#!/usr/bin/env bash
# Slots that were taken back, opened again; and who has left neither offers nor books.
. "$(dirname "$0")/../lib.sh"

at 2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus-directory add -q Martin --given Zoé --profession kiné --rpps 10000000009
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-directory add -q Parti --profession kiné --left 2026-03-04
plexus-slot open -q --who martin --start 'lundi 14:00' --every 20min --count 3 --after 10min --audience cpts
statuses() { plexus-slot list --jsonl "$@" | jq -r .status | paste -sd' '; }

plexus-slot close 1 2 3 -q
run plexus-slot find kiné --for cpts --json
is "$(json length)" 0 'closed: nobody finds them'
run plexus-slot reopen 1 3
is "$code $(statuses)" '0 free closed free' 'open again'
is "$(plexus-slot show 1 --json | jq -r .audience)" cpts 'to whom they were shown'
is "$(plexus-slot find kiné --for cpts --ids | paste -sd' ')" '1 3' 'and found'
run plexus-slot reopen 1
is "$code $(statuses)" '0 free closed free' 'once'
plexus-slot book 1 --patient 'A. B., 1950' --by dupont -q
plexus-slot reopen 2 -q
is "$(statuses)" 'busy busy-unavailable free' 'what somebody has meanwhile stands in the way'
run plexus-slot book 2 --patient 'C. D., 1950' --by dupont
status 4 'and is not booked over'
plexus-slot cancel 1 --reason x -q
is "$(statuses)" 'free free free' 'free when that is given up'
is "$(plexus log slot 2 --json | jq length)" 2 'the journal tells of both'
plexus-slot close 1 2 3 -q
plexus-slot wait --who martin --patient 'E. F., 1960' --by dupont -q
plexus-slot reopen 2 -q
is "$(statuses)" 'closed busy-tentative closed' 'held for who waits'
at 2026-03-02T13:30:00Z
run plexus-slot reopen 1
like "$code $err" '^4 .*slot 1 has begun' 'what has begun stays closed'
run plexus-slot reopen 9
status 3 'of none'
at 2026-03-02T08:00:00Z
run plexus-slot reopen status=closed --yes --dry-run --json
is "$code $(json length) $(statuses status=closed)" '0 2 closed closed' 'tried'
jq -n '{resourceType: "Bundle", type: "collection", entry: [
	{resource: {resourceType: "Schedule", id: "1", actor: [{identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "810000000009"}}]}},
	{resource: {resourceType: "Slot", schedule: {reference: "Schedule/1"}, status: "free", start: "2026-03-03T09:00:00+01:00", "end": "2026-03-03T09:15:00+01:00"}}]}' |
	plexus-slot import - -q
plexus-slot close 4 -q
run plexus-slot reopen 4
like "$code $err" '^4 .*another program' 'what another program told of is its to open'

# Who has left, from the day after their last.
run plexus-slot open --who parti --start '2026-03-04 09:00' --count 2
status 0 'offered until the last day'
run plexus-slot open --who parti --start '2026-03-05 09:00'
like "$code $err" '^4 .*parti: left, 2026-03-04 was the last day' 'and not after it'
run plexus-slot open --who parti --start '2026-03-03 09:00' --repeat 'FREQ=DAILY;COUNT=3'
like "$code $err" '^4 .*UNTIL' 'nor by a rule'
is "$(plexus-slot list practitioner=parti --ids | wc -l) $(plexus-slot list --type schedule practitioner=parti --ids | wc -l)" '2 1' 'nothing is half offered'
printf 'professionnel;début\nparti;10/03/2026 09:00\n' >left.csv
run plexus-slot import --type schedule left.csv
like "$code $err" '^5 .*the last day' 'nor by a file'
plexus-slot open -q --who martin --start '2026-03-10 09:00' --count 4 --audience team
slot=$(plexus-slot list 'start>=2026-03-10' --ids | head -1)
at 2026-03-05T08:00:00Z
for words in "book $slot --patient X" 'wait kiné --patient X' 'request kiné'; do
	# shellcheck disable=SC2086 # words of a command
	run plexus-slot $words --by parti
	like "$code $err" '^4 .*parti: left, 2026-03-04 was the last day' "${words%% *}: not for who has left"
	# shellcheck disable=SC2086
	run plexus-slot $words --as parti
	status 4 "${words%% *}: whoever it is that acts"
done
at 2026-03-04T08:00:00Z
run plexus-slot book "$slot" --patient X --by parti
status 0 'on the last day they may'

# What has begun is made, and said.
run plexus-slot open --who martin --start '2026-03-04 08:30' --every 30min --count 3
like "$code $err" '^0 .*1 slot has begun already: nobody books it' 'one that has begun'
run plexus-slot open --who martin --start '2025-03-04 08:30' --count 3 -q
is "$code $err" '0 ' 'quietly'
run plexus-report activity --org all
status 2 'activity is of one team'
run plexus doctor
status 0 'all is well'
done_testing
