#!/usr/bin/env bash
# The shared manual pages say the same in French as in English: every example, every phrase of the
# tables, every option, value and page that they name, in the same order.
. "$(dirname "$0")/../lib.sh"

# What is typed or printed, and so is never translated.
facts() { # PAGE
	sed -nE 's/^\.(Pq )?(Dl|Ql|Cm|Ev|Xr|Pa|%R) (.*)/\2 \3/p
		s/^\.It (.*) Ta ([0-9-]{10}) Ta.*/phrase \1 = \2/p
		s/^\.It ((Fl|Cm|Ev) -?[a-z_A-Z-]+|[0-9]+)( .*)?$/tag \1/p
		s/^\.Fl (-?[a-z0-9-]+).*/option \1/p' "$1" | sed -E 's/ (Ns )?(Ar|No|\)|(\\~)?[,;.:]).*$//'
}

pages=("$top"/share/man/*.7)
ok 'there are shared pages' test "${#pages[@]}" -ge 3
for page in "${pages[@]}"; do
	name=${page##*/} french=$top/share/man/fr/${page##*/}
	ok "$name exists in French" test -s "$french"
	ok "$name has things to compare" test "$(facts "$page" | wc -l)" -gt 20
	# Sentences of two languages need not be built in one order; examples and tables are.
	is "$(diff <(facts "$page" | sort) <(facts "$french" | sort))" '' "$name says the same in French"
	is "$(diff <(facts "$page" | grep -E '^(Dl|phrase|tag)') <(facts "$french" | grep -E '^(Dl|phrase|tag)'))" '' \
		"$name has the same examples in the same order"
	is "$(grep -cE '^\.S[hs] ' "$page")" "$(grep -cE '^\.S[hs] ' "$french")" "$name has the same sections"
	unlike "$(mandoc -T utf8 "$french" | col -bx | tail -n +4)" ' (which|when|are) ' "$name is French throughout"
done
# Every recurrence that the manual shows is one.
new_team
sed -n '/^.Ss Recurrences/,/^How often/d; /is said in words too/,/^Months may/p' "$top/share/man/plexus-dates.7" | sed -n 's/^.Ql \(.*\) [,;.]$/\1/p' >phrases
ok 'the manual shows recurrences' test "$(wc -l <phrases)" -gt 12
while IFS= read -r phrase; do
	run plexus-task add X --recur "$phrase"
	status 0 "$phrase"
done <phrases
done_testing
