#!/bin/bash
# A database of any size, the same for the same seed: fill.sh DATABASE TASKS MEETINGS [SEED].
# Ten people come to each meeting of 2025, and there are as many people as a ninth of the meetings.
#
# Rows are laid straight into the tables of a database that `plexus init` made: every constraint
# holds and `plexus doctor` finds nothing, but no journal line tells of them.  A national volume
# by `import`, which journals each row, would take ten times as long and measure nothing more.
set -euo pipefail
database=$1 tasks=$2 meetings=$3 seed=${4:-20251121}
[ -e "$database" ] || plexus --db "$database" init --name Bench --kind cpts -q
people=$((meetings / 9 + 10)) projects=$((tasks / 20))

{
	cat <<-SQL
		PRAGMA foreign_keys = OFF; -- looked for at the end, all at once
		PRAGMA synchronous = OFF;
		PRAGMA temp_store = MEMORY;
		PRAGMA cache_size = -400000;
		CREATE TEMP TABLE size (tasks, meetings, people, projects, seed);
		INSERT INTO size VALUES ($tasks, $meetings, $people, $projects, $seed);
	SQL
	cat <<-'SQL'
		BEGIN;
		CREATE TEMP VIEW system AS SELECT value AS id,
		    printf('%08x-0000-7000-8000-%012x', value / 65536, value) AS uid, 1 AS organization,
		    '2025-12-31T12:00:00Z' AS created, '2025-12-31T12:00:00Z' AS updated,
		    (((value * 2654435761 + seed) & 4294967295) * 1103515245 >> 16) & 2147483647 AS dice
		    FROM generate_series(1, 100000000), size;
		INSERT INTO project (id, uid, organization, created, updated, slug, title, title_folded, status, public)
		    SELECT id, uid, organization, created, updated, 'projet-' || id, 'Projet ' || id,
		        'projet ' || id, 'active', 0 FROM system LIMIT (SELECT projects FROM size);
		INSERT INTO practitioner (id, uid, organization, created, updated, handle, family,
		        family_folded, given, given_folded, profession, associate)
		    SELECT id, uid, organization, created, updated, printf('martin-%d', dice * 100000 + id % 100000),
		        'Martin', 'martin', 'Zoé ' || id, 'zoe ' || id, iif(dice % 3, '60', '10'), dice % 2
		    FROM system LIMIT (SELECT people FROM size);
		INSERT INTO task (id, uid, organization, created, updated, title, title_folded, status,
		        priority, due, project, completed)
		    SELECT id, uid, organization, created, updated, 'Tâche ' || id, 'tache ' || id,
		        iif(dice % 4, 'open', 'done'), iif(dice % 5, 'normal', 'high'),
		        date('2026-01-01', '+' || (dice / 7 % 730) || ' days'), 1 + (id - 1) / 20,
		        iif(dice % 4, NULL, created)
		    FROM system LIMIT (SELECT tasks FROM size);
		INSERT INTO token SELECT 1, 'task', 'tache', id FROM task UNION ALL
		    SELECT 1, 'task', CAST(id AS TEXT), id FROM task UNION ALL
		    SELECT 1, 'project', 'projet', id FROM project UNION ALL
		    SELECT 1, 'project', CAST(id AS TEXT), id FROM project;
		INSERT INTO task_assignees SELECT 1, id, 0, 1 + dice % people FROM system, size
		    LIMIT (SELECT tasks FROM size);
		INSERT INTO meeting (id, uid, organization, created, updated, title, title_folded, kind,
		        start, minutes, status)
		    SELECT id, uid, organization, created, updated, 'Réunion ' || id, 'reunion ' || id,
		        iif(dice % 3, 'coordination', 'concertation'),
		        strftime('%Y-%m-%dT%H:%M:%SZ', 1735689600 + CAST((id - 1) * 31536000.0 / meetings AS INTEGER) - 3600, 'unixepoch'),
		        30 + 15 * (dice % 7), 'held'
		    FROM system, size LIMIT (SELECT meetings FROM size);
		INSERT INTO attendance (id, uid, organization, created, updated, meeting, practitioner,
		        state, minutes, nature, rate_cents)
		    SELECT id, uid, organization, created, updated, 1 + (id - 1) / 10,
		        1 + (id % 10) * (people / 10) + dice % (people / 10), 'present',
		        iif(dice % 8, NULL, 45), iif(dice % 5, 'indemnity', 'remuneration'),
		        3000 + 500 * (dice % 9)
		    FROM system, size LIMIT (SELECT 10 * meetings FROM size);
		INSERT OR REPLACE INTO counter SELECT 'project', projects FROM size UNION ALL
		    SELECT 'practitioner', people FROM size UNION ALL SELECT 'task', tasks FROM size UNION ALL
		    SELECT 'meeting', meetings FROM size UNION ALL SELECT 'attendance', 10 * meetings FROM size;
		COMMIT;
		PRAGMA wal_checkpoint(TRUNCATE);
	SQL
} | sqlite3 -bail "$database" >/dev/null
