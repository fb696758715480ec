#!/usr/bin/env bash
# Forms: listed, shown, checked, added; answers scored.
. "$(dirname "$0")/../lib.sh"

forms=$top/share/forms
valid() { jq -rn --slurpfile schema "$1" --slurpfile data "$2" -f "$top/tests/schema.jq"; }
score() { plexus-form score "$@"; }

# Without a database, what is shipped is there.
run plexus-form list --json
status 0 'forms are listed without a database'
is "$(json length)" "$(find "$forms" -name '*.json' | wc -l)" 'each file of share/forms is one'
is "$(json 'map(select(.origin != "shipped" or .version == "" or .source == null)) | length')" 0 'shipped, with version and source'
is "$(plexus-form list --csv | head -1)" name,version,title,origin,anonymous,questions,scores,variants,source,digest 'as CSV'
is "$(plexus-form list --lang fr --fields title | sed -n 4p)" $'BPCO\u00a0: cinq questions sur le souffle' 'titles in French'
for form in "$forms"/*.json; do
	name=$(basename "$form" .json)
	is "$(valid "$top/share/schemas/form.json" "$form")" '' "$name satisfies the schema"
	is "$(plexus-form show "$name" --json | sha256sum)" "$(sha256sum <"$form")" "$name is shown as its file"
	run plexus-form lint "$form"
	is "$code:$out" '0:' "$name has no fault, not a warning"
	like "$(plexus-form show "$name" --lang fr)" $'source\u00a0:' "$name says its source in French"
	unlike "$(jq -r '.. | objects | select(has("fr")) | .fr' "$form")" ' [:;?!»]' "$name has French spaces"
done
like "$(plexus-form show audit-c --lang en)" '3 – 9 positive: Use at risk, when sex = female' 'a cut is shown with its condition'
like "$(plexus-form show bpco --lang en)" '\(--variant leaflet\)' 'and a variant'
run plexus-form show findrisk
status 3 'no such form'
like "$err" 'did you mean findrisc' 'the nearest is named'
run plexus-form show findrisc@7
status 3 'no such version'

# Scores of tests/cases/scoring.tsv, as JSON and as CSV.
while IFS=$'\t' read -r form variant answers value band _; do
	[[ $form != \#* ]] || continue
	option=()
	[[ $variant == - ]] || option=(--variant "$variant")
	is "$(score "$form" "${option[@]}" <<<"$answers" | jq -r '"\(.score | tostring) \(.band)"')" "$(jq -rn "$value | tostring") $band" "$form $variant $answers"
	# lists are lists in a cell
	jq -r '[to_entries[] | .value |= (if type == "array" then join(",") else . end)] | (map(.key), map(.value)) | @csv' <<<"$answers" >answers.csv
	[[ $answers == '{}' ]] ||
		is "$(score "$form" "${option[@]}" answers.csv --csv --brief | tail -1 | cut -d, -f3,4)" "${value/null/},${band/null/}" 'the same as CSV'
done <"$top/tests/cases/scoring.tsv"

# EPICES: every set of answers, against whole numbers added by awk.
awk 'BEGIN {
	n = split("social_worker 1006 insurance -1183 couple -828 owner -828 hardship 1480 sport -651 show -710 holidays -710 family -947 shelter -947 help -710", w, " ")
	for (set = 0; set < 2048; set++) {
		sum = 7514; line = ""; rest = set
		for (i = 1; i < n; i += 2) {
			yes = rest % 2; rest = int(rest / 2)
			if (yes) sum += w[i + 1]
			line = line (i > 1 ? "," : "") "\"" w[i] "\":\"" (yes ? "yes" : "no") "\""
		}
		print "{" line "}" >"epices.jsonl"
		printf "%d.%02d %s\n", int(sum / 100), sum % 100, (sum >= 3017 ? "precarious" : "not-precarious") >"epices.expected"
	}
}'
score epices --brief epices.jsonl | sed 's/^{"score":\([^,]*\),"band":"\([^"]*\)".*/\1 \2/' >epices.got
is "$(wc -l <epices.got)" 2048 'EPICES: 2,048 sets of answers'
ok 'each is exact' cmp epices.expected epices.got
for set in '1 0 0 1 0 1 1 1 1 1 1' '1 0 1 0 0 1 1 1 1 1 1'; do # where doubles fall below the threshold
	# shellcheck disable=SC2086 # eleven words
	is "$(printf '{"social_worker":%s,"insurance":%s,"couple":%s,"owner":%s,"hardship":%s,"sport":%s,"show":%s,"holidays":%s,"family":%s,"shelter":%s,"help":%s}' $set |
		sed 's/:1/:true/g; s/:0/:false/g' | score epices --brief)" '{"score":30.17,"band":"precarious","missing":[]}' "EPICES $set is at the threshold"
done

