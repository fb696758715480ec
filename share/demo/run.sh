#!/bin/bash
# The demo: a database in a temporary folder, from the files of this folder; a coordinator's week;
# the year's report.  Each command is shown as a reader would type it.  Nothing of the user's is
# read or written: database, configuration and clock are the demo's own.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=$(mktemp -d "${TMPDIR:-/tmp}/plexus-demo.XXXXXX")
export PATH=${PX_BUILD:-$PWD/build}/bin:$PATH
export PLEXUS_DB=$folder/plexus.db XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder XDG_CACHE_HOME=$folder
export PLEXUS_NOW=2026-01-05T08:00:00Z PLEXUS_SEED=plexus
unset PLEXUS_USER PLEXUS_SHARE

# Show a script's comments and commands, and run the commands in this shell.
play() {
	local line
	while IFS= read -r line; do
		case $line in
		'# shellcheck'*) ;;
		'') echo ;;
		'#'*) echo "$line" ;;
		*) echo "\$ $line" && eval "$line" </dev/null ;;
		esac
	done <"$1"
}

play share/demo/import.sh
echo
play share/demo/week.sh
echo
echo '# The report of 2025, as text, and as a page to show to the assembly.'
plexus-report aci --year 2025
plexus-report aci --year 2025 --html -o "$folder/aci-2025.html"
echo
play share/demo/site.sh
echo
echo "database: $PLEXUS_DB"
echo "report: $folder/aci-2025.html"
echo "site: $folder/site/index.html"
