#!/usr/bin/env bash
# Minutes: notes stored in a meeting, and tasks that follow them from one version to the next.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory import - -q <<'CSV'
nom,prénom,profession
Dupont,Anne,médecin
Martin,Luc,infirmier
Éloi,Zoé,sage-femme
CSV
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-project add 'Diabète' --slug diabete -q
plexus-meeting add 'RCP' --start '2025-03-11 12:30' --project diabete -q # a Tuesday
plexus-meeting add 'Autre' --start '2025-03-12 12:30' -q
plexus-task add 'Sans rapport' --meeting 1 -q # task 1: of the meeting, not of its notes

notes() { cat >notes.md; }
again() { run plexus-meeting minutes 1 notes.md --json; }
counts() { json '[.new, .changed, .done, .unchanged, .dropped, .kept] | join(" ")'; }
task() { plexus-task show "$1" --json | jq -r "[$2] | map(tostring) | join(\" \")"; }
tasks() { plexus-task count --json | jq '.[0].count'; }

notes <<'MD'
# RCP du 11 mars

- [ ] @dupont relancer l'ARS (vendredi)
- [ ] @dupont @martin préparer la salle #bpco (20/03)
  - [x] @eloi envoyer le protocole
- [ ] ! acheter des gants

```
- [ ] @personne ceci est du code
```
MD
run plexus-meeting minutes 1 notes.md
status 0 'notes become tasks'
is "$out" "task 2 new: relancer l'ARS (dupont, 2025-03-14)
task 3 new: préparer la salle (dupont,martin, 2025-03-20)
task 4 new: envoyer le protocole (eloi)
task 5 new: acheter des gants
meeting 1: notes stored; tasks: 4 new, 0 changed, 0 done, 0 unchanged, 0 dropped" 'each is said'
is "$(plexus-meeting show 1 --json | jq -r .notes)" "$(<notes.md)" 'the notes are in the meeting'
is "$(task 2 '.title, .status, .priority, .due, .project, (.assignees|join(","))')" "relancer l'ARS open normal 2025-03-14 diabete dupont" 'a day said from the meeting’s; the meeting’s project'
is "$(task 3 '.project, (.assignees|join(",")), .due')" 'bpco dupont,martin 2025-03-20' 'its own project, two people'
is "$(task 4 '.status, .completed')" 'done 2025-03-14T09:00:00Z' 'a box ticked is done'
is "$(task 5 '.priority')" high 'an item that begins with ! is pressing'
is "$(plexus-task list meeting=1 --json | jq -r 'map(.id)|join(" ")')" '1 2 3 4 5' 'all are of the meeting'
unlike "$(plexus-task list)" '- \[ \]' 'what a task remembers of its line is not shown in lists'

# Run again: nothing changes, nothing is written.
lines=$(plexus log --jsonl | wc -l)
again
is "$(counts)" '0 0 0 4 0 0' 'the same notes change nothing'
is "$(json .notes)" unchanged 'nor the meeting'
plexus-meeting minutes --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'the JSON is as its schema says'
is "$(plexus log --jsonl | wc -l)" "$lines" 'the journal does not grow'
run plexus-meeting minutes 1 notes.md
is "$out" 'meeting 1: the same notes; tasks: 0 new, 0 changed, 0 done, 4 unchanged, 0 dropped' 'and that is said'
run plexus-meeting minutes 1 notes.md -q
is "$code$out$err" 0 '-q says nothing'

