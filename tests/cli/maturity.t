#!/usr/bin/env bash
# The matrix of maturity: each member alone, what the team agrees on, what it does about it.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
# answers WHO DATE LEVEL…: levels of the first dimensions, 1 for the others.
answers() {
	local who=$1 date=$2 name given; shift 2
	given=("$@")
	{
		for name in $(jq -r '.sections[].questions[].name' "$top/share/forms/maturity.json"); do
			echo "$name=${given[0]:-1}"
			given=("${given[@]:1}")
		done
	} | plexus-form answer maturity --who "$who" --date "$date" -q
}
run plexus-report maturity --year 2025
status 0 'of a year without answers there is a matrix'
like "$out" 'nobody answered' 'that says so'
answers dupont 2024-06-01 0 0 2
answers martin 2024-06-02 0 0 2
answers dupont 2025-01-10 3 3 3 3 # answers again below: the last ones count
answers dupont 2025-03-01 2 1 2 0
answers martin 2025-03-01 2 1 1 0
answers durand 2025-03-02 1 0 3 1
run plexus-form answer maturity - <<<'{"team_meetings":"2"}'
is "$code" 2 'the matrix is not anonymous'

line() { json --arg d "$1" ".[] | select(.dimension == \$d) | $2"; }
run plexus-report maturity --year 2025 --json
is "$(json length)" 16 'it has sixteen dimensions'
is "$(json '[.[].axis] | unique | length')" 4 'on four axes'
is "$(line project_needs '"\(.level) \(.answered) \(.voices["2"]) \(.voices["1"]) \(.before) \(.change)"')" '2 3 2 1 0 2' 'the level that most chose, and what it gained in a year'
is "$(line project_pathways '"\(.level) \(.tied | join("+")) \(.points) \(.reason)"')" 'null 1+2+3 1 several levels were chosen as often' 'a tie is told'
is "$(line project_prevention '.level')" 0 'level 0 is a level'
run plexus-report maturity --year 2025 --members --json
is "$(json '[.[].practitioner] | unique | join(" ")')" 'dupont durand martin' 'each member has their lines'
is "$(json '[.[] | select(.practitioner == "dupont" and .dimension == "project_needs")] | map("\(.authored) \(.level)") | join(",")')" '2025-03-01 2' 'with their last answers'
is "$(json length)" 48 'one a dimension'
run plexus-report maturity --year 2025 --csv
is "$(head -1 <<<"$out" | cut -d, -f1-5)" 'axis,dimension,label,answered,level' 'and a table'
run plexus-report maturity --year 2026 --json
is "$(json '[.[] | .level, .points] | unique | length')" 1 'what there is no data for is null'

# Actions.
run plexus-report improve 2025 team_meetings
status 0 'an action is added'
like "$err" 'no day, nobody in charge, no means' 'what it lacks is said'
run plexus-report improve 2025 project_prevention --title 'Dépister la BPCO' --due 2025-06-30 --assignees dupont,martin --means '2 h par mois'
is "$err" '' 'one that has all lacks nothing'
run plexus-report improve 2025 project_prevention --title 'Dépister la BPCO' --due 2025-06-30
like "$out" 'unchanged' 'the same one again changes nothing'
is "$(plexus-task count --json | jq '.[0].count // .count')" 2 'there are two tasks'
run plexus-report improve 2025 team_meeting
is "$code" 3 'an unknown dimension is refused'
like "$err" 'did you mean team_meetings' 'the nearest is named'
run plexus-report maturity --year 2025 --json
is "$(line project_prevention '.tasks | join(",")')" 2 'the matrix knows its actions'
run plexus-report maturity --year 2025 --lang fr
like "$out" 'Actions' 'and shows them'
like "$out" '2 Dépister la BPCO: .*dupont, ?martin' 'with who is in charge'
like "$out" '1 (Concertation|Meetings).*sans date, sans responsable, sans moyens' 'and what they lack'

# The page.
plexus-report maturity --year 2025 --html -o maturity.html
page=$(<maturity.html)
is "$(xmllint --html --noout maturity.html 2>&1 | grep ' error : ' | grep -v 'Tag [a-z]* invalid' | head -3)" '' 'the page is well formed'
like "$page" '<svg class="radar" role="img"' 'it has a radar'
is "$(grep -c '<polygon class="line' maturity.html)" 2 'with a line a year'
is "$(grep -o 'text-anchor="middle" dominant' maturity.html | wc -l)" 16 'and a spoke a dimension'
is "$(grep -o '<li>' <<<"${page#*spokes}" | wc -l)" 18 'each named, besides the two years'
like "$page" 'stroke|class="line d1"' 'the year before is dashed'
like "$page" '<th scope="row">1\. ' 'its table says the same'
if command -v vnu >/dev/null; then is "$(vnu --errors-only maturity.html 2>&1)" '' 'the Nu checker has nothing to say'; fi
like "$page" 'Zoé Durand' 'each member is there'
unlike "$page" '<script|src=' 'no script, nothing from the network'

done_testing
