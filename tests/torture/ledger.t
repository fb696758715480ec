#!/usr/bin/env bash
# The sums of a large year, which several threads read, are those of plain SQL.
. "$(dirname "$0")/../lib.sh"

"$top/tests/bench/fill.sh" "$tmp/filled.db" 100 22000
PLEXUS_DB=$(brought "$tmp/filled.db")
run plexus doctor --json
is "$(json -r '.[] | select(.level != "ok" and .level != "warning").check')" journal 'rows laid straight into the tables break no rule, but no journal tells of them'

sums() { # COLUMN…: by SQL
	sqlite3 -csv "$tmp/filled.db" "SELECT $1, COUNT(*), SUM(COALESCE(a.minutes, m.minutes)),
		SUM((COALESCE(a.minutes, m.minutes) * a.rate_cents + 30) / 60), 0
		FROM attendance a JOIN meeting m ON m.id = a.meeting JOIN practitioner p ON p.id = a.practitioner
		WHERE m.start >= '2024-12-31T23:00:00Z' AND m.start < '2025-12-31T23:00:00Z' GROUP BY $1 ORDER BY $1"
}
month="strftime('%Y-%m', datetime(m.start, '+' || (1 + (m.start >= '2025-03-30T01:00:00Z' AND m.start < '2025-10-26T01:00:00Z')) || ' hours'))"
time_() { plexus-meeting time --year 2025 --by "$1" --csv --fields "$1,meetings,minutes,amount_cents,unrated_minutes" | sed 1d; }
is "$(time_ practitioner,month | md5sum)" "$(sums "p.handle, $month" | md5sum)" 'by person and month'
is "$(time_ month)" "$(sums "$month")" 'by month'
is "$(time_ kind)" "$(sums m.kind)" 'by kind'
is "$(time_ nature,practitioner | md5sum)" "$(sums 'a.nature, p.handle' | md5sum)" 'by nature and person'
done_testing
