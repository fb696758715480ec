#!/usr/bin/env bash
# Hooks: asked before a record is written, told what was; they refuse, replace, hang, lie and kill.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
hooks=$HOME/.config/plexus/hooks
count() { plexus-task count --json | jq '.[0].count // 0'; }
# hook NAME: the lines of standard input are its shell; hooks are taken away by `none`.
hook() { { echo '#!/bin/sh'; cat; } >"$hooks/$1"; chmod 755 "$hooks/$1"; }
none() { rm -rf "$hooks"; mkdir -p "$hooks"; chmod 755 "$hooks"; }
# The process is no more, or only waits to be told to its parent.
gone() { local state; state=$(awk '/^State/ { print $2 }' "/proc/$1/status" 2>/dev/null); [[ ${state:-Z} == Z ]]; }
export seen=$tmp/seen

none

# What it is given.
hook pre-task-add <<'SH'
cat >"$seen"
env | grep ^PLEXUS_ >"$seen.env"
SH
run plexus-task add 'Relancer' --assignees dupont,martin --due 2025-03-20 --as dupont
status 0 'a hook that says nothing lets it pass'
is "$(wc -l <"$seen")" 1 'it is given one line'
task=$(plexus-task list title=Relancer --ids)
is "$(jq -c '[.title,.assignees,.due,.status]' "$seen")" '["Relancer",["dupont","martin"],"2025-03-20","open"]' 'the record as JSON'
is "$(jq -S . "$seen")" "$(plexus-task show "$task" --json | jq -S .)" 'as show prints it'
for line in PLEXUS_HOOK=pre-task-add PLEXUS_TYPE=task PLEXUS_VERB=add PLEXUS_CHANGE=add "PLEXUS_DB=$PLEXUS_DB" \
	PLEXUS_ORG=msp-du-val PLEXUS_USER=dupont; do
	ok "$line" grep -qxF "$line" "$seen.env"
done
rm "$seen"
plexus-task edit "$task" --title 'Rappeler' -q
not_ok 'another verb has its own' test -e "$seen"

# It refuses.
hook pre-task-add <<'SH'
echo 'pas le vendredi' >&2
echo 'vraiment pas' >&2
exit 3
SH
before=$(count)
run plexus-task add 'Imprimer' --json
status 5 'refused'
is "$err" 'plexus-task: task (Imprimer): hook pre-task-add: pas le vendredi' 'the message names the record and the hook, and has its first line'
is "$out" '' 'and nothing else is said'
is "$(count)" "$before" 'nothing is stored'
hook pre-task-add <<<'exit 1'
run plexus-task add 'Imprimer'
status 5 'without a word'
like "$err" 'without a word \(exit status 1\)' 'which is said'
run env LANGUAGE=fr plexus-task add 'Imprimer'
like "$err" 'refuse sans un mot' 'in French too'
hook pre-task-add <<<'printf "un \033[31m\377deux\n" >&2; exit 1'
run plexus-task add 'Imprimer'
is "$err" 'plexus-task: task (Imprimer): hook pre-task-add: un  [31m' 'what it says drives no terminal'
run plexus-task add 'Imprimer' --no-hooks
status 0 'unless it is left out'
echo 'hooks = no' >"$HOME/.config/plexus/config"
run plexus-task add 'Imprimer encore'
status 0 'or switched off'
rm "$HOME/.config/plexus/config"
run plexus-task add 'Imprimer' -n
status 5 'a dry run asks as well'

# Every kind of verb.
none
refusal='echo "$PLEXUS_CHANGE de $PLEXUS_HOOK" >&2; exit 1'
for name in pre-task-edit pre-task-done pre-task-remove pre-meeting-hold pre-practitioner-add; do
	hook $name <<<"$refusal"
