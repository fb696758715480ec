#!/usr/bin/env bash
# Tasks that come again: by every kind, over months, holidays, 29 February and the 31st.
. "$(dirname "$0")/../lib.sh"
new_team --postcode 25000
plexus-directory add --family Dupont --profession 60 -q
plexus-project add BPCO -q

last() { plexus-task list --sort -id --limit 1 --json | jq -r ".[0] | $1"; }
open() { plexus-task list status=open,started --json | jq -r '.[].due'; }

# done makes the next one, in one transaction.
plexus-task add 'Rapport' --due 2025-03-31 --scheduled 2025-03-24 --wait 2025-03-20 --recur monthly --priority high \
	--project bpco --assignees dupont --notes 'Au trésorier' -q
is "$(last .recur)" 'FREQ=MONTHLY;SKIP=BACKWARD from 2025-03-31' 'a recurrence says what it counts from'
run plexus-task done 1
status 0 'done'
is "$out" $'task 1 done: Rapport\ntask 2 comes next, due 2025-04-30: Rapport' 'and says what comes next'
is "$(last '[.due,.scheduled,.wait,.occurrence,.priority,.project,.assignees[0],.notes,.status,.completed]|@csv')" \
	'"2025-04-30","2025-04-23","2025-04-19","2025-04-30","high","bpco","dupont","Au trésorier","open",' \
	'which has what this one had, a month later'
run plexus-task done 1
is "$out" 'task 1 unchanged: Rapport' 'done again, nothing comes'
is "$(open)" 2025-04-30 'only one is open'
run plexus-task done 2 --json
is "$(json -c '[.id,.status]')" '[2,"done"]' 'for machines, the task that is done'
is "$(open)" 2025-05-31 'the 31st is not lost in April'
run plexus-task done 3 -n
like "$out" 'dry run: task 4 comes next' 'a dry run says it'
is "$(open)" 2025-05-31 'and does nothing'
plexus-task edit 3 --due 2025-06-04 -q
plexus-task done 3 -q
is "$(open)" 2025-06-30 'one that was postponed does not move the others'
plexus-task drop 4 -q
is "$(open)" '' 'dropped, it ends'
plexus-task add Jamais --recur weekly -q
is "$(last '[.due,.occurrence]|@csv')" '"2025-03-14","2025-03-14"' 'without a day, it is for the first, today'
plexus-task edit 5 --recur= -q
is "$(last '.occurrence')" null 'cleared, it has none'
plexus-task done 5 -q
is "$(open)" '' 'and ends'
plexus-task add Deux --due 2025-03-17 --recur 'FREQ=WEEKLY;COUNT=2' -q
plexus-task done 6 -q
plexus-task done 7 -q
is "$(open)" '' 'COUNT ends it'
plexus-task add Deux --due 2025-03-17 --recur weekly -q
is "$(plexus-task done 'title=Deux' -y -q; open)" 2025-03-24 'several at once: each open one makes its next, closed ones none'
plexus-task drop "$(plexus-task list status=open --ids)" -q

# The three kinds, three weeks late.
at 2025-03-04T09:00:00Z
plexus-task add Fixe --due 2025-03-04 --recur weekly -q
plexus-task add Après --due 2025-03-04 --recur 'weekly after' -q
plexus-task add Rattrapée --due 2025-03-04 --recur 'weekly once' -q
at 2025-03-26T09:00:00Z
for title in Fixe Après Rattrapée; do plexus-task done "title=$title" status=open -y -q; done
is "$(plexus-task list status=open --json | jq -r '.[] | .title + " " + .due')" 'Fixe 2025-03-11
Après 2025-04-02
Rattrapée 2025-04-01' 'late: the next of each kind'
plexus-task done title=Fixe status=open -y -q
is "$(plexus-task list title=Fixe status=open --json | jq -r '.[].due')" 2025-03-18 'a fixed one is done week by week'
is "$(plexus-task count status=open --json | jq '.[0].count')" 3 'nothing piles up'

# Local days: half past midnight in Paris is the day before in UTC, over both changes of clocks.
at 2025-03-29T23:30:00Z
plexus-task add Nuit --recur 'daily after' -q
is "$(last .due)" 2025-03-30 'today is local'
at 2025-03-30T22:30:00Z
plexus-task done title=Nuit status=open -y -q
is "$(last .due)" 2025-04-01 'over the change to summer time'
at 2025-10-25T22:30:00Z
plexus-task done title=Nuit status=open -y -q
is "$(last .due)" 2025-10-27 'and to winter time'
plexus-task drop title=Nuit status=open -y -q

