#!/usr/bin/env bash
# The ACI report through the program: facts and where they come from, evidence, what if, explain,
# every format; and what is refused.
. "$(dirname "$0")/../lib.sh"

at 2025-06-02T08:00:00Z
aci() { plexus-report aci --year 2025 --facts facts.json --json 2>/dev/null; }
line() { json -c ".indicators[]|select(.code==\"$1\")|[.points, .amount_cents]"; }
facts() { cat >facts.json; }
valid() { # SCHEMA NAME: what was last run is as the schema of share/schemas says
	is "$(jq -rn --slurpfile schema "$top/share/schemas/$1.json" --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' "$2"
}

# --- without any database: the worked examples of the guide, to the cent ---------------------------
example() { # FACTS CODE POINTS CENTS
	facts <<<"$1"
	run plexus-report aci --year 2025 --facts facts.json --json
	is "$code $(line "$2")" "0 [$3,$4]" "$2: $1"
}
example '{"coordination": true, "patients": 6000}' A2-COO 3550 2485000
example '{"coordination": true, "patients": 8000}' A2-COO 4400 3080000
example '{"coordination": true, "patients": 12000}' A2-COO 5500 3850000
example '{"patients": 8000, "ald_under_75": 300, "over_75_without_ald": 200, "over_75_with_ald": 150, "concertation_meetings": 6, "concertation_files": 50}' A2-CONC 2000 1400000
example '{"patients": 8000, "ald_under_75": 300, "over_75_without_ald": 200, "over_75_with_ald": 150, "concertation_meetings": 6, "concertation_files": 30}' A2-CONC 1846.15 1292308
example '{"patients": 3000, "users_level": 2}' A1-USA2 225 157500
example '{"patients": 3000, "users_level": 2}' A1-USA1 200 140000
example '{"patients": 3000, "public_health_missions": ["vaccination", "elderly"]}' A1-SP 525 367500
example '{"patients": 3000, "public_health_missions": ["vaccination", "elderly"], "ipa": true}' A1-SP-IPA 200 140000
example '{"patients": 3000, "quality_level": 3}' A2-QUA3 225 157500
example '{"patients": 3000, "quality_level": 3}' A2-QUA2 150 105000
example '{"patients": 3000, "quality_level": 3}' A2-QUA1 100 70000
example '{"si_standard": true, "professionals": 13}' A3-SI-STD 3100 2170000
for case in 1:0:0 2:450:315000 3:675:472500 4:900:630000 5:900:630000; do
	IFS=: read -r n points cents <<<"$case"
	example "{\"trainees\": $n}" A2-FORM "$points" "$cents"
done
for case in 1:100:70000 2:200:140000 8:800:560000 9:800:560000; do
	IFS=: read -r n points cents <<<"$case"
	example "{\"protocols\": $n}" A2-PROT "$points" "$cents"
done

# Whole structures that the unit tests know, through the program.
for case in "$top"/tests/cases/aci/whole-*.expected.json "$top"/tests/cases/aci/new-floor*.expected.json; do
	jq -e 'has("total_cents")' "$case" >/dev/null || continue
	run plexus-report aci --year "$(jq .exercise "$case")" --facts "${case%.expected.json}.json" --json
	is "$code $(json '[.total_cents, .advance_cents, .uplift_cents, .floor_cents] | join(" ")')" \
		"0 $(jq -r '[.total_cents, .advance_cents, .uplift_cents, .floor_cents] | join(" ")' "$case")" "${case##*/}"
	is "$(json 'if .gate.ok then ([.indicators[].amount_cents] | add) + .uplift_cents + .floor_cents - .total_cents else .total_cents end')" 0 'lines, uplift and floor sum to the total'
done

# --- the contract of --json --------------------------------------------------------------------------
facts <<'JSON'
{"patients": 6000, "ald_under_75": 300, "over_75_without_ald": 200, "over_75_with_ald": 150,
 "daily_hours": 12, "saturday": true, "unscheduled_care": true, "crisis_plan": true, "coordination": true,
 "si_standard": true, "professionals": 13, "protocols": 4, "concertation_meetings": 8, "concertation_files": 20,
 "c2s_rate": 8.5, "ame_rate": 0.4, "national_c2s_rate": 7.5, "national_ame_rate": 0.4}