# What comes out.
echo '{"interest":1,"mood":2}' >one.json
run score phq-2 one.json --json
is "$(json 'keys_unsorted | join(" ")')" 'form version score band label advice subscores missing source' 'one answer is one object'
is "$(valid "$top/share/schemas/form-score.json" "$tmp/out")" '' 'of its schema'
is "$(json .label)" 'Dépression possible' 'in French'
is "$(score phq-2 one.json --lang en | jq -r .label)" 'Depression is possible' 'unless --lang en'
{ cat one.json; echo '{"interest":3}'; } >two.jsonl
run score phq-2 two.jsonl --json
is "$(json 'type, length, .[1].score, (.[1].missing | join(","))' | tr '\n' ' ')" 'array 2 null mood ' 'several are an array'
is "$(valid "$top/share/schemas/form-score.json" "$tmp/out")" '' 'of its schema'
is "$(jq -s . two.jsonl | score phq-2 --brief)" "$(score phq-2 two.jsonl --brief)" 'an array in is lines out'
is "$(score phq-2 two.jsonl | jq -s length)" 2 'each on a line of its own'
is "$(jq . one.json | score phq-2 --brief)" "$(score phq-2 one.json --brief)" 'however it is written'
is "$(score phq-2 </dev/null)" '' 'nothing in, nothing out'
is "$(echo '{"a":1}' | score maturity 2>&1 >/dev/null | grep -c 'no such question')" 1 'an unknown question is said'
is "$(echo '{"project_needs":3,"project_access":2,"project_pathways":2}' | score maturity | jq -r '"\(.score) \(.exact) \(.subscores.project.exact)"')" '2.33 7/3 7/3' 'a fraction is said exactly'
run score phq-2 one.json --text
like "$out" 'Score PHQ-2.*: 3 \(Dépression possible\)' 'for people'
like "$out" 'source.*Kroenke' 'with the source'

# Spreadsheets: questions or names as headers, labels as answers, decimals with a comma.
cat >feuille.csv <<-'CSV'
	Nom;Vous êtes;Quel âge avez-vous ?;bmi;waist;active;vegetables;blood_pressure;glucose;family
	A12;Une femme;58;27,0;85;Non;oui;oui;non;second
	B13;un homme;58;27,0;85;Non;oui;oui;non;Non, personne
CSV
run score findrisc feuille.csv --id Nom --csv=excel-fr
status 0 'a French spreadsheet is read'
is "$(tr -d '\r\357\273\277' <<<"$out")" $'id;form;version;score;band;missing\nA12;findrisc;1;14;moderate;\nB13;findrisc;1;8;raised;' 'and written'
is "$(score epices epices.jsonl --csv=excel-fr | sed -n 2p | tr -d '\r')" 'epices;1;"75,14";precarious;' 'decimals with a comma'

# Answers that are refused are said, each at its line; the others are scored.
printf '{"interest":1,"mood":1}\n{"interest":"yse","mood":1}\n\n{"intrest":1}\n{"interest":2,"mood":3}\n' >bad.jsonl
run score phq-2 bad.jsonl --brief
status 5 'refused answers are 5'
is "$(wc -l <<<"$out")" 2 'the others are scored'
like "$err" 'bad.jsonl:2: interest: yse: one of 0, 1, 2, 3' 'what is allowed is said'
like "$err" 'bad.jsonl:4: intrest: phq-2 has no such question; did you mean interest' 'and the nearest question'
run score phq-2 <<<'{"interest":{"a":1}}'
status 5 'an object is no answer'
run score bpco --variant leafet one.json
status 2 'no such variant'
like "$err" 'did you mean leaflet' 'the nearest is named'
run score phq-2 no-such.json
status 3 'no such file'
seq 1 30 | sed 's/.*/{"interest":9}/' >many.jsonl
run score phq-2 many.jsonl
is "$(wc -l <<<"$err")" 21 'thirty refusals are twenty and a sum'
like "$err" '30 rows' 'the sum'
not_ok 'a full disk is said' sh -c 'plexus-form score epices epices.jsonl >/dev/full'

# lint: a line a fault, where it is; for machines too.
sed 's/"required": true/"requird": true/; s/"to": 29/"to": 28/; s/"is": "yes"/"is": "ye"/; s/, "en": "Little"//' "$top/share/demo/marche.json" >wrong.json
run plexus-form lint wrong.json
status 5 'faults are 5'
is "$out" "$(cat <<-'TXT'
	wrong.json:10: sections[0].questions[0].requird: is no key of question objects: did you mean required?
	wrong.json:18: sections[0].questions[1].requird: is no key of question objects: did you mean required?
	wrong.json:19: sections[0].questions[1].when.is: ye is no option of walks: did you mean yes?
	wrong.json:22: sections[0].questions[1].ranges[1]: 29 falls in a hole: cover it
	wrong.json:28: scores[0]: warning: refuses missing answers, and walks is not required: say "required": true, or another "missing"
	wrong.json:32: scores[0].bands[0].label: warning: has no English: add "en"
