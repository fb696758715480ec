#!/bin/bash
# Manuals, written and generated, are well-formed mdoc.
built=${PX_BUILD:-build}
shopt -s nullglob
pages=(share/man/*.7 share/man/*/*.7 "$built"/share/man/*/*.1 "$built"/share/man/*/*/*.1)
((${#pages[@]})) || { echo 'manuals: none found: run make manuals' >&2; exit 1; }
# Cross references to pages that are not installed here are no faults; matters of style neither.
said=$(mandoc -T lint -W warning "${pages[@]}" 2>&1 | grep -v 'referenced manual not found')
[[ -z $said ]] || { echo "$said" >&2; exit 1; }
echo "manuals: ${#pages[@]} clean"
