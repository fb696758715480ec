#!/usr/bin/env bash
# Files as teams keep them: meetings and who came in a spreadsheet, cards of other tools.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
counts() { json -c '[.new,.changed,.unchanged,.rejected]'; }
who() { plexus-meeting list --type attendance meeting="$1" --csv --fields state,practitioner,minutes | sed 1d | sort | paste -sd' '; }

# A day and its hour in two columns, dates in full, names as they are written.
cat >u8.csv <<'CSV'
Réunions 2025;;;;;;;
Date;Heure;Objet;Type;Durée;Présents;Excusés;Nb dossiers
12/02/2025;12h30;RCP;RCP;1h30;Dupont, Dr MARTIN;Durand;5
mardi 18 février 2025;19h00;Équipe;Coordination;2h;"Anne Dupont ; Luc Martin";;
25/02/2025 00:00;9:15:00;Cas;RCP;45 min;dupont;;1
10 mars 2025;;Sans heure;autre;;;;
CSV
iconv -t WINDOWS-1252 u8.csv | sed 's/$/\r/' >meetings.csv
run plexus-meeting import meetings.csv --json
is "$code $(counts)$err" '0 [4,0,0,0]' 'a list of meetings'
is "$(plexus-meeting list --json | jq -r '.[]|"\(.start) \(.minutes) \(.kind) \(.files)"' | paste -sd'|')" \
	'2025-02-12T11:30:00Z 90 concertation 5|2025-02-18T18:00:00Z 120 coordination null|2025-02-25T08:15:00Z 45 concertation 1|2025-03-09T23:00:00Z 60 other null' \
	'their days and hours, kinds and files'
is "$(who 1)|$(who 2)|$(who 3)|$(who 4)" 'excused,durand, present,dupont,90 present,martin,90|present,dupont,120 present,martin,120|present,dupont,45|' 'and who was there'
run plexus-meeting import meetings.csv --json
is "$code $(counts)" '0 [0,0,4,0]' 'again changes nothing'
plexus-meeting attend 1 martin:45 -q
run plexus-meeting import meetings.csv --json
is "$(counts) $(who 1)" '[0,0,4,0] excused,durand, present,dupont,90 present,martin,45' 'who left early keeps their minutes'
sed -i 's/45 min;dupont/45 min;dupont, durand/' u8.csv
run plexus-meeting import u8.csv --json -n
is "$(counts) $(who 3)" '[0,1,3,0] present,dupont,45' 'a dry run'
run plexus-meeting import u8.csv --json --on-conflict skip
is "$(counts) $(who 3)" '[0,0,4,0] present,dupont,45' 'leaves all as it is, --on-conflict=skip what is stored'
run plexus-meeting import u8.csv --on-conflict fail
is "$code $(who 3)" '4 present,dupont,45' '--on-conflict=fail'
like "$err" 'u8.csv:5: meeting 3 would change' 'names the meeting'
run plexus-meeting import u8.csv --json
is "$(counts) $(who 3)" '[0,1,3,0] present,dupont,45 present,durand,45' 'one more is a change'
run plexus-meeting import - --rejects who.csv < <(printf 'Date;Objet;Présents;Absents\n1/4/2025;A;Dupont, Personne;\n2/4/2025;B;dupont;Dupont\n3/4/2025;C;;durand\n')
is "$code $(plexus-meeting count --json title=A,B,C | jq -c '.[0].count')" '5 1' 'names that cannot be taken reject the row'
like "$err" ':2: present: practitioner Personne: not found' 'nobody'
like "$err" ':3: absent: Dupont: is named twice' 'there and not there'
run plexus-meeting import - --json --map 'Participants=present' < <(printf 'Date;Objet;Participants\n4/4/2025;D;Durand\n')
is "$(counts) $(who "$(plexus-meeting list title=D --ids)")" '[1,0,0,0] present,durand,60' '--map says it of another column'
printf 'Date;Heure;Objet\n5/4/2025;12h30 - 14h;E\n' >hours.csv
run plexus-meeting import hours.csv
is "$code" 5 'an hour that is none'
like "$err" "Date \(start\): 5/4/2025 12h30 - 14h: not an instant" 'is said with its day'
run plexus-meeting import hours.csv --map Heure= --json
is "$(counts)" '[1,0,0,0]' 'and may be left out'