# Edited: moved, reworded, given to others, ticked, one more, one less.
notes <<'MD'
- [ ] @martin préparer la grande salle #bpco (21/03)
- [x] @dupont relancer l'ARS (vendredi)
- [x] @eloi envoyer le protocole
- [ ] @eloi écrire le compte rendu
MD
run plexus-meeting minutes 1 notes.md -n --json
is "$(counts)" '1 1 1 1 1 0' 'a dry run says what would be'
is "$(tasks) $(task 2 .status)" '5 open' 'and changes nothing'
is "$(plexus-meeting show 1 --json | jq -r '.notes|contains("gants")')" true 'not the notes either'
again
is "$(counts)" '1 1 1 1 1 0' 'an edit changes what it changed'
is "$(json -c '.tasks|map([.fate, .line, .task.id])')" '[["changed",1,3],["done",2,2],["unchanged",3,4],["new",4,6],["dropped",null,5]]' 'each item is recognized'
is "$(task 3 '.title, .due, (.assignees|join(","))')" 'préparer la grande salle 2025-03-21 martin' 'reworded, another day, another person'
is "$(task 2 .status)|$(task 5 .status)|$(task 1 .status)" 'done|dropped|open' 'done; dropped; what the notes never had is left'
again
is "$(counts)" '0 0 0 4 0 0' 'and again nothing'

# What was edited elsewhere stays, unless the notes change it.
plexus-task edit 3 --due 2025-04-15 --priority high -q
plexus-task start 6 -q
again
is "$(counts) $(task 3 '.due, .priority')" '0 0 0 4 0 0 2025-04-15 high' 'an edit made elsewhere is left alone'
sed -i 's/grande salle/petite salle/' notes.md
again
is "$(counts) $(task 3 '.title, .due, .priority')" '0 1 0 3 0 0 préparer la petite salle 2025-04-15 high' 'one field changes, the others stay'
sed -i 's,21/03,28/03,' notes.md
again
is "$(task 3 .due)" 2025-03-28 'what the notes change wins'
plexus-task "done" 3 -q
again
is "$(counts) $(task 3 .status)" '0 0 0 4 0 0 done' 'a task that was done elsewhere stays done'

# Gone: dropped when nothing but the notes touched it, else kept, and said once.
notes <<'MD'
- [x] @dupont relancer l'ARS (vendredi)
MD
run plexus-meeting minutes 1 notes.md
is "$(task 6 .status) $(task 4 .status)" 'started done' 'begun or done: kept'
like "$err" '1 task left the notes but was worked on since' 'what is kept is said'
like "$out" 'task 6 kept: écrire le compte rendu \(eloi\)' 'by name'
again
is "$(counts)" '0 0 0 1 0 0' 'once'
notes <<'MD'
- [x] @dupont relancer l'ARS (vendredi)
- [ ] ! acheter des gants
- [ ] @eloi écrire le compte rendu
MD
again
is "$(counts)" '0 2 0 1 0 0' 'items that come back'
is "$(task 5 .status) $(task 6 .status) $(tasks)" 'open started 6' 'are recognized: the dropped task opens, nothing is doubled'
sed -i 's/\[x\] @dupont/[ ] @dupont/; s/\[ \] !/[-] !/' notes.md
again
is "$(task 2 '.status, .completed') $(task 5 .status)" 'open null dropped' 'a tick taken back opens the task; a struck item drops it'
plexus-task remove 5 -q
again
is "$(counts) $(tasks)" '0 0 0 2 0 0 5' 'a removed task of a struck item does not come back'
plexus-task remove 2 --yes -q
again
is "$(counts)" '1 0 0 1 0 0' 'one whose line still stands does'
plexus-task edit 7 --item= -q
printf -- '- [ ] @eloi écrire le compte rendu\n' | notes
again
is "$(counts) $(task 7 .status)" '0 0 0 1 0 0 open' 'a task that forgets its line is nobody’s but its own'

# The notes of one meeting are nothing to another; twice the same line is two tasks.
printf -- '- [ ] @martin relire\n- [ ] @martin relire\n' >other.md
run plexus-meeting minutes 2 other.md --json
is "$(counts)" '2 0 0 0 0 0' 'another meeting, twice the same'
run plexus-meeting minutes 2 other.md --json
is "$(counts)" '0 0 0 2 0 0' 'both are recognized'
is "$(task 8 '.project, .meeting == null')" 'null false' 'a meeting without a project'
plexus-meeting edit 2 --start '2025-03-19 12:30' -q
printf -- '- [ ] @martin relire (vendredi)\n' >other.md
run plexus-meeting minutes 2 other.md --json
is "$(json -c '[.changed, .dropped, .tasks[0].task.due]')" '[1,1,"2025-03-21"]' 'days are of the meeting as it is now'

