# shellcheck shell=bash disable=SC2034 # over is for all.sh
# Measures side by side, for tests/bench/all.sh: rows of a table, made of medians of several rounds.
# A round runs every command of a line once or more, so that what else the machine does falls on all.

rows=() over=0

# measure TITLE LIMIT TIMES OURS PEER=COMMAND… : how long our command takes beside each peer's, the
# first of whom the limit speaks of ("-": none, only to see).  TIMES: runs of each, in three rounds, or
# in as many as make ten runs a round.  `prepare`, when set, runs before each run and is not measured.
measure() {
	local title=$1 limit=$2 times=$3 ours=$4 peer round rounds=3 names=() commands=()
	shift 4
	commands=("$ours")
	for peer; do
		names+=("${peer%%=*}") commands+=("${peer#*=}")
	done
	rm -f round.*
	((times <= 30)) || rounds=$((times / 10))
	for ((round = 1; round <= rounds; round++)); do
		hyperfine -N --style none --runs "$(((times + rounds - 1) / rounds))" --warmup "$((round == 1 ? 1 : 0))" \
			${prepare:+--prepare "$prepare"} --export-json "round.$round" "${commands[@]}" >said 2>&1 ||
			{ echo "bench: $title:" && cat said; } >&2
	done
	[[ -e round.$rounds ]] || { over=1; return; }
	add_rows "$title" "$limit" "${names[@]}"
}

# Seconds for people: 1.2 ms, 345 ms, 12.3 s.
seconds='def time: if . < 0.01 then "\(. * 100000 | round / 100) ms" elif . < 1 then "\(. * 1000 | round) ms"
	else "\(. * 100 | round / 100) s" end;'

# From what the rounds left: a row a peer.
add_rows() { # TITLE LIMIT NAME…
	local title=$1 limit=$2 row
	shift 2
	while IFS= read -r row; do
		rows+=("$row")
		echo "$row"
		[[ $row != *'**over**'* ]] || over=1
	done < <(jq -rs --arg title "$title" --arg limit "$limit" '
		def median: sort | .[length / 2 | floor];
		'"$seconds"'
		[.[].results] | transpose | map({wall: (map(.times[]) | median), cpu: (map(.user + .system) | median),
			spread: (map(.times[]) | sort | (.[length * 3 / 4 | floor] - .[length / 4 | floor]) / (median + 1e-9))})
		| .[0] as $ours | .[1:] | to_entries[] | .value as $peer
		| ($ours.wall / $peer.wall) as $ratio
		| (if .key == 0 and $limit != "-" then $limit else "" end) as $most
		| "| \(if .key == 0 then $title else "" end) | \(if .key == 0 then $ours.wall | time else "" end) | "
		+ "\($ARGS.positional[.key]) | \($peer.wall | time) | \($ratio * 100 | round / 100) | "
		+ "\($ours.cpu / ($peer.cpu + 1e-9) * 100 | round / 100) | "
		+ "\($ours.spread * 100 | round) % | \($most) |"
		+ (if $most != "" and $ratio > ($most | tonumber) then " **over** |" else " |" end)
		' round.* --args "$@")
}

# A figure that is no ratio: note_row TITLE FIGURE LIMIT MET, the limit as words, MET yes or no.
note_row() {
	local row="| $1 | $2 | | | | | | $3 |"
	if [[ $4 == yes ]]; then row+=' |'; else row+=' **over** |' over=1; fi
	rows+=("$row")
	echo "$row"
}

print_table() {
	echo '| what | plexus | beside | takes | ratio | ratio of processor time | spread | at most | |'
	echo '|---|---|---|---|---|---|---|---|---|'
	printf '%s\n' "${rows[@]}"
}

# What writers.pl said in several rounds: the median of what was written a second.
rate() { awk '{ print $2 / $NF }' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

beside_rate() { # TITLE OURS THEIRS FAILURES: rates a second, ours at least nine tenths of theirs
	note_row "$1" "$(awk "BEGIN { printf \"%.0f a second beside %.0f: %.2f ($4 failed)\", $2, $3, $3 ? $2 / $3 : 0 }")" 'no less than 0.9' \
		"$(awk "BEGIN { print ($4 == 0 && $3 > 0 && $2 / $3 >= 0.9 ? \"yes\" : \"no\") }")"
}
