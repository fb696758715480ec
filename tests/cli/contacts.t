#!/usr/bin/env bash
# Address books of Google and Outlook, new and old, French and English, as they are exported.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/contacts
new_team

person() { plexus-directory list "family=$1" --json | jq -c '.[0] | [.given, .phone, .email]'; }

run plexus-directory import "$cases/google-new.csv" --rejects refused.csv --json
status 5 'Google, new layout: someone without a name'
is "$(json -c '[.read,.new,.rejected]')" '[3,2,1]' 'is refused, the others are stored'
is "$(person "l'hermite")" '["Éric","+33261910001","eric@example.org"]' 'the first of several values'
is "$(person dupré)" '["Zoé","+33611223344","zoe@example.org"]' 'the first column that is filled'
unlike "$err" '"(Phone|E-mail) . - Value' 'values are columns that are known'
like "$err" 'left out: .*"Phone 1 - Label"' 'labels are not'
run plexus-directory import "$cases/google-new.csv" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,2]' 'again, nothing changes'
run plexus-directory import --type organization "$cases/google-new.csv" --rejects refused.csv --json
is "$(plexus-directory list --type organization 'name~laboratoire' --json | jq -c '.[0] | [.phone,.address,.postcode,.city]')" \
	'["+33241000001","3 place de la Mairie","49320","Le Val"]' 'organizations, from the same file'

run plexus-directory import "$cases/google-old.csv" --json
status 0 'Google, old layout, UTF-16'
is "$(person nguyen)$(person petit)" '["Kim","+33611223344","kim@example.org"]["Marc","+33241000002",null]' 'is read too'

run plexus-directory import "$cases/outlook-fr.csv" --json
status 0 'Outlook in French, Windows-1252'
is "$(person lévêque)" '["Hélène","+33241000003","helene@example.org"]' 'work first, no fax'
is "$(person œillet)" '["Louis","+33613131313","louis@example.org"]' 'the mobile when there is nothing else'
run plexus-directory import "$cases/outlook-fr.csv" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,2]' 'again, nothing changes'
run plexus-directory import --type organization "$cases/outlook-fr.csv" --map 'Nom=' --json
is "$(plexus-directory list --type organization 'name~puits' --json | jq -c '.[0] | [.address,.postcode,.city]')" \
	'["12 rue du Puits","49320","Le Val"]' 'its companies, the names of persons left out'

is "$(plexus-directory list --json | jq -c '[.[] | .profession // empty]')" '["10","10"]' 'job titles that name a profession are one; Dr is none'
run plexus-directory import "$cases/outlook-en.csv" --map 'Job Title=profession' --map 'Profession=' --json
status 0 'Outlook in English, a column mapped by hand'
is "$(person huber)" '["Anna","+33614141414","anna@example.org"]' 'is read'
is "$(plexus-directory list family=huber --json | jq -r '.[0].profession')" 60 'with the job as profession'

cat >titles.csv <<'CSV'
Last Name,First Name,Title,Job Title,Profession
Alba,A,Mme,Infirmière,
Bero,B,Dr,Directrice adjointe,
Cado,C,,Cheffe de projet,kiné
Dino,D,Dr,Dentiste,
Elko,E,,,
CSV
run plexus-directory import titles.csv --json
is "$code $(json -c '[.new,.rejected]')" '0 [5,0]' 'a title that names no profession rejects nobody'
is "$(plexus-directory list family=alba,bero,cado,dino,elko --json | jq -c 'map(.profession)')" '["60",null,"70","40",null]' \
	'the column of professions wins over titles, titles over nothing'
is "$(grep -c 'left aside' <<<"$err") $(grep 'left aside' <<<"$err")" \
	'1 plexus-directory: titles.csv: 1 title names no profession, left aside: Directrice adjointe' 'and is said, once'
run plexus-directory import titles.csv --map 'Job Title=profession' --map 'Profession=' --json
status 5 'a column mapped by hand is held to its word'

# Spare columns stand beside a field; two columns that both mean it do not.
printf 'Nom;Téléphone;Tél 1;Tél 2\nUn;;0241000011;0241000012\nDeux;0241000010;0241000011;\nTrois;;;0241000013\n' >spare.csv
run plexus-directory import spare.csv --json
status 0 'Tél 1 and Tél 2 beside Téléphone'
is "$(person un | jq -r '.[1]') $(person deux | jq -r '.[1]') $(person trois | jq -r '.[1]')" \
	'+33241000011 +33241000010 +33241000013' 'the first that is filled counts'
printf 'Nom;Tél 1;Tél 2\nQuatre;12;0241000012\n' >bad.csv
run plexus-directory import bad.csv
status 5 'a wrong number in the first is not covered by the second'
printf 'Nom;Téléphone;Portable\nUn;0241000011;0612345678\n' >two.csv
run plexus-directory import two.csv
status 5 'two columns that both mean the field'
like "$err" 'two columns mean phone' 'are for people to choose from'
done_testing
