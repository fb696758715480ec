# Completion of the plexus programs for fish: the programs say themselves what may come next, and after
# a tab what each is, which fish shows.

function __plexus_candidates
	set -l words (commandline -opc)
	# The token as typed may still have a quote that nothing closes.
	set -l last (string replace -ra '[\'"\\\\]' '' -- (commandline -ct))
	set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
	type -q $program
	and $program --complete --titles -- $words[2..-1] "$last" 2>/dev/null
end

function __plexus
	set -l candidates (__plexus_candidates)
	if set -q candidates[1]
		printf '%s\n' $candidates
	else
		__fish_complete_path (commandline -ct)
	end
end

complete -c 'plexus' -f -a '(__plexus)'
complete -c 'plexus-*' -f -a '(__plexus)'