# Cards of Trello, tasks of Planner.
cat >cards.csv <<'CSV'
"Card ID","Card Name","List Name","Members","Due Date","Labels"
"a1","Toner","À faire","Anne Dupont, Luc Martin","30/11/2025","x"
"a2","Site","Terminé","","",""
"a3","Carton","Idées en vrac","","",""
CSV
run plexus-task import cards.csv --json
is "$code $(counts)" '0 [3,0,0,0]' 'cards'
is "$(plexus-task list --json | jq -c 'map([.title,.status,.due,.assignees])')" \
	'[["Toner","open","2025-11-30",["dupont","martin"]],["Site","done",null,[]],["Carton","open",null,[]]]' 'their list is their status when it is one'
like "$err" '1 cell is no status, left aside: Idées en vrac' 'and said when it is none'
like "$err" 'columns not known, left out: "Card ID", "Labels"' 'with what is not taken'
run plexus-task import cards.csv --map 'List Name=status'
status 5 'a column mapped by hand is held to its words'
cat >planner.csv <<'CSV'
Nom de la tâche;Nom du compartiment;Progression;Priorité;Affecté à;Date d'échéance
Affiche;Communication;Non démarrée;Important;Anne Dupont;Luc Martin;05/12/2025
CSV
sed -i 's/Anne Dupont;Luc Martin/"Anne Dupont;Luc Martin"/' planner.csv
run plexus-task import planner.csv --json
is "$code $(counts)" '0 [1,0,0,0]' 'Planner'
is "$(plexus-task list title=Affiche --json | jq -c '.[]|[.status,.priority,.assignees]')" '["open","high",["dupont","martin"]]' 'people parted by semicolons'
printf 'title,assignees\n"Deux lignes","dupont\nmartin"\n' >lines.csv
run plexus-task import lines.csv
is "$(plexus-task list 'title~Deux' --json | jq -c '.[].assignees')" '["dupont","martin"]' 'or by the line breaks of a cell'

# Without the column that a new record must have, one line says what to do.
printf 'Quoi;Échéance\nA;01/12/2025\nB;02/12/2025\n' >untitled.csv
run plexus-task import untitled.csv
is "$code $(grep -c 'no column is the title' <<<"$err")" '5 1' 'no title'
like "$err" "untitled.csv: no column is the title that a new task must have: say which one with --map 'Header=title'" 'is said once'
run plexus-task import untitled.csv --map Quoi=title --json
is "$(counts)" '[2,0,0,0]' 'and mended so'
run plexus-task import untitled.csv --map Quoi=xyzzy
is "$code" 2 'no field of that name'
like "$err" 'plexus-task help list names them' 'the help names them'
printf 'title;due\nA;24/12/2025 17:00\nB;24 décembre\n' >due.csv
run plexus-task import due.csv
like "$err" 'due.csv:2: due: 24/12/2025 17:00: a day is asked, without an hour' 'an hour too many'
like "$err" 'due.csv:3: due: 24 décembre: not a date' 'a day of which year?'

# A nurse of advanced practice is worth points, once that is said.
run plexus-directory import - --json < <(printf 'Nom;Métier;Tél. cabinet;Portable\nGautier;IPA;;06 44 55 66 77\nRoy;IDEL;02 99 75 44 55;\n')
is "$code $(counts)" '0 [2,0,0,0]' 'everyday professions, two columns of telephones'
like "$err" 'IPA: stored as nurse; advanced practice is a skill' 'what a profession cannot hold is told'
is "$(plexus-directory list family=Gautier,Roy --json | jq -c 'map([.profession,.phone])')" '[["60","+33644556677"],["60","+33299754455"]]' 'the telephone that there is'
done_testing
