#!/bin/bash
# Every header compiles alone, and is guarded by a name made from its path.
failed=0 count=0
while read -r header; do
	count=$((count + 1))
	guard=PX_$(echo "${header#lib/}" | tr 'a-z/.' 'A-Z__')
	grep -q "^#ifndef $guard$" "$header" || { echo "$header: no guard $guard" >&2; failed=1; }
	echo "#include \"${header#lib/}\"" |
		${CC:-cc} -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Werror -Ilib -x c -fsyntax-only - || failed=1
done < <(git ls-files -co --exclude-standard 'lib/*.h')
((!failed)) && echo "headers: $count compile alone"