done
refused() { # NAME COMMAND…
	local name=$1; shift
	run "$@"
	status 5 "$name refuses"
	like "$err" "hook $name: [a-z]+ de $name" 'with its reason'
}
history=$(plexus log --json | jq length)
refused pre-task-edit plexus-task edit "$task" --title Non
refused pre-task-done plexus-task done "$task"
refused pre-task-remove plexus-task remove "$task"
like "$err" "^plexus-task: task $task \(Rappeler\)" 'a stored record is named by its number'
refused pre-practitioner-add plexus-directory add Leroy --given Ève --profession médecin
is "$(plexus log --json | jq length)" "$history" 'the journal knows nothing of it'
plexus-meeting import --type rate "$top/share/demo/taux.csv" -q
plexus-meeting add 'Concertation' --kind concertation --start '2025-03-11 12:30' --minutes 75 --invite dupont,martin -q
plexus-meeting attend 1 dupont martin -q
plexus-meeting add 'Coordination' --kind coordination --start '2025-03-12 12:30' --minutes 60 -q
refused pre-meeting-hold plexus-meeting hold 1
refused pre-meeting-hold plexus-meeting hold 1 2 # all or nothing
is "$(plexus-meeting count status=held --json | jq '.[0].count // 0')" 0 'neither is held'
rm "$hooks/pre-meeting-hold"
hook pre-attendance-hold <<<"$refusal"
refused pre-attendance-hold plexus-meeting hold 1
is "$(plexus-meeting show 1 --json | jq -r .status)" planned 'what one record is refused, the command is'
hook pre-task <<<'echo general >>"$seen"'
hook pre-task-edit <<<'echo special >>"$seen"'
rm -f "$seen"
plexus-task edit "$task" --title 'Rappeler encore' -q
is "$(xargs <"$seen")" 'general special' 'a hook of every verb runs first, then the one of this verb'

# It replaces.
none
hook pre-task-add <<<'jq -c ".title |= ascii_upcase | .priority = \"high\" | .assignees += [\"martin\"] | .minutes = 25"'
run plexus-task add 'Appeler' --assignees dupont --json
status 0 'the record is replaced'
is "$(json -c '[.title,.priority,.assignees,.minutes]')" '["APPELER","high",["dupont","martin"],25]' 'text, word, list and number'
is "$(plexus log --json | jq -r '.[-1].after.title')" APPELER 'in the journal too'
hook pre-task-add <<<'echo "{\"project\":\"bpco\",\"due\":null,\"depends\":[]}"'
plexus-project add 'Repérage' --slug bpco -q
run plexus-task add 'Relire' --due demain --json
is "$(json -c '[.project,.due]')" '["bpco",null]' 'a reference is found by its key, null clears'
hook pre-task-edit <<<'echo "{\"title\":\"Rappeler encore\"}"'
history=$(plexus log --json | jq length)
run plexus-task edit "$task" --title 'Autre' --json
status 0 'a hook may put back what was there'
is "$(plexus log --json | jq length)" "$history" 'and then nothing is written'
answers() { # ANSWER STATUS REGEX NAME
	printf '%s' "$1" >"$tmp/answer"
	hook pre-task-add <<<"cat $tmp/answer"
	run plexus-task add 'Non' --json
	status "$2" "$4: refused"
	like "$err" "$3" "$4: said"
	is "$(printf '%s\n' "$err" | wc -l)" 1 "$4: in one line"
}
hook pre-task-add <<<'echo "{\"assignees\":\"dupont\"}"'
run plexus-task add 'Une personne' --json
is "$(json -c .assignees)" '["dupont"]' 'a name alone is a list of one'
before=$(count)
answers '{"titre":"x"}' 5 'hook pre-task-add.*titre: no such field.*title' 'an unknown field'
answers '{"due":"bientôt"}' 5 'hook pre-task-add.*due: bientôt' 'a bad value'
answers '{"due":"2025-13-45","priority":"vite"}' 5 'due.*priority' 'two bad values'
answers '{"uid":"01890000-0000-7000-8000-000000000000"}' 5 'uid: is not for a hook to change' 'a system field'
answers '{"id":7777}' 5 'id: is not for a hook' 'the id'
answers '{"organization":"autre"}' 5 'organization: is not for a hook' 'the organization'
answers '{"title":null}' 5 'hook pre-task-add.*title' 'what is required'
answers '{"project":"personne"}' 5 'hook pre-task-add.*project: ' 'a reference to nothing'
answers '{"title":{"a":1}}' 5 'title: is to be one value' 'an object for a text'
answers '{"title":["a"]}' 5 'title: is to be one value' 'a list for a text'
answers '{"assignees":[["a"]]}' 5 'assignees: a list holds' 'a list in a list'
answers '{"title":"a","title":"b"}' 6 'hook pre-task-add' 'a key twice'
answers '{"title":"a"' 6 'hook pre-task-add: its answer:1:' 'what is cut'
answers '[1]' 6 'an object is expected' 'a list'
answers 'bonjour' 6 'hook pre-task-add: its answer:1:' 'words'
printf '\1\2\377\0\376' >"$tmp/answer"
hook pre-task-add <<<"cat $tmp/answer"
run plexus-task add 'Non'
status 6 'bytes that are no text: refused'
like "$err" 'hook pre-task-add: its answer' 'and said'
is "$(count)" "$before" 'none of them stored anything'
hook pre-project-add <<<'echo "{\"slug\":\"cle\"}"'
run plexus-project add 'Vaccination' --json
is "$(json .slug)" cle 'a hook may choose the key'
run plexus-project add 'Dépistage'
status 4 'but not one that is taken'
hook pre-task-done <<<'echo "{\"status\":\"open\"}"'
run plexus-task done "$task"
status 5 'a hook cannot undo what the command is there for'
like "$err" 'status: is what this command changes' 'which others may follow: it refuses it'
hook pre-task-done <<<'echo "{\"title\":\"Rappeler enfin\"}"'
run plexus-task done "$task" --json
is "$(json -c '[.title,.status]')" '["Rappeler enfin","done"]' 'but it may change the rest'
plexus-task reopen "$task" -q