# Errors: the line, the nearest, and nothing stored.
before=$(plexus log --jsonl | sha256sum)
bad() { # NAME STATUS MESSAGE, the notes on standard input
	notes
	run plexus-meeting minutes 1 notes.md
	is "$code$out" "$2" "$1"
	like "$err" "$3" "$1: is said"
}
bad 'somebody unknown' 3 '^plexus-meeting: notes\.md:2: practitioner duponr: not found.*dupont' <<<$'- [ ] un\n- [ ] @duponr relancer'
bad 'several, all said at once' 3 'notes\.md:1: practitioner duponr: not found.*dupont.*notes\.md:1: project bpc0: not found.*notes\.md:3: practitioner martn: not found.*martin.*notes\.md:3: practitioner nadie: not found' \
	<<<$'- [ ] @duponr @eloi relancer #bpc0\n- [x] @eloi voir\n- [ ] demander à @martn et @nadie'
bad 'a project unknown' 3 '^plexus-meeting: notes\.md:1: project bpc0: not found.*bpco' <<<'- [ ] relancer #bpc0'
bad 'who, but not what' 1 'notes\.md:1: says who or when, but not what' <<<'- [ ] @dupont (vendredi)'
bad 'an empty text' 5 'notes\.md: is empty' <<<''
bad 'too long a title' 1 'notes\.md:1: .*too long' <<<"- [ ] $(printf 'a%.0s' {1..4100})"
bad 'not text' 5 'notes\.md.*NUL|not text|binary' < <(printf -- '- [ ] a\0b\n')
run plexus-meeting minutes 1 nowhere.md
is "$code" 3 'a file that is not there'
run plexus-meeting minutes 99 other.md
is "$code" 3 'a meeting that is not there'
run plexus-meeting minutes 1
is "$code" 2 'no file'
is "$(plexus log --jsonl | sha256sum)" "$before" 'nothing was stored by any of them'

# Encodings, line ends, standard input.
printf -- '- [ ] @eloi écrire le compte rendu\r\n- [ ] @Éloi fêter\r\n' | iconv -t WINDOWS-1252 >dos.md
run plexus-meeting minutes 1 dos.md --json
is "$(counts) $(json '.tasks[1].task.title')" '1 0 0 1 0 0 fêter' 'Windows-1252 and CRLF'
run bash -c "plexus-meeting minutes 1 - --json < <(iconv -f WINDOWS-1252 -t UTF-16 dos.md)"
is "$(counts) $(json .notes)" '0 0 0 2 0 0 unchanged' 'the same in UTF-16, from standard input'
is "$(plexus-meeting show 1 --json | jq '.notes|contains("\r")')" false 'line ends are \n in the database'

# A day that is misspelt is said; what is no day is not.
printf -- '- [ ] un (vendrdi)\n- [ ] deux (31/02)\n- [ ] trois (le 35 avril)\n- [ ] quatre (voir annexe 3)\n- [ ] cinq (avec Marie)\n- [ ] six (fin mars)\n- [ ] sept (2 et 3)\n' >days.md
run plexus-meeting minutes 1 days.md -n
is "$(grep -oE ':[0-9]+: \([^)]*\)' <<<"$err" | paste -sd' ')" ':1: (vendrdi) :2: (31/02) :3: (le 35 avril)' 'a parenthesis that looks like a day and is none'
like "$out" 'new: un \(vendrdi\)' 'stays in the title'

# Tasks keep their tie through an export.
plexus-task export >tasks.jsonl
run plexus-task import tasks.jsonl --json
is "$(json .changed)" 0 'exported and imported, nothing changes'

# Two at once: the same items are not made twice.
plexus-meeting add 'Course' --start 2025-03-13T10:00:00Z -q
printf -- '- [ ] @martin point %d\n' {1..20} >race.md
for _ in 1 2 3 4; do plexus-meeting minutes 3 race.md -q & done
wait
is "$(plexus-task count meeting=3 --json | jq '.[0].count')" 20 'four at once make each task once'
ok 'the database is sound' plexus doctor -q
done_testing
