# shellcheck shell=bash disable=SC2016,SC2034,SC2154 # backquotes are Markdown's; all.sh reads prepare, sets the rest
# The part `postgres` of tests/bench/all.sh: a server of its own, which flushes as in production.  psql is
# told the very statements that our commands send, taken from the server's log, on a copy of the database.
# ONLY=postgres-commands and so on: a piece of it.
. "$top/tests/postgres/cluster.sh"

postgres_begin() {
	tools=$(cluster_tools)
	cluster=$(cluster_start '' fsync=on full_page_writes=on logging_collector=on log_destination=jsonlog \
		log_directory=.. log_filename=server log_file_mode=0644 max_wal_size=8GB shared_buffers=512MB)
	trap 'cluster_stop "$cluster"; rm -rf "$work"' EXIT
}

place() { echo "postgresql:///$1?host=$cluster&user=plexus"; }
psql() { cluster_sql "$cluster" "$@"; }
copy_of() { PGOPTIONS="-c client_min_messages=error" psql postgres -c "DROP DATABASE IF EXISTS $2 WITH (FORCE)" -c "CREATE DATABASE $2 TEMPLATE $1"; }
new_database() {
	cluster_database "$cluster" "$1" >/dev/null
	plexus --db "$(place "$1")" init --name Bench --kind cpts -q
}

# What psql is told in place of COMMAND…: scripts FOLDER/00001.sql…, each for once, made by running it as
# often, {} in it being a line of the file `words`.  `ours` is put back as it was, and `theirs` is the same.
record() { # FOLDER TIMES COMMAND…
	local folder=$1 times=$2 turn word said=0
	shift 2
	copy_of ours kept
	rm -rf "$folder"
	mkdir "$folder"
	: >"$cluster/server.json"
	for ((turn = 1; turn <= times; turn++)); do
		word=$(sed -n "${turn}p" words)
		PGOPTIONS='-c log_statement=all' "${@//\{\}/$word}" >/dev/null 2>record.said || cat record.said >&2
	done
	until [[ $said == "$(stat -c %s "$cluster/server.json")" ]]; do # the log comes a little later
		said=$(stat -c %s "$cluster/server.json")
		sleep 0.5
	done
	"$bench/replay.pl" ours "$folder" <"$cluster/server.json"
	[[ $(find "$folder" -type f | wc -l) == "$times" ]] || { echo "bench: postgres: $* was not heard each time" >&2; over=1; }
	copy_of kept ours
	copy_of kept theirs
	psql ours -c VACUUM
	psql theirs -c VACUUM
}

