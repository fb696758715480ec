#!/usr/bin/env bash
# edit --edit: a record as a text in the editor; what comes back of it, and what is refused.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory add Dupont --given Anne -q
plexus-directory add Martin --given Luc -q
plexus-task add 'Relancer' --assignees dupont,martin --due 2025-03-20 --notes $'# Un titre\n\nDeux lignes,  la fin' -q
plexus-meeting add 'Concertation' --start '2025-03-20 12:30' -q
export TMPDIR=$tmp/texts
mkdir "$TMPDIR"
kept() { find "$TMPDIR" -type f | wc -l; }
get() { plexus-"$1" show "$2" --json | jq -c ".$3"; } # PROGRAM RECORD FIELD

# An editor is a script; the text before and after is kept beside, to be looked at.
editor() { # COMMAND… on "$1"
	printf '#!/bin/bash\ncp "$1" %q\nstat -c %%a "$1" >%q\n%s\n' "$tmp/seen" "$tmp/mode" "$*" >"$tmp/editor"
	chmod +x "$tmp/editor"
}
export EDITOR=$tmp/editor

editor :
run plexus-task edit 1 --edit
is "$code $out" '0 task 1 unchanged: Relancer' 'a text that is left as it is changes nothing'
is "$(kept) $(<"$tmp/mode")" '0 600' 'the text was for its user alone, and is gone'
seen=$(<"$tmp/seen")
like "$seen" $'\ntitle: Relancer\n' 'a field a line'
like "$seen" $'\nassignees: dupont,martin\n' 'lists are joined by commas'
like "$seen" $'\nnotes:\n    # Un titre\n\n    Deux lignes,  la fin\n' 'several lines are indented'
like "$seen" $'\n# status[^\n]*: open, started, done, dropped\nstatus: open\n' 'words are told'
like "$seen" $'\n# what is to be done \\(required\\)\n' 'what must be there is told'
unlike "$seen" $'\n(id|uid|created|updated|organization|urgency):' 'what nobody writes is not there'
is "$(plexus log --json | jq '[.[]|select(.type=="task")]|length')" 1 'and nothing is in the journal'

editor "sed -i 's/^title: .*/title:   Rappeler  /; s/^due: .*/due: demain/; s/^assignees: .*/assignees: martin/; s/^    Deux lignes.*/&\n\n      trois/' \"\$1\""
run plexus-task edit 1 --edit --json
is "$code $(json -c '[.title,.due,.assignees]')" '0 ["Rappeler","2025-03-15",["martin"]]' 'what was changed is read as options are'
is "$(json .notes)" $'# Un titre\n\nDeux lignes,  la fin\n\n  trois' 'lines, blanks and headings come back'
is "$(kept)" 0 'no text is left behind'

editor "sed -i '/^due:/s/.*/due:/; /^title:/d; s/\$/\r/' \"\$1\""
run plexus-task edit 1 --edit -q
is "$code $(get task 1 due) $(get task 1 title)" '0 null "Rappeler"' 'empty clears, taken out leaves; line ends of other systems are none'
editor ': >"$1"'
run plexus-task edit 1 --edit
is "$code $out" '0 task 1 unchanged: Rappeler' 'an empty text changes nothing'
editor "sed -i 's/^title: .*/title: Essai/' \"\$1\""
run plexus-task edit 1 --edit -n
is "$code $(get task 1 title)" '0 "Rappeler"' 'a dry run keeps nothing'
like "$out" 'title: Rappeler → Essai' 'and shows what would be'

