#!/usr/bin/env bash
# The ledger of meeting time: who, how long, what it is worth, in the local year and month.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
plexus-project add 'Parcours BPCO' --slug bpco -q
plexus-meeting import --type rate - -q <<'CSV'
profession,nature,from,hourly_cents
10,indemnity,2024-01-01,7501
10,indemnity,2025-07-01,8000
60,indemnity,2024-01-01,4000
10,remuneration,2024-01-01,3000
CSV
meet() { # START MINUTES KIND PROJECT WHO…: a meeting that was held
	local id
	id=$(plexus-meeting add "$3 $1" --start "$1" --minutes "$2" --kind "$3" --project "$4" --json | jq .id)
	plexus-meeting attend "$id" "${@:5}" -q && plexus-meeting hold "$id" -q 2>/dev/null
}
meet 2025-01-10T11:00:00Z 90 concertation bpco dupont martin
meet 2025-01-24T11:00:00Z 60 coordination '' dupont:25 absent:martin invited:durand
meet 2025-07-01T11:00:00Z 60 concertation bpco dupont martin:7
meet 2025-12-31T23:30:00Z 60 governance '' martin durand  # January 2026 in Paris
meet 2024-12-31T23:30:00Z 45 project bpco martin          # January 2025 in Paris
plexus-meeting add Prévue --start 2025-02-01T11:00:00Z -q
plexus-meeting attend 6 dupont -q # planned: not yet worth anything
plexus-meeting add Annulée --start 2025-02-01T11:00:00Z -q
plexus-meeting attend 7 dupont -q
plexus-meeting cancel 7 -q
time_() { plexus-meeting time --year 2025 --json "$@"; }

# Lines: one a person and meeting.
run plexus-meeting time --year 2025 --json
is "$(json length)" 6 'present people of held meetings, of the local year'
is "$(json -c '.[0] | [.meeting, .practitioner, .minutes, .rate_cents, .amount_cents]')" '[5,"martin",45,4000,3000]' 'by start: the first is of the night of the new year'
is "$(json -c 'map([.practitioner, .minutes, .rate_cents, .amount_cents] | join(" "))')" \
	'["martin 45 4000 3000","dupont 90 7501 11252","martin 90 4000 6000","dupont 25 7501 3125","dupont 60 8000 8000","martin 7 4000 467"]' \
	'minutes x rate / 60, half up to the cent'
is "$(json -c '.[0] | keys_unsorted')" '["meeting","start","month","title","kind","project","practitioner","family","given","nature","minutes","rate_cents","amount_cents"]' 'every field, always'
is "$(json '.[0].month')" 2025-01 'by local month'
run plexus-meeting time --year 2026 --json
is "$(json -c 'map([.practitioner, .month, .amount_cents])')" '[["martin","2026-01",4000],["durand","2026-01",null]]' 'the last night of December is in January; no rate is null'
like "$err" '1 presence' 'and a warning'
is "$(plexus-meeting time --year 2023 --json)" '[]' 'a year without meetings'
run plexus-meeting time --year 2023 --exit-code
is "$code" 3 'is 3 when asked'
is "$(plexus-meeting time --json)" "$(time_)" 'this year, unless said'
run plexus-meeting time --year hier
is "$code" 2 'a year that is none'

# Groups.
by() { time_ --by "$1" | jq -c "map([$2])"; }
is "$(by practitioner .practitioner,.family,.given,.meetings,.minutes,.amount_cents)" \
	'[["dupont","Dupont","Anne",3,175,22377],["martin","Martin","Luc",3,142,9467]]' 'by person, names with it'
is "$(by month .month,.minutes,.amount_cents)" '[["2025-01",250,23377],["2025-07",67,8467]]' 'by month'
is "$(by project .project,.minutes,.amount_cents)" '[["bpco",292,28719],[null,25,3125]]' 'by project, none last'
is "$(by kind .kind,.minutes)" '[["concertation",247],["coordination",25],["project",45]]' 'by kind'
is "$(by nature .nature,.amount_cents)" '[["indemnity",31844]]' 'by nature'
is "$(by month,practitioner .month,.practitioner,.minutes)" '[["2025-01","dupont",115],["2025-01","martin",135],["2025-07","dupont",60],["2025-07","martin",7]]' 'by several'
is "$(time_ --by kind | jq -c '.[0]|keys_unsorted')" '["kind","meetings","minutes","amount_cents","unrated_minutes"]' 'a group has its own fields'
is "$(plexus-meeting time --year 2026 --json --by month 2>/dev/null | jq -c 'map([.minutes,.amount_cents,.unrated_minutes])')" '[[120,4000,60]]' 'minutes without a rate are told apart'
is "$(plexus-meeting time --year 2026 --json --by practitioner 2>/dev/null | jq -c 'map([.practitioner,.amount_cents])')" '[["durand",null],["martin",4000]]' 'without any rate there is no amount'
run plexus-meeting time --by week
is "$code" 2 'a grouping that is none'
like "$err" 'week.*practitioner, month, project' 'names those there are'
run plexus-meeting time --by month,month --json
is "$code" 2 'twice the same'
for by in practitioner month project kind nature practitioner,kind month,project,kind,nature,practitioner; do
	is "$(time_ --by "$by" | jq 'map(.amount_cents)|add')" 31844 "the sum by $by is that of the lines"