none
hook pre-task-undo <<<'echo "pas celle-là" >&2; exit 1'
plexus-task edit "$task" --title 'Pour défaire' -q
run plexus undo
status 5 'undo asks too'
like "$err" 'hook pre-task-undo: pas celle-là' 'under its own name'
hook pre-task-undo <<<'echo "{\"title\":\"X\"}"'
run plexus undo
status 4 'and takes no replacement'
rm "$hooks/pre-task-undo"
hook post-task-undo <<<'cat >"$seen"'
run plexus undo
status 0 'unless it lets it'
is "$(jq -r .title "$seen")" "$(plexus-task show "$task" --json | jq -r .title)" 'and is told what was put back'

# Rows of an import.
none
hook pre-task-import <<'SH'
jq -e '.title | test("secret") | not' >/dev/null && exit
echo 'rien de secret ici' >&2
exit 1
SH
printf 'title,minutes\nUn,5\nUn secret,6\nDeux,7\n' >taches.csv
run plexus-task import taches.csv --json --rejects refus.csv
status 5 'a row that is refused'
is "$(json -c '[.new,.rejected]')" '[2,1]' 'is rejected, the others are stored'
like "$err" 'taches.csv:3: task \(Un secret\): hook pre-task-import: rien de secret ici' 'with its line'
like "$(<refus.csv)" 'rien de secret ici' 'and its reason in the file of rejects'
run plexus-task import taches.csv --json --strict
is "$(json -c '[.new,.changed]')" '[0,0]' 'with --strict nothing is stored'
hook pre-attendance-import <<<'jq -e ".practitioner != \"martin\"" >/dev/null || exit 1'
printf 'title,kind,start,minutes,Présents\nAvec,coordination,2025-02-04 12:30,60,"dupont,martin"\nSans,coordination,2025-02-05 12:30,60,dupont\n' >cahier.csv
before=$(plexus-meeting count --json | jq '.[0].count')
run plexus-meeting import cahier.csv --json
is "$code$(json -c '[.new,.rejected]')" '5[1,1]' 'somebody who is refused at a meeting rejects its row'
is "$(plexus-meeting count --json | jq '.[0].count')" $((before + 1)) 'the meeting with them'
rm "$hooks/pre-attendance-import"
run plexus-meeting import cahier.csv --json
is "$code$(json -c '[.new,.unchanged]')" '0[1,1]' 'which is whole once nobody is'
hook pre-task-import <<<'sleep 30'
echo 'hook_timeout = 2' >"$HOME/.config/plexus/config"
sed 's/Deux/Trois/' taches.csv >encore.csv
before=$(count)
run plexus-task import encore.csv
status 6 'a hook that hangs ends the import'
is "$(count)" "$before" 'of which nothing is left'

