#!/usr/bin/env bash
# What a public site is made of: hours, conventions, fees, languages, addresses of the Web, services;
# and what it lacks.
. "$(dirname "$0")/../lib.sh"
new_team

# A spreadsheet as LibreOffice saves it: French headers, quotes, a semicolon.
cat >equipe.csv <<'CSV'
"Nom";"Prénom";"Métier";"N° RPPS";"Secteur";"Tarifs";"Langues parlées";"Horaires";"Prise de rendez-vous";"Nouveaux patients";"Portrait";"Présentation";"Publié";"Associé"
"Aubry";"Hélène";"Médecin généraliste";"10999012049";"Secteur 1";"Consultation : 30 €; Visite : 36,50 €";"français, anglais et LSF";"lu-ve 8h-12h30, 14h-19h; sa 9h-12h";"www.rdv.example/aubry";"oui";"images/aubry.jpg";"Suit les *familles*.";"oui";"oui"
"Béranger";"Luc";"Médecin généraliste";"10999012411";"2 OPTAM";"Consultation : 35 €, Visite : 45 €";"Français / Arabe";"sur rdv";;"non";;;;"oui"
"Martin";"Claire";"Infirmière";"10999016859";"conventionnée";"Selon la nomenclature";"fr;es";"voir à la porte";;;;;;"oui"
CSV
run plexus-directory import equipe.csv --json
is "$code $(json -c '[.new,.rejected]')" '5 [2,1]' 'a spreadsheet with French headers'
like "$err" 'Secteur .sector.: 2 OPTAM' 'a sector that is none is refused'
sed -i 's/"2 OPTAM"/"Secteur 2 OPTAM"/' equipe.csv
run plexus-directory import equipe.csv --json
is "$code $(json -c '[.new,.unchanged]')" '0 [1,2]' 'mended, it is stored; the others do not change'
like "$err" 'voir à la porte: kept as plain words' 'hours that are none are kept, and said'
run plexus-directory show aubry --json
is "$(json .sector)" 'sector-1' 'the convention is a word'
is "$(json -c .fees)" '["Consultation : 30 €","Visite : 36,50 €"]' 'fees keep their decimals'
is "$(json -c .languages)" '["fr","en","fsl"]' 'languages are codes'
is "$(json .hours)" 'Mo-Fr 08:00-12:30,14:00-19:00; Sa 09:00-12:00' 'hours are those of OpenStreetMap'
is "$(json .booking)" 'https://www.rdv.example/aubry' 'an address without scheme gets https'
is "$(json -c '[.new_patients,.public,.photo]')" '[true,true,"images/aubry.jpg"]' 'and the rest'
is "$(plexus-directory show martin --json | jq -r .hours)" 'voir à la porte' 'words stay words'
is "$(plexus-directory show beranger --json | jq -c '[.sector,.fees,.languages]')" \
	'["optam",["Consultation : 35 €","Visite : 45 €"],["fr","ar"]]' 'a comma parts fees too'
run plexus-directory list --lang fr --fields sector,languages,hours aubry
like "$out" 'secteur 1 +français,anglais,langue des signes française +lundi à vendredi 8.h–12.h.30' 'in French for people'
is "$(plexus-directory list languages=anglais --ids)" 1 'a filter takes names of languages'
is "$(plexus-directory list --lang fr 'sector=secteur 2 OPTAM' --ids)" 3 'and the words of the trade'

plexus-directory edit beranger --fees 'Bilan : 50; 30 minutes : 20; Soins, suite : 36,50 €' -q
is "$(plexus-directory show beranger --json | jq -c .fees)" '["Bilan : 50","30 minutes : 20","Soins","suite : 36,50 €"]' 'semicolons part fees'
plexus-directory list beranger --json | jq '.[0].fees=["Bilan : 50","30 minutes : 20","Soins, suite : 36,50 €"]' | plexus-directory import - -q
is "$(plexus-directory show beranger --json | jq -c .fees)" '["Bilan : 50","30 minutes : 20","Soins, suite : 36,50 €"]' 'JSON says where each ends'

# What comes in goes out the same.
for how in --csv --jsonl --csv=excel-fr --vcard --fhir; do
	plexus-directory export "$how" -o out 2>/dev/null
	run plexus-directory import out --json
	is "$code $(json -c '[.changed,.new,.rejected]')" '0 [0,0,0]' "read again: $how"
done

