#!/bin/bash
# Every header compiles alone, and is guarded by a name that no other has.
failed=0 count=0 guards=
read -ra libpq < <(pkg-config --cflags libpq)
while read -r header; do
	count=$((count + 1))
	guard=$(sed -n 's/^#ifndef \(PX_[A-Z0-9_]*_H\)$/\1/p' "$header" | head -1)
	[[ $guard && " $guards " != *" $guard "* ]] || { echo "$header: no guard of its own" >&2; failed=1; }
	guards="$guards $guard"
	echo "#include \"${header#lib/}\"" |
		${CC:-cc} -std=c11 -D_XOPEN_SOURCE=700 -Wall -Wextra -Werror -Ilib \
			"${libpq[@]}" -x c -fsyntax-only - || failed=1
done < <(git ls-files -co --exclude-standard 'lib/*.h')
((!failed)) && echo "headers: $count compile alone"