JSON
run plexus-report aci --year 2025 --facts facts.json --json
status 0 'a report without a database'
valid aci-report 'by its schema'
is "$(json -c '[keys_unsorted[] | select(. != "days" and . != "facts")]')" \
	'["exercise","rules","provisional","gate","indicators","points","uplift_percent","uplift_cents","floor_cents","total_cents","advance_cents","balance_cents","missing","warnings","opportunities"]' 'its keys'
is "$(json -c '[.indicators[].code]')" "$(jq -c '[.indicators[].code]' "$top/share/rules/aci-msp-avenant-1.json")" 'every code, in the order of the rules'
is "$(json '[.exercise, .rules, .provisional, .gate.ok, .uplift_percent] | map(tostring) | join(" ")')" '2025 aci-msp-avenant-1 false true 1' 'head'
is "$(plexus-report aci --schema | jq -c .)" "$(jq -c . "$top/share/schemas/aci-report.json")" '--schema is that file'
is "$(LANGUAGE=en aci)" "$(LANGUAGE=fr aci)" 'the same whatever the locale'

# --- the gate ----------------------------------------------------------------------------------------
jq '.coordination = false' facts.json >gate.json
run plexus-report aci --year 2025 --facts gate.json --json
is "$(json -c '[.gate, .points, .total_cents]')" '[{"ok":false,"failed":["A2-COO"]},0,0]' 'one prerequisite missing pays nothing'
is "$(line A3-SI-STD)" '[3100,2170000]' 'but every line keeps its points'

# --- years -------------------------------------------------------------------------------------------
year() { plexus-report aci --facts facts.json --json --now "$1" 2>/dev/null | jq .exercise; }
is "$(year 2026-01-31T22:00:00Z)" 2025 'until 31 January: the last closed year'
is "$(year 2026-01-31T23:00:00Z)" 2026 'from 1 February, local time: the current one'
run plexus-report aci --year 2021 --facts facts.json
is "$code $out" '1 ' 'before 2022'
like "$err" '2021.*2022' 'is said'
run plexus-report aci --year 21 --facts facts.json
is "$code" 1 'a year long ago'
run plexus-report aci --year abc --facts facts.json
is "$code" 2 'a year that is none'
for format in '' --json --csv --csv=excel-fr --html; do
	# shellcheck disable=SC2086 # none or one
	run plexus-report aci --year 2026 --facts facts.json $format
	status 0 "2026 ${format:-text}"
	like "$err" '2026.*provis' "2026 ${format:-text}: warned"
	like "$out" 'provis' "2026 ${format:-text}: marked"
	# shellcheck disable=SC2086
	unlike "$(plexus-report aci --year 2025 --facts facts.json $format | grep -v '"provisional":false')" 'provisoire' "2025 ${format:-text}: not marked"
done

# --- facts that are wrong: named, exit 1, nothing printed ------------------------------------------
wrong() { # JSON MESSAGE NAME
	facts <<<"$1"
	run plexus-report aci --year 2025 --facts facts.json
	is "$code $out" '1 ' "$3"
	like "$err" "^plexus-report: facts.json:$2" "$3: said"
}
wrong '{"patients": "beaucoup"}' '1.*patients.*' 'a text for a number'
wrong '{"patients": 6000.5}' '1.*patients' 'a fraction for a whole number'
wrong '{"patients": -1}' '1.*patients.*-1|1.*patients' 'fewer than none'
wrong $'{\n"protocols": 2,\n"patients": 99999999999}' '3.*patients' 'an absurd value, with its line'
wrong '{"saturday": "yes"}' '1.*saturday' 'a text for a truth'
wrong '{"c2s_rate": 101}' '1.*c2s_rate' 'a percentage past 100'
wrong '{"c2s_rate": 7.12345}' '1.*c2s_rate.*4' 'five decimals'
wrong '{"patient": 6000}' '1.*patient.*patients' 'an unknown name, with the nearest'
wrong '{"contract_start": "2025-02-30"}' '1.*contract_start' 'a day that does not exist'
wrong '{"public_health_missions": ["vaccin"]}' '1.*public_health_missions.*vaccin' 'a theme that is none'
wrong '{"sas": "some"}' '1.*sas.*some' 'a word that is none'
wrong '{"patients": 1, "patients": 2}' '1.*patients' 'twice the same'
wrong '[1, 2]' '1' 'no object'
wrong $'{"patients": 6000,\n}' '2' 'JSON that is broken, with its line'
wrong '' '[0-9]+' 'nothing'
run plexus-report aci --year 2025 --facts nowhere.json
is "$code $out" '3 ' 'a file that is not there'
like "$err" 'nowhere.json' 'is named'
facts <<<'{"patients": 100, "concertation_files": 500, "crisis_actions": true, "users_level": null}'
run plexus-report aci --year 2025 --facts facts.json --json
is "$code $(json '.warnings|length > 0')" '0 true' 'valid facts that disagree are warnings'
like "$err" 'concertation_files.*crisis_actions' 'on standard error too'
run bash -c 'plexus-report aci --year 2025 --facts - --json <facts.json'
is "$code $(json .facts.patients.value)" '0 100' 'facts from standard input'
run plexus-report aci --year 2025
is "$code $out" '3 ' 'neither a database nor facts'
like "$err" 'plexus init.*--facts' 'says what would do'

