#!/usr/bin/env bash
# Results: what was answered, counted exactly; what is small masked so that nothing gives it away.
. "$(dirname "$0")/../lib.sh"

new_team
cat >poll.json <<'JSON'
{ "name": "poll", "version": "1", "anonymous": true, "title": { "fr": "Sondage", "en": "Poll" },
  "sections": [ { "questions": [
    { "name": "opinion", "kind": "single", "label": { "fr": "Votre avis", "en": "Your opinion" },
      "options": [ { "value": "good", "label": { "fr": "Bon", "en": "Good" }, "points": 2 }, { "value": "fair", "label": { "fr": "Moyen", "en": "Fair" }, "points": 1 }, { "value": "bad", "label": { "fr": "Mauvais", "en": "Bad" }, "points": 0 } ] },
    { "name": "why", "kind": "single", "label": { "fr": "Pourquoi ?", "en": "Why?" }, "when": { "question": "opinion", "is": "bad" },
      "options": [ { "value": "delay", "label": { "fr": "Délai", "en": "Delay" } }, { "value": "welcome", "label": { "fr": "Accueil", "en": "Welcome" } } ] },
    { "name": "seen", "kind": "multiple", "label": { "fr": "Qui avez-vous vu ?", "en": "Whom did you see?" },
      "options": [ { "value": "doctor", "label": { "fr": "Un médecin", "en": "A doctor" } }, { "value": "nurse", "label": { "fr": "Une infirmière", "en": "A nurse" } } ] },
    { "name": "age", "kind": "number", "least": 0, "most": 120, "label": { "fr": "Âge", "en": "Age" } },
    { "name": "pain", "kind": "scale", "least": 0, "most": 3, "label": { "fr": "Douleur", "en": "Pain" } } ] } ],
  "scores": [ { "name": "poll", "label": { "fr": "Score", "en": "Score" }, "items": [ "opinion" ],
    "bands": [ { "name": "low", "label": { "fr": "Bas", "en": "Low" }, "to": 0 }, { "name": "high", "label": { "fr": "Haut", "en": "High" }, "from": 1 } ] } ] }
JSON
plexus-form add poll.json -q
run plexus-form results poll --json
is "$code $(json '.[0] | "\(.count) \(.mean) \(.reason)"')" '0 0 null nobody answered' 'before anybody answered there is nothing, and it says why'
is "$(json '[.[] | select(.of == "score") | .mean, .median] | unique == [null]')" true 'no mean is no 0'

# times COUNT JSON DATE
times() { for ((i = 0; i < $1; i++)); do echo "$2"; done | plexus-form answer poll -q --date "$3"; }
times 20 '{"opinion":"good","seen":["doctor"],"age":40,"pain":1}' 2025-01-10
times 15 '{"opinion":"fair","seen":["doctor","nurse"],"age":51,"pain":2}' 2025-02-10
times 12 '{"opinion":"bad","why":"delay","age":60,"pain":2}' 2025-03-10
figure() { json --arg of "$1" --arg name "$2" --arg option "${3-}" '.[] | select(.of == $of and .name == $name and (.option // "") == $option) | '"$4"; }
run plexus-form results poll --json
is "$(figure form poll '' .count)" 47 'answers are counted'
is "$(figure option opinion fair '"\(.count) \(.whole) \(.percent)"')" '15 47 31.9' 'each choice'
is "$(figure option seen doctor '"\(.count) \(.whole)"') $(figure unanswered seen '' .count)" '35 35 12' 'of several, out of those who answered'
is "$(figure question why '' '"\(.count) \(.whole)"') $(figure unasked why '' .count)" '12 12 35' 'what is asked only of some'
is "$(figure question age '' '"\(.mean) \(.median)"')" '48.62 51' 'mean and median of numbers: (20x40 + 15x51 + 12x60) / 47'
is "$(figure score poll '' '"\(.mean) \(.median)"')" '1.17 1' 'of scores'
is "$(figure band poll high '"\(.count) \(.percent)"')" '35 74.5' 'bands'
is "$(json '[.[] | select(.of == "option" and .name == "pain") | .count] | join(" ")')" '0 20 27 0' 'the steps of a scale'
is "$(json '[.[] | select(.reason)] | length')" 0 'nothing is masked when nothing is small'
sql=$(sql "SELECT band, count(*), sum(CAST(score AS INTEGER)) FROM questionnaire_response GROUP BY band ORDER BY band")
is "$sql" $'high|35|55\nlow|12|0' 'SQL says the same' || note "$sql"

run plexus-form results poll --by month --json
is "$(json '[.[] | select(.of == "month") | "\(.name) \(.count) \(.mean)"] | join(", ")')" '2025-01 20 2, 2025-02 15 1, 2025-03 12 0' 'month by month'
run plexus-form results poll --by band --json
is "$(json '[.[] | select(.of == "band") | "\(.option) \(.count) \(.mean)"] | join(", ")')" 'low 12 0, high 35 1.57' 'band by band'
run plexus-form results poll --by question --json
is "$(json '[.[] | .of] | unique | join(" ")')" 'form question' 'a line a question'
is "$(figure question seen '' .complete_percent)" 74.5 'with how many answered'
run plexus-form results poll --since 2025-02-01 --until 2025-02-28 --json
is "$(figure form poll '' .count)" 15 'of some days only'
run plexus-form results poll --year 2024 --json
is "$(figure form poll '' '"\(.count) \(.reason)"')" '0 nobody answered' 'of a year without any'

