#!/usr/bin/env bash
# Files as teams have them, in tests/cases/import: what is stored, what is mended and said, what is
# refused.  Beside each file, what import prints, then what the database holds.
# To accept new results after reading them: PX_ACCEPT=1 tests/cli/directory.t
. "$(dirname "$0")/../lib.sh"

for file in "$top"/tests/cases/import/*.*; do
	[[ $file != *.expected ]] || continue
	name=${file##*/}
	new_team
	{
		cd "$top/tests/cases/import" && run plexus-directory import "$name" --json
		cd "$tmp/work" || exit 1
		printf 'exit %s\n%s\n%s\n' "$code" "$out" "$err"
		plexus-directory list --csv | cut -d, -f1,6-
	} >got
	[[ ! ${PX_ACCEPT:-} ]] || cp got "$file.expected"
	ok "$name" diff "$file.expected" got
	run plexus-directory import "$file" --json
	is "$(json '.new + .changed')" 0 "$name a second time changes nothing"
done

# Organizations and sites.
new_team
run plexus-directory import - --type organization --json <<'EOF'
nom;type;FINESS;SIRET;cp;ville
CH de Vitré;hospital;350000022;;35500;Vitré
Pharmacie;pharmacy;;35600000009075;1000;Bourg
Corse;other;2A0000154;;20000;Ajaccio
Zéro;other;10000024;;;
Faux;other;350000023;12345678901234;;
EOF
is "$code $(json -c '[.read,.new,.rejected]')" '5 [5,4,1]' 'establishments are checked'
like "$err" 'standard input:6: finess: .*; ?|standard input:6: finess: ' 'a wrong FINESS is said'
like "$err" 'standard input:6: siret: ' 'and a wrong SIRET, of the same row'
is "$(plexus-directory list --type organization --csv --fields finess,siret,postcode kind!=msp | paste -sd' ')" \
	'finess,siret,postcode 350000022,,35500 ,35600000009075,01000 2A0000154,,20000 010000024,,' 'zeros that Excel ate are back'
run plexus-directory import - --type organization --json <<<$'finess;téléphone\n350000022;0299000000'
is "$(json -c '[.new,.changed]')" '[0,1]' 'matched by FINESS'
run plexus-directory import - --type location --json <<<$'site;adresse;horaires\nCabinet nord;1 rue du Bac;8h-20h'
is "$code $(json .new)" '0 1' 'sites too'
run plexus-directory import - --type location --json <<<$'site;adresse\nCABINET NORD;2 rue du Bac'
is "$(json -c '[.new,.changed]')" '[0,1]' 'matched by their names, folded'
run plexus-directory add 'Cabinet nord' --type location
is "$code" 4 'names of sites are unique'
run plexus-directory remove msp-du-val --type organization
is "$code" 4 'the organization is not removed while something belongs to it'

# Another organization has its own people.
plexus-directory add 'CPTS du Pays' --type organization --kind cpts -q
plexus-directory add Dupont --rpps 10000000009 -q
run plexus-directory import - --org cpts-du-pays --json <<<$'family,rpps\nDupont,10000000009'
is "$code $(json .new)" '0 1' 'the same number in another organization'
is "$(plexus-directory list --org cpts-du-pays --json | jq -c 'map([.handle,.organization])')" '[["dupont","cpts-du-pays"]]' 'is another record, with its own key'
is "$(plexus-directory list --json | jq length) $(plexus-directory list --org all --json | jq length)" '1 2' 'lists are of one, or of all'
run plexus-directory show dupont --json
is "$(json .organization)" msp-du-val 'a name is looked for at home'
# Names in one column, as teams write them; a register taken for a team.
cat >names.csv <<'CSV'
Nom Prénom;Métier;Adhérent SISA
LE ROUX Marie-Ange;IDE;oui
Petit Jean;kiné;
Dr VIDAL Ève;généraliste;x
De La Tour Anne;SF;
Solo;;
CSV
run plexus-directory import names.csv --json
is "$code $(json -c '[.new,.rejected]')" '0 [5,0]' 'a column of both names'
is "$(plexus-directory list 'family=LE ROUX,Petit,VIDAL,De La Tour,Solo' --json | jq -c 'map([.family,.given,.associate])')" \
	'[["LE ROUX","Marie-Ange",true],["Petit","Jean",false],["VIDAL","Ève",true],["De La Tour","Anne",false],["Solo",null,false]]' 'is cut where it should be'
like "$err" 'names.csv:5: Nom Prénom \(family\): De La Tour Anne: taken for the family name "De La Tour" and the given name "Anne"' 'and a guess is said'
unlike "$err" 'names.csv:[236]' 'the others are none'
run plexus-directory import names.csv --json
is "$(json -c '[.new,.changed,.unchanged]')$err" '[0,0,5]' 'again, nothing changes'
printf 'Prénom Nom;Mail\nJean Petit;jp@example.org\n' >turned.csv
run plexus-directory import turned.csv --json
is "$(json -c '[.new,.changed]')" '[0,1]' 'the other way round, as the header says'
run plexus-directory import names.csv --map 'Nom Prénom=family' --json
is "$(json -c '[.new,.unchanged]')" '[4,1]' '--map is obeyed'
run plexus-directory import <(cat names.csv) --json
is "$(json .unchanged)" 5 'a pipe is read but once'
for register in rpps/2026.txt finess/stock.csv communes/2026.csv communes/2020.csv; do
	run plexus-directory import "$top/tests/cases/$register"
	is "$code" 5 'a register is no team'
	like "$err" "this is a national register: import --from ${register%/*} " 'and how to import it is said'
done
done_testing
