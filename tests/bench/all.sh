#!/bin/bash
# shellcheck disable=SC2016,SC2034,SC2154 # backquotes are Markdown's; lib.sh reads prepare, sets over
# How fast: ratios to programs that people know, measured side by side in one run.  Prints a table and
# keeps it in tests/bench/RESULTS.md.  FULL=1: the sizes of a nation (half an hour, 10 GB in TMPDIR);
# else a small one, where what a program costs to start weighs more.  ONLY=word,word…: these parts
# alone, and the table is not kept.  Exit status 1 when a ratio is over what is asked.
set -euo pipefail
bench=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$bench/../.." && pwd)
built=${PX_BUILD:-$top/build}
export PATH=$built/bin:$PATH
if [[ ${FULL:-} ]]; then
	size=full tasks=100000 warriors=100000 records=1000000 meetings=500000 register=2000000 team=100000 writing=20 slots=5000000 offering=200000 queries=10000 answers=1000000
else
	size=small tasks=100000 warriors=10000 records=100000 meetings=50000 register=50000 team=20000 writing=6 slots=200000 offering=8000 queries=4000 answers=200000
fi
only=,${ONLY:-},
work=$(mktemp -d "${TMPDIR:-/tmp}/plexus-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
export XDG_CONFIG_HOME=$work HOME=$work LC_ALL=C.UTF-8 TASKRC=$work/taskrc TASKDATA=$work/warrior
for name in $(compgen -e | grep '^PLEXUS_'); do unset "$name"; done
prepare=
# shellcheck source=/dev/null
. "$bench/lib.sh"

part() { [[ $only == ,, || $only == *,$1,* ]]; }
fill() { "$bench/fill.sh" "$@"; }
# All of it in the file, so that copying the file copies all.
settle() { sqlite3 "$1" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null; }
have() { command -v "$1" >/dev/null; }

# Records with a line of the journal each, by import: what a dump takes along.
fill_moved() {
	plexus --db moved.db init --name Bench --kind cpts -q
	perl -e 'print "title,due,priority,notes\n"; printf "Tâche %d,2026-%02d-%02d,%s,Appeler le %d\n", $_, 1 + $_ % 12, 1 + $_ % 28, ("high", "normal", "low")[$_ % 3], $_ for 1 .. shift' "$records" |
		plexus-task --db moved.db import - -q
	settle moved.db
}

# The tasks of a database for Taskwarrior.
fill_warrior() {
	printf 'confirmation=off\nverbose=nothing\nhooks=off\nnews.version=9\n' >taskrc
	sqlite3 -json tasks.db "SELECT title AS description, 'pending' AS status, 'projet-' || project AS project,
		substr(uid, 1, 14) || '4' || substr(uid, 16) AS uuid, strftime('%Y%m%dT000000Z', due) AS due,
		'20251231T120000Z' AS entry FROM task WHERE id <= $warriors" >warrior.json
	task import warrior.json >/dev/null 2>&1
}

if part start; then
	measure 'start: `plexus-task --version`' - 100 'plexus-task --version' 'true=true' \
		'sqlite3 `select 1`=sqlite3 :memory: "select 1"'
fi

if part list || part add || part writers; then
	fill tasks.db "$tasks" 100
	if have task; then fill_warrior; fi
fi

if part list; then
	middle=$((warriors / 40))
	cat >list.sql <<-SQL
		.mode column
		SELECT t.id, t.title, t.status, t.priority, t.due, p.slug AS project, w.handle AS assignees
		FROM task t LEFT JOIN project p ON p.id = t.project
		LEFT JOIN task_assignees a ON a.organization = 1 AND a.owner = t.id
		LEFT JOIN practitioner w ON w.id = a.target
		WHERE t.organization = 1 AND t.project = (SELECT id FROM project WHERE slug = 'projet-$middle')
		ORDER BY t.id;
	SQL
	peers=('sqlite3=sqlite3 -readonly tasks.db ".read list.sql"')
	if have task; then peers+=("Taskwarrior ($warriors tasks)=task project.is:projet-$middle list"); fi
	measure "\`plexus-task list\`: 20 of $tasks tasks" 1.0 100 "plexus-task --db tasks.db list project=projet-$middle" "${peers[@]}"

	sqlite3 -csv -header tasks.db 'SELECT id, title, status, priority, due FROM task' >tasks.csv
	sqlite3 -json tasks.db 'SELECT id, title, status, priority, due FROM task' >tasks.json
	peers=("jq=jq -c '.[] | select(.title | test(\"77\$\"))' tasks.json")
	if have hugo; then hugo version | sed 's/^hugo v\([0-9.]*\).*/Hugo \1/'; fi
	if have mlr; then peers+=("Miller=mlr --csv filter '\$title =~ \"77\$\"' tasks.csv"); fi
	measure "by a regular expression, of $tasks" 1.0 9 "plexus-task --db tasks.db list 'title~77\$' --csv --fields id,title,status,priority,due" "${peers[@]}"
fi

if part add; then
	cp tasks.db shell.db
	plexus-task --db shell.db add 'Relancer le pharmacien' --due 2026-03-04 -q
	settle shell.db
	cat >add.sql <<-'SQL'
		PRAGMA synchronous = FULL;
		BEGIN IMMEDIATE;
		UPDATE counter SET last = last + 1 WHERE type = 'task';
		INSERT INTO task (id, uid, organization, created, updated, title, title_folded, status, priority, due)
		    SELECT last, printf('01aa0026-0000-7000-8000-%012x', last), 1, '2026-11-21T22:08:02Z', '2026-11-21T22:08:02Z',
		    'Relancer le pharmacien', 'relancer le pharmacien', 'open', 'normal', '2026-03-04' FROM counter WHERE type = 'task';
		INSERT INTO token SELECT 1, 'task', value, (SELECT last FROM counter WHERE type = 'task')
		    FROM json_each('["relancer","le","pharmacien"]');
		INSERT INTO journal SELECT seq + 1, at, actor, operation, organization, type,
		    printf('01aa0026-0000-7000-8000-%012x', seq), before, after, digest, chain FROM journal ORDER BY seq DESC LIMIT 1;
		COMMIT;
	SQL
	peers=('sqlite3, the same rows=sqlite3 shell.db ".read add.sql"')
	if have task; then peers+=("Taskwarrior ($warriors tasks)=task add Relancer le pharmacien due:2026-03-04"); fi
	measure '`plexus-task add`, durable' 1.0 100 "plexus-task --db tasks.db add 'Relancer le pharmacien' --due 2026-03-04 -q" "${peers[@]}"
fi

if part writers; then
	read -r _ written _ failed _ longest _ median _ < <("$bench/writers.pl" 32 "$writing" plexus-task --db tasks.db add Relancer -q)
	# As many that only start: what the machine itself makes them wait.
	read -r _ _ _ _ _ idle _ < <("$bench/writers.pl" 32 3 plexus-task --version)
	met=$(awk "BEGIN { print $failed == 0 && $longest < 1 ? \"yes\" : \"no\" }")
	note_row "32 processes adding tasks for $writing s: the longest wait" \
		"$longest s (median $median; $((written / writing)) a second; $failed failed; $idle s for processes that only start)" 'a second' "$met"
fi

if part ledger; then
	fill year.db 20 "$meetings"
	sqlite3 flat.db <<-'SQL'
		ATTACH 'year.db' AS year;
		CREATE TABLE attendance AS SELECT a.practitioner, m.start, COALESCE(a.minutes, m.minutes) AS minutes,
		    a.rate_cents FROM year.attendance a JOIN year.meeting m ON m.id = a.meeting;
		CREATE INDEX cover ON attendance (practitioner, start, minutes, rate_cents);
	SQL
	query="SELECT practitioner, substr(start, 1, 7) AS month, count(*) AS meetings, sum(minutes) AS minutes,
		sum((minutes * rate_cents + 30) / 60) AS amount_cents FROM attendance
		WHERE start >= '2024-12-31T23:00:00Z' AND start < '2025-12-31T23:00:00Z' GROUP BY 1, 2"
	echo "$query;" >ledger.sql
	peers=('sqlite3, by a part of the text date, covering index=sqlite3 -readonly -csv flat.db ".read ledger.sql"')
	if have npm && npm install --silent --no-audit --no-fund --prefix "$work" "@duckdb/node-api@${DUCKDB:-latest}" >npm.said 2>&1; then
		cp "$bench/duckdb.mjs" .
		sqlite3 -csv -header flat.db 'SELECT * FROM attendance' >flat.csv
		node duckdb.mjs flat.duckdb "CREATE TABLE attendance AS SELECT practitioner, start::VARCHAR AS start, minutes, rate_cents
			FROM read_csv('flat.csv', types = {'start': 'VARCHAR'})"
		peers+=("DuckDB=node duckdb.mjs flat.duckdb \"COPY ($query) TO 'duckdb.csv' (FORMAT csv)\"")
	fi
	measure "the ledger of $((meetings * 10)) attendances, by person and month" 0.3 9 \
		'plexus-meeting --db year.db time --year 2025 --by practitioner,month --csv --fields practitioner,month,meetings,minutes,amount_cents' \
		"${peers[@]}"
	rm -f flat.* year.db*
fi

if part output; then
	fill records.db "$records" 100
	cat >records.sql <<-'SQL'
		SELECT t.id, t.title, t.status, t.priority, t.due, p.slug AS project, t.completed, t.created
		FROM task t LEFT JOIN project p ON p.id = t.project WHERE t.organization = 1 ORDER BY t.id;
	SQL
	for format in csv json; do
		measure "$records records as ${format^^}" 1.0 9 \
			"plexus-task --db records.db list --$format --fields id,title,status,priority,due,project,completed,created" \
			"sqlite3 -$format=sqlite3 -readonly -$format records.db '.read records.sql'"
	done
	rm -f records.db*
fi

if part move; then
	fill_moved
	prepare='rm -rf dumped moved.sql'
	measure "\`plexus dump\` of $records records and their journal" 1.0 3 'plexus --db moved.db dump --dir dumped -q' \
		"sqlite3 \`.dump\`=sqlite3 -readonly moved.db '.output moved.sql' .dump"
	plexus --db moved.db dump --dir dumped -q
	prepare='rm -f again.db other.db'
	measure "\`plexus restore\` of them into a new database, all of it verified" 1.0 3 'plexus --db again.db restore dumped -q' \
		"sqlite3 \`.read\`=sqlite3 other.db '.read moved.sql'"
	prepare='rm -f copy.db'
	measure '`plexus backup` of them' - 3 'plexus --db moved.db backup copy.db -q' "sqlite3 \`.backup\`=sqlite3 moved.db '.backup copy.db'"
	prepare=
	rm -rf dumped moved.* again.db* other.db* copy.db*
fi

if part team; then
	perl -e '
		print "nom,prénom,profession,email,téléphone\n";
		printf "Martin%s,Zoé,%s,zoe.martin%d\@exemple.fr,06%08d\n", join("", map { chr(97 + $_) } split //, $_),
			("médecin", "infirmier", "sage-femme")[$_ % 3], $_, $_ for 1 .. shift' "$team" >team.csv
	plexus --db empty.db init --name Bench --kind cpts -q
	settle empty.db
	prepare='sh -c "rm -f team.db* raw.db*; cp empty.db team.db"'
	measure "a team of $team imported, checked and journaled" - 3 'plexus-directory --db team.db import team.csv -q' \
		'sqlite3 `.import`, raw=sqlite3 raw.db ".import --csv team.csv team"'
	prepare=
	measure 'the same team again: unchanged' - 3 'plexus-directory --db team.db import team.csv -q' \
		'sqlite3 `.import`, raw=sqlite3 :memory: ".import --csv team.csv team"'
fi

if part register; then
	"$top/share/demo/make-register" "$register" >register.txt
	plexus --db empty-register.db init --name Bench --kind cpts -q
	settle empty-register.db
	prepare='sh -c "rm -f register.db* raw.db*; cp empty-register.db register.db"'
	measure "a register of $register rows, every check made" 0.7 3 \
		'plexus-directory --db register.db import --from rpps register.txt -q' \
		'sqlite3 `.import`, raw, one table, no index=sqlite3 raw.db ".mode ascii" ".separator | \"\\n\"" ".import register.txt register"'
	prepare=
	rm -f register.db* raw.db*
	cp empty-register.db register.db
	/usr/bin/time -f %M -o memory plexus-directory --db register.db import --from rpps register.txt -q 2>/dev/null
	peak=$(tail -1 memory)
	note_row 'its peak of memory' "$((peak / 1024)) MiB" '600 MB' "$([[ $peak -lt 585937 ]] && echo yes || echo no)"
	settle register.db
	{ cat register.txt && sed -n 2p register.txt; } >again.txt
	prepare='sh -c "rm -f first.db* again.db*; cp empty-register.db first.db; cp register.db again.db"'
	measure 'the same register, a row of it repeated: nothing changes' 0.5 3 \
		'plexus-directory --db again.db import --from rpps again.txt -q' \
		'its first time=plexus-directory --db first.db import --from rpps register.txt -q'
	prepare=
	measure 'the identical file: recognized' - 9 'plexus-directory --db register.db import --from rpps register.txt -q' 'b2sum, one hash of it=b2sum register.txt'
	if plexus-directory find --help >/dev/null 2>&1; then
		measure '`find`: the 10 nearest' - 60 'plexus-directory --db register.db find infirmière --near 59000 --limit 10' 'true=true'
		took=$(jq -s '[.[].results[0].times[]] | sort | .[length / 2 | floor] * 1000' round.*)
		note_row '`find`, from exec to last byte' "${took%.*} ms" '10 ms' "$(awk "BEGIN { print $took < 10 ? \"yes\" : \"no\" }")"
	fi
fi

if part slots; then
	export PLEXUS_NOW=2026-03-02T06:00:00Z
	"$bench/fill_slots.sh" slots.db "$slots" "$offering"
	# Inside a process: cities and villages alike, a warm cache, as in a program that stays.
	read -r _ queries _ _ _ half _ hundredth _ clock _ < <("$built/tests/find_slots" slots.db "$top/share/geo/communes.txt" "$queries")
	note_row "\`find\` among $slots slots, inside the process: $queries searches of 48 h and 30 km" \
		"$hundredth µs the 99th hundredth (median $half µs; $clock µs by the clock on the wall)" '1 ms' "$(awk "BEGIN { print $hundredth < 1000 ? \"yes\" : \"no\" }")"
	grep -v '^#' "$top/share/geo/communes.txt" | cut -d';' -f3 | cut -d, -f1 | grep -E '^[0-9]{5}$' | awk 'NR % 97 == 0 && $0 < 97500' >places
	read -r _ _ _ _ _ _ _ half _ hundredth _ < <(WORDS=places "$bench/writers.pl" 1 60 plexus-slot --db slots.db find généraliste --near {} --radius 30km -q)
	read -r _ _ _ _ _ _ _ _ _ idle _ < <(WORDS=places "$bench/writers.pl" 1 60 true)
	note_row "\`plexus-slot find\`, from exec to last byte: $(wc -l <places) places" \
		"$hundredth s the 99th hundredth (median $half s; $idle s for \`true\`)" '6 ms more than nothing' \
		"$(awk "BEGIN { print $hundredth - $idle < 0.006 ? \"yes\" : \"no\" }")"

	sqlite3 slots.db "SELECT id FROM slot WHERE status = 'free' AND start > '2026-03-03' ORDER BY id * 2654435761 % 1000003 LIMIT 6000" >free
	head -1 free | { read -r id; plexus-slot --db slots.db book "$id" --patient 'M. D., 1948' --by 2 --reason lombalgie -q; }
	settle slots.db
	cat >book.sql <<-'SQL'
		BEGIN IMMEDIATE;
		UPDATE counter SET last = last + 1 WHERE type = 'appointment';
		INSERT INTO appointment (id, uid, organization, created, updated, slot, practitioner, start, minutes, status, patient, by, audience, reason, urgent, sequence)
		    SELECT last, printf('01aa0026-0000-7000-8000-%012x', last), 1, '2026-03-02T06:00:00Z', '2026-03-02T06:00:00Z', s.id,
		    s.practitioner, s.start, s.minutes, 'booked', 'M. D., 1948', 2, 'team', 'lombalgie', 0, 0
		    FROM counter, slot s WHERE type = 'appointment' AND s.id = :slot;
		INSERT INTO claim (organization, slot, actor, appointment, made, opens, closes, day, ordinal, asked, audience)
		    SELECT 1, s.id, s.practitioner, last, 29540000, 0, unixepoch(s.start) / 60, unixepoch(s.start) / 86400,
		    1 + (SELECT coalesce(max(ordinal), 0) FROM claim WHERE organization = 1 AND actor = s.practitioner AND day = unixepoch(s.start) / 86400), 1, 1
		    FROM counter, slot s WHERE type = 'appointment' AND s.id = :slot;
		INSERT INTO quantum SELECT 1, s.practitioner, unixepoch(s.start) / 300 + value, s.id FROM slot s, (SELECT 0 AS value UNION ALL SELECT 1 UNION ALL SELECT 2) WHERE s.id = :slot;
		UPDATE slot SET status = 'busy' WHERE organization = 1 AND id = :slot;
		DELETE FROM opening WHERE organization = 1 AND trade = (SELECT trades FROM slot WHERE id = :slot)
		    AND cell = (SELECT (CAST(round(lat * 10000) AS INTEGER) + 900000) / 2500 * 10000
		        + (CAST(round(lon * 10000) AS INTEGER) + 1800000) / 2500 FROM slot WHERE id = :slot)
		    AND start = (SELECT unixepoch(start) / 60 FROM slot WHERE id = :slot) AND slot = :slot;
		UPDATE counter SET last = last + 1 WHERE type = 'notice';
		INSERT INTO notice (id, uid, organization, created, updated, kind, "to", about, record, at)
		    SELECT n.last, printf('01aa0027-0000-7000-8000-%012x', n.last), 1, '2026-03-02T06:00:00Z', '2026-03-02T06:00:00Z',
		    'booked', s.practitioner, 'appointment', a.last, '2026-03-02T06:00:00Z'
		    FROM counter n, counter a, slot s WHERE n.type = 'notice' AND a.type = 'appointment' AND s.id = :slot;
		-- a line for each, like the two before them
		INSERT INTO journal SELECT (SELECT max(seq) + 1 FROM journal), at, actor, operation, organization, type,
		    printf('01aa0026-0000-7000-8000-%012x', seq), before, after, digest, chain FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 1;
		INSERT INTO journal SELECT (SELECT max(seq) + 1 FROM journal), at, actor, operation, organization, type,
		    printf('01aa0026-0000-7000-8000-%012x', seq), before, after, digest, chain FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 1;
		COMMIT;
	SQL
	# A year of which a fifth of the slots was taken; the SQL ranks the delays as the indicators do.
	cp slots.db year.db
	sqlite3 year.db <<-'SQL'
		INSERT INTO appointment (id, uid, organization, created, updated, slot, practitioner, start, minutes, status, patient, by, audience, urgent, ended, late, sequence)
		    SELECT 1000000 + id, printf('02aa0026-0000-7000-8000-%012x', id), 1, strftime('%Y-%m-%dT%H:%M:%SZ', start, '-' || (id * 7919 % 4320) || ' minutes'),
		    updated, id, practitioner, start, minutes, iif(id % 11, 'fulfilled', 'cancelled'), 'M. D., 1948', 2, 'team', 0, start, iif(id % 11, NULL, 1), 0
		    FROM slot WHERE id % 5 = 0;
		PRAGMA wal_checkpoint(TRUNCATE);
	SQL
	cat >stats.sql <<-'SQL'
		SELECT substr(start, 1, 7) AS month, count(*) FROM slot WHERE organization = 1 AND start >= '2025-12-31T23:00:00Z'
		    AND start < '2026-12-31T23:00:00Z' AND status <> 'closed' AND audience <> 'self' GROUP BY 1;
		SELECT substr(start, 1, 7) AS month, count(*), sum(status = 'fulfilled'), sum(status = 'noshow'), sum(status = 'cancelled'), sum(late)
		    FROM appointment WHERE organization = 1 AND start >= '2025-12-31T23:00:00Z' AND start < '2026-12-31T23:00:00Z' GROUP BY 1;
		WITH delay AS (SELECT substr(start, 1, 7) AS month, (unixepoch(start) - unixepoch(created)) / 60 AS minutes FROM appointment
		    WHERE organization = 1 AND start >= '2025-12-31T23:00:00Z' AND start < '2026-12-31T23:00:00Z' AND status <> 'cancelled'),
		ranked AS (SELECT month, minutes, row_number() OVER (PARTITION BY month ORDER BY minutes) AS place, count(*) OVER (PARTITION BY month) AS of FROM delay)
		SELECT month, max(iif(place = (of * 50 + 99) / 100, minutes, NULL)), max(iif(place = (of * 90 + 99) / 100, minutes, NULL)),
		    sum(minutes < 1440), sum(minutes < 2880) FROM ranked GROUP BY 1;
	SQL
	measure "the indicators of a year: $slots slots, $((slots / 5)) appointments" 1.2 3 \
		'plexus-slot --db year.db stats --year 2026 --by month --csv' 'sqlite3, the same figures=sqlite3 -readonly -csv year.db ".read stats.sql"'
	rm -f year.db*

	# They take turns, on copies of the same database; the median of the rounds of each.
	for round in 1 2 3; do
		sed -n "$((1 + round * 1000)),$((1000 + round * 1000))p" free >words
		rm -f ours.db* plain.db*
		cp slots.db ours.db && cp slots.db plain.db
		WORDS=words "$bench/writers.pl" 32 "$writing" plexus-slot --db ours.db book {} --patient 'M. D., 1948' --by 2 --reason lombalgie -q 2>/dev/null >"book.ours.$round"
		WORDS=words "$bench/writers.pl" 32 "$writing" "$built/tests/book_plain" plain.db book.sql {} 2>/dev/null >"book.plain.$round"
	done
	failures=$(awk '{ n += $4 } END { print n }' book.ours.*)
	beside_rate '32 processes book slots, durable, beside plain SQL for the same rows' "$(rate book.ours.*)" "$(rate book.plain.*)" "$failures"
	rm -f ours.db* plain.db* slots.db*

	plexus --db open.db init --name Bench --kind cpts -q
	plexus-directory --db open.db add Martin --profession kiné -q
	settle open.db
	prepare='sh -c "rm -f many.db*; cp open.db many.db"'
	measure 'opening 100,000 slots' - 5 'plexus-slot --db many.db open --who martin --start 2026-03-02T06:00:00Z --every 5min --count 288 --repeat FREQ=DAILY;COUNT=348 --audience team -q' 'true=true'
	took=$(jq -s '[.[].results[0].times[]] | sort | .[length / 2 | floor]' round.*)
	note_row 'opening 100,000 slots, journaled and durable' "$took s" 'a second' "$(awk "BEGIN { print $took <= 1 ? \"yes\" : \"no\" }")"
	prepare=
	cp open.db many.db
	/usr/bin/time -f %M -o memory plexus-slot --db many.db open --who martin --start 2026-03-02T06:00:00Z --every 5min --count 288 --repeat 'FREQ=DAILY;COUNT=694' --audience team -q
	peak=$(tail -1 memory)
	note_row 'opening 199,872 slots: its peak of memory' "$((peak / 1024)) MiB" '64 MiB' "$([[ $peak -lt 65536 ]] && echo yes || echo no)"
	unset PLEXUS_NOW
fi

if part forms; then
	"$bench/fill_answers.sh" answers.db "$answers"
	# The same figures by SQL alone, each answer read by its JSON functions.
	cat >results.sql <<-'SQL'
		SELECT band, count(*), sum(score), avg(score) FROM questionnaire_response WHERE organization = 1 AND form = 'findrisc' GROUP BY band;
		SELECT count(*), sum(json_extract(answers, '$.sex') = 'female'), avg(json_extract(answers, '$.age')),
		    avg(json_extract(answers, '$.bmi')), avg(json_extract(answers, '$.waist')), sum(json_extract(answers, '$.active') = 'yes'),
		    sum(json_extract(answers, '$.vegetables') = 'yes'), sum(json_extract(answers, '$.blood_pressure') = 'yes'),
		    sum(json_extract(answers, '$.glucose') = 'yes'), sum(json_extract(answers, '$.family') = 'first'),
		    sum(json_extract(answers, '$.family') = 'second') FROM questionnaire_response WHERE organization = 1 AND form = 'findrisc';
	SQL
	echo "SELECT band, count(*), sum(score) FROM questionnaire_response WHERE organization = 1 AND form = 'findrisc' GROUP BY band;" >bands.sql
	ours='plexus-form --db answers.db results findrisc --json'
	counted=$($ours | jq -c '[.[] | select(.of == "band") | [.option, .count]] | sort')
	[[ $counted == "$(sqlite3 -json answers.db "$(<bands.sql)" | jq -c '[.[] | [.band, .["count(*)"]]] | sort')" ]] ||
		{ echo 'bench: forms: other counts than SQL has' >&2; over=1; }
	measure "\`plexus-form results\`: $answers answers, each question, scores and bands" 1.2 5 "$ours" \
		'sqlite3, json_extract and GROUP BY=sqlite3 -readonly answers.db ".read results.sql"' \
		'sqlite3, bands alone=sqlite3 -readonly answers.db ".read bands.sql"'
	# Scored anew from their JSON, and counted; SQL scores them in its own way.
	sqlite3 answers.db 'SELECT answers FROM questionnaire_response' >answers.jsonl
	cat >score.sql <<-'SQL'
		WITH said AS (SELECT json_extract(answers, '$.sex') AS sex, json_extract(answers, '$.age') AS age, json_extract(answers, '$.bmi') AS bmi,
		    json_extract(answers, '$.waist') AS waist, json_extract(answers, '$.active') AS active, json_extract(answers, '$.vegetables') AS vegetables,
		    json_extract(answers, '$.blood_pressure') AS pressure, json_extract(answers, '$.glucose') AS glucose, json_extract(answers, '$.family') AS family
		    FROM questionnaire_response WHERE organization = 1 AND form = 'findrisc'),
		scored AS (SELECT (age >= 45) * 2 + (age >= 55) + (age >= 65) + (bmi >= 25) + (bmi > 30) * 2
		    + CASE sex WHEN 'male' THEN (waist >= 94) * 3 + (waist > 102) ELSE (waist >= 80) * 3 + (waist > 88) END
		    + (active = 'no') * 2 + (vegetables = 'no') + (pressure = 'yes') * 2 + (glucose = 'yes') * 5
		    + CASE family WHEN 'first' THEN 5 WHEN 'second' THEN 3 ELSE 0 END AS score FROM said)
		SELECT CASE WHEN score < 7 THEN 'low' WHEN score < 12 THEN 'raised' WHEN score < 15 THEN 'moderate' WHEN score < 21 THEN 'high' ELSE 'very-high' END AS band,
		    count(*), sum(score) FROM scored GROUP BY band ORDER BY band;
	SQL
	printf '#!/bin/sh\nplexus-form score findrisc answers.jsonl --brief | grep -o \x27"band":"[a-z-]*"\x27 | LC_ALL=C awk \x27{ n[$0]++ } END { for (b in n) print b, n[b] }\x27\n' >score && chmod +x score
	measure "\`plexus-form score\`: $answers answers of JSON Lines scored, then counted by awk" - 3 ./score \
		'sqlite3, json_extract and CASE over its table=sqlite3 -readonly answers.db ".read score.sql"'
	rm -f answers.db* answers.jsonl
fi

# What was run beside, and where.
# A site for Hugo of the same shape: a page each, lists by year and by tag, the feed, the map of the site.
hugo_site() {
	local layouts=hugo/layouts/_default
	mkdir -p "$layouts" hugo/layouts/partials
	printf 'baseURL = "https://msp.example/"\nlanguageCode = "fr"\ntitle = "MSP du Val"\n[taxonomies]\ntag = "tags"\n' >hugo/config.toml
	cat >"$layouts/baseof.html" <<-'HTML'
		<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title>
		<meta name="description" content="{{ .Summary | plainify }}"><link rel="canonical" href="{{ .Permalink }}"></head>
		<body><header><nav><a href="/">Accueil</a> <a href="/actualites/">Actualités</a></nav></header><main>{{ block "main" . }}{{ end }}</main>
		<footer>{{ .Site.Title }}</footer></body></html>
	HTML
	cat >"$layouts/single.html" <<-'HTML'
		{{ define "main" }}<h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}
		<ul>{{ range .Params.tags }}<li><a href="/tags/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul>
		{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
	HTML
	cat >"$layouts/list.html" <<-'HTML'
		{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Summary }}</li>{{ end }}</ul>{{ end }}
	HTML
}

# The largest page of the demo's team, as it travels.
largest_page() {
	local demo=$top/share/demo
	plexus init --db demo.db --name 'MSP du Val' --kind msp -q
	plexus-directory import --db demo.db -q "$demo/equipe.csv"
	plexus-directory import --db demo.db -q --type organization "$demo/structure.csv"
	plexus-directory import --db demo.db -q --type location "$demo/sites.csv"
	plexus-directory import --db demo.db -q "$demo/public.csv"
	plexus-directory import --db demo.db -q --type service "$demo/services.csv"
	plexus-project import --db demo.db -q "$demo/projets.csv"
	LANGUAGE=fr plexus-site init --content demo -q
	plexus-site build --db demo.db --content demo --out demo-public -q
	find demo-public -name '*.html' | while read -r page; do gzip -9c "$page" | wc -c; done | sort -n | tail -1
}

if part site && have hugo; then
	pages=10000
	mkdir -p texts/actualites hugo/content/actualites
	"$bench/fill_site.pl" "$pages" texts hugo
	hugo_site
	printf 'address: https://msp.example/\ndescription: Une maison de santé\n' >texts/site.yaml
	plexus init --db site.db --name 'MSP du Val' --kind msp -q
	make_site='plexus-site build --db site.db --content texts --out public --draft -q'
	prepare='rm -rf public .cache hugo/public hugo/resources'
	measure "a site of $pages pages, from nothing" 0.3 3 "$make_site" \
		'Hugo=hugo --quiet --source hugo --cacheDir '"$work/hugo-cache"
	$make_site 2>/dev/null
	printf '#!/bin/sh\necho "Encore un mot." >>texts/actualites/article-05000.md\n' >change && chmod +x change
	hyperfine -N --style none --warmup 2 --runs 15 --prepare ./change --export-json change.json "$make_site" >said 2>&1
	took=$(jq '.results[0].median' change.json)
	note_row "that site again, after one change" "$(jq -r "$seconds .results[0].median | time" change.json)" '100 ms' \
		"$(awk "BEGIN { print ($took < 0.1 ? \"yes\" : \"no\") }")"
	largest=$(largest_page)
	note_row "the largest page of the demo's site, by gzip" "$largest bytes" '30,000 bytes' "$( ((largest < 30000)) && echo yes || echo no)"
	prepare=
fi

if [[ $only == ,, || $only == *,postgres* ]]; then
	# shellcheck source=/dev/null
	. "$bench/postgres.sh"
fi

versions() {
	echo "sqlite3 $(sqlite3 --version | cut -d' ' -f1)"
	if have task; then echo "Taskwarrior $(task --version)"; fi
	if have jq; then jq --version | tr - ' '; fi
	if have hugo; then hugo version | sed 's/^hugo v\([0-9.]*\).*/Hugo \1/'; fi
	if [[ ${tools:-} ]]; then "$tools/psql" --version | sed 's/.*) \([0-9.]*\).*/PostgreSQL \1/'; fi
	if have mlr; then echo "Miller $(mlr --version | grep -o '[0-9.]*$')"; fi
	if [[ -e $work/node_modules/@duckdb/node-api ]]; then
		echo "DuckDB $(jq -r .version "$work/node_modules/@duckdb/node-api/package.json") (npm, started by node $(node --version))"
	else
		echo 'DuckDB: left out, it could not be installed'
	fi
}

report() {
	echo '# What `make bench` measured last'
	echo
	echo "Size: $size (\`make bench$([[ $size == full ]] && echo ' FULL=1')\`). Medians of three rounds or more, in which the commands of a line take turns; a ratio below 1 is faster than the"
	echo "program beside; the spread is that of the middle half of our runs. $(nproc) processors, $(uname -sm)," \
		"load $(cut -d' ' -f1 /proc/loadavg) at the end, $(date -u +%F), $(git -C "$top" rev-parse --short HEAD 2>/dev/null || echo 'no commit')."
	echo
	print_table
	echo
	echo "Beside: $(versions | paste -sd';' | sed 's/;/; /g')."
}

if [[ $only == ,, ]]; then
	report >"$bench/RESULTS.md.new"
	mv "$bench/RESULTS.md.new" "$bench/RESULTS.md"
	cat "$bench/RESULTS.md"
fi
exit "$over"
