# shellcheck shell=bash
# What the tests of this folder share: a short version for `make check`, a long one for `make torture`,
# and a last line that counts.
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

# times SHORT LONG: how often, in this run.
times() { [[ ${PX_TORTURE:-} == long ]] && echo "$2" || echo "$1"; }

# Moments are random, but the same ones again with PX_SEED.
RANDOM=${PX_SEED:=$((EPOCHSECONDS % 30000))}

tried=0 lost=0
# attempt COMMAND…: counts one attempt, and what was lost when the command does not hold.
attempt() {
	tried=$((tried + 1))
	"$@" && return
	lost=$((lost + 1))
	note "lost: $*"
}

# sum_up WHAT: the summary, which is a test as well.
sum_up() {
	local line
	line="torture: $(basename "$0" .t): $tried $1, $lost lost"
	is $lost 0 "$line (seed $PX_SEED)"
	isnt $tried 0 'something was tried'
	[[ ${PX_TORTURE:-} != long ]] || echo "$line" >&2
}

sound() { plexus doctor -q >"$tmp/doctor" 2>&1 || { note "$(<"$tmp/doctor")"; false; }; }

# A pause of a random number of milliseconds, MOST at most.
pause() { sleep "$(printf '%d.%03d' $(($1 * RANDOM / 32768 / 1000)) $(($1 * RANDOM / 32768 % 1000)))"; }
