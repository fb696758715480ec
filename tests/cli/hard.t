#!/usr/bin/env bash
# Input that is hard: one clear message with file, line and field; nothing half stored; never a crash.
. "$(dirname "$0")/../lib.sh"

new_team
before=$(plexus-directory export)
stops() { # FILE MESSAGE: the whole file is refused
	run plexus-directory import "$1" --json
	is "$code $out" '5 ' "$1 is refused"
	like "$err" "^plexus-directory: $1$2" "$1: said"
	is "$(wc -l <<<"$err")" 1 "$1: once"
	is "$(plexus-directory export)" "$before" "$1: nothing is stored"
}
rejects() { # FILE COUNTS MESSAGE: rows of it are rejected
	run plexus-directory import "$1" --json --dry-run
	is "$code $(json -c '[.read,.new,.rejected]')" "5 $2" "$1 has rows that are rejected"
	like "$err" "^plexus-directory: $1$3" "$1: said"
}
takes() { # FILE COUNTS
	run plexus-directory import "$1" --json --dry-run
	is "$code $(json -c '[.read,.new,.rejected]')" "0 $2" "$1 is read"
}

# What is no text, or no table.
head -c 20000 /dev/urandom >binary.csv
printf 'PK\3\4 and so on' >book.xlsx
printf '\x89PNG\r\n\x1a\n' >image.csv
: >empty.csv
printf '\n\n  \n' >blank.csv
printf '\xef\xbb\xbf' >mark.csv
printf 'family,given\nBon,Un\nMau\0vais,Deux\nBon,Trois\n' >nul.csv
stops binary.csv ':.*not'
stops book.xlsx ': cannot be read: .*save it as CSV'
stops image.csv ': cannot be read'
stops empty.csv ': is empty: a header row is expected'
stops blank.csv ': is empty'
stops mark.csv ': is empty'
stops nul.csv ':3: a NUL byte'
printf 'family,given\n' >header.csv
takes header.csv '[0,0,0]'
printf 'family,given' >header-only.csv
takes header-only.csv '[0,0,0]'

# Quotes and cuts.
printf 'family,given\nBon,Un\n"Coupé,Deux\nBon,Trois\n' >quote.csv
printf 'family,given\nBon,Un\n"Coupé"x,Deux\nBon,Trois\n' >after.csv
printf 'family,given,phone\nBon,Un,\nCou' >cut.csv
printf 'family,given\nBon,Un\nTrop,Deux,Trois\nBon,Quatre\n' >more.csv
printf 'family,given,phone\nBon,Un\nBon\n' >less.csv
stops quote.csv ':3: cell 1: the quote that opens here is never closed'
stops after.csv ':3: cell 1: the quote that opens here'
rejects cut.csv '[2,1,1]' ':3: .*it was cut'
rejects more.csv '[3,2,1]' ':3: 3 cells for 2 columns'
takes less.csv '[2,2,0]'

# Sizes.
{ printf 'family,given\nBon,Un\nGros,"'; head -c 10000000 /dev/zero | tr '\0' x; printf '"\nBon,Deux\n'; } >cell.csv
{ printf 'family,given\nGros,'; head -c 10000000 /dev/zero | tr '\0' x; } >bare.csv
{ printf '[{"family":"'; head -c 10000000 /dev/zero | tr '\0' x; printf '"}]'; } >cell.json
{ printf family; printf ',c%d' {2..1025}; printf '\nBon\n'; } >columns.csv
{ printf family; printf ',c%d' {2..1024}; printf '\nBon\n'; } >fewer.csv
{ printf '{"family":"Bon"'; for i in {2..1100}; do printf ',"c%d":1' "$i"; done; printf '}\n'; } >columns.jsonl
printf 'family,given\n%s,Un\n' "$(printf 'é%.0s' {1..200})" >long.csv
stops cell.csv ':3: a cell of more than 1 MiB'
stops bare.csv ':2: a cell of more than 1 MiB'
stops columns.csv ':1: more than 1024 columns'
takes fewer.csv '[1,1,0]'
run plexus-directory import cell.json --json
is "$code" 5 'a JSON text of 10 MB'
like "$err" 'cell.json:1: ' 'is said'
run plexus-directory import columns.jsonl --json
is "$code" 5 '1,100 members of JSON'
like "$err" 'columns.jsonl:1: .*1024' 'are too many'
rejects long.csv '[1,0,1]' ':2: family: .*too long: at most 200 bytes'
head -c 5000000 /dev/zero | tr '\0' '[' >deep.json
stops deep.json ':1: '

