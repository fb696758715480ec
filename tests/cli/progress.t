#!/usr/bin/env bash
# Progress: after a second, on a terminal, wiped at the end; never elsewhere.
. "$(dirname "$0")/../lib.sh"
command -v script >/dev/null || skip_all 'no script(1)'

new_team
slowly() { # thousands of lines that take 1.6 seconds to come
	echo title
	for i in {1..8}; do sleep 0.2; printf "Tâche $i %s\n" {1..3000}; done
}
# What a terminal of so many columns is sent: standard error alone, or both.
on_terminal() { SHELL=$BASH script -qec "stty cols $1; $2" /dev/null; }
# What is seen at the end: each carriage return begins the line again, and blanks wipe.
seen() { perl -CS -ne 's/\r\n$//; my @at; for my $part (split /\r/) { my $i = 0; $at[$i++] = $_ for split //, $part } $_ = join "", map { $_ // " " } @at; s/ +$//; print "$_\n" if length'; }

export -f slowly
on_terminal 80 "slowly | LC_ALL=C.UTF-8 plexus-task import - >/dev/null" >screen
like "$(tr '\r' '\n' <screen)" 'standard input  ([0-9,]+ rows, )?0\.[0-9] MB, 0\.[0-9] MB/s' 'of a size that nobody knows: rows once there are, bytes, rate'
unlike "$(<screen)" $'\033' 'without an escape sequence'
is "$(seen <screen)" '' 'wiped at the end'
is "$(tr '\r' '\n' <screen | wc -L)" "$(tr '\r' '\n' <screen | wc -L | awk '{ print ($1 < 80) ? $1 : "too wide" }')" 'it fits'
on_terminal 24 "slowly | plexus-task import - >/dev/null" >screen
is "$(tr '\r' '\n' <screen | wc -L)" 23 'cut where the terminal ends'
on_terminal 80 "slowly | plexus-task import - -q >/dev/null" >screen
is "$(<screen)" '' 'nothing with -q'
slowly | plexus-task import - >out 2>&1
unlike "$(<out)" 'MB' 'nothing off a terminal'
on_terminal 80 "echo title | plexus-task import - >/dev/null" >screen
is "$(<screen)" '' 'nothing of what is short'
on_terminal 80 "slowly | LANGUAGE=fr plexus-task import - >/dev/null" >screen
[[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]] && like "$(<screen)" 'entrée standard  .*0,[0-9] Mo, 0,[0-9] Mo/s' 'in French'
# A warning stands on a line of its own.
on_terminal 80 "{ slowly; echo 'X;'; } | plexus-task import - --rejects r.csv; echo" >screen
unlike "$(seen <screen)" 'MB/s' 'no rest of it beside what is said after'

# Of a file whose size is known, and of rows that are counted first.
{
	echo title
	printf 'Tâche numéro %s\n' {1..60000}
} >large.csv
# What a machine does within a second is not shown.
shown() { # COLUMNS COMMAND WANTED WHAT
	on_terminal "$1" "$2" >screen
	if [[ -s screen ]]; then like "$(<screen)" "$3" "$4"; else skip "$4: within a second"; fi
}
shown 80 "plexus-task import large.csv >/dev/null" $'\rlarge\\.csv  █*░+  [0-9]+%, ([0-9,]+ rows, )?[0-9.]+ MB/s' 'a bar, with rate and time left'
is "$(seen <screen)" '' 'wiped'
shown 80 'plexus-task edit title~numéro --priority high --yes >/dev/null' $'\r█*░*  [0-9]+%, [0-9,]+ rows, [0-9,]+ rows/s' 'of many changes too'
shown 80 'LC_ALL=C plexus-task edit title~numéro --priority low --yes >/dev/null' $'\r#+\\.*  [0-9]+%' 'in ASCII without UTF-8'
done_testing
