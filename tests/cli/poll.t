#!/usr/bin/env bash
# Polls: dates proposed, answers typed or out of a table, a date taken by rule, a meeting made.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory import - -q <<'CSV'
nom,prénom,profession,courriel
Dupont,Anne,médecin,anne@val.example
Martin,Luc,infirmier,
Petit,Zoé,médecin,
Martin,Eve,sage-femme,
CSV
plexus-project add 'Parcours BPCO' --slug bpco -q
open_poll() { # NAME, more options: three dates, four people
	plexus-meeting poll-open "$1" --dates '2025-03-20 12:30,2025-03-21 13:00,2025-03-25 18:00' --invite dupont,martin,petit,martin-2 "${@:2}" -q
}
yes_of() { json '.dates|map(.yes)|join(" ")'; }
says() { plexus-meeting poll-show "$1" --json | jq -r ".people[]|select(.practitioner==\"$2\")|.answers|map(.//\"-\")|join(\" \")"; }

# Dates are proposed.
run plexus-meeting poll-open 'RCP diabète' --dates 'jeudi 12:30,vendredi 21 mars 13:00' --dates '25/03 18h' --invite dupont,martin,petit,martin-2 \
	--kind concertation --project bpco --minutes 90 --place 'Salle 2' --closes 18/03
status 0 'a poll is opened'
is "$out" 'poll 1 opened: RCP diabète
   1  Thursday 20 March 2025 12:30
   2  Friday 21 March 2025 13:00
   3  Tuesday 25 March 2025 18:00' 'its dates have numbers'
run plexus-meeting list --type poll --json
is "$(json -c '.[0]|[.title,.kind,.project,.minutes,.rule,.status,.closes,.invited]')" '["RCP diabète","concertation","bpco",90,"most","open","2025-03-18",["dupont","martin","petit","martin-2"]]' 'what the meeting will be'
is "$(plexus-meeting poll-open X --dates 'demain 9h' --ids)" 2 '--ids, for a script'
bad() { # NAME STATUS MESSAGE WORD…
	run plexus-meeting "${@:4}"
	is "$code$out" "$2" "$1"
	like "$err" "$3" "$1: is said"
}
bad 'no dates' 2 'propose dates' poll-open X
bad 'a day without an hour' 2 'jeudi: at what time \(jeudi 12:30\)' poll-open X --dates jeudi
bad 'the past' 2 'is past' poll-open X --dates '2025-03-01 12:30'
bad 'twice the same' 2 'given twice' poll-open X --dates 'jeudi 12:30,20/03 12:30'
bad 'no date at all' 2 'dates.*bientot' poll-open X --dates 'bientot'
bad 'no title' 2 'poll-open needs TITLE' poll-open --dates 'jeudi 12:30'
bad 'somebody unknown' 2 'personne' poll-open X --dates 'jeudi 12:30' --invite personne
bad 'a rule that is none' 2 'rule.*most' poll-open X --dates 'jeudi 12:30' --rule vote
is "$(plexus-meeting count --type poll --json | jq '.[0].count')" 2 'none of them is stored'
run plexus-meeting poll-open X --dates 'jeudi 12:30' -n
is "$code $(plexus-meeting count --type poll_option --json | jq '.[0].count')" '0 4' 'nor is a dry run'

