#!/usr/bin/env bash
# Slots where clocks change and where they never do: whole Sundays and offers that come again stay at
# the right local hour; a day is a local day.
. "$(dirname "$0")/../lib.sh"

# local ZONE FILTER…: when slots begin there, as clocks show it.
clock() { plexus-slot list "${@:2}" --jsonl | jq -r .start | while read -r start; do TZ=$1 date -d "$start" +%m-%dT%H:%M; done | tr '\n' ' '; }
utc() { plexus-slot list "$@" --jsonl | jq -r '.start[5:16]' | tr '\n' ' '; }
team() { # ZONE
	new_team --timezone "$1"
	plexus-directory add -q Martin --profession kiné
	plexus-directory add -q Dupont --profession médecin
}

for zone in Europe/Paris Indian/Reunion America/Martinique; do
	team $zone
	for change in 2026-03-29 2026-10-25; do
		at "$(date -u -d "$change - 4 days" +%F)T10:00:00Z"
		day=$(date -u -d "$change" +%m-%d) before=$(date -u -d "$change - 1 day" +%m-%d) after=$(date -u -d "$change + 1 day" +%m-%d)
		from=$(date -u -d "$change - 1 day" +%F)
		plexus-slot open --who martin --start "$from 14:00" --count 2 --every 30min --repeat 'FREQ=DAILY;COUNT=3' --audience team -q
		is "$(clock $zone "start>=$from" minutes=30)" "${before}T14:00 ${before}T14:30 ${day}T14:00 ${day}T14:30 ${after}T14:00 ${after}T14:30 " \
			"$zone: two o’clock each day around $change"
		plexus-slot open --who dupont --start "$from 08:00" --repeat 'FREQ=WEEKLY;BYDAY=SA,SU;COUNT=4' --every 20min --audience team -q
		is "$(clock $zone "start>=$from" minutes=20 | grep -o 'T[0-9:]*' | uniq -c | awk '{ print $1 $2 }')" 4T08:00 \
			"$zone: eight o’clock on both weekends"
		# The most a day: both ends of the local day are one, the next midnight is another.
		plexus-slot open --who dupont --start "$change 00:00" --every 10min --daily 1 --audience team -q
		plexus-slot open --who dupont --start "$change 23:50" --every 10min --count 2 --daily 1 --audience team -q
		mapfile -t ids < <(plexus-slot list minutes=10 "start>=$from" --ids)
		plexus-slot book "${ids[0]}" --patient a --by martin -q
		is "$(for id in "${ids[@]}"; do plexus-slot show "$id" --json | jq -r .status; done | tr '\n' ' ')" 'busy busy-unavailable free ' \
			"$zone: $change is one day, however long"
	done
	run plexus doctor --json
	is "$(json '[.[] | select(.check == "slots") | .level][0]')" ok "$zone: all is well"
done

# The hours that are skipped, and that come twice, on the clock of Paris: slots follow each other.
team Europe/Paris
at 2026-03-28T10:00:00Z
plexus-slot open --who martin --start '2026-03-29 01:30' --every 30min --count 3 --audience team -q
is "$(clock Europe/Paris)" '03-29T01:30 03-29T03:00 03-29T03:30 ' 'three half hours in spring: there is no two o’clock'
at 2026-10-24T10:00:00Z
plexus-slot open --who martin --start '2026-10-25 02:30' --every 30min --count 4 --audience team -q
is "$(utc 'start>=2026-10-01')" '10-25T00:30 10-25T01:00 10-25T01:30 10-25T02:00 ' 'four half hours in autumn: two o’clock comes twice'
is "$(clock Europe/Paris 'start>=2026-10-01')" '10-25T02:30 10-25T02:00 10-25T02:30 10-25T03:00 ' 'as clocks show it'
plexus-slot book "$(plexus-slot list 'start>=2026-10-01' --ids | head -1)" --patient a --by dupont -q
is "$(plexus-slot list 'start>=2026-10-01' --jsonl | jq -r .status | tr '\n' ' ')" 'busy free free free ' 'and each is taken apart'
done_testing