# Each in turn: before a run of either, the next script and the next word.
beside_psql() { # TITLE TIMES COMMAND…
	local title=$1 times=$2 ours
	shift 2
	record scripts $((2 * times + 10)) "$@"
	ours="${*@Q}"
	if [[ $* == *'{}'* ]]; then
		printf '#!/bin/sh\nexec %s\n' "$ours" >ours.in
		ours=./ours
	fi
	cat >turn <<-'SH'
		#!/bin/sh
		set -- scripts/*
		mv "$1" next.sql
		[ -e ours.in ] || exit 0
		word=$(head -1 words)
		sed -i 1d words
		sed "s/{}/$word/" ours.in >ours
		chmod +x ours
	SH
	chmod +x turn
	cp scripts/00001.sql next.sql
	prepare=./turn
	measure "$title" 1.3 "$times" "$ours" "psql, the same statements=$tools/psql -X -q -A -t -h $cluster -U plexus -d theirs -o /dev/null -f next.sql"
	prepare=
	rm -rf scripts ours.in ours
}

postgres_commands() {
	[[ -e tasks.db ]] || fill tasks.db "$tasks" 100
	new_database ours
	cluster_fill "$cluster" ours tasks.db
	: >words
	beside_psql "\`plexus-task list\` on PostgreSQL: 20 of $tasks tasks" 100 plexus-task --db "$(place ours)" list "project=projet-$((warriors / 40))"
	beside_psql '`plexus-task add` on PostgreSQL, durable' 100 plexus-task --db "$(place ours)" add 'Relancer le pharmacien' --due 2026-03-04 -q
	psql ours -A -t -c "SELECT id FROM task WHERE status = 'open' ORDER BY id LIMIT 1000" >words
	beside_psql '`plexus-task done` on PostgreSQL, durable' 100 plexus-task --db "$(place ours)" 'done' '{}' -q
}

# 32 at a time, of eight teams, as many commands as there is time for; psql adds the same rows and the same
# line, in transactions of the same shape.
postgres_writers() {
	local team round failures
	new_database ours
	for team in 2 3 4 5 6 7 8; do plexus-directory --db "$(place ours)" add --type organization "MSP $team" --kind msp --slug "msp-$team" -q; done
	printf '%s\n' bench msp-{2..8} >words
	# Ids that no other number is like: in what is recorded they are to be found.
	psql ours -c "INSERT INTO counter VALUES ('task', 900000) ON CONFLICT (type) DO UPDATE SET last = excluded.last"
	record scripts 8 plexus-task --db "$(place ours)" --org '{}' add Relancer -q
	mkdir many
	"$bench/many.pl" $((writing * 2000)) many scripts/*
	awk -v many=$((writing * 2000)) '{ word[NR - 1] = $0 } END { for (i = 0; i < many; i++) print word[i % NR] }' words >teams
	for round in 1 2 3; do
		copy_of kept ours
		copy_of kept theirs
		find many -type f | sort | sed -n "$((1 + (round - 1) * writing * 600)),$((round * writing * 600))p" >files
		WORDS=teams "$bench/writers.pl" 32 "$writing" plexus-task --db "$(place ours)" --org '{}' add Relancer -q 2>/dev/null >"write.ours.$round"
		WORDS=files "$bench/writers.pl" 32 "$writing" "$tools/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$cluster" -U plexus -d theirs -o /dev/null -f '{}' 2>write.said >"write.theirs.$round"
	done
	failures=$(awk '{ n += $4 } END { print n }' write.ours.*)
	[[ ! -s write.said ]] || { sort write.said | uniq -c | sort -rn | head -5 >&2; over=1; }
	beside_rate '32 processes add tasks on PostgreSQL, durable and journaled, beside psql for the same rows' "$(rate write.ours.*)" "$(rate write.theirs.*)" "$failures"
	plexus --db "$(place ours)" doctor -q >said || { cat said; over=1; }
}

# The file as it is, beside its text alone in a table of as many columns.
postgres_register() {
	local columns
	[[ -e register.txt ]] || "$top/share/demo/make-register" "$register" >register.txt
	columns=$(head -1 register.txt | awk -F'|' '{ for (i = 1; i <= NF; i++) printf "%sc%d text", (i > 1 ? ", " : ""), i }')
	new_database empty
	cluster_database "$cluster" theirs >/dev/null
	cat >again.sql <<-SQL
		SET client_min_messages = error;
		DROP DATABASE IF EXISTS ours WITH (FORCE);
		CREATE DATABASE ours TEMPLATE empty;
		\\c theirs
		DROP TABLE IF EXISTS raw;
		CREATE TABLE raw ($columns);
		CHECKPOINT;
	SQL
	printf '\\copy raw FROM register.txt WITH (FORMAT text, DELIMITER "|", HEADER)\n' | tr '"' "'" >copy.sql
	prepare="$tools/psql -X -q -h $cluster -U plexus -d postgres -f again.sql"
	measure "a register of $register rows into PostgreSQL, every check made" 1.5 3 "plexus-directory --db $(place ours) import --from rpps register.txt -q" \
		"psql \`\\copy\` into one plain table, no index=$tools/psql -X -q -h $cluster -U plexus -d theirs -f copy.sql"
	prepare=
	psql postgres -c 'DROP DATABASE IF EXISTS ours WITH (FORCE)' -c 'DROP DATABASE theirs WITH (FORCE)'
	plexus-directory --db "$(place empty)" import --from rpps register.txt -q 2>/dev/null
	copy_of empty ours
	: >words
	beside_psql '`plexus-directory find` on PostgreSQL: the 10 nearest' 60 plexus-directory --db "$(place ours)" find infirmière --near 59000 --limit 10
}

# Records with their journal, out of a database and into an empty one.
postgres_move() {
	fill_moved
	plexus --db moved.db dump --dir dumped -q
	rm -f moved.db*
	cluster_database "$cluster" ours >/dev/null
	plexus --db "$(place ours)" restore dumped -q
	prepare='rm -rf dumped ours.dump'
	measure "\`plexus dump\` of $records records on PostgreSQL" 1.0 3 "plexus --db $(place ours) dump --dir dumped -q" \
		"pg_dump -Fc=$tools/pg_dump -Fc -h $cluster -U plexus -d ours -f ours.dump"
	plexus --db "$(place ours)" dump --dir dumped -q
	printf 'SET client_min_messages = error;\nDROP DATABASE IF EXISTS %s WITH (FORCE);\nCREATE DATABASE %s;\n' again again other other >again.sql
	echo CHECKPOINT >>again.sql
	prepare="$tools/psql -X -q -h $cluster -U plexus -d postgres -f again.sql"
	measure "\`plexus restore\` of $records records into PostgreSQL, all of it verified" 1.0 3 "plexus --db $(place again) restore dumped -q" \
		"pg_restore=$tools/pg_restore -h $cluster -U plexus -d other ours.dump"
	prepare=
}

postgres_begin
for one in commands writers register move; do
	if part postgres || part "postgres-$one"; then "postgres_$one"; fi
done