# What it does with its streams, and how it ends.
none
passes() { hook pre-task-add <<<"$1"; run plexus-task add 'Oui' -q; status 0 "$2"; }
passes 'exec <&-; exit 0' 'closes its input'
passes 'exit 0' 'never reads'
passes 'exec >&- 2>&-; cat >/dev/null' 'closes its output'
passes '(sleep 20; echo late) & exit 0' 'leaves somebody who holds its output'
passes 'echo bruit >&2' 'speaks and agrees'
fails() { # SHELL REGEX NAME
	hook pre-task-add <<<"$1"
	before=$(count)
	run plexus-task add 'Non' --json
	status 6 "$3"
	like "$err" "hook pre-task-add: .*$2" "$3: said"
	is "$(count)" "$before" "$3: nothing changed"
}
start=$(date +%s)
fails 'sleep 30 & echo $! >"$seen.pid"; sleep 30' 'took more than 2 s' 'hangs'
fails 'trap "" TERM; while :; do sleep 1; done' 'took more than 2 s' 'hangs and will not end'
ok 'neither for long' test $(($(date +%s) - start)) -lt 12
fails 'yes' 'printed more than' 'prints without end'
fails 'yes >&2' 'printed more than' 'speaks without end'
fails 'kill -9 $PPID; sleep 5' 'killed the process that ran it' 'kills its parent'
fails 'kill -STOP $PPID; sleep 5' 'took more than 2 s' 'stops its parent'
fails 'kill -9 0' 'killed the process that ran it' 'kills its group'
fails 'kill -9 $$' 'killed by signal 9' 'kills itself'
fails 'kill -SEGV $$' 'killed by signal 11' 'crashes'
ok 'nothing of it is left behind' gone "$(<"$seen.pid")"
hook pre-task-add <<<'kill -TERM $PPID; exit 0'
run plexus-task add 'Oui'
status 0 'a polite signal does nothing to its parent'
hook pre-task-add <<<'plexus-task list --ids | wc -l >"$seen"'
run plexus-task add 'Oui'
status 0 'it may read the database'
is "$(<"$seen")" "$(($(count) - 1))" 'as it was before'
hook pre-task-add <<<'plexus-task add "De plus" 2>"$seen" || exit 1'
run timeout 5 plexus-task add 'Non'
status 5 'and not write to it'
like "$(<"$seen")" 'within the hook pre-task-add' 'which is said at once'
hook pre-task-add <<<'env -u PLEXUS_ORG -u PLEXUS_USER plexus-task add "Ailleurs" --db "$elsewhere" -q || exit 1'
export elsewhere; elsewhere=$(database elsewhere)
plexus init --db "$elsewhere" --name Autre --kind msp -q
run timeout 5 plexus-task add 'Oui'
status 0 'it may write elsewhere, without hooks'
is "$(plexus-task list --db "$elsewhere" --ids | wc -l)" 1 'once'

# Which files are run.
none
printf 'title\n' >"$hooks/pre-task-add"
run plexus-task add 'Non'
status 6 'a rule that is not executable lets nothing pass'
like "$err" 'hook pre-task-add: .*is not executable: chmod \+x' 'and says why'
mv "$hooks/pre-task-add" "$hooks/pre-task-add.sample"
run plexus-task add 'Oui'
status 0 'but under another name'
hook pre-task-add <<<'exit 0'
chmod 777 "$hooks/pre-task-add"
run plexus-task add 'Non'
status 6 'one that others may write is not run'
like "$err" 'others may write it' 'and says why'
chmod 755 "$hooks/pre-task-add"
chmod 777 "$hooks"
run plexus-task add 'Non'
like "$err" 'others may write in its folder' 'nor in a folder where they may'
chmod 755 "$hooks"
printf 'true\n' >"$hooks/pre-task-add"
run plexus-task add 'Non'
status 6 'no program'
like "$err" '#!/bin/sh' 'and how to make it one'
printf '#!/nowhere/sh\n' >"$hooks/pre-task-add"
run plexus-task add 'Non'
like "$err" 'cannot be run' 'of a program that is not there'
ln -sf "$tmp/nowhere" "$hooks/pre-task-add"
run plexus-task add 'Non'
status 6 'a link that leads nowhere'
hook pre-tsk-add <<<'exit 0'
run plexus doctor --json
is "$(json -r '.[] | select(.check == "hooks" and .level == "warning") | .message' | wc -l)" 2 'doctor tells both'
like "$(json -r '.[].message')" 'pre-tsk-add: there is no such type' 'with the reason'
none
hook post-task-add <<<'exit 0'
run plexus doctor --json
like "$(json -c '.[] | select(.check == "hooks")')" 'ok.*post-task-add' 'and those that are right'

