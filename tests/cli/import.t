#!/usr/bin/env bash
# Import: what a row is matched with, what it changes, what is counted, kept apart and said.
. "$(dirname "$0")/../lib.sh"

new_team
dir() { plexus-directory "$@"; }
imp() { run plexus-directory import --json "$@"; } # its counts come as JSON
counts() { json -c '[.read, .new, .changed, .unchanged, .rejected]'; }
field() { plexus-directory show "$1" --json | jq -r ".$2"; }
dump() { for type in organization location practitioner; do dir export --type $type; done; plexus-project export; plexus-task export; plexus-meeting export; }

# A team: French headers, blind to case, accents and punctuation.
cat >team.csv <<'EOF'
NOM DE FAMILLE;prénom;N° RPPS;Profession;courriel;Associé SISA;Date d'entrée
Dupont;Marie;10000000009;60;marie@example.org;oui;02/01/2024
Martin;Paul;10000000017;10;;non;
Durand;Anne;;kiné;anne@example.org;;
EOF
imp team.csv
status 0 'a team is imported'
is "$(counts)" '[3,3,0,0,0]' 'all its rows are new'
is "$(plexus-directory list --csv --fields handle,rpps,profession,associate,joined)" \
	$'handle,rpps,profession,associate,joined\ndupont,10000000009,60,true,2024-01-02\nmartin,10000000017,10,false,\ndurand,,70,false,' 'headers are known in French'
before=$(dump)
imp team.csv
is "$code $(counts)" '0 [3,0,0,3,0]' 'a second time changes nothing'
is "$(dump)" "$before" 'not a byte'
run plexus-directory import team.csv
is "$out" '3 rows read: 0 new, 0 changed, 3 unchanged, 0 rejected' 'and says so to people'
is "$(plexus log --json | jq length)" 4 'the journal has a line for each of what was stored'

# The file is told by its content: separators, encodings, JSON.
sed 's/;/,/g' team.csv >comma.csv; sed 's/;/|/g' team.csv >bar.csv; sed 's/;/\t/g' team.csv >tab.csv
iconv -t windows-1252 team.csv >1252.csv; iconv -t utf-16 team.csv >utf16.csv
iconv -t utf-16be team.csv >utf16be.csv
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' team.csv; } >bom.csv
{ echo 'sep=;'; cat team.csv; } >sep.csv
{ printf '\n\n'; sed '1a\\' team.csv; printf '\n;;;;;;\n'; } >blank.csv
for file in comma.csv bar.csv tab.csv 1252.csv utf16.csv bom.csv sep.csv blank.csv; do
	imp $file
	is "$code $(counts)$err" '0 [3,0,0,3,0]' "$file says the same"
done
imp utf16be.csv --encoding utf-16
is "$(counts)" '[3,0,0,3,0]' '--encoding says what cannot be seen'
imp - <team.csv
is "$(counts)" '[3,0,0,3,0]' 'from standard input by -'
imp <team.csv
is "$(counts)" '[3,0,0,3,0]' 'or without a word'
imp team.csv bom.csv 1252.csv
is "$(counts)" '[9,0,0,9,0]' 'several files are one import'
imp team.csv nowhere.csv
is "$code" 3 'a file that is not there'
like "$err" 'nowhere.csv' 'is named'
sed 's/;/:/g' team.csv >colon.csv
imp colon.csv --delimiter :
is "$(counts)" '[3,0,0,3,0]' '--delimiter says what cannot be guessed'
imp colon.csv --delimiter ::
is "$code" 2 'one character is asked'
dir list --json --fields family,given,rpps >team.json
dir list --jsonl --fields family,given,rpps >team.jsonl
for file in team.json team.jsonl; do
	imp $file
	is "$code $(counts)" '0 [3,0,0,3,0]' "$file too"
done
imp - <team.jsonl
is "$(counts)" '[3,0,0,3,0]' 'JSON Lines from standard input'

