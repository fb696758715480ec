#!/bin/bash
# Every shell script passes shellcheck, and whatever is run can be run.
mapfile -t files < <(git ls-files -co --exclude-standard |
	while read -r file; do
		[[ -f $file ]] && head -c 64 "$file" | head -1 | grep -aqE '^#!.*\b(ba)?sh$|^# shellcheck' && echo "$file"
	done)
failed=0
for file in "${files[@]}"; do
	[[ -x $file ]] || ! head -1 "$file" | grep -q '^#!' || { echo "$file: chmod +x" >&2; failed=1; }
done
# Sourced files are followed where they stand.  Left out: dollars in single quotes (jq and awk have
# theirs), functions called by name or without arguments, `plexus-task done`, French apostrophes.
shellcheck -x -e SC1003,SC1010,SC1112,SC2016,SC2119,SC2317 -P SCRIPTDIR "${files[@]}" && ((!failed)) && echo "shell: ${#files[@]} scripts clean"
