#!/usr/bin/env bash
# The report of the ACI as a command: from a file of facts alone, then from a team with evidence.
. "$(dirname "$0")/../lib.sh"

cat >"$tmp/f.json" <<'JSON'
{"patients": 8000, "daily_hours": 11, "saturday": true, "unscheduled_care": true, "crisis_plan": true,
 "coordination": true, "professionals": 13, "si_standard": true, "protocols": 3, "trainees": 3,
 "public_health_missions": ["prs", "elderly"], "national_c2s_rate": 7.5, "national_ame_rate": 0.4}
JSON
aci() { run plexus-report aci --facts "$tmp/f.json" --json "$@"; }

# Which agreement governs the year.
aci --year 2025
status 0 'facts alone make a report, without a database'
is "$err" '' 'rates given, facts that agree: nothing to warn of'
# 740 + 100 + 4400 + 3100, 300 + 1400 + 675
is "$(json -c '[.provisional, .gate.ok, (.points * 100), .total_cents]')" '[false,true,1071500,7500500]' 'a total by hand'
aci --year 2026
status 0 'a year that no rules cover is reported all the same'
is "$(json .provisional)" true 'provisional'
is "$(grep -c . <<<"$err")" 1 'which is warned of once'
is "$(json -r '.warnings[0]')" "${err#*: }" 'in the words of the report'
aci --year 2021
status 1 'a year before the first rules'
like "$err" '2021' 'named'

# Facts of a report are a file of facts.
aci --year 2025
json '.facts | map_values(.value)' >"$tmp/again.json"
cp "$tmp/out" "$tmp/first"
run plexus-report aci --facts "$tmp/again.json" --json --year 2025
is "$(json -c '[.total_cents, .advance_cents, .balance_cents]')" \
	"$(jq -c '[.total_cents, .advance_cents, .balance_cents]' "$tmp/first")" 'they make the same report'

# Evidence decides of the status alone.
new_team
of() { json -r ".indicators[] | select(.code == \"$1\") | .status"; }
for n in 1 2 3; do echo "$n" >"$tmp/$n.pdf"; done
aci --year 2025
is "$(of A2-COO) $(of A1-HOR) $(of A2-PROT)" 'evidence-missing evidence-missing evidence-missing' 'no evidence yet'
is "$(json -r '[.missing[].code] | join(" ")')" 'A1-HOR A1-CRISE-P A1-SP A2-COO A2-PROT A2-FORM A3-SI-STD' 'all that is missing'
for code in A1-HOR A2-COO A1-SP; do plexus-report evidence 2025 $code "$tmp/1.pdf" -q; done
plexus-report evidence 2025 A2-PROT "$tmp/1.pdf" "$tmp/2.pdf" -q
aci --year 2025
is "$(of A2-COO) $(of A1-HOR)" 'met partial' 'one file is enough'
is "$(of A2-PROT) $(of A1-SP)" 'evidence-missing evidence-missing' 'but where each one is to be proved'
plexus-report evidence 2025 A2-PROT "$tmp/3.pdf" -q
plexus-report evidence 2025 A1-SP "$tmp/2.pdf" -q
aci --year 2025
is "$(of A2-PROT) $(of A1-SP)" 'partial met' 'each one proved'
is "$(json .total_cents)" 7500500 'the money is the same'
is "$(json -c '[.indicators[] | select(.code == "A2-COO") | .source[]] | unique')" '["declared","default"]' 'facts of the file are declared'
is "$(json -r '.indicators[] | select(.code == "A2-PROT") | .evidence[0].sha256')" "$(sha256sum <"$tmp/1.pdf" | cut -d' ' -f1)" 'the hash of a file'

done_testing
