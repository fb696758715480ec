#!/usr/bin/env bash
# The verbs that every type has: add, show, edit, remove; what names a record; what is refused.
. "$(dirname "$0")/../lib.sh"

export PLEXUS_SEED=generic # uids whose endings hold a letter
new_team
task() { plexus-task "$@"; }
get() { plexus-"$1" show "$2" --json | jq -c ".$3"; } # PROGRAM RECORD FIELD
refused() { # STATUS MESSAGE WORD…
	local wanted=$1 message=$2
	shift 2
	run "$@"
	local what=${*: -3}
	what=${what//[[:cntrl:]]/ } what=${what:0:60}
	is "$code $out" "$wanted " "refused: $what"
	like "$err" "$message" "said: $what"
	unlike "$err" 'SQL|sqlite|syntax error|constraint failed' "in words: $what"
}

# add: every writable field as an option, the title as operand, defaults, all the faults at once.
run plexus-directory add Dupont --given Marie --rpps 10000000009 --profession infirmière --skills 'a,b\,c' --json
is "$code $(json -c '[.id,.handle,.rpps,.profession,.skills,.associate,.doctor]')" '0 [1,"dupont","10000000009","60",["a","b,c"],false,false]' 'add prints what it made'
is "$(json 'keys_unsorted|join(",")')" 'id,uid,organization,created,updated,handle,rpps,adeli,family,given,profession,profession_label,specialty,email,mssante,phone,skills,associate,doctor,joined,left,locations,sector,fees,languages,hours,booking,new_patients,photo,about,public' 'every field, always, in its order'
is "$(json '[.adeli,.joined]|map(.==null)|all')" true 'unset is null'
run plexus-directory add Dupont --given Jean
is "$out" 'practitioner 2 added: Dupont' 'a second one of the name'
is "$(get directory 2 handle)" '"dupont-2"' 'has a handle of its own'
plexus-directory add Martin --handle paul -q
is "$(get directory paul family)" '"Martin"' 'a handle may be chosen'
plexus-directory add 'De La Tour' -q
plexus-directory add 'Ça Œuf' -q
is "$(plexus-directory list --csv --fields handle | paste -sd' ')" 'handle dupont dupont-2 paul de-la-tour ca-oeuf' 'handles are made of names'
refused 2 'family: is required' plexus-directory add --given Marie
refused 2 'rpps: .*wrong check digit.*; .*joined: ' plexus-directory add X --rpps 10000000008 --joined blurb
refused 2 'unexpected operand: Marie' plexus-directory add Dupont Marie
refused 2 'unknown option: --handel .did you mean --handle' plexus-directory add X --handel y
refused 2 'urgency' task add X --urgency 5
refused 2 'uid|unknown option' task add X --uid 5
refused 4 'rpps 10000000009: already taken by practitioner 1' plexus-directory add X --rpps 10000000009
refused 4 'handle paul: already taken by practitioner 3' plexus-directory add X --handle paul
refused 2 'assignees: .*practitioner nobody: not found' task add X --assignees dupont,nobody
refused 2 'status: .*one of: open started' task add X --status ouvertt
refused 2 'minutes: .-5.: not a duration' task add X --minutes -5
refused 2 'title: .*control' task add $'a\eb'
refused 2 'title: .*one line' task add $'a\nb'
refused 2 'title: .*UTF-8' task add $'a\xff'
refused 2 'title: .*too long' task add "$(printf 'é%.0s' {1..3000})"
refused 2 'title: is required' task add ''
refused 2 'nothing to add' task add
is "$(task list --json)" '[]' 'nothing of that is stored'
task add 'Relancer' --assignees dupont,paul --due 2025-03-20 -q
task add 'Écrire' --depends 1 --notes 'a
b' -q
task add 'Compter' -q
run task add Essai --dry-run --json
is "$(json .title) $(task count --json | jq '.[0].count')" 'Essai 3' '--dry-run shows and does not keep'
run task add Essai -n
is "$out" 'dry run: task 4 added: Essai' 'and says that it is one'
run task add 'Quatre'
is "$out" 'task 4 added: Quatre' 'the number is not spent'

# show: one is an object, more an array, machines all.
is "$(task show 1 --json | jq -r type) $(task show 1 2 --json | jq -r type) $(task show - --json <<<1 | jq -r type) $(task show id=1 --json | jq -r type)" \
	'object array array array' 'shapes'
is "$(task show 2 1 --json | jq -c 'map(.id)')" '[2,1]' 'in the order asked'
run task show 1
like "$out" $'assignees +dupont,paul' 'for people too'
refused 3 'task 99: not found' task show 99
refused 3 'task 1 2: not found' task show '1 2'
refused 2 'needs RECORD' task show

# Names: id, RPPS, key, uid, its ending; never an error of SQL.
uid=$(get directory 1 uid | tr -d '"')
for name in 1 10000000009 dupont "$uid" "${uid^^}" "${uid: -6}" "${uid: -12}" "${uid: -13}"; do
	is "$(plexus-directory show --json -- "$name" | jq .id)" 1 "$name is a name"
done
refused 3 'not found' plexus-directory show "${uid: -5}"
refused 3 'not found' plexus-directory show "${uid:0:18}"
refused 3 'dupond: not found; did you mean "dupont"' plexus-directory show dupond
refused 3 'not found' plexus-directory show 01234567890
refused 3 'not found' plexus-directory show 99999999999999999999999
refused 3 'not found' plexus-directory show 0
for name in "o'neil" '"' '100%' 'a_b' '%' '_' '🩺' 'x; DROP TABLE task' '$1' '\' '*' '[a]' ' ' $'\t' '--%' "' OR 1 --" 'aaaaaa' '%%%%%%' '______' 'ÀÉ'; do
	refused 3 'not found' plexus-directory show -- "$name"
done
refused 3 'not found' plexus-directory show ''
plexus-task import - -q <<<$'uid,title\n01900000-0000-7000-8000-0000ab12345f,U1\n01900000-0000-7000-8000-0000cd12345f,U2'
refused 4 '12345f: fits several' task show 12345f
is "$(get task 0000ab12345f title)" '"U1"' 'more of it tells them apart'
refused 3 'not found' task show 999999 # digits are a number, nothing else

# Standard input.
is "$(printf '2\n%s\n{"id":3}\n{"uid":"%s"}\n' paul "$uid" | plexus-directory show - --ids | paste -sd,)" 2,3,1 'ids, keys, objects; each once'
is "$(printf 'paul\0002\0' | plexus-directory show - -0 --ids | tr '\0' ,)" 3,2, 'NUL between them'
is "$(task list --jsonl --sort -id --limit 2 | task show - --ids | paste -sd,)" "$(task list --ids --sort -id --limit 2 | paste -sd,)" 'JSON Lines'
refused 3 'standard input:2: .*not found' task show - <<<$'1\n99'
run task 'done' - <<<''
is "$code $err" '0 plexus-task: nothing to change' 'no name at all changes nothing'
task list 'title~^U' --jsonl | task 'done' - -q
is "$(task count status=done --json | jq '.[0].count')" 2 'list --jsonl | done -'
plexus-meeting add RCP --start 2025-03-20T18:00:00Z -q
plexus-directory list profession=60 --ids | plexus-meeting invite 1 - -q
is "$(plexus-meeting list --type attendance --json | jq -c 'map(.practitioner)')" '["dupont"]' 'list --ids | invite 1 -'

# edit: fields, lists, clearing.
run task edit 1 --title Rappeler --minutes 1h30 --json
is "$(json -c '[.title,.minutes,.due]')" '["Rappeler",90,"2025-03-20"]' 'what is named changes, no more'
created=$(get task 1 created)
at 2025-03-15T10:00:00Z
task edit 1 --minutes 5 -q
is "$(get task 1 '|[.created,.updated]')" "[$created,\"2025-03-15T10:00:00Z\"]" 'and updated says when'
lines=$(plexus log --jsonl | wc -l)
run task edit 1 --minutes 5
is "$out $(plexus log --jsonl | wc -l)" "task 1 unchanged: Rappeler $lines" 'the same again is nothing'
list() { get task 1 'assignees|join(",")'; }
task edit 1 --assignees +dupont-2,-dupont -q
is "$(list)" '"paul,dupont-2"' '+ adds at the end, - takes out'
task edit 1 --assignees -paul,-nobody -q 2>/dev/null
is "$(list)" '"paul,dupont-2"' 'somebody unknown spoils it all'
task edit 1 --assignees +2,+dupont-2 -q
is "$(list)" '"paul,dupont-2"' 'nobody stands twice'
task edit 1 --assignees=-paul -q
is "$(list)" '"dupont-2"' 'with = before a dash'
task edit 1 --assignees dupont,dupont,1 -q
is "$(list)" '"dupont"' 'a list replaces a list'
task edit 1 --assignees= -q
is "$(get task 1 assignees)" '[]' '= clears'
task edit 1 --assignees +dupont -q
is "$(list)" '"dupont"' '+ on nothing'
task edit 1 --assignees -dupont -q
is "$(get task 1 assignees)" '[]' 'down to nothing'
plexus-directory edit 1 --skills '+d\,e,-a' -q
is "$(get directory 1 skills)" '["b,c","d,e"]' 'a comma of an item'
plexus-directory edit 1 --skills '-b\,c' -q
is "$(get directory 1 skills)" '["d,e"]' 'to take it out too'
task edit 1 --due= --notes= -q
is "$(get task 1 '|[.due,.notes]')" '[null,null]' 'fields are cleared'
refused 2 'title: is required' task edit 1 --title=
refused 2 'nothing to change' task edit 1
refused 2 'needs RECORD' task edit --title X
refused 2 'needs RECORD' task remove
refused 4 'already taken by practitioner 1' plexus-directory edit 2 --rpps 10000000009
refused 4 'left is before joined' plexus-directory edit 2 --joined 2025-02-01 --left 2025-01-01
refused 2 'cannot be changed once it is set|takes no --meeting' plexus-meeting edit --type attendance 1 --meeting 1
refused 2 'edit 2 .*task.*: add --yes' task edit status=done --priority low
task edit status=done --priority low --yes -q
is "$(task count priority=low --json | jq '.[0].count')" 2 'with a yes'
task edit 1 2 3 --priority high -q
is "$(task count priority=high --json | jq '.[0].count')" 3 'names need none'
refused 3 'not found' task edit 1 99 --priority low
is "$(task count priority=high --json | jq '.[0].count')" 3 'all or nothing'
run plexus-directory edit dupont --handle marie
is "$(get meeting 1 title) $(plexus-meeting list --type attendance practitioner=marie --ids)" '"RCP" 1' 'a handle may change: references follow'
refused 4 'depend' task edit 1 --depends 2

# remove: what refers to it is said; what belongs to it goes too; numbers are never used again.
refused 4 'task 1 cannot be removed: 1 record refers to it \(task 2\)' task remove 1
refused 4 'practitioner marie cannot be removed' plexus-directory remove marie
is "$(plexus-directory count --json | jq '.[0].count')" 5 'nothing is removed'
run plexus-meeting remove 1
is "$code $out" '0 meeting 1 removed: RCP' 'with what belongs to it'
is "$(plexus-meeting list --type attendance --json)" '[]' 'the attendance is gone'
run task remove 4 --json
is "$code $(json .id)" '0 4' 'remove prints what it removed'
last=$(task list --ids --sort -id --limit 1)
task remove "$last" -q
run task add Suivante --json
is "$(json .id)" $((last + 1)) 'the number of who is gone is not given again'
refused 3 "task $last: not found" task show "$last"
task remove title=Suivante -q
run task add Encore --json
is "$(json .id)" $((last + 2)) 'nor the next one'
run task remove 2 1 -n
is "$code $out" $'0 dry run: task 2 removed: Écrire\ndry run: task 1 removed: Rappeler' 'a dry run'
is "$(task list id=1,2 --ids | paste -sd,)" 1,2 'removes nothing'
run task remove 2 1
is "$code" 0 'in an order that holds'
run task remove 3 99
is "$code $(task list id=3 --ids)" '3 3' 'all or nothing'
is "$(plexus doctor >/dev/null; echo $?)" 0 'all is well after all that'

# Many at once, by their number.
for i in {1..30}; do echo "{\"title\":\"n$i\"}"; done | task import - -q
task list 'title~^n' --ids | task remove - -q
is "$(task list 'title~^n' --json)" '[]' 'thirty by their numbers'

# People are named as they are written, as long as one alone has the name; what only resembles one is
# not one, and the key is said.
plexus-directory add Lefèvre --given Chloé --email Chloe@val.example -q
plexus-directory add 'Le Goff' --given 'Marie Ange' --handle goff -q
for name in LEFÈVRE lefèvre 'Chloé Lefevre' 'LEFEVRE  chloe' 'Dr Lefèvre' 'Mme Dr Chloé LEFÈVRE' chloe@VAL.example; do
	is "$(plexus-directory show "$name" --json | jq -r .handle)" lefevre "$name is one person"
done
for name in 'Marie Ange Le Goff' 'le goff marie ange'; do
	is "$(plexus-directory show "$name" --json | jq -r .handle)" goff "$name: wherever the names meet"
done
for name in 'Le Goff' Lefevr 'Chloé' 'Chloé Goff' 'Lefèvre Chloé Marie' Dr @; do
	run plexus-directory show "$name"
	status 3 "$name is nobody"
done
run plexus-directory show Chloé
like "$err" 'did you mean "lefevre"' 'the nearest is said, by the given name too'
plexus-directory add Lefevre --given Hugo -q
run plexus-directory show LEFÈVRE
status 4 'two people have that name'
like "$err" 'LEFÈVRE: fits several' 'which is said'
is "$(plexus-directory show lefevre --json | jq -r .given) $(plexus-directory show 'hugo lefèvre' --json | jq -r .handle)" \
	'Chloé lefevre-2' 'the exact key is one of them, a full name the other'
plexus-directory add Lefèvre --given Chloé --handle autre -q
run plexus-directory show 'Chloé Lefèvre'
status 4 'nor do two of one full name pass for one'
plexus-project add 'Plaies chroniques' -q
is "$(plexus-project show 'plaies CHRONIQUES' --json | jq -r .slug)" plaies-chroniques 'projects too'
printf 'title,assignees\nX,"Chloé Lefevre, goff"\nY,"Lefèvre Hugo"\n' >named.csv
run task import named.csv
is "$code" 5 'in files too'
like "$err" 'named.csv:2: assignees: practitioner Chloé Lefevre: fits several' 'with what is not clear'
is "$(task list title=Y --json | jq -c '.[0].assignees')" '["lefevre-2"]' 'and what is'
plexus-directory add CHU --type organization -q
run plexus-directory remove --type organization chu --yes
is "$code $err" '0 ' 'an organization that nothing refers to can be removed'
plexus-project add Ancienne --slug campagne-99999999999999999999 -q
plexus-project add Campagne -q
plexus-project add Campagne -q
is "$(plexus-project list 'slug~^campagne' --csv --fields slug | paste -sd' ')" 'slug campagne-99999999999999999999 campagne campagne-2' \
	'a key that ends in a long number is no number of ours'
done_testing