# Absent column: unchanged.  Empty cell or null: cleared by uid or id, left by key.
uid=$(field dupont uid)
imp - <<<$'rpps\n10000000009'
is "$(counts) $(field dupont email)" '[1,0,0,1,0] marie@example.org' 'an absent column changes nothing'
imp - <<<$'rpps,email\n10000000009,'
is "$(counts) $(field dupont email)" '[1,0,0,1,0] marie@example.org' 'by key, an empty cell neither'
imp - <<<'{"rpps":"10000000009","email":null}'
is "$(counts) $(field dupont email)" '[1,0,0,1,0] marie@example.org' 'nor null'
imp - <<<$'uid,email\n'"$uid,"
is "$(counts) $(field dupont email)" '[1,0,1,0,0] null' 'by uid, an empty cell clears'
imp - <<<"{\"uid\":\"$uid\",\"email\":\"m@example.org\"}"
is "$(counts) $(field dupont email)" '[1,0,1,0,0] m@example.org' 'a JSON row by uid'
imp - <<<"{\"uid\":\"$uid\",\"phone\":\"0612345678\"}"
is "$(counts) $(field dupont email)" '[1,0,1,0,0] m@example.org' 'an absent key changes nothing'
imp - <<<"{\"uid\":\"$uid\",\"email\":null}"
is "$(counts) $(field dupont email)" '[1,0,1,0,0] null' 'null clears'
imp - <<<$'id,phone\n1,'
is "$(counts) $(field dupont phone)" '[1,0,0,0,1] +33612345678' 'an id alone is nobody, unless --match id'
imp - --match id <<<$'id,phone\n1,'
is "$(counts) $(field dupont phone)" '[1,0,1,0,0] null' 'by id, an empty cell clears'
imp - --match id <<<$'id,phone\n99,0612345678'
is "$code $(counts)" '5 [1,0,0,0,1]' 'an id that is not there'
like "$err" 'standard input:2: id: 99: no such practitioner' 'is said'
imp - --match id <<<$'id,uid,phone\n1,00000000-0000-7000-8000-000000000000,0612345678'
is "$code $(counts)" '5 [1,0,0,0,1]' 'an id whose uid is another is of another database'
imp - <<<$'uid,associate\n'"$uid,"
is "$(counts) $(field dupont associate)" '[1,0,0,1,0] true' 'what has a default is not cleared'
imp - <<<$'uid,family\n'"$uid,"
is "$code $(counts)" '5 [1,0,0,0,1]' 'what is required cannot be'
imp - <<<$'uid,email\nnot-a-uid,x@example.org'
is "$code $(counts)" '5 [1,0,0,0,1]' 'a uid that is none'

