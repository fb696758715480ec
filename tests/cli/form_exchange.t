#!/usr/bin/env bash
# Answers out and in again: tables, their codebook, FHIR; answers typed from paper.
. "$(dirname "$0")/../lib.sh"

new_team
cat >team.json <<'JSON'
{ "name": "breath", "version": "1", "anonymous": true, "title": { "fr": "Souffle", "en": "Breath" },
  "sections": [ { "questions": [
    { "name": "cough", "kind": "single", "required": true, "label": { "fr": "Toussez-vous ?", "en": "Do you cough?" },
      "options": [ { "value": "yes", "label": { "fr": "Oui", "en": "Yes" }, "points": 1 }, { "value": "no", "label": { "fr": "Non", "en": "No" }, "points": 0 } ] },
    { "name": "signs", "kind": "multiple", "label": { "fr": "Quels signes ?", "en": "Which signs?" },
      "options": [ { "value": "fever", "label": { "fr": "Fièvre, frissons", "en": "Fever" } }, { "value": "pain", "label": { "fr": "Douleur", "en": "Pain" } },
        { "value": "none", "label": { "fr": "Aucun", "en": "None" }, "alone": true } ] },
    { "name": "weight", "kind": "number", "decimals": 1, "least": 20, "most": 300, "unit": { "fr": "kg", "en": "kg" }, "label": { "fr": "Poids", "en": "Weight" } },
    { "name": "since", "kind": "date", "label": { "fr": "Depuis quand ?", "en": "Since when?" }, "when": { "question": "cough", "is": "yes" } },
    { "name": "ease", "kind": "scale", "least": 0, "most": 10, "label": { "fr": "Gêne", "en": "Trouble" } },
    { "name": "words", "kind": "text", "label": { "fr": "Vos mots", "en": "Your words" } } ] } ],
  "scores": [ { "name": "breath", "label": { "fr": "Score", "en": "Score" }, "items": [ "cough" ],
    "bands": [ { "name": "no", "label": { "fr": "Rien", "en": "None" }, "to": 0 }, { "name": "yes", "label": { "fr": "Toux", "en": "Cough" }, "from": 1 } ] } ] }
JSON
run plexus-form add team.json -q
status 0 'the form is added'

cat >answers.jsonl <<'JSON'
{"cough":"yes","signs":["fever","pain"],"weight":70.5,"since":"2025-02-01","ease":7,"words":"=1+1; \"mal\"\nla nuit"}
{"cough":"no","signs":["none"],"ease":0,"words":"007"}
{"cough":"no"}
JSON
plexus-form answer breath answers.jsonl --date 2025-03-01 -q
stored() { sql -d "$1" 'SELECT uid, authored, source, score, band, answers FROM questionnaire_response ORDER BY uid' 2>&1; }
here=$(stored "$PLEXUS_DB")
is "$(wc -l <<<"$here")" 3 'three answers are stored'

# Each format, into a database that has none of it, and twice.
plexus-form export breath --csv -o breath.csv
plexus-form export breath --csv=excel-fr -o breath-excel.csv
plexus-form export breath -o breath.jsonl
plexus-form export breath --json -o breath.json
plexus-form export breath --fhir -o breath-fhir.json
for file in breath.csv breath-excel.csv breath.jsonl breath.json breath-fhir.json; do
	other=$(database other)
	plexus init --db "$other" --name Autre -q
	plexus-form add team.json --db "$other" -q
	run plexus-form import breath "$file" --db "$other" --source typed --json
	is "$code $(json '[.new, .rejected] | join(" ")')" '0 3 0' "$file: three are new elsewhere"
	is "$(stored "$other")" "$here" "$file: with the same answers, day, score, band and uid"
	run plexus-form import breath "$file" --db "$other" --json
	is "$(json '[.new, .changed, .unchanged, .rejected] | join(" ")')" '0 0 3 0' "$file: again changes nothing"
	run plexus-form import breath "$file" --json
	is "$(json '[.new, .changed, .unchanged, .rejected] | join(" ")')" '0 0 3 0' "$file: nor where it came from"
done

is "$(head -1 breath.csv)" 'uid,version,authored,source,identifier,practitioner,variant,cough,signs.fever,signs.pain,signs.none,weight,since,ease,words,score,band' \
	'a column a question, one a choice of several'
is "$(sed -n 2p breath.csv | cut -d, -f8-14)" 'yes,1,1,0,70.5,2025-02-01,7' 'choices of several are 0 or 1'
like "$(cat breath-excel.csv)" $'yes;1;1;0;"70,5";01/02/2025;7;"\'=1\\+1; ""mal""' 'a formula is guarded in a spreadsheet'
run plexus-form export breath --codebook --json --lang en
is "$(json '.[] | select(.column == "cough") | "\(.values)/\(.scoring)/\(.required)"')" 'yes = Yes; no = No/yes = 1; no = 0/true' 'the codebook says values and what they bring'
is "$(json '[.[].column] | join(",")')" "$(head -1 breath.csv | cut -d, -f8-)" 'and has a line a column'
is "$(json '.[] | select(.column == "since") | .when')" '“Yes” at question 1' 'and when a question is asked'

# FHIR.
is "$(jq -r '.entry[0].resource | "\(.resourceType) \(.version) \(.item[0].item[1].type) \(.item[0].item[1].repeats)"' breath-fhir.json)" \
	'Questionnaire 1 choice true' 'the form is a Questionnaire'