# Answers are typed.
run plexus-meeting poll-answer 1 'dupont:1,3?' martin:all petit:none --json
status 0 'three answer at once'
plexus-meeting poll-show --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as the schema says'
is "$(json -c '.dates|map([.yes,.maybe,.no,.unanswered,.doctors])')" '[[2,0,1,1,1],[1,0,2,1,0],[1,1,1,1,0]]' 'counts'
is "$(says 1 dupont)|$(says 1 martin)|$(says 1 petit)|$(says 1 martin-2)" 'yes no maybe|yes yes yes|no no no|- - -' 'what is not named is a no; who has not answered has not'
plexus-meeting poll-answer 1 dupont:2 -q
is "$(says 1 dupont)" 'no yes no' 'answering again replaces'
plexus-meeting poll-answer 1 'dupont:1, 3?,2-' -q
is "$(says 1 dupont)" 'yes no maybe' 'blanks, and a no that is said'
run plexus-meeting poll-answer 1 dupont:all -n
is "$code $(says 1 dupont)" '0 yes no maybe' 'a dry run changes nothing'
bad 'on which dates' 2 'dupont: on which dates' poll-answer 1 dupont
bad 'a date that is none' 2 '4: the poll has dates 1 to 3' poll-answer 1 dupont:4
bad 'no number' 2 'oui: neither' poll-answer 1 dupont:oui
bad 'rubbish after a number' 2 '1x: neither' poll-answer 1 dupont:1x
bad 'nobody' 3 'duponr.*dupont' poll-answer 1 martin:none duponr:1
bad 'no poll' 3 'poll 9' poll-answer 9 dupont:1
is "$(says 1 martin)" 'yes yes yes' 'nothing is stored when one is wrong'
run plexus-meeting poll-show 1
like "$out" '^poll 1: RCP diabète \(open, to be answered by 2025-03-18\)
1  Thursday 20 March 2025 12:30  2 yes  0 maybe  1 no' 'a poll for people'
like "$out" 'dupont +yes +no +maybe'$'\n''martin +yes +yes +yes' 'a line each'
like "$out" 'martin-2 +· +· +·' 'who has not answered'
like "$out" 'best so far: date 1 \(rule most\)' 'and the best date'

