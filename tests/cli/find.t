#!/usr/bin/env bash
# Finding people: everyday words, names, distances, the team and the register together.
. "$(dirname "$0")/../lib.sh"
new_team

run plexus-directory find kiné
status 2 'without a place, one must be said'
like "$err" 'near POSTCODE' 'and how'
plexus-directory edit --type organization 1 --postcode 49320 --city 'Brissac-Loire-Aubance' -q
run plexus-directory find kiné
status 0 'nobody found is no failure'
like "$err" 'no register was imported' 'and it is said why that may be'
run plexus-directory find kiné --exit-code
status 3 'unless it is asked'

# A register of our own: ten people, at places whose distances are known.
line() { # RPPS FAMILY GIVEN PROFESSION SKILL POSTCODE INSEE CITY SITE
	echo "8|$1|8$1|||M|Monsieur|$2|$3|$4||C|Civil|${5:+S}||$5||L|Libéral|||||R${1}01|$9||||1||R|Rue|PASTEUR||$6 $8|$6|$7|$8|||0261910001|||||||||||||||"
}
{
	sed -n 1p "$top/tests/cases/rpps/2026.txt"
	line 10890000010 MARTIN Paul 70 '' 49320 49050 'Brissac Loire Aubance' 'CABINET PAUL'
	line 10890000028 MARTIN Zoé 70 '' 49000 49007 ANGERS 'CABINET ZOE'
	line 10890000036 LEFEVRE Éric 10 SM04 49000 49007 ANGERS 'CABINET CARDIO'
	line 10890000044 "L'HERMITE" Anne 10 SM54 49000 49007 ANGERS 'CABINET GENERAL'
	line 10890000051 BERNARD Luc 10 '' 44000 44109 NANTES 'CABINET SANS'
	line 10890000069 'LE GALL' Yann 91 '' 35000 35238 RENNES 'CABINET PAROLE'
	line 10890000077 ROUX Inès 92 '' 49000 49007 ANGERS 'CABINET VUE'
	line 10890000085 BLANC Marc 40 SCD01 49000 '' 'ANGERS CEDEX 02' 'CABINET DENTS'
	line 10890000093 NOEL Guy 60 SI01 97400 97411 'SAINT DENIS' 'MSP DU LAGON'
	line 10890000101 HENRY Léa 60 '' '' '' '' ''
} >register.txt
run plexus-directory import --from rpps register.txt --json
is "$(json -c '[.read,.rejected]')" '[10,0]' 'the register is read'

find_() { run plexus-directory find "$@" --json; }
names() { json -c "[.[] | .family]"; }

find_ kiné
is "$(names)" '["MARTIN","MARTIN"]' 'an everyday word'
is "$(json -c '[.[] | .km]')" '[0,17.3]' 'nearest first, to the organization, with one decimal'
is "$(json -c '[.[] | .source] | unique')" '["register"]' 'and the source of each'
for word in KINE kinésithérapeutes masseur-kinésithérapeute 'Masseur Kinésithérapeute' 70; do
	find_ "$word"
	is "$(json length)" 2 "so does $word"
done
find_ cardiologue
is "$(names)" '["LEFEVRE"]' 'a specialty'
is "$(json -c '[.[0].skill,.[0].skill_label,.[0].trade]')" \
	'["SM04","Cardiologie et maladies vasculaires","cardiology"]' 'with its code and its words'
find_ médecin cardio
is "$(names)" '["LEFEVRE"]' 'which narrows the profession'
find_ généraliste
is "$(names)" '["L'\''HERMITE","BERNARD"]' 'a general practitioner has that skill, or none'
find_ médecine générale
is "$(json length)" 2 'two words are one trade'
find_ médecins
is "$(json length)" 3 'a profession as a whole, in the plural'
find_ ortho
is "$(names)" '["ROUX","BLANC","LE GALL"]' 'a word of three meanings finds all of them'
like "$err" 'ortho: orthophoniste, orthoptiste, orthodontiste' 'and says which'
is "$(json -c '.[1].km')" 17.3 'a cedex line is in its town'
find_ infirmière
is "$(json -c '[.[] | [.family, .km != null]]')" '[["NOEL",true]]' 'who has no place is not near'
find_ henry
is "$(json -c '[.[] | [.family,.km]]')" '[["HENRY",null]]' 'but is found by name, without a distance'
find_ ipa
is "$(names)" '["NOEL"]' 'advanced practice of nurses'
find_ martin
is "$(json -c '[.[] | .given]')" '["Paul","Zoé"]' 'a name, nearest first'
find_ zoe MARTIN
is "$(json -c '[.[] | .given]')" '["Zoé"]' 'two names, in any order, without accents'
find_ mart kiné
is "$(json length)" 2 'the beginning of a name and a profession'
find_ "l'hermite"
is "$(json length)" 1 'a name with an apostrophe'
find_ le gall
is "$(names)" '["LE GALL"]' 'a name in two words'
find_ gall
is "$(json length)" 0 'a word inside a name does not find it in the register'
find_ infirmeir
like "$err" 'did you mean "infirmier"' 'a word misspelled is suggested'
run plexus-directory find
status 2 'nothing asked is a usage error'