# What is no address, no file, no language.
for bad in '--booking|javascript:alert(1)' '--booking|https://a b.fr' '--booking|localhost' \
	'--booking|https://vrai.fr@faux.fr/' '--booking|ftp://example.org/' \
	'--photo|../secret.jpg' '--photo|/etc/passwd' '--photo|a/../b.jpg' \
	'--languages|klingon' '--sector|secteur 9'; do
	run plexus-directory edit aubry "${bad%%|*}" "${bad#*|}"
	is "$code" 2 "refused: $bad"
done
run plexus-directory edit aubry --languages anglai
like "$err" 'did you mean' 'the nearest language is said'
for good in https://example.org http://example.org:8080/a?b=c#d https://pôle-santé.fr/; do
	run plexus-directory edit martin --booking "$good" --json
	is "$code $(json .booking)" "0 $good" "taken: $good"
done
run plexus-directory import - <<<$'RPPS;Nom;Photo\n10999016859;Martin;https://pictures.example/1.jpg'
is "$code" 0 'a picture elsewhere refuses nobody'
like "$err" 'not shown' 'and is said'

# Sites and services.
run plexus-directory import - --type location --json <<'CSV'
Site;Adresse;Code postal;Ville;Téléphone;Horaires;Accès;PMR;Mail;Site web
Maison du Val;1 rue du Bac;49320;Brissac;02 61 91 26 26;lu-ve 8h-19h, fermé les jours fériés;Bus 5;oui;accueil@example.org;example.org
CSV
is "$code $(json .new)" '0 1' 'a site, its access and its address'
is "$(plexus-directory show 1 --type location --json | jq -c '[.hours,.wheelchair,.access,.website]')" \
	'["Mo-Fr 08:00-19:00; PH off","yes","Bus 5","https://example.org"]' 'as it was written'
run plexus-directory add Vaccination --type service --location 'maison du val' --practitioners aubry,martin --hours 'me 14h-17h' --appointment no --json
is "$code $(json -c '[.location,.appointment]')" '0 ["Maison du Val",false]' 'a service'
run plexus-directory import - --type service --json <<'CSV'
Service;Lieu;Professionnels;Présentation;Horaires;Sur rendez-vous;Tél
Vaccination;Maison du Val;Hélène Aubry, Claire Martin;Vaccins de l’adulte;mercredi de 14h à 17h;non;02 61 91 26 26
Tabac;Maison du Val;Claire Martin;;sur rendez-vous;oui;
CSV
is "$code $(json -c '[.new,.changed]')" '0 [1,1]' 'services from a spreadsheet'
run plexus-directory list --type services --json
is "$(json -c '[.[]|.name]')" '["Vaccination","Tabac"]' '--type takes the plural'
plexus-directory edit aubry --locations 'Maison du Val' -q

# FHIR says hours as lists of days and ranges, languages as codes; others' are read.
plexus-directory export --fhir aubry >aubry.json
role='.entry[].resource|select(.resourceType=="PractitionerRole")'
is "$(jq -c "$role|.availableTime|map([(.daysOfWeek|length),.availableStartTime,.availableEndTime])" aubry.json)" \
	'[[5,"08:00:00","12:30:00"],[5,"14:00:00","19:00:00"],[1,"09:00:00","12:00:00"]]' 'hours of a role'
is "$(jq -c '.entry[0].resource.communication|map(.coding[0].code)' aubry.json)" '["fr","en","fsl"]' 'languages'
ok 'the same in French' cmp aubry.json <(plexus-directory export --fhir --lang fr aubry)
plexus-directory export --fhir --type location -o site.json
is "$(jq -c '.entry[0].resource|[.hoursOfOperation[0].openingTime,(.telecom|map(.system))]' site.json)" \
	'["08:00:00",["phone","email","url"]]' 'hours and addresses of a site'
plexus-directory export --fhir --type service -o services.json
is "$(jq -c '[.entry[].resource.resourceType]' services.json)" '["HealthcareService","HealthcareService","Organization"]' 'services'
is "$(jq -c '[.entry[].resource|select(.name=="Vaccination")|.appointmentRequired,.availableTime[0].daysOfWeek]' services.json)" \
	'[false,["wed"]]' 'when, and whether by appointment'
for type in location service; do
	plexus-directory export --type $type --fhir -o out
	run plexus-directory import --type $type out --json
	is "$code $(json -c '[.changed,.new,.rejected]')" '0 [0,0,0]' "read again: $type"