# Afterwards.
none
hook post-task-add <<'SH'
plexus-task count --json >"$seen.count"
cat >"$seen"
SH
rm -f "$seen"
run plexus-task add 'Après' --json
status 0 'a hook is told what was written'
is "$(jq -c '[.id,.title]' "$seen")" "$(json -c '[.id,.title]')" 'as it is stored'
is "$(jq '.[0].count' "$seen.count")" "$(count)" 'once it is'
rm "$seen"
plexus-task add 'Sans suite' -n -q
not_ok 'not of a dry run' test -e "$seen"
hook post-task-import <<<'cat >"$seen"; echo x >>"$seen.runs"'
rm -f "$seen.runs"
hook pre-task-import <<<'jq -e ".title != \"Quatre\"" >/dev/null || exit 1'
printf 'title\nQuatre\nCinq\nSix\n' >plus.csv
run plexus-task import plus.csv
is "$(jq -r .title "$seen" | xargs)" 'Cinq Six' 'a line a record that was stored'
is "$(wc -l <"$seen.runs")" 1 'in one run'
hook post-task-remove <<<'cat >"$seen"'
plexus-task remove "$task" -q
is "$(jq -c '[.id,.removed]' "$seen")" "[$task,true]" 'what is gone is said to be'
hook post-attendance-hold <<<'cat >"$seen"'
plexus-meeting hold 1 -q
is "$(jq -r .practitioner "$seen" | sort | xargs)" 'dupont martin' 'each type has its own'
hook post-task-add <<<'echo "pas de réseau" >&2; exit 9'
run plexus-task add 'Quand même' --json
status 0 'one that fails changes nothing'
is "$err" 'plexus-task: hook post-task-add: pas de réseau (what was written is stored)' 'and is a warning'
is "$(plexus-task list 'title=Quand même' --ids | wc -l)" 1 'it is stored'
hook post-task-add <<<'sleep 30'
echo 'hook_timeout = 2' >"$HOME/.config/plexus/config"
run plexus-task add 'Lent'
status 0 'one that hangs is ended'
like "$err" 'took more than 2 s' 'and told'
chmod -x "$hooks/post-task-add"
run plexus-task add 'Pas exécutable'
status 0 'one that is not executable is told'
like "$err" 'was not run: .*not executable' 'and not run'
hook post-task-add <<<'plexus-task add "Suite" -q'
before=$(count)
run timeout 20 plexus-task add 'Début'
is "$(($(count) - before))" 2 'it may write, and its commands run no hook after them'
hook pre-task-add <<<'jq -e ".title != \"Suite\"" >/dev/null || exit 1'
run plexus-task add 'Début'
like "$err" 'refuses it without a word' 'but those before them'

# What is sealed.
none
plexus key init -q 2>/dev/null
plexus-slot open -q --who dupont --start '2025-03-17 14:00' --every 15min --count 4 --audience team
hook pre-appointment-book <<<'cat >"$seen"'
hook post-appointment-book <<<'cat >"$seen.post"'
run plexus-slot book 1 --patient 'M. D.' --by martin --contact 0612345678
status 0 'an appointment is booked past hooks'
is "$(jq -r .contact "$seen" "$seen.post" | xargs)" 'sealed sealed' 'which see no contact'
unlike "$(cat "$seen" "$seen.post")" '12345678|sealed:' 'sealed or not'
is "$(plexus-slot show 1 --type appointment --json | jq -r .contact)" +33612345678 'and it is kept'
hook pre-appointment-book <<<'jq -c ".patient = \"X\""'
run plexus-slot book 2 --patient 'M. E.' --by martin
status 5 'a hook changes nothing that other records follow'
hook pre-appointment-book <<<'cat'
run plexus-slot book 2 --patient 'M. E.' --by martin --contact 0612345678
status 0 'though it prints back all that it got'
is "$(plexus-slot show 2 --type appointment --json | jq -r .contact)" +33612345678 'the contact is kept'

# The configuration.
for value in 0 3601 beaucoup 1.5 -1; do
	echo "hook_timeout = $value" >"$HOME/.config/plexus/config"
	run plexus-task list
	status 2 "hook_timeout = $value: refused"
	like "$err" 'config:1: hook_timeout: not a whole number from 1 to 3600' 'at its line'
done

# What kills the command itself leaves the hook no time, and the database no lock.
rm "$HOME/.config/plexus/config"
none
hook pre-task-add <<<'echo $$ >"$seen.pid"; sleep 60'
rm -f "$seen.pid"
plexus-task add 'Tué' & command=$!
for ((i = 0; i < 50; i++)); do [[ -s $seen.pid ]] && break; sleep 0.1; done
kill -9 $command
wait $command 2>/dev/null
hook pre-task-add <<<'exit 0'
run timeout 5 plexus-task add 'Suivant'
status 0 'another writes at once'
ok 'the hook is gone' gone "$(<"$seen.pid")"
hook pre-task-add <<<'sleep 60'
plexus-task add 'Interrompu' 2>"$tmp/said" & command=$!
sleep 0.3
kill -TERM $command
wait $command
is $? 130 'Ctrl-C ends both'

done_testing