# By RPPS, ADELI, else folded family and given names.
imp - <<<$'family,given,specialty\nDÜRAND,anne,gériatrie'
is "$code $(counts)" '0 [1,0,1,0,0]' 'names are matched folded'
is "$(field durand specialty) $(field durand family)" 'gériatrie DÜRAND' 'and stored as they come'
name() { echo "$(counts) $(field durand family) $(field durand given)"; }
imp - <<<$'family,given\nDURAND,anne'
is "$(name)" '[1,0,0,1,0] DÜRAND anne' 'a source of capitals that has lost the accents takes none away'
imp - <<<$'family,given\nDürand,Anne'
is "$(name)" '[1,0,1,0,0] Dürand Anne' 'small letters are a repair'
imp - <<<$'family,given\nDURAND,ANNE\nDÜRAND,ANNE'
is "$(name)" '[2,0,0,2,0] Dürand Anne' 'which capitals do not undo: two sources do not quarrel'
imp - <<<"[{\"uid\":\"$(field durand uid)\",\"family\":\"DURAND\"}]"
is "$(name)" '[1,0,1,0,0] DURAND Anne' 'but a row that says the uid is somebody who edits'
imp - <<<$'family,given,rpps\nDurand,Anne,10000000025'
is "$(counts) $(field durand rpps)" '[1,0,1,0,0] 10000000025' 'a name matches who has no RPPS yet'
imp - <<<$'family,given,rpps\nDurand,Anne,10000000033'
is "$(counts) $(field durand rpps)" '[1,1,0,0,0] 10000000025' 'never who holds another'
imp - <<<$'family,given,email\nDurand,Anne,x@example.org'
is "$code $(counts)" '5 [1,0,0,0,1]' 'two homonyms reject the row'
like "$err" 'standard input:2: family: fits two stored records \(3 and 4\).*rpps' 'and say how to tell them apart'
imp - <<<$'family,given,rpps,email\nDurand,Anne,10000000033,x@example.org'
is "$(counts) $(field durand-2 email)" '[1,0,1,0,0] x@example.org' 'the RPPS tells them apart'
imp - <<<$'family,given,rpps\nDurand,Anne,10000000041'
is "$(counts)" '[1,1,0,0,0]' 'a third one, with a third number'
imp - <<<$'handle,given\nmartin,Paule'
is "$(counts) $(field martin given)" '[1,0,1,0,0] Paule' 'by handle'
imp - <<<$'family\nCher'
imp - <<<$'family\nCher'
is "$(counts)" '[1,0,0,1,0]' 'someone without given name is found again'
imp - <<<$'family,given\nCher,'
is "$(counts)" '[1,0,0,1,0]' 'with an empty cell too'
imp - <<<$'family,given\nCher,Edith'
is "$(counts)" '[1,1,0,0,0]' 'and is not another one'
imp - <<<$'family,given,rpps\nNeuf,A,10000000058\nNeuf,A,10000000058\nNeuf,A,'
is "$code $(counts)" '0 [3,1,0,2,0]' 'a repeated row is unchanged'
imp - <<<$'family,rpps\nIntrus,10000000058\n'
is "$(counts) $(dir list rpps=10000000058 --json | jq -r '.[].family')" '[1,0,1,0,0] Intrus' 'a number is stronger than a name'
run plexus-directory import - --type organization <<<$'nom;type;FINESS\nCH de Vitré;hospital;350000022\nEHPAD;ehpad;'
is "$code" 0 'another type by --type'
run plexus-directory import - --type organization <<<$'nom;ville\nch de vitre;Vitré'
is "$out" '1 rows read: 0 new, 1 changed, 0 unchanged, 0 rejected' 'matched by its own keys'

# A type without key: equal in every given column is the same one.
cat >tasks.csv <<'EOF'
titre;statut;échéance;responsables;fait le
Relancer;;21/03/2025;dupont,martin;
Relancer;;22/03/2025;dupont;
Compter;terminé;;;
Relancer;;21/03/2025;dupont,martin;
EOF
run plexus-task import tasks.csv --json
is "$code $(counts)" '0 [4,3,0,1,0]' 'tasks are told apart by what the file says of them'
run plexus-task import tasks.csv --json
is "$(counts)" '[4,0,0,4,0]' 'again changes nothing'
plexus-task 'done' 1 -q
run plexus-task import tasks.csv --json
is "$(counts) $(plexus-task show 1 --json | jq -r .status)" '[4,0,0,4,0] done' 'an empty status says nothing of the status'
run plexus-task import - --json <<<$'title,due\nRelancer,2025-03-21'
is "$(counts)" '[1,0,0,1,0]' 'fewer columns, the same task'
run plexus-task import - --json <<<$'title,due\nRelancer,'
is "$(counts)" '[1,1,0,0,0]' 'an empty date is another one'
run plexus-task import - --json <<<$'title,assignees\nRelancer,"martin,dupont"'
is "$(counts)" '[1,1,0,0,0]' 'the order of a list counts'
at 2025-03-15T09:00:00Z
run plexus-task list --csv=excel-fr --fields title,status,completed,due,assignees
is "$(plexus-task import - --json <<<"$out" | jq -c '[.read,.new,.changed,.unchanged,.rejected]')" '[5,0,0,5,0]' 'seconds that a spreadsheet drops make no other task'
uid=$(plexus-task show 1 --json | jq -r .uid)
run plexus-task import - --json <<<$'uid,status,completed\n'"$uid,done,"
is "$(counts)" '[1,0,0,1,0]' 'the time that closing writes is not cleared while it is closed'