done
cat >elsewhere.json <<'JSON'
{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"HealthcareService","id":"1","name":"Centre de vaccination","comment":"Sans ordonnance",
"telecom":[{"system":"phone","value":"02 61 91 00 01"}],"appointmentRequired":true,
"availableTime":[{"daysOfWeek":["mon","tue"],"availableStartTime":"08:00:00","availableEndTime":"12:00:00"},
{"daysOfWeek":["mon"],"availableStartTime":"14:00","availableEndTime":"18:00"},{"daysOfWeek":["sun"],"allDay":true},{"daysOfWeek":["sat"]}]}},
{"resource":{"resourceType":"Practitioner","id":"2","name":[{"family":"Weber","given":["Eva"]}],
"communication":[{"coding":[{"system":"urn:ietf:bcp:47","code":"de-DE"}]},{"text":"arabe"},{"text":"klingon"}]}},
{"resource":{"resourceType":"PractitionerRole","id":"3","practitioner":{"reference":"Practitioner/2"},
"availableTime":[{"daysOfWeek":["fri"],"availableStartTime":"22:00:00","availableEndTime":"06:00:00"}]}}]}
JSON
plexus-directory import --type service elsewhere.json -q 2>/dev/null
is "$(plexus-directory list --type service name~centre --json | jq -c '.[0]|[.description,.phone,.appointment,.hours]')" \
	'["Sans ordonnance","+33261910001",true,"Mo 08:00-12:00,14:00-18:00; Tu 08:00-12:00; Su 00:00-24:00"]' 'a service of somebody else'
plexus-directory import elsewhere.json -q 2>/dev/null
is "$(plexus-directory show weber --json | jq -c '[.languages,.hours]')" '[["de","ar"],"Fr 22:00-06:00"]' 'and somebody else'
plexus-directory remove weber --yes -q
is "$(plexus-directory export --vcard=4.0 aubry | tr -d '\r' | sed -n 's/^LANG;PREF=\([0-9]\):/\1 /p' | paste -sd' ')" '1 fr 2 en 3 fsl' 'a card says languages'
is "$(plexus-directory export --vcard=2.1 --type location | tr -d '\r' | grep ^URL)" 'URL:https://example.org' 'and an address of the Web'
for version in 2.1 3.0 4.0; do
	plexus-directory export --vcard=$version -o cards.vcf
	run plexus-directory import cards.vcf --json
	is "$code $(json -c '[.changed,.new,.rejected]')" '0 [0,0,0]' "cards $version are read again"
done

# What is missing, and the commands that supply it: each is run as it is printed.
run plexus-directory missing --json
status 5 'a check that fails'
is "$(json -c '[.[]|select(.type=="organization").fact]')" \
	'["seat","phone","email","director","host-name","host-address","host-phone","privacy-contact"]' 'the legal notice'
is "$(json '[.[]|select(.type=="practitioner")]|length')" 0 'the people are complete'
json '.[].command' >supply.sh
ok 'the commands work' bash -e supply.sh
run plexus-directory missing --json
is "$code $out" '0 []' 'nothing is missing then'
plexus-directory edit 1 --type organization --legal-form SISA -q
is "$(plexus-directory missing --json | jq -c '[.[].fact]')" '["registration","capital"]' 'a company has a register and a capital'
plexus-directory edit 1 --type organization --legal-form 'Association loi 1901' -q
is "$(plexus-directory missing --json)" '[]' 'an association has none'
plexus-directory edit aubry --sector '' --fees '' -q
is "$(plexus-directory missing --json | jq -c '[.[]|[.name,.fact]]')" '[["Aubry Hélène","fees"],["Aubry Hélène","sector"]]' 'of a person shown'
plexus-directory edit aubry --public no -q
is "$(plexus-directory missing --json)" '[]' 'who is not shown has nothing to say'
plexus-directory edit aubry --public yes --left 2025-01-31 -q
is "$(plexus-directory missing --json)" '[]' 'nor who has left'
plexus-directory add Neuf --given Zoé --profession 60 --joined 2025-01-06 -q
is "$(plexus-directory missing --lang fr --json | jq -c '[.[]|[.name,.what]]')" \
	'[["Neuf Zoé","RPPS number"],["Neuf Zoé","usual fees"],["Neuf Zoé","convention with the health insurance"]]' 'whoever came is shown; machines read the same in every language'
plexus-directory edit neuf --joined 2025-12-01 -q
is "$(plexus-directory missing --json)" '[]' 'and not before the day'
plexus-directory add Klein --profession secretary --joined 2025-01-06 -q
is "$(plexus-directory missing --json)" '[]' 'a secretary is no public matter'
plexus-directory add 'Annexe' --type location -q
is "$(plexus-directory missing --json | jq -c '[.[].fact]')" '["address"]' 'a site has an address'

# Projects are closed to the public unless they say so.
plexus-project add 'Marche' --summary 'Chaque mardi.' -q
is "$(plexus-project show marche --json | jq -c '[.public,.summary]')" '[false,"Chaque mardi."]' 'closed by default'
done_testing