find_ kiné --near Angers
is "$(json -c '[.[] | .given]')" '["Zoé","Paul"]' 'near a postcode'
like "$err" 'near ANGERS \(49000\)' 'which is said'
find_ kiné --near 'Saint Denis'
status 4 'several communes of one name'
like "$err" '93200 ST DENIS, 97400 ST DENIS' 'are listed with their postcodes'
find_ infirmier --near '97400 Saint-Denis'
is "$(json -c '[.[] | .km]')" '[0]' 'overseas too'
find_ kiné --near Nante
status 3 'a commune that does not exist'
like "$err" 'did you mean "nantes" \(44000\)' 'suggests the nearest name'
for place in "75099:75099: no such postcode; the nearest is that of paris 16: 75116" "44109:44109: no postcode but the insee code of nantes: give 44000" "2a004:2a004: no postcode but the insee code of ajaccio: give 20000" "00000:00000: no commune has this name or postcode"; do
	find_ kiné --near "${place%%:*}"
	status 3 "no such place: ${place%%:*}"
	like "${err,,}" "${place#*:}" "it is told from: ${place%%:*}"
done
find_ kiné --near Paris
is "$(json -c '[.[] | .km > 200] | unique')" '[true]' 'a city of arrondissements is one place'
find_ kiné --near 47.3417,-0.4414
is "$(json -c '.[0].km')" 0 'degrees are a place'
find_ kiné --within 10km
is "$(json -c '[.[] | .given]')" '["Paul"]' 'within a distance'
find_ kiné --within '17,4 km'
is "$(json length)" 2 'with a comma'
find_ kiné --within 500m
is "$(json length)" 1 'or in metres'
find_ kiné --within 10miles
status 2 'another unit is refused'
find_ médecin --limit 1
is "$(names)" '["LEFEVRE"]' 'as many as are asked'
find_ médecin --sort -family
is "$(names)" '["LEFEVRE","L'\''HERMITE","BERNARD"]' 'sorted otherwise'

run plexus-directory find kiné --near Paris
like "$err" 'near Paris$' 'and is called as it was asked'
run plexus-slot find kiné --near Paris
like "${err%%$'\n'*}" 'near PARIS$' 'or as its arrondissements are together'
for place in 'Paris 13e:75013' 'PARIS 1er:75001' 'Lyon 3ème:69003' 'marseille 8:13008' 'St-Pierre 97410:97410' '44000 Nantes Cedex 1:44000' 'Angers (49):49000'; do
	run plexus-directory find kiné --near "${place%:*}" --limit 1
	like "$err" "\\(${place#*:}\\)" "a place as people write it: ${place%:*}"
done
find_ kiné --within '20 kilomètres'
is "$(json length)" 2 'units in full'
find_ kiné --within 500mètres
is "$(json length)" 1 'so too'
for wrong in -3km 20min 1e3km abc 99999km; do
	run plexus-directory find kiné --within "$wrong"
	is "$code" 2 "no distance: $wrong"
done
run plexus-directory find urologue
like "$err" '^plexus-directory: nobody found: urology$' 'nobody: what was understood is told'
run plexus-directory --lang fr find urologue zzz
like "$err" 'personne.*Chirurgie urologique.*zzz' 'in French'
for word in kinés Kinésithérapie IDEL 'soins infirmiers' 'sage femme' 'médecin traitant' toubib dentaire psy cardio derm ophta gynéco pédiatre podologie radio labo pharmacie ostéo nutritionniste ergo psychomot audio irm uro orl gastro 'chirurgien orthopédique'; do
	run plexus-directory find "$word"
	unlike "$err" 'did you mean|skill' "an everyday word: $word"
