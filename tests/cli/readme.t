#!/usr/bin/env bash
# The README's tour: each of its commands, in order, from a tree like ours.
. "$(dirname "$0")/../lib.sh"

ln -s "$top/share" share
# The tour uses the user's own database: that of the default place, or of the configuration.
if [[ $server ]]; then
	no_database
	mkdir -p "$HOME/.config/plexus"
	echo "db = $PLEXUS_DB" >"$HOME/.config/plexus/config"
fi
unset PLEXUS_DB
mapfile -t commands < <(sed -n 's/^ *\$ //p' "$top/README.md")
ok 'the tour has commands' test "${#commands[@]}" -gt 20
for command in "${commands[@]}"; do
	[[ $command != *'plexus backup'* && $command != *sauvegarde.db* ]] || sqlite_only "$command" || continue
	run bash -o pipefail -c "$command"
	status 0 "$command"
	unlike "$err" 'rejected|error' "$command: nothing is refused"
done
sqlite_only 'their default place' && ok 'the database is where it says' test -s "$HOME/.local/share/plexus/plexus.db"

# What the map names is there, and nothing else is at the top.
while read -r folder; do
	ok "$folder is there" test -d "$top/$folder"
done < <(sed -n 's,^\([a-z/]*/\)  .*,\1,p' "$top/README.md")
is "$(cd "$top" && git ls-files 2>/dev/null | cut -d/ -f1 | sort -u | tr '\n' ' ')" \
	'.ci .clang-format .gitignore LICENSE Makefile README.md cmd completions lib share tests ' 'nothing else stands at the top'
done_testing
