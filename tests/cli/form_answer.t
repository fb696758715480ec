#!/usr/bin/env bash
# Forms to fill in, and answers kept: out of files, asked in a terminal.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 1
forms=$(cd "$top/share/forms" && printf '%s\n' *.json | sed 's/\.json$//')

# Pages and sheets of every form.
for form in $forms; do
	for lang in fr en; do
		plexus-form render "$form" --lang "$lang" --scoring --action /reponses >"$form.$lang.html"
		errors=$(xmllint --html --noout "$form.$lang.html" 2>&1 | grep ' error : ' | grep -v 'Tag [a-z]* invalid' | head -3)
		is "$errors" '' "$form, $lang: the page is well formed"
		ids=$(grep -oE ' id="[^"]*"' "$form.$lang.html" | sort | uniq -d)
		is "$ids" '' "$form, $lang: ids are unique"
		is "$(comm -23 <(grep -oE '(for|aria-describedby|aria-labelledby)="[^"]*"' "$form.$lang.html" | sed 's/.*="//; s/"//' | sort -u) \
			<(grep -oE ' id="[^"]*"' "$form.$lang.html" | sed 's/.*="//; s/"//' | sort -u))" '' "$form, $lang: what is named is there"
	done
	inputs=$(grep -cE '<(input type="(radio|checkbox|number|date)"|textarea)' "$form.fr.html")
	labels=$(grep -cE '<label for=' "$form.fr.html")
	is "$inputs" "$labels" "$form: a label a control"
	like "$(plexus-form render "$form" --text)" 'Version[[:space:]][0-9]' "$form: a sheet with its version"