# A year of months.
at 2024-01-31T09:00:00Z
plexus-task add Clôture --due 2024-01-31 --recur mensuel -q
for month in 01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31; do
	at "2024-${month}T09:00:00Z"
	plexus-task done title=Clôture status=open -y -q
done
is "$(plexus-task list title=Clôture --json | jq -r '[.[].due[5:]] | join(" ")')" \
	'01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31 01-31' 'the last day of every month'
plexus-task drop title=Clôture status=open -y -q
plexus-task add Bissextile --due 2024-02-29 --recur yearly -q
run plexus-task recur "$(last .id)" --limit 5 --json
is "$(json -r '[.[].due]|join(" ")')" '2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28' '29 February, or the 28th'

# Public holidays, of the organization's place.
at 2025-03-14T09:00:00Z
plexus-task add Jeudi --due 2025-04-24 --recur 'FREQ=WEEKLY;BYDAY=TH skip' -q
run plexus-task recur "$(last .id)" --limit 4 --csv
is "$out" $'due,occurrence,holiday\n2025-05-15,2025-05-15,\n2025-05-22,2025-05-22,\n2025-06-05,2025-06-05,\n2025-06-12,2025-06-12,' \
	'1 May, 8 May and the Ascension are skipped'
plexus-task add Premier --due 2025-10-01 --recur 'monthly shift' -q
run plexus-task recur "$(last .id)" --limit 4 --lang en
is "$out" $'due         occurrence  holiday
2025-11-03  2025-11-01  All Saints\' Day
2025-12-01  2025-12-01
2026-01-02  2026-01-01  New Year\'s Day
2026-02-02  2026-02-01' 'or shifted, Sundays too'
plexus-task done title=Premier status=open -y -q
is "$(last '[.due,.occurrence]|@csv')" '"2025-11-03","2025-11-01"' 'when it is done'
plexus-task done title=Premier status=open -y -q
is "$(last '[.due,.occurrence]|@csv')" '"2025-12-01","2025-12-01"' 'from the rule, not from where it was shifted'
plexus-directory edit --type organization msp-du-val --postcode 97400 -q
plexus-task add Abolition --due 2025-12-19 --recur 'daily skip' -q
run plexus-task recur "$(last .id)" --limit 1 --csv
like "$out" '2025-12-21' '20 December is a holiday in La Réunion'

# In words, French and English; said back in both.
plexus-task add Ménage --recur 'le 1er mardi du mois sauf en août' -q
is "$(last '.recur + " " + .due')" 'FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=1TU from 2025-04-01 2025-04-01' 'words are stored as a rule'
run plexus-task add Ménage --recur 'chaque lundi'
is "$out" "task $(last .id) added: Ménage
task $(last .id) comes again: every Monday; due 2025-03-17" 'what was understood is said at once'
run plexus-task edit "$(last .id)" --recur 'un lundi sur deux' --lang fr
like "$out" 'revient.* toutes les 2 semaines, le lundi.*échéance 2025-03-17' 'and when it is changed'
plexus-task remove "$(last .id)" -q
run plexus-task show "$(last .id)"
like "$out" 'every month, on the first Tuesday, except in August \(FREQ=MONTHLY' 'shown in words, and the rule'
run plexus-task show "$(last .id)" --lang fr
like "$out" 'chaque mois, le premier mardi, sauf en août \(FREQ=MONTHLY' 'in French'
run plexus-task show "$(last .id)" --json
like "$(json .recur)" '^FREQ=MONTHLY' 'machines have the rule alone'
run plexus-task edit "$(last .id)" --recur 'tous les lundis jusqu’au 30 juin'
is "$code $(last .recur)" '0 FREQ=WEEKLY;BYDAY=MO;UNTIL=20250630 from 2025-04-01' 'an end in words'
run plexus-task list 'recur~^FREQ=WEEKLY;BYDAY=MO;UNTIL' --ids
is "$out" "$(last .id)" 'filters see the rule'
run plexus-meeting series add RCP --rule 'le 1er mardi du mois' --start '2025-04-01 12:30' --count 3 --json
is "$(json .rule)" 'FREQ=MONTHLY;BYDAY=1TU;COUNT=3' 'a series takes the same words'
is "$(plexus-meeting list --json | jq -r '[.[].start[:10]]|join(" ")')" '2025-04-01 2025-05-06 2025-06-03' 'and has its days'
run plexus-meeting series add Fin --rule 'le 31 du mois' --start '2025-03-31 12:30' --count 3 --json
is "$(json .rule)" 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=3' 'with the parts alone that other calendars know'
is "$(plexus-meeting list title=Fin --json | jq -r '[.[].start[:10]]|join(" ")')" '2025-03-31 2025-04-30 2025-05-31' 'the last day of a short month'
run plexus-meeting show --type series "$(json .id)"
like "$out" 'every month, on the 31st, 3 times in all' 'said back'
run plexus-meeting series add Mois --rule 'chaque mois' --start '2025-03-12 12:30' --json
is "$(json .rule)" 'FREQ=MONTHLY' 'no more than is needed'
run plexus-meeting series add RCP --rule 'tous les mardi once' --start '2025-04-01 12:30'
is "$code" 2 'but not what only tasks have'
like "$err" 'once.*are for tasks' 'and says so'
run plexus-meeting series add RCP --rule 'tous les mardsi' --start '2025-04-01 12:30'
like "$code $err" '^2 .*"mardsi" is not understood .did you mean mardi' 'a slip is refused with the nearest word'
run plexus-task add X --recur 'tous les lundsi' --lang fr
like "$code $err" '^2 .*lundsi.* n.est pas compris .vouliez-vous dire lundi.*le 1er mardi du mois' 'in French too, with examples'