# --- rule files ----------------------------------------------------------------------------------------
facts <<<'{"patients": 6000}'
rules() { # FILTER MESSAGE NAME: the shipped rules, changed
	jq "$1" "$top/share/rules/aci-msp-avenant-1.json" >rules.json
	run plexus-report aci --year 2025 --facts facts.json --rules rules.json --json
	[[ $2 ]] || return 0
	is "$code $out" '1 ' "rules: $3"
	like "$err" "^plexus-report: rules.json:[0-9]+: .*$2" "rules: $3: said, with its line"
	is "$(wc -l <<<"$err")" 1 "rules: $3: in one line"
}
rules '.name = "ours"' ''
is "$code $(json .rules)" '0 ours' 'a rule file of one’s own'
rules '(.indicators[]|select(.code=="A2-COO")|.steps[1]) |= {shape: "magic", points: 3}' 'magic' 'a shape that the engine does not know'
rules 'del(.gate)' 'gate' 'no gate'
rules '.gate += ["A9-NON"]' 'A9-NON' 'a gate that is no indicator'
rules '(.quantities[0].value) = {"sum": ["missions"]} | (.quantities[]|select(.name=="missions").value) = {"sum": ["patients_unit"]}' 'patients_unit|missions' 'a cycle'
rules '(.quantities[]|select(.name=="missions").value) = {"sum": ["nobody"]}' 'nobody' 'a name that is nothing'
rules '.indicators[3].code = .indicators[2].code' 'A1-' 'a code twice'
rules '.point_cents = "7 euros"' 'point_cents' 'a wrong type'
rules '.surprise = 1' 'surprise' 'an unknown key'
echo '{"name": ' >rules.json
run plexus-report aci --year 2025 --facts facts.json --rules rules.json
is "$code" 1 'rules that are no JSON'
like "$err" 'rules.json:[0-9]+' 'are said with their line'
run plexus-report aci --year 2025 --facts facts.json --rules nowhere.json
isnt "$code" 0 'rules that are not there'

# --- the exercise: declared facts, evidence ------------------------------------------------------------
new_team
get() { plexus-report aci --year 2025 --json "$@" 2>/dev/null | tee "$tmp/out" >/dev/null; }
fact() { json -c ".facts.$1|[.value, .source]"; }
state() { json ".indicators[]|select(.code==\"$1\")|.status"; }
run plexus-report set 2025 patients=6000 coordination=oui c2s_rate=7,5 public_health_missions=vaccination,prs sas=half contract_start=2020-05-01
status 0 'set'
like "$out" 'fact 1 written: patients' 'says each'
get
is "$(fact patients) $(fact coordination) $(fact c2s_rate) $(fact public_health_missions) $(fact sas) $(fact contract_start)" \
	'[6000,"declared"] [true,"declared"] [7.5,"declared"] [["vaccination","prs"],"declared"] ["half","declared"] ["2020-05-01","declared"]' 'as people write them'
