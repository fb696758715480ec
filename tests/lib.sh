# shellcheck shell=bash disable=SC2034 # variables are for the tests
# TAP for bash, and a place of its own for each test.  A test begins and ends so:
#
#	#!/usr/bin/env bash
#	. "$(dirname "$0")/../lib.sh"
#	new_team                                   # a database with one organization
#	run plexus-task add 'Relancer' --json      # fills $out, $err (texts) and $code
#	status 0 'add is done'
#	is "$(json .status)" open 'a task begins open'
#	like "$err" 'task 1' 'and is said'
#	done_testing
#
# It runs in an empty folder of its own, removed at the end, with HOME, the database and the clock
# fixed, no time zone and no language but C.UTF-8.  $top is the top of the tree.
#
# The database is a file of SQLite; with PX_TEST_POSTGRES, the folder of a server's socket, it is
# one of that server (`make check-postgres`).  A test says where its databases are by `database NAME`,
# looks into them by `sql`, and says by `sqlite_only` what is about files and nothing else.
set -u

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
built=${PX_BUILD:-$top/build} # make says where it built when that is elsewhere
export PATH=$built/bin:$PATH
tmp=$(mktemp -d "${TMPDIR:-/tmp}/plexus.XXXXXX")
mkdir "$tmp/home" "$tmp/work"
cd "$tmp/work" || exit 1
trap leave EXIT
leave() { no_databases; rm -rf "$tmp"; }
exec </dev/null
for name in $(compgen -e | grep -E '^(PLEXUS_|LC_|XDG_|LANG|TZ$|COLUMNS$|NO_COLOR$|CDPATH$)'); do
	unset "$name"
done
export HOME=$tmp/home LC_ALL=C.UTF-8 TERM=dumb
[[ ! ${PX_SQL_LOG:-} ]] || export PLEXUS_SQL_LOG=$PX_SQL_LOG # tests/postgres reads what is prepared
export PLEXUS_NOW=2025-03-14T09:00:00Z # a Friday; `at` moves it
tests=0 failed=0 out='' err='' code=0

at() { export PLEXUS_NOW=$1; }

# Run a command; its standard output, standard error and exit status are kept.
run() {
	"$@" >"$tmp/out" 2>"$tmp/err"
	code=$?
	{ out=$(<"$tmp/out") err=$(<"$tmp/err"); } 2>/dev/null # a NUL is dropped, without a word
}

json() { jq -r "$@" <"$tmp/out"; } # of what was last run

note() { printf '%s\n' "$@" | sed 's/^/# /'; }

report() { # PASSED NAME [DIAGNOSTIC…]
	tests=$((tests + 1))
	(($1)) && echo "ok $tests - $2" && return 0
	failed=$((failed + 1))
	echo "not ok $tests - $2"
	note "${@:3}"
	return 1
}

# ok NAME COMMAND…: the command succeeds; not_ok: it fails.
ok() { local name=$1 said passed; shift; said=$("$@" 2>&1) && passed=1 || passed=0; report $passed "$name" "$* says: $said"; }
not_ok() { local name=$1 passed; shift; "$@" >/dev/null 2>&1 && passed=0 || passed=1; report $passed "$name" "$* succeeds"; }

# is GOT EXPECTED NAME; like GOT REGEX NAME (extended expression, anywhere); unlike.
is() { [[ $1 == "$2" ]]; report $((!$?)) "$3" "     got: $1" "expected: $2"; }
isnt() { [[ $1 != "$2" ]]; report $((!$?)) "$3" "got: $1"; }
like() { [[ $1 =~ $2 ]]; report $((!$?)) "$3" "  got: $1" "wants: $2"; }
unlike() { ! [[ $1 =~ $2 ]]; report $((!$?)) "$3" "  got: $1" "holds: $2"; }

# status N NAME: what the last `run` ended with; its messages are shown when it differs.
status() { ((code == $1)); report $((!$?)) "$2" "status $code, not $1" "${err:0:2000}"; }

skip() { tests=$((tests + 1)); echo "ok $tests - # SKIP $1"; }
skip_all() { echo "1..0 # SKIP $1"; exit 0; }