TXT
)" 'each with its line, the path and how to mend it'
run plexus-form lint wrong.json "$top/share/demo/marche.json" --json
is "$(json 'map(.grade) | join(" ")')" 'error error error error warning warning' 'as JSON'
run plexus-form lint - <<<'{"name": }'
status 5 'what is no JSON'
like "$out" '^-:1: 10: ' 'is said with its column'
like "$(LANGUAGE=fr plexus-form lint wrong.json 2>&1)" "n'est pas une clé des objets question" 'in French'
sed 's/, "en": "[^"]*"//' "$top/share/demo/marche.json" >french.json
run plexus-form lint french.json
status 0 'French alone is a warning'
is "$(plexus-form help lint | grep -c '^  *question\.')" "$(jq '."$defs".question.properties | length - 1' "$top/share/schemas/form.json")" 'help lists every key of a question'
ok 'the example of the manual is share/demo/marche.json' diff <(sed -n '/^\.Bd -literal$/,/^\.Ed/p' "$top/share/man/plexus-forms.7" | sed '1d;$d') "$top/share/demo/marche.json"

# Hostile content: nothing drives the terminal, nothing is read past its limit.
escape=$'\033'
run score phq-2 <<<'{"interest":"\u001b[31mred","\u001b]0;title":1}'
unlike "$err" "$escape" 'an answer does not drive the terminal'
jq '.title.fr = "\u001b[2J" | .sections[0].questions[0].label.fr = "\u009b31m"' "$top/share/demo/marche.json" >escape.json
run plexus-form lint escape.json
is "$(grep -c 'control character' <<<"$out")" 2 'control characters are faults'
run plexus-form lint - <<<'{"\u001b[31m": 1}'
unlike "$out" "$escape" 'nor does a key'
{ printf '{"name":"'; head -c 1100000 /dev/zero | tr '\0' a; printf '"}'; } >long.json
run plexus-form lint long.json
isnt "$code" 0 'more than 1 MiB is refused'
{ head -c 100000 /dev/zero | tr '\0' '['; } >deep.json
run plexus-form lint deep.json
status 5 'and a deep nest'
jq '.sections[0].questions[0].label = {fr: "<script>alert(1)</script> \u202e", en: "x"}' "$top/share/demo/marche.json" >script.json
run plexus-form lint script.json
status 0 'a script in a label is a text like another'

# add: checked, kept, newer versions win, a version never changes.
new_team
run plexus-form add wrong.json
isnt "$code" 0 'a wrong file is not added'
like "$err" 'wrong.json:10: .*and 3 faults more' 'the first fault is said'
run plexus-form add "$top/share/demo/marche.json" -n --json
is "$(json .version)" 1 'a dry run says what would be'
is "$(plexus-form list --json | jq 'map(select(.origin == "added")) | length')" 0 'and does nothing'
run plexus-form add "$top/share/demo/marche.json"
status 0 'a form is added'
is "$(plexus-form list --json | jq -r '.[] | select(.name == "marche") | "\(.origin) \(.version)"')" 'added 1' 'and is there'
run plexus-form add "$top/share/demo/marche.json"
status 0 'again'
like "$err" 'it was there already' 'it was there'
is "$(plexus-form count)" "$(plexus-form count)" 'nothing is counted twice'
sed 's/Groupe de marche/Groupe de course/' "$top/share/demo/marche.json" >changed.json
run plexus-form add changed.json
status 4 'a version never changes'
sed -i 's/"version": "1"/"version": "1.10"/' changed.json
plexus-form add changed.json -q
sed 's/"version": "1.10"/"version": "1.9"/; s/course/nage/' changed.json >older.json
plexus-form add older.json -q
is "$(plexus-form show marche --lang fr | head -1)" 'Groupe de course (marche 1.10)' 'the newest is meant'
is "$(plexus-form show marche@1 --lang fr | head -1)" 'Groupe de marche (marche 1)' 'an older one by its version'
is "$(plexus-form list --all --json | jq -r 'map(select(.name == "marche") | .version) | join(" ")')" '1.10 1.9 1' 'all of them, the newest first'
jq '.title.fr = "Le mien"' "$forms/phq-2.json" >phq.json
run plexus-form add phq.json
status 4 'a shipped version never changes either'
jq '.version = "2"' phq.json >phq2.json
plexus-form add phq2.json -q
is "$(plexus-form list --json | jq -r '.[] | select(.name == "phq-2") | "\(.origin) \(.version) \(.title)"')" 'added 2 Le mien' 'a newer one of the team wins'
is "$(score phq-2 one.json | jq -r .version)" 2 'and is scored'
is "$(score phq-2@1 one.json | jq -r .version)" 1 'unless the other is named'
jq '.version = "0.9"' phq.json >phq09.json
plexus-form add phq09.json -q
is "$(score phq-2 one.json | jq -r .version)" 2 'an older one does not'
is "$(score ./phq09.json one.json | jq -r .version)" 0.9 'a file by its path'

done_testing
