#!/usr/bin/env bash
# The communes of La Poste from the command line: both layouts, what a spreadsheet did to them.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/communes
new_team

run plexus-directory import --from communes "$cases/2026.csv" --json
status 0 'the layout of 2026, Latin-1 and CRLF, is read'
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.repaired,.suspicious,.removed]')" \
	'[14,13,0,1,0,0,0,0]' 'a row that is repeated is unchanged'
is "$err" '' 'and nothing is to be said, Corsica and Monaco included'
run plexus-directory import --from communes "$cases/2026.csv" --json
is "$(json -c '[.read,.new,.changed,.unchanged]')" '[14,0,0,14]' 'again, nothing changes'
run plexus-directory list --type commune postcode=49320 --json
is "$(json -c '[.[].insee] | unique')" '["49050","49167"]' 'a postcode has several communes'
is "$(json -c '[.[0].lat,.[0].lon]')" '[47.3417,-0.4414]' 'where they are comes from the file of the toolkit'
run plexus-directory list --type commune insee=2A004 --json
is "$(json -c '[.[].postcode]')" '["20000","20090"]' 'a commune has several postcodes'
run plexus-directory list --type commune alleuds --json
is "$(json -c '[.[].name]')" '["BRISSAC LOIRE AUBANCE"]' 'parts of communes are searched'

run plexus-directory import --from communes "$cases/2020.csv" --json
status 5 'the older layout, damaged'
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.repaired,.suspicious,.removed]')" \
	'[7,2,0,3,2,2,1,10]' 'what it lacks is removed'
like "$err" '2020.csv:2: insee: 1001: its leading zero is put back' 'zeros that were lost are put back, and said'
like "$err" '2020.csv:6: lat: nulle part: not a latitude' 'a position that is none is said'
like "$err" '2020.csv:7: insee: is empty' 'a row without a code is rejected'
like "$err" '2020.csv:8: postcode: 4,90E\+04: cut by a spreadsheet' 'and one that a spreadsheet ruined'
run plexus-directory list --type commune name=angers --json
is "$(json -c '[.[0].lat,.[0].lon]')" '[47.4768,-0.5561]' 'its position is that of the toolkit'
run plexus-directory list --type commune insee=01001 --json
is "$(json -c '[.[0].lat,.[0].lon,.[0].postcode]')" '[46.1534,4.9261,"01400"]' 'coordinates of the file are stored'
is "$(plexus-directory list --type commune lat= --fields name --csv | tail -n +2)" 'ST MARTIN' 'one that nobody knows is unset'

printf 'nom;prenom\nDupont;Jean\n' >team.csv
run plexus-directory import --from communes team.csv
report $((code == 5 || code == 1)) 'a file of another kind is refused' "status $code"
like "$err" 'columns missing: Code_commune_INSEE, Nom_de_la_commune, Code_postal' 'by the columns that it lacks'
is "$(plexus-directory count --type commune --json | jq '.[0].count')" 5 'and the communes are kept'
run plexus-directory import --from communes "$cases/2026.csv" -n --json
is "$(plexus-directory count --type commune --json | jq '.[0].count')" 5 'a dry run stores nothing'
run plexus-directory import --from nowhere "$cases/2026.csv"
status 2 'an unknown register is a usage error'
like "$err" 'rpps' 'that names those that there are'

real=$top/../shared/data/communes/laposte_hexasmal_2020_with_gps.csv
if [[ -r $real ]]; then
	run plexus-directory import --from communes "$real" --json
	is "$(json -c '[.read,.rejected,.suspicious]')" '[39192,0,0]' 'every row of the official file is read'
	is "$("$top/share/demo/pack-communes" "$real" | cmp - "$top/share/geo/communes.txt" && echo same)" same \
		'and the compact file is made from it'
else
	skip 'no file of La Poste'
fi
done_testing
