#!/usr/bin/env bash
# The national register from the command line: files as they come, good and bad.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/rpps
make_register=$top/share/demo/make-register
new_team --finess 490000031
plexus-directory edit --type organization 1 --postcode 49320 -q

run plexus-directory add --rpps 10890000010
status 3 'without a register, nobody is found in it'
like "$err" 'import --from rpps' 'and it is said how to have one'

run plexus-directory import --from rpps "$cases/2021.txt" --json
status 0 'a file is read'
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.repaired,.suspicious,.removed]')" \
	'[9,7,0,2,0,3,4,0]' 'its rows are counted'
like "$err" '2021.txt:9: .*rpps: 10890000052: wrong check digit' 'a wrong key is said with file, line and field'
run plexus-directory import --from rpps "$cases/2021.txt" --json
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.removed]')" '[9,0,0,9,0,0]' 'again, nothing changes'
run plexus-directory import --from rpps - --json <"$cases/2026.txt"
is "$(json -c '[.read,.new,.changed,.unchanged]')" '[9,0,0,9]' 'from standard input, in the layout of 2026'

run plexus-directory list --type rpps --json
is "$(json length)" 7 'its rows are listed'
run plexus-directory list --type rpps family=nguyen\ \"kim\" --json
is "$(json '.[0].site')" 'PHARMACIE "AUX 4 VENTS" & FILS' 'a quote is data'
run plexus-directory list --type rpps hermite --ids
is "$(wc -l <"$tmp/out")" 2 'a bare word searches names'
run plexus-directory count --type rpps --by profession --json
is "$(json '[.[].count] | add')" 7 'they are counted by profession'

run plexus-directory add --rpps 10890000010 --json
status 0 'a practitioner comes from the register'
is "$(json -c '[.family,.given,.profession,.specialty,.phone,.mssante,.email]')" \
	"[\"L'HERMITE\",\"Éric\",\"10\",\"SM54\",\"+33261910001\",\"eric.lhermite@medecin.mssante.fr\",null]" \
	'with the liberal activity at the postcode of the team'
run plexus-directory add --rpps 10890000028 --phone 0261910099 --json
is "$(json -c '[.family,.phone,.skills]')" '["De la Tour","+33261910099",["SI01"]]' 'what is typed wins'

run plexus-directory import --from rpps "$cases/next.txt" -n --json
is "$(json -c '[.new,.changed,.unchanged,.removed]')" '[1,1,5,2]' 'a dry run counts'
is "$(plexus-directory count --type rpps --json | jq '.[0].count')" 7 'and stores nothing'
run plexus-directory import --from rpps "$cases/next.txt" --json
is "$(json -c '[.new,.changed,.unchanged,.removed]')" '[1,1,5,2]' 'the next file replaces the register'
is "$(plexus-directory list --type rpps adeli~. --ids)" '' 'who left it is gone'
is "$(plexus-directory count --json | jq '.[0].count')" 2 'but not from the team'

run plexus-directory import --from rpps "$cases/refused.txt" --rejects r.csv
status 5 'rejected rows are exit 5'
is "$(tail -n +2 r.csv | wc -l)" 4 'and kept apart'
like "$(cat r.csv)" '2,60E\+13' 'with their cells'
run plexus-directory import --from rpps "$cases/2021.txt" -q
run plexus-directory import --from rpps "$cases/refused.txt" --strict
status 5 '--strict: one rejected row'
is "$(plexus-directory count --type rpps --json | jq '.[0].count')" 7 'stores nothing'

refused() { # NAME REGEX FILE
	run plexus-directory import --from rpps "$3"
	report $((code == 1 || code == 3 || code == 5)) "$1" "status $code"
	like "$err" "$2" '  says why, once'
	is "$(wc -l <"$tmp/err")" 1 '  in one line'
	is "$(plexus-directory count --type rpps --json | jq '.[0].count')" 7 '  and the register is kept'
}
refused 'a missing column' 'columns missing: .*Code profession' "$cases/missing.txt"
refused 'a header alone' 'no row' "$cases/empty.txt"
refused 'a file that is not there' 'nothing.txt' nothing.txt
: >void.txt
refused 'an empty file' 'void.txt' void.txt
head -c 20000 /dev/urandom >noise.bin
refused 'a binary file' 'noise.bin' noise.bin
printf 'nom;prenom\nDupont;Jean\n' >team.csv
refused 'a file of another kind' 'columns missing' team.csv

{ head -2 "$cases/2021.txt"; sed -n 6p "$cases/2021.txt" | sed 's/Zoé/Z\x00é/'; } >nul.txt
refused 'a NUL byte' 'nul.txt:3: .*NUL' nul.txt