# Rows may name those that follow.
run plexus-task import - --json <<'EOF'
{"uid":"00000000-0000-7000-8000-00000000000a","title":"A","depends":["00000000-0000-7000-8000-00000000000b"]}
{"uid":"00000000-0000-7000-8000-00000000000b","title":"B","depends":["00000000-0000-7000-8000-00000000000d","00000000-0000-7000-8000-00000000000c"]}
{"uid":"00000000-0000-7000-8000-00000000000d","title":"D","depends":["00000000-0000-7000-8000-00000000000c"]}
{"uid":"00000000-0000-7000-8000-00000000000c","title":"C"}
{"uid":"00000000-0000-7000-8000-00000000000e","title":"E","depends":["00000000-0000-7000-8000-00000000000f"]}
EOF
is "$code $(counts)" '5 [5,4,0,0,1]' 'rows wait for those that they name'
like "$err" 'standard input:5: depends: ' 'what names nobody is rejected, with its own line'
is "$(plexus-task show 00000000-0000-7000-8000-00000000000b --json | jq '.depends|length')" 2 'with all that they name'

# Whole amounts: cents where the header says cents, else euros, as people write them.
imp_rate() { run plexus-meeting import - --type rate --json "$@"; }
amount() { plexus-meeting list --type rate profession=60 --json | jq -c 'map(.hourly_cents)'; }
imp_rate <<<$'profession;from;hourly_cents\n60;01/01/2025;4500'
is "$(counts) $(amount)" '[1,1,0,0,0] [4500]' 'cents in the column of the field'
imp_rate <<<$'Métier;À partir du;Taux horaire\nInfirmier;01/01/2025;46'
is "$(counts) $(amount)" '[1,0,1,0,0] [4600]' 'euros in a column that does not say cents'
imp_rate <<<$'Métier;À partir du;hourly_euros\nInfirmier;01/01/2025;47'
is "$(counts) $(amount)" '[1,0,1,0,0] [4700]' 'or says euros'
imp_rate --map 'Coût=hourly_cents' <<<$'Métier;À partir du;Coût\nInfirmier;01/01/2025;4800'
is "$(counts) $(amount)" '[1,0,1,0,0] [4800]' '--map may say cents'
imp_rate <<<$'Métier;À partir du;Taux horaire\nInfirmier;01/01/2025;48,5'
is "$(counts) $(amount)" '[1,0,1,0,0] [4850]' 'decimals are euros anyway'
imp_rate <<<'[{"profession":"60","from":"2025-01-01","taux":4900}]'
is "$(counts) $(amount)" '[1,0,1,0,0] [4900]' 'JSON has cents alone'

# What Excel does to cells that it shows in a narrow column, without anybody asking for it.
plexus-directory add CHU --type organization --siret 35600000000048 --phone +3225551212 --postcode 01000 -q
plexus-directory list --type organization name=CHU --csv=excel-fr --fields uid,siret,phone,postcode |
	sed 's/;35600000000048;+3225551212;01000/;3,56E+13;3225551212;1000/' >excel.csv