is "$(fact saturday) $(fact trainees)" '[false,"default"] [0,"default"]' 'what is not said is false or 0'
run plexus-report set 2025 patients=6000
is "$out" 'fact 1 unchanged: patients' 'twice the same is no change'
run plexus-report set 2025 patients=7000 -q
is "$out" '' '-q'
get
is "$(fact patients)" '[7000,"declared"]' 'the last word'
run plexus-report set 2025 patients=
is "$code $out" '0 fact 1 written: patients' 'a fact taken back'
get
is "$(fact patients)" '[0,"default"]' 'is no longer'
run plexus-report set 2025 patients=
is "$code $out" '0 ' 'there is nothing to take back twice'
run plexus-report set 2024 patients=5000
is "$(plexus-report aci --year 2024 --json 2>/dev/null | jq .facts.patients.value)" 5000 'each year its own'
refused() { # STATUS MESSAGE NAME WORD…
	run plexus-report set "${@:4}"
	is "$code $out" "$1 " "set: $3"
	like "$err" "$2" "set: $3: said"
}
refused 1 'patientz.*patients' 'an unknown fact' 2025 patientz=3
refused 1 'patients' 'a wrong type' 2025 patients=lots
refused 1 'trainees' 'fewer than none' 2025 protocols=3 trainees=-1
refused 2 'trainees' 'no value' 2025 trainees
refused 2 'soon' 'no year' soon patients=3
refused 2 'needs' 'no fact' 2025
refused 1 '2021|2022' 'a year without rules' 2021 patients=3
get
is "$(fact protocols)" '[0,"records"]' 'nothing of what was refused is stored'
run plexus-report set 2025 patients=1 -n
get
is "$code $(fact patients)" '0 [0,"default"]' 'a dry run stores nothing'
plexus-report set 2025 patients=6000 -q

# Records are counted; the exercise wins over them, a file over the exercise.
plexus-directory import - -q <<'CSV'
nom,prénom,profession,associé,arrivée,départ
Dupont,Anne,médecin,oui,,
Martin,Luc,infirmier,oui,2025-12-31,
Durand,Zoé,sage-femme,oui,2026-01-01,
Petit,Jean,kinésithérapeute,oui,,2025-12-30
Externe,Paul,pharmacien,non,,
CSV
for day in 01-20 02-20 03-20 04-20 05-20 06-20 07-20; do
	id=$(plexus-meeting add "RCP $day" --kind concertation --start "2025-$day 12:30" --json | jq .id)
	plexus-meeting attend "$id" dupont martin -q
	plexus-meeting hold "$id" --files 2 -q 2>/dev/null
done
plexus-meeting add 'Pas tenue' --kind concertation --start '2025-08-20 12:30' --files 50 -q
plexus-meeting add 'Autre' --kind coordination --start '2025-08-20 12:30' --status held --files 50 -q
plexus-meeting add 'Réveillon' --kind concertation --start 2025-12-31T23:30:00Z --status held --files 50 -q
get
is "$(fact professionals) $(fact concertation_meetings) $(fact concertation_files)" '[2,"records"] [7,"records"] [14,"records"]' 'counted: associates at 31 December, held concertations of the local year'
plexus-report set 2025 concertation_files=20 -q
get
is "$(fact concertation_files)" '[20,"declared"]' 'what is declared wins over what is counted'
echo '{"concertation_files": 30}' >facts.json
get --facts facts.json
is "$(fact concertation_files) $(fact concertation_meetings)" '[30,"declared"] [7,"records"]' 'a file wins over both'
is "$(json -c '.indicators[]|select(.code=="A2-CONC")|.source|[.concertation_files, .concertation_meetings, .patients]')" '["declared","records","declared"]' 'a line names the origin of what it uses'
plexus-report set 2025 concertation_files= -q