# What is refused.
while IFS='|' read -r recur said; do
	run plexus-task add Non --recur "$recur"
	status 2 "refused: $recur"
	like "$err" "$said" '  with the reason'
done <<-'END'
	sometimes|when it comes again
	FREQ=WEEKLY;BYDAY=XX|weekday
	FREQ=HOURLY|no hours
	weekly weekly|when it comes again
	FREQ=DAILY;COUNT=3 after|COUNT
END
run plexus-task recur 1
status 0 'a closed task shows its days still'
plexus-task add Simple -q
run plexus-task recur "$(last .id)"
status 2 'a task that does not come again'
like "$err" '--recur monthly' 'says how to make it'
run plexus-task recur 999
status 3 'no such task'

# One path, whichever way a task is done; opened again, the one that came next is taken back.
new_team
plexus-directory add --family Dupont --profession 60 -q
plexus-task add Relevé --due 2025-03-31 --recur monthly -q
run plexus-task edit 1 --status done
is "$out" $'task 1 changed: Relevé\ntask 2 comes next, due 2025-04-30: Relevé' 'an edit makes the next one too'
run plexus-task edit 1 --status done
is "$out" 'task 1 unchanged: Relevé' 'but once'
run plexus-task reopen 1
is "$out" $'task 1 opened again: Relevé\ntask 2, which came next, is taken back: Relevé' 'reopened, it takes it back'
is "$(open) $(plexus-task show 1 --json | jq -r '.recur, .completed' | paste -sd' ')" \
	'2025-03-31 FREQ=MONTHLY;SKIP=BACKWARD from 2025-03-31 null' 'as if nothing had been'
run plexus-task done 1
like "$out" 'task 3 comes next, due 2025-04-30' 'and may be done again'
run plexus-task edit 1 --status open
like "$out" 'task 3, which came next, is taken back' 'an edit opens it as well'
run plexus-task done 1 -n
like "$out" 'dry run: task 4 comes next, due 2025-04-30' 'a dry run says it'
plexus-task done 1 -q
run plexus-task reopen 1 -n
like "$out" 'dry run: task 4, which came next, is taken back' 'and of opening again too'
is "$(open)" 2025-04-30 'and changes nothing'
plexus-task edit 4 --due 2025-05-02 -q
run plexus-task reopen 1
like "$out" 'task 4, which came next, is under way and stays; task 1 comes again no more' 'one that was moved stays'
is "$(plexus-task show 1 --json | jq -c '[.status,.recur,.occurrence]')" '["open",null,null]' 'and the recurrence with it'
run plexus-task done 1
is "$out" 'task 1 done: Relevé' 'so that no second one is ever made'
is "$(open)" 2025-05-02 'one is open'
plexus-task done 4 -q
plexus-task start 5 -q
run plexus-task start 4
like "$out" 'task 5, which came next, is under way' 'nor is one taken back that was begun'
plexus-task drop 4 5 -q
plexus-task add Liée --due 2025-03-31 --recur weekly -q
plexus-task done 6 -q
plexus-task add Attend --depends 7 -q
run plexus-task reopen 6
like "$out" 'task 7, which came next, is under way' 'nor one that another waits for'
plexus-task drop status=open,started -q --yes

