#!/usr/bin/env bash
# FINESS from the command line: both layouts, positions, damage, and registers inside their archive.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/finess
new_team

of() { plexus-directory list --type finess "$1" --json | jq -c ".[0]|$2"; } # FILTER FIELDS
count() { plexus-directory count --type finess --json | jq '.[0].count'; }

run plexus-directory import --from finess "$cases/stock.csv" --json
status 0 'the stock, without headers, is read'
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.repaired,.suspicious,.removed]')" \
	'[7,6,0,1,0,1,2,0]' 'its establishments are counted, a repeated one once'
like "$err" 'stock.csv:12: .*in each other.s place' 'x and y that were exchanged are put back, and said'
like "$err" 'stock.csv:13: .*the position is left out' 'a position that is nowhere is left out'
like "$err" 'stock.csv:14: .*of no establishment' 'and one of nobody'
is "$(of finess=490000999 '[.name,.postcode,.city,.insee,.lat,.lon]')" \
	'["MSP DES TILLEULS","49320","BRISSAC LOIRE AUBANCE","49050",47.37274,-0.41337]' \
	'Lambert-93 becomes degrees'
is "$(of finess=974100992 '[.insee,.lat,.lon,.phone]')" '["97411",-20.87226,55.451,"+262262000001"]' 'UTM 40 South too'
is "$(of finess=973100993 '[.insee,.city,.lat,.lon]')" '["97302","CAYENNE",4.92936,-52.31679]' \
	'and UTM 22 North, its source in eight cells'
is "$(of finess=970100996 '[.insee,.lat]')" '["97701",null]' 'Saint-Barthélemy has its own code'
is "$(of finess=980600993 .insee)" '"98613"' 'and so has Wallis'
is "$(of finess=2A0000998 '[.name,.insee]')" '["MSP \"A STRADA\"","2A004"]' 'quotes are undone, Corsica keeps its letter'
is "$(of category=604 .name)" '"CPTS DU LAGON"' 'a CPTS is found by its category'
is "$(of lagon .finess)" '"974100992"' 'and by a word of its name'
run plexus-directory import --from finess - --json <"$cases/stock.csv"
is "$(json -c '[.read,.new,.changed,.unchanged,.removed]')" '[7,0,0,7,0]' 'again, from a pipe, nothing changes'

if command -v zip >/dev/null; then
	mkdir folder && cp "$cases/stock.csv" folder/etalab-cs1100507-stock-20260512-0340.csv
	echo other >folder/lisez-moi.txt
	zip -qr finess.zip folder
	run plexus-directory import --from finess finess.zip --json
	is "$(json -c '[.read,.unchanged]')" '[7,7]' 'inside a zip, among others'
	run plexus-directory import --from finess - --json < <(cat finess.zip)
	is "$(json -c '[.read,.unchanged]')" '[7,7]' 'and out of a pipe'
	zip -qj one.zip "$cases/stock.csv"
	run plexus-directory import --from finess one.zip --json
	is "$(json -c '[.read,.unchanged]')" '[7,7]' 'or the only one, whatever its name'
	zip -qj none.zip folder/lisez-moi.txt "$cases/historique.csv"
	run plexus-directory import --from finess none.zip
	report $((code != 0)) 'an archive without it is refused' "status $code"
	like "$err" 'lisez-moi.txt' 'and what it holds is said'
	head -c 600 finess.zip >cut.zip
	run plexus-directory import --from finess cut.zip
	report $((code != 0)) 'a zip that was cut is refused' "status $code"
	like "$err" 'cut.zip: .*(damaged|cut)' 'and said so'
	zip -qj rpps.zip "$top/tests/cases/rpps/2021.txt"
	run plexus-directory import --from rpps rpps.zip --json
	is "$(json .read)" 9 'the RPPS comes inside a zip too'
	run plexus-directory import one.zip
	report $((code != 0)) 'but a team file does not' "status $code"
else
	skip 'no zip'
fi
gzip -c "$cases/stock.csv" >stock.csv.gz
run plexus-directory import --from finess stock.csv.gz --json
is "$(json -c '[.read,.unchanged]')" '[7,7]' 'under gzip'
is "$(count)" 6 'all of it leaves the register as it was'

run plexus-directory import --from finess "$cases/historique.csv" --json
status 5 'the yearly layout, with headers, after a spreadsheet'
is "$(json -c '[.read,.new,.changed,.unchanged,.rejected,.repaired,.suspicious,.removed]')" \
	'[6,2,1,0,3,6,2,5]' 'what can be mended is, what cannot is refused'
is "$(of finess=010001998 '[.insee,.postcode,.phone,.opened,.lat]')" \
	'["01053","01000","+33474454648","1979-02-13",46.22274]' 'zeros and dates are put back'
like "$err" 'historique.csv:4: siret: 2,601E\+13: cut by a spreadsheet' 'digits that are lost are not'
like "$err" 'historique.csv:5: opened: 32/13/1979: not a date' 'a date that is none is refused'
like "$err" 'historique.csv:6: finess: 010000990: twice' 'and a number that stands for two'
like "$err" 'historique.csv:7: name: .*letters were lost' 'letters lost before are said'

run plexus-directory import --from finess "$top/tests/cases/communes/2020.csv"
like "$err" 'columns missing: nofinesset, rs, categetab' 'a file of another kind is refused'
printf 'finess;etalab;111;2026-05-12\n' >empty.csv
run plexus-directory import --from finess empty.csv
like "$err" 'no row can be stored' 'and one without establishments'
is "$(count)" 3 'the register is kept'

for real in "$top"/../shared/data/finess/*.csv; do
	[[ -r $real ]] || { skip 'no real file'; continue; }
	run plexus-directory import --from finess "$real" --json
	is "$(json '[.rejected,.read-.new-.changed-.unchanged]' -c)" '[0,0]' "every row of ${real##*/} is taken"
done
is "$(ldd "$built/bin/plexus-task" "$built/bin/plexus-directory" | grep -c libarchive)" 0 'no program is linked with libarchive'
done_testing
