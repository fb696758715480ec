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
set -u

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
built=${PX_BUILD:-$top/build} # make says where it built when that is elsewhere
export PATH=$built/bin:$PATH
tmp=$(mktemp -d "${TMPDIR:-/tmp}/plexus.XXXXXX")
mkdir "$tmp/home" "$tmp/work"
cd "$tmp/work" || exit 1
trap 'rm -rf "$tmp"' EXIT
exec </dev/null
for name in $(compgen -e | grep -E '^(PLEXUS_|LC_|XDG_|LANG|TZ$|COLUMNS$|NO_COLOR$|CDPATH$)'); do
	unset "$name"
done
export HOME=$tmp/home PLEXUS_DB=$tmp/plexus.db LC_ALL=C.UTF-8 TERM=dumb
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

# A database with one organization; options of `init` may be added.
new_team() { rm -f "$PLEXUS_DB"*; plexus init --name 'MSP du Val' --kind msp -q "$@" || { echo 'Bail out! no database'; exit 1; }; }

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