# Evidence decides only the status.
plexus-report set 2025 daily_hours=12 saturday=yes unscheduled_care=yes crisis_plan=yes si_standard=yes ald_under_75=300 protocols=3 -q
get
is "$(state A1-HOR) $(state A2-COO) $(state A1-CSTM)" 'evidence-missing evidence-missing unmet' 'points without their proof'
before=$(json .total_cents)
mkdir proofs
for i in 1 2 3 4; do echo "protocole $i" >"proofs/p$i.pdf"; done
run plexus-report evidence 2025 a2-coo proofs/p1.pdf
is "$code $out" '0 evidence 1 kept: p1.pdf' 'evidence, whatever the case of the code'
run plexus-report evidence 2025 A2-COO proofs/p1.pdf
is "$code $out" '0 evidence 1 unchanged: p1.pdf' 'twice the same is once'
run plexus-report evidence 2025 A2-PROT proofs/p1.pdf proofs/p2.pdf
status 0 'several files at once'
get
is "$(state A2-COO) $(json .total_cents)" "met $before" 'met; the money is the same'
is "$(json -c '.indicators[]|select(.code=="A2-COO")|.evidence[0]|[.name,.size,.sha256]')" "[\"p1.pdf\",12,\"$(sha256sum proofs/p1.pdf | cut -d' ' -f1)\"]" 'name, size and SHA-256'
is "$(state A2-PROT)" evidence-missing 'each protocol is to be proved'
like "$(json '.missing[]|select(.code=="A2-PROT").what')" '2.*3' 'two of three are there'
plexus-report evidence 2025 A2-PROT proofs/p3.pdf -q
get
is "$(state A2-PROT)" partial 'three of the eight that it can bring'
run plexus-report evidence 2025 A2-PROT proofs/p4.pdf proofs/none.pdf
is "$code" 3 'a file that is not there'
like "$err" 'none.pdf' 'is named'
is "$(plexus-report count --type evidence --json | jq '.[0].count')" 4 'and nothing is kept'
run plexus-report evidence 2025 A9-NON proofs/p1.pdf
is "$code" 3 'an indicator that is none'
run plexus-report evidence 2025 A2-COOO proofs/p1.pdf
like "$err" 'A2-COO' 'the nearest is named'
run plexus-report evidence 2025 A2-COO
is "$code" 2 'no file'
run plexus-report evidence 2025 A2-COO proofs
isnt "$code" 0 'a folder'

# --- what if -------------------------------------------------------------------------------------------
journal=$(plexus log --json | jq length)
run plexus-report aci --year 2025 --json --what-if trainees=2 --what-if quality_level=1
status 0 'what if'
valid aci-report 'by the schema too'
is "$(json -c '.facts')" '[{"name":"trainees","before":0,"after":2},{"name":"quality_level","before":0,"after":1}]' 'the facts that differ'
is "$(json -c '[.indicators[]|[.code, .before.points, .after.points]]')" '[["A2-FORM",0,450],["A2-QUA1",0,100]]' 'the lines that differ'
is "$(json '.after.total_cents - .before.total_cents') $(json .difference_cents)" '385000 385000' 'and the difference'
saved=$out
run plexus-report aci --year 2025 --json --what-if trainees=2 quality_level=1
is "$out" "$saved" 'several facts after one --what-if'
run plexus-report aci --year 2025 --what-if trainees=2
like "$out" 'A2-FORM.*450,00' 'for people'
is "$(plexus log --json | jq length)" "$journal" 'nothing is stored'
run plexus-report aci --year 2025 --what-if trainees=many
is "$code $out" '1 ' 'a wrong supposition'
like "$err" 'what-if: trainees' 'is named'
run plexus-report aci --year 2025 --what-if trainee=2
is "$code" 1 'an unknown fact'
run plexus-report aci --year 2025 --what-if trainees=2 --html
is "$code" 2 'what if has no page'
run plexus-report aci --year 2025 trainees=2
is "$code" 2 'facts are not operands of a report'

# --- explain -------------------------------------------------------------------------------------------
for indicator in $(jq -r '.indicators[].code' "$top/share/rules/aci-msp-avenant-1.json"); do
	run plexus-report explain "$indicator" --year 2025 --json
	((code == 0)) && [[ ! $(jq -rn --slurpfile schema "$top/share/schemas/aci-explain.json" --slurpfile data "$tmp/out" -f "$top/tests/schema.jq") ]]
	report $((!$?)) "explain $indicator, by its schema" "$err"
	plexus-report explain "$indicator" --year 2025 >text
	[[ $(<text) == "$indicator"* ]]
	report $((!$?)) "explain $indicator, for people"
done
run plexus-report explain a2-conc --year 2025 --json
is "$(json -c '[.facts[]|select(.name=="concertation_files")|.records|length, (map(.number)|add)]')" '[7,14]' 'the records behind the figure'
is "$(json -r '.facts[]|select(.name=="concertation_files")|.records[0].uid')" "$(plexus-meeting show 1 --json | jq -r .uid)" 'by their uids'
is "$(json '.steps[-1].points == .points')" true 'the last step is the figure'
run plexus-report explain A2-COONC
is "$code" 3 'an indicator that is none'
like "$err" 'A2-CONC|A2-COO' 'the nearest is named'

