#!/usr/bin/env bash
# Writers whose hooks do as they please: refuse, replace, print anything, hang, kill their parent, kill the
# command.  What was acknowledged is there as the hook left it, nothing else is, and nobody waits for long.
. "$(dirname "$0")/torture.sh"

new_team
writers=4 each=$(times 8 150)
hooks=$HOME/.config/plexus/hooks
mkdir -p "$hooks"
echo 'hook_timeout = 2' >"$HOME/.config/plexus/config"
export heard=$tmp/heard begun=$tmp/begun

# The title says what is done of it: "hang 12".
cat >"$hooks/pre-task-add" <<'SH'
#!/bin/bash
echo $$ >>"$begun"
record=$(cat)
title=$(jq -r .title <<<"$record")
case $title in
refuse*) echo 'non' >&2; exit 1 ;;
replace*) jq -c '.title += " bis" | .minutes = 5' <<<"$record" ;;
garbage*) head -c $((RANDOM % 2000 + 1)) /dev/urandom ;;
cut*) head -c $((RANDOM % (${#record} - 1) + 1)) <<<"$record" ;;
hang*) sleep 60 ;;
stubborn*) trap '' TERM; sleep 60 & wait; sleep 60 ;;
parent*) kill -9 $PPID; sleep 60 ;;
command*) kill -9 "$(awk '/^PPid/ { print $2 }' /proc/$PPID/status)"; sleep 60 ;;
flood*) yes ;;
child*) sleep 60 & ;;
esac
SH
cat >"$hooks/post-task-add" <<'SH'
#!/bin/bash
echo $$ >>"$begun"
jq -r .title >>"$heard"
((RANDOM % 3)) || exit 1
SH
chmod 755 "$hooks"/*
kinds=(keep keep refuse replace garbage cut parent command flood child hang stubborn)

write() { # WRITER
	local n kind title code
	for ((n = 1; n <= each; n++)); do
		kind=${kinds[RANDOM % ${#kinds[@]}]} title="$kind $1 $n"
		until timeout 30 plexus-task add "$title" -q 2>/dev/null; code=$?; ((code != 75)); do :; done
		echo "$code $title" >>"$tmp/ended"
	done
}
for ((w = 1; w <= writers; w++)); do
	RANDOM=$((PX_SEED + w)) # each its own
	write $w 2>/dev/null &
	at_work[w]=$!
done
wait "${at_work[@]}" 2>/dev/null

expected() { # CODE KIND
	case $2 in
	keep | replace | child) (($1 == 0)) ;;
	refuse) (($1 == 5)) ;;
	garbage | cut) (($1 == 5 || $1 == 6)) ;;
	command) (($1 == 137)) ;;
	*) (($1 == 6)) ;;
	esac
}
while read -r code kind rest; do
	attempt expected "$code" "$kind" "$rest"
done <"$tmp/ended"
is "$(wc -l <"$tmp/ended")" $((writers * each)) 'every command ended'
sed -n 's/^0 //p' "$tmp/ended" | sed 's/^replace.*/& bis/' | sort >acknowledged
plexus-task list --jsonl | jq -r .title | sort >stored
attempt cmp -s acknowledged stored
report $((lost == 0)) 'what was acknowledged is stored, and nothing else' "$(diff acknowledged stored | head -5)"
is "$(plexus-task list 'title~^replace' minutes!=5 --ids | wc -l)" 0 'replaced where it was'
sort "$heard" >told
attempt cmp -s told stored
ok 'what was stored was told' cmp told stored

# Nothing that was ended goes on.
sleep 0.3
while read -r pid; do
	state=$(awk '/^State/ { print $2 }' "/proc/$pid/status" 2>/dev/null)
	[[ ${state:-Z} == Z ]] || ! grep -qs pre-task-add "/proc/$pid/cmdline" || echo "$pid"
done <"$begun" >alive
is "$(wc -l <alive)" 0 'no hook goes on'
attempt sound
ok 'the database is sound' sound
ok 'the chain holds' plexus verify -q
sum_up 'commands under hooks that do as they please'
done_testing