# Two that are alike: each has its own.
plexus-task add Poubelles --due 2025-03-31 --recur weekly -q
plexus-task add Poubelles --due 2025-03-31 --recur weekly --assignees dupont -q
plexus-task done title=Poubelles -q --yes
is "$(plexus-task list title=Poubelles status=open --json | jq -c '[.[]|[.id,.assignees]]')" '[[11,[]],[12,["dupont"]]]' 'two alike have each a next one'
run plexus-task reopen 10
like "$out" 'task 12, which came next, is taken back' 'and take back their own'
run plexus-task reopen 9
like "$out" 'task 11, which came next, is taken back' 'each'
plexus-task done 9 -q
plexus-task done "$(last .id)" -q
run plexus-task reopen 9
like "$out" 'under way and stays' 'what came two steps later is not taken for the next'
plexus-task drop status=open,started -q --yes

plexus-task add 'Pain, lait \ œufs' --due 2025-03-31 --recur weekly -q
id=$(last .id)
plexus-task done "$id" -q
run plexus-task reopen "$id"
like "$out" "task $((id + 1)), which came next, is taken back" 'whatever signs the title has'
plexus-task drop "$id" -q

# A file.
plexus-task add Fichier --due 2025-03-31 --recur monthly -q
id=$(last .id)
printf 'uid,status\n%s,done\n' "$(last .uid)" >closed.csv
run plexus-task import closed.csv --json
is "$(json -c '[.changed,.new]')" '[1,0]' 'a file that closes a task'
like "$err" "task $((id + 1)) comes next, due 2025-04-30" 'makes the next one, and it is said'
run plexus-task import closed.csv --json
is "$(json .unchanged)" 1 'the same file again'
is "$(plexus-task list title=Fichier status=open --json | jq length)" 1 'makes no other'
plexus-task export title=Fichier >both.jsonl
plexus-task reopen "$id" -q
run plexus-task import both.jsonl --json
is "$(json -c '[.changed,.new]')" '[1,1]' 'a file with both, the task closed and its next one'
is "$(plexus-task list title=Fichier status=open --json | jq length)" 1 'makes no second'

# Minutes.
plexus-meeting add Réunion --start '2025-03-14 12:30' -q
printf -- '- [ ] Envoyer le relevé (2025-03-20)\n' >notes.md
plexus-meeting minutes 1 notes.md -q
plexus-task edit "$(last .id)" --recur weekly -q
sed -i 's/\[ \]/[x]/' notes.md
plexus-meeting minutes 1 notes.md -q
is "$(plexus-task list 'title=Envoyer le relevé' --json | jq -c '[.[]|[.due,.status]]')" \
	'[["2025-03-20","done"],["2025-03-27","open"]]' 'a box that is ticked makes the next one'

# In and out.
new_team --postcode 25000
plexus-task add Jeudi --due 2025-04-24 --recur 'FREQ=WEEKLY;BYDAY=TH skip' -q
plexus-task export title=Jeudi >tasks.jsonl
new_team
run plexus-task import tasks.jsonl --json
is "$(json .new)" 1 'a recurrence goes to another database'
is "$(last '.recur + " " + .occurrence')" 'FREQ=WEEKLY;BYDAY=TH skip from 2025-04-24 2025-04-24' 'as it was'
run plexus-task import tasks.jsonl --json
is "$(json .unchanged)" 1 'and again, nothing changes'
printf 'titre;échéance;périodicité\nSauvegarde;31/03/2025;trimestriel\nPoubelles;;de temps en temps\nCourrier;;"FREQ=WEEKLY;BYDAY=MO"\n' >tasks.csv
run plexus-task import tasks.csv --json
is "$(json -c '[.new,.rejected]')" '[2,1]' 'from a spreadsheet, in French'
is "$(plexus-task list title=Sauvegarde --json | jq -r '.[0].recur')" 'FREQ=MONTHLY;INTERVAL=3;SKIP=BACKWARD from 2025-03-31' 'read as it is typed'
is "$(last '.due + " " + .occurrence')" '2025-03-17 2025-03-17' 'a day is found when none is said'
at 2025-03-20T09:00:00Z
run plexus-task import tasks.csv --json
is "$(json -c '[.unchanged,.new,.changed]')" '[2,0,0]' 'again another day, nothing changes'
done_testing
