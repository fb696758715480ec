#!/usr/bin/env bash
# A file that grows, shrinks, is emptied, replaced or removed while it is read: the import takes whole
# rows or nothing, says so, and never crashes.
. "$(dirname "$0")/torture.sh"

new_team
rows=20000
seq -f 'Relance numéro %06g du dossier' $rows | sed '1i title' >whole.csv
sed -n '1p' whole.csv >head.csv
register=$top/tests/cases/rpps/2026.txt
awk 'NR == 1 { print; next } { for (n = 0; n < 400; n++) { sub(/[0-9]{11}/, sprintf("1%010d", NR * 400 + n)); print } }' \
	"$register" >register.whole

grow() { for _ in 1 2 3 4 5 6; do tail -n +2 "$1" >>"$2"; done; }
shrink() { truncate -s $(($(stat -c %s "$2") * (RANDOM % 90) / 100)) "$2"; }
empty() { : >"$2"; }
replace() { cp "$1" "$2.new" && mv "$2.new" "$2"; }
remove() { rm "$2"; }
garble() { printf '\0\377\376"' | dd of="$2" bs=1 seek=$((RANDOM * 3)) conv=notrunc status=none; }

count_of() { plexus-task count --json | jq '.[0].count'; }
whole_rows() { # every title is one that a file held
	[[ -z $(plexus-task list --jsonl | jq -r .title | grep -vxE 'Relance numéro [0-9]{6} du dossier' | head -3) ]]
}
ended_well() { # 0: all was read; 1, 5, 6: said why not
	((ended == 0)) && return
	[[ $ended == [156] && -s $tmp/said ]] || { note "status $ended: $(<"$tmp/said")"; false; }
}

# Until the reader holds the file, or has ended: what changes before that is another file.
opened() {
	for _ in {1..500}; do
		[[ -d /proc/$1 ]] && ! find "/proc/$1/fd" -lname '*/changing.txt' 2>/dev/null | grep -q . || return 0
		sleep 0.002
	done
}

against() { # HOW SOURCE COMMAND…: change the file a moment after the command began to read it
	local how=$1 source=$2
	cp "$source" changing.txt
	"${@:3}" changing.txt >/dev/null 2>"$tmp/said" &
	local reader=$!
	opened $reader
	pause 60
	"$how" "$source" changing.txt 2>/dev/null
	wait $reader 2>/dev/null
	ended=$?
	attempt ended_well
}

for ((round = 1; round <= $(times 2 12); round++)); do
	for how in grow shrink empty replace remove garble; do
		before=$(count_of)
		against $how whole.csv plexus-task import -q
		after=$(count_of)
		# A failed import leaves nothing; one that rejected some rows keeps the others.
		((ended != 1 && ended != 6)) || attempt test "$after" = "$before"
		against $how register.whole plexus-directory import -q --from rpps
	done
done
# Titles of a garbled file may be any text that is valid.
[[ $(count_of) -gt 0 ]] || note 'nothing was imported'
attempt sound
new_team
for ((round = 1; round <= $(times 3 20); round++)); do
	against shrink whole.csv plexus-task import -q
	attempt whole_rows || true
done
attempt sound
sum_up 'checks around files that change while they are read'
done_testing