# Answers out of tables.
import() { run plexus-meeting poll-import "$@" --json; }
counts() { json '[.read, .new, .changed, .unchanged, .rejected]|join(" ")'; }
open_poll Doodle # 3
printf '"Sondage ""RCP"""\nhttps://doodle.example/x\n\n,mars 2025,,\n,jeu. 20,ven. 21,mar. 25\n,12:30 – 14:00,13:00 – 14:00,18:00 – 19:00\nZoé Petit,OK,(OK),\nDr Anne DUPONT,,OK,\nLuc Martin,,,\nNombre,1,1,0\n' >doodle.csv
import 3 doodle.csv
is "$code $(counts)" '0 3 2 0 1 0' 'Doodle: three lines of header, a count below'
plexus-meeting poll-import --schema >import-schema.json
is "$(jq -rn --slurpfile schema import-schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'as the schema says'
is "$(says 3 petit)|$(says 3 dupont)|$(says 3 martin)" 'yes maybe no|no yes no|- - -' 'an empty cell is a no; an empty line is no answer'
import 3 doodle.csv
is "$(counts)" '3 0 0 3 0' 'again changes nothing'
open_poll Framadate # 4
printf '"","2025-03-20","2025-03-21","2025-03-25"\n"","12:30","13:00","18:00"\n"Anne Dupont","Oui","Non","Si besoin"\n"martin","Non","","Oui"\n' >framadate.csv
import 4 framadate.csv
is "$code $(counts) $(says 4 dupont)|$(says 4 martin)" '0 2 2 0 0 0 yes no maybe|no - yes' 'Framadate: where a no is said, empty is no answer'
open_poll Excel # 5
printf 'Nom;Prénom;20/03 12h30;Téléphone;jeudi 20 mars;25 mars 2025 à 18:00\r\nMARTIN;Ève;x;06;;x\r\nDupont;Anne;;07;;x\r\n' | iconv -t WINDOWS-1252 >excel.csv
import 5 excel.csv
is "$code" 5 'two columns of one date' # 20/03 12h30, and the only date of 20 March
like "$err" 'two columns are date 1' 'are said'
sed -i 's/jeudi 20 mars/21 mars/' excel.csv
import 5 excel.csv
is "$code $(counts)" '0 2 2 0 0 0' 'a French Excel, names in two columns, a day alone'
like "$err" 'excel.csv: columns that are no date of the poll: T.l.phone' 'what is no date is named once'
is "$(says 5 martin-2)|$(says 5 dupont)" 'yes no yes|no no yes' 'accents apart'
plexus-meeting poll-show 5 --csv=excel-fr -o again.csv
import 5 again.csv
is "$code $(counts)" '0 4 0 0 4 0' 'what poll-show --csv gives is taken back'
import 5 - < <(printf 'qui,20/03 12:30\nanne@val.example,oui\nMartin,oui\nInconnu,oui\npetit,peut etre bien\n')
is "$code" 5 'lines that cannot be taken'
is "$(counts)" '4 0 1 0 3' 'are rejected, the others stored: by mail too'
like "$err" 'standard input:3: Martin: 2 people are called so' 'two of that name'
like "$err" ':4: practitioner Inconnu: not found' 'nobody of that name'
like "$err" ':5: peut etre bien: neither yes, maybe nor no' 'no answer at all'
# Rejects are kept, mended and taken back, as every import does.
printf 'Sondage;;\n;mars 2025;\n;jeu. 20;mar. 25\n;12:30;18:00\nMartin;OK;(OK)\nAnne Dupont;OK;\nInconnu;;OK\n' >wrong.csv
import 5 wrong.csv --strict
is "$code $(counts)" '5 3 0 0 1 2' '--strict: nothing is stored'
like "$err" 'nothing was stored: --strict, and 2 rows rejected' 'and that is said'
import 5 wrong.csv --rejects rejected.csv
is "$code $(counts)" '5 3 0 1 0 2' '--rejects'
is "$(tr -d '\r\357\273\277' <rejected.csv | sed 's/;[^;]*$//')" ';2025-03-20 12:30;2025-03-25 18:00;line
Martin;OK;(OK);5
Inconnu;;OK;7' 'keeps the lines, below dates in one line'
sed -i 's/Martin/martin-2/; s/Inconnu/petit/' rejected.csv
import 5 rejected.csv
is "$code $(counts)" '0 2 1 1 0 0' 'which are taken once mended'
unlike "$err" 'no date of the poll' 'without a word about line and reason'
run plexus-meeting poll-import 5 rejected.csv --rejects rejected.csv
status 2 'never over the file that is read'
printf '\357\273\277,jeudi 20 mars 2025,vendredi 21 mars 2025,mardi 25 mars 2025,\r\n,12h30,13h00,18h00,\r\n"Dr DUPONT Anne",Oui,Non,"Sous réserve",\r\nmartin,Non,Non,Oui,\r\n' >framadate-bom.csv
import 4 framadate-bom.csv
is "$code $(counts) $(says 4 dupont)|$(says 4 martin)" '0 2 0 1 1 0 yes no maybe|no no yes' 'Framadate as it is: a mark, commas at the ends, "sous réserve"'
import 5 - < <(printf 'qui,lundi 9:00\ndupont,oui\n')
is "$code" 5 'no date of the poll'
like "$err" 'no column is a date of poll 5' 'is said'
import 5 - < <(printf '')
isnt "$code" 0 'an empty file'
import 5 - < <(printf 'a\0b,c\n')
isnt "$code" 0 'a file that is no text'

# Rules, and what they refuse.
open_poll Rules # 6
choice() { plexus-meeting poll-close 6 "$@" -n --json 2>"$tmp/err" | jq -c '[.choice.number, .choice.equal]'; }
bad 'nobody answered' 4 'rule most: nobody can come' poll-close 6
plexus-meeting poll-answer 6 'dupont:1?,2' martin:1,3 petit:2,3 -q
is "$(choice)" '[2,[3]]' 'most: two dates are as good, the earliest is taken'
like "$(<"$tmp/err")" 'as good: 3; date 2 is the earliest' 'and that is said'
like "$(<"$tmp/err")" 'invited, but said no: martin' 'with who cannot come'
is "$(choice --rule doctors)" '[2,[]]' 'doctors: the date with two of them'
is "$(choice --rule half)" '[2,[3]]' 'half of those asked'
run plexus-meeting poll-close 6 --rule all
is "$code" 4 'all: not when somebody cannot'
like "$err" 'no date suits everyone; the best one lacks martin, martin-2' 'who is in the way'
plexus-meeting poll-answer 6 'martin-2:1' 'petit:1?,3' -q
is "$(choice --rule all)" '[1,[]]' 'all: a maybe is enough'
is "$(choice --date 3)" '[3,[]]' '--date decides by itself'
bad 'two that decide' 2 'one of them' poll-close 6 --date 1 --rule all
bad 'a date that is none' 2 'date' poll-close 6 --date 4
plexus-meeting poll-answer 6 dupont:none petit:none -q
bad 'no doctor' 4 'no doctor says yes' poll-close 6 --rule doctors
is "$(plexus-meeting count --json | jq '.[0].count')" 0 'so far no meeting was made'

