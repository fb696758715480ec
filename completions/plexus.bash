# shellcheck shell=bash
# Completion of the plexus programs for bash: the programs say themselves what may come next.

# The words as typed, up to the cursor: bash cuts them at = and : as well.
_plexus_words() {
	local line=${COMP_LINE:0:COMP_POINT} i piece
	words=()
	for ((i = 0; i <= COMP_CWORD; i++)); do
		piece=${COMP_WORDS[i]}
		if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
			words+=('')
			line=${line#"${line%%[![:space:]]*}"}
		fi
		((i < COMP_CWORD)) || piece=$line
		words[-1]+=$piece
		line=${line#"$piece"}
	done
	# What readline will replace: the last piece alone, and nothing of the sign that cut it.
	last=${piece#[=:]}
}

_plexus() {
	local -a words
	local last settled candidate program
	_plexus_words
	program=${words[0]/#\~/$HOME}
	words=("${words[@]//[\'\"\\]/}")
	settled=${words[-1]%"${last//[\'\"\\]/}"}
	COMPREPLY=()
	while IFS= read -r candidate; do
		COMPREPLY+=("${candidate#"$settled"}")
	done < <("$program" --complete -- "${words[@]:1}" 2>/dev/null)
	# A filter goes on after its sign, a list after its comma.
	if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}

while IFS= read -r _plexus_program; do
	complete -o default -F _plexus "$_plexus_program"
done < <(compgen -c plexus | grep -E '^plexus(-[a-z]+)?$' | sort -u)
unset _plexus_program