run plexus-directory import --type organization excel.csv --json
is "$(counts)$err" '[1,0,0,1,0]' 'a number shown as 3,56E+13, a telephone without its + change nothing'
sed -i 's/3,56E+13/3,57E+13/' excel.csv
run plexus-directory import --type organization excel.csv --json
is "$code $(counts)" '5 [1,0,0,0,1]' 'another one is refused'
like "$err" 'siret: 3,57E\+13: cut by a spreadsheet: format the column as text' 'with the way to mend it'
imp - <<<$'family,given,insee,phone\nMalard,Ève,,262692123456'
is "$code $(counts)" '0 [1,1,0,0,0]' 'what is mended'
like "$err" 'its \+ is put back' 'is said'
imp - <<<$'family,given,insee,phone\nMalard,Ève,,262692123456'
unlike "$err" 'put back' 'once: a file that changes nothing is silent'
dir remove malard -q --yes; plexus-directory remove --type organization chu -q --yes

# Derived and system columns are ignored; unknown ones are listed once.
imp - <<<$'handle,id,organization,created,updated,doctor,profession_label\nmartin,77,nowhere,not a date,1,non,Sorcier'
is "$code $(counts)$err" '0 [1,0,0,1,0]' 'what the system writes is ignored without a word'
imp - <<<$'handle;Couleur;given;Taille\nmartin;bleu;Paule;1\nmartin;vert;Paule;2'
is "$(counts)" '[2,0,0,2,0]' 'an unknown column is left out'
is "$err" 'plexus-directory: standard input: columns not known, left out: "Couleur", "Taille" (--map '"'Header=field'"' says what one means)' 'unknown columns are listed once'
imp - <<<$'Couleur;Taille\nbleu;1'
is "$code" 5 'no column known at all'
like "$err" 'no column is a field of a practitioner.*--map' 'says what to do'
imp - --map 'Nom usuel du prof=family' --map 'PRENOM D’USAGE =given' <<<$'nom usuel du prof;Prénom d’usage\nMappé;Jean'
is "$code $(counts)$err" '0 [1,1,0,0,0]' '--map says the rest, blind to case and accents'
is "$(field mappe given)" Jean 'and is obeyed'
imp - --map 'email=mssante' <<<$'handle,email\nmappe,jean@medecin.mssante.fr'
is "$(field mappe mssante) $(field mappe email)" 'jean@medecin.mssante.fr null' '--map wins over the name of a field'
imp - <<<$'handle,mail,courriel\nmappe,a@example.org,b@example.org'
is "$code" 5 'two columns that mean the same field'
like "$err" "two columns mean email.*--map 'courriel='" 'are refused, with the way out'
imp - --map courriel= <<<$'handle,mail,courriel\nmappe,a@example.org,b@example.org'
is "$code $(field mappe email)" '0 a@example.org' "--map 'Header=' leaves a column out"
run plexus-directory import - --map 'x=famly' <<<$'x\ny'
is "$code" 2 '--map to no field'
like "$err" 'did you mean "family"' 'names the nearest'
run plexus-directory import - --map 'x=created' <<<$'x\ny'
is "$code" 2 '--map to what is not read'
run plexus-directory import - --map 'x' <<<$'x\ny'
is "$code" 2 '--map without ='
imp - --map 'Absente=given' <<<$'handle\nmartin'
like "$err" 'no column is called "Absente"' 'a --map that serves nothing is said'

