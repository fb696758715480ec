#!/bin/bash
# Manuals, written and generated, are well-formed mdoc.
built=${PX_BUILD:-build}
shopt -s nullglob
pages=(share/man/*.7 "$built"/share/man/*/*.1)
((${#pages[@]})) || { echo 'manuals: none found: run make manuals' >&2; exit 1; }
# Ours are no system manuals of a BSD: cross references to pages that are not installed here, and
# lines of 100 columns as in the rest of the tree, are no faults.
said=$(mandoc -T lint -W style "${pages[@]}" 2>&1 | grep -vE 'referenced manual not found|operating system|RCS id missing|Mdocdate|longer than 80')
[[ -z $said ]] || { echo "$said" >&2; exit 1; }
echo "manuals: ${#pages[@]} clean"
