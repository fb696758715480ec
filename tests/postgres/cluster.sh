#!/usr/bin/env bash
# A private PostgreSQL for tests: a cluster in a folder of its own, reached by a socket there alone,
# that flushes nothing and asks nobody who he is.  Its server runs as `postgres` when root starts it.
#
# Sourced, it gives functions; run, it is one of them:
#
#	cluster.sh start [FOLDER [SETTING=VALUE…]]   make it when it is not there, start it; prints the folder
#	cluster.sh stop FOLDER                       stop it at once and remove it
#	cluster.sh halt FOLDER                       stop it at once, as a crash would; start begins again
#
# The folder printed is what `postgresql:///postgres?host=FOLDER&user=plexus` wants.

# PostgreSQL's own programs are not on the path of a Debian.
cluster_tools() {
	local initdb
	initdb=$(command -v initdb || find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
	[[ $initdb ]] || { echo 'cluster.sh: PostgreSQL is not installed here' >&2; return 1; }
	dirname "$(realpath "$initdb")"
}

# The server refuses to be root.
cluster_as_server() {
	if [[ $(id -u) -eq 0 ]]; then
		(cd / && setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@")
	else
		"$@"
	fi
}

cluster_start() { # [FOLDER [SETTING=VALUE…]]
	local folder=${1:-} tools setting options
	tools=$(cluster_tools) || return 1
	[[ $folder ]] || folder=$(mktemp -d "${TMPDIR:-/tmp}/plexus-pg.XXXXXX") || return 1
	mkdir -p "$folder" && chmod 755 "$folder" || return 1
	[[ $(id -u) -ne 0 ]] || chown postgres "$folder" || return 1
	if [[ ! -e $folder/data/PG_VERSION ]]; then
		cluster_as_server "$tools/initdb" -D "$folder/data" -U plexus -A trust -E UTF8 --locale=C.UTF-8 \
			--no-sync >"$folder/initdb" 2>&1 || { cat "$folder/initdb" >&2; rm -f "$folder/initdb"; return 1; }
		rm -f "$folder/initdb"
	fi
	options="-k '$folder' -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=300"
	for setting in "${@:2}"; do options+=" -c $setting"; done
	cluster_as_server "$tools/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "$options" start >/dev/null 2>&1 ||
		{ tail -5 "$folder/log" >&2; return 1; }
	echo "$folder"
}

cluster_halt() { # FOLDER
	cluster_as_server "$(cluster_tools)/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1
}

# The processes of the server, its first one first.
cluster_pids() { # FOLDER
	local first
	read -r first <"$1/data/postmaster.pid" && echo "$first" && pgrep -P "$first"
}

# All of it killed at once, as when the machine loses its power; the disk keeps what was flushed.
cluster_kill() { # FOLDER
	local pids
	mapfile -t pids < <(cluster_pids "$1")
	kill -KILL "${pids[@]}" 2>/dev/null
	while kill -0 "${pids[@]}" 2>/dev/null; do sleep 0.01; done
}

cluster_stop() { # FOLDER
	[[ -d ${1:?}/data ]] || return 0
	cluster_halt "$1"
	rm -rf "$1"
}

# psql on a database of the cluster, as its owner, nobody's settings read.
cluster_sql() { # FOLDER DATABASE ARGUMENTS…
	"$(cluster_tools)/psql" -X -q -h "$1" -U plexus -d "$2" -v ON_ERROR_STOP=1 "${@:3}"
}

# An empty database of this name, made anew; prints where it is.
cluster_database() { # FOLDER NAME
	cluster_sql "$1" postgres -c "DROP DATABASE IF EXISTS \"$2\" WITH (FORCE)" \
		-c "CREATE DATABASE \"$2\"" 2>/dev/null || return 1
	echo "postgresql:///$2?host=$1&user=plexus"
}

# The rows of a file of SQLite that no command wrote (tests/bench/fill.sh), in a database that `plexus init`
# made.  Rules are not looked at; ids go on after them.
cluster_fill() { # FOLDER DATABASE FILE
	local table columns
	{
		echo 'SET session_replication_role = replica;'
		sqlite3 "$3" "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'" | while read -r table; do
			columns=$(sqlite3 "$3" "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('$table')")
			echo "DELETE FROM \"$table\"$([[ $table != setting ]] || echo " WHERE name <> 'schema'")${columns:+; COPY \"$table\" ($columns) FROM STDIN (FORMAT csv);}"
			sqlite3 -csv "$3" "SELECT $columns FROM \"$table\""
			echo '\.'
		done
		echo 'RESET session_replication_role; UPDATE counter SET last = last; ANALYZE;'
	} | cluster_sql "$1" "$2" >/dev/null
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
	case ${1:-} in
	start | stop | halt) "cluster_$1" "${@:2}" ;;
	*) echo 'usage: cluster.sh start [FOLDER [SETTING=VALUE…]] | stop FOLDER | halt FOLDER' >&2; exit 2 ;;
	esac
fi