# --- databases -----------------------------------------------------------------------------------
# Of PostgreSQL their names begin with the number of this process, by which they are removed at the end.
server=${PX_TEST_POSTGRES:-}
if [[ $server ]]; then
	. "$top/tests/postgres/cluster.sh"
	psql=$(cluster_tools)/psql
	at_server() { "$psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "postgresql:///$1?host=$server&user=plexus" "${@:2}"; }
	named() { local name=${1#postgresql:///}; echo "${name%%\?*}"; } # a location's database
fi

# Where a database of this name is, or is to be made.
location() { [[ $server ]] && echo "postgresql:///t$$_$1?host=$server&user=plexus" || echo "$tmp/$1.db"; }

# What messages call it.
said_as() { [[ $server ]] && echo "postgresql://plexus@$server/$(named "$1")" || echo "$1"; }

# Nothing at a location, that `init` can fill; of PostgreSQL an empty database, that would sort as the
# French do: what is to sort by bytes says so itself.
no_database() { # [LOCATION]
	local at=${1:-$PLEXUS_DB}
	if [[ $server ]]; then
		PGOPTIONS='-c client_min_messages=error' at_server postgres -c "DROP DATABASE IF EXISTS \"$(named "$at")\" WITH (FORCE)" \
			-c "CREATE DATABASE \"$(named "$at")\" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'"
	else
		rm -f "$at" "$at"-*
	fi
}

# Nothing under this name, and its location.
database() { local at; at=$(location "$1") && no_database "$at" && echo "$at"; }

# A copy of a whole database, in place of what is there.
copy_database() { # FROM TO
	if [[ $server ]]; then
		PGOPTIONS='-c client_min_messages=error' at_server postgres -c "DROP DATABASE IF EXISTS \"$(named "$2")\" WITH (FORCE)" \
			-c "CREATE DATABASE \"$(named "$2")\" TEMPLATE \"$(named "$1")\""
	else
		sqlite3 "$1" 'PRAGMA wal_checkpoint(TRUNCATE)' >"$tmp/folded" && no_database "$2" && cp "$1" "$2"
	fi
}

# Statements that both engines take: rows a line each, columns apart by |, nothing where null.
sql() { # [-d LOCATION] STATEMENT
	local at=$PLEXUS_DB
	[[ $1 != -d ]] || { at=$2; shift 2; }
	if [[ $server ]]; then at_server "$(named "$at")" -c "$1"; else sqlite3 "$at" "$1"; fi
}

# The same, past what keeps references in order, and on SQLite whatever else a column asks.
force() { # STATEMENT
	if [[ $server ]]; then sql "SET session_replication_role = replica; $1"; else
		sql "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; $1"; fi
}

# As if an older plexus had made it.
older() { if [[ $server ]]; then sql "UPDATE setting SET value = '$1' WHERE name = 'schema'"; else sql "PRAGMA user_version = $1"; fi; }

# All that a database holds, as sorted lines of SQL: the same for the same content.
rows() { # [LOCATION]
	local at=${1:-$PLEXUS_DB}
	if [[ $server ]]; then
		"${psql%/*}/pg_dump" --inserts -d "$at" | sed '/^\\\(un\)\?restrict /d; s/^INSERT INTO public\./INSERT INTO /'
	else
		sqlite3 "$at" .dump
	fi | LC_ALL=C sort
}

# Its bytes, to look for what must not be there: of PostgreSQL only what can be read again.
bytes() { if [[ $server ]]; then rows "$@"; else cat "${1:-$PLEXUS_DB}"*; fi; }

# The rows of a file of SQLite that no command wrote (tests/bench/fill.sh), where the engine has them.
brought() { # FILE
	[[ $server ]] || { realpath "$1"; return; }
	local at
	at=$(database "$(basename "$1" .db)")
	plexus init --db "$at" --name Bench -q
	cluster_fill "$server" "$(named "$at")" "$1" >&2
	echo "$at"
}

# `sqlite_only WHY || …` and `if sqlite_only WHY; then`: what is about its files is left out elsewhere.
sqlite_only() { [[ ! $server ]] && return; skip "of SQLite's files: $1"; return 1; }

no_databases() {
	[[ ! $server ]] || at_server postgres -c "SELECT format('DROP DATABASE %I WITH (FORCE);', datname)
		FROM pg_database WHERE datname LIKE 't$$\\_%'" | at_server postgres >/dev/null 2>&1
}

PLEXUS_DB=$(location plexus)
export PLEXUS_DB

# A database with one organization; options of `init` may be added.
new_team() { { no_database && plexus init --name 'MSP du Val' --kind msp -q "$@"; } || { echo 'Bail out! no database'; exit 1; }; }

# The first of three people: Anne Dupont, a doctor; Luc Martin, a nurse; Zoé Durand, a midwife.
new_people() { # COUNT
	head -n $(($1 + 1)) <<-'CSV' | plexus-directory import - -q
		nom,prénom,profession
		Dupont,Anne,médecin
		Martin,Luc,infirmier
		Durand,Zoé,sage-femme
	CSV
}

done_testing() { echo "1..$tests"; exit $((failed > 0)); }