done

# The team: first at the same distance, shown once, ids of it alone.
plexus-directory add Martin --given Paul --profession 70 --rpps 10890000010 -q
plexus-directory add Duval --given Marie --profession 10 --specialty SM04 --phone 0241000001 -q
plexus-directory add Petit --given Léo --profession 70 --left 2025-01-31 -q
find_ kiné
is "$(json -c '[.[] | [.source,.given]]')" '[["team","Paul"],["register","Zoé"]]' 'who is in both is shown once, of the team'
is "$(json -c '.[0] | [.handle,.km,.site]')" '["martin",0,"MSP du Val"]' 'at the place of the organization'
find_ cardiologue
is "$(json -c '[.[] | .family]')" '["Duval","LEFEVRE"]' 'the specialty of a member'
find_ généraliste
unlike "$(names)" Duval 'who is no general practitioner then'
# Skills of the team are words or codes, as people wrote them; no register has them.
plexus-directory add Asal --given Ève --profession 60 --skills 'Asalée,éducation thérapeutique' -q
plexus-directory add Hypno --given Jo --profession 10 --specialty Gériatrie --skills SI01 -q
for word in asalée Asalee 'infirmière asalée' éducation thérapeutique 'ève thérapeu'; do
	find_ "$word"
	is "$(names)" '["Asal"]' "a skill: $word"
done
find_ gériatre
is "$(json -c '[.[] | select(.source == "team") | .family]')" '["Hypno"]' 'a specialty in words is the one of the code'
find_ 'médecin avancée'
is "$(names)" '["Hypno"]' 'a code is looked for by what it says'
find_ asalée kiné
is "$(json length)" 0 'the trade and the skill, both'
plexus-directory remove asal hypno -q --yes
run plexus-directory find kiné cardio --ids
is "$(sort <<<"$out")" "$(plexus-directory list 'family=Martin,Duval' --ids)" 'ids are those of the team'
run plexus-directory find kiné --csv --fields source,given,km
is "$out" $'source,given,km\nteam,Paul,0.0\nregister,Zoé,17.3' 'as CSV'
run plexus-directory find kiné
like "$out" '17.3.*MARTIN.*Zoé' 'as a table'
ok 'its schema is JSON' bash -c 'plexus-directory find --schema | jq .'
find_ kiné --near 35000 --limit 2
is "$(json -c '[.[].source]')" '["register","team"]' 'the nearest first, whoever knows them'

# What is found is what a search through everything would find.
"$top/share/demo/make-register" 20000 >big.txt
plexus-directory import --from rpps big.txt -q
all() { # PROFESSION: distances of every one, from all the rows
	plexus-directory find "$1" --near 37000 --limit 100000 --json 2>/dev/null | jq '[.[].km]'
}
for word in orthoptiste ostéo psychiatre; do
	all "$word" >all.json
	is "$(plexus-directory find "$word" --near 37000 --json 2>/dev/null | jq -c '[.[].km]')" \
		"$(jq -c '.[:10]' all.json)" "the ten nearest ($word) are those of all"
	is "$(plexus-directory find "$word" --near 37000 --within 150km --json 2>/dev/null | jq length)" \
		"$(jq '[.[] | select(. != null and . <= 150)] | length' all.json)" 'and so are those within a distance'
done
is "$(plexus-directory find orthoptiste --limit 100000 --json 2>/dev/null | jq '[.[] | .rpps] | unique | length')" \
	"$(plexus-directory list --type rpps profession=92 postcode!= --csv --fields rpps | tail -n +2 | sort -u | wc -l)" \
	'every one who has a place is found'
plexus-directory import --from rpps register.txt -q
find_ ostéo
is "$(json length)" 0 'who left the register is found no more'
find_ kiné
is "$(json length)" 2 'and who came back is'
plexus-directory add Zorn --given Anne --profession ostéo -q
plexus-directory add Zorn --handle zorn-sans --profession ostéo -q
find_ ostéo
is "$(json 'map(.handle)|join(" ")')" 'zorn-sans zorn' 'who has no given name comes before their namesake'
done_testing
