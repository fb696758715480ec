#!/usr/bin/env bash
# What every program owes its user, whatever it does: asked of each one that was built.
. "$(dirname "$0")/../lib.sh"

# The verbs that a program's help lists, `help` apart.
verbs() { "$1" --help | awk '/^Verbs:/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ && $1 != "help" { print $1 }'; }

# The long options that a text names, one a line.
options() { grep -oE -- '--[a-z][a-z0-9-]*' | sort -u; }

answers_help() { # PROGRAM: every way of asking says the same, on standard output
	local reference
	run "$1" --help
	status 0 "$1 --help"
	is "$err" '' "$1 --help says nothing on standard error"
	like "$out" "usage: $1 VERB" "$1 --help gives the usage"
	reference=$out
	for way in -h help; do
		run "$1" "$way"
		is "$code $out" "0 $reference" "$1 $way is $1 --help"
	done
	run "$1" --version
	is "$code $err" '0 ' "$1 --version"
	like "$out" "^$1 [0-9]+\.[0-9]+" "$1 --version says name and version"
	run "$1" --complete -- ''
	is "$code $err" '0 ' "$1 --complete"
	is "$(comm -23 <(verbs "$1" | sort) <(sort <<<"$out"))" '' "$1 --complete offers every verb"
}

refuses() { # PROGRAM: what is unknown is named with the nearest, exit 2, nothing on standard output
	local first
	first=$(verbs "$1" | head -1)
	run "$1"
	is "$code $out" '2 ' "$1 alone is a usage error, on standard error"
	like "$err" "usage: $1" "$1 alone says the usage"
	run "$1" "${first}x"
	is "$code $out" '2 ' "$1 ${first}x is a usage error"
	like "$err" "${first}x.*$first" "$1 ${first}x names the nearest verb"
	run "$1" "$first" --quiett
	is "$code $out" '2 ' "$1 $first --quiett is a usage error"
	like "$err" '--quiett.*--quiet' "$1 $first --quiett names the nearest option"
	run "$1" "$first" --now
	is "$code $out" '2 ' "$1 $first --now, without its value, is a usage error"
}

verb_help() { # PROGRAM VERB
	local reference
	run "$1" "$2" --help
	is "$code $err" '0 ' "$1 $2 --help"
	like "$out" "usage: $1 $2" "$1 $2 --help gives its usage"
	reference=$out
	run "$1" help "$2"
	is "$code $out" "0 $reference" "$1 help $2 is the same"
	[[ $out == *--json* ]] || return 0
	run "$1" "$2" --schema
	status 0 "$1 $2 --schema"
	ok "$1 $2 --schema is a schema" jq -es 'length == 1 and (.[0] | .type or .items or ."$ref" or .oneOf)' "$tmp/out"
}

manual_agrees() { # PROGRAM: the manual names the verbs and the options that help names, and no other
	local page text verb
	page=$tmp/$1.1
	"$1" --manual >"$page"
	is "$(mandoc -T lint -W warning "$page" 2>&1 | grep -v 'referenced manual not found')" '' "$1(1) is well-formed"
	text=$(mandoc -T utf8 -O width=200 "$page" | sed 's,.\x08,,g')
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' 'SEE ALSO'; do
		like "$text" $'\n'"$section"$'\n' "$1(1) has $section"
	done
	for verb in $(verbs "$1"); do
		like "$text" "(^|[[:space:]])$verb([[:space:]]|$)" "$1(1) has $verb"
	done
	is "$(diff <(for verb in $(verbs "$1"); do "$1" help "$verb"; done | cat - <("$1" --help) | options) <(options <<<"$text") | grep '^[<>]')" '' \
		"$1(1) has the options of help, and no other"
}

writes_all() { # PROGRAM: output that cannot be written is a failure
	local verb
	run bash -c "$1 --help >/dev/full"
	isnt "$code" 0 "$1 --help > /dev/full fails"
	like "$err" 'standard output' "$1 --help > /dev/full says what"
	for verb in list time log; do
		grep -qx "$verb" <(verbs "$1") || continue
		run bash -c "$1 $verb --json >/dev/full"
		isnt "$code" 0 "$1 $verb > /dev/full fails"
	done
}

same_json() { # PROGRAM: machines read the same whatever the locale
	local verb reference
	for verb in list export; do
		grep -qx "$verb" <(verbs "$1") || continue
		reference=$("$1" "$verb" --json)
		for locale in C POSIX fr_FR.UTF-8; do
			is "$(LC_ALL=$locale LANG=fr_FR.UTF-8 LANGUAGE=fr "$1" "$verb" --json)" "$reference" "$1 $verb --json under $locale"
		done
	done
}

new_team
plexus-directory add Éluard --given 'Œdipe' --profession 60 -q

programs=("$built"/bin/*)
ok 'there are programs' test -x "${programs[0]}"
for path in "${programs[@]}"; do
	program=${path##*/}
	answers_help "$program"
	refuses "$program"
	for verb in $(verbs "$program"); do
		verb_help "$program" "$verb"
	done
	manual_agrees "$program"
	writes_all "$program"
	same_json "$program"
done
done_testing
