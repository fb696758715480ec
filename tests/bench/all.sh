#!/bin/bash
# Measures to look at, with hyperfine: what a command costs to start, and what rows cost.  The
# smallest of several runs is the figure to compare: the rest is the machine's other work.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
export PATH=${PX_BUILD:-$top/build}/bin:$PATH
folder=$(mktemp -d "${TMPDIR:-/tmp}/plexus-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
export PLEXUS_DB=$folder/plexus.db XDG_CONFIG_HOME=$folder LC_ALL=C.UTF-8
unset PLEXUS_USER
cd "$folder"

measure() { # TITLE COMMAND…
	echo "$1"
	hyperfine -N --style none --warmup 3 --export-json run.json "${@:2}" >said 2>&1 || { cat said >&2; exit 1; }
	jq -r '.results[] | "  \(.min * 1000 | . * 100 | round / 100) ms  \(.command)"' run.json
}

plexus init --name Bench --kind msp -q
for i in {1..10000}; do echo "{\"title\":\"Tâche $i\",\"due\":\"2025-0$((i % 9 + 1))-1$((i % 9))\"}"; done >tasks.jsonl
"$top/share/demo/make-register" 20000 >register.txt

measure 'start-up, beside that of true' true 'plexus-task --version' 'plexus-task list --limit 1' 'plexus-report --version'
measure '10 000 tasks imported, then unchanged' 'plexus-task import tasks.jsonl -q'
measure '10 000 tasks listed' 'plexus-task list --jsonl' 'plexus-task list status=open due<2025-06-01 --csv' 'plexus-task list title~9$ --ids'
measure 'a register of 20 000 rows, the same again' 'plexus-directory import --from rpps register.txt -q'
