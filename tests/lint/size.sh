#!/bin/bash
# A function past 60 lines is nearly always two; a file past 500 lines is two files; a folder past
# 20 pairs of files is two folders.  Prints the median length of functions.
mapfile -t files < <(git ls-files -co --exclude-standard 'lib/*.[ch]' 'cmd/*.[ch]' 'tests/unit/*.[ch]')
awk '
function complain(what) { print what > "/dev/stderr"; failed = 1 }
FNR == 1 { if (last && lines > 500) complain(last ": " lines " lines"); last = FILENAME }
{ lines = FNR }
/^[a-z].*\(/ { name = $0 }
/^{/ { start = FNR }
/^}/ && start {
	length_ = FNR - start - 1
	if (length_ > 60) complain(FILENAME ":" start ": " length_ " lines: " name)
	if (FILENAME !~ /^tests/) size[length_]++; total++
	start = 0
}
END {
	if (lines > 500) complain(last ": " lines " lines")
	for (n = 0; seen < total / 2; n++) seen += size[n]
	if (failed) exit 1
	printf "size: %d functions, median %d lines, none past 60\n", total, n - 1
}' "${files[@]}" || exit 1
failed=0
while read -r count folder; do
	((count <= 20)) || { echo "$folder: $count sources: two folders" >&2; failed=1; }
done < <(printf '%s\n' "${files[@]}" | grep '\.c$' | grep -v '^tests' | xargs -n1 dirname | sort | uniq -c)
exit $failed
