#!/bin/sh
# Every check of tests/lint, in turn: one line each when clean, and a failure in the end if any was.
# They run from the top of the tree and read what git tracks or would track.
cd "$(dirname "$0")/../.." || exit 1
failed=
for check in tests/lint/*.sh; do
	[ "$check" = tests/lint/all.sh ] && continue
	"$check" || failed="$failed ${check##*/}"
done
[ -z "$failed" ] || { echo "lint: failed:$failed" >&2; exit 1; }