# Closing makes the meeting and invites.
run plexus-meeting poll-close 1
is "$out" 'poll 1 closed: date 1, Thursday 20 March 2025 12:30 (2 yes, 0 maybe, 1 no)
meeting 1 added: RCP diabète (4 invited)' 'a poll is closed'
like "$err" 'invited, but said no: petit' 'who said no is invited all the same'
run plexus-meeting show 1 --json
is "$(json -c '[.title,.kind,.project,.start,.minutes,.place,.status]')" '["RCP diabète","concertation","bpco","2025-03-20T11:30:00Z",90,"Salle 2","planned"]' 'the meeting is what the poll said'
is "$(plexus-meeting list --type attendance meeting=1 --json | jq -r 'map(.practitioner+":"+.state)|join(" ")')" 'dupont:invited martin:invited petit:invited martin-2:invited' 'everyone asked is invited'
is "$(plexus-meeting poll-show 1 --json | jq -c '[.status,.meeting]')" '["closed",1]' 'the poll knows its meeting'
bad 'a closed poll' 4 'poll 1 is closed' poll-close 1
bad 'answers to it' 4 'poll 1 is closed' poll-answer 1 dupont:1
bad 'a table for it' 4 'poll 1 is closed' poll-import 1 doodle.csv
bad 'its meeting stays' 4 'refers to it' remove 1
plexus-meeting edit --type poll 1 --status open --meeting= -q
run plexus-meeting poll-answer 1 dupont:1
is "$code" 0 'opened again as the message says'
run plexus-meeting edit --type poll 1 --meeting 1
is "$code" 4 'an open poll has no meeting'
run plexus-meeting remove --type poll 1 --yes
is "$code $(plexus-meeting list --type answer --json | jq 'map(select(.option==null))|length')" '0 0' 'a poll goes with its dates and answers'
run plexus-meeting list --type poll 'closes<=2025-03-18' status=open --ids
is "$out" '' 'polls are records: filters find those to close'

# Two words for a verb.
run plexus-meeting poll show 6 --json
is "$(json .title)" Rules 'poll show is poll-show'
run plexus meeting --json poll show 6
is "$(json .title)" Rules 'through the dispatcher, behind options'
is "$(plexus-meeting help poll show)" "$(plexus-meeting poll-show --help)" 'help too'
bad 'poll alone' 2 'unknown verb: poll .*poll-' poll
bad 'poll and something else' 2 'unknown verb: poll' poll vote

# Four answer at once.
open_poll Ensemble # 7
for who in dupont martin petit martin-2; do plexus-meeting poll-answer 7 "$who:1" -q & done
wait
run plexus-meeting poll-show 7 --json
is "$(yes_of)" '4 0 0' 'none of them is lost'

# In French a poll is open, and a task to do.
is "$(plexus-meeting list --type poll status=open --lang fr --fields status --limit 1 | tail -1 | tr -d ' ')" ouvert 'a poll is "ouvert"'
like "$(plexus-meeting poll-show 6 --lang fr)" '\((ouvert|clos)' 'shown so'
plexus-task add X -q
is "$(plexus-task list --lang fr --fields status | tail -1)" 'à faire' 'a task is "à faire"'
printf 'title;status\nRéunion;ouvert\n' >french.csv
run plexus-meeting import --type poll french.csv --json
is "$(json -c '[.new,.rejected]')" '[1,0]' 'and read back'
ok 'the database is sound' plexus doctor -q
done_testing
