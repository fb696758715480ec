#!/usr/bin/env bash
# 200 processes book one slot: one has it, the others exit with 4 and are shown others; the same with
# kill -9 among them, and while its offer is closed, shown to others, moved onto and given up.
. "$(dirname "$0")/torture.sh"

export PLEXUS_NOW=2026-03-02T08:00:00Z
new_team
plexus-directory add -q Martin --profession kiné
plexus-directory add -q Dupont --profession médecin
plexus-slot open -q --who martin --start '2 mars 14:00' --count 40 --repeat 'FREQ=DAILY;COUNT=12' --audience team

bookers=200 booked=0 beaten=0 shown=0
book() { # BOOKER SLOT [COMMAND…]
	"${@:3}" plexus-slot book "$2" --patient "P$1" --by dupont --json >"$tmp/out.$1" 2>"$tmp/err.$1"
	echo $? >"$tmp/code.$1"
}
all_book() { # SLOT [killed]: every second one is killed within some milliseconds
	local i killer
	rm -f "$tmp"/code.* "$tmp"/out.* "$tmp"/err.*
	at_work=()
	for ((i = 1; i <= bookers; i++)); do
		killer=(timeout --foreground -s KILL "0.$(printf '%04d' $((RANDOM % 40 + 5)))")
		[[ ${2:-} && $((i % 2)) == 0 ]] || killer=()
		book $i "$1" "${killer[@]}" &
		at_work+=($!)
	done
}
live_of() { plexus-slot list --type appointment slot="$(plexus-slot show "$1" --json | jq -r .uid)" status!=cancelled --ids | wc -l; }
one_winner() { # SLOT WINNERS-SAID
	local live
	live=$(live_of "$1")
	[[ $live == 1 && $2 -le 1 ]] || { note "slot $1: $live appointments, $2 said to have it"; false; }
}

# Whole: one exit 0, all others 4, each with three others.
rounds=10
for ((round = 1; round <= rounds; round++)); do
	slot=$((round * 5))
	all_book $slot
	wait "${at_work[@]}"
	won=$(cat "$tmp"/code.* | grep -c '^0$') lost_out=$(cat "$tmp"/code.* | grep -c '^4$')
	others=$(cat "$tmp"/out.* | jq -s 'map(select(type == "array" and length == 3)) | length')
	booked=$((booked + won)) beaten=$((beaten + lost_out)) shown=$((shown + others))
	attempt one_winner $slot "$won"
	((won + lost_out == bookers)) || note "$(cat "$tmp"/err.* | sort | uniq -c | sort -rn | head -3)"
done
is "$booked $beaten $shown" "$rounds $((rounds * (bookers - 1))) $((rounds * (bookers - 1)))" \
	"$rounds rounds of $bookers: one each, the others shown three"
attempt sound

# Killed among them: nobody has it by halves, and whoever was told to have it does.
kills=0 bookers=$(times 60 200)
for ((round = 1; round <= $(times 5 10); round++)); do
	slot=$((100 + round * 5))
	all_book $slot killed
	wait "${at_work[@]}" 2>/dev/null
	won=$(cat "$tmp"/code.* | grep -c '^0$') kills=$((kills + $(cat "$tmp"/code.* | grep -c '^137$')))
	book 0 $slot # if all of them were killed before
	attempt one_winner $slot "$((won))"
	attempt sound
done
ok "$kills were killed while they booked" test $kills -gt 0

# Everything at once on a dozen slots; what is left is sound.
meddle() { # WORKER
	local n id slot
	RANDOM=$((PX_SEED + $1))
	for ((n = 0; n < $(times 8 40); n++)); do
		slot=$((200 + RANDOM % 12)) id=$((1 + RANDOM % 40))
		case $((RANDOM % 7)) in
		0 | 1 | 2) plexus-slot book $slot --patient "M$1" --by dupont -q ;;
		3) plexus-slot move $id $slot -q ;;
		4) plexus-slot cancel $id --reason x -q ;;
		5) plexus-slot publish $slot --audience "$([[ $((RANDOM % 2)) == 0 ]] && echo team || echo cpts)" -q ;;
		*) plexus-slot open -q --who martin --start "2026-03-07 $((RANDOM % 8 + 8)):$((RANDOM % 6))5" --count 3 --audience team --before 5min ;;
		esac >/dev/null 2>>"$tmp/meddled" || { status=$?; [[ $status == [34] ]] || echo "$status" >>"$tmp/odd"; }
	done
}
: >"$tmp/odd"
meddlers=()
for ((i = 1; i <= 12; i++)); do
	meddle $i &
	meddlers+=($!)
done
wait "${meddlers[@]}"
is "$(sort "$tmp/odd" | uniq -c)" '' 'whoever is refused exits with 3 or 4' || note "$(sort "$tmp/meddled" | uniq -c | sort -rn | grep -v taken | head -5)"
attempt sound
seconds() { if [[ $server ]]; then echo "EXTRACT(EPOCH FROM CAST($1.start AS timestamptz))"; else echo "unixepoch($1.start)"; fi; }
overlaps=$(sql "SELECT count(*) FROM appointment a JOIN appointment b ON b.id > a.id AND b.practitioner = a.practitioner
	AND a.status <> 'cancelled' AND b.status <> 'cancelled' AND $(seconds a) < $(seconds b) + 60 * b.minutes
	AND $(seconds b) < $(seconds a) + 60 * a.minutes")
is "$overlaps" 0 'no two appointments at one time'
note "$booked of $((rounds * 200)) had the slot, $beaten were told that it was taken, $shown of them were shown three others"
sum_up 'checks of slots that many want'
done_testing
