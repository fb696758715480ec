#!/usr/bin/env bash
# Four times the rows take about four times as long, not sixteen: whatever is looked up for a row is
# found by an index.
. "$(dirname "$0")/../lib.sh"

least=0
time_of() { # COMMAND…: the shorter of two runs, in ms, in $least
	local begun took
	least=1000000
	for _ in 1 2; do
		begun=${EPOCHREALTIME/[.,]/}
		"$@" >/dev/null
		took=$(((${EPOCHREALTIME/[.,]/} - begun) / 1000))
		((took < least)) && least=$took
	done
}
import() { new_team && plexus-task import "$1" -q; }

for rows in 3000 12000; do
	seq -f 'Relancer le patient %g' $rows | sed '1i title' >$rows.csv
done
measure() { # NAME COMMAND…: with the small file, then with the large one
	local small
	time_of "${@:2}" 3000.csv
	small=$least
	time_of "${@:2}" 12000.csv
	ok "$1: $small ms, then $least ms" test "$least" -lt $((small * 8 + 50))
}
measure 'new tasks' import
plexus-task import 12000.csv -q
measure 'tasks that are there' plexus-task import -q
done_testing
