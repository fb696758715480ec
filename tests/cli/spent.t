#!/usr/bin/env bash
# Time spent on tasks: from start to stop, done or drop, at any instant that --now says.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-task add 'Relancer l’ARS' --project bpco -q
plexus-task add 'Convoquer' --project bpco --minutes 1h -q
plexus-task add 'Ranger' -q
task() { plexus-task show "$1" --json | jq -r '[.status, .started_at // "-", .minutes // "-"] | join(" ")'; }

at 2025-03-14T08:00:00Z
is "$(task 1)" 'open - -' 'nothing is spent at first'
plexus-task start 1 -q
is "$(task 1)" 'started 2025-03-14T08:00:00Z -' 'start remembers when'
run plexus-task start 1 --now 2025-03-14T08:30:00Z
is "$out $(task 1)" 'task 1 unchanged: Relancer l’ARS started 2025-03-14T08:00:00Z -' 'twice changes nothing'
plexus-task edit 1 --priority high -q --now 2025-03-14T08:40:00Z
is "$(task 1)" 'started 2025-03-14T08:00:00Z -' 'nor does an edit of something else'
plexus-task stop 1 -q --now 2025-03-14T08:44:31Z
is "$(task 1)" 'open - 45' 'stop counts the minutes, to the nearest'
run plexus-task stop 1 --now 2025-03-14T10:00:00Z
is "$out $(task 1)" 'task 1 unchanged: Relancer l’ARS open - 45' 'twice counts them once'
plexus-task start 1 -q --now 2025-03-14T09:00:00Z
plexus-task done 1 -q --now 2025-03-14T10:30:00Z
is "$(task 1)" 'done - 135' 'done counts what was running, on top'
run plexus-task done 1 --now 2025-03-14T11:00:00Z
is "$out $(task 1)" 'task 1 unchanged: Relancer l’ARS done - 135' 'once'
plexus-task start 1 -q --now 2025-03-15T09:00:00Z
is "$(task 1)" 'started 2025-03-15T09:00:00Z 135' 'begun again'
plexus-task drop 1 -q --now 2025-03-15T09:10:00Z
is "$(task 1)" 'dropped - 145' 'dropped: time was spent all the same'

# Said in other ways.
plexus-task edit 2 --status started -q
plexus-task edit 2 --status done -q --now 2025-03-14T08:30:00Z
is "$(task 2)" 'done - 90' 'edit --status is the same'
plexus-task start 2 -q --now 2025-03-14T09:00:00Z
plexus-task edit 2 --status done --completed 2025-03-14T09:20:00Z -q --now 2025-03-14T18:00:00Z
is "$(task 2)" 'done - 110' 'a completion time that is said ends it'
plexus-task start 3 -q
plexus-task stop 3 -q --now 2025-03-14T07:00:00Z
is "$(task 3)" 'open - -' 'a clock set back takes nothing'
plexus-task start 3 -q
plexus-task stop 3 -q --now 2025-03-14T08:00:20Z
is "$(task 3)" 'open - -' 'nor is a moment counted'
plexus-task start 3 -q
plexus-task edit 3 --started-at 2025-03-14T07:30:00Z -q
plexus-task stop 3 -q
is "$(task 3)" 'open - 30' 'the beginning may be corrected'
run plexus-task add 'Déjà' --status started --json
is "$(json .started_at)" 2025-03-14T08:00:00Z 'a task may be added begun'
run plexus-task done 4 -n --now 2025-03-14T09:00:00Z
like "$out" 'minutes: – → 1h' 'a dry run shows the time'
is "$(task 4)" 'started 2025-03-14T08:00:00Z -' 'and counts nothing'

# A night is counted, and said.
run plexus-task stop 4 --now 2025-03-15T07:00:00Z
is "$code $(task 4)" '0 open - 1380' 'a stop forgotten in the evening'
like "$err" 'task 4 was begun more than 12 hours ago.*edit 4 --minutes' 'is told, with the way to mend it'
plexus-task edit 4 --minutes 2h -q
is "$(task 4)" 'open - 120' 'which works'
plexus-task start 4 -q --now 2000-01-01
plexus-task stop 4 -q 2>err.txt
is "$(task 4)" 'open - 1000000' 'a century has an end'
plexus-task remove 4 -q

# Daylight saving: an hour is an hour.
plexus-task start 3 -q --now 2025-03-30T00:30:00Z
plexus-task stop 3 -q --now 2025-03-30T01:30:00Z
is "$(task 3)" 'open - 90' 'in the night that lacks one'

# In and out.
plexus-task start 3 -q
plexus-task list --csv=excel-fr >tasks.csv
run plexus-task import tasks.csv --now 2025-03-14T10:00:00Z --json
is "$(json '[.new, .changed] | join(" ")') $(task 3)" '0 0 started 2025-03-14T08:00:00Z 90' 'read again, the same'
sed '2,$s/started/done/' tasks.csv >closed.csv
run plexus-task import closed.csv --now 2025-03-14T09:00:00Z --json
is "$(json '[.new, .changed] | join(" ")') $(task 3)" '0 1 done - 150' 'closed in a spreadsheet, it is counted'
run plexus-task import closed.csv --now 2025-03-14T11:00:00Z --json
is "$(json '[.new, .changed] | join(" ")') $(task 3)" '0 0 done - 150' 'once'

# Added up.
is "$(plexus-task count --by project --sum minutes --json | jq -c 'map([.project, .minutes])')" \
	'[["bpco",255],[null,150]]' 'by project'
run plexus-task count --by project --sum minutes
like "$out" 'bpco +2 +4 ?h ?15' 'in hours, for people'
done_testing