# JSON.
printf '[{"family":"A"},{"family":"B"' >cut.json
printf '{"family":"A"}\n{"family":"B"\n' >cut.jsonl
printf '[1,2]' >scalars.json
printf '{"family":"A","family":"B"}\n{"family":"C"}\n' >twice.jsonl
printf '{"family":{"a":1}}\n{"family":"C"}\n' >inside.jsonl
printf '[]' >none.json
printf '{"family":"Seul"}' >object.json
printf '{"family":"A\\u0000B"}\n' >zero.jsonl
printf '{"family":"A","joined":"01/02/2025"}\n{"family":"B","joined":"demain"}\n{"family":"C","joined":"2025-02-01","skills":["a,b","c"]}\n' >dates.jsonl
stops cut.json ':1: .*not closed'
stops cut.jsonl ':2: .*not closed'
stops scalars.json ':1: an object is expected'
rejects twice.jsonl '[2,1,1]' ':1: the same key twice'
rejects inside.jsonl '[2,1,1]' ':1: family: .*object inside an object'
takes none.json '[0,0,0]'
takes object.json '[1,1,0]'
rejects zero.jsonl '[1,0,1]' ':1: '
rejects dates.jsonl '[3,1,2]' ':1: joined: 01/02/2025: not a date: write 2025-12-24'

# Columns and values.
printf 'given,email\nUn,a@example.org\n' >missing.csv
rejects missing.csv '[1,0,1]' $': no column is the family that a new practitioner must have: .*missing.csv:2: family: is required'
printf 'family,given\nÉté,Un\nMauv\xe9\xff,Deux\nBon,Trois\n' >bytes.csv
rejects bytes.csv '[3,2,1]' ':3: .*bytes that are not text'
printf 'family;given\n#N/A;Un\nBon;Deux\n' >error.csv
rejects error.csv '[2,1,1]' ':2: family: #N/A'
printf 'family,given\n"Deux\nlignes",Un\n' >lines.csv
rejects lines.csv '[1,0,1]' ':2: family: .*must be one line'
printf 'title,due\nA,2025-02-30\nB,45000\nC,\n' >days.csv
run plexus-task import days.csv --json
is "$code $(json -c '[.read,.new,.rejected]')" '5 [3,1,2]' 'days that are none'
like "$err" 'days.csv:2: due: 2025-02-30: not a date' 'are said'
printf 'title,minutes,priority\nA,-5,\nB,999999999999999999999,\nC,1e3,\nD,5,urgentissime\n' >numbers.csv
run plexus-task import numbers.csv --json
is "$(json -c '[.read,.new,.rejected]')" '[4,0,4]' 'numbers that are none'
like "$err" 'numbers.csv:5: priority: urgentissime: unknown; .*one of: high normal low' 'words neither'
printf 'title,project,assignees\nA,nulle-part,\nB,,"x,y"\n' >names.csv
run plexus-task import names.csv --json
is "$(json -c '[.read,.new,.rejected]')" '[2,0,2]' 'records that are not there'
like "$err" 'names.csv:2: project: project nulle-part: not found' 'are said'
is "$(grep -c 'names.csv:3: assignees: ' <<<"$err")" 2 'each of them'
for i in {1..50}; do echo "Nom$i"; done | { echo family; cat; } >many.csv
run plexus-directory import many.csv
is "$(wc -l <<<"$err")" 21 'of many reasons the first twenty are said'
like "$err" '30 more' 'and how many there are'

# From a pipe that breaks off, or that is none.
run plexus-directory import - <<<''
is "$code" 5 'nothing at all'
run plexus-directory import .
isnt "$code" 0 'a folder is no file'
like "$err" 'plexus-directory: \.: ' 'and is named'
mkfifo pipe
printf 'family\nTube\n' >pipe &
run plexus-directory import pipe --json
is "$code $(json .new)" '0 1' 'a named pipe'
wait

# A row that fails in the middle of many leaves the others as they are, once each.
seq 1 3000 | awk 'BEGIN { print "title,minutes" } { print "T" $1 "," ($1 % 1000 ? $1 : "x") }' >middle.csv
run plexus-task import middle.csv --json
is "$code $(json -c '[.read,.new,.rejected]')" '5 [3000,2997,3]' 'a few bad rows among many'
run plexus-task import middle.csv --json
is "$(json -c '[.read,.unchanged,.rejected]')" '[3000,2997,3]' 'the same again'
is "$(plexus doctor >/dev/null; echo $?)" 0 'and the database is whole'
done_testing
