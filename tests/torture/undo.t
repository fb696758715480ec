#!/usr/bin/env bash
# Random commands of several programs, undone and done again: undo of all of them gives the first state,
# redo of all the last; on the way, some are undone and done again at once.
. "$(dirname "$0")/torture.sh"

commands=$(times 120 2000)
state() { rm -rf "$1"; plexus dump --dir "$1" -q && rm -f "$1"/{manifest.json,journal.jsonl}; }
same() { local said; said=$(diff -r "$1" "$2" 2>&1); report $((!$?)) "$3" "${said:0:3000}"; }
pick() { echo "${@:RANDOM % $# + 1:1}"; }
one() { local all; mapfile -t all < <("$@" --ids 2>/dev/null); ((${#all[@]})) && pick "${all[@]}"; }
person() { pick dupont martin durand; }
day() { printf '2025-%02d-%02d' $((RANDOM % 4 + 4)) $((RANDOM % 28 + 1)); }

# A command at random; it may well be refused.
act() {
	local task meeting
	task=$(one plexus-task list) meeting=$(one plexus-meeting list)
	case $((RANDOM % 30)) in
	0 | 1 | 2) plexus-task add "Tâche $RANDOM" --due "$(day)" --assignees "$(person),$(person)" ;;
	3) plexus-task add "Rythme $RANDOM" --recur '1er lundi du mois' ;;
	4) plexus-task 'done' "$task" ;;
	5) plexus-task edit "$task" --priority "$(pick high normal low)" --due "$(pick '' "$(day)")" ;;
	6) plexus-task edit "$task" --assignees "$(pick '+' '-')$(person)" ;;
	7) plexus-task depend "$task" on "$(one plexus-task list)" ;;
	8) plexus-task remove "$task" ;;
	9) plexus-task edit status=open --title "Reprise $RANDOM" --yes ;;
	10) plexus-meeting add "Réunion $RANDOM" --kind "$(pick concertation coordination)" --start "$(day) 12:30" --minutes 60 --invite "$(person)" ;;
	11) plexus-meeting invite "$meeting" "$(person)" ;;
	12) plexus-meeting attend "$meeting" "$(person):$((RANDOM % 60 + 1))" "excused:$(person)" ;;
	13) plexus-meeting hold "$meeting" --files $((RANDOM % 9)) ;;
	14) plexus-meeting edit "$meeting" --start "$(day) 18:00" ;;
	15) plexus-meeting remove "$meeting" ;;
	16) plexus-project add "Projet $RANDOM" --lead "$(person)" --members "$(person)" ;;
	17) plexus-directory edit "$(person)" --phone "02410000$((RANDOM % 90 + 10))" --skills "$(pick asthme,diabète diabète,asthme BPCO)" ;;
	18) plexus-meeting poll open "Sondage $RANDOM" --dates "$(day) 12:30,$(day) 13:00" --invite dupont,martin ;;
	19) plexus-meeting poll answer "$(one plexus-meeting list --type poll)" dupont:1 'martin:1,2?' ;;
	20) plexus-meeting poll close "$(one plexus-meeting list --type poll)" ;;
	21) plexus-meeting series add "Série $RANDOM" --rule 'le 1er mardi du mois' --start "$(day) 12:30" --count 3 ;;
	22) plexus-slot open --who "$(person)" --start "$(day) $((RANDOM % 9 + 9)):00" --every 15min --count 4 --audience public --before 5 --after 5 ;;
	23 | 24) plexus-slot book "$(one plexus-slot list status=free)" --patient "P$RANDOM" --by "$(person)" --contact="$(pick '' 0612345678)" ;;
	25) plexus-slot cancel "$(one plexus-slot list --type appointment)" --reason non ;;
	26) plexus-slot move "$(one plexus-slot list --type appointment)" "$(one plexus-slot list status=free)" ;;
	27) plexus-slot close "$(one plexus-slot list status=free)" ;;
	28) plexus-slot publish "$(one plexus-slot list status=free)" --audience "$(pick self team cpts)" ;;
	29) plexus-slot wait --who "$(person)" --patient "W$RANDOM" --by "$(person)" --within 60d ;;
	esac
}

new_team
new_people 3
plexus key init -q
first=$(plexus log --operations --json | jq length)
state first
done_=0 turned=0
while ((done_ < commands)); do
	at "$(date -u -d "2025-03-14T09:00:00Z + $done_ minutes" +%FT%TZ)"
	act >"$tmp/said" 2>&1
	attempt test $? -le 5
	done_=$((done_ + 1))
	((RANDOM % 20)) && continue
	# Some are undone at once, and done again.
	many=$((RANDOM % 5 + 1))
	state here
	plexus undo $many -q 2>/dev/null || continue
	attempt plexus redo $many -q
	state there
	attempt diff -r here there
	turned=$((turned + many))
done
note "$turned operations undone and done again on the way"
state last
standing=$(plexus log --operations --json | jq '[.[]|select(.undone == false and (.command|test("^(undo|redo)$")|not))]|length')
ok "$((standing - first)) operations were made" test $((standing - first)) -gt $((commands / 3))
run plexus undo $((standing - first)) -q
status 0 'all are undone'
state undone
same first undone 'which leaves the first state'
plexus doctor --json >"$tmp/doctor"
is "$(jq -c '[.[]|select(.level == "broken").message]' "$tmp/doctor")" '[]' 'whole'
run plexus redo $((standing - first)) -q
status 0 'all are done again'
state again
same last again 'which leaves the last state'
plexus doctor --json >"$tmp/doctor"
is "$(jq -c '[.[]|select(.level == "broken").message]' "$tmp/doctor")" '[]' 'whole'
run plexus undo $((standing - first)) -q
state undone
same first undone 'and undone once more'
sum_up "commands, and what was undone and done again of them"
done_testing
