#!/usr/bin/env bash
# Completion in real zsh and fish; bash is in complete.t.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-project add 'Parcours BPCO' -q
plexus-project add Sport --status closed -q
plexus-task add 'Relancer l’ARS' -q
plexus-task add 'Déjà faite' -q && plexus-task done 2 -q
plexus-directory add Martin --profession kiné -q
plexus-slot open --who martin --start 'demain 14:00' --audience team -q
touch 'a file.csv'

# The commands that fish finds, joined by blanks.
in_fish() { # EXPECTED LINE
	run fish --no-config -c "source '$top/completions/plexus.fish'; complete -C \$argv[1]" -- "$2"
	is "$(cut -f1 <<<"$out" | sort | paste -sd' ')" "$1" "fish completes: $2"
	is "$err" '' "without a word: $2"
}
if command -v fish >/dev/null; then
	ok 'fish reads it' fish --no-execute "$top/completions/plexus.fish"
	in_fish list 'plexus-project li'
	in_fish 'status=active status=closed status=idea' 'plexus-project list status='
	in_fish status=active "plexus-project list 'status=ac"
	in_fish 'start= status=' 'plexus project list sta'
	in_fish '--csv=excel-fr' 'plexus-project list --csv=ex'
	in_fish 'parcours-bpco sport' 'plexus-project show '
	in_fish closed 'plexus-project add X --status c'
	in_fish 'sas=all sas=half sas=none' 'plexus-report set 2025 sas='
	in_fish 'A1-HOR' 'plexus-report explain A1-H'
	in_fish 'status,priority' 'plexus-task count --by status,pri'
	in_fish 'a file.csv' 'plexus-project import a'
	ln -s "$built/bin" "$HOME/bin"
	# shellcheck disable=SC2088 # as typed
	in_fish list '~/bin/plexus-project li'
	in_fish '' '/nowhere/plexus-project li'
	run fish --no-config -c "source '$top/completions/plexus.fish'; complete -C 'plexus-task done '"
	is "$out" $'1\tRelancer l’ARS' 'fish shows titles, of open tasks alone'
	run fish --no-config -c "source '$top/completions/plexus.fish'; complete -C 'plexus-slot book '"
	like "$out" $'^1\tmartin, 20[0-9-]+ 14:00$' 'and of slots whose they are, and when'
else
	skip 'no fish'
fi

# What stands on the line of a zsh at a prompt after the tab key: ^X writes it to a file.
in_zsh() { # EXPECTED LINE…, in turn
	local dump=$tmp/lines setup
	setup="PS1='> ' PROMPT_EOL_MARK= fpath=('$top/completions' \$fpath); autoload -Uz compinit && compinit -u -d '$tmp/dump'; setopt no_beep no_list_beep; \
dump() { print -r -- \"\$BUFFER|\" >>'$dump'; BUFFER=; }; zle -N dump; bindkey '^X' dump; : >'$dump'"
	{
		printf '%s\n' "$setup"
		for ((i = 0; i < 100; i++)); do [[ -e $dump ]] && break; sleep 0.1; done
		for ((i = 2; i <= $#; i += 2)); do
			printf '%s\t\x18' "${!i}"
			for ((k = 0; k < 100; k++)); do (($(wc -l <"$dump") >= i / 2)) && break; sleep 0.1; done
		done
		printf 'exit\n'
	} | TERM=dumb script -qec 'zsh -f -i' /dev/null >"$tmp/screen" 2>&1
	mapfile -t lines <"$dump"
	for ((i = 1; i <= $#; i += 2)); do
		line=$((i + 1))
		is "${lines[i / 2]-}" "${!i}|" "zsh completes: ${!line}"
	done
}
# What is listed under the line.
shows() { # LINE
	{
		printf '%s\n' "PS1='> ' fpath=('$top/completions' \$fpath); autoload -Uz compinit && compinit -u -d '$tmp/dump'; setopt no_beep; echo rea''dy"
		sleep 1
		printf '%s\t\t' "$1"
		sleep 1
		printf '\x15exit\n'
	} | TERM=dumb script -qec 'zsh -f -i' /dev/null
}
if command -v zsh >/dev/null && command -v script >/dev/null; then
	ok 'zsh reads it' zsh -fn "$top/completions/_plexus"
	# A bar shows where the blank that ends a word stands, and that none follows a sign.
	in_zsh 'plexus-project list ' 'plexus-project li' \
		'plexus-project list status=active ' 'plexus-project list status=ac' \
		"plexus-project list 'status=active' " "plexus-project list 'status=ac" \
		'plexus-project list slug=' 'plexus-project list sl' \
		'plexus project list ' 'plexus project li' \
		'plexus-project list --csv=excel-fr ' 'plexus-project list --csv=ex' \
		'plexus-project show parcours-bpco ' 'plexus-project show pa' \
		'plexus-project add X --status closed ' 'plexus-project add X --status c' \
		'plexus-report set 2025 sas=half ' 'plexus-report set 2025 sas=ha' \
		'plexus-report set 2025 trainees=' 'plexus-report set 2025 trai' \
		'plexus-report explain A1-HOR ' 'plexus-report explain A1-H' \
		'plexus-meeting poll close ' 'plexus-meeting poll cl' \
		'plexus-task count --by status,priority ' 'plexus-task count --by status,pri' \
		'plexus-project import a\ file.csv ' 'plexus-project import a' \
		'plexus-task done 1 ' 'plexus-task done '
	like "$(shows 'plexus-task show ')" '1  -- Relancer l’ARS.*2  -- Déjà faite' 'zsh shows titles'
else
	skip 'no zsh, or no script(1)'
fi
done_testing
