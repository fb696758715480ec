#!/usr/bin/env bash
# Four times the rows take about four times as long, not sixteen: whatever is looked up for a row is
# found by an index.
. "$(dirname "$0")/../lib.sh"

[[ -z ${PX_SANITIZED:-} ]] || skip_all 'sanitizers are slow'

# Rows of each type, all different; names hold no digits.
for rows in 2000 8000; do
	mkdir $rows
	seq $rows | tr 0-9 a-j >names
	sed '1i title' names >$rows/task.csv
	sed '1i title' names >$rows/project.csv
	sed 's/$/,Luc,60/; 1i family,given,profession' names >$rows/directory.csv
	sed 's/$/,2025-03-14T09:00:00Z,60/; 1i title,start,minutes' names >$rows/meeting.csv
	seq $rows | awk '{ print int($1 / 8) + 1 }' | paste -d, - names |
		sed 's/$/,present/; 1i meeting,practitioner,state' >$rows/attendance.csv
done

least=0
time_of() { # COMMAND…: the shortest of three runs, in ms, in $least
	local begun took
	least=1000000
	for _ in 1 2 3; do
		begun=${EPOCHREALTIME/[.,]/}
		"$@" >/dev/null
		took=$(((${EPOCHREALTIME/[.,]/} - begun) / 1000))
		((took < least)) && least=$took
	done
}
import() { # WHAT ROWS
	if [[ $1 == attendance ]]; then
		plexus-meeting import --type attendance "$2/attendance.csv" -q
	else
		"plexus-$1" import "$2/$1.csv" -q
	fi
}
fresh() {
	new_team
	[[ $1 != attendance ]] || { import directory "$2" && import meeting "$2"; }
	import "$1" "$2"
}

for what in task project directory meeting attendance; do
	for how in fresh import; do # the second finds every row there
		time_of $how $what 2000
		small=$least
		[[ $how == fresh ]] || fresh $what 8000
		time_of $how $what 8000
		ok "$what, $how: $small ms, then $least ms" test "$least" -lt $((small * 8 + 100))
		fresh $what 2000
	done
done
done_testing