# Rejects: same columns, line and reason; correct and import them again.
cat >bad.csv <<'EOF'
nom;prénom;rpps;remarque;profession;date d'entrée;remarque
Bon;Un;10000000066;"ligne
deux";60;;x
Mauvais;Deux;10000000075;"a;b";60;;y
Pire;Trois;;;sorcier;31/02/2025;z
;Quatre;;;60;;
EOF
imp bad.csv --rejects rejects.csv
is "$code $(counts)" '5 [4,1,0,0,3]' 'good rows are stored, bad ones are not: 5'
is "$(head -1 rejects.csv)" "nom;prénom;rpps;remarque;profession;date d'entrée;remarque;line;reason" 'the same columns, line, reason'
like "$(sed -n 2p rejects.csv)" '^Mauvais;Deux;10000000075;"a;b";60;;y;4;"?rpps: ' 'the cells as they were, the line of the file'
like "$(sed -n 3p rejects.csv)" '^Pire;Trois;;;sorcier;31/02/2025;z;5;".*profession: .*; date d.entrée \(joined\): ' 'every reason of a row'
like "$(sed -n 4p rejects.csv)" '^;Quatre;.*;nom \(family\): is required' 'what is missing'
like "$err" 'bad.csv:4: rpps: ' 'said with file, line and field'
sed -i -e s/10000000075/10000000074/ -e 's/sorcier/60/; s,31/02/2025,28/02/2025,' -e 's/^;Quatre/Quart;Quatre/' rejects.csv
imp rejects.csv --rejects rejects2.csv
is "$code $(counts)" '0 [3,3,0,0,0]' 'corrected, they go in'
is "$(<rejects2.csv)" "nom;prénom;rpps;remarque;profession;date d'entrée;remarque;line;reason" 'nothing is left, the columns are those of the first file'
cp bad.csv kept.csv
run plexus-directory import bad.csv --rejects ./bad.csv
is "$code" 2 'the file that is read cannot be the one of rejects'
ok 'and is not touched' cmp bad.csv kept.csv
echo before >r.csv
run plexus-directory import bad.csv nowhere.csv --rejects r.csv
is "$code $(<r.csv)" '3 before' 'an import that fails writes no rejects'
run plexus-directory import bad.csv --rejects /nowhere/r.csv
isnt "$code" 0 'rejects that cannot be written are a failure'
imp --rejects r.csv <<<'[{"family":"Ok","given":"J"},{"family":"J2","skills":["a,b","c"]}]'
is "$(sed -n 2p r.csv | cut -d, -f1)" J2 'rejects of JSON are CSV'
# A French Excel must open them as it opened the file: separator, mark, guards; and the words are French.
printf '\xef\xbb\xbf%s\r\n' 'Nom;Prénom;N° RPPS;Téléphone;Spécialité' >excel.csv
printf '%s\r\n' "'=Excel;Ève;10000000075;0612345678;'007" 'Élan;Ève;10000000076;06;x' >>excel.csv
imp --lang fr excel.csv --rejects r.csv
is "$code $(counts)" '5 [2,0,0,0,2]' 'a file of a French Excel'
is "$(head -c 3 r.csv | od -An -tx1)$(grep -c $'\r$' r.csv)" ' ef bb bf3' 'has rejects with a mark and its line ends'
is "$(tail -c +4 r.csv | sed -n 2p | cut -d';' -f1-6)" "'=Excel;Ève;10000000075;0612345678;'007;2" 'the cells as they stood there, guards included'
like "$(sed -n 3p r.csv)" 'Téléphone \(phone\): 06: n.est pas un numéro' 'and reasons in the language of who imports'
sed -i -e s/10000000075/10000000082/ -e s/10000000076/10000000090/ -e 's/;06;/;0612345679;/' r.csv
imp r.csv --rejects r2.csv
is "$code $(counts)$err" '0 [2,2,0,0,0]' 'mended, they are imported as they are'
is "$(dir list specialty=007 --json | jq -r '.[].family')" '=Excel' 'to the last cell'
iconv -f utf-8 -t windows-1252 <(tail -c +4 excel.csv) >1252.csv
imp 1252.csv --rejects r.csv
is "$(head -c 3 r.csv | od -An -tx1)" ' ef bb bf' 'from Windows-1252 too: the reasons need UTF-8'
dir remove excel elan -q --yes

