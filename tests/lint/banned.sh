#!/bin/bash
# Functions that cut, overflow or share a buffer, and words that promise work left undone.
failed=0
functions='strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|gmtime|localtime|ctime|asctime|system|popen|tmpnam|alloca|rand|srand|setjmp|longjmp'
sources=$(git ls-files -co --exclude-standard 'lib/*.[ch]' 'cmd/*.[ch]')
# shellcheck disable=SC2086 # a list of files
{
	grep -nE "(^|[^a-zA-Z0-9_])($functions) ?\(" $sources | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(/?\*|//)' && failed=1
	# px_malloc and friends are the only allocators; base/mem holds the real ones
	grep -nE '(^|[^a-zA-Z0-9_])(malloc|calloc|realloc|strdup|strndup) ?\(' $sources | grep -vE '^lib/base/mem\.[ch]:' && failed=1
	# the library never prints and never exits: lib/cli and cmd do
	grep -nE '(^|[^a-zA-Z0-9_])(printf|puts|putchar|perror|exit|_exit) ?\(' $sources |
		grep -vE '^(lib/cli|cmd)/|^lib/base/mem\.c:|:[[:space:]]*(/?\*|//)' && failed=1
	grep -niE '\b(TODO|FIXME|XXX|not (yet )?implemented)\b' $sources && failed=1
} >&2
((!failed)) && echo "banned: none used"