# --- formats -------------------------------------------------------------------------------------------
run plexus-report aci --year 2025
like "$out" '^ACI 2025' 'text'
like "$out" 'A2-COO .*Fonction de coordination' 'in French, whatever the locale'
like "$(LANGUAGE=en plexus-report aci --year 2025 --lang en)" 'Coordination' 'in English when asked'
run plexus-report aci --year 2025 --csv
is "$(wc -l <<<"$out")" "$(($(jq '.indicators|length' "$top/share/rules/aci-msp-avenant-1.json") + 1 + $(grep -cE '^(uplift|floor|total|advance|balance|majoration|plancher|avance|solde)' <<<"$out")))" 'CSV: a line an indicator, and the sums'
run plexus-report aci --year 2025 --csv=excel-fr
is "$(head -c 3 "$tmp/out" | od -An -tx1 | tr -d ' ')" efbbbf 'a French spreadsheet'
run plexus-report aci --year 2025 --html
like "$out" '^<!DOCTYPE html>' 'HTML'
like "$out" 'MSP du Val' 'names the team'
unlike "$out" '(src|href)="?(https?:)?//' 'holds no link to elsewhere'
unlike "$out" '@import|url\(["'"'"']?https?:|<script[^>]*src' 'nor asks for anything'
plexus-directory edit --type organization 1 --name 'MSP <b>&"Val"' -q
run plexus-report aci --year 2025 --html
like "$out" 'MSP &lt;b&gt;&amp;' 'names are text, not markup'
echo before >page.html
run plexus-report aci --year 2021 --html -o page.html
is "$code $(<page.html)" '1 before' 'a report that fails leaves the file'
run plexus-report aci --year 2025 --html -o page.html
is "$code $out $(head -c 15 page.html)" '0  <!DOCTYPE html>' 'or replaces it whole'
for format in '' --json --csv --html; do
	run bash -c "plexus-report aci --year 2025 $format >/dev/full"
	isnt "$code" 0 "${format:-text} > /dev/full"
done
run plexus-report aci --year 2025 --json --html
is "$code" 2 'one format at a time'

# Errors are in the reader's language, the report in French.
if [[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]]; then
	run plexus-report aci --year 2025 --facts nowhere.json
	unlike "$err" 'ouverture|impossible' 'an error in English'
fi

# --- another organization has its own exercise ---------------------------------------------------------
plexus-directory add --type organization 'MSP du Nord' --kind msp -q
get --org msp-du-nord
is "$(fact patients) $(fact professionals) $(fact concertation_meetings)" '[0,"default"] [0,"records"] [0,"records"]' 'nothing of the first one counts'
plexus-report set 2025 patients=1000 --org msp-du-nord -q
get
is "$(fact patients)" '[6000,"declared"]' 'nor the other way'
run plexus-report aci --year 2025 --org all
is "$code" 2 'a report is of one organization'
plexus-directory add --type organization 'CPTS' --kind cpts -q
run plexus-report aci --year 2025 --org cpts
isnt "$code" 0 'an agreement that is not known'
like "$err" 'cpts' 'is said'
ok 'all is well' plexus doctor

# What can be declared is listed, with what it is now.
run plexus-report set 2025 trainees=2
run plexus-report facts --year 2025 --json
status 0 'facts are listed'
is "$(jq -r '.[] | select(.fact == "trainees") | "\(.kind) \(.value) \(.source)"' <<<"$out")" 'integer 2 declared' 'each with its value and where it comes from'
is "$(jq length <<<"$out")" "$(jq '.facts | length' "$top/share/rules/aci-msp-avenant-1.json")" 'all of them'
run plexus-report facts --year 2025
like "$out" $'\ntrainees +whole number +2 +declared' 'to people in words'
like "$out" $'\ncoordination +yes or no +(yes|no) ' 'values too'
if [[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]]; then
	run plexus-report facts --year 2025 --lang fr
	like "$out" $'\ncoordination +oui ou non +(oui|non) ' 'in French'
fi
done_testing