# --strict, --on-conflict, --dry-run.
before=$(dump)
cat >mixed.csv <<'EOF'
family,given,rpps,email
Nouveau,N,10000000082,n@example.org
Dupont,Marie,10000000009,autre@example.org
Faux,F,123,
EOF
imp mixed.csv --strict
is "$code $(counts)" '5 [3,0,0,2,1]' '--strict: counts add up'
like "$err" 'nothing was stored' 'and says so'
is "$(dump)" "$before" 'nothing is stored'
imp mixed.csv --dry-run
is "$code $(counts)" '5 [3,1,1,0,1]' '--dry-run says what would be'
is "$(dump)" "$before" 'and leaves the database as it was'
run plexus-directory import mixed.csv -n
is "$out" 'dry run: 3 rows read: 1 new, 1 changed, 0 unchanged, 1 rejected' 'and says that it is one'
imp mixed.csv --on-conflict fail
is "$code" 4 '--on-conflict fail stops'
like "$err" 'mixed.csv:3: practitioner 1 would change' 'at the row that differs'
is "$(dump)" "$before" 'before anything is stored'
imp mixed.csv --on-conflict skip
is "$code $(counts) $(field dupont email)" '5 [3,1,0,1,1] null' '--on-conflict skip leaves what is stored'
imp mixed.csv --on-conflict update
is "$(counts) $(field dupont email)" '[3,0,1,1,1] autre@example.org' '--on-conflict update is the default'
imp team.csv --on-conflict fail <<<''
run plexus-directory import - --on-conflict fail --json <<<$'rpps,email\n10000000009,autre@example.org'
is "$code $(counts)" '0 [1,0,0,1,0]' 'what says the same is no conflict'
run plexus-directory import team.csv --on-conflict maybe
is "$code" 2 'a word that is none of the three'

# A unique number that someone else has: the row alone is rejected, and says who.
imp - <<<$'handle,rpps,email\nmartin,10000000009,zz@example.org\ndurand,10000000025,d@example.org'
is "$code $(counts)" '5 [2,0,1,0,1]' 'contradicting keys reject the row'
like "$err" 'standard input:2: .*already taken by practitioner' 'and say who has it'
is "$(field dupont handle) $(field durand email)" 'dupont d@example.org' 'the others are stored'
imp - <<<$'family,joined,left\nBref,2025-02-01,2025-01-01'
is "$code $(counts)" '5 [1,0,0,0,1]' 'a check of the database rejects the row'
like "$err" 'left is before joined' 'in words'

# From another database: uids are kept; a short name is not enough to be someone.
dir export >all.jsonl
total=$(wc -l <all.jsonl)
plexus-directory export --type organization >orgs.jsonl
PLEXUS_DB=$(location other)
new_team
imp all.jsonl
is "$code $(counts)" "0 [$total,$total,0,0,0]" 'an export goes into an empty database'
is "$(dir export | jq -c 'del(.id,.created,.updated)')" "$(jq -c 'del(.id,.created,.updated)' all.jsonl)" 'the same, uids included'
imp all.jsonl
is "$(counts)" "[$total,0,0,$total,0]" 'twice changes nothing'
run plexus-directory import --type organization --json orgs.jsonl
is "$code $(counts)" '0 [3,2,0,1,0]' 'the organization itself is known by its key'
PLEXUS_DB=$(location third)
new_team
dir add Dupont --given Jean -q
dir add Martin --given Paule -q
imp all.jsonl
is "$(json .rejected)" 1 'who has the short name of another here is not that one'
like "$err" 'handle dupont: already taken by practitioner 1' 'and that is said'
is "$(field 1 given)" Jean 'and nobody becomes somebody else'
is "$(json '[.changed, .new] | @csv')" "1,$((total - 2))" 'who has also the same names is'
PLEXUS_DB=$(location plexus)

# Registers are not imported row by row; --org all is for reading.
run plexus-directory import team.csv --type rpps
is "$code" 2 'a register is replaced as a whole'
run plexus-directory import team.csv --type nothing
is "$code" 2 'a type that is none'
run env PLEXUS_DB="$(database none)" plexus-directory import team.csv
is "$code" 3 'a database that is not there'
like "$err" 'plexus init' 'says how to make it'
not_ok 'and is not made' plexus-directory list --db "$(location none)"
done_testing