# A cut row or a cell of 10 MB: the rows before are stored.
{ sed -n '1,2p;5p' "$cases/2021.txt"; sed -n 7p "$cases/2021.txt" | cut -c1-40 | tr -d '\n'; } >cut.txt
run plexus-directory import --from rpps cut.txt --json
status 5 'a row cut by the end of the file'
is "$(json -c '[.read,.new+.unchanged,.rejected]')" '[3,2,1]' 'is rejected, the others are stored'
like "$err" 'cut.txt:4: .*cut' 'and said with its line'
{ head -2 "$cases/2021.txt"; head -c 10000000 /dev/zero | tr '\0' x; } >huge.txt
run plexus-directory import --from rpps huge.txt --json
report $((code == 5)) 'a cell of 10 MB' "status $code" "${err:0:300}"
report $((${#err} < 2000)) '  is not shown whole'

# The generator: the same bytes for the same arguments, files that are read without a word.
is "$("$make_register" 50 | sha256sum)" "$("$make_register" 50 | sha256sum)" 'the generator repeats itself'
isnt "$("$make_register" --seed 2 50 | sha256sum)" "$("$make_register" 50 | sha256sum)" 'and has a seed'
is "$("$make_register" --columns 52 50 | awk -F'|' '{ print NF }' | sort -u)" 53 '52 columns and a trailing separator'
not_ok 'it refuses what it does not know' "$make_register" --columns 53 50
"$make_register" 2000 >one.txt
"$make_register" --edition 2 2000 >two.txt
run plexus-directory import --from rpps one.txt --json
is "$(json '[.read, .rejected, .suspicious]' -c)" '[2000,0,0]' 'what it makes is whole'
run plexus-directory import --from rpps two.txt --json
report "$(json '(.changed > 0 and .new > 0 and .removed > 0 and .unchanged > 1500) | if . then 1 else 0 end')" \
	'a later edition has people gone, new ones, and phones changed' "$out"
run plexus-directory import --from rpps one.txt --json
run plexus-directory import --from rpps one.txt --json
is "$(json -c '[.new,.changed,.removed]')" '[0,0,0]' 'and going back twice changes nothing the second time'
is "$(plexus-directory list --type rpps rpps=10800000019 --json | jq -r '.[0].family')" DELMAS 'its first person is known'

# Lines that are known are passed over, those of which something is said are said again.
"$make_register" --columns 52 2000 >narrow.txt
run plexus-directory import --from rpps one.txt --json
run plexus-directory import --from rpps narrow.txt --json
is "$(json -c '[.read,.new,.changed,.unchanged,.removed]')" '[2000,0,859,1141,0]' 'fewer columns: kinds of activity are gone, the rest is the same'
run plexus-directory import --from rpps - --json <narrow.txt
is "$(json -c '[.read,.unchanged]')" '[2000,2000]' 'the same lines out of a pipe'
run plexus-directory import --from rpps narrow.txt --json
is "$(json -c '[.read,.unchanged]')" '[2000,2000]' 'the same file is recognized'
"$make_register" --edition 3 2000 >three.txt
run plexus-directory import --from rpps three.txt --json
third=$(json -c '[.new,.changed,.removed]')
plexus-directory list --type rpps --csv --fields rpps,profession,skill,mode,phone,site,city | sort >after.csv
no_database; plexus init --name Neuf --kind msp -q
run plexus-directory import --from rpps three.txt --json
is "$(json '[.changed,.removed]' -c)" '[0,0]' 'a new register has nothing to change'
plexus-directory list --type rpps --csv --fields rpps,profession,skill,mode,phone,site,city | sort >new.csv
is "$(cmp after.csv new.csv && echo same)" same "after changes ($third) it holds what a new one would"
"$make_register" 60000 >many.txt
run plexus-directory import --from rpps many.txt --json
is "$(json '.read == .new + .changed + .unchanged')" true 'enough rows for a second thread and new indexes'
is "$(plexus-directory count --type rpps --json | jq '.[0].count')" \
	"$(sort -u many.txt | grep -vc '^Type')" 'each stored once'
run plexus-directory import --from rpps three.txt --json
plexus-directory list --type rpps --csv --fields rpps,profession,skill,mode,phone,site,city | sort >back.csv
is "$(cmp back.csv new.csv && echo same)" same 'and back again'
ok 'the database is whole' plexus doctor

real=$top/../shared/data/rpps/PS_LibreAcces_Personne_activite_sample.txt
if [[ -r $real ]]; then
	run plexus-directory import --from rpps "$real" --json
	is "$(json -c '[.read,.rejected,.new+.changed+.unchanged]')" '[21,0,21]' 'every row of a real sample is read'
	run plexus-directory import --from rpps "$real" --json
	is "$(json -c '[.new,.changed,.unchanged,.removed]')" '[0,0,21,0]' 'and a second time changes 0'
else
	skip 'no sample of the real register'
fi
done_testing