done
is "$(time_ | jq 'map(.amount_cents)|add')" 31844 'which is this'

# Formats, order, fields, limit.
is "$(plexus-meeting time --year 2025 --csv --by kind --fields kind,minutes --sort -minutes --limit 2)" $'kind,minutes\nconcertation,247\nproject,45' '--csv, --fields, --sort, --limit'
is "$(time_ --fields practitioner,minutes --sort minutes,practitioner --limit 2 | jq -c .)" '[{"practitioner":"martin","minutes":7},{"practitioner":"dupont","minutes":25}]' 'of lines too'
is "$(plexus-meeting time --year 2025 --by practitioner --csv=excel-fr | sed -n 2p | tr -d '"\r')" 'dupont;Dupont;Anne;3;175;223,77;0' 'a French spreadsheet: euros'
is "$(plexus-meeting time --year 2025 --jsonl | wc -l)" 6 'JSON Lines'
run plexus-meeting time --year 2025 --sort minuts
is "$code" 2 'a field that is none'
like "$(plexus-meeting time --year 2025 --by practitioner)" 'dupont +Dupont +Anne +3 +2 ?h ?55' 'for people'

# plexus-report time is the same register, by person.
is "$(plexus-report time --year 2025 --json)" "$(time_ --by practitioner)" 'plexus-report time'
is "$(plexus-report time --year 2025 --json --by month)" "$(time_ --by month)" 'and its groupings'

# Frozen: rates that change afterwards change nothing.
plexus-meeting edit --type rate 1 --hourly-cents 1 -q
is "$(time_ | jq 'map(.amount_cents)|add')" 31844 'what was held keeps its rates'

# Imported as held, without rates of its own: the dated rates count.
printf 'title,start,minutes,status,kind\nAncienne,2025-08-01T10:00:00Z,60,held,other\n' | plexus-meeting import - -q
printf 'meeting,practitioner,state,minutes,nature,rate_cents\n8,dupont,present,60,,\n8,martin,present,,indemnity,5000\n' | plexus-meeting import --type attendance - -q
is "$(time_ | jq -c 'map(select(.meeting==8)|[.practitioner,.minutes,.rate_cents])')" '[["dupont",60,8000],["martin",60,5000]]' 'the rate of the day, or its own; the meeting’s minutes'

# Another organization has its own ledger; "all" has both.
plexus-directory add --type organization 'CPTS du Nord' --kind cpts -q
plexus-directory add Nord --given Ève --profession 10 --org cpts-du-nord -q
plexus-meeting add 'Autre' --start 2025-05-05T10:00:00Z --org cpts-du-nord -q
plexus-meeting attend 9 nord --org cpts-du-nord -q
plexus-meeting hold 9 --org cpts-du-nord -q 2>/dev/null
is "$(time_ | jq 'map(select(.practitioner=="nord"))|length')" 0 'not of this organization'
is "$(time_ --org cpts-du-nord 2>/dev/null | jq -c 'map([.practitioner,.amount_cents])')" '[["nord",null]]' 'of its own: rates are of one organization too'
is "$(time_ --org all 2>/dev/null | jq length)" 9 'of all'

# Sums are made another way than lines: whatever they are grouped by, they say the same.
sums() { # FIELD,…: of the lines, by jq
	plexus-meeting time --year 2025 --org all --json 2>/dev/null | jq -c --arg by "$1" '($by | split(",")) as $by
		| group_by([.[$by[]]] | map(. == null)) | add | group_by([.[$by[]]]) | map([(.[0][$by[]]), length,
		(map(.minutes) | add), (map(.amount_cents) | add), (map(select(.rate_cents == null).minutes) | add // 0)]) | sort[]'
}
for by in practitioner month project kind nature practitioner,month project,nature kind,month,practitioner nature,kind,project,month,practitioner; do
	is "$(plexus-meeting time --year 2025 --org all --by "$by" --json 2>/dev/null | jq -c --arg by "$by" \
		'($by | split(",")) as $by | map([.[$by[]], .meetings, .minutes, .amount_cents, .unrated_minutes]) | sort[]')" "$(sums "$by")" "--by $by"
done

# A year that several readers share says what SQLite says of it.
"$top/tests/bench/fill.sh" large.db 20 20000 >/dev/null
large=$(brought large.db)
is "$(plexus-meeting --db "$large" time --year 2025 --by practitioner,month --csv \
	--fields practitioner,month,meetings,minutes,amount_cents | tail -n +2 | md5sum)" \
	"$(TZ=Europe/Paris sqlite3 -readonly large.db "SELECT p.handle, strftime('%Y-%m', m.start, 'localtime'), count(*),
		sum(COALESCE(a.minutes, m.minutes)), sum((COALESCE(a.minutes, m.minutes) * a.rate_cents + 30) / 60)
		FROM attendance a JOIN meeting m ON m.id = a.meeting JOIN practitioner p ON p.id = a.practitioner
		WHERE strftime('%Y', m.start, 'localtime') = '2025' GROUP BY 1, 2 ORDER BY 1, 2" | tr '|' ',' | md5sum)" \
	'200,000 attendances'
done_testing