# Faults: said, the text kept, and taken up again from its file.
fault() { # MESSAGE SED
	editor "sed -i '$2' \"\$1\""
	run plexus-task edit 1 --edit
	is "$code $out" '2 ' "refused: $2"
	like "$err" "$1" "said: $1"
	file=${err##*--edit=}
	ok 'the text is kept in the file that is named' test -s "$file"
}
fault "due: .*blurb" 's/^due:.*/due: blurb/'
editor 'sed -i "s/^due: blurb/due: 2025-04-01/" "$1"'
run plexus-task edit 1 "--edit=$file" -q
is "$code $(get task 1 due)" '0 "2025-04-01"' 'a text that was kept is taken up again'
fault 'title: is required' 's/^title:.*/title:/'
fault 'line [0-9]+: unknown field: priorty .did you mean priority' 's/^priority:/priorty:/'
fault 'line [0-9]+: title is given twice' 's/^due:.*/title: x/'
fault 'line 1: no field is above it' '1s/.*/  lost/'
fault 'assignees: practitioner dupond: .*dupont' 's/^assignees:.*/assignees: dupond/'
is "$(get task 1 title)" '"Rappeler"' 'nothing of that is stored'
is "$(kept)" 6 'each in a file of its own'
rm -f "$TMPDIR"/*

# At a terminal a text with a fault may be opened again, the fault told at its line.
if command -v script >/dev/null; then
	# The first time it is made wrong, the next times each fault is mended; every text is kept aside.
	cat >"$tmp/editor" <<-'END'
		#!/bin/bash
		n=$(($(cat "$TMPDIR/../times" 2>/dev/null || echo 0) + 1)); echo $n >"$TMPDIR/../times"
		cp "$1" "$TMPDIR/../text.$n"
		case $n in
		1) sed -i 's/^due:.*/due: blurb/; s/^priority:.*/priorty: low/' "$1" ;;
		2) sed -i 's/^priorty:/priority:/' "$1" ;;
		3) sed -i 's/^due:.*/due: 2025-05-05/' "$1" ;;
		esac
	END
	asked=$(printf 'y\noui\n' | TERM=dumb script -qec 'plexus-task edit 1 --edit' /dev/null)
	like "$asked" 'unknown field: priorty.*open the text again to mend it. .y/N.*due: .blurb.: .*open the text again' 'asked each time, after the reason'
	is "$(get task 1 due) $(get task 1 priority) $(<"$tmp/times") $(kept)" '"2025-05-05" "low" 3 0' 'until it is right; nothing is lost, nothing left'
	like "$(<"$tmp/text.2")" $'^#! line [0-9]+: unknown field: priorty.*\n#! line [0-9]+: [^\n]*\npriorty: low' 'told on top and at the line'
	like "$(<"$tmp/text.3")" $'\n#! due: .blurb.: [^\n]*\ndue: blurb\n' 'told above the field'
	unlike "$(<"$tmp/text.3")" '#! line' 'what was mended is told no more'
	rm "$tmp"/times
	asked=$(printf 'n\n' | TERM=dumb script -qec 'plexus-task edit 1 --edit' /dev/null)
	like "$asked" 'the text is kept: plexus-task edit 1 --edit=/' 'who does not want to go on is told where it is'
	is "$(kept)" 1 'and it is there'
	plexus-task edit 1 --priority normal -q
	rm -f "$TMPDIR"/*
else
	skip 'no script(1)'
fi

# Someone else was faster.
editor "plexus-task edit 1 --priority high -q; sed -i 's/^title: .*/title: Trop tard/' \"\$1\""
run plexus-task edit 1 --edit
status 4 'a record that was changed meanwhile is not written over'
like "$err" 'task 1: changed by someone else meanwhile \((updated|priority)\); the text is kept: plexus-task edit 1 --edit=/' 'and it is said'
is "$(get task 1 title) $(get task 1 priority) $(kept)" '"Rappeler" "high" 1' 'theirs stands, ours is kept'
rm -f "$TMPDIR"/*
plexus-task add Perdu -q
editor "plexus-task remove 2 -q --yes; sed -i 's/^title: .*/title: Ici/' \"\$1\""
run plexus-task edit 2 --edit
is "$code $(kept)" '3 1' 'one that was removed is not there, and the text is kept'
rm -f "$TMPDIR"/*

# The editor itself.
editor 'sed -i "s/^title: .*/title: Non/" "$1"; exit 1'
run plexus-task edit 1 --edit
is "$code $(get task 1 title) $(kept)" '1 "Rappeler" 0' 'an editor that fails changes nothing'
EDITOR='nosuch --wait' run plexus-task edit 1 --edit
is "$code $(kept)" '1 0' 'one that is not there neither'
like "$err" 'nosuch --wait: no such editor' 'and is named'
editor "sed -i \"s/^title: .*/title: \$1/\" \"\$2\"" # an option, then the file
sed -i '2,3d' "$tmp/editor"
VISUAL="$tmp/editor 'deux mots'" EDITOR=false run plexus-task edit 1 --edit -q
is "$code $(get task 1 title)" '0 "deux mots"' 'VISUAL comes first, and may hold options'
(unset EDITOR VISUAL; run plexus-task edit 1 --edit; [[ $code == 2 && $err == *'set EDITOR'* ]])
is $? 0 'none is told, and nobody is there: which one?'
editor 'echo on the screen'
run plexus-task edit 1 --edit --ids
is "$out" 1 'what an editor prints is not taken for data'

# One record, no other way of changing it at once; every program.
run plexus-task edit status=open --edit --title x
is "$code" 2 'not with fields'
plexus-task add Autre -q
run plexus-task edit 1 3 --edit
like "$code $err" '^2 .*one record, not 2' 'one at a time'
run plexus-task edit 1 --edit --no-input
is "$code" 2 'not where nothing may be asked'
editor "sed -i 's/^start: 2025-03-20 12:30/start: 2025-03-21 14:00/' \"\$1\""
run plexus-meeting edit 1 --edit -q
is "$code $(get meeting 1 start)" '0 "2025-03-21T13:00:00Z"' 'instants are in local time'
editor "sed -i 's/^phone:.*/phone: 04 76 00 00 00/' \"\$1\""
run plexus-directory edit dupont --edit -q
is "$code $(get directory dupont phone)" '0 "+33476000000"' 'persons too'
done_testing