is "$(jq -c '.entry[0].resource.item[0].item[] | select(.linkId == "since") | .enableWhen' breath-fhir.json)" \
	'[{"question":"cough","operator":"=","answerCoding":{"code":"yes"}}]' 'its conditions are enableWhen'
is "$(jq -c '.entry[0].resource.item[0].item[0].answerOption[0].valueCoding.extension[0].valueDecimal' breath-fhir.json)" 1 'points are ordinal values'
is "$(jq -c '[.entry[1].resource.extension[0].extension[] | .valueCode // .valueDecimal]' breath-fhir.json)" '["breath",1,"yes"]' 'answers bring their score'
run plexus-form export breath --fhir --definition
is "$(json '[.entry[].resource.resourceType] | unique | join(",")')" Questionnaire '--definition is the form alone'

# Of other software: its own linkIds, values of other kinds.
cat >others.json <<'JSON'
{"resourceType":"QuestionnaireResponse","id":"r-7","status":"completed","authored":"2025-03-05T10:00:00+01:00","questionnaire":"https://example.org/Questionnaire/other|3",
 "item":[{"linkId":"1","answer":[{"valueBoolean":true}]},{"linkId":"2","item":[{"linkId":"2.1","answer":[{"valueQuantity":{"value":81.5}}]},
 {"linkId":"ease","answer":[{"valueDecimal":3}]},{"linkId":"since","answer":[{"valueDateTime":"2025-01-02T00:00:00Z"}]}]}]}
JSON
run plexus-form import breath others.json --map 1=cough --map 2.1=weight
status 0 'answers of other software are taken by their linkIds'
is "$(sql "SELECT authored, source, identifier, answers FROM questionnaire_response WHERE identifier = 'r-7'")" \
	'2025-03-05|fhir|r-7|{"cough":"yes","weight":81.5,"since":"2025-01-02","ease":3}' 'whatever kind of value they have'
run plexus-form import breath others.json --map 1=cough --map 2.1=weight --json
is "$(json .unchanged)" 1 'and once'
sed 's/81.5/82/' others.json >changed.json
run plexus-form import breath changed.json --map 1=cough --map 2.1=weight
is "$code" 5 'what says otherwise of stored answers is rejected'
like "$err" 'r-7 is stored already, with other answers' 'and why'

# Typed from paper: labels, places, ticks; a column that is no question; the same line twice.
cat >paper.csv <<'CSV'
Date;Toussez-vous ?;Quels signes ?;Poids;Q5;Vos mots;Couleur
12/03/2025;oui;1;70,5;7;bien;bleu
12/03/2025;x;douleur;;10;;
13/03/2025;2;Aucun;80;0;;
13/03/2025;2;Aucun;80;0;;
14/03/2025;peut-être;;;;;
14/03/2025;;1;;;;
14/03/2025;Non;fever,none;500;11;;
32/03/2025;Non;;;;;
CSV
run plexus-form import breath paper.csv --rejects refused.csv
is "$code" 5 'rows that cannot be stored are rejected'
like "$err" 'Couleur: no question of breath' 'a column that is none is said'
like "$err" 'paper.csv:6: cough: peut-être: ' 'a choice that is none'
like "$err" 'paper.csv:7: cough: an answer is required' 'a question that must be answered'
like "$err" 'paper.csv:8: .*none is chosen with no other.*weight: 500.*ease: 11' 'every fault of a row'
is "$(sql "SELECT authored, source, score, answers FROM questionnaire_response WHERE identifier LIKE 'row-%' ORDER BY id")" \
	'2025-03-12|paper|1|{"cough":"yes","signs":["fever"],"weight":70.5,"ease":7,"words":"bien"}
2025-03-12|paper|1|{"cough":"yes","signs":["pain"],"ease":10}
2025-03-13|paper|0|{"cough":"no","signs":["none"],"weight":80,"ease":0}
2025-03-13|paper|0|{"cough":"no","signs":["none"],"weight":80,"ease":0}' 'the others are, two that say the same as two'
is "$(head -1 refused.csv)" 'Date;Toussez-vous ?;Quels signes ?;Poids;Q5;Vos mots;Couleur;line;reason' 'rejects have the columns of the file'
run plexus-form import breath paper.csv --json --rejects refused.csv
is "$(json '[.new, .unchanged, .rejected] | join(" ")')" '0 4 4' 'the same file again changes nothing'
(head -1 paper.csv; tail -n +2 paper.csv | head -4 | tac) >turned.csv
run plexus-form import breath turned.csv --json
is "$(json '[.new, .unchanged] | join(" ")')" '0 4' 'nor in another order'
sed -i 's/peut-être/non/' refused.csv
run plexus-form import breath refused.csv --json
is "$(json .new)" 1 'a mended reject is taken'
printf 'cough;patient\noui;Jeanne Moulin\n' >named.csv
run plexus-form import breath named.csv
like "$err" 'who answers is left out: breath is anonymous' 'an anonymous form keeps no name'
unlike "$(rows)" 'Jeanne' 'anywhere'
run plexus-form import breath paper.csv --strict --date 2020-01-01
is "$code" 5 '--strict stores nothing'
before=$(sql 'SELECT count(*) FROM questionnaire_response')
printf 'cough\nyes\n' | plexus-form import breath -n -q
is "$(sql 'SELECT count(*) FROM questionnaire_response')" "$before" 'a dry run stores nothing'

done_testing