# Three people more: whatever would say what they did is masked.
times 3 '{"opinion":"bad","why":"welcome","seen":["nurse"],"age":90,"pain":3}' 2025-04-10
# secret FILE: is there a part of a whole, masked, that can be found again?
secret() {
	jq -r '
		def parts(f): [.[] | select(f)];
		def safe(parts; whole): [parts[] | select(.count == null)] as $masked
			| ($masked | length) != 1 and (($masked | length) == 0 or whole == null
				or (whole - ([parts[] | .count // 0] | add // 0)) >= 11);
		. as $all | (map(select(.of == "question")) | map(.name)) as $names
		| [ $names[] as $n | select($n != "seen" and $n != "age" and $n != "pain")
			| ($all | parts(.name == $n and (.of == "option" or .of == "unasked" or .of == "unanswered"))) as $p
			| select(safe($p; $all[0].count) | not) | $n ]
		+ [ ($all | parts(.of == "band")) as $p | select(safe($p; $all[0].count) | not) | "bands" ]
		+ [ ($all | parts(.of == "month")) as $p | select($p != [] and (safe($p; $all[0].count) | not)) | "months" ]
		| join(" ")' "$1"
}
plexus-form results poll --json >small.json
is "$(secret small.json)" '' 'no masked part can be found from its whole'
is "$(jq -c '[.[] | select(.count != null and .count > 0 and .count < 11)]' small.json)" '[]' 'nothing small is shown'
is "$(jq -r '[.[] | select(.name == "why" and .of != "question") | .count // "x"] | join(" ")' small.json)" 'x x 35' 'of three, two others at least are masked with them'
is "$(jq -r '[.[] | select(.of == "option" and .name == "pain")] | length' small.json)" 0 'the steps of a scale go with their mean'
is "$(jq -r '.[] | select(.name == "age") | .mean' small.json)" 51.1 'a mean of enough people stays'
plexus-form results poll --by month --json >months.json
is "$(secret months.json)" '' 'months neither'
is "$(jq -r '[.[] | select(.of == "month") | .count // "x"] | join(" ")' months.json)" '20 15 x x' 'the smallest month takes the next with it'
is "$(jq -r '.[] | select(.of == "month" and .name == "2025-03") | "\(.mean) \(.reason)"' months.json)" 'null masked: too few people' 'its mean too'
plexus-form results poll --json --min-cell 16 >large.json
is "$(jq -r '.[] | select(.of == "score") | "\(.mean) \(.reason)"' large.json)" 'null masked: it would give a masked figure away' 'a mean that would give a masked choice away is withheld'
plexus-form results poll --json --min-cell 1 >open.json
is "$(jq -c '[.[] | select(.of == "option" and .name == "why") | .count]' open.json)" '[12,3]' '--min-cell 1 shows all'
plexus-form results poll --json --min-cell 100 >few.json
is "$(jq -c '[.[] | .count, .mean, .complete_percent] | unique' few.json)" '[null]' 'of too few people nothing is said'

# For people.
run plexus-form results poll --lang fr
like "$out" $'Votre avis\n50 réponses' 'each question has its answers'
like "$out" 'Bon +[^ ]+ +20 \(40.%\)' 'its choices have bars'
like "$out" 'moins de 11 personnes sont masqués' 'what is masked is said'
plexus-form results poll --html -o poll.html
page=$(<poll.html)
like "$page" '<html lang="fr">.*<h1>Sondage</h1>' 'a page is French'
like "$page" '<svg role="img".*<th scope="row">Bon</th>' 'with charts, and their tables'
is "$(grep -oE ' id="[^"]*"' poll.html | sort | uniq -d)" '' 'its ids are unique'
if command -v vnu >/dev/null; then is "$(vnu --errors-only poll.html 2>&1)" '' 'the Nu checker has nothing to say'; fi
run plexus-form results poll --csv=excel-fr
like "$out" 'option;opinion;good;.*;20;50;40' 'a table for spreadsheets'

# Versions: what was answered to the old one counts with the new one.
sed 's/"version": "1"/"version": "2"/; s/"value": "fair"/"value": "so-so"/' poll.json >poll2.json
plexus-form add poll2.json -q
for ((i = 0; i < 11; i++)); do echo '{"opinion":"so-so","age":30}'; done | plexus-form answer poll -q
run plexus-form results poll --json
is "$(json '[.[] | select(.of == "version") | "\(.name) \(.count)"] | join(", ")')" '1 50, 2 11' 'versions are counted'
is "$(json '[.[] | select(.of == "option" and .name == "opinion") | "\(.option) \(.count)"] | join(", ")')" 'good 20, so-so 11, bad 15, fair 15' 'choices of both are there'
run plexus-form results poll@1 --json
is "$(figure form poll '' .count)" 50 'or those of one'
run plexus-form results pol
is "$code" 3 'an unknown form is refused'
like "$err" 'did you mean poll' 'the nearest is named'

done_testing
