#!/usr/bin/env bash
# A register import killed at random moments, while readers list the old register: they see the whole
# of it, and nothing of the new one before that is whole.
. "$(dirname "$0")/torture.sh"

new_team
register() { # ROWS CITY: a register of that many persons, all in one city
	awk -F'|' -v OFS='|' -v rows="$1" -v city="$2" '
	NR == 1 { print; for (i = 1; i <= NF; i++) at[$i] = i; next }
	NR == 2 {
		for (n = 1; n <= rows; n++) {
			$at["Identifiant PP"] = sprintf("1%010d", n)
			$at["Identification nationale PP"] = "8" $at["Identifiant PP"]
			$at["Nom d\047exercice"] = "NOM" n % 997
			$at["Identifiant technique de la structure"] = "C" n
			$at["Libellé commune (coord. Structure)"] = city
			print
		}
	}' "$top/tests/cases/rpps/2026.txt"
}
size=$(times 3000 30000)
register "$size" ANGERS >old.txt
register $((size + 500)) NANTES >new.txt
import() { plexus-directory import --from rpps -q "$1" >/dev/null 2>"$tmp/import.err"; }

# What the register holds, in one reading: "3000 ANGERS" (a mixture has two lines).
seen() { plexus-directory count --type rpps --by city --json | jq -r '.[] | "\(.count) \(.city)"'; }
old="$size ANGERS" new="$((size + 500)) NANTES"

import old.txt || note "$(<"$tmp/import.err")"
is "$(seen)" "$old" 'a register is there'
begun=${EPOCHREALTIME/[.,]/}
import new.txt
took=$(((${EPOCHREALTIME/[.,]/} - begun) / 1000))
is "$(seen)" "$new" "another takes its place ($took ms)"
import old.txt
is "$(seen)" "$old" 'and back'

whole() { # what readers saw meanwhile: the old one, then perhaps the new one
	local line state=old
	while read -r line; do
		[[ $state == old && $line == "$new" ]] && state=new
		[[ $line == "${!state}" ]] || { note "seen: $line"; return 1; }
	done <"$tmp/seen"
}
reader() { while :; do seen | tr '\n' ' ' | sed 's/ $/\n/'; done >"$tmp/seen" 2>&1; }

killed=0 finished=0
for ((round = 1; round <= $(times 20 60); round++)); do
	reader &
	reading=$!
	plexus-directory import --from rpps -q new.txt >/dev/null 2>&1 &
	victim=$!
	pause $((took + took / 10))
	kill -KILL $victim 2>/dev/null
	wait $victim 2>/dev/null
	ended=$?
	kill $reading
	wait $reading 2>/dev/null
	sed -i '$d' "$tmp/seen" # it may be half a line
	attempt whole
	attempt sound
	if ((ended == 0)); then
		finished=$((finished + 1))
		attempt test "$(seen)" = "$new"
		attempt import old.txt
	else
		killed=$((killed + 1))
		# Killed after its commit, before its end: the new one is there, whole.
		[[ $(seen) != "$new" ]] || attempt import old.txt
		attempt test "$(seen)" = "$old"
	fi
done
ok 'some imports were killed' test $killed -gt 0
note "$killed killed, $finished finished first, of a register of $size rows"
attempt import new.txt
attempt test "$(seen)" = "$new"
sum_up "checks around $killed imports killed among readers"
done_testing
