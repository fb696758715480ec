#!/bin/bash
# Answers to FINDRISC, the same for the same seed: fill_answers.sh DATABASE ANSWERS [SEED].  The first
# thousand are answered by the program; the others repeat them, on days of three years, laid straight
# into the table, as fill.sh does.
set -euo pipefail
database=$1 answers=$2 seed=${3:-20260302} first=1000
plexus --db "$database" init --name Bench --kind cpts -q
awk -v seed="$seed" -v count="$first" '
	function dice(most) { state = (state * 16807) % 2147483647; return state % most }
	function yes() { return dice(2) ? "yes" : "no" }
	BEGIN {
		state = seed; split("none second first", family)
		for (i = 0; i < count; i++)
			printf "{\"sex\":\"%s\",\"age\":%d,\"bmi\":%d.%d,\"waist\":%d,\"active\":\"%s\",\"vegetables\":\"%s\"," \
				"\"blood_pressure\":\"%s\",\"glucose\":\"%s\",\"family\":\"%s\"}\n", dice(2) ? "female" : "male",
				18 + dice(80), 18 + dice(22), dice(10), 60 + dice(70), yes(), yes(), yes(), yes(), family[1 + dice(3)]
	}' | plexus-form --db "$database" answer findrisc - -q
sqlite3 -bail "$database" <<-SQL
	PRAGMA synchronous = OFF;
	PRAGMA foreign_keys = OFF;
	BEGIN;
	INSERT INTO questionnaire_response (id, uid, organization, created, updated, questionnaire, form, version, authored,
	        source, score, band, scores, answers)
	    SELECT s.value, printf('%08x-0000-7000-8000-%012x', s.value / 65536, s.value), r.organization, r.created, r.updated,
	        r.questionnaire, r.form, r.version, date('2023-01-01', '+' || ((s.value * 2654435761 >> 8) % 1095) || ' days'),
	        r.source, r.score, r.band, r.scores, r.answers
	    FROM generate_series($first + 1, $answers) s
	    JOIN questionnaire_response r ON r.id = 1 + (s.value * 2654435761 >> 16) % $first;
	UPDATE counter SET last = $answers WHERE type = 'questionnaire_response';
	COMMIT;
	PRAGMA wal_checkpoint(TRUNCATE);
SQL