done
unlike "$(cat ./*.html)" '<script' 'no page has a script'
not_ok 'none asks the network for anything' grep -lE '(src|@import|url\()' ./*.html
if command -v vnu >/dev/null; then
	is "$(vnu --errors-only ./*.html 2>&1 | head -5)" '' 'the Nu checker has nothing to say'
fi
page=$(<findrisc.fr.html)
like "$page" '<input type="number" inputmode="decimal" name="bmi" autocomplete="off" id="findrisc\.bmi" min="10.0" max="100.0" step="0.1"' 'a number has its limits and its step'
like "$page" '<input type="hidden" name="form.version" value="1">' 'the version goes with the answers'
like "$page" 'obligatoire' 'required is said in words'
like "$page" '<form class="form" method="post"' 'with an action there is a form to send'
unlike "$(plexus-form render findrisc)" '<form|<button' 'without one there is none'
run plexus-form render findrisc --action 'javascript:alert(1)'
is "$code" 2 'an action that is no address is refused'
like "$(plexus-form render findrisc --part --heading 3 --prefix bilan)" '^<h3>.*id="bilan\.sex' 'a part has its heading and its prefix'
run plexus-form render bpco --text --scoring
like "$out" '\[ \] Oui' 'a sheet has boxes'
like "$out" 'au moins 3' 'and its bands'

cat >cond.json <<'JSON'
{ "name": "cond", "version": "1", "anonymous": true, "title": { "fr": "Tabac <b>&", "en": "Smoking" },
  "sections": [ { "questions": [
    { "name": "smokes", "kind": "single", "required": true, "label": { "fr": "Fumez-vous ?", "en": "Do you smoke?" },
      "options": [ { "value": "yes", "label": { "fr": "Oui", "en": "Yes" } }, { "value": "no", "label": { "fr": "Non", "en": "No" } } ] },
    { "name": "count", "kind": "number", "required": true, "least": 1, "most": 100, "label": { "fr": "Combien par jour ?", "en": "How many a day?" }, "help": { "fr": "Un chiffre", "en": "A figure" },
      "when": { "question": "smokes", "is": "yes" } },
    { "name": "where", "kind": "multiple", "label": { "fr": "Où ?", "en": "Where?" }, "when": { "question": "count", "at_least": 10 },
      "options": [ { "value": "home", "label": { "fr": "Chez vous", "en": "Home" } }, { "value": "work", "label": { "fr": "Au travail", "en": "Work" } } ] } ] } ] }
JSON
plexus-form add cond.json -q || note "$(plexus-form lint cond.json 2>&1)"
page=$(plexus-form render cond)
like "$page" 'Seulement si.: «.Oui.» à la question 1\.' 'a condition is said in words'
like "$page" 'Seulement si.: 10 ou plus à la question 2\.' 'of a number too'
like "$page" '<h1>Tabac &lt;b&gt;&amp;</h1>' 'texts are escaped'
unlike "$page" 'name="count"[^>]* required' 'what is asked only of some is not demanded of all'

# Answers out of files.
run plexus-form answer bpco - <<<'{"cough":true,"phlegm":"oui","breathless":"yes","over_40":"no","exposed":false}'
status 0 'a JSON object is an answer'
like "$out" 'answers to a questionnaire 1 added' 'it is said'
like "$out" ': 3\. ' 'with its score'
is "$(plexus-form list --type questionnaire_response --json 2>/dev/null | jq -r '.[] | "\(.form) \(.version) \(.authored) \(.source) \(.score) \(.band)"' || true)$(sql "SELECT form, version, authored, source, score, band FROM questionnaire_response" | tr '|' ' ')" \
	'bpco 1 2025-03-14 typed 3 positive' 'it keeps version, day, score and band'
printf 'smokes: 1\ncount = 12\n# said aloud\nwhere: 1, travail\n' >lines.txt
run plexus-form answer cond lines.txt
is "$code" 5 'a choice that is none is refused'
like "$err" 'lines.txt:4: where: .*travail: one of home, work' 'with its line'
sed -i 's/travail/Au travail/' lines.txt
run plexus-form answer cond lines.txt --date hier --source paper --json
is "$(json '[.authored, .source, .answers.smokes, .answers.count, (.answers.where | join("+"))] | join(" ")')" '2025-03-13 paper yes 12 home+work' 'lines are an answer'
run plexus-form answer cond - <<<'{"smokes":"no","count":20}'
like "$err" 'count: left out: it is not asked' 'what is not asked is left out, and said'
run plexus-form answer cond - <<<'{"smokes":"yes"}'
is "$code" 5 'what must be answered must be'
like "$err" 'count: an answer is required' 'and is named'
count() { sql 'SELECT count(*) FROM questionnaire_response'; }
before=$(count)
printf '{"smokes":"no"}\n{"smokes":"maybe"}\n' | plexus-form answer cond 2>/dev/null
is "$(count)" "$before" 'of several all are stored, or none'
printf '{"smokes":"no"}\n{"smokes":"no"}\n' | plexus-form answer cond -q
is "$(count)" $((before + 2)) 'several are one a line'
plexus-form answer cond -n -q - <<<'{"smokes":"no"}'
is "$(count)" $((before + 2)) 'a dry run stores none'

# Who answers.
run plexus-form answer bpco --patient 'Jeanne Moulin' - <<<'{"cough":"no","phlegm":"no","breathless":"no","over_40":"no","exposed":"no"}'
isnt "$code" 0 'an anonymous form takes no name'
sed 's/"anonymous": true/"anonymous": false/; s/"cond"/"named"/' cond.json >named.json
plexus-form add named.json -q
run plexus-form answer named - <<<'{"smokes":"no"}'
is "$code" 2 'another asks for one'
plexus key init -q
run plexus-form answer named --patient 'Jeanne Moulin' - <<<'{"smokes":"no"}'
status 0 'a patient may be named'
unlike "$(rows; plexus log --json; plexus-form export named)" 'Jeanne' 'and is sealed everywhere'
run plexus-form answer named --who dupont --json - <<<'{"smokes":"no"}'
is "$(json .practitioner)" dupont 'a member may be'

# A new version: what was answered keeps its own.
sed 's/"version": "1"/"version": "2"/; s/"most": 100/"most": 60/' cond.json >cond2.json
plexus-form add cond2.json -q
plexus-form answer cond -q - <<<'{"smokes":"no"}'
is "$(sql "SELECT version FROM questionnaire_response WHERE form = 'cond' ORDER BY id" | tr -d '\n')" 11112 'an answer keeps the version that it answered'

# Asked in a terminal.
command -v script >/dev/null || { skip 'no script(1)'; done_testing; }
ask() { printf '%b' "$1" | SHELL=$BASH TERM=dumb script -qec "plexus-form answer cond --ask ${2-}; echo status \$?" /dev/null | tr -d '\r'; }
before=$(count)
said=$(ask 'oui\n15\n1,2\n')
like "$said" '1/3 .*1\. (Oui|Yes).*2/3 .*3/3 ' 'questions are asked one after the other'
like "$said" 'status 0' 'and stored'
is "$(sql 'SELECT answers FROM questionnaire_response ORDER BY id DESC LIMIT 1')" '{"smokes":"yes","count":15,"where":["home","work"]}' 'as answered'
said=$(ask 'non\n')
unlike "$said" '2/3' 'what is not asked of who answers so is not asked'
said=$(ask '\nperhaps\n1\n200\n?\n<\n2\n')
like "$said" 'an answer is required.*one of yes, no.*at most.*A figure' 'it refuses with the reason, and helps'
is "$(sql 'SELECT answers FROM questionnaire_response ORDER BY id DESC LIMIT 1')" '{"smokes":"no"}' '< goes back'
before=$(count)
# What is typed waits for the question: Ctrl-C before the program is there would end something else.
shown() { for ((i = 0; i < 200; i++)); do grep -q "$1" typescript 2>/dev/null && return; sleep 0.05; done; }
{
	shown '1/3'; printf '1\n'
	shown '2/3'; printf '\x03'
	shown status
} | SHELL=$BASH TERM=dumb script -qefc 'plexus-form answer cond --ask; echo status $?' typescript >/dev/null
like "$(<typescript)" 'status 130' 'Ctrl-C ends it'
is "$(count)" "$before" 'and nothing is stored'
said=$(ask '1\n12\n\x04')
is "$(count)" "$before" 'nor at the end of the input'
run setsid plexus-form answer cond --ask
is "$code" 2 'without a terminal it says so'

done_testing
